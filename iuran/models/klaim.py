"""The claim that a death or an accident opens: papers, deadline, status and history."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from iuran.models.buku import Iuran, IuranQuerySet
from iuran.models.tagihan import Tagihan
from peserta.models import Peristiwa, Peserta
from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class JenisKlaim(models.TextChoices):
    JKK = "jkk", "JKK (kecelakaan kerja)"
    JKM = "jkm", "JKM (kematian)"


class StatusKlaim(Bernada):
    TERBUKA = "terbuka", Nada.PERHATIAN, "Terbuka"
    DIAJUKAN = "diajukan", Nada.PROSES, "Diajukan ke BPJS"
    DIBAYAR = "dibayar", Nada.BAIK, "Dibayar BPJS"
    DITOLAK = "ditolak", Nada.BURUK, "Ditolak BPJS"
    DITUTUP = "ditutup", Nada.NETRAL, "Ditutup"
    BATAL = "batal", Nada.AKHIR, "Batal"


S = StatusKlaim
# Only undoing the event makes a claim batal; a paid claim must go back to diajukan first.
TRANSISI_KLAIM: dict[StatusKlaim, frozenset[StatusKlaim]] = {
    S.TERBUKA: frozenset({S.DIAJUKAN, S.DITUTUP, S.BATAL}),
    S.DIAJUKAN: frozenset({S.TERBUKA, S.DIBAYAR, S.DITOLAK, S.BATAL}),
    S.DITOLAK: frozenset({S.DIAJUKAN, S.DITUTUP, S.BATAL}),
    S.DIBAYAR: frozenset({S.DIAJUKAN}),
    S.DITUTUP: frozenset({S.TERBUKA, S.BATAL}),
    S.BATAL: frozenset(),
}
KLAIM_BERJALAN = (S.TERBUKA, S.DIAJUKAN)


class KlaimQuerySet(models.QuerySet["Klaim"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Claims of people whom this officer may see; a merged row counts as the kept person."""
        return self.filter(q_orang(petugas))

    def berjalan(self) -> Self:
        """Claims that officers still work on, the nearest deadline first."""
        return self.filter(status__in=KLAIM_BERJALAN).order_by("batas", "pk")

    def lewat_batas(self, pada: date) -> Self:
        """Claims that nobody handed in although the deadline has passed."""
        return self.filter(status=S.TERBUKA, batas__lt=pada)

    def menunggu_bayar(self, tagihan: Tagihan | None = None) -> Self:
        """Running claims that a bill holds up, or that ``tagihan`` does: BPJS pays after it."""
        belum = belum_dibayar()
        if tagihan:
            belum = belum.filter(Q(tagihan=tagihan) | Q(tagihan__induk=tagihan))
        return self.berjalan().filter(Exists(belum))

    def with_tagihan(self) -> Self:
        """With ``tagihan_menunggu``: the numbers of the bills that hold the claim up."""
        nomor = belum_dibayar().order_by("bulan").values("tagihan__nomor")
        return self.annotate(tagihan_menunggu=ArraySubquery(nomor))


def belum_dibayar() -> IuranQuerySet:
    """For a query on Klaim: the person's unpaid months in bills, up to the month of the event.

    A month in arrears is settled before BPJS pays the claim (PP 44/2015).
    """
    return Iuran.objects.hidup().filter(
        peserta=OuterRef("peserta"),
        bulan__lte=OuterRef("peristiwa__tanggal"),
        tagihan__isnull=False,
        pembayaran=None,
    )


class Klaim(models.Model):
    """One claim at BPJS of one event: officers collect the papers, an admin moves its status.

    ``lengkap`` holds the codes of the papers at hand (``iuran.klaim.aturan.SYARAT``). ``nominal``
    is the amount that BPJS paid, whole rupiah. It is never a promise: BPJS decides.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_klaim")
    peristiwa = models.OneToOneField(Peristiwa, models.PROTECT, related_name="klaim")
    jenis = models.CharField(max_length=3, choices=JenisKlaim)
    batas = models.DateField("batas melapor")
    kontak_nama = models.CharField("nama ahli waris", max_length=150, blank=True, default="")
    kontak_hubungan = models.CharField("hubungan", max_length=40, blank=True, default="")
    kontak_hp = models.CharField("nomor HP", max_length=20, blank=True, default="")
    lengkap = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    nomor = models.CharField("nomor klaim BPJS", max_length=60, blank=True, default="")
    nominal = models.PositiveBigIntegerField("dibayar BPJS", null=True, blank=True)
    status = models.CharField(max_length=10, choices=StatusKlaim, default=S.TERBUKA)
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = KlaimQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "klaim"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["batas", "id"],
                condition=Q(status__in=["terbuka", "diajukan"]),
                name="klaim_berjalan",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="klaim_jenis_sah", condition=Q(jenis__in=JenisKlaim.values)
            ),
            models.CheckConstraint(
                name="klaim_status_sah", condition=Q(status__in=StatusKlaim.values)
            ),
            models.CheckConstraint(
                name="klaim_nominal_saat_dibayar",
                condition=(Q(nominal=None) & ~Q(status="dibayar"))
                | Q(status="dibayar", nominal__isnull=False, nominal__gt=0),
                violation_error_message="Nominal ada tepat bila BPJS sudah membayar.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="klaim_status_bergerak_sah",
                field="status",
                transitions=sorted(
                    (dari, ke) for dari, tujuan in TRANSISI_KLAIM.items() for ke in tujuan
                ),
            ),
            pgtrigger.Protect(name="klaim_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}, {self.get_status_display()}"

    @property
    def cip(self) -> StatusKlaim:
        return StatusKlaim(self.status)

    @property
    def berjalan(self) -> bool:
        return self.status in KLAIM_BERJALAN

    def terlambat(self, pada: date) -> bool:
        """Whether the day to report has passed on ``pada`` and nothing was handed in."""
        return self.status == S.TERBUKA and self.batas < pada

    @property
    def tujuan(self) -> list[StatusKlaim]:
        """Statuses that an admin may choose next; batal comes only with the undone event."""
        return [ke for ke in StatusKlaim if ke in TRANSISI_KLAIM[S(self.status)] - {S.BATAL}]


class RiwayatKlaim(models.Model):
    """A step in a claim's history: a move of its status, or a note. Never updated or deleted."""

    klaim = models.ForeignKey(Klaim, models.PROTECT, related_name="riwayat")
    dari = models.CharField(max_length=10, choices=StatusKlaim, blank=True, default="")
    ke = models.CharField(max_length=10, choices=StatusKlaim)
    catatan = models.CharField(max_length=500, blank=True, default="")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "riwayat klaim"
        verbose_name_plural = "riwayat klaim"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="riwayat_klaim_beralasan",
                condition=~Q(ke__in=["ditolak", "ditutup", "batal"]) | ~Q(catatan=""),
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(
                name="riwayat_klaim_ke_sah", condition=Q(ke__in=StatusKlaim.values)
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="riwayat_klaim_tidak_berubah", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.dari or 'baru'} → {self.ke}"

    @property
    def pindah(self) -> bool:
        """Whether the status moved; else it is a note."""
        return self.dari != self.ke
