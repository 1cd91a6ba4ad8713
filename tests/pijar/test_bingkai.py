"""The frame in a real browser: without JavaScript, at two widths, and our few lines of script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path, reverse

from pijar import urls
from pijar.models import Tugas

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.django_db(transaction=True),
]
SANDI = "Lampu-Pijar-2026"
FORMULIR = """{% extends "base.html" %}{% block isi %}
<form method="post" data-yakin="Terbitkan tagihan November 2026?">
  {% csrf_token %}<button name="aksi" value="terbit">Terbitkan</button>
</form>{% endblock %}"""
kiriman: list[str] = []


@login_not_required
def _formulir(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        kiriman.append(request.POST.get("aksi", ""))
        return HttpResponse(status=204)  # the browser stays, as while a slow answer is on its way
    return HttpResponse(engines["django"].from_string(FORMULIR).render({}, request))


urlpatterns = [*urls.urlpatterns, path("uji/", _formulir)]


def _tugas(oleh, **lain) -> Tugas:
    return Tugas.objects.create(jenis="uji", judul="Ekspor peserta", oleh=oleh, **lain)


def _masuk(konteks, live_server, client) -> None:
    kue = client.cookies["sessionid"].value
    konteks.add_cookies([{"name": "sessionid", "value": kue, "url": live_server.url}])


def test_signing_in_works_without_javascript(browser, live_server, petugas):
    petugas.set_password(SANDI)
    petugas.save()
    konteks = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 720})
    page = konteks.new_page()

    page.goto(f"{live_server.url}{reverse('masuk')}?next={reverse('tugas:daftar')}")
    page.get_by_label("Nama pengguna").fill("petugas")
    page.locator("input[type=password]").fill(SANDI)
    page.get_by_role("button", name="Masuk").click()

    assert page.get_by_role("heading", name="Belum ada proses").is_visible()
    assert not page.get_by_role("button", name="Keluar").is_visible()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Keluar").click()
    assert page.get_by_role("heading", name="Masuk").is_visible()
    konteks.close()


@pytest.mark.parametrize("lebar", [360, 1280])
def test_frame_is_accessible_and_fits(browser, live_server, petugas, petugas_client, lebar):
    _tugas(petugas, status="berjalan", kemajuan=1, dari=3)
    gagal = _tugas(petugas, status="gagal", galat="Berkas rusak. Unggah lagi.")
    konteks = browser.new_context(viewport={"width": lebar, "height": 800})
    page, keluhan = konteks.new_page(), []
    page.on("console", lambda pesan: keluhan.append(pesan.text) if pesan.type == "error" else None)
    masuk = {"name": "sessionid", "value": petugas_client.cookies["sessionid"].value}
    halaman = [reverse("masuk"), reverse("tugas:daftar"), reverse("kata_sandi")]

    for alamat in [*halaman, reverse("tugas:detail", args=[gagal.pk])]:
        page.goto(live_server.url + alamat)
        keluhan += [f"{alamat}: {v['id']}" for v in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > lebar:
            keluhan.append(f"{alamat} scrolls sideways")
        konteks.add_cookies([{**masuk, "url": live_server.url}])

    assert keluhan == []
    konteks.close()


def test_job_page_follows_the_job_to_its_file(page, live_server, petugas, petugas_client):
    tugas = _tugas(petugas, status="berjalan", kemajuan=1, dari=3)
    _masuk(page.context, live_server, petugas_client)
    page.goto(live_server.url + reverse("tugas:detail", args=[tugas.pk]))

    Tugas.objects.filter(pk=tugas.pk).update(kemajuan=2)
    page.get_by_text("2 dari 3").wait_for()
    Tugas.objects.filter(pk=tugas.pk).update(
        status="selesai", kemajuan=3, hasil="a.xlsx", hasil_nama="peserta.xlsx"
    )

    page.get_by_role("link", name="Unduh peserta.xlsx").wait_for()


def test_job_page_leads_to_the_sign_in_when_the_session_ends(
    page, live_server, petugas, petugas_client
):
    tugas = _tugas(petugas, status="berjalan")
    _masuk(page.context, live_server, petugas_client)
    page.goto(live_server.url + reverse("tugas:detail", args=[tugas.pk]))

    page.context.clear_cookies()

    page.get_by_role("heading", name="Masuk").wait_for()
    assert "next=" in page.url


@pytest.mark.urls(__name__)
def test_form_asks_first_and_is_sent_once(page, live_server):
    kiriman.clear()
    page.goto(f"{live_server.url}/uji/")
    terbitkan = page.get_by_role("button", name="Terbitkan")

    terbitkan.click()
    page.get_by_role("dialog").get_by_role("button", name="Tidak jadi").click()
    assert kiriman == []
    terbitkan.click()
    page.get_by_role("dialog").get_by_role("button", name="Terbitkan").click()
    page.locator("form[data-terkirim]").wait_for()
    terbitkan.click(force=True)

    assert terbitkan.is_disabled()
    assert kiriman == ["terbit"]
