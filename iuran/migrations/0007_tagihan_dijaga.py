"""Bills keep their sums and their order of states, payments stay; who cancelled is known.

Also an index of the months that wait for a bill.
"""
# ruff: noqa: E501 - the bodies of the triggers are written by makemigrations

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0006_profil_berkas_berisi"),
        ("peserta", "0002_rujukan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="tagihan",
            name="dibatalkan_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tagihan",
            name="dibatalkan_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="iuran",
            index=models.Index(
                condition=models.Q(("hidup", True), ("tagihan", None)),
                fields=["bulan", "sumber"],
                include=("nominal",),
                name="iuran_belum_ditagih",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="iuran",
            trigger=pgtrigger.compiler.Trigger(
                name="iuran_lunas_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.pembayaran_id IS NOT NULL AND (NEW.pembayaran_id, NEW.tagihan_id) IS DISTINCT FROM (OLD.pembayaran_id, OLD.tagihan_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6919522ea01eef114fdc91d45877ad8b04d114c1",
                    operation="UPDATE",
                    pgid="pgtrigger_iuran_lunas_tetap_b92a8",
                    table="iuran_iuran",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pembayaran",
            trigger=pgtrigger.compiler.Trigger(
                name="pembayaran_tidak_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d38edee7b961a20bd55701cc1006f57fb4facbfe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_pembayaran_tidak_berubah_83139",
                    table="iuran_pembayaran",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagihan",
            trigger=pgtrigger.compiler.Trigger(
                name="tagihan_status_sah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{disusun:dibatalkan,disusun:diterbitkan,diterbitkan:dibatalkan,diterbitkan:dibayar}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="5dad2fbcc6bb674ef81f63809d8f40a6f093b8ed",
                    operation="UPDATE",
                    pgid="pgtrigger_tagihan_status_sah_0ca8c",
                    table="iuran_tagihan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagihan",
            trigger=pgtrigger.compiler.Trigger(
                name="tagihan_jumlah_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bulan" IS DISTINCT FROM (NEW."bulan") OR OLD."disusun_oleh_id" IS DISTINCT FROM (NEW."disusun_oleh_id") OR OLD."jumlah_orang" IS DISTINCT FROM (NEW."jumlah_orang") OR OLD."ke" IS DISTINCT FROM (NEW."ke") OR OLD."nomor" IS DISTINCT FROM (NEW."nomor") OR OLD."sumber_id" IS DISTINCT FROM (NEW."sumber_id") OR OLD."total" IS DISTINCT FROM (NEW."total"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ff918d01353ac6f71035cfa131856f86cd4d20e1",
                    operation="UPDATE",
                    pgid="pgtrigger_tagihan_jumlah_tetap_ea081",
                    table="iuran_tagihan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagihan",
            trigger=pgtrigger.compiler.Trigger(
                name="tagihan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3f2955a9282e5df71ac891f1a01de9ef54231265",
                    operation="DELETE",
                    pgid="pgtrigger_tagihan_tidak_dihapus_cdd65",
                    table="iuran_tagihan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
