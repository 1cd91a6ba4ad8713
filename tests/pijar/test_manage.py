"""The bootstrap of manage.py: right libraries, or a .venv that has them, or a sentence."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import manage

ROOT = Path(manage.__file__).parent


@pytest.fixture
def projek(tmp_path, monkeypatch):
    """A project of its own in a path with a space; nothing of it is installed yet."""
    root = tmp_path / "map kerja"
    root.mkdir()
    venv = root / ".venv"
    for name, value in {
        "ROOT": root,
        "VENV": venv,
        "PYTHON": venv / "bin" / "python",
        "STAMP": venv / "pijar-terpasang.txt",
        "RUNTIME": root / "requirements.txt",
        "EVERYTHING": root / "requirements-dev.txt",
    }.items():
        monkeypatch.setattr(manage, name, value)
    (root / "requirements.txt").write_text("")
    (root / "requirements-dev.txt").write_text("tidak-ada==1 \\\n    --hash=sha256:00\n")
    return root


@pytest.fixture
def perintah(projek, monkeypatch):
    """Every external program succeeds; the list tells which were called."""
    called = []

    def run(command, env=None):
        called.append([str(word) for word in command])
        if "venv" in command:
            manage.PYTHON.parent.mkdir(parents=True)
            manage.PYTHON.touch()
        return True

    monkeypatch.setattr(manage, "run", run)
    monkeypatch.setattr(manage.shutil, "which", lambda name: None)
    return called


def pasang(isi: str = "") -> None:
    manage.PYTHON.parent.mkdir(parents=True)
    manage.PYTHON.touch()
    if isi:
        manage.STAMP.write_text(isi)


def test_both_locks_are_satisfied_here():
    assert manage.satisfied(ROOT / "requirements.txt")
    assert manage.satisfied(ROOT / "requirements-dev.txt")


def test_every_runtime_pin_is_the_same_in_the_larger_lock():
    runtime, everything = (
        set(manage.PIN.findall((ROOT / name).read_text()))
        for name in ("requirements.txt", "requirements-dev.txt")
    )

    assert runtime - everything == set()


def test_pins_skip_lines_with_a_marker(tmp_path):
    lock = tmp_path / "kunci.txt"
    lock.write_text(
        "a-b==1.2 \\\n  --hash=sha256:1\nc==3 ; sys_platform == 'win32' \\\n  --hash=x\n"
    )

    assert manage.pins(lock) == [("a-b", "1.2")]


@pytest.mark.parametrize("baris", ["pytest==0.1", "tidak-ada==1"])
def test_satisfied_refuses_another_version_and_a_missing_library(tmp_path, baris):
    lock = tmp_path / "kunci.txt"
    lock.write_text(baris)

    assert not manage.satisfied(lock)


def test_ordinary_command_needs_only_the_runtime_pins(projek, monkeypatch):
    monkeypatch.setattr(manage.os, "execv", lambda *a: pytest.fail("mulai ulang"))

    manage.bootstrap(["manage.py", "migrate"])
    manage.bootstrap(["manage.py"])


@pytest.mark.parametrize("command", sorted(manage.NEEDS_EVERYTHING))
def test_bootstrap_installs_once_and_starts_again_inside(projek, perintah, monkeypatch, command):
    started = []
    monkeypatch.setattr(manage.os, "execv", lambda program, words: started.append(words))

    for _ in range(2):
        manage.bootstrap(["manage.py", command, "--port", "1"])

    python = str(manage.PYTHON)
    assert started == [[python, str(projek / "manage.py"), command, "--port", "1"]] * 2
    assert [c for c in perintah if "install" in c] == [perintah[-1]]
    assert "--require-hashes" in perintah[-1]


def test_bootstrap_trusts_a_finished_venv(projek, monkeypatch):
    pasang(manage.stamp_text())
    monkeypatch.setattr(manage.sys, "prefix", str(manage.VENV))

    manage.bootstrap(["manage.py", "demo"])


def test_changed_lock_is_installed_again_in_place(projek, perintah):
    pasang("kunci lama")
    (manage.VENV / "tetap").touch()

    manage.install()

    assert (manage.VENV / "tetap").exists()
    assert manage.finished()


def test_interrupted_install_is_not_taken_for_a_finished_one(projek, perintah, monkeypatch):
    pasang()
    (manage.VENV / "setengah").touch()
    assert not manage.finished()

    manage.install()

    assert not (manage.VENV / "setengah").exists()
    assert manage.finished()


def test_stamp_is_gone_while_installing(projek, monkeypatch):
    pasang("kunci lama")
    monkeypatch.setattr(manage.shutil, "which", lambda name: None)
    monkeypatch.setattr(
        manage,
        "run",
        lambda *a: pytest.fail("masih tertulis selesai") if manage.STAMP.exists() else False,
    )

    with pytest.raises(SystemExit, match="gagal dipasang"):
        manage.install()

    assert not manage.STAMP.exists()


def test_uv_is_used_when_it_is_there(projek, perintah, monkeypatch):
    monkeypatch.setattr(manage.shutil, "which", lambda name: f"/bin/{name}")

    manage.install()

    assert [c[0] for c in perintah] == ["/bin/uv", "/bin/uv"]


def test_pip_takes_over_where_uv_fails(projek, perintah, monkeypatch):
    monkeypatch.setattr(manage, "install_with_uv", lambda uv: False)
    monkeypatch.setattr(manage.shutil, "which", lambda name: f"/bin/{name}")

    manage.install()

    assert perintah[-1][1:4] == ["-m", "pip", "install"]


def test_missing_venv_module_names_the_package(projek, monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name)
    )

    with pytest.raises(SystemExit, match="apt-get install -y python3-venv"):
        manage.install_with_pip()


def test_old_python_gets_a_sentence(monkeypatch):
    monkeypatch.setattr(
        manage,
        "sys",
        SimpleNamespace(version_info=(3, 9, 2), version="3.9.2 (default)", exit=sys.exit),
    )

    with pytest.raises(SystemExit, match=r"Perlu Python 3\.11 atau lebih baru; ini Python 3\.9\.2"):
        manage.bootstrap(["manage.py"])


def test_run_shows_the_words_of_a_failed_installer_only(capsys):
    assert manage.run([sys.executable, "-c", "print('baik')"])
    assert not manage.run([sys.executable, "-c", "print('rusak'); raise SystemExit(3)"])

    assert capsys.readouterr().err == "rusak\n"


STUB_DJANGO = "import sys\ndef execute_from_command_line(argv): print(sys.prefix, argv[1:])\n"
STUB_LOKAL = "from contextlib import nullcontext\nrun_tests = None\nservers_for = nullcontext\n"


@pytest.mark.lambat
def test_bootstrap_on_a_bare_python(tmp_path):
    """The real thing with an empty lock: venv and pip of the machine, a path with a space."""
    root = tmp_path / "map kerja"
    for path, text in {
        "django/__init__.py": "",
        "django/core/__init__.py": "",
        "django/core/management/__init__.py": STUB_DJANGO,
        "pijar/__init__.py": "",
        "pijar/lokal/__init__.py": STUB_LOKAL,
        "requirements.txt": "tidak-ada==1\n",
        "requirements-dev.txt": "# tidak ada yang perlu dipasang\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    shutil.copy(ROOT / "manage.py", root)
    base = getattr(sys, "_base_executable", sys.executable)
    options = {"cwd": root, "env": {"PATH": os.defpath, "HOME": ""}, "capture_output": True}

    for said in ("Menyiapkan pustaka", ""):
        done = subprocess.run([base, "manage.py", "sapa"], text=True, check=True, **options)
        assert done.stdout == f"{root / '.venv'} ['sapa']\n"
        assert done.stderr[: len("Menyiapkan pustaka")] == said
