"""An answer that comes months later: the city pays from the month in which BPJS accepted."""

from datetime import date, datetime

import pytest

from iuran.jawaban import betulkan, terapkan
from iuran.jawaban.hitungan import pratinjau_terapan
from iuran.models import Bantuan, Iuran, KirimanBerkas
from laporan.angka import hitung
from pijar.bulan import WIB
from tests.iuran.susunan import KEPALA, isi, jawab, susun

JUNI = date(2026, 6, 1)
DIJAWAB = date(2026, 6, 17)
KINI = datetime(2026, 6, 18, 9, tzinfo=WIB)


@pytest.fixture
def berkas_bpjs(admin):
    """Two people decreed from January; the file went out on 3 February."""
    satu = susun(admin, 2)
    KirimanBerkas.objects.create(
        berkas_bpjs=satu, tanggal=date(2026, 2, 3), nomor_surat="560/1", sha256="x",
        jumlah_orang=2, oleh=admin, pada=datetime(2026, 2, 3, 9, tzinfo=WIB),
    )  # fmt: skip
    return satu


def jawaban(berkas_bpjs, admin, tanggal=DIJAWAB, tmt=""):
    baris = [[*b, tmt] for b in isi(berkas_bpjs)]
    return jawab(berkas_bpjs, [*KEPALA, "TMT"], *baris, oleh=admin, tanggal=tanggal)


def terapkan_(satu, admin):
    return terapkan.terapkan_jawaban(satu, pada=KINI, oleh=admin)


def bulan() -> set[int]:
    return set(Iuran.objects.hidup().values_list("bulan__month", flat=True))


def test_a_january_batch_answered_in_june_is_paid_from_june(berkas_bpjs, admin):
    satu = jawaban(berkas_bpjs, admin)
    pratinjau = pratinjau_terapan(satu)
    assert (pratinjau.awal, pratinjau.bulan, pratinjau.rupiah) == (JUNI, 14, 14 * 16_800)

    terapkan_(satu, admin)

    assert bulan() == {*range(6, 13)}
    assert set(Bantuan.objects.values_list("bulan_awal", "diterima_mulai")) == {(JUNI, JUNI)}


def test_a_closed_day_before_the_answer_does_not_change(berkas_bpjs, admin):
    sebelum = hitung(date(2026, 5, 1), pada=date(2026, 5, 31))

    terapkan_(jawaban(berkas_bpjs, admin), admin)

    sesudah = hitung(date(2026, 5, 1), pada=date(2026, 5, 31))
    assert (sesudah.terlindungi, sesudah.belum_aktif, sesudah.belum_ditagih_orang) == (
        sebelum.terlindungi,
        sebelum.belum_aktif,
        sebelum.belum_ditagih_orang,
    )


@pytest.mark.parametrize(
    ("tmt", "awal"),
    [("01-04-2026", 4), ("15-08-2026", 8), ("01-01-2026", 2)],
    ids=["earlier than the answer", "later", "before the file was sent"],
)
def test_the_tmt_of_the_answer_decides_but_not_before_the_file_was_sent(
    berkas_bpjs, admin, tmt, awal
):
    terapkan_(jawaban(berkas_bpjs, admin, tmt=tmt), admin)

    assert bulan() == {*range(awal, 13)}


def test_an_admin_corrects_the_day_of_the_answer_with_a_reason(berkas_bpjs, admin):
    satu = jawaban(berkas_bpjs, admin)
    betulkan.atur_tanggal(
        satu, date(2026, 3, 2), sebelum=DIJAWAB, alasan="Surat BPJS 12/III", oleh=admin
    )
    satu.refresh_from_db()

    terapkan_(satu, admin)

    assert bulan() == {*range(3, 13)}
    assert satu.tanggal_alasan == "Surat BPJS 12/III"
