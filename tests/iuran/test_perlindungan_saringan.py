"""The filter by cover and the page say what the definition does, for every ledger of some months.

Every run has each ledger of three months with a fourth one drawn by lot; ``--semua`` has each of
four.
"""

from collections import Counter
from datetime import date, datetime
from itertools import count, product, repeat
from random import Random

import pytest

from iuran import perlindungan as p
from iuran.models import Bantuan, Iuran, Tagihan
from iuran.perlindungan.aturan import ARTI
from peserta.models import Peristiwa, Peserta
from pijar.bulan import WIB, awal_bulan, rentang_bulan, tambah_bulan
from tests.factories import BantuanFactory, PenggunaFactory, PesertaFactory, bayar, tarif_program

MEI = date(2026, 5, 1)
BULAN = rentang_bulan(date(2025, 9, 1), 9)
KEADAAN = ("kosong", "mati", "belum", "dini", "telat")
HARI = [date(2026, 5, 15), date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 20)]


@pytest.fixture(params=[3, pytest.param(4, marks=pytest.mark.matriks)])
def setiap_buku(db, request):
    """A person for each way in which the last months can be.

    A month is without a row, dead, unpaid, paid in time, or only in June. The months before
    these, deaths, moves, ages and an older membership are drawn by lot.
    """
    acak = Random(5)  # noqa: S311  # sample data, not a secret
    semua = [
        (*acak.choices(KEADAAN, k=len(BULAN) - request.param), *akhir)
        for akhir in product(KEADAAN, repeat=request.param)
    ]
    bantuan = [_bantuan(acak) for _ in semua]
    for ke, bulan in enumerate(BULAN):
        for keadaan in ("dini", "telat", "belum", "mati"):  # paid before others are billed
            milik = [b for b, satu in zip(bantuan, semua, strict=True) if satu[ke] == keadaan]
            _buat(milik, bulan, keadaan)
            if keadaan == "dini":
                _lunaskan(bulan, bulan.replace(day=2))
            if keadaan == "telat":
                _lunaskan(bulan, date(2026, 6, 20))
                tempo = acak.choice([None, _tempo(bulan, 0), _tempo(bulan, 2)])
                Tagihan.objects.filter(pk=Tagihan.objects.latest("pk").pk).update(
                    kode_iuran_tempo=tempo
                )
            if keadaan == "belum":
                _tagih(bulan, acak)
    for bulan in rentang_bulan(date(2026, 6, 1), 3):  # what is to come
        _buat(acak.sample(bantuan, len(bantuan) // 2), bulan, "belum")


def _buat(bantuan: list[Bantuan], bulan: date, keadaan: str) -> None:
    Iuran.objects.bulk_create(
        Iuran(
            peserta_id=b.peserta_id, bantuan=b, sumber_id=b.sumber_id, bulan=bulan,
            tarif=tarif_program(), jkk=10_000, jkm=6_800,
            hidup=keadaan != "mati", alasan_mati="Uji" if keadaan == "mati" else "",
        )
        for b in bantuan
    )  # fmt: skip


def _tempo(bulan: date, n: int) -> date:
    """A due day of a kode iuran: before the usual one (0 months later), or after it (2)."""
    return tambah_bulan(bulan, n).replace(day=25)


def _tagih(bulan: date, acak: Random) -> None:
    """Bill two thirds of the unpaid rows: one early, one late to pay."""
    belum = list(Iuran.objects.belum_ditagih().filter(bulan=bulan).values_list("pk", flat=True))
    acak.shuffle(belum)
    for ke, n in ((80, 0), (81, 2)):
        isi = [belum.pop() for _ in range(len(belum) // 2)]
        if isi:
            tagihan = Tagihan.objects.create(
                nomor=f"TG-{bulan}-{ke}", sumber=Bantuan.objects.first().sumber, bulan=bulan, ke=ke,
                jumlah_orang=len(isi), total=16_800 * len(isi), disusun_oleh=PenggunaFactory(),
                kode_iuran_tempo=_tempo(bulan, n),
            )  # fmt: skip
            Iuran.objects.filter(pk__in=isi).update(tagihan=tagihan)


def _bantuan(acak: Random) -> Bantuan:
    lahir = date(1961, 6, acak.randrange(1, 29)) if acak.random() < 0.05 else date(1985, 2, 15)
    sejak = date(2024, 1, 1) if acak.random() < 0.2 else None
    bantuan = BantuanFactory(
        peserta=PesertaFactory(tanggal_lahir=lahir, status="terdaftar"),
        bulan_awal=acak.choice([date(2026, 1, 1), date(2026, 4, 1)]),
        jumlah_bulan=acak.choice([2, 5, 6]),
        status="berjalan",
        peserta_sejak=sejak,
    )
    if (dadu := acak.random()) < 0.15:
        batal = datetime(2026, 5, 20, 9, tzinfo=WIB) if dadu < 0.03 else None
        Peristiwa.objects.create(
            peserta=bantuan.peserta,
            jenis=acak.choice(["meninggal", "pindah", "pihak_lain", "kecelakaan"]),
            tanggal=date(2026, acak.randrange(3, 7), 5),
            akibat={"mulai": "2026-06-01"} if dadu < 0.07 else None,
            dibatalkan_pada=batal,
            alasan_batal="Keliru" if batal else "",
        )
    return bantuan


def _lunaskan(bulan: date, tanggal: date) -> None:
    """Pay what was made last: the factory pays all rows without a bill of one source's month."""
    bayar(bulan, tanggal, kode="APBD")


@pytest.mark.parametrize(
    ("menurut", "dibayar"),
    [("kalender", "sp2d"), ("jatuh_tempo", "sp2d"), ("kalender", "terima")],
)
def test_filter_and_page_agree_with_the_definition(setiap_buku, settings, menurut, dibayar):
    settings.NONAKTIF_MENURUT, settings.DIBAYAR_MENURUT = menurut, dibayar
    if dibayar == "terima":
        lunas = Tagihan.objects.filter(status="dibayar")
        lunas.update(terima_tanggal=date(2026, 5, 20), terima_nominal=16_800)
    seluruh = set()
    for pada in HARI:
        semua = p.dengan_cakupan(Peserta.objects.all(), pada)
        dihitung = {pk: isi for pk, *isi in semua.values_list("pk", "cakupan", "tunggakan")}

        sehalaman = p.cakupan_orang(list(dihitung), pada)

        assert {pk: list(isi) for pk, isi in sehalaman.items()} == dihitung
        for pilihan, arti in ARTI.items():
            harapan = sorted(pk for pk, (c, _) in dihitung.items() if c in arti)
            for saring in (p.bercakupan, p.bercakupan_tersimpan):
                disaring = saring(Peserta.objects.all(), pilihan, pada)
                assert sorted(disaring.values_list("pk", flat=True)) == harapan, (pilihan, pada)
        seluruh |= {c for c, _ in dihitung.values()}
    assert seluruh == {"", *p.Cakupan.values}


@pytest.mark.parametrize("menurut", ["kalender", "jatuh_tempo"])
def test_counts_agree_with_the_cover_of_each_person(setiap_buku, settings, menurut):
    settings.NONAKTIF_MENURUT = menurut
    berakhir = 0
    for pada in HARI:
        satu = p.cakupan_orang(list(Peserta.objects.values_list("pk", flat=True)), pada)
        jumlah = Counter(isi.cakupan for isi in satu.values())
        ringkas = p.potret(pada).ringkasan

        assert ringkas.terlindungi == jumlah["lunas"] + jumlah["tenggang"]
        assert ringkas[2:] == (
            jumlah["tenggang"], 0, jumlah["belum_aktif"], jumlah["nonaktif"], jumlah["di_luar"]
        )  # fmt: skip
        terlindungi = {pk for pk, isi in satu.items() if isi.cakupan in p.TERLINDUNGI}
        harapan = {pk: akhir_satu(pk, pada) for pk in terlindungi}
        ujung = p.ujung(pada)
        assert {pk: u.akhir for pk, u in ujung.orang(satu).items()} == harapan
        assert p.per_bulan(ujung.hitung()) == Counter(harapan.values())
        separuh = p.ujung(pada, Peserta.objects.filter(pk__in=[pk for pk in satu if pk % 2]))
        assert p.per_bulan(separuh.hitung()) == Counter(
            akhir for pk, akhir in harapan.items() if pk % 2
        )
        for bulan in (*p.bulan_papan(pada, 4), None):
            apa = p.Saring(bulan and (bulan,))
            for banyak in (False, True):
                orang = ujung.saring(Peserta.objects.all(), apa, banyak=banyak)
                assert {o.pk for o in orang} == {
                    pk for pk, akhir in harapan.items() if bulan in (akhir, None)
                }
        berakhir += len(harapan)
    assert berakhir


def akhir_satu(pk: int, pada: date) -> date:
    """The last month that the grants of one protected person give without a gap."""
    akhir = awal_bulan(pada)
    bantuan = Bantuan.objects.hidup().filter(peserta=pk)
    for bulan in map(tambah_bulan, repeat(akhir), count(1)):
        if not bantuan.filter(bulan_awal__lte=bulan, bulan_akhir__gte=bulan).exists():
            return akhir
        akhir = bulan
    raise AssertionError


def test_a_filter_inside_another_query_speaks_of_the_same_person(setiap_buku):
    pada = HARI[0]
    dalam = p.bercakupan(Peserta.objects.all(), "terlindungi", pada)
    luar = Peserta.objects.filter(pk__in=dalam.values("pk"))

    assert sorted(luar.values_list("pk")) == sorted(dalam.values_list("pk"))
    assert luar.count() < Peserta.objects.count()


def test_every_choice_has_a_meaning():
    assert set(ARTI) == set(p.PilihanCakupan.values)
    assert tambah_bulan(BULAN[0], 8) == MEI
