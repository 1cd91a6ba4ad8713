"""Rows of such a list, each in one bin; what was set aside; and the last check of each person."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from iuran.models.pemadanan import DaftarPadanan, JenisPemadanan
from peserta.models import (
    JenisPeristiwa,
    Peristiwa,
    Peserta,
    Status,
    StatusUsulan,
    UsulanPeristiwa,
)
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class HasilPadanan(Bernada):
    """The bins. Those of MELAPORKAN have the code of the life event that they report."""

    SESUAI = "sesuai", Nada.BAIK, "Sesuai"
    MENINGGAL = "meninggal", Nada.BURUK, "Meninggal"
    PINDAH = "pindah", Nada.BURUK, "Pindah"
    PENERIMA_UPAH = "penerima_upah", Nada.BURUK, "Penerima upah"
    PIHAK_LAIN = "pihak_lain", Nada.BURUK, "Pembayar lain"
    BERBEDA = "berbeda", Nada.PERHATIAN, "Data berbeda"
    TIDAK_DITEMUKAN = "tidak_ditemukan", Nada.PERHATIAN, "Tidak ditemukan"
    TIDAK_DIMINTA = "tidak_diminta", Nada.NETRAL, "Bukan peserta kita"
    PERIKSA = "perlu_diperiksa", Nada.PERHATIAN, "Perlu diperiksa"


H = HasilPadanan
MELAPORKAN = (H.MENINGGAL, H.PINDAH, H.PENERIMA_UPAH, H.PIHAK_LAIN)
WAJIB_TANGGAL = (H.MENINGGAL, H.PINDAH)
MENENTUKAN = (H.SESUAI, *MELAPORKAN, H.BERBEDA, H.TIDAK_DITEMUKAN)  # these count as a check


class BarisPadananQuerySet(models.QuerySet["BarisPadanan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Rows of people in the officer's area, and for the whole city those of nobody."""
        return self.filter(q_orang(petugas))

    def terakhir(self) -> Self:
        """Rows that are the last check of their person by their kind of list."""
        return self.filter(terakhir__isnull=False)

    def melaporkan(self) -> Self:
        """Rows that say somebody died, moved or is paid for elsewhere, and that stand."""
        return self.filter(hasil__in=MELAPORKAN, disisihkan=False)

    def dengan_langkah(self) -> Self:
        """Each with ``diusulkan`` and ``dicatat``: whether the event that it reports is known.

        Whoever has stopped needs no second stop, except that a death also opens a claim.
        """
        sama = {"peserta": OuterRef("peserta"), "jenis": OuterRef("hasil")}
        menunggu = UsulanPeristiwa.objects.filter(**sama, status=StatusUsulan.DIUSULKAN)
        sejak = Coalesce(OuterRef("tanggal"), OuterRef("daftar__tanggal"))
        tercatat = Peristiwa.objects.filter(
            Q(jenis=JenisPeristiwa.MENINGGAL) | Q(tanggal__gte=sejak), **sama, dibatalkan_pada=None
        )
        berhenti = Q(peserta__status=Status.BERHENTI) & ~Q(hasil=H.MENINGGAL)
        return self.annotate(
            diusulkan=Exists(menunggu.order_by()),
            dicatat=models.Case(
                models.When(berhenti, then=True), default=Exists(tercatat.order_by())
            ),
        )

    def belum_ditindak(self) -> Self:
        """Reports that nobody has proposed nor recorded yet."""
        belum = self.melaporkan().filter(peserta__digabung_ke=None).dengan_langkah()
        return belum.filter(diusulkan=False, dicatat=False)


class BarisPadanan(models.Model):
    """One row, matched by NIK only.

    ``kata`` is what the list says, ``tanggal`` the day of the event or since when it is so,
    ``pihak`` the company or payer. ``usulan`` is the life event proposed from this row.
    """

    daftar = models.ForeignKey(
        DaftarPadanan,
        models.PROTECT,
        related_name="daftar_baris",
        db_index=False,  # baris_padanan_sekali
    )
    lembar = models.CharField(max_length=100, blank=True, default="")
    nomor = models.PositiveIntegerField("nomor baris dalam lembar")
    nik = models.CharField(max_length=30, blank=True, default="")
    nama = models.CharField(max_length=150, blank=True, default="")
    tanggal_lahir = models.DateField(null=True)
    kata = models.CharField("menurut daftar", max_length=300, blank=True, default="")
    pihak = models.CharField(max_length=150, blank=True, default="")
    tanggal = models.DateField(null=True)
    hasil = models.CharField(max_length=15, choices=HasilPadanan)
    catatan = models.CharField(max_length=300, blank=True, default="")
    peserta = models.ForeignKey(
        Peserta, models.PROTECT, null=True, related_name="daftar_baris_padanan"
    )
    disisihkan = models.BooleanField(default=False)
    usulan = models.ForeignKey(UsulanPeristiwa, models.PROTECT, null=True, related_name="+")

    objects = BarisPadananQuerySet.as_manager()

    class Meta:
        verbose_name = "baris pemadanan"
        verbose_name_plural = "baris pemadanan"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["daftar", "hasil", "id"], name="baris_padanan_hasil"),
            models.Index(
                fields=["hasil"],
                condition=Q(hasil__in=[h.value for h in MELAPORKAN], disisihkan=False),
                name="baris_padanan_melaporkan",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="baris_padanan_sekali", fields=["daftar", "lembar", "nomor"]
            ),
            models.CheckConstraint(
                name="baris_padanan_hasil_sah", condition=Q(hasil__in=HasilPadanan.values)
            ),
            models.CheckConstraint(
                name="baris_padanan_menyebut_orang",
                condition=Q(hasil__in=["tidak_diminta", "perlu_diperiksa"])
                | Q(peserta__isnull=False),
            ),
            models.CheckConstraint(
                name="baris_padanan_usul_melaporkan",
                condition=Q(usulan=None) | Q(hasil__in=[h.value for h in MELAPORKAN]),
            ),
        ]
        triggers = [pgtrigger.Protect(name="baris_padanan_tetap", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"baris {self.nomor}: {self.hasil}"

    @property
    def cip(self) -> HasilPadanan:
        return HasilPadanan(self.hasil)

    @property
    def melaporkan(self) -> bool:
        return self.hasil in MELAPORKAN

    @property
    def perlu_tanggal(self) -> bool:
        """Whether an admin must write the day: a death or a move without one stops nothing."""
        return self.tanggal is None and self.hasil in WAJIB_TANGGAL


class SisihPadanan(models.Model):
    """An admin set a row aside, or took it back, with the reason. Never changed nor deleted."""

    baris = models.ForeignKey(BarisPadanan, models.PROTECT, related_name="daftar_sisih")
    disisihkan = models.BooleanField()
    alasan = models.CharField(max_length=200)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        verbose_name = "baris disisihkan"
        verbose_name_plural = "baris disisihkan"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="sisih_padanan_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasannya.",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="sisih_padanan_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"baris {self.baris_id}: {'disisihkan' if self.disisihkan else 'dipakai lagi'}"


class PadananOrangQuerySet(models.QuerySet["PadananOrang"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        return self.filter(q_orang(petugas))

    def melaporkan(self) -> Self:
        """Last checks that say somebody died, moved or is paid for elsewhere, and that stand."""
        return self.filter(hasil__in=MELAPORKAN, baris__disisihkan=False)


class PadananOrang(models.Model):
    """The last check of one person by one kind of list: the newest list that was put to use."""

    peserta = models.ForeignKey(
        Peserta,
        models.PROTECT,
        related_name="daftar_padanan",
        db_index=False,  # padanan_orang_sekali
    )
    jenis = models.CharField(max_length=15, choices=JenisPemadanan)
    hasil = models.CharField(max_length=15, choices=HasilPadanan)
    tanggal = models.DateField("tanggal daftar")
    daftar = models.ForeignKey(DaftarPadanan, models.PROTECT, related_name="+")
    baris = models.OneToOneField(BarisPadanan, models.PROTECT, related_name="terakhir")

    objects = PadananOrangQuerySet.as_manager()

    class Meta:
        verbose_name = "pemadanan terakhir"
        verbose_name_plural = "pemadanan terakhir"
        indexes = [
            models.Index(
                fields=["peserta"],
                condition=Q(hasil__in=[h.value for h in MELAPORKAN]),
                name="padanan_orang_melaporkan",
            )
        ]
        constraints = [
            models.UniqueConstraint(name="padanan_orang_sekali", fields=["peserta", "jenis"]),
            models.CheckConstraint(
                name="padanan_orang_hasil_sah",
                condition=Q(hasil__in=[h.value for h in MENENTUKAN]),
            ),
            models.CheckConstraint(
                name="padanan_orang_jenis_sah", condition=Q(jenis__in=JenisPemadanan.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.tanggal}: {self.hasil}"

    @property
    def cip(self) -> HasilPadanan:
        return HasilPadanan(self.hasil)
