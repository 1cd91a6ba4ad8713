"""Visits to drawn people: by whom, when, corrected by whom, and what they come to."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from peserta.models import Peristiwa, Peserta, UsulanPeristiwa
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.unggahan import Bersih
from tests.keamanan.serentak import ditolak, serentak
from tests.verifikasi.uji import (
    BAIK,
    HARI,
    KINI,
    ambil,
    disetujui,
    hari_lalu,
    kunjungi,
    orang_pertama,
    penguji,
)
from verifikasi import actions
from verifikasi.actions.kunjungan import (
    betulkan_kunjungan,
    buka_pindaian_kunjungan,
    bukan_penguji,
    catat_kunjungan,
)
from verifikasi.actions.ujipetik import batalkan_uji_petik
from verifikasi.hasil_uji import Lanjut, dengan_lanjut, hitung_lanjut, ringkas, tersebar
from verifikasi.models import PERTANYAAN, Kunjungan, OrangUjiPetik, StrataUjiPetik

GAGAL = {nama: not baik for nama, (_, baik) in PERTANYAAN.items()}


@pytest.fixture
def orang(petugas, verifikator, admin):
    disetujui(petugas, verifikator)
    ambil(admin)
    return orang_pertama()


@pytest.fixture
def uji_oleh(db):
    return penguji()


# What a visit comes to


def test_found_and_all_as_approved_meets(orang, uji_oleh):
    assert kunjungi(orang, uji_oleh).hasil == "memenuhi"


@pytest.mark.parametrize("tanya", PERTANYAAN)
def test_one_answer_against_the_approval_fails(orang, uji_oleh, tanya):
    assert kunjungi(orang, uji_oleh, **{tanya: GAGAL[tanya]}).hasil == "gagal"


@pytest.mark.parametrize(
    ("keadaan", "hasil"),
    [("tidak_ditemukan", "gagal"), ("pindah", "berubah"), ("meninggal", "berubah")],
)
def test_of_somebody_not_found_no_answer_is_kept(orang, uji_oleh, keadaan, hasil):
    satu = kunjungi(orang, uji_oleh, keadaan=keadaan)

    assert satu.hasil == hasil
    assert {getattr(satu, n) for n in PERTANYAAN} == {None}


# Who and when


def test_who_approved_entered_or_edited_does_not_visit(orang, verifikator, petugas, uji_oleh):
    for siapa in (verifikator, petugas):
        with pytest.raises(AturanDilanggarError, match="petugas lain yang mengunjunginya"):
            kunjungi(orang, siapa)
    assert bukan_penguji(orang, uji_oleh) == ""
    Peserta.objects.filter(pk=orang.pengajuan.peserta_id).update(penyunting=[uji_oleh.pk])

    with pytest.raises(AturanDilanggarError, match="petugas lain yang mengunjunginya"):
        kunjungi(orang_pertama(), uji_oleh)
    for siapa in (verifikator, petugas, uji_oleh):
        assert not OrangUjiPetik.objects.boleh_dikunjungi(siapa).exists()


@pytest.mark.parametrize("siapa", ["pemutus", "pendata", "penyunting"])
def test_the_database_holds_who_visits(orang, verifikator, petugas, uji_oleh, siapa):
    if siapa == "penyunting":
        Peserta.objects.filter(pk=orang.pengajuan.peserta_id).update(penyunting=[uji_oleh.pk])
    oleh = {"pemutus": verifikator, "pendata": petugas, "penyunting": uji_oleh}[siapa]

    with pytest.raises(DatabaseError, match="kunjungan_oleh_orang_lain"), transaction.atomic():
        Kunjungan.objects.create(orang=orang, oleh=oleh, dicatat_pada=KINI, **BAIK._asdict())


@pytest.mark.parametrize(("geser", "kata"), [(1, "setelah hari ini"), (-1, "tidak ada kunjungan")])
def test_the_day_lies_between_draw_and_today(orang, uji_oleh, geser, kata):
    with pytest.raises(AturanDilanggarError, match=kata):
        kunjungi(orang, uji_oleh, tanggal=HARI + timedelta(days=geser))


@pytest.mark.parametrize(
    ("geser", "nama"), [(1, "kunjungan_tidak_di_depan"), (-1, "kunjungan_dalam_uji")]
)
def test_the_database_holds_the_day(orang, uji_oleh, geser, nama):
    isi = BAIK._replace(tanggal=HARI + timedelta(days=geser))._asdict()

    with pytest.raises(DatabaseError, match=nama), transaction.atomic():
        Kunjungan.objects.create(orang=orang, oleh=uji_oleh, dicatat_pada=KINI, **isi)


def test_a_visit_is_typed_days_later(orang, uji_oleh):
    satu = catat_kunjungan(orang, BAIK, oleh=uji_oleh, pada=KINI + timedelta(days=5))

    assert satu.tanggal == HARI


def test_who_died_meanwhile_is_still_answered_and_shown(orang, uji_oleh):
    Peserta.objects.filter(pk=orang.pengajuan.peserta_id).update(status="berhenti")

    assert kunjungi(orang_pertama(), uji_oleh, keadaan="meninggal").hasil == "berubah"


def test_nobody_of_a_cancelled_sample_is_visited(orang, uji_oleh, admin):
    batalkan_uji_petik(orang.uji, alasan="x", oleh=admin, pada=KINI)

    with pytest.raises(BentrokError, match="sudah dibatalkan"):
        kunjungi(orang, uji_oleh)
    with pytest.raises(DatabaseError, match="kunjungan_dalam_uji"), transaction.atomic():
        Kunjungan.objects.create(orang=orang, oleh=uji_oleh, dicatat_pada=KINI, **BAIK._asdict())


def test_the_second_officer_is_told_who_was_first(orang, uji_oleh):
    kunjungi(orang, uji_oleh)

    with pytest.raises(BentrokError, match="sudah dicatat Penguji"):
        kunjungi(orang, penguji("penguji2"))


@pytest.mark.django_db(transaction=True)
def test_two_officers_tick_one_person(petugas, verifikator, admin):
    disetujui(petugas, verifikator)
    ambil(admin)
    satu, dua = penguji("satu"), penguji("dua")

    hasil = serentak(*(lambda o=o: kunjungi(orang_pertama(), o) for o in (satu, dua)))

    assert len(ditolak(hasil)) == 1
    assert Kunjungan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_visit_and_a_cancellation_follow_each_other(petugas, verifikator, admin):
    disetujui(petugas, verifikator)
    uji, oleh = ambil(admin), penguji()

    hasil = serentak(
        lambda: kunjungi(orang_pertama(), oleh),
        lambda: batalkan_uji_petik(uji, alasan="x", oleh=admin, pada=KINI),
    )

    assert len(ditolak(hasil)) == 1


# Corrections


def betulkan(kunjungan, oleh, alasan="Salah orang.", **beda):
    return betulkan_kunjungan(kunjungan, BAIK._replace(**beda), alasan=alasan, oleh=oleh, pada=KINI)


def test_another_officer_corrects_and_the_old_one_stays(orang, uji_oleh, admin):
    lama = kunjungi(orang, uji_oleh, masih_bekerja=False)

    betulkan(lama, penguji("penguji2"))

    hasil = ringkas(orang.uji, admin)
    assert (hasil.memenuhi, hasil.gagal, hasil.belum) == (1, 0, 0)
    assert list(Kunjungan.objects.values_list("hasil", flat=True)) == ["memenuhi", "gagal"]
    assert not OrangUjiPetik.objects.berhasil("gagal").exists()
    assert OrangUjiPetik.objects.berhasil("memenuhi").count() == 1


def test_who_recorded_it_does_not_correct(orang, uji_oleh):
    lama = kunjungi(orang, uji_oleh)

    with pytest.raises(AturanDilanggarError, match="catatan Anda sendiri"):
        betulkan(lama, uji_oleh)
    with pytest.raises(DatabaseError, match="kunjungan_dalam_uji"), transaction.atomic():
        Kunjungan.objects.create(
            orang=orang, oleh=uji_oleh, dicatat_pada=KINI, menggantikan=lama, alasan="x",
            **BAIK._asdict(),
        )  # fmt: skip


def test_a_correction_has_a_reason_and_follows_one_visit(orang, uji_oleh):
    lama, lain = kunjungi(orang, uji_oleh), penguji("penguji2")
    with pytest.raises(AturanDilanggarError, match="Tulis alasan"):
        betulkan(lama, lain, alasan=" ")
    betulkan(lama, lain)

    with pytest.raises(BentrokError, match="sudah dikoreksi"):
        betulkan(lama, penguji("penguji3"))


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("kunjungan_pertama_sekali", {}),
        ("kunjungan_keadaan_sah", {"keadaan": "lain", **dict.fromkeys(PERTANYAAN)}),
        ("kunjungan_dijawab_bila_ditemukan", {"dibayar_lain": None}),
        ("kunjungan_dijawab_bila_ditemukan", {"keadaan": "pindah"}),
        ("kunjungan_koreksi_beralasan", {"alasan": "x"}),
        ("kunjungan_pindaian_sah", {"pindaian": "x.jpg"}),
    ],
)
def test_the_database_refuses(orang, uji_oleh, nama, isi):
    kunjungi(orang, uji_oleh)
    kolom = {"orang": orang, "oleh": uji_oleh, "dicatat_pada": KINI, **BAIK._asdict()}

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        Kunjungan.objects.create(**kolom | isi)


def test_the_database_refuses_a_correction_of_itself_and_of_another_person(
    orang, uji_oleh, petugas, verifikator, admin
):
    lama = kunjungi(orang, uji_oleh)
    disetujui(petugas, verifikator, pekerjaan="nelayan")
    lain = ambil(admin, persen=99).daftar_orang.exclude(pengajuan=orang.pengajuan).get()
    kolom = {"dicatat_pada": KINI, "alasan": "x", "oleh": penguji("lain"), **BAIK._asdict()}

    with pytest.raises(DatabaseError, match="kunjungan_dalam_uji"), transaction.atomic():
        Kunjungan.objects.create(orang=lain, menggantikan=lama, **kolom)
    with pytest.raises(IntegrityError, match="mengganti_diri"), transaction.atomic():
        Kunjungan.objects.create(pk=777, orang=orang, menggantikan_id=777, **kolom)


def test_a_visit_never_changes(orang, uji_oleh):
    kunjungi(orang, uji_oleh)

    with (
        pytest.raises(DatabaseError, match=r"kunjungan_tetap|permission denied"),
        transaction.atomic(),
    ):
        Kunjungan.objects.update(catatan="x")
    with (
        pytest.raises(DatabaseError, match=r"kunjungan_tetap|permission denied"),
        transaction.atomic(),
    ):
        Kunjungan.objects.all()._raw_delete("default")


def test_a_photo_is_kept_and_its_opening_logged(orang, uji_oleh, admin, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    foto = Bersih(b"\xff\xd8\xff", "image/jpeg")
    satu = catat_kunjungan(orang, BAIK, oleh=uji_oleh, pada=KINI, pindaian=foto)

    buka_pindaian_kunjungan(satu, oleh=admin)

    satu.pindaian.storage.delete(satu.pindaian.name)
    with pytest.raises(AturanDilanggarError, match="tidak ada di server"):
        buka_pindaian_kunjungan(satu, oleh=admin)


# Results


def test_who_was_not_visited_is_counted_apart(petugas, verifikator, admin, uji_oleh):
    for pekerjaan in ("tukang_becak", "tukang_becak", "nelayan"):
        disetujui(petugas, verifikator, pekerjaan=pekerjaan)
    uji = ambil(admin)
    satu, dua, _ = uji.daftar_orang.order_by("strata__pekerjaan__pk", "pk").reverse()
    kunjungi(satu, uji_oleh)
    kunjungi(dua, uji_oleh, masih_bekerja=False)

    hasil = ringkas(uji, admin)

    assert (hasil.populasi, hasil.strata, hasil.diambil, hasil.dikunjungi) == (3, 2, 3, 2)
    assert (hasil.belum, hasil.selesai, hasil.tak_terwakili) == (1, False, 1)
    assert hasil.tertimbang.persen == 50.0
    assert tersebar([uji], admin) == {uji.pk: (3, 2)}
    per = StrataUjiPetik.objects.dengan_hasil().values_list("pekerjaan", "memenuhi", "gagal")
    assert sorted(per) == [("nelayan", 0, 0), ("tukang_becak", 1, 1)]


# What follows


def lanjut(kunjungan):
    (satu,) = dengan_lanjut(Kunjungan.objects.filter(pk=kunjungan.pk))
    return satu.lanjut


def test_what_became_of_somebody_who_failed(orang, uji_oleh, petugas, verifikator, admin):
    peserta = orang.pengajuan.peserta
    Peristiwa.objects.create(peserta=peserta, jenis="kecelakaan", tanggal=hari_lalu(9))
    Peristiwa.objects.update(dibuat_pada=KINI - timedelta(days=9))
    satu = kunjungi(orang, uji_oleh, keadaan="tidak_ditemukan")
    assert lanjut(satu) == Lanjut.BELUM

    usulan = UsulanPeristiwa.objects.create(
        peserta=peserta, jenis="tidak_bekerja", tanggal=HARI, oleh=petugas
    )
    assert lanjut(satu) == Lanjut.USULAN
    UsulanPeristiwa.objects.filter(pk=usulan.pk).update(
        status="ditolak", alasan="x", diputus_oleh=admin, diputus_pada=KINI
    )
    assert lanjut(satu) == Lanjut.DITOLAK

    actions.periksa_ulang(peserta, alasan="Uji petik.", oleh=petugas, pada=HARI)
    assert lanjut(satu) == Lanjut.PERIKSA
    kasus = peserta.daftar_pengajuan.get(status="menunggu")
    actions.tolak(kasus, alasan="Tidak bekerja.", oleh=verifikator, pada=HARI)
    kasus.refresh_from_db()
    type(kasus).objects.filter(pk=kasus.pk).update(diputuskan_pada=KINI + timedelta(seconds=9))
    assert lanjut(satu) == Lanjut.DIPUTUS

    Peristiwa.objects.create(peserta=peserta, jenis="pindah", tanggal=HARI)
    assert lanjut(satu) == Lanjut.PERISTIWA
    assert hitung_lanjut(Kunjungan.objects.kini()) == [(Lanjut.PERISTIWA, 1)]


def test_who_meets_the_criteria_needs_nothing(orang, uji_oleh):
    kunjungi(orang, uji_oleh)

    assert hitung_lanjut(Kunjungan.objects.kini()) == []
