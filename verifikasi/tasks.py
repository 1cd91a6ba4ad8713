"""Jobs of verifikasi: approving many cases, and the annex of a decree."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.urls import reverse
from django.utils import timezone

from pijar.excel import tulis_besar
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.tugas import Pelaksana, pekerjaan
from verifikasi import actions
from verifikasi.actions.lampiran import nama_berkas, tulis_lampiran
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
    if hasil.tinggal:
        baris = [(t.nama, t.kelurahan, t.sebab) for t in hasil.tinggal]
        with TemporaryDirectory() as folder:
            berkas = Path(folder) / "tidak-disetujui.xlsx"
            tulis_besar(berkas, "Tidak disetujui", ("Nama", "Kelurahan", "Sebab"), baris)
            kerja.simpan_hasil(berkas, berkas.name)


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
