"""Payment before the card, two at the same moment (see :mod:`tests.keamanan.serentak`)."""

from datetime import date, datetime

import pytest
from django.db.models import Sum

from iuran.berkas_bpjs.actions import batal as batch
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.models import Bantuan, Iuran, Tagihan
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.tagihan.actions.susun import susun_tagihan
from peserta.models import JenisPeristiwa, Peserta, Status
from pijar.bulan import WIB
from tests.iuran.susunan import KEPALA, cek, isi, jawab, susun_bayar_dulu
from tests.keamanan.serentak import serentak

pytestmark = pytest.mark.django_db(transaction=True)
MARET = date(2026, 3, 1)
TERBIT = datetime(2026, 3, 2, 9, tzinfo=WIB)


def test_bill_drafted_while_bpjs_takes_the_month_back(admin, admin2):
    """The month is in the bill and named, or it died and no bill asks for it: never both."""
    berkas_bpjs = susun_bayar_dulu(admin, 4)
    terapkan_jawaban(cek(berkas_bpjs, admin, *"YYYY"), pada=TERBIT, oleh=admin)
    tarik = cek(berkas_bpjs, admin, *"TTTT", tanggal=date(2026, 3, 1))

    serentak(
        lambda: terapkan_jawaban(tarik, pada=TERBIT, oleh=admin),
        lambda: susun_tagihan(berkas_bpjs.sumber, MARET, oleh=admin2),
    )

    hidup = Iuran.objects.filter(hidup=True)
    assert {i.tagihan_id is not None for i in hidup} <= {True}
    assert set(hidup) == set(Iuran.objects.sudah_keluar())
    assert not Iuran.objects.filter(hidup=False, tagihan__isnull=False).exists()
    for tagihan in Tagihan.objects.all():
        assert tagihan.total == tagihan.daftar_iuran.aggregate(n=Sum("nominal"))["n"]


def test_card_and_death_of_the_same_person(admin, admin2):
    berkas_bpjs = susun_bayar_dulu(admin)
    terapkan_jawaban(cek(berkas_bpjs, admin, "Y"), pada=TERBIT, oleh=admin)
    kartu = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    orang = Peserta.objects.get()

    serentak(
        lambda: terapkan_jawaban(kartu, pada=TERBIT, oleh=admin),
        lambda: catat_peristiwa(
            orang,
            JenisPeristiwa.MENINGGAL,
            date(2026, 2, 20),
            oleh=admin2,
            pada=date(2026, 3, 2),
            bukti_jenis="akta_kematian",
            bukti_nomor="1",
        ),
    )

    orang.refresh_from_db()
    assert (orang.status, orang.kpj) == (Status.BERHENTI, "10000000001")
    assert [i.bulan.month for i in Iuran.objects.filter(hidup=True)] == [2]


def test_same_list_applied_twice_at_once_accepts_once(admin, admin2):
    berkas_bpjs = susun_bayar_dulu(admin, 3)
    daftar = cek(berkas_bpjs, admin, *"YYY")

    hasil = serentak(
        lambda: terapkan_jawaban(daftar, pada=TERBIT, oleh=admin),
        lambda: terapkan_jawaban(daftar, pada=TERBIT, oleh=admin2),
    )

    assert sorted(h.bulan for h in hasil) == [0, 33]
    assert Iuran.objects.count() == 33


def test_list_applied_while_the_people_are_let_go(admin, admin2):
    berkas_bpjs = susun_bayar_dulu(admin, 3)
    terapkan_jawaban(cek(berkas_bpjs, admin, "Y"), pada=TERBIT, oleh=admin)
    susulan = cek(berkas_bpjs, admin, "", *"YY", tanggal=date(2026, 3, 1))

    serentak(
        lambda: terapkan_jawaban(susulan, pada=TERBIT, oleh=admin),
        lambda: batch.lepaskan_menunggu(berkas_bpjs, alasan="salah", pada=TERBIT, oleh=admin2),
    )

    assert not Iuran.objects.filter(hidup=True).exists()
    assert set(Bantuan.objects.values_list("status", flat=True)) == {"ditetapkan"}
