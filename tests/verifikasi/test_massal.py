"""Approving many at once: what passes, what stays and why."""

from datetime import date

import pytest

from peserta.models import Peserta, Status
from pijar.errors import AturanDilanggarError
from tests.factories import PesertaFactory
from tests.peran import buat
from tests.verifikasi.susunan import LENGKAP, PADA, ajukan_satu
from verifikasi import actions
from verifikasi.models import JawabanKriteria, Pengajuan

DASAR = "Surat lurah 470/12"


def setujui(pks, verifikator, kode=("masih_bekerja",), dasar=DASAR):
    return actions.setujui_banyak(pks, kode=kode, dasar=dasar, oleh=verifikator, pada=PADA)


def test_open_criteria_get_the_same_basis(petugas, verifikator):
    pks = [ajukan_satu(petugas, dengan_keterangan=False).pk for _ in range(3)]

    hasil = setujui(pks, verifikator)

    assert hasil == (3, [])
    assert set(Peserta.objects.values_list("status", flat=True)) == {Status.LAYAK}
    baris = JawabanKriteria.objects.filter(kode="masih_bekerja")
    assert {(b.jawaban, b.dasar, b.oleh) for b in baris} == {("ya", DASAR, verifikator)}


def test_who_fails_stays_untouched_and_is_listed(petugas, verifikator):
    lulus = ajukan_satu(petugas, dengan_keterangan=False)
    tua = ajukan_satu(
        petugas, dengan_keterangan=False, tanggal_lahir=date(1950, 1, 1), nama="Pak Tua"
    )

    hasil = setujui([lulus.pk, tua.pk], verifikator)

    assert hasil.disetujui == 1
    (tinggal,) = hasil.tinggal
    assert (tinggal.nama, tinggal.kelurahan) == ("Pak Tua", "Miroto")
    assert tinggal.sebab.startswith("Usia paling tinggi 64 tahun 11 bulan: Berusia 76")
    tua.refresh_from_db()
    assert tua.status == "menunggu"
    assert tua.daftar_jawaban.get(kode="masih_bekerja").jawaban == "belum_ada_data"


def test_unticked_criterion_keeps_the_case(petugas, verifikator):
    kasus = ajukan_satu(petugas, dengan_keterangan=False, status_bpjs="")

    hasil = setujui([kasus.pk], verifikator, kode=["masih_bekerja"])

    assert hasil.disetujui == 0
    assert "Status BPJS belum dicek" in hasil.tinggal[0].sebab


def test_refused_answer_of_a_person_is_not_overwritten(petugas, verifikator):
    kasus = ajukan_satu(petugas, dengan_keterangan=False)
    jawaban = actions.JawabanOrang("masih_bekerja", "tidak", "Sakit sejak Januari")
    actions.jawab(kasus, [jawaban], oleh=verifikator, pada=PADA)

    hasil = setujui([kasus.pk], verifikator)

    assert hasil.tinggal[0].sebab == "Masih bekerja dan tidak sedang sakit: Sakit sejak Januari"


def test_basis_is_required(petugas, verifikator):
    with pytest.raises(AturanDilanggarError, match="Tulis dasar"):
        setujui([ajukan_satu(petugas).pk], verifikator, dasar=" ")


def test_without_open_criteria_no_basis_is_needed(petugas, verifikator):
    assert setujui([ajukan_satu(petugas).pk], verifikator, kode=[], dasar="").disetujui == 1


@pytest.mark.parametrize("kapan", ["sebelum", "sesudah"])
def test_own_people_are_left_to_others(petugas, verifikator, kapan):
    kasus = ajukan_satu(petugas, penyunting=[verifikator.pk] if kapan == "sebelum" else [])
    Peserta.objects.update(penyunting=[verifikator.pk])

    hasil = setujui([kasus.pk], verifikator)

    assert hasil.disetujui == 0
    assert "verifikator lain" in hasil.tinggal[0].sebab


def test_editors_since_submission_join_the_involved(petugas, verifikator):
    rekan = buat("rekan", "petugas")
    kasus = ajukan_satu(petugas)
    Peserta.objects.update(penyunting=[rekan.pk])

    setujui([kasus.pk], verifikator)

    kasus.refresh_from_db()
    assert rekan.pk in kasus.terlibat


def test_second_run_changes_nothing_and_says_who_decided(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    setujui([kasus.pk], verifikator)

    hasil = setujui([kasus.pk], verifikator)

    assert hasil.disetujui == 0
    assert "sudah disetujui oleh Verifikator" in hasil.tinggal[0].sebab


def test_who_moved_on_is_listed(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    Peserta.objects.update(status="berhenti")

    hasil = setujui([kasus.pk], verifikator)

    assert hasil.tinggal[0].sebab == "Orangnya sekarang berstatus Berhenti."


def test_other_areas_are_out_of_reach(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    verifikator.wilayah = ["33.74.02"]

    assert setujui([kasus.pk], verifikator) == (0, [])
    assert Peserta.objects.get().status == Status.DIAJUKAN


def test_preview_counts_without_writing(petugas, verifikator):
    ajukan_satu(petugas, dengan_keterangan=False, status_bpjs="")
    ajukan_satu(petugas, dengan_keterangan=False, status_bpjs="pu_aktif")
    ajukan_satu(petugas, desil=9)

    hasil = actions.pratinjau(list(Pengajuan.objects.menunggu()), pada=PADA)

    assert (hasil.jumlah, hasil.lulus, hasil.tinggal) == (3, 2, 1)
    assert [(k.kode, n) for k, n in hasil.terbuka] == [
        ("bukan_penerima_upah", 1),
        ("masih_bekerja", 2),
    ]
    assert [(k.kode, n) for k, n in hasil.gagal] == [("bukan_penerima_upah", 1)]


@pytest.mark.parametrize("jumlah", [1, 30])
def test_many_cost_as_many_queries_as_one(
    petugas, verifikator, jumlah, django_assert_max_num_queries
):
    pks = [p.pk for p in PesertaFactory.create_batch(jumlah, **LENGKAP)]
    actions.ajukan(pks, oleh=petugas, pada=PADA)
    kasus = list(Pengajuan.objects.values_list("pk", flat=True))

    with django_assert_max_num_queries(19):
        hasil = setujui(kasus, verifikator)

    assert hasil.disetujui == jumlah
