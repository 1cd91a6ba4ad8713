"""People to choose from for a decree: reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
)

from iuran.buku import memenuhi
from iuran.models import Bantuan, Iuran, Janji, StatusBantuan, SumberDana, SyaratSumber
from iuran.models.uang import lepas
from iuran.perlindungan import nonaktif
from peserta.models import Impor, Kecamatan, Pekerjaan, Peserta, Status, UsulanPeristiwa
from pijar.bulan import awal_bulan, nama_bulan, tambah_bulan
from pijar.models import Pengguna
from verifikasi.masa import TENGGANG, tenggang_sejak, terlalu_tua
from verifikasi.models import AturanUrutan, BarisPenetapan, Penetapan
from verifikasi.urutan import bagian_kelurahan, dengan_poin, menunggu_tempat, urut


@dataclass(frozen=True)
class Pilihan:
    """People to add to a decree: all layak, or all lapsed (``kembali``), narrowed.

    Lapsed: their cover ended months ago, or they were not paid for. ``orang``: ids of just these,
    as an admin ticked them. Who continues comes by an extension (:mod:`verifikasi.vonis`).
    """

    kembali: bool = False
    kecamatan: Kecamatan | None = None
    pekerjaan: Pekerjaan | None = None
    impor: Impor | None = None
    sumber_lama: SumberDana | None = None
    paling_banyak: int | None = None
    orang: tuple[int, ...] | None = None


def calon(
    pilihan: Pilihan,
    *,
    bulan_awal: date,
    oleh: Pengguna,
    pada: date | None = None,
    syarat: Iterable[SyaratSumber] = (),
) -> QuerySet[Peserta]:
    """People to choose from, in the order of the waiting list; those whom all ``syarat`` let in.

    People in another draft are left out, those whose line in a batch still waits for BPJS, those
    who are 65 in the first month, and those whom a civil servant promised to pay for. ``pada`` is
    the day on which somebody is lapsed: that of the decree.
    """
    dalam_draf = BarisPenetapan.objects.filter(peserta=OuterRef("pk"), hidup=True, bantuan=None)
    orang = Peserta.objects.for_petugas(oleh).filter(~Exists(dalam_draf), **_saringan(pilihan))
    orang = orang.filter(~Exists(dijanjikan(bulan_awal)))
    for satu in syarat:
        orang = orang.filter(memenuhi(satu))
    if batas := terlalu_tua(bulan_awal):
        orang = orang.filter(tanggal_lahir__gt=batas)
    if pilihan.kembali:
        if pilihan.sumber_lama:
            lama = Bantuan.objects.hidup().filter(peserta=OuterRef("pk"))
            orang = orang.filter(Exists(lama.filter(sumber=pilihan.sumber_lama)))
        return terputus(orang, bulan_awal, pada or bulan_awal)
    hari = pada or bulan_awal
    aturan = AturanUrutan.objects.pada(hari)
    return urut(dengan_poin(menunggu_tempat(orang), aturan, hari, bagian_kelurahan()))


def dijanjikan(bulan_awal: date) -> QuerySet[Janji]:
    """The running promise of a civil servant for the person of an outer query."""
    return Janji.objects.aktif().filter(peserta=OuterRef("pk"), sampai__gte=bulan_awal)


def baris_dijanjikan(penetapan: Penetapan) -> QuerySet[BarisPenetapan]:
    """The draft's lines with a month that a civil servant promised to pay."""
    lama = Func(F("jumlah_bulan"), template="make_interval(months => %(expressions)s)")
    sesudah = ExpressionWrapper(F("bulan_awal") + lama, DateTimeField())
    janji = Janji.objects.aktif().filter(
        peserta=OuterRef("peserta"),
        mulai__lt=OuterRef("sesudah"),
        sampai__gte=OuterRef("bulan_awal"),
    )
    return penetapan.daftar_baris.alias(sesudah=sesudah).filter(Exists(janji))


def terputus(orang: QuerySet[Peserta], bulan_awal: date, pada: date) -> QuerySet[Peserta]:
    """Lapsed people, and those whose grant ended before an extension could follow.

    Nobody whose months from ``bulan_awal`` on are in a bill, or who has a grant that waits.
    """
    bantuan = Bantuan.objects.hidup().filter(peserta=OuterRef("pk"))
    baru = bantuan.filter(bulan_akhir__gte=tambah_bulan(bulan_awal, -TENGGANG))
    ditagih = Iuran.objects.hidup().filter(~lepas(), peserta=OuterRef("pk"), bulan__gte=bulan_awal)
    return orang.filter(
        Q(pk__in=nonaktif(pada).order_by().values("pk")) | ~Exists(baru),
        ~Exists(bantuan.filter(status=StatusBantuan.DITETAPKAN)),
        ~Exists(ditagih),
        status=Status.TERDAFTAR,
        digabung_ke=None,
    ).order_by("pk")


def draf_berkunci(kunci: UUID | None, oleh: Pengguna) -> Penetapan | None:
    """The officer's draft that the page with this key has made already, if any."""
    if kunci is None:
        return None
    return Penetapan.objects.filter(disusun_oleh=oleh, daftar_baris__kunci=kunci).first()


def bulan_kembali(orang: QuerySet[Peserta], kini: date) -> date:
    """The first month to suggest: this one, or the next where a bill names one of them already."""
    bulan = awal_bulan(kini)
    ditagih = Iuran.objects.hidup().filter(
        ~lepas(), peserta__in=orang.order_by().values("pk"), bulan=bulan
    )
    return tambah_bulan(bulan, 1) if ditagih.exists() else bulan


def halangan_kembali(
    orang: QuerySet[Peserta], *, bulan_awal: date, pada: date
) -> list[tuple[Peserta, str]]:
    """Each of these people with the reason why they cannot come back; empty for who can.

    The last reason is that the cover has not lapsed by the rule of :func:`terputus`.
    """
    milik = Bantuan.objects.filter(peserta=OuterRef("pk"), status=StatusBantuan.DITETAPKAN)
    draf = BarisPenetapan.objects.filter(peserta=OuterRef("pk"), hidup=True, bantuan=None)
    ditagih = Iuran.objects.hidup().filter(~lepas(), peserta=OuterRef("pk"), bulan__gte=bulan_awal)
    henti = UsulanPeristiwa.objects.menunggu().filter(peserta=OuterRef("pk"))
    semua = orang.annotate(
        diusulkan=Exists(henti),
        dalam_draf=Exists(draf),
        menunggu=Exists(milik),
        sudah=Exists(ditagih),
    )
    boleh = set(terputus(orang.order_by(), bulan_awal, pada).values_list("pk", flat=True))
    return [(o, _halangan(o, bulan_awal, boleh)) for o in semua]


def _halangan(orang: Any, bulan_awal: date, boleh: set[int]) -> str:
    batas = terlalu_tua(bulan_awal)
    sebab = (
        (orang.status != Status.TERDAFTAR, "kartunya belum ada, jadi pendaftarannya ditunggu"),
        (orang.diusulkan, "sudah diusulkan berhenti; putuskan usulan itu dahulu"),
        (orang.dalam_draf, "sudah ada dalam draf penetapan lain"),
        (orang.menunggu, "sudah ditetapkan lagi dan menunggu pendaftaran"),
        (batas and orang.tanggal_lahir <= batas, "berusia 65 tahun pada bulan pertama itu"),
        (orang.sudah, f"iurannya sejak {nama_bulan(bulan_awal)} sudah ditagih"),
        (orang.pk not in boleh, "belum nonaktif: tagih, atau perpanjang bantuannya"),
    )
    return next((kalimat for benar, kalimat in sebab if benar), "")


def belum_terputus(tanggal_sk: date, *, sebelum: date | None = None) -> QuerySet[Peserta]:
    """Enrolled people whose gap a decree of ``tanggal_sk`` may close: the cover has not lapsed.

    Their grant ended within the grace period, before ``sebelum`` if given, and one of its months
    is paid; all of it in the budget year of the decree. A trigger of the lines repeats it.
    """
    sejak, bulan_sk = tenggang_sejak(tanggal_sk), awal_bulan(tanggal_sk)
    berakhir = Bantuan.objects.hidup().filter(
        peserta=OuterRef("pk"),
        bulan_akhir__gte=sejak,
        bulan_akhir__lt=sebelum or bulan_sk,
        bulan_akhir__year=tanggal_sk.year,
    )
    lunas = Iuran.objects.lunas().filter(
        peserta=OuterRef("pk"), bulan__gte=sejak, bulan__lt=bulan_sk
    )
    return Peserta.objects.filter(Exists(berakhir), Exists(lunas), status=Status.TERDAFTAR)


def _saringan(pilihan: Pilihan) -> dict[str, object]:
    syarat = {
        "kelurahan__kecamatan": pilihan.kecamatan,
        "pekerjaan": pilihan.pekerjaan,
        "impor": pilihan.impor,
        "pk__in": pilihan.orang,
    }
    return {kolom: isi for kolom, isi in syarat.items() if isi is not None}
