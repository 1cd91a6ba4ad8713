"""What a bill and its payment must never be or become, each by its name."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from iuran.models import Iuran, Tagihan
from iuran.tagihan.actions.susun import susun_tagihan
from tests.factories import PenggunaFactory, bayar, iuran, sumber, terdaftar

JAN = date(2026, 1, 1)
TETAP = {
    "nomor": "TG-LAIN",
    "bulan": date(2026, 2, 1),
    "ke": 7,
}


@pytest.fixture
def tagihan(db, admin):
    terdaftar(jumlah=2)
    return susun_tagihan(sumber("APBD"), JAN, oleh=admin)


def ditolak(nama: str):
    return pytest.raises(IntegrityError, match=nama)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("tagihan_sekali_sebulan", {"ke": 1}),
        ("tagihan_nomor", {"nomor": "TG-2026-01-APBD-1"}),
        ("tagihan_bulan_tanggal_satu", {"bulan": date(2026, 1, 2)}),
        ("tagihan_tidak_kosong", {"jumlah_orang": 0}),
        ("tagihan_tidak_kosong", {"total": 0}),
        ("tagihan_status_sah", {"status": "entah"}),
        ("tagihan_terbit_ada_penerbit", {"status": "diterbitkan", "tanggal": JAN}),
        ("tagihan_terbit_ada_penerbit", {"status": "dibayar", "tanggal": JAN}),
        ("tagihan_bagian_bernama", {"nama_bagian": "Sisanya"}),
        ("tagihan_dibagi_ada_pembagi", {"status": "dibagi"}),
        ("tagihan_terima_lengkap", {"terima_nominal": 5}),
        ("tagihan_diterima_setelah_dibayar", {"terima_nominal": 5, "terima_tanggal": JAN}),
        ("tagihan_batal_beralasan", {"status": "dibatalkan"}),
    ],
)
def test_bill(tagihan, nama, kolom):
    isi = {
        "nomor": "TG-2026-01-APBD-2",
        "sumber": tagihan.sumber,
        "bulan": JAN,
        "ke": 2,
        "jumlah_orang": 1,
        "total": 16_800,
        "disusun_oleh": tagihan.disusun_oleh,
    }

    with ditolak(nama), transaction.atomic():
        Tagihan.objects.create(**isi | kolom)


def test_an_issued_bill_has_a_date(tagihan):
    with ditolak("tagihan_terbit_bertanggal"), transaction.atomic():
        Tagihan.objects.update(status="diterbitkan", diterbitkan_oleh=PenggunaFactory())


def test_bill_is_issued_by_somebody_else(tagihan):
    with ditolak("tagihan_diterbitkan_orang_lain"), transaction.atomic():
        Tagihan.objects.update(diterbitkan_oleh=tagihan.disusun_oleh)


def test_a_cancelled_number_of_the_month_may_be_followed(tagihan, admin):
    Tagihan.objects.update(status="dibatalkan", alasan_batal="x")
    Iuran.objects.filter(tagihan=tagihan).update(tagihan=None)

    assert susun_tagihan(tagihan.sumber, JAN, oleh=admin).ke == 2


@pytest.mark.parametrize("kolom", TETAP)
def test_identity_of_a_bill_stays(tagihan, kolom):
    with pytest.raises(DatabaseError, match="tagihan"), transaction.atomic():
        Tagihan.objects.update(**{kolom: TETAP[kolom]})


@pytest.mark.parametrize("kolom", ["jumlah_orang", "total"])
def test_sums_of_a_bill_stay_once_it_is_issued(tagihan, kolom):
    Tagihan.objects.update(status="diterbitkan", tanggal=JAN, diterbitkan_oleh=PenggunaFactory())

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Tagihan.objects.update(**{kolom: 9})


def test_a_bill_is_issued_only_with_the_sums_of_its_rows(tagihan):
    Tagihan.objects.update(total=1)

    with pytest.raises(DatabaseError, match="tagihan_terbit_cocok"), transaction.atomic():
        Tagihan.objects.update(
            status="diterbitkan", tanggal=JAN, diterbitkan_oleh=PenggunaFactory()
        )


@pytest.mark.parametrize(
    ("dari", "ke"),
    [
        ("disusun", "dibayar"),
        ("diterbitkan", "disusun"),
        ("dibayar", "disusun"),
        ("dibayar", "dibatalkan"),
        ("dibagi", "dibayar"),
        ("dibatalkan", "disusun"),
    ],
)
def test_a_bulk_update_follows_the_order_of_states(tagihan, dari, ke):
    jalan = {
        "disusun": [],
        "diterbitkan": ["diterbitkan"],
        "dibayar": ["diterbitkan", "dibayar"],
        "dibatalkan": ["dibatalkan"],
        "dibagi": ["dibagi"],
    }
    lain = PenggunaFactory()
    Tagihan.objects.update(
        diterbitkan_oleh=lain,
        alasan_batal="x",
        tanggal=JAN,
        dibagi_oleh=lain,
        dibagi_pada=tagihan.disusun_pada,
    )

    with pytest.raises(DatabaseError, match="Invalid transition"):
        jalani([*jalan[dari], ke])


@transaction.atomic  # all of it is undone: no bill is paid without a payment
def jalani(daftar_status):
    for status in daftar_status:
        Tagihan.objects.update(status=status)


def test_bills_are_never_deleted(tagihan):
    Iuran.objects.filter(tagihan=tagihan).update(tagihan=None)

    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        tagihan.delete()


@pytest.mark.parametrize("kolom", ["tagihan", "pembayaran"])
def test_a_paid_row_keeps_its_bill_and_payment(tagihan, kolom):
    bayar(date(2026, 2, 1), date(2026, 2, 9))

    kata = "iuran_lunas_tetap|bulan lunas tanpa tagihan"
    with pytest.raises(DatabaseError, match=kata), transaction.atomic():
        Iuran.objects.filter(bulan=date(2026, 2, 1)).update(**{kolom: None})


def test_a_paid_row_may_be_reversed(tagihan):
    bayar(date(2026, 2, 1), date(2026, 2, 9))
    asli = Iuran.objects.get(bulan=date(2026, 2, 1))

    Iuran.objects.filter(pk=asli.pk).update(hidup=False, alasan_mati="Dibalik.")
    balik = iuran(
        asli.bantuan,
        asli.bulan,
        jkk=-10_000,
        jkm=-6_800,
        jenis="pembalik",
        membalik=asli,
        hidup=False,
        alasan_mati="Pembalik.",
    )

    assert balik.jkk + asli.jkk == 0
