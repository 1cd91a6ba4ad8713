"""Paid in vain: settlements with BPJS, their lines, their withdrawal, and BPJS's letter."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from iuran.models.buku import Iuran
from iuran.models.koreksi import StatusKoreksi
from iuran.models.sumber import SumberDana
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class JenisPenyelesaian(models.TextChoices):
    KOMPENSASI = "kompensasi", "Dikompensasikan pada tagihan berikutnya"
    PENGEMBALIAN = "pengembalian", "Dikembalikan dengan STS"
    DITOLAK = "ditolak", "Ditolak BPJS"


class StatusPenyelesaian(Bernada):
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    DIKONFIRMASI = "dikonfirmasi", Nada.BAIK, "Dikonfirmasi"
    TIDAK_JADI = "tidak_jadi", Nada.AKHIR, "Tidak jadi"
    DICABUT = "dicabut", Nada.AKHIR, "Dicabut"


TRANSISI_PENYELESAIAN = [
    ("diusulkan", "dikonfirmasi"),
    ("diusulkan", "tidak_jadi"),
    ("dikonfirmasi", "dicabut"),
]
HIDUP = (StatusPenyelesaian.DIUSULKAN, StatusPenyelesaian.DIKONFIRMASI)

# BPJS's letter is there, and its sum is that of the lines.
LENGKAP = """
    IF (SELECT sum(nominal) FROM iuran_bariskelebihan WHERE penyelesaian_id = NEW.id AND hidup)
       IS DISTINCT FROM NEW.nominal
       OR NOT EXISTS (SELECT 1 FROM iuran_pindaiankelebihan WHERE penyelesaian_id = NEW.id) THEN
        RAISE EXCEPTION 'penyelesaian_lengkap: suratnya belum ada atau jumlahnya berbeda';
    END IF;
    RETURN NEW;
"""
DICABUT_BERDUA = """
    IF NOT EXISTS (
        SELECT 1 FROM iuran_pencabutankelebihan
        WHERE penyelesaian_id = NEW.id AND status = 'dikonfirmasi'
    ) THEN
        RAISE EXCEPTION 'penyelesaian_dicabut_berdua: pencabutan dikonfirmasi admin lain dahulu';
    END IF;
    RETURN NEW;
"""
BARIS_SAH = """
    IF NOT EXISTS (
        SELECT 1 FROM iuran_penyelesaiankelebihan p, iuran_iuran i
        WHERE p.id = NEW.penyelesaian_id AND i.id = NEW.iuran_id
          AND p.status = 'diusulkan' AND p.sumber_id = i.sumber_id
          AND i.hidup AND i.pembayaran_id IS NOT NULL AND i.nominal = NEW.nominal
    ) THEN
        RAISE EXCEPTION 'kelebihan_baris_sah: baris itu bukan bulan lunas dari sumber ini';
    END IF;
    RETURN NEW;
"""


class PenyelesaianQuerySet(models.QuerySet["PenyelesaianKelebihan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a letter of BPJS speaks of the whole city."""
        return self.none() if petugas.wilayah else self.all()

    def terbuka(self) -> Self:
        """What waits for another admin: proposals, and withdrawals of what was confirmed."""
        cabut = Q(daftar_pencabutan__status=StatusKoreksi.DIUSULKAN)
        terbuka = self.filter(Q(status=StatusPenyelesaian.DIUSULKAN) | cabut).distinct()
        return terbuka.select_related("sumber", "diusulkan_oleh")


class PenyelesaianKelebihan(models.Model):
    """What BPJS wrote about months paid in vain: set off, paid back, or refused.

    One admin proposes it with its lines, another confirms it or either drops it; two admins take a
    confirmed one back (``dicabut``). Nothing else of it ever changes. Money paid back has the
    number and date of its STS.
    """

    jenis = models.CharField(max_length=12, choices=JenisPenyelesaian)
    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="daftar_penyelesaian")
    surat_nomor = models.CharField("nomor surat BPJS", max_length=60)
    surat_tanggal = models.DateField("tanggal surat BPJS")
    nominal = models.PositiveBigIntegerField("nominal (rupiah)")
    sts_nomor = models.CharField("nomor STS", max_length=60, blank=True, default="")
    sts_tanggal = models.DateField("tanggal STS", null=True, blank=True)
    keterangan = models.CharField(max_length=300, blank=True, default="")
    status = models.CharField(
        max_length=12, choices=StatusPenyelesaian, default=StatusPenyelesaian.DIUSULKAN
    )
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)

    objects = PenyelesaianQuerySet.as_manager()

    class Meta:
        verbose_name = "penyelesaian kelebihan bayar"
        verbose_name_plural = "penyelesaian kelebihan bayar"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="penyelesaian_sah",
                condition=Q(
                    jenis__in=JenisPenyelesaian.values,
                    status__in=StatusPenyelesaian.values,
                    nominal__gt=0,
                ),
            ),
            models.CheckConstraint(
                name="penyelesaian_bersurat",
                condition=~Q(surat_nomor__regex=r"^\s*$"),
                violation_error_message="Tulis nomor surat BPJS.",
            ),
            models.CheckConstraint(
                name="penyelesaian_sts_lengkap",
                condition=(
                    Q(jenis="pengembalian", sts_tanggal__isnull=False)
                    & ~Q(sts_nomor__regex=r"^\s*$")
                )
                | (~Q(jenis="pengembalian") & Q(sts_tanggal=None, sts_nomor="")),
                violation_error_message="Hanya pengembalian punya STS: isi nomor dan tanggalnya.",
            ),
            models.CheckConstraint(
                name="penyelesaian_ditolak_beralasan",
                condition=~Q(jenis="ditolak") | ~Q(keterangan__regex=r"^\s*$"),
                violation_error_message="Tulis alasan BPJS menolak.",
            ),
            models.CheckConstraint(
                name="penyelesaian_orang_lain",
                condition=~Q(status__in=["dikonfirmasi", "dicabut"])
                | ~Q(diputus_oleh=F("diusulkan_oleh")),
                violation_error_message="Penyelesaian dikonfirmasi admin selain pengusulnya.",
            ),
            models.CheckConstraint(
                name="penyelesaian_diputus",
                condition=Q(status="diusulkan", diputus_oleh=None, diputus_pada=None)
                | (
                    ~Q(status="diusulkan")
                    & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="penyelesaian_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.FSM(
                name="penyelesaian_status_sah", field="status", transitions=TRANSISI_PENYELESAIAN
            ),
            pgtrigger.Protect(
                name="penyelesaian_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["status", "alasan_putusan", "diputus_oleh",
                                                       "diputus_pada"]),
            ),
            pgtrigger.Protect(
                name="penyelesaian_putusan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'diusulkan' AND"
                    " (OLD.alasan_putusan, OLD.diputus_oleh_id, OLD.diputus_pada) IS DISTINCT FROM"
                    " (NEW.alasan_putusan, NEW.diputus_oleh_id, NEW.diputus_pada)"
                ),
            ),
            pgtrigger.Trigger(
                name="penyelesaian_lengkap",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.status = 'dikonfirmasi' AND OLD.status = 'diusulkan'"
                ),
                func=LENGKAP,
            ),
            pgtrigger.Trigger(
                name="penyelesaian_dicabut_berdua",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.status = 'dicabut' AND OLD.status <> 'dicabut'"),
                func=DICABUT_BERDUA,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"surat BPJS {self.surat_nomor}"

    @property
    def cip(self) -> StatusPenyelesaian:
        return StatusPenyelesaian(self.status)

    @property
    def memulihkan_pagu(self) -> bool:
        """Whether the money comes back to the ceiling: not after the source's year."""
        if self.jenis == JenisPenyelesaian.DITOLAK:
            return False
        return self.sts_tanggal is None or self.sts_tanggal.year <= self.sumber.tahun


class BarisKelebihan(models.Model):
    """One month paid in vain within a settlement, with its cause as it was known then.

    ``hidup`` ends when the settlement is dropped or withdrawn, or when a month that BPJS refused
    is asked for again; then the month is open. A month has one living line at most.
    """

    penyelesaian = models.ForeignKey(
        PenyelesaianKelebihan, models.PROTECT, related_name="daftar_baris"
    )
    iuran = models.ForeignKey(Iuran, models.PROTECT, related_name="daftar_kelebihan")
    nominal = models.PositiveIntegerField("nominal (rupiah)")
    sebab = models.CharField(max_length=120)
    hidup = models.BooleanField(default=True)

    class Meta:
        verbose_name = "baris kelebihan bayar"
        verbose_name_plural = "baris kelebihan bayar"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="kelebihan_sekali",
                fields=["iuran"],
                condition=Q(hidup=True),
                violation_error_message="Bulan ini sudah ada dalam penyelesaian lain.",
            ),
            models.CheckConstraint(name="kelebihan_baris_positif", condition=Q(nominal__gt=0)),
        ]
        triggers = [
            pgtrigger.Protect(name="kelebihan_baris_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="kelebihan_baris_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.hidup OR (OLD.id, OLD.penyelesaian_id, OLD.iuran_id, OLD.nominal,"
                    " OLD.sebab) IS DISTINCT FROM (NEW.id, NEW.penyelesaian_id, NEW.iuran_id,"
                    " NEW.nominal, NEW.sebab)"
                ),
            ),
            pgtrigger.Trigger(
                name="kelebihan_baris_sah",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=BARIS_SAH,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.iuran_id} dalam {self.penyelesaian_id}"
