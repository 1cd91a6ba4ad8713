"""Pairs of people who may be one person, and how each pair was settled."""

from __future__ import annotations

from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from peserta.models.peserta import Peserta
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class StatusPasangan(Bernada):
    MENUNGGU = "menunggu", Nada.PERHATIAN, "Menunggu"
    DIUSULKAN = "diusulkan", Nada.PROSES, "Diusulkan digabung"
    DIGABUNG = "digabung", Nada.BAIK, "Digabung"
    BERBEDA = "berbeda", Nada.AKHIR, "Orang berbeda"


TERBUKA = (StatusPasangan.MENUNGGU, StatusPasangan.DIUSULKAN)


class PasanganMiripQuerySet(models.QuerySet["PasanganMirip"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Pairs with at least one person in this officer's area."""
        kiri = petugas.q_wilayah("kiri__kelurahan__kode")
        return self.filter(kiri | petugas.q_wilayah("kanan__kelurahan__kode"))

    def keduanya(self, petugas: Pengguna) -> Self:
        """Pairs of which this officer may see both people, and so may settle."""
        return self.filter(
            petugas.q_wilayah("kiri__kelurahan__kode"), petugas.q_wilayah("kanan__kelurahan__kode")
        )

    def terbuka(self) -> Self:
        """Pairs that wait for somebody; not of whom was merged away meanwhile."""
        return self.filter(status__in=TERBUKA, kiri__digabung_ke=None, kanan__digabung_ke=None)

    def dengan_orang(self) -> Self:
        """With everything that a page names of both."""
        return self.select_related(
            "kiri__kelurahan__kecamatan",
            "kiri__pekerjaan",
            "kanan__kelurahan__kecamatan",
            "kanan__pekerjaan",
            "pengusul",
            "pemutus",
        )


@pghistory.track(
    pghistory.UpdateEvent("diputus", row=pghistory.Old, condition=pghistory.AnyChange("status")),
    append_only=True,
)
class PasanganMirip(models.Model):
    """Two people who may be one; found by :mod:`peserta.actions.duplikat`, settled by people.

    ``kiri`` is the one with the lower id. ``alasan`` holds the signals by code
    (:mod:`peserta.duplikat.nilai`). ``usulan``: who of them stays, which fields come from the
    other, and ``diubah_pada`` of both when it was proposed. Once berbeda, it waits again only
    when somebody asks so; every change of status is kept as it was before.
    """

    kiri = models.ForeignKey(
        Peserta,
        models.PROTECT,
        related_name="+",
        db_index=False,  # pasangan_mirip_sekali
    )
    kanan = models.ForeignKey(Peserta, models.PROTECT, related_name="+")
    skor = models.PositiveSmallIntegerField("kemiripan, 0 sampai 100")
    alasan = models.JSONField(default=dict)
    usulan = models.JSONField(null=True, blank=True)

    status = models.CharField(
        max_length=10, choices=StatusPasangan, default=StatusPasangan.MENUNGGU
    )
    keterangan = models.CharField(max_length=500, blank=True, default="")
    pengusul = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    diusulkan_pada = models.DateTimeField(null=True, blank=True)
    pemutus = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    diputuskan_pada = models.DateTimeField(null=True, blank=True)
    ditemukan_pada = models.DateTimeField(auto_now_add=True)

    objects = PasanganMiripQuerySet.as_manager()

    class Meta:
        verbose_name = "pasangan mirip"
        verbose_name_plural = "pasangan mirip"
        ordering = ["-skor", "pk"]
        indexes = [models.Index(fields=["status", "-skor", "id"], name="pasangan_mirip_antrean")]
        constraints = [
            models.UniqueConstraint(name="pasangan_mirip_sekali", fields=["kiri", "kanan"]),
            models.CheckConstraint(
                name="pasangan_mirip_berurutan", condition=Q(kiri__lt=F("kanan"))
            ),
            models.CheckConstraint(
                name="pasangan_mirip_skor_0_100", condition=Q(skor__range=(0, 100))
            ),
            models.CheckConstraint(
                name="pasangan_mirip_status_sah", condition=Q(status__in=StatusPasangan.values)
            ),
            models.CheckConstraint(
                name="pasangan_mirip_usulan_lengkap",
                condition=~Q(status__in=["diusulkan", "digabung"])
                | Q(pengusul__isnull=False, usulan__isnull=False, diusulkan_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="pasangan_mirip_putusan_lengkap",
                condition=~Q(status__in=["digabung", "berbeda"])
                | Q(pemutus__isnull=False, diputuskan_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="pasangan_mirip_berbeda_beralasan",
                condition=~Q(status="berbeda") | ~Q(keterangan=""),
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(
                name="pasangan_mirip_diputuskan_orang_lain",
                condition=Q(pemutus=None) | Q(pengusul=None) | ~Q(pemutus=F("pengusul")),
                violation_error_message="Usulan tidak boleh diputuskan oleh pengusulnya.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="pasangan_status_sah",
                field="status",
                transitions=[
                    ("menunggu", "diusulkan"),
                    ("menunggu", "berbeda"),
                    ("diusulkan", "menunggu"),
                    ("diusulkan", "digabung"),
                    ("diusulkan", "berbeda"),
                    ("digabung", "menunggu"),  # the merge was undone
                    ("berbeda", "menunggu"),  # somebody asks again
                ],
            ),
            pgtrigger.Protect(
                name="pengusul_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'menunggu' AND NEW.status <> 'menunggu'"
                    " AND OLD.pengusul_id IS DISTINCT FROM NEW.pengusul_id"
                ),
            ),
            pgtrigger.Protect(
                name="pasangan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("kiri", "kanan"),
            ),
            pgtrigger.Protect(
                name="pasangan_diputus_tidak_dihapus",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status <> 'menunggu'"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kiri_id} dan {self.kanan_id}: {self.skor}"

    @property
    def cip(self) -> StatusPasangan:
        return StatusPasangan(self.status)
