"""Backups: of one moment, closed, seen to be whole, and brought back equal to the last row."""

import os
import shutil
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import psycopg2
import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from pijar import tugas
from pijar.bulan import WIB
from pijar.cadangan import alat
from pijar.cadangan import buat as modul
from pijar.cadangan.buat import buat, pangkas, periksa
from pijar.cadangan.hitung import hitung_tabel
from pijar.cadangan.isi import Tempat
from pijar.cadangan.pulih import perbedaan, pulihkan
from pijar.errors import AturanDilanggarError
from pijar.kunci import Kunci
from pijar.lokal.place import ROOT
from pijar.models import Tugas
from pijar.tasks import CADANGAN, cadangan_malam
from tests.factories import bayar, terdaftar
from tests.pemilik import pemilik

KINI = datetime(2026, 3, 1, 0, 30, tzinfo=WIB)


@pytest.fixture
def kunci(settings):
    kunci = pyrage.x25519.Identity.generate()
    settings.CADANGAN_PENERIMA = str(kunci.to_public())
    return kunci


@pytest.fixture
def di(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "asal"
    (tmp_path / "asal" / "peserta" / "2026").mkdir(parents=True)
    (tmp_path / "asal" / "peserta" / "2026" / "ktp.jpg").write_bytes(b"foto" * 50_000)
    (tmp_path / "asal" / "sama.jpg").write_bytes(b"foto" * 50_000)
    settings.CADANGAN_DIR = tmp_path / "cadangan"
    return Tempat(tmp_path / "cadangan", tmp_path / "asal")


@pytest.fixture
def orang(transactional_db):
    with transaction.atomic():
        orang = terdaftar(nama="Zulaikha Bandarharjo", alamat="Jalan Rahasia 5").peserta
        bayar(date(2026, 1, 1), date(2026, 1, 20))
    return orang


@pytest.fixture
def kosong(transactional_db):
    """An empty database beside the test's own."""
    nama = f"{connection.settings_dict['NAME']}_pulih"
    with pemilik() as kursor:
        kursor.execute(f'DROP DATABASE IF EXISTS "{nama}"')
        kursor.execute(f'CREATE DATABASE "{nama}"')
    yield nama
    with pemilik() as kursor:
        kursor.execute(f'DROP DATABASE "{nama}" WITH (FORCE)')


def jalankan_di(nama, *perintah, **lingkungan):
    """A command of manage.py on another database, as the operator calls it."""
    a = connection.settings_dict
    alamat = f"postgres://{a['USER']}:{a['PASSWORD']}@{a['HOST']}:{a['PORT']}/{nama}"
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *perintah],
        env={**os.environ, "DATABASE_URL": alamat, **lingkungan},
        capture_output=True,
        text=True,
        check=False,
    )


def _alamat(nama=""):
    a = connection.settings_dict
    siapa = {"host": a["HOST"], "port": a["PORT"], "user": a["USER"], "password": a["PASSWORD"]}
    return {**siapa, "dbname": nama or a["NAME"]}


@contextmanager
def sesi_lain(nama=""):
    """Another session, of this database or of ``nama``."""
    with closing(psycopg2.connect(**_alamat(nama))) as lain:
        lain.autocommit = True
        with lain.cursor() as kursor:
            yield kursor


def test_what_is_brought_back_is_the_same_to_the_last_row_and_file(
    orang, kosong, di, kunci, tmp_path
):
    cadangan = buat(di, kini=KINI)
    rahasia = tmp_path / "kunci.txt"
    rahasia.write_text(f"# disimpan di brankas\n{kunci}\n")
    lingkungan = {"BERKAS_DIR": str(tmp_path / "baru"), "CADANGAN_DIR": str(di.folder)}

    jawaban = jalankan_di(kosong, "pulihkan", "terakhir", f"--kunci={rahasia}", **lingkungan)

    assert jawaban.returncode == 0, jawaban.stderr
    assert "sama dengan daftarnya" in jawaban.stdout
    assert cadangan.tabel["peserta_peserta"][0] == 1
    assert (tmp_path / "baru/peserta/2026/ktp.jpg").read_bytes() == b"foto" * 50_000
    assert oct((tmp_path / "baru/sama.jpg").stat().st_mode)[-3:] == "600"
    with sesi_lain(kosong) as kursor:
        kursor.execute("SELECT nama FROM peserta_peserta")
        assert kursor.fetchall() == [("Zulaikha Bandarharjo",)]
    # A second time there is something to lose.
    jawaban = jalankan_di(kosong, "pulihkan", "terakhir", f"--kunci={rahasia}", **lingkungan)
    assert jawaban.returncode == 1
    assert "sudah berisi" in jawaban.stderr


def test_a_changed_row_is_seen(orang, di, kunci):
    cadangan = buat(di, kini=KINI)
    assert perbedaan(cadangan) == []

    type(orang).objects.filter(pk=orang.pk).update(alamat="Jalan Lain 6")

    assert any(b.startswith("peserta_peserta: 1 baris") for b in perbedaan(cadangan))


def test_nothing_personal_lies_open(orang, di, kunci):
    buat(di, kini=KINI)

    for path in di.folder.rglob("*"):
        if path.is_file():
            isi = path.read_bytes()
            assert b"Zulaikha" not in isi
            assert b"fotofoto" not in isi
            assert path.stat().st_mode & 0o077 == 0, path
    assert di.folder.stat().st_mode & 0o077 == 0


def test_files_are_kept_once_and_only_new_ones_are_written(orang, di, kunci, monkeypatch):
    satu = buat(di, kini=KINI)
    assert len([*di.folder.rglob("berkas/*/*.age")]) == 1  # two files with the same contents
    (di.akar / "baru.pdf").write_bytes(b"baru")
    disandikan = []
    asli = modul.sandikan
    monkeypatch.setattr(
        modul,
        "sandikan",
        lambda s, t, p: disandikan.append(getattr(s, "name", "")) or asli(s, t, p),
    )

    dua = buat(di, kini=KINI + timedelta(days=1))

    assert [Path(str(n)).name for n in disandikan if str(n).startswith(str(di.akar))] == [
        "baru.pdf"
    ]
    assert set(dua.berkas) == {*satu.berkas, "baru.pdf"}
    assert periksa(di, satu) == periksa(di, dua) == []


def test_a_file_that_comes_while_the_database_is_read_is_kept(orang, di, kunci, monkeypatch):
    asli = modul.hitung_tabel

    def hitung():
        (di.akar / "susulan.jpg").write_bytes(b"susulan")
        (di.akar / "sama.jpg").unlink()
        return asli()

    monkeypatch.setattr(modul, "hitung_tabel", hitung)

    cadangan = buat(di, kini=KINI)

    assert {"susulan.jpg", "sama.jpg"} <= set(cadangan.berkas)


def test_a_file_that_a_row_names_and_no_disk_has_is_told(orang, di, kunci):
    Tugas.objects.create(jenis="x", judul="x", hasil="tugas/2026/03/hilang.xlsx")

    cadangan = buat(di, kini=KINI)

    assert cadangan.hilang == ("tugas/2026/03/hilang.xlsx",)


def test_rows_written_meanwhile_are_not_in_it(orang, di, kunci, monkeypatch):
    asli = modul.nama_berkas

    def sesudah():
        with sesi_lain() as kursor:
            kursor.execute("INSERT INTO pijar_ubahan (tabel, xid, pada) VALUES ('x', 1, now())")
        return asli()

    monkeypatch.setattr(modul, "nama_berkas", sesudah)
    sebelum = hitung_tabel()["pijar_ubahan"]

    assert buat(di, kini=KINI).tabel["pijar_ubahan"] == sebelum


@pytest.mark.parametrize("rusak", ["dump", "berkas"])
def test_a_changed_byte_is_seen_with_and_without_the_key(orang, kosong, di, kunci, tmp_path, rusak):
    cadangan = buat(di, kini=KINI)
    satu = di.basis(cadangan.nama) if rusak == "dump" else next(di.folder.rglob("berkas/*/*.age"))
    isi = bytearray(satu.read_bytes())
    isi[-20] ^= 1
    satu.write_bytes(isi)

    assert periksa(di, cadangan) == [f"{satu.name} berubah sesudah ditulis"]
    rahasia = tmp_path / "kunci.txt"
    rahasia.write_text(str(kunci))
    jawaban = jalankan_di(
        kosong,
        "pulihkan",
        cadangan.nama,
        f"--kunci={rahasia}",
        f"--dari={di.folder}",
        BERKAS_DIR=str(tmp_path / "baru"),
    )
    assert jawaban.returncode == 1
    assert "tidak dapat dibuka: kuncinya lain, atau berkasnya rusak" in jawaban.stderr
    with sesi_lain(kosong) as kursor:
        kursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        assert kursor.fetchone() == (0,)


def test_another_key_opens_nothing(orang, di, kunci, tmp_path):
    cadangan = buat(di, kini=KINI)

    with pytest.raises(AturanDilanggarError, match="kuncinya lain"):
        alat.bukakan(di.basis(cadangan.nama), BytesIO(), [pyrage.x25519.Identity.generate()])


def test_old_ones_go_with_what_only_they_name_and_the_newest_stays(orang, di, kunci, settings):
    settings.CADANGAN_HARI = 7
    lama = buat(di, kini=KINI)
    (di.akar / "sama.jpg").unlink()
    (di.akar / "peserta/2026/ktp.jpg").write_bytes(b"lain")
    baru = buat(di, kini=KINI + timedelta(days=8))
    (di.folder / "pijar-sisa.dump.age").write_bytes(b"terputus")
    for path in di.folder.rglob("*"):
        os.utime(path, (0, 0))

    assert pangkas(di, kini=KINI + timedelta(days=9)) == 1

    assert [c.nama for c in di.semua()] == [baru.nama]
    assert not di.basis(lama.nama).exists()
    assert not (di.folder / "pijar-sisa.dump.age").exists()
    assert periksa(di, baru) == []
    assert len([*di.folder.rglob("berkas/*/*.age")]) == 1
    assert pangkas(di, kini=KINI + timedelta(days=900)) == 0


def test_an_interrupted_one_is_none_and_leaves_the_last_one_whole(orang, di, kunci, monkeypatch):
    satu = buat(di, kini=KINI)
    monkeypatch.setattr(modul, "tulis", lambda *a: (_ for _ in ()).throw(OSError(28, "penuh")))

    with pytest.raises(AturanDilanggarError, match=r"penuh\. Cadangan sebelumnya tetap utuh"):
        buat(di, kini=KINI + timedelta(days=1))

    assert [c.nama for c in di.semua()] == [satu.nama]
    assert periksa(di, satu) == []


def test_two_at_once_are_one(orang, di, kunci):
    with sesi_lain() as kursor:
        kursor.execute("SELECT pg_advisory_lock(%s, 0)", [Kunci.CADANGAN.value])
        with pytest.raises(AturanDilanggarError, match="Cadangan lain sedang dibuat"):
            buat(di, kini=KINI)


def test_a_failing_program_is_a_sentence_and_no_backup(orang, di, kunci, monkeypatch):
    monkeypatch.setattr(alat, "program", lambda nama: shutil.which("false"))

    with pytest.raises(AturanDilanggarError, match="pg_dump berhenti dengan kode 1"):
        buat(di, kini=KINI)

    assert di.semua() == []


@pytest.mark.parametrize("isi", ["", "age1bukan"])
def test_without_a_key_none_is_made(orang, di, settings, isi):
    settings.CADANGAN_PENERIMA = isi

    with pytest.raises(AturanDilanggarError, match="CADANGAN_PENERIMA"):
        buat(di, kini=KINI)

    assert not di.folder.exists()


def test_a_list_that_names_a_file_outside_is_refused(orang, kosong, di, kunci, tmp_path):
    cadangan = buat(di, kini=KINI)
    satu = next(iter(cadangan.berkas.values()))
    jahat = type(cadangan)(**{**vars(cadangan), "berkas": {"../luar.txt": satu}})
    modul.tulis(di, jahat)
    rahasia = tmp_path / "kunci.txt"
    rahasia.write_text(str(kunci))

    jawaban = jalankan_di(
        kosong,
        "pulihkan",
        cadangan.nama,
        f"--kunci={rahasia}",
        f"--dari={di.folder}",
        BERKAS_DIR=str(tmp_path / "baru"),
    )

    assert jawaban.returncode == 1
    assert "di luar" in jawaban.stderr
    assert not (tmp_path / "luar.txt").exists()


def test_nothing_is_written_over_files_that_are_there(orang, di, kunci):
    cadangan = buat(di, kini=KINI)

    with pytest.raises(AturanDilanggarError, match="Basis data tujuan sudah berisi"):
        pulihkan(di, cadangan, [kunci])


def test_the_night_makes_one_where_a_key_is_set(orang, di, settings, kunci, monkeypatch):
    monkeypatch.setattr(tugas, "kirim", lambda *a: True)
    cadangan_malam()
    cadangan_malam()

    assert Tugas.objects.filter(jenis=CADANGAN).count() == 1
    settings.CADANGAN_PENERIMA = ""
    Tugas.objects.all().delete()
    cadangan_malam()
    assert not Tugas.objects.exists()


def test_the_command_makes_lists_and_looks_again(orang, di, kunci, capsys, tmp_path):
    call_command("cadangan")
    call_command("cadangan", "--daftar")
    call_command("cadangan", "--periksa=terakhir")

    kata = capsys.readouterr().out
    assert kata.count("pijar-") == 3
    assert "Semua bagiannya utuh" in kata
    next(di.folder.rglob("berkas/*/*.age")).unlink()
    with pytest.raises(CommandError, match=r"tidak utuh: .* tidak ada"):
        call_command("cadangan", "--periksa=terakhir")
    with pytest.raises(CommandError, match="Tidak ada cadangan pijar-x"):
        call_command("cadangan", "--periksa=pijar-x")


def test_a_key_is_written_once_and_readable_by_its_owner_only(tmp_path, capsys):
    call_command("cadangan", f"--buat-kunci={tmp_path / 'kunci'}")

    umum = capsys.readouterr().out.strip()
    rahasia = alat.baca_kunci(tmp_path / "kunci")
    assert str(rahasia[0].to_public()) == umum
    assert (tmp_path / "kunci").stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="Tidak ada yang ditimpa"):
        call_command("cadangan", f"--buat-kunci={tmp_path / 'kunci'}")
