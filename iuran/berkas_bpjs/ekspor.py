"""The sheet of a file as BPJS wants it: columns, codes and dates come from the export profile.

Every cell is text, so no NIK loses a digit and no phone its leading zero.
"""

import math
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path

from iuran.berkas_bpjs.kolom import ISI_KOLOM, Nilai, galat_kolom
from iuran.buku import pilih_tarif
from iuran.models import BarisBerkas, BerkasBPJS, HasilBaris, JenisBerkasBPJS, Tarif
from pijar.errors import AturanDilanggarError
from pijar.excel import Kolom, Sel, baca_lembar, teks, tulis_besar

Maju = Callable[[int, int], None]
SEKALI_BACA = 2_000


def contoh_isi(berkas_bpjs: BerkasBPJS, baris: Sequence[BarisBerkas]) -> list[list[str]]:
    """These lines as the file would show them; the file need not exist yet."""
    pembaca = [_pembaca(satu, berkas_bpjs) for satu in berkas_bpjs.profil.kolom]
    return [[baca(b) for baca in pembaca] for b in baris]


def tulis_berkas(berkas_bpjs: BerkasBPJS, folder: Path, maju: Maju) -> Path:
    """Write the file into ``folder``: one workbook, or a zip of several when it is too long.

    Raises AturanDilanggarError when the profile cannot be used.
    """
    profil = berkas_bpjs.profil
    if galat := galat_kolom(profil.kolom, profil.jenis):
        raise AturanDilanggarError(f"Profil ekspor {profil} belum dapat dipakai. {galat}")
    baris = _baris(berkas_bpjs, maju)
    jumlah_berkas = math.ceil(berkas_bpjs.jumlah_orang / profil.baris_paling_banyak)
    kolom = [Kolom(satu["judul"]) for satu in profil.kolom]
    berkas = []
    for bagian in range(1, jumlah_berkas + 1):
        akhiran = f"-bagian-{bagian}" if jumlah_berkas > 1 else ""
        path = folder / f"{berkas_bpjs.nomor}{akhiran}.xlsx"
        ditulis = Sidik(islice(baris, profil.baris_paling_banyak))
        tulis_besar(path, profil.nama_lembar, kolom, ditulis)
        _baca_kembali(path, ditulis)
        berkas.append(path)
    return (
        berkas[0] if jumlah_berkas == 1 else _satukan(folder / f"{berkas_bpjs.nomor}.zip", berkas)
    )


class Sidik:
    """Rows that pass through, with their number and fingerprint."""

    def __init__(self, baris: Iterable[Sequence[Sel]]) -> None:
        self.baris = baris
        self.jumlah = 0
        self.hash = sha256()

    def __iter__(self) -> Iterator[Sequence[Sel]]:
        for isi in self.baris:
            self.jumlah += 1
            tulisan = "\t".join(map(teks, isi)).rstrip()
            self.hash.update(f"{tulisan}\n".encode())
            yield isi

    @property
    def sidik(self) -> tuple[int, str]:
        return self.jumlah, self.hash.hexdigest()


def _baca_kembali(path: Path, ditulis: Sidik) -> None:
    """Read the workbook as BPJS will; raises AturanDilanggarError when a cell is not as written."""
    (lembar,) = baca_lembar(path)
    dibaca = Sidik(sel for _, sel in islice(lembar.baris, 1, None))
    for _ in dibaca:
        pass
    if dibaca.sidik != ditulis.sidik:
        raise AturanDilanggarError(
            "Excel yang dibuat tidak sama dengan datanya setelah dibaca kembali, jadi tidak dapat "
            "dikirim. Tekan Buat ulang Excel; bila terulang, laporkan ke admin sistem."
        )


def _satukan(tujuan: Path, berkas: list[Path]) -> Path:
    with zipfile.ZipFile(tujuan, "w", zipfile.ZIP_STORED) as arsip:  # xlsx is compressed already
        for path in berkas:
            arsip.write(path, path.name)
    return tujuan


def _baris(berkas_bpjs: BerkasBPJS, maju: Maju) -> Iterator[list[str]]:
    daftar = (
        berkas_bpjs.daftar_baris.exclude(hasil=HasilBaris.BATAL)
        .select_related("peserta__kelurahan__kecamatan", "peserta__pekerjaan", "bantuan__sambungan")
        .order_by("nomor")
    )
    if berkas_bpjs.jenis == JenisBerkasBPJS.PENGHENTIAN:
        daftar = daftar.with_pokok().prefetch_related("peserta__daftar_bantuan")
    pembaca = [_pembaca(satu, berkas_bpjs) for satu in berkas_bpjs.profil.kolom]
    for nomor, baris in enumerate(daftar.iterator(chunk_size=SEKALI_BACA), 1):
        maju(nomor, berkas_bpjs.jumlah_orang)
        yield [baca(baris) for baca in pembaca]


def _pembaca(satu: dict[str, object], berkas_bpjs: BerkasBPJS) -> Callable[[BarisBerkas], str]:
    """Make the function that fills one column of the profile."""
    isi = str(satu["isi"])
    if isi.startswith("="):
        return lambda baris: isi[1:]
    ambil = _dasar_upah(berkas_bpjs) if isi == "dasar_upah" else ISI_KOLOM[isi]
    peta: dict[str, str] = satu.get("peta") or {}  # type: ignore[assignment]  # checked before
    pola = pola_tanggal(berkas_bpjs.profil.format_tanggal)

    def baca(baris: BarisBerkas) -> str:
        nilai = ambil(baris)
        tulisan = nilai.strftime(pola) if isinstance(nilai, date) else str(nilai)
        return str(peta.get(tulisan, tulisan))

    return baca


def _dasar_upah(berkas_bpjs: BerkasBPJS) -> Callable[[BarisBerkas], Nilai]:
    """The base wage of the tariff that the file's first month has."""
    if berkas_bpjs.bulan_awal is None or berkas_bpjs.sumber is None:
        raise AturanDilanggarError("Kolom dasar upah hanya untuk pendaftaran dan perpanjangan.")
    tarif = list(Tarif.objects.berlaku())
    dasar = {
        transport: pilih_tarif(
            tarif,
            bulan=berkas_bpjs.bulan_awal,
            jenis_sumber=berkas_bpjs.sumber.jenis,
            transport=transport,
        ).dasar
        for transport in (True, False)
    }
    return lambda baris: dasar[baris.peserta.pekerjaan.transport]


def pola_tanggal(format_tanggal: str) -> str:
    """Turn ``dd-mm-yyyy`` into Python's date pattern."""
    pola = format_tanggal.lower()
    for huruf, kode in (("yyyy", "%Y"), ("yy", "%y"), ("mm", "%m"), ("dd", "%d")):
        pola = pola.replace(huruf, kode)
    return pola
