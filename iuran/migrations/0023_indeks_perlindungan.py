"""All months of one person from one index, and whose months are unpaid from another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0022_skema_dicabut"),
        ("peserta", "0006_indeks_golongan"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="iuran",
            name="iuran_satu_sebulan",
        ),
        migrations.AddIndex(
            model_name="iuran",
            index=models.Index(
                condition=models.Q(("hidup", True), ("pembayaran", None)),
                fields=["bulan", "peserta"],
                include=("tagihan",),
                name="iuran_belum_dibayar",
            ),
        ),
        migrations.AddConstraint(
            model_name="iuran",
            constraint=models.UniqueConstraint(
                condition=models.Q(("hidup", True)),
                fields=("peserta", "bulan"),
                include=("tagihan", "pembayaran"),
                name="iuran_satu_sebulan",
                violation_error_message="Bulan ini sudah dibiayai untuk orang yang sama.",
            ),
        ),
    ]
