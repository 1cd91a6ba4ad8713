"""Criteria: dated versions, each with its rules and limits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.utils.functional import cached_property

from pijar.models import DasarHukum, Pengguna

TERPAKAI = """
    IF EXISTS (SELECT 1 FROM verifikasi_pengajuan WHERE versi_id = {versi}) THEN
        RAISE EXCEPTION 'versi kriteria yang sudah dipakai tidak dapat diubah';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


class VersiKriteriaQuerySet(models.QuerySet["VersiKriteria"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """All versions: criteria carry no personal data."""
        return self.all()

    def pada(self, pada: date) -> VersiKriteria | None:
        """The version in force on ``pada``: the newest that has begun."""
        return self.filter(berlaku_mulai__lte=pada).order_by("-berlaku_mulai").first()


class VersiKriteria(models.Model):
    """One Keputusan Wali Kota on criteria, valid from a date. Never changed once used."""

    nomor = models.CharField("nomor keputusan", max_length=100, blank=True, default="")
    judul = models.CharField(max_length=200)
    berlaku_mulai = models.DateField(unique=True)
    perlu_konfirmasi = models.BooleanField(default=True)

    objects = VersiKriteriaQuerySet.as_manager()

    class Meta:
        verbose_name = "versi kriteria"
        verbose_name_plural = "versi kriteria"
        ordering = ["-berlaku_mulai"]
        triggers = [
            pgtrigger.Trigger(
                name="versi_terpakai_tetap",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=TERPAKAI.format(versi="OLD.id"),
            )
        ]

    def __str__(self) -> str:
        return self.judul

    @property
    def terpakai(self) -> bool:
        """Whether an officer submitted a case under this version."""
        return self.daftar_pengajuan.exists()


class Kriteria(models.Model):
    """One criterion of a version: which rule (``kode`` in kriteria.py), with which limits.

    A code without a rule is answered by the verifier. Fixed once its version is used.
    """

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
        triggers = [
            pgtrigger.Trigger(
                name="kriteria_terpakai_tetap",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=TERPAKAI.format(versi="OLD.versi_id"),
            ),
            pgtrigger.Trigger(
                name="kriteria_terpakai_tidak_bertambah",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=TERPAKAI.format(versi="NEW.versi_id"),
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    @cached_property
    def dasar(self) -> DasarHukum:
        """The legal basis; an unknown key is shown as it is and marked for confirmation."""
        return DasarHukum.objects.satu(self.dasar_hukum)


def lengkapi_dasar(daftar: Iterable[Kriteria]) -> None:
    """Read the legal bases of many criteria at once."""
    semua = list(daftar)
    dasar = DasarHukum.objects.menurut_kode(k.dasar_hukum for k in semua)
    for kriteria in semua:
        kriteria.dasar = dasar[kriteria.dasar_hukum]
