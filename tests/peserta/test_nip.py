"""A NIP: what it states, what Excel made of it, and what it is confused with."""

from datetime import date

import pytest

from peserta.bersih.nip import IsiNip, bersihkan_nip, isi_nip
from peserta.bersih.opd import kunci_opd

NIP = "198403052009032004"


def test_isi_nip() -> None:
    assert isi_nip(NIP) == IsiNip(date(1984, 3, 5), date(2009, 3, 1), "P")


@pytest.mark.parametrize("sel", [NIP, "19840305 200903 2 004", "'198403052009032004", f" {NIP} "])
def test_dibaca(sel: str) -> None:
    assert bersihkan_nip(sel).nilai == NIP


@pytest.mark.parametrize(
    ("sel", "kode"),
    [
        ("", "nip_kosong"),
        (None, "nip_kosong"),
        (198403052009032000, "nip_angka"),
        (1.98403052009032e17, "nip_angka"),
        ("1,98403E+17", "nip_ilmiah"),
        (NIP[:-1], "nip_panjang"),
        (NIP + "1", "nip_panjang"),
        ("3374051803660699", "nip_tertukar"),
        ("198413052009032004", "nip_mustahil"),  # month 13
        ("198403322009032004", "nip_mustahil"),  # day 32
        ("198403052009132004", "nip_mustahil"),  # appointed in month 13
        ("198403052009033004", "nip_mustahil"),  # neither man nor woman
        ("200903051984032004", "nip_mustahil"),  # appointed before birth
        ("19840305200903200X", "nip_bukan_angka"),
        ("0" * 18, "nip_mustahil"),
    ],
)
def test_ditolak(sel: object, kode: str) -> None:
    hasil = bersihkan_nip(sel)  # type: ignore[arg-type]
    assert hasil.nilai is None
    assert [a.kode for a in hasil.alasan] == [kode]


@pytest.mark.parametrize(
    ("sel", "kode"),
    [
        ("199305151999052700", "nip_muda"),
        ("1984O3052009032004", "nip_huruf_o"),
        ("19840305-200903-2-004", "nip_dibersihkan"),
    ],
)
def test_dipakai_dengan_catatan(sel: str, kode: str) -> None:
    hasil = bersihkan_nip(sel)
    assert hasil.nilai is not None
    assert [a.kode for a in hasil.alasan] == [kode]


def test_kalimat_tidak_memuat_nip_lengkap() -> None:
    for sel in (NIP[:-1], NIP + "1", "19840305-200903-2-004", "1984O3052009032004"):
        for alasan in bersihkan_nip(sel).alasan:
            assert NIP[:12] not in alasan.sebab + alasan.perbaikan


@pytest.mark.parametrize(
    ("satu", "lain"),
    [
        ("Kec. Pedurungan", "KECAMATAN PEDURUNGAN"),
        ("Kecamatan Pedurungan Kota Semarang", "kec pedurungan"),
        ("RSD K.R.M.T. Wongsonegoro", "RSD KRMT Wongsonegoro"),
        ("Dinas Perumahan & Kawasan Permukiman", "Dinas Perumahan dan Kawasan Permukiman"),
        ("Kel.Kalicari", "Kelurahan Kalicari"),
    ],
)
def test_satu_opd_satu_kunci(satu: str, lain: str) -> None:
    assert kunci_opd(satu) == kunci_opd(lain)


def test_opd_berbeda_kunci_berbeda() -> None:
    assert kunci_opd("Kec. Tugu") != kunci_opd("Kel. Tugu")
    assert kunci_opd("Kota Semarang") == "KOTASEMARANG"
