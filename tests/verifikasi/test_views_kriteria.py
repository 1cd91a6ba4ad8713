"""The page of the criteria, and their place in /kelola/."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from verifikasi.models import Kriteria, VersiKriteria

KRITERIA = reverse("verifikasi:kriteria")


def versi(mulai, judul="Kepwal baru"):
    baru = VersiKriteria.objects.create(judul=judul, berlaku_mulai=mulai)
    Kriteria.objects.create(
        versi=baru, kode="usia", judul="Usia", urutan=1, dasar_hukum="kepwal-kriteria"
    )
    return baru


def ubah(v):
    return reverse("admin:verifikasi_versikriteria_change", args=[v.pk])


@pytest.mark.parametrize("jumlah", [1, 3])
def test_kriteria_query_count_is_constant(petugas_client, django_assert_num_queries, jumlah):
    for n in range(jumlah - 1):
        versi(date(2024, 1, 1 + n))

    with django_assert_num_queries(13):
        html = petugas_client.get(KRITERIA).text

    assert html.count("Berlaku sejak") == jumlah


def test_kriteria_shows_limits_law_and_which_is_in_force(petugas_client):
    versi(timezone.localdate() + timedelta(days=1), "Nanti")

    html = petugas_client.get(KRITERIA).text

    assert "paling tua 64 tahun 11 bulan" in html
    assert "Surat Edaran Sekretaris Daerah" in html
    assert "perlu konfirmasi" in html
    assert html.index("Nanti") < html.index("berlaku sekarang")


def test_kriteria_without_a_version(petugas_client):
    VersiKriteria.objects.all().delete()

    assert "Belum ada kriteria" in petugas_client.get(KRITERIA).text


@pytest.mark.parametrize(
    ("peran", "status"), [("verifikator", 200), ("admin", 200), ("sekda", 403)]
)
def test_kriteria_is_for_who_sees_people(request, peran, status):
    assert request.getfixturevalue(f"{peran}_client").get(KRITERIA).status_code == status


def test_unknown_legal_key_shows_itself(db):
    baris = Kriteria(dasar_hukum="perda-1-2030")

    assert baris.dasar.judul.startswith("perda-1-2030")
    assert baris.dasar.perlu_konfirmasi
