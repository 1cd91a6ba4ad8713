"""A decision is taken back by who made it, while nothing rests on it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from peserta.models import Peserta, RiwayatStatus, Status
from pijar.errors import AturanDilanggarError, BentrokError
from tests.peran import buat, masuk
from tests.verifikasi.susunan import (
    PADA,
    ajukan_hari_ini,
    ajukan_satu,
    jadikan_layak,
    susun_draf,
)
from tests.verifikasi.uji import ambil, disetujui
from verifikasi import actions
from verifikasi.actions.keberatan import IsiKeberatan, catat_keberatan
from verifikasi.models import BarisPenetapan, Pegangan, Pengajuan, SaatTinjauan, Tinjauan

ALASAN = "KK tidak terbaca."
PUTUSAN = {
    "setujui": (actions.setujui, {}, Status.LAYAK),
    "kembalikan": (actions.kembalikan, {"alasan": ALASAN}, Status.DIKEMBALIKAN),
    "tolak": (actions.tolak, {"alasan": ALASAN}, Status.TIDAK_LAYAK),
}


def putus(kasus, oleh, putusan="setujui"):
    tindakan, isi, _ = PUTUSAN[putusan]
    tindakan(kasus, **isi, oleh=oleh, pada=PADA)
    return Pengajuan.objects.get(pk=kasus.pk)


@pytest.mark.parametrize("putusan", PUTUSAN)
def test_undone_case_waits_as_before_and_history_keeps_both(petugas, verifikator, putusan):
    kasus = putus(ajukan_satu(petugas), verifikator, putusan)

    actions.urungkan(kasus, oleh=verifikator)

    kini = Pengajuan.objects.select_related("peserta").get()
    assert (kini.status, kini.alasan, kini.diputuskan_oleh, kini.diputuskan_pada) == (
        "menunggu", "", None, None,
    )  # fmt: skip
    assert (kini.diajukan_pada, kini.peserta.status) == (kasus.diajukan_pada, Status.DIAJUKAN)
    dua = list(RiwayatStatus.objects.order_by("-pk").values_list("dari", "ke", "alasan")[:2])
    sesudah = PUTUSAN[putusan][2]
    assert dua[0][:2] == (sesudah, Status.DIAJUKAN)
    assert dua[0][2].startswith("Putusan diurungkan (")
    assert dua[1][:2] == (Status.DIAJUKAN, sesudah)
    assert Tinjauan.objects.filter(saat=SaatTinjauan.PUTUSAN).count() == 1
    assert putus(kini, verifikator).status == "disetujui"


def test_reason_stays_in_the_history(petugas, verifikator):
    actions.urungkan(putus(ajukan_satu(petugas), verifikator, "tolak"), oleh=verifikator)

    assert RiwayatStatus.objects.latest("pk").alasan == f"Putusan diurungkan (Ditolak: {ALASAN})"


def test_only_who_decided_undoes(petugas, verifikator):
    kasus = putus(ajukan_satu(petugas), verifikator)

    with pytest.raises(AturanDilanggarError, match="yang membuatnya"):
        actions.urungkan(kasus, oleh=buat("rekan", "verifikator"))


def test_second_click_is_told(petugas, verifikator):
    kasus = putus(ajukan_satu(petugas), verifikator)
    actions.urungkan(kasus, oleh=verifikator)

    with pytest.raises(BentrokError, match="sudah diurungkan"):
        actions.urungkan(kasus, oleh=verifikator)


def di_draf(kasus, petugas, verifikator, admin):
    susun_draf(admin)
    return "sudah dimasukkan ke SK"


def keluar_dari_sk(kasus, petugas, verifikator, admin):
    """Decreed, then layak again by an amendment: the decree rests on the decision for ever."""
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=buat("admin2", "admin"))
    draf.daftar_baris.update(hidup=False)
    Peserta.objects.filter(status=Status.DITETAPKAN).update(status=Status.LAYAK)
    return "sudah dimasukkan ke SK"


def meninggal(kasus, petugas, verifikator, admin):
    Peserta.objects.update(status=Status.BERHENTI)
    return "sekarang berstatus Berhenti"


def diperiksa_ulang(kasus, petugas, verifikator, admin):
    orang = Peserta.objects.get()
    actions.periksa_ulang(orang, alasan="x", oleh=petugas, pada=PADA)
    kerja = actions.JawabanOrang("masih_bekerja", "ya", "Kunjungan")
    rekan = buat("rekan", "verifikator")
    actions.setujui(Pengajuan.objects.first(), oleh=rekan, pada=PADA, jawaban=[kerja])
    return "sudah diajukan lagi"


@pytest.mark.parametrize("keadaan", [di_draf, keluar_dari_sk, meninggal, diperiksa_ulang])
def test_decision_that_something_rests_on_stays(petugas, verifikator, admin, keadaan):
    kasus = putus(ajukan_satu(petugas), verifikator)
    kalimat = keadaan(kasus, petugas, verifikator, admin)

    with pytest.raises(AturanDilanggarError, match=kalimat):
        actions.urungkan(kasus, oleh=verifikator)
    assert Pengajuan.objects.get(pk=kasus.pk).status == "disetujui"


def test_refusal_with_an_objection_stays(petugas, verifikator):
    kasus = putus(ajukan_hari_ini(petugas), verifikator, "tolak")
    isi = IsiKeberatan(timezone.localdate(), "sendiri", "Siti", "datang", "Tidak setuju.")
    catat_keberatan(kasus, isi, oleh=petugas, pada=timezone.localdate())

    with pytest.raises(AturanDilanggarError, match="Ada keberatan"):
        actions.urungkan(kasus, oleh=verifikator)


def test_approval_in_a_sample_stays(petugas, verifikator, admin):
    kasus = disetujui(petugas, verifikator)
    ambil(admin)

    with pytest.raises(AturanDilanggarError, match="uji petik"):
        actions.urungkan(kasus, oleh=verifikator)


def kosong(**lain):
    return {
        "status": "menunggu",
        "alasan": "",
        "diputuskan_oleh": None,
        "diputuskan_pada": None,
    } | lain


def test_database_lets_a_whole_undo_pass(petugas, verifikator):
    putus(ajukan_satu(petugas), verifikator)

    assert Pengajuan.objects.update(**kosong()) == 1


@pytest.mark.parametrize("lain", [{"alasan": "x"}, {"diputuskan_pada": timezone.now()}])
def test_database_refuses_half_an_undo(petugas, verifikator, lain):
    putus(ajukan_satu(petugas), verifikator)

    with pytest.raises(IntegrityError, match="diurungkan"), transaction.atomic():
        Pengajuan.objects.update(**kosong(**lain))


@pytest.mark.parametrize("keadaan", [di_draf, keluar_dari_sk])
def test_database_refuses_what_a_decree_rests_on(petugas, verifikator, admin, keadaan):
    keadaan(putus(ajukan_satu(petugas), verifikator), petugas, verifikator, admin)

    with pytest.raises(IntegrityError, match="diurungkan"), transaction.atomic():
        Pengajuan.objects.update(**kosong())


def test_database_refuses_what_a_sample_rests_on(petugas, verifikator, admin):
    disetujui(petugas, verifikator)
    ambil(admin)

    with pytest.raises(IntegrityError, match="diurungkan"), transaction.atomic():
        Pengajuan.objects.update(**kosong())


def test_page_offers_undo_to_who_decided_only(petugas, verifikator, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    alamat = reverse("verifikasi:urungkan", args=[kasus.pk])
    html = verifikator_client.post(reverse("verifikasi:setujui", args=[kasus.pk]), follow=True).text
    halaman = reverse("verifikasi:kasus", args=[kasus.pk])
    assert f'disetujui. <a class="alert-link" href="{halaman}">Lihat atau urungkan</a>' in html
    rekan = masuk(buat("rekan", "verifikator"))

    assert alamat in verifikator_client.get(halaman).text
    assert alamat not in rekan.get(halaman).text
    assert verifikator_client.post(alamat).url == halaman
    assert "Putusannya diurungkan" in verifikator_client.get(halaman).text
    assert rekan.post(alamat).status_code == 409


def test_decision_frees_the_case(petugas, verifikator, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    verifikator_client.get(reverse("verifikasi:kasus", args=[kasus.pk]))

    actions.setujui(kasus, oleh=verifikator, pada=timezone.localdate())

    assert not Pegangan.objects.exists()


def test_decree_of_before_does_not_rest_on_the_decision(petugas, verifikator, admin):
    orang = jadikan_layak(petugas, verifikator)
    actions.tetapkan(susun_draf(admin), oleh=buat("admin2", "admin"))
    sekarang, sedetik = timezone.now(), timedelta(minutes=1)
    baris = BarisPenetapan.objects

    assert baris.sesudah_putusan(orang.pk, sekarang - sedetik).exists()
    assert not baris.sesudah_putusan(orang.pk, sekarang + sedetik).exists()
