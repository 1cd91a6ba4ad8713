"""Letters to BPJS, the request for payment, and the report of a source: what they say."""

from datetime import date, datetime
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest

import laporan.tasks  # noqa: F401 - registers the jobs
from iuran.berkas_bpjs.actions.kirim import Surat as SuratKirim
from iuran.berkas_bpjs.actions.kirim import tandai_dikirim
from iuran.buku import realisasi_sumber
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.models import Bantuan, Iuran, SumberDana
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.isian import isi_tercatat, ubah_isian
from iuran.tagihan.actions.susun import batalkan_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.aturan import Bukti
from laporan.angka import iuran_bulan
from laporan.models import Surat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import beri_nomor
from laporan.surat.actions.pengaturan import ganti_dasar_hukum
from laporan.surat.bahan import Bahan
from laporan.surat.jenis import JENIS
from laporan.surat.susun.bpjs import tujuan
from laporan.surat.susun.kata import banyak
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from pijar.models import DasarHukum, Penandatangan
from pijar.sidik import sidik
from tests.factories import BantuanFactory, bayar, iuran, sumber, terdaftar, ubah_pagu
from tests.iuran.sia import STS, lunas, selesai, sia, wafat
from tests.iuran.susunan import cek, jalankan, susun, susun_bayar_dulu

NOV, TANGGAL = date(2026, 11, 1), date(2026, 11, 6)
TERBIT = datetime(2026, 11, 5, 9, tzinfo=WIB)
TIMUR = "33.74.03.1001"  # the other branch


@pytest.fixture
def draf(db, admin):
    """A bill of three people in both branches, one of them with JHT."""
    terdaftar(nama="Budi")
    terdaftar(nama="Ani", kelurahan_id=TIMUR)
    hari_tua = terdaftar(jumlah=10)
    hari_tua.bulan_akhir, hari_tua.jumlah_bulan = NOV, 11
    hari_tua.save()
    iuran(hari_tua, NOV, jht=20_000)
    return susun_tagihan(sumber("APBD"), NOV, oleh=admin)


@pytest.fixture
def tagihan(draf, admin2):
    terbitkan(draf, oleh=admin2, pada=TERBIT)
    draf.refresh_from_db()
    return draf


def isi(kode, objek, oleh, tanggal=TANGGAL, kunci=""):
    return JENIS[kode].susun(Bahan(objek, tanggal, oleh, kunci))


def fakta(isi):
    return dict(isi.fakta)


def bayar_tagihan(tagihan, oleh, tanggal):
    bukti = Bukti(f"SP2D/{tagihan.pk}", tanggal, tagihan.total)
    return catat_pembayaran([tagihan], bukti, pada=date(2027, 12, 31), oleh=oleh)


@pytest.mark.parametrize(
    ("n", "kata"),
    [(1, "1 (satu) orang"), (12, "12 (dua belas) orang"), (1_000, "1.000 (seribu) orang")],
)
def test_counts_stand_in_figures_and_words(n, kata):
    assert banyak(n) == kata


def test_addressee_is_the_branch_or_both_with_numbers():
    assert tujuan(["pemuda", "pemuda"]) == [
        "Kepala BPJS Ketenagakerjaan",
        "Kantor Cabang Semarang Pemuda",
        "di Semarang",
    ]
    assert tujuan(["pemuda", "majapahit"]) == [
        "1. Kepala BPJS Ketenagakerjaan Kantor Cabang Semarang Majapahit",
        "2. Kepala BPJS Ketenagakerjaan Kantor Cabang Semarang Pemuda",
        "di Semarang",
    ]


# The letter of a bill.


def test_letter_of_a_bill_has_its_sums_three_times(tagihan, admin):
    surat = isi("surat_tagihan", tagihan, admin)

    tarif, kecamatan = surat.tabel
    assert [k.judul for k in tarif.kolom] == [
        "Uraian", "JKK", "JKM", "JHT", "Per orang", "Orang", "Jumlah",
    ]  # fmt: skip
    assert [b[1:] for b in tarif.baris] == [
        [10_000, 6_800, 20_000, 36_800, 1, 36_800],
        [10_000, 6_800, 0, 16_800, 2, 33_600],
    ]
    assert tarif.jumlah[-2:] == kecamatan.jumlah[-2:] == [3, 70_400]
    assert [b[1:] for b in kecamatan.baris] == [
        ["Semarang Tengah", 2, 53_600],
        ["Semarang Timur", 1, 16_800],
    ]
    assert fakta(surat)["Jumlah iuran"] == "Rp70.400 (tujuh puluh ribu empat ratus rupiah)"
    assert fakta(surat)["Jumlah peserta"] == "3 (tiga) orang"
    assert "Jaminan Hari Tua (JHT)" in surat.pembuka[0]
    assert surat.kepada[0].startswith("1. Kepala BPJS")
    assert surat.alasan_konsep == ""


def test_letter_of_a_bill_without_jht_has_no_such_column(db, admin):
    terdaftar()
    surat = isi("surat_tagihan", susun_tagihan(sumber("APBD"), NOV, oleh=admin), admin)

    assert "JHT" not in [k.judul for k in surat.tabel[0].kolom]
    assert "JHT" not in surat.pembuka[0]
    assert not any("46" in d for d in surat.dasar)


def test_letter_cites_the_bases_in_force_highest_first(tagihan, admin):
    DasarHukum.objects.filter(kode="perwal-93-2020").update(sampai=date(2026, 6, 30))

    surat = isi("surat_tagihan", tagihan, admin)

    assert [d.split(" Tahun")[0] for d in surat.dasar] == [
        "Peraturan Pemerintah Nomor 44",
        "Peraturan Pemerintah Nomor 46",
        "Instruksi Presiden Nomor 2",
        "Peraturan Menteri Dalam Negeri Nomor 14",
        "Peraturan Wali Kota Semarang Nomor 26",
    ]


def test_letter_asks_for_a_code_until_there_is_one(tagihan, admin):
    tanpa = isi("surat_tagihan", tagihan, admin)
    kode = {"kode_iuran": "241100001", "kode_iuran_tempo": date(2026, 11, 15)}
    ubah_isian(tagihan, kode, dilihat=sidik(isi_tercatat(tagihan)), oleh=admin)
    tagihan.refresh_from_db()
    ada = isi("surat_tagihan", tagihan, admin)

    assert "mohon diterbitkan kode iuran" in tanpa.penutup[0]
    assert "Kode iuran" not in fakta(tanpa)
    assert "kode iuran" not in ada.penutup[0]
    assert fakta(ada)["Kode iuran"] == "241100001, dibayar paling lambat 15 November 2026"


def test_letter_names_the_payment_only_from_its_date_on(tagihan, admin, admin2):
    bayar_tagihan(tagihan, admin, date(2026, 11, 10))

    assert "Dibayar dengan" not in fakta(isi("surat_tagihan", tagihan, admin))
    sesudah = isi("surat_tagihan", tagihan, admin, date(2026, 11, 10))
    assert fakta(sesudah)["Dibayar dengan"].endswith("tanggal 10 November 2026")
    assert "telah dibayar" in sesudah.pembuka[0]


def test_letter_shows_what_is_set_off_and_the_sums_stay_equal(kompensasi, admin):
    surat = isi("surat_tagihan", kompensasi, admin)

    for tabel in surat.tabel:
        kata = [str(b[0] or b[1]) for b in tabel.baris if "Kompensasi" in str(b[0] or b[1])]
        assert len(kata) == 1
        assert sum(b[-1] for b in tabel.baris) == tabel.jumlah[-1] == kompensasi.total


def test_a_draft_bill_makes_a_draft_letter_without_number(draf, admin, admin2):
    surat = buat_surat("surat_tagihan", Bahan(draf, TANGGAL, admin)).surat

    with pytest.raises(AturanDilanggarError, match=r"belum diterbitkan.*tidak diberi nomor"):
        beri_nomor(surat, nomor="560/1/2026", pada=TERBIT, oleh=admin)

    terbitkan(draf, oleh=admin2, pada=TERBIT)
    draf.refresh_from_db()
    surat = buat_surat("surat_tagihan", Bahan(draf, TANGGAL, admin)).surat
    assert "Keadaan konsep berubah." in surat.daftar_versi.get(versi=2).perubahan
    assert beri_nomor(surat, nomor="560/1/2026", pada=TERBIT, oleh=admin) == "560/1/2026"


def test_a_bill_that_names_the_dead_makes_only_a_draft(tagihan, admin):
    wafat(Peserta.objects.get(nama="Budi"), admin, date(2026, 10, 20))

    for kode in ("surat_tagihan", "nota_pembayaran"):
        surat = isi(kode, tagihan, admin)
        assert "memuat 1 orang yang tidak boleh lagi dibayar kota" in surat.alasan_konsep


def test_a_letter_whose_legal_base_was_replaced_is_made_again_before_its_number(tagihan, admin):
    surat = buat_surat("surat_tagihan", Bahan(tagihan, TANGGAL, admin)).surat
    lama = DasarHukum.objects.get(kode="perwal-26-2025")
    baru = DasarHukum(
        kode="perwal-30-2026", tingkat=lama.tingkat, sebutan=lama.sebutan, nomor="30", tahun=2026,
        mulai=date(2026, 2, 1),
    )  # fmt: skip
    ganti_dasar_hukum(lama, baru, salah_tulis=False)

    with pytest.raises(AturanDilanggarError, match="Datanya berubah sejak versi 1"):
        beri_nomor(surat, nomor="560/1/2026", pada=TERBIT, oleh=admin)

    surat = buat_surat("surat_tagihan", Bahan(tagihan, TANGGAL, admin)).surat
    assert any("Nomor 30 Tahun 2026" in d for d in isi("surat_tagihan", tagihan, admin).dasar)
    assert beri_nomor(surat, nomor="560/1/2026", pada=TERBIT, oleh=admin) == "560/1/2026"


def test_a_bill_of_dbhcht_cites_its_own_rule_and_the_guide_of_its_year(db, admin):
    terdaftar(kode="DBHCHT")
    surat = isi("surat_tagihan", susun_tagihan(sumber("DBHCHT"), NOV, oleh=admin), admin)

    assert any(d.startswith("Peraturan Menteri Keuangan Nomor 72") for d in surat.dasar)
    assert any("Tahun Anggaran 2026" in d for d in surat.dasar)


def test_a_letter_whose_bill_changed_is_made_again_before_it_gets_its_number(tagihan, admin):
    surat = buat_surat("surat_tagihan", Bahan(tagihan, TANGGAL, admin)).surat
    kode = {"kode_iuran": "241100001"}
    ubah_isian(tagihan, kode, dilihat=sidik(isi_tercatat(tagihan)), oleh=admin)

    with pytest.raises(AturanDilanggarError, match="Datanya berubah sejak versi 1"):
        beri_nomor(surat, nomor="560/1/2026", pada=TERBIT, oleh=admin)


def test_only_who_is_set_for_it_signs_a_nota(tagihan, admin):
    Penandatangan.objects.create(mulai=date(2026, 1, 1), jabatan="Kepala Dinas", nama="Sri")

    nota = buat_surat("nota_pembayaran", Bahan(tagihan, TANGGAL, admin)).surat
    surat = buat_surat("surat_tagihan", Bahan(tagihan, TANGGAL, admin)).surat

    assert nota.penandatangan is None
    assert surat.penandatangan.nama == "Sri"


def test_letter_of_a_divided_bill_names_its_parts(draf, admin, admin2):
    pilihan = Pilihan("Tahap satu", "Tahap dua", pertama=2)
    satu, dua = bagi_tagihan(draf, pilihan, oleh=admin, pada=TERBIT)
    draf.refresh_from_db()

    utuh, bagian = isi("surat_tagihan", draf, admin), isi("surat_tagihan", satu, admin)

    assert utuh.alasan_konsep == f"Bagian tagihan {draf.nomor} belum diterbitkan semua."
    assert [b[0] for b in utuh.tabel[2].baris] == [satu.nomor, dua.nomor]
    assert utuh.tabel[2].jumlah[-2:] == [3, 70_400]
    assert f"bagian Tahap satu dari {draf.nomor}" in fakta(bagian)["Nomor tagihan"]
    with pytest.raises(AturanDilanggarError, match="dari halaman tiap bagian"):
        isi("nota_pembayaran", draf, admin)


def test_no_paper_of_a_cancelled_bill(tagihan, admin):
    batalkan_tagihan(tagihan, alasan="Salah bulan", oleh=admin)
    tagihan.refresh_from_db()

    for kode in ("surat_tagihan", "nota_pembayaran"):
        with pytest.raises(AturanDilanggarError, match="dibatalkan"):
            isi(kode, tagihan, admin)


@pytest.mark.perlu_pango
def test_pdf_of_a_draft_says_so(draf, admin):
    surat = buat_surat("surat_tagihan", Bahan(draf, TANGGAL, admin)).surat

    tugas = jalankan(surat.tugas_pdf)

    assert tugas.selesai, tugas.galat
    with tugas.hasil.open("rb") as berkas, pikepdf.open(BytesIO(berkas.read())) as pdf:
        assert len(pdf.pages) == 2


# The request for payment.


def test_request_for_payment_shows_what_is_left(tagihan, admin):
    ubah_pagu(pagu=10**9)

    nota = isi("nota_pembayaran", tagihan, admin)

    anggaran = nota.tabel[1]
    assert [b[1] for b in anggaran.baris] == [10**9, 0, 0, 70_400]
    assert anggaran.jumlah == ["Sisa (a − b − c − d)", 10**9 - 70_400]
    assert "DPA 903/1 tanggal 2 Januari 2026" in anggaran.baris[0][0]
    assert fakta(nota)["Jumlah"] == "Rp70.400 (tujuh puluh ribu empat ratus rupiah)"
    assert fakta(nota)["SPD"] == fakta(nota)["Kode rekening"] == "…………………"
    assert nota.kepada == ["Pengguna Anggaran Dinas Tenaga Kerja", "u.p. Bendahara Pengeluaran"]


def test_request_counts_other_bills_and_payments_of_its_date(tagihan, admin, admin2):
    lain = susun_tagihan(sumber("APBD"), date(2026, 10, 1), oleh=admin)
    terbitkan(lain, oleh=admin2, pada=TERBIT)
    lain.refresh_from_db()
    sebelum = isi("nota_pembayaran", tagihan, admin).tabel[1]
    bayar_tagihan(lain, admin, date(2026, 11, 9))
    sesudah = isi("nota_pembayaran", tagihan, admin, date(2026, 11, 9)).tabel[1]

    assert [b[1] for b in sebelum.baris[1:]] == [0, lain.total, 70_400]
    assert [b[1] for b in sesudah.baris[1:]] == [lain.total, 0, 70_400]
    assert sebelum.jumlah == sesudah.jumlah
    assert isi("nota_pembayaran", tagihan, admin).tabel[1] == sebelum


def test_no_request_for_what_is_paid_or_not_the_citys(tagihan, admin, admin2):
    bayar_tagihan(tagihan, admin, date(2026, 11, 10))
    terdaftar(kode="CSR")
    csr = susun_tagihan(sumber("CSR"), NOV, oleh=admin)

    isi("nota_pembayaran", tagihan, admin)  # dated before the SP2D
    with pytest.raises(AturanDilanggarError, match=r"sudah dibayar dengan SP2D.*10 November"):
        isi("nota_pembayaran", tagihan, admin, date(2026, 11, 10))
    with pytest.raises(AturanDilanggarError, match="bukan kas daerah"):
        isi("nota_pembayaran", csr, admin)


# The letter of a batch.


@pytest.fixture
def berkas_bpjs(db, admin):
    """A batch of three people of both branches, with its Excel."""
    BantuanFactory(peserta__kelurahan_id=TIMUR)
    berkas_bpjs = susun(admin, 2)
    jalankan(berkas_bpjs.tugas_excel)
    berkas_bpjs.refresh_from_db()
    return berkas_bpjs


def test_letter_of_a_batch_counts_its_people_and_seals_its_file(berkas_bpjs, admin):
    surat = isi("pengantar_pendaftaran", berkas_bpjs, admin)

    with berkas_bpjs.tugas_excel.hasil.open("rb") as berkas:
        hash_berkas = sha256(berkas.read()).hexdigest()
    assert fakta(surat)["SHA-256"].replace(" ", "") == hash_berkas
    assert fakta(surat)["Nama berkas"] == berkas_bpjs.tugas_excel.hasil_nama
    assert fakta(surat)["Jumlah orang"] == "3 (tiga) orang"
    assert fakta(surat)["Penetapan"] == "463/1/2026"
    assert "3 (tiga) orang pekerja rentan" in surat.pembuka[0]
    assert "mulai bulan Januari 2026" in surat.pembuka[0]
    assert [b[1:] for b in surat.tabel[0].baris] == [["Semarang Tengah", 2], ["Semarang Timur", 1]]
    assert surat.kepada[0].startswith("1. Kepala BPJS")
    assert not surat.rahasia


def test_letter_waits_for_a_file_that_shows_the_people_of_now(db, admin):
    berkas_bpjs = susun(admin, 1)

    with pytest.raises(AturanDilanggarError, match="belum selesai dibuat"):
        isi("pengantar_pendaftaran", berkas_bpjs, admin)


def test_letter_of_a_sent_batch_speaks_of_the_file_as_it_went_out(berkas_bpjs, admin):
    kini = datetime(2026, 11, 6, 9, tzinfo=WIB)
    berkas_bpjs.__class__.objects.filter(pk=berkas_bpjs.pk).update(
        disusun_pada=datetime(2026, 11, 5, 9, tzinfo=WIB)
    )
    sebelum = isi("pengantar_pendaftaran", berkas_bpjs, admin)
    tandai_dikirim(berkas_bpjs, SuratKirim(TANGGAL, "560/7/2026"), pada=kini, oleh=admin)
    berkas_bpjs.daftar_baris.filter(nomor=1).update(
        hasil="batal", dijawab_pada=datetime(2026, 11, 8, 9, tzinfo=WIB)
    )
    berkas_bpjs.refresh_from_db()

    assert isi("pengantar_pendaftaran", berkas_bpjs, admin) == sebelum


def test_numbered_letter_fills_the_mark_as_sent(berkas_bpjs, admin, admin_client):
    surat = buat_surat("pengantar_pendaftaran", Bahan(berkas_bpjs, TANGGAL, admin)).surat
    alamat = f"/laporan/surat/{surat.pk}/"
    assert "sudah dikirim" not in admin_client.get(alamat).text

    beri_nomor(surat, nomor="560/7/2026", pada=TERBIT, oleh=admin)
    surat.refresh_from_db()
    lanjut = JENIS["pengantar_pendaftaran"].lanjut(surat)

    assert lanjut.label in admin_client.get(alamat).text
    halaman = admin_client.get(lanjut.alamat.split("#")[0]).text
    assert 'value="560/7/2026"' in halaman
    assert 'value="06-11-2026"' in halaman
    with berkas_bpjs.tugas_excel.hasil.open("rb") as berkas:
        assert sha256(berkas.read()).hexdigest() in halaman


def test_a_letter_of_another_file_does_not_mark_the_batch(berkas_bpjs, admin):
    kini = datetime(2026, 11, 6, 9, tzinfo=WIB)
    berkas_bpjs.__class__.objects.filter(pk=berkas_bpjs.pk).update(
        disusun_pada=datetime(2026, 11, 5, 9, tzinfo=WIB)
    )
    lain = SuratKirim(TANGGAL, "560/7/2026", "0" * 64)

    with pytest.raises(AturanDilanggarError, match="dibuat ulang sesudah surat 560/7/2026"):
        tandai_dikirim(berkas_bpjs, lain, pada=kini, oleh=admin)

    assert not berkas_bpjs.daftar_kiriman.exists()


# The report of a source.


@pytest.fixture
def almarhum(db, admin):
    """September and October were paid for somebody who died in August; three others live."""
    wafat(lunas(7, 8, 9, 10, nama="Budi Santoso").peserta, admin)
    for n in range(3):
        terdaftar(NOV, 2, nama=f"Siti {n}")


@pytest.fixture
def kompensasi(almarhum, admin, admin2):
    """The bill of November, lower by two months that were paid in vain."""
    selesai(sia(9, 10), admin, admin2)
    return susun_tagihan(sumber("APBD"), NOV, oleh=admin)


def dana():
    return SumberDana.objects.with_keuangan().with_realisasi().get(kode="APBD", tahun=2026)


def sama_dengan_halaman(pada):
    """The report of a source on this day, after it was compared with the source's page."""
    s, uang = dana(), realisasi_sumber(dana(), pada)
    assert uang.pagu.rupiah == s.pagu
    assert (uang.terikat, uang.komitmen) == (s.terikat, s.terikat_semua)
    assert uang.sisa_komitmen == s.sisa
    assert (uang.realisasi, uang.jumlah("kemudian")) == (s.realisasi, s.dibayar_kemudian)
    return uang


def test_report_of_a_source_equals_its_page(almarhum, admin, admin2):
    BantuanFactory(jumlah_bulan=3)
    sesudah = sama_dengan_halaman(date(2027, 2, 1))
    assert (sesudah.orang_terikat, sesudah.jumlah("dibayar")) == (3, 4 * 16_800)

    selesai(sia(9), admin, admin2)
    tagihan = susun_tagihan(sumber("APBD"), NOV, oleh=admin)
    assert sama_dengan_halaman(date(2027, 2, 1)).jumlah("kompensasi") == 0
    terbitkan(tagihan, oleh=admin2, pada=TERBIT)
    tagihan.refresh_from_db()
    assert sama_dengan_halaman(date(2027, 2, 1)).jumlah("kompensasi") == -16_800
    bayar_tagihan(tagihan, admin, date(2026, 12, 10))
    selesai(sia(10), admin, admin2, **STS)

    uang = sama_dengan_halaman(date(2027, 2, 1))
    assert uang.jumlah("kembali") == -16_800
    assert uang.realisasi == (4 + 3 - 1 - 1) * 16_800


def test_report_of_a_source_equals_the_monthly_report(almarhum, admin, admin2):
    selesai(sia(9), admin, admin2)
    tagihan = susun_tagihan(sumber("APBD"), NOV, oleh=admin)
    terbitkan(tagihan, oleh=admin2, pada=TERBIT)
    tagihan.refresh_from_db()
    bayar_tagihan(tagihan, admin, date(2026, 11, 10))
    for pada in (date(2026, 10, 31), date(2026, 11, 9), date(2026, 11, 10), date(2026, 12, 31)):
        per_bulan = {b.bulan: b for b in realisasi_sumber(dana(), pada).per_bulan}
        for bulan in [date(2026, n, 1) for n in range(7, 13)]:
            laporan = iuran_bulan(bulan, pada)["dibayar_rupiah"]
            b = per_bulan.get(bulan)
            assert laporan == (b.dibayar + b.kemudian + b.kembali if b else 0), (pada, bulan)


def test_a_debt_paid_next_year_stands_apart(db, admin):
    terdaftar(NOV, 1)
    bayar(NOV, date(2027, 1, 20))

    uang = sama_dengan_halaman(date(2027, 2, 1))
    nota = isi("realisasi", dana(), admin, date(2027, 2, 1), "2027-01")

    assert (uang.realisasi, uang.jumlah("kemudian"), uang.jumlah("belum_dibayar")) == (0, 16_800, 0)
    assert realisasi_sumber(dana(), date(2027, 1, 19)).jumlah("belum_dibayar") == 16_800
    assert "Dibayar sesudah 2026" in [k.judul for k in nota.lampiran[0].kolom]


@pytest.mark.parametrize(("hari", "lama"), [(1, True), (2, False)])
def test_the_ceiling_is_that_of_the_day(db, hari, lama):
    semula = dana().pagu
    ubah_pagu(pagu=2_000_000)

    pagu = realisasi_sumber(dana(), date(2026, 1, hari)).pagu

    assert pagu.rupiah == (semula if lama else 2_000_000)
    assert bool(pagu.dokumen) is not lama


def test_what_came_back_counts_also_where_the_grant_was_written_down_later(almarhum, admin, admin2):
    selesai(sia(9), admin, admin2, **STS)
    Bantuan.objects.update(dibuat_pada=datetime(2027, 1, 5, tzinfo=WIB))

    assert realisasi_sumber(dana(), date(2026, 11, 30)).realisasi == 3 * 16_800


def test_report_has_sums_papers_and_months(almarhum, admin, admin2):
    selesai(sia(9), admin, admin2, **STS)

    nota = isi("realisasi", dana(), admin, date(2026, 12, 3), "2026-11")

    assert (
        nota.perihal == "Laporan realisasi APBD Kota Semarang 2026 sampai dengan 30 November 2026"
    )
    ringkas, sp2d, sts = nota.tabel
    (bulan,) = nota.lampiran
    assert [k.judul for k in bulan.kolom][-2:] == ["Disetor kembali", "Belum dibayar"]
    angka = {b[1].split(" (")[0]: b[2] for b in ringkas.baris}
    assert angka["Realisasi"] == 3 * 16_800
    assert sp2d.jumlah[-1] == angka["Dibayar dengan SP2D tahun 2026"] == bulan.jumlah[4]
    assert -sts.jumlah[-1] == angka["Disetor kembali BPJS"] == bulan.jumlah[5]
    assert bulan.jumlah[2] == angka["Komitmen"]
    for tabel in (sp2d, sts, bulan):
        assert tabel.jumlah[-1] == sum(b[-1] for b in tabel.baris)


@pytest.mark.parametrize(
    ("kunci", "kata"),
    [
        ("", "Pilih bulannya"),
        ("November 2026", "Pilih bulannya"),
        ("2025-12", "baru ada mulai Januari 2026"),
        ("2026-12", "belum mulai pada tanggal surat"),
    ],
)
def test_report_needs_a_month(db, admin, kunci, kata):
    with pytest.raises(AturanDilanggarError, match=kata):
        isi("realisasi", dana(), admin, TANGGAL, kunci)


def test_report_asks_the_database_a_constant_number_of_times(db, admin, django_assert_num_queries):
    for n in range(1, 4):
        bayar(date(2026, n, 1), date(2026, n, 20))
        terdaftar(NOV, 1)
        apbd = dana()
        with django_assert_num_queries(8):
            isi("realisasi", apbd, admin, TANGGAL, "2026-11")


def test_letter_says_whose_card_is_to_come(db, admin):
    satu = susun_bayar_dulu(admin, 2)
    terapkan_jawaban(cek(satu, admin, "Y"), pada=datetime(2026, 3, 20, tzinfo=WIB), oleh=admin)
    tagihan = susun_tagihan(satu.sumber, date(2026, 2, 1), oleh=admin)

    surat = isi("surat_tagihan", tagihan, admin)

    kata = "1 (satu) orang, 1 (satu) orang di antaranya dengan KPJ menyusul"
    assert fakta(surat)["Jumlah peserta"] == kata


def test_no_letter_of_a_bill_whose_rows_changed(tagihan, admin):
    pertama = tagihan.daftar_iuran.first()
    Iuran.objects.filter(pk=pertama.pk).update(tagihan=None)

    with pytest.raises(AturanDilanggarError, match="sekarang 2 orang dan Rp"):
        isi("surat_tagihan", tagihan, admin)


# The screens from which they are made.


@pytest.mark.parametrize(
    ("jenis", "halaman", "kunci"),
    [
        ("surat_tagihan", "tagihan", ""),
        ("nota_pembayaran", "tagihan", ""),
        ("realisasi", "sumber", "2026-11"),
    ],
)
def test_a_page_offers_its_paper_and_the_paper_is_made(
    tagihan, admin_client, jenis, halaman, kunci
):
    objek = tagihan if halaman == "tagihan" else tagihan.sumber
    layar = admin_client.get(f"/iuran/{halaman}/{objek.pk}/").text
    alamat = {"jenis": jenis, "objek": objek.pk, "kunci": kunci}

    baru = admin_client.get("/laporan/surat/baru/", alamat)
    hasil = admin_client.post("/laporan/surat/baru/", alamat | {"tanggal": "06-11-2026"})

    assert "/laporan/surat/baru/" in layar
    assert jenis in layar
    assert JENIS[jenis].nama in baru.text
    assert hasil.status_code == 302
    surat = Surat.objects.get()
    assert (surat.jenis, surat.objek, surat.kunci) == (jenis, objek.pk, kunci)


def test_a_batch_offers_its_letter_and_a_refusal_keeps_the_date(db, admin, admin_client):
    berkas_bpjs = susun(admin, 1)
    isian = {"jenis": "pengantar_pendaftaran", "objek": berkas_bpjs.pk}

    layar = admin_client.get(f"/iuran/berkas-bpjs/{berkas_bpjs.pk}/").text
    hasil = admin_client.post("/laporan/surat/baru/", isian | {"tanggal": "06-11-2026"})

    assert "jenis=pengantar_pendaftaran" in layar
    assert hasil.status_code == 409
    assert "belum selesai dibuat" in hasil.text
    assert 'value="06-11-2026"' in hasil.text
    assert not Surat.objects.exists()


def test_a_cancelled_bill_offers_no_paper(tagihan, admin, admin_client):
    batalkan_tagihan(tagihan, alasan="Salah bulan", oleh=admin)

    assert "/laporan/surat/baru/" not in admin_client.get(f"/iuran/tagihan/{tagihan.pk}/").text
