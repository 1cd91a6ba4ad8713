"""Kept figures: equal to the rows at every moment, whoever writes, counts or dies meanwhile."""

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing import get_context

import pytest
from django.db import connection, connections, transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from iuran.gerakan.banding_bpjs import Sisi
from iuran.models import DIAMATI, OPD, PegawaiOPD
from peserta.models import Kecamatan, Peserta
from pijar import simpanan as kamar
from pijar.keadaan import saat_lain, satu_keadaan, sekali
from pijar.kemas import buka, kemas
from pijar.models import AngkaTersimpan, StatusTugas, Tugas, Ubahan
from pijar.periksa_simpanan import buang_lama
from pijar.simpanan import Simpanan, baca_kunci, bersama, tulis_kunci
from pijar.tasks import periksa_angka, periksa_simpanan
from pijar.terbaca import tepat
from tests.factories import PesertaFactory
from tests.keamanan.serentak import serentak
from tests.menunggu import tunggu, yang_tertahan
from tests.pemilik import pemilik

pytestmark = pytest.mark.django_db(transaction=True)
HARI = date(2026, 9, 1)


class Terhitung:
    """Civil servants until a day; tells how often it counted, and may be held meanwhile."""

    def __init__(self) -> None:
        self.kali = 0
        self.sela: Callable[[], object] = lambda: None

    def __call__(self, hari: date, kata: str = "") -> int:
        self.kali += 1
        semua = PegawaiOPD.objects.filter(pada__lte=hari).values_list("jumlah", flat=True)
        jumlah = sum(semua)
        self.sela()
        return jumlah


@pytest.fixture
def hitung() -> Terhitung:
    return Terhitung()


@pytest.fixture
def angka(hitung, monkeypatch) -> Simpanan[int]:
    monkeypatch.setattr(kamar, "_semua", dict(kamar.daftar_simpanan()))
    return Simpanan("uji.pegawai", hitung, [PegawaiOPD])


@pytest.fixture
def boleh(settings) -> None:
    """Figures may be ten seconds behind, as they are in use."""
    settings.ANGKA_TERLAMBAT = 10


def tambah(jumlah: int = 1) -> None:
    opd = OPD.objects.order_by("pk")[PegawaiOPD.objects.count()]
    PegawaiOPD.objects.create(opd=opd, pada=HARI, jumlah=jumlah, asal="BKPP")


def lalu(detik: float) -> None:
    """Every change was made so many seconds earlier."""
    Ubahan.objects.update(pada=timezone.now() - timedelta(seconds=detik))


def di_sesi_lain(kerja: Callable[[], object]) -> threading.Thread:
    def jalan() -> None:
        try:
            kerja()
        finally:
            connection.close()

    utas = threading.Thread(target=jalan)
    utas.start()
    return utas


WARISAN: list[object] = []  # of a forked child: what is dropped would say goodbye to PostgreSQL


def di_proses_lain(kerja: Callable[[], object]) -> None:
    """For a forked child, which must neither speak nor say goodbye on a connection of its parent.

    Where a browser test ran before, the parent has two: one within an event loop, one outside, and
    only the child is outside. What the parent closes first is the other one.
    """
    WARISAN.append(connections["default"])
    connections["default"] = connections.create_connection("default")
    kerja()


# What is kept


def test_dihitung_sekali_selama_tidak_ada_yang_berubah(angka, hitung):
    tambah(5)
    semua = [angka.baca(HARI) for _ in range(3)]
    assert [s.nilai for s in semua] == [5] * 3
    assert hitung.kali == 1
    assert semua[0].pada < semua[1].pada < semua[2].pada, "nothing changed: it counts as of now"


def test_setiap_kunci_sendiri(angka):
    tambah(5)
    assert angka.baca(date(2026, 8, 31)).nilai == 0
    assert angka.baca(HARI).nilai == 5
    assert angka.baca(HARI, "lain").nilai == 5
    assert AngkaTersimpan.objects.count() == 3


def _kosongkan(tabel: str = "iuran_pegawaiopd") -> None:
    with pemilik() as kursor:
        kursor.execute(f"TRUNCATE {tabel} CASCADE")


@pytest.mark.parametrize("ubah", [
    tambah,
    lambda: PegawaiOPD.objects.update(jumlah=7),
    lambda: PegawaiOPD.objects.all().delete(),
    _kosongkan,
])  # fmt: skip
def test_setiap_cara_menulis_terlihat(angka, ubah):
    tambah(5)
    angka.baca(HARI)
    ubah()
    jumlah = sum(PegawaiOPD.objects.values_list("jumlah", flat=True))
    assert angka.baca(HARI).nilai == jumlah != 5


def test_tabel_lain_tidak_membuatnya_dihitung(angka, hitung):
    angka.baca(HARI)
    OPD.objects.update(aktif=True)
    angka.baca(HARI)
    assert hitung.kali == 1


# How far it may be behind


@pytest.mark.usefixtures("boleh")
def test_perubahan_muda_menunjukkan_yang_disimpan_dengan_saatnya(angka, hitung):
    pertama = angka.baca(HARI)
    tambah()
    lalu(9)
    kedua = angka.baca(HARI)
    assert (kedua.nilai, hitung.kali) == (0, 1)
    assert kedua.pada <= pertama.pada
    assert AngkaTersimpan.objects.get().diminta_pada, "a job was asked for"


@pytest.mark.usefixtures("boleh")
def test_perubahan_tua_dihitung_oleh_pembacanya(angka):
    angka.baca(HARI)
    tambah()
    lalu(10.1)
    tambah()  # a young one beside it
    assert angka.baca(HARI).nilai == 2


@pytest.mark.usefixtures("boleh")
def test_yang_menulis_melihat_tulisannya(angka):
    angka.baca(HARI)
    tambah()
    assert angka.baca(HARI).nilai == 0
    with tepat(True):
        assert angka.baca(HARI).nilai == 1


@pytest.mark.usefixtures("boleh")
def test_pekerjaan_diminta_satu_kali(angka):
    angka.baca(HARI)
    tambah()
    angka.baca(HARI)
    diminta = AngkaTersimpan.objects.get().diminta_pada
    angka.baca(HARI)
    assert AngkaTersimpan.objects.get().diminta_pada == diminta


@pytest.mark.usefixtures("pekerja_celery")
def test_pekerjaan_menghitung_lagi_di_belakang_pembaca(angka, hitung, settings):
    settings.ANGKA_TERLAMBAT = 2
    awal = angka.baca(HARI).pada
    tambah()
    assert angka.baca(HARI).nilai == 0
    tunggu(lambda: AngkaTersimpan.objects.get().pada > awal)
    assert hitung.kali == 2
    assert (angka.baca(HARI).nilai, hitung.kali) == (1, 2)


@pytest.mark.usefixtures("boleh")
def test_tanpa_broker_pembaca_tetap_dilayani(angka, monkeypatch):
    monkeypatch.setattr(kamar.app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(kamar.app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    angka.baca(HARI)
    tambah()
    assert angka.baca(HARI).nilai == 0


# Transactions


def test_transaksi_yang_terbuka_saat_dihitung_terlihat_sesudahnya(angka, hitung):
    ditulis, boleh_selesai = threading.Event(), threading.Event()

    def menulis() -> None:
        with transaction.atomic():
            tambah(4)
            ditulis.set()
            boleh_selesai.wait(30)

    utas = di_sesi_lain(menulis)
    ditulis.wait(30)
    tambah_lain = OPD.objects.order_by("-pk")[0]
    PegawaiOPD.objects.create(opd=tambah_lain, pada=HARI, jumlah=1, asal="BKPP")
    assert angka.baca(HARI).nilai == 1  # a later transaction was seen, the open one not
    boleh_selesai.set()
    utas.join()
    assert angka.baca(HARI).nilai == 5
    assert hitung.kali == 2


def test_yang_selesai_selama_menghitung_terlihat_sesudahnya(angka, hitung):
    hitung.sela = lambda: di_sesi_lain(tambah).join()
    assert angka.baca(HARI).nilai == 0
    hitung.sela = lambda: None
    assert angka.baca(HARI).nilai == 1


def test_satu_hitungan_satu_keadaan(angka, hitung):
    def dua_kali() -> None:
        sebelum = PegawaiOPD.objects.count()
        di_sesi_lain(tambah).join()
        assert PegawaiOPD.objects.count() == sebelum

    hitung.sela = dua_kali
    angka.baca(HARI)


def test_yang_dibatalkan_tidak_meninggalkan_tanda(angka, hitung):
    angka.baca(HARI)
    with transaction.atomic():
        tambah()
        transaction.set_rollback(True)
    with transaction.atomic():
        with transaction.atomic():
            tambah()
            transaction.set_rollback(True)
        Kecamatan.objects.update(nama="X")
        transaction.set_rollback(True)
    assert not Ubahan.objects.exists()
    assert (angka.baca(HARI).nilai, hitung.kali) == (0, 1)


def test_di_dalam_transaksi_dihitung_dan_tidak_disimpan(angka):
    with transaction.atomic():
        tambah(3)
        assert angka.baca(HARI).nilai == 3
        assert not angka.siap(HARI)
        transaction.set_rollback(True)
    assert not AngkaTersimpan.objects.exists()
    assert angka.baca(HARI).nilai == 0


def test_satu_tanda_untuk_banyak_tulisan_setransaksi():
    with transaction.atomic():
        for _ in range(3):
            tambah()
    assert Ubahan.objects.filter(tabel="iuran_pegawaiopd").count() == 1


def test_dua_penulis_tidak_saling_menunggu():
    ditulis, boleh_selesai = threading.Event(), threading.Event()

    def menulis() -> None:
        with transaction.atomic():
            tambah()
            ditulis.set()
            boleh_selesai.wait(30)

    utas = di_sesi_lain(menulis)
    ditulis.wait(30)
    with transaction.atomic():
        _sql("SET LOCAL lock_timeout = '2s'")
        PegawaiOPD.objects.create(
            opd=OPD.objects.order_by("-pk")[0], pada=HARI, jumlah=1, asal="BKPP"
        )
    boleh_selesai.set()
    utas.join()
    assert Ubahan.objects.filter(tabel="iuran_pegawaiopd").count() == 2


# Who counts


def test_dua_pembaca_sekaligus_menghitung_sekali(angka, hitung):
    tambah(2)
    hitung.sela = lambda: tunggu(lambda: yang_tertahan() == 1)
    hasil = serentak(*[lambda: angka.baca(HARI).nilai] * 2)
    assert hasil == [2, 2]
    assert hitung.kali == 1


def test_yang_menunggu_menghitung_lagi_bila_hitungan_itu_sudah_lewat(angka, hitung):
    """What it wrote before it asked must be seen, also when the other counter began earlier."""
    mulai = threading.Event()

    def sela() -> None:
        mulai.set()
        tunggu(lambda: yang_tertahan() == 1)

    hitung.sela = sela
    utas = di_sesi_lain(lambda: angka.baca(HARI))
    mulai.wait(30)
    hitung.sela = lambda: None
    tambah(2)
    assert angka.baca(HARI).nilai == 2
    utas.join()
    assert hitung.kali == 2


def test_yang_menunggu_menerima_hitungan_yang_mulai_sesudah_ia_bertanya(angka, hitung):
    """However long it took and whatever changed meanwhile: else each of many would count."""
    mulai = threading.Event()

    def sela() -> None:
        mulai.set()
        tunggu(lambda: yang_tertahan() == 2)

    hitung.sela = sela
    utas = di_sesi_lain(lambda: angka.baca(HARI))
    mulai.wait(30)
    hitung.sela = lambda: di_sesi_lain(tambah).join()
    tambah(2)
    assert serentak(*[lambda: angka.baca(HARI).nilai] * 2) == [2, 2]
    utas.join()
    assert hitung.kali == 2


def test_penghitung_yang_dimatikan_tidak_menahan_pembaca(angka, hitung):
    hitung.sela = lambda: _sql("SELECT pg_sleep(120)")
    proses = get_context("fork").Process(target=di_proses_lain, args=(lambda: angka.baca(HARI),))
    proses.start()
    tunggu(lambda: _bilangan("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
    tunggu(lambda: _tidur() > 1)
    os.kill(proses.pid, signal.SIGKILL)
    proses.join()
    hitung.sela = lambda: None
    mulai = time.monotonic()
    assert angka.baca(HARI).nilai == 0
    assert time.monotonic() - mulai < 20


def test_hitungan_yang_gagal_melepas_gilirannya(angka, hitung):
    def gagal() -> None:
        raise ZeroDivisionError

    hitung.sela = gagal
    with pytest.raises(ZeroDivisionError):
        angka.baca(HARI)
    hitung.sela = lambda: None
    utas = di_sesi_lain(lambda: angka.baca(HARI))
    utas.join(30)
    assert not utas.is_alive()


# Several figures of one page


@pytest.fixture
def lain(angka) -> Simpanan[int]:
    """A second figure of the same table, counted from what the first one counts from."""
    return Simpanan("uji.lain", lambda hari: dasar(hari) * 2, [PegawaiOPD])


@sekali
def dasar(hari: date) -> int:
    DASAR.append(hari)
    return PegawaiOPD.objects.filter(pada__lte=hari).count()


DASAR: list[date] = []


def test_sehalaman_dicari_dan_dihitung_sekaligus(angka, lain, hitung, django_assert_num_queries):
    tambah(5)
    with bersama([(angka, HARI), (lain, HARI)]):
        assert (lain.baca(HARI).nilai, angka.baca(HARI).nilai) == (2, 5)
    saat = set(AngkaTersimpan.objects.values_list("cuplikan", "pada"))
    assert len(saat) == 1, "both say one state"
    with django_assert_num_queries(1), bersama([(angka, HARI), (lain, HARI)]):
        assert (angka.baca(HARI).nilai, lain.baca(HARI).nilai) == (5, 2)
    assert hitung.kali == 1


def test_yang_masih_benar_tidak_dihitung_lagi_bersama_yang_lain(angka, lain, hitung):
    angka.baca(HARI)
    with bersama([(angka, HARI), (lain, HARI)]):
        lain.baca(HARI)
        assert angka.baca(HARI).nilai == 0
    assert hitung.kali == 1


def test_yang_berubah_selama_menghitung_bersama_tidak_terlihat_oleh_separuhnya(angka, lain, hitung):
    hitung.sela = lambda: di_sesi_lain(tambah).join()
    with bersama([(angka, HARI), (lain, HARI)]):
        assert (angka.baca(HARI).nilai, lain.baca(HARI).nilai) == (0, 0)
    hitung.sela = lambda: None
    assert (angka.baca(HARI).nilai, lain.baca(HARI).nilai) == (1, 2)


def test_dasar_yang_sama_dihitung_sekali_dalam_satu_keadaan(angka, lain):
    tiga = Simpanan("uji.tiga", lambda hari: dasar(hari) * 3, [PegawaiOPD])
    tambah()
    DASAR.clear()
    with bersama([(lain, HARI), (tiga, HARI)]):
        assert (lain.baca(HARI).nilai, tiga.baca(HARI).nilai) == (2, 3)
    assert len(DASAR) == 1
    tambah()
    with bersama([(lain, HARI), (tiga, HARI)]):
        assert (lain.baca(HARI).nilai, tiga.baca(HARI).nilai) == (4, 6)
    assert [lain.hitung(HARI), lain.hitung(HARI)] == [4, 4]
    assert len(DASAR) == 4, "outside each call counts: the night compares with the rows"
    with satu_keadaan(), saat_lain():
        assert [dasar(HARI), dasar(HARI)] == [2, 2]
    assert len(DASAR) == 5, "once for that moment"


def test_yang_gagal_tidak_menahan_yang_lain(angka, lain, hitung, caplog):
    def gagal() -> None:
        raise ZeroDivisionError

    tambah()
    hitung.sela = gagal
    with bersama([(angka, HARI), (lain, HARI)]):
        assert lain.baca(HARI).nilai == 2
        with pytest.raises(ZeroDivisionError):
            angka.baca(HARI)
    assert "uji.pegawai" in caplog.text
    assert AngkaTersimpan.objects.get().nama == "uji.lain"


@pytest.mark.usefixtures("boleh")
def test_satu_pekerjaan_menghitung_semua_yang_diminta(angka, lain, monkeypatch):
    kirim: list[float] = []
    monkeypatch.setattr(
        kamar.app, "send_task", lambda _, countdown, **lain: kirim.append(countdown)
    )
    with bersama([(angka, HARI), (lain, HARI)]):
        angka.baca(HARI)
    tambah(4)
    for _ in range(2):
        with bersama([(angka, HARI), (lain, HARI)]):
            assert (angka.baca(HARI).nilai, lain.baca(HARI).nilai) == (0, 0)
    assert len(kirim) == 1
    assert 0 < kirim[0] <= 5, "not at once after the last count"
    kamar.hitung_lagi(timezone.now())
    assert angka.baca(HARI).nilai == 0, "counted a moment ago: left for the job that was asked for"
    AngkaTersimpan.objects.update(pada=timezone.now() - timedelta(seconds=5))
    kamar.hitung_lagi(timezone.now())
    assert (angka.baca(HARI).nilai, lain.baca(HARI).nilai) == (4, 2)
    assert len(set(AngkaTersimpan.objects.values_list("cuplikan", flat=True))) == 1
    assert not AngkaTersimpan.objects.exclude(diminta_pada=None)


# Of another code, another database


def test_setelan_lain_dihitung_lagi(angka, hitung, settings):
    angka.baca(HARI)
    settings.IURAN_JATUH_TEMPO_HARI = 17
    angka.baca(HARI)
    settings.NONAKTIF_MENURUT = "jatuh_tempo"
    angka.baca(HARI)
    assert hitung.kali == 3


def test_cadangan_yang_dipulihkan_di_tempat_lain_tidak_dibaca(angka, hitung):
    angka.baca(HARI)
    AngkaTersimpan.objects.update(peladen="7:16384")
    angka.baca(HARI)
    assert hitung.kali == 2


def test_peran_biasa_boleh_menanyakan_peladennya():
    """No right was taken from the public: the application's role need not be a superuser."""
    tanya = "SELECT count(*) FROM pg_proc WHERE proname = 'pg_control_system' AND proacl IS NULL"
    assert _bilangan(tanya) == 1


# The night


def test_pemeriksaan_malam_memuji_yang_sama(angka):
    tambah(3)
    angka.baca(HARI)
    periksa_simpanan()
    periksa_simpanan()
    tugas = Tugas.objects.get()
    periksa_angka(tugas.pk)
    tugas.refresh_from_db()
    assert (tugas.status, tugas.pesan) == (
        StatusTugas.SELESAI,
        "1 angka yang disimpan sama dengan barisnya.",
    )


def test_pemeriksaan_malam_melaporkan_yang_berbeda_dan_melupakannya(angka, caplog):
    angka.baca(HARI)
    tambah(3)
    Ubahan.objects.all().delete()  # as if a table had no trigger
    assert angka.baca(HARI).nilai == 0
    periksa_simpanan()
    tugas = Tugas.objects.get()
    periksa_angka(tugas.pk)
    tugas.refresh_from_db()
    assert tugas.status == StatusTugas.GAGAL
    assert "uji.pegawai" in tugas.galat
    assert "uji.pegawai" in caplog.text
    assert angka.baca(HARI).nilai == 3


def test_yang_lama_dibuang_dengan_tandanya(angka):
    angka.baca(HARI)
    tambah()
    kini = timezone.now()
    buang_lama(kini + timedelta(hours=25))
    assert not AngkaTersimpan.objects.exists()
    assert Ubahan.objects.exists()
    buang_lama(kini + timedelta(hours=49))
    assert not Ubahan.objects.exists()


# What is declared


def test_setiap_tabel_yang_diamati_berpemicu():
    dengan = {
        nama
        for (nama,) in _baris(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname ~ 'ubahan_dicatat'"
            " AND tgenabled = 'O'"
        )
    }
    assert {m._meta.db_table for m in (*DIAMATI, Peserta)} <= dengan
    for simpanan in kamar.daftar_simpanan().values():
        assert {t for t in simpanan.tabel if "." not in t} <= dengan, simpanan.nama
        for tabel, _, kolom in (t.partition(".") for t in simpanan.tabel if "." in t):
            pemicu = _baris(
                "SELECT prosrc FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid "  # noqa: S608
                f"WHERE tgrelid = '{tabel}'::regclass AND tgname ~ 'ubahan_(baris|kolom)'"
            )
            assert any(f"'{kolom}'" in isi or f"'.{kolom}'" in isi for (isi,) in pemicu), kolom


@pytest.mark.parametrize(
    ("ubah", "kolom"),
    [
        (lambda orang: PesertaFactory(), {"id"}),
        (lambda orang: orang.update(alamat="Jalan Lain", diubah_pada=timezone.now()), set()),
        (lambda orang: orang.update(kelurahan=F("kelurahan"), status=F("status")), set()),
        (lambda orang: orang.update(tanggal_lahir=date(1990, 1, 1)), {"tanggal_lahir"}),
        (
            lambda orang: orang.update(jenis_kelamin="P", pekerjaan="nelayan"),
            {"jenis_kelamin", "pekerjaan_id"},
        ),
        (lambda orang: orang.filter(pk=0).update(jenis_kelamin="P"), set()),
        (lambda orang: _kosongkan("peserta_peserta"), {"id"}),
    ],
    ids=["baru", "alamat", "sama", "lahir", "dua", "tanpa-orang", "kosong"],
)
def test_kolom_orang_yang_berubah_ditandai(ubah, kolom):
    PesertaFactory.create_batch(2, jenis_kelamin="L", tanggal_lahir=date(1980, 1, 1))
    Ubahan.objects.all().delete()
    with transaction.atomic():
        ubah(Peserta.objects.all())
        tanda = {u.tabel for u in Ubahan.objects.filter(tabel__startswith="peserta_peserta")}
        transaction.set_rollback(True)
    assert tanda == {"peserta_peserta", *(f"peserta_peserta.{k}" for k in kolom)}


def test_nama_yang_sama_ditolak(angka):
    with pytest.raises(ValueError, match="dua kali"):
        Simpanan("uji.pegawai", len, [])


BUTIR = st.one_of(st.dates(), st.integers(-(10**9), 10**9), st.text(max_size=20))


@given(kunci=st.lists(BUTIR, max_size=4))
def test_kunci_terbaca_kembali(kunci):
    assert baca_kunci(tulis_kunci(kunci)) == tuple(kunci)


@pytest.mark.parametrize("isi", [
    Sisi(1, 2, 3), {1: (Sisi(1, 2, 3), None)}, timezone.now(), StatusTugas.GAGAL,
    frozenset({"a"}), [1.5, True, b"x"],
])  # fmt: skip
def test_nilai_terbaca_kembali(isi):
    assert buka(kemas(isi)) == isi


@pytest.mark.parametrize("isi", [os.system, Tugas(pk=1), Peserta, Tugas.objects])
def test_yang_bukan_nilai_tidak_disimpan(isi):
    with pytest.raises(Exception, match=r"bukan nilai|pickle"):
        kemas(isi)


def _sql(perintah: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute(perintah)


def _baris(perintah: str) -> list[tuple]:
    with connection.cursor() as kursor:
        kursor.execute(perintah)
        return kursor.fetchall()


def _bilangan(perintah: str) -> int:
    return _baris(perintah)[0][0]


def _tidur() -> int:
    """Sessions that sleep, which only the owner sees."""
    with pemilik() as kursor:
        kursor.execute("SELECT count(*) FROM pg_stat_activity WHERE query ~ 'sleep.120'")
        return kursor.fetchone()[0]
