"""A tariff is drafted by one admin and confirmed by another; what is not billed follows it."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from iuran.buku.actions.iuran import buat_iuran
from iuran.buku.actions.tarif import (
    WARISAN,
    isi_tampil,
    konfirmasi_tarif,
    susun_tarif,
    tarik_tarif,
    ubah_tarif,
)
from iuran.buku.akibat import akibat
from iuran.models import Bantuan, Iuran, SumberDana, Tagihan, Tarif
from iuran.tagihan.actions.keluar import keluarkan
from iuran.tagihan.actions.susun import batalkan_tagihan, ganti_tagihan, susun_tagihan
from pijar.bulan import WIB, rentang_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import (
    BantuanFactory,
    PenggunaFactory,
    PesertaFactory,
    bayar,
    keringanan_berlaku,
    sumber,
    tarif_program,
    terdaftar,
    ubah_pagu,
)
from tests.keamanan.serentak import ditolak, serentak

JUNI = date(2026, 6, 1)
KINI = datetime(2026, 11, 28, 9, tzinfo=WIB)
ISI = {
    "penghasilan_min": 0,
    "penghasilan_maks": 1_099_000,
    "dasar": 1_200_000,
    "jkk": 12_000,
    "jkm": 7_000,
    "jht": 24_000,
    "sektor": "semua",
    "pembayar": "semua",
    "berlaku_mulai": JUNI,
    "berlaku_sampai": None,
    "dasar_hukum": "pp-44-2015",
    "catatan": "Surat BPJS B/12/2026",
}


def susun(oleh, **lain):
    return susun_tarif(ISI | lain, oleh=oleh, pada=KINI)


def konfirmasi(tarif, oleh):
    return konfirmasi_tarif(tarif, sidik=cap(tarif), oleh=oleh, pada=KINI)


def cap(tarif):
    return sidik(isi_tampil(tarif, akibat(tarif)))


def nominal(bantuan):
    hidup = bantuan.daftar_iuran.filter(hidup=True).order_by("bulan")
    return list(hidup.values_list("nominal", flat=True))


def test_tariff_from_june_gives_everybody_one_amount_a_month(admin, admin2):
    dulu = terdaftar()
    konfirmasi(susun(admin), admin2)
    nanti = BantuanFactory()
    buat_iuran([nanti.pk])

    assert nominal(dulu) == nominal(nanti) == [16_800] * 5 + [19_000] * 7


def test_confirming_closes_the_row_before_and_kills_with_a_reason(admin, admin2):
    lama = tarif_program()
    terdaftar()
    tarif = susun(admin)

    hasil = konfirmasi(tarif, admin2)

    tarif.refresh_from_db()
    lama.refresh_from_db()
    assert (tarif.aktif, tarif.dikonfirmasi_oleh) == (True, admin2)
    assert (lama.aktif, lama.berlaku_sampai, lama.digantikan_oleh) == (
        True,
        date(2026, 5, 31),
        tarif,
    )
    assert (hasil.bulan, hasil.selisih) == (7, 7 * 2_200)
    mati = Iuran.objects.filter(hidup=False)
    assert mati.count() == 7
    assert {*mati.values_list("alasan_mati", flat=True)} == {
        "tarif diganti Rp19.000 sejak Juni 2026"
    }
    assert {*Iuran.objects.hidup().filter(bulan__gte=JUNI).values_list("tarif", flat=True)} == {
        tarif.pk
    }


def test_billed_and_paid_rows_keep_their_amounts(admin, admin2):
    bantuan = terdaftar()
    bayar(JUNI, date(2026, 6, 20))
    susun_tagihan(sumber("APBD"), date(2026, 7, 1), oleh=admin)
    tarif = susun(admin)

    hasil = akibat(tarif)
    assert (hasil.bulan, hasil.ditagih.bulan, hasil.dibayar.bulan) == (5, 1, 1)

    konfirmasi(tarif, admin2)

    assert nominal(bantuan) == [16_800] * 7 + [19_000] * 5


@pytest.mark.parametrize("lepas", ["batalkan", "ganti", "keluarkan"])
def test_a_month_that_leaves_a_bill_costs_what_the_others_cost(admin, admin2, lepas):
    """Billed before the change, it kept its amount; open again, it is counted like any other."""
    dulu, lain = terdaftar(), terdaftar()
    juli = susun_tagihan(sumber("APBD"), date(2026, 7, 1), oleh=admin)
    konfirmasi(susun(admin), admin2)
    assert nominal(dulu) == [16_800] * 5 + [19_000, 16_800] + [19_000] * 5

    if lepas == "keluarkan":
        keluarkan(juli, [juli.daftar_iuran.get(bantuan=dulu).pk], alasan="Nanti.", oleh=admin)
    else:
        aksi = batalkan_tagihan if lepas == "batalkan" else ganti_tagihan
        aksi(juli, alasan="Salah.", oleh=admin)

    assert nominal(dulu) == [16_800] * 5 + [19_000] * 7
    assert nominal(lain)[6] == (16_800 if lepas == "keluarkan" else 19_000)
    mati = dulu.daftar_iuran.get(hidup=False, bulan=date(2026, 7, 1))
    assert (mati.tagihan, mati.alasan_mati) == (None, "tarif diganti Rp19.000 sejak Juni 2026")
    if lepas == "ganti":
        pengganti = Tagihan.objects.get(status="disusun")
        assert (pengganti.jumlah_orang, pengganti.total) == (2, 38_000)


def test_a_month_that_leaves_a_bill_may_break_the_ceiling(admin, admin2):
    bantuan = terdaftar()
    tahun = date(2026, 1, 1)
    semua = [susun_tagihan(sumber("APBD"), b, oleh=admin) for b in rentang_bulan(tahun, 12)]
    ubah_pagu(pagu=12 * 16_800)
    konfirmasi(susun(admin), admin2)
    assert not SumberDana.objects.get(pk=bantuan.sumber_id).defisit_sejak

    batalkan_tagihan(semua[-1], alasan="Salah.", oleh=admin)

    kini = SumberDana.objects.with_keuangan().get(pk=bantuan.sumber_id)
    assert (kini.sisa, kini.defisit_sejak) == (-2_200, timezone.localdate())


def test_the_balance_follows_and_so_do_promises(admin, admin2):
    terdaftar()
    janji = BantuanFactory(bulan_awal=date(2026, 4, 1), jumlah_bulan=3)
    BantuanFactory(bulan_awal=date(2026, 1, 1), jumlah_bulan=3)  # over before June
    tarif = susun(admin)
    [satu] = akibat(tarif).daftar
    sebelum = SumberDana.objects.with_keuangan().get(kode="APBD")

    konfirmasi(tarif, admin2)

    sesudah = SumberDana.objects.with_keuangan().get(kode="APBD")
    janji.refresh_from_db()
    assert janji.nominal_per_bulan == 19_000
    assert (satu.iuran, satu.janji) == (7 * 2_200, 3 * 2_200)
    assert sesudah.sisa == sebelum.sisa - satu.selisih == satu.sisa
    assert {
        *Bantuan.objects.filter(jumlah_bulan=3).values_list("nominal_per_bulan", flat=True)
    } == {
        16_800,
        19_000,
    }


def test_a_source_whose_ceiling_breaks_is_named_before(admin):
    terdaftar()
    ubah_pagu(pagu=12 * 16_800 + 1_000)

    [kurang] = akibat(susun(admin)).defisit

    assert (kurang.sumber.kode, kurang.kurang) == ("APBD", 7 * 2_200 - 1_000)


def test_a_general_row_leaves_a_confirmed_relief_alone(admin, admin2):
    keringanan_berlaku()
    becak, petani = (
        BantuanFactory(sumber=sumber("CSR")),
        BantuanFactory(
            sumber=sumber("CSR"),
            bulan_awal=date(2026, 1, 1),
            peserta=PesertaFactory(status="ditetapkan", pekerjaan_id="petani"),
        ),
    )
    buat_iuran([becak.pk, petani.pk])

    hasil = konfirmasi(susun(admin), admin2)

    assert hasil.bulan == 0
    assert nominal(becak) == [8_400] * 12
    assert nominal(petani) == [16_800] * 3 + [8_400] * 9


def test_a_row_for_one_sector_reprices_only_its_people(admin, admin2):
    becak = terdaftar()
    petani = terdaftar(pekerjaan_id="petani")

    konfirmasi(susun(admin, sektor="transportasi"), admin2)

    assert nominal(becak) == [16_800] * 5 + [19_000] * 7
    assert nominal(petani) == [16_800] * 12
    assert tarif_program().berlaku_sampai is None


def test_jht_stays_with_those_who_have_it(admin, admin2):
    bantuan = terdaftar(mulai=JUNI, jumlah=1)
    bantuan.daftar_iuran.update(hidup=False, alasan_mati="diganti")
    Iuran.objects.create(
        peserta_id=bantuan.peserta_id, bantuan=bantuan, sumber_id=bantuan.sumber_id,
        tarif=tarif_program(), bulan=JUNI, jkk=10_000, jkm=6_800, jht=20_000,
    )  # fmt: skip

    konfirmasi(susun(admin), admin2)

    assert nominal(bantuan) == [12_000 + 7_000 + 24_000]


def test_promises_with_jht_follow_too(admin, admin2):
    janji = BantuanFactory(jht=True, nominal_per_bulan=36_800, bulan_awal=JUNI, jumlah_bulan=6)
    tanpa = BantuanFactory(bulan_awal=JUNI, jumlah_bulan=6)
    tarif = susun(admin)
    [satu] = akibat(tarif).daftar

    konfirmasi(tarif, admin2)

    janji.refresh_from_db()
    tanpa.refresh_from_db()
    assert (janji.nominal_per_bulan, tanpa.nominal_per_bulan) == (43_000, 19_000)
    assert satu.janji == 6 * (6_200 + 2_200)
    buat_iuran([janji.pk])
    assert nominal(janji) == [43_000] * 6


def test_a_wrong_row_is_corrected_by_another_of_the_same_month(admin, admin2):
    bantuan = terdaftar()
    salah = susun(admin, jkk=120_000)
    konfirmasi(salah, admin2)

    konfirmasi(susun(admin2), admin)

    salah.refresh_from_db()
    assert (salah.aktif, salah.berlaku_sampai, str(salah.cip.label)) == (False, None, "Diganti")
    assert nominal(bantuan) == [16_800] * 5 + [19_000] * 7
    assert Iuran.objects.filter(hidup=False).count() == 14


def test_an_earlier_row_closes_again_what_was_closed(admin, admin2):
    bantuan = terdaftar()
    konfirmasi(susun(admin), admin2)

    konfirmasi(susun(admin, berlaku_mulai=date(2026, 4, 1), jkk=11_000), admin2)

    assert nominal(bantuan) == [16_800] * 3 + [18_000] * 9
    assert tarif_program().berlaku_sampai == date(2026, 3, 31)


def test_a_row_that_ends_before_the_one_it_closes_is_refused(admin, admin2):
    tarif = susun(admin, berlaku_sampai=date(2026, 8, 31))

    with pytest.raises(AturanDilanggarError, match="tidak mempunyai tarif"):
        konfirmasi(tarif, admin2)


def test_the_drafter_does_not_confirm(admin):
    with pytest.raises(AturanDilanggarError, match="admin lain"):
        konfirmasi(susun(admin), admin)


def test_a_shipped_relief_needs_a_drafter_first(admin, admin2):
    bawaan = Tarif.objects.get(sektor="transportasi")

    with pytest.raises(AturanDilanggarError, match="bawaan aplikasi"):
        konfirmasi(bawaan, admin2)

    ubah_tarif(bawaan, {"catatan": "Surat BPJS"}, oleh=admin, pada=KINI)
    bawaan.refresh_from_db()
    konfirmasi(bawaan, admin2)
    bawaan.refresh_from_db()
    assert bawaan.aktif


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        (lambda t, a: ubah_tarif(t, {"jkk": 13_000}, oleh=a, pada=KINI), "JKK: tadinya Rp12.000"),
        (lambda t, a: terdaftar(), "APBD Kota Semarang 2026: tadinya 7 orang-bulan, 1 orang"),
        (
            lambda t, a: susun_tagihan(sumber("APBD"), JUNI, oleh=a),
            "Sudah ditagih: tadinya tidak ada, sekarang 1 orang-bulan",
        ),
    ],
)
def test_a_change_since_the_page_was_shown_is_refused_with_the_difference(
    admin, admin2, ubah, kalimat
):
    terdaftar()
    tarif = susun(admin)
    lihat = cap(tarif)
    ubah(tarif, admin)

    with pytest.raises(BentrokError, match=kalimat):
        konfirmasi_tarif(tarif, sidik=lihat, oleh=admin2, pada=KINI)

    assert not Tarif.objects.get(pk=tarif.pk).aktif


def test_a_confirmation_without_the_page_is_refused(admin, admin2):
    with pytest.raises(BentrokError, match="tidak terbaca"):
        konfirmasi_tarif(susun(admin), sidik="", oleh=admin2, pada=KINI)


def test_a_second_click_finds_it_in_force(admin, admin2):
    tarif = susun(admin)
    lihat = cap(tarif)
    konfirmasi_tarif(tarif, sidik=lihat, oleh=admin2, pada=KINI)

    with pytest.raises(BentrokError, match="sudah berlaku"):
        konfirmasi_tarif(tarif, sidik=lihat, oleh=admin2, pada=KINI)


def test_a_draft_is_withdrawn_and_another_can_be_drafted(admin, admin2):
    tarif = susun(admin)
    with pytest.raises(BentrokError, match="sudah mempunyai rancangan"):
        susun(admin2)

    tarik_tarif(tarif, alasan="Surat dicabut", oleh=admin2)

    tarif.refresh_from_db()
    assert (str(tarif.cip.label), tarif.ditarik_oleh) == ("Ditarik", admin2)
    with pytest.raises(BentrokError, match="sudah ditarik"):
        konfirmasi(tarif, admin2)
    assert susun(admin2).rancangan


def test_the_database_keeps_two_rows_of_one_tier_apart(admin, admin2):
    with pytest.raises(IntegrityError, match="tarif_satu_pada_satu_waktu"), transaction.atomic():
        Tarif.objects.create(**ISI, aktif=True, disusun_oleh=admin, dikonfirmasi_oleh=admin2)


def test_the_database_wants_two_admins(admin):
    tarif = susun(admin)
    for siapa in ({"dikonfirmasi_oleh": admin}, {"aktif": True}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Tarif.objects.filter(pk=tarif.pk).update(**siapa)
    with pytest.raises(DatabaseError), transaction.atomic():
        Tarif.objects.create(**ISI | {"sektor": "transportasi"}, aktif=True)


@pytest.mark.parametrize(
    "kolom",
    [{"jkk": 1}, {"berlaku_mulai": date(2021, 1, 1)}, {"berlaku_sampai": JUNI}, {"aktif": False}],
)
def test_the_database_never_lets_a_row_in_force_be_edited(db, kolom):
    with pytest.raises(DatabaseError), transaction.atomic():
        Tarif.objects.filter(pk=tarif_program().pk).update(**kolom)


def test_the_database_withdraws_no_row_in_force(db):
    with pytest.raises(IntegrityError, match="tarif_ditarik_tidak_berlaku"), transaction.atomic():
        Tarif.objects.filter(pk=tarif_program().pk).update(alasan_tarik="salah")


def test_a_replaced_row_never_comes_back(admin, admin2):
    salah = susun(admin)
    konfirmasi(salah, admin2)
    konfirmasi(susun(admin, jkk=13_000), admin2)

    for kolom in ({"aktif": True}, {"jkk": 1}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Tarif.objects.filter(pk=salah.pk).update(**kolom)
    with pytest.raises(DatabaseError), transaction.atomic():
        salah.delete()


def test_repricing_carries_every_column_of_the_ledger():
    """A new column of ``Iuran`` must be taken over, or be named here."""
    baru = {"id", "tarif_id", "jkk", "jkm", "jht", "nominal", "hidup", "alasan_mati", "dibuat_pada"}
    kosong = {"membalik_id", "tagihan_id", "pembayaran_id"}  # of an unbilled row
    kosong |= {"setor_pada", "mati_pada", "dicabut_pada"}

    assert {f.column for f in Iuran._meta.concrete_fields} == {*WARISAN} | baru | kosong


@pytest.mark.django_db(transaction=True)
def test_two_admins_confirm_at_once_one_wins(admin, admin2):
    tarif = susun(PenggunaFactory())
    lihat = cap(tarif)

    hasil = serentak(
        *(
            lambda oleh=oleh: konfirmasi_tarif(tarif, sidik=lihat, oleh=oleh, pada=KINI)
            for oleh in (admin, admin2)
        )
    )

    assert len(ditolak(hasil)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_bill_and_a_tariff_at_once_leave_one_row_a_month(admin, admin2):
    terdaftar()
    tarif = susun(admin)
    lihat = cap(tarif)

    serentak(
        lambda: konfirmasi_tarif(tarif, sidik=lihat, oleh=admin2, pada=KINI),
        lambda: susun_tagihan(sumber("APBD"), JUNI, oleh=admin),
    )

    assert Iuran.objects.hidup().filter(bulan=JUNI).count() == 1
    ditagih = Iuran.objects.filter(tagihan__isnull=False)
    assert all(i.hidup and i.nominal == i.tagihan.total for i in ditagih)


@pytest.mark.django_db(transaction=True)
def test_cards_and_a_tariff_at_once_end_with_one_amount(admin, admin2):
    bantuan = BantuanFactory()
    tarif = susun(admin)
    lihat = cap(tarif)

    hasil = serentak(
        lambda: konfirmasi_tarif(tarif, sidik=lihat, oleh=admin2, pada=KINI),
        lambda: buat_iuran([bantuan.pk]),
    )

    if not any(isinstance(h, BentrokError) for h in hasil):
        assert nominal(bantuan) == [16_800] * 5 + [19_000] * 7
