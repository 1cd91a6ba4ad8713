"""The page of the criteria, and their place in /kelola/."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.peran import masuk
from tests.verifikasi.susunan import ajukan_satu
from verifikasi.admin import salin_versi
from verifikasi.models import Kriteria, VersiKriteria

KRITERIA = reverse("verifikasi:kriteria")
KELOLA = reverse("admin:verifikasi_versikriteria_changelist")


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


# /kelola/
def isian(v, **lain):
    k = v.daftar_kriteria.get()
    awalan = "daftar_kriteria-0-"
    isi = {
        "judul": v.judul,
        "berlaku_mulai": v.berlaku_mulai.isoformat(),
        "daftar_kriteria-TOTAL_FORMS": "1",
        "daftar_kriteria-INITIAL_FORMS": "1",
        f"{awalan}id": k.pk,
        f"{awalan}versi": v.pk,
        f"{awalan}urutan": "1",
        f"{awalan}kode": "usia",
        f"{awalan}judul": "Usia",
        f"{awalan}parameter": "{}",
        f"{awalan}dasar_hukum": "kepwal-kriteria",
    }
    return isi | {f"{awalan}{nama}": nilai for nama, nilai in lain.items()}


def test_admin_changes_a_version_that_is_not_used(admin_client):
    baru = versi(date(2030, 1, 1))
    parameter = '{"bulan_maks": 720}'

    jawaban = admin_client.post(ubah(baru), isian(baru, parameter=parameter))

    assert jawaban.status_code == 302
    assert baru.daftar_kriteria.get().parameter == {"bulan_maks": 720}


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"parameter": '{"bulan": 1}'}, "tidak dikenal"),
        ({"kode": "Usia!"}, "Kode hanya huruf kecil"),
        ({"dasar_hukum": "lain"}, "dasar_hukum"),
    ],
)
def test_admin_is_told_what_is_wrong(admin_client, lain, kalimat):
    baru = versi(date(2030, 1, 1))

    jawaban = admin_client.post(ubah(baru), isian(baru, **lain))

    assert jawaban.status_code == 200
    assert kalimat in jawaban.text


def test_version_once_used_is_read_only_in_kelola(petugas, admin_client):
    ajukan_satu(petugas)
    v = VersiKriteria.objects.get()

    assert admin_client.get(KELOLA).status_code == 200
    assert 'name="judul"' not in admin_client.get(ubah(v)).text
    assert admin_client.post(ubah(v), {"judul": "x"}).status_code == 403
    hapus = reverse("admin:verifikasi_versikriteria_delete", args=[v.pk])
    assert admin_client.post(hapus, {"post": "yes"}).status_code == 403


def test_version_not_used_may_be_deleted(admin_client):
    baru = versi(date(2030, 1, 1))
    hapus = reverse("admin:verifikasi_versikriteria_delete", args=[baru.pk])

    admin_client.post(hapus, {"post": "yes"})

    assert VersiKriteria.objects.count() == 1


def test_copy_is_a_later_version_with_the_same_criteria(admin_client):
    lama = VersiKriteria.objects.get()
    versi(date(2030, 1, 1))

    admin_client.post(KELOLA, {"action": "salin", "_selected_action": [lama.pk]})

    salinan = VersiKriteria.objects.order_by("-berlaku_mulai").first()
    assert salinan.berlaku_mulai == date(2031, 1, 1)
    assert salinan.judul.startswith("Salinan Kriteria bawaan")
    assert salinan.daftar_kriteria.count() == lama.daftar_kriteria.count() == 7


def test_copy_begins_a_year_from_now_at_the_earliest(db):
    pada = date(2026, 3, 10)

    assert salin_versi(VersiKriteria.objects.get(), pada=pada).berlaku_mulai == date(2027, 3, 10)


def test_kelola_of_criteria_needs_the_right(verifikator):
    verifikator.is_staff = True
    verifikator.save()
    client = masuk(verifikator)

    assert client.get(KELOLA).status_code == 403
    assert client.get(reverse("admin:verifikasi_versikriteria_add")).status_code == 403
