"""Who entered a person stands with the person, as when already does (docs/adr/0008).

The first line of everybody's history said no more. That of an opening balance stays: its people
begin as terdaftar, by a decree. Three indexes become lighter for an import, see the models.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

PINDAHKAN = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE peserta_peserta DISABLE TRIGGER USER;
UPDATE peserta_peserta p SET didata_oleh_id = r.oleh_id
FROM peserta_riwayatstatus r WHERE r.peserta_id = p.id AND r.dari = '';
ALTER TABLE peserta_peserta ENABLE TRIGGER USER;
ALTER TABLE peserta_riwayatstatus DISABLE TRIGGER USER;
DELETE FROM peserta_riwayatstatus WHERE dari = '' AND ke = 'draf';
ALTER TABLE peserta_riwayatstatus ENABLE TRIGGER USER
"""
KEMBALIKAN = """
INSERT INTO peserta_riwayatstatus (peserta_id, dari, ke, oleh_id, alasan, pada)
SELECT id, '', 'draf', didata_oleh_id, '', dibuat_pada FROM peserta_peserta p
WHERE NOT EXISTS (SELECT FROM peserta_riwayatstatus r WHERE r.peserta_id = p.id AND r.dari = '')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0023_impor_lebih_ringan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="barisimpor",
            name="baris_impor_vonis",
        ),
        migrations.RemoveIndex(
            model_name="peserta",
            name="peserta_urut_nama",
        ),
        migrations.AddField(
            model_name="peserta",
            name="didata_oleh",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(PINDAHKAN, KEMBALIKAN),
        migrations.AlterField(
            model_name="peserta",
            name="impor",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="peserta.impor",
            ),
        ),
        migrations.AddIndex(
            model_name="barisimpor",
            index=models.Index(
                condition=models.Q(("vonis", "baru"), _negated=True),
                fields=["impor", "vonis", "nomor"],
                name="baris_impor_vonis",
            ),
        ),
        migrations.AddIndex(
            model_name="peserta",
            index=models.Index(fields=["nama"], name="peserta_urut_nama"),
        ),
        migrations.AddIndex(
            model_name="peserta",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["impor"], name="peserta_per_impor", pages_per_range=16
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="pendata_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."didata_oleh_id" IS DISTINCT FROM (NEW."didata_oleh_id"))',
                    func=(
                        "RAISE EXCEPTION "
                        "'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;"
                    ),
                    hash="479da0b5054203d7be53812fa5bf37811979d216",
                    operation="UPDATE",
                    pgid="pgtrigger_pendata_tetap_18b54",
                    table="peserta_peserta",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="riwayatstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dari", ""), _negated=True), ("ke", "terdaftar"), _connector="OR"
                ),
                name="riwayat_berasal",
            ),
        ),
    ]
