"""Background jobs of peserta. None retries by itself: the sweeper and "coba lagi" do."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from peserta.actions.berkas import hapus_berkas_yatim, hapus_isi_berkas
from peserta.actions.ekspor import tulis_ekspor
from peserta.actions.impor import baca_impor, terapkan_impor
from peserta.actions.impor_sisa import tulis_sisa
from peserta.actions.isian import hapus_isian_lama
from peserta.filters import PesertaFilter
from peserta.models import Impor
from pijar.errors import AturanDilanggarError
from pijar.tugas import Pelaksana, pekerjaan


@pekerjaan("peserta.baca_impor")
def baca(pelaksana: Pelaksana) -> None:
    """Stage and judge an uploaded list."""
    impor = baca_impor(pelaksana.parameter["impor"], pada=timezone.localdate(), maju=pelaksana.maju)
    dibaca = impor.jumlah.get("dibaca", 0)
    pelaksana.maju(dibaca, dibaca)


@pekerjaan("peserta.terapkan_impor")
def terapkan(pelaksana: Pelaksana) -> None:
    """Apply the ticked rows of a list."""
    impor = terapkan_impor(pelaksana.parameter["impor"], oleh=pelaksana.oleh)
    dibaca = impor.jumlah["dibaca"]
    pelaksana.maju(dibaca, dibaca)


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
    """Write the rows of an import that did not go in, or were not undone, with their reasons."""
    impor = Impor.objects.get(pk=pelaksana.parameter["impor"])
    tetap = pelaksana.parameter.get("tetap", False)
    with TemporaryDirectory(prefix="pijar-") as folder:
        path = Path(folder) / "sisa.xlsx"
        jumlah = tulis_sisa(impor, path, tetap=tetap)
        pelaksana.simpan_hasil(path, f"{'tetap' if tetap else 'sisa'}-impor-{impor.pk}.xlsx")
    pelaksana.maju(jumlah, jumlah)


@shared_task(name="peserta.rapikan")
def rapikan() -> None:
    """Every night: forget old drafts, erase papers taken away. Not retried: the next night comes.

    Harmless twice: what is gone is not found again.
    """
    kini = timezone.now()
    hapus_isian_lama(sebelum=kini - timedelta(days=settings.ISIAN_TERTUNDA_HARI))
    hapus_isi_berkas(sebelum=kini - timedelta(days=settings.BERKAS_DIHAPUS_HARI))
    hapus_berkas_yatim(sebelum=kini - timedelta(days=1))
