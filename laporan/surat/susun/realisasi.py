"""Papers about the money of a source."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Sum

from iuran.buku import Realisasi, realisasi_sumber
from iuran.models import (
    AlokasiPembayaran,
    Iuran,
    JenisSumber,
    PenyelesaianKelebihan,
    SumberDana,
)
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.bpjs import dasar, dokumen_pagu, instansi_pada
from laporan.surat.susun.tagihan import PPTK
from pijar.bulan import akhir_bulan, baca_bulan, nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan, rupiah, terbilang

RUPIAH, ANGKA, TANGGAL = JenisKolom.RUPIAH, JenisKolom.ANGKA, JenisKolom.TANGGAL
TANPA_BULAN = "Belum terdaftar"


def susun_realisasi(bahan: Bahan) -> Isi:
    """What became of a source's money up to the end of a month, or to the paper's own date."""
    sumber: SumberDana = bahan.objek
    pada = hari_laporan(bahan)
    uang = realisasi_sumber(sumber, pada)
    tanggal = tanggal_panjang(pada)
    return Isi(
        bentuk=Bentuk.NOTA,
        perihal=f"Laporan realisasi {sumber} sampai dengan {tanggal}",
        kepada=[f"Kepala {instansi_pada(bahan.tanggal)}"],
        dari=PPTK,
        sifat="Biasa",
        jumlah_lampiran="1 (satu) lembar",
        dasar=dasar(bahan.tanggal, sumber=[sumber]),
        pembuka=[
            "Bersama ini dilaporkan realisasi anggaran iuran jaminan sosial ketenagakerjaan bagi "
            f"pekerja rentan Kota Semarang dari {sumber}, keadaan sampai dengan {tanggal}, sebagai "
            "berikut."
        ],
        tabel=[
            _ringkasan(sumber, uang, tanggal),
            *_pembayaran(sumber, pada),
            *_setoran(sumber, pada),
        ],
        penutup=[
            f"Realisasi tersebut {serapan(uang)} dari pagu, yaitu {rupiah(uang.realisasi)} "
            f"({terbilang(uang.realisasi)}). Rincian menurut bulan iuran ada dalam lampiran.",
            "Demikian dilaporkan, mohon arahan lebih lanjut.",
        ],
        judul_lampiran="Nota Dinas",
        lampiran=[_per_bulan(sumber, uang)],
    )


def hari_laporan(bahan: Bahan) -> date:
    """The last day of the month in ``kunci``, or the paper's date where that comes first.

    Raises AturanDilanggarError when no month of the source's year, or a later one, is named.
    """
    bulan = baca_bulan(bahan.kunci)
    if bulan is None or f"{bulan:%Y-%m}" != bahan.kunci:
        raise AturanDilanggarError(
            "Pilih bulannya di halaman sumber dana, lalu tekan Buat laporan realisasi."
        )
    if bulan.year < bahan.objek.tahun:
        raise AturanDilanggarError(
            f"{bahan.objek} baru ada mulai Januari {bahan.objek.tahun}. Pilih bulan sesudah itu."
        )
    if bulan > bahan.tanggal:
        raise AturanDilanggarError(
            f"{nama_bulan(bulan)} belum mulai pada tanggal surat. Pilih bulan atau tanggal lain."
        )
    return min(akhir_bulan(bulan), bahan.tanggal)


def serapan(uang: Realisasi) -> str:
    """What was paid of the ceiling, in percent with two decimals."""
    persen = Decimal(uang.realisasi) * 100 / uang.pagu.rupiah
    return f"{persen.quantize(Decimal('0.01'), ROUND_HALF_UP)}%".replace(".", ",")


def _ringkasan(sumber: SumberDana, uang: Realisasi, tanggal: str) -> Tabel:
    """The sums; each line says of what it is made."""
    kompensasi = uang.jumlah("kompensasi")
    isi: list[tuple[str, int]] = [
        (f"Pagu{dokumen_pagu(uang.pagu)}", uang.pagu.rupiah),
        (f"Komitmen ({ribuan(uang.orang)} orang-bulan)", uang.komitmen),
        ("Sisa pagu yang belum diikat (pagu − komitmen)", uang.sisa_komitmen),
        ("Ditagih", uang.jumlah("ditagih")),
        *([("Kompensasi yang sudah dikurangkan dari tagihan", kompensasi)] if kompensasi else []),
        (f"Dibayar dengan {_bukti(sumber)} tahun {sumber.tahun}", uang.jumlah("dibayar")),
        ("Disetor kembali BPJS (STS)", uang.jumlah("kembali")),
        ("Realisasi (dibayar + disetor kembali)", uang.realisasi),
        ("Sisa anggaran (pagu − realisasi)", uang.sisa_anggaran),
        ("Ditagih dan belum dibayar", uang.jumlah("belum_dibayar")),
        *([(f"Dibayar sesudah {sumber.tahun} sebagai utang", kemudian)]
          if (kemudian := uang.jumlah("kemudian")) else []),
    ]  # fmt: skip
    kolom = [
        Kolom("No.", ANGKA, 6),
        Kolom("Uraian", lebar=58, kunci=True),
        Kolom("Rupiah", RUPIAH, 26),
    ]
    baris: list[list[Sel]] = [[n, nama, nilai] for n, (nama, nilai) in enumerate(isi, 1)]
    return Tabel(kolom, baris, f"Keadaan per {tanggal}")


def _per_bulan(sumber: SumberDana, uang: Realisasi) -> Tabel:
    """By the month that a contribution is for, whenever it was paid."""
    kemudian = bool(uang.jumlah("kemudian"))
    nama = ["orang", "komitmen", "ditagih", "dibayar"]
    nama += ["kemudian"] * kemudian + ["kembali", "belum_dibayar"]
    judul = {
        "komitmen": "Komitmen",
        "ditagih": "Ditagih",
        "dibayar": f"Dibayar {sumber.tahun}",
        "kemudian": f"Dibayar sesudah {sumber.tahun}",
        "kembali": "Disetor kembali",
        "belum_dibayar": "Belum dibayar",
    }
    baris: list[list[Sel]] = [
        [nama_bulan(b.bulan), *(getattr(b, n) for n in nama)] for b in uang.per_bulan
    ]
    if uang.terikat:
        kosong = [0] * (len(nama) - 2)
        baris.append([TANPA_BULAN, uang.orang_terikat, uang.terikat, *kosong])
    kolom = [
        Kolom("Bulan iuran", lebar=18, kunci=True),
        Kolom("Orang-bulan", ANGKA, 10),
        *(Kolom(judul[n], RUPIAH, 16) for n in nama[1:]),
    ]
    jumlah: list[Sel] = [sum(int(b[n] or 0) for b in baris) for n in range(1, len(kolom))]
    return Tabel(kolom, baris, "Menurut bulan iuran", ["Jumlah", *jumlah])


def _pembayaran(sumber: SumberDana, pada: date) -> list[Tabel]:
    """Every paper that paid bills of the source, with the part of it that this source bore.

    Civil servants' papers are many: one line for those of a day.
    """
    daftar = (
        AlokasiPembayaran.objects.filter(
            berlaku=True, tagihan__sumber=sumber, pembayaran__tanggal__lte=pada
        )
        .order_by("pembayaran__tanggal", "pembayaran__nomor")
        .values_list("pembayaran__tanggal", "pembayaran__nomor")
        .annotate(rupiah=Sum("nominal"))
    )
    semua = sorted([*daftar, *_bukti_penyumbang(sumber, pada)])
    return _tabel_bukti(f"{_bukti(sumber)} yang membayar", f"Nomor {_bukti(sumber)}", semua)


def _bukti_penyumbang(sumber: SumberDana, pada: date) -> Iterator[tuple[date, str, int]]:
    """What civil servants paid without a bill, by the day of their papers."""
    if sumber.jenis != JenisSumber.ASN:
        return
    baris = Iuran.objects.lunas().filter(sumber=sumber, tagihan=None, pembayaran__tanggal__lte=pada)
    hari = baris.order_by("pembayaran__tanggal").values_list("pembayaran__tanggal")
    isi = hari.annotate(n=Count("pembayaran", distinct=True), rupiah=Sum("nominal"))
    for tanggal, n, uang in isi:
        yield tanggal, f"{ribuan(n)} bukti bayar penyumbang", uang


def _setoran(sumber: SumberDana, pada: date) -> list[Tabel]:
    """Every deposit by which money came back and restored the ceiling."""
    daftar = (
        PenyelesaianKelebihan.objects.filter(
            sumber=sumber,
            daftar_baris__iuran__daftar_pembalik__setor_pada__lte=pada,
            daftar_baris__iuran__daftar_pembalik__dicabut_pada=None,
            daftar_baris__hidup=True,
        )
        .order_by("sts_tanggal", "sts_nomor")
        .values_list("sts_tanggal", "sts_nomor")
        .annotate(rupiah=-Sum("daftar_baris__iuran__daftar_pembalik__nominal"))
    )
    return _tabel_bukti("Setoran kembali dari BPJS", "Nomor STS", daftar)


def _tabel_bukti(judul: str, nomor: str, daftar: Iterable[tuple[date, str, int]]) -> list[Tabel]:
    """Papers in the order of their dates, with their sum; nothing where there is none."""
    semua = list(daftar)
    kolom = [
        Kolom("No.", ANGKA, 6),
        Kolom("Tanggal", TANGGAL, 24),
        Kolom(nomor, lebar=40, kunci=True),
        Kolom("Jumlah", RUPIAH, 26),
    ]
    baris: list[list[Sel]] = [
        [n, f"{tanggal:%Y-%m-%d}", bukti, nilai]
        for n, (tanggal, bukti, nilai) in enumerate(semua, 1)
    ]
    jumlah: list[Sel] = [None, None, "Jumlah", sum(nilai for *_, nilai in semua)]
    return [Tabel(kolom, baris, judul, jumlah)] if semua else []


def _bukti(sumber: SumberDana) -> str:
    """How the source pays."""
    return "SP2D" if sumber.dibayar_kota else "bukti transfer"


JENIS = {
    "realisasi": JenisSurat(
        "Laporan realisasi sumber dana",
        Bentuk.NOTA,
        SumberDana,
        susun_realisasi,
        "mengelola_iuran",
        lambda b: f"Laporan realisasi {b.objek}, {nama_bulan(hari_laporan(b))}",
        khusus=True,
        terkini=True,
    ),
}
