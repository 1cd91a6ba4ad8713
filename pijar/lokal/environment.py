"""Decides, before Django reads its settings, which servers a command talks to.

demo      runs the servers of ``.lokal/`` until it is stopped
test      gets servers of its own that forget everything
others    join the servers of a running demo, or run them for as long as the command lasts
"""

import os
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from pijar.lokal import postgres, process, valkey
from pijar.lokal.place import FOLDER, Place, Servers
from pijar.lokal.process import LokalError
from pijar.lokal.supervisor import Supervisor

REQUIRED = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL")
OWNER = "DATABASE_URL_PEMILIK"
STALE_SECONDS = 60
HELP = frozenset({"-h", "--help"})


class Running:
    """The servers that this process runs; the demo adds its own children to the supervisor."""

    def __init__(self, place: Place, command: str) -> None:
        self.place = place
        self.command = command
        self.supervisor = Supervisor()
        self.postgres: postgres.Postgres | None = None

    def start(self) -> None:
        """Start what the environment does not name, and put the addresses there."""
        place, throw_away = self.place, self.command == "test"
        if "DATABASE_URL" not in os.environ:
            self.postgres = postgres.Postgres(
                place.folder,
                password=place.secret("postgres"),
                log=place.log("postgres"),
                throw_away=throw_away,
                app_password=place.secret("postgres_app"),
            )
            self.supervisor.start_engine(self.postgres)
            self._name(self.postgres)
        if "REDIS_URL" not in os.environ:
            server = valkey.Valkey(
                place.folder,
                password=place.secret("valkey"),
                log=place.log("valkey"),
                throw_away=throw_away,
            )
            self.supervisor.start_engine(server)
            os.environ["REDIS_URL"] = server.url

    def _name(self, server: postgres.Postgres) -> None:
        """Every command speaks to it as the application; ``migrate`` knows the owner too.

        The tests begin as the owner, who makes their databases, and then take the other's role.
        """
        if self.command == "test":
            os.environ |= {"DATABASE_URL": server.url, "SANDI_APP_UJI": server.app_password}
        else:
            os.environ |= {"DATABASE_URL": server.app_url, OWNER: server.url}

    def publish(self, page: str = "") -> None:
        """Let other commands join, and a second demo say where the first one answers."""
        urls = {name: os.environ[name] for name in (*REQUIRED[1:], OWNER) if name in os.environ}
        self.place.publish(Servers(os.getpid(), self.command, urls, page))

    def stop(self) -> None:
        self.place.withdraw()
        self.supervisor.stop()
        self.place.release()


_running: list[Running] = []


def running() -> Running:
    """The servers that ``servers_for`` started in this process."""
    return _running[-1]


@contextmanager
def servers_for(argv: Sequence[str]) -> Iterator[None]:
    """Run the block with DATABASE_URL, REDIS_URL and SECRET_KEY set, by whatever it takes.

    A LokalError, also one raised by the block, ends the program with its sentence.
    """
    command = "help" if HELP.intersection(argv) else next(iter(argv[1:]), "help")
    try:
        with _servers(command):
            yield
    except LokalError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


@contextmanager
def _servers(command: str) -> Iterator[None]:
    missing = [name for name in REQUIRED if name not in os.environ]
    if missing and not (postgres.binaries() and valkey.binary()):
        raise LokalError(
            f"{' dan '.join(missing)} belum diatur. Isi di lingkungan (lihat docs/operasi.md)."
        )
    if command == "test":
        with _throw_away():
            yield
    elif missing or command == "demo":
        with _persistent(Place(FOLDER), command):
            yield
    else:
        yield


@contextmanager
def _throw_away() -> Iterator[None]:
    """Servers and folders for one test run; they disappear with it."""
    _remove_stale()
    folder = Path(tempfile.mkdtemp(prefix=_prefix())).resolve()
    place = Place(folder)
    place.acquire()
    for name in ("berkas", "static"):
        (folder / name).mkdir()
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(40))
    os.environ.setdefault("PASSWORD_HASHER", "django.contrib.auth.hashers.MD5PasswordHasher")
    os.environ["DUA_FAKTOR_WAJIB"] = "false"  # tests sign in without a phone; some turn it on
    os.environ["ANGKA_TERLAMBAT"] = "0"  # what a test changes, it sees
    os.environ["BERKAS_DIR"] = str(folder / "berkas")
    os.environ["STATIC_ROOT"] = str(folder / "static")
    os.environ["BEAT_BERKAS"] = str(folder / "beat-jadwal")
    os.environ["CADANGAN_DIR"] = str(folder / "cadangan")
    try:
        with _owning(Running(place, "test")):
            yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prefix() -> str:
    return f"pijar-uji-{os.getuid()}-"


def _remove_stale() -> None:
    """Folders of test runs that were killed: their lock is free."""
    for folder in Path(tempfile.gettempdir()).glob(_prefix() + "*"):
        with suppress(OSError):
            info = folder.lstat()
            old = time.time() - info.st_mtime > STALE_SECONDS
            if old and info.st_uid == os.getuid() and not folder.is_symlink():
                place = Place(folder)
                if place.acquire():
                    shutil.rmtree(folder, ignore_errors=True)
                    place.release()


@contextmanager
def _persistent(place: Place, command: str) -> Iterator[None]:
    """The servers of ``.lokal/``: ours, or those of the process that already runs them."""
    os.environ.setdefault("SECRET_KEY", place.secret("django"))
    os.environ.setdefault("BERKAS_DIR", str(place.folder / "berkas"))
    os.environ.setdefault("STATIC_ROOT", str(place.folder / "static"))
    os.environ.setdefault("BEAT_BERKAS", str(place.folder / "beat-jadwal"))
    os.environ.setdefault("CADANGAN_DIR", str(place.folder / "cadangan"))
    os.environ.setdefault("CADANGAN_PENERIMA", place.backup_key())
    os.environ.setdefault("JEJAK_RAHASIA", place.secret("jejak"))
    os.environ.setdefault("STATIC_DARI_SUMBER", "true")
    os.environ.setdefault("DUA_FAKTOR_WAJIB", "false")  # nobody has the sample accounts' phone
    for name in ("BERKAS_DIR", "STATIC_ROOT"):
        Path(os.environ[name]).mkdir(mode=0o700, parents=True, exist_ok=True)
    while not place.acquire():
        if command == "demo":
            raise LokalError(_who_is_there(place))
        with place.in_use():
            if servers := place.published():
                for name, url in servers.urls.items():
                    os.environ.setdefault(name, url)
                yield
                return
        time.sleep(0.1)
    process.sweep(place.folder)
    with _owning(Running(place, command)):
        yield


def _who_is_there(place: Place) -> str:
    servers = place.published()
    if servers is None or servers.command == "demo":
        where = f" di {servers.page}" if servers and servers.page else ""
        return f"Demo sudah berjalan{where}. Hentikan yang itu dahulu dengan Ctrl-C."
    return (
        f"Perintah {servers.command} (proses {servers.pid}) sedang memakai basis data lokal. "
        "Tunggu sampai selesai, lalu ulangi."
    )


@contextmanager
def _owning(ours: Running) -> Iterator[None]:
    """Run the servers for the block. A polite kill ends the block like Ctrl-C does.

    Ctrl-C is asked for by name: a script's ``manage.py demo &`` starts deaf to it. A terminal that
    goes away counts too, unless nohup said otherwise.
    """
    wanted = {signal.SIGTERM: _leave, signal.SIGINT: signal.default_int_handler}
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        wanted[signal.SIGHUP] = _leave
    handlers = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    _running.append(ours)
    try:
        ours.start()
        ours.publish()
        yield
        if ours.command != "demo":
            _wait_for_guests(ours.place)
    finally:
        ours.stop()
        _running.remove(ours)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _wait_for_guests(place: Place) -> None:
    """Do not take the servers away from commands that joined in the meantime."""
    with place.in_use(alone=True):
        place.withdraw()


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
