"""Targets of a year and the frozen monthly reports."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pijar", "0001_skema"),
    ]

    operations = [
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tahun", models.PositiveSmallIntegerField()),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("apbd", "APBD"),
                            ("dbhcht", "DBHCHT"),
                            ("asn", "ASN/PNS Peduli"),
                            ("csr", "Perusahaan dan lainnya"),
                        ],
                        max_length=8,
                    ),
                ),
                ("orang", models.PositiveIntegerField()),
                ("keterangan", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "verbose_name_plural": "target",
                "ordering": ["-tahun", "jenis"],
                "constraints": [
                    models.UniqueConstraint(fields=("tahun", "jenis"), name="target_sekali"),
                    models.CheckConstraint(
                        condition=models.Q(("orang__gt", 0)), name="target_positif"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LaporanBulanan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("bulan", models.DateField()),
                ("versi", models.PositiveSmallIntegerField(default=1)),
                ("per_tanggal", models.DateField()),
                ("angka", models.JSONField()),
                (
                    "oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                (
                    "tugas_pdf",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pijar.tugas",
                    ),
                ),
                (
                    "tugas_excel",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pijar.tugas",
                    ),
                ),
            ],
            options={
                "verbose_name": "laporan bulanan",
                "verbose_name_plural": "laporan bulanan",
                "ordering": ["-bulan", "-versi"],
                "constraints": [
                    models.UniqueConstraint(fields=("bulan", "versi"), name="laporan_sekali"),
                    models.CheckConstraint(
                        condition=models.Q(("bulan__day", 1)), name="laporan_bulan_tanggal_satu"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="laporanbulanan",
            trigger=pgtrigger.compiler.Trigger(
                name="angka_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."angka" IS DISTINCT FROM (NEW."angka") OR OLD."bulan" IS DISTINCT FROM (NEW."bulan") OR OLD."per_tanggal" IS DISTINCT FROM (NEW."per_tanggal") OR OLD."versi" IS DISTINCT FROM (NEW."versi"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="51b4191a190b059b7cb54580187d6bcb5ad746b0",
                    operation="UPDATE",
                    pgid="pgtrigger_angka_beku_81233",
                    table="laporan_laporanbulanan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="laporanbulanan",
            trigger=pgtrigger.compiler.Trigger(
                name="laporan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="2717c6f437dfd7f128911f91bb6e87cf0abfaa0f",
                    operation="DELETE",
                    pgid="pgtrigger_laporan_tidak_dihapus_24f99",
                    table="laporan_laporanbulanan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
