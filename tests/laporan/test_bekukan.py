"""Freezing a month: once, by people or by the schedule; screen, Excel and PDF agree."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from openpyxl import load_workbook

from laporan import actions, dokumen, tasks
from laporan.angka import dari_json
from laporan.models import LaporanBulanan, Target
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.errors import AturanDilanggarError
from pijar.models import Tugas
from pijar.rupiah import ribuan, rupiah
from tests.laporan.test_angka import HARI_INI, NOVEMBER, beri, tagih


@pytest.fixture(autouse=True)
def _tanpa_broker(monkeypatch):
    monkeypatch.setattr("pijar.tugas.app.send_task", lambda *a, **k: None)


def test_bekukan_twice_makes_one_version(sekda):
    pertama = actions.bekukan_bulan(NOVEMBER, pada=HARI_INI, oleh=sekda)

    assert actions.bekukan_bulan(NOVEMBER, pada=HARI_INI, oleh=sekda) == pertama
    assert {t.jenis for t in Tugas.objects.all()} == {"laporan.pdf", "laporan.excel"}


def test_a_later_change_becomes_a_new_version_and_leaves_the_old_alone(sekda):
    lama = actions.bekukan_bulan(NOVEMBER, pada=HARI_INI, oleh=sekda)
    beri(awal=NOVEMBER, bulan=2)

    baru = actions.bekukan_bulan(NOVEMBER, pada=HARI_INI, oleh=sekda)

    assert (lama.versi, baru.versi) == (1, 2)
    assert dari_json(LaporanBulanan.objects.get(pk=lama.pk).angka).belum_aktif == 0
    assert dari_json(baru.angka).belum_aktif == 1


def test_a_month_that_has_not_begun_is_refused(sekda):
    with pytest.raises(AturanDilanggarError, match="Desember 2026 belum dimulai"):
        actions.bekukan_bulan(date(2026, 12, 1), pada=HARI_INI, oleh=sekda)


def test_frozen_figures_cannot_be_changed(sekda):
    actions.bekukan_bulan(NOVEMBER, pada=HARI_INI, oleh=sekda)

    for perintah in (
        "UPDATE laporan_laporanbulanan SET angka = '{}'",
        "DELETE FROM laporan_laporanbulanan",
    ):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            connection.cursor().execute(perintah)


def test_screen_excel_and_pdf_show_the_same_figures(sekda_client, sekda, admin, admin2, tmp_path):
    beri(awal=NOVEMBER, bulan=2)
    tagih(NOVEMBER, admin, admin2, sp2d=HARI_INI)
    laporan = actions.bekukan_bulan(NOVEMBER, pada=HARI_INI, oleh=sekda)
    angka = dari_json(laporan.angka)

    berkas = tmp_path / "laporan.xlsx"
    berkas.write_bytes(dokumen.buat_excel(laporan))
    lembar = load_workbook(berkas)["Ringkasan"]
    excel = {b[0]: b[1] for b in lembar.iter_rows(values_only=True) if isinstance(b[1], int)}
    layar = sekda_client.get(f"/laporan/{laporan.pk}/").text
    pdf = dokumen.html_pdf(laporan)

    assert excel == dict(dokumen.ringkasan(angka))
    for nama, nilai in dokumen.ringkasan(angka):
        tulisan = rupiah(nilai) if "rupiah" in nama else ribuan(nilai)
        assert tulisan in layar, nama
        assert tulisan in pdf, nama


def test_a_closed_month_beside_what_is_known_now(sekda_client, sekda, admin, admin2):
    beri(awal=NOVEMBER, bulan=2)
    laporan = actions.bekukan_bulan(NOVEMBER, pada=HARI_INI, oleh=sekda)
    alamat = f"/laporan/{laporan.pk}/"
    assert "Bandingkan dengan yang diketahui sekarang" in sekda_client.get(alamat).text
    assert "Tidak ada yang berubah" in sekda_client.get(f"{alamat}?banding=1").text

    tagih(NOVEMBER, admin, admin2, sp2d=HARI_INI)

    assert dokumen.sejak_ditutup(laporan) == [
        ("Terlindungi, dibayar kota", 0, 1),
        ("– lunas", 0, 1),
        ("Belum aktif", 1, 0),
        ("Iuran dibayar kota (orang)", 0, 1),
        ("Iuran dibayar kota (rupiah)", 0, 16_800),
        ("Iuran belum ditagih (orang)", 1, 0),
        ("Iuran belum ditagih (rupiah)", 16_800, 0),
        ("Akan kehilangan perlindungan dalam tiga bulan", 0, 1),
    ]
    halaman = sekda_client.get(f"{alamat}?banding=1").text
    assert "8 angka per" in halaman
    assert dari_json(LaporanBulanan.objects.get(pk=laporan.pk).angka).terlindungi == 0


@pytest.mark.perlu_pango
def test_pdf_is_made(sekda):
    laporan = actions.bekukan_bulan(NOVEMBER, pada=HARI_INI, oleh=sekda)

    assert dokumen.buat_pdf(laporan).startswith(b"%PDF")


def test_beat_freezes_last_month_once(db):
    tasks.bulan_lalu.run()
    tasks.bulan_lalu.run()

    laporan = LaporanBulanan.objects.get()
    assert laporan.bulan == tambah_bulan(awal_bulan(timezone.localdate()), -1)
    assert laporan.oleh is None


@pytest.mark.parametrize("jumlah", [1, 3])
def test_daftar_query_count_is_constant(sekda_client, sekda, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        actions.bekukan_bulan(tambah_bulan(NOVEMBER, -n), pada=HARI_INI, oleh=sekda)

    with django_assert_num_queries(10):
        halaman = sekda_client.get("/laporan/").text

    assert halaman.count("/laporan/") > jumlah


def test_double_click_makes_one_report(sekda_client, sekda):
    bulan = f"{timezone.localdate():%Y-%m}"
    alamat = [sekda_client.post("/laporan/buat/", {"bulan": bulan}).url for _ in range(2)]

    assert alamat[0] == alamat[1]
    assert LaporanBulanan.objects.count() == 1


@pytest.mark.parametrize(("bulan", "status"), [("", 422), ("bukan bulan", 422), ("2999-01", 422)])
def test_bad_month_is_answered_in_words(sekda_client, bulan, status):
    assert sekda_client.post("/laporan/buat/", {"bulan": bulan}).status_code == status


def test_document_is_there_only_when_complete(sekda_client, sekda):
    laporan = actions.bekukan_bulan(NOVEMBER, pada=HARI_INI, oleh=sekda)
    alamat = f"/laporan/{laporan.pk}/unduh/excel/"
    assert sekda_client.get(alamat).status_code == 404

    tasks.excel.run(laporan.tugas_excel_id)

    jawaban = sekda_client.get(alamat)
    assert b"".join(jawaban.streaming_content)[:2] == b"PK"
    assert "laporan-pijar-2026-11-v1.xlsx" in jawaban["Content-Disposition"]


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("target_positif", {"tahun": 2030, "jenis": "apbd", "orang": 0}),
        ("target_sekali", {"tahun": 2026, "jenis": "apbd", "orang": 5}),
    ],
)
def test_target_constraints(db, nama, isi):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        Target.objects.create(**isi)


def test_laporan_bulan_begins_on_the_first(db):
    with pytest.raises(IntegrityError, match="laporan_bulan_tanggal_satu"), transaction.atomic():
        LaporanBulanan.objects.create(
            bulan=NOVEMBER + timedelta(days=1), per_tanggal=HARI_INI, angka={}
        )


def test_next_month_is_refused_with_a_sentence(sekda_client):
    depan = tambah_bulan(awal_bulan(timezone.localdate()), 1)

    jawaban = sekda_client.post("/laporan/buat/", {"bulan": f"{depan:%Y-%m}"})

    assert jawaban.status_code == 409
    assert "belum dimulai" in jawaban.text
