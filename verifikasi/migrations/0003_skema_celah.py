"""A first month before the decree's own closes a gap, with its reason, or is refused."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verifikasi", "0002_kriteria_bawaan"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="barispenetapan",
            name="baris_penetapan_beku",
        ),
        migrations.AddField(
            model_name="barispenetapan",
            name="alasan_celah",
            field=models.CharField(
                blank=True, default="", max_length=200, verbose_name="alasan menutup celah"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barispenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_penetapan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.bantuan_id IS NOT NULL AND (OLD.peserta_id, OLD.sumber_id, OLD.jenis, OLD.bulan_awal, OLD.jumlah_bulan, OLD.bantuan_id, OLD.alasan_celah) IS DISTINCT FROM (NEW.peserta_id, NEW.sumber_id, NEW.jenis, NEW.bulan_awal, NEW.jumlah_bulan, NEW.bantuan_id, NEW.alasan_celah))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="02d6dd71867d2507caa11169a17a7cbb764e8ab8",
                    operation="UPDATE",
                    pgid="pgtrigger_baris_penetapan_beku_a8910",
                    table="verifikasi_barispenetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barispenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_mulai_setelah_sk",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE bulan_sk date;",
                    func="\n    SELECT date_trunc('month', tanggal)::date INTO bulan_sk\n    FROM verifikasi_penetapan WHERE id = NEW.penetapan_id;\n    IF NEW.bulan_awal >= bulan_sk THEN\n        RETURN NEW;\n    END IF;\n    IF NEW.alasan_celah = '' OR NOT EXISTS (\n        SELECT 1 FROM peserta_peserta p\n        JOIN iuran_bantuan b ON b.peserta_id = p.id AND b.status <> 'batal'\n         AND b.bulan_akhir < NEW.bulan_awal AND b.bulan_akhir >= bulan_sk - interval '3 months'\n         AND date_trunc('year', b.bulan_akhir) = date_trunc('year', bulan_sk)\n        JOIN iuran_iuran i ON i.peserta_id = p.id AND i.hidup AND i.pembayaran_id IS NOT NULL\n         AND i.bulan < bulan_sk AND i.bulan >= bulan_sk - interval '3 months'\n        WHERE p.id = NEW.peserta_id AND p.status = 'terdaftar'\n    ) THEN\n        RAISE EXCEPTION 'bulan pertama sebelum bulan SK'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'baris_mulai_setelah_sk';\n    END IF;\n    RETURN NEW;\n",
                    hash="4af2e5f5f51b44f8d4b152cfe0a6ec08d262444f",
                    operation='INSERT OR UPDATE OF "bulan_awal", "alasan_celah", "peserta_id", "penetapan_id"',
                    pgid="pgtrigger_baris_mulai_setelah_sk_3c3bd",
                    table="verifikasi_barispenetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="penetapan_tanggal_sesuai_baris",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NEW.status <> 'dibatalkan' AND EXISTS (\n                        SELECT 1 FROM verifikasi_barispenetapan\n                        WHERE penetapan_id = NEW.id AND alasan_celah = ''\n                          AND bulan_awal < date_trunc('month', NEW.tanggal)\n                    ) THEN\n                        RAISE EXCEPTION 'bulan pertama sebelum bulan SK'\n                            USING ERRCODE = 'check_violation',\n                                  CONSTRAINT = 'penetapan_tanggal_sesuai_baris';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="f99c95b99d31925968a885952e9641a83aa7cd3a",
                    operation='UPDATE OF "tanggal", "status"',
                    pgid="pgtrigger_penetapan_tanggal_sesuai_baris_dbf96",
                    table="verifikasi_penetapan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
