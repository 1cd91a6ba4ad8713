"""Reading an opening list: its columns, and the verdict on every row."""

from datetime import date

import pytest

from iuran.models import SaldoAwal, SumberDana
from iuran.saldo_awal.terima import baca_ulang, unggah_saldo
from peserta.models import Peristiwa, Peserta
from peserta.orang.actions.data import ubah_orang
from pijar.errors import AturanDilanggarError
from tests.factories import PesertaFactory, nik_dari, terdaftar
from tests.iuran.saldo import JUDUL, baris, berkas, kode, unggah, vonis
from tests.iuran.susunan import jalankan
from tests.peserta.lembar import LAHIR

pytestmark = pytest.mark.django_db
NIK = nik_dari(LAHIR, "P", 1)
KPJ = "26000000001"
LAIN = nik_dari(LAHIR, "P", 7_000)


def alasan(saldo, nomor=2):
    """Why and what next, of the last finding of a row."""
    satu = saldo.daftar_baris.get(nomor=nomor).alasan[-1]
    return satu["sebab"], satu["perbaikan"]


def test_good_rows_are_new_and_ticked(admin):
    saldo = unggah(baris(1), baris(2), oleh=admin)

    assert saldo.status == "diperiksa"
    assert saldo.jumlah == {
        "dibaca": 2, "baru": 2, "ubah": 0, "sama": 0, "peringatan": 0, "galat": 0,
    }  # fmt: skip
    assert saldo.daftar_baris.filter(dipilih=True).count() == 2
    satu = saldo.daftar_baris.get(nomor=2)
    assert satu.orang["kelurahan"] == "33.74.01.1001"
    assert satu.orang["tanggal_lahir"] == "1985-02-15"
    assert not Peserta.objects.exists()


def test_columns_are_found_under_a_title_by_their_other_names(admin):
    ganti = {"No. KPJ": "NO KARTU", "Nomor SK": "No. SK (lama)", "Dibayar s.d.": "Lunas s/d"}
    ganti |= {"Sumber Dana": "SUMBER ANGGARAN", "Bulan Pertama": "Mulai"}

    saldo = unggah(baris(1), oleh=admin, judul=[ganti.get(j, j) for j in JUDUL])

    assert vonis(saldo) == {2: "baru"}
    assert saldo.daftar_baris.get().bulan_lunas == date(2026, 3, 1)


def test_missing_columns_are_named(admin):
    judul = ["" if j in ("No. KPJ", "Dibayar s.d.") else j for j in JUDUL]

    saldo = unggah(baris(1), oleh=admin, judul=judul)

    assert saldo.status == "gagal"
    assert saldo.galat.startswith("Kolom KPJ, Lunas s.d. tidak ditemukan di baris judul")
    assert saldo.tugas.galat == saldo.galat


@pytest.mark.parametrize(
    ("satu", "galat"),
    [
        (berkas(nama="kosong.xlsx"), "tidak ada satu orang pun"),
        (berkas(["satu", "dua"], judul=["apa", "saja"]), "Baris judul kolom tidak dikenali"),
    ],
)
def test_file_that_is_no_list_says_so(admin, satu, galat):
    saldo = unggah_saldo(satu, nama=satu.name, oleh=admin)

    jalankan(saldo.tugas)

    saldo.refresh_from_db()
    assert saldo.status == "gagal"
    assert galat in saldo.galat


@pytest.mark.parametrize(
    ("lain", "harap"),
    [
        ({}, "baru"),
        ({"kpj": "123456"}, "peringatan"),
        ({"kpj": ""}, "galat"),
        ({"nik": "3374"}, "galat"),
        ({"nik": 3374015502850002}, "galat"),  # typed as a number
        ({"tanggal_lahir": "15-02-1986"}, "peringatan"),
        ({"kelurahan": "Entah"}, "galat"),
        ({"sumber": "Entah"}, "galat"),
        ({"jumlah_bulan": 13}, "galat"),
    ],
)
def test_worst_finding_is_the_verdict(admin, lain, harap):
    saldo = unggah(baris(1, **lain), oleh=admin)

    assert vonis(saldo) == {2: harap}
    assert saldo.daftar_baris.get().dipilih == (harap == "baru")


def test_who_is_over_the_age_gets_a_warning_of_his_own(admin):
    lahir = date(1959, 2, 15)
    isi = {"nik": nik_dari(lahir, "P", 1), "tanggal_lahir": "15-02-1959"}

    saldo = unggah(baris(1, **isi), oleh=admin)

    assert vonis(saldo) == {2: "peringatan"}
    assert "pastikan BPJS masih melindunginya" in alasan(saldo)[0]


def test_one_nik_twice_in_the_file_is_named_by_row(admin):
    saldo = unggah(baris(1), baris(2), baris(1, kpj="26999999999"), oleh=admin)

    assert vonis(saldo) == {2: "galat", 3: "baru", 4: "galat"}
    assert alasan(saldo)[0] == "NIK sama dengan baris 4."
    assert kode(saldo, 4) == ["nik_ganda"]


def test_one_card_for_two_people_is_named_by_row(admin):
    saldo = unggah(baris(1), baris(2, kpj=KPJ), baris(3), oleh=admin)

    assert vonis(saldo) == {2: "galat", 3: "galat", 4: "baru"}
    assert alasan(saldo, 3)[0] == "KPJ sama dengan baris 2."


def test_card_of_somebody_else_here_is_an_error(admin):
    PesertaFactory(nik=LAIN, status="terdaftar", kpj=KPJ, nama="Orang Lain")

    saldo = unggah(baris(1), oleh=admin)

    assert kode(saldo) == ["kpj_dipakai"]
    assert alasan(saldo)[0] == "KPJ berakhiran 0001 sudah dipakai orang lain: Orang Lain."


@pytest.mark.parametrize(
    ("status", "jalan"),
    [
        ("draf", "Verifikasi dahulu"),
        ("diajukan", "Verifikasi dahulu"),
        ("dikembalikan", "Verifikasi dahulu"),
        ("tidak_layak", "Verifikasi dahulu"),
        ("ditetapkan", "Berkas ke BPJS"),
        ("didaftarkan", "Unggah jawaban BPJS"),
        ("berhenti", "data lagi sebagai draf"),
    ],
)
def test_person_in_process_is_an_error_with_the_way_out(admin, status, jalan):
    PesertaFactory(nik=NIK, status=status)

    saldo = unggah(baris(1), oleh=admin)

    assert vonis(saldo) == {2: "galat"}
    sebab, perbaikan = alasan(saldo)
    assert sebab.startswith("Orang ini sudah ada di sini, berstatus")
    assert jalan in perbaikan


def test_person_found_layak_is_a_warning_that_names_him(admin):
    PesertaFactory(nik=NIK, status="layak", nama="Sri Rahayu")

    saldo = unggah(baris(1), oleh=admin)

    assert vonis(saldo) == {2: "peringatan"}
    assert "atas nama Sri Rahayu" in alasan(saldo)[0]


def test_somebody_dead_is_an_error(admin):
    orang = PesertaFactory(nik=NIK, status="berhenti")
    Peristiwa.objects.create(peserta=orang, jenis="meninggal", tanggal=date(2026, 1, 5))

    saldo = unggah(baris(1), oleh=admin)

    assert kode(saldo) == ["meninggal"]


@pytest.mark.parametrize(
    ("kpj", "jumlah", "harap", "kata"),
    [
        (KPJ, 12, "sama", []),
        (KPJ, 6, "galat", ["bulan_kurang"]),
        ("26999999999", 12, "galat", ["kpj_beda"]),
    ],
)
def test_enrolled_person_is_the_same_when_card_and_months_are(admin, kpj, jumlah, harap, kata):
    terdaftar(jumlah=jumlah, nik=NIK, kpj=kpj)

    saldo = unggah(baris(1), oleh=admin)

    assert vonis(saldo) == {2: harap}
    assert kode(saldo) == kata


def test_nik_that_was_merged_away_is_a_warning(admin):
    PesertaFactory(nik=NIK, digabung_ke=PesertaFactory(nik=LAIN))

    saldo = unggah(baris(1), oleh=admin)

    assert vonis(saldo) == {2: "peringatan"}
    assert kode(saldo) == ["nik_digabung"]


def test_reading_again_sees_a_source_that_was_added(admin):
    saldo = unggah(baris(1, sumber="ASN"), oleh=admin)
    assert vonis(saldo) == {2: "galat"}
    SumberDana.objects.create(
        kode="ASN", nama="ASN Peduli", jenis="asn", tahun=2026, pagu=10**9, kuota=100
    )

    jalankan(baca_ulang(saldo, oleh=admin))

    assert vonis(saldo) == {2: "baru"}


def test_file_that_still_waits_is_not_taken_twice(admin, admin2):
    satu = berkas(baris(1))
    saldo = unggah_saldo(satu, nama="saldo.xlsx", oleh=admin)

    lagi = unggah_saldo(satu, nama="lain.xlsx", oleh=admin2)

    assert lagi == saldo
    assert SaldoAwal.objects.count() == 1


def test_name_of_the_file_hides_numbers_of_people(admin):
    saldo = unggah(baris(1), oleh=admin, nama=f"kartu {NIK}.xlsx")

    assert NIK not in saldo.nama_berkas
    assert NIK not in saldo.berkas.name


def test_admin_of_one_area_is_refused(admin):
    admin.wilayah = ["33.74.01"]

    with pytest.raises(AturanDilanggarError, match="seluruh kota"):
        unggah_saldo(berkas(baris(1)), nama="saldo.xlsx", oleh=admin)


def test_number_of_before_a_correction_is_no_new_person(admin, petugas):
    siti = PesertaFactory(nik=NIK, tanggal_lahir=LAHIR)
    ubah_orang(siti, {"nik": LAIN}, oleh=petugas)

    saldo = unggah(baris(1), oleh=admin)

    assert vonis(saldo) == {2: "peringatan"}
    assert not saldo.daftar_baris.get().dipilih
    assert alasan(saldo)[0] == "NIK ini pernah dipakai oleh Siti Aminah sebelum dikoreksi."
