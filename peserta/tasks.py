"""Background jobs of peserta. None retries by itself: the sweeper and "coba lagi" do."""

from pathlib import Path
from tempfile import TemporaryDirectory

from celery import shared_task
from django.utils import timezone

from peserta.actions.duplikat import cari_duplikat_impor, cari_duplikat_kota
from peserta.actions.ekspor import tulis_ekspor
from peserta.actions.impor import baca_impor, terapkan_impor
from peserta.actions.impor_sisa import tulis_sisa
from peserta.filters import PesertaFilter
from peserta.models import Impor
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan
from pijar.tugas import Pelaksana, pekerjaan


@pekerjaan("peserta.baca_impor")
def baca(pelaksana: Pelaksana) -> None:
    """Stage and judge an uploaded list."""
    impor = baca_impor(pelaksana.parameter["impor"], pada=timezone.localdate(), maju=pelaksana.maju)
    dibaca = impor.jumlah["dibaca"]
    pelaksana.maju(dibaca, dibaca)


@pekerjaan("peserta.terapkan_impor")
def terapkan(pelaksana: Pelaksana) -> None:
    """Apply the ticked rows of a list."""
    impor = terapkan_impor(pelaksana.parameter["impor"], oleh=pelaksana.oleh)
    dibaca = impor.jumlah["dibaca"]
    pelaksana.maju(dibaca, dibaca)


@pekerjaan("peserta.cari_duplikat")
def cari_duplikat(pelaksana: Pelaksana) -> None:
    """Look in the whole city for people like those of an applied list."""
    jumlah = cari_duplikat_impor(Impor.objects.get(pk=pelaksana.parameter["impor"]))
    pelaksana.tugas.pesan = (
        f"{ribuan(jumlah)} pasangan perlu diperiksa di Kemungkinan ganda."
        if jumlah
        else "Tidak ada yang mirip."
    )
    pelaksana.maju(1, 1)


@shared_task(name="peserta.cari_duplikat_kota")
def cari_kota() -> None:
    """Every night, for people who came in another way. Not retried: the next night comes."""
    cari_duplikat_kota()


@pekerjaan("peserta.ekspor")
def ekspor(pelaksana: Pelaksana) -> None:
    """Write the people of a filter to a workbook, as their officer may see them now."""
    oleh = pelaksana.tugas.oleh
    if oleh is None:
        raise AturanDilanggarError("Ekspor ini tidak mempunyai pemilik.")
    orang = PesertaFilter(pelaksana.parameter["saringan"], petugas=oleh).hasil
    dari = orang.count()
    with TemporaryDirectory(prefix="pijar-") as folder:
        path = Path(folder) / "peserta.xlsx"
        jumlah = tulis_ekspor(
            orang,
            path,
            oleh=oleh,
            alasan=pelaksana.parameter["alasan"],
            maju=lambda n: pelaksana.maju(n, dari),
        )
        pelaksana.simpan_hasil(path, f"peserta-{timezone.localdate():%Y-%m-%d}.xlsx")
    pelaksana.parameter["saringan"].pop("q", None)  # a name is kept only while it is needed
    pelaksana.maju(jumlah, jumlah)


@pekerjaan("peserta.unduh_sisa")
def unduh_sisa(pelaksana: Pelaksana) -> None:
    """Write the rows of an import that did not go in, with their reasons."""
    impor = Impor.objects.get(pk=pelaksana.parameter["impor"])
    with TemporaryDirectory(prefix="pijar-") as folder:
        path = Path(folder) / "sisa.xlsx"
        jumlah = tulis_sisa(impor, path)
        pelaksana.simpan_hasil(path, f"sisa-impor-{impor.pk}.xlsx")
    pelaksana.maju(jumlah, jumlah)
