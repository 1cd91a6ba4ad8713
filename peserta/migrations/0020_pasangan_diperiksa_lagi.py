"""Two who were said to be two may be asked about again; every settling of a pair is kept.

Reversing forgets what was kept.
"""
# ruff: noqa: E501 - the bodies of the triggers are written by makemigrations

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0019_usulan_putusan_beku"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PasanganMiripEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("skor", models.PositiveSmallIntegerField(verbose_name="kemiripan, 0 sampai 100")),
                ("alasan", models.JSONField(default=dict)),
                ("usulan", models.JSONField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("menunggu", "Menunggu"),
                            ("diusulkan", "Diusulkan digabung"),
                            ("digabung", "Digabung"),
                            ("berbeda", "Orang berbeda"),
                        ],
                        default="menunggu",
                        max_length=10,
                    ),
                ),
                ("keterangan", models.CharField(blank=True, default="", max_length=500)),
                ("diusulkan_pada", models.DateTimeField(blank=True, null=True)),
                ("diputuskan_pada", models.DateTimeField(blank=True, null=True)),
                ("ditemukan_pada", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="pasanganmirip",
            name="pasangan_status_sah",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmirip",
            trigger=pgtrigger.compiler.Trigger(
                name="pasangan_status_sah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{menunggu:diusulkan,menunggu:berbeda,diusulkan:menunggu,diusulkan:digabung,diusulkan:berbeda,digabung:menunggu,berbeda:menunggu}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="ae3c5f119692c95e05d3a6d4ad1673fd7002a05a",
                    operation="UPDATE",
                    pgid="pgtrigger_pasangan_status_sah_4c5bc",
                    table="peserta_pasanganmirip",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmirip",
            trigger=pgtrigger.compiler.Trigger(
                name="diputus_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    func='INSERT INTO "peserta_pasanganmiripevent" ("alasan", "diputuskan_pada", "ditemukan_pada", "diusulkan_pada", "id", "kanan_id", "keterangan", "kiri_id", "pemutus_id", "pengusul_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skor", "status", "usulan") VALUES (OLD."alasan", OLD."diputuskan_pada", OLD."ditemukan_pada", OLD."diusulkan_pada", OLD."id", OLD."kanan_id", OLD."keterangan", OLD."kiri_id", OLD."pemutus_id", OLD."pengusul_id", _pgh_attach_context(), NOW(), \'diputus\', OLD."id", OLD."skor", OLD."status", OLD."usulan"); RETURN NULL;',
                    hash="cf127ce711d92ddac6636092c6dd92152f8dcec4",
                    operation="UPDATE",
                    pgid="pgtrigger_diputus_update_8f2c6",
                    table="peserta_pasanganmirip",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="pasanganmiripevent",
            name="kanan",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="peserta.peserta",
            ),
        ),
        migrations.AddField(
            model_name="pasanganmiripevent",
            name="kiri",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="peserta.peserta",
            ),
        ),
        migrations.AddField(
            model_name="pasanganmiripevent",
            name="pemutus",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pasanganmiripevent",
            name="pengusul",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pasanganmiripevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="pasanganmiripevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="peserta.pasanganmirip",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmiripevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="760094d46794f683169f1aa97efb1acd757bd740",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2c7d2",
                    table="peserta_pasanganmiripevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
