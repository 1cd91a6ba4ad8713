"""The answers of the movement's form: an uploaded list, and its rows with what becomes of each."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from iuran.models.janji import TEMPO, Janji
from iuran.models.opd import OPD
from iuran.models.penyumbang import Penyumbang
from peserta.models import VONIS_DIBACA, Peserta, Vonis
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada

VONIS = [(v.value, v.label) for v in VONIS_DIBACA if v != Vonis.USUL]  # no answer proposes
BISA_DIPILIH = (Vonis.BARU, Vonis.UBAH, Vonis.PERINGATAN)


class StatusImporPenyumbang(Bernada):
    DIBACA = "dibaca", Nada.PROSES, "Sedang dibaca"
    DIPERIKSA = "diperiksa", Nada.PERHATIAN, "Siap diperiksa"
    DITERAPKAN = "diterapkan", Nada.BAIK, "Diterapkan"
    SEBAGIAN = "sebagian", Nada.AKHIR, "Dibatalkan sebagian"
    DITARIK = "ditarik", Nada.AKHIR, "Dibatalkan"
    DIBUANG = "dibuang", Nada.AKHIR, "Dibuang"
    GAGAL = "gagal", Nada.BURUK, "Tidak terbaca"


S = StatusImporPenyumbang
SUDAH_MASUK = (S.DITERAPKAN, S.SEBAGIAN)
HIDUP = (S.DIBACA, S.DIPERIKSA, *SUDAH_MASUK)  # one file stands in at most one of these lists


class NasibPenyumbang(Bernada):
    """What becomes of the donor of an answer."""

    BARU = "baru", Nada.BAIK, "Penyumbang baru"
    KENAL = "kenal", Nada.NETRAL, "Sudah tercatat"
    UBAH = "ubah", Nada.PROSES, "Berubah"
    GALAT = "galat", Nada.BURUK, "Perlu diperbaiki"


class NasibPekerja(Bernada):
    """What becomes of the worker of an answer, and of the promise for him."""

    BARU = "baru", Nada.BAIK, "Pekerja baru"
    KENAL = "kenal", Nada.BAIK, "Sudah didata"
    BUKA = "buka", Nada.PERHATIAN, "Didata kembali"
    SAMA = "sama", Nada.NETRAL, "Janji sudah tercatat"
    DIUBAH = "diubah", Nada.PROSES, "Janji berubah"
    DIPERPANJANG = "diperpanjang", Nada.PROSES, "Janji diperpanjang"
    DIGANTI = "diganti", Nada.NETRAL, "Diganti jawaban lain"
    KEMBAR = "kembar", Nada.PERHATIAN, "Dipilih penyumbang lain"
    DILINDUNGI = "dilindungi", Nada.PERHATIAN, "Sudah terlindungi"
    PROSES = "proses", Nada.PERHATIAN, "Dalam proses"
    DITOLAK = "ditolak", Nada.BURUK, "Tidak dapat"
    KOSONG = "kosong", Nada.PERHATIAN, "Belum ada pekerja"
    GALAT = "galat", Nada.BURUK, "Perlu diperbaiki"


P = NasibPekerja
BERJANJI = (P.BARU, P.KENAL, P.BUKA)
"""Applying the row makes a promise."""
MENGUBAH_JANJI = (P.DIUBAH, P.DIPERPANJANG)
"""Applying the row changes the promise that is there."""


class HasilBarisPenyumbang(models.TextChoices):
    """What applying or taking back did with a row; empty before it."""

    MASUK = "masuk", "Masuk"
    DILEWATI = "dilewati", "Dilewati"
    DIBATALKAN = "dibatalkan", "Dibatalkan"
    TETAP = "tetap", "Tetap"


class ImporPenyumbangQuerySet(models.QuerySet["ImporPenyumbang"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: the answers name people of the whole city."""
        return self.none() if petugas.wilayah else self.all()


class ImporPenyumbang(models.Model):
    """One uploaded list of answers. ``jumlah`` counts rows per verdict, and later what came in."""

    berkas = models.FileField(upload_to="penyumbang/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    lembar = models.CharField(max_length=100, blank=True, default="")
    pemetaan = models.JSONField("kolom berkas ke bidang", default=dict)
    jumlah = models.JSONField("jumlah baris per hasil", default=dict)
    galat = models.TextField(blank=True, default="")
    status = models.CharField(max_length=10, choices=StatusImporPenyumbang, default=S.DIBACA)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    tugas = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diterapkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    diterapkan_pada = models.DateTimeField(null=True)
    ditutup_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    ditutup_pada = models.DateTimeField("dibuang atau dibatalkan pada", null=True)

    objects = ImporPenyumbangQuerySet.as_manager()

    class Meta:
        verbose_name = "impor penyumbang"
        verbose_name_plural = "impor penyumbang"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="impor_penyumbang_status_sah",
                condition=Q(status__in=StatusImporPenyumbang.values),
            ),
            models.CheckConstraint(
                name="impor_penyumbang_gagal_bersebab",
                condition=~Q(status="gagal") | ~Q(galat=""),
            ),
            models.CheckConstraint(
                name="impor_penyumbang_diterapkan_bernama",
                condition=~Q(status__in=["diterapkan", "sebagian", "ditarik"])
                | Q(diterapkan_oleh__isnull=False, diterapkan_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="impor_penyumbang_ditutup_bernama",
                condition=~Q(status__in=["sebagian", "ditarik", "dibuang"])
                | Q(ditutup_oleh__isnull=False, ditutup_pada__isnull=False),
            ),
            models.UniqueConstraint(
                name="impor_penyumbang_berkas_sekali",
                fields=["sha256"],
                condition=Q(status__in=["dibaca", "diperiksa", "diterapkan", "sebagian"]),
                violation_error_message="Berkas ini sudah diunggah.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="penyumbang_pengunggah_tetap", fields=["oleh"]),
            pgtrigger.FSM(
                name="impor_penyumbang_status_maju",
                field="status",
                transitions=[
                    (S.DIBACA, S.DIPERIKSA),
                    (S.DIBACA, S.GAGAL),
                    (S.GAGAL, S.DIPERIKSA),
                    (S.DIPERIKSA, S.DIBACA),
                    (S.DIPERIKSA, S.DITERAPKAN),
                    (S.DIPERIKSA, S.DIBUANG),
                    (S.DITERAPKAN, S.SEBAGIAN),
                    (S.DITERAPKAN, S.DITARIK),
                    (S.SEBAGIAN, S.DITARIK),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"IP-{self.pk}"

    @property
    def cip(self) -> StatusImporPenyumbang:
        return StatusImporPenyumbang(self.status)

    @property
    def masuk(self) -> bool:
        """Whether it was applied and is not wholly taken back."""
        return self.status in SUDAH_MASUK

    @property
    def sibuk(self) -> bool:
        """Whether a job of this list waits or runs."""
        return self.tugas is not None and self.tugas.berlangsung


class BarisPenyumbang(models.Model):
    """One answer, cleaned: the donor, the worker, the promise; and the verdict on each.

    ``orang`` holds the worker's other columns, ``mentah`` the cells as they came. ``alasan`` is a
    list of objects tingkat, kode, kolom, nilai, sebab, perbaikan; ``temuan`` those of the cells
    alone. ``perubahan`` maps what a known donor or promise changes to [old, new]. ``opd_tulis`` is
    the office as it was typed. After the application ``penyumbang``, ``peserta`` and ``janji`` name
    what the row made or met.
    """

    impor = models.ForeignKey(
        ImporPenyumbang,
        models.CASCADE,
        related_name="daftar_baris",
        db_index=False,  # baris_penyumbang_sekali
    )
    nomor = models.PositiveIntegerField("nomor baris dalam berkas")
    vonis = models.CharField(max_length=10, choices=VONIS)
    nasib_penyumbang = models.CharField(max_length=5, choices=NasibPenyumbang)
    nasib_pekerja = models.CharField(max_length=12, choices=NasibPekerja)
    alasan = models.JSONField(default=list)
    temuan = models.JSONField(default=list)
    perubahan = models.JSONField(default=dict)
    dipilih = models.BooleanField(default=False)
    hasil = models.CharField(
        max_length=10, choices=HasilBarisPenyumbang, blank=True, default="", db_default=""
    )
    mentah = models.JSONField(default=list)

    waktu = models.DateTimeField("waktu jawaban", null=True)
    nip = models.CharField(max_length=18, blank=True, default="")
    nama_asn = models.CharField(max_length=150, blank=True, default="")
    hp_asn = models.CharField(max_length=20, blank=True, default="")
    opd = models.ForeignKey(OPD, models.PROTECT, null=True, related_name="+", db_index=False)
    opd_tulis = models.CharField(max_length=150, blank=True, default="")
    nik = models.CharField(max_length=16, blank=True, default="")
    nama = models.CharField(max_length=150, blank=True, default="")
    orang = models.JSONField("data pekerja lainnya", default=dict)
    tempo = models.PositiveSmallIntegerField(null=True)
    mulai = models.DateField("bulan pertama", null=True)

    penyumbang = models.ForeignKey(
        Penyumbang, models.PROTECT, null=True, related_name="+", db_index=False
    )
    peserta = models.ForeignKey(
        Peserta, models.PROTECT, null=True, related_name="+", db_index=False
    )
    janji = models.ForeignKey(Janji, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "baris penyumbang"
        verbose_name_plural = "baris penyumbang"
        ordering = ["impor", "nomor"]
        indexes = [
            models.Index(fields=["impor", "vonis", "nomor"], name="baris_penyumbang_vonis"),
            models.Index(  # who told us of this promise, and when
                fields=["janji"], condition=Q(janji__isnull=False), name="baris_penyumbang_janji"
            ),
            models.Index(
                fields=["penyumbang"],
                condition=Q(penyumbang__isnull=False),
                name="baris_penyumbang_asn",
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="baris_penyumbang_sekali", fields=["impor", "nomor"]),
            models.CheckConstraint(
                name="baris_penyumbang_vonis_sah",
                condition=Q(
                    vonis__in=[v for v, _ in VONIS],
                    nasib_penyumbang__in=NasibPenyumbang.values,
                    nasib_pekerja__in=NasibPekerja.values,
                    hasil__in=["", *HasilBarisPenyumbang.values],
                ),
            ),
            models.CheckConstraint(
                name="baris_penyumbang_dipilih_bila_boleh",
                condition=Q(dipilih=False) | Q(vonis__in=BISA_DIPILIH),
                violation_error_message="Baris yang perlu diperbaiki tidak dapat dipilih.",
            ),
            models.CheckConstraint(
                name="baris_penyumbang_dipilih_bila_lengkap",
                condition=Q(dipilih=False)
                | ~Q(nip="")
                & ~Q(nama_asn="")
                & ~Q(nasib_penyumbang="galat")
                & Q(opd__isnull=False),
            ),
            models.CheckConstraint(
                name="baris_penyumbang_janji_lengkap",
                condition=~Q(nasib_pekerja__in=[*BERJANJI, *MENGUBAH_JANJI])
                | Q(tempo__in=TEMPO, mulai__isnull=False) & ~Q(nik=""),
            ),
            models.CheckConstraint(
                name="baris_penyumbang_masuk_dipilih",
                condition=Q(hasil__in=["", "dilewati"]) | Q(dipilih=True, penyumbang__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"baris {self.nomor}: {self.vonis}"

    @property
    def cip(self) -> Vonis:
        return Vonis(self.vonis)

    @property
    def cip_penyumbang(self) -> NasibPenyumbang:
        return NasibPenyumbang(self.nasib_penyumbang)

    @property
    def cip_pekerja(self) -> NasibPekerja:
        return NasibPekerja(self.nasib_pekerja)
