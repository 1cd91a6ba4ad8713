"""A civil servant's promise to pay for one worker, and what became of it."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from iuran.models.penyumbang import Penyumbang
from peserta.models import Peserta
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from pijar.riwayat import ingat

TEMPO = (1, 3, 6, 12)
"""Months that a donor pays at a time (SE Sekda B/838.800.1.12.2/II/2025, number 8)."""


class TempoBayar(models.IntegerChoices):
    """How many months a donor pays at a time, chosen at registration."""

    BULANAN = 1, "Setiap bulan"
    TRIWULAN = 3, "3 bulan sekali"
    SEMESTER = 6, "6 bulan sekali"
    TAHUNAN = 12, "12 bulan sekali"


class StatusJanji(Bernada):
    AKTIF = "aktif", Nada.PROSES, "Berjalan"
    BERAKHIR = "berakhir", Nada.AKHIR, "Berakhir"
    BATAL = "batal", Nada.AKHIR, "Batal"


class SebabAkhir(models.TextChoices):
    """Why a promise ended."""

    TIDAK_LANJUT = "tidak_lanjut", "Penyumbang tidak melanjutkan"
    PENYUMBANG_KELUAR = "penyumbang_keluar", "Penyumbang pensiun, pindah, atau meninggal"
    DIALIHKAN = "dialihkan", "Dialihkan ke penyumbang lain"
    DIAMBIL_KOTA = "diambil_kota", "Diambil alih pemerintah kota"
    PEKERJA_KELUAR = "pekerja_keluar", "Pekerja meninggal atau keluar program"
    TIDAK_LAYAK = "tidak_layak", "Pekerja tidak memenuhi kriteria"
    KELIRU = "keliru", "Keliru dicatat"


class JanjiQuerySet(models.QuerySet["Janji"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Promises for workers in the officer's area."""
        return self.filter(q_orang(petugas))

    def aktif(self) -> Self:
        return self.filter(status=StatusJanji.AKTIF)

    def hidup(self) -> Self:
        return self.exclude(status=StatusJanji.BATAL)


@ingat(kolom=["tempo", "mulai", "sampai", "status"])
class Janji(models.Model):
    """One donor's promise for one worker, ``mulai`` to ``sampai``, paid ``tempo`` months at once.

    It is no commitment of the city: months enter the ledger only by evidence, as grants whose
    ``janji`` it is. Renewing moves ``sampai`` on by a term, shortening and ending move it back;
    each act leaves a :class:`RiwayatJanji`. ``dari`` is the promise from which another donor took
    it over. A worker has one donor at a time.
    """

    penyumbang = models.ForeignKey(Penyumbang, models.PROTECT, related_name="daftar_janji")
    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_janji")
    tempo = models.PositiveSmallIntegerField("bayar setiap", choices=TempoBayar)
    mulai = models.DateField("bulan pertama")
    sampai = models.DateField("bulan terakhir")
    status = models.CharField(max_length=8, choices=StatusJanji, default=StatusJanji.AKTIF)
    sebab_akhir = models.CharField(max_length=20, choices=SebabAkhir, blank=True, default="")
    dari = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_penerus",
        db_index=False,  # the constraint serves
    )
    didata_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = JanjiQuerySet.as_manager()

    class Meta:
        verbose_name = "janji"
        verbose_name_plural = "janji"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["status", "sampai"], name="janji_berakhir"),
        ]
        constraints = [
            models.CheckConstraint(
                name="janji_tempo_sah",
                condition=Q(tempo__in=TEMPO),
                violation_error_message="Pembayaran setiap 1, 3, 6, atau 12 bulan.",
            ),
            models.CheckConstraint(
                name="janji_bulan_sah",
                condition=Q(mulai__day=1, sampai__day=1, sampai__gte=F("mulai")),
                violation_error_message="Bulan terakhir tidak sebelum bulan pertama.",
            ),
            models.CheckConstraint(
                name="janji_status_sah", condition=Q(status__in=StatusJanji.values)
            ),
            models.CheckConstraint(
                name="janji_akhir_bersebab",
                condition=Q(status="aktif", sebab_akhir="")
                | (~Q(status="aktif") & Q(sebab_akhir__in=SebabAkhir.values)),
                violation_error_message="Tulis sebab berakhirnya.",
            ),
            models.CheckConstraint(
                name="janji_dari_lain", condition=Q(dari=None) | ~Q(dari=F("pk"))
            ),
            models.UniqueConstraint(
                name="janji_satu_penerus",
                fields=["dari"],
                condition=~Q(status="batal"),
                violation_error_message="Janji ini sudah diteruskan penyumbang lain.",
            ),
            ExclusionConstraint(
                name="janji_satu_penyumbang",
                expressions=[
                    ("peserta", RangeOperators.EQUAL),
                    (
                        Func(
                            F("mulai"),
                            F("sampai"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(status="batal"),
                violation_error_message="Pekerja ini sudah mempunyai penyumbang pada bulan itu.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="janji_pihak_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("penyumbang", "peserta", "dari", "didata_oleh"),
            ),
            pgtrigger.Protect(name="janji_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"ASN-{self.pk}"

    @property
    def cip(self) -> StatusJanji:
        return StatusJanji(self.status)


class JenisRiwayatJanji(models.TextChoices):
    DIBUAT = "dibuat", "Dicatat"
    DIPERPANJANG = "diperpanjang", "Diperpanjang"
    DIPENDEKKAN = "dipendekkan", "Dipendekkan"
    DIUBAH = "diubah", "Dibetulkan"
    DIAKHIRI = "diakhiri", "Diakhiri"
    DIBATALKAN = "dibatalkan", "Dibatalkan"
    DIPULIHKAN = "dipulihkan", "Dilanjutkan lagi"


class RiwayatJanji(models.Model):
    """One act on a promise: from which last month to which, why, by whom. Never changed.

    ``pada`` is the day of the act as its paper tells; ``dibuat_pada`` is when it was typed.
    """

    janji = models.ForeignKey(Janji, models.PROTECT, related_name="riwayat")
    jenis = models.CharField(max_length=12, choices=JenisRiwayatJanji)
    mulai = models.DateField("bulan pertama sesudahnya")
    sampai_lama = models.DateField("bulan terakhir semula", null=True, blank=True)
    sampai = models.DateField("bulan terakhir sesudahnya")
    tempo = models.PositiveSmallIntegerField()
    alasan = models.CharField(max_length=300)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateField()
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "riwayat janji"
        verbose_name_plural = "riwayat janji"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="riwayat_janji_sah", condition=Q(jenis__in=JenisRiwayatJanji.values)
            ),
            models.CheckConstraint(
                name="riwayat_janji_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasannya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="riwayat_janji_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.janji_id}: {self.get_jenis_display()}"


class BuktiKartu(models.Model):
    """The paper by which a promised worker has a card: its number and date, and the KPJ it names.

    It moves the worker from layak to terdaftar, without a decree and without a batch. Never
    changed: a wrong KPJ is corrected by a change of the person's data.
    """

    janji = models.OneToOneField(Janji, models.PROTECT, related_name="bukti_kartu")
    kpj = models.CharField("KPJ", max_length=20)
    nomor = models.CharField("nomor bukti", max_length=100)
    tanggal = models.DateField("tanggal bukti")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bukti kartu"
        verbose_name_plural = "bukti kartu"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="bukti_kartu_lengkap",
                condition=Q(kpj__regex=r"^[0-9]{6,20}$") & ~Q(nomor__regex=r"^\s*$"),
                violation_error_message="Tulis KPJ dan nomor buktinya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="bukti_kartu_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"bukti kartu {self.janji_id}"
