"""Coverage: what others published, dated, and what the ledger adds; kept by an admin."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from laporan.angka import hitung
from laporan.cakupan import cakupan
from laporan.models import DataCakupan, UkuranCakupan
from tests.factories import bayar, terdaftar

HARI_INI = date(2026, 11, 27)
NOVEMBER = date(2026, 11, 1)
ALAMAT = "/laporan/cakupan/"


def test_the_facts_of_the_sources_are_carried_with_their_day(db):
    hasil = cakupan(pada=HARI_INI)

    isi = {d.ukuran: (d.nilai, d.per) for d in hasil.data}
    assert isi == {
        "informal": (Decimal(215_243), date(2024, 12, 31)),
        "informal_tercakup": (Decimal(40_196), date(2024, 12, 31)),
        "informal_kutipan": (Decimal("18.64"), date(2024, 12, 31)),
        "semua": (Decimal("51.59"), date(2025, 12, 31)),
        "semua_target": (Decimal("71.59"), date(2026, 1, 7)),
    }
    assert hasil.dihitung == Decimal("18.67")
    assert all(d.sumber for d in hasil.data)


def test_ours_stand_beside_them_and_are_never_added(db):
    terdaftar(NOVEMBER, 2)
    terdaftar(NOVEMBER, 2, kode="ASN")
    bayar(NOVEMBER, date(2026, 11, 5))
    bayar(NOVEMBER, date(2026, 11, 5), kode="ASN")
    angka = hitung(NOVEMBER, pada=HARI_INI)

    hasil = cakupan(pada=HARI_INI)

    assert (hasil.kota, hasil.lain) == (angka.terlindungi, angka.terlindungi_lain) == (1, 1)
    assert hasil.orang == 2
    assert hasil.fakta("informal_tercakup").orang == 40_196
    assert hasil.persen_kota == Decimal("0.00")


def test_a_fact_counts_from_its_day(db):
    DataCakupan.objects.create(
        ukuran="informal", per=date(2026, 6, 30), nilai=220_000, sumber="BPS"
    )

    dulu, kini = (cakupan(pada=d) for d in (date(2026, 6, 29), HARI_INI))

    assert (dulu.informal, kini.informal) == (215_243, 220_000)
    assert kini.dihitung is None  # two numbers of different days are not divided


def test_nothing_is_known_before_the_first_fact(db):
    hasil = cakupan(pada=date(2024, 1, 1))

    assert (hasil.data, hasil.informal, hasil.dihitung, hasil.persen_orang) == ((), 0, None, None)


@pytest.mark.parametrize(
    ("aturan", "isi"),
    [
        ("data_cakupan_sekali", {"ukuran": "informal", "per": date(2024, 12, 31)}),
        ("data_cakupan_nilai_sah", {"ukuran": "semua", "nilai": 101}),
        ("data_cakupan_nilai_sah", {"ukuran": "informal", "nilai": -1}),
        ("data_cakupan_orang_bulat", {"ukuran": "informal", "nilai": Decimal("1.5")}),
        ("data_cakupan_bersumber", {"sumber": "  "}),
        ("data_cakupan_ukuran_sah", {"ukuran": "lain"}),
    ],
)
def test_the_database_refuses(db, aturan, isi):
    dasar = {"ukuran": "semua", "per": date(2026, 5, 1), "nilai": 60, "sumber": "BPS"}

    with pytest.raises(IntegrityError, match=aturan), transaction.atomic():
        DataCakupan.objects.create(**dasar | isi)


def test_a_fact_is_never_deleted(db):
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        DataCakupan.objects.all().delete()


def isian(**isi):
    return {
        "ukuran": "informal", "per": "2026-06-30", "nilai": "220000", "sumber": "BPS, Sakernas",
        "catatan": "",
    } | isi  # fmt: skip


def test_an_admin_adds_a_fact(admin_client, admin):
    jawaban = admin_client.post(f"{ALAMAT}baru/", isian())

    assert jawaban.status_code == 302
    satu = DataCakupan.objects.get(per=date(2026, 6, 30))
    assert (satu.nilai, satu.oleh) == (220_000, admin)
    assert "220.000" in admin_client.get(ALAMAT).content.decode()


def test_a_correction_keeps_what_it_was(admin_client):
    satu = DataCakupan.objects.get(ukuran=UkuranCakupan.INFORMAL)

    admin_client.post(f"{ALAMAT}{satu.pk}/", isian(per="2024-12-31", nilai="215.244"))

    satu.refresh_from_db()
    assert satu.nilai == 215_244
    (semula,) = satu.riwayat()
    assert (semula.nilai, semula.per) == (215_243, date(2024, 12, 31))
    assert "Surat Edaran" in semula.sumber
    assert "215.243" in admin_client.get(f"{ALAMAT}{satu.pk}/").content.decode()


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"nilai": "abc"}, "Tulis angka"),
        ({"nilai": "220000,5"}, "Jumlah orang ditulis bulat"),
        ({"ukuran": "semua", "nilai": "120"}, "persen paling tinggi 100"),
        ({"per": "2024-12-31"}, "Betulkan yang sudah ada"),
        ({"per": "2099-01-01"}, "belum tiba"),
        ({"sumber": " "}, "tidak boleh kosong"),
    ],
)
def test_a_wrong_fact_is_told_and_kept_on_the_screen(admin_client, isi, kalimat):
    jawaban = admin_client.post(f"{ALAMAT}baru/", isian(**isi))

    assert jawaban.status_code == 422
    halaman = jawaban.content.decode()
    assert kalimat in halaman
    assert "BPS, Sakernas" in halaman or "sumber" in isi


def test_the_sekda_reads_and_changes_nothing(sekda_client):
    halaman = sekda_client.get(ALAMAT).content.decode()

    assert "40.196" in halaman
    assert "18,67" in halaman
    assert "Tambah data" not in halaman
    assert sekda_client.post(f"{ALAMAT}baru/", isian()).status_code == 403
