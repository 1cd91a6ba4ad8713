"""Starts children, notices when one dies, starts it again, stops all of them in order."""

import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pijar.lokal import process
from pijar.lokal.place import tell
from pijar.lokal.process import LokalError, Spec

TOO_OFTEN, WITHIN_SECONDS = 5, 60.0


class Engine(Protocol):
    """A server that must be prepared before it starts and answers some time later."""

    def prepare(self) -> None: ...
    def spec(self) -> Spec: ...
    def wait_ready(self, child: subprocess.Popen[bytes]) -> None: ...


@dataclass
class Child:
    spec: Spec
    process: subprocess.Popen[bytes]
    engine: Engine | None = None
    deaths: list[float] = field(default_factory=list)


class Supervisor:
    """The children of one command; must be used from the main thread (it lives longest)."""

    def __init__(self) -> None:
        self.children: list[Child] = []

    def start(self, spec: Spec) -> subprocess.Popen[bytes]:
        child = Child(spec, process.start(spec))
        self.children.append(child)
        return child.process

    def start_engine(self, engine: Engine) -> None:
        """Start a server and return when it answers."""
        engine.prepare()
        spec = engine.spec()
        child = Child(spec, process.start(spec), engine)
        self.children.append(child)
        engine.wait_ready(child.process)

    def check(self) -> None:
        """Start again what died since the last look. Raises LokalError when that is hopeless."""
        for child in self.children:
            if child.process.poll() is not None:
                self._again(child)

    def _again(self, child: Child) -> None:
        code, name, now = child.process.returncode, child.spec.name, time.monotonic()
        child.deaths = [d for d in child.deaths if now - d < WITHIN_SECONDS] + [now]
        process.kill_group(child.process.pid)
        if len(child.deaths) > TOO_OFTEN:
            raise LokalError(
                f"{name} berulang kali berhenti (kode {code}); demo dihentikan. "
                f"Isi terakhir {child.spec.log}:\n{process.tail(child.spec.log)}"
            )
        tell(f"{name} berhenti (kode {code}) dan dijalankan lagi. Catatan: {child.spec.log}")
        if child.engine is not None:
            child.engine.prepare()
        child.process = process.start(child.spec)
        if child.engine is not None:
            child.engine.wait_ready(child.process)

    def watch(self, every: float = 0.3) -> None:
        """Look after the children until a signal or an error ends us."""
        while True:
            self.check()
            time.sleep(every)

    def stop(self) -> None:
        """Stop all, servers last. A second Ctrl-C must not leave half of them running."""
        before = [(s, signal.signal(s, signal.SIG_IGN)) for s in (signal.SIGINT, signal.SIGTERM)]
        try:
            self._stop([c for c in self.children if c.engine is None], timeout=10)
            for child in reversed([c for c in self.children if c.engine is not None]):
                self._stop([child], timeout=60)
            self.children.clear()
        finally:
            for number, handler in before:
                signal.signal(number, handler)

    @staticmethod
    def _stop(children: Sequence[Child], timeout: float) -> None:
        for child in children:  # ask all first: they end side by side
            if child.process.poll() is None:
                child.process.send_signal(child.spec.stop_signal)
        until = time.monotonic() + timeout
        for child in children:
            process.wait(child.process, until - time.monotonic())
