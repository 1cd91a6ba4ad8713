"""The report of the civil servants' movement to the Sekda: sums of a month by office."""

from datetime import date
from typing import NamedTuple

from iuran.gerakan import BarisGerakan, Gerakan, gerakan_bulan
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.bpjs import instansi_pada
from pijar.bulan import baca_bulan, nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.models import DasarHukum
from pijar.rupiah import ribuan, rupiah

ANGKA, RUPIAH = JenisKolom.ANGKA, JenisKolom.RUPIAH
DASAR = ("se-sekda-2025",)
# The figures of the page, their titles and widths; the first page has room for some.
RINGKAS = (
    ("pegawai", "ASN", 14),
    ("penyumbang", "Penyumbang", 20),
    ("dijanji", "Dijanjikan", 18),
    ("lunas", "Dibayar", 15),
)
LENGKAP = (*RINGKAS, ("tenggang", "Tenggang", 16), ("putus", "Terputus", 16))


class IsiTabel(NamedTuple):
    """What the rows are, the table's title, and its figures."""

    nama: str
    judul: str
    kolom: tuple[tuple[str, str, int], ...]


def susun_gerakan(bahan: Bahan) -> Isi:
    """The sums of the month in ``kunci`` on one page; the offices follow as an annex."""
    gerakan = gerakan_bulan(bulan_surat(bahan), pada=bahan.tanggal)
    total, bulan = gerakan.total, nama_bulan(gerakan.bulan)
    return Isi(
        bentuk=Bentuk.NOTA,
        perihal=f"Laporan gerakan ASN/PNS Peduli {bulan}",
        kepada=["Sekretaris Daerah Kota Semarang"],
        dari=f"Kepala {instansi_pada(bahan.tanggal)}",
        sifat="Biasa",
        jumlah_lampiran="1 (satu) berkas",
        dasar=[d.lengkap for d in DasarHukum.objects.berlaku(DASAR, bahan.tanggal)],
        pembuka=[
            f"Bersama ini dilaporkan gerakan ASN/PNS Peduli {bulan}, keadaan per "
            f"{tanggal_panjang(gerakan.hari)}: {ribuan(total.penyumbang)} ASN "
            f"{_partisipasi(total)}menjanjikan iuran {ribuan(total.dijanji)} pekerja rentan "
            f"({_selisih(total.perubahan)} dari akhir bulan sebelumnya), dan iuran {bulan} "
            f"{ribuan(total.lunas)} orang sudah dibayar{_capaian(total)}."
        ],
        tabel=[_tabel(gerakan, gerakan.jenis, IsiTabel("Jenis OPD", "Menurut jenis OPD", RINGKAS))],
        penutup=[
            f"Iuran tahun {gerakan.bulan.year} yang sudah dibayar {rupiah(total.rupiah_tahun)} "
            f"untuk {ribuan(total.bulan_tahun)} orang-bulan. Yang masih tenggang "
            f"{ribuan(total.tenggang)} orang, terputus {ribuan(total.putus)} orang, dan belum "
            f"pernah dibayar {ribuan(total.belum_aktif)} orang. Rincian menurut OPD ada dalam "
            "lampiran.",
            "Demikian dilaporkan, mohon arahan lebih lanjut.",
        ],
        judul_lampiran="Nota Dinas",
        lampiran=[
            _tabel(gerakan, _opd(gerakan), IsiTabel("OPD", f"Menurut OPD, {bulan}", LENGKAP))
        ],
    )


def bulan_surat(bahan: Bahan) -> date:
    """The month in ``kunci``; raises AturanDilanggarError for none, and for one to come."""
    bulan = baca_bulan(bahan.kunci)
    if bulan is None or f"{bulan:%Y-%m}" != bahan.kunci:
        raise AturanDilanggarError(
            "Pilih bulannya di halaman Gerakan ASN, lalu tekan PDF dan Word."
        )
    if bulan > bahan.tanggal:
        raise AturanDilanggarError(
            f"{nama_bulan(bulan)} belum mulai pada tanggal surat. Pilih bulan atau tanggal lain."
        )
    return bulan


def _opd(gerakan: Gerakan) -> list[BarisGerakan]:
    """Offices with donors, and all others in one line, so that the sums are those of the page."""
    return [*gerakan.berpenyumbang, gerakan.lain]


def _partisipasi(total: BarisGerakan) -> str:
    if not total.pegawai:
        return ""
    return f"({_persen(total.partisipasi)} dari {ribuan(total.pegawai)} ASN) "


def _capaian(total: BarisGerakan) -> str:
    if not total.target:
        return ""
    return f", yaitu {_persen(total.capaian)} dari target {ribuan(total.target)} orang"


def _persen(nilai: object) -> str:
    return f"{nilai}%".replace(".", ",")


def _selisih(n: int) -> str:
    return f"bertambah {ribuan(n)}" if n > 0 else f"berkurang {ribuan(-n)}" if n else "tetap"


def _tabel(gerakan: Gerakan, baris: list[BarisGerakan], isi: IsiTabel) -> Tabel:
    """These lines with the sums of all offices below."""
    kolom = [
        Kolom(isi.nama, lebar=26, kunci=True),
        *(Kolom(judul, ANGKA, lebar) for _, judul, lebar in isi.kolom),
        Kolom(f"Dibayar {gerakan.bulan.year}", RUPIAH, 28),
    ]
    nama = [n for n, *_ in isi.kolom]

    def satu(b: BarisGerakan) -> list[Sel]:
        return [b.nama, *(getattr(b, n) for n in nama), b.rupiah_tahun]

    return Tabel(kolom, [satu(b) for b in baris], isi.judul, satu(gerakan.total))


JENIS = {
    "gerakan": JenisSurat(
        "Laporan gerakan ASN/PNS Peduli",
        Bentuk.NOTA,
        None,
        susun_gerakan,
        "mengelola_iuran",
        lambda b: f"Laporan gerakan ASN/PNS Peduli {nama_bulan(bulan_surat(b))}",
        terkini=True,
        terbuka=True,
        sampai_hari_ini=True,
    ),
}
