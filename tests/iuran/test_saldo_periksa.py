"""One row of an opening list: what is read, and what is wrong with it. Pure."""

from datetime import date, datetime

import pytest

from iuran.models import KondisiInsidental, SumberDana, Tarif
from iuran.saldo_awal.periksa import Acuan, bulan_sel, periksa_saldo

APBD_25 = SumberDana(pk=1, kode="APBD", nama="APBD Kota Semarang", jenis="apbd", tahun=2025)
APBD_26 = SumberDana(pk=2, kode="APBD", nama="APBD Kota Semarang", jenis="apbd", tahun=2026)
CSR_1 = SumberDana(pk=3, kode="CSR1", nama="Bank Jateng", jenis="csr", tahun=2026)
CSR_2 = SumberDana(pk=4, kode="CSR2", nama="Bank Jateng", jenis="csr", tahun=2026)
LAMA = SumberDana(pk=5, kode="DBHCHT", nama="DBHCHT", jenis="dbhcht", tahun=2026, aktif=False)
TARIF = Tarif(
    pk=1,
    aktif=True,
    penghasilan_min=0,
    jkk=10_000,
    jkm=6_800,
    jht=0,
    berlaku_mulai=date(2025, 3, 1),
)
ACUAN = Acuan(
    [APBD_25, APBD_26, CSR_1, CSR_2, LAMA],
    [KondisiInsidental(kode="bencana", nama="Terdampak bencana")],
    [TARIF],
)
LENGKAP = {
    "kpj": "26133068531",
    "nomor_sk": "463/7/2025",
    "sumber": "APBD 2026",
    "bulan_awal": "Januari 2026",
    "jumlah_bulan": 12,
    "bulan_lunas": "Maret 2026",
}


def periksa(**lain):
    return periksa_saldo({**LENGKAP, **lain}, ACUAN, transport=False)


def kode(**lain):
    return [a.kode for a in periksa(**lain).alasan]


def test_row_without_a_fault_is_read_whole():
    isi = periksa()

    assert (isi.kpj, isi.nomor_sk, isi.sumber, isi.lanjut) == (
        "26133068531",
        "463/7/2025",
        APBD_26,
        None,
    )
    assert (isi.awal, isi.jumlah, isi.akhir) == (date(2026, 1, 1), 12, date(2026, 12, 1))
    assert isi.lunas == date(2026, 3, 1)
    assert isi.alasan == []


@pytest.mark.parametrize(
    ("sel", "bersih"),
    [
        ("26133068531.0", "26133068531"),
        (26133068531, "26133068531"),
        (26133068531.0, "26133068531"),
        ("26 133 068 531", "26133068531"),
    ],
)
def test_kpj_is_cleaned_to_digits(sel, bersih):
    assert periksa(kpj=sel).kpj == bersih


@pytest.mark.parametrize(
    ("sel", "harap"),
    [("", ["kpj"]), ("BELUM ADA", ["kpj"]), ("123456", ["kpj_panjang"]), ("26133068531", [])],
)
def test_kpj_that_cannot_be_one_is_said(sel, harap):
    assert kode(kpj=sel) == harap


@pytest.mark.parametrize(
    ("sel", "tahun", "harap"),
    [
        ("APBD 2026", "", APBD_26),
        ("apbd", "", APBD_26),
        ("APBD Kota Semarang", "", APBD_26),
        ("APBD Kota Semarang 2026", "", APBD_26),
        ("apbd", 2026, APBD_26),
        ("CSR-1", "", CSR_1),
    ],
)
def test_source_is_found_by_code_or_name_and_year(sel, tahun, harap):
    assert periksa(sumber=sel, tahun=tahun).sumber is harap


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"sumber": ""}, "Sumber dana kosong."),
        ({"sumber": "Baznas"}, "Sumber dana “Baznas” tahun 2026 tidak dikenal."),
        ({"sumber": "Bank Jateng"}, "Sumber dana “Bank Jateng” tahun 2026 ada lebih dari satu."),
        ({"sumber": "DBHCHT"}, "Sumber dana DBHCHT 2026 tidak aktif."),
        (
            {"sumber": "APBD 2025"},
            "Bulan pertama Januari 2026 di luar tahun sumber dana APBD Kota Semarang 2025.",
        ),
        (
            {"bulan_awal": "Juli 2026"},
            "Bantuan sampai Juni 2027 melewati tahun sumber dana APBD Kota Semarang 2026, "
            "sedangkan APBD 2027 belum ada.",
        ),
    ],
)
def test_source_that_cannot_pay_says_why_and_what_next(lain, kalimat):
    (alasan,) = periksa(**{"bulan_lunas": "", **lain}).alasan

    assert (alasan.tingkat, alasan.kolom, alasan.sebab) == ("galat", "sumber", kalimat)
    assert alasan.perbaikan


def test_repair_of_an_unknown_source_names_those_that_exist():
    (alasan,) = periksa(sumber="Baznas").alasan

    assert alasan.perbaikan == (
        "Tulis salah satu: APBD, CSR1, CSR2, DBHCHT; bila memang sumber lain, tambahkan di "
        "Kelola > Sumber dana, lalu tekan Baca ulang."
    )


def test_months_after_new_year_belong_to_the_next_source():
    isi = periksa(sumber="APBD", bulan_awal="Juli 2025", bulan_lunas="Januari 2026")

    assert (isi.sumber, isi.lanjut) == (APBD_25, APBD_26)
    assert isi.alasan == []


@pytest.mark.parametrize(
    ("jenis", "kondisi", "jumlah", "harap"),
    [
        ("", "", 1, []),
        ("", "", 12, []),
        ("", "", "6 bulan", []),
        ("", "", 0, ["jumlah_bulan"]),
        ("", "", 13, ["jumlah_bulan"]),
        ("", "", "setahun", ["jumlah_bulan"]),
        ("Rutin", "", 12, []),
        ("insidental", "bencana", 3, []),
        ("Insidental", "Terdampak Bencana", 3, []),
        ("insidental", "bencana", 4, ["jumlah_bulan"]),
        ("insidental", "", 3, ["kondisi"]),
        ("insidental", "demam", 3, ["kondisi"]),
        ("tetap", "", 3, ["jenis"]),
    ],
)
def test_length_obeys_the_kind_of_grant(jenis, kondisi, jumlah, harap):
    lain = {"jenis_bantuan": jenis, "kondisi": kondisi, "jumlah_bulan": jumlah, "bulan_lunas": ""}

    assert kode(**lain) == harap


@pytest.mark.parametrize(
    ("sel", "lunas", "harap"),
    [
        ("", None, []),
        (None, None, []),
        ("-", None, []),
        ("November 2025", None, ["bulan_lunas"]),
        ("Desember 2025", None, []),  # the month before the first: nothing is paid
        ("Januari 2026", date(2026, 1, 1), []),
        ("Desember 2026", date(2026, 12, 1), []),
        ("Januari 2027", None, ["bulan_lunas"]),
        ("lunas", None, ["bulan_lunas"]),
    ],
)
def test_paid_until_lies_within_the_grant(sel, lunas, harap):
    isi = periksa(bulan_lunas=sel)

    assert isi.lunas == lunas
    assert [a.kode for a in isi.alasan] == harap


@pytest.mark.parametrize(
    ("sel", "harap"),
    [
        ("Januari 2026", date(2026, 1, 1)),
        ("jan 2026", date(2026, 1, 1)),
        ("01-2026", date(2026, 1, 1)),
        ("2026-01", date(2026, 1, 1)),
        ("17-01-2026", date(2026, 1, 1)),
        ("1 Januari 2026", date(2026, 1, 1)),
        (datetime(2026, 1, 17), date(2026, 1, 1)),  # noqa: DTZ001 - as a cell has it
        (date(2026, 1, 17), date(2026, 1, 1)),
        (46_039, date(2026, 1, 1)),  # Excel's day count of 17 January 2026
        ("", None),
        (None, None),
        ("besok", None),
        ("13-2026", None),
    ],
)
def test_month_is_read_as_people_write_it(sel, harap):
    assert bulan_sel(sel) == harap


def test_month_without_a_tariff_is_said():
    (alasan,) = periksa(sumber="APBD 2025", bulan_awal="Februari 2025", jumlah_bulan=1,
                        bulan_lunas="").alasan  # fmt: skip

    assert alasan.sebab == "Belum ada tarif iuran yang berlaku pada Februari 2025."
    assert "Iuran > Tarif" in alasan.perbaikan


def test_empty_row_names_everything_that_is_missing():
    isi = periksa_saldo({}, ACUAN, transport=False)

    assert [a.kode for a in isi.alasan] == ["kpj", "sk", "bulan_awal", "jumlah_bulan", "sumber"]


@pytest.mark.parametrize("sel", ["Maret 2025", "03-2025", date(2025, 3, 17), "01-03-2025"])
def test_the_month_of_an_older_membership_is_read(sel):
    assert periksa(peserta_sejak=sel).sejak == date(2025, 3, 1)


@pytest.mark.parametrize("sel", ["", "-", None])
def test_without_it_the_membership_begins_with_the_grant(sel):
    assert (periksa(peserta_sejak=sel).sejak, kode(peserta_sejak=sel)) == (None, [])


@pytest.mark.parametrize(
    ("sel", "sebab"),
    [
        ("dulu", "tidak terbaca"),
        ("Februari 2026", "sesudah bulan pertamanya, Januari 2026"),
        ("Maret 1925", "mendahului BPJS Ketenagakerjaan"),
    ],
)
def test_an_impossible_begin_of_the_membership_is_refused(sel, sebab):
    (alasan,) = periksa(peserta_sejak=sel).alasan

    assert (alasan.tingkat, alasan.kolom) == ("galat", "peserta_sejak")
    assert sebab in alasan.sebab
