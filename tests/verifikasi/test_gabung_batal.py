"""A merge is undone as long as nothing builds on it; then everything goes back."""

from datetime import date

import pytest
from django.utils import timezone

from peserta.models import Peserta
from peserta.orang.actions.data import ubah_orang
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import PesertaFactory
from tests.verifikasi.susunan import PADA, usul_gabung
from verifikasi import actions
from verifikasi.actions.gabung import gabungkan, usulkan
from verifikasi.actions.gabung_batal import batalkan_penggabungan
from verifikasi.models import Penggabungan

SANA = "33.74.02.1001"


def isi(peserta):
    """Every column but the list of editors, which only grows, and the time of the last change."""
    return {
        k: v
        for k, v in Peserta.objects.filter(pk=peserta.pk).values()[0].items()
        if k not in ("penyunting", "diubah_pada")
    }


def test_undoing_gives_everybody_his_own_back(petugas, verifikator):
    satu = PesertaFactory()
    dua = PesertaFactory(
        nama="Moh. Yusuf", nama_cari="MUHAMMAD YUSUF", tanggal_lahir=date(1990, 1, 2),
        kelurahan_id=SANA, desil=2, kpj="00012345678",
    )  # fmt: skip
    tiga = PesertaFactory(digabung_ke=dua)
    sebelum = [isi(p) for p in (satu, dua, tiga)]
    ambil = ["nik", "nama", "tanggal_lahir", "tinggal", "kesejahteraan", "kpj"]
    pasangan = usul_gabung(petugas, satu, dua, ambil)
    gabungkan(pasangan, oleh=verifikator, pada=PADA)
    assert isi(satu)["nik"] == sebelum[1]["nik"]

    batalkan_penggabungan(pasangan, alasan="Ternyata dua orang.", oleh=verifikator)

    assert [isi(p) for p in (satu, dua, tiga)] == sebelum
    pasangan.refresh_from_db()
    assert (pasangan.status, pasangan.pengusul, pasangan.pemutus) == ("menunggu", None, None)
    assert pasangan.keterangan == "Penggabungan dibatalkan Verifikator: Ternyata dua orang."
    batal = Penggabungan.objects.get()
    assert (batal.dibatalkan_oleh, batal.alasan_batal) == (verifikator, "Ternyata dua orang.")


def test_an_undone_merge_can_be_made_again(petugas, verifikator):
    satu, dua = PesertaFactory(), PesertaFactory()
    pasangan = usul_gabung(petugas, satu, dua)
    gabungkan(pasangan, oleh=verifikator, pada=PADA)
    batalkan_penggabungan(pasangan, alasan="Keliru.", oleh=verifikator)

    usulkan(pasangan, menang=dua.pk, ambil=[], oleh=petugas, pada=PADA)
    gabungkan(pasangan, oleh=verifikator, pada=PADA)

    satu.refresh_from_db()
    assert satu.digabung_ke == dua


def sudah_digabung(petugas, verifikator, ambil=()):
    satu, dua = PesertaFactory(), PesertaFactory(hp="081234567890")
    pasangan = usul_gabung(petugas, satu, dua, ambil)
    gabungkan(pasangan, oleh=verifikator, pada=PADA)
    satu.refresh_from_db()
    return pasangan, satu, dua


def test_undoing_needs_a_reason(petugas, verifikator):
    pasangan, *_ = sudah_digabung(petugas, verifikator)

    with pytest.raises(AturanDilanggarError, match="Tulis alasan pembatalan"):
        batalkan_penggabungan(pasangan, alasan=" ", oleh=verifikator)


def test_undoing_twice_is_told(petugas, verifikator):
    pasangan, *_ = sudah_digabung(petugas, verifikator)
    batalkan_penggabungan(pasangan, alasan="Keliru.", oleh=verifikator)

    with pytest.raises(BentrokError, match="sudah dibatalkan"):
        batalkan_penggabungan(pasangan, alasan="Keliru.", oleh=verifikator)


def test_a_decision_on_the_merged_data_stays(petugas, verifikator):
    pasangan, satu, _ = sudah_digabung(petugas, verifikator)
    Peserta.objects.filter(pk=satu.pk).update(status_bpjs="belum", desil=2)
    actions.ajukan([satu.pk], oleh=petugas, pada=timezone.localdate())

    with pytest.raises(AturanDilanggarError, match="berubah menjadi Diajukan"):
        batalkan_penggabungan(pasangan, alasan="Keliru.", oleh=verifikator)


def test_a_taken_value_that_was_changed_again_stays(petugas, verifikator):
    pasangan, satu, _ = sudah_digabung(petugas, verifikator, ["hp"])
    ubah_orang(satu, {"hp": "081111111111"}, oleh=petugas)

    with pytest.raises(AturanDilanggarError, match="sudah diubah lagi"):
        batalkan_penggabungan(pasangan, alasan="Keliru.", oleh=verifikator)

    ubah_orang(satu, {"hp": "081234567890"}, oleh=petugas)
    batalkan_penggabungan(pasangan, alasan="Keliru.", oleh=verifikator)
    assert isi(satu)["hp"] == ""


def test_other_changes_since_survive_the_undoing(petugas, verifikator):
    pasangan, satu, _ = sudah_digabung(petugas, verifikator, ["hp"])
    ubah_orang(satu, {"alamat": "Jl. Baru"}, oleh=petugas)

    batalkan_penggabungan(pasangan, alasan="Keliru.", oleh=verifikator)

    assert (isi(satu)["alamat"], isi(satu)["hp"]) == ("Jl. Baru", "")


@pytest.mark.parametrize("jadi_menang", [True, False])
def test_the_later_merge_is_undone_first(petugas, verifikator, jadi_menang):
    pasangan, satu, _ = sudah_digabung(petugas, verifikator)
    tiga = PesertaFactory()
    pihak = (satu, tiga) if jadi_menang else (tiga, satu)
    gabungkan(lagi := usul_gabung(petugas, *pihak), oleh=verifikator, pada=PADA)

    with pytest.raises(AturanDilanggarError, match="Batalkan dahulu penggabungan itu"):
        batalkan_penggabungan(pasangan, alasan="Keliru.", oleh=verifikator)

    batalkan_penggabungan(lagi, alasan="Keliru.", oleh=verifikator)
    batalkan_penggabungan(pasangan, alasan="Keliru.", oleh=verifikator)
    assert not Peserta.objects.filter(digabung_ke__isnull=False).exists()


def test_a_nik_given_to_somebody_else_stays_his(petugas, verifikator):
    pasangan, satu, dua = sudah_digabung(petugas, verifikator)
    PesertaFactory(nik=dua.nik)  # a list said that this is another person

    with pytest.raises(BentrokError, match="sekarang tercatat atas orang lain"):
        batalkan_penggabungan(pasangan, alasan="Keliru.", oleh=verifikator)

    dua.refresh_from_db()
    assert dua.digabung_ke == satu
