"""Write months that a civil servant paid himself, from his evidence; and take them back.

There is no decree, batch, bill or SP2D for these people (SE Sekda B/838.800.1.12.2/II/2025): a
month enters the ledger when a slip or the list of BPJS says that it is paid, and never before
(ADR 0024).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import NamedTuple

from django.db import IntegrityError, transaction

from iuran.buku.actions.defisit import periksa_defisit
from iuran.buku.actions.iuran import buat_iuran
from iuran.buku.tarif import pilih_tarif
from iuran.models import (
    Bantuan,
    Iuran,
    Janji,
    JenisBantuan,
    JenisSumber,
    Pembayaran,
    StatusBantuan,
    SumberDana,
    Tarif,
)
from pijar.bulan import selisih_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import rupiah


class BulanBukti(NamedTuple):
    """One month of one worker that the evidence pays, under a donor's promise."""

    janji_id: int
    peserta_id: int
    bulan: date


class IsiBukti(NamedTuple):
    """The paper: kind (``slip`` or ``bpjs``), its number and date, and its amount in rupiah."""

    jenis: str
    nomor: str
    tanggal: date
    nominal: int
    keterangan: str = ""


class Masa(NamedTuple):
    """Months in a row of one promise within one year: they become one grant."""

    janji_id: int
    peserta_id: int
    awal: date
    jumlah: int


def sumber_gerakan(tahun: int) -> SumberDana:
    """The source "ASN/PNS Peduli" of a year; raises AturanDilanggarError when there is none."""
    sumber = (
        SumberDana.objects.filter(jenis=JenisSumber.ASN, tahun=tahun).order_by("urutan").first()
    )
    if sumber is None:
        raise AturanDilanggarError(
            f"Sumber dana ASN/PNS Peduli tahun {tahun} belum ada. Tambahkan dahulu di Sumber dana, "
            "lalu ulangi."
        )
    return sumber


def harga_bulan(bulan: Iterable[BulanBukti]) -> int:
    """What these months cost by the tariffs in force, in rupiah, by date and sector of each.

    The relief of PP 50/2025 counts once an admin has confirmed it. Raises AturanDilanggarError
    when a month has no tariff.
    """
    daftar = list(bulan)
    return sum(map(_harga(daftar), daftar))


def _harga(daftar: Sequence[BulanBukti]) -> Callable[[BulanBukti], int]:
    """The price of each of these months; two queries, whatever their number."""
    janji = Janji.objects.filter(pk__in={b.janji_id for b in daftar})
    transport = dict(janji.values_list("pk", "peserta__pekerjaan__transport"))
    tarif = list(Tarif.objects.berlaku())

    @cache
    def satu(bulan: date, angkutan: bool) -> int:
        pilihan = pilih_tarif(tarif, bulan=bulan, jenis_sumber=JenisSumber.ASN, transport=angkutan)
        return pilihan.nominal

    return lambda b: satu(b.bulan, transport[b.janji_id])


@transaction.atomic
def tulis_bukti(isi: IsiBukti, bulan: Sequence[BulanBukti], *, oleh: Pengguna) -> Pembayaran:
    """Write the evidence and the months that it pays, all or none; returns the payment.

    The caller has locked promises and people. Raises AturanDilanggarError when no month is named,
    when the year has no source, or when the amount is not what the months cost; BentrokError when
    one of the months has a payer already, or the same paper is written already.
    """
    if not bulan:
        raise AturanDilanggarError("Tidak ada bulan yang dibayar. Pilih bulannya dahulu.")
    sumber = {tahun: sumber_gerakan(tahun) for tahun in sorted({b.bulan.year for b in bulan})}
    per_bulan = _harga(bulan)
    harga = sum(map(per_bulan, bulan))
    if harga != isi.nominal:
        raise AturanDilanggarError(
            f"Jumlah di bukti {rupiah(isi.nominal)}, sedangkan {len(bulan)} bulan itu menurut "
            f"tarif {rupiah(harga)}. Periksa bulan dan jumlahnya; tarif diatur di Tarif."
        )
    try:
        with transaction.atomic():
            pembayaran = Pembayaran.objects.create(**isi._asdict(), oleh=oleh)
            bantuan = Bantuan.objects.bulk_create(
                _bantuan(m, sumber[m.awal.year], per_bulan) for m in susun_masa(bulan)
            )
    except IntegrityError as galat:
        raise _bentrok(isi, galat) from galat
    ids = [b.pk for b in bantuan]
    buat_iuran(ids)
    Iuran.objects.filter(bantuan__in=ids, hidup=True).update(pembayaran=pembayaran)
    for satu in sumber.values():
        periksa_defisit(satu, isi.tanggal)
    return pembayaran


def susun_masa(bulan: Iterable[BulanBukti]) -> list[Masa]:
    """The months of each promise as runs without a gap, none of which crosses New Year."""
    masa: list[Masa] = []
    urut = sorted(set(bulan))
    for (janji, orang), milik in groupby(urut, key=lambda b: (b.janji_id, b.peserta_id)):
        for b in milik:
            lama = masa[-1] if masa and masa[-1].janji_id == janji else None
            if (
                lama
                and lama.awal.year == b.bulan.year
                and selisih_bulan(lama.awal, b.bulan) == lama.jumlah
            ):
                masa[-1] = lama._replace(jumlah=lama.jumlah + 1)
            else:
                masa.append(Masa(janji, orang, b.bulan, 1))
    return masa


def _bantuan(m: Masa, sumber: SumberDana, harga: Callable[[BulanBukti], int]) -> Bantuan:
    return Bantuan(
        peserta_id=m.peserta_id,
        sumber=sumber,
        janji_id=m.janji_id,
        jenis=JenisBantuan.RUTIN,
        nomor_sk=f"ASN-{m.janji_id}",
        bulan_awal=m.awal,
        jumlah_bulan=m.jumlah,
        bulan_akhir=m.awal.replace(month=m.awal.month + m.jumlah - 1),
        nominal_per_bulan=harga(BulanBukti(m.janji_id, m.peserta_id, m.awal)),
    )


def _bentrok(isi: IsiBukti, galat: IntegrityError) -> BentrokError:
    if "pembayaran_nomor_sekali" in str(galat):
        return BentrokError(f"Bukti nomor {isi.nomor} sudah dicatat. Tidak ada yang berubah.")
    return BentrokError(
        "Salah satu bulan itu sudah dibiayai untuk pekerja yang sama. Muat ulang halaman dan "
        "periksa bulannya."
    )


@transaction.atomic
def gugurkan_bukti(pembayaran: Pembayaran, *, alasan: str) -> int:
    """End the months of evidence that two admins cancelled; returns how many.

    The dead rows keep naming the paper, by which its page and the statement still tell them.
    """
    baris = Iuran.objects.hidup().filter(pembayaran=pembayaran, tagihan=None)
    bantuan = list(baris.order_by().values_list("bantuan", flat=True).distinct())
    jumlah = baris.update(hidup=False, alasan_mati=alasan[:200])
    Bantuan.objects.filter(pk__in=bantuan).update(status=StatusBantuan.BATAL)
    return jumlah
