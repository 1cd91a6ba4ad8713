"""The rule of a year's plan, and what it is counted from."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from iuran.models import BarisRencana, KeadaanPagu, SkenarioRencana, SumberDana
from iuran.rencana.angka import baca_dasar, keinginan_awal, keinginan_skenario, susun_rencana
from iuran.rencana.aturan import (
    DasarSumber,
    Keinginan,
    bandingkan,
    biaya_target,
    jumlahkan,
    rencanakan,
)
from iuran.rencana.gambar import gambar_bulan
from iuran.rencana.kalimat import kalimat_jumlah, kalimat_sumber, kalimat_target
from laporan.models import Target
from pijar.bulan import rentang_bulan
from tests.factories import BantuanFactory, bayar, sumber, tarif_program, terdaftar, ubah_pagu

JAN, JUL, DES = date(2027, 1, 1), date(2027, 7, 1), date(2027, 12, 1)
TARIF = 16_800


def dasar(**lain):
    isi = {
        "pk": 1,
        "nama": "APBD 2027",
        "jenis": "apbd",
        "gelombang": "",
        "keadaan": KeadaanPagu.DPA,
        "aktif": True,
        "pagu": 1_260_000_000,
        "kuota": 10_000,
        "orang": (0,) * 12,
        "terikat": (0,) * 12,
        "tarif": (TARIF,) * 12,
    }
    return DasarSumber(**isi | lain)


def rencana(ingin, *, terbuka_mulai=JAN, **lain):
    return rencanakan(dasar(**lain), ingin, tahun=2027, terbuka_mulai=terbuka_mulai)


def test_the_money_of_a_year_carries_so_many_people_and_the_target_is_short_by_so_much():
    hasil = rencana(Keinginan(7_500, JAN))
    target = biaya_target("apbd", 7_500, [hasil])

    assert hasil.muat == 6_250
    assert (target.biaya, target.kurang) == (1_512_000_000, 252_000_000)
    assert (hasil.kurang, hasil.habis) == (252_000_000, date(2027, 11, 1))
    assert kalimat_sumber(hasil, [target])[0] == (
        "Dengan pagu APBD 2027 Rp1.260.000.000 (DPA), 6.250 orang dapat dilindungi 12 bulan "
        "(Januari 2027–Desember 2027); target 7.500 kurang Rp252.000.000."
    )


def test_what_8500_people_cost():
    apbd = rencana(Keinginan(7_500, JAN))
    dbhcht = rencana(Keinginan(1_000, JAN), jenis="dbhcht", pagu=201_600_000)

    semua = [biaya_target("apbd", 7_500, [apbd]), biaya_target("dbhcht", 1_000, [dbhcht])]

    assert sum(t.biaya for t in semua) == 1_713_600_000
    assert kalimat_jumlah(semua).startswith(
        "Target seluruhnya 8.500 orang memerlukan Rp1.713.600.000: kurang Rp252.000.000"
    )
    assert kalimat_target(semua[1]).endswith("pagunya Rp201.600.000: tercukupi.")


def test_the_target_of_a_running_year_counts_from_the_open_month():
    hasil = rencana(Keinginan(10, JAN), terbuka_mulai=date(2027, 11, 1), terikat=(7,) * 12)
    target = biaya_target("apbd", 10, [hasil])

    assert target.biaya == 12 * 7 + 2 * 10 * TARIF
    assert "10 orang sejak November 2027, dengan yang sudah terikat," in kalimat_target(target)
    assert "sejak November 2027" in kalimat_jumlah([target])


def test_a_year_that_is_over_is_told_as_such():
    hasil = rencana(Keinginan(10, JAN), terbuka_mulai=date(2028, 1, 1), orang=(3,) * 12)
    target = biaya_target("apbd", 10, [hasil])

    assert kalimat_target(target) == "Target APBD 10 orang; tahunnya sudah lewat."
    assert kalimat_jumlah([target]) == ""
    assert kalimat_sumber(hasil)[0].startswith("Tahunnya sudah lewat: 3 orang memerlukan")


def test_the_rest_carries_people_for_months():
    hasil = rencana(Keinginan(5_000, JAN))

    assert hasil.sisa == 252_000_000
    assert hasil.dibawa == [(1_250, 12), (2_500, 6), (5_000, 3)]
    assert kalimat_sumber(hasil)[-1] == (
        "Sisa (SILPA) Rp252.000.000 = 1.250 orang × 12 bulan, atau 2.500 orang × 6 bulan, atau "
        "5.000 orang × 3 bulan."
    )


def test_a_rest_of_a_few_rupiah_carries_nobody():
    hasil = rencana(Keinginan(1, JAN), pagu=12 * TARIF + 100)

    assert (hasil.sisa, hasil.dibawa) == (100, [])
    assert kalimat_sumber(hasil)[-1] == "Sisa (SILPA) Rp100."


@pytest.mark.parametrize(
    ("ganti", "baru"),
    [(100, [0] * 6 + [60] * 6), (50, [0] * 6 + [30] * 6), (0, [0] * 12)],
)
def test_places_that_fall_free_are_filled_again_by_their_share(ganti, baru):
    terikat = tuple(n * TARIF for n in (100,) * 6 + (40,) * 6)

    hasil = rencana(Keinginan(100, JAN, 12, ganti), orang=(100,) * 6 + (40,) * 6, terikat=terikat)

    assert [b.baru for b in hasil.bulan] == baru
    assert hasil.rupiah == sum(terikat) + sum(baru) * TARIF


def test_bound_people_are_not_paid_twice_and_their_money_is_set_aside_first():
    hasil = rencana(
        Keinginan(10, JAN), orang=(4,) * 12, terikat=(4 * TARIF,) * 12, pagu=12 * 8 * TARIF
    )

    assert [b.baru for b in hasil.bulan] == [6] * 12
    assert hasil.muat == 8
    assert (hasil.habis, hasil.kurang) == (date(2027, 9, 1), 24 * TARIF)
    assert [b.tak_terbayar for b in hasil.bulan][7:10] == [0, 6, 6]


@pytest.mark.parametrize(
    ("mulai", "lama", "terbuka", "bulan"),
    [
        (JAN, 12, JAN, 12),
        (JUL, 6, JAN, 6),
        (JUL, 12, JAN, 6),  # the rest lies after December
        (JAN, 12, date(2027, 11, 1), 2),
        (JAN, 3, date(2027, 11, 1), 0),  # over before it can begin
        (JAN, 12, date(2028, 1, 1), 0),  # the year is over
    ],
)
def test_people_are_added_only_in_open_months_of_the_year(mulai, lama, terbuka, bulan):
    hasil = rencana(Keinginan(10, mulai, lama), terbuka_mulai=terbuka)

    assert len(hasil.ditambah) == bulan
    assert hasil.orang_bulan == 10 * bulan


def test_months_after_december_name_who_pays_them():
    ada = kalimat_sumber(rencana(Keinginan(10, JUL, 12), penerus="APBD 2028"))
    tidak = kalimat_sumber(rencana(Keinginan(10, JUL, 12)))

    assert "6 bulan jatuh sesudah Desember: dibayar APBD 2028, tidak dihitung di sini." in ada
    assert (
        "6 bulan jatuh sesudah Desember: belum ada sumber penerusnya, tidak dihitung di sini."
        in tidak
    )


@pytest.mark.parametrize(
    ("keadaan", "kata"),
    [("rancangan", "Rancangan, masih indikatif"), ("apbd", "APBD disahkan"), ("dppa", "DPPA")],
)
def test_a_draft_ceiling_is_called_indicative(keadaan, kata):
    assert (
        f"({kata})" in kalimat_sumber(rencana(Keinginan(1, JAN), keadaan=KeadaanPagu(keadaan)))[0]
    )


def test_money_of_others_has_no_state_of_the_citys_budget():
    kalimat = kalimat_sumber(rencana(Keinginan(1, JAN), jenis="csr", nama="CSR 2027"))

    assert kalimat[0].startswith("Dengan pagu CSR 2027 Rp1.260.000.000, 6.250 orang")


def test_an_assumed_ceiling_names_the_real_one():
    kalimat = kalimat_sumber(rencana(Keinginan(1, JAN, pagu=201_600_000)))

    assert "Rp201.600.000 (andaian; pagu sebenarnya Rp1.260.000.000), 1.000 orang" in kalimat[0]


def test_a_month_without_tariff_is_told_and_not_counted():
    hasil = rencana(Keinginan(10, JAN), tarif=(TARIF,) * 6 + (None,) * 6)

    assert hasil.rupiah == 10 * 6 * TARIF
    assert (hasil.muat, hasil.dibawa) == (None, [])
    assert any("Belum ada tarif untuk Juli 2027 sampai Desember 2027" in k
               for k in kalimat_sumber(hasil))  # fmt: skip


def test_a_deficit_is_told_before_anything_is_added():
    hasil = rencana(Keinginan(0, JAN), pagu=TARIF, orang=(1,) * 12, terikat=(TARIF,) * 12)

    assert hasil.muat is None
    assert "tidak ada orang yang dapat ditambah" in kalimat_sumber(hasil)[0]
    assert f"melebihi pagunya Rp{11 * TARIF:,}".replace(",", ".") in kalimat_sumber(hasil)[0]


def test_an_assumed_ceiling_below_what_is_bound_is_told():
    hasil = rencana(Keinginan(1, JAN, pagu=0), orang=(1,) * 12, terikat=(TARIF,) * 12)

    assert hasil.kurang_terikat == 12 * TARIF
    assert kalimat_sumber(hasil)[0] == (
        "Dengan pagu APBD 2027 Rp0 (andaian; pagu sebenarnya Rp1.260.000.000), tidak ada orang "
        "yang dapat ditambah: yang sudah terikat melebihi pagunya Rp201.600."
    )


def test_a_ceiling_of_zero_protects_nobody():
    kalimat = kalimat_sumber(rencana(Keinginan(10, JAN, pagu=0)))

    assert "tidak seorang pun dapat dilindungi 12 bulan" in kalimat[0]


def test_absurd_numbers_are_counted_without_a_trace():
    hasil = rencana(Keinginan(2_000_000, JAN, pagu=10**15 - 1))

    assert hasil.muat == (10**15 - 1) // (12 * TARIF)
    assert hasil.lebih_kuota == 1_990_000


def test_warnings_of_a_source():
    kalimat = kalimat_sumber(
        rencana(
            Keinginan(10, JAN, sebutan_tarif="Rp20.000 sejak Juli 2027"),
            terbuka_mulai=date(2027, 3, 1),
            kuota=7,
            usulan=5,
            aktif=False,
        )
    )

    for kata in (
        "Usulan pagu Rp5 menunggu admin lain",
        "belum aktif",
        "Kuotanya 7 orang: rencana ini lebih 3 orang",
        "dihitung mulai Maret 2027",
        "Tarif andaian Rp20.000 sejak Juli 2027",
    ):
        assert any(kata in k for k in kalimat), kata


def test_two_plans_differ_by_so_much():
    kiri, kanan = rencana(Keinginan(6_000, JAN)), rencana(Keinginan(6_250, JAN))

    beda = {b.ukuran: b.selisih for b in bandingkan(kiri, kanan)}

    assert [b.selisih for b in jumlahkan([bandingkan(kiri, kanan)] * 2)][:2] == [500, 6_000]
    assert beda == {
        "Orang yang direncanakan": 250,
        "Orang-bulan": 3_000,
        "Pagu": 0,
        "Keperluan": 50_400_000,
        "Sisa": -50_400_000,
    }


def test_the_longest_bar_is_the_fullest_month():
    hasil = rencana(Keinginan(10, JUL, 6), orang=(5,) * 12, pagu=0)

    bulan = gambar_bulan([hasil])

    assert [p.lebar for p in bulan[0].potongan] == ["50.00"]
    assert [(p.x, p.lebar) for p in bulan[11].potongan] == [("0.00", "50.00"), ("50.00", "50.00")]
    assert bulan[11].tak_terbayar == 5


# What it is counted from


PADA = date(2026, 3, 10)


def baca(tahun=2026, pada=PADA):
    return baca_dasar(SumberDana.objects.all(), tahun, pada=pada)


def apbd(dasar):
    return next(s for s in dasar.sumber if s.jenis == "apbd")


def test_bound_money_is_what_the_page_of_the_source_sums(db):
    terdaftar()
    bayar(date(2026, 1, 1), date(2026, 1, 20))
    BantuanFactory(jumlah_bulan=6)
    BantuanFactory(jumlah_bulan=3, status="batal")

    s = apbd(baca())

    assert s.orang == (2,) * 6 + (1,) * 6
    assert s.terikat == (2 * TARIF,) * 6 + (TARIF,) * 6
    dana = SumberDana.objects.with_keuangan().get(pk=s.pk)
    assert s.pagu - sum(s.terikat) == dana.sisa


def test_without_a_scenario_the_main_source_takes_the_target(db):
    Target.objects.update_or_create(tahun=2026, jenis="apbd", defaults={"orang": 100})
    gelombang = sumber("CSR")
    SumberDana.objects.filter(pk=gelombang.pk).update(jenis="apbd", gelombang="Perubahan")
    BantuanFactory(sumber=gelombang, jumlah_bulan=2)

    dasar = baca()
    ingin = keinginan_awal(dasar)

    utama = SumberDana.objects.get(kode="APBD", tahun=2026)
    assert (ingin[utama.pk].orang, ingin[utama.pk].mulai) == (99, date(2026, 3, 1))
    assert ingin[utama.pk].lama == 10
    assert ingin[gelombang.pk].orang == 1
    assert susun_rencana(dasar, ingin).target[0].orang == 100


def test_a_source_that_the_scenario_does_not_name_keeps_what_is_bound(db):
    BantuanFactory()

    rencana = susun_rencana(baca(), {})

    assert {h.orang_bulan for h in rencana.sumber} == {0, 12}
    assert rencana.tidak_disebut == [h.dasar.nama for h in rencana.sumber]


def test_sources_without_successor_are_named_with_their_people(db):
    SumberDana.objects.filter(tahun=2027).delete()
    BantuanFactory()

    assert baca(2027).tanpa_penerus == [("APBD Kota Semarang 2026", 1)]
    assert baca(2026).tanpa_penerus == []


def test_an_assumed_tariff_holds_in_its_own_months(db, admin):
    dasar = baca()
    draf = tarif_program()
    draf.pk, draf.aktif, draf.jkk, draf.berlaku_mulai = None, False, 12_000, date(2026, 7, 1)
    draf.save()
    baris = [buat_baris(admin, tarif=draf)]

    ingin = keinginan_skenario(dasar, baris)[baris[0].sumber_id]

    assert ingin.tarif == (TARIF,) * 6 + (18_800,) * 6
    assert ingin.sebutan_tarif == "Rp18.800 sejak Juli 2026"


def test_no_tariff_at_all_is_no_error(db):
    sumber("APBD", 2019)

    assert apbd(baca(2019)).tarif == (None,) * 12


def test_the_real_figures_by_their_label(db):
    ubah_pagu(pagu=10**9)
    isi = baca().isi

    assert isi["Pagu APBD Kota Semarang 2026"].startswith("Rp1.000.000.000 (")
    assert isi["Tarif APBD Kota Semarang 2026"] == "Rp16.800"


# Constraints


def buat_skenario(oleh, **lain):
    isi = {"nama": "Dasar", "tahun": 2026, "oleh": oleh, "diubah_pada": "2026-03-10T09:00+07:00"}
    return SkenarioRencana.objects.create(**isi | lain)


def buat_baris(oleh, **lain):
    isi = {
        "skenario": lain.pop("skenario", None) or buat_skenario(oleh),
        "sumber": SumberDana.objects.get(kode="APBD", tahun=2026),
        "orang": 10,
        "bulan_awal": date(2026, 1, 1),
    }
    return BarisRencana.objects.create(**isi | lain)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("baris_rencana_bulan_sah", {"jumlah_bulan": 13}),
        ("baris_rencana_bulan_sah", {"bulan_awal": date(2026, 1, 2)}),
        ("baris_rencana_ganti_sah", {"persen_ganti": 101}),
        ("baris_rencana_orang_wajar", {"orang": 2_000_001}),
        ("baris_rencana_setahun", {"bulan_awal": date(2027, 1, 1)}),
    ],
)
def test_a_line_is_refused(admin, nama, kolom):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        buat_baris(admin, **kolom)


def test_a_line_of_another_years_source_is_refused(admin):
    with pytest.raises(IntegrityError, match="baris_rencana_setahun"), transaction.atomic():
        buat_baris(admin, sumber=sumber("CSR", 2027))


def test_a_source_stands_once_in_a_scenario(admin):
    satu = buat_baris(admin)
    with pytest.raises(IntegrityError, match="baris_rencana_sekali"), transaction.atomic():
        buat_baris(admin, skenario=satu.skenario)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("skenario_bernama", {"nama": "  "}),
        ("skenario_tahun_sah", {"tahun": 1999}),
        ("skenario_nama_sekali", {}),
    ],
)
def test_a_scenario_is_refused(admin, nama, kolom):
    buat_skenario(admin)
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        buat_skenario(admin, **kolom)


def test_an_archived_name_is_free_again(admin):
    buat_skenario(admin, diarsipkan_pada="2026-03-10T09:00+07:00")

    assert buat_skenario(admin).pk


def test_the_owner_of_a_scenario_stays(admin, admin2):
    satu = buat_skenario(admin)
    with (
        pytest.raises(InternalError, match=r"Cannot update"),
        transaction.atomic(),
    ):
        SkenarioRencana.objects.filter(pk=satu.pk).update(oleh=admin2)


def test_every_month_of_the_year_is_there(db):
    hasil = susun_rencana(baca(), {}).sumber[0]

    assert [b.bulan for b in hasil.bulan] == rentang_bulan(date(2026, 1, 1), 12)
    assert [b.lalu for b in hasil.bulan] == [True] * 2 + [False] * 10
