"""Every path and name that README and docs mention is there; so a newcomer is never sent astray."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("pijar", "peserta", "iuran", "verifikasi", "laporan")
DOKUMEN = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
KODE = re.compile(r"`([^`\n]+)`")
TAUTAN = re.compile(r"\]\((?!https?:|#)([^)\s]+)\)")
JALUR = re.compile(
    r"((?:pijar|peserta|iuran|verifikasi|laporan|tests|docs|templates|static)/[\w./*-]*)(?::(\w+))?$"
)
MODUL = re.compile(r"((?:pijar|peserta|iuran|verifikasi|laporan)(?:\.\w+)+)$")
BAGIAN = re.compile(r"\{(.*?)\}")
DIGANTIKAN = re.compile(r"superseded", re.IGNORECASE)


def jalur(berkas: Path) -> str:
    return str(berkas.relative_to(ROOT))


def sebutan(dokumen: Path) -> set[str]:
    """Whatever stands in back ticks, with ``{a,b}`` written out."""
    hasil = set()
    for kode in KODE.findall(dokumen.read_text("utf-8")):
        bagian = BAGIAN.search(kode)
        pilihan = bagian[1].split(",") if bagian else [""]
        hasil |= {kode.replace(bagian[0], satu.strip()) if bagian else kode for satu in pilihan}
    return hasil


def nama_modul(berkas: Path) -> set[str]:
    """Names that a module, or the ``__init__`` of a package, defines or imports at its top."""
    if berkas.is_dir():
        return nama_modul(berkas / "__init__.py") | {p.stem for p in berkas.iterdir()}
    nama = set()
    for simpul in ast.parse(berkas.read_text("utf-8")).body:
        if isinstance(simpul, ast.FunctionDef | ast.ClassDef):
            nama.add(simpul.name)
        elif isinstance(simpul, ast.ImportFrom | ast.Import):
            nama |= {a.asname or a.name for a in simpul.names}
        else:
            nama |= {n.id for n in ast.walk(simpul) if isinstance(n, ast.Name)}
    return nama


def tersedia(sebutan: str) -> bool:
    """Whether the path, ``path:name`` or dotted name exists; True for what is none of them."""
    if cocok := JALUR.match(sebutan):
        ada = [*ROOT.glob(cocok[1].rstrip("/"))]
        return bool(ada) and (not cocok[2] or cocok[2] in nama_modul(ada[0]))
    if (cocok := MODUL.match(sebutan)) and not sebutan.endswith(".go.id"):
        return modul_ada(cocok[1].split("."))
    return True


def modul_ada(bagian: list[str]) -> bool:
    """``peserta.alur``, ``peserta.alur.pindahkan_status``; a job or a right is no module."""
    for panjang in range(len(bagian), 1, -1):
        dasar = ROOT.joinpath(*bagian[:panjang])
        berkas = dasar if dasar.is_dir() else dasar.with_suffix(".py")
        if berkas.exists():
            sisa = bagian[panjang:]
            return not sisa or sisa[0] in nama_modul(berkas)
    return False


@pytest.mark.parametrize("dokumen", DOKUMEN, ids=jalur)
def test_every_path_and_name_exists(dokumen):
    if DIGANTIKAN.search(dokumen.read_text("utf-8").splitlines()[0]):
        return  # an old decision speaks of its own time

    assert [s for s in sorted(sebutan(dokumen)) if not tersedia(s)] == []


@pytest.mark.parametrize("dokumen", DOKUMEN, ids=jalur)
def test_every_link_leads_somewhere(dokumen):
    tautan = [t.partition("#")[0] for t in TAUTAN.findall(dokumen.read_text("utf-8"))]

    assert [t for t in tautan if not (dokumen.parent / t).exists()] == []


@pytest.mark.parametrize(
    ("salah", "benar"),
    [
        ("peserta/tiada.py", "peserta/alur.py"),
        ("peserta/alur.py:tiada", "peserta/alur.py:pindahkan_banyak"),
        ("peserta.alur.tiada", "peserta.alur.pindahkan_banyak"),
        ("iuran.tiada", "iuran.buku"),
        ("peserta/impor/tiada/", "peserta/impor/"),
    ],
)
def test_a_path_or_name_that_is_gone_is_told(salah, benar):
    assert not tersedia(salah)
    assert tersedia(benar)


def test_the_page_for_newcomers_names_every_package():
    """Two pages that miss a room send a newcomer past it."""
    teks = (ROOT / "docs" / "arsitektur.md").read_text("utf-8")
    paket = {
        p.parent.name
        for app in ("peserta", "iuran")
        for p in (ROOT / app).glob("*/__init__.py")
        if p.parent.name != "migrations"
    }

    assert [nama for nama in sorted(paket) if nama not in teks] == []
