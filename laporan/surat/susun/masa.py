"""The report of a quarter or a year: the same paper over its closed months."""

from collections.abc import Sequence
from datetime import date

from laporan.beku import IsiLaporan, isi_beku
from laporan.masa import IsiMasa, baca_masa, isi_masa
from laporan.pergerakan import Pergerakan
from laporan.ringkasan import ringkasan
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.gambaran import GERAK_MASA
from laporan.surat.isi import Bentuk, Isi, Kolom, Sel, Tabel
from laporan.surat.susun.bpjs import instansi_pada
from laporan.surat.susun.bulanan import DASAR, SEKDA, definisi, kalimat_pokok
from laporan.surat.susun.bulanan_tabel import tabel_keadaan, tabel_koreksi
from laporan.surat.susun.bulanan_ukuran import berjumlah, orang, uang
from pijar.bulan import NAMA_BULAN, akhir_bulan, nama_bulan, tanggal_panjang, waktu_wib
from pijar.errors import AturanDilanggarError
from pijar.models import DasarHukum
from pijar.rupiah import ribuan, rupiah

SETENGAH = 6  # months beside one another on a sheet
BIDANG_UANG = ("dibayar", "ditagih", "belum_ditagih")
KELUAR_MASUK = ("Masuk", "Keluar")


def susun_masa(bahan: Bahan) -> Isi:
    """The paper of the period in ``kunci``, from closed months only.

    Raises AturanDilanggarError for an unknown period, and for one without a closed month.
    """
    masa = baca_masa(bahan.kunci)
    if masa is None:
        raise AturanDilanggarError("Pilih triwulan atau tahunnya di halaman Laporan.")
    isi = isi_masa(masa)
    if not isi.laporan:
        raise AturanDilanggarError(
            f"Belum ada bulan yang ditutup dalam {masa.nama}. Tutup bulannya dahulu."
        )
    semua = [isi_beku(satu) for satu in isi.laporan]
    return Isi(
        bentuk=Bentuk.LAPORAN,
        perihal=f"Laporan pelindungan pekerja rentan {masa.nama}",
        kepada=[SEKDA],
        dari=f"Kepala {instansi_pada(bahan.tanggal)}",
        sifat="Biasa",
        dasar=[d.lengkap for d in DasarHukum.objects.berlaku(DASAR, bahan.tanggal)],
        pembuka=kalimat_masa(isi, semua),
        fakta=fakta_masa(isi),
        tabel=tabel_masa(isi, semua),
        penutup=definisi(semua[-1]),
        alasan_konsep=isi.kalimat_belum,
        qr=kalimat_qr(isi, semua[-1]),
    )


def kalimat_masa(isi: IsiMasa, semua: Sequence[IsiLaporan]) -> list[str]:
    """The end of the period, and the money of its closed months together."""
    awal, akhir = kalimat_pokok(semua[-1])[0], kalimat_pokok(semua[-1])[2]
    bulan = sum(i.angka.dibayar_orang for i in semua)
    jumlah = sum(i.angka.dibayar_rupiah for i in semua)
    sebut = f"{len(semua)} bulan yang ditutup dalam {isi.masa.nama}"
    return [
        awal,
        f"Iuran {sebut} yang dibayar kota sampai akhir bulannya masing-masing {rupiah(jumlah)} "
        f"untuk {ribuan(bulan)} orang-bulan.",
        akhir,
        *([isi.kalimat_belum] if isi.belum else []),
    ]


def fakta_masa(isi: IsiMasa) -> list[tuple[str, str]]:
    """The one date, and the hash of each month's report."""
    akhir = isi.laporan[-1]
    tahu = akhir.diketahui or akhir.dibuat_pada
    return [
        ("Keadaan per", tanggal_panjang(akhir.per_tanggal)),
        ("Diketahui sampai", waktu_wib(tahu)),
        *((f"Sidik {nama_bulan(s.bulan)} v{s.versi}", s.sha256) for s in isi.laporan),
    ]


def tabel_masa(isi: IsiMasa, semua: Sequence[IsiLaporan]) -> list[Tabel]:
    """Figures month by month, money and movement with their sums, the state at the end."""
    semua_tabel = [
        *_ringkasan(semua),
        _uang(semua),
        *_gerak(semua),
        *tabel_keadaan(semua[-1]),
        _koreksi(semua),
    ]
    return [t for t in semua_tabel if t.baris]


def _ringkasan(semua: Sequence[IsiLaporan]) -> list[Tabel]:
    """The headline figures, at most half a year side by side; days are never added."""
    hasil = []
    for mulai in range(0, len(semua), SETENGAH):
        bagian = semua[mulai : mulai + SETENGAH]
        kolom = [Kolom("Angka", lebar=28, kunci=True)]
        kolom += [orang(_pendek(i.angka.bulan), 12) for i in bagian]
        angka = [dict(ringkasan(i.angka)) for i in bagian]
        nama = dict.fromkeys(n for satu in angka for n in satu)
        baris: list[list[Sel]] = [[n, *(satu.get(n) for satu in angka)] for n in nama]
        judul = f"Ringkasan {_pendek(bagian[0].angka.bulan)}"
        sampai = f"-{_pendek(bagian[-1].angka.bulan)}" if len(bagian) > 1 else ""
        hasil.append(Tabel(kolom, baris, f"{judul}{sampai}"))
    return hasil


def _pendek(bulan: date) -> str:
    return f"{NAMA_BULAN[bulan.month - 1][:3]} {bulan.year}"


def _uang(semua: Sequence[IsiLaporan]) -> Tabel:
    """The city's money of each month as its report told it; the sums are worker-months."""
    kolom = [
        Kolom("Bulan", lebar=16, kunci=True),
        orang("OB dibayar", 11),
        uang("Dibayar", 17),
        orang("OB ditagih", 11),
        uang("Ditagih", 17),
        orang("OB belum", 11),
        uang("Belum ditagih", 17),
    ]
    baris: list[list[Sel]] = [[nama_bulan(i.angka.bulan), *_bidang(i)] for i in semua]
    return berjumlah(Tabel(kolom, baris, "Uang kota menurut bulan"))


def _bidang(isi: IsiLaporan) -> list[Sel]:
    return [
        getattr(isi.angka, f"{nama}_{apa}") for nama in BIDANG_UANG for apa in ("orang", "rupiah")
    ]


def _gerak(semua: Sequence[IsiLaporan]) -> list[Tabel]:
    """Each month from its beginning to its end; the sum leads from the first to the last."""
    gerak = [g for i in semua if (g := i.ukuran(Pergerakan))]
    if not gerak:
        return []
    kolom = [Kolom("Bulan", lebar=28, kunci=True), orang("Awal", 18)]
    kolom += [orang(nama, 18) for nama in KELUAR_MASUK]
    kolom.append(orang("Akhir", 18))
    baris: list[list[Sel]] = [_satu_gerak(g) for g in gerak]
    masuk, keluar = (sum(_alir(g)[n] for g in gerak) for n in (0, 1))
    jumlah: list[Sel] | None = ["Jumlah", gerak[0].awal, masuk, keluar, gerak[-1].akhir]
    if gerak[0].awal + masuk + keluar != gerak[-1].akhir:
        jumlah = None  # a month is missing between, or a later fact changed one
    return [Tabel(kolom, baris, GERAK_MASA, jumlah)]


def _satu_gerak(g: Pergerakan) -> list[Sel]:
    return [nama_bulan(g.mulai), g.awal, *_alir(g), g.akhir]


def _alir(g: Pergerakan) -> tuple[int, int]:
    """People who came, and those who left as a negative number."""
    masuk = sum(b.orang for b in g.baris if b.orang > 0)
    return masuk, sum(b.orang for b in g.baris if b.orang < 0)


def _koreksi(semua: Sequence[IsiLaporan]) -> Tabel:
    """All corrections that these months told."""
    return tabel_koreksi([k for i in semua for k in i.koreksi])


def kalimat_qr(isi: IsiMasa, akhir: IsiLaporan) -> str:
    bulan = isi.laporan[-1].bulan
    return (
        f"Laporan {isi.masa.nama} dari {len(isi.laporan)} bulan yang ditutup, keadaan per "
        f"{tanggal_panjang(akhir_bulan(bulan))}: {ribuan(akhir.angka.terlindungi)} orang "
        "terlindungi dengan iuran yang dibayar kota."
    )


def _judul(bahan: Bahan) -> str:
    masa = baca_masa(bahan.kunci)
    return f"Laporan {masa.nama if masa else bahan.kunci}"


JENIS = {
    "laporan_masa": JenisSurat(
        "Laporan triwulan dan tahun",
        Bentuk.LAPORAN,
        None,
        susun_masa,
        "tutup_laporan",
        _judul,
        terkini=True,
        terbuka=True,
        sampai_hari_ini=True,
    ),
}
