"""A staged row is one line of COPY that holds just what the checks made of it."""

import json
import re
from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from peserta.bersih.alasan import GALAT
from peserta.bersih.kamus import Kamus
from peserta.bersih.periksa import BARU, KOLOM
from peserta.impor.salin import KOSONG
from peserta.impor.tampung import KOLOM_AWAL, Pemeriksa
from tests.peserta.strategi import SEL

PADA = date(2026, 11, 20)
KAMUS = Kamus.baku(batas_usia_bulan=779)
TERPISAH = {
    "nik": "3374021802662286",
    "no_kk": "3374020909128011",
    "nama": "IMAM SETIAWAN",
    "jenis_kelamin": "L",
    "tempat_lahir": "Semarang",
    "tanggal_lahir": "18-02-1966",
    "nama_ibu": "Rumiyati",
    "alamat": "Jl. Purnomo No. 63",
    "rt": "9",
    "rw": "008",
    "kecamatan": "Semarang Utara",
    "kelurahan": "Bandarharjo",
    "pekerjaan": "tukang becak",
    "hp": "084878524188",
    "email": "imam@contoh.id",
    "penghasilan": "750.000",
    "lokasi_kerja": "Pasar Johar",
    "status_bpjs": "belum",
    "desil": "2",
    "register_kesejahteraan": "DTKS",
    "keterangan": "giat",
}
TERGABUNG = {k: v for k, v in TERPISAH.items() if k not in ("tanggal_lahir", "rt", "rw", "desil")}
TERGABUNG |= {"kelahiran": "Semarang, 18 Februari 1966", "rt_rw": "09/08", "tempat_lahir": None}
PENDEK = {k: TERPISAH[k] for k in ("nama", "nik", "tanggal_lahir", "jenis_kelamin", "pekerjaan")}
PENDEK |= {"kelurahan": "Bandarharjo", "kecamatan": "Semarang Utara"}
# Cells as good lists have them, and as bad ones do.
LAIN = {
    "nik": ("3321021802662286", "3374025802662286", "3374021802660000", "1" * 16, "33740218026"),
    "no_kk": (None, "", "3321020909128011", "3374.0209.0912.8011", 3374020909128011.0),
    "nama": ("Imam Setiawan", "H. Imam, S.Pd.", "Alm. Imam", "Siti Aminah\\", "AA", "imam 2"),
    "jenis_kelamin": ("Laki-laki", "P", "PR", "1", True, None),
    "tempat_lahir": ("-", "Demak", "", "Jl\\n"),
    "tanggal_lahir": (
        date(1966, 2, 18), datetime.fromisoformat("1966-02-18T09:30"), "1966-02-18",
        "Kendal, 18-02-1966",
        "18/02/66", "02/18/1966", 24156.0, "18-02-1930", "18-02-2030", None, "",
    ),
    "kelahiran": ("18-02-1966", "Kendal 18-02-1966", date(1966, 2, 18), None),
    "nama_ibu": (None, "-", "Ny. Rumiyati", "RUMIYATI", "123"),
    "alamat": (None, "-", "Jl. \"Baru\" No. 1", "Jl. A\\B", "Jl. A\tB", "a" * 300),
    "rt": (9.0, 1.0, True, 1, "RT 09 RW 08", None, "IX", date(2026, 8, 9), "sembilan"),
    "rw": (8.0, 1.0, True, 0.0, False, None, "RW 8"),
    "rt_rw": ("9", "009/008", 1.0, True, None, date(2026, 8, 9)),
    "kecamatan": (None, "Semarang Barat", "Kec. Semarang Utara", "Antah"),
    "kelurahan": ("BANDARHARJO", "Tembalang", "Antah", None),
    "pekerjaan": ("nelayan", "PNS", "tukang ramal", None),
    "hp": (None, "0", "+62 848 7852 4188", "084878524188 / 08123456789", 84878524188.0),
    "email": (None, "bukan email", "Imam@Contoh.id"),
    "penghasilan": (None, 750000.0, "5", "banyak", 1.0, True),
    "lokasi_kerja": (None, "-", "Pasar\\Johar", "Pasar  Bulu"),
    "status_bpjs": (None, "PPU aktif", "BPU", "apa"),
    "desil": (None, 1.0, True, 2.0, "12", "desil 3"),
    "register_kesejahteraan": (None, "tidak", "ya", "P3KE 2023", "Lain\\nya"),
    "keterangan": (None, "apa saja"),
}  # fmt: skip


def isi_sel(kode, baik):
    return st.one_of(*[st.just(baik)] * 12, *map(st.just, LAIN[kode]), SEL)


def daftar(bidang):
    baris = st.tuples(*(isi_sel(kode, baik) for kode, baik in bidang.items()))
    return st.lists(st.tuples(baris, st.integers(0, 2)), min_size=1, max_size=6)


LOLOS = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}


def nilai(pemeriksa, nomor, sel):
    """The line as PostgreSQL takes it, column by column."""
    baris = pemeriksa.baris(nomor, sel)
    assert baris.endswith("\n")
    isi = baris[:-1].split("\t")
    assert "\n" not in baris[:-1]
    teks = [re.sub(r"\\.", lambda cocok: LOLOS[cocok[0]], satu) for satu in isi]
    return dict(zip((*KOLOM_AWAL, *KOLOM), teks, strict=True))


def banding(bidang, semua, wilayah=()):
    """Row after row, as on one list; columns that nobody knows may follow."""
    pemeriksa = Pemeriksa(1, dict(enumerate(bidang)), KAMUS, PADA, wilayah)
    for nomor, (sel, lebih) in enumerate(semua, 1):
        isi = [*sel, *["x"] * lebih]
        bersih, baris = pemeriksa.periksa(isi), nilai(pemeriksa, nomor, isi)
        harus = {k: getattr(bersih, k) for k in KOLOM}
        assert {k: baris[k] for k in KOLOM} == {
            k: KOSONG if v is None else str(v) for k, v in harus.items()
        }
        assert (baris["nomor"], baris["vonis"]) == (str(nomor), bersih.vonis)
        assert baris["dipilih"] == ("t" if bersih.vonis == BARU else "f")
        assert [a["kode"] for a in json.loads(baris["alasan"])] == [a.kode for a in bersih.alasan]


@given(daftar(TERPISAH))
@example([((*TERPISAH.values(),), 0)])
def test_separate_columns_come_through(semua):
    banding(TERPISAH, semua)


@given(daftar(TERGABUNG))
@example([((*TERGABUNG.values(),), 0)])
def test_joined_columns_come_through(semua):
    banding(TERGABUNG, semua)


@given(daftar(PENDEK))
def test_a_short_list_of_one_kecamatan_comes_through(semua):
    banding(PENDEK, semua, ("33.74.02",))


def ubah(bidang=TERPISAH, **lain):
    return [*(bidang | lain).values()]


def satu(bidang, wilayah=(), **lain):
    return nilai(
        Pemeriksa(1, dict(enumerate(bidang)), KAMUS, PADA, wilayah), 1, ubah(bidang, **lain)
    )


@pytest.mark.parametrize("bidang", [TERPISAH, TERGABUNG, PENDEK])
def test_a_good_row_leaves_nothing_to_say(bidang):
    assert (satu(bidang)["vonis"], satu(bidang)["alasan"]) == (BARU, "[]")
    asing = satu(bidang, nik="3321021802662286")
    assert asing["vonis"] == BARU, "a NIK from elsewhere is only told"
    assert "nik_luar_kota" in asing["alasan"]


def test_a_row_from_another_area_is_not_let_through():
    assert satu(PENDEK, ("33.74.05",))["vonis"] == GALAT
    assert satu(PENDEK, ("33.74.02",))["vonis"] == BARU


@pytest.mark.parametrize(
    ("kode", "sel"), [(kode, sel) for kode, semua in LAIN.items() for sel in semua]
)
def test_each_cell_comes_through(kode, sel):
    bidang = TERPISAH if kode in TERPISAH else TERGABUNG
    banding(bidang, [(ubah(bidang, **{kode: isi}), 0) for isi in (bidang[kode], sel)])


@pytest.mark.parametrize("kode", ["rt", "rw", "rt_rw", "desil", "penghasilan"])
@pytest.mark.parametrize(("angka", "benar"), [(1.0, True), (1, True), (0.0, False)])
def test_a_truth_value_is_not_taken_for_the_number_before_it(kode, angka, benar):
    bidang = TERPISAH if kode in TERPISAH else TERGABUNG
    banding(bidang, [(ubah(bidang, **{kode: sel}), 0) for sel in (angka, benar, angka)])
