"""The measures of the movement by office: equal to a count promise by promise, on any day."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as aturan_hypothesis
from hypothesis import strategies as st

from iuran.buku import BulanBukti, IsiBukti, tulis_bukti
from iuran.gerakan import gerakan_bulan, menurut_jenis
from iuran.gerakan.angka import JUMLAHAN
from iuran.gerakan.aturan import batas_putus, lewat_tempo
from iuran.models import OPD, PegawaiOPD, PenempatanOPD, TargetOPD
from iuran.penyumbang.aturan import Janjinya, KeadaanJanji, keadaan_janji
from iuran.perlindungan.aturan import jatuh_tempo
from pijar.bulan import awal_bulan, tambah_bulan
from tests.factories import JanjiFactory, PenggunaFactory, PenyumbangFactory, sumber
from tests.iuran.gerakan import Gerak, angka_baris, hitung_satu_satu

pytestmark = pytest.mark.django_db
SEPTEMBER, HARI = date(2026, 9, 1), date(2026, 9, 20)


@aturan_hypothesis(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(benih=st.integers(0, 9999), hari=st.dates(date(2025, 7, 1), date(2027, 2, 28)))
def test_setiap_angka_sama_dengan_hitungan_satu_satu(db, benih, hari):
    with transaction.atomic():
        Gerak(Random(benih))  # noqa: S311  # sample data, not a secret
        for pada in (hari, hari + timedelta(days=70)):
            bulan = awal_bulan(hari)
            semua = gerakan_bulan(bulan, pada=pada)
            satu = hitung_satu_satu(bulan, pada)
            for b in semua.baris:
                assert angka_baris(b) == satu[b.opd], (b.nama, semua.hari)
            for nama in JUMLAHAN:
                assert getattr(semua.total, nama) == sum(getattr(b, nama) for b in semua.baris)
        transaction.set_rollback(True)


@given(hari=st.dates(date(2025, 1, 1), date(2028, 12, 31)), jarak=st.integers(-8, 3))
def test_batas_sama_dengan_aturan_janji(hari, jarak):
    terakhir = tambah_bulan(hari, jarak)
    janji = Janjinya(tambah_bulan(hari, -12), tambah_bulan(hari, 12), {terakhir})
    keadaan = keadaan_janji(janji, hari).keadaan
    assert (terakhir <= batas_putus(hari)) == (keadaan == KeadaanJanji.PUTUS)
    tenggang = batas_putus(hari) < terakhir < lewat_tempo(hari)
    assert tenggang == (keadaan == KeadaanJanji.TENGGANG)


def test_bulan_lewat_tempo_pada_hari_tepatnya():
    tepat = jatuh_tempo(date(2026, 8, 1))
    assert lewat_tempo(tepat) == date(2026, 7, 1)
    assert lewat_tempo(tepat + timedelta(days=1)) == date(2026, 8, 1)


def baris(nama: str, bulan: date = SEPTEMBER, pada: date = HARI):
    return next(b for b in gerakan_bulan(bulan, pada=pada).baris if b.nama == nama)


def test_jumlah_asn_menurut_harinya_dan_opd_tanpa_penyumbang_tampil():
    opd = OPD.objects.get(nama="Dinas Sosial")
    for pada, jumlah in ((date(2026, 1, 1), 50), (date(2026, 9, 20), 60), (date(2026, 9, 21), 70)):
        PegawaiOPD.objects.create(opd=opd, pada=pada, jumlah=jumlah, asal="BKPP")
    TargetOPD.objects.create(opd=opd, tahun=2026, orang=8)
    kosong = baris("Dinas Sosial")
    assert (kosong.pegawai, kosong.pegawai_pada, kosong.target) == (60, HARI, 8)
    assert (kosong.penyumbang, kosong.partisipasi, kosong.capaian) == (0, 0, 0)
    assert baris("Dinas Sosial", pada=date(2026, 9, 30)).pegawai == 70
    assert baris("Dinas Sosial", bulan=date(2025, 12, 1)).pegawai == 0


def test_partisipasi_tidak_menghitung_opd_yang_jumlah_asnnya_belum_ada():
    opd = OPD.objects.get(nama="Dinas Sosial")
    PegawaiOPD.objects.create(opd=opd, pada=date(2026, 1, 1), jumlah=4, asal="BKPP")
    JanjiFactory(penyumbang=PenyumbangFactory(opd=opd))
    JanjiFactory()  # of Dinas Tenaga Kerja, whose civil servants nobody counted
    semua = gerakan_bulan(SEPTEMBER, pada=HARI)
    assert (semua.total.penyumbang, semua.total.partisipasi) == (2, 25)
    assert baris("Dinas Tenaga Kerja").partisipasi is None


def test_bulan_terhitung_pada_opd_bulan_itu():
    sumber("ASN")
    satu, dua = (OPD.objects.get(nama=n) for n in ("Dinas Sosial", "Inspektorat"))
    orang = PenyumbangFactory(opd=satu, sejak=date(2026, 3, 10))
    for opd, sejak in ((dua, date(2026, 3, 20)), (satu, date(2026, 5, 31)), (dua, HARI)):
        PenempatanOPD.objects.create(penyumbang=orang, opd=opd, sejak=sejak, oleh=PenggunaFactory())
    janji = JanjiFactory(penyumbang=orang)
    isi = [BulanBukti(janji.pk, janji.peserta_id, date(2026, b, 1)) for b in range(1, 13)]
    bukti = IsiBukti("slip", "S-1", date(2026, 1, 5), 12 * 16_800)
    tulis_bukti(bukti, isi, oleh=janji.didata_oleh)
    # January, February: the first; March, April: the second; May to August: the first again.
    assert (baris("Dinas Sosial").bulan_tahun, baris("Inspektorat").bulan_tahun) == (6, 6)
    assert (baris("Dinas Sosial").dijanji, baris("Inspektorat").dijanji) == (0, 1)
    kemarin = {"pada": date(2026, 9, 19)}
    assert (baris("Dinas Sosial", **kemarin).dijanji, baris("Inspektorat", **kemarin).dijanji) == (
        1, 0,
    )  # fmt: skip


def test_opd_yang_tidak_aktif_tampil_selama_berangka():
    JanjiFactory()
    OPD.objects.filter(nama__in=["Dinas Tenaga Kerja", "Dinas Sosial"]).update(aktif=False)
    nama = [b.nama for b in gerakan_bulan(SEPTEMBER, pada=HARI).baris]
    assert "Dinas Tenaga Kerja" in nama
    assert "Dinas Sosial" not in nama


def test_jumlah_menurut_jenis_sama_dengan_jumlah_semua():
    Gerak(Random(5))  # noqa: S311  # as above
    semua = gerakan_bulan(SEPTEMBER, pada=HARI)
    jenis = [j for _, j in menurut_jenis(semua.baris)]
    for nama in JUMLAHAN:
        assert sum(getattr(j, nama) for j in jenis) == getattr(semua.total, nama)


@pytest.mark.parametrize("jumlah", [1, 3])
def test_banyaknya_pertanyaan_tetap(jumlah):
    Gerak(Random(jumlah), penyumbang=jumlah)  # noqa: S311  # as above
    with CaptureQueriesContext(connection) as tanya:
        gerakan_bulan(SEPTEMBER, pada=HARI)
    assert len(tanya) == 2
