"""What a row of tariffs, sources, grants, batches and answers must never be, each by its name."""

from datetime import date

import pgtrigger
import pytest
from django.db import IntegrityError, transaction

from iuran.models import (
    Bantuan,
    BarisBerkas,
    BarisJawaban,
    BerkasBPJS,
    JawabanBPJS,
    ProfilEkspor,
    SumberDana,
    Tarif,
)
from tests.factories import BantuanFactory
from tests.iuran.susunan import KEPALA, jawab, susun
from tests.pemilik import pemilik

MARET = date(2026, 3, 1)


def ditolak(nama, simpan, *args, **lain):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        simpan(*args, **lain)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("tarif_positif", {"jkk": 0}),
        ("tarif_positif", {"jkm": 0}),
        ("tarif_masa_sah", {"berlaku_sampai": date(1999, 1, 1)}),
        ("tarif_sektor_sah", {"sektor": "udara"}),
        ("tarif_pembayar_sah", {"pembayar": "siapa"}),
        ("tarif_mulai_awal_bulan", {"berlaku_mulai": date(2026, 1, 2)}),
    ],
)
def test_tarif(db, nama, kolom):
    rancangan = Tarif.objects.filter(sektor="transportasi")

    ditolak(nama, rancangan.update, **kolom)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("sumber_jenis_sah", {"jenis": "apbn"}),
        ("sumber_kuota_positif", {"kuota": 0}),
        ("sumber_kuota_positif", {"pagu": 0}),
        ("sumber_kode_per_tahun", {"kode": "DBHCHT"}),
        ("sumber_keadaan_pagu_sah", {"keadaan_pagu": "dibahas"}),
        ("sumber_batas_sp2d_tahunnya", {"batas_sp2d": date(2027, 1, 2)}),
    ],
)
def test_sumber(db, nama, kolom):
    with pemilik(), pgtrigger.ignore("iuran.SumberDana:sumber_pagu_lewat_perubahan"):
        ditolak(nama, SumberDana.objects.filter(kode="APBD").update, **kolom)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("bantuan_lama_sesuai_jenis", {"jumlah_bulan": 13}),
        ("bantuan_lama_sesuai_jenis", {"jumlah_bulan": 0}),
        ("bantuan_lama_sesuai_jenis", {"jenis": "insidental", "kondisi_id": "bencana"}),
        ("bantuan_lama_sesuai_jenis", {"jenis": "selamanya", "kondisi_id": "bencana"}),
        ("bantuan_insidental_berkondisi", {"jenis": "insidental", "jumlah_bulan": 3}),
        ("bantuan_bulan_tanggal_satu", {"bulan_awal": date(2026, 1, 2)}),
        ("bantuan_bulan_tanggal_satu", {"bulan_akhir": date(2026, 12, 31)}),
        ("bantuan_dalam_satu_tahun", {"bulan_akhir": date(2027, 1, 1)}),
        ("bantuan_dalam_satu_tahun", {"bulan_awal": MARET, "bulan_akhir": date(2026, 2, 1)}),
        ("bantuan_status_sah", {"status": "lupa"}),
        ("bantuan_gugur_lengkap", {"gugur_dari": MARET}),
        ("bantuan_gugur_lengkap", {"gugur_dari": MARET, "gugur_sampai": MARET}),
    ],
)
def test_bantuan(db, nama, kolom):
    BantuanFactory()

    ditolak(nama, Bantuan.objects.update, **kolom)


def test_bantuan_satu_pembayar_sebulan(db):
    lama = BantuanFactory(jumlah_bulan=3)
    dbhcht = SumberDana.objects.get(kode="DBHCHT")
    lain = {"peserta": lama.peserta, "sumber": dbhcht, "jumlah_bulan": 6}

    ditolak("bantuan_satu_pembayar_sebulan", BantuanFactory, bulan_awal=MARET, **lain)

    BantuanFactory(bulan_awal=MARET, status="batal", **lain)
    BantuanFactory(bulan_awal=date(2026, 4, 1), **lain)


def test_sambungan_has_one_predecessor(db):
    lama = BantuanFactory(jumlah_bulan=3)
    lain = {"sambungan_dari": lama, "bulan_awal": MARET, "jumlah_bulan": 1}
    BantuanFactory(**lain)

    ditolak("sambungan_dari", BantuanFactory, **lain)


def test_profil_berkas_berisi(db):
    ditolak("profil_berkas_berisi", ProfilEkspor.objects.update, baris_paling_banyak=0)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("berkas_bpjs_status_sah", {"status": "hilang"}),
        ("berkas_bpjs_bulan_tanggal_satu", {"bulan_awal": date(2026, 1, 2)}),
        ("berkas_bpjs_batal_beralasan", {"status": "dibatalkan"}),
        ("berkas_bpjs_urutan_sah", {"urutan": "entah"}),
        ("berkas_bpjs_urutan_lengkap", {"urutan_alasan": "Telepon cabang"}),
    ],
)
def test_pendaftaran(admin, nama, kolom):
    susun(admin, 1)

    ditolak(nama, BerkasBPJS.objects.update, **kolom)


def test_profil_urutan_sah(db):
    ditolak("profil_urutan_sah", ProfilEkspor.objects.update, urutan="entah")


def test_baris_pendaftaran_diterima_lengkap(admin):
    susun(admin, 1)

    for kolom in ({"diterima_mulai": MARET}, {"diterima_mulai": date(2026, 3, 2)}):
        ditolak("baris_berkas_diterima_lengkap", BarisBerkas.objects.update, **kolom)


def test_pendaftaran_nomor_sekali(admin):
    susun(admin, 1)
    kedua = susun(admin, 1)

    ditolak("nomor", BerkasBPJS.objects.filter(pk=kedua.pk).update, nomor="PK-2026-0001")


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("baris_berkas_hasil_sah", {"hasil": "entah"}),
        ("baris_berkas_tolak_beralasan", {"hasil": "ditolak"}),
        ("baris_berkas_bernomor", {"nomor": 1}),
    ],
)
def test_baris_pendaftaran(admin, nama, kolom):
    susun(admin, 2)

    ditolak(nama, BarisBerkas.objects.update, **kolom)


def test_baris_pendaftaran_satu_menunggu(admin):
    baris = susun(admin, 1).daftar_baris.get()
    baris.pk, baris.nomor = None, 2

    ditolak("baris_berkas_satu_menunggu", baris.save)

    baris.hasil = "batal"
    baris.save()


@pytest.fixture
def jawaban(admin):
    berkas_bpjs = susun(admin, 2)
    baris = [
        [b.nomor, b.peserta.nik, "", f"1000000{b.nomor:04}", "OK"]
        for b in berkas_bpjs.daftar_baris.select_related("peserta")
    ]
    return jawab(berkas_bpjs, KEPALA, *baris, oleh=admin)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("jawaban_status_sah", {"status": "entah"}),
        ("jawaban_jenis_sah", {"jenis": "entah"}),
        ("hanya bila iuran dibayar dulu", {"jenis": "cek_awal", "status": "diterapkan"}),
        ("jawaban_tanggal_bernama", {"tanggal": None}),
        ("jawaban_gagal_menyebut_sebab", {"status": "gagal"}),
    ],
)
def test_jawaban(jawaban, nama, kolom):
    ditolak(nama, JawabanBPJS.objects.update, **kolom)


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("baris_jawaban_hasil_sah", {"hasil": "entah", "kpj": ""}),
        ("baris_jawaban_gagal_tanpa_kpj", {"hasil": "ditolak"}),
        ("baris_jawaban_sekali", {"nomor": 2}),
    ],
)
def test_baris_jawaban(jawaban, nama, kolom):
    ditolak(nama, BarisJawaban.objects.update, **kolom)


def test_baris_jawaban_satu_per_orang(jawaban):
    satu = jawaban.daftar_baris.first()

    ditolak("baris_jawaban_satu_per_orang", jawaban.daftar_baris.update, baris=satu.baris)
