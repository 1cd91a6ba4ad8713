"""What a list without a fault costs an officer, from the file to the queue of the verifier."""

import pytest

from peserta.models import Peserta, Status
from tests.e2e.ketukan import Ketukan
from tests.e2e.loket import TUNGGU
from tests.peserta.lembar import orang, xlsx

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]


def test_tiga_puluh_baris_baik_masuk_dan_diajukan(loket, pekerja_celery, record_property):
    petugas = loket("petugas")
    petugas.menu("Impor Excel")
    petugas.page.get_by_label("Berkas").wait_for()
    hitung = Ketukan(petugas.page, record_property)
    isi = xlsx(*(orang(n) for n in range(1, 31)))
    berkas = {"name": "daftar.xlsx", "mimeType": "application/x", "buffer": isi}

    petugas.page.get_by_label("Berkas").set_input_files(files=[berkas])
    petugas.tekan("Unggah dan periksa")
    petugas.tombol("Masukkan 30 orang").wait_for(timeout=TUNGGU)
    petugas.tekan("Masukkan dan ajukan")
    petugas.tampak("30 orang diajukan untuk diverifikasi.")

    assert Peserta.objects.filter(status=Status.DIAJUKAN).count() == 30
    hitung.paling_banyak("Impor 30 baris baik lalu ajukan", 3, 3)
