"""Every rule at its boundaries; nothing here touches a database."""

import inspect
from dataclasses import replace
from datetime import date, timedelta

import pytest

from verifikasi import kriteria
from verifikasi.kriteria import ATURAN, FaktaKasus, bulan_genap, nilai
from verifikasi.models import JenisKriteria, Kriteria, Saat
from verifikasi.takaran import TAKARAN, batas, lengkap, parameter_keliru

PADA = date(2026, 3, 10)
FAKTA = FaktaKasus(
    tanggal_lahir=date(1985, 2, 15),
    kelurahan="33.74.01.1001",
    no_kk="3374010101010001",
    pekerjaan="tukang_becak",
    pekerjaan_aktif=True,
    status_bpjs="belum",
    desil=2,
    wilayah_nik="337401",
    keterangan_kerja=PADA,
    cara_kerja="sendiri",
    penghasilan=1_500_000,
    register="DTSEN",
    desil_pada=PADA,
    berkas={"ktp": PADA},
)
KODE_BAWAAN = {
    "penduduk": "domisili",
    "tidak_ganda": "tanpa_pembayar_lain",
    "kesejahteraan": "register",
    "surat_rt": "tanya",
}
DIJAWAB_DATA = [j for j in ATURAN if j != JenisKriteria.TANYA]


def jawaban(kode, pada=PADA, parameter=None, saat=Saat.PUTUSAN, bukti_hari=None, **ubah):
    """The answer to a criterion by its kind, or by the code of the shipped version."""
    jenis = KODE_BAWAAN.get(kode, kode)
    satu = Kriteria(jenis=jenis, parameter=parameter or {}, bukti_hari=bukti_hari)
    return nilai(satu, replace(FAKTA, **ubah), pada=pada, saat=saat)


def test_every_kind_has_a_rule():
    assert set(ATURAN) == set(JenisKriteria.values)


@pytest.mark.parametrize("jenis", DIJAWAB_DATA)
def test_complete_facts_meet_every_criterion(jenis):
    assert jawaban(jenis).jawaban == "ya"


@pytest.mark.parametrize(
    ("lahir", "pada", "harapan"),
    [
        (date(1961, 3, 11), date(2026, 3, 10), "ya"),  # the day before the 65th birthday
        (date(1961, 3, 10), date(2026, 3, 10), "tidak"),  # on it
        (date(1961, 3, 9), date(2026, 3, 10), "tidak"),  # after it
        (date(1961, 3, 31), date(2026, 3, 30), "ya"),
        (date(1961, 3, 31), date(2026, 3, 31), "tidak"),
        (date(1960, 2, 29), date(2025, 2, 28), "ya"),  # a leap birthday is completed on 1 March
        (date(1960, 2, 29), date(2025, 3, 1), "tidak"),
        (date(2011, 3, 11), date(2026, 3, 10), "tidak"),  # 14, the day before 15
        (date(2011, 3, 10), date(2026, 3, 10), "ya"),
        (date(2026, 3, 11), date(2026, 3, 10), "tidak"),  # not born yet
    ],
)
def test_age_counts_completed_months(lahir, pada, harapan):
    assert jawaban("usia", pada, tanggal_lahir=lahir).jawaban == harapan


def test_age_limit_is_779_completed_months():
    assert bulan_genap(date(1961, 3, 11), date(2026, 3, 10)) == 779
    assert bulan_genap(date(1961, 3, 10), date(2026, 3, 10)) == 780


def test_age_limits_are_parameters():
    muda = {"bulan_maks": 600, "tahun_min": 18}

    assert jawaban("usia", parameter=muda, tanggal_lahir=date(1970, 1, 1)).jawaban == "tidak"
    assert jawaban("usia", parameter=muda, tanggal_lahir=date(2009, 1, 1)).jawaban == "tidak"


def test_age_explains_itself():
    tua = jawaban("usia", tanggal_lahir=date(1960, 3, 10))

    assert tua.penjelasan == (
        "Berusia 66 tahun 0 bulan pada 10 Maret 2026; paling tinggi 64 tahun 11 bulan."
    )


@pytest.mark.parametrize(
    ("kk", "kelurahan", "harapan"),
    [
        ("3374010101010001", "33.74.01.1001", "ya"),
        ("", "33.74.01.1001", "ya"),
        ("3322010101010001", "33.74.01.1001", "belum_ada_data"),
        ("3374010101010001", "33.22.01.2001", "tidak"),
    ],
)
def test_residency_looks_at_home_and_family_card(kk, kelurahan, harapan):
    assert jawaban("penduduk", no_kk=kk, kelurahan=kelurahan).jawaban == harapan


def test_residency_mentions_a_nik_of_elsewhere_without_minding_it():
    hasil = jawaban("penduduk", wilayah_nik="332201")

    assert hasil.jawaban == "ya"
    assert "332201" in hasil.penjelasan


def test_occupation_must_still_be_on_the_list():
    assert jawaban("pekerjaan", pekerjaan_aktif=False).jawaban == "tidak"


@pytest.mark.parametrize(
    ("status", "upah", "ganda"),
    [
        ("", "belum_ada_data", "ya"),
        ("belum", "ya", "ya"),
        ("bpu_mandiri", "ya", "ya"),
        ("pu_aktif", "tidak", "ya"),
        ("pihak_lain", "ya", "tidak"),
    ],
)
def test_what_bpjs_knows_decides_two_criteria(status, upah, ganda):
    assert jawaban("bukan_penerima_upah", status_bpjs=status).jawaban == upah
    assert jawaban("tidak_ganda", status_bpjs=status).jawaban == ganda


@pytest.mark.parametrize(
    ("umur", "harapan"),
    [(0, "ya"), (89, "ya"), (90, "ya"), (91, "belum_ada_data"), (-1, "belum_ada_data")],
)
def test_attestation_expires(umur, harapan):
    tanggal = PADA - timedelta(days=umur)

    assert jawaban("masih_bekerja", keterangan_kerja=tanggal).jawaban == harapan


def test_attestation_that_is_missing_is_missing_data():
    assert jawaban("masih_bekerja", keterangan_kerja=None).jawaban == "belum_ada_data"


def test_attestation_period_is_a_parameter():
    lama = {"keterangan_kerja": PADA - timedelta(days=31)}

    assert jawaban("masih_bekerja", parameter={"berlaku_hari": 30}, **lama).jawaban != "ya"


def test_promise_of_a_civil_servant_is_told_and_is_no_payer():
    hasil = jawaban("tidak_ganda", penyumbang="Bambang (Dinas Sosial)")

    assert hasil.jawaban == "ya"
    assert hasil.penjelasan.startswith("Dijanjikan Bambang (Dinas Sosial)")


def test_another_payer_is_named_with_the_last_month():
    hasil = jawaban("tidak_ganda", pembayar="APBD 2026", dibayar_sampai=date(2026, 12, 1))

    assert hasil == ("tidak", "Sudah dibiayai APBD 2026 sampai Desember 2026.")


@pytest.mark.parametrize(
    ("desil", "harapan"), [(None, "belum_ada_data"), (1, "ya"), (5, "ya"), (6, "tidak")]
)
def test_welfare_looks_at_the_decile(desil, harapan):
    assert jawaban("kesejahteraan", desil=desil).jawaban == harapan


def test_unknown_code_is_left_to_the_verifier():
    assert jawaban("surat_rt").jawaban == "belum_ada_data"


@pytest.mark.parametrize(
    ("saat", "pada", "harapan"),
    [
        (Saat.PUTUSAN, date(2026, 3, 9), "ya"),  # born on 10 March 1961
        (Saat.PEMBEKUAN, date(2026, 3, 10), "tidak"),
        (Saat.BULAN_PERTAMA, date(2026, 3, 1), "tidak"),  # the month of the birthday
        (Saat.BULAN_PERTAMA, date(2026, 2, 1), "ya"),  # the month before it
        (Saat.PERPANJANGAN, date(2026, 2, 28), "ya"),
        (Saat.PERPANJANGAN, date(2026, 3, 1), "tidak"),
    ],
)
def test_age_of_a_month_is_that_of_its_last_day(saat, pada, harapan):
    hasil = jawaban("usia", pada, saat=saat, tanggal_lahir=date(1961, 3, 10))

    assert hasil.jawaban == harapan


def test_leap_birthday_lies_in_march_of_other_years():
    lahir = {"tanggal_lahir": date(1960, 2, 29)}

    assert jawaban("usia", date(2025, 2, 1), saat=Saat.BULAN_PERTAMA, **lahir).jawaban == "ya"
    assert jawaban("usia", date(2025, 3, 1), saat=Saat.BULAN_PERTAMA, **lahir).jawaban == "tidak"


@pytest.mark.parametrize(
    ("kode", "harapan"), [([], "ya"), (["tukang_becak"], "ya"), (["nelayan"], "tidak")]
)
def test_occupation_may_be_limited_further(kode, harapan):
    assert jawaban("pekerjaan", parameter={"kode": kode}).jawaban == harapan


@pytest.mark.parametrize(
    ("cara", "upah", "harapan"),
    [
        ("sendiri", 2_000_000, "ya"),
        ("sendiri", 2_000_001, "tidak"),
        ("keluarga", 0, "tidak"),
        ("", 2_000_001, "tidak"),
        ("", 1, "belum_ada_data"),
        ("lepas", None, "belum_ada_data"),
    ],
)
def test_kind_of_work_and_income(cara, upah, harapan):
    batasan = {"cara": ["sendiri", "lepas"], "penghasilan_maks": 2_000_000}

    hasil = jawaban("cara_kerja", parameter=batasan, cara_kerja=cara, penghasilan=upah)

    assert hasil.jawaban == harapan


def test_income_is_not_asked_without_a_limit():
    assert jawaban("cara_kerja", penghasilan=None).jawaban == "ya"


@pytest.mark.parametrize(
    ("dicek", "harapan"),
    [
        (date(2025, 12, 9), "belum_ada_data"),  # three months and a day
        (date(2025, 12, 10), "ya"),
        (date(2025, 12, 11), "ya"),
        (PADA, "ya"),
        (PADA + timedelta(days=1), "belum_ada_data"),
        (None, "belum_ada_data"),
    ],
)
def test_check_of_the_decile_gets_old(dicek, harapan):
    assert jawaban("register", parameter={"umur_bulan": 3}, desil_pada=dicek).jawaban == harapan


@pytest.mark.parametrize(
    ("register", "harapan"), [("DTSEN", "ya"), ("DTKS", "tidak"), ("", "belum_ada_data")]
)
def test_register_may_be_limited(register, harapan):
    hasil = jawaban("register", parameter={"register": ["DTSEN"]}, register=register)

    assert hasil.jawaban == harapan


@pytest.mark.parametrize(("umur", "harapan"), [(29, "ya"), (30, "ya"), (31, "belum_ada_data")])
def test_paper_gets_old(umur, harapan):
    hasil = jawaban("berkas", bukti_hari=30, berkas={"ktp": PADA - timedelta(days=umur)})

    assert hasil.jawaban == harapan


def test_missing_paper_is_named():
    hasil = jawaban("berkas", parameter={"berkas": ["ktp", "kk"]})

    assert hasil == ("belum_ada_data", "Berkas belum ada: Kartu keluarga.")


def test_attestation_against_working_is_a_refusal():
    hasil = jawaban("masih_bekerja", berhenti_kerja="sedang sakit")

    assert hasil == ("tidak", "Menurut pernyataan terakhir sedang sakit.")


@pytest.mark.parametrize("jenis", JenisKriteria.values)
def test_limits_are_told_in_words(jenis):
    wajib = [t for t in TAKARAN.get(jenis, ()) if t.wajib]

    assert len(batas(jenis, {})) == len(wajib)
    assert parameter_keliru(jenis, lengkap(jenis, {})) == {}


def test_limits_in_words():
    pilihan = {"kode": ["nelayan"]}

    assert batas("pekerjaan", pilihan, {"nelayan": "Nelayan"}) == ["hanya pekerjaan ini: Nelayan"]
    assert batas("usia", {}) == ["paling tua 64 tahun 11 bulan", "paling muda 15 tahun"]
    assert batas("cara_kerja", {"cara": ["lepas"], "penghasilan_maks": 2_000_000}) == [
        "cara kerja yang boleh: Pekerja lepas",
        "penghasilan paling tinggi Rp2.000.000 sebulan",
    ]


@pytest.mark.parametrize(
    ("jenis", "parameter", "keliru"),
    [
        ("usia", {"bulan_maks": 779}, ""),
        ("usia", {}, ""),
        ("tanya", {}, ""),
        ("usia", {"bulan": 779}, "tidak dikenal"),
        ("tanya", {"bulan": 1}, "tidak dikenal"),
        ("usia", {"bulan_maks": "779"}, "bilangan bulat"),
        ("usia", {"bulan_maks": True}, "bilangan bulat"),
        ("usia", {"bulan_maks": 0}, "bilangan bulat"),
        ("usia", {"bulan_maks": 1_201}, "1 sampai 1.200"),
        ("usia", {"bulan_maks": None}, "harus diisi"),
        ("usia", {"bulan_maks": 179}, "melewati usia tertuanya"),
        ("usia", [1], "tidak terbaca"),
        ("cara_kerja", {"cara": []}, "harus diisi"),
        ("cara_kerja", {"cara": ["bos"]}, "tidak mengenal bos"),
        ("cara_kerja", {"cara": "lepas"}, "daftar pilihan"),
        ("cara_kerja", {"penghasilan_maks": None}, ""),
        ("domisili", {"wilayah": "33.74"}, ""),
        ("domisili", {"wilayah": "Semarang"}, "tidak terbaca"),
        ("register", {"desil_maks": 11}, "1 sampai 10"),
    ],
)
def test_limits_of_a_version_are_checked(jenis, parameter, keliru):
    hasil = " ".join(parameter_keliru(jenis, parameter).values())

    assert keliru in hasil
    assert bool(hasil) == bool(keliru)


def test_rules_know_no_clock_and_no_query():
    sumber = inspect.getsource(kriteria)

    assert "objects" not in sumber
    assert "today" not in sumber
    assert "timezone" not in sumber
