"""``manage.py periksa``: each thing that is wrong in a sentence, nothing when all is well."""

from datetime import date, datetime, timedelta

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from pijar import kesehatan, tugas
from pijar.bulan import WIB
from pijar.cadangan.buat import buat
from pijar.cadangan.isi import tempat
from pijar.celery import app
from pijar.models import StatusTugas, Tugas
from pijar.tasks import PERIKSA_SISTEM, periksa_malam
from tests.factories import bayar, terdaftar
from tests.pemilik import pemilik, tanpa_penjaga

KINI = datetime(2026, 3, 1, 4, tzinfo=WIB)


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "berkas"
    settings.MEDIA_ROOT.mkdir()
    settings.CADANGAN_DIR = tmp_path / "cadangan"
    settings.CADANGAN_PENERIMA = str(pyrage.x25519.Identity.generate().to_public())
    return tmp_path


def masalah(judul, kini=KINI):
    return dict(kesehatan.periksa(kini))[judul]


def tanpa_pemicu(perintah, *isi):
    """Write as only the owner of the tables can: with every guard switched off."""
    with transaction.atomic(), tanpa_penjaga() as kursor:
        kursor.execute(perintah, isi)


@pytest.fixture
def buku(db):
    with transaction.atomic():
        orang = terdaftar().peserta
        bayar(date(2026, 1, 1), date(2026, 1, 20))
    with connection.cursor() as kursor:  # else they look at the end of the test
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return orang


@pytest.mark.parametrize(
    ("perintah", "kata"),
    [
        ("UPDATE iuran_tagihan SET total = total + 1", "1 tagihan yang jumlah rupiah atau orang"),
        ("UPDATE iuran_tagihan SET jumlah_orang = 9", "1 tagihan yang jumlah rupiah atau orang"),
        ("UPDATE iuran_tagihan SET status = 'diterbitkan'", "disebut dibayar tanpa pembayaran"),
        (
            "UPDATE iuran_tagihan SET status = 'dibagi', dibagi_oleh_id = disusun_oleh_id, "
            "dibagi_pada = now()",
            "tagihan dibagi yang berbeda",
        ),
        ("UPDATE iuran_pembayaran SET nominal = nominal + 1", "SP2D atau bukti yang berbeda"),
        ("UPDATE iuran_pembayaran SET jenis = 'slip', nominal = 1", "bukti penyumbang yang berb"),
    ],
)
def test_sums_that_do_not_agree_are_told(buku, perintah, kata):
    assert masalah("Buku iuran") == []

    tanpa_pemicu(perintah)

    assert any(kata in kalimat for kalimat in masalah("Buku iuran"))


def test_a_stage_that_its_history_does_not_tell(buku):
    assert masalah("Tahap peserta") == []

    tanpa_pemicu(
        "INSERT INTO peserta_riwayatstatus (peserta_id, dari, ke, alasan, pada) "
        "SELECT id, 'draf', 'diajukan', '', now() FROM peserta_peserta"
    )

    assert masalah("Tahap peserta") == ["1 orang yang tahapnya berbeda dari riwayatnya."]


def test_a_trigger_that_is_off_or_gone_is_named(db):
    assert masalah("Skema basis data") == []
    with pemilik() as kursor:
        kursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE c.relname = 'iuran_tagihan' AND NOT t.tgisinternal ORDER BY 1 LIMIT 2"
        )
        (mati,), (hilang,) = kursor.fetchall()
        kursor.execute(f"ALTER TABLE iuran_tagihan DISABLE TRIGGER {mati}")
        kursor.execute(f"DROP TRIGGER {hilang} ON iuran_tagihan")

    (kalimat,) = masalah("Skema basis data")

    assert kalimat.startswith("2 pemicu tidak ada atau dimatikan: ")
    assert mati in kalimat
    assert hilang in kalimat


def test_a_file_that_is_not_there(db, folder):
    Tugas.objects.create(jenis="x", judul="x", hasil="tugas/2026/03/hilang.xlsx")

    assert masalah("Berkas") == ["1 berkas disebut barisnya, tetapi tidak ada di server (tugas)."]

    (folder / "berkas/tugas/2026/03").mkdir(parents=True)
    (folder / "berkas/tugas/2026/03/hilang.xlsx").touch()
    assert masalah("Berkas") == []


def test_jobs_that_wait_or_are_silent(db, settings):
    Tugas.objects.create(jenis="x", judul="x")
    Tugas.objects.create(jenis="x", judul="x", status=StatusTugas.BERJALAN, detak_pada=KINI)
    Tugas.objects.update(dibuat_pada=KINI - timedelta(minutes=11))
    assert [k[:30] for k in masalah("Antrean")] == ["1 proses menunggu lebih dari s"]

    nanti = masalah("Antrean", KINI + timedelta(minutes=11))
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert nanti[1].startswith("1 proses berjalan tanpa kabar")
    assert masalah("Antrean")[0] == "Antrean (Redis) tidak menjawab: ConnectionError."


def test_backups_that_are_missing_old_or_not_whole(transactional_db, folder, settings):
    assert masalah("Cadangan")[0].startswith("Belum ada cadangan di")
    (folder / "berkas/satu.pdf").write_bytes(b"satu")
    buat(tempat(), kini=KINI)
    assert masalah("Cadangan") == []

    assert masalah("Cadangan", KINI + timedelta(hours=27))[0].endswith("lebih tua dari satu malam.")
    next((folder / "cadangan").rglob("berkas/*/*.age")).unlink()
    assert masalah("Cadangan") == ["1 bagian cadangan terakhir tidak ada."]
    next((folder / "cadangan").glob("*.json")).write_text("{")
    assert "bukan daftar cadangan yang utuh" in masalah("Cadangan")[0]
    settings.CADANGAN_PENERIMA = ""
    assert masalah("Cadangan")[0].startswith("Cadangan belum diatur")


def test_settings_of_a_server(db, settings):
    settings.ALAMAT_SITUS = "http://127.0.0.1"
    settings.DEBUG = True
    kata = " ".join(masalah("Setelan"))

    assert "DEBUG hidup: galat memperlihatkan isi program. (security.W018)" in kata
    assert "HTTPS mati" in kata
    assert "ALAMAT_SITUS bukan alamat https" in kata


def test_a_full_disk_is_told(db, folder, monkeypatch):
    assert masalah("Ruang cakram") == []
    penuh = type("Isi", (), {"total": 100, "free": 9})
    monkeypatch.setattr(kesehatan.shutil, "disk_usage", lambda p: penuh)

    assert masalah("Ruang cakram") == [
        "Cakram untuk berkas tinggal 9%.",
        "Cakram untuk cadangan tinggal 9%.",
    ]


def test_the_command_ends_with_one_where_something_is_wrong(db, monkeypatch, capsys):
    isi = {"Baik": lambda kini: [], "Buruk": lambda kini: ["Satu salah.", "Dua salah."]}
    monkeypatch.setattr(kesehatan, "_semua", isi)

    with pytest.raises(CommandError, match="2 hal perlu dilihat"):
        call_command("periksa")

    assert "MASALAH Buruk\n        - Satu salah." in capsys.readouterr().out
    isi.pop("Buruk")
    call_command("periksa")
    assert "Semua baik." in capsys.readouterr().out


def test_the_night_tells_an_admin(db, monkeypatch):
    monkeypatch.setattr(kesehatan, "_semua", {"Buku": lambda kini: ["Satu salah."]})
    monkeypatch.setattr(tugas, "kirim", lambda *a: True)
    periksa_malam()
    periksa_malam()
    (satu,) = Tugas.objects.filter(jenis=PERIKSA_SISTEM)

    app.tasks[PERIKSA_SISTEM](satu.pk)

    satu.refresh_from_db()
    assert satu.galat == "1 hal perlu dilihat. Buku: Satu salah."
