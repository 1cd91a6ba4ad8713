"""Papers about one person: membership on a date, and the explanation of a decision."""

from datetime import date

import pytest
from django.utils import timezone

from laporan.models import KodePeriksa, PolaNomor
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import beri_nomor
from laporan.surat.bahan import Bahan
from laporan.surat.isi import dari_json
from laporan.surat.susun.orang import susun_keterangan
from laporan.surat.susun.penjelasan import susun_penjelasan
from peserta.models import Peristiwa, Peserta
from pijar.errors import AturanDilanggarError
from tests.factories import PesertaFactory, bayar, terdaftar
from tests.verifikasi.susunan import PADA, ajukan_satu
from verifikasi import actions
from verifikasi.models import Pengajuan

JANUARI, FEBRUARI = date(2026, 1, 1), date(2026, 2, 1)


def keterangan(orang, pada, admin):
    return susun_keterangan(Bahan(Peserta.objects.get(pk=orang.pk), pada, admin))


@pytest.fixture
def orang(db):
    orang = terdaftar(nama="Zulaikha Sari Dewi").peserta
    bayar(JANUARI, date(2026, 1, 20))
    bayar(FEBRUARI, date(2026, 2, 16))
    return orang


def test_paper_tells_the_cover_of_its_own_date(orang, admin):
    isi = keterangan(orang, date(2026, 2, 20), admin)

    assert dict(isi.fakta) == {
        "Nama": "Zulaikha Sari Dewi",
        "NIK": orang.nik_samar,
        "Nomor KPJ": orang.kpj,
        "Kelurahan": "Miroto, Kecamatan Semarang Tengah",
        "Pekerjaan": "Tukang becak",
        "Keadaan": "Terlindungi, iuran lunas",
        "Peserta sejak": "Januari 2026",
        "Iuran lunas s.d.": "Februari 2026",
        "Program": "Jaminan Kecelakaan Kerja (JKK) dan Jaminan Kematian (JKM)",
        "Sumber iuran": str(orang.daftar_iuran.first().sumber),
    }
    assert orang.nik not in str(isi)
    assert isi.qr == "Z••• S••• D•••: terlindungi pada 20 Februari 2026"


@pytest.mark.parametrize(
    ("pada", "kata", "singkat"),
    [
        (date(2026, 1, 10), "Tidak terlindungi. Iuran pertamanya belum", "tidak terlindungi"),
        (date(2026, 3, 31), "Terlindungi, iuran lunas", "terlindungi"),
        (date(2026, 4, 16), "Terlindungi dalam masa tenggang: iuran 1 bulan", "terlindungi"),
        (date(2026, 6, 1), "Tidak terlindungi. Tiga bulan", "tidak terlindungi"),
        (date(2025, 12, 1), "Tidak terlindungi. Perlindungannya baru mulai", "tidak terlindungi"),
    ],
)
def test_words_follow_the_day(orang, admin, pada, kata, singkat):
    isi = keterangan(orang, pada, admin)

    [keadaan] = [nilai for nama, nilai in isi.fakta if nama.startswith("Keadaan")]
    assert keadaan.startswith(kata)
    assert f": {singkat} pada " in isi.qr


def test_the_dead_are_not_protected_after_their_month(orang, admin):
    Peristiwa.objects.create(peserta=orang, jenis="meninggal", tanggal=date(2026, 2, 3))

    isi = dict(keterangan(orang, date(2026, 3, 3), admin).fakta)

    assert isi["Keadaan"].startswith("Tidak terlindungi")
    assert isi["Meninggal"] == "3 Februari 2026"


def test_who_never_had_cover_gets_no_paper(admin):
    with pytest.raises(AturanDilanggarError, match="belum ada kepesertaan"):
        keterangan(PesertaFactory(status="ditetapkan"), PADA, admin)


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_do_not_grow_with_the_months(admin, jumlah, django_assert_num_queries):
    orang = terdaftar(jumlah=jumlah).peserta
    orang = Peserta.objects.select_related("kelurahan__kecamatan", "pekerjaan").get(pk=orang.pk)

    with django_assert_num_queries(4):
        susun_keterangan(Bahan(orang, PADA, admin))


def test_each_version_has_a_code_of_its_own(orang, admin):
    bahan = Bahan(orang, date(2026, 3, 20), admin)
    surat = buat_surat("keterangan", bahan).surat
    assert not buat_surat("keterangan", bahan).baru

    bayar(date(2026, 3, 1), date(2026, 3, 19))
    buat_surat("keterangan", bahan)

    surat.refresh_from_db()
    assert (surat.versi, surat.wilayah) == (2, orang.kelurahan_id)
    assert len({*KodePeriksa.objects.values_list("kode", flat=True)}) == 2
    assert orang.nama not in surat.judul


# The explanation of a decision


def putuskan(petugas, verifikator, cara="tolak", **peserta):
    kasus = ajukan_satu(petugas, **peserta)
    isi = {} if cara == "setujui" else {"alasan": "Tercatat PU aktif, NIK 3374 0115 0285 0001."}
    getattr(actions, cara)(kasus, oleh=verifikator, pada=PADA, **isi)
    return Pengajuan.objects.get(pk=kasus.pk)


def penjelasan(kasus, admin):
    return susun_penjelasan(Bahan(kasus, PADA, admin))


def test_refusal_is_explained_with_value_basis_and_objection(petugas, verifikator, admin):
    kasus = putuskan(petugas, verifikator, status_bpjs="pu_aktif", nama="Zulaikha")

    isi = penjelasan(kasus, admin)

    [baris] = [b for b in isi.tabel[0].baris if b[3] == "Tidak"]
    assert baris[1] == "Bukan penerima upah, ASN, TNI atau Polri"
    assert baris[2] == "Tercatat sebagai penerima upah aktif di BPJS."
    assert baris[4].startswith("Keputusan Wali Kota Semarang")
    assert isi.kepada[0] == "Sdr. Zulaikha"
    teks = " ".join([*isi.pembuka, *isi.penutup])
    assert "belum dapat menjadi peserta" in teks
    assert "••••••••••••" in teks
    assert kasus.peserta.nik not in teks
    assert "dijawab oleh petugas lain dalam 14 hari" in teks
    perwal, kepwal = (
        next(n for n, d in enumerate(isi.dasar) if d.startswith(f"{jenis} Wali Kota"))
        for jenis in ("Peraturan", "Keputusan")
    )
    assert perwal < kepwal


def test_days_to_object_are_a_setting(petugas, verifikator, admin, settings):
    settings.KEBERATAN_HARI = 0
    kasus = putuskan(petugas, verifikator)

    hari_ini = timezone.localdate()
    assert f"sampai {hari_ini.day} " in " ".join(penjelasan(kasus, admin).penutup)


@pytest.mark.parametrize(
    ("cara", "ada", "tidak"),
    [("setujui", "dinyatakan layak", "keberatan"), ("kembalikan", "melengkapi", "keberatan")],
)
def test_other_decisions_in_their_own_words(petugas, verifikator, admin, cara, ada, tidak):
    isi = penjelasan(putuskan(petugas, verifikator, cara), admin)

    teks = " ".join([*isi.pembuka, *isi.penutup])
    assert ada in teks
    assert tidak not in teks


def test_family_of_the_dead_is_addressed(petugas, verifikator, admin):
    kasus = putuskan(petugas, verifikator, nama="Zulaikha")
    Peristiwa.objects.create(peserta=kasus.peserta, jenis="meninggal", tanggal=PADA)

    assert penjelasan(kasus, admin).kepada[0] == "Keluarga Sdr. Zulaikha"


def test_nothing_is_explained_before_the_decision(petugas, admin):
    with pytest.raises(AturanDilanggarError, match="belum diputuskan"):
        penjelasan(ajukan_satu(petugas), admin)


def test_paper_is_frozen_and_numbered(petugas, verifikator, admin):
    kasus = putuskan(petugas, verifikator)
    surat = buat_surat("penjelasan", Bahan(kasus, PADA, admin)).surat
    PolaNomor.objects.create(mulai=JANUARI, pola="560/{n}/{tahun}")

    assert beri_nomor(surat, pada=timezone.now(), oleh=admin) == "560/1/2026"
    assert dari_json(surat.daftar_versi.get().isi).orang == 1
