"""One whole row: cells against each other, the verdict, and what the officer is told."""

import json
import re
import time
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peserta.bersih.alasan import kutip
from peserta.bersih.bidang import BIDANG
from peserta.bersih.periksa import BarisLengkap, Kamus, periksa_baris
from peserta.models import BarisImpor
from tests.peserta.strategi import SEL

PADA = date(2026, 11, 20)
KAMUS = Kamus.baku(batas_usia_bulan=779)
BAIK = {
    "nama": "Imam Setiawan",
    "nik": "3374021802662286",
    "no_kk": "3374020909128011",
    "jenis_kelamin": "L",
    "kelahiran": "Semarang, 18-02-1966",
    "nama_ibu": "Rumiyati",
    "alamat": "Jl. Purnomo No. 63",
    "rt_rw": "09/08",
    "kelurahan": "Bandarharjo",
    "kecamatan": "Semarang Utara",
    "pekerjaan": "tukang becak",
    "hp": "084878524188",
    "penghasilan": 750000.0,
}


def periksa(kamus=KAMUS, pada=PADA, **lain) -> BarisLengkap:
    return periksa_baris(BAIK | lain, kamus, pada)


def temuan(baris: BarisLengkap):
    return [(a.tingkat, a.kode) for a in baris.alasan]


def test_good_row_is_new_and_clean():
    assert periksa() == BarisLengkap(
        nik="3374021802662286",
        no_kk="3374020909128011",
        nama="Imam Setiawan",
        nama_cari="IMAM SETIAWAN",
        tempat_lahir="Semarang",
        tanggal_lahir=date(1966, 2, 18),
        jenis_kelamin="L",
        nama_ibu="Rumiyati",
        alamat="Jl. Purnomo No. 63",
        rt="009",
        rw="008",
        kelurahan="33.74.02.1001",
        hp="084878524188",
        pekerjaan="tukang_becak",
        penghasilan=750_000,
    )
    assert periksa().vonis == "baru"


def test_row_in_capitals_with_separate_columns():
    baris = periksa_baris(
        {
            "nik": "3374134612709196",
            "nama": "SULASTRI WULANDARI",
            "tanggal_lahir": datetime(1970, 12, 6),  # noqa: DTZ001 - cells carry no zone
            "tempat_lahir": "Kab. Demak",
            "jenis_kelamin": "Perempuan",
            "kecamatan": "SEMARANG BARAT",
            "kelurahan": "Tawangsari",
            "rt": 8.0,
            "rw": 6.0,
            "pekerjaan": "NELAYAN",
            "desil": 3.0,
            "status_bpjs": "PU aktif",
            "email": "Sulastri@Contoh.id",
            "lokasi_kerja": " TPI  Tambaklorok ",
            "keterangan": "anggota koperasi",
        },
        KAMUS,
        PADA,
    )

    assert (baris.nama, baris.tempat_lahir) == ("Sulastri Wulandari", "Kab. Demak")
    assert (baris.rt, baris.rw, baris.kelurahan) == ("008", "006", "33.74.13.1014")
    assert (baris.desil, baris.register_kesejahteraan) == (3, "DTSEN")
    assert (baris.email, baris.lokasi_kerja) == ("sulastri@contoh.id", "TPI Tambaklorok")
    assert baris.keterangan == "anggota koperasi"
    assert baris.status_bpjs == "pu_aktif"
    assert temuan(baris) == [("info", "status_pu_aktif")]
    assert baris.vonis == "baru"


def test_empty_row_names_every_required_field():
    baris = periksa_baris({}, KAMUS, PADA)

    assert baris.vonis == "galat"
    assert {a.kolom for a in baris.alasan} == {b.kode for b in BIDANG if b.wajib}
    assert {a.tingkat for a in baris.alasan} == {"galat"}


@pytest.mark.parametrize(
    ("lain", "vonis", "kode"),
    [
        ({"nik": "3374 0218 0266 2286"}, "baru", "nik_dibersihkan"),
        ({"nik": 3374021802662280.0}, "galat", "nik_angka"),
        ({"nik": "337402180266228"}, "galat", "nik_panjang"),
        ({"nik": "96768677718"}, "galat", "nik_kpj"),
        ({"nik": "3321021802662286"}, "baru", "nik_luar_kota"),
        ({"no_kk": "3321020909128011"}, "peringatan", "kk_luar_kota"),
        ({"no_kk": 3374020909128010.0}, "peringatan", "kk_angka"),
        ({"nama": ""}, "galat", "nama_kosong"),
        ({"nama": '=HYPERLINK("http://contoh","x")'}, "galat", "nama_janggal"),
        ({"jenis_kelamin": "P"}, "peringatan", "nik_kelamin_beda"),
        ({"jenis_kelamin": ""}, "baru", "kelamin_menurut_nik"),
        ({"kelahiran": "Semarang, 19-02-1966"}, "peringatan", "nik_lahir_beda"),
        ({"kelahiran": "Semarang"}, "baru", "lahir_menurut_nik"),
        ({"kelurahan": "Tlogosari Kulon"}, "galat", "kelurahan_beda_kecamatan"),
        ({"kelurahan": "Kel. Bandarharjo", "kecamatan": "Smg. Utara"}, "baru", None),
        ({"pekerjaan": "tukang ramal"}, "galat", "pekerjaan_tidak_dikenal"),
        ({"hp": "+62 848-78524188"}, "baru", None),
        ({"hp": "123"}, "peringatan", "hp_tidak_terbaca"),
        ({"penghasilan": "600"}, "peringatan", "penghasilan_tidak_lazim"),
        ({"desil": 11.0}, "peringatan", "desil_tidak_sah"),
        ({"nik": "3374021802662286", "desil": 10.0}, "baru", None),
    ],
)
def test_verdict_of_a_row_with_one_fault(lain, vonis, kode):
    baris = periksa(**lain)

    assert baris.vonis == vonis
    assert [a.kode for a in baris.alasan] == ([kode] if kode else [])


def test_sex_and_birth_date_come_from_the_nik_where_the_list_has_none():
    tanpa = {k: v for k, v in BAIK.items() if k not in ("jenis_kelamin", "kelahiran")}

    baris = periksa_baris(tanpa, KAMUS, PADA)

    assert (baris.jenis_kelamin, baris.tanggal_lahir) == ("L", date(1966, 2, 18))
    assert temuan(baris) == [("info", "kelamin_menurut_nik"), ("info", "lahir_menurut_nik")]
    assert [a.sebab for a in baris.alasan] == [
        "Jenis kelamin diisi laki-laki menurut NIK.",
        "Tanggal lahir diisi 18-02-1966 menurut NIK.",
    ]


def test_age_from_the_nik_is_looked_at_too():
    baris = periksa(nik="3374021802412286", kelahiran="")

    assert temuan(baris) == [("info", "lahir_menurut_nik"), ("peringatan", "usia_di_atas_batas")]


def test_nothing_comes_from_a_nik_that_cannot_be():
    kode = {a.kode for a in periksa(nik="3374029902662286", jenis_kelamin="").alasan}

    assert kode == {"nik_tanggal_mustahil", "jenis_kelamin_kosong"}


def test_worst_finding_decides():
    assert periksa(hp="123", pekerjaan="tukang ramal").vonis == "galat"
    assert periksa(hp="123", nik="3374-021802662286").vonis == "peringatan"


@pytest.mark.parametrize(
    ("nik", "no_kk"),
    [
        ("3374020909128011", "3374021802662286"),
        ("3374020909128011", "3374 0218 0266 2286"),
        ("3374020909120000", "3374021802662286"),
        ("3374023309128011", "3374021802662286"),
        ("", "3374021802662286"),
        (3374020909128010.0, "3374021802662286"),
        ("33740209091280", "3374021802662286"),
    ],
)
def test_nik_and_kk_swapped_is_one_galat_for_one_click(nik, no_kk):
    baris = periksa(nik=nik, no_kk=no_kk)

    assert temuan(baris) == [("galat", "nik_kk_tertukar")]
    assert (baris.nik, baris.no_kk) == ("", "")
    assert periksa(nik=no_kk, no_kk=nik).vonis != "galat"


def test_womans_nik_in_the_kk_column_is_recognised():
    baris = periksa(
        nik="3374020909128011",
        no_kk="3374026404999809",
        jenis_kelamin="P",
        kelahiran="Semarang, 24-04-1999",
    )

    assert temuan(baris) == [("galat", "nik_kk_tertukar")]


@pytest.mark.parametrize("no_kk", ["3374020909128011", "", 3374021802662286.0, "3374021802660000"])
def test_other_birth_date_is_no_swap_unless_the_kk_fits(no_kk):
    baris = periksa(nik="3374020503177095", no_kk=no_kk)

    assert ("peringatan", "nik_lahir_beda") in temuan(baris)
    assert "nik_kk_tertukar" not in {a.kode for a in baris.alasan}


def test_day_and_month_swapped_is_a_warning_with_both_dates():
    baris = periksa(nik="3374020607832286", kelahiran="Semarang, 07-06-1983")

    assert temuan(baris) == [("peringatan", "tanggal_bulan_tertukar")]
    assert "07-06-1983" in baris.alasan[0].sebab
    assert "06-07-1983" in baris.alasan[0].sebab
    assert baris.tanggal_lahir == date(1983, 6, 7)


def test_date_and_sex_may_both_differ_from_the_nik():
    baris = periksa(jenis_kelamin="P", kelahiran="Semarang, 19-02-1966")

    assert [a.kode for a in baris.alasan] == ["nik_lahir_beda", "nik_kelamin_beda"]
    assert baris.nik == BAIK["nik"]


@pytest.mark.parametrize(
    ("pada", "vonis"),
    [
        (date(2031, 2, 17), "baru"),
        (date(2031, 2, 18), "peringatan"),
        (date(2031, 2, 19), "peringatan"),
    ],
)
def test_age_limit_the_day_before_on_and_after_the_65th_birthday(pada, vonis):
    baris = periksa(pada=pada)

    assert baris.vonis == vonis
    assert temuan(baris) == ([] if vonis == "baru" else [("peringatan", "usia_di_atas_batas")])


def test_age_limit_is_the_kamus_and_is_said_in_words():
    alasan = periksa(pada=date(2031, 2, 18)).alasan[0]

    assert alasan.sebab == "Usia 65 tahun, di atas 64 tahun 11 bulan: verifikasi akan menolak."
    assert periksa(Kamus.baku(batas_usia_bulan=500)).alasan[0].sebab.startswith("Usia 60 tahun 9")
    assert periksa(Kamus.baku(batas_usia_bulan=None), date(2060, 1, 1)).vonis == "baru"


@pytest.mark.parametrize("batas", [779, None])
@pytest.mark.parametrize("lahir", ["21-11-2026", "18-02-2066", "18-02-1066"])
def test_impossible_birth_dates_are_a_galat(lahir, batas):
    baris = periksa(Kamus.baku(batas_usia_bulan=batas), kelahiran=f"Semarang, {lahir}")

    assert ("galat", "tanggal_lahir_mustahil") in temuan(baris)


def test_separate_birth_columns_win_over_the_combined_one():
    baris = periksa(tanggal_lahir="1966-02-18", tempat_lahir="Kendal", kelahiran="Demak, 1-1-1970")

    assert (baris.tempat_lahir, baris.tanggal_lahir) == ("Kendal", date(1966, 2, 18))


@pytest.mark.parametrize(
    ("lain", "rt", "rw"),
    [
        ({"rt_rw": "", "rt": "3", "rw": "4"}, "003", "004"),
        ({"rt_rw": "", "rt": "3/4"}, "003", "004"),
        ({"rt": "3"}, "003", "008"),
    ],
)
def test_rt_and_rw_from_whichever_column(lain, rt, rw):
    baris = periksa(**lain)

    assert (baris.rt, baris.rw) == (rt, rw)


def test_finding_becomes_json():
    alasan = periksa(nik=3374021802662280.0).alasan[0]

    assert json.loads(json.dumps(alasan._asdict())) == {
        "tingkat": "galat",
        "kode": "nik_angka",
        "kolom": "nik",
        "nilai": "3374021802662280",
        "sebab": alasan.sebab,
        "perbaikan": alasan.perbaikan,
        "saran": [],
    }


def test_cell_in_a_finding_is_shortened():
    assert len(periksa(pekerjaan="x" * 400).alasan[0].nilai) == 40


@pytest.mark.parametrize("isi", ["3374021802662286", "3374 0218 0266 2286", "a3374.0218.0266.2286"])
def test_quoting_masks_long_numbers(isi):
    assert "••••••••••••2286" in kutip(isi)
    assert not re.search("[0-9]{5,}", kutip(isi))


NAKAL = st.sampled_from([BAIK["nik"], "3374 0218 0266 2286", "3374.0218.0266.2286", "x" * 600])
BARIS = st.fixed_dictionaries({}, optional={b.kode: SEL | NAKAL for b in BIDANG})


@given(BARIS, st.booleans())
def test_no_row_crashes_or_tells_a_nik_or_overflows_a_column(mentah, dari_baik):
    baris = periksa_baris(BAIK | mentah if dari_baik else mentah, KAMUS, PADA)

    for a in baris.alasan:
        assert not re.search("[0-9]{13,}", re.sub("[ .]", "", a.sebab + a.perbaikan))
        assert len(a.nilai) <= 40
    for kolom in BarisImpor._meta.concrete_fields:
        if kolom.max_length and hasattr(baris, kolom.name):
            assert len(getattr(baris, kolom.name)) <= kolom.max_length, kolom.name


@given(BARIS)
def test_checking_a_clean_row_again_changes_nothing(mentah):
    """But for what could not be read and is empty now: the NIK says it too."""
    bersih = periksa_baris(BAIK | mentah, KAMUS, PADA)
    ulang = {k: getattr(bersih, k) for k in bersih.__dataclass_fields__ if k != "alasan"}
    dari_nik = {k for k in ("tanggal_lahir", "jenis_kelamin") if not ulang[k]}
    kecamatan = {"kecamatan": bersih.kelurahan[:8]}

    lagi = periksa_baris(ulang | kecamatan, KAMUS, PADA)

    assert [k for k in ulang.keys() - dari_nik if getattr(lagi, k) != ulang[k]] == []


def test_thousands_of_rows_a_second():
    """A rough bound: a hundred times too slow would pass nowhere else unnoticed."""
    mulai = time.process_time()
    for nomor in range(5_000):
        periksa_baris(BAIK | {"nik": f"337402180266{nomor % 9999 + 1:04}"}, KAMUS, PADA)

    assert time.process_time() - mulai < 1
