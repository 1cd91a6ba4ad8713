"""Merges of two people: the kept person, the written values, and the undoing."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from peserta.models import PasanganMirip, Peserta
from pijar.models import Pengguna


class Penggabungan(models.Model):
    """One merge of two people: one officer proposed it, another decided it.

    The row holds enough to undo the merge. ``sebelum`` and ``sesudah`` map changed columns of the
    kept person (``menang``) to their values. ``nik_kalah`` is the NIK of the merged person,
    ``ikut`` are people merged into that person before, ``riwayat`` is the newest status move of the
    kept person. Only the undoing is ever added.
    """

    pasangan = models.ForeignKey(PasanganMirip, models.PROTECT, related_name="daftar_penggabungan")
    menang = models.ForeignKey(Peserta, models.PROTECT, related_name="+")
    kalah = models.ForeignKey(Peserta, models.PROTECT, related_name="+")
    sebelum = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    sesudah = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    nik_kalah = models.CharField(max_length=16)
    ikut = ArrayField(models.BigIntegerField(), default=list)
    riwayat = models.BigIntegerField(default=0)
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    digabung_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    digabung_pada = models.DateTimeField(auto_now_add=True)
    dibatalkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    alasan_batal = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        verbose_name_plural = "penggabungan"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="penggabungan_satu_berlaku",
                fields=["kalah"],
                condition=Q(dibatalkan_pada=None),
                violation_error_message="Orang ini sudah digabung.",
            ),
            models.CheckConstraint(name="penggabungan_dua_orang", condition=~Q(menang=F("kalah"))),
            models.CheckConstraint(
                name="penggabungan_diputuskan_orang_lain",
                condition=~Q(digabung_oleh=F("diusulkan_oleh")),
                violation_error_message="Usulan tidak boleh diputuskan oleh pengusulnya.",
            ),
            models.CheckConstraint(
                name="penggabungan_batal_beralasan",
                condition=Q(dibatalkan_pada=None, dibatalkan_oleh=None, alasan_batal="")
                | (
                    Q(dibatalkan_pada__isnull=False, dibatalkan_oleh__isnull=False)
                    & ~Q(alasan_batal="")
                ),
                violation_error_message="Tulis alasan pembatalan.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="penggabungan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.dibatalkan_pada IS NOT NULL OR"
                    " to_jsonb(OLD) - '{dibatalkan_oleh_id,dibatalkan_pada,alasan_batal}'::text[]"
                    " IS DISTINCT FROM"
                    " to_jsonb(NEW) - '{dibatalkan_oleh_id,dibatalkan_pada,alasan_batal}'::text[]"
                ),
            ),
            pgtrigger.Protect(name="penggabungan_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kalah_id} ke {self.menang_id}"
