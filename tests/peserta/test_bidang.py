"""The one table of a person's fields and the models hold each other: no list can miss a column."""

from io import BytesIO

import pytest
from django.db import connection
from openpyxl import load_workbook

from iuran.saldo_awal.bidang import BIDANG_DAFTAR as BIDANG_SALDO_AWAL
from iuran.saldo_awal.masukkan import MASUK
from peserta.bersih.bidang import BIDANG, BIDANG_DAFTAR, BIDANG_ORANG, GABUNGAN, IDENTITAS, RAHASIA
from peserta.bersih.periksa import KOLOM, BarisLengkap
from peserta.daftar.ekspor import KOLOM as KOLOM_EKSPOR
from peserta.duplikat.banding import BIDANG_BANDING
from peserta.impor import banding, masukkan
from peserta.impor.templat import susun_templat
from peserta.models import BarisImpor, Peserta
from peserta.orang.forms.data import PesertaForm
from peserta.orang.linimasa import DIBANDINGKAN
from pijar.bengkel.contoh.orang import KOLOM as KOLOM_CONTOH
from pijar.excel import Tanda

# Columns of a person that nobody fills in: keys, state, and who wrote the row when.
BUKAN_ISIAN = {
    "id",
    "nama_cari",
    "sumber_data",
    "status",
    "digabung_ke_id",
    "impor_id",
    "didata_oleh_id",
    "penyunting",
    "dibuat_pada",
    "diubah_pada",
}
BUKAN_SEL = {"id", "impor", "nomor", "mentah", "vonis", "alasan", "kode_awal", "perubahan"}
BUKAN_SEL |= {"dipilih", "tetap", "peserta", "nama_cari"}
TIPE = {"tanggal": "date", "uang": "integer", "angka": "smallint"}
semua_bidang = pytest.mark.parametrize("bidang", BIDANG_DAFTAR, ids=lambda b: b.kode)


def test_every_column_of_a_person_is_a_field_of_the_table():
    kolom = {f.attname for f in Peserta._meta.concrete_fields} - BUKAN_ISIAN

    assert kolom == {b.kolom_orang for b in BIDANG_ORANG}


def test_every_column_of_a_staged_row_is_a_field_of_the_table():
    kolom = {f.name for f in BarisImpor._meta.concrete_fields} - BUKAN_SEL

    assert kolom == {b.kode for b in BIDANG_DAFTAR}


def test_places_are_given_once_and_without_a_gap():
    assert [b.urut for b in BIDANG_ORANG] == list(range(1, len(BIDANG_ORANG) + 1))


def test_codes_are_unique_and_combined_columns_hold_fields():
    kode = [b.kode for b in BIDANG]

    assert len(kode) == len(set(kode))
    assert {satu for dua in GABUNGAN.values() for satu in dua} <= set(kode)


@pytest.mark.django_db
@pytest.mark.parametrize("bidang", BIDANG_ORANG, ids=lambda b: b.kode)
def test_type_is_that_of_the_database(bidang):
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT data_type FROM information_schema.columns"
            " WHERE table_name = 'peserta_peserta' AND column_name = %s",
            [bidang.kolom_orang],
        )
        (jenis,) = kursor.fetchone()

    assert jenis == TIPE.get(bidang.jenis, "character varying")
    assert bidang.tipe == TIPE.get(bidang.jenis, "text")


@semua_bidang
def test_a_plain_text_is_cut_where_the_column_ends(bidang):
    if bidang.panjang:
        assert Peserta._meta.get_field(bidang.kode).max_length == bidang.panjang


@semua_bidang
def test_every_list_knows_the_field(bidang):
    kolom, kode = bidang.kolom_orang, bidang.kode

    assert hasattr(BarisLengkap(), kode)
    assert kode in KOLOM
    assert kolom in DIBANDINGKAN
    assert (bidang.judul, bidang.nilai or kode) in {
        (judul, nilai) for judul, nilai, _ in KOLOM_EKSPOR
    }
    assert any(kolom in b.kolom for b in BIDANG_BANDING)
    assert kolom in KOLOM_CONTOH
    assert kolom in masukkan._MASUK
    assert kolom in MASUK
    assert bidang in BIDANG_SALDO_AWAL
    assert kode in PesertaForm.base_fields
    assert kode == "nik" or f"'{kode}'" in banding.PERUBAHAN


def test_numbers_that_are_masked_and_fields_that_were_verified():
    assert sorted(RAHASIA) == ["nik", "no_kk"]
    assert sorted(IDENTITAS) == ["jenis_kelamin", "nama", "nik", "tanggal_lahir"]


@pytest.mark.django_db
def test_template_asks_for_every_field_that_a_list_brings():
    isi = susun_templat(Tanda("uji", 1), [b for b in BIDANG if b.templat], ("Isi.",))
    judul = {sel.value for sel in load_workbook(BytesIO(isi))["Data"][1]}

    assert {b.judul for b in BIDANG_DAFTAR} <= judul
