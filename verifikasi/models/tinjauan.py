"""Looks at people: when the criteria were asked of somebody, and what each of them said."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from peserta.models import Peserta
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from pijar.nada import Nada
from verifikasi.models.baris_perpanjangan import BarisPerpanjangan
from verifikasi.models.kriteria import VersiKriteria
from verifikasi.models.penetapan import Penetapan
from verifikasi.models.pengajuan import Pengajuan


class SaatTinjauan(models.TextChoices):
    """At which moment somebody was looked at."""

    PENGAJUAN = "pengajuan", "Saat diajukan"
    PUTUSAN = "putusan", "Saat diputuskan"
    PEMBEKUAN = "pembekuan", "Sebelum ditetapkan"
    BULAN_PERTAMA = "bulan_pertama", "Sebelum bulan pertama"
    PERPANJANGAN = "perpanjangan", "Saat diperpanjang"


class TinjauanQuerySet(models.QuerySet["Tinjauan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Looks at people whom this officer may see; after a merge the survivor counts."""
        return self.filter(q_orang(petugas))

    def tentang(self, peserta: Peserta) -> Self:
        """Of one person and of the rows merged into them, the newest first."""
        milik = self.filter(Q(peserta=peserta) | Q(peserta__digabung_ke=peserta))
        return milik.select_related("versi", "oleh", "penetapan").order_by("-pk")


class Tinjauan(models.Model):
    """One look at one person: the day it speaks of, the version, what each criterion said.

    ``hasil`` lists the criteria in order: kode, jawaban, kalimat (what the data says), gagal, and
    where a verifier answered dasar and oleh (id). A look that nobody caused was a nightly job's.
    ``pengajuan`` is the case of the look, or the one that it opened. Only ever added, for years.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_tinjauan")
    saat = models.CharField(max_length=15, choices=SaatTinjauan)
    pada = models.DateField("keadaan tanggal")
    versi = models.ForeignKey(VersiKriteria, models.PROTECT, null=True, related_name="+")
    lulus = models.BooleanField("memenuhi syarat")
    hasil = models.JSONField()
    pengajuan = models.ForeignKey(
        Pengajuan, models.PROTECT, null=True, related_name="daftar_tinjauan"
    )
    penetapan = models.ForeignKey(Penetapan, models.PROTECT, null=True, related_name="+")
    perpanjangan = models.ForeignKey(BarisPerpanjangan, models.PROTECT, null=True, related_name="+")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dicatat_pada = models.DateTimeField(auto_now_add=True)

    objects = TinjauanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tinjauan"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["peserta", "-id"], name="tinjauan_terbaru"),
        ]
        constraints = [
            models.CheckConstraint(
                name="tinjauan_saat_sah", condition=Q(saat__in=SaatTinjauan.values)
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="tinjauan_tetap", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"tinjauan {self.pk}"

    @property
    def kata(self) -> str:
        """What came of it, for a chip; what is only submitted may still lack proof."""
        if self.lulus:
            return "Memenuhi syarat"
        diajukan = self.saat == SaatTinjauan.PENGAJUAN
        return "Belum semua terpenuhi" if diajukan else "Tidak memenuhi"

    @property
    def nada(self) -> Nada:
        if self.lulus:
            return Nada.BAIK
        return Nada.PERHATIAN if self.saat == SaatTinjauan.PENGAJUAN else Nada.BURUK

    @property
    def gagal(self) -> list[dict[str, str]]:
        """The criteria because of which the person did not pass."""
        return [h for h in self.hasil if h.get("gagal")]
