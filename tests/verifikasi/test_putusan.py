"""One decision: who may, when, what it changes, and who wins when two act at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from peserta.alur import pindahkan_status
from peserta.models import Peserta, RiwayatStatus, Status
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import BantuanFactory, PesertaFactory
from tests.peran import buat
from tests.verifikasi.susunan import LENGKAP, PADA, ajukan_satu
from verifikasi import actions
from verifikasi.actions import JawabanOrang
from verifikasi.actions.putusan import alasan_dari
from verifikasi.models import Jawaban, JawabanKriteria, Pengajuan
from verifikasi.penilaian import nilai_kasus

YA = JawabanOrang("masih_bekerja", "ya", "Kunjungan 9 Maret")


def putus(nama, kasus, verifikator):
    alasan = {} if nama == "setujui" else {"alasan": "KK tidak terbaca."}
    getattr(actions, nama)(kasus, oleh=verifikator, pada=PADA, **alasan)


@pytest.mark.parametrize(
    ("nama", "status", "orang"),
    [
        ("setujui", "disetujui", Status.LAYAK),
        ("kembalikan", "dikembalikan", Status.DIKEMBALIKAN),
        ("tolak", "ditolak", Status.TIDAK_LAYAK),
    ],
)
def test_decision_moves_case_and_person(petugas, verifikator, nama, status, orang):
    kasus = ajukan_satu(petugas)

    putus(nama, kasus, verifikator)

    kasus.refresh_from_db()
    assert kasus.status == status
    assert kasus.diputuskan_oleh == verifikator
    assert kasus.diputuskan_pada
    assert Peserta.objects.get().status == orang
    riwayat = RiwayatStatus.objects.last()
    assert (riwayat.ke, riwayat.oleh) == (orang, verifikator)
    assert riwayat.alasan == kasus.alasan == ("" if nama == "setujui" else "KK tidak terbaca.")


@pytest.mark.parametrize("nama", ["kembalikan", "tolak"])
def test_decision_against_needs_a_reason(petugas, verifikator, nama):
    kasus = ajukan_satu(petugas)

    with pytest.raises(AturanDilanggarError, match="Tulis alasannya"):
        getattr(actions, nama)(kasus, alasan="  ", oleh=verifikator, pada=PADA)


@pytest.mark.parametrize(
    ("ubah", "disebut"),
    [
        ({"status_bpjs": "pu_aktif"}, "Bukan penerima upah, ASN, TNI atau Polri: tidak"),
        ({"status_bpjs": ""}, "Bukan penerima upah, ASN, TNI atau Polri: belum ada data"),
        ({"tanggal_lahir": date(1961, 3, 10)}, "Usia paling tinggi 64 tahun 11 bulan: tidak"),
    ],
)
def test_approval_waits_for_required_criteria(petugas, verifikator, ubah, disebut):
    kasus = ajukan_satu(petugas, **ubah)

    with pytest.raises(AturanDilanggarError, match=disebut):
        actions.setujui(kasus, oleh=verifikator, pada=PADA)

    assert Peserta.objects.get().status == Status.DIAJUKAN


def test_a_warning_does_not_bar(petugas, verifikator):
    kasus = ajukan_satu(petugas, desil=9)

    actions.setujui(kasus, oleh=verifikator, pada=PADA)

    assert Peserta.objects.get().status == Status.LAYAK


def test_answer_with_basis_opens_the_way(petugas, verifikator):
    kasus = ajukan_satu(petugas, dengan_keterangan=False)

    actions.setujui(kasus, oleh=verifikator, pada=PADA, jawaban=[YA])

    baris = JawabanKriteria.objects.get(kode="masih_bekerja")
    assert (baris.jawaban, baris.dasar, baris.oleh) == ("ya", "Kunjungan 9 Maret", verifikator)
    assert baris.penjelasan.startswith("Belum ada keterangan")


def test_answer_of_a_refused_approval_is_not_kept(petugas, verifikator):
    kasus = ajukan_satu(petugas, dengan_keterangan=False, status_bpjs="pu_aktif")

    with pytest.raises(AturanDilanggarError):
        actions.setujui(kasus, oleh=verifikator, pada=PADA, jawaban=[YA])

    assert JawabanKriteria.objects.get(kode="masih_bekerja").jawaban == "belum_ada_data"


def test_verifier_may_answer_what_the_data_leaves_open(petugas, verifikator):
    kasus = ajukan_satu(petugas, status_bpjs="")
    betul = JawabanOrang("bukan_penerima_upah", "ya", "Berhenti bekerja, paklaring 1 Maret")

    actions.setujui(kasus, oleh=verifikator, pada=PADA, jawaban=[betul])

    assert Peserta.objects.get().status == Status.LAYAK


@pytest.mark.parametrize(
    ("jawaban", "dasar", "kalimat"),
    [("ya", " ", "Tulis dasar"), ("belum_ada_data", "x", "hanya Ya atau Tidak")],
)
def test_answer_of_a_person_is_yes_or_no_with_a_basis(
    petugas, verifikator, jawaban, dasar, kalimat
):
    kasus = ajukan_satu(petugas)

    with pytest.raises(AturanDilanggarError, match=kalimat):
        actions.jawab(kasus, [JawabanOrang("usia", jawaban, dasar)], oleh=verifikator, pada=PADA)


def test_person_turns_65_while_waiting(petugas, verifikator):
    kasus = ajukan_satu(petugas, tanggal_lahir=date(1961, 3, 11))
    assert kasus.daftar_jawaban.get(kode="usia").jawaban == "ya"

    with pytest.raises(AturanDilanggarError, match="Usia"):
        actions.setujui(kasus, oleh=verifikator, pada=date(2026, 3, 11))


def test_somebody_else_pays_while_waiting(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    BantuanFactory(peserta=kasus.peserta)

    with pytest.raises(AturanDilanggarError, match="Tidak dibiayai pembayar lain"):
        actions.setujui(kasus, oleh=verifikator, pada=PADA)


def test_decision_keeps_what_the_rules_answered_that_day(petugas, verifikator):
    kasus = ajukan_satu(petugas, tanggal_lahir=date(1961, 3, 11))

    actions.tolak(kasus, alasan="Usia.", oleh=verifikator, pada=date(2026, 3, 11))

    assert kasus.daftar_jawaban.get(kode="usia").jawaban == "tidak"


def test_decided_case_is_not_computed_again(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.setujui(kasus, oleh=verifikator, pada=PADA)
    kasus.refresh_from_db()

    hasil = nilai_kasus([kasus], pada=date(2050, 1, 1))[kasus.pk]

    assert {h.jawaban for h in hasil} == {"ya"}


def test_case_without_stored_answers_can_be_decided(petugas, verifikator):
    """Cases that came another way than ajukan are answered when they are looked at."""
    kasus = ajukan_satu(petugas)
    kasus.daftar_jawaban.all().delete()

    actions.setujui(kasus, oleh=verifikator, pada=PADA)

    assert kasus.daftar_jawaban.count() == 7


def test_refusal_is_suggested_from_failed_criteria(petugas):
    kasus = ajukan_satu(petugas, status_bpjs="pu_aktif", desil=9)

    alasan = alasan_dari(nilai_kasus([kasus], pada=PADA)[kasus.pk])

    assert alasan == (
        "Bukan penerima upah, ASN, TNI atau Polri: Tercatat sebagai penerima upah aktif di BPJS."
    )


# Four eyes: in the action and in the database.
@pytest.mark.parametrize("nama", ["setujui", "kembalikan", "tolak"])
def test_submitter_does_not_decide(petugas, nama):
    kasus = ajukan_satu(petugas)

    with pytest.raises(AturanDilanggarError, match="verifikator lain"):
        putus(nama, kasus, petugas)


def test_editor_before_submission_does_not_decide(petugas, verifikator):
    kasus = ajukan_satu(petugas, penyunting=[verifikator.pk])

    with pytest.raises(AturanDilanggarError, match="verifikator lain"):
        actions.setujui(kasus, oleh=verifikator, pada=PADA)


def test_editor_after_submission_does_not_decide(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    Peserta.objects.update(penyunting=[verifikator.pk])

    with pytest.raises(AturanDilanggarError, match="verifikator lain"):
        actions.setujui(kasus, oleh=verifikator, pada=PADA)


def test_involved_officer_does_not_answer_either(petugas):
    kasus = ajukan_satu(petugas)

    with pytest.raises(AturanDilanggarError, match="verifikator lain"):
        actions.jawab(kasus, [YA], oleh=petugas, pada=PADA)


@pytest.mark.parametrize("siapa", ["pengaju", "penyunting"])
def test_database_refuses_a_decision_by_who_is_involved(petugas, verifikator, siapa):
    kasus = ajukan_satu(petugas, penyunting=[verifikator.pk])
    oleh = petugas if siapa == "pengaju" else verifikator

    with (
        pytest.raises(IntegrityError, match="pengajuan_diputuskan_orang_lain"),
        transaction.atomic(),
    ):
        Pengajuan.objects.filter(pk=kasus.pk).update(
            status="disetujui", diputuskan_oleh=oleh, diputuskan_pada=timezone.now()
        )


def test_editors_since_submission_join_the_involved(petugas, verifikator):
    rekan = buat("rekan", "petugas")
    kasus = ajukan_satu(petugas)
    Peserta.objects.update(penyunting=[rekan.pk])

    actions.setujui(kasus, oleh=verifikator, pada=PADA)

    kasus.refresh_from_db()
    assert rekan.pk in kasus.terlibat


# Once decided, always decided.
def test_second_decision_names_the_first(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.setujui(kasus, oleh=verifikator, pada=PADA)
    rekan = buat("rekan", "verifikator")

    with pytest.raises(BentrokError, match="sudah disetujui oleh Verifikator pada"):
        actions.tolak(kasus, alasan="x", oleh=rekan, pada=PADA)


def test_withdrawn_case_is_not_decided(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.tarik([kasus.peserta_id], oleh=petugas)

    with pytest.raises(BentrokError, match="sudah ditarik"):
        actions.setujui(kasus, oleh=verifikator, pada=PADA)


def test_case_of_who_died_is_not_decided(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    pindahkan_status(Peserta.objects.get(), Status.BERHENTI, oleh=petugas, alasan="Meninggal.")

    with pytest.raises(AturanDilanggarError, match="sekarang berstatus Berhenti"):
        actions.setujui(kasus, oleh=verifikator, pada=PADA)
    assert not Pengajuan.objects.menunggu().exists()


def test_answer_of_a_decided_case_is_frozen(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.setujui(kasus, oleh=verifikator, pada=PADA)

    with pytest.raises(InternalError, match="jawaban tidak berubah"), transaction.atomic():
        kasus.daftar_jawaban.update(jawaban=Jawaban.TIDAK)


@pytest.mark.django_db(transaction=True)
def test_two_verifiers_decide_at_once_one_wins(petugas, verifikator):
    """Real connections: the loser waits for the winner's commit, then reads who it was."""
    kasus = ajukan_satu(petugas)
    rekan = buat("rekan", "verifikator")
    mulai = Barrier(2, timeout=30)

    def coba(nama, oleh):
        try:
            mulai.wait()
            putus(nama, Pengajuan.objects.get(pk=kasus.pk), oleh)
        except BentrokError as galat:
            return galat.kalimat
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as utas:
        hasil = list(utas.map(coba, ("setujui", "tolak"), (verifikator, rekan)))

    kasus.refresh_from_db()
    assert sorted(bool(h) for h in hasil) == [False, True]
    pemenang = kasus.diputuskan_oleh.nama
    assert f"oleh {pemenang} pada" in "".join(hasil)
    assert RiwayatStatus.objects.filter(peserta=kasus.peserta_id, dari="diajukan").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_submit_the_same_person_at_once(petugas):
    orang = PesertaFactory(**LENGKAP)
    rekan = buat("rekan", "petugas")
    mulai = Barrier(2, timeout=30)

    def coba(oleh):
        try:
            mulai.wait()
            return actions.ajukan([orang.pk], oleh=oleh, pada=PADA).diajukan
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as utas:
        hasil = sorted(utas.map(coba, (petugas, rekan)))

    assert hasil == [0, 1]
    assert Pengajuan.objects.count() == 1
