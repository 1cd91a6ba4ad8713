"""Two clocks: the figures of one day, as known at one moment, never move whatever is done later."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as aturan_hypothesis
from hypothesis import strategies as st

from iuran.models import Bantuan, Iuran, Pembayaran, Tagihan
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from iuran.perlindungan import dengan_cakupan
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan, gabungkan_bagian
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.isian import isi_tercatat, ubah_isian
from iuran.tagihan.actions.keluar import keluarkan
from iuran.tagihan.actions.koreksi import (
    Usulan,
    isi_koreksi,
    konfirmasi_koreksi,
    usulkan_koreksi,
)
from iuran.tagihan.actions.susun import batalkan_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.aturan import Bukti
from laporan.angka import Angka, hitung
from laporan.cakupan import cakupan
from laporan.dahulu import BAYANGAN, TETAP, sebagaimana_diketahui
from laporan.jalur import jalur
from laporan.models import DataCakupan, Target
from laporan.pergerakan import pergerakan
from laporan.serapan import serapan
from peserta.alur import batalkan_berhenti, pindahkan_status
from peserta.models import JenisPeristiwa, Peristiwa, Peserta, Status
from pijar.bulan import WIB, rentang_bulan
from pijar.errors import AturanDilanggarError
from pijar.sidik import sidik
from tests.factories import iuran, terdaftar, ubah_pagu
from tests.factories import sumber as dana
from tests.pemilik import tanpa_penjaga

SEPTEMBER, OKTOBER = date(2026, 9, 1), date(2026, 10, 1)
HARI = (date(2026, 9, 30), date(2026, 10, 31))
KINI = datetime(2026, 11, 27, 9, tzinfo=WIB)  # no later than the day on which this was written
MULAI = datetime(2026, 9, 5, 12, tzinfo=WIB)
APLIKASI = ("peserta", "iuran", "verifikasi", "laporan")


def catat_saat(saat: datetime) -> None:
    """Everything that was recorded between ``saat`` and now was recorded at ``saat`` instead.

    So what the migrations wrote too, however long ago that was.
    """
    perintah = []
    for model in apps.get_models():
        if model._meta.app_label not in APLIKASI or model._meta.proxy:
            continue
        waktu = [f.column for f in model._meta.fields if isinstance(f, models.DateTimeField)]
        if waktu:
            kini = [f"{k} > %(saat)s AND {k} <= clock_timestamp()" for k in waktu]
            isi = ", ".join(
                f"{k} = CASE WHEN {baru} THEN %(saat)s ELSE {k} END"
                for k, baru in zip(waktu, kini, strict=True)
            )
            perintah.append(f"UPDATE {model._meta.db_table} SET {isi} WHERE {' OR '.join(kini)}")  # noqa: S608
    with tanpa_penjaga() as kursor:
        kursor.execute("; ".join(perintah), {"saat": saat})


Cakupan = dict[int, tuple[str, int]]
Lain = tuple[object, ...]


def ukuran_lain(hari: date) -> Lain:
    """The measures beside the figures of a month."""
    tahun = hari.year
    return (
        pergerakan(hari.replace(day=1), pada=hari),
        jalur(tahun, pada=hari),
        serapan(tahun, pada=hari),
        cakupan(pada=hari),
    )


def lihat(saat: datetime | None = None) -> list[tuple[Angka, Cakupan, Lain]]:
    """The figures of both days, everybody's cover on them, and the other measures."""
    hasil = []
    for hari in HARI:
        angka = hitung(hari.replace(day=1), pada=hari, diketahui=saat)
        with sebagaimana_diketahui(saat):
            orang = dengan_cakupan(Peserta.objects.all(), hari)
            isi = {pk: tuple(dua) for pk, *dua in orang.values_list("pk", "cakupan", "tunggakan")}
            lain = ukuran_lain(hari)
        hasil.append((angka, isi, lain))
    return hasil


class Dunia:
    """Four people, their months and bills; each method is something that may happen later."""

    def __init__(self, acak: Random, admin, admin2):
        self.acak, self.admin, self.admin2 = acak, admin, admin2
        self.orang = [terdaftar().peserta for _ in range(3)]
        self.orang.append(terdaftar(date(2026, 8, 1), 2).peserta)
        for bulan in rentang_bulan(date(2026, 6, 1), 4):
            self._tagih(bulan)
        for tagihan in Tagihan.objects.filter(status="diterbitkan").order_by("bulan")[:2]:
            self._bayar(tagihan)

    def langkah(self, nama: str) -> None:
        """One thing happens, or is refused."""
        with suppress(AturanDilanggarError), transaction.atomic():
            getattr(self, nama)()

    def _satu(self, qs):
        semua = list(qs.order_by("pk"))
        if not semua:
            raise AturanDilanggarError("tidak ada")
        return self.acak.choice(semua)

    def _tagih(self, bulan: date) -> Tagihan:
        tagihan = susun_tagihan(dana("APBD"), bulan, oleh=self.admin)
        tanggal = bulan.replace(day=self.acak.randrange(1, 6))
        if self.acak.random() < 0.8:
            terbitkan(tagihan, oleh=self.admin2, pada=KINI, tanggal=tanggal)
        Tagihan.objects.filter(pk=tagihan.pk, diterbitkan_pada=KINI).update(
            diterbitkan_pada=datetime(bulan.year, bulan.month, 7, 9, tzinfo=WIB)
        )
        tagihan.refresh_from_db()
        return tagihan

    def _bayar(self, tagihan: Tagihan) -> None:
        hari = tagihan.tanggal or tagihan.bulan
        bukti = Bukti(
            f"S{self.acak.random()}", hari + timedelta(self.acak.randrange(90)), tagihan.total
        )
        catat_pembayaran([tagihan], bukti, oleh=self.admin, pada=KINI.date())

    def menagih(self):
        self._tagih(self.acak.choice(rentang_bulan(date(2026, 1, 1), 12)))

    def membayar(self):
        self._bayar(self._satu(Tagihan.objects.filter(status="diterbitkan")))

    def _koreksi(self, jenis: str):
        bayar = self._satu(Pembayaran.objects.berlaku())
        tanggal = bayar.tanggal + timedelta(self.acak.randrange(-60, 60))
        usulan = Usulan(jenis, f"K{self.acak.random()}", tanggal, "Salah ketik")
        koreksi = usulkan_koreksi(bayar, usulan, oleh=self.admin, pada=KINI.date())
        dilihat = sidik(isi_koreksi(koreksi))
        konfirmasi_koreksi(koreksi, dilihat=dilihat, oleh=self.admin2, pada=datetime.now(WIB))

    def membetulkan_pembayaran(self):
        self._koreksi("betulkan")

    def membatalkan_pembayaran(self):
        self._koreksi("batalkan")

    def membagi(self):
        tagihan = self._satu(Tagihan.objects.filter(status__in=["disusun", "diterbitkan"]))
        pilihan = Pilihan("Satu", "Sisa", pertama=1)
        bagi_tagihan(tagihan, pilihan, oleh=self.admin, pada=datetime.now(WIB))

    def menggabungkan(self):
        utuh = self._satu(Tagihan.objects.filter(status="dibagi"))
        gabungkan_bagian(utuh, oleh=self.admin, pada=datetime.now(WIB))

    def membatalkan_tagihan(self):
        tagihan = self._satu(Tagihan.objects.filter(status__in=["disusun", "diterbitkan"]))
        batalkan_tagihan(tagihan, alasan="Keliru", oleh=self.admin)

    def mengeluarkan(self):
        baris = self._satu(Iuran.objects.filter(tagihan__status="disusun"))
        keluarkan(baris.tagihan, [baris.pk], alasan="Keliru", oleh=self.admin)

    def menetapkan_jatuh_tempo(self):
        tagihan = self._satu(Tagihan.objects.hidup())
        tempo = tagihan.bulan + timedelta(self.acak.randrange(1, 120))
        dilihat = sidik(isi_tercatat(tagihan))
        ubah_isian(tagihan, {"kode_iuran_tempo": tempo}, dilihat=dilihat, oleh=self.admin)

    def peristiwa(self):
        orang = self._satu(Peserta.objects.all())
        jenis = self.acak.choice(["meninggal", "pindah", "pihak_lain", "kecelakaan"])
        hari = date(2026, self.acak.randrange(6, 12), self.acak.randrange(1, 27))
        catat_peristiwa(orang, JenisPeristiwa(jenis), hari, oleh=self.admin, pada=KINI.date())

    def membatalkan_peristiwa(self):
        satu = self._satu(Peristiwa.objects.filter(dibatalkan_pada=None))
        batalkan_peristiwa(satu, alasan="Keliru", oleh=self.admin2)

    def mati(self):
        baris = self._satu(Iuran.objects.belum_ditagih())
        Iuran.objects.filter(pk=baris.pk).update(hidup=False, alasan_mati="Uji")

    def tarif_baru(self):
        baris = self._satu(Iuran.objects.belum_ditagih())
        Iuran.objects.filter(pk=baris.pk).update(hidup=False, alasan_mati="tarif diganti")
        iuran(baris.bantuan, baris.bulan, jkk=9_000)

    def data_berubah(self):
        orang = self._satu(Peserta.objects.all())
        isi = self.acak.choice(
            [
                {"kelurahan_id": "33.74.02.1001"},
                {"pekerjaan_id": "pemulung"},
                {"tanggal_lahir": date(1961, 9, 5)},
            ]
        )
        Peserta.objects.filter(pk=orang.pk).update(**isi)

    def berhenti(self):
        orang = self._satu(Peserta.objects.filter(status="terdaftar"))
        pindahkan_status(orang, Status.BERHENTI, oleh=self.admin, alasan="Keliru")

    def kembali(self):
        orang = self._satu(Peserta.objects.filter(status="berhenti"))
        batalkan_berhenti(orang, Status.TERDAFTAR, oleh=self.admin, alasan="Keliru")

    def bantuan_berubah(self):
        satu = self._satu(Bantuan.objects.hidup())
        Bantuan.objects.filter(pk=satu.pk).update(
            **self.acak.choice(
                [
                    {"status": "batal"},
                    {"bulan_akhir": satu.bulan_awal},
                    {"peserta_sejak": date(2025, 1, 1)},
                ]
            )
        )

    def orang_baru(self):
        self.orang.append(
            terdaftar(self.acak.choice(rentang_bulan(date(2026, 5, 1), 6)), 2).peserta
        )

    def pagu(self):
        """A change of the ceiling that is proposed and confirmed now."""
        ubah_pagu(pagu=10**12 + self.acak.randrange(10**6))
        with tanpa_penjaga() as kursor:
            kursor.execute(
                "UPDATE iuran_perubahanpagu SET diusulkan_pada = now(), diputus_pada = now() "
                "WHERE id = (SELECT max(id) FROM iuran_perubahanpagu)"
            )

    def data_cakupan(self):
        satu = self._satu(DataCakupan.objects.filter(ukuran="informal"))
        DataCakupan.objects.filter(pk=satu.pk).update(nilai=self.acak.randrange(200_000, 250_000))

    def target(self):
        satu = self._satu(Target.objects.filter(tahun=2026))
        Target.objects.filter(pk=satu.pk).update(orang=self.acak.randrange(1, 9_000))


LANGKAH = sorted(
    n for n, f in vars(Dunia).items() if not n.startswith("_") and n != "langkah" and callable(f)
)


SEMUA = [["menagih", "membayar", *LANGKAH], LANGKAH[::-1]]


@example(benih=4, kelompok=SEMUA)
@given(
    benih=st.integers(0, 10_000),
    kelompok=st.lists(
        st.lists(st.sampled_from(LANGKAH), min_size=2, max_size=9), min_size=2, max_size=3
    ),
)
@aturan_hypothesis(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_closed_day_never_moves(admin, admin2, benih, kelompok):
    with transaction.atomic():
        dunia = Dunia(Random(benih), admin, admin2)  # noqa: S311  # sample data, not a secret
        tertutup: list[tuple[datetime, list[tuple[Angka, Cakupan, Lain]]]] = []
        for n, langkah in enumerate([[], *kelompok]):
            for nama in langkah:
                dunia.langkah(nama)
            saat = MULAI + timedelta(days=20 * n)
            catat_saat(saat)
            tertutup.append((saat + timedelta(hours=1), lihat()))
        for saat, angka in tertutup:
            for dulu, kini in zip(angka, lihat(saat), strict=True):
                for lama, baru in zip(dulu[2], kini[2], strict=True):
                    assert baru == lama
                assert kini == dulu
        transaction.set_rollback(True)


def test_a_row_remembers_when_it_died_and_stays_dead(db):
    terdaftar()
    baris = Iuran.objects.first()
    assert baris.mati_pada is None

    Iuran.objects.filter(pk=baris.pk).update(hidup=False, alasan_mati="Uji")

    baris.refresh_from_db()
    assert baris.mati_pada is not None
    for isi in ({"hidup": True, "alasan_mati": "", "mati_pada": None}, {"mati_pada": MULAI}):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            Iuran.objects.filter(pk=baris.pk).update(**isi)


@pytest.mark.parametrize("hidup", [True, False])
def test_only_dead_rows_have_a_day_of_death(db, hidup):
    baris = terdaftar().daftar_iuran.first()
    isi = {
        "hidup": hidup,
        "alasan_mati": "" if hidup else "Uji",
        "mati_pada": MULAI if hidup else None,
    }

    with (
        pytest.raises(DatabaseError, match="iuran_mati_bertanggal"),
        transaction.atomic(),
        tanpa_penjaga(),
    ):
        Iuran.objects.filter(pk=baris.pk).update(**isi)


def test_a_correction_is_known_from_the_moment_of_its_confirmation(admin, admin2):
    dunia = Dunia(Random(2), admin, admin2)  # noqa: S311  # as above
    catat_saat(MULAI)
    satu = Pembayaran.objects.get(tagihan_dibayar(6))
    dulu = satu.tanggal
    koreksi = usulkan_koreksi(
        satu, Usulan("betulkan", satu.nomor, dulu + timedelta(1), "Salah"), oleh=admin,
        pada=KINI.date(),
    )  # fmt: skip
    konfirmasi_koreksi(
        koreksi, dilihat=sidik(isi_koreksi(koreksi)), oleh=admin2, pada=datetime.now(WIB)
    )

    with sebagaimana_diketahui(MULAI.date()):
        assert Pembayaran.objects.get(pk=satu.pk).tanggal == dulu
    assert Pembayaran.objects.get(pk=satu.pk).tanggal == dulu + timedelta(1)
    assert dunia.orang


def tagihan_dibayar(bulan: int) -> models.Q:
    return models.Q(daftar_alokasi__tagihan__bulan=date(2026, bulan, 1))


def test_nothing_is_known_before_the_first_day_and_today_is_what_we_know(admin, admin2):
    Dunia(Random(1), admin, admin2)  # noqa: S311  # as above

    dulu, sekarang, kini = (
        hitung(SEPTEMBER, pada=HARI[0], diketahui=d)
        for d in (date(2020, 1, 1), date(2099, 12, 31), None)
    )

    assert (dulu.terlindungi, dulu.belum_ditagih_orang, sum(b.orang for b in dulu.per_status)) == (
        0, 0, 0,
    )  # fmt: skip
    assert sekarang == kini
    assert sekarang.terlindungi + sekarang.nonaktif > 0


def test_every_table_of_the_figures_has_its_past(db):
    terdaftar()
    with CaptureQueriesContext(connection) as tanya:
        hitung(OKTOBER, pada=HARI[1])
        ukuran_lain(HARI[1])

    tabel = set(re.findall(r'(?:FROM|JOIN) "?([a-z]+_[a-z]+)"?', "".join(q["sql"] for q in tanya)))
    dikenal = {b.model._meta.db_table for b in BAYANGAN} | {*TETAP}
    assert tabel <= dikenal
    assert len(tabel) > 10


def test_the_views_are_gone_after_the_block_also_when_it_fails(db):
    with suppress(ZeroDivisionError), sebagaimana_diketahui(date(2020, 1, 1)):
        assert not Target.objects.exists()
        raise ZeroDivisionError
    assert Target.objects.exists()

    with sebagaimana_diketahui(date(2020, 1, 1)):
        assert not Target.objects.exists()
    assert Target.objects.exists()


def test_a_target_is_never_deleted(db):
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Target.objects.all().delete()
