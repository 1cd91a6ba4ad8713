"""Who has left is not billed: named before issuing, taken out of the draft, sums follow."""

from datetime import date, datetime

import pytest

from iuran.models import Iuran, Tagihan
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.tagihan.actions.isian import isi_tercatat, ubah_isian
from iuran.tagihan.actions.keluar import keluarkan
from iuran.tagihan.actions.susun import ganti_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import keluarkan_lalu_terbitkan, terbitkan
from iuran.tagihan.angka import isi_terbit
from peserta.models import JenisPeristiwa
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import sumber, terdaftar

KINI = datetime(2026, 11, 28, 10, tzinfo=WIB)
PADA = KINI.date()
NOV, DES = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def draf(db, admin):
    """The bill of December for three people."""
    for n in range(3):
        terdaftar(nama=f"Orang {n}")
    return susun_tagihan(sumber("APBD"), DES, oleh=admin)


def meninggal(draf, admin, tanggal=date(2026, 11, 22), jenis=JenisPeristiwa.MENINGGAL):
    orang = draf.daftar_iuran.order_by("pk").first().peserta
    catat_peristiwa(orang, jenis, tanggal, oleh=admin, pada=PADA)
    return orang


def test_december_with_a_death_of_november_is_not_issued(draf, admin, admin2):
    meninggal(draf, admin)

    with pytest.raises(AturanDilanggarError, match="1 orang dalam TG-2026-12-APBD-1 tidak boleh"):
        terbitkan(draf, oleh=admin2, pada=KINI)

    assert Tagihan.objects.get().status == "disusun"


@pytest.mark.parametrize(
    ("jenis", "tanggal", "keluar"),
    [
        (JenisPeristiwa.MENINGGAL, date(2026, 11, 30), 1),
        (JenisPeristiwa.PINDAH, date(2026, 11, 2), 1),
        (JenisPeristiwa.PENERIMA_UPAH, date(2026, 11, 2), 1),
        (JenisPeristiwa.KECELAKAAN, date(2026, 11, 2), 0),
    ],
)
def test_who_may_not_be_paid_for(draf, admin, jenis, tanggal, keluar):
    orang = draf.daftar_iuran.first().peserta
    catat_peristiwa(orang, jenis, tanggal, oleh=admin, pada=date(2026, 12, 1))

    assert draf.daftar_iuran.sudah_keluar().count() == keluar


def test_the_month_of_the_death_is_still_billed(db, admin, admin2):
    terdaftar()
    november = susun_tagihan(sumber("APBD"), NOV, oleh=admin)
    meninggal(november, admin)

    terbitkan(november, oleh=admin2, pada=KINI)

    assert Tagihan.objects.get().status == "diterbitkan"


def test_out_they_go_and_the_bill_is_issued_in_one_click(draf, admin, admin2):
    orang = meninggal(draf, admin)

    jumlah = keluarkan_lalu_terbitkan(
        draf, dilihat=sidik(isi_terbit(draf)), tanggal=PADA, oleh=admin2, pada=KINI
    )

    draf.refresh_from_db()
    mati = Iuran.objects.get(peserta=orang, bulan=DES)
    assert (jumlah, draf.status, draf.jumlah_orang, draf.total) == (1, "diterbitkan", 2, 33_600)
    assert (mati.hidup, mati.tagihan, "TG-2026-12-APBD-1" in mati.alasan_mati) == (
        False,
        None,
        True,
    )


def test_somebody_who_left_meanwhile_is_shown_first(draf, admin, admin2):
    meninggal(draf, admin)
    dilihat = sidik(isi_terbit(draf))
    lain = draf.daftar_iuran.order_by("pk").last().peserta
    catat_peristiwa(lain, JenisPeristiwa.PINDAH, PADA, oleh=admin, pada=PADA)

    with pytest.raises(BentrokError, match="Yang dikeluarkan: tadinya 1 orang, sekarang 2 orang"):
        keluarkan_lalu_terbitkan(draf, dilihat=dilihat, tanggal=PADA, oleh=admin2, pada=KINI)

    assert draf.daftar_iuran.count() == 3


def test_one_person_leaves_a_draft_and_waits_for_the_next_bill(draf, admin):
    baris = draf.daftar_iuran.first()

    assert keluarkan(draf, [baris.pk], alasan="Diminta.", oleh=admin) == 16_800

    draf.refresh_from_db()
    baris.refresh_from_db()
    assert (draf.jumlah_orang, draf.total) == (2, 33_600)
    assert (baris.hidup, baris.tagihan) == (True, None)
    assert "1 orang, Rp16.800: Diminta." in draf.daftar_perubahan.get().isi["Dikeluarkan"][1]
    assert susun_tagihan(sumber("APBD"), DES, oleh=admin).ke == 2


def test_an_issued_bill_keeps_its_people(draf, admin, admin2):
    terbitkan(draf, oleh=admin2, pada=KINI)

    with pytest.raises(AturanDilanggarError, match="jadi isinya tetap"):
        keluarkan(draf, [draf.daftar_iuran.first().pk], alasan="x", oleh=admin)


def test_an_issued_bill_is_replaced_without_who_left(draf, admin, admin2):
    terbitkan(draf, oleh=admin2, pada=KINI)
    orang = meninggal(draf, admin)

    baru = ganti_tagihan(draf, alasan="Satu orang meninggal.", oleh=admin)

    draf.refresh_from_db()
    assert (draf.status, baru.nomor, baru.status) == ("dibatalkan", "TG-2026-12-APBD-2", "disusun")
    assert (baru.jumlah_orang, baru.daftar_iuran.filter(peserta=orang).count()) == (2, 0)
    assert not Iuran.objects.get(peserta=orang, bulan=DES).hidup


def test_a_bill_does_not_become_empty(draf, admin):
    pks = list(draf.daftar_iuran.values_list("pk", flat=True))

    with pytest.raises(AturanDilanggarError, match="Batalkan tagihannya"):
        keluarkan(draf, pks, alasan="x", oleh=admin)


def test_a_row_of_another_bill_is_not_taken_out(draf, admin):
    lain = Iuran.objects.filter(bulan=NOV).first()

    with pytest.raises(BentrokError, match="tidak lagi ada"):
        keluarkan(draf, [lain.pk], alasan="x", oleh=admin)


def test_an_edit_leaves_a_trail(draf, admin):
    dilihat = sidik(isi_tercatat(draf))

    berubah = ubah_isian(draf, {"kode_iuran": "24001", "npp": ""}, dilihat=dilihat, oleh=admin)

    jejak = draf.daftar_perubahan.get()
    assert (berubah, jejak.isi, jejak.oleh) == (
        ["Kode iuran BPJS"],
        {"Kode iuran BPJS": ["", "24001"]},
        admin,
    )
    assert Tagihan.objects.get().kode_iuran == "24001"


def test_an_edit_over_another_admins_edit_is_refused(draf, admin, admin2):
    dilihat = sidik(isi_tercatat(draf))
    ubah_isian(draf, {"kode_iuran": "24001"}, dilihat=dilihat, oleh=admin)

    with pytest.raises(BentrokError, match="Kode iuran BPJS: tadinya kosong, sekarang 24001"):
        ubah_isian(draf, {"kode_iuran": "24002"}, dilihat=dilihat, oleh=admin2)
