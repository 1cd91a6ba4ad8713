"""Jobs of papers. A second run makes the same file again, from the frozen contents."""

from collections.abc import Callable

from laporan.models import Surat
from laporan.surat.berkas.cetak import Cetakan, cetakan, nama_berkas
from laporan.surat.berkas.docx import buat_docx
from laporan.surat.berkas.excel import buat_excel
from laporan.surat.berkas.pdf import buat_pdf
from pijar.tugas import Pelaksana, pekerjaan


def _simpan(pelaksana: Pelaksana, akhiran: str, buat: Callable[[Cetakan], bytes]) -> None:
    surat = Surat.objects.select_related("kop", "penandatangan").get(
        pk=pelaksana.parameter["surat"]
    )
    pelaksana.simpan_hasil(buat(cetakan(surat)), nama_berkas(surat, akhiran))


@pekerjaan("laporan.surat_pdf")
def surat_pdf(pelaksana: Pelaksana) -> None:
    """Parameter ``surat``: pk of a paper."""
    _simpan(pelaksana, "pdf", lambda c: buat_pdf(c, pelaksana.maju))


@pekerjaan("laporan.surat_docx")
def surat_docx(pelaksana: Pelaksana) -> None:
    """Parameter ``surat``: pk of a paper."""
    _simpan(pelaksana, "docx", buat_docx)


@pekerjaan("laporan.surat_excel")
def surat_excel(pelaksana: Pelaksana) -> None:
    """Parameter ``surat``: pk of a paper."""
    _simpan(pelaksana, "xlsx", buat_excel)
