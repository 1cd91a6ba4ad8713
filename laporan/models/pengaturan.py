"""What an admin sets for papers: how they are numbered, and their Word templates."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class PolaNomorQuerySet(models.QuerySet["PolaNomor"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Patterns are the whole office's."""
        return self.all()


class PolaNomor(models.Model):
    """How papers of one kind, or of all kinds (empty), are numbered from a day on.

    ``pola`` holds ``{n}`` and ``{tahun}``, perhaps ``{bulan}`` (Roman). Papers of one ``register``
    share one row of numbers in a year. An empty ``pola``: the number is typed in, from the city's
    own register.
    """

    jenis = models.CharField("jenis surat", max_length=30, blank=True, default="")
    mulai = models.DateField("berlaku mulai")
    pola = models.CharField(max_length=80, blank=True, default="")
    register = models.SlugField(max_length=20, default="umum")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = PolaNomorQuerySet.as_manager()

    class Meta:
        verbose_name = "pola nomor"
        verbose_name_plural = "pola nomor"
        ordering = ["jenis", "-mulai", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="pola_nomor_berurut",
                condition=Q(pola="") | Q(pola__contains="{n}"),
                violation_error_message="Pola nomor berisi {n}, tempat nomor urutnya.",
            ),
            models.CheckConstraint(
                name="pola_nomor_bertahun",
                condition=Q(pola="") | Q(pola__contains="{tahun}"),
                violation_error_message="Pola nomor berisi {tahun}, supaya nomornya tidak terulang "
                "tahun depan.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="pola_nomor_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.pola or "diisi sendiri"

    @classmethod
    def untuk(cls, jenis: str, tanggal: date) -> PolaNomor | None:
        """The pattern for a kind on a day; one for just this kind comes first."""
        pola = cls.objects.filter(jenis__in=["", jenis], mulai__lte=tanggal)
        return pola.order_by("-jenis", "-mulai", "-pk").first()


class StatusTemplat(Bernada):
    DICOBA = "dicoba", Nada.NETRAL, "Belum dipakai"
    DIPAKAI = "dipakai", Nada.BAIK, "Dipakai"
    DIGANTI = "diganti", Nada.AKHIR, "Diganti yang lebih baru"
    DITARIK = "ditarik", Nada.AKHIR, "Ditarik"


class TemplatSuratQuerySet(models.QuerySet["TemplatSurat"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Templates are the whole office's."""
        return self.all()

    def yang_dipakai(self) -> Self:
        """The template that counts, of each shape that has one."""
        berlaku = self.filter(dipakai_pada__isnull=False, ditarik_pada=None)
        return berlaku.order_by("bentuk", "-dipakai_pada", "-pk").distinct("bentuk")

    def dipakai(self, bentuk: str) -> TemplatSurat | None:
        """The template that counts for a shape; None: the built-in one."""
        return self.filter(bentuk=bentuk).yang_dipakai().first()


class TemplatSurat(models.Model):
    """A Word template for one shape of paper; it counts once an admin puts it to use.

    The one put to use last counts. Taking it back (``ditarik_pada``) makes the one before it, or
    the built-in one, count again.
    """

    bentuk = models.CharField(max_length=20)
    berkas = models.FileField(upload_to="templat/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    dipakai_pada = models.DateTimeField(null=True)
    dipakai_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    ditarik_pada = models.DateTimeField(null=True)
    ditarik_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")

    objects = TemplatSuratQuerySet.as_manager()

    class Meta:
        verbose_name = "templat surat"
        verbose_name_plural = "templat surat"
        ordering = ["bentuk", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="templat_tarik_lengkap",
                condition=Q(ditarik_pada=None, ditarik_oleh=None)
                | Q(ditarik_pada__isnull=False, ditarik_oleh__isnull=False),
            ),
            models.UniqueConstraint(
                name="templat_sekali",
                fields=["bentuk", "sha256"],
                condition=Q(ditarik_pada=None),
                violation_error_message="Templat ini sudah diunggah.",
            ),
            models.CheckConstraint(
                name="templat_pakai_lengkap",
                condition=Q(dipakai_pada=None, dipakai_oleh=None)
                | Q(dipakai_pada__isnull=False, dipakai_oleh__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="templat_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("bentuk", "berkas", "sha256"),
            ),
            pgtrigger.Protect(name="templat_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.nama_berkas

    def cip(self, dipakai: TemplatSurat | None) -> StatusTemplat:
        """Its state, beside the one that counts for its shape."""
        if self.ditarik_pada:
            return StatusTemplat.DITARIK
        if not self.dipakai_pada:
            return StatusTemplat.DICOBA
        return StatusTemplat.DIPAKAI if self == dipakai else StatusTemplat.DIGANTI
