"""Corrections of a NIK, each with its reason; reversing removes the table."""
# ruff: noqa: E501 - the body of the trigger is written by makemigrations

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0007_batal_sebagian"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KoreksiNik",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nik_lama", models.CharField(max_length=16)),
                ("nik_baru", models.CharField(max_length=16)),
                ("alasan", models.CharField(max_length=300)),
                ("pada", models.DateTimeField(auto_now_add=True)),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "peserta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_koreksi_nik",
                        to="peserta.peserta",
                    ),
                ),
            ],
            options={
                "verbose_name": "koreksi NIK",
                "verbose_name_plural": "koreksi NIK",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["nik_lama"], name="koreksi_nik_lama")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nik_lama", models.F("nik_baru")), _negated=True),
                        name="koreksi_nik_berbeda",
                        violation_error_message="NIK baru sama dengan NIK yang tercatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nik_baru__regex", "^[0-9]{16}$"), ("nik_lama__regex", "^[0-9]{16}$")
                        ),
                        name="koreksi_nik_16_angka",
                        violation_error_message="NIK harus terdiri atas 16 angka.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alasan", ""), _negated=True),
                        name="koreksi_nik_beralasan",
                        violation_error_message="Tulis alasannya.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="koreksinik",
            trigger=pgtrigger.compiler.Trigger(
                name="koreksi_nik_tidak_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="aefc739aa6eea0c13fb27703afbd909a3f97b565",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_koreksi_nik_tidak_berubah_1ccfa",
                    table="peserta_koreksinik",
                    when="BEFORE",
                ),
            ),
        ),
    ]
