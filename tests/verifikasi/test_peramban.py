"""The pages in a real browser: accessible, no wider than the screen, usable without JavaScript."""

import re
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from laporan.models import VersiSurat
from peserta.models import Peserta, Status
from tests.e2e.tahap import kerjakan_yang_ditekan
from tests.factories import PesertaFactory
from tests.peran import buat, masuk
from tests.verifikasi.kesampingan import usulkan
from tests.verifikasi.susunan import LENGKAP, ajukan_hari_ini, jadikan_layak, rencana, susun_draf
from tests.verifikasi.test_keberatan import _pdf
from verifikasi import actions
from verifikasi.actions import Pilihan
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
    kasus_lain = ajukan_hari_ini(petugas, status_bpjs="pu_aktif")
    usulan = usulkan(kasus_lain, verifikator, pada=timezone.localdate())
    halaman = {
        verifikator: [
            reverse("verifikasi:antrean"),
            reverse("verifikasi:pengesampingan"),
            reverse("verifikasi:pengesampingan_baru", args=[kasus.pk, "bukan_penerima_upah"]),
            reverse("verifikasi:pengesampingan_detail", args=[usulan.pk]),
            reverse("verifikasi:kasus", args=[kasus_lain.pk]),
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
    masih = page.get_by_role("group", name="Jawaban Anda: Masih bekerja")
    masih.get_by_label("Ya", exact=True).check()
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
    pilihan = page.url
    page.get_by_role("region", name="Contoh").get_by_role("link").click()
    page.get_by_text("Contoh acak").wait_for()
    page.get_by_role("link", name="Lanjut ke contoh berikutnya").click()
    assert page.url == pilihan
    page.get_by_label("Masih bekerja").check()
    page.get_by_label("Dasar jawaban").fill("Surat lurah 470/12")
    page.get_by_role("button", name="Setujui").click()

    assert page.get_by_role("heading", name="3 pengajuan disetujui").is_visible()
    assert set(Peserta.objects.values_list("status", flat=True)) == {Status.LAYAK}
    page.context.close()


def draf_berdua(petugas, verifikator, admin):
    """A draft of today with two people, of whom one turns out to be a wage earner."""
    hari = timezone.localdate()
    for nama in ("Sri Lestari", "Bu Tetap"):
        kasus = ajukan_hari_ini(petugas, nama=nama)
        actions.setujui(kasus, oleh=verifikator, pada=hari)
    draf = actions.susun_penetapan(nomor="463/9", tanggal=hari, perihal="Tahap IX", oleh=admin)
    awal = hari.replace(day=1)
    isi = rencana(bulan_awal=awal, jumlah_bulan=1, alasan_singkat="Sisa tahun anggaran")
    actions.tambah_baris(draf, Pilihan(), isi, oleh=admin)
    Peserta.objects.filter(nama="Sri Lestari").update(status_bpjs="pu_aktif")
    return draf


def tetapkan_tanpa_yang_gugur(page, alamat):
    page.goto(alamat)
    assert page.get_by_text("Tercatat sebagai penerima upah aktif di BPJS.").is_visible()
    page.get_by_role("button", name="Keluarkan 1 orang, lalu tetapkan").click()
    page.get_by_text("1 orang dikeluarkan dari daftar").wait_for()


def usulkan_dengan_surat(page):
    page.get_by_role("link", name="Sri Lestari").click()
    assert page.get_by_text("Dibuka lagi").is_visible()
    page.get_by_role("link", name="Usulkan pengesampingan").click()
    page.get_by_label("Alasan").fill("Sudah berhenti dari pabrik.")
    page.get_by_label("Nomor surat").fill("470/12")
    page.get_by_label("Tanggal surat").fill(f"{timezone.localdate():%d-%m-%Y}")
    surat = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": _pdf()}
    page.get_by_label("Foto atau PDF suratnya").set_input_files(surat)
    page.get_by_role("button", name="Usulkan pengesampingan").click()
    page.get_by_text("Verifikator lain mengonfirmasinya.").wait_for()


def susun_versi(page, live_server):
    """One admin drafts a version from the one in force: at least seventeen years old."""
    page.goto(live_server.url + reverse("verifikasi:kriteria"))
    page.get_by_role("link", name="Susun draf").click()
    page.get_by_label("Judul keputusan").fill("Kepwal usia tujuh belas")
    page.get_by_label("Berlaku mulai").fill(f"{timezone.localdate():%d-%m-%Y}")
    page.get_by_role("button", name="Susun draf").click()
    page.get_by_role("link", name=re.compile("Ubah Usia")).click()
    page.locator("#id_batas_tahun_min").fill("17")
    page.get_by_role("button", name="Simpan").click()


def coba_lalu_usulkan(page):
    """The draft is tried on everybody, who are one boy too young for it; then it is proposed."""
    page.get_by_role("link", name="Coba dulu").click()
    coba = page.url
    page.get_by_role("button", name="Mulai percobaan").click()
    kerjakan_yang_ditekan()
    page.goto(coba)
    jatuh = page.locator("dl.rincian > div", has_text="Belum ditetapkan, menjadi ditolak data")
    assert "1 orang" in jatuh.inner_text()
    page.get_by_role("link", name="Kepwal usia tujuh belas").first.click()
    page.get_by_role("button", name="Usulkan").click()
    page.get_by_text("Anda mengusulkan ini").wait_for()


def aktifkan_versi(page, alamat):
    page.goto(alamat)
    page.get_by_role("button", name="Aktifkan versi ini").click()
    page.get_by_text("berlaku sekarang").first.wait_for()


def aturan_baru(browser, live_server, petugas, verifikator, admin, admin2):
    """A version by two admins, tried first; a boy too young for it waits in the queue."""
    hari = timezone.localdate()
    lahir = hari.replace(year=hari.year - 16, day=1)
    muda = PesertaFactory(**LENGKAP, nama="Bagas", tanggal_lahir=lahir)
    satu, dua = buka(browser, live_server, admin), buka(browser, live_server, admin2)
    susun_versi(satu, live_server)
    coba_lalu_usulkan(satu)
    aktifkan_versi(dua, satu.url)
    actions.ajukan([muda.pk], oleh=petugas, pada=hari)
    page = buka(browser, live_server, verifikator)
    page.goto(live_server.url + reverse("verifikasi:antrean"))
    page.get_by_role("link", name="Bagas").click()
    assert page.get_by_text("paling muda 17 tahun.").first.is_visible()
    assert page.get_by_text("Kepwal usia tujuh belas").is_visible()
    page.get_by_role("button", name="Lewati").click()
    for satu_page in (satu, dua, page):
        satu_page.context.close()


def kesampingkan_berdua(pertama, kedua, live_server):
    pertama.goto(live_server.url + reverse("verifikasi:antrean"))
    usulkan_dengan_surat(pertama)
    kedua.goto(live_server.url + reverse("verifikasi:pengesampingan"))
    kedua.get_by_role("link", name="Sri Lestari").click()
    kedua.get_by_role("button", name="Konfirmasi").click()
    kedua.get_by_text("Pengajuannya sekarang dapat diputuskan.").wait_for()
    pertama.reload()
    pertama.get_by_role("button", name="Setujui").click()
    pertama.get_by_text("Sri Lestari disetujui.").wait_for()


def jelaskan(page, live_server):
    """The paper that explains the decision; returns what it says."""
    kasus = Pengajuan.objects.filter(peserta__nama="Sri Lestari").first()
    page.goto(live_server.url + reverse("verifikasi:kasus", args=[kasus.pk]))
    page.get_by_role("link", name="Buat surat penjelasan").click()
    page.get_by_role("button", name="Buat surat").click()
    page.wait_for_url(re.compile(r"/surat/\d+/"))
    return str(VersiSurat.objects.latest("pk").isi)


def test_new_rule_from_draft_to_a_person_who_is_overruled_and_explained(
    browser, live_server, petugas, verifikator, admin, admin2
):
    """A version is drafted, tried, activated by two; a case under it falls out at freezing."""
    aturan_baru(browser, live_server, petugas, verifikator, admin, admin2)
    draf = draf_berdua(petugas, verifikator, admin)
    assert {k.versi.judul for k in Pengajuan.objects.all()} == {"Kepwal usia tujuh belas"}
    pertama, kedua, beku = (
        buka(browser, live_server, siapa)
        for siapa in (verifikator, buat("kedua", "verifikator"), admin2)
    )

    alamat = reverse("verifikasi:penetapan_tetapkan", args=[draf.pk])
    tetapkan_tanpa_yang_gugur(beku, live_server.url + alamat)
    kesampingkan_berdua(pertama, kedua, live_server)

    kertas = jelaskan(pertama, live_server)
    assert "dikesampingkan oleh dua petugas verifikasi yang berbeda" in kertas
    for page in (pertama, kedua, beku):
        page.context.close()
