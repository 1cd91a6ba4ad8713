"""The log knows look-ups of a number and counts what has a limit; a file knows its area."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pijar", "0014_skema_retensi"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="jejakakses",
            name="jejak_tindakan_sah",
        ),
        migrations.AddField(
            model_name="tugas",
            name="wilayah_hasil",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=13),
                blank=True,
                default=list,
                size=None,
                verbose_name="wilayah isi berkas",
            ),
        ),
        migrations.AlterField(
            model_name="jejakakses",
            name="tindakan",
            field=models.CharField(
                choices=[
                    ("buka_nik", "Membuka NIK"),
                    ("ekspor", "Mengekspor data"),
                    ("unduh", "Mengunduh berkas"),
                    ("akun_usul", "Mengusulkan perubahan akun"),
                    ("akun_tolak", "Menolak atau menarik usulan akun"),
                    ("akun_baru", "Membuat akun"),
                    ("akun_ubah", "Mengubah akun"),
                    ("akun_reset", "Mereset kata sandi"),
                    ("akun_nonaktif", "Menonaktifkan akun"),
                    ("akun_buka", "Membuka kunci masuk"),
                    ("akun_sandi", "Mengganti kata sandi sendiri"),
                    ("faktor_pasang", "Memasang faktor kedua"),
                    ("faktor_lepas", "Melepas faktor kedua"),
                    ("faktor_kunci", "Faktor kedua terkunci"),
                    ("cari_nomor", "Mencari nomor"),
                    ("nomor_luar", "Menanyakan nomor milik wilayah lain"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddIndex(
            model_name="jejakakses",
            index=models.Index(
                condition=models.Q(
                    ("tindakan__in", ["buka_nik", "ekspor", "cari_nomor", "nomor_luar"])
                ),
                fields=["tindakan", "pada"],
                include=("oleh", "jumlah"),
                name="jejak_berbatas",
            ),
        ),
        migrations.AddConstraint(
            model_name="jejakakses",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "tindakan__in",
                        [
                            "buka_nik",
                            "ekspor",
                            "unduh",
                            "akun_usul",
                            "akun_tolak",
                            "akun_baru",
                            "akun_ubah",
                            "akun_reset",
                            "akun_nonaktif",
                            "akun_buka",
                            "akun_sandi",
                            "faktor_pasang",
                            "faktor_lepas",
                            "faktor_kunci",
                            "cari_nomor",
                            "nomor_luar",
                        ],
                    )
                ),
                name="jejak_tindakan_sah",
            ),
        ),
    ]
