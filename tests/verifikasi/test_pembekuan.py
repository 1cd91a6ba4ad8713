"""Freezing a decree: everything or nothing, once, by somebody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from iuran.buku import buat_iuran
from iuran.models import Bantuan, Iuran
from peserta.models import Peserta, RiwayatStatus, Status
from pijar.errors import AturanDilanggarError, BentrokError, KuotaHabisError
from pijar.sidik import sidik
from tests.factories import BantuanFactory, PesertaFactory, sumber, terdaftar, ubah_pagu
from tests.iuran.susunan import kirim_perpanjangan
from tests.verifikasi.lanjut import draf_lanjut
from tests.verifikasi.susunan import TANGGAL_SK, UBAH_DRAF, susun_draf
from verifikasi import actions
from verifikasi.actions.kembali import Kepala
from verifikasi.models import Penetapan

JULI = date(2026, 7, 1)


def layak(n=1, **lain):
    return PesertaFactory.create_batch(n, status="layak", **lain)


def test_freezing_gives_grants_and_moves_people(admin, admin2):
    layak(3)
    draf = susun_draf(admin)

    assert actions.tetapkan(draf, oleh=admin2) == 3

    draf.refresh_from_db()
    assert (draf.status, draf.ditetapkan_oleh) == ("ditetapkan", admin2)
    assert draf.ditetapkan_pada
    assert set(Peserta.objects.values_list("status", flat=True)) == {Status.DITETAPKAN}
    for baris in draf.daftar_baris.select_related("bantuan"):
        assert baris.bantuan.peserta_id == baris.peserta_id
        assert baris.bantuan.nomor_sk == draf.nomor
    assert RiwayatStatus.objects.filter(alasan="Penetapan 463/1/2026", oleh=admin2).count() == 3


@pytest.mark.parametrize("dilihat", [False, True])
def test_a_decree_is_not_frozen_before_its_day(admin, admin2, dilihat):
    layak()
    draf = susun_draf(admin)
    segel = (
        {"dilihat": sidik(actions.isi_tetapkan(draf, {}))}
        if dilihat
        else {"tampil": sidik(actions.isi_kepala(draf))}
    )
    isi = {**segel, "oleh": admin2}

    with pytest.raises(AturanDilanggarError, match="SK ini bertanggal 5 Januari 2026"):
        actions.bekukan(draf, **isi, pada=TANGGAL_SK - timedelta(days=1))
    assert not Bantuan.objects.exists()

    assert actions.bekukan(draf, **isi, pada=TANGGAL_SK) == (1, 0, 0)


def test_frozen_decree_adds_up_from_its_grants(admin, admin2):
    layak(2)
    sumber("APBD", 2027)
    draf = susun_draf(admin, bulan_awal=JULI, jumlah_bulan=12)
    actions.tetapkan(draf, oleh=admin2)
    draf.refresh_from_db()

    hasil = actions.gladi(draf)

    assert [(b.sumber.tahun, b.orang, b.bulan, b.rupiah) for b in hasil.daftar] == [
        (2026, 2, 12, 12 * 16_800),
        (2027, 2, 12, 12 * 16_800),
    ]
    assert hasil.orang == 2


def test_rutin_across_the_year_is_split_and_chained(admin, admin2):
    layak()
    sumber("APBD", 2027)
    draf = susun_draf(admin, bulan_awal=JULI, jumlah_bulan=12)

    actions.tetapkan(draf, oleh=admin2)

    pertama, kedua = Bantuan.objects.order_by("bulan_awal")
    assert (pertama.bulan_akhir, kedua.bulan_awal) == (date(2026, 12, 1), date(2027, 1, 1))
    assert kedua.sambungan_dari == pertama
    assert draf.daftar_baris.get().bantuan == pertama


def test_rutin_across_the_year_without_next_source_is_refused(admin, admin2):
    layak()

    with pytest.raises(AturanDilanggarError, match="melewati Desember 2026"):
        actions.tetapkan(susun_draf(admin, bulan_awal=JULI, jumlah_bulan=12), oleh=admin2)


def test_drafter_does_not_freeze(admin):
    layak()

    with pytest.raises(AturanDilanggarError, match="admin lain"):
        actions.tetapkan(susun_draf(admin), oleh=admin)


def test_database_refuses_the_drafter(admin):
    draf = susun_draf(admin)

    with pytest.raises(IntegrityError, match="penetapan_oleh_orang_lain"), transaction.atomic():
        Penetapan.objects.filter(pk=draf.pk).update(
            status="ditetapkan", ditetapkan_oleh=admin, ditetapkan_pada=timezone.now()
        )


def test_empty_list_is_refused(admin, admin2):
    with pytest.raises(AturanDilanggarError, match="masih kosong"):
        actions.tetapkan(susun_draf(admin), oleh=admin2)


def test_second_click_changes_nothing(admin, admin2):
    layak()
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=admin2)

    assert actions.tetapkan(draf, oleh=admin2) == 0
    assert Bantuan.objects.count() == 1


def test_another_admin_reads_who_froze_it(admin, admin2):
    layak()
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=admin2)

    with pytest.raises(BentrokError, match="sudah ditetapkan oleh Admin2"):
        actions.tetapkan(draf, oleh=admin)


@pytest.mark.parametrize("ubah", UBAH_DRAF)
def test_frozen_decree_is_fixed(admin, admin2, ubah):
    layak()
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=admin2)

    with pytest.raises(BentrokError, match="sudah ditetapkan"):
        ubah(draf, admin)


def test_quota_refuses_everything_with_numbers(admin, admin2):
    ubah_pagu(kuota=2)
    layak(3)
    draf = susun_draf(admin)

    with pytest.raises(KuotaHabisError, match=r"APBD .*Januari 2026.*kelebihan 1 orang"):
        actions.tetapkan(draf, oleh=admin2)

    draf.refresh_from_db()
    assert draf.status == "draf"
    assert not Bantuan.objects.exists()
    assert set(Peserta.objects.values_list("status", flat=True)) == {Status.LAYAK}


def test_who_is_no_longer_layak_is_named_masked(admin, admin2):
    orang, _ = layak(2)
    draf = susun_draf(admin)
    Peserta.objects.filter(pk=orang.pk).update(status=Status.BERHENTI)

    with pytest.raises(BentrokError) as galat:
        actions.tetapkan(draf, oleh=admin2)

    assert "1 orang dalam daftar tidak lagi layak: Siti Aminah (••••••••••••" in str(galat.value)
    assert orang.nik not in str(galat.value)


def test_long_lists_of_names_are_cut(admin, admin2):
    layak(5)
    draf = susun_draf(admin)
    Peserta.objects.update(status=Status.BERHENTI)

    with pytest.raises(BentrokError, match="dan lainnya"):
        actions.tetapkan(draf, oleh=admin2)


def test_who_is_paid_elsewhere_is_refused(admin, admin2):
    (orang,) = layak()
    draf = susun_draf(admin)
    BantuanFactory(peserta=orang)

    with pytest.raises(BentrokError, match="sudah dibiayai"):
        actions.tetapkan(draf, oleh=admin2)


def test_extension_stays_enrolled_and_gets_its_months_with_its_file(admin, admin2):
    lama = terdaftar(date(2026, 1, 1), 6)
    draf = draf_lanjut([lama.peserta], Kepala("463/2/2026", TANGGAL_SK), oleh=admin)

    actions.tetapkan(draf, oleh=admin2)

    assert not Iuran.objects.filter(bulan__gte=JULI).exists()
    kirim_perpanjangan(admin)
    baru = draf.daftar_baris.get().bantuan
    assert Peserta.objects.get().status == Status.TERDAFTAR
    assert (baru.sambungan_dari, baru.status) == (lama, "berjalan")
    assert Iuran.objects.filter(bantuan=baru, hidup=True).count() == 6


def test_frozen_lines_cannot_change_in_the_database(admin, admin2):
    layak()
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=admin2)

    for ubah in ({"jumlah_bulan": 6}, {"bulan_awal": JULI}):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            draf.daftar_baris.update(**ubah)
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        draf.daftar_baris.all().delete()


def test_frozen_head_cannot_change_in_the_database(admin, admin2):
    layak()
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=admin2)

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Penetapan.objects.update(nomor="lain")


def test_freezing_costs_as_many_queries_for_one_as_for_many(
    admin, admin2, django_assert_max_num_queries
):
    layak(30)
    draf = susun_draf(admin)

    with django_assert_max_num_queries(66):
        actions.tetapkan(draf, oleh=admin2)


def serentak(*kerja):
    mulai = Barrier(len(kerja), timeout=30)

    def jalankan(satu):
        try:
            mulai.wait()
            return satu()
        except (BentrokError, KuotaHabisError) as galat:
            return galat
        finally:
            connection.close()

    with ThreadPoolExecutor(len(kerja)) as utas:
        return list(utas.map(jalankan, kerja))


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_freeze_once(admin, admin2):
    layak(2)
    draf = susun_draf(admin)

    hasil = serentak(*[lambda: actions.tetapkan(draf, oleh=admin2)] * 2)

    assert sorted(hasil) == [0, 2]
    assert Bantuan.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_decrees_want_the_last_place_one_gets_it(admin, admin2):
    ubah_pagu(kuota=1)
    draf = []
    for n in (1, 2):
        layak()
        draf.append(susun_draf(admin, f"463/{n}/2026"))

    hasil = serentak(*[lambda d=d: actions.tetapkan(d, oleh=admin2) for d in draf])

    assert [h for h in hasil if h == 1] == [1]
    assert any(isinstance(h, KuotaHabisError) for h in hasil)
    assert Bantuan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_person_stopped_at_the_same_moment_is_never_decreed(admin, admin2):
    """Either the decree wins and the person is decreed, or he stopped and it is refused."""
    (orang,) = layak()
    draf = susun_draf(admin)

    def berhenti():
        return Peserta.objects.filter(pk=orang.pk, status="layak").update(status="berhenti")

    serentak(lambda: actions.tetapkan(draf, oleh=admin2), berhenti)

    status = Peserta.objects.get().status
    assert Bantuan.objects.exists() == (status == Status.DITETAPKAN)


def test_jht_goes_from_the_line_to_the_grant_and_the_ledger(admin, admin2):
    layak()
    draf = susun_draf(admin, jht=True, jumlah_bulan=6)
    [satu] = actions.gladi(draf).daftar
    assert satu.rupiah == 6 * 36_800

    actions.tetapkan(draf, oleh=admin2)

    bantuan = Bantuan.objects.get()
    assert (bantuan.jht, bantuan.nominal_per_bulan, bantuan.program) == (
        True,
        36_800,
        "JKK+JKM+JHT",
    )
    buat_iuran([bantuan.pk])
    assert set(Iuran.objects.values_list("jht", "nominal")) == {(20_000, 36_800)}
