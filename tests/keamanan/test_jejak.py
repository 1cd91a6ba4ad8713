"""The access log: from where, when by the database's clock, who looked at whom, who signed in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pijar import tugas
from pijar.asal import Asal, berasal, perangkat
from pijar.models import JejakAkses, Tugas
from pijar.tugas import Pelaksana
from tests.factories import PesertaFactory
from tests.pemilik import tanpa_penjaga
from tests.peran import masuk

SANDI = "Becak-Semarang-26"
PONSEL = (
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/128.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture
def sri(petugas):
    petugas.set_password(SANDI)
    petugas.save()
    return petugas


@pytest.mark.parametrize(
    ("agen", "nama"),
    [
        (PONSEL, "Chrome 128, Android"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0",
         "Firefox 130, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 "
         "Safari/605.1.15", "Safari 17, macOS"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/128.0 Safari/537.36 Edg/128.0", "Edge 128, Windows"),
        ("curl/8.5", "lainnya"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_device_in_a_few_words(agen, nama):
    assert perangkat(agen) == nama


def test_every_row_of_a_request_knows_address_and_device(sri):
    client = Client(REMOTE_ADDR="10.1.2.3", HTTP_USER_AGENT=PONSEL)

    client.post("/masuk/", {"username": "petugas", "password": SANDI})

    jejak = JejakAkses.objects.get()
    assert (jejak.tindakan, jejak.oleh, jejak.objek) == ("masuk", sri, "akun petugas")
    assert (jejak.alamat, jejak.perangkat) == ("10.1.2.3", "Chrome 128, Android")


def test_a_job_has_the_origin_of_whoever_started_it(petugas):
    with berasal(Asal("10.9.9.9", "Firefox 130, Linux")):
        satu = tugas.buat("uji", judul="Uji", oleh=petugas, parameter={})

    def kerja(p: Pelaksana) -> None:
        JejakAkses.catat(oleh=p.oleh, tindakan="ekspor", objek="uji")

    tugas.laksanakan(Tugas.objects.get(pk=satu.pk), kerja)
    tugas.laksanakan(Tugas(jenis="uji", judul="malam"), kerja_malam)

    dulu, malam = JejakAkses.objects.order_by("pk")
    assert (dulu.alamat, dulu.perangkat) == ("10.9.9.9", "Firefox 130, Linux")
    assert (malam.alamat, malam.perangkat) == (None, "")


def kerja_malam(p: Pelaksana) -> None:
    JejakAkses.catat(oleh=None, tindakan="akun_ubah", objek="akun x", alasan="malam")


def test_no_row_is_back_dated(petugas):
    kemarin = timezone.now() - timedelta(days=1)

    with connection.cursor() as kursor:
        kursor.execute(
            "INSERT INTO pijar_jejakakses (oleh_id, tindakan, objek, alasan, jumlah, perangkat, "
            "pada) VALUES (%s, 'ekspor', 'uji', '', 1, '', %s)",
            [petugas.pk, kemarin],
        )

    assert JejakAkses.objects.get().pada > kemarin + timedelta(hours=23)


def test_a_look_at_a_person_is_one_row_a_day(petugas, petugas_client, admin):
    orang, lain = PesertaFactory(), PesertaFactory()
    for satu in (orang, orang, lain, orang):
        petugas_client.get(reverse("peserta:detail", args=[satu.pk]))
    masuk(admin).get(reverse("peserta:detail", args=[orang.pk]))

    lihat = JejakAkses.objects.filter(tindakan="lihat_orang")
    assert lihat.orang(orang.pk).count() == 2
    assert lihat.filter(oleh=petugas).count() == 2

    with tanpa_penjaga() as kursor:
        kursor.execute("UPDATE pijar_jejakakses SET pada = pada - interval '1 day'")
    petugas_client.get(reverse("peserta:detail", args=[orang.pk]))
    assert lihat.filter(oleh=petugas).orang(orang.pk).count() == 2


def test_the_number_of_one_person_is_not_the_beginning_of_another(petugas):
    JejakAkses.lihat(1, oleh=petugas)
    JejakAkses.lihat(12, oleh=petugas)
    JejakAkses.catat(oleh=petugas, tindakan="unduh", objek="peserta 1: berkas 4")

    assert JejakAkses.objects.orang(1).count() == 2


def test_a_look_costs_the_page_one_query(petugas_client, django_assert_num_queries):
    orang = PesertaFactory()
    alamat = reverse("peserta:detail", args=[orang.pk])
    petugas_client.get(alamat)

    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as kueri:
        petugas_client.get(alamat)

    assert sum("pijar_jejakakses" in k["sql"] for k in kueri) == 1


def test_signing_in_failing_and_out_stay_in_the_log(sri):
    client = Client()
    client.post("/masuk/", {"username": "petugas", "password": "salah"})
    client.post("/masuk/", {"username": SANDI, "password": "petugas"})
    client.post("/masuk/", {"username": "petugas", "password": SANDI})
    client.post("/keluar/")

    isi = JejakAkses.objects.order_by("pk").values_list("tindakan", "oleh", "objek")
    assert list(isi) == [
        ("masuk_gagal", None, "akun petugas"),
        ("masuk_gagal", None, "akun yang tidak dikenal"),  # somebody typed a password there
        ("masuk", sri.pk, "akun petugas"),
        ("keluar", sri.pk, "akun petugas"),
    ]
    assert not JejakAkses.objects.filter(alasan__contains=SANDI).exists()


def test_a_locked_name_is_told_apart(sri):
    for _ in range(6):
        Client().post("/masuk/", {"username": "petugas", "password": "salah"})

    gagal = JejakAkses.objects.akun("petugas").filter(tindakan="masuk_gagal")
    assert gagal.count() == 6
    assert gagal.first().alasan == "masih terkunci"


def test_guessing_the_old_password_is_a_failed_sign_in(petugas, petugas_client):
    petugas_client.post(reverse("kata_sandi"), {"old_password": "salah"})

    assert JejakAkses.objects.get(tindakan="masuk_gagal").objek == "akun petugas"
