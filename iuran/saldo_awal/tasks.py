"""Jobs of opening lists. A job delivered twice finds the list applied and changes nothing."""

from django.urls import reverse
from django.utils import timezone

from iuran.saldo_awal.baca import baca_saldo, gagalkan
from iuran.saldo_awal.terapkan import terapkan_saldo
from pijar.rupiah import ribuan, rupiah
from pijar.tugas import Pelaksana, pekerjaan


def _nomor(pelaksana: Pelaksana) -> int:
    pk: int = pelaksana.parameter["saldo"]
    pelaksana.tugas.tautan = reverse("iuran:saldo_awal_detail", args=[pk])
    return pk


@pekerjaan(
    "iuran.baca_saldo_awal",
    saat_gagal=lambda isi, galat: gagalkan(isi["saldo"], galat.kalimat),
)
def baca(pelaksana: Pelaksana) -> None:
    """Read an uploaded list and give every row its verdict."""
    saldo = baca_saldo(_nomor(pelaksana), pada=timezone.localdate(), maju=pelaksana.maju)
    pelaksana.tugas.pesan = f"{ribuan(saldo.jumlah['dibaca'])} baris dibaca."


@pekerjaan("iuran.terapkan_saldo_awal")
def terapkan(pelaksana: Pelaksana) -> None:
    """Bring the ticked rows of a list in, in one transaction."""
    pelaksana.maju(0, 1)
    hasil = terapkan_saldo(
        _nomor(pelaksana),
        dilihat=pelaksana.parameter["dilihat"],
        oleh=pelaksana.oleh,
        pada=timezone.now(),
    )
    pelaksana.maju(1, 1)
    pelaksana.tugas.pesan = (
        f"{ribuan(hasil.orang)} orang menjadi Terdaftar dengan {ribuan(hasil.bulan)} bulan iuran, "
        f"{rupiah(hasil.rupiah)}."
    )
