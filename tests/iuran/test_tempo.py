"""Months that nobody paid on their due day, on the first page of who must act."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from iuran.buku import lewat_tempo
from iuran.models import Iuran, Tagihan
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan
from iuran.tagihan.actions.susun import susun_tagihan
from laporan.anggaran import peringatan
from pijar.bulan import WIB
from tests.factories import PenggunaFactory, bayar, sumber, terdaftar

JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)


@pytest.mark.parametrize(
    ("pada", "ada"), [(date(2026, 2, 14), 0), (date(2026, 2, 15), 0), (date(2026, 2, 16), 1)]
)
def test_a_month_that_no_bill_names_is_late_after_its_due_day(db, pada, ada):
    terdaftar(JAN, 2)

    assert [(b.bulan, b.orang, b.rupiah) for b in lewat_tempo(pada)] == [(JAN, 1, 16_800)] * ada


@pytest.mark.parametrize(("pada", "ada"), [(date(2026, 3, 1), 0), (date(2026, 3, 2), 1)])
def test_the_day_of_the_kode_iuran_outranks_the_setting(db, admin, pada, ada):
    terdaftar(JAN, 1)
    tagihan = susun_tagihan(sumber("APBD"), JAN, oleh=admin)
    Tagihan.objects.update(kode_iuran_tempo=date(2026, 3, 1))

    assert [(b.tempo, b.tagihan) for b in lewat_tempo(pada)] == [(date(2026, 3, 1), tagihan)] * ada


def test_only_the_unpaid_part_of_a_divided_bill_counts(db, admin):
    terdaftar(JAN, 1)
    terdaftar(JAN, 1)
    tagihan = susun_tagihan(sumber("APBD"), JAN, oleh=admin)
    pilihan = Pilihan("satu", "dua", pertama=1)
    bagi_tagihan(tagihan, pilihan, oleh=admin, pada=datetime(2026, 1, 9, tzinfo=WIB))
    semua = lewat_tempo(date(2026, 3, 1))
    assert [b.orang for b in semua] == [1, 1]
    assert {b.tagihan.induk_id for b in semua} == {tagihan.pk}

    satu = Tagihan.objects.filter(induk=tagihan).first()
    satu.daftar_iuran.update(tagihan=None)
    Iuran.objects.filter(tagihan=None).update(hidup=False, alasan_mati="lunas lain")
    Tagihan.objects.filter(pk=satu.pk).update(
        status="dibatalkan", alasan_batal="x", dibatalkan_oleh=PenggunaFactory()
    )

    assert [b.orang for b in lewat_tempo(date(2026, 3, 1))] == [1]


def test_what_is_paid_is_not_late(db):
    terdaftar(JAN, 1)
    bayar(JAN, date(2026, 1, 20))

    assert lewat_tempo(date(2026, 12, 1)) == []


def test_the_first_page_names_day_and_rupiah_oldest_first(db, admin_client):
    terdaftar(JAN, 2)
    terdaftar(JAN, 1, kode="CSR")
    pada = date(2026, 3, 20)

    semua = [p for p in peringatan(pada) if "jatuh tempo" in p.label]

    assert [p.kalimat for p in semua] == [
        "1 orang-bulan lewat jatuh tempo 15 Februari 2026, Rp16.800: APBD Kota Semarang 2026"
        "; bulan ketiga, nonaktif sesudah 31 Maret 2026",
        "1 orang-bulan lewat jatuh tempo 15 Februari 2026, Rp16.800: CSR 2026"
        "; bulan ketiga, nonaktif sesudah 31 Maret 2026",
        "1 orang-bulan lewat jatuh tempo 15 Maret 2026, Rp16.800: APBD Kota Semarang 2026",
    ]
    layar = admin_client.get(semua[2].tautan)
    assert [(b.bulan, b.orang) for b in layar.context["halaman"]] == [(FEB, 1)]
    assert semua[0].tautan in admin_client.get("/?bagian=semua").text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_page_asks_a_constant_number_of_questions(
    admin, admin_client, jumlah, django_assert_num_queries
):
    for n in range(1, jumlah + 1):
        terdaftar(date(2026, n, 1), 1, kode="APBD")
        terdaftar(date(2026, n, 1), 1, kode="CSR")
        susun_tagihan(sumber("CSR"), date(2026, n, 1), oleh=admin)

    with django_assert_num_queries(13):
        layar = admin_client.get(reverse("iuran:tagihan_lewat")).text

    assert layar.count("Belum ditagih, susun") == jumlah
    assert layar.count("TG-2026") == jumlah


def test_nothing_late_says_so(admin_client, db):
    assert "Tidak ada yang lewat" in admin_client.get(reverse("iuran:tagihan_lewat")).text
