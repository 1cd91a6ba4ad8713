"""Criteria: dated versions, each with its rules and limits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.functional import cached_property

from pijar.models import DasarHukum, Pengguna, TingkatHukum
from pijar.nada import Bernada, Nada
from verifikasi.models.pemicu_kriteria import KRITERIA_TETAP, VERSI_HAPUS, VERSI_TETAP

KODE_KEPUTUSAN = "kepwal-kriteria"  # the legal base that is the Keputusan of a version itself


class StatusVersi(Bernada):
    DRAF = "draf", Nada.NETRAL, "Draf"
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    AKTIF = "aktif", Nada.BAIK, "Aktif"
    BATAL = "batal", Nada.AKHIR, "Tidak jadi"


class JenisKriteria(models.TextChoices):
    """What a criterion asks; each has one rule, and the same as SQL."""

    USIA = "usia", "Usia"
    DOMISILI = "domisili", "Tempat tinggal"
    PEKERJAAN = "pekerjaan", "Daftar pekerjaan"
    CARA_KERJA = "cara_kerja", "Cara kerja dan penghasilan"
    REGISTER = "register", "Register dan desil kesejahteraan"
    BUKAN_PENERIMA_UPAH = "bukan_penerima_upah", "Bukan penerima upah"
    TANPA_PEMBAYAR_LAIN = "tanpa_pembayar_lain", "Tanpa pembayar lain"
    MASIH_BEKERJA = "masih_bekerja", "Masih bekerja dan tidak sakit"
    BERKAS = "berkas", "Berkas wajib"
    TANYA = "tanya", "Pertanyaan ya atau tidak"


class Kesampingkan(models.TextChoices):
    """Whether what the data refuses may be overruled."""

    TIDAK = "tidak", "Tidak dapat dikesampingkan"
    DUA_ORANG = "dua_orang", "Dua orang, dengan surat"


class Saat(models.TextChoices):
    """The looks at which a criterion is asked."""

    PUTUSAN = "putusan", "Putusan pengajuan"
    PEMBEKUAN = "pembekuan", "Penetapan SK"
    BULAN_PERTAMA = "bulan_pertama", "Bulan pertama"
    PERPANJANGAN = "perpanjangan", "Perpanjangan"


def saat_bawaan() -> list[str]:
    """A new criterion is asked when a case is decided and when its decree is frozen."""
    return [Saat.PUTUSAN, Saat.PEMBEKUAN]


class VersiKriteriaQuerySet(models.QuerySet["VersiKriteria"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """All versions: criteria carry no personal data."""
        return self.all()

    def aktif(self) -> Self:
        """Versions that were activated: of the past, of today, of a later day."""
        return self.filter(status=StatusVersi.AKTIF)

    def berlaku(self, pada: date) -> Self:
        """The version in force on ``pada``; the database lets no two be."""
        sampai = Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=pada)
        return self.aktif().filter(sampai, berlaku_mulai__lte=pada)

    def pada(self, pada: date) -> VersiKriteria | None:
        """The same, read; None when no version is in force."""
        return self.berlaku(pada).first()


class VersiKriteria(models.Model):
    """One Keputusan Wali Kota on criteria, in force from a day until the next one's.

    A draft may change; one admin proposes it and another activates it. From then on it is fixed:
    only what was unknown is completed (:class:`PelengkapVersi`), and its last day is set once the
    next one follows. The shipped version has no author.
    """

    nomor = models.CharField("nomor keputusan", max_length=100, blank=True, default="")
    judul = models.CharField("judul keputusan", max_length=200)
    tanggal = models.DateField("tanggal keputusan", null=True, blank=True)
    berlaku_mulai = models.DateField("berlaku mulai")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    perlu_konfirmasi = models.BooleanField("masih perlu konfirmasi", default=True)
    pindaian = models.FileField(upload_to="kriteria/%Y/", blank=True, default="")
    pindaian_mime = models.CharField(max_length=20, blank=True, default="")
    status = models.CharField(max_length=10, choices=StatusVersi, default=StatusVersi.DRAF)
    disalin_dari = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    disusun_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    disusun_pada = models.DateTimeField(auto_now_add=True)
    diusulkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diusulkan_pada = models.DateTimeField(null=True, blank=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")

    objects = VersiKriteriaQuerySet.as_manager()

    class Meta:
        verbose_name = "versi kriteria"
        verbose_name_plural = "versi kriteria"
        ordering = ["-berlaku_mulai", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="versi_satu_aktif_sehari",
                expressions=[
                    (
                        Func(
                            F("berlaku_mulai"),
                            F("berlaku_sampai"),
                            Value("[]"),
                            function="daterange",
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                condition=Q(status="aktif"),
                violation_error_message="Sudah ada versi kriteria yang aktif pada hari itu.",
            ),
            models.CheckConstraint(
                name="versi_masa_sah",
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                violation_error_message="Hari terakhirnya tidak mendahului hari pertamanya.",
            ),
            models.CheckConstraint(
                name="versi_status_sah", condition=Q(status__in=StatusVersi.values)
            ),
            models.CheckConstraint(
                name="versi_orang_lain",
                condition=~Q(status="aktif")
                | Q(diusulkan_oleh=None, diputus_oleh=None)
                | (Q(diputus_oleh__isnull=False) & ~Q(diputus_oleh=F("diusulkan_oleh"))),
                violation_error_message="Versi kriteria diaktifkan admin lain.",
            ),
            models.CheckConstraint(
                name="versi_pindaian_sah",
                condition=Q(pindaian="", pindaian_mime="")
                | ~Q(pindaian="") & Q(pindaian_mime__in=["image/jpeg", "application/pdf"]),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="versi_alur",
                field="status",
                transitions=[
                    ("draf", "diusulkan"),
                    ("diusulkan", "aktif"),
                    ("diusulkan", "batal"),
                    ("aktif", "batal"),  # before anybody used it: versi_tetap
                ],
            ),
            pgtrigger.Trigger(
                name="versi_tetap",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.status <> 'draf'"),
                declare=[("lama", "jsonb"), ("baru", "jsonb")],
                func=VERSI_TETAP,
            ),
            pgtrigger.Trigger(
                name="versi_hanya_draf_dihapus",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=VERSI_HAPUS,
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    @property
    def cip(self) -> StatusVersi:
        return StatusVersi(self.status)

    @property
    def draf(self) -> bool:
        return self.status == StatusVersi.DRAF

    @property
    def aktif(self) -> bool:
        return self.status == StatusVersi.AKTIF

    @property
    def keputusan(self) -> DasarHukum:
        """The Keputusan of this version as a legal base; an active one's stands in that table."""
        return DasarHukum(
            kode=KODE_KEPUTUSAN,
            tingkat=TingkatHukum.KEPWAL,
            sebutan="Keputusan Wali Kota Semarang",
            nomor=self.nomor,
            tanggal=self.tanggal,
            tentang=self.judul.partition(" tentang ")[2] or "kriteria peserta",
            mulai=self.berlaku_mulai,
            perlu_konfirmasi=self.perlu_konfirmasi or not self.nomor,
        )

    @property
    def terpakai(self) -> bool:
        """Whether an officer submitted a case under this version."""
        return self.daftar_pengajuan.exists()


class Kriteria(models.Model):
    """One criterion of a version: a question, the rule of its ``jenis``, and the limits.

    ``bukti`` says which proof answers it (blank: none) and ``bukti_hari`` for how many days.
    ``saat`` are the looks that ask it. Fixed unless its version is a draft.
    """

    versi = models.ForeignKey(VersiKriteria, models.CASCADE, related_name="daftar_kriteria")
    kode = models.CharField(max_length=30)
    judul = models.CharField(max_length=150)
    jenis = models.CharField(max_length=20, choices=JenisKriteria, default=JenisKriteria.TANYA)
    pertanyaan = models.CharField(max_length=300, blank=True, default="")
    wajib = models.BooleanField("menghalangi bila tidak terpenuhi", default=True)
    parameter = models.JSONField(default=dict, blank=True)
    dasar_hukum = models.CharField(max_length=40)
    bukti = models.CharField(max_length=200, blank=True, default="")
    bukti_hari = models.PositiveSmallIntegerField(null=True, blank=True)
    kesampingkan = models.CharField(
        max_length=10, choices=Kesampingkan, default=Kesampingkan.DUA_ORANG
    )
    saat = ArrayField(models.CharField(max_length=15, choices=Saat), default=list)
    perlu_konfirmasi = models.BooleanField(default=False)
    urutan = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "kriteria"
        ordering = ["versi", "urutan"]
        constraints = [
            models.UniqueConstraint(
                name="kriteria_sekali_per_versi",
                fields=["versi", "kode"],
                violation_error_message="Kode itu sudah dipakai kriteria lain dalam versi ini.",
            ),
            models.CheckConstraint(
                name="kriteria_jenis_sah", condition=Q(jenis__in=JenisKriteria.values)
            ),
            models.CheckConstraint(
                name="kriteria_kesampingkan_sah", condition=Q(kesampingkan__in=Kesampingkan.values)
            ),
            models.CheckConstraint(
                name="kriteria_saat_sah",
                condition=Q(saat__len__gt=0) & Q(saat__contained_by=Saat.values),
                violation_error_message="Pilih paling sedikit satu saat pemeriksaan.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="kriteria_tetap",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("milik", "bigint"), ("keadaan", "text")],
                func=KRITERIA_TETAP,
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    @cached_property
    def dasar(self) -> DasarHukum:
        """The legal basis; an unknown key is shown as it is and marked for confirmation."""
        lengkapi_dasar([self])
        return self.dasar


def lengkapi_dasar(daftar: Iterable[Kriteria]) -> None:
    """Read the legal bases of many criteria at once, each as of the first day of its version.

    The Keputusan of a version that is not active stands in the version alone.
    """
    semua = list(daftar)
    models.prefetch_related_objects(semua, "versi")
    dicari = [(k.dasar_hukum, k.versi.berlaku_mulai) for k in semua]
    for k, dasar in zip(semua, DasarHukum.objects.pada(dicari), strict=True):
        sendiri = k.dasar_hukum == KODE_KEPUTUSAN and not k.versi.aktif
        k.dasar = k.versi.keputusan if sendiri else dasar
