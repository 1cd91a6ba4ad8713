"""One index for what is searched for, cheap to fill with 100.000 people at once (docs/adr/0008).

A GIN index takes new rows as a list first; four indexes of two kinds took a third of an import.
Nobody looks for what a user has done in the history of statuses: that index goes without another.
"""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("peserta", "0020_pasangan_diperiksa_lagi"),
    ]

    operations = [
        BtreeGinExtension(),
        migrations.RemoveIndex(
            model_name="peserta",
            name="peserta_hp",
        ),
        migrations.RemoveIndex(
            model_name="peserta",
            name="peserta_kk",
        ),
        migrations.RemoveIndex(
            model_name="peserta",
            name="peserta_nama_trgm",
        ),
        migrations.RemoveIndex(
            model_name="peserta",
            name="peserta_nik_trgm",
        ),
        migrations.AddIndex(
            model_name="peserta",
            index=GinIndex(
                OpClass("nama_cari", name="gin_trgm_ops"),
                OpClass("nik", name="gin_trgm_ops"),
                models.F("hp"),
                models.F("no_kk"),
                name="peserta_dicari",
            ),
        ),
        migrations.AlterField(
            model_name="riwayatstatus",
            name="oleh",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
