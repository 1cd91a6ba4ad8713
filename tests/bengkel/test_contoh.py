"""Sample data: the same for the same seed, obeying every rule, only in an empty database."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F, Sum

from iuran.kelebihan.angka import KeadaanKelebihan, daftar_kelebihan
from iuran.models import (
    DaftarBPJS,
    Iuran,
    KoreksiPembayaran,
    PenyelesaianTitik,
    Tagihan,
    TitikRekonsiliasi,
)
from iuran.rekonsiliasi import rekap
from iuran.tagihan.angka import baris_tagihan
from laporan import angka
from laporan.models import DataCakupan
from laporan.pergerakan import pergerakan_masa
from peserta.bersih.nik import jenis_kelamin_dari_nik, tanggal_lahir_dari_nik
from peserta.models import Peserta, Status
from pijar.bengkel.contoh.orang import KOLOM, daftar_orang
from pijar.models import Pengguna, RingkasanJejak
from tests.factories import PesertaFactory
from tests.pemilik import pemilik
from verifikasi.models import AturanUrutan, BarisPenetapan, Penetapan, PerubahanPenetapan
from verifikasi.rantai import rantai
from verifikasi.tempat import tempat_kosong

PADA = date(2026, 11, 20)


@pytest.fixture
def contoh(db, monkeypatch, settings):
    settings.JEJAK_RAHASIA = "r" * 40
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *a, **k: None)

    def isi(peserta=400):
        with pemilik():  # as the command itself speaks where the owner is named
            call_command("contoh", peserta=peserta, bulan=12, benih=1, pada=PADA, stdout=StringIO())

    return isi


def test_same_seed_same_people():
    def orang(benih):
        return list(daftar_orang(["terdaftar"] * 30, benih, PADA, 1))

    assert orang(5) == orang(5)
    assert orang(5) != orang(6)


def test_a_nik_obeys_its_structure():
    for baris in daftar_orang(["draf"] * 500, 2, PADA, 1):
        orang = dict(zip(KOLOM, baris, strict=True))

        assert tanggal_lahir_dari_nik(orang["nik"], PADA).isoformat() == orang["tanggal_lahir"]
        assert jenis_kelamin_dari_nik(orang["nik"]) == orang["jenis_kelamin"]


def test_fills_every_stage_and_the_ledger(contoh):
    contoh()

    status = set(Peserta.objects.values_list("status", flat=True))
    assert status == set(Status.values)
    assert {"disusun", "diterbitkan", "dibagi", "dibayar"} == set(
        Tagihan.objects.values_list("status", flat=True)
    )
    for tagihan in Tagihan.objects.all():
        baris = baris_tagihan(tagihan)
        jumlah = baris.aggregate(n=Sum("nominal"))["n"]
        assert (tagihan.total, tagihan.jumlah_orang) == (jumlah, baris.orang().count())
    assert set(KoreksiPembayaran.objects.values_list("status", "jenis")) == {
        ("dikonfirmasi", "betulkan"),
        ("dikonfirmasi", "batalkan"),
        ("diusulkan", "batalkan"),
    }
    bulan = Iuran.objects.orang().values_list("jkk", "jkm", "nominal")
    assert set(bulan) == {(10_000, 6_800, 16_800)}  # the tariff of the table
    draf = Tagihan.objects.get(status="disusun").daftar_iuran.all()
    assert (draf.sudah_keluar().count(), draf.pembalik().exists()) == (1, True)
    kelebihan = daftar_kelebihan(Iuran.objects.all()).values_list("keadaan", flat=True)
    assert {*kelebihan} == {*KeadaanKelebihan} - {KeadaanKelebihan.URUNG}
    assert BarisPenetapan.objects.exclude(pernyataan="").filter(bantuan=None).count() == 2
    assert PerubahanPenetapan.objects.terbuka().count() == 2
    _places_change_hands()
    _bpjs_has_something_else()
    terhitung = angka.hitung(date(2026, 11, 1), pada=PADA)
    angka_orang = ("terlindungi", "lunas", "tenggang", "belum_aktif", "nonaktif", "di_luar")
    for nama in (*angka_orang, "dibayar_orang"):
        assert getattr(terhitung, nama) > 0, nama
    _people_come_and_go(terhitung.terlindungi)
    assert [r.baris for r in RingkasanJejak.objects.order_by("hari")] == [4, 0]


def _people_come_and_go(terlindungi: int) -> None:
    assert DataCakupan.objects.get(ukuran="semua").riwayat()
    tahun = pergerakan_masa(date(2026, 1, 1), date(2026, 11, 1), pada=PADA)
    assert tahun.akhir == terlindungi == tahun.awal + sum(b.orang for b in tahun.baris)
    terisi = {b.kode for b in tahun.baris if b.orang}
    assert {"baru", "perpanjangan", "berakhir", "meninggal"} <= terisi


def _places_change_hands():
    admin = Pengguna.objects.get(username="admin")
    assert tempat_kosong(admin, date(2026, 11, 1)).exists()
    assert AturanUrutan.objects.diusulkan().count() == 1
    perubahan = Penetapan.objects.exclude(mengubah=None).order_by("pk")
    assert [p.status for p in perubahan] == ["ditetapkan", "ditetapkan", "draf"]
    assert len(rantai(perubahan[1].daftar_baris.get().bantuan)) == 3


def _bpjs_has_something_else():
    lama, baru = DaftarBPJS.objects.filter(bulan=date(2026, 10, 1)).order_by("tanggal")
    assert (lama.digantikan, baru.berlaku) == (True, True)
    isi = rekap(baru)
    assert all(n.baris or n.orang for _, n in isi.bagian)
    carried = TitikRekonsiliasi.objects.terbuka().exclude(sejak__bulan=F("terakhir__bulan"))
    assert carried.filter(jenis="tidak_ada").exists()
    assert PenyelesaianTitik.objects.exclude(oleh=None).count() == 1


def test_leaves_indexes_and_rules_as_they_were(contoh):
    def keadaan():
        with connection.cursor() as kursor:
            kursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ")
            indeks = kursor.fetchall()
            kursor.execute(
                "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
            )
            batasan = kursor.fetchall()
            kursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'")
            return set(indeks), set(batasan), set(kursor.fetchall())

    sebelum = keadaan()
    contoh(100)

    for lama, baru in zip(sebelum, keadaan(), strict=True):
        assert baru == lama


def test_refuses_a_database_with_people(contoh):
    PesertaFactory()

    with pytest.raises(CommandError, match="sudah berisi peserta"):
        contoh(50)
