"""One person in a file to BPJS, and BPJS's answer about them."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Self

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, F, Q, When

from iuran.models.bantuan import Bantuan
from iuran.models.keadaan_baris import (
    BARIS_BERHASIL,
    HasilBaris,
    baris_diterima,
    berlaku,
    henti_berlaku,
)
from iuran.models.profil import JenisBerkasBPJS
from peserta.models import Peristiwa, PerubahanData, Peserta
from pijar.bulan import akhir_bulan, besok, tanggal_panjang
from pijar.models import Pengguna

SEJENIS = """
    IF NEW.jenis <> (SELECT jenis FROM iuran_berkasbpjs WHERE id = NEW.berkas_bpjs_id) THEN
        RAISE EXCEPTION 'baris harus sejenis dengan berkasnya'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'baris_berkas_sejenis';
    END IF;
    RETURN NEW;
"""


class BarisBerkasQuerySet(models.QuerySet["BarisBerkas"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        return self.filter(petugas.q_wilayah("peserta__kelurahan__kode"))

    def menunggu(self) -> Self:
        return self.filter(hasil=HasilBaris.MENUNGGU)

    def tidak_berlaku_lagi(self) -> Self:
        """Waiting lines whose matter is gone: the person stopped or was merged, a grant goes on."""
        return self.menunggu().with_lewat().filter(lewat=True)

    def with_lewat(self) -> Self:
        """Adds ``lewat``: whether the line waits although its matter is gone."""
        sah = When(~Q(hasil=HasilBaris.MENUNGGU) | berlaku(), then=False)
        return self.annotate(lewat=Case(sah, default=True, output_field=models.BooleanField()))

    def with_pokok(self) -> Self:
        """With what the lines tell: grant, event, and the shortenings of the grant."""
        terkait = ("berkas_bpjs", "bantuan__sambungan", "peristiwa")
        semua = self.select_related(*terkait)
        return semua.prefetch_related("bantuan__daftar_perubahan__perubahan")

    def dijawab(self) -> Self:
        """Lines that BPJS has answered, with a card or a refusal."""
        return self.filter(hasil__in=[*BARIS_BERHASIL, HasilBaris.DITOLAK])

    def diterima(self) -> Self:
        """Lines whose people BPJS accepted for payment; their card is still to come."""
        return self.filter(baris_diterima())

    def ditindak(self) -> Self:
        """Lines for which a list or an answer of BPJS was applied."""
        return self.dijawab() | self.diterima()

    def ditahan(self) -> Self:
        """Lines whose matter still holds, refused or taken out, for an admin to decide."""
        return self.filter(
            Q(jenis="pendaftaran", peserta__status="ditetapkan", bantuan__status="ditetapkan")
            | Q(jenis="perpanjangan", peserta__status="terdaftar", bantuan__status="ditetapkan")
            | henti_berlaku(),
            ditahan=True,
        )

    def rantai(self) -> models.QuerySet[Bantuan]:
        """The grants of these lines, with their parts after New Year."""
        pks = self.order_by().values("bantuan")
        sk = F("sambungan_dari__nomor_sk")
        lanjutan = Bantuan.objects.filter(sambungan_dari__in=pks, nomor_sk=sk)
        # Two look-ups by an index; said as one condition it reads every grant.
        return Bantuan.objects.filter(
            pk__in=pks.filter(bantuan__isnull=False).union(lanjutan.order_by().values("pk"))
        )

    def belum_dikonfirmasi(self, pada: date | None = None) -> Self:
        """Extensions that BPJS was told of and has not answered: their months are payable.

        ``pada``: those of that day's end, else of now.
        """
        semua = self.filter(jenis=JenisBerkasBPJS.PERPANJANGAN)
        if pada is None:
            return semua.filter(hasil=HasilBaris.MENUNGGU, diterima_mulai__isnull=False)
        kiriman, saat = "berkas_bpjs__daftar_kiriman__", besok(pada)
        return semua.filter(
            Q(dijawab_pada=None) | Q(dijawab_pada__gte=saat),
            Q(**{f"{kiriman}ditarik_pada": None}) | Q(**{f"{kiriman}ditarik_pada__gte": saat}),
            **{f"{kiriman}pada__lt": saat},
        )

    def ditolak_cek_awal(self) -> Self:
        """Waiting lines that a pre-check of BPJS refuses."""
        ditolak = self.menunggu().filter(
            daftar_jawaban__jawaban__jenis="cek_awal",
            daftar_jawaban__jawaban__status__in=["diperiksa", "diterapkan"],
            daftar_jawaban__hasil="ditolak",
        )
        return ditolak.distinct()


class BarisBerkas(models.Model):
    """One person in a file to BPJS, and BPJS's answer about them.

    ``jenis`` is that of the file. The line names its matter: the grant that it asks months for, the
    newest of the changes that it tells (``isi``: each column's old and new value), or the event
    that stopped the person, or the grant that now ends earlier. ``diterima_mulai``: the first month
    for which payment is due before BPJS has answered; that of an extension from the day on which it
    was sent. ``ditahan``: refused or taken out, so that no file takes the person again by itself;
    an admin lets them go on with a reason.
    """

    berkas_bpjs = models.ForeignKey("BerkasBPJS", models.PROTECT, related_name="daftar_baris")
    jenis = models.CharField(
        max_length=12,
        choices=JenisBerkasBPJS,
        default=JenisBerkasBPJS.PENDAFTARAN,
        db_default=JenisBerkasBPJS.PENDAFTARAN,
    )
    nomor = models.PositiveIntegerField()
    bantuan = models.ForeignKey(Bantuan, models.PROTECT, null=True, related_name="daftar_baris")
    perubahan = models.ForeignKey(
        PerubahanData, models.PROTECT, null=True, related_name="daftar_baris"
    )
    isi = models.JSONField("yang diberitahukan", null=True, encoder=DjangoJSONEncoder)
    peristiwa = models.ForeignKey(Peristiwa, models.PROTECT, null=True, related_name="daftar_baris")
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

    objects = BarisBerkasQuerySet.as_manager()

    lewat: bool  # there only after with_lewat()

    class Meta:
        verbose_name = "baris berkas"
        verbose_name_plural = "baris berkas"
        ordering = ["berkas_bpjs", "nomor"]
        indexes = [
            models.Index(
                fields=["bantuan"], condition=Q(ditahan=True), name="baris_berkas_ditahan"
            ),
            models.Index(  # extensions that BPJS has not answered yet
                fields=["bantuan"],
                condition=Q(jenis="perpanjangan", hasil="menunggu"),
                name="baris_berkas_perpanjangan",
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="baris_berkas_bernomor", fields=["berkas_bpjs", "nomor"]),
            models.UniqueConstraint(
                name="baris_berkas_satu_menunggu",
                fields=["peserta", "jenis"],
                condition=Q(hasil="menunggu"),
                violation_error_message="Orang ini sudah ada dalam berkas lain yang sejenis.",
            ),
            models.CheckConstraint(
                name="baris_berkas_satu_pokok",
                condition=Q(
                    jenis__in=["pendaftaran", "perpanjangan"],
                    bantuan__isnull=False,
                    perubahan=None,
                    peristiwa=None,
                    isi=None,
                )
                | Q(
                    jenis="perubahan",
                    bantuan=None,
                    perubahan__isnull=False,
                    peristiwa=None,
                    isi__isnull=False,
                )
                | Q(
                    Q(bantuan=None, peristiwa__isnull=False)
                    | Q(bantuan__isnull=False, peristiwa=None),
                    jenis="penghentian",
                    perubahan=None,
                    isi=None,
                ),
                violation_error_message="Baris menyebut satu pokok, sesuai jenis berkasnya.",
            ),
            models.CheckConstraint(
                name="baris_berkas_hasil_sah", condition=Q(hasil__in=HasilBaris.values)
            ),
            models.CheckConstraint(
                name="baris_berkas_tolak_beralasan",
                condition=~Q(hasil="ditolak") | ~Q(keterangan=""),
            ),
            models.CheckConstraint(
                name="baris_berkas_diterima_lengkap",
                condition=Q(diterima_mulai=None, diterima_pada=None)
                | Q(diterima_mulai__day=1, diterima_pada__isnull=False),
                violation_error_message="Penerimaan menyebut bulan pertamanya dan waktunya.",
            ),
            models.CheckConstraint(
                name="baris_berkas_ditahan_sah",
                condition=Q(ditahan=False) | Q(hasil__in=["ditolak", "batal"]),
                violation_error_message="Hanya yang ditolak atau dikeluarkan dapat ditahan.",
            ),
            models.CheckConstraint(
                name="baris_berkas_buka_lengkap",
                condition=Q(dibuka_pada=None, dibuka_oleh=None, alasan_buka="")
                | Q(dibuka_pada__isnull=False, dibuka_oleh__isnull=False, ditahan=False)
                & ~Q(alasan_buka=""),
                violation_error_message="Yang diikutkan lagi menyebut siapa, kapan dan alasannya.",
            ),
        ]

        triggers = [
            pgtrigger.Trigger(
                name="baris_berkas_sejenis",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("jenis", "berkas_bpjs_id"),
                func=SEJENIS,
            ),
            pgtrigger.Protect(
                name="baris_berkas_pokok_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "berkas_bpjs",
                    "jenis",
                    "peserta",
                    "bantuan",
                    "perubahan",
                    "isi",
                    "peristiwa",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.berkas_bpjs_id}/{self.nomor}"

    @property
    def cip(self) -> HasilBaris:
        return HasilBaris(self.hasil)

    @property
    def kata_lewat(self) -> str:
        """Why the matter of a line that is ``lewat`` is gone."""
        if self.peserta.digabung_ke_id:
            return "Datanya digabung ke data orang lain"
        if self.peristiwa_id:
            return "Penghentiannya dibatalkan"
        if self.peserta.status != "terdaftar":
            return "Orangnya sudah berhenti"
        return "Bantuannya berlanjut" if self.jenis == "penghentian" else "Bantuannya batal"

    @property
    def berakhir(self) -> date | None:
        """The last day of a shortened grant's cover, as the file tells it; None without a grant.

        A grant that is shortened again after the file was made is told by another one.
        """
        if self.bantuan is None:
            return None
        semua = [p.perubahan for p in self.bantuan.daftar_perubahan.all() if p.memendekkan]
        if not semua:
            return akhir_bulan(self.bantuan.bulan_akhir)
        sampai = self.berkas_bpjs.disusun_pada
        dulu = [p for p in semua if not (sampai and p.sesudah(sampai))]
        terakhir = max(dulu or semua, key=attrgetter("diputus_pada"))
        return terakhir.hari_terakhir

    @property
    def pokok(self) -> str:
        """What a change or a stop tells BPJS, without the values."""
        if self.peristiwa is not None:
            tanggal = tanggal_panjang(self.peristiwa.tanggal)
            return f"{self.peristiwa.get_jenis_display()}, {tanggal}"
        if self.berakhir is not None:
            return f"Bantuan berakhir {tanggal_panjang(self.berakhir)}"
        bidang = (Peserta._meta.get_field(k.removesuffix("_id")) for k in self.isi or {})  # noqa: SLF001 - documented
        return ", ".join(str(getattr(b, "verbose_name", b.name)) for b in bidang)

    @property
    def menunggu_kartu(self) -> bool:
        """Whether the months may be paid while the card is still to come."""
        pendaftaran = self.jenis == JenisBerkasBPJS.PENDAFTARAN
        menunggu = self.hasil == HasilBaris.MENUNGGU and pendaftaran
        return menunggu and self.diterima_mulai is not None
