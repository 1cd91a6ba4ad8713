"""Finding pairs in the whole city: after an import, a registration, a change; never again once
settled."""

from datetime import date

import pytest
from django.utils import timezone

from peserta.bersih.nama import nama_cari
from peserta.duplikat.actions import CARI, cari_duplikat, cari_duplikat_impor, cari_duplikat_kota
from peserta.duplikat.calon import RAMAI_HP, RAMAI_KK
from peserta.impor.batal import batalkan_impor
from peserta.models import Impor, PasanganMirip, Peserta
from peserta.orang.actions.data import daftarkan_orang, ubah_orang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import StatusTugas, Tugas
from tests.factories import PesertaFactory
from tests.peserta.lembar import kerjakan, orang, terapkan, unggah, xlsx

LAHIR = date(1985, 2, 9)
HP, KK = "081234567890", "3374010101010001"


def ada(nama="Bambang Sutrisno", **lain):
    isi = {"nama": nama, "nama_cari": nama_cari(nama), "tanggal_lahir": LAHIR, "jenis_kelamin": "L"}
    return PesertaFactory(**isi | lain)


def cari_semua():
    return cari_duplikat([*Peserta.objects.values_list("pk", flat=True)])


def pasangan():
    return {(p.kiri_id, p.kanan_id) for p in PasanganMirip.objects.all()}


@pytest.mark.parametrize(
    ("satu", "dua"),
    [
        ({}, {}),
        ({}, {"tanggal_lahir": date(1985, 9, 2)}),
        ({"hp": HP}, {"hp": HP, "tanggal_lahir": date(1971, 7, 7)}),
        ({"no_kk": KK}, {"no_kk": KK, "tanggal_lahir": date(1971, 7, 7)}),
        ({"nama_ibu": "Suminah"}, {"nama_ibu": "Suminnah", "tanggal_lahir": date(1985, 2, 8)}),
    ],
    ids=["birth date", "day and month swapped", "phone", "card", "mother and kelurahan"],
)
def test_each_way_of_being_alike_is_looked_up(db, satu, dua):
    a, b = ada(**satu), ada(**dua)
    ada("Rubiyah", **dua)

    assert cari_duplikat([b.pk]) == 1

    assert pasangan() == {(a.pk, b.pk)}


def test_somebody_else_is_not_found(db):
    ada(), ada("Sugeng Wibowo"), ada(tanggal_lahir=date(1971, 7, 7))

    assert cari_semua() == 0


def test_the_pair_holds_points_and_signals(db):
    ada(hp=HP, nik="3374010902850001")
    ada("Bambang Sutisno", hp=HP, kelurahan_id="33.74.02.1001", nik="3374020902850077")

    cari_semua()

    mirip = PasanganMirip.objects.get()
    assert (mirip.status, mirip.skor) == ("menunggu", 74)
    assert mirip.alasan == {"nama": 85, "lahir": "sama", "hp": True}


def test_a_number_of_many_finds_nobody(db):
    """The phone of a kelurahan, and a made-up card number, are nobody's own."""
    lahir = [date(1960 + n, 3, 3) for n in range(max(RAMAI_HP, RAMAI_KK) + 1)]
    for satu in lahir:
        ada(hp=HP, no_kk=KK, tanggal_lahir=satu)

    assert cari_semua() == 0


@pytest.mark.parametrize(("banyak", "ketemu"), [(RAMAI_HP, 28), (RAMAI_HP + 1, 0)])
def test_a_phone_counts_up_to_its_limit(db, banyak, ketemu):
    for n in range(banyak):
        ada(hp=HP, tanggal_lahir=date(1960 + n, 3, 4 + n))

    assert cari_semua() == ketemu


def test_merged_people_are_not_looked_at(db):
    ada(digabung_ke=ada())

    assert cari_semua() == 0


def test_a_second_search_changes_nothing(db):
    ada(), ada()
    cari_semua()
    sebelum = list(PasanganMirip.objects.values())

    cari_semua()

    assert list(PasanganMirip.objects.values()) == sebelum


@pytest.mark.parametrize("status", ["diusulkan", "berbeda"])
def test_what_people_have_settled_is_never_touched_again(petugas, admin, status):
    a, b = ada(), ada()
    cari_semua()
    kini = timezone.now()
    PasanganMirip.objects.update(
        status=status, keterangan="Saudara.", skor=1, usulan={}, pengusul=petugas,
        diusulkan_pada=kini, pemutus=admin if status == "berbeda" else None, diputuskan_pada=kini,
    )  # fmt: skip
    Peserta.objects.filter(pk=b.pk).update(hp=HP)

    assert cari_duplikat([a.pk, b.pk]) == 0

    satu = PasanganMirip.objects.get()
    assert (satu.status, satu.skor) == (status, 1)


def test_a_waiting_pair_that_no_longer_looks_alike_is_dropped(db):
    ada()
    b = ada()
    cari_semua()
    Peserta.objects.filter(pk=b.pk).update(nama_cari="RUBIYAH")

    cari_duplikat([b.pk])

    assert not PasanganMirip.objects.exists()


# When it happens


def data(**lain):
    isi = {
        "nik": "3374010902850077", "nama": "Moh. Bambang Sutrisno", "tanggal_lahir": LAHIR,
        "jenis_kelamin": "L", "kelurahan_id": "33.74.01.1001", "pekerjaan_id": "tukang_becak",
    }  # fmt: skip
    return isi | lain


def test_registering_finds_the_pair_at_once(petugas):
    lama = ada("Muhammad Bambang Sutrisno")

    baru = daftarkan_orang(data(), oleh=petugas)

    assert pasangan() == {(lama.pk, baru.pk)}


@pytest.mark.parametrize(
    ("isi", "ketemu"), [({"nama": "Bambang Sutrisno"}, 1), ({"penghasilan": 750_000}, 0)]
)
def test_changing_what_is_compared_searches_again(petugas, isi, ketemu):
    ada()
    b = ada("Rubiyah") if "nama" in isi else ada()

    ubah_orang(b, isi, oleh=petugas)

    assert PasanganMirip.objects.count() == ketemu


def cari_setelah(impor):
    tugas = Tugas.objects.get(jenis=CARI, parameter={"impor": impor.pk})
    return kerjakan(tugas)


def test_an_applied_import_orders_the_search_and_says_how_many(petugas, petugas_client):
    lama = PesertaFactory(tanggal_lahir=date(1985, 2, 15))
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(7), orang(8))))

    tugas = cari_setelah(impor)

    assert (tugas.oleh, tugas.status) == (petugas, StatusTugas.SELESAI)
    assert tugas.pesan == "3 pasangan perlu diperiksa di Kemungkinan ganda."
    satu, dua = Peserta.objects.filter(impor=impor).order_by("pk").values_list("pk", flat=True)
    assert pasangan() == {(lama.pk, satu), (lama.pk, dua), (satu, dua)}


def test_a_second_delivery_of_the_search_changes_nothing(petugas_client):
    PesertaFactory(tanggal_lahir=date(1985, 2, 15))
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(7))))
    cari_setelah(impor)

    assert cari_duplikat_impor(impor) == PasanganMirip.objects.count() == 1


def test_people_whom_the_import_changed_are_searched_too(petugas_client):
    PesertaFactory(tanggal_lahir=date(1985, 2, 15))
    PesertaFactory(nik=orang(7)[0], nama="Rubiyah", nama_cari="RUBIYAH")
    impor = unggah(petugas_client, xlsx(orang(7)))
    impor = terapkan(petugas_client, impor, centang=True)

    assert cari_duplikat_impor(impor) == 1


def test_nothing_like_them_is_said_too(petugas_client):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(7))))

    assert cari_setelah(impor).pesan == "Tidak ada yang mirip."


def test_the_whole_city_is_searched_in_portions(db, monkeypatch):
    monkeypatch.setattr("peserta.duplikat.actions.SEKALI_CARI", 2)
    satu = [ada(tanggal_lahir=date(1960, 3, n)) for n in range(3, 6)]
    dua = [ada(tanggal_lahir=p.tanggal_lahir) for p in satu]

    cari_duplikat_kota()

    assert pasangan() == {(a.pk, b.pk) for a, b in zip(satu, dua, strict=True)}


# Who was merged away stays as he was


def test_nothing_is_written_to_who_was_merged_away(petugas):
    a = ada()
    b = ada(digabung_ke=a)

    with pytest.raises(BentrokError, match="sudah digabung"):
        ubah_orang(b, {"nama": "Lain"}, oleh=petugas)


def test_an_import_whose_people_were_merged_is_not_undone(petugas, petugas_client):
    lama = PesertaFactory()
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(7), orang(8))))
    satu, dua = Peserta.objects.filter(impor=impor).order_by("pk")
    Peserta.objects.filter(pk=satu.pk).update(digabung_ke=lama)

    with pytest.raises(AturanDilanggarError, match="1 orang di dalamnya"):
        batalkan_impor(impor, oleh=petugas)

    Peserta.objects.filter(pk=satu.pk).update(digabung_ke=dua)
    with pytest.raises(AturanDilanggarError, match="2 orang di dalamnya"):
        batalkan_impor(impor, oleh=petugas)
    assert Impor.objects.get().status == "diterapkan"


def test_a_withdrawn_list_leaves_no_pair_and_its_correction_finds_none(petugas, petugas_client):
    lama = PesertaFactory(tanggal_lahir=date(1985, 2, 15))
    salah = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(7))))
    cari_setelah(salah)

    batalkan_impor(salah, oleh=petugas)

    assert not PasanganMirip.objects.exists()
    betul = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(8))))
    cari_setelah(betul)
    assert pasangan() == {(lama.pk, Peserta.objects.get(nik=orang(8)[0]).pk)}


def test_who_comes_back_with_a_list_is_compared_again(petugas, petugas_client):
    lama = PesertaFactory(tanggal_lahir=date(1985, 2, 15))
    batalkan_impor(terapkan(petugas_client, unggah(petugas_client, xlsx(orang(7)))), oleh=petugas)
    lagi = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(7))))

    cari_setelah(lagi)

    assert pasangan() == {(lama.pk, Peserta.objects.get(nik=orang(7)[0]).pk)}
