"""The ledger of worker-months: every figure anywhere is a sum over these rows."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, FilteredRelation, Q

from iuran.models.bantuan import Bantuan
from iuran.models.baris_berkas import BarisBerkas
from iuran.models.keluar import (
    CALON_KELEBIHAN,
    DALAM_PENYELESAIAN,
    di_antara,
    keluar,
    lewat_bantuan,
    mungkin_keluar,
    salah_satu,
)
from iuran.models.pembayaran import Pembayaran
from iuran.models.pemicu import PEMICU_IURAN
from iuran.models.sumber import SumberDana
from iuran.models.tagihan import Tagihan
from iuran.models.tarif import Tarif
from iuran.models.uang import bernilai, lepas
from peserta.models import Peserta
from pijar.models import Pengguna
from pijar.riwayat import ingat


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
        return self.hidup().lepas()

    def lepas(self) -> Self:
        """Rows that nothing holds (:func:`iuran.models.uang.lepas`)."""
        return self.filter(lepas())

    def belum_dikonfirmasi(self, pada: date | None = None) -> Self:
        """Live months of extensions that BPJS was told of and has not answered."""
        baris = BarisBerkas.objects.belum_dikonfirmasi(pada)
        return self.filter(hidup=True, bantuan__in=baris.rantai().values("pk"))

    def melewati_bantuan(self) -> Self:
        """Live rows outside their grant: billed before it was stopped, or BPJS refused them."""
        return self.filter(lewat_bantuan(), hidup=True, tagihan__isnull=False)

    def sudah_keluar(self) -> Self:
        """Live rows of months for which the city may no longer pay (:func:`keluar`).

        The few who may be are found first, by people and grants; a bill has 130.000 rows.
        """
        calon = self.filter(mungkin_keluar(), hidup=True).order_by().values("pk")
        return self.filter(di_antara(calon)).filter(keluar(), hidup=True)

    def kelebihan(self) -> Self:
        """Paid in vain: paid months for which the city may no longer pay, whatever is asked back.

        The same as the paid rows of :meth:`sudah_keluar`, found through events and stopped grants.
        """
        return self.filter(salah_satu(CALON_KELEBIHAN)).filter(keluar(), hidup=True)

    def dengan_baris(self) -> Self:
        """With the line of the living settlement that holds the month, as ``baris``."""
        hidup = FilteredRelation("daftar_kelebihan", condition=Q(daftar_kelebihan__hidup=True))
        return self.alias(baris=hidup)

    def kelebihan_dan_selesai(self) -> Self:
        """What was paid in vain, or stands in a living settlement (``baris``)."""
        calon = self.filter(salah_satu(f"{CALON_KELEBIHAN} UNION {DALAM_PENYELESAIAN}"))
        return calon.dengan_baris().filter(Q(keluar(), hidup=True) | Q(baris__isnull=False))

    def uang(self) -> Self:
        """Rows that count as money, each with its sign (:func:`iuran.models.uang.bernilai`)."""
        return self.filter(bernilai())

    def orang(self) -> Self:
        """Months of people, without reversals."""
        return self.filter(jenis=JenisIuran.IURAN)

    def pembalik(self) -> Self:
        return self.filter(jenis=JenisIuran.PEMBALIK)

    def menunggu_kompensasi(self) -> Self:
        """Confirmed set-offs that no bill has taken yet, the oldest first."""
        menunggu = {"tagihan": None, "setor_pada": None, "dicabut_pada": None}
        return self.pembalik().filter(**menunggu).order_by("pk")


@ingat(
    "lepas",
    kolom=["tagihan", "hidup", "mati_pada"],
    bila=pgtrigger.Condition(
        "OLD.tagihan_id IS NOT NULL AND NEW.tagihan_id IS DISTINCT FROM OLD.tagihan_id"
        " OR NEW.hidup AND NOT OLD.hidup"
    ),
)
class Iuran(models.Model):
    """One month of one person: the payer, the tariff, the bill, and the payment that paid it.

    Amounts are never edited: a correction is a reversal (``pembalik``, negative amounts) plus a new
    row. A month that will not be paid is dead (``hidup`` false) with its reason, since
    ``mati_pada``, and so is a paid one whose money is set off or paid back: it stays in its bill. A
    reversal stands in the bill that it lowers, or has the day of its STS in ``setor_pada``; without
    either it waits for a bill, and withdrawn (``dicabut_pada``) it counts for nothing. The database
    refuses a second live row for the same person and month. When a row leaves a bill or lives
    again, its history keeps what it was.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_iuran")
    bulan = models.DateField()
    bantuan = models.ForeignKey(Bantuan, models.PROTECT, related_name="daftar_iuran")
    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="+", db_index=False)
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
    membalik = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="daftar_pembalik",
        db_index=False,  # its unique constraint serves
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
    setor_pada = models.DateField("dikembalikan dengan STS tanggal", null=True, blank=True)
    dicabut_pada = models.DateTimeField("pembalik dicabut pada", null=True, blank=True)
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
            models.Index(  # the money of a year is summed from this index alone, by its papers
                fields=[
                    *("sumber", "bulan", "jenis", "setor_pada", "tagihan", "pembayaran"),
                    *("hidup", "dicabut_pada", "nominal"),
                ],
                name="iuran_golongan",
            ),
            models.Index(  # who is behind: few, except where a whole bill is
                fields=["bulan", "peserta"],
                include=["tagihan"],
                condition=Q(hidup=True, pembayaran=None),
                name="iuran_belum_dibayar",
            ),
            models.Index(
                fields=["bulan", "sumber"],
                include=["nominal"],
                condition=Q(hidup=True, tagihan=None),
                name="iuran_belum_ditagih",
            ),
            models.Index(  # what counts as money though it occupies no month
                fields=["bulan"],
                condition=Q(hidup=False) & (Q(tagihan__isnull=False) | Q(setor_pada__isnull=False)),
                name="iuran_mati_bernilai",
            ),
            models.Index(
                fields=["sumber"],
                condition=Q(jenis="pembalik", tagihan=None, setor_pada=None, dicabut_pada=None),
                name="iuran_menunggu_kompensasi",
            ),
            models.Index(
                fields=["tagihan"], condition=Q(tagihan__isnull=False), name="iuran_per_tagihan"
            ),
            models.Index(  # what civil servants paid themselves is counted from this index alone
                fields=["bulan", "bantuan"],
                include=["nominal", "pembayaran"],
                condition=Q(hidup=True, tagihan=None, pembayaran__isnull=False),
                name="iuran_berbukti",
            ),
            models.Index(  # what was still alive on a past day
                fields=["mati_pada"], condition=Q(hidup=False), name="iuran_mati_sejak"
            ),
        ]
        constraints = [
            models.UniqueConstraint(  # all months of a person are read from this index alone
                name="iuran_satu_sebulan",
                fields=["peserta", "bulan"],
                include=["tagihan", "pembayaran"],
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
            models.UniqueConstraint(
                name="iuran_pembalik_sekali",
                fields=["membalik"],
                condition=Q(dicabut_pada=None),
                violation_error_message="Bulan ini sudah dikoreksi.",
            ),
            models.CheckConstraint(
                name="iuran_dicabut_sah",
                condition=Q(dicabut_pada=None) | Q(jenis="pembalik", tagihan=None),
            ),
            models.CheckConstraint(
                name="iuran_setor_pembalik",
                condition=Q(setor_pada=None) | Q(jenis="pembalik", tagihan=None),
                violation_error_message="Hanya pembalik di luar tagihan yang disetor kembali.",
            ),
            models.CheckConstraint(
                name="iuran_mati_di_tagihan_lunas",
                condition=Q(hidup=True)
                | Q(tagihan=None)
                | Q(pembayaran__isnull=False)
                | Q(jenis="pembalik"),
                violation_error_message="Bulan yang batal keluar dari tagihan yang belum dibayar.",
            ),
        ]
        triggers = PEMICU_IURAN

    @property
    def gugur(self) -> bool:
        """Whether BPJS did not accept the month in the end, though a bill asks for it."""
        dari, sampai = self.bantuan.gugur_dari, self.bantuan.gugur_sampai
        return bool(self.hidup and dari and sampai and dari <= self.bulan <= sampai)

    def __str__(self) -> str:
        return f"{self.bulan:%Y-%m}: {self.jkk + self.jkm + self.jht}"
