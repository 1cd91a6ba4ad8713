"""Who must be reminded, in a browser: from the home page to WhatsApp's message and the Excel."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from peserta.models import Peserta
from pijar.bulan import tambah_bulan
from tests.e2e.loket import Loket, baca, kolom
from tests.e2e.tahap import Kantor, kerjakan_yang_ditekan
from tests.factories import JanjiFactory, PenyumbangFactory
from tests.iuran.janji_lunas import bayar_janji

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]
WA = re.compile(r"^https://wa\.me/\?text=")


def janji(kantor: Kantor, nama: str, lewat: int) -> None:
    """A promise whose last paid month lies so many months back."""
    lunas = tambah_bulan(kantor.hari_ini, -lewat)
    donor = PenyumbangFactory(nama=nama)
    pekerja = Peserta.objects.terdaftar().filter(daftar_janji=None).order_by("pk").first()
    satu = JanjiFactory(penyumbang=donor, peserta=pekerja, tempo=12, mulai=lunas)
    bayar_janji(satu, 1, pada=kantor.hari_ini)


def buka_daftar(admin: Loket) -> None:
    admin.buka("beranda")
    admin.ikuti("pekerja ASN/PNS Peduli belum dibayar iurannya")
    admin.ikuti("Dinas Tenaga Kerja")


def test_dari_beranda_sampai_pesan_dan_excel(loket, kantor):
    kantor.sampai("terdaftar")
    Peserta.objects.terdaftar().update(nama="Siti 3374010101900001")
    admin = loket("admin")
    for nama, lewat in (("Ani Lestari", 1), ("Budi Santoso", 5)):
        janji(kantor, nama, lewat)

    buka_daftar(admin)
    tautan = admin.page.get_by_role("link", name="Buka WhatsApp: pesan untuk Ani Lestari")
    expect(tautan).to_have_attribute("href", WA)
    expect(tautan).to_have_attribute("rel", "noopener noreferrer")
    alamat = tautan.get_attribute("href")
    assert "Yth. Ani Lestari" in unquote(alamat)
    assert "3374" not in unquote(alamat)
    admin.tampak("Yth. pengelola kepegawaian Dinas Tenaga Kerja")

    admin.page.emulate_media(media="print")
    expect(admin.page.get_by_role("heading", name="Pesan WhatsApp")).to_be_hidden()
    expect(admin.page.get_by_role("cell", name="Terputus").first).to_be_visible()
    admin.page.emulate_media(media="screen")

    admin.tekan("Unduh Excel")
    kerjakan_yang_ditekan()
    isi = baca(admin.unduh("pengingat"))
    assert kolom(isi, "Penyumbang") == ["Ani Lestari", "Budi Santoso"]
    assert kolom(isi, "Keadaan") == ["Waktunya membayar", "Terputus"]
