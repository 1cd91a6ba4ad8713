"""The table of legal bases that admins keep; rules cite a base by its ``kode``.

What is not known yet is filled in once. What is confirmed is not edited: another base replaces it
from a day on, and a rule or paper that cites its code reads the one in force on its own day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Self

import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models import Q

from pijar.bulan import tanggal_panjang
from pijar.models.pengguna import Pengguna
from pijar.riwayat import ingat

# What a base is; what it lacks may be added.
ISI = ("tingkat", "sebutan", "nomor", "tahun", "tanggal", "tentang", "perubahan", "mulai")
BERUBAH = " OR ".join(
    f"(coalesce(OLD.{k}::text, '') <> '' AND OLD.{k} IS DISTINCT FROM NEW.{k})" for k in ISI
)


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

    def satu(self, kode: str) -> DasarHukum:
        """The base of this code; one that is not in the table is shown by its code."""
        return self.filter(kode=kode).select_related("diganti").first() or _tidak_dikenal(kode)

    def pilihan(self) -> list[tuple[str, str]]:
        """For a list to choose from: without those that another has replaced."""
        return [(d.kode, d.judul) for d in self.filter(diganti=None)]

    def pada(self, dicari: Iterable[tuple[str, date]]) -> list[DasarHukum]:
        """For each code and day the base itself, or what stands in its place then; one query.

        An unknown code is shown as it is, to be confirmed.
        """
        semua = {d.pk: d for d in self.select_related("diganti")}
        menurut_kode = {d.kode: d for d in semua.values()}
        return [
            _pada(menurut_kode[kode], semua, hari) if kode in menurut_kode else _tidak_dikenal(kode)
            for kode, hari in dicari
        ]

    def berlaku(
        self, kode: Iterable[str], tanggal: date, lain: Iterable[tuple[str, date]] = ()
    ) -> list[DasarHukum]:
        """What is in force on a day of these codes or in their place, in the order of a paper.

        ``lain``: further codes, each with a day of its own. One that ended without a successor, or
        has not begun, is left out, and one whose number is unknown: a paper does not cite it.
        """
        dikutip = [*((k, tanggal) for k in kode), *lain]
        ada = zip(self.pada(dikutip), dikutip, strict=True)
        sah = {d.pk: d for d, (_, hari) in ada if d.dapat_dikutip(hari)}
        return berurut(sah.values())


@ingat()
class DasarHukum(models.Model):
    """One law or decree: ``kode`` is what rules cite, ``judul`` what screens and papers say.

    ``sebutan`` stands before the number where the rank alone does not say it, for instance
    "Peraturan Menteri Ketenagakerjaan". A decree whose number is unknown gets it here, once.
    ``diganti`` is what replaced it after ``sampai``, or from the beginning where that is empty: it
    was written down wrongly.
    """

    kode = models.SlugField(max_length=40, unique=True)
    tingkat = models.PositiveSmallIntegerField(choices=TingkatHukum)
    sebutan = models.CharField("nama peraturan", max_length=120)
    nomor = models.CharField(max_length=60, blank=True, default="")
    tahun = models.PositiveSmallIntegerField(null=True, blank=True)
    tentang = models.CharField(max_length=300, blank=True, default="")
    tanggal = models.DateField("ditetapkan tanggal", null=True, blank=True)
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
            models.CheckConstraint(  # so that successors never lead back
                name="dasar_hukum_diganti_yang_baru",
                condition=Q(diganti=None) | Q(diganti__gt=models.F("pk")),
                violation_error_message="Dasar hukum diganti oleh yang dicatat sesudahnya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="dasar_hukum_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="dasar_hukum_kode_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("kode"),
            ),
            pgtrigger.Protect(
                name="dasar_hukum_pasti_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"NOT OLD.perlu_konfirmasi AND (NEW.perlu_konfirmasi OR {BERUBAH})"
                ),
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
        elif self.nomor and self.tanggal:
            bagian.append(f"tanggal {tanggal_panjang(self.tanggal)}")
        if not (self.nomor or self.tahun):
            bagian.append("(nomor belum diketahui)")
        return " ".join(bagian)

    @property
    def lengkap(self) -> str:
        """As a paper cites it: with "tentang …" and what amended it."""
        tentang = f" tentang {self.tentang}" if self.tentang else ""
        ubah = f" sebagaimana diubah dengan {self.perubahan}" if self.perubahan else ""
        return f"{self.judul}{tentang}{ubah}"

    @property
    def pasti(self) -> bool:
        """Whether it is replaced, not edited, when it says something else."""
        return self.pk is not None and not self.perlu_konfirmasi

    @property
    def judul_kini(self) -> str:
        """For a rule on the screen: what it cites, and what has replaced that."""
        if self.diganti is None:
            return self.judul
        if self.sampai is None:  # it was written down wrongly
            return self.diganti.judul_kini
        return f"{self.judul} (sampai {tanggal_panjang(self.sampai)}, lalu {self.diganti.judul})"

    def dapat_dikutip(self, tanggal: date) -> bool:
        """Whether it is in force on a day, and its number is known."""
        mulai, sampai = self.mulai or tanggal, self.sampai or tanggal
        return mulai <= tanggal <= sampai and bool(self.nomor or self.tahun)

    def riwayat(self) -> list[tuple[datetime, str]]:
        """Until when it said what, the newest first."""
        acara = apps.get_model("pijar", "DasarHukumEvent").objects.filter(pgh_obj=self)
        return [(satu.pgh_created_at, _lengkap(satu)) for satu in acara.order_by("-pgh_id")]


def berurut(dasar: Iterable[DasarHukum]) -> list[DasarHukum]:
    """As a paper lists them: the highest first, of one rank the older first."""
    return sorted(dasar, key=lambda d: (d.tingkat, d.tahun or 9999, d.pk))


def _tidak_dikenal(kode: str) -> DasarHukum:
    """In place of a base that is not in the table."""
    return DasarHukum(kode=kode, sebutan=kode, perlu_konfirmasi=True)


def _pada(dasar: DasarHukum, semua: Mapping[int, DasarHukum], tanggal: date) -> DasarHukum:
    """The base itself, or what stands in its place on a day."""
    while dasar.diganti_id and (dasar.sampai is None or dasar.sampai < tanggal):
        dasar = semua[dasar.diganti_id]
    return dasar


def _lengkap(acara: Any) -> str:
    return DasarHukum(**{nama: getattr(acara, nama) for nama in ("kode", *ISI)}).lengkap
