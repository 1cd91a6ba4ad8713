"""Approving many from the queue: names, a tenth opened first, one basis, who stays and why."""

import pytest
from django.urls import reverse
from django.utils import timezone

from peserta.models import Peserta, Status
from pijar.errors import AturanDilanggarError
from pijar.models import Ketikan, Tugas
from pijar.models.ketikan import UMUR
from tests.peran import buat, masuk
from tests.verifikasi.susunan import ajukan_hari_ini
from verifikasi import actions
from verifikasi.models import Pengajuan
from verifikasi.views import massal as views

ANTREAN = reverse("verifikasi:antrean")
MASSAL = reverse("verifikasi:massal")
SETUJUI = reverse("verifikasi:massal_setujui")
HASIL = reverse("verifikasi:massal_hasil")


def contoh_dari(ke):
    return [int(isi) for nama, isi in Ketikan.objects.get(token=ke).isi if nama == "contoh"]


def pilih(client, kasus, *, buka=True):
    """Tick the cases, and open the drawn ones; returns the address of the selection."""
    alamat = client.post(MASSAL, {"kasus": [k.pk for k in kasus]}).url
    if buka:
        ke = alamat.partition("ke=")[2]
        for pk in contoh_dari(ke):
            client.get(reverse("verifikasi:kasus", args=[pk]))
    return alamat


@pytest.mark.parametrize("peran", ["petugas", "admin", "sekda"])
def test_approving_many_is_for_verifiers(request, peran):
    assert request.getfixturevalue(f"{peran}_client").post(MASSAL).status_code == 403


@pytest.mark.parametrize("peran", ["petugas", "admin", "sekda"])
@pytest.mark.parametrize("cara", ["get", "post"])
def test_selection_is_for_verifiers(request, peran, cara):
    client = request.getfixturevalue(f"{peran}_client")

    assert getattr(client, cara)(SETUJUI).status_code == 403


def test_selection_is_a_page_that_names_everybody_with_nothing_ticked(petugas, verifikator_client):
    kasus = [
        ajukan_hari_ini(petugas, nama="Ayu", dengan_keterangan=False),
        ajukan_hari_ini(petugas, nama="Budi", status_bpjs="pu_aktif"),
    ]

    alamat = pilih(verifikator_client, kasus)

    assert alamat.startswith(f"{SETUJUI}?ke=")
    html = verifikator_client.get(alamat).text
    assert "Setujui 2 pengajuan sekaligus" in html
    assert "<li>Ayu <" in html
    assert "<li>Budi <" in html
    assert 'id="kode_masih_bekerja">' in html
    assert "checked" not in html
    assert set(Peserta.objects.values_list("status", flat=True)) == {Status.DIAJUKAN}


def test_all_matching_takes_the_filter(petugas, verifikator_client):
    ajukan_hari_ini(petugas)
    ajukan_hari_ini(petugas, status_bpjs="pu_aktif")
    isian = {"semua": "1", "kueri": "hasil=tidak"}

    html = verifikator_client.post(MASSAL, isian, follow=True).text

    assert "Setujui 1 pengajuan sekaligus" in html


def test_all_matching_takes_a_number_from_the_session(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, nik="3374014502850001")
    ajukan_hari_ini(petugas, nik="3325014502850002")
    cari = verifikator_client.post(reverse("verifikasi:cari"), {"q": kasus.peserta.nik}).url
    isian = {"semua": "1", "kueri": cari.partition("?")[2]}

    html = verifikator_client.post(MASSAL, isian, follow=True).text

    assert "Setujui 1 pengajuan sekaligus" in html


def test_without_ticks_shows_the_queue_again(verifikator_client):
    asal = {"referer": f"http://testserver{ANTREAN}?urut=nama"}
    jawaban = verifikator_client.post(MASSAL, {"kasus": "bukan angka"}, headers=asal)

    assert (jawaban.status_code, "<h1>Antrean" in jawaban.text) == (409, True)
    assert "Tidak ada pengajuan yang dapat Anda putuskan" in jawaban.text


def test_selection_outlives_the_session_and_belongs_to_whoever_ticked(
    petugas, verifikator, verifikator_client
):
    alamat = pilih(verifikator_client, [ajukan_hari_ini(petugas)])
    verifikator_client.logout()

    html = masuk(verifikator).get(alamat).text
    lain = masuk(buat("rekan", "verifikator")).get(alamat, follow=True)

    assert "Setujui 1 pengajuan sekaligus" in html
    assert "Centang lagi" in lain.text


def test_whoever_works_on_a_selection_keeps_it(petugas, verifikator_client):
    alamat = pilih(verifikator_client, [ajukan_hari_ini(petugas)])
    Ketikan.objects.update(pada=timezone.now() - UMUR / 2)

    verifikator_client.get(alamat)

    assert timezone.now() - Ketikan.objects.get().pada < UMUR / 4


@pytest.mark.parametrize("cara", ["get", "post"])
def test_selection_that_is_no_longer_kept_is_asked_again(verifikator_client, cara):
    jawaban = getattr(verifikator_client, cara)(f"{SETUJUI}?ke=hilang", follow=True)

    assert jawaban.redirect_chain == [(ANTREAN, 302)]
    assert "Centang lagi" in jawaban.text


@pytest.mark.parametrize(("banyak", "contoh"), [(1, 1), (10, 1), (11, 2), (30, 3)])
def test_a_tenth_is_drawn_rounded_up(verifikator, banyak, contoh):
    assert len(actions.ambil_contoh(range(1, banyak + 1), oleh=verifikator)) == contoh


def test_draw_is_random(verifikator):
    diambil = {tuple(actions.ambil_contoh(range(1, 101), oleh=verifikator)) for _ in range(5)}

    assert len(diambil) > 1


def test_sample_is_opened_before_anything_is_approved(petugas, verifikator_client):
    kasus = [ajukan_hari_ini(petugas) for _ in range(2)]
    alamat = pilih(verifikator_client, kasus, buka=False)
    html = verifikator_client.get(alamat).text
    assert "Belum dibuka" in html
    assert "Buka dahulu 1 contoh" in html

    jawaban = verifikator_client.post(alamat)

    assert jawaban.status_code == 409
    assert "Buka dahulu 1 dari 1 pengajuan contoh" in jawaban.text
    assert Pengajuan.objects.menunggu().count() == 2


def test_what_was_open_before_the_draw_does_not_count(petugas, verifikator, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    verifikator_client.get(reverse("verifikasi:kasus", args=[kasus.pk]))

    contoh = actions.ambil_contoh([kasus.pk], oleh=verifikator)

    assert actions.belum_dibuka(contoh, oleh=verifikator) == [kasus.pk]
    actions.pegang(kasus, oleh=verifikator)
    assert actions.belum_dibuka(contoh, oleh=verifikator) == []


def test_sample_that_somebody_else_opened_is_no_part_any_more(petugas, verifikator):
    kasus = ajukan_hari_ini(petugas)
    contoh = actions.ambil_contoh([kasus.pk], oleh=verifikator)
    with pytest.raises(AturanDilanggarError, match="Buka dahulu"):
        actions.pastikan_contoh_dibuka(contoh, oleh=verifikator)

    actions.pegang(kasus, oleh=buat("rekan", "verifikator"))

    actions.pastikan_contoh_dibuka(contoh, oleh=verifikator)


def test_sample_leads_from_case_to_case_and_back(petugas, verifikator_client):
    kasus = [ajukan_hari_ini(petugas) for _ in range(11)]
    alamat = pilih(verifikator_client, kasus, buka=False)
    ke = alamat.partition("ke=")[2]
    satu, dua = (f"{reverse('verifikasi:kasus', args=[pk])}?massal={ke}" for pk in contoh_dari(ke))

    assert f'href="{dua}"' in verifikator_client.get(satu).text
    assert f'href="{alamat}"' in verifikator_client.get(dua).text
    putus = dua.partition("?")[0] + "setujui/"
    assert verifikator_client.post(putus, {"kueri": f"massal={ke}"}).url == alamat


def test_without_basis_is_422_and_remembers(petugas, verifikator_client):
    alamat = pilih(verifikator_client, [ajukan_hari_ini(petugas, dengan_keterangan=False)])

    jawaban = verifikator_client.post(alamat, {"kode": "masih_bekerja"})

    assert jawaban.status_code == 422
    assert "Tulis dasarnya" in jawaban.text
    assert 'id="kode_masih_bekerja" checked' in jawaban.text


def test_approves_and_lists_who_stayed(petugas, verifikator_client):
    lulus = ajukan_hari_ini(petugas, dengan_keterangan=False)
    gagal = ajukan_hari_ini(petugas, status_bpjs="pu_aktif", nama="Budi")
    isian = {"kode": "masih_bekerja", "dasar": "Surat lurah"}
    alamat = pilih(verifikator_client, [lulus, gagal])

    jawaban = verifikator_client.post(alamat, isian, follow=True)

    assert jawaban.redirect_chain == [(HASIL, 302)]
    assert "1 pengajuan disetujui" in jawaban.text
    assert "Budi" in jawaban.text
    assert "penerima upah aktif" in jawaban.text
    lulus.refresh_from_db()
    assert lulus.status == "disetujui"


def test_second_press_approves_nobody_twice(petugas, verifikator_client):
    alamat = pilih(verifikator_client, [ajukan_hari_ini(petugas)])
    verifikator_client.post(alamat)

    html = verifikator_client.post(alamat, follow=True).text

    assert "0 pengajuan disetujui" in html
    assert "sudah disetujui oleh Verifikator" in html


def test_selection_of_one_verifier_is_not_anothers(petugas, verifikator_client):
    alamat = pilih(verifikator_client, [ajukan_hari_ini(petugas)])

    jawaban = masuk(buat("rekan", "verifikator")).post(alamat, follow=True)

    assert "Centang lagi" in jawaban.text
    assert Pengajuan.objects.menunggu().exists()


@pytest.mark.parametrize("jumlah", [1, 3])
def test_selection_query_count_is_constant(
    petugas, verifikator_client, django_assert_num_queries, jumlah
):
    alamat = pilih(verifikator_client, [ajukan_hari_ini(petugas) for _ in range(jumlah)])

    with django_assert_num_queries(16):
        html = verifikator_client.get(alamat).text

    assert html.count("<li>Siti Aminah <") == jumlah


@pytest.mark.parametrize("jumlah", [1, 3])
def test_hasil_query_count_is_constant(
    petugas, verifikator_client, django_assert_num_queries, jumlah
):
    kasus = [ajukan_hari_ini(petugas, status_bpjs="pu_aktif") for _ in range(jumlah)]
    verifikator_client.post(pilih(verifikator_client, kasus))

    with django_assert_num_queries(6):
        html = verifikator_client.get(HASIL).text

    assert html.count("Siti Aminah") == jumlah


def test_hasil_without_a_run_is_harmless(verifikator_client):
    assert "0 pengajuan disetujui" in verifikator_client.get(HASIL).text


def test_many_become_a_job_and_two_clicks_one(petugas, verifikator_client, monkeypatch):
    monkeypatch.setattr(views, "LEWAT_TUGAS", 1)
    alamat = pilih(verifikator_client, [ajukan_hari_ini(petugas) for _ in range(2)])

    for _ in range(2):
        jawaban = verifikator_client.post(alamat)

    tugas = Tugas.objects.get()
    assert jawaban.url == reverse("tugas:detail", args=[tugas.pk])
    assert tugas.parameter["pks"] == list(
        Pengajuan.objects.order_by("pk").values_list("pk", flat=True)
    )
