"""Dated facts about how many of the city's workers are insured, each with its source."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, Self

import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models import F, Q

from pijar.models import Pengguna
from pijar.riwayat import ingat


class UkuranCakupan(models.TextChoices):
    """What a fact counts; the first two in people, the others in percent."""

    INFORMAL = "informal", "Pekerja informal di kota"
    INFORMAL_TERCAKUP = "informal_tercakup", "Pekerja informal yang terlindungi"
    INFORMAL_KUTIPAN = "informal_kutipan", "Cakupan pekerja informal, sebagaimana tertulis"
    SEMUA = "semua", "Cakupan semua pekerja"
    SEMUA_TARGET = "semua_target", "Target cakupan semua pekerja"


ORANG = (UkuranCakupan.INFORMAL, UkuranCakupan.INFORMAL_TERCAKUP)


class Semula(NamedTuple):
    """What a fact said until ``sampai``; people are whole."""

    sampai: datetime
    per: date
    nilai: Decimal | int
    sumber: str
    catatan: str


class DataCakupanQuerySet(models.QuerySet["DataCakupan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Sums about the whole city, without a person: everybody with lihat_laporan."""
        return self.all()

    def terbaru(self, pada: date) -> Self:
        """The newest fact of each kind among those that speak of a day up to ``pada``."""
        urut = self.filter(per__lte=pada).order_by("ukuran", "-per", "-pk")
        return urut.distinct("ukuran")


@ingat()
class DataCakupan(models.Model):
    """What somebody published about the coverage of the city's workers, as of ``per``.

    An admin adds a row, or corrects one, whose history keeps what it was; nobody deletes one.
    ``nilai`` is people or percent by ``ukuran``; a target speaks of the day on which it was set.
    """

    ukuran = models.CharField("yang dihitung", max_length=20, choices=UkuranCakupan)
    per = models.DateField("keadaan per")
    nilai = models.DecimalField(max_digits=12, decimal_places=2)
    sumber = models.CharField("sumber data", max_length=300)
    catatan = models.CharField(max_length=300, blank=True, default="")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = DataCakupanQuerySet.as_manager()

    class Meta:
        verbose_name = "data cakupan"
        verbose_name_plural = "data cakupan"
        ordering = ["-per", "ukuran"]
        constraints = [
            models.UniqueConstraint(
                name="data_cakupan_sekali",
                fields=["ukuran", "per"],
                violation_error_message="Data ini sudah ada untuk tanggal yang sama. Betulkan yang "
                "sudah ada.",
            ),
            models.CheckConstraint(
                name="data_cakupan_ukuran_sah", condition=Q(ukuran__in=UkuranCakupan.values)
            ),
            models.CheckConstraint(
                name="data_cakupan_nilai_sah",
                condition=Q(nilai__gte=0) & (Q(ukuran__in=ORANG) | Q(nilai__lte=100)),
                violation_error_message="Nilainya nol atau lebih; persen paling tinggi 100.",
            ),
            models.CheckConstraint(
                name="data_cakupan_orang_bulat",
                condition=~Q(ukuran__in=ORANG) | Q(nilai=models.functions.Floor(F("nilai"))),
                violation_error_message="Jumlah orang ditulis bulat.",
            ),
            models.CheckConstraint(
                name="data_cakupan_bersumber",
                condition=~Q(sumber__regex=r"^\s*$"),
                violation_error_message="Tulis dari mana datanya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="data_cakupan_tidak_dihapus", operation=pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_ukuran_display()} per {self.per}"

    @property
    def persen(self) -> bool:
        """Whether ``nilai`` is a percentage; else it counts people."""
        return self.ukuran not in ORANG

    @property
    def orang(self) -> int:
        """``nilai`` as people."""
        return int(self.nilai)

    def riwayat(self) -> list[Semula]:
        """Until when it said what, the newest first."""
        acara = apps.get_model("laporan", "DataCakupanEvent").objects.filter(pgh_obj=self)
        kolom = ("pgh_created_at", "per", "nilai", "sumber", "catatan")
        baris = (Semula(*isi) for isi in acara.order_by("-pgh_id").values_list(*kolom))
        return [b if self.persen else b._replace(nilai=int(b.nilai)) for b in baris]
