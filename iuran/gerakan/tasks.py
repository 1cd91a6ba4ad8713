"""The export of promises that need attention."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from iuran.gerakan.dokumen import tulis_pengingat
from iuran.gerakan.forms.ingatkan import IngatkanForm
from iuran.models import Janji
from pijar.errors import AturanDilanggarError
from pijar.tugas import Pelaksana, pekerjaan


@pekerjaan("iuran.ekspor_pengingat")
def ekspor_pengingat(pelaksana: Pelaksana) -> None:
    """Write the list of the ordered day, limited to the area that the officer has now."""
    oleh = pelaksana.tugas.oleh
    if oleh is None:
        raise AturanDilanggarError("Ekspor ini tidak mempunyai pemilik.")
    form = IngatkanForm(pelaksana.parameter["saringan"], petugas=oleh)
    pada = date.fromisoformat(pelaksana.parameter["pada"])
    daftar = form.saring(Janji.objects.for_petugas(oleh), pada)
    with TemporaryDirectory() as folder:
        berkas = tulis_pengingat(
            daftar, form.tentang, Path(folder), pada=pada, oleh=oleh, maju=pelaksana.maju
        )
        pelaksana.simpan_hasil(berkas, berkas.name)
    pelaksana.maju(1, 1)
