"""What the first page keeps, counted together, equals its rows, whatever happens to them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from iuran.models import Iuran
from iuran.perlindungan.cakupan import KEADAAN_LAIN
from laporan.hari import Keadaan, bacaan
from laporan.himpunan import TERLINDUNGI_PADA
from laporan.simpan import (
    ANGKA,
    CAKUPAN,
    JALUR,
    KELUARGA,
    PERGERAKAN,
    RINCIAN,
    RISIKO,
    SERAPAN,
    WILAYAH,
)
from laporan.views.sekda import BAGIAN, SAAT, lukis_bagian
from peserta.models import Peserta
from pijar.bulan import rentang_bulan
from pijar.models import AngkaTersimpan
from pijar.simpanan import Satu, Simpanan, ambil, bersama, daftar_simpanan
from tests.factories import PesertaFactory, bayar, terdaftar
from tests.iuran.rekon import baris, daftar
from tests.iuran.test_tarif_pergantian import konfirmasi, susun
from tests.laporan.test_dua_jam import LANGKAH, Dunia
from tests.pemilik import pemilik
from tests.peran import buat, masuk

pytestmark = pytest.mark.django_db(transaction=True)
BULAN, HARI = date(2026, 9, 1), date(2026, 9, 30)
BACAAN = {
    ANGKA: (BULAN, HARI),
    CAKUPAN: (HARI,),
    JALUR: (2026, HARI),
    KEADAAN_LAIN: (HARI,),
    KELUARGA: (HARI,),
    PERGERAKAN: (BULAN, BULAN, HARI),
    RINCIAN: ("terlindungi", "kelurahan", BULAN, HARI, BULAN),
    RISIKO: (HARI, HARI),
    SERAPAN: (2026, HARI),
    TERLINDUNGI_PADA: (HARI,),
    WILAYAH: (HARI,),
}


def test_every_kept_figure_of_this_app_is_compared():
    kita = {s for nama, s in daftar_simpanan().items() if nama.startswith("laporan.")}
    assert kita == {*BACAAN} - {KEADAAN_LAIN}


@contextmanager
def hanya_yang_disebut(simpanan: Simpanan) -> Iterator[None]:
    """Inside, queries may read what the figure says that it reads, and nothing else.

    Of a table of which it names columns: these, and the id by which others refer to its rows.
    """
    tabel = {t for t in simpanan.tabel if "." not in t}
    kolom: defaultdict[str, set[str]] = defaultdict(lambda: {"id"})
    for nama, _, satu in (t.partition(".") for t in simpanan.tabel if "." in t):
        kolom[nama].add(satu)
    boleh = [f"SELECT ON {t}" for t in tabel]
    boleh += [f"SELECT ({', '.join(k)}) ON {t}" for t, k in kolom.items() if t not in tabel]
    with transaction.atomic(), pemilik() as kursor:
        kursor.execute("CREATE ROLE uji_kolom; GRANT USAGE ON SCHEMA public TO uji_kolom")
        kursor.execute("; ".join(f"GRANT {satu} TO uji_kolom" for satu in boleh))
        kursor.execute("SET LOCAL ROLE uji_kolom")
        yield
        transaction.set_rollback(True)


def dihitung_terpisah(simpanan: Simpanan, kunci: tuple) -> object:
    with hanya_yang_disebut(simpanan):
        return simpanan.hitung(*kunci)


@pytest.mark.parametrize(
    "benih", [1, *(pytest.param(n, marks=pytest.mark.matriks) for n in (2, 3))]
)
def test_kept_equals_counted_after_every_step(admin, admin2, benih):
    """Counted by a role that may read only what is named: nothing else can have changed it."""
    acak = Random(benih)  # noqa: S311  # sample data, not a secret
    with transaction.atomic():
        dunia = Dunia(acak, admin, admin2)
    disimpan = 0
    for nama in acak.sample(LANGKAH, len(LANGKAH)):
        sebelum = set(AngkaTersimpan.objects.values_list("pk", "pada"))
        dunia.langkah(nama)
        with bersama((simpanan, *kunci) for simpanan, kunci in BACAAN.items()):
            terbaca = {simpanan: simpanan.baca(*kunci).nilai for simpanan, kunci in BACAAN.items()}
        for simpanan, kunci in BACAAN.items():
            assert terbaca[simpanan] == dihitung_terpisah(simpanan, kunci), (nama, simpanan.nama)
        disimpan += len(sebelum & set(AngkaTersimpan.objects.values_list("pk", "pada")))
    assert 0 < disimpan < len(LANGKAH) * len(BACAAN), "some steps change a figure, some do not"


def test_the_lists_of_bpjs_and_another_tariff_read_nothing_more(admin, admin2):
    """Branches of the risks that ask only where there is something to tell."""
    ada, pu, _ = (terdaftar(nama=n).peserta for n in ("Ada", "Upahan", "Hilang"))
    with transaction.atomic():
        for bulan in rentang_bulan(date(2026, 1, 1), 11):
            bayar(bulan, bulan.replace(day=12))
        sopir = susun(admin, sektor="transportasi", berlaku_mulai=date(2027, 1, 1))
        konfirmasi(sopir, admin2)
    daftar(admin, baris(ada), baris(pu, status="AKTIF PU"))
    daftar(admin, baris(ada), baris(pu), jenis="posting")
    akhir = date(2026, 12, 1)

    with CaptureQueriesContext(connection) as tanya:
        risiko = dihitung_terpisah(RISIKO, (akhir, akhir))

    assert {r.angka.partition(":")[0] for r in risiko} >= {"habis", "bpjs_posting"}
    assert any('"transport"' in q["sql"] for q in tanya), "drivers cost more"


@pytest.fixture
def terlindungi(transactional_db):
    """One person whose months until September are paid."""
    with transaction.atomic():
        terdaftar()
        for bulan in rentang_bulan(date(2026, 1, 1), 9):
            bayar(bulan, bulan)


@pytest.mark.parametrize(
    ("isi", "dihitung"),
    [
        ({"alamat": "Jalan Lain", "hp": "081234567890", "nama": "Lain"}, set()),
        ({"jenis_kelamin": "L"}, {ANGKA}),
        ({"pekerjaan_id": "nelayan"}, {ANGKA, CAKUPAN, RISIKO, WILAYAH}),
        ({"status": "berhenti"}, {ANGKA, JALUR, RISIKO, WILAYAH}),
        (
            {"tanggal_lahir": date(1950, 1, 1)},
            {ANGKA, CAKUPAN, JALUR, KEADAAN_LAIN, PERGERAKAN, RISIKO, TERLINDUNGI_PADA, WILAYAH},
        ),
    ],
    ids=lambda isi: "-".join(isi) if isinstance(isi, dict) else "",
)
def test_a_person_spoils_only_the_figures_that_read_what_changed(terlindungi, isi, dihitung):
    semua = {s: k for s, k in BACAAN.items() if s is not RINCIAN}  # it reads people by many columns
    for simpanan, kunci in semua.items():
        simpanan.baca(*kunci)
    Peserta.objects.update(**isi)

    berubah = ambil([Satu(s, k) for s, k in semua.items()])
    assert {s.simpanan for s, a in berubah.items() if a.berubah} == dihitung


def test_a_new_person_spoils_only_the_figures_of_who_is_registered(terlindungi):
    semua = [Satu(s, k) for s, k in BACAAN.items() if s is not RINCIAN]
    for satu in semua:
        satu.simpanan.baca(*satu.kunci)
    PesertaFactory()

    assert {s.simpanan for s, a in ambil(semua).items() if a.berubah} == {ANGKA, WILAYAH}


def test_the_ends_of_past_months_are_counted_anew_only_when_they_may_differ(terlindungi):
    def dihitung() -> bool:
        with CaptureQueriesContext(connection) as tanya:
            titik = JALUR.baca(2026, HARI).nilai.titik
        assert titik == JALUR.hitung(2026, HARI).titik
        return any("'2026-04-01' AND i.hidup" in q["sql"] for q in tanya)

    assert dihitung()
    Peserta.objects.update(alamat="Jalan Lain")
    assert not dihitung()
    Iuran.objects.filter(bulan=date(2026, 9, 1)).update(dikonfirmasi_pada=HARI)
    assert dihitung()
    Peserta.objects.update(tanggal_lahir=date(1950, 1, 1))
    assert dihitung()
    assert JALUR.baca(2026, HARI).nilai.titik[3].orang == 0, "who is 65 is paid no more"


def test_the_page_looks_its_figures_up_and_counts_them_at_once():
    klien = masuk(buat("sekda_uji", "sekda"))
    alamat = "/?bagian=posisi"
    assert klien.get(alamat).status_code == 200
    semua = AngkaTersimpan.objects.exclude(nama=TERLINDUNGI_PADA.nama)  # parts of the path
    hari = timezone.localdate()
    assert len(semua) == len(bacaan(Keadaan(hari, hari, dulu=False)))
    assert len({s.cuplikan for s in semua}) == 1, "one state, whichever part was asked for first"

    with CaptureQueriesContext(connection) as tanya:
        klien.get("/?bagian=semua")
    assert sum("pijar_angkatersimpan" in q["sql"] for q in tanya) == 1
    assert {s.pada for s in AngkaTersimpan.objects.all()} == {s.pada for s in semua}


def test_a_part_is_remembered_as_its_figures_make_it(terlindungi):
    """After whatever happens the remembered text is that of the rows, and the moment moves on."""
    klien, hari = masuk(buat("sekda_uji", "sekda")), timezone.localdate()
    keadaan = Keadaan(hari, hari, dulu=False)
    for ubah in (
        lambda: None,
        lambda: Peserta.objects.update(alamat="Jalan Lain"),
        lambda: terdaftar(),
        lambda: Peserta.objects.update(kelurahan_id="33.74.16.1001"),
    ):
        ubah()
        for b in BAGIAN:
            jawaban = klien.get(f"/?bagian={b.kode}", headers={"hx-request": "true"})
            nilai = [bacaan(keadaan)[a] for a in b.angka]
            baru = lukis_bagian.__wrapped__(b, keadaan, *(s.hitung(*k) for s, *k in nilai))
            saat = re.search(r"Dihitung per ([0-9.]{8} WIB)", jawaban.text)
            assert jawaban.content.decode() == baru.replace(SAAT, saat[1] if saat else ""), b.kode


def test_a_reader_whose_figures_did_not_change_gets_the_text_that_is_there(terlindungi):
    klien = [masuk(buat(n, "sekda")) for n in ("sekda_uji", "sekda_lain")]
    klien[0].get("/?bagian=semua")
    Peserta.objects.update(alamat="Jalan Lain")
    with CaptureQueriesContext(connection) as tanya:
        ada = lukis_bagian.cache_info()
        klien[1].get("/?bagian=semua")
    assert lukis_bagian.cache_info().misses == ada.misses
    assert lukis_bagian.cache_info().hits == ada.hits + len(BAGIAN)
    ditanya = [q["sql"] for q in tanya if "pijar_angkatersimpan" not in q["sql"]]
    assert not any("iuran_iuran" in satu for satu in ditanya)

    terdaftar()
    klien[1].get("/?bagian=semua")
    assert lukis_bagian.cache_info().misses > ada.misses


def test_what_an_officer_may_open_stands_in_no_remembered_part(terlindungi):
    semua, sekda = "/?bagian=semua", masuk(buat("sekda_uji", "sekda"))
    for klien in (masuk(buat("petugas_uji", "petugas")), masuk(buat("admin_uji", "admin"))):
        assert 'href="/peserta/?status=' in klien.get(semua).text
        assert "/peserta/" not in sekda.get(semua).text


def test_the_page_is_whole_at_once_where_nobody_must_wait(terlindungi):
    klien = masuk(buat("sekda_uji", "sekda"))
    bingkai = klien.get("/").text
    assert bingkai.count('hx-get="/?bagian=') == len(BAGIAN)

    semua = klien.get("/?bagian=semua").text

    lain = re.compile(r"[0-9.]{8} WIB|\b\w{64}\b")  # two answers differ in moment and form token
    assert lain.sub("", klien.get("/").text) == lain.sub("", semua)
    terdaftar()
    assert klien.get("/").text.count('hx-get="/?bagian=') == len(BAGIAN), "some must be counted"
