"""The measures as rows of pictures, for pages and papers; ``rincian`` makes the address of a mark.

Only words and addresses are added here; every number is the measure's own.
"""

from collections.abc import Callable, Sequence

from laporan.jalur import Jalur
from laporan.pergerakan import Pergerakan
from laporan.serapan import Serapan, SerapanSumber
from laporan.wilayah import Wilayah
from pijar.bulan import NAMA_BULAN, tanggal_panjang
from pijar.gambar import Langkah, Nilai, Titik, Tumpukan, Ubin
from pijar.rupiah import ribuan, rupiah

Alamat = Callable[..., str]
"""The address that opens a figure: ``alamat("terlindungi", "kecamatan")``."""


def tanpa_alamat(*kunci: object, **lain: object) -> str:
    """On paper no mark leads anywhere."""
    return ""


def titik_jalur(j: Jalur, alamat: Alamat = tanpa_alamat) -> list[Titik]:
    """The path of the year against its plan; what is not yet December gets the forecast there."""
    titik = []
    for ke, t in enumerate(j.titik):
        ramalan = ke == len(j.titik) - 1 and t.orang is None
        n = j.ramalan if ramalan else t.orang
        titik.append(
            Titik(
                label=NAMA_BULAN[t.bulan.month - 1][:3],
                nilai=n,
                teks="" if n is None else ribuan(n),
                rencana=t.rencana,
                teks_rencana="" if t.rencana is None else ribuan(t.rencana),
                alamat=alamat("terlindungi", "kecamatan", bulan=t.bulan) if t.orang else "",
                ramalan=ramalan,
            )
        )
    return titik


def langkah_gerak(p: Pergerakan, alamat: Alamat = tanpa_alamat) -> list[Langkah]:
    """From the people at the beginning to those at the end, reason by reason."""
    awal, akhir = f"Awal, {tanggal_panjang(p.per_awal)}", f"Akhir, {tanggal_panjang(p.pada)}"
    return [
        Langkah(awal, p.awal, ribuan(p.awal), jumlah=True),
        *(Langkah(b.nama, b.orang, _bertanda(b.orang), alamat(b.kode)) for b in p.baris),
        Langkah(akhir, p.akhir, ribuan(p.akhir), alamat("terlindungi"), jumlah=True),
    ]


def _bertanda(n: int) -> str:
    """A change with its sign; a real minus."""
    return f"{'+' if n > 0 else '−' if n < 0 else ''}{ribuan(abs(n))}"


def tumpukan_uang(daftar: Sequence[SerapanSumber], alamat: Alamat = tanpa_alamat) -> list[Tumpukan]:
    """Each source's ceiling: what was paid, what is bound beside it, what is left."""
    return [
        Tumpukan(
            s.nama,
            (
                _uang("Realisasi (SP2D)", s.realisasi),
                _uang("Komitmen lainnya", s.komitmen - s.realisasi),
                _uang("Sisa pagu", s.pagu - s.komitmen),
            ),
            rupiah(s.pagu),
            alamat("pagu", "sumber"),
        )
        for s in daftar
    ]


def _uang(nama: str, n: int) -> Nilai:
    return Nilai(nama, n, rupiah(n))


def titik_uang(s: Serapan, alamat: Alamat = tanpa_alamat) -> list[Titik]:
    """The city's money paid for each month of contribution against what is bound for it.

    A month that has not begun has no dot, unless it was paid ahead.
    """
    return [
        Titik(
            label=NAMA_BULAN[b.bulan.month - 1][:3],
            nilai=(n := b.realisasi if b.realisasi or b.bulan <= s.pada else None),
            teks="" if n is None else rupiah(n),
            rencana=b.rencana,
            teks_rencana=rupiah(b.rencana),
            alamat=alamat("realisasi", "bulan"),
        )
        for b in s.kota.bulan
    ]


def ubin_wilayah(w: Wilayah, alamat: Alamat = tanpa_alamat) -> list[Ubin]:
    """The kecamatan by coverage, the least covered first."""
    return [
        Ubin(
            label=b.nama,
            nilai=b.orang,
            teks="–" if b.persen is None else f"{b.persen} %".replace(".", ","),
            alamat=alamat("terlindungi", "kecamatan"),
            dari=b.terdata,
            catatan=f"{ribuan(b.orang)} dari {ribuan(b.terdata)}",
        )
        for b in w.baris
    ]
