"""Bills: drafting, issuing, paying, cancelling, and two people at the same moment."""

from datetime import date, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection

from iuran.buku.actions.iuran import buat_iuran
from iuran.models import Iuran, Pembayaran, Tagihan
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.susun import batalkan_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import minta_daftar, terbitkan
from iuran.tagihan.aturan import Bukti
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError, TransisiDitolakError
from pijar.models import Tugas
from tests.factories import sumber, terdaftar

NOV = date(2026, 11, 1)
TERBIT = datetime(2026, 11, 5, 9, tzinfo=WIB)
PADA = date(2026, 11, 20)


@pytest.fixture
def apbd(db):
    return sumber("APBD")


@pytest.fixture
def draf(apbd, admin):
    terdaftar()
    terdaftar()
    return susun_tagihan(apbd, NOV, oleh=admin)


@pytest.fixture
def terbit(draf, admin2):
    terbitkan(draf, oleh=admin2, pada=TERBIT)
    return draf


def test_susun_takes_every_waiting_row_of_its_source_and_month(draf, apbd, admin):
    terdaftar(kode="DBHCHT")

    assert (draf.nomor, draf.ke, draf.status) == ("TG-2026-11-APBD-1", 1, "disusun")
    assert (draf.jumlah_orang, draf.total) == (2, 33_600)
    assert set(draf.daftar_iuran.values_list("bulan", "sumber")) == {(NOV, apbd.pk)}
    assert Iuran.objects.filter(tagihan=None).count() == 36 - 2


def test_susun_takes_the_month_of_any_day(apbd, admin):
    terdaftar()

    assert susun_tagihan(apbd, date(2026, 11, 17), oleh=admin).bulan == NOV


def test_susun_leaves_dead_rows(apbd, admin):
    mati = terdaftar()
    terdaftar()
    Iuran.objects.filter(bantuan=mati).update(hidup=False, alasan_mati="Pindah.")

    assert susun_tagihan(apbd, NOV, oleh=admin).jumlah_orang == 1


def test_susun_with_nothing_waiting_says_so(apbd, admin):
    with pytest.raises(AturanDilanggarError, match=r"Tidak ada iuran APBD.*November 2026"):
        susun_tagihan(apbd, NOV, oleh=admin)

    assert not Tagihan.objects.exists()


def test_susun_twice_names_the_bill_that_has_them(draf, apbd, admin2):
    with pytest.raises(BentrokError, match="TG-2026-11-APBD-1, disusun oleh Admin"):
        susun_tagihan(apbd, NOV, oleh=admin2)


def test_rows_that_come_later_make_a_supplement(draf, apbd, admin):
    terdaftar()

    susulan = susun_tagihan(apbd, NOV, oleh=admin)

    assert (susulan.nomor, susulan.ke, susulan.jumlah_orang) == ("TG-2026-11-APBD-2", 2, 1)
    assert draf.daftar_iuran.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_admins_at_once_make_one_bill(admin, admin2):
    apbd = sumber("APBD")
    for _ in range(20):
        terdaftar(jumlah=11, mulai=date(2026, 2, 1))
    mulai, hasil = Barrier(2, timeout=30), []

    def susun(oleh):
        try:
            mulai.wait()
            hasil.append(susun_tagihan(apbd, NOV, oleh=oleh).nomor)
        except AturanDilanggarError as penolakan:
            hasil.append(penolakan.kalimat)
        finally:
            connection.close()

    utas = [Thread(target=susun, args=[oleh]) for oleh in (admin, admin2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()

    assert sorted(hasil, key=len)[0] == "TG-2026-11-APBD-1"
    assert "sudah masuk tagihan; yang terakhir TG-2026-11-APBD-1" in max(hasil, key=len)
    assert Tagihan.objects.get().daftar_iuran.count() == 20


def test_terbitkan_by_another_admin_orders_both_documents(draf, admin2):
    terbitkan(draf, oleh=admin2, pada=TERBIT)

    draf.refresh_from_db()
    assert (draf.status, draf.diterbitkan_oleh, draf.diterbitkan_pada) == (
        "diterbitkan",
        admin2,
        TERBIT,
    )
    assert draf.tugas_excel.jenis == "iuran.excel_tagihan"


def test_terbitkan_own_draft_is_refused(draf, admin):
    with pytest.raises(AturanDilanggarError, match="harus diterbitkan admin lain"):
        terbitkan(draf, oleh=admin, pada=TERBIT)

    assert Tagihan.objects.get().status == "disusun"


def test_terbitkan_twice_second_one_loses(draf, admin2):
    salinan = Tagihan.objects.get()
    terbitkan(draf, oleh=admin2, pada=TERBIT)

    with pytest.raises(TransisiDitolakError, match="sudah diterbitkan"):
        terbitkan(salinan, oleh=admin2, pada=TERBIT)


def test_a_list_ordered_twice_is_one_job(draf, admin):
    assert minta_daftar(draf, oleh=admin) == minta_daftar(draf, oleh=admin)
    assert Tugas.objects.count() == 1


def bayar(tagihan, admin, nominal=33_600, tanggal=PADA, nomor="SP2D/1"):
    return catat_pembayaran([tagihan], Bukti(nomor, tanggal, nominal), oleh=admin, pada=PADA)


def test_sp2d_pays_every_row(terbit, admin):
    bukti = bayar(terbit, admin, nomor="  SP2D/1   X ")

    terbit.refresh_from_db()
    assert (terbit.status, bukti.nomor, bukti.nominal) == ("dibayar", "SP2D/1 X", 33_600)
    assert set(terbit.daftar_iuran.values_list("pembayaran", flat=True)) == {bukti.pk}


def test_sp2d_twice_changes_nothing(terbit, admin):
    assert bayar(terbit, admin) == bayar(terbit, admin)
    assert Pembayaran.objects.count() == 1


def test_another_sp2d_for_a_paid_bill_is_refused(terbit, admin):
    bayar(terbit, admin)

    with pytest.raises(TransisiDitolakError, match="sudah dibayar"):
        bayar(terbit, admin, nomor="SP2D/2")


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"nominal": 33_601}, r"Rp33\.601 tidak sama .* Rp33\.600: lebih Rp1\."),
        ({"nominal": 30_000}, r"Rp30\.000 tidak sama .* Rp33\.600: kurang Rp3\.600\."),
        ({"tanggal": date(2026, 11, 21)}, "21 November 2026 belum tiba"),
        (
            {"tanggal": date(2026, 11, 4)},
            "mendahului TG-2026-11-APBD-1, yang bertanggal 5 November",
        ),
        ({"nomor": "  "}, "Tulis nomor SP2D"),
    ],
)
def test_sp2d_that_does_not_fit_is_refused(terbit, admin, isian, kalimat):
    with pytest.raises(AturanDilanggarError, match=kalimat):
        bayar(terbit, admin, **isian)

    assert not Pembayaran.objects.exists()


@pytest.mark.parametrize("tanggal", [date(2026, 11, 5), PADA])
def test_sp2d_of_the_bills_day_and_of_today_fit(terbit, admin, tanggal):
    assert bayar(terbit, admin, tanggal=tanggal).tanggal == tanggal


def test_sp2d_of_a_draft_is_refused(draf, admin):
    with pytest.raises(TransisiDitolakError):
        bayar(draf, admin)


def test_one_sp2d_number_pays_one_bill(terbit, apbd, admin, admin2):
    bayar(terbit, admin)
    lain = susun_tagihan(apbd, date(2026, 10, 1), oleh=admin)
    terbitkan(lain, oleh=admin2, pada=TERBIT)

    with pytest.raises(AturanDilanggarError, match="sudah dicatat untuk TG-2026-11-APBD-1"):
        bayar(lain, admin)


def test_sp2d_is_refused_when_rows_and_bill_differ(terbit, admin):
    Iuran.objects.filter(pk=terbit.daftar_iuran.first().pk).update(tagihan=None)

    with pytest.raises(AturanDilanggarError, match="tidak lagi 2 orang melainkan 1"):
        bayar(terbit, admin)

    assert Tagihan.objects.get().status == "diterbitkan"


@pytest.mark.django_db(transaction=True)
def test_sp2d_clicked_twice_at_once_is_one_payment(admin, admin2):
    terdaftar()
    tagihan = susun_tagihan(sumber("APBD"), NOV, oleh=admin)
    terbitkan(tagihan, oleh=admin2, pada=TERBIT)
    mulai, hasil = Barrier(2, timeout=30), []

    def klik():
        try:
            mulai.wait()
            hasil.append(bayar(tagihan, admin, nominal=16_800).pk)
        finally:
            connection.close()

    utas = [Thread(target=klik) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()

    assert hasil == [Pembayaran.objects.get().pk] * 2


@pytest.mark.parametrize("terbitkan_dulu", [False, True])
def test_cancelling_lets_the_rows_wait_again(draf, apbd, admin, admin2, terbitkan_dulu):
    if terbitkan_dulu:
        terbitkan(draf, oleh=admin2, pada=TERBIT)

    assert batalkan_tagihan(draf, alasan="Salah bulan.", oleh=admin) == 2

    draf.refresh_from_db()
    assert (draf.status, draf.alasan_batal, draf.dibatalkan_oleh) == (
        "dibatalkan",
        "Salah bulan.",
        admin,
    )
    assert not draf.daftar_iuran.exists()
    assert susun_tagihan(apbd, NOV, oleh=admin).nomor == "TG-2026-11-APBD-2"


def test_a_paid_bill_is_not_cancelled(terbit, admin):
    bayar(terbit, admin)

    with pytest.raises(TransisiDitolakError, match="sudah dibayar"):
        batalkan_tagihan(terbit, alasan="Keliru.", oleh=admin)

    assert terbit.daftar_iuran.count() == 2


def test_cancelling_needs_a_reason_and_ends_the_list(draf, admin):
    with pytest.raises(AturanDilanggarError, match="alasan"):
        batalkan_tagihan(draf, alasan="  ", oleh=admin)
    batalkan_tagihan(draf, alasan="Salah.", oleh=admin)

    with pytest.raises(AturanDilanggarError, match="dibatalkan"):
        minta_daftar(draf, oleh=admin)


def test_a_bill_takes_rows_that_the_ledgers_own_action_made(apbd, admin):
    bantuan = terdaftar(jumlah=2)
    bantuan.bulan_akhir = NOV
    bantuan.jumlah_bulan = 11
    bantuan.save()
    buat_iuran([bantuan.pk])

    assert susun_tagihan(apbd, NOV, oleh=admin).total == 16_800
