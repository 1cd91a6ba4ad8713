"""The board of who loses cover when: its figures, its picture, its sentence, against its people."""

import re
from dataclasses import replace
from datetime import date, datetime
from html import unescape

import pytest
from django.utils import timezone

from iuran import perlindungan as p
from iuran.daftar import kata_sk, tebing_dekat
from iuran.daftar.forms import BerakhirForm
from iuran.daftar.gambar import gambar_gelombang
from iuran.daftar.papan import papan
from iuran.models import Bantuan, Iuran, SumberDana, Tarif
from laporan import pekerjaan_rumah
from peserta.models import Peristiwa, Peserta
from pijar.bulan import WIB, rentang_bulan
from tests.factories import (
    BantuanFactory,
    bayar,
    iuran,
    keringanan_berlaku,
    sumber,
    terdaftar,
    ubah_pagu,
)
from tests.pemilik import tanpa_penjaga
from verifikasi.actions.penetapan import susun_penetapan
from verifikasi.models import BarisPenetapan

PADA = date(2026, 11, 20)
NOV, DES, JAN, FEB = rentang_bulan(date(2026, 11, 1), 4)
AKHIR_2027 = date(2027, 12, 1)
TIMUR = "33.74.03.1001"
PAPAN = "/iuran/berakhir/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """The screens are looked at on 20 November 2026."""
    kini = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)


def lunaskan() -> None:
    """Everything until October is paid in its month, but nothing of the company's."""
    for kode in ("APBD", "DBHCHT", "ASN"):
        for bulan in rentang_bulan(date(2026, 1, 1), 10):
            if Iuran.objects.filter(sumber__kode=kode, bulan=bulan, tagihan=None).exists():
                bayar(bulan, bulan.replace(day=20), kode=kode)


def lanjutan(lama, mulai: date, jumlah: int, status: str = "berjalan", kode: str = ""):
    """One more grant of the same person, with its rows if it runs."""
    baru = BantuanFactory(
        peserta=lama.peserta,
        sumber=sumber(kode or lama.sumber.kode, mulai.year),
        bulan_awal=mulai,
        jumlah_bulan=jumlah,
        status=status,
    )
    if status == "berjalan":
        for bulan in rentang_bulan(mulai, jumlah):
            iuran(baru, bulan)
    return baru


@pytest.fixture
def setiap_keadaan(db, admin):
    """Name → the last month of cover and the month in which it goes on; None: not on the board."""
    harapan: dict[str, tuple[date, date | None] | None] = {}

    def buat(nama: str, ujung, **lain):
        harapan[nama] = ujung
        return terdaftar(nama=nama, **lain)

    yang_sambung(buat)
    yang_putus(buat)
    tak_terlindungi(buat)
    draf = susun_penetapan(nomor="463/9", tanggal=PADA, perihal="Perpanjangan", oleh=admin)
    BarisPenetapan.objects.create(
        penetapan=draf,
        peserta=buat("dalam draf SK", (DES, None)).peserta,
        sumber=sumber("APBD", 2027),
        bulan_awal=JAN,
        jumlah_bulan=12,
        pernyataan="Ketua RT 03",
    )
    lunaskan()
    return harapan


def yang_sambung(buat) -> None:
    """Whose next grant follows without a gap, waits, or is void."""
    buat("bulan ini", (NOV, None), jumlah=11)
    buat("akhir tahun", (DES, None))
    lanjutan(buat("menunggu berkas", (AKHIR_2027, None)), JAN, 12, "ditetapkan")
    lanjutan(buat("sudah diperpanjang", (AKHIR_2027, None)), JAN, 12)
    lanjutan(buat("perpanjangan batal", (DES, None)), JAN, 12, "batal")
    lanjutan(buat("dua berurutan", (DES, None), jumlah=6), date(2026, 7, 1), 6, kode="DBHCHT")
    lama = buat("saldo awal", (DES, None), mulai=date(2026, 10, 1), jumlah=3)
    Bantuan.objects.filter(pk=lama.pk).update(peserta_sejak="2025-03-01")


def yang_putus(buat) -> None:
    """Gaps, and grants that were stopped."""
    lanjutan(buat("jeda", (NOV, FEB), jumlah=11), FEB, 6)
    lanjutan(buat("menunggu sesudah jeda", (DES, FEB)), FEB, 3, "ditetapkan")
    dipendekkan = buat("dipendekkan", (DES, None))
    Bantuan.objects.filter(pk=dipendekkan.pk).update(status="berhenti")
    lewat = buat("barisnya lewat bantuan", (NOV, None))
    Bantuan.objects.filter(pk=lewat.pk).update(status="berhenti", bulan_akhir="2026-10-01")
    Iuran.objects.filter(bantuan=lewat, bulan=DES).update(hidup=False, alasan_mati="Uji")


def tak_terlindungi(buat) -> None:
    """Who has months to come and no protection today."""
    mati = buat("meninggal", None).peserta
    Peristiwa.objects.create(peserta=mati, jenis="meninggal", tanggal=date(2026, 10, 3))
    buat("enam puluh lima", None, tanggal_lahir=date(1961, 11, 19))
    buat("nonaktif", None, kode="CSR")
    buat("belum aktif", None, mulai=NOV, jumlah=2)
    pergi = buat("berhenti", None).peserta
    Peserta.objects.filter(pk=pergi.pk).update(status="berhenti")


def per_nama(pks) -> dict[str, int]:
    return dict(Peserta.objects.filter(pk__in=pks).values_list("nama", "pk"))


def test_everybody_has_the_end_that_one_expects(setiap_keadaan):
    semua = p.ujung(PADA).orang(Peserta.objects.values_list("pk", flat=True))

    nama = per_nama(semua)
    assert {n: (semua[pk].akhir, semua[pk].lanjut) for n, pk in nama.items()} == {
        n: u for n, u in setiap_keadaan.items() if u
    }
    assert {semua[nama[n]].sumber_id for n in ("menunggu berkas", "sudah diperpanjang")} == {
        sumber("APBD", 2027).pk
    }


def test_a_held_extension_gives_nothing(db):
    lama, lain = terdaftar(), terdaftar()
    for satu in (lama, lain):
        lanjutan(satu, JAN, 3, "ditetapkan")
        lanjutan(satu, date(2027, 4, 1), 3, "ditetapkan")
    lunaskan()
    pks = [lama.peserta_id, lain.peserta_id]
    semua = p.ujung(PADA, Peserta.objects.filter(pk__in=pks))
    assert {u.akhir for u in semua.orang(pks).values()} == {date(2027, 6, 1)}

    ditahan = replace(semua, ditahan=((pks[0], JAN), (pks[0], date(2027, 4, 1))))

    assert {pk: u[::2] for pk, u in ditahan.orang(pks).items()} == {
        pks[0]: (DES, None),
        pks[1]: (date(2027, 6, 1), None),
    }
    sebagian = replace(semua, ditahan=((pks[0], JAN),))
    assert sebagian.orang(pks)[pks[0]][::2] == (DES, date(2027, 4, 1))
    assert [(b.akhir, b.orang) for b in sebagian.hitung()] == [(DES, 1), (date(2027, 6, 1), 1)]
    assert [o.pk for o in sebagian.saring(Peserta.objects.all(), p.Saring((DES,)))] == pks[:1]


def test_everybody_protected_has_one_end(setiap_keadaan):
    ringkas = p.potret(PADA).ringkasan
    satu = papan(PADA)

    # The potret counts who has stopped without an event; the board does not.
    assert sum(b.orang for b in satu.baris) == ringkas.terlindungi - 1
    assert satu.gelombang.orang == sum(b.orang for b in satu.baris)
    assert sum(j.orang for j in satu.jeda) == 2


ANGKA = re.compile(r'<a href="(\?[^"]+)#orang">([0-9.]+)</a>')
GAMBAR = re.compile(r'<a tabindex="-1" href="(\?[^"]+)#orang"\s*><title>([^<]+): ([0-9.]+) orang')


def test_picture_table_and_list_are_equal(setiap_keadaan, verifikator_client):
    html = verifikator_client.get(f"{PAPAN}?bagian=semua").text

    tabel = {unescape(a): n for a, n in ANGKA.findall(html)}
    gambar = {unescape(a): n for a, _, n in GAMBAR.findall(html)}
    assert gambar.items() <= tabel.items()
    assert len(gambar) == 4  # two months of 2026, one of them of two sources, one of 2027
    assert any("jeda=1" in a for a in tabel)
    hari = re.findall(r'href="(\?[^"]*hari=\d+[^"]*)#orang".*?<strong[^>]*>(\d+) orang', html)
    assert [n for _, n in hari] == ["10", "10", "3", "3", "0"]
    for alamat, n in [*tabel.items(), *((unescape(a), n) for a, n in hari)]:
        layar = verifikator_client.get(f"{PAPAN}{alamat}").text
        assert layar.count('class="samar"') == int(n), alamat


@pytest.mark.parametrize(
    ("pada", "harapan"),
    [
        (date(2026, 11, 20), [9, 9, 3, 3, 0]),
        (date(2026, 11, 23), [9, 9, 3, 3, 3]),
        (date(2026, 11, 30), [9, 9, 3, 3, 3]),
    ],
)
def test_days_count_to_the_last_day_of_the_month(pada, harapan):
    orang = {NOV: 3, DES: 6, AKHIR_2027: 2}

    assert [d.orang for d in p.dalam_hari(orang, pada)] == harapan
    assert [d.hari for d in p.dalam_hari(orang, pada)] == [90, 60, 30, 14, 7]


@pytest.mark.parametrize(
    ("orang", "bulan"),
    [
        ({}, None),
        ({NOV: 1}, NOV),
        ({NOV: 3, DES: 6_012}, DES),
        ({NOV: 602, DES: 6_012}, NOV),
        ({date(2028, 5, 1): 9}, None),
        ({date(2028, 4, 1): 9}, date(2028, 4, 1)),
    ],
)
def test_a_handful_does_not_hide_the_cliff(orang, bulan):
    assert p.tebing(orang, PADA) == bulan


def kalimat(pada: date = PADA, bulan: date = DES, *, pagu: bool = True) -> str:
    return papan(PADA).tebing(bulan, Peserta.objects.all(), pagu=pagu).kalimat(pada)


def test_the_sentence_of_one_person(db):
    terdaftar()
    lunaskan()
    sumber("APBD", 2027)

    assert kalimat() == (
        "Sesudah Desember 2026, 1 orang kehilangan perlindungan; memperpanjang 12 bulan memerlukan "
        "Rp201.600: Rp201.600 dari APBD 2027 (pagu Rp1.000.000.000.000, DPA, tersisa "
        "Rp1.000.000.000.000 dan 1.000.000 tempat): cukup; SK paling lambat 17 Desember 2026."
    )
    assert kalimat(pagu=False) == (
        "Sesudah Desember 2026, 1 orang kehilangan perlindungan; memperpanjang 12 bulan memerlukan "
        "Rp201.600; SK paling lambat 17 Desember 2026."
    )


def test_the_sentence_says_that_the_decree_is_late(db, settings):
    terdaftar()
    lunaskan()

    assert "; SK paling lambat 17 Desember 2026." in kalimat(date(2026, 12, 17))
    assert "; SK seharusnya paling lambat 17 Desember 2026." in kalimat(date(2026, 12, 18))
    settings.SK_PERPANJANGAN_HARI = 30
    assert kata_sk(DES, PADA) == "SK paling lambat 1 Desember 2026"


def test_a_draft_ceiling_is_indicative_and_may_be_too_small(db):
    for _ in range(3):
        terdaftar()
    lunaskan()
    sumber("APBD", 2027)
    ubah_pagu("APBD", 2027, pagu=400_000, kuota=2, keadaan_pagu="rancangan")

    assert (
        "Rp604.800 dari APBD 2027 (pagu Rp400.000, Rancangan, baru indikatif, tersisa Rp400.000 "
        "dan 2 tempat): kurang Rp204.800 dan kurang 1 tempat; "
    ) in kalimat()


def test_a_source_without_successor_is_named(db):
    SumberDana.objects.filter(tahun=2027).update(aktif=False)
    terdaftar(kode="DBHCHT")
    lunaskan()

    isi = kalimat()

    assert "memerlukan Rp201.600; DBHCHT 2026 belum mempunyai penerus tahun 2027; SK" in isi


def test_two_sources_may_go_on_in_one(db):
    terdaftar()
    gelombang = SumberDana.objects.create(
        kode="APBD-P", nama="APBD-P", jenis="apbd", tahun=2026, pagu=10**9, kuota=9,
        penerus=sumber("APBD", 2027),
    )  # fmt: skip
    terdaftar(mulai=date(2026, 10, 1), jumlah=3, kode=gelombang.kode)
    bayar(date(2026, 10, 1), date(2026, 10, 20), kode=gelombang.kode)
    lunaskan()

    tebing = papan(PADA).tebing(DES, Peserta.objects.all(), pagu=True)

    assert tebing.orang == 2
    assert [(str(k.sumber), k.orang_baru, k.rupiah_baru) for k in tebing.sumber] == [
        ("APBD 2027", 2, 403_200)
    ]


def test_months_before_december_are_the_sources_own(db):
    terdaftar(jumlah=11)
    lunaskan()
    sumber("APBD", 2027)

    tebing = papan(PADA).tebing(NOV, Peserta.objects.all(), pagu=True)

    assert [(k.sumber.tahun, k.rupiah_baru) for k in tebing.sumber] == [
        (2026, 16_800),
        (2027, 184_800),
    ]


def test_the_tariff_is_that_of_month_payer_and_sector(db):
    keringanan_berlaku()
    terdaftar(kode="ASN", jumlah=11, pekerjaan_id="pengemudi_ojek")
    terdaftar(kode="ASN", jumlah=11)
    lunaskan()
    sumber("ASN", 2027)

    tebing = papan(PADA).tebing(NOV, Peserta.objects.all(), pagu=True)

    # Half of JKK and JKM for transport until March 2027, for others until December 2026.
    assert tebing.rupiah == 8_400 + 8_400 + 2 * 11 * 16_800


def test_a_month_without_tariff_is_said_and_no_error(db):
    terdaftar()
    lunaskan()
    with tanpa_penjaga():
        Tarif.objects.update(berlaku_sampai="2026-12-31")

    isi = kalimat()

    assert "biaya memperpanjang 12 bulan belum dapat dihitung (Belum ada tarif iuran" in isi


@pytest.mark.parametrize(
    ("kueri", "nama"),
    [
        ("bulan=2026-11", {"bulan ini", "jeda", "barisnya lewat bantuan"}),
        ("bulan=2026-11&jeda=1", {"jeda"}),
        ("jeda=1", {"jeda", "menunggu sesudah jeda"}),
        ("hari=30", {"bulan ini", "jeda", "barisnya lewat bantuan"}),
        ("hari=30&bulan=2026-12", set()),
        ("bulan=2027-12", {"menunggu berkas", "sudah diperpanjang"}),
        ("bulan=2026-11&kecamatan=33.74.16", set()),
        ("bulan=2026-11&pekerjaan=nelayan", set()),
        ("bulan=2026-11&kelurahan=33.74.01.1001&pekerjaan=tukang_becak", {"bulan ini", "jeda",
                                                                    "barisnya lewat bantuan"}),
    ],
)  # fmt: skip
def test_filters_combine(setiap_keadaan, petugas_client, kueri, nama):
    html = petugas_client.get(f"{PAPAN}?bagian=orang&{kueri}").text

    assert {n for n in setiap_keadaan if f">{n}</a>" in html} == nama


def test_wrong_filters_are_no_error(setiap_keadaan, petugas_client):
    kueri = "bagian=semua&bulan=2026-13&hari=x&sumber=x&kecamatan='&kelurahan=0&hal=x"

    jawaban = petugas_client.get(f"{PAPAN}?{kueri}")

    assert jawaban.status_code == 200
    assert ">akhir tahun</a>" in jawaban.text


def test_a_large_month_finds_the_same_page(setiap_keadaan, verifikator_client, monkeypatch):
    biasa = verifikator_client.get(f"{PAPAN}?bagian=orang", headers=HTMX).text
    assert biasa.count('class="samar"') == 12

    monkeypatch.setattr("iuran.daftar.views.berakhir.BANYAK", 0)

    assert verifikator_client.get(f"{PAPAN}?bagian=orang", headers=HTMX).text == biasa


def test_the_frame_comes_first_and_asks_for_its_parts(setiap_keadaan, petugas_client):
    html = petugas_client.get(f"{PAPAN}?bulan=2026-12").text

    for bagian in ("papan", "orang", "semua"):
        assert f"?bulan=2026-12&amp;bagian={bagian}" in html
    assert "bagian=tab&amp;aktif=iuran:berakhir" in html
    assert "akhir tahun" not in html
    sepotong = petugas_client.get(f"{PAPAN}?bagian=papan", headers=HTMX).text
    assert sepotong.startswith('<div id="papan">')


def test_tabs_count_their_people(setiap_keadaan, petugas_client):
    html = petugas_client.get(f"{PAPAN}?bagian=tab&aktif=iuran:habis", headers=HTMX).text

    assert "Sudah habis atau nonaktif (3)" in html
    assert "Usia 65 (1)" in html
    assert re.search(r'active" href="/iuran/berakhir/habis/"', html)


@pytest.mark.parametrize("jumlah", [1, 3])
@pytest.mark.parametrize(("bagian", "kueri"), [("papan", 15), ("orang", 15), ("", 13)])
def test_query_counts_are_constant(
    petugas_client, django_assert_num_queries, jumlah, bagian, kueri
):
    for _ in range(jumlah):
        terdaftar()
    lunaskan()

    with django_assert_num_queries(kueri):
        petugas_client.get(f"{PAPAN}?bagian={bagian}", headers=HTMX)


def test_an_officer_sees_the_own_area(db, petugas, petugas_client):
    terdaftar(nama="Wagimin")
    terdaftar(nama="Ngatini", kelurahan_id=TIMUR)
    lunaskan()
    petugas.wilayah = ["33.74.03"]
    petugas.save()

    html = petugas_client.get(f"{PAPAN}?bagian=semua").text

    assert "Ngatini" in html
    assert "Wagimin" not in html
    assert "1 orang kehilangan perlindungan" in html
    assert "pagu" not in html


def test_ceilings_are_for_admins(db, petugas_client, admin_client):
    terdaftar()
    lunaskan()
    sumber("APBD", 2027)

    assert "(pagu Rp" in admin_client.get(f"{PAPAN}?bagian=semua").text
    assert "(pagu Rp" not in petugas_client.get(f"{PAPAN}?bagian=semua").text


def test_the_extension_is_prepared_of_the_filter(db, admin):
    dana = sumber("APBD")
    isi = {"kecamatan": "33.74.01", "hari": "30", "pekerjaan": "nelayan"}
    form = BerakhirForm(isi, petugas=admin, pada=PADA)

    assert form.alamat_perpanjangan(DES, dana.pk) == (
        f"bulan=2026-12&sumber={dana.pk}&kecamatan=33.74.01&pekerjaan=nelayan"
    )


def test_each_source_is_extended_by_itself(db, admin_client):
    for kode in ("APBD", "APBD", "DBHCHT"):
        terdaftar(kode=kode)
    lunaskan()

    html = admin_client.get(f"{PAPAN}?bagian=semua&bulan=2026-12").text

    for kode, orang in (("APBD", 2), ("DBHCHT", 1)):
        dana = sumber(kode)
        assert re.search(rf'sumber={dana.pk}"\s*>Siapkan perpanjangan {dana} \({orang}\)', html)
    assert "Setiap sumber dana diperpanjang tersendiri." in html


def tunggu(pengguna, pada: date = PADA) -> list[tuple[str, int, str, date]]:
    semua = pekerjaan_rumah.untuk(pengguna, pada=pada)
    return [tuple(t)[:4] for t in semua if "berakhir/?bulan" in t.tautan]


def test_cliffs_wait_for_the_admin_with_their_date(setiap_keadaan, admin, petugas, verifikator):
    assert tunggu(admin) == [
        (
            "orang habis 30 November 2026, SK seharusnya paling lambat 16 November 2026",
            3,
            "/iuran/berakhir/?bulan=2026-11",
            date(2026, 11, 16),
        ),
        (
            "orang habis 31 Desember 2026, SK paling lambat 17 Desember 2026",
            7,
            "/iuran/berakhir/?bulan=2026-12",
            date(2026, 12, 17),
        ),
    ]
    assert tunggu(petugas) == tunggu(verifikator) == []


def test_nothing_waits_once_everybody_is_extended(db, admin):
    lama = terdaftar()
    lunaskan()
    assert len(tunggu(admin)) == 1

    lanjutan(lama, JAN, 12, "ditetapkan")

    assert tunggu(admin) == []
    assert tebing_dekat(PADA, None) == []


def test_an_admin_of_an_area_is_told_of_it_only(db, admin):
    terdaftar()
    terdaftar(kelurahan_id=TIMUR)
    lunaskan()
    admin.wilayah = ["33.74.03"]

    assert [n for _, n, *_ in tunggu(admin)] == [1]


def test_an_empty_board_says_so(db, admin_client):
    html = admin_client.get(f"{PAPAN}?bagian=semua").text

    assert "Tidak ada yang akan berakhir" in html
    assert "Tebing berikutnya" not in html


def test_bars_are_as_high_as_their_people():
    dua = [SumberDana(pk=n, nama=f"S{n}", tahun=2026, urutan=n) for n in (1, 2)]
    baris = [
        p.BarisUjung(NOV, 1, None, 1),
        p.BarisUjung(DES, 1, None, 300),
        p.BarisUjung(DES, 2, None, 100),
        p.BarisUjung(date(2030, 1, 1), 2, None, 9),
    ]

    gambar = gambar_gelombang(p.gelombang(baris, {s.pk: s for s in dua}, PADA))

    assert [b.orang for b in gambar.batang[:3]] == [1, 400, 0]
    assert len(gambar.batang) == 18
    satu, dua_potong = gambar.batang[1].potong
    assert (satu.tinggi, dua_potong.tinggi) == (120, 40)
    assert satu.y + satu.tinggi == gambar.alas
    assert dua_potong.y + dua_potong.tinggi == satu.y
    assert gambar.batang[0].potong[0].tinggi == 2
