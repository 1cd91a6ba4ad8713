"""Jobs of life events: finding who turned 65, and recording many of these at once."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from iuran.peristiwa.actions.henti import usulkan_henti
from iuran.peristiwa.actions.usia import usulkan_usia_65
from iuran.peristiwa.actions.usulan import HasilBanyak, terima_banyak
from iuran.peristiwa.henti import RencanaHenti
from peserta.models import JenisPeristiwa, StatusUsulan, UsulanPeristiwa
from pijar.errors import AturanDilanggarError
from pijar.excel import tulis_besar
from pijar.rupiah import ribuan
from pijar.tugas import Pelaksana, pekerjaan


@shared_task(name="iuran.usia_65", autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def usia_65() -> None:
    """Propose every night to stop people of 65. A second run changes nothing."""
    usulkan_usia_65(pada=timezone.localdate())


@pekerjaan("iuran.usulkan_henti")
def usulkan(pelaksana: Pelaksana) -> None:
    """Propose to stop the people ``pks`` in one transaction; the file lists those left out.

    A second run finds the proposals and adds none.
    """
    if pelaksana.oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    isi = pelaksana.parameter
    rencana = RencanaHenti(
        JenisPeristiwa(isi["jenis"]), date.fromisoformat(isi["tanggal"]), isi["keterangan"]
    )
    hasil = usulkan_henti(
        isi["pks"],
        rencana,
        oleh=pelaksana.oleh,
        pada=timezone.localdate(),
        maju=pelaksana.maju,
        terlindungi=isi.get("terlindungi", False),
    )
    pelaksana.tugas.pesan = (
        f"{ribuan(hasil.dicatat)} orang diusulkan berhenti, {ribuan(len(hasil.tinggal))} tidak. "
        "Admin lain mencatatnya di Usulan peristiwa."
    )
    pelaksana.tugas.tautan = f"{reverse('iuran:usulan')}?jenis={rencana.jenis}"
    _simpan_tinggal(pelaksana, hasil, "tidak-diusulkan.xlsx", "Tidak diusulkan")


def _simpan_tinggal(pelaksana: Pelaksana, hasil: HasilBanyak, nama: str, lembar: str) -> None:
    """Keep who was left out and why as the job's file."""
    if not hasil.tinggal:
        return
    with TemporaryDirectory() as folder:
        berkas = Path(folder) / nama
        tulis_besar(berkas, lembar, ("Nama", "Kelurahan", "Sebab"), hasil.tinggal)
        pelaksana.simpan_hasil(berkas, berkas.name)


@pekerjaan("iuran.terima_usulan", satu_transaksi=False)  # or thousands of people stay locked
def terima_usulan(pelaksana: Pelaksana) -> None:
    """Record the proposals ``pks``; the file lists the people left out and why.

    A second run skips recorded proposals, goes on with the rest, and counts both.
    """
    if pelaksana.oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    pks = pelaksana.parameter["pks"]
    hasil = terima_banyak(
        pks,
        dilihat=pelaksana.parameter["dilihat"],
        oleh=pelaksana.oleh,
        pada=timezone.localdate(),
        maju=pelaksana.maju,
    )
    dicatat = UsulanPeristiwa.objects.filter(
        pk__in=pks,
        status=StatusUsulan.DICATAT,
        diputus_oleh=pelaksana.oleh,
        diputus_pada__gte=pelaksana.tugas.dibuat_pada,
    ).count()
    pelaksana.tugas.pesan = (
        f"{ribuan(dicatat)} peristiwa dicatat, {ribuan(len(hasil.tinggal))} tidak."
    )
    pelaksana.tugas.tautan = reverse("iuran:usulan")
    _simpan_tinggal(pelaksana, hasil, "tidak-dicatat.xlsx", "Tidak dicatat")
