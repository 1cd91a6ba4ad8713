"""kill -9 in the middle of a big import, and a broker that is down: nothing is half done."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from kombu import pools

from peserta.impor.terapkan import minta_terapkan
from peserta.impor.terima import unggah_impor
from peserta.models import BarisImpor, Impor, Peserta
from pijar.celery import app
from pijar.lokal.supervisor import Supervisor
from pijar.lokal.valkey import Valkey
from pijar.models import Pengguna, StatusTugas, Tugas
from pijar.penyapu import sapu
from tests.e2e import lembar
from tests.e2e.pekerja_luar import pekerja, pekerja_berulang, tanpa_sesi, tertahan
from tests.e2e.tahap import berkas, kerjakan
from tests.menunggu import tunggu, yang_tertahan
from tests.peran import masuk

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]
BANYAK = 30_000


@pytest.fixture
def broker(tmp_path, monkeypatch):
    """A broker of this test's own, which does not run yet; ``broker()`` starts it."""
    server = Valkey(tmp_path, password="rahasia", log=tmp_path / "broker.log", throw_away=True)
    pengawas = Supervisor()

    def sambungkan(alamat):
        monkeypatch.setitem(app.conf, "broker_url", alamat)
        pools.reset()  # connections to the other broker
        app._pool = app.amqp._producer_pool = None

    def nyalakan():
        pengawas.start_engine(server)
        return server.url

    def bunuh():
        [anak] = pengawas.children
        anak.process.kill()
        anak.process.wait(10)
        pengawas.children.clear()

    nyalakan.bunuh = bunuh
    semula = app.conf.broker_url
    sambungkan(server.url)
    yield nyalakan
    sambungkan(semula)
    pengawas.stop()


@pytest.fixture(autouse=True)
def _antrean_kosong():
    app.control.purge()
    yield
    app.control.purge()


@pytest.fixture
def impor(akun, tmp_path):
    """A big list whose reading waits in the queue."""
    path = lembar.tulis_panjang(tmp_path / "banyak.xlsx", BANYAK, timezone.localdate())
    petugas = Pengguna.objects.get(username="petugas")
    return unggah_impor(berkas(path), nama=path.name, sumber_data="komunitas", oleh=petugas)


def tugas(impor: Impor) -> Tugas:
    return Tugas.objects.get(pk=Impor.objects.get(pk=impor.pk).tugas_id)


def selesai(impor: Impor) -> bool:
    kini = tugas(impor)
    assert kini.status != StatusTugas.GAGAL, kini.galat
    return kini.selesai


def test_dibunuh_saat_membaca_lalu_dikerjakan_lagi(impor, tmp_path):
    """Reading is all but done when the machine loses power."""
    with pekerja(tmp_path) as pertama:
        with tertahan():
            tunggu(yang_tertahan)  # all is done but the last step
            pertama.bunuh()
            assert BarisImpor.objects.count() == 0
        tunggu(tanpa_sesi)
        assert BarisImpor.objects.count() == 0
        assert tugas(impor).status == StatusTugas.BERJALAN

    sapu(timezone.now() + timedelta(minutes=2))
    assert tugas(impor).status == StatusTugas.ANTRE
    client = masuk(Pengguna.objects.get(username="petugas"))
    halaman = client.get(reverse("peserta:impor_detail", args=[impor.pk])).text
    assert "dijalankan lagi otomatis (percobaan ke-2 dari 3)" in halaman
    with pekerja(tmp_path):
        tunggu(lambda: selesai(impor))

    assert BarisImpor.objects.filter(impor=impor, vonis="baru").count() == BANYAK
    assert tugas(impor).percobaan == 2


def test_anak_pekerja_dibunuh_saat_menerapkan(impor, tmp_path):
    """The kernel kills the child that has just written 30.000 people; its worker goes on."""
    kerjakan()
    app.control.purge()
    minta_terapkan(impor, oleh=impor.oleh)
    with pekerja(tmp_path) as satu:
        with tertahan():
            tunggu(yang_tertahan)  # all is done but the last step
            assert Peserta.objects.count() == 0
            satu.bunuh_anak()
            tunggu(lambda: tugas(impor).percobaan == 2 and yang_tertahan())
            assert Peserta.objects.count() == 0
        tunggu(lambda: selesai(impor))

    assert Peserta.objects.count() == BANYAK
    assert Impor.objects.get(pk=impor.pk).jumlah["hasil_baru"] == BANYAK


def test_broker_mati_menunda_tetapi_tidak_menghilangkan(akun, broker, tmp_path):
    """The officer's upload is kept at once; it is read when the broker is back."""
    path = lembar.tulis_panjang(tmp_path / "sedikit.xlsx", 10, timezone.localdate())
    client = masuk(Pengguna.objects.get(username="petugas"))
    mulai = time.monotonic()

    jawaban = client.post(
        reverse("peserta:impor"), {"berkas": berkas(path), "sumber_data": "kelurahan"}
    )

    assert time.monotonic() - mulai < 10
    impor = Impor.objects.get()
    assert jawaban.url == reverse("peserta:impor_detail", args=[impor.pk])
    assert "Menunggu giliran" in client.get(jawaban.url).text
    assert (tugas(impor).status, tugas(impor).dikirim_pada) == (StatusTugas.ANTRE, None)
    kelak = timezone.now() + timedelta(minutes=2)
    assert sapu(kelak) == {"dikirim": 0, "hilang": 0}

    alamat = broker()
    tunggu(lambda: sapu(kelak) == {"dikirim": 1, "hilang": 0})  # the hung send may end first
    with pekerja(tmp_path, alamat):
        tunggu(lambda: selesai(impor))
    assert BarisImpor.objects.filter(impor=impor, vonis="baru").count() == 10


def test_broker_hilang_di_tengah_pekerjaan_lalu_kembali(akun, broker, tmp_path):
    """kill -9 of the broker while a list is being read: it is read once, and so is the next one."""
    alamat = broker()
    petugas = Pengguna.objects.get(username="petugas")

    def unggah(nama, banyak):
        path = lembar.tulis_panjang(tmp_path / nama, banyak, timezone.localdate())
        return unggah_impor(berkas(path), nama=path.name, sumber_data="komunitas", oleh=petugas)

    pertama = unggah("satu.xlsx", 10)
    with pekerja_berulang(tmp_path, alamat) as hidupkan:
        with tertahan():
            tunggu(lambda: hidupkan() and yang_tertahan())
            broker.bunuh()
        tunggu(lambda: hidupkan() and selesai(pertama))
        kedua = unggah("dua.xlsx", 12)
        assert tugas(kedua).dikirim_pada is None
        broker()

        def dibaca():
            hidupkan()
            sapu(timezone.now() + timedelta(minutes=2))
            return selesai(kedua)

        tunggu(dibaca, jeda=2)

    assert BarisImpor.objects.filter(impor=pertama).count() == 10
    assert BarisImpor.objects.filter(impor=kedua).count() == 12
    assert tugas(pertama).percobaan == 1
