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
UJI = re.compile(r"(tests/[\w/]+\.py)::(\w+)$")
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
    """Whether the path, ``path:name``, test or dotted name exists; True for anything else."""
    if cocok := UJI.match(sebutan):
        return (ROOT / cocok[1]).exists() and cocok[2] in nama_modul(ROOT / cocok[1])
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
        ("tests/test_dokumen.py::tiada", "tests/test_dokumen.py::tersedia"),
        ("tests/tiada.py::tersedia", "tests/pijar/test_akun.py::test_nip_has_18_digits"),
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


# docs/asvs.md

# How many requirements of level 1 and 2 each section of OWASP ASVS 5.0.0 has. Those of level 3,
# which we do not follow, come last in their section.
SYARAT = """
1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1
4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2
7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2
10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5
14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2
"""
BUKTI = re.compile(
    r"`tests/[\w/]+\.py::\w+`|`[\w./-]+\.(?:py|yml|html|js|toml|txt)\b|\]\(\w+\.md\)"
)
KEADAAN = ("terpenuhi", "belum", "tidak berlaku")


def syarat_asvs() -> list[list[str]]:
    """The rows of the tables: requirement, level, what it asks, state, evidence or reason."""
    baris = (ROOT / "docs" / "asvs.md").read_text("utf-8").splitlines()
    return [[s.strip() for s in b.strip("|").split("|")] for b in baris if b.startswith("| V")]


def test_every_requirement_of_level_two_stands_there_once():
    semua = [
        f"V{bagian}.{n}"
        for bagian, banyak in (satu.split(":") for satu in SYARAT.split())
        for n in range(1, int(banyak) + 1)
    ]

    assert [baris[0] for baris in syarat_asvs()] == semua
    assert len(semua) == 253


def test_every_requirement_has_a_state_and_what_shows_it():
    for nomor, tingkat, diminta, keadaan, bukti in syarat_asvs():
        assert tingkat in {"1", "2"}, nomor
        assert diminta, nomor
        assert keadaan in KEADAAN, nomor
        assert bukti, nomor
        if keadaan == "terpenuhi":  # a test, a file or setting, or a page of ours
            assert BUKTI.search(bukti), nomor


def test_the_page_counts_its_own_rows():
    kepala = " ".join((ROOT / "docs" / "asvs.md").read_text("utf-8").split("\n## ")[0].split())
    jumlah = {k: sum(b[3] == k for b in syarat_asvs()) for k in KEADAAN}

    tertulis = [int(n) for n in re.findall(r"(\d+) (?:terpenuhi|belum|tidak berlaku)", kepala)]
    assert tertulis == [*jumlah.values()]
