"""Pages of the tariffs and sources: what an officer sees, and that nothing typed is lost."""

import re
from datetime import date

import pytest
from django.utils import timezone

from iuran.models import PerubahanPagu, SumberDana, Tarif
from tests.factories import BantuanFactory, sumber, tarif_program, terdaftar

TARIF = "/iuran/tarif/"
ISIAN = {
    "mulai": "2026-06",
    "sampai": "",
    "penghasilan_min": "0",
    "penghasilan_maks": "1.099.000",
    "dasar": "1.200.000",
    "jkk": "12.000",
    "jkm": "7.000",
    "jht": "24.000",
    "sektor": "semua",
    "pembayar": "semua",
    "dasar_hukum": "pp-44-2015",
    "catatan": "Surat BPJS B/12",
}
PAGU = {
    "keadaan": "pergeseran",
    "pagu": "2.000.000.000",
    "kuota": "8000",
    "nomor": "900/1",
    "tanggal": "2026-11-20",
    "alasan": "Tambahan",
}


def cap(html):
    return re.search(r'name="sidik" value="([^"]+)"', html)[1]


def test_a_tariff_from_draft_to_force(admin_client, admin2_client):
    terdaftar()

    ke = admin_client.post(f"{TARIF}baru/", ISIAN).headers["Location"]
    html = admin_client.get(ke).text
    assert "admin lain yang mengonfirmasinya" in html
    assert "Konfirmasi tarif" not in html

    html = admin2_client.get(ke).text
    assert "7 orang-bulan" in html
    assert "Rp15.400" in html
    jawaban = admin2_client.post(f"{ke}konfirmasi/", {"sidik": cap(html)}, follow=True)

    assert "7 orang-bulan dihitung ulang" in jawaban.text
    assert "Rp19.000 sebulan" in jawaban.text
    assert tarif_program().berlaku_sampai == date(2026, 5, 31)


def test_a_refused_tariff_keeps_what_was_typed(admin_client, db):
    jawaban = admin_client.post(f"{TARIF}baru/", ISIAN | {"jkk": "", "sampai": "2026-05"})

    assert jawaban.status_code == 422
    assert "Isi iuran JKK." in jawaban.text
    assert "Bulan terakhir tidak boleh sebelum bulan pertama." in jawaban.text
    assert "Surat BPJS B/12" in jawaban.text


def test_a_second_draft_of_the_same_tier_is_refused_on_its_form(admin_client, db):
    admin_client.post(f"{TARIF}baru/", ISIAN)

    jawaban = admin_client.post(f"{TARIF}baru/", ISIAN)

    assert jawaban.status_code == 422
    assert "sudah mempunyai rancangan" in jawaban.text


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"jkk": "0"}, "Harus lebih dari nol."),
        ({"jkk": "9.000.000.000"}, "terlalu besar"),
        ({"penghasilan_min": "2.000.000"}, "Batas atas harus di atas batas bawah."),
    ],
)
def test_a_tariff_that_cannot_be(admin_client, db, isi, kalimat):
    assert kalimat in admin_client.post(f"{TARIF}baru/", ISIAN | isi).text


def test_a_shipped_relief_is_taken_over_by_changing_it(admin_client, admin2_client):
    pk = Tarif.objects.get(sektor="transportasi").pk
    assert "bawaan aplikasi" in admin_client.get(f"{TARIF}{pk}/").text
    isi = ISIAN | {
        "mulai": "2026-01", "sampai": "2027-03", "sektor": "transportasi",
        "pembayar": "selain_apbn_apbd",
    }  # fmt: skip

    assert "Januari 2026" in admin_client.get(f"{TARIF}{pk}/ubah/").text
    assert admin_client.post(f"{TARIF}{pk}/ubah/", isi).status_code == 302

    tarif = Tarif.objects.get(pk=pk)
    assert (tarif.disusun_oleh.username, tarif.berlaku_sampai) == ("admin", date(2027, 3, 31))
    assert "Konfirmasi tarif" in admin2_client.get(f"{TARIF}{pk}/").text


def test_a_draft_is_withdrawn_with_a_reason(admin_client, db):
    ke = admin_client.post(f"{TARIF}baru/", ISIAN).headers["Location"]

    assert admin_client.post(f"{ke}tarik/", {}).status_code == 422
    jawaban = admin_client.post(f"{ke}tarik/", {"alasan": "Surat dicabut"}, follow=True)

    assert "Surat dicabut" in jawaban.text
    assert "Surat dicabut" not in admin_client.get(TARIF).text
    assert "Ditarik" in admin_client.get(TARIF, {"lengkap": "ya"}).text


@pytest.mark.parametrize("akhir", ["konfirmasi", "tarik"])
def test_an_address_with_a_button_answers_a_get(admin_client, db, akhir):
    pk = tarif_program().pk

    assert admin_client.get(f"{TARIF}{pk}/{akhir}/").headers["Location"] == f"{TARIF}{pk}/"


@pytest.mark.parametrize("jumlah", [1, 3])
def test_tarif_query_count_is_constant(admin_client, db, jumlah, django_assert_num_queries):
    for n in range(jumlah):
        admin_client.post(f"{TARIF}baru/", ISIAN | {"penghasilan_min": str(n)})

    with django_assert_num_queries(10):
        html = admin_client.get(TARIF).text

    assert html.count("Rp19.000") == jumlah


SEMUA = {"bagian": "semua"}


def test_a_ceiling_from_proposal_to_history(admin_client, admin2_client, db):
    pk = sumber("APBD").pk
    ke = f"/iuran/sumber/{pk}/"
    assert admin_client.post(f"{ke}pagu/", PAGU).status_code == 302
    assert "admin lain yang mengonfirmasinya" in admin_client.get(ke, SEMUA).text

    html = admin2_client.get(ke, SEMUA).text
    usulan = PerubahanPagu.objects.get()
    jawaban = admin2_client.post(
        f"/iuran/sumber/pagu/{usulan.pk}/konfirmasi/", {"sidik": cap(html)}, follow=True
    )

    assert "Rp2.000.000.000" in jawaban.text
    assert "dari Rp1.512.000.000" in jawaban.text
    assert SumberDana.objects.get(pk=pk).keadaan_pagu == "pergeseran"


def test_a_refused_ceiling_keeps_what_was_typed(admin_client, db):
    BantuanFactory()
    ke = f"/iuran/sumber/{sumber('APBD').pk}/pagu/"

    jawaban = admin_client.post(ke, PAGU | {"pagu": "1.000"})

    assert jawaban.status_code == 422
    assert "terikat Rp201.600, jadi kurang Rp200.600" in jawaban.text
    assert "Tambahan" in jawaban.text
    assert "Isi nomor dokumennya" in admin_client.post(ke, PAGU | {"nomor": ""}).text
    assert "DPA, lalu Pergeseran" in admin_client.post(ke, PAGU | {"keadaan": "apbd"}).text


def test_a_proposal_is_given_up(admin_client, db):
    ke = f"/iuran/sumber/{sumber('APBD').pk}/"
    admin_client.post(f"{ke}pagu/", PAGU)
    tolak = f"/iuran/sumber/pagu/{PerubahanPagu.objects.get().pk}/tolak/"

    assert admin_client.post(tolak, {}).status_code == 422
    assert admin_client.get(tolak).headers["Location"] == ke
    assert "Salah ketik" in admin_client.post(tolak, {"alasan": "Salah ketik"}, follow=True).text


def test_a_new_source_and_its_name(admin_client, db):
    isi = PAGU | {
        "kode": "APBD-P", "nama": "APBD Perubahan", "jenis": "apbd", "tahun": "2026",
        "gelombang": "Perubahan", "urutan": "2", "keadaan": "rancangan",
    }  # fmt: skip

    ke = admin_client.post("/iuran/sumber/baru/", isi).headers["Location"]
    assert "Menunggu admin lain" in admin_client.get(ke).text
    lagi = admin_client.post("/iuran/sumber/baru/", isi | {"pagu": "banyak"}).text
    assert "sudah dipakai" in lagi
    assert lagi.count("Ada isian yang perlu diperbaiki") == 1

    hidupkan = {"nama": "APBD-P", "urutan": "3", "aktif": "on"}
    assert "Menunggu admin lain mengonfirmasi" in admin_client.post(f"{ke}ubah/", hidupkan).text
    ubah = {"nama": "APBD-P", "gelombang": "Perubahan", "urutan": "3", "penerus": "", "aktif": ""}
    ubah["dilihat"] = admin_client.get(f"{ke}ubah/").context["form"]["dilihat"].value()
    layar = admin_client.post(f"{ke}ubah/", ubah, follow=True).text
    assert "Disimpan: Nama, Urutan." in layar
    assert "Nama: APBD Perubahan →" in layar


@pytest.mark.parametrize("jumlah", [1, 3])
def test_sumber_detail_query_count_is_constant(
    admin, admin_client, admin2_client, db, jumlah, django_assert_num_queries, monkeypatch
):
    # In the year's last month the page also asks who pays from January on.
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 20))
    pk = sumber("APBD").pk
    for n in range(jumlah):
        isi = {"alasan_tolak": "x", "status": "ditolak", "diusulkan_oleh": admin}
        PerubahanPagu.objects.create(
            sumber_id=pk, keadaan_lama="dpa", keadaan="dpa", pagu_lama=1, pagu=2 + n, kuota_lama=1,
            kuota=1, nomor="1", tanggal=date(2026, 1, 1), alasan=f"alasan ke-{n}",
            diusulkan_pada="2026-01-01T00:00Z", **isi,
        )  # fmt: skip

    with django_assert_num_queries(17):
        html = admin_client.get(f"/iuran/sumber/{pk}/").text
    with django_assert_num_queries(24):
        admin_client.get(f"/iuran/sumber/{pk}/", SEMUA)

    assert html.count("alasan ke-") == jumlah
