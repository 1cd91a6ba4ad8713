"""A list with wrong cells is put right in place, by keyboard only, and applied."""

import pytest
from playwright.sync_api import Locator, expect

from peserta.models import Impor, Peserta
from tests.e2e.loket import TUNGGU, Loket
from tests.peserta.lembar import JUDUL, orang, xlsx

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]
GALAT = "Perlu diperbaiki"
SALAH = (
    orang(1),
    orang(2, pekerjaan="tukang ramal"),
    orang(3, tanggal_lahir="99-99-1985", kelurahan="Entah"),
    orang(4),
    orang(4, nama="Budi Santoso"),
)


def sel(petugas: Loket, baris: int, judul: str) -> Locator:
    return petugas.page.locator(f"#sel-{baris}-{JUDUL.index(judul)}")


def ketik(petugas: Loket, tulisan: str, tombol: str) -> None:
    """Over what the focused cell has: select all, type, leave."""
    for satu in ("ControlOrMeta+A", *tulisan, tombol):
        petugas.page.keyboard.press(satu)


def hasil(petugas: Loket, baris: int) -> Locator:
    return petugas.page.locator(f"#baris-{baris} td[data-label=Hasil]")


def diunggah(petugas: Loket) -> Impor:
    petugas.menu("Impor Excel")
    berkas = {"name": "daftar.xlsx", "mimeType": "application/x", "buffer": xlsx(*SALAH)}
    petugas.page.get_by_label("Berkas").set_input_files(files=[berkas])
    petugas.tekan("Unggah dan periksa")
    petugas.tombol("Masukkan 1 orang").wait_for(timeout=TUNGGU)
    return Impor.objects.get(pk=petugas.nomor())


def test_sel_yang_salah_dibetulkan_di_tempat_dengan_papan_ketik(loket, pekerja_celery):
    petugas = loket("petugas")
    impor = diunggah(petugas)
    petugas.berangka(**{GALAT: 4})

    sel(petugas, 3, "Pekerjaan").focus()
    ketik(petugas, "pemulung", "Enter")
    expect(hasil(petugas, 3)).to_have_text("Baru")
    expect(sel(petugas, 4, "Tanggal Lahir")).to_be_focused()
    petugas.berangka(**{GALAT: 3})
    dua_sel_dibetulkan(petugas)
    kembar_dibetulkan(petugas)

    expect(petugas.tombol("Masukkan 5 orang")).to_be_focused()
    petugas.berangka(Dibaca=5, Baru=5, **{GALAT: 0})
    petugas.page.keyboard.press("Enter")
    petugas.tombol("Ajukan 5 orang").wait_for(timeout=TUNGGU)
    impor.refresh_from_db()
    assert impor.jumlah["hasil_baru"] == 5 == Peserta.objects.filter(impor=impor).count()


def dua_sel_dibetulkan(petugas: Loket) -> None:
    """Escape takes back; Tab goes to the row's other wrong cell, and the row waits for it."""
    ketik(petugas, "bukan tanggal", "Escape")
    expect(sel(petugas, 4, "Tanggal Lahir")).to_have_value("99-99-1985")
    ketik(petugas, "15-02-1985", "Tab")
    expect(sel(petugas, 4, "Kelurahan")).to_be_focused()
    expect(sel(petugas, 4, "Tanggal Lahir")).to_have_count(0)
    expect(hasil(petugas, 4)).to_have_text(GALAT)
    ketik(petugas, "Miroto", "Enter")
    expect(hasil(petugas, 4)).to_have_text("Baru")


def kembar_dibetulkan(petugas: Loket) -> None:
    """One of two twins gets another NIK, wrong at first; the other is free at once."""
    expect(sel(petugas, 5, "NIK")).to_be_focused()
    expect(sel(petugas, 5, "NIK")).to_have_value("")
    ketik(petugas, orang(5)[0][:-1], "Enter")
    expect(petugas.page.locator("#baris-5")).to_contain_text("kurang 1 angka")
    expect(hasil(petugas, 6)).to_have_text("Baru")  # no twin of that any more
    expect(sel(petugas, 5, "NIK")).to_be_focused()
    ketik(petugas, orang(5)[0], "Enter")
    expect(hasil(petugas, 5)).to_have_text("Baru")


def test_jaringan_lambat_tidak_menghilangkan_yang_sedang_diketik(loket, pekerja_celery):
    """The next cell is being typed in, and a third one was left, when the first answer comes."""
    petugas = loket("petugas")
    impor = diunggah(petugas)
    tertahan = []
    petugas.page.route("**/sel/4/**", lambda rute: tertahan.append(rute))

    sel(petugas, 4, "Tanggal Lahir").focus()
    ketik(petugas, "15-02-1985", "Tab")
    ketik(petugas, "Mirot", "o")
    expect(sel(petugas, 4, "Tanggal Lahir")).not_to_be_editable()
    tertahan[0].continue_()

    expect(sel(petugas, 4, "Tanggal Lahir")).to_have_count(0)
    expect(sel(petugas, 4, "Kelurahan")).to_be_focused()
    expect(sel(petugas, 4, "Kelurahan")).to_have_value("Miroto")
    petugas.page.keyboard.press("Enter")
    expect(hasil(petugas, 4)).to_have_text("Baru")
    assert impor.daftar_baris.get(nomor=4).kelurahan == "33.74.01.1001"


def test_sambungan_putus_menyimpan_ketikan_untuk_dicoba_lagi(loket, pekerja_celery):
    petugas = loket("petugas")
    diunggah(petugas)
    petugas.page.route("**/sel/**", lambda rute: rute.abort())

    sel(petugas, 3, "Pekerjaan").focus()
    ketik(petugas, "pemulung", "Enter")
    petugas.tampak("Belum tersimpan: sambungan terputus.")
    expect(sel(petugas, 3, "Pekerjaan")).to_have_value("pemulung")

    petugas.page.unroute("**/sel/**")
    petugas.page.keyboard.press("Enter")
    expect(hasil(petugas, 3)).to_have_text("Baru")


def test_yang_diketik_begitu_jawaban_tiba_ikut_terkirim(loket, pekerja_celery):
    """Whoever types on at once does so in the row that has just come."""
    petugas = loket("petugas")
    diunggah(petugas)
    petugas.page.evaluate(
        """(id) => document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
            const sel = document.getElementById(id);
            sel.value = "Miroto";
            sel.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        }), { once: true })""",
        f"sel-4-{JUDUL.index('Kelurahan')}",
    )

    sel(petugas, 4, "Tanggal Lahir").focus()
    ketik(petugas, "15-02-1985", "Enter")

    expect(hasil(petugas, 4)).to_have_text("Baru")
