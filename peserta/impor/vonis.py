"""Judge staged rows by rules that need the database: repeated NIKs, known people, areas.

Each rule is one statement over all rows, or over the rows ``nomor``. No rule changes a galat to
another verdict. Sentences reveal nothing about people outside the officer's area.
"""

import json
from typing import Any

from django.db import connection

from peserta.impor.banding import ISI_USULAN, MENINGGAL, PERUBAHAN, SENTUH_IDENTITAS
from peserta.impor.kalimat import alasan_sql, kalimat_json
from peserta.models import (
    BISA_DIUBAH,
    BISA_DIUSULKAN,
    VONIS_DIBACA,
    Impor,
    Peserta,
    Status,
    Vonis,
)
from peserta.orang import catat_luar
from pijar.ambang import pastikan
from pijar.models import JejakAkses

BATAS_MIRIP = 0.3
"""Trigram similarity below which two names under one NIK are probably two people."""
SEBUT_BARIS = 5

_GANDA = f"""
WITH ganda AS (
    SELECT nik, (array_agg(nomor ORDER BY nomor))[1:%(sebut)s + 2] AS semua
    FROM peserta_barisimpor WHERE impor_id = %(impor)s AND nik <> '' AND vonis <> 'abaikan'
        AND (%(nomor)s::int[] IS NULL OR nomor = ANY(%(nomor)s))
    GROUP BY nik HAVING count(*) > 1
), sebutan AS (
    SELECT b.id, dekat.kembar, array_to_string(dekat.kembar, ', ')
        || CASE WHEN cardinality(g.semua) > %(sebut)s + 1 THEN ' dan lainnya' ELSE '' END AS daftar
    FROM peserta_barisimpor b JOIN ganda g ON g.nik = b.nik,
    LATERAL (SELECT array(
        SELECT n FROM unnest(array_remove(g.semua, b.nomor)) n ORDER BY n LIMIT %(sebut)s
    ) AS kembar) AS dekat
    WHERE b.impor_id = %(impor)s AND b.vonis <> 'abaikan'
        AND (%(nomor)s::int[] IS NULL OR b.nomor = ANY(%(nomor)s))
)
UPDATE peserta_barisimpor b SET vonis = 'galat', dipilih = false, alasan = b.alasan
    || {alasan_sql("'nik_ganda_berkas'", {"daftar": "s.daftar"}, kembar="s.kembar")}
FROM sebutan s WHERE b.id = s.id
"""

# Judges rows with a known NIK: CASE chooses the code, KALIMAT has its verdict and sentence.
_ORANG = f"""
WITH pasangan AS (
    SELECT b.id, b.vonis, p.id AS peserta_id, p.status, ubah.perubahan,
        NOT (%(wilayah)s::text[] = '{{}}' OR p.kelurahan_id LIKE ANY(%(wilayah)s)) AS luar,
        (ubah.perubahan ? 'nama' AND ubah.perubahan ? 'tanggal_lahir'
            AND similarity(b.nama_cari, p.nama_cari) < %(mirip)s) AS orang_lain,
        p.status = 'berhenti' AND {MENINGGAL} AS meninggal,
        p.status = 'berhenti' AND EXISTS (
            SELECT FROM peserta_impor i WHERE i.id = p.impor_id
                AND i.status IN ('dibatalkan', 'sebagian') AND (
                    SELECT r.alasan FROM peserta_riwayatstatus r WHERE r.peserta_id = p.id
                    ORDER BY r.pada DESC, r.id DESC LIMIT 1
                ) = 'Impor ' || i.id || ' dibatalkan'
        ) AS impornya_dibatalkan,
        {SENTUH_IDENTITAS} AS sentuh_identitas, usulan.isi AS diusulkan,
        {ISI_USULAN.format(perubahan="ubah.perubahan")} AS isi_usulan
    FROM peserta_barisimpor b
    JOIN peserta_peserta p ON p.nik = b.nik AND p.digabung_ke_id IS NULL
    LEFT JOIN peserta_perubahandata usulan ON usulan.peserta_id = p.id
        AND usulan.status = 'diusulkan',
    LATERAL (SELECT {PERUBAHAN} AS perubahan) AS ubah
    WHERE b.impor_id = %(impor)s AND b.nik <> '' AND NOT b.vonis IN ('galat', 'abaikan')
        AND (%(nomor)s::int[] IS NULL OR b.nomor = ANY(%(nomor)s))
), putusan AS (
    SELECT *, CASE
        WHEN luar THEN 'nik_wilayah_lain'
        WHEN meninggal THEN 'sudah_meninggal'
        WHEN impornya_dibatalkan AND vonis = 'baru' THEN 'dibuka_lagi'
        WHEN status = 'berhenti' THEN 'pernah_berhenti'
        WHEN perubahan = '{{}}' THEN 'sama'
        WHEN status = ANY(%(bisa_diusulkan)s) THEN CASE
            WHEN diusulkan = isi_usulan THEN 'sudah_diusulkan'
            WHEN diusulkan IS NOT NULL THEN 'usulan_lain'
            WHEN orang_lain THEN 'usul_nama_lain'
            ELSE 'usul' END
        WHEN NOT status = ANY(%(bisa_diubah)s) THEN 'status_terkunci'
        WHEN status = 'layak' AND sentuh_identitas THEN 'sudah_diverifikasi'
        WHEN orang_lain THEN 'nama_lain'
        WHEN vonis = 'peringatan' THEN 'periksa'
        ELSE 'ubah'
    END AS kode FROM pasangan
)
UPDATE peserta_barisimpor b SET
    vonis = k.isi ->> 'vonis',
    dipilih = k.isi ->> 'vonis' = 'ubah',
    peserta_id = CASE WHEN u.luar THEN NULL ELSE u.peserta_id END,
    perubahan = CASE WHEN u.luar THEN '{{}}' ELSE u.perubahan END,
    alasan = CASE WHEN k.isi ->> 'sebab' = '' THEN b.alasan ELSE b.alasan || {
    alasan_sql("u.kode", {"status": "coalesce(%(label)s::jsonb ->> u.status, '')"})
} END
FROM putusan u, LATERAL (SELECT %(kalimat)s::jsonb -> u.kode AS isi) AS k
WHERE b.id = u.id
"""

_DIGABUNG = f"""
UPDATE peserta_barisimpor b SET vonis = 'peringatan', dipilih = false, alasan = b.alasan
    || {alasan_sql("'nik_digabung'", orang="p.digabung_ke_id")}
FROM peserta_peserta p
WHERE p.digabung_ke_id IS NOT NULL AND p.nik = b.nik AND b.impor_id = %(impor)s
    AND b.vonis IN ('baru', 'peringatan') AND b.peserta_id IS NULL
    AND (%(nomor)s::int[] IS NULL OR b.nomor = ANY(%(nomor)s))
"""

_PEMILIK_LAMA = (
    "CASE WHEN k.luar THEN 'tercatat di wilayah lain' ELSE 'dipakai oleh ' || k.nama END"
)
_ORANG_TAMPAK = "CASE WHEN k.luar THEN 0 ELSE k.id END"
# Warns of a NIK that belonged to a person until its correction, so that the list does not enter
# the same person again. It also finds people merged into another since then.
_DIKOREKSI = f"""
WITH bekas AS (
    SELECT DISTINCT ON (k.nik_lama) k.nik_lama, p.id, p.nama,
        NOT (%(wilayah)s::text[] = '{{}}' OR p.kelurahan_id LIKE ANY(%(wilayah)s)) AS luar
    FROM peserta_koreksinik k JOIN peserta_peserta asal ON asal.id = k.peserta_id
    JOIN peserta_peserta p ON p.id = coalesce(asal.digabung_ke_id, asal.id)
    WHERE asal.nik <> k.nik_lama
    ORDER BY k.nik_lama, k.id DESC
)
UPDATE peserta_barisimpor b SET vonis = 'peringatan', dipilih = false, alasan = b.alasan
    || {alasan_sql("'nik_dikoreksi'", {"oleh": _PEMILIK_LAMA}, orang=_ORANG_TAMPAK)}
FROM bekas k
WHERE k.nik_lama = b.nik AND b.impor_id = %(impor)s
    AND b.vonis IN ('baru', 'peringatan') AND b.peserta_id IS NULL
    AND (%(nomor)s::int[] IS NULL OR b.nomor = ANY(%(nomor)s))
"""

_IMPOR_LAIN = f"""
WITH lain AS (
    SELECT nik, min(i.id) AS impor_id
    FROM peserta_impor i JOIN peserta_barisimpor x ON x.impor_id = i.id
    WHERE i.status = 'diperiksa' AND i.oleh_id <> %(oleh)s AND i.id <> %(impor)s
        AND i.dibuat_pada > now() - interval '30 days' AND nik <> ''
        AND NOT x.vonis IN ('galat', 'abaikan')
        AND (%(nomor)s::int[] IS NULL OR nik = ANY(array(
            SELECT nik FROM peserta_barisimpor
            WHERE impor_id = %(impor)s AND nomor = ANY(%(nomor)s)
        )))
    GROUP BY nik
)
UPDATE peserta_barisimpor b SET vonis = 'peringatan', dipilih = false, alasan = b.alasan
    || {alasan_sql("'impor_lain'", {"impor": "i.id::text", "nama": "o.nama"}, impor="i.id")}
FROM lain, peserta_impor i, pijar_pengguna o
WHERE lain.nik = b.nik AND i.id = lain.impor_id AND o.id = i.oleh_id
    AND b.impor_id = %(impor)s AND b.vonis IN ('baru', 'ubah', 'peringatan')
    AND (%(nomor)s::int[] IS NULL OR b.nomor = ANY(%(nomor)s))
"""


def vonis_semua(impor: Impor, nomor: list[int] | None = None) -> None:
    """Judge the staged rows of ``impor``, or only the rows ``nomor``, just staged again.

    The caller includes in ``nomor`` every row that shares a NIK with one of them.
    """
    isi: dict[str, Any] = {
        "impor": impor.pk,
        "oleh": impor.oleh_id,
        "nomor": nomor,
        "sebut": SEBUT_BARIS,
        "mirip": BATAS_MIRIP,
        "wilayah": [f"{kode}%" for kode in impor.oleh.wilayah],
        "bisa_diubah": sorted(BISA_DIUBAH),
        "bisa_diusulkan": sorted(BISA_DIUSULKAN),
        "label": json.dumps(dict(Status.choices)),
        "kalimat": kalimat_json(),
    }
    with connection.cursor() as kursor:
        for perintah in (_GANDA, _ORANG, _DIGABUNG, _DIKOREKSI, _IMPOR_LAIN):
            kursor.execute(perintah, isi)
    if impor.oleh.wilayah:
        _catat_luar(impor, nomor)


def _catat_luar(impor: Impor, nomor: list[int] | None) -> None:
    """Log whom the rows just judged tell to be known in another area."""
    baris = impor.daftar_baris.filter(alasan__contains=[{"kode": "nik_wilayah_lain"}])
    if nomor is not None:
        baris = baris.filter(nomor__in=nomor)
    orang = Peserta.objects.filter(nik__in=baris.values("nik"), digabung_ke=None)
    if nomor is not None:  # rows that somebody corrects, so one number after the other
        pastikan(impor.oleh, JejakAkses.Tindakan.NOMOR_LUAR)
    if pks := [*orang.values_list("pk", flat=True)]:
        catat_luar(pks, "nik", oleh=impor.oleh)


def hitung_vonis(impor_id: int) -> dict[str, int]:
    """Rows per verdict, and ``dibaca``: their sum, without the rows passed over."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT vonis, count(*) FROM peserta_barisimpor WHERE impor_id = %s GROUP BY vonis",
            [impor_id],
        )
        jumlah = dict(kursor.fetchall())
    per_vonis = {v.value: jumlah.get(v.value, 0) for v in Vonis}
    return {"dibaca": sum(per_vonis[v] for v in VONIS_DIBACA), **per_vonis}
