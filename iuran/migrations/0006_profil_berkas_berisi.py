"""An export profile with no rows to a file would never end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0005_indeks_perlindungan"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="profilekspor",
            constraint=models.CheckConstraint(
                condition=models.Q(("baris_paling_banyak__gt", 0)),
                name="profil_berkas_berisi",
                violation_error_message="Satu berkas memuat paling sedikit satu baris.",
            ),
        ),
    ]
