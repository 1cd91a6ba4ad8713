"""The monthly report as a nota dinas to the Sekda: three sentences, decisions, then every table."""

from laporan.angka import Angka
from laporan.beku import IsiLaporan, isi_beku
from laporan.cakupan import Cakupan
from laporan.jalur import Jalur
from laporan.keluarga import Keluarga
from laporan.models import LaporanBulanan
from laporan.pergerakan import Pergerakan
from laporan.serapan import Serapan
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import KATA_DIKTUM, Bentuk, Isi
from laporan.surat.susun.bpjs import instansi_pada
from laporan.surat.susun.bulanan_tabel import daftar_tabel
from laporan.wilayah import Wilayah
from pijar.bulan import nama_bulan, tanggal_panjang, waktu_wib
from pijar.errors import AturanDilanggarError
from pijar.models import DasarHukum
from pijar.rupiah import ribuan, rupiah

DASAR = ("perwal-26-2025", "inpres-2-2021", "pp-44-2015")
SEKDA = "Sekretaris Daerah Kota Semarang"


def susun_bulanan(bahan: Bahan) -> Isi:
    """The paper of a closed report, from what was kept only."""
    laporan: LaporanBulanan = bahan.objek
    if not laporan.pernah_ditutup:
        raise AturanDilanggarError(
            f"Laporan {nama_bulan(laporan.bulan)} belum ditutup, jadi belum ada suratnya. Usulkan "
            "laporannya, lalu minta admin lain menutupnya."
        )
    isi = isi_beku(laporan)
    return Isi(
        bentuk=Bentuk.LAPORAN,
        perihal=f"Laporan pelindungan pekerja rentan {nama_bulan(laporan.bulan)}",
        kepada=[SEKDA],
        dari=f"Kepala {instansi_pada(bahan.tanggal)}",
        sifat="Biasa",
        dasar=[d.lengkap for d in DasarHukum.objects.berlaku(DASAR, bahan.tanggal)],
        pembuka=kalimat_pokok(isi),
        diktum=keputusan(laporan.usulan),
        fakta=fakta(laporan),
        tabel=daftar_tabel(isi),
        penutup=definisi(isi),
        qr=kalimat_qr(laporan, isi.angka),
    )


def kalimat_pokok(isi: IsiLaporan) -> list[str]:
    """Three sentences: where we stand, what it cost, what is about to go wrong."""
    a = isi.angka
    target = (
        f", {str(a.persen_target).replace('.', ',')} persen dari target {ribuan(a.target)} orang"
        if a.target
        else ""
    )
    return [
        f"Per {tanggal_panjang(a.pada)}, {ribuan(a.terlindungi)} pekerja rentan terlindungi dengan "
        f"iuran yang dibayar kota{target}; pihak lain melindungi "
        f"{ribuan(a.terlindungi_lain)} orang.",
        f"Iuran {nama_bulan(a.bulan)} yang sudah dibayar kota {rupiah(a.dibayar_rupiah)} untuk "
        f"{ribuan(a.dibayar_orang)} orang; yang ditagih dan belum dibayar "
        f"{rupiah(a.ditagih_rupiah)}.",
        f"Tanpa keputusan perpanjangan, {ribuan(a.jumlah_berakhir)} dari "
        f"{ribuan(a.seluruh_terlindungi)} orang kehilangan perlindungan dalam tiga bulan.",
    ]


def definisi(isi: IsiLaporan) -> list[str]:
    """What each figure means, and how those of the kept measures were counted."""
    gerak, jalan = isi.ukuran(Pergerakan), isi.ukuran(Jalur)
    uang, liputan, terbantu = isi.ukuran(Serapan), isi.ukuran(Cakupan), isi.ukuran(Keluarga)
    tempat = isi.ukuran(Wilayah)
    return [
        *isi.angka.definisi,
        *([gerak.cara] if gerak else []),
        *([jalan.cara, jalan.cara_rencana] if jalan else []),
        *(uang.cara if uang else ()),
        *(liputan.cara if liputan else ()),
        *(tempat.cara if tempat else ()),
        *(terbantu.cara if terbantu else ()),
    ]


def keputusan(usulan: str) -> list[str]:
    """A decision for each line that the admin wrote; what exceeds the list joins its last one."""
    baris = [" ".join(b.split()) for b in usulan.splitlines() if b.strip()]
    banyak = len(KATA_DIKTUM)
    return baris if len(baris) <= banyak else [*baris[: banyak - 1], "; ".join(baris[banyak - 1 :])]


def fakta(laporan: LaporanBulanan) -> list[tuple[str, str]]:
    """The one date, what was known, who closed it, and the words of the admin."""
    tahu = laporan.diketahui or laporan.dibuat_pada
    semua = [
        ("Keadaan per", tanggal_panjang(laporan.per_tanggal)),
        ("Diketahui sampai", waktu_wib(tahu)),
        ("Ditutup", _penutup(laporan)),
        ("Versi", _versi(laporan)),
        ("Catatan", laporan.catatan.strip()),
        ("Masalah", laporan.masalah.strip()),
        ("Sidik laporan", laporan.sha256),
    ]
    return [(nama, nilai) for nama, nilai in semua if nilai]


def _penutup(laporan: LaporanBulanan) -> str:
    """When, and that two admins did; names stand in the system, not on the paper."""
    if laporan.warisan or laporan.ditutup_pada is None:
        return "ditutup sebelum berlaku aturan dua admin; penutup kedua tidak diketahui"
    return f"{waktu_wib(laporan.ditutup_pada)}, oleh admin lain daripada penyusunnya"


def _versi(laporan: LaporanBulanan) -> str:
    if laporan.menggantikan is None:
        return str(laporan.versi)
    return f"{laporan.versi}, menggantikan versi {laporan.menggantikan.versi}: {laporan.alasan}"


def kalimat_qr(laporan: LaporanBulanan, angka: Angka) -> str:
    """What the public page confirms: the headline and the hash."""
    return (
        f"Laporan {nama_bulan(laporan.bulan)} versi {laporan.versi}, keadaan per "
        f"{tanggal_panjang(laporan.per_tanggal)}: {ribuan(angka.terlindungi)} orang terlindungi "
        f"dengan iuran yang dibayar kota. Sidik laporan {laporan.sha256}."
    )


JENIS = {
    "laporan_bulan": JenisSurat(
        "Laporan bulanan",
        Bentuk.LAPORAN,
        LaporanBulanan,
        susun_bulanan,
        "tutup_laporan",
        lambda b: f"Laporan bulanan {nama_bulan(b.objek.bulan)} versi {b.objek.versi}",
        terbuka=True,
        sampai_hari_ini=True,
    ),
}
