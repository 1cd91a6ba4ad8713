"""Lookup tables of peserta in /kelola/, and that the next import reads them."""

from peserta.models import EjaanWilayah, Pekerjaan
from tests.peserta.lembar import baris, orang, unggah, xlsx


def test_a_new_spelling_is_read_by_the_next_import(admin_client):
    isi = xlsx(orang(1, kelurahan="Mirotto Permai"), orang(2))
    assert baris(unggah(admin_client, isi), 2).vonis == "galat"

    admin_client.post(
        "/kelola/peserta/ejaanwilayah/add/", {"ejaan": "Mirotto Permai", "kode": "33.74.01.1001"}
    )

    assert baris(unggah(admin_client, isi), 2).kelurahan == "33.74.01.1001"


def test_a_spelling_can_be_taken_out_again(admin_client):
    ejaan = EjaanWilayah.objects.create(ejaan="Salah", kode="33.74.01.1001")

    admin_client.post(f"/kelola/peserta/ejaanwilayah/{ejaan.pk}/delete/", {"post": "yes"})

    assert not EjaanWilayah.objects.filter(pk=ejaan.pk).exists()


def test_an_occupation_is_switched_off_not_deleted(admin_client):
    alamat = "/kelola/peserta/pekerjaan/modin/"

    assert admin_client.post(f"{alamat}delete/", {"post": "yes"}).status_code == 403
    isi = {"kode": "modin", "nama": "modin", "kelompok": "keagamaan", "ejaan": ""}
    admin_client.post(f"{alamat}change/", isi)

    assert not Pekerjaan.objects.get(kode="modin").aktif
    assert baris(unggah(admin_client, xlsx(orang(pekerjaan="modin"))), 2).vonis == "galat"
