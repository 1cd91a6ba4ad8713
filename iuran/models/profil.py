"""The shape of BPJS's sheet, and the order in which a branch wants card and first payment."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class JenisBerkasBPJS(models.TextChoices):
    """The matter of a file to BPJS."""

    PENDAFTARAN = "pendaftaran", "Pendaftaran"
    PERPANJANGAN = "perpanjangan", "Perpanjangan"
    PERUBAHAN = "perubahan", "Perubahan data"
    PENGHENTIAN = "penghentian", "Penghentian"


class UrutanBayar(models.TextChoices):
    """The order of card and first payment; each branch has its own (perlu konfirmasi cabang)."""

    KARTU_DULU = "kartu_dulu", "Kartu dulu, lalu iuran pertama dibayar"
    BAYAR_DULU = "bayar_dulu", "Iuran pertama dibayar dulu, kartu menyusul"


class ProfilEkspor(models.Model):
    """How BPJS wants the sheet of one kind of file: columns, headers, codes, dates.

    It is data, not code. ``kolom`` is a list of objects judul, isi (a field's name, or ``=teks``
    for a constant), and optional peta (value to code) and wajib (BPJS refuses a person without it).
    ``urutan`` is the order of card and first payment; a file keeps the one that it was made with.
    """

    kode = models.CharField(max_length=30, primary_key=True)
    nama = models.CharField(max_length=100)
    jenis = models.CharField(
        "untuk berkas",
        max_length=12,
        choices=JenisBerkasBPJS,
        default=JenisBerkasBPJS.PENDAFTARAN,
        db_default=JenisBerkasBPJS.PENDAFTARAN,
    )
    kolom = models.JSONField()
    nama_lembar = models.CharField(max_length=31)
    format_tanggal = models.CharField(max_length=20, default="dd-mm-yyyy")
    baris_paling_banyak = models.PositiveIntegerField(default=10_000)
    urutan = models.CharField(
        "urutan kartu dan iuran pertama",
        max_length=10,
        choices=UrutanBayar,
        default=UrutanBayar.KARTU_DULU,
        db_default=UrutanBayar.KARTU_DULU,
    )
    perlu_konfirmasi = models.BooleanField(default=True)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = "profil ekspor"
        verbose_name_plural = "profil ekspor"
        ordering = ["nama"]
        constraints = [
            models.CheckConstraint(
                name="profil_berkas_berisi",
                condition=Q(baris_paling_banyak__gt=0),
                violation_error_message="Satu berkas memuat paling sedikit satu baris.",
            ),
            models.CheckConstraint(
                name="profil_jenis_sah",
                condition=Q(jenis__in=JenisBerkasBPJS.values),
                violation_error_message="Pilih untuk berkas apa bentuk ini.",
            ),
            models.CheckConstraint(
                name="profil_urutan_sah",
                condition=Q(urutan__in=UrutanBayar.values),
                violation_error_message="Pilih urutan kartu dan iuran pertama dari daftar.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
