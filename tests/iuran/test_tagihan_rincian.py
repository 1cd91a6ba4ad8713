"""A bill's figures are the same on the screen and in Excel."""

from datetime import date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from iuran.models import Iuran, Tagihan
from iuran.tagihan import angka as rincian
from iuran.tagihan import calon, dokumen
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.tasks import excel_tagihan
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from pijar.models import JejakAkses
from tests.factories import bayar, iuran, sumber, terdaftar

NOV = date(2026, 11, 1)
TIMUR = "33.74.03.1001"


@pytest.fixture
def tagihan(db, admin, admin2):
    """Three people: one in Semarang Timur, one with JHT and a name like a formula."""
    terdaftar(nama="Budi")
    terdaftar(nama="Ani", kelurahan_id=TIMUR)
    hari_tua = terdaftar(jumlah=10, nama="=1+1")
    hari_tua.bulan_akhir, hari_tua.jumlah_bulan = NOV, 11
    hari_tua.save()
    iuran(hari_tua, NOV, jht=20_000)
    tagihan = susun_tagihan(sumber("APBD"), NOV, oleh=admin)
    terbitkan(tagihan, oleh=admin2, pada=datetime(2026, 11, 5, 9, tzinfo=WIB))
    return tagihan


def lembar(berkas: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(berkas).get_sheet_by_index(0).to_python()


def test_rincian_sums_to_the_bill_both_ways(tagihan):
    isi = rincian.rincian(tagihan)

    assert isi.per_tarif == [(10_000, 6_800, 20_000, 1), (10_000, 6_800, 0, 2)]
    wilayah = [b[:3] for b in isi.per_kecamatan]
    assert wilayah == [("Semarang Tengah", 2, 53_600), ("Semarang Timur", 1, 16_800)]
    assert (isi.orang, isi.total) == (tagihan.jumlah_orang, tagihan.total) == (3, 70_400)
    assert sum(b.jumlah for b in isi.per_kecamatan) == isi.total


@pytest.mark.parametrize("batas", [0, 2_000])
def test_excel_has_one_line_a_person_and_the_bills_total(tagihan, tmp_path, monkeypatch, batas):
    monkeypatch.setattr(dokumen, "BATAS_KECIL", batas)
    maju = []

    isi = lembar(dokumen.tulis_daftar(tagihan, tmp_path, lambda n, dari: maju.append((n, dari))))

    judul = isi.index(
        ["No.", "NIK", "KPJ", "Nama", "Kelurahan", "Kecamatan", "JKK", "JKM", "JHT", "Nominal"]
    )
    orang, total = isi[judul + 1 : -1], isi[-1]
    assert isi[1][0] == "Nomor TG-2026-11-APBD-1: 3 orang, Rp70.400"
    assert [(b[0], b[3], b[9]) for b in orang] == [
        (1, "=1+1", 36_800),
        (2, "Budi", 16_800),
        (3, "Ani", 16_800),
    ]
    assert all(isinstance(b[1], str) and len(b[1]) == 16 for b in orang)
    assert all(isinstance(b[2], str) and len(b[2]) == 11 for b in orang)
    assert total[1] == "Jumlah"
    assert total[6:] == [30_000, 20_400, 20_000, 70_400]
    assert maju[-1] == (3, 3)


def test_a_bill_without_jht_has_no_such_column(db, admin, tmp_path):
    terdaftar()
    tagihan = susun_tagihan(sumber("APBD"), NOV, oleh=admin)

    isi = lembar(dokumen.tulis_daftar(tagihan, tmp_path, lambda n, dari: None))

    assert isi[-1][6:] == [10_000, 6_800, 16_800]


def test_the_screen_shows_the_same_figures(tagihan, admin_client):
    layar = " ".join(admin_client.get(f"/iuran/tagihan/{tagihan.pk}/").text.split())

    for angka in ("Rp70.400", "Rp53.600", "Rp36.800", "Rp33.600", "Semarang Timur"):
        assert angka in layar, angka


def test_no_document_of_a_bill_whose_rows_changed(tagihan, tmp_path):
    Iuran.objects.filter(pk=tagihan.daftar_iuran.first().pk).update(tagihan=None)

    with pytest.raises(AturanDilanggarError, match="padahal ditagih 3 orang"):
        dokumen.tulis_daftar(tagihan, tmp_path, lambda n, dari: None)


@pytest.mark.django_db(transaction=True)
def test_excel_job_stores_the_file_and_logs_the_export(tagihan, admin2):
    excel_tagihan.run(tagihan.tugas_excel.pk)

    tugas = Tagihan.objects.get(pk=tagihan.pk).tugas_excel
    assert (tugas.status, tugas.hasil_nama) == ("selesai", "TG-2026-11-APBD-1.xlsx")
    assert (tugas.kemajuan, tugas.dari) == (3, 3)
    jejak = JejakAkses.objects.get()
    assert (jejak.oleh, jejak.tindakan, jejak.jumlah) == (admin2, "ekspor", 3)


def test_waiting_rows_are_counted_per_month_and_source(db, admin):
    terdaftar()
    terdaftar(kode="DBHCHT", mulai=date(2026, 2, 1), jumlah=1)
    bayar(date(2026, 1, 1), date(2026, 1, 5))
    iuran(terdaftar(mulai=date(2026, 3, 1), jumlah=1), date(2026, 1, 1))

    siap = calon.siap_disusun(date(2026, 2, 1))

    assert [(s.bulan.month, s.sumber.kode, s.orang, s.rupiah) for s in siap] == [
        (1, "APBD", 1, 16_800),
        (2, "APBD", 1, 16_800),
        (2, "DBHCHT", 1, 16_800),
    ]
    assert [s.sebelumnya.nomor if s.sebelumnya else None for s in siap] == [
        "TG-2026-01-APBD-1",
        None,
        None,
    ]


def test_the_years_table_shows_bills_and_what_waits_until_this_month(db, admin):
    terdaftar()
    bayar(date(2026, 1, 1), date(2026, 1, 5))
    terdaftar(kode="DBHCHT", mulai=date(2026, 2, 1), jumlah=1)

    tabel = calon.tabel_tahun(2026, date(2026, 2, 10))

    assert [b.month for b, _ in tabel] == [2, 1]
    assert [[k.sumber.kode for k in kotak] for _, kotak in tabel] == [["APBD", "DBHCHT"]] * 2
    januari = tabel[1][1]
    assert [t.nomor for t in januari[0].tagihan] == ["TG-2026-01-APBD-1"]
    assert januari[0].menunggu is None
    assert tabel[0][1][1].menunggu.orang == 1
    assert calon.tabel_tahun(2025, date(2026, 2, 10)) == []
