"""Merges of two people, with what they changed. A new table; reversing drops it."""
# ruff: noqa: E501 - the bodies of the triggers are written by makemigrations

import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0013_digabung_tidak_berubah"),
        ("verifikasi", "0004_empat_mata_dijaga"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Penggabungan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sebelum",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                (
                    "sesudah",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                ("nik_kalah", models.CharField(max_length=16)),
                (
                    "ikut",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("riwayat", models.BigIntegerField(default=0)),
                ("digabung_pada", models.DateTimeField(auto_now_add=True)),
                ("dibatalkan_pada", models.DateTimeField(blank=True, null=True)),
                ("alasan_batal", models.CharField(blank=True, default="", max_length=500)),
                (
                    "dibatalkan_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "digabung_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "diusulkan_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kalah",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "menang",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "pasangan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_penggabungan",
                        to="peserta.pasanganmirip",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "penggabungan",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dibatalkan_pada", None)),
                        fields=("kalah",),
                        name="penggabungan_satu_berlaku",
                        violation_error_message="Orang ini sudah digabung.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("menang", models.F("kalah")), _negated=True),
                        name="penggabungan_dua_orang",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("digabung_oleh", models.F("diusulkan_oleh")), _negated=True
                        ),
                        name="penggabungan_diputuskan_orang_lain",
                        violation_error_message="Usulan tidak boleh diputuskan oleh pengusulnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("alasan_batal", ""),
                                ("dibatalkan_oleh", None),
                                ("dibatalkan_pada", None),
                            ),
                            models.Q(
                                ("dibatalkan_oleh__isnull", False),
                                ("dibatalkan_pada__isnull", False),
                                models.Q(("alasan_batal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="penggabungan_batal_beralasan",
                        violation_error_message="Tulis alasan pembatalan.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penggabungan",
            trigger=pgtrigger.compiler.Trigger(
                name="penggabungan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.dibatalkan_pada IS NOT NULL OR to_jsonb(OLD) - '{dibatalkan_oleh_id,dibatalkan_pada,alasan_batal}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{dibatalkan_oleh_id,dibatalkan_pada,alasan_batal}'::text[])",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="be4904fde25918b31d9ff1c5f7215d8ecbe9be97",
                    operation="UPDATE",
                    pgid="pgtrigger_penggabungan_tetap_456b6",
                    table="verifikasi_penggabungan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penggabungan",
            trigger=pgtrigger.compiler.Trigger(
                name="penggabungan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="375d4cfdb7d52d8edde8211006d21f308a2e7d40",
                    operation="DELETE",
                    pgid="pgtrigger_penggabungan_tidak_dihapus_1e97b",
                    table="verifikasi_penggabungan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
