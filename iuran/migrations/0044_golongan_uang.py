"""Tell PostgreSQL how few kinds of rows the ledger has by their papers, so that it sums them well.

Guessing from each column alone it expected millions, and summed them on one core.
"""

from django.db import migrations

BUAT = """
    CREATE STATISTICS iuran_golongan_uang (ndistinct)
    ON sumber_id, bulan, jenis, setor_pada, tagihan_id, pembayaran_id FROM iuran_iuran
"""


class Migration(migrations.Migration):
    dependencies = [("iuran", "0043_skema_ubahan_lain")]
    operations = [migrations.RunSQL(BUAT, "DROP STATISTICS iuran_golongan_uang")]
