"""Unknown words for occupations: asked once, remembered, corrected, and judged again."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from peserta.bersih.alasan import Alasan
from peserta.bersih.pekerjaan import TIDAK_DIKENAL, cocokkan_pekerjaan
from peserta.kamus import kamus_terkini
from peserta.models import ArtiKata, KataPekerjaan, Pekerjaan
from peserta.pekerjaan.actions import catat_kata, putuskan_kata
from pijar.errors import BentrokError
from tests.peserta.lembar import orang, unggah, xlsx

ALAMAT = "/peserta/pekerjaan/kata/"


def temuan(*sebutan: str, kode: str = TIDAK_DIKENAL) -> list[Alasan]:
    return [Alasan("galat", kode, "pekerjaan", s, "", "") for s in sebutan]


def kata(sebutan: str = "Tukang Ramal") -> KataPekerjaan:
    catat_kata(temuan(sebutan))
    return KataPekerjaan.objects.get(contoh=sebutan)


def putus(satu, arti, pekerjaan=None, *, admin, dilihat="menunggu"):
    return putuskan_kata(
        satu,
        arti,
        pekerjaan and Pekerjaan.objects.get(kode=pekerjaan),
        dilihat=dilihat,
        oleh=admin,
        pada=timezone.now(),
    )


@pytest.mark.parametrize(
    ("sebutan", "kode"),
    [
        ("sopir", "sopir_angkot"),
        ("SUPIR BIS", "sopir_angkot"),
        ("Kenek", "sopir_angkot"),
        ("sopir truk", "pekerjaan_lainnya"),
        ("Sopir Becak", "tukang_becak"),
        ("driver grab", "pengemudi_ojek"),
        ("penjual bakso", "pedagang_kecil"),
        ("jamu gendong", "pedagang_keliling"),
        ("tukang batu", "buruh_harian_lepas"),
        ("buruh cuci", "pembantu_rumah_tangga"),
        ("Kyai", "guru_ngaji"),
    ],
)
def test_everyday_names_are_known_to_every_list(db, sebutan, kode):
    assert cocokkan_pekerjaan(sebutan, kamus_terkini()).kode == kode


def test_a_word_is_asked_once_however_it_is_written(db):
    catat_kata(temuan("Tukang Ramal", "tukang-ramal"))
    catat_kata(temuan("TUKANG RAMAL", "Dukun"))

    assert [*KataPekerjaan.objects.order_by("kata").values_list("contoh", "daftar")] == [
        ("Dukun", 1), ("Tukang Ramal", 2),
    ]  # fmt: skip


def test_no_number_no_long_text_and_no_other_finding_is_kept(db):
    catat_kata(temuan("3374016401942633", "Budi 081234567", "x" * 61, "", "-"))
    catat_kata(temuan("PNS", kode="pekerjaan_bukan_sasaran"))

    assert not KataPekerjaan.objects.exists()


def test_what_an_admin_says_every_list_knows_and_he_can_correct_it(db, admin):
    satu = kata()
    putus(satu, ArtiKata.PEKERJAAN, "pekerjaan_lainnya", admin=admin)
    assert cocokkan_pekerjaan("tukang  ramal", kamus_terkini()).kode == "pekerjaan_lainnya"

    putus(satu, ArtiKata.BUKAN_SASARAN, admin=admin, dilihat="pekerjaan")
    hasil = cocokkan_pekerjaan("Tukang Ramal", kamus_terkini())
    assert [a.kode for a in hasil.alasan] == ["pekerjaan_bukan_sasaran"]

    putus(satu, ArtiKata.ABAIKAN, admin=admin, dilihat="bukan_sasaran")
    hasil = cocokkan_pekerjaan("Tukang Ramal", kamus_terkini())
    assert [a.kode for a in hasil.alasan] == [TIDAK_DIKENAL]


def test_two_admins_do_not_overwrite_each_other(db, admin, admin2):
    satu = kata()
    putus(satu, ArtiKata.ABAIKAN, admin=admin)

    with pytest.raises(BentrokError, match="baru saja diputus rekan Anda"):
        putus(satu, ArtiKata.PEKERJAAN, "petani", admin=admin2)


def test_a_list_brings_its_word_and_knows_it_when_judged_again(petugas_client, admin_client):
    impor = unggah(petugas_client, xlsx(orang(1, pekerjaan="Tukang Ramal"), orang(2)))
    assert impor.jumlah["galat"] == 1
    assert "Periksa lagi pekerjaannya" not in petugas_client.get(f"/peserta/impor/{impor.pk}/").text
    satu = KataPekerjaan.objects.get()

    kirim = {"arti": "pekerjaan_lainnya", "dilihat": "menunggu"}
    assert admin_client.post(f"{ALAMAT}{satu.pk}/", kirim).status_code == 302

    assert "Periksa lagi pekerjaannya" in petugas_client.get(f"/peserta/impor/{impor.pk}/").text
    assert petugas_client.post(f"/peserta/impor/{impor.pk}/kata/").status_code == 302
    impor.refresh_from_db()
    assert (impor.jumlah["galat"], impor.jumlah["baru"]) == (0, 2)


def test_page_refuses_what_it_did_not_offer_and_keeps_the_word(admin_client):
    satu = kata()

    tanpa = admin_client.post(f"{ALAMAT}{satu.pk}/", {"arti": "", "dilihat": "menunggu"})
    basi = admin_client.post(f"{ALAMAT}{satu.pk}/", {"arti": "petani", "dilihat": "abaikan"})

    assert (tanpa.status_code, basi.status_code) == (422, 409)
    assert "Pilih artinya." in tanpa.text
    satu.refresh_from_db()
    assert satu.arti == "menunggu"


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_asks_a_constant_number_of_times(admin_client, jumlah, django_assert_num_queries):
    catat_kata(temuan(*(f"kerja {chr(97 + n)}" for n in range(jumlah))))

    with django_assert_num_queries(16):
        admin_client.get(ALAMAT)


def test_only_admins_decide(petugas_client):
    assert petugas_client.get(ALAMAT).status_code == 403
    assert petugas_client.post(f"{ALAMAT}{kata().pk}/").status_code == 403


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("kata_pekerjaan_menyebut_pekerjaan", {"pekerjaan": "petani"}),
        ("kata_pekerjaan_diputus_orang", {"arti": "abaikan"}),
        ("kata_pekerjaan_arti_sah", {"arti": "x"}),
    ],
)
def test_database_refuses_half_a_decision(db, nama, kolom):
    satu = kata()

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        KataPekerjaan.objects.filter(pk=satu.pk).update(**kolom)


def test_database_keeps_the_word(db):
    satu = kata()

    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        KataPekerjaan.objects.filter(pk=satu.pk).update(kata="LAIN")
    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        satu.delete()
