"""The figures by name: what each means, where it comes from, and how it is counted in groups.

Sums only: no number and no name of a person. :mod:`laporan.rincian` shows them.
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Q

from iuran.buku import baris_utang
from iuran.models import KLAIM_BERJALAN, StatusKlaim
from iuran.perlindungan import Cakupan
from laporan import kelompok
from laporan.bentuk_ukuran import TEMPAT, Bahan, Ukuran
from laporan.iuran_bulan import bagian_iuran, baris_bulan
from laporan.kelompok import KOLOM_BARIS, Isi, Jumlah, gabung
from laporan.keluarga import CARA as CARA_KLAIM
from laporan.keluarga import langkah_klaim
from laporan.pergerakan import ARTI_GERAK, Gerak
from laporan.serapan import CARA as CARA_SERAPAN
from laporan.ukuran_risiko import RISIKO, terbaca
from peserta.models import Status
from pijar.bulan import awal_bulan

TAHAP = "Riwayat status peserta di sistem ini."
TERDAFTAR = f"tahap_{Status.TERDAFTAR}"


def _keadaan(*keadaan: Cakupan, kota: bool | None) -> Callable[[Bahan, str], Isi]:
    return lambda b, menurut: kelompok.berkeadaan(b.himpunan, keadaan, kota, menurut)


def _iuran(nama: str) -> Callable[[Bahan, str], Isi]:
    def hitung(b: Bahan, menurut: str) -> Isi:
        return kelompok.berbaris(baris_bulan(b.bulan), bagian_iuran(b.hari)[nama], menurut)

    return hitung


def _utang(b: Bahan, menurut: str) -> Isi:
    bagian = (kelompok.berbaris(q, Q(), menurut, "bulan") for q in baris_utang(b.hari))
    return kelompok.gabung(bagian)


def _belum_dikonfirmasi(b: Bahan, menurut: str) -> Isi:
    baris = baris_bulan(b.bulan).belum_dikonfirmasi(b.hari)
    return kelompok.berbaris(baris, Q(), menurut)


def _pindah(status: Status) -> Callable[[Bahan, str], Isi]:
    return lambda b, menurut: kelompok.berpindah(b.bulan, b.hari, status, menurut)


def _tahap(status: Status) -> Ukuran:
    return Ukuran(
        kode=f"tahap_{status.value}",
        nama=f"Tahap: {str(status.label).lower()}",
        arti=f"Orang yang pada tanggal ini berada pada tahap {str(status.label).lower()}.",
        hitung=lambda b, menurut: kelompok.bertahap(b.hari, status, menurut),
        sumber=TAHAP,
        menurut=TEMPAT,
        daftar=f"status={status.value}",
    )


def _gerak(gerak: Gerak) -> Ukuran:
    return Ukuran(
        kode=gerak.value,
        nama=f"Pergerakan: {str(gerak.label).lower()}",
        arti=ARTI_GERAK[gerak],
        hitung=lambda b, menurut: kelompok.bergerak(b.masa, gerak, menurut),
        arti_bulan="Bulan pergerakan",
    )


def _uang(kode: str, nama: str, *menurut: str) -> Ukuran:
    def hitung(b: Bahan, cara: str) -> Isi:
        if cara == "sumber":
            milik = b.serapan.sumber_kota
            return {s.pk: Jumlah(rupiah=getattr(s, kode)) for s in milik}
        bulan = {"komitmen": "rencana"}.get(kode, kode)
        isi = b.serapan.kota.bulan
        return {x.bulan: Jumlah(rupiah=getattr(x, bulan)) for x in isi if getattr(x, bulan)}

    return Ukuran(
        kode=kode,
        nama=f"{nama} sumber dana kota",
        arti=" ".join(CARA_SERAPAN),
        hitung=hitung,
        sumber="Pagu dan perubahannya, buku iuran, dan SP2D menurut tanggal suratnya.",
        satuan="rupiah",
        menurut=menurut,
        arti_bulan="Bulan iuran",
    )


def _klaim(*status: StatusKlaim) -> Callable[[Bahan, str], Isi]:
    def hitung(b: Bahan, menurut: str) -> Isi:
        kolom = "klaim" if menurut == "bulan" else f"klaim__{KOLOM_BARIS[menurut]}"
        return gabung(
            {awal_bulan(x.hari) if menurut == "bulan" else x.kunci: Jumlah(1, x.rupiah)}
            for x in langkah_klaim(b.hari, kolom)
            if x.ke in status and b.bagian in ("", str(x.hari.year))
        )

    return hitung


def _tahun(bagian: str) -> str:
    return str(date(int(bagian), 1, 1).year)


KOTA = "cakupan={}&sumber_dana=kota"
_TERLINDUNGI = (Cakupan.LUNAS, Cakupan.TENGGANG)
_DAFTAR = (
    Ukuran(
        "terlindungi",
        "Terlindungi, dibayar kota",
        "Orang yang iuran bulan ini lunas atau dalam tenggang, belum meninggal, masih dalam "
        "program, dan dibayar kota (APBD dan DBHCHT).",
        _keadaan(*_TERLINDUNGI, kota=True),
        daftar=KOTA.format("terlindungi"),
    ),
    Ukuran(
        "lunas",
        "Lunas, dibayar kota",
        "Bagian dari yang terlindungi dan dibayar kota: tidak ada iuran lewat jatuh tempo.",
        _keadaan(Cakupan.LUNAS, kota=True),
        daftar=KOTA.format("lunas"),
    ),
    Ukuran(
        "tenggang",
        "Tenggang, dibayar kota",
        "Bagian dari yang terlindungi dan dibayar kota: satu sampai tiga bulan lewat jatuh tempo.",
        _keadaan(Cakupan.TENGGANG, kota=True),
        daftar=KOTA.format("tenggang"),
    ),
    Ukuran(
        "terlindungi_lain",
        "Terlindungi, dibayar pihak lain",
        "Orang yang terlindungi dan dibayar ASN, perusahaan atau pihak lain; di luar target kota.",
        _keadaan(*_TERLINDUNGI, kota=False),
    ),
    Ukuran(
        "seluruh_terlindungi",
        "Terlindungi, siapa pun yang membayar",
        "Orang yang terlindungi, dibayar kota maupun pihak lain.",
        _keadaan(*_TERLINDUNGI, kota=None),
        daftar="cakupan=terlindungi",
    ),
    Ukuran(
        "belum_aktif",
        "Belum aktif",
        "Iuran pertamanya belum dibayar; tidak terhitung terlindungi.",
        _keadaan(Cakupan.BELUM_AKTIF, kota=None),
        daftar="cakupan=belum_aktif",
    ),
    Ukuran(
        "nonaktif",
        "Nonaktif",
        "Tiga bulan berturut-turut iurannya belum dibayar; tidak terhitung terlindungi.",
        _keadaan(Cakupan.NONAKTIF, kota=None),
        daftar="cakupan=nonaktif",
    ),
    Ukuran(
        "di_luar",
        "Masih dijamin, sudah keluar program",
        "Iurannya terlanjur dibayar, tetapi kota tidak lagi membiayainya.",
        _keadaan(Cakupan.DI_LUAR, kota=None),
        daftar="cakupan=di_luar",
    ),
    Ukuran(
        "dibayar",
        "Iuran bulan ini dibayar kota",
        "Iuran bulan ini yang tagihannya sudah mempunyai SP2D, dikurangi yang dikompensasikan atau "
        "dikembalikan.",
        _iuran("dibayar"),
        rupiah=True,
    ),
    Ukuran(
        "dibayar_lain",
        "Iuran bulan ini dibayar pihak lain",
        "Iuran bulan ini yang dibayar bukan dengan uang kota, menurut bukti setornya.",
        _iuran("dibayar_lain"),
        rupiah=True,
    ),
    Ukuran(
        "ditagih",
        "Ditagih, belum dibayar",
        "Iuran bulan ini dari uang kota yang tagihannya sudah terbit dan belum mempunyai SP2D.",
        _iuran("ditagih"),
        rupiah=True,
    ),
    Ukuran(
        "belum_ditagih",
        "Belum ditagih",
        "Iuran bulan ini dari uang kota yang belum termuat dalam tagihan yang terbit.",
        _iuran("belum_ditagih"),
        rupiah=True,
    ),
    Ukuran(
        "utang",
        "Utang tahun anggaran yang sudah berakhir",
        "Iuran tahun yang sudah berakhir, dibayar kota, dan belum mempunyai SP2D.",
        _utang,
        satuan="orang-bulan",
        rupiah=True,
        arti_bulan="Bulan iuran",
    ),
    Ukuran(
        "belum_dikonfirmasi",
        "Diperpanjang, menunggu konfirmasi BPJS",
        "Iuran bulan ini dari perpanjangan yang berkasnya dikirim dan belum dijawab BPJS.",
        _belum_dikonfirmasi,
    ),
    Ukuran(
        "akan_berakhir",
        "Kehilangan perlindungan dalam tiga bulan",
        "Orang terlindungi yang bulan terakhirnya jatuh dalam tiga bulan; bulan sesudahnya belum "
        "ada yang membiayai.",
        lambda b, menurut: kelompok.berakhir(b.himpunan, menurut),
        arti_bulan="Bulan terakhir dibiayai",
    ),
    Ukuran(
        "terdaftar_baru",
        "Terdaftar baru bulan ini",
        "Kartunya diterima bulan ini. Orang dari saldo awal tidak termasuk.",
        _pindah(Status.TERDAFTAR),
        sumber=TAHAP,
        menurut=TEMPAT,
    ),
    Ukuran(
        "berhenti",
        "Berhenti bulan ini",
        "Peserta terdaftar yang berhenti bulan ini.",
        _pindah(Status.BERHENTI),
        sumber=TAHAP,
        menurut=TEMPAT,
    ),
    *(_gerak(g) for g in Gerak),
    *(_tahap(s) for s in Status),
    _uang("pagu", "Pagu", "sumber"),
    _uang("komitmen", "Komitmen", "sumber", "bulan"),
    _uang("realisasi", "Realisasi", "sumber", "bulan"),
    _uang("silpa", "Perkiraan SILPA", "sumber"),
    *RISIKO,
)
TERBANTU = (
    Ukuran(
        "klaim_dibayar",
        "Keluarga terbantu: klaim dibayar BPJS",
        " ".join(CARA_KLAIM),
        _klaim(StatusKlaim.DIBAYAR),
        sumber="Riwayat klaim.",
        satuan="klaim",
        rupiah=True,
        menurut=("kecamatan", "pekerjaan", "bulan"),
        arti_bulan="Bulan pembayarannya dicatat",
        bagian=terbaca(_tahun),
    ),
    Ukuran(
        "klaim_berjalan",
        "Klaim yang masih dikerjakan",
        "Klaim (JKK atau JKM) yang terbuka atau sudah diajukan dan belum diputus BPJS.",
        _klaim(*KLAIM_BERJALAN),
        sumber="Riwayat klaim.",
        satuan="klaim",
        menurut=("kecamatan", "pekerjaan", "bulan"),
        arti_bulan="Bulan langkah terakhirnya",
    ),
)
UKURAN: Mapping[str, Ukuran] = {u.kode: u for u in (*_DAFTAR, *TERBANTU)}
KELOMPOK: tuple[tuple[str, tuple[Ukuran, ...]], ...] = (
    ("Perlindungan", tuple(UKURAN[k] for k in (
        "terlindungi", "lunas", "tenggang", "terlindungi_lain", "seluruh_terlindungi",
        "belum_aktif", "nonaktif", "di_luar", "belum_dikonfirmasi", "akan_berakhir",
    ))),
    ("Pergerakan", tuple(UKURAN[g.value] for g in Gerak)),
    ("Iuran bulan ini", tuple(UKURAN[k] for k in (
        "dibayar", "dibayar_lain", "ditagih", "belum_ditagih", "utang",
    ))),
    ("Uang kota tahun ini", tuple(UKURAN[k] for k in ("pagu", "komitmen", "realisasi", "silpa"))),
    ("Tahap", (
        *(UKURAN[f"tahap_{s.value}"] for s in Status),
        UKURAN["terdaftar_baru"], UKURAN["berhenti"],
    )),
    ("Yang akan keliru bila dibiarkan", RISIKO),
    ("Keluarga yang terbantu", TERBANTU),
)  # fmt: skip
"""Every figure, as the page lists them."""
