"""Apply BPJS's answer in one transaction: cards, ledger months, refused people back."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, ExtractMonth
from django.urls import reverse

from iuran.buku import buat_iuran
from iuran.models import (
    Bantuan,
    BarisJawaban,
    HasilBaris,
    HasilJawaban,
    JawabanBPJS,
    JenisJawaban,
    PendaftaranKolektif,
    StatusBantuan,
    StatusJawaban,
)
from iuran.pendaftaran import tutup_bila_selesai
from peserta.alur import pindahkan_banyak
from peserta.models import Peserta, Status
from pijar import tugas
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna, Tugas

MENENTUKAN = (HasilJawaban.SESUAI, HasilJawaban.SUDAH_PESERTA, HasilJawaban.DITOLAK)
SIMPAN_KPJ = """
    UPDATE peserta_peserta p SET kpj = r.kpj, diubah_pada = %(pada)s
    FROM iuran_barisjawaban r JOIN iuran_barispendaftaran b ON b.id = r.baris_id
    WHERE r.jawaban_id = %(jawaban)s AND r.hasil IN ('sesuai', 'sudah_peserta')
      AND b.hasil = 'menunggu' AND p.id = b.peserta_id AND p.kpj = ''
"""
JAWAB_BARIS = """
    UPDATE iuran_barispendaftaran b
    SET hasil = r.hasil, keterangan = r.keterangan, dijawab_pada = %(pada)s
    FROM iuran_barisjawaban r
    WHERE r.jawaban_id = %(jawaban)s AND r.baris_id = b.id AND b.hasil = 'menunggu'
      AND r.hasil IN ('sesuai', 'sudah_peserta', 'ditolak')
"""


class TerapanJawaban(NamedTuple):
    """People enrolled and refused, and ledger rows made."""

    terdaftar: int = 0
    ditolak: int = 0
    bulan: int = 0


class BarisJadi(NamedTuple):
    """A row of the answer that decides a waiting line."""

    peserta_id: int
    hasil: str
    keterangan: str


class PratinjauJawaban(NamedTuple):
    """Preview of applying: people, worker-months, rupiah; ``tidak_ikut``: people left out."""

    terdaftar: int
    bulan: int
    rupiah: int
    ditolak: int
    tidak_ikut: int


def pratinjau_terapan(jawaban: JawabanBPJS) -> PratinjauJawaban:
    """The numbers that :func:`terapkan_jawaban` would produce now; nothing is locked."""
    menunggu = BarisJawaban.objects.filter(
        jawaban=jawaban, hasil__in=MENENTUKAN, baris__hasil=HasilBaris.MENUNGGU
    )
    ikut = Q(baris__peserta__status=Status.DIDAFTARKAN)
    ditolak = Q(hasil=HasilJawaban.DITOLAK)
    orang = menunggu.aggregate(
        terdaftar=Count("pk", filter=ikut & ~ditolak),
        ditolak=Count("pk", filter=ikut & ditolak),
        tidak_ikut=Count("pk", filter=~ikut),
    )
    diterima = menunggu.filter(ikut & ~ditolak).values("baris__peserta")
    lama = ExtractMonth("bulan_akhir") - ExtractMonth("bulan_awal") + 1
    uang = Bantuan.objects.filter(peserta__in=diterima, status=StatusBantuan.DITETAPKAN).aggregate(
        bulan=Coalesce(Sum(lama), 0), rupiah=Coalesce(Sum(lama * F("nominal_per_bulan")), 0)
    )
    return PratinjauJawaban(**orang, **uang)


@transaction.atomic
def minta_terapkan(jawaban: JawabanBPJS, *, oleh: Pengguna) -> Tugas:
    """Order the application, once. Raises AturanDilanggarError when there is nothing to apply."""
    _periksa_siap(jawaban)
    jawaban.tugas = tugas.buat(
        "iuran.terapkan_jawaban",
        judul=f"Menerapkan jawaban BPJS untuk {jawaban.pendaftaran.nomor}",
        oleh=oleh,
        parameter={"jawaban": jawaban.pk},
        kunci=f"jawaban-{jawaban.pk}",
    )
    jawaban.save(update_fields=["tugas"])
    return jawaban.tugas


def _periksa_siap(jawaban: JawabanBPJS) -> None:
    pendaftaran = jawaban.pendaftaran
    if jawaban.jenis == JenisJawaban.CEK_AWAL:
        raise AturanDilanggarError(
            "Berkas ini daftar cek awal (Y/T), belum memuat KPJ, jadi tidak ada yang diterapkan. "
            "Unggah jawaban BPJS yang memuat NO KPJ."
        )
    if jawaban.status != StatusJawaban.DIPERIKSA:
        raise AturanDilanggarError(
            "Jawaban ini belum selesai dibaca atau sudah diterapkan. Muat ulang halamannya."
        )
    if not pendaftaran.terbuka:
        raise AturanDilanggarError(
            f"Pendaftaran {pendaftaran.nomor} sudah {pendaftaran.get_status_display().lower()}."
        )


@transaction.atomic
def terapkan_jawaban(
    jawaban: JawabanBPJS, *, pada: datetime, oleh: Pengguna | None
) -> TerapanJawaban:
    """Give cards, write the ledger, send refused people back; a second call changes nothing.

    Only lines that still wait are touched. Raises BentrokError when people's data changed since
    the file was read.
    """
    pendaftaran = PendaftaranKolektif.objects.select_for_update().get(pk=jawaban.pendaftaran_id)
    jawaban = JawabanBPJS.objects.select_for_update().get(pk=jawaban.pk)
    if jawaban.status == StatusJawaban.DITERAPKAN:
        return TerapanJawaban()
    jawaban.pendaftaran = pendaftaran
    _periksa_siap(jawaban)
    jadi = _baris_jadi(jawaban)
    _simpan_kpj(jawaban, pada)
    with connection.cursor() as kursor:
        kursor.execute(JAWAB_BARIS, {"jawaban": jawaban.pk, "pada": pada})
    hasil = _gerakkan(pendaftaran, jadi, oleh)
    JawabanBPJS.objects.filter(pk=jawaban.pk).update(
        status=StatusJawaban.DITERAPKAN, diterapkan_pada=pada
    )
    tutup_bila_selesai(pendaftaran, pada)
    return hasil


def _baris_jadi(jawaban: JawabanBPJS) -> list[BarisJadi]:
    """Rows that decide a line whose person still has the status didaftarkan; locks the people."""
    baris = (
        BarisJawaban.objects.filter(
            jawaban=jawaban, hasil__in=MENENTUKAN, baris__hasil=HasilBaris.MENUNGGU
        )
        .order_by("baris__peserta_id")
        .values_list("baris__peserta_id", "hasil", "keterangan")
    )
    semua = [BarisJadi(*b) for b in baris]
    orang = Peserta.objects.select_for_update().order_by("pk")
    orang = orang.filter(pk__in=[b.peserta_id for b in semua], status=Status.DIDAFTARKAN)
    didaftarkan = set(orang.values_list("pk", flat=True))
    return [b for b in semua if b.peserta_id in didaftarkan]


def _simpan_kpj(jawaban: JawabanBPJS, pada: datetime) -> None:
    """Store each KPJ where the person has none; raises BentrokError when a stored KPJ differs."""
    berbeda = BarisJawaban.objects.filter(
        ~Q(kpj="") & ~Q(baris__peserta__kpj="") & ~Q(baris__peserta__kpj=F("kpj")),
        jawaban=jawaban,
        baris__hasil=HasilBaris.MENUNGGU,
    ).count()
    if berbeda:
        raise _baca_ulang(jawaban, f"KPJ {berbeda} orang berubah sejak jawaban ini dibaca.")
    try:
        with transaction.atomic(), connection.cursor() as kursor:
            kursor.execute(SIMPAN_KPJ, {"jawaban": jawaban.pk, "pada": pada})
    except IntegrityError as galat:
        kalimat = "Salah satu KPJ baru saja dipakai orang lain."
        raise _baca_ulang(jawaban, kalimat) from galat


def _baca_ulang(jawaban: JawabanBPJS, kalimat: str) -> BentrokError:
    return BentrokError(
        f"{kalimat} Tidak ada yang diterapkan. Tekan Baca ulang, periksa, lalu terapkan lagi.",
        tautan=reverse("iuran:jawaban", args=[jawaban.pendaftaran_id, jawaban.pk]),
        label_tautan="Buka jawaban",
    )


def _gerakkan(
    pendaftaran: PendaftaranKolektif, jadi: list[BarisJadi], oleh: Pengguna | None
) -> TerapanJawaban:
    """Move the people; those with a card get the ledger rows of all their decreed months."""
    per_sebab: dict[str, list[int]] = defaultdict(list)
    for b in jadi:
        if b.hasil == HasilJawaban.DITOLAK:
            per_sebab[b.keterangan].append(b.peserta_id)
    for sebab, orang in per_sebab.items():
        pindahkan_banyak(
            orang,
            dari=Status.DIDAFTARKAN,
            ke=Status.DITETAPKAN,
            oleh=oleh,
            alasan=f"Ditolak BPJS, pendaftaran {pendaftaran.nomor}: {sebab}",
        )
    diterima = [b.peserta_id for b in jadi if b.hasil != HasilJawaban.DITOLAK]
    pindahkan_banyak(
        diterima,
        dari=Status.DIDAFTARKAN,
        ke=Status.TERDAFTAR,
        oleh=oleh,
        alasan=f"KPJ diterima dari BPJS, pendaftaran {pendaftaran.nomor}",
    )
    bantuan = Bantuan.objects.filter(peserta_id__in=diterima, status=StatusBantuan.DITETAPKAN)
    bulan = buat_iuran(list(bantuan.values_list("pk", flat=True)))
    return TerapanJawaban(len(diterima), len(jadi) - len(diterima), bulan)
