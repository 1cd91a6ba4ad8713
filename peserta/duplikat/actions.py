"""Search for possible duplicates after an import, a registration or a change of data."""

import json
from collections.abc import Collection, Iterable
from itertools import islice

from django.db import connection, transaction
from django.db.models import Q

from peserta.duplikat.calon import Calon, cari_calon
from peserta.duplikat.nilai import AMBANG
from peserta.models import Impor, PasanganMirip, Peserta, StatusPasangan
from pijar import tugas
from pijar.models import Pengguna

CARI = "peserta.cari_duplikat"
SEKALI_CARI = 5_000
# Columns by which two people are compared; a change of any other column needs no new search.
DIBANDINGKAN = frozenset(
    {
        "nik", "no_kk", "nama", "tanggal_lahir", "jenis_kelamin", "nama_ibu", "alamat",
        "kelurahan_id", "hp",
    }
)  # fmt: skip

_ORANG_IMPOR = """
SELECT id FROM peserta_peserta WHERE impor_id = %(impor)s AND digabung_ke_id IS NULL
UNION
SELECT peserta_id FROM peserta_barisimpor
WHERE impor_id = %(impor)s AND dipilih AND perubahan ?| %(kolom)s
ORDER BY 1
"""
# Lock existing pairs first and in one order, so that two searches never deadlock.
_KUNCI = """
SELECT id, kiri_id, kanan_id, keterangan FROM peserta_pasanganmirip
WHERE (kiri_id = ANY(%(orang)s::bigint[]) OR kanan_id = ANY(%(orang)s::bigint[]))
    AND status = 'menunggu'
ORDER BY kiri_id, kanan_id FOR UPDATE
"""
_TULIS = """
INSERT INTO peserta_pasanganmirip
    (kiri_id, kanan_id, skor, alasan, status, keterangan, ditemukan_pada)
SELECT kiri, kanan, skor, alasan::jsonb, 'menunggu', '', now()
FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::text[]) AS u (kiri, kanan, skor, alasan)
ORDER BY kiri, kanan
ON CONFLICT (kiri_id, kanan_id) DO UPDATE SET skor = EXCLUDED.skor, alasan = EXCLUDED.alasan
WHERE peserta_pasanganmirip.status = 'menunggu'
"""


@transaction.atomic
def cari_duplikat(orang: Collection[int]) -> int:
    """Compare ``orang`` with the whole city and store the pairs found; return their number.

    Safe to repeat. A waiting pair below ``AMBANG`` is deleted, unless an officer has worked on it;
    pairs that officers have settled or proposed stay as they are.
    """
    orang = sorted(orang)
    mirip = [c for c in cari_calon(orang) if c.nilai.skor >= AMBANG]
    tetap = {(c.kiri, c.kanan) for c in mirip}
    with connection.cursor() as kursor:
        kursor.execute(_KUNCI, {"orang": orang})
        usang = [pk for pk, a, b, isi in kursor.fetchall() if not isi and (a, b) not in tetap]
        kursor.execute(
            "DELETE FROM peserta_pasanganmirip"
            " WHERE id = ANY(%s::bigint[]) AND status = 'menunggu'",
            [usang],
        )
        kursor.execute(_TULIS, _kolom(mirip))
    return len(mirip)


def _kolom(mirip: list[Calon]) -> list[list[int] | list[str]]:
    return [
        [c.kiri for c in mirip],
        [c.kanan for c in mirip],
        [c.nilai.skor for c in mirip],
        [json.dumps(c.nilai.alasan) for c in mirip],
    ]


def cari_duplikat_impor(impor: Impor) -> int:
    """Compare everybody whom ``impor`` brought in or changed; return the number of pairs."""
    kolom = [k.removesuffix("_id") for k in sorted(DIBANDINGKAN)]
    with connection.cursor() as kursor:
        kursor.execute(_ORANG_IMPOR, {"impor": impor.pk, "kolom": kolom})
        orang = [pk for (pk,) in kursor.fetchall()]
    return cari_banyak(orang)


def cari_duplikat_kota() -> int:
    """Compare everybody in the city; return the number of pairs."""
    semua = Peserta.objects.filter(digabung_ke=None).order_by("pk").values_list("pk", flat=True)
    return cari_banyak(semua.iterator(SEKALI_CARI))


def cari_banyak(orang: Iterable[int]) -> int:
    """Search in portions, so that memory stays small; return the number of pairs."""
    sisa, jumlah = iter(orang), 0
    while porsi := list(islice(sisa, SEKALI_CARI)):
        jumlah += cari_duplikat(porsi)
    return jumlah


def lupakan_pasangan(orang: Collection[int]) -> None:
    """Delete untouched waiting pairs of ``orang``, after an officer has undone their list."""
    milik = Q(kiri__in=orang) | Q(kanan__in=orang)
    PasanganMirip.objects.filter(milik, status=StatusPasangan.MENUNGGU, keterangan="").delete()


def minta_cari_duplikat(impor: Impor, *, oleh: Pengguna) -> None:
    """Queue the search for the people of ``impor``; it starts after the caller's commit."""
    tugas.buat(
        CARI,
        judul=f"Mencari orang yang sama dari impor {impor.pk}",
        oleh=oleh,
        parameter={"impor": impor.pk},
        kunci=f"{CARI}:{impor.pk}",
    )
