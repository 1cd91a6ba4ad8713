"""Drafting: who is added, what is refused, the rehearsal, giving up."""

from datetime import date, datetime

import pytest

from iuran.models import KondisiInsidental
from peserta.models import Impor, Peserta, Status
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import BantuanFactory, JanjiFactory, PesertaFactory, sumber, ubah_pagu
from tests.verifikasi.lanjut import draf_lanjut
from tests.verifikasi.susunan import (
    JANUARI,
    TANGGAL_SK,
    UBAH_DRAF,
    jadikan_layak,
    rencana,
    susun_draf,
)
from verifikasi import actions
from verifikasi.actions import Pilihan
from verifikasi.actions.kembali import Kepala
from verifikasi.models import BarisPenetapan, Penetapan, Pengajuan

BULAN_JULI = date(2026, 7, 1)


def layak(n=1, **lain):
    return PesertaFactory.create_batch(n, status="layak", **lain)


def tambah(draf, admin, pilihan=None, **lain):
    return actions.tambah_baris(draf, pilihan or Pilihan(), rencana(**lain), oleh=admin)


def draf_kosong(admin, nomor="463/1/2026"):
    return actions.susun_penetapan(nomor=nomor, tanggal=TANGGAL_SK, perihal="", oleh=admin)


def test_number_is_taken_once(admin):
    draf_kosong(admin)

    with pytest.raises(BentrokError, match="sudah dipakai penetapan lain"):
        draf_kosong(admin)


def test_everybody_layak_is_added_once(admin):
    layak(3)
    PesertaFactory(status="diajukan")
    draf = draf_kosong(admin)

    assert tambah(draf, admin) == 3
    assert tambah(draf, admin) == 0


def test_longest_waiting_come_first(petugas, verifikator, admin):
    lama, baru = (jadikan_layak(petugas, verifikator) for _ in range(2))
    Pengajuan.objects.filter(peserta=baru).update(diputuskan_pada=datetime(2026, 1, 1, tzinfo=WIB))
    draf = draf_kosong(admin)

    assert tambah(draf, admin, Pilihan(paling_banyak=1)) == 1
    assert draf.daftar_baris.get().peserta_id == baru.pk
    assert lama.pk != baru.pk


@pytest.mark.parametrize("saringan", ["kecamatan", "pekerjaan", "impor"])
def test_filters_narrow(admin, saringan):
    impor = Impor.objects.create(berkas="x.xlsx", nama_berkas="x", sha256="0" * 64, oleh=admin)
    isi = {
        "kecamatan": {"kelurahan_id": "33.74.02.1001"},
        "pekerjaan": {"pekerjaan_id": "nelayan"},
        "impor": {"impor": impor},
    }
    layak()
    (cocok,) = layak(**isi[saringan])
    nilai = {
        "kecamatan": cocok.kelurahan.kecamatan,
        "pekerjaan": cocok.pekerjaan,
        "impor": impor,
    }

    draf = draf_kosong(admin)

    assert tambah(draf, admin, Pilihan(**{saringan: nilai[saringan]})) == 1
    assert draf.daftar_baris.get().peserta == cocok


def test_admin_with_an_area_adds_only_from_it(admin):
    admin.wilayah = ["33.74.02"]
    layak()

    assert tambah(draf_kosong(admin), admin) == 0


def test_person_in_another_draft_is_left_out(admin):
    layak()
    tambah(draf_kosong(admin), admin)

    assert tambah(draf_kosong(admin, "463/2/2026"), admin) == 0


def test_incidental_line_carries_condition_and_note(admin):
    layak()
    kondisi = KondisiInsidental.objects.first()

    draf = draf_kosong(admin)
    tambah(draf, admin, jenis="insidental", jumlah_bulan=3, kondisi=kondisi, catatan="Banjir rob.")

    baris = draf.daftar_baris.get()
    assert (baris.jenis, baris.kondisi, baris.catatan) == ("insidental", kondisi, "Banjir rob.")


def test_lines_are_taken_out(admin):
    layak(3)
    draf = susun_draf(admin)
    satu = draf.daftar_baris.first()

    assert actions.hapus_baris(draf, [satu.pk], oleh=admin) == 1
    assert actions.hapus_baris(draf, oleh=admin) == 2
    assert not draf.daftar_baris.exists()


def test_lines_of_another_decree_are_not_taken_out(admin):
    layak()
    draf = susun_draf(admin)
    lain = draf_kosong(admin, "463/2/2026")

    assert actions.hapus_baris(lain, [draf.daftar_baris.get().pk], oleh=admin) == 0


def test_cancelling_frees_the_people(admin):
    layak()
    draf = susun_draf(admin)

    actions.batalkan(draf, alasan="Salah tahun.", oleh=admin)

    draf.refresh_from_db()
    assert (draf.status, draf.alasan_batal) == ("dibatalkan", "Salah tahun.")
    assert tambah(draf_kosong(admin, "463/2/2026"), admin) == 1


def test_cancelling_needs_a_reason(admin):
    with pytest.raises(AturanDilanggarError, match="alasan"):
        actions.batalkan(draf_kosong(admin), alasan=" ", oleh=admin)


@pytest.mark.parametrize("ubah", UBAH_DRAF)
def test_cancelled_draft_is_fixed(admin, ubah):
    draf = draf_kosong(admin)
    actions.batalkan(draf, alasan="x", oleh=admin)

    with pytest.raises(BentrokError, match="sudah dibatalkan"):
        ubah(draf, admin)


def test_rehearsal_adds_up_and_shows_the_room(admin):
    layak(2)
    draf = susun_draf(admin)

    hasil = actions.gladi(draf)

    (baris,) = hasil.daftar
    assert (hasil.orang, hasil.rupiah, hasil.muat) == (2, 2 * 12 * 16_800, True)
    assert (baris.orang, baris.bulan) == (2, 24)
    assert baris.sisa_orang == 7_500 - 2
    assert baris.sisa_rupiah == 7_500 * 12 * 16_800 - 2 * 12 * 16_800


def test_rehearsal_says_when_the_quota_is_exceeded(admin):
    ubah_pagu(kuota=1)
    layak(2)

    hasil = actions.gladi(susun_draf(admin))

    assert not hasil.muat
    assert "kelebihan 1 orang" in hasil.daftar[0].keadaan.pesan


def test_rehearsal_explains_a_missing_next_year(admin):
    layak()

    hasil = actions.gladi(susun_draf(admin, bulan_awal=BULAN_JULI, jumlah_bulan=12))

    assert "melewati Desember 2026" in hasil.pesan
    assert not hasil.muat


def test_rehearsal_shows_next_years_source(admin):
    layak()
    sumber("APBD", 2027)

    hasil = actions.gladi(susun_draf(admin, bulan_awal=BULAN_JULI, jumlah_bulan=12))

    assert [(b.sumber.tahun, b.orang, b.bulan, b.rupiah, b.lanjutan) for b in hasil.daftar] == [
        (2026, 1, 6, 6 * 16_800, False),
        (2027, 1, 6, 6 * 16_800, True),
    ]
    assert hasil.rupiah == 12 * 16_800


def test_rehearsal_counts_who_is_no_longer_layak(admin):
    (orang,) = layak()
    draf = susun_draf(admin)
    Peserta.objects.filter(pk=orang.pk).update(status=Status.BERHENTI)

    hasil = actions.gladi(draf)

    assert (hasil.tidak_layak, hasil.muat) == (1, False)


def test_rehearsal_of_an_empty_draft(admin):
    hasil = actions.gladi(draf_kosong(admin))

    assert (hasil.daftar, hasil.orang, hasil.muat) == ([], 0, False)


def test_cancelled_decree_still_shows_its_people(admin):
    layak()
    draf = susun_draf(admin)
    actions.batalkan(draf, alasan="x", oleh=admin)
    draf.refresh_from_db()

    hasil = actions.gladi(draf)

    assert [(b.orang, b.keadaan) for b in hasil.daftar] == [(1, None)]


def test_adding_costs_as_many_queries_for_one_as_for_many(admin, django_assert_max_num_queries):
    layak(30)
    draf = draf_kosong(admin)

    with django_assert_max_num_queries(16):
        assert tambah(draf, admin) == 30


def test_person_may_be_decreed_again_after_the_first_decree(admin, admin2):
    """The unique line is about drafts; a frozen line does not block the next year's."""
    bantuan = BantuanFactory(peserta__status="terdaftar")
    lama = draf_kosong(admin)
    BarisPenetapan.objects.create(
        penetapan=lama,
        peserta=bantuan.peserta,
        sumber=bantuan.sumber,
        bulan_awal=JANUARI,
        jumlah_bulan=12,
        bantuan=bantuan,
        pernyataan="Ketua RT",
    )
    sumber("APBD", 2027)

    draf = draf_lanjut(
        [bantuan.peserta],
        Kepala("463/9/2026", date(2026, 11, 20)),
        oleh=admin,
        sumber=sumber("APBD", 2027),
        bulan_awal=date(2027, 1, 1),
    )

    assert draf.daftar_baris.count() == 1
    assert Penetapan.objects.count() == 2


@pytest.mark.parametrize(
    ("mulai", "sampai", "boleh"),
    [
        (date(2025, 3, 1), date(2025, 12, 1), True),  # ends before the decree's first month
        (date(2025, 3, 1), date(2026, 1, 1), False),
        (date(2026, 12, 1), date(2027, 3, 1), False),
        (date(2027, 1, 1), date(2027, 3, 1), True),  # begins after its last
    ],
)
def test_months_that_a_civil_servant_promised_are_not_decreed(admin, admin2, mulai, sampai, boleh):
    [orang] = layak()
    draf = draf_kosong(admin)
    tambah(draf, admin)
    janji = JanjiFactory(peserta=orang, mulai=mulai, sampai=sampai)

    if boleh:
        assert actions.tetapkan(draf, oleh=admin2) == 1
        return
    with pytest.raises(BentrokError, match="dijanjikan penyumbang ASN Peduli"):
        actions.tetapkan(draf, oleh=admin2)
    type(janji).objects.filter(pk=janji.pk).update(status="berakhir", sebab_akhir="diambil_kota")
    assert actions.tetapkan(draf, oleh=admin2) == 1


def test_whom_a_civil_servant_promised_is_not_offered(admin):
    dijanjikan, bebas = layak(2)
    JanjiFactory(peserta=dijanjikan)
    draf = draf_kosong(admin)

    assert tambah(draf, admin) == 1
    assert draf.daftar_baris.get().peserta_id == bebas.pk
