"""A file that is marked as sent may be any file to BPJS: only the sentence changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("iuran", "0034_skema_kunci_perubahan")]

    operations = [
        migrations.AlterConstraint(
            model_name="kirimanberkas",
            name="kiriman_satu_berlaku",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ditarik_pada", None)),
                fields=("berkas_bpjs",),
                name="kiriman_satu_berlaku",
                violation_error_message="Berkas ini sudah ditandai dikirim.",
            ),
        ),
    ]
