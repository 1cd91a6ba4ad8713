"""Read the answers of the form into rows with a verdict each. Nobody changes."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from django.db import connection, transaction

from iuran.impor_penyumbang.bidang import TANDA_JAWABAN, cari_judul_jawaban, pastikan_kolom
from iuran.impor_penyumbang.keadaan import kunci
from iuran.impor_penyumbang.kumpul import jadi_baris, kumpulkan
from iuran.impor_penyumbang.periksa import Acuan, Jawaban, periksa_jawaban
from iuran.impor_penyumbang.vonis import beri_vonis
from iuran.models import OPD, BarisPenyumbang, ImporPenyumbang, StatusImporPenyumbang
from iuran.models.impor_penyumbang import HIDUP, VONIS
from peserta.impor import (
    TANPA_ORANG,
    Daftar,
    buka_daftar,
    mentah_json,
    menurut_judul,
    perlu_dilihat,
)
from peserta.kamus import kamus_terkini
from peserta.pekerjaan import catat_kata
from pijar.errors import BerkasDitolakError
from pijar.unggahan.terima import letak

SEKALI_TULIS = 2_000
LAPOR_SETIAP = 1_000
S = StatusImporPenyumbang
Maju = Callable[[int, int], None]


def gagalkan(pk: int, kalimat: str) -> None:
    """Mark the list as failed, with the sentence that says why; nobody waits for it any more."""
    ImporPenyumbang.objects.filter(pk=pk, status__in=[S.DIBACA, S.GAGAL]).update(
        status=S.GAGAL, galat=kalimat
    )


@transaction.atomic
def baca_jawaban_asn(pk: int, *, pada: date, maju: Maju) -> ImporPenyumbang:
    """Store every answer of import ``pk`` with its verdict; a second reading changes nothing.

    Raises BerkasDitolakError for an unreadable file; the job tells the import (:func:`gagalkan`).
    """
    impor = kunci(pk)
    if impor.status not in (S.DIBACA, S.GAGAL):
        return impor
    _pastikan_satu(impor)
    cari = menurut_judul(kamus_terkini(), cari_judul_jawaban)
    daftar = buka_daftar(letak(impor.berkas), cari=cari, untuk=TANDA_JAWABAN)
    pastikan_kolom(daftar)
    jawaban, mentah = _bersihkan(daftar, pada, maju)
    if not jawaban:
        raise BerkasDitolakError(TANPA_ORANG)
    semua = beri_vonis(jawaban, kumpulkan(jawaban))
    catat_kata(a for v in semua for a in v.alasan)
    impor.daftar_baris.all().delete()
    BarisPenyumbang.objects.bulk_create(
        (jadi_baris(impor, v, json.loads(mentah[v.jawaban.nomor])) for v in semua),
        batch_size=SEKALI_TULIS,
    )
    with connection.cursor() as kursor:  # else the planner expects one row, not thousands
        kursor.execute("ANALYZE iuran_barispenyumbang")
    impor.lembar = daftar.lembar[:100]
    impor.pemetaan = daftar.pemetaan | {"sembunyi": sum(b.sembunyi for b in jawaban)}
    impor.jumlah = hitung_vonis(v.vonis for v in semua)
    impor.status, impor.galat = S.DIPERIKSA, ""
    impor.save(update_fields=["lembar", "pemetaan", "jumlah", "status", "galat"])
    maju(len(semua), len(semua))
    return impor


def _pastikan_satu(impor: ImporPenyumbang) -> None:
    """Raise BerkasDitolakError when the file came in again since its first reading failed."""
    sama = ImporPenyumbang.objects.filter(sha256=impor.sha256, status__in=HIDUP)
    if lain := sama.exclude(pk=impor.pk).first():
        raise BerkasDitolakError(f"Berkas yang sama sudah diunggah lagi: {lain}. Buka impor itu.")


def hitung_vonis(vonis: Iterable[str]) -> dict[str, int]:
    """Rows per verdict, and ``dibaca``: their sum."""
    jumlah = Counter(vonis)
    return {"dibaca": jumlah.total(), **{kode: jumlah[kode] for kode, _ in VONIS}}


def _bersihkan(daftar: Daftar, pada: date, maju: Maju) -> tuple[list[Jawaban], dict[int, str]]:
    """Every row below the header, cleaned, and its cells as they came."""
    kamus, acuan = kamus_terkini(), Acuan(OPD.objects.all())
    bidang = daftar.judul.pemetaan
    jawaban: list[Jawaban] = []
    mentah: dict[int, str] = {}
    for nomor, sel in daftar.baris:
        isi = {kode: sel[i] for i, kode in bidang.items() if i < len(sel)}
        satu = periksa_jawaban(nomor, isi, acuan=acuan, kamus=kamus, pada=pada)
        satu.temuan = perlu_dilihat(daftar.catatan(nomor)) + satu.temuan
        satu.sembunyi = nomor in daftar.sembunyi
        jawaban.append(satu)
        mentah[nomor] = mentah_json(sel)
        if not len(jawaban) % LAPOR_SETIAP:
            maju(len(jawaban), 0)
    return jawaban, mentah
