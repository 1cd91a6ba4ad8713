"""Versions of the criteria: the active one completed, one proposed, one a draft."""

from datetime import date, datetime, time

from pijar.bulan import WIB, tambah_bulan
from pijar.models import Pengguna
from pijar.sidik import sidik
from verifikasi.actions.kriteria import simpan_kriteria, susun_draf, ubah_kepala
from verifikasi.actions.kriteria_usul import (
    konfirmasi_pelengkap,
    usulkan_pelengkap,
    usulkan_versi,
)
from verifikasi.isi_kriteria import isi_pelengkap
from verifikasi.models import JenisKriteria, Kriteria, Saat, VersiKriteria
from verifikasi.models.kriteria import saat_bawaan

KEPUTUSAN = {
    "judul": "Keputusan Wali Kota tentang Kriteria Pekerja Rentan (contoh)",
    "nomor": "100.3.3.3/412/2025",
    "tanggal": date(2025, 6, 16),
    "pasti": True,
    "kriteria_pasti": ["bukan_penerima_upah"],
    "alasan": "Contoh: salinan keputusan dari Bagian Hukum",
}
CARA_KERJA = {
    "kode": "cara_kerja",
    "judul": "Bekerja mandiri dengan penghasilan rendah",
    "pertanyaan": "Apakah bekerja sendiri, lepas, atau membantu keluarga, berpenghasilan rendah?",
    "parameter": {"cara": ["sendiri", "keluarga", "lepas"], "penghasilan_maks": 1_500_000},
    "dasar_hukum": "kepwal-kriteria",
    "perlu_konfirmasi": True,
    "saat": [Saat.PUTUSAN, Saat.PERPANJANGAN],
}
KTP = {
    "kode": "berkas",
    "judul": "Foto KTP",
    "pertanyaan": "Apakah foto KTP-nya sudah diunggah?",
    "parameter": {"berkas": ["ktp"]},
    "dasar_hukum": "kepwal-kriteria",
    "bukti": "Foto atau pindaian KTP",
    "wajib": False,
    "perlu_konfirmasi": True,
}


def isi_kriteria(*, pada: date) -> None:
    """Each step is the one that an admin takes."""
    admin, admin2 = (Pengguna.objects.get(username=n) for n in ("admin", "admin2"))
    kini = datetime.combine(pada, time(9), WIB)
    aktif = VersiKriteria.objects.aktif().get()
    usul = usulkan_pelengkap(aktif, KEPUTUSAN, oleh=admin)
    konfirmasi_pelengkap(usul, dilihat=sidik(isi_pelengkap(usul)), oleh=admin2, pada=kini)
    aktif.refresh_from_db()
    usulan = _draf(aktif, "Perubahan kriteria (contoh, diusulkan)", tambah_bulan(pada, 2), admin)
    ubah_kepala(usulan, {"nomor": "", "perlu_konfirmasi": True})
    usia = usulan.daftar_kriteria.get(kode="usia")
    muda = {"judul": "Usia 18 sampai 61 tahun", "parameter": {"bulan_maks": 743, "tahun_min": 18}}
    simpan_kriteria(usia, muda)
    usulkan_versi(usulan, oleh=admin, pada=kini)
    draf = _draf(aktif, "Kriteria tahun depan (contoh, draf)", tambah_bulan(pada, 4), admin2)
    for jenis, isi in ((JenisKriteria.CARA_KERJA, CARA_KERJA), (JenisKriteria.BERKAS, KTP)):
        simpan_kriteria(Kriteria(versi=draf, jenis=jenis, saat=saat_bawaan()), isi)


def _draf(dari: VersiKriteria, judul: str, mulai: date, oleh: Pengguna) -> VersiKriteria:
    return susun_draf(dari, judul=judul, berlaku_mulai=mulai, oleh=oleh)
