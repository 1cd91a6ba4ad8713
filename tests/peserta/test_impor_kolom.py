"""Which column is which: asked where the titles do not say, corrected, remembered per source."""

import pytest
from django.urls import reverse

from peserta.impor.kolom import petakan_impor
from peserta.impor.terapkan import minta_terapkan, terapkan_impor
from peserta.models import PemetaanTersimpan, Peserta, StatusImpor
from pijar.errors import AturanDilanggarError
from pijar.models import StatusTugas, Tugas
from tests.peran import buat, masuk
from tests.peserta.lembar import JUDUL, baris, buku, kerjakan, orang, terapkan, unggah, xlsx

BIDANG = [
    "nik",
    "no_kk",
    "nama",
    "tempat_lahir",
    "tanggal_lahir",
    "jenis_kelamin",
    "alamat",
    "kelurahan",
    "kecamatan",
    "pekerjaan",
]
ASING = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10"]  # titles that say nothing


def halaman(impor):
    return reverse("peserta:impor_kolom", args=[impor.pk])


def pilihan(bidang=BIDANG, *, nomor=1):
    return {"baris": nomor} | {f"kolom-{i}": kode for i, kode in enumerate(bidang)}


def petakan(client, impor, bidang=BIDANG, *, nomor=1):
    """Send the form and let the job read the file again."""
    jawaban = client.post(halaman(impor), pilihan(bidang, nomor=nomor))
    assert jawaban.status_code == 302, jawaban.text
    impor.refresh_from_db()
    assert kerjakan(impor.tugas).status == StatusTugas.SELESAI
    impor.refresh_from_db()
    return impor


@pytest.fixture
def asing(petugas_client):
    """A list whose titles mean nothing to anybody but its maker."""
    return unggah(petugas_client, xlsx(orang(1), orang(2), judul=ASING))


def test_unknown_titles_lead_to_the_form_and_not_to_an_end(petugas_client, asing):
    html = petugas_client.get(f"/peserta/impor/{asing.pk}/").text

    assert asing.status == StatusImpor.PEMETAAN
    assert asing.tugas.status == StatusTugas.SELESAI
    assert "Baris judul kolom tidak dikenali" in html
    assert "Baris 2" in html
    assert 'name="kolom-9"' in html
    assert orang(1)[0] not in html
    assert f"••••••••••••{orang(1)[0][-4:]}" in html


def test_chosen_columns_are_read_and_can_be_applied(petugas_client, asing):
    impor = petakan(petugas_client, asing)

    assert (impor.status, impor.baris_judul) == (StatusImpor.DIPERIKSA, 1)
    assert [b.vonis for b in impor.daftar_baris.all()] == ["baru", "baru"]
    assert impor.pemetaan["judul"] == ASING
    terapkan(petugas_client, impor)
    assert Peserta.objects.count() == 2


def test_missing_required_column_is_asked_for_with_the_rest_filled_in(petugas_client):
    judul = [*JUDUL[:4], "Dob", *JUDUL[5:]]
    impor = unggah(petugas_client, xlsx(orang(1), judul=judul))
    html = petugas_client.get(halaman(impor)).text

    assert impor.status == StatusImpor.PEMETAAN
    assert "Kolom Tanggal Lahir tidak ditemukan di baris judul (baris 1)" in html
    assert '<option value="nik" selected>' in html
    assert '<option value="tanggal_lahir" selected>' in html
    assert html.count("Ditebak dari isinya") == 1
    assert petakan(petugas_client, impor).jumlah["baru"] == 1


def test_header_row_is_chosen_among_the_first_rows(petugas_client):
    isi = buku({"Data": [["REKAP", "NIK", "Nama"], ASING, orang(1)]})
    impor = unggah(petugas_client, isi)
    html = petugas_client.get(halaman(impor), {"baris": 2}).text

    assert "kolom J" in html
    assert "A10" in html
    impor = petakan(petugas_client, impor, nomor=2)
    assert (impor.baris_judul, impor.jumlah["baru"]) == (2, 1)
    assert baris(impor, 3).vonis == "baru"


@pytest.mark.parametrize(
    ("semua", "nomor"),
    [
        ([["DATA WARGA"], ASING, orang(1)], 2),
        ([ASING, orang(1), ["Mengetahui", "Lurah"]], 1),
        ([orang(1), orang(2)], 0),
    ],
)
def test_header_row_is_guessed_until_the_officer_says(petugas_client, semua, nomor):
    impor = unggah(petugas_client, buku({"Data": semua}))

    html = petugas_client.get(halaman(impor)).text

    assert f'id="baris-judul-{nomor}" value="{nomor}" checked' in html
    assert html.count(" checked") == 1


def test_list_without_a_header_is_read_from_its_first_row(petugas_client):
    impor = unggah(petugas_client, buku({"Data": [orang(1), orang(2)]}))

    impor = petakan(petugas_client, impor, nomor=0)

    assert (impor.baris_judul, impor.jumlah["baru"]) == (0, 2)
    assert impor.pemetaan["judul"][0] == "NIK"
    assert not PemetaanTersimpan.objects.exists()


def test_second_header_row_keeps_its_titles(petugas_client):
    atas = ["NIK", "No. KK", "Nama", "TTL", "", "JK", "Domisili", "", "", "Kerja"]
    anak = ["", "", "", "Tempat", "Tanggal", "", "Jalan", "Kelurahan", "Kecamatan", ""]
    impor = unggah(petugas_client, buku({"Data": [atas, anak, orang(1)]}))
    assert impor.pemetaan["judul"] == [*atas[:3], "Tempat", "Tanggal", "JK", *anak[6:9], "Kerja"]

    impor = petakan(petugas_client, impor, nomor=2)

    assert impor.jumlah["baru"] == 1
    lagi = unggah(petugas_client, buku({"Data": [atas, anak, orang(2)]}))
    assert (lagi.status, lagi.pemetaan["asal"]["cara"]) == (StatusImpor.DIPERIKSA, "diingat")


def test_wrong_choice_leads_back_to_the_form(petugas_client, asing):
    """Below the last row there is nobody: no dead end either."""
    impor = petakan(petugas_client, asing)
    salah = ["nama", "nama_ibu", "nik", *BIDANG[3:]]

    impor = petakan(petugas_client, impor, salah)

    assert impor.jumlah["galat"] == 2
    kosong = unggah(petugas_client, buku({"Data": [["Daftar warga"], ASING]}))
    kosong = petakan(petugas_client, kosong, nomor=2)
    assert kosong.status == StatusImpor.PEMETAAN
    assert "tidak ada satu orang pun" in petugas_client.get(halaman(kosong)).text
    assert petakan(petugas_client, impor).jumlah["baru"] == 2


def test_correction_on_the_review_page_reads_the_rows_again(petugas_client):
    judul = [*JUDUL[:6], "Alamat", "Kelurahan", "Kecamatan", "Pekerjaan"]
    impor = unggah(petugas_client, xlsx(orang(1, tempat_lahir="Tukang becak"), judul=judul))
    html = petugas_client.get(f"/peserta/impor/{impor.pk}/").text
    assert halaman(impor) in html
    assert "centang yang diubah hilang" in petugas_client.get(halaman(impor)).text

    impor = petakan(petugas_client, impor, [*BIDANG[:3], "", *BIDANG[4:]])

    assert baris(impor, 2).tempat_lahir == ""
    assert impor.daftar_baris.count() == 1
    assert "Tempat Lahir" in impor.pemetaan["asing"]


def test_second_correction_is_read_although_the_first_job_still_says_running(
    petugas_client, asing, petugas
):
    impor = petakan(petugas_client, asing)
    Tugas.objects.filter(pk=impor.tugas_id).update(status=StatusTugas.BERJALAN)
    lama = impor.tugas_id

    impor = petakan(petugas_client, impor, [*BIDANG[:3], "", *BIDANG[4:]])

    assert impor.tugas_id != lama
    assert baris(impor, 2).tempat_lahir == ""


def test_same_titles_of_the_same_source_are_read_as_corrected_before(petugas_client, asing, admin):
    petakan(petugas_client, asing)

    lain = unggah(masuk(admin), xlsx(orang(5), judul=ASING))

    assert (lain.status, lain.jumlah["baru"]) == (StatusImpor.DIPERIKSA, 1)
    html = masuk(admin).get(f"/peserta/impor/{lain.pk}/").text
    assert "Kolom dibaca seperti yang dibetulkan Petugas pada" in html
    assert "Kembali ke pembacaan otomatis" in html


def test_another_source_knows_nothing_of_it(petugas_client, asing):
    petakan(petugas_client, asing)
    PemetaanTersimpan.objects.update(sumber_data="komunitas")

    assert unggah(petugas_client, xlsx(orang(5), judul=ASING)).status == StatusImpor.PEMETAAN


def test_last_correction_counts(petugas_client, asing, admin):
    petakan(petugas_client, asing)
    tanpa_tempat = [*BIDANG[:3], "", *BIDANG[4:]]

    petakan(masuk(admin), asing, tanpa_tempat)

    ingatan = PemetaanTersimpan.objects.get()
    assert ingatan.oleh == admin
    assert "3" not in ingatan.bidang


def test_back_to_the_automatic_reading_forgets_the_correction(petugas_client):
    isi = xlsx(orang(1))
    impor = petakan(petugas_client, unggah(petugas_client, isi), [*BIDANG[:3], "", *BIDANG[4:]])
    assert baris(impor, 2).tempat_lahir == ""

    petugas_client.post(reverse("peserta:impor_kolom_otomatis", args=[impor.pk]))
    impor.refresh_from_db()
    kerjakan(impor.tugas)
    impor.refresh_from_db()

    assert baris(impor, 2).tempat_lahir == "Semarang"
    assert impor.pemetaan["asal"] == {}
    assert not PemetaanTersimpan.objects.exists()


def test_correction_that_no_longer_fits_is_named_and_left(petugas_client, asing):
    judul = [*JUDUL[:3], "Kota", *JUDUL[4:]]
    petakan(petugas_client, unggah(petugas_client, xlsx(orang(1), judul=judul)))

    lain = unggah(petugas_client, xlsx(orang(2), judul=JUDUL))

    assert lain.status == StatusImpor.DIPERIKSA
    html = petugas_client.get(f"/peserta/impor/{lain.pk}/").text
    assert "Pembetulan kolom oleh Petugas tidak dipakai" in html
    assert "kolom Kota tidak ada" in html


def test_similar_list_gets_what_was_said_of_the_same_titles(petugas_client, asing):
    petakan(petugas_client, asing)

    lain = unggah(petugas_client, xlsx(orang(2), judul=["Nomor", *ASING[1:]]))
    html = petugas_client.get(halaman(lain)).text

    assert lain.status == StatusImpor.PEMETAAN
    assert "kolom A1 tidak ada" in html
    assert "Judul yang sama sudah diisikan" in html
    assert html.count(" selected>") == 10
    assert '<option value="nik" selected>' in html  # by what stands below "Nomor"
    assert '<option value="pekerjaan" selected>' in html


def test_correction_without_a_field_that_is_needed_by_now_is_left(petugas_client, asing):
    petakan(petugas_client, asing)
    ingatan = PemetaanTersimpan.objects.get()
    ingatan.bidang.pop("0")
    ingatan.save()

    lain = unggah(petugas_client, xlsx(orang(2), judul=ASING))

    assert lain.status == StatusImpor.PEMETAAN
    assert "bidang yang diperlukan berubah" in lain.pemetaan["catatan"]


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (pilihan(["nik", "nik", *BIDANG[2:]]), "NIK sudah dipilih untuk kolom A"),
        (pilihan(BIDANG[:4]), "Pilih kolom yang berisi Kelurahan, Pekerjaan"),
        (pilihan(["sandi", *BIDANG[1:]]), "sandi bukan salah satu"),
        (pilihan(nomor=2), "Baris 2 berisi nomor seseorang"),
        (pilihan(nomor=77), "Baris judul itu tidak ada"),
        ({"baris": "x"}, "bilangan"),
    ],
)
def test_impossible_columns_are_refused_with_the_reason(petugas_client, asing, isi, kalimat):
    jawaban = petugas_client.post(halaman(asing), isi)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    asing.refresh_from_db()
    assert asing.status == StatusImpor.PEMETAAN
    assert Tugas.objects.count() == 1


def test_columns_that_the_file_does_not_have_are_ignored(petugas_client, asing):
    jawaban = petugas_client.post(halaman(asing), pilihan() | {"kolom-99": "desil"})

    assert jawaban.status_code == 302
    asing.refresh_from_db()
    assert "99" not in asing.kolom_diminta["bidang"]


@pytest.mark.parametrize(
    ("nomor", "bidang"),
    [
        (77, BIDANG),
        (1, ["nik", "nik", *BIDANG[2:]]),
        (1, ["sandi", *BIDANG]),
        (1, BIDANG[:3]),
        (1, [*BIDANG, "", "", "desil"]),
    ],
)
def test_action_refuses_what_no_form_sends(petugas, asing, nomor, bidang):
    isi = {i: kode for i, kode in enumerate(bidang) if kode}

    with pytest.raises(AturanDilanggarError):
        petakan_impor(asing, baris=nomor, bidang=isi, oleh=petugas, pada=asing.dibuat_pada)


def test_columns_are_fixed_while_and_after_the_rows_go_in(petugas_client, petugas):
    impor = unggah(petugas_client, xlsx(orang(1)))
    minta_terapkan(impor, oleh=petugas)

    sedang = petugas_client.post(halaman(impor), pilihan())
    terapkan_impor(impor.pk)
    sesudah = petugas_client.post(halaman(impor), pilihan())
    otomatis = petugas_client.post(reverse("peserta:impor_kolom_otomatis", args=[impor.pk]))

    assert "sedang diterapkan" in sedang.text
    assert "tidak dapat diubah lagi" in sesudah.text
    assert [j.status_code for j in (sedang, sesudah, otomatis)] == [409, 409, 409]
    assert petugas_client.get(halaman(impor)).url == f"/peserta/impor/{impor.pk}/"
    impor.refresh_from_db()
    assert impor.status == StatusImpor.DITERAPKAN


def test_an_old_order_does_not_apply_rows_that_nobody_has_seen(petugas_client, petugas):
    impor = unggah(petugas_client, xlsx(orang(1)))
    minta_terapkan(impor, oleh=petugas)
    lama = Tugas.objects.get(jenis="peserta.terapkan_impor")
    Tugas.objects.filter(pk=lama.pk).update(status=StatusTugas.GAGAL, galat="Pekerja berhenti.")
    petakan(petugas_client, impor)

    petugas_client.post(f"/tugas/{lama.pk}/ulang/")
    lama = kerjakan(lama)

    assert lama.status == StatusTugas.GAGAL
    assert "periksa barisnya, lalu terapkan dari sana" in lama.galat
    assert not Peserta.objects.exists()
    assert terapkan(petugas_client, impor).status == StatusImpor.DITERAPKAN


def test_list_that_waits_for_its_columns_can_be_thrown_away(petugas_client, asing):
    petugas_client.post(f"/peserta/impor/{asing.pk}/batal/")

    asing.refresh_from_db()
    assert asing.status == StatusImpor.DIBATALKAN
    assert petugas_client.get(f"/peserta/impor/{asing.pk}/").status_code == 200


def test_sheet_that_looks_like_nothing_can_be_chosen(petugas_client):
    isi = buku({"Rekap": [["NIK", "Nama", "Alamat"], ["x"]], "Isi": [ASING, orang(1)]})
    pertama = unggah(petugas_client, isi)
    assert "Baca lembar Isi" in petugas_client.get(halaman(pertama)).text

    jawaban = petugas_client.post(f"/peserta/impor/{pertama.pk}/lembar/", {"lembar": "Isi"})

    kedua = type(pertama).objects.exclude(pk=pertama.pk).get()
    assert jawaban.url == f"/peserta/impor/{kedua.pk}/"
    kerjakan(kedua.tugas)
    assert petakan(petugas_client, kedua).jumlah["baru"] == 1


def test_only_its_owner_chooses_columns(asing, verifikator_client, db):
    lain = masuk(buat("lain", "petugas"))

    assert lain.get(halaman(asing)).status_code == 404
    assert lain.post(halaman(asing), pilihan()).status_code == 404
    assert verifikator_client.get(halaman(asing)).status_code == 403


@pytest.mark.parametrize("jumlah", [1, 3])
def test_form_has_constant_queries(petugas_client, django_assert_num_queries, jumlah):
    semua = [orang(n) for n in range(jumlah)]
    impor = unggah(petugas_client, xlsx(*semua, judul=ASING))

    with django_assert_num_queries(8):
        html = petugas_client.get(halaman(impor)).text

    assert html.count("Baris ") >= jumlah
