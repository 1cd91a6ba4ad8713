"""The search box of every page and its results."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import PesertaFactory, bayar, terdaftar
from tests.peran import buat, masuk

DAFTAR, CARI, BARU = "/peserta/", "/peserta/cari/", "/peserta/baru/"
TUGUREJO = "33.74.16.1002"


def orang(nama, **lain):
    return PesertaFactory(nama=nama, nama_cari=nama.upper(), **lain)


def polos(html):
    return re.sub("</?mark>", "", html)


def nama(html):
    return re.findall(r'<th scope="row"><a href="/peserta/\d+/">([^<]+)</a>', polos(html))


def cari(client, tulisan, **lain):
    return client.post(CARI, {"q": tulisan, **lain}, follow=True)


# The box.
@pytest.mark.parametrize("peran", ["petugas", "verifikator", "admin"])
def test_every_page_has_one_box_for_people(request, peran):
    client = request.getfixturevalue(f"{peran}_client")

    for alamat in (reverse("beranda"), reverse("tugas:daftar"), DAFTAR, "/tidak-ada/"):
        html = client.get(alamat).text
        assert html.count('id="cari-orang"') == 1, alamat
        assert 'data-tombol="/"' in html


def test_the_sekda_sees_no_box(sekda_client):
    assert 'id="cari-orang"' not in sekda_client.get(reverse("beranda")).text


def test_the_box_of_the_list_belongs_to_its_filters(petugas_client):
    html = petugas_client.get(DAFTAR, {"q": "Siti", "status": "draf"}).text

    assert re.search(r'id="cari-orang" form="saring" name="q"[^>]* value="Siti"', html)
    assert html.count('name="q"') == 1


# One hit by number.
@pytest.mark.parametrize(
    "tulisan", ["3374015502850001", "00087654321", "0812-3456-7890", "Siti 5502"]
)
def test_the_only_one_with_a_number_is_opened(petugas_client, tulisan):
    siti = orang("Siti Aminah", nik="3374015502850001", kpj="00087654321", hp="081234567890")
    orang("Budi Santoso", nik="3374010101900777")

    jawaban = cari(petugas_client, tulisan)

    assert jawaban.redirect_chain[-1] == (reverse("iuran:perlindungan", args=[siti.pk]), 302)
    assert "Belum pernah terlindungi" in jawaban.text
    assert not any("5502" in alamat for alamat, _ in jawaban.redirect_chain)


def test_a_person_of_another_area_is_not_opened(db):
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))
    lain = orang("Rubiyah", kelurahan_id=TUGUREJO)

    jawaban = cari(client, lain.nik)

    assert jawaban.redirect_chain[-1][0].startswith(f"{CARI}?ke=")
    assert "Tidak ada yang cocok" in jawaban.text
    assert "Rubiyah" not in jawaban.text


# Narrowing.
def test_name_and_digits_narrow_together(petugas_client):
    orang("Siti Aminah", nik="3374015502850001")
    orang("Siti Rahma", nik="3374015502850002")
    orang("Budi Santoso", nik="3374015502850003")

    assert nama(cari(petugas_client, "Siti 5502").text) == ["Siti Aminah", "Siti Rahma"]


@pytest.mark.parametrize("tulisan", ["Siti Tugurejo", "siti nelayan", "Siti, nelayan Tugurejo"])
def test_place_and_occupation_narrow(petugas_client, tulisan):
    orang("Siti Aminah")
    orang("Siti Rahma", kelurahan_id=TUGUREJO, pekerjaan_id="nelayan")
    orang("Rubiyah", kelurahan_id=TUGUREJO, pekerjaan_id="nelayan")

    assert nama(petugas_client.get(DAFTAR, {"q": tulisan}).text) == ["Siti Rahma"]


def test_a_place_alone_finds_its_people(petugas_client):
    orang("Siti Aminah")
    orang("Rubiyah", kelurahan_id=TUGUREJO)

    assert nama(petugas_client.get(DAFTAR, {"q": "Tugurejo"}).text) == ["Rubiyah"]


@pytest.mark.parametrize("tulisan", ["!!", "--", "…", "٭", "123", "'"])
def test_without_a_name_or_number_nobody_is_found(petugas_client, tulisan):
    orang("Siti Aminah")

    html = cari(petugas_client, tulisan).text

    assert nama(html) == []
    assert "Tidak ada yang cocok" in html


# The results.
def test_exact_names_come_first_and_are_counted(petugas_client):
    orang("Siti Aminah Putri")
    orang("Siti Aminati")
    orang("Siti Aminah")

    html = petugas_client.get(DAFTAR, {"q": "siti aminah"}).text

    assert "<strong>3</strong> orang (1 persis, 2 mirip)" in html
    assert nama(html)[0] == "Siti Aminah"


def test_without_an_exact_name_it_says_so(petugas_client):
    orang("Siti Aminah")

    html = petugas_client.get(DAFTAR, {"q": "Sitti Aminah"}).text

    assert "tidak ada yang persis, 1 mirip" in html


def test_what_matched_is_marked(petugas_client):
    orang("Siti Aminah", kelurahan_id=TUGUREJO, pekerjaan_id="nelayan")

    html = petugas_client.get(DAFTAR, {"q": "Siti nelayan Tugurejo"}).text

    assert "<mark>Siti</mark> Aminah</a>" in html
    assert "<mark>Tugurejo, Tugu</mark>" in html
    assert re.search("<mark>[^<]*nelayan", html, re.IGNORECASE)


def test_a_number_says_which_of_the_persons_it_is(petugas_client):
    orang("Siti Aminah", nik="3374015502850001")
    orang("Siti Rahma", nik="3374015502860002", kpj="00000005502")

    html = cari(petugas_client, "5502").text

    assert html.count("<mark>NIK cocok</mark>") == 2
    assert "3374015502850001" not in html


def test_each_hit_says_until_when_it_is_protected(petugas_client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 2, 20))
    terdaftar(jumlah=12, nama="Siti Aminah", nama_cari="SITI AMINAH")
    for bulan in (date(2026, 1, 1), date(2026, 2, 1)):
        bayar(bulan, bulan.replace(day=12))
    orang("Siti Rahma")

    html = petugas_client.get(DAFTAR, {"q": "Siti"}).text

    assert 'Aminah</a> <span class="lindung">Terlindungi sampai Desember 2026<' in html
    assert 'Rahma</a> <span class="lindung">Belum pernah terlindungi<' in html
    assert 'class="lindung"' not in petugas_client.get(DAFTAR).text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_a_search_has_constant_queries(petugas_client, django_assert_num_queries, jumlah):
    PesertaFactory.create_batch(jumlah)

    with django_assert_num_queries(24):
        html = petugas_client.get(DAFTAR, {"q": "Siti Aminah"}).text

    assert len(nama(html)) == jumlah


# Nobody found.
def test_nobody_found_offers_the_form_with_what_was_typed(petugas_client):
    html = petugas_client.get(DAFTAR, {"q": "Siti nelayan Tugurejo"}).text
    tautan = re.search(r'href="(/peserta/baru/\?q=[^"]*)"', html)[1]

    form = petugas_client.get(tautan.replace("&amp;", "&")).text

    assert re.search(r'name="nama" value="Siti"', form)
    assert re.search(rf'<option value="{TUGUREJO}" selected', form)
    assert re.search(r'<option value="nelayan" selected', form)


def test_a_typed_number_comes_into_the_form_without_an_address(petugas_client):
    html = cari(petugas_client, "Siti Aminah 3374015502850001").text
    tautan = re.search(r'href="(/peserta/baru/[^"]*)"', html[html.index("Tidak ada yang cocok") :])[
        1
    ]

    form = petugas_client.get(tautan).text

    assert "3374" not in tautan
    assert 'value="3374015502850001"' in form
    assert 'value="Siti Aminah"' in form


def test_a_phone_comes_into_its_own_field(petugas_client):
    html = cari(petugas_client, "Siti 0812-3456-7890").text
    tautan = re.search(r'href="(/peserta/baru/\?ke[^"]*)"', html)[1]

    assert 'value="081234567890"' in petugas_client.get(tautan).text


def test_the_form_takes_no_number_from_an_address(petugas_client):
    html = petugas_client.get(BARU, {"q": "Siti 3374015502850001"}).text

    assert "3374015502850001" not in html


def test_who_may_not_register_is_offered_nothing(verifikator_client):
    html = verifikator_client.get(DAFTAR, {"q": "Zulaikha"}).text

    assert "Tidak ada yang cocok" in html
    assert BARU not in html
