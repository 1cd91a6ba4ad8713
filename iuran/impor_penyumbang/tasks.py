"""Jobs of the form's answers. A job delivered twice finds its work done and changes nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.urls import reverse
from django.utils import timezone

from iuran.impor_penyumbang.baca import baca_jawaban_asn, gagalkan
from iuran.impor_penyumbang.batal import batalkan_penyumbang
from iuran.impor_penyumbang.sisa import tulis_sisa
from iuran.impor_penyumbang.terapkan import terapkan_penyumbang
from iuran.models import BarisPenyumbang, ImporPenyumbang, NasibPekerja
from peserta.duplikat import cari_banyak
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan
from pijar.tugas import Pelaksana, pekerjaan

DISEBUT = 5  # names of left out rows in the job's message; the page has all


def _nomor(pelaksana: Pelaksana) -> int:
    pk: int = pelaksana.parameter["impor"]
    pelaksana.tugas.tautan = reverse("iuran:impor_penyumbang_detail", args=[pk])
    return pk


@pekerjaan(
    "iuran.baca_penyumbang",
    saat_gagal=lambda isi, galat: gagalkan(isi["impor"], galat.kalimat),
)
def baca(pelaksana: Pelaksana) -> None:
    """Read an uploaded list and give every answer its verdict."""
    impor = baca_jawaban_asn(_nomor(pelaksana), pada=timezone.localdate(), maju=pelaksana.maju)
    pelaksana.tugas.pesan = f"{ribuan(impor.jumlah['dibaca'])} jawaban dibaca."


@pekerjaan("iuran.terapkan_penyumbang")
def terapkan(pelaksana: Pelaksana) -> None:
    """Bring the ticked answers in, in one transaction."""
    pelaksana.maju(0, 1)
    hasil = terapkan_penyumbang(
        _nomor(pelaksana),
        dilihat=pelaksana.parameter["dilihat"],
        oleh=pelaksana.oleh,
        pada=timezone.now(),
    )
    pelaksana.maju(1, 1)
    isi = hasil.isi
    pesan = (
        f"{ribuan(isi.penyumbang_baru)} penyumbang dan {ribuan(len(isi.pekerja_baru))} pekerja "
        f"baru, {ribuan(isi.janji_baru)} janji dicatat, {ribuan(isi.janji_ubah)} diubah."
    )
    if hasil.dilewati:
        sebut = "; ".join(hasil.dilewati[:DISEBUT])
        lain = " dan lainnya" if len(hasil.dilewati) > DISEBUT else ""
        pesan += f" Dilewati karena datanya berubah: {sebut}{lain}."
    pelaksana.tugas.pesan = pesan


@pekerjaan("iuran.cari_duplikat_penyumbang", satu_transaksi=False)
def cari_duplikat(pelaksana: Pelaksana) -> None:
    """Search the whole city for people who may be the new workers of an applied list."""
    baris = BarisPenyumbang.objects.filter(
        impor=_nomor(pelaksana), nasib_pekerja=NasibPekerja.BARU, peserta__isnull=False
    )
    jumlah = cari_banyak(sorted({pk for pk in baris.values_list("peserta", flat=True) if pk}))
    pelaksana.tugas.pesan = (
        f"{ribuan(jumlah)} pasangan perlu diperiksa di Kemungkinan ganda."
        if jumlah
        else "Tidak ada yang mirip."
    )
    pelaksana.maju(1, 1)


@pekerjaan("iuran.batalkan_penyumbang")
def batalkan(pelaksana: Pelaksana) -> None:
    """Take applied answers back, as far as nothing was built on them."""
    pelaksana.maju(0, 1)
    hasil = batalkan_penyumbang(
        _nomor(pelaksana),
        sudah=pelaksana.parameter["sudah"],
        oleh=pelaksana.oleh,
        pada=timezone.now(),
    )
    pelaksana.maju(1, 1)
    if hasil:
        pelaksana.tugas.pesan = (
            f"{ribuan(hasil.batal)} jawaban dibatalkan, {ribuan(hasil.tetap)} tetap. "
            f"{ribuan(hasil.penyumbang_tetap)} penyumbang dan {ribuan(hasil.pekerja_tetap)} "
            "pekerja tetap tercatat tanpa janji ini."
        )


@pekerjaan("iuran.sisa_penyumbang")
def sisa(pelaksana: Pelaksana) -> None:
    """Write the answers left out, with their reasons."""
    if pelaksana.oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    impor = ImporPenyumbang.objects.get(pk=pelaksana.parameter["impor"])
    with TemporaryDirectory(prefix="pijar-") as folder:
        path = Path(folder) / "sisa.xlsx"
        jumlah = tulis_sisa(impor, path, oleh=pelaksana.oleh)
        pelaksana.simpan_hasil(path, f"sisa-jawaban-{impor.pk}.xlsx")
    pelaksana.maju(jumlah, jumlah)
