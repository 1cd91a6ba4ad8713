"""The people of a kept report: as many as it says, NIK masked, whoever takes them is logged."""

from datetime import date

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

import laporan.tasks
from laporan.actions.bulanan import (
    Kata,
    segel_laporan,
    siapkan_laporan,
    tutup_laporan,
    usulkan_laporan,
)
from laporan.angka import dari_json
from laporan.beku import isi_beku
from laporan.surat.berkas.excel import _nama
from laporan.surat.susun.bulanan_tabel import daftar_tabel
from peserta.models import Peristiwa, Peserta
from pijar.models import JejakAkses, Tugas
from pijar.sidik import sidik
from tests.factories import sumber
from tests.iuran.susunan import jalankan
from tests.laporan.test_angka import beri, tagih

OKTOBER, SATU_NOV = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _tanpa_broker(monkeypatch):
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *a, **k: None)


@pytest.fixture
def laporan(admin, admin2):
    """Two people whom the city pays, one whom others pay, one whose month is not paid."""
    dua = [beri(nama=nama) for nama in ("Wagiman", "Aminah")]
    sumber("BUMN", 2026)
    beri("BUMN", nama="Orang Lain")
    tagih(OKTOBER, admin, admin2, sp2d=date(2026, 10, 20))
    beri(nama="Belum Dibayar", awal=OKTOBER, bulan=3)
    draf = siapkan_laporan(OKTOBER, pada=SATU_NOV, oleh=admin)
    satu = usulkan_laporan(draf, Kata(), pada=timezone.now(), oleh=admin)
    assert dari_json(satu.angka).terlindungi == len(dua)
    return satu


def pesan(client, laporan, alasan="Diminta Inspektorat"):
    return client.post(f"/laporan/{laporan.pk}/daftar/", {"alasan": alasan})


def isi_berkas(tugas: Tugas) -> list[list]:
    isi = CalamineWorkbook.from_path(tugas.hasil.path).get_sheet_by_name("Peserta").to_python()
    kepala = next(n for n, b in enumerate(isi) if b[0] == "No.")
    return isi[kepala + 1 :]


def test_as_many_as_the_report_says_and_no_whole_nik(laporan, admin_client, admin):
    pesan(admin_client, laporan)
    tugas = jalankan(Tugas.objects.get(jenis="laporan.daftar_orang"))
    baris = isi_berkas(tugas)

    assert [b[2] for b in baris] == ["Aminah", "Wagiman"]
    assert all("••••••••" in b[1] for b in baris)
    nik = Peserta.objects.values_list("nik", flat=True)
    assert not any(satu in str(baris) for satu in nik)
    jejak = JejakAkses.objects.get(tindakan=JejakAkses.Tindakan.EKSPOR)
    assert (jejak.oleh, jejak.alasan, jejak.jumlah) == (admin, "Diminta Inspektorat", 2)


def test_later_facts_do_not_change_the_list(laporan, admin_client):
    Peristiwa.objects.create(
        peserta=Peserta.objects.get(nama="Wagiman"), jenis="meninggal", tanggal=date(2026, 9, 3)
    )

    pesan(admin_client, laporan)
    tugas = jalankan(Tugas.objects.get(jenis="laporan.daftar_orang"))

    assert [b[2] for b in isi_berkas(tugas)] == ["Aminah", "Wagiman"]


def test_a_second_click_is_the_same_job(laporan, admin_client):
    for _ in range(2):
        assert pesan(admin_client, laporan).status_code == 302
    assert Tugas.objects.filter(jenis="laporan.daftar_orang").count() == 1


def test_a_reason_is_asked_for_and_what_was_typed_stays(laporan, admin_client):
    jawaban = pesan(admin_client, laporan, " ")
    assert jawaban.status_code == 422
    assert not Tugas.objects.filter(jenis="laporan.daftar_orang").exists()


def test_a_draft_has_no_list_yet(db, admin, admin_client):
    beri()
    draf = siapkan_laporan(OKTOBER, pada=SATU_NOV, oleh=admin)
    jawaban = pesan(admin_client, draf)
    assert jawaban.status_code == 409
    assert "belum diusulkan" in jawaban.text


def test_its_tables_are_those_of_the_report(laporan, admin_client):
    pesan(admin_client, laporan)
    tugas = jalankan(Tugas.objects.get(jenis="laporan.daftar_orang"))
    buku = CalamineWorkbook.from_path(tugas.hasil.path)
    tabel = daftar_tabel(isi_beku(laporan))

    assert buku.sheet_names == [*(_nama(n, t) for n, t in enumerate(tabel, 1)), "Peserta"]
    for satu, nama in zip(tabel, buku.sheet_names, strict=False):
        isi = [[c for c in b if c != ""] for b in buku.get_sheet_by_name(nama).to_python()]
        for baris in [*satu.baris, *([satu.jumlah] if satu.jumlah else [])]:
            assert [c for c in baris if c is not None] in isi
        assert f"Sidik laporan {laporan.sha256}" in isi[2]


def test_an_officer_gets_the_people_of_the_own_area_once_the_month_is_closed(
    laporan, petugas, petugas_client, admin2
):
    petugas.wilayah = ["33.74.16"]
    petugas.save()
    Peserta.objects.filter(nama="Aminah").update(kelurahan="33.74.16.1001")
    assert pesan(petugas_client, laporan).status_code == 404  # proposed, not closed

    tutup_laporan(laporan, dilihat=sidik(segel_laporan(laporan)), pada=timezone.now(), oleh=admin2)
    pesan(petugas_client, laporan)

    tugas = jalankan(Tugas.objects.get(jenis="laporan.daftar_orang"))
    assert [b[2] for b in isi_berkas(tugas)] == ["Aminah"]
    assert "di wilayah Anda" in str(
        CalamineWorkbook.from_path(tugas.hasil.path).get_sheet_by_name("Peserta").to_python()[0]
    )
    assert JejakAkses.objects.get(tindakan=JejakAkses.Tindakan.EKSPOR).jumlah == 1


def test_the_sekda_never_takes_it(laporan, sekda_client, admin2):
    tutup_laporan(laporan, dilihat=sidik(segel_laporan(laporan)), pada=timezone.now(), oleh=admin2)

    assert pesan(sekda_client, laporan).status_code == 403
    assert "daftar orang" not in sekda_client.get(f"/laporan/{laporan.pk}/").text
