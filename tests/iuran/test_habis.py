"""The work list of who is terdaftar without being protected, with the cause of each."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from iuran import perlindungan as p
from iuran.models import Iuran
from peserta.models import Peserta
from pijar.bulan import WIB, rentang_bulan
from tests.factories import BantuanFactory, PesertaFactory, bayar, iuran, terdaftar
from tests.iuran.lindung import terlindungi
from tests.peran import buat, masuk

HABIS = "/iuran/berakhir/habis/"
JAN = date(2026, 1, 1)
PADA = date(2026, 11, 20)
TUGU = "33.74.16.1001"


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """The list is looked at on 20 November 2026."""
    kini = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)


@pytest.fixture
def semua(db):
    """One in each state: protected, lapsed, not begun, ended, in a gap, waiting, without months."""
    orang = {}
    for nama, kode, sampai, lain in (
        ("Lindung", "APBD", 10, {}),
        ("Lewat", "CSR", 6, {"kelurahan_id": TUGU}),
        ("Selesai", "DBHCHT", 5, {"jumlah": 5}),
        ("Selang", "ASN", 5, {"jumlah": 5}),
    ):
        orang[nama] = terdaftar(kode=kode, nama=nama, **lain).peserta
        for bulan in rentang_bulan(JAN, sampai):
            bayar(bulan, bulan, kode=kode)
    jeda = BantuanFactory(
        peserta=orang["Selang"], bulan_awal=date(2026, 12, 1), jumlah_bulan=1, status="berjalan"
    )
    iuran(jeda, date(2026, 12, 1))
    terdaftar(mulai=date(2026, 10, 1), jumlah=3, nama="Baru")
    terdaftar(mulai=date(2026, 12, 1), jumlah=1, nama="Nanti")
    PesertaFactory(status="terdaftar", nama="Kosong", kpj="26000000777")
    PesertaFactory(status="layak", nama="Belum Terdaftar")
    return orang


def sebab() -> dict[str, tuple[str, str]]:
    orang = list(p.tanpa_perlindungan(Peserta.objects.all(), PADA).order_by("nama"))
    return {o.orang.nama: (o.keadaan.value, o.sebab) for o in p.sebab_habis(orang, PADA)}


def test_everybody_without_protection_is_named_with_the_cause(semua):
    assert sebab() == {
        "Baru": (
            "belum_aktif",
            "Pembayaran pertama belum tercatat. Belum ditagih: Oktober 2026, November 2026.",
        ),
        "Kosong": ("tanpa_bulan", "Tidak ada bulan yang pernah tercatat."),
        "Lewat": (
            "nonaktif",
            "Belum ditagih: Juli 2026, Agustus 2026, September 2026 dan 2 bulan lain.",
        ),
        "Nanti": ("tanpa_bulan", "Menunggu mulai Desember 2026."),
        "Selang": ("tanpa_bulan", "Jeda: dibiayai sampai Mei 2026, lagi mulai Desember 2026."),
        "Selesai": ("tanpa_bulan", "Bantuan berakhir Mei 2026 dan tidak disambung."),
    }


def test_the_bills_that_were_not_paid_are_named(semua):
    bukti = bayar(date(2026, 7, 1), date(2027, 1, 1), kode="CSR")
    tagihan = bukti.daftar_alokasi.get().tagihan

    assert f"Tidak ada pembayaran tercatat untuk {tagihan.nomor}." in sebab()["Lewat"][1]


def test_registered_is_protected_or_on_the_list(semua):
    terdaftar_semua = set(Peserta.objects.filter(status="terdaftar").values_list("pk", flat=True))
    habis = set(p.tanpa_perlindungan(Peserta.objects.all(), PADA).values_list("pk", flat=True))
    lindung = terlindungi(PADA)

    assert habis | lindung == terdaftar_semua
    assert not habis & lindung


@pytest.mark.parametrize(
    ("kueri", "nama"),
    [
        ("", {"Lewat", "Selesai", "Selang", "Baru", "Nanti", "Kosong"}),
        ("keadaan=nonaktif", {"Lewat"}),
        ("keadaan=belum_aktif", {"Baru"}),
        ("keadaan=tanpa_bulan", {"Selesai", "Selang", "Nanti", "Kosong"}),
        ("kecamatan=33.74.16", {"Lewat"}),
        ("keadaan=x", {"Lewat", "Selesai", "Selang", "Baru", "Nanti", "Kosong"}),
    ],
)
def test_the_page_filters(semua, petugas_client, kueri, nama):
    html = petugas_client.get(f"{HABIS}?{kueri}").text

    tampak = {"Lindung", "Lewat", "Selesai", "Selang", "Baru", "Nanti", "Kosong"}
    assert {n for n in tampak if f">{n}</a>" in html} == nama
    assert f"<h2>{len(nama)} orang</h2>" in html


def test_the_page_keeps_to_the_area(semua):
    html = masuk(buat("tugu", "petugas", wilayah=["33.74.16"])).get(HABIS).text

    assert ">Lewat</a>" in html
    assert "<h2>1 orang</h2>" in html


@pytest.mark.parametrize("jumlah", [1, 3])
def test_query_count_is_constant(petugas_client, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        terdaftar()
    Iuran.objects.update(hidup=False, alasan_mati="x")

    with django_assert_num_queries(21):
        petugas_client.get(HABIS)
