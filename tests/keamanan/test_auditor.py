"""An auditor reads everything, masked, changes nothing, and always ends."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pijar.errors import AturanDilanggarError
from pijar.hak import AUDITOR_HARI
from pijar.models import JejakAkses, Pengguna, UsulanAkun
from pijar.pengguna import akun, usulan
from pijar.pengguna.isi import IsiAkun
from pijar.sidik import sidik
from tests.factories import PenggunaFactory, PesertaFactory
from tests.keamanan.dunia import bangun, potret, semua_alamat
from tests.keamanan.test_wilayah import ISIAN, alamat
from tests.peran import auditor, buat, masuk

HARI_INI = timezone.localdate()
NOMOR = re.compile(r"(?<![0-9.])[0-9]{16}(?![0-9])")
SANDI = "Kereta-Malam-Biru-7"


def isi(sampai, **lain):
    return IsiAkun("aud", "Auditor Satu", "", "auditor", [], sampai)._replace(**lain)


@pytest.mark.parametrize("sampai", [None, HARI_INI + timedelta(days=AUDITOR_HARI + 2)])
def test_the_database_lets_no_auditor_be_without_an_end(db, sampai):
    with pytest.raises(IntegrityError, match="pengguna_auditor_berakhir"), transaction.atomic():
        buat("orang", "auditor", berlaku_sampai=sampai)

    satu = auditor()
    satu.berlaku_sampai = sampai
    with pytest.raises(IntegrityError, match="pengguna_auditor_berakhir"), transaction.atomic():
        satu.save()


def test_two_admins_make_one(admin, admin2):
    kini = timezone.now()
    akun.buat_akun(
        isi(HARI_INI + timedelta(days=60)), alasan="Surat tugas 1", oleh=admin, pada=kini
    )
    satu = UsulanAkun.objects.get()
    lihat = sidik(usulan.isi_usulan(satu))

    with pytest.raises(AturanDilanggarError):
        usulan.konfirmasi(satu, dilihat=lihat, oleh=admin, pada=kini)
    hasil = usulan.konfirmasi(satu, dilihat=lihat, oleh=admin2, pada=kini)

    assert hasil.pengguna.peran == "auditor"
    assert hasil.sandi


@pytest.mark.parametrize(
    "salah",
    [
        isi(None),
        isi(HARI_INI - timedelta(days=1)),
        isi(HARI_INI + timedelta(days=AUDITOR_HARI + 1)),
        isi(HARI_INI + timedelta(days=9), wilayah=["33.74.01"]),
    ],
)
def test_an_admin_reads_why_an_account_is_not_made(admin, salah):
    with pytest.raises(AturanDilanggarError, match="uditor"):
        akun.buat_akun(salah, alasan="Surat tugas 1", oleh=admin, pada=timezone.now())


def test_an_auditor_may_become_something_without_an_end(admin, admin2):
    satu, kini = auditor(), timezone.now()
    lain = IsiAkun.dari(satu)._replace(peran="petugas", berlaku_sampai=None)
    akun.ubah_akun(satu, lain, alasan="Pindah tugas", oleh=admin, pada=kini)
    ada = UsulanAkun.objects.get()

    usulan.konfirmasi(ada, dilihat=sidik(usulan.isi_usulan(ada)), oleh=admin2, pada=kini)

    assert Pengguna.objects.get(pk=satu.pk).peran == "petugas"
    assert JejakAkses.objects.filter(tindakan="akun_peran").exists()


def test_after_its_end_it_is_over(db, monkeypatch):
    satu = auditor()
    satu.set_password(SANDI)
    satu.save()
    client = masuk(satu)
    assert client.get("/").status_code == 200
    besok = timezone.now() + timedelta(days=31)
    monkeypatch.setattr(timezone, "now", lambda: besok)

    assert client.get(reverse("peserta:daftar")).status_code == 302
    jawaban = Client().post("/masuk/", {"username": "auditor", "password": SANDI})
    assert "Masa berlaku akun ini sudah lewat" in jawaban.text
    lain = Client().post("/masuk/", {"username": "auditor", "password": "salah"})
    assert "Masa berlaku" not in lain.text


def test_each_page_is_a_row(db):
    orang = PesertaFactory()
    client = masuk(auditor())
    for _ in range(2):
        client.get(reverse("peserta:detail", args=[orang.pk]))

    assert JejakAkses.objects.filter(tindakan="lihat_halaman").count() == 2
    assert JejakAkses.objects.filter(objek=f"/peserta/{orang.pk}/").exists()
    assert JejakAkses.objects.filter(tindakan="lihat_orang").count() == 1


def test_an_auditor_reads_the_log_of_all(petugas):
    JejakAkses.catat(oleh=petugas, tindakan="ekspor", objek="daftar peserta", jumlah=7)
    client = masuk(auditor())

    assert "daftar peserta" in client.get(reverse("jejak:daftar")).text
    assert client.get(reverse("pengguna:daftar")).status_code == 200
    assert client.post(reverse("jejak:ekspor")).status_code == 302


def test_an_auditor_sees_and_ends_own_sessions(db):
    orang = auditor()
    client, lain = masuk(orang), masuk(orang)

    assert client.get(reverse("akun_sisa")).json()["siapa"] == orang.pk
    assert client.post(reverse("akun_sesi_lain")).status_code == 302
    assert lain.get(reverse("akun")).status_code == 302
    assert client.get(reverse("akun")).status_code == 200


def test_no_page_shows_a_full_number_gives_a_file_or_changes_anything(db):
    dunia = bangun()
    client, salah, sebelum = masuk(auditor()), [], potret()

    for nama, _ in semua_alamat():
        if nama in {"keluar", "masuk"} or nama.startswith(("jejak:ringkasan_", "tugas:")):
            continue
        ke = alamat(nama, dunia)
        jawaban = client.get(ke + "?bagian=semua")
        if jawaban.status_code == 200 and nama not in {"sehat", "akun_sisa"}:
            polos = "text/html" in jawaban["Content-Type"]
            if not polos or jawaban.streaming or NOMOR.search(jawaban.text):
                salah.append(nama)
        client.post(ke, ISIAN)

    assert salah == []
    assert potret() == sebelum


def test_the_operator_makes_none_without_an_end(petugas):
    client = masuk(PenggunaFactory(is_superuser=True, is_staff=True))
    isi = {"nama": "Sri", "groups": [Group.objects.get(name="auditor").pk], "is_active": "on"}

    jawaban = client.post(f"/kelola/pijar/pengguna/{petugas.pk}/change/", isi)

    assert "Akun auditor selalu berakhir" in jawaban.text
    assert Pengguna.objects.get(pk=petugas.pk).peran == "petugas"
