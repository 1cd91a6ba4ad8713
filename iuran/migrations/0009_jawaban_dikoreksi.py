"""Admins overrule the reading of an answer: another bin, the end of an existing cover.

Rows read before keep their bin and card as what was read.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0008_peserta_sejak"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KoreksiJawaban",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lembar", models.CharField(blank=True, default="", max_length=100)),
                ("nomor", models.PositiveIntegerField(verbose_name="nomor baris dalam lembar")),
                (
                    "dari",
                    models.CharField(
                        choices=[
                            ("sesuai", "Sesuai"),
                            ("sudah_peserta", "Sudah peserta"),
                            ("berbeda", "Berbeda"),
                            ("ditolak", "Ditolak"),
                            ("tidak_diminta", "Tidak ada dalam pendaftaran ini"),
                            ("galat", "Perlu diperiksa"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "ke",
                    models.CharField(
                        choices=[
                            ("sesuai", "Sesuai"),
                            ("sudah_peserta", "Sudah peserta"),
                            ("berbeda", "Berbeda"),
                            ("ditolak", "Ditolak"),
                            ("tidak_diminta", "Tidak ada dalam pendaftaran ini"),
                            ("galat", "Perlu diperiksa"),
                        ],
                        max_length=15,
                    ),
                ),
                ("lindung_dari", models.DateField(null=True)),
                ("lindung_ke", models.DateField(null=True)),
                ("alasan", models.CharField(max_length=300)),
                ("pada", models.DateTimeField()),
            ],
            options={
                "verbose_name": "koreksi jawaban",
                "verbose_name_plural": "koreksi jawaban",
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="barisjawaban",
            name="baris_jawaban_satu_per_orang",
        ),
        migrations.RemoveConstraint(
            model_name="barisjawaban",
            name="baris_jawaban_hasil_sah",
        ),
        migrations.AddField(
            model_name="barisjawaban",
            name="hasil_dibaca",
            field=models.CharField(
                choices=[
                    ("sesuai", "Sesuai"),
                    ("sudah_peserta", "Sudah peserta"),
                    ("berbeda", "Berbeda"),
                    ("ditolak", "Ditolak"),
                    ("tidak_diminta", "Tidak ada dalam pendaftaran ini"),
                    ("galat", "Perlu diperiksa"),
                ],
                default="galat",
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="barisjawaban",
            name="kpj_terbaca",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.RunSQL(
            "UPDATE iuran_barisjawaban SET hasil_dibaca = hasil, kpj_terbaca = kpj",
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name="barisjawaban",
            name="lindung_sampai",
            field=models.DateField(null=True, verbose_name="perlindungan lama sampai"),
        ),
        migrations.AddField(
            model_name="jawabanbpjs",
            name="milik",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="iuran.pendaftarankolektif",
            ),
        ),
        migrations.AlterField(
            model_name="barisjawaban",
            name="hasil",
            field=models.CharField(
                choices=[
                    ("sesuai", "Sesuai"),
                    ("sudah_peserta", "Sudah peserta"),
                    ("berbeda", "Berbeda"),
                    ("ditolak", "Ditolak"),
                    ("tidak_diminta", "Tidak ada dalam pendaftaran ini"),
                    ("galat", "Perlu diperiksa"),
                ],
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="koreksijawaban",
            name="baris",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="iuran.barispendaftaran",
            ),
        ),
        migrations.AddField(
            model_name="koreksijawaban",
            name="jawaban",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_koreksi",
                to="iuran.jawabanbpjs",
            ),
        ),
        migrations.AddField(
            model_name="koreksijawaban",
            name="oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="barisjawaban",
            name="koreksi",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="iuran.koreksijawaban",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("hasil__in", ["sesuai", "sudah_peserta", "berbeda", "ditolak"])
                ),
                fields=("jawaban", "baris"),
                name="baris_jawaban_satu_per_orang",
                violation_error_message="Orang ini sudah punya baris lain dalam jawaban ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "hasil__in",
                        ["sesuai", "sudah_peserta", "berbeda", "ditolak", "tidak_diminta", "galat"],
                    )
                ),
                name="baris_jawaban_hasil_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(("kpj", ""), ("kpj", models.F("kpj_terbaca")), _connector="OR"),
                name="baris_jawaban_kpj_seperti_terbaca",
                violation_error_message="KPJ hanya diambil dari jawaban BPJS seperti terbaca.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kpj_terbaca", ""),
                    models.Q(("hasil_dibaca", "ditolak"), _negated=True),
                    _connector="OR",
                ),
                name="baris_jawaban_tolak_tanpa_kpj",
                violation_error_message="KPJ pada baris gagal tidak disimpan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hasil__in", ["tidak_diminta", "galat"]),
                    ("baris__isnull", False),
                    _connector="OR",
                ),
                name="baris_jawaban_menyebut_orang",
                violation_error_message="Orang ini tidak ada dalam pendaftaran ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "hasil_dibaca__in",
                        ["sesuai", "sudah_peserta", "berbeda", "ditolak", "tidak_diminta", "galat"],
                    )
                ),
                name="baris_jawaban_dibaca_sah",
            ),
        ),
        migrations.AddIndex(
            model_name="koreksijawaban",
            index=models.Index(fields=["jawaban", "nomor"], name="koreksi_jawaban_baris"),
        ),
        migrations.AddConstraint(
            model_name="koreksijawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(("alasan", ""), _negated=True),
                name="koreksi_jawaban_beralasan",
                violation_error_message="Tulis alasannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="koreksijawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "dari__in",
                        ["sesuai", "sudah_peserta", "berbeda", "ditolak", "tidak_diminta", "galat"],
                    ),
                    (
                        "ke__in",
                        ["sesuai", "sudah_peserta", "berbeda", "ditolak", "tidak_diminta", "galat"],
                    ),
                ),
                name="koreksi_jawaban_hasil_sah",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="koreksijawaban",
            trigger=pgtrigger.compiler.Trigger(
                name="koreksi_jawaban_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func=(
                        "RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table',"
                        " TG_TABLE_NAME;"
                    ),
                    hash="688ddcafc7bae6d5e952dcbc9aad9c805c29b953",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_koreksi_jawaban_tetap_83b39",
                    table="iuran_koreksijawaban",
                    when="BEFORE",
                ),
            ),
        ),
    ]
