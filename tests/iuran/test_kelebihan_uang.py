"""Reversals in every sum: bills, balances, figures of a day, papers, parts of a bill."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.models import Sum
from python_calamine import CalamineWorkbook

from iuran.buku import utang_sumber
from iuran.models import Iuran, SumberDana, Tagihan
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan, gabungkan_bagian
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.keluar import keluarkan
from iuran.tagihan.actions.susun import batalkan_tagihan, ganti_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.angka import daftar_orang, orang_tagihan, rincian
from iuran.tagihan.aturan import Bukti
from iuran.tagihan.dokumen import tulis_daftar
from iuran.tagihan.jejak import jejak_bulan
from laporan.anggaran import peringatan
from laporan.angka import iuran_bulan
from pijar.errors import AturanDilanggarError
from tests.factories import sumber, terdaftar, ubah_pagu
from tests.iuran.sia import KINI, PADA, STS, cabut, lunas, selesai, sia, wafat
from tests.iuran.test_tarif_pergantian import konfirmasi
from tests.iuran.test_tarif_pergantian import susun as susun_tarif_juni

NOV = date(2026, 11, 1)
DES = date(2026, 12, 1)
SEP = date(2026, 9, 1)
IURAN = 16_800


@pytest.fixture
def almarhum(db, admin):
    """September and October were paid for somebody who died in August; three others live."""
    bantuan = lunas(7, 8, 9, 10, nama="Budi Santoso")
    wafat(bantuan.peserta, admin)
    for n in range(3):
        terdaftar(NOV, 2, nama=f"Siti {n}")
    return bantuan.peserta


@pytest.fixture
def kompensasi(almarhum, admin, admin2):
    return selesai(sia(9, 10), admin, admin2)


def susun(admin, bulan=NOV, kode="APBD"):
    return susun_tagihan(sumber(kode), bulan, oleh=admin)


def dana():
    return SumberDana.objects.with_keuangan().get(kode="APBD", tahun=2026)


def cocok(*daftar):
    """Whether the sums of each bill are those of its rows."""
    for t in daftar:
        t.refresh_from_db()
        baris = Iuran.objects.filter(tagihan=t)
        assert t.jumlah_orang == baris.orang().count()
        assert t.total == baris.aggregate(n=Sum("nominal"))["n"]


# Bills


def test_the_next_bill_of_the_source_is_lower_by_the_set_off(kompensasi, admin):
    t = susun(admin)

    assert (t.jumlah_orang, t.total) == (3, IURAN)
    cocok(t)
    assert not Iuran.objects.menunggu_kompensasi().exists()


@pytest.mark.parametrize(
    ("pada", "kata"),
    [
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), "belum mengurangi tagihan mana pun; SP2D terakhir 31 Desember 2026"),
        (
            date(2027, 1, 2),
            "SP2D terakhir 31 Desember 2026 sudah lewat: cabut penyelesaiannya, lalu minta "
            "dikembalikan",
        ),
    ],
)
def test_a_set_off_without_a_bill_raises_an_alarm_as_the_year_ends(kompensasi, pada, kata):
    semua = [p for p in peringatan(pada) if "kompensasi" in p.label]

    assert [p.kalimat for p in semua] == (
        [f"2 orang-bulan kompensasi APBD Kota Semarang 2026, Rp33.600: {kata}"] if kata else []
    )


def test_a_set_off_in_a_bill_raises_no_alarm(kompensasi, admin):
    susun(admin)

    assert not [p for p in peringatan(date(2026, 12, 30)) if "kompensasi" in p.label]


def test_another_source_is_not_lowered(kompensasi, admin):
    terdaftar(NOV, 1, kode="CSR")

    assert susun(admin, kode="CSR").total == IURAN


def test_a_bill_never_becomes_empty_and_the_rest_waits(almarhum, admin, admin2):
    Iuran.objects.filter(peserta__nama__in=["Siti 1", "Siti 2"]).update(
        hidup=False, alasan_mati="Uji"
    )
    selesai(sia(9, 10), admin, admin2)

    t = susun(admin)

    assert (t.jumlah_orang, t.total) == (1, IURAN)
    assert Iuran.objects.menunggu_kompensasi().count() == 2


def test_the_oldest_set_off_goes_first(almarhum, admin, admin2):
    Iuran.objects.filter(peserta__nama="Siti 2").update(hidup=False, alasan_mati="Uji")
    selesai(sia(10), admin, admin2)
    selesai(sia(9), admin, admin2, surat_nomor="B/2")

    t = susun(admin)

    assert t.total == IURAN
    assert [b.bulan.month for b in t.daftar_iuran.pembalik()] == [10]
    assert [b.bulan.month for b in Iuran.objects.menunggu_kompensasi()] == [9]


def test_screen_and_excel_sum_the_same_rows(kompensasi, admin, tmp_path: Path):
    t = susun(admin)

    isi = rincian(t)
    assert (isi.orang, isi.total, isi.kompensasi) == (3, IURAN, (2, -2 * IURAN))
    assert sum(w.jumlah for w in isi.per_kecamatan) + isi.kompensasi.jumlah == t.total
    berkas = tulis_daftar(t, tmp_path, lambda n, dari: None)
    lembar = CalamineWorkbook.from_path(str(berkas)).get_sheet_by_index(0).to_python()
    nominal = [baris[-1] for baris in lembar if isinstance(baris[-1], float | int)]
    assert nominal == [IURAN] * 3 + [-IURAN] * 2 + [IURAN]
    assert [str(b[3]) for b in lembar if b[-1] == -IURAN] == [
        "Kompensasi September 2026: Budi Santoso",
        "Kompensasi Oktober 2026: Budi Santoso",
    ]
    assert "sesudah kompensasi 2 bulan -Rp33.600" in str(lembar[1][0])


def test_set_offs_stand_after_the_people(kompensasi, admin):
    t = susun(admin)

    assert [b.jenis for b in daftar_orang(t)] == ["iuran"] * 3 + ["pembalik"] * 2
    assert [i.jenis for i in orang_tagihan(t, "")] == ["iuran"] * 3 + ["pembalik"] * 2


def test_issued_and_paid_with_the_set_off(kompensasi, admin, admin2):
    t = susun(admin)
    terbitkan(t, oleh=admin2, pada=KINI)

    catat_pembayaran([t], Bukti("SP2D/N", PADA, IURAN), oleh=admin, pada=PADA)

    assert Iuran.objects.filter(tagihan=t, pembayaran__nomor="SP2D/N").count() == 5
    cocok(t)


def test_a_cancelled_bill_lets_the_set_off_wait_again(kompensasi, admin):
    t = susun(admin)

    assert batalkan_tagihan(t, alasan="Salah", oleh=admin) == 3

    assert Iuran.objects.menunggu_kompensasi().count() == 2
    assert susun(admin).total == IURAN


def test_a_replacement_takes_the_set_off_along(kompensasi, admin):
    baru = ganti_tagihan(susun(admin), alasan="Salah", oleh=admin)

    assert (baru.jumlah_orang, baru.total) == (3, IURAN)


def test_who_leaves_a_draft_leaves_something_to_pay(kompensasi, admin):
    t = susun(admin)
    satu = t.daftar_iuran.orang().first()

    keluarkan(t, [satu.pk], alasan="Menunggu", oleh=admin)

    cocok(t)
    assert (t.jumlah_orang, t.total) == (2, IURAN)
    assert [b.bulan.month for b in Iuran.objects.menunggu_kompensasi()] == [10]


def test_a_set_off_is_not_taken_out_like_a_person(kompensasi, admin):
    t = susun(admin)
    balik = t.daftar_iuran.pembalik().first()

    with pytest.raises(AturanDilanggarError, match="tidak lagi ada"):
        keluarkan(t, [balik.pk], alasan="x", oleh=admin)


def test_parts_share_the_set_off_and_add_up(kompensasi, admin):
    for n in range(4):
        terdaftar(NOV, 1, nama=f"Tambahan {n}")
    t = susun(admin)

    bagian = bagi_tagihan(t, Pilihan("A", "B", pertama=2), oleh=admin, pada=KINI)

    cocok(*bagian)
    assert [b.jumlah_orang for b in bagian] == [2, 5]
    assert sum(b.total for b in bagian) == t.total == 5 * IURAN
    assert rincian(Tagihan.objects.get(pk=t.pk)).kompensasi.bulan == 2
    assert gabungkan_bagian(t, oleh=admin, pada=KINI) == 7
    cocok(t)


def test_a_part_that_the_set_off_eats_up_is_refused(kompensasi, admin):
    with pytest.raises(AturanDilanggarError, match="menghabiskan salah satu bagiannya"):
        bagi_tagihan(susun(admin), Pilihan("A", "B", pertama=1), oleh=admin, pada=KINI)


def test_a_settlement_in_a_bill_is_not_taken_back_before_the_bill_is(kompensasi, admin, admin2):
    t = susun(admin)
    with pytest.raises(AturanDilanggarError, match=rf"sudah masuk {t.nomor}"):
        cabut(kompensasi, admin, admin2)
    batalkan_tagihan(t, alasan="Salah", oleh=admin)

    cabut(kompensasi, admin, admin2)

    assert susun(admin).total == 3 * IURAN


# Balances of the source, and figures of a day


def test_a_set_off_lowers_what_is_bound_once_a_bill_takes_it(almarhum, admin, admin2):
    sebelum = dana()
    selesai(sia(9, 10), admin, admin2)
    assert (dana().hidup, dana().lunas) == (sebelum.hidup, sebelum.lunas)

    t = susun(admin)
    assert (dana().hidup, dana().lunas) == (sebelum.hidup - 2 * IURAN, sebelum.lunas)
    terbitkan(t, oleh=admin2, pada=KINI)
    catat_pembayaran([t], Bukti("SP2D/N", PADA, IURAN), oleh=admin, pada=PADA)

    assert dana().lunas == sebelum.lunas + IURAN
    assert dana().sisa == sebelum.sisa + 2 * IURAN
    belum = Iuran.objects.hidup().filter(pembayaran=None).aggregate(n=Sum("nominal"))["n"]
    utang = utang_sumber([dana()], date(2027, 1, 2))[dana().pk]
    assert utang.rupiah == dana().hidup - dana().lunas == belum


def realisasi() -> int:
    return SumberDana.objects.with_realisasi().get(pk=dana().pk).realisasi


def test_paid_back_in_the_year_recovers_the_ceiling(almarhum, admin, admin2):
    sebelum, terwujud = dana(), realisasi()

    selesai(sia(9, 10), admin, admin2, **STS)

    assert dana().sisa == sebelum.sisa + 2 * IURAN
    assert dana().lunas == sebelum.lunas - 2 * IURAN
    assert realisasi() == terwujud - 2 * IURAN
    assert susun(admin).total == 3 * IURAN


def test_a_settlement_taken_back_after_the_ceiling_fell_is_a_deficit(almarhum, admin, admin2):
    satu = selesai(sia(9, 10), admin, admin2, **STS)
    ubah_pagu(pagu=dana().terikat_semua)

    cabut(satu, admin, admin2)

    assert (dana().sisa, dana().defisit_sejak) == (-2 * IURAN, PADA)


def test_a_set_off_that_left_its_bill_after_the_ceiling_fell_is_a_deficit(kompensasi, admin):
    t = susun(admin)
    ubah_pagu(pagu=dana().terikat_semua)

    batalkan_tagihan(t, alasan="Salah", oleh=admin)

    assert dana().sisa == -2 * IURAN
    assert dana().defisit_sejak is not None


def test_paid_back_after_the_year_is_other_revenue(db, admin, admin2):
    bantuan = lunas(9, tahun=2025)
    wafat(bantuan.peserta, admin, date(2025, 8, 2))
    semua = SumberDana.objects.with_keuangan().filter(tahun=2025)
    sebelum = semua.get(kode="APBD")

    satu = selesai(sia(9), admin, admin2, **STS)

    sesudah = semua.get(kode="APBD")
    assert (sesudah.sisa, sesudah.lunas) == (sebelum.sisa, sebelum.lunas)
    assert not satu.memulihkan_pagu
    assert not Iuran.objects.pembalik().exists()
    assert not Iuran.objects.get(pk=sia(9)[0]).hidup


def test_the_database_weighs_the_ceiling_with_reversals(almarhum, admin, admin2):
    selesai(sia(9, 10), admin, admin2, **STS)
    terikat = dana().terikat_semua

    ubah_pagu(pagu=terikat)

    assert dana().sisa == 0


@pytest.mark.parametrize("cara", ["sts", "kompensasi"])
def test_figures_of_an_earlier_day_do_not_move(almarhum, admin, admin2, cara):
    hari = date(2026, 11, 24)
    sebelum = iuran_bulan(SEP, hari)
    assert (sebelum["dibayar_orang"], sebelum["dibayar_rupiah"]) == (1, IURAN)

    selesai(sia(9, 10), admin, admin2, **(STS if cara == "sts" else {}))
    if cara == "kompensasi":
        t = susun(admin)
        terbitkan(t, oleh=admin2, pada=KINI, tanggal=date(2026, 11, 25))
        bukti = Bukti("SP2D/N", date(2026, 11, 25), IURAN)
        catat_pembayaran([t], bukti, oleh=admin, pada=PADA)

    assert iuran_bulan(SEP, hari) == sebelum
    sesudah = iuran_bulan(SEP, hari + timedelta(days=1))
    assert (sesudah["dibayar_orang"], sesudah["dibayar_rupiah"]) == (0, 0)


def test_a_set_off_that_waits_or_is_only_billed_counts_in_no_figure(kompensasi, admin, admin2):
    sebelum = iuran_bulan(SEP, PADA)

    terbitkan(susun(admin), oleh=admin2, pada=KINI)

    assert iuran_bulan(SEP, PADA) == sebelum
    assert sebelum["dibayar_rupiah"] == IURAN


def test_repricing_never_touches_what_was_reversed(kompensasi, admin, admin2):
    sebelum = list(Iuran.objects.filter(hidup=False).order_by("pk").values())
    konfirmasi(susun_tarif_juni(admin), admin2)

    pks = [b["id"] for b in sebelum]
    assert list(Iuran.objects.filter(pk__in=pks).order_by("pk").values()) == sebelum
    assert susun(admin).total == 3 * 19_000 - 2 * IURAN


def test_the_trail_of_a_month_tells_letter_bill_and_sts(almarhum, admin, admin2):
    selesai(sia(9), admin, admin2)
    selesai(sia(10), admin, admin2, surat_nomor="B/2", **STS)
    t = susun(admin)

    balik, asli = jejak_bulan(almarhum, SEP)
    assert (balik.judul, asli.judul) == ("Kompensasi", "Iuran yang dikoreksi")
    assert ("Ditagih", t.nomor) in [(s.nama, s.bukti) for s in balik.tahap]
    assert asli.tahap[-1].bukti == "surat BPJS B/1/112026"
    kembali = jejak_bulan(almarhum, date(2026, 10, 1))[0]
    assert (kembali.judul, kembali.tahap[-1].tanggal) == ("Pengembalian", STS["sts_tanggal"])
