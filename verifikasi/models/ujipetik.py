"""Checks after the fact: a random sample of approved people, its strata and its people."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from peserta.models import Kelurahan, Pekerjaan
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from verifikasi.models.pengajuan import Pengajuan


class CaraPutusan(models.TextChoices):
    """Which approvals a sample is drawn from.

    Approvals of one act have one officer and one moment: the database stamps a transaction once.
    """

    SEMUA = "semua", "Semua persetujuan"
    SEKALIGUS = "sekaligus", "Yang disetujui sekaligus"
    SATU = "satu", "Yang disetujui satu per satu"


class UjiPetikQuerySet(models.QuerySet["UjiPetik"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Samples with somebody whom this officer may see; without an area all of them."""
        if not petugas.wilayah:
            return self.all()
        orang = OrangUjiPetik.objects.for_petugas(petugas).filter(uji=OuterRef("pk"))
        return self.filter(Exists(orang))

    def berlaku(self) -> Self:
        """Samples that were not cancelled."""
        return self.filter(dibatalkan_pada=None)


class UjiPetik(models.Model):
    """A sample as it was drawn: of which approvals, how many in a hundred, by which seed.

    ``mulai`` to ``sampai`` are the days of the decisions, both included; ``wilayah`` the codes of
    kecamatan or kelurahan where the people lived when submitted, empty for the whole city.
    ``populasi`` people were approved so, and ``sidik`` is the MD5 of their cases' ids in order: as
    long as it is the same, the seed ``benih`` draws the same people. Only a sample of which nobody
    was visited may be cancelled; nothing else of it ever changes.
    """

    mulai = models.DateField("diputuskan mulai")
    sampai = models.DateField("diputuskan sampai")
    cara = models.CharField(max_length=10, choices=CaraPutusan, default=CaraPutusan.SEMUA)
    verifikator = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    wilayah = ArrayField(models.CharField(max_length=13), default=list, blank=True)
    persen = models.PositiveSmallIntegerField("persen per kelurahan dan pekerjaan")
    benih = models.CharField(max_length=20)
    populasi = models.PositiveIntegerField()
    sidik = models.CharField("sidik populasi", max_length=32)
    diambil_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diambil_pada = models.DateTimeField()
    dibatalkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    alasan_batal = models.CharField(max_length=300, blank=True, default="")

    objects = UjiPetikQuerySet.as_manager()

    class Meta:
        verbose_name = "uji petik"
        verbose_name_plural = "uji petik"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="uji_petik_sekali",
                fields=["mulai", "sampai", "cara", "verifikator", "wilayah", "persen"],
                condition=Q(dibatalkan_pada=None),
                nulls_distinct=False,
                violation_error_message="Uji petik dengan pilihan yang sama sudah diambil.",
            ),
            models.CheckConstraint(
                name="uji_petik_cara_sah", condition=Q(cara__in=CaraPutusan.values)
            ),
            models.CheckConstraint(
                name="uji_petik_persen_1_100",
                condition=Q(persen__range=(1, 100)),
                violation_error_message="Persennya antara 1 dan 100.",
            ),
            models.CheckConstraint(
                name="uji_petik_masa_sah",
                condition=Q(sampai__gte=F("mulai")),
                violation_error_message="Hari terakhirnya tidak mendahului hari pertamanya.",
            ),
            models.CheckConstraint(
                name="uji_petik_berisi",
                condition=Q(populasi__gt=0) & ~Q(benih__regex=r"^\s*$"),
            ),
            models.CheckConstraint(
                name="uji_petik_batal_lengkap",
                condition=Q(dibatalkan_oleh=None, dibatalkan_pada=None, alasan_batal="")
                | Q(dibatalkan_oleh__isnull=False, dibatalkan_pada__isnull=False)
                & ~Q(alasan_batal__regex=r"^\s*$"),
                violation_error_message="Tulis alasan pembatalannya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="uji_petik_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="uji_petik_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.dibatalkan_pada IS NOT NULL OR"
                    " to_jsonb(OLD) - '{dibatalkan_oleh_id,dibatalkan_pada,alasan_batal}'::text[]"
                    " IS DISTINCT FROM"
                    " to_jsonb(NEW) - '{dibatalkan_oleh_id,dibatalkan_pada,alasan_batal}'::text[]"
                ),
            ),
            pgtrigger.Trigger(
                name="uji_petik_dikunjungi_tetap",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM verifikasi_kunjungan k
                        JOIN verifikasi_orangujipetik o ON o.id = k.orang_id
                        WHERE o.uji_id = NEW.id
                    ) THEN
                        RAISE EXCEPTION 'uji_petik_dikunjungi_tetap: sudah ada yang dikunjungi';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"uji petik {self.pk}"

    @property
    def batal(self) -> bool:
        return self.dibatalkan_pada is not None


class StrataUjiPetikQuerySet(models.QuerySet["StrataUjiPetik"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Strata of kelurahan in this officer's area."""
        return self.filter(petugas.q_wilayah())

    def dengan_hasil(self) -> Self:
        """With how many were visited, by what came out, in the order of the alphabet.

        A visit that was corrected counts once.
        """
        kini = Q(daftar_orang__daftar_kunjungan__pengganti=None)
        jalan = "daftar_orang__daftar_kunjungan"
        return self.annotate(
            **{
                hasil: Count(jalan, filter=kini & Q(**{f"{jalan}__hasil": hasil}))
                for hasil in ("memenuhi", "gagal", "berubah")
            }
        ).order_by("kelurahan__nama", "kelurahan", "pekerjaan__nama")


class StrataUjiPetik(models.Model):
    """One kelurahan and occupation of a sample: how many people it has, how many were drawn."""

    uji = models.ForeignKey(UjiPetik, models.CASCADE, related_name="daftar_strata")
    kelurahan = models.ForeignKey(Kelurahan, models.PROTECT, related_name="+")
    pekerjaan = models.ForeignKey(Pekerjaan, models.PROTECT, related_name="+")
    populasi = models.PositiveIntegerField()
    diambil = models.PositiveIntegerField()

    objects = StrataUjiPetikQuerySet.as_manager()

    class Meta:
        verbose_name = "strata uji petik"
        verbose_name_plural = "strata uji petik"
        ordering = ["kelurahan__nama", "kelurahan", "pekerjaan__nama"]
        constraints = [
            models.UniqueConstraint(name="strata_sekali", fields=["uji", "kelurahan", "pekerjaan"]),
            models.CheckConstraint(
                name="strata_diambil_sebagian",
                condition=Q(diambil__gte=1, diambil__lte=F("populasi")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="strata_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"strata {self.kelurahan_id} {self.pekerjaan_id}"


class OrangUjiPetikQuerySet(models.QuerySet["OrangUjiPetik"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Drawn people who live in this officer's area now; after a merge the survivor counts."""
        return self.filter(q_orang(petugas, "pengajuan__peserta"))

    def boleh_dikunjungi(self, petugas: Pengguna) -> Self:
        """Without people whom this officer approved, entered, edited or submitted."""
        return self.exclude(
            Q(pengajuan__diputuskan_oleh=petugas)
            | Q(pengajuan__terlibat__contains=[petugas.pk])
            | Q(pengajuan__peserta__penyunting__contains=[petugas.pk])
        )

    def belum_dikunjungi(self) -> Self:
        """Drawn people of samples that stand, whom nobody has visited."""
        return self.filter(daftar_kunjungan=None, uji__dibatalkan_pada=None)

    def berhasil(self, hasil: str) -> Self:
        """Drawn people whose last visit says ``hasil``."""
        return self.filter(
            daftar_kunjungan__pengganti=None, daftar_kunjungan__hasil=hasil
        ).distinct()


class OrangUjiPetik(models.Model):
    """One drawn person, by the case that was approved; ``nomor`` is the line on the paper."""

    uji = models.ForeignKey(UjiPetik, models.CASCADE, related_name="daftar_orang")
    strata = models.ForeignKey(StrataUjiPetik, models.CASCADE, related_name="daftar_orang")
    pengajuan = models.ForeignKey(Pengajuan, models.PROTECT, related_name="daftar_uji_petik")
    nomor = models.PositiveIntegerField()

    objects = OrangUjiPetikQuerySet.as_manager()

    class Meta:
        verbose_name = "orang uji petik"
        verbose_name_plural = "orang uji petik"
        ordering = ["uji", "nomor"]
        constraints = [
            models.UniqueConstraint(name="orang_uji_bernomor", fields=["uji", "nomor"]),
            models.UniqueConstraint(name="orang_uji_sekali", fields=["uji", "pengajuan"]),
        ]
        triggers = [
            pgtrigger.Protect(name="orang_uji_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"uji petik {self.uji_id} nomor {self.nomor}"
