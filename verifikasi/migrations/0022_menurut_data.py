"""What the data said is what was answered, wherever no verifier answered; decided cases too."""

from django.db import migrations

ISI = """
    ALTER TABLE verifikasi_jawabankriteria DISABLE TRIGGER USER;
    UPDATE verifikasi_jawabankriteria SET menurut_data = jawaban WHERE oleh_id IS NULL;
    ALTER TABLE verifikasi_jawabankriteria ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("verifikasi", "0021_skema_pengesampingan")]
    operations = [migrations.RunSQL(ISI, migrations.RunSQL.noop)]
