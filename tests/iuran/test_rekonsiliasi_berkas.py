"""A list of BPJS that comes in several files is one list: read together, proved file by file."""

import pytest
from django.urls import reverse

from iuran.models import BarisDaftarBPJS, DaftarBPJS
from iuran.rekonsiliasi import rekap
from iuran.rekonsiliasi.terima import DaftarMasuk, unggah_daftar
from tests.factories import bayar, terdaftar
from tests.iuran.rekon import AGUSTUS, JUDUL, KEPALA, bagian, baris, terbuka
from tests.iuran.susunan import berkas, jalankan
from tests.iuran.test_rekonsiliasi_layar import ISIAN, SEMUA, alamat

MASUK = DaftarMasuk(AGUSTUS, "pemuda", "posting", AGUSTUS.replace(day=20))


def lembaran(nama, *isi):
    return berkas(*JUDUL, KEPALA, *isi, nama=nama)


@pytest.fixture
def orang(db):
    return [terdaftar(nama=n).peserta for n in ("Ani", "Budi")]


def baca(oleh, *semua) -> DaftarBPJS:
    satu = unggah_daftar(MASUK, berkas=semua, oleh=oleh)
    jalankan(satu.tugas)
    satu.refresh_from_db()
    return satu


def test_both_files_are_one_list_in_the_order_of_their_names(admin, orang):
    dua, satu = lembaran("b.xlsx", baris(orang[1])), lembaran("a.xlsx", baris(orang[0]))
    bayar(AGUSTUS, AGUSTUS.replace(day=10))

    daftar = baca(admin, dua, satu)

    assert daftar.status == "diperiksa"
    assert daftar.nama_semua == "a.xlsx, b.xlsx"
    assert [b for _, b, _ in bagian(daftar)] == ["sama", "sama"]
    assert rekap(daftar).semua.baris == 2
    assert terbuka() == []


def test_each_line_is_proved_by_its_own_file(admin, orang):
    bayar(AGUSTUS, AGUSTUS.replace(day=10))
    daftar = baca(admin, lembaran("a.xlsx", baris(orang[0])), lembaran("b.xlsx", baris(orang[1])))

    bukti = [
        BarisDaftarBPJS.objects.pembukuan(o.daftar_iuran.get(bulan=AGUSTUS)).get().bukti[0]
        for o in orang
    ]
    assert [b.split(",")[0] for b in bukti] == ["a.xlsx", "b.xlsx"]
    for satu, (_, _, sha256) in zip(bukti, daftar.daftar_berkas, strict=True):
        assert sha256 in satu
    assert "berkas 2" in bukti[1]


def test_the_same_files_in_any_order_change_nothing_and_one_of_them_is_another_list(admin, orang):
    semua = [lembaran(f"{n}.xlsx", baris(o)) for n, o in zip("ab", orang, strict=True)]
    pertama = baca(admin, *semua)

    assert unggah_daftar(MASUK, berkas=semua[::-1], oleh=admin) == pertama
    assert DaftarBPJS.objects.count() == 1
    sendiri = unggah_daftar(MASUK, berkas=[semua[0]], oleh=admin)
    assert sendiri != pertama


def test_a_file_chosen_twice_counts_once(admin, orang):
    satu = lembaran("a.xlsx", baris(orang[0]), baris(orang[1]))
    satu_lagi = lembaran("a.xlsx", baris(orang[0]))
    satu_lagi.file, satu_lagi.size = satu.file, satu.size

    assert rekap(baca(admin, satu, satu_lagi)).semua.baris == 2


@pytest.mark.parametrize("isi", [[["tanpa judul", "apa pun"]], None])
def test_a_file_that_is_no_list_is_named_and_nothing_is_kept(admin, orang, isi):
    rusak = berkas(*isi, nama="b.xlsx") if isi else berkas(nama="b.xlsx")

    daftar = baca(admin, lembaran("a.xlsx", baris(orang[0])), rusak)

    assert daftar.status == "gagal"
    assert daftar.galat.startswith("b.xlsx: ")
    assert not daftar.daftar_baris.exists()
    assert terbuka() == []


def test_several_are_chosen_on_the_screen(admin_client, orang):
    semua = [lembaran(f"{n}.xlsx", baris(o)) for n, o in zip("ab", orang, strict=True)]

    jawaban = admin_client.post(SEMUA, ISIAN | {"berkas": semua})

    daftar = DaftarBPJS.objects.get()
    assert jawaban.url == alamat(daftar)
    jalankan(daftar.tugas)
    assert "a.xlsx, b.xlsx" in admin_client.get(alamat(daftar)).text
    assert "multiple" in admin_client.get(reverse("iuran:rekonsiliasi")).text


def test_one_wrong_ending_refuses_all_and_keeps_what_was_typed(admin_client, orang):
    semua = [lembaran("a.xlsx", baris(orang[0])), lembaran("b.pdf", baris(orang[1]))]

    jawaban = admin_client.post(SEMUA, ISIAN | {"berkas": semua})

    assert jawaban.status_code == 422
    assert ".pdf" in jawaban.text
    assert 'value="20-08-2026"' in jawaban.text
    assert not DaftarBPJS.objects.exists()
