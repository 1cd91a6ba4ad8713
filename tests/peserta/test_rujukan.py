"""The reference data: complete, consistent, and with one meaning for every word."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from iuran.models import Tarif
from peserta.bersih.kamus import padanan_wilayah
from peserta.bersih.teks import huruf_angka
from peserta.models import Cabang, KelompokPekerjaan
from peserta.rujukan import (
    daftar_ejaan,
    daftar_kecamatan,
    daftar_kelurahan,
    daftar_pekerjaan,
    kemendagri_dari_bps,
)
from pijar.models import DasarHukum

PEKERJAAN_PROGRAM = """tukang becak; sopir angkutan kota; pengemudi ojek; juru parkir;
pedagang kaki lima; pedagang asongan; pedagang keliling; pedagang kecil; pembantu rumah tangga;
buruh harian lepas; nelayan; petani; buruh tani; pemulung; tukang tambal ban; tukang sol sepatu;
petugas kebersihan non-upah; modin; penggali kubur; petugas rumah ibadah; marbot masjid; guru ngaji;
pekerja serabutan; pekerjaan sejenis lainnya"""


def test_sixteen_kecamatan_and_177_kelurahan_with_their_codes():
    assert len(daftar_kecamatan()) == 16
    assert len(daftar_kelurahan()) == len({k.kode for k in daftar_kelurahan()}) == 177
    for k in daftar_kelurahan():
        assert re.fullmatch(r"33\.74\.(0[1-9]|1[0-6])\.10[0-9]{2}", k.kode)
        assert k.kode.startswith(k.kode_kecamatan + ".")
        assert re.fullmatch("50[0-9]{3}", k.kode_pos)


def test_only_two_names_stand_in_two_kecamatan():
    jumlah = Counter(k.nama for k in daftar_kelurahan())

    assert {nama for nama, n in jumlah.items() if n > 1} == {"Purwosari", "Mangunharjo"}


def test_majapahit_serves_four_kecamatan_and_pemuda_twelve():
    majapahit = {k.nama for k in daftar_kecamatan() if k.cabang == Cabang.MAJAPAHIT}

    assert majapahit == {"Pedurungan", "Semarang Timur", "Gayamsari", "Genuk"}
    assert {k.cabang for k in daftar_kecamatan()} == set(Cabang.values)


@pytest.mark.parametrize(
    ("bps", "kemendagri"),
    [
        *[("010", "14"), ("020", "12"), ("030", "11"), ("040", "09"), ("050", "07"), ("060", "08")],
        *[("070", "10"), ("080", "06"), ("090", "05"), ("100", "04"), ("110", "03"), ("120", "02")],
        *[("130", "01"), ("140", "13"), ("150", "16"), ("160", "15")],
    ],
)
def test_bps_codes(bps, kemendagri):
    assert kemendagri_dari_bps()[f"3374{bps}"] == f"33.74.{kemendagri}"


def test_every_other_spelling_means_one_existing_place():
    kode = {k.kode for k in daftar_kelurahan()} | {k.kode for k in daftar_kecamatan()}
    kunci = [(padanan_wilayah(e.ejaan), len(e.kode)) for e in daftar_ejaan()]

    assert {e.kode for e in daftar_ejaan()} <= kode
    assert len(set(kunci)) == len(kunci)


def test_every_occupation_of_the_programme_is_there():
    nama = {" ".join(p.split()) for p in PEKERJAAN_PROGRAM.split(";")}

    assert {p.nama for p in daftar_pekerjaan()} == nama
    assert {p.kelompok for p in daftar_pekerjaan()} == set(KelompokPekerjaan.values)


def test_becak_angkot_and_ojek_are_transport():
    transport = {p.kode for p in daftar_pekerjaan() if p.transport}

    assert transport == {"tukang_becak", "sopir_angkot", "pengemudi_ojek"}


def test_no_word_means_two_occupations():
    kunci = Counter(huruf_angka(s) for p in daftar_pekerjaan() for s in (p.nama, *p.ejaan))

    assert [k for k, n in kunci.items() if n > 1] == []


def test_33_tiers_without_gap_follow_the_percentages(db):
    jenjang = list(Tarif.objects.filter(sektor="semua").order_by("pk"))

    assert len(jenjang) == 33
    assert jenjang[0].penghasilan_min == 0
    assert jenjang[-1].penghasilan_maks is None
    for kiri, kanan in pairwise(jenjang):
        assert kiri.penghasilan_maks == kanan.penghasilan_min - 1000
    for t in jenjang:
        assert (t.jkk * 100, t.jkm, t.jht * 50) == (t.dasar, 6_800, t.dasar)
        assert (t.aktif, t.pembayar, t.berlaku_sampai) == (True, "semua", None)


def test_lowest_tier_is_16800_and_36800_with_jht(db):
    terendah = Tarif.objects.earliest("pk")

    assert terendah.jkk + terendah.jkm == 16_800
    assert terendah.jkk + terendah.jkm + terendah.jht == 36_800
    assert not terendah.perlu_konfirmasi


def test_relief_rows_are_half_switched_off_and_not_for_public_money(db):
    keringanan = Tarif.objects.filter(dasar_hukum="pp-50-2025").order_by("pk")

    assert [(t.sektor, t.berlaku_mulai, t.berlaku_sampai) for t in keringanan] == [
        ("transportasi", date(2026, 1, 1), date(2027, 3, 31)),
        ("bukan_transportasi", date(2026, 4, 1), date(2026, 12, 31)),
    ]
    for t in keringanan:
        assert t.jkk + t.jkm == 8_400
        assert (t.aktif, t.perlu_konfirmasi, t.pembayar) == (False, True, "selain_apbn_apbd")


def test_every_tariff_names_a_legal_base(db):
    assert {t.dasar_hukum for t in Tarif.objects.all()} <= {
        *DasarHukum.objects.values_list("kode", flat=True)
    }
