"""Jobs of papers. A second run makes the same file again, from the frozen contents."""

from collections.abc import Callable

from laporan.models import Surat
from laporan.surat.berkas.cetak import Cetakan, cetakan, nama_berkas
from laporan.surat.berkas.docx import buat_docx
from laporan.surat.berkas.excel import buat_excel
from laporan.surat.berkas.pdf import buat_pdf
from pijar.models import JejakAkses
from pijar.tugas import Pelaksana, pekerjaan


def _simpan(pelaksana: Pelaksana, akhiran: str, buat: Callable[[Cetakan], bytes]) -> None:
    surat = Surat.objects.select_related("kop", "penandatangan").get(
        pk=pelaksana.parameter["surat"]
    )
    cetak = cetakan(surat)
    pelaksana.simpan_hasil(buat(cetak), nama_berkas(surat, akhiran))
    if cetak.isi.rahasia and pelaksana.oleh:  # the file can be had from the page of jobs, too
        JejakAkses.catat(
            oleh=pelaksana.oleh,
            tindakan=JejakAkses.Tindakan.EKSPOR,
            objek=f"surat {surat.nomor or surat.pk} ({akhiran})",
            alasan=surat.judul,
            jumlah=max(cetak.isi.orang, 1),
        )


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
