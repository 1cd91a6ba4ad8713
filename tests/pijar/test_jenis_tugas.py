"""Every kind of job: one transaction or a reason why not, a key of its own, a limit that fits."""

import pytest
from django.conf import settings

from pijar import tugas as tugas_latar
from pijar.batal_tugas import BERTAHAP, SAAT_GAGAL
from pijar.celery import app
from pijar.errors import AturanDilanggarError
from pijar.hak import HAK_PEKERJAAN
from pijar.tugas import BATAS_MENIT

# Those that commit portion by portion, and why a second run tells the same as one.
SEBAGIAN = {
    "peserta.cari_duplikat": "counts the pairs of all people again",
    "iuran.cari_duplikat_penyumbang": "counts the pairs of all people again",
    "iuran.terima_usulan": "counts the recorded rows, not its own steps",
    "verifikasi.terapkan_perubahan": "counts the applied rows, not its own steps",
    "laporan.hitung_hari": "keeps figures, tells no number",
    "pijar.periksa_angka": "compares everything again",
    "pijar.periksa_sistem": "looks at everything again",
    "pijar.cadangan": "makes a whole backup again",
    "pijar.ringkas_jejak": "goes on with the days that have no digest",
    "pijar.retensi": "sums what the log of this job holds",
}
SISTEM = {
    "pijar.periksa_angka",
    "pijar.periksa_sistem",
    "pijar.cadangan",
    "pijar.ringkas_jejak",
    "pijar.retensi",
}


@pytest.fixture(autouse=True)
def _tanpa_broker(monkeypatch):
    app.loader.import_default_modules()
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *_, **__: None)


def test_each_kind_is_one_transaction_or_has_a_reason():
    assert {*SEBAGIAN} == BERTAHAP
    assert {*SEBAGIAN} <= {*HAK_PEKERJAAN} | SISTEM
    assert {*SAAT_GAGAL} & BERTAHAP == set()


def test_each_kind_is_known_to_the_worker():
    assert {*HAK_PEKERJAAN} | SISTEM <= {*app.tasks}


@pytest.mark.parametrize("jenis", sorted(SISTEM | {*HAK_PEKERJAAN}))
def test_limit_of_a_kind(jenis):
    kerja = app.tasks[jenis]
    menit = BATAS_MENIT.get(jenis)

    lembut = kerja.soft_time_limit or settings.CELERY_TASK_SOFT_TIME_LIMIT
    assert lembut == (60 * menit if menit else settings.CELERY_TASK_SOFT_TIME_LIMIT)
    keras = kerja.time_limit or settings.CELERY_TASK_TIME_LIMIT
    assert keras == lembut + 300
    assert lembut < settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]


def test_the_nightly_backup_may_take_longer_than_an_officers_job():
    assert BATAS_MENIT["pijar.cadangan"] * 60 > settings.CELERY_TASK_SOFT_TIME_LIMIT


def test_no_click_is_answered_with_a_job_of_another_kind(db):
    semua = [
        tugas_latar.buat(jenis, judul=jenis, oleh=None, parameter={"pk": 1}, kunci="satu")
        for jenis in sorted(HAK_PEKERJAAN)
    ]

    assert [t.jenis for t in semua] == sorted(HAK_PEKERJAAN)
    assert len({t.pk for t in semua}) == len(HAK_PEKERJAAN)
    for lama in semua:
        isi = {"judul": lama.jenis, "oleh": None, "parameter": {"pk": 1}, "kunci": "satu"}
        assert tugas_latar.buat(lama.jenis, **isi) == lama


def test_a_click_with_other_answers_is_refused_and_shown_the_waiting_job(db):
    isi = {"judul": "Ekspor Mei", "oleh": None, "kunci": "satu"}
    lama = tugas_latar.buat("peserta.ekspor", parameter={"bulan": (5,)}, **isi)
    assert tugas_latar.buat("peserta.ekspor", parameter={"bulan": (5,)}, **isi) == lama

    with pytest.raises(AturanDilanggarError, match="isian lain belum selesai: Ekspor Mei") as galat:
        tugas_latar.buat("peserta.ekspor", parameter={"bulan": (6,)}, **isi)
    assert galat.value.tautan == f"/tugas/{lama.pk}/"
