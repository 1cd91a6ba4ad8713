"""The form of a change: what was typed stays, bad input writes nothing, numbers stay masked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from peserta.models import PerubahanData, Peserta
from tests.factories import PesertaFactory, terdaftar
from tests.pijar.bukti import jpeg
from tests.verifikasi.test_perubahan_data import isian


@pytest.fixture
def orang(db):
    return terdaftar(nama="Siti Aminah").peserta


@pytest.fixture
def ke(orang):
    return reverse("peserta:perubahan_baru", args=[orang.pk])


def kirim(client, ke, **ubah):
    return client.post(ke, isian(client, ke) | {"alasan": "Sesuai KTP"} | ubah)


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"alasan": ""}, "Tulis alasan perubahannya."),
        ({"alasan": "x" * 301}, "300"),
        ({"kpj": ""}, "KPJ tidak dikosongkan."),
        ({"kpj": "tidak tahu"}, "tidak terbaca"),
        ({"nama": ""}, "Nama lengkap"),
        ({"tanggal_lahir": "31-02-1985"}, "Tanggal lahir"),
        ({"berkas": SimpleUploadedFile("ktp.jpg", b"bukan foto")}, "Foto atau PDF buktinya"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_stays(petugas_client, ke, isi, kalimat):
    jawaban = kirim(petugas_client, ke, alamat="Jl. Mawar 12", **isi)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert "Jl. Mawar 12" in jawaban.text
    assert not PerubahanData.objects.exists()


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({}, "Tidak ada data yang berbeda"),
        ({"nama": "Siti Aminah Putri"}, "diubah dengan bukti"),
        ({"hp": "081200000001", "versi": "2020-01-01T00:00:00+07:00"}, "baru saja diubah"),
    ],
)
def test_a_refusal_keeps_the_page(petugas_client, ke, isi, kalimat):
    jawaban = kirim(petugas_client, ke, **isi)

    assert jawaban.status_code == 409
    assert kalimat in jawaban.text
    assert all(n in jawaban.text for k, n in isi.items() if k != "versi")
    assert not PerubahanData.objects.exists()


def test_a_kpj_of_an_odd_length_needs_a_second_look(petugas_client, ke):
    isi = {"kpj": "1234567", "bukti_kertas": "Kartu asli"}
    assert "biasanya 11" in kirim(petugas_client, ke, sudah_dicocokkan="", **isi).text

    assert kirim(petugas_client, ke, **isi).status_code == 302
    assert PerubahanData.objects.get().isi["kpj"][1] == "1234567"


def test_a_kpj_of_somebody_else_is_said_before_and_shown_to_the_admin(
    petugas_client, admin_client, orang, ke
):
    lain = terdaftar(nama="Budi Santoso").peserta
    isi = {"kpj": lain.kpj, "bukti_kertas": "Kedua kartu asli"}
    assert "KPJ ini tercatat milik Budi Santoso" in (
        kirim(petugas_client, ke, sudah_dicocokkan="", **isi).text
    )
    assert not PerubahanData.objects.exists()

    assert kirim(petugas_client, ke, **isi).status_code == 302
    usulan = PerubahanData.objects.get()
    layar = admin_client.get(reverse("peserta:perubahan_detail", args=[usulan.pk])).text

    assert f'href="{reverse("peserta:detail", args=[lain.pk])}">Budi Santoso</a>' in layar
    assert "KPJ kedua orang ini ditukar" in layar

    for status in ("berhenti", "draf"):  # a new case: not to be exchanged with
        Peserta.objects.filter(pk=lain.pk).update(status=status)
    layar = admin_client.get(reverse("peserta:perubahan_detail", args=[usulan.pk])).text
    assert "tidak dapat ditukar; ini akan ditolak" in layar


def test_a_photo_goes_along_and_is_opened_from_the_proposal(
    petugas_client, admin_client, orang, ke, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    foto = SimpleUploadedFile("ktp.jpg", jpeg())

    assert kirim(petugas_client, ke, nama="Siti Aminah Putri", berkas=foto).status_code == 302

    usulan = PerubahanData.objects.get()
    assert usulan.bukti.jenis == "ktp"
    layar = admin_client.get(reverse("peserta:perubahan_detail", args=[usulan.pk])).text
    alamat = reverse("peserta:berkas_isi", args=[orang.pk, usulan.bukti_id])
    assert alamat in layar
    jawaban = admin_client.get(alamat)
    assert jawaban.status_code == 200
    jawaban.close()


def test_numbers_are_shown_masked(petugas_client, admin_client, orang, ke):
    kirim(petugas_client, ke, nik="3374025502850099", no_kk="3374021502850001", bukti_kertas="KK")

    usulan = PerubahanData.objects.get()
    for alamat in ("perubahan_detail", "perubahan", "perubahan_daftar"):
        pk = {"perubahan_detail": [usulan.pk], "perubahan": [orang.pk]}.get(alamat, [])
        layar = admin_client.get(reverse(f"peserta:{alamat}", args=pk)).text
        assert "3374025502850099" not in layar
        assert "3374021502850001" not in layar


def test_whoever_is_not_enrolled_is_shown_the_way(petugas_client):
    draf = PesertaFactory()
    jawaban = petugas_client.get(reverse("peserta:perubahan_baru", args=[draf.pk]))

    assert jawaban.status_code == 409
    assert reverse("peserta:ubah", args=[draf.pk]) in jawaban.text
    assert (
        "diubah langsung" in petugas_client.get(reverse("peserta:perubahan", args=[draf.pk])).text
    )
