"""The field's own sample lists, through the real upload; every row's verdict is compared."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from peserta.models import Peserta
from tests.peserta.lembar import pilih, terapkan, unggah

CONTOH = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "contoh"
PENDATAAN, NELAYAN = "pendataan_kelurahan.xlsx", "kelompok_nelayan.xlsx"

pytestmark = pytest.mark.skipif(
    not CONTOH.is_dir(), reason="Contoh berkas lapangan tidak ada di mesin ini."
)


@pytest.fixture(autouse=True)
def _hari_contoh(monkeypatch):
    """The samples were made for the end of 2026: somebody in them turns 65 in 2027."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 20))


def jawaban(nama):
    semua = json.loads((CONTOH / "jawaban.json").read_text())[nama]
    return {int(nomor): vonis for nomor, (vonis, _) in semua.items()}


def vonis(impor):
    return dict(impor.daftar_baris.values_list("nomor", "vonis"))


def unggah_contoh(client, nama):
    return unggah(client, (CONTOH / nama).read_bytes(), nama)


def test_pendataan_kelurahan_is_judged_as_expected(admin_client):
    impor = unggah_contoh(admin_client, PENDATAAN)

    assert vonis(impor) == jawaban(PENDATAAN)
    assert impor.jumlah == {
        "dibaca": 60,
        "baru": 49,
        "ubah": 0,
        "sama": 0,
        "peringatan": 2,
        "galat": 9,
    }


def test_ticking_the_age_row_applies_fifty(admin_client):
    impor = unggah_contoh(admin_client, PENDATAAN)
    pilih(admin_client, impor, tampil=[29], baris=[29], tindakan="simpan")

    impor = terapkan(admin_client, impor)

    assert Peserta.objects.count() == 50
    assert impor.jumlah["hasil_baru"] == 50
    assert impor.jumlah["hasil_dilewati"] == 10


def test_kelompok_nelayan_changes_two_people_of_the_first_list(admin_client):
    terapkan(admin_client, unggah_contoh(admin_client, PENDATAAN))

    impor = unggah_contoh(admin_client, NELAYAN)

    assert vonis(impor) == jawaban(NELAYAN)
    impor = terapkan(admin_client, impor)
    assert (impor.jumlah["hasil_baru"], impor.jumlah["hasil_ubah"]) == (28, 2)
    nelayan = Peserta.objects.filter(nama__in=["Paijo Prasetyo", "Yuli Utami"])
    assert {p.pekerjaan_id for p in nelayan} == {"nelayan"}


def test_swapped_nik_and_kk_are_mended_by_one_click(admin_client):
    impor = unggah_contoh(admin_client, PENDATAAN)

    pilih(admin_client, impor, tindakan="tukar:33")

    satu = impor.daftar_baris.get(nomor=33)
    assert (satu.vonis, satu.dipilih) == ("baru", True)
    impor.refresh_from_db()
    assert (impor.jumlah["baru"], impor.jumlah["galat"]) == (50, 8)
