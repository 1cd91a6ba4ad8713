"""The sources of funds that pay the contribution."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, ExtractMonth

from iuran.models.pemicu import LEWAT_PERUBAHAN, LEWAT_SYARAT, PAGU_CUKUP
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class JenisSumber(models.TextChoices):
    """Who gives the money, as the programme names them; all but the city pay by transfer slip."""

    APBD = "apbd", "APBD"
    DBHCHT = "dbhcht", "DBHCHT"
    ASN = "asn", "ASN/PNS Peduli"
    CSR = "csr", "Perusahaan"
    BUMN = "bumn", "BUMN/BUMD"
    ORMAS = "ormas", "Organisasi"
    WARGA = "warga", "Masyarakat"
    LAIN = "lain", "Sumber sah lainnya"


class KeadaanPagu(Bernada):
    """How far the budget of a source has come: what may be done with it follows from this."""

    RANCANGAN = "rancangan", Nada.PERHATIAN, "Rancangan"
    APBD = "apbd", Nada.PROSES, "APBD disahkan"
    DPA = "dpa", Nada.BAIK, "DPA"
    PERGESERAN = "pergeseran", Nada.BAIK, "Pergeseran"
    DPPA = "dppa", Nada.BAIK, "DPPA"


BER_DPA = frozenset({KeadaanPagu.DPA, KeadaanPagu.PERGESERAN, KeadaanPagu.DPPA})
DISAHKAN = BER_DPA | {KeadaanPagu.APBD}

# The rows that count as money (:func:`iuran.models.uang.bernilai`), apart from those in bills.
BERISI = ("disusun", "diterbitkan", "dibayar")
BELUM_DITAGIH = Q(hidup=True, tagihan=None)  # waiting for a bill, or paid by evidence of its own
BERBUKTI = BELUM_DITAGIH & Q(pembayaran__isnull=False)
DISETOR = Q(hidup=False, tagihan=None, setor_pada__isnull=False, dicabut_pada=None)

DIBAYAR_KOTA = (JenisSumber.APBD, JenisSumber.DBHCHT)


class SumberDanaQuerySet(models.QuerySet["SumberDana"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a source pays people of the whole city."""
        return self.none() if petugas.wilayah else self.all()

    def berpenetapan(self) -> Self:
        """Sources of decrees; civil servants pay by promise and slip, without any decree."""
        return self.exclude(jenis=JenisSumber.ASN)

    def dibayar_kota(self) -> Self:
        return self.filter(jenis__in=DIBAYAR_KOTA)

    def with_keuangan(self) -> Self:
        """Money in rupiah: ``terikat``, ``hidup`` and ``lunas``; ``sisa`` follows from them.

        ``terikat``: grants whose people have no card yet, all their months. ``hidup``: ledger rows
        that count as money (:func:`bernilai`), ``lunas``: those of them paid by an SP2D, less what
        was set off or paid back.

        Rows in a bill are summed by the bill, whose total the database holds to them: a source has
        millions of rows and some dozens of bills.
        """
        bulan = ExtractMonth("daftar_bantuan__bulan_akhir") - ExtractMonth(
            "daftar_bantuan__bulan_awal"
        )
        return self.annotate(
            terikat=_jumlah(
                (bulan + 1) * F("daftar_bantuan__nominal_per_bulan"),
                Q(daftar_bantuan__status="ditetapkan"),
            ),
            hidup=_di_tagihan(Q(status__in=BERISI)) + _di_buku(BELUM_DITAGIH) + _di_buku(DISETOR),
            lunas=_di_tagihan(Q(status="dibayar")) + _di_buku(DISETOR) + _di_buku(BERBUKTI),
        )

    def with_realisasi(self) -> Self:
        """``realisasi``: rupiah whose paper bears a date of the source's own year, with its sign.

        A later paper pays a debt of that year from the next budget: the month is paid, and the
        realisation of the old year stays as it was. Money paid back within the year lowers it.
        """
        tahunnya = Q(
            daftar_alokasi__berlaku=True,
            daftar_alokasi__pembayaran__tanggal__year__lte=OuterRef("tahun"),
        )
        berbukti = BERBUKTI & Q(pembayaran__tanggal__year__lte=OuterRef("tahun"))
        return self.annotate(
            realisasi=_di_tagihan(tahunnya) + _di_buku(DISETOR) + _di_buku(berbukti)
        )

    def with_orang(self, bulan: date) -> Self:
        """``orang``: people with a grant of the source in ``bulan`` (grants that are not void)."""
        bantuan = apps.get_model("iuran", "Bantuan").objects.hidup()
        milik = bantuan.filter(sumber=OuterRef("pk"), bulan_awal__lte=bulan, bulan_akhir__gte=bulan)
        orang = milik.order_by().values("sumber").annotate(n=Count("*")).values("n")
        return self.annotate(orang=Coalesce(Subquery(orang), 0))


def _jumlah(apa: Combinable, syarat: Q) -> Coalesce:
    """Sum over one source's own rows; several sums in one join would count rows twice."""
    return _rupiah(
        SumberDana.objects.filter(pk=OuterRef("pk"))
        .filter(syarat)
        .values("pk")
        .annotate(n=Sum(apa))
        .values("n")
    )


def _di_tagihan(syarat: Q) -> Coalesce:
    """Sum over the bills of one source; its divided and cancelled bills hold no rows."""
    tagihan = apps.get_model("iuran", "Tagihan").objects.filter(syarat, sumber=OuterRef("pk"))
    return _rupiah(tagihan.order_by().values("sumber").annotate(n=Sum("total")).values("n"))


def _di_buku(syarat: Q) -> Coalesce:
    """Sum over the ledger rows of one source, by their own column: no join of its grants."""
    baris = apps.get_model("iuran", "Iuran").objects.filter(syarat, sumber=OuterRef("pk"))
    return _rupiah(baris.order_by().values("sumber").annotate(n=Sum("nominal")).values("n"))


def _rupiah(jumlah: models.QuerySet[Any, Any]) -> Coalesce:
    bulat = models.BigIntegerField()
    return Coalesce(Subquery(jumlah, output_field=bulat), 0, output_field=bulat)


class SumberDana(models.Model):
    """Money of one payer for one year and wave: a ceiling in rupiah and a quota of people.

    Both change by a :class:`iuran.models.PerubahanPagu` only, which two admins make.
    ``perubahan`` is the last; ``syarat`` says whom it may fund. ``keadaan_pagu`` says how far the
    budget has come; ``penerus`` pays the months after December; ``defisit_sejak`` is set while the
    ceiling lies below what is bound.
    """

    kode = models.CharField(max_length=20)
    nama = models.CharField(max_length=100)
    jenis = models.CharField(max_length=8, choices=JenisSumber)
    tahun = models.PositiveSmallIntegerField()
    gelombang = models.CharField(max_length=40, blank=True, default="")
    pagu = models.PositiveBigIntegerField("pagu (rupiah)")
    kuota = models.PositiveIntegerField("kuota (orang)")
    keadaan_pagu = models.CharField(
        max_length=10, choices=KeadaanPagu, default=KeadaanPagu.RANCANGAN
    )
    batas_sp2d = models.DateField("hari terakhir SP2D", null=True, blank=True)
    defisit_sejak = models.DateField(null=True, blank=True)
    perubahan = models.OneToOneField(
        "PerubahanPagu", models.PROTECT, null=True, blank=True, related_name="+"
    )
    syarat = models.OneToOneField(
        "SyaratSumber", models.PROTECT, null=True, blank=True, related_name="+"
    )
    penerus = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="pendahulu"
    )
    urutan = models.PositiveSmallIntegerField(default=1)
    aktif = models.BooleanField(default=True)

    objects = SumberDanaQuerySet.as_manager()

    # Rupiah and people, after with_keuangan(), with_realisasi() and with_orang().
    terikat: int
    hidup: int
    lunas: int
    realisasi: int
    orang: int

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
            models.CheckConstraint(
                name="sumber_keadaan_pagu_sah", condition=Q(keadaan_pagu__in=KeadaanPagu.values)
            ),
            models.CheckConstraint(
                name="sumber_penerus_lain", condition=Q(penerus=None) | ~Q(penerus=F("pk"))
            ),
            models.CheckConstraint(
                name="sumber_batas_sp2d_tahunnya",
                condition=Q(batas_sp2d=None) | Q(batas_sp2d__year=F("tahun")),
                violation_error_message="Hari terakhir SP2D harus dalam tahun anggarannya.",
            ),
            models.CheckConstraint(
                name="sumber_batas_sp2d_kota",
                condition=Q(batas_sp2d=None) | Q(jenis__in=DIBAYAR_KOTA),
                violation_error_message="Hanya uang kota yang dibayar dengan SP2D.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sumber_pagu_cukup",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                declare=[("terikat", "bigint"), ("orang", "bigint")],
                condition=pgtrigger.AnyChange("pagu", "kuota", "defisit_sejak"),
                func=PAGU_CUKUP,
            ),
            pgtrigger.Trigger(
                name="sumber_pagu_lewat_perubahan",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("pagu", "kuota", "keadaan_pagu"),
                func=LEWAT_PERUBAHAN,
            ),
            pgtrigger.Trigger(
                name="sumber_syarat_lewat_usulan",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("syarat"),
                func=LEWAT_SYARAT,
            ),
            pgtrigger.Trigger(
                name="sumber_penerus_tahun_berikut",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.penerus_id IS NOT NULL"),
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM iuran_sumberdana s
                        WHERE s.id = NEW.penerus_id AND s.tahun = NEW.tahun + 1
                          AND (s.jenis = NEW.jenis)
                    ) THEN
                        RAISE EXCEPTION 'penerus harus sumber sejenis dari tahun berikutnya'
                            USING ERRCODE = 'check_violation',
                                  CONSTRAINT = 'sumber_penerus_tahun_berikut';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} {self.tahun}"

    @property
    def dibayar_kota(self) -> bool:
        return self.jenis in DIBAYAR_KOTA

    @property
    def cip(self) -> KeadaanPagu:
        return KeadaanPagu(self.keadaan_pagu)

    @property
    def terikat_semua(self) -> int:
        """Rupiah below which the ceiling cannot fall: promises and live ledger rows."""
        return self.terikat + self.hidup

    @property
    def sisa(self) -> int:
        """Rupiah of the ceiling that nothing binds; negative in a deficit."""
        return self.pagu - self.terikat_semua

    @property
    def saldo(self) -> int:
        """Rupiah of the ceiling that nobody has paid out, in whatever year; as on its statement."""
        return self.pagu - self.lunas

    @property
    def kosong(self) -> int:
        """Free places in the month that was counted."""
        return self.kuota - self.orang

    @property
    def tutup_sp2d(self) -> date:
        """The last day on which the treasury writes an SP2D of its year: 31 December if not set."""
        return self.batas_sp2d or date(self.tahun, 12, 31)

    @property
    def dibayar_kemudian(self) -> int:
        """Rupiah of its months that a paper of a later year paid, as a debt."""
        return self.lunas - self.realisasi

    @property
    def defisit(self) -> int:
        """Rupiah by which the ceiling falls short of what is bound; 0 when it suffices."""
        return max(0, -self.sisa)
