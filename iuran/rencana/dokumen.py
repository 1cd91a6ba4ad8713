"""A plan as a workbook: the same object as the page."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils.text import slugify

from iuran.rencana.angka import Rencana
from iuran.rencana.aturan import HasilSumber
from iuran.rencana.kalimat import kalimat_jumlah, kalimat_rencana, kalimat_target
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.excel import Jenis, Kolom, LembarTulis, tulis_kecil

_RINGKAS: tuple[tuple[str, Jenis], ...] = (
    ("Sumber dana", Jenis.TEKS),
    ("Keadaan pagu", Jenis.TEKS),
    ("Pagu", Jenis.RIBUAN),
    ("Orang yang direncanakan", Jenis.RIBUAN),
    ("Orang-bulan", Jenis.RIBUAN),
    ("Sudah terikat", Jenis.RIBUAN),
    ("Keperluan", Jenis.RIBUAN),
    ("Sisa (minus: kurang)", Jenis.RIBUAN),
    ("Uang habis pada", Jenis.TEKS),
)
_BULAN: tuple[tuple[str, Jenis], ...] = (
    ("Sumber dana", Jenis.TEKS),
    ("Bulan", Jenis.TEKS),
    ("Orang sudah ditetapkan", Jenis.RIBUAN),
    ("Orang tambahan", Jenis.RIBUAN),
    ("Tidak terbayar", Jenis.RIBUAN),
    ("Tarif", Jenis.RIBUAN),
    ("Rupiah", Jenis.RIBUAN),
    ("Sisa pagu", Jenis.RIBUAN),
)


def nama_berkas(rencana: Rencana, skenario: str = "") -> str:
    """Year, scenario and day: two scenarios downloaded on one day have names of their own."""
    bagian = (
        "rencana",
        str(rencana.dasar.tahun),
        slugify(skenario),
        f"{rencana.dasar.pada:%Y%m%d}",
    )
    return f"{'-'.join(filter(None, bagian))}.xlsx"


def excel_rencana(rencana: Rencana, judul: str) -> bytes:
    """One sheet for the sources with the sentences below, one month by month."""
    atas = (judul, f"Dihitung dari data {tanggal_panjang(rencana.dasar.pada)}; tidak mengikat")
    kalimat = [kalimat_target(t) for t in rencana.target]
    if jumlah := kalimat_jumlah(rencana.target):
        kalimat.append(jumlah)
    for h, satu in kalimat_rencana(rencana.sumber, rencana.target):
        kalimat += [f"{h.dasar.nama}: {k}" for k in satu]
    lembar = (
        ("Sumber", _RINGKAS, [_ringkas(h) for h in rencana.sumber], kalimat),
        ("Bulan", _BULAN, [b for h in rencana.sumber for b in _bulan(h)], ()),
    )
    tujuan = BytesIO()
    tulis_kecil(
        tujuan,
        [
            LembarTulis(nama, [Kolom(j, jenis) for j, jenis in kolom], baris, atas, None, catatan)
            for nama, kolom, baris, catatan in lembar
        ],
    )
    return tujuan.getvalue()


def _ringkas(h: HasilSumber) -> Sequence[Any]:
    return (
        h.dasar.nama,
        h.dasar.keadaan.label,
        h.pagu,
        h.puncak,
        h.orang_bulan,
        sum(h.dasar.terikat),
        h.rupiah,
        h.sisa,
        nama_bulan(h.habis) if h.habis else "",
    )


def _bulan(h: HasilSumber) -> list[Sequence[Any]]:
    return [
        (
            h.dasar.nama,
            nama_bulan(b.bulan),
            b.orang,
            b.baru,
            b.tak_terbayar,
            b.tarif,
            b.rupiah,
            b.sisa,
        )
        for b in h.bulan
    ]
