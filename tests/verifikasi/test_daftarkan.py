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
from verifikasi.models import Pengajuan

AJUKAN = "/verifikasi/daftarkan/"


def test_one_press_registers_and_submits_with_the_photos(petugas, petugas_client):
    foto = {"foto_ktp": SimpleUploadedFile("ktp.jpg", bukti.jpeg())}

    jawaban = petugas_client.post(AJUKAN, {**isian(), **halaman(petugas_client), **foto})

    orang, kasus = Peserta.objects.get(), Pengajuan.objects.get()
    assert jawaban.url == f"/verifikasi/peserta/{orang.pk}/"
    assert (orang.status, kasus.peserta) == (Status.DIAJUKAN, orang)
    assert [b["id"] for b in kasus.berkas] == [BerkasPeserta.objects.get().pk]


def dua_kali(petugas):
    isi = {"tanda": TandaHalaman(uuid4()), "oleh": petugas, "pada": timezone.localdate()}
    return [daftarkan_dan_ajukan(data_orang(), **isi) for _ in "ab"]


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
    orang = daftarkan_dan_ajukan(data_orang(), tanda=tanda, oleh=petugas, pada=hari)

    assert Peserta.objects.get(pk=orang.pk).status == Status.DIAJUKAN


def test_what_is_missing_shows_the_form_again(petugas_client):
    jawaban = petugas_client.post(AJUKAN, {**isian(nama=""), **halaman(petugas_client)})

    assert jawaban.status_code == 422
    assert "Simpan dan ajukan" in jawaban.text
    assert not Peserta.objects.exists()
    assert IsianTertunda.objects.get().nik


def test_refused_submission_registers_nobody(petugas):
    dahulu = date(2000, 1, 1)  # no criteria were in force

    with pytest.raises(AturanDilanggarError):
        daftarkan_dan_ajukan(data_orang(), tanda=TandaHalaman(uuid4()), oleh=petugas, pada=dahulu)

    assert not Peserta.objects.exists()


def test_page_offers_both_buttons(petugas_client):
    html = petugas_client.get("/peserta/baru/").text

    assert f'formaction="{AJUKAN}"' in html
    assert html.index("Simpan sebagai draf") < html.index("Simpan dan ajukan"), "Enter saves only"
