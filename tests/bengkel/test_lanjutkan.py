"""The demo's officer has something to go on with on the first page."""

import pytest
from django.utils import timezone

from laporan.lanjutkan import lanjutan
from peserta.models import Impor, IsianTertunda, Peserta
from pijar.bengkel.contoh.akun import buat_akun
from pijar.bengkel.contoh.lanjutkan import ASING, isi_lanjutkan
from pijar.models import Pengguna


@pytest.fixture
def petugas(db, monkeypatch):
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *a, **k: None)
    buat_akun()
    isi_lanjutkan(pada=timezone.localdate())
    return Pengguna.objects.get(username="petugas")


def test_a_form_waits_with_its_photo_and_a_list_is_half_done(petugas):
    judul = {k.judul: [satu.nama for satu in k.isi] for k in lanjutan(petugas, timezone.now())}

    isian, impor = IsianTertunda.objects.get(), Impor.objects.get()
    assert set(isian.foto) == {"ktp"}
    assert judul["Isian belum selesai"] == [isian.nama]
    assert judul["Impor belum selesai"] == ["Daftar pekerja RW 05.xlsx"]
    assert (impor.status, impor.tugas.status) == ("diperiksa", "selesai")
    assert not Peserta.objects.exists()


def test_one_row_of_the_list_asks_and_the_others_are_good(petugas):
    baris = Impor.objects.get().daftar_baris.order_by("nomor")

    assert [b.vonis for b in baris] == ["galat", "baru", "baru"]
    assert ASING in str(baris[0].alasan).lower()
