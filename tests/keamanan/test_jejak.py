"""The access log: from where, when by the database's clock, who looked at whom, who signed in."""

from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from laporan.peristiwa_akun import peristiwa_akun
from pijar import tugas
from pijar.asal import Asal, berasal, perangkat
from pijar.jejak.forms import SaringJejakForm
from pijar.models import JejakAkses, Tugas
from pijar.tasks import ekspor_jejak
from pijar.tugas import Pelaksana
from tests.factories import PesertaFactory
from tests.pemilik import tanpa_penjaga
from tests.peran import buat, masuk

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
        tugas.buat("uji", judul="Uji", oleh=petugas, parameter={})
    Tugas.objects.create(jenis="uji", judul="malam")
    Tugas.objects.update(status="berjalan")

    def kerja(p: Pelaksana) -> None:
        JejakAkses.catat(oleh=p.oleh, tindakan="ekspor", objek="uji")

    satu, dua = Tugas.objects.order_by("pk")
    tugas.laksanakan(satu, kerja)
    tugas.laksanakan(dua, kerja_malam)

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


def test_a_look_costs_the_page_one_query(petugas_client):
    orang = PesertaFactory()
    alamat = reverse("peserta:detail", args=[orang.pk])
    petugas_client.get(alamat)

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
    kunci = JejakAkses.objects.akun("petugas").filter(tindakan="akun_kunci")
    assert (gagal.count(), kunci.count()) == (4, 1)  # the sixth was held back: no guess
    assert kunci[0].alasan == "5 kata sandi salah dari alamat 127.0.0.1"


def test_guessing_the_old_password_is_a_failed_sign_in(petugas, petugas_client):
    petugas_client.post(reverse("kata_sandi"), {"old_password": "salah"})

    assert JejakAkses.objects.get(tindakan="masuk_gagal").objek == "akun petugas"


def test_everybody_reads_their_own_and_an_admin_all(petugas, petugas_client, admin, admin_client):
    JejakAkses.catat(oleh=petugas, tindakan="ekspor", objek="daftar milik petugas")
    JejakAkses.catat(oleh=admin, tindakan="ekspor", objek="daftar milik admin")
    alamat = reverse("jejak:daftar")

    sendiri, semua = petugas_client.get(alamat).text, admin_client.get(alamat).text
    assert "daftar milik petugas" in sendiri
    assert "daftar milik admin" not in sendiri
    assert "daftar milik petugas" in semua
    assert "daftar milik admin" in semua
    sebagian = masuk(buat("utara", "admin", wilayah=["33.74.02"])).get(alamat).text
    assert "daftar milik" not in sebagian


@pytest.mark.parametrize(
    ("kueri", "cocok"),
    [
        ("", {"a", "b", "c"}), ("siapa=petugas", {"a", "b"}), ("siapa=Admin", {"c"}),
        ("siapa=tidakada", set()), ("tindakan=unduh", {"b"}), ("orang=7", {"a"}),
        ("alamat=10.0.0.9", {"c"}), ("dari={kini}", {"b", "c"}), ("sampai={lalu}", {"a"}),
        ("dari={lalu}&sampai={kini}", {"a", "b", "c"}), ("dari=31-02-2026", set()),
        ("dari={kini}&sampai={lalu}", set()), ("alamat=x", set()), ("orang=x", set()),
    ],
)  # fmt: skip
def test_filters_of_the_log(petugas, admin, kueri, cocok):
    JejakAkses.catat(oleh=petugas, tindakan="buka_nik", objek="peserta 7", alasan="a")
    with tanpa_penjaga() as kursor:
        kursor.execute("UPDATE pijar_jejakakses SET pada = pada - interval '3 days'")
    JejakAkses.catat(oleh=petugas, tindakan="unduh", objek="peserta 77: berkas 1", alasan="b")
    with berasal(Asal("10.0.0.9")):
        JejakAkses.catat(oleh=admin, tindakan="ekspor", objek="daftar peserta", alasan="c")
    hari = timezone.localdate()
    isi = kueri.format(kini=f"{hari:%d-%m-%Y}", lalu=f"{hari - timedelta(days=3):%d-%m-%Y}")

    form = SaringJejakForm(QueryDict(isi))

    assert {j.alasan for j in form.saring(JejakAkses.objects.for_petugas(admin))} == cocok


def test_the_list_costs_the_same_for_one_row_and_for_three(petugas, admin_client):
    banyak = []
    admin_client.get(reverse("jejak:daftar"))  # the session writes itself once
    for _ in range(2):
        JejakAkses.catat(oleh=petugas, tindakan="ekspor", objek="daftar peserta")
        with CaptureQueriesContext(connection) as kueri:
            admin_client.get(reverse("jejak:daftar"))
        banyak.append(len(kueri))
        JejakAkses.catat(oleh=petugas, tindakan="ekspor", objek="daftar peserta")

    assert banyak[0] == banyak[1]


@pytest.mark.parametrize(
    ("semua", "indeks"),
    [
        (lambda oleh: JejakAkses.objects.filter(oleh=oleh), "jejak_per_orang"),
        (lambda _: JejakAkses.objects.filter(tindakan="unduh"), "jejak_per_tindakan"),
        (lambda _: JejakAkses.objects.order_by().orang(7), "jejak_per_objek"),
        (lambda _: JejakAkses.objects.filter(alamat="10.0.0.9"), "jejak_per_alamat"),
        (lambda _: JejakAkses.objects.order_by("pada"), "jejak_per_waktu"),
    ],
)
def test_each_filter_has_its_index(petugas, semua, indeks):
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL enable_seqscan = off")
        kursor.execute("SET LOCAL enable_sort = off")

    assert indeks in semua(petugas)[:50].explain()


def test_the_export_holds_what_its_owner_may_see_and_is_itself_a_row(
    petugas, admin, petugas_client
):
    JejakAkses.catat(oleh=petugas, tindakan="ekspor", objek="milik petugas")
    JejakAkses.catat(oleh=admin, tindakan="ekspor", objek="milik admin")
    petugas_client.post(reverse("jejak:ekspor"), {"tindakan": "ekspor"})
    satu = Tugas.objects.get()

    ekspor_jejak(satu.pk)

    satu.refresh_from_db()
    assert satu.pesan == "1 catatan."
    lembar = openpyxl.load_workbook(satu.hasil.path).active
    tulisan = " ".join(str(s.value) for baris in lembar for s in baris)
    assert "milik petugas" in tulisan
    assert "milik admin" not in tulisan
    assert JejakAkses.objects.get(objek="jejak akses").oleh == petugas
    salah = petugas_client.post(reverse("jejak:ekspor"), {"dari": "x"})
    assert salah.status_code == 409


def test_the_page_of_a_person_leads_an_admin_to_who_looked(petugas_client, admin_client):
    orang = PesertaFactory()
    alamat, ke = reverse("peserta:detail", args=[orang.pk]), f"/jejak/?orang={orang.pk}"

    assert ke not in petugas_client.get(alamat).text
    assert ke in admin_client.get(alamat).text
    assert "Membuka data orang" in admin_client.get(ke).text


def test_the_sekda_reads_numbers_without_names_that_equal_the_rows(sekda_client, petugas):
    for tindakan, banyak in (("akun_baru", 3), ("akun_reset", 2), ("akun_peran", 1)):
        for _ in range(banyak):
            JejakAkses.catat(oleh=petugas, tindakan=tindakan, objek="akun budi", alasan="x")

    kini, *dulu = peristiwa_akun(timezone.localdate())

    assert [n for _, n in kini.jumlah] == [3, 2, 0, 1, 0, 0]
    assert len(dulu) == 11
    assert not any(n for bulan in dulu for _, n in bulan.jumlah)
    halaman = sekda_client.get(reverse("laporan:peristiwa_akun"))
    assert halaman.status_code == 200
    assert "budi" not in halaman.text
