"""Accounts: nobody widens his own rights, no admin alone makes or takes over a mighty account."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pijar.models import JejakAkses, Pengguna, StatusUsulanAkun, UsulanAkun
from pijar.pengguna import akun as aksi
from pijar.pengguna.isi import IsiAkun
from pijar.pengguna.sandi import MASA
from pijar.pengguna.usulan import isi_usulan
from pijar.sidik import sidik
from tests.factories import PenggunaFactory
from tests.peran import buat, masuk

NIP = "199003122015032001"


def ke(nama, *args):
    return reverse(f"pengguna:{nama}", args=args)


def isian(**lain):
    return {
        "username": "baru",
        "nama": "Orang Baru",
        "nip": "",
        "peran": "petugas",
        "cakupan": "kota",
        "berlaku_sampai": "",
        "alasan": "Surat tugas 1",
        **lain,
    }


def sandi(jawaban):
    """The password that the page after it shows."""
    return re.search(r'kode-kunci">\s*([\w-]{19})\s*<', jawaban.client.get(jawaban.url).text)[1]


def coba(username, kata):
    return Client().post("/masuk/", {"username": username, "password": kata})


def setujui(usulan, client):
    segel = sidik(isi_usulan(UsulanAkun.objects.get(pk=usulan.pk)))
    return client.post(ke("usulan", usulan.pk), {"konfirmasi": "1", "dilihat": segel})


@pytest.fixture
def admin3(db):
    return buat("admin3", "admin", is_staff=True)


# Accounts of one admin


def test_new_officer_gets_a_password_for_one_sign_in(admin, admin_client):
    isi = isian(nip="19900312 201503 2 001", cakupan="terbatas", wilayah=["33.74.01"])

    jawaban = admin_client.post(ke("baru"), isi)

    baru = Pengguna.objects.get(username="baru")
    assert (baru.peran, baru.wilayah, baru.nip, baru.is_staff) == (
        "petugas", ["33.74.01"], NIP, False,
    )  # fmt: skip
    assert baru.sandi_direset_oleh == admin
    assert check_password(sandi(jawaban), baru.password)
    assert coba("baru", sandi(jawaban)).status_code == 302
    assert "sudah dipakai" in coba("baru", sandi(jawaban)).text
    jejak = JejakAkses.objects.get(tindakan="akun_baru")
    assert (jejak.oleh, jejak.objek, jejak.alasan) == (admin, "akun baru", "Surat tugas 1")


def test_password_is_written_nowhere(admin_client):
    kata = sandi(admin_client.post(ke("baru"), isian()))

    with connection.cursor() as kursor:
        for tabel in ("pijar_pengguna", "pijar_jejakakses", "pijar_sesi", "pijar_ketikan"):
            kursor.execute(f"SELECT * FROM {tabel}")  # noqa: S608
            assert kata not in str(kursor.fetchall())


def test_password_is_seen_for_a_minute_where_it_was_made(
    admin_client, admin2_client, petugas, monkeypatch
):
    jawaban = admin_client.post(ke("reset", petugas.pk), {"alasan": "Lupa"})
    tempat = ke("sandi", petugas.pk)
    assert jawaban.url == tempat
    assert sandi(jawaban) == sandi(jawaban), "reload and Back"
    assert "kode-kunci" not in admin2_client.get(tempat).text
    nanti = timezone.now() + timedelta(seconds=61)
    monkeypatch.setattr(timezone, "now", lambda: nanti)

    html = admin_client.get(tempat).text

    assert "kode-kunci" not in html
    assert ke("reset", petugas.pk) in html


def test_password_waits_three_days(admin_client, monkeypatch):
    kata = sandi(admin_client.post(ke("baru"), isian()))
    nanti = timezone.now() + MASA + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: nanti)

    assert "sudah lewat" in coba("baru", kata).text


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"nip": "123"}, "18 angka"),
        ({"username": "A B"}, "huruf kecil"),
        ({"username": "199003122015032001"}, "bukan nama pengguna"),
        ({"username": "ADMIN"}, "sudah dipakai"),
        ({"peran": ""}, "id_peran"),
        ({"cakupan": ""}, "Pilih wilayah kerjanya"),
        ({"cakupan": "terbatas"}, "paling sedikit satu"),
        ({"wilayah": ["33.74.01"]}, "hapus centangnya"),
        ({"wilayah": ["33.74.99"], "cakupan": "terbatas"}, "33.74.99"),
        ({"alasan": ""}, "Tulis alasannya"),
    ],
)
def test_a_wrong_account_is_refused_and_what_was_typed_stays(admin_client, isi, kata):
    jawaban = admin_client.post(ke("baru"), isian(**isi))

    assert jawaban.status_code in (409, 422)
    assert kata in jawaban.text
    assert "Orang Baru" in jawaban.text
    assert not Pengguna.objects.filter(username="baru").exists()


def test_a_nip_has_one_account(admin_client):
    PenggunaFactory(username="punya", nip=NIP)

    jawaban = admin_client.post(ke("baru"), isian(nip=NIP))

    assert jawaban.status_code == 409
    assert "sudah dipakai akun “punya”" in jawaban.text
    with pytest.raises(IntegrityError, match="pengguna_nip_satu"), transaction.atomic():
        PenggunaFactory(nip=NIP)


def test_a_kelurahan_of_a_ticked_kecamatan_adds_nothing(admin_client):
    pilihan = ["33.74.01.1001", "33.74.01", "33.74.02.1001"]

    admin_client.post(ke("baru"), isian(cakupan="terbatas", wilayah=pilihan))

    assert Pengguna.objects.get(username="baru").wilayah == ["33.74.01", "33.74.02.1001"]


def test_officer_is_changed_and_the_change_is_logged(petugas, admin_client):
    jawaban = admin_client.post(ke("ubah", petugas.pk), isian(nama="Nama Baru", peran="sekda"))

    kini = Pengguna.objects.get(pk=petugas.pk)
    assert jawaban.url == ke("detail", petugas.pk)
    assert (kini.nama, kini.peran, kini.username) == ("Nama Baru", "sekda", "petugas")
    assert "Mengubah peran akun" in admin_client.get(ke("detail", petugas.pk)).text


def test_a_change_of_nothing_is_refused(petugas, admin_client):
    jawaban = admin_client.post(ke("ubah", petugas.pk), isian(nama=petugas.nama))

    assert jawaban.status_code == 409
    assert "Tidak ada yang diubah" in jawaban.text


def test_deactivating_ends_the_session_at_once_even_of_an_admin(
    admin2, admin2_client, admin_client
):
    assert admin2_client.get("/tugas/").status_code == 200

    admin_client.post(ke("nonaktifkan", admin2.pk), {"alasan": "Pindah tugas"})

    assert admin2_client.get("/tugas/").status_code == 302
    assert JejakAkses.objects.get(tindakan="akun_nonaktif").alasan == "Pindah tugas"


def test_officer_comes_back_at_one_admin_word(petugas, admin_client):
    Pengguna.objects.filter(pk=petugas.pk).update(is_active=False)

    admin_client.post(ke("aktifkan", petugas.pk), {"alasan": "Kembali"})

    assert Pengguna.objects.get(pk=petugas.pk).is_active


@pytest.mark.parametrize(
    "apa", ["ubah", "reset", "nonaktifkan", "lepas_faktor", "buka_kunci", "akhiri_sesi"]
)
def test_nobody_acts_on_their_own_account(admin, admin_client, apa):
    jawaban = admin_client.post(ke(apa, admin.pk), isian(nama="Lain"))

    assert jawaban.status_code == 409
    assert "akun Anda sendiri" in jawaban.text
    assert not UsulanAkun.objects.exists()


@pytest.mark.parametrize("apa", ["ubah", "reset", "nonaktifkan"])
def test_the_operator_is_left_alone(admin_client, apa):
    atas = PenggunaFactory(is_superuser=True)

    assert admin_client.post(ke(apa, atas.pk), isian(nama="Lain")).status_code == 409
    assert Pengguna.objects.get(pk=atas.pk).is_active


def test_admin_with_an_area_keeps_no_account(db):
    """Else he would make himself an account without an area."""
    client = masuk(buat("setempat", "admin", is_staff=True, wilayah=["33.74.01"]))

    for alamat in (ke("daftar"), ke("baru"), "/kelola/pijar/jejakakses/"):
        assert client.get(alamat).status_code == 403
        assert client.post(alamat, isian()).status_code in (403, 405)


def test_list_is_filtered_and_costs_the_same_for_more(
    admin, admin_client, django_assert_num_queries
):
    buat("sri.wahyuni", "petugas")
    buat("lama", "sekda", is_active=False)

    def nama(kueri):
        return re.findall(r"/pengguna/(\d+)/", admin_client.get(ke("daftar") + kueri).text)

    def hitung():
        with django_assert_num_queries(9):
            admin_client.get(ke("daftar"))

    assert len(nama("")) == 2
    assert len(nama("?q=wahyuni")) == 1
    assert len(nama("?peran=sekda")) == 0
    assert len(nama("?peran=sekda&keadaan=semua")) == 1
    hitung()
    buat("lain", "petugas")
    hitung()


# Accounts that two admins are needed for


@pytest.mark.parametrize("peran", ["verifikator", "admin"])
def test_a_mighty_account_is_made_by_two(admin, admin_client, admin2_client, peran):
    jawaban = admin_client.post(ke("baru"), isian(peran=peran))

    usulan = UsulanAkun.objects.get()
    assert jawaban.url == ke("usulan", usulan.pk)
    assert not Pengguna.objects.filter(username="baru").exists()
    assert setujui(usulan, admin_client).status_code == 409
    assert not Pengguna.objects.filter(username="baru").exists()

    kata = sandi(setujui(usulan, admin2_client))

    baru = Pengguna.objects.get(username="baru")
    assert (baru.peran, baru.is_staff) == (peran, peran == "admin")
    assert check_password(kata, baru.password)
    assert kata not in admin_client.get(ke("usulan", usulan.pk)).text
    assert setujui(usulan, admin2_client).status_code == 409, "decided once"


def test_a_mighty_account_is_reset_by_two_and_never_by_its_owner(
    verifikator, admin, admin_client, admin2, admin2_client
):
    lama = verifikator.password
    admin_client.post(ke("reset", verifikator.pk), {"alasan": "Lupa"})
    usulan = UsulanAkun.objects.get()
    assert Pengguna.objects.get(pk=verifikator.pk).password == lama

    kata = sandi(setujui(usulan, admin2_client))

    kini = Pengguna.objects.get(pk=verifikator.pk)
    assert check_password(kata, kini.password)
    assert kini.sandi_direset_oleh == admin2
    jejak = JejakAkses.objects.get(tindakan="akun_reset")
    assert (jejak.oleh, jejak.alasan) == (admin2, f"usulan {usulan.pk} oleh admin: Lupa")
    admin_client.post(ke("reset", admin2.pk), {"alasan": "Lupa"})
    tentang = UsulanAkun.objects.get(pengguna=admin2)
    assert setujui(tentang, admin2_client).status_code == 409
    assert Pengguna.objects.get(pk=admin2.pk).password == admin2.password


def test_who_rises_gets_a_new_password_from_the_second_admin(petugas, admin_client, admin2_client):
    """Else the admin who made the officer's account alone would hold a verifikator's."""
    tahu = sandi(admin_client.post(ke("reset", petugas.pk), {"alasan": "x"}))
    admin_client.post(ke("ubah", petugas.pk), isian(nama=petugas.nama, peran="verifikator"))
    assert Pengguna.objects.get(pk=petugas.pk).peran == "petugas"

    kata = sandi(setujui(UsulanAkun.objects.get(), admin2_client))

    kini = Pengguna.objects.get(pk=petugas.pk)
    assert kini.peran == "verifikator"
    assert not check_password(tahu, kini.password)
    assert check_password(kata, kini.password)


@pytest.mark.parametrize(
    "ubahan", [{"peran": "petugas"}, {"cakupan": "terbatas", "wilayah": ["33.74.01"]}, {"nip": NIP}]
)
def test_a_mighty_account_is_changed_by_two(verifikator, admin_client, admin2_client, ubahan):
    isi = isian(**{"nama": verifikator.nama, "peran": "verifikator"} | ubahan)
    admin_client.post(ke("ubah", verifikator.pk), isi)
    usulan = UsulanAkun.objects.get()
    sebelum = IsiAkun.dari(Pengguna.objects.get(pk=verifikator.pk))
    assert sebelum == IsiAkun.dari(verifikator)

    assert setujui(usulan, admin2_client).status_code == 302

    assert IsiAkun.dari(Pengguna.objects.get(pk=verifikator.pk)) != sebelum


def test_a_mighty_account_comes_back_by_two(verifikator, admin_client, admin2_client):
    Pengguna.objects.filter(pk=verifikator.pk).update(is_active=False)
    admin_client.post(ke("aktifkan", verifikator.pk), {"alasan": "Kembali"})
    assert not Pengguna.objects.get(pk=verifikator.pk).is_active

    setujui(UsulanAkun.objects.get(), admin2_client)

    assert Pengguna.objects.get(pk=verifikator.pk).is_active


def test_what_changed_since_the_page_is_told_not_done(verifikator, admin_client, admin2_client):
    isi = isian(nama="Nama Baru", peran="verifikator")
    admin_client.post(ke("ubah", verifikator.pk), isi)
    usulan = UsulanAkun.objects.get()
    segel = sidik(isi_usulan(usulan))
    Pengguna.objects.filter(pk=verifikator.pk).update(nama="Orang Lain")

    jawaban = admin2_client.post(ke("usulan", usulan.pk), {"konfirmasi": "1", "dilihat": segel})

    assert jawaban.status_code == 409
    assert Pengguna.objects.get(pk=verifikator.pk).nama == "Orang Lain"


def test_a_proposal_is_dropped_with_a_reason(verifikator, admin_client, admin2_client):
    admin_client.post(ke("reset", verifikator.pk), {"alasan": "Lupa"})
    usulan = UsulanAkun.objects.get()
    assert admin_client.post(ke("reset", verifikator.pk), {"alasan": "Lagi"}).status_code == 409

    assert admin2_client.post(ke("usulan", usulan.pk), {"tolak": "1"}).status_code == 422
    admin2_client.post(ke("usulan", usulan.pk), {"tolak": "1", "alasan": "Tidak memintanya"})

    usulan.refresh_from_db()
    assert (usulan.status, usulan.alasan_putusan) == ("ditolak", "Tidak memintanya")
    assert JejakAkses.objects.filter(tindakan="akun_tolak").exists()
    admin_client.post(ke("reset", verifikator.pk), {"alasan": "Lagi"})
    assert UsulanAkun.objects.menunggu().count() == 1


def test_a_name_that_was_taken_meanwhile_is_told(admin_client, admin2_client):
    admin_client.post(ke("baru"), isian(peran="admin"))
    PenggunaFactory(username="baru")

    jawaban = setujui(UsulanAkun.objects.get(), admin2_client)

    assert jawaban.status_code == 409
    assert "sudah dipakai" in jawaban.text


def test_menu_counts_what_waits_for_this_admin_alone(verifikator, admin_client, admin2_client):
    admin_client.post(ke("reset", verifikator.pk), {"alasan": "Lupa"})

    def badge(client):
        return re.search(r'Pengguna</span>\s*<span class="menu__jumlah">\s*1', client.get("/").text)

    assert badge(admin2_client)
    assert not badge(admin_client)


# The database holds it


@pytest.fixture
def usulan(verifikator, admin):
    return aksi.reset_sandi(verifikator, alasan="x", oleh=admin, pada=timezone.now()).usulan


def putus(usulan, **lain):
    isi = {"status": StatusUsulanAkun.DIKONFIRMASI, "diputus_pada": timezone.now(), **lain}
    UsulanAkun.objects.filter(pk=usulan.pk).update(**isi)


@pytest.mark.parametrize(
    ("nama", "siapa"),
    [("usulan_akun_admin_lain", "admin"), ("usulan_akun_bukan_pemiliknya", "verifikator"),
     ("usulan_akun_putusan_lengkap", None)],
)  # fmt: skip
def test_database_knows_who_does_not_confirm(usulan, nama, siapa):
    oleh = siapa and Pengguna.objects.get(username=siapa)
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        putus(usulan, diputus_oleh=oleh)


def test_database_lets_it_be_decided_once_and_never_rewritten(usulan, admin2, admin3):
    for ubah in ({"alasan": "lain"}, {"jenis": "baru"}, {"pengguna": admin3}):
        with pytest.raises(DatabaseError, match=r"Cannot|permission denied"), transaction.atomic():
            UsulanAkun.objects.filter(pk=usulan.pk).update(**ubah)
    putus(usulan, diputus_oleh=admin2)
    with pytest.raises(DatabaseError, match=r"Cannot|permission denied"), transaction.atomic():
        putus(usulan, diputus_oleh=admin3)
    with pytest.raises(DatabaseError, match=r"Cannot|permission denied"), transaction.atomic():
        usulan.delete()


# The operator, where no second admin is left


def jalankan(capsys, *args, **lain):
    call_command("akun", *args, **{"operator": "Joko", "alasan": "Hanya satu admin", **lain})
    hasil = re.search(r"masuk: (\S+)", capsys.readouterr().out)
    return hasil and hasil[1]


def test_operator_confirms_and_the_log_names_him(usulan, verifikator, capsys):
    kata = jalankan(capsys, "konfirmasi", str(usulan.pk))

    assert check_password(kata, Pengguna.objects.get(pk=verifikator.pk).password)
    usulan.refresh_from_db()
    assert (usulan.operator, usulan.diputus_oleh) == ("Joko", None)
    jejak = JejakAkses.objects.get(tindakan="akun_reset")
    assert jejak.oleh is None
    assert "operator Joko" in jejak.alasan


def test_operator_makes_the_first_admins_and_resets_one(db, capsys):
    kata = jalankan(capsys, "buat", "admin.satu", nama="Dewi", peran="admin")
    assert coba("admin.satu", kata).status_code == 302

    lagi = jalankan(capsys, "reset", "admin.satu")

    assert coba("admin.satu", kata).status_code == 200
    assert coba("admin.satu", lagi).status_code == 302
    assert JejakAkses.objects.filter(oleh=None, tindakan__startswith="akun_").count() == 2


@pytest.mark.parametrize(
    ("args", "lain", "kata"),
    [
        (("konfirmasi", "99"), {}, "tidak ada"),
        (("reset", "siapa"), {}, "tidak ada"),
        (("reset", "admin"), {"alasan": " "}, "diisi"),
        (("buat", "admin"), {}, "sudah dipakai"),
    ],
)
def test_operator_is_told_what_is_wrong(admin, capsys, args, lain, kata):
    with pytest.raises(CommandError, match=kata):
        jalankan(capsys, *args, **lain)


def test_first_account_of_an_installation_makes_another(db, client):
    """createsuperuser, then the pages: what it proposes an admin confirms, or the operator."""
    Pengguna.objects.create_superuser("akar", "Becak-Semarang-26", nama="Akar")
    client.post("/masuk/", {"username": "akar", "password": "Becak-Semarang-26"})

    assert client.get(ke("daftar")).status_code == 200
    assert client.post(ke("baru"), isian(peran="admin")).status_code == 302
    assert UsulanAkun.objects.get().diusulkan_oleh.username == "akar"


# Areas


@pytest.mark.parametrize(
    "wilayah", [[""], ["33"], ["33.74.0"], ["33.74.01", ""], ["33.74.01.10"], [" 33.74.01"], ["%"]]
)
def test_database_refuses_an_area_that_is_no_whole_code(db, wilayah):
    with pytest.raises(IntegrityError, match="pengguna_wilayah_berkode"), transaction.atomic():
        PenggunaFactory(wilayah=wilayah)
    with pytest.raises(ValidationError, match="kode kecamatan"):
        Pengguna(username="x", wilayah=wilayah).validate_constraints()


@pytest.mark.parametrize("wilayah", [[], ["33.74.01"], ["33.74.01", "33.74.02.1001"]])
def test_whole_codes_are_an_area(db, wilayah):
    assert PenggunaFactory(wilayah=wilayah).wilayah == wilayah


# A password that somebody else made


@pytest.fixture
def dibuatkan(petugas, admin, admin_client):
    """An officer who has signed in with a given password."""
    kata = sandi(admin_client.post(ke("reset", petugas.pk), {"alasan": "Lupa"}))
    client = Client()
    assert client.post("/masuk/", {"username": "petugas", "password": kata}).status_code == 302
    client.kata = kata
    return client


def test_a_given_password_opens_nothing_but_its_change(dibuatkan):
    assert dibuatkan.get("/peserta/").url == reverse("kata_sandi")
    assert dibuatkan.post("/peserta/cari/", {"q": "x"}).status_code == 403
    bagian = dibuatkan.get("/peserta/", headers={"hx-request": "true"})
    assert (bagian.status_code, bagian["HX-Redirect"]) == (204, reverse("kata_sandi"))
    html = dibuatkan.get(reverse("kata_sandi")).text
    assert "dibuatkan Admin," in html
    assert "Menu utama" not in html


def test_the_owner_changes_it_and_works_on(dibuatkan):
    lama = {"old_password": dibuatkan.kata}
    sama = dibuatkan.post(
        reverse("kata_sandi"),
        lama | {"new_password1": dibuatkan.kata, "new_password2": dibuatkan.kata},
    )
    assert sama.status_code == 422
    assert dibuatkan.get("/peserta/").status_code == 302

    baru = {"new_password1": "Tugu-Muda-Malam-77", "new_password2": "Tugu-Muda-Malam-77"}
    assert dibuatkan.post(reverse("kata_sandi"), lama | baru).status_code == 302

    assert dibuatkan.get("/peserta/").status_code == 200
    assert "Terakhir direset Admin," in dibuatkan.get(reverse("akun")).text
    assert JejakAkses.objects.filter(tindakan="akun_sandi").exists()


def test_every_address_leads_to_the_change_or_is_refused(dibuatkan):
    """Addresses that the table of rights knows; none does anything before the change."""
    from tests.keamanan.dunia import semua_alamat  # noqa: PLC0415 - heavy
    from tests.keamanan.test_hak import TERBUKA  # noqa: PLC0415
    from tests.keamanan.test_wilayah import LAIN  # noqa: PLC0415

    boleh, lolos = {*TERBUKA, "keluar", "kata_sandi"}, []
    for nama, pola in semua_alamat():
        if nama in boleh:
            continue
        alamat = reverse(nama, kwargs={k: LAIN.get(k, 9) for k in pola.pattern.converters})
        lihat, kirim = dibuatkan.get(alamat), dibuatkan.post(alamat)
        if (lihat.status_code, kirim.status_code) != (302, 403):
            lolos.append((nama, lihat.status_code, kirim.status_code))

    assert lolos == []
