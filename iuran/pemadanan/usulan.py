"""What a row proposes: the life event, its day and its proof; and why it cannot. Nothing writes."""

from datetime import date

from iuran.models import BarisPadanan, DaftarPadanan
from iuran.pemadanan.keadaan import sebutan
from peserta.bersih.alasan import kutip
from peserta.models import JenisBukti, JenisPeristiwa, Peserta, UsulanPeristiwa
from pijar.bulan import tanggal_panjang
from pijar.models import Pengguna


def tanggal_peristiwa(baris: BarisPadanan, daftar: DaftarPadanan) -> date | None:
    """The event's day; of another payer without a day the list's own: on it they were active."""
    return baris.tanggal if baris.tanggal or baris.perlu_tanggal else daftar.tanggal


def susun_usulan(
    baris: BarisPadanan,
    orang: Peserta,
    daftar: DaftarPadanan,
    *,
    oleh: Pengguna,
    sekaligus: bool = False,
) -> UsulanPeristiwa:
    """The proposal that this row makes, not yet saved; :func:`halangan` is empty for it."""
    return UsulanPeristiwa(
        peserta=orang,
        jenis=JenisPeristiwa(baris.hasil),
        tanggal=tanggal_peristiwa(baris, daftar) or daftar.tanggal,
        keterangan=_keterangan(baris, daftar),
        bukti_jenis=JenisBukti.LAINNYA,
        bukti_nomor=f"Daftar {sebutan(daftar)}, baris {baris.nomor}"[:120],
        sekaligus=sekaligus,
        oleh=oleh,
    )


def _keterangan(baris: BarisPadanan, daftar: DaftarPadanan) -> str:
    isi = [f"Menurut daftar {sebutan(daftar)} dari {daftar.pengirim}"]
    if baris.kata:
        isi.append(kutip(baris.kata))
    if baris.pihak:
        isi.append(kutip(baris.pihak))
    if baris.tanggal is None:
        isi.append("tanggal mulainya tidak disebut, jadi dipakai tanggal daftar")
    return "; ".join(isi)[:500]


def halangan(baris: BarisPadanan, orang: Peserta, daftar: DaftarPadanan, *, pada: date) -> str:
    """Why nothing is proposed from this row, in a sentence; empty when it can be.

    ``baris`` carries ``diusulkan`` and ``dicatat``.
    """
    if orang.digabung_ke_id:
        return "Datanya sudah digabung ke orang lain."
    if baris.disisihkan:
        return "Barisnya disisihkan."
    if baris.diusulkan:  # type: ignore[attr-defined]
        return f"{baris.cip.label}: sudah diusulkan, menunggu putusan."
    if baris.dicatat:  # type: ignore[attr-defined]
        return f"{baris.cip.label}: sudah dicatat."
    tanggal = tanggal_peristiwa(baris, daftar)
    if tanggal is None:
        return "Daftar tidak menyebut tanggalnya. Usulkan di halaman Peristiwa orang ini."
    if tanggal > pada:
        return f"{tanggal_panjang(tanggal)} belum tiba."
    if tanggal < orang.tanggal_lahir:
        return f"{tanggal_panjang(tanggal)} mendahului tanggal lahirnya."
    return ""
