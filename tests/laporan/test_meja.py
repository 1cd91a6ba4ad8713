"""The first page of whoever works here, and what the menu counts."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.peristiwa.actions.usulan import tolak_usulan, usulkan_peristiwa
from laporan.lanjutkan import lanjutan
from peserta.models import Impor, IsianTertunda, JenisPeristiwa
from pijar import hitungan
from pijar.hitungan import PALING_BANYAK, Hitungan, hitung
from tests.factories import PesertaFactory
from tests.peran import auditor, buat, masuk
from tests.verifikasi.susunan import ajukan_hari_ini
from verifikasi import actions

BERANDA, KEADAAN = reverse("beranda"), reverse("laporan:keadaan")
HARI = timezone.localdate()


def dikembalikan(petugas, verifikator, alasan="Foto KTP belum ada.", **lain):
    kasus = ajukan_hari_ini(petugas, **lain)
    actions.kembalikan(kasus, alasan=alasan, oleh=verifikator, pada=HARI)
    return kasus.peserta


def impor(oleh, status="diperiksa", nama="rw03.xlsx"):
    isi = {"berkas": f"impor/{nama}", "nama_berkas": nama, "sha256": "0" * 64, "galat": "Judul."}
    return Impor.objects.create(oleh=oleh, status=status, **isi)


# The page.
@pytest.mark.parametrize(
    ("peran", "ada", "tidak"),
    [
        ("petugas", ["peserta:baru", "peserta:impor"], ["verifikasi:antrean", "iuran:tagihan"]),
        ("verifikator", ["verifikasi:antrean"], ["peserta:baru"]),
        ("admin", ["iuran:tagihan", "verifikasi:penetapan"], ["verifikasi:antrean"]),
    ],
)
def test_each_role_begins_with_its_own_work(request, peran, ada, tidak):
    html = request.getfixturevalue(f"{peran}_client").get(BERANDA).text
    mulai = re.search(r'<nav class="mulai".*?</nav>', html)[0]

    assert all(f'href="{reverse(n)}"' in mulai for n in ada)
    assert not any(f'href="{reverse(n)}"' in mulai for n in tidak)
    assert f'href="{KEADAAN}"' in html
    assert 'hx-get="/?bagian=tunggu"' in html
    assert "bagian=angka" not in html


def test_an_auditor_begins_with_the_log(db):
    mulai = re.search(r'<nav class="mulai".*?</nav>', masuk(auditor()).get(BERANDA).text)[0]

    assert f'href="{reverse("jejak:daftar")}"' in mulai
    assert reverse("peserta:baru") not in mulai


def test_the_figures_are_one_tap_away(petugas_client):
    assert 'hx-get="/?bagian=angka"' in petugas_client.get(KEADAAN).text


def test_the_sekda_keeps_their_page(sekda_client):
    html = sekda_client.get(BERANDA).text

    assert 'hx-get="/?bagian=posisi"' in html
    assert 'class="mulai"' not in html


# What to go on with.
def test_a_returned_case_comes_with_its_reason_and_button(petugas, verifikator, petugas_client):
    orang = dikembalikan(petugas, verifikator)

    html = petugas_client.get(BERANDA).text

    assert "Foto KTP belum ada." in html
    assert f'href="{reverse("verifikasi:perbaiki", args=[orang.pk])}">Perbaiki' in html


def test_a_form_that_was_begun_goes_on(petugas, petugas_client):
    milik = IsianTertunda.objects.create(kunci=uuid4(), isi={"nama": "Rubiyah"}, oleh=petugas)
    rekan = buat("rekan", "petugas")
    IsianTertunda.objects.create(kunci=uuid4(), isi={"nama": "Zulaikha"}, oleh=rekan)

    html = petugas_client.get(BERANDA).text

    assert f'href="/peserta/baru/?isian={milik.pk}"' in html
    assert "Rubiyah" in html
    assert "Zulaikha" not in html


@pytest.mark.parametrize(
    ("status", "ada"),
    [("diperiksa", True), ("pemetaan", True), ("gagal", True), ("diterapkan", False)],
)
def test_a_list_that_was_not_applied_goes_on(petugas, petugas_client, status, ada):
    satu = impor(petugas, status)
    impor(buat("rekan", "petugas"), "diperiksa", "lain.xlsx")

    html = petugas_client.get(BERANDA).text

    assert (f'href="{reverse("peserta:impor_detail", args=[satu.pk])}"' in html) == ada
    assert "lain.xlsx" not in html


@pytest.mark.parametrize(("hari", "ada"), [(13, True), (15, False)])
def test_a_decided_proposal_is_told_for_two_weeks(petugas, admin, hari, ada):
    orang = PesertaFactory(status="terdaftar", nama="Rubiyah")
    usulan = usulkan_peristiwa(orang, JenisPeristiwa.PIHAK_LAIN, HARI, oleh=petugas, pada=HARI)
    tolak_usulan(usulan, alasan="Buktinya keliru.", oleh=admin)
    kini = timezone.now() + timedelta(days=hari)

    isi = [(s.nama, s.keterangan) for k in lanjutan(petugas, kini) for s in k.isi]

    assert isi == [("Rubiyah", "Dibayar pihak lain: ditolak. Buktinya keliru.")] * ada
    assert lanjutan(buat("rekan", "petugas"), kini) == []


def test_a_verifier_goes_on_with_the_case_in_hand(petugas, verifikator, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    actions.pegang(kasus, oleh=verifikator)

    html = verifikator_client.get(BERANDA).text

    assert "Sedang Anda periksa" in html
    assert f'href="{reverse("verifikasi:kasus", args=[kasus.pk])}">Lanjutkan' in html


def test_another_area_is_not_told(petugas, verifikator):
    dikembalikan(petugas, verifikator, kelurahan_id="33.74.16.1001", nama="Zulaikha")
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))

    html = client.get(BERANDA).text

    assert "Zulaikha" not in html
    assert "menu__jumlah" not in html


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_page_has_constant_queries(
    petugas, verifikator, petugas_client, django_assert_num_queries, jumlah
):
    for n in range(jumlah):
        dikembalikan(petugas, verifikator, nama=f"Siti {'ABC'[n]}")
        impor(petugas, nama=f"{n}.xlsx")
        IsianTertunda.objects.create(kunci=uuid4(), isi={"nama": "Rubiyah"}, oleh=petugas)

    with django_assert_num_queries(14):
        html = petugas_client.get(BERANDA).text

    assert html.count(">Perbaiki<") == jumlah


# What the menu counts.
def test_the_menu_counts_what_waits_for_its_reader(petugas, verifikator, admin):
    dikembalikan(petugas, verifikator)
    ajukan_hari_ini(petugas)
    impor(petugas)
    orang = PesertaFactory(status="terdaftar")
    usulkan_peristiwa(orang, JenisPeristiwa.PIHAK_LAIN, HARI, oleh=petugas, pada=HARI)

    assert {n for n, j in hitung(petugas).items() if j} == {"dikembalikan", "impor"}
    assert {n for n, j in hitung(verifikator).items() if j} == {"antrean"}
    assert {n for n, j in hitung(admin).items() if j} == {"dikembalikan", "usulan"}
    assert set(hitung(petugas)) == set(hitung(verifikator))


def test_a_count_stops_where_an_eye_does(petugas, petugas_client, django_assert_num_queries):
    PesertaFactory.create_batch(PALING_BANYAK + 5, status="dikembalikan")
    petugas.has_perm("pijar.mendata")

    with django_assert_num_queries(1):
        assert hitung(petugas)["dikembalikan"] == PALING_BANYAK + 1

    html = petugas_client.get(reverse("tugas:daftar")).text
    assert re.search(r'menu__jumlah">99\+<span class="visually-hidden"> dikembalikan<', html)


def test_what_nobody_can_be_is_counted_as_nothing(petugas, monkeypatch):
    kosong = Hitungan("mendata", lambda _: Impor.objects.none())
    monkeypatch.setitem(hitungan._DAFTAR, "kosong", kosong)

    assert hitung(petugas)["kosong"] == 0
