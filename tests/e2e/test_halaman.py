"""Every page of every role: who may open it, and how it looks on a phone and on a desk."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import axe_playwright_python
import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Page

from pijar import http
from pijar.models import Pengguna
from tests.e2e.isian import Isi, isi_kantor
from tests.peran import masuk

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]

PERAN = ("petugas", "verifikator", "admin", "sekda")
TERBANYAK_TOMBOL = ("admin", "petugas", "verifikator", "sekda")
SEMUA = frozenset(PERAN)
ORANG = SEMUA - {"sekda"}
PENDATA = frozenset({"petugas", "admin"})
VERIFIKATOR, ADMIN = frozenset({"verifikator"}), frozenset({"admin"})
# Every page that answers a GET, and the roles for whom it does.
HALAMAN: dict[str, frozenset[str]] = {
    "beranda": SEMUA,
    "masuk": SEMUA,
    "sehat": SEMUA,
    "kata_sandi": SEMUA,
    "kata_sandi_selesai": SEMUA,
    "tugas:daftar": SEMUA,
    "tugas:detail": PENDATA,  # one's own; an admin sees everybody's
    "laporan:bulanan": SEMUA,
    "laporan:bulanan_detail": SEMUA,
    "peserta:daftar": ORANG,
    "peserta:detail": ORANG,
    "peserta:duplikat": ORANG,
    "peserta:ajukan_semua": PENDATA,
    "peserta:baru": PENDATA,
    "peserta:ubah": PENDATA,
    "peserta:impor": PENDATA,
    "peserta:templat": PENDATA,
    "peserta:impor_detail": PENDATA,
    "peserta:impor_baris": PENDATA,
    "verifikasi:antrean": VERIFIKATOR,
    "verifikasi:massal_hasil": VERIFIKATOR,
    "verifikasi:kasus": VERIFIKATOR,
    "verifikasi:riwayat": ORANG,
    "verifikasi:gabung": ORANG,
    "verifikasi:penetapan": ADMIN,
    "verifikasi:penetapan_baru": ADMIN,
    "verifikasi:penetapan_detail": ADMIN,
    "verifikasi:kriteria": ORANG,
    "iuran:perlindungan": ORANG,
    "iuran:pendaftaran": ADMIN,
    "iuran:pendaftaran_baru": ADMIN,
    "iuran:pendaftaran_detail": ADMIN,
    "iuran:jawaban": ADMIN,
    "iuran:tagihan": ADMIN,
    "iuran:tagihan_baru": ADMIN,
    "iuran:tagihan_detail": ADMIN,
    "iuran:sumber": ADMIN,
    "iuran:berakhir": ORANG,
}
UNDUHAN = {"sehat", "peserta:templat", "tugas:unduh", "laporan:unduh"}  # no page to look at
# Other faces of a page.
RAGAM = {
    "peserta:daftar": ["?q=agus&status=draf", "?q=tidakadaorangini", "?hal=2"],
    "peserta:ajukan_semua": ["?status=draf"],
    "peserta:duplikat": ["?status=digabung", "?kecamatan=33.74.16"],
    "peserta:impor_detail": ["?vonis=galat", "?vonis=peringatan"],
    "verifikasi:antrean": ["?hasil=tidak", "?q=tidakadaorangini"],
    "iuran:pendaftaran_detail": ["?hasil=ditolak"],
    "iuran:jawaban": ["?bagian=tidak_ada", "?bagian=ditolak", "?bagian=galat"],
    "iuran:sumber": ["?tahun=1999"],
}
LEBAR = (1280, 360)
AXE_JS = Path(axe_playwright_python.__file__).parent / "axe.min.js"
# Besides the usual rules: what is pressed is large enough for a thumb.
PERIKSA = """() => axe.run(document, {
    resultTypes: ["violations"], rules: {"target-size": {enabled: true}},
}).then(hasil => hasil.violations.map(v => ({id: v.id, html: v.nodes[0].html})))"""

TAB_TAK_TAMPAK = """() => [...document.querySelectorAll(".nav-tabs .nav-link")]
    .filter(tab => tab.getBoundingClientRect().right > window.innerWidth)
    .map(tab => tab.textContent)"""


def semua_pola(penyelesai: URLResolver, awal: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Name with its namespace, and pattern; not Django's own pages of lookup tables."""
    for pola in penyelesai.url_patterns:
        if isinstance(pola, URLPattern):
            yield awal + (pola.name or ""), pola
        elif pola.namespace != "admin":
            yield from semua_pola(pola, f"{pola.namespace}:" if pola.namespace else awal)


def contoh_argumen(pola: URLPattern) -> tuple[object, ...]:
    """Something that fits the pattern; no row has it."""
    return tuple(0 if "Int" in type(k).__name__ else "x" for k in pola.pattern.converters.values())


def alamat_halaman(nama: str, isi: Isi, peran: str) -> list[str]:
    """The addresses of a page worth opening; none for a page about rows that do not exist.

    All its states are looked at by one role, the one with most buttons; by others the first.
    """
    berargumen = dict(semua_pola(get_resolver()))[nama].pattern.converters
    argumen = isi.get(nama, []) if berargumen else [()]
    alamat = [reverse(nama, args=satu) for satu in argumen]
    if peran != next(p for p in TERBANYAK_TOMBOL if p in HALAMAN[nama]):
        return alamat[:1]
    return [*alamat, *(satu + ragam for satu, ragam in product(alamat[:2], RAGAM.get(nama, [])))]


def daftar_alamat(peran: str, isi: Isi) -> list[str]:
    nama = [n for n, boleh in HALAMAN.items() if peran in boleh and n not in UNDUHAN]
    return [alamat for n in nama for alamat in alamat_halaman(n, isi, peran)]


def test_setiap_halaman_dibuka_tepat_oleh_perannya(kantor):
    """No page is missing in the table above, and none opens for another role."""
    isi = isi_kantor(kantor)
    orang = {peran: masuk(Pengguna.objects.get(username=peran)) for peran in PERAN}

    for nama, pola in semua_pola(get_resolver()):
        argumen = (isi.get(nama) or [contoh_argumen(pola)])[0]
        alamat = reverse(nama, args=argumen)
        status = {peran: client.get(alamat).status_code for peran, client in orang.items()}
        boleh = {peran for peran in PERAN if status[peran] == 200}
        assert boleh == HALAMAN.get(nama, frozenset()), (nama, status)
        lain = {302} if nama == "peserta:cari" else set()  # leads to the list
        assert {*status.values()} <= {200, 403, 404, 405} | lain, (nama, status)


@pytest.fixture
def pendek(monkeypatch):
    """Ten rows a page, so that ten rows already have a second page."""
    monkeypatch.setattr(http.halaman, "__defaults__", (10,))
    monkeypatch.setattr("peserta.views.impor.PER_HALAMAN", 10)


@pytest.fixture
def keluhan(browser, live_server):
    """``keluhan(peran, addresses)``: everything that is wrong with these pages, at both widths."""
    konteks = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta")
    konteks.add_init_script(path=AXE_JS)
    page, daftar = konteks.new_page(), []
    page.on("console", lambda pesan: daftar.append(pesan.text) if pesan.type == "error" else None)
    page.on("pageerror", lambda galat: daftar.append(str(galat)))

    def periksa(peran: str, alamat: list[str]) -> list[str]:
        kue = masuk(Pengguna.objects.get(username=peran)).cookies["sessionid"].value
        konteks.add_cookies([{"name": "sessionid", "value": kue, "url": live_server.url}])
        for satu in alamat:
            status = page.goto(live_server.url + satu).status
            if status != 200:
                daftar.append(f"{satu}: {status}")
            for lebar in LEBAR:
                page.set_viewport_size({"width": lebar, "height": 800})
                daftar.extend(f"{lebar} {satu}: {salah}" for salah in yang_salah(page, lebar))
        return daftar

    yield periksa
    konteks.close()


def yang_salah(page: Page, lebar: int) -> Iterator[str]:
    if (lebar_isi := page.evaluate("document.documentElement.scrollWidth")) > lebar:
        yield f"scrolls sideways, {lebar_isi} px"
    if page.locator("h1").count() != 1:
        yield "needs exactly one h1"
    for tab in page.evaluate(TAB_TAK_TAMPAK):
        yield f"the tab {tab} is out of sight"
    for salah in page.evaluate(PERIKSA):
        yield f"{salah['id']}: {salah['html'][:200]}"


@pytest.mark.perlu_chromium
@pytest.mark.parametrize("peran", PERAN)
def test_halaman_berisi_rapi_dan_terbaca(kantor, pendek, keluhan, peran):
    alamat = daftar_alamat(peran, isi_kantor(kantor))

    assert keluhan(peran, alamat) == []


@pytest.mark.perlu_chromium
@pytest.mark.parametrize("peran", PERAN)
def test_halaman_kosong_rapi_dan_terbaca(akun, keluhan, peran):
    alamat = daftar_alamat(peran, {})

    assert keluhan(peran, alamat) == []
