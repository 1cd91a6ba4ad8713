"""The desk in a browser: what a decision and a repair cost, its keys, and typing that stays."""

from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from peserta.models import Peserta, Status
from pijar.unggahan import Bersih
from tests.e2e.ketukan import Ketukan
from tests.peran import buat
from tests.peserta.kertas import simpan
from tests.pijar import bukti
from tests.verifikasi.susunan import ajukan_hari_ini
from tests.verifikasi.test_peramban import buka, catat_galat
from verifikasi import actions
from verifikasi.models import Pengajuan

pytestmark = [pytest.mark.perlu_chromium, pytest.mark.django_db(transaction=True)]
PONSEL = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def alamat(live_server, kasus):
    return live_server.url + reverse("verifikasi:kasus", args=[kasus.pk])


def test_case_with_one_open_answer_costs_two_clicks_and_one_load(
    browser, live_server, petugas, verifikator, record_property
):
    kasus = ajukan_hari_ini(petugas, status_bpjs="")
    ajukan_hari_ini(petugas, nama="Yang berikut")
    page = buka(browser, live_server, verifikator)
    page.goto(alamat(live_server, kasus))
    biaya = Ketukan(page, record_property)

    page.get_by_label("Dicek di SIPP hari ini").click()
    page.get_by_role("button", name="Setujui").click()
    page.get_by_text("Siti Aminah disetujui.").wait_for()

    assert page.get_by_role("heading", name="Yang berikut").is_visible()
    biaya.paling_banyak("kasus dengan satu jawaban terbuka", 2, 1)
    page.context.close()


def test_returned_case_is_mended_in_five_taps_and_two_loads(
    browser, live_server, petugas, verifikator, record_property
):
    kasus = ajukan_hari_ini(petugas)
    hari = timezone.localdate()
    actions.kembalikan(kasus, alasan="Foto KTP buram.", oleh=verifikator, pada=hari)
    page = buka(browser, live_server, petugas, **PONSEL)
    page.goto(live_server.url + reverse("peserta:detail", args=[kasus.peserta_id]))
    assert page.get_by_text("Dikembalikan: Foto KTP buram.").is_visible()
    biaya = Ketukan(page, record_property)

    page.get_by_role("link", name="Perbaiki dan ajukan lagi").tap()
    foto = {"name": "ktp.jpg", "mimeType": "image/jpeg", "buffer": bukti.jpeg()}
    page.get_by_label("Jenis berkas").select_option(label="KTP")
    page.get_by_label("Foto atau PDF").set_input_files(foto)
    page.get_by_label("Nama ibu kandung").tap()
    page.get_by_label("Nama ibu kandung").fill("Sumarni")
    page.get_by_role("button", name="Simpan dan ajukan lagi").tap()
    page.get_by_text("Siti Aminah diperbaiki dan diajukan lagi.").wait_for()

    biaya.paling_banyak("kasus yang dikembalikan diperbaiki", 5, 2)
    baru = Pengajuan.objects.menunggu().get()
    assert (baru.cuplikan["nama_ibu"], baru.keterangan_kerja_tanggal) == ("Sumarni", hari)
    page.context.close()


def test_keys_decide_but_not_while_typing(browser, live_server, petugas, verifikator):
    pertama, *_ = [ajukan_hari_ini(petugas, nama=n) for n in ("Ayu", "Budi", "Citra")]
    page = buka(browser, live_server, verifikator)
    page.goto(alamat(live_server, pertama))

    page.keyboard.press("l")
    page.get_by_role("heading", name="Budi").wait_for()
    page.keyboard.press("t")
    page.keyboard.type("takal")  # a, k, t and l are letters here
    assert page.locator("#id_tolak-alasan").input_value() == "takal"
    page.locator("h1").click()
    page.keyboard.press("a")
    page.get_by_text("Budi disetujui.").wait_for()
    page.get_by_role("heading", name="Citra").wait_for()
    page.keyboard.press("k")
    page.keyboard.type("KK-nya.")
    page.get_by_role("button", name="Kembalikan").click()
    page.get_by_text("Citra dikembalikan untuk dilengkapi.").wait_for()

    status = {k.nama: k.status for k in Pengajuan.objects.all()}
    assert status == {"Ayu": "menunggu", "Budi": "disetujui", "Citra": "dikembalikan"}
    page.context.close()


@pytest.mark.parametrize("lebar", [360, 1280])
def test_desk_shows_paper_and_number_in_place(browser, live_server, petugas, verifikator, lebar):
    kasus = ajukan_hari_ini(petugas, status_bpjs="", no_kk="3374010101010001")
    simpan(kasus.peserta, petugas, bersih=Bersih(bukti.jpeg(), "image/jpeg"))
    nik, keluhan = kasus.cuplikan["nik"], []
    page = buka(browser, live_server, verifikator, viewport={"width": lebar, "height": 800})
    page.on("console", partial(catat_galat, keluhan))
    page.goto(alamat(live_server, kasus))

    dasar = page.locator("#id_dasar_bukan_penerima_upah")
    dasar.fill("Sedang diketik")
    page.get_by_role("button", name="Lihat NIK lengkap").click()
    page.get_by_text(nik).wait_for()
    assert dasar.input_value() == "Sedang diketik"
    foto = page.get_by_role("img", name="Foto KTP")
    foto.scroll_into_view_if_needed()
    sebelum = foto.bounding_box()["width"]
    page.get_by_label("Perbesar").check()
    assert foto.bounding_box()["width"] > 2 * sebelum
    assert page.evaluate("document.documentElement.scrollWidth") <= lebar
    keluhan += [v["id"] for v in Axe().run(page).response["violations"]]
    page.reload()
    assert page.get_by_text(nik).count() == 1, "for a minute, without asking again"

    assert keluhan == []
    page.context.close()


def test_decision_is_undone_and_the_returned_case_mended_without_javascript(
    browser, live_server, petugas, verifikator
):
    kasus = ajukan_hari_ini(petugas)
    page = buka(browser, live_server, verifikator, java_script_enabled=False)
    page.goto(alamat(live_server, kasus))

    page.get_by_role("button", name="Setujui").click()
    page.get_by_role("link", name="Lihat atau urungkan").click()
    page.get_by_role("button", name="Urungkan").click()
    page.get_by_text("Putusannya diurungkan").wait_for()
    page.locator("summary", has_text="Kembalikan").click()
    page.locator("#id_kembalikan-alasan").fill("Nama ibunya.")
    page.get_by_role("button", name="Kembalikan").click()
    petugasnya = buka(browser, live_server, petugas, java_script_enabled=False)
    petugasnya.goto(live_server.url + reverse("peserta:daftar"))
    petugasnya.get_by_role("link", name="Perbaiki").click()
    petugasnya.get_by_label("Nama ibu kandung").fill("Sumarni")
    petugasnya.get_by_role("button", name="Simpan dan ajukan lagi").click()
    petugasnya.get_by_text("diajukan lagi.").wait_for()

    assert Peserta.objects.get().status == Status.DIAJUKAN
    for satu in (page, petugasnya):
        satu.context.close()


def test_second_verifier_sees_who_holds_the_case(browser, live_server, petugas, verifikator):
    kasus = ajukan_hari_ini(petugas)
    satu, dua = (buka(browser, live_server, v) for v in (verifikator, buat("rekan", "verifikator")))

    satu.goto(alamat(live_server, kasus))
    dua.goto(alamat(live_server, kasus))

    assert dua.get_by_text("sedang diperiksa Verifikator").is_visible()
    assert dua.get_by_role("button", name="Setujui").count() == 0
    satu.get_by_role("button", name="Lewati").click()
    satu.get_by_text("Tidak ada lagi pengajuan").wait_for()
    dua.reload()
    dua.get_by_role("button", name="Setujui").click()
    dua.get_by_text("disetujui.").wait_for()
    for page in (satu, dua):
        page.context.close()
