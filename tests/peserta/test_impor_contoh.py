"""The first rows of a list are kept only as long as its columns may be chosen by them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from peserta.models import Impor
from tests.peserta.lembar import orang, terapkan, unggah, xlsx
from tests.retensi import malam


@pytest.fixture
def diterapkan(petugas_client):
    return terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1))))


def menua(impor, hari, **lain):
    saat = timezone.now() - timedelta(days=hari)
    kolom = "diterapkan_pada" if impor.diterapkan_pada else "dibuat_pada"
    Impor.objects.filter(pk=impor.pk).update(**{kolom: saat}, **lain)


@pytest.mark.parametrize(("hari", "masih"), [(29, True), (31, False)])
def test_first_rows_of_a_finished_list_are_forgotten_by_night(diterapkan, hari, masih):
    menua(diterapkan, hari)
    sebelum = diterapkan.pemetaan

    malam()
    malam()

    diterapkan.refresh_from_db()
    assert sebelum["awal"]
    assert ("awal" in diterapkan.pemetaan) is masih
    assert diterapkan.pemetaan | {"awal": sebelum["awal"]} == sebelum


@pytest.mark.parametrize(
    ("status", "masih"), [("diperiksa", True), ("dibatalkan", False), ("gagal", False)]
)
def test_a_list_whose_columns_may_still_be_chosen_keeps_them(petugas_client, status, masih):
    impor = unggah(petugas_client, xlsx(orang(1)))
    galat = "Tidak terbaca." if status == "gagal" else ""
    menua(impor, 31, status=status, galat=galat)

    malam()

    impor.refresh_from_db()
    assert ("awal" in impor.pemetaan) is masih


def test_pages_of_an_old_list_still_open(diterapkan, petugas_client):
    menua(diterapkan, 31)
    malam()

    for nama in ("impor_detail", "impor_kolom"):
        alamat = reverse(f"peserta:{nama}", args=[diterapkan.pk])
        assert petugas_client.get(alamat, follow=True).status_code == 200
