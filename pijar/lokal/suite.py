"""``manage.py test``: pytest in a process of its own, beside the throw-away servers."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from pijar.lokal import machine, process
from pijar.lokal.place import FOLDER, ROOT, tell

WHOLE = ["-o", "faulthandler_timeout=7200"]  # a matrix walks over hundreds of pages
PROCESSES = 3  # two cores; the third uses the pauses in which a test waits for a page or a program


def pytest_arguments(given: Sequence[str]) -> list[str]:
    """Several processes for the whole suite; none for one file, where starting them costs more."""
    given = [*WHOLE, *given] if "--semua" in given else given
    own_choice = any(a.startswith(("-n", "--numprocesses", "-p", "--pdb")) for a in given)
    named = [a for a in given if not a.startswith("-") and (ROOT / a.partition("::")[0]).exists()]
    if own_choice or (len(named) == 1 and (ROOT / named[0].partition("::")[0]).is_file()):
        return list(given)
    return ["-n", str(PROCESSES), "--dist", "worksteal", *given]


def _environment() -> dict[str, str]:
    """Programs that tests start find the libraries compiled, also where Python may not leave that.

    Compiling them anew takes each of some hundred programs several seconds.
    """
    inherited = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONPYCACHEPREFIX": str(FOLDER / "pyc"), **inherited}


def run_tests(given: Sequence[str]) -> int:
    """Run pytest; its exit code is ours. Ctrl-C is pytest's to report, so it is waited for."""
    for sentence in filter(None, (machine.without_pango(), machine.without_chromium())):
        tell(sentence)
    command = [sys.executable, "-m", "pytest", *pytest_arguments(given)]
    child = subprocess.Popen(  # noqa: S603 - our own interpreter
        command,
        cwd=ROOT,
        env=_environment(),
        preexec_fn=process.die_with_parent(15, os.getpid()),  # prctl only
    )
    try:
        return _wait(child)
    finally:
        if child.poll() is None:
            child.terminate()
            with suppress(subprocess.TimeoutExpired):
                child.wait(10)
            child.kill()
            child.wait()


def _wait(child: subprocess.Popen[bytes]) -> int:
    while True:
        with suppress(KeyboardInterrupt):
            return child.wait()
