"""The table of legal bases that admins keep; rules cite a base by its ``kode``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Self

import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models import Q

from pijar.models.pengguna import Pengguna
from pijar.riwayat import ingat


class TingkatHukum(models.IntegerChoices):
    """The rank of a law (UU 12/2011, article 7); a letter lists from the highest down."""

    UU = 10, "Undang-Undang"
    PP = 20, "Peraturan Pemerintah"
    PERPRES = 30, "Peraturan Presiden"
    INPRES = 35, "Instruksi Presiden"
    PERMEN = 40, "Peraturan Menteri"
    PERDA = 50, "Peraturan Daerah"
    PERWAL = 60, "Peraturan Wali Kota"
    KEPWAL = 70, "Keputusan Wali Kota"
    KEPUTUSAN_DINAS = 80, "Keputusan Kepala Dinas"
    SURAT_EDARAN = 90, "Surat Edaran"


class DasarHukumQuerySet(models.QuerySet["DasarHukum"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Laws are everybody's."""
        return self.all()

    def berlaku(self, tanggal: date) -> Self:
        """Bases in force on this day."""
        akhir = Q(sampai=None) | Q(sampai__gte=tanggal)
        return self.filter(akhir, Q(mulai=None) | Q(mulai__lte=tanggal))

    def satu(self, kode: str) -> DasarHukum:
        """The base of this code; one that is not in the table is shown by its code."""
        return self.menurut_kode([kode])[kode]

    def menurut_kode(self, kode: Iterable[str]) -> dict[str, DasarHukum]:
        """The bases by code, in one query; an unknown code is shown as it is, to be confirmed."""
        semua = set(kode)
        ada = {d.kode: d for d in self.filter(kode__in=semua)}
        return {
            k: ada.get(k) or DasarHukum(kode=k, sebutan=k, perlu_konfirmasi=True) for k in semua
        }

    def pilihan(self) -> list[tuple[str, str]]:
        """For a list to choose from."""
        return [(d.kode, d.judul) for d in self.all()]

    def berurut(self, kode: Sequence[str]) -> list[DasarHukum]:
        """The bases of these codes, the highest first, of one rank the older first."""
        semua = self.filter(kode__in=kode)
        return sorted(semua, key=lambda d: (d.tingkat, d.tahun or 9999, d.pk))


@ingat()
class DasarHukum(models.Model):
    """One law or decree: ``kode`` is what rules cite, ``judul`` what screens and papers say.

    ``sebutan`` stands before the number where the rank alone does not say it, for instance
    "Peraturan Menteri Ketenagakerjaan". A decree whose number is unknown gets it here, once.
    """

    kode = models.SlugField(max_length=40, unique=True)
    tingkat = models.PositiveSmallIntegerField(choices=TingkatHukum)
    sebutan = models.CharField("nama peraturan", max_length=120)
    nomor = models.CharField(max_length=60, blank=True, default="")
    tahun = models.PositiveSmallIntegerField(null=True, blank=True)
    tentang = models.CharField(max_length=300, blank=True, default="")
    perubahan = models.CharField("diubah dengan", max_length=300, blank=True, default="")
    mulai = models.DateField("berlaku mulai", null=True, blank=True)
    sampai = models.DateField("berlaku sampai", null=True, blank=True)
    diganti = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diganti oleh"
    )
    perlu_konfirmasi = models.BooleanField(default=False)

    objects = DasarHukumQuerySet.as_manager()

    class Meta:
        verbose_name = "dasar hukum"
        verbose_name_plural = "dasar hukum"
        ordering = ["tingkat", "tahun", "pk"]
        constraints = [
            models.CheckConstraint(
                name="dasar_hukum_tingkat_sah", condition=Q(tingkat__in=TingkatHukum.values)
            ),
            models.CheckConstraint(
                name="dasar_hukum_masa_sah",
                condition=Q(sampai=None) | Q(mulai=None) | Q(sampai__gte=models.F("mulai")),
                violation_error_message="Hari terakhirnya tidak mendahului hari pertamanya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="dasar_hukum_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="dasar_hukum_kode_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("kode"),
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    @property
    def judul(self) -> str:
        """Without its subject: "Peraturan Wali Kota Semarang Nomor 26 Tahun 2025"."""
        bagian = [self.sebutan]
        if self.nomor:
            bagian.append(f"Nomor {self.nomor}")
        if self.tahun:
            bagian.append(f"Tahun {self.tahun}")
        if not (self.nomor or self.tahun):
            bagian.append("(nomor belum diketahui)")
        return " ".join(bagian)

    @property
    def lengkap(self) -> str:
        """As a paper cites it: with "tentang …" and what amended it."""
        tentang = f" tentang {self.tentang}" if self.tentang else ""
        ubah = f" sebagaimana diubah dengan {self.perubahan}" if self.perubahan else ""
        return f"{self.judul}{tentang}{ubah}"

    def riwayat(self) -> list[tuple[datetime, str]]:
        """Until when it said what, the newest first."""
        acara = apps.get_model("pijar", "DasarHukumEvent").objects.filter(pgh_obj=self)
        return [(satu.pgh_created_at, _lengkap(satu)) for satu in acara.order_by("-pgh_id")]


def _lengkap(acara: Any) -> str:
    kolom = ("kode", "tingkat", "sebutan", "nomor", "tahun", "tentang", "perubahan")
    return DasarHukum(**{nama: getattr(acara, nama) for nama in kolom}).lengkap
