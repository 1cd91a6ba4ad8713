"""Risks: counted as the figures count them, the city's rupiah alone, those of most people first."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from iuran.models import Bantuan, Iuran
from laporan import angka
from laporan.risiko import PALING_BANYAK, daftar_risiko, semua_risiko
from peserta.models import Peserta
from pijar.bulan import WIB, rentang_bulan
from tests.factories import PesertaFactory, bayar, sumber, terdaftar, ubah_pagu
from tests.iuran.rekon import AGUSTUS, SEPTEMBER, baris
from tests.iuran.rekon import daftar as daftar_bpjs
from tests.laporan.test_rincian import beda_risiko

NOV = date(2026, 11, 20)


def risiko(pada=NOV):
    return daftar_risiko(pada, hari_ini=pada)


def lunasi(sampai=11, *kode):
    for satu in kode or ("APBD",):
        for bulan in rentang_bulan(date(2026, 1, 1), sampai):
            bayar(bulan, bulan.replace(day=10), kode=satu)


def test_nothing_is_wrong_in_an_empty_house(db):
    assert risiko() == ()


def test_the_cliff_has_day_people_rupiah_and_who_must_act(db):
    for _ in range(3):
        terdaftar()
    lunasi()

    (satu,) = risiko()

    assert satu.kode == "habis"
    assert satu.tanggal == date(2027, 1, 1)
    assert satu.orang == 3
    assert satu.rupiah == 3 * 12 * 16_800
    assert "pada 1 Januari 2027 tidak ada lagi yang dilindungi kota: 3 orang" in satu.kalimat
    assert "Rp604.800 untuk 12 bulan" in satu.kalimat
    assert "Wali Kota" in satu.oleh
    assert "17 Desember 2026" in satu.oleh


def test_the_cliffs_add_up_to_the_figure_of_the_month(db):
    terdaftar()
    terdaftar(jumlah=11)
    lunasi()

    habis = [r for r in risiko() if r.kode == "habis"]

    assert sorted((r.tanggal, r.orang) for r in habis) == [
        (date(2026, 12, 1), 1),
        (date(2027, 1, 1), 1),
    ]
    assert sum(r.orang for r in habis) == angka.hitung(NOV.replace(day=1), pada=NOV).jumlah_berakhir


def test_a_cliff_says_how_many_stay(db):
    terdaftar()
    terdaftar(jumlah=11)
    lunasi()

    pertama = next(r for r in risiko() if r.tanggal == date(2026, 12, 1))

    assert "1 orang kehilangan perlindungan; yang tinggal 1 orang" in pertama.kalimat


def test_money_of_others_never_stands_in_the_city_s_risk(db):
    terdaftar(jumlah=5)
    terdaftar(jumlah=5, kode="CSR")
    pada = date(2026, 3, 20)

    lewat = [r for r in risiko(pada) if r.kode.startswith("lewat")]

    assert {(r.kode, r.orang, r.rupiah) for r in lewat} == {
        ("lewat", 1, 16_800),
        ("lewat_lain", 1, 16_800),
    }
    for r in lewat:
        assert ("CSR" in r.kalimat) is (r.kode == "lewat_lain")
    assert all("CSR" not in r.kalimat for r in risiko(pada) if r.kode != "lewat_lain")


def test_months_of_a_closing_year_stand_in_one_risk(db):
    terdaftar(mulai=date(2026, 9, 1), jumlah=4)
    dana = sumber("APBD")
    pada = dana.tutup_sp2d - timedelta(days=1)

    tutup = [r for r in risiko(pada) if r.kode in ("lewat", "tahun_tutup")]

    assert [(r.kode, r.orang, r.rupiah, r.tanggal) for r in tutup] == [
        ("tahun_tutup", 1, 4 * 16_800, dana.tutup_sp2d)
    ]


def test_a_deficit_is_named_with_its_rupiah(db):
    terdaftar()
    lunasi(12)
    ubah_pagu(pagu=100_000, defisit_sejak=date(2026, 2, 1))

    defisit = next(r for r in risiko() if r.kode == "defisit")

    assert defisit.rupiah == 12 * 16_800 - 100_000
    assert defisit.tanggal == date(2026, 2, 1)


@pytest.mark.parametrize("hari", [date(2026, 4, 20), date(2026, 6, 20)])
def test_at_most_five_and_those_of_most_people_first(db, hari):
    for kode, jumlah in (("APBD", 3), ("DBHCHT", 2), ("CSR", 1)):
        for n in range(jumlah):
            terdaftar(kode=kode, jumlah=hari.month + n)

    semua = risiko(hari)

    assert 0 < len(semua) <= PALING_BANYAK
    orang = [r.orang for r in semua]
    assert orang == sorted(orang, reverse=True)


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_queries_do_not_grow_with_the_people(db, django_assert_max_num_queries, jumlah):
    for _ in range(jumlah):
        terdaftar()

    with django_assert_max_num_queries(40):
        risiko(date(2026, 3, 20))


def test_what_the_lists_of_bpjs_say_opens_with_its_own_figures(admin):
    """Waiting lists, a month without its posting list, people unknown to BPJS, open points."""
    ada, pu = (terdaftar(nama=n).peserta for n in ("Ada", "Upahan"))
    terdaftar(nama="Hilang")
    asing = PesertaFactory.build(nama="Asing", kpj="77700011122")
    for bulan in (AGUSTUS, SEPTEMBER):
        bayar(bulan, bulan.replace(day=12))
    daftar_bpjs(admin, baris(ada), baris(pu, status="AKTIF PU"), baris(asing))
    daftar_bpjs(admin, baris(ada), baris(pu), jenis="posting")
    pada = date(2026, 12, 1)

    risiko = [r for r in semua_risiko(pada, hari_ini=pada) if r.kode == "bpjs"]

    assert {r.angka.partition(":")[0] for r in risiko} == {
        "bpjs_menunggu", "bpjs_posting", "bpjs_tidak_dikenal", "bpjs_selisih",
    }  # fmt: skip
    assert all(r.orang for r in risiko)
    assert [b for r in risiko for b in beda_risiko(r, pada)] == []


def test_a_deficit_and_a_closing_year_open_for_their_source_alone(db):
    """Two sources of one kind each: a risk opens its own."""
    for kode in ("APBD", "DBHCHT"):
        terdaftar(mulai=date(2026, 9, 1), jumlah=4, kode=kode)
        ubah_pagu(kode=kode, pagu=1, defisit_sejak=date(2026, 9, 9))
    pada = sumber("APBD").tutup_sp2d

    risiko = semua_risiko(pada, hari_ini=pada)

    assert sorted(r.kode for r in risiko if r.kode in ("defisit", "tahun_tutup")) == [
        *("defisit", "defisit", "tahun_tutup", "tahun_tutup")
    ]
    assert [b for r in risiko for b in beda_risiko(r, pada)] == []


def test_a_risk_of_a_past_day_opens_as_known_then(sekda_client, monkeypatch):
    """The page counts it so, whatever knowledge its other figures are asked for."""
    terdaftar(jumlah=5)
    saat = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: saat)
    monkeypatch.setattr(timezone, "localdate", saat.date)
    Iuran.objects.update(dibuat_pada=datetime(2026, 1, 2, tzinfo=WIB))
    Bantuan.objects.update(dibuat_pada=datetime(2026, 1, 2, tzinfo=WIB))
    Peserta.objects.update(dibuat_pada=datetime(2026, 1, 2, tzinfo=WIB))

    halaman = sekda_client.get("/?bagian=semua&pada=2026-03-20&tahu=kini")

    alamat = {r.angka: a for r, a in halaman.context["risiko"]}
    assert "tahu=dulu" in alamat["lewat:2026-02-15"]
    for r, tujuan in halaman.context["risiko"]:
        isi = sekda_client.get(tujuan).context["rincian"]
        assert (isi.orang, isi.rupiah) == (r.orang, r.rupiah), r.angka
