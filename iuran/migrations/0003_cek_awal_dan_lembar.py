"""Tell a pre-check list from a result, and keep the sheet of each row of an answer."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0002_rujukan"),
        ("pijar", "0002_peran"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="barisjawaban",
            options={"ordering": ["pk"], "verbose_name_plural": "baris jawaban"},
        ),
        migrations.RemoveConstraint(
            model_name="barisjawaban",
            name="baris_jawaban_sekali",
        ),
        migrations.AddField(
            model_name="barisjawaban",
            name="lembar",
            field=models.CharField(blank=True, default="", max_length=100),
        ),
        migrations.AddField(
            model_name="jawabanbpjs",
            name="jenis",
            field=models.CharField(
                choices=[("hasil", "Hasil pendaftaran"), ("cek_awal", "Cek awal (Y/T)")],
                default="hasil",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="barisjawaban",
            name="nomor",
            field=models.PositiveIntegerField(verbose_name="nomor baris dalam lembar"),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.UniqueConstraint(
                fields=("jawaban", "lembar", "nomor"), name="baris_jawaban_sekali"
            ),
        ),
        migrations.AddConstraint(
            model_name="jawabanbpjs",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis__in", ["hasil", "cek_awal"])), name="jawaban_jenis_sah"
            ),
        ),
        migrations.AddConstraint(
            model_name="jawabanbpjs",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis", "cek_awal"), ("status", "diterapkan"), _negated=True),
                name="jawaban_cek_awal_tidak_diterapkan",
                violation_error_message="Cek awal tidak mengubah data.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jawabanbpjs",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "gagal"), _negated=True),
                    models.Q(("galat", ""), _negated=True),
                    _connector="OR",
                ),
                name="jawaban_gagal_menyebut_sebab",
            ),
        ),
    ]
