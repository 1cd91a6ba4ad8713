"""Take back a confirmed settlement: one admin proposes, another confirms."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Now
from django.urls import reverse

from iuran.buku import periksa_defisit
from iuran.kelebihan.actions.putus import isi_penyelesaian, kunci
from iuran.models import (
    Iuran,
    PencabutanKelebihan,
    PenyelesaianKelebihan,
    StatusKoreksi,
    StatusPenyelesaian,
)
from iuran.models.buku import IuranQuerySet
from pijar.bulan import WIB, nama_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.usulan import pastikan_menunggu, pastikan_orang_lain, pastikan_sama, putuskan

MATI = "Pembayaran yang lama berlaku lagi: {surat} dicabut"


@transaction.atomic
def usulkan_pencabutan(
    penyelesaian: PenyelesaianKelebihan, *, alasan: str, oleh: Pengguna
) -> PencabutanKelebihan:
    """Propose to take back a confirmed settlement; nothing changes yet.

    Raises AturanDilanggarError while a bill holds its set-off or another payer has a month,
    BentrokError when another proposal waits.
    """
    kini = kunci(penyelesaian, StatusPenyelesaian.DIKONFIRMASI)
    _periksa(kini)
    try:
        with transaction.atomic():
            return PencabutanKelebihan.objects.create(
                penyelesaian=kini, alasan=alasan.strip(), diusulkan_oleh=oleh
            )
    except IntegrityError as galat:
        raise BentrokError(
            "Penyelesaian ini sudah punya usulan pencabutan. Putuskan usulan itu dahulu."
        ) from galat


def isi_pencabutan(pencabutan: PencabutanKelebihan) -> dict[str, str]:
    """What the second admin sees and confirms."""
    p = pencabutan.penyelesaian
    return {
        "Alasan pencabutan": pencabutan.alasan,
        **isi_penyelesaian(p),
        "Akibat": "Bulan-bulannya kembali menjadi kelebihan bayar yang belum diminta; uang yang "
        "tercatat kembali ditarik lagi dari realisasi. Bila pagunya tidak lagi cukup, sumbernya "
        "tercatat defisit.",
        "Status": str(p.get_status_display()),
    }


@transaction.atomic
def konfirmasi_pencabutan(
    pencabutan: PencabutanKelebihan, *, dilihat: str, oleh: Pengguna, pada: datetime
) -> PenyelesaianKelebihan:
    """Take back another admin's confirmed settlement: its reversals go, its months live again.

    ``dilihat`` is the seal of the contents shown. Raises AturanDilanggarError for the proposer,
    while a bill holds a set-off, or when somebody else pays a month by now.
    """
    penyelesaian = kunci(pencabutan.penyelesaian, StatusPenyelesaian.DIKONFIRMASI)
    kini = _terbuka(pencabutan)
    pastikan_orang_lain(kini, oleh)
    kini.penyelesaian = penyelesaian
    pastikan_sama(dilihat, isi_pencabutan(kini))
    _periksa(penyelesaian)
    putuskan(kini, StatusKoreksi.DIKONFIRMASI, oleh=oleh, pada=pada)
    penyelesaian.status = StatusPenyelesaian.DICABUT
    penyelesaian.save(update_fields=["status"])
    _hidupkan(penyelesaian)
    periksa_defisit(penyelesaian.sumber, pada.astimezone(WIB).date())
    return penyelesaian


@transaction.atomic
def tolak_pencabutan(
    pencabutan: PencabutanKelebihan, *, alasan: str, oleh: Pengguna, pada: datetime
) -> None:
    """Drop the proposal; its proposer may do so as well. The settlement stays."""
    putuskan(_terbuka(pencabutan), StatusKoreksi.DITOLAK, oleh=oleh, pada=pada, alasan=alasan)


def _terbuka(pencabutan: PencabutanKelebihan) -> PencabutanKelebihan:
    kini = PencabutanKelebihan.objects.select_for_update().get(pk=pencabutan.pk)
    pastikan_menunggu(kini)
    return kini


def _asli(penyelesaian: PenyelesaianKelebihan) -> IuranQuerySet:
    """The dead months of a settlement; a refused one never ended them."""
    milik = penyelesaian.daftar_baris.filter(hidup=True).values("iuran")
    return Iuran.objects.filter(pk__in=milik, hidup=False).order_by()


def _periksa(penyelesaian: PenyelesaianKelebihan) -> None:
    """Raise AturanDilanggarError while the settlement cannot be taken back."""
    asli = _asli(penyelesaian)
    balik = Iuran.objects.filter(membalik__in=asli, tagihan__isnull=False)
    if dipakai := balik.select_related("tagihan").order_by("tagihan").first():
        tagihan = dipakai.tagihan
        raise AturanDilanggarError(
            f"Kompensasinya sudah masuk {tagihan}, jadi penyelesaian ini tidak dapat dicabut. "
            f"Batalkan {tagihan} dahulu.",
            tautan=reverse("iuran:tagihan_detail", args=[tagihan.pk]) if tagihan else "",
            label_tautan=f"Buka {tagihan}",
        )
    pengisi = _pengisi(asli).exclude(tagihan=None, bantuan=F("lama"))
    if lain := pengisi.select_related("sumber").order_by("bulan", "pk").first():
        raise AturanDilanggarError(
            f"{nama_bulan(lain.bulan)} salah seorang di dalamnya sekarang dibiayai {lain.sumber}, "
            "jadi pembayaran yang lama tidak dapat berlaku lagi. Hentikan bantuan itu atau "
            "keluarkan bulannya dari tagihan dahulu."
        )


def _pengisi(asli: IuranQuerySet) -> IuranQuerySet:
    """The live rows that occupy these dead months; ``lama`` is the grant of the dead one."""
    mati = asli.filter(peserta=OuterRef("peserta"), bulan=OuterRef("bulan"))
    hidup = Iuran.objects.hidup().filter(Exists(mati), peserta__in=asli.values("peserta"))
    return hidup.alias(lama=Subquery(mati.values("bantuan")[:1]))


def _hidupkan(penyelesaian: PenyelesaianKelebihan) -> None:
    """Withdraw the reversals and revive the months; a row that came back unbilled makes room."""
    pks = list(_asli(penyelesaian).values_list("pk", flat=True))
    asli = Iuran.objects.filter(pk__in=pks).order_by()
    Iuran.objects.filter(membalik__in=pks, dicabut_pada=None).update(dicabut_pada=Now())
    ganti = list(_pengisi(asli).values_list("pk", flat=True))
    mati = MATI.format(surat=penyelesaian)[:200]
    Iuran.objects.filter(pk__in=ganti).update(hidup=False, alasan_mati=mati)
    asli.update(hidup=True, alasan_mati="", mati_pada=None)
    penyelesaian.daftar_baris.filter(hidup=True).update(hidup=False)
