"""Tariffs of the contribution, and the sources of funds that pay it."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, ExtractMonth

from pijar.models import Pengguna


class Sektor(models.TextChoices):
    SEMUA = "semua", "Semua pekerjaan"
    TRANSPORTASI = "transportasi", "Transportasi"
    BUKAN_TRANSPORTASI = "bukan_transportasi", "Selain transportasi"


class Pembayar(models.TextChoices):
    """The payers that a tariff row is for; the row decides whether DBHCHT counts as APBD."""

    SEMUA = "semua", "Semua pembayar"
    SELAIN_APBN_APBD = "selain_apbn_apbd", "Selain APBN dan APBD; DBHCHT dianggap APBD"
    SELAIN_DBHCHT_IKUT = "dbhcht_ikut", "Selain APBN dan APBD; DBHCHT ikut mendapat"


class Tarif(models.Model):
    """One tier of the BPU contribution, in whole rupiah a month, valid from a date.

    Rows of a relief ship switched off (``aktif`` false) until an admin confirms them with BPJS.
    """

    penghasilan_min = models.PositiveIntegerField()
    penghasilan_maks = models.PositiveIntegerField(null=True, blank=True)
    dasar = models.PositiveIntegerField("dasar upah")
    jkk = models.PositiveIntegerField("JKK")
    jkm = models.PositiveIntegerField("JKM")
    jht = models.PositiveIntegerField("JHT")
    sektor = models.CharField(max_length=20, choices=Sektor, default=Sektor.SEMUA)
    pembayar = models.CharField(max_length=16, choices=Pembayar, default=Pembayar.SEMUA)
    berlaku_mulai = models.DateField()
    berlaku_sampai = models.DateField(null=True, blank=True)
    dasar_hukum = models.CharField(max_length=40)
    perlu_konfirmasi = models.BooleanField(default=False)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "tarif"
        ordering = ["berlaku_mulai", "penghasilan_min", "pk"]
        constraints = [
            models.CheckConstraint(name="tarif_positif", condition=Q(jkk__gt=0, jkm__gt=0)),
            models.CheckConstraint(
                name="tarif_masa_sah",
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=F("berlaku_mulai")),
            ),
            models.CheckConstraint(name="tarif_sektor_sah", condition=Q(sektor__in=Sektor.values)),
            models.CheckConstraint(
                name="tarif_pembayar_sah", condition=Q(pembayar__in=Pembayar.values)
            ),
            models.UniqueConstraint(
                name="tarif_sekali",
                fields=["penghasilan_min", "sektor", "pembayar", "berlaku_mulai"],
            ),
        ]

    def __str__(self) -> str:
        return f"dasar {self.dasar}: {self.jkk}+{self.jkm}"


class JenisSumber(models.TextChoices):
    APBD = "apbd", "APBD"
    DBHCHT = "dbhcht", "DBHCHT"
    ASN = "asn", "ASN/PNS Peduli"
    CSR = "csr", "Perusahaan dan lainnya"


DIBAYAR_KOTA = (JenisSumber.APBD, JenisSumber.DBHCHT)


class SumberDanaQuerySet(models.QuerySet["SumberDana"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Sources carry no personal data: everyone with the right sees all."""
        return self.all()

    def dibayar_kota(self) -> Self:
        return self.filter(jenis__in=DIBAYAR_KOTA)

    def with_keuangan(self) -> Self:
        """Money in rupiah: ``terikat``, ``hidup``, ``lunas`` and ``sisa``.

        ``terikat``: grants whose people have no card yet, all their months. ``hidup``: live ledger
        rows, ``lunas``: those of them paid by an SP2D. ``sisa`` = ceiling − terikat − hidup.
        """
        bulan = ExtractMonth("daftar_bantuan__bulan_akhir") - ExtractMonth(
            "daftar_bantuan__bulan_awal"
        )
        iuran = "daftar_bantuan__daftar_iuran"
        hidup = Q(**{f"{iuran}__hidup": True})
        return self.annotate(
            terikat=_jumlah(
                (bulan + 1) * F("daftar_bantuan__nominal_per_bulan"),
                Q(daftar_bantuan__status="ditetapkan"),
            ),
            hidup=_jumlah(F(f"{iuran}__nominal"), hidup),
            lunas=_jumlah(
                F(f"{iuran}__nominal"), hidup & Q(**{f"{iuran}__pembayaran__isnull": False})
            ),
        ).annotate(sisa=F("pagu") - F("terikat") - F("hidup"))

    def with_orang(self, bulan: date) -> Self:
        """``orang``: people with a grant of the source in ``bulan`` (grants that are not void)."""
        orang = (
            SumberDana.objects.filter(pk=OuterRef("pk"))
            .values("pk")
            .annotate(
                n=Count(
                    "daftar_bantuan",
                    filter=Q(daftar_bantuan__bulan_awal__lte=bulan)
                    & Q(daftar_bantuan__bulan_akhir__gte=bulan)
                    & ~Q(daftar_bantuan__status="batal"),
                )
            )
            .values("n")
        )
        return self.annotate(orang=Subquery(orang), kosong=F("kuota") - F("orang"))


def _jumlah(apa: Combinable, syarat: Q) -> Coalesce:
    """Sum over one source's own rows; several sums in one join would count rows twice."""
    jumlah = (
        SumberDana.objects.filter(pk=OuterRef("pk"))
        .filter(syarat)
        .values("pk")
        .annotate(n=Sum(apa))
        .values("n")
    )
    return Coalesce(
        Subquery(jumlah, output_field=models.BigIntegerField()),
        0,
        output_field=models.BigIntegerField(),
    )


class SumberDana(models.Model):
    """Money of one payer for one year and wave: a ceiling in rupiah and a quota of people."""

    kode = models.CharField(max_length=20)
    nama = models.CharField(max_length=100)
    jenis = models.CharField(max_length=8, choices=JenisSumber)
    tahun = models.PositiveSmallIntegerField()
    gelombang = models.CharField(max_length=40, blank=True, default="")
    pagu = models.PositiveBigIntegerField("pagu (rupiah)")
    kuota = models.PositiveIntegerField("kuota (orang)")
    urutan = models.PositiveSmallIntegerField(default=1)
    aktif = models.BooleanField(default=True)

    objects = SumberDanaQuerySet.as_manager()

    # Rupiah and people, there only after with_keuangan() and with_orang().
    terikat: int
    hidup: int
    lunas: int
    sisa: int
    orang: int
    kosong: int

    class Meta:
        verbose_name = "sumber dana"
        verbose_name_plural = "sumber dana"
        ordering = ["-tahun", "urutan", "kode"]
        constraints = [
            models.UniqueConstraint(name="sumber_kode_per_tahun", fields=["kode", "tahun"]),
            models.CheckConstraint(
                name="sumber_jenis_sah", condition=Q(jenis__in=JenisSumber.values)
            ),
            models.CheckConstraint(
                name="sumber_kuota_positif", condition=Q(kuota__gt=0, pagu__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} {self.tahun}"

    @property
    def dibayar_kota(self) -> bool:
        return self.jenis in DIBAYAR_KOTA
