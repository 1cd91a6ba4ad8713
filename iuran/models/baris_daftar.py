"""Lines of BPJS's list, each beside our ledger."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from iuran.models.buku import Iuran
from iuran.models.daftar_bpjs import BagianDaftar, DaftarBPJS, JenisDaftar, KeadaanBPJS
from peserta.models import Peserta
from pijar.models import Pengguna


class BarisDaftarQuerySet(models.QuerySet["BarisDaftarBPJS"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Lines of the lists that this officer may see."""
        return self.none() if petugas.wilayah else self.all()

    def pembukuan(self, iuran: Iuran) -> Self:
        """The line of the posting list that counts, by which BPJS has booked this month."""
        return self.filter(
            iuran=iuran,
            nomor__isnull=False,
            bagian__in=(BagianDaftar.SAMA, BagianDaftar.BEDA),
            daftar__jenis=JenisDaftar.POSTING,
            daftar__berlaku=True,
        ).select_related("daftar")


class BarisDaftarBPJS(models.Model):
    """One line of BPJS's list beside our month, or a month of ours that no line names.

    ``urut`` numbers the lines of all sheets, ``berkas_ke`` the files; ``nomor`` is the row in its
    sheet, None where BPJS has no line. ``nik`` has 16 safe digits or is empty; then ``tertulis``
    says what stands there.
    ``beda`` names what differs, ``sebab`` why the line stands where it stands. ``nominal_kita`` and
    ``nominal_tagih`` are the month's rupiah in our ledger and in an issued bill, as they were when
    the list was read; a month of ours stands in exactly one line of a list.
    """

    daftar = models.ForeignKey(
        DaftarBPJS,
        models.CASCADE,
        related_name="daftar_baris",
        db_index=False,  # baris_daftar_bagian
    )
    urut = models.PositiveIntegerField()
    bagian = models.CharField(max_length=13, choices=BagianDaftar)
    berkas_ke = models.PositiveSmallIntegerField(default=1)
    lembar = models.CharField(max_length=100, blank=True, default="")
    nomor = models.PositiveIntegerField("nomor baris dalam berkas", null=True)
    nik = models.CharField(max_length=16, blank=True, default="")
    tertulis = models.CharField(max_length=30, blank=True, default="")
    kpj = models.CharField(max_length=20, blank=True, default="")
    nama = models.CharField(max_length=150, blank=True, default="")
    tanggal_lahir = models.DateField(null=True)
    bulan = models.DateField(null=True)
    nominal = models.BigIntegerField("rupiah menurut BPJS", null=True)
    program = models.CharField(max_length=11, blank=True, default="")
    keadaan = models.CharField(max_length=8, choices=KeadaanBPJS, default=KeadaanBPJS.AKTIF)
    keterangan = models.CharField(max_length=200, blank=True, default="")
    catatan = models.CharField(max_length=300, blank=True, default="")
    sebab = models.CharField(max_length=16, blank=True, default="")
    beda = ArrayField(models.CharField(max_length=16), default=list)
    peserta = models.ForeignKey(
        Peserta,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,  # nobody is deleted; a person's lines are found by their months
    )
    iuran = models.ForeignKey(
        Iuran,
        models.PROTECT,
        null=True,
        related_name="daftar_baris_bpjs",
        db_index=False,  # baris_daftar_satu_iuran
    )
    nominal_kita = models.IntegerField(default=0)
    nominal_tagih = models.IntegerField(default=0)

    objects = BarisDaftarQuerySet.as_manager()

    class Meta:
        verbose_name = "baris daftar BPJS"
        verbose_name_plural = "baris daftar BPJS"
        ordering = ["daftar", "urut"]
        indexes = [models.Index(fields=["daftar", "bagian", "urut"], name="baris_daftar_bagian")]
        constraints = [
            models.UniqueConstraint(
                name="baris_daftar_satu_iuran",
                fields=["iuran", "daftar"],
                condition=Q(iuran__isnull=False),
            ),
            models.CheckConstraint(
                name="baris_daftar_bagian_sah", condition=Q(bagian__in=BagianDaftar.values)
            ),
            models.CheckConstraint(
                name="baris_daftar_keadaan_sah", condition=Q(keadaan__in=KeadaanBPJS.values)
            ),
            models.CheckConstraint(
                name="baris_daftar_tanpa_baris",
                condition=Q(nomor__isnull=False) | Q(bagian="tidak_ada", iuran__isnull=False),
            ),
            models.CheckConstraint(
                name="baris_daftar_uang_beriuran",
                condition=Q(iuran__isnull=False) | Q(nominal_kita=0, nominal_tagih=0),
            ),
        ]

    def __str__(self) -> str:
        return f"baris {self.urut}: {self.bagian}"

    @property
    def letak(self) -> str:
        """Where the line stands in the file."""
        if self.nomor is None:
            return "tidak ada barisnya"
        berkas = f"berkas {self.berkas_ke} " if self.berkas_ke > 1 else ""
        lembar = f"lembar {self.lembar} " if self.lembar else ""
        return f"{berkas}{lembar}baris {self.nomor}"

    @property
    def bukti(self) -> tuple[str, date]:
        """The proof that BPJS has booked the month: file, fingerprint and line; the list's day."""
        daftar: DaftarBPJS = self.daftar
        nama, _, sha256 = daftar.daftar_berkas[self.berkas_ke - 1]
        return f"{nama}, SHA-256 {sha256}, {self.letak}", daftar.tanggal
