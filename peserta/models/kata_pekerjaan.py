"""Words for an occupation that lists brought and the city's own names did not know."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from peserta.models.impor import Impor
from peserta.models.rujukan import Pekerjaan
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from pijar.riwayat import ingat


class ArtiKata(Bernada):
    MENUNGGU = "menunggu", Nada.PERHATIAN, "Menunggu admin"
    PEKERJAAN = "pekerjaan", Nada.BAIK, "Sebutan pekerjaan"
    BUKAN_SASARAN = "bukan_sasaran", Nada.BURUK, "Bukan sasaran program"
    ABAIKAN = "abaikan", Nada.NETRAL, "Bukan sebutan pekerjaan"


class KataPekerjaanQuerySet(models.QuerySet["KataPekerjaan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Words name nobody, and every list reads them."""
        return self.all()

    def dikenal_sejak(self, impor: Impor) -> bool:
        """Whether an admin explained a word after this list came in."""
        sejak = self.filter(diputus_pada__gt=impor.dibuat_pada)
        return sejak.exclude(arti=ArtiKata.ABAIKAN).exists()

    def menunggu(self) -> Self:
        return self.filter(arti=ArtiKata.MENUNGGU)


@ingat()
class KataPekerjaan(models.Model):
    """One unknown word, put to an admin once; what he says of it every later list knows.

    ``kata`` are its letters and digits in capitals, ``contoh`` is how a list wrote it first.
    """

    kata = models.CharField(max_length=60, unique=True)
    contoh = models.CharField(max_length=80)
    arti = models.CharField(max_length=15, choices=ArtiKata, default=ArtiKata.MENUNGGU)
    pekerjaan = models.ForeignKey(Pekerjaan, models.PROTECT, null=True, related_name="+")
    daftar = models.PositiveIntegerField("muncul di daftar", default=1)
    ditemukan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)

    objects = KataPekerjaanQuerySet.as_manager()

    class Meta:
        verbose_name = "kata pekerjaan"
        verbose_name_plural = "kata pekerjaan"
        ordering = ["contoh", "pk"]
        indexes = [models.Index(fields=["arti", "-daftar", "id"], name="kata_pekerjaan_arti")]
        constraints = [
            models.CheckConstraint(
                name="kata_pekerjaan_arti_sah", condition=Q(arti__in=ArtiKata.values)
            ),
            models.CheckConstraint(name="kata_pekerjaan_terisi", condition=~Q(kata="")),
            models.CheckConstraint(
                name="kata_pekerjaan_menyebut_pekerjaan",
                condition=Q(arti="pekerjaan", pekerjaan__isnull=False)
                | ~Q(arti="pekerjaan") & Q(pekerjaan=None),
                violation_error_message="Pilih pekerjaannya.",
            ),
            models.CheckConstraint(
                name="kata_pekerjaan_diputus_orang",
                condition=Q(arti="menunggu", diputus_oleh=None, diputus_pada=None)
                | ~Q(arti="menunggu") & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kata_pekerjaan_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="kata_pekerjaan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("kata", "contoh"),
            ),
        ]

    def __str__(self) -> str:
        return self.contoh

    @property
    def cip(self) -> ArtiKata:
        return ArtiKata(self.arti)
