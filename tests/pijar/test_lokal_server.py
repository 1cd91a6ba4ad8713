"""The embedded servers themselves: started, recovered, protected by their password."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
import redis

from pijar.lokal import postgres, process
from pijar.lokal.place import Place
from pijar.lokal.postgres import NOBODY, Postgres
from pijar.lokal.process import LokalError
from pijar.lokal.supervisor import Supervisor
from pijar.lokal.valkey import Valkey

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def tempat(tmp_path):
    return Place(tmp_path / "lokal ini")


def server(kind, tempat, **lain):
    lain = {"password": "rahasia", "throw_away": True, **lain}
    return kind(tempat.folder, log=tempat.log(kind.name), **lain)


@contextmanager
def jalan(engine):
    supervisor = Supervisor()
    try:
        supervisor.start_engine(engine)
        yield supervisor
    finally:
        supervisor.stop()


def tanya(url, sql):
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone() if cursor.description else None
    finally:
        connection.close()


def test_postgres_keeps_data_and_recovers_from_every_kill(tempat):
    """One story, because each start costs: kill all, kill the supervisor only, empty, stop."""
    first = server(Postgres, tempat)
    supervisor = Supervisor()
    supervisor.start_engine(first)
    tanya(first.url, "CREATE TABLE tanda AS SELECT 7 AS angka")
    tanya(first.url, "CHECKPOINT")
    assert tanya(first.url, "SELECT datlocale FROM pg_database") == ("C.UTF-8",)
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(first.url.replace("rahasia", "tebakan"))

    # Killed, and nobody collects the zombie: its number still looks alive to PostgreSQL.
    supervisor.children[0].process.kill()
    process.wait_until_gone([supervisor.children[0].process.pid], 5)
    second = server(Postgres, tempat)
    second.prepare()
    orphan = process.start(second.spec())
    second.wait_ready(orphan)
    assert tanya(second.url, "SELECT angka FROM tanda") == (7,)

    third = server(Postgres, tempat)
    with jalan(third):  # stops the postmaster that the second one left
        assert orphan.poll() is not None
        third.empty()
        assert tanya(third.url, "SELECT to_regclass('tanda')") == (None,)
    supervisor.children[0].process.wait()


def test_stranger_with_the_old_number_is_left_alone(tempat):
    engine = server(Postgres, tempat)
    engine.prepare()
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    (engine.data / "postmaster.pid").write_text(f"{stranger.pid}\n{engine.data}\n")

    with jalan(engine):
        assert tanya(engine.url, "SELECT 1") == (1,)

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_interrupted_initdb_is_done_again(tempat):
    unfinished = tempat.folder / "postgres.baru"
    unfinished.mkdir()
    (unfinished / "setengah").touch()
    engine = server(Postgres, tempat)

    engine.prepare()

    assert not unfinished.exists()
    assert not (tempat.folder / "postgres.sandi").exists()


def test_data_of_another_version_gets_a_sentence(tempat):
    engine = server(Postgres, tempat)
    engine.data.mkdir()
    (engine.data / "PG_VERSION").write_text("15\n")

    with pytest.raises(LokalError, match="dibuat oleh PostgreSQL 15"):
        engine.prepare()


def test_failed_initdb_shows_its_words(tempat, monkeypatch):
    engine = server(Postgres, tempat)
    monkeypatch.setattr(postgres, "USER", "pg_dilarang")

    with pytest.raises(LokalError, match="pg_dilarang"):
        engine.prepare()


def test_postgres_that_cannot_start_shows_its_log(tempat, monkeypatch):
    monkeypatch.setitem(postgres.THROW_AWAY, "shared_buffers", "salah")

    expected = pytest.raises(LokalError, match=r"(?s)tidak mau mulai.*shared_buffers")
    with expected, jalan(server(Postgres, tempat)):
        pytest.fail("tidak boleh berjalan")


def test_small_shared_memory_is_not_used(tempat, monkeypatch):
    engine = server(Postgres, tempat)
    assert "dynamic_shared_memory_type=mmap" not in engine.spec().command or postgres.SMALL_SHM
    monkeypatch.setattr(postgres, "SMALL_SHM", 10**18)

    assert "dynamic_shared_memory_type=mmap" in engine.spec().command


@pytest.fixture
def tanpa(tmp_path, monkeypatch):
    """Forbid programs, as a container may: they are there and refuse."""
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)

    def forbid(*names):
        for name in names:
            (programs / name).write_text("#!/bin/sh\nexit 1\n")
            (programs / name).chmod(0o755)

    return forbid


def test_root_becomes_nobody_where_user_namespaces_are_forbidden(tempat, tanpa, monkeypatch):
    """Also after the data were made the other way, and in a folder that nobody may enter."""
    made_by_us = server(Postgres, tempat)
    made_by_us.prepare()
    tanpa("unshare")

    engine = server(Postgres, tempat)
    with jalan(engine) as supervisor:
        assert tanya(engine.url, "SELECT 1") == (1,)
        pid = supervisor.children[0].process.pid
        owner = Path(f"/proc/{pid}").stat().st_uid if process.LINUX else os.geteuid()
        assert owner == (NOBODY if AS_ROOT else os.geteuid())
        assert engine.data.stat().st_uid == owner


def test_root_without_any_way_out_gets_a_sentence(tanpa):
    tanpa("unshare", "setpriv")
    if not AS_ROOT:
        assert postgres.as_somebody_else() == []
        return

    with pytest.raises(LokalError, match="menolak dijalankan sebagai root"):
        postgres.as_somebody_else()


def test_ordinary_user_runs_postgres_as_itself(monkeypatch):
    monkeypatch.setattr(postgres.os, "geteuid", lambda: NOBODY)

    assert postgres.as_somebody_else() == []


def test_user_without_a_name_borrows_one(monkeypatch):
    monkeypatch.setattr(postgres.os, "geteuid", lambda: 54_321)
    monkeypatch.setattr(postgres, "_works", lambda way: True)

    assert postgres.as_somebody_else()[0] == "unshare"


def test_valkey_keeps_the_queue_and_wants_its_password(tempat):
    with jalan(server(Valkey, tempat, throw_away=False)) as supervisor:
        engine = supervisor.children[0].engine
        with redis.Redis.from_url(engine.url) as client:
            client.lpush("celery", "tugas")
        with (
            redis.Redis.from_url(engine.url.replace("rahasia", "tebakan")) as client,
            pytest.raises(redis.AuthenticationError),
        ):
            client.ping()
        words = Path(f"/proc/{supervisor.children[0].process.pid}/cmdline")
        assert not words.exists() or b"rahasia" not in words.read_bytes()

    again = server(Valkey, tempat, throw_away=False)
    with jalan(again), redis.Redis.from_url(again.url) as client:
        assert client.llen("celery") == 1


def test_valkey_that_cannot_start_shows_its_log(tempat):
    engine = server(Valkey, tempat)
    engine.port = 0
    engine.password = 'kutip " di tengah'

    expected = pytest.raises(LokalError, match=r"(?s)Valkey tidak mau mulai.*requirepass")
    with expected, jalan(engine):
        pytest.fail("tidak boleh berjalan")


def test_stop_signal_of_postgres_is_the_fast_shutdown(tempat):
    assert server(Postgres, tempat).spec().stop_signal is signal.SIGINT
