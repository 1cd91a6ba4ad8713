"""Background jobs of peserta. None retries by itself: the sweeper and "coba lagi" do."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from peserta.actions.impor import baca_impor, terapkan_impor
from peserta.actions.impor_sisa import tulis_sisa
from peserta.models import Impor
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


@pekerjaan("peserta.unduh_sisa")
def unduh_sisa(pelaksana: Pelaksana) -> None:
    """Write the rows of an import that did not go in, with their reasons."""
    impor = Impor.objects.get(pk=pelaksana.parameter["impor"])
    with TemporaryDirectory(prefix="pijar-") as folder:
        path = Path(folder) / "sisa.xlsx"
        jumlah = tulis_sisa(impor, path)
        pelaksana.simpan_hasil(path, f"sisa-impor-{impor.pk}.xlsx")
    pelaksana.maju(jumlah, jumlah)
