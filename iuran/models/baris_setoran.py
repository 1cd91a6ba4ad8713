"""Lines of BPJS's monthly list of the movement, each beside a promise of ours."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from iuran.models.buku import Iuran
from iuran.models.daftar_setoran import DaftarSetoran
from iuran.models.janji import Janji
from peserta.models import Peserta
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class BagianSetoran(Bernada):
    """Where a line, or a promise that no line names, stands: each in exactly one."""

    SESUAI = "sesuai", Nada.BAIK, "Sesuai"
    BERBEDA = "berbeda", Nada.PERHATIAN, "Berbeda"
    TIDAK_DIKENAL = "tidak_dikenal", Nada.BURUK, "Tidak kita kenal"
    TIDAK_DIBAYAR = "tidak_dibayar", Nada.PERHATIAN, "Tidak dibayar"


class SebabSetoran(models.TextChoices):
    """Why a line stands in its bin; :mod:`iuran.daftar_setoran.kalimat` says it in full."""

    BARU = "baru", "Bulan ini dicatat lunas"
    LUNAS = "lunas", "Sudah lunas, BPJS membenarkannya"
    BEDA = "beda", "Isinya berbeda"
    DUA_ORANG = "dua_orang", "NIK dan KPJ milik orang yang berbeda"
    BULAN_LAIN = "bulan_lain", "Barisnya menyebut bulan lain"
    DUA_KALI = "dua_kali", "Orang yang sama ada di baris lain"
    PEMBAYAR_LAIN = "pembayar_lain", "Menurut buku kita pihak lain yang membayar"
    TANPA_JANJI = "tanpa_janji", "Tidak ada janji penyumbang untuk orang ini"
    SELESAI = "selesai", "Orangnya meninggal atau keluar sebelum bulan ini"
    BELUM_TERDAFTAR = "belum_terdaftar", "Orangnya belum terdaftar"
    DI_LUAR_JANJI = "di_luar_janji", "Bulannya sesudah janji berakhir"
    NONAKTIF = "nonaktif", "Kita mencatatnya lunas, BPJS belum"
    TANPA_NOMOR = "tanpa_nomor", "NIK dan KPJ-nya tidak terbaca"
    ASING = "asing", "Tidak ada dalam data kita"
    BELUM_BAYAR = "belum_bayar", "BPJS menulis belum dibayar"
    TANPA_BARIS = "tanpa_baris", "Tidak ada barisnya"
    ADA_BUKTI = "ada_bukti", "Kita punya buktinya, barisnya tidak ada"


DAPAT_DIAMBIL = (SebabSetoran.DI_LUAR_JANJI, SebabSetoran.BEDA)
TIDAK_DIAMBIL = frozenset({"nominal", "nik", "penyumbang"})
"""One click of an admin may take a line with such a cause, unless one of these differs."""


class BarisSetoranQuerySet(models.QuerySet["BarisSetoran"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Lines of the lists that this officer may see."""
        return self.none() if petugas.wilayah else self.all()

    def pembukuan(self, iuran: Iuran) -> Self:
        """The line of the list that counts, by which BPJS says that this month is paid."""
        sesuai = self.filter(iuran=iuran, bagian=BagianSetoran.SESUAI, daftar__berlaku=True)
        return sesuai.select_related("daftar")


class BarisSetoran(models.Model):
    """One line of the list beside our promise, or a promise that no line names.

    ``urut`` numbers the lines of all sheets; ``nomor`` is the row in its sheet, None where BPJS has
    no line. ``nik`` and ``nip`` (of the donor) are safe numbers or empty; ``tertulis`` says what
    stands in place of a NIK. ``beda`` names what differs. ``harga`` is what the month costs in our
    ledger, else by the tariff. ``diambil_oleh``: the admin who took a difference for the same.
    """

    daftar = models.ForeignKey(
        DaftarSetoran,
        models.CASCADE,
        related_name="daftar_baris",
        db_index=False,  # baris_setoran_bagian
    )
    urut = models.PositiveIntegerField()
    bagian = models.CharField(max_length=13, choices=BagianSetoran)
    sebab = models.CharField(max_length=15, choices=SebabSetoran)
    beda = ArrayField(models.CharField(max_length=16), default=list)
    lembar = models.CharField(max_length=100, blank=True, default="")
    nomor = models.PositiveIntegerField("nomor baris dalam berkas", null=True)
    nik = models.CharField(max_length=16, blank=True, default="")
    tertulis = models.CharField(max_length=30, blank=True, default="")
    kpj = models.CharField(max_length=20, blank=True, default="")
    nama = models.CharField(max_length=150, blank=True, default="")
    nip = models.CharField("NIP penyumbang", max_length=18, blank=True, default="")
    penyumbang = models.CharField("nama penyumbang", max_length=150, blank=True, default="")
    bulan = models.DateField(null=True)
    nominal = models.BigIntegerField("rupiah menurut BPJS", null=True)
    keterangan = models.CharField(max_length=200, blank=True, default="")
    catatan = models.CharField(max_length=300, blank=True, default="")
    peserta = models.ForeignKey(
        Peserta,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,  # nobody is deleted; a person's lines are found by their promise
    )
    janji = models.ForeignKey(Janji, models.PROTECT, null=True, related_name="daftar_setoran")
    iuran = models.ForeignKey(
        Iuran,
        models.PROTECT,
        null=True,
        related_name="daftar_setoran",
        db_index=False,  # baris_setoran_iuran
    )
    harga = models.IntegerField("rupiah menurut kita", default=0)
    diambil_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    diambil_pada = models.DateTimeField(null=True)

    objects = BarisSetoranQuerySet.as_manager()

    class Meta:
        verbose_name = "baris daftar setoran"
        verbose_name_plural = "baris daftar setoran"
        ordering = ["daftar", "urut"]
        indexes = [
            models.Index(fields=["daftar", "bagian", "urut"], name="baris_setoran_bagian"),
            models.Index(
                fields=["iuran"], condition=Q(iuran__isnull=False), name="baris_setoran_iuran"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="baris_setoran_bagian_sah", condition=Q(bagian__in=BagianSetoran.values)
            ),
            models.CheckConstraint(
                name="baris_setoran_sebab_sah", condition=Q(sebab__in=SebabSetoran.values)
            ),
            models.CheckConstraint(
                name="baris_setoran_dikenal",
                condition=Q(bagian="tidak_dikenal", peserta=None)
                | ~Q(bagian="tidak_dikenal") & Q(peserta__isnull=False),
            ),
            models.CheckConstraint(
                name="baris_setoran_berjanji",
                condition=~Q(bagian__in=["sesuai", "tidak_dibayar"]) | Q(janji__isnull=False),
            ),
            models.CheckConstraint(
                name="baris_setoran_tanpa_baris",
                condition=Q(nomor__isnull=False) | Q(bagian="tidak_dibayar"),
            ),
            models.CheckConstraint(
                name="baris_setoran_diambil",
                condition=Q(diambil_oleh=None, diambil_pada=None)
                | Q(diambil_oleh__isnull=False, diambil_pada__isnull=False, bagian="sesuai"),
            ),
            models.UniqueConstraint(
                name="baris_setoran_janji_sekali",
                fields=["janji", "daftar"],
                condition=Q(janji__isnull=False),
                violation_error_message="Bulan janji ini sudah disebut baris lain.",
            ),
        ]

    def __str__(self) -> str:
        return f"baris {self.urut}: {self.bagian}"

    @property
    def letak(self) -> str:
        """Where the line stands in the file."""
        if self.nomor is None:
            return "tidak ada barisnya"
        return f"lembar {self.lembar} baris {self.nomor}" if self.lembar else f"baris {self.nomor}"

    @property
    def bukti(self) -> tuple[str, date]:
        """The proof that BPJS has the month: file, fingerprint and line; the list's day."""
        daftar: DaftarSetoran = self.daftar
        return f"{daftar.nama_berkas}, SHA-256 {daftar.sha256}, {self.letak}", daftar.tanggal

    @property
    def dapat_diambil(self) -> bool:
        """Whether one click may take it: same person and donor, the right amount."""
        return (
            self.bagian == BagianSetoran.BERBEDA
            and self.sebab in DAPAT_DIAMBIL
            and self.janji_id is not None
            and not TIDAK_DIAMBIL & {*self.beda}
        )
