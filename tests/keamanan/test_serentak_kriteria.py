"""Versions of the criteria at the same moment (see :mod:`tests.keamanan.serentak`)."""

from datetime import date, datetime

import pytest

from pijar.bulan import WIB
from pijar.sidik import sidik
from tests.factories import PenggunaFactory
from tests.keamanan.serentak import ditolak, serentak
from verifikasi.actions.kriteria import simpan_kriteria, susun_draf
from verifikasi.actions.kriteria_usul import aktifkan_versi, usulkan_versi
from verifikasi.isi_kriteria import isi_versi
from verifikasi.models import VersiKriteria

pytestmark = pytest.mark.django_db(transaction=True)
KINI = datetime(2026, 3, 10, 9, tzinfo=WIB)
APRIL, MEI = date(2026, 4, 1), date(2026, 5, 1)


def usulan(oleh, mulai):
    draf = susun_draf(VersiKriteria.objects.first(), judul="Baru", berlaku_mulai=mulai, oleh=oleh)
    usulkan_versi(draf, oleh=oleh, pada=KINI)
    draf.refresh_from_db()
    return draf


def aktifkan(versi, oleh, segel):
    return lambda: aktifkan_versi(versi, dilihat=segel, oleh=oleh, pada=KINI)


def test_version_activated_at_once_by_two_is_activated_by_one(admin, admin2):
    versi = usulan(admin, APRIL)
    segel = sidik(isi_versi(versi))

    hasil = serentak(*[aktifkan(versi, o, segel) for o in (admin2, PenggunaFactory())])

    (kalah,) = ditolak(hasil)
    assert "sudah diputus" in kalah.kalimat
    assert VersiKriteria.objects.aktif().count() == 2


def test_two_versions_activated_at_once_follow_each_other(admin, admin2):
    dua = [usulan(admin, mulai) for mulai in (APRIL, MEI)]
    segel = [sidik(isi_versi(v)) for v in dua]

    hasil = serentak(*[aktifkan(v, admin2, s) for v, s in zip(dua, segel, strict=True)])

    (kalah,) = ditolak(hasil)
    assert "Menggantikan" in kalah.kalimat
    assert VersiKriteria.objects.aktif().count() == 2


def test_draft_changed_and_proposed_at_once_is_never_changed_afterwards(admin, admin2):
    draf = susun_draf(VersiKriteria.objects.first(), judul="Baru", berlaku_mulai=APRIL, oleh=admin)
    usia = draf.daftar_kriteria.get(kode="usia")

    serentak(
        lambda: usulkan_versi(draf, oleh=admin2, pada=KINI),
        lambda: simpan_kriteria(usia, {"judul": "Lain"}),
    )

    draf.refresh_from_db()
    assert draf.status == "diusulkan"
