"""Kecamatan by coverage: sums are the headline, the share is of everybody registered there."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from laporan import angka
from laporan.wilayah import wilayah
from pijar.bulan import WIB
from tests.factories import PesertaFactory, bayar, terdaftar

PADA = date(2026, 2, 20)
TUGU, UTARA = "33.74.16.1001", "33.74.04.1001"


def test_shares_and_sums(db, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 1, 5, 9, tzinfo=WIB))
    for kelurahan in (TUGU, TUGU, UTARA):
        terdaftar(kelurahan_id=kelurahan)
    terdaftar(kelurahan_id=UTARA, kode="CSR")
    PesertaFactory(status="layak", kelurahan_id=TUGU)
    PesertaFactory(status="berhenti", kelurahan_id=TUGU)
    for kode in ("APBD", "CSR"):
        for bulan in (date(2026, 1, 1), date(2026, 2, 1)):
            bayar(bulan, PADA, kode=kode)
    kota = angka.hitung(date(2026, 2, 1), pada=PADA)

    hasil = wilayah(pada=PADA)

    baris = {b.kode: b for b in hasil.baris}
    assert (baris["33.74.16"].orang, baris["33.74.16"].terdata) == (2, 3)
    assert baris["33.74.16"].persen == Decimal("66.67")
    assert (baris["33.74.04"].orang, baris["33.74.04"].terdata) == (1, 2)
    assert len(hasil.baris) == 16
    assert hasil.total.orang == kota.terlindungi == 3
    assert hasil.total.terdata == 5
    assert [b.kode for b in hasil.baris[:2]] == ["33.74.04", "33.74.16"]  # the least covered first
    assert {b.persen for b in hasil.baris[2:]} == {None}
    for satu in kota.per_kecamatan:
        assert baris[satu.kode].orang == satu.orang


def test_who_came_later_is_not_registered_then_and_no_share_is_told(db):
    terdaftar(kelurahan_id=TUGU)
    bayar(date(2026, 1, 1), date(2026, 1, 10))

    baris = {b.kode: b for b in wilayah(pada=date(2026, 1, 15)).baris}["33.74.16"]

    assert (baris.orang, baris.terdata, baris.persen) == (1, 0, None)
