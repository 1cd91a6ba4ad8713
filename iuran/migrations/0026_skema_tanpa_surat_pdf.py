"""A bill's letter is a paper of laporan now; the column of the older PDF goes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("iuran", "0025_kata_di_layar")]
    operations = [migrations.RemoveField(model_name="tagihan", name="tugas_pdf")]
