"""The words of a verdict or a refusal as officers read them; the database stays as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0024_indeks_bantuan"),
    ]

    operations = [
        migrations.AlterField(
            model_name="barissaldoawal",
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
