"""What the database knows of a row: twins, people already here, areas, other imports."""

import pytest

from peserta.kamus import kamus_terkini
from peserta.models import EjaanWilayah, Peristiwa, Peserta, Status
from tests.factories import PesertaFactory
from tests.peran import buat, masuk
from tests.peserta.lembar import LAHIR, baris, kode, orang, pilih, terapkan, unggah, xlsx


@pytest.fixture
def tengah_client(db):
    """An officer of Semarang Tengah only."""
    return masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))


def ada(n=1, **lain):
    """The person of ``orang(n)``, as an import would have entered it."""
    isi = {
        "nik": orang(n)[0],
        "no_kk": orang(n)[1],
        "tanggal_lahir": LAHIR,
        "tempat_lahir": "Semarang",
        "alamat": "Jl. Pemuda 1",
    }
    return PesertaFactory(**{**isi, **lain})


def satu(client, *semua, nomor=2):
    return baris(unggah(client, xlsx(*semua)), nomor)


def test_both_twins_in_a_file_are_galat_and_name_each_other(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(2), orang(1, nama="Budi")))

    assert [b.vonis for b in impor.daftar_baris.all()] == ["galat", "baru", "galat"]
    assert baris(impor, 2).alasan[0]["sebab"] == "NIK sama dengan baris 4."
    assert baris(impor, 4).alasan[0]["sebab"] == "NIK sama dengan baris 2."


def test_many_twins_are_named_in_short(petugas_client):
    impor = unggah(petugas_client, xlsx(*[orang(1)] * 9))

    assert baris(impor, 3).alasan[0]["sebab"] == "NIK sama dengan baris 2, 4, 5, 6, 7 dan lainnya."
    assert impor.jumlah["galat"] == 9


def test_rows_without_nik_are_no_twins(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(nik=""), orang(nik="")))

    assert kode(baris(impor, 2)) == ["nik_kosong"]


def test_same_person_unchanged_is_sama(petugas_client):
    peserta = ada()

    hasil = satu(petugas_client, orang(1))

    assert (hasil.vonis, hasil.dipilih, hasil.perubahan) == ("sama", False, {})
    assert hasil.peserta == peserta


def test_capitals_alone_are_no_change(petugas_client):
    ada(nama="Siti Aminah")

    assert satu(petugas_client, orang(1, nama="siti aminah", alamat="JL. PEMUDA 1")).vonis == "sama"


def test_changed_person_is_ubah_with_old_and_new(petugas_client):
    ada(pekerjaan_id="pemulung", hp="081234567890")

    hasil = satu(petugas_client, orang(1, alamat="Jl. Baru 2"))

    assert (hasil.vonis, hasil.dipilih) == ("ubah", True)
    assert hasil.perubahan == {
        "alamat": ["Jl. Pemuda 1", "Jl. Baru 2"],
        "pekerjaan": ["pemulung", "tukang_becak"],
    }


def test_an_empty_cell_never_replaces_a_value(petugas_client):
    ada()

    assert satu(petugas_client, orang(1, alamat="", tempat_lahir=None)).vonis == "sama"


def test_warning_about_an_unchanged_person_is_sama(petugas_client):
    ada(jenis_kelamin="L")

    assert satu(petugas_client, orang(1, jenis_kelamin="L")).vonis == "sama"


@pytest.mark.parametrize("status", [Status.DRAF, Status.DIKEMBALIKAN, Status.TIDAK_LAYAK])
def test_data_may_change_before_a_decision(petugas_client, status):
    ada(status=status)

    assert satu(petugas_client, orang(1, alamat="Jl. Baru 2")).vonis == "ubah"


def test_data_is_locked_while_submitted(petugas_client):
    ada(status=Status.DIAJUKAN)

    hasil = satu(petugas_client, orang(1, alamat="Jl. Baru 2"))

    assert (hasil.vonis, kode(hasil)) == ("galat", ["status_terkunci"])
    assert "Diajukan" in hasil.alasan[0]["sebab"]


@pytest.mark.parametrize("status", [Status.DIAJUKAN, Status.TERDAFTAR, Status.LAYAK])
def test_locked_person_unchanged_is_sama(petugas_client, status):
    ada(status=status)

    assert satu(petugas_client, orang(1)).vonis == "sama"


def test_verified_identity_is_not_changed_by_a_list(petugas_client):
    ada(status=Status.LAYAK)

    assert satu(petugas_client, orang(1, alamat="Jl. Baru 2")).vonis == "ubah"
    hasil = satu(petugas_client, orang(1, nama="Siti Aminati"))
    assert kode(hasil) == ["sudah_diverifikasi"]


def test_a_stopped_person_needs_a_tick_to_come_back(petugas_client):
    ada(status=Status.BERHENTI)

    hasil = satu(petugas_client, orang(1))

    assert (hasil.vonis, hasil.dipilih, kode(hasil)) == ("peringatan", False, ["pernah_berhenti"])


def test_the_dead_do_not_come_back(petugas_client):
    peserta = ada(status=Status.BERHENTI)
    Peristiwa.objects.create(peserta=peserta, jenis="meninggal", tanggal=LAHIR)

    assert kode(satu(petugas_client, orang(1))) == ["sudah_meninggal"]


def test_another_name_and_birth_date_under_a_nik_needs_a_look(petugas_client):
    ada(nama="Bambang Supriyadi", nama_cari="BAMBANG SUPRIYADI", tanggal_lahir="1970-01-01")

    hasil = satu(petugas_client, orang(1))

    assert (hasil.vonis, kode(hasil)) == ("peringatan", ["nama_lain"])


def test_row_outside_the_area_is_galat(tengah_client):
    hasil = satu(tengah_client, orang(kelurahan="Tugurejo", kecamatan="Tugu"))

    assert (hasil.vonis, kode(hasil)) == ("galat", ["luar_wilayah"])


def test_person_outside_the_area_is_not_told_about(tengah_client):
    ada(nama="Rahasia Sekali", nama_cari="RAHASIA SEKALI", kelurahan_id="33.74.16.1001")

    hasil = satu(tengah_client, orang(1))

    assert (hasil.vonis, kode(hasil)) == ("galat", ["nik_wilayah_lain"])
    assert (hasil.peserta, hasil.perubahan) == (None, {})
    assert "Rahasia" not in str(hasil.alasan)


def test_nik_of_a_merged_person_needs_a_look(petugas_client):
    ada(1, digabung_ke=ada(2))

    assert kode(satu(petugas_client, orang(1))) == ["nik_digabung"]


def test_same_nik_in_anothers_open_import_is_named(petugas_client, admin_client):
    lain = unggah(admin_client, xlsx(orang(1), orang(2)))

    hasil = satu(petugas_client, orang(1))

    assert (hasil.vonis, kode(hasil)) == ("peringatan", ["impor_lain"])
    assert f"impor {lain.pk} milik Admin" in hasil.alasan[0]["sebab"]


def test_own_earlier_upload_is_no_rival(petugas_client):
    unggah(petugas_client, xlsx(orang(1)))

    assert satu(petugas_client, orang(1), orang(9)).vonis == "baru"


def test_the_same_file_again_says_so_and_is_all_sama(petugas_client):
    isi = xlsx(orang(1), orang(2, jenis_kelamin="L"))
    pertama = terapkan(petugas_client, unggah(petugas_client, isi), centang=True)

    kedua = unggah(petugas_client, isi)

    assert kedua.jumlah["sama"] == 2
    halaman = petugas_client.get(f"/peserta/impor/{kedua.pk}/").text
    assert "Berkas ini sama persis" in halaman
    assert f"/peserta/impor/{pertama.pk}/" in halaman


def test_swap_of_nik_and_kk_judges_the_row_again(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1, nik=orang(1)[1], no_kk=orang(1)[0]), orang(2)))
    assert kode(baris(impor, 2)) == ["nik_kk_tertukar"]
    halaman = petugas_client.get(f"/peserta/impor/{impor.pk}/").text
    assert f'formaction="/peserta/impor/{impor.pk}/baris/2/tukar/?"' in halaman

    pilih(petugas_client, impor, ke="tukar", nomor=2)

    hasil = baris(impor, 2)
    assert (hasil.vonis, hasil.dipilih, hasil.nik) == ("baru", True, orang(1)[0])
    impor.refresh_from_db()
    assert impor.jumlah == {
        "dibaca": 2, "baru": 2, "ubah": 0, "usul": 0, "sama": 0, "peringatan": 0, "galat": 0,
        "abaikan": 0,
    }  # fmt: skip


def test_correcting_one_twin_frees_the_other(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(1, nama="Budi")))

    pilih(petugas_client, impor, **{"sel-3-0": orang(2)[0]})

    assert [b.vonis for b in impor.daftar_baris.all()] == ["baru", "baru"]


def test_correcting_into_a_twin_is_seen_on_both(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(2, nama="")))

    pilih(petugas_client, impor, **{"sel-3-0": orang(1)[0], "sel-3-2": "Budi"})

    assert [kode(b) for b in impor.daftar_baris.all()] == [["nik_ganda_berkas"]] * 2


def test_cells_of_a_row_can_be_corrected_without_script(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1, pekerjaan="tukang ramal")))
    alamat = f"/peserta/impor/{impor.pk}/baris/2/"

    halaman = petugas_client.get(alamat).text
    sebagian = petugas_client.get(alamat, headers={"HX-Request": "true"}).text

    for html in (halaman, sebagian):
        assert 'name="sel-2-9" value="tukang ramal"' in html
        assert "tidak dikenal" in html
    assert "<html" not in sebagian
    pilih(petugas_client, impor, **{"sel-2-9": "pemulung"})
    assert baris(impor, 2).vonis == "baru"
    assert not Peserta.objects.exists()


def test_saving_a_damaged_nik_unchanged_does_not_make_it_good(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(nik=3374015502850010.0), orang(5)))
    halaman = petugas_client.get(f"/peserta/impor/{impor.pk}/baris/2/").text

    assert 'name="sel-2-0" value=""' in halaman
    pilih(petugas_client, impor, **{"sel-2-0": "", "sel-2-2": "Siti Aminah"})
    assert kode(baris(impor, 2)) == ["nik_angka"]
    pilih(petugas_client, impor, **{"sel-2-0": "3374015502850010"})
    assert baris(impor, 2).vonis == "baru"


def test_whole_numbers_are_masked_in_reasons(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1, nik=f"'{orang(1)[0]}"), orang(2, nik="12345")))

    halaman = petugas_client.get(f"/peserta/impor/{impor.pk}/").text

    assert orang(1)[0] not in halaman
    assert "12345" in halaman


def test_look_up_tables_are_made_once_until_they_change(db):
    pertama = kamus_terkini()

    assert kamus_terkini() is pertama
    EjaanWilayah.objects.create(ejaan="Miroto Lor", kode="33.74.01.1001")
    assert kamus_terkini() is not pertama
