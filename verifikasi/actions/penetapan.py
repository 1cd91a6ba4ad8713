"""Draft a decree: its head, its lines, and the rehearsal of freezing it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q, Sum

from iuran.buku import KeadaanSumber, Kelompok, kelompokkan, periksa_kelompok, syarat_bulan
from iuran.models import Bantuan, JenisBantuan, KondisiInsidental, SumberDana
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from verifikasi.actions.lepas import urungkan, urungkan_koreksi
from verifikasi.calon import Pilihan, calon
from verifikasi.isi_sk import daftar_sk, pastikan_dibiayai
from verifikasi.masa import halangan_mulai
from verifikasi.models import BarisPenetapan, Penetapan, StatusPenetapan
from verifikasi.models.penetapan import BarisPenetapanQuerySet
from verifikasi.syarat import DiLuar, baris_di_luar, sebutkan
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


class BarisGladi(NamedTuple):
    """One source: people and worker-months of the list, rupiah, and (in a draft) the room left.

    ``lanjutan``: the source pays only the months after December.
    """

    sumber: SumberDana
    orang: int
    bulan: int
    rupiah: int | None
    keadaan: KeadaanSumber | None = None
    lanjutan: bool = False

    @property
    def sisa_orang(self) -> int | None:
        """Free places in the fullest month once the list is frozen."""
        return self.keadaan and self.keadaan.sisa_orang - self.keadaan.orang_baru

    @property
    def sisa_rupiah(self) -> int | None:
        """Rupiah left of the ceiling once the list is frozen."""
        return self.keadaan and self.keadaan.sisa_rupiah - self.keadaan.rupiah_baru


class Gladi(NamedTuple):
    """The rehearsal: the effect of freezing on each source; ``pesan`` says why it is impossible.

    ``di_berkas``: people whose line is corrected and who went into a file to BPJS meanwhile.
    ``di_luar``: people whom the rules of the source do not let in; ``contoh`` names some.
    """

    daftar: list[BarisGladi]
    orang: int
    tidak_layak: int
    pesan: str
    di_berkas: int = 0
    di_luar: int = 0
    contoh: tuple[DiLuar, ...] = ()

    @property
    def rupiah(self) -> int:
        return sum(b.rupiah or 0 for b in self.daftar)

    @property
    def muat(self) -> bool:
        """Whether the draft could be frozen as it stands."""
        penuh = any(b.keadaan and not b.keadaan.muat for b in self.daftar)
        salah = self.pesan or self.tidak_layak or self.di_berkas or self.di_luar
        return bool(self.orang) and not (penuh or salah)


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


def gladi(penetapan: Penetapan) -> Gladi:
    """Rehearse a draft, or add up a frozen decree; nothing is written."""
    baris = penetapan.daftar_baris
    if penetapan.status == StatusPenetapan.DITETAPKAN:
        return Gladi(_hasil_beku(penetapan), baris.count(), 0, "")
    kelompok = kelompokkan(daftar_sk(penetapan))
    keadaan, pesan = _keadaan(penetapan, kelompok) if penetapan.draf else ([], "")
    tidak = baris.tidak_lagi_layak() if penetapan.draf else baris.none()
    tidak_layak = tidak.count()
    di_berkas = tidak.di_berkas().count() if tidak_layak else 0
    orang = sum(k.orang for k in kelompok)
    luar = baris_di_luar(penetapan, _pembayar(kelompok, keadaan))
    jumlah_luar = luar.count() if penetapan.draf else 0
    return Gladi(
        _gabung(kelompok, keadaan),
        orang,
        tidak_layak - di_berkas,
        pesan,
        di_berkas,
        jumlah_luar,
        tuple(sebutkan(luar)) if jumlah_luar else (),
    )


def _pembayar(*kelompok: Sequence[Kelompok | KeadaanSumber]) -> Collection[SumberDana]:
    """The sources of the lines, and their successors where the rehearsal found them."""
    return {k.sumber.pk: k.sumber for satu in kelompok for k in satu}.values()


def _keadaan(penetapan: Penetapan, kelompok: Sequence[Kelompok]) -> tuple[list[KeadaanSumber], str]:
    try:
        pastikan_dibiayai(penetapan)
        return periksa_kelompok(kelompok), ""
    except AturanDilanggarError as penolakan:
        return [], penolakan.kalimat


def _gabung(kelompok: Sequence[Kelompok], keadaan: Sequence[KeadaanSumber]) -> list[BarisGladi]:
    """Sums of the lines beside the room of their sources; next year's sources follow."""
    sumber = {k.sumber.pk: k.sumber for k in kelompok}
    orang: Counter[int] = Counter()
    bulan: Counter[tuple[str, int]] = Counter()
    for k in kelompok:
        orang[k.sumber.pk] += k.orang
        muat = min(k.jumlah_bulan, 13 - k.bulan_awal.month)
        bulan[k.sumber.kode, k.sumber.tahun] += muat * k.orang
        bulan[k.sumber.kode, k.sumber.tahun + 1] += (k.jumlah_bulan - muat) * k.orang
    ruang = {k.sumber.pk: k for k in keadaan}
    hasil = [
        BarisGladi(
            s,
            orang[pk],
            bulan[s.kode, s.tahun],
            ruang[pk].rupiah_baru if pk in ruang else None,
            ruang.get(pk),
        )
        for pk, s in sumber.items()
    ]
    hasil += [
        BarisGladi(
            k.sumber,
            k.orang_baru,
            bulan[k.sumber.kode, k.sumber.tahun],
            k.rupiah_baru,
            k,
            lanjutan=True,
        )
        for k in keadaan
        if k.sumber.pk not in sumber
    ]
    return sorted(hasil, key=lambda g: (g.sumber.tahun, g.sumber.urutan, g.sumber.kode))


def _hasil_beku(penetapan: Penetapan) -> list[BarisGladi]:
    """Sums of the frozen decree's grants per source, those after December included."""
    langsung = Q(baris_penetapan__penetapan=penetapan)
    lanjutan = Q(sambungan_dari__baris_penetapan__penetapan=penetapan, nomor_sk=penetapan.nomor)
    jumlah = Bantuan.objects.filter(langsung | lanjutan).order_by().values_list("sumber")
    hitung = {
        pk: isi
        for pk, *isi in jumlah.annotate(
            orang=Count("pk"),
            bulan=Sum("jumlah_bulan"),
            rupiah=Sum(F("jumlah_bulan") * F("nominal_per_bulan")),
        )
    }
    daftar = SumberDana.objects.filter(pk__in=hitung).order_by("tahun", "urutan", "kode")
    return [BarisGladi(s, *hitung[s.pk]) for s in daftar]
