"""Open points of the reconciliation: who differs from BPJS, since when, and how it was settled."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from iuran.models.buku import Iuran
from iuran.models.daftar_bpjs import BagianDaftar, DaftarBPJS, JenisDaftar
from iuran.models.tagihan import Tagihan
from peserta.models import Cabang, Peserta
from pijar.bulan import besok
from pijar.models import Pengguna
from pijar.samar import samarkan

JENIS_TITIK = [b.value for b in BagianDaftar if b != BagianDaftar.SAMA]
TIDAK_DIKENAL = (BagianDaftar.TIDAK_ADA, BagianDaftar.PEMBAYAR_LAIN)
"""Of whom BPJS says that the city's money buys them nothing."""

IKUTI_PENYELESAIAN = """
    UPDATE iuran_titikrekonsiliasi SET terbuka = NEW.ditarik_pada IS NOT NULL
    WHERE id = NEW.titik_id;
    RETURN NULL;
"""


class CaraSelesai(models.TextChoices):
    """How a point was settled.

    By nobody: ``daftar`` by a newer list that no longer shows it, ``dibuang`` with its own list.
    """

    DIJAWAB = "dijawab", "BPJS sudah membetulkan"
    DATA = "data", "Data kita yang dibetulkan"
    DIMINTA = "diminta", "Dikoreksi atau diminta kembali"
    DIDATA = "didata", "Diikutkan dalam program"
    DIHENTIKAN = "dihentikan", "Pembayaran dihentikan"
    WAJAR = "wajar", "Bukan masalah"
    DAFTAR = "daftar", "Terjawab oleh daftar BPJS"
    DIBUANG = "dibuang", "Daftarnya dibuang"


SENDIRI = (CaraSelesai.DAFTAR, CaraSelesai.DIBUANG)


class TitikQuerySet(models.QuerySet["TitikRekonsiliasi"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area, as the lists that the points come from."""
        return self.none() if petugas.wilayah else self.all()

    def terbuka(self) -> Self:
        return self.filter(terbuka=True)

    def terbuka_pada(self, hari: date) -> Self:
        """Points that were open at the end of ``hari``, whatever was settled since."""
        batas = besok(hari)
        selesai = PenyelesaianTitik.objects.filter(titik=OuterRef("pk"), pada__lt=batas)
        selesai = selesai.filter(Q(ditarik_pada=None) | Q(ditarik_pada__gte=batas))
        return self.filter(~Exists(selesai), dibuat_pada__lt=batas)

    def dalam_tagihan(self, tagihan: Tagihan) -> Self:
        """Open points about people of a bill whom BPJS does not know, or knows with others."""
        isi = Iuran.objects.orang().filter(tagihan=tagihan, peserta=OuterRef("peserta"))
        return self.filter(Exists(isi), terbuka=True, jenis__in=TIDAK_DIKENAL)


class TitikRekonsiliasi(models.Model):
    """One difference about one person, carried from list to list until it is settled.

    ``kunci`` is the person, or the line's own number where we know nobody. ``sejak`` is the list
    that first showed it, ``terakhir`` the last one; ``rupiah`` is at stake there. ``terbuka``
    follows the settlements.
    """

    jenis_daftar = models.CharField(max_length=8, choices=JenisDaftar)
    cabang = models.CharField(max_length=10, choices=Cabang)
    jenis = models.CharField(max_length=13, choices=[(b, b.label) for b in BagianDaftar])
    kunci = models.CharField(max_length=40)
    peserta = models.ForeignKey(
        Peserta, models.PROTECT, null=True, related_name="daftar_titik", db_index=False
    )
    nama = models.CharField(max_length=150, blank=True, default="")
    nik = models.CharField(max_length=16, blank=True, default="")
    sejak = models.ForeignKey(DaftarBPJS, models.PROTECT, related_name="+")
    terakhir = models.ForeignKey(DaftarBPJS, models.PROTECT, related_name="daftar_titik")
    rupiah = models.BigIntegerField(default=0)
    terbuka = models.BooleanField(default=True)
    dibuat_pada = models.DateTimeField()

    objects = TitikQuerySet.as_manager()

    class Meta:
        verbose_name = "titik rekonsiliasi"
        verbose_name_plural = "titik rekonsiliasi"
        ordering = ["-rupiah", "pk"]
        indexes = [
            models.Index(
                fields=["-rupiah", "id"],
                include=["jenis", "cabang"],
                condition=Q(terbuka=True),
                name="titik_terbuka",
            ),
            models.Index(
                fields=["peserta"], condition=Q(peserta__isnull=False), name="titik_peserta"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="titik_satu_terbuka",
                fields=["kunci", "jenis", "jenis_daftar"],
                condition=Q(terbuka=True),
                violation_error_message="Selisih yang sama sudah terbuka lagi.",
            ),
            models.CheckConstraint(name="titik_jenis_sah", condition=Q(jenis__in=JENIS_TITIK)),
            models.CheckConstraint(name="titik_cabang_sah", condition=Q(cabang__in=Cabang.values)),
            models.CheckConstraint(
                name="titik_jenis_daftar_sah", condition=Q(jenis_daftar__in=JenisDaftar.values)
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="titik_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "jenis_daftar", "cabang", "jenis", "kunci", "peserta", "dibuat_pada"
                ),
            ),
            pgtrigger.Protect(name="titik_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"titik {self.pk}: {self.jenis}"

    @property
    def cip(self) -> BagianDaftar:
        return BagianDaftar(self.jenis)

    @property
    def siapa(self) -> str:
        """The person's name, else the one in BPJS's line."""
        return (self.peserta.nama if self.peserta else self.nama) or "Tanpa nama"

    @property
    def nik_samar(self) -> str:
        return self.peserta.nik_samar if self.peserta else samarkan(self.nik)


class PenyelesaianTitik(models.Model):
    """How, why, when and by whom a point was settled; taken back, it stays with that reason.

    ``daftar``: the newer list that no longer shows the point, or its own that was dropped; then
    nobody settled it.
    """

    titik = models.ForeignKey(TitikRekonsiliasi, models.PROTECT, related_name="daftar_selesai")
    cara = models.CharField(max_length=10, choices=CaraSelesai)
    alasan = models.CharField(max_length=300)
    daftar = models.ForeignKey(DaftarBPJS, models.PROTECT, null=True, related_name="+")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField()
    ditarik_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    ditarik_pada = models.DateTimeField(null=True)
    alasan_tarik = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "penyelesaian titik"
        verbose_name_plural = "penyelesaian titik"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="penyelesaian_titik_sekali",
                fields=["titik"],
                condition=Q(ditarik_pada=None),
                violation_error_message="Selisih ini sudah diselesaikan.",
            ),
            models.CheckConstraint(
                name="penyelesaian_titik_cara_sah", condition=Q(cara__in=CaraSelesai.values)
            ),
            models.CheckConstraint(
                name="penyelesaian_titik_siapa",
                condition=Q(cara__in=["daftar", "dibuang"], daftar__isnull=False, oleh=None)
                | ~Q(cara__in=["daftar", "dibuang"]) & Q(daftar=None, oleh__isnull=False),
            ),
            models.CheckConstraint(
                name="penyelesaian_titik_beralasan",
                condition=~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(
                name="penyelesaian_titik_ditarik_beralasan",
                condition=Q(ditarik_pada=None, ditarik_oleh=None, alasan_tarik="")
                | Q(ditarik_pada__gte=F("pada")) & ~Q(alasan_tarik__regex=r"^\s*$"),
                violation_error_message="Tulis alasan menariknya.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="penyelesaian_titik_diikuti",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=IKUTI_PENYELESAIAN,
            ),
            pgtrigger.Protect(
                name="penyelesaian_titik_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.ditarik_pada IS NOT NULL OR (OLD.titik_id, OLD.cara, OLD.alasan,"
                    " OLD.daftar_id, OLD.oleh_id, OLD.pada) IS DISTINCT FROM (NEW.titik_id,"
                    " NEW.cara, NEW.alasan, NEW.daftar_id, NEW.oleh_id, NEW.pada)"
                ),
            ),
            pgtrigger.Protect(name="penyelesaian_titik_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_cara_display()}: titik {self.titik_id}"
