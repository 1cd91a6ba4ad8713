"""The list of pairs: strongest first, only what this officer may know, filters, pages."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from laporan import pekerjaan_rumah
from peserta.models import PasanganMirip, Peserta
from peserta.tasks import cari_kota
from tests.factories import PesertaFactory
from tests.peran import buat, masuk
from tests.verifikasi.susunan import pasangkan

DAFTAR = "/peserta/duplikat/"
SINI, SANA = "33.74.01.1001", "33.74.16.1001"


def sepasang(skor=90, kelurahan=(SINI, SINI), nama="Siti Aminah", **lain):
    satu, dua = (PesertaFactory(nama=nama, kelurahan_id=k) for k in kelurahan)
    pasangan = pasangkan(satu, dua)
    PasanganMirip.objects.filter(pk=pasangan.pk).update(skor=skor, **lain)
    pasangan.refresh_from_db()
    return pasangan


def skor_tampil(html):
    return [int(n) for n in re.findall(r"(\d+) dari 100", html)]


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_has_constant_queries(petugas_client, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        sepasang()

    with django_assert_num_queries(12):
        html = petugas_client.get(DAFTAR).text

    assert len(skor_tampil(html)) == jumlah


def test_the_likeliest_stand_first_with_their_signals(petugas_client):
    sepasang(70), sepasang(99), sepasang(80, alasan={"nama": 86, "lahir": "sama", "hp": True})

    html = petugas_client.get(DAFTAR).text

    assert skor_tampil(html) == [99, 80, 70]
    assert "nama sangat mirip, tanggal lahir sama, nomor HP sama" in html


def test_nik_is_masked_and_what_differs_is_marked(petugas_client):
    pasangan = sepasang()
    Peserta.objects.filter(pk=pasangan.kanan_id).update(nama="Siti Amina")

    html = petugas_client.get(DAFTAR).text

    assert pasangan.kiri.nik not in html
    assert "<mark><strong>Siti Amina</strong></mark>" in html


def test_of_a_person_elsewhere_only_the_kecamatan_is_told(db):
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))
    pasangan = sepasang(kelurahan=(SINI, SANA), alasan={"nama": 100, "hp": True})
    Peserta.objects.filter(pk=pasangan.kanan_id).update(nama="Rubiyah")
    sepasang(kelurahan=(SANA, SANA), nama="Zulaikha")

    html = client.get(DAFTAR).text

    assert skor_tampil(html) == [90]
    assert "Seseorang di wilayah lain" in html
    for rahasia in ("Rubiyah", "Zulaikha", "nomor HP sama", "Tugurejo", f"/gabung/{pasangan.pk}/"):
        assert rahasia not in html
    assert client.get(reverse("verifikasi:gabung", args=[pasangan.pk])).status_code == 404


def test_filters_by_status_and_kecamatan(petugas, admin, petugas_client):
    kini = timezone.now()
    putus = {"pemutus": petugas, "diputuskan_pada": kini}
    usul = {"pengusul": admin, "usulan": {}, "diusulkan_pada": kini}
    sepasang(71)
    sepasang(72, status="diusulkan", **usul)
    berbeda = sepasang(73, status="berbeda", keterangan="Kembar.", **putus)
    digabung = sepasang(74, status="diusulkan", **usul)
    PasanganMirip.objects.filter(pk=digabung.pk).update(status="digabung", **putus)
    Peserta.objects.filter(pk=digabung.kanan_id).update(digabung_ke=digabung.kiri)
    sepasang(75, kelurahan=(SANA, SINI))
    assert berbeda.status == "berbeda"

    def tampil(kueri):
        return skor_tampil(petugas_client.get(DAFTAR + kueri).text)

    assert tampil("") == [75, 72, 71]
    assert tampil("?status=menunggu") == [75, 71]
    assert tampil("?status=diusulkan") == [72]
    assert tampil("?status=berbeda") == [73]
    assert tampil("?status=digabung") == [74]
    assert tampil("?kecamatan=33.74.16") == [75]
    assert tampil("?kecamatan=99") == []


def test_pairs_of_who_was_merged_elsewhere_do_not_wait(petugas_client):
    pasangan = sepasang()
    Peserta.objects.filter(pk=pasangan.kiri_id).update(digabung_ke=PesertaFactory())

    assert skor_tampil(petugas_client.get(DAFTAR).text) == []


def test_empty_pages_say_what_to_do(petugas_client):
    assert "Tidak ada yang menunggu" in petugas_client.get(DAFTAR).text
    assert "Kosongkan saringan" in petugas_client.get(f"{DAFTAR}?status=berbeda").text


def test_list_needs_the_right(sekda_client):
    assert sekda_client.get(DAFTAR).status_code == 403


def test_what_waits_is_on_the_first_page(petugas, verifikator, admin):
    def menunggu(siapa):
        return {t.label: t.jumlah for t in pekerjaan_rumah.untuk(siapa, pada=date(2026, 3, 10))}

    isi = {"usulan": {}, "diusulkan_pada": timezone.now()}
    sepasang(), sepasang(status="diusulkan", pengusul=petugas, **isi)

    usulan = "Usulan penggabungan menunggu keputusan"
    assert menunggu(petugas)["Kemungkinan ganda"] == menunggu(admin)["Kemungkinan ganda"] == 1
    assert menunggu(verifikator)[usulan] == 1
    assert usulan not in menunggu(petugas)


def test_the_nightly_search_finds_people_who_came_in_otherwise(db):
    PesertaFactory.create_batch(2)

    cari_kota()

    assert PasanganMirip.objects.count() == 1
