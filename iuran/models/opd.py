"""The offices of the city whose civil servants take part in the movement."""

from __future__ import annotations

from datetime import date
from typing import Self, cast

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from peserta.bersih.opd import kunci_opd
from peserta.models import Kecamatan, Kelurahan
from pijar.models import Pengguna
from pijar.riwayat import ingat


class JenisOPD(models.TextChoices):
    """The kinds of offices that the Sekda's circular of 18 February 2025 addresses."""

    SEKRETARIAT = "sekretariat", "Sekretariat Daerah"
    DINAS = "dinas", "Dinas dan badan"
    RUMAH_SAKIT = "rumah_sakit", "Rumah sakit"
    KECAMATAN = "kecamatan", "Kecamatan"
    KELURAHAN = "kelurahan", "Kelurahan"
    LAIN = "lain", "Lainnya"


EJAAN_SATU_OPD = """
    IF EXISTS (SELECT 1 FROM iuran_opd o WHERE o.id <> NEW.id AND o.ejaan && NEW.ejaan) THEN
        RAISE EXCEPTION 'ejaan ini sudah dipakai OPD lain'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'opd_ejaan_satu';
    END IF;
    RETURN NEW;
"""


class OPDQuerySet(models.QuerySet["OPD"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: offices are of the whole city."""
        return self.none() if petugas.wilayah else self.all()

    def with_bilangan(self, pada: date, tahun: int) -> Self:
        """``pegawai`` and ``pegawai_pada``: the number that counts on a day; ``target`` of a year.

        None where nobody wrote it down.
        """
        catatan = PegawaiOPD.objects.filter(opd=OuterRef("pk"), pada__lte=pada).order_by("-pada")
        sasaran = TargetOPD.objects.filter(opd=OuterRef("pk"), tahun=tahun)
        return self.annotate(
            pegawai=Subquery(catatan.values("jumlah")[:1]),
            pegawai_pada=Subquery(catatan.values("pada")[:1]),
            target=Subquery(sasaran.values("orang")),
        )

    def kamus(self) -> dict[str, OPD]:
        """Each office by the keys of its names; an office that is gone too."""
        semua = cast(list[OPD], list(self))
        ejaan = {kunci: opd for opd in semua for kunci in opd.ejaan}
        return ejaan | {kunci_opd(opd.nama): opd for opd in semua}


class OPD(models.Model):
    """One office. ``ejaan``: its other names, as :func:`peserta.bersih.opd.kunci_opd` keys them.

    A spelling names one office only. An office of a kecamatan or kelurahan names its place. An
    office that is gone (``aktif`` false) takes no new donors and stays in old figures.
    """

    nama = models.CharField(max_length=150, unique=True)
    jenis = models.CharField(max_length=12, choices=JenisOPD)
    ejaan = ArrayField(models.CharField(max_length=150), verbose_name="ejaan lain", default=list)
    kecamatan = models.OneToOneField(Kecamatan, models.PROTECT, null=True, blank=True)
    kelurahan = models.OneToOneField(Kelurahan, models.PROTECT, null=True, blank=True)
    aktif = models.BooleanField(default=True)

    objects = OPDQuerySet.as_manager()

    class Meta:
        verbose_name = "OPD"
        verbose_name_plural = "OPD"
        ordering = ["nama"]
        constraints = [
            models.CheckConstraint(name="opd_jenis_sah", condition=Q(jenis__in=JenisOPD.values)),
            models.CheckConstraint(name="opd_bernama", condition=~Q(nama__regex=r"^\s*$")),
            models.CheckConstraint(
                name="opd_tempat_sesuai_jenis",
                condition=Q(jenis="kecamatan", kecamatan__isnull=False, kelurahan=None)
                | Q(jenis="kelurahan", kecamatan=None, kelurahan__isnull=False)
                | (~Q(jenis__in=["kecamatan", "kelurahan"]) & Q(kecamatan=None, kelurahan=None)),
                violation_error_message="Kantor kecamatan atau kelurahan menyebut tempatnya.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="opd_ejaan_satu",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=EJAAN_SATU_OPD,
            )
        ]

    def __str__(self) -> str:
        return self.nama


@ingat()
class PegawaiOPD(models.Model):
    """How many civil servants an office has on a day, and who says so; the newest day counts.

    A wrong number is corrected by another one of the same day; its history keeps what it was.
    """

    opd = models.ForeignKey(
        OPD,
        models.PROTECT,
        related_name="daftar_pegawai",
        db_index=False,  # the constraint serves
    )
    pada = models.DateField("keadaan tanggal")
    jumlah = models.PositiveIntegerField("jumlah ASN")
    asal = models.CharField("menurut", max_length=200)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "jumlah ASN"
        verbose_name_plural = "jumlah ASN"
        ordering = ["opd", "-pada"]
        constraints = [
            models.UniqueConstraint(
                name="pegawai_opd_sehari",
                fields=["opd", "pada"],
                violation_error_message="Jumlah ASN tanggal ini sudah dicatat.",
            ),
            models.CheckConstraint(
                name="pegawai_opd_berasal",
                condition=~Q(asal__regex=r"^\s*$"),
                violation_error_message="Tulis menurut siapa jumlahnya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opd_id}: {self.jumlah} ({self.pada:%Y-%m-%d})"


@ingat()
class TargetOPD(models.Model):
    """How many workers the civil servants of an office are to protect in a year.

    A mistaken target is changed, not deleted: its history keeps what it was.
    """

    opd = models.ForeignKey(
        OPD,
        models.PROTECT,
        related_name="daftar_target",
        db_index=False,  # the constraint serves
    )
    tahun = models.PositiveSmallIntegerField()
    orang = models.PositiveIntegerField("target (orang)")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diubah_pada = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "target OPD"
        verbose_name_plural = "target OPD"
        ordering = ["-tahun", "opd"]
        constraints = [
            models.UniqueConstraint(name="target_opd_setahun", fields=["opd", "tahun"]),
        ]

    def __str__(self) -> str:
        return f"{self.opd_id}, {self.tahun}: {self.orang}"
