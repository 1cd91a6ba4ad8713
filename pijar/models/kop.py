"""Letterhead, paper and signatories of what the office prints, each from a day on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from pijar.models.pengguna import Pengguna


class Kertas(models.TextChoices):
    A4 = "a4", "A4 (210 × 297 mm)"
    F4 = "f4", "F4 (215 × 330 mm)"


class KopQuerySet(models.QuerySet["Kop"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Letterheads are the whole office's."""
        return self.all()

    def pada(self, tanggal: date) -> Kop | None:
        """The letterhead of a paper of this date; of two from one day the newer one."""
        return self.filter(mulai__lte=tanggal).order_by("-mulai", "-pk").first()


class Kop(models.Model):
    """The letterhead from ``mulai`` on. A row is never changed: a correction is a newer row."""

    mulai = models.DateField("berlaku mulai")
    pemerintah = models.CharField("baris pertama", max_length=120)
    instansi = models.CharField("baris kedua", max_length=120)
    alamat = models.TextField("alamat dan kontak", max_length=400, blank=True, default="")
    kota = models.CharField("tempat tanda tangan", max_length=60)
    logo = models.FileField(upload_to="kop/", blank=True, default="")
    kertas = models.CharField(max_length=2, choices=Kertas, default=Kertas.A4)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = KopQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kop"
        ordering = ["-mulai", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="kop_lengkap",
                condition=~Q(pemerintah="") & ~Q(instansi="") & ~Q(kota=""),
                violation_error_message="Kop berisi dua baris dan tempat tanda tangan.",
            ),
            models.CheckConstraint(name="kop_kertas_sah", condition=Q(kertas__in=Kertas.values)),
        ]
        triggers = [
            pgtrigger.Protect(name="kop_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.pemerintah}, {self.instansi}"

    @property
    def alamat_logo(self) -> str:
        """How a printed document names the logo; its data come from :attr:`gambar`."""
        return f"berkas:logo{Path(self.logo.name or '').suffix}" if self.logo else ""

    @property
    def gambar(self) -> dict[str, bytes]:
        """The logo by the address that documents use; nothing is loaded from a disk or network."""
        if not self.logo:
            return {}
        with self.logo.open("rb") as berkas:
            return {self.alamat_logo: berkas.read()}


def bingkai(jenis: str, tanggal: date) -> dict[str, Any]:
    """Letterhead and signatory of a document, for its template; the first one before it began."""
    kop = Kop.objects.pada(tanggal) or Kop.objects.order_by("mulai", "pk").first()
    return {"kop": kop, "penandatangan": Penandatangan.objects.untuk(jenis, tanggal)}


class CaraTanda(models.TextChoices):
    """How an officer signs (Tata Naskah Dinas)."""

    SENDIRI = "", "Atas jabatannya sendiri"
    ATAS_NAMA = "a.n.", "a.n. (atas nama)"
    UNTUK_BELIAU = "u.b.", "u.b. (untuk beliau)"
    PELAKSANA_TUGAS = "Plt.", "Plt. (pelaksana tugas)"
    PELAKSANA_HARIAN = "Plh.", "Plh. (pelaksana harian)"


class PenandatanganQuerySet(models.QuerySet["Penandatangan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Signatories are the whole office's."""
        return self.all()

    def berlaku(self, tanggal: date) -> Self:
        """Signatories on this day."""
        akhir = Q(sampai=None) | Q(sampai__gte=tanggal)
        return self.filter(akhir, mulai__lte=tanggal)

    def untuk(self, jenis: str, tanggal: date, *, khusus: bool = False) -> Penandatangan | None:
        """The signatory of a kind of paper on a day; one for just this kind comes first.

        ``khusus``: nobody else will do.
        """
        berlaku = self.berlaku(tanggal).filter(jenis__in=[jenis] if khusus else ["", jenis])
        return berlaku.order_by("-jenis", "-mulai", "-pk").first()


class Penandatangan(models.Model):
    """Somebody who signs papers of one kind, or of all kinds (empty), from a day on."""

    jenis = models.CharField("jenis surat", max_length=30, blank=True, default="")
    mulai = models.DateField("menandatangani mulai")
    sampai = models.DateField("sampai", null=True, blank=True)
    cara = models.CharField(max_length=4, choices=CaraTanda, blank=True, default="")
    atas_nama = models.CharField("jabatan yang diwakili", max_length=120, blank=True, default="")
    jabatan = models.CharField(max_length=120)
    nama = models.CharField("nama dengan gelar", max_length=120)
    pangkat = models.CharField("pangkat, golongan", max_length=80, blank=True, default="")
    nip = models.CharField("NIP", max_length=18, blank=True, default="")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = PenandatanganQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "penandatangan"
        ordering = ["jenis", "-mulai", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="penandatangan_nip_18_angka",
                condition=Q(nip="") | Q(nip__regex=r"^[0-9]{18}$"),
                violation_error_message="NIP harus terdiri atas 18 angka.",
            ),
            models.CheckConstraint(
                name="penandatangan_masa_sah",
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")),
                violation_error_message="Hari terakhirnya tidak mendahului hari pertamanya.",
            ),
            models.CheckConstraint(
                name="penandatangan_mewakili",
                condition=~Q(cara__in=["a.n.", "u.b."]) | ~Q(atas_nama=""),
                violation_error_message="a.n. dan u.b. menyebut jabatan yang diwakili.",
            ),
            models.CheckConstraint(
                name="penandatangan_cara_sah", condition=Q(cara__in=CaraTanda.values)
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="penandatangan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["sampai"]),
            ),
            pgtrigger.Protect(name="penandatangan_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.nama}, {self.jabatan}"

    @property
    def baris_jabatan(self) -> list[str]:
        """The lines above the signature: "a.n. KEPALA DINAS", then the own office."""
        if self.cara in (CaraTanda.ATAS_NAMA, CaraTanda.UNTUK_BELIAU):
            return [f"{self.cara} {self.atas_nama}", self.jabatan]
        return [f"{self.cara} {self.jabatan}".strip()]
