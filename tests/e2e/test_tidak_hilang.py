"""Every form of every page, without a browser: its session is cut, its answer is loaded again.

The pages name their forms themselves. Of forms that look the same in many states of a page one is
sent for each role. Every run takes some of the pages, ``--semua`` all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urljoin, urlsplit

import lxml.html
import pytest
from django.contrib import messages
from django.db import transaction
from django.test import Client
from django.urls import resolve

from pijar.models import Ketikan, Pengguna
from tests.e2e.isian import Isi
from tests.e2e.terisi import isi_kantor
from tests.e2e.test_halaman import PERAN, halaman_peran_lain, semua_halaman
from tests.peran import masuk

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]

RUMAH = "http://testserver"
DIKETIK = {"text", "search", "tel", "email", "", None}
TANPA = {"keluar", "masuk", "kata_sandi"}  # without a session there is nothing to lose


@dataclass(frozen=True)
class Kiriman:
    """A form of a page: who sends it, where to, and its fields as they stand."""

    peran: str
    halaman: str
    alamat: str
    isi: tuple[tuple[str, str], ...]
    diketik: frozenset[str]
    tombol: tuple[tuple[str, str], ...] = ()

    @property
    def nama(self) -> str:
        return resolve(urlsplit(self.alamat).path).view_name


def formulir(html: str, peran: str, halaman: str) -> Iterator[Kiriman]:
    """The forms of a page that are sent by POST, once for each of their buttons."""
    for satu in lxml.html.fromstring(html).forms:
        if (satu.get("method") or "").lower() != "post":
            continue
        isian = [
            i
            for i in satu.inputs
            if i.name and i.get("type") not in ("submit", "file") and i.get("disabled") is None
        ]
        diketik = {
            i.name
            for i in isian
            if i.tag == "textarea" or (i.tag == "input" and i.get("type") in DIKETIK)
        }
        tombol = satu.xpath(".//button[not(@type='button')]") or [satu]
        for t in tombol:
            alamat = urljoin(halaman, t.get("formaction") or satu.get("action") or "")
            ditekan = ((t.get("name"), t.get("value") or ""),) if t.get("name") else ()
            isi = tuple((n, v or "") for n, v in satu.form_values())
            yield Kiriman(peran, halaman, alamat, isi, frozenset(diketik), ditekan)


def semua_kiriman(isi: Isi, tiap: int) -> list[Kiriman]:
    """Each kind of form, for the role with most buttons; ``tiap``: of each so many pages one."""
    hasil: dict[tuple[str, ...], Kiriman] = {}
    lain = [(a, p) for p in PERAN for a in halaman_peran_lain(p, isi)]
    for alamat, peran in [*semua_halaman(isi), *lain][::tiap]:
        jawaban = klien(peran).get(alamat, follow=True)
        if jawaban.status_code != 200 or not getattr(jawaban, "content", b""):
            continue
        di = jawaban.wsgi_request.get_full_path()
        for k in formulir(jawaban.content.decode(), peran, di):
            if k.nama not in TANPA:
                asal = jawaban.wsgi_request.resolver_match.view_name
                asal = "" if k.nama == "peserta:cari" else asal  # the box of every page
                nama = tuple(sorted(n for n, _ in k.isi))
                hasil.setdefault((asal, k.nama, *(n for n, _ in k.tombol), *nama), k)
    return list(hasil.values())


def klien(peran: str) -> Client:
    return masuk(Pengguna.objects.get(username=peran))


def ketikan(k: Kiriman) -> dict[str, list[str]]:
    """The form as somebody sends it who typed something into each of its fields."""
    data: dict[str, list[str]] = {}
    for nama, nilai in [*((n, v) for n, v in k.isi if n != "csrfmiddlewaretoken"), *k.tombol]:
        data.setdefault(nama, []).append(nilai)
    return data | {n: [f"diketik {n}"] * len(data.get(n, [""])) for n in k.diketik}


def kirim(client: Client, k: Kiriman, data: dict[str, list[str]]):
    return client.post(k.alamat, data, headers={"referer": RUMAH + k.halaman})


@pytest.mark.parametrize("tiap", [9, pytest.param(1, marks=pytest.mark.matriks)])
def test_sesi_diputus_sebelum_setiap_kiriman(kantor, tiap):
    """Sign-in leads back to the page of the button, and what was typed stands in its form."""
    salah = []
    semua = semua_kiriman(isi_kantor(kantor), tiap)
    assert semua
    for k in semua:
        client = klien(k.peran)
        client.get(k.halaman)
        del client.cookies["sessionid"]
        data = ketikan(k)
        tanpa = kirim(client, k, data)
        if tanpa.status_code != 302 or urlsplit(tanpa.url).path != "/masuk/":
            salah.append((k.halaman, k.alamat, tanpa.status_code))
            continue
        client.force_login(
            Pengguna.objects.get(username=k.peran), backend="pijar.akun.MasaBerlakuBackend"
        )
        tujuan = parse_qs(urlsplit(tanpa.url).query)["next"][0]
        lagi = client.get(tujuan, follow=True)
        if urlsplit(lagi.wsgi_request.path).path != urlsplit(k.halaman).path:
            salah.append((k.halaman, k.alamat, lagi.wsgi_request.path))
        elif "Sesi Anda berakhir sebelum tombolnya ditekan" not in lagi.text:
            salah.append((k.halaman, k.alamat, "tanpa kalimat"))
        elif hilang := yang_hilang(lagi.content.decode(), k):
            salah.append((k.halaman, k.alamat, hilang))

    assert salah == [], "\n".join(map(str, salah))


def yang_hilang(html: str, k: Kiriman) -> list[str]:
    """The fields whose typing stands nowhere in a form of the page."""
    tertulis = set()
    for satu in lxml.html.fromstring(html).forms:
        tertulis |= {(n, (v or "").strip()) for n, v in satu.form_values()}
    return sorted(n for n in k.diketik if (n, f"diketik {n}") not in tertulis)


@pytest.mark.parametrize("tiap", [9, pytest.param(1, marks=pytest.mark.matriks)])
def test_setiap_jawaban_kiriman_dapat_dimuat_lagi(kantor, tiap):
    """No page is the answer to a POST but one with mistakes, which a GET finds again as it was."""
    salah = []
    semua = semua_kiriman(isi_kantor(kantor), tiap)
    assert semua
    for k in semua:
        for data in (ketikan(k), ketikan(k) | {n: [""] for n in k.diketik}, dict(utuh(k))):
            with transaction.atomic():
                keliru = keluhan(k, data | {"csrfmiddlewaretoken": ["x"]})
                transaction.set_rollback(True)
            if keliru:
                salah.append((k.halaman, k.alamat, keliru))

    assert salah == [], "\n".join(map(str, salah))


def utuh(k: Kiriman) -> Iterator[tuple[str, list[str]]]:
    """The form as the page offers it."""
    for nama in {n for n, _ in k.isi + k.tombol}:
        yield nama, [v for n, v in k.isi + k.tombol if n == nama]


def keluhan(k: Kiriman, data: dict[str, list[str]]) -> str:
    """What somebody would miss in the answer, and in the page that reload or Back asks for."""
    client = klien(k.peran)
    jawaban = kirim(client, k, data)
    diketik = any(data.get(n) == [f"diketik {n}"] for n in k.diketik)
    if jawaban.status_code == 302:
        return "" if not diketik or Ketikan.objects.exists() else hanya_peringatan(jawaban)
    if jawaban.streaming:
        jawaban.getvalue()  # a file that is sent stays open until then
    if jawaban.streaming or "text/html" not in jawaban.headers["Content-Type"]:
        return ""
    if jawaban.status_code in (403, 404):
        return ""
    if jawaban.status_code not in (409, 422):
        return f"{jawaban.status_code}"
    html = jawaban.content.decode()
    if kurang := tanpa_petunjuk(html):
        return f"{jawaban.status_code} {kurang}"
    tempat = lxml.html.fromstring(html).find(".//body").get("data-alamat-isian")
    lagi = client.get(tempat, follow=True)
    if lagi.status_code != 200:
        return f"{tempat}: {lagi.status_code}"
    return hilang_dari(client, tempat, [html, lagi.content.decode()], k) if diketik else ""


def hilang_dari(client: Client, tempat: str, lembar: list[str], k: Kiriman) -> str:
    """What was typed and stands on one of these pages no longer.

    What was saved meanwhile may have left the filter, but not the page without one.
    """
    semua = yang_hilang(client.get(urlsplit(tempat).path, follow=True).content.decode(), k)
    hilang = [n for satu in lembar for n in yang_hilang(satu, k) if n in semua]
    return f"hilang: {sorted(hilang)}" if hilang else ""


def hanya_peringatan(jawaban) -> str:
    """A refusal that leads away from the form."""
    semua = messages.get_messages(jawaban.wsgi_request)._queued_messages
    tingkat = {pesan.level for pesan in semua}
    return " ".join(map(str, semua)) if tingkat == {messages.WARNING} else ""


def tanpa_petunjuk(html: str) -> str:
    """What the page with mistakes lacks: an address, the focus, the word on top in amber."""
    badan = lxml.html.fromstring(html).find(".//body")
    fokus = badan.xpath(".//*[@autofocus]")
    if not badan.get("data-alamat-isian"):
        return "tanpa alamat"
    if not fokus or fokus[0].get("id") == "belum-disimpan":
        return "tanpa fokus"
    kuning = badan.xpath(
        ".//*[@id='belum-disimpan'][not(@hidden)]"
        " | .//*[@id='pesan']//*[contains(@class, 'alert-warning')]"
    )
    return "" if kuning else "tanpa kata kuning di atas"
