"""A search by name compares the words of names, of which there are few, not every person.

Triggers keep the list of words; those of people who are here already are collected once. The index
of searches then needs the words of a name only, no longer its letter triples.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

KUMPULKAN = """
INSERT INTO peserta_katanama (kata)
SELECT DISTINCT unnest(string_to_array(nama_cari, ' ')) FROM peserta_peserta
"""
YANG_BARU = """INSERT INTO peserta_katanama (kata)
SELECT kata FROM (SELECT DISTINCT unnest(string_to_array({}, ' ')) AS kata {}) AS semua
WHERE NOT EXISTS (SELECT FROM peserta_katanama k WHERE k.kata = semua.kata); RETURN NULL;"""


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0024_pendata"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KataNama",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kata", models.CharField(max_length=150)),
            ],
            options={
                "verbose_name_plural": "kata nama",
            },
        ),
        migrations.RemoveIndex(
            model_name="peserta",
            name="peserta_dicari",
        ),
        migrations.AddIndex(
            model_name="peserta",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.Func(
                        models.F("nama_cari"),
                        models.Value(" "),
                        function="string_to_array",
                        output_field=django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), size=None
                        ),
                    ),
                    name="array_ops",
                ),
                django.contrib.postgres.indexes.OpClass("nik", name="gin_trgm_ops"),
                models.F("hp"),
                models.F("no_kk"),
                name="peserta_dicari",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="kata_orang_baru",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func=YANG_BARU.format("nama_cari", "FROM baru"),
                    hash="f0bc2d37451d3a98e03b14a64563323ba8d3c14b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_kata_orang_baru_c898a",
                    referencing="REFERENCING NEW TABLE AS baru ",
                    table="peserta_peserta",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="kata_nama_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."nama_cari" IS DISTINCT FROM (NEW."nama_cari"))',
                    func=YANG_BARU.format("NEW.nama_cari", ""),
                    hash="fb3ab084eff04585ae4ce78b3dc27c365dce7db5",
                    operation='UPDATE OF "nama_cari"',
                    pgid="pgtrigger_kata_nama_berubah_799ab",
                    table="peserta_peserta",
                    when="AFTER",
                ),
            ),
        ),
        # Whoever comes in from now on passes a trigger; those before are seen.
        migrations.RunSQL(KUMPULKAN, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="katanama",
            index=models.Index(fields=["kata"], name="kata_nama"),
        ),
        migrations.AddIndex(
            model_name="katanama",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("kata", name="gin_trgm_ops"),
                name="kata_nama_mirip",
            ),
        ),
        # Without figures about the words of names PostgreSQL would take everybody for a match.
        migrations.RunSQL("ANALYZE peserta_peserta, peserta_katanama", migrations.RunSQL.noop),
    ]
