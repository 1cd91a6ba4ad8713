"""How two populations that look alike differ, line by line: enrolled, protected, paid by the city.

Each line says by how many people and why; the lines add up exactly.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from iuran.models import Iuran
from iuran.perlindungan import (
    TERLINDUNGI,
    Cakupan,
    baris_hidup,
    bukan_satu_pun,
    salah_satu,
)
from laporan.himpunan import Himpunan
from laporan.tahap import orang_pada, pindah_kemudian
from peserta.models import Status

TANPA = ""
KURANG = (
    (Cakupan.BELUM_AKTIF, "Belum aktif", "iuran pertamanya belum dibayar"),
    (Cakupan.NONAKTIF, "Nonaktif", "tiga bulan berturut-turut belum dibayar"),
    (Cakupan.DI_LUAR, "Sudah keluar program", "masih dijamin dari iuran yang terlanjur dibayar"),
    (TANPA, "Tanpa iuran bulan ini", "bantuannya habis, sedang jeda, atau belum mulai"),
)


@dataclass(frozen=True)
class BarisJembatan:
    """One line. A ``jumlah`` line is what the lines before it give; the others add or take off."""

    nama: str
    sebab: str
    orang: int
    jumlah: bool = False


def jembatan(h: Himpunan) -> tuple[BarisJembatan, ...]:
    """From terdaftar to protected, whoever pays, and on to those whom the city pays."""
    isi = status_cakupan(h)
    terdaftar = {c: n for (status, c), n in isi.items() if status == Status.TERDAFTAR}
    lain = seluruh(h) - sum(terdaftar.get(c, 0) for c in TERLINDUNGI)
    semua, kota = seluruh(h), h.jumlah()
    return (
        BarisJembatan("Terdaftar", "kartu BPJS-nya sudah diterima", sum(terdaftar.values()), True),
        *(BarisJembatan(nama, sebab, -terdaftar.get(c, 0)) for c, nama, sebab in KURANG),
        BarisJembatan(
            "Belum atau tidak lagi terdaftar", "terlindungi, kartunya menyusul atau digabung", lain
        ),
        BarisJembatan("Terlindungi, siapa pun yang membayar", "lunas atau tenggang", semua, True),
        BarisJembatan("Dibayar pihak lain", "ASN Peduli, perusahaan dan lainnya", kota - semua),
        BarisJembatan("Terlindungi, dibayar kota", "APBD dan DBHCHT", kota, True),
    )


def seluruh(h: Himpunan) -> int:
    """Protected people, whoever pays."""
    tak = [pk for pk, satu in h.tahu.items() if satu not in TERLINDUNGI]
    return Iuran.objects.hidup().filter(bukan_satu_pun("peserta", tak), bulan=h.bulan).count()


def status_cakupan(h: Himpunan) -> Counter[tuple[str, str]]:
    """Everybody of the day by stage and cover, both as they stood then."""
    orang = orang_pada(h.hari)
    jumlah = Counter[tuple[str, str]]()
    for keadaan, ini in _per_cakupan(h, orang.annotate(kini=baris_hidup(h.bulan))):
        for status, n in ini.values_list("status").annotate(n=Count("pk")):
            jumlah[status, keadaan] += n
    pindah = pindah_kemudian(h.hari, orang).values_list("peserta", "peserta__status", "dari")
    daftar = list(pindah)
    berbulan = _berbulan(h, [pk for pk, _, _ in daftar if pk not in h.tahu])
    for pk, kini, dari in daftar:
        keadaan = h.tahu.get(pk, Cakupan.LUNAS.value if pk in berbulan else TANPA)
        jumlah[kini, keadaan] -= 1
        jumlah[dari, keadaan] += 1
    return jumlah


def _per_cakupan(h: Himpunan, orang: QuerySet[Any]) -> Iterator[tuple[str, QuerySet[Any]]]:
    """The people of each state, the plain ones last: with a row of the month, and without."""
    for keadaan in (TANPA, *Cakupan.values):
        pks = [pk for pk, satu in h.tahu.items() if satu == keadaan]
        yield keadaan, orang.filter(salah_satu("pk", pks))
    polos = orang.filter(bukan_satu_pun("pk", h.tahu))
    yield Cakupan.LUNAS, polos.filter(kini__isnull=False)
    yield TANPA, polos.filter(kini__isnull=True)


def _berbulan(h: Himpunan, pks: list[int]) -> set[int]:
    """Those of these people who have a live row of the month."""
    baris = Iuran.objects.hidup().filter(salah_satu("peserta", pks), bulan=h.bulan)
    return set(baris.order_by().values_list("peserta", flat=True))
