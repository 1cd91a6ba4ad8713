"""What becomes of donor and worker, case by case, without a database."""

from datetime import date, datetime

import pytest

from iuran.impor_penyumbang.donatur import nilai_donatur
from iuran.impor_penyumbang.fakta import Asn, Fakta, JanjiAda, OrangAda, PenyumbangAda
from iuran.impor_penyumbang.pekerja import nilai_pekerja
from iuran.impor_penyumbang.periksa import Jawaban
from iuran.impor_penyumbang.vonis import beri_vonis
from peserta.bersih.alasan import galat, peringatan
from pijar.bulan import WIB

NIP, LAIN = "198403062009031001", "198403062009031002"
NIK = "3374015502850001"
LAHIR = date(1985, 2, 15)
SATU, SEMBILAN = (datetime(2026, 4, hari, 9, tzinfo=WIB) for hari in (1, 9))
KANTOR = {1: "Dinas Tenaga Kerja", 2: "Dinas Kesehatan"}


def bulan(n: int, tahun: int = 2026) -> date:
    return date(tahun, n, 1)


def jawaban(**lain: object) -> Jawaban:
    """Twelve months from May 2026, answered on the ninth of April."""
    isi = {
        "nomor": 2,
        "waktu": SEMBILAN,
        "nip": NIP,
        "nama_asn": "Bambang Lestari, S.Kom.",
        "hp_asn": "0811",
        "opd_id": 1,
        "nik": NIK,
        "nama": "Siti Aminah",
        "orang": {"tanggal_lahir": LAHIR, "jenis_kelamin": "P"},
        "tempo": 12,
        "mulai": bulan(5),
    }
    return Jawaban(**{**isi, **lain})


def janji(mulai: date, sampai: date, tempo: int = 12, **lain: object) -> JanjiAda:
    isi = {"nip": NIP, "nama": "Bambang", "status": "aktif", "dibayar": False, "waktu": SATU}
    return JanjiAda(pk=7, mulai=mulai, sampai=sampai, tempo=tempo, **{**isi, **lain})


def orang(**lain: object) -> OrangAda:
    isi = {"pk": 5, "nama": "Siti Aminah", "tanggal_lahir": LAHIR, "status": "terdaftar"}
    return OrangAda(**{**isi, **lain})


def fakta(*daftar: JanjiAda, **lain: object) -> Fakta:
    isi = {"orang": {NIK: orang()}, "janji": {5: [*daftar]}, "opd": KANTOR}
    return Fakta(**{**isi, **lain})


@pytest.mark.parametrize(
    ("isi", "daftar", "nasib"),
    [
        ({}, [], "kenal"),
        ({}, [janji(bulan(5), bulan(4, 2027))], "sama"),
        ({}, [janji(bulan(5), bulan(4, 2028))], "sama"),  # extended since
        ({"tempo": 3}, [janji(bulan(5), bulan(4, 2027))], "diubah"),
        ({"tempo": 3}, [janji(bulan(5), bulan(4, 2027), waktu=SEMBILAN)], "sama"),
        ({"tempo": 3, "waktu": None}, [janji(bulan(5), bulan(4, 2027))], "diubah"),
        ({"tempo": 3}, [janji(bulan(5), bulan(4, 2027), dibayar=True)], "ditolak"),
        ({"tempo": 3}, [janji(bulan(5), bulan(6), status="berakhir")], "ditolak"),
        ({}, [janji(bulan(2), bulan(4), 3)], "diperpanjang"),
        ({}, [janji(bulan(2), bulan(4), 3, status="berakhir")], "kenal"),
        ({}, [janji(bulan(2), bulan(3), 1)], "kenal"),  # a month between: a promise of its own
        ({}, [janji(bulan(2), bulan(7), 3)], "diperpanjang"),  # extended once already
        ({"tempo": 1}, [janji(bulan(2), bulan(7), 3)], "sama"),  # within what was extended
        ({"tempo": 6}, [janji(bulan(4), bulan(6), 3)], "diubah"),
        ({"tempo": 6}, [janji(bulan(4), bulan(5), 1), janji(bulan(6), bulan(8), 3)], "ditolak"),
        ({}, [janji(bulan(1), bulan(5), nip=LAIN)], "dilindungi"),
        ({}, [janji(bulan(1), bulan(4), nip=LAIN)], "kenal"),
    ],
)
def test_beside_the_promises_that_are_there(isi, daftar, nasib):
    assert nilai_pekerja(jawaban(**isi), fakta(*daftar)).nasib == nasib


def test_an_extension_keeps_the_first_month():
    hasil = nilai_pekerja(jawaban(tempo=6), fakta(janji(bulan(2), bulan(4), 3)))

    assert hasil.perubahan == {"tempo": [3, 6], "sampai": ["2026-04-01", "2026-10-01"]}
    assert (hasil.janji_id, hasil.peserta_id) == (7, 5)


@pytest.mark.parametrize(
    ("ada", "nasib"),
    [
        ({"meninggal": True, "status": "berhenti"}, "ditolak"),
        ({"sampai_kota": bulan(5)}, "dilindungi"),
        ({"sampai_kota": bulan(4)}, "kenal"),
        ({"status": "didaftarkan"}, "proses"),
        ({"status": "ditetapkan"}, "proses"),
        ({"status": "tidak_layak"}, "ditolak"),
        ({"status": "berhenti"}, "buka"),
        ({"status": "diajukan"}, "kenal"),
    ],
)
def test_who_the_worker_is(ada, nasib):
    assert nilai_pekerja(jawaban(), fakta(orang={NIK: orang(**ada)})).nasib == nasib


@pytest.mark.parametrize("asal", ["digabung", "dikoreksi"])
def test_a_nik_of_before_names_whose_it_is_now(asal):
    hasil = nilai_pekerja(jawaban(), fakta(orang={}, **{asal: {NIK: "Siti Rahayu"}}))

    assert hasil.nasib == "ditolak"
    assert "Siti Rahayu" in hasil.alasan[0].sebab


@pytest.mark.parametrize(
    ("nama", "kelamin", "nasib"),
    [
        ("Siti Aminah, S.E.", "P", "ditolak"),
        ("Hj. Siti Aminah", "P", "ditolak"),
        ("Siti Aminah", "L", "baru"),
        ("Siti Rahayu", "P", "baru"),
    ],
)
def test_a_civil_servant_is_no_worker(nama, kelamin, nasib):
    tahu = fakta(orang={}, asn={LAHIR: [Asn(nama, kelamin)]})

    assert nilai_pekerja(jawaban(), tahu).nasib == nasib


def donatur(**lain: object) -> PenyumbangAda:
    isi = {"pk": 3, "nama": "Bambang Lestari, S.Kom.", "opd_id": 1, "hp": "0811"}
    return PenyumbangAda(**{"status": "aktif", **isi, **lain})


@pytest.mark.parametrize(
    ("ada", "nasib", "berubah"),
    [
        ({}, "kenal", []),
        ({"nama": "BAMBANG LESTARI, S.KOM."}, "kenal", []),
        ({"nama": "Bambang Lestari"}, "ubah", ["nama_asn"]),
        ({"opd_id": 2}, "ubah", ["opd"]),
        ({"opd_id": 2, "opd_sejak": date(2026, 4, 9)}, "ubah", ["opd"]),
        ({"opd_id": 2, "opd_sejak": date(2026, 4, 10)}, "kenal", []),  # moved after the answer
        ({"opd_id": 2, "waktu": SEMBILAN}, "kenal", []),
        ({"opd_id": 2, "waktu": SATU}, "ubah", ["opd"]),
        ({"hp": ""}, "ubah", ["hp_asn"]),
        ({"status": "pensiun"}, "galat", []),
    ],
)
def test_beside_the_donor_who_is_there(ada, nasib, berubah):
    b = jawaban()
    hasil = nilai_donatur(b, b, fakta(penyumbang={NIP: donatur(**ada)}))

    assert (hasil.nasib, [*hasil.perubahan]) == (nasib, berubah)


def test_a_closed_office_takes_no_donor():
    b = jawaban(opd_id=9)

    assert nilai_donatur(b, b, fakta()).nasib == "galat"


@pytest.mark.parametrize(
    ("isi", "orang_ada", "vonis"),
    [
        ({}, {}, "baru"),
        ({"temuan": peringatan("x", "hp_asn", "", "x", "x")}, {}, "peringatan"),
        ({"temuan": galat("x", "nip", "", "x", "x")}, {}, "galat"),
        ({"temuan": galat("x", "nik", "", "x", "x")}, {}, "galat"),
        ({}, {NIK: orang(status="didaftarkan")}, "peringatan"),
        ({"kosong": True, "nik": "", "nama": ""}, {}, "peringatan"),
    ],
)
def test_verdict_of_a_new_donor(isi, orang_ada, vonis):
    (hasil,) = beri_vonis([jawaban(**isi)], fakta(orang=orang_ada))

    assert hasil.vonis == vonis


def test_a_known_donor_without_a_possible_worker_brings_nothing():
    tahu = fakta(orang={NIK: orang(status="didaftarkan")}, penyumbang={NIP: donatur()})
    (hasil,) = beri_vonis([jawaban()], tahu)

    assert hasil.vonis == "galat"
    assert "hanya_penyumbang" not in [a.kode for a in hasil.alasan]


def test_the_first_answer_keeps_its_turn_after_a_correction():
    pertama = jawaban(nomor=2, waktu=SATU)
    kedua = jawaban(nomor=3, nip=LAIN, waktu=datetime(2026, 4, 2, 9, tzinfo=WIB))
    dibetulkan = jawaban(nomor=4, tempo=6)

    hasil = beri_vonis([pertama, kedua, dibetulkan], fakta(orang={}))

    assert [v.pekerja.nasib for v in hasil] == ["diganti", "kembar", "baru"]


def test_two_corrections_of_one_promise_are_one():
    semua = [jawaban(nomor=2, tempo=3, waktu=SEMBILAN), jawaban(nomor=3, tempo=3, waktu=None)]
    semua[0].mulai, semua[1].mulai = bulan(6), bulan(11)

    hasil = beri_vonis(semua, fakta(janji(bulan(5), bulan(4, 2027))))

    assert [v.pekerja.nasib for v in hasil] == ["diganti", "diubah"]
