"""Child processes that never outlive us: own process group, stopped in order, swept afterwards.

Ctrl-C in a terminal reaches only the supervisor, because every child has its own session; on
Linux the kernel ends the children when the supervisor is killed.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MARK = "PIJAR_LOKAL_ANAK"  # in the environment of every child: the folder whose data it serves
LINUX = sys.platform.startswith("linux")
PR_SET_PDEATHSIG = 1


class LokalError(Exception):
    """A sentence for the person who started the command; no traceback is wanted."""


@dataclass(frozen=True)
class Spec:
    """How to start one child and how to ask it to stop."""

    name: str
    command: Sequence[str]
    log: Path
    env: Mapping[str, str]
    stop_signal: signal.Signals = signal.SIGTERM
    stdin: str = ""


def die_with_parent(sig: int, parent: int) -> Callable[[], None]:
    """Run in the child before exec: the kernel sends ``sig`` when the supervisor dies."""
    prctl = ctypes.CDLL(None).prctl if LINUX else None

    def ask_kernel() -> None:  # pragma: no cover - runs between fork and exec
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, sig)
            if os.getppid() != parent:  # died in between
                os._exit(1)

    return ask_kernel


def start(spec: Spec) -> subprocess.Popen[bytes]:
    """Start a child whose words go to its log file."""
    with spec.log.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - commands of this package, no shell
            spec.command,
            env=dict(spec.env),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(spec.stop_signal, os.getpid()),  # prctl only
        )
    if process.stdin is not None:
        with suppress(BrokenPipeError), process.stdin as stdin:
            stdin.write(spec.stdin.encode())
    return process


def kill_group(leader: int) -> None:
    """End what a child left behind in its group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def wait(process: subprocess.Popen[bytes], timeout: float) -> None:
    """Wait for a child that was asked to stop, then end it and its group by force."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(max(timeout, 0.1))
    kill_group(process.pid)
    process.wait()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not (LINUX and _stat_state(pid) == "Z")


def _stat_state(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return ""


def wait_until_gone(pids: Sequence[int], timeout: float) -> list[int]:
    """The processes that are still there after ``timeout`` seconds."""
    until = time.monotonic() + timeout
    while (left := [p for p in pids if alive(p)]) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def end(pids: Sequence[int], signals: Sequence[signal.Signals], patience: float) -> None:
    """Send one signal after the other until all are gone."""
    left = list(pids)
    for sig in signals:
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, sig)
        left = wait_until_gone(left, patience)


def _others() -> Iterator[Path]:
    """The folders in /proc of all other processes (Linux; nothing elsewhere)."""
    for entry in Path("/proc").glob("[0-9]*") if LINUX else ():
        if int(entry.name) != os.getpid():
            yield entry


def marked(folder: Path) -> list[int]:
    """Living processes that serve ``folder``, found by the mark in their environment."""
    wanted = f"{MARK}={folder}\0".encode()
    found = []
    for entry in _others():
        with suppress(OSError):
            if wanted in (entry / "environ").read_bytes():
                found.append(int(entry.name))
    return found


def working_in(folder: Path) -> list[int]:
    """Living processes whose current folder it is."""
    found = []
    for entry in _others():
        with suppress(OSError):
            if (entry / "cwd").readlink() == folder:
                found.append(int(entry.name))
    return found


def sweep(folder: Path, patience: float = 5) -> None:
    """End what a killed supervisor left behind."""
    end(marked(folder), (signal.SIGTERM, signal.SIGKILL), patience)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


def tail(log: Path, lines: int = 15) -> str:
    """The end of a log, for the sentence that says why something did not start."""
    text = log.read_text("utf-8", "replace") if log.exists() else ""
    return "\n".join(text.splitlines()[-lines:])
