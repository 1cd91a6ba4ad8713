"""Hold in the database that what was decided stays: answers, decrees, and criteria once used.

Only triggers; reversing removes them.
"""
# ruff: noqa: E501 - the bodies of the triggers are written by makemigrations

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verifikasi", "0002_kriteria_bawaan"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pengajuan",
            name="versi",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_pengajuan",
                to="verifikasi.versikriteria",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barispenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_penetapan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bantuan_id" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e4764122864cb36d2ba741314d1dd2b9c2f7afcc",
                    operation="DELETE",
                    pgid="pgtrigger_baris_penetapan_tidak_dihapus_1d024",
                    table="verifikasi_barispenetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barispenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_penetapan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.bantuan_id IS NOT NULL AND (OLD.peserta_id, OLD.sumber_id, OLD.jenis, OLD.bulan_awal, OLD.jumlah_bulan, OLD.bantuan_id) IS DISTINCT FROM (NEW.peserta_id, NEW.sumber_id, NEW.jenis, NEW.bulan_awal, NEW.jumlah_bulan, NEW.bantuan_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4abb0a625cb993001050a04845fbe38bcf71fb30",
                    operation="UPDATE",
                    pgid="pgtrigger_baris_penetapan_beku_a8910",
                    table="verifikasi_barispenetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jawabankriteria",
            trigger=pgtrigger.compiler.Trigger(
                name="jawaban_beku_setelah_putusan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT 1 FROM verifikasi_pengajuan\n                        WHERE id = OLD.pengajuan_id AND status <> 'menunggu'\n                    ) THEN\n                        RAISE EXCEPTION 'jawaban tidak berubah setelah pengajuan diputuskan';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="1b307d4988590a0921aceb9b5cd6a7e08e94e5ec",
                    operation="UPDATE",
                    pgid="pgtrigger_jawaban_beku_setelah_putusan_413a7",
                    table="verifikasi_jawabankriteria",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kriteria",
            trigger=pgtrigger.compiler.Trigger(
                name="kriteria_terpakai_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM verifikasi_pengajuan WHERE versi_id = OLD.versi_id) THEN\n        RAISE EXCEPTION 'versi kriteria yang sudah dipakai tidak dapat diubah';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                    hash="6abba77006e4c01f7d31bcbffa566329449298cb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_kriteria_terpakai_tetap_3ce72",
                    table="verifikasi_kriteria",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kriteria",
            trigger=pgtrigger.compiler.Trigger(
                name="kriteria_terpakai_tidak_bertambah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM verifikasi_pengajuan WHERE versi_id = NEW.versi_id) THEN\n        RAISE EXCEPTION 'versi kriteria yang sudah dipakai tidak dapat diubah';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                    hash="047a7474d906a1c6a5518673401d4865622e56eb",
                    operation="INSERT",
                    pgid="pgtrigger_kriteria_terpakai_tidak_bertambah_7b09f",
                    table="verifikasi_kriteria",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="penetapan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'draf' AND (OLD.nomor, OLD.tanggal, OLD.perihal) IS DISTINCT FROM (NEW.nomor, NEW.tanggal, NEW.perihal))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7ed6bbfedda11a7e5e49be2831402ee71992dc96",
                    operation="UPDATE",
                    pgid="pgtrigger_penetapan_beku_e4998",
                    table="verifikasi_penetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="versikriteria",
            trigger=pgtrigger.compiler.Trigger(
                name="versi_terpakai_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM verifikasi_pengajuan WHERE versi_id = OLD.id) THEN\n        RAISE EXCEPTION 'versi kriteria yang sudah dipakai tidak dapat diubah';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                    hash="58bcb20827a4104d34f0af3e6d2989f4452e4a05",
                    operation="UPDATE",
                    pgid="pgtrigger_versi_terpakai_tetap_6cd7c",
                    table="verifikasi_versikriteria",
                    when="BEFORE",
                ),
            ),
        ),
    ]
