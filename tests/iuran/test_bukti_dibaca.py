"""What other reads say of months that a civil servant paid: source, statement, papers, the past."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from iuran.buku import realisasi_sumber
from iuran.buku.akibat import akibat as akibat_tarif
from iuran.buku.keadaan import keadaan_uang
from iuran.buku.rekening import rekening
from iuran.daftar_setoran.terapkan import terapkan_setoran
from iuran.models import BarisDaftarBPJS, Iuran, Janji, JenisKoreksi, Pembayaran, SumberDana, Tarif
from iuran.peristiwa.akibat import akibat
from iuran.perlindungan import bercakupan, cakupan_orang
from iuran.tagihan.actions.koreksi import Usulan, isi_koreksi, konfirmasi_koreksi, usulkan_koreksi
from iuran.tagihan.jejak import jejak_bulan
from laporan.dahulu import sebagaimana_diketahui
from laporan.surat.bahan import Bahan
from laporan.surat.susun.realisasi import susun_realisasi
from peserta.models import Peserta
from pijar.sidik import sidik
from tests.factories import JanjiFactory, PenggunaFactory, sumber
from tests.iuran import rekon
from tests.iuran.setoran import AGUSTUS, HARI, TARIF, catat
from tests.iuran.setoran import baris as baris_setoran
from tests.iuran.setoran import daftar as daftar_setoran

TAHUN = (date(2026, 1, 1), date.max)


@pytest.fixture
def asn(db) -> SumberDana:
    return sumber("ASN")


@pytest.fixture
def janji(asn) -> Janji:
    return JanjiFactory()


def batalkan(bayar: Pembayaran) -> None:
    usul = Usulan(JenisKoreksi.BATALKAN, "", HARI, "salah orang")
    koreksi = usulkan_koreksi(bayar, usul, oleh=PenggunaFactory(), pada=HARI)
    lihat = sidik(isi_koreksi(koreksi))
    konfirmasi_koreksi(koreksi, dilihat=lihat, oleh=PenggunaFactory(), pada=timezone.now())


def dana() -> SumberDana:
    return SumberDana.objects.with_keuangan().with_realisasi().get(kode="ASN", tahun=2026)


def sama() -> None:
    """Page, statement, report and source say the same."""
    satu, uang, isi = dana(), keadaan_uang(dana()), rekening(dana(), *TAHUN)
    nyata = realisasi_sumber(satu, date(2026, 12, 31))
    assert isi.akhir.sisa == satu.pagu - satu.lunas
    assert isi.akhir.terutang == 0
    assert uang.terikat.rupiah == satu.terikat_semua
    assert sum(b.dibayar for b in uang.bulan) == satu.lunas == nyata.realisasi
    assert nyata.jumlah("belum_dibayar") == 0


def test_rekening_berakhir_di_saldo(admin, janji):
    catat(janji, jumlah=2)
    catat(JanjiFactory(), jumlah=1)  # the same day: one line
    lain = JanjiFactory()
    satu = daftar_setoran(admin, baris_setoran(lain))
    terapkan_setoran(satu.pk, oleh=admin, pada=timezone.now())
    isi = [
        (b.mutasi.bukti, b.mutasi.uraian, b.mutasi.dibayar) for b in rekening(dana(), *TAHUN).daftar
    ]
    assert isi[1:] == [
        ("", "2 bukti bayar, 3 orang-bulan", 3 * TARIF),
        (f"{satu}", "Daftar bayar BPJS, 1 orang-bulan", TARIF),
    ]
    sama()
    assert dana().lunas == 4 * TARIF


def test_yang_dibatalkan_diambil_lagi_dari_rekening(janji):
    bayar = catat(janji, jumlah=2)
    batalkan(bayar)
    isi = [(b.mutasi.uraian, b.mutasi.dibayar) for b in rekening(dana(), *TAHUN).daftar]
    assert isi[1:] == [
        ("1 bukti bayar, 2 orang-bulan", 2 * TARIF),
        ("Dibatalkan: 1 bukti bayar, 2 orang-bulan", -2 * TARIF),
    ]
    sama()
    assert dana().lunas == 0


def test_tahap_dana_menghitungnya_dibayar(janji):
    catat(janji, jumlah=3)
    tahap = {t.nama: (t.orang, t.rupiah) for t in keadaan_uang(dana()).tahap}
    assert tahap["Dibayar"] == (3, 3 * TARIF)
    assert tahap["Belum ditagih"] == (0, 0)


def test_laporan_realisasi_menyebut_buktinya(janji):
    catat(janji, jumlah=2)
    isi = susun_realisasi(Bahan(dana(), date(2026, 9, 30), oleh=PenggunaFactory(), kunci="2026-09"))
    baris = [b for t in isi.tabel for b in t.baris]
    assert any("1 bukti bayar penyumbang" in map(str, b) for b in baris)


def test_jejak_bulan_tanpa_tagihan(janji):
    bayar = catat(janji)
    (jejak,) = jejak_bulan(janji.peserta, janji.mulai)
    isi = [(t.nama, t.bukti) for t in jejak.tahap]
    assert isi == [
        ("Dijanjikan penyumbang", f"{janji}"),
        ("Bukti bayar penyumbang", bayar.nomor),
        ("Dibukukan BPJS", ""),
    ]
    assert "Bambang Lestari" in jejak.tahap[0].keterangan
    batalkan(bayar)
    (jejak,) = jejak_bulan(janji.peserta, janji.mulai)
    assert jejak.judul == "Iuran yang tidak berlaku lagi"
    assert "salah orang" in jejak.tahap[1].keterangan


@pytest.mark.parametrize("jenis", ["aktif", "posting"])
def test_rekonsiliasi_tidak_menuntut_tagihan(admin, admin_client, janji, jenis):
    catat(janji, mulai=AGUSTUS)
    satu = rekon.daftar(admin, rekon.baris(janji.peserta), jenis=jenis)
    (b,) = BarisDaftarBPJS.objects.all()
    assert (b.bagian, b.beda, b.nominal_kita, b.nominal_tagih) == ("sama", [], TARIF, 0)
    html = admin_client.get(f"/iuran/rekonsiliasi/{satu.pk}/?bagian=sama").text
    assert "dibayar penyumbang" in html
    assert "belum ditagih" not in html


@pytest.mark.parametrize(
    "hari", [date(2026, 1, 20), date(2026, 2, 20), date(2026, 3, 20), date(2026, 9, 2)]
)
def test_sebelum_buktinya_belum_lunas(janji, hari):
    """A slip dated in September, months from January on: one look says what many say."""
    catat(janji, jumlah=9, tanggal=date(2026, 9, 1))
    semua = Peserta.objects.filter(pk=janji.peserta_id)
    satu = cakupan_orang([janji.peserta_id], hari)[janji.peserta_id].cakupan
    pilihan = ("lunas", "tenggang", "belum_aktif", "nonaktif")
    assert [c for c in pilihan if bercakupan(semua, c, hari).exists()] == [satu]
    assert (satu == "lunas") == (hari.month == 9)


@pytest.mark.django_db(transaction=True)
def test_yang_dahulu_diketahui(janji):
    """Before it was cancelled the slip had paid its months, as we knew."""
    besok = timezone.localdate() + timedelta(days=1)
    bayar = catat(janji, jumlah=2)
    with sebagaimana_diketahui(besok):
        assert Iuran.objects.lunas().count() == 2
    batalkan(bayar)
    with sebagaimana_diketahui(besok):
        assert Iuran.objects.hidup().count() == 0
    with sebagaimana_diketahui(Iuran.objects.first().mati_pada):
        assert Iuran.objects.lunas().filter(pembayaran=bayar).count() == 2


def test_kematian_tidak_menghentikan_yang_sudah_dibayar(janji):
    catat(janji, jumlah=3)
    isi = akibat(janji.peserta, "meninggal", date(2026, 1, 20))
    assert isi.dihentikan == []
    assert [i.bulan.month for i in isi.tertinggal] == [2, 3]


def test_tarif_baru_tidak_mengubah_yang_sudah_dibayar(janji):
    catat(janji, mulai=date(2026, 4, 1), jumlah=2)
    isi = akibat_tarif(Tarif.objects.get(pembayar="selain_apbn_apbd", sektor="transportasi"))
    assert (isi.bulan, isi.ditagih) == (0, None)
    assert isi.dibayar is not None
    assert isi.dibayar.bulan == 2
