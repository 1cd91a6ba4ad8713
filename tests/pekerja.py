"""A real Celery worker for tests that follow a job from the click to its file."""

from collections.abc import Iterator

import pytest
from celery.contrib.testing.worker import start_worker

from pijar.celery import app


@pytest.fixture
def pekerja_celery(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A worker in a thread of this process, on this test's database and Redis number.

    Wait for the job's row to be finished; the worker stops with the test, so that no other
    test finds a stranger working on its rows.
    """
    options = {**app.conf.broker_transport_options, "polling_interval": 0.1}  # stops at once
    monkeypatch.setitem(app.conf, "broker_transport_options", options)
    app.control.purge()
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=30):
        yield
    app.control.purge()
