"""Jobs of an import. None retries by itself: the sweeper and "coba lagi" start them again."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from peserta.duplikat import cari_duplikat_impor
from peserta.impor.baca import baca_impor, gagalkan
from peserta.impor.batal import kerjakan_batal
from peserta.impor.masukkan import masukkan_indeks_cari
from peserta.impor.sisa import tulis_sisa
from peserta.impor.terapkan import terapkan_impor
from peserta.models import Impor
from pijar.rupiah import ribuan
from pijar.tugas import Pelaksana, pekerjaan


@pekerjaan(
    "peserta.baca_impor",
    saat_gagal=lambda isi, galat: gagalkan(isi["impor"], galat.kalimat),
)
def baca(pelaksana: Pelaksana) -> None:
    """Stage and judge an uploaded list."""
    impor = baca_impor(pelaksana.parameter["impor"], pada=timezone.localdate(), maju=pelaksana.maju)
    dibaca = impor.jumlah.get("dibaca", 0)
    pelaksana.maju(dibaca, dibaca)


@pekerjaan("peserta.terapkan_impor")
def terapkan(pelaksana: Pelaksana) -> None:
    """Apply the ticked rows of a list."""
    impor = terapkan_impor(
        pelaksana.parameter["impor"],
        oleh=pelaksana.oleh,
        tugas_pk=pelaksana.tugas.pk,
        ajukan=pelaksana.parameter.get("ajukan"),
    )
    dibaca = impor.jumlah["dibaca"]
    pelaksana.maju(dibaca, dibaca)


@pekerjaan("peserta.batalkan_impor")
def batalkan(pelaksana: Pelaksana) -> None:
    """Undo an applied list, wholly or in part."""
    isi = pelaksana.parameter
    impor = kerjakan_batal(
        isi["impor"],
        sebagian=isi["sebagian"],
        sudah=isi["sudah"],
        oleh=pelaksana.oleh,
        tugas_pk=pelaksana.tugas.pk,
    )
    batal, tetap = impor.jumlah["batal"], impor.jumlah["tetap"]
    pelaksana.tugas.pesan = f"{ribuan(batal)} orang dibatalkan, {ribuan(tetap)} orang tetap."
    pelaksana.maju(batal, batal)


@pekerjaan("peserta.unduh_sisa")
def unduh_sisa(pelaksana: Pelaksana) -> None:
    """Write the rows left out of an import, or left by its undo, with their reasons."""
    impor = Impor.objects.get(pk=pelaksana.parameter["impor"])
    tetap = pelaksana.parameter.get("tetap", False)
    with TemporaryDirectory(prefix="pijar-") as folder:
        path = Path(folder) / "sisa.xlsx"
        jumlah = tulis_sisa(impor, path, tetap=tetap)
        pelaksana.simpan_hasil(path, f"{'tetap' if tetap else 'sisa'}-impor-{impor.pk}.xlsx")
    pelaksana.maju(jumlah, jumlah)


@pekerjaan("peserta.cari_duplikat", satu_transaksi=False)  # it locks pairs portion by portion
def cari_duplikat(pelaksana: Pelaksana) -> None:
    """Search the whole city for possible duplicates of the people of an applied list."""
    masukkan_indeks_cari()
    jumlah = cari_duplikat_impor(Impor.objects.get(pk=pelaksana.parameter["impor"]))
    pelaksana.tugas.pesan = (
        f"{ribuan(jumlah)} pasangan perlu diperiksa di Kemungkinan ganda."
        if jumlah
        else "Tidak ada yang mirip."
    )
    pelaksana.maju(1, 1)
