"""A job is cancelled by its owner or an admin, or it finishes: the row says which."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from pijar import penyapu
from pijar import tugas as tugas_latar
from pijar.batal_tugas import BERTAHAP, SAAT_GAGAL, batalkan
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, SaringanTersimpan, StatusTugas, Tugas
from tests.menunggu import tunggu
from tests.peran import buat as buat_pengguna
from tests.peran import masuk

JENIS = "coba.pekerjaan"


@pytest.fixture(autouse=True)
def _tanpa_broker(monkeypatch):
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *_, **__: None)


@pytest.fixture
def kabar(monkeypatch):
    """What the kind under test tells the row that it worked on."""
    daftar = []
    monkeypatch.setitem(
        SAAT_GAGAL, JENIS, lambda isi, sebab: daftar.append((isi["n"], sebab.kalimat))
    )
    return daftar


def buat(oleh, **lain):
    return tugas_latar.buat(JENIS, judul="Coba", oleh=oleh, parameter={"n": 3}, **lain)


def tanda(oleh):
    """Something that a job writes."""
    SaringanTersimpan.objects.create(
        oleh=oleh, daftar="peserta:daftar", nama="x", kueri="status=draf"
    )


def batal(tugas, oleh):
    return batalkan(tugas, oleh=oleh, pada=timezone.now())


def test_a_waiting_job_is_cancelled_at_once_and_says_by_whom(petugas, kabar):
    tugas = buat(petugas)

    assert batal(tugas, petugas)

    tugas.refresh_from_db()
    assert tugas.status == StatusTugas.DIBATALKAN
    assert tugas.galat.startswith(f"Dibatalkan oleh {petugas.nama} pada ")
    assert kabar == [(3, tugas.galat)]
    assert tugas_latar.ambil(tugas.pk) is None


def test_a_cancelled_job_is_begun_again_from_its_page(petugas, petugas_client):
    tugas = buat(petugas, kunci="satu")
    petugas_client.post(reverse("tugas:batal", args=[tugas.pk]))
    halaman = petugas_client.get(f"/tugas/{tugas.pk}/").text
    assert "Mulai lagi" in halaman
    assert f"Dibatalkan oleh {petugas.nama}" in halaman

    petugas_client.post(reverse("tugas:ulang", args=[tugas.pk]))

    tugas.refresh_from_db()
    assert (tugas.status, tugas.dibatalkan_oleh, tugas.galat) == (StatusTugas.ANTRE, None, "")
    assert tugas_latar.ambil(tugas.pk)


def test_a_cancelled_job_does_not_hold_its_key(petugas):
    lama = buat(petugas, kunci="satu")
    batal(lama, petugas)

    assert buat(petugas, kunci="satu") != lama


def test_the_button_answers_with_a_redirect_and_stands_where_the_bar_is(petugas, petugas_client):
    tugas = buat(petugas)
    alamat = reverse("tugas:batal", args=[tugas.pk])
    for halaman in (f"/tugas/{tugas.pk}/", "/tugas/"):
        assert f'action="{alamat}"' in petugas_client.get(halaman).text

    jawaban = petugas_client.post(alamat)

    assert (jawaban.status_code, jawaban.url) == (302, f"/tugas/{tugas.pk}/")
    assert alamat not in petugas_client.get(jawaban.url).text


def test_an_admin_of_the_city_cancels_a_colleagues_job_and_others_do_not_find_it(petugas, admin):
    tugas = buat(petugas)
    alamat = reverse("tugas:batal", args=[tugas.pk])
    for lain in (
        buat_pengguna("lain", "petugas"),
        buat_pengguna("camat", "admin", wilayah=["33.74.01"]),
    ):
        assert masuk(lain).post(alamat).status_code == 404

    masuk(admin).post(alamat)

    tugas.refresh_from_db()
    assert tugas.dibatalkan_oleh == admin


def test_a_finished_job_is_not_cancelled(petugas, petugas_client):
    tugas = buat(petugas)
    tugas_latar.laksanakan(tugas_latar.ambil(tugas.pk), lambda _: None)

    with pytest.raises(AturanDilanggarError, match="sudah berstatus Selesai"):
        batal(tugas, petugas)
    alamat = reverse("tugas:batal", args=[tugas.pk])
    assert petugas_client.post(alamat, headers={"referer": "/tugas/"}).status_code == 409


def test_a_running_job_that_is_cancelled_stops_at_its_next_step(petugas, kabar):
    tugas = tugas_latar.ambil(buat(petugas).pk)
    batal(tugas, petugas)

    def kerja(p):
        tanda(petugas)
        p._dibatalkan.set()  # what the heartbeat sees
        p.maju(1, 2)
        raise AssertionError("went on")

    tugas_latar.laksanakan(tugas, kerja)

    tugas.refresh_from_db()
    assert tugas.status == StatusTugas.DIBATALKAN
    assert "tidak ada data yang setengah jadi" in tugas.galat
    assert kabar == [(3, tugas.galat)]
    assert not SaringanTersimpan.objects.exists()


def test_who_cancels_before_the_last_step_wins(petugas):
    tugas = tugas_latar.ambil(buat(petugas).pk)
    batal(tugas, petugas)

    def kerja(p):
        tanda(petugas)
        p.tugas.pesan = "Selesai semuanya."

    tugas_latar.laksanakan(tugas, kerja)

    tugas.refresh_from_db()
    assert (tugas.status, tugas.pesan) == (StatusTugas.DIBATALKAN, "")
    assert not SaringanTersimpan.objects.exists()


def test_a_job_in_portions_says_that_a_part_is_done(petugas, monkeypatch):
    monkeypatch.setattr("pijar.batal_tugas.BERTAHAP", {*BERTAHAP, JENIS})
    tugas = buat(petugas)

    tugas_latar.laksanakan(
        tugas_latar.ambil(tugas.pk), lambda p: batal(p.tugas, petugas), satu_transaksi=False
    )

    assert "Bagian yang sudah selesai tetap berlaku" in Tugas.objects.get().galat


def test_cancelling_twice_is_refused_the_second_time(petugas):
    tugas = tugas_latar.ambil(buat(petugas).pk)
    assert not batal(tugas, petugas)

    with pytest.raises(AturanDilanggarError, match="sudah dibatalkan"):
        batal(tugas, petugas)


def test_the_page_says_that_a_running_job_is_stopping(petugas, petugas_client):
    tugas = tugas_latar.ambil(buat(petugas).pk)
    batal(tugas, petugas)

    assert "pekerjanya sedang berhenti" in petugas_client.get(f"/tugas/{tugas.pk}/").text


def test_the_sweeper_ends_a_cancelled_job_whose_worker_is_gone(petugas, kabar):
    tugas = tugas_latar.ambil(buat(petugas).pk)
    batal(tugas, petugas)
    lama = timezone.now() - timedelta(minutes=2)
    Tugas.objects.update(dibuat_pada=lama, detak_pada=lama)

    assert penyapu.sapu(timezone.now()) == {"dikirim": 0, "hilang": 1}

    assert Tugas.objects.get().status == StatusTugas.DIBATALKAN
    assert len(kabar) == 1


def test_a_redelivery_of_a_cancelled_job_ends_it(petugas):
    tugas = tugas_latar.ambil(buat(petugas).pk)
    batal(tugas, petugas)

    assert tugas_latar.ambil(tugas.pk) is None
    assert Tugas.objects.get().status == StatusTugas.DIBATALKAN


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("tugas_batal_menyebut_siapa", {"status": "berjalan", "dibatalkan_pada": timezone.now()}),
        ("tugas_batal_tidak_selesai", {"status": "dibatalkan"}),
        (
            "tugas_batal_tidak_selesai",
            {"status": "selesai", "dibatalkan_pada": timezone.now(), "dibatalkan_oleh": 1},
        ),
    ],
)
def test_constraints(petugas, nama, isi):
    if "dibatalkan_oleh" in isi:
        isi = isi | {"dibatalkan_oleh": petugas}
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        Tugas.objects.create(jenis="x", judul="x", **isi)


# With sessions of their own.
def jalan(pk, kerja, **lain):
    """Work on job ``pk`` in a thread, as a worker does."""

    def utas():
        try:
            tugas_latar.laksanakan(tugas_latar.ambil(pk), kerja, **lain)
        finally:
            connection.close()

    satu = threading.Thread(target=utas)
    satu.start()
    return satu


def tidur(p):
    """One long statement, in which nobody reports progress."""
    tanda(p.oleh)
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_sleep(60)")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("satu_transaksi", [True, False])
def test_a_statement_that_runs_for_long_is_ended(satu_transaksi, caplog):
    petugas = buat_pengguna("petugas_batal", "petugas")
    tugas = buat(petugas)
    pekerja = jalan(tugas.pk, tidur, satu_transaksi=satu_transaksi)
    tunggu(lambda: Tugas.objects.get().status == StatusTugas.BERJALAN)

    mulai = time.monotonic()
    batal(tugas, petugas)
    pekerja.join(30)

    assert not pekerja.is_alive()
    assert time.monotonic() - mulai < 20
    assert Tugas.objects.get().status == StatusTugas.DIBATALKAN
    assert SaringanTersimpan.objects.exists() == (not satu_transaksi)
    assert "Traceback" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_who_cancels_while_the_job_commits_waits_and_is_told_the_truth():
    petugas = buat_pengguna("petugas_batal", "petugas")
    tugas = buat(petugas)
    terkunci, lepas = threading.Event(), threading.Event()

    def utas():
        try:
            siap = tugas_latar.Pelaksana(tugas_latar.ambil(tugas.pk))
            with transaction.atomic():
                siap.akhiri()
                terkunci.set()
                lepas.wait(30)
        finally:
            connection.close()

    pekerja = threading.Thread(target=utas)
    pekerja.start()
    terkunci.wait(30)
    threading.Timer(0.5, lepas.set).start()

    with pytest.raises(AturanDilanggarError, match="sudah berstatus Selesai"):
        batal(tugas, Pengguna.objects.get(pk=petugas.pk))
    pekerja.join(30)
    assert Tugas.objects.get().status == StatusTugas.SELESAI
