"""What is wrong with a page, on a desk and on a phone: axe, width, tabs, console."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import axe_playwright_python
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, Response

from pijar.models import Pengguna
from tests.peran import masuk

LEBAR = (1280, 360)
TABLET = 800  # only figures and width are looked at
LAIN = (320, 640, 860, 1024)  # the same, in the matrices only; 640 is 1280 at 200 %
AXE_JS = Path(axe_playwright_python.__file__).parent / "axe.min.js"
# Besides the usual rules: what is pressed is large enough for a thumb. Only an experimental rule,
# which is off, needs every style sheet read again; that took a third of the time.
AXE = """(kecuali) => axe.run({include: [["html"]], exclude: kecuali}, {
    resultTypes: ["violations"], rules: {"target-size": {enabled: true}},
    preload: {assets: ["media"]},
}).then(hasil => hasil.violations.map(v => ({id: v.id, html: v.nodes[0].html})))"""
TAB_TAK_TAMPAK = """() => [...document.querySelectorAll(".nav-tabs .nav-link")]
    .filter(tab => tab.getBoundingClientRect().right > window.innerWidth)
    .map(tab => tab.textContent)"""
# A figure is never cut off, hidden behind an edge, or pushed out of its box. A table that is too
# wide scrolls in a .gulir; a folded part is looked at when it is open.
ANGKA_TERPOTONG = """() => {
    const lebar = document.documentElement.clientWidth, salah = new Set();
    const tampak = el => el.checkVisibility({visibilityProperty: true})
        && !el.closest(".gulir, .visually-hidden, #menu:not(:popover-open), option");
    const keluar = (isi, kotak) => isi.right > kotak.right + 1.5 || isi.left < kotak.left - 1.5;
    const teks = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let simpul; (simpul = teks.nextNode());) {
        const el = simpul.parentElement;
        if (!/[0-9]/.test(simpul.data) || /^(SCRIPT|STYLE|TITLE)$/i.test(el.tagName)
            || !tampak(el)) continue;
        const bidang = document.createRange();
        bidang.selectNodeContents(simpul);
        const isi = bidang.getBoundingClientRect();
        if (!isi.width) continue;
        const batas = [{left: 0, right: lebar}];
        let tersembunyi = false;  // only for a screen reader
        for (let induk = el, blok = false; induk; induk = induk.parentElement) {
            const gaya = getComputedStyle(induk);
            if (gaya.position === "fixed") break;
            const dalam = gaya.display === "inline";
            tersembunyi ||= gaya.overflowX !== "visible"
                && induk.getBoundingClientRect().width <= 1.5;
            if (gaya.overflowX !== "visible" || (!blok && !dalam))
                batas.push(induk.getBoundingClientRect());
            blok ||= !dalam;
        }
        if (!tersembunyi && batas.some(kotak => keluar(isi, kotak)))
            salah.add(simpul.data.trim().slice(0, 60));
    }
    for (const isian of document.querySelectorAll("input"))
        if (/^[Rp0-9.,\\s-]*[0-9][Rp0-9.,\\s-]*$/.test(isian.value) && tampak(isian)
            && isian.scrollWidth > isian.clientWidth + 1) salah.add(isian.value);
    return [...salah];
}"""
KIRIM = """([alamat, isi]) => {
    const form = Object.assign(document.createElement("form"), {method: "post", action: alamat});
    for (const [name, value] of Object.entries(isi))
        form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
    document.body.append(form);
    form.submit();
}"""


class Pemeriksa:
    """Opens pages one after another as one role after another and collects complaints."""

    def __init__(self, page: Page, alamat: str) -> None:
        self.page = page
        self.alamat = alamat
        self.keluhan: list[str] = []
        self.client = Client()
        self.sudah: list[str] = []  # the role's menu, which is the same on every page, is seen once
        page.on("console", self._dengar)
        page.on("pageerror", lambda galat: self.keluhan.append(str(galat)))

    def _dengar(self, pesan: ConsoleMessage) -> None:
        # The answer's own status is compared where the page is opened.
        if pesan.type == "error" and "the server responded with a status of 4" not in pesan.text:
            self.keluhan.append(pesan.text)

    def masuk(self, username: str) -> None:
        """Sign in by the session's cookie."""
        self.client, self.sudah = masuk(Pengguna.objects.get(username=username)), []
        kue = self.client.cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": kue, "url": self.alamat}])

    def lihat(self, alamat: str, status: int = 200) -> None:
        """Open an address and look at it."""
        self._periksa(alamat, self.page.goto(self.alamat + alamat), status)

    def kirim(self, alamat: str, isi: dict[str, object], status: int) -> None:
        """Send a form, as its page would, and look at the answer."""
        self.page.goto(self.alamat + "/kata-sandi/")  # a small page with a token
        token = self.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        semua = {"csrfmiddlewaretoken": token, **{k: str(v) for k, v in isi.items()}}
        with self.page.expect_navigation() as jawaban:
            self.page.evaluate(KIRIM, [alamat, semua])
        self._periksa(alamat, jawaban.value, status)

    def _periksa(self, alamat: str, jawaban: Response | None, status: int) -> None:
        if jawaban is None or jawaban.status != status:
            self.keluhan.append(f"{alamat}: {jawaban and jawaban.status}, not {status}")
        for lebar in LEBAR:
            self.page.set_viewport_size({"width": lebar, "height": 800})
            salah = yang_salah(self.page, lebar, self.sudah)
            self.keluhan.extend(f"{lebar} {alamat}: {satu}" for satu in salah)
        self.ukur(alamat, (TABLET,))
        self.sudah = ["#menu"]

    def ukur(self, alamat: str, semua_lebar: Sequence[int]) -> None:
        """Whether the page on the screen fits each of these widths."""
        for lebar in semua_lebar:
            self.page.set_viewport_size({"width": lebar, "height": 800})
            salah = yang_terpotong(self.page, lebar)
            self.keluhan.extend(f"{lebar} {alamat}: {satu}" for satu in salah)


def yang_salah(page: Page, lebar: int, kecuali: Sequence[str] = ()) -> Iterator[str]:
    """Every complaint about a page; axe does not look at ``kecuali`` (selectors)."""
    yield from yang_terpotong(page, lebar)
    if page.locator("h1").count() != 1:
        yield "needs exactly one h1"
    for tab in page.evaluate(TAB_TAK_TAMPAK):
        yield f"the tab {tab} is out of sight"
    for salah in page.evaluate(AXE, [[satu] for satu in kecuali]):
        yield f"{salah['id']}: {salah['html'][:200]}"


def yang_terpotong(page: Page, lebar: int) -> Iterator[str]:
    """Whatever does not fit the width: the page, a figure."""
    if (lebar_isi := page.evaluate("document.documentElement.scrollWidth")) > lebar:
        yield f"scrolls sideways, {lebar_isi} px"
    for angka in page.evaluate(ANGKA_TERPOTONG):
        yield f"the figure {angka!r} is cut off"
