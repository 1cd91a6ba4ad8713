"""At city size a heavy page is its frame first and the same page follows; else it comes whole."""

import pytest
from django.urls import reverse

from iuran.tagihan.actions.susun import susun_tagihan
from peserta.daftar import ukuran
from tests.factories import sumber, terdaftar
from tests.iuran.test_tagihan_layar import NOV, _kini  # noqa: F401 - the same day

BINGKAI = b"hx-select="
HTMX = {"HTTP_HX_REQUEST": "true"}
SENDIRI = ("kelebihan", "sumber", "habis", "berkas_bpjs")


@pytest.fixture
def draf(db, admin):
    terdaftar()
    return susun_tagihan(sumber("APBD"), NOV, oleh=admin)


@pytest.fixture
def alamat(draf):
    """Every heavy page."""
    return [
        *(reverse(f"iuran:{nama}") for nama in SENDIRI),
        *(
            reverse(f"iuran:{nama}", args=[draf.pk])
            for nama in ("tagihan_detail", "tagihan_bagi", "tagihan_terbitkan")
        ),
        f"{reverse('peserta:daftar')}?cakupan=tenggang",
    ]


@pytest.fixture
def besar(monkeypatch):
    """Any number of people is a city, also that of a table nobody has counted (-1)."""
    monkeypatch.setattr(ukuran, "BANYAK", -1)


def test_an_office_sees_whole_pages(admin_client, alamat):
    assert not [a for a in alamat if BINGKAI in admin_client.get(a).content]


@pytest.mark.usefixtures("besar")
def test_a_city_sees_the_frame_then_the_page(admin_client, alamat):
    for satu in alamat:
        bingkai = admin_client.get(satu)
        assert bingkai.status_code == 200
        assert BINGKAI in bingkai.content, satu
        assert f'hx-get="{satu}"' in bingkai.text
        assert BINGKAI not in admin_client.get(satu, **HTMX).content
        sambung = "&" if "?" in satu else "?"
        assert BINGKAI not in admin_client.get(f"{satu}{sambung}bagian=semua").content


@pytest.mark.usefixtures("besar")
def test_the_frame_counts_nobody(admin_client, alamat, django_assert_max_num_queries):
    for satu in alamat:
        admin_client.get(satu)
        with django_assert_max_num_queries(6):  # session, user, rights, menu, size
            admin_client.get(satu)


@pytest.mark.usefixtures("besar")
def test_the_list_without_cover_comes_whole(admin_client, db):
    assert BINGKAI not in admin_client.get(reverse("peserta:daftar")).content


@pytest.mark.usefixtures("besar")
def test_a_message_is_said_with_the_page_and_not_before(admin_client, draf):
    """Issuing sends to the bill's page: what was done must still be said when the page comes."""
    admin_client.post(reverse("iuran:tagihan_batal", args=[draf.pk]), {"alasan": "Keliru"})
    satu = reverse("iuran:tagihan_detail", args=[draf.pk])
    assert "menunggu tagihan baru" not in admin_client.get(satu).text
    assert "menunggu tagihan baru" in admin_client.get(satu, **HTMX).text


@pytest.mark.usefixtures("besar")
def test_a_form_with_mistakes_comes_whole(admin_client, draf):
    jawaban = admin_client.post(reverse("iuran:tagihan_bagi", args=[draf.pk]), {"nama_1": ""})
    assert jawaban.status_code == 422
    assert BINGKAI not in jawaban.content


@pytest.mark.usefixtures("besar")
def test_who_may_not_see_the_page_sees_no_frame(petugas_client, alamat):
    assert petugas_client.get(alamat[0]).status_code == 403


@pytest.mark.parametrize(("banyak", "besar"), [(-1, True), (1_000_000_000, False)])
def test_a_city_is_large_by_its_statistics(db, monkeypatch, banyak, besar):
    monkeypatch.setattr(ukuran, "BANYAK", banyak)
    assert ukuran.kota_besar() is besar
