"""Draft a decree: its head and its lines."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from iuran.buku import syarat_bulan
from iuran.models import JenisBantuan, KondisiInsidental, SumberDana
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from verifikasi.actions.lepas import urungkan, urungkan_koreksi
from verifikasi.calon import Pilihan, calon
from verifikasi.masa import halangan_mulai
from verifikasi.models import BarisPenetapan, Penetapan, StatusPenetapan
from verifikasi.models.penetapan import BarisPenetapanQuerySet
from verifikasi.tinjau import masih_memenuhi

SEKALI_TULIS = 5_000


@dataclass(frozen=True)
class Rencana:
    """The grant that every added person gets; ``kunci`` is that of the page which asks for it."""

    sumber: SumberDana
    bulan_awal: date
    jumlah_bulan: int
    jenis: str = JenisBantuan.RUTIN
    kondisi: KondisiInsidental | None = None
    catatan: str = ""
    jht: bool = False
    kunci: UUID | None = None
    pernyataan: str = ""
    alasan_singkat: str = ""


@transaction.atomic
def susun_penetapan(
    *, nomor: str, tanggal: date, perihal: str, oleh: Pengguna, mengubah: Penetapan | None = None
) -> Penetapan:
    """Begin a draft, of an amendment if ``mengubah``. Raises BentrokError for a taken number."""
    try:
        with transaction.atomic():
            return Penetapan.objects.create(
                nomor=nomor, tanggal=tanggal, perihal=perihal, disusun_oleh=oleh, mengubah=mengubah
            )
    except IntegrityError as galat:
        raise BentrokError(f"Nomor {nomor} sudah dipakai penetapan lain.") from galat


@transaction.atomic
def tambah_baris(
    penetapan: Penetapan, pilihan: Pilihan, rencana: Rencana, *, oleh: Pengguna
) -> int:
    """Add everybody of ``pilihan`` to the draft; returns how many lines are new.

    Set-based. Left out is whom the rules of the source do not let in, and who is layak but does not
    meet the criteria any more. The same page a second time
    (``rencana.kunci``) adds nobody and returns the number that it added. Raises
    AturanDilanggarError for anybody but the drafter, because the officer who freezes must not
    choose the people, and for a first month before the decree's own; BentrokError when the decree
    is no longer a draft.
    """
    kini = kunci_draf(penetapan)
    _pastikan_penyusun(kini, oleh)
    if rencana.kunci and (lama := kini.daftar_baris.filter(kunci=rencana.kunci).count()):
        return lama
    if kalimat := halangan_mulai(rencana.bulan_awal, kini.tanggal):
        raise AturanDilanggarError(kalimat)
    if pilihan.kembali and not rencana.pernyataan.strip():
        raise AturanDilanggarError(
            "Tulis pernyataan barunya: masih bekerja dan tidak sakit, dari siapa, tanggal berapa."
        )
    orang = calon(
        pilihan,
        bulan_awal=rencana.bulan_awal,
        oleh=oleh,
        pada=kini.tanggal,
        syarat=syarat_bulan(rencana.sumber, rencana.bulan_awal, rencana.jumlah_bulan),
    )
    diminta = orang.values_list("pk", flat=True)[: pilihan.paling_banyak]
    pks = masih_memenuhi(diminta, pada=kini.tanggal)
    sebelum = penetapan.daftar_baris.count()
    baris = (_baris(kini, pk, rencana) for pk in pks)
    # A person whom another draft has just taken is left out without an error.
    BarisPenetapan.objects.bulk_create(baris, batch_size=SEKALI_TULIS, ignore_conflicts=True)
    return penetapan.daftar_baris.count() - sebelum


def _baris(penetapan: Penetapan, pk: int, rencana: Rencana) -> BarisPenetapan:
    return BarisPenetapan(
        penetapan=penetapan,
        peserta_id=pk,
        sumber=rencana.sumber,
        jenis=rencana.jenis,
        kondisi=rencana.kondisi,
        catatan=rencana.catatan,
        bulan_awal=rencana.bulan_awal,
        jumlah_bulan=rencana.jumlah_bulan,
        jht=rencana.jht,
        kunci=rencana.kunci,
        pernyataan=rencana.pernyataan.strip(),
        alasan_singkat=rencana.alasan_singkat.strip(),
    )


@transaction.atomic
def hapus_baris(penetapan: Penetapan, pks: Collection[int] | None = None, *, oleh: Pengguna) -> int:
    """Take these lines (all of them without ``pks``) out of the draft; returns how many.

    Raises AturanDilanggarError for anybody but the drafter.
    """
    _pastikan_penyusun(kunci_draf(penetapan), oleh)
    semua = penetapan.daftar_baris.all()
    return lepas_baris(semua if pks is None else semua.filter(pk__in=pks))


def lepas_baris(baris: BarisPenetapanQuerySet) -> int:
    """Delete these lines of a locked draft; returns how many."""
    urungkan_koreksi(baris)
    return baris.delete()[0]


def _pastikan_penyusun(penetapan: Penetapan, oleh: Pengguna) -> None:
    if penetapan.disusun_oleh_id != oleh.pk:
        raise AturanDilanggarError(
            "Hanya penyusunnya yang menambah atau mengeluarkan orang, karena admin lain yang "
            "menetapkan. Minta penyusunnya, atau batalkan draf ini dan susun penetapan sendiri."
        )


@transaction.atomic
def batalkan(penetapan: Penetapan, *, alasan: str, oleh: Pengguna) -> None:
    """Give up a draft; its people are free for another decree.

    Raises AturanDilanggarError without a reason.
    """
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan pembatalan.")
    kunci_draf(penetapan)
    urungkan(penetapan, alasan=alasan.strip(), oleh=oleh)
    penetapan.daftar_baris.update(hidup=False)
    Penetapan.objects.filter(pk=penetapan.pk, status=StatusPenetapan.DRAF).update(
        status=StatusPenetapan.DIBATALKAN, alasan_batal=alasan.strip()
    )


def kunci_draf(penetapan: Penetapan) -> Penetapan:
    """Lock the decree; raises BentrokError when it is no longer a draft."""
    kini = Penetapan.objects.select_for_update().get(pk=penetapan.pk)
    if kini.status == StatusPenetapan.DRAF:
        return kini
    if kini.ditetapkan_oleh:
        raise BentrokError(
            f"Keputusan ini sudah ditetapkan oleh {kini.ditetapkan_oleh.nama}, "
            "jadi tidak dapat diubah lagi."
        )
    raise BentrokError("Penetapan ini sudah dibatalkan.")
