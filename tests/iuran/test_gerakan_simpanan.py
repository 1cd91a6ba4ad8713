"""The movement's kept figures: equal to the rows whatever happens, and said as of when."""

import re
from datetime import date
from random import Random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from iuran.gerakan.actions.laporan_bpjs import BarisBPJS, KepalaLaporan, simpan_laporan
from iuran.gerakan.actions.opd import JumlahPegawai, catat_pegawai, catat_target
from iuran.gerakan.angka import GERAKAN
from iuran.gerakan.banding_bpjs import DIBAYAR_OPD, bandingkan_bpjs, dibayar_opd
from iuran.gerakan.ukuran import BANYAK
from iuran.models import OPD, Janji, PenempatanOPD, Penyumbang
from pijar.models import AngkaTersimpan, StatusTugas, Tugas, Ubahan
from pijar.tasks import periksa_angka, periksa_simpanan
from tests.factories import JanjiFactory, sumber
from tests.iuran.gerakan import Gerak
from tests.pemilik import pemilik
from tests.peran import buat, masuk

pytestmark = pytest.mark.django_db(transaction=True)
SEPTEMBER, HARI = date(2026, 9, 1), date(2026, 9, 20)
ALAMAT = "/iuran/penyumbang/gerakan/"
BACAAN = {
    GERAKAN: (SEPTEMBER, HARI),
    DIBAYAR_OPD: (SEPTEMBER, HARI),
}


class Riwayat(Gerak):
    """What may happen to a movement; each is a transaction of its own, or is undone."""

    def satu(self, model):
        return self.acak.choice(list(model.objects.order_by("pk")))

    def penyumbang(self) -> None:
        self._penyumbang()

    def pindah(self) -> None:
        orang = self.satu(Penyumbang)
        sejak = max(orang.sejak, self.hari(2025, 24))
        isi = {"opd": self.acak.choice(self.opd), "oleh": self.admin}
        PenempatanOPD.objects.get_or_create(penyumbang=orang, sejak=sejak, defaults=isi)

    def janji(self) -> None:
        janji = JanjiFactory(penyumbang=self.satu(Penyumbang), mulai=date(2026, 7, 1), tempo=6)
        self.bayar(janji)

    def pegawai(self) -> None:
        isi = [JumlahPegawai(self.satu(OPD), HARI, self.acak.randrange(1, 90), "BKPP")]
        catat_pegawai(isi, oleh=self.admin, pada=HARI)

    def target(self) -> None:
        catat_target(self.satu(OPD), 2026, self.acak.randrange(1, 90), oleh=self.admin)

    def opd_tidak_aktif(self) -> None:
        OPD.objects.filter(pk=self.satu(OPD).pk).update(aktif=self.acak.random() < 0.5)

    def janji_berakhir(self) -> None:
        Janji.objects.filter(pk=self.satu(Janji).pk).update(
            sebab_akhir="tidak_lanjut", status="berakhir"
        )

    def tidak_terjadi(self) -> None:
        self.janji()
        transaction.set_rollback(True)


LANGKAH = [n for n in vars(Riwayat) if not n.startswith("_") and n != "satu"]


@pytest.mark.parametrize("benih", range(3))
def test_yang_disimpan_sama_dengan_barisnya_sesudah_setiap_langkah(benih):
    acak = Random(benih)  # noqa: S311  # sample data, not a secret
    dunia = Riwayat(acak, penyumbang=3)
    dihitung = 0
    for langkah in acak.choices(LANGKAH, k=24):
        with transaction.atomic():
            getattr(dunia, langkah)()
        saat = set(AngkaTersimpan.objects.values_list("pada", flat=True))
        for simpanan, kunci in BACAAN.items():
            assert simpanan.baca(*kunci).nilai == simpanan.hitung(*kunci), langkah
        dihitung += len(set(AngkaTersimpan.objects.values_list("pada", flat=True)) - saat)
    assert 0 < dihitung < 24 * len(BACAAN), "it is both kept and counted"
    periksa_simpanan()
    periksa_angka(Tugas.objects.get().pk)
    assert Tugas.objects.get().status == StatusTugas.SELESAI


@pytest.mark.parametrize("simpanan", BACAAN, ids=lambda s: s.nama)
def test_setiap_tabel_yang_dibaca_disebut(simpanan):
    with CaptureQueriesContext(connection) as tanya:
        simpanan.hitung(*BACAAN[simpanan])
    semua = "".join(q["sql"] for q in tanya)
    tabel = set(re.findall(r'(?:FROM|JOIN) "?([a-z]+_[a-z]+)"?', semua))
    assert tabel == set(simpanan.tabel)


def sekda():
    return masuk(buat("sekda_uji", "sekda"))


def saat(html: str) -> str:
    return re.search(r"Dihitung per (\d\d\.\d\d\.\d\d) WIB", html)[1]


def test_halaman_menyebut_saat_hitungannya(settings):
    settings.ANGKA_TERLAMBAT = 10
    Gerak(Random(2))  # noqa: S311  # as above
    client = sekda()
    client.get(ALAMAT)
    AngkaTersimpan.objects.filter(nama="iuran.gerakan").update(pada="2026-09-20T03:04:05Z")
    assert saat(client.get(ALAMAT).text) != "10.04.05", "nothing changed: as of now"
    JanjiFactory()
    assert saat(client.get(ALAMAT).text) == "10.04.05"


def test_yang_menulis_melihatnya_yang_lain_sebentar_kemudian(settings, admin, admin_client):
    settings.ANGKA_TERLAMBAT = 10
    opd, tahun = OPD.objects.get(nama="Dinas Sosial"), timezone.localdate().year
    lain = sekda()
    lain.get(ALAMAT)
    alamat = f"/iuran/penyumbang/opd/{opd.pk}/target/"
    jawaban = admin_client.post(alamat, {"tahun": tahun, "orang": 4321})
    kue = jawaban.cookies["menulis"]
    assert (kue["max-age"], kue["httponly"], kue["samesite"]) == (10, True, "Lax")
    AngkaTersimpan.objects.update(diminta_pada=timezone.now())
    lain_html = lain.get(ALAMAT, {"semua": "on"}).text
    assert "4.321" not in lain_html
    assert "4.321" in admin_client.get(ALAMAT, {"semua": "on"}).text
    assert "4.321" in lain.get(ALAMAT, {"semua": "on"}).text


def test_yang_ditolak_tidak_membuat_semuanya_dihitung(admin_client):
    opd = OPD.objects.get(nama="Dinas Sosial")
    jawaban = admin_client.post(f"/iuran/penyumbang/opd/{opd.pk}/target/", {})
    assert jawaban.status_code >= 400
    assert "menulis" not in jawaban.cookies


def test_yang_tersimpan_tampil_tanpa_bingkai():
    client = sekda()
    with pemilik() as kursor:
        kursor.execute("UPDATE pg_class SET reltuples = %s WHERE relname = 'iuran_janji'", [BANYAK])
    try:
        assert "Menghitung gerakan" in client.get(ALAMAT).text
        assert "ASN/PNS Peduli" in client.get(ALAMAT, headers={"hx-request": "true"}).text
        assert "Dihitung per" in client.get(ALAMAT).text
        JanjiFactory()
        assert "Menghitung gerakan" in client.get(ALAMAT).text
    finally:
        with connection.cursor() as kursor:
            kursor.execute("ANALYZE iuran_janji")


def test_excel_dan_halaman_membaca_satu_hitungan():
    Gerak(Random(4))  # noqa: S311  # as above
    client = sekda()
    client.get(ALAMAT)
    pada = AngkaTersimpan.objects.get(nama="iuran.gerakan").pada
    client.get(f"{ALAMAT}unduh/")
    assert AngkaTersimpan.objects.get(nama="iuran.gerakan").pada == pada


def test_banding_bpjs_membaca_yang_tersimpan(admin):
    sumber("ASN")
    Gerak(Random(4))  # noqa: S311  # as above
    opd = OPD.objects.get(nama="Dinas Sosial")
    kepala = KepalaLaporan(SEPTEMBER, "B/1", date(2026, 10, 10))
    simpan_laporan(kepala, [BarisBPJS(opd, 1, 2, 33_600)], oleh=admin, pada=date(2026, 11, 1))
    banding = bandingkan_bpjs(SEPTEMBER)
    kita = dibayar_opd(SEPTEMBER, date(2026, 10, 10))
    assert {b.nama: b.kita for b in banding.baris if any(b.kita.isi)} == {
        OPD.objects.get(pk=pk).nama: sisi for pk, sisi in kita.items()
    }
    assert AngkaTersimpan.objects.filter(nama="iuran.dibayar_opd").count() == 1
    simpan_laporan(kepala, [BarisBPJS(opd, 9, 9, 151_200)], oleh=admin, pada=date(2026, 11, 1))
    assert bandingkan_bpjs(SEPTEMBER).total.bpjs.pekerja == 9


def test_tanda_dan_simpanan_tidak_memuat_data_orang():
    janji = JanjiFactory(penyumbang__nama="Rahasia Sekali", peserta__nama="Rahasia Juga")
    client = sekda()
    client.get(ALAMAT)
    for satu in AngkaTersimpan.objects.all():
        isi = bytes(satu.nilai)
        for kata in (janji.penyumbang.nip, janji.peserta.nik, "Rahasia"):
            assert kata.encode() not in isi
    assert {u.tabel for u in Ubahan.objects.all()} >= {"iuran_janji", "iuran_penyumbang"}
