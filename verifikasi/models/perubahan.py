"""Amendments of a frozen decree: who leaves it, proposed by one admin, confirmed by another."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from iuran.models import Bantuan
from peserta.models import PerubahanData, RiwayatStatus
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from verifikasi.models.pemicu import (
    BARIS_SK_ITU,
    BARIS_TIDAK_DIHAPUS,
    LAYAK_LEWAT_PERUBAHAN,
    MELALUI_SK_ITU,
    TEMPAT_TERISI,
)
from verifikasi.models.penetapan import BarisPenetapan, Penetapan


class StatusPerubahanSK(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    DIKONFIRMASI = "dikonfirmasi", Nada.BAIK, "Dikonfirmasi"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak jadi"


class PerubahanPenetapanQuerySet(models.QuerySet["PerubahanPenetapan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Amendments whose people all live in this officer's area, as of decrees."""
        if not petugas.wilayah:
            return self.all()
        dalam = petugas.q_wilayah("peserta__kelurahan__kode")
        baris = BarisPenetapan.objects.filter(penetapan=OuterRef("penetapan"))
        return self.exclude(Exists(baris.exclude(dalam)))

    def terbuka(self) -> Self:
        """Proposals that wait for another admin; those of an amending decree wait with it."""
        return self.filter(status=StatusPerubahanSK.DIUSULKAN, melalui=None)


class PerubahanPenetapan(models.Model):
    """People who leave a frozen decree, with the reason; the decree itself stays as it was issued.

    ``daftar_baris`` names their lines. Confirmed, their grants are void and they are layak again.
    ``melalui`` is the amending decree with its own number that says so: freezing it confirms this.
    ``perubahan_data``: one person leaves because verified data of theirs were wrong.
    """

    penetapan = models.ForeignKey(Penetapan, models.PROTECT, related_name="daftar_perubahan")
    melalui = models.OneToOneField(
        Penetapan, models.PROTECT, null=True, blank=True, related_name="perubahan"
    )
    alasan = models.CharField(max_length=300)
    perubahan_data = models.OneToOneField(
        PerubahanData, models.PROTECT, null=True, blank=True, related_name="perubahan_sk"
    )
    status = models.CharField(
        max_length=12, choices=StatusPerubahanSK, default=StatusPerubahanSK.DIUSULKAN
    )
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")

    objects = PerubahanPenetapanQuerySet.as_manager()

    class Meta:
        verbose_name = "perubahan penetapan"
        verbose_name_plural = "perubahan penetapan"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="perubahan_sk_status_sah", condition=Q(status__in=StatusPerubahanSK.values)
            ),
            models.CheckConstraint(
                name="perubahan_sk_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(
                name="perubahan_sk_orang_lain",
                condition=~Q(status="dikonfirmasi") | ~Q(diputus_oleh=F("diusulkan_oleh")),
                violation_error_message="Perubahan SK dikonfirmasi admin lain.",
            ),
            models.CheckConstraint(
                name="perubahan_sk_diputus",
                condition=Q(status="diusulkan", diputus_oleh=None, diputus_pada=None)
                | (
                    ~Q(status="diusulkan")
                    & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="perubahan_sk_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="perubahan_sk_melalui",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__melalui__isnull=False),
                func=MELALUI_SK_ITU,
            ),
            pgtrigger.Protect(
                name="perubahan_sk_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'diusulkan' OR"
                    " (OLD.penetapan_id, OLD.alasan, OLD.perubahan_data_id, OLD.diusulkan_oleh_id,"
                    " OLD.diusulkan_pada, OLD.melalui_id) IS DISTINCT FROM"
                    " (NEW.penetapan_id, NEW.alasan, NEW.perubahan_data_id, NEW.diusulkan_oleh_id,"
                    " NEW.diusulkan_pada, NEW.melalui_id)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.penetapan_id}: {self.alasan}"

    @property
    def cip(self) -> StatusPerubahanSK:
        return StatusPerubahanSK(self.status)

    @property
    def menunggu(self) -> bool:
        return self.status == StatusPerubahanSK.DIUSULKAN


class BarisPerubahan(models.Model):
    """One line of the decree that an amendment takes out; ``terbuka`` until it is decided.

    ``alasan`` is why just this person leaves, ``sejak`` the first month that is paid no more.
    """

    perubahan = models.ForeignKey(PerubahanPenetapan, models.PROTECT, related_name="daftar_baris")
    baris = models.ForeignKey(BarisPenetapan, models.PROTECT, related_name="daftar_usulan_keluar")
    alasan = models.CharField(max_length=200, blank=True, default="", db_default="")
    sejak = models.DateField("tidak dibiayai sejak bulan", null=True, blank=True)
    terbuka = models.BooleanField(default=True)

    class Meta:
        verbose_name = "baris perubahan"
        verbose_name_plural = "baris perubahan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="baris_perubahan_satu_terbuka",
                fields=["baris"],
                condition=Q(terbuka=True),
                violation_error_message="Orang ini sudah diusulkan keluar dari SK itu.",
            ),
            models.UniqueConstraint(name="baris_perubahan_sekali", fields=["perubahan", "baris"]),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="baris_perubahan_tidak_dihapus",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=BARIS_TIDAK_DIHAPUS,
            ),
            pgtrigger.Trigger(
                name="baris_perubahan_sk_itu",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=BARIS_SK_ITU,
            ),
            pgtrigger.Protect(
                name="baris_perubahan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NOT OLD.terbuka OR (OLD.perubahan_id, OLD.baris_id, OLD.alasan, OLD.sejak)"
                    " IS DISTINCT FROM (NEW.perubahan_id, NEW.baris_id, NEW.alasan, NEW.sejak)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.perubahan_id}: {self.baris_id}"


class RiwayatKeluar(RiwayatStatus):
    """The moves of people's status, to hold here what ``peserta`` cannot know: a decree's rule."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "riwayat keluar dari SK"
        verbose_name_plural = "riwayat keluar dari SK"
        triggers = [
            pgtrigger.Trigger(
                name="layak_lewat_perubahan",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__dari="ditetapkan", new__ke="layak"),
                func=LAYAK_LEWAT_PERUBAHAN,
            ),
        ]


class BantuanTerganti(Bantuan):
    """Grants, to hold here what ``iuran`` cannot know: a place that was filled stays filled."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "bantuan yang tempatnya terisi"
        verbose_name_plural = "bantuan yang tempatnya terisi"
        triggers = [
            pgtrigger.Trigger(
                name="bantuan_tempat_terisi",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status"),
                condition=pgtrigger.Condition(
                    "OLD.status IN ('batal', 'berhenti')"
                    " AND NEW.status IN ('ditetapkan', 'berjalan')"
                ),
                func=TEMPAT_TERISI,
            ),
        ]
