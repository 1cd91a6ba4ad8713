"""Samples: who is drawn, by which seed, of which approvals; what the database refuses."""

from collections import Counter
from datetime import datetime, time, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import PesertaFactory
from tests.keamanan.serentak import ditolak, serentak
from tests.peran import buat
from tests.verifikasi.susunan import lahir_diputuskan
from tests.verifikasi.uji import (
    BRUMBUNGAN,
    HARI,
    KINI,
    MIROTO,
    PILIHAN,
    ambil,
    disetujui,
    hari_lalu,
    kunjungi,
    orang_pertama,
    penguji,
)
from verifikasi.actions.ujipetik import ambil_uji_petik, batalkan_uji_petik
from verifikasi.models import OrangUjiPetik, StrataUjiPetik, UjiPetik
from verifikasi.selang import banyak_diambil
from verifikasi.undian import Pilihan, ambil_lagi, hitung_undian


@pytest.fixture
def verifikator2(db):
    return buat("verifikator2", "verifikator")


def terambil(uji):
    return set(uji.daftar_orang.values_list("pengajuan", flat=True))


# Drawing


def test_the_same_seed_draws_the_same_people(petugas, verifikator, admin):
    for _ in range(12):
        disetujui(petugas, verifikator)
    satu = ambil(admin, persen=30)
    orang = terambil(satu)
    batalkan_uji_petik(satu, alasan="Ulang.", oleh=admin, pada=KINI)

    lagi, lain = ambil(admin, persen=30), ambil(admin, persen=31, benih="lain")

    assert terambil(lagi) == orang == ambil_lagi(lagi)
    assert len(orang) == len(terambil(lain)) == 4
    assert terambil(lain) != orang
    assert (satu.populasi, satu.sidik) == (lagi.populasi, lagi.sidik)


def test_a_larger_share_by_the_same_seed_holds_the_smaller(petugas, verifikator, admin):
    for _ in range(10):
        disetujui(petugas, verifikator)

    assert terambil(ambil(admin, persen=20)) < terambil(ambil(admin, persen=60))


def test_every_kelurahan_and_occupation_gives_at_least_one(petugas, verifikator, admin):
    for kelurahan, pekerjaan, jumlah in (
        (MIROTO, "tukang_becak", 5), (MIROTO, "nelayan", 1), (BRUMBUNGAN, "tukang_becak", 2),
    ):  # fmt: skip
        for _ in range(jumlah):
            disetujui(petugas, verifikator, kelurahan=kelurahan, pekerjaan=pekerjaan)
    assert hitung_undian(PILIHAN, 40) == (8, 3, 4)

    uji = ambil(admin, persen=40)

    strata = uji.daftar_strata.values_list("kelurahan", "pekerjaan", "populasi", "diambil")
    assert set(strata) == {
        (MIROTO, "tukang_becak", 5, 2), (MIROTO, "nelayan", 1, 1),
        (BRUMBUNGAN, "tukang_becak", 2, 1),
    }  # fmt: skip
    assert list(uji.daftar_orang.values_list("nomor", flat=True)) == [1, 2, 3, 4]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    jumlah=st.lists(st.integers(1, 7), min_size=1, max_size=4),
    persen=st.integers(1, 100),
    benih=st.text("abc123", min_size=1, max_size=8),
)
def test_drawn_people_are_approved_ones_and_counts_are_rounded_up(
    petugas, verifikator, admin, jumlah, persen, benih
):
    with transaction.atomic():
        tempat = [(MIROTO, "tukang_becak"), (MIROTO, "nelayan"), (BRUMBUNGAN, "nelayan"),
                  (BRUMBUNGAN, "tukang_becak")]  # fmt: skip
        kasus = [
            disetujui(petugas, verifikator, kelurahan=k, pekerjaan=p)
            for (k, p), n in zip(tempat, jumlah, strict=False)
            for _ in range(n)
        ]

        uji = ambil(admin, persen=persen, benih=benih)

        assert terambil(uji) <= {k.pk for k in kasus}
        assert uji.populasi == len(kasus)
        per = Counter(uji.daftar_orang.values_list("strata", flat=True))
        for s in uji.daftar_strata.all():
            assert per[s.pk] == s.diambil == banyak_diambil(s.populasi, persen)
        assert hitung_undian(PILIHAN, persen).diambil == uji.daftar_orang.count()
        transaction.set_rollback(True)


def test_somebody_approved_twice_is_one_by_the_last_time(petugas, verifikator, admin):
    satu = disetujui(petugas, verifikator, pada=KINI - timedelta(seconds=9))
    dua = disetujui(petugas, verifikator, pada=KINI - timedelta(seconds=5), pekerjaan="nelayan")
    lagi = lahir_diputuskan(
        peserta=satu.peserta, versi=satu.versi, cuplikan=satu.cuplikan | {"pekerjaan": "nelayan"},
        terlibat=[petugas.pk], diajukan_oleh=petugas, status="disetujui",
        diputuskan_oleh=verifikator, diputuskan_pada=KINI - timedelta(seconds=1),
    )  # fmt: skip

    uji = ambil(admin)

    assert terambil(uji) == {dua.pk, lagi.pk}
    assert uji.daftar_strata.get().populasi == 2


def test_only_approvals_of_the_days_are_drawn_from(petugas, verifikator, admin):
    awal = datetime.combine(hari_lalu(3), time.min, tzinfo=WIB)
    disetujui(petugas, verifikator, pada=awal - timedelta(microseconds=1))
    pertama = disetujui(petugas, verifikator, pada=awal)
    terakhir = disetujui(petugas, verifikator, pada=awal + timedelta(days=2, microseconds=-1))
    disetujui(petugas, verifikator, pada=awal + timedelta(days=2))

    uji = ambil(admin, mulai=hari_lalu(3), sampai=hari_lalu(2))

    assert terambil(uji) == {pertama.pk, terakhir.pk}


def test_refused_waiting_and_merged_people_are_not_drawn(petugas, verifikator, admin):
    kasus = disetujui(petugas, verifikator)
    lebur = disetujui(petugas, verifikator, status="draf")
    Peserta.objects.filter(pk=lebur.peserta_id).update(digabung_ke=kasus.peserta)
    lahir_diputuskan(
        peserta=PesertaFactory(status="tidak_layak"), versi=kasus.versi, cuplikan=kasus.cuplikan,
        terlibat=[petugas.pk], diajukan_oleh=petugas, status="ditolak", alasan="x",
        diputuskan_oleh=verifikator, diputuskan_pada=KINI,
    )  # fmt: skip

    assert terambil(ambil(admin)) == {kasus.pk}


@pytest.mark.parametrize(
    ("cara", "siapa"), [("sekaligus", {1, 2}), ("satu", {0, 3}), ("semua", {0, 1, 2, 3})]
)
def test_approvals_of_one_act_are_those_of_one_officer_and_moment(
    petugas, verifikator, verifikator2, admin, cara, siapa
):
    saat = KINI - timedelta(seconds=7)
    kasus = [
        disetujui(petugas, verifikator2, pada=saat),
        disetujui(petugas, verifikator, pada=saat),
        disetujui(petugas, verifikator, pada=saat),
        disetujui(petugas, verifikator),
    ]

    assert terambil(ambil(admin, cara=cara)) == {kasus[n].pk for n in siapa}


def test_one_verifier_s_approvals(petugas, verifikator, verifikator2, admin):
    kasus = disetujui(petugas, verifikator)
    disetujui(petugas, verifikator2)

    assert terambil(ambil(admin, verifikator=verifikator)) == {kasus.pk}


@pytest.mark.parametrize("wilayah", [("33.74.01",), (MIROTO,), (MIROTO, "33.74.03")])
def test_a_place_narrows_the_draw(petugas, verifikator, admin, wilayah):
    kasus = disetujui(petugas, verifikator)
    disetujui(petugas, verifikator, kelurahan="33.74.02.1001")

    assert terambil(ambil(admin, wilayah=wilayah)) == {kasus.pk}


def test_where_somebody_lived_when_submitted_counts(petugas, verifikator, admin):
    kasus = disetujui(petugas, verifikator)
    Peserta.objects.filter(pk=kasus.peserta_id).update(kelurahan="33.74.02.1001")

    uji = ambil(admin, wilayah=(MIROTO,))

    assert uji.daftar_strata.get().kelurahan_id == MIROTO


@pytest.mark.parametrize("wilayah", [(), ("33.74.02",), ("33.74.02.1001",)])
def test_an_admin_with_an_area_draws_inside_it(petugas, verifikator, wilayah):
    disetujui(petugas, verifikator)
    sini = buat("admin_sini", "admin", wilayah=["33.74.01"])

    with pytest.raises(AturanDilanggarError, match="di luar wilayah"):
        ambil(sini, wilayah=wilayah)
    assert ambil(sini, wilayah=(MIROTO,)).populasi == 1


def test_an_empty_kelurahan_says_so_and_writes_nothing(petugas, verifikator, admin):
    disetujui(petugas, verifikator)

    with pytest.raises(AturanDilanggarError, match="Tidak ada persetujuan"):
        ambil(admin, wilayah=("33.74.16.1001",))
    with pytest.raises(AturanDilanggarError, match="Tidak ada persetujuan"):
        ambil(admin, mulai=hari_lalu(9), sampai=hari_lalu(8))
    assert not UjiPetik.objects.exists()


def test_the_same_choice_is_drawn_once(petugas, verifikator, admin):
    disetujui(petugas, verifikator)
    satu = ambil(admin)

    with pytest.raises(BentrokError, match="sudah diambil") as galat:
        ambil(admin, benih="lain")
    assert galat.value.tautan.endswith(f"/uji-petik/{satu.pk}/")
    assert UjiPetik.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_admins_draw_one_sample(petugas, verifikator, admin, admin2):
    disetujui(petugas, verifikator)

    hasil = serentak(*(lambda o=o: ambil(o) for o in (admin, admin2)))

    assert len(ditolak(hasil)) == 1
    assert OrangUjiPetik.objects.count() == 1


def test_a_seed_is_made_when_none_is_given(petugas, verifikator, admin):
    disetujui(petugas, verifikator)

    satu = ambil_uji_petik(PILIHAN, persen=1, oleh=admin, pada=KINI, benih=" ")
    dua = ambil_uji_petik(PILIHAN, persen=2, oleh=admin, pada=KINI)

    assert len(satu.benih) == 8
    assert satu.benih != dua.benih


# Cancelling


def test_a_sample_without_visits_is_cancelled_with_a_reason(petugas, verifikator, admin):
    disetujui(petugas, verifikator)
    uji = ambil(admin)
    with pytest.raises(AturanDilanggarError, match="Tulis alasan"):
        batalkan_uji_petik(uji, alasan=" ", oleh=admin, pada=KINI)

    batalkan_uji_petik(uji, alasan="Masanya keliru.", oleh=admin, pada=KINI)

    with pytest.raises(BentrokError, match="sudah dibatalkan"):
        batalkan_uji_petik(uji, alasan="x", oleh=admin, pada=KINI)
    assert UjiPetik.objects.get().alasan_batal == "Masanya keliru."
    assert not OrangUjiPetik.objects.belum_dikunjungi().exists()


def test_a_visited_sample_stays(petugas, verifikator, admin):
    disetujui(petugas, verifikator)
    uji = ambil(admin)
    kunjungi(orang_pertama(), penguji())

    with pytest.raises(AturanDilanggarError, match="Sudah ada yang dikunjungi"):
        batalkan_uji_petik(uji, alasan="x", oleh=admin, pada=KINI)
    with pytest.raises(DatabaseError, match="uji_petik_dikunjungi_tetap"), transaction.atomic():
        UjiPetik.objects.update(dibatalkan_oleh=admin, dibatalkan_pada=KINI, alasan_batal="x")


# The database


@pytest.fixture
def uji(petugas, verifikator, admin):
    disetujui(petugas, verifikator)
    return ambil(admin)


@pytest.mark.parametrize(
    "isi", [{"benih": "x"}, {"persen": 7}, {"populasi": 9}, {"sidik": "x"}, {"mulai": hari_lalu(1)}]
)
def test_what_was_drawn_never_changes(uji, isi):
    with pytest.raises(DatabaseError, match="uji_petik_tetap"), transaction.atomic():
        UjiPetik.objects.update(**isi)


@pytest.mark.parametrize("model", [UjiPetik, StrataUjiPetik, OrangUjiPetik])
def test_nothing_of_a_sample_is_deleted(uji, model):
    with (
        pytest.raises(DatabaseError, match=r"Cannot (update or )?delete|permission denied"),
        transaction.atomic(),
    ):
        model.objects.all()._raw_delete("default")


@pytest.mark.parametrize("isi", [{"diambil": 0}, {"diambil": 9}])
def test_strata_and_people_stay(uji, isi):
    with (
        pytest.raises(DatabaseError, match=r"strata_tetap|permission denied"),
        transaction.atomic(),
    ):
        StrataUjiPetik.objects.update(**isi)
    with (
        pytest.raises(DatabaseError, match=r"orang_uji_tetap|permission denied"),
        transaction.atomic(),
    ):
        OrangUjiPetik.objects.update(nomor=9)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("uji_petik_persen_1_100", {"persen": 0}),
        ("uji_petik_persen_1_100", {"persen": 101}),
        ("uji_petik_masa_sah", {"mulai": HARI, "sampai": hari_lalu(1)}),
        ("uji_petik_berisi", {"populasi": 0}),
        ("uji_petik_berisi", {"benih": " "}),
        ("uji_petik_cara_sah", {"cara": "lain"}),
        ("uji_petik_sekali", {}),
        ("uji_petik_batal_lengkap", {"persen": 9, "alasan_batal": "x"}),
    ],
)
def test_the_database_refuses(uji, nama, isi):
    kolom = {f.attname: getattr(uji, f.attname) for f in UjiPetik._meta.fields if f.name != "id"}

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        UjiPetik.objects.create(**kolom | isi)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("strata_sekali", {}),
        ("strata_diambil_sebagian", {"pekerjaan_id": "nelayan", "diambil": 0}),
        ("strata_diambil_sebagian", {"pekerjaan_id": "nelayan", "diambil": 2}),
    ],
)
def test_the_database_refuses_a_stratum(uji, nama, isi):
    asli = {"uji": uji, "kelurahan_id": MIROTO, "pekerjaan_id": "tukang_becak", "populasi": 1}

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        StrataUjiPetik.objects.create(**asli | {"diambil": 1} | isi)


@pytest.mark.parametrize(("nama", "nomor"), [("orang_uji_bernomor", 1), ("orang_uji_sekali", 2)])
def test_a_person_is_drawn_once_under_one_number(uji, petugas, verifikator, nama, nomor):
    satu = uji.daftar_orang.get()
    kasus = disetujui(petugas, verifikator) if nomor == 1 else satu.pengajuan

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        OrangUjiPetik.objects.create(uji=uji, strata=satu.strata, pengajuan=kasus, nomor=nomor)


def test_a_choice_names_its_days_from_midnight(db):
    isi = Pilihan(hari_lalu(1), HARI, wilayah=("33.74.01",)).parameter

    assert isi["mulai"].hour == isi["sebelum"].hour == 0
    assert (isi["sebelum"] - isi["mulai"]).days == 2
    assert isi["wilayah"] == ["33.74.01%"]
