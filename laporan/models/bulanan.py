"""The report of a month: proposed, reviewed, closed by another admin, and then never changed."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class StatusLaporan(Bernada):
    SEMENTARA = "sementara", Nada.PROSES, "Sementara"
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    DITUTUP = "ditutup", Nada.BAIK, "Ditutup"
    DIGANTI = "diganti", Nada.AKHIR, "Diganti"
    DITARIK = "ditarik", Nada.BURUK, "Ditarik"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Tidak jadi"


# A proposal may come back for another review; what was closed is only replaced or withdrawn.
TRANSISI_LAPORAN = {
    StatusLaporan.SEMENTARA: frozenset({StatusLaporan.DIUSULKAN, StatusLaporan.DIBATALKAN}),
    StatusLaporan.DIUSULKAN: frozenset({StatusLaporan.SEMENTARA, StatusLaporan.DITUTUP}),
    StatusLaporan.DITUTUP: frozenset({StatusLaporan.DIGANTI, StatusLaporan.DITARIK}),
    StatusLaporan.DIGANTI: frozenset(),
    StatusLaporan.DITARIK: frozenset(),
    StatusLaporan.DIBATALKAN: frozenset(),
}
TERBUKA = (StatusLaporan.SEMENTARA, StatusLaporan.DIUSULKAN)
PERNAH_DITUTUP = (StatusLaporan.DITUTUP, StatusLaporan.DIGANTI, StatusLaporan.DITARIK)
BEKU = (
    "(OLD.angka, OLD.tambahan, OLD.koreksi, OLD.sha256, OLD.diketahui, OLD.catatan, OLD.masalah,"
    " OLD.usulan, OLD.penyusun_id, OLD.diusulkan_pada) IS DISTINCT FROM"
    " (NEW.angka, NEW.tambahan, NEW.koreksi, NEW.sha256, NEW.diketahui, NEW.catatan, NEW.masalah,"
    " NEW.usulan, NEW.penyusun_id, NEW.diusulkan_pada)"
)


class LaporanBulananQuerySet(models.QuerySet["LaporanBulanan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Sums without a name: whoever closes months sees all, everybody else what was closed."""
        if petugas.has_perm("pijar.tutup_laporan"):
            return self.all()
        return self.filter(status__in=PERNAH_DITUTUP)

    def terbuka(self) -> Self:
        """Those on which admins work still."""
        return self.filter(status__in=TERBUKA)

    def ditutup(self) -> Self:
        """The one of each month that counts, if it was closed."""
        return self.filter(status=StatusLaporan.DITUTUP)

    def menunggu(self, petugas: Pengguna) -> Self:
        """What this admin can move on: drafts, and what another one proposed."""
        return self.terbuka().exclude(status=StatusLaporan.DIUSULKAN, penyusun=petugas)


class LaporanBulanan(models.Model):
    """One version of a month's report.

    While it is ``sementara`` its figures are counted for each reader. The admin who proposes it
    (``penyusun``) has them kept, as known at ``diketahui``; another (``penutup``) closes it.
    ``sha256`` covers figures and words. ``menggantikan`` is the closed one that it corrects, for
    ``alasan``. ``warisan``: frozen before two admins were needed; nobody knows a second one.
    ``koreksi`` are later facts about months closed before.
    """

    bulan = models.DateField()
    versi = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=StatusLaporan, default=StatusLaporan.SEMENTARA)
    per_tanggal = models.DateField()
    menggantikan = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="daftar_pengganti"
    )
    alasan = models.CharField("alasan koreksi", max_length=300, blank=True, default="")
    catatan = models.TextField(max_length=4000, blank=True, default="")
    masalah = models.TextField(max_length=4000, blank=True, default="")
    usulan = models.TextField("keputusan yang diminta", max_length=4000, blank=True, default="")
    angka = models.JSONField(null=True, blank=True)
    tambahan = models.JSONField(default=dict, blank=True)
    koreksi = models.JSONField(default=list, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    diketahui = models.DateTimeField(null=True, blank=True)
    warisan = models.BooleanField("dibekukan sebelum aturan dua admin", default=False)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    penyusun = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    diusulkan_pada = models.DateTimeField(null=True, blank=True)
    dikembalikan_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dikembalikan_pada = models.DateTimeField(null=True, blank=True)
    alasan_kembali = models.CharField(max_length=300, blank=True, default="")
    penutup = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    ditutup_pada = models.DateTimeField(null=True, blank=True)

    objects = LaporanBulananQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan bulanan"
        verbose_name_plural = "laporan bulanan"
        ordering = ["-bulan", "-versi"]
        constraints = [
            models.UniqueConstraint(name="laporan_sekali", fields=["bulan", "versi"]),
            models.CheckConstraint(name="laporan_bulan_tanggal_satu", condition=Q(bulan__day=1)),
            models.CheckConstraint(
                name="laporan_status_sah", condition=Q(status__in=StatusLaporan.values)
            ),
            models.UniqueConstraint(
                name="laporan_satu_terbuka",
                fields=["bulan"],
                condition=Q(status__in=["sementara", "diusulkan"]),
                violation_error_message="Laporan bulan ini sedang disusun. Buka yang ada.",
            ),
            models.UniqueConstraint(
                name="laporan_satu_ditutup",
                fields=["bulan"],
                condition=Q(status="ditutup"),
                violation_error_message="Bulan ini sudah ditutup.",
            ),
            models.CheckConstraint(
                name="laporan_sementara_tanpa_angka",
                condition=~Q(status__in=["sementara", "dibatalkan"])
                | Q(angka=None, diketahui=None, sha256="", penyusun=None, penutup=None),
            ),
            models.CheckConstraint(
                name="laporan_beku_lengkap",
                condition=Q(status__in=["sementara", "dibatalkan"])
                | Q(angka__isnull=False, diketahui__isnull=False, sha256__regex="^[0-9a-f]{64}$")
                & (Q(warisan=True) | Q(penyusun__isnull=False, diusulkan_pada__isnull=False)),
            ),
            models.CheckConstraint(
                name="laporan_tutup_dua_admin",
                condition=~Q(status__in=["ditutup", "diganti", "ditarik"])
                | Q(warisan=True, penutup=None)
                | Q(penutup__isnull=False, ditutup_pada__isnull=False) & ~Q(penutup=F("penyusun")),
                violation_error_message="Laporan ditutup admin lain.",
            ),
            models.CheckConstraint(
                name="laporan_belum_ditutup",
                condition=~Q(status__in=["sementara", "diusulkan", "dibatalkan"])
                | Q(penutup=None, ditutup_pada=None),
            ),
            models.CheckConstraint(
                name="laporan_koreksi_beralasan",
                condition=Q(menggantikan=None) | ~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasan koreksinya.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="laporan_alur",
                field="status",
                transitions=[
                    (a.value, k.value) for a, ke in TRANSISI_LAPORAN.items() for k in sorted(ke)
                ],
            ),
            pgtrigger.Protect(
                name="laporan_lahir_sementara",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.status <> 'sementara' OR NEW.warisan"),
            ),
            pgtrigger.Protect(
                name="laporan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "bulan", "versi", "per_tanggal", "menggantikan", "alasan", "warisan", "oleh"
                ),
            ),
            pgtrigger.Protect(
                name="angka_beku",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.status <> 'sementara' AND NEW.status <> 'sementara' AND {BEKU}"
                ),
            ),
            pgtrigger.Protect(
                name="laporan_penutup_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.ditutup_pada IS NOT NULL AND (OLD.penutup_id, OLD.ditutup_pada)"
                    " IS DISTINCT FROM (NEW.penutup_id, NEW.ditutup_pada)"
                ),
            ),
            pgtrigger.Protect(name="laporan_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.bulan:%Y-%m} versi {self.versi}"

    @property
    def cip(self) -> StatusLaporan:
        return StatusLaporan(self.status)

    @property
    def beku(self) -> bool:
        """Whether its figures are kept; else they are counted for each reader."""
        return self.angka is not None

    @property
    def pernah_ditutup(self) -> bool:
        return self.status in PERNAH_DITUTUP
