"""Jobs of the movement's lists. A job delivered twice finds its work done and changes nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.urls import reverse
from django.utils import timezone

from iuran.daftar_setoran.baca import baca_setoran, gagalkan
from iuran.daftar_setoran.dokumen import tulis_bagian
from iuran.daftar_setoran.terapkan import terapkan_setoran
from iuran.models import BagianSetoran, DaftarSetoran
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan
from pijar.tugas import Pelaksana, pekerjaan


def _nomor(pelaksana: Pelaksana) -> int:
    pk: int = pelaksana.parameter["daftar"]
    pelaksana.tugas.tautan = reverse("iuran:setoran_detail", args=[pk])
    return pk


@pekerjaan(
    "iuran.baca_setoran",
    saat_gagal=lambda isi, galat: gagalkan(isi["daftar"], galat.kalimat),
)
def baca(pelaksana: Pelaksana) -> None:
    """Read the file; the list's own page also shows why it cannot be read."""
    pk = _nomor(pelaksana)
    pelaksana.tugas.pesan = baca_setoran(pk, pada=timezone.now(), maju=pelaksana.maju)


@pekerjaan("iuran.terapkan_setoran")
def terapkan(pelaksana: Pelaksana) -> None:
    """Make the new months of a list paid, in one transaction."""
    pelaksana.maju(0, 1)
    baru = terapkan_setoran(_nomor(pelaksana), oleh=pelaksana.oleh, pada=timezone.now())
    pelaksana.maju(1, 1)
    pelaksana.tugas.pesan = f"Daftar dicatat: {ribuan(baru)} bulan baru lunas."


@pekerjaan("iuran.ekspor_setoran")
def ekspor(pelaksana: Pelaksana) -> None:
    """Write one bin of a list as Excel."""
    oleh = pelaksana.oleh
    if oleh is None:
        raise AturanDilanggarError("Ekspor ini tidak mempunyai pemilik.")
    daftar = DaftarSetoran.objects.for_petugas(oleh).filter(pk=_nomor(pelaksana)).first()
    if daftar is None:
        raise AturanDilanggarError("Daftar ini di luar wilayah akun Anda.")
    bagian = BagianSetoran(pelaksana.parameter["bagian"])
    with TemporaryDirectory() as folder:
        berkas = tulis_bagian(daftar, bagian, Path(folder), oleh=oleh)
        pelaksana.simpan_hasil(berkas, berkas.name)
    pelaksana.maju(1, 1)
