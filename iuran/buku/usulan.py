"""Lines of grants to give: as a list or as a query, grouped, previewed against their sources."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from iuran.buku.aturan import halangan_menetapkan
from iuran.buku.bagian import Bagian, Kelompok, bagi, tambahan
from iuran.buku.kuota import KeadaanSumber, keadaan_sumber
from iuran.models import SumberDana
from peserta.models import Peserta
from pijar.errors import AturanDilanggarError

# Lines given as a list. Other lines are a query of the same columns.
DARI_DAFTAR = """
    SELECT * FROM unnest(
        %(nomor)s::bigint[], %(peserta)s::bigint[], %(sumber)s::bigint[], %(jenis)s::text[],
        %(kondisi)s::text[], %(awal)s::date[], %(jumlah)s::int[], %(jht)s::bool[],
        %(sejak)s::date[]
    ) AS u(nomor, peserta_id, sumber_id, jenis, kondisi_id, bulan_awal, jumlah_bulan, jht,
           peserta_sejak)
"""
KELOMPOK = """
    SELECT u.sumber_id, u.bulan_awal, u.jumlah_bulan, k.transport, u.jht, count(*)
    FROM ({perintah}) u
    JOIN peserta_peserta p ON p.id = u.peserta_id
    JOIN peserta_pekerjaan k ON k.kode = p.pekerjaan_id
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""


class UsulanBantuan(NamedTuple):
    """One line of a decree: ``jumlah_bulan`` months from ``bulan_awal``, paid by ``sumber``.

    An opening list also knows the first month of a membership that is older than the grant.
    """

    peserta_id: int
    sumber: SumberDana
    jenis: str
    kondisi_id: str | None
    bulan_awal: date
    jumlah_bulan: int
    jht: bool = False
    peserta_sejak: date | None = None


class Daftar(NamedTuple):
    """Lines that are in the database: a query with the columns of ``DARI_DAFTAR``.

    ``nomor`` is the line's own number, by which the caller finds its grant again.
    """

    perintah: str
    isi: Mapping[str, Any]


def periksa_kuota(usulan: Sequence[UsulanBantuan]) -> list[KeadaanSumber]:
    """Preview each source and the list's additions, unlocked.

    Raises as :func:`iuran.buku.beri_daftar`.
    """
    return periksa_kelompok(kelompokkan(sebagai_daftar(usulan)))


def periksa_kelompok(kelompok: Sequence[Kelompok]) -> list[KeadaanSumber]:
    """The same for lines in groups."""
    bagian = bagi(kelompok)
    sumber = {b.sumber.pk: b.sumber for b in bagian}
    pastikan_disahkan([sumber[pk] for pk in sorted(sumber)])
    return keadaan_sumber(tambahan(bagian), sumber.values())


def rinci_usulan(usulan: Sequence[UsulanBantuan]) -> list[list[Bagian]]:
    """The priced parts of each of these lines; raises as :func:`iuran.buku.beri_daftar`."""
    transport = dict(
        Peserta.objects.filter(pk__in=[u.peserta_id for u in usulan]).values_list(
            "pk", "pekerjaan__transport"
        )
    )
    milik = [
        Kelompok(u.sumber, u.bulan_awal, u.jumlah_bulan, transport[u.peserta_id], u.jht)
        for u in usulan
    ]
    per_kelompok: dict[Kelompok, list[Bagian]] = {}
    for b in bagi(dict.fromkeys(milik)):
        per_kelompok.setdefault(b.kelompok, []).append(b)
    return [per_kelompok[k] for k in milik]


def sebagai_daftar(usulan: Sequence[UsulanBantuan]) -> Daftar:
    isi: dict[str, list[Any]] = {
        "nomor": list(range(len(usulan))),
        "peserta": [u.peserta_id for u in usulan],
        "sumber": [u.sumber.pk for u in usulan],
        "jenis": [u.jenis for u in usulan],
        "kondisi": [u.kondisi_id for u in usulan],
        "awal": [u.bulan_awal for u in usulan],
        "jumlah": [u.jumlah_bulan for u in usulan],
        "jht": [u.jht for u in usulan],
        "sejak": [u.peserta_sejak for u in usulan],
    }
    return Daftar(DARI_DAFTAR, isi)


def kelompokkan(daftar: Daftar) -> list[Kelompok]:
    """The lines by all that counts for money."""
    with connection.cursor() as kursor:
        kursor.execute(KELOMPOK.format(perintah=daftar.perintah), daftar.isi)
        baris = kursor.fetchall()
    sumber = SumberDana.objects.in_bulk({b[0] for b in baris})
    return [Kelompok(sumber[pk], *lain) for pk, *lain in baris]


def pastikan_disahkan(sumber: Sequence[SumberDana]) -> None:
    """Raise AturanDilanggarError when the budget of a source is not passed yet."""
    for satu in sumber:
        if kalimat := halangan_menetapkan(satu):
            raise AturanDilanggarError(kalimat)
