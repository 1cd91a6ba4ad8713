"""Files that nobody should send, through every door: a sentence, never a trace, never a wait."""

from itertools import islice

import pytest
from django.db import transaction

from tests.iuran import susunan
from tests.racun import DAFTAR, LAMPIRAN, semua
from tests.racun.kertas import docx
from tests.racun.pintu import (
    PINTU_DAFTAR,
    PINTU_FORMULIR,
    PINTU_LAMPIRAN,
    Catatan,
    masukkan_daftar,
    masukkan_lampiran,
)
from tests.terberat import terberat

DETIK, MEGABITA = 30, 500
SERIBU, BAGIAN = 1_000, 8
DAFTAR_KE = (*PINTU_DAFTAR, *PINTU_FORMULIR)


@pytest.fixture
def berkas_bpjs(admin, settings):
    """A batch that waits for its answer."""
    satu = susunan.susun(admin, 1)
    susunan.jalankan(satu.tugas_excel)
    satu.refresh_from_db()
    susunan.kirim_jenis(satu, admin)
    return satu


def pintu_untuk(racun, giliran):
    if racun.daftar:
        return DAFTAR_KE[(giliran + racun.nomor) % len(DAFTAR_KE)]
    if racun.jenis.startswith("kertas"):
        return "templat" if racun.jenis.startswith("kertas word") else "lampiran"
    return "logo" if racun.jenis == "foto svg" or racun.nomor % 3 == 2 else "lampiran"


def masukkan(pintu, nama, isi, admin, berkas_bpjs):
    if pintu in PINTU_LAMPIRAN:
        return masukkan_lampiran(pintu, isi)
    return masukkan_daftar(pintu, nama, isi, admin, berkas_bpjs)


def lewati(daftar, admin, berkas_bpjs, monkeypatch):
    """Every file comes to one door; the doors take turns, so that each kind meets all of them."""
    catatan = Catatan()
    catatan.amati(monkeypatch)
    for giliran, racun in daftar:
        nama, isi = racun.berkas
        pintu = pintu_untuk(racun, giliran)
        with catatan.satu(f"{racun.jenis} {racun.nomor} ({len(isi):,} B) → {pintu}") as kata:
            try:
                with transaction.atomic():
                    kata[0] = masukkan(pintu, nama, isi, admin, berkas_bpjs)
            except Exception as galat:  # noqa: BLE001 - all of them are told at the end
                kata[0] = f"{galat!r} "
    return catatan.semua


def pastikan(hasil):
    tanpa_kalimat = [
        s for s in hasil if s.kata not in ("dibaca", "diterima") and s.kata[-1:] != "."
    ]
    assert not tanpa_kalimat
    assert not [s for s in hasil if s.detik >= DETIK or s.mb >= MEGABITA]


def test_there_are_files_of_every_kind_and_the_same_ones_again():
    assert len({satu.jenis for satu in semua(50)}) == len(DAFTAR) + len(LAMPIRAN) == 50
    teks = [satu for satu in semua(500) if satu.jenis.startswith("csv s")]  # zips hold the time
    assert [s.berkas for s in teks] == [s.berkas for s in teks]


def test_one_file_of_each_kind(admin, berkas_bpjs, monkeypatch):
    pastikan(lewati(enumerate(semua(50)), admin, berkas_bpjs, monkeypatch))


def test_a_template_that_nests_too_deep_is_refused():
    isi = docx({}, "{{ " + "(" * 900 + " }}")

    assert "bersarang terlalu dalam" in masukkan_lampiran("templat", isi)


def test_a_template_of_another_xml_is_refused():
    isi = docx({"[Content_Types].xml": b"<x/>"})

    assert "rusak" in masukkan_lampiran("templat", isi)


@pytest.mark.matriks
@pytest.mark.parametrize("bagian", range(BAGIAN))
def test_a_thousand_files(bagian, admin, berkas_bpjs, monkeypatch, record_property):
    """In parts, so that processes share them. The run tells the worst of all at its end."""
    porsi = SERIBU // BAGIAN
    daftar = islice(enumerate(semua(SERIBU)), bagian * porsi, (bagian + 1) * porsi)

    hasil = lewati(daftar, admin, berkas_bpjs, monkeypatch)

    assert len(hasil) == porsi
    for satu in terberat(hasil):
        record_property("racun", list(satu))
    pastikan(hasil)
