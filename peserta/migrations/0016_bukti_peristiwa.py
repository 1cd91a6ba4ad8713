"""Keep which paper proves a life event.

Adds two columns that are empty for what was recorded before; reversing removes them.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0015_indeks_tanpa_gabungan"),
    ]

    operations = [
        migrations.AddField(
            model_name="peristiwa",
            name="bukti_jenis",
            field=models.CharField(
                blank=True,
                choices=[
                    ("akta_kematian", "Akta kematian"),
                    ("surat_kematian", "Surat kematian dari rumah sakit atau kelurahan"),
                    ("surat_pindah", "Surat keterangan pindah"),
                    ("laporan_kecelakaan", "Laporan atau kronologi kecelakaan"),
                    ("keterangan_dokter", "Keterangan dokter atau rumah sakit"),
                    ("surat_kerja", "Surat pengangkatan atau keterangan kerja"),
                    ("bukti_pihak_lain", "Bukti dibayar pihak lain"),
                    ("surat_pernyataan", "Surat pernyataan"),
                    ("ktp_kk", "KTP atau kartu keluarga"),
                    ("lainnya", "Lainnya"),
                ],
                db_default="",
                default="",
                max_length=20,
                verbose_name="jenis bukti",
            ),
        ),
        migrations.AddField(
            model_name="peristiwa",
            name="bukti_nomor",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=120,
                verbose_name="nomor dan tanggal bukti",
            ),
        ),
        migrations.AddConstraint(
            model_name="peristiwa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "bukti_jenis__in",
                        [
                            "",
                            "akta_kematian",
                            "surat_kematian",
                            "surat_pindah",
                            "laporan_kecelakaan",
                            "keterangan_dokter",
                            "surat_kerja",
                            "bukti_pihak_lain",
                            "surat_pernyataan",
                            "ktp_kk",
                            "lainnya",
                        ],
                    )
                ),
                name="peristiwa_bukti_sah",
            ),
        ),
    ]
