"""What the database itself refuses of a change of data: each rule by its name."""

from datetime import datetime

import pytest
from django.db import DatabaseError, IntegrityError, InternalError, transaction

from peserta.models import Impor, PerubahanData
from pijar.bulan import WIB
from tests.factories import PesertaFactory

KINI = datetime(2026, 3, 10, 9, tzinfo=WIB)
HP = {"hp": ["", "081200000001"]}
NAMA = {"nama": ["Siti Aminah", "Siti Aminah Putri"]}


@pytest.fixture
def orang(db):
    return PesertaFactory(status="terdaftar")


def usul(orang, oleh, **lain):
    isi = {"isi": HP, "alasan": "Nomor lama mati", "diusulkan_oleh": oleh} | lain
    return PerubahanData.objects.create(peserta=orang, **isi)


def diterapkan(admin, *, ke_bpjs=True):
    return {
        "status": "diterapkan", "diputus_oleh": admin, "diputus_pada": KINI, "ke_bpjs": ke_bpjs,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("perubahan_data_status_sah", {"status": "hilang", "diputus_pada": KINI}),
        ("perubahan_data_asal_sah", {"asal": "mimpi"}),
        ("perubahan_data_asal_impor", {"asal": "impor"}),
        ("perubahan_data_beralasan", {"alasan": " "}),
        ("perubahan_data_berisi", {"isi": {}}),
        ("perubahan_data_berbukti", {"isi": NAMA}),
        ("perubahan_data_berbukti", {"isi": {"kpj": ["123456", "654321"]}, "bukti_kertas": " "}),
        ("perubahan_data_diputus", {"status": "ditolak"}),
        ("perubahan_data_ke_bpjs_diterapkan", {"ke_bpjs": True}),
        ("perubahan_data_dibiarkan_lengkap", {"alasan_dibiarkan": "x"}),
    ],
)
def test_what_a_row_may_not_say(orang, petugas, admin, nama, isi):
    if "diputus_pada" in isi:
        isi = isi | {"diputus_oleh": admin}

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        usul(orang, petugas, **isi)


def test_a_paper_named_or_a_list_is_proof(orang, petugas):
    usul(orang, petugas, isi=NAMA, bukti_kertas="KTP-el terbit 2026")
    impor = Impor.objects.create(berkas="x", nama_berkas="x.xlsx", sha256="0", oleh=petugas)
    usul(PesertaFactory(status="terdaftar"), petugas, isi=NAMA, asal="impor", impor=impor)

    assert PerubahanData.objects.menunggu().count() == 2


def test_one_open_proposal_a_person(orang, petugas):
    usul(orang, petugas)

    with pytest.raises(IntegrityError, match="perubahan_data_satu_terbuka"), transaction.atomic():
        usul(orang, petugas)


def test_the_proposer_does_not_decide_except_a_corrected_nik(orang, admin):
    with pytest.raises(IntegrityError, match="perubahan_data_orang_lain"), transaction.atomic():
        usul(orang, admin, **diterapkan(admin))

    nik = {"isi": {"nik": ["3374", "3375"]}, "asal": "koreksi_nik"}
    assert usul(orang, admin, **nik, **diterapkan(admin)).ke_bpjs


def test_what_was_proposed_and_decided_never_changes(orang, petugas, admin):
    satu = PerubahanData.objects.filter(pk=usul(orang, petugas).pk)
    for ubah in ({"isi": NAMA}, {"alasan": "lain"}, {"bukti_kertas": "x"}, {"asal": "koreksi_nik"}):
        with pytest.raises(InternalError), transaction.atomic():
            satu.update(**ubah)
    satu.update(**diterapkan(admin))
    for ubah in ({"status": "ditolak"}, {"ke_bpjs": False}, {"alasan_putusan": "x"}):
        with pytest.raises(InternalError), transaction.atomic():
            satu.update(**ubah)
    with pytest.raises(DatabaseError), transaction.atomic():
        satu.delete()


def test_a_refused_change_is_left_out_once(orang, petugas, admin):
    satu = PerubahanData.objects.filter(pk=usul(orang, petugas, **diterapkan(admin)).pk)
    assert PerubahanData.objects.ke_bpjs().count() == 1
    with pytest.raises(IntegrityError, match="dibiarkan_lengkap"), transaction.atomic():
        satu.update(dibiarkan_oleh=admin, dibiarkan_pada=KINI, alasan_dibiarkan=" ")

    satu.update(dibiarkan_oleh=admin, dibiarkan_pada=KINI, alasan_dibiarkan="BPJS benar")

    assert not PerubahanData.objects.ke_bpjs().exists()
    with pytest.raises(InternalError), transaction.atomic():
        satu.update(alasan_dibiarkan="lain")


def test_a_change_is_mended_once_and_by_one_of_the_same_person(orang, petugas, admin, admin2):
    ditolak = usul(orang, petugas, **diterapkan(admin))
    with pytest.raises(InternalError, match="mengganti_sah"), transaction.atomic():
        usul(PesertaFactory(status="terdaftar"), petugas, mengganti=ditolak)
    pertama = usul(orang, petugas, isi=NAMA, bukti_kertas="KTP", mengganti=ditolak)
    assert PerubahanData.objects.ke_bpjs().get() == ditolak

    PerubahanData.objects.filter(pk=pertama.pk).update(**diterapkan(admin2))

    assert PerubahanData.objects.ke_bpjs().get() == pertama
    with pytest.raises(IntegrityError, match="satu_pengganti"), transaction.atomic():
        usul(orang, petugas, mengganti=ditolak)


@pytest.mark.parametrize("status", ["ditetapkan", "didaftarkan", "berhenti"])
def test_bpjs_hears_of_enrolled_people_only(petugas, admin, status):
    usul(PesertaFactory(status=status), petugas, **diterapkan(admin))

    assert not PerubahanData.objects.ke_bpjs().exists()


def test_who_was_merged_is_left_to_the_survivor(orang, petugas, admin):
    usul(orang, petugas, **diterapkan(admin))
    type(orang).objects.filter(pk=orang.pk).update(digabung_ke=PesertaFactory())

    assert not PerubahanData.objects.ke_bpjs().exists()
