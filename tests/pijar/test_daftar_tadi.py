"""Breadcrumbs lead back to a list as it was filtered; columns of a list can be hidden."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from pijar.models import Daftar
from pijar.saringan import DIINGAT
from tests.factories import PesertaFactory

TEMPLAT = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
TADI = re.compile(r'{% daftar_tadi "([a-z_:]+)" %}')
JUDUL = re.compile(r"{% block judul %}(.*?){% endblock %}", re.DOTALL)


def test_every_list_of_a_breadcrumb_is_remembered():
    dipakai = {nama for satu in TEMPLAT for nama in TADI.findall(satu.read_text())}

    assert dipakai == set(DIINGAT.values())


def test_a_detail_leads_back_to_the_filtered_list(petugas_client):
    orang = PesertaFactory()
    daftar = reverse("peserta:daftar")

    def remah():
        return petugas_client.get(reverse("peserta:detail", args=[orang.pk])).text

    petugas_client.get(f"{daftar}?status=draf&hal=1")
    assert f'href="{daftar}?status=draf&amp;hal=1"' in remah()
    petugas_client.get(daftar)
    assert f'href="{daftar}"' in remah()
    assert "status=draf" not in remah()


def test_each_list_is_remembered_for_itself(admin_client):
    klaim, tagihan = reverse("iuran:klaim"), reverse("iuran:tagihan")
    admin_client.get(f"{klaim}?status=lewat")
    admin_client.get(f"{tagihan}?tahun=2026")

    html = admin_client.get(reverse("iuran:tagihan_lewat")).text

    assert f'href="{tagihan}?tahun=2026"' in html
    assert f"{klaim}?status=lewat" not in html


def test_the_results_of_a_number_are_the_list_of_people(petugas_client):
    satu, _ = PesertaFactory(hp="081234567890"), PesertaFactory(hp="081234567890")
    hasil = petugas_client.post(reverse("peserta:cari"), {"q": "081234567890"}, follow=True)

    html = petugas_client.get(reverse("peserta:detail", args=[satu.pk])).text

    assert f'href="{hasil.redirect_chain[-1][0]}"' in html
    assert "081234567890" not in hasil.redirect_chain[-1][0]


def test_a_list_that_was_refused_is_not_remembered(petugas_client):
    petugas_client.get(f"{reverse('iuran:tagihan')}?tahun=2026")

    assert petugas_client.session.get("hasil_tadi") is None


def test_titles_name_the_thing_and_not_its_number():
    bernomor = [
        satu.name
        for satu in TEMPLAT
        for judul in JUDUL.findall(satu.read_text())
        if re.search(r"(\.pk|_id) }}", judul)
    ]

    assert len(TEMPLAT) > 300
    assert bernomor == []


@pytest.mark.parametrize("daftar", Daftar)
def test_every_list_with_kept_filters_shows_them(admin_client, verifikator_client, daftar):
    client = verifikator_client if daftar == Daftar.ANTREAN else admin_client
    isi = {"daftar": daftar.value, "nama": "Punya saya", "kueri": "kecamatan=33.74.01"}
    client.post(reverse("saringan_simpan"), isi)

    html = client.get(reverse(daftar)).text

    assert f'href="{reverse(daftar)}?kecamatan=33.74.01"' in html
    assert "Punya saya" in html


def tabel(kueri, tag='{% kolom_tabel nik="NIK" lahir="Lahir" status="" as kolom %}'):
    permintaan = RequestFactory().get(f"/?{kueri}")
    cetak = (
        tag + "{{ kolom.kelas }}|{{ kolom.tanpa }}"
        "{% for k in kolom.daftar %}|{{ k.judul }} {{ k.tampak }} {{ k.kueri }}{% endfor %}"
    )
    return Template(cetak).render(Context({"request": permintaan}, autoescape=False))


@pytest.mark.parametrize(
    ("kueri", "hasil"),
    [
        ("", "||NIK True ?tanpa=nik|Lahir True ?tanpa=lahir"),
        ("tanpa=nik", "tanpa-3|nik|NIK False ?|Lahir True ?tanpa=lahir%2Cnik"),
        (
            "tanpa=lahir,nik",
            "tanpa-2 tanpa-3|lahir,nik|NIK False ?tanpa=lahir|Lahir False ?tanpa=nik",
        ),
        ("tanpa=status,x&a=1", "||NIK True ?tanpa=nik&a=1|Lahir True ?tanpa=lahir&a=1"),
    ],
)
def test_columns_are_hidden_by_their_place_from_the_last(kueri, hasil):
    assert tabel(kueri) == hasil


def test_a_search_in_the_session_hides_columns_too():
    assert tabel("", '{% kolom_tabel "nik" nik="NIK" status="" as kolom %}').startswith("tanpa-2|")
    assert tabel("tanpa=nik", '{% kolom_tabel "" nik="NIK" status="" as kolom %}').startswith("||")


@pytest.mark.parametrize(
    "templat", [t for t in TEMPLAT if "kolom_tabel" in t.read_text()], ids=lambda t: t.name
)
def test_the_named_columns_are_the_last_of_their_table(templat):
    """The places in the tag are those of the table below it."""
    isi = templat.read_text()
    kolom = re.findall(r'\w+="([^"]*)"', re.search(r"{% kolom_tabel (.*?) as kolom %}", isi)[1])
    kepala = isi[isi.index("{{ kolom.kelas }}") : isi.index("</thead>")]
    judul = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>|_daftar_kepala', kepala)

    assert len(judul) >= len(kolom)
    for nama, tulisan in zip(kolom[::-1], judul[::-1], strict=False):
        assert not nama or not tulisan or nama == tulisan
    for n in range(2, len(kolom) + 1):
        assert f".tanpa-{n} > " in Path(settings.BASE_DIR, "static/css/pijar.css").read_text()
