"""Months that a civil servant paid himself: written from evidence, ended only with it."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from iuran.buku import BulanBukti, IsiBukti, harga_bulan, tulis_bukti
from iuran.buku.actions.bukti import Masa, susun_masa
from iuran.models import (
    Bantuan,
    Iuran,
    Janji,
    JenisKoreksi,
    Pembayaran,
    SumberDana,
    Tagihan,
)
from iuran.perlindungan import perlindungan
from iuran.tagihan.actions.koreksi import Usulan, isi_koreksi, konfirmasi_koreksi, usulkan_koreksi
from iuran.tagihan.actions.susun import susun_tagihan
from pijar.bulan import rentang_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import (
    JanjiFactory,
    PenggunaFactory,
    iuran,
    keringanan_berlaku,
    sumber,
    terdaftar,
    ubah_pagu,
)

JAN, TANGGAL = date(2026, 1, 1), date(2026, 2, 3)
pytestmark = pytest.mark.django_db


@pytest.fixture
def asn(db: None) -> SumberDana:
    return sumber("ASN")


@pytest.fixture
def janji(asn: SumberDana) -> Janji:
    return JanjiFactory()


def bulan(janji: Janji, jumlah: int, mulai: date = JAN) -> list[BulanBukti]:
    return [BulanBukti(janji.pk, janji.peserta_id, b) for b in rentang_bulan(mulai, jumlah)]


def bukti(jumlah: int, nomor: str = "BR-1") -> IsiBukti:
    return IsiBukti("slip", nomor, TANGGAL, jumlah * 16_800)


def tulis(janji: Janji, jumlah: int, nomor: str = "BR-1", mulai: date = JAN) -> Pembayaran:
    isi = bulan(janji, jumlah, mulai)
    return tulis_bukti(bukti(jumlah, nomor), isi, oleh=PenggunaFactory())


def test_bulan_masuk_buku_dan_melindungi(janji: Janji) -> None:
    bayar = tulis(janji, 3)
    baris = Iuran.objects.filter(peserta=janji.peserta).order_by("bulan")
    assert [(b.bulan.month, b.nominal, b.tagihan_id, b.pembayaran_id) for b in baris] == [
        (m, 16_800, None, bayar.pk) for m in (1, 2, 3)
    ]
    grant = Bantuan.objects.get(janji=janji)
    assert (grant.bulan_awal, grant.bulan_akhir, grant.status) == (
        JAN,
        date(2026, 3, 1),
        "berjalan",
    )
    lindung = perlindungan(janji.peserta, date(2026, 3, 20))
    assert lindung.lunas_sampai == date(2026, 3, 1)


def test_dana_terhitung_lunas_dan_realisasi(janji: Janji, asn: SumberDana) -> None:
    tulis(janji, 3)
    dana = SumberDana.objects.with_keuangan().with_realisasi().get(pk=asn.pk)
    assert (dana.terikat, dana.hidup, dana.lunas, dana.realisasi) == (0, 50_400, 50_400, 50_400)


def test_tidak_ikut_ditagih(janji: Janji, asn: SumberDana) -> None:
    tulis(janji, 1)
    lama = terdaftar(JAN, 1, kode="ASN")  # from an opening list, without evidence
    tagihan = susun_tagihan(asn, JAN, oleh=PenggunaFactory())
    assert list(tagihan.daftar_iuran.values_list("peserta", flat=True)) == [lama.peserta_id]


def test_bulan_melewati_tahun_menjadi_dua_bantuan(janji: Janji) -> None:
    sumber("ASN", 2027)
    tulis(janji, 3, mulai=date(2026, 11, 1))
    masa = Bantuan.objects.filter(janji=janji).order_by("bulan_awal")
    assert [(b.sumber.tahun, b.jumlah_bulan) for b in masa] == [(2026, 2), (2027, 1)]


def test_susun_masa_memisah_celah_dan_orang() -> None:
    isi = [BulanBukti(1, 9, date(2026, m, 1)) for m in (2, 1, 4)] + [BulanBukti(2, 8, JAN)]
    assert susun_masa(isi) == [
        Masa(1, 9, JAN, 2),
        Masa(1, 9, date(2026, 4, 1), 1),
        Masa(2, 8, JAN, 1),
    ]


def test_keringanan_yang_dikonfirmasi_ikut_dihitung(janji: Janji) -> None:
    april = bulan(janji, 1, date(2026, 4, 1))
    assert harga_bulan(april) == 16_800
    keringanan_berlaku()
    assert harga_bulan(april) == 8_400


@pytest.mark.parametrize("selisih", [-1, 1])
def test_jumlah_yang_berbeda_ditolak(janji: Janji, selisih: int) -> None:
    isi = bukti(2)._replace(nominal=33_600 + selisih)
    with pytest.raises(AturanDilanggarError, match="menurut tarif"):
        tulis_bukti(isi, bulan(janji, 2), oleh=PenggunaFactory())
    assert not Pembayaran.objects.exists()


def test_tanpa_sumber_tahun_itu_ditolak(db: None) -> None:
    janji = JanjiFactory(mulai=date(2025, 3, 1))
    SumberDana.objects.filter(jenis="asn", tahun=2025).delete()
    with pytest.raises(AturanDilanggarError, match="tahun 2025 belum ada"):
        tulis(janji, 1, mulai=date(2025, 3, 1))


def test_tanpa_bulan_ditolak(janji: Janji) -> None:
    with pytest.raises(AturanDilanggarError, match="Tidak ada bulan"):
        tulis_bukti(bukti(0), [], oleh=PenggunaFactory())


def test_bukti_yang_sama_dua_kali(janji: Janji) -> None:
    tulis(janji, 1)
    with pytest.raises(BentrokError, match="BR-1 sudah dicatat"):
        tulis(janji, 1, mulai=date(2026, 2, 1))
    assert Iuran.objects.count() == 1


def test_bulan_yang_sudah_dibiayai_kota(asn: SumberDana) -> None:
    milik = terdaftar(JAN, 1)
    janji = JanjiFactory(peserta=milik.peserta)
    with pytest.raises(BentrokError, match="sudah dibiayai"):
        tulis(janji, 1)
    assert Pembayaran.objects.count() == 0


def test_dibatalkan_dua_admin_bulannya_gugur(janji: Janji, asn: SumberDana) -> None:
    bayar, satu, dua = tulis(janji, 2), PenggunaFactory(), PenggunaFactory()
    isi = Usulan(JenisKoreksi.BATALKAN, "", TANGGAL, "salah orang")
    koreksi = usulkan_koreksi(bayar, isi, oleh=satu, pada=TANGGAL)
    lihat = sidik(isi_koreksi(koreksi))
    with pytest.raises(AturanDilanggarError):
        konfirmasi_koreksi(koreksi, dilihat=lihat, oleh=satu, pada=timezone.now())
    konfirmasi_koreksi(koreksi, dilihat=lihat, oleh=dua, pada=timezone.now())
    assert not Iuran.objects.hidup().exists()
    assert {b.alasan_mati for b in Iuran.objects.all()} == {"bukti bayar dibatalkan: salah orang"}
    dana = SumberDana.objects.with_keuangan().get(pk=asn.pk)
    assert (dana.hidup, dana.lunas) == (0, 0)
    tulis(janji, 2, "BR-2")  # the true paper of the same months
    assert Iuran.objects.hidup().count() == 2


def test_basis_data_menjaga_bukti(janji: Janji) -> None:
    bayar = tulis(janji, 1)
    baris = Iuran.objects.get()
    with pytest.raises(IntegrityError, match="buktinya dibatalkan"), transaction.atomic():
        Iuran.objects.filter(pk=baris.pk).update(hidup=False, alasan_mati="hilang")
    kota = iuran(terdaftar(JAN, 1), date(2026, 2, 1))
    sp2d = Pembayaran(jenis="sp2d", nomor="S", tanggal=TANGGAL, nominal=16_800, oleh=bayar.oleh)
    with transaction.atomic():
        sp2d.save()
        with pytest.raises(IntegrityError, match="bukti bayar penyumbang"):
            Iuran.objects.filter(pk=kota.pk).update(pembayaran=sp2d)
        transaction.set_rollback(True)


def test_basis_data_menjaga_jumlah_bukti(janji: Janji) -> None:
    with transaction.atomic(), connection.cursor() as kursor:
        Pembayaran.objects.create(
            jenis="slip", nomor="X", tanggal=TANGGAL, nominal=1, oleh=PenggunaFactory()
        )
        with pytest.raises(InternalError, match="pembayaran_teralokasi"):
            kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def test_pagu_yang_terlewati_dicatat_defisit(janji: Janji) -> None:
    ubah_pagu("ASN", pagu=20_000)
    tulis(janji, 2)
    assert SumberDana.objects.get(jenis="asn", tahun=2026).defisit_sejak == TANGGAL


def test_penetapan_tidak_memakai_sumber_asn(asn: SumberDana) -> None:
    assert asn not in SumberDana.objects.berpenetapan()
    assert not Tagihan.objects.exists()
