"""Verdicts on the rows of an answer: pure, no database."""

from datetime import date

import pytest

from iuran.jawaban.lembar import BarisMentah
from iuran.jawaban.vonis import Dikirim, FaktaJawaban, cocokkan

A, B, ASING = "3374015502850011", "3374015502850022", "3374015502850033"


def dikirim(nomor, **lain):
    isi = {
        "baris_id": nomor,
        "nomor": nomor,
        "peserta_id": nomor * 10,
        "nama": "SITI AMINAH",
        "kpj": "",
        "status": "didaftarkan",
        "hasil": "menunggu",
    }
    return Dikirim(**isi | lain)


def fakta(a=None, b=None, pemilik=None, tempat=None):
    return FaktaJawaban({A: a or dikirim(1), B: b or dikirim(2)}, pemilik or {}, tempat or {})


def baris(nomor=2, nik=A, kpj="96768677718", keterangan="BERHASIL", **lain):
    return BarisMentah("Sheet", nomor, nik=nik, kpj=kpj, keterangan=keterangan, **lain)


def satu(b, f=None, **lain):
    (vonis,) = cocokkan([b], f or fakta(), **lain)
    return vonis


def test_cocokkan_success_keeps_the_card():
    p = satu(baris(nama="Siti  Aminah."))

    assert (p.hasil, p.kpj, p.catatan, p.baris_id) == ("sesuai", "96768677718", "", 1)


def test_cocokkan_already_a_member_is_a_success():
    assert satu(baris(keterangan="SUDAH MENJADI PESERTA"))[1:3] == ("sudah_peserta", "96768677718")


def test_cocokkan_refusal_keeps_no_card_and_says_what_to_do():
    p = satu(baris(keterangan="GAGAL: DATA TIDAK PADAN"))

    assert (p.hasil, p.kpj, p.baris_id) == ("ditolak", "", 1)
    assert "Cocokkan NIK" in p.catatan


@pytest.mark.parametrize(
    ("tempat", "catatan"),
    [
        ({}, "tidak ada dalam data kita"),
        ({ASING: "Orang ini ada di pendaftaran PK-2026-0007 (Terdaftar)."}, "PK-2026-0007"),
    ],
)
def test_cocokkan_stranger_is_never_matched_by_name(tempat, catatan):
    p = satu(baris(nik=ASING, nama="SITI AMINAH"), fakta(tempat=tempat))

    assert (p.hasil, p.kpj, p.baris_id) == ("tidak_diminta", "", None)
    assert catatan in p.catatan


def test_cocokkan_a_kpj_corrected_since_counts_as_todays():
    lama, kini = "96768677718", "26133068531"
    f = fakta(a=dikirim(1, kpj=kini))._replace(kpj_lama={lama: 10})

    p = satu(baris(kpj=lama), f)
    lain = satu(baris(nik=B, kpj=lama), f._replace(pemilik_kpj={lama: 10}))

    assert (p.hasil, p.kpj) == ("sesuai", kini)
    assert "KPJ lama berakhiran 7718" in p.catatan
    assert lain.hasil == "galat"


def test_cocokkan_name_spelt_otherwise_is_a_warning():
    p = satu(baris(nama="SITI AMINA"))

    assert p.hasil == "sesuai"
    assert p.catatan == "Nama berbeda: di jawaban SITI AMINA, di sini SITI AMINAH."


@pytest.mark.parametrize(
    ("b", "d", "catatan"),
    [
        (baris(nama="NAMA LAIN SEKALI"), dikirim(1), "Nama berbeda: di jawaban NAMA LAIN SEKALI"),
        (baris(kpj="9676867"), dikirim(1), "Panjang KPJ ini tidak wajar. KPJ 7 angka"),
        (baris(), dikirim(1, hasil="ditolak"), "Jawaban sebelumnya menolak orang ini"),
    ],
)
def test_cocokkan_clear_difference_needs_a_tick(b, d, catatan):
    p = satu(b, fakta(a=d))

    assert (p.hasil, p.kpj, p.baris_id) == ("berbeda", b.kpj, 1)
    assert catatan in p.catatan


@pytest.mark.parametrize(
    ("keterangan", "catatan"),
    [
        ("BERHASIL, KARTU BELUM DICETAK", "menyebut berhasil dan juga “belum”"),
        ("NIK NONAKTIF", "“NIK NONAKTIF” tidak dikenal"),
        ("AKTIF S.D. 31-02-2027", "perlindungan lamanya tidak terbaca"),
    ],
)
def test_cocokkan_keeps_the_card_of_a_doubt_as_read(keterangan, catatan):
    p = satu(baris(keterangan=keterangan))

    assert (p.hasil, p.kpj, p.baris_id) == ("galat", "96768677718", 1)
    assert catatan in p.catatan


def test_cocokkan_reads_until_when_an_existing_cover_runs():
    b = baris(keterangan="SUDAH MENJADI PESERTA BPU AKTIF S.D. 28-02-2027")

    p = satu(b, fakta(a=dikirim(1, akhir=date(2027, 5, 1))))

    assert (p.hasil, p.lindung_sampai) == ("sudah_peserta", date(2027, 2, 28))


def test_cocokkan_cover_that_outlives_the_grant_offers_the_next_step():
    b = baris(keterangan="SUDAH MENJADI PESERTA BPU AKTIF S.D. 28-02-2027")

    p = satu(b, fakta(a=dikirim(1, akhir=date(2027, 2, 1))))

    assert p.hasil == "galat"
    assert "bantuan berakhir Februari 2027: tidak ada bulan yang dibayar" in p.catatan
    assert "Lepaskan orang ini, lalu tetapkan lagi mulai Maret 2027" in p.catatan


def test_cocokkan_lost_digit_is_reported_not_matched():
    p = satu(baris(nik="", lima_belas=A[:15], galat="NIK tersimpan sebagai angka."))

    assert (p.hasil, p.baris_id) == ("galat", None)
    assert "sama dengan orang ke-1 (SITI AMINAH)" in p.catatan


def test_cocokkan_lost_digit_of_two_people_names_nobody():
    mirip = {A: dikirim(1), A[:15] + "9": dikirim(2)}
    p = satu(
        baris(nik="", lima_belas=A[:15], galat="NIK tersimpan sebagai angka."),
        FaktaJawaban(mirip, {}, {}),
    )

    assert p.catatan == "NIK tersimpan sebagai angka."


@pytest.mark.parametrize(
    ("b", "f", "catatan"),
    [
        (baris(kpj="", keterangan=""), fakta(), "tidak memuat NO KPJ maupun keterangan"),
        (baris(kpj=""), fakta(), "KPJ kosong"),
        (baris(kpj="", galat_kpj="KPJ “x” tidak terbaca."), fakta(), "tidak terbaca"),
        (baris(), fakta(a=dikirim(1, kpj="11111111111")), "KPJ berbeda: tersimpan berakhiran 1111"),
        (baris(), fakta(pemilik={"96768677718": 999}), "sudah dipakai orang lain"),
        (baris(keterangan="MENUNGGU PROSES"), fakta(), "“MENUNGGU PROSES” tidak dikenal"),
        (baris(keterangan="GAGAL"), fakta(a=dikirim(1, hasil="sesuai")), "sudah terdaftar menurut"),
    ],
)
def test_cocokkan_puts_doubt_before_the_officer(b, f, catatan):
    p = satu(b, f)

    assert (p.hasil, p.baris_id) == ("galat", 1)
    assert catatan in p.catatan


@pytest.mark.parametrize(
    ("d", "catatan"),
    [
        (dikirim(1, kpj="96768677718", hasil="sesuai", status="terdaftar"), "Sudah diterapkan"),
        (dikirim(1, status="berhenti"), "Status orang ini Berhenti: KPJ disimpan"),
        (dikirim(1, kpj="96768677718"), ""),
    ],
)
def test_cocokkan_success_of_a_line_that_does_not_wait(d, catatan):
    p = satu(baris(), fakta(a=d, pemilik={"96768677718": 10}))

    assert (p.hasil, p.kpj) == ("sesuai", "96768677718")
    assert catatan in p.catatan


def test_cocokkan_short_card_number_is_a_warning():
    assert "biasanya 11" in satu(baris(kpj="1196880275")).catatan


def test_cocokkan_same_row_twice_counts_once():
    pertama, kedua = cocokkan([baris(2), baris(7)], fakta())

    assert (pertama.hasil, kedua.hasil) == ("sesuai", "galat")
    assert kedua.catatan == (
        "NIK ini juga ada di lembar Sheet baris 2, isinya sama dan baris ini dilewati."
    )


@pytest.mark.parametrize(
    "lain", [baris(7, kpj="11111111111"), baris(7, keterangan="GAGAL", kpj="")]
)
def test_cocokkan_two_different_answers_for_one_nik_decide_nothing(lain):
    pertama, kedua = cocokkan([baris(2), lain], fakta())

    assert (pertama.hasil, kedua.hasil) == ("galat", "galat")
    assert "baris 7, isinya berbeda" in pertama.catatan
    assert "baris 2, isinya berbeda" in kedua.catatan


def test_cocokkan_one_card_for_two_people_is_believed_for_neither():
    pertama, kedua = cocokkan([baris(2), baris(3, nik=B)], fakta())

    assert (pertama.hasil, kedua.hasil) == ("galat", "galat")
    assert "KPJ yang sama ada di lembar Sheet baris 3" in pertama.catatan


def test_cocokkan_pre_check_needs_no_card():
    p = satu(baris(kpj="", ya_tidak="ya", keterangan="BISA DAFTAR"), jenis="cek_awal")

    assert (p.hasil, p.kpj, p.baris_id) == ("sesuai", "", 1)


def test_cocokkan_keeps_notes_short_enough_for_the_column():
    p = satu(baris(nama="A" * 150), fakta(a=dikirim(1, nama="A" * 149 + "B" * 2)))

    assert len(p.catatan) == 300
