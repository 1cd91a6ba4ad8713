"""Apply BPJS's answer in one transaction: cards, ledger months, refused people back."""

from collections import defaultdict
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.urls import reverse

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
    HasilBaris,
    JawabanBPJS,
    JenisJawaban,
    PendaftaranKolektif,
    StatusJawaban,
)
from iuran.pendaftaran import catat_kiriman, tutup_bila_selesai
from peserta.alur import pindahkan_banyak
from peserta.models import Status
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
        judul=f"Menerapkan {_sebutan(jawaban)} untuk {jawaban.pendaftaran.nomor}",
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
    pendaftaran = PendaftaranKolektif.objects.select_for_update().get(pk=jawaban.pendaftaran_id)
    jawaban = JawabanBPJS.objects.select_for_update().get(pk=jawaban.pk)
    if jawaban.status == StatusJawaban.DITERAPKAN:
        return TerapanJawaban()
    jawaban.pendaftaran = pendaftaran
    pastikan_siap_terapkan(jawaban)
    jadi = baris_jadi(jawaban)
    if jawaban.jenis == JenisJawaban.CEK_AWAL:
        hasil = terima_menurut(jadi, pendaftaran.nomor, pada=pada)
    else:
        hasil = _terapkan_kartu(jawaban, jadi, pada, oleh)
    JawabanBPJS.objects.filter(pk=jawaban.pk).update(
        status=StatusJawaban.DITERAPKAN, diterapkan_pada=pada
    )
    catat_kiriman(pendaftaran, pada=pada, oleh=oleh)
    tutup_bila_selesai(pendaftaran, pada)
    return hasil


def _terapkan_kartu(
    jawaban: JawabanBPJS, jadi: list[BarisJadi], pada: datetime, oleh: Pengguna | None
) -> TerapanJawaban:
    """Decide each line: card, status and months; months accepted before may fall."""
    pendaftaran = jawaban.pendaftaran
    _simpan_kpj(jawaban, jadi, pada)
    batasi(jadi, pendaftaran.nomor, pada=pada)
    with connection.cursor() as kursor:
        kursor.execute(JAWAB_BARIS, {"ids": [b.id for b in jadi], "pada": pada})
    return _gerakkan(pendaftaran, jadi, oleh)


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
        tautan=reverse("iuran:jawaban", args=[jawaban.pendaftaran_id, jawaban.pk]),
        label_tautan="Buka jawaban",
    )


def _gerakkan(
    pendaftaran: PendaftaranKolektif, jadi: list[BarisJadi], oleh: Pengguna | None
) -> TerapanJawaban:
    """Move the people; those with a card get the ledger rows of the months that we pay."""
    ditolak = _kembalikan(pendaftaran, jadi, oleh)
    diterima = [b for b in jadi if b.masuk]
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
    bulan = terima_bayar([Terima(b.peserta_id, b.bantuan_id, b.mulai) for b in diterima])
    return TerapanJawaban(len(diterima), ditolak, bulan)


def _kembalikan(
    pendaftaran: PendaftaranKolektif, jadi: list[BarisJadi], oleh: Pengguna | None
) -> int:
    """Send refused people back to ditetapkan, each with BPJS's words; returns how many."""
    per_sebab: dict[str, list[int]] = defaultdict(list)
    for b in jadi:
        if b.ikut and not b.berhasil:
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
