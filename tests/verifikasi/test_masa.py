"""When a decree may begin, and where its months end."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from iuran.models import Bantuan, Iuran
from peserta.models import Peserta
from pijar.errors import AturanDilanggarError
from tests.factories import PesertaFactory, bayar, sumber, terdaftar
from tests.verifikasi.lanjut import draf_lanjut
from tests.verifikasi.susunan import rencana
from verifikasi import actions
from verifikasi.actions import Pilihan
from verifikasi.actions.kembali import Kepala
from verifikasi.masa import bulan_dibiayai, halangan_mulai, terlalu_tua
from verifikasi.models import BarisPenetapan, Penetapan

JUNI = date(2026, 6, 1)
SK = date(2026, 11, 28)


def draf(admin, tanggal=SK):
    return actions.susun_penetapan(nomor="463/1", tanggal=tanggal, perihal="", oleh=admin)


def lanjut(orang, admin, alasan=""):
    """The draft of an extension from October, six months."""
    sumber("APBD", 2027)
    isi = {"bulan_awal": date(2026, 10, 1), "alasan_celah": alasan}
    return draf_lanjut([orang], Kepala("463/1", SK), oleh=admin, **isi)


def berakhir(bulan_akhir, *, dibayar=1):
    """Somebody enrolled whose grant ended in ``bulan_akhir``; its last months are paid."""
    awal = date(2026, 1, 1)
    bantuan = terdaftar(awal, bulan_akhir.month)
    for mundur in range(dibayar):
        bulan = date(2026, bulan_akhir.month - mundur, 1)
        bayar(bulan, date(2026, bulan.month, 20))
    return bantuan


@pytest.mark.parametrize(
    ("bulan", "perpanjangan", "alasan", "kalimat"),
    [
        (date(2026, 11, 1), False, "", ""),
        (date(2026, 12, 1), False, "", ""),
        (date(2026, 10, 1), False, "", "paling awal November 2026, bukan Oktober 2026"),
        (JUNI, False, "SK terlambat", "paling awal November 2026"),
        (date(2026, 10, 1), True, "", "isi alasan menutup celah"),
        (date(2026, 10, 1), True, "SK terlambat", ""),
        (date(2025, 12, 1), True, "SK terlambat", "tahun anggaran 2025"),
    ],
)
def test_halangan_mulai(bulan, perpanjangan, alasan, kalimat):
    hasil = halangan_mulai(bulan, SK, perpanjangan=perpanjangan, alasan_celah=alasan)

    assert kalimat in hasil
    assert bool(kalimat) == bool(hasil)


@pytest.mark.parametrize(
    ("lahir", "bulan"),
    [
        (date(1961, 12, 31), 6),
        (date(1961, 12, 1), 6),
        (date(1961, 11, 30), 5),
        (date(1961, 7, 1), 1),
        (date(1961, 6, 30), 0),
        (date(1950, 1, 1), 0),
        (date(1985, 1, 1), 6),
    ],
)
def test_months_are_cut_before_the_65th_birthday(lahir, bulan, settings):
    assert bulan_dibiayai(lahir, JUNI, 6) == bulan

    settings.POTONG_SEBELUM_65 = False
    assert bulan_dibiayai(lahir, JUNI, 6) == 6


def test_decree_of_28_november_from_june_is_refused_for_a_new_person(admin):
    PesertaFactory(status="layak")

    with pytest.raises(AturanDilanggarError, match="paling awal November 2026, bukan Juni 2026"):
        actions.tambah_baris(draf(admin), Pilihan(), rencana(bulan_awal=JUNI), oleh=admin)


def test_the_form_refuses_it_and_keeps_what_was_typed(admin, admin_client):
    penetapan = draf(admin)
    isi = {
        "asal": "layak", "sumber": rencana().sumber.pk, "jenis": "rutin", "bulan_awal": "2026-06",
        "jumlah_bulan": "7",
    }  # fmt: skip

    jawaban = admin_client.post(f"/verifikasi/penetapan/{penetapan.pk}/tambah/", isi)

    assert jawaban.status_code == 422
    assert "paling awal November 2026" in jawaban.text
    assert 'value="2026-06"' in jawaban.text


def baris(penetapan, peserta, **lain):
    isi = {"bulan_awal": JUNI, "jumlah_bulan": 6}
    return BarisPenetapan.objects.create(
        penetapan=penetapan, peserta=peserta, sumber=rencana().sumber, **isi | lain
    )


@pytest.mark.parametrize("alasan", ["", "SK terlambat"])
def test_the_database_refuses_it_for_a_new_person(admin, alasan):
    penetapan = draf(admin)

    with pytest.raises(IntegrityError, match="sebelum bulan SK"), transaction.atomic():
        baris(penetapan, PesertaFactory(status="layak"), alasan_celah=alasan)


def test_the_database_refuses_a_decree_that_is_dated_after_its_lines(admin):
    penetapan = draf(admin, JUNI)
    baris(penetapan, PesertaFactory(status="layak"))

    with pytest.raises(IntegrityError, match="sebelum bulan SK"), transaction.atomic():
        Penetapan.objects.filter(pk=penetapan.pk).update(tanggal=SK)


def test_a_gap_is_closed_with_a_reason_for_whoever_continues(admin, admin2):
    lama = berakhir(date(2026, 9, 1))

    with pytest.raises(AturanDilanggarError, match="alasan menutup celah"), transaction.atomic():
        lanjut(lama.peserta, admin)
    penetapan = lanjut(lama.peserta, admin, "Berkas terlambat")
    actions.tetapkan(penetapan, oleh=admin2)

    assert penetapan.daftar_baris.get().alasan_celah == "Berkas terlambat"
    baru = penetapan.daftar_baris.get().bantuan
    assert (baru.peserta_id, baru.bulan_awal) == (lama.peserta_id, date(2026, 10, 1))


@pytest.mark.parametrize(
    ("bulan_akhir", "dibayar", "boleh"),
    [
        (date(2026, 8, 1), 1, True),  # September and October unpaid: still in grace
        (date(2026, 7, 1), 1, False),  # three unpaid months: lapsed on 1 November
        (date(2026, 9, 1), 0, False),  # the grant ran, nobody paid
        (date(2026, 9, 1), 2, True),
    ],
)
def test_a_gap_is_never_closed_after_a_lapse(admin, bulan_akhir, dibayar, boleh):
    lama = berakhir(bulan_akhir, dibayar=dibayar)

    if boleh:
        assert lanjut(lama.peserta, admin, "Berkas terlambat").daftar_baris.count() == 1
        return
    with pytest.raises(AturanDilanggarError), transaction.atomic():
        lanjut(lama.peserta, admin, "Berkas terlambat")
    with pytest.raises(IntegrityError, match="sebelum bulan SK"), transaction.atomic():
        baris(
            draf(admin),
            lama.peserta,
            bulan_awal=date(2026, 10, 1),
            alasan_celah="x",
            pernyataan="Ketua RT 03",
        )


def test_a_gap_of_somebody_stopped_meanwhile_is_refused_at_freezing(admin, admin2):
    lama = berakhir(date(2026, 9, 1))
    penetapan = lanjut(lama.peserta, admin, "Berkas terlambat")
    Iuran.objects.filter(peserta=lama.peserta, pembayaran__isnull=False).update(
        hidup=False, alasan_mati="dikembalikan"
    )

    with pytest.raises(AturanDilanggarError, match="tambahkan lagi mulai November 2026"):
        actions.tetapkan(penetapan, oleh=admin2)


def test_freezing_cuts_before_the_birthday_and_shows_it(admin, admin2, admin2_client):
    PesertaFactory(status="layak", tanggal_lahir=date(1961, 11, 15))
    penetapan = draf(admin, JUNI)
    actions.tambah_baris(penetapan, Pilihan(), rencana(bulan_awal=JUNI, jumlah_bulan=7), oleh=admin)

    [satu] = actions.gladi(penetapan).daftar
    assert (satu.bulan, satu.rupiah) == (5, 5 * 16_800)
    html = admin2_client.get(f"/verifikasi/penetapan/{penetapan.pk}/").text
    assert "5 bulan dibiayai: berusia 65 pada November 2026" in html

    actions.tetapkan(penetapan, oleh=admin2)
    assert Bantuan.objects.get().jumlah_bulan == 5


def test_who_is_65_in_the_first_month_is_not_added(admin):
    PesertaFactory(status="layak", tanggal_lahir=date(1961, 6, 30))
    muda = PesertaFactory(status="layak", tanggal_lahir=date(1961, 7, 1))
    penetapan = draf(admin, JUNI)

    actions.tambah_baris(penetapan, Pilihan(), rencana(bulan_awal=JUNI, jumlah_bulan=6), oleh=admin)

    assert penetapan.daftar_baris.get().peserta == muda


def test_born_on_a_leap_day_is_65_in_march(admin):
    """1 March 2029 is the 65th birthday of whoever was born on 29 February 1964."""
    assert terlalu_tua(date(2029, 2, 1)) == date(1964, 2, 28)
    assert bulan_dibiayai(date(1964, 2, 29), date(2029, 2, 1), 6) == 1


def test_freezing_refuses_who_is_65_in_the_first_month(admin, admin2):
    orang = PesertaFactory(status="layak", nama="Mbah Karto")
    penetapan = draf(admin, JUNI)
    actions.tambah_baris(penetapan, Pilihan(), rencana(bulan_awal=JUNI, jumlah_bulan=6), oleh=admin)
    Peserta.objects.filter(pk=orang.pk).update(tanggal_lahir=date(1961, 6, 30))  # corrected

    assert "sudah 65 tahun" in actions.gladi(penetapan).pesan
    with pytest.raises(AturanDilanggarError, match=r"1 orang sudah 65 tahun.*Mbah Karto"):
        actions.tetapkan(penetapan, oleh=admin2)

    assert Peserta.objects.get().status == "layak"
