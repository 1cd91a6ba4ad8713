"""What is typed of a new person is kept: by whom, for how long, and never over another's typing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from peserta.models import IsianTertunda, Peserta, TandaHalaman
from peserta.orang.actions.isian import (
    Simpanan,
    buang_isian,
    daftarkan_isian,
    simpan_isian,
)
from tests.factories import PesertaFactory
from tests.peran import buat, masuk
from tests.peserta.test_constraints import ditolak
from tests.peserta.test_orang import BARU, NIK, isian
from tests.retensi import malam

SIMPAN = "/peserta/isian/"
KETIKAN = {"nama": "siti aminah", "nik": NIK}


def halaman(client, isian_pk=None):
    """Open the form; returns the marks that its page sends along."""
    html = client.get(BARU, {"isian": isian_pk} if isian_pk else {}).text
    tanda = re.findall(r'name="(kunci|dari)"(?: value="([^"]*)")?', html)
    return {nama: nilai for nama, nilai in tanda if nilai}


def data_orang(**lain):
    return {
        "nik": NIK, "nama": "Siti Aminah", "tanggal_lahir": "1985-02-15", "jenis_kelamin": "P",
        "kelurahan_id": "33.74.01.1001", "pekerjaan_id": "tukang_becak", **lain,
    }  # fmt: skip


# Kept while typed


def test_typing_is_kept_and_the_address_becomes_the_drafts(petugas, petugas_client):
    tanda = halaman(petugas_client)

    jawaban = petugas_client.post(SIMPAN, {**KETIKAN, **tanda, "sumber_data": "kelurahan"})

    draf = IsianTertunda.objects.get()
    assert jawaban.headers["HX-Replace-Url"] == f"/peserta/baru/?isian={draf.pk}"
    assert (draf.oleh, draf.isi) == (petugas, {**KETIKAN, "sumber_data": "kelurahan"})
    assert "Ketikan tersimpan" in jawaban.text
    assert NIK not in jawaban.text


def test_typing_on_stays_one_draft(petugas_client):
    tanda = halaman(petugas_client)

    for nama in ("s", "si", "siti"):
        petugas_client.post(SIMPAN, {**tanda, "nama": nama})

    assert IsianTertunda.objects.get().isi == {"nama": "siti"}


def test_draft_is_continued_in_another_session(petugas, petugas_client):
    petugas_client.post(SIMPAN, {**halaman(petugas_client), **KETIKAN, "desil": "3"})
    draf = IsianTertunda.objects.get()

    html = masuk(petugas).get(BARU).text
    lanjut = masuk(petugas).get(BARU, {"isian": draf.pk}).context["form"]

    assert "1 isian belum selesai" in html
    assert "••••••••••••0002" in html
    assert NIK not in html
    assert (lanjut["nama"].value(), lanjut["desil"].value()) == ("siti aminah", "3")


def test_only_defaults_are_no_draft_and_emptying_removes_it(petugas_client):
    tanda = halaman(petugas_client)
    petugas_client.post(SIMPAN, {**tanda, "sumber_data": "asn"})
    assert not IsianTertunda.objects.exists()
    petugas_client.post(SIMPAN, {**tanda, "nama": "x"})

    petugas_client.post(SIMPAN, {**tanda, "nama": " ", "sumber_data": "asn"})

    assert not IsianTertunda.objects.exists()


def test_a_refused_form_is_kept_without_javascript(petugas_client):
    jawaban = petugas_client.post(BARU, {**isian(nama="X1"), **halaman(petugas_client)})

    assert jawaban.status_code == 422
    assert IsianTertunda.objects.get().nama == "X1"
    assert "Ketikan tersimpan" in jawaban.text


def test_a_refused_rule_loses_nothing(db):
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))
    PesertaFactory(nik=NIK, kelurahan_id="33.74.16.1001")

    jawaban = client.post(BARU, {**isian(), **halaman(client)})

    assert jawaban.status_code == 422
    assert IsianTertunda.objects.get().nama == "siti aminah"


def test_what_cannot_be_text_is_left_out(petugas_client):
    petugas_client.post(
        SIMPAN, {**halaman(petugas_client), "nama": "a\x00" + "b" * 400, "lain": "x", "versi": "y"}
    )

    assert IsianTertunda.objects.get().isi == {"nama": "a" + "b" * 299}


@pytest.mark.parametrize("kunci", ["", "bukan-uuid"])
def test_a_page_without_a_key_keeps_nothing_and_still_saves(petugas_client, kunci):
    petugas_client.post(SIMPAN, {"nama": "x", "kunci": kunci})
    assert not IsianTertunda.objects.exists()

    petugas_client.post(BARU, isian(kunci=kunci))

    assert Peserta.objects.exists()


# Two tabs


def test_two_new_tabs_are_two_drafts(petugas_client):
    satu, dua = halaman(petugas_client), halaman(petugas_client)

    petugas_client.post(SIMPAN, {**satu, "nama": "satu"})
    petugas_client.post(SIMPAN, {**dua, "nama": "dua"})

    assert {i.nama for i in IsianTertunda.objects.all()} == {"satu", "dua"}


def test_a_tab_that_goes_on_takes_over_and_the_old_one_overwrites_nothing(petugas_client):
    lama = halaman(petugas_client)
    petugas_client.post(SIMPAN, {**lama, "nama": "awal"})
    baru = halaman(petugas_client, IsianTertunda.objects.get().pk)
    petugas_client.post(SIMPAN, {**baru, "nama": "lanjut"})

    jawaban = petugas_client.post(SIMPAN, {**lama, "nama": "awal lagi", "pernah": "on"})
    petugas_client.post(SIMPAN, {**lama, "nama": "awal sekali", "pernah": "on"})

    assert "isian tersendiri" in jawaban.text
    assert {i.nama for i in IsianTertunda.objects.all()} == {"lanjut", "awal sekali"}


def test_a_lost_answer_does_not_split_the_draft(petugas):
    """The page sends again what had arrived: same key, same row."""
    tanda = TandaHalaman(uuid4())
    simpan_isian({"nama": "satu"}, tanda=tanda, oleh=petugas)

    lagi = simpan_isian({"nama": "dua"}, tanda=tanda, oleh=petugas)

    assert lagi.simpanan == Simpanan.TERSIMPAN
    assert IsianTertunda.objects.get().nama == "dua"


def test_two_at_once_of_one_officer_wait_for_each_other(petugas, django_assert_num_queries):
    tanda = TandaHalaman(uuid4())

    with django_assert_num_queries(6) as kueri:  # transaction, lock, look, count, write
        simpan_isian({"nama": "x"}, tanda=tanda, oleh=petugas)

    assert any("FOR NO KEY UPDATE" in k["sql"] for k in kueri.captured_queries)


# Becoming a person


def test_saving_empties_the_draft_and_leads_to_the_papers(petugas, petugas_client):
    tanda = halaman(petugas_client)
    petugas_client.post(SIMPAN, {**tanda, **KETIKAN})

    jawaban = petugas_client.post(BARU, {**isian(), **tanda})

    draf, peserta = IsianTertunda.objects.get(), Peserta.objects.get()
    assert jawaban.url == f"/peserta/{peserta.pk}/berkas/"
    assert (draf.peserta, draf.isi) == (peserta, {})
    assert "belum selesai" not in petugas_client.get(BARU).text
    lama = petugas_client.get(BARU, {"isian": draf.pk})
    assert lama.url == f"/peserta/{peserta.pk}/"


def test_typing_that_arrives_after_saving_comes_to_nothing(petugas_client):
    tanda = halaman(petugas_client)
    petugas_client.post(BARU, {**isian(), **tanda})

    jawaban = petugas_client.post(SIMPAN, {**KETIKAN, **tanda})

    assert "sudah disimpan sebagai" in jawaban.text
    assert "HX-Replace-Url" not in jawaban.headers
    assert IsianTertunda.objects.get().isi == {}


def test_a_second_click_gets_the_same_person(petugas):
    tanda = TandaHalaman(uuid4())
    satu = daftarkan_isian(data_orang(), tanda=tanda, oleh=petugas)

    assert daftarkan_isian(data_orang(), tanda=tanda, oleh=petugas) == satu


def test_another_person_from_an_old_page_is_another_person(petugas):
    tanda = TandaHalaman(uuid4())
    satu = daftarkan_isian(data_orang(), tanda=tanda, oleh=petugas)
    lain = data_orang(nik="3374015502850777")

    assert daftarkan_isian(lain, tanda=tanda, oleh=petugas) != satu


def test_saving_in_a_tab_that_took_over_ends_the_draft(petugas):
    pertama = TandaHalaman(uuid4())
    simpan_isian(KETIKAN, tanda=pertama, oleh=petugas)

    daftarkan_isian(data_orang(), tanda=TandaHalaman(uuid4(), dari=pertama.kunci), oleh=petugas)

    assert not IsianTertunda.objects.terbuka().exists()


# Whose, how many, how long


@pytest.mark.parametrize("peran", ["petugas", "admin"])
def test_draft_of_somebody_else_does_not_exist(petugas, peran):
    draf = simpan_isian(KETIKAN, tanda=TandaHalaman(uuid4()), oleh=petugas).isian
    client = masuk(buat("lain", peran))

    assert client.get(BARU, {"isian": draf.pk}).status_code == 404
    assert client.post(f"/peserta/isian/{draf.pk}/buang/").status_code == 404
    assert "isian belum selesai" not in client.get(BARU).text
    client.post(SIMPAN, {"nama": "timpa", "kunci": str(draf.kunci)})
    draf.refresh_from_db()
    assert draf.isi == KETIKAN


@pytest.mark.parametrize("nomor", ["x", "-1", "99999999999999999999999", ""])
def test_a_draft_that_is_none_is_not_found(petugas_client, nomor):
    assert petugas_client.get(BARU, {"isian": nomor}).status_code == 404


def test_draft_is_thrown_away_by_a_click(petugas, petugas_client):
    draf = simpan_isian(KETIKAN, tanda=TandaHalaman(uuid4()), oleh=petugas).isian

    petugas_client.post(f"/peserta/isian/{draf.pk}/buang/")

    assert not IsianTertunda.objects.exists()


def test_throwing_away_leaves_what_is_a_person(petugas):
    daftarkan_isian(data_orang(), tanda=TandaHalaman(uuid4()), oleh=petugas)

    buang_isian(IsianTertunda.objects.get(), oleh=petugas)

    assert IsianTertunda.objects.exists()


def test_no_more_than_the_limit_and_the_form_still_saves(petugas_client, monkeypatch):
    monkeypatch.setattr("peserta.orang.actions.isian.PALING_BANYAK", 1)
    petugas_client.post(SIMPAN, {**halaman(petugas_client), "nama": "satu"})
    tanda = halaman(petugas_client)

    jawaban = petugas_client.post(SIMPAN, {**tanda, "nama": "dua"})

    assert "sudah ada 1 isian" in jawaban.text
    assert IsianTertunda.objects.count() == 1
    assert petugas_client.post(BARU, {**isian(), **tanda}).status_code == 302


def test_old_drafts_are_forgotten_by_night(petugas):
    lama, baru = (
        simpan_isian(KETIKAN, tanda=TandaHalaman(uuid4()), oleh=petugas).isian for _ in "ab"
    )
    kini = timezone.now()
    for draf, hari in ((lama, 31), (baru, 29)):
        IsianTertunda.objects.filter(pk=draf.pk).update(diubah_pada=kini - timedelta(days=hari))

    malam()
    malam()

    assert IsianTertunda.objects.get() == baru


@pytest.mark.parametrize("jumlah", [1, 3])
def test_form_has_constant_queries(petugas, petugas_client, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        simpan_isian({"nama": f"orang {n}"}, tanda=TandaHalaman(uuid4()), oleh=petugas)

    with django_assert_num_queries(12):
        html = petugas_client.get(BARU).text

    assert html.count("isian=") == jumlah


def test_constraints_of_a_draft(petugas):
    draf = simpan_isian(KETIKAN, tanda=TandaHalaman(uuid4()), oleh=petugas).isian
    sama = {"kunci": draf.kunci, "oleh": petugas}

    ditolak("isian_satu_per_halaman", lambda: IsianTertunda.objects.create(**sama))
    draf.peserta = PesertaFactory()
    ditolak("isian_selesai_tanpa_isi", draf.save)


# What the NIK fills in


def test_what_an_earlier_nik_filled_in_follows_the_new_one(petugas_client):
    isi = {
        "nik": NIK, "tanggal_lahir": "1986-02-15", "tanggal_lahir_nik": "1986-02-15",
        "jenis_kelamin": "L", "jenis_kelamin_nik": "L",
    }  # fmt: skip

    html = petugas_client.post("/peserta/periksa-nik/", isi).text

    assert 'value="15-02-1985" required hx-swap-oob' in html
    assert re.search(r'value="P" selected', html)


def test_what_was_typed_over_it_stays(petugas_client):
    isi = {"nik": NIK, "tanggal_lahir": "1986-02-16", "tanggal_lahir_nik": "1986-02-15"}

    html = petugas_client.post("/peserta/periksa-nik/", isi | {"jenis_kelamin": "P"}).text

    assert "hx-swap-oob" not in html


def test_browser_keeps_nothing_of_what_is_typed(petugas_client):
    html = petugas_client.get(BARU).text

    isian_teks = re.findall(
        r"<(?:input|select)[^>]*name=\"(?:nik|nama|no_kk|hp|kelurahan)\"[^>]*>", html
    )
    assert len(isian_teks) == 5
    assert all('autocomplete="off"' in satu for satu in isian_teks)
