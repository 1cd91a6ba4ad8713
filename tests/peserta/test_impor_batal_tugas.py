"""Undoing is a job: the click returns at once, and nothing happens twice or by halves."""

import pytest
from django.urls import reverse

from peserta.alur import pindahkan_banyak
from peserta.impor.batal import minta_batal
from peserta.impor.keadaan import siap_diperiksa
from peserta.models import Peserta, RiwayatStatus, Status, StatusImpor
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, StatusTugas, Tugas
from tests.peserta.lembar import batalkan, kerjakan, orang, terapkan, unggah, xlsx


@pytest.fixture
def impor(petugas_client):
    return terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2))))


def minta(client, impor, **isi):
    jawaban = client.post(reverse("peserta:impor_batal", args=[impor.pk]), isi)
    impor.refresh_from_db()
    return jawaban


def halaman(client, impor):
    return client.get(reverse("peserta:impor_detail", args=[impor.pk])).text


def semua_status():
    return set(Peserta.objects.values_list("status", flat=True))


def ajukan(petugas, *nomor):
    pks = [Peserta.objects.get(nik=orang(n)[0]).pk for n in nomor]
    pindahkan_banyak(pks, dari=Status.DRAF, ke=Status.DIAJUKAN, oleh=petugas)


def antre_lagi(tugas):
    """As if the worker had died after its commit: the job is delivered once more."""
    Tugas.objects.filter(pk=tugas.pk).update(status=StatusTugas.BERJALAN, pesan="")
    return kerjakan(tugas)


def gagalkan(tugas):
    Tugas.objects.filter(pk=tugas.pk).update(status=StatusTugas.GAGAL, galat="Pekerja berhenti.")


def test_click_returns_before_anybody_is_undone(petugas_client, impor):
    jawaban = minta(petugas_client, impor)

    assert jawaban.status_code == 302
    assert semua_status() == {"draf"}
    html = halaman(petugas_client, impor)
    assert f"Membatalkan impor {impor.pk}" in html
    assert 'hx-trigger="every 1s"' in html
    assert "Batalkan impor<" not in html


def test_finished_undo_says_how_many(petugas_client, petugas, impor):
    minta(petugas_client, impor)

    tugas = kerjakan(impor.tugas)

    assert (tugas.status, tugas.pesan) == ("selesai", "2 orang dibatalkan, 0 orang tetap.")
    assert "2 orang dibatalkan, tidak ada yang tetap" in halaman(petugas_client, impor)
    assert semua_status() == {"berhenti"}
    assert RiwayatStatus.objects.filter(ke="berhenti", oleh=petugas).count() == 2


@pytest.mark.parametrize("isi", [{}, {"sebagian": "1"}])
def test_double_click_is_one_job(petugas_client, impor, isi):
    for _ in range(2):
        assert minta(petugas_client, impor, **isi).status_code == 302

    assert Tugas.objects.filter(jenis="peserta.batalkan_impor").count() == 1


def test_other_kind_of_undo_and_the_rows_wait_meanwhile(petugas_client, impor):
    minta(petugas_client, impor)

    jawaban = minta(petugas_client, impor, sebagian="1")

    assert jawaban.status_code == 409
    assert "sedang dibatalkan. Tunggu sampai selesai" in jawaban.text
    with pytest.raises(AturanDilanggarError, match="tidak dapat diubah lagi"):
        siap_diperiksa(impor.pk)


@pytest.mark.parametrize("lanjut", [[], [2]])
def test_second_delivery_changes_nothing(petugas_client, petugas, impor, lanjut):
    ajukan(petugas, *lanjut)
    batalkan(petugas_client, impor, **({"sebagian": "1"} if lanjut else {}))
    jumlah, riwayat = impor.jumlah, RiwayatStatus.objects.count()

    tugas = antre_lagi(impor.tugas)

    impor.refresh_from_db()
    assert (tugas.status, tugas.galat) == (StatusTugas.SELESAI, "")
    assert tugas.pesan == f"{2 - len(lanjut)} orang dibatalkan, {len(lanjut)} orang tetap."
    assert (impor.jumlah, RiwayatStatus.objects.count()) == (jumlah, riwayat)


def test_refusal_that_only_the_job_finds_is_shown_on_the_page(petugas_client, petugas, impor):
    minta(petugas_client, impor)
    ajukan(petugas, 1)

    tugas = kerjakan(impor.tugas)

    assert tugas.status == StatusTugas.GAGAL
    html = halaman(petugas_client, impor)
    assert "1 orang di dalamnya sudah diajukan" in html
    assert "Coba lagi" in html
    assert "Batalkan 1 orang yang belum diajukan" in html
    assert semua_status() == {"diajukan", "draf"}


def test_failed_job_refuses_after_another_undid_the_list(petugas_client, petugas, impor):
    minta(petugas_client, impor)
    lama = impor.tugas
    gagalkan(lama)
    ajukan(petugas, 1)
    batalkan(petugas_client, impor, sebagian="1")
    jumlah = impor.jumlah

    petugas_client.post(reverse("tugas:ulang", args=[lama.pk]))
    lama = kerjakan(lama)

    impor.refresh_from_db()
    assert lama.status == StatusTugas.GAGAL
    assert "dibatalkan lewat tugas lain" in lama.galat
    assert (impor.status, impor.jumlah) == (StatusImpor.SEBAGIAN, jumlah)


def test_who_may_no_longer_open_the_list_undoes_nobody(petugas_client, admin, impor):
    minta_batal(impor, sebagian=False, oleh=admin)
    impor.refresh_from_db()
    Pengguna.objects.filter(pk=admin.pk).update(wilayah=["33.74.02"])

    tugas = kerjakan(impor.tugas)

    assert tugas.status == StatusTugas.GAGAL
    assert "milik petugas lain" in tugas.galat
    assert semua_status() == {"draf"}
