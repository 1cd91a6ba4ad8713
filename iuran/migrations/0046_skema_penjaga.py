"""Uploaders, issuers and who applied a list stay; who chose whom to take out does not issue."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0045_skema_golongan_iuran"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="daftarbpjs",
            trigger=pgtrigger.compiler.Trigger(
                name="daftar_bpjs_pengunggah_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7ead41472e3eda8278368ce6477a06e850ef7fa4",
                    operation="UPDATE",
                    pgid="pgtrigger_daftar_bpjs_pengunggah_tetap_14b0e",
                    table="iuran_daftarbpjs",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="daftarpadanan",
            trigger=pgtrigger.compiler.Trigger(
                name="padanan_pengunggah_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d32564800fdd3128797b186ac5f6e269a3f063f9",
                    operation="UPDATE",
                    pgid="pgtrigger_padanan_pengunggah_tetap_cff9e",
                    table="iuran_daftarpadanan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="daftarsetoran",
            trigger=pgtrigger.compiler.Trigger(
                name="setoran_pengunggah_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a462e70897537879e5bfb5f6d6a2e82f85a33c04",
                    operation="UPDATE",
                    pgid="pgtrigger_setoran_pengunggah_tetap_b382e",
                    table="iuran_daftarsetoran",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="imporpenyumbang",
            trigger=pgtrigger.compiler.Trigger(
                name="penyumbang_pengunggah_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="5f0dd997e63226937905027d50f3b4a91c1e336c",
                    operation="UPDATE",
                    pgid="pgtrigger_penyumbang_pengunggah_tetap_279a5",
                    table="iuran_imporpenyumbang",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jawabanbpjs",
            trigger=pgtrigger.compiler.Trigger(
                name="jawaban_pengunggah_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="37ebbf6fda689f01632dcdf42d221778e04b72a6",
                    operation="UPDATE",
                    pgid="pgtrigger_jawaban_pengunggah_tetap_76783",
                    table="iuran_jawabanbpjs",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saldoawal",
            trigger=pgtrigger.compiler.Trigger(
                name="saldo_penerap_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.diterapkan_pada IS NOT NULL AND (OLD.diterapkan_oleh_id, OLD.diterapkan_pada) IS DISTINCT FROM (NEW.diterapkan_oleh_id, NEW.diterapkan_pada))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="36a7237e3079077728ee99319c367cb7cd34dd19",
                    operation="UPDATE",
                    pgid="pgtrigger_saldo_penerap_tetap_0d2b7",
                    table="iuran_saldoawal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saldoawal",
            trigger=pgtrigger.compiler.Trigger(
                name="saldo_pengunggah_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="741aaab6cf8b141c631b456f31f17dfc497e4aa1",
                    operation="UPDATE",
                    pgid="pgtrigger_saldo_pengunggah_tetap_2ea5d",
                    table="iuran_saldoawal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagihan",
            trigger=pgtrigger.compiler.Trigger(
                name="tagihan_penerbit_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.diterbitkan_pada IS NOT NULL AND OLD.status <> 'dibagi' AND OLD.diterbitkan_oleh_id IS DISTINCT FROM NEW.diterbitkan_oleh_id)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7bd0d7133a85c0441622748a3b7d6a55a0d5802b",
                    operation="UPDATE",
                    pgid="pgtrigger_tagihan_penerbit_tetap_d43dd",
                    table="iuran_tagihan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagihan",
            trigger=pgtrigger.compiler.Trigger(
                name="tagihan_bukan_pemilihnya",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.diterbitkan_oleh_id IS NOT NULL AND OLD.diterbitkan_oleh_id IS NULL)",
                    func="\n    IF EXISTS (\n        SELECT 1 FROM iuran_perubahantagihan\n        WHERE tagihan_id = NEW.id AND oleh_id = NEW.diterbitkan_oleh_id AND isi ? 'Dikeluarkan'\n    ) THEN\n        RAISE EXCEPTION 'tagihan tidak diterbitkan oleh yang mengeluarkan orang darinya'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'tagihan_bukan_pemilihnya';\n    END IF;\n    RETURN NULL;\n",
                    hash="23e25bd473291d593d2be3ced47eb3542873edd9",
                    operation="UPDATE",
                    pgid="pgtrigger_tagihan_bukan_pemilihnya_8e1a9",
                    table="iuran_tagihan",
                    when="AFTER",
                ),
            ),
        ),
    ]
