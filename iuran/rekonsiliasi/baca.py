"""Read BPJS's list: every line gets its bin, and the open points follow the list that counts."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from iuran.models import TAK_TERPAKAI, TERBACA, DaftarBPJS, StatusDaftar
from iuran.rekonsiliasi.lembar import BarisMentah, Kepala, baca_lembaran
from iuran.rekonsiliasi.titik import bawa_titik
from iuran.rekonsiliasi.vonis import bulan_terbanyak, padankan, tampung, tulis
from peserta.models import Cabang
from pijar.bulan import nama_bulan
from pijar.errors import BerkasDitolakError
from pijar.excel import baca_lembar
from pijar.kunci import Kunci
from pijar.rupiah import ribuan
from pijar.unggahan.terima import pastikan_ada

LAPOR_SETIAP = 2_000
BELUM_DIBACA = (StatusDaftar.DIBACA, StatusDaftar.GAGAL)
LAIN = "Berkas yang sama sudah diunggah lagi sesudah daftar ini gagal dibaca. Buka daftar itu."
TANPA_JUDUL = (
    "Tidak ditemukan judul kolom NIK atau NO KPJ di lembar mana pun. Pastikan ini daftar dari BPJS;"
    " bila judulnya lain, ganti menjadi NIK, NO KPJ dan NAMA, lalu unggah lagi."
)
TANPA_BARIS = "Judul kolomnya ada, tetapi tidak ada satu orang pun di bawahnya. Unggah berkas lain."
Maju = Callable[[int, int], None]


@transaction.atomic
def baca_daftar(pk: int, *, pada: datetime, maju: Maju) -> str:
    """Read list ``pk`` as a whole; returns a summary for the officer.

    A second delivery finds it read and changes nothing. Raises BerkasDitolakError for a file that
    is no list, or that is mostly of another month or branch.
    """
    daftar = DaftarBPJS.objects.select_for_update().get(pk=pk)
    if daftar.status not in BELUM_DIBACA:
        return f"Daftar ini sudah berstatus {daftar.get_status_display().lower()}."
    _pastikan_satu(daftar)
    kepala = Kepala()
    banyak = tampung(_berhitung(_semua_berkas(daftar, kepala), maju))
    if not banyak:
        raise BerkasDitolakError(TANPA_BARIS if kepala.ada_judul else TANPA_JUDUL)
    pastikan_bulan(daftar.bulan, kepala.bulan, bulan_terbanyak())
    pastikan_cabang(Cabang(daftar.cabang), kepala.cabang, padankan(daftar))
    daftar.daftar_baris.all().delete()
    daftar.jumlah = tulis(daftar, banyak)
    daftar.status, daftar.galat, daftar.dibaca_pada = StatusDaftar.DIPERIKSA, "", pada
    _berlakukan(daftar, pada)
    return _ringkasan(daftar, banyak, kepala)


def _semua_berkas(daftar: DaftarBPJS, kepala: Kepala) -> Iterator[BarisMentah]:
    """The rows of every file; what is refused names the file where there are several."""
    pastikan_ada(daftar.berkas)
    beberapa = bool(daftar.lanjutan)
    for ke, (nama, letak, _) in enumerate(daftar.daftar_berkas, start=1):
        kepala.ada_judul = False
        try:
            for baris in baca_lembaran(baca_lembar(Path(letak)), kepala):
                yield baris if ke == 1 else baris._replace(berkas_ke=ke)
        except BerkasDitolakError as penolakan:
            raise BerkasDitolakError(f"{nama}: {penolakan.kalimat}") from penolakan
        if beberapa and not kepala.ada_judul:
            raise BerkasDitolakError(f"{nama}: {TANPA_JUDUL}")


def gagalkan(pk: int, kalimat: str) -> None:
    """Mark the list as failed, with the sentence that says why; nobody waits for it any more."""
    DaftarBPJS.objects.filter(pk=pk, status__in=BELUM_DIBACA).update(
        status=StatusDaftar.GAGAL, galat=kalimat
    )


def _pastikan_satu(daftar: DaftarBPJS) -> None:
    """Raise BerkasDitolakError when the same files came in again since the first reading failed."""
    sama = DaftarBPJS.objects.filter(
        sidik=daftar.sidik, bulan=daftar.bulan, cabang=daftar.cabang, jenis=daftar.jenis
    )
    if sama.exclude(status__in=TAK_TERPAKAI).exclude(pk=daftar.pk).exists():
        raise BerkasDitolakError(LAIN)


def _berhitung(baris: Iterable[BarisMentah], maju: Maju) -> Iterator[BarisMentah]:
    for jumlah, satu in enumerate(baris, start=1):
        if not jumlah % LAPOR_SETIAP:
            maju(jumlah, 0)
        yield satu


def _berlakukan(daftar: DaftarBPJS, pada: datetime) -> None:
    """Let the newest list of the month, branch and kind count; the points follow only that one."""
    Kunci.REKONSILIASI.pegang()
    sama = DaftarBPJS.objects.filter(
        bulan=daftar.bulan, cabang=daftar.cabang, jenis=daftar.jenis, status__in=TERBACA
    ).exclude(pk=daftar.pk)
    tanda = (daftar.tanggal, daftar.pk)
    daftar.berlaku = all((d.tanggal, d.pk) < tanda for d in sama)
    if daftar.berlaku:
        sama.filter(berlaku=True).update(berlaku=False)
    daftar.save(update_fields=["jumlah", "status", "galat", "dibaca_pada", "berlaku"])
    if daftar.berlaku:
        bawa_titik(daftar, pada)


def pastikan_bulan(
    bulan: date, di_judul: set[date], terbanyak: tuple[date, int, int] | None
) -> None:
    """Raise BerkasDitolakError when the lines, or else the title, name another month."""
    if terbanyak:
        lain, banyak, semua = terbanyak
        if lain != bulan and banyak * 2 > semua:
            raise BerkasDitolakError(
                f"{ribuan(banyak)} dari {ribuan(semua)} baris dalam berkas ini menyebut bulan "
                f"{nama_bulan(lain)}, bukan {nama_bulan(bulan)}. Unggah berkas ini untuk bulan itu."
            )
    elif len(di_judul) == 1 and bulan not in di_judul:
        raise BerkasDitolakError(
            f"Judul berkas ini menyebut {nama_bulan(*di_judul)}, bukan {nama_bulan(bulan)}. Unggah "
            "berkas ini untuk bulan itu."
        )


def pastikan_cabang(cabang: Cabang, di_judul: set[Cabang], orang: dict[str, int]) -> None:
    """Raise BerkasDitolakError when most known people, or else the title, are another branch's."""
    dikenal = sum(orang.values())
    lain = max(orang, key=lambda c: orang[c], default=cabang.value)
    if lain != cabang and orang[lain] * 2 > dikenal:
        raise BerkasDitolakError(
            f"{ribuan(orang[lain])} dari {ribuan(dikenal)} orang yang dikenal dalam berkas ini "
            f"milik cabang {Cabang(lain).label}, bukan {cabang.label}. Unggah berkas ini untuk "
            "cabang itu."
        )
    if not dikenal and len(di_judul) == 1 and cabang not in di_judul:
        raise BerkasDitolakError(
            f"Judul berkas ini menyebut cabang {next(iter(di_judul)).label}, bukan {cabang.label}. "
            "Unggah berkas ini untuk cabang itu."
        )


def _ringkasan(daftar: DaftarBPJS, banyak: int, kepala: Kepala) -> str:
    kalimat = f"{ribuan(banyak)} baris dibaca."
    if not daftar.berlaku:
        kalimat += " Ada daftar yang lebih baru, jadi daftar ini hanya disimpan untuk dibaca."
    if kepala.dilewati:
        kalimat += f" Lembar tanpa judul kolom NIK atau KPJ dilewati: {', '.join(kepala.dilewati)}."
    return kalimat
