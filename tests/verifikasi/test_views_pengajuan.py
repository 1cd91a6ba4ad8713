"""Submitting and withdrawing from the pages, and the tab of one person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from peserta.models import Impor, Peserta, Status
from pijar.models import Tugas
from tests.factories import PesertaFactory
from tests.peran import buat, masuk
from tests.verifikasi.susunan import ajukan_hari_ini, jadikan_layak, susun_draf
from verifikasi import actions, tasks
from verifikasi.models import Pengajuan

AJUKAN = reverse("verifikasi:ajukan")
KIRIM = reverse("verifikasi:ajukan_kirim")
TARIK = reverse("verifikasi:tarik")
LAIN = {"kelurahan_id": "33.74.02.1001"}


def impor(oleh):
    return Impor.objects.create(berkas="x.xlsx", nama_berkas="x.xlsx", sha256="0" * 64, oleh=oleh)


def keterangan(**lain):
    isi = {
        "tanggal": timezone.localdate().isoformat(),
        "diterangkan_oleh": "Ketua RT",
        "bukti": "Surat 1",
    }
    return isi | lain


# Submitting.
def test_first_comes_the_attestation_page(petugas_client):
    orang = PesertaFactory.create_batch(2)
    PesertaFactory(status="layak")

    html = petugas_client.post(AJUKAN, {"peserta": [p.pk for p in orang]}, follow=True).text

    assert "Ajukan 2 orang untuk diverifikasi" in html
    assert f'value="{orang[0].pk},{orang[1].pk}"' in html
    assert "Bila dikosongkan" in html
    assert not Pengajuan.objects.exists()


def test_page_counts_who_will_be_skipped(petugas_client):
    layak, luar = PesertaFactory(status="layak"), 10**9

    html = petugas_client.post(AJUKAN, {"peserta": f"{layak.pk},{luar}"}, follow=True).text

    assert "2 orang lain dilewati" in html
    assert "Tidak ada yang dapat diajukan" in html


def test_submitting_one_leads_to_his_page(petugas_client):
    orang = PesertaFactory()

    jawaban = petugas_client.post(KIRIM, keterangan(peserta=orang.pk))

    assert jawaban.url == reverse("verifikasi:riwayat", args=[orang.pk])
    kasus = Pengajuan.objects.get()
    assert kasus.keterangan_kerja_bukti == "Surat 1"


def test_submitting_without_attestation_is_allowed(petugas_client):
    petugas_client.post(KIRIM, {"peserta": PesertaFactory().pk})

    assert Pengajuan.objects.get().keterangan_kerja_tanggal is None


def test_submitting_many_tells_who_was_skipped(petugas_client):
    pks = [p.pk for p in PesertaFactory.create_batch(2)] + [PesertaFactory(status="layak").pk]

    jawaban = petugas_client.post(KIRIM, keterangan(peserta=",".join(map(str, pks))), follow=True)

    assert jawaban.redirect_chain == [(reverse("peserta:daftar"), 302)]
    assert "2 orang diajukan untuk diverifikasi." in jawaban.text
    assert "1 orang dilewati: berstatus Layak." in jawaban.text


def kerjakan(berkas):
    """What the worker does with the job of this list."""
    berkas.refresh_from_db()
    tasks.ajukan_impor(berkas.tugas_id)
    berkas.tugas.refresh_from_db()
    return berkas.tugas


def test_submitting_an_import_is_a_job_that_takes_its_drafts(petugas, petugas_client):
    berkas = impor(petugas)
    PesertaFactory.create_batch(2, impor=berkas)
    PesertaFactory(impor=berkas, status="layak")
    PesertaFactory()

    halaman = petugas_client.post(AJUKAN, {"impor": berkas.pk}, follow=True)
    jawaban = petugas_client.post(KIRIM, keterangan(impor=berkas.pk))

    assert "Ajukan 2 orang" in halaman.text
    assert jawaban.url == reverse("peserta:impor_detail", args=[berkas.pk])
    assert not Pengajuan.objects.exists()
    tugas = kerjakan(berkas)
    assert (tugas.pesan, tugas.kemajuan) == ("2 orang diajukan untuk diverifikasi.", 2)
    assert {k.keterangan_kerja_bukti for k in Pengajuan.objects.all()} == {"Surat 1"}
    assert Pengajuan.objects.count() == 2


def test_submitting_an_import_twice_is_one_job_and_then_nobody_is_left(petugas, petugas_client):
    berkas = impor(petugas)
    PesertaFactory(impor=berkas)
    for _ in range(2):
        petugas_client.post(KIRIM, keterangan(impor=berkas.pk))
    assert Tugas.objects.count() == 1
    kerjakan(berkas)
    kerjakan(berkas)

    jawaban = petugas_client.post(KIRIM, keterangan(impor=berkas.pk), follow=True)

    assert "Tidak ada orang dari impor ini yang dapat diajukan" in jawaban.text
    assert (Tugas.objects.count(), Pengajuan.objects.count()) == (1, 1)


def test_import_is_not_submitted_half_answered(petugas, petugas_client):
    berkas = impor(petugas)
    PesertaFactory(impor=berkas)

    jawaban = petugas_client.post(KIRIM, keterangan(impor=berkas.pk, bukti=""))

    assert jawaban.status_code == 422
    assert not Tugas.objects.exists()


def test_import_is_not_submitted_while_another_job_works_on_it(petugas, petugas_client):
    berkas = impor(petugas)
    PesertaFactory(impor=berkas)
    lain = {"jenis": "peserta.batalkan_impor", "judul": "x", "oleh": petugas}
    Impor.objects.filter(pk=berkas.pk).update(tugas=Tugas.objects.create(**lain))

    jawaban = petugas_client.post(KIRIM, keterangan(impor=berkas.pk), follow=True)

    assert "sedang dikerjakan" in jawaban.text


def test_a_cancelled_submission_leaves_the_drafts_and_is_begun_again(petugas, petugas_client):
    berkas = impor(petugas)
    PesertaFactory(impor=berkas)
    petugas_client.post(KIRIM, keterangan(impor=berkas.pk))
    berkas.refresh_from_db()
    petugas_client.post(reverse("tugas:batal", args=[berkas.tugas_id]))
    assert not Pengajuan.objects.exists()

    petugas_client.post(reverse("tugas:ulang", args=[berkas.tugas_id]))

    assert kerjakan(berkas).selesai
    assert Pengajuan.objects.count() == 1


def test_import_of_somebody_else_is_refused(petugas_client, admin):
    berkas = impor(admin)
    PesertaFactory(impor=berkas)

    jawaban = petugas_client.post(KIRIM, keterangan(impor=berkas.pk), follow=True)

    assert "Centang dahulu" in jawaban.text
    assert not Pengajuan.objects.exists()


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"bukti": ""}, "Isi ketiganya"),
        ({"tanggal": "besok"}, "tanggal"),
        ({"tanggal": "{besok}"}, "tidak boleh setelah hari ini"),
    ],
)
def test_half_an_attestation_is_422(petugas_client, isian, kalimat):
    besok = (timezone.localdate() + timedelta(days=1)).isoformat()
    isian = {k: v.format(besok=besok) for k, v in isian.items()}

    jawaban = petugas_client.post(KIRIM, keterangan(peserta=PesertaFactory().pk, **isian))

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert not Pengajuan.objects.exists()


def test_more_than_a_thousand_people_are_taken(petugas, petugas_client):
    contoh = PesertaFactory.build()
    semua = [
        PesertaFactory.build(nik=f"3374{n:012}", kelurahan_id=contoh.kelurahan_id)
        for n in range(1, 1_201)
    ]
    Peserta.objects.bulk_create(semua)

    petugas_client.post(KIRIM, keterangan(peserta=[p.pk for p in semua]))

    assert Pengajuan.objects.count() == 1_200


def test_submitting_stays_in_the_area(admin):
    petugas = buat("p2", "petugas", wilayah=["33.74.02"])
    orang = PesertaFactory(), PesertaFactory(**LAIN)

    masuk(petugas).post(KIRIM, keterangan(peserta=[p.pk for p in orang]))

    assert Pengajuan.objects.get().peserta == orang[1]


@pytest.mark.parametrize("alamat", [AJUKAN, KIRIM, TARIK])
@pytest.mark.parametrize("isian", [{}, {"peserta": "x"}])
def test_nobody_ticked_shows_the_list_again(petugas_client, alamat, isian):
    asal = {"referer": f"http://testserver{reverse('peserta:daftar')}?hal=2"}

    jawaban = petugas_client.post(alamat, isian, headers=asal)

    assert jawaban.status_code == 409
    assert "Centang dahulu" in jawaban.text
    assert "Daftar peserta" in jawaban.text


@pytest.mark.parametrize("alamat", [AJUKAN, KIRIM, TARIK])
@pytest.mark.parametrize("peran", ["verifikator", "sekda"])
def test_submitting_needs_the_right(request, peran, alamat):
    assert request.getfixturevalue(f"{peran}_client").post(alamat).status_code == 403


# Withdrawing.
def test_withdrawing_from_his_page(petugas, petugas_client):
    kasus = ajukan_hari_ini(petugas)

    jawaban = petugas_client.post(TARIK, {"peserta": kasus.peserta_id}, follow=True)

    assert "1 pengajuan ditarik" in jawaban.text
    assert Peserta.objects.get().status == Status.DRAF


def test_withdrawing_a_whole_import(petugas, petugas_client):
    berkas = impor(petugas)
    for _ in range(2):
        ajukan_hari_ini(petugas, impor=berkas)

    petugas_client.post(TARIK, {"impor": berkas.pk})

    assert set(Peserta.objects.values_list("status", flat=True)) == {Status.DRAF}


def test_withdrawing_what_others_submitted_explains(petugas_client):
    kasus = ajukan_hari_ini(buat("rekan", "petugas"))

    jawaban = petugas_client.post(TARIK, {"peserta": kasus.peserta_id}, follow=True)

    assert "Tidak ada yang ditarik" in jawaban.text


# The tab of one person.
def riwayat(orang):
    return reverse("verifikasi:riwayat", args=[orang.pk])


@pytest.mark.parametrize("jumlah", [1, 3])
def test_riwayat_query_count_is_constant(
    petugas, verifikator, petugas_client, django_assert_num_queries, jumlah
):
    orang = ajukan_hari_ini(petugas).peserta
    for _ in range(jumlah):
        kasus = Pengajuan.objects.get(status="menunggu")
        actions.kembalikan(kasus, alasan="KK.", oleh=verifikator, pada=timezone.localdate())
        actions.ajukan([orang.pk], oleh=petugas, pada=timezone.localdate())

    with django_assert_num_queries(23):
        html = petugas_client.get(riwayat(orang)).text

    assert html.count("Alasan: KK.") == jumlah


def test_riwayat_tells_answers_decision_and_decree(petugas, verifikator, admin, admin_client):
    orang = jadikan_layak(petugas, verifikator)
    susun_draf(admin)

    html = admin_client.get(riwayat(orang)).text

    assert "Disetujui oleh Verifikator" in html
    assert "Keterangan bertanggal" in html
    assert "463/1/2026" in html
    assert orang.nik not in html


def test_riwayat_shows_cases_of_who_was_merged_into_him(petugas, petugas_client):
    ganda = ajukan_hari_ini(petugas)
    orang = PesertaFactory()
    Peserta.objects.filter(pk=ganda.peserta_id).update(digabung_ke=orang)

    assert f"pengajuan-{ganda.pk}" in petugas_client.get(riwayat(orang)).text


def test_riwayat_shows_decrees_of_who_was_merged_into_him(admin, petugas_client):
    ganda, orang = PesertaFactory(status="layak"), PesertaFactory()
    susun_draf(admin)
    Peserta.objects.filter(pk=ganda.pk).update(digabung_ke=orang)

    assert "463/1/2026" in petugas_client.get(riwayat(orang)).text


def test_riwayat_of_who_was_never_submitted(petugas_client):
    html = petugas_client.get(riwayat(PesertaFactory(status="terdaftar"))).text

    assert "Belum pernah diajukan" in html
    assert "saldo awal" in html


@pytest.mark.parametrize(
    ("status", "tombol"),
    [
        ("layak", "Kirim ke antrean"),
        ("tidak_layak", "Buka lagi"),
        ("diajukan", "Tarik pengajuan"),
    ],
)
def test_riwayat_offers_what_can_be_done(petugas, verifikator, petugas_client, status, tombol):
    kasus = ajukan_hari_ini(petugas)
    if status == "layak":
        actions.setujui(kasus, oleh=verifikator, pada=timezone.localdate())
    elif status == "tidak_layak":
        actions.tolak(kasus, alasan="x", oleh=verifikator, pada=timezone.localdate())

    html = petugas_client.get(riwayat(kasus.peserta)).text

    semua = {"Kirim ke antrean", "Buka lagi", "Tarik pengajuan"}
    assert {t for t in semua if t in html} == {tombol}


def test_riwayat_offers_nothing_to_who_only_looks(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas)

    assert "Tarik pengajuan" not in verifikator_client.get(riwayat(kasus.peserta)).text


@pytest.mark.parametrize(
    ("nama", "sebelum", "sesudah"),
    [("periksa_ulang", "layak", "diajukan"), ("buka_lagi", "tidak_layak", "draf")],
)
def test_sending_back_needs_a_reason(petugas_client, nama, sebelum, sesudah):
    orang = PesertaFactory(status=sebelum)
    alamat = reverse(f"verifikasi:{nama}", args=[orang.pk])

    tanpa = petugas_client.post(alamat, {"alasan": " "})
    dengan = petugas_client.post(alamat, {"alasan": "Data baru."})

    assert tanpa.status_code == 422
    assert dengan.url == riwayat(orang)
    orang.refresh_from_db()
    assert orang.status == sesudah


@pytest.mark.parametrize("nama", ["riwayat", "periksa_ulang", "buka_lagi"])
def test_person_of_another_area_is_not_found(db, nama):
    orang = PesertaFactory(status="layak")
    client = masuk(buat("p2", "petugas", wilayah=["33.74.02"]))
    alamat = reverse(f"verifikasi:{nama}", args=[orang.pk])

    jawaban = client.get(alamat) if nama == "riwayat" else client.post(alamat, {"alasan": "x"})

    assert jawaban.status_code == 404


def test_riwayat_needs_the_right(sekda_client):
    assert sekda_client.get(riwayat(PesertaFactory())).status_code == 403


@pytest.mark.parametrize("nama", ["periksa_ulang", "buka_lagi"])
def test_sending_back_needs_the_right(verifikator_client, nama):
    alamat = reverse(f"verifikasi:{nama}", args=[PesertaFactory().pk])

    assert verifikator_client.post(alamat).status_code == 403
