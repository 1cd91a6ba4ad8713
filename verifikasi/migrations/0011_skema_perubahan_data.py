"""An amendment names the change of data that made it; the table of repairs is copied next."""

import django.db.models.deletion
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0008_skema_perubahan_data"),
        ("verifikasi", "0010_skema_perpanjangan"),
    ]

    operations = [
        # Written again by 0014: until then the copy may name the change in what is decided.
        pgtrigger.migrations.RemoveTrigger(
            model_name="perubahanpenetapan",
            name="perubahan_sk_tetap",
        ),
        migrations.AddField(
            model_name="perubahanpenetapan",
            name="perubahan_data",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="perubahan_sk",
                to="peserta.perubahandata",
            ),
        ),
    ]
