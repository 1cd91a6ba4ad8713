"""Criteria (dated, versioned), cases with their answers, and decrees."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from iuran.models import Bantuan, JenisBantuan, KondisiInsidental, SumberDana
from peserta.models import Peserta
from pijar.models import Pengguna, Tugas


class VersiKriteria(models.Model):
    """One Keputusan Wali Kota on criteria, valid from a date. Never changed once used."""

    nomor = models.CharField("nomor keputusan", max_length=100, blank=True, default="")
    judul = models.CharField(max_length=200)
    berlaku_mulai = models.DateField(unique=True)
    perlu_konfirmasi = models.BooleanField(default=True)

    class Meta:
        verbose_name = "versi kriteria"
        verbose_name_plural = "versi kriteria"
        ordering = ["-berlaku_mulai"]

    def __str__(self) -> str:
        return self.judul


class Kriteria(models.Model):
    """One criterion of a version: which rule (``kode`` in kriteria.py), with which limits."""

    versi = models.ForeignKey(VersiKriteria, models.CASCADE, related_name="daftar_kriteria")
    kode = models.CharField(max_length=30)
    judul = models.CharField(max_length=150)
    wajib = models.BooleanField("menghalangi bila tidak terpenuhi", default=True)
    parameter = models.JSONField(default=dict, blank=True)
    dasar_hukum = models.CharField(max_length=40)
    perlu_konfirmasi = models.BooleanField(default=False)
    urutan = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "kriteria"
        ordering = ["versi", "urutan"]
        constraints = [
            models.UniqueConstraint(name="kriteria_sekali_per_versi", fields=["versi", "kode"])
        ]

    def __str__(self) -> str:
        return self.judul


class StatusPengajuan(models.TextChoices):
    MENUNGGU = "menunggu", "Menunggu keputusan"
    DISETUJUI = "disetujui", "Disetujui"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DITOLAK = "ditolak", "Ditolak"
    DITARIK = "ditarik", "Ditarik"


class PengajuanQuerySet(models.QuerySet["Pengajuan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        return self.filter(petugas.q_wilayah("peserta__kelurahan_id"))

    def menunggu(self) -> Self:
        return self.filter(status=StatusPengajuan.MENUNGGU).order_by("diajukan_pada", "pk")


class Pengajuan(models.Model):
    """A frozen case: the person's facts when submitted, and the one decision on it.

    ``terlibat`` holds everybody who entered, edited or submitted; none of them may decide.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_pengajuan")
    versi = models.ForeignKey(VersiKriteria, models.PROTECT, related_name="+")
    cuplikan = models.JSONField("data saat diajukan")
    keterangan_kerja_tanggal = models.DateField("tanggal keterangan bekerja", null=True, blank=True)
    keterangan_kerja_oleh = models.CharField(max_length=150, blank=True, default="")
    keterangan_kerja_bukti = models.CharField(max_length=200, blank=True, default="")
    status = models.CharField(
        max_length=12, choices=StatusPengajuan, default=StatusPengajuan.MENUNGGU
    )
    alasan = models.CharField(max_length=500, blank=True, default="")
    terlibat = ArrayField(models.BigIntegerField(), default=list)
    diajukan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diajukan_pada = models.DateTimeField(auto_now_add=True)
    diputuskan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputuskan_pada = models.DateTimeField(null=True, blank=True)

    objects = PengajuanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pengajuan"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["diajukan_pada", "id"],
                condition=Q(status="menunggu"),
                name="pengajuan_antrean",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="pengajuan_satu_menunggu",
                fields=["peserta"],
                condition=Q(status="menunggu"),
                violation_error_message="Orang ini sudah menunggu keputusan.",
            ),
            models.CheckConstraint(
                name="pengajuan_status_sah", condition=Q(status__in=StatusPengajuan.values)
            ),
            models.CheckConstraint(
                name="pengajuan_diputuskan_orang_lain",
                condition=Q(diputuskan_oleh=None)
                | (
                    ~Q(diputuskan_oleh=F("diajukan_oleh"))
                    & ~Q(
                        terlibat__contains=models.Func(
                            F("diputuskan_oleh"),
                            function="ARRAY",
                            template="%(function)s[%(expressions)s]",
                            output_field=ArrayField(models.BigIntegerField()),
                        )
                    )
                ),
                violation_error_message=(
                    "Pengajuan tidak boleh diputuskan oleh orang yang memasukkan, "
                    "mengubah atau mengajukannya."
                ),
            ),
            models.CheckConstraint(
                name="pengajuan_putusan_lengkap",
                condition=Q(status__in=["menunggu", "ditarik"])
                | Q(diputuskan_oleh__isnull=False, diputuskan_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="pengajuan_tolak_beralasan",
                condition=~Q(status__in=["dikembalikan", "ditolak"]) | ~Q(alasan=""),
                violation_error_message="Tulis alasannya.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="pengajuan_sekali_diputuskan",
                field="status",
                transitions=[
                    ("menunggu", s) for s in ("disetujui", "dikembalikan", "ditolak", "ditarik")
                ],
            ),
            pgtrigger.Protect(
                name="pengajuan_beku",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("peserta", "versi", "cuplikan", "diajukan_oleh"),
            ),
        ]

    def __str__(self) -> str:
        return f"pengajuan {self.pk}"


class Jawaban(models.TextChoices):
    YA = "ya", "Ya"
    TIDAK = "tidak", "Tidak"
    BELUM_ADA_DATA = "belum_ada_data", "Belum ada data"


class JawabanKriteria(models.Model):
    """How a criterion was answered in a case, by the data or by the verifier with a basis."""

    pengajuan = models.ForeignKey(Pengajuan, models.CASCADE, related_name="daftar_jawaban")
    kode = models.CharField(max_length=30)
    jawaban = models.CharField(max_length=15, choices=Jawaban)
    penjelasan = models.CharField(max_length=300, blank=True, default="")
    dasar = models.CharField("dasar jawaban verifikator", max_length=300, blank=True, default="")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "jawaban kriteria"
        verbose_name_plural = "jawaban kriteria"
        ordering = ["pengajuan", "pk"]
        constraints = [
            models.UniqueConstraint(name="jawaban_sekali", fields=["pengajuan", "kode"]),
            models.CheckConstraint(
                name="jawaban_kriteria_sah", condition=Q(jawaban__in=Jawaban.values)
            ),
            models.CheckConstraint(
                name="jawaban_orang_berdasar",
                condition=Q(oleh=None) | ~Q(dasar=""),
                violation_error_message="Tulis dasar jawaban, misalnya surat atau pengecekan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {self.jawaban}"


class StatusPenetapan(models.TextChoices):
    DRAF = "draf", "Draf"
    DITETAPKAN = "ditetapkan", "Ditetapkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


class PenetapanQuerySet(models.QuerySet["Penetapan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Decrees are city-wide; the right menetapkan guards them."""
        return self.all()


class Penetapan(models.Model):
    """A decree with its list of people. One admin drafts it, another freezes it; then it is fixed."""

    nomor = models.CharField(max_length=100, unique=True)
    tanggal = models.DateField()
    perihal = models.CharField(max_length=200, blank=True, default="")
    status = models.CharField(max_length=12, choices=StatusPenetapan, default=StatusPenetapan.DRAF)
    disusun_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    disusun_pada = models.DateTimeField(auto_now_add=True)
    ditetapkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditetapkan_pada = models.DateTimeField(null=True, blank=True)
    alasan_batal = models.CharField(max_length=300, blank=True, default="")
    tugas_lampiran = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")

    objects = PenetapanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "penetapan"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="penetapan_status_sah", condition=Q(status__in=StatusPenetapan.values)
            ),
            models.CheckConstraint(
                name="penetapan_oleh_orang_lain",
                condition=Q(ditetapkan_oleh=None) | ~Q(ditetapkan_oleh=F("disusun_oleh")),
                violation_error_message="Penetapan dibekukan oleh admin lain daripada penyusunnya.",
            ),
            models.CheckConstraint(
                name="penetapan_ada_penetap",
                condition=~Q(status="ditetapkan") | Q(ditetapkan_oleh__isnull=False),
            ),
            models.CheckConstraint(
                name="penetapan_batal_beralasan",
                condition=~Q(status="dibatalkan") | ~Q(alasan_batal=""),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="penetapan_sekali",
                field="status",
                transitions=[("draf", "ditetapkan"), ("draf", "dibatalkan")],
            )
        ]

    def __str__(self) -> str:
        return self.nomor


class BarisPenetapan(models.Model):
    """One person in a decree: which source, rutin or insidental, from when, how many months."""

    penetapan = models.ForeignKey(Penetapan, models.CASCADE, related_name="daftar_baris")
    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="+")
    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=10, choices=JenisBantuan, default=JenisBantuan.RUTIN)
    kondisi = models.ForeignKey(
        KondisiInsidental, models.PROTECT, null=True, blank=True, related_name="+"
    )
    catatan = models.CharField(max_length=200, blank=True, default="")
    bulan_awal = models.DateField()
    jumlah_bulan = models.PositiveSmallIntegerField()
    hidup = models.BooleanField(default=True)
    bantuan = models.OneToOneField(
        Bantuan, models.PROTECT, null=True, blank=True, related_name="baris_penetapan"
    )

    class Meta:
        verbose_name = "baris penetapan"
        verbose_name_plural = "baris penetapan"
        ordering = ["penetapan", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="baris_penetapan_satu_draf",
                fields=["peserta"],
                condition=Q(hidup=True, bantuan=None),
                violation_error_message="Orang ini sudah ada dalam penetapan lain.",
            ),
            models.CheckConstraint(
                name="baris_penetapan_lama",
                condition=Q(jenis="rutin", jumlah_bulan__range=(6, 12))
                | Q(jenis="insidental", jumlah_bulan__range=(1, 3)),
                violation_error_message="Rutin 6 sampai 12 bulan, insidental 1 sampai 3 bulan.",
            ),
            models.CheckConstraint(
                name="baris_penetapan_insidental_berkondisi",
                condition=Q(jenis="rutin") | (Q(kondisi__isnull=False) & ~Q(catatan="")),
                violation_error_message="Bantuan insidental harus menyebut kondisi dan catatan.",
            ),
            models.CheckConstraint(
                name="baris_penetapan_tanggal_satu", condition=Q(bulan_awal__day=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.penetapan_id}: {self.bulan_awal} ({self.jumlah_bulan})"
