"""Overruled criteria: what the data refuses and two verifiers let pass, with a paper."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate

from peserta.models import Status
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from verifikasi.models.pemicu_kasus import PENGESAMPINGAN_BOLEH, PENGESAMPINGAN_BUKAN_TERLIBAT
from verifikasi.models.pengajuan import Pengajuan, StatusPengajuan


class StatusPengesampingan(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu verifikator kedua"
    DIKONFIRMASI = "dikonfirmasi", Nada.BAIK, "Dikesampingkan"
    DITOLAK = "ditolak", Nada.BURUK, "Tidak dikesampingkan"
    BATAL = "batal", Nada.AKHIR, "Batal"


HIDUP = (StatusPengesampingan.DIUSULKAN, StatusPengesampingan.DIKONFIRMASI)
PUTUSAN = ("status", "diputus_oleh_id", "diputus_pada", "alasan_putusan")


class PengesampinganQuerySet(models.QuerySet["Pengesampingan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Those of people whom this officer may see; after a merge the survivor counts."""
        return self.filter(q_orang(petugas, "pengajuan__peserta"))

    def menunggu(self) -> Self:
        """Those that can be decided; who waits longest stands first."""
        return self.filter(
            status=StatusPengesampingan.DIUSULKAN,
            pengajuan__status=StatusPengajuan.MENUNGGU,
            pengajuan__peserta__status=Status.DIAJUKAN,
        ).order_by("diusulkan_pada", "pk")

    def hidup(self) -> Self:
        """Those that wait or hold."""
        return self.filter(status__in=HIDUP)

    def boleh_diputus(self, petugas: Pengguna) -> Self:
        """Without this officer's own proposals and the people whom they entered or edited."""
        return self.exclude(
            Q(diusulkan_oleh=petugas)
            | Q(pengajuan__terlibat__contains=[petugas.pk])
            | Q(pengajuan__peserta__penyunting__contains=[petugas.pk])
        )


class Pengesampingan(models.Model):
    """One criterion of a waiting case that the data refuses, to be let pass all the same.

    A verifier proposes it with a reason and a paper, another one decides. ``temuan`` is what the
    data said then. Never changed: a wrong one is withdrawn or refused, and proposed anew.
    """

    pengajuan = models.ForeignKey(Pengajuan, models.PROTECT, related_name="daftar_pengesampingan")
    kode = models.CharField("kriteria", max_length=30)
    temuan = models.CharField("menurut data", max_length=300)
    alasan = models.CharField(max_length=500)
    nomor = models.CharField("nomor surat", max_length=100)
    tanggal = models.DateField("tanggal surat")
    pindaian = models.FileField(upload_to="pengesampingan/%Y/")
    pindaian_mime = models.CharField(max_length=20)
    status = models.CharField(
        max_length=12, choices=StatusPengesampingan, default=StatusPengesampingan.DIUSULKAN
    )
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")

    objects = PengesampinganQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pengesampingan"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["diusulkan_pada", "id"],
                condition=Q(status="diusulkan"),
                name="pengesampingan_menunggu",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="pengesampingan_sekali",
                fields=["pengajuan", "kode"],
                condition=Q(status__in=["diusulkan", "dikonfirmasi"]),
                violation_error_message="Kriteria ini sudah diusulkan dikesampingkan.",
            ),
            models.CheckConstraint(
                name="pengesampingan_status_sah",
                condition=Q(status__in=StatusPengesampingan.values),
            ),
            models.CheckConstraint(
                name="pengesampingan_bersurat",
                condition=~Q(alasan__regex=r"^\s*$")
                & ~Q(nomor__regex=r"^\s*$")
                & ~Q(pindaian="")
                & Q(pindaian_mime__in=["image/jpeg", "application/pdf"]),
                violation_error_message="Tulis alasan dan nomor suratnya, dan unggah pindaiannya.",
            ),
            models.CheckConstraint(
                name="pengesampingan_surat_tidak_di_depan",
                condition=Q(tanggal__lte=TruncDate("diusulkan_pada")),
                violation_error_message="Tanggal surat tidak boleh setelah hari ini.",
            ),
            models.CheckConstraint(
                name="pengesampingan_diputus_orang_lain",
                condition=~Q(status__in=["dikonfirmasi", "ditolak"])
                | Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)
                & ~Q(diputus_oleh=F("diusulkan_oleh")),
                violation_error_message="Pengesampingan diputus verifikator lain.",
            ),
            models.CheckConstraint(
                name="pengesampingan_putusan_lengkap",
                condition=(~Q(status="diusulkan") | Q(diputus_oleh=None, diputus_pada=None))
                & (
                    ~Q(status__in=["ditolak", "batal"])
                    | Q(diputus_pada__isnull=False) & ~Q(alasan_putusan__regex=r"^\s*$")
                ),
                violation_error_message="Tulis alasannya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="pengesampingan_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="pengesampingan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'diusulkan' OR"
                    f" to_jsonb(OLD) - '{{{','.join(PUTUSAN)}}}'::text[] IS DISTINCT FROM"
                    f" to_jsonb(NEW) - '{{{','.join(PUTUSAN)}}}'::text[]"
                ),
            ),
            pgtrigger.Trigger(
                name="pengesampingan_boleh",
                when=pgtrigger.After,  # after the row's own checks, which have sentences
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.status IN ('diusulkan', 'dikonfirmasi')"),
                func=PENGESAMPINGAN_BOLEH,
            ),
            pgtrigger.Trigger(
                name="pengesampingan_bukan_terlibat",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.status <> 'batal'"),
                func=PENGESAMPINGAN_BUKAN_TERLIBAT,
            ),
        ]

    def __str__(self) -> str:
        return f"pengesampingan {self.pk}"

    @property
    def cip(self) -> StatusPengesampingan:
        return StatusPengesampingan(self.status)

    @property
    def menunggu(self) -> bool:
        return self.status == StatusPengesampingan.DIUSULKAN

    @property
    def berlaku(self) -> bool:
        """Whether two verifiers let the criterion pass."""
        return self.status == StatusPengesampingan.DIKONFIRMASI
