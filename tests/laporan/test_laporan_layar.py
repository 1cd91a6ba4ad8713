"""Pages of the monthly report: who sees what, each step by its button, the same figures."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from laporan import pekerjaan_rumah
from laporan.actions import bulanan as aksi
from laporan.beku import isi_beku
from laporan.cakupan import cakupan
from laporan.jalur import jalur
from laporan.masa import baca_masa, isi_masa
from laporan.models import LaporanBulanan, PenarikanLaporan, StatusLaporan, Surat
from laporan.pergerakan import pergerakan
from laporan.serapan import serapan
from laporan.surat.actions.buat import buat_surat
from laporan.surat.bahan import Bahan
from laporan.surat.berkas.cetak import cetakan
from laporan.surat.berkas.excel import buat_excel
from laporan.surat.berkas.pdf import buat_pdf
from laporan.surat.isi import Tabel, teks_sel
from laporan.surat.susun.bulanan_tabel import daftar_tabel
from laporan.surat.susun.masa import susun_masa
from laporan.tasks import surat as tugas_surat
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.errors import AturanDilanggarError
from pijar.models import Tugas
from tests.iuran.susunan import jalankan
from tests.laporan.test_angka import beri, tagih
from tests.laporan.tutup import saat, tutup, tutup_lagi, usulkan
from tests.peran import masuk

S = StatusLaporan
LALU = tambah_bulan(awal_bulan(timezone.localdate()), -1)
KATA = aksi.Kata("Catatan <b>", "Masalah & lain", "Perpanjang SK\nTambah pagu")
PANJANG = "Menambah pagu " * 28


@pytest.fixture(autouse=True)
def _tanpa_broker(monkeypatch):
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *a, **k: None)


@pytest.fixture
def data(db):
    return beri(awal=LALU.replace(month=1))


@pytest.fixture
def draf(data, admin) -> LaporanBulanan:
    return aksi.siapkan_laporan(LALU, pada=timezone.localdate(), oleh=None)


def alamat(laporan: LaporanBulanan, langkah: str = "") -> str:
    return f"/laporan/{laporan.pk}/{langkah}"


# Who sees what


def test_only_closed_reports_are_for_who_does_not_close(draf, admin, admin2, sekda_client):
    assert "Belum ada laporan" in sekda_client.get("/laporan/").text
    assert sekda_client.get(alamat(draf)).status_code == 404
    usulkan(LALU, admin)
    assert sekda_client.get(alamat(draf)).status_code == 404

    draf.refresh_from_db()
    tutup_lagi(draf, admin2, timezone.localdate())

    halaman = sekda_client.get(alamat(draf)).text
    assert "Angka ini tetap" in halaman
    for orang in (admin, admin2):
        assert orang.nama not in halaman
        assert orang.nama not in sekda_client.get("/laporan/").text


@pytest.mark.parametrize("langkah", ["buat", "usulkan", "tutup", "koreksi", "tarik"])
def test_nobody_else_makes_or_closes_one(draf, sekda_client, petugas_client, langkah):
    dituju = "/laporan/buat/" if langkah == "buat" else alamat(draf, f"{langkah}/")
    for client in (sekda_client, petugas_client):
        assert client.post(dituju, {"bulan": f"{LALU:%Y-%m}"}).status_code == 403


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_counts_the_same_queries(
    data, sekda_client, admin, admin2, django_assert_num_queries, jumlah
):
    for n in range(jumlah):
        tutup(tambah_bulan(LALU, -n), admin, admin2)

    with django_assert_num_queries(11):
        halaman = sekda_client.get("/laporan/").text

    assert len(re.findall(r'href="/laporan/\d+/"', halaman)) == jumlah


def test_waiting_report_stands_on_the_admins_first_page(draf, admin, admin2, sekda):
    def tunggu(orang):
        hari = timezone.localdate()
        daftar = pekerjaan_rumah.untuk(type(orang).objects.get(pk=orang.pk), pada=hari)
        return [(t.jumlah, t.tautan) for t in daftar if "Laporan bulanan" in t.label]

    assert tunggu(admin) == tunggu(admin2) == [(1, alamat(draf))]
    assert tunggu(sekda) == []

    usulkan(LALU, admin)

    assert (tunggu(admin), tunggu(admin2)) == ([], [(1, alamat(draf))])


# Each step by its button


def test_drafted_by_its_form_twice_is_one(data, admin_client):
    isi = {"bulan": f"{LALU:%Y-%m}"}
    tujuan = [admin_client.post("/laporan/buat/", isi).url for _ in range(2)]

    assert tujuan[0] == tujuan[1]
    assert LaporanBulanan.objects.count() == 1


@pytest.mark.parametrize(
    ("bulan", "status", "tampil"),
    [
        ("", 422, 'name="bulan"'),
        ("bukan bulan", 422, 'value="bukan bulan"'),
        ("2199-01", 409, 'value="2199-01"'),
    ],
)
def test_bad_month_is_answered_in_words_and_stays_typed(data, admin_client, bulan, status, tampil):
    jawaban = admin_client.post("/laporan/buat/", {"bulan": bulan})

    assert jawaban.status_code == status
    assert tampil in jawaban.text


def test_running_month_is_refused_with_a_sentence(data, admin_client):
    kini = awal_bulan(timezone.localdate())

    jawaban = admin_client.post("/laporan/buat/", {"bulan": f"{kini:%Y-%m}"})

    assert jawaban.status_code == 409
    assert "masih berjalan" in jawaban.text


def test_draft_shows_live_figures_and_open_points(draf, admin_client, admin, admin2):
    assert "SEMENTARA" in admin_client.get(alamat(draf)).text
    tagih(LALU, admin, admin2)

    halaman = admin_client.get(alamat(draf)).text

    assert "Tagihan diterbitkan, belum dibayar" in halaman
    assert "Usulkan untuk ditutup" in halaman


def test_words_are_kept_for_later_and_then_proposed(draf, admin_client, admin):
    isi = KATA._asdict()
    admin_client.post(alamat(draf, "kata/"), isi)
    draf.refresh_from_db()
    assert (draf.status, draf.usulan) == (S.SEMENTARA, KATA.usulan)

    for _ in range(2):  # a second click is the same job
        jawaban = admin_client.post(alamat(draf, "usulkan/"), isi)

    tugas = jalankan(Tugas.objects.get(jenis="laporan.usulkan"))
    assert jawaban.url == reverse("tugas:detail", args=[tugas.pk])
    draf.refresh_from_db()
    assert (draf.status, draf.penyusun) == (S.DIUSULKAN, admin)
    assert alamat(draf) in admin_client.get(jawaban.url).text
    assert "Anda mengusulkan ini" in admin_client.get(alamat(draf)).text


def test_a_proposal_that_is_refused_says_why_on_its_job(draf, admin_client, admin, admin2):
    """Somebody else proposed it while the job waited."""
    admin_client.post(alamat(draf, "usulkan/"), {})
    usulkan(LALU, admin2)

    tugas = jalankan(Tugas.objects.get(jenis="laporan.usulkan"))

    assert tugas.status == "gagal"
    assert "menunggu admin lain" in tugas.galat
    draf.refresh_from_db()
    assert draf.penyusun == admin2


def test_words_too_long_come_back_typed(draf, admin_client):
    jawaban = admin_client.post(alamat(draf, "usulkan/"), {"catatan": "x" * 4001})

    assert jawaban.status_code == 422
    assert "x" * 4001 in jawaban.text


def test_other_admin_closes_with_the_button_of_the_page(draf, admin, admin2, admin_client):
    usulkan(LALU, admin, kata=KATA)
    admin2_client = masuk(admin2)
    halaman = admin2_client.get(alamat(draf)).text
    dilihat = re.search(r'name="dilihat" value="([^"]+)"', halaman)[1]
    assert admin_client.post(alamat(draf, "tutup/"), {"dilihat": dilihat}).status_code == 409
    assert admin2_client.post(alamat(draf, "tutup/"), {"dilihat": "x"}).status_code == 409

    admin2_client.post(alamat(draf, "tutup/"), {"dilihat": dilihat})

    draf.refresh_from_db()
    assert (draf.status, draf.penutup) == (S.DITUTUP, admin2)
    lagi = admin2_client.post(alamat(draf, "tutup/"), {"dilihat": dilihat})
    assert lagi.status_code == 409
    assert "kini berstatus ditutup" in lagi.text


@pytest.mark.parametrize("langkah", ["kembalikan", "batalkan", "koreksi", "tarik"])
def test_steps_that_ask_why_say_so(draf, admin, admin2, admin_client, langkah):
    if langkah != "batalkan":
        usulkan(LALU, admin)
    if langkah in ("koreksi", "tarik"):
        draf.refresh_from_db()
        tutup_lagi(draf, admin2, timezone.localdate())

    jawaban = admin_client.post(alamat(draf, f"{langkah}/"), {"alasan": ""})

    assert jawaban.status_code == 422
    assert f'id="{langkah}_alasan"' in jawaban.text
    assert admin_client.post(alamat(draf, f"{langkah}/"), {"alasan": "Perlu"}).status_code == 302


def test_correction_and_old_report_show_the_difference(data, admin, admin2, sekda_client):
    lama = tutup(LALU, admin, admin2)
    tagih(LALU, admin, admin2, sp2d=LALU.replace(day=20))
    baru = aksi.koreksi_laporan(lama, alasan="SP2D tertinggal", oleh=admin)
    aksi.usulkan_laporan(baru, KATA, pada=saat(timezone.localdate()), oleh=admin)
    baru.refresh_from_db()
    assert "sudah diganti" not in sekda_client.get(alamat(lama)).text
    tutup_lagi(baru, admin2, timezone.localdate())

    for laporan, kata in ((lama, "sudah diganti"), (baru, "Koreksi atas")):
        halaman = sekda_client.get(alamat(laporan)).text
        assert kata in halaman
        assert "SP2D tertinggal" in halaman
        assert "Beda kedua versi" in halaman


def test_withdrawal_by_its_pages(data, admin, admin2, admin_client, sekda_client):
    laporan = tutup(LALU, admin, admin2)
    tujuan = admin_client.post(alamat(laporan, "tarik/"), {"alasan": "Salah bulan"}).url
    assert "admin lain yang mengonfirmasinya" in admin_client.get(tujuan).text
    client2 = masuk(admin2)
    dilihat = re.search(r'name="dilihat" value="([^"]+)"', client2.get(tujuan).text)[1]

    client2.post(tujuan, {"konfirmasi": "1", "dilihat": dilihat})

    assert PenarikanLaporan.objects.get().status == "dikonfirmasi"
    assert "ditarik dan tidak berlaku lagi" in sekda_client.get(alamat(laporan)).text


def test_withdrawal_may_be_dropped_by_its_page(data, admin, admin2, admin_client):
    laporan = tutup(LALU, admin, admin2)
    tujuan = admin_client.post(alamat(laporan, "tarik/"), {"alasan": "Salah bulan"}).url
    assert admin_client.post(tujuan, {"tolak": "1", "alasan": ""}).status_code == 422

    admin_client.post(tujuan, {"tolak": "1", "alasan": "Benar"})

    assert LaporanBulanan.objects.get().status == S.DITUTUP


def test_closed_month_beside_what_is_known_now(data, admin, admin2, admin_client):
    laporan = tutup(LALU, admin, admin2)
    halaman = admin_client.get(f"{alamat(laporan)}?banding=1").text
    assert "Tidak ada yang berubah" in halaman

    tagih(LALU, admin, admin2, sp2d=LALU.replace(day=20))

    halaman = admin_client.get(f"{alamat(laporan)}?banding=1").text
    assert "berbeda menurut yang" in halaman
    assert isi_beku(laporan).angka.dibayar_orang == 0


# The same figures everywhere


def teks_tabel(tabel: Tabel) -> set[str]:
    """Every cell of a table as written."""
    semua = [*tabel.baris, tabel.jumlah or []]
    return {
        teks_sel(nilai, k.jenis)
        for baris in semua
        for nilai, k in zip(baris, tabel.kolom, strict=False)
    } - {""}


def test_screen_excel_and_pdf_show_the_same_figures(data, admin, admin2, sekda_client):
    beri(awal=LALU, bulan=1, kelurahan_id="33.74.02.1001")
    tutup(tambah_bulan(LALU, -1), admin, admin2)
    tagih(LALU, admin, admin2, sp2d=LALU.replace(day=20))
    laporan = tutup(LALU, admin, admin2, kata=KATA)
    cetak = cetakan(Surat.objects.get(objek=laporan.pk))
    semua = daftar_tabel(isi_beku(laporan))
    assert len(semua) >= 8

    layar = unescape(sekda_client.get(alamat(laporan)).text)
    isi = {"c": cetak, "isi": cetak.isi, "kop": cetak.kop}
    pdf = unescape(render_to_string("dokumen/surat/laporan.html", isi))
    buku = load_workbook(BytesIO(buat_excel(cetak)))

    assert buku.sheetnames == [t.judul[:31] for t in semua]
    for tabel in semua:
        baris = [tuple(b) for b in (*tabel.baris, *([tabel.jumlah] if tabel.jumlah else []))]
        lembar = [b[: len(tabel.kolom)] for b in buku[tabel.judul[:31]].values]
        assert [b for b in lembar if b in baris] == baris
        for teks in teks_tabel(tabel):
            assert teks in layar, (tabel.judul, teks)
            assert teks in pdf, (tabel.judul, teks)


def test_sums_of_tables_are_the_headline(data, admin, admin2):
    beri(awal=LALU, bulan=1, kelurahan_id="33.74.02.1001")
    tagih(LALU, admin, admin2, sp2d=LALU.replace(day=20))
    isi = isi_beku(tutup(LALU, admin, admin2))

    jumlah = {t.judul: t.jumlah for t in daftar_tabel(isi)}
    a = isi.angka
    assert jumlah["Dibayar kota menurut kecamatan"][:2] == ["Jumlah", a.terlindungi]
    assert jumlah["Dibayar kota menurut pekerjaan"] == ["Jumlah", a.terlindungi]
    assert jumlah["Terlindungi menurut sumber dana"][1] == a.seluruh_terlindungi
    assert jumlah["Akan kehilangan perlindungan"] == ["Jumlah", a.jumlah_berakhir]
    assert a.terlindungi == 2


@pytest.mark.perlu_pango
def test_pdf_is_made_and_served_when_complete(data, admin, admin2, sekda_client):
    laporan = tutup(LALU, admin, admin2, kata=KATA._replace(usulan=PANJANG))
    surat = Surat.objects.get()
    assert buat_pdf(cetakan(surat)).startswith(b"%PDF")
    assert sekda_client.get(alamat(laporan, "unduh/pdf/")).status_code == 404
    assert sekda_client.get(alamat(laporan, "unduh/docx/")).status_code == 404

    tugas_surat.surat_excel.run(surat.tugas_excel_id)

    jawaban = sekda_client.get(alamat(laporan, "unduh/excel/"))
    assert b"".join(jawaban.streaming_content)[:2] == b"PK"


def test_qr_page_confirms_the_hash(data, admin, admin2, client):
    laporan = tutup(LALU, admin, admin2)
    surat = Surat.objects.get()
    kode = surat.daftar_versi.get().kode_periksa.kode
    aksi.beri_nomor(surat, nomor="560/9", pada=timezone.now(), oleh=admin2)

    halaman = client.get(f"/periksa/{kode}/").text

    assert laporan.sha256 in halaman
    assert "Surat ini tercatat pada kami" in halaman


# Quarters and years


def test_quarter_and_year_tell_closed_months_only_and_which_are_missing(
    data, admin, admin2, sekda_client
):
    tutup(LALU, admin, admin2)
    tahun = f"{LALU.year}"
    triwulan = f"{tahun}-T{(LALU.month + 2) // 3}"
    assert triwulan in sekda_client.get("/laporan/").text

    for kode in (triwulan, tahun):
        halaman = sekda_client.get(f"/laporan/masa/{kode}/").text
        assert "Belum ditutup:" in halaman
    masa = isi_masa(baca_masa(tahun))
    assert [s.bulan for s in masa.laporan] == [LALU]
    assert len(masa.belum) == 11


def test_period_screen_and_excel_agree_and_money_adds_up(data, admin, admin2, sekda_client):
    for n in (2, 1):
        bulan = tambah_bulan(LALU, 1 - n)
        tagih(bulan, admin, admin2, sp2d=bulan.replace(day=20))
        tutup(bulan, admin, admin2)
    kode = f"{LALU.year}"
    bahan = Bahan(None, timezone.localdate(), admin, kode)
    cetak = cetakan(buat_surat("laporan_masa", bahan).surat)
    layar = unescape(sekda_client.get(f"/laporan/masa/{kode}/").text)
    buku = load_workbook(BytesIO(buat_excel(cetak)))

    for tabel in cetak.isi.tabel:
        lembar = [list(b[: len(tabel.kolom)]) for b in buku[tabel.judul[:31]].values]
        assert all(b in lembar for b in tabel.baris)
        for teks in teks_tabel(tabel):
            assert teks in layar, (tabel.judul, teks)
    uang = next(t for t in cetak.isi.tabel if t.judul == "Uang kota menurut bulan")
    assert uang.jumlah == ["Jumlah", 2, 33_600, 0, 0, 0, 0]
    assert "Belum ditutup" in cetak.isi.alasan_konsep


@pytest.mark.parametrize("kode", ["x", "2026-T5", "2026-13", "1800", "2031"])
def test_unknown_or_empty_period_does_not_exist(data, admin, admin2, sekda_client, kode):
    tutup(LALU, admin, admin2)

    assert sekda_client.get(f"/laporan/masa/{kode}/").status_code == 404
    with pytest.raises(AturanDilanggarError):
        susun_masa(Bahan(None, timezone.localdate(), admin, kode))


# What is kept


def test_kept_measures_are_what_was_counted_and_read_back_the_same(data, admin, admin2):
    tagih(LALU, admin, admin2, sp2d=LALU.replace(day=20))
    hari = tambah_bulan(LALU, 1) - timedelta(days=1)
    ukuran = [
        pergerakan(LALU, pada=hari),
        jalur(LALU.year, pada=hari),
        serapan(LALU.year, pada=hari),
        cakupan(pada=hari),
    ]

    isi = isi_beku(tutup(LALU, admin, admin2))

    assert [isi.ukuran(type(satu)) for satu in ukuran] == ukuran
    assert ukuran[0].akhir == isi.angka.terlindungi == ukuran[1].kini == ukuran[3].kota == 1
    (gerak,) = [t for t in daftar_tabel(isi) if t.judul.startswith("Pergerakan")]
    assert sum(b[1] for b in gerak.baris) == gerak.jumlah[1]
