"""Until when each person's cover goes on, from one index of the grants."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("iuran", "0029_profil_berkas")]

    operations = [
        migrations.AddIndex(
            model_name="bantuan",
            index=models.Index(
                condition=models.Q(("status", "batal"), _negated=True),
                fields=["bulan_akhir", "peserta"],
                include=["bulan_awal", "sumber"],
                name="bantuan_ujung",
            ),
        ),
    ]
