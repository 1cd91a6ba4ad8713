#!/usr/bin/env python3
"""Django's command line, which first makes sure that it runs with the locked libraries.

Only the standard library is used until :func:`bootstrap` returns: on a fresh machine it builds
``.venv`` beside this file and starts itself again inside it. Most commands need only what
``requirements-demo.txt`` locks; the tests and the benchmarks need ``requirements-dev.txt``.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "pijar-terpasang.txt"
BASE = str(getattr(sys, "_base_executable", sys.executable))  # not one inside the .venv to be made
RUNTIME = ROOT / "requirements.txt"  # each of the three holds the one before
DEMO = ROOT / "requirements-demo.txt"
EVERYTHING = ROOT / "requirements-dev.txt"
OLDEST = (3, 11)
NEEDS_EVERYTHING = frozenset({"test", "kinerja"})
HAS_PIP = "import pip, sys; sys.exit(int(pip.__version__.split('.')[0]) < 23)"  # knows --python
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(;)?", re.MULTILINE)


def tell(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def pins(requirements: Path) -> list[tuple[str, str]]:
    """Name and version of every unconditional line; a line with a marker may not apply here."""
    return [(n, v) for n, v, marker in PIN.findall(requirements.read_text("utf-8")) if not marker]


def satisfied(requirements: Path) -> bool:
    """Whether the running Python has exactly the locked versions."""
    try:
        return all(metadata.version(name) == version for name, version in pins(requirements))
    except metadata.PackageNotFoundError:
        return False


def stamp_text(lock: Path) -> str:
    """What a finished ``.venv`` says: the lock it was made from and the Python it was made for."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{digest} python{sys.version_info[0]}.{sys.version_info[1]}\n"


def finished(lock: Path) -> bool:
    """Whether ``.venv`` was filled from this lock, or from the one that holds everything."""
    if not (PYTHON.exists() and STAMP.is_file()):
        return False
    return STAMP.read_text("utf-8") in {stamp_text(lock), stamp_text(EVERYTHING)}


def run(command: Sequence[str], env: dict[str, str] | None = None) -> bool:
    """Run an installer; its own words appear only when it failed."""
    result = subprocess.run(  # noqa: S603 - fixed programs, no shell, no input from outside
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if result.returncode:
        tell(result.stdout.strip())
    return result.returncode == 0


def install_with_uv(uv: str, lock: Path) -> bool:
    install = [uv, "pip", "install", "-q", "--python", str(PYTHON), "--require-hashes"]
    made = PYTHON.exists() or run([uv, "venv", "-q", "--python", BASE, str(VENV)])
    return made and run([*install, "-r", str(lock)])


def pip() -> list[str]:
    """The base Python's own pip, working from outside: a second one inside costs seconds."""
    probe = subprocess.run([BASE, "-c", HAS_PIP], capture_output=True, check=False)  # noqa: S603
    if probe.returncode == 0:
        return [BASE, "-m", "pip", "--python", str(PYTHON)]
    run([str(PYTHON), "-m", "ensurepip"])
    return [str(PYTHON), "-m", "pip"]


def install_with_pip(lock: Path) -> bool:
    if any(importlib.util.find_spec(module) is None for module in ("venv", "ensurepip")):
        sys.exit(
            "Python ini tidak membawa modul venv. Pasang dengan: apt-get install -y python3-venv"
        )
    made = PYTHON.exists() or run([BASE, "-m", "venv", "--clear", "--without-pip", str(VENV)])
    options = ["-q", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    options += ["--no-deps", "--no-compile"]  # the lock is complete; compiling all takes seconds
    env = {**os.environ, "PIP_USER": "0"}
    return made and run([*pip(), "install", *options, "-r", str(lock)], env)


def install(lock: Path) -> None:
    """Fill ``.venv``. The stamp is taken away first and written last: half done is not done.

    An installer that fails has changed nothing yet, so a demo still runs after a failed top-up.
    """
    before = STAMP.read_text("utf-8") if STAMP.is_file() else ""
    if not before:
        shutil.rmtree(VENV, ignore_errors=True)  # made by hand or interrupted
    STAMP.unlink(missing_ok=True)
    what = "pustaka dan alat uji" if lock == EVERYTHING else "pustaka"
    tell(f"Menyiapkan {what} di .venv, sekali saja (kurang dari setengah menit) ...")
    uv = shutil.which("uv")
    if not (uv and install_with_uv(uv, lock)) and not install_with_pip(lock):
        if before == stamp_text(DEMO):
            STAMP.write_text(before, "utf-8")
        sys.exit("Pustaka gagal dipasang (lihat di atas). Periksa sambungan internet, lalu ulangi.")
    STAMP.write_text(stamp_text(lock), "utf-8")


@contextmanager
def only_one() -> Iterator[None]:
    """Two commands started together must not build the same ``.venv``."""
    folder = ROOT / ".lokal"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "pasang.kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def locks_for(command: str) -> tuple[Path, Path]:
    """What a command cannot do without, and what is installed where that is missing."""
    if command in NEEDS_EVERYTHING:
        return EVERYTHING, EVERYTHING
    # With servers named in the environment, any command but the demo runs on the runtime alone.
    return (DEMO if command == "demo" else RUNTIME), DEMO


def bootstrap(argv: Sequence[str]) -> None:
    """Return when the libraries are right; otherwise become ``.venv``'s Python and start again."""
    if sys.version_info < OLDEST:
        sys.exit(f"Perlu Python 3.11 atau lebih baru; ini Python {sys.version.split()[0]}.")
    needed, lock = locks_for(argv[1] if len(argv) > 1 else "")
    if Path(sys.prefix).resolve() == VENV and finished(lock):
        return
    if satisfied(needed):
        return
    with only_one():
        if not finished(lock):
            install(lock)
    os.execv(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *argv[1:]])  # noqa: S606 - our Python


def main() -> None:
    bootstrap(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pijar.settings")
    # Only now are the libraries certainly there.
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from pijar.lokal import run_tests, servers_for  # noqa: PLC0415

    with servers_for(sys.argv):
        if sys.argv[1:2] == ["test"]:
            sys.exit(run_tests(sys.argv[2:]))
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
