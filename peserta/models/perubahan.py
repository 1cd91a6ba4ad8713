"""Changes of a person's data from the decree on: somebody proposes, an admin decides."""

from __future__ import annotations

from typing import Any, Self

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from peserta.models.berkas import BerkasPeserta
from peserta.models.impor import Impor
from peserta.models.peserta import Peserta
from peserta.models.status import Status
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada

PERLU_BUKTI = ("nik", "kpj", "nama", "tanggal_lahir", "jenis_kelamin")
"""Columns that change only with a photo of the paper, or with the paper named."""

KE_BPJS = frozenset(
    {*PERLU_BUKTI, "tempat_lahir", "no_kk", "nama_ibu", "alamat", "rt", "rw", "kelurahan_id"}
    | {"hp", "email", "pekerjaan_id", "lokasi_kerja"}
)
"""Columns that a file to BPJS has; any other changes here alone."""


class StatusPerubahanData(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin"
    DITERAPKAN = "diterapkan", Nada.BAIK, "Diterapkan"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak jadi"


class AsalPerubahan(models.TextChoices):
    """From where a change comes; only an admin corrects a NIK, in one step."""

    FORMULIR = "formulir", "Formulir"
    IMPOR = "impor", "Daftar yang diimpor"
    KOREKSI_NIK = "koreksi_nik", "Koreksi NIK"


class PerubahanDataQuerySet(models.QuerySet["PerubahanData"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Changes of people whom this officer may see; after a merge the survivor counts."""
        return self.filter(q_orang(petugas))

    def milik(self, pk: int) -> Self:
        """Changes of one person, and of the rows merged into that person, newest first."""
        sendiri = Q(peserta=pk, peserta__digabung_ke=None)
        return self.filter(sendiri | Q(peserta__digabung_ke=pk)).order_by("-pk")

    def menunggu(self) -> Self:
        """Proposals not yet decided, oldest first."""
        return self.filter(status=StatusPerubahanData.DIUSULKAN).order_by("pk")

    def ke_bpjs(self) -> Self:
        """Applied changes of enrolled people of which BPJS must hear, oldest first.

        Without those that an admin left out, and those that a later change mends. Which of them
        stand in a file already, the caller knows.
        """
        penerus = PerubahanData.objects.filter(
            mengganti=OuterRef("pk"), status=StatusPerubahanData.DITERAPKAN
        )
        return self.filter(
            ~Exists(penerus),
            status=StatusPerubahanData.DITERAPKAN,
            ke_bpjs=True,
            dibiarkan_pada=None,
            peserta__status=Status.TERDAFTAR,
            peserta__digabung_ke=None,
        ).order_by("pk")


class PerubahanData(models.Model):
    """A proposed change of the data of somebody from ``ditetapkan`` on.

    ``isi`` maps each column to its old and new value. ``bukti`` is a photo of the paper,
    ``bukti_kertas`` names it. ``ke_bpjs``: applied, and BPJS still has an old value. ``mengganti``
    is the change that BPJS refused and this one mends. An admin may leave a refused one out.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_perubahan")
    isi = models.JSONField("kolom ke nilai lama dan baru", encoder=DjangoJSONEncoder)
    alasan = models.CharField(max_length=300)
    bukti = models.ForeignKey(
        BerkasPeserta, models.PROTECT, null=True, blank=True, related_name="daftar_perubahan"
    )
    bukti_kertas = models.CharField(
        "kertas yang menjadi bukti", max_length=150, blank=True, default=""
    )
    asal = models.CharField(max_length=12, choices=AsalPerubahan, default=AsalPerubahan.FORMULIR)
    impor = models.ForeignKey(
        Impor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_perubahan",
        db_index=False,  # perubahan_data_impor
    )
    mengganti = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_pengganti",
        db_index=False,  # perubahan_data_satu_pengganti
    )
    ke_bpjs = models.BooleanField("BPJS perlu diberi tahu", default=False, db_default=False)
    status = models.CharField(
        max_length=10, choices=StatusPerubahanData, default=StatusPerubahanData.DIUSULKAN
    )
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")
    dibiarkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dibiarkan_pada = models.DateTimeField(null=True, blank=True)
    alasan_dibiarkan = models.CharField(max_length=300, blank=True, default="")

    objects = PerubahanDataQuerySet.as_manager()

    class Meta:
        verbose_name = "perubahan data"
        verbose_name_plural = "perubahan data"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(status="diusulkan"), name="perubahan_data_menunggu"
            ),
            models.Index(
                fields=["id"],
                condition=Q(status="diterapkan", ke_bpjs=True, dibiarkan_pada=None),
                name="perubahan_data_ke_bpjs",
            ),
            models.Index(fields=["impor"], condition=~Q(impor=None), name="perubahan_data_impor"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="perubahan_data_satu_terbuka",
                fields=["peserta"],
                condition=Q(status="diusulkan"),
                violation_error_message="Orang ini sudah punya usulan perubahan yang menunggu.",
            ),
            models.UniqueConstraint(
                name="perubahan_data_satu_pengganti",
                fields=["mengganti"],
                condition=~Q(status="ditolak") & ~Q(mengganti=None),
                violation_error_message="Perubahan yang ditolak BPJS itu sudah dibetulkan.",
            ),
            models.CheckConstraint(
                name="perubahan_data_status_sah", condition=Q(status__in=StatusPerubahanData.values)
            ),
            models.CheckConstraint(
                name="perubahan_data_asal_sah", condition=Q(asal__in=AsalPerubahan.values)
            ),
            models.CheckConstraint(
                name="perubahan_data_asal_impor",
                condition=Q(asal="impor", impor__isnull=False) | (~Q(asal="impor") & Q(impor=None)),
            ),
            models.CheckConstraint(
                name="perubahan_data_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasan perubahannya.",
            ),
            models.CheckConstraint(
                name="perubahan_data_berisi",
                condition=~Q(isi={}),
                violation_error_message="Tidak ada data yang berubah.",
            ),
            models.CheckConstraint(
                name="perubahan_data_berbukti",
                condition=~Q(asal="formulir")
                | ~Q(isi__has_any_keys=PERLU_BUKTI)
                | Q(bukti__isnull=False)
                | ~Q(bukti_kertas__regex=r"^\s*$"),
                violation_error_message="Lampirkan foto buktinya, atau sebutkan kertasnya.",
            ),
            models.CheckConstraint(
                name="perubahan_data_orang_lain",
                condition=~Q(status="diterapkan")
                | Q(asal="koreksi_nik")
                | ~Q(diputus_oleh=F("diusulkan_oleh")),
                violation_error_message="Perubahan diputuskan orang lain daripada pengusulnya.",
            ),
            models.CheckConstraint(
                name="perubahan_data_diputus",
                condition=Q(status="diusulkan", diputus_oleh=None, diputus_pada=None)
                | (
                    ~Q(status="diusulkan")
                    & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="perubahan_data_ke_bpjs_diterapkan",
                condition=Q(ke_bpjs=False) | Q(status="diterapkan"),
            ),
            models.CheckConstraint(
                name="perubahan_data_dibiarkan_lengkap",
                condition=Q(dibiarkan_oleh=None, dibiarkan_pada=None, alasan_dibiarkan="")
                | Q(dibiarkan_oleh__isnull=False, dibiarkan_pada__isnull=False, ke_bpjs=True)
                & ~Q(alasan_dibiarkan__regex=r"^\s*$"),
                violation_error_message="Tulis alasan perubahan ini tidak disampaikan ke BPJS.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="perubahan_data_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="perubahan_data_isi_tetap",
                fields=[
                    "peserta",
                    "isi",
                    "alasan",
                    "bukti",
                    "bukti_kertas",
                    "asal",
                    "impor",
                    "mengganti",
                    "diusulkan_oleh",
                    "diusulkan_pada",
                ],
            ),
            pgtrigger.Protect(
                name="perubahan_data_putusan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'diusulkan' AND"
                    " (OLD.dibiarkan_pada IS NOT NULL OR"
                    " (OLD.status, OLD.ke_bpjs, OLD.diputus_oleh_id, OLD.diputus_pada,"
                    " OLD.alasan_putusan) IS DISTINCT FROM"
                    " (NEW.status, NEW.ke_bpjs, NEW.diputus_oleh_id, NEW.diputus_pada,"
                    " NEW.alasan_putusan))"
                ),
            ),
            pgtrigger.Trigger(
                name="perubahan_data_mengganti_sah",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__mengganti__isnull=False),
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM peserta_perubahandata p
                        WHERE p.id = NEW.mengganti_id AND p.peserta_id = NEW.peserta_id
                          AND p.status = 'diterapkan' AND p.ke_bpjs
                    ) THEN
                        RAISE EXCEPTION
                            'perubahan_data_mengganti_sah: hanya perubahan orang itu sendiri';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.peserta_id}: {', '.join(self.isi)}"

    @property
    def cip(self) -> StatusPerubahanData:
        return StatusPerubahanData(self.status)

    @property
    def menunggu(self) -> bool:
        return self.status == StatusPerubahanData.DIUSULKAN

    @property
    def berbukti(self) -> bool:
        """Whether the paper is there or named, where the columns need one."""
        perlu = not self.isi.keys().isdisjoint(PERLU_BUKTI)
        return not perlu or bool(self.bukti_id or self.bukti_kertas.strip())

    @property
    def untuk_bpjs(self) -> dict[str, list[Any]]:
        """Each column of a file to BPJS with the value that BPJS has and the new one.

        A change that mends a refused one says also what that one said.
        """
        lama = self.mengganti.untuk_bpjs if self.mengganti else {}
        baru = {k: [lama.get(k, pasangan)[0], pasangan[1]] for k, pasangan in self.isi.items()}
        semua = (lama | baru).items()
        return {k: [dulu, kini] for k, (dulu, kini) in semua if k in KE_BPJS and dulu != kini}
