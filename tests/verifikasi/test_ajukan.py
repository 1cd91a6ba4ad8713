"""Submitting: who is taken, what is frozen, and taking it back."""

from datetime import date, timedelta

import pytest

from iuran.models import JenisBantuan
from peserta.alur import pindahkan_status
from peserta.models import Peserta, RiwayatStatus, Status
from pijar.errors import AturanDilanggarError, TransisiDitolakError
from tests.factories import BantuanFactory, PenggunaFactory, PesertaFactory, terdaftar
from tests.peran import buat
from tests.verifikasi.susunan import KETERANGAN, PADA, ajukan_satu, jadikan_layak, versi_baru
from verifikasi import actions
from verifikasi.models import JawabanKriteria, Kriteria, Pengajuan


def jawaban(kasus):
    return dict(kasus.daftar_jawaban.values_list("kode", "jawaban"))


def test_ajukan_freezes_facts_and_answers_every_criterion(petugas):
    penyunting = PenggunaFactory()
    orang = PesertaFactory(penyunting=[penyunting.pk], status_bpjs="belum", nama_ibu="Sukarti")

    hasil = actions.ajukan([orang.pk], oleh=petugas, pada=PADA, **KETERANGAN)

    kasus = Pengajuan.objects.get()
    assert hasil == (1, [])
    assert Peserta.objects.get().status == Status.DIAJUKAN
    assert kasus.terlibat == sorted([penyunting.pk, petugas.pk])
    assert kasus.cuplikan["nama"] == "Siti Aminah"
    assert kasus.cuplikan["nama_kecamatan"] == "Semarang Tengah"
    assert kasus.cuplikan["nama_ibu"] == "Sukarti"  # a verifier compares it
    assert jawaban(kasus) == {
        "usia": "ya",
        "penduduk": "ya",
        "pekerjaan": "ya",
        "bukan_penerima_upah": "ya",
        "masih_bekerja": "ya",
        "tidak_ganda": "ya",
        "kesejahteraan": "belum_ada_data",
    }
    assert RiwayatStatus.objects.get().ke == Status.DIAJUKAN


def test_ajukan_answers_in_the_order_officers_read(petugas):
    kasus = ajukan_satu(petugas)

    kode = list(kasus.daftar_jawaban.order_by("pk").values_list("kode", flat=True))
    assert kode == list(Kriteria.objects.order_by("urutan").values_list("kode", flat=True))


def test_ajukan_without_attestation_leaves_it_open(petugas):
    assert (
        jawaban(ajukan_satu(petugas, dengan_keterangan=False))["masih_bekerja"] == "belum_ada_data"
    )


def test_ajukan_skips_who_is_elsewhere_and_says_why(petugas):
    petugas.wilayah = ["33.74.01"]
    draf = PesertaFactory()
    layak = PesertaFactory(status="layak", nama="Budi")
    luar = PesertaFactory(kelurahan_id="33.74.02.1001")

    hasil = actions.ajukan([draf.pk, layak.pk, luar.pk, 10**9], oleh=petugas, pada=PADA)

    assert hasil.diajukan == 1
    assert [d.nama for d in hasil.dilewati] == ["Budi", "", ""]
    assert hasil.sebab == [("tidak ditemukan di wilayah Anda", 2), ("berstatus Layak", 1)]


def test_ajukan_twice_makes_one_case(petugas):
    orang = PesertaFactory()

    actions.ajukan([orang.pk], oleh=petugas, pada=PADA)
    kedua = actions.ajukan(Peserta.objects.all(), oleh=petugas, pada=PADA)

    assert kedua.diajukan == 0
    assert Pengajuan.objects.count() == 1


def test_ajukan_takes_returned_people_again(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.kembalikan(kasus, alasan="KK tidak terbaca.", oleh=verifikator, pada=PADA)

    hasil = actions.ajukan([kasus.peserta_id], oleh=petugas, pada=PADA)

    assert hasil.diajukan == 1
    assert Pengajuan.objects.count() == 2


def test_ajukan_closes_the_case_of_who_stopped_while_waiting(petugas):
    kasus = ajukan_satu(petugas)
    orang = Peserta.objects.get()
    pindahkan_status(orang, Status.BERHENTI, oleh=petugas, alasan="Pindah.")
    pindahkan_status(orang, Status.DRAF, oleh=petugas)

    actions.ajukan([orang.pk], oleh=petugas, pada=PADA)

    kasus.refresh_from_db()
    assert kasus.status == "ditarik"
    assert Pengajuan.objects.menunggu().get().pk != kasus.pk


def test_ajukan_needs_author_and_evidence_of_the_attestation(petugas):
    with pytest.raises(AturanDilanggarError, match="siapa yang menerangkan"):
        actions.ajukan([], oleh=petugas, pada=PADA, keterangan_kerja_tanggal=PADA)


def test_ajukan_needs_criteria_in_force(petugas):
    orang = PesertaFactory()

    with pytest.raises(AturanDilanggarError, match="Belum ada kriteria"):
        actions.ajukan([orang.pk], oleh=petugas, pada=date(2020, 1, 1))


@pytest.mark.parametrize(("selisih", "judul"), [(-1, "Kriteria bawaan"), (0, "Baru"), (1, "Baru")])
def test_version_is_chosen_by_date(petugas, selisih, judul):
    versi_baru("usia", judul="Baru")

    kasus = ajukan_satu(petugas, pada=PADA + timedelta(days=selisih))

    assert kasus.versi.judul.startswith(judul)


@pytest.mark.parametrize(
    ("bulan_awal", "jumlah", "harapan"),
    [
        (date(2026, 1, 1), 2, "ya"),  # ended in February, asked in March
        (date(2026, 1, 1), 3, "tidak"),  # March itself
        (date(2026, 4, 1), 6, "tidak"),  # promised for later
    ],
)
def test_another_grant_bars(petugas, bulan_awal, jumlah, harapan):
    orang = PesertaFactory()
    BantuanFactory(
        peserta=orang, jenis=JenisBantuan.RUTIN, bulan_awal=bulan_awal, jumlah_bulan=jumlah
    )

    actions.ajukan([orang.pk], oleh=petugas, pada=PADA)

    assert jawaban(Pengajuan.objects.get())["tidak_ganda"] == harapan


def test_a_void_grant_does_not_bar(petugas):
    orang = PesertaFactory()
    BantuanFactory(peserta=orang, status="batal")

    actions.ajukan([orang.pk], oleh=petugas, pada=PADA)

    assert jawaban(Pengajuan.objects.get())["tidak_ganda"] == "ya"


def test_a_live_ledger_month_bars_even_without_a_grant(petugas, admin):
    bantuan = terdaftar(date(2026, 1, 1), 6)
    bantuan.status = "batal"
    bantuan.save()
    orang = bantuan.peserta
    pindahkan_status(orang, Status.BERHENTI, oleh=admin, alasan="Pindah.")
    pindahkan_status(orang, Status.DRAF, oleh=admin)

    actions.ajukan([orang.pk], oleh=petugas, pada=PADA)

    baris = JawabanKriteria.objects.get(kode="tidak_ganda")
    assert baris.jawaban == "tidak"
    assert "sampai Juni 2026" in baris.penjelasan


def test_ajukan_takes_thousands_in_a_constant_number_of_queries(
    petugas, django_assert_max_num_queries
):
    pks = [p.pk for p in PesertaFactory.create_batch(30)]

    with django_assert_max_num_queries(17):
        hasil = actions.ajukan(pks, oleh=petugas, pada=PADA)

    assert hasil.diajukan == 30
    assert JawabanKriteria.objects.count() == 30 * 7


def test_tarik_gives_back_a_draft(petugas):
    kasus = ajukan_satu(petugas)

    assert actions.tarik([kasus.peserta_id], oleh=petugas) == 1

    kasus.refresh_from_db()
    assert kasus.status == "ditarik"
    assert Peserta.objects.get().status == Status.DRAF
    assert actions.tarik([kasus.peserta_id], oleh=petugas) == 0


def test_tarik_takes_only_own_submissions(petugas):
    kasus = ajukan_satu(petugas)
    rekan = buat("rekan", "petugas")

    assert actions.tarik([kasus.peserta_id], oleh=rekan) == 0
    assert Peserta.objects.get().status == Status.DIAJUKAN


def test_tarik_leaves_what_a_verifier_has_begun(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.jawab(
        kasus,
        [actions.JawabanOrang("kesejahteraan", "ya", "Surat RT")],
        oleh=verifikator,
        pada=PADA,
    )

    assert actions.tarik([kasus.peserta_id], oleh=petugas) == 0


def test_periksa_ulang_sends_an_approved_person_to_the_queue(petugas, verifikator):
    orang = jadikan_layak(petugas, verifikator)

    actions.periksa_ulang(orang, alasan="Nama keliru.", oleh=petugas, pada=PADA)

    assert Pengajuan.objects.menunggu().count() == 1
    assert RiwayatStatus.objects.last().alasan == "Nama keliru."


def test_periksa_ulang_is_for_who_is_layak(petugas):
    with pytest.raises(AturanDilanggarError, match="berstatus Layak"):
        actions.periksa_ulang(PesertaFactory(), alasan="x", oleh=petugas, pada=PADA)


def test_buka_lagi_turns_a_refusal_into_a_draft(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.tolak(kasus, alasan="Tidak bekerja.", oleh=verifikator, pada=PADA)

    actions.buka_lagi(Peserta.objects.get(), alasan="Bekerja lagi.", oleh=petugas)

    assert Peserta.objects.get().status == Status.DRAF


def test_buka_lagi_is_for_who_was_refused(petugas):
    with pytest.raises(TransisiDitolakError):
        actions.buka_lagi(PesertaFactory(status="layak"), alasan="x", oleh=petugas)
