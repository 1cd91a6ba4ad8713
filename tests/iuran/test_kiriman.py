"""What goes to BPJS is kept as sent; who cannot go is named, taken out and held."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone
from openpyxl import load_workbook

from iuran.berkas_bpjs import kelompok_siap
from iuran.berkas_bpjs.actions.batal import lepaskan_menunggu
from iuran.berkas_bpjs.actions.keluarkan import ikutkan_lagi, keluarkan_baris
from iuran.berkas_bpjs.actions.kirim import Surat, tandai_dikirim, tarik_kiriman
from iuran.berkas_bpjs.actions.susun import minta_ekspor
from iuran.berkas_bpjs.kolom import belum_lengkap, galat_kolom, kolom_wajib, yang_kurang
from iuran.jawaban.keluarkan import keluarkan_cek_awal
from iuran.jawaban.terapkan import minta_terapkan, terapkan_jawaban
from iuran.models import (
    BarisBerkas,
    JenisBerkasBPJS,
    KirimanBerkas,
    ProfilEkspor,
)
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from peserta.alur import pindahkan_status
from peserta.models import JenisPeristiwa, Peserta, RiwayatStatus, Status
from pijar.errors import AturanDilanggarError, BentrokError, TransisiDitolakError
from tests.factories import BantuanFactory, PenggunaFactory
from tests.iuran.susunan import KEPALA, isi, jalankan, jawab, susun
from tests.keamanan.serentak import ditolak, serentak
from tests.pemilik import tanpa_penjaga
from verifikasi.calon import Pilihan, calon

KEPALA_CEK = ["NO", "NIK", "NAMA", "STATUS", "KETERANGAN"]


def surat(hari=0, nomor="560/12/2026"):
    return Surat(timezone.localdate() + timedelta(days=hari), nomor)


def kirim(berkas_bpjs, oleh, **lain):
    return tandai_dikirim(berkas_bpjs, surat(**lain), pada=timezone.now(), oleh=oleh)


def keluarkan(berkas_bpjs, oleh, *baris, alasan="Belum siap"):
    return keluarkan_baris(
        berkas_bpjs, [b.pk for b in baris], alasan=alasan, pada=timezone.now(), oleh=oleh
    )


@pytest.fixture
def siap(admin):
    """A batch of three people whose file is made."""
    berkas_bpjs = susun(admin, 3)
    jalankan(berkas_bpjs.tugas_excel)
    berkas_bpjs.refresh_from_db()
    return berkas_bpjs


def test_file_is_kept_exactly_as_it_went_out(admin, siap):
    with siap.tugas_excel.hasil.open("rb") as berkas:
        isi_berkas = berkas.read()

    kiriman = kirim(siap, admin)

    with kiriman.berkas.open("rb") as berkas:
        assert berkas.read() == isi_berkas
    assert kiriman.sha256 == hashlib.sha256(isi_berkas).hexdigest()
    assert (kiriman.nomor_surat, kiriman.jumlah_orang, kiriman.oleh) == ("560/12/2026", 3, admin)
    Peserta.objects.update(nama="DIUBAH")
    with pytest.raises(AturanDilanggarError, match="sudah dikirim, jadi Excel-nya tidak dibuat"):
        minta_ekspor(siap, oleh=admin)


def test_mark_waits_for_the_file_and_is_made_once(admin):
    berkas_bpjs = susun(admin, 1)
    with pytest.raises(AturanDilanggarError, match="belum selesai dibuat"):
        kirim(berkas_bpjs, admin)
    jalankan(berkas_bpjs.tugas_excel)

    kirim(berkas_bpjs, admin)

    berkas_bpjs.refresh_from_db()
    assert berkas_bpjs.status == "dikirim"
    with pytest.raises(TransisiDitolakError, match="tidak dapat menjadi Dikirim"):
        kirim(berkas_bpjs, admin)


@pytest.mark.parametrize(("hari", "boleh"), [(-1, False), (0, True), (1, False)])
def test_day_of_sending_lies_between_the_batch_and_today(admin, siap, hari, boleh):
    if boleh:
        assert kirim(siap, admin, hari=hari).tanggal == timezone.localdate()
        return
    with pytest.raises(AturanDilanggarError, match="Tanggal kirim harus antara"):
        kirim(siap, admin, hari=hari)


def test_mark_typed_later_keeps_the_letters_day(admin, siap):
    besok = timezone.now() + timedelta(days=5)

    kiriman = tandai_dikirim(siap, surat(hari=2), pada=besok, oleh=admin)

    assert kiriman.tanggal == timezone.localdate() + timedelta(days=2)


def test_file_older_than_the_data_is_made_again_first(admin, siap):
    orang = siap.daftar_baris.first().peserta
    orang.nama = "Nama Baru"
    orang.save()

    with pytest.raises(AturanDilanggarError, match="Data 1 orang berubah sesudah Excel"):
        kirim(siap, admin)
    jalankan(minta_ekspor(siap, oleh=admin))
    siap.refresh_from_db()
    assert kirim(siap, admin).jumlah_orang == 3


def test_mark_is_taken_back_by_another_admin_only(admin, siap):
    kiriman = kirim(siap, admin)
    lain = PenggunaFactory()
    kini = timezone.now()

    with pytest.raises(AturanDilanggarError, match="harus ditarik admin lain"):
        tarik_kiriman(siap, alasan="Belum jadi", pada=kini, oleh=admin)
    tarik_kiriman(siap, alasan="Belum jadi", pada=kini, oleh=lain)

    siap.refresh_from_db()
    kiriman.refresh_from_db()
    assert (siap.status, siap.dikirim_pada) == ("disusun", None)
    assert (kiriman.ditarik_oleh, kiriman.alasan_tarik) == (lain, "Belum jadi")
    with pytest.raises(AturanDilanggarError, match="tidak sedang bertanda"):
        tarik_kiriman(siap, alasan="Lagi", pada=kini, oleh=lain)
    kirim(siap, lain, nomor="560/13/2026")
    assert KirimanBerkas.objects.count() == 2


def test_mark_stays_once_an_answer_was_applied_or_is_at_work(admin, siap):
    kirim(siap, admin)
    lain = PenggunaFactory()
    jawaban = jawab(siap, KEPALA, isi(siap)[0], oleh=admin)
    tugas = minta_terapkan(jawaban, oleh=admin)

    with pytest.raises(BentrokError, match="sedang dikerjakan"):
        tarik_kiriman(siap, alasan="x", pada=timezone.now(), oleh=lain)
    jalankan(tugas)
    siap.refresh_from_db()
    with pytest.raises(AturanDilanggarError, match="sudah diterapkan"):
        tarik_kiriman(siap, alasan="x", pada=timezone.now(), oleh=lain)


def test_answered_batch_that_nobody_marked_keeps_its_file_too(admin, siap):
    terapkan_jawaban(jawab(siap, KEPALA, *isi(siap), oleh=admin), pada=timezone.now(), oleh=admin)

    assert siap.daftar_kiriman.get().nomor_surat == "tidak dicatat"


@pytest.mark.parametrize(
    ("ubah", "nama"),
    [
        ({"nomor_surat": ""}, "kiriman_bernomor"),
        ({"alasan_tarik": "x"}, "kiriman_tarik_lengkap"),
        ({}, "kiriman_satu_berlaku"),
    ],
)
def test_constraints_of_a_sending(admin, siap, ubah, nama):
    kirim(siap, admin)
    dasar = {
        "berkas_bpjs": siap,
        "tanggal": timezone.localdate(),
        "nomor_surat": "1",
        "sha256": "x",
        "jumlah_orang": 1,
        "oleh": admin,
        "pada": timezone.now(),
    }

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        KirimanBerkas.objects.create(**dasar | ubah)


def test_database_refuses_to_take_back_ones_own_mark(admin, siap):
    kirim(siap, admin)
    tarik = {"ditarik_oleh": admin, "ditarik_pada": timezone.now(), "alasan_tarik": "x"}

    with pytest.raises(IntegrityError, match="kiriman_ditarik_orang_lain"), transaction.atomic():
        KirimanBerkas.objects.update(**tarik)
    for coba in (
        lambda: KirimanBerkas.objects.update(sha256="lain"),
        lambda: KirimanBerkas.objects.all().delete(),
    ):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            coba()


@pytest.mark.django_db(transaction=True)
def test_two_admins_mark_at_once_one_sending_is_kept(admin):
    berkas_bpjs = susun(admin, 1)
    jalankan(berkas_bpjs.tugas_excel)
    berkas_bpjs.refresh_from_db()

    hasil = serentak(lambda: kirim(berkas_bpjs, admin), lambda: kirim(berkas_bpjs, admin))

    assert len(ditolak(hasil)) == 1
    assert KirimanBerkas.objects.count() == 1


def test_one_person_is_left_out_before_sending(admin, siap):
    satu = siap.daftar_baris.first()

    assert keluarkan(siap, admin, satu) == 1

    satu.refresh_from_db()
    siap.refresh_from_db()
    assert (satu.hasil, satu.keterangan, satu.ditahan) == ("batal", "Belum siap", True)
    assert satu.peserta.__class__.objects.get(pk=satu.peserta_id).status == "ditetapkan"
    assert RiwayatStatus.objects.last().alasan.endswith("PK-2026-0001: Belum siap")
    assert siap.jumlah_orang == 2
    buku = load_workbook(jalankan(siap.tugas_excel).hasil.path).active
    assert len(list(buku.values)) == 3
    with pytest.raises(BentrokError, match="sudah dikeluarkan"):
        keluarkan(siap, admin, satu)


def test_file_from_before_somebody_was_left_out_is_not_sent(admin, siap):
    lama = siap.tugas_excel
    keluarkan(siap, admin, siap.daftar_baris.first())
    siap.refresh_from_db()
    siap.tugas_excel = lama
    siap.save()

    with pytest.raises(AturanDilanggarError, match="berubah sesudah Excel"):
        kirim(siap, admin)


def test_batch_with_somebody_who_died_is_not_sent(admin, siap):
    mati = siap.daftar_baris.first()
    catat_peristiwa(
        mati.peserta, JenisPeristiwa.MENINGGAL, date(2026, 2, 4), oleh=admin, pada=date(2026, 2, 5)
    )

    with pytest.raises(AturanDilanggarError, match=f"1 orang berubah.*{mati.peserta.nama}"):
        kirim(siap, admin)

    assert list(siap.daftar_baris.tidak_berlaku_lagi()) == [mati]
    keluarkan(siap, admin, mati)
    siap.refresh_from_db()
    jalankan(siap.tugas_excel)
    siap.refresh_from_db()
    assert kirim(siap, admin).jumlah_orang == 2
    mati.peserta.refresh_from_db()
    assert mati.peserta.status == "berhenti"


def test_stop_undone_after_leaving_the_batch_waits_for_the_next_one(admin, siap):
    satu = siap.daftar_baris.first()
    isi = {"oleh": admin, "pada": date(2026, 2, 5)}
    peristiwa = catat_peristiwa(satu.peserta, JenisPeristiwa.PINDAH, date(2026, 2, 4), **isi)
    keluarkan(siap, admin, satu)

    batalkan_peristiwa(peristiwa, alasan="Salah orang", oleh=admin)

    satu.peserta.refresh_from_db()
    assert satu.peserta.status == "ditetapkan"
    assert not BarisBerkas.objects.ditahan()
    assert [k.jumlah for k in kelompok_siap(admin, JenisBerkasBPJS.PENDAFTARAN)] == [1]


def test_who_still_waits_for_bpjs_is_not_decreed_again(admin, siap):
    """A new case of somebody whose first enrolment BPJS has not answered: one line at a time."""
    satu = siap.daftar_baris.first()
    isi = {"oleh": admin, "pada": date(2026, 2, 5)}
    catat_peristiwa(satu.peserta, JenisPeristiwa.PINDAH, date(2026, 2, 4), **isi)
    satu.peserta.refresh_from_db()
    for status in ("draf", "diajukan"):
        pindahkan_status(satu.peserta, Status(status), oleh=admin)
    with tanpa_penjaga():  # as somebody decided it
        pindahkan_status(satu.peserta, Status.LAYAK, oleh=admin)

    def calon_kini():
        return list(calon(Pilihan(), bulan_awal=date(2026, 3, 1), oleh=admin))

    assert calon_kini() == []
    keluarkan(siap, admin, satu)
    assert calon_kini() == [satu.peserta]


def test_all_people_are_not_left_out_but_the_batch_cancelled(admin, siap):
    with pytest.raises(AturanDilanggarError, match="Batalkan berkasnya"):
        keluarkan(siap, admin, *siap.daftar_baris.all())


def test_after_sending_only_who_the_pre_check_refuses_goes_out(admin, siap):
    kirim(siap, admin)
    a, b, c = isi(siap)
    jawaban = jawab(
        siap,
        KEPALA_CEK,
        [1, a[1], a[2], "Y", "BISA DAFTAR"],
        [2, b[1], b[2], "T", "SUDAH TERDAFTAR AKTIF PU"],
        [3, c[1], c[2], "T", "NIK TIDAK DITEMUKAN"],
        oleh=admin,
    )
    with pytest.raises(AturanDilanggarError, match="hanya orang yang ditolak pada cek awal"):
        keluarkan(siap, admin, siap.daftar_baris.first())
    kedua = siap.daftar_baris.get(nomor=2)

    assert keluarkan_cek_awal(jawaban, [kedua.pk], pada=timezone.now(), oleh=admin) == 1
    assert keluarkan_cek_awal(jawaban, None, pada=timezone.now(), oleh=admin) == 1

    kedua.refresh_from_db()
    assert (kedua.hasil, kedua.ditahan) == ("batal", True)
    assert kedua.keterangan == "Cek awal BPJS: SUDAH TERDAFTAR AKTIF PU"
    with pytest.raises(AturanDilanggarError, match="Tidak ada orang"):
        keluarkan_cek_awal(jawaban, None, pada=timezone.now(), oleh=admin)


def test_only_a_pre_check_takes_people_out(admin, siap):
    jawaban = jawab(siap, KEPALA, *isi(siap), oleh=admin)

    with pytest.raises(AturanDilanggarError, match="Hanya daftar cek awal"):
        keluarkan_cek_awal(jawaban, None, pada=timezone.now(), oleh=admin)


def tolak_semua(siap, admin):
    baris = [[*b[:3], "", "GAGAL: NAMA IBU KANDUNG KOSONG"] for b in isi(siap)]
    terapkan_jawaban(jawab(siap, KEPALA, *baris, oleh=admin), pada=timezone.now(), oleh=admin)
    return BarisBerkas.objects.ditahan()


def test_refused_people_do_not_go_unchanged_into_the_next_batch(admin, siap):
    ditahan = tolak_semua(siap, admin)
    assert ditahan.count() == 3
    with pytest.raises(AturanDilanggarError, match="Tidak ada orang yang menunggu"):
        susun(admin)

    satu = ditahan.first()
    jumlah = ikutkan_lagi(
        ditahan.filter(pk=satu.pk), alasan="Nama ibu diisi", pada=timezone.now(), oleh=admin
    )

    assert jumlah == 1
    satu.refresh_from_db()
    assert (satu.ditahan, satu.alasan_buka, satu.dibuka_oleh) == (False, "Nama ibu diisi", admin)
    assert susun(admin).daftar_baris.get().peserta == satu.peserta
    with pytest.raises(BentrokError, match="sudah diikutkan lagi"):
        ikutkan_lagi(
            BarisBerkas.objects.filter(pk=satu.pk),
            alasan="x",
            pada=timezone.now(),
            oleh=admin,
        )


def test_one_unanswered_person_is_let_go(admin, siap):
    terapkan_jawaban(jawab(siap, KEPALA, isi(siap)[0], oleh=admin), pada=timezone.now(), oleh=admin)
    satu = siap.daftar_baris.menunggu().first()
    lepas = {"alasan": "tak dijawab", "pada": timezone.now(), "oleh": admin}

    assert lepaskan_menunggu(siap, [satu.pk], **lepas) == 1
    siap.refresh_from_db()
    assert siap.status == "dikirim"
    with pytest.raises(BentrokError, match="sudah dilepas"):
        lepaskan_menunggu(siap, [satu.pk], **lepas)
    assert susun(admin).jumlah_orang == 1


@pytest.mark.parametrize(
    ("ubah", "nama"),
    [
        ({"ditahan": True}, "baris_berkas_ditahan_sah"),
        ({"alasan_buka": "x"}, "baris_berkas_buka_lengkap"),
    ],
)
def test_constraints_of_a_held_line(admin, siap, ubah, nama):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        siap.daftar_baris.update(**ubah)


def test_preflight_names_what_the_profile_requires(admin):
    BantuanFactory(peserta__status="ditetapkan", peserta__nama="Tanpa Ibu")
    BantuanFactory(
        peserta__status="ditetapkan",
        peserta__nama="Utuh",
        peserta__nama_ibu="Sumarni",
        peserta__tempat_lahir="Semarang",
        peserta__alamat="Jl. Contoh 1",
    )
    berkas_bpjs = susun(admin)

    (satu,) = belum_lengkap(berkas_bpjs)

    assert satu.peserta.nama == "Tanpa Ibu"
    assert yang_kurang(satu, kolom_wajib(berkas_bpjs.profil)) == [
        "Tempat Lahir",
        "Nama Ibu Kandung",
        "Alamat",
    ]


def test_profile_without_required_columns_names_nobody(admin):
    ProfilEkspor.objects.update(kolom=[{"judul": "NIK", "isi": "nik"}])

    assert not belum_lengkap(susun(admin, 1)).exists()


def test_required_is_yes_or_no():
    assert galat_kolom([{"judul": "Ibu", "isi": "nama_ibu", "wajib": True}]) == ""
    assert "harus true atau false" in galat_kolom(
        [{"judul": "Ibu", "isi": "nama_ibu", "wajib": "ya"}]
    )
