"""Jobs of BPJS's answers. A job delivered twice finds the answer applied and changes nothing."""

from django.urls import reverse
from django.utils import timezone

from iuran.jawaban.baca import baca_berkas, gagalkan
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.models import JawabanBPJS, JenisJawaban
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
    saat_gagal=lambda isi, galat: gagalkan(isi["jawaban"], galat),
)
def baca_jawaban(pelaksana: Pelaksana) -> None:
    """Read the file into rows; the answer's own page also shows why a file is unreadable."""
    pelaksana.tugas.pesan = baca_berkas(_jawaban(pelaksana), maju=pelaksana.maju)


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
