"""Jobs of lists of other offices. A job delivered twice finds its work done and changes nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.urls import reverse
from django.utils import timezone

from iuran.models import HasilPadanan, PermintaanPadanan
from iuran.pemadanan.baca import baca_padanan, gagalkan
from iuran.pemadanan.permintaan import tulis_daftar
from iuran.pemadanan.terapkan import terapkan_padanan
from iuran.pemadanan.usulkan import HasilUsul, usulkan_banyak
from pijar.errors import AturanDilanggarError
from pijar.excel import tulis_besar
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.tugas import Pelaksana, pekerjaan


def _nomor(pelaksana: Pelaksana) -> int:
    pk: int = pelaksana.parameter["daftar"]
    pelaksana.tugas.tautan = reverse("iuran:pemadanan_detail", args=[pk])
    return pk


def _pemilik(pelaksana: Pelaksana) -> Pengguna:
    if pelaksana.oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    return pelaksana.oleh


@pekerjaan(
    "iuran.baca_padanan",
    saat_gagal=lambda isi, galat: gagalkan(isi["daftar"], galat.kalimat),
)
def baca(pelaksana: Pelaksana) -> None:
    """Read an uploaded list and put every row in its bin."""
    daftar = baca_padanan(_nomor(pelaksana), pada=timezone.localdate(), maju=pelaksana.maju)
    pelaksana.tugas.pesan = f"{ribuan(daftar.jumlah['dibaca'])} baris dibaca."


@pekerjaan("iuran.terapkan_padanan")
def terapkan(pelaksana: Pelaksana) -> None:
    """Make the rows of a list the last checks of its people, in one transaction."""
    pelaksana.maju(0, 1)
    orang = terapkan_padanan(_nomor(pelaksana), oleh=pelaksana.oleh, pada=timezone.now())
    pelaksana.maju(1, 1)
    pelaksana.tugas.pesan = f"Daftar dipakai: pemadanan terakhir {ribuan(orang)} orang."


@pekerjaan("iuran.usulkan_padanan")
def usulkan(pelaksana: Pelaksana) -> None:
    """Propose the events of a bin; the file lists those left out and why."""
    hasil = usulkan_banyak(
        _nomor(pelaksana),
        pelaksana.parameter["hasil"],
        oleh=_pemilik(pelaksana),
        pada=timezone.localdate(),
        maju=pelaksana.maju,
    )
    pelaksana.tugas.pesan = (
        f"{ribuan(hasil.diusulkan)} peristiwa diusulkan "
        f"({HasilPadanan(pelaksana.parameter['hasil']).label.lower()}), "
        f"{ribuan(len(hasil.tinggal))} orang tidak. Admin lain mencatatnya di Usulan peristiwa."
    )
    _simpan_tinggal(pelaksana, hasil)


def _simpan_tinggal(pelaksana: Pelaksana, hasil: HasilUsul) -> None:
    if not hasil.tinggal:
        return
    with TemporaryDirectory() as folder:
        berkas = Path(folder) / "tidak-diusulkan.xlsx"
        tulis_besar(berkas, "Tidak diusulkan", ("Nama", "Kelurahan", "Sebab"), hasil.tinggal)
        pelaksana.simpan_hasil(berkas, berkas.name)


@pekerjaan("iuran.daftar_padanan")
def daftar_padanan(pelaksana: Pelaksana) -> None:
    """Write the list to send, with full NIKs: the export is logged."""
    permintaan = PermintaanPadanan.objects.select_related("tagihan").get(
        pk=pelaksana.parameter["permintaan"]
    )
    with TemporaryDirectory() as folder:
        berkas = tulis_daftar(
            permintaan, Path(folder), oleh=_pemilik(pelaksana), maju=pelaksana.maju
        )
        pelaksana.simpan_hasil(berkas, berkas.name)
    pelaksana.maju(permintaan.jumlah, permintaan.jumlah)
