"""Drop the indexes that other indexes already serve; each one slows every import.

The foreign keys of kelurahan, pekerjaan and impor have a named index that starts with the same
column; merged people are few, so theirs holds only them. Reversing builds the old ones again.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0002_rujukan"),
    ]

    operations = [
        migrations.AlterField(
            model_name="barisimpor",
            name="impor",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daftar_baris",
                to="peserta.impor",
            ),
        ),
        migrations.AlterField(
            model_name="peserta",
            name="digabung_ke",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="peserta.peserta",
            ),
        ),
        migrations.AlterField(
            model_name="peserta",
            name="kelurahan",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="peserta.kelurahan",
            ),
        ),
        migrations.AlterField(
            model_name="peserta",
            name="pekerjaan",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="peserta.pekerjaan",
            ),
        ),
        migrations.AddIndex(
            model_name="peserta",
            index=models.Index(
                condition=models.Q(("digabung_ke", None), _negated=True),
                fields=["digabung_ke"],
                name="peserta_digabung",
            ),
        ),
    ]
