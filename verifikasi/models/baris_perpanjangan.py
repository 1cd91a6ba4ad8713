"""The lines of an extension: one person, looked at again and decided."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q

from iuran.peristiwa import ulang_tahun
from peserta.models import Peserta
from pijar.bulan import tambah_bulan
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from pijar.riwayat import ingat
from verifikasi.models.pemicu import LANJUT_ORANG_LAIN
from verifikasi.models.penetapan import BarisPenetapan
from verifikasi.models.pernyataan import Pernyataan
from verifikasi.models.perpanjangan import Perpanjangan


class VonisLanjut(Bernada):
    """What the new look at one person says."""

    IKUT = "ikut", Nada.BAIK, "Ikut"
    PENDEK = "pendek", Nada.BAIK, "Ikut, lebih pendek"
    PERNYATAAN = "pernyataan", Nada.PERHATIAN, "Perlu pernyataan"
    DAFTAR_ULANG = "daftar_ulang", Nada.PERHATIAN, "Perlu diaktifkan kembali"
    TIDAK = "tidak", Nada.BURUK, "Tidak dapat"


class KeputusanLanjut(Bernada):
    MENUNGGU = "menunggu", Nada.PROSES, "Menunggu keputusan"
    DISETUJUI = "disetujui", Nada.BAIK, "Disetujui"
    TIDAK = "tidak", Nada.BURUK, "Tidak disetujui"


class KeadaanBaris(Bernada):
    """Whether a line still takes its person; only an open one does."""

    TERBUKA = "terbuka", Nada.PROSES, "Terbuka"
    KELUAR = "keluar", Nada.AKHIR, "Dikeluarkan"
    DIAMBIL = "diambil", Nada.PERHATIAN, "Di perpanjangan lain"
    SELESAI = "selesai", Nada.BAIK, "Ditetapkan"
    BATAL = "batal", Nada.AKHIR, "Batal"


LAYAK_LANJUT = (VonisLanjut.IKUT, VonisLanjut.PENDEK)


class BarisPerpanjanganQuerySet(models.QuerySet["BarisPerpanjangan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Lines about people in this officer's area."""
        return self.filter(petugas.q_wilayah("peserta__kelurahan__kode"))

    def terbuka(self) -> Self:
        return self.filter(keadaan=KeadaanBaris.TERBUKA)

    def menunggu(self) -> Self:
        """Open lines that nobody has decided."""
        return self.terbuka().filter(keputusan=KeputusanLanjut.MENUNGGU)

    def dapat_diputus(self) -> Self:
        """Those of :meth:`menunggu` whose people may go along."""
        return self.menunggu().dapat_ikut()

    def dapat_ikut(self) -> Self:
        """Lines whose people may go along, as last looked at."""
        return self.filter(vonis__in=LAYAK_LANJUT)

    def perlu_pernyataan(self) -> Self:
        """Those of :meth:`menunggu` whose people only lack an attestation."""
        return self.menunggu().filter(vonis=VonisLanjut.PERNYATAAN)

    def siap_ditetapkan(self) -> Self:
        """Approved lines that stand in no decree yet."""
        return self.terbuka().filter(
            ~Exists(BarisPenetapan.objects.filter(perpanjangan=OuterRef("pk"), hidup=True)),
            keputusan=KeputusanLanjut.DISETUJUI,
        )

    def boleh_diputus(self, petugas: Pengguna) -> Self:
        """Without people whom this officer entered, edited or prepared, or attested to."""
        return self.exclude(
            Q(peserta__penyunting__contains=[petugas.pk])
            | Q(perpanjangan__disusun_oleh=petugas)
            | Q(pernyataan__dicatat_oleh=petugas, pernyataan__isnull=False)
        )


@ingat(
    kolom=["keputusan", "dasar", "diputus_oleh", "diputus_pada"],
    bila=pgtrigger.Condition("OLD.keputusan <> 'menunggu' AND NEW.keputusan = 'menunggu'"),
)
class BarisPerpanjangan(models.Model):
    """One person of an extension: what the new look says, and what a verifier decided.

    ``vonis_awal`` is the first look, so that a change is seen. One open line takes the person:
    nobody is prepared twice. A decision that another verifier withdrew stays in the history. A
    decreed line, or one of a cancelled extension, never changes again.
    """

    perpanjangan = models.ForeignKey(
        Perpanjangan,
        models.PROTECT,
        related_name="daftar_baris",
        db_index=False,  # lanjut_per_vonis
    )
    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_perpanjangan")
    vonis = models.CharField(max_length=12, choices=VonisLanjut)
    sebab = models.CharField(max_length=20)
    vonis_awal = models.CharField(max_length=12, choices=VonisLanjut)
    bulan_awal = models.DateField()
    jumlah_bulan = models.PositiveSmallIntegerField()
    pernyataan = models.ForeignKey(
        Pernyataan, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    keadaan = models.CharField(max_length=8, choices=KeadaanBaris, default=KeadaanBaris.TERBUKA)
    keputusan = models.CharField(
        max_length=10, choices=KeputusanLanjut, default=KeputusanLanjut.MENUNGGU
    )
    dasar = models.CharField("dasar atau alasan", max_length=300, blank=True, default="")
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    keluar_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    alasan_keluar = models.CharField(max_length=300, blank=True, default="")
    cabut_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    alasan_cabut = models.CharField(max_length=300, blank=True, default="")

    objects = BarisPerpanjanganQuerySet.as_manager()

    class Meta:
        verbose_name = "baris perpanjangan"
        verbose_name_plural = "baris perpanjangan"
        ordering = ["perpanjangan", "pk"]
        indexes = [
            models.Index(  # what waits, for whom
                fields=["vonis", "peserta"],
                condition=Q(keadaan="terbuka", keputusan="menunggu"),
                name="lanjut_menunggu",
            ),
            models.Index(
                fields=["perpanjangan", "keadaan", "vonis", "id"], name="lanjut_per_vonis"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="lanjut_satu_terbuka",
                fields=["peserta"],
                condition=Q(keadaan="terbuka"),
                violation_error_message="Orang ini sudah ada dalam perpanjangan lain.",
            ),
            models.UniqueConstraint(name="lanjut_sekali", fields=["perpanjangan", "peserta"]),
            models.CheckConstraint(
                name="lanjut_pilihan_sah",
                condition=Q(
                    vonis__in=VonisLanjut.values,
                    vonis_awal__in=VonisLanjut.values,
                    keadaan__in=KeadaanBaris.values,
                    keputusan__in=KeputusanLanjut.values,
                ),
            ),
            models.CheckConstraint(
                name="lanjut_tanggal_satu",
                condition=Q(bulan_awal__day=1, jumlah_bulan__range=(0, 12)),
            ),
            models.CheckConstraint(
                name="lanjut_putusan_lengkap",
                condition=Q(keputusan="menunggu", diputus_oleh=None, diputus_pada=None)
                | ~Q(keputusan="menunggu")
                & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)
                & ~Q(dasar__regex=r"^\s*$"),
                violation_error_message="Tulis dasar atau alasannya.",
            ),
            models.CheckConstraint(
                name="lanjut_disetujui_dinyatakan",
                condition=~Q(keputusan="disetujui") | Q(pernyataan__isnull=False),
                violation_error_message="Yang disetujui harus mempunyai pernyataan.",
            ),
            models.CheckConstraint(
                name="lanjut_keluar_beralasan",
                condition=~Q(keadaan="keluar")
                | Q(keluar_oleh__isnull=False) & ~Q(alasan_keluar__regex=r"^\s*$"),
                violation_error_message="Tulis alasan mengeluarkannya.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="lanjut_tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="lanjut_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.keadaan IN ('selesai', 'batal')"
                    " OR (OLD.perpanjangan_id, OLD.peserta_id, OLD.vonis_awal)"
                    " IS DISTINCT FROM (NEW.perpanjangan_id, NEW.peserta_id, NEW.vonis_awal)"
                ),
            ),
            pgtrigger.Trigger(
                name="lanjut_orang_lain",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                referencing=pgtrigger.Referencing(old="lama", new="baru"),
                func=LANJUT_ORANG_LAIN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.perpanjangan_id}: {self.peserta_id}"

    @property
    def cip(self) -> VonisLanjut:
        return VonisLanjut(self.vonis)

    @property
    def cip_awal(self) -> VonisLanjut | None:
        """The first look where today's is another."""
        return VonisLanjut(self.vonis_awal) if self.vonis != self.vonis_awal else None

    @property
    def cip_keputusan(self) -> KeputusanLanjut:
        return KeputusanLanjut(self.keputusan)

    @property
    def gugur(self) -> bool:
        """Whether the person was approved and may not go along any more."""
        disetujui = self.keputusan == KeputusanLanjut.DISETUJUI
        terbuka = self.keadaan == KeadaanBaris.TERBUKA
        return disetujui and terbuka and self.vonis not in LAYAK_LANJUT

    @property
    def cip_keadaan(self) -> KeadaanBaris:
        return KeadaanBaris(self.keadaan)

    @property
    def ulang_tahun_65(self) -> date:
        return ulang_tahun(self.peserta.tanggal_lahir)

    @property
    def akhir(self) -> date:
        """The last month that the line gives."""
        return tambah_bulan(self.bulan_awal, self.jumlah_bulan - 1)
