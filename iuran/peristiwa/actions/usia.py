"""People who turned 65: the nightly job proposes, an admin decides."""

from datetime import date
from typing import Any

from django.db import connection, transaction

from iuran.peristiwa.usia import lahir_terakhir
from peserta.models import Status

# After the approval money is promised or paid; before it the criteria stop the person.
DIUSULKAN = (Status.LAYAK, Status.DITETAPKAN, Status.DIDAFTARKAN, Status.TERDAFTAR)
# As iuran.peristiwa.usia.ulang_tahun; PostgreSQL alone would turn a leap day into 28 February.
ULANG_TAHUN = """CASE WHEN to_char(p.tanggal_lahir, 'MMDD') = '0229'
    THEN make_date(extract(year FROM p.tanggal_lahir)::int + 65, 3, 1)
    ELSE (p.tanggal_lahir + interval '65 years')::date END"""
MASIH = "p.digabung_ke_id IS NULL AND p.status = ANY(%(status)s) AND p.tanggal_lahir <= %(batas)s"
# All actions on events lock people first and by their id; so does this nightly job.
KUNCI = f"""
    SELECT id FROM peserta_peserta WHERE id IN (
        SELECT p.id FROM peserta_peserta p WHERE {MASIH}
        UNION
        SELECT peserta_id FROM peserta_usulanperistiwa
        WHERE oleh_id IS NULL AND jenis = 'usia_65' AND status = 'diusulkan'
    ) ORDER BY id FOR NO KEY UPDATE
"""  # noqa: S608 - put together from constants of this module only
TARIK = f"""
    UPDATE peserta_usulanperistiwa u
    SET status = 'ditarik', diputus_pada = now(),
        alasan = 'Tanggal lahir atau status orang ini sudah berubah.'
    FROM peserta_peserta p
    WHERE p.id = u.peserta_id AND u.oleh_id IS NULL
      AND u.jenis = 'usia_65' AND u.status = 'diusulkan'
      AND NOT ({MASIH} AND u.tanggal = {ULANG_TAHUN})
"""  # noqa: S608 - put together from constants of this module only
USULKAN = f"""
    INSERT INTO peserta_usulanperistiwa (peserta_id, jenis, tanggal, keterangan, bukti_jenis,
        bukti_nomor, status, alasan, dibuat_pada)
    SELECT p.id, 'usia_65', {ULANG_TAHUN}, '', '', '', 'diusulkan', '', now()
    FROM peserta_peserta p
    WHERE {MASIH} AND NOT EXISTS (
        SELECT FROM peserta_usulanperistiwa u
        WHERE u.peserta_id = p.id AND u.jenis = 'usia_65' AND u.tanggal = {ULANG_TAHUN}
    ) AND NOT EXISTS (
        SELECT FROM peserta_peristiwa e
        WHERE e.peserta_id = p.id AND e.jenis = 'usia_65' AND e.dibatalkan_pada IS NULL
    )
    ORDER BY p.tanggal_lahir, p.id
    ON CONFLICT DO NOTHING
"""  # noqa: S608 - put together from constants of this module only


@transaction.atomic
def usulkan_usia_65(*, pada: date) -> int:
    """Propose to stop everybody at or above 65 on ``pada``; returns how many are new.

    A wrong date of birth must not end cover silently, so nothing is stopped here. A second run adds
    nothing: each birthday is proposed once, whatever the admin decided. A corrected birthday may be
    proposed again, and an open proposal that no longer holds is withdrawn.
    """
    isi: dict[str, Any] = {"status": [s.value for s in DIUSULKAN], "batas": lahir_terakhir(pada)}
    with connection.cursor() as kursor:
        kursor.execute(KUNCI, isi)
        kursor.execute(TARIK, isi)
        kursor.execute(USULKAN, isi)
        return kursor.rowcount
