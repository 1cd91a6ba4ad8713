"""Extensions: people whose cover ends, prepared together for one decree or several."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q

from iuran.models import SumberDana
from peserta.models import Kecamatan, Kelurahan, Pekerjaan
from pijar.bulan import nama_bulan
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class StatusPerpanjangan(Bernada):
    DISUSUN = "disusun", Nada.PROSES, "Disusun"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Dibatalkan"


class PerpanjanganQuerySet(models.QuerySet["Perpanjangan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Extensions with somebody of this officer's area; their pages show just these."""
        if not petugas.wilayah:
            return self.all()
        dalam = petugas.q_wilayah("daftar_baris__peserta__kelurahan__kode")
        milik = Perpanjangan.objects.filter(dalam, pk=OuterRef("pk"))
        return self.filter(Exists(milik))


class Perpanjangan(models.Model):
    """People who are to be extended together: from which source, from when, how many months.

    An admin prepares it; ``bulan_terakhir`` and what follows say whom they asked for. Each person
    is a line. The approved ones go into a decree, which another admin freezes.
    """

    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="+")
    bulan_awal = models.DateField("bulan pertama")
    jumlah_bulan = models.PositiveSmallIntegerField()
    jht = models.BooleanField("dengan JHT", default=False)
    bulan_terakhir = models.DateField("perlindungan habis akhir bulan", null=True, blank=True)
    sumber_lama = models.ForeignKey(
        SumberDana, models.PROTECT, null=True, blank=True, related_name="+"
    )
    kecamatan = models.ForeignKey(
        Kecamatan, models.PROTECT, null=True, blank=True, related_name="+"
    )
    kelurahan = models.ForeignKey(
        Kelurahan, models.PROTECT, null=True, blank=True, related_name="+"
    )
    pekerjaan = models.ForeignKey(
        Pekerjaan, models.PROTECT, null=True, blank=True, related_name="+"
    )
    kunci = models.UUIDField("kunci isian", unique=True, editable=False)
    status = models.CharField(
        max_length=10, choices=StatusPerpanjangan, default=StatusPerpanjangan.DISUSUN
    )
    alasan_batal = models.CharField(max_length=300, blank=True, default="")
    disusun_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    disusun_pada = models.DateTimeField(auto_now_add=True)
    dinilai_pada = models.DateField("dinilai menurut keadaan")

    objects = PerpanjanganQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "perpanjangan"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="perpanjangan_status_sah", condition=Q(status__in=StatusPerpanjangan.values)
            ),
            models.CheckConstraint(
                name="perpanjangan_lama",
                condition=Q(jumlah_bulan__range=(6, 12)),
                violation_error_message="Perpanjangan 6 sampai 12 bulan.",
            ),
            models.CheckConstraint(
                name="perpanjangan_tanggal_satu",
                condition=Q(bulan_awal__day=1)
                & (Q(bulan_terakhir=None) | Q(bulan_terakhir__day=1)),
            ),
            models.CheckConstraint(
                name="perpanjangan_sesudah_habis",
                condition=Q(bulan_terakhir=None) | Q(bulan_awal__gt=models.F("bulan_terakhir")),
                violation_error_message="Bulan pertama harus sesudah bulan terakhir yang dibiayai.",
            ),
            models.CheckConstraint(
                name="perpanjangan_batal_beralasan",
                condition=Q(status="disusun", alasan_batal="")
                | Q(status="dibatalkan") & ~Q(alasan_batal__regex=r"^\s*$"),
                violation_error_message="Tulis alasan pembatalan.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="perpanjangan_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="perpanjangan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'disusun' AND OLD.status <> NEW.status"
                    " OR (OLD.sumber_id, OLD.bulan_awal, OLD.jumlah_bulan, OLD.jht,"
                    " OLD.disusun_oleh_id) IS DISTINCT FROM (NEW.sumber_id, NEW.bulan_awal,"
                    " NEW.jumlah_bulan, NEW.jht, NEW.disusun_oleh_id)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Perpanjangan {self.pk}"

    @property
    def cip(self) -> StatusPerpanjangan:
        return StatusPerpanjangan(self.status)

    @property
    def terbuka(self) -> bool:
        return self.status == StatusPerpanjangan.DISUSUN

    @property
    def untuk(self) -> str:
        """Whom an admin asked for, in words."""
        habis = self.bulan_terakhir and f"yang habis akhir {nama_bulan(self.bulan_terakhir)}"
        tempat = self.kelurahan or self.kecamatan
        lain = (self.sumber_lama, tempat and tempat.nama, self.pekerjaan and self.pekerjaan.nama)
        return ", ".join(str(s) for s in (habis or "orang yang dicentang", *lain) if s)
