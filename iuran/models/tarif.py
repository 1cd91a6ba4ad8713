"""Tariffs of the contribution: drafted by one admin, confirmed by another, never edited."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from pijar.bulan import nama_bulan
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from pijar.rupiah import rupiah

ISI_TETAP = (
    "penghasilan_min",
    "penghasilan_maks",
    "dasar",
    "jkk",
    "jkm",
    "jht",
    "sektor",
    "pembayar",
    "berlaku_mulai",
    "dasar_hukum",
    "catatan",
    "disusun_oleh_id",
    "dikonfirmasi_oleh_id",
)


class Sektor(models.TextChoices):
    SEMUA = "semua", "Semua pekerjaan"
    TRANSPORTASI = "transportasi", "Transportasi"
    BUKAN_TRANSPORTASI = "bukan_transportasi", "Selain transportasi"


class Pembayar(models.TextChoices):
    """The payers that a tariff row is for; the row decides whether DBHCHT counts as APBD."""

    SEMUA = "semua", "Semua pembayar"
    SELAIN_APBN_APBD = "selain_apbn_apbd", "Selain APBN dan APBD; DBHCHT dianggap APBD"
    SELAIN_DBHCHT_IKUT = "dbhcht_ikut", "Selain APBN dan APBD; DBHCHT ikut mendapat"


class StatusTarif(Bernada):
    """What a row's own columns say; it is stored nowhere."""

    RANCANGAN = "rancangan", Nada.PERHATIAN, "Rancangan"
    BERLAKU = "berlaku", Nada.BAIK, "Berlaku"
    DIGANTI = "diganti", Nada.AKHIR, "Diganti"
    DITARIK = "ditarik", Nada.AKHIR, "Ditarik"


TERKUNCI = "(OLD.aktif OR OLD.digantikan_oleh_id IS NOT NULL)"  # in force, or it once was
RANCANGAN = Q(aktif=False, digantikan_oleh=None, alasan_tarik="")


class TarifQuerySet(models.QuerySet["Tarif"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a tariff reprices people of the whole city."""
        return self.none() if petugas.wilayah else self.all()

    def berlaku(self) -> Self:
        """Rows that contributions are counted with, each in its own months."""
        return self.filter(aktif=True)

    def rancangan(self) -> Self:
        return self.filter(RANCANGAN)

    def dipakai(self) -> Self:
        """Drafts and rows in force; those replaced or withdrawn are left out."""
        return self.filter(RANCANGAN | Q(aktif=True))

    def untuk_daftar(self) -> Self:
        """By tier and sector, newest first; drafts stand at the top."""
        return self.select_related("disusun_oleh", "dikonfirmasi_oleh").order_by(
            models.Case(models.When(RANCANGAN, then=0), default=1),
            "penghasilan_min",
            "sektor",
            "pembayar",
            "-berlaku_mulai",
            "-pk",
        )


def _berubah(kolom: tuple[str, ...]) -> str:
    lama, baru = (", ".join(f"{asal}.{k}" for k in kolom) for asal in ("OLD", "NEW"))
    return f"({lama}) IS DISTINCT FROM ({baru})"


class Tarif(models.Model):
    """One tier of the BPU contribution, in whole rupiah a month, valid from a month.

    One admin drafts a row, another confirms it (``aktif``); both may be empty for rows that were
    shipped. The contents of a confirmed row never change: a newer row of the same tier, sector and
    payer closes it (``berlaku_sampai``), or takes its place altogether when it begins no later.
    """

    penghasilan_min = models.PositiveIntegerField("penghasilan dari")
    penghasilan_maks = models.PositiveIntegerField("penghasilan sampai", null=True, blank=True)
    dasar = models.PositiveIntegerField("dasar upah")
    jkk = models.PositiveIntegerField("JKK")
    jkm = models.PositiveIntegerField("JKM")
    jht = models.PositiveIntegerField("JHT")
    sektor = models.CharField(max_length=20, choices=Sektor, default=Sektor.SEMUA)
    pembayar = models.CharField(max_length=16, choices=Pembayar, default=Pembayar.SEMUA)
    berlaku_mulai = models.DateField()
    berlaku_sampai = models.DateField(null=True, blank=True)
    dasar_hukum = models.CharField(max_length=40)
    catatan = models.CharField(max_length=200, blank=True, default="")
    perlu_konfirmasi = models.BooleanField(default=False)
    aktif = models.BooleanField(default=False)
    digantikan_oleh = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="menggantikan"
    )
    alasan_tarik = models.CharField(max_length=200, blank=True, default="")

    disusun_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    disusun_pada = models.DateTimeField(null=True, blank=True)
    dikonfirmasi_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dikonfirmasi_pada = models.DateTimeField(null=True, blank=True)
    ditarik_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TarifQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tarif"
        ordering = ["berlaku_mulai", "penghasilan_min", "pk"]
        constraints = [
            models.CheckConstraint(name="tarif_positif", condition=Q(jkk__gt=0, jkm__gt=0)),
            models.CheckConstraint(
                name="tarif_masa_sah",
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                violation_error_message="Bulan terakhir tidak boleh sebelum bulan pertama.",
            ),
            models.CheckConstraint(
                name="tarif_mulai_awal_bulan",
                condition=Q(berlaku_mulai__day=1),
                violation_error_message="Tarif berlaku sejak tanggal 1.",
            ),
            models.CheckConstraint(name="tarif_sektor_sah", condition=Q(sektor__in=Sektor.values)),
            models.CheckConstraint(
                name="tarif_pembayar_sah", condition=Q(pembayar__in=Pembayar.values)
            ),
            models.CheckConstraint(
                name="tarif_dikonfirmasi_admin_lain",
                condition=Q(dikonfirmasi_oleh=None)
                | (Q(disusun_oleh__isnull=False) & ~Q(dikonfirmasi_oleh=F("disusun_oleh"))),
                violation_error_message="Tarif dikonfirmasi admin lain daripada penyusunnya.",
            ),
            models.CheckConstraint(
                name="tarif_ditarik_tidak_berlaku",
                condition=Q(alasan_tarik="") | Q(aktif=False, digantikan_oleh=None),
            ),
            models.UniqueConstraint(
                name="tarif_satu_rancangan",
                fields=["penghasilan_min", "sektor", "pembayar"],
                condition=RANCANGAN,
                violation_error_message="Tarif ini sudah mempunyai rancangan. Ubah rancangan itu.",
            ),
            ExclusionConstraint(
                name="tarif_satu_pada_satu_waktu",
                expressions=[
                    ("penghasilan_min", RangeOperators.EQUAL),
                    ("sektor", RangeOperators.EQUAL),
                    ("pembayar", RangeOperators.EQUAL),
                    (
                        Func(
                            F("berlaku_mulai"),
                            F("berlaku_sampai"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(aktif=True),
                violation_error_message="Ada tarif lain yang berlaku pada bulan yang sama.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="tarif_dikonfirmasi_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"({TERKUNCI} AND {_berubah(ISI_TETAP)})"),
            ),
            pgtrigger.Protect(  # only a newer row closes it, and only earlier than before
                name="tarif_ditutup_tarif_baru",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"({TERKUNCI} AND {_berubah(('aktif', 'berlaku_sampai'))}"
                    " AND (NEW.digantikan_oleh_id IS NOT DISTINCT FROM OLD.digantikan_oleh_id"
                    " OR (NEW.aktif AND NOT OLD.aktif)"
                    " OR coalesce(NEW.berlaku_sampai, 'infinity')"
                    " > coalesce(OLD.berlaku_sampai, 'infinity')))"
                ),
            ),
            pgtrigger.Protect(
                name="tarif_berlaku_setelah_dikonfirmasi",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NOT OLD.aktif AND NEW.aktif AND NEW.dikonfirmasi_oleh_id IS NULL"
                ),
            ),
            pgtrigger.Protect(
                name="tarif_baru_rancangan",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.aktif AND NEW.dikonfirmasi_oleh_id IS NULL"),
            ),
            pgtrigger.Protect(
                name="tarif_dikonfirmasi_tidak_dihapus",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition(TERKUNCI),
            ),
        ]

    def __str__(self) -> str:
        return f"dasar {self.dasar}: {self.jkk}+{self.jkm}"

    @property
    def cip(self) -> StatusTarif:
        if self.aktif:
            return StatusTarif.BERLAKU
        if self.digantikan_oleh_id:
            return StatusTarif.DIGANTI
        return StatusTarif.DITARIK if self.alasan_tarik else StatusTarif.RANCANGAN

    @property
    def rancangan(self) -> bool:
        return self.cip == StatusTarif.RANCANGAN

    @property
    def nominal(self) -> int:
        """Rupiah of a month without JHT: what the programme pays."""
        return self.jkk + self.jkm

    @property
    def sebutan(self) -> str:
        """How an assumption names it."""
        return f"{rupiah(self.nominal)} sejak {nama_bulan(self.berlaku_mulai)}"

    def mencakup(self, bulan: date) -> bool:
        """Whether ``bulan`` lies in its months, in force or not."""
        sampai = self.berlaku_sampai
        return self.berlaku_mulai <= bulan and (sampai is None or bulan <= sampai)
