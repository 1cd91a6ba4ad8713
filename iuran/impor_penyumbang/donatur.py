"""What becomes of the donor of an answer, from what is known of him. Pure."""

from typing import Any, NamedTuple

from iuran.impor_penyumbang.bidang import PENYUMBANG
from iuran.impor_penyumbang.fakta import Fakta, PenyumbangAda
from iuran.impor_penyumbang.periksa import Jawaban
from iuran.jawaban import nama_lain
from iuran.models import NasibPenyumbang, StatusPenyumbang
from peserta.bersih.alasan import GALAT, Temuan, galat, info, peringatan
from peserta.bersih.nama import nama_cari
from pijar.bulan import WIB

N = NasibPenyumbang
_CEK_NIP = "Cocokkan NIP dengan kartu pegawai; centang hanya bila orangnya sama."


class NasibDonatur(NamedTuple):
    """What becomes of the donor and why; ``perubahan`` maps what changes to [old, new].

    ``penyumbang_id``: the donor who is here.
    """

    nasib: NasibPenyumbang
    alasan: Temuan = ()
    perubahan: dict[str, list[Any]] = {}
    penyumbang_id: int | None = None


def nilai_donatur(b: Jawaban, terbaru: Jawaban | None, fakta: Fakta) -> NasibDonatur:
    """The donor of ``b``; ``terbaru`` is the newest answer in the list with the same NIP."""
    if any(a.tingkat == GALAT and a.kolom in PENYUMBANG for a in b.temuan):
        return NasibDonatur(N.GALAT)
    ada = fakta.penyumbang.get(b.nip)
    if halangan := _tutup(b, fakta) + _keluar(ada):
        return NasibDonatur(N.GALAT, halangan, {}, ada.pk if ada else None)
    lain = _jawaban_lain(b, terbaru)
    if ada is None:
        return NasibDonatur(N.BARU, lain)
    perubahan = {} if lain else _perubahan(b, ada)
    alasan = lain + _nama_beda(b, ada.nama)
    return NasibDonatur(N.UBAH if perubahan else N.KENAL, alasan, perubahan, ada.pk)


def _tutup(b: Jawaban, fakta: Fakta) -> Temuan:
    if b.opd_id in fakta.opd:
        return ()
    return galat("opd_tutup", "opd", b.opd_tulis, "OPD ini baru saja ditutup.", "Tulis OPD lain.")


def _keluar(ada: PenyumbangAda | None) -> Temuan:
    if ada is None or ada.status == StatusPenyumbang.AKTIF:
        return ()
    status = StatusPenyumbang(ada.status).label.lower()
    sebab = f"Penyumbang ini tercatat keluar: {status}."
    return galat("asn_keluar", "nip", "", sebab, "Bila keliru, kembalikan di halamannya.")


def _jawaban_lain(b: Jawaban, terbaru: Jawaban | None) -> Temuan:
    """Another answer with this NIP is newer: its office, name and phone count."""
    if terbaru is None or terbaru is b:
        return ()
    if nama_lain(nama_cari(b.nama_asn), nama_cari(terbaru.nama_asn)):
        sebab = f"NIP sama dengan baris {terbaru.nomor}, atas nama {terbaru.nama_asn}."
        return peringatan("nip_dua_nama", "nip", "", sebab, _CEK_NIP)
    if (b.opd_id, b.hp_asn) == (terbaru.opd_id, terbaru.hp_asn):
        return ()
    sebab = f"Data penyumbang di baris {terbaru.nomor} lebih baru; itu yang dipakai."
    return info("asn_lebih_baru", "nip", "", sebab)


def _perubahan(b: Jawaban, ada: PenyumbangAda) -> dict[str, list[Any]]:
    """What a later answer says otherwise; an older one changes nothing."""
    if b.waktu and ada.waktu and b.waktu <= ada.waktu:
        return {}
    hasil: dict[str, list[Any]] = {}
    if b.opd_id != ada.opd_id and not _sebelum_pindah(b, ada):
        hasil["opd"] = [ada.opd_id, b.opd_id]
    if b.nama_asn.casefold() != ada.nama.casefold():
        hasil["nama_asn"] = [ada.nama, b.nama_asn]
    if b.hp_asn not in ("", ada.hp):
        hasil["hp_asn"] = [ada.hp, b.hp_asn]
    return hasil


def _sebelum_pindah(b: Jawaban, ada: PenyumbangAda) -> bool:
    """Whether the answer is older than the donor's record at his office."""
    return bool(b.waktu and ada.opd_sejak and b.waktu.astimezone(WIB).date() < ada.opd_sejak)


def _nama_beda(b: Jawaban, tercatat: str) -> Temuan:
    if not nama_lain(nama_cari(b.nama_asn), nama_cari(tercatat)):
        return ()
    sebab = f"NIP ini tercatat atas nama {tercatat}."
    return peringatan("asn_nama_beda", "nama_asn", b.nama_asn, sebab, _CEK_NIP)
