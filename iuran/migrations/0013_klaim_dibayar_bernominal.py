"""A claim that BPJS has paid says how much; reversing allows it to be silent again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0012_klaim"),
        ("peserta", "0018_usulan_tetap_orangnya"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="klaim", name="klaim_nominal_saat_dibayar"),
        migrations.AddConstraint(
            model_name="klaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nominal", None), models.Q(("status", "dibayar"), _negated=True)),
                    models.Q(("nominal__gt", 0), ("nominal__isnull", False), ("status", "dibayar")),
                    _connector="OR",
                ),
                name="klaim_nominal_saat_dibayar",
                violation_error_message="Nominal ada tepat bila BPJS sudah membayar.",
            ),
        ),
    ]
