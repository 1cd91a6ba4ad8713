"""Propose what BPJS wrote about months paid in vain; another admin confirms it."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from iuran.kelebihan.angka import dengan_rincian, sebab_lengkap
from iuran.kelebihan.aturan import Usulan, rapikan, salah_usulan
from iuran.models import (
    BarisKelebihan,
    Iuran,
    JenisPenyelesaian,
    Pembayaran,
    PenyelesaianKelebihan,
    StatusPenyelesaian,
)
from iuran.models.buku import IuranQuerySet
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan

DITOLAK = Q(
    penyelesaian__jenis=JenisPenyelesaian.DITOLAK,
    penyelesaian__status=StatusPenyelesaian.DIKONFIRMASI,
)


def yang_dipilih(iuran: IuranQuerySet, pks: Sequence[int]) -> list[Iuran]:
    """These months with their causes. Raises an error while they cannot be asked back together.

    AturanDilanggarError when none is chosen or they come from several sources, BentrokError when
    one is not paid in vain any more.
    """
    if not pks:
        raise AturanDilanggarError(
            "Centang dahulu bulan yang disebut surat BPJS.",
            tautan=reverse("iuran:kelebihan"),
            label_tautan="Kembali ke Kelebihan bayar",
        )
    keluar = iuran.filter(pk__in=pks, pembayaran__isnull=False).sudah_keluar()
    daftar = list(dengan_rincian(keluar.dengan_baris()))
    if len(daftar) != len({*pks}):
        raise BentrokError(
            f"{ribuan(len({*pks}) - len(daftar))} bulan yang dipilih bukan lagi kelebihan bayar, "
            "misalnya karena peristiwanya dibatalkan. Muat ulang daftarnya.",
            tautan=reverse("iuran:kelebihan"),
            label_tautan="Kembali ke Kelebihan bayar",
        )
    if len({i.sumber_id for i in daftar}) > 1:
        raise AturanDilanggarError(
            "Yang dipilih berasal dari beberapa sumber dana, sedangkan uangnya kembali ke satu "
            "sumber. Saring daftarnya menurut sumber dana, lalu pilih lagi.",
            tautan=reverse("iuran:kelebihan"),
            label_tautan="Kembali ke Kelebihan bayar",
        )
    return daftar


def periksa_bebas(pks: Sequence[int]) -> None:
    """Raise BentrokError when another settlement holds one; what BPJS refused is free."""
    dipegang = baris_hidup(pks).exclude(DITOLAK).select_related("penyelesaian").first()
    if dipegang:
        raise BentrokError(
            f"Sebagian bulan itu sudah ada dalam penyelesaian menurut {dipegang.penyelesaian}.",
            tautan=reverse("iuran:penyelesaian", args=[dipegang.penyelesaian_id]),
            label_tautan="Buka penyelesaian itu",
        )


def baris_hidup(pks: Sequence[int]) -> QuerySet[BarisKelebihan]:
    return BarisKelebihan.objects.filter(iuran__in=pks, hidup=True)


@transaction.atomic
def usulkan_penyelesaian(
    pks: Sequence[int], usulan: Usulan, *, oleh: Pengguna, pada: date
) -> PenyelesaianKelebihan:
    """Propose a settlement of these months; nothing in the ledger changes yet. ``pada`` is today.

    A month that BPJS refused is thereby asked for again; the same letter a second time changes
    nothing. Raises AturanDilanggarError for a letter
    that does not fit, or an admin of one area; BentrokError when another settlement holds a month.
    """
    if oleh.wilayah:
        raise AturanDilanggarError(
            "Surat BPJS memuat orang seluruh kota, sedangkan akun Anda dibatasi pada satu wilayah. "
            "Minta admin tanpa batas wilayah mencatatnya."
        )
    # Who cancels a payment waits here, or has finished: then its months are not paid any more.
    bayar = Pembayaran.objects.filter(daftar_iuran__in=pks).values("pk")
    list(Pembayaran.objects.select_for_update().filter(pk__in=bayar).order_by("pk"))
    daftar = yang_dipilih(Iuran.objects.all(), pks)
    usulan = rapikan(usulan)
    if lama := _tercatat(daftar, usulan):  # the second click
        return lama
    periksa_bebas(pks)
    if salah := next(salah_usulan(daftar, usulan, pada), None):
        raise AturanDilanggarError(salah.kalimat)
    try:
        with transaction.atomic():
            return _tulis(daftar, usulan, oleh)
    except IntegrityError as galat:
        raise BentrokError(
            "Sebagian bulan itu baru saja diusulkan admin lain. Muat ulang daftarnya.",
            tautan=reverse("iuran:kelebihan"),
            label_tautan="Kembali ke Kelebihan bayar",
        ) from galat


def _tercatat(daftar: Sequence[Iuran], usulan: Usulan) -> PenyelesaianKelebihan | None:
    """The waiting proposal with this very letter about these very months."""
    sama = PenyelesaianKelebihan.objects.filter(
        **usulan._asdict(), status=StatusPenyelesaian.DIUSULKAN
    )
    for satu in sama:
        isi = satu.daftar_baris.filter(hidup=True).values_list("iuran", flat=True)
        if {*isi} == {i.pk for i in daftar}:
            return satu
    return None


def _tulis(daftar: Sequence[Iuran], usulan: Usulan, oleh: Pengguna) -> PenyelesaianKelebihan:
    baris_hidup([i.pk for i in daftar]).filter(DITOLAK).update(hidup=False)
    penyelesaian = PenyelesaianKelebihan.objects.create(
        **usulan._asdict(), sumber_id=daftar[0].sumber_id, diusulkan_oleh=oleh
    )
    BarisKelebihan.objects.bulk_create(
        BarisKelebihan(
            penyelesaian=penyelesaian, iuran=i, nominal=i.nominal, sebab=sebab_lengkap(i)
        )
        for i in daftar
    )
    return penyelesaian
