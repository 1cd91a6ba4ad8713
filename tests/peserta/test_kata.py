"""A search by name: through the words of names, which triggers collect."""

import pytest

from peserta.daftar import kata
from peserta.daftar.cari import kunci_mirip
from peserta.daftar.kata import cari_nama
from peserta.models import KataNama, Peserta
from peserta.tasks import rapikan
from tests.factories import PesertaFactory
from tests.peserta import lembar
from tests.peserta.lembar import terapkan, unggah, xlsx

pytestmark = pytest.mark.django_db


def orang(*nama):
    return [PesertaFactory(nama=satu.title(), nama_cari=satu) for satu in nama]


def semua_kata():
    return sorted(KataNama.objects.values_list("kata", flat=True))


def ditemukan(kunci):
    return [p.nama_cari for p in cari_nama(Peserta.objects.all(), kunci)]


def test_words_of_whoever_comes_in_are_collected_once():
    orang("SITI AMINAH", "SITI RUBIYAH", "SITI AMINAH")

    assert semua_kata() == ["AMINAH", "RUBIYAH", "SITI"]


def test_words_of_many_at_once_are_collected():
    satu = orang("SITI AMINAH")[0]
    baru = [PesertaFactory.build(nama_cari=n, kelurahan=satu.kelurahan, pekerjaan=satu.pekerjaan)
            for n in ("SITI MARYAM", "BUDI MARYAM")]  # fmt: skip
    Peserta.objects.bulk_create(baru)

    assert semua_kata() == ["AMINAH", "BUDI", "MARYAM", "SITI"]


def test_words_of_an_imported_list_are_collected(petugas_client):
    terapkan(
        petugas_client, unggah(petugas_client, xlsx(lembar.orang(1, nama="Zulaikah Badriyah")))
    )

    assert ditemukan("ZULAIKHA") == ["ZULAIKAH BADRIYAH"]


def test_a_corrected_name_is_found_by_its_new_words():
    satu = orang("SITI AMINAH")[0]
    Peserta.objects.filter(pk=satu.pk).update(nama_cari="SITI ZULAIKAH")

    assert ditemukan("ZULAIKHA") == ["SITI ZULAIKAH"]
    assert ditemukan("AMINAH") == []


def test_words_that_no_trigger_saw_are_collected_at_night():
    orang("SITI AMINAH")
    KataNama.objects.all().delete()

    for _ in range(2):
        rapikan()

    assert semua_kata() == ["AMINAH", "SITI"]


@pytest.mark.parametrize(
    ("kunci", "nama"),
    [
        ("SUTRISNO", ["SUTRISNO", "SUTRISNO WIBOWO"]),
        ("SUTISNO", ["SUTRISNO", "SUTRISNO WIBOWO"]),
        ("SUTRIS", ["SUTRISNO", "SUTRISNO WIBOWO"]),
        ("TRISNO", ["SUTRISNO", "SUTRISNO WIBOWO"]),
        ("WIBOWO SUTRISNO", ["SUTRISNO WIBOWO", "SUTRISNO"]),
        ("SUTRISNO WIBOWO", ["SUTRISNO WIBOWO", "SUTRISNO"]),
        ("SUTRISNA WIB", ["SUTRISNO WIBOWO", "SUTRISNO"]),
        ("SUTRISNA WI", ["SUTRISNO WIBOWO"]),
        ("SITI AMINAH", ["SITI AMINAH", "AMINAH"]),
        ("SITI AMINHA", ["SITI AMINAH", "AMINAH"]),
        ("SITI AMANAH", ["SITI AMINAH", "AMINAH"]),
        ("AMANAH", ["AMINAH", "SITI AMINAH"]),
        ("BUDY", ["BUDI"]),
        ("SITIAMINAH", ["SITI AMINAH"]),
        ("SITI AMINAH BINTI AHMAD", ["SITI AMINAH"]),
        ("MAIMUNAH SITI AMINAH", ["SITI AMINAH"]),
        ("SRI WAHYUNI", ["SRIWAHYUNI"]),
        ("XQZW", []),
        ("BUDI XQZWVJ", []),
        ("BUDI BUDI", ["BUDI"]),
    ],
)
def test_what_was_typed_finds_whom_it_means(kunci, nama):
    orang("SUTRISNO", "SUTRISNO WIBOWO", "SITI AMINAH", "AMINAH", "SRIWAHYUNI", "BUDI", "PAIJO")
    hasil = ditemukan(kunci)

    assert hasil[: len(nama)] == nama
    assert set(hasil) == {*nama}


@pytest.mark.parametrize(
    ("kunci", "nama"),
    [
        ("ABDULROHMAN", {"ABDURROHMAN", "ABDUL ROHMAN"}),
        ("SITI KHOTIJAH", {"SITI HATIJAH"}),
        ("SRI ANI", {"SRI YANI"}),
        ("YAN", {"SRI YANI"}),
        ("EKO", {"EKA"}),
    ],
)
def test_what_is_spelt_otherwise_is_found_too(kunci, nama):
    orang("ABDURROHMAN", "ABDUL ROHMAN", "SITI HATIJAH", "SRI YANI", "EKA", "PAIJO")

    assert {*ditemukan(kunci)} == nama


@pytest.mark.parametrize(
    ("kunci", "nama"),
    [
        ("BUDI WI", ["BUDI WIDODO", "WINARTI BUDIASIH", "BUDI"]),
        ("BUDY W", ["BUDI WIDODO", "WINARTI BUDIASIH"]),
        ("BUDI X", ["BUDI", "BUDI HARTONO", "BUDI WIDODO", "WINARTI BUDIASIH"]),
        ("WI BUDI", ["BUDI WIDODO", "BUDI", "BUDI HARTONO", "WINARTI BUDIASIH"]),
        ("BUDI HAR", ["BUDI HARTONO", "BUDI", "BUDI WIDODO", "WINARTI BUDIASIH"]),
    ],
)
def test_a_word_still_being_typed_narrows_unless_nobody_has_it(kunci, nama):
    orang("BUDI HARTONO", "WINARTI BUDIASIH", "BUDI", "BUDI WIDODO", "WIDODO")
    hasil = ditemukan(kunci)

    assert hasil[0] == nama[0]
    assert {*hasil} == {*nama}


def test_slips_come_before_the_many_words_that_end_alike(monkeypatch):
    monkeypatch.setattr(kata, "KATA_MIRIP", 2)
    orang("WATI", "WETI", "SUWATI", "MURWATI", "HARWATI")

    assert {"WATI", "WETI"} <= {*ditemukan("WATI")}


def test_the_page_has_the_same_people_in_the_same_order():
    orang("SITI AMINAH", "AMINAH", "SITI AMINATUN", "SITI MAEMUNAH", "SITI AMINAH")
    cari = cari_nama(Peserta.objects.all(), "SITI AMINHA")

    assert [k.pk for k in kunci_mirip(cari, "SITI AMINHA")] == [p.pk for p in cari]


def test_the_exact_name_comes_before_longer_ones():
    orang("SITI AMINAH BINTI ALI", "SITI AMINAH")
    cari = cari_nama(Peserta.objects.all(), "SITI AMINAH")

    kunci = [*kunci_mirip(cari, "SITI AMINAH")]

    assert [k.persis for k in kunci] == [True, False]
    assert [k.pk for k in kunci] == [p.pk for p in cari]


@pytest.mark.parametrize("jumlah", [1, 3])
def test_words_are_asked_for_in_two_queries(django_assert_num_queries, jumlah):
    orang(*[f"SITI AMINAH {'ABCD'[n] * 3}" for n in range(jumlah)])

    with django_assert_num_queries(3):
        assert len(ditemukan("SITI AMINAH")) == jumlah
    with django_assert_num_queries(3):
        assert len(ditemukan("SITIAMINAH")) == jumlah


def test_more_words_than_anybody_types_cost_no_more():
    orang("SITI AMINAH")

    assert ditemukan(" ".join(["SITI", "AMINAH", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"])) == ["SITI AMINAH"]
    assert ditemukan("") == []
