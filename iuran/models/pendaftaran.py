"""The enrolment batch to BPJS, the file it makes, and the answer that comes back."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from iuran.models.bantuan import Bantuan
from iuran.models.sumber import SumberDana
from peserta.models import Cabang, Peserta
from pijar.models import Pengguna, Tugas


class ProfilEkspor(models.Model):
    """How BPJS wants the sheet: ordered columns, headers, codes, date format. Data, not code.

    ``kolom`` is a list of objects judul, isi (a field's name, or ``=teks`` for a constant) and
    optional peta (value to code).
    """

    kode = models.CharField(max_length=30, primary_key=True)
    nama = models.CharField(max_length=100)
    kolom = models.JSONField()
    nama_lembar = models.CharField(max_length=31)
    format_tanggal = models.CharField(max_length=20, default="dd-mm-yyyy")
    baris_paling_banyak = models.PositiveIntegerField(default=10_000)
    perlu_konfirmasi = models.BooleanField(default=True)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = "profil ekspor"
        verbose_name_plural = "profil ekspor"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama


class StatusPendaftaran(models.TextChoices):
    DISUSUN = "disusun", "Disusun"
    DIKIRIM = "dikirim", "Dikirim ke BPJS"
    SELESAI = "selesai", "Selesai"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


TRANSISI_PENDAFTARAN: dict[StatusPendaftaran, frozenset[StatusPendaftaran]] = {
    StatusPendaftaran.DISUSUN: frozenset(
        {StatusPendaftaran.DIKIRIM, StatusPendaftaran.SELESAI, StatusPendaftaran.DIBATALKAN}
    ),
    StatusPendaftaran.DIKIRIM: frozenset({StatusPendaftaran.SELESAI, StatusPendaftaran.DIBATALKAN}),
    StatusPendaftaran.SELESAI: frozenset(),
    StatusPendaftaran.DIBATALKAN: frozenset(),
}


class PendaftaranQuerySet(models.QuerySet["PendaftaranKolektif"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Batches are the admins' work, city-wide; the right mengelola_iuran guards them."""
        return self.all()

    def with_hasil(self) -> Self:
        """How many lines wait, are enrolled (new or before) and were refused."""
        return self.annotate(
            menunggu=_hitung("menunggu"),
            terdaftar=_hitung("sesuai", "sudah_peserta"),
            ditolak=_hitung("ditolak"),
        )


def _hitung(*hasil: str) -> models.Count:
    return models.Count("daftar_baris", filter=Q(daftar_baris__hasil__in=hasil))


class PendaftaranKolektif(models.Model):
    """Decreed people sent to BPJS in one file: one source and first month, one branch or all."""

    nomor = models.CharField(max_length=40, unique=True)
    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="+")
    cabang = models.CharField(max_length=10, choices=Cabang, blank=True, default="")
    bulan_awal = models.DateField()
    profil = models.ForeignKey(ProfilEkspor, models.PROTECT, related_name="+")
    jumlah_orang = models.PositiveIntegerField()
    status = models.CharField(
        max_length=10, choices=StatusPendaftaran, default=StatusPendaftaran.DISUSUN
    )
    alasan_batal = models.CharField(max_length=300, blank=True, default="")
    tugas_excel = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    disusun_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    disusun_pada = models.DateTimeField(auto_now_add=True)
    dikirim_pada = models.DateTimeField(null=True, blank=True)

    objects = PendaftaranQuerySet.as_manager()

    class Meta:
        verbose_name = "pendaftaran kolektif"
        verbose_name_plural = "pendaftaran kolektif"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="pendaftaran_status_sah", condition=Q(status__in=StatusPendaftaran.values)
            ),
            models.CheckConstraint(
                name="pendaftaran_bulan_tanggal_satu", condition=Q(bulan_awal__day=1)
            ),
            models.CheckConstraint(
                name="pendaftaran_batal_beralasan",
                condition=~Q(status="dibatalkan") | ~Q(alasan_batal=""),
            ),
        ]

    def __str__(self) -> str:
        return self.nomor


class HasilBaris(models.TextChoices):
    MENUNGGU = "menunggu", "Menunggu jawaban"
    SESUAI = "sesuai", "Terdaftar"
    SUDAH_PESERTA = "sudah_peserta", "Sudah peserta"
    DITOLAK = "ditolak", "Ditolak BPJS"
    BATAL = "batal", "Batal"


class BarisPendaftaranQuerySet(models.QuerySet["BarisPendaftaran"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        return self.filter(petugas.q_wilayah("peserta__kelurahan_id"))

    def menunggu(self) -> Self:
        return self.filter(hasil=HasilBaris.MENUNGGU)

    def dijawab(self) -> Self:
        """BPJS has answered, with a card or a refusal."""
        return self.filter(
            hasil__in=[HasilBaris.SESUAI, HasilBaris.SUDAH_PESERTA, HasilBaris.DITOLAK]
        )


class BarisPendaftaran(models.Model):
    """One person in a batch, with the data as sent and what BPJS answered."""

    pendaftaran = models.ForeignKey(
        PendaftaranKolektif, models.PROTECT, related_name="daftar_baris"
    )
    nomor = models.PositiveIntegerField()
    bantuan = models.ForeignKey(Bantuan, models.PROTECT, related_name="+")
    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="+")
    hasil = models.CharField(max_length=15, choices=HasilBaris, default=HasilBaris.MENUNGGU)
    keterangan = models.CharField(max_length=300, blank=True, default="")
    dijawab_pada = models.DateTimeField(null=True)

    objects = BarisPendaftaranQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "baris pendaftaran"
        ordering = ["pendaftaran", "nomor"]
        constraints = [
            models.UniqueConstraint(
                name="baris_pendaftaran_bernomor", fields=["pendaftaran", "nomor"]
            ),
            models.UniqueConstraint(
                name="baris_pendaftaran_satu_menunggu",
                fields=["peserta"],
                condition=Q(hasil="menunggu"),
                violation_error_message="Orang ini sudah ada dalam pendaftaran lain.",
            ),
            models.CheckConstraint(
                name="baris_pendaftaran_hasil_sah", condition=Q(hasil__in=HasilBaris.values)
            ),
            models.CheckConstraint(
                name="baris_pendaftaran_tolak_beralasan",
                condition=~Q(hasil="ditolak") | ~Q(keterangan=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pendaftaran_id}/{self.nomor}"


class JenisJawaban(models.TextChoices):
    HASIL = "hasil", "Hasil pendaftaran"
    CEK_AWAL = "cek_awal", "Cek awal (Y/T)"


class StatusJawaban(models.TextChoices):
    DIBACA = "dibaca", "Sedang dibaca"
    DIPERIKSA = "diperiksa", "Siap diperiksa"
    DITERAPKAN = "diterapkan", "Diterapkan"
    GAGAL = "gagal", "Tidak terbaca"


class JawabanQuerySet(models.QuerySet["JawabanBPJS"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        return self.all()


class JawabanBPJS(models.Model):
    """A file that BPJS sent back for a batch: staged, looked at, then applied.

    A pre-check list (``cek_awal``) tells who could be enrolled; it is only looked at.
    """

    pendaftaran = models.ForeignKey(
        PendaftaranKolektif, models.PROTECT, related_name="daftar_jawaban"
    )
    berkas = models.FileField(upload_to="jawaban/%Y/%m/")
    nama_berkas = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    jenis = models.CharField(max_length=10, choices=JenisJawaban, default=JenisJawaban.HASIL)
    status = models.CharField(max_length=10, choices=StatusJawaban, default=StatusJawaban.DIBACA)
    galat = models.TextField(blank=True, default="")
    tugas = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diterapkan_pada = models.DateTimeField(null=True)

    objects = JawabanQuerySet.as_manager()

    class Meta:
        verbose_name = "jawaban BPJS"
        verbose_name_plural = "jawaban BPJS"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="jawaban_status_sah", condition=Q(status__in=StatusJawaban.values)
            ),
            models.CheckConstraint(
                name="jawaban_jenis_sah", condition=Q(jenis__in=JenisJawaban.values)
            ),
            models.CheckConstraint(
                name="jawaban_cek_awal_tidak_diterapkan",
                condition=~Q(jenis="cek_awal", status="diterapkan"),
                violation_error_message="Cek awal tidak mengubah data.",
            ),
            models.CheckConstraint(
                name="jawaban_gagal_menyebut_sebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
        ]

    def __str__(self) -> str:
        return self.nama_berkas


class HasilJawaban(models.TextChoices):
    SESUAI = "sesuai", "Sesuai"
    SUDAH_PESERTA = "sudah_peserta", "Sudah peserta"
    DITOLAK = "ditolak", "Ditolak"
    TIDAK_DIMINTA = "tidak_diminta", "Tidak kita minta"
    GALAT = "galat", "Tidak terbaca"


class BarisJawaban(models.Model):
    """One row of BPJS's answer, matched by NIK only. A KPJ in a failed row is never stored."""

    jawaban = models.ForeignKey(JawabanBPJS, models.CASCADE, related_name="daftar_baris")
    lembar = models.CharField(max_length=100, blank=True, default="")
    nomor = models.PositiveIntegerField("nomor baris dalam lembar")
    nik = models.CharField(max_length=30, blank=True, default="")
    nama = models.CharField(max_length=150, blank=True, default="")
    kpj = models.CharField(max_length=20, blank=True, default="")
    keterangan = models.CharField(max_length=300, blank=True, default="")
    hasil = models.CharField(max_length=15, choices=HasilJawaban)
    catatan = models.CharField(max_length=300, blank=True, default="")
    baris = models.ForeignKey(BarisPendaftaran, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "baris jawaban"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="baris_jawaban_sekali", fields=["jawaban", "lembar", "nomor"]
            ),
            models.UniqueConstraint(
                name="baris_jawaban_satu_per_orang",
                fields=["jawaban", "baris"],
                condition=Q(hasil__in=["sesuai", "sudah_peserta", "ditolak"]),
            ),
            models.CheckConstraint(
                name="baris_jawaban_hasil_sah", condition=Q(hasil__in=HasilJawaban.values)
            ),
            models.CheckConstraint(
                name="baris_jawaban_gagal_tanpa_kpj",
                condition=Q(kpj="") | Q(hasil__in=["sesuai", "sudah_peserta"]),
                violation_error_message="KPJ pada baris gagal tidak disimpan.",
            ),
        ]

    def __str__(self) -> str:
        return f"baris {self.nomor}: {self.hasil}"
