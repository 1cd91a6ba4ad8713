"""Jobs of BPJS's lists. A job delivered twice finds the list read and changes nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.urls import reverse
from django.utils import timezone

from iuran.models import BagianDaftar, DaftarBPJS
from iuran.rekonsiliasi.baca import baca_daftar, gagalkan
from iuran.rekonsiliasi.dokumen import tulis_bagian
from pijar.errors import AturanDilanggarError
from pijar.tugas import Pelaksana, pekerjaan


def _nomor(pelaksana: Pelaksana) -> int:
    pk: int = pelaksana.parameter["daftar"]
    pelaksana.tugas.tautan = reverse("iuran:rekonsiliasi_detail", args=[pk])
    return pk


@pekerjaan(
    "iuran.baca_daftar_bpjs",
    saat_gagal=lambda isi, galat: gagalkan(isi["daftar"], galat.kalimat),
)
def baca(pelaksana: Pelaksana) -> None:
    """Read the file; the list's own page also shows why a file is unreadable."""
    pk = _nomor(pelaksana)
    pelaksana.tugas.pesan = baca_daftar(pk, pada=timezone.now(), maju=pelaksana.maju)


@pekerjaan("iuran.ekspor_rekonsiliasi")
def ekspor(pelaksana: Pelaksana) -> None:
    """Write one bin of a list as Excel, to ask BPJS with."""
    oleh = pelaksana.tugas.oleh
    if oleh is None:
        raise AturanDilanggarError("Ekspor ini tidak mempunyai pemilik.")
    daftar = DaftarBPJS.objects.for_petugas(oleh).filter(pk=_nomor(pelaksana)).first()
    if daftar is None:
        raise AturanDilanggarError("Daftar ini di luar wilayah akun Anda.")
    bagian = BagianDaftar(pelaksana.parameter["bagian"])
    with TemporaryDirectory() as folder:
        berkas = tulis_bagian(daftar, bagian, Path(folder), oleh=oleh)
        pelaksana.simpan_hasil(berkas, berkas.name)
    pelaksana.maju(1, 1)
