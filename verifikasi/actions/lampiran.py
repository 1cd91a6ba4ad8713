"""The working list of a decree: names with full NIK, as Excel, made by a job.

The annex that is signed is part of the decree's paper, which laporan makes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from pijar import tugas as tugas_latar
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import Pengguna, Tugas
from verifikasi.models import BarisPenetapan, Penetapan

KOLOM = (
    Kolom("No", Jenis.ANGKA),
    Kolom("NIK", Jenis.TEKS),
    Kolom("Nama", Jenis.TEKS),
    Kolom("Tempat lahir", Jenis.TEKS),
    Kolom("Tanggal lahir", Jenis.TANGGAL),
    Kolom("Jenis kelamin", Jenis.TEKS),
    Kolom("Alamat", Jenis.TEKS),
    Kolom("RT/RW", Jenis.TEKS),
    Kolom("Kelurahan", Jenis.TEKS),
    Kolom("Kecamatan", Jenis.TEKS),
    Kolom("Pekerjaan", Jenis.TEKS),
    Kolom("Sumber dana", Jenis.TEKS),
    Kolom("Jenis bantuan", Jenis.TEKS),
    Kolom("Mulai", Jenis.TEKS),
    Kolom("Jumlah bulan", Jenis.ANGKA),
    Kolom("Program", Jenis.TEKS),
    Kolom("Keterangan", Jenis.TEKS),
)


@transaction.atomic
def minta_lampiran(penetapan: Penetapan, *, oleh: Pengguna) -> Tugas:
    """Order the list; returns the running job if there is one. Its download is logged."""
    tugas = tugas_latar.buat(
        "verifikasi.lampiran",
        judul=f"Daftar orang penetapan {penetapan.nomor}",
        oleh=oleh,
        parameter={"penetapan": penetapan.pk},
        kunci=f"verifikasi.lampiran:{penetapan.pk}:{oleh.pk}",
    )
    Penetapan.objects.filter(pk=penetapan.pk).update(tugas_lampiran=tugas)
    return tugas


def tulis_lampiran(penetapan: Penetapan, berkas: Path) -> int:
    """Write the list to ``berkas``; returns how many people it names."""
    draf = " (draf, belum ditetapkan)" if penetapan.draf else ""
    judul = (
        f"Daftar orang {penetapan.nomor}{draf}",
        f"Tanggal {tanggal_panjang(penetapan.tanggal)}",
        penetapan.perihal or "Penerima bantuan iuran pekerja rentan",
    )
    return tulis_besar(berkas, "Daftar", KOLOM, _baris(penetapan), judul)


def nama_berkas(penetapan: Penetapan) -> str:
    return f"daftar-{slugify(penetapan.nomor.replace('/', '-')) or penetapan.pk}.xlsx"


def _baris(penetapan: Penetapan) -> Iterator[list[Any]]:
    daftar = (
        penetapan.daftar_baris.select_related(
            "peserta__kelurahan__kecamatan", "peserta__pekerjaan", "sumber", "dikeluarkan"
        )
        .order_by(
            "peserta__kelurahan__kecamatan__nama", "peserta__kelurahan__nama", "peserta__nama", "pk"
        )
        .iterator(chunk_size=2_000)
    )
    for nomor, b in enumerate(daftar, 1):
        yield [
            nomor,
            *_orang(b),
            str(b.sumber),
            b.get_jenis_display(),
            nama_bulan(b.bulan_awal),
            b.dibiayai,
            "JKK+JKM+JHT" if b.jht else "JKK+JKM",
            _keterangan(b),
        ]


def _keterangan(baris: BarisPenetapan) -> str:
    """Why the months are fewer than decided, or begin before the decree."""
    bagian = []
    if baris.dibiayai < baris.jumlah_bulan:
        bagian.append(
            f"Dipotong dari {baris.jumlah_bulan} bulan: berusia 65 pada "
            f"{nama_bulan(baris.ulang_tahun_65)}"
        )
    if baris.alasan_celah:
        bagian.append(f"Menutup celah: {baris.alasan_celah}")
    if keluar := baris.dikeluarkan:
        bagian.append(f"Dikeluarkan dari SK: {keluar.alasan}")
    return "; ".join(bagian)


def _orang(baris: BarisPenetapan) -> list[Any]:
    p = baris.peserta
    return [
        p.nik,
        p.nama,
        p.tempat_lahir,
        p.tanggal_lahir,
        p.get_jenis_kelamin_display(),
        p.alamat,
        f"{p.rt}/{p.rw}" if p.rt or p.rw else "",
        p.kelurahan.nama,
        p.kelurahan.kecamatan.nama,
        p.pekerjaan.nama,
    ]
