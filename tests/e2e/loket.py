"""An officer at a browser of their own, who knows the screens by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from pijar.bengkel.contoh.akun import AKUN

SANDI = {akun.username: akun.password for akun in AKUN}
TUNGGU = 90_000  # milliseconds; the longest wait for a job
expect.set_options(timeout=TUNGGU)  # a busy machine takes longer than the usual five seconds


@dataclass
class Loket:
    """One page of one signed-in officer; every method is something a person does or sees."""

    page: Page
    alamat: str
    folder: Path

    def masuk(self, username: str) -> Loket:
        self.page.goto(self.alamat + reverse("masuk"))
        self.page.get_by_label("Nama pengguna").fill(username)
        self.page.locator("input[type=password]").fill(SANDI[username])
        self.tekan("Masuk")
        return self

    def buka(self, nama: str, *args: object) -> None:
        self.page.goto(self.alamat + reverse(nama, args=args))

    def menu(self, label: str) -> None:
        """An entry of the main menu; what waits may be counted beside it."""
        menu = self.page.get_by_role("navigation", name="Menu utama")
        menu.get_by_role("link", name=re.compile(rf"^\s*{label}(\s+\d.*)?\s*$")).click()

    def tombol(self, nama: str) -> Locator:
        return self.page.get_by_role("button", name=re.compile(rf"^\s*{re.escape(nama)}"))

    def tekan(self, nama: str, *, yakin: bool = False) -> None:
        """Press the button whose words begin so; ``yakin`` answers the question that follows."""
        self.tombol(nama).click()
        if yakin:
            self.page.get_by_role("dialog").locator("button[value=ya]").click()

    def ikuti(self, nama: str) -> None:
        self.page.get_by_role("link", name=nama).first.click()

    def isi(self, label: str, nilai: str) -> None:
        terlihat = self.page.get_by_label(label, exact=True).locator("visible=true")
        terlihat.first.fill(nilai)

    def pilih(self, label: str, nilai: str) -> None:
        self.page.get_by_label(label).first.select_option(label=nilai)

    def tampak(self, kalimat: str) -> None:
        """Wait until the page says so; fails when it never does."""
        self.page.get_by_text(kalimat).first.wait_for(timeout=TUNGGU)

    def angka(self, label: str) -> str:
        """The figure of the tile with this label."""
        return self.teks(self._angka(label))

    def teks(self, letak: Locator) -> str:
        """What is written there, once the whole page has come."""
        self.page.wait_for_load_state()
        return letak.inner_text()

    def berjumlah(self, letak: Locator, banyak: int) -> None:
        """So many of these are on the page; none only counts once the whole page has come."""
        self.page.wait_for_load_state()
        expect(letak).to_have_count(banyak)

    def berangka(self, **nilai: int) -> None:
        """Each tile comes to show this figure, perhaps a bit after what was just done."""
        for label, angka in nilai.items():
            expect(self._angka(label)).to_have_text(str(angka))

    def _angka(self, label: str) -> Locator:
        ubin = self.page.locator(".angka", has=self.page.get_by_text(label, exact=True))
        return ubin.locator(".angka__nilai")

    def periksa_contoh(self) -> None:
        """Open each case of the sample of a mass approval, and come back to its page."""
        pilihan = self.page.url
        contoh = self.page.get_by_role("region", name="Contoh yang diperiksa dahulu")
        contoh.wait_for()
        for tautan in [t.get_attribute("href") for t in contoh.get_by_role("link").all()]:
            self.page.goto(f"{self.alamat}{tautan}")
        self.page.goto(pilihan)

    def nomor(self) -> int:
        """The number in the address of this page."""
        return int(re.findall(r"/(\d+)/", self.page.url)[-1])

    def unduh(self, nama: str) -> Path:
        """Wait for the link of a finished file and take the file."""
        tautan = self.page.get_by_role("link", name=re.compile(rf"^\s*Unduh.*{nama}")).first
        tautan.wait_for(timeout=TUNGGU)
        with self.page.expect_download() as unduhan:
            tautan.click()
        tujuan = self.folder / unduhan.value.suggested_filename
        unduhan.value.save_as(tujuan)
        return tujuan


def baca(path: Path, lembar: str = "") -> list[list[object]]:
    """Every row of a sheet that is not empty."""
    buku = load_workbook(path)
    isi = (buku[lembar] if lembar else buku.active).iter_rows(values_only=True)
    return [list(baris) for baris in isi if any(sel not in (None, "") for sel in baris)]


def kolom(baris: list[list[object]], judul: str) -> list[object]:
    """The cells below the header ``judul``, wherever it stands."""
    for letak, satu in enumerate(baris):
        if judul in satu:
            return [lain[satu.index(judul)] for lain in baris[letak + 1 :]]
    raise AssertionError(f"kolom {judul} tidak ada")
