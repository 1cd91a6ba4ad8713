"""Nothing typed is lost: a session that ended, a refusal, a missing answer, a page to confirm."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.test import Client
from django.urls import path, reverse
from django.utils import timezone

from pijar import urls
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.ketikan import pratinjau
from pijar.models import Ketikan
from pijar.models.ketikan import UMUR
from pijar.tasks import sapu_tugas
from tests.factories import PesertaFactory

RUMAH = "http://testserver"
HALAMAN = """{% extends "base.html" %}{% block isi %}<form method="post" action="{{ tujuan }}">
{% csrf_token %}<input name="alasan" value="{{ awal }}"><button>Kirim</button></form>
<p class="invalid-feedback">{{ kata }}</p>{% endblock %}"""


def tampil(request, tujuan, *, kata="", status=200, awal=""):
    konteks = {"tujuan": tujuan, "awal": awal, "kata": kata}
    return HttpResponse(
        engines["django"].from_string(HALAMAN).render(konteks, request), status=status
    )


def halaman(request: HttpRequest) -> HttpResponse:
    return tampil(request, "/uji/tombol/", awal="Tersimpan tadi" if "ubah" in request.GET else "")


def tombol(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(status=405)
    if "tolak" in request.POST["alasan"]:
        raise AturanDilanggarError("Bulan itu sudah ditutup.", tautan="/laporan/")
    if "bentrok" in request.POST["alasan"]:
        raise BentrokError("Rekan Anda baru saja mengubahnya.")
    if "kurang" in request.POST["alasan"]:
        return tampil(request, "/uji/tombol/", kata="Isi alasannya lebih jelas.", status=422)
    if "lihat" in request.POST["alasan"]:
        return tampil(request, "/uji/tombol/")
    return redirect("/uji/")


@pratinjau
def tanya(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(status=405)
    assert not request.FILES
    if "setuju" in request.POST:
        return redirect("/uji/")
    return tampil(request, "/uji/tanya/", kata=f"Dipilih: {request.POST['alasan']}")


urlpatterns = [
    *urls.urlpatterns,
    path("uji/", halaman),
    path("uji/tombol/", tombol),
    path("uji/tanya/", tanya),
    path("uji/sunting/", lambda request: sunting(request)),
]
pytestmark = pytest.mark.urls(__name__)


def putus(client):
    """The session ends; the browser still has its other cookies."""
    client.get("/uji/")
    del client.cookies["sessionid"]
    return client


def kirim(client, alasan, ke="/uji/tombol/", **lain):
    return client.post(ke, {"alasan": alasan, **lain}, headers={"referer": f"{RUMAH}/uji/?hal=2"})


def lanjut(client, pengguna, jawaban):
    """Sign in again and follow where the sign-in leads."""
    client.force_login(pengguna, backend="pijar.akun.MasaBerlakuBackend")
    return client.get(ke(jawaban))


def ke(jawaban):
    return parse_qs(urlsplit(jawaban.url).query)["next"][0]


# A session that ended


def test_after_the_session_ended_the_page_has_what_was_typed(petugas, petugas_client):
    jawaban = kirim(putus(petugas_client), "Pindah ke Kendal")

    assert jawaban.url.startswith("/masuk/?next=/uji/%3Fhal%3D2%26ketikan%3D")
    assert "Kendal" not in jawaban.url
    assert "dengan isian Anda" in petugas_client.get(jawaban.url).text
    html = lanjut(petugas_client, petugas, jawaban).text
    assert 'name="alasan" value="Pindah ke Kendal"' in html
    assert "Sesi Anda berakhir sebelum tombolnya ditekan" in html
    assert html.count("autofocus") == 1


def test_somebody_else_who_signs_in_does_not_see_it(petugas_client, admin):
    jawaban = kirim(putus(petugas_client), "Pindah ke Kendal")

    html = lanjut(petugas_client, admin, jawaban).text

    assert "Kendal" not in html
    assert "sudah tidak disimpan" in html


def test_it_is_kept_for_an_hour(petugas, petugas_client):
    jawaban = kirim(putus(petugas_client), "Pindah ke Kendal")
    Ketikan.objects.update(pada=timezone.now() - UMUR)

    html = lanjut(petugas_client, petugas, jawaban).text

    assert "Kendal" not in html
    assert "sudah tidak disimpan" in html


def test_what_is_old_is_swept_away(petugas_client):
    kirim(putus(petugas_client), "Pindah ke Kendal")
    sapu_tugas()
    assert Ketikan.objects.count() == 1

    Ketikan.objects.update(pada=timezone.now() - UMUR - timedelta(seconds=1))
    sapu_tugas()

    assert not Ketikan.objects.exists()


def test_a_stranger_leaves_nothing(db):
    assert kirim(Client(), "Pindah ke Kendal").url == "/masuk/?next=/uji/%3Fhal%3D2"
    assert not Ketikan.objects.exists()


def test_only_the_newest_are_kept(petugas_client):
    client = putus(petugas_client)

    for ke_berapa in range(22):
        kirim(client, f"ke-{ke_berapa}")

    assert Ketikan.objects.count() == 20
    assert not Ketikan.objects.filter(isi__contains=[["alasan", "ke-1"]]).exists()


def test_a_very_big_form_is_not_kept(petugas, petugas_client):
    jawaban = kirim(putus(petugas_client), "x" * 500_001)

    assert ke(jawaban) == "/uji/?hal=2"
    assert not Ketikan.objects.exists()


def test_passwords_and_files_are_not_kept(petugas, petugas_client):
    berkas = BytesIO(b"x")
    kirim(putus(petugas_client), "a", password="Rahasia-1", kata_sandi="Rahasia-2", foto=berkas)

    satu = Ketikan.objects.get()
    assert satu.isi == [["alasan", "a"]]
    assert "pilih lagi" in satu.kalimat


def test_what_no_text_can_hold_is_left_out(petugas_client):
    kirim(putus(petugas_client), "a\x00b")

    assert Ketikan.objects.get().isi == [["alasan", "ab"]]


def test_a_part_of_a_page_is_asked_for_again_as_a_whole(petugas_client):
    jawaban = petugas_client.post("/uji/tanya/", {"alasan": "x"}, headers={"hx-request": "true"})

    assert "Dipilih: x" in jawaban.text
    assert "Dipilih: x" in petugas_client.get(jawaban.headers["HX-Replace-Url"]).text


def test_a_button_without_a_form_is_not_said_to_have_typing(petugas, petugas_client):
    client = putus(petugas_client)
    jawaban = client.post("/uji/tombol/", headers={"referer": f"{RUMAH}/uji/"})

    html = lanjut(client, petugas, jawaban).text

    assert "Tekan lagi tombolnya" in html
    assert "Isian Anda" not in html


def test_without_a_referer_the_page_above_the_button_is_found(petugas, petugas_client):
    jawaban = putus(petugas_client).post("/uji/tombol/", {"alasan": "Kendal"})

    petugas_client.force_login(petugas, backend="pijar.akun.MasaBerlakuBackend")
    html = petugas_client.get(ke(jawaban), follow=True)

    assert html.redirect_chain[0][0].startswith("/uji/?ketikan=")
    assert 'value="Kendal"' in html.text


@pytest.mark.parametrize("asal", ["https://jahat.example/uji/", "/tidak/ada/", "javascript:1"])
def test_the_page_is_one_of_ours(petugas_client, asal):
    jawaban = putus(petugas_client).post("/uji/tombol/", {"alasan": "x"}, headers={"referer": asal})

    assert ke(jawaban).startswith("/uji/tombol/")


def test_where_the_form_is_gone_what_was_typed_is_shown_as_text(petugas, petugas_client):
    jawaban = putus(petugas_client).post(
        "/uji/tombol/", {"alasan": "Pindah ke Kendal"}, headers={"referer": f"{RUMAH}/tugas/"}
    )

    html = lanjut(petugas_client, petugas, jawaban).text

    assert "<dd>Pindah ke Kendal</dd>" in html


def test_htmx_keeps_nothing_for_its_page_stays(petugas_client):
    putus(petugas_client).post("/uji/tombol/", {"alasan": "x"}, headers={"hx-request": "true"})

    assert not Ketikan.objects.exists()


@pytest.mark.django_db
def test_reload_does_not_send_a_wrong_password_again():
    jawaban = Client().post("/masuk/?next=/tugas/", {"username": "a", "password": "b"})

    assert alamat_isian(jawaban) == "/masuk/?next=/tugas/"


# A page opened before its reader signed in again


def ketat(pengguna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(pengguna, backend="pijar.akun.MasaBerlakuBackend")
    client.get("/uji/")
    return client


def test_a_page_from_before_the_sign_in_comes_back_with_what_was_typed(petugas):
    client = ketat(petugas)

    jawaban = kirim(client, "Pindah ke Kendal", csrfmiddlewaretoken="x" * 32)

    assert jawaban.url.startswith("/uji/?hal=2&ketikan=")
    assert 'value="Pindah ke Kendal"' in client.get(jawaban.url).text


@pytest.mark.parametrize("asal", [{"origin": "https://jahat.example"}, {}])
def test_a_form_of_another_site_is_not_kept(petugas, asal):
    jawaban = ketat(petugas).post("/uji/tombol/", {"alasan": "x"}, headers=asal)

    assert jawaban.status_code == 403
    assert not Ketikan.objects.exists()


# A refusal


def test_a_refusal_shows_the_page_of_the_button_with_everything_in_it(petugas_client):
    jawaban = kirim(petugas_client, "tolak ini")

    assert jawaban.status_code == 409
    assert 'name="alasan" value="tolak ini"' in jawaban.text
    assert "Bulan itu sudah ditutup." in jawaban.text
    assert jawaban.text.index("Bulan itu") < jawaban.text.index('action="/uji/tombol/"')
    assert 'role="alert" tabindex="-1" autofocus' in jawaban.text


def test_its_address_answers_a_get_with_the_same(petugas_client):
    satu = kirim(petugas_client, "tolak ini")

    lagi = petugas_client.get(alamat_isian(satu))

    assert lagi.status_code == 200
    assert 'value="tolak ini"' in lagi.text
    assert "Bulan itu sudah ditutup." in lagi.text
    assert alamat_isian(lagi) == alamat_isian(satu)


def alamat_isian(jawaban):
    return re.search(r'data-alamat-isian="([^"]+)"', jawaban.text)[1].replace("&amp;", "&")


def test_a_refusal_on_a_page_that_refuses_too_is_a_page_of_its_own(petugas_client):
    jawaban = petugas_client.post(
        "/uji/tombol/", {"alasan": "tolak"}, headers={"referer": f"{RUMAH}/uji/tombol/"}
    )

    assert jawaban.status_code == 409
    assert "Tidak ada yang diubah." in jawaban.text
    assert 'href="/uji/tombol/?ketikan=' in jawaban.text


def test_a_conflict_shows_both_versions_of_each_field(petugas_client):
    asal = {"referer": f"{RUMAH}/uji/?ubah=1"}

    jawaban = petugas_client.post("/uji/tombol/", {"alasan": "bentrok"}, headers=asal)

    assert jawaban.status_code == 409
    for satu in (jawaban, petugas_client.get(alamat_isian(jawaban))):
        assert "<strong>Tersimpan tadi</strong>" in satu.text
        assert "Isian Anda: <strong>bentrok</strong>" in satu.text
        assert 'name="alasan" value="bentrok"' in satu.text
    lain = petugas_client.post("/uji/tombol/", {"alasan": "tolak"}, headers=asal)
    assert "Tersimpan tadi" not in lain.text


# A form that changes what is stored, and somebody else who is faster

TERSIMPAN = {"nama": "Sri", "kota": "Kendal"}
SUNTING = """{% extends "base.html" %}{% block isi %}
<form method="post" data-sunting>{% csrf_token %}<label for="n">Nama</label>
<input id="n" name="nama" value="{{ nama }}"><label for="k">Kota</label>
<input id="k" name="kota" value="{{ kota }}"><button>Simpan</button></form>{% endblock %}"""


def sunting(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and request.POST["kota"]:
        TERSIMPAN.update(nama=request.POST["nama"], kota=request.POST["kota"])
        return redirect("/uji/")
    isi = request.POST.dict() or TERSIMPAN
    html = engines["django"].from_string(SUNTING).render(isi, request)
    return HttpResponse(html, status=422 if request.POST else 200)


@pytest.fixture
def tersimpan(monkeypatch):
    monkeypatch.setitem(TERSIMPAN, "nama", "Sri")
    monkeypatch.setitem(TERSIMPAN, "kota", "Kendal")
    return TERSIMPAN


def segel(jawaban):
    return re.search(r'name="semula" value="([^"]+)"', jawaban.text)[1]


def ubah(client, semula, **isi):
    data = {"nama": "Sri", "kota": "Kendal", "semula": semula} | isi
    return client.post("/uji/sunting/", data, headers={"referer": f"{RUMAH}/uji/sunting/"})


def test_whoever_comes_second_sees_both_versions_and_then_decides(tersimpan, petugas_client):
    awal = segel(petugas_client.get("/uji/sunting/"))
    assert ubah(petugas_client, awal, nama="Siti").status_code == 302

    kedua = ubah(petugas_client, awal, kota="Demak")

    assert kedua.status_code == 409
    assert tersimpan == {"nama": "Siti", "kota": "Kendal"}
    assert "Nama: tadinya Sri, sekarang Siti." in kedua.text
    assert "Tersimpan: <strong>Siti</strong>. Isian Anda: <strong>Sri</strong>" in kedua.text
    assert 'name="kota" value="Demak"' in kedua.text
    assert ubah(petugas_client, segel(kedua), kota="Demak").status_code == 302
    assert tersimpan == {"nama": "Sri", "kota": "Demak"}


def test_pressing_twice_is_no_conflict(tersimpan, petugas_client):
    awal = segel(petugas_client.get("/uji/sunting/"))

    assert [ubah(petugas_client, awal, nama="Siti").status_code for _ in range(2)] == [302, 302]


def test_a_mistake_does_not_forget_what_the_page_showed_first(tersimpan, petugas_client):
    salah = ubah(petugas_client, segel(petugas_client.get("/uji/sunting/")), kota="")
    assert salah.status_code == 422

    tersimpan["nama"] = "Siti"

    assert ubah(petugas_client, segel(salah), kota="Demak").status_code == 409
    lagi = petugas_client.get(alamat_isian(salah))
    assert ubah(petugas_client, segel(lagi), kota="Demak").status_code == 409
    tersimpan["nama"] = "Sri"
    assert ubah(petugas_client, segel(salah), kota="Demak").status_code == 302


# A missing answer


def test_a_page_with_mistakes_keeps_what_its_view_forgot_and_says_so_on_top(petugas_client):
    jawaban = kirim(petugas_client, "kurang")

    assert 'value="kurang"' in jawaban.text
    assert 'class="belum-disimpan" role="status"' in " ".join(jawaban.text.split())
    assert "Belum disimpan: ada yang perlu diperbaiki." in jawaban.text
    assert "Belum disimpan: ada" not in petugas_client.get("/uji/").text


def test_loaded_again_it_still_says_what_is_wrong(petugas_client):
    lagi = petugas_client.get(alamat_isian(kirim(petugas_client, "kurang")))

    assert "Isian ini belum tersimpan. Isi alasannya lebih jelas." in lagi.text


def test_a_file_that_came_along_is_asked_for_again_at_its_field(petugas_client):
    berkas = petugas_client.get("/peserta/impor/")
    assert berkas.status_code == 200
    kecil = BytesIO(b"bukan Excel")
    kecil.name = "daftar.txt"

    jawaban = petugas_client.post("/peserta/impor/", {"berkas": kecil})

    assert jawaban.status_code in (409, 422)
    assert "Berkas ini belum tersimpan" in jawaban.text


def test_a_page_that_answers_a_post_without_a_mistake_is_found_again_too(petugas_client):
    jawaban = kirim(petugas_client, "lihat dahulu")

    assert 'value="lihat dahulu"' in petugas_client.get(alamat_isian(jawaban)).text


def test_a_missing_answer_has_an_address_with_what_was_typed(petugas_client):
    jawaban = kirim(petugas_client, "kurang")

    lagi = petugas_client.get(alamat_isian(jawaban))

    assert jawaban.status_code == 422
    assert 'value="kurang"' in lagi.text
    assert "belum tersimpan" in lagi.text


def test_what_is_taken_is_no_longer_kept(petugas_client):
    alamat = alamat_isian(kirim(petugas_client, "kurang"))

    petugas_client.post("/uji/tombol/", {"alasan": "baik"}, headers={"referer": RUMAH + alamat})

    assert not Ketikan.objects.exists()
    assert "sudah terkirim" in petugas_client.get(alamat).text


def test_the_token_is_seen_by_no_view(petugas_client):
    jawaban = kirim(petugas_client, "kurang")

    lagi = petugas_client.get(alamat_isian(jawaban))

    assert lagi.wsgi_request.get_full_path() == "/uji/?hal=2"


# A page to confirm


def test_a_page_to_confirm_has_an_address_of_its_own(petugas_client):
    jawaban = kirim(petugas_client, "lima orang", ke="/uji/tanya/")

    assert jawaban.status_code == 302
    assert "lima" not in jawaban.url
    for _ in range(2):
        assert "Dipilih: lima orang" in petugas_client.get(jawaban.url).text
    assert kirim(petugas_client, "lima orang", ke=jawaban.url, setuju="1").url == "/uji/"


def test_somebody_else_does_not_see_the_page_to_confirm(petugas_client, admin_client):
    jawaban = kirim(petugas_client, "lima orang", ke="/uji/tanya/")

    lain = admin_client.get(jawaban.url, follow=True)

    assert "lima orang" not in lain.text
    assert "sudah tidak disimpan" in lain.text


def test_a_page_to_confirm_lives_on_after_the_session(petugas, petugas_client):
    alamat = kirim(petugas_client, "lima orang", ke="/uji/tanya/").url
    client = putus(petugas_client)

    jawaban = client.post(
        "/uji/tanya/", {"alasan": "lima", "setuju": "1"}, headers={"referer": RUMAH + alamat}
    )

    assert "Dipilih: lima orang" in lanjut(client, petugas, jawaban).text


# Addresses


@pytest.mark.django_db
def test_a_method_that_an_address_does_not_know_has_a_page_of_ours(petugas_client):
    jawaban = petugas_client.post("/tugas/")

    assert jawaban.status_code == 405
    assert "Halaman ini tidak dapat dipakai begitu" in jawaban.text


@pytest.mark.parametrize(
    ("aturan", "isi"),
    [("ketikan_sebab_sah", {"sebab": "x"}), ("ketikan_di_rumah_sendiri", {"alamat": "http://x/"})],
)
def test_the_database_holds_its_shape(petugas, aturan, isi):
    benar = {
        "token": "t",
        "oleh": petugas,
        "sebab": "sesi",
        "alamat": "/x/",
        "pada": timezone.now(),
    }

    with pytest.raises(IntegrityError, match=aturan), transaction.atomic():
        Ketikan.objects.create(**benar | isi)


def test_a_real_form_comes_back(petugas, petugas_client):
    orang = PesertaFactory(didata_oleh=petugas)
    ubah = reverse("peserta:ubah", args=[orang.pk])
    petugas_client.get(ubah)
    del petugas_client.cookies["sessionid"]
    jawaban = petugas_client.post(
        ubah, {"nama": "Siti Baru", "alamat": "Jalan Mawar 7"}, headers={"referer": RUMAH + ubah}
    )

    html = lanjut(petugas_client, petugas, jawaban).text

    assert 'value="Jalan Mawar 7"' in html
    assert 'value="Siti Baru"' in html
