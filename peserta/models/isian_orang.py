"""The columns that a person and a staged row of a list have alike."""

from django.db import models

from peserta.models.pilihan import CaraKerja


class IsianOrang(models.Model):
    """Plain fields of a person; the one abstract model of the house (ADR 0013).

    A new field is one line here and one in :mod:`peserta.bersih.bidang`, and a migration: a list
    then brings it, an export shows it, the timeline tells its changes.
    """

    no_kk = models.CharField("No. KK", max_length=16, blank=True, default="")
    tempat_lahir = models.CharField(max_length=80, blank=True, default="")
    nama_ibu = models.CharField("nama ibu kandung", max_length=150, blank=True, default="")
    alamat = models.CharField(max_length=200, blank=True, default="")
    rt = models.CharField("RT", max_length=3, blank=True, default="")
    rw = models.CharField("RW", max_length=3, blank=True, default="")
    hp = models.CharField("nomor HP", max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    lokasi_kerja = models.CharField(max_length=150, blank=True, default="")
    penghasilan = models.PositiveIntegerField("penghasilan sebulan (rupiah)", null=True, blank=True)
    cara_kerja = models.CharField(max_length=12, choices=CaraKerja, blank=True, default="")
    register_kesejahteraan = models.CharField(max_length=20, blank=True, default="")
    desil = models.PositiveSmallIntegerField(null=True, blank=True)
    desil_pada = models.DateField("tanggal cek desil", null=True, blank=True)

    class Meta:
        abstract = True
