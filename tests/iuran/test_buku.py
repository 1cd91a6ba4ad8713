"""Ledger rows from grants."""

from datetime import date

import pytest

from iuran.buku.actions.iuran import buat_iuran
from iuran.models import Bantuan, Iuran, SumberDana
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import BantuanFactory, PesertaFactory, keringanan_berlaku, tarif_program

MARET = date(2026, 3, 1)


def test_buat_iuran_writes_every_month_and_starts_the_grant(db):
    bantuan = BantuanFactory(bulan_awal=MARET, jumlah_bulan=6)

    assert buat_iuran([bantuan.pk]) == 6

    baris = list(Iuran.objects.order_by("bulan"))
    assert [b.bulan.month for b in baris] == [3, 4, 5, 6, 7, 8]
    assert {(b.jkk, b.jkm, b.jht, b.nominal, b.tarif_id) for b in baris} == {
        (10_000, 6_800, 0, 16_800, tarif_program().pk)
    }
    assert {(b.peserta_id, b.sumber_id, b.hidup, b.jenis) for b in baris} == {
        (bantuan.peserta_id, bantuan.sumber_id, True, "iuran")
    }
    bantuan.refresh_from_db()
    assert bantuan.status == "berjalan"


def test_buat_iuran_twice_changes_nothing(db):
    bantuan = BantuanFactory()
    buat_iuran([bantuan.pk])

    assert buat_iuran([bantuan.pk]) == 0
    assert Iuran.objects.count() == 12


def test_buat_iuran_from_a_month_on(db):
    assert buat_iuran([BantuanFactory().pk], mulai=date(2026, 11, 1)) == 2
    assert [i.bulan.month for i in Iuran.objects.order_by("bulan")] == [11, 12]


def test_buat_iuran_fills_only_months_without_a_live_row(db):
    bantuan = BantuanFactory()
    buat_iuran([bantuan.pk])
    Iuran.objects.filter(bulan=MARET).update(hidup=False, alasan_mati="salah henti")

    assert buat_iuran([bantuan.pk]) == 1
    assert Iuran.objects.filter(bulan=MARET, hidup=True).count() == 1


@pytest.mark.parametrize("status", ["berhenti", "batal"])
def test_buat_iuran_leaves_ended_grants_alone(db, status):
    bantuan = BantuanFactory(status=status)

    assert buat_iuran([bantuan.pk]) == 0
    assert Bantuan.objects.get().status == status


def test_buat_iuran_without_grants(db):
    assert buat_iuran([]) == 0


def test_buat_iuran_chooses_the_tariff_by_month_payer_and_sector(db):
    keringanan_berlaku()
    csr = SumberDana.objects.create(
        kode="CSR", nama="Perusahaan", jenis="csr", tahun=2026, kuota=5, pagu=10**9
    )
    petani = PesertaFactory(status="ditetapkan", pekerjaan_id="petani")
    becak, tani, kota = (
        BantuanFactory(sumber=csr),
        BantuanFactory(sumber=csr, peserta=petani),
        BantuanFactory(),
    )

    buat_iuran([becak.pk, tani.pk, kota.pk])

    def nominal(bantuan):
        return list(bantuan.daftar_iuran.order_by("bulan").values_list("nominal", flat=True))

    assert nominal(becak) == [8_400] * 12
    assert nominal(tani) == [16_800] * 3 + [8_400] * 9
    assert nominal(kota) == [16_800] * 12


def test_buat_iuran_without_a_tariff_writes_nothing(db):
    bantuan = BantuanFactory(bulan_awal=date(2019, 1, 1))  # the first tariff is of 2020

    with pytest.raises(AturanDilanggarError, match="Januari 2019"):
        buat_iuran([bantuan.pk])

    assert Iuran.objects.count() == 0
    assert Bantuan.objects.get().status == "ditetapkan"


def test_buat_iuran_refuses_months_that_another_grant_pays(db):
    lama = BantuanFactory(jumlah_bulan=3)
    buat_iuran([lama.pk])
    Bantuan.objects.update(status="batal")  # its rows were left alive by mistake
    baru = BantuanFactory(peserta=lama.peserta, bulan_awal=MARET, jumlah_bulan=6)

    with pytest.raises(BentrokError, match="1 bulan sudah dibiayai bantuan lain"):
        buat_iuran([baru.pk])

    assert Iuran.objects.count() == 3
