"""Jobs and their files belong to who may do the work today."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from iuran.daftar.tasks import ekspor
from pijar import tugas as tugas_latar
from pijar.hak import ARTI_HAK, HAK_PEKERJAAN
from pijar.models import JejakAkses, Pengguna, Tugas
from pijar.tugas import Pelaksana
from tests.peran import buat, masuk

ROOT = Path(__file__).resolve().parents[2]


def selesai(oleh, jenis="peserta.ekspor", **lain):
    tugas = Tugas.objects.create(
        jenis=jenis, judul="Ekspor daftar peserta", oleh=oleh, status="selesai", **lain
    )
    Pelaksana(tugas).simpan_hasil(b"isi", "peserta.xlsx")
    tugas.save()
    return tugas


def unduh(client, tugas):
    """Status of the download; what was sent is read, as a browser does."""
    jawaban = client.get(reverse("tugas:unduh", args=[tugas.pk]))
    if jawaban.streaming:
        b"".join(jawaban.streaming_content)
    return jawaban.status_code


def nama_pekerjaan():
    """The names given to ``@pekerjaan`` anywhere in the code."""
    for berkas in ROOT.glob("*/**/tasks.py"):
        for simpul in ast.walk(ast.parse(berkas.read_text())):
            if isinstance(simpul, ast.Call) and getattr(simpul.func, "id", "") == "pekerjaan":
                yield simpul.args[0].value


def test_every_kind_of_job_names_its_right():
    assert set(nama_pekerjaan()) == set(HAK_PEKERJAAN)
    assert {kode for hak in HAK_PEKERJAAN.values() for kode in hak} <= set(ARTI_HAK)


def test_file_stays_when_the_owner_has_another_role(petugas):
    tugas = selesai(petugas)
    assert unduh(masuk(petugas), tugas) == 200

    petugas.groups.set(buat("contoh", "sekda").groups.all())

    assert unduh(masuk(petugas), tugas) == 403
    assert JejakAkses.objects.count() == 1


def test_failed_job_is_not_run_again_by_who_lost_the_right(petugas):
    tugas = Tugas.objects.create(
        jenis="peserta.ekspor", judul="x", oleh=petugas, status="gagal", galat="x"
    )
    petugas.groups.set(buat("contoh", "sekda").groups.all())

    assert masuk(petugas).post(reverse("tugas:ulang", args=[tugas.pk])).status_code == 403
    assert Tugas.objects.get().status == "gagal"


@pytest.mark.parametrize("lepas", ["peran", "aktif", "masa"])
def test_job_that_waited_does_nothing_once_the_owner_lost_the_right(petugas, lepas):
    tugas = tugas_latar.buat(
        "peserta.ekspor",
        judul="x",
        oleh=petugas,
        parameter={"saringan": {}, "alasan": "Rekap", "pada": "2026-03-10"},
    )
    if lepas == "peran":
        petugas.groups.set(buat("contoh", "sekda").groups.all())
    else:
        habis = {"aktif": {"is_active": False}, "masa": {"berlaku_sampai": date(2026, 3, 9)}}
        Pengguna.objects.filter(pk=petugas.pk).update(**habis[lepas])

    ekspor(tugas.pk)

    tugas.refresh_from_db()
    assert (tugas.status, tugas.hasil.name) == ("gagal", "")
    assert "tidak lagi berhak" in tugas.galat
    assert not JejakAkses.objects.exists()


def test_admin_does_not_repeat_a_verifiers_decision(verifikator, admin_client):
    tugas = Tugas.objects.create(
        jenis="verifikasi.setujui_banyak", judul="x", oleh=verifikator, status="gagal", galat="x"
    )

    assert admin_client.post(reverse("tugas:ulang", args=[tugas.pk])).status_code == 403


@pytest.mark.parametrize(("wilayah", "status"), [([], 200), (["33.74.01"], 404)])
def test_only_an_admin_of_the_whole_city_takes_a_colleagues_file(petugas, wilayah, status):
    tugas = selesai(petugas)
    admin = masuk(buat("kepala", "admin", wilayah=wilayah))

    assert unduh(admin, tugas) == status


@pytest.mark.parametrize(
    ("dahulu", "kini", "status"),
    [
        ([], ["33.74.01"], 409),
        (["33.74.01", "33.74.16"], ["33.74.01"], 409),
        (["33.74.01"], ["33.74.01.1001"], 409),
        (["33.74.01"], ["33.74.16"], 409),
        (["33.74.01.1001"], ["33.74.01"], 200),
        (["33.74.01"], ["33.74.01"], 200),
        (["33.74.01"], [], 200),
    ],
)
def test_file_made_for_an_area_that_has_shrunk_is_refused(petugas, dahulu, kini, status):
    petugas.wilayah = dahulu
    tugas = selesai(petugas)
    Pengguna.objects.update(wilayah=kini)

    assert unduh(masuk(petugas), tugas) == status

    assert JejakAkses.objects.exists() == (status == 200)


def test_download_tells_who_what_how_many_and_why(petugas):
    tugas = selesai(petugas, kemajuan=12)

    unduh(masuk(petugas), tugas)

    jejak = JejakAkses.objects.get()
    assert (jejak.oleh, jejak.tindakan, jejak.jumlah) == (petugas, "unduh", 12)
    assert (jejak.objek, jejak.alasan) == (
        f"tugas {tugas.pk}: peserta.xlsx",
        "Ekspor daftar peserta",
    )


def test_what_somebody_confirmed_only_they_run_again(admin, admin2):
    tugas = Tugas.objects.create(
        jenis="iuran.terapkan_saldo_awal",
        judul="x",
        oleh=admin,
        parameter={"saldo": 1, "dilihat": "x"},
        status="gagal",
        galat="x",
    )
    ulang = reverse("tugas:ulang", args=[tugas.pk])

    lain = masuk(admin2).post(ulang)

    assert lain.status_code == 409
    assert "hanya ia yang menjalankannya lagi" in lain.text
    assert Tugas.objects.get().status == "gagal"
    assert masuk(admin).post(ulang).status_code == 302
