"""One month of one person can be followed from its decree to BPJS's books."""

from datetime import date, datetime
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from iuran.models import Iuran, Tagihan
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.koreksi import (
    Usulan,
    isi_koreksi,
    konfirmasi_koreksi,
    usulkan_koreksi,
)
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.aturan import Bukti
from iuran.tagihan.jejak import jejak_bulan
from pijar.bulan import WIB
from pijar.models import JejakAkses
from pijar.sidik import sidik
from tests.factories import sumber, terdaftar

NOV = date(2026, 11, 1)
KINI = datetime(2026, 11, 20, 10, tzinfo=WIB)
PADA = KINI.date()


@pytest.fixture
def orang(db):
    return terdaftar(nama="Sri Lestari").peserta


@pytest.fixture
def tagihan(orang, admin, admin2):
    t = susun_tagihan(sumber("APBD"), NOV, oleh=admin)
    Tagihan.objects.filter(pk=t.pk).update(kode_iuran="24001", spm_nomor="SPM/1", spm_tanggal=PADA)
    terbitkan(t, oleh=admin2, pada=KINI)
    return t


def tahap(orang) -> dict[str, tuple[str, date | None]]:
    return {t.nama: (t.bukti, t.tanggal) for t in jejak_bulan(orang, NOV)[0].tahap}


def test_every_stage_has_its_paper_and_day(orang, tagihan, admin):
    catat_pembayaran([tagihan], Bukti("SP2D/1", PADA, 16_800), oleh=admin, pada=PADA)
    Tagihan.objects.update(terima_tanggal=PADA, terima_nominal=16_800)
    Iuran.objects.filter(bulan=NOV).update(dikonfirmasi_pada=PADA)

    isi = tahap(orang)

    assert isi["Ditetapkan"][0] == "463/1/2026"
    assert isi["Ditagih"] == ("TG-2026-11-APBD-1", PADA)
    assert isi["Kode iuran BPJS"] == ("24001", None)
    assert isi["SPM"] == ("SPM/1", PADA)
    assert isi["SP2D"] == ("SP2D/1", PADA)
    assert isi["Diterima BPJS"] == ("Rp16.800", PADA)
    assert isi["Dibukukan BPJS"] == ("", PADA)


def test_a_month_that_waits_says_for_what(orang):
    assert tahap(orang)["Ditagih"] == ("", None)


def test_a_cancelled_payment_stays_readable(orang, tagihan, admin, admin2):
    p = catat_pembayaran([tagihan], Bukti("SP2D/1", PADA, 16_800), oleh=admin, pada=PADA)
    satu = usulkan_koreksi(p, Usulan("batalkan", "", PADA, "Ganda"), oleh=admin, pada=PADA)
    konfirmasi_koreksi(satu, dilihat=sidik(isi_koreksi(satu)), oleh=admin2, pada=KINI)

    isi = tahap(orang)

    assert isi["Pembayaran yang dibatalkan"] == ("SP2D/1", PADA)
    assert isi["SP2D atau bukti transfer"] == ("", None)


def test_the_page_and_its_excel_say_the_same(orang, tagihan, admin_client):
    alamat = f"/iuran/peserta/{orang.pk}/bulan/2026-11/"

    html = admin_client.get(alamat).text
    excel = admin_client.post(f"{alamat}excel/")

    lembar = CalamineWorkbook.from_filelike(BytesIO(b"".join(excel.streaming_content)))
    isi = str(lembar.get_sheet_by_index(0).to_python())
    for kata in ("463/1/2026", "TG-2026-11-APBD-1", "24001", "SPM/1"):
        assert kata in html
        assert kata in isi
    assert orang.nik in isi
    assert JejakAkses.objects.filter(objek=f"peserta {orang.pk}: jejak 2026-11").count() == 1


def test_months_without_a_row_and_wrong_months(orang, admin_client, petugas_client):
    alamat = f"/iuran/peserta/{orang.pk}/bulan/"

    assert "Tidak ada iuran Januari 2025" in admin_client.get(f"{alamat}2025-01/").text
    assert admin_client.get(f"{alamat}kapan/").status_code == 404
    assert petugas_client.get(f"{alamat}2026-11/").status_code == 200
    assert petugas_client.post(f"{alamat}2026-11/excel/").status_code == 403
