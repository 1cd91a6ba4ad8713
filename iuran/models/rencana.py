"""Scenarios of a year's plan: what somebody assumes; nothing real follows from them."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from iuran.models.sumber import SumberDana
from iuran.models.tarif import Tarif
from pijar.models import Pengguna

PALING_BANYAK_ORANG = 2_000_000  # more than live in the city


class SkenarioRencanaQuerySet(models.QuerySet["SkenarioRencana"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a plan is the whole city's."""
        return self.none() if petugas.wilayah else self.all()

    def aktif(self) -> Self:
        return self.filter(diarsipkan_pada=None)


class SkenarioRencana(models.Model):
    """What one admin assumes about a year, under a name; only the owner changes or archives it.

    ``dasar`` holds the real figures as they were when it was last saved, by their label.
    """

    nama = models.CharField(max_length=80)
    tahun = models.PositiveSmallIntegerField()
    catatan = models.CharField(max_length=300, blank=True, default="")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dasar = models.JSONField(default=dict)
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diubah_pada = models.DateTimeField()
    diarsipkan_pada = models.DateTimeField(null=True, blank=True)

    objects = SkenarioRencanaQuerySet.as_manager()

    class Meta:
        verbose_name = "skenario rencana"
        verbose_name_plural = "skenario rencana"
        ordering = ["-diubah_pada", "-pk"]
        indexes = [models.Index(fields=["tahun", "-diubah_pada"], name="skenario_per_tahun")]
        constraints = [
            models.UniqueConstraint(
                name="skenario_nama_sekali",
                fields=["oleh", "tahun", "nama"],
                condition=Q(diarsipkan_pada=None),
                violation_error_message="Anda sudah mempunyai skenario bernama ini untuk tahun "
                "yang sama. Pilih nama lain.",
            ),
            models.CheckConstraint(
                name="skenario_bernama",
                condition=~Q(nama__regex=r"^\s*$"),
                violation_error_message="Beri nama skenarionya.",
            ),
            models.CheckConstraint(
                name="skenario_tahun_sah", condition=Q(tahun__range=(2000, 2199))
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="skenario_pemilik_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("oleh", "tahun"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.tahun})"


class BarisRencana(models.Model):
    """The assumption about one source in a scenario; the owner changes it with the scenario.

    ``orang`` counts everybody whom the source would pay for, also who has a grant. ``pagu`` and
    ``tarif`` are empty where the real ceiling and the table of tariffs count.
    """

    skenario = models.ForeignKey(SkenarioRencana, models.CASCADE, related_name="daftar_baris")
    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="+")
    orang = models.PositiveIntegerField()
    bulan_awal = models.DateField()
    jumlah_bulan = models.PositiveSmallIntegerField(default=12)
    persen_ganti = models.PositiveSmallIntegerField(default=100)
    pagu = models.PositiveBigIntegerField(null=True, blank=True)
    tarif = models.ForeignKey(Tarif, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "baris rencana"
        verbose_name_plural = "baris rencana"
        ordering = ["skenario", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="baris_rencana_sekali",
                fields=["skenario", "sumber"],
                violation_error_message="Sumber ini sudah ada dalam skenarionya.",
            ),
            models.CheckConstraint(
                name="baris_rencana_bulan_sah",
                condition=Q(bulan_awal__day=1, jumlah_bulan__range=(1, 12)),
                violation_error_message="Lamanya 1 sampai 12 bulan.",
            ),
            models.CheckConstraint(
                name="baris_rencana_ganti_sah",
                condition=Q(persen_ganti__range=(0, 100)),
                violation_error_message="Bagian yang diganti 0 sampai 100 persen.",
            ),
            models.CheckConstraint(
                name="baris_rencana_orang_wajar",
                condition=Q(orang__lte=PALING_BANYAK_ORANG),
                violation_error_message="Orangnya lebih banyak daripada penduduk kota.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="baris_rencana_setahun",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM iuran_skenariorencana k
                        JOIN iuran_sumberdana s ON s.tahun = k.tahun
                        WHERE k.id = NEW.skenario_id AND s.id = NEW.sumber_id
                          AND extract(year FROM NEW.bulan_awal) = k.tahun
                    ) THEN
                        RAISE EXCEPTION 'sumber dan bulan awal harus dari tahun skenarionya'
                            USING ERRCODE = 'check_violation',
                                  CONSTRAINT = 'baris_rencana_setahun';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.sumber_id}: {self.orang} orang"
