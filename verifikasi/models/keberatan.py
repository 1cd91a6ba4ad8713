"""Objections to a refusal: registered by an officer, answered by another verifier."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from verifikasi.models.pengajuan import Pengajuan


class StatusKeberatan(Bernada):
    MENUNGGU = "menunggu", Nada.PERHATIAN, "Menunggu jawaban"
    DIKABULKAN = "dikabulkan", Nada.BAIK, "Dikabulkan"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak dikabulkan"
    DICABUT = "dicabut", Nada.NETRAL, "Dicabut"


class PihakKeberatan(models.TextChoices):
    """From whom an objection comes."""

    SENDIRI = "sendiri", "Orangnya sendiri"
    KELUARGA = "keluarga", "Keluarganya"
    KUASA = "kuasa", "Orang lain dengan surat kuasa"


class CaraKeberatan(models.TextChoices):
    """How an objection reached the office."""

    DATANG = "datang", "Datang ke kantor atau kelurahan"
    SURAT = "surat", "Surat"
    TELEPON = "telepon", "Telepon atau pesan"


class KeberatanQuerySet(models.QuerySet["Keberatan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Objections of people whom this officer may see; after a merge the survivor counts."""
        return self.filter(q_orang(petugas, "pengajuan__peserta"))

    def menunggu(self) -> Self:
        """Not yet answered; who waits longest stands first."""
        return self.filter(status=StatusKeberatan.MENUNGGU).order_by("diterima", "pk")

    def boleh_dijawab(self, petugas: Pengguna) -> Self:
        """Without those that this officer registered, and without cases that are not theirs."""
        return self.exclude(
            Q(dicatat_oleh=petugas)
            | Q(pengajuan__diputuskan_oleh=petugas)
            | Q(pengajuan__terlibat__contains=[petugas.pk])
            | Q(pengajuan__peserta__penyunting__contains=[petugas.pk])
        )


class Keberatan(models.Model):
    """An objection to one refusal: what somebody says against it, and the one answer.

    ``batas`` is the day by which it is answered, ``terlambat`` whether it came after the days for
    objecting; both by the settings of the day it was registered. An objection that is granted
    opens a new case, ``pengajuan_baru``. A wrong entry is withdrawn with a reason, never changed.
    """

    pengajuan = models.ForeignKey(Pengajuan, models.PROTECT, related_name="daftar_keberatan")
    diterima = models.DateField("diterima tanggal")
    dari = models.CharField(max_length=10, choices=PihakKeberatan)
    nama = models.CharField("nama yang menyampaikan", max_length=150)
    cara = models.CharField(max_length=10, choices=CaraKeberatan)
    isi = models.TextField("isi keberatan", max_length=2000)
    pindaian = models.FileField(upload_to="keberatan/%Y/", blank=True, default="")
    pindaian_mime = models.CharField(max_length=20, blank=True, default="")
    batas = models.DateField("dijawab paling lambat")
    terlambat = models.BooleanField("disampaikan lewat waktu", default=False)
    status = models.CharField(
        max_length=10, choices=StatusKeberatan, default=StatusKeberatan.MENUNGGU
    )
    jawaban = models.TextField(max_length=1000, blank=True, default="")
    pengajuan_baru = models.OneToOneField(
        Pengajuan, models.PROTECT, null=True, blank=True, related_name="dari_keberatan"
    )
    dicatat_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dicatat_pada = models.DateTimeField(auto_now_add=True)
    dijawab_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dijawab_pada = models.DateTimeField(null=True, blank=True)

    objects = KeberatanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "keberatan"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["diterima", "id"],
                condition=Q(status="menunggu"),
                name="keberatan_menunggu",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="keberatan_satu_menunggu",
                fields=["pengajuan"],
                condition=Q(status="menunggu"),
                violation_error_message="Keberatan atas keputusan ini sudah menunggu jawaban.",
            ),
            models.CheckConstraint(
                name="keberatan_status_sah", condition=Q(status__in=StatusKeberatan.values)
            ),
            models.CheckConstraint(
                name="keberatan_dari_sah", condition=Q(dari__in=PihakKeberatan.values)
            ),
            models.CheckConstraint(
                name="keberatan_cara_sah", condition=Q(cara__in=CaraKeberatan.values)
            ),
            models.CheckConstraint(
                name="keberatan_berisi",
                condition=~Q(isi__regex=r"^\s*$") & ~Q(nama__regex=r"^\s*$"),
                violation_error_message="Tulis siapa yang menyampaikan dan apa keberatannya.",
            ),
            models.CheckConstraint(
                name="keberatan_batas_sesudah_diterima",
                condition=Q(batas__gte=F("diterima")),
                violation_error_message="Batas menjawab tidak mendahului tanggal diterimanya.",
            ),
            models.CheckConstraint(
                name="keberatan_jawaban_lengkap",
                condition=Q(status="menunggu", jawaban="", dijawab_oleh=None, dijawab_pada=None)
                | ~Q(status="menunggu")
                & ~Q(jawaban__regex=r"^\s*$")
                & Q(dijawab_oleh__isnull=False, dijawab_pada__isnull=False),
                violation_error_message="Tulis jawabannya.",
            ),
            models.CheckConstraint(
                name="keberatan_dijawab_orang_lain",
                condition=~Q(status__in=["dikabulkan", "ditolak"])
                | ~Q(dijawab_oleh=F("dicatat_oleh")),
                violation_error_message="Keberatan dijawab orang lain daripada pencatatnya.",
            ),
            models.CheckConstraint(
                name="keberatan_kabul_membuka",
                condition=Q(status="dikabulkan", pengajuan_baru__isnull=False)
                | ~Q(status="dikabulkan") & Q(pengajuan_baru=None),
                violation_error_message="Keberatan yang dikabulkan membuka pengajuan baru.",
            ),
            models.CheckConstraint(
                name="keberatan_pindaian_sah",
                condition=Q(pindaian="", pindaian_mime="")
                | ~Q(pindaian="") & Q(pindaian_mime__in=["image/jpeg", "application/pdf"]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keberatan_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.FSM(
                name="keberatan_sekali_dijawab",
                field="status",
                transitions=[("menunggu", s) for s in ("dikabulkan", "ditolak", "dicabut")],
            ),
            pgtrigger.Protect(
                name="keberatan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'menunggu' OR"
                    " (OLD.pengajuan_id, OLD.diterima, OLD.dari, OLD.nama, OLD.cara, OLD.isi,"
                    " OLD.pindaian, OLD.batas, OLD.terlambat, OLD.dicatat_oleh_id,"
                    " OLD.dicatat_pada) IS DISTINCT FROM"
                    " (NEW.pengajuan_id, NEW.diterima, NEW.dari, NEW.nama, NEW.cara, NEW.isi,"
                    " NEW.pindaian, NEW.batas, NEW.terlambat, NEW.dicatat_oleh_id,"
                    " NEW.dicatat_pada)"
                ),
            ),
            pgtrigger.Trigger(
                name="keberatan_atas_penolakan",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM verifikasi_pengajuan
                        WHERE id = NEW.pengajuan_id AND status = 'ditolak'
                          AND (diputuskan_pada AT TIME ZONE 'Asia/Jakarta')::date <= NEW.diterima
                    ) THEN
                        RAISE EXCEPTION 'keberatan_atas_penolakan: hanya sesudah penolakan';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="keberatan_bukan_pemutus",
                when=pgtrigger.After,  # after the row's own checks, which have sentences
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.status IN ('dikabulkan', 'ditolak')"),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM verifikasi_pengajuan p
                        JOIN peserta_peserta o ON o.id = p.peserta_id
                        WHERE p.id = NEW.pengajuan_id
                          AND (p.diputuskan_oleh_id = NEW.dijawab_oleh_id
                               OR p.terlibat || o.penyunting @> ARRAY[NEW.dijawab_oleh_id])
                    ) THEN
                        RAISE EXCEPTION 'keberatan_bukan_pemutus: dijawab verifikator lain';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"keberatan {self.pk}"

    @property
    def cip(self) -> StatusKeberatan:
        return StatusKeberatan(self.status)

    @property
    def terbuka(self) -> bool:
        return self.status == StatusKeberatan.MENUNGGU

    def lewat(self, pada: date) -> bool:
        """Whether it still waits after its last day."""
        return self.terbuka and pada > self.batas
