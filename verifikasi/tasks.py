"""Jobs of verifikasi: approving many cases, applying many changes, the annex of a decree."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.urls import reverse
from django.utils import timezone

from pijar.errors import AturanDilanggarError
from pijar.excel import tulis_besar
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.tugas import Pelaksana, pekerjaan
from verifikasi import actions
from verifikasi.actions.lampiran import nama_berkas, tulis_lampiran
from verifikasi.actions.perubahan_banyak import terapkan_banyak
from verifikasi.models import Penetapan


@pekerjaan("verifikasi.setujui_banyak")
def setujui_banyak(kerja: Pelaksana) -> None:
    """Approve the cases ``pks``; the file lists the cases left out and why.

    Not retried by itself: a second run finds approved cases decided and changes nothing.
    """
    pks = kerja.parameter["pks"]
    oleh = Pengguna.objects.get(pk=kerja.parameter["oleh"])
    hasil = actions.setujui_banyak(
        pks,
        kode=kerja.parameter["kode"],
        dasar=kerja.parameter["dasar"],
        oleh=oleh,
        pada=timezone.localdate(),
    )
    kerja.maju(len(pks), len(pks))
    kerja.tugas.pesan = (
        f"{ribuan(hasil.disetujui)} pengajuan disetujui, {ribuan(len(hasil.tinggal))} tidak."
    )
    kerja.tugas.tautan = reverse("verifikasi:antrean")
    baris = [(t.nama, t.kelurahan, t.sebab) for t in hasil.tinggal]
    _simpan_tinggal(kerja, baris, "tidak-disetujui.xlsx", "Tidak disetujui")


def _simpan_tinggal(
    kerja: Pelaksana, tinggal: list[tuple[str, str, str]], nama: str, lembar: str
) -> None:
    """Keep who was left out and why as the job's file."""
    if not tinggal:
        return
    with TemporaryDirectory() as folder:
        berkas = Path(folder) / nama
        tulis_besar(berkas, lembar, ("Nama", "Kelurahan", "Sebab"), tinggal)
        kerja.simpan_hasil(berkas, berkas.name)


@pekerjaan("verifikasi.terapkan_perubahan", satu_transaksi=False)  # or thousands stay locked
def terapkan_perubahan(kerja: Pelaksana) -> None:
    """Apply the changes ``pks``; the file lists those left out and why.

    A second run skips applied changes and goes on with the rest.
    """
    if kerja.oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    hasil = terapkan_banyak(
        kerja.parameter["pks"], oleh=kerja.oleh, pada=timezone.now(), maju=kerja.maju
    )
    kerja.tugas.pesan = (
        f"{ribuan(hasil.diterapkan)} perubahan diterapkan, {ribuan(len(hasil.tinggal))} tidak."
    )
    kerja.tugas.tautan = reverse("peserta:perubahan_daftar")
    _simpan_tinggal(kerja, hasil.tinggal, "tidak-diterapkan.xlsx", "Tidak diterapkan")


@pekerjaan("verifikasi.lampiran")
def lampiran(kerja: Pelaksana) -> None:
    """Make the annex of one decree. Harmless twice: it only writes the job's own file."""
    penetapan = Penetapan.objects.get(pk=kerja.parameter["penetapan"])
    with TemporaryDirectory() as folder:
        berkas = Path(folder) / "lampiran.xlsx"
        jumlah = tulis_lampiran(penetapan, berkas)
        kerja.maju(jumlah, jumlah)
        kerja.tugas.tautan = reverse("verifikasi:penetapan_detail", args=[penetapan.pk])
        kerja.simpan_hasil(berkas, nama_berkas(penetapan))
