"""When beat sends which task, in the time of Semarang; jobs that follow each other by an hour."""

from celery.schedules import crontab

JADWAL: dict[str, dict[str, object]] = {
    "sapu-tugas": {"task": "pijar.sapu_tugas", "schedule": 30.0},
    "sesi-usang": {"task": "pijar.hapus_sesi_usang", "schedule": crontab(hour="2", minute="15")},
    "cadangan": {"task": "pijar.cadangan_malam", "schedule": crontab(hour="0", minute="30")},
    "berkas-yatim": {"task": "pijar.hapus_yatim", "schedule": crontab(hour="2", minute="45")},
    "rapikan-peserta": {"task": "peserta.rapikan", "schedule": crontab(hour="2", minute="30")},
    "duplikat": {"task": "peserta.cari_duplikat_kota", "schedule": crontab(hour="2", minute="30")},
    "laporan-bulan-lalu": {"task": "laporan.bulan_lalu", "schedule": crontab(hour="1", minute="0")},
    "simpanan": {"task": "pijar.periksa_simpanan", "schedule": crontab(hour="3", minute="15")},
    "sistem": {"task": "pijar.periksa_malam", "schedule": crontab(hour="4", minute="0")},
    "ringkasan-jejak": {"task": "pijar.ringkas_malam", "schedule": crontab(hour="5", minute="0")},
    "retensi": {"task": "pijar.retensi_malam", "schedule": crontab(hour="3", minute="30")},
    "usia-65": {"task": "iuran.usia_65", "schedule": crontab(hour="1", minute="30")},
    "tinjau": {"task": "verifikasi.tinjau", "schedule": crontab(hour="1", minute="45")},
}
