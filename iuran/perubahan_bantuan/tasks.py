"""The job that confirms a change of very many grants."""

from django.urls import reverse
from django.utils import timezone

from iuran.models import PerubahanBantuan
from iuran.perubahan_bantuan.actions.putus import konfirmasi_perubahan
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan
from pijar.tugas import Pelaksana, pekerjaan


@pekerjaan("iuran.konfirmasi_perubahan_bantuan")
def konfirmasi(pelaksana: Pelaksana) -> None:
    """Carry the change out in one transaction; a second run is refused: it is confirmed."""
    if pelaksana.oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    isi = pelaksana.parameter
    satu = PerubahanBantuan.objects.for_petugas(pelaksana.oleh).get(pk=isi["perubahan"])
    hasil = konfirmasi_perubahan(
        satu,
        dilihat=isi["dilihat"],
        keluarkan=isi["keluarkan"],
        oleh=pelaksana.oleh,
        pada=timezone.now(),
    )
    pelaksana.tugas.pesan = (
        f"{ribuan(hasil.orang)} orang, {ribuan(hasil.bulan)} orang-bulan berubah; "
        f"{ribuan(hasil.tinggal + hasil.baru_keluar)} orang tidak ikut."
    )
    pelaksana.tugas.tautan = reverse("iuran:perubahan_bantuan_detail", args=[satu.pk])
    pelaksana.maju(hasil.orang, hasil.orang)
