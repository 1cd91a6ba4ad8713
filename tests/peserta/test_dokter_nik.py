"""The NIK doctor through the real import: for each damage, what the officer reads on the page."""

from html import unescape

import pytest

from peserta.bersih.alasan import GALAT, INFO, PERINGATAN
from peserta.models import Peserta
from tests.peserta.lembar import JUDUL, baris, orang, pilih, terapkan, unggah, xlsx

BAIK = "3374015502850001"  # a woman, born 15-02-1985
KK = "3374011502800001"
CEK_KTP = "dengan KTP, lalu perbaiki"
KE_16 = "angka ke-16 hilang dan 0 di ujungnya bukan angka aslinya"
HURUF_O = "3374O15502850003"
KOLOM = {"nik": 0, "tanggal_lahir": 4, "jenis_kelamin": 5}
# What the row has instead of the good values; how bad; column; value shown; why; how to repair.
SAKIT = {
    "number": (
        {"nik": 3374015502850010.0},
        (GALAT, "nik", "••••••••••••0010", KE_16, "menjadi Teks (Text), ketik ulang dari KTP"),
    ),
    "number written as text": (
        {"nik": "3374015502850010.0"},
        (GALAT, "nik", "3374015502850010.0", KE_16, "ketik ulang dari KTP"),
    ),
    "scientific": (
        {"nik": "3,374E+15"},
        (GALAT, "nik", "3,374E+15", "dalam bentuk ilmiah", "ketik ulang dari KTP"),
    ),
    "fifteen": (
        {"nik": BAIK[:-1]},
        (GALAT, "nik", BAIK[:-1], "15 angka, seharusnya 16: kurang 1 angka", CEK_KTP),
    ),
    "seventeen": (
        {"nik": f"{BAIK}7"},
        (GALAT, "nik", f"{BAIK}7", "17 angka, seharusnya 16: lebih 1 angka", CEK_KTP),
    ),
    "letter l": (
        {"nik": f"{BAIK[:-1]}l"},
        (GALAT, "nik", f"{BAIK[:-1]}l", "“l”; huruf l atau I mungkin angka 1", CEK_KTP),
    ),
    "letter S and B": (
        {"nik": f"{BAIK[:-2]}SB"},
        (GALAT, "nik", f"{BAIK[:-2]}SB", "mungkin angka 5; huruf B mungkin angka 8", CEK_KTP),
    ),
    "card number": (
        {"nik": "96768677718"},
        (GALAT, "nik", "96768677718", "panjang nomor KPJ", "16 angka dari KTP"),
    ),
    "serial 0000": (
        {"nik": f"{BAIK[:12]}0000"},
        (GALAT, "nik", "••••••••••••0000", "nomor urut tidak pernah 0000", CEK_KTP),
    ),
    "all alike": (
        {"nik": "3" * 16},
        (GALAT, "nik", "••••••••••••3333", "Semua angka NIK sama", CEK_KTP),
    ),
    "impossible day": (
        {"nik": "3374013902850001"},
        (GALAT, "nik", "••••••••••••0001", "bukan tanggal lahir yang mungkin", CEK_KTP),
    ),
    "empty": ({"nik": None}, (GALAT, "nik", "", "NIK kosong", "Isi NIK sesuai KTP")),
    "swapped with KK": (
        {"nik": KK, "no_kk": BAIK},
        (GALAT, "nik", "••••••••••••0001", "NIK dan No. KK tampaknya tertukar", "Klik “Tukar"),
    ),
    "letter O": (
        {"nik": "3374O155O285OO01"},
        (PERINGATAN, "nik", "3374O155O285OO01", "angka 0: ••••••••••••0001", CEK_KTP),
    ),
    "other birth date": (
        {"nik": BAIK, "tanggal_lahir": "16-02-1985"},
        (
            PERINGATAN, "tanggal_lahir", "16-02-1985",
            "tertulis 16-02-1985, NIK menunjukkan 15-02-1985", "bila NIK-nya benar, tulis 15-02",
        ),
    ),
    "day and month swapped": (
        {"nik": "3374014502850001", "tanggal_lahir": "02-05-1985"},
        (
            PERINGATAN, "tanggal_lahir", "02-05-1985",
            "Tanggal dan bulan tampaknya tertukar", "bila NIK-nya benar, tulis 05-02-1985",
        ),
    ),
    "other sex": (
        {"nik": BAIK, "jenis_kelamin": "L"},
        (
            PERINGATAN, "jenis_kelamin", "L",
            "tertulis laki-laki, NIK menunjukkan perempuan", "betulkan jenis kelamin atau NIK-nya",
        ),
    ),
}  # fmt: skip
RAPI = {
    "dots": "3374.0155.0285.0001",
    "spaces": "3374 0155 0285 0001",
    "apostrophe": f"'{BAIK}",
    "zero width": f"\u200b{BAIK}\ufeff",
    "no-break space": f"{BAIK[:6]}\xa0{BAIK[6:]}",
    "word in front": f"NIK: {BAIK}",
}


@pytest.fixture
def satu_baris(petugas_client):
    """``satu_baris(cells)``: the import of this one row, and its page as the officer reads it."""

    def unggah_satu(**sel):
        impor = unggah(petugas_client, xlsx(orang(**sel)))
        return impor, unescape(petugas_client.get(f"/peserta/impor/{impor.pk}/").text)

    return unggah_satu


@pytest.mark.parametrize("sakit", SAKIT)
def test_damage_is_named_with_column_value_reason_and_repair(satu_baris, sakit):
    sel, (tingkat, kolom, nilai, sebab, perbaikan) = SAKIT[sakit]

    impor, html = satu_baris(**sel)

    [alasan] = [a for a in baris(impor, 2).alasan if a["tingkat"] != INFO]
    assert (alasan["tingkat"], alasan["kolom"]) == (tingkat, kolom)
    assert sebab in alasan["sebab"]
    assert perbaikan in alasan["perbaikan"]
    assert alasan["sebab"] in html
    assert alasan["perbaikan"] in html
    assert nilai in html
    assert f'for="sel-2-{KOLOM[kolom]}"' in html


@pytest.mark.parametrize("rapi", RAPI)
def test_what_was_repaired_is_told_with_what_was_read(satu_baris, rapi):
    impor, html = satu_baris(nik=RAPI[rapi])

    satu = baris(impor, 2)
    assert (satu.vonis, satu.nik) == ("baru", BAIK)
    assert [(a["tingkat"], a["kode"]) for a in satu.alasan] == [(INFO, "nik_dibersihkan")]
    assert "dibaca ••••••••••••0001" in html
    assert BAIK not in html


def test_letter_o_is_never_applied_without_a_tick(petugas_client):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2, nik=HURUF_O))))

    assert Peserta.objects.get().nik == orang(1)[0]
    assert impor.jumlah["hasil_dilewati"] == 1


@pytest.mark.parametrize(
    ("judul", "lain", "tombol"),
    [("KPJ", "96768677718", "Tukar NIK dan KPJ"), ("No. Kartu BPJS", "", "Tukar NIK dan KPJ")],
)
def test_nik_in_the_kpj_column_is_put_back_by_one_click(petugas_client, judul, lain, tombol):
    isi = xlsx([*orang(nik=lain), BAIK], judul=[*JUDUL, judul])
    impor = unggah(petugas_client, isi)
    assert [a["kode"] for a in baris(impor, 2).alasan] == ["nik_kpj_tertukar"]
    html = petugas_client.get(f"/peserta/impor/{impor.pk}/").text
    assert tombol in html
    assert BAIK not in html

    pilih(petugas_client, impor, ke="tukar", nomor=2)

    satu = baris(impor, 2)
    assert (satu.vonis, satu.nik, satu.mentah[-1]) == ("baru", BAIK, lain or None)


def test_a_good_row_with_a_kpj_has_nothing_to_say(petugas_client):
    impor = unggah(petugas_client, xlsx([*orang(), "96768677718"], judul=[*JUDUL, "KPJ"]))

    assert (baris(impor, 2).vonis, baris(impor, 2).alasan) == ("baru", [])


def test_swap_that_no_longer_stands_is_refused(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(nik=KK, no_kk=BAIK)))
    pilih(petugas_client, impor, ke="tukar", nomor=2)

    jawaban = pilih(petugas_client, impor, ke="tukar", nomor=2)

    assert jawaban.status_code == 409
    assert baris(impor, 2).nik == BAIK
