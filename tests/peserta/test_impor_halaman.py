"""The review page: sums, filter, pages, what may be clicked; and what is left to repair."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from peserta.models import Peserta
from pijar.models import JejakAkses, Tugas
from tests.peserta.lembar import JUDUL, kerjakan, orang, terapkan, unggah, xlsx


def detail(impor, **saring):
    kueri = "&".join(f"{k}={v}" for k, v in saring.items())
    return f"/peserta/impor/{impor.pk}/?{kueri}"


def unduh_sisa(client, impor):
    """Click, let the job run, download; returns the bytes."""
    jawaban = client.post(f"/peserta/impor/{impor.pk}/sisa/")
    tugas = Tugas.objects.get(jenis="peserta.unduh_sisa", parameter={"impor": impor.pk})
    assert jawaban.url == f"/tugas/{tugas.pk}/"
    kerjakan(tugas)
    return b"".join(client.get(f"/tugas/{tugas.pk}/unduh/").streaming_content)


@pytest.fixture
def campuran(petugas_client):
    """60 good rows, 2 warnings, 1 galat."""
    baik = [orang(n) for n in range(60)]
    ragu = [orang(n, jenis_kelamin="L") for n in (70, 71)]
    return unggah(petugas_client, xlsx(*baik, *ragu, orang(80, pekerjaan="tukang ramal")))


def test_sums_filter_and_pages(petugas_client, campuran):
    semua = petugas_client.get(detail(campuran, vonis="semua")).text
    kedua = petugas_client.get(detail(campuran, vonis="semua", hal=2)).text
    galat = petugas_client.get(detail(campuran, vonis="galat")).text

    assert semua.count('name="tampil"') == 50
    assert kedua.count('name="tampil"') == 13
    assert galat.count('name="tampil"') == 1
    assert "1–50 dari 63" in semua
    assert "Masukkan 60 orang" in galat
    assert "tukang ramal" in galat
    assert "tidak dikenal" in galat
    assert "Pilih dari daftar" in galat


def test_galat_has_no_box_and_warnings_are_unticked(petugas_client, campuran):
    galat = petugas_client.get(detail(campuran, vonis="galat")).text
    ragu = petugas_client.get(detail(campuran, vonis="peringatan")).text
    baru = petugas_client.get(detail(campuran, vonis="baru")).text

    assert 'name="baris"' not in galat
    assert ragu.count('name="baris"') == 2
    assert " checked" not in ragu
    assert baru.count(" checked") == 50


@pytest.mark.parametrize(("nomor", "status"), [("9" * 12, 409), ("9" * 5_000, 404)])
def test_forged_row_numbers_change_nothing(petugas_client, campuran, nomor, status):
    ke = f"/peserta/impor/{campuran.pk}"
    sebelum = campuran.daftar_baris.filter(dipilih=True).count()

    pilihan = petugas_client.post(f"{ke}/pilih/", {"tampil": nomor, "baris": nomor})
    tukar = petugas_client.post(f"{ke}/baris/{nomor}/tukar/")

    assert (pilihan.status_code, tukar.status_code) == (302, status)
    assert campuran.daftar_baris.filter(dipilih=True).count() == sebelum


def test_the_first_tick_can_be_applied_at_once(petugas_client):
    """With nothing ticked yet the button is no dead end: the box and one press are enough."""
    impor = unggah(petugas_client, xlsx(orang(70, jenis_kelamin="L")))
    html = petugas_client.get(detail(impor)).text
    nomor = impor.daftar_baris.get().nomor

    assert "Masukkan yang dicentang" in html
    assert " disabled" not in html
    isi = {"tampil": nomor, "baris": nomor}
    petugas_client.post(f"/peserta/impor/{impor.pk}/terapkan/", isi)
    assert Tugas.objects.filter(jenis="peserta.terapkan_impor").count() == 1


def test_columns_of_the_file_are_shown(petugas_client):
    impor = unggah(petugas_client, xlsx([*orang(), "x"], judul=[*JUDUL, "Ukuran baju"]))

    halaman = petugas_client.get(detail(impor)).text

    assert "Kolom yang dikenali: 10, tidak dipakai: 1" in halaman
    assert "Ukuran baju" in halaman


def test_changes_are_shown_old_and_new_with_names(petugas_client):
    terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1))))
    lain = orang(1, kelurahan="Brumbungan", pekerjaan="modin", tempat_lahir="Demak")

    halaman = petugas_client.get(detail(unggah(petugas_client, xlsx(lain)))).text

    assert "Kelurahan: <s>Miroto</s> → Brumbungan" in halaman
    assert "Pekerjaan: <s>tukang becak</s> → modin" in halaman


def test_full_nik_is_on_no_page(petugas_client, campuran):
    for alamat in (detail(campuran), detail(campuran, hal=2)):
        assert orang(3)[0] not in petugas_client.get(alamat).text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_review_has_constant_queries(petugas_client, django_assert_num_queries, jumlah):
    semua = [orang(n, tempat_lahir="Demak") for n in range(jumlah)]
    terapkan(petugas_client, unggah(petugas_client, xlsx(*semua)))
    lagi = [orang(n, alamat="Jl. Baru 1", pekerjaan="modin") for n in range(jumlah)]
    impor = unggah(petugas_client, xlsx(*lagi))

    with django_assert_num_queries(17):
        html = petugas_client.get(detail(impor)).text

    assert html.count("→ modin") == jumlah


def test_rest_has_the_file_s_columns_and_the_reasons(petugas_client):
    isi = xlsx(orang(1), orang(2, pekerjaan="tukang ramal"), orang(3, jenis_kelamin="L"))
    impor = terapkan(petugas_client, unggah(petugas_client, isi))

    ws = load_workbook(BytesIO(unduh_sisa(petugas_client, impor))).active

    semua = [[s.value for s in b] for b in ws.iter_rows()]
    assert semua[0] == [*JUDUL, "Alasan (boleh dibiarkan)"]
    assert [b[0] for b in semua[1:]] == [orang(2)[0], orang(3)[0]]
    assert ws["A2"].data_type == "s"
    assert "tidak dikenal" in semua[1][-1]
    assert "Jenis kelamin berbeda" in semua[2][-1]
    assert JejakAkses.objects.get(tindakan="unduh").jumlah == 2


def test_repaired_rest_can_be_uploaded_again(petugas_client):
    isi = xlsx(orang(1), orang(2, pekerjaan="tukang ramal"))
    impor = terapkan(petugas_client, unggah(petugas_client, isi))
    wb = load_workbook(BytesIO(unduh_sisa(petugas_client, impor)))
    wb.active["J2"] = "pemulung"
    hasil = BytesIO()
    wb.save(hasil)

    kedua = unggah(petugas_client, hasil.getvalue())

    assert (kedua.jumlah["dibaca"], kedua.jumlah["baru"]) == (1, 1)
    terapkan(petugas_client, kedua)
    assert Peserta.objects.count() == 2


def test_a_damaged_nik_does_not_pass_for_a_good_one_in_the_rest(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(nik=3374015502850010.0)))

    kedua = unggah(petugas_client, unduh_sisa(petugas_client, impor), "sisa.xlsx")

    assert kedua.jumlah["galat"] == 1


def test_all_rows_in_leaves_no_rest(petugas_client):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1))))

    assert "Unduh" not in petugas_client.get(detail(impor)).text
