"""Pairs and merges: what the database refuses by itself, each rule by its name."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from peserta.models import PasanganMirip, Peserta
from tests.factories import PesertaFactory
from tests.verifikasi.susunan import PADA, pasangkan, usul_gabung
from verifikasi.actions.gabung import gabungkan
from verifikasi.models import Penggabungan


def ditolak(nama, perintah):
    with pytest.raises(DatabaseError, match=nama), transaction.atomic():
        perintah()


@pytest.fixture
def pasangan(db):
    return pasangkan(PesertaFactory(), PesertaFactory())


@pytest.fixture
def tergabung(petugas, verifikator):
    usulan = usul_gabung(petugas, PesertaFactory(), PesertaFactory(hp="081234567890"), ("hp",))
    return gabungkan(usulan, oleh=verifikator, pada=PADA)


def ubah(**isi):
    return lambda: PasanganMirip.objects.update(**isi)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("pasangan_mirip_skor_0_100", {"skor": 101}),
        ("pasangan_mirip_usulan_lengkap", {"status": "diusulkan"}),
        ("pasangan_mirip_putusan_lengkap", {"status": "berbeda", "keterangan": "x"}),
        ("Invalid transition", {"status": "lain"}),
        ("Invalid transition", {"status": "digabung"}),
    ],
)
def test_a_pair_is_held_by_its_rules(pasangan, nama, isi):
    ditolak(nama, ubah(**isi))


def test_a_pair_exists_once_and_in_order(pasangan):
    satu, dua = pasangan.kiri, pasangan.kanan

    ditolak(
        "pasangan_mirip_sekali",
        lambda: PasanganMirip.objects.create(kiri=satu, kanan=dua, skor=1),
    )
    ditolak(
        "pasangan_mirip_berurutan",
        lambda: PasanganMirip.objects.create(kiri=dua, kanan=satu, skor=1),
    )
    ditolak(
        "pasangan_mirip_status_sah",
        lambda: PasanganMirip.objects.create(
            kiri=satu, kanan=PesertaFactory(), skor=1, status="lain"
        ),
    )
    ditolak("Cannot update", ubah(kanan=PesertaFactory()))


def test_two_people_are_said_to_be_two_with_a_reason(pasangan, petugas):
    isi = {"status": "berbeda", "pemutus": petugas, "diputuskan_pada": timezone.now()}

    ditolak("pasangan_mirip_berbeda_beralasan", ubah(**isi))


@pytest.mark.parametrize("status", ["digabung", "berbeda"])
def test_database_refuses_a_decision_by_the_proposer(petugas, admin, status):
    usul_gabung(petugas, PesertaFactory(), PesertaFactory())
    isi = {"status": status, "keterangan": "x", "diputuskan_pada": timezone.now()}

    ditolak("pasangan_mirip_diputuskan_orang_lain", ubah(**isi, pemutus=petugas))
    ditolak("Cannot update", ubah(**isi, pemutus=petugas, pengusul=admin))


def test_a_settled_pair_stays(petugas, pasangan):
    kini = timezone.now()
    ubah(status="berbeda", keterangan="x", pemutus=petugas, diputuskan_pada=kini)()

    ditolak("Invalid transition", ubah(status="diusulkan"))
    ditolak("Cannot delete", PasanganMirip.objects.all().delete)


def test_a_merge_is_by_two_officers_of_two_people(tergabung, petugas, verifikator):
    dua = PesertaFactory.create_batch(2)

    def buat(**lain):
        isi = {
            "pasangan": tergabung.pasangan, "menang": dua[0], "kalah": dua[1],
            "nik_kalah": dua[1].nik, "diusulkan_oleh": petugas, "digabung_oleh": verifikator,
        }  # fmt: skip
        return lambda: Penggabungan.objects.create(**isi | lain)

    ditolak("penggabungan_diputuskan_orang_lain", buat(digabung_oleh=petugas))
    ditolak("penggabungan_dua_orang", buat(menang=dua[1]))
    ditolak("penggabungan_satu_berlaku", buat(kalah=tergabung.kalah))


def test_a_merge_is_only_ever_undone_with_a_reason(tergabung, verifikator):
    batal = {"dibatalkan_oleh": verifikator, "dibatalkan_pada": timezone.now()}

    def ubah(**isi):
        return lambda: Penggabungan.objects.update(**isi)

    ditolak("penggabungan_batal_beralasan", ubah(**batal))
    ditolak("Cannot update", ubah(sebelum={}))
    ditolak("Cannot delete", Penggabungan.objects.all().delete)
    ubah(**batal, alasan_batal="Keliru.")()
    ditolak("Cannot update", ubah(alasan_batal="Lain."))


@pytest.mark.parametrize("isi", [{"nama": "Lain"}, {"status": "diajukan"}, {"hp": "0812"}])
def test_nothing_happens_to_who_was_merged_away(tergabung, isi):
    ditolak("Cannot update", lambda: Peserta.objects.filter(pk=tergabung.kalah_id).update(**isi))
