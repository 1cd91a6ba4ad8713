"""Apply BPJS's answer in one transaction: cards, ledger months, refused people back."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.urls import reverse

from iuran.berkas_bpjs import catat_kiriman, kembalikan_orang, tutup_bila_selesai
from iuran.buku import Terima, terima_bayar
from iuran.jawaban.cek_awal import terima_menurut
from iuran.jawaban.jadi import BarisJadi, TerapanJawaban, baris_jadi, batasi
from iuran.jawaban.keadaan import (
    PEKERJAAN_TERAPKAN,
    kunci_jawaban,
    pastikan_diam,
    pastikan_siap_terapkan,
)
from iuran.models import (
    BarisJawaban,
    BerkasBPJS,
    HasilBaris,
    JawabanBPJS,
    JenisJawaban,
    StatusJawaban,
)
from peserta.alur import pindahkan_banyak
from peserta.models import Status
from pijar import tugas
from pijar.errors import BentrokError
from pijar.models import Pengguna, Tugas

SIMPAN_KPJ = """
    UPDATE peserta_peserta p SET kpj = r.kpj, diubah_pada = %(pada)s
    FROM iuran_barisjawaban r JOIN iuran_barisberkas b ON b.id = r.baris_id
    WHERE r.id = ANY(%(ids)s::bigint[]) AND r.kpj <> '' AND p.id = b.peserta_id AND p.kpj = ''
"""
JAWAB_BARIS = """
    UPDATE iuran_barisberkas b
    SET hasil = r.hasil, keterangan = r.keterangan, dijawab_pada = %(pada)s,
        ditahan = r.hasil = 'ditolak' AND b.jenis <> 'perubahan',
        dibuka_oleh_id = NULL, dibuka_pada = NULL, alasan_buka = ''
    FROM iuran_barisjawaban r
    WHERE r.id = ANY(%(ids)s::bigint[]) AND r.baris_id = b.id
"""


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
        judul=f"Menerapkan {_sebutan(jawaban)} untuk {jawaban.berkas_bpjs.nomor}",
        oleh=oleh,
        parameter={"jawaban": jawaban.pk},
        kunci=f"jawaban-{jawaban.pk}",
    )
    jawaban.save(update_fields=["tugas"])
    return jawaban.tugas


def _sebutan(jawaban: JawabanBPJS) -> str:
    return "cek awal BPJS" if jawaban.jenis == JenisJawaban.CEK_AWAL else "jawaban BPJS"


@transaction.atomic
def terapkan_jawaban(
    jawaban: JawabanBPJS, *, pada: datetime, oleh: Pengguna | None
) -> TerapanJawaban:
    """Give cards, write the ledger, send refused people back; a second call changes nothing.

    Only lines that wait are touched, and those refused before that an admin approved since. A
    pre-check only accepts people for payment, where that comes before the card. Raises
    BentrokError when people's data changed since the file was read.
    """
    berkas_bpjs = BerkasBPJS.objects.select_for_update().get(pk=jawaban.berkas_bpjs_id)
    jawaban = JawabanBPJS.objects.select_for_update().get(pk=jawaban.pk)
    if jawaban.status == StatusJawaban.DITERAPKAN:
        return TerapanJawaban()
    jawaban.berkas_bpjs = berkas_bpjs
    pastikan_siap_terapkan(jawaban)
    jadi = baris_jadi(jawaban)
    if jawaban.jenis == JenisJawaban.CEK_AWAL:
        hasil = terima_menurut(jadi, berkas_bpjs.nomor, pada=pada)
    else:
        hasil = _terapkan_kartu(jawaban, jadi, pada, oleh)
    JawabanBPJS.objects.filter(pk=jawaban.pk).update(
        status=StatusJawaban.DITERAPKAN, diterapkan_pada=pada
    )
    catat_kiriman(berkas_bpjs, pada=pada, oleh=oleh)
    tutup_bila_selesai(berkas_bpjs, pada)
    return hasil


def _terapkan_kartu(
    jawaban: JawabanBPJS, jadi: list[BarisJadi], pada: datetime, oleh: Pengguna | None
) -> TerapanJawaban:
    """Decide each line: card, status and months; months accepted before may fall."""
    berkas_bpjs = jawaban.berkas_bpjs
    _simpan_kpj(jawaban, jadi, pada)
    batasi(jadi, berkas_bpjs.nomor, pada=pada)
    with connection.cursor() as kursor:
        kursor.execute(JAWAB_BARIS, {"ids": [b.id for b in jadi], "pada": pada})
    return _gerakkan(berkas_bpjs, jadi, oleh)


def _simpan_kpj(jawaban: JawabanBPJS, jadi: list[BarisJadi], pada: datetime) -> None:
    """Store each KPJ where the person has none; raises BentrokError when a stored KPJ differs."""
    ids = [b.id for b in jadi]
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
        tautan=reverse("iuran:jawaban", args=[jawaban.berkas_bpjs_id, jawaban.pk]),
        label_tautan="Buka jawaban",
    )


def _gerakkan(
    berkas_bpjs: BerkasBPJS, jadi: list[BarisJadi], oleh: Pengguna | None
) -> TerapanJawaban:
    """Move the people; those with a card get the ledger rows of the months that we pay.

    Only an enrolment moves anybody: an extension accepted late gets its months, a change and a stop
    are known to BPJS by their line.
    """
    ditolak = _kembalikan(berkas_bpjs, jadi, oleh)
    diterima = [b for b in jadi if b.masuk]
    if berkas_bpjs.pendaftaran:
        _daftarkan(berkas_bpjs, diterima, oleh)
    berbulan = diterima if berkas_bpjs.berbantuan else []
    bulan = terima_bayar([Terima(b.peserta_id, b.bantuan_id, b.mulai) for b in berbulan])
    return TerapanJawaban(len(diterima), ditolak, bulan)


def _daftarkan(
    berkas_bpjs: BerkasBPJS, diterima: Sequence[BarisJadi], oleh: Pengguna | None
) -> None:
    """Move people who have their card now."""
    pindahkan_banyak(
        [b.peserta_id for b in diterima if b.hasil_baris == HasilBaris.DITOLAK],
        dari=Status.DITETAPKAN,
        ke=Status.DIDAFTARKAN,
        oleh=oleh,
        alasan=f"Jawaban susulan BPJS untuk pendaftaran {berkas_bpjs.nomor}",
    )
    pindahkan_banyak(
        [b.peserta_id for b in diterima],
        dari=Status.DIDAFTARKAN,
        ke=Status.TERDAFTAR,
        oleh=oleh,
        alasan=f"KPJ diterima dari BPJS, pendaftaran {berkas_bpjs.nomor}",
    )


def _kembalikan(berkas_bpjs: BerkasBPJS, jadi: list[BarisJadi], oleh: Pengguna | None) -> int:
    """Send refused people back to ditetapkan, each with BPJS's words; returns how many."""
    per_sebab: dict[str, list[int]] = defaultdict(list)
    for b in jadi:
        if b.ikut and not b.berhasil:
            per_sebab[b.keterangan].append(b.peserta_id)
    for sebab, orang in per_sebab.items():
        alasan = f"Ditolak BPJS, {berkas_bpjs.kata.judul.lower()} {berkas_bpjs.nomor}: {sebab}"
        kembalikan_orang(berkas_bpjs, orang, alasan=alasan, oleh=oleh)
    return sum(len(orang) for orang in per_sebab.values())
