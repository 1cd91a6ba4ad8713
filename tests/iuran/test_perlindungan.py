"""Cover on a date: the fixed examples, and random ledgers against an oracle of a walk."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as aturan_hypothesis
from hypothesis import strategies as st

from iuran import perlindungan as p
from iuran.models import Iuran, Tagihan
from iuran.perlindungan.aturan import batas_nonaktif, jatuh_tempo
from peserta.models import Peserta
from pijar.bulan import awal_bulan, rentang_bulan, selisih_bulan, tambah_bulan
from tests.factories import (
    BantuanFactory,
    PenggunaFactory,
    PesertaFactory,
    bayar,
    diterima,
    iuran,
    terdaftar,
)
from tests.iuran.lindung import terlindungi

JAN = date(2026, 1, 1)
BULAN = rentang_bulan(JAN, 12)


def cakupan(peserta: Peserta, pada: date) -> tuple[str, int]:
    orang = p.dengan_cakupan(Peserta.objects.filter(pk=peserta.pk), pada).get()
    return orang.cakupan, orang.tunggakan


@pytest.fixture
def lunas_2025(db):
    """A person paid through December 2025; from January on nothing is paid."""
    bantuan = terdaftar(mulai=date(2025, 10, 1), jumlah=3)
    for bulan in rentang_bulan(date(2025, 10, 1), 3):
        bayar(bulan, bulan)
    lanjut = BantuanFactory(peserta=bantuan.peserta, status="berjalan")
    for bulan in rentang_bulan(JAN, 12):
        iuran(lanjut, bulan)
    return lanjut


@pytest.mark.parametrize(
    ("pada", "harapan"),
    [
        (date(2025, 12, 31), ("lunas", 0)),
        (date(2026, 1, 31), ("lunas", 0)),
        (date(2026, 2, 15), ("lunas", 0)),
        (date(2026, 2, 16), ("tenggang", 1)),
        (date(2026, 3, 15), ("tenggang", 1)),
        (date(2026, 3, 16), ("tenggang", 2)),
        (date(2026, 3, 31), ("tenggang", 2)),
        (date(2026, 4, 1), ("nonaktif", 2)),
    ],
)
def test_three_unpaid_months_end_cover_on_the_first_of_the_fourth(lunas_2025, pada, harapan):
    assert cakupan(lunas_2025.peserta, pada) == harapan


@pytest.mark.parametrize(
    ("pada", "harapan"),
    [
        (date(2026, 4, 1), ("tenggang", 2)),
        (date(2026, 4, 15), ("tenggang", 2)),
        (date(2026, 4, 16), ("nonaktif", 3)),
    ],
)
def test_cover_may_end_after_the_third_due_day_instead(lunas_2025, settings, pada, harapan):
    settings.NONAKTIF_MENURUT = "jatuh_tempo"

    assert cakupan(lunas_2025.peserta, pada) == harapan


def test_a_month_is_no_arrears_before_its_due_day(db, settings):
    bantuan = terdaftar()
    for bulan in rentang_bulan(JAN, 9):
        bayar(bulan, bulan)

    assert cakupan(bantuan.peserta, date(2026, 10, 31)) == ("lunas", 0)
    assert cakupan(bantuan.peserta, date(2026, 11, 15)) == ("lunas", 0)
    assert cakupan(bantuan.peserta, date(2026, 11, 16)) == ("tenggang", 1)
    settings.IURAN_JATUH_TEMPO_HARI = 31
    assert jatuh_tempo(JAN) == date(2026, 2, 28)
    assert cakupan(bantuan.peserta, date(2026, 11, 30)) == ("lunas", 0)


@pytest.mark.parametrize(
    ("menurut", "terima", "harapan"),
    [
        ("sp2d", date(2026, 2, 10), ["lunas", "lunas"]),
        ("terima", date(2026, 2, 10), ["belum_aktif", "lunas"]),
        ("terima", None, ["lunas", "lunas"]),
    ],
)
def test_cover_follows_the_receipt_where_recorded(db, settings, menurut, terima, harapan):
    settings.DIBAYAR_MENURUT = menurut
    bantuan = terdaftar()
    lunas = bayar(JAN, date(2026, 2, 3))
    if terima:
        diterima(lunas, terima)
    hari = [date(2026, 2, 9), date(2026, 2, 10)]

    assert [cakupan(bantuan.peserta, h)[0] for h in hari] == harapan
    assert [p.perlindungan(bantuan.peserta, h).status for h in hari] == harapan
    sebelum = p.sebab_habis([bantuan.peserta], hari[0])[0] if harapan[0] != "lunas" else None
    assert sebelum is None or "Tidak ada pembayaran tercatat" in sebelum.sebab


def test_before_the_first_payment_nobody_is_covered_and_nobody_in_grace(db):
    bantuan = terdaftar()
    for pada in (JAN, date(2026, 3, 31), date(2026, 8, 1)):
        assert cakupan(bantuan.peserta, pada)[0] == "belum_aktif"

    bayar(JAN, date(2026, 2, 3))

    assert cakupan(bantuan.peserta, date(2026, 2, 2))[0] == "belum_aktif"
    assert cakupan(bantuan.peserta, date(2026, 2, 3))[0] == "lunas"


def test_who_was_a_member_before_the_ledger_has_paid_before(db):
    bantuan = BantuanFactory(status="berjalan", peserta_sejak=date(2025, 3, 1))
    for bulan in rentang_bulan(JAN, 12):
        iuran(bantuan, bulan)

    assert cakupan(bantuan.peserta, date(2026, 1, 20))[0] == "lunas"
    assert cakupan(bantuan.peserta, date(2026, 4, 1))[0] == "nonaktif"


def test_a_late_payment_brings_nobody_back(lunas_2025):
    bayar(JAN, date(2026, 4, 20))

    for pada in (date(2026, 4, 20), date(2026, 5, 1), date(2026, 6, 1), date(2026, 9, 9)):
        assert cakupan(lunas_2025.peserta, pada)[0] == "nonaktif", pada
    assert cakupan(lunas_2025.peserta, date(2026, 3, 20)) == ("tenggang", 2)

    for bulan in (date(2026, 2, 1), date(2026, 3, 1)):
        bayar(bulan, date(2026, 4, 21))
    assert cakupan(lunas_2025.peserta, date(2026, 7, 1))[0] == "nonaktif"


def test_a_later_month_that_is_paid_brings_back_and_owes_nothing_before_it(lunas_2025):
    bayar(date(2026, 6, 1), date(2026, 6, 9))

    assert cakupan(lunas_2025.peserta, date(2026, 6, 8))[0] == "nonaktif"
    assert cakupan(lunas_2025.peserta, date(2026, 6, 9)) == ("lunas", 0)
    assert cakupan(lunas_2025.peserta, date(2026, 7, 20)) == ("lunas", 0)
    assert cakupan(lunas_2025.peserta, date(2026, 8, 16)) == ("tenggang", 1)


def test_coming_back_after_a_gap_waits_for_the_first_payment(lunas_2025):
    Iuran.objects.filter(bulan__range=(JAN, date(2026, 5, 1))).update(hidup=False, alasan_mati="x")

    assert cakupan(lunas_2025.peserta, date(2026, 6, 9))[0] == "belum_aktif"
    bayar(date(2026, 6, 1), date(2026, 6, 9))
    assert cakupan(lunas_2025.peserta, date(2026, 6, 9))[0] == "lunas"


def test_a_month_left_out_stays_owed(lunas_2025):
    bayar(date(2026, 2, 1), date(2026, 2, 20))

    assert cakupan(lunas_2025.peserta, date(2026, 3, 20)) == ("tenggang", 1)


def test_nonaktif_needs_no_row_in_its_own_month(lunas_2025):
    Iuran.objects.filter(bulan__gte=date(2026, 4, 1)).update(hidup=False, alasan_mati="x")

    assert cakupan(lunas_2025.peserta, date(2026, 4, 1))[0] == "nonaktif"


def test_a_payment_counts_from_its_own_date(db):
    bantuan = terdaftar()
    for bulan in rentang_bulan(JAN, 2):
        bayar(bulan, bulan)
    bayar(date(2026, 3, 1), date(2026, 4, 20))

    assert cakupan(bantuan.peserta, date(2026, 4, 19)) == ("tenggang", 1)
    assert cakupan(bantuan.peserta, date(2026, 4, 20)) == ("lunas", 0)


def test_terlindungi_and_nonaktif_are_people(lunas_2025):
    aman = terdaftar(mulai=date(2026, 3, 1), jumlah=10, kode="ASN").peserta
    bayar(date(2026, 3, 1), date(2026, 3, 1), kode="ASN")
    pada = date(2026, 4, 1)

    assert terlindungi(pada) == {aman.pk}
    assert list(p.nonaktif(pada)) == [lunas_2025.peserta]


def bertempo(bulan: date, tanggal: date) -> None:
    """The month's bill has a kode iuran with this due day; an unpaid month is billed for it."""
    semua = Tagihan.objects.filter(bulan=bulan).order_by("-pk")
    baris = Iuran.objects.belum_ditagih().filter(bulan=bulan)
    if baris.exists():
        tagihan = Tagihan.objects.create(
            nomor=f"TG-{bulan}-{semua.count()}", sumber=baris[0].sumber, bulan=bulan,
            ke=semua.count() + 1, jumlah_orang=1, total=16_800, disusun_oleh=PenggunaFactory(),
        )  # fmt: skip
        baris.update(tagihan=tagihan)
    semua.update(kode_iuran_tempo=tanggal)


@pytest.mark.parametrize(
    ("tempo", "pada", "harapan"),
    [
        (date(2026, 1, 20), date(2026, 1, 20), ("lunas", 0)),
        (date(2026, 1, 20), date(2026, 1, 21), ("tenggang", 1)),
        (date(2026, 2, 27), date(2026, 2, 16), ("lunas", 0)),
        (date(2026, 2, 27), date(2026, 2, 28), ("tenggang", 1)),
        (date(2026, 3, 25), date(2026, 3, 16), ("tenggang", 1)),  # February, by the setting
        (date(2026, 5, 5), date(2026, 4, 1), ("nonaktif", 1)),  # the calendar, whatever the code
    ],
)
def test_the_date_of_the_kode_iuran_is_the_due_day(lunas_2025, tempo, pada, harapan):
    bertempo(JAN, tempo)

    assert cakupan(lunas_2025.peserta, pada) == harapan


def lunas_pada(bayar_pada: dict[date, date | None], bulan: date, hari: date) -> bool:
    return (dibayar := bayar_pada.get(bulan)) is not None and dibayar <= hari


def telusuri(bayar_pada: dict[date, date | None], pada: date) -> tuple[bool, date]:
    """Walk through the months: whether the cover is stopped, and the month of the last return."""
    masa, terhenti, balik = [], False, date.min
    for b in rentang_bulan(JAN, max(selisih_bulan(JAN, awal_bulan(pada)) + 1, 0)):
        usai = pada > batas_nonaktif(b)
        if b not in bayar_pada:
            masa, terhenti = ([], False) if usai else (masa, terhenti)
            continue
        if terhenti and lunas_pada(bayar_pada, b, pada):
            masa, terhenti, balik = [], False, b
        masa.append(b)
        tepat = [lunas_pada(bayar_pada, x, batas_nonaktif(b)) for x in masa[-3:]]
        terhenti = terhenti or (usai and len(tepat) == 3 and not any(tepat))
    return terhenti, balik


def oracle(
    bayar_pada: dict[date, date | None], tempo: dict[date, date], pada: date
) -> tuple[str, int]:
    """The definition in plain Python: live months, the day each was paid, due days of their own."""
    kini = awal_bulan(pada)
    terhenti, balik = telusuri(bayar_pada, pada)
    terlama = [b for n in range(5) if pada > jatuh_tempo(b := tambah_bulan(kini, -n))][2]
    dilihat = rentang_bulan(terlama, selisih_bulan(terlama, kini) + 1)
    lewat = [b for b in dilihat if pada > tempo.get(b, jatuh_tempo(b)) and b >= balik]
    n = min(sum(b in bayar_pada and not lunas_pada(bayar_pada, b, pada) for b in lewat), 3)
    pernah = [b for b in bayar_pada if lunas_pada(bayar_pada, b, pada)]
    if terhenti and pernah:
        return "nonaktif", n
    if kini not in bayar_pada:
        return "", n
    ketiga = next(n for n in (1, 2) if pada > batas_nonaktif(tambah_bulan(kini, -n)))
    if not any(b >= tambah_bulan(kini, -ketiga - 2) for b in pernah):
        return "belum_aktif", n
    return ("tenggang" if n else "lunas"), n


bulan_acak = st.one_of(
    st.just("tidak ada"), st.none(), st.none(), st.dates(date(2026, 1, 1), date(2026, 12, 31))
)


SELANG = st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=12, max_size=12)


@pytest.mark.parametrize("dibayar", ["sp2d", "terima"])
@pytest.mark.parametrize("menurut", ["kalender", "jatuh_tempo"])
@given(
    buku=st.lists(bulan_acak, min_size=len(BULAN), max_size=len(BULAN)),
    hari=st.lists(st.dates(date(2025, 12, 1), date(2027, 1, 31)), min_size=1, max_size=6),
    selang=SELANG,
    terima=SELANG,
)
@aturan_hypothesis(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_ledgers_agree_with_the_oracle(
    db, settings, menurut, dibayar, buku, hari, selang, terima
):
    settings.NONAKTIF_MENURUT, settings.DIBAYAR_MENURUT = menurut, dibayar
    bantuan = BantuanFactory(peserta=PesertaFactory(status="terdaftar"), status="berjalan")
    hidup = {b: isi for b, isi in zip(BULAN, buku, strict=True) if isi != "tidak ada"}
    for bulan, lunas in list(hidup.items()):
        iuran(bantuan, bulan)
        if lunas and (n := terima[bulan.month - 1]) is not None:
            diterima(bayar(bulan, lunas), tanggal := lunas + timedelta(n))
            hidup[bulan] = tanggal if dibayar == "terima" else lunas
        elif lunas:
            bayar(bulan, lunas)
    tempo = {b: b + timedelta(n) for b, n in zip(BULAN, selang, strict=True) if n is not None}
    for bulan, tanggal in tempo.items():
        bertempo(bulan, tanggal)

    for pada in hari:
        satu = p.perlindungan(bantuan.peserta, pada)
        assert [b.dibayar(pada) for b in satu.bulan] == [
            lunas_pada(hidup, b.bulan, pada) for b in satu.bulan
        ]
    akhir_bulan = [tambah_bulan(h, 1) - timedelta(1) for h in hari]
    for pada in hari + akhir_bulan:
        assert cakupan(bantuan.peserta, pada) == oracle(hidup, tempo, pada), pada
