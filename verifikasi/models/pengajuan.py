"""Cases: the frozen facts, the answers, and the one decision."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from peserta.models import Peserta, Status, StatusBPJS
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from verifikasi.models.jawaban import Jawaban, JawabanKriteria, wajib_terjawab
from verifikasi.models.kriteria import VersiKriteria
from verifikasi.models.pemicu_kasus import (
    PENGAJUAN_TETAP,
    SETUJU_MENURUT_DATA,
    TUTUP_PENGESAMPINGAN,
    URUNGKAN,
)


class StatusPengajuan(Bernada):
    MENUNGGU = "menunggu", Nada.PROSES, "Menunggu keputusan"
    DISETUJUI = "disetujui", Nada.BAIK, "Disetujui"
    DIKEMBALIKAN = "dikembalikan", Nada.PERHATIAN, "Dikembalikan"
    DITOLAK = "ditolak", Nada.BURUK, "Ditolak"
    DITARIK = "ditarik", Nada.NETRAL, "Ditarik"


DIPUTUSKAN = ("disetujui", "dikembalikan", "ditolak")
TERLAMA = ("diajukan_pada", "pk")
LAMA_PEGANGAN = timedelta(minutes=30)
"""So long after a verifier last opened a case nobody else decides it."""


class PengajuanQuerySet(models.QuerySet["Pengajuan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Cases of people who live in this officer's area now."""
        return self.filter(petugas.q_wilayah("peserta__kelurahan__kode"))

    def menunggu(self) -> Self:
        """Cases that can be decided, oldest first; without people who died or left meanwhile."""
        return self.filter(
            status=StatusPengajuan.MENUNGGU,
            peserta__status=Status.DIAJUKAN,
            peserta__digabung_ke=None,
        ).order_by(*TERLAMA)

    def boleh_diputuskan(self, petugas: Pengguna) -> Self:
        """Without the cases of people whom this officer entered, edited or submitted."""
        return self.exclude(
            Q(terlibat__contains=[petugas.pk]) | Q(peserta__penyunting__contains=[petugas.pk])
        )

    def bebas(self, petugas: Pengguna | None = None) -> Self:
        """Cases that no verifier holds, or only this one (:class:`Pegangan`)."""
        lepas = Q(pegangan=None) | Q(pegangan__pada__lte=Now() - LAMA_PEGANGAN)
        return self.filter(lepas | Q(pegangan__oleh=petugas) if petugas else lepas)

    def dapat_ditarik(self, petugas: Pengguna) -> Self:
        """This officer's own submissions that no verifier has begun: neither opened nor answered.

        What was opened is only held for a while; an answer stays.
        """
        mulai = JawabanKriteria.objects.filter(pengajuan=OuterRef("pk"), oleh__isnull=False)
        return self.menunggu().bebas().filter(~Exists(mulai), diajukan_oleh=petugas)

    def sesudah(self, kasus: Pengajuan, urut: tuple[str, ...] = TERLAMA) -> Self:
        """The rest of the queue behind ``kasus`` in the order ``urut``."""
        syarat, sama = Q(), dict[str, Any]()
        for kolom in urut:
            nama = kolom.removeprefix("-")
            nilai = reduce(getattr, nama.split("__"), kasus)
            arah = "lt" if kolom.startswith("-") else "gt"
            syarat |= Q(**sama, **{f"{nama}__{arah}": nilai})
            sama[nama] = nilai
        return self.filter(syarat).order_by(*urut)

    def dengan_data(self) -> Self:
        """With everything that a case page names."""
        return self.select_related(
            "peserta__kelurahan__kecamatan",
            "peserta__pekerjaan",
            "versi",
            "diajukan_oleh",
            "diputuskan_oleh",
            "pegangan__oleh",
        )

    def yang_terjawab(self, jawaban: str) -> Self:
        """Cases with a required criterion that stands at ``jawaban``."""
        return self.filter(wajib_terjawab(jawaban))

    def semua_terpenuhi(self) -> Self:
        """Cases whose every required criterion stands at ya."""
        return self.exclude(wajib_terjawab(Jawaban.TIDAK)).exclude(
            wajib_terjawab(Jawaban.BELUM_ADA_DATA)
        )


class Pengajuan(models.Model):
    """A frozen case: the person's facts when submitted, and the one decision on it.

    ``berkas`` lists the papers that were there (id, jenis, sidik); none were kept of old cases.
    ``terlibat`` holds everybody who entered, edited or submitted; none of them may decide.
    """

    peserta = models.ForeignKey(Peserta, models.PROTECT, related_name="daftar_pengajuan")
    versi = models.ForeignKey(VersiKriteria, models.PROTECT, related_name="daftar_pengajuan")
    cuplikan = models.JSONField("data saat diajukan")
    berkas = models.JSONField("berkas saat diajukan", null=True)
    keterangan_kerja_tanggal = models.DateField("tanggal keterangan bekerja", null=True, blank=True)
    keterangan_kerja_oleh = models.CharField(max_length=150, blank=True, default="")
    keterangan_kerja_bukti = models.CharField(max_length=200, blank=True, default="")
    status = models.CharField(
        max_length=12, choices=StatusPengajuan, default=StatusPengajuan.MENUNGGU
    )
    alasan = models.CharField(max_length=500, blank=True, default="")
    terlibat = ArrayField(models.BigIntegerField(), default=list)
    diajukan_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    diajukan_pada = models.DateTimeField(auto_now_add=True)
    diputuskan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputuskan_pada = models.DateTimeField(null=True, blank=True)

    objects = PengajuanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pengajuan"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["diajukan_pada", "id"],
                condition=Q(status="menunggu"),
                name="pengajuan_antrean",
            ),
            models.Index(fields=["diputuskan_pada"], name="pengajuan_diputuskan"),  # laporan.mutu
        ]
        constraints = [
            models.UniqueConstraint(
                name="pengajuan_satu_menunggu",
                fields=["peserta"],
                condition=Q(status="menunggu"),
                violation_error_message="Orang ini sudah menunggu keputusan.",
            ),
            models.CheckConstraint(
                name="pengajuan_status_sah", condition=Q(status__in=StatusPengajuan.values)
            ),
            models.CheckConstraint(
                name="pengajuan_diputuskan_orang_lain",
                condition=Q(diputuskan_oleh=None)
                | (
                    ~Q(diputuskan_oleh=F("diajukan_oleh"))
                    & ~Q(
                        terlibat__contains=models.Func(
                            F("diputuskan_oleh"),
                            function="ARRAY",
                            template="%(function)s[%(expressions)s]",
                            output_field=ArrayField(models.BigIntegerField()),
                        )
                    )
                ),
                violation_error_message=(
                    "Pengajuan tidak boleh diputuskan oleh orang yang memasukkan, "
                    "mengubah atau mengajukannya."
                ),
            ),
            models.CheckConstraint(
                name="pengajuan_putusan_lengkap",
                condition=Q(status__in=["menunggu", "ditarik"])
                | Q(diputuskan_oleh__isnull=False, diputuskan_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="pengajuan_tolak_beralasan",
                condition=~Q(status__in=["dikembalikan", "ditolak"]) | ~Q(alasan=""),
                violation_error_message="Tulis alasannya.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="pengajuan_sekali_diputuskan",
                field="status",
                transitions=[
                    *(("menunggu", s) for s in (*DIPUTUSKAN, "ditarik")),
                    *((s, "menunggu") for s in DIPUTUSKAN),  # undone
                ],
            ),
            pgtrigger.Protect(
                name="pengajuan_beku",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "peserta", "versi", "cuplikan", "berkas", "diajukan_oleh"
                ),
            ),
            pgtrigger.Protect(
                name="terlibat_hanya_bertambah",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NOT (NEW.terlibat @> OLD.terlibat)"),
            ),
            pgtrigger.Protect(
                name="putusan_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'menunggu' AND NEW.status <> 'menunggu'"
                    " AND (OLD.diputuskan_oleh_id, OLD.alasan)"
                    " IS DISTINCT FROM (NEW.diputuskan_oleh_id, NEW.alasan)"
                ),
            ),
            *PENGAJUAN_TETAP,
            pgtrigger.Trigger(
                name="putusan_diurungkan",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'menunggu' AND NEW.status = 'menunggu'"
                ),
                func=URUNGKAN,
            ),
            pgtrigger.Trigger(
                name="pengajuan_setuju_menurut_data",
                when=pgtrigger.After,  # after the case's own checks, which have sentences
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.status = 'disetujui' AND OLD.status = 'menunggu'"
                ),
                func=SETUJU_MENURUT_DATA,
            ),
            pgtrigger.Trigger(
                name="pengajuan_tutup_pengesampingan",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status = 'menunggu' AND NEW.status <> 'menunggu'"
                ),
                func=TUTUP_PENGESAMPINGAN,
            ),
            pgtrigger.Trigger(
                name="bukan_oleh_penyunting",
                when=pgtrigger.After,  # after the case's own check, which has a sentence
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.diputuskan_oleh_id IS DISTINCT FROM OLD.diputuskan_oleh_id"
                ),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM peserta_peserta
                        WHERE id = NEW.peserta_id AND penyunting @> ARRAY[NEW.diputuskan_oleh_id]
                    ) THEN
                        RAISE EXCEPTION 'pengajuan tidak diputuskan oleh penyunting datanya';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"pengajuan {self.pk}"

    @property
    def cip(self) -> StatusPengajuan:
        return StatusPengajuan(self.status)

    @property
    def keberatan_menunggu(self) -> bool:
        """Whether an objection waits for its answer; asks nothing where they are prefetched."""
        return any(k.terbuka for k in self.daftar_keberatan.all())

    @property
    def nama(self) -> str:
        """The name as it was submitted."""
        return str(self.cuplikan["nama"])

    @property
    def tanggal_lahir(self) -> date:
        return date.fromisoformat(self.cuplikan["tanggal_lahir"])

    @property
    def arti_status_bpjs(self) -> str:
        kode = self.cuplikan["status_bpjs"]
        return StatusBPJS(kode).label if kode else "Belum dicek"

    @property
    def dapat_diputuskan(self) -> bool:
        """Whether the case waits and its person still has the status diajukan."""
        return self.status == StatusPengajuan.MENUNGGU and self.peserta.status == Status.DIAJUKAN

    @property
    def semua_terlibat(self) -> set[int]:
        """Ids of everybody who entered, edited or submitted until now; none of them may decide."""
        return {self.diajukan_oleh_id, *self.terlibat, *self.peserta.penyunting}
