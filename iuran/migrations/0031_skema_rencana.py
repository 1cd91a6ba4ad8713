"""Scenarios of a plan of the year, with a line for each source."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0030_indeks_ujung"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SkenarioRencana",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nama", models.CharField(max_length=80)),
                ("tahun", models.PositiveSmallIntegerField()),
                ("catatan", models.CharField(blank=True, default="", max_length=300)),
                ("dasar", models.JSONField(default=dict)),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("diubah_pada", models.DateTimeField()),
                ("diarsipkan_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "skenario rencana",
                "verbose_name_plural": "skenario rencana",
                "ordering": ["-diubah_pada", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="BarisRencana",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("orang", models.PositiveIntegerField()),
                ("bulan_awal", models.DateField()),
                ("jumlah_bulan", models.PositiveSmallIntegerField(default=12)),
                ("persen_ganti", models.PositiveSmallIntegerField(default=100)),
                ("pagu", models.PositiveBigIntegerField(blank=True, null=True)),
                (
                    "sumber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="iuran.sumberdana",
                    ),
                ),
                (
                    "tarif",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="iuran.tarif",
                    ),
                ),
                (
                    "skenario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_baris",
                        to="iuran.skenariorencana",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris rencana",
                "verbose_name_plural": "baris rencana",
                "ordering": ["skenario", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="skenariorencana",
            index=models.Index(fields=["tahun", "-diubah_pada"], name="skenario_per_tahun"),
        ),
        migrations.AddConstraint(
            model_name="skenariorencana",
            constraint=models.UniqueConstraint(
                condition=models.Q(("diarsipkan_pada", None)),
                fields=("oleh", "tahun", "nama"),
                name="skenario_nama_sekali",
                violation_error_message="Anda sudah mempunyai skenario bernama ini untuk tahun yang sama. Pilih nama lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="skenariorencana",
            constraint=models.CheckConstraint(
                condition=models.Q(("nama__regex", "^\\s*$"), _negated=True),
                name="skenario_bernama",
                violation_error_message="Beri nama skenarionya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="skenariorencana",
            constraint=models.CheckConstraint(
                condition=models.Q(("tahun__range", (2000, 2199))), name="skenario_tahun_sah"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="skenariorencana",
            trigger=pgtrigger.compiler.Trigger(
                name="skenario_pemilik_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id") OR OLD."tahun" IS DISTINCT FROM (NEW."tahun"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="31edd93ce0fc484d783f3be1feabe917e50bd715",
                    operation="UPDATE",
                    pgid="pgtrigger_skenario_pemilik_tetap_db42c",
                    table="iuran_skenariorencana",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="barisrencana",
            constraint=models.UniqueConstraint(
                fields=("skenario", "sumber"),
                name="baris_rencana_sekali",
                violation_error_message="Sumber ini sudah ada dalam skenarionya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisrencana",
            constraint=models.CheckConstraint(
                condition=models.Q(("bulan_awal__day", 1), ("jumlah_bulan__range", (1, 12))),
                name="baris_rencana_bulan_sah",
                violation_error_message="Lamanya 1 sampai 12 bulan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisrencana",
            constraint=models.CheckConstraint(
                condition=models.Q(("persen_ganti__range", (0, 100))),
                name="baris_rencana_ganti_sah",
                violation_error_message="Bagian yang diganti 0 sampai 100 persen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisrencana",
            constraint=models.CheckConstraint(
                condition=models.Q(("orang__lte", 2000000)),
                name="baris_rencana_orang_wajar",
                violation_error_message="Orangnya lebih banyak daripada penduduk kota.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barisrencana",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_rencana_setahun",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM iuran_skenariorencana k\n                        JOIN iuran_sumberdana s ON s.tahun = k.tahun\n                        WHERE k.id = NEW.skenario_id AND s.id = NEW.sumber_id\n                          AND extract(year FROM NEW.bulan_awal) = k.tahun\n                    ) THEN\n                        RAISE EXCEPTION 'sumber dan bulan awal harus dari tahun skenarionya'\n                            USING ERRCODE = 'check_violation',\n                                  CONSTRAINT = 'baris_rencana_setahun';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="0b86c1d1059292ae6827850bd608a4406390431f",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_baris_rencana_setahun_88b53",
                    table="iuran_barisrencana",
                    when="BEFORE",
                ),
            ),
        ),
    ]
