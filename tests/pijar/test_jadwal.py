"""Beat keeps its schedule in a file: what fell due while it was off is sent when it is back."""

from datetime import timedelta

import pytest
from celery.beat import PersistentScheduler

from pijar.celery import app
from pijar.jadwal import JADWAL


@pytest.fixture
def pengatur(tmp_path):
    """Beat's scheduler on a file of this test; each call is a new start of beat."""
    semua = []

    def mulai():
        satu = PersistentScheduler(
            app=app, schedule_filename=str(tmp_path / "jadwal"), Producer=None, lazy=True
        )
        satu.setup_schedule()
        semua.append(satu)
        return satu

    yield mulai
    for satu in semua:
        satu.close()


@pytest.mark.parametrize("nama", sorted(JADWAL))
def test_what_fell_due_while_beat_was_off_runs_after_its_start(pengatur, nama):
    pertama = pengatur()
    entri = pertama.schedule[nama]
    entri.last_run_at = app.now() - timedelta(days=2)
    pertama.schedule[nama] = entri
    pertama.sync()
    pertama.close()

    kedua = pengatur()

    assert kedua.schedule[nama].is_due()[0]


@pytest.mark.parametrize("nama", sorted(set(JADWAL) - {"sapu-tugas"}))
def test_a_restart_sends_nothing_twice(pengatur, nama):
    pertama = pengatur()
    entri = pertama.schedule[nama]
    entri.last_run_at = app.now()
    pertama.schedule[nama] = entri
    pertama.sync()
    pertama.close()

    assert not pengatur().schedule[nama].is_due()[0]


def test_every_scheduled_task_is_known():
    app.loader.import_default_modules()

    assert {str(isi["task"]) for isi in JADWAL.values()} <= {*app.tasks}
