"""Apply BPJS's answer in one transaction: cards, ledger months, refused people back."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.urls import reverse

from iuran.buku import buat_iuran
from iuran.jawaban.hitungan import MENENTUKAN, akhir_bantuan
from iuran.jawaban.keadaan import (
    PEKERJAAN_TERAPKAN,
    kunci_jawaban,
    pastikan_diam,
    pastikan_siap_terapkan,
)
from iuran.models import (
    Bantuan,
    BarisJawaban,
    HasilBaris,
    HasilJawaban,
    JawabanBPJS,
    PendaftaranKolektif,
    StatusBantuan,
    StatusJawaban,
)
from iuran.pendaftaran import catat_kiriman, tutup_bila_selesai
from peserta.alur import pindahkan_banyak
from peserta.models import Peserta, Status
from pijar import tugas
from pijar.errors import BentrokError
from pijar.models import Pengguna, Tugas

SIMPAN_KPJ = """
    UPDATE peserta_peserta p SET kpj = r.kpj, diubah_pada = %(pada)s
    FROM iuran_barisjawaban r JOIN iuran_barispendaftaran b ON b.id = r.baris_id
    WHERE r.id = ANY(%(ids)s::bigint[]) AND r.kpj <> '' AND p.id = b.peserta_id AND p.kpj = ''
"""
JAWAB_BARIS = """
    UPDATE iuran_barispendaftaran b
    SET hasil = r.hasil, keterangan = r.keterangan, dijawab_pada = %(pada)s,
        ditahan = r.hasil = 'ditolak', dibuka_oleh_id = NULL, dibuka_pada = NULL, alasan_buka = ''
    FROM iuran_barisjawaban r
    WHERE r.id = ANY(%(ids)s::bigint[]) AND r.baris_id = b.id
"""
# An existing cover runs: a grant that ends before our first month never began, others begin later.
MULAI_KEMUDIAN = """
    UPDATE iuran_bantuan b
    SET status = CASE WHEN b.bulan_akhir < u.mulai THEN 'batal' ELSE b.status END,
        bulan_awal = CASE WHEN b.bulan_akhir < u.mulai THEN b.bulan_awal ELSE u.mulai END
    FROM unnest(%(peserta)s::bigint[], %(mulai)s::date[]) AS u(peserta_id, mulai)
    WHERE b.peserta_id = u.peserta_id AND b.status = 'ditetapkan' AND b.bulan_awal < u.mulai
"""


class TerapanJawaban(NamedTuple):
    """People enrolled and refused, and ledger rows made."""

    terdaftar: int = 0
    ditolak: int = 0
    bulan: int = 0


class BarisJadi(NamedTuple):
    """A row of the answer that decides a line; ``mulai``: our first month after another cover.

    ``ikut``: the person still waits for this answer; otherwise only card and line are kept.
    """

    pk: int
    peserta_id: int
    hasil: str
    keterangan: str
    hasil_baris: str
    mulai: date | None
    ikut: bool

    @property
    def diterima(self) -> bool:
        return self.ikut and self.hasil != HasilJawaban.DITOLAK


@transaction.atomic
def minta_terapkan(jawaban: JawabanBPJS, *, oleh: Pengguna) -> Tugas:
    """Order the application, once; a second click returns the waiting job.

    Raises AturanDilanggarError when there is nothing to apply, BentrokError while it is being read.
    """
    terkunci = kunci_jawaban(jawaban.pk)
    if terkunci.tugas and terkunci.sibuk and terkunci.tugas.jenis == PEKERJAAN_TERAPKAN:
        return terkunci.tugas
    pastikan_siap_terapkan(terkunci)
    pastikan_diam(terkunci)
    jawaban.tugas = tugas.buat(
        PEKERJAAN_TERAPKAN,
        judul=f"Menerapkan jawaban BPJS untuk {jawaban.pendaftaran.nomor}",
        oleh=oleh,
        parameter={"jawaban": jawaban.pk},
        kunci=f"jawaban-{jawaban.pk}",
    )
    jawaban.save(update_fields=["tugas"])
    return jawaban.tugas


@transaction.atomic
def terapkan_jawaban(
    jawaban: JawabanBPJS, *, pada: datetime, oleh: Pengguna | None
) -> TerapanJawaban:
    """Give cards, write the ledger, send refused people back; a second call changes nothing.

    Only lines that wait are touched, and those refused before that an admin approved since. Raises
    BentrokError when people's data changed since the file was read.
    """
    pendaftaran = PendaftaranKolektif.objects.select_for_update().get(pk=jawaban.pendaftaran_id)
    jawaban = JawabanBPJS.objects.select_for_update().get(pk=jawaban.pk)
    if jawaban.status == StatusJawaban.DITERAPKAN:
        return TerapanJawaban()
    jawaban.pendaftaran = pendaftaran
    pastikan_siap_terapkan(jawaban)
    jadi = _baris_jadi(jawaban)
    _simpan_kpj(jawaban, jadi, pada)
    with connection.cursor() as kursor:
        kursor.execute(JAWAB_BARIS, {"ids": [b.pk for b in jadi], "pada": pada})
    hasil = _gerakkan(pendaftaran, jadi, oleh)
    JawabanBPJS.objects.filter(pk=jawaban.pk).update(
        status=StatusJawaban.DITERAPKAN, diterapkan_pada=pada
    )
    catat_kiriman(pendaftaran, pada=pada, oleh=oleh)
    tutup_bila_selesai(pendaftaran, pada)
    return hasil


def _baris_jadi(jawaban: JawabanBPJS) -> list[BarisJadi]:
    """Rows that will decide their line; locks their people first.

    A row without a month to pay waits; so does a line refused before whose person has moved on.
    """
    kolom = "id, peserta_id, hasil, keterangan, hasil_baris, mulai, ikut"
    isi = {"jawaban": jawaban.pk}
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT peserta_id FROM ({MENENTUKAN}) AS m", isi)  # noqa: S608
        orang = [pk for (pk,) in kursor.fetchall()]
        list(Peserta.objects.select_for_update().order_by("pk").filter(pk__in=orang).values("pk"))
        kursor.execute(f"SELECT {kolom} FROM ({MENENTUKAN}) AS m ORDER BY peserta_id", isi)  # noqa: S608
        semua = [BarisJadi(*b) for b in kursor.fetchall()]
    akhir = akhir_bantuan([b.peserta_id for b in semua if b.mulai])
    return [b for b in semua if _dapat(b, akhir.get(b.peserta_id))]


def _dapat(b: BarisJadi, akhir: date | None) -> bool:
    """Whether the row may decide its line now."""
    if b.hasil_baris == HasilBaris.DITOLAK and not b.ikut:
        return False
    return not (b.diterima and b.mulai and (akhir is None or akhir < b.mulai))


def _simpan_kpj(jawaban: JawabanBPJS, jadi: list[BarisJadi], pada: datetime) -> None:
    """Store each KPJ where the person has none; raises BentrokError when a stored KPJ differs."""
    ids = [b.pk for b in jadi]
    berbeda = BarisJawaban.objects.filter(
        ~Q(kpj="") & ~Q(baris__peserta__kpj="") & ~Q(baris__peserta__kpj=F("kpj")), pk__in=ids
    ).count()
    if berbeda:
        raise _baca_ulang(jawaban, f"KPJ {berbeda} orang berubah sejak jawaban ini dibaca.")
    try:
        with transaction.atomic(), connection.cursor() as kursor:
            kursor.execute(SIMPAN_KPJ, {"ids": ids, "pada": pada})
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
    """Move the people; those with a card get the ledger rows of the months that we pay."""
    ditolak = _kembalikan(pendaftaran, jadi, oleh)
    diterima = [b for b in jadi if b.diterima]
    pindahkan_banyak(
        [b.peserta_id for b in diterima if b.hasil_baris == HasilBaris.DITOLAK],
        dari=Status.DITETAPKAN,
        ke=Status.DIDAFTARKAN,
        oleh=oleh,
        alasan=f"Jawaban susulan BPJS untuk pendaftaran {pendaftaran.nomor}",
    )
    orang = [b.peserta_id for b in diterima]
    pindahkan_banyak(
        orang,
        dari=Status.DIDAFTARKAN,
        ke=Status.TERDAFTAR,
        oleh=oleh,
        alasan=f"KPJ diterima dari BPJS, pendaftaran {pendaftaran.nomor}",
    )
    _mulai_kemudian([b for b in diterima if b.mulai])
    bantuan = Bantuan.objects.filter(peserta_id__in=orang, status=StatusBantuan.DITETAPKAN)
    bulan = buat_iuran(list(bantuan.values_list("pk", flat=True)))
    return TerapanJawaban(len(diterima), ditolak, bulan)


def _kembalikan(
    pendaftaran: PendaftaranKolektif, jadi: list[BarisJadi], oleh: Pengguna | None
) -> int:
    """Send refused people back to ditetapkan, each with BPJS's words; returns how many."""
    per_sebab: dict[str, list[int]] = defaultdict(list)
    for b in jadi:
        if b.ikut and not b.diterima:
            per_sebab[b.keterangan].append(b.peserta_id)
    for sebab, orang in per_sebab.items():
        pindahkan_banyak(
            orang,
            dari=Status.DIDAFTARKAN,
            ke=Status.DITETAPKAN,
            oleh=oleh,
            alasan=f"Ditolak BPJS, pendaftaran {pendaftaran.nomor}: {sebab}",
        )
    return sum(len(orang) for orang in per_sebab.values())


def _mulai_kemudian(daftar: list[BarisJadi]) -> None:
    """Let grants begin after an existing cover ends: the months before are never written."""
    with connection.cursor() as kursor:
        kursor.execute(
            MULAI_KEMUDIAN,
            {"peserta": [b.peserta_id for b in daftar], "mulai": [b.mulai for b in daftar]},
        )
