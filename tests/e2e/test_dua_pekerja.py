"""Workers on two machines, one queue: each job runs once, whoever is told of it how often."""

import pytest
from django.utils import timezone

from peserta.daftar.ekspor import minta_ekspor
from pijar.celery import app
from pijar.models import JejakAkses, Pengguna, StatusTugas, Tugas
from pijar.pengirim import kirim
from tests.e2e.pekerja_luar import PekerjaLuar, pekerja
from tests.factories import PesertaFactory
from tests.menunggu import tunggu

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]
PESANAN, ANTARAN = 8, 4  # jobs, and how often the broker delivers each


@pytest.fixture(autouse=True)
def _antrean_kosong():
    app.control.purge()
    yield
    app.control.purge()


def test_dua_mesin_tidak_mengerjakan_satu_tugas_dua_kali(akun, tmp_path):
    PesertaFactory()
    admin = Pengguna.objects.get(username="admin")

    with pekerja(tmp_path, nama="a@x") as a, pekerja(tmp_path, nama="b@y") as b:
        tunggu(lambda: all(" ready." in tulisan(satu) for satu in (a, b)))
        for n in range(PESANAN):
            tugas = minta_ekspor(
                {"cari": f"Orang {n}"}, alasan="Rekap", oleh=admin, pada=timezone.localdate()
            )
            for _ in range(ANTARAN - 1):
                kirim(tugas.pk, tugas.jenis)
        tunggu(lambda: antaran(a) + antaran(b) == PESANAN * ANTARAN)

    assert antaran(a) > 0
    assert antaran(b) > 0
    assert set(Tugas.objects.values_list("status", "percobaan")) == {(StatusTugas.SELESAI, 1)}
    assert JejakAkses.objects.filter(tindakan=JejakAkses.Tindakan.EKSPOR).count() == PESANAN


def tulisan(satu: PekerjaLuar) -> str:
    return satu.catatan.read_text()


def antaran(satu: PekerjaLuar) -> int:
    """How many messages the worker has dealt with."""
    return tulisan(satu).count("] succeeded in ")
