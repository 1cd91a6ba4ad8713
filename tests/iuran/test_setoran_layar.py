"""Screens of BPJS's list of the movement."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from iuran.daftar_setoran.terapkan import terapkan_setoran
from iuran.models import DaftarSetoran, Iuran, Janji
from pijar.models import JejakAkses, Tugas
from tests.factories import JanjiFactory, PesertaFactory, sumber
from tests.iuran.setoran import JUDUL, KEPALA, baris, daftar
from tests.iuran.susunan import berkas, jalankan
from tests.peran import buat, masuk

SEMUA = reverse("iuran:setoran")
ISIAN = {"bulan": "2026-08", "tanggal": "05-09-2026"}


@pytest.fixture
def janji(db) -> Janji:
    sumber("ASN")
    return JanjiFactory(peserta__nama="Wati Lestari")


def alamat(satu: DaftarSetoran, akhir: str = "detail") -> str:
    return reverse(f"iuran:setoran_{akhir}", args=[satu.pk])


def asing() -> Janji:
    return JanjiFactory.build(peserta=PesertaFactory.build(nama="Asing", kpj="77700011122"))


def test_diunggah_dibaca_dan_dicatat(admin_client, janji):
    isi = ISIAN | {"berkas": berkas(*JUDUL, KEPALA, baris(janji))}
    jawaban = admin_client.post(SEMUA, isi)
    satu = DaftarSetoran.objects.get()
    assert jawaban.url == alamat(satu)
    assert "progress" in admin_client.get(alamat(satu)).text
    jalankan(satu.tugas)
    assert "Catat 1 bulan lunas" in admin_client.get(alamat(satu)).text

    admin_client.post(alamat(satu, "terapkan"))
    jalankan(Tugas.objects.get(jenis="iuran.terapkan_setoran"))

    html = admin_client.get(alamat(satu)).text
    assert "1 bulan baru lunas" in html
    assert f"Daftar bayar BPJS {satu}" in html
    assert Iuran.objects.lunas().count() == 1
    assert "Agustus 2026" in admin_client.get(SEMUA).text
    assert f"{satu}" in admin_client.get(reverse("iuran:bukti")).text


@pytest.mark.parametrize(
    ("lain", "kata"),
    [
        ({"bulan": ""}, "Isi bulan"),
        ({"tanggal": "01-01-2199"}, "tidak boleh setelah hari ini"),
        ({"berkas": ""}, "Pilih berkasnya"),
    ],
)
def test_yang_keliru_diberi_tahu(admin_client, lain, kata):
    jawaban = admin_client.post(SEMUA, ISIAN | {"berkas": berkas(KEPALA)} | lain)
    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert "bulan=2026-08" not in jawaban.text


def test_alamat_mengisi_bulannya(admin_client):
    assert 'value="Agustus 2026"' in admin_client.get(f"{SEMUA}?bulan=2026-08").text


def test_setiap_bagian_dengan_katanya(admin, admin_client, janji):
    JanjiFactory(peserta__nama="Hilang")
    satu = daftar(admin, baris(janji), baris(JanjiFactory(), nama="ORANG LAIN"), baris(asing()))
    for bagian, kata in {
        "sesuai": "Bulan ini dicatat lunas",
        "berbeda": "Beda nama",
        "tidak_dikenal": "Tidak ada dalam data kita",
        "tidak_dibayar": "Tidak ada barisnya",
    }.items():
        html = admin_client.get(f"{alamat(satu)}?bagian={bagian}").text
        assert kata in html
        assert janji.penyumbang.nip not in html
        assert janji.peserta.nik not in html


def test_satu_tekan_memindahkan_baris(admin, admin_client, janji):
    akhir = JanjiFactory(tempo=3)
    satu = daftar(admin, baris(akhir), baris(janji))
    b = satu.daftar_baris.get(janji=akhir)
    assert "Perpanjang janjinya" in admin_client.get(f"{alamat(satu)}?bagian=berbeda").text
    jawaban = admin_client.post(reverse("iuran:setoran_ambil", args=[satu.pk, b.pk]), follow=True)
    assert "pindah ke Sesuai" in jawaban.text
    assert "Catat 2 bulan lunas" in jawaban.text
    lagi = admin_client.post(reverse("iuran:setoran_ambil", args=[satu.pk, b.pk]))
    assert lagi.status_code == 409


def test_bagian_sebagai_excel_dicatat_siapa(admin, admin_client, janji):
    satu = daftar(admin, baris(janji), baris(asing()))
    admin_client.post(alamat(satu, "unduh"), {"bagian": "tidak_dikenal"})
    tugas = jalankan(Tugas.objects.get(jenis="iuran.ekspor_setoran"))
    lembar = load_workbook(tugas.hasil.path).active
    isi = [[s.value for s in r] for r in lembar.iter_rows()]
    nama = [r[3] for r in isi if r and r[0] == 1]
    assert nama == ["Asing"]
    assert JejakAkses.objects.filter(objek=f"daftar setoran {satu.pk}", jumlah=1).exists()
    assert admin_client.post(alamat(satu, "unduh"), {"bagian": "x"}).url == alamat(satu)


def test_dibuang_dan_digantikan_terbaca(admin, admin_client, janji):
    lama = daftar(admin, baris(janji))
    baru = daftar(admin, baris(janji, nama="X"), tanggal=date(2026, 9, 6))
    assert "Buka daftar yang berlaku" in admin_client.get(alamat(lama)).text
    assert admin_client.post(alamat(baru, "buang"), {"alasan": ""}).status_code == 422
    jawaban = admin_client.post(alamat(baru, "buang"), {"alasan": "berkas lama"}, follow=True)
    assert "Isinya hanya untuk dibaca" in jawaban.text
    assert "Catat 1 bulan lunas" in admin_client.get(alamat(lama)).text


def test_yang_dibayar_tidak_dibuang(admin, admin_client, janji):
    satu = daftar(admin, baris(janji))
    terapkan_setoran(satu.pk, oleh=admin, pada=timezone.now())
    jawaban = admin_client.post(alamat(satu, "buang"), {"alasan": "keliru"})
    assert jawaban.status_code == 409
    assert "Buka pembayarannya" in jawaban.text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_kueri_tetap(admin, admin_client, janji, jumlah, django_assert_num_queries):
    for ke in range(jumlah):
        isi = [baris(JanjiFactory(), nama="LAIN") for _ in range(jumlah)]
        satu = daftar(admin, *isi, tanggal=date(2026, 9, 5 + ke))
    with django_assert_num_queries(10):
        admin_client.get(SEMUA)
    with django_assert_num_queries(10):
        admin_client.get(f"{alamat(satu)}?bagian=berbeda")
    terapkan_setoran(satu.pk, oleh=admin, pada=timezone.now())


@pytest.mark.parametrize("peran", ["petugas", "verifikator", "sekda"])
def test_hanya_admin(client, peran, janji, admin):
    satu, orang = daftar(admin, baris(janji)), masuk(buat(f"{peran}_x", peran))
    for ke in (SEMUA, alamat(satu), reverse("iuran:bukti")):
        assert orang.get(ke).status_code == 403
    for akhir in ("baca", "terapkan", "buang", "unduh"):
        assert orang.post(alamat(satu, akhir), {"alasan": "x"}).status_code == 403
