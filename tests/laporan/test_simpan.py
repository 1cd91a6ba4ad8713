"""What is kept of the measures equals what the rows give, after whatever happens."""

from datetime import date
from random import Random

import pytest
from django.db import transaction

from laporan.simpan import CAKUPAN, JALUR, PERGERAKAN, RINCIAN, SERAPAN, WILAYAH
from pijar.models import AngkaTersimpan
from tests.laporan.test_pergerakan import DASAR, SEMUA, Pergeseran

pytestmark = pytest.mark.django_db(transaction=True)

ALAMAT = "/laporan/cakupan/"
NOVEMBER, HARI_INI = date(2026, 11, 1), date(2026, 11, 27)
BACAAN = {
    PERGERAKAN: (date(2026, 10, 1), NOVEMBER, HARI_INI),
    JALUR: (2026, HARI_INI),
    SERAPAN: (2026, HARI_INI),
    CAKUPAN: (HARI_INI,),
    WILAYAH: (HARI_INI,),
    RINCIAN: ("terlindungi", "kelurahan", NOVEMBER, HARI_INI, NOVEMBER),
}


@pytest.mark.parametrize("benih", [1, pytest.param(2, marks=pytest.mark.matriks)])
def test_what_is_kept_is_what_the_rows_give(admin, admin2, benih):
    acak = Random(benih)  # noqa: S311  # sample data, not a secret
    dunia = Pergeseran(acak, admin, admin2)
    dihitung = 0
    for langkah in acak.choices([*DASAR, *SEMUA, "diam", "diam"], k=14):
        if langkah != "diam":
            with transaction.atomic():
                dunia.langkah(langkah)
        saat = set(AngkaTersimpan.objects.values_list("pada", flat=True))
        for simpanan, kunci in BACAAN.items():
            assert simpanan.baca(*kunci).nilai == simpanan.hitung(*kunci), langkah
        dihitung += len(set(AngkaTersimpan.objects.values_list("pada", flat=True)) - saat)
    assert 0 < dihitung < 14 * len(BACAAN), "it is both kept and counted"


def test_the_page_of_coverage_shows_a_correction_at_once(admin_client):
    assert admin_client.get(ALAMAT).context["cakupan"].informal == 215_243
    isi = {"ukuran": "informal", "per": "2026-06-30", "nilai": "220000", "sumber": "BPS"}

    admin_client.post(f"{ALAMAT}baru/", isi)

    halaman = admin_client.get(ALAMAT)
    assert halaman.context["cakupan"].informal == 220_000
    assert "dihitung per" in halaman.text
