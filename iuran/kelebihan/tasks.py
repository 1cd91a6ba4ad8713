"""The export of months paid in vain."""

from pathlib import Path
from tempfile import TemporaryDirectory

from iuran.kelebihan.dokumen import tulis_kelebihan
from iuran.kelebihan.forms import KelebihanForm
from iuran.models import Iuran
from pijar.errors import AturanDilanggarError
from pijar.tugas import Pelaksana, pekerjaan


@pekerjaan("iuran.ekspor_kelebihan")
def ekspor_kelebihan(pelaksana: Pelaksana) -> None:
    """Write the filtered list, limited to the area that the officer has now."""
    oleh = pelaksana.tugas.oleh
    if oleh is None:
        raise AturanDilanggarError("Ekspor ini tidak mempunyai pemilik.")
    form = KelebihanForm(pelaksana.parameter["saringan"])
    daftar = form.saring(Iuran.objects.for_petugas(oleh))
    with TemporaryDirectory() as folder:
        berkas = tulis_kelebihan(daftar, Path(folder), oleh=oleh, maju=pelaksana.maju)
        pelaksana.simpan_hasil(berkas, berkas.name)
    pelaksana.maju(1, 1)
