"""What the first page keeps, counted together, equals its rows, whatever happens to them."""

from datetime import date
from random import Random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from iuran.models import Iuran
from iuran.perlindungan.cakupan import KEADAAN_LAIN
from laporan.forms import KeadaanForm
from laporan.hari import bacaan
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
from peserta.models import Peserta
from pijar.bulan import rentang_bulan
from pijar.models import AngkaTersimpan
from pijar.simpanan import bersama, daftar_simpanan
from tests.factories import bayar, terdaftar
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


@pytest.mark.parametrize(
    "benih", [1, *(pytest.param(n, marks=pytest.mark.matriks) for n in (2, 3))]
)
def test_kept_equals_counted_after_every_step(admin, admin2, benih):
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
            assert terbaca[simpanan] == simpanan.hitung(*kunci), (nama, simpanan.nama)
        disimpan += len(sebelum & set(AngkaTersimpan.objects.values_list("pk", "pada")))
    assert 0 < disimpan < len(LANGKAH) * len(BACAAN), "some steps change a figure, some do not"


@pytest.fixture
def terlindungi(transactional_db):
    """One person whose months until September are paid."""
    with transaction.atomic():
        terdaftar()
        for bulan in rentang_bulan(date(2026, 1, 1), 9):
            bayar(bulan, bulan)


def test_of_a_person_the_end_of_a_month_reads_the_day_of_birth_only(terlindungi):
    """Else a change that leaves no mark of that column would leave a wrong figure."""
    with transaction.atomic(), pemilik() as kursor:
        kursor.execute(
            "CREATE ROLE uji_kolom; GRANT USAGE ON SCHEMA public TO uji_kolom;"
            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO uji_kolom;"
            "REVOKE SELECT ON peserta_peserta FROM uji_kolom;"
            "GRANT SELECT (id, tanggal_lahir, digabung_ke_id) ON peserta_peserta TO uji_kolom;"
            "SET LOCAL ROLE uji_kolom"
        )
        jumlah = TERLINDUNGI_PADA.hitung(date(2026, 8, 31))
        transaction.set_rollback(True)

    assert jumlah == 1


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
    form = KeadaanForm({}, hari_ini=timezone.localdate())
    assert form.is_valid()
    assert len(semua) == len(bacaan(form.hari, form.hari_ini))
    assert len({s.cuplikan for s in semua}) == 1, "one state, whichever part was asked for first"

    with CaptureQueriesContext(connection) as tanya:
        klien.get("/?bagian=semua")
    assert sum("pijar_angkatersimpan" in q["sql"] for q in tanya) == 1
    assert {s.pada for s in AngkaTersimpan.objects.all()} == {s.pada for s in semua}
