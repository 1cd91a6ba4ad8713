"""The ignored folder ``.lokal/`` of the demo: files, secrets, and the process that uses it."""

import fcntl
import json
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pyrage.x25519 import Identity

from pijar.lokal.process import LokalError, alive

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(os.environ.get("PIJAR_LOKAL_DIR") or ROOT / ".lokal").resolve()


def tell(sentence: str) -> None:
    """Say something to the person at the terminal; never mixed into a command's output."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def write_private(path: Path, content: str) -> None:
    """Write whole or not at all, readable by the owner only."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
    new.replace(path)


@dataclass(frozen=True)
class Servers:
    """Addresses of running servers, and the process that runs them for which command."""

    pid: int
    command: str
    urls: dict[str, str]
    page: str = ""


class Place:
    """One data folder: a lock that says who runs its servers, and what others need to join them."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.logs = folder / "log"
        self._lock: IO[str] | None = None
        try:
            self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        except PermissionError as error:
            raise LokalError(
                f"Folder {folder} milik pengguna lain. Jalankan sebagai pengguna itu, atau hapus."
            ) from error

    def secret(self, name: str) -> str:
        """A random secret made on first use and kept (``rahasia.json``, mode 600)."""
        path = self.folder / "rahasia.json"
        known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        if name not in known:
            known[name] = secrets.token_urlsafe(40)
            write_private(path, json.dumps(known, indent=1))
        return known[name]

    def backup_key(self) -> str:
        """The public half of a key made on first use (``cadangan-kunci.txt``, mode 600)."""
        path = self.folder / "cadangan-kunci.txt"
        if not path.exists():
            write_private(path, f"{Identity.generate()}\n")
        return str(Identity.from_str(path.read_text().strip()).to_public())

    def log(self, name: str, keep_bytes: int = 5_000_000) -> Path:
        """The log file of one process; the previous one is kept once when it grew large."""
        path = self.logs / f"{name}.log"
        if path.exists() and path.stat().st_size > keep_bytes:
            path.replace(path.with_suffix(".log.1"))
        return path

    # The kernel gives a lock back when its process dies, however it dies.
    def acquire(self) -> bool:
        """Become the one process that may run servers on this data; False when another does."""
        lock = (self.folder / "kunci").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return False
        self._lock = lock
        self.withdraw()  # left by an owner that was killed
        return True

    def release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def publish(self, servers: Servers) -> None:
        write_private(self.folder / "server.json", json.dumps(vars(servers)))

    def withdraw(self) -> None:
        (self.folder / "server.json").unlink(missing_ok=True)

    def published(self) -> Servers | None:
        """The servers that the holder of the lock runs, once they answer."""
        try:
            servers = Servers(**json.loads((self.folder / "server.json").read_text()))
        except FileNotFoundError:
            return None
        return servers if alive(servers.pid) else None

    @contextmanager
    def in_use(self, *, alone: bool = False) -> Iterator[None]:
        """Held shared by commands that joined; held alone by the owner while it shuts down."""
        kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        with (self.folder / "pemakai").open("w") as lock:
            try:
                fcntl.flock(lock, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                tell("Menunggu perintah lain yang memakai basis data lokal selesai ...")
                fcntl.flock(lock, kind)
            yield
