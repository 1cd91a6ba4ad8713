"""Papers of decrees: minutes, nota dinas and decree, numbered and as concepts."""

from datetime import date, datetime

from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import beri_nomor
from laporan.surat.bahan import Bahan
from pijar.bulan import WIB
from pijar.models import Penandatangan, Pengguna
from verifikasi.models import Penetapan, PerubahanPenetapan, StatusPenetapan, StatusPerubahanSK

TANDA = (
    ("keputusan", "Wali Kota Semarang", "Contoh Wali Kota"),
    ("keputusan_perubahan", "Wali Kota Semarang", "Contoh Wali Kota"),
    ("nota_penetapan", "Kepala Bidang Penempatan Tenaga Kerja", "Contoh Kepala Bidang, S.H."),
)


def isi_surat_sk(*, pada: date) -> None:
    """The first decree has all its papers, numbered; the draft has concepts; an amendment waits."""
    admin = Pengguna.objects.get(username="admin")
    Penandatangan.objects.bulk_create(
        Penandatangan(jenis=jenis, mulai=date(pada.year, 1, 1), jabatan=jabatan, nama=nama)
        for jenis, jabatan, nama in TANDA
    )
    daftar = Penetapan.objects.order_by("pk")
    if jadi := daftar.filter(status=StatusPenetapan.DITETAPKAN).first():
        _bernomor("berita_acara", jadi, f"560/BA-12/{pada.year}", admin, pada)
        _bernomor("nota_penetapan", jadi, f"560/ND-31/{pada.year}", admin, pada)
        _bernomor("keputusan", jadi, "", admin, jadi.tanggal)
    if draf := daftar.filter(status=StatusPenetapan.DRAF, daftar_baris__isnull=False).first():
        buat_surat("nota_penetapan", Bahan(draf, pada, admin))
        buat_surat("keputusan", Bahan(draf, draf.tanggal, admin))
    perubahan = PerubahanPenetapan.objects.exclude(status=StatusPerubahanSK.DITOLAK)
    if satu := perubahan.order_by("pk").first():
        buat_surat("keputusan_perubahan", Bahan(satu, pada, admin))


def _bernomor(kode: str, objek: Penetapan, nomor: str, admin: Pengguna, hari: date) -> None:
    surat = buat_surat(kode, Bahan(objek, hari, admin)).surat
    kini = datetime(hari.year, hari.month, hari.day, 10, tzinfo=WIB)
    beri_nomor(surat, nomor=nomor, pada=kini, oleh=admin)
