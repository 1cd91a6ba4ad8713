"""The workbook of a kept report with its people by name, their NIK masked, for who may see them.

Its tables are those of the report's paper. The people are read as known when the report was kept,
so their sheet has as many rows as the report says, whatever was written later; an officer of one
area gets those of the area.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from iuran.models import Iuran
from iuran.perlindungan import TERLINDUNGI, bukan_satu_pun
from laporan.beku import isi_beku
from laporan.dahulu import sebagaimana_diketahui
from laporan.himpunan import himpunan
from laporan.models import LaporanBulanan
from laporan.surat.berkas.excel import lembar_tabel
from laporan.surat.susun.bulanan_tabel import daftar_tabel
from peserta.models import Peserta
from pijar import tugas
from pijar.bulan import nama_bulan, tanggal_panjang, waktu_wib
from pijar.errors import AturanDilanggarError
from pijar.excel import Cetak, Jenis, Kolom, LembarTulis, tulis_buku
from pijar.models import JejakAkses, Pengguna, Tugas
from pijar.samar import samarkan

SEKALI = 5_000
BELUM_BEKU = (
    "Laporan ini belum diusulkan, jadi angkanya masih berubah. Usulkan dahulu, atau ekspor dari "
    "daftar peserta."
)
KOLOM = [
    Kolom("No.", Jenis.ANGKA),
    Kolom("NIK", Jenis.TEKS, 20),
    Kolom("Nama", Jenis.TEKS, 32),
    Kolom("Kelurahan", Jenis.TEKS, 24),
    Kolom("Kecamatan", Jenis.TEKS, 24),
    Kolom("Pekerjaan", Jenis.TEKS, 28),
    Kolom("Sumber dana", Jenis.TEKS, 28),
    Kolom("Nomor SK", Jenis.TEKS, 28),
]
ISI = (
    *("peserta__nik", "peserta__nama", "peserta__kelurahan__nama"),
    *("peserta__kelurahan__kecamatan__nama", "peserta__pekerjaan__nama"),
    *("sumber__nama", "bantuan__nomor_sk"),
)


def minta_daftar(laporan: LaporanBulanan, *, alasan: str, oleh: Pengguna) -> Tugas:
    """Queue the workbook of a kept report with its people; a second click returns the same job.

    Raises AturanDilanggarError while nothing is kept.
    """
    if laporan.diketahui is None:
        raise AturanDilanggarError(BELUM_BEKU)
    return tugas.buat(
        "laporan.daftar_orang",
        judul=f"Laporan dengan daftar orang, {nama_bulan(laporan.bulan)} versi {laporan.versi}",
        oleh=oleh,
        parameter={"laporan": laporan.pk, "alasan": alasan},
        kunci=f"laporan.daftar_orang:{laporan.pk}:{oleh.pk}",
    )


def tulis_daftar(
    laporan: LaporanBulanan,
    path: Path,
    *,
    alasan: str,
    oleh: Pengguna,
    maju: Callable[[int, int], None],
) -> int:
    """Write the tables and the people whom the city protects, log it, return how many.

    Raises AturanDilanggarError when the report was given back meanwhile.
    """
    diketahui = laporan.diketahui
    if diketahui is None:
        raise AturanDilanggarError(BELUM_BEKU)
    judul = (
        f"Laporan {nama_bulan(laporan.bulan)} versi {laporan.versi}",
        f"Keadaan per {tanggal_panjang(laporan.per_tanggal)}, menurut yang diketahui "
        f"{waktu_wib(diketahui)}",
        f"Sidik laporan {laporan.sha256}",
    )
    siapa = "Peserta terlindungi, dibayar kota" + (", di wilayah Anda" if oleh.wilayah else "")
    tabel = lembar_tabel(daftar_tabel(isi_beku(laporan)), judul, Cetak())
    dari = (laporan.angka or {}).get("terlindungi", 0)
    with transaction.atomic(), sebagaimana_diketahui(diketahui):
        baris = _baris(laporan, oleh, lambda n: maju(n, dari))
        jumlah = tulis_buku(path, tabel, LembarTulis("Peserta", KOLOM, baris, (siapa, *judul)))
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.EKSPOR,
        objek=f"peserta laporan {nama_bulan(laporan.bulan)} versi {laporan.versi}",
        alasan=alasan,
        jumlah=jumlah,
    )
    return jumlah


def _baris(
    laporan: LaporanBulanan, oleh: Pengguna, maju: Callable[[int], None]
) -> Iterator[list[Any]]:
    h = himpunan(laporan.per_tanggal)
    tak = [pk for pk, satu in h.tahu.items() if satu not in TERLINDUNGI]
    semua = Iuran.objects.hidup().filter(
        bukan_satu_pun("peserta", tak), bulan=h.bulan, sumber__in=h.kota
    )
    if oleh.wilayah:
        semua = semua.filter(peserta__in=Peserta.objects.for_petugas(oleh))
    urut = semua.order_by("peserta__nama", "peserta").values_list(*ISI)
    for n, (nik, *lain) in enumerate(urut.iterator(SEKALI), start=1):
        if not n % SEKALI:
            maju(n)
        yield [n, samarkan(nik or ""), *lain]
