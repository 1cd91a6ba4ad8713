"""Who must be reminded: the rule, and the same rule in SQL."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iuran.gerakan.golongan import DITAGIH, Golongan, Pihak, golongan_janji
from iuran.gerakan.ingatkan import (
    TERKAIT,
    URUT,
    Ingatan,
    baca_ingatan,
    bulan_dibayar,
    dengan_golongan,
    dengan_lunas,
    hitung_ditagih,
    hitung_golongan,
    menurut_opd,
)
from iuran.models import Iuran, Janji
from iuran.penyumbang import Janjinya, keadaan_janji
from iuran.peristiwa.actions.catat import catat_peristiwa
from peserta.models import JenisPeristiwa
from pijar.bulan import rentang_bulan, tambah_bulan
from tests.factories import JanjiFactory, PenyumbangFactory, PesertaFactory
from tests.iuran.janji_lunas import batalkan_bukti
from tests.iuran.janji_lunas import bayar_janji as bayar

JAN, PADA = date(2026, 1, 1), date(2026, 5, 20)


def golongan(janji: Janji, pada: date = PADA) -> str:
    return dengan_golongan(Janji.objects.filter(pk=janji.pk), pada).get().golongan


def ingatan(pada: date = PADA) -> list[Ingatan]:
    semua = dengan_lunas(dengan_golongan(Janji.objects.all(), pada))
    return list(baca_ingatan(semua.select_related(*TERKAIT).order_by(*URUT), pada))


# The rule


@pytest.mark.parametrize(
    ("pada", "lunas", "kata"),
    [
        (date(2026, 5, 20), 0, "bayar"),
        (date(2025, 12, 31), 0, "aman"),  # its first month has not come
        (date(2026, 5, 20), 4, "bayar"),
        (date(2026, 5, 15), 3, "bayar"),  # April is due on 15 May
        (date(2026, 5, 16), 3, "tenggang"),
        (date(2026, 6, 30), 3, "tenggang"),
        (date(2026, 7, 1), 3, "putus"),
        (date(2026, 5, 20), 5, "h14"),
        (date(2026, 5, 24), 5, "h7"),
        (date(2026, 5, 31), 5, "h7"),
        (date(2026, 5, 23), 5, "h14"),
        (date(2026, 5, 17), 5, "h14"),
        (date(2026, 5, 16), 5, "h30"),
        (date(2026, 5, 1), 5, "h30"),
        (date(2026, 4, 30), 5, "h60"),
        (date(2026, 4, 1), 5, "h60"),
        (date(2026, 3, 31), 5, "aman"),
        (date(2026, 12, 1), 12, "h30"),
        (date(2027, 1, 1), 12, "habis"),
    ],
)
def test_golongan_menurut_hari(pada: date, lunas: int, kata: str) -> None:
    janji = Janjinya(JAN, date(2026, 12, 1), rentang_bulan(JAN, lunas))
    assert golongan_janji(janji, Pihak(), pada) == kata


@pytest.mark.parametrize(
    ("pihak", "kata"),
    [
        (Pihak(penyumbang_aktif=False, pekerja_berhenti=True, berkartu=False), "pekerja"),
        (Pihak(penyumbang_aktif=False, berkartu=False), "penyumbang"),
        (Pihak(berkartu=False), "kartu"),
    ],
)
def test_yang_keluar_lebih_dahulu(pihak: Pihak, kata: str) -> None:
    janji = Janjinya(JAN, date(2026, 12, 1), rentang_bulan(JAN, 1))
    assert golongan_janji(janji, pihak, PADA) == kata


@given(
    isi=st.lists(
        st.tuples(
            st.integers(-14, 14),  # first month, from this one
            st.sampled_from([1, 3, 6, 12]),
            st.lists(st.integers(0, 11), unique=True, max_size=3),  # paid months of the promise
            st.booleans(),
            st.sampled_from(["terdaftar", "terdaftar", "terdaftar", "berhenti", "layak"]),
        ),
        min_size=1,
        max_size=3,
    ),
    pada=st.dates(date(2025, 10, 1), date(2027, 6, 30)),
)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.django_db
def test_sql_sama_dengan_aturan(isi: list, pada: date) -> None:
    with transaction.atomic():
        janji = [_janji(*satu, pada) for satu in isi]
        hasil = dengan_lunas(dengan_golongan(Janji.objects.all(), pada)).in_bulk()
        semua = hitung_golongan(Janji.objects.all(), pada)
        ditagih = {g: n for g, n in semua.items() if g in DITAGIH}
        assert hitung_ditagih(Janji.objects.all(), pada) == ditagih
        for satu, (_, _, _, aktif, status) in zip(janji, isi, strict=True):
            lunas = set(
                Iuran.objects.hidup().filter(bantuan__janji=satu).values_list("bulan", flat=True)
            )
            aturan = Janjinya(satu.mulai, satu.sampai, lunas)
            pihak = Pihak(aktif, status == "berhenti", status == "terdaftar")
            assert hasil[satu.pk].golongan == golongan_janji(aturan, pihak, pada)
            assert hasil[satu.pk].lunas_sampai == keadaan_janji(aturan, pada).lunas_sampai
        transaction.set_rollback(True)


def _janji(
    geser: int, tempo: int, dibayar: list[int], aktif: bool, status: str, pada: date
) -> Janji:
    mulai = tambah_bulan(pada, geser)
    keluar = {} if aktif else {"status": "pensiun", "keluar_pada": date(2026, 1, 1)}
    janji = JanjiFactory(
        penyumbang=PenyumbangFactory(**keluar),
        peserta=PesertaFactory(status=status),
        tempo=tempo,
        mulai=mulai,
        sampai=tambah_bulan(mulai, tempo - 1),
    )
    for n in dibayar:
        if n < tempo:
            bayar(janji, 1, tambah_bulan(mulai, n))
    return janji


@pytest.mark.django_db
def test_bukti_yang_batal_dan_peristiwa(admin) -> None:
    """A cancelled paper pays nothing; a death moves the grant's end, and reminds nobody."""
    janji = JanjiFactory()
    bayar(janji, 12)
    assert golongan(janji) == "aman"
    bukti = {"bukti_jenis": "akta_kematian", "bukti_nomor": "1"}
    catat_peristiwa(
        janji.peserta, JenisPeristiwa.MENINGGAL, date(2026, 5, 1), **bukti, oleh=admin, pada=PADA
    )
    assert golongan(janji) == "pekerja"
    lain = JanjiFactory()
    batalkan_bukti(bayar(lain, 12))
    assert golongan(lain) == "bayar"


@pytest.mark.django_db
def test_janji_yang_tidak_berjalan_tidak_dihitung() -> None:
    JanjiFactory(status="berakhir", sebab_akhir="tidak_lanjut")
    JanjiFactory(status="batal", sebab_akhir="keliru")
    satu = JanjiFactory()
    assert hitung_golongan(Janji.objects.all(), PADA) == {Golongan.BAYAR: 1}
    [baris] = menurut_opd(Janji.objects.all(), PADA)
    assert (baris.opd, baris.semua, baris.diurus) == (satu.penyumbang.opd, 1, 0)


@pytest.mark.parametrize(
    ("tempo", "lunas", "jumlah"),
    [(1, 4, 1), (3, 4, 3), (1, 2, 3), (12, 4, 8), (6, 11, 1), (1, 12, 0)],
)
def test_bulan_yang_dibayar(tempo: int, lunas: int, jumlah: int) -> None:
    """A term, at least until May, and not beyond December."""
    janji = Janjinya(JAN, date(2026, 12, 1), rentang_bulan(JAN, lunas))
    bulan = bulan_dibayar(tempo, janji, keadaan_janji(janji, PADA), PADA)
    assert bulan == rentang_bulan(tambah_bulan(JAN, lunas), jumlah)


@pytest.mark.django_db
def test_jumlah_menurut_tarif() -> None:
    bayar(JanjiFactory(tempo=3, sampai=date(2026, 12, 1)), 3)
    [satu] = ingatan()
    assert (satu.kata_bulan, satu.tempo, satu.nominal) == (
        "April 2026 s.d. Juni 2026",
        date(2026, 5, 15),
        50_400,
    )
    assert satu.kalimat == "Lunas s.d. Maret 2026; iuran belum dibayar 1 bulan."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("isi", "lunas", "pada", "kata"),
    [
        ({}, 0, PADA, "Belum pernah dibayar, mulai Januari 2026."),
        ({}, 1, PADA, "Iuran belum dibayar sejak Februari 2026. Daftarkan ulang"),
        ({}, 5, PADA, "Perlindungan habis 31 Mei 2026, 11 hari lagi."),
        ({}, 5, date(2026, 5, 31), "Perlindungan habis 31 Mei 2026, hari ini."),
        ({"sampai": date(2026, 5, 1)}, 5, PADA, "Masa janjinya juga selesai"),
        ({"sampai": date(2026, 3, 1)}, 3, PADA, "Masa janji selesai Maret 2026."),
        ({}, 12, PADA, "Lunas s.d. Desember 2026."),
    ],
)
def test_kalimat(isi: dict, lunas: int, pada: date, kata: str) -> None:
    bayar(JanjiFactory(**isi), lunas) if lunas else JanjiFactory(**isi)
    assert kata in ingatan(pada)[0].kalimat
