"""A merge remembers the newest status move of who stays: none, where that was being entered."""

from django.db import migrations

SETEL = """
ALTER TABLE verifikasi_penggabungan DISABLE TRIGGER USER;
UPDATE verifikasi_penggabungan g SET riwayat = 0
WHERE NOT EXISTS (SELECT FROM peserta_riwayatstatus r WHERE r.id = g.riwayat);
ALTER TABLE verifikasi_penggabungan ENABLE TRIGGER USER
"""


class Migration(migrations.Migration):
    dependencies = [
        ("verifikasi", "0006_indeks_diputuskan"),
        ("peserta", "0024_pendata"),
    ]

    operations = [migrations.RunSQL(SETEL, migrations.RunSQL.noop)]
