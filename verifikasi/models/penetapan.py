"""Decrees: the people that get aid, from which source, for how long."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncMonth

from iuran.models import Bantuan, JenisBantuan, KondisiInsidental, StatusBantuan, SumberDana
from iuran.peristiwa import ulang_tahun
from peserta.models import Peserta, Status
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada
from verifikasi.masa import bulan_dibiayai
from verifikasi.models.pemicu import (
    MENGUBAH_SK_TETAP,
    PEMICU_BARIS,
    PENETAPAN_TETAP,
    TANGGAL_SESUAI_BARIS,
)


class StatusPenetapan(Bernada):
    DRAF = "draf", Nada.NETRAL, "Draf"
    DITETAPKAN = "ditetapkan", Nada.PROSES, "Ditetapkan"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Dibatalkan"


class PenetapanQuerySet(models.QuerySet["Penetapan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Decrees whose people all live in this officer's area: the annex names everybody."""
        if not petugas.wilayah:
            return self.all()
        dalam = petugas.q_wilayah("peserta__kelurahan__kode")
        luar = BarisPenetapan.objects.exclude(dalam)
        return self.exclude(Exists(luar.filter(penetapan=OuterRef("pk")))).exclude(
            Exists(luar.filter(penetapan=OuterRef("mengubah")))
        )


class Penetapan(models.Model):
    """A decree with its list of people. One admin drafts it, another freezes it for good.

    One that amends another names it in ``mengubah``: whoever leaves that one stands in its
    ``perubahan``, whoever comes is a line of its own. The amended decree stays as it was issued.
    """

    nomor = models.CharField(max_length=100, unique=True)
    tanggal = models.DateField()
    perihal = models.CharField(max_length=200, blank=True, default="")
    status = models.CharField(max_length=12, choices=StatusPenetapan, default=StatusPenetapan.DRAF)
    disusun_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    disusun_pada = models.DateTimeField(auto_now_add=True)
    ditetapkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditetapkan_pada = models.DateTimeField(null=True, blank=True)
    alasan_batal = models.CharField(max_length=300, blank=True, default="")
    mengubah = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="daftar_pengubah"
    )
    tugas_lampiran = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")

    objects = PenetapanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "penetapan"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="penetapan_status_sah", condition=Q(status__in=StatusPenetapan.values)
            ),
            models.CheckConstraint(
                name="penetapan_oleh_orang_lain",
                condition=Q(ditetapkan_oleh=None) | ~Q(ditetapkan_oleh=F("disusun_oleh")),
                violation_error_message="Penetapan ditetapkan admin lain daripada penyusunnya.",
            ),
            models.CheckConstraint(
                name="penetapan_ada_penetap",
                condition=~Q(status="ditetapkan") | Q(ditetapkan_oleh__isnull=False),
            ),
            models.CheckConstraint(
                name="penetapan_batal_beralasan",
                condition=~Q(status="dibatalkan") | ~Q(alasan_batal=""),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="penetapan_sekali",
                field="status",
                transitions=[("draf", "ditetapkan"), ("draf", "dibatalkan")],
            ),
            pgtrigger.Protect(
                name="penetapan_beku",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'draf' AND (OLD.nomor, OLD.tanggal, OLD.perihal,"
                    " OLD.ditetapkan_oleh_id) IS DISTINCT FROM (NEW.nomor,"
                    " NEW.tanggal, NEW.perihal, NEW.ditetapkan_oleh_id)"
                ),
            ),
            *PENETAPAN_TETAP,
            pgtrigger.Trigger(  # a decree that is dated later than its lines begin
                name="penetapan_tanggal_sesuai_baris",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("tanggal", "status"),
                func=TANGGAL_SESUAI_BARIS,
            ),
            pgtrigger.Protect(
                name="penetapan_mengubah_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("mengubah"),
            ),
            pgtrigger.Trigger(
                name="penetapan_mengubah_sk_tetap",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("tanggal"),
                condition=pgtrigger.Q(new__mengubah__isnull=False),
                func=MENGUBAH_SK_TETAP,
            ),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def cip(self) -> StatusPenetapan:
        return StatusPenetapan(self.status)

    @property
    def draf(self) -> bool:
        return self.status == StatusPenetapan.DRAF


class BarisPenetapanQuerySet(models.QuerySet["BarisPenetapan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Lines about people in this officer's area."""
        return self.filter(petugas.q_wilayah("peserta__kelurahan__kode"))

    def tentang(self, peserta: Peserta) -> Self:
        """Lines of a person and of the rows merged into them."""
        return self.filter(Q(peserta=peserta) | Q(peserta__digabung_ke=peserta))

    def sesudah_putusan(self, peserta: int, putusan: datetime | None) -> Self:
        """Lines of a draft, and of decrees issued since ``putusan``: these rest on it."""
        draf = Q(hidup=True, bantuan=None)
        return self.filter(draf | Q(penetapan__ditetapkan_pada__gte=putusan), peserta=peserta)

    def berlaku(self) -> Self:
        """Lines that no amendment took out of their decree."""
        return self.filter(dikeluarkan=None)

    def dengan_pengganti(self) -> Self:
        """``digantikan``: whether somebody else took the place of this line over."""
        pengganti = BarisPenetapan.objects.filter(menggantikan=OuterRef("bantuan"), hidup=True)
        return self.annotate(digantikan=Exists(pengganti))

    def terlalu_awal(self) -> Self:
        """Lines that begin before their decree's month without closing anybody's gap."""
        return self.filter(
            ~Q(peserta__status=Status.TERDAFTAR) | Q(alasan_celah=""),
            bulan_awal__lt=TruncMonth("penetapan__tanggal"),
        )

    def tidak_lagi_layak(self) -> Self:
        """Lines whose person can no longer be decreed; enrolled people can, as an extension.

        A corrected line names somebody who leaves the amended decree in the same moment.
        """
        koreksi = Q(menggantikan__peserta=F("peserta"), peserta__status=Status.DITETAPKAN)
        return self.filter(
            Q(~Q(peserta__status__in=[Status.LAYAK, Status.TERDAFTAR]) & ~koreksi)
            | Q(peserta__digabung_ke__isnull=False)
        )

    def di_berkas(self) -> Self:
        """Lines whose person stands in a file of enrolments: corrected ones, in a draft."""
        return self.filter(peserta__status=Status.DIDAFTARKAN)


class BarisPenetapan(models.Model):
    """One person in a decree: which source, rutin or insidental, from when, how many months.

    ``alasan_celah`` is the reason why months before the decree's own are given to somebody who
    continues; without it the first month is not before that of the decree. ``dikeluarkan`` is the
    amendment by which the person left the frozen decree. ``kunci`` is that of the page that added
    the line: the same page sent again adds nobody. ``pernyataan`` is the new attestation (working,
    not ill) of somebody lapsed: *pengaktifan kembali*. ``perpanjangan`` is the approved line of an
    extension; without one of the two nobody enrolled stands in a decree. ``menggantikan`` is the
    grant whose place the person takes over, ``alasan_pilih`` why it was not the next of the waiting
    list. ``alasan_singkat`` is why a routine grant is shorter than six months.
    """

    penetapan = models.ForeignKey(Penetapan, models.CASCADE, related_name="daftar_baris")
    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="+")
    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=10, choices=JenisBantuan, default=JenisBantuan.RUTIN)
    kondisi = models.ForeignKey(
        KondisiInsidental, models.PROTECT, null=True, blank=True, related_name="+"
    )
    catatan = models.CharField(max_length=200, blank=True, default="")
    bulan_awal = models.DateField()
    jumlah_bulan = models.PositiveSmallIntegerField()
    jht = models.BooleanField("dengan JHT", default=False)
    alasan_celah = models.CharField("alasan menutup celah", max_length=200, blank=True, default="")
    pernyataan = models.CharField(
        "pernyataan baru", max_length=200, blank=True, default="", db_default=""
    )
    alasan_singkat = models.CharField(
        "alasan kurang dari enam bulan", max_length=200, blank=True, default="", db_default=""
    )
    menggantikan = models.ForeignKey(
        Bantuan, models.PROTECT, null=True, blank=True, related_name="daftar_pengganti"
    )
    alasan_pilih = models.CharField(
        "alasan di luar urutan", max_length=200, blank=True, default="", db_default=""
    )
    hidup = models.BooleanField(default=True)
    kunci = models.UUIDField("kunci isian yang menambahkan", null=True, editable=False)
    bantuan = models.OneToOneField(
        Bantuan, models.PROTECT, null=True, blank=True, related_name="baris_penetapan"
    )
    perpanjangan = models.ForeignKey(
        "BarisPerpanjangan", models.PROTECT, null=True, related_name="daftar_sk", db_index=False
    )
    dikeluarkan = models.ForeignKey(
        "PerubahanPenetapan", models.PROTECT, null=True, blank=True, related_name="daftar_keluar"
    )

    objects = BarisPenetapanQuerySet.as_manager()

    class Meta:
        verbose_name = "baris penetapan"
        verbose_name_plural = "baris penetapan"
        ordering = ["penetapan", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="baris_penetapan_satu_draf",
                fields=["peserta"],
                condition=Q(hidup=True, bantuan=None),
                violation_error_message="Orang ini sudah ada dalam penetapan lain.",
            ),
            models.UniqueConstraint(
                name="baris_penetapan_lanjut_sekali",
                fields=["perpanjangan"],
                condition=Q(hidup=True, perpanjangan__isnull=False),
                violation_error_message="Baris perpanjangan ini sudah masuk SK.",
            ),
            models.CheckConstraint(
                name="baris_penetapan_lama",
                condition=Q(jenis="rutin", jumlah_bulan__range=(6, 12))
                | (Q(jenis="rutin", jumlah_bulan__range=(1, 5)) & ~Q(alasan_singkat=""))
                | Q(jenis="insidental", jumlah_bulan__range=(1, 3)),
                violation_error_message=(
                    "Rutin 6 sampai 12 bulan, atau kurang dengan alasan; insidental 1 sampai 3 "
                    "bulan."
                ),
            ),
            models.UniqueConstraint(
                name="baris_penetapan_tempat_sekali",
                fields=["menggantikan"],
                condition=Q(hidup=True),
                violation_error_message="Tempat ini sudah diisi orang lain.",
            ),
            models.CheckConstraint(
                name="baris_penetapan_insidental_berkondisi",
                condition=Q(jenis="rutin") | (Q(kondisi__isnull=False) & ~Q(catatan="")),
                violation_error_message="Bantuan insidental harus menyebut kondisi dan catatan.",
            ),
            models.CheckConstraint(
                name="baris_penetapan_tanggal_satu", condition=Q(bulan_awal__day=1)
            ),
        ]
        triggers = PEMICU_BARIS

    @property
    def dibiayai(self) -> int:
        """Months of the line that are paid: those before the month of the 65th birthday."""
        return bulan_dibiayai(self.peserta.tanggal_lahir, self.bulan_awal, self.jumlah_bulan)

    @property
    def dapat_keluar(self) -> bool:
        """Whether an amendment may take the person out of the frozen decree now."""
        menunggu = self.bantuan is not None and self.bantuan.status == StatusBantuan.DITETAPKAN
        siap = self.peserta.status in (Status.DITETAPKAN, Status.TERDAFTAR)
        satu = self.peserta.digabung_ke_id is None
        return menunggu and siap and satu and self.dikeluarkan_id is None

    @property
    def ulang_tahun_65(self) -> date:
        return ulang_tahun(self.peserta.tanggal_lahir)

    def __str__(self) -> str:
        return f"{self.penetapan_id}: {self.bulan_awal} ({self.jumlah_bulan})"
