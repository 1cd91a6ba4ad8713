"""Repairs of decreed people become changes of data, with their numbers and decisions."""

from django.db import migrations

SALIN = """
    INSERT INTO peserta_perubahandata (id, peserta_id, isi, alasan, bukti_kertas, asal, ke_bpjs,
        status, diusulkan_oleh_id, diusulkan_pada, diputus_oleh_id, diputus_pada, alasan_putusan,
        alasan_dibiarkan)
    SELECT id, peserta_id, isi, alasan,
        CASE WHEN isi ?| array['nik', 'kpj', 'nama', 'tanggal_lahir', 'jenis_kelamin']
            THEN 'tidak dicatat (usulan lama)' ELSE '' END,
        'formulir', false, status, diusulkan_oleh_id, diusulkan_pada, diputus_oleh_id,
        diputus_pada, alasan_putusan, ''
    FROM verifikasi_usulanperbaikan ORDER BY id;
    SELECT setval(pg_get_serial_sequence('peserta_perubahandata', 'id'), n)
    FROM (SELECT max(id) AS n FROM peserta_perubahandata) AS akhir WHERE n IS NOT NULL;
    UPDATE verifikasi_perubahanpenetapan p SET perubahan_data_id = u.id
    FROM verifikasi_usulanperbaikan u WHERE u.perubahan_id = p.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("verifikasi", "0011_skema_perubahan_data"),
    ]

    operations = [
        migrations.RunSQL(SALIN, migrations.RunSQL.noop),
    ]
