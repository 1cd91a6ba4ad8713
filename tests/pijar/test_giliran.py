"""Of one person's jobs two run; the third waits, and starts by itself when one has ended."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from pijar import penyapu
from pijar import tugas as tugas_latar
from pijar.giliran import BERSAMAAN, kirim_berikutnya
from pijar.models import StatusTugas, Tugas
from tests.peran import buat as buat_pengguna

JENIS = "coba.giliran"


@pytest.fixture(autouse=True)
def terkirim(monkeypatch):
    daftar = []
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda _, isi, **__: daftar.append(isi[0]))
    return daftar


def buat(oleh):
    return tugas_latar.buat(JENIS, judul="Coba", oleh=oleh, parameter={})


def penuhi(oleh):
    """As many running jobs as one person may have."""
    return [tugas_latar.ambil(buat(oleh).pk) for _ in range(BERSAMAAN)]


def test_the_third_job_waits_and_its_page_says_so(petugas, petugas_client):
    penuhi(petugas)
    ketiga = buat(petugas)

    assert tugas_latar.ambil(ketiga.pk) is None

    ketiga.refresh_from_db()
    assert (ketiga.status, ketiga.dikirim_pada) == (StatusTugas.ANTRE, None)
    halaman = petugas_client.get(f"/tugas/{ketiga.pk}/").text
    assert "Menunggu giliran" in halaman
    assert "paling banyak dua pekerjaan seseorang berjalan bersamaan" in " ".join(halaman.split())


def test_others_and_the_system_do_not_wait_for_it(petugas, verifikator):
    penuhi(petugas)

    assert tugas_latar.ambil(buat(verifikator).pk)
    for _ in range(BERSAMAAN + 1):
        assert tugas_latar.ambil(buat(None).pk)


def test_a_redelivered_job_does_not_wait_for_itself(petugas):
    pertama, _ = penuhi(petugas)

    assert tugas_latar.ambil(pertama.pk)


def test_the_end_of_one_sends_those_that_wait(petugas, terkirim):
    satu, _ = penuhi(petugas)
    ketiga = buat(petugas)
    tugas_latar.ambil(ketiga.pk)
    tugas_latar.laksanakan(satu, lambda _: None)

    kirim_berikutnya(petugas.pk)

    assert terkirim == [ketiga.pk]
    assert tugas_latar.ambil(ketiga.pk)


def test_a_worker_sends_the_next_one_when_its_job_ends(petugas, terkirim, monkeypatch):
    @tugas_latar.pekerjaan(JENIS)
    def kerja(_):
        pass

    satu, _ = penuhi(petugas)
    ketiga = buat(petugas)
    assert kerja(ketiga.pk) is None
    assert terkirim == []

    kerja(satu.pk)

    assert Tugas.objects.get(pk=satu.pk).selesai
    assert terkirim == [ketiga.pk]


def test_the_sweeper_sends_no_job_whose_turn_has_not_come(petugas, terkirim):
    pertama, _ = penuhi(petugas)
    ketiga = buat(petugas)
    Tugas.objects.update(dibuat_pada=timezone.now() - timedelta(minutes=2))
    assert penyapu.sapu(timezone.now()) == {"dikirim": 0, "hilang": 0}

    tugas_latar.laksanakan(pertama, lambda _: None)

    assert penyapu.sapu(timezone.now()) == {"dikirim": 1, "hilang": 0}
    assert terkirim == [ketiga.pk]


@pytest.mark.django_db(transaction=True)
def test_workers_that_claim_at_once_never_start_a_third():
    petugas = buat_pengguna("petugas_giliran", "petugas")
    semua = [buat(petugas).pk for _ in range(6)]
    mulai, dapat = threading.Barrier(len(semua)), []

    def utas(pk):
        try:
            mulai.wait(30)
            dapat.append(tugas_latar.ambil(pk) is not None)
        finally:
            connection.close()

    pekerja = [threading.Thread(target=utas, args=[pk]) for pk in semua]
    for satu in pekerja:
        satu.start()
    for satu in pekerja:
        satu.join(30)

    assert sorted(dapat) == [False] * 4 + [True] * BERSAMAAN
    assert Tugas.objects.filter(status=StatusTugas.BERJALAN).count() == BERSAMAAN
