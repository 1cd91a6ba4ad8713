"""Papers of the office: their numbers, frozen contents and signed copies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear

from pijar.models import Kop, Penandatangan, Pengguna, Tugas
from pijar.nada import Bernada, Nada


class StatusSurat(Bernada):
    KONSEP = "konsep", Nada.NETRAL, "Konsep"
    BERNOMOR = "bernomor", Nada.PROSES, "Bernomor, belum ditandatangani"
    DITANDATANGANI = "ditandatangani", Nada.BAIK, "Salinan bertanda tangan ada"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Dibatalkan"


# A paper that carries no number goes from draft to its signed copy.
TRANSISI_SURAT = {
    StatusSurat.KONSEP: frozenset(
        {StatusSurat.BERNOMOR, StatusSurat.DITANDATANGANI, StatusSurat.DIBATALKAN}
    ),
    StatusSurat.BERNOMOR: frozenset({StatusSurat.DITANDATANGANI, StatusSurat.DIBATALKAN}),
    StatusSurat.DITANDATANGANI: frozenset({StatusSurat.DIBATALKAN}),
    StatusSurat.DIBATALKAN: frozenset(),
}


class SuratQuerySet(models.QuerySet["Surat"]):
    def for_petugas(self, petugas: Pengguna, terbuka: Collection[str] = ()) -> Self:
        """Papers about people of the officer's area; those of the whole city have no area.

        Papers of the kinds ``terbuka`` name nobody and are for everybody.
        """
        if not petugas.wilayah:
            return self.all()
        return self.filter(petugas.q_wilayah("wilayah") | Q(jenis__in=terbuka))

    def berlaku(self) -> Self:
        return self.exclude(status=StatusSurat.DIBATALKAN)

    def tentang(self, jenis: Sequence[str], objek: int | None) -> Self:
        """The papers of these kinds about one row, the newest first."""
        return self.filter(jenis__in=jenis, objek=objek).order_by("-tanggal", "-pk")


class Surat(models.Model):
    """One paper about one thing (``objek``, a row of the kind's model), in all its versions.

    Its number stays with it, also when it is cancelled. ``versi`` is the newest of
    :class:`VersiSurat`, from which every file is made. ``wilayah`` is the kelurahan of a paper
    about people of just one.
    """

    jenis = models.CharField(max_length=30)
    objek = models.PositiveBigIntegerField(null=True, blank=True)
    kunci = models.CharField("yang membedakan dari surat sejenis", max_length=60, default="")
    judul = models.CharField(max_length=200)
    wilayah = models.CharField(max_length=13, blank=True, default="")
    tanggal = models.DateField("tanggal surat")
    kop = models.ForeignKey(Kop, models.PROTECT, related_name="+")
    penandatangan = models.ForeignKey(Penandatangan, models.PROTECT, null=True, related_name="+")
    bernomor = models.BooleanField("memakai nomor register", default=True)
    status = models.CharField(max_length=15, choices=StatusSurat, default=StatusSurat.KONSEP)
    versi = models.PositiveSmallIntegerField(default=0)
    register = models.CharField(max_length=20, blank=True, default="")
    urut = models.PositiveIntegerField(null=True)
    nomor = models.CharField(max_length=80, blank=True, default="")
    dinomori_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dinomori_pada = models.DateTimeField(null=True)
    salinan = models.FileField(upload_to="surat/%Y/", blank=True, default="")
    salinan_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    salinan_pada = models.DateTimeField(null=True)
    dibatalkan_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    dibatalkan_pada = models.DateTimeField(null=True)
    alasan_batal = models.CharField(max_length=300, blank=True, default="")
    dibuat_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    tugas_pdf = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    tugas_docx = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")
    tugas_excel = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")

    objects = SuratQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "surat"
        ordering = ["-tanggal", "-pk"]
        indexes = [
            models.Index(fields=["jenis", "-tanggal", "-id"], name="surat_per_jenis"),
            models.Index(fields=["-tanggal", "-id"], name="surat_terbaru"),
            models.Index(fields=["wilayah"], name="surat_wilayah"),
        ]
        constraints = [
            models.CheckConstraint(
                name="surat_status_sah", condition=Q(status__in=StatusSurat.values)
            ),
            models.UniqueConstraint(
                name="surat_satu_berlaku",
                fields=["jenis", "objek", "kunci"],
                condition=~Q(status="dibatalkan"),
                nulls_distinct=False,
                violation_error_message="Surat ini sudah ada. Buka yang ada.",
            ),
            models.UniqueConstraint(
                name="surat_nomor_sekali",
                fields=["nomor"],
                condition=~Q(nomor=""),
                violation_error_message="Nomor ini sudah dipakai surat lain.",
            ),
            models.UniqueConstraint(
                "register",
                ExtractYear("tanggal"),
                "urut",
                name="surat_urut_sekali",
                condition=Q(urut__isnull=False),
                violation_error_message="Nomor urut ini sudah dipakai surat lain.",
            ),
            models.CheckConstraint(
                name="surat_tanpa_nomor",
                condition=Q(bernomor=True) | Q(nomor="", urut=None),
                violation_error_message="Surat jenis ini tidak bernomor.",
            ),
            models.CheckConstraint(
                name="surat_bernomor_lengkap",
                condition=Q(status__in=["konsep", "dibatalkan"])
                | Q(status="ditandatangani", bernomor=False)
                | ~Q(nomor="") & Q(dinomori_oleh__isnull=False, dinomori_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="surat_salinan_lengkap",
                condition=~Q(status="ditandatangani")
                | ~Q(salinan="") & Q(salinan_oleh__isnull=False, salinan_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="surat_batal_beralasan",
                condition=~Q(status="dibatalkan")
                | ~Q(alasan_batal="")
                & Q(dibatalkan_oleh__isnull=False, dibatalkan_pada__isnull=False),
                violation_error_message="Tulis alasan pembatalannya.",
            ),
            models.CheckConstraint(
                name="surat_batal_empat_mata",
                condition=~Q(status="dibatalkan")
                | Q(dinomori_oleh=None)
                & (Q(salinan_oleh=None) | ~Q(salinan_oleh=F("dibatalkan_oleh")))
                | Q(dinomori_oleh__isnull=False) & ~Q(dinomori_oleh=F("dibatalkan_oleh")),
                violation_error_message="Yang memberi nomor tidak membatalkan surat itu sendiri.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="surat_alur",
                field="status",
                transitions=[
                    (a.value, k.value) for a, ke in TRANSISI_SURAT.items() for k in sorted(ke)
                ],
            ),
            pgtrigger.Protect(
                name="surat_nomor_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.nomor <> '' AND (OLD.nomor, OLD.tanggal, OLD.urut, OLD.register)"
                    " IS DISTINCT FROM (NEW.nomor, NEW.tanggal, NEW.urut, NEW.register)"
                ),
            ),
            pgtrigger.Protect(
                name="surat_pelaku_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.dinomori_oleh_id IS NOT NULL"
                    " AND OLD.dinomori_oleh_id IS DISTINCT FROM NEW.dinomori_oleh_id"
                    " OR OLD.salinan_oleh_id IS NOT NULL"
                    " AND OLD.salinan_oleh_id IS DISTINCT FROM NEW.salinan_oleh_id"
                    " OR OLD.dibatalkan_oleh_id IS NOT NULL"
                    " AND OLD.dibatalkan_oleh_id IS DISTINCT FROM NEW.dibatalkan_oleh_id"
                ),
            ),
            pgtrigger.Protect(name="surat_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.nomor or (f"{self.judul} (konsep)" if self.bernomor else self.judul)

    @property
    def cip(self) -> StatusSurat:
        return StatusSurat(self.status)

    @property
    def terbuka(self) -> bool:
        """Whether a new version may still be made: until the signed copy is there."""
        return self.status in (StatusSurat.KONSEP, StatusSurat.BERNOMOR)


def surat_terbaru(jenis: str, objek: int | None, kunci: str = "") -> Surat | None:
    """The newest paper of a kind about a row or a key, with its files; also a cancelled one."""
    semua = Surat.objects.tentang([jenis], objek).filter(kunci=kunci)
    return semua.select_related("tugas_pdf", "tugas_excel").first()


class VersiSurat(models.Model):
    """The contents of a paper as it was gathered: never changed. Every file is made from it."""

    surat = models.ForeignKey(Surat, models.PROTECT, related_name="daftar_versi")
    versi = models.PositiveSmallIntegerField()
    isi = models.JSONField()
    sha256 = models.CharField(max_length=64)
    perubahan = models.JSONField(default=list)  # sentences: how it differs from the version before
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "versi surat"
        verbose_name_plural = "versi surat"
        ordering = ["surat", "-versi"]
        constraints = [
            models.UniqueConstraint(name="versi_surat_sekali", fields=["surat", "versi"]),
        ]
        triggers = [
            pgtrigger.Protect(
                name="versi_surat_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.surat} versi {self.versi}"
