"""Nobody decreed becomes layak again while the line of their decree stands."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0005_skema_usulan_sekaligus"),
        ("verifikasi", "0006_skema_pengaktifan_kembali"),
    ]

    operations = [
        migrations.CreateModel(
            name="RiwayatKeluar",
            fields=[],
            options={
                "verbose_name": "riwayat keluar dari SK",
                "verbose_name_plural": "riwayat keluar dari SK",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("peserta.riwayatstatus",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riwayatkeluar",
            trigger=pgtrigger.compiler.Trigger(
                name="layak_lewat_perubahan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"dari\" = 'ditetapkan' AND NEW.\"ke\" = 'layak')",
                    func="\n    IF EXISTS (\n        SELECT 1 FROM (\n            SELECT dikeluarkan_id FROM verifikasi_barispenetapan\n            WHERE peserta_id = NEW.peserta_id AND bantuan_id IS NOT NULL\n            ORDER BY bantuan_id DESC LIMIT 1\n        ) terbaru WHERE dikeluarkan_id IS NULL\n    ) THEN\n        RAISE EXCEPTION 'layak_lewat_perubahan: orang keluar dari SK lewat perubahan SK';\n    END IF;\n    RETURN NEW;\n",
                    hash="e063b2552262eb829b85505aa7b7e0bd64492cd4",
                    operation="INSERT",
                    pgid="pgtrigger_layak_lewat_perubahan_767ab",
                    table="peserta_riwayatstatus",
                    when="BEFORE",
                ),
            ),
        ),
    ]
