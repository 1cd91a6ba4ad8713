"""The export of the list of people; its kind keeps the list's name, ``peserta``."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from iuran.daftar.saringan import DaftarFilter
from peserta.daftar import tulis_ekspor
from pijar.errors import AturanDilanggarError
from pijar.tugas import Pelaksana, pekerjaan


@pekerjaan("peserta.ekspor")
def ekspor(pelaksana: Pelaksana) -> None:
    """Write the people of a filter to a workbook, limited to the area that the officer has now.

    Cover and ages are those of the day the page showed, even when the job runs after midnight.
    """
    oleh = pelaksana.tugas.oleh
    if oleh is None:
        raise AturanDilanggarError("Ekspor ini tidak mempunyai pemilik.")
    pada = date.fromisoformat(pelaksana.parameter["pada"])
    orang = DaftarFilter(pelaksana.parameter["saringan"], petugas=oleh, pada=pada).hasil
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
