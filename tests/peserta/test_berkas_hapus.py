"""Papers of a person: taking away, erasing from disk, and what the rows refuse."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.db.utils import InternalError
from django.utils import timezone

from peserta.models import BerkasPeserta, Status
from peserta.orang.actions.berkas import hapus_berkas
from pijar.errors import BentrokError
from tests.factories import PesertaFactory
from tests.peserta.kertas import alamat, simpan
from tests.peserta.test_constraints import ditolak
from tests.retensi import malam

BESOK = timezone.now() + timedelta(days=1)

# Taking away


def test_taken_away_is_gone_from_the_page_but_not_from_the_record(petugas, petugas_client):
    berkas = simpan(PesertaFactory(), petugas)

    petugas_client.post(f"{alamat(berkas)}hapus/", {"alasan": "Foto orang lain"})

    berkas.refresh_from_db()
    assert (berkas.dihapus_oleh, berkas.alasan_hapus) == (petugas, "Foto orang lain")
    assert petugas_client.get(alamat(berkas)).status_code == 404
    assert Path(berkas.isi.path).exists()


def test_taking_away_needs_a_reason(petugas, petugas_client):
    berkas = simpan(PesertaFactory(), petugas)

    jawaban = petugas_client.post(f"{alamat(berkas)}hapus/", {"alasan": "x"})

    assert jawaban.status_code == 422
    assert BerkasPeserta.objects.ada().exists()


@pytest.mark.parametrize("status", [s for s in Status if s != Status.TERDAFTAR])
def test_evidence_of_a_decision_stays(petugas, petugas_client, admin, status):
    peserta = PesertaFactory(status=status)
    berkas = simpan(peserta, petugas)
    boleh = status in ("draf", "dikembalikan", "tidak_layak")

    tombol = "Hapus berkas" in petugas_client.get(f"/peserta/{peserta.pk}/berkas/").text
    jawaban = petugas_client.post(f"{alamat(berkas)}hapus/", {"alasan": "Salah orang"})

    assert tombol is boleh
    assert jawaban.status_code == (302 if boleh else 409)
    if not boleh:
        hapus_berkas(berkas, alasan="KTP orang lain", oleh=admin, pada=timezone.now())
    assert not BerkasPeserta.objects.ada().exists()


def test_taking_away_twice_is_told(petugas):
    berkas = simpan(PesertaFactory(), petugas)
    hapus_berkas(berkas, alasan="Salah orang", oleh=petugas, pada=timezone.now())

    with pytest.raises(BentrokError, match="sudah dihapus"):
        hapus_berkas(berkas, alasan="Lagi", oleh=petugas, pada=timezone.now())


def test_content_is_erased_after_its_days(petugas):
    lama, baru, ada = (simpan(PesertaFactory(), petugas) for _ in range(3))
    kini = timezone.now()
    for berkas, hari in ((lama, 31), (baru, 29)):
        pada = kini - timedelta(days=hari)
        hapus_berkas(berkas, alasan="Salah orang", oleh=petugas, pada=pada)

    malam()
    malam()

    assert not Path(lama.isi.path).exists()
    lama.refresh_from_db()
    assert (lama.isi.name, lama.alasan_hapus) == ("", "Salah orang")
    assert Path(baru.isi.path).exists()
    assert Path(ada.isi.path).exists()


def test_erasing_a_content_that_is_gone_already_goes_on(petugas):
    berkas = simpan(PesertaFactory(), petugas)
    hapus_berkas(berkas, alasan="Salah orang", oleh=petugas, pada=timezone.now())
    Path(berkas.isi.path).unlink()

    malam(timezone.now() + timedelta(days=31))

    berkas.refresh_from_db()
    assert berkas.isi.name == ""


# The rows


@pytest.mark.parametrize(
    ("aturan", "isi"),
    [
        ("berkas_jenis_sah", {"jenis": "paspor"}),
        ("berkas_mime_sah", {"mime": "text/html"}),
        ("berkas_hapus_beralasan", {"alasan_hapus": "Tanpa waktu"}),
        ("berkas_hapus_beralasan", {"dihapus_pada": BESOK}),
        ("berkas_ada_berisi", {"isi": ""}),
    ],
)
def test_constraints_of_a_paper(petugas, aturan, isi):
    berkas = simpan(PesertaFactory(), petugas)

    ditolak(aturan, lambda: BerkasPeserta.objects.filter(pk=berkas.pk).update(**isi))


def test_one_row_per_file_and_kind(petugas):
    berkas = simpan(PesertaFactory(), petugas)
    lain = simpan(berkas.peserta, petugas, sidik="2" * 64)

    ditolak(
        "berkas_sekali_per_jenis",
        lambda: BerkasPeserta.objects.filter(pk=lain.pk).update(sha256=berkas.sha256),
    )


def test_row_of_a_paper_is_never_deleted(petugas):
    berkas = simpan(PesertaFactory(), petugas)

    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        berkas.delete()


def test_str_says_kind_and_number(petugas):
    berkas = simpan(PesertaFactory(), petugas)

    assert str(berkas) == f"KTP peserta {berkas.peserta_id}"
