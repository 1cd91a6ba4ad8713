"""The public page behind the QR: what it tells, never tells, and how often it may be asked."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from laporan.models import KodePeriksa, PemeriksaanSurat, PolaNomor
from laporan.surat.actions import periksa as aturan
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import batalkan_surat, beri_nomor
from laporan.surat.actions.periksa import periksa, sidik_alamat
from laporan.surat.bahan import Bahan
from laporan.surat.berkas.cetak import cetakan
from pijar.bulan import WIB
from tests.factories import bayar, terdaftar
from tests.retensi import malam

JANUARI, FEBRUARI = date(2026, 1, 1), date(2026, 2, 1)
NAMA, TANGGAL = "Zulaikha Bandarharjo", date(2026, 2, 20)
KINI = datetime(2026, 3, 1, 9, tzinfo=WIB)


@pytest.fixture
def orang(db):
    orang = terdaftar(nama=NAMA, no_kk="3374021502850001", alamat="Jalan Rahasia 5").peserta
    bayar(JANUARI, date(2026, 1, 20))
    return orang


@pytest.fixture
def surat(orang, admin):
    surat = buat_surat("keterangan", Bahan(orang, TANGGAL, admin)).surat
    PolaNomor.objects.create(mulai=JANUARI, pola="560/{n}/{tahun}")
    beri_nomor(surat, pada=KINI, oleh=admin)
    surat.refresh_from_db()
    return surat


def buka(surat, versi=1, client=None, **lain):
    kode = KodePeriksa.objects.get(versi__surat=surat, versi__versi=versi).kode
    return (client or Client()).get(reverse("periksa", args=[kode]), **lain)


def test_page_confirms_the_paper_and_nothing_more(surat, orang):
    jawaban = buka(surat)

    assert jawaban.status_code == 200
    for ada in ("560/1/2026", "20 Februari 2026", "Surat keterangan kepesertaan",
                "Z••• B•••: terlindungi pada 20 Februari 2026"):  # fmt: skip
        assert ada in jawaban.text
    for rahasia in (NAMA, "Zulaikha", orang.nik, orang.nik[-4:] + "<", orang.kpj, orang.no_kk,
                    "Jalan Rahasia", orang.kelurahan.nama, "ecak"):  # fmt: skip
        assert rahasia not in jawaban.text


def test_page_sets_no_cookie_and_asks_not_to_be_found(surat):
    jawaban = buka(surat)

    assert not jawaban.cookies
    assert jawaban["X-Robots-Tag"] == "noindex, nofollow"
    assert jawaban["Cache-Control"] == "no-store"
    for alat in ("<script", "<form", "csrf", "/masuk/"):
        assert alat not in jawaban.text
    assert "unsafe" not in jawaban["Content-Security-Policy"]


def test_unknown_code_gets_the_same_page(db):
    jawaban = Client().get(reverse("periksa", args=["x" * 22]))

    assert jawaban.status_code == 404
    assert "Kode ini tidak kami kenal" in jawaban.text
    assert not jawaban.cookies
    assert jawaban["X-Robots-Tag"] == "noindex, nofollow"
    assert PemeriksaanSurat.objects.get().kode is None


def test_only_a_get_is_answered(surat):
    kode = KodePeriksa.objects.get().kode

    assert Client().post(reverse("periksa", args=[kode])).status_code == 405
    assert not PemeriksaanSurat.objects.exists()


def test_cancelled_paper_says_so_and_confirms_nothing(surat, admin2):
    batalkan_surat(surat, alasan="Salah orang: Zulaikha.", pada=KINI, oleh=admin2)

    html = buka(surat).text

    assert "sudah dibatalkan" in html
    assert "terlindungi" not in html
    assert "Salah orang" not in html


def test_draft_is_no_paper_yet(orang, admin):
    surat = buat_surat("keterangan", Bahan(orang, TANGGAL, admin)).surat

    html = buka(surat).text
    batalkan_surat(surat, alasan="x", pada=KINI, oleh=admin)

    for teks in (html, buka(surat).text):
        assert "belum berlaku" in teks
        assert "terlindungi" not in teks


def test_older_version_sends_to_the_newer_one(surat, orang, admin):
    bayar(FEBRUARI, date(2026, 2, 19))
    assert buat_surat("keterangan", Bahan(orang, TANGGAL, admin)).baru

    assert "sudah diganti versi yang lebih baru" in buka(surat, 1).text
    assert "Surat ini tercatat pada kami" in buka(surat, 2).text


def test_code_is_nobodys_guess_and_stays(surat):
    kode = KodePeriksa.objects.get()

    assert len(kode.kode) == 22
    for perintah in (lambda: KodePeriksa.objects.update(kode="y" * 22), kode.delete):
        with (
            pytest.raises(DatabaseError, match=r"Cannot (update|delete)|permission denied"),
            transaction.atomic(),
        ):
            perintah()
    with pytest.raises(DatabaseError, match="kode_periksa_tak_tertebak"), transaction.atomic():
        KodePeriksa.objects.create(versi=kode.versi, kode="1")


# The log and the limits


def test_look_is_logged_without_the_address(surat):
    buka(surat, REMOTE_ADDR="203.0.113.7")

    jejak = PemeriksaanSurat.objects.get()
    assert jejak.kode == KodePeriksa.objects.get()
    assert jejak.alamat == sidik_alamat("203.0.113.7")
    assert "203" not in str(jejak)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        PemeriksaanSurat.objects.update(pada=KINI)


def test_addresses_of_one_household_are_one():
    assert sidik_alamat("2001:db8::1") == sidik_alamat("2001:db8::ffff")
    assert sidik_alamat("2001:db8::1") != sidik_alamat("2001:db8:0:1::1")
    assert sidik_alamat("203.0.113.7") != sidik_alamat("203.0.113.8")
    assert len(sidik_alamat("")) == 64


def test_limit_of_an_address_counts_wrong_guesses(surat, monkeypatch):
    monkeypatch.setattr(aturan, "PALING_BANYAK_SEMENIT", 3)
    for n in range(3):
        periksa(f"salah-{n}", alamat="203.0.113.7", pada=KINI)
    kode = KodePeriksa.objects.get().kode

    hasil = [
        periksa(kode, alamat=alamat, pada=pada).keadaan.status
        for alamat, pada in (
            ("203.0.113.7", KINI + timedelta(seconds=59)),
            ("203.0.113.8", KINI),
            ("203.0.113.7", KINI + timedelta(seconds=61)),
        )
    ]

    assert hasil == [429, 200, 200]
    assert PemeriksaanSurat.objects.count() == 5


def test_limit_of_a_paper_counts_everybody(surat, monkeypatch):
    monkeypatch.setattr(aturan, "PALING_BANYAK_SEHARI", 2)
    kode = KodePeriksa.objects.get().kode
    for n in range(2):
        periksa(kode, alamat=f"203.0.113.{n}", pada=KINI)

    assert periksa(kode, alamat="203.0.113.9", pada=KINI).surat is None
    assert periksa(kode, alamat="203.0.113.9", pada=KINI + timedelta(hours=25)).surat == surat


def test_page_beyond_the_limit_tells_nothing(surat, monkeypatch):
    monkeypatch.setattr(aturan, "PALING_BANYAK_SEMENIT", 0)

    jawaban = buka(surat)

    assert (jawaban.status_code, jawaban["Retry-After"]) == (429, "60")
    assert "560/1/2026" not in jawaban.text


@pytest.mark.parametrize("https", [False, True])
def test_client_cannot_choose_its_address(surat, settings, https):
    settings.HTTPS = https
    settings.SECURE_SSL_REDIRECT = False

    buka(surat, headers={"x-forwarded-for": "6.6.6.6, 203.0.113.7"})

    asli = "203.0.113.7" if https else "127.0.0.1"
    assert PemeriksaanSurat.objects.get().alamat == sidik_alamat(asli)


def test_old_looks_are_deleted(surat):
    kode = KodePeriksa.objects.get().kode
    kini = timezone.now()
    lama = kini - aturan.DISIMPAN - timedelta(days=1)
    for pada in (lama, kini):
        periksa(kode, alamat="203.0.113.7", pada=pada)

    malam(kini)
    malam(kini)

    assert [p.pada for p in PemeriksaanSurat.objects.all()] == [kini]


def test_qr_leads_to_the_page_of_its_version(surat, settings):
    settings.ALAMAT_SITUS = "https://pijar.example"

    c = cetakan(surat)

    assert c.alamat_periksa == f"https://pijar.example/periksa/{c.versi.kode_periksa.kode}/"
    assert c.qr_svg.startswith("<svg")
    assert c.qr_png.read(4) == b"\x89PNG"
