"""Less work for each row of an import (docs/adr/0008).

New people come at the end of their status in the index of the list, which is read backwards; a
staged row is in the index of people only if its person was here before; and the digits of a
number are counted beside the pattern, which takes a quarter of the time.
"""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0022_riwayat_sekaligus"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="peserta", name="peserta_status_baru"),
        migrations.AddIndex(
            model_name="peserta",
            index=models.Index(
                condition=models.Q(("digabung_ke", None)),
                fields=["status", "id"],
                name="peserta_status_baru",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="peserta",
            name="peserta_nik_16_angka",
        ),
        migrations.RemoveConstraint(
            model_name="peserta",
            name="peserta_kk_16_angka",
        ),
        migrations.AlterField(
            model_name="barisimpor",
            name="peserta",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="peserta.peserta",
            ),
        ),
        migrations.AddIndex(
            model_name="barisimpor",
            index=models.Index(
                condition=models.Q(("peserta", None), _negated=True),
                fields=["peserta"],
                name="baris_impor_peserta",
            ),
        ),
        migrations.AddConstraint(
            model_name="peserta",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Exact(
                        django.db.models.functions.text.Length("nik"), 16
                    ),
                    models.Q(("nik__regex", "[^0-9]"), _negated=True),
                ),
                name="peserta_nik_16_angka",
                violation_error_message="NIK harus terdiri atas 16 angka.",
            ),
        ),
        migrations.AddConstraint(
            model_name="peserta",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("no_kk", ""),
                    models.Q(
                        django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("no_kk"), 16
                        ),
                        models.Q(("no_kk__regex", "[^0-9]"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="peserta_kk_16_angka",
                violation_error_message="Nomor KK harus terdiri atas 16 angka.",
            ),
        ),
    ]
