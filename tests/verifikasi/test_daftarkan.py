"""Simpan dan ajukan: one press registers the person with the photos and submits; all or nothing."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from peserta.models import BerkasPeserta, IsianTertunda, Peserta, Status, TandaHalaman
from peserta.orang import daftarkan_isian
from pijar.errors import AturanDilanggarError
from tests.peserta.test_isian import data_orang, halaman
from tests.peserta.test_orang import isian
from tests.pijar import bukti
from verifikasi.actions.daftarkan import daftarkan_dan_ajukan
from verifikasi.actions.pengajuan import Keterangan
from verifikasi.models import Pengajuan

AJUKAN = "/verifikasi/daftarkan/"
KETERANGAN = {
    "ket-tanggal": "01-10-2026",
    "ket-diterangkan_oleh": "Ketua RT 03",
    "ket-bukti": "surat di berkas",
}


def test_one_press_registers_and_submits_with_the_photos(petugas, petugas_client):
    foto = {"foto_ktp": SimpleUploadedFile("ktp.jpg", bukti.jpeg())}

    jawaban = petugas_client.post(AJUKAN, {**isian(), **halaman(petugas_client), **foto})

    orang, kasus = Peserta.objects.get(), Pengajuan.objects.get()
    assert jawaban.url == f"/verifikasi/peserta/{orang.pk}/"
    assert (orang.status, kasus.peserta) == (Status.DIAJUKAN, orang)
    assert [b["id"] for b in kasus.berkas] == [BerkasPeserta.objects.get().pk]


def dua_kali(petugas):
    isi = {"tanda": TandaHalaman(uuid4()), "oleh": petugas, "pada": timezone.localdate()}
    return [daftarkan_dan_ajukan(data_orang(), keterangan=Keterangan(), **isi) for _ in "ab"]


def test_two_presses_at_once_find_both_done(petugas):
    satu, dua = dua_kali(petugas)

    assert satu == dua
    assert (Peserta.objects.count(), Pengajuan.objects.count()) == (1, 1)


def test_second_press_leads_to_the_person(petugas_client):
    tanda = halaman(petugas_client)
    _, dua = (petugas_client.post(AJUKAN, {**isian(), **tanda}) for _ in "ab")

    assert f'href="/peserta/{Peserta.objects.get().pk}/"' in dua.text
    assert Pengajuan.objects.count() == 1


def test_draft_saved_before_is_submitted_from_the_same_page(petugas):
    tanda = TandaHalaman(uuid4())
    daftarkan_isian(data_orang(), tanda=tanda, oleh=petugas)

    hari = timezone.localdate()
    isi = {"keterangan": Keterangan(), "oleh": petugas}
    orang = daftarkan_dan_ajukan(data_orang(), tanda=tanda, pada=hari, **isi)

    assert Peserta.objects.get(pk=orang.pk).status == Status.DIAJUKAN


def test_the_attestation_goes_along(petugas_client):
    petugas_client.post(AJUKAN, {**isian(), **halaman(petugas_client), **KETERANGAN})

    kasus = Pengajuan.objects.get()
    assert kasus.keterangan_kerja_tanggal == date(2026, 10, 1)
    assert (kasus.keterangan_kerja_oleh, kasus.keterangan_kerja_bukti) == (
        "Ketua RT 03",
        "surat di berkas",
    )


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"ket-bukti": ""}, "Isi ketiganya, atau kosongkan ketiganya."),
        ({"ket-tanggal": "01-01-2199"}, "Tanggal keterangan tidak boleh setelah hari ini."),
    ],
)
@pytest.mark.parametrize("alamat", [AJUKAN, "/peserta/baru/"])
def test_half_an_attestation_registers_nobody_and_stays(petugas_client, alamat, lain, kalimat):
    kirim = {**isian(), **halaman(petugas_client), **KETERANGAN, **lain}

    jawaban = petugas_client.post(alamat, kirim)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert 'value="Ketua RT 03"' in jawaban.text
    assert not Peserta.objects.exists()


def test_a_draft_of_the_form_keeps_the_attestation(petugas_client):
    petugas_client.post(AJUKAN, {**isian(nama=""), **halaman(petugas_client), **KETERANGAN})
    lama = IsianTertunda.objects.get()

    html = petugas_client.get(f"/peserta/baru/?isian={lama.pk}").text

    assert 'value="Ketua RT 03"' in html
    assert 'value="01-10-2026"' in html


def test_a_person_saved_as_draft_is_told_that_the_attestation_comes_later(petugas_client):
    kirim = {**isian(), **halaman(petugas_client), **KETERANGAN}

    assert (
        "ditulis lagi saat draf ini diajukan"
        in petugas_client.post("/peserta/baru/", kirim, follow=True).text
    )


def test_the_check_before_sending_names_an_empty_attestation(petugas_client):
    kirim = {**isian(), **halaman(petugas_client)}
    kalimat = "Keterangan masih bekerja kosong"

    assert kalimat in petugas_client.post("/peserta/isian/", kirim).text
    assert kalimat not in petugas_client.post("/peserta/isian/", kirim | KETERANGAN).text


def test_what_is_missing_shows_the_form_again(petugas_client):
    jawaban = petugas_client.post(AJUKAN, {**isian(nama=""), **halaman(petugas_client)})

    assert jawaban.status_code == 422
    assert "Simpan dan ajukan" in jawaban.text
    assert not Peserta.objects.exists()
    assert IsianTertunda.objects.get().nik


def test_refused_submission_registers_nobody(petugas):
    dahulu = date(2000, 1, 1)  # no criteria were in force

    isi = {"keterangan": Keterangan(), "tanda": TandaHalaman(uuid4())}

    with pytest.raises(AturanDilanggarError):
        daftarkan_dan_ajukan(data_orang(), oleh=petugas, pada=dahulu, **isi)

    assert not Peserta.objects.exists()


def test_page_offers_both_buttons(petugas_client):
    html = petugas_client.get("/peserta/baru/").text

    assert f'formaction="{AJUKAN}"' in html
    assert html.index("Simpan sebagai draf") < html.index("Simpan dan ajukan"), "Enter saves only"
