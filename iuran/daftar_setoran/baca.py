"""Read BPJS's list of the movement: every line gets its bin, and the newest list counts."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import transaction

from iuran.daftar_setoran.vonis import hitung, tulis
from iuran.models import (
    SETORAN_TERBACA,
    BagianSetoran,
    BarisSetoran,
    DaftarSetoran,
    SebabSetoran,
    StatusSetoran,
)
from iuran.rekonsiliasi import (
    TANPA_BARIS,
    TANPA_JUDUL,
    BarisMentah,
    Kepala,
    baca_lembaran,
    bulan_terbanyak,
    cari_orang,
    pastikan_bulan,
    tampung,
)
from pijar.errors import BerkasDitolakError
from pijar.excel import baca_lembar
from pijar.kunci import Kunci
from pijar.rupiah import ribuan
from pijar.unggahan.terima import letak

LAPOR_SETIAP = 2_000
BELUM_DIBACA = (StatusSetoran.DIBACA, StatusSetoran.GAGAL)
Maju = Callable[[int, int], None]
Diambil = dict[tuple[str, int | None], BarisSetoran]


@transaction.atomic
def baca_setoran(pk: int, *, pada: datetime, maju: Maju) -> str:
    """Read list ``pk`` as a whole; returns a summary for the officer.

    A second delivery finds it read and changes nothing. Differences that an admin took stay taken
    where they are still the same. Raises BerkasDitolakError for a file that is no list, or that is
    mostly of another month; AturanDilanggarError when the month has no tariff.
    """
    daftar = DaftarSetoran.objects.select_for_update().get(pk=pk)
    if daftar.status not in BELUM_DIBACA:
        return f"Daftar ini sudah berstatus {daftar.get_status_display().lower()}."
    _pastikan_satu(daftar)
    kepala = Kepala()
    lembar = baca_lembaran(baca_lembar(letak(daftar.berkas)), kepala)
    banyak = tampung(_berhitung(lembar, maju))
    if not banyak:
        raise BerkasDitolakError(TANPA_BARIS if kepala.ada_judul else TANPA_JUDUL)
    pastikan_bulan(daftar.bulan, kepala.bulan, bulan_terbanyak())
    diambil = _diambil(daftar)
    daftar.daftar_baris.all().delete()
    cari_orang(daftar.bulan)
    tulis(daftar, banyak)
    _ambil_lagi(daftar, diambil)
    daftar.jumlah, daftar.status, daftar.galat = hitung(daftar), StatusSetoran.DIPERIKSA, ""
    _berlakukan(daftar)
    return _ringkasan(daftar, banyak, kepala)


def gagalkan(pk: int, kalimat: str) -> None:
    """Mark the list as failed, with the sentence that says why; nobody waits for it any more."""
    DaftarSetoran.objects.filter(pk=pk, status__in=BELUM_DIBACA).update(
        status=StatusSetoran.GAGAL, galat=kalimat
    )


def _pastikan_satu(daftar: DaftarSetoran) -> None:
    """Raise BerkasDitolakError when the same file came in again since the first reading failed."""
    sama = DaftarSetoran.objects.filter(sha256=daftar.sha256).exclude(pk=daftar.pk)
    if sama.exclude(status__in=[StatusSetoran.GAGAL, StatusSetoran.DIBUANG]).exists():
        raise BerkasDitolakError(
            "Berkas yang sama sudah diunggah lagi sesudah daftar ini gagal dibaca. Buka daftar itu."
        )


def _berhitung(baris: Iterable[BarisMentah], maju: Maju) -> Iterator[BarisMentah]:
    for jumlah, satu in enumerate(baris, start=1):
        if not jumlah % LAPOR_SETIAP:
            maju(jumlah, 0)
        yield satu


def _diambil(daftar: DaftarSetoran) -> Diambil:
    """The lines whose difference an admin took, by their place in the file."""
    semua = daftar.daftar_baris.filter(diambil_oleh__isnull=False)
    return {(b.lembar, b.nomor): b for b in semua}


def _ambil_lagi(daftar: DaftarSetoran, diambil: Diambil) -> None:
    """Keep what was taken, where the line still differs in nothing else."""
    if not diambil:
        return
    beda = daftar.daftar_baris.filter(bagian=BagianSetoran.BERBEDA, sebab=SebabSetoran.BEDA)
    sama = []
    for b in beda:
        lama = diambil.get((b.lembar, b.nomor))
        if lama and b.dapat_diambil and {*b.beda} <= {*lama.beda}:
            b.bagian = BagianSetoran.SESUAI
            b.sebab = SebabSetoran.LUNAS if b.iuran_id else SebabSetoran.BARU
            b.diambil_oleh, b.diambil_pada = lama.diambil_oleh, lama.diambil_pada
            sama.append(b)
    BarisSetoran.objects.bulk_update(sama, ["bagian", "sebab", "diambil_oleh", "diambil_pada"])


def _berlakukan(daftar: DaftarSetoran) -> None:
    """Let the newest list of the month count."""
    Kunci.SETORAN.pegang()
    sama = DaftarSetoran.objects.filter(bulan=daftar.bulan, status__in=SETORAN_TERBACA).exclude(
        pk=daftar.pk
    )
    tanda = (daftar.tanggal, daftar.pk)
    daftar.berlaku = all((d.tanggal, d.pk) < tanda for d in sama)
    if daftar.berlaku:
        sama.filter(berlaku=True).update(berlaku=False)
    daftar.save(update_fields=["jumlah", "status", "galat", "berlaku"])


def _ringkasan(daftar: DaftarSetoran, banyak: int, kepala: Kepala) -> str:
    kalimat = f"{ribuan(banyak)} baris dibaca."
    if not daftar.berlaku:
        kalimat += " Ada daftar yang lebih baru, jadi daftar ini hanya disimpan untuk dibaca."
    if kepala.dilewati:
        kalimat += f" Lembar tanpa judul kolom NIK atau KPJ dilewati: {', '.join(kepala.dilewati)}."
    return kalimat
