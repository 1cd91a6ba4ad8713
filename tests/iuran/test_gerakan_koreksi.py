"""A civil servant's months after a correction: none without evidence, none lost, none moved."""

from datetime import date

import pytest
from django.utils import timezone

from iuran.buku import BulanBukti, IsiBukti, samakan_orang, tulis_bukti
from iuran.gerakan import gerakan_bulan
from iuran.models import BagianSetoran, Bantuan, Iuran, JenisKoreksi, Pembayaran
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from iuran.tagihan.actions.koreksi import Usulan, isi_koreksi, konfirmasi_koreksi, usulkan_koreksi
from peserta.models import JenisPeristiwa, Pekerjaan, Peristiwa
from pijar.bulan import rentang_bulan
from pijar.errors import AturanDilanggarError
from pijar.sidik import sidik
from tests.factories import BantuanFactory, JanjiFactory, PenggunaFactory, iuran, sumber, terdaftar
from tests.iuran import setoran
from tests.iuran.perubahan import OKT, jalankan, pendekkan, pindah, susun
from tests.peran import buat, masuk

pytestmark = pytest.mark.django_db
JAN, JULI, HARI = date(2026, 1, 1), date(2026, 7, 1), date(2026, 9, 20)


@pytest.fixture
def janji():
    sumber("ASN")
    return JanjiFactory()


def bayar(janji, mulai: date, jumlah: int, nomor: str = "S-1") -> Pembayaran:
    bulan = [BulanBukti(janji.pk, janji.peserta_id, b) for b in rentang_bulan(mulai, jumlah)]
    isi = IsiBukti("slip", nomor, date(2026, 1, 5), jumlah * 16_800)
    return tulis_bukti(isi, bulan, oleh=janji.didata_oleh)


def batalkan_bukti(bukti: Pembayaran, alasan: str) -> None:
    """Two admins say that the paper does not count."""
    satu, dua, hari = PenggunaFactory(), PenggunaFactory(), date(2026, 9, 15)
    isi = Usulan(JenisKoreksi.BATALKAN, "", hari, alasan)
    koreksi = usulkan_koreksi(bukti, isi, oleh=satu, pada=hari)
    lihat = sidik(isi_koreksi(koreksi))
    konfirmasi_koreksi(koreksi, dilihat=lihat, oleh=dua, pada=timezone.now())


def milik_kota(janji, jumlah: int) -> Bantuan:
    """A running grant of the city for the same worker, from July on."""
    isi = {"bulan_awal": JULI, "jumlah_bulan": jumlah, "status": "berjalan"}
    satu = BantuanFactory(peserta=janji.peserta, sumber=sumber("APBD"), **isi)
    for bulan in rentang_bulan(JULI, jumlah):
        iuran(satu, bulan)
    return satu


def meninggal(janji, tanggal: date = date(2026, 2, 10)) -> Peristiwa:
    isi = {"bukti_jenis": "surat_kematian", "bukti_nomor": "474/1"}
    jenis = JenisPeristiwa.MENINGGAL
    return catat_peristiwa(janji.peserta, jenis, tanggal, oleh=janji.didata_oleh, pada=HARI, **isi)


def hidup_lagi(peristiwa: Peristiwa, janji) -> int:
    return batalkan_peristiwa(peristiwa, alasan="Salah orang", oleh=janji.didata_oleh)


def buku(janji) -> list[tuple[int, str | None]]:
    """The live months of the worker, each with the paper that paid it."""
    baris = Iuran.objects.filter(peserta=janji.peserta_id, hidup=True).order_by("bulan")
    return [(i.bulan.month, i.pembayaran and i.pembayaran.nomor) for i in baris]


def bantuan(janji) -> list[tuple[int, int, str]]:
    semua = Bantuan.objects.filter(janji=janji).order_by("pk")
    return [(b.bulan_awal.month, b.bulan_akhir.month, b.status) for b in semua]


# An undone death


@pytest.mark.parametrize("tanggal", [date(2025, 12, 10), date(2026, 2, 10), date(2026, 6, 30)])
def test_kematian_dan_pembatalannya_tidak_mengubah_bulan_yang_dibayar(janji, tanggal):
    bayar(janji, JAN, 6)
    sebelum = buku(janji), bantuan(janji)
    peristiwa = meninggal(janji, tanggal)
    assert buku(janji) == sebelum[0]
    assert hidup_lagi(peristiwa, janji) == 0
    assert (buku(janji), bantuan(janji)) == sebelum


@pytest.mark.parametrize("tanggal", [date(2025, 12, 10), date(2026, 2, 10), date(2026, 5, 31)])
def test_bukti_yang_dibatalkan_sementara_itu_tidak_kembali(janji, tanggal):
    bukti = bayar(janji, JAN, 6)
    peristiwa = meninggal(janji, tanggal)
    batalkan_bukti(bukti, "Slip palsu")
    assert hidup_lagi(peristiwa, janji) == 0
    assert buku(janji) == []
    assert {status for *_, status in bantuan(janji)} == {"batal"}


def test_bukti_lain_yang_tetap_berlaku_kembali_sendiri(janji):
    bayar(janji, JAN, 3)
    salah = bayar(janji, JULI, 3, "S-2")
    peristiwa = meninggal(janji)
    batalkan_bukti(salah, "Slip palsu")
    hidup_lagi(peristiwa, janji)
    assert buku(janji) == [(1, "S-1"), (2, "S-1"), (3, "S-1")]
    assert bantuan(janji) == [(1, 3, "berjalan"), (7, 9, "batal")]


def test_bukti_pengganti_yang_datang_sementara_itu_tetap(janji):
    salah = bayar(janji, JAN, 6)
    peristiwa = meninggal(janji)
    batalkan_bukti(salah, "Salah nomor")
    bayar(janji, JAN, 4, "S-2")
    hidup_lagi(peristiwa, janji)
    assert buku(janji) == [(n, "S-2") for n in range(1, 5)]
    assert bantuan(janji) == [(1, 2, "batal"), (1, 4, "berjalan")]


def test_bantuan_kota_orang_yang_sama_kembali_bersamanya(janji):
    """Months of the city come back as before; those of the civil servant are not made."""
    kota = milik_kota(janji, 6)
    bukti = bayar(janji, JAN, 6)
    peristiwa = meninggal(janji)
    batalkan_bukti(bukti, "Slip palsu")
    assert hidup_lagi(peristiwa, janji) == 6
    assert buku(janji) == [(n, None) for n in range(7, 13)]
    kota.refresh_from_db()
    assert (kota.status, kota.bulan_akhir.month) == ("berjalan", 12)


def test_tidak_ada_bulan_gerakan_tanpa_bukti(janji):
    bukti = bayar(janji, JAN, 6)
    peristiwa = meninggal(janji)
    batalkan_bukti(bukti, "Slip palsu")
    hidup_lagi(peristiwa, janji)
    tanpa = Iuran.objects.filter(hidup=True, bantuan__janji__isnull=False, pembayaran=None)
    assert not tanpa.exists()
    assert gerakan_bulan(JAN, pada=HARI).total.bulan_tahun == 0


# Corrected data


def test_pekerjaan_yang_dibetulkan_tidak_mengubah_yang_dibayar(janji):
    bayar(janji, JAN, 6)
    sebelum = buku(janji), bantuan(janji), Iuran.objects.filter(hidup=True).count()
    orang = janji.peserta
    orang.pekerjaan = Pekerjaan.objects.exclude(transport=orang.pekerjaan.transport)[0]
    orang.save()
    samakan_orang(orang, alasan="pekerjaan dibetulkan", pada=HARI)
    assert (buku(janji), bantuan(janji), Iuran.objects.count()) == sebelum


# Moved money


@pytest.mark.parametrize("rencana", [pindah, pendekkan])
def test_bantuan_dari_bukti_tidak_dipindah_dan_tidak_dipendekkan(admin, janji, rencana):
    bayar(janji, JAN, 12)
    sebelum = buku(janji), bantuan(janji)
    with pytest.raises(AturanDilanggarError, match="penyumbang ASN dengan bukti"):
        susun(admin, rencana(OKT), janji.peserta)
    assert (buku(janji), bantuan(janji)) == sebelum


def test_bantuan_kota_pindah_dan_bulan_dari_bukti_tinggal(admin, admin2, janji):
    kota = milik_kota(janji, 5)
    bayar(janji, date(2026, 12, 1), 1)
    jalankan(admin, admin2, pindah(OKT), janji.peserta)
    kota.refresh_from_db()
    assert kota.bulan_akhir.month == 9
    assert buku(janji)[-1] == (12, "S-1")
    assert bantuan(janji) == [(12, 12, "berjalan")]
    milik = Iuran.objects.filter(peserta=janji.peserta, hidup=True, bulan__gte=OKT)
    assert [i.sumber.kode for i in milik.order_by("bulan")] == ["DBHCHT", "DBHCHT", "ASN"]


def test_sumber_asn_bukan_tujuan(admin, janji):
    kota = terdaftar(JULI, 6)
    with pytest.raises(AturanDilanggarError, match="ASN"):
        susun(admin, pindah(OKT, kode="ASN"), kota.peserta)


# Differences by name


def halaman(client, bulan: str = "2026-08") -> str:
    return client.get("/iuran/penyumbang/gerakan/", {"bulan": bulan}).text


def test_selisih_menurut_nama_ditautkan_untuk_yang_berhak(janji, admin, admin_client):
    beda = setoran.baris(janji, nama="Orang Yang Lain Sekali")
    asing = setoran.baris(JanjiFactory.build(peserta__nik="3374010101900001"))
    satu = setoran.daftar(admin, beda, asing)
    html = halaman(admin_client)
    alamat = f"/iuran/penyumbang/setoran/{satu.pk}/"
    for nama in ("berbeda", "tidak_dikenal", "tidak_dibayar"):
        banyak = satu.daftar_baris.filter(bagian=nama).count()
        assert f'href="{alamat}?bagian={nama}"' in html
        assert f"{BagianSetoran(nama).label.lower()} {banyak} baris" in html
        assert admin_client.get(alamat, {"bagian": nama}).status_code == 200
    assert alamat not in halaman(admin_client, "2026-07")
    assert "daftar setoran</a> Juli 2026 dari BPJS diunggah" in halaman(admin_client, "2026-07")


@pytest.mark.parametrize("peran", ["sekda", "petugas", "verifikator"])
def test_selisih_menurut_nama_tidak_tampil_bagi_yang_lain(janji, admin, peran):
    satu = setoran.daftar(admin, setoran.baris(janji, nama="Orang Yang Lain Sekali"))
    html = halaman(masuk(buat(f"{peran}_uji", peran)))
    assert f"/iuran/penyumbang/setoran/{satu.pk}/" not in html
    assert "daftar setoran" not in html
    assert "Orang Yang Lain" not in html


def test_admin_satu_wilayah_tidak_melihat_tautannya(janji, admin):
    satu = setoran.daftar(admin, setoran.baris(janji))
    html = halaman(masuk(buat("admin_tugu", "admin", wilayah=["33.74.01"])))
    assert f"/iuran/penyumbang/setoran/{satu.pk}/" not in html
