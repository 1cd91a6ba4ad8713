"""Reference tables: branches, places and their spellings, occupations; a migration fills them."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pijar.models import Pengguna


class Cabang(models.TextChoices):
    """Branches of BPJS Ketenagakerjaan in Semarang."""

    PEMUDA = "pemuda", "Semarang Pemuda"
    MAJAPAHIT = "majapahit", "Semarang Majapahit"


class KelompokPekerjaan(models.TextChoices):
    TRANSPORTASI = "transportasi", "Transportasi"
    PERDAGANGAN = "perdagangan", "Perdagangan"
    JASA = "jasa", "Jasa"
    PERTANIAN = "pertanian", "Pertanian dan perikanan"
    KEAGAMAAN = "keagamaan", "Keagamaan dan sosial"
    LAINNYA = "lainnya", "Lainnya"


class WilayahQuerySet(models.QuerySet["Kecamatan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Kecamatan that overlap this officer's area."""
        return self.filter(kode__in={k[:8] for k in petugas.wilayah}) if petugas.wilayah else self


class Kecamatan(models.Model):
    """One of the 16 kecamatan, by its Kemendagri code, with its BPJS branch."""

    kode = models.CharField(max_length=8, primary_key=True)
    nama = models.CharField(max_length=60)
    cabang = models.CharField(max_length=10, choices=Cabang)

    objects = WilayahQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kecamatan"
        ordering = ["nama"]
        constraints = [
            models.CheckConstraint(
                name="kecamatan_cabang_sah", condition=Q(cabang__in=Cabang.values)
            )
        ]

    def __str__(self) -> str:
        return self.nama


class KelurahanQuerySet(models.QuerySet["Kelurahan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Kelurahan in the officer's area."""
        return self.filter(petugas.q_wilayah("kode"))


class Kelurahan(models.Model):
    """One of the 177 kelurahan, by its Kemendagri code; the postal code is prefill only."""

    kode = models.CharField(max_length=13, primary_key=True)
    kecamatan = models.ForeignKey(Kecamatan, models.PROTECT, related_name="daftar_kelurahan")
    nama = models.CharField(max_length=60)
    kode_pos = models.CharField(max_length=5, blank=True, default="")

    objects = KelurahanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kelurahan"
        ordering = ["nama", "kode"]
        constraints = [
            models.CheckConstraint(
                name="kelurahan_di_kecamatannya",
                condition=Q(kode__startswith=models.F("kecamatan_id")),
            ),
            models.UniqueConstraint(
                name="kelurahan_nama_per_kecamatan", fields=["kecamatan", "nama"]
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class EjaanWilayah(models.Model):
    """Another spelling of a place (letters only, capitals), and the place's code."""

    ejaan = models.CharField(max_length=60)
    kode = models.CharField(max_length=13)

    class Meta:
        verbose_name = "ejaan wilayah"
        verbose_name_plural = "ejaan wilayah"
        constraints = [
            models.UniqueConstraint(name="ejaan_wilayah_sekali", fields=["ejaan", "kode"])
        ]

    def __str__(self) -> str:
        return f"{self.ejaan} = {self.kode}"


class Pekerjaan(models.Model):
    """An occupation of the programme; ``transport`` decides the tariff relief of PP 50/2025."""

    kode = models.CharField(max_length=30, primary_key=True)
    nama = models.CharField(max_length=60, unique=True)
    kelompok = models.CharField(max_length=15, choices=KelompokPekerjaan)
    transport = models.BooleanField("sektor transportasi", default=False)
    ejaan = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "pekerjaan"
        ordering = ["nama"]
        constraints = [
            models.CheckConstraint(
                name="pekerjaan_kelompok_sah", condition=Q(kelompok__in=KelompokPekerjaan.values)
            )
        ]

    def __str__(self) -> str:
        return self.nama


def daftar_wilayah() -> list[tuple[tuple[str, str], tuple[tuple[str, str], ...]]]:
    """Every kecamatan with its kelurahan, by code and name, for the area of an account."""
    anak: dict[str, list[tuple[str, str]]] = {}
    for kode, nama, kecamatan in Kelurahan.objects.values_list("kode", "nama", "kecamatan_id"):
        anak.setdefault(kecamatan, []).append((kode, nama))
    return [
        ((kode, nama), tuple(anak.get(kode, ())))
        for kode, nama in Kecamatan.objects.values_list("kode", "nama")
    ]
