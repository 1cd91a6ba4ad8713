"""The supervisor's parts: children that never outlive us, one owner per data folder."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pijar.lokal import place, process
from pijar.lokal.place import Place, Servers
from pijar.lokal.process import LokalError, Spec
from pijar.lokal.supervisor import TOO_OFTEN, Supervisor
from tests.menunggu import tunggu

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('siap', flush=True); time.sleep(60)"
)


@pytest.fixture
def tempat(tmp_path):
    return Place(tmp_path / "lokal ini")


@pytest.fixture
def penyelia():
    supervisor = Supervisor()
    yield supervisor
    supervisor.stop()


def spec(tempat, code="import time; time.sleep(60)", **lain):
    env = {**os.environ, process.MARK: str(tempat.folder)}
    return Spec("anak", [sys.executable, "-c", code], tempat.log("anak"), env, **lain)


# Place


def test_secret_is_made_once_and_private(tempat):
    first = tempat.secret("django")

    assert tempat.secret("django") == first != tempat.secret("valkey")
    assert len(first) > 50
    mode = (tempat.folder / "rahasia.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert stat.S_IMODE(tempat.folder.stat().st_mode) == 0o700


def test_only_one_owner_at_a_time(tempat):
    other = Place(tempat.folder)

    assert tempat.acquire()
    assert not other.acquire()
    tempat.release()
    assert other.acquire()
    other.release()
    other.release()


def test_published_servers_are_those_of_a_living_owner(tempat):
    assert tempat.published() is None
    ours = Servers(os.getpid(), "demo", {"REDIS_URL": "redis://x"}, "http://x/")
    tempat.publish(ours)
    assert tempat.published() == ours

    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True,
        text=True,
        check=True,
    )
    tempat.publish(Servers(int(gone.stdout), "demo", {}))

    assert tempat.published() is None


def test_owner_forgets_what_a_killed_owner_published(tempat):
    tempat.publish(Servers(os.getpid(), "demo", {}))

    assert tempat.acquire()

    assert tempat.published() is None
    tempat.release()


def test_foreign_folder_gets_a_sentence(tempat, monkeypatch):
    def refuse(self, mode):
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)

    with pytest.raises(LokalError, match="milik pengguna lain"):
        Place(tempat.folder)


def test_log_that_grew_is_kept_once(tempat):
    tempat.log("web").write_text("lama")

    assert tempat.log("web", keep_bytes=100).exists()
    assert not tempat.log("web", keep_bytes=3).exists()
    assert (tempat.logs / "web.log.1").read_text() == "lama"


def test_leaving_owner_waits_for_guests_and_says_so(tempat, capsys):
    guest_in, guest_out = threading.Event(), threading.Event()

    def guest():
        with Place(tempat.folder).in_use():
            guest_in.set()
            guest_out.wait(10)

    thread = threading.Thread(target=guest)
    thread.start()
    guest_in.wait(10)

    began = time.monotonic()
    threading.Timer(0.3, guest_out.set).start()
    with tempat.in_use(alone=True):
        assert time.monotonic() - began > 0.2

    thread.join()
    assert "Menunggu perintah lain" in capsys.readouterr().err


# Children


def test_child_gets_its_stdin_and_writes_its_log(tempat, penyelia):
    child = penyelia.start(spec(tempat, "print(input())", stdin="halo\n"))

    child.wait(10)

    assert process.tail(tempat.log("anak")) == "halo"


def test_child_that_reads_nothing_may_end_early(tempat, penyelia):
    assert penyelia.start(spec(tempat, "", stdin="x" * 200_000)).wait(10) == 0


def test_stop_insists(tempat, penyelia):
    child = penyelia.start(spec(tempat, STUBBORN))
    tunggu(lambda: "siap" in process.tail(tempat.log("anak")))

    penyelia._stop(penyelia.children, timeout=0.2)

    assert child.returncode == -signal.SIGKILL


def test_stop_leaves_no_grandchild_and_restores_the_handlers(tempat, penyelia):
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {STUBBORN!r}])"
    penyelia.start(spec(tempat, code))
    tunggu(lambda: "siap" in process.tail(tempat.log("anak")))
    before = signal.getsignal(signal.SIGINT)

    penyelia.stop()

    tunggu(lambda: not process.marked(tempat.folder))
    assert signal.getsignal(signal.SIGINT) is before


def test_dead_child_is_started_again_and_named(tempat, penyelia, capsys):
    first = penyelia.start(spec(tempat))
    penyelia.check()
    first.kill()
    first.wait()

    penyelia.check()

    again = penyelia.children[0].process
    assert again.pid != first.pid
    assert again.poll() is None
    assert "anak berhenti (kode -9) dan dijalankan lagi" in capsys.readouterr().err


def test_child_that_dies_again_and_again_ends_the_demo(tempat, penyelia):
    penyelia.start(spec(tempat, "print('sebabnya'); raise SystemExit(3)"))

    with pytest.raises(LokalError, match=r"(?s)anak berulang kali berhenti \(kode 3\).*sebabnya"):
        penyelia.watch(every=0.01)

    assert len(penyelia.children[0].deaths) == TOO_OFTEN + 1


def test_children_die_when_the_supervisor_is_killed(tempat):
    code = f"""
import os, sys
sys.path.insert(0, {str(place.ROOT)!r})
from pathlib import Path
from pijar.lokal.process import MARK, Spec, start
folder = {str(tempat.folder)!r}
env = {{**os.environ, MARK: folder}}
start(Spec("anak", [sys.executable, "-c", "import time; time.sleep(60)"], Path(folder) / "l", env))
os.kill(os.getpid(), 9)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9

    tunggu(lambda: not process.marked(tempat.folder))


def test_sweep_ends_what_was_left_behind_and_nothing_else(tempat):
    stubborn = process.start(spec(tempat, STUBBORN))
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    tunggu(lambda: "siap" in process.tail(tempat.log("anak")))
    assert process.marked(tempat.folder) == [stubborn.pid]

    process.end([stubborn.pid], (signal.SIGTERM,), patience=0.1)
    assert stubborn.poll() is None
    process.sweep(tempat.folder, patience=0.2)

    assert stubborn.wait(10) == -signal.SIGKILL
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_alive_knows_a_zombie_and_a_number_without_process():
    child = subprocess.Popen([sys.executable, "-c", ""])
    tunggu(lambda: not process.alive(child.pid))
    child.wait()

    assert not process.alive(child.pid)
    assert process.alive(os.getpid())


def test_free_port_is_free_until_somebody_listens():
    port = process.free_port()
    assert process.port_is_free(port)
    with process.socket.socket() as server:
        server.bind(("127.0.0.1", port))
        server.listen()
        assert not process.port_is_free(port)


def test_tail_of_a_log_that_does_not_exist_is_empty(tmp_path):
    assert process.tail(tmp_path / "tidak-ada") == ""
