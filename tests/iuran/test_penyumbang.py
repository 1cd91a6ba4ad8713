"""Donors: recorded once per NIP, moved, gone, back; each act leaves its trace."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from iuran.models import (
    OPD,
    JenisRiwayatPenyumbang,
    PenempatanOPD,
    Penyumbang,
    RiwayatPenyumbang,
    StatusPenyumbang,
)
from iuran.penyumbang.actions.penyumbang import (
    IsiPenyumbang,
    catat_penyumbang,
    keluarkan,
    kembalikan,
    pindah_opd,
    ubah_penyumbang,
)
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from tests.factories import PenggunaFactory, PenyumbangFactory

SEJAK, KINI = date(2025, 3, 1), date(2026, 11, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db: None) -> Pengguna:
    return PenggunaFactory()


@pytest.fixture
def dinas(db: None) -> OPD:
    return OPD.objects.get(nama="Dinas Perhubungan")


def isi(**lain: object) -> IsiPenyumbang:
    opd = OPD.objects.get(nama="Dinas Tenaga Kerja").pk
    return IsiPenyumbang("198403052009032004", "Bambang", opd, "", SEJAK)._replace(**lain)


def jejak(orang: Penyumbang) -> list[str]:
    return [*RiwayatPenyumbang.objects.filter(penyumbang=orang).values_list("jenis", flat=True)]


def test_satu_nip_satu_orang(admin: Pengguna) -> None:
    satu = catat_penyumbang(isi(), oleh=admin)
    dua = catat_penyumbang(isi(nama="Orang Lain"), oleh=admin)
    assert (dua.pk, dua.nama) == (satu.pk, "Bambang")
    assert PenempatanOPD.objects.get(penyumbang=satu).sejak == SEJAK
    assert jejak(satu) == ["dicatat"]


def test_opd_yang_tidak_ada_lagi_ditolak(admin: Pengguna, dinas: OPD) -> None:
    OPD.objects.filter(pk=dinas.pk).update(aktif=False)
    with pytest.raises(AturanDilanggarError, match="Pilih OPD lain"):
        catat_penyumbang(isi(opd_id=dinas.pk), oleh=admin)


def test_admin_satu_wilayah_ditolak(db: None) -> None:
    with pytest.raises(AturanDilanggarError, match="seluruh kota"):
        catat_penyumbang(isi(), oleh=PenggunaFactory(wilayah=["33.74.01"]))


def test_pindah_opd_terlambat_dicatat(admin: Pengguna, dinas: OPD) -> None:
    orang = catat_penyumbang(isi(), oleh=admin)
    lain = OPD.objects.get(nama="Dinas Sosial")
    pindah_opd(orang, lain, sejak=date(2026, 6, 1), oleh=admin)
    pindah_opd(orang, dinas, sejak=date(2025, 9, 1), oleh=admin)  # heard of it afterwards
    orang.refresh_from_db()
    assert orang.opd == lain
    pada = Penyumbang.objects.dengan_opd_pada
    assert pada(date(2025, 8, 31)).get(pk=orang.pk).opd_pada == isi().opd_id
    assert pada(date(2026, 5, 31)).get(pk=orang.pk).opd_pada == dinas.pk
    assert pada(date(2026, 6, 1)).get(pk=orang.pk).opd_pada == lain.pk


def test_pindah_hari_sama_membetulkan(admin: Pengguna, dinas: OPD) -> None:
    orang = catat_penyumbang(isi(), oleh=admin)
    pindah_opd(orang, dinas, sejak=SEJAK, oleh=admin)
    assert PenempatanOPD.objects.get(penyumbang=orang).opd == dinas
    with pytest.raises(AturanDilanggarError, match="sudah tercatat di Dinas Perhubungan"):
        pindah_opd(orang, dinas, sejak=SEJAK, oleh=admin)
    with pytest.raises(AturanDilanggarError, match="tidak sebelum itu"):
        pindah_opd(orang, dinas, sejak=date(2025, 2, 28), oleh=admin)


def test_ubah_membetulkan_dan_menjejak(admin: Pengguna) -> None:
    orang = catat_penyumbang(isi(), oleh=admin)
    baru = isi(nip="198403052009032005", hp="081234567890", sejak=date(2025, 2, 20))
    assert ubah_penyumbang(orang, baru, oleh=admin, pada=KINI)
    assert not ubah_penyumbang(orang, baru, oleh=admin, pada=KINI)
    orang.refresh_from_db()
    assert (orang.nip[-1], orang.sejak) == ("5", date(2025, 2, 20))
    assert PenempatanOPD.objects.get(penyumbang=orang).sejak == date(2025, 2, 20)
    catatan = RiwayatPenyumbang.objects.filter(penyumbang=orang).first().catatan
    assert catatan == "Dibetulkan: NIP, nomor HP, tanggal ikut."


def test_ubah_ke_nip_orang_lain(admin: Pengguna) -> None:
    lain, orang = PenyumbangFactory(), catat_penyumbang(isi(), oleh=admin)
    with pytest.raises(BentrokError, match="satu NIP untuk satu orang"):
        ubah_penyumbang(orang, isi(nip=lain.nip), oleh=admin, pada=KINI)


def test_awal_tidak_melewati_yang_sesudahnya(admin: Pengguna, dinas: OPD) -> None:
    orang = catat_penyumbang(isi(), oleh=admin)
    pindah_opd(orang, dinas, sejak=date(2025, 9, 1), oleh=admin)
    with pytest.raises(AturanDilanggarError, match="pindah OPD pada 1 September 2025"):
        ubah_penyumbang(orang, isi(sejak=date(2025, 9, 1)), oleh=admin, pada=KINI)
    keluarkan(orang, StatusPenyumbang.PENSIUN, pada=date(2025, 8, 1), alasan="SK", oleh=admin)
    with pytest.raises(AturanDilanggarError, match="keluar pada 1 Agustus 2025"):
        ubah_penyumbang(orang, isi(sejak=date(2025, 8, 2)), oleh=admin, pada=KINI)


def test_keluar_dan_kembali(admin: Pengguna) -> None:
    orang = catat_penyumbang(isi(), oleh=admin)
    with pytest.raises(AturanDilanggarError, match="tidak sebelum itu"):
        keluarkan(orang, StatusPenyumbang.PENSIUN, pada=date(2025, 2, 1), alasan="x", oleh=admin)
    with pytest.raises(AturanDilanggarError, match="Pilih sebab"):
        keluarkan(orang, StatusPenyumbang.AKTIF, pada=KINI, alasan="x", oleh=admin)
    keluarkan(orang, StatusPenyumbang.PENSIUN, pada=KINI, alasan="SK 12", oleh=admin)
    with pytest.raises(BentrokError, match="sudah tercatat keluar: Pensiun"):
        keluarkan(orang, StatusPenyumbang.MUNDUR, pada=KINI, alasan="x", oleh=admin)
    kembalikan(orang, pada=KINI, alasan="salah orang", oleh=admin)
    with pytest.raises(BentrokError, match="masih aktif"):
        kembalikan(orang, pada=KINI, alasan="salah orang", oleh=admin)
    orang.refresh_from_db()
    assert (orang.status, orang.keluar_pada) == ("aktif", None)
    assert jejak(orang) == ["kembali", "keluar", "dicatat"]


def test_riwayat_tidak_berubah(admin: Pengguna) -> None:
    orang = catat_penyumbang(isi(), oleh=admin)
    jejaknya = RiwayatPenyumbang.objects.filter(penyumbang=orang)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        jejaknya.update(catatan="lain")
    with pytest.raises(IntegrityError, match="riwayat_penyumbang_sah"), transaction.atomic():
        RiwayatPenyumbang.objects.create(
            penyumbang=orang, jenis="lain", catatan="", pada=KINI, oleh=admin
        )
    assert jejaknya.get().jenis == JenisRiwayatPenyumbang.DICATAT
