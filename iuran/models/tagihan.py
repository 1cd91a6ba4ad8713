"""The bill of a month for one source, and its parts."""

from __future__ import annotations

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from iuran.models.pemicu_tagihan import PENERBIT_TAGIHAN
from iuran.models.saldo_awal import SaldoAwal
from iuran.models.sumber import SumberDana
from pijar.models import Pengguna, Tugas
from pijar.nada import Bernada, Nada
from pijar.riwayat import ingat


class StatusTagihan(Bernada):
    DISUSUN = "disusun", Nada.NETRAL, "Disusun"
    DITERBITKAN = "diterbitkan", Nada.PROSES, "Diterbitkan"
    DIBAGI = "dibagi", Nada.PROSES, "Dibagi"
    DIBAYAR = "dibayar", Nada.BAIK, "Dibayar"
    DIBATALKAN = "dibatalkan", Nada.AKHIR, "Dibatalkan"


TRANSISI_TAGIHAN: dict[StatusTagihan, frozenset[StatusTagihan]] = {
    StatusTagihan.DISUSUN: frozenset(
        {StatusTagihan.DITERBITKAN, StatusTagihan.DIBAGI, StatusTagihan.DIBATALKAN}
    ),
    StatusTagihan.DITERBITKAN: frozenset(
        {StatusTagihan.DIBAYAR, StatusTagihan.DIBAGI, StatusTagihan.DIBATALKAN}
    ),
    StatusTagihan.DIBAGI: frozenset({StatusTagihan.DISUSUN, StatusTagihan.DITERBITKAN}),
    StatusTagihan.DIBAYAR: frozenset({StatusTagihan.DITERBITKAN}),  # its payment was cancelled
    StatusTagihan.DIBATALKAN: frozenset(),
}


COCOK = """
    IF NOT EXISTS (
        SELECT 1 FROM iuran_iuran WHERE tagihan_id = NEW.id
        HAVING count(*) FILTER (WHERE jenis = 'iuran') = NEW.jumlah_orang
           AND sum(nominal) = NEW.total
    ) THEN
        RAISE EXCEPTION 'tagihan_terbit_cocok: isi tagihan berbeda dari jumlahnya';
    END IF;
    RETURN NEW;
"""
TERALOKASI = """
    IF (SELECT status = 'dibayar' FROM iuran_tagihan WHERE id = NEW.id) IS DISTINCT FROM EXISTS (
        SELECT 1 FROM iuran_alokasipembayaran WHERE tagihan_id = NEW.id AND berlaku
    ) THEN
        RAISE EXCEPTION 'tagihan_dibayar_teralokasi: tagihan dibayar tepat bila ada pembayarannya';
    END IF;
    RETURN NULL;
"""


class TagihanQuerySet(models.QuerySet["Tagihan"]):
    def for_petugas(self, petugas: Pengguna) -> Self:
        """Nothing for an officer of one area: a bill holds people of the whole city."""
        return self.none() if petugas.wilayah else self.all()

    def hidup(self) -> Self:
        return self.exclude(status=StatusTagihan.DIBATALKAN)

    def dibatalkan(self) -> Self:
        return self.filter(status=StatusTagihan.DIBATALKAN).select_related("dibatalkan_oleh")

    def menunggu_bayar(self) -> Self:
        """Issued bills, the oldest month first; a divided bill waits in its parts."""
        terbit = self.filter(status=StatusTagihan.DITERBITKAN).select_related("sumber")
        return terbit.order_by("bulan", "sumber", "ke", "nomor")

    def daftar_tahun(self) -> list[int]:
        """Years that have a bill."""
        return list(self.order_by().values_list("bulan__year", flat=True).distinct())

    def with_orang(self) -> Self:
        """With every officer, job and whole that one bill's page names."""
        return self.select_related(
            "sumber",
            "disusun_oleh",
            "diterbitkan_oleh",
            "dibatalkan_oleh",
            "tugas_excel",
            "dibagi_oleh",
            "induk",
        )


@ingat(kecuali=["tugas_excel"])
class Tagihan(models.Model):
    """The bill of one source for one month at BPJS. Its lines are the ledger rows attached to it.

    ``ke`` numbers the bills of a source and month, cancelled ones too; a later living bill is a
    supplement for people enrolled later. One admin drafts it, another issues it. Its sums follow
    its rows until it is issued, then they stay: ``jumlah_orang`` counts people, ``total`` adds up
    all rows, reversals too. ``status`` moves by TRANSISI_TAGIHAN only. ``tanggal`` is the date on
    its paper, given when it is issued. A divided bill (``dibagi``) has no rows: its parts, whose
    ``induk`` it is, hold them and add up to it. Bills of ``saldo_awal``
    hold payments from before this system and are paid from the start.
    """

    nomor = models.CharField(max_length=40, unique=True)
    sumber = models.ForeignKey(SumberDana, models.PROTECT, related_name="daftar_tagihan")
    bulan = models.DateField()
    ke = models.PositiveSmallIntegerField(default=1)
    tanggal = models.DateField("tanggal tagihan", null=True, blank=True)
    induk = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="daftar_bagian"
    )
    nama_bagian = models.CharField(max_length=100, blank=True, default="")
    jumlah_orang = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField("total (rupiah)")
    saldo_awal = models.ForeignKey(
        SaldoAwal, models.PROTECT, null=True, blank=True, related_name="daftar_tagihan"
    )
    kode_iuran = models.CharField("kode iuran BPJS", max_length=50, blank=True, default="")
    kode_iuran_tempo = models.DateField("jatuh tempo kode iuran", null=True, blank=True)
    npp = models.CharField("NPP", max_length=30, blank=True, default="")
    kode_rekening = models.CharField(max_length=60, blank=True, default="")
    spd_nomor = models.CharField("nomor SPD", max_length=60, blank=True, default="")
    spd_tanggal = models.DateField("tanggal SPD", null=True, blank=True)
    spp_nomor = models.CharField("nomor SPP", max_length=60, blank=True, default="")
    spp_tanggal = models.DateField("tanggal SPP", null=True, blank=True)
    spm_nomor = models.CharField("nomor SPM", max_length=60, blank=True, default="")
    spm_tanggal = models.DateField("tanggal SPM", null=True, blank=True)
    terima_tanggal = models.DateField("diterima BPJS tanggal", null=True, blank=True)
    terima_nominal = models.PositiveBigIntegerField("diterima BPJS (rupiah)", null=True, blank=True)
    status = models.CharField(max_length=12, choices=StatusTagihan, default=StatusTagihan.DISUSUN)
    alasan_batal = models.CharField(max_length=300, blank=True, default="")

    disusun_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    disusun_pada = models.DateTimeField(auto_now_add=True)
    diterbitkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diterbitkan_pada = models.DateTimeField(null=True, blank=True)
    dibatalkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    dibagi_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dibagi_pada = models.DateTimeField(null=True, blank=True)
    tugas_excel = models.ForeignKey(Tugas, models.SET_NULL, null=True, related_name="+")

    objects = TagihanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tagihan"
        ordering = ["-bulan", "sumber", "ke"]
        constraints = [
            models.UniqueConstraint(
                name="tagihan_sekali_sebulan",
                fields=["sumber", "bulan", "ke"],
                condition=~Q(status="dibatalkan") & Q(induk=None),
                violation_error_message="Tagihan bulan ini untuk sumber ini sudah disusun.",
            ),
            models.CheckConstraint(name="tagihan_bulan_tanggal_satu", condition=Q(bulan__day=1)),
            models.CheckConstraint(
                name="tagihan_tidak_kosong", condition=Q(jumlah_orang__gt=0, total__gt=0)
            ),
            models.CheckConstraint(
                name="tagihan_status_sah", condition=Q(status__in=StatusTagihan.values)
            ),
            models.CheckConstraint(
                name="tagihan_diterbitkan_orang_lain",
                condition=Q(diterbitkan_oleh=None) | ~Q(diterbitkan_oleh=F("disusun_oleh")),
                violation_error_message="Tagihan diterbitkan oleh admin lain daripada penyusunnya.",
            ),
            models.CheckConstraint(
                name="tagihan_terbit_ada_penerbit",
                condition=~Q(status__in=["diterbitkan", "dibayar"])
                | Q(diterbitkan_oleh__isnull=False),
            ),
            models.CheckConstraint(
                name="tagihan_terbit_bertanggal",
                condition=~Q(status__in=["diterbitkan", "dibayar"]) | Q(tanggal__isnull=False),
                violation_error_message="Isi tanggal tagihan.",
            ),
            models.CheckConstraint(
                name="tagihan_batal_beralasan",
                condition=~Q(status="dibatalkan") | ~Q(alasan_batal=""),
                violation_error_message="Tulis alasan pembatalan.",
            ),
            models.CheckConstraint(
                name="tagihan_saldo_awal_lunas",
                condition=Q(saldo_awal=None) | Q(status="dibayar"),
            ),
            models.CheckConstraint(
                name="tagihan_bagian_bernama",
                condition=Q(induk=None, nama_bagian="")
                | (Q(induk__isnull=False) & ~Q(nama_bagian="") & ~Q(status="dibagi")),
                violation_error_message="Setiap bagian punya nama dan tidak dibagi lagi.",
            ),
            models.CheckConstraint(
                name="tagihan_dibagi_ada_pembagi",
                condition=~Q(status="dibagi")
                | Q(dibagi_oleh__isnull=False, dibagi_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="tagihan_terima_lengkap",
                condition=Q(terima_tanggal=None, terima_nominal=None)
                | Q(terima_tanggal__isnull=False, terima_nominal__gt=0),
                violation_error_message="Isi tanggal dan nominal tanda terima BPJS, keduanya.",
            ),
            models.CheckConstraint(
                name="tagihan_diterima_setelah_dibayar",
                condition=Q(terima_tanggal=None) | Q(status="dibayar"),
                violation_error_message="Tanda terima BPJS hanya untuk tagihan yang dibayar.",
            ),
        ]
        triggers = [
            *PENERBIT_TAGIHAN,
            pgtrigger.FSM(
                name="tagihan_status_sah",
                field="status",
                transitions=sorted(
                    (dari, ke) for dari, tujuan in TRANSISI_TAGIHAN.items() for ke in tujuan
                ),
            ),
            pgtrigger.Protect(
                name="tagihan_identitas_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "nomor", "sumber", "bulan", "ke", "saldo_awal", "disusun_oleh", "induk"
                ),
            ),
            pgtrigger.Protect(
                name="tagihan_jumlah_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'disusun'"
                    " AND NOT (OLD.status = 'dibagi' AND OLD.diterbitkan_oleh_id IS NULL)"
                    " AND (NEW.jumlah_orang, NEW.total)"
                    " IS DISTINCT FROM (OLD.jumlah_orang, OLD.total)"
                ),
            ),
            pgtrigger.Protect(
                name="tagihan_tanggal_tetap",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.tanggal IS DISTINCT FROM OLD.tanggal"
                    " AND OLD.status NOT IN ('disusun', 'diterbitkan', 'dibagi')"
                ),
            ),
            pgtrigger.Trigger(
                name="tagihan_terbit_cocok",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.status = 'diterbitkan' AND OLD.status IN ('disusun', 'dibagi')"
                ),
                func=COCOK,
            ),
            pgtrigger.Trigger(
                name="tagihan_dibayar_teralokasi",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=TERALOKASI,
            ),
            pgtrigger.Protect(name="tagihan_tidak_dihapus", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def cip(self) -> StatusTagihan:
        return StatusTagihan(self.status)

    @property
    def pembayaran(self) -> Any:
        """The payment that pays the bill now, or None; one query."""
        alokasi = self.daftar_alokasi.filter(berlaku=True).select_related("pembayaran__oleh")
        return next((a.pembayaran for a in alokasi), None)

    @property
    def dapat_dibatalkan(self) -> bool:
        """Whether the bill may be cancelled by itself: not paid, not divided, no part."""
        belum = self.status in (StatusTagihan.DISUSUN, StatusTagihan.DITERBITKAN)
        return belum and self.induk_id is None

    @property
    def dapat_dibagi(self) -> bool:
        """Whether the bill may be divided: not paid, not from the opening balance, not alone."""
        belum = self.status in (StatusTagihan.DISUSUN, StatusTagihan.DITERBITKAN)
        return belum and self.jumlah_orang > 1
