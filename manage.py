#!/usr/bin/env python3
"""Django's command line, which first makes sure that it runs with the locked libraries.

Only the standard library is used until :func:`bootstrap` returns: on a fresh machine it builds
``.venv`` beside this file from ``requirements-dev.txt`` and starts itself again inside it.
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
RUNTIME, EVERYTHING = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
OLDEST = (3, 11)
NEEDS_EVERYTHING = frozenset({"demo", "test", "kinerja"})
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


def stamp_text() -> str:
    """What a finished ``.venv`` says: the lock it was made from and the Python it was made for."""
    lock = hashlib.sha256(EVERYTHING.read_bytes()).hexdigest()
    return f"{lock} python{sys.version_info[0]}.{sys.version_info[1]}\n"


def finished() -> bool:
    return PYTHON.exists() and STAMP.is_file() and STAMP.read_text("utf-8") == stamp_text()


def run(command: Sequence[str], env: dict[str, str] | None = None) -> bool:
    """Run an installer; its own words appear only when it failed."""
    result = subprocess.run(  # noqa: S603 - fixed programs, no shell, no input from outside
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if result.returncode:
        tell(result.stdout.strip())
    return result.returncode == 0


def install_with_uv(uv: str) -> bool:
    install = [uv, "pip", "install", "-q", "--python", str(PYTHON), "--require-hashes"]
    made = PYTHON.exists() or run([uv, "venv", "-q", "--python", BASE, str(VENV)])
    return made and run([*install, "-r", str(EVERYTHING)])


def install_with_pip() -> bool:
    if any(importlib.util.find_spec(module) is None for module in ("venv", "ensurepip")):
        sys.exit(
            "Python ini tidak membawa modul venv. Pasang dengan: apt-get install -y python3-venv"
        )
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input"]
    pip += ["--no-deps", "--no-compile"]  # the lock is complete; compiling all would take seconds
    with_pip = PYTHON.exists() and run([str(PYTHON), "-c", "import pip"])
    made = with_pip or run([BASE, "-m", "venv", "--clear", str(VENV)])
    env = {**os.environ, "PIP_USER": "0"}
    return made and run([*pip, "--require-hashes", "-r", str(EVERYTHING)], env)


def install() -> None:
    """Fill ``.venv``. The stamp is taken away first and written last: half done is not done."""
    if not STAMP.is_file():
        shutil.rmtree(VENV, ignore_errors=True)  # made by hand or interrupted
    STAMP.unlink(missing_ok=True)
    tell("Menyiapkan pustaka di .venv, sekali saja (kurang lebih setengah menit) ...")
    uv = shutil.which("uv")
    if not (uv and install_with_uv(uv)) and not install_with_pip():
        sys.exit("Pustaka gagal dipasang (lihat di atas). Periksa sambungan internet, lalu ulangi.")
    STAMP.write_text(stamp_text(), "utf-8")


@contextmanager
def only_one() -> Iterator[None]:
    """Two commands started together must not build the same ``.venv``."""
    folder = ROOT / ".lokal"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "pasang.kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def bootstrap(argv: Sequence[str]) -> None:
    """Return when the libraries are right; otherwise become ``.venv``'s Python and start again."""
    if sys.version_info < OLDEST:
        sys.exit(f"Perlu Python 3.11 atau lebih baru; ini Python {sys.version.split()[0]}.")
    if Path(sys.prefix).resolve() == VENV and finished():
        return
    command = argv[1] if len(argv) > 1 else ""
    if satisfied(EVERYTHING if command in NEEDS_EVERYTHING else RUNTIME):
        return
    with only_one():
        if not finished():
            install()
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
