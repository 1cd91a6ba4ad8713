"""The drafter corrects number, date and subject of a draft; who freezes is told."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import PesertaFactory
from tests.verifikasi.susunan import TANGGAL_SK, susun_draf
from verifikasi import actions
from verifikasi.models import Penetapan

BARU = {"nomor": "463/9/2026", "tanggal": date(2026, 1, 9), "perihal": "Penerima"}


@pytest.fixture
def draf(admin):
    PesertaFactory(status="layak")
    return susun_draf(admin)


def layar(draf) -> str:
    return reverse("verifikasi:penetapan_kepala", args=[draf.pk])


def test_the_drafter_corrects_the_head_and_keeps_the_people(draf, admin):
    assert actions.ubah_kepala(draf, **BARU, oleh=admin)
    assert not actions.ubah_kepala(draf, **BARU, oleh=admin)

    draf.refresh_from_db()
    assert (draf.nomor, draf.tanggal, draf.perihal) == tuple(BARU.values())
    assert draf.daftar_baris.count() == 1


def test_nobody_else_does(draf, admin2):
    with pytest.raises(AturanDilanggarError, match="Hanya penyusunnya"):
        actions.ubah_kepala(draf, **BARU, oleh=admin2)


@pytest.mark.parametrize("akhir", ["ditetapkan", "dibatalkan"])
def test_only_a_draft_is_corrected(draf, admin, admin2, akhir):
    if akhir == "ditetapkan":
        actions.tetapkan(draf, oleh=admin2)
    else:
        actions.batalkan(draf, alasan="Salah", oleh=admin)
    with pytest.raises(BentrokError):
        actions.ubah_kepala(draf, **BARU, oleh=admin)


def test_a_date_after_the_first_month_of_its_people_is_refused(draf, admin):
    with pytest.raises(AturanDilanggarError, match="bulan pertamanya Januari 2026"):
        actions.ubah_kepala(draf, **BARU | {"tanggal": date(2026, 2, 1)}, oleh=admin)


def test_an_amendment_is_not_dated_before_the_decree_it_amends(draf, admin, admin2):
    actions.tetapkan(draf, oleh=admin2)
    ubah = actions.susun_penetapan(
        nomor="463/2", tanggal=TANGGAL_SK, perihal="", oleh=admin, mengubah=draf
    )
    isi = BARU | {"tanggal": TANGGAL_SK - timedelta(days=1)}
    with pytest.raises(AturanDilanggarError, match="SK yang diubah bertanggal"):
        actions.ubah_kepala(ubah, **isi, oleh=admin)


def test_a_number_taken_meanwhile_is_a_sentence(draf, admin):
    actions.susun_penetapan(**BARU, oleh=admin)
    with pytest.raises(BentrokError, match="sudah dipakai"):
        actions.ubah_kepala(draf, **BARU, oleh=admin)


def test_the_page_keeps_what_was_typed(draf, admin_client):
    """The sample admin is the drafter; a February date is refused with the form still there."""
    isi = {"nomor": "463/9/2026", "tanggal": "01-02-2026", "perihal": "Penerima"}
    jawaban = admin_client.post(layar(draf), isi)
    assert jawaban.status_code == 409
    assert "463/9/2026" in jawaban.text
    assert "bulan pertamanya Januari 2026" in jawaban.text
    assert admin_client.post(layar(draf), isi | {"tanggal": "x"}).status_code == 422

    ke = reverse("verifikasi:penetapan_detail", args=[draf.pk])
    assert layar(draf) in admin_client.get(ke).text
    assert admin_client.post(layar(draf), isi | {"tanggal": "09-01-2026"}).url == ke
    assert Penetapan.objects.get().nomor == "463/9/2026"


def test_who_freezes_is_told_of_a_number_corrected_meanwhile(draf, admin, admin2):
    tampil = sidik(actions.isi_kepala(draf))
    actions.ubah_kepala(draf, **BARU, oleh=admin)
    with pytest.raises(BentrokError, match="463/9/2026"):
        actions.bekukan(draf, tampil=tampil, oleh=admin2, pada=BARU["tanggal"])


def test_the_button_carries_what_the_page_says(draf, admin, admin2_client):
    ke = reverse("verifikasi:penetapan_detail", args=[draf.pk])
    halaman = admin2_client.get(ke)
    tampil = halaman.context["tampil"]
    assert f'value="{tampil}"' in halaman.text
    actions.ubah_kepala(draf, **BARU, oleh=admin)
    tetapkan = reverse("verifikasi:penetapan_tetapkan", args=[draf.pk])
    assert admin2_client.post(tetapkan, {"tampil": tampil}).status_code == 409
    draf.refresh_from_db()
    assert draf.draf
