"""Random histories of the ledger through the real actions, and what must hold after each step.

An act may be refused; then nothing has changed. Any other exception is a bug.
"""

import inspect
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import Q, Sum
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import HypothesisProvider
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from iuran import perlindungan as p
from iuran.buku.keadaan import keadaan_uang
from iuran.buku.rekening import rekening
from iuran.buku.tarif import pilih_tarif
from iuran.models import Iuran, Pembayaran, SumberDana, Tagihan, Tarif
from iuran.models.keluar import keluar
from iuran.models.uang import dibayarkan
from laporan.angka import Angka, dari_json, hitung
from laporan.models import LaporanBulanan
from peserta.models import Peristiwa, Peserta
from pijar.bulan import awal_bulan, tambah_bulan
from tests.iuran.lindung import terlindungi
from tests.iuran.riwayat.dunia import NOMOR, bangun
from tests.iuran.riwayat.gabung import Gabung
from tests.iuran.riwayat.kartu import Kartu
from tests.iuran.riwayat.kelebihan import Kelebihan
from tests.iuran.riwayat.pasti import yang_melanggar
from tests.laporan.tutup import tutup

BAGIAN = 16  # of the usual number of examples: one of ours is a whole history
LANGKAH = 30


class Riwayat(Kartu, Gabung, Kelebihan):
    """Everything together."""

    def __init__(self) -> None:
        super().__init__()
        self.lunas: dict[int, int] = {}
        self.ditutup: list[tuple[int, Angka, datetime]] = []

    @initialize(
        orang=st.integers(1, 4),
        lama=st.sampled_from([3, 12]),
        jht=st.booleans(),
        lunas=st.integers(0, 3),
    )
    def yang_pertama(self, orang, lama, jht, lunas) -> None:
        """A decree, its batch and a good answer: a history begins with a ledger, partly paid."""
        self.tetapkan(0, 0, lama, orang, lanjut=False, jht=jht, mundur=0, siapa=1)
        self.daftarkan(0, kirim=True, siapa=1)
        self.jawab(0, ["terima"], 0, terapkan=True)
        for _ in range(lunas):
            self.bulan_biasa(0, bayar=True, hari=25)

    @rule(banding=st.booleans(), ke=NOMOR, mundur=st.integers(0, 2), geser=st.integers(-100, 60))
    def dilihat(self, banding, ke, mundur, geser) -> None:
        """Somebody looks at the cover on a day, or closes a month."""
        if banding:
            self.satu_orang_sama_dengan_semua(ke, geser)
        else:
            self.tutup_bulan(mundur)

    def tutup_bulan(self, mundur) -> None:
        """A month that ended is closed; its figures stand from then on."""
        bulan = tambah_bulan(self.bulan, -mundur)
        laporan = self.coba(lambda: self._tutup(bulan))
        if laporan:
            self.ditutup.append((laporan.pk, dari_json(laporan.angka), self.kini))

    @transaction.atomic
    def _tutup(self, bulan) -> LaporanBulanan:
        """Drafted, proposed and closed: all of it, or nothing."""
        return tutup(bulan, self.kota.admin, self.kota.admin2, pada=self.hari)

    def satu_orang_sama_dengan_semua(self, ke, geser) -> None:
        """One person's page, a page of people, a filter and the set-based count say the same."""
        hari = self.hari + timedelta(days=geser)
        orang = list(p.dengan_cakupan(Peserta.objects.order_by("pk"), hari))
        tersaring = terlindungi(hari)
        semua = {o.pk: (o.cakupan, o.tunggakan) for o in orang}
        note(f"{hari}: {semua}")
        assert semua == p.cakupan_orang(list(semua), hari)
        assert tersaring == {o.pk for o in orang if o.cakupan in p.TERLINDUNGI}
        ringkas = p.potret(hari).ringkasan
        assert ringkas.terlindungi == len(tersaring)
        assert ringkas.tenggang == sum(c == p.Cakupan.TENGGANG for c, _ in semua.values())
        habis = p.ujung(hari).orang(semua)
        tanpa = Peserta.objects.filter(pk__in=tersaring - {*habis}, digabung_ke=None)
        assert {*habis} <= tersaring
        assert not tanpa.filter(status__in=["didaftarkan", "terdaftar"]).exists()
        assert Counter(u.akhir for u in habis.values()) == p.per_bulan(p.ujung(hari).hitung())
        o = self.pilih(orang, ke)
        satu = p.perlindungan(o, hari)
        assert satu.tunggakan == o.tunggakan
        assert satu.dijamin == (o.cakupan in p.DIJAMIN)
        assert not o.cakupan or satu.status == o.cakupan
        for mati in Peristiwa.objects.filter(jenis="meninggal", dibatalkan_pada=None):
            if awal_bulan(hari) > awal_bulan(mati.tanggal):
                assert semua[mati.peserta_id][0] not in p.DIJAMIN

    @invariant()
    def semua_tetap_benar(self) -> None:
        """After a step that wrote something, everything that must always hold."""
        if not self.berubah:
            return
        self.berubah = False
        assert yang_melanggar() == {}
        self.bulan_lunas_tetap_pada_pembayarannya()
        self.bulan_terbuka_bertarif_kini()
        self.saldo_sumber_seperti_bukunya()
        langsung = Iuran.objects.filter(keluar(), hidup=True)
        assert set(Iuran.objects.sudah_keluar()) == set(langsung)
        self.bulan_yang_ditutup_tidak_berubah()

    def bulan_lunas_tetap_pada_pembayarannya(self) -> None:
        """A month leaves its payment only when that payment is cancelled."""
        kini = dict(Iuran.objects.values_list("pk", "pembayaran"))
        batal = set(Pembayaran.objects.filter(status="dibatalkan").values_list("pk", flat=True))
        pindah = {b: bayar for b, bayar in self.lunas.items() if kini[b] != bayar}
        assert {bayar for bayar in pindah.values() if bayar not in batal} == set()
        self.lunas = {b: bayar for b, bayar in kini.items() if bayar}

    def bulan_terbuka_bertarif_kini(self) -> None:
        """Whatever is in no bill costs what the tariff of its month and payer says today."""
        tarif = list(Tarif.objects.berlaku())
        terbuka = Iuran.objects.belum_ditagih().filter(jenis="iuran")
        for baris in terbuka.select_related("sumber", "bantuan", "peserta__pekerjaan"):
            kini = pilih_tarif(
                tarif,
                bulan=baris.bulan,
                jenis_sumber=baris.sumber.jenis,
                transport=baris.peserta.pekerjaan.transport,
                jht=baris.bantuan.jht,
            )
            assert (baris.jkk, baris.jkm, baris.jht) == (kini.jkk, kini.jkm, kini.jht)

    def saldo_sumber_seperti_bukunya(self) -> None:
        """The page of a source adds up the same rows as the rules of :mod:`pasti` do."""
        for s in SumberDana.objects.with_keuangan().with_realisasi():
            baris = Iuran.objects.uang().filter(sumber=s)
            tahunnya = Q(pembayaran__tanggal__year__lte=s.tahun) | Q(setor_pada__isnull=False)
            dihitung = [baris, baris.filter(dibayarkan()), baris.filter(tahunnya)]
            jumlah = [b.aggregate(n=Sum("nominal", default=0))["n"] for b in dihitung]
            assert [s.hidup, s.lunas, s.realisasi] == jumlah
            assert s.sisa >= 0 or s.defisit_sejak is not None
            assert s.sisa == s.pagu - s.terikat - s.hidup
            assert 0 <= s.lunas <= s.hidup
            self.rekening_seperti_halamannya(s)

    def rekening_seperti_halamannya(self, s: SumberDana) -> None:
        """Stages add up to what is bound; the statement ends with the balance of the page."""
        terbit = Tagihan.objects.filter(sumber=s, status="diterbitkan")
        terutang = terbit.aggregate(n=Sum("total", default=0))["n"]
        uang = keadaan_uang(s)
        assert uang.terikat.rupiah == s.terikat_semua
        assert min(t.rupiah for t in uang.tahap[:5]) >= 0
        assert rekening(s, date.min, date.max).akhir == (s.saldo, terutang)

    def bulan_yang_ditutup_tidak_berubah(self) -> None:
        """What was closed stands, and counted anew with what was known then it is the same."""
        for pk, angka, _ in self.ditutup:
            assert dari_json(LaporanBulanan.objects.get(pk=pk).angka) == angka
        if self.ditutup and "diketahui" in inspect.signature(hitung).parameters:
            _, angka, saat = self.ditutup[self.urut % len(self.ditutup)]
            assert hitung(angka.bulan, pada=angka.pada, diketahui=saat) == angka


def jalankan(mesin: type[Riwayat]) -> None:
    """Run random histories of ``mesin``; the same ones whatever numbers stand in our sources.

    Hypothesis draws some values from the constants of every module that is loaded, so that another
    test or a new line anywhere would give other histories; not so here, but for ``--acak``.
    """
    mesin.kota = bangun()
    banyak = max(1, settings().max_examples // BAGIAN)
    with pytest.MonkeyPatch.context() as patch:
        if settings().derandomize:
            patch.setattr(HypothesisProvider, "_maybe_draw_constant", lambda *_, **__: None)
        run_state_machine_as_test(
            mesin,
            settings=settings(
                max_examples=banyak,
                stateful_step_count=LANGKAH,
                suppress_health_check=list(HealthCheck),
            ),
        )


def mencapai(mesin: type[Riwayat], *jarang: str) -> None:
    """These acts, rare since all before them must fit, happened; new histories need not have them.

    What no history reaches is told in test_riwayat_tertulis.
    """
    if settings().derandomize:
        assert {*jarang} <= mesin.terjadi.keys(), "no history came that far"


@pytest.mark.lambat
def test_no_history_breaks_the_ledger(db):
    """Random histories, the same ones every time; more by ``--semua``, new ones by ``--acak``."""
    jalankan(Riwayat)

    mencapai(Riwayat, "kelebihan bayar", "cek awal", "tanda terima")
