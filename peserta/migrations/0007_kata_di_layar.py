"""The words of a verdict or a refusal as officers read them; the database stays as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0006_indeks_golongan"),
    ]

    operations = [
        migrations.AlterField(
            model_name="barisimpor",
            name="vonis",
            field=models.CharField(
                choices=[
                    ("baru", "Baru"),
                    ("ubah", "Ubah"),
                    ("sama", "Sama"),
                    ("peringatan", "Peringatan"),
                    ("galat", "Perlu diperbaiki"),
                ],
                max_length=10,
            ),
        ),
    ]
