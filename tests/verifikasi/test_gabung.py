"""One person entered twice: proposed by one officer, decided by another, nothing lost."""

from datetime import date

import pghistory
import pytest

from peserta.duplikat.actions import cari_duplikat
from peserta.models import PasanganMirip, Peristiwa, Peserta
from peserta.orang.actions.data import ubah_orang
from peserta.orang.linimasa import linimasa
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import PesertaFactory
from tests.peran import buat
from tests.verifikasi.susunan import PADA, pasangkan, usul_gabung
from verifikasi.actions.gabung import (
    gabungkan,
    kembalikan_usulan,
    nyatakan_berbeda,
    periksa_lagi,
    usulkan,
)
from verifikasi.models import Penggabungan

SANA = "33.74.02.1001"


# Propose and decide


def test_merging_keeps_one_and_points_the_other_to_him(petugas, verifikator, admin):
    satu = PesertaFactory(penyunting=[petugas.pk])
    dua = PesertaFactory(hp="081234567890", nama="Siti A.", penyunting=[admin.pk])
    pasangan = usul_gabung(petugas, satu, dua, ["hp"])

    hasil = gabungkan(pasangan, oleh=verifikator, pada=PADA)

    satu.refresh_from_db()
    dua.refresh_from_db()
    assert (satu.hp, satu.nama) == ("081234567890", "Siti Aminah")
    assert satu.penyunting == sorted([petugas.pk, admin.pk])
    assert dua.digabung_ke == satu
    assert list(Peserta.objects.for_petugas(admin)) == [satu]
    pasangan.refresh_from_db()
    assert (pasangan.status, pasangan.pemutus) == ("digabung", verifikator)
    assert (hasil.sebelum, hasil.sesudah) == ({"hp": ""}, {"hp": "081234567890"})


def test_a_chosen_name_is_searched_by_its_own_key(petugas, verifikator):
    satu, dua = PesertaFactory(), PesertaFactory(nama="Moh. Yusuf", nama_cari="MUHAMMAD YUSUF")

    gabungkan(usul_gabung(petugas, satu, dua, ["nama"]), oleh=verifikator, pada=PADA)

    satu.refresh_from_db()
    assert (satu.nama, satu.nama_cari) == ("Moh. Yusuf", "MUHAMMAD YUSUF")


@pytest.mark.parametrize("ambil", [[], ["nik"]])
def test_both_nik_find_who_stays(petugas, verifikator, ambil):
    satu, dua = PesertaFactory(), PesertaFactory()
    nik = {satu.nik, dua.nik}

    gabungkan(usul_gabung(petugas, satu, dua, ambil), oleh=verifikator, pada=PADA)

    lama = satu.nik
    satu.refresh_from_db()
    assert (satu.nik == lama) is (ambil == [])
    for satu_nik in nik:
        assert list(Peserta.objects.for_petugas(petugas).cari_nomor(satu_nik)) == [satu]


def test_a_card_number_comes_along_when_chosen(petugas, verifikator):
    satu, dua = PesertaFactory(), PesertaFactory(status="berhenti", kpj="00012345678")

    gabungkan(usul_gabung(petugas, satu, dua, ["kpj"]), oleh=verifikator, pada=PADA)

    satu.refresh_from_db()
    assert satu.kpj == "00012345678"


def test_fields_of_a_place_of_living_stay_together(petugas, verifikator):
    satu = PesertaFactory(alamat="Jl. Lama", rt="001", rw="002")
    dua = PesertaFactory(alamat="Jl. Baru", kelurahan_id=SANA)

    gabungkan(usul_gabung(petugas, satu, dua, ["tinggal"]), oleh=verifikator, pada=PADA)

    satu.refresh_from_db()
    assert (satu.alamat, satu.rt, satu.rw, satu.kelurahan_id) == ("Jl. Baru", "", "", SANA)


def test_who_was_merged_before_follows(petugas, verifikator):
    satu, dua, tiga = PesertaFactory(), PesertaFactory(), PesertaFactory()
    gabungkan(usul_gabung(petugas, dua, tiga), oleh=verifikator, pada=PADA)

    gabungkan(usul_gabung(petugas, satu, dua), oleh=verifikator, pada=PADA)

    assert set(Peserta.objects.filter(digabung_ke=satu)) == {dua, tiga}


def test_who_stays_is_compared_again(petugas, verifikator):
    """Whoever was like the one who is gone may be like the one who stays."""
    satu = PesertaFactory(nama="Rubiyah", nama_cari="RUBIYAH")
    dua, tiga = PesertaFactory(), PesertaFactory()
    cari_duplikat([dua.pk, tiga.pk])

    gabungkan(usul_gabung(petugas, satu, dua, ["nama"]), oleh=verifikator, pada=PADA)

    terbuka = PasanganMirip.objects.terbuka()
    assert [(p.kiri, p.kanan) for p in terbuka] == [(satu, tiga)]


def test_the_history_of_both_is_read_together(petugas, verifikator):
    satu, dua = PesertaFactory(), PesertaFactory()
    ubah_orang(dua, {"alamat": "Jl. Dua"}, oleh=petugas)
    Peristiwa.objects.create(peserta=dua, jenis="kecelakaan", tanggal=date(2026, 1, 2))
    dua.refresh_from_db()

    gabungkan(usul_gabung(petugas, satu, dua, ["tinggal"]), oleh=verifikator, pada=PADA)

    judul = [k.judul for k in linimasa(Peserta.objects.get(pk=satu.pk))]
    assert judul.count("Data diubah") == 1
    assert "Data yang dilebur: Data diubah" in judul
    assert "Data yang dilebur: Kecelakaan kerja, 2 Januari 2026" in judul
    assert "Data yang dilebur: Digabung" in judul


def test_nobody_decides_his_own_proposal(verifikator):
    dua_peran = buat("dua", "petugas")
    pasangan = usul_gabung(dua_peran, PesertaFactory(), PesertaFactory())
    dua_peran.groups.add(*verifikator.groups.all())

    with pytest.raises(AturanDilanggarError, match="orang lain yang memutuskannya"):
        gabungkan(pasangan, oleh=dua_peran, pada=PADA)
    with pytest.raises(AturanDilanggarError, match="orang lain yang memutuskannya"):
        nyatakan_berbeda(pasangan, alasan="Kembar.", oleh=dua_peran)

    assert not Peserta.objects.filter(digabung_ke__isnull=False).exists()


def test_nothing_is_merged_without_a_proposal(verifikator):
    pasangan = pasangkan(PesertaFactory(), PesertaFactory())

    with pytest.raises(BentrokError, match="Belum ada usulan"):
        gabungkan(pasangan, oleh=verifikator, pada=PADA)


def test_a_second_decision_is_told_who_was_first(petugas, verifikator):
    pasangan = usul_gabung(petugas, PesertaFactory(), PesertaFactory())
    gabungkan(pasangan, oleh=verifikator, pada=PADA)

    with pytest.raises(BentrokError, match=r"sudah berstatus Digabung oleh Verifikator pada"):
        gabungkan(pasangan, oleh=buat("rekan", "verifikator"), pada=PADA)

    assert Penggabungan.objects.count() == 1


def test_a_second_proposal_is_told_who_was_first(petugas, admin):
    satu, dua = PesertaFactory(), PesertaFactory()
    pasangan = usul_gabung(petugas, satu, dua)

    with pytest.raises(BentrokError, match="Diusulkan digabung oleh Petugas"):
        usulkan(pasangan, menang=dua.pk, ambil=[], oleh=admin, pada=PADA)


def test_data_that_changed_since_are_chosen_again(petugas, verifikator):
    satu, dua = PesertaFactory(), PesertaFactory()
    pasangan = usul_gabung(petugas, satu, dua)
    ubah_orang(dua, {"hp": "081234567890"}, oleh=petugas)

    with pytest.raises(AturanDilanggarError, match="berubah sejak penggabungannya diusulkan"):
        gabungkan(pasangan, oleh=verifikator, pada=PADA)


def test_somebody_merged_meanwhile_is_not_merged_again(petugas, verifikator):
    satu, dua, tiga = PesertaFactory(), PesertaFactory(), PesertaFactory()
    pasangan = usul_gabung(petugas, satu, dua)
    gabungkan(usul_gabung(petugas, tiga, dua), oleh=verifikator, pada=PADA)

    with pytest.raises(BentrokError, match="sudah digabung dengan orang lain"):
        gabungkan(pasangan, oleh=verifikator, pada=PADA)


def test_who_stays_must_be_one_of_the_two(petugas):
    with pytest.raises(AturanDilanggarError, match="Pilih siapa"):
        usulkan(
            pasangkan(PesertaFactory(), PesertaFactory()),
            menang=PesertaFactory().pk,
            ambil=[],
            oleh=petugas,
            pada=PADA,
        )


# Send back, say that they are two


def test_a_proposal_is_withdrawn_or_sent_back(petugas, verifikator):
    satu, dua = PesertaFactory(), PesertaFactory()
    for oleh in (petugas, verifikator):
        pasangan = PasanganMirip.objects.first() or pasangkan(satu, dua)
        usulkan(pasangan, menang=satu.pk, ambil=[], oleh=petugas, pada=PADA)

        kembalikan_usulan(pasangan, alasan="Salah pilih.", oleh=oleh)

        pasangan.refresh_from_db()
        assert (pasangan.status, pasangan.pengusul, pasangan.usulan) == ("menunggu", None, None)
        assert pasangan.keterangan == f"Usulan dikembalikan {oleh}: Salah pilih."


def test_nobody_else_sends_a_proposal_back(petugas, admin):
    pasangan = usul_gabung(petugas, PesertaFactory(), PesertaFactory())

    with pytest.raises(AturanDilanggarError, match="hanya ditarik oleh pengusulnya"):
        kembalikan_usulan(pasangan, alasan="x", oleh=admin)


@pytest.mark.parametrize("status", ["menunggu", "diusulkan"])
def test_two_people_are_never_asked_about_again(petugas, admin, verifikator, status):
    satu, dua = PesertaFactory(), PesertaFactory()
    pasangan = pasangkan(satu, dua)
    siapa = petugas
    if status == "diusulkan":
        usulkan(pasangan, menang=satu.pk, ambil=[], oleh=admin, pada=PADA)
        siapa = verifikator

    nyatakan_berbeda(pasangan, alasan="Kembar.", oleh=siapa)

    cari_duplikat([satu.pk, dua.pk])
    pasangan.refresh_from_db()
    assert (pasangan.status, pasangan.pemutus, pasangan.keterangan) == (
        "berbeda", siapa, "Kembar.",
    )  # fmt: skip
    assert not PasanganMirip.objects.terbuka().exists()
    with pytest.raises(BentrokError, match=f"Orang berbeda oleh {siapa}"):
        usulkan(pasangan, menang=satu.pk, ambil=[], oleh=petugas, pada=PADA)


def test_two_people_are_asked_about_again_and_the_first_answer_stays_known(petugas, admin):
    satu, dua = PesertaFactory(), PesertaFactory()
    pasangan = pasangkan(satu, dua)
    nyatakan_berbeda(pasangan, alasan="Kembar.", oleh=petugas)

    with pghistory.context(pengguna=admin.pk):
        periksa_lagi(pasangan, alasan="Satu KK, satu orang.", oleh=admin)
    usulkan(pasangan, menang=satu.pk, ambil=[], oleh=petugas, pada=PADA)

    pasangan.refresh_from_db()
    assert pasangan.status == "diusulkan"
    jejak = pasangan.events.get(status="berbeda")
    assert (jejak.pemutus, jejak.keterangan) == (petugas, "Kembar.")
    assert jejak.pgh_context.metadata["pengguna"] == admin.pk
    with pytest.raises(BentrokError):
        periksa_lagi(pasangan, alasan="x", oleh=admin)


def test_whoever_was_merged_since_is_not_asked_about_again(petugas, verifikator):
    satu, dua, tiga = PesertaFactory.create_batch(3)
    pasangan = pasangkan(satu, dua)
    nyatakan_berbeda(pasangan, alasan="Kembar.", oleh=petugas)
    gabungkan(usul_gabung(petugas, tiga, dua), oleh=verifikator, pada=PADA)

    with pytest.raises(BentrokError, match="sudah digabung"):
        periksa_lagi(pasangan, alasan="x", oleh=petugas)


def test_a_colleagues_proposal_is_decided_by_a_decider_only(petugas, admin):
    pasangan = usul_gabung(petugas, PesertaFactory(), PesertaFactory())

    with pytest.raises(AturanDilanggarError, match="verifikator yang memutuskannya"):
        nyatakan_berbeda(pasangan, alasan="Kembar.", oleh=admin)

    assert PasanganMirip.objects.get().status == "diusulkan"


def test_two_people_need_a_reason(petugas):
    with pytest.raises(AturanDilanggarError, match="Tulis alasannya"):
        nyatakan_berbeda(pasangkan(PesertaFactory(), PesertaFactory()), alasan=" ", oleh=petugas)


def test_a_pair_across_areas_is_not_settled_by_one_of_them(db):
    tengah = buat("tengah", "petugas", wilayah=["33.74.01"])
    pasangan = pasangkan(PesertaFactory(), PesertaFactory(kelurahan_id=SANA))

    with pytest.raises(AturanDilanggarError, match="di luar wilayah Anda"):
        usulkan(pasangan, menang=pasangan.kiri_id, ambil=[], oleh=tengah, pada=PADA)
    with pytest.raises(AturanDilanggarError, match="di luar wilayah Anda"):
        nyatakan_berbeda(pasangan, alasan="x", oleh=tengah)
