"""Two admins at the same moment over months paid in vain: one wins, the sums hold."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Sum

from iuran.kelebihan.actions.cabut import (
    isi_pencabutan,
    konfirmasi_pencabutan,
    usulkan_pencabutan,
)
from iuran.models import BarisKelebihan, Iuran, Pembayaran, PenyelesaianKelebihan, SumberDana
from iuran.peristiwa.actions.catat import batalkan_peristiwa
from iuran.tagihan.actions.koreksi import Usulan, isi_koreksi, konfirmasi_koreksi, usulkan_koreksi
from iuran.tagihan.actions.susun import susun_tagihan
from pijar.sidik import sidik
from tests.factories import sumber, terdaftar
from tests.iuran.sia import KINI, PADA, STS, konfirmasi, lunas, selesai, sia, usul, wafat
from tests.keamanan.serentak import bersusulan, ditolak, serentak

pytestmark = pytest.mark.django_db(transaction=True)
NOV = date(2026, 11, 1)


@pytest.fixture
def almarhum(admin):
    with transaction.atomic():  # a payment and its bill are one
        bantuan = lunas(7, 8, 9, 10)
    wafat(bantuan.peserta, admin)
    for n in range(4):
        terdaftar(NOV, 1, nama=f"Siti {n}")
    return bantuan.peserta


def test_the_same_month_is_asked_back_once(almarhum, admin, admin2):
    hasil = serentak(
        lambda: usul(sia(9, 10), admin),
        lambda: usul(sia(10), admin2, surat_nomor="B/2"),
    )

    assert len(ditolak(hasil)) == 1
    assert BarisKelebihan.objects.filter(hidup=True).values("iuran").distinct().count() == (
        BarisKelebihan.objects.filter(hidup=True).count()
    )


def test_a_proposal_is_confirmed_once(almarhum, admin, admin2):
    satu = usul(sia(9, 10), admin)

    hasil = serentak(*[lambda: konfirmasi(satu, admin2)] * 2)

    assert len(ditolak(hasil)) == 1
    assert Iuran.objects.pembalik().count() == 2


def test_a_payment_is_cancelled_or_its_months_are_asked_back(almarhum, admin, admin2):
    bukti = Pembayaran.objects.get(daftar_iuran__in=sia(9))
    koreksi = usulkan_koreksi(bukti, Usulan("batalkan", "", PADA, "Salah"), oleh=admin, pada=PADA)
    segel = sidik(isi_koreksi(koreksi))
    pks = sia(9)

    hasil = serentak(
        lambda: konfirmasi_koreksi(koreksi, dilihat=segel, oleh=admin2, pada=KINI),
        lambda: usul(pks, admin),
    )

    assert len(ditolak(hasil)) == 1
    bukti.refresh_from_db()
    assert PenyelesaianKelebihan.objects.exists() == (bukti.status == "berlaku")


def test_an_event_is_undone_while_the_settlement_is_confirmed(almarhum, admin, admin2):
    satu = usul(sia(9, 10), admin)
    peristiwa = almarhum.daftar_peristiwa.get()

    hasil = serentak(
        lambda: konfirmasi(satu, admin2),
        lambda: batalkan_peristiwa(peristiwa, alasan="Salah orang.", oleh=admin),
    )

    balik = Iuran.objects.pembalik().count()
    assert balik == (0 if ditolak(hasil) else 2)
    hidup = Iuran.objects.hidup().filter(peserta=almarhum, bulan=date(2026, 9, 1))
    assert hidup.count() == 1


@pytest.mark.parametrize("lain", [{}, STS], ids=["kompensasi", "pengembalian"])
@pytest.mark.parametrize("cara", [serentak, bersusulan])
def test_a_settlement_is_confirmed_while_a_bill_is_drafted(almarhum, admin, admin2, lain, cara):
    """Both succeed: the bill is the sum of its rows, and only a set-off may stand in it."""
    satu = usul(sia(9, 10), admin, **lain)

    hasil = cara(
        lambda: konfirmasi(satu, admin2),
        lambda: susun_tagihan(sumber("APBD"), NOV, oleh=admin),
    )

    assert ditolak(hasil) == []
    tagihan, balik = hasil[1], Iuran.objects.pembalik()
    assert balik.count() == 2
    dipakai = balik.filter(tagihan=tagihan).count()
    assert dipakai in ((0,) if lain else (2,) if cara is bersusulan else (0, 2))
    assert tagihan.total == (4 - dipakai) * 16_800
    assert tagihan.daftar_iuran.aggregate(n=Sum("nominal"))["n"] == tagihan.total
    uang = SumberDana.objects.with_keuangan().get(pk=tagihan.sumber_id)
    assert uang.sisa == uang.pagu - uang.terikat - uang.hidup


def test_a_bill_takes_the_set_off_or_it_is_taken_back(almarhum, admin, admin2):
    satu = selesai(sia(9, 10), admin, admin2)
    cabut = usulkan_pencabutan(satu, alasan="Keliru", oleh=admin)
    segel = sidik(isi_pencabutan(cabut))

    hasil = serentak(
        lambda: susun_tagihan(sumber("APBD"), NOV, oleh=admin),
        lambda: konfirmasi_pencabutan(cabut, dilihat=segel, oleh=admin2, pada=KINI),
    )

    tagihan = hasil[0]
    baris = Iuran.objects.filter(tagihan=tagihan)
    assert tagihan.total == baris.aggregate(n=Sum("nominal"))["n"]
    assert baris.pembalik().count() == (2 if ditolak(hasil) else 0)
