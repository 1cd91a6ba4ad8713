"""Many changes of data are applied together, where none touches a decree, a month or a number."""

import pytest
from django.urls import reverse

import verifikasi.tasks  # noqa: F401 - registers the job
from peserta.models import PerubahanData, Peserta
from peserta.orang import Dasar, usulkan_perubahan
from pijar.models import Tugas
from tests.factories import PesertaFactory
from tests.iuran.susunan import jalankan

DAFTAR, BANYAK, TERAPKAN = (
    reverse(f"peserta:{n}")
    for n in ("perubahan_daftar", "perubahan_banyak", "perubahan_banyak_terapkan")
)


def usulkan(oleh, data, **orang):
    satu = PesertaFactory(**{"status": "terdaftar"} | orang)
    return usulkan_perubahan(satu, data, Dasar("Sesuai KTP", "KTP-el"), oleh=oleh)


def test_only_those_that_change_nothing_else_are_offered(petugas, admin, admin_client):
    boleh = [
        usulkan(petugas, {"hp": "081200000001"}),
        usulkan(petugas, {"nama": "Siti Aminah Putri"}),
        usulkan(petugas, {"alamat": "Jl. Mawar 1"}, status="ditetapkan"),
    ]
    usulkan(petugas, {"nama": "Siti Aminah Putri"}, status="ditetapkan")
    usulkan(petugas, {"kpj": "26133068531"})
    usulkan(petugas, {"pekerjaan_id": "nelayan"})
    usulkan(admin, {"hp": "081200000002"})

    layar = admin_client.get(DAFTAR)
    jawaban = admin_client.post(BANYAK, {"semua": "on"}, follow=True)

    assert "Ubah data semua (3)" in layar.text
    assert layar.text.count('name="usulan"') == 3
    assert "3 perubahan data" in jawaban.text
    assert jawaban.context["pks"] == ",".join(str(u.pk) for u in boleh)


def test_a_job_applies_the_ticked_and_names_who_stays(petugas, admin_client):
    satu = usulkan(petugas, {"hp": "081200000001"})
    dua = usulkan(petugas, {"hp": "081200000002"})
    lain = usulkan(petugas, {"hp": "081200000003"})
    halaman = admin_client.post(BANYAK, {"usulan": [satu.pk, dua.pk]}, follow=True)
    isi = {"usulan": halaman.context["pks"], "dilihat": halaman.context["segel"]}
    Peserta.objects.filter(pk=dua.peserta_id).update(hp="081299999999")

    jawaban = admin_client.post(TERAPKAN, isi)
    tugas = jalankan(Tugas.objects.get())

    assert jawaban.url == reverse("tugas:detail", args=[tugas.pk])
    assert tugas.pesan == "1 perubahan diterapkan, 1 tidak."
    assert tugas.hasil
    status = dict(PerubahanData.objects.values_list("pk", "status"))
    assert status == {satu.pk: "diterapkan", dua.pk: "diusulkan", lain.pk: "diusulkan"}
    assert Peserta.objects.get(pk=satu.peserta_id).hp == "081200000001"
    admin_client.post(TERAPKAN, isi)  # pressed again
    assert Tugas.objects.count() == 1 or PerubahanData.objects.menunggu().count() == 2


def test_what_was_not_seen_is_not_applied(petugas, admin_client):
    satu = usulkan(petugas, {"hp": "081200000001"})

    jawaban = admin_client.post(TERAPKAN, {"usulan": satu.pk, "dilihat": "palsu"})

    assert jawaban.status_code == 409
    assert not Tugas.objects.exists()


@pytest.mark.parametrize("isi", [{}, {"usulan": "abc"}, {"usulan": "999999999999999999"}])
def test_an_empty_or_broken_choice_is_told(admin_client, isi):
    for alamat in (BANYAK, TERAPKAN):
        jawaban = admin_client.post(alamat, isi, follow=True)
        assert "Tidak ada usulan yang dapat diterapkan sekaligus" in jawaban.text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_list_asks_a_constant_number(petugas, admin_client, jumlah, django_assert_num_queries):
    for n in range(jumlah):
        usulkan(petugas, {"hp": f"08120000000{n}", "kelurahan_id": f"33.74.01.100{n + 2}"})

    with django_assert_num_queries(13):
        assert admin_client.get(DAFTAR).text.count("Nomor HP") == jumlah
