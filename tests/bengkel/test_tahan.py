"""What ``kinerja tahan`` rests on: every kind has a start, every page's button is found.

The killing of every part in every kind is the command; ``--semua`` tries two kinds of it. Every run
of the suite kills a worker, its child, a reader, a session of the database and the broker:
tests/e2e/test_pekerja_mati.py, tests/peserta/test_impor_terbunuh.py, tests/pijar/test_anak.py.
"""

import os
import subprocess
import sys
from collections import Counter

import pytest
from lxml import html

from pijar.bengkel.contoh.akun import AKUN, Akun
from pijar.bengkel.kinerja.tahan import kantor, potret
from pijar.bengkel.kinerja.tahan.jalan import CARA, Sel
from pijar.bengkel.kinerja.tahan.perintah import baris, laporkan
from pijar.bengkel.kinerja.tahan.petugas import DitolakError, Halaman, cari
from pijar.celery import app
from pijar.hak import Peran
from pijar.lokal import process
from pijar.lokal.place import ROOT
from pijar.tugas import buat
from tests.factories import PesertaFactory

FORMULIR = """
<form method="post" action="/keluar/"></form>
<form method="post" action="/impor/5/pilih/">
  <button name="ke" value="a">A</button><button formaction="/impor/5/terapkan/">B</button>
</form>
<form method="post"><button name="semua" value="1">C</button></form>
"""


def jenis_terdaftar():
    """The Celery tasks that ``@pekerjaan`` made."""
    app.loader.import_default_modules()
    return {n for n, t in app.tasks.items() if t.run.__qualname__.startswith("pekerjaan.")}


def test_every_kind_of_job_has_a_start():
    assert set(CARA) == jenis_terdaftar()


def test_the_office_finds_its_people_whatever_accounts_are_added(monkeypatch):
    monkeypatch.setattr(kantor, "AKUN", [Akun("baru", "x", Peran.AUDITOR, "Baru", ""), *AKUN])

    satu = kantor.Kantor("http://127.0.0.1:1")

    nama = ["petugas", "verifikator", "admin", "admin2", "sekda"]
    assert [p.akun.username for p in satu.semua] == nama
    assert satu.admin2.akun.username == "admin2"


@pytest.mark.parametrize(
    ("aksi", "tombol", "ke"),
    [("pilih", "", None), ("terapkan", "", "B"), ("pilih", "ke=a", "A"), (".", "semua", "C")],
)
def test_button_is_found_where_it_goes(aksi, tombol, ke):
    halaman = Halaman("/impor/5/?hal=2", html.fromstring(f"<main>{FORMULIR}</main>"))

    _, kenop = cari(halaman, aksi, tombol)

    assert (kenop.text if kenop is not None else None) == ke


def test_missing_button_is_told_with_the_words_of_the_page():
    with pytest.raises(DitolakError, match="Kosong"):
        cari(Halaman("/", html.fromstring("<main>Kosong</main>")), "pilih", "")


@pytest.mark.django_db
def test_what_a_job_doubles_or_loses_is_seen(petugas):
    dulu = potret.potret()
    sebelum = potret.tugas_sejak(0)
    PesertaFactory()
    buat("peserta.ekspor", judul="x", oleh=petugas, parameter={})

    assert any(k.startswith("peserta_peserta: ") for k in potret.beda(dulu, potret.potret()))
    assert potret.tugas_sejak(0) - sebelum == Counter(
        {("peserta.ekspor", "antre", "", "", 0, 0, ""): 1}
    )


def test_table_and_sum():
    hasil = {("a", "web"): Sel(3, 2, 4.25, ["a, web: macet"])}
    tulisan = []

    salah = laporkan(hasil, {"b": "tidak ada"}, tulisan.append)

    assert baris("a", hasil, ("web", "beat")).split() == ["a", "2/3", "4.2", "s", "-"]
    assert (salah, tulisan[0]) == (2, "2 dari 3 kali baik.")


@pytest.mark.matriks
@pytest.mark.lambat
def test_nothing_is_lost_whichever_part_is_killed(tmp_path):
    perintah = ["kinerja", "tahan", "--jenis=peserta.baca_impor", "--jenis=peserta.ekspor"]
    jalan = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *perintah],
        env={**os.environ, "PIJAR_LOKAL_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert jalan.returncode == 0, jalan.stdout + jalan.stderr
    assert "13 dari 13 kali baik." in jalan.stdout  # an export reads no file
    assert not [pid for d in (tmp_path / "tahan").iterdir() for pid in process.marked(d)]
