"""The pages in a real browser: accessible, no wider than the screen, usable without JavaScript."""

from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from peserta.models import Peserta, Status
from tests.peran import masuk
from tests.verifikasi.susunan import ajukan_hari_ini, jadikan_layak, susun_draf
from verifikasi.models import Pengajuan

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.django_db(transaction=True),
]


def buka(browser, live_server, pengguna, **pilihan):
    konteks = browser.new_context(**pilihan)
    kue = masuk(pengguna).cookies["sessionid"].value
    konteks.add_cookies([{"name": "sessionid", "value": kue, "url": live_server.url}])
    return konteks.new_page()


def catat_galat(keluhan, pesan):
    if pesan.type == "error":
        keluhan.append(pesan.text)


@pytest.mark.parametrize("lebar", [360, 1280])
def test_pages_are_accessible_and_fit(browser, live_server, petugas, verifikator, admin, lebar):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False, status_bpjs="pu_aktif")
    layak = jadikan_layak(petugas, verifikator, nama="Muhammad Yusuf Al Hakim bin Abdurrahman")
    draf = susun_draf(admin)
    halaman = {
        verifikator: [
            reverse("verifikasi:antrean"),
            reverse("verifikasi:kasus", args=[kasus.pk]),
            reverse("verifikasi:kriteria"),
            reverse("verifikasi:riwayat", args=[layak.pk]),
        ],
        admin: [
            reverse("verifikasi:penetapan"),
            reverse("verifikasi:penetapan_baru"),
            reverse("verifikasi:penetapan_detail", args=[draf.pk]),
        ],
    }
    keluhan = []

    for siapa, daftar in halaman.items():
        page = buka(browser, live_server, siapa, viewport={"width": lebar, "height": 800})
        page.on("console", partial(catat_galat, keluhan))
        for alamat in daftar:
            page.goto(live_server.url + alamat)
            page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
            keluhan += [f"{alamat}: {v['id']}" for v in Axe().run(page).response["violations"]]
            if page.evaluate("document.documentElement.scrollWidth") > lebar:
                keluhan.append(f"{alamat} scrolls sideways")
        page.context.close()

    assert keluhan == []


def test_case_is_decided_without_javascript(browser, live_server, petugas, verifikator):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False)
    page = buka(browser, live_server, verifikator, java_script_enabled=False)

    page.goto(live_server.url + reverse("verifikasi:antrean"))
    page.get_by_role("link", name="Siti Aminah").click()
    page.get_by_role("group", name="Jawaban Anda: Masih bekerja").get_by_label("Ya").check()
    page.locator("#id_dasar_masih_bekerja").fill("Kunjungan ke pangkalan")
    page.get_by_role("button", name="Setujui").click()

    assert page.get_by_text("Siti Aminah disetujui.").is_visible()
    assert Pengajuan.objects.get(pk=kasus.pk).status == "disetujui"
    page.context.close()


def test_many_are_approved_by_clicks(browser, live_server, petugas, verifikator):
    for _ in range(3):
        ajukan_hari_ini(petugas, dengan_keterangan=False)
    page = buka(browser, live_server, verifikator)

    page.goto(live_server.url + reverse("verifikasi:antrean"))
    page.get_by_label("Centang semua di halaman ini").check()
    page.get_by_role("button", name="Setujui yang dicentang (3)").click()
    page.get_by_label("Dasar jawaban").fill("Surat lurah 470/12")
    page.get_by_role("button", name="Setujui").click()

    assert page.get_by_role("heading", name="3 pengajuan disetujui").is_visible()
    assert set(Peserta.objects.values_list("status", flat=True)) == {Status.LAYAK}
    page.context.close()
