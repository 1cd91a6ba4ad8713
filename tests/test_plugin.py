"""The conditions that every test runs under hold."""

import os
import socket
import subprocess
import sys

import pytest
from django.template import Context, Template, engines
from django.template.base import Origin

from tests import plugin


def render(text, origin):
    template = Template(text, origin=Origin(str(origin)), engine=engines["django"].engine)
    return template.render(Context({"ada": "x"}))


def test_unknown_variable_in_our_template_fails():
    with pytest.raises(pytest.fail.Exception, match=r"coba\.html uses the unknown variable tiada"):
        render("{{ ada }}{{ tiada }}", plugin.ROOT / "templates" / "coba.html")


def test_unknown_variable_in_a_library_is_what_production_shows():
    library = "/usr/lib/site-packages/x.html"

    assert render("{{ ada }}{{ tiada }}{{ tiada|default:'-' }}", library) == "x-"


def test_unknown_variable_as_a_question_is_allowed():
    ours = plugin.ROOT / "templates" / "coba.html"

    assert render("{% if tiada %}a{% else %}b{% endif %}", ours) == "b"


def test_nothing_reaches_beyond_this_machine():
    with socket.socket() as client:
        with pytest.raises(pytest.fail.Exception, match=r"198\.51\.100\.1"):
            client.connect(("198.51.100.1", 80))
        with socket.socket() as server:
            server.bind(("127.0.0.1", 0))
            server.listen()
            client.connect(server.getsockname())


@pytest.fixture
def pojok(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw3")
    monkeypatch.setenv("REDIS_URL", "redis://:x@127.0.0.1:1/0")
    monkeypatch.setenv("BERKAS_DIR", str(tmp_path))


def test_each_process_has_its_own_corner(pojok, tmp_path):
    for _ in range(2):  # a process that is started by a test inherits its corner
        plugin._own_corner()

        assert os.environ["REDIS_URL"] == "redis://:x@127.0.0.1:1/4"
        assert os.environ["BERKAS_DIR"] == str(tmp_path / "gw3")
        assert (tmp_path / "gw3").is_dir()


MATRIX = """
import pytest
from hypothesis import settings

@pytest.mark.matriks
def test_setiap_gabungan(): pass

def test_wakil(): print("examples", settings.default.max_examples)
"""


def jalankan(folder, *options, **env):
    """Pytest's words about the tests in a folder of their own."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.plugin", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "--ds=pijar.settings", *options, str(folder)],
        env={**os.environ, "PYTHONPATH": str(plugin.ROOT), **env},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.lambat
@pytest.mark.parametrize(
    ("options", "examples", "says"),
    [([], 100, "1 passed, 1 deselected"), (["--semua"], plugin.EXAMPLES, "2 passed")],
)
def test_matrices_run_when_all_is_asked_for(tmp_path, options, examples, says):
    (tmp_path / "test_contoh.py").write_text(MATRIX)

    stdout = jalankan(tmp_path, "-s", *options, CI="")

    assert f"examples {examples}" in stdout
    assert stdout.splitlines()[-1].startswith(says), stdout


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize(("slow", "fast"), [(7, 20), (0, 5), (9, 1), (1, 0)])
def test_each_process_begins_with_its_share_of_the_slow_tests(slow, fast, processes):
    slow, fast = [f"slow{n}" for n in range(slow)], [f"fast{n}" for n in range(fast)]

    spread_out = plugin.spread(slow, fast, processes)

    assert sorted(spread_out) == sorted([*slow, *fast])
    if len(fast) > len(slow):
        begin, size = 0, len(spread_out)
        for number in range(processes):  # as xdist deals them out
            part = spread_out[begin : begin + (size - begin) // (processes - number)]
            begin += len(part)
            assert sum(name in slow for name in part) == len(slow[number::processes])
            assert [name in slow for name in part] == sorted(
                (name in slow for name in part), reverse=True
            )


SAMPLE = """
import pytest

@pytest.mark.perlu_chromium
def test_peramban(): pass

def test_dilewati(): pytest.skip("sebab lain")

@pytest.mark.xfail
def test_diketahui(): assert 0
"""


@pytest.mark.lambat
def test_in_ci_nothing_is_skipped(tmp_path):
    (tmp_path / "test_contoh.py").write_text(SAMPLE)
    (tmp_path / "test_semua.py").write_text("import pytest; pytest.importorskip('tidak_ada')")
    (tmp_path / plugin.MAY_BE_SKIPPED).write_text("import pytest; pytest.importorskip('tidak_ada')")

    stdout = jalankan(tmp_path, "--continue-on-collection-errors", CI="true", PATH=os.devnull)

    assert "1 failed, 1 skipped, 1 xfailed, 2 errors" in stdout.splitlines()[-1], stdout
