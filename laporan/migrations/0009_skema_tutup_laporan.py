"""Reports get a life cycle, words, a hash; a withdrawal is a proposal. Files are papers now."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("laporan", "0008_skema_cakupan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PenarikanLaporan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("alasan", models.CharField(max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("diusulkan", "Menunggu admin lain"),
                            ("dikonfirmasi", "Dikonfirmasi"),
                            ("ditolak", "Tidak jadi"),
                        ],
                        default="diusulkan",
                        max_length=12,
                    ),
                ),
                ("diusulkan_pada", models.DateTimeField()),
                ("diputus_pada", models.DateTimeField(blank=True, null=True)),
                ("alasan_putusan", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "verbose_name": "penarikan laporan",
                "verbose_name_plural": "penarikan laporan",
                "ordering": ["-pk"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="laporanbulanan",
            name="angka_beku",
        ),
        migrations.RemoveField(
            model_name="laporanbulanan",
            name="tugas_excel",
        ),
        migrations.RemoveField(
            model_name="laporanbulanan",
            name="tugas_pdf",
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="alasan",
            field=models.CharField(
                blank=True, default="", max_length=300, verbose_name="alasan koreksi"
            ),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="alasan_kembali",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="catatan",
            field=models.TextField(blank=True, default="", max_length=4000),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="dikembalikan_oleh",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="dikembalikan_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="diketahui",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="ditutup_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="diusulkan_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="koreksi",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="masalah",
            field=models.TextField(blank=True, default="", max_length=4000),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="menggantikan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_pengganti",
                to="laporan.laporanbulanan",
            ),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="penutup",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="penyusun",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="sha256",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="status",
            field=models.CharField(
                choices=[
                    ("sementara", "Sementara"),
                    ("diusulkan", "Menunggu admin lain"),
                    ("ditutup", "Ditutup"),
                    ("diganti", "Diganti"),
                    ("ditarik", "Ditarik"),
                    ("dibatalkan", "Tidak jadi"),
                ],
                default="sementara",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="tambahan",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="usulan",
            field=models.TextField(
                blank=True, default="", max_length=4000, verbose_name="keputusan yang diminta"
            ),
        ),
        migrations.AddField(
            model_name="laporanbulanan",
            name="warisan",
            field=models.BooleanField(
                default=False, verbose_name="dibekukan sebelum aturan dua admin"
            ),
        ),
        migrations.AlterField(
            model_name="laporanbulanan",
            name="angka",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="penarikanlaporan",
            name="diputus_oleh",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="penarikanlaporan",
            name="diusulkan_oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="penarikanlaporan",
            name="laporan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_penarikan",
                to="laporan.laporanbulanan",
            ),
        ),
        migrations.AddConstraint(
            model_name="penarikanlaporan",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["diusulkan", "dikonfirmasi", "ditolak"])),
                name="penarikan_status_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="penarikanlaporan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "diusulkan")),
                fields=("laporan",),
                name="penarikan_satu_terbuka",
                violation_error_message="Penarikan laporan ini sudah diusulkan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="penarikanlaporan",
            constraint=models.CheckConstraint(
                condition=models.Q(("alasan__regex", "^\\s*$"), _negated=True),
                name="penarikan_beralasan",
                violation_error_message="Tulis alasan penarikannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="penarikanlaporan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("diputus_oleh", None), ("diputus_pada", None), ("status", "diusulkan")
                    ),
                    models.Q(
                        models.Q(("status", "diusulkan"), _negated=True),
                        ("diputus_oleh__isnull", False),
                        ("diputus_pada__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="penarikan_diputus",
            ),
        ),
        migrations.AddConstraint(
            model_name="penarikanlaporan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "dikonfirmasi"), _negated=True),
                    models.Q(("diputus_oleh", models.F("diusulkan_oleh")), _negated=True),
                    _connector="OR",
                ),
                name="penarikan_orang_lain",
                violation_error_message="Penarikan dikonfirmasi admin lain.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penarikanlaporan",
            trigger=pgtrigger.compiler.Trigger(
                name="penarikan_alur",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{diusulkan:dikonfirmasi,diusulkan:ditolak}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="44993cdd5554c07696a6b8e4b9e160de8a38772c",
                    operation="UPDATE",
                    pgid="pgtrigger_penarikan_alur_059c4",
                    table="laporan_penarikanlaporan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penarikanlaporan",
            trigger=pgtrigger.compiler.Trigger(
                name="penarikan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."alasan" IS DISTINCT FROM (NEW."alasan") OR OLD."diusulkan_oleh_id" IS DISTINCT FROM (NEW."diusulkan_oleh_id") OR OLD."diusulkan_pada" IS DISTINCT FROM (NEW."diusulkan_pada") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."laporan_id" IS DISTINCT FROM (NEW."laporan_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4819636d6bf943dbcda2ac0a27e31084312366e0",
                    operation="UPDATE",
                    pgid="pgtrigger_penarikan_tetap_708eb",
                    table="laporan_penarikanlaporan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penarikanlaporan",
            trigger=pgtrigger.compiler.Trigger(
                name="penarikan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8f53292597b0fa56a68961f8a2ade22e06f561a4",
                    operation="DELETE",
                    pgid="pgtrigger_penarikan_tidak_dihapus_2d43f",
                    table="laporan_penarikanlaporan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
