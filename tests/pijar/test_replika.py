"""A second server that only reads: two real ones, one streaming from the other."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.utils import InternalError
from django.http import HttpResponse
from django.test import RequestFactory

from pijar import replika
from pijar import simpanan as kamar
from pijar.lokal import process
from pijar.lokal.postgres import Postgres
from pijar.lokal.supervisor import Supervisor
from pijar.replika import TULISAN, baca_replika, dari_replika, di_utama, wal_kini
from pijar.simpanan import Simpanan
from pijar.tulisan import TulisanSendiriMiddleware
from tests.menunggu import tunggu
from tests.pemilik import PERAN

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]


class Dua:
    """A primary and its replica, with a table of notes."""

    def __init__(self, folder: Path) -> None:
        self.supervisor = Supervisor()
        self.utama = self._server(folder / "utama")
        self.supervisor.start_engine(self.utama)
        self.baca = self._server(folder / "baca")
        self._salin()
        self.supervisor.start_engine(self.baca)

    @staticmethod
    def _server(folder: Path) -> Postgres:
        folder.mkdir(mode=0o711)
        return Postgres(folder, password="rahasia", log=folder / "catatan")

    def _salin(self) -> None:
        """The files of the primary as it runs, and where to stream from."""
        tujuan = self.baca.data
        perintah = [*self.utama.prefix, str(self.utama.bin / "pg_basebackup"), "-R", "-D"]
        perintah += [str(tujuan), "-d", self.utama.url, "--checkpoint=fast", "--no-sync"]
        tujuan.mkdir(mode=0o700)
        self.baca._own()
        subprocess.run(perintah, check=True, capture_output=True)

    def sambungan(self, server: Postgres) -> DatabaseWrapper:
        """Named as the only database that a test may speak to."""
        isi = deepcopy(connections["default"].settings_dict)
        isi["OPTIONS"]["options"] = isi["OPTIONS"]["options"].replace(PERAN, "")
        isi |= {
            "NAME": "pijar", "USER": "pijar", "PASSWORD": "rahasia", "HOST": "127.0.0.1",
            "PORT": str(server.port),
        }  # fmt: skip
        return DatabaseWrapper(isi, "default")


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Dua]:
    folder = tmp_path_factory.mktemp("replika")
    for atas in folder.parents[:3]:
        atas.chmod(atas.stat().st_mode | 0o011)
    dua = Dua(folder)
    yield dua
    dua.supervisor.stop()


@pytest.fixture
def dua(server, monkeypatch, settings, transactional_db) -> Iterator[Dua]:
    """This thread's default connection is the primary, and the replica is named."""
    settings.ANGKA_TERLAMBAT = 10
    monkeypatch.setattr(replika, "_istirahat_sampai", 0.0)
    asli = connections["default"]
    utama = server.sambungan(server.utama)
    monkeypatch.setitem(connections.settings, "baca", utama.settings_dict)
    connections["default"] = utama
    connections["baca"] = server.sambungan(server.baca)
    try:
        _replika("SELECT pg_wal_replay_resume()")
        _sql("DROP TABLE IF EXISTS catatan; CREATE TABLE catatan (isi text)")
        with dari_replika(wal_kini(), tunggu=30) as ya:
            assert ya
        yield server
    finally:
        utama.close()
        connections["baca"].close()
        del connections["baca"]
        connections["default"] = asli


def _sql(perintah: str) -> list[tuple]:
    with connection.cursor() as kursor:
        kursor.execute(perintah)
        return kursor.fetchall() if kursor.description else []


def _replika(perintah: str) -> list[tuple]:
    with connections["baca"].cursor() as kursor:
        kursor.execute(perintah)
        return kursor.fetchall()


def catatan() -> int:
    return _sql("SELECT count(*) FROM catatan")[0][0]


def tertinggal() -> None:
    """The replica stops to replay, as a slow one would for a while."""
    _replika("SELECT pg_wal_replay_pause()")
    tunggu(lambda: _replika("SELECT pg_get_wal_replay_pause_state()") == [("paused",)])


def tulis() -> str:
    _sql("INSERT INTO catatan VALUES ('x')")
    return wal_kini()


def test_yang_dibaca_benar_benar_replika(dua):
    tulisan = tulis()
    with dari_replika(tulisan, tunggu=30) as ya:
        assert ya
        assert _sql("SELECT pg_is_in_recovery()") == [(True,)]
        assert catatan() == 1
        with di_utama():
            assert _sql("SELECT pg_is_in_recovery()") == [(False,)]
        assert _sql("SELECT pg_is_in_recovery()") == [(True,)]
    assert _sql("SELECT pg_is_in_recovery()") == [(False,)]


def test_orm_dan_transaksi_ikut(dua):
    with dari_replika(wal_kini(), tunggu=30), transaction.atomic():
        assert _sql("SELECT pg_is_in_recovery()") == [(True,)]
    assert not connection.in_atomic_block


def test_menulis_di_replika_ditolak(dua):
    with dari_replika(wal_kini(), tunggu=30), pytest.raises(InternalError, match="read-only"):
        tulis()


def test_yang_menulis_tidak_melihat_kurang_dari_tulisannya(dua):
    tertinggal()
    tulisan = tulis()
    with dari_replika(tulisan) as ya:
        assert (ya, catatan()) == (False, 1)
    _replika("SELECT pg_wal_replay_resume()")
    with dari_replika(tulisan, tunggu=30) as ya:
        assert (ya, catatan()) == (True, 1)


def test_yang_tidak_menulis_boleh_sebentar_di_belakang(dua):
    with dari_replika(tulis(), tunggu=30) as ya:
        assert ya
    tertinggal()
    tulis()
    with dari_replika() as ya:
        assert (ya, catatan()) == (True, 1)


def test_replika_yang_jauh_tertinggal_tidak_dibaca(dua, settings):
    with dari_replika(tulis(), tunggu=30) as ya:
        assert ya
    tertinggal()
    tulis()
    settings.ANGKA_TERLAMBAT = 0
    with dari_replika() as ya:
        assert (ya, catatan()) == (False, 2)


def test_menunggu_replika_menyusul(dua):
    tertinggal()
    tulisan = tulis()

    def lanjutkan() -> None:
        sambungan = dua.sambungan(dua.baca)
        with sambungan.cursor() as kursor:
            kursor.execute("SELECT pg_wal_replay_resume()")
        sambungan.close()

    threading.Timer(0.3, lanjutkan).start()
    with dari_replika(tulisan, tunggu=30) as ya:
        assert (ya, catatan()) == (True, 1)


def test_utama_sendiri_bukan_replika(dua):
    """Also what was promoted since: it has its own history."""
    connections["baca"].close()
    connections["baca"] = dua.sambungan(dua.utama)
    with dari_replika() as ya:
        assert not ya
    connections["baca"].close()
    connections["baca"] = dua.sambungan(dua.baca)


def test_replika_yang_mati_tidak_ditanya_terus(dua, caplog):
    mati = dua.sambungan(dua.baca)
    mati.settings_dict["PORT"] = str(process.free_port())
    hidup, connections["baca"] = connections["baca"], mati
    for _ in range(2):
        with dari_replika() as ya:
            assert (ya, catatan()) == (False, 0)
    assert caplog.text.count("replika tidak menjawab") == 1
    connections["baca"] = hidup


def minta(cara: str = "get", sesi: dict | None = None):
    request = getattr(RequestFactory(), cara)("/")
    request.session = {} if sesi is None else sesi
    request.user = SimpleNamespace(is_authenticated=True)
    return request


@baca_replika
def halaman(request) -> HttpResponse:
    return HttpResponse(f"{_sql('SELECT pg_is_in_recovery()')[0][0]} {catatan()}")


def menulis(request) -> HttpResponse:
    tulis()
    return HttpResponse(status=204)


def test_halaman_sesudah_menulis_dari_utama_lalu_dari_replika(dua):
    with dari_replika(wal_kini(), tunggu=30):
        pass
    assert halaman(minta()).content == b"True 0"
    tertinggal()
    sesi: dict[str, str] = {}
    TulisanSendiriMiddleware(menulis)(minta("post", sesi))
    assert halaman(minta(sesi=sesi)).content == b"False 1", "who wrote"
    assert halaman(minta()).content == b"True 0", "somebody else"
    _replika("SELECT pg_wal_replay_resume()")
    with dari_replika(sesi[TULISAN], tunggu=30):
        pass
    assert halaman(minta(sesi=sesi)).content == b"True 1"


def test_pertanyaan_yang_dibatalkan_replika_diulang_di_utama(dua):
    with dari_replika(wal_kini(), tunggu=30):
        pass
    dari: list[bool] = []

    @baca_replika
    def berat(request) -> HttpResponse:
        dari.append(_sql("SELECT pg_is_in_recovery()")[0][0])
        if dari[-1]:
            raise OperationalError("canceling statement due to conflict with recovery")
        return HttpResponse(str(catatan()))

    assert berat(minta()).content == b"0"
    assert dari == [True, False]


def test_angka_yang_disimpan_dihitung_di_utama(dua, monkeypatch):
    """A replica does not know which transactions are open."""
    dari: list[bool] = []
    monkeypatch.setattr(kamar, "_semua", {})

    def hitung() -> bool:
        dari.append(_sql("SELECT pg_is_in_recovery()")[0][0])
        return True

    angka = Simpanan("uji.replika", hitung, [])
    with dari_replika(wal_kini(), tunggu=30) as ya:
        assert ya
        monkeypatch.setattr(kamar, "ambil", lambda daftar: {})
        monkeypatch.setattr(
            kamar, "_hitung_sendiri", lambda daftar: {s: s.hitung() for s in daftar}
        )
        angka.baca()
    assert dari == [False]


def test_tanpa_replika_tidak_ada_yang_ditanya(django_assert_num_queries):
    with django_assert_num_queries(0), dari_replika() as ya:
        assert not ya


def test_alamatnya_dari_lingkungan_dengan_pilihan_yang_sama():
    kode = "from django.conf import settings as s; d = s.DATABASES; print(d['baca']['HOST'], "
    kode += "d['baca']['OPTIONS']['options'] == d['default']['OPTIONS']['options'])"
    isi = {
        "DATABASE_URL_BACA": "postgres://x:y@10.0.0.7/pijar",
        "DJANGO_SETTINGS_MODULE": "pijar.settings",
    }
    perintah = [sys.executable, "-c", kode]
    jawaban = subprocess.run(perintah, env=os.environ | isi, check=True, capture_output=True)
    assert jawaban.stdout.split() == [b"10.0.0.7", b"True"]
