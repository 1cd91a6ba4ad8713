"""Turn ticked rows into people: one INSERT, one UPDATE, and who was faster is named.

Everything runs in the caller's transaction. A transaction-wide lock lets one import be applied at
a time, so two lists with the same people cannot wait for each other.
"""

from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction

from peserta.impor.banding import (
    BUKA_LAGI,
    ISI_BARU,
    MENINGGAL,
    PERUBAHAN,
    SENTUH_IDENTITAS,
)
from peserta.models import BISA_DIUBAH, Impor, Status
from peserta.models.kata import kumpulkan_kata
from peserta.models.peserta import INDEKS_CARI
from pijar.curah import rujukan_terperiksa
from pijar.kunci import Kunci

_PILIHAN = "b.impor_id = %(impor)s AND b.dipilih"

# 100.000 rows are sorted in memory, and the index of searches takes them as a list to be worked
# in later (:func:`masukkan_indeks_cari`); one import at a time comes here.
_MEMORI = "SET LOCAL work_mem = '128MB'; SET LOCAL gin_pending_list_limit = '1GB'"

# What the new rows point to stays there until they are in. The import itself is locked already.
_RUJUKAN = {
    "kelurahan": "SELECT kode FROM peserta_kelurahan FOR KEY SHARE",
    "pekerjaan": "SELECT kode FROM peserta_pekerjaan FOR KEY SHARE",
    "pemesan": "SELECT id FROM pijar_pengguna WHERE id = %(oleh)s FOR KEY SHARE",
}

_KUNCI_ORANG = f"""
SELECT p.id FROM peserta_peserta p JOIN peserta_barisimpor b ON b.peserta_id = p.id
WHERE {_PILIHAN} ORDER BY p.id FOR UPDATE OF p
"""

_LEPAS = """
UPDATE peserta_barisimpor b SET vonis = 'galat', dipilih = false, alasan = b.alasan
    || jsonb_build_array(jsonb_build_object(
        'tingkat', 'galat', 'kode', %(kode)s, 'kolom', 'nik', 'nilai', '',
        'sebab', %(sebab)s, 'perbaikan', %(perbaikan)s
    ))
"""

# The person changed after the row was judged: other data, another status, or merged away.
_BERUBAH = f"""
WITH berubah AS (
    SELECT b.id FROM peserta_barisimpor b JOIN peserta_peserta p ON p.id = b.peserta_id,
    LATERAL (SELECT {PERUBAHAN} AS perubahan) AS ubah
    WHERE {_PILIHAN} AND (
        p.digabung_ke_id IS NOT NULL OR p.nik <> b.nik OR ubah.perubahan <> b.perubahan
        OR NOT p.status = ANY(%(boleh)s) OR p.status = 'layak' AND {SENTUH_IDENTITAS}
        OR p.status = 'berhenti' AND ({MENINGGAL} OR NOT {BUKA_LAGI})
    )
) {_LEPAS} FROM berubah WHERE b.id = berubah.id
"""

_ADA_RUJUKAN = (
    "b.kelurahan = ANY(%(kelurahan)s::text[]) AND b.pekerjaan = ANY(%(pekerjaan)s::text[])"
)
# ``{konflik}`` costs a tenth of the time and is needed only once somebody was faster.
_MASUK = f"""
INSERT INTO peserta_peserta (nik, no_kk, kpj, nama, nama_cari, tempat_lahir, tanggal_lahir,
    jenis_kelamin, nama_ibu, alamat, rt, rw, kelurahan_id, hp, email, pekerjaan_id, lokasi_kerja,
    penghasilan, status_bpjs, register_kesejahteraan, desil, sumber_data, status, impor_id,
    didata_oleh_id, penyunting, dibuat_pada, diubah_pada)
SELECT nik, no_kk, '', nama, nama_cari, tempat_lahir, tanggal_lahir,
    jenis_kelamin, nama_ibu, alamat, rt, rw, kelurahan, hp, email, pekerjaan, lokasi_kerja,
    penghasilan, status_bpjs, register_kesejahteraan, desil, %(sumber)s, 'draf', %(impor)s,
    %(oleh)s, %(penyunting)s::bigint[], now(), now()
FROM peserta_barisimpor b WHERE {_PILIHAN} AND b.peserta_id IS NULL AND {_ADA_RUJUKAN}
ORDER BY b.nomor
{{konflik}}
"""
_LEWATI = "ON CONFLICT (nik) WHERE digabung_ke_id IS NULL DO NOTHING"

# The trigger that does this rests while foreign keys are left to us.
_KATA = kumpulkan_kata(dari=f"FROM peserta_barisimpor b WHERE {_PILIHAN} AND b.peserta_id IS NULL")

# Their place or occupation was removed after the rows were judged.
_TANPA_RUJUKAN = f"""
{_LEPAS} WHERE {_PILIHAN} AND b.peserta_id IS NULL AND NOT ({_ADA_RUJUKAN})
"""

# Who was faster is named as far as the uploader may know: the person in the own area, the import.
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
    || jsonb_build_array(jsonb_build_object(
        'tingkat', 'galat', 'kode', 'keduluan', 'kolom', 'nik', 'nilai', '',
        'orang', k.orang, 'impor', k.impor, 'sebab', 'NIK ini baru saja didata orang lain'
            || coalesce(' lewat impor ' || k.impor || ' milik ' || k.nama, '')
            || CASE WHEN k.orang IS NULL THEN ', di wilayah lain.' ELSE '.' END,
        'perbaikan', %(perbaikan)s
    ))
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
WHERE {_PILIHAN} AND p.id = b.peserta_id AND (b.perubahan <> '{{}}' OR p.status = 'berhenti')
"""

# The uploader's area became smaller after the rows were judged.
_LUAR = f"""
WITH luar AS (
    SELECT b.id FROM peserta_barisimpor b LEFT JOIN peserta_peserta p ON p.id = b.peserta_id
    WHERE {_PILIHAN} AND NOT (
        coalesce(p.kelurahan_id LIKE ANY(%(wilayah)s), true)
        AND (b.kelurahan = '' OR b.kelurahan LIKE ANY(%(wilayah)s))
    )
) {_LEPAS} FROM luar WHERE b.id = luar.id
"""

_KALIMAT_LUAR = {
    "kode": "luar_wilayah",
    "sebab": "Baris ini di luar wilayah pengunggahnya sekarang.",
    "perbaikan": "Serahkan barisnya kepada petugas wilayah itu.",
}
_KALIMAT_TANPA_RUJUKAN = {
    "kode": "rujukan_hilang",
    "sebab": "Kelurahan atau pekerjaan di baris ini sudah dihapus dari daftar rujukan.",
    "perbaikan": "Unduh sisa baris, pilih kelurahan dan pekerjaan yang masih ada, unggah lagi.",
}
_KALIMAT_BERUBAH = {
    "kode": "berubah_sejak_diperiksa",
    "sebab": "Data orang ini berubah setelah berkas diperiksa.",
    "perbaikan": "Unduh sisa baris, lalu unggah lagi agar dibandingkan dengan data terbaru.",
}


class HasilTerapan(NamedTuple):
    """How many people came in, changed, and were opened again after a stop."""

    baru: int
    ubah: int
    dibuka_lagi: list[int]


def kunci_impor() -> None:
    """Until the transaction ends no other import is applied or undone."""
    Kunci.TERAPKAN.pegang()


def terapkan(impor: Impor, *, oleh: int) -> HasilTerapan:
    """Apply the ticked rows of ``impor``; rows that lost a race become galat and are left out.

    ``oleh`` is the user who ordered it: an editor of these people, like the uploader.
    """
    isi: dict[str, Any] = {
        "impor": impor.pk,
        "oleh": oleh,
        "penyunting": sorted({impor.oleh_id, oleh}),
        "wilayah": [f"{kode}%" for kode in impor.oleh.wilayah],
        "sumber": impor.sumber_data,
        "boleh": sorted({*BISA_DIUBAH, Status.BERHENTI}),
    }
    kunci_impor()
    with connection.cursor() as kursor:
        kursor.execute(_MEMORI)
        kursor.execute(_KUNCI_ORANG, isi)
        ada_lama = bool(kursor.rowcount)
        if impor.oleh.wilayah:
            kursor.execute(_LUAR, isi | _KALIMAT_LUAR)
        if ada_lama:
            kursor.execute(_BERUBAH, isi | _KALIMAT_BERUBAH)
        baru = _masukkan(kursor, isi)
        orang = _ubah(kursor, isi) if ada_lama else []
    dibuka = [pk for pk, status in orang if status == Status.BERHENTI]
    return HasilTerapan(baru, len(orang), dibuka)


def _ubah(kursor: Any, isi: dict[str, Any]) -> list[tuple[int, str]]:
    """Change the people who were here before; returns them with the status they have."""
    kursor.execute(_UBAH, isi)
    kursor.execute(
        f"SELECT p.id, p.status FROM peserta_peserta p "
        f"JOIN peserta_barisimpor b ON b.peserta_id = p.id WHERE {_PILIHAN} ORDER BY p.id",
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
        with transaction.atomic(), rujukan_terperiksa():
            kursor.execute(_MASUK.format(konflik=""), isi)
    except IntegrityError:
        kursor.execute(_MASUK.format(konflik=_LEWATI), isi)
    masuk = int(kursor.rowcount)
    kursor.execute(_KATA, isi)
    if masuk < dipilih:
        kursor.execute(_TANPA_RUJUKAN, isi | _KALIMAT_TANPA_RUJUKAN)
        kursor.execute(_KEDULUAN, isi | {"perbaikan": _KALIMAT_BERUBAH["perbaikan"]})
    return masuk


def masukkan_indeks_cari() -> None:
    """Work the list that an import left to the index of searches into it: a second or two.

    Until then a search reads that list too and is slower. Harmless twice, and autovacuum does the
    same sooner or later.
    """
    with connection.cursor() as kursor:
        kursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [INDEKS_CARI])
