"""The ledger of worker-months: every figure anywhere is a sum over these rows."""

from __future__ import annotations

from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from iuran.models.bantuan import Bantuan, StatusBantuan
from iuran.models.pembayaran import Pembayaran
from iuran.models.sumber import SumberDana
from iuran.models.tagihan import Tagihan
from iuran.models.tarif import Tarif
from peserta.models import JenisPeristiwa, Peristiwa, Peserta, Status
from pijar.models import Pengguna

# A paid month becomes unpaid only with its payment, and stays in its bill.
LUNAS_TETAP = """
    IF NEW.pembayaran_id IS NOT NULL OR NEW.tagihan_id IS DISTINCT FROM OLD.tagihan_id
       OR NOT EXISTS (
        SELECT 1 FROM iuran_pembayaran WHERE id = OLD.pembayaran_id AND status = 'dibatalkan'
    ) THEN
        RAISE EXCEPTION 'iuran_lunas_tetap: iuran lunas tetap pada tagihan dan pembayarannya';
    END IF;
    RETURN NEW;
"""
# The time of the transaction, as of rows that the same transaction makes.
CATAT_MATI = "NEW.mati_pada = now(); RETURN NEW;"


class JenisIuran(models.TextChoices):
    IURAN = "iuran", "Iuran"
    PEMBALIK = "pembalik", "Pembalik"


class IuranQuerySet(models.QuerySet["Iuran"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        return self.filter(petugas.q_wilayah("peserta__kelurahan__kode"))

    def hidup(self) -> Self:
        return self.filter(hidup=True)

    def lunas(self) -> Self:
        return self.filter(hidup=True, pembayaran__isnull=False)

    def belum_ditagih(self) -> Self:
        """Live rows that wait for a bill."""
        return self.filter(hidup=True, tagihan=None)

    def melewati_bantuan(self) -> Self:
        """Live rows after the end of their grant: billed or paid before it was stopped."""
        lewat = Q(bantuan__status=StatusBantuan.BATAL) | Q(bulan__gt=F("bantuan__bulan_akhir"))
        return self.filter(lewat, hidup=True, tagihan__isnull=False)

    def sudah_keluar(self) -> Self:
        """Live rows of months for which the city may no longer pay.

        Their grant ended, or an event of the person came before the month: a death always counts,
        any other while the person is ``berhenti``. The month of the event itself is still paid.
        """
        lewat = Q(bantuan__status=StatusBantuan.BATAL) | Q(bulan__gt=F("bantuan__bulan_akhir"))
        peristiwa = (
            Peristiwa.objects.filter(peserta=OuterRef("peserta"), dibatalkan_pada=None)
            .exclude(jenis=JenisPeristiwa.KECELAKAAN)
            .annotate(mulai=KeyTextTransform("mulai", "akibat"))
        )
        sebelum = peristiwa.filter(
            Q(mulai__lte=Cast(OuterRef("bulan"), models.CharField()))
            | Q(mulai=None, tanggal__lt=OuterRef("bulan"))
        )
        meninggal = Exists(sebelum.filter(jenis=JenisPeristiwa.MENINGGAL))
        berhenti = Q(peserta__status=Status.BERHENTI) & (Exists(sebelum) | ~Exists(peristiwa))
        return self.filter(lewat | Q(meninggal) | berhenti, hidup=True)


@pghistory.track(
    pghistory.UpdateEvent(
        "lepas",
        row=pghistory.Old,
        condition=pgtrigger.Condition(
            "OLD.tagihan_id IS NOT NULL AND NEW.tagihan_id IS DISTINCT FROM OLD.tagihan_id"
        ),
    ),
    fields=["tagihan"],
    context_field=None,  # type: ignore[arg-type]  # means none, says its manual
    append_only=True,
    obj_field=pghistory.ObjForeignKey(related_name="+"),
    model_name="IuranEvent",
)
class Iuran(models.Model):
    """One month of one person: the payer, the tariff, the bill, and the payment that paid it.

    Amounts are never edited: a correction is a reversal (``pembalik``, negative amounts) plus a new
    row. A month that will not be paid is dead (``hidup`` false) with its reason, since
    ``mati_pada``, and stays dead. The database refuses a second live row for the same person and
    month. When a row leaves a bill, its history keeps which one it was.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_iuran")
    bulan = models.DateField()
    bantuan = models.ForeignKey(Bantuan, models.PROTECT, related_name="daftar_iuran")
    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="+")
    tarif = models.ForeignKey(Tarif, models.PROTECT, related_name="+", db_index=False)
    jkk = models.IntegerField("JKK")
    jkm = models.IntegerField("JKM")
    jht = models.IntegerField("JHT", default=0)
    nominal = models.GeneratedField(
        expression=F("jkk") + F("jkm") + F("jht"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    jenis = models.CharField(max_length=8, choices=JenisIuran, default=JenisIuran.IURAN)
    membalik = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="pembalik"
    )
    hidup = models.BooleanField(default=True)
    alasan_mati = models.CharField(max_length=200, blank=True, default="")
    mati_pada = models.DateTimeField(null=True, blank=True, editable=False)
    tagihan = models.ForeignKey(
        Tagihan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_iuran",
        db_index=False,  # the partial index below serves
    )
    pembayaran = models.ForeignKey(
        Pembayaran, models.PROTECT, null=True, blank=True, related_name="daftar_iuran"
    )
    dikonfirmasi_pada = models.DateField("dikonfirmasi BPJS", null=True, blank=True)
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = IuranQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "iuran"
        ordering = ["peserta", "bulan"]
        indexes = [
            models.Index(  # cover on a date is answered from this index alone
                fields=["bulan", "peserta"],
                include=["sumber", "pembayaran"],
                condition=Q(hidup=True),
                name="iuran_bulan_peserta",
            ),
            models.Index(
                fields=["bulan", "sumber"],
                include=["nominal"],
                condition=Q(hidup=True, tagihan=None),
                name="iuran_belum_ditagih",
            ),
            models.Index(
                fields=["tagihan"], condition=Q(tagihan__isnull=False), name="iuran_per_tagihan"
            ),
            models.Index(  # what was still alive on a past day
                fields=["mati_pada"], condition=Q(hidup=False), name="iuran_mati_sejak"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="iuran_satu_sebulan",
                fields=["peserta", "bulan"],
                condition=Q(hidup=True),
                violation_error_message="Bulan ini sudah dibiayai untuk orang yang sama.",
            ),
            models.CheckConstraint(name="iuran_bulan_tanggal_satu", condition=Q(bulan__day=1)),
            models.CheckConstraint(
                name="iuran_tanda_nominal",
                condition=Q(jenis="iuran", jkk__gt=0, jkm__gt=0, jht__gte=0, membalik=None)
                | Q(jenis="pembalik", jkk__lt=0, jkm__lt=0, jht__lte=0, membalik__isnull=False),
            ),
            models.CheckConstraint(
                name="iuran_mati_beralasan",
                condition=Q(hidup=True, alasan_mati="") | (Q(hidup=False) & ~Q(alasan_mati="")),
            ),
            models.CheckConstraint(
                name="iuran_mati_bertanggal",
                condition=Q(hidup=True, mati_pada=None) | Q(hidup=False, mati_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="iuran_pembalik_mati", condition=Q(jenis="iuran") | Q(hidup=False)
            ),
            models.CheckConstraint(
                name="iuran_lunas_lewat_tagihan",
                condition=Q(pembayaran=None) | Q(tagihan__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="nominal_tidak_berubah",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "peserta", "bulan", "bantuan", "sumber", "tarif", "jkk", "jkm", "jht", "jenis"
                ),
            ),
            pgtrigger.Trigger(
                name="iuran_lunas_tetap",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.pembayaran_id IS NOT NULL AND (NEW.pembayaran_id, NEW.tagihan_id)"
                    " IS DISTINCT FROM (OLD.pembayaran_id, OLD.tagihan_id)"
                ),
                func=LUNAS_TETAP,
            ),
            pgtrigger.Trigger(
                name="iuran_lahir_mati",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NOT NEW.hidup"),
                func=CATAT_MATI,
            ),
            pgtrigger.Trigger(
                name="iuran_mati_dicatat",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.hidup AND NOT NEW.hidup"),
                func=CATAT_MATI,
            ),
            pgtrigger.Protect(
                name="iuran_mati_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NOT OLD.hidup"
                    " AND (NEW.hidup, NEW.mati_pada) IS DISTINCT FROM (OLD.hidup, OLD.mati_pada)"
                ),
            ),
            pgtrigger.Protect(name="iuran_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.bulan:%Y-%m}: {self.jkk + self.jkm + self.jht}"
