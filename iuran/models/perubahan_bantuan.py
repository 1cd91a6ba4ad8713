"""Grants that end earlier or go over to another source, from a month on: by two admins."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from iuran.models.bantuan import Bantuan
from iuran.models.sumber import SumberDana
from peserta.models import Peserta
from pijar.bulan import akhir_bulan, nama_bulan, tambah_bulan
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada


class JenisPerubahanBantuan(models.TextChoices):
    PENDEKKAN = "pendekkan", "Pendekkan bantuan"
    PINDAH = "pindah", "Pindah sumber dana"
    KEMBALIKAN = "kembalikan", "Kembalikan seperti semula"


class StatusPerubahanBantuan(Bernada):
    DISUSUN = "disusun", Nada.NETRAL, "Draf, belum diusulkan"
    DIUSULKAN = "diusulkan", Nada.PERHATIAN, "Menunggu admin lain"
    DIKONFIRMASI = "dikonfirmasi", Nada.BAIK, "Dikonfirmasi"
    DITOLAK = "ditolak", Nada.AKHIR, "Tidak jadi"


TRANSISI_PERUBAHAN_BANTUAN = [
    ("disusun", "diusulkan"),
    ("disusun", "ditolak"),
    ("diusulkan", "dikonfirmasi"),
    ("diusulkan", "ditolak"),
]


class PerubahanBantuanQuerySet(models.QuerySet["PerubahanBantuan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a source pays people of the whole city."""
        return self.none() if petugas.wilayah else self.all()

    def terbuka(self) -> Self:
        """Proposals that wait for another admin."""
        return self.filter(status=StatusPerubahanBantuan.DIUSULKAN)


class PerubahanBantuan(models.Model):
    """Grants of one or many people that end earlier, or go over to another source, from a month on.

    An admin drafts it, looks at its effect, proposes it; another admin confirms it. ``mulai`` is
    the first month that falls away, or that ``sumber`` pays. ``sumber_lama`` narrows it to the
    grants of one source. ``kembalikan`` takes a confirmed one back (``membatalkan``): another such
    change, by two admins as well. ``kunci`` is the form that drafted it: once.
    """

    jenis = models.CharField(max_length=12, choices=JenisPerubahanBantuan)
    mulai = models.DateField("mulai bulan")
    sumber_lama = models.ForeignKey(
        SumberDana, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sumber = models.ForeignKey(SumberDana, models.PROTECT, null=True, blank=True, related_name="+")
    membatalkan = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="daftar_pengembalian"
    )
    dasar_nomor = models.CharField("nomor surat atau SK", max_length=120)
    dasar_tanggal = models.DateField("tanggal surat atau SK")
    alasan = models.CharField(max_length=300)
    kunci = models.UUIDField("kunci isian", null=True, unique=True, editable=False)
    status = models.CharField(
        max_length=12, choices=StatusPerubahanBantuan, default=StatusPerubahanBantuan.DISUSUN
    )
    diusulkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    alasan_putusan = models.CharField(max_length=300, blank=True, default="")

    objects = PerubahanBantuanQuerySet.as_manager()

    class Meta:
        verbose_name = "perubahan bantuan"
        verbose_name_plural = "perubahan bantuan"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status"], name="perubahan_bantuan_status")]
        constraints = [
            models.CheckConstraint(
                name="perubahan_bantuan_sah",
                condition=Q(
                    status__in=StatusPerubahanBantuan.values,
                    jenis__in=JenisPerubahanBantuan.values,
                    mulai__day=1,
                ),
            ),
            models.CheckConstraint(
                name="perubahan_bantuan_sesuai_jenis",
                condition=Q(jenis="pendekkan", sumber=None, membatalkan=None)
                | Q(jenis="pindah", sumber__isnull=False, membatalkan=None)
                | Q(jenis="kembalikan", membatalkan__isnull=False),
                violation_error_message="Pindah sumber menyebut sumber dana yang baru.",
            ),
            models.CheckConstraint(
                name="perubahan_bantuan_sumber_lain",
                condition=Q(sumber=None) | Q(sumber_lama=None) | ~Q(sumber=F("sumber_lama")),
                violation_error_message="Pilih sumber dana yang lain daripada yang sekarang.",
            ),
            models.CheckConstraint(
                name="perubahan_bantuan_beralasan",
                condition=~Q(alasan__regex=r"^\s*$") & ~Q(dasar_nomor__regex=r"^\s*$"),
                violation_error_message="Tulis alasan dan nomor dasarnya.",
            ),
            models.CheckConstraint(
                name="perubahan_bantuan_orang_lain",
                condition=~Q(status="dikonfirmasi") | ~Q(diputus_oleh=F("diusulkan_oleh")),
                violation_error_message="Perubahan bantuan dikonfirmasi admin lain.",
            ),
            models.CheckConstraint(
                name="perubahan_bantuan_diputus",
                condition=Q(
                    status__in=["disusun", "diusulkan"], diputus_oleh=None, diputus_pada=None
                )
                | Q(
                    status__in=["dikonfirmasi", "ditolak"],
                    diputus_oleh__isnull=False,
                    diputus_pada__isnull=False,
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="perubahan_bantuan_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.FSM(
                name="perubahan_bantuan_status",
                field="status",
                transitions=TRANSISI_PERUBAHAN_BANTUAN,
            ),
            pgtrigger.Protect(
                name="perubahan_bantuan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    exclude=["status", "alasan_putusan", "diputus_oleh", "diputus_pada"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"perubahan bantuan {self.pk}"

    @property
    def cip(self) -> StatusPerubahanBantuan:
        return StatusPerubahanBantuan(self.status)

    @property
    def sebutan(self) -> str:
        """What it does, in a few words."""
        if self.jenis == JenisPerubahanBantuan.PENDEKKAN:
            return f"Pendekkan bantuan sampai {nama_bulan(tambah_bulan(self.mulai, -1))}"
        if self.jenis == JenisPerubahanBantuan.PINDAH:
            return f"Pindah ke {self.sumber} mulai {nama_bulan(self.mulai)}"
        return f"Kembalikan perubahan {self.membatalkan_id} mulai {nama_bulan(self.mulai)}"

    @property
    def hari_terakhir(self) -> date:
        """The last day of cover before the months that fall away."""
        return akhir_bulan(tambah_bulan(self.mulai, -1))

    def sesudah(self, saat: datetime) -> bool:
        """Whether it was decided after this moment."""
        return self.diputus_pada is not None and self.diputus_pada > saat

    @property
    def terbuka(self) -> bool:
        """Whether it may still be dropped: a draft, or a proposal that waits."""
        return self.status in (StatusPerubahanBantuan.DISUSUN, StatusPerubahanBantuan.DIUSULKAN)


class BarisPerubahanBantuanQuerySet(models.QuerySet["BarisPerubahanBantuan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        return self.filter(petugas.q_wilayah("peserta__kelurahan__kode"))

    def ikut(self) -> Self:
        """Lines that go along; the others keep the reason why they do not."""
        return self.filter(sebab="")

    def per_sebab(self) -> models.QuerySet[BarisPerubahanBantuan, tuple[str, int]]:
        """The reasons why people stay behind, the most frequent first, each with how many."""
        baris = self.exclude(sebab="").order_by().values_list("sebab")
        return baris.annotate(n=Count("peserta", distinct=True)).order_by("-n", "sebab")

    def berlaku(self) -> Self:
        """Lines of confirmed changes that no later one took back."""
        balik = BarisPerubahanBantuan.objects.ikut().filter(
            perubahan__membatalkan=OuterRef("perubahan"),
            perubahan__status=StatusPerubahanBantuan.DIKONFIRMASI,
            bantuan=OuterRef("bantuan"),
        )
        return self.ikut().filter(
            ~Exists(balik), perubahan__status=StatusPerubahanBantuan.DIKONFIRMASI
        )

    def masih_pendek(self) -> Self:
        """Lines of confirmed shortenings that still hold: no grant pays a month from there on."""
        lanjut = Bantuan.objects.hidup().filter(
            peserta=OuterRef("peserta"), bulan_akhir__gte=OuterRef("perubahan__mulai")
        )
        return self.ikut().filter(
            ~Exists(lanjut),
            perubahan__jenis=JenisPerubahanBantuan.PENDEKKAN,
            perubahan__status=StatusPerubahanBantuan.DIKONFIRMASI,
        )

    def terbaru(self) -> Self:
        """One line a person: of the newest change, of the grant that still runs where one does."""
        berjalan = F("bulan_akhir_baru").desc(nulls_last=True)
        urut = self.order_by("peserta_id", "-perubahan__diputus_pada", berjalan, "-pk")
        return urut.distinct("peserta_id")


class BarisPerubahanBantuan(models.Model):
    """One grant of one person in such a change: its months and rupiah before and after.

    ``bulan_akhir_baru`` empty: no month of the grant is left. ``sebab``: why the person does not go
    along; then nothing of theirs changes. ``bantuan_baru`` is the grant of the new source.
    ``terbuka`` while the proposal waits: a grant stands in one such proposal at most.
    """

    perubahan = models.ForeignKey(
        PerubahanBantuan, models.PROTECT, related_name="daftar_baris", db_index=False
    )
    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="+")
    bantuan = models.ForeignKey(
        Bantuan, models.PROTECT, null=True, blank=True, related_name="daftar_perubahan"
    )
    bantuan_baru = models.ForeignKey(
        Bantuan, models.PROTECT, null=True, blank=True, related_name="daftar_asal"
    )
    bulan_akhir_lama = models.DateField("bulan terakhir sebelumnya", null=True, blank=True)
    bulan_akhir_baru = models.DateField("bulan terakhir sesudahnya", null=True, blank=True)
    bulan = models.PositiveSmallIntegerField("bulan yang berubah", default=0)
    rupiah_lama = models.PositiveIntegerField(default=0)
    rupiah_baru = models.PositiveIntegerField(default=0)
    sebab = models.CharField("sebab tidak ikut", max_length=300, blank=True, default="")
    terbuka = models.BooleanField(default=False)

    objects = BarisPerubahanBantuanQuerySet.as_manager()

    class Meta:
        verbose_name = "baris perubahan bantuan"
        verbose_name_plural = "baris perubahan bantuan"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["perubahan", "id"], name="baris_perubahan_bantuan"),
            models.Index(
                fields=["perubahan", "sebab"],
                condition=~Q(sebab=""),
                name="baris_perubahan_bantuan_sebab",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="perubahan_bantuan_satu_terbuka",
                fields=["bantuan"],
                condition=Q(terbuka=True),
                violation_error_message="Bantuan ini sudah ada dalam usulan perubahan lain.",
            ),
            models.CheckConstraint(
                name="baris_perubahan_bantuan_sah",
                condition=~Q(sebab="", bantuan=None) & ~(Q(terbuka=True) & ~Q(sebab="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="baris_perubahan_bantuan_tidak_dihapus", operation=pgtrigger.Delete
            ),
            pgtrigger.Protect(  # only its figures, who stays behind, and what came of it
                name="baris_perubahan_bantuan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    *("perubahan", "peserta", "bantuan", "bulan_akhir_lama", "bulan_akhir_baru")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.perubahan_id}: {self.bantuan_id}"

    @property
    def memendekkan(self) -> bool:
        """Whether it made its grant end earlier."""
        p = self.perubahan
        sudah = p.status == StatusPerubahanBantuan.DIKONFIRMASI and not self.sebab
        return sudah and p.jenis == JenisPerubahanBantuan.PENDEKKAN
