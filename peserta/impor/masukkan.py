"""Turn ticked rows into people with one INSERT and one UPDATE; mark rows that lost a race.

Everything runs in the caller's transaction. A lock lets only one import be applied at a time, so
that two lists with the same people cannot deadlock.
"""

from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction

from peserta.bersih.bidang import BIDANG_DAFTAR
from peserta.impor.banding import (
    BUKA_LAGI,
    ISI_BARU,
    ISI_USULAN,
    MENINGGAL,
    PERUBAHAN,
    SENTUH_IDENTITAS,
)
from peserta.impor.kalimat import alasan_sql, kalimat_json
from peserta.models import BISA_DIUBAH, BISA_DIUSULKAN, Impor, Status
from peserta.models.peserta import INDEKS_CARI
from pijar.kunci import Kunci

_PILIHAN = "b.impor_id = %(impor)s AND b.dipilih"

# Lets PostgreSQL sort 100.000 rows in memory, and append them to the search index as a pending
# list (:func:`masukkan_indeks_cari` merges it). Only one import at a time uses this memory.
_MEMORI = "SET LOCAL work_mem = '128MB'; SET LOCAL gin_pending_list_limit = '1GB'"

# Locks the rows that new people refer to. The caller has already locked the import itself.
_RUJUKAN = {
    "kelurahan": "SELECT kode FROM peserta_kelurahan FOR KEY SHARE",
    "pekerjaan": "SELECT kode FROM peserta_pekerjaan FOR KEY SHARE",
    "pemesan": "SELECT id FROM pijar_pengguna WHERE id = %(oleh)s FOR KEY SHARE",
}

_KUNCI_ORANG = f"""
SELECT p.id FROM peserta_peserta p JOIN peserta_barisimpor b ON b.peserta_id = p.id
WHERE {_PILIHAN} ORDER BY p.id FOR UPDATE OF p
"""


def _lepas(kode: str) -> str:
    """The statement's beginning that refuses rows, with the sentence of ``kode``."""
    return f"""
UPDATE peserta_barisimpor b SET vonis = 'galat', dipilih = false,
    alasan = b.alasan || {alasan_sql(f"'{kode}'")}
"""


# Finds rows whose person changed after the verdict: other data, another status, or merged.
_BERUBAH = f"""
WITH berubah AS (
    SELECT b.id FROM peserta_barisimpor b JOIN peserta_peserta p ON p.id = b.peserta_id,
    LATERAL (SELECT {PERUBAHAN} AS perubahan) AS ubah
    WHERE {_PILIHAN} AND (
        p.digabung_ke_id IS NOT NULL OR p.nik <> b.nik OR ubah.perubahan <> b.perubahan
        OR CASE WHEN b.vonis = 'usul' THEN NOT p.status = ANY(%(diusulkan)s) ELSE
            NOT p.status = ANY(%(boleh)s) OR p.status = 'layak' AND {SENTUH_IDENTITAS}
            OR p.status = 'berhenti' AND ({MENINGGAL} OR NOT {BUKA_LAGI}) END
    )
) {_lepas("berubah_sejak_diperiksa")} FROM berubah WHERE b.id = berubah.id
"""

_ADA_RUJUKAN = (
    "b.kelurahan = ANY(%(kelurahan)s::text[]) AND b.pekerjaan = ANY(%(pekerjaan)s::text[])"
)
# ``{konflik}`` makes the INSERT a tenth slower, so only the second attempt has it.
_MASUK = f"""
INSERT INTO peserta_peserta ({", ".join(b.kolom_orang for b in BIDANG_DAFTAR)}, kpj, nama_cari,
    sumber_data, status, impor_id, didata_oleh_id, penyunting, dibuat_pada, diubah_pada)
SELECT {", ".join(b.kode for b in BIDANG_DAFTAR)}, '', nama_cari,
    %(sumber)s, 'draf', %(impor)s, %(oleh)s, %(penyunting)s::bigint[], now(), now()
FROM peserta_barisimpor b WHERE {_PILIHAN} AND b.peserta_id IS NULL AND {_ADA_RUJUKAN}
ORDER BY b.nomor
{{konflik}}
"""
_LEWATI = "ON CONFLICT (nik) WHERE digabung_ke_id IS NULL DO NOTHING"

# Rows whose place or occupation an admin deleted after the verdict.
_TANPA_RUJUKAN = f"""
{_lepas("rujukan_hilang")} WHERE {_PILIHAN} AND b.peserta_id IS NULL AND NOT ({_ADA_RUJUKAN})
"""

# Names the faster import, and the person only if they live in the uploader's area.
_SIAPA = {
    "lewat": "coalesce(' lewat impor ' || k.impor || ' milik ' || k.nama, '')",
    "tempat": "CASE WHEN k.orang IS NULL THEN ', di wilayah lain.' ELSE '.' END",
}
_KEDULUAN = f"""
WITH kalah AS (
    SELECT b.id, i.id AS impor, o.nama,
        CASE WHEN %(wilayah)s::text[] = '{{}}' OR p.kelurahan_id LIKE ANY(%(wilayah)s)
            THEN p.id END AS orang
    FROM peserta_barisimpor b JOIN peserta_peserta p ON p.nik = b.nik AND p.digabung_ke_id IS NULL
    LEFT JOIN peserta_impor i ON i.id = p.impor_id LEFT JOIN pijar_pengguna o ON o.id = i.oleh_id
    WHERE {_PILIHAN} AND b.peserta_id IS NULL AND p.impor_id IS DISTINCT FROM %(impor)s
)
UPDATE peserta_barisimpor b SET vonis = 'galat', dipilih = false, alasan = b.alasan
    || {alasan_sql("'keduluan'", _SIAPA, orang="k.orang", impor="k.impor")}
FROM kalah k WHERE b.id = k.id
"""

_UBAH = f"""
UPDATE peserta_peserta p SET {ISI_BARU},
    nama_cari = CASE WHEN b.perubahan ? 'nama' THEN b.nama_cari ELSE p.nama_cari END,
    penyunting = p.penyunting || ARRAY(
        SELECT u FROM unnest(%(penyunting)s::bigint[]) u WHERE u <> ALL(p.penyunting)
    ),
    impor_id = CASE WHEN p.status = 'berhenti' THEN %(impor)s ELSE p.impor_id END,
    diubah_pada = now()
FROM peserta_barisimpor b
WHERE {_PILIHAN} AND b.vonis <> 'usul' AND p.id = b.peserta_id
    AND (b.perubahan <> '{{}}' OR p.status = 'berhenti')
"""

# Whoever is decreed or enrolled is not changed by a list: an admin decides on each proposal.
_USULKAN = f"""
INSERT INTO peserta_perubahandata (peserta_id, isi, alasan, bukti_kertas, asal, impor_id, ke_bpjs,
    status, diusulkan_oleh_id, diusulkan_pada, alasan_putusan, alasan_dibiarkan)
SELECT b.peserta_id, {ISI_USULAN.format(perubahan="b.perubahan")},
    'Menurut daftar ' || i.nama_berkas || ', baris ' || b.nomor,
    left('daftar ' || i.nama_berkas, 130) || ', baris ' || b.nomor,
    'impor', i.id, false, 'diusulkan', %(oleh)s, now(), '', ''
FROM peserta_barisimpor b JOIN peserta_impor i ON i.id = b.impor_id
WHERE {_PILIHAN} AND b.vonis = 'usul' ORDER BY b.nomor
ON CONFLICT (peserta_id) WHERE status = 'diusulkan' DO NOTHING
"""
_USUL_KALAH = f"""
{_lepas("usul_keduluan")} WHERE {_PILIHAN} AND b.vonis = 'usul' AND NOT EXISTS (
    SELECT FROM peserta_perubahandata u
    WHERE u.impor_id = %(impor)s AND u.peserta_id = b.peserta_id
)
"""

# Rows outside the uploader's area, which became smaller after the verdict.
_LUAR = f"""
WITH luar AS (
    SELECT b.id FROM peserta_barisimpor b LEFT JOIN peserta_peserta p ON p.id = b.peserta_id
    WHERE {_PILIHAN} AND NOT (
        coalesce(p.kelurahan_id LIKE ANY(%(wilayah)s), true)
        AND (b.kelurahan = '' OR b.kelurahan LIKE ANY(%(wilayah)s))
    )
) {_lepas("luar_wilayah")} FROM luar WHERE b.id = luar.id
"""


class HasilTerapan(NamedTuple):
    """Numbers of new and changed people and of proposals, ids of people reopened after a stop."""

    baru: int
    ubah: int
    usul: int
    dibuka_lagi: list[int]


def kunci_impor() -> None:
    """Lock out every other applying or undoing of imports until the transaction ends."""
    Kunci.TERAPKAN.pegang()


def terapkan(impor: Impor, *, oleh: int) -> HasilTerapan:
    """Apply the ticked rows of ``impor``; rows that lost a race become galat and stay out.

    ``oleh`` ordered it, and becomes an editor of these people beside the uploader.
    """
    isi: dict[str, Any] = {
        "impor": impor.pk,
        "oleh": oleh,
        "penyunting": sorted({impor.oleh_id, oleh}),
        "wilayah": [f"{kode}%" for kode in impor.oleh.wilayah],
        "sumber": impor.sumber_data,
        "boleh": sorted({*BISA_DIUBAH, Status.BERHENTI}),
        "diusulkan": sorted(BISA_DIUSULKAN - {Status.BERHENTI}),
        "kalimat": kalimat_json(),
    }
    kunci_impor()
    with connection.cursor() as kursor:
        kursor.execute(_MEMORI)
        kursor.execute(_KUNCI_ORANG, isi)
        ada_lama = bool(kursor.rowcount)
        if impor.oleh.wilayah:
            kursor.execute(_LUAR, isi)
        if ada_lama:
            kursor.execute(_BERUBAH, isi)
        baru = _masukkan(kursor, isi)
        usul = _usulkan(kursor, isi) if ada_lama else 0
        orang = _ubah(kursor, isi) if ada_lama else []
    dibuka = [pk for pk, status in orang if status == Status.BERHENTI]
    return HasilTerapan(baru, len(orang), usul, dibuka)


def _usulkan(kursor: Any, isi: dict[str, Any]) -> int:
    """Propose the changes of decreed and enrolled people; return how many."""
    kursor.execute(_USULKAN, isi)
    jumlah = int(kursor.rowcount)
    kursor.execute(_USUL_KALAH, isi)
    return jumlah


def _ubah(kursor: Any, isi: dict[str, Any]) -> list[tuple[int, str]]:
    """Change the people already known; return their ids and status."""
    kursor.execute(_UBAH, isi)
    kursor.execute(
        f"SELECT p.id, p.status FROM peserta_peserta p "
        f"JOIN peserta_barisimpor b ON b.peserta_id = p.id "
        f"WHERE {_PILIHAN} AND b.vonis <> 'usul' ORDER BY p.id",
        isi,
    )
    return list(kursor.fetchall())


def _masukkan(kursor: Any, isi: dict[str, Any]) -> int:
    kursor.execute(
        f"SELECT count(*) FROM peserta_barisimpor b WHERE {_PILIHAN} AND b.peserta_id IS NULL",
        isi,
    )
    dipilih = int(kursor.fetchone()[0])
    if not dipilih:
        return 0
    for nama, perintah in _RUJUKAN.items():
        kursor.execute(perintah, isi)
        isi[nama] = [kode for (kode,) in kursor.fetchall()]
    try:
        with transaction.atomic():
            kursor.execute(_MASUK.format(konflik=""), isi)
    except IntegrityError:
        kursor.execute(_MASUK.format(konflik=_LEWATI), isi)
    masuk = int(kursor.rowcount)
    if masuk < dipilih:
        kursor.execute(_TANPA_RUJUKAN, isi)
        kursor.execute(_KEDULUAN, isi)
    return masuk


def masukkan_indeks_cari() -> None:
    """Merge the pending list of an import into the search index; it takes a second or two.

    Until then a search also reads that list and is slower. Safe to repeat; autovacuum does it too,
    later.
    """
    with connection.cursor() as kursor:
        kursor.execute("SELECT pijar_rapikan_gin(%s::regclass)", [INDEKS_CARI])
