"""The list: area, search, filters, order, export."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from iuran.daftar.saringan import DaftarFilter
from peserta.models import Peserta
from pijar.models import JejakAkses, Tugas
from tests.factories import PesertaFactory
from tests.peran import buat, masuk
from tests.peserta.lembar import kerjakan

DAFTAR, CARI, EKSPOR = "/peserta/", "/peserta/cari/", "/peserta/ekspor/"
ALASAN = {"sebab": "lainnya", "alasan": "Rekap  kecamatan"}


def orang(nama, **lain):
    return PesertaFactory(nama=nama, nama_cari=nama.upper(), **lain)


def nama_tampil(html):
    """Who is in the list; the only one with a number is opened instead (:func:`dibuka`)."""
    semua = ("Siti Aminah", "Budi Santoso", "Rubiyah")
    return [n for n in semua if f">{n}</a>" in tanpa_tanda(html)]


def tanpa_tanda(html):
    """Without the marks of what matched."""
    return re.sub("</?mark>", "", html)


def dibuka(html):
    return re.findall("<h1>([^<]+?) ?<", html)


def urutan(html):
    return [int(pk) for pk in re.findall(r'<th scope="row"><a href="/peserta/(\d+)/">', html)]


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_has_constant_queries(petugas_client, django_assert_num_queries, jumlah):
    PesertaFactory.create_batch(jumlah)

    with django_assert_num_queries(17):
        html = petugas_client.get(DAFTAR).text

    assert html.count(">Siti Aminah</a>") == jumlah


@pytest.mark.parametrize("saringan", [{}, {"status": "draf"}, {"status": "draf", "urut": "nama"}])
def test_everybody_is_counted_and_paged(petugas_client, saringan):
    semua = [p.pk for p in PesertaFactory.create_batch(51)]
    orang("Budi Santoso", digabung_ke_id=semua[0])
    orang("Budi Santoso", status="terdaftar", digabung_ke_id=semua[0])

    satu = petugas_client.get(DAFTAR, saringan).text
    dua = petugas_client.get(DAFTAR, {**saringan, "hal": "2"}).text

    assert "<strong>51</strong> orang" in satu
    assert urutan(satu) + urutan(dua) == (semua if saringan.get("urut") else semua[::-1])


def test_other_areas_are_absent_from_list_search_and_filters(db):
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))
    orang("Siti Aminah")
    lain = orang("Rubiyah", kelurahan_id="33.74.16.1001")

    semua = client.get(DAFTAR).text

    assert nama_tampil(semua) == ["Siti Aminah"]
    assert "<strong>1</strong> orang" in semua
    assert "Mangkang" not in semua
    assert nama_tampil(client.get(f"{DAFTAR}?q=Rubiyah").text) == []
    assert nama_tampil(client.post(CARI, {"q": lain.nik}, follow=True).text) == []
    assert nama_tampil(client.get(f"{DAFTAR}?kelurahan={lain.kelurahan_id}").text) == []


def test_merged_people_do_not_show(petugas_client):
    orang("Budi Santoso", digabung_ke=orang("Siti Aminah"))

    assert nama_tampil(petugas_client.get(DAFTAR).text) == ["Siti Aminah"]


def test_a_nik_that_was_merged_away_finds_who_stayed(petugas_client):
    lebur = orang("Budi Santoso", digabung_ke=orang("Siti Aminah"))
    orang("Rubiyah")

    assert dibuka(petugas_client.post(CARI, {"q": lebur.nik}, follow=True).text) == ["Siti Aminah"]


def test_list_needs_the_right(sekda_client):
    assert sekda_client.get(DAFTAR).status_code == 403
    assert sekda_client.post(CARI, {"q": "Siti"}).status_code == 403


def test_nik_is_masked(petugas_client):
    peserta = PesertaFactory()

    html = petugas_client.get(DAFTAR).text

    assert peserta.nik not in html
    assert peserta.nik_samar in html


@pytest.mark.parametrize(
    ("tanpa", "kelas"),
    [
        ("", ""),
        ("nik,lahir", "tanpa-4 tanpa-5"),
        ("lahir,nik,pekerjaan,tempat", "tanpa-4 tanpa-5 tanpa-2 tanpa-3"),
        ("nama,status,<script>", ""),
    ],
)
def test_columns_may_be_hidden(petugas_client, tanpa, kelas):
    """Counted from the last: Alamat is the third, whether there is a column of ticks or not."""
    orang("Siti Aminah")

    html = petugas_client.get(DAFTAR, {"tanpa": tanpa}).text

    label = re.findall(r'data-label="(\w+)"', html)
    assert label == ["NIK", "Usia", "Alamat", "Pekerjaan", "Status"]
    assert f'class="table tabel-kartu {kelas}"' in html
    assert nama_tampil(html) == ["Siti Aminah"]
    assert "cip--lepas" not in html  # no filter, so nothing to remove


def test_hidden_columns_travel_with_filters_and_back(petugas_client):
    orang("Siti Aminah")

    html = petugas_client.get(DAFTAR, {"tanpa": "lahir,nik", "status": "draf"}).text
    lanjut = petugas_client.post(CARI, {"status": "layak", "tanpa": "lahir,nik"})

    assert 'name="tanpa" value="lahir,nik"' in html
    assert 'href="?tanpa=lahir&amp;status=draf"' in html  # the NIK again
    assert lanjut.url == f"{DAFTAR}?status=layak&tanpa=lahir%2Cnik"


def test_the_pages_of_a_person_lead_back_to_the_results(petugas_client):
    satu = orang("Siti Aminah")
    halaman = reverse("peserta:detail", args=[satu.pk])

    def kembali() -> str:
        return re.search(r'<a href="([^"]+)">Daftar peserta</a>', petugas_client.get(halaman).text)[
            1
        ]

    assert kembali() == DAFTAR
    petugas_client.get(DAFTAR, {"status": "draf", "hal": "1"})
    assert kembali() == f"{DAFTAR}?status=draf&amp;hal=1"
    petugas_client.get(DAFTAR)
    assert kembali() == DAFTAR


@pytest.mark.parametrize("tulisan", ["siti aminah", "Siti Amina", "aminah", "Sitti Aminah"])
def test_a_mistyped_name_is_found(petugas_client, tulisan):
    orang("Siti Aminah")
    orang("Budi Santoso")

    html = petugas_client.get(DAFTAR, {"q": tulisan}).text

    assert nama_tampil(html) == ["Siti Aminah"]


def test_the_nearest_name_comes_first(petugas_client):
    orang("Siti Aminati")
    orang("Siti Aminah")

    html = tanpa_tanda(petugas_client.get(DAFTAR, {"q": "Siti Aminah"}).text)

    assert html.index(">Siti Aminah</a>") < html.index(">Siti Aminati</a>")


def test_a_name_in_the_box_becomes_an_address_to_share(petugas_client):
    jawaban = petugas_client.post(CARI, {"q": " Siti ", "status": "draf", "kecamatan": ""})

    assert jawaban.url == f"{DAFTAR}?q=Siti&status=draf"


def test_a_kelurahan_of_another_kecamatan_is_dropped(petugas_client):
    isi = {"q": "", "kecamatan": "33.74.16", "kelurahan": "33.74.01.1001"}

    assert petugas_client.post(CARI, isi).url == f"{DAFTAR}?kecamatan=33.74.16"


def test_kelurahan_can_be_chosen_within_a_kecamatan(petugas_client):
    semua = petugas_client.get(DAFTAR).text
    satu = petugas_client.get(DAFTAR, {"kecamatan": "33.74.16"}).text

    assert "Tugurejo" not in semua
    assert "Tugurejo" in satu
    assert "Miroto" not in satu


@pytest.mark.parametrize(
    "tulisan",
    [
        "3374015502850001",
        "3374 0155 0285 0001",
        "0001",
        "00087654321",
        "0812-3456-7890",
        "5502",
        "NIK 3374015502850001",
        "Siti Aminah, 3374015502850001",
        "3374.0155/0285.0001",
    ],
)
def test_a_number_is_answered_without_an_address(petugas_client, tulisan):
    orang("Siti Aminah", nik="3374015502850001", kpj="00087654321", hp="081234567890")
    orang("Budi Santoso", nik="3374010101900777", hp="081999999999")

    jawaban = petugas_client.post(CARI, {"q": tulisan}, follow=True)

    assert jawaban.status_code == 200
    assert dibuka(jawaban.text) == ["Siti Aminah"]
    assert not any("5502" in alamat for alamat, _ in jawaban.redirect_chain)


def test_a_number_in_an_address_finds_nobody(petugas_client):
    orang("Siti Aminah", nik="3374015502850001")

    html = petugas_client.get(DAFTAR, {"q": "3374015502850001"}).text

    assert nama_tampil(html) == []
    assert "lewat kotak cari" in html


def test_search_opened_as_an_address_leads_to_the_list(petugas_client):
    assert petugas_client.get(CARI).url == DAFTAR


def test_a_number_is_found_again_by_going_back_and_stands_in_no_address(petugas_client):
    orang("Siti Aminah", nik="3374015502850001")
    orang("Budi Santoso", nik="3374010101900777")
    dua = [petugas_client.post(CARI, {"q": q}).url for q in ("550285", "010190")]

    semua = [petugas_client.get(a, follow=True).text for a in dua]
    assert [dibuka(html) for html in semua] == [["Siti Aminah"], ["Budi Santoso"]]
    assert dua[0] != dua[1]
    assert not any(q in a for a in dua for q in ("550285", "010190"))


def test_a_number_searched_long_ago_has_to_be_written_again(petugas_client):
    alamat = [petugas_client.post(CARI, {"q": f"1234{n}"}).url for n in range(11)]

    lama = petugas_client.get(alamat[0], follow=True)

    assert lama.redirect_chain == [(DAFTAR, 302)]
    assert "Tulis nomornya lagi." in lama.text
    assert petugas_client.get(alamat[1]).status_code == 200


def test_a_number_behind_endless_text_is_kept_without_the_text(petugas_client):
    orang("Siti Aminah", nik="3374015502850001")
    orang("Budi Santoso", nik="3374010101900777")

    html = petugas_client.post(CARI, {"q": "Siti " * 999 + "550285"}, follow=True).text

    assert dibuka(html) == ["Siti Aminah"]
    assert "Siti Siti" not in html
    assert len(str(petugas_client.session["pencarian"])) < 300


def test_one_officers_search_is_nobody_elses(petugas_client, verifikator_client):
    alamat = petugas_client.post(CARI, {"q": "5502"}).url

    assert verifikator_client.get(alamat).url == DAFTAR


@pytest.mark.parametrize(
    "saringan",
    [
        {"status": "terdaftar"},
        {"kecamatan": "33.74.16"},
        {"kelurahan": "33.74.16.1001"},
        {"pekerjaan": "nelayan"},
        {"sumber_data": "asn"},
    ],
)
def test_each_filter(petugas_client, saringan):
    orang("Siti Aminah")
    orang(
        "Rubiyah",
        status="terdaftar",
        kelurahan_id="33.74.16.1001",
        pekerjaan_id="nelayan",
        sumber_data="asn",
    )

    assert nama_tampil(petugas_client.get(DAFTAR, saringan).text) == ["Rubiyah"]


@pytest.mark.parametrize(
    ("urut", "pertama"),
    [("nama", "Budi Santoso"), ("-nama", "Siti Aminah"), ("lahir", "Siti Aminah"), ("", "Budi")],
)
def test_order(petugas_client, urut, pertama):
    orang("Siti Aminah", tanggal_lahir=date(1970, 1, 1))
    orang("Budi Santoso", tanggal_lahir=date(1990, 1, 1))

    html = petugas_client.get(DAFTAR, {"urut": urut}).text

    posisi = [html.index(f">{n}") for n in ("Budi Santoso<", "Siti Aminah<")]
    assert (posisi[0] < posisi[1]) == pertama.startswith("Budi")


def test_pages_keep_the_filters(petugas_client):
    PesertaFactory.create_batch(51)

    html = petugas_client.get(DAFTAR, {"status": "draf"}).text

    assert "?status=draf&amp;hal=2" in html


def test_only_who_can_be_submitted_has_a_box(petugas_client, verifikator_client):
    orang("Siti Aminah")
    orang("Budi Santoso", status="terdaftar")

    assert petugas_client.get(DAFTAR).text.count('name="peserta"') == 1
    assert 'name="peserta"' not in verifikator_client.get(DAFTAR).text


def test_submit_everybody_of_a_filter_asks_first(petugas_client):
    dicari = {orang("Siti Aminah").pk, orang("Siti Aminah", status="dikembalikan").pk}
    orang("Siti Aminah", status="terdaftar")
    orang("Budi Santoso", pekerjaan_id="nelayan")

    html = petugas_client.get("/peserta/ajukan/", {"pekerjaan": "tukang_becak"}).text

    assert "Ajukan 2 orang" in html
    assert html.count('name="peserta"') == 2
    assert all(f'name="peserta" value="{pk}"' in html for pk in dicari)


def test_export_has_exactly_the_rows_of_the_screen(petugas, petugas_client):
    dicari = PesertaFactory.create_batch(3, pekerjaan_id="nelayan", no_kk="3374010101010001")
    PesertaFactory.create_batch(2)
    layar = petugas_client.get(DAFTAR, {"pekerjaan": "nelayan"}).text
    assert "Ekspor 3 orang" in layar

    jawaban = petugas_client.post(EKSPOR, {"pekerjaan": "nelayan", "status": "", **ALASAN})
    tugas = Tugas.objects.get(jenis="peserta.ekspor")
    assert jawaban.url == f"/tugas/{tugas.pk}/"
    assert kerjakan(tugas).kemajuan == 3

    isi = b"".join(petugas_client.get(f"/tugas/{tugas.pk}/unduh/").streaming_content)
    ws = load_workbook(BytesIO(isi)).active
    baris = [[s.value for s in b] for b in ws.iter_rows(min_row=5)]
    assert [b[0] for b in baris] == [p.nik for p in reversed(dicari)]
    assert {s.data_type for b in ws.iter_rows(min_row=5, max_col=2) for s in b} == {"s"}
    assert (baris[0][6], baris[0][11], baris[0][12]) == ("Perempuan", "Miroto", "Semarang Tengah")
    jejak = JejakAkses.objects.get(tindakan="ekspor")
    assert (jejak.oleh, jejak.jumlah, jejak.alasan) == (petugas, 3, "Lainnya: Rekap kecamatan")


@pytest.mark.parametrize(
    ("sebab", "alasan"),
    [
        ("", ""),
        ("", "Rekap kecamatan"),
        ("lainnya", "    "),
        ("lainnya", "x"),
        ("karangan", "Rekap"),
    ],
)
def test_export_needs_a_reason(petugas_client, sebab, alasan):
    PesertaFactory()

    jawaban = petugas_client.post(EKSPOR, {"sebab": sebab, "alasan": alasan})

    assert jawaban.status_code == 409
    assert "Pilih alasan ekspor" in jawaban.text
    assert not Tugas.objects.exists()


def test_export_keeps_no_name_that_was_searched(petugas_client):
    orang("Siti Aminah")
    petugas_client.post(EKSPOR, {"q": "Siti Aminah", **ALASAN})

    tugas = kerjakan(Tugas.objects.get())

    assert tugas.kemajuan == 1
    assert "Siti" not in str(tugas.parameter)


def test_export_keeps_to_the_area(db):
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))
    PesertaFactory()
    PesertaFactory(kelurahan_id="33.74.16.1001")

    client.post(EKSPOR, ALASAN)

    assert kerjakan(Tugas.objects.get()).kemajuan == 1


def test_export_clicked_twice_is_one_job(petugas_client):
    for _ in range(2):
        petugas_client.post(EKSPOR, {"status": "draf", **ALASAN})

    assert Tugas.objects.count() == 1


def test_empty_list_says_what_to_do(petugas_client):
    assert "Belum ada peserta" in petugas_client.get(DAFTAR).text
    assert "Tidak ada yang cocok" in petugas_client.get(DAFTAR, {"status": "layak"}).text
    assert not Peserta.objects.exists()


def test_a_search_by_name_shows_the_twenty_nearest_first(petugas_client):
    lain = [orang("Siti Aminati") for _ in range(2)]
    sama = [orang("Siti Aminah") for _ in range(20)]

    satu = petugas_client.get(DAFTAR, {"q": "Siti Aminah"}).text
    dua = petugas_client.get(DAFTAR, {"q": "Siti Aminah", "hal": "2"}).text

    assert urutan(satu) == [p.pk for p in sama]
    assert urutan(dua) == [p.pk for p in lain]
    assert "<strong>22</strong> orang" in satu
    assert "21–22 dari 22" in dua


def test_a_search_by_name_in_another_order_has_whole_pages(petugas_client):
    semua = [orang("Siti Aminah") for _ in range(21)]

    html = petugas_client.get(DAFTAR, {"q": "Siti Aminah", "urut": "-nama"}).text

    assert urutan(html) == [p.pk for p in reversed(semua)]


def test_page_and_export_of_a_name_have_the_same_order(petugas):
    for nama in ("Siti Aminati", "Siti Aminah", "Siti Amanah", "Aminah", "Siti Aminah", "Budi"):
        orang(nama)

    saringan = DaftarFilter({"q": "Siti Aminah"}, petugas=petugas, pada=date(2026, 11, 20))

    assert saringan.pks == list(saringan.hasil.values_list("pk", flat=True))
    assert len(saringan.pks) == 5
