"""The second factor: who must have it, when it is asked for, that a code works once."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from pijar.models import FaktorKedua, JejakAkses, Ketikan, KodePemulihan, Pengguna, UsulanAkun
from pijar.pengguna import kode as kode_faktor
from pijar.pengguna.diri import pasang_faktor
from pijar.pengguna.gerbang import SESI_KODE
from pijar.pengguna.kode import Hasil, benih_baru, pemulihan_dari, periksa_kode, rahasia
from tests.keamanan.dunia import semua_alamat
from tests.keamanan.test_hak import TERBUKA
from tests.keamanan.test_wilayah import LAIN
from tests.peran import buat, masuk

KODE, PASANG, PEMULIHAN = "/masuk/kode/", "/akun/dua-faktor/", "/akun/pemulihan/"


def kode_pada(orang, pada, geser=0):
    faktor = FaktorKedua.objects.get(pengguna=orang)
    return pyotp.TOTP(rahasia(orang, faktor.benih)).at(int(pada.timestamp()) + 30 * geser)


def berfaktor(orang):
    """Give ``orang`` a second factor; returns the recovery codes. Its first code is used up."""
    benih, dahulu = benih_baru(), timezone.now() - timedelta(minutes=10)
    kode = pyotp.TOTP(rahasia(orang, benih)).at(int(dahulu.timestamp()))
    return pemulihan_dari(pasang_faktor(orang, benih, kode, pada=dahulu))


def bersesi(orang, usia_menit=None):
    """A session of ``orang`` in which the code was given so long ago; None for not at all."""
    client = masuk(orang)
    if usia_menit is not None:
        sesi = client.session
        sesi[SESI_KODE] = int((timezone.now() - timedelta(minutes=usia_menit)).timestamp())
        sesi.save()
    return client


def konfirmasi(client, usulan):
    """Press the button that the page of the proposal shows."""
    alamat = f"/pengguna/usulan/{usulan.pk}/"
    segel = re.search(r'name="dilihat" value="([^"]+)"', client.get(alamat).text)[1]
    return client.post(alamat, {"konfirmasi": "1", "dilihat": segel})


def kode_pemulihan(client):
    return re.findall(r"<li>\s*(\w{4}-\w{4}-\w{4})\s*</li>", client.get(PEMULIHAN).text)


def sandi_dari(jawaban):
    html = jawaban.client.get(jawaban.url).text
    return re.search(r'kode-kunci">\s*([\w-]{19})\s*<', html)[1]


# Set up


def test_the_page_shows_a_code_for_the_app_and_its_code_sets_it_up(petugas, petugas_client):
    html = petugas_client.get(PASANG).text
    kunci = re.search(r'kode-kunci">\s*([A-Z2-7]{32})\s*<', html)[1]
    assert "<svg" in html

    assert petugas_client.post(PASANG, {"kode": "000 000"}).status_code == 422
    assert not FaktorKedua.objects.exists()
    jawaban = petugas_client.post(PASANG, {"kode": pyotp.TOTP(kunci).now()})

    semua = kode_pemulihan(petugas_client)
    assert jawaban.url == PEMULIHAN
    assert len(semua) == 10
    assert Pengguna.objects.get(pk=petugas.pk).dua_faktor_sejak
    assert JejakAkses.objects.filter(tindakan="faktor_pasang", oleh=petugas).exists()
    assert petugas_client.get("/peserta/").status_code == 200, "this session gave the code"
    with connection.cursor() as kursor:
        for tabel in ("pijar_faktorkedua", "pijar_kodepemulihan", "pijar_sesi"):
            kursor.execute(f"SELECT * FROM {tabel}")  # noqa: S608
            tersimpan = str(kursor.fetchall())
            assert kunci not in tersimpan
            assert not [k for k in semua if k in tersimpan or k.replace("-", "") in tersimpan]


@pytest.mark.parametrize(
    ("peran", "wajib"),
    [("admin", True), ("verifikator", True), ("petugas", False), ("sekda", False)],
)
def test_who_decides_or_pays_is_led_to_the_set_up(db, settings, peran, wajib):
    settings.DUA_FAKTOR_WAJIB = True
    client = masuk(buat("orang", peran))

    assert client.get("/tugas/").status_code == (302 if wajib else 200)
    if wajib:
        assert client.get("/tugas/").url == PASANG
        assert "Menu utama" not in client.get(PASANG).text


def test_without_it_a_mighty_account_reaches_no_address(admin, settings):
    settings.DUA_FAKTOR_WAJIB = True
    client, boleh, lolos = masuk(admin), {*TERBUKA, "keluar", "dua_faktor"}, []

    for nama, pola in semua_alamat():
        if nama in boleh:
            continue
        alamat = reverse(nama, kwargs={k: LAIN.get(k, 9) for k in pola.pattern.converters})
        lihat, kirim = client.get(alamat), client.post(alamat)
        if (lihat.status_code, kirim.status_code) != (302, 403):
            lolos.append((nama, lihat.status_code, kirim.status_code))

    assert lolos == []
    assert client.get("/kelola/").url == PASANG


def test_the_whole_way_of_a_new_admin(db, settings, admin, admin2):
    """A given password, one's own, a second factor, the house: in this order."""
    settings.DUA_FAKTOR_WAJIB = True
    for satu in (admin, admin2):
        berfaktor(satu)
    isi = {"nama": "Baru", "username": "baru", "peran": "admin", "cakupan": "kota", "alasan": "x"}
    bersesi(admin, 1).post("/pengguna/baru/", isi)
    usulan = UsulanAkun.objects.get()
    kedua = bersesi(admin2, 1)
    segel = re.search(
        r'name="dilihat" value="([^"]+)"', kedua.get(f"/pengguna/usulan/{usulan.pk}/").text
    )[1]
    isi = {"konfirmasi": "1", "dilihat": segel}
    sandi = sandi_dari(kedua.post(f"/pengguna/usulan/{usulan.pk}/", isi))
    client, baru = Client(), "Tugu-Muda-Malam-77"

    client.post("/masuk/", {"username": "baru", "password": sandi})
    assert client.get("/").url == "/kata-sandi/"
    client.post(
        "/kata-sandi/", {"old_password": sandi, "new_password1": baru, "new_password2": baru}
    )
    assert client.get("/").url == PASANG
    kunci = re.search(r'kode-kunci">\s*([A-Z2-7]{32})\s*<', client.get(PASANG).text)[1]
    client.post(PASANG, {"kode": pyotp.TOTP(kunci).now()})

    assert client.get("/pengguna/").status_code == 200


# At the sign-in


def test_sign_in_asks_for_the_code_and_leads_on(petugas):
    berfaktor(petugas)
    client = masuk(petugas)

    assert client.get("/peserta/?status=draf").url == f"{KODE}?next=/peserta/%3Fstatus%3Ddraf"
    assert client.post("/peserta/cari/", {"q": "x"}).status_code == 403
    html = client.get(f"{KODE}?next=/peserta/").text
    assert "Menu utama" not in html
    salah = client.post(KODE, {"kode": "abc", "next": "/peserta/"})
    assert (salah.status_code, "tidak cocok" in salah.text) == (422, True)
    jawaban = client.post(KODE, {"kode": kode_pada(petugas, timezone.now()), "next": "/peserta/"})

    assert jawaban.url == "/peserta/"
    assert client.get("/peserta/").status_code == 200


@pytest.mark.parametrize("ke", ["https://jahat.example/", "//jahat.example/", "javascript:x"])
def test_the_code_leads_nowhere_else(petugas, ke):
    berfaktor(petugas)

    isi = {"kode": kode_pada(petugas, timezone.now()), "next": ke}
    assert masuk(petugas).post(KODE, isi).url == "/"


def test_the_code_gets_a_new_session_key(petugas):
    berfaktor(petugas)
    client = masuk(petugas)
    lama = client.session.session_key

    client.post(KODE, {"kode": kode_pada(petugas, timezone.now())})

    assert client.session.session_key != lama


def test_a_code_works_once(petugas):
    berfaktor(petugas)
    kini = timezone.now()
    kode = kode_pada(petugas, kini)

    assert periksa_kode(petugas, kode, kini) is Hasil.BENAR
    assert periksa_kode(petugas, kode, kini) is Hasil.SALAH
    assert periksa_kode(petugas, kode_pada(petugas, kini, -1), kini) is Hasil.SALAH, "an older one"


@pytest.mark.parametrize(
    ("geser", "hasil"),
    [(-2, Hasil.SALAH), (-1, Hasil.BENAR), (0, Hasil.BENAR), (1, Hasil.BENAR), (2, Hasil.SALAH)],
)
def test_a_clock_may_be_one_code_wrong(petugas, geser, hasil):
    berfaktor(petugas)
    kini = timezone.now()

    assert periksa_kode(petugas, kode_pada(petugas, kini, geser), kini) is hasil


def test_five_wrong_codes_wait_a_quarter_of_an_hour(petugas):
    semua = berfaktor(petugas)
    kini = timezone.now()

    for ke in range(1, 6):
        assert periksa_kode(petugas, "000000x", kini) is (Hasil.SALAH if ke < 5 else Hasil.TERKUNCI)
    assert periksa_kode(petugas, kode_pada(petugas, kini), kini) is Hasil.TERKUNCI
    assert periksa_kode(petugas, semua[0], kini) is Hasil.TERKUNCI
    assert JejakAkses.objects.get(tindakan="faktor_kunci").oleh == petugas
    nanti = kini + kode_faktor.TUNGGU + timedelta(seconds=1)
    assert periksa_kode(petugas, kode_pada(petugas, nanti), nanti) is Hasil.BENAR


def test_a_recovery_code_works_once_and_new_ones_replace_them(petugas):
    lama = berfaktor(petugas)
    kini = timezone.now()

    assert periksa_kode(petugas, lama[0].upper(), kini) is Hasil.PEMULIHAN
    assert periksa_kode(petugas, lama[0], kini) is Hasil.SALAH
    client = bersesi(petugas, 1)
    assert kode_pemulihan(client) == []
    client.post(PEMULIHAN)
    baru = kode_pemulihan(client)
    assert kode_pemulihan(client) == baru, "reload and Back"

    assert KodePemulihan.objects.count() == 10
    assert periksa_kode(petugas, lama[1], kini) is Hasil.SALAH
    assert periksa_kode(petugas, baru[1], kini) is Hasil.PEMULIHAN


def test_recovery_codes_need_a_second_factor(petugas_client):
    assert petugas_client.post(PEMULIHAN).status_code == 409


def test_a_copy_of_the_database_makes_no_code(petugas, settings):
    """The seed is stored; the secret is made of it and the server's key."""
    berfaktor(petugas)
    benih = FaktorKedua.objects.get().benih
    asli = rahasia(petugas, benih)

    settings.SECRET_KEY = "kunci-orang-lain"
    assert rahasia(petugas, benih) != asli


# Asked again before a grave act

DITANYA = {
    "verifikasi:penetapan_tetapkan", "verifikasi:penetapan_tetap",
    "iuran:tagihan_terbitkan", "iuran:pembayaran_baru", "iuran:koreksi", "iuran:penyumbang_bayar",
    "peserta:ekspor", "iuran:pemadanan_minta", "iuran:berkas_bpjs_ekspor", "iuran:berkas_bpjs_zip",
    "pengguna:baru", "pengguna:ubah", "pengguna:reset", "pengguna:lepas_faktor",
    "pengguna:nonaktifkan", "pengguna:aktifkan", "pengguna:buka_kunci", "pengguna:usulan",
    "pengguna:akhiri_sesi", "dua_faktor", "akun_pemulihan", "akun_sesi_satu", "akun_sesi_lain",
}  # fmt: skip


def test_these_addresses_ask_again_and_no_other(admin):
    berfaktor(admin)
    lama, segar, ditanya = bersesi(admin, 16), bersesi(admin, 5), set()

    for nama, pola in semua_alamat():
        if nama in {"keluar", "masuk_kode"}:
            continue
        alamat = reverse(nama, kwargs={k: LAIN.get(k, 999_999) for k in pola.pattern.converters})
        jawaban = lama.post(alamat)
        if jawaban.status_code == 302 and jawaban.url.startswith(KODE):
            ditanya.add(nama)
            if nama == "akun_sesi_lain":  # would end the other session
                continue
            ulang = segar.post(alamat)
            assert not ulang.headers.get("Location", "").startswith(KODE), nama

    assert ditanya == DITANYA
    assert get_resolver()


def test_what_was_typed_is_there_again_after_the_code(admin):
    berfaktor(admin)
    client = bersesi(admin, 16)
    isi = {"username": "baru", "nama": "Nama Yang Diketik", "peran": "petugas"}

    jawaban = client.post(
        "/pengguna/baru/", isi, headers={"referer": "http://testserver/pengguna/baru/"}
    )
    assert jawaban.url.startswith(f"{KODE}?next=/pengguna/baru/")
    assert not Pengguna.objects.filter(username="baru").exists()
    tujuan = client.get(jawaban.url).context["next"]
    lanjut = client.post(KODE, {"kode": kode_pada(admin, timezone.now()), "next": tujuan})

    html = client.get(lanjut.url).text
    assert "Nama Yang Diketik" in html
    assert "meminta kode faktor kedua lagi" in html


def test_a_kept_form_finds_its_page_through_the_gate(petugas):
    """The session ended while typing: sign-in, code, and the page with what was typed."""
    berfaktor(petugas)
    client = masuk(petugas)
    Ketikan.objects.create(
        token="t0k3n", oleh=petugas, sebab="sesi", alamat="/peserta/baru/",
        isi=[["nama", "Nama Yang Diketik"]], kalimat="Sesi Anda berakhir.", pada=timezone.now(),
    )  # fmt: skip

    jalan = client.get("/peserta/baru/?ketikan=t0k3n")
    tujuan = client.get(jalan.url).context["next"]
    lanjut = client.post(KODE, {"kode": kode_pada(petugas, timezone.now()), "next": tujuan})

    assert "Nama Yang Diketik" in client.get(lanjut.url).text


def test_without_a_second_factor_nobody_is_asked(petugas_client, petugas):
    assert petugas_client.get(KODE).url == "/"
    assert petugas_client.post("/peserta/ekspor/").status_code != 302


# The lost phone


def test_lost_phone_of_an_officer_needs_one_admin_of_an_admin_two(
    petugas, verifikator, admin, admin2, admin_client, admin2_client
):
    for satu in (petugas, verifikator):
        berfaktor(satu)
        admin_client.post(f"/pengguna/{satu.pk}/lepas-faktor/", {"alasan": "Hilang"})

    ada = {f.pengguna_id for f in FaktorKedua.objects.all()}
    assert ada == {verifikator.pk}
    konfirmasi(admin2_client, UsulanAkun.objects.get())

    assert not FaktorKedua.objects.exists()
    assert Pengguna.objects.get(pk=verifikator.pk).dua_faktor_sejak is None
    assert JejakAkses.objects.filter(tindakan="faktor_lepas").count() == 2


def test_a_reset_password_alone_does_not_open_a_mighty_account(verifikator, admin, admin2, db):
    """The second admin sees the password; the phone is the owner's."""
    berfaktor(verifikator)
    usulan = UsulanAkun.objects.create(
        jenis="reset", pengguna=verifikator, alasan="x", diusulkan_oleh=admin,
        diusulkan_pada=timezone.now(),
    )  # fmt: skip
    sandi = sandi_dari(konfirmasi(masuk(admin2), usulan))
    client = Client()

    client.post("/masuk/", {"username": "verifikator", "password": sandi})

    assert client.get("/kata-sandi/").url.startswith(KODE)
    assert client.post("/kata-sandi/", {"old_password": sandi}).status_code == 403
