"""Every form of every page, without a browser: its session is cut before it is sent.

The pages name their forms themselves. Of forms that look the same in many states of a page one is
sent for each role. Every run takes some of the pages, ``--semua`` all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urljoin, urlsplit

import lxml.html
import pytest
from django.test import Client
from django.urls import resolve

from pijar.models import Pengguna
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

    assert salah == []


def yang_hilang(html: str, k: Kiriman) -> list[str]:
    """The fields whose typing stands nowhere in a form of the page."""
    tertulis = set()
    for satu in lxml.html.fromstring(html).forms:
        tertulis |= {(n, (v or "").strip()) for n, v in satu.form_values()}
    return sorted(n for n in k.diketik if (n, f"diketik {n}") not in tertulis)
