"""The bill of a month for one source, and its payment by SP2D."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from iuran.models.saldo_awal import SaldoAwal
from iuran.models.sumber import SumberDana
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada


class StatusTagihan(Bernada):
    DISUSUN = "disusun", Nada.NETRAL, "Disusun"
    DITERBITKAN = "diterbitkan", Nada.PROSES, "Diterbitkan"
    DIBAYAR = "dibayar", Nada.BAIK, "Dibayar"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Dibatalkan"


TRANSISI_TAGIHAN: dict[StatusTagihan, frozenset[StatusTagihan]] = {
    StatusTagihan.DISUSUN: frozenset({StatusTagihan.DITERBITKAN, StatusTagihan.DIBATALKAN}),
    StatusTagihan.DITERBITKAN: frozenset({StatusTagihan.DIBAYAR, StatusTagihan.DIBATALKAN}),
    StatusTagihan.DIBAYAR: frozenset(),
    StatusTagihan.DIBATALKAN: frozenset(),
}


class TagihanQuerySet(models.QuerySet["Tagihan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Bills are the whole city's, like the list of people behind each: not for one area."""
        return self.none() if petugas.wilayah else self.all()

    def hidup(self) -> Self:
        return self.exclude(status=StatusTagihan.DIBATALKAN)

    def dibatalkan(self) -> Self:
        return self.filter(status=StatusTagihan.DIBATALKAN).select_related("dibatalkan_oleh")

    def daftar_tahun(self) -> list[int]:
        """Years that have a bill."""
        return list(self.order_by().values_list("bulan__year", flat=True).distinct())

    def with_orang(self) -> Self:
        """Everything one bill's page names."""
        return self.select_related(
            "sumber",
            "disusun_oleh",
            "diterbitkan_oleh",
            "dibatalkan_oleh",
            "tugas_excel",
            "tugas_pdf",
            "pembayaran__oleh",
        )


class Tagihan(models.Model):
    """What one source owes BPJS for one month. Its lines are the ledger rows attached to it.

    ``ke`` counts the bills of a source and month, cancelled ones too; what comes after a living
    one is a supplement for people enrolled later. One admin drafts it, another issues it. Sums
    are frozen when it is drafted; ``status`` moves by TRANSISI_TAGIHAN only. What was paid before
    this system stands in bills of ``saldo_awal``, paid from their first moment.
    """

    nomor = models.CharField(max_length=40, unique=True)
    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="daftar_tagihan")
    bulan = models.DateField()
    ke = models.PositiveSmallIntegerField(default=1)
    jumlah_orang = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField("total (rupiah)")
    saldo_awal = models.ForeignKey(
        SaldoAwal, models.PROTECT, null=True, blank=True, related_name="daftar_tagihan"
    )
    kode_iuran = models.CharField("kode iuran BPJS", max_length=50, blank=True, default="")
    status = models.CharField(max_length=12, choices=StatusTagihan, default=StatusTagihan.DISUSUN)
    alasan_batal = models.CharField(max_length=300, blank=True, default="")

    disusun_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    disusun_pada = models.DateTimeField(auto_now_add=True)
    diterbitkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diterbitkan_pada = models.DateTimeField(null=True, blank=True)
    dibatalkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    tugas_excel = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    tugas_pdf = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")

    objects = TagihanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tagihan"
        ordering = ["-bulan", "sumber", "ke"]
        constraints = [
            models.UniqueConstraint(
                name="tagihan_sekali_sebulan",
                fields=["sumber", "bulan", "ke"],
                condition=~Q(status="dibatalkan"),
                violation_error_message="Tagihan bulan ini untuk sumber ini sudah disusun.",
            ),
            models.CheckConstraint(name="tagihan_bulan_tanggal_satu", condition=Q(bulan__day=1)),
            models.CheckConstraint(
                name="tagihan_tidak_kosong", condition=Q(jumlah_orang__gt=0, total__gt=0)
            ),
            models.CheckConstraint(
                name="tagihan_status_sah", condition=Q(status__in=StatusTagihan.values)
            ),
            models.CheckConstraint(
                name="tagihan_diterbitkan_orang_lain",
                condition=Q(diterbitkan_oleh=None) | ~Q(diterbitkan_oleh=F("disusun_oleh")),
                violation_error_message="Tagihan diterbitkan oleh admin lain daripada penyusunnya.",
            ),
            models.CheckConstraint(
                name="tagihan_terbit_ada_penerbit",
                condition=~Q(status__in=["diterbitkan", "dibayar"])
                | Q(diterbitkan_oleh__isnull=False),
            ),
            models.CheckConstraint(
                name="tagihan_batal_beralasan",
                condition=~Q(status="dibatalkan") | ~Q(alasan_batal=""),
                violation_error_message="Tulis alasan pembatalan.",
            ),
            models.CheckConstraint(
                name="tagihan_saldo_awal_lunas",
                condition=Q(saldo_awal=None) | Q(status="dibayar"),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="tagihan_status_sah",
                field="status",
                transitions=sorted(
                    (dari, ke) for dari, tujuan in TRANSISI_TAGIHAN.items() for ke in tujuan
                ),
            ),
            pgtrigger.Protect(
                name="tagihan_jumlah_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "nomor",
                    "sumber",
                    "bulan",
                    "ke",
                    "jumlah_orang",
                    "total",
                    "saldo_awal",
                    "disusun_oleh",
                ),
            ),
            pgtrigger.Protect(name="tagihan_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def cip(self) -> StatusTagihan:
        return StatusTagihan(self.status)

    @property
    def terbuka(self) -> bool:
        """Neither paid nor cancelled."""
        return bool(TRANSISI_TAGIHAN[StatusTagihan(self.status)])


class Pembayaran(models.Model):
    """One SP2D that paid one bill in full. Never changed."""

    tagihan = models.OneToOneField(Tagihan, models.PROTECT, related_name="pembayaran")
    nomor_sp2d = models.CharField("nomor SP2D", max_length=60, unique=True)
    tanggal = models.DateField()
    nominal = models.PositiveBigIntegerField("nominal (rupiah)")
    keterangan = models.CharField(max_length=200, blank=True, default="")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "pembayaran"
        ordering = ["-tanggal"]
        constraints = [
            models.CheckConstraint(name="pembayaran_positif", condition=Q(nominal__gt=0)),
            models.CheckConstraint(
                name="pembayaran_bernomor", condition=~Q(nomor_sp2d__regex=r"^\s*$")
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="pembayaran_tidak_berubah", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.nomor_sp2d
