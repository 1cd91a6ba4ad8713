"""A visit to a drawn person: what the officer saw, and what it comes to."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import TruncDate

from peserta.models.wilayah import q_orang
from pijar.models import Pengguna
from pijar.nada import Bernada, Nada
from verifikasi.models.ujipetik import OrangUjiPetik


class KeadaanKunjungan(Bernada):
    DITEMUKAN = "ditemukan", Nada.BAIK, "Ditemukan"
    TIDAK_DITEMUKAN = "tidak_ditemukan", Nada.BURUK, "Tidak ditemukan"
    PINDAH = "pindah", Nada.PERHATIAN, "Pindah"
    MENINGGAL = "meninggal", Nada.AKHIR, "Meninggal"


class HasilKunjungan(Bernada):
    """What a visit comes to; who moved or died since is neither right nor wrong."""

    MEMENUHI = "memenuhi", Nada.BAIK, "Memenuhi"
    GAGAL = "gagal", Nada.BURUK, "Tidak memenuhi"
    BERUBAH = "berubah", Nada.PERHATIAN, "Pindah atau meninggal"


# The questions of the field form with the answer that an approval stands on.
PERTANYAAN: dict[str, tuple[str, bool]] = {
    "masih_bekerja": ("Masih bekerja?", True),
    "pekerjaan_sesuai": ("Pekerjaannya seperti yang tercatat?", True),
    "berkas_terlihat": ("KTP dan KK-nya terlihat?", True),
    "tidak_sakit": ("Sehat saat disetujui?", True),
    "dibayar_lain": ("Iurannya dibayar pihak lain?", False),
}
DIJAWAB = Q(**{f"{nama}__isnull": False for nama in PERTANYAAN})
BAIK = Q(keadaan="ditemukan", **{nama: baik for nama, (_, baik) in PERTANYAAN.items()})
HASIL = Case(
    When(keadaan__in=["pindah", "meninggal"], then=Value("berubah")),
    When(BAIK, then=Value("memenuhi")),
    default=Value("gagal"),
)


class KunjunganQuerySet(models.QuerySet["Kunjungan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Visits to people whom this officer may see."""
        return self.filter(q_orang(petugas, "orang__pengajuan__peserta"))

    def kini(self) -> Self:
        """Visits that no other corrects, in samples that stand."""
        return self.filter(pengganti=None, orang__uji__dibatalkan_pada=None)


class Kunjungan(models.Model):
    """One visit; it never changes. Another officer corrects it by one that replaces it.

    The five answers are there exactly when the person was found. ``hasil`` is worked out by the
    database: *memenuhi* when found and every answer is as the approval needs, *berubah* for who
    moved or died, else *gagal*. ``oleh`` neither approved nor entered the person.
    """

    orang = models.ForeignKey(OrangUjiPetik, models.PROTECT, related_name="daftar_kunjungan")
    tanggal = models.DateField("tanggal kunjungan")
    keadaan = models.CharField(max_length=16, choices=KeadaanKunjungan)
    masih_bekerja = models.BooleanField(null=True)
    pekerjaan_sesuai = models.BooleanField(null=True)
    berkas_terlihat = models.BooleanField(null=True)
    tidak_sakit = models.BooleanField(null=True)
    dibayar_lain = models.BooleanField(null=True)
    hasil = models.GeneratedField(
        expression=HASIL,
        output_field=models.CharField(max_length=10, choices=HasilKunjungan),
        db_persist=True,
    )
    catatan = models.CharField(max_length=500, blank=True, default="")
    pindaian = models.FileField(upload_to="kunjungan/%Y/", blank=True, default="")
    pindaian_mime = models.CharField(max_length=20, blank=True, default="")
    menggantikan = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="pengganti"
    )
    alasan = models.CharField("alasan koreksi", max_length=300, blank=True, default="")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dicatat_pada = models.DateTimeField()

    objects = KunjunganQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kunjungan"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="kunjungan_pertama_sekali",
                fields=["orang"],
                condition=Q(menggantikan=None),
                violation_error_message="Orang ini sudah dikunjungi.",
            ),
            models.CheckConstraint(
                name="kunjungan_keadaan_sah", condition=Q(keadaan__in=KeadaanKunjungan.values)
            ),
            models.CheckConstraint(
                name="kunjungan_dijawab_bila_ditemukan",
                condition=Q(keadaan="ditemukan") & DIJAWAB
                | ~Q(keadaan="ditemukan") & Q(**dict.fromkeys(PERTANYAAN)),
                violation_error_message="Jawab kelima pertanyaan bila orangnya ditemukan.",
            ),
            models.CheckConstraint(
                name="kunjungan_tidak_di_depan",
                condition=Q(tanggal__lte=TruncDate("dicatat_pada")),
                violation_error_message="Tanggal kunjungan tidak boleh setelah hari ini.",
            ),
            models.CheckConstraint(
                name="kunjungan_koreksi_beralasan",
                condition=Q(menggantikan=None, alasan="")
                | Q(menggantikan__isnull=False) & ~Q(alasan__regex=r"^\s*$"),
                violation_error_message="Tulis alasan koreksinya.",
            ),
            models.CheckConstraint(
                name="kunjungan_tidak_mengganti_diri",
                condition=Q(menggantikan=None) | ~Q(menggantikan=F("id")),
            ),
            models.CheckConstraint(
                name="kunjungan_pindaian_sah",
                condition=Q(pindaian="", pindaian_mime="")
                | ~Q(pindaian="") & Q(pindaian_mime__in=["image/jpeg", "application/pdf"]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="kunjungan_tetap", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="kunjungan_oleh_orang_lain",
                when=pgtrigger.After,  # after the row's own checks, which have sentences
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM verifikasi_orangujipetik o
                        JOIN verifikasi_pengajuan p ON p.id = o.pengajuan_id
                        JOIN peserta_peserta s ON s.id = p.peserta_id
                        WHERE o.id = NEW.orang_id AND (p.diputuskan_oleh_id = NEW.oleh_id
                              OR p.terlibat || s.penyunting @> ARRAY[NEW.oleh_id])
                    ) THEN
                        RAISE EXCEPTION 'kunjungan_oleh_orang_lain: pemutus atau pendatanya';
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="kunjungan_dalam_uji",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM verifikasi_orangujipetik o
                        JOIN verifikasi_ujipetik u ON u.id = o.uji_id
                        WHERE o.id = NEW.orang_id AND (u.dibatalkan_pada IS NOT NULL
                           OR NEW.tanggal < (u.diambil_pada AT TIME ZONE 'Asia/Jakarta')::date)
                    ) THEN
                        RAISE EXCEPTION 'kunjungan_dalam_uji: sebelum diambil, atau dibatalkan';
                    END IF;
                    IF EXISTS (
                        SELECT 1 FROM verifikasi_kunjungan l
                        WHERE l.id = NEW.menggantikan_id
                          AND (l.orang_id <> NEW.orang_id OR l.oleh_id = NEW.oleh_id)
                    ) THEN
                        RAISE EXCEPTION 'kunjungan_dalam_uji: dikoreksi petugas lain';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"kunjungan {self.pk}"

    @property
    def cip_keadaan(self) -> KeadaanKunjungan:
        return KeadaanKunjungan(self.keadaan)

    @property
    def cip(self) -> HasilKunjungan:
        return HasilKunjungan(self.hasil)

    @property
    def jawaban(self) -> list[tuple[str, bool | None]]:
        """The questions with what was answered, in the order of the form."""
        return [(tanya, getattr(self, nama)) for nama, (tanya, _) in PERTANYAAN.items()]
