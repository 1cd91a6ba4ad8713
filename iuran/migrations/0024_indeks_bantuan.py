"""People of a source in a month from one index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0023_indeks_perlindungan"),
        ("peserta", "0006_indeks_golongan"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="bantuan",
            index=models.Index(
                condition=models.Q(("status", "batal"), _negated=True),
                fields=["sumber", "bulan_awal", "bulan_akhir"],
                name="bantuan_per_bulan",
            ),
        ),
    ]
