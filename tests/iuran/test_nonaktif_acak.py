"""Who is billed no more and who is nonaktif are one rule: random ledgers against each other.

A row is billed to nobody when the cover had stopped before its month by the rule of cover, for
somebody who has paid before. A grant that was made after the stop is a return: its months are
billed until three of its own are unpaid.
"""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as aturan_hypothesis
from hypothesis import strategies as st

from iuran.models import Bantuan, Iuran
from iuran.perlindungan import pk_nonaktif
from iuran.perlindungan.aturan import Aturan
from iuran.perlindungan.buku import BukuOrang
from pijar.bulan import WIB, awal_bulan, rentang_bulan, selisih_bulan
from tests.factories import BantuanFactory, PesertaFactory, bayar, diterima, iuran

JAN = date(2026, 1, 1)
BULAN = rentang_bulan(JAN, 12)


def terhenti(buku: dict[date, date | None], hari: date) -> bool:
    """Whether the cover had stopped on ``hari`` by the rule of cover."""
    return Aturan(BukuOrang(hari, buku, {}, False, False, False, True, True), hari).terhenti()


def harapan(buku: dict[date, date | None], pecah: int, dibuat: date, *, lama: bool) -> list[date]:
    """The months that nobody is billed for; from month ``pecah`` on the second grant pays."""
    hasil = []
    for bulan in (b for b, lunas in buku.items() if lunas is None):
        pernah = lama or any(b < bulan and lunas for b, lunas in buku.items())
        kembali = (
            bulan.month > pecah
            and any(1 <= selisih_bulan(b, bulan) <= 3 and b.month <= pecah for b in buku)
            and terhenti(buku, awal_bulan(dibuat))
        )
        if pernah and terhenti(buku, bulan) and not kembali:
            hasil.append(bulan)
    return hasil


bulan_acak = st.one_of(
    st.just("tidak ada"),
    st.none(),
    st.none(),
    st.none(),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)


@pytest.mark.parametrize("menurut", ["kalender", "jatuh_tempo"])
@given(
    isi=st.lists(bulan_acak, min_size=len(BULAN), max_size=len(BULAN)),
    pecah=st.integers(3, 12),
    dibuat=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    lama=st.booleans(),
    terima=st.one_of(st.none(), st.integers(0, 60)),
)
@aturan_hypothesis(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nobody_is_billed_whose_cover_stopped(
    db, settings, menurut, isi, pecah, dibuat, lama, terima
):
    """``terima``: days after its SP2D on which BPJS received each payment, and cover follows it."""
    settings.NONAKTIF_MENURUT = menurut
    settings.DIBAYAR_MENURUT = "sp2d" if terima is None else "terima"
    buku = {b: x for b, x in zip(BULAN, isi, strict=True) if x != "tidak ada"}
    peserta = PesertaFactory(status="terdaftar")
    satu = BantuanFactory(
        peserta=peserta, jumlah_bulan=pecah, status="berjalan",
        peserta_sejak=date(2025, 1, 1) if lama else None,
    )  # fmt: skip
    dua = satu
    if pecah < len(BULAN):
        dua = BantuanFactory(
            peserta=peserta, status="berjalan", bulan_awal=BULAN[pecah], jumlah_bulan=12 - pecah
        )
    Bantuan.objects.filter(pk=satu.pk).update(dibuat_pada=datetime(2025, 12, 9, tzinfo=WIB))
    if dua != satu:
        waktu = datetime(dibuat.year, dibuat.month, dibuat.day, 9, tzinfo=WIB)
        Bantuan.objects.filter(pk=dua.pk).update(dibuat_pada=waktu)
    for bulan, lunas in buku.items():
        iuran(satu if bulan.month <= pecah else dua, bulan)
        if lunas:
            diterima(bayar(bulan, lunas), lunas + timedelta(terima or 0))
    if terima:
        buku = {b: lunas and lunas + timedelta(terima) for b, lunas in buku.items()}

    belum = Iuran.objects.filter(peserta=peserta, pembayaran=None)
    nonaktif = Iuran.objects.filter(pk__in=pk_nonaktif(belum)).order_by("bulan")

    assert [*nonaktif.values_list("bulan", flat=True)] == harapan(buku, pecah, dibuat, lama=lama)
