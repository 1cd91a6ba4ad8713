"""The zip with a password: the Excel that goes to BPJS, opened by nobody without the password."""

import re
from io import BytesIO

import pytest
import pyzipper
from django.urls import reverse
from django.utils import timezone

from iuran.berkas_bpjs.actions.batal import batalkan_berkas
from iuran.berkas_bpjs.actions.kirim import Surat, tandai_dikirim
from iuran.berkas_bpjs.views.zip_sandi import DISIMPAN
from iuran.peristiwa.actions.catat import catat_peristiwa
from peserta.models import JenisPeristiwa
from pijar.models import JejakAkses
from tests.factories import PenggunaFactory
from tests.iuran.susunan import jalankan, susun


@pytest.fixture
def berkas(admin):
    satu = susun(admin, 2)
    jalankan(satu.tugas_excel)
    satu.refresh_from_db()
    return satu


@pytest.fixture
def ke(berkas):
    return reverse("iuran:berkas_bpjs_zip", args=[berkas.pk])


def buat(client, ke) -> tuple[str, str]:
    """A new password, and the address that its page's link leads to."""
    html = client.post(ke, follow=True).text
    (sandi,) = re.findall(r"\b(?:[a-z2-9]{4}-){3}[a-z2-9]{4}\b", html)
    (tautan,) = re.findall(r'href="(\?unduh=[\w-]+)">Unduh zip', html)
    return sandi, ke + tautan


def unduh(client, tautan) -> pyzipper.AESZipFile:
    jawaban = client.get(tautan)
    assert jawaban.status_code == 200
    return pyzipper.AESZipFile(BytesIO(b"".join(jawaban.streaming_content)))


def test_zip_holds_the_excel_and_opens_with_its_password_only(admin_client, berkas, ke):
    assert "Buat sandi" in admin_client.get(ke).text
    sandi, tautan = buat(admin_client, ke)
    arsip = unduh(admin_client, tautan)

    (nama,) = arsip.namelist()
    assert nama == berkas.tugas_excel.hasil_nama
    with pytest.raises(RuntimeError):
        arsip.read(nama)
    with pytest.raises(RuntimeError):
        arsip.read(nama, pwd=b"salah")
    with berkas.tugas_excel.hasil.open() as excel:
        assert arsip.read(nama, pwd=sandi.encode()) == excel.read()
    assert JejakAkses.objects.get(tindakan="unduh").jumlah == 2


def test_password_is_shown_once_and_serves_once(admin_client, ke):
    sandi, tautan = buat(admin_client, ke)
    assert sandi not in admin_client.get(ke).text
    assert len(tautan.partition("unduh=")[2]) >= 22  # 128 bits, which nobody guesses
    unduh(admin_client, tautan)

    lagi = admin_client.get(tautan)

    assert lagi.status_code == 409
    assert "sudah diunduh" in lagi.text
    assert JejakAkses.objects.filter(tindakan="unduh").count() == 1
    assert buat(admin_client, ke)[0] != sandi


def test_each_tab_downloads_the_zip_that_its_own_password_opens(admin_client, ke):
    satu, dua = buat(admin_client, ke), buat(admin_client, ke)

    for sandi, tautan in (dua, satu):
        arsip = unduh(admin_client, tautan)
        assert arsip.read(arsip.namelist()[0], pwd=sandi.encode())


def test_session_keeps_the_newest_passwords_only(admin_client, ke):
    tautan = [buat(admin_client, ke)[1] for _ in range(DISIMPAN + 1)]

    tertua = admin_client.get(tautan[0])

    assert (tertua.status_code, "tidak disimpan lagi" in tertua.text) == (409, True)
    for satu in tautan[1:]:
        unduh(admin_client, satu)


@pytest.mark.parametrize("tautan", ["?unduh", "?unduh=", "?unduh=karangan"])
def test_nothing_comes_without_a_password(admin_client, ke, tautan):
    buat(admin_client, ke)
    assert admin_client.get(ke + tautan).status_code == 409
    assert not JejakAkses.objects.filter(tindakan="unduh").exists()


def test_sent_file_is_zipped_as_it_was_sent(admin_client, berkas, ke):
    surat = Surat(timezone.localdate(), "560/9/2026")
    kiriman = tandai_dikirim(berkas, surat, pada=timezone.now(), oleh=PenggunaFactory())
    sandi, tautan = buat(admin_client, ke)

    isi = unduh(admin_client, tautan).read(kiriman.nama_berkas, pwd=sandi.encode())

    with kiriman.berkas.open() as terkirim:
        assert isi == terkirim.read()


def test_what_may_not_go_to_bpjs_is_not_zipped(admin, admin_client, berkas, ke):
    kini = timezone.localdate()
    orang = berkas.daftar_baris.first().peserta
    catat_peristiwa(orang, JenisPeristiwa.PINDAH, kini, oleh=admin, pada=kini)
    assert admin_client.post(ke).status_code == 409

    batalkan_berkas(berkas, alasan="Salah cabang", pada=timezone.now(), oleh=admin)
    jawaban = admin_client.get(ke)
    assert (jawaban.status_code, "tidak lagi terbuka" in jawaban.text) == (409, True)
