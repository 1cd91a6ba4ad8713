"""The application's own processes: web, worker and beat, beside the servers that they speak to."""

import http.client
import os
import sys
import time

from pijar.lokal import process
from pijar.lokal.environment import Running
from pijar.lokal.process import LokalError, Spec

PAGE_SECONDS = 60


def wait_for_page(servers: Running, port: int, patience: float = 1) -> None:
    """Return when the sign-in page answers. Raises LokalError when it does not.

    ``patience``: how many times the usual seconds.
    """
    until = time.monotonic() + PAGE_SECONDS * patience
    while not answers(port):
        servers.supervisor.check()
        if time.monotonic() > until:
            log = servers.place.logs / "web.log"
            raise LokalError(f"Halaman tidak menjawab. Isi {log}:\n{process.tail(log)}")
        time.sleep(0.1)


def answers(port: int) -> bool:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        client.request("GET", "/masuk/")
        return client.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        client.close()


def child(servers: Running, name: str, *command: str) -> Spec:
    env = {**os.environ, process.MARK: str(servers.place.folder), "PYTHONUNBUFFERED": "1"}
    return Spec(name, [sys.executable, "-m", *command], servers.place.log(name), env)


def web(servers: Running, port: int, app: str = "pijar.wsgi") -> Spec:
    size = ("--workers", "2", "--threads", "4", "--graceful-timeout", "5", "--no-control-socket")
    bind = ("--bind", f"127.0.0.1:{port}")
    # The log shows no query string: a search may hold a NIK.
    log = ("--access-logfile", "-", "--access-logformat", "%(t)s %(m)s %(U)s %(s)s %(B)s %(L)s")
    kind = ("--logger-class", "pijar.catatan_gunicorn.Catatan")
    return child(servers, "web", "gunicorn", app, *bind, *size, *log, *kind)


def worker(servers: Running) -> Spec:
    return child(servers, "worker", "celery", "-A", "pijar", "worker", "-c", "2", "-l", "INFO")


def beat(servers: Running) -> Spec:
    return child(servers, "beat", "celery", "-A", "pijar", "beat", "-l", "INFO", "--pidfile=")
