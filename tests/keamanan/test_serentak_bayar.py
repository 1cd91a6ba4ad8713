"""Two admins at the same moment: payments, corrections, divisions, people who leave a draft."""

from datetime import date, datetime

import pytest

from iuran.models import Iuran, KoreksiPembayaran, Pembayaran, Tagihan
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan, gabungkan_bagian
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.keluar import keluarkan
from iuran.tagihan.actions.koreksi import (
    Usulan,
    isi_koreksi,
    konfirmasi_koreksi,
    tolak_koreksi,
    usulkan_koreksi,
)
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.aturan import Bukti
from pijar.bulan import WIB
from pijar.sidik import sidik
from tests.factories import sumber, terdaftar
from tests.keamanan.serentak import ditolak, serentak

pytestmark = pytest.mark.django_db(transaction=True)
KINI = datetime(2026, 3, 20, 10, tzinfo=WIB)
PADA = KINI.date()
SATU_DUA = Pilihan("Satu", "Dua", pertama=4)


@pytest.fixture
def draf(admin):
    for _ in range(10):
        terdaftar()
    return susun_tagihan(sumber("APBD"), date(2026, 3, 1), oleh=admin)


@pytest.fixture
def terbit(draf, admin2):
    terbitkan(draf, oleh=admin2, pada=KINI)
    return draf


def bayar(tagihan, admin, nomor="SP2D/1"):
    bukti = Bukti(nomor, PADA, tagihan.total)
    return catat_pembayaran([tagihan], bukti, oleh=admin, pada=PADA)


def bagi(tagihan, admin):
    return bagi_tagihan(tagihan, SATU_DUA, oleh=admin, pada=KINI)


def cocok() -> bool:
    """Whether every living bill has the sums of its rows, and is paid exactly with them."""
    for t in Tagihan.objects.hidup().exclude(status="dibagi"):
        baris = t.daftar_iuran.all()
        lunas = baris.filter(pembayaran__isnull=False).count()
        if t.jumlah_orang != baris.count() or lunas != (t.jumlah_orang if t.pembayaran else 0):
            return False
    return True


def test_a_bill_is_paid_or_divided_never_both(terbit, admin, admin2):
    hasil = serentak(lambda: bayar(terbit, admin), lambda: bagi(terbit, admin2))

    assert len(ditolak(hasil)) == 1
    assert Tagihan.objects.get(pk=terbit.pk).status in ("dibayar", "dibagi")
    assert cocok()


def test_a_bill_is_divided_once(terbit, admin, admin2):
    hasil = serentak(lambda: bagi(terbit, admin), lambda: bagi(terbit, admin2))

    assert len(ditolak(hasil)) == 1
    assert terbit.daftar_bagian.count() == 2
    assert cocok()


def test_a_part_is_paid_or_put_back_never_both(terbit, admin, admin2):
    pertama, _ = bagi(terbit, admin)

    hasil = serentak(
        lambda: bayar(pertama, admin),
        lambda: gabungkan_bagian(Tagihan.objects.get(pk=terbit.pk), oleh=admin2, pada=KINI),
    )

    assert len(ditolak(hasil)) == 1
    assert cocok()


def test_somebody_leaves_before_or_never_after_issuing(draf, admin, admin2):
    baris = draf.daftar_iuran.first().pk

    hasil = serentak(
        lambda: keluarkan(draf, [baris], alasan="Salah orang.", oleh=admin),
        lambda: terbitkan(Tagihan.objects.get(), oleh=admin2, pada=KINI),
    )

    t = Tagihan.objects.get()
    assert t.status == "diterbitkan"
    assert t.jumlah_orang == t.daftar_iuran.count() == (10 if ditolak(hasil) else 9)


def test_one_person_leaves_once(draf, admin, admin2):
    baris = draf.daftar_iuran.first().pk

    hasil = serentak(
        *[
            lambda oleh=oleh: keluarkan(draf, [baris], alasan="Salah.", oleh=oleh)
            for oleh in (admin, admin2)
        ]
    )

    assert len(ditolak(hasil)) == 1
    assert Tagihan.objects.get().jumlah_orang == 9


@pytest.fixture
def usulan(terbit, admin):
    p = bayar(terbit, admin)
    return usulkan_koreksi(p, Usulan("batalkan", "", PADA, "Ganda"), oleh=admin, pada=PADA)


def test_a_proposal_is_confirmed_or_dropped_never_both(usulan, admin, admin2):
    dilihat = sidik(isi_koreksi(usulan))

    hasil = serentak(
        lambda: konfirmasi_koreksi(usulan, dilihat=dilihat, oleh=admin2, pada=KINI),
        lambda: tolak_koreksi(usulan, alasan="Tidak jadi", oleh=admin, pada=KINI),
    )

    assert len(ditolak(hasil)) == 1
    dibatalkan = KoreksiPembayaran.objects.get().status == "dikonfirmasi"
    assert Pembayaran.objects.get().status == ("dibatalkan" if dibatalkan else "berlaku")
    assert Iuran.objects.filter(pembayaran=None, tagihan__isnull=False).exists() is dibatalkan
    assert cocok()


def test_two_proposals_at_once_are_one(terbit, admin, admin2):
    p = bayar(terbit, admin)

    hasil = serentak(
        *[
            lambda oleh=oleh, n=n: usulkan_koreksi(
                p, Usulan("betulkan", f"SP2D/{n}", PADA, "Salah"), oleh=oleh, pada=PADA
            )
            for n, oleh in ((2, admin), (3, admin2))
        ]
    )

    assert len(ditolak(hasil)) == 1
    assert KoreksiPembayaran.objects.count() == 1
