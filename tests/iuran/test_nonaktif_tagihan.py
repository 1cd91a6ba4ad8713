"""Nobody who lapsed is billed; pengaktifan kembali is."""

from datetime import date, datetime

import pytest

from iuran.models import Bantuan, Iuran, SumberDana
from iuran.perlindungan import boleh_ditagih, pk_nonaktif
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.calon import menunggu_ditagih
from pijar.bulan import WIB, rentang_bulan
from pijar.errors import AturanDilanggarError
from tests.factories import BantuanFactory, bayar, iuran, terdaftar

JAN = date(2026, 1, 1)
MEI = date(2026, 5, 1)


@pytest.fixture
def lama(db):
    """Paid for January; February to April are unpaid, so that May is the fourth month."""
    bantuan = terdaftar()
    bayar(JAN, JAN)
    Bantuan.objects.update(dibuat_pada=datetime(2025, 12, 9, 9, tzinfo=WIB))
    return bantuan


def nonaktif() -> list[int]:
    baris = Iuran.objects.filter(pk__in=pk_nonaktif(Iuran.objects.all()))
    return [b.bulan.month for b in baris.order_by("bulan")]


def test_the_fourth_month_and_those_after_it_are_billed_to_nobody(lama):
    assert nonaktif() == [5, 6, 7, 8, 9, 10, 11, 12]
    assert not boleh_ditagih(Iuran.objects.all()).filter(bulan__gte=MEI).exists()
    assert boleh_ditagih(Iuran.objects.all()).count() == 4


def test_the_due_day_may_decide_instead(lama, settings):
    settings.NONAKTIF_MENURUT = "jatuh_tempo"

    assert nonaktif() == [6, 7, 8, 9, 10, 11, 12]


def test_a_bill_leaves_the_lapsed_out_and_says_so(lama, admin):
    apbd = SumberDana.objects.get(kode="APBD", tahun=2026)
    aktif = terdaftar(mulai=date(2026, 4, 1), jumlah=9)
    bayar(date(2026, 3, 1), date(2026, 6, 20))  # too late for the one who lapsed

    tagihan = susun_tagihan(apbd, MEI, oleh=admin)

    assert list(tagihan.daftar_iuran.values_list("peserta", flat=True)) == [aktif.peserta_id]
    assert MEI not in [m.bulan for m in menunggu_ditagih(MEI)]
    with pytest.raises(AturanDilanggarError, match="tinggal milik orang yang nonaktif") as galat:
        susun_tagihan(apbd, MEI, oleh=admin)
    assert galat.value.tautan == "/iuran/berakhir/habis/"


def test_who_never_paid_has_not_begun_and_is_billed(db):
    terdaftar()

    assert nonaktif() == []


def test_who_was_a_member_before_the_ledger_can_lapse(db):
    bantuan = terdaftar()
    Bantuan.objects.filter(pk=bantuan.pk).update(
        peserta_sejak=date(2025, 1, 1), dibuat_pada=datetime(2025, 12, 9, 9, tzinfo=WIB)
    )

    assert nonaktif() == [4, 5, 6, 7, 8, 9, 10, 11, 12]


def test_a_late_payment_brings_no_month_back(lama):
    for bulan in rentang_bulan(date(2026, 2, 1), 3):
        bayar(bulan, date(2026, 5, 20))

    assert nonaktif()[:3] == [5, 6, 7]


@pytest.fixture
def kembali(lama):
    """A new grant from September, made in June while the person was lapsed."""
    Iuran.objects.filter(bulan__gte=date(2026, 8, 1)).update(hidup=False, alasan_mati="Kembali.")
    Bantuan.objects.filter(pk=lama.pk).update(bulan_akhir=date(2026, 7, 1))
    baru = BantuanFactory(
        peserta=lama.peserta, bulan_awal=date(2026, 8, 1), jumlah_bulan=5, status="berjalan"
    )
    for bulan in rentang_bulan(date(2026, 8, 1), 5):
        iuran(baru, bulan)
    Bantuan.objects.filter(pk=baru.pk).update(dibuat_pada=datetime(2026, 6, 9, 9, tzinfo=WIB))
    return baru


def test_coming_back_is_billed_until_three_of_its_own_months_are_unpaid(kembali):
    assert nonaktif() == [5, 6, 7, 11, 12]


def test_a_grant_promised_before_the_lapse_is_no_return(kembali):
    Bantuan.objects.filter(pk=kembali.pk).update(dibuat_pada=datetime(2026, 3, 9, 9, tzinfo=WIB))

    assert nonaktif() == [5, 6, 7, 8, 9, 10, 11, 12]
