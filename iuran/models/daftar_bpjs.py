"""What BPJS really has: its list of a month and branch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

import pgtrigger
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from peserta.models import Cabang
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada


class JenisDaftar(models.TextChoices):
    """What the list says: who is a member, or whose contribution BPJS has booked."""

    AKTIF = "aktif", "Daftar peserta aktif"
    POSTING = "posting", "Daftar posting iuran"


class StatusDaftar(Bernada):
    DIBACA = "dibaca", Nada.PROSES, "Sedang dibaca"
    DIPERIKSA = "diperiksa", Nada.PERHATIAN, "Menunggu diperiksa"
    SELESAI = "selesai", Nada.BAIK, "Sudah diperiksa"
    GAGAL = "gagal", Nada.BURUK, "Tidak terbaca"
    DIBUANG = "dibuang", Nada.AKHIR, "Dibuang"


TERBACA = (StatusDaftar.DIPERIKSA, StatusDaftar.SELESAI)
TAK_TERPAKAI = (StatusDaftar.GAGAL, StatusDaftar.DIBUANG)


class BagianDaftar(Bernada):
    """Where a line or month of ours stands: each in exactly one."""

    SAMA = "sama", Nada.BAIK, "Sama"
    BEDA = "beda", Nada.PERHATIAN, "Beda"
    TIDAK_ADA = "tidak_ada", Nada.BURUK, "Kita bayar, BPJS tidak punya"
    LEBIH = "lebih", Nada.PERHATIAN, "BPJS punya, kita tidak bayar"
    PEMBAYAR_LAIN = "pembayar_lain", Nada.BURUK, "Aktif di pembayar lain"
    PERIKSA = "periksa", Nada.PERHATIAN, "Perlu dilihat"


class KeadaanBPJS(models.TextChoices):
    """What the words of a line say of the membership."""

    AKTIF = "aktif", "Aktif"
    NONAKTIF = "nonaktif", "Tidak aktif"
    LAIN = "lain", "Aktif di pembayar lain"


class DaftarBPJSQuerySet(models.QuerySet["DaftarBPJS"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a list holds people of a whole branch."""
        return self.none() if petugas.wilayah else self.all()

    def berlaku(self) -> Self:
        """The lists that count: of each month, branch and kind the newest that was read."""
        return self.filter(berlaku=True)

    def menunggu(self) -> Self:
        """Lists that were read and that nobody has looked at."""
        return self.filter(berlaku=True, status=StatusDaftar.DIPERIKSA)


class DaftarBPJS(models.Model):
    """A list of BPJS for one month and branch, as it came: who is active, or what was booked.

    ``tanggal`` is the day that the list itself bears. ``berlaku``: no newer list of the same month,
    branch and kind stands in its place, and no admin dropped it. ``lanjutan`` are further files of
    the same list: name, path, fingerprint; ``sidik`` is that of all its files. ``jumlah`` holds for
    each bin the lines, people and rupiah of both sides, and the sums of both sides, counted apart
    from the bins.
    """

    bulan = models.DateField()
    cabang = models.CharField(max_length=10, choices=Cabang)
    jenis = models.CharField(max_length=8, choices=JenisDaftar)
    tanggal = models.DateField("tanggal daftar")
    berkas = models.FileField(upload_to="rekonsiliasi/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    lanjutan = models.JSONField("berkas lanjutan", default=list)
    sidik = models.CharField("sidik semua berkasnya", max_length=64)
    status = models.CharField(max_length=10, choices=StatusDaftar, default=StatusDaftar.DIBACA)
    berlaku = models.BooleanField(default=False)
    jumlah = models.JSONField("jumlah per bagian", default=dict)
    galat = models.TextField(blank=True, default="")
    tugas = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    dibaca_pada = models.DateTimeField(null=True)
    diperiksa_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    diperiksa_pada = models.DateTimeField(null=True)
    dibuang_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dibuang_pada = models.DateTimeField(null=True)
    alasan_buang = models.CharField(max_length=300, blank=True, default="")

    objects = DaftarBPJSQuerySet.as_manager()

    class Meta:
        verbose_name = "daftar BPJS"
        verbose_name_plural = "daftar BPJS"
        ordering = ["-bulan", "cabang", "jenis", "-tanggal", "-pk"]
        constraints = [
            models.CheckConstraint(name="daftar_bpjs_bulan_satu", condition=Q(bulan__day=1)),
            models.CheckConstraint(
                name="daftar_bpjs_cabang_sah", condition=Q(cabang__in=Cabang.values)
            ),
            models.CheckConstraint(
                name="daftar_bpjs_jenis_sah", condition=Q(jenis__in=JenisDaftar.values)
            ),
            models.CheckConstraint(
                name="daftar_bpjs_status_sah", condition=Q(status__in=StatusDaftar.values)
            ),
            models.CheckConstraint(
                name="daftar_bpjs_gagal_bersebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
            models.CheckConstraint(
                name="daftar_bpjs_berlaku_terbaca",
                condition=Q(berlaku=False) | Q(status__in=["diperiksa", "selesai"]),
            ),
            models.CheckConstraint(
                name="daftar_bpjs_diperiksa_siapa",
                condition=Q(
                    status__in=["selesai", "dibuang"],
                    diperiksa_oleh__isnull=False,
                    diperiksa_pada__isnull=False,
                )
                | ~Q(status="selesai") & Q(diperiksa_oleh=None, diperiksa_pada=None),
            ),
            models.CheckConstraint(
                name="daftar_bpjs_dibuang_beralasan",
                condition=Q(status="dibuang", dibuang_oleh__isnull=False)
                & Q(dibuang_pada__isnull=False)
                & ~Q(alasan_buang__regex=r"^\s*$")
                | ~Q(status="dibuang") & Q(dibuang_oleh=None, dibuang_pada=None, alasan_buang=""),
                violation_error_message="Tulis alasan membuang daftarnya.",
            ),
            models.UniqueConstraint(
                name="daftar_bpjs_satu_berlaku",
                fields=["jenis", "cabang", "bulan"],
                condition=Q(berlaku=True),
            ),
            models.UniqueConstraint(
                name="daftar_bpjs_berkas_sekali",
                fields=["sidik", "jenis", "cabang", "bulan"],
                condition=~Q(status__in=["gagal", "dibuang"]),
                violation_error_message="Berkas ini sudah diunggah untuk bulan dan cabang ini.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="daftar_bpjs_pengunggah_tetap", fields=["oleh"]),
        ]

    def __str__(self) -> str:
        return f"RB-{self.pk}"

    @property
    def cip(self) -> StatusDaftar:
        return StatusDaftar(self.status)

    @property
    def terbaca(self) -> bool:
        return self.status in TERBACA

    @property
    def digantikan(self) -> bool:
        """Whether a newer list of the same month, branch and kind counts in its place."""
        return self.terbaca and not self.berlaku

    @property
    def daftar_berkas(self) -> list[tuple[str, str, str]]:
        """Every file: name for screens, path, SHA-256."""
        lain = [(b["nama"], default_storage.path(b["simpan"]), b["sha256"]) for b in self.lanjutan]
        return [(self.nama_berkas, self.berkas.path, self.sha256), *lain]

    @property
    def nama_semua(self) -> str:
        return ", ".join([self.nama_berkas, *(b["nama"] for b in self.lanjutan)])

    @property
    def posting(self) -> bool:
        return self.jenis == JenisDaftar.POSTING


def nama_lanjutan() -> Iterator[str]:
    """The further files of all lists."""
    for lain in DaftarBPJS.objects.exclude(lanjutan=[]).values_list("lanjutan", flat=True):
        yield from (satu["simpan"] for satu in lain)
