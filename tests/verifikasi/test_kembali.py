"""Pengaktifan kembali: a lapsed person comes back by a decree, and stays terdaftar meanwhile."""

from datetime import date, datetime

import pytest

from iuran.models import Bantuan, Iuran
from iuran.tagihan.actions.susun import susun_tagihan
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import bayar, sumber, terdaftar
from tests.verifikasi.susunan import rencana
from verifikasi import actions
from verifikasi.actions import Pilihan

JAN, JUNI, JULI = (date(2026, n, 1) for n in (1, 6, 7))
SK = date(2026, 6, 15)
PERNYATAAN = "Ketua RT 03, 10 Juni 2026: masih bekerja, sehat"


@pytest.fixture
def nonaktif(db):
    """Paid for January only, with a grant until December: lapsed since May."""
    bantuan = terdaftar()
    bayar(JAN, date(2026, 1, 20))
    Bantuan.objects.update(dibuat_pada=datetime(2025, 12, 9, 9, tzinfo=WIB))
    return bantuan


def susun(oleh, *, pernyataan=PERNYATAAN, **lain):
    draf = actions.susun_penetapan(nomor="463/7/2026", tanggal=SK, perihal="", oleh=oleh)
    isi = {"bulan_awal": JULI, "jumlah_bulan": 6, "pernyataan": pernyataan} | lain
    jumlah = actions.tambah_baris(draf, Pilihan(kembali=True), rencana(**isi), oleh=oleh)
    return draf, jumlah


def test_lapsed_people_come_back_by_a_decree(nonaktif, admin, admin2):
    draf, jumlah = susun(admin)

    actions.tetapkan(draf, oleh=admin2)

    nonaktif.refresh_from_db()
    baru = draf.daftar_baris.get().bantuan
    assert jumlah == 1
    assert Peserta.objects.get().status == "terdaftar"
    assert (nonaktif.status, nonaktif.bulan_akhir) == ("berhenti", JUNI)
    assert (baru.status, baru.bulan_awal) == ("berjalan", JULI)
    mati = Iuran.objects.filter(hidup=False)
    assert {i.alasan_mati for i in mati} == {"Pengaktifan kembali menurut 463/7/2026"}
    assert [i.bulan.month for i in mati.order_by("bulan")] == [7, 8, 9, 10, 11, 12]
    assert Iuran.objects.filter(bantuan=baru, hidup=True).count() == 6


def test_months_of_the_return_are_billable_and_the_old_ones_are_not(nonaktif, admin, admin2):
    draf, _ = susun(admin)
    actions.tetapkan(draf, oleh=admin2)
    baru = draf.daftar_baris.get().bantuan
    Bantuan.objects.filter(pk=baru.pk).update(dibuat_pada=datetime(2026, 6, 20, 9, tzinfo=WIB))

    tagihan = susun_tagihan(sumber("APBD"), JULI, oleh=admin)

    assert [i.bantuan_id for i in tagihan.daftar_iuran.all()] == [baru.pk]
    with pytest.raises(AturanDilanggarError, match="nonaktif"):
        susun_tagihan(sumber("APBD"), JUNI, oleh=admin)


def test_who_is_protected_is_not_offered(db, admin):
    terdaftar()
    for bulan in range(1, 6):
        bayar(date(2026, bulan, 1), date(2026, bulan, 20))

    assert susun(admin)[1] == 0


def test_whose_grant_ended_long_ago_comes_back_too(db, admin, admin2):
    lama = terdaftar(jumlah=2)
    bayar(JAN, date(2026, 1, 20))

    draf, jumlah = susun(admin)
    actions.tetapkan(draf, oleh=admin2)

    assert jumlah == 1
    assert Iuran.objects.filter(hidup=True).exclude(bantuan=lama).count() == 6


def test_attestation_is_needed(nonaktif, admin):
    with pytest.raises(AturanDilanggarError, match="Tulis pernyataan barunya"):
        susun(admin, pernyataan=" ")


def test_payment_meanwhile_stops_the_freezing(nonaktif, admin, admin2):
    draf, _ = susun(admin)
    for bulan in range(2, 6):
        bayar(date(2026, bulan, 1), date(2026, bulan, 20))

    with pytest.raises(BentrokError, match="1 orang tidak lagi terputus"):
        actions.tetapkan(draf, oleh=admin2)

    nonaktif.refresh_from_db()
    assert nonaktif.status == "berjalan"


def test_billed_month_stops_the_freezing(nonaktif, admin, admin2):
    draf, _ = susun(admin)
    bayar(JULI, SK)

    with pytest.raises(BentrokError, match="bulannya sudah ditagih"):
        actions.tetapkan(draf, oleh=admin2)


def test_screen_asks_for_the_attestation(nonaktif, admin, admin_client):
    draf = actions.susun_penetapan(nomor="463/8/2026", tanggal=SK, perihal="", oleh=admin)
    url = f"/verifikasi/penetapan/{draf.pk}/tambah/"
    isi = {
        "asal": "kembali",
        "sumber": sumber("APBD").pk,
        "jenis": "rutin",
        "bulan_awal": "07-2026",
        "jumlah_bulan": "6",
    }

    kosong = admin_client.post(url, isi)
    jadi = admin_client.post(url, isi | {"pernyataan": PERNYATAAN}, follow=True)

    assert kosong.status_code == 422
    assert "Tulis pernyataannya" in kosong.text
    assert "1 orang ditambahkan" in jadi.text
