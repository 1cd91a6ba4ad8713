"""The movement adds up: every person of two days, told apart by a plain rule in Python."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as aturan_hypothesis
from hypothesis import strategies as st

from iuran.models import Bantuan, Iuran
from iuran.perlindungan import cakupan_orang
from laporan.angka import hitung
from laporan.himpunan import himpunan
from laporan.pergerakan import ARTI_GERAK, Gerak, pergerakan, pergerakan_masa
from peserta.models import Peristiwa, Peserta
from pijar.bulan import akhir_bulan, rentang_bulan, tambah_bulan
from pijar.errors import AturanDilanggarError
from tests.factories import BantuanFactory, bayar, iuran, sumber, terdaftar
from tests.iuran import saldo
from tests.laporan.test_dua_jam import LANGKAH, Dunia

KOTA = ("apbd", "dbhcht")
OKTOBER, NOVEMBER, DESEMBER = (date(2026, n, 1) for n in (10, 11, 12))
HARI_INI = date(2026, 11, 27)


class Pergeseran(Dunia):
    """The same world, in which people also go on, come back, and change their payer."""

    def lanjut(self):
        """A new decree for whoever's last grant ends."""
        lama = self._satu(Bantuan.objects.hidup().filter(bulan_akhir__lt=DESEMBER))
        if lama.peserta.daftar_bantuan.hidup().filter(bulan_awal__gt=lama.bulan_awal).exists():
            return
        mulai = tambah_bulan(lama.bulan_akhir, self.acak.choice([1, 1, 2]))
        kode = self.acak.choice(["APBD", "DBHCHT", "ASN"])
        bantuan = BantuanFactory(
            peserta=lama.peserta, sumber=sumber(kode), nomor_sk=f"463/{lama.pk}/2026",
            bulan_awal=mulai, jumlah_bulan=13 - mulai.month, status="berjalan",
        )  # fmt: skip
        for bulan in rentang_bulan(mulai, bantuan.jumlah_bulan):
            if not bantuan.peserta.daftar_iuran.filter(bulan=bulan, hidup=True).exists():
                iuran(bantuan, bulan)

    def dipotong(self):
        """A grant that ends early, as decreed or stopped; its later months are gone."""
        satu = self._satu(Bantuan.objects.hidup().filter(bulan_akhir=DESEMBER))
        akhir = self.acak.choice([date(2026, 8, 1), date(2026, 9, 1), OKTOBER])
        if akhir < satu.bulan_awal:
            return
        satu.daftar_iuran.filter(bulan__gt=akhir, tagihan=None).update(
            hidup=False, alasan_mati="Uji"
        )
        status = self.acak.choice(["berjalan", "berjalan", "berhenti"])
        Bantuan.objects.filter(pk=satu.pk).update(bulan_akhir=akhir, status=status)


SEMUA = sorted({*LANGKAH, "lanjut", "dipotong"})
DASAR = ["menagih", "membayar", "lanjut", "dipotong", "peristiwa", "orang_baru"]


def polos(hari: date) -> dict[int, Iuran]:
    """The rows of the people protected whom the city pays, person by person."""
    baris = Iuran.objects.filter(bulan=hari.replace(day=1), hidup=True, sumber__jenis__in=KOTA)
    milik = {b.peserta_id: b for b in baris.select_related("bantuan")}
    cakupan = cakupan_orang(list(milik), hari)
    return {pk: b for pk, b in milik.items() if cakupan[pk].cakupan in ("lunas", "tenggang")}


def mulai(e: Peristiwa) -> date:
    isi = (e.akibat or {}).get("mulai")
    return date.fromisoformat(isi) if isi else tambah_bulan(e.tanggal, 1)


def berlaku(orang: int, bulan: date) -> set[str]:
    """The kinds of events that count for a person in a month, without a grant since."""
    awal = list(Bantuan.objects.hidup().filter(peserta=orang).values_list("bulan_awal", flat=True))
    semua = Peristiwa.objects.filter(peserta=orang, dibatalkan_pada=None)
    return {
        e.jenis
        for e in semua
        if mulai(e) <= bulan and not any(mulai(e) <= a <= bulan for a in awal)
    }


def masuk(pk: int, dulu: date) -> str:
    lama = Iuran.objects.filter(
        peserta=pk, hidup=True, bulan__lte=dulu, sumber__jenis__in=KOTA,
        pembayaran__tanggal__lte=dulu,
    )  # fmt: skip
    return "kembali" if lama.exists() else "baru"


def keluar(b: Iuran, hari: date) -> str:
    bulan = hari.replace(day=1)
    mati = b.peserta.daftar_peristiwa.filter(
        jenis="meninggal", tanggal__lt=bulan, dibatalkan_pada=None
    )
    jenis = berlaku(b.peserta_id, bulan) - {"meninggal", "kecelakaan"}
    lahir = b.peserta.tanggal_lahir
    if mati.exists():
        return "meninggal"
    if "pindah" in jenis:
        return "pindah"
    if (bulan.year - lahir.year, bulan.month) >= (65, lahir.month) or "usia_65" in jenis:
        return "usia_65"
    if cakupan_orang([b.peserta_id], hari)[b.peserta_id].cakupan == "nonaktif":
        return "jadi_nonaktif"
    ada = Iuran.objects.filter(peserta=b.peserta_id, bulan=bulan, hidup=True).exists()
    wajar = b.bantuan.status == "berjalan" or "masa_berakhir" in jenis
    habis = not ada and b.bantuan.bulan_akhir < bulan and wajar
    return "berakhir" if habis and not jenis - {"masa_berakhir"} else "lainnya"


def hitung_polos(dulu: date, kini: date) -> Counter[str]:
    lama, baru = polos(dulu), polos(kini)
    hasil = Counter(masuk(pk, dulu) for pk in baru.keys() - lama.keys())
    hasil.update(keluar(lama[pk], kini) for pk in lama.keys() - baru.keys())
    sama = lama.keys() & baru.keys()
    lanjut = sum(lama[pk].bantuan.nomor_sk != baru[pk].bantuan.nomor_sk for pk in sama)
    hasil.update({"perpanjangan": lanjut, "berakhir": lanjut})
    return hasil


@example(benih=4, langkah=[*DASAR, *SEMUA])
@example(benih=11, langkah=[*DASAR * 4, "target"])
@given(
    benih=st.integers(0, 10_000),
    langkah=st.lists(st.sampled_from(DASAR + SEMUA), min_size=8, max_size=25),
)
@aturan_hypothesis(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_movement_is_that_of_every_single_person(admin, admin2, benih, langkah):
    with transaction.atomic():
        dunia = Pergeseran(Random(benih), admin, admin2)  # noqa: S311  # sample data, not a secret
        for nama in langkah:
            dunia.langkah(nama)
        masa = [(b, min(akhir_bulan(b), HARI_INI)) for b in rentang_bulan(date(2026, 6, 1), 6)]
        jumlah = Counter()
        for bulan, hari in masa:
            dulu = bulan - timedelta(days=1)
            polosnya = hitung_polos(dulu, hari)
            jumlah.update(polosnya)

            satu = pergerakan(bulan, pada=HARI_INI)

            assert {b.kode: abs(b.orang) for b in satu.baris if b.orang} == dict(+polosnya)
            assert satu.awal == len(polos(dulu)) == terlindungi(dulu)
            assert satu.akhir == len(polos(hari)) == terlindungi(hari)
            assert satu.awal + sum(b.orang for b in satu.baris) == satu.akhir
        panjang = pergerakan_masa(masa[0][0], masa[-1][0], pada=HARI_INI)
        assert {b.kode: abs(b.orang) for b in panjang.baris if b.orang} == dict(+jumlah)
        assert panjang.awal + sum(b.orang for b in panjang.baris) == panjang.akhir
        transaction.set_rollback(True)


def terlindungi(hari: date) -> int:
    return hitung(hari.replace(day=1), pada=hari).terlindungi


def isi(bulan: date = NOVEMBER, pada: date = HARI_INI) -> dict[str, int]:
    satu = pergerakan(bulan, pada=pada)
    assert satu.awal + sum(b.orang for b in satu.baris) == satu.akhir
    return {b.kode: b.orang for b in satu.baris if b.orang}


def lunas(*bulan: date) -> None:
    """Bill and pay these months of APBD."""
    for satu in bulan:
        bayar(satu, satu)


JANUARI_OKTOBER = rentang_bulan(date(2026, 1, 1), 10)


def test_an_extension_ends_one_grant_and_begins_another(db):
    lama = terdaftar(date(2026, 1, 1), 10)
    terdaftar(date(2026, 1, 1), 10)  # who is not extended
    baru = BantuanFactory(
        peserta=lama.peserta, bulan_awal=NOVEMBER, jumlah_bulan=2, nomor_sk="463/2/2026",
        status="berjalan",
    )  # fmt: skip
    iuran(baru, NOVEMBER)
    lunas(*JANUARI_OKTOBER)

    assert isi() == {"perpanjangan": 1, "berakhir": -2}


def test_the_part_after_new_year_of_one_decree_is_no_extension(db):
    lama = terdaftar(date(2026, 11, 1), 2)
    lanjutan = BantuanFactory(
        peserta=lama.peserta, bulan_awal=date(2027, 1, 1), jumlah_bulan=10, status="berjalan",
        sumber=sumber("APBD", 2027), sambungan_dari=lama,
    )  # fmt: skip
    iuran(lanjutan, date(2027, 1, 1))
    lunas(NOVEMBER, DESEMBER)

    assert isi(date(2027, 1, 1), date(2027, 1, 20)) == {}


@pytest.mark.parametrize(
    ("jenis", "kode"),
    [
        ("meninggal", "meninggal"), ("pindah", "pindah"), ("usia_65", "usia_65"),
        ("pihak_lain", "lainnya"), ("masa_berakhir", "berakhir"),
    ],
)  # fmt: skip
def test_who_left_has_the_reason_of_the_event(db, jenis, kode):
    bantuan = terdaftar()
    lunas(*JANUARI_OKTOBER)
    Peristiwa.objects.create(peserta=bantuan.peserta, jenis=jenis, tanggal=date(2026, 10, 9))
    bantuan.daftar_iuran.filter(bulan__gt=OKTOBER).update(hidup=False, alasan_mati="Uji")
    Bantuan.objects.update(status="berhenti", bulan_akhir=OKTOBER)

    assert isi() == {kode: -1}


def test_three_unpaid_months_are_a_reason_of_their_own(db):
    terdaftar()
    lunas(*JANUARI_OKTOBER[:7])

    assert isi() == {"jadi_nonaktif": -1}


def test_the_65th_birthday_needs_no_event(db):
    terdaftar(tanggal_lahir=date(1961, 11, 9))
    lunas(*JANUARI_OKTOBER)

    assert isi() == {"usia_65": -1}


def test_who_was_protected_before_comes_back(db):
    lama = terdaftar(date(2026, 1, 1), 6)
    baru = BantuanFactory(
        peserta=lama.peserta, bulan_awal=NOVEMBER, jumlah_bulan=2, status="berjalan"
    )
    iuran(baru, NOVEMBER)
    terdaftar(NOVEMBER, 2)
    lunas(*JANUARI_OKTOBER[:6], NOVEMBER)

    assert isi() == {"kembali": 1, "baru": 1}


def test_people_of_the_opening_list_are_not_new(db, admin, admin2):
    daftar = saldo.unggah(saldo.baris(1), oleh=admin)
    daftar.daftar_baris.update(dipilih=True)
    saldo.terapkan(daftar, oleh=admin2)
    orang = Peserta.objects.get(status="terdaftar")
    bulan = orang.daftar_iuran.order_by("bulan").first().bulan

    satu = pergerakan(bulan, pada=akhir_bulan(bulan))

    assert satu.orang("saldo_awal") == satu.akhir == 1
    assert satu.orang("baru") == 0


def test_a_month_to_come_is_refused_with_the_way(db):
    with pytest.raises(AturanDilanggarError, match="Desember 2026 belum tiba pada 27 November"):
        pergerakan(DESEMBER, pada=HARI_INI)


def test_every_reason_says_what_it_means():
    assert set(ARTI_GERAK) == set(Gerak.values)
    assert all(kalimat.endswith(".") for kalimat in ARTI_GERAK.values())


def test_a_constant_number_of_queries(db, django_assert_num_queries):
    for jumlah in (1, 3):
        for _ in range(jumlah):
            terdaftar()
        with django_assert_num_queries(9):
            pergerakan(NOVEMBER, pada=HARI_INI)


def test_nobody_is_nobody(db):
    satu = pergerakan(NOVEMBER, pada=HARI_INI)

    assert (satu.awal, satu.akhir, satu.perubahan) == (0, 0, 0)
    assert himpunan(HARI_INI).jumlah() == 0
