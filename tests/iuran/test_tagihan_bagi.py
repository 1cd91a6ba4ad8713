"""Dividing a bill: named parts that add up, by set-based SQL, and the way back."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum

from iuran.models import Iuran, Tagihan
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan, gabungkan_bagian, huruf
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.keluar import keluarkan
from iuran.tagihan.actions.susun import batalkan_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.angka import daftar_orang, rincian
from iuran.tagihan.aturan import Bukti
from iuran.tagihan.dokumen import tulis_daftar
from peserta.models import Kelurahan
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from tests.factories import sumber, terdaftar

NOV = date(2026, 11, 1)
KINI = datetime(2026, 11, 20, 10, tzinfo=WIB)
PADA = KINI.date()


@pytest.fixture
def draf(db, admin):
    """A bill of six people, two of them in another kecamatan."""
    tempat = Kelurahan.objects.order_by("kecamatan__nama", "nama")
    for n in range(6):
        terdaftar(nama=f"Orang {n}", kelurahan_id=(tempat.first() if n < 4 else tempat.last()).kode)
    return susun_tagihan(sumber("APBD"), NOV, oleh=admin)


@pytest.fixture
def terbit(draf, admin2):
    terbitkan(draf, oleh=admin2, pada=KINI)
    return draf


def bagi(tagihan, admin, **pilihan):
    isi = Pilihan("Pertama", "Sisanya", **pilihan)
    return bagi_tagihan(tagihan, isi, oleh=admin, pada=KINI)


@pytest.mark.parametrize(
    ("pilihan", "orang"),
    [
        ({"pertama": 2}, [2, 4]),
        ({"baris": [1, 3, 6]}, [3, 3]),
        ({"kecamatan": "terakhir"}, [2, 4]),
    ],
)
def test_parts_hold_what_was_chosen_and_add_up(terbit, admin, pilihan, orang):
    if "kecamatan" in pilihan:
        tempat = Kelurahan.objects.order_by("kecamatan__nama", "nama").last()
        pilihan = {"kecamatan": [tempat.kecamatan_id]}

    daftar = bagi(terbit, admin, **pilihan)

    terbit.refresh_from_db()
    assert [t.nomor for t in daftar] == ["TG-2026-11-APBD-1/A", "TG-2026-11-APBD-1/B"]
    assert [t.jumlah_orang for t in daftar] == orang
    assert [t.daftar_iuran.count() for t in daftar] == orang
    assert sum(t.total for t in daftar) == terbit.total
    assert {t.status for t in daftar} == {"diterbitkan"}
    assert (terbit.status, terbit.dibagi_oleh, terbit.daftar_iuran.count()) == ("dibagi", admin, 0)


def test_lines_are_numbered_as_in_the_list(terbit, admin):
    baris = [b.nama for b in daftar_orang(terbit)]

    pertama, _ = bagi(terbit, admin, baris=[2, 5])

    assert {i.peserta.nama for i in pertama.daftar_iuran.all()} == {baris[1], baris[4]}


@pytest.mark.parametrize("pilihan", [{"pertama": 6}, {"baris": [99]}])
def test_everybody_or_nobody_is_no_part(terbit, admin, pilihan):
    with pytest.raises(AturanDilanggarError, match="Pilih sebagian saja"):
        bagi(terbit, admin, **pilihan)

    assert terbit.daftar_iuran.count() == 6


def test_a_part_is_divided_once_more(terbit, admin):
    _, sisa = bagi(terbit, admin, pertama=2)

    lagi = bagi(sisa, admin, pertama=1)

    sisa.refresh_from_db()
    hidup = terbit.daftar_bagian.hidup()
    assert [t.nomor[-2:] for t in lagi] == ["/C", "/D"]
    assert (sisa.status, "menjadi TG-2026-11-APBD-1/C" in sisa.alasan_batal) == (
        "dibatalkan",
        True,
    )
    assert hidup.aggregate(n=Sum("total"))["n"] == terbit.total


def test_one_part_is_paid_and_the_rest_waits(terbit, admin):
    pertama, sisa = bagi(terbit, admin, pertama=2)

    catat_pembayaran([pertama], Bukti("SP2D/1", PADA, pertama.total), oleh=admin, pada=PADA)

    sisa.refresh_from_db()
    assert sisa.status == "diterbitkan"
    assert Iuran.objects.filter(pembayaran__isnull=False).count() == 2
    with pytest.raises(AturanDilanggarError, match="/A sudah dibayar, jadi pembagiannya tetap"):
        gabungkan_bagian(terbit, oleh=admin, pada=KINI)


@pytest.mark.parametrize("status", ["disusun", "diterbitkan"])
def test_a_division_is_undone_while_nothing_is_paid(draf, admin, admin2, status):
    if status == "diterbitkan":
        terbitkan(draf, oleh=admin2, pada=KINI)
    bagi(draf, admin, pertama=2)

    assert gabungkan_bagian(draf, oleh=admin2, pada=KINI) == 6

    draf.refresh_from_db()
    assert (draf.status, draf.daftar_iuran.count()) == (status, 6)
    assert not draf.daftar_bagian.hidup().exists()
    assert [t.nomor[-2:] for t in bagi(draf, admin, pertama=3)] == ["/C", "/D"]


def test_a_half_issued_division_becomes_a_draft_again(draf, admin, admin2):
    pertama, _ = bagi(draf, admin, pertama=2)
    terbitkan(pertama, oleh=admin2, pada=KINI)

    gabungkan_bagian(draf, oleh=admin2, pada=KINI)

    draf.refresh_from_db()
    assert (draf.status, draf.diterbitkan_oleh, draf.tanggal) == ("disusun", None, None)


def test_somebody_leaves_a_drafted_part_and_its_whole(draf, admin):
    pertama, _ = bagi(draf, admin, pertama=2)

    keluarkan(pertama, [pertama.daftar_iuran.first().pk], alasan="Salah orang.", oleh=admin)

    pertama.refresh_from_db()
    draf.refresh_from_db()
    assert (pertama.jumlah_orang, draf.jumlah_orang, draf.total) == (1, 5, 5 * 16_800)


def test_a_part_is_not_cancelled_by_itself(terbit, admin):
    pertama, _ = bagi(terbit, admin, pertama=2)

    with pytest.raises(AturanDilanggarError, match="Gabungkan lagi pembagiannya"):
        batalkan_tagihan(Tagihan.objects.get(pk=pertama.pk), alasan="x", oleh=admin)


def test_a_paid_bill_is_not_divided(terbit, admin):
    catat_pembayaran([terbit], Bukti("SP2D/1", PADA, terbit.total), oleh=admin, pada=PADA)

    with pytest.raises(AturanDilanggarError, match="sudah dibayar, jadi tidak dapat dibagi"):
        bagi(terbit, admin, pertama=2)


def test_the_list_of_the_whole_tells_the_parts(terbit, admin, tmp_path):
    bagi(terbit, admin, pertama=2)
    utuh = Tagihan.objects.select_related("sumber").get(pk=terbit.pk)

    assert rincian(utuh).orang == 6
    assert [b.bagian for b in daftar_orang(utuh)].count("Pertama") == 2
    assert tulis_daftar(utuh, tmp_path, lambda *_: None).exists()


def test_parts_are_not_divided_by_the_database(terbit, admin):
    bagi(terbit, admin, pertama=2)

    with pytest.raises(DatabaseError, match="tagihan_bagian_bernama"), transaction.atomic():
        Tagihan.objects.filter(induk=terbit).update(
            status="dibagi", dibagi_oleh=admin, dibagi_pada=KINI
        )


@pytest.mark.parametrize(("n", "kata"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_letters_go_on_as_columns_of_a_sheet(n, kata):
    assert huruf(n) == kata
