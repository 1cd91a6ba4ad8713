"""Looks at people: kept at each moment; who falls out is verified again, or stops the decree."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from iuran.models import Bantuan
from peserta.models import BerkasPeserta, Peserta, RiwayatStatus, Status, UsulanPeristiwa
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.settings import CELERY_BEAT_SCHEDULE
from pijar.sidik import sidik
from tests.factories import BantuanFactory, PesertaFactory
from tests.keamanan.serentak import serentak
from tests.peran import buat
from tests.verifikasi.kesampingan import kasus_penerima_upah, konfirmasi, usulkan
from tests.verifikasi.susunan import (
    PADA,
    ajukan_satu,
    jadikan_layak,
    susun_draf,
)
from verifikasi import actions
from verifikasi.actions import JawabanOrang
from verifikasi.actions.gugur_sk import gugur_dari
from verifikasi.actions.tinjau_ulang import tinjau_bulan_pertama, tinjau_layak
from verifikasi.models import JawabanKriteria, Pengajuan, Saat, Tinjauan
from verifikasi.tasks import tinjau
from verifikasi.tinjau import yang_gugur

APRIL = date(2026, 4, 10)


def kode(tinjauan):
    return [h["kode"] for h in tinjauan.gagal]


# Each look is kept.
def test_submission_and_decision_are_kept(petugas, verifikator):
    kasus = ajukan_satu(petugas, dengan_keterangan=False)
    ya = JawabanOrang("masih_bekerja", "ya", "Kunjungan 9 Maret")

    actions.setujui(kasus, oleh=verifikator, pada=PADA, jawaban=[ya])

    diajukan, diputus = Tinjauan.objects.order_by("pk")
    assert (diajukan.saat, diajukan.lulus, diajukan.oleh) == ("pengajuan", False, petugas)
    assert kode(diajukan) == ["masih_bekerja"]
    assert (diputus.saat, diputus.lulus, diputus.oleh) == ("putusan", True, verifikator)
    assert diputus.versi == kasus.versi
    satu = {h["kode"]: h for h in diputus.hasil}["masih_bekerja"]
    assert satu == {
        "kode": "masih_bekerja",
        "jawaban": "ya",
        "data": "belum_ada_data",
        "kalimat": "Belum ada keterangan masih bekerja dan tidak sedang sakit.",
        "dasar": "Kunjungan 9 Maret",
        "oleh": verifikator.pk,
    }


@pytest.mark.parametrize("ubah", ["ubah", "hapus"])
def test_tinjauan_tetap(petugas, ubah):
    ajukan_satu(petugas)
    semua = Tinjauan.objects.all()

    with pytest.raises(DatabaseError, match=r"Cannot|permission denied"), transaction.atomic():
        semua.update(lulus=False) if ubah == "ubah" else semua.delete()


def test_many_submitted_are_one_statement(petugas, django_assert_max_num_queries):
    orang = [PesertaFactory().pk for _ in range(30)]

    with django_assert_max_num_queries(30):
        actions.ajukan(orang, oleh=petugas, pada=PADA)

    assert Tinjauan.objects.count() == 30


# What became wrong after the approval.
@pytest.mark.parametrize(
    ("ubah", "salah"),
    [
        ({"status_bpjs": "pu_aktif"}, ["bukan_penerima_upah"]),
        ({"status_bpjs": "pihak_lain"}, ["tidak_ganda"]),
        ({"tanggal_lahir": date(1961, 4, 10)}, ["usia"]),
        ({"tanggal_lahir": date(1961, 4, 11)}, []),
        ({"desil": 9}, []),
    ],
)
def test_what_became_wrong_opens_the_case_again(petugas, verifikator, ubah, salah):
    orang = jadikan_layak(petugas, verifikator)
    Peserta.objects.update(**ubah)

    assert tinjau_layak(pada=APRIL) == bool(salah)

    orang.refresh_from_db()
    assert orang.status == (Status.DIAJUKAN if salah else Status.LAYAK)
    if salah:
        baru = Pengajuan.objects.get(status="menunggu")
        assert baru.diajukan_oleh == petugas
        look = Tinjauan.objects.filter(saat="pembekuan").get()
        assert (look.pengajuan, look.oleh, kode(look)) == (baru, None, salah)
        assert "Tidak lagi memenuhi syarat: " in RiwayatStatus.objects.last().alasan
    assert tinjau_layak(pada=APRIL) == 0


@pytest.mark.parametrize(("hari", "lewat"), [(89, 0), (90, 0), (91, 1)])
def test_a_proof_that_ran_out_opens_the_case_again(petugas, verifikator, hari, lewat):
    jadikan_layak(petugas, verifikator)

    assert tinjau_layak(pada=PADA + timedelta(days=hari)) == lewat


@pytest.mark.parametrize(("hari", "lewat"), [(0, 0), (90, 0), (91, 1)])
def test_an_answer_of_a_verifier_counts_like_the_proof(petugas, verifikator, hari, lewat):
    lama = PADA - timedelta(days=200)
    kasus = ajukan_satu(petugas, pada=lama)
    ya = JawabanOrang("masih_bekerja", "ya", "Kunjungan")
    actions.setujui(kasus, oleh=verifikator, pada=PADA, jawaban=[ya])
    dijawab = timezone.localdate(JawabanKriteria.objects.get(kode="masih_bekerja").pada)

    assert tinjau_layak(pada=dijawab + timedelta(days=hari)) == lewat


def test_another_payer_opens_the_case_again(petugas, verifikator):
    orang = jadikan_layak(petugas, verifikator)
    BantuanFactory(peserta=orang)

    assert yang_gugur(Peserta.objects.all(), saat=Saat.PEMBEKUAN, pada=PADA)[orang.pk].gagal == (
        "tidak_ganda",
    )


def test_a_proposed_event_opens_the_case_again(petugas, verifikator):
    orang = jadikan_layak(petugas, verifikator)
    UsulanPeristiwa.objects.create(peserta=orang, jenis="usia_65", tanggal=PADA, oleh=petugas)

    assert tinjau_layak(pada=PADA) == 1
    assert RiwayatStatus.objects.last().alasan.endswith("Peristiwa yang menunggu")


def test_what_two_overruled_stands(petugas, verifikator):
    kasus = kasus_penerima_upah(petugas)
    konfirmasi(usulkan(kasus, verifikator), buat("kedua", "verifikator"))
    actions.setujui(kasus, oleh=verifikator, pada=PADA)

    assert tinjau_layak(pada=PADA) == 0


def test_who_is_involved_stays_involved(petugas, verifikator):
    rekan = buat("rekan", "petugas")
    jadikan_layak(petugas, verifikator, penyunting=[rekan.pk])
    Peserta.objects.update(status_bpjs="pu_aktif")

    tinjau_layak(pada=PADA)

    assert Pengajuan.objects.get(status="menunggu").terlibat == sorted([petugas.pk, rekan.pk])


def test_who_was_never_submitted_is_left_to_the_freezing(admin, admin2):
    PesertaFactory(status="layak")
    draf = susun_draf(admin)
    Peserta.objects.update(status_bpjs="pu_aktif")

    assert tinjau_layak(pada=PADA) == 0
    assert not Tinjauan.objects.exists()
    dilihat = sidik(actions.isi_tetapkan(draf, gugur_dari(draf, pada=PADA).sebab))
    with pytest.raises(AturanDilanggarError, match="Daftarnya masih kosong"):
        actions.bekukan(draf, dilihat=dilihat, oleh=admin2, pada=PADA)


# Freezing names them, strikes them off, and opens their cases.
def draf_dengan_gugur(petugas, verifikator, admin):
    tetap = jadikan_layak(petugas, verifikator, nama="Tetap")
    gugur = jadikan_layak(petugas, verifikator, nama="Gugur")
    draf = susun_draf(admin)
    Peserta.objects.filter(pk=gugur.pk).update(status_bpjs="pu_aktif")
    return draf, tetap, gugur


def test_without_the_seal_they_stop_the_decree(petugas, verifikator, admin, admin2):
    draf, _, _ = draf_dengan_gugur(petugas, verifikator, admin)

    with pytest.raises(BentrokError, match="1 orang tidak lagi memenuhi syarat: Gugur") as galat:
        actions.bekukan(draf, tampil=sidik(actions.isi_kepala(draf)), oleh=admin2, pada=PADA)

    assert "tercatat sebagai penerima upah aktif" in galat.value.kalimat
    assert galat.value.tautan == reverse("verifikasi:penetapan_tetapkan", args=[draf.pk])
    assert not Bantuan.objects.exists()


def test_with_the_seal_they_are_struck_off(petugas, verifikator, admin, admin2):
    draf, tetap, gugur = draf_dengan_gugur(petugas, verifikator, admin)
    dilihat = sidik(actions.isi_tetapkan(draf, gugur_dari(draf, pada=PADA).sebab))

    hasil = actions.bekukan(draf, dilihat=dilihat, oleh=admin2, pada=PADA)

    assert (hasil.masuk, hasil.dicoret) == (1, 1)
    tetap.refresh_from_db()
    gugur.refresh_from_db()
    assert (tetap.status, gugur.status) == (Status.DITETAPKAN, Status.DIAJUKAN)
    looks = {t.peserta_id: t for t in Tinjauan.objects.filter(saat="pembekuan")}
    assert (looks[tetap.pk].lulus, looks[tetap.pk].penetapan) == (True, draf)
    assert (looks[gugur.pk].lulus, looks[gugur.pk].penetapan) == (False, draf)
    assert looks[gugur.pk].pengajuan == Pengajuan.objects.get(status="menunggu")


def test_a_proof_that_runs_out_between_page_and_button_breaks_the_seal(
    petugas, verifikator, admin, admin2
):
    jadikan_layak(petugas, verifikator)
    draf = susun_draf(admin)
    hari = PADA + timedelta(days=90)
    dilihat = sidik(actions.isi_tetapkan(draf, gugur_dari(draf, pada=hari).sebab))

    with pytest.raises(BentrokError, match="Tidak lagi memenuhi syarat: bertambah"):
        actions.bekukan(draf, dilihat=dilihat, oleh=admin2, pada=hari + timedelta(days=1))


def test_the_page_names_who_falls_out(petugas, verifikator, admin, admin2_client):
    draf, _, _ = draf_dengan_gugur(petugas, verifikator, admin)

    html = admin2_client.get(reverse("verifikasi:penetapan_tetapkan", args=[draf.pk])).text

    assert "Tercatat sebagai penerima upah aktif di BPJS." in html
    assert "lebih dari 90 hari yang lalu." in html  # today, long after both attestations
    assert "Keluarkan 2 orang, lalu tetapkan" in html


def test_a_draft_does_not_take_who_fell_out(petugas, verifikator, admin, admin_client):
    jadikan_layak(petugas, verifikator)
    Peserta.objects.update(status_bpjs="pu_aktif")

    draf = susun_draf(admin)

    assert draf.daftar_baris.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_nightly_look_and_a_freezing_at_once(petugas, verifikator, admin, admin2):
    draf, _, gugur = draf_dengan_gugur(petugas, verifikator, admin)
    dilihat = sidik(actions.isi_tetapkan(draf, gugur_dari(draf, pada=PADA).sebab))

    serentak(
        lambda: tinjau_layak(pada=PADA),
        lambda: actions.bekukan(draf, dilihat=dilihat, oleh=admin2, pada=PADA),
    )

    gugur.refresh_from_db()
    assert gugur.status == Status.DIAJUKAN
    assert Pengajuan.objects.filter(peserta=gugur, status="menunggu").count() == 1


# The first month.
def test_who_fails_before_the_first_month_is_shown_with_the_held(
    petugas, verifikator, admin, admin2, admin_client
):
    orang = jadikan_layak(petugas, verifikator)
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=admin2)
    assert tinjau_bulan_pertama(pada=PADA) == 0
    Peserta.objects.update(status_bpjs="pu_aktif")

    assert tinjau_bulan_pertama(pada=PADA) == 1
    assert tinjau_bulan_pertama(pada=PADA) == 0

    look = Tinjauan.objects.get(saat="bulan_pertama")
    assert (look.peserta, kode(look)) == (orang, ["bukan_penerima_upah"])
    syarat = reverse("verifikasi:ditahan") + "?lihat=syarat"
    assert orang.nama in admin_client.get(syarat).text
    assert syarat in admin_client.get(reverse("verifikasi:ditahan")).text
    Peserta.objects.update(status_bpjs="belum")
    assert tinjau_bulan_pertama(pada=PADA) == 1
    assert orang.nama not in admin_client.get(syarat).text


def test_the_job_of_the_night_looks_at_both(petugas, verifikator):
    jadikan_layak(petugas, verifikator)
    Peserta.objects.update(status_bpjs="pu_aktif")

    tinjau()

    assert Peserta.objects.get().status == Status.DIAJUKAN
    assert tinjau.name in {j["task"] for j in CELERY_BEAT_SCHEDULE.values()}


# What the case page and the history show.
def test_the_history_shows_each_look(petugas, verifikator, verifikator_client):
    orang = jadikan_layak(petugas, verifikator)
    Peserta.objects.update(status_bpjs="pu_aktif")
    tinjau_layak(pada=PADA)

    html = verifikator_client.get(reverse("verifikasi:riwayat", args=[orang.pk])).text

    assert html.count("Saat diajukan") >= 2
    assert "Saat diputuskan" in html
    assert "Sebelum ditetapkan" in html
    assert "pemeriksaan malam" in html


@pytest.mark.parametrize("jumlah", [1, 3])
def test_history_query_count_is_constant(
    petugas, verifikator, verifikator_client, django_assert_num_queries, jumlah
):
    kasus = ajukan_satu(petugas)
    for _ in range(jumlah - 1):
        actions.kembalikan(kasus, alasan="x", oleh=verifikator, pada=PADA)
        actions.ajukan([kasus.peserta_id], oleh=petugas, pada=PADA)
        kasus = Pengajuan.objects.first()

    with django_assert_num_queries(22):
        verifikator_client.get(reverse("verifikasi:riwayat", args=[kasus.peserta_id]))


def test_the_case_page_says_why_it_was_opened_again(petugas, verifikator, verifikator_client):
    jadikan_layak(petugas, verifikator)
    Peserta.objects.update(status_bpjs="pu_aktif")
    tinjau_layak(pada=PADA)
    kasus = Pengajuan.objects.get(status="menunggu")

    html = verifikator_client.get(reverse("verifikasi:kasus", args=[kasus.pk])).text

    assert "Dibuka lagi" in html
    assert "Tercatat sebagai penerima upah aktif di BPJS." in html


def test_papers_that_came_and_went_are_named(petugas, verifikator_client):
    orang = PesertaFactory()
    isi = {"isi": "a", "nama": "a", "mime": "image/jpeg", "ukuran": 1, "oleh": petugas}
    BerkasPeserta.objects.create(peserta=orang, jenis="ktp", sha256="a" * 64, **isi)
    hari = timezone.localdate()
    actions.ajukan([orang.pk], oleh=petugas, pada=hari)
    kasus = Pengajuan.objects.get()
    assert [b["jenis"] for b in kasus.berkas] == ["ktp"]
    kini = datetime.combine(hari, datetime.min.time(), WIB)
    BerkasPeserta.objects.update(dihapus_pada=kini, dihapus_oleh=petugas, alasan_hapus="x")
    BerkasPeserta.objects.create(peserta=orang, jenis="kk", sha256="b" * 64, **isi)

    html = verifikator_client.get(reverse("verifikasi:kasus", args=[kasus.pk])).text

    assert "Berkas dihapus: KTP" in html
    assert "Berkas ditambahkan: Kartu keluarga" in html
