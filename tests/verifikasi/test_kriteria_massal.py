"""The rules as SQL say the same as the rules in Python, of random people and versions."""

import random
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from iuran.models import JenisBantuan, KondisiInsidental
from peserta.models import BerkasPeserta, Pekerjaan, Peserta
from pijar.bulan import WIB
from tests.factories import BantuanFactory, PesertaFactory, iuran
from tests.verifikasi.susunan import ajukan_satu, versi_baru
from verifikasi.fakta import fakta_orang
from verifikasi.kriteria import nilai
from verifikasi.kriteria_massal import ATURAN_SQL, LEWAT, gugur, vonis
from verifikasi.models import (
    Jawaban,
    JenisKriteria,
    Kriteria,
    Pengajuan,
    Pernyataan,
    Saat,
    VersiKriteria,
)

PADA = date(2026, 3, 10)
HARI = (date(2026, 3, 10), date(2024, 2, 29), date(2025, 3, 1), date(2026, 3, 31))
LAHIR = (
    date(1961, 3, 10), date(1961, 3, 11), date(1961, 3, 31), date(1960, 2, 29), date(1959, 2, 28),
    date(2011, 3, 10), date(2010, 2, 28), date(2026, 3, 11), date(1990, 12, 31),
)  # fmt: skip
BANYAK = 60


def orang_acak(acak, petugas):
    """People at and around every limit; some with cases, attestations, payers and papers."""
    semua = [
        PesertaFactory(
            tanggal_lahir=acak.choice(LAHIR),
            no_kk=acak.choice(["", "3374010101010001", "3322010101010001"]),
            pekerjaan_id=acak.choice(["tukang_becak", "nelayan", "petani"]),
            status_bpjs=acak.choice(["", "belum", "pu_aktif", "bpu_mandiri", "pihak_lain"]),
            desil=acak.choice([None, 1, 5, 6, 10]),
            desil_pada=acak.choice([None, *(h - timedelta(days=n) for h in HARI for n in (0, 91))]),
            register_kesejahteraan=acak.choice(["", "DTSEN", "DTKS"]),
            cara_kerja=acak.choice(["", "sendiri", "keluarga", "lepas"]),
            penghasilan=acak.choice([None, 0, 2_000_000, 2_000_001]),
            status=acak.choice(["layak", "terdaftar"]),
        )
        for _ in range(BANYAK)
    ]
    for p in semua:
        if acak.random() < 0.4:
            buat_kasus(acak, p, petugas)
        for _ in range(acak.randrange(3)):
            buat_pernyataan(acak, p, petugas)
        if acak.random() < 0.3:
            bulan = acak.choice([date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)])
            janji = BantuanFactory(
                peserta=p,
                jenis=JenisBantuan.INSIDENTAL,
                bulan_awal=bulan,
                jumlah_bulan=1,
                kondisi=KondisiInsidental.objects.first(),
            )
            iuran(janji, acak.choice([bulan, date(2026, 3, 1)]))
        for jenis in acak.sample(["ktp", "kk", "foto"], acak.randrange(3)):
            buat_berkas(acak, p, jenis, petugas)
    return Peserta.objects.filter(pk__in=[p.pk for p in semua])


def buat_kasus(acak, p, petugas):
    Pengajuan.objects.create(
        peserta=p,
        versi=VersiKriteria.objects.get(),
        cuplikan={},
        diajukan_oleh=petugas,
        status=acak.choice(["menunggu", "ditarik"]),
        keterangan_kerja_tanggal=acak.choice(HARI) - timedelta(days=acak.choice([0, 90, 91])),
    )


def buat_pernyataan(acak, p, petugas):
    bekerja, sakit = acak.choice([(True, False), (True, False), (True, True), (False, False)])
    tanggal = acak.choice(HARI) - timedelta(days=acak.choice([0, 1, 90, 91]))
    Pernyataan.objects.get_or_create(
        peserta=p,
        tanggal=tanggal,
        bekerja=bekerja,
        sakit=sakit,
        defaults={"catatan": "x", "dicatat_oleh": petugas, "pihak": "sendiri"},
    )


def buat_berkas(acak, p, jenis, petugas):
    hari = acak.choice(HARI) - timedelta(days=acak.choice([0, 30, 31]))
    berkas = BerkasPeserta.objects.create(
        peserta=p, jenis=jenis, mime="image/jpeg", ukuran=1, sha256=f"{p.pk}{jenis}", oleh=petugas,
        isi="x.jpg", nama="x.jpg",
    )  # fmt: skip
    saat = datetime(hari.year, hari.month, hari.day, acak.randrange(24), tzinfo=WIB)
    BerkasPeserta.objects.filter(pk=berkas.pk).update(dibuat_pada=saat)


def kriteria_acak(acak, jenis):
    batasan = {
        "usia": {"bulan_maks": acak.choice([779, 780, 600]), "tahun_min": acak.choice([15, 16])},
        "domisili": {"wilayah": acak.choice(["33.74", "33.74.01", "33.75"])},
        "pekerjaan": {"kode": acak.choice([[], ["nelayan"], ["nelayan", "tukang_becak"]])},
        "cara_kerja": {
            "cara": acak.choice([["sendiri"], ["sendiri", "lepas"]]),
            "penghasilan_maks": acak.choice([None, 2_000_000]),
        },
        "register": {
            "register": acak.choice([[], ["DTSEN"]]),
            "desil_maks": acak.choice([5, 6]),
            "umur_bulan": acak.choice([None, 1, 3]),
        },
        "masih_bekerja": {"berlaku_hari": acak.choice([1, 90])},
        "berkas": {"berkas": acak.choice([["ktp"], ["ktp", "kk"]])},
    }
    hari = acak.choice([None, 30]) if jenis == "berkas" else None
    parameter = acak.choice([{}, batasan.get(jenis, {})])
    return Kriteria(jenis=jenis, kode=jenis, parameter=parameter, bukti_hari=hari)


def baca(perintah):
    with connection.cursor() as kursor:
        kursor.execute(perintah.sql, perintah.isi)
        return {pk: jawaban for pk, *jawaban in kursor.fetchall()}


@pytest.mark.parametrize("benih", range(6))
def test_set_based_is_one_by_one(petugas, benih):
    acak = random.Random(benih)  # noqa: S311 - a test's people, not a secret
    Pekerjaan.objects.filter(kode="petani").update(aktif=False)
    orang = orang_acak(acak, petugas)
    pada = acak.choice(HARI)
    saat = acak.choice(Saat.values)
    daftar = [kriteria_acak(acak, j) for j in JenisKriteria.values for _ in range(2)]

    massal = baca(vonis(orang, [(k, saat) for k in daftar], pada=pada))

    dimuat = orang.select_related("kelurahan__kecamatan", "pekerjaan")
    for pk, fakta in fakta_orang(dimuat, pada=pada).items():
        satu = [str(nilai(k, fakta, pada=pada, saat=saat).jawaban) for k in daftar]
        banyak = [Jawaban.BELUM_ADA_DATA.value if v == LEWAT else v for v in massal[pk]]
        assert banyak == satu, (fakta, pada, saat)
    assert len(massal) == BANYAK


def test_every_kind_has_its_sql():
    assert set(ATURAN_SQL) == set(JenisKriteria.values)


def gugur_satu(p, pada, saat=Saat.PEMBEKUAN):
    versi = VersiKriteria.objects.pada(pada)
    return gugur(Peserta.objects.filter(pk=p.pk), versi, saat=saat, pada=pada).get(p.pk, [])


@pytest.mark.parametrize(("umur", "harapan"), [(89, []), (90, []), (91, ["masih_bekerja"])])
def test_proof_that_runs_out_refuses(petugas, umur, harapan):
    kasus = ajukan_satu(petugas)

    assert gugur_satu(kasus.peserta, PADA + timedelta(days=umur)) == harapan


def test_what_is_unknown_refuses_nobody(petugas):
    p = PesertaFactory()

    assert gugur_satu(p, PADA) == []


def test_gugur_names_the_blocking_criteria_in_order(petugas):
    p = PesertaFactory(tanggal_lahir=date(1950, 1, 1), status_bpjs="pu_aktif", desil=9)

    assert gugur_satu(p, PADA) == ["usia", "bukan_penerima_upah"]


def test_look_asks_its_own_criteria_only(petugas):
    p = PesertaFactory()
    BantuanFactory(peserta=p)

    assert gugur_satu(p, PADA) == ["tidak_ganda"]
    assert gugur_satu(p, PADA, Saat.PERPANJANGAN) == []


def test_first_month_is_asked_of_its_last_day(petugas):
    p = PesertaFactory(tanggal_lahir=date(1961, 3, 31))

    assert gugur_satu(p, date(2026, 3, 1), Saat.PEMBEKUAN) == []
    assert gugur_satu(p, date(2026, 3, 1), Saat.BULAN_PERTAMA) == ["usia"]


def test_version_without_blocking_criteria_refuses_nobody(petugas):
    p = PesertaFactory(tanggal_lahir=date(1950, 1, 1))
    versi = versi_baru(kode="rt", jenis="tanya", wajib=False, mulai=PADA)

    assert gugur(Peserta.objects.filter(pk=p.pk), versi, saat=Saat.PUTUSAN, pada=PADA) == {}


def test_gugur_is_one_statement_and_knows_nobody(petugas, django_assert_num_queries):
    versi = VersiKriteria.objects.get()
    PesertaFactory.create_batch(3, tanggal_lahir=date(1950, 1, 1))

    for orang, jumlah in ((Peserta.objects.all(), 3), (Peserta.objects.none(), 0)):
        with django_assert_num_queries(2):
            hasil = gugur(orang, versi, saat=Saat.PUTUSAN, pada=PADA)
        assert len(hasil) == jumlah
