"""The workbook that is handed out: read back by the importer, and named for what it is."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from peserta.bersih.bidang import BIDANG, TANDA, TANDA_LAMA
from peserta.bersih.kesejahteraan import (
    bersihkan_cara_kerja,
    bersihkan_register,
    bersihkan_status_bpjs,
)
from peserta.impor.templat import CARA_KERJA, KECAMATAN_DARI, STATUS_BPJS, templat
from peserta.models import CaraKerja, Kelurahan, Pekerjaan, StatusImpor
from pijar.excel import LEMBAR_PETUNJUK, Tanda, baca_tanda
from tests.peserta.lembar import JUDUL, baris, buku, kode, orang, unggah, xlsx

PILIHAN = {
    "jenis_kelamin",
    "kecamatan",
    "kelurahan",
    "pekerjaan",
    "status_bpjs",
    "cara_kerja",
    "register_kesejahteraan",
    "desil",
}


@pytest.fixture
def kerja(db):
    return openpyxl.load_workbook(BytesIO(templat()))


def contoh(kerja):
    """The example of the instruction sheet, by title of its column."""
    semua = [[sel.value for sel in b] for b in kerja[LEMBAR_PETUNJUK].iter_rows()]
    kepala = next(n for n, b in enumerate(semua) if b[0] == "Kolom")
    return {b[0]: b[3] for b in semua[kepala + 1 :]}


def diisi(kerja, *semua):
    ws = kerja["Data"]
    for n, isi in enumerate(semua, start=2):
        for kolom in range(1, ws.max_column + 1):
            ws.cell(n, kolom).value = isi.get(ws.cell(1, kolom).value)
    hasil = BytesIO()
    kerja.save(hasil)
    return hasil.getvalue()


def kolom_pilihan(kerja, judul):
    ws = kerja["Pilihan"]
    nomor = next(s.column for s in ws[1] if s.value == judul)
    return [s.value for (s,) in ws.iter_rows(min_row=2, min_col=nomor, max_col=nomor) if s.value]


def aturan(kerja):
    """Drop-downs of the data sheet by field."""
    ws = kerja["Data"]
    judul = {b.judul: b.kode for b in BIDANG}
    hasil = {}
    for satu in ws.data_validations.dataValidation:
        hasil[judul[ws.cell(1, next(iter(satu.sqref.ranges)).min_col).value]] = satu
    return hasil


def test_example_is_taken_by_the_importer_without_a_fault(petugas_client, kerja):
    satu = contoh(kerja) | {"NIK": orang()[0]}

    impor = unggah(petugas_client, diisi(kerja, satu))

    assert impor.lembar == "Data"
    assert (impor.jumlah["baru"], impor.jumlah["galat"]) == (1, 0)
    assert baris(impor, 2).alasan == []
    assert (baris(impor, 2).desil, baris(impor, 2).register_kesejahteraan) == (2, "DTSEN")
    assert not impor.pemetaan["asing"]


def test_example_copied_into_the_list_becomes_nobody(petugas_client, kerja):
    impor = unggah(petugas_client, diisi(kerja, contoh(kerja)))

    assert kode(baris(impor, 2)) == ["nik_seri_nol"]
    assert impor.jumlah["galat"] == 1


def test_empty_template_holds_nobody(petugas_client, kerja):
    impor = unggah(petugas_client, templat())

    assert impor.status == StatusImpor.GAGAL
    assert "tidak ada satu orang pun" in impor.galat


def test_every_code_has_a_drop_down_within_what_excel_takes(kerja):
    semua = aturan(kerja)

    assert {*semua} == PILIHAN
    for satu in semua.values():
        assert not satu.formula1.startswith("=")
        assert len(satu.formula1) <= 255
        assert len(satu.error) <= 225
        assert str(satu.sqref).endswith("2001")
    assert kolom_pilihan(kerja, "desil") == [str(n) for n in range(1, 11)]
    assert kolom_pilihan(kerja, "pekerjaan") == [
        *Pekerjaan.objects.filter(aktif=True).values_list("nama", flat=True)
    ]


def test_every_choice_is_understood(kerja):
    for isi in STATUS_BPJS:
        assert "peringatan" not in {a.tingkat for a in bersihkan_status_bpjs(isi)[1]}
    for isi in CARA_KERJA:
        kode, temuan = bersihkan_cara_kerja(isi)
        assert kode in CaraKerja.values
        assert temuan == ()
    for isi in kolom_pilihan(kerja, "register_kesejahteraan"):
        assert bersihkan_register(isi) == (isi, ())


def test_kelurahan_of_each_kecamatan_stand_together_and_complete(kerja):
    """What OFFSET from the first MATCH, COUNTIF rows long, shows in the drop-down."""
    kecamatan, kelurahan = kolom_pilihan(kerja, KECAMATAN_DARI), kolom_pilihan(kerja, "kelurahan")

    assert len(kecamatan) == len(kelurahan) == 177
    for satu in kolom_pilihan(kerja, "kecamatan"):
        mulai = kecamatan.index(satu)
        potong = kelurahan[mulai : mulai + kecamatan.count(satu)]
        milik = Kelurahan.objects.filter(kecamatan__nama=satu).values_list("nama", flat=True)
        assert potong == sorted(milik)


def test_drop_down_of_kelurahan_looks_at_the_kecamatan_of_its_row(kerja):
    ws = kerja["Data"]
    kecamatan = next(s.column_letter for s in ws[1] if s.value == "Kecamatan")

    rumus = aturan(kerja)["kelurahan"].formula1

    assert f"MATCH(${kecamatan}2," in rumus
    assert f"COUNTIF(Pilihan!$H$2:$H$178,${kecamatan}2)" in rumus
    assert kerja["Pilihan"]["H1"].value == KECAMATAN_DARI
    assert kerja["Pilihan"]["I1"].value == "kelurahan"


@pytest.mark.parametrize(
    ("kelurahan", "kecamatan", "wilayah"),
    [
        ("Purwosari", "Mijen", "33.74.14"),
        ("Purwosari", "Semarang Utara", "33.74.02"),
        ("Mangunharjo", "Tugu", "33.74.16"),
        ("Mangunharjo", "Tembalang", "33.74.10"),
    ],
)
def test_same_name_in_two_kecamatan_is_the_chosen_one(
    petugas_client, kerja, kelurahan, kecamatan, wilayah
):
    satu = contoh(kerja) | {"NIK": orang()[0], "Kelurahan": kelurahan, "Kecamatan": kecamatan}

    impor = unggah(petugas_client, diisi(kerja, satu))

    assert baris(impor, 2).kelurahan.startswith(wilayah)
    assert impor.jumlah["galat"] == 0


def test_mark_is_on_the_instruction_sheet_and_reads_back(kerja):
    isi = [(n, [s.value for s in b]) for n, b in enumerate(kerja[LEMBAR_PETUNJUK].iter_rows(), 1)]

    assert baca_tanda(isi) == TANDA
    assert baca_tanda([(1, ["Petunjuk", None, 3.0])]) is None


def test_old_version_is_named_and_read(petugas_client):
    isi = buku({"Data": [JUDUL, orang(1)], LEMBAR_PETUNJUK: [[TANDA_LAMA], ["Kolom"]]})

    impor = unggah(petugas_client, isi)

    assert impor.jumlah["baru"] == 1
    html = petugas_client.get(f"/peserta/impor/{impor.pk}/").text
    assert f"memakai templat versi 1, yang terbaru versi {TANDA.versi}" in html
    assert reverse("peserta:templat") in html


def test_newest_version_and_own_lists_say_nothing_of_versions(petugas_client, kerja):
    satu = contoh(kerja) | {"NIK": orang()[0]}
    for isi in (diisi(kerja, satu), xlsx(orang(2))):
        impor = unggah(petugas_client, isi)

        assert "templat versi" not in petugas_client.get(f"/peserta/impor/{impor.pk}/").text


def test_template_for_another_purpose_is_refused(petugas_client):
    isi = buku({"Data": [JUDUL, orang(1)], LEMBAR_PETUNJUK: [[str(Tanda("saldo_awal", 3))]]})

    impor = unggah(petugas_client, isi)

    assert impor.status == StatusImpor.GAGAL
    assert "templat untuk saldo awal, bukan untuk daftar pekerja rentan" in impor.galat
    assert not impor.daftar_baris.exists()


def test_mark_is_seen_on_a_hidden_sheet(petugas_client):
    kerja = openpyxl.load_workbook(
        BytesIO(buku({"Data": [JUDUL, orang(1)], LEMBAR_PETUNJUK: [[TANDA_LAMA]]}))
    )
    kerja[LEMBAR_PETUNJUK].sheet_state = "hidden"
    hasil = BytesIO()
    kerja.save(hasil)

    impor = unggah(petugas_client, hasil.getvalue())

    assert impor.pemetaan["versi_templat"] == 1
    assert impor.lembar == "Data"
