"""The filter by cover and the page say what the definition does, for every four-month ledger."""

from datetime import date
from itertools import product

import pytest

from iuran import perlindungan as p
from iuran.models import Iuran
from peserta.models import Peserta
from pijar.bulan import rentang_bulan, tambah_bulan
from tests.factories import BantuanFactory, PesertaFactory, bayar, tarif_program

MEI = date(2026, 5, 1)
BULAN = rentang_bulan(date(2026, 2, 1), 4)
KEADAAN = ("kosong", "mati", "belum", "dini", "telat")
ARTI = {
    "terlindungi": ("aktif", "menunggak"),
    "aktif": ("aktif",),
    "menunggak": ("menunggak",),
    "nonaktif": ("nonaktif",),
    "tanpa": ("nonaktif", ""),
}


@pytest.fixture
def setiap_buku(db):
    """625 people: each month without a row, dead, unpaid, paid in May, or paid only in June."""
    semua = list(product(KEADAAN, repeat=len(BULAN)))
    bantuan = [BantuanFactory(peserta=PesertaFactory(), status="berjalan") for _ in semua]
    for ke, bulan in enumerate(BULAN):
        for keadaan in ("dini", "telat", "belum", "mati"):
            milik = [b for b, satu in zip(bantuan, semua, strict=True) if satu[ke] == keadaan]
            Iuran.objects.bulk_create(
                Iuran(
                    peserta_id=b.peserta_id, bantuan=b, sumber_id=b.sumber_id, bulan=bulan,
                    tarif=tarif_program(), jkk=10_000, jkm=6_800,
                    hidup=keadaan != "mati", alasan_mati="Uji" if keadaan == "mati" else "",
                )
                for b in milik
            )  # fmt: skip
            if keadaan == "dini":
                bayar(bulan, date(2026, 5, 2))
            if keadaan == "telat":
                bayar(bulan, date(2026, 6, 20))


HARI = [date(2026, 5, 15), date(2026, 5, 31), date(2026, 6, 1)]


@pytest.mark.parametrize("pada", HARI)
def test_filter_by_cover_agrees_with_the_definition(setiap_buku, pada):
    dihitung = dict(p.dengan_cakupan(Peserta.objects.all(), pada).values_list("pk", "cakupan"))

    for pilihan, arti in ARTI.items():
        disaring = p.bercakupan(Peserta.objects.all(), pilihan, pada).values_list("pk", flat=True)
        assert sorted(disaring) == sorted(pk for pk, c in dihitung.items() if c in arti), pilihan


@pytest.mark.parametrize("pada", HARI)
def test_cover_of_a_page_agrees_with_the_definition(setiap_buku, pada):
    semua = p.dengan_cakupan(Peserta.objects.all(), pada)
    dihitung = {pk: isi for pk, *isi in semua.values_list("pk", "cakupan", "tunggakan")}

    sehalaman = p.cakupan_orang(list(dihitung), pada)

    assert {pk: list(isi) for pk, isi in sehalaman.items()} == dihitung


def test_every_choice_is_compared():
    assert set(ARTI) == set(p.PilihanCakupan.values)
    assert tambah_bulan(BULAN[0], 3) == MEI
