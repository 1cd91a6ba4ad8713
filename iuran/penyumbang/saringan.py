"""Filters of donors and promises, and the state of promises in SQL: the pure rule, set-based."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, cast

from django.db import models
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from iuran.models import Iuran, Janji, Penyumbang, StatusJanji, StatusPenyumbang
from iuran.models.janji import JanjiQuerySet
from iuran.models.penyumbang import PenyumbangQuerySet
from iuran.penyumbang.aturan import Janjinya, Keadaan, KeadaanJanji, keadaan_janji
from iuran.perlindungan import BULAN_NONAKTIF, jatuh_tempo
from peserta.bersih.teks import ada_isi
from peserta.models import RiwayatStatus, Status
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.models import Pengguna

K = KeadaanJanji
BELUM_LAYAK = (Status.DRAF, Status.DIAJUKAN, Status.DIKEMBALIKAN, Status.TIDAK_LAYAK)


class PilihanJanji(models.TextChoices):
    """What the list of promises can be asked for besides the states of payment."""

    BERJALAN = "", "Semua yang berjalan"
    PERLU_PENYUMBANG = "perlu_penyumbang", "Perlu penyumbang baru"
    PEKERJA_KELUAR = "pekerja_keluar", "Pekerja meninggal atau keluar"
    BELUM_LAYAK = "belum_layak", "Pekerja belum diverifikasi"
    PERLU_KARTU = "perlu_kartu", "Pekerja belum punya kartu"
    BERAKHIR = "berakhir", "Sudah berakhir"
    BATAL = "batal", "Batal"


class PilihanPenyumbang(models.TextChoices):
    """Which donors are shown."""

    AKTIF = "", "Aktif"
    TANPA_PEKERJA = "tanpa_pekerja", "Aktif, belum punya pekerja"
    PERLU_GANTI = "perlu_ganti", "Keluar, pekerjanya perlu penyumbang baru"
    KELUAR = "keluar", "Sudah keluar"
    SEMUA = "semua", "Semua"


_PILIHAN_JANJI: dict[str, Q] = {
    PilihanJanji.PERLU_PENYUMBANG: ~Q(penyumbang__status=StatusPenyumbang.AKTIF),
    PilihanJanji.PEKERJA_KELUAR: Q(peserta__status=Status.BERHENTI),
    PilihanJanji.BELUM_LAYAK: Q(peserta__status__in=BELUM_LAYAK),
    PilihanJanji.PERLU_KARTU: Q(peserta__status=Status.LAYAK),
}


def dengan_lunas(janji: JanjiQuerySet) -> JanjiQuerySet:
    """``lunas``: the last month that evidence paid under each promise."""
    bulan = Iuran.objects.hidup().filter(bantuan__janji=OuterRef("pk")).order_by("-bulan")
    return janji.annotate(lunas=Subquery(bulan.values("bulan")[:1]))


def dengan_keadaan(janji: JanjiQuerySet, pada: date) -> JanjiQuerySet:
    """``keadaan``: the state of payment of each on ``pada``, as :func:`keadaan_janji` says it."""
    kini = awal_bulan(pada)
    lewat = kini  # the last month that is past its due day
    while jatuh_tempo(lewat) >= pada:
        lewat = tambah_bulan(lewat, -1)
    keadaan = Case(
        When(lunas=None, then=Value(K.BELUM_AKTIF)),
        When(Q(lunas__gte=F("sampai")) & Q(lunas__gte=kini), then=Value(K.LUNAS)),
        When(lunas__gte=F("sampai"), then=Value(K.HABIS)),
        When(lunas__lt=tambah_bulan(kini, -BULAN_NONAKTIF), then=Value(K.PUTUS)),
        When(lunas__lt=lewat, then=Value(K.TENGGANG)),
        When(lunas__lt=kini, then=Value(K.HARUS_BAYAR)),
        default=Value(K.LUNAS),
        output_field=CharField(),
    )
    return dengan_lunas(janji).annotate(keadaan=keadaan)


def keadaannya(janji: Iterable[Janji], pada: date) -> Iterator[tuple[Janji, Keadaan]]:
    """Each promise of :func:`dengan_lunas` with its state; no query."""
    for j in janji:
        lunas: date | None = j.lunas  # type: ignore[attr-defined]
        yield j, keadaan_janji(Janjinya(j.mulai, j.sampai, [lunas] if lunas else []), pada)


def saring_janji(janji: JanjiQuerySet, isi: dict[str, Any], pada: date) -> JanjiQuerySet:
    """The promises that a filter lets through: those that end first at the top."""
    pilihan = isi.get("keadaan") or ""
    if nama := isi.get("q"):
        sebutan = Q(penyumbang__nama__icontains=nama) | Q(peserta__nama__icontains=nama)
        janji = janji.filter(sebutan) if ada_isi(nama) else janji.none()
    if opd := isi.get("opd"):
        janji = janji.filter(penyumbang__opd=opd)
    if pilihan in (StatusJanji.BERAKHIR, StatusJanji.BATAL):
        return janji.filter(status=pilihan).order_by("-sampai", "-pk")
    janji = janji.aktif().order_by("sampai", "pk")
    if pilihan in KeadaanJanji.values:
        semua: Any = dengan_keadaan(janji, pada)
        return cast(JanjiQuerySet, semua.filter(keadaan=pilihan))
    return janji.filter(_PILIHAN_JANJI.get(pilihan, Q()))


def saring_penyumbang(penyumbang: PenyumbangQuerySet, isi: dict[str, Any]) -> PenyumbangQuerySet:
    """The donors that a filter lets through, by name."""
    if nama := isi.get("q"):
        senama = penyumbang.filter(nama__icontains=nama)
        penyumbang = senama if ada_isi(nama) else penyumbang.none()
    if opd := isi.get("opd"):
        penyumbang = penyumbang.filter(opd=opd)
    berjalan = Exists(Janji.objects.aktif().filter(penyumbang=OuterRef("pk")))
    aktif = Q(status=StatusPenyumbang.AKTIF)
    syarat: dict[str, Q] = {
        PilihanPenyumbang.TANPA_PEKERJA: aktif & ~Q(berjalan),
        PilihanPenyumbang.PERLU_GANTI: ~aktif & Q(berjalan),
        PilihanPenyumbang.KELUAR: ~aktif,
        PilihanPenyumbang.SEMUA: Q(),
    }
    return penyumbang.filter(syarat.get(isi.get("keadaan") or "", aktif)).order_by("nama", "pk")


def jumlah_pekerja(penyumbang: Iterable[Penyumbang], petugas: Pengguna) -> dict[int, int]:
    """How many workers each of these donors has now, of those whom the officer may see."""
    janji = Janji.objects.for_petugas(petugas).aktif()
    milik = janji.filter(penyumbang__in=[p.pk for p in penyumbang]).order_by()
    return dict(milik.values_list("penyumbang").annotate(jumlah=models.Count("pk")))


def tanpa_tempat(orang: PesertaQuerySet, pada: date) -> PesertaQuerySet:
    """Verified people without a place and without a donor, waiting longest first.

    ``layak_sejak`` is when they were found eligible.
    """
    janji = Janji.objects.aktif().filter(peserta=OuterRef("pk"), sampai__gte=awal_bulan(pada))
    layak = RiwayatStatus.objects.filter(peserta=OuterRef("pk"), ke=Status.LAYAK).order_by("-pk")
    sejak = Coalesce(Subquery(layak.values("pada")[:1]), F("dibuat_pada"))
    menunggu = orang.filter(~Exists(janji), status=Status.LAYAK)
    return menunggu.annotate(layak_sejak=sejak).order_by("layak_sejak", "pk")
