"""The person: one row per NIK, never deleted."""

from __future__ import annotations

from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.functional import cached_property

from peserta.models.isian_orang import IsianOrang
from peserta.models.kata import KATA, PENCATAT_KATA
from peserta.models.pemicu_layak import BERPUTUSAN
from peserta.models.pilihan import JenisKelamin, StatusBPJS, SumberData
from peserta.models.rujukan import Kelurahan, Pekerjaan
from peserta.models.status import (
    BISA_DIAJUKAN,
    BISA_DIUBAH,
    BISA_DIUSULKAN,
    PERPINDAHAN,
    S,
    Status,
)
from pijar.bulan import usia
from pijar.errors import BentrokError
from pijar.models import Pengguna
from pijar.samar import PANJANG_NIK, samarkan

INDEKS_CARI = "peserta_dicari"
UTUH = Q(digabung_ke=None)  # people who were not merged into another


def _angka(kolom: str, panjang: int) -> Q:
    """Exactly ``panjang`` digits; a pattern that counts them takes four times as long."""
    return Q(Exact(Length(kolom), panjang)) & ~Q(**{f"{kolom}__regex": "[^0-9]"})


class PesertaQuerySet(models.QuerySet["Peserta"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """People whom this officer may see, without merged rows; every view starts here."""
        return self.filter(petugas.q_wilayah(), digabung_ke=None)

    def terdaftar(self) -> Self:
        return self.filter(status=Status.TERDAFTAR)

    def bisa_diajukan(self) -> Self:
        return self.filter(status__in=BISA_DIAJUKAN)

    def cari_nomor(self, nomor: str, hp: str = "") -> Self:
        """People by a NIK or at least four digits of it, a whole KPJ, or a whole phone ``hp``.

        The NIK of a merged row finds the person into whom it was merged.
        """
        if len(nomor) == PANJANG_NIK:
            lebur = Peserta.objects.filter(nik=nomor, digabung_ke__isnull=False)
            return self.filter(
                Q(nik=nomor) | Q(pk__in=[*lebur.values_list("digabung_ke", flat=True)])
            )
        syarat = Q(nik__contains=nomor) | Q(kpj=nomor)
        return self.filter(syarat | Q(hp=hp) if hp else syarat)

    def kunci(self, pk: int) -> Peserta:
        """Lock one person. Raises BentrokError if they were merged into another person."""
        peserta = self.select_for_update(no_key=True).get(pk=pk)
        if peserta.digabung_ke_id:
            raise BentrokError("Orang ini sudah digabung dengan orang lain. Cari NIK-nya lagi.")
        return peserta


@pghistory.track(
    pghistory.UpdateEvent("diubah", row=pghistory.Old, level=pgtrigger.Statement),
    exclude=["nama_cari", "penyunting", "didata_oleh", "diubah_pada", "status"],
    append_only=True,
)
class Peserta(IsianOrang):
    """A pekerja rentan proposed for, or covered by, JKK and JKM.

    ``status`` changes only through :mod:`peserta.alur`. ``penyunting`` lists the users with entries
    or edits in this row: none of them may decide its case. ``didata_oleh`` entered it, at
    ``dibuat_pada``. No table refers to ``nik``.
    """

    nik = models.CharField("NIK", max_length=16)
    kpj = models.CharField("KPJ", max_length=20, blank=True, default="")
    nama = models.CharField("nama lengkap", max_length=150)
    nama_cari = models.CharField(max_length=150, editable=False)
    tanggal_lahir = models.DateField()
    jenis_kelamin = models.CharField(max_length=1, choices=JenisKelamin)

    # Three references without an index of their own: indexes in Meta begin with them.
    kelurahan = models.ForeignKey(Kelurahan, models.PROTECT, related_name="+", db_index=False)

    pekerjaan = models.ForeignKey(Pekerjaan, models.PROTECT, related_name="+", db_index=False)
    status_bpjs = models.CharField(
        "status BPJS", max_length=12, choices=StatusBPJS, blank=True, default=""
    )
    sumber_data = models.CharField(max_length=12, choices=SumberData, default=SumberData.KELURAHAN)

    status = models.CharField(max_length=12, choices=Status, default=Status.DRAF)
    digabung_ke = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    impor = models.ForeignKey(
        "peserta.Impor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,  # peserta_per_impor
    )
    didata_oleh = models.ForeignKey(
        Pengguna,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,  # no query filters by it, and no user is deleted
    )
    penyunting = ArrayField(models.BigIntegerField(), default=list, editable=False)
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    diubah_pada = models.DateTimeField(auto_now=True)

    objects = PesertaQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "peserta"
        ordering = ["-pk"]
        indexes = [
            # These leave out merged people, as every list does, so the index alone counts a filter.
            models.Index(fields=["status", "id"], condition=UTUH, name="peserta_status_baru"),
            models.Index(
                fields=["kelurahan", "status"], condition=UTUH, name="peserta_wilayah_status"
            ),
            models.Index(fields=["tanggal_lahir"], condition=UTUH, name="peserta_lahir"),
            models.Index(fields=["pekerjaan"], condition=UTUH, name="peserta_per_pekerjaan"),
            models.Index(  # everybody by group, in the order of their ledger rows
                fields=["id"],
                include=["kelurahan", "pekerjaan", "status", "digabung_ke", "kpj", "dibuat_pada"],
                name="peserta_golongan",
            ),
            models.Index(fields=["nama"], name="peserta_urut_nama"),  # only namesakes are sorted
            # People of one list lie side by side, so BRIN finds their part of the table.
            BrinIndex(fields=["impor"], pages_per_range=16, name="peserta_per_impor"),
            models.Index(
                fields=["digabung_ke"], condition=~Q(digabung_ke=None), name="peserta_digabung"
            ),
            # One index for searches. It takes 100.000 new people as a pending list, which
            # peserta.impor.masukkan.masukkan_indeks_cari merges afterwards.
            GinIndex(
                OpClass(KATA, name="array_ops"),
                OpClass("nik", name="gin_trgm_ops"),
                "hp",
                "no_kk",
                name=INDEKS_CARI,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="peserta_nik_satu_orang",
                fields=["nik"],
                condition=Q(digabung_ke=None),
                violation_error_message="NIK ini sudah terdaftar atas orang lain.",
            ),
            models.UniqueConstraint(
                name="peserta_kpj_satu_orang",
                fields=["kpj"],
                condition=Q(digabung_ke=None) & ~Q(kpj=""),
                violation_error_message="KPJ ini sudah dipakai orang lain.",
            ),
            models.CheckConstraint(
                name="peserta_nik_16_angka",
                condition=_angka("nik", PANJANG_NIK),
                violation_error_message="NIK harus terdiri atas 16 angka.",
            ),
            models.CheckConstraint(
                name="peserta_kk_16_angka",
                condition=Q(no_kk="") | _angka("no_kk", PANJANG_NIK),
                violation_error_message="Nomor KK harus terdiri atas 16 angka.",
            ),
            models.CheckConstraint(
                name="peserta_kpj_angka",
                condition=Q(kpj="") | Q(kpj__regex=r"^[0-9]{6,20}$"),
                violation_error_message="KPJ hanya terdiri atas angka.",
            ),
            models.CheckConstraint(
                name="peserta_nama_terisi",
                condition=~Q(nama__regex=r"^\s*$"),
                violation_error_message="Nama harus diisi.",
            ),
            models.CheckConstraint(
                name="peserta_jenis_kelamin_sah", condition=Q(jenis_kelamin__in=JenisKelamin.values)
            ),
            models.CheckConstraint(
                name="peserta_status_sah", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="peserta_status_bpjs_sah",
                condition=Q(status_bpjs="") | Q(status_bpjs__in=StatusBPJS.values),
            ),
            models.CheckConstraint(
                name="peserta_sumber_data_sah", condition=Q(sumber_data__in=SumberData.values)
            ),
            models.CheckConstraint(
                name="peserta_desil_1_10",
                condition=Q(desil=None) | Q(desil__range=(1, 10)),
                violation_error_message="Desil harus antara 1 dan 10.",
            ),
            models.CheckConstraint(
                name="peserta_terdaftar_punya_kpj",
                condition=~Q(status="terdaftar") | ~Q(kpj=""),
                violation_error_message="Peserta terdaftar harus mempunyai KPJ.",
            ),
            models.CheckConstraint(
                name="peserta_tidak_digabung_ke_diri",
                condition=Q(digabung_ke=None) | ~Q(digabung_ke=F("id")),
            ),
        ]
        triggers = [
            *PENCATAT_KATA,
            pgtrigger.FSM(
                name="status_sah",
                field="status",
                transitions=PERPINDAHAN,
            ),
            *BERPUTUSAN,
            pgtrigger.ReadOnly(name="pendata_tetap", fields=["didata_oleh"]),
            pgtrigger.Protect(name="tidak_dihapus", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="penyunting_hanya_bertambah",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NOT (NEW.penyunting @> OLD.penyunting)"),
            ),
            pgtrigger.Protect(
                name="digabung_tidak_berubah",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.digabung_ke_id IS NOT NULL AND NEW.digabung_ke_id IS NOT NULL"
                    " AND to_jsonb(OLD) - 'digabung_ke_id'"
                    " IS DISTINCT FROM to_jsonb(NEW) - 'digabung_ke_id'"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.nik_samar})"

    @property
    def cip(self) -> Status:
        return Status(self.status)

    @property
    def menunggu_kartu(self) -> bool:
        """Whether BPJS knows the person and their card is still to come."""
        return self.status == Status.DIDAFTARKAN and not self.kpj

    @property
    def nik_samar(self) -> str:
        return samarkan(self.nik)

    @property
    def bisa_diubah(self) -> bool:
        return self.status in BISA_DIUBAH

    @property
    def bisa_diusulkan(self) -> bool:
        """Whether a change of the data is proposed, and an admin decides."""
        return self.status in BISA_DIUSULKAN and self.digabung_ke_id is None

    @property
    def bisa_dikoreksi(self) -> bool:
        """Whether an admin may correct the NIK; a submitted case must be returned first."""
        return self.status == S.LAYAK or self.status not in BISA_DIUBAH | {S.DIAJUKAN}

    @property
    def bisa_diajukan(self) -> bool:
        return self.status in BISA_DIAJUKAN

    @cached_property
    def pengembalian(self) -> models.Model | None:
        """The move by which a verifier returned the case, with its reason; None if none waits."""
        if self.status != S.DIKEMBALIKAN:
            return None
        kembali = self.riwayat.filter(ke=S.DIKEMBALIKAN).select_related("oleh")
        return kembali.order_by("-pk").first()

    def usia(self, pada: date) -> int:
        """Completed years on ``pada``."""
        return usia(self.tanggal_lahir, pada)
