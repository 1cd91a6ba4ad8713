"""Filters of a list that an officer keeps under a name."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from pijar.models.pengguna import Pengguna


class Daftar(models.TextChoices):
    """The lists whose filters are kept, by the name of their address."""

    PESERTA = "peserta:daftar", "Daftar peserta"
    DUPLIKAT = "peserta:duplikat", "Kemungkinan ganda"
    ANTREAN = "verifikasi:antrean", "Antrean verifikasi"
    TUNGGU = "verifikasi:daftar_tunggu", "Daftar tunggu"
    TEMPAT = "verifikasi:tempat_kosong", "Tempat kosong"
    BERAKHIR = "iuran:berakhir", "Siapa habis kapan"
    HABIS = "iuran:habis", "Sudah habis atau nonaktif"
    USIA = "iuran:usia", "Akan berusia 65"
    USULAN = "iuran:usulan", "Usulan peristiwa"
    KLAIM = "iuran:klaim", "Klaim"
    KARTU = "iuran:kartu", "Kartu"
    PENYUMBANG = "iuran:penyumbang", "Penyumbang"
    JANJI = "iuran:janji", "Janji"
    KELEBIHAN = "iuran:kelebihan", "Kelebihan bayar"
    SELISIH = "iuran:rekonsiliasi_titik", "Selisih dengan BPJS"


class SaringanTersimpanQuerySet(models.QuerySet["SaringanTersimpan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Only whoever kept it sees it."""
        return self.filter(oleh=petugas)


class SaringanTersimpan(models.Model):
    """One officer's filters of one list; ``kueri`` is the query of its address, without numbers."""

    oleh = models.ForeignKey(Pengguna, models.CASCADE, related_name="+")
    daftar = models.CharField(max_length=30, choices=Daftar)
    nama = models.CharField(max_length=40)
    kueri = models.CharField(max_length=500)

    objects = SaringanTersimpanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "saringan tersimpan"
        ordering = ["nama", "pk"]
        constraints = [
            models.CheckConstraint(
                name="saringan_daftar_sah", condition=Q(daftar__in=Daftar.values)
            ),
            models.CheckConstraint(name="saringan_berisi", condition=~Q(nama="") & ~Q(kueri="")),
            models.UniqueConstraint("oleh", "daftar", Lower("nama"), name="saringan_satu_senama"),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def alamat(self) -> str:
        return f"{reverse(self.daftar)}?{self.kueri}"
