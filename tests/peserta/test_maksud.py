"""What the words of a search mean."""

import pytest

from peserta.daftar.maksud import Maksud, baca_maksud
from peserta.models import Peserta
from tests.factories import PesertaFactory

pytestmark = pytest.mark.django_db
TUGUREJO = "33.74.16.1002"


def orang(nama, **lain):
    return PesertaFactory(nama=nama, nama_cari=nama.upper(), **lain)


@pytest.mark.parametrize(
    ("tulisan", "nama", "sempit"),
    [
        ("Siti Tugurejo", "Siti", [("Tugurejo", "")]),
        ("siti, TUGUREJO", "siti,", [("TUGUREJO", "")]),
        ("Siti Pedurungan Kidul", "Siti", [("Pedurungan Kidul", "")]),
        ("Siti kel. Tugurejo", "Siti", [("kel. Tugurejo", "")]),
        ("tukang becak Siti", "Siti", [("tukang becak", "tukang_becak")]),
        ("nelayan tugurejo", "", [("nelayan", "nelayan"), ("tugurejo", "")]),
        ("Siti Aminah", "Siti Aminah", []),
    ],
)
def test_places_and_occupations_narrow(tulisan, nama, sempit):
    maksud = baca_maksud(tulisan)

    assert maksud.nama == nama
    assert [(s.kata, s.pekerjaan) for s in maksud.sempit] == sempit


def test_a_kecamatan_is_all_its_kelurahan():
    (satu,) = baca_maksud("Semarang Tengah").sempit

    assert len(satu.kelurahan) == 15
    assert {k[:8] for k in satu.kelurahan} == {"33.74.01"}


def test_without_a_word_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert baca_maksud("12 ! –") == Maksud()


def test_a_place_that_is_also_a_name_finds_both():
    sana = orang("Siti Aminah", kelurahan_id=TUGUREJO)
    senama = orang("Siti Tugurejo")
    orang("Siti Aminah")

    hasil = baca_maksud("Siti Tugurejo").saring(Peserta.objects.order_by("pk"))

    assert [p.pk for p in hasil] == [sana.pk, senama.pk]


def test_place_and_occupation_must_both_fit():
    cocok = orang("Siti", kelurahan_id=TUGUREJO, pekerjaan_id="nelayan")
    orang("Siti", kelurahan_id=TUGUREJO)
    orang("Siti", pekerjaan_id="nelayan")

    assert [*baca_maksud("nelayan tugurejo").saring(Peserta.objects.all())] == [cocok]


def test_no_more_words_are_read_than_people_type():
    assert baca_maksud("Siti " * 5_000 + "Tugurejo").sempit == ()
