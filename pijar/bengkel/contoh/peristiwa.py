"""Life events of the last days: claims at work, and proposals that wait or were refused."""

from datetime import date, timedelta

from iuran.klaim.actions import pindahkan_klaim
from iuran.models import StatusKlaim
from iuran.peristiwa import RencanaHenti
from iuran.peristiwa.actions.catat import RincianPeristiwa, catat_peristiwa
from iuran.peristiwa.actions.henti import usulkan_henti
from iuran.peristiwa.actions.usulan import tolak_usulan, usulkan_peristiwa
from iuran.perlindungan import SebabHabis, tanpa_perlindungan
from peserta.models import JenisBukti, JenisPeristiwa, Peserta
from pijar.models import Pengguna

J = JenisPeristiwa
KEMATIAN: RincianPeristiwa = {
    "bukti_jenis": JenisBukti.SURAT_KEMATIAN,
    "bukti_nomor": "474.3/118",
    "keterangan": "Dilaporkan ketua RT",
}
PINDAH: RincianPeristiwa = {
    "bukti_jenis": JenisBukti.SURAT_PINDAH,
    "bukti_nomor": "SKPWNI/3374/2207",
}
JATUH: RincianPeristiwa = {"keterangan": "Jatuh dari sepeda motor saat mengantar barang"}
# Kind, days ago, what is known: recorded by an admin, then what an officer only proposes.
# The last two come late: the death ends what was billed, the move leaves a paid month insured.
DICATAT = (
    (J.KECELAKAAN, 9, JATUH),
    (J.KECELAKAAN, 1, JATUH),
    (J.MENINGGAL, 12, KEMATIAN),
    (J.MENINGGAL, 45, KEMATIAN),
    (J.PINDAH, 50, PINDAH),
)
DIBAYAR = (75, 42_000_000)  # a death so many days ago, whose claim BPJS has paid
DIUSULKAN = (
    (J.MENINGGAL, 3, KEMATIAN),
    (J.PINDAH, 20, PINDAH),
    (J.TIDAK_BEKERJA, 30, RincianPeristiwa()),
)


def isi_peristiwa(*, pada: date) -> None:
    """Every step is the one an officer or an admin takes."""
    petugas, admin = (Pengguna.objects.get(username=u) for u in ("petugas", "admin"))
    orang = Peserta.objects.terdaftar().order_by("pk").iterator()
    for (jenis, hari, rincian), satu in zip(DICATAT, orang, strict=False):
        tanggal = pada - timedelta(days=hari)
        catat_peristiwa(satu, jenis, tanggal, oleh=admin, pada=pada, **rincian)
    usulan = [
        usulkan_peristiwa(
            satu, jenis, pada - timedelta(days=hari), oleh=petugas, pada=pada, **rincian
        )
        for (jenis, hari, rincian), satu in zip(DIUSULKAN, orang, strict=False)
    ]
    if usulan:
        tolak_usulan(usulan[-1], alasan="Masih berjualan menurut ketua RT.", oleh=admin)
    usulkan_berhenti(admin, pada)
    if satu_lagi := next(orang, None):
        bayar_klaim(satu_lagi, admin, pada)


def bayar_klaim(satu: Peserta, admin: Pengguna, pada: date) -> None:
    """A death whose family was helped."""
    hari, nominal = DIBAYAR
    tanggal = pada - timedelta(days=hari)
    klaim = catat_peristiwa(satu, J.MENINGGAL, tanggal, oleh=admin, pada=pada, **KEMATIAN).klaim
    pindahkan_klaim(klaim, StatusKlaim.DIAJUKAN, nomor="JKM-2026-0117", oleh=admin)
    klaim.refresh_from_db()
    pindahkan_klaim(klaim, StatusKlaim.DIBAYAR, nominal=nominal, oleh=admin)


def usulkan_berhenti(admin: Pengguna, pada: date) -> None:
    """A few whose grant has ended, proposed in one act; they wait for the other admin."""
    habis = tanpa_perlindungan(Peserta.objects.all(), pada, SebabHabis.TANPA_BULAN)
    pks = list(habis.order_by("pk").values_list("pk", flat=True)[:3])
    rencana = RencanaHenti(J.MASA_BERAKHIR, pada, "Tidak diperpanjang; tempatnya diberikan")
    usulkan_henti(pks, rencana, oleh=admin, pada=pada, maju=lambda n, dari: None)
