"""The rule that ranks the waiting list: dated versions, each made by two admins."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from pijar.models import Pengguna
from pijar.nada import Bernada, Nada

ISI_TETAP = (
    "berlaku_mulai",
    "bobot_tunggu",
    "bobot_desil",
    "bobot_usia",
    "bobot_kelurahan",
    "hari_penuh",
    "bulan_usia",
    "dasar_hukum",
    "alasan",
    "diusulkan_oleh_id",
    "diusulkan_pada",
)


class StatusAturan(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    DIKONFIRMASI = "dikonfirmasi", Nada.BAIK, "Dikonfirmasi"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak jadi"


class AturanUrutanQuerySet(models.QuerySet["AturanUrutan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """All versions: everybody may know how people are ranked."""
        return self.all()

    def pada(self, pada: date) -> AturanUrutan:
        """The rule in force on a day: the newest that has begun. The shipped one begins in 2020."""
        sah = self.filter(status=StatusAturan.DIKONFIRMASI, berlaku_mulai__lte=pada)
        return sah.order_by("-berlaku_mulai", "-pk")[0]

    def diusulkan(self) -> Self:
        return self.filter(status=StatusAturan.DIUSULKAN)


class AturanUrutan(models.Model):
    """How the waiting list is ranked from a day on: four weights that add up to 100.

    ``hari_penuh`` are the days of waiting that give all points for it, ``bulan_usia`` the months
    before the 65th birthday in which age gives points. The shipped row has no author.
    """

    berlaku_mulai = models.DateField("berlaku mulai")
    bobot_tunggu = models.PositiveSmallIntegerField("lama menunggu (%)")
    bobot_desil = models.PositiveSmallIntegerField("desil kesejahteraan (%)")
    bobot_usia = models.PositiveSmallIntegerField("usia mendekati 65 (%)")
    bobot_kelurahan = models.PositiveSmallIntegerField("bagian kelurahan (%)")
    hari_penuh = models.PositiveSmallIntegerField("hari menunggu untuk nilai penuh", default=365)
    bulan_usia = models.PositiveSmallIntegerField("bulan sebelum usia 65 yang dihitung", default=24)
    dasar_hukum = models.CharField(max_length=40)
    alasan = models.CharField("dasar atau alasan", max_length=300)
    status = models.CharField(max_length=12, choices=StatusAturan, default=StatusAturan.DIUSULKAN)
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")

    objects = AturanUrutanQuerySet.as_manager()

    class Meta:
        verbose_name = "aturan urutan"
        verbose_name_plural = "aturan urutan"
        ordering = ["-berlaku_mulai", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="aturan_urutan_seratus",
                condition=Q(
                    bobot_tunggu=100 - F("bobot_desil") - F("bobot_usia") - F("bobot_kelurahan")
                ),
                violation_error_message="Jumlah keempat bobot harus 100.",
            ),
            models.CheckConstraint(
                name="aturan_urutan_batas",
                condition=Q(hari_penuh__range=(1, 3_650), bulan_usia__range=(1, 120)),
                violation_error_message="Hari menunggu 1 sampai 3.650, bulan usia 1 sampai 120.",
            ),
            models.CheckConstraint(
                name="aturan_urutan_status_sah", condition=Q(status__in=StatusAturan.values)
            ),
            models.CheckConstraint(
                name="aturan_urutan_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis dasar atau alasannya.",
            ),
            models.CheckConstraint(
                name="aturan_urutan_orang_lain",
                condition=~Q(status="dikonfirmasi")
                | Q(diusulkan_oleh=None, diputus_oleh=None)
                | (Q(diputus_oleh__isnull=False) & ~Q(diputus_oleh=F("diusulkan_oleh"))),
                violation_error_message="Aturan urutan dikonfirmasi admin lain.",
            ),
            models.UniqueConstraint(
                name="aturan_urutan_satu_usulan",
                fields=["status"],
                condition=Q(status="diusulkan"),
                violation_error_message="Sudah ada usulan aturan urutan yang menunggu.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="aturan_urutan_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="aturan_urutan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'diusulkan' OR"
                    f" ({', '.join(f'OLD.{k}' for k in ISI_TETAP)}) IS DISTINCT FROM"
                    f" ({', '.join(f'NEW.{k}' for k in ISI_TETAP)})"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.berlaku_mulai}: {self.bobot_tunggu}/{self.bobot_desil}"

    @property
    def cip(self) -> StatusAturan:
        return StatusAturan(self.status)

    @property
    def menunggu(self) -> bool:
        return self.status == StatusAturan.DIUSULKAN
