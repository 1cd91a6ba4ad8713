"""Stop many people in one act: who can go along, and why others cannot.

Nobody is stopped by a job of its own. An admin proposes, another one records.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Min, Sum

from iuran.models import Bantuan, Iuran, StatusBantuan
from iuran.models.uang import lepas
from peserta.models import JenisPeristiwa, Peserta, Status, UsulanPeristiwa
from pijar.bulan import awal_bulan, nama_bulan, tambah_bulan, tanggal_panjang

# Reasons that need no paper of their own: anything else is recorded for one person.
SEBAB_HENTI = (
    JenisPeristiwa.MASA_BERAKHIR,
    JenisPeristiwa.TIDAK_MEMENUHI,
    JenisPeristiwa.TIDAK_BEKERJA,
    JenisPeristiwa.MENGUNDURKAN_DIRI,
    JenisPeristiwa.DATA_TIDAK_VALID,
)
# Proposals made in one act that another admin records in one act: also what another office's list
# reports, but no death, which opens a claim and is looked at alone.
SEKALIGUS = (
    *SEBAB_HENTI,
    JenisPeristiwa.PINDAH,
    JenisPeristiwa.PENERIMA_UPAH,
    JenisPeristiwa.PIHAK_LAIN,
)
CONTOH = 10


class RencanaHenti(NamedTuple):
    """The event that stops each of many people."""

    jenis: JenisPeristiwa
    tanggal: date
    keterangan: str


class Tertinggal(NamedTuple):
    """Somebody who cannot go along, and the reason."""

    peserta: Peserta
    sebab: str


class PratinjauHenti(NamedTuple):
    """Who would be proposed; unbilled months and rupiah that end; months that stay in a bill.

    ``contoh`` are the first of those who go along, to recognise the choice by.
    """

    ikut: Sequence[int]
    tertinggal: Sequence[Tertinggal]
    bulan: int
    nominal: int
    ditagih: int
    contoh: Sequence[Peserta] = ()

    @property
    def selebihnya(self) -> int:
        """How many go along beside the first names."""
        return len(self.ikut) - len(self.contoh)

    @property
    def per_sebab(self) -> list[tuple[str, int, list[Peserta]]]:
        """Those left out by reason: how many, and the first names."""
        kelompok: defaultdict[str, list[Peserta]] = defaultdict(list)
        for satu in self.tertinggal:
            kelompok[satu.sebab].append(satu.peserta)
        urut = sorted(kelompok.items(), key=lambda k: -len(k[1]))
        return [(sebab, len(orang), orang[:CONTOH]) for sebab, orang in urut]


def pratinjau_henti(
    orang: Sequence[Peserta], tanpa: Iterable[int] | None, rencana: RencanaHenti, *, pada: date
) -> PratinjauHenti:
    """What proposing to stop ``orang`` would do; ``tanpa`` are ids of people without protection.

    None where who is protected may go along: the list was not one of people without. Five
    queries, whatever the number of people.
    """
    sebab = _halangan([p.pk for p in orang], rencana, pada)
    habis = None if tanpa is None else set(tanpa)
    tertinggal = [
        Tertinggal(p, kalimat)
        for p in orang
        if (kalimat := _halangan_orang(p, habis, rencana) or sebab.get(p.pk, ""))
    ]
    keluar = {t.peserta.pk for t in tertinggal}
    bisa = [p for p in orang if p.pk not in keluar]
    ikut = [p.pk for p in bisa]
    mulai = tambah_bulan(awal_bulan(rencana.tanggal), 1)
    n = Iuran.objects.hidup().filter(peserta__in=ikut, bulan__gte=mulai)
    hasil = n.aggregate(
        bulan=Count("pk", filter=lepas()),
        nominal=Sum("nominal", filter=lepas(), default=0),
        ditagih=Count("pk", filter=~lepas()),
    )
    return PratinjauHenti(ikut, tertinggal, **hasil, contoh=bisa[:CONTOH])


def _halangan_orang(p: Peserta, habis: set[int] | None, rencana: RencanaHenti) -> str:
    """What speaks against it in the person's own row; empty for nothing."""
    if p.status == Status.DIDAFTARKAN:
        return "Kartunya masih ditunggu dari BPJS. Lepaskan di halaman pendaftarannya."
    if p.status != Status.TERDAFTAR:
        return f"Statusnya {p.get_status_display()}, jadi tidak dihentikan dari sini."
    if habis is not None and p.pk not in habis:
        return "Terlindungi hari ini, jadi tidak dihentikan dari sini."
    if rencana.tanggal < p.tanggal_lahir:
        return f"Tanggalnya mendahului tanggal lahir, {tanggal_panjang(p.tanggal_lahir)}."
    return ""


def _halangan(pks: Sequence[int], rencana: RencanaHenti, pada: date) -> dict[int, str]:
    """What speaks against it elsewhere: a proposal that waits, months that are still to come."""
    sebab: dict[int, str] = {}
    kini = awal_bulan(pada)
    nanti = Iuran.objects.hidup().filter(peserta__in=pks, bulan__gt=kini).order_by()
    lalu = Iuran.objects.hidup().filter(peserta__in=pks, bulan=kini).values("peserta")
    mulai = nanti.exclude(peserta__in=lalu).values_list("peserta").annotate(Min("bulan"))
    for pk, bulan in mulai:
        sebab[pk] = f"Masih akan dibiayai mulai {nama_bulan(bulan)}. Hentikan di halaman orang ini."
    janji = Bantuan.objects.filter(peserta__in=pks, status=StatusBantuan.DITETAPKAN)
    for pk, nomor in janji.values_list("peserta", "nomor_sk"):
        sebab[pk] = f"Bantuan baru menurut {nomor} belum berjalan. Hentikan di halaman orang ini."
    usulan = UsulanPeristiwa.objects.filter(peserta__in=pks).menunggu()
    for satu in usulan.only("peserta_id", "jenis"):
        sebab[satu.peserta_id] = f"{satu.get_jenis_display()} sudah diusulkan dan menunggu putusan."
    return sebab
