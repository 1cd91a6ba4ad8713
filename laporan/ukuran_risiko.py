"""The Sekda's risks as figures that open: where, who pays, which month.

Each equals its risk: it is counted from the same rows, which :mod:`laporan.anggaran` and the lists
of BPJS name. A risk opens its own part of the figure: one due day, one source, one list.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from iuran.buku import baris_lewat, baris_utang_sumber
from iuran.daftar import harga_perpanjangan, papan_kota
from iuran.models import (
    DaftarBPJS,
    Iuran,
    SumberDana,
    TitikRekonsiliasi,
)
from iuran.perlindungan import BULAN_DILIHAT, Saring, bulan_papan
from iuran.rekonsiliasi import banyak_tidak_dikenal, belum_dibukukan, rekap, sebut_daftar
from laporan.anggaran import kekurangan, lewat_menurut_tempo, utang_menutup
from laporan.bentuk_ukuran import SEMUA, TEMPAT, Bahan, Ukuran
from laporan.kelompok import KOLOM_BARIS, KOLOM_ORANG, Isi, Jumlah, berbaris, gabung
from peserta.models import Cabang, Peserta
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError

BPJS = "Daftar BPJS yang terakhir dibaca, dan buku iuran."
IURAN = "Bulan iuran"


def _bulan(bagian: str) -> str:
    return nama_bulan(date.fromisoformat(f"{bagian}-01"))


def _tempo(bagian: str) -> str:
    return f"jatuh tempo {tanggal_panjang(date.fromisoformat(bagian))}"


def _sumber(bagian: str) -> str:
    return str(SumberDana.objects.get(pk=bagian))


def _daftar(bagian: str) -> str:
    return sebut_daftar(DaftarBPJS.objects.get(pk=bagian))


def _posting(bagian: str) -> str:
    return f"{_bulan(bagian[:7])}, {Cabang(bagian[8:]).label}"


def terbaca(kata: Callable[[str], str]) -> Callable[[str], str]:
    """The words of a part; whatever they cannot be made of is none."""

    def baca(bagian: str) -> str:
        try:
            return kata(bagian)
        except (ValueError, SumberDana.DoesNotExist, DaftarBPJS.DoesNotExist) as galat:
            raise AturanDilanggarError(
                f"Bagian “{bagian[:40]}” tidak dikenal. Buka angkanya dari beranda."
            ) from galat

    return baca


def _habis(b: Bahan, menurut: str) -> Isi:
    """Whom the city protects and nobody pays after a month; rupiah of twelve months more."""
    papan = papan_kota(b.hari)
    bulan = [m for m in bulan_papan(b.hari, BULAN_DILIHAT) if b.bagian in ("", f"{m:%Y-%m}")]
    bagian = []
    for akhir in bulan:
        sumber = sorted({x.sumber_id for x in papan.baris if x.akhir == akhir})
        try:
            harga = harga_perpanjangan(akhir, [papan.sumber[pk] for pk in sumber])
        except AturanDilanggarError:  # a month without a tariff: the risk has no rupiah either
            harga = dict.fromkeys(sumber, (0, 0))
        for pk in sumber:
            orang = papan.ujung.saring(Peserta.objects.all(), Saring((akhir,), pk))
            kunci = {"sumber": pk, "bulan": akhir}.get(menurut)
            bagian.append(_seharga(orang, KOLOM_ORANG[menurut], harga[pk], kunci))
    return gabung(bagian)


def _seharga(orang: QuerySet[Peserta], kolom: str, harga: tuple[int, int], kunci: Any) -> Isi:
    """People by ``kolom`` (all under ``kunci`` where there is one), at the price of their work."""
    kelompok = ("pekerjaan__transport",) if kunci else ("pekerjaan__transport", kolom)
    isi = orang.order_by().values_list(*kelompok).annotate(n=Count("pk"))
    return gabung(
        {kunci or lain[0]: Jumlah(n, n * harga[bool(transport)])} for transport, *lain, n in isi
    )


def _lewat(*, kota: bool) -> Callable[[Bahan, str], Isi]:
    def hitung(b: Bahan, menurut: str) -> Isi:
        semua = lewat_menurut_tempo(b.hari, kecuali=utang_menutup(b.hari))
        daftar = [
            satu
            for (tempo, milik_kota), isi in semua.items()
            if milik_kota is kota and b.bagian in ("", tempo.isoformat())
            for satu in isi
        ]
        return _berbaris(baris_lewat(daftar), menurut)

    return hitung


def _tahun_tutup(b: Bahan, menurut: str) -> Isi:
    utang = utang_menutup(b.hari)
    diminta = {pk: u for pk, u in utang.items() if b.bagian in ("", str(pk))}
    return _berbaris(baris_utang_sumber(diminta), menurut)


def _defisit(b: Bahan, menurut: str) -> Isi:
    return {
        k.sumber.pk: Jumlah(k.orang, k.rupiah)
        for k in kekurangan()
        if k.sumber.dibayar_kota and b.bagian in ("", str(k.sumber.pk))
    }


def _berbaris(bagian: Iterable[QuerySet[Iuran]], menurut: str) -> Isi:
    return gabung(berbaris(baris, Q(), menurut, "bulan") for baris in bagian)


def _menunggu(b: Bahan, menurut: str) -> Isi:
    daftar = DaftarBPJS.objects.menunggu()
    return gabung({getattr(d, menurut): Jumlah(1, rekap(d).semua.rupiah_kita)} for d in daftar)


def _tanpa_posting(b: Bahan, menurut: str) -> Isi:
    semua = belum_dibukukan(b.hari)
    diminta = [x for x in semua if b.bagian in ("", f"{x.bulan:%Y-%m}-{x.cabang}")]
    if menurut == "cabang":
        return gabung({x.cabang: _jumlah(x.baris)} for x in diminta)
    return _berbaris([x.baris for x in diminta], menurut)


def _jumlah(baris: QuerySet[Any], kolom: str = "nominal") -> Jumlah:
    isi = baris.aggregate(n=Count("pk"), uang=Sum(kolom, default=0))
    return Jumlah(isi["n"], isi["uang"])


def _tidak_dikenal(b: Bahan, menurut: str) -> Isi:
    return gabung(
        {getattr(daftar, menurut): Jumlah(hilang.orang, hilang.rupiah_kita)}
        for daftar, hilang, _ in banyak_tidak_dikenal()
        if b.bagian in ("", str(daftar.pk))
    )


def _selisih(b: Bahan, menurut: str) -> Isi:
    kolom = {"bulan": "sejak__bulan", "cabang": "cabang"}.get(menurut) or KOLOM_BARIS[menurut]
    isi = TitikRekonsiliasi.objects.terbuka().order_by().values_list(kolom)
    hitung = isi.annotate(n=Count("pk"), uang=Sum("rupiah", default=0))
    return {kunci: Jumlah(n, rupiah) for kunci, n, rupiah in hitung}


LEWAT = (
    "Iuran yang belum dibayar sesudah jatuh temponya, sudah maupun belum ditagih; seorang dapat "
    "terhitung untuk beberapa bulan."
)
RISIKO = (
    Ukuran(
        "habis",
        "Habis tanpa keputusan perpanjangan",
        "Orang yang dilindungi kota dan bulan terakhirnya jatuh dalam tiga bulan. Rupiahnya biaya "
        "memperpanjang mereka dua belas bulan dengan tarif yang berlaku; nol bila tarif sebuah "
        "bulan belum ada.",
        _habis,
        rupiah=True,
        arti_bulan="Bulan terakhir dibiayai",
        bagian=terbaca(_bulan),
    ),
    Ukuran(
        "lewat",
        "Lewat jatuh tempo, uang kota",
        f"{LEWAT} Sumber yang tahunnya segera ditutup disebut pada angka penutupan tahun.",
        _lewat(kota=True),
        satuan="orang-bulan",
        rupiah=True,
        arti_bulan=IURAN,
        bagian=terbaca(_tempo),
    ),
    Ukuran(
        "lewat_lain",
        "Lewat jatuh tempo, uang pihak lain",
        LEWAT,
        _lewat(kota=False),
        satuan="orang-bulan",
        rupiah=True,
        arti_bulan=IURAN,
        bagian=terbaca(_tempo),
    ),
    Ukuran(
        "tahun_tutup",
        "Belum dibayar menjelang atau sesudah SP2D terakhir",
        "Iuran sumber dana kota yang SP2D terakhirnya sudah dekat atau lewat dan belum mempunyai "
        "SP2D, sudah maupun belum ditagih.",
        _tahun_tutup,
        satuan="orang-bulan",
        rupiah=True,
        arti_bulan=IURAN,
        bagian=terbaca(_sumber),
    ),
    Ukuran(
        "defisit",
        "Pagu atau kuota kurang dari yang terikat",
        "Sumber dana kota yang pagu atau kuotanya diturunkan di bawah yang sudah terikat: rupiah "
        "yang kurang, dan orang yang melebihi kuota pada bulan terpadatnya.",
        _defisit,
        sumber="Pagu dan kuota sumber dana, dan buku iuran.",
        rupiah=True,
        menurut=("sumber",),
        bagian=terbaca(_sumber),
    ),
    Ukuran(
        "bpjs_menunggu",
        "Daftar BPJS menunggu diperiksa",
        "Daftar BPJS yang sudah dibaca dan belum diperiksa; rupiahnya iuran kita dalam daftar itu.",
        _menunggu,
        sumber=BPJS,
        satuan="daftar",
        rupiah=True,
        menurut=("cabang", "bulan"),
        arti_bulan="Bulan daftar",
    ),
    Ukuran(
        "bpjs_posting",
        "Dibayar, daftar posting BPJS belum ada",
        "Iuran yang sudah dibayar di cabang yang biasa mengirim daftar posting, dan daftar bulan "
        "itu belum datang.",
        _tanpa_posting,
        sumber=BPJS,
        satuan="orang-bulan",
        rupiah=True,
        menurut=("cabang", *SEMUA),
        arti_bulan=IURAN,
        bagian=terbaca(_posting),
    ),
    Ukuran(
        "bpjs_tidak_dikenal",
        "Kita bayar, BPJS tidak punya",
        "Orang yang kita bayar dan tidak ada dalam daftar BPJS yang terakhir; hanya daftar yang "
        "banyak memuatnya.",
        _tidak_dikenal,
        sumber=BPJS,
        rupiah=True,
        menurut=("cabang", "bulan"),
        arti_bulan="Bulan daftar",
        bagian=terbaca(_daftar),
    ),
    Ukuran(
        "bpjs_selisih",
        "Selisih dengan BPJS yang belum selesai",
        "Perbedaan daftar BPJS dengan buku iuran yang belum diselesaikan.",
        _selisih,
        sumber=BPJS,
        satuan="selisih",
        rupiah=True,
        menurut=("cabang", *TEMPAT, "bulan"),
        arti_bulan="Bulan daftar yang pertama memuatnya",
    ),
)
"""What opens a risk; each is named by its kind (``laporan.risiko``)."""
