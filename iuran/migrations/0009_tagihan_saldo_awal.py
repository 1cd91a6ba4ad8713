"""A bill may be an opening one: paid before this system, named by the list it came with."""
# ruff: noqa: E501 - the bodies of the triggers are written by makemigrations

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("iuran", "0008_saldo_awal")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="tagihan",
            name="tagihan_jumlah_tetap",
        ),
        migrations.AddField(
            model_name="tagihan",
            name="saldo_awal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_tagihan",
                to="iuran.saldoawal",
            ),
        ),
        migrations.AddConstraint(
            model_name="tagihan",
            constraint=models.CheckConstraint(
                condition=models.Q(("saldo_awal", None), ("status", "dibayar"), _connector="OR"),
                name="tagihan_saldo_awal_lunas",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagihan",
            trigger=pgtrigger.compiler.Trigger(
                name="tagihan_jumlah_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bulan" IS DISTINCT FROM (NEW."bulan") OR OLD."disusun_oleh_id" IS DISTINCT FROM (NEW."disusun_oleh_id") OR OLD."jumlah_orang" IS DISTINCT FROM (NEW."jumlah_orang") OR OLD."ke" IS DISTINCT FROM (NEW."ke") OR OLD."nomor" IS DISTINCT FROM (NEW."nomor") OR OLD."saldo_awal_id" IS DISTINCT FROM (NEW."saldo_awal_id") OR OLD."sumber_id" IS DISTINCT FROM (NEW."sumber_id") OR OLD."total" IS DISTINCT FROM (NEW."total"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="40bab9e4b26a0efda6d98fd17472d8e543d4e081",
                    operation="UPDATE",
                    pgid="pgtrigger_tagihan_jumlah_tetap_ea081",
                    table="iuran_tagihan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
