"""Pairs of people who may be one. A new table; reversing drops it."""
# ruff: noqa: E501 - the bodies of the triggers are written by makemigrations

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0011_berkas_peserta"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PasanganMirip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                "verbose_name": "pasangan mirip",
                "verbose_name_plural": "pasangan mirip",
                "ordering": ["-skor", "pk"],
            },
        ),
        migrations.AddField(
            model_name="pasanganmirip",
            name="kanan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="peserta.peserta"
            ),
        ),
        migrations.AddField(
            model_name="pasanganmirip",
            name="kiri",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="peserta.peserta",
            ),
        ),
        migrations.AddField(
            model_name="pasanganmirip",
            name="pemutus",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pasanganmirip",
            name="pengusul",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="pasanganmirip",
            index=models.Index(fields=["status", "-skor", "id"], name="pasangan_mirip_antrean"),
        ),
        migrations.AddConstraint(
            model_name="pasanganmirip",
            constraint=models.UniqueConstraint(
                fields=("kiri", "kanan"), name="pasangan_mirip_sekali"
            ),
        ),
        migrations.AddConstraint(
            model_name="pasanganmirip",
            constraint=models.CheckConstraint(
                condition=models.Q(("kiri__lt", models.F("kanan"))), name="pasangan_mirip_berurutan"
            ),
        ),
        migrations.AddConstraint(
            model_name="pasanganmirip",
            constraint=models.CheckConstraint(
                condition=models.Q(("skor__range", (0, 100))), name="pasangan_mirip_skor_0_100"
            ),
        ),
        migrations.AddConstraint(
            model_name="pasanganmirip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["menunggu", "diusulkan", "digabung", "berbeda"])
                ),
                name="pasangan_mirip_status_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="pasanganmirip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["diusulkan", "digabung"]), _negated=True),
                    models.Q(
                        ("diusulkan_pada__isnull", False),
                        ("pengusul__isnull", False),
                        ("usulan__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="pasangan_mirip_usulan_lengkap",
            ),
        ),
        migrations.AddConstraint(
            model_name="pasanganmirip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["digabung", "berbeda"]), _negated=True),
                    models.Q(("diputuskan_pada__isnull", False), ("pemutus__isnull", False)),
                    _connector="OR",
                ),
                name="pasangan_mirip_putusan_lengkap",
            ),
        ),
        migrations.AddConstraint(
            model_name="pasanganmirip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "berbeda"), _negated=True),
                    models.Q(("keterangan", ""), _negated=True),
                    _connector="OR",
                ),
                name="pasangan_mirip_berbeda_beralasan",
                violation_error_message="Tulis alasannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pasanganmirip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pemutus", None),
                    ("pengusul", None),
                    models.Q(("pemutus", models.F("pengusul")), _negated=True),
                    _connector="OR",
                ),
                name="pasangan_mirip_diputuskan_orang_lain",
                violation_error_message="Usulan tidak boleh diputuskan oleh pengusulnya.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmirip",
            trigger=pgtrigger.compiler.Trigger(
                name="pasangan_status_sah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{menunggu:diusulkan,menunggu:berbeda,diusulkan:menunggu,diusulkan:digabung,diusulkan:berbeda,digabung:menunggu}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="933877e1dd91c98d4b1e4605741fbb27b22e0386",
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
                name="pengusul_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'menunggu' AND NEW.status <> 'menunggu' AND OLD.pengusul_id IS DISTINCT FROM NEW.pengusul_id)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="cd80ab845f955a20a5b6dbcac99648b44cf8693f",
                    operation="UPDATE",
                    pgid="pgtrigger_pengusul_tetap_3b440",
                    table="peserta_pasanganmirip",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmirip",
            trigger=pgtrigger.compiler.Trigger(
                name="pasangan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."kanan_id" IS DISTINCT FROM (NEW."kanan_id") OR OLD."kiri_id" IS DISTINCT FROM (NEW."kiri_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6e9d2f80e4938b46e574c19a133b0ef499230f2e",
                    operation="UPDATE",
                    pgid="pgtrigger_pasangan_tetap_f4d5f",
                    table="peserta_pasanganmirip",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmirip",
            trigger=pgtrigger.compiler.Trigger(
                name="pasangan_diputus_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'menunggu')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4326c8c08f19475604e975f471587aa672bc8b50",
                    operation="DELETE",
                    pgid="pgtrigger_pasangan_diputus_tidak_dihapus_be0e3",
                    table="peserta_pasanganmirip",
                    when="BEFORE",
                ),
            ),
        ),
    ]
