"""Figures that are kept, and marks of what was written since; for :mod:`pijar.simpanan`."""

from django.db import models
from django.db.models import Q


class Ubahan(models.Model):
    """One transaction that wrote one table; a trigger of that table makes it.

    ``xid`` is PostgreSQL's number of the transaction, ``pada`` its first writing of the table. A
    transaction that is undone leaves none.
    """

    tabel = models.CharField(max_length=63)
    xid = models.BigIntegerField("nomor transaksi")
    pada = models.DateTimeField()

    class Meta:
        verbose_name_plural = "ubahan"
        constraints = [
            models.UniqueConstraint(name="ubahan_sekali_setransaksi", fields=["tabel", "xid"])
        ]

    def __str__(self) -> str:
        return f"{self.tabel} {self.xid}"


class AngkaTersimpan(models.Model):
    """One figure as it was last counted: what it is (``nama``), of what (``kunci``), its value.

    ``sidik`` stands for the code and the settings that counted it, ``peladen`` for the database:
    of others the value is not read. ``cuplikan`` are the transactions that it has seen, as
    PostgreSQL writes them. ``diminta_pada``: when a job was asked to count it again.
    """

    nama = models.CharField(max_length=60)
    kunci = models.CharField(max_length=200)
    sidik = models.CharField(max_length=64)
    peladen = models.CharField(max_length=60)
    nilai = models.BinaryField()
    cuplikan = models.TextField()
    pada = models.DateTimeField("terhitung per")
    diminta_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "angka tersimpan"
        constraints = [
            models.UniqueConstraint(
                name="angka_tersimpan_satu", fields=["nama", "kunci", "sidik", "peladen"]
            ),
            models.CheckConstraint(name="angka_tersimpan_bernama", condition=~Q(nama="")),
        ]

    def __str__(self) -> str:
        return f"{self.nama} {self.kunci}"
