"""Export the list of people, and log the officer, the reason and the number of people."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from peserta.bersih.bidang import BIDANG_ORANG, BIDANG_PER_KODE
from peserta.models import JenisKelamin, Peserta, Status, StatusBPJS, SumberData
from pijar import tugas
from pijar.errors import AturanDilanggarError
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import JejakAkses, Pengguna, Tugas
from pijar.replika import untuk_ekspor

SEKALI_AMBIL = 5_000
ALASAN_TERPENDEK, PANJANG_ALASAN = 5, 300
# Title, field of the query, kind of column; in the order of the sheet.
_ORANG = [(b.judul, b.nilai or b.kode, b.sel) for b in BIDANG_ORANG]
_KECAMATAN = BIDANG_PER_KODE["kecamatan"]
_ORANG.insert(
    [b.kode for b in BIDANG_ORANG].index("kelurahan") + 1,
    (_KECAMATAN.judul, _KECAMATAN.nilai, Jenis.TEKS),
)
KOLOM: tuple[tuple[str, str, Jenis], ...] = (
    *_ORANG,
    ("Sumber Data", "sumber_data", Jenis.TEKS),
    ("Status", "status", Jenis.TEKS),
    ("Didata Pada", "dibuat_pada", Jenis.WAKTU),
)
_LABEL: dict[str, dict[str, str]] = {
    "jenis_kelamin": dict(JenisKelamin.choices),
    "status_bpjs": dict(StatusBPJS.choices),
    "sumber_data": dict(SumberData.choices),
    "status": dict(Status.choices),
}


@transaction.atomic
def minta_ekspor(saringan: dict[str, str], *, alasan: str, oleh: Pengguna, pada: date) -> Tugas:
    """Queue an export of these filters as of ``pada``; a second click returns the same job.

    Raises AturanDilanggarError without a reason: the file holds full NIKs (UU 27/2022).
    """
    alasan = " ".join(alasan.replace("\x00", " ").split())[:PANJANG_ALASAN]
    saringan = {k: isi.replace("\x00", "\ufffd") for k, isi in saringan.items()}  # still wrong
    if len(alasan) < ALASAN_TERPENDEK:
        raise AturanDilanggarError(
            "Pilih alasan ekspor; bila lainnya, tulis keterangannya. Isinya NIK lengkap, jadi "
            "siapa yang mengekspor dan alasannya dicatat."
        )
    inti = json.dumps([saringan, pada.isoformat()], sort_keys=True)
    sidik = hashlib.sha256(inti.encode()).hexdigest()[:16]
    return tugas.buat(
        "peserta.ekspor",
        judul="Ekspor daftar peserta",
        oleh=oleh,
        parameter={"saringan": saringan, "alasan": alasan, "pada": pada.isoformat()},
        kunci=f"peserta.ekspor:{oleh.pk}:{sidik}",
    )


def tulis_ekspor(
    orang: QuerySet[Peserta],
    path: Path,
    *,
    oleh: Pengguna,
    alasan: str,
    maju: Callable[[int], None],
) -> int:
    """Write ``orang`` to ``path``, log the access, and return the number of rows."""
    kini = timezone.localtime()
    judul = [f"Daftar peserta per {kini:%d-%m-%Y %H.%M} WIB", f"Diekspor oleh {oleh}"]
    kolom = [Kolom(nama, jenis) for nama, _, jenis in KOLOM]
    with untuk_ekspor():
        jumlah = tulis_besar(path, "Peserta", kolom, _baris(orang, maju), judul)
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.EKSPOR,
        objek="daftar peserta",
        alasan=alasan,
        jumlah=jumlah,
    )
    return jumlah


def _baris(orang: QuerySet[Peserta], maju: Callable[[int], None]) -> Iterator[list[Any]]:
    kolom = [nama for _, nama, _ in KOLOM]
    label = [(i, _LABEL[nama]) for i, nama in enumerate(kolom) if nama in _LABEL]
    banyak = orang.values_list(*kolom).iterator(SEKALI_AMBIL)
    for n, isi in enumerate(banyak, start=1):
        baris = list(isi)
        for i, arti in label:
            baris[i] = arti.get(baris[i], baris[i])
        if not n % SEKALI_AMBIL:
            maju(n)
        yield baris
