"""The pictures of a report, drawn from its own tables: the same figures, and no other source."""

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from laporan.surat.isi import Sel, Tabel
from pijar.gambar import Langkah, Nilai, Titik, Tumpukan, Ubin, air_terjun, garis, tumpuk, ubin
from pijar.rupiah import ribuan, rupiah

# Tables are known by how their titles begin; whoever names them so has them drawn.
JALUR, GERAK, UANG = "Jalur ke target", "Pergerakan", "Uang kota menurut sumber"
GERAK_MASA = "Pergerakan menurut bulan"  # a row for each month: no waterfall
KECAMATAN, RAMALAN = "Dibayar kota menurut kecamatan", "Perkiraan"


def gambaran(daftar: Sequence[Tabel]) -> list[tuple[str, SafeString]]:
    """A title and a picture for each table that has one, in the order of the page."""
    return [
        (t.judul, lukis(t))
        for awal, lukis in LUKISAN.items()
        for t in daftar
        if t.judul.startswith(awal) and t.judul != GERAK_MASA
    ]


def _angka(sel: Sel) -> int:
    return sel if isinstance(sel, int) else 0


def _jalur(tabel: Tabel) -> SafeString:
    """Twelve months against the plan; the forecast stands where December is not yet."""
    ramalan = [b for b in tabel.baris if str(b[0]).startswith(RAMALAN)]
    bulan = [b for b in tabel.baris if b not in ramalan]
    titik = [_titik(b) for b in bulan]
    if ramalan:
        titik[-1] = _titik([bulan[-1][0], *ramalan[0][1:]], ramalan=True)
    return garis(tabel.judul, titik, bertabel=False)


def _titik(baris: list[Sel], *, ramalan: bool = False) -> Titik:
    nama, orang, rencana = baris
    n, r = (sel if isinstance(sel, int) else None for sel in (orang, rencana))
    return Titik(
        str(nama)[:3],
        n,
        "" if n is None else ribuan(n),
        r,
        "" if r is None else ribuan(r),
        ramalan=ramalan,
    )


def _gerak(tabel: Tabel) -> SafeString:
    """From the people at the beginning to those at the end; a reason of nought is left out."""
    awal, *alasan = tabel.baris
    akhir = tabel.jumlah or awal
    langkah = [Langkah(str(b[0]), _angka(b[1]), _bertanda(_angka(b[1]))) for b in alasan if b[1]]
    ujung = [
        Langkah(str(b[0]), _angka(b[1]), ribuan(_angka(b[1])), jumlah=True) for b in (awal, akhir)
    ]
    return air_terjun(tabel.judul, [ujung[0], *langkah, ujung[1]], bertabel=False)


def _bertanda(n: int) -> str:
    return f"{'+' if n > 0 else '−'}{ribuan(abs(n))}"


def _uang(tabel: Tabel) -> SafeString:
    """Each source's ceiling: paid, bound beside it, left."""
    return tumpuk(tabel.judul, [_sumber(b) for b in tabel.baris], bertabel=False)


def _sumber(baris: list[Sel]) -> Tumpukan:
    pagu, komitmen, nyata = (_angka(sel) for sel in baris[1:4])
    bagian = (
        ("Realisasi (SP2D)", nyata),
        ("Komitmen lainnya", komitmen - nyata),
        ("Sisa pagu", pagu - komitmen),
    )
    isi = tuple(Nilai(nama, n, rupiah(n)) for nama, n in bagian)
    return Tumpukan(str(baris[0]), isi, rupiah(pagu))


def _kecamatan(tabel: Tabel) -> SafeString:
    """Each tile is filled by its coverage; of a report without it, against the largest one."""
    banyak = max(_angka(b[1]) for b in tabel.baris)
    daftar = [_cakupan(b) if len(b) > 2 else _orang(b, banyak) for b in tabel.baris]
    return ubin(tabel.judul, daftar, bertabel=False)


def _cakupan(baris: list[Sel]) -> Ubin:
    nama, orang, terdata, bagian = baris
    catatan = f"{ribuan(_angka(orang))} dari {ribuan(_angka(terdata))}"
    return Ubin(str(nama), _angka(orang), str(bagian), dari=_angka(terdata), catatan=catatan)


def _orang(baris: list[Sel], banyak: int) -> Ubin:
    n = _angka(baris[1])
    return Ubin(str(baris[0]), n, ribuan(n), dari=banyak, catatan="orang")


LUKISAN: dict[str, Callable[[Tabel], SafeString]] = {
    JALUR: _jalur,
    f"{GERAK} ": _gerak,
    UANG: _uang,
    KECAMATAN: _kecamatan,
}
