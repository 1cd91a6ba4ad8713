"""``manage.py demo``: one command, real processes, and nothing left however it ends."""

import http.cookiejar
import io
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from types import SimpleNamespace

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError

from peserta.models import Peserta
from pijar.bengkel.contoh.akun import AKUN, buat_akun
from pijar.bengkel.management.commands import demo
from pijar.errors import AturanDilanggarError
from pijar.lokal import application, environment, process
from pijar.lokal.place import ROOT
from pijar.lokal.process import LokalError
from pijar.models import Pengguna

PATIENCE = 600  # a busy machine takes minutes to migrate
OF_THE_TEST_RUN = (*environment.REQUIRED, "BERKAS_DIR", "STATIC_ROOT", "BEAT_BERKAS")


def deaf_to_ctrl_c():
    """As a shell starts what runs in the background, and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Demo:
    """A demo on a data folder of its own, as a person at a terminal sees it."""

    def __init__(self, folder):
        self.folder = folder
        self.port = process.free_port()
        self.env = {k: v for k, v in os.environ.items() if k not in OF_THE_TEST_RUN}
        self.env["PIJAR_LOKAL_DIR"] = str(folder)
        self.supervisor = None

    def command(self, *words):
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        return self.popen(command, stderr=subprocess.STDOUT)

    def popen(self, command, **options):
        die_with_us = process.die_with_parent(signal.SIGTERM, os.getpid())
        options["preexec_fn"] = lambda: (deaf_to_ctrl_c(), die_with_us())
        return subprocess.Popen(command, text=True, env=self.env, stdout=subprocess.PIPE, **options)

    def start(self):
        self.supervisor = self.command("demo", "--port", str(self.port), "--peserta", "200")
        return self.read_until("Hentikan dengan Ctrl-C")

    def read_until(self, words):
        lines = []
        too_long = threading.Timer(PATIENCE, self.supervisor.kill)
        too_long.start()
        try:
            for line in self.supervisor.stdout:
                lines.append(line.rstrip())
                if words in line:
                    return lines
        finally:
            too_long.cancel()
        pytest.fail("\n".join([f"Never said: {words}", *lines]))

    def end(self, sig):
        self.supervisor.send_signal(sig)
        self.supervisor.communicate(timeout=60)
        left = process.wait_until_gone(process.marked(self.folder), 20)
        assert left == []
        return self.supervisor.returncode

    def child(self, words):
        def says(pid):
            return words in (process.Path(f"/proc/{pid}/cmdline").read_bytes())

        return min(pid for pid in process.marked(self.folder) if says(pid))


@pytest.fixture
def demo_baru(tmp_path):
    one = Demo(tmp_path / "lokal ini")
    yield one
    if one.supervisor is not None:  # a failed test must not leave it either
        one.supervisor.kill()
        one.supervisor.communicate()
    process.sweep(one.folder)


def masuk(port, akun):
    """Sign in over the network; gives the address where that leads."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = f"http://127.0.0.1:{port}/masuk/"
    token = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', browser.open(page).read().decode()
    )
    form = {"username": akun.username, "password": akun.password, "csrfmiddlewaretoken": token[1]}
    with browser.open(page, urllib.parse.urlencode(form).encode()) as answer:
        return answer.url


@pytest.mark.lambat
def test_demo_survives_every_kill_and_leaves_nothing(demo_baru):
    said = demo_baru.start()
    assert f"Siap: http://127.0.0.1:{demo_baru.port}/" in said
    assert all(any(a.username in s and a.password in s for s in said) for a in AKUN)

    # Everything at once, as when the machine loses power.
    demo_baru.supervisor.send_signal(signal.SIGSTOP)
    for pid in process.marked(demo_baru.folder):
        os.kill(pid, signal.SIGKILL)
    assert demo_baru.end(signal.SIGKILL) == -signal.SIGKILL

    said = demo_baru.start()
    assert not any("data contoh" in s for s in said)
    assert masuk(demo_baru.port, AKUN[0]).endswith(f":{demo_baru.port}/")

    os.kill(demo_baru.child(b"\0worker\0"), signal.SIGKILL)
    demo_baru.read_until("worker berhenti (kode -9) dan dijalankan lagi")

    second = demo_baru.command("demo")
    assert "Demo sudah berjalan di http://127.0.0.1:" in second.communicate(timeout=60)[0]
    assert second.returncode == 1

    # Only the supervisor: the kernel ends the others.
    assert demo_baru.end(signal.SIGKILL) == -signal.SIGKILL

    demo_baru.start()
    assert demo_baru.end(signal.SIGINT) == 0


@pytest.mark.lambat
def test_ctrl_c_ends_a_test_run_without_leftovers(demo_baru, tmp_path):
    sample = tmp_path / "test_lama.py"
    sample.write_text("import time\ndef test_lama(): print('mulai'); time.sleep(60)\n")
    run = demo_baru
    run.env["TMPDIR"] = str(tmp_path)
    command = [sys.executable, str(ROOT / "manage.py"), "test", "-n", "0", "-s"]
    command += ["-c", str(ROOT / "pyproject.toml"), str(sample)]
    run.supervisor = run.popen(command, start_new_session=True)
    run.read_until("mulai")
    (folder,) = tmp_path.glob("pijar-uji-*")
    servers = process.marked(folder)
    assert servers

    os.killpg(run.supervisor.pid, signal.SIGINT)
    run.supervisor.communicate(timeout=60)

    # Which of the two that hear it ends first decides the number; a finished run would say 0.
    assert run.supervisor.returncode != pytest.ExitCode.OK
    assert process.wait_until_gone(servers, 10) == []
    assert not folder.exists()


# The parts


def test_sample_accounts_have_their_role_and_a_lawful_password(db):
    buat_akun()
    buat_akun()

    assert Pengguna.objects.count() == len(AKUN)
    for akun in AKUN:
        pengguna = Pengguna.objects.get(username=akun.username)
        assert pengguna.check_password(akun.password)
        assert pengguna.peran == akun.peran
        assert len(akun.password) >= 12
        validate_password(akun.password, pengguna)
        pengguna.full_clean(exclude=["password"])


def test_existing_account_keeps_its_password(db):
    Pengguna.objects.create_user("petugas", "Sudah-Diganti-2026", nama="x")

    buat_akun()

    assert Pengguna.objects.get(username="petugas").check_password("Sudah-Diganti-2026")


def test_sample_accounts_are_refused_on_a_real_server(db, settings):
    settings.HTTPS = True

    with pytest.raises(AturanDilanggarError, match="Akun contoh tidak dibuat"):
        buat_akun()

    assert not Pengguna.objects.exists()


@pytest.fixture
def server_palsu(tmp_path):
    """What the demo command sees of the servers, without any."""
    emptied = []
    return SimpleNamespace(
        place=SimpleNamespace(folder=tmp_path, logs=tmp_path, log=lambda name: tmp_path / name),
        postgres=SimpleNamespace(empty=lambda: emptied.append(True)),
        supervisor=SimpleNamespace(check=lambda: None),
        emptied=emptied,
    )


@pytest.fixture
def perintah(monkeypatch):
    """The command, with a note of which other commands it called."""
    command = demo.Command(stdout=io.StringIO())
    command.called = []
    monkeypatch.setattr(demo, "call_command", lambda name, **lain: command.called.append(name))
    monkeypatch.setattr(demo, "connection", SimpleNamespace(close=lambda: None))
    return command


def test_half_filled_data_are_thrown_away(db, perintah, server_palsu):
    unfinished = server_palsu.place.folder / "contoh.belum-selesai"
    unfinished.touch()

    perintah._prepare_data(server_palsu, 20)

    assert server_palsu.emptied
    assert not unfinished.exists()
    assert perintah.called == ["migrate", "contoh"]
    assert "terputus; diulang dari awal" in perintah.stdout.getvalue()


def test_interrupted_filling_is_remembered(db, perintah, server_palsu, monkeypatch):
    def interrupted(people):
        raise KeyboardInterrupt

    monkeypatch.setattr(perintah, "_fill", interrupted)

    with pytest.raises(KeyboardInterrupt):
        perintah._prepare_data(server_palsu, 20)

    assert (server_palsu.place.folder / "contoh.belum-selesai").exists()


def test_existing_data_are_kept(db, perintah, server_palsu, monkeypatch):
    monkeypatch.setattr(Peserta.objects, "exists", lambda: True, raising=False)

    perintah._prepare_data(server_palsu, 20)

    assert perintah.called == ["migrate"]


def test_taken_port_gets_a_sentence_when_it_was_asked_for():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} tidak dapat dipakai"):
            demo.choose_port(port, print)


def test_next_free_port_is_taken_otherwise(monkeypatch):
    monkeypatch.setattr(process, "port_is_free", lambda port: port == 8002)
    said = []

    assert demo.choose_port(None, said.append) == 8002
    assert said == ["Port 8000 sedang dipakai program lain; memakai 8002."]


def test_default_port_needs_no_words(monkeypatch):
    monkeypatch.setattr(process, "port_is_free", lambda port: True)

    assert demo.choose_port(None, pytest.fail) == 8000
    assert demo.choose_port(8123, pytest.fail) == 8123


def test_no_port_at_all_gets_a_sentence(monkeypatch):
    monkeypatch.setattr(process, "port_is_free", lambda port: False)

    with pytest.raises(CommandError, match="terpakai semua"):
        demo.choose_port(None, print)


def test_page_that_never_answers_shows_the_log(monkeypatch, server_palsu):
    monkeypatch.setattr(application, "PAGE_SECONDS", -1)
    (server_palsu.place.logs / "web.log").write_text("sebabnya")

    with pytest.raises(LokalError, match=r"(?s)Halaman tidak menjawab.*sebabnya"):
        application.wait_for_page(server_palsu, process.free_port())


def test_ctrl_c_is_not_an_error(monkeypatch, perintah):
    def interrupted(*lain):
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "running", lambda: None)
    monkeypatch.setattr(demo.Command, "_run", interrupted)

    perintah.handle(port=None, peserta=1)

    assert "Menghentikan demo" in perintah.stdout.getvalue()
