"""Hold in the database that four eyes decide: drafters, editors, decisions and frozen lists stay.

Only triggers; reversing removes them.
"""
# ruff: noqa: E501 - the bodies of the triggers are written by makemigrations

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("verifikasi", "0003_putusan_beku"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="barispenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_hanya_ke_draf",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT 1 FROM verifikasi_penetapan\n                        WHERE id = NEW.penetapan_id AND status <> 'draf'\n                    ) THEN\n                        RAISE EXCEPTION 'penetapan yang bukan draf tidak bertambah orang';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="a5aa45f95bb3cf022cbf93b9e41ecb9f161350d3",
                    operation="INSERT",
                    pgid="pgtrigger_baris_hanya_ke_draf_89a72",
                    table="verifikasi_barispenetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="penetapan_penyusun_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."disusun_oleh_id" IS DISTINCT FROM (NEW."disusun_oleh_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8366f2e178607c8b2a2bbf8854930955ba8ad52d",
                    operation="UPDATE",
                    pgid="pgtrigger_penetapan_penyusun_tetap_41967",
                    table="verifikasi_penetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pengajuan",
            trigger=pgtrigger.compiler.Trigger(
                name="terlibat_hanya_bertambah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (NEW.terlibat @> OLD.terlibat))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="527931a484848df6372b2a98ca9fe6f273188b08",
                    operation="UPDATE",
                    pgid="pgtrigger_terlibat_hanya_bertambah_0a486",
                    table="verifikasi_pengajuan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pengajuan",
            trigger=pgtrigger.compiler.Trigger(
                name="putusan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'menunggu' AND (OLD.diputuskan_oleh_id, OLD.alasan) IS DISTINCT FROM (NEW.diputuskan_oleh_id, NEW.alasan))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="77f1c2aeaa29a27ead300cf27504cf2bf482baad",
                    operation="UPDATE",
                    pgid="pgtrigger_putusan_tetap_f4fce",
                    table="verifikasi_pengajuan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pengajuan",
            trigger=pgtrigger.compiler.Trigger(
                name="bukan_oleh_penyunting",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.diputuskan_oleh_id IS DISTINCT FROM OLD.diputuskan_oleh_id)",
                    func="\n                    IF EXISTS (\n                        SELECT 1 FROM peserta_peserta\n                        WHERE id = NEW.peserta_id AND penyunting @> ARRAY[NEW.diputuskan_oleh_id]\n                    ) THEN\n                        RAISE EXCEPTION 'pengajuan tidak diputuskan oleh penyunting datanya';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="692f3b78b60f8b94b773e2ae92c4d5fd234071f3",
                    operation="UPDATE",
                    pgid="pgtrigger_bukan_oleh_penyunting_77cff",
                    table="verifikasi_pengajuan",
                    when="AFTER",
                ),
            ),
        ),
    ]
