"""Background jobs: made once, sent after commit, claimed by one worker, failed visibly."""

import threading
import time
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, connections, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from pijar import pengirim, penyapu
from pijar import tugas as tugas_latar
from pijar.errors import AturanDilanggarError
from pijar.kunci import Kunci
from pijar.models import JejakAkses, StatusTugas, Tugas
from pijar.tugas import TAK_TERDUGA

BUKAN_SIAPA = "coba.pekerjaan"


@pytest.fixture
def terkirim(monkeypatch):
    """What would have gone to the broker."""
    daftar = []
    monkeypatch.setattr(pengirim.app, "send_task", lambda nama, isi, **_: daftar.append(isi))
    return daftar


@pytest.fixture
def broker_mati(monkeypatch):
    def gagal(*_, **__):
        raise BrokerError("tidak ada yang menjawab")

    monkeypatch.setattr(pengirim.app, "send_task", gagal)


def buat(**lain):
    return tugas_latar.buat(BUKAN_SIAPA, judul="Coba", oleh=None, parameter={"n": 3}, **lain)


def test_buat_is_sent_only_after_commit(db, terkirim, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tugas = buat()
        assert terkirim == []

    assert terkirim == [[tugas.pk]]
    tugas.refresh_from_db()
    assert tugas.dikirim_pada is not None


def test_buat_twice_with_a_key_makes_one_job(db, terkirim):
    assert buat(kunci="impor-1") == buat(kunci="impor-1")
    assert buat() != buat()


def test_buat_survives_a_broker_that_is_down(db, broker_mati, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tugas = buat()

    tugas.refresh_from_db()
    assert tugas.status == StatusTugas.ANTRE
    assert tugas.dikirim_pada is None


def test_a_broker_that_hangs_holds_no_click(db, monkeypatch, django_capture_on_commit_callbacks):
    lepas = threading.Event()
    monkeypatch.setattr(pengirim.app, "send_task", lambda *_, **__: lepas.wait(30))
    mulai = time.monotonic()
    try:
        with django_capture_on_commit_callbacks(execute=True):
            tugas = buat()
        with django_capture_on_commit_callbacks(execute=True):
            buat()
        assert time.monotonic() - mulai < 2
    finally:
        lepas.set()

    tugas.refresh_from_db()
    assert (tugas.status, tugas.dikirim_pada) == (StatusTugas.ANTRE, None)


def test_sapu_sends_what_the_broker_never_got(db, terkirim):
    tugas = buat()
    Tugas.objects.update(dibuat_pada=timezone.now() - timedelta(minutes=2))

    assert penyapu.sapu(timezone.now()) == {"dikirim": 1, "hilang": 0}
    assert terkirim == [[tugas.pk]]
    assert penyapu.sapu(timezone.now()) == {"dikirim": 0, "hilang": 0}


def test_laksanakan_records_success_and_progress(db, terkirim):
    tugas = tugas_latar.ambil(buat().pk)

    def kerja(p):
        p.maju(2, p.parameter["n"])
        p.simpan_hasil(b"isi", "hasil.txt")

    tugas_latar.laksanakan(tugas, kerja)

    tugas.refresh_from_db()
    assert (tugas.status, tugas.kemajuan, tugas.dari) == (StatusTugas.SELESAI, 2, 3)
    with tugas.hasil.open() as berkas:
        assert berkas.read() == b"isi"


def test_laksanakan_shows_a_refusal_word_for_word(db, terkirim):
    tugas = tugas_latar.ambil(buat().pk)

    def menolak(p):
        raise AturanDilanggarError("Berkas kosong. Unggah berkas lain.")

    tugas_latar.laksanakan(tugas, menolak)

    tugas.refresh_from_db()
    assert (tugas.status, tugas.galat) == (
        StatusTugas.GAGAL,
        "Berkas kosong. Unggah berkas lain.",
    )


def test_laksanakan_hides_a_trace_but_logs_it(db, terkirim, caplog):
    tugas = tugas_latar.ambil(buat().pk)

    def rusak(p):
        raise ZeroDivisionError("rahasia 3374011502850001")

    tugas_latar.laksanakan(tugas, rusak)

    tugas.refresh_from_db()
    assert tugas.galat == tugas_latar.TAK_TERDUGA
    assert "ZeroDivisionError" in caplog.text


def test_ambil_gives_a_finished_job_to_nobody(db, terkirim):
    tugas = tugas_latar.ambil(buat().pk)
    tugas_latar.laksanakan(tugas, lambda p: None)

    assert tugas_latar.ambil(tugas.pk) is None


@pytest.mark.django_db(transaction=True)
def test_kunci_pekerja_lets_one_session_in():
    kunci = [Kunci.PEKERJA, 5]
    lain = connections["default"].copy()
    try:
        with lain.cursor() as kursor:
            kursor.execute("SELECT pg_advisory_lock(%s, %s)", kunci)
            with tugas_latar.kunci_pekerja(5) as dapat:
                assert not dapat
            kursor.execute("SELECT pg_advisory_unlock(%s, %s)", kunci)
            with tugas_latar.kunci_pekerja(5) as dapat:
                assert dapat
    finally:
        lain.close()


def test_a_job_that_kills_its_worker_again_and_again_fails(db, terkirim):
    pk = buat().pk
    for _ in range(tugas_latar.PALING_BANYAK_TERHENTI):
        assert tugas_latar.ambil(pk)

    assert tugas_latar.ambil(pk) is None
    tugas = Tugas.objects.get(pk=pk)
    assert (tugas.status, tugas.galat) == (StatusTugas.GAGAL, tugas_latar.TERHENTI)


def hilang(tugas):
    """As after the machine lost power: it runs, and nobody works on it."""
    lama = timezone.now() - timedelta(minutes=2)
    Tugas.objects.update(dibuat_pada=lama, detak_pada=lama)


def test_sapu_sends_a_job_whose_worker_is_gone_and_says_so(db, terkirim, petugas, petugas_client):
    tugas = tugas_latar.ambil(buat().pk)
    Tugas.objects.update(oleh=petugas)
    hilang(tugas)

    assert penyapu.sapu(timezone.now()) == {"dikirim": 1, "hilang": 0}

    tugas.refresh_from_db()
    assert (tugas.status, terkirim) == (StatusTugas.ANTRE, [[tugas.pk]])
    halaman = petugas_client.get(f"/tugas/{tugas.pk}/").text
    assert "dijalankan lagi otomatis (percobaan ke-2 dari 3)" in halaman


def test_a_job_that_ended_no_longer_says_that_it_is_run_again(db, terkirim):
    tugas = tugas_latar.ambil(buat().pk)
    hilang(tugas)
    penyapu.sapu(timezone.now())

    tugas_latar.laksanakan(tugas_latar.ambil(tugas.pk), lambda pelaksana: None)

    tugas.refresh_from_db()
    assert (tugas.status, tugas.percobaan, tugas.pesan) == (StatusTugas.SELESAI, 2, "")


def test_sapu_does_not_touch_a_job_that_somebody_works_on(db, terkirim, monkeypatch):
    tugas = tugas_latar.ambil(buat().pk)
    hilang(tugas)
    monkeypatch.setattr(Kunci, "coba", lambda *_: False)

    assert penyapu.sapu(timezone.now()) == {"dikirim": 0, "hilang": 0}
    assert terkirim == []


def test_sapu_fails_a_job_whose_worker_is_gone_for_the_third_time(db, terkirim):
    for _ in range(tugas_latar.PALING_BANYAK_TERHENTI):
        tugas = tugas_latar.ambil(Tugas.objects.first().pk if Tugas.objects.exists() else buat().pk)
    hilang(tugas)

    assert penyapu.sapu(timezone.now()) == {"dikirim": 0, "hilang": 1}
    tugas.refresh_from_db()
    assert (tugas.status, tugas.galat) == (StatusTugas.GAGAL, tugas_latar.TERHENTI)
    assert tugas.bisa_dicoba_lagi


def test_sapu_leaves_a_beating_job_alone(db, terkirim):
    tugas_latar.ambil(buat().pk)
    Tugas.objects.update(dibuat_pada=timezone.now() - timedelta(minutes=2))

    assert penyapu.sapu(timezone.now()) == {"dikirim": 0, "hilang": 0}


def test_ulangi_queues_a_failed_job_once(db, terkirim, django_capture_on_commit_callbacks):
    tugas = tugas_latar.ambil(buat().pk)
    tugas_latar.laksanakan(tugas, lambda p: 1 / 0)

    with django_capture_on_commit_callbacks(execute=True):
        tugas_latar.ulangi(tugas)

    assert terkirim == [[tugas.pk]]
    with pytest.raises(AturanDilanggarError, match="tidak sedang gagal"):
        tugas_latar.ulangi(tugas)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("tugas_status_sah", {"status": "entah"}),
        ("tugas_gagal_menyebut_sebab", {"status": "gagal"}),
    ],
)
def test_constraints(db, nama, isi):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        Tugas.objects.create(jenis="x", judul="x", **isi)


def test_halaman_shows_own_jobs_only(petugas_client, petugas, admin_client, terkirim):
    buat()
    milik = tugas_latar.buat(BUKAN_SIAPA, judul="Milik petugas", oleh=petugas, parameter={})

    assert petugas_client.get("/tugas/").content.decode().count("Milik petugas") >= 1
    assert petugas_client.get(f"/tugas/{milik.pk - 1}/").status_code == 404
    assert admin_client.get(f"/tugas/{milik.pk - 1}/").status_code == 200


@pytest.mark.parametrize("jumlah", [1, 3])
def test_daftar_query_count_is_constant(
    admin_client, admin, terkirim, django_assert_num_queries, jumlah
):
    for _ in range(jumlah):
        tugas_latar.buat(BUKAN_SIAPA, judul="Milik", oleh=admin, parameter={})
    admin_client.get("/tugas/")

    with django_assert_num_queries(7):
        admin_client.get("/tugas/")


def test_unduh_is_logged_and_only_when_complete(petugas_client, petugas, terkirim):
    tugas = tugas_latar.buat(BUKAN_SIAPA, judul="Unduhan", oleh=petugas, parameter={})
    assert petugas_client.get(f"/tugas/{tugas.pk}/unduh/").status_code == 404

    tugas_latar.laksanakan(
        tugas_latar.ambil(tugas.pk), lambda p: p.simpan_hasil(b"isi", "daftar.xlsx")
    )
    jawaban = petugas_client.get(f"/tugas/{tugas.pk}/unduh/")

    assert b"".join(jawaban.streaming_content) == b"isi"
    jejak = JejakAkses.objects.get()
    assert (jejak.oleh, jejak.tindakan) == (petugas, "unduh")


def test_live_bar_stops_by_refreshing_the_page(petugas_client, petugas, terkirim):
    tugas = tugas_latar.buat(BUKAN_SIAPA, judul="Bar", oleh=petugas, parameter={})
    alamat = f"/tugas/{tugas.pk}/"
    assert "hx-get" in petugas_client.get(alamat, headers={"HX-Request": "true"}).text

    tugas_latar.laksanakan(tugas_latar.ambil(tugas.pk), lambda p: None)

    jawaban = petugas_client.get(alamat, headers={"HX-Request": "true"})
    assert jawaban["HX-Refresh"] == "true"


@pytest.fixture
def kabar(monkeypatch):
    """What the failures of the kind under test tell the row that they worked on."""
    daftar = []
    monkeypatch.setitem(
        tugas_latar.SAAT_GAGAL,
        BUKAN_SIAPA,
        lambda isi, sebab: daftar.append((isi["n"], sebab.kalimat)),
    )
    return daftar


@pytest.mark.parametrize(
    ("galat", "kalimat"),
    [(AturanDilanggarError("Kuota habis."), "Kuota habis."), (MemoryError(), TAK_TERDUGA)],
)
def test_every_failure_is_told_to_the_row_it_worked_on(db, terkirim, kabar, galat, kalimat):
    def gagal(_):
        raise galat

    tugas_latar.laksanakan(tugas_latar.ambil(buat().pk), gagal)

    assert kabar == [(3, kalimat)]


def test_the_row_hears_of_a_lost_worker(db, terkirim, kabar):
    tugas = buat()
    Tugas.objects.filter(pk=tugas.pk).update(status=StatusTugas.BERJALAN)

    assert (tugas_latar.gagalkan(tugas.pk), tugas_latar.gagalkan(tugas.pk)) == (1, 0)

    assert kabar == [(3, tugas_latar.TERHENTI)]


def test_a_job_that_takes_too_long_says_so(db, terkirim, kabar):
    def lama(_):
        raise SoftTimeLimitExceeded

    tugas_latar.laksanakan(tugas_latar.ambil(buat().pk), lama)

    assert Tugas.objects.get().galat == tugas_latar.TERLALU_LAMA
    assert kabar == [(3, tugas_latar.TERLALU_LAMA)]


def test_a_job_that_succeeds_tells_nobody(db, terkirim, kabar):
    tugas_latar.laksanakan(tugas_latar.ambil(buat().pk), lambda _: None)

    assert kabar == []
