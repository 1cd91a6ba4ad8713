"""Give each payment the allocation to its one bill, and each issued bill a date of its own."""

from django.db import migrations

ALOKASI = """
    INSERT INTO iuran_alokasipembayaran (pembayaran_id, tagihan_id, nominal, berlaku)
    SELECT p.id, t.id, p.nominal, true
    FROM iuran_pembayaran p JOIN iuran_tagihan t ON t.id = p.tagihan_id
"""
# The day of the click; a payment that was dated earlier proves an earlier day.
TANGGAL = """
    UPDATE iuran_tagihan t SET tanggal = least(
        (coalesce(t.diterbitkan_pada, t.disusun_pada) AT TIME ZONE 'Asia/Jakarta')::date,
        (SELECT p.tanggal FROM iuran_pembayaran p WHERE p.tagihan_id = t.id)
    )
    WHERE t.status IN ('diterbitkan', 'dibayar')
"""
JENIS = """
    UPDATE iuran_pembayaran p SET jenis = 'transfer'
    FROM iuran_tagihan t JOIN iuran_sumberdana s ON s.id = t.sumber_id
    WHERE t.id = p.tagihan_id AND s.jenis NOT IN ('apbd', 'dbhcht')
"""


class Migration(migrations.Migration):
    dependencies = [("iuran", "0012_skema_pembayaran")]

    operations = [
        migrations.RunSQL(TANGGAL, migrations.RunSQL.noop),
        migrations.RunSQL(ALOKASI, migrations.RunSQL.noop),
        migrations.RunSQL(JENIS, migrations.RunSQL.noop),
    ]
