"""Payments of bills: the paper, and the bills that it pays."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from iuran.models.tagihan import Tagihan
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class JenisBayar(models.TextChoices):
    SP2D = "sp2d", "SP2D"
    TRANSFER = "transfer", "Bukti transfer"
    SLIP = "slip", "Bukti bayar penyumbang"
    BPJS = "bpjs", "Daftar bayar BPJS"


TANPA_TAGIHAN = (JenisBayar.SLIP, JenisBayar.BPJS)
"""Evidence of what a civil servant paid at BPJS: it pays months themselves, through no bill."""


class StatusPembayaran(Bernada):
    BERLAKU = "berlaku", Nada.BAIK, "Berlaku"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Dibatalkan"


# A payment changes only by a correction that another admin confirmed, each correction once.
LEWAT_KOREKSI = """
    IF (OLD.jenis, OLD.nominal, OLD.keterangan, OLD.oleh_id, OLD.dibuat_pada) IS DISTINCT FROM
       (NEW.jenis, NEW.nominal, NEW.keterangan, NEW.oleh_id, NEW.dibuat_pada)
       OR NEW.koreksi_id <= coalesce(OLD.koreksi_id, 0)
       OR NOT EXISTS (
        SELECT 1 FROM iuran_koreksipembayaran k
        WHERE k.id = NEW.koreksi_id AND k.pembayaran_id = OLD.id AND k.status = 'dikonfirmasi'
          AND OLD.status = 'berlaku'
          AND (k.nomor_lama, k.tanggal_lama) = (OLD.nomor, OLD.tanggal)
          AND (k.nomor_baru, k.tanggal_baru) = (NEW.nomor, NEW.tanggal)
          AND NEW.status = CASE k.jenis WHEN 'batalkan' THEN 'dibatalkan' ELSE 'berlaku' END
    ) THEN
        RAISE EXCEPTION 'pembayaran_lewat_koreksi: pembayaran hanya berubah lewat koreksi';
    END IF;
    IF NEW.status = 'dibatalkan' AND EXISTS (
        SELECT 1 FROM iuran_bariskelebihan k JOIN iuran_iuran i ON i.id = k.iuran_id
        WHERE k.hidup AND i.pembayaran_id = OLD.id
    ) THEN
        RAISE EXCEPTION 'pembayaran_diminta_kembali: sebagian bulannya diminta kembali dari BPJS';
    END IF;
    RETURN NEW;
"""
JUMLAH_COCOK = """
    IF EXISTS (
        SELECT 1 FROM iuran_pembayaran p
        WHERE p.id = {pembayaran} AND NOT (p.jenis IN ('slip', 'bpjs') AND p.status = 'dibatalkan')
          AND p.nominal IS DISTINCT FROM CASE WHEN p.jenis IN ('slip', 'bpjs')
            THEN (SELECT sum(nominal) FROM iuran_iuran WHERE pembayaran_id = p.id)
            ELSE (SELECT sum(nominal) FROM iuran_alokasipembayaran WHERE pembayaran_id = p.id) END
    ) THEN
        RAISE EXCEPTION 'pembayaran_teralokasi: jumlah tagihannya berbeda dari nominalnya';
    END IF;
    RETURN NULL;
"""
SELURUH_TAGIHAN = """
    IF NOT EXISTS (
        SELECT 1 FROM iuran_tagihan t, iuran_pembayaran p
        WHERE t.id = NEW.tagihan_id AND t.total = NEW.nominal
          AND p.id = NEW.pembayaran_id AND p.status = 'berlaku' AND p.tanggal >= t.tanggal
    ) THEN
        RAISE EXCEPTION 'alokasi_seluruh_tagihan: tagihan dibayar utuh, sejak tanggalnya';
    END IF;
    RETURN NEW;
"""
ALOKASI_GUGUR = """
    IF (OLD.id, OLD.pembayaran_id, OLD.tagihan_id, OLD.nominal) IS DISTINCT FROM
       (NEW.id, NEW.pembayaran_id, NEW.tagihan_id, NEW.nominal) OR NEW.berlaku OR NOT EXISTS (
        SELECT 1 FROM iuran_pembayaran WHERE id = OLD.pembayaran_id AND status = 'dibatalkan'
    ) THEN
        RAISE EXCEPTION 'alokasi_tetap: alokasi gugur hanya bila pembayarannya dibatalkan';
    END IF;
    RETURN NEW;
"""
TAGIHAN_SEIRING = """
    IF (SELECT status = 'dibayar' FROM iuran_tagihan WHERE id = NEW.tagihan_id)
       IS DISTINCT FROM EXISTS (
        SELECT 1 FROM iuran_alokasipembayaran WHERE tagihan_id = NEW.tagihan_id AND berlaku
    ) THEN
        RAISE EXCEPTION 'alokasi_tagihan_dibayar: tagihan dibayar tepat bila ada pembayarannya';
    END IF;
    RETURN NULL;
"""


class PembayaranQuerySet(models.QuerySet["Pembayaran"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a payment pays for people of the whole city."""
        return self.none() if petugas.wilayah else self.all()

    def bertagihan(self) -> Self:
        """Papers that pay bills; a civil servant's evidence is listed with the movement."""
        return self.exclude(jenis__in=TANPA_TAGIHAN)

    def bukti(self) -> Self:
        """Civil servants' own evidence."""
        return self.filter(jenis__in=TANPA_TAGIHAN)

    def berlaku(self) -> Self:
        return self.filter(status=StatusPembayaran.BERLAKU)

    def bernomor(self, jenis: str, nomor: str) -> Pembayaran | None:
        """The payment of this kind with this number, with the bills that it pays."""
        return self.filter(jenis=jenis, nomor=nomor).with_tagihan().first()

    def with_tagihan(self) -> Self:
        """With who recorded it, and the bills that it pays or paid."""
        return self.select_related("oleh").prefetch_related(
            models.Prefetch(
                "daftar_alokasi",
                AlokasiPembayaran.objects.select_related("tagihan").order_by("tagihan__nomor"),
            )
        )


class Pembayaran(models.Model):
    """One SP2D or transfer slip that pays one or several bills, each whole.

    It changes in one way only: a ``KoreksiPembayaran`` that one admin proposed and another
    confirmed gives it the paper's true number or date, or cancels it. ``koreksi`` is the last.
    """

    jenis = models.CharField(max_length=8, choices=JenisBayar, default=JenisBayar.SP2D)
    nomor = models.CharField("nomor SP2D atau bukti transfer", max_length=60)
    tanggal = models.DateField()
    nominal = models.PositiveBigIntegerField("nominal (rupiah)")
    keterangan = models.CharField(max_length=200, blank=True, default="")
    status = models.CharField(
        max_length=10, choices=StatusPembayaran, default=StatusPembayaran.BERLAKU
    )
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    koreksi = models.OneToOneField(
        "KoreksiPembayaran", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PembayaranQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pembayaran"
        ordering = ["-tanggal", "-pk"]
        indexes = [
            models.Index(  # civil servants' papers: many, one for each term
                fields=["-tanggal", "-id"],
                condition=Q(jenis="slip") | Q(jenis="bpjs"),
                name="pembayaran_bukti",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="pembayaran_positif", condition=Q(nominal__gt=0)),
            models.CheckConstraint(name="pembayaran_bernomor", condition=~Q(nomor__regex=r"^\s*$")),
            models.CheckConstraint(
                name="pembayaran_jenis_sah", condition=Q(jenis__in=JenisBayar.values)
            ),
            models.CheckConstraint(
                name="pembayaran_status_sah", condition=Q(status__in=StatusPembayaran.values)
            ),
            models.CheckConstraint(
                name="pembayaran_batal_lewat_koreksi",
                condition=Q(status="berlaku") | Q(koreksi__isnull=False),
            ),
            models.UniqueConstraint(
                name="pembayaran_nomor_sekali",
                fields=["jenis", "nomor"],
                condition=Q(status="berlaku"),
                violation_error_message="Nomor ini sudah dicatat untuk pembayaran lain.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="pembayaran_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="pembayaran_lewat_koreksi",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=LEWAT_KOREKSI,
            ),
            pgtrigger.Trigger(
                name="pembayaran_teralokasi",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=JUMLAH_COCOK.format(pembayaran="NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        jenis = str(self.get_jenis_display())
        return self.nomor if self.nomor.startswith(jenis) else f"{jenis} {self.nomor}"

    @property
    def cip(self) -> StatusPembayaran:
        return StatusPembayaran(self.status)


class AlokasiPembayaran(models.Model):
    """A bill that a payment pays, with the bill's whole sum; the sums of a payment add up to it.

    Written with its payment. It ends (``berlaku`` false) when the payment is cancelled.
    """

    pembayaran = models.ForeignKey(Pembayaran, models.PROTECT, related_name="daftar_alokasi")
    tagihan = models.ForeignKey(Tagihan, models.PROTECT, related_name="daftar_alokasi")
    nominal = models.PositiveBigIntegerField("nominal (rupiah)")
    berlaku = models.BooleanField(default=True)

    class Meta:
        verbose_name = "alokasi pembayaran"
        verbose_name_plural = "alokasi pembayaran"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="alokasi_tagihan_sekali",
                fields=["tagihan"],
                condition=Q(berlaku=True),
                violation_error_message="Tagihan ini sudah dibayar.",
            ),
            models.CheckConstraint(name="alokasi_positif", condition=Q(nominal__gt=0)),
        ]
        triggers = [
            pgtrigger.Protect(name="alokasi_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="alokasi_seluruh_tagihan",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=SELURUH_TAGIHAN,
            ),
            pgtrigger.Trigger(
                name="alokasi_tetap",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=ALOKASI_GUGUR,
            ),
            pgtrigger.Trigger(
                name="alokasi_jumlah_cocok",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=JUMLAH_COCOK.format(pembayaran="NEW.pembayaran_id"),
            ),
            pgtrigger.Trigger(
                name="alokasi_tagihan_dibayar",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=TAGIHAN_SEIRING,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pembayaran_id} membayar {self.tagihan_id}"


class PindaianPembayaran(models.Model):
    """A scan of the paper of a payment, in the clean copy made by ``pijar.unggahan``.

    Never changed or deleted: the newest counts, the earlier ones stay to be read.
    """

    pembayaran = models.ForeignKey(Pembayaran, models.PROTECT, related_name="daftar_pindaian")
    isi = models.FileField(upload_to="pembayaran/%Y/%m/")
    nama = models.CharField("nama asli, nomornya disamarkan", max_length=150)
    mime = models.CharField(max_length=20)
    ukuran = models.PositiveIntegerField("ukuran (byte)")
    sha256 = models.CharField("sidik berkas yang diunggah", max_length=64)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "pindaian pembayaran"
        verbose_name_plural = "pindaian pembayaran"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="pindaian_sekali",
                fields=["pembayaran", "sha256"],
                violation_error_message="Pindaian yang sama sudah diunggah.",
            ),
            models.CheckConstraint(
                name="pindaian_mime_sah", condition=Q(mime__in=["image/jpeg", "application/pdf"])
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="pindaian_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"pindaian pembayaran {self.pembayaran_id}"
