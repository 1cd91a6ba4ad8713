"""How the criteria of a case are answered: by the data, and by a verifier with a basis."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q

from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from verifikasi.models.kriteria import Kriteria


class Jawaban(Bernada):
    YA = "ya", Nada.BAIK, "Ya"
    TIDAK = "tidak", Nada.BURUK, "Tidak"
    BELUM_ADA_DATA = "belum_ada_data", Nada.PERHATIAN, "Belum ada data"


class JawabanKriteria(models.Model):
    """How a criterion was answered in a case, by the data or by the verifier with a basis.

    ``menurut_data`` and ``penjelasan`` are what the data says, also where a verifier answered.
    """

    pengajuan = models.ForeignKey(
        "verifikasi.Pengajuan", models.CASCADE, related_name="daftar_jawaban"
    )
    kode = models.CharField(max_length=30)
    jawaban = models.CharField(max_length=15, choices=Jawaban)
    menurut_data = models.CharField(max_length=15, choices=Jawaban, default=Jawaban.BELUM_ADA_DATA)
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
                name="jawaban_menurut_data_sah", condition=Q(menurut_data__in=Jawaban.values)
            ),
            models.CheckConstraint(
                name="jawaban_orang_berdasar",
                condition=Q(oleh=None) | ~Q(dasar=""),
                violation_error_message="Tulis dasar jawaban, misalnya surat atau pengecekan.",
            ),
        ]

        triggers = [
            pgtrigger.Trigger(
                name="jawaban_beku_setelah_putusan",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM verifikasi_pengajuan
                        WHERE id = OLD.pengajuan_id AND status <> 'menunggu'
                    ) THEN
                        RAISE EXCEPTION 'jawaban tidak berubah setelah pengajuan diputuskan';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {self.jawaban}"


def wajib_terjawab(jawaban: str) -> Exists:
    """For a query on Pengajuan: one of its required criteria stands at ``jawaban``."""
    wajib = Kriteria.objects.filter(
        versi=OuterRef("pengajuan__versi"), kode=OuterRef("kode"), wajib=True
    )
    return Exists(
        JawabanKriteria.objects.filter(Exists(wajib), pengajuan=OuterRef("pk"), jawaban=jawaban)
    )
