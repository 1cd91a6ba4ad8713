"""The house keeps its own rules: what one test can check, nobody has to remember."""

import ast
import inspect
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from iuran.klaim.aturan import DASAR as DASAR_KLAIM
from iuran.models import Tarif
from iuran.peristiwa.usia import DASAR_USIA
from laporan.surat.susun import bpjs, sk
from peserta.models import Status
from peserta.models.status import TRANSISI
from pijar.kunci import Kunci
from pijar.models import DasarHukum
from verifikasi.models import Kriteria

ROOT = Path(__file__).resolve().parent.parent
APPS = ("pijar", "peserta", "iuran", "verifikasi", "laporan")
MODULES = sorted(
    p for app in APPS for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts
)
VIEWS = {
    berkas
    for app in APPS
    for pola in ("**/views*.py", "**/views/**/*.py")
    for berkas in (ROOT / app).glob(pola)
}
PALING_SEDIKIT_VIEW = 118  # so many functions answered an address when the guard was last widened
PALING_PANJANG_FUNGSI = 40
PALING_PANJANG_BERKAS = 300


class Alamat(NamedTuple):
    """One line of the table of addresses."""

    pola: str
    callback: Callable


def jalur(berkas: Path) -> str:
    return str(berkas.relative_to(ROOT))


def diagram() -> str:
    panah = [f"    {dari} --> {ke}" for dari, tujuan in TRANSISI.items() for ke in sorted(tujuan)]
    return "\n".join(["stateDiagram-v2", "    [*] --> draf", "    [*] --> terdaftar", *panah])


def test_readme_shows_the_status_diagram():
    assert diagram() in (ROOT / "README.md").read_text()


@pytest.mark.parametrize(
    "istilah",
    [m._meta.verbose_name_plural for a in APPS for m in apps.get_app_config(a).get_models()
     if not m.__name__.endswith("Event")] + [s.value for s in Status],
)  # fmt: skip
def test_glossary_knows_every_model_and_status(istilah):
    glosarium = (ROOT / "docs" / "glosarium.md").read_text().lower()

    assert f"| {str(istilah).lower()} |" in glosarium


def test_migrations_are_complete(db):
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.parametrize("berkas", sorted(VIEWS), ids=jalur)
def test_views_read_only_through_for_petugas(berkas):
    """Whoever starts from another manager call may show somebody else's area."""
    assert not re.findall(r"\w+\.objects\.(?!for_petugas\()\w+", berkas.read_text())


def test_the_guard_of_the_views_reads_every_function_that_answers_an_address():
    kita = {
        view
        for pola in semua_pola(get_resolver())
        if (view := inspect.unwrap(pola.callback)).__module__.partition(".")[0] in APPS
    }

    assert len(kita) >= PALING_SEDIKIT_VIEW
    assert {Path(inspect.getfile(view)) for view in kita} <= VIEWS


def test_a_view_says_its_method_before_its_right():
    """Everywhere in the same order, so that a missing one is seen; and it is checked in it.

    Only what shows a page again under a GET stands above both.
    """
    salah = [
        f"{jalur(berkas)}:{simpul.lineno} {simpul.name}"
        for berkas in MODULES
        for simpul in ast.walk(ast.parse(berkas.read_text()))
        if isinstance(simpul, ast.FunctionDef)
        and any("require_" in ast.unparse(d) for d in simpul.decorator_list)
        and "require_"
        not in next(s for s in map(ast.unparse, simpul.decorator_list) if s != "pratinjau")
    ]

    assert salah == []


@pytest.mark.parametrize("berkas", MODULES, ids=jalur)
def test_module_is_documented_and_short(berkas):
    pohon = ast.parse(berkas.read_text())

    assert ast.get_docstring(pohon), "without a docstring"
    assert len(berkas.read_text().splitlines()) <= PALING_PANJANG_BERKAS
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.FunctionDef):
            panjang = (simpul.end_lineno or 0) - simpul.lineno + 1
            assert panjang <= PALING_PANJANG_FUNGSI, simpul.name


@pytest.mark.parametrize(
    "model",
    [
        m
        for a in APPS
        for m in apps.get_app_config(a).get_models()
        if not m.__name__.endswith("Event")  # made by the history library
    ],
)
def test_model_says_what_one_row_is(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}("), "Django's own docstring"


def test_rules_cite_a_known_legal_base(db):
    dikutip = {*Kriteria.objects.values_list("dasar_hukum", flat=True)}
    dikutip |= {*Tarif.objects.values_list("dasar_hukum", flat=True)}

    dikutip |= {
        *bpjs.DASAR,
        bpjs.DASAR_JHT,
        bpjs.DASAR_DBHCHT,
        bpjs.PEDOMAN_APBD,
        sk.KODE_KEPUTUSAN,
    }
    dikutip |= {DASAR_KLAIM, DASAR_USIA}

    assert dikutip <= {*DasarHukum.objects.values_list("kode", flat=True)}


@pytest.mark.parametrize("berkas", MODULES, ids=jalur)
def test_many_keys_are_handed_over_as_the_type_they_are_compared_with(berkas):
    """The driver writes integer[]: PostgreSQL then compares a bigint with each key in turn.

    98.000 people who were looked up so right after they came in took 24 s instead of 6.
    """
    assert not re.findall(r"id = ANY\(%(?:\(\w+\))?s\)", berkas.read_text())


@pytest.mark.parametrize("berkas", MODULES, ids=jalur)
def test_only_the_kernel_knows_the_numbers_of_advisory_locks(berkas):
    """Two purposes with one number would wait for each other."""
    ditulis = re.findall(r"pg_\w*advisory\w*", berkas.read_text())

    assert bool(ditulis) == (berkas == ROOT / "pijar" / "kunci.py")


def test_every_advisory_lock_has_a_number_of_its_own():
    assert len(Kunci) == len(Kunci.__members__), "two names for one number"


def semua_pola(penyelesai, awal=""):
    """Every address with the view that answers it."""
    for pola in penyelesai.url_patterns:
        if isinstance(pola, URLResolver):
            yield from semua_pola(pola, awal + str(pola.pattern))
        elif isinstance(pola, URLPattern):
            yield Alamat(awal + str(pola.pattern), pola.callback)


def test_no_address_carries_a_name_or_number_of_a_person():
    """Only row ids and fixed words: no <str:nik>, no <slug:nama>."""
    semua = [alamat.pola for alamat in semua_pola(get_resolver())]
    kita = [pola for pola in semua if not pola.startswith("kelola/")]

    assert kita
    for pola in kita:
        assert not re.search(r"<(str|slug|path):(nik|kpj|nama|hp)", pola), pola


def test_top_level_holds_only_what_was_agreed():
    boleh = {
        "manage.py", "pijar", "peserta", "iuran", "verifikasi", "laporan", "templates", "static",
        "tests", "docs", "pyproject.toml", "requirements.txt",
        "requirements-demo.txt", "requirements-dev.txt", "docker-compose.yml", "Dockerfile",
        "README.md",
    }  # fmt: skip

    assert {p.name for p in ROOT.iterdir() if not p.name.startswith(".")} <= boleh | {"__pycache__"}


def impor_modul(berkas):
    """The modules that a file imports names from."""
    for simpul in ast.walk(ast.parse(berkas.read_text())):
        if isinstance(simpul, ast.ImportFrom) and simpul.module:
            yield simpul.module


PAKET = sorted(
    f"{app}.{p.parent.name}"
    for app in ("peserta", "iuran")
    for p in (ROOT / app).glob("*/__init__.py")
    if p.parent.name not in ("migrations", "models", "bersih")
)
# Addresses and jobs are put together from all rooms; a screen may show a part of another's page;
# the workshop looks into every room.
TANPA_PINTU = {"urls.py", "tasks.py"}
RUANG_LAYAR = {"views", "forms"}


@pytest.mark.parametrize("berkas", MODULES, ids=jalur)
def test_a_package_is_entered_through_its_front_door(berkas):
    """``from iuran.buku import buat_iuran``, not ``from iuran.buku.actions.iuran import ...``."""
    if "bengkel" in berkas.parts or berkas.name in TANPA_PINTU:
        return
    milik = ".".join(berkas.relative_to(ROOT).parts[:2])
    layar = bool(RUANG_LAYAR & {*berkas.with_suffix("").parts})
    salah = [
        modul
        for modul in impor_modul(berkas)
        for paket in PAKET
        if modul.startswith(f"{paket}.") and paket != milik
        if not (layar and modul.split(".")[2] in RUANG_LAYAR)
    ]

    assert salah == []


@pytest.mark.parametrize("paket", PAKET)
def test_a_front_door_opens_no_screen(paket):
    pintu = ROOT / paket.replace(".", "/") / "__init__.py"

    assert not [m for m in impor_modul(pintu) if RUANG_LAYAR & {*m.split(".")}]


def test_no_file_holds_the_marks_of_an_unfinished_merge():
    """In a docstring or a page they break nothing, so nothing else would find them."""
    semua = [
        p for d in (*APPS, "tests", "templates", "static", "docs") for p in (ROOT / d).rglob("*.*")
    ]
    teks = [p for p in semua if p.suffix in {".py", ".html", ".md", ".css", ".js", ".csv"}]

    assert teks
    assert [jalur(p) for p in teks if re.search(r"^(<{7}|>{7}) ", p.read_text("utf-8"), re.M)] == []
