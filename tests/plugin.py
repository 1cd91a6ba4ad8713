"""What every test runs under; loaded with ``-p`` so that it comes before the settings.

Each xdist process has its own Redis number and folders, nothing reaches beyond this machine,
an unknown template variable fails, and in CI nothing is skipped.
"""

import inspect
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from django.template import base, engines

from pijar.lokal import machine

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in {"1", "true"}
NEEDS = {"perlu_pango": machine.without_pango, "perlu_chromium": machine.without_chromium}
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


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "lambat: starts whole programs; seconds, not milliseconds")
    config.addinivalue_line("markers", "perlu_pango: makes PDF documents")
    config.addinivalue_line("markers", "perlu_chromium: drives a browser")


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
