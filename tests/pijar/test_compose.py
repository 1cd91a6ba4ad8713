"""docker-compose.yml: complete, without secrets, and its start commands really start."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pijar.lokal import process
from pijar.lokal.place import ROOT
from pijar.lokal.process import Spec
from pijar.lokal.supervisor import Supervisor
from tests.menunggu import tunggu

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")
DOCKERFILE = (ROOT / "Dockerfile").read_text()
VALUE = re.compile(r"\$\{(\w+)(:\?[^}]*)?\}")


def test_all_parts_are_there():
    assert set(SERVICES) == {"postgres", "redis", "migrate", "web", "worker", "beat", "caddy"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_service_has_a_health_check_and_comes_back(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", OURS)
def test_our_containers_have_no_rights_to_spare(name):
    service = SERVICES[name]

    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "ports" not in service


def test_every_value_from_outside_is_required():
    text = (ROOT / "docker-compose.yml").read_text()
    values = VALUE.findall(text)

    assert {name for name, _ in values} == {
        "APP_PASSWORD",
        "CADANGAN_PENERIMA",
        "DOMAIN",
        "JEJAK_RAHASIA",
        "POSTGRES_PASSWORD",
        "REDIS_PASSWORD",
        "SECRET_KEY",
        "TLS",
    }
    assert [name for name, required in values if not required] == []


def test_only_the_migration_knows_the_owner_of_the_tables():
    for name in ("web", "worker", "beat"):
        assert not [v for v in SERVICES[name]["environment"].values() if "POSTGRES_PASSWORD" in v]
        assert "//pijar_app:" in SERVICES[name]["environment"]["DATABASE_URL"]
    assert "POSTGRES_PASSWORD" in SERVICES["migrate"]["environment"]["DATABASE_URL_PEMILIK"]


def test_values_and_the_operations_page_agree():
    page = (ROOT / "docs" / "operasi.md").read_text()

    for name in {name for name, _ in VALUE.findall((ROOT / "docker-compose.yml").read_text())}:
        assert f"`{name}`" in page, name


def test_data_outlive_the_containers():
    mounts = {name: s["volumes"] for name, s in SERVICES.items() if "volumes" in s}

    assert mounts == {
        "postgres": ["data:/var/lib/postgresql"],
        "redis": ["antrean:/data"],
        "web": ["berkas:/srv/berkas"],
        "worker": ["berkas:/srv/berkas", "cadangan:/srv/cadangan"],
        "beat": ["jadwal:/srv/jadwal"],
        "caddy": ["sertifikat:/data"],
    }
    assert set(COMPOSE["volumes"]) == {
        *("data", "antrean", "berkas", "cadangan", "jadwal", "sertifikat"),
    }


def test_beat_remembers_what_it_sent_in_a_folder_that_is_its_own():
    assert SERVICES["beat"]["environment"]["BEAT_BERKAS"].startswith("/srv/jadwal/")
    assert re.search(r"install -d -o pijar .*/srv/jadwal", DOCKERFILE)


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_takes_the_whole_machine(name):
    limits = {"mem_limit", "cpus", "pids_limit"} & SERVICES[name].keys()

    assert limits == {"mem_limit", "cpus", "pids_limit"}


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_starts_before_the_migration_ended(name):
    waits = SERVICES[name]["depends_on"]

    assert waits["migrate"] == {"condition": "service_completed_successfully"}
    assert waits["postgres"] == waits["redis"] == {"condition": "service_healthy"}


def test_only_the_proxy_is_reachable():
    assert [name for name, s in SERVICES.items() if "ports" in s] == ["caddy"]
    assert COMPOSE["networks"]["dalam"] == {"internal": True}
    caddyfile = COMPOSE["configs"]["caddyfile"]["content"]
    assert "reverse_proxy web:8000" in caddyfile
    assert "tls ${TLS" in caddyfile


def test_image_takes_the_locked_runtime_only():
    assert "pip install --require-hashes -r requirements.txt" in DOCKERFILE
    assert re.findall(r"requirements[\w-]*\.txt", DOCKERFILE) == ["requirements.txt"] * 2
    assert "\nUSER 10001:10001\n" in DOCKERFILE
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in ignored
    assert [line for line in ignored if "requirements" in line] == ["!requirements.txt"]
    packages = {f"!{p.parent.name}" for p in ROOT.glob("*/apps.py")}
    assert packages | {"!manage.py", "!templates", "!static", "!requirements.txt"} <= set(ignored)


def test_the_client_that_makes_backups_is_as_new_as_the_server():
    server = re.fullmatch(r"postgres:(\d+)-bookworm", SERVICES["postgres"]["image"])

    assert f"postgresql-client-{server[1]}" in DOCKERFILE.split()


# The commands themselves, against the embedded servers


def value(text):
    return text.replace("$$", "$")


@pytest.fixture
def wadah(tmp_path, transactional_db, settings):
    """Run a service's command as its container would: environment, program, health check."""
    port = process.free_port()
    supervisor = Supervisor()
    url = settings.DATABASES["default"]
    (tmp_path / "static").mkdir()
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DATABASE_URL": (
            f"postgres://{url['USER']}:{url['PASSWORD']}@{url['HOST']}:{url['PORT']}/{url['NAME']}"
        ),
        "STATIC_ROOT": str(tmp_path / "static"),
        "HOSTNAME": socket.gethostname(),
        "HTTPS": SERVICES["web"]["environment"]["HTTPS"],
        "ALLOWED_HOSTS": "pijar.example,127.0.0.1",
        "BEAT_BERKAS": str(tmp_path / "beat-jadwal"),
        "SECRET_KEY": "kunci-untuk-uji-" * 4,
    }

    def here(words):
        return [
            value(w).replace("0.0.0.0:8000", f"127.0.0.1:{port}").replace("8000", str(port))
            for w in words
        ]

    def healthy(name):
        kind, *test = SERVICES[name]["healthcheck"]["test"]
        command = here(test if kind == "CMD" else ["sh", "-c", *test])
        return subprocess.run(command, env=env, capture_output=True, check=False).returncode == 0

    def start(name):
        command = here(SERVICES[name]["command"])
        log = tmp_path / f"{name}.log"
        return supervisor.start(Spec(name, command, log, env)), lambda: healthy(name)

    yield start
    supervisor.stop()


@pytest.mark.lambat
@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_command_starts_and_answers_its_health_check(wadah, tmp_path, name):
    child, healthy = wadah(name)

    def answers():
        assert child.poll() is None, (tmp_path / f"{name}.log").read_text()
        return healthy()

    tunggu(answers, jeda=0.2)

    child.terminate()
    child.wait(30)
    assert name != "web" or not healthy()  # the others notice after their time-outs
