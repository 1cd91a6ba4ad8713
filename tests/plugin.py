"""What every test runs under; loaded with ``-p`` so that it comes before the settings.

Each xdist process has its own Redis number and folders, nothing reaches beyond this machine,
an unknown template variable fails, and in CI nothing is skipped. ``--semua`` adds the whole
matrices, of which every run has a representative part, and more examples of each property. A
commit passes or fails by itself: the examples are the same in every run, unless ``--acak`` asks
for new ones.
"""

import inspect
import os
import re
import socket
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.template import base, engines
from hypothesis import HealthCheck, settings

from pijar.lokal import machine
from tests.terberat import Biaya, tulisan

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in {"1", "true"}
NEEDS = {"perlu_pango": machine.without_pango, "perlu_chromium": machine.without_chromium}
EXAMPLES = 500  # of each property under --semua; usually hypothesis tries 100
MAY_BE_SKIPPED = "test_contoh_lapangan.py"  # its samples are not part of the project


def _own_corner() -> None:
    """Give this xdist process its own Redis number and folder of files."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    number = int(worker.removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = re.sub(r"/\d+$", f"/{number}", os.environ["REDIS_URL"])
    files = Path(os.environ["BERKAS_DIR"])
    if files.name != worker:
        os.environ["BERKAS_DIR"] = str(files / worker)
        (files / worker).mkdir(exist_ok=True)


if "DATABASE_URL" not in os.environ:
    pytest.exit("Jalankan dengan: python3 manage.py test", returncode=4)
if "PYTEST_XDIST_WORKER" in os.environ:
    _own_corner()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--semua", action="store_true", help="also whole matrices and more examples")
    parser.addoption("--acak", action="store_true", help="look for new examples of each property")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "matriks: every combination; runs with --semua only")
    more = {"max_examples": EXAMPLES} if config.getoption("semua") else {}
    # A busy machine takes long over an example; that says nothing about the code.
    settings.register_profile(
        "pijar",
        settings.default,
        deadline=None,
        derandomize=not config.getoption("acak"),
        suppress_health_check=[HealthCheck.too_slow],
        **more,
    )
    settings.load_profile("pijar")
    config.addinivalue_line("markers", "lambat: starts whole programs; seconds, not milliseconds")
    config.addinivalue_line("markers", "perlu_pango: makes PDF documents")
    config.addinivalue_line("markers", "perlu_chromium: drives a browser")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Tell what each task costs an officer (:mod:`tests.e2e.ketukan`), and the worst files."""
    ended = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    properties = [p for r in ended for p in r.user_properties]
    if costs := sorted({str(value) for name, value in properties if name == "ketukan"}):
        terminalreporter.section("ketukan dan muat")
        terminalreporter.write_line("\n".join(costs))
    if files := [Biaya(*value) for name, value in properties if name == "racun"]:
        terminalreporter.section("berkas racun terberat")
        terminalreporter.write_line(tulisan(files))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the matrices out unless they are asked for, and let each process begin with slow tests.

    What comes last is short then, so that no process waits long for another one's last test.
    """
    if not config.getoption("semua"):
        _without_matrices(config, items)
    if processes := getattr(config, "workerinput", {}).get("workercount"):
        slow = [item for item in items if item.get_closest_marker("lambat")]
        fast = [item for item in items if not item.get_closest_marker("lambat")]
        items[:] = spread(slow, fast, processes)


def spread(slow: list[Any], fast: list[Any], processes: int) -> list[Any]:
    """One list whose equal parts, one for each process, all begin with a share of the slow ones."""
    left, rest, spread_out = len(slow) + len(fast), iter(fast), []
    for number in range(processes):
        share = slow[number::processes]
        part = [*share, *islice(rest, max(0, left // (processes - number) - len(share)))]
        left -= len(part)
        spread_out += part
    return [*spread_out, *rest]


def _without_matrices(config: pytest.Config, items: list[pytest.Item]) -> None:
    matrices = [item for item in items if item.get_closest_marker("matriks")]
    items[:] = [item for item in items if not item.get_closest_marker("matriks")]
    if matrices:
        config.hook.pytest_deselected(items=matrices)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, reason in NEEDS.items():
        if item.get_closest_marker(name) and (sentence := reason()):
            pytest.skip(sentence)


def _must_run(report: pytest.CollectReport | pytest.TestReport, where: Path) -> None:
    """In CI what did not run is a failure."""
    xfailed = hasattr(report, "wasxfail")
    if CI and report.skipped and not xfailed and where.name != MAY_BE_SKIPPED:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Di CI semua uji harus berjalan. {reason}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    _must_run(report, item.path)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    _must_run(report, collector.path)
    return report


@pytest.fixture(autouse=True, scope="session")
def _hanya_mesin_ini() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    real = socket.socket.connect

    def connect(self, address):
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            pytest.fail(f"A test tried to connect to {address[0]}.")
        return real(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


class UnknownVariable(str):
    """Stands for a template variable that does not exist; fails where our templates use one.

    Django asks for its truth exactly when it resolves such a variable outside ``{% if %}``.
    Elsewhere it is the empty string that production shows: Django's and crispy's own templates
    rely on it.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        caller = inspect.currentframe().f_back
        expression = caller.f_locals.get("self")
        if isinstance(expression, base.FilterExpression):
            template = _template(caller)
            if template.startswith(str(ROOT)) and "site-packages" not in template:
                pytest.fail(f"Template {template} uses the unknown variable {expression.var}.")
        return False


def _template(frame: FrameType | None) -> str:
    """The file whose node is being rendered."""
    while frame is not None:
        who = frame.f_locals.get("self")
        if isinstance(who, base.Node | base.Template) and getattr(who, "origin", None):
            return str(who.origin.name)
        frame = frame.f_back
    return ""


@pytest.fixture(autouse=True, scope="session")
def _variabel_templat_dikenal() -> None:
    engines["django"].engine.string_if_invalid = UnknownVariable()
