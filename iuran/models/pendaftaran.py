"""The enrolment batch to BPJS and its lines."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from iuran.models.bantuan import Bantuan
from iuran.models.profil import ProfilEkspor, UrutanBayar
from iuran.models.sumber import SumberDana
from peserta.models import Cabang, Peserta
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada


class StatusPendaftaran(Bernada):
    DISUSUN = "disusun", Nada.NETRAL, "Disusun"
    DIKIRIM = "dikirim", Nada.PROSES, "Dikirim ke BPJS"
    SELESAI = "selesai", Nada.BAIK, "Selesai"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Dibatalkan"


TRANSISI_PENDAFTARAN: dict[StatusPendaftaran, frozenset[StatusPendaftaran]] = {
    StatusPendaftaran.DISUSUN: frozenset(
        {StatusPendaftaran.DIKIRIM, StatusPendaftaran.SELESAI, StatusPendaftaran.DIBATALKAN}
    ),
    StatusPendaftaran.DIKIRIM: frozenset(
        {StatusPendaftaran.SELESAI, StatusPendaftaran.DIBATALKAN, StatusPendaftaran.DISUSUN}
    ),
    StatusPendaftaran.SELESAI: frozenset(),
    StatusPendaftaran.DIBATALKAN: frozenset(),
}


class PendaftaranQuerySet(models.QuerySet["PendaftaranKolektif"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Batches whose people all live in this officer's area: the file names everybody."""
        if not petugas.wilayah:
            return self.all()
        dalam = petugas.q_wilayah("peserta__kelurahan__kode")
        luar = BarisPendaftaran.objects.filter(pendaftaran=OuterRef("pk")).exclude(dalam)
        return self.exclude(Exists(luar))

    def with_hasil(self) -> Self:
        """How many lines wait, are accepted for payment, are enrolled and were refused."""
        return self.annotate(
            menunggu=_hitung("menunggu"),
            diterima=models.Count("daftar_baris", filter=_diterima("daftar_baris__")),
            terdaftar=_hitung("sesuai", "sudah_peserta"),
            ditolak=_hitung("ditolak"),
        )


def _hitung(*hasil: str) -> models.Count:
    return models.Count("daftar_baris", filter=Q(daftar_baris__hasil__in=hasil))


def _diterima(awalan: str = "") -> Q:
    """Lines whose people BPJS accepted for payment and who wait for their card."""
    return Q(**{f"{awalan}hasil": "menunggu", f"{awalan}diterima_mulai__isnull": False})


class PendaftaranKolektif(models.Model):
    """Decreed people sent to BPJS in one file: one source and first month, one branch or all.

    ``urutan``: whether the card comes before the first payment. It is the profile's when the batch
    was made; an admin may change it with a reason while nobody is accepted or answered.
    """

    nomor = models.CharField(max_length=40, unique=True)
    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="+")
    cabang = models.CharField(max_length=10, choices=Cabang, blank=True, default="")
    bulan_awal = models.DateField()
    profil = models.ForeignKey(ProfilEkspor, models.PROTECT, related_name="+")
    urutan = models.CharField(
        max_length=10,
        choices=UrutanBayar,
        default=UrutanBayar.KARTU_DULU,
        db_default=UrutanBayar.KARTU_DULU,
    )
    urutan_alasan = models.CharField(max_length=300, blank=True, default="", db_default="")
    urutan_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    urutan_pada = models.DateTimeField(null=True)
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

    # People, there only after with_hasil().
    menunggu: int
    diterima: int
    terdaftar: int
    ditolak: int

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
            models.CheckConstraint(
                name="pendaftaran_urutan_sah", condition=Q(urutan__in=UrutanBayar.values)
            ),
            models.CheckConstraint(
                name="pendaftaran_urutan_lengkap",
                condition=Q(urutan_pada=None, urutan_oleh=None, urutan_alasan="")
                | Q(urutan_pada__isnull=False, urutan_oleh__isnull=False) & ~Q(urutan_alasan=""),
                violation_error_message="Mengubah urutan menyebut siapa, kapan dan alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def cip(self) -> StatusPendaftaran:
        return StatusPendaftaran(self.status)

    @property
    def terbuka(self) -> bool:
        """Whether BPJS may still answer."""
        return StatusPendaftaran.SELESAI in TRANSISI_PENDAFTARAN[StatusPendaftaran(self.status)]

    def menerima_jawaban(self) -> bool:
        """Whether an answer may still settle a line: one that waits, or one refused before."""
        selesai = self.status == StatusPendaftaran.SELESAI
        ditolak = self.daftar_baris.filter(hasil=HasilBaris.DITOLAK)
        return self.terbuka or (selesai and ditolak.exists())

    def berubah_sejak_excel(self) -> BarisPendaftaranQuerySet:
        """Lines that the finished file does not show as they are now."""
        mulai = self.tugas_excel.mulai_pada if self.tugas_excel else None
        if mulai is None:
            return self.daftar_baris.none()
        berubah = Q(hasil=HasilBaris.MENUNGGU, peserta__diubah_pada__gt=mulai)
        keluar = Q(hasil=HasilBaris.BATAL, dijawab_pada__gt=mulai)
        return self.daftar_baris.filter(berubah | keluar)

    @property
    def bayar_dulu(self) -> bool:
        """Whether the first payment comes before the card."""
        return self.urutan == UrutanBayar.BAYAR_DULU

    @property
    def bisa_dibatalkan(self) -> bool:
        return self.terbuka and not (self.terdaftar or self.ditolak or self.diterima)

    @property
    def bisa_dilepas(self) -> bool:
        """Whether BPJS answered some lines and the rest may go to another batch."""
        return self.terbuka and not self.bisa_dibatalkan and self.menunggu > 0


class HasilBaris(Bernada):
    MENUNGGU = "menunggu", Nada.PROSES, "Menunggu jawaban"
    SESUAI = "sesuai", Nada.BAIK, "Terdaftar"
    SUDAH_PESERTA = "sudah_peserta", Nada.BAIK, "Sudah peserta"
    DITOLAK = "ditolak", Nada.BURUK, "Ditolak BPJS"
    BATAL = "batal", Nada.AKHIR, "Batal"


class BarisPendaftaranQuerySet(models.QuerySet["BarisPendaftaran"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        return self.filter(petugas.q_wilayah("peserta__kelurahan__kode"))

    def menunggu(self) -> Self:
        return self.filter(hasil=HasilBaris.MENUNGGU)

    def tidak_lagi_didaftarkan(self) -> Self:
        """Waiting lines of people who died or left since: the city may no longer pay for them."""
        return self.menunggu().exclude(peserta__status="didaftarkan")

    def dijawab(self) -> Self:
        """Lines that BPJS has answered, with a card or a refusal."""
        dijawab = (HasilBaris.SESUAI, HasilBaris.SUDAH_PESERTA, HasilBaris.DITOLAK)
        return self.filter(hasil__in=dijawab)

    def diterima(self) -> Self:
        """Lines whose people BPJS accepted for payment; their card is still to come."""
        return self.filter(_diterima())

    def ditindak(self) -> Self:
        """Lines for which a list or an answer of BPJS was applied."""
        return self.dijawab() | self.diterima()

    def ditahan(self) -> Self:
        """Lines whose people wait, refused or taken out, with a living grant, for an admin."""
        return self.filter(ditahan=True, peserta__status="ditetapkan", bantuan__status="ditetapkan")

    def ditolak_cek_awal(self) -> Self:
        """Waiting lines that a pre-check of BPJS refuses."""
        ditolak = self.menunggu().filter(
            daftar_jawaban__jawaban__jenis="cek_awal",
            daftar_jawaban__jawaban__status__in=["diperiksa", "diterapkan"],
            daftar_jawaban__hasil="ditolak",
        )
        return ditolak.distinct()


class BarisPendaftaran(models.Model):
    """One person in a batch, and BPJS's answer about them.

    ``diterima_mulai``: the first month for which BPJS takes payment before the card is there.
    ``ditahan``: refused or taken out, so that no batch takes the person again by itself; an admin
    lets them go on with a reason.
    """

    pendaftaran = models.ForeignKey(
        PendaftaranKolektif, models.PROTECT, related_name="daftar_baris"
    )
    nomor = models.PositiveIntegerField()
    bantuan = models.ForeignKey(Bantuan, models.PROTECT, related_name="daftar_baris")
    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="+")
    hasil = models.CharField(max_length=15, choices=HasilBaris, default=HasilBaris.MENUNGGU)
    keterangan = models.CharField(max_length=300, blank=True, default="")
    dijawab_pada = models.DateTimeField(null=True)
    diterima_mulai = models.DateField("diterima untuk dibayar mulai", null=True)
    diterima_pada = models.DateTimeField(null=True)
    ditahan = models.BooleanField(default=False)
    dibuka_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dibuka_pada = models.DateTimeField(null=True)
    alasan_buka = models.CharField(max_length=300, blank=True, default="")

    objects = BarisPendaftaranQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "baris pendaftaran"
        ordering = ["pendaftaran", "nomor"]
        indexes = [
            models.Index(
                fields=["bantuan"], condition=Q(ditahan=True), name="baris_pendaftaran_ditahan"
            )
        ]
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
            models.CheckConstraint(
                name="baris_pendaftaran_diterima_lengkap",
                condition=Q(diterima_mulai=None, diterima_pada=None)
                | Q(diterima_mulai__day=1, diterima_pada__isnull=False),
                violation_error_message="Penerimaan menyebut bulan pertamanya dan waktunya.",
            ),
            models.CheckConstraint(
                name="baris_pendaftaran_ditahan_sah",
                condition=Q(ditahan=False) | Q(hasil__in=["ditolak", "batal"]),
                violation_error_message="Hanya yang ditolak atau dikeluarkan dapat ditahan.",
            ),
            models.CheckConstraint(
                name="baris_pendaftaran_buka_lengkap",
                condition=Q(dibuka_pada=None, dibuka_oleh=None, alasan_buka="")
                | Q(dibuka_pada__isnull=False, dibuka_oleh__isnull=False, ditahan=False)
                & ~Q(alasan_buka=""),
                violation_error_message="Yang diikutkan lagi menyebut siapa, kapan dan alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pendaftaran_id}/{self.nomor}"

    @property
    def cip(self) -> HasilBaris:
        return HasilBaris(self.hasil)

    @property
    def menunggu_kartu(self) -> bool:
        """Whether the months may be paid while the card is still to come."""
        return self.hasil == HasilBaris.MENUNGGU and self.diterima_mulai is not None
