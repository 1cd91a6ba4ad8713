"""The words of a verdict or a refusal as officers read them; the database stays as it is."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pijar", "0002_peran"),
        ("verifikasi", "0007_skema_keluar_lewat_perubahan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="penetapan",
            name="penetapan_oleh_orang_lain",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ditetapkan_oleh", None),
                    models.Q(("ditetapkan_oleh", models.F("disusun_oleh")), _negated=True),
                    _connector="OR",
                ),
                name="penetapan_oleh_orang_lain",
                violation_error_message="Penetapan ditetapkan admin lain daripada penyusunnya.",
            ),
        ),
    ]
