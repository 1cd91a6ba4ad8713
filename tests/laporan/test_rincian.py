"""Every figure opens: each table of it adds up to the figure, on random ledgers and on the page."""

from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random

import pytest
from django.db import transaction
from openpyxl import load_workbook

from iuran.buku import utang_pada
from laporan import angka as angka_bulan
from laporan.anggaran import utang_menutup
from laporan.bentuk_ukuran import MENURUT
from laporan.dahulu import sebagaimana_diketahui
from laporan.himpunan import himpunan
from laporan.jembatan import jembatan
from laporan.keluarga import keluarga
from laporan.pergerakan import Gerak, pergerakan, pergerakan_masa
from laporan.rincian import buka
from laporan.risiko import Risiko, semua_risiko
from laporan.serapan import serapan
from laporan.ukuran import KELOMPOK, UKURAN
from peserta.models import RiwayatStatus
from pijar.bulan import WIB, awal_bulan
from pijar.errors import AturanDilanggarError
from tests.factories import PesertaFactory, bayar, sumber, terdaftar
from tests.laporan.test_dua_jam import catat_saat
from tests.laporan.test_pergerakan import DASAR, SEMUA, Pergeseran

HARI_INI = date(2026, 11, 27)
NOVEMBER = date(2026, 11, 1)
ALAMAT = "/laporan/rincian/"
DICATAT = datetime(2026, 11, 12, 9, tzinfo=WIB)  # when everything of a random ledger was recorded


def kepala(pada: date) -> dict[str, tuple[int, int]]:
    """The headline of every figure from where the screens, papers and the budget have it."""
    bulan = awal_bulan(pada)
    a = angka_bulan.hitung(bulan, pada=pada)
    gerak, uang, utang = (
        pergerakan(bulan, pada=pada),
        serapan(pada.year, pada=pada),
        utang_pada(pada),
    )
    orang = {
        "terlindungi": a.terlindungi, "lunas": a.lunas, "tenggang": a.tenggang,
        "terlindungi_lain": a.terlindungi_lain, "seluruh_terlindungi": a.seluruh_terlindungi,
        "belum_aktif": a.belum_aktif, "nonaktif": a.nonaktif, "di_luar": a.di_luar,
        "belum_dikonfirmasi": a.belum_dikonfirmasi, "akan_berakhir": a.jumlah_berakhir,
        "terdaftar_baru": a.terdaftar_baru, "berhenti": a.berhenti,
    } | {f"tahap_{b.kode}": b.orang for b in a.per_status}  # fmt: skip
    orang |= {g.value: gerak.orang(g) for g in Gerak}
    kota, klaim, tutup = uang.kota, keluarga(pada=pada), utang_menutup(pada).values()
    return {k: (n, 0) for k, n in orang.items()} | {
        "dibayar": (a.dibayar_orang, a.dibayar_rupiah),
        "dibayar_lain": (a.dibayar_lain_orang, a.dibayar_lain_rupiah),
        "ditagih": (a.ditagih_orang, a.ditagih_rupiah),
        "belum_ditagih": (a.belum_ditagih_orang, a.belum_ditagih_rupiah),
        "utang": (utang.orang, utang.rupiah),
        "pagu": (0, kota.pagu), "komitmen": (0, kota.komitmen),
        "realisasi": (0, kota.realisasi), "silpa": (0, kota.silpa),
        "klaim_dibayar": (klaim.total.klaim, klaim.total.rupiah),
        "klaim_berjalan": (klaim.berjalan, 0),
    } | kepala_risiko(pada) | {
        "tahun_tutup": (sum(u.orang for u in tutup), sum(u.rupiah for u in tutup)),
    }  # fmt: skip


def kepala_risiko(pada: date) -> dict[str, tuple[int, int]]:
    """The sums of the risks of each kind."""
    hasil = dict.fromkeys(
        (
            *("habis", "lewat", "lewat_lain", "defisit"),
            *("bpjs_menunggu", "bpjs_posting", "bpjs_tidak_dikenal", "bpjs_selisih"),
        ),
        (0, 0),
    )
    for r in semua_risiko(pada, hari_ini=pada):
        kode = r.angka.partition(":")[0]
        orang, rupiah = hasil.get(kode, (0, 0))
        hasil[kode] = (orang + r.orang, rupiah + (r.rupiah or 0))
    return hasil


def beda_risiko(r: Risiko, pada: date) -> list[tuple[str, str, int, int]]:
    """The tables of a risk that do not say what its sentence says."""
    beda = []
    for menurut in UKURAN[r.angka.partition(":")[0]].menurut:
        isi = buka(r.angka, menurut, bulan=awal_bulan(pada), pada=pada)
        orang = isi.orang
        if r.kode == "tahun_tutup":  # the people of its largest month
            bulan = buka(r.angka, "bulan", bulan=awal_bulan(pada), pada=pada).baris
            orang = max(b.orang for b in bulan)
        if (orang, isi.rupiah) != (r.orang, r.rupiah or 0):
            beda.append((r.angka, menurut, orang, isi.rupiah))
    return beda


@pytest.mark.parametrize(
    ("benih", "pada"),
    [
        (3, date(2026, 9, 14)), (4, date(2027, 2, 10)),
        *(
            pytest.param(*isi, marks=pytest.mark.matriks)
            for isi in (
                (1, HARI_INI), (2, date(2026, 10, 31)), (5, HARI_INI), (6, date(2027, 1, 31)),
                (7, date(2026, 7, 25)), (8, date(2026, 8, 31)),
            )
        ),
    ],
)  # fmt: skip
def test_every_table_of_every_figure_adds_up_to_it(admin, admin2, benih, pada):
    acak = Random(benih)  # noqa: S311  # sample data, not a secret
    dunia = Pergeseran(acak, admin, admin2)
    for nama in [*DASAR, *acak.choices([*DASAR, *SEMUA], k=30)]:
        dunia.langkah(nama)
    catat_saat(DICATAT)

    utama = kepala(pada)

    assert set(utama) == set(UKURAN)
    beda = []
    for kode, ukuran in UKURAN.items():
        for menurut in ukuran.menurut:
            r = buka(kode, menurut, bulan=awal_bulan(pada), pada=pada)
            isi = (r.orang, r.rupiah if r.berrupiah else 0)
            if isi != utama[kode]:
                beda.append((kode, menurut, isi, utama[kode]))
    assert beda == []
    risiko = semua_risiko(pada, hari_ini=pada)
    assert [b for r in risiko for b in beda_risiko(r, pada)] == []
    assert risiko


@pytest.mark.matriks
def test_the_random_ledgers_hold_people_in_most_figures(admin, admin2):
    """So that the test above compares more than zeros."""
    terisi = set()
    for benih in range(1, 7):
        with transaction.atomic():
            acak = Random(benih)  # noqa: S311  # as above
            dunia = Pergeseran(acak, admin, admin2)
            for nama in [*DASAR, *acak.choices([*DASAR, *SEMUA], k=30)]:
                dunia.langkah(nama)
            catat_saat(DICATAT)
            for pada in (HARI_INI, date(2026, 7, 25), date(2026, 9, 14), date(2027, 2, 10)):
                terisi |= {k for k, isi in kepala(pada).items() if any(isi)}
            transaction.set_rollback(True)

    assert {
        "terlindungi", "lunas", "tenggang", "terlindungi_lain", "belum_aktif", "nonaktif",
        "dibayar", "ditagih", "belum_ditagih", "utang", "akan_berakhir", "berhenti",
        "tahap_terdaftar", "berakhir", "lainnya", "komitmen", "realisasi",
    } - terisi == set()  # fmt: skip


@pytest.mark.parametrize("benih", [1, 2, 3])
def test_the_bridge_adds_up_to_each_of_its_populations(admin, admin2, benih):
    acak = Random(benih)  # noqa: S311  # as above
    dunia = Pergeseran(acak, admin, admin2)
    for nama in acak.choices([*DASAR, *SEMUA], k=30):
        dunia.langkah(nama)
    for pada in (date(2026, 9, 30), HARI_INI):
        a = angka_bulan.hitung(awal_bulan(pada), pada=pada)

        baris = jembatan(himpunan(pada, semua=True))

        jalan = 0
        for b in baris:
            jalan = b.orang if b is baris[0] else jalan + (0 if b.jumlah else b.orang)
            if b.jumlah:
                assert b.orang == jalan
        tahap = {b.kode: b.orang for b in a.per_status}
        assert [b.orang for b in baris if b.jumlah] == [
            tahap["terdaftar"], a.seluruh_terlindungi, a.terlindungi,
        ]  # fmt: skip


def test_the_bridge_knows_the_stage_of_a_past_day(db):
    """Who stopped in November was terdaftar in October."""
    orang = terdaftar().peserta
    for bulan in range(1, 11):
        bayar(date(2026, bulan, 1), date(2026, bulan, 5))
    type(orang).objects.filter(pk=orang.pk).update(dibuat_pada="2026-01-01T09:00+07:00")
    kemarin = date(2026, 10, 31)
    RiwayatStatus.objects.create(peserta=orang, dari="terdaftar", ke="berhenti", alasan="Uji")
    type(orang).objects.filter(pk=orang.pk).update(status="berhenti")

    baris = jembatan(himpunan(kemarin, semua=True))

    assert [b.orang for b in baris if b.jumlah] == [1, 1, 1]


@pytest.fixture
def tiga(db):
    """Three people in two kelurahan, paid until October."""
    for kelurahan in ("33.74.01.1001", "33.74.02.1001", "33.74.02.1001"):
        terdaftar(kelurahan_id=kelurahan)
    for bulan in range(1, 11):
        bayar(date(2026, bulan, 1), date(2026, bulan, 5))


def test_groups_bear_their_names_and_the_largest_stands_first(tiga):
    r = buka("terlindungi", "kelurahan", bulan=NOVEMBER, pada=HARI_INI)

    assert [(b.kode, b.orang) for b in r.baris] == [("33.74.02.1001", 2), ("33.74.01.1001", 1)]
    assert all(", " in b.nama for b in r.baris)
    kecamatan = buka("terlindungi", "kecamatan", bulan=NOVEMBER, pada=HARI_INI)
    assert len(kecamatan.baris) == 16
    (sumber,) = buka("terlindungi", "sumber", bulan=NOVEMBER, pada=HARI_INI).baris
    assert "2026" in sumber.nama
    (bulan,) = buka("terlindungi", "bulan", bulan=NOVEMBER, pada=HARI_INI).baris
    assert (bulan.kode, bulan.nama) == ("2026-01", "Januari 2026")


def test_a_movement_of_many_months_is_grouped_by_month(tiga):
    dari = date(2026, 1, 1)

    r = buka("baru", "bulan", bulan=NOVEMBER, pada=HARI_INI, dari=dari)

    assert r.orang == pergerakan_masa(dari, NOVEMBER, pada=HARI_INI).orang("baru") == 3
    assert [b.kode for b in r.baris] == ["2026-01"]


@pytest.mark.parametrize("kode", UKURAN)
def test_every_figure_opens_for_the_sekda_without_a_number_or_a_name(tiga, sekda_client, kode):
    PesertaFactory(nama="Nama Rahasia Sekali", nik="3374011502850009", status="terdaftar")
    jawaban = sekda_client.get(f"{ALAMAT}?angka={kode}&menurut={UKURAN[kode].menurut[-1]}")

    isi = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert UKURAN[kode].nama in isi
    assert "Jumlah" in isi
    assert "Nama Rahasia" not in isi
    assert "337401150285" not in isi
    assert "/peserta/" not in isi


def test_every_figure_is_named_on_the_page_once_and_explained():
    kode = [u.kode for _, isi in KELOMPOK for u in isi]

    assert sorted(kode) == sorted(UKURAN)
    for u in UKURAN.values():
        assert u.arti.endswith("."), u.kode
        assert u.sumber.endswith("."), u.kode
        assert set(u.menurut) <= set(MENURUT)
        assert u.menurut


@pytest.mark.parametrize(
    ("kueri", "status", "kalimat"),
    [
        ("angka=entah", 409, "Tidak ada angka bernama “entah”"),
        ("angka=" + "x" * 400, 409, "Tidak ada angka bernama"),
        ("angka=pagu&menurut=kelurahan", 409, "tidak dapat dirinci menurut “kelurahan”"),
        ("angka=lunas&menurut=<b>", 409, "Pilih sumber dana, kecamatan"),
        ("angka=lewat:besok", 409, "Bagian “besok” tidak dikenal"),
        ("angka=lewat:2026-13-01&menurut=sumber", 409, "tidak dikenal"),
        ("angka=habis:2026", 409, "Bagian “2026” tidak dikenal"),
        ("angka=defisit:999999999999999999999", 409, "tidak dikenal"),
        ("angka=bpjs_posting:2026-10-entah", 409, "tidak dikenal"),
        ("angka=klaim_dibayar:0", 409, "tidak dikenal"),
        ("angka=lunas:2026-10", 409, "Tidak ada angka bernama"),
        ("angka=lewat:", 409, "Tidak ada angka bernama"),
        ("pada=2099-01-01", 200, "1 Januari 2099 belum tiba"),
        ("pada=2019-05-01", 200, "1 Mei 2019 sebelum program ada"),
        ("angka=baru&dari=2019-05", 200, "1 Mei 2019 sebelum program ada"),
        ("pada=besok", 200, "Tulis tanggal, bulan, lalu tahun"),
        ("tahu=entah", 200, "entah"),
        ("angka=baru&dari=2030-01", 200, "Pilih bulan yang tidak sesudah tanggalnya"),
        ("pada=2026-02-30", 200, "tidak ada dalam kalender"),
    ],
)  # fmt: skip
def test_a_wrong_address_is_told_in_words(db, sekda_client, kueri, status, kalimat):
    sumber("APBD")
    jawaban = sekda_client.get(f"{ALAMAT}?{kueri}")

    assert jawaban.status_code == status
    assert kalimat in jawaban.content.decode()


def test_what_was_typed_stays_on_the_screen(db, sekda_client):
    assert 'value="besok"' in sekda_client.get(f"{ALAMAT}?pada=besok").content.decode()


def test_as_known_then_is_not_as_known_now(tiga, sekda_client):
    """Everything was recorded today, so nothing was known in October."""
    lalu = HARI_INI - timedelta(30)
    alamat = f"{ALAMAT}?angka=terlindungi&menurut=kecamatan&pada={lalu}"

    kini, dulu = (sekda_client.get(f"{alamat}&tahu={t}") for t in ("kini", "dulu"))

    assert kini.context["rincian"].orang == 3
    assert dulu.context["rincian"].orang == 0
    with sebagaimana_diketahui(lalu):
        assert buka("terlindungi", "kecamatan", bulan=awal_bulan(lalu), pada=lalu).orang == 0


def test_only_who_sees_the_people_of_the_whole_city_gets_the_list(
    tiga, admin_client, sekda_client, petugas_client, petugas
):
    petugas.wilayah = ["33.74.01"]
    petugas.save()
    alamat = f"{ALAMAT}?angka=terlindungi&menurut=kecamatan"
    daftar = "/peserta/?cakupan=terlindungi&amp;sumber_dana=kota"

    assert daftar in admin_client.get(alamat).content.decode()
    for klien in (sekda_client, petugas_client):
        assert daftar not in klien.get(alamat).content.decode()
    lampau = admin_client.get(f"{alamat}&pada=2026-01-31").content.decode()
    assert daftar not in lampau


@pytest.mark.parametrize("kode", ["terlindungi", "lunas", "belum_aktif", "tahap_terdaftar"])
def test_the_list_counts_as_many(tiga, admin_client, kode):
    PesertaFactory(status="terdaftar")
    halaman = admin_client.get(f"{ALAMAT}?angka={kode}&menurut=kecamatan")

    jumlah = halaman.context["rincian"].orang
    daftar = admin_client.get(halaman.context["daftar"]).context["halaman"].paginator.count

    assert daftar == jumlah


@pytest.mark.parametrize("kode", ["terlindungi", "dibayar", "komitmen"])
def test_the_workbook_is_the_same_table(tiga, sekda_client, kode):
    menurut = UKURAN[kode].menurut[0]
    kueri = f"?angka={kode}&menurut={menurut}"
    r = sekda_client.get(f"{ALAMAT}{kueri}").context["rincian"]

    jawaban = sekda_client.get(f"{ALAMAT}unduh/{kueri}")

    lembar = load_workbook(BytesIO(b"".join(jawaban.streaming_content)))["Rincian"]
    isi = [[c for c in baris if c is not None] for baris in lembar.values]
    for b in r.baris:
        angka = ([b.orang] if r.berorang else []) + ([b.rupiah] if r.berrupiah else [])
        assert [b.nama, *angka] in isi
    total = ([r.orang] if r.berorang else []) + ([r.rupiah] if r.berrupiah else [])
    assert ["Jumlah", *total] in isi
    assert "33740" not in str(jawaban["Content-Disposition"])


@pytest.mark.parametrize("jumlah", [1, 3])
def test_a_constant_number_of_queries(db, sekda_client, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        terdaftar(kelurahan_id=f"33.74.02.100{n + 1}")
    sekda_client.get(f"{ALAMAT}?angka=belum_aktif&menurut=kelurahan")  # sign-in is remembered

    with django_assert_num_queries(15):
        sekda_client.get(f"{ALAMAT}?angka=belum_aktif&menurut=kelurahan")


def test_unknown_figures_are_refused_with_the_way():
    with pytest.raises(AturanDilanggarError, match="Buka angkanya dari beranda"):
        buka("entah", "", bulan=NOVEMBER, pada=HARI_INI)


@pytest.mark.parametrize("hari", ["2024-07-31", "2023-01-01", "2022-12-31"])
def test_a_day_that_the_first_page_takes_is_taken_by_the_opened_figure(db, sekda_client, hari):
    """The programme begins with its first source, here of 2023."""
    sumber("APBD", 2023)
    alamat = f"?pada={hari}&tahu=dulu"

    halaman = [sekda_client.get(f"{a}{alamat}") for a in ("/", ALAMAT)]

    salah = hari < "2023"
    assert ["sebelum program ada" in h.text for h in halaman] == [salah, salah]
    assert [bool(h.context["form"].errors) for h in halaman] == [salah, salah]
