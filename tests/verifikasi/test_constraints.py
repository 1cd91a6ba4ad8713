"""What a row must never be, the database refuses: each constraint by its name."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from iuran.models import KondisiInsidental, SumberDana
from tests.factories import PesertaFactory
from tests.verifikasi.susunan import JANUARI, PADA, ajukan_satu, susun_draf
from verifikasi import actions
from verifikasi.models import (
    BarisPenetapan,
    JawabanKriteria,
    Kriteria,
    Penetapan,
    Pengajuan,
    VersiKriteria,
)


def ditolak(nama, jenis=IntegrityError):
    """The statement inside fails, and the sentence names the constraint."""
    return pytest.raises(jenis, match=nama)


def test_kriteria_sekali_per_versi(db):
    versi = VersiKriteria.objects.get()

    with ditolak("kriteria_sekali_per_versi"), transaction.atomic():
        Kriteria.objects.create(versi=versi, kode="usia", judul="Lagi", urutan=9)


def test_versi_mulai_sekali(db):
    lama = VersiKriteria.objects.get()

    with ditolak("berlaku_mulai"), transaction.atomic():
        VersiKriteria.objects.create(judul="Lain", berlaku_mulai=lama.berlaku_mulai)


@pytest.mark.parametrize("ubah", ["versi", "kriteria", "hapus", "tambah"])
def test_version_once_used_is_fixed(petugas, ubah):
    versi = ajukan_satu(petugas).versi

    with ditolak("sudah dipakai", InternalError), transaction.atomic():
        if ubah == "versi":
            VersiKriteria.objects.filter(pk=versi.pk).update(judul="Lain")
        elif ubah == "kriteria":
            versi.daftar_kriteria.filter(kode="usia").update(parameter={"bulan_maks": 720})
        elif ubah == "hapus":
            versi.daftar_kriteria.filter(kode="usia").delete()
        else:
            Kriteria.objects.create(versi=versi, kode="surat", judul="Surat", urutan=9)


def test_version_not_used_yet_may_change(db):
    VersiKriteria.objects.update(judul="Lain")
    Kriteria.objects.filter(kode="usia").delete()

    assert VersiKriteria.objects.get().judul == "Lain"


def test_pengajuan_satu_menunggu(petugas):
    kasus = ajukan_satu(petugas)

    with ditolak("pengajuan_satu_menunggu"), transaction.atomic():
        Pengajuan.objects.create(
            peserta=kasus.peserta, versi=kasus.versi, cuplikan={}, diajukan_oleh=petugas
        )


@pytest.mark.parametrize(
    ("nama", "ubah"),
    [
        ("pengajuan_status_sah", {"status": "lain"}),
        ("pengajuan_putusan_lengkap", {"status": "disetujui"}),
        ("pengajuan_tolak_beralasan", {"status": "ditolak"}),
        ("pengajuan_tolak_beralasan", {"status": "dikembalikan"}),
    ],
)
def test_pengajuan_rows(petugas, verifikator, nama, ubah):
    kasus = ajukan_satu(petugas)
    baru = Pengajuan(
        peserta=PesertaFactory(), versi=kasus.versi, cuplikan={}, diajukan_oleh=petugas, **ubah
    )
    if nama != "pengajuan_putusan_lengkap":
        baru.diputuskan_oleh, baru.diputuskan_pada = verifikator, kasus.diajukan_pada

    with ditolak(nama), transaction.atomic():
        baru.save()


@pytest.mark.parametrize("kolom", ["cuplikan", "diajukan_oleh"])
def test_pengajuan_beku(petugas, verifikator, kolom):
    kasus = ajukan_satu(petugas)
    ubah = {"cuplikan": {}} if kolom == "cuplikan" else {"diajukan_oleh": verifikator}

    with ditolak("Cannot update", InternalError), transaction.atomic():
        Pengajuan.objects.filter(pk=kasus.pk).update(**ubah)


def test_pengajuan_sekali_diputuskan(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.setujui(kasus, oleh=verifikator, pada=PADA)

    with ditolak("Invalid transition", InternalError), transaction.atomic():
        Pengajuan.objects.filter(pk=kasus.pk).update(status="menunggu")


def test_jawaban_sekali(petugas):
    kasus = ajukan_satu(petugas)

    with ditolak("jawaban_sekali"), transaction.atomic():
        JawabanKriteria.objects.create(pengajuan=kasus, kode="usia", jawaban="ya")


def test_jawaban_kriteria_sah(petugas):
    kasus = ajukan_satu(petugas)

    with ditolak("jawaban_kriteria_sah"), transaction.atomic():
        JawabanKriteria.objects.create(pengajuan=kasus, kode="lain", jawaban="mungkin")


def test_jawaban_orang_berdasar(petugas, verifikator):
    kasus = ajukan_satu(petugas)

    with ditolak("jawaban_orang_berdasar"), transaction.atomic():
        JawabanKriteria.objects.create(pengajuan=kasus, kode="lain", jawaban="ya", oleh=verifikator)


@pytest.mark.parametrize(
    ("nama", "ubah"),
    [
        ("penetapan_status_sah", {"status": "lain"}),
        ("penetapan_ada_penetap", {"status": "ditetapkan"}),
        ("penetapan_batal_beralasan", {"status": "dibatalkan"}),
    ],
)
def test_penetapan_rows(admin, nama, ubah):
    with ditolak(nama), transaction.atomic():
        Penetapan.objects.create(nomor="1", tanggal=PADA, disusun_oleh=admin, **ubah)


def test_penetapan_oleh_orang_lain(admin):
    with ditolak("penetapan_oleh_orang_lain"), transaction.atomic():
        Penetapan.objects.create(
            nomor="1", tanggal=PADA, disusun_oleh=admin, status="ditetapkan", ditetapkan_oleh=admin
        )


def test_penetapan_nomor_sekali(admin):
    susun_draf(admin)

    with ditolak("nomor"), transaction.atomic():
        Penetapan.objects.create(nomor="463/1/2026", tanggal=PADA, disusun_oleh=admin)


def test_penetapan_sekali(admin):
    draf = susun_draf(admin)
    actions.batalkan(draf, alasan="x", oleh=admin)

    with ditolak("Invalid transition", InternalError), transaction.atomic():
        Penetapan.objects.update(status="draf")


@pytest.mark.parametrize(
    ("nama", "ubah"),
    [
        ("baris_penetapan_lama", {"jumlah_bulan": 5}),
        ("baris_penetapan_lama", {"jumlah_bulan": 13}),
        ("baris_penetapan_lama", {"jenis": "insidental", "jumlah_bulan": 4, "kondisi": True}),
        ("baris_penetapan_lama", {"jenis": "insidental", "jumlah_bulan": 0, "kondisi": True}),
        ("baris_penetapan_insidental_berkondisi", {"jenis": "insidental", "jumlah_bulan": 3}),
        ("baris_penetapan_tanggal_satu", {"bulan_awal": date(2026, 1, 2)}),
    ],
)
def test_baris_penetapan_rows(admin, nama, ubah):
    isi = {"jumlah_bulan": 12, "bulan_awal": JANUARI, **ubah}
    if isi.pop("kondisi", False):
        isi |= {"kondisi": KondisiInsidental.objects.first(), "catatan": "Banjir."}

    with ditolak(nama), transaction.atomic():
        BarisPenetapan.objects.create(
            penetapan=susun_draf(admin),
            peserta=PesertaFactory(status="layak"),
            sumber=SumberDana.objects.get(kode="APBD"),
            **isi,
        )


@pytest.mark.parametrize(
    ("jenis", "jumlah"), [("rutin", 6), ("rutin", 12), ("insidental", 1), ("insidental", 3)]
)
def test_baris_penetapan_lengths_that_are_allowed(admin, jenis, jumlah):
    baris = BarisPenetapan.objects.create(
        penetapan=susun_draf(admin),
        peserta=PesertaFactory(status="layak"),
        sumber=SumberDana.objects.get(kode="APBD"),
        jenis=jenis,
        kondisi=KondisiInsidental.objects.first() if jenis == "insidental" else None,
        catatan="Banjir." if jenis == "insidental" else "",
        bulan_awal=JANUARI,
        jumlah_bulan=jumlah,
    )

    assert baris.pk


def test_baris_penetapan_satu_draf(admin):
    PesertaFactory(status="layak")
    baris = susun_draf(admin).daftar_baris.get()

    with ditolak("baris_penetapan_satu_draf"), transaction.atomic():
        BarisPenetapan.objects.create(
            penetapan=susun_draf(admin, "463/2/2026"),
            peserta=baris.peserta,
            sumber=baris.sumber,
            bulan_awal=JANUARI,
            jumlah_bulan=12,
        )
