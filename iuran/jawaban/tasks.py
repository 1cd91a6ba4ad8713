"""Jobs of BPJS's answers. A job delivered twice finds the answer applied and changes nothing."""

from django.urls import reverse
from django.utils import timezone

from iuran.jawaban.baca import baca_berkas, gagalkan, gagalkan_bacaan
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.models import JawabanBPJS, JenisJawaban
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan
from pijar.tugas import Pelaksana, pekerjaan


def _jawaban(pelaksana: Pelaksana) -> JawabanBPJS:
    jawaban = JawabanBPJS.objects.select_related("berkas_bpjs").get(
        pk=pelaksana.parameter["jawaban"]
    )
    pelaksana.tugas.tautan = reverse("iuran:jawaban", args=[jawaban.berkas_bpjs_id, jawaban.pk])
    return jawaban


@pekerjaan(
    "iuran.baca_jawaban",
    satu_transaksi=False,
    saat_gagal=lambda isi, kalimat: gagalkan_bacaan(isi["jawaban"], kalimat),
)
def baca_jawaban(pelaksana: Pelaksana) -> None:
    """Read the file into rows; the answer's own page also shows why a file is unreadable."""
    jawaban = _jawaban(pelaksana)
    try:
        pelaksana.tugas.pesan = baca_berkas(jawaban, maju=pelaksana.maju)
    except AturanDilanggarError as penolakan:
        gagalkan(jawaban, penolakan)
        raise


@pekerjaan("iuran.terapkan_jawaban")
def terapkan(pelaksana: Pelaksana) -> None:
    """Apply the answer in one transaction."""
    jawaban = _jawaban(pelaksana)
    pelaksana.maju(0, 1)
    hasil = terapkan_jawaban(jawaban, pada=timezone.now(), oleh=pelaksana.oleh)
    pelaksana.maju(1, 1)
    cek_awal = jawaban.jenis == JenisJawaban.CEK_AWAL
    masuk, keluar = ("diterima untuk dibayar", "dicabut") if cek_awal else ("terdaftar", "ditolak")
    pelaksana.tugas.pesan = (
        f"{ribuan(hasil.terdaftar)} orang {masuk}, {ribuan(hasil.ditolak)} {keluar}, "
        f"{ribuan(hasil.bulan)} bulan iuran dibuat."
    )
