"""Proposed life events: an officer or a nightly job proposes, an admin decides."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from peserta.models.peserta import Peserta
from peserta.models.riwayat import WAJIB_BERBUKTI, JenisBukti, JenisPeristiwa, Peristiwa
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class StatusUsulan(Bernada):
    DIUSULKAN = "diusulkan", Nada.PROSES, "Menunggu"
    DICATAT = "dicatat", Nada.BAIK, "Dicatat"
    DITOLAK = "ditolak", Nada.BURUK, "Ditolak"
    DITARIK = "ditarik", Nada.NETRAL, "Ditarik"


S = StatusUsulan


class UsulanPeristiwaQuerySet(models.QuerySet["UsulanPeristiwa"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Proposals about people whom this officer may see; after a merge the survivor counts."""
        return self.filter(q_orang(petugas))

    def dapat_sekaligus(self, jenis: str) -> Self:
        """Those of one kind that go together: age 65, or what an admin proposed in one act."""
        semua = self.filter(jenis=jenis)
        return semua if jenis == JenisPeristiwa.USIA_65 else semua.filter(sekaligus=True)

    def menunggu(self) -> Self:
        """Proposals not yet decided, oldest first."""
        return self.filter(status=S.DIUSULKAN).order_by("pk")


class UsulanPeristiwa(models.Model):
    """A proposed life event; it takes effect only when an admin records it (``peristiwa``).

    ``oleh`` is empty for a proposal of the nightly job. ``mulai``: the first month without
    contribution, if an officer chose one; else it is the month after. A decision never changes.
    ``sekaligus``: one of many that an admin proposed in one act; another admin records these.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_usulan")
    jenis = models.CharField(max_length=20, choices=JenisPeristiwa)
    tanggal = models.DateField()
    mulai = models.DateField(null=True, blank=True)
    keterangan = models.CharField(max_length=500, blank=True, default="")
    bukti_jenis = models.CharField(max_length=20, choices=JenisBukti, blank=True, default="")
    bukti_nomor = models.CharField(max_length=120, blank=True, default="")
    sekaligus = models.BooleanField("diusulkan sekaligus", default=False, db_default=False)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    status = models.CharField(max_length=10, choices=StatusUsulan, default=S.DIUSULKAN)
    alasan = models.CharField("alasan putusan", max_length=200, blank=True, default="")
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    peristiwa = models.OneToOneField(
        Peristiwa, models.PROTECT, null=True, blank=True, related_name="usulan"
    )

    objects = UsulanPeristiwaQuerySet.as_manager()

    class Meta:
        verbose_name = "usulan peristiwa"
        verbose_name_plural = "usulan peristiwa"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(status="diusulkan"), name="usulan_menunggu"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="usulan_satu_terbuka",
                fields=["peserta", "jenis"],
                condition=Q(status="diusulkan"),
                violation_error_message="Peristiwa ini sudah diusulkan dan menunggu putusan.",
            ),
            models.CheckConstraint(
                name="usulan_jenis_sah", condition=Q(jenis__in=JenisPeristiwa.values)
            ),
            models.CheckConstraint(
                name="usulan_status_sah", condition=Q(status__in=StatusUsulan.values)
            ),
            models.CheckConstraint(
                name="usulan_bukti_sah", condition=Q(bukti_jenis__in=["", *JenisBukti.values])
            ),
            models.CheckConstraint(
                name="usulan_berbukti",
                condition=~Q(jenis__in=[j.value for j in WAJIB_BERBUKTI])
                | (~Q(bukti_jenis="") & ~Q(bukti_nomor="")),
                violation_error_message="Sebutkan jenis dan nomor buktinya.",
            ),
            models.CheckConstraint(
                name="usulan_mulai_tanggal_satu", condition=Q(mulai=None) | Q(mulai__day=1)
            ),
            models.CheckConstraint(
                name="usulan_diputus_bila_selesai",
                condition=Q(status="diusulkan", diputus_pada=None)
                | (~Q(status="diusulkan") & Q(diputus_pada__isnull=False)),
            ),
            models.CheckConstraint(
                name="usulan_dicatat_berperistiwa",
                condition=Q(status="dicatat", peristiwa__isnull=False)
                | (~Q(status="dicatat") & Q(peristiwa=None)),
            ),
            models.CheckConstraint(
                name="usulan_ditolak_beralasan",
                condition=~Q(status="ditolak") | (~Q(alasan="") & Q(diputus_oleh__isnull=False)),
                violation_error_message="Tulis alasan penolakannya.",
            ),
            models.CheckConstraint(
                name="usulan_sekaligus_dua_admin",
                condition=Q(sekaligus=False)
                | Q(oleh__isnull=False) & (~Q(status="dicatat") | ~Q(diputus_oleh=F("oleh"))),
                violation_error_message="Usulan untuk banyak orang dicatat admin lain.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="usulan_diputus_sekali",
                field="status",
                transitions=[(S.DIUSULKAN, ke) for ke in (S.DICATAT, S.DITOLAK, S.DITARIK)],
            ),
            pgtrigger.Protect(
                name="usulan_beku",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "peserta",
                    "jenis",
                    "tanggal",
                    "mulai",
                    "keterangan",
                    "bukti_jenis",
                    "bukti_nomor",
                    "sekaligus",
                    "oleh",
                ),
            ),
            pgtrigger.Protect(
                name="usulan_putusan_beku",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'diusulkan'"
                    " AND (OLD.alasan, OLD.diputus_oleh_id, OLD.diputus_pada, OLD.peristiwa_id)"
                    " IS DISTINCT FROM"
                    " (NEW.alasan, NEW.diputus_oleh_id, NEW.diputus_pada, NEW.peristiwa_id)"
                ),
            ),
            pgtrigger.Protect(name="usulan_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.tanggal} ({self.get_status_display()})"

    @property
    def cip(self) -> StatusUsulan:
        return StatusUsulan(self.status)

    @property
    def menunggu(self) -> bool:
        return self.status == S.DIUSULKAN
