"""The grant: the commitment made when a decree is frozen."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import ExtractYear

from iuran.models.janji import Janji
from iuran.models.sumber import SumberDana
from peserta.models import Peserta
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from pijar.riwayat import ingat


class JenisBantuan(models.TextChoices):
    RUTIN = "rutin", "Rutin"
    INSIDENTAL = "insidental", "Insidental"


class KondisiInsidental(models.Model):
    """A condition that justifies an incidental grant; the list is data."""

    kode = models.CharField(max_length=30, primary_key=True)
    nama = models.CharField(max_length=100)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "kondisi insidental"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama


class StatusBantuan(Bernada):
    DITETAPKAN = "ditetapkan", Nada.PROSES, "Ditetapkan"
    BERJALAN = "berjalan", Nada.BAIK, "Berjalan"
    BERHENTI = "berhenti", Nada.AKHIR, "Dihentikan"
    BATAL = "batal", Nada.AKHIR, "Batal"


class BantuanQuerySet(models.QuerySet["Bantuan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        return self.filter(petugas.q_wilayah("peserta__kelurahan__kode"))

    def hidup(self) -> Self:
        return self.exclude(status=StatusBantuan.BATAL)

    def siap_didaftarkan(self) -> Self:
        """Grants whose person waits for a batch; the part after New Year does not count again.

        People whom BPJS refused or whom an admin took out of a batch are held.
        """
        siap = self.filter(status=StatusBantuan.DITETAPKAN, peserta__status="ditetapkan")
        return siap.exclude(sambungan_dari__status=StatusBantuan.DITETAPKAN).exclude(
            daftar_baris__ditahan=True
        )

    def siap_diperpanjang(self) -> Self:
        """Grants of enrolled people of which BPJS was not told yet: extensions and returns.

        The part after New Year goes with the first. Refused or taken out, the person is held.
        """
        siap = self.filter(
            status=StatusBantuan.DITETAPKAN,
            peserta__status="terdaftar",
            peserta__digabung_ke=None,
        )
        return siap.exclude(sambungan_dari__status=StatusBantuan.DITETAPKAN).exclude(
            daftar_baris__ditahan=True
        )


# The accepted month follows the status: it is the first month when the grant begins to run, and
# nothing while it waits. Whatever else is written into it counts for nothing.
DITERIMA_MULAI = """
    NEW.diterima_mulai := CASE
        WHEN NEW.status = 'ditetapkan' THEN NULL
        WHEN OLD.diterima_mulai IS NULL AND OLD.status <> 'berjalan' AND NEW.status = 'berjalan'
            THEN NEW.bulan_awal
        ELSE OLD.diterima_mulai END;
    RETURN NEW;
"""


@ingat(
    kolom=["bulan_awal", "bulan_akhir", "peserta_sejak", "status", "gugur_dari", "gugur_sampai"],
    bila=pgtrigger.Condition(  # that a grant begins to run is told by its ledger rows
        "OLD.status <> NEW.status AND (OLD.status, NEW.status) <> ('ditetapkan', 'berjalan')"
        " OR (OLD.bulan_awal, OLD.bulan_akhir, OLD.peserta_sejak, OLD.gugur_dari,"
        " OLD.gugur_sampai) IS DISTINCT FROM (NEW.bulan_awal, NEW.bulan_akhir,"
        " NEW.peserta_sejak, NEW.gugur_dari, NEW.gugur_sampai)"
    ),
)
class Bantuan(models.Model):
    """One payer's promise to one person: which source, from which month, how many months.

    Freezing a decree makes it; its months become ledger rows when BPJS accepts the person. It never
    crosses its source's year. ``bulan_akhir`` moves back when the grant is stopped, and also when
    it is shortened or its rest goes over to another source: then it still runs until there
    (:class:`iuran.models.PerubahanBantuan`). ``bulan_awal`` moves on to the month that BPJS
    accepts; ``jumlah_bulan`` stays as decreed. A trigger keeps
    ``diterima_mulai``, the first month that BPJS accepted: no row is ever made before it. An
    opening list names ``peserta_sejak``, the first month of a membership that began before the
    ledger. ``gugur_dari`` to ``gugur_sampai`` are months in a bill that BPJS did not accept in the
    end: they protect nobody, and the city may not pay them. ``janji``: the promise of a civil
    servant whose evidence paid these months; such a grant has no decree.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_bantuan")
    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="daftar_bantuan")
    jenis = models.CharField(max_length=10, choices=JenisBantuan)
    kondisi = models.ForeignKey(
        KondisiInsidental, models.PROTECT, null=True, blank=True, related_name="+"
    )
    nomor_sk = models.CharField("nomor penetapan", max_length=100)
    janji = models.ForeignKey(
        Janji, models.PROTECT, null=True, blank=True, related_name="daftar_bantuan"
    )
    bulan_awal = models.DateField()
    jumlah_bulan = models.PositiveSmallIntegerField()
    bulan_akhir = models.DateField()
    jht = models.BooleanField("dengan JHT", default=False, db_default=False)
    nominal_per_bulan = models.PositiveIntegerField("rupiah per bulan saat ditetapkan")
    peserta_sejak = models.DateField("peserta BPJS sejak bulan", null=True, blank=True)
    diterima_mulai = models.DateField(
        "bulan pertama yang diterima", null=True, blank=True, editable=False
    )
    gugur_dari = models.DateField("tidak diterima BPJS dari bulan", null=True, blank=True)
    gugur_sampai = models.DateField("tidak diterima BPJS sampai bulan", null=True, blank=True)
    gugur_pada = models.DateTimeField(null=True, blank=True)
    sambungan_dari = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="sambungan"
    )
    status = models.CharField(
        max_length=10, choices=StatusBantuan, default=StatusBantuan.DITETAPKAN
    )
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = BantuanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bantuan"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["sumber", "status"], name="bantuan_sumber"),
            models.Index(fields=["status", "bulan_akhir"], name="bantuan_berakhir"),
            models.Index(fields=["dibuat_pada"], name="bantuan_sejak"),  # decreed after a past day
            models.Index(  # people of a source in a month are counted from this index alone
                fields=["sumber", "bulan_awal", "bulan_akhir"],
                condition=~Q(status="batal"),
                name="bantuan_per_bulan",
            ),
            models.Index(  # until when cover goes on is read from this index alone
                fields=["bulan_akhir", "peserta"],
                include=["bulan_awal", "sumber"],
                condition=~Q(status="batal"),
                name="bantuan_ujung",
            ),
            models.Index(  # whose promise a civil servant's month belongs to
                fields=["id"],
                include=["janji"],
                condition=Q(janji__isnull=False),
                name="bantuan_janji",
            ),
            models.Index(  # whom civil servants have paid for this month is read from this index
                fields=["bulan_akhir", "janji"],
                condition=Q(janji__isnull=False) & ~Q(status="batal"),
                name="bantuan_gerakan",
            ),
            models.Index(  # who has a month that BPJS did not accept: a handful
                fields=["gugur_dari", "peserta"],
                condition=Q(gugur_dari__isnull=False),
                name="bantuan_gugur",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="bantuan_lama_sesuai_jenis",
                condition=Q(jenis="rutin", jumlah_bulan__range=(1, 12))
                | Q(jenis="insidental", jumlah_bulan__range=(1, 3)),
                violation_error_message="Rutin paling lama 12 bulan, insidental 1 sampai 3 bulan.",
            ),
            models.CheckConstraint(
                name="bantuan_insidental_berkondisi",
                condition=Q(jenis="rutin") | Q(kondisi__isnull=False),
                violation_error_message="Bantuan insidental harus menyebut kondisinya.",
            ),
            models.CheckConstraint(
                name="bantuan_bulan_tanggal_satu",
                condition=Q(bulan_awal__day=1, bulan_akhir__day=1),
            ),
            models.CheckConstraint(
                name="bantuan_gugur_lengkap",
                condition=Q(gugur_dari=None, gugur_sampai=None, gugur_pada=None)
                | Q(
                    gugur_dari__day=1,
                    gugur_sampai__day=1,
                    gugur_dari__lte=F("gugur_sampai"),
                    gugur_pada__isnull=False,
                ),
                violation_error_message="Bulan yang tidak diterima BPJS ditulis dari dan sampai.",
            ),
            models.CheckConstraint(
                name="bantuan_sejak_tidak_sesudah_awal",
                condition=Q(peserta_sejak=None)
                | Q(peserta_sejak__day=1, peserta_sejak__lte=F("bulan_awal")),
                violation_error_message="Peserta sejak tidak boleh setelah bulan pertama bantuan.",
            ),
            models.CheckConstraint(
                name="bantuan_tidak_sebelum_diterima",
                condition=Q(diterima_mulai=None)
                | Q(diterima_mulai__day=1, diterima_mulai__lte=F("bulan_awal")),
                violation_error_message="Bantuan tidak mulai sebelum bulan yang diterima BPJS.",
            ),
            models.CheckConstraint(
                name="bantuan_dalam_satu_tahun",
                condition=Q(status="batal")
                | Q(bulan_akhir__gte=F("bulan_awal"), bulan_akhir__year=ExtractYear("bulan_awal")),
                violation_error_message="Bantuan tidak boleh melewati tahun sumber dananya.",
            ),
            models.CheckConstraint(
                name="bantuan_status_sah", condition=Q(status__in=StatusBantuan.values)
            ),
            ExclusionConstraint(
                name="bantuan_satu_pembayar_sebulan",
                expressions=[
                    ("peserta", RangeOperators.EQUAL),
                    (
                        Func(
                            F("bulan_awal"),
                            F("bulan_akhir"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(status="batal"),
                violation_error_message="Orang ini sudah dibiayai pada bulan yang sama.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="bantuan_diterima_mulai",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("status", "diterima_mulai"),
                func=DITERIMA_MULAI,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sumber_id}: {self.bulan_awal} ({self.jumlah_bulan} bulan)"

    @property
    def cip(self) -> StatusBantuan:
        return StatusBantuan(self.status)

    @property
    def program(self) -> str:
        return "JKK+JKM+JHT" if self.jht else "JKK+JKM"

    @property
    def lama(self) -> int:
        """Months of the decree: its own, and those after New Year that the next source pays."""
        lanjutan = getattr(self, "sambungan", None)
        if lanjutan is None or lanjutan.nomor_sk != self.nomor_sk:
            return self.jumlah_bulan
        return self.jumlah_bulan + lanjutan.jumlah_bulan
