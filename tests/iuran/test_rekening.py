"""The account of a source: its stages, months and forecast, and its statement."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from iuran.buku.gambar import gambar_uang
from iuran.buku.keadaan import kalimat_perkiraan, keadaan_uang
from iuran.buku.kuota import perkiraan
from iuran.buku.penerus import rantai_sumber
from iuran.buku.rekening import rekening
from iuran.models import Iuran, JenisSumber, SumberDana, Tagihan
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan, gabungkan_bagian
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.susun import batalkan_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.aturan import Bukti
from laporan.surat.bahan import Bahan
from laporan.surat.susun.rekening import susun_rekening
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from tests.factories import BantuanFactory, bayar, sumber, terdaftar, ubah_pagu

JAN, FEB, MAR = (date(2026, n, 1) for n in (1, 2, 3))
KINI = date(2026, 11, 20)
TAHUN = (date(2026, 1, 1), date.max)
IURAN = 16_800


def keuangan(kode="APBD", bulan=MAR):
    semua = SumberDana.objects.with_keuangan().with_realisasi().with_orang(bulan)
    return semua.get(kode=kode, tahun=2026)


def terbit(bulan, admin, admin2, kode="APBD"):
    tagihan = susun_tagihan(sumber(kode), bulan, oleh=admin)
    saat = datetime(2026, bulan.month, 10, 9, tzinfo=WIB)
    terbitkan(tagihan, tanggal=saat.date(), oleh=admin2, pada=saat)
    tagihan.refresh_from_db()
    return tagihan


def bukti(orang: int) -> Bukti:
    return Bukti("B/1", KINI, orang * IURAN)


@pytest.fixture
def berjalan(admin, admin2):
    """Every stage: a promise, unbilled months, a draft, an issued bill, a paid one."""
    ubah_pagu(pagu=100 * IURAN, kuota=5)
    terdaftar(JAN, 6)
    terdaftar(JAN, 3)
    BantuanFactory(jumlah_bulan=4)
    bayar(JAN, date(2026, 1, 20))
    terbit(FEB, admin, admin2)
    susun_tagihan(sumber("APBD"), MAR, oleh=admin)
    return keuangan()


def sama(dana: SumberDana) -> None:
    """Page, statement and source say the same."""
    uang = keadaan_uang(dana)
    isi = rekening(dana, *TAHUN)
    terutang = sum(
        Tagihan.objects.filter(sumber=dana, status="diterbitkan").values_list("total", flat=True)
    )
    assert uang.terikat.rupiah == dana.terikat_semua
    assert sum(b.dibayar for b in uang.bulan) + uang.tahap[-1].rupiah == dana.lunas
    assert isi.akhir == (dana.saldo, terutang)
    assert isi.jumlah[0] - isi.jumlah[2] == isi.akhir.sisa - isi.awal.sisa


def test_stages_add_up_to_what_is_bound(berjalan):
    uang = keadaan_uang(berjalan)

    assert [(t.orang, t.rupiah) for t in uang.tahap] == [
        (4, 4 * IURAN),
        (3, 3 * IURAN),
        (2, 2 * IURAN),
        (2, 2 * IURAN),
        (2, 2 * IURAN),
        (0, 0),
        (0, 0),
    ]
    assert uang.terikat.orang == 13
    sama(berjalan)


def test_months_show_plan_and_realisation(berjalan):
    uang = keadaan_uang(berjalan)

    assert [tuple(b[1:]) for b in uang.bulan[:4]] == [
        (3, 3 * IURAN, 0, 0, 2 * IURAN),
        (3, 3 * IURAN, 0, 2 * IURAN, 0),
        (3, 3 * IURAN, 0, 2 * IURAN, 0),
        (2, 2 * IURAN, IURAN, 0, 0),
    ]
    assert uang.jumlah.rencana == sum(b.rencana for b in uang.bulan) == 13 * IURAN


def test_the_picture_is_as_high_as_its_table(berjalan):
    bulan = [(JAN, 100, (50, 0, 0)), (FEB, 50, (0, 25, 100)), (MAR, 0, (0, 0, 0))]

    gambar = gambar_uang(bulan)

    satu, dua, kosong = gambar.batang
    assert [p.tinggi for p in satu.potong] == [60]
    assert satu.rencana.tinggi == 120
    assert sum(p.tinggi for p in dua.potong) == 150
    assert (kosong.rencana.tinggi, kosong.potong) == (0, [])
    assert dua.potong[0].y == gambar.alas - dua.potong[0].tinggi
    assert dua.potong[1].y == dua.potong[0].y - dua.potong[1].tinggi


@pytest.mark.parametrize(
    ("bulan_uang", "pada", "kata"),
    [
        (0, MAR, "Pagu cukup sampai April 2026 bila 2 orang Maret 2026 diteruskan."),
        (
            16,
            MAR,
            "Pagu cukup sampai Desember 2026 bila 2 orang Maret 2026 diteruskan; tersisa Rp0.",
        ),
        (46, MAR, "tersisa Rp504.000 = 3 orang × 10 bulan."),
        (1, date(2027, 1, 1), "Tahun 2026 sudah berakhir: tersisa Rp16.800."),
    ],
)
def test_the_forecast_is_one_sentence(db, bulan_uang, pada, kata):
    BantuanFactory.create_batch(2, jumlah_bulan=4)
    ubah_pagu(pagu=(8 + bulan_uang) * IURAN)
    dana = keuangan()

    assert kata in kalimat_perkiraan(dana, perkiraan([dana], MAR)[dana.pk], pada)


def test_the_forecast_without_people_and_without_money(db):
    kosong = keuangan("DBHCHT")
    assert "Belum ada orang pada Maret 2026: tersisa Rp" in kalimat(kosong)
    terdaftar(date(2026, 3, 1), 1)
    ubah_pagu(pagu=IURAN)
    cukup = keuangan()
    assert "Pagu cukup sampai Maret 2026 bila 1 orang" in kalimat(cukup)
    cukup.pagu = 0

    assert kalimat(cukup) == "Pagu tidak cukup untuk Maret 2026: kurang Rp168.000 sampai Desember."


def kalimat(dana: SumberDana) -> str:
    return kalimat_perkiraan(dana, perkiraan([dana], MAR)[dana.pk], MAR)


def test_the_chain_goes_from_wave_to_next_year(db):
    murni, lama, baru = sumber("APBD"), sumber("APBD", 2025), sumber("APBD", 2027)
    gelombang = SumberDana.objects.create(
        kode="APBD-P", nama="APBD", jenis="apbd", tahun=2026, gelombang="Perubahan", urutan=1,
        kuota=5, pagu=10**9,
    )  # fmt: skip
    (
        sumber("CSR"),
        SumberDana.objects.create(
            kode="CSR2", nama="Lain", jenis="csr", tahun=2026, kuota=5, pagu=10**9
        ),
    )

    assert rantai_sumber(murni) == [lama, murni, gelombang, baru]
    assert rantai_sumber(gelombang) == [murni, gelombang, baru]
    assert [s.kode for s in rantai_sumber(sumber("CSR"))] == ["CSR"]


def test_the_statement_has_a_line_for_every_move(berjalan, admin, admin2):
    catat_pembayaran([Tagihan.objects.get(status="diterbitkan")], bukti(2), oleh=admin, pada=KINI)

    isi = rekening(keuangan(), *TAHUN)

    assert [b.mutasi.uraian for b in isi.daftar] == [
        "Pagu awal",
        "DPA: Uji",
        "Tagihan Januari 2026, 2 orang",
        "Pembayaran 1 tagihan",
        "Tagihan Februari 2026, 2 orang",
        "Pembayaran 1 tagihan",
    ]
    assert isi.akhir == (96 * IURAN, 0)
    sama(keuangan())


def test_a_span_opens_with_what_was_before(berjalan):
    isi = rekening(berjalan, date(2026, 2, 1), date(2026, 2, 28))

    assert isi.awal == (98 * IURAN, 0)
    assert [b.mutasi.ditagih for b in isi.daftar] == [2 * IURAN]
    assert isi.akhir == (98 * IURAN, 2 * IURAN)
    kosong = rekening(berjalan, date(2026, 5, 1), date(2026, 5, 31))
    assert (kosong.daftar, kosong.awal) == ([], kosong.akhir)


def test_a_cancelled_bill_and_a_divided_one(berjalan, admin, admin2):
    tagihan = Tagihan.objects.get(status="diterbitkan")
    bagi_tagihan(tagihan, Pilihan("satu", "dua", pertama=1), oleh=admin, pada=datetime.now(WIB))
    sama(keuangan())
    assert sum(b.mutasi.ditagih > 0 for b in rekening(keuangan(), *TAHUN).daftar) == 3

    tagihan.refresh_from_db()
    gabungkan_bagian(tagihan, oleh=admin, pada=datetime.now(WIB))
    tagihan.refresh_from_db()
    batalkan_tagihan(tagihan, alasan="Salah bulan", oleh=admin)

    sama(keuangan())
    akhir = rekening(keuangan(), *TAHUN).daftar[-1].mutasi
    assert (akhir.uraian, akhir.ditagih) == ("Tagihan dibatalkan: Salah bulan", -2 * IURAN)


def test_ceilings_count_by_the_date_of_their_paper(db):
    dana = ubah_pagu(pagu=2 * 10**9)
    ubah_pagu(pagu=3 * 10**9)

    isi = rekening(sumber("APBD"), *TAHUN)

    assert [b.mutasi.pagu for b in isi.daftar] == [1_512_000_000, 488_000_000, 10**9]
    assert isi.akhir.sisa == 3 * 10**9
    assert dana.pagu == 2 * 10**9
    tanpa = rekening(sumber("DBHCHT"), *TAHUN)
    assert [b.mutasi.pagu for b in tanpa.daftar] == [sumber("DBHCHT").pagu]


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_screens_ask_a_constant_number_of_questions(
    admin_client, jumlah, django_assert_num_queries
):
    for n in range(1, jumlah + 1):
        terdaftar(date(2026, n, 1), 1)
        bayar(date(2026, n, 1), date(2026, n, 20))
    ke = reverse("iuran:sumber_rekening", args=[sumber("APBD").pk])

    with django_assert_num_queries(16):
        layar = admin_client.get(ke, {"dari": "1-1-2026", "sampai": "31-12-2026"}).text

    assert layar.count("Pembayaran 1 tagihan") == jumlah


def test_screen_excel_and_paper_are_equal(berjalan, admin, admin_client):
    ke = reverse("iuran:sumber_rekening", args=[berjalan.pk])
    rentang = {"dari": "1-1-2026", "sampai": "31-10-2026"}
    isi = rekening(berjalan, date(2026, 1, 1), date(2026, 10, 31))
    layar = admin_client.get(ke, rentang).context["rekening"]
    excel = admin_client.get(f"{ke}excel/", rentang)
    lembar = load_workbook(BytesIO(excel.getvalue())).active
    surat = susun_rekening(Bahan(berjalan, date(2026, 11, 6), admin, "2026-01-01_2026-10-31"))

    baris = [list(b) for b in lembar.iter_rows(min_row=5, values_only=True)]
    tabel = surat.lampiran[0]
    assert layar == isi
    assert [b[3:] for b in baris[1:-1]] == [b[3:] for b in tabel.baris[1:]]
    assert [b[2] for b in baris[1:-1]] == [b.mutasi.uraian for b in isi.daftar]
    assert baris[-1][3:] == tabel.jumlah[3:] == [*isi.jumlah, *isi.akhir]


@pytest.mark.parametrize(
    ("dari", "sampai", "kata"),
    [
        ("1-2-2026", "1-1-2026", "Tanggal ini sebelum tanggal awalnya"),
        ("x", "1-1-2026", "Tulis tanggal, bulan, lalu tahun"),
    ],
)
def test_a_wrong_span_is_shown_with_what_was_typed(admin_client, db, dari, sampai, kata):
    ke = reverse("iuran:sumber_rekening", args=[sumber("APBD").pk])

    for alamat in (ke, f"{ke}excel/"):
        jawaban = admin_client.get(alamat, {"dari": dari, "sampai": sampai})
        assert jawaban.status_code == 422
        assert kata in jawaban.text
        assert f'value="{dari}"' in jawaban.text


@pytest.mark.parametrize(
    "kunci", ["", "2026-01-01", "2026-02-01_2026-01-01", "2026-01-01_2026-12-31"]
)
def test_a_paper_needs_days_that_are_over(db, admin, kunci):
    with pytest.raises(AturanDilanggarError, match="ekening koran"):
        susun_rekening(Bahan(sumber("APBD"), date(2026, 11, 6), admin, kunci))


def test_the_paper_of_a_donor_names_nobody(db, admin):
    terdaftar(kode="CSR", nama="Raden Ayu Kartini")
    bayar(JAN, date(2026, 1, 20), kode="CSR")
    orang = Iuran.objects.first().peserta

    surat = susun_rekening(Bahan(sumber("CSR"), KINI, admin, "2026-01-01_2026-10-31"))

    assert surat.kepada[0] == "Pimpinan CSR"
    assert orang.nama not in str(surat)
    assert orang.nik not in str(surat)


def test_the_frame_comes_without_counting(berjalan, admin_client):
    ke = reverse("iuran:sumber_detail", args=[berjalan.pk])
    rangka = admin_client.get(ke).text
    bagian = admin_client.get(ke, {"bagian": "uang"}, headers={"HX-Request": "true"}).text
    utuh = admin_client.get(ke, {"bagian": "semua"}).text

    assert "Menghitung uang sumber dana ini" in rangka
    assert "Terikat seluruhnya" not in rangka
    assert "<html" not in bagian
    for halaman in (bagian, utuh):
        assert "Terikat seluruhnya" in halaman
        assert "tersisa Rp" in halaman


@pytest.mark.parametrize("jenis", [j for j in JenisSumber if j not in ("apbd", "dbhcht")])
def test_other_payers_pay_by_transfer(db, admin, admin2, jenis):
    SumberDana.objects.create(
        kode="LAIN1", nama="Lain", jenis=jenis, tahun=2026, kuota=5, pagu=10**9
    )
    terdaftar(JAN, 1, kode="LAIN1")

    tagihan = terbit(JAN, admin, admin2, "LAIN1")

    assert not tagihan.sumber.dibayar_kota
    assert catat_pembayaran([tagihan], bukti(1), oleh=admin, pada=KINI).jenis == "transfer"
