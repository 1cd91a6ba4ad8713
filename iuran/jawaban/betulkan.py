"""Admins overrule the reading of an answer: another bin, the end of an existing cover.

Each act has a reason, is kept as a KoreksiJawaban and shown on the row. Nobody outside the batch
can be moved in, and a KPJ comes only from the file.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from iuran.jawaban.hitungan import akhir_bantuan, kpj_bentrok
from iuran.jawaban.keadaan import siap_dikoreksi
from iuran.jawaban.keberatan import tanpa_sisa
from iuran.models import (
    BERHASIL,
    BarisJawaban,
    HasilJawaban,
    JawabanBPJS,
    KoreksiJawaban,
)
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan

TUJUAN = (
    HasilJawaban.SESUAI,
    HasilJawaban.SUDAH_PESERTA,
    HasilJawaban.DITOLAK,
    HasilJawaban.GALAT,
)
CONTOH = 3
SEKALI_TULIS = 2_000


class Pindahan(NamedTuple):
    """Rows to move from one bin to another; all of the bin when ``dipilih`` is None."""

    dari: HasilJawaban
    ke: HasilJawaban
    dipilih: Collection[int] | None = None


class GantiLindung(NamedTuple):
    """The end of an existing cover on row ``baris``: what the admin saw, and what is right."""

    baris: int
    sebelum: date | None
    sampai: date | None


@transaction.atomic
def pindahkan_baris(
    jawaban: JawabanBPJS,
    pindahan: Pindahan,
    *,
    alasan: str,
    pada: datetime,
    oleh: Pengguna,
) -> int:
    """Move rows of an answer to another bin, with a reason.

    Returns how many. Raises BentrokError when somebody moved one meanwhile, AturanDilanggarError
    for a row outside the batch, without a usable KPJ or without a month to pay.
    """
    dari, ke, dipilih = pindahan
    jawaban = siap_dikoreksi(jawaban.pk)
    semua = BarisJawaban.objects.for_petugas(oleh).filter(jawaban=jawaban).select_related("baris")
    if dipilih is None:
        daftar = list(semua.filter(hasil=dari, baris__isnull=False))
    else:
        daftar = list(semua.filter(pk__in=dipilih))
        _pastikan_masih_di(daftar, dari, len(set(dipilih)))
    if not daftar or dari == ke:
        raise AturanDilanggarError(
            f"Tidak ada baris yang dapat dipindahkan ke {ke.label}. Centang barisnya dahulu."
        )
    _pastikan_satu_per_orang(jawaban, daftar, ke)
    if ke in BERHASIL:
        _pastikan_berhasil(jawaban, daftar)
    koreksi = [_catat(b, ke, b.lindung_sampai, alasan=alasan, pada=pada, oleh=oleh) for b in daftar]
    _tulis(daftar, koreksi)
    return len(daftar)


def _pastikan_berhasil(jawaban: JawabanBPJS, daftar: Sequence[BarisJawaban]) -> None:
    """Raise when a row cannot be a success: an enrolment needs its card, and a month to pay."""
    if jawaban.berkartu:
        _pastikan_dapat_diterima(daftar)
    elif jawaban.berkas_bpjs.pendaftaran:
        _pastikan_ada_bulan({b.baris.peserta_id: b for b in daftar if b.baris})


def _pastikan_masih_di(daftar: Sequence[BarisJawaban], dari: HasilJawaban, diminta: int) -> None:
    """Raise when a chosen row is gone, elsewhere by now, or of a person outside the batch."""
    if luar := [b for b in daftar if b.baris_id is None]:
        raise AturanDilanggarError(
            f"Orang pada baris {_nomor(luar)} tidak ada dalam berkas ini, jadi barisnya tidak "
            "dapat dipindahkan. Unggah jawaban ini pada berkas ke BPJS yang memuat orang itu."
        )
    pindah = [b for b in daftar if b.hasil != dari]
    if pindah or len(daftar) != diminta:
        raise BentrokError(
            f"{ribuan(len(pindah) or diminta - len(daftar))} baris baru saja dipindahkan orang "
            "lain atau dibaca ulang. Tidak ada yang diubah; muat ulang halamannya."
        )


def _pastikan_satu_per_orang(
    jawaban: JawabanBPJS, daftar: Sequence[BarisJawaban], ke: HasilJawaban
) -> None:
    """Raise when a person would have two rows that decide."""
    if ke == HasilJawaban.GALAT:
        return
    milik = {b.baris_id for b in daftar}
    lain = jawaban.daftar_baris.filter(baris__in=milik).exclude(hasil=HasilJawaban.GALAT)
    lain = lain.exclude(pk__in=[b.pk for b in daftar])
    if len(milik) < len(daftar) or lain.exists():
        baris = list(lain[:CONTOH]) or _kembar(daftar)
        raise AturanDilanggarError(
            f"Ada orang dengan dua baris dalam jawaban ini (baris {_nomor(baris)}). Pindahkan satu "
            "baris saja untuk setiap orang."
        )


def _kembar(daftar: Sequence[BarisJawaban]) -> list[BarisJawaban]:
    """Rows whose person has an earlier row in the list."""
    dilihat: set[int | None] = set()
    kembar = []
    for b in daftar:
        if b.baris_id in dilihat:
            kembar.append(b)
        dilihat.add(b.baris_id)
    return kembar


def _pastikan_dapat_diterima(daftar: Sequence[BarisJawaban]) -> None:
    """Raise unless each row has a KPJ that can be stored, and a month that we may pay."""
    if tanpa := [b for b in daftar if not b.kpj_terbaca]:
        raise AturanDilanggarError(
            f"Baris {_nomor(tanpa)} tidak memuat KPJ yang boleh dipakai. Minta BPJS mengirim "
            "jawaban susulan untuk orang itu, lalu unggah di berkas ini."
        )
    if bentrok := kpj_bentrok([b.pk for b in daftar]):
        raise AturanDilanggarError(
            f"KPJ pada baris {_nomor([b for b in daftar if b.pk in bentrok])} sudah dipakai orang "
            "lain, atau berbeda dari KPJ yang tersimpan. Tanyakan ke BPJS."
        )
    _pastikan_ada_bulan({b.baris.peserta_id: b for b in daftar if b.baris})


def _pastikan_ada_bulan(daftar: Mapping[int, BarisJawaban]) -> None:
    """Raise when the existing cover of a person, by their id, outlives the grant."""
    akhir = akhir_bantuan(daftar)
    for orang, baris in daftar.items():
        if kalimat := tanpa_sisa(baris.lindung_sampai, akhir.get(orang)):
            raise AturanDilanggarError(f"Baris {baris.nomor}: {kalimat}")


@transaction.atomic
def atur_lindung(
    jawaban: JawabanBPJS,
    ganti: GantiLindung,
    *,
    alasan: str,
    pada: datetime,
    oleh: Pengguna,
) -> BarisJawaban:
    """Set or clear the day on which the existing cover of one person ends.

    A success whose grant has no month left after that day becomes *perlu diperiksa*. Raises
    BentrokError when another date than the admin saw stands there by now.
    """
    jawaban = siap_dikoreksi(jawaban.pk)
    semua = BarisJawaban.objects.for_petugas(oleh).select_related("baris")
    baris = semua.filter(jawaban=jawaban, pk=ganti.baris).first()
    if baris is None or baris.baris is None:
        raise AturanDilanggarError(
            "Baris ini tidak menyebut orang dalam berkas ini, atau baru saja dibaca ulang. "
            "Muat ulang halamannya."
        )
    if baris.lindung_sampai != ganti.sebelum:
        raise BentrokError(
            "Tanggal perlindungan baris ini baru saja diubah orang lain. Muat ulang halamannya."
        )
    orang = baris.baris.peserta_id
    kalimat = tanpa_sisa(ganti.sampai, akhir_bantuan([orang]).get(orang))
    ke = HasilJawaban(baris.hasil)
    if kalimat and ke in (*BERHASIL, HasilJawaban.BERBEDA):
        ke = HasilJawaban.GALAT
    if kalimat:
        baris.catatan = kalimat
    koreksi = _catat(baris, ke, ganti.sampai, alasan=alasan, pada=pada, oleh=oleh)
    _tulis([baris], [koreksi])
    return baris


@transaction.atomic
def atur_tanggal(
    jawaban: JawabanBPJS, tanggal: date, *, sebelum: date | None, alasan: str, oleh: Pengguna
) -> None:
    """Correct the day that the list bears, with a reason; the months to be written follow.

    Raises BentrokError when another date than the admin saw stands there by now, and
    AturanDilanggarError once the list was applied.
    """
    terkunci = siap_dikoreksi(jawaban.pk)
    if terkunci.tanggal != sebelum:
        raise BentrokError("Tanggal daftar ini baru saja diubah orang lain. Muat ulang halamannya.")
    terkunci.tanggal, terkunci.tanggal_oleh, terkunci.tanggal_alasan = tanggal, oleh, alasan
    terkunci.save(update_fields=["tanggal", "tanggal_oleh", "tanggal_alasan"])


def _catat(
    baris: BarisJawaban,
    ke: HasilJawaban,
    lindung: date | None,
    *,
    alasan: str,
    pada: datetime,
    oleh: Pengguna,
) -> KoreksiJawaban:
    """The decision on one row, not yet stored."""
    if baris.baris is None:
        raise AturanDilanggarError(f"Baris {baris.nomor} tidak menyebut orang dalam berkas ini.")
    return KoreksiJawaban(
        jawaban_id=baris.jawaban_id,
        lembar=baris.lembar,
        nomor=baris.nomor,
        baris=baris.baris,
        dari=baris.hasil,
        ke=ke,
        lindung_dari=baris.lindung_sampai,
        lindung_ke=lindung,
        alasan=alasan,
        oleh=oleh,
        pada=pada,
    )


def _tulis(daftar: Sequence[BarisJawaban], koreksi: Sequence[KoreksiJawaban]) -> None:
    """Keep the decisions, and change the rows accordingly."""
    KoreksiJawaban.objects.bulk_create(koreksi, batch_size=SEKALI_TULIS)
    for baris, satu in zip(daftar, koreksi, strict=True):
        baris.terima(satu)
    BarisJawaban.objects.bulk_update(
        daftar,
        ["hasil", "kpj", "lindung_sampai", "catatan", "koreksi"],
        batch_size=SEKALI_TULIS,
    )


def _nomor(daftar: Sequence[BarisJawaban]) -> str:
    """The numbers of the first rows, for a sentence."""
    nomor = ", ".join(str(b.nomor) for b in daftar[:CONTOH])
    return f"{nomor} dan lainnya" if len(daftar) > CONTOH else nomor
