"""Let an area hold whole codes only: an empty one would begin every code, so mean the whole city.

Reversing drops the check.
"""

from django.db import migrations, models
from django.db.models.lookups import Regex

KODE = "[0-9]{2}[.][0-9]{2}[.][0-9]{2}([.][0-9]{4})?"


class Migration(migrations.Migration):
    dependencies = [("pijar", "0002_peran")]
    operations = [
        migrations.AddConstraint(
            model_name="pengguna",
            constraint=models.CheckConstraint(
                condition=models.Q(wilayah=[])
                | models.Q(
                    Regex(
                        models.Func(
                            models.F("wilayah"),
                            models.Value(","),
                            function="array_to_string",
                            output_field=models.TextField(),
                        ),
                        models.Value(f"^{KODE}(,{KODE})*$"),
                    )
                ),
                name="pengguna_wilayah_berkode",
                violation_error_message="Wilayah berisi kode kecamatan atau kelurahan.",
            ),
        ),
    ]
