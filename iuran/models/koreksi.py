"""What was mended: corrections of a payment by two people, and edits of a bill's fields."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from iuran.models.pembayaran import Pembayaran
from iuran.models.tagihan import Tagihan
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class JenisKoreksi(models.TextChoices):
    BETULKAN = "betulkan", "Betulkan nomor atau tanggal"
    BATALKAN = "batalkan", "Batalkan pembayaran"


class StatusKoreksi(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    DIKONFIRMASI = "dikonfirmasi", Nada.BAIK, "Dikonfirmasi"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak jadi"


class KoreksiPembayaranQuerySet(models.QuerySet["KoreksiPembayaran"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area, as of payments."""
        return self.none() if petugas.wilayah else self.all()

    def terbuka(self) -> Self:
        """Proposals that wait for another admin."""
        terbuka = self.filter(status=StatusKoreksi.DIUSULKAN)
        return terbuka.select_related("pembayaran", "diusulkan_oleh")


class KoreksiPembayaran(models.Model):
    """A proposal to mend the number or date of a payment, or to cancel it, with its decision.

    One admin proposes, another confirms; either may drop it. Old and new stay readable for ever.
    """

    pembayaran = models.ForeignKey(Pembayaran, models.PROTECT, related_name="daftar_koreksi")
    jenis = models.CharField(max_length=8, choices=JenisKoreksi)
    nomor_lama = models.CharField(max_length=60)
    nomor_baru = models.CharField(max_length=60)
    tanggal_lama = models.DateField()
    tanggal_baru = models.DateField()
    alasan = models.CharField(max_length=300)
    status = models.CharField(max_length=12, choices=StatusKoreksi, default=StatusKoreksi.DIUSULKAN)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)

    objects = KoreksiPembayaranQuerySet.as_manager()

    class Meta:
        verbose_name = "koreksi pembayaran"
        verbose_name_plural = "koreksi pembayaran"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="koreksi_satu_terbuka",
                fields=["pembayaran"],
                condition=Q(status="diusulkan"),
                violation_error_message="Pembayaran ini sudah punya usulan koreksi.",
            ),
            models.CheckConstraint(
                name="koreksi_bayar_sah",
                condition=Q(status__in=StatusKoreksi.values, jenis__in=JenisKoreksi.values),
            ),
            models.CheckConstraint(
                name="koreksi_bayar_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(
                name="koreksi_bayar_orang_lain",
                condition=~Q(status="dikonfirmasi") | ~Q(diputus_oleh=F("diusulkan_oleh")),
                violation_error_message="Koreksi dikonfirmasi admin lain daripada pengusulnya.",
            ),
            models.CheckConstraint(
                name="koreksi_bayar_diputus",
                condition=Q(status="diusulkan", diputus_oleh=None, diputus_pada=None)
                | (
                    ~Q(status="diusulkan")
                    & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="koreksi_bayar_berubah",
                condition=(
                    Q(jenis="betulkan")
                    & (~Q(nomor_baru=F("nomor_lama")) | ~Q(tanggal_baru=F("tanggal_lama")))
                )
                | Q(
                    jenis="batalkan",
                    nomor_baru=F("nomor_lama"),
                    tanggal_baru=F("tanggal_lama"),
                ),
                violation_error_message="Nomor dan tanggalnya sama dengan yang tercatat.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="koreksi_bayar_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="koreksi_bayar_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'diusulkan' OR"
                    " (OLD.pembayaran_id, OLD.jenis, OLD.nomor_lama, OLD.nomor_baru,"
                    " OLD.tanggal_lama, OLD.tanggal_baru, OLD.alasan, OLD.diusulkan_oleh_id,"
                    " OLD.diusulkan_pada) IS DISTINCT FROM"
                    " (NEW.pembayaran_id, NEW.jenis, NEW.nomor_lama, NEW.nomor_baru,"
                    " NEW.tanggal_lama, NEW.tanggal_baru, NEW.alasan, NEW.diusulkan_oleh_id,"
                    " NEW.diusulkan_pada)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.nomor_lama}"

    @property
    def cip(self) -> StatusKoreksi:
        return StatusKoreksi(self.status)


class PerubahanTagihan(models.Model):
    """One edit of a bill's fields: by whom, when, and from what to what. Never changed.

    ``isi`` maps the label of each changed field to its old and new text.
    """

    tagihan = models.ForeignKey(Tagihan, models.PROTECT, related_name="daftar_perubahan")
    isi = models.JSONField()
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "perubahan tagihan"
        verbose_name_plural = "perubahan tagihan"
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(
                name="perubahan_tagihan_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.tagihan_id}: {', '.join(self.isi)}"
