"""A file to BPJS: enrolment, extension, change of data or stop."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from iuran.models.baris_berkas import BarisBerkas, BarisBerkasQuerySet
from iuran.models.keadaan_baris import BARIS_BERHASIL, HasilBaris, baris_diterima
from iuran.models.profil import JenisBerkasBPJS, ProfilEkspor, UrutanBayar
from iuran.models.sumber import SumberDana
from peserta.models import Cabang
from pijar.bulan import WIB
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada

BERBANTUAN = (JenisBerkasBPJS.PENDAFTARAN, JenisBerkasBPJS.PERPANJANGAN)


class KataBerkas(NamedTuple):
    """Words of one kind of file: its number's prefix, what it is, and a line that succeeded."""

    awalan: str
    judul: str
    berhasil: str
    menunggu: str

    def hasil(self, hasil: HasilBaris) -> str:
        """A line's result: only an enrolment that succeeded says "Terdaftar"."""
        return self.berhasil if hasil == HasilBaris.SESUAI else hasil.label


KATA: dict[JenisBerkasBPJS, KataBerkas] = {
    JenisBerkasBPJS.PENDAFTARAN: KataBerkas(
        "PK", "Pendaftaran", "Terdaftar", "sudah ditetapkan dan menunggu didaftarkan"
    ),
    JenisBerkasBPJS.PERPANJANGAN: KataBerkas(
        "PP", "Perpanjangan", "Diperpanjang", "sudah ditetapkan lagi dan menunggu diberitahukan"
    ),
    JenisBerkasBPJS.PERUBAHAN: KataBerkas(
        "PD", "Perubahan data", "Diubah", "datanya berubah dan BPJS belum diberi tahu"
    ),
    JenisBerkasBPJS.PENGHENTIAN: KataBerkas(
        "PH",
        "Penghentian",
        "Dihentikan",
        "berhenti atau bantuannya dipendekkan, dan BPJS belum diberi tahu",
    ),
}


class StatusBerkas(Bernada):
    DISUSUN = "disusun", Nada.NETRAL, "Disusun"
    DIKIRIM = "dikirim", Nada.PROSES, "Dikirim ke BPJS"
    SELESAI = "selesai", Nada.BAIK, "Selesai"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Dibatalkan"


TRANSISI_BERKAS: dict[StatusBerkas, frozenset[StatusBerkas]] = {
    StatusBerkas.DISUSUN: frozenset(
        {StatusBerkas.DIKIRIM, StatusBerkas.SELESAI, StatusBerkas.DIBATALKAN}
    ),
    StatusBerkas.DIKIRIM: frozenset(
        {StatusBerkas.SELESAI, StatusBerkas.DIBATALKAN, StatusBerkas.DISUSUN}
    ),
    StatusBerkas.SELESAI: frozenset(),
    StatusBerkas.DIBATALKAN: frozenset(),
}


class BerkasQuerySet(models.QuerySet["BerkasBPJS"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Files whose people all live in this officer's area: each names everybody."""
        if not petugas.wilayah:
            return self.all()
        dalam = petugas.q_wilayah("peserta__kelurahan__kode")
        luar = BarisBerkas.objects.filter(berkas_bpjs=OuterRef("pk")).exclude(dalam)
        return self.exclude(Exists(luar))

    def with_hasil(self) -> Self:
        """How many lines wait, are accepted for payment, are enrolled and were refused."""
        return self.annotate(
            menunggu=_hitung("menunggu"),
            diterima=models.Count("daftar_baris", filter=baris_diterima("daftar_baris__")),
            terdaftar=_hitung(*BARIS_BERHASIL),
            ditolak=_hitung("ditolak"),
        )


def _hitung(*hasil: str) -> models.Count:
    return models.Count("daftar_baris", filter=Q(daftar_baris__hasil__in=hasil))


class BerkasBPJS(models.Model):
    """People told to BPJS in one file: one matter (``jenis``), one branch or all.

    An enrolment and an extension are for one source and first month. ``urutan``: whether the card
    comes before the first payment of an enrolment. It is the profile's when the file was made; an
    admin may change it with a reason while nobody is accepted or answered.
    """

    nomor = models.CharField(max_length=40, unique=True)
    jenis = models.CharField(
        max_length=12,
        choices=JenisBerkasBPJS,
        default=JenisBerkasBPJS.PENDAFTARAN,
        db_default=JenisBerkasBPJS.PENDAFTARAN,
    )
    sumber = models.ForeignKey(SumberDana, models.PROTECT, null=True, blank=True, related_name="+")
    cabang = models.CharField(max_length=10, choices=Cabang, blank=True, default="")
    bulan_awal = models.DateField(null=True, blank=True)
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
    status = models.CharField(max_length=10, choices=StatusBerkas, default=StatusBerkas.DISUSUN)
    alasan_batal = models.CharField(max_length=300, blank=True, default="")
    tugas_excel = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    disusun_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    disusun_pada = models.DateTimeField(auto_now_add=True)
    dikirim_pada = models.DateTimeField(null=True, blank=True)

    objects = BerkasQuerySet.as_manager()

    # People, there only after with_hasil().
    menunggu: int
    diterima: int
    terdaftar: int
    ditolak: int

    class Meta:
        verbose_name = "berkas ke BPJS"
        verbose_name_plural = "berkas ke BPJS"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="berkas_bpjs_status_sah", condition=Q(status__in=StatusBerkas.values)
            ),
            models.CheckConstraint(
                name="berkas_bpjs_bulan_tanggal_satu", condition=Q(bulan_awal__day=1)
            ),
            models.CheckConstraint(
                name="berkas_bpjs_bersumber",
                condition=Q(jenis__in=BERBANTUAN, sumber__isnull=False, bulan_awal__isnull=False)
                | Q(jenis__in=["perubahan", "penghentian"], sumber=None, bulan_awal=None),
                violation_error_message="Pendaftaran dan perpanjangan menyebut sumber dan bulan.",
            ),
            models.CheckConstraint(
                name="berkas_bpjs_batal_beralasan",
                condition=~Q(status="dibatalkan") | ~Q(alasan_batal=""),
            ),
            models.CheckConstraint(
                name="berkas_bpjs_urutan_sah", condition=Q(urutan__in=UrutanBayar.values)
            ),
            models.CheckConstraint(
                name="berkas_bpjs_urutan_lengkap",
                condition=Q(urutan_pada=None, urutan_oleh=None, urutan_alasan="")
                | Q(urutan_pada__isnull=False, urutan_oleh__isnull=False) & ~Q(urutan_alasan=""),
                violation_error_message="Mengubah urutan menyebut siapa, kapan dan alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def cip(self) -> StatusBerkas:
        return StatusBerkas(self.status)

    @property
    def kata(self) -> KataBerkas:
        """The words in which the screen speaks of this kind of file."""
        return KATA[JenisBerkasBPJS(self.jenis)]

    @property
    def hari_disusun(self) -> date:
        return self.disusun_pada.astimezone(WIB).date()

    @property
    def pendaftaran(self) -> bool:
        """Whether the file enrols people: only then does their status follow it."""
        return self.jenis == JenisBerkasBPJS.PENDAFTARAN

    @property
    def berbantuan(self) -> bool:
        """Whether the file asks BPJS for months."""
        return self.jenis in BERBANTUAN

    @property
    def terbuka(self) -> bool:
        """Whether BPJS may still answer."""
        return StatusBerkas.SELESAI in TRANSISI_BERKAS[StatusBerkas(self.status)]

    def menerima_jawaban(self) -> bool:
        """Whether an answer may still settle a line: one that waits, or one refused before."""
        selesai = self.status == StatusBerkas.SELESAI
        ditolak = self.daftar_baris.filter(hasil=HasilBaris.DITOLAK)
        return self.terbuka or (selesai and ditolak.exists())

    def berubah_sejak_excel(self) -> BarisBerkasQuerySet:
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
        diterima = self.diterima and self.pendaftaran
        return self.terbuka and not (self.terdaftar or self.ditolak or diterima)

    @property
    def bisa_urutan(self) -> bool:
        """Whether the order of card and first payment may still be changed."""
        return self.pendaftaran and self.bisa_dibatalkan

    @property
    def bisa_dilepas(self) -> bool:
        """Whether BPJS answered some lines and the rest may go to another batch."""
        return self.terbuka and not self.bisa_dibatalkan and self.menunggu > 0
