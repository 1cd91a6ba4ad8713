"""Applying an opening list: what the preview says is what the ledger and the dashboard say."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.db.models import Count, Sum
from django.utils import timezone

from iuran.klaim.aturan import pertanggungan
from iuran.models import Bantuan, Iuran, JenisKlaim, Pembayaran, SumberDana, Tagihan
from iuran.perlindungan import potret
from iuran.saldo_awal.pratinjau import pratinjau
from iuran.saldo_awal.tampil import tampilkan
from iuran.saldo_awal.terapkan import HasilSaldo, terapkan_saldo
from iuran.tagihan.actions.susun import susun_tagihan
from laporan.anggaran import peringatan
from laporan.angka import hitung
from peserta.models import Peserta, RiwayatStatus
from peserta.orang.actions.data import koreksi_nik
from peserta.orang.linimasa import linimasa
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from tests.factories import PesertaFactory, nik_dari, sumber, terdaftar, ubah_pagu
from tests.iuran.saldo import JUDUL, SAAT, baris, minta, terapkan, unggah, vonis
from tests.iuran.susunan import jalankan
from tests.peserta.lembar import LAHIR

pytestmark = pytest.mark.django_db


def test_people_come_in_as_terdaftar_with_their_history(admin, admin2):
    saldo = unggah(baris(1), oleh=admin)

    terapkan(saldo, oleh=admin2)

    orang = Peserta.objects.get()
    riwayat = RiwayatStatus.objects.get()
    assert (orang.status, orang.kpj, orang.sumber_data) == (
        "terdaftar",
        "26000000001",
        "saldo_awal",
    )
    assert orang.penyunting == sorted([admin.pk, admin2.pk])
    assert (riwayat.dari, riwayat.ke) == ("", "terdaftar")
    assert riwayat.alasan == "Saldo awal: SK 463/7/2025"
    assert riwayat.oleh == admin2
    (pertama,) = (k for k in linimasa(orang) if k.jenis == "status")
    assert (pertama.judul, pertama.keterangan) == ("Didata", riwayat.alasan)


def test_paid_months_stand_in_a_paid_bill_of_their_own_month(admin, admin2):
    saldo = terapkan(unggah(baris(1), baris(2), oleh=admin), oleh=admin2)

    tagihan = Tagihan.objects.order_by("bulan")
    assert [(t.bulan.month, t.jumlah_orang, t.total) for t in tagihan] == [
        (1, 2, 33_600),
        (2, 2, 33_600),
        (3, 2, 33_600),
    ]
    januari = tagihan[0]
    assert januari.nomor == "SALDO-2026-01-APBD-1"
    assert januari.saldo_awal == saldo
    assert (januari.disusun_oleh, januari.diterbitkan_oleh) == (admin, admin2)
    assert januari.pembayaran.tanggal == date(2026, 1, 31)
    assert januari.pembayaran.nomor == f"SALDO AWAL {saldo}/APBD/2026-01"
    assert Iuran.objects.lunas().count() == 6
    assert Iuran.objects.belum_ditagih().count() == 18


def test_a_month_paid_ahead_is_dated_today_at_the_latest(admin, admin2):
    saldo = unggah(baris(1, bulan_lunas="Mei 2026"), oleh=admin)
    dilihat = pratinjau(saldo).sidik

    terapkan_saldo(saldo.pk, dilihat=dilihat, oleh=admin2, pada=SAAT)

    tanggal = Pembayaran.objects.order_by("daftar_alokasi__tagihan__bulan").values_list(
        "tanggal", flat=True
    )
    assert list(tanggal)[-2:] == [date(2026, 4, 20), date(2026, 4, 20)]


def test_preview_ledger_source_and_dashboard_say_the_same(admin, admin2):
    sumber("APBD", 2027)
    saldo = unggah(
        *(baris(n) for n in range(1, 6)),
        baris(6, sumber="DBHCHT", bulan_lunas="Januari 2026", nomor_sk="463/8"),
        baris(7, bulan_awal="Juli 2026", bulan_lunas="", jumlah_bulan=12),
        baris(8, jenis="insidental", kondisi="bencana", jumlah_bulan=3),
        oleh=admin,
    )
    dilihat = pratinjau(saldo)

    terapkan(saldo, oleh=admin2)

    buku = Iuran.objects.hidup().aggregate(n=Count("pk"), total=Sum("nominal"))
    lunas = Iuran.objects.lunas().aggregate(n=Count("pk"), total=Sum("nominal"))
    assert (buku["n"], buku["total"]) == (dilihat.bulan, dilihat.rupiah)
    assert (lunas["n"], lunas["total"]) == (dilihat.bulan_lunas, dilihat.rupiah_lunas)
    assert dilihat.orang == Peserta.objects.count() == 8
    for jumlah, _ in dilihat.daftar:
        uang = SumberDana.objects.with_keuangan().get(pk=jumlah.sumber.pk)
        assert (uang.hidup, uang.lunas, uang.terikat) == (jumlah.rupiah, jumlah.rupiah_lunas, 0)
    januari = hitung(date(2026, 1, 1), pada=date(2026, 1, 31))
    assert (januari.dibayar_orang, januari.terlindungi, januari.tenggang) == (7, 7, 0)
    assert januari.dibayar_rupiah == 7 * 16_800
    april = hitung(date(2026, 4, 1), pada=date(2026, 4, 20))
    assert (april.dibayar_orang, april.belum_ditagih_orang) == (0, 6)
    assert potret(date(2026, 4, 20)).ringkasan.tenggang == 1  # DBHCHT, unpaid since February


def test_opening_people_are_not_new_in_the_report_of_the_month(admin, admin2):
    terapkan(unggah(baris(1), oleh=admin), oleh=admin2)
    kini = timezone.localdate()

    assert hitung(kini.replace(day=1), pada=kini).terdaftar_baru == 0


def test_a_grant_is_split_at_new_year(admin, admin2):
    sumber("APBD", 2025)
    isi = {"bulan_awal": "Juli 2025", "bulan_lunas": "Februari 2026", "sumber": "APBD 2025"}

    terapkan(unggah(baris(1, **isi), oleh=admin), oleh=admin2)

    awal, lanjut = Bantuan.objects.order_by("bulan_awal")
    assert (awal.sumber.tahun, awal.jumlah_bulan, awal.status) == (2025, 6, "berjalan")
    assert (lanjut.sumber.tahun, lanjut.jumlah_bulan, lanjut.status) == (2026, 6, "berjalan")
    assert lanjut.sambungan_dari == awal
    assert Iuran.objects.lunas().count() == 8


def test_unpaid_months_are_billed_in_the_ordinary_way(admin, admin2):
    terapkan(unggah(baris(1), oleh=admin), oleh=admin2)

    tagihan = susun_tagihan(sumber("APBD"), date(2026, 4, 1), oleh=admin)

    assert (tagihan.nomor, tagihan.jumlah_orang) == ("TG-2026-04-APBD-1", 1)
    assert tagihan.saldo_awal is None


def test_opening_bill_beside_a_bill_of_the_same_month_has_the_next_number(admin, admin2):
    terdaftar()
    susun_tagihan(sumber("APBD"), date(2026, 1, 1), oleh=admin)

    terapkan(unggah(baris(1), oleh=admin), oleh=admin2)

    assert Tagihan.objects.filter(nomor="SALDO-2026-01-APBD-2", ke=2).exists()


def test_second_delivery_changes_nothing(admin, admin2):
    saldo = unggah(baris(1), oleh=admin)
    dilihat = pratinjau(saldo).sidik
    terapkan(saldo, oleh=admin2)

    lagi = terapkan_saldo(saldo.pk, dilihat=dilihat, oleh=admin2, pada=SAAT)

    assert lagi == HasilSaldo()
    assert (Peserta.objects.count(), Iuran.objects.count(), Tagihan.objects.count()) == (1, 12, 3)


def test_double_click_is_one_job(admin, admin2):
    saldo = unggah(baris(1), oleh=admin)
    pertama = minta(saldo, oleh=admin2)

    with pytest.raises(AturanDilanggarError, match="sedang diterapkan"):
        minta(saldo, oleh=admin2)

    assert jalankan(pertama).status == "selesai"


def test_same_file_again_is_all_the_same(admin, admin2):
    daftar = [baris(1), baris(2, kpj="123456")]
    saldo = unggah(*daftar, oleh=admin)
    saldo.daftar_baris.update(dipilih=True)
    terapkan(saldo, oleh=admin2)

    lagi = unggah(*daftar, oleh=admin)

    assert lagi.pk != saldo.pk
    assert set(vonis(lagi).values()) == {"sama"}
    assert pratinjau(lagi).orang == 0


def test_uploader_does_not_apply(admin):
    saldo = unggah(baris(1), oleh=admin)

    with pytest.raises(AturanDilanggarError, match="harus diterapkan admin lain"):
        minta(saldo, oleh=admin)
    with pytest.raises(AturanDilanggarError, match="harus diterapkan admin lain"):
        terapkan_saldo(saldo.pk, dilihat=pratinjau(saldo).sidik, oleh=admin, pada=SAAT)

    assert not Peserta.objects.exists()


def test_admin_of_one_area_does_not_apply(admin, admin2):
    saldo = unggah(baris(1), oleh=admin)
    tugas = minta(saldo, oleh=admin2)
    Pengguna.objects.filter(pk=admin2.pk).update(wilayah=["33.74.01"])

    jalankan(tugas)

    assert "dibatasi pada satu wilayah" in tugas.galat
    assert not Peserta.objects.exists()
    admin2.refresh_from_db()
    with pytest.raises(AturanDilanggarError, match="dibatasi pada satu wilayah"):
        minta(saldo, oleh=admin2)


def test_figures_other_than_seen_are_not_applied(admin, admin2):
    saldo = unggah(baris(1), baris(2), oleh=admin)
    tugas = minta(saldo, oleh=admin2)
    saldo.daftar_baris.filter(nomor=2).update(dipilih=False)

    jalankan(tugas)

    assert "Isinya berubah" in tugas.galat
    assert not Peserta.objects.exists()


@pytest.mark.parametrize(
    "lain",
    [
        {"nik": nik_dari(LAHIR, "P", 1)},
        {"nik": nik_dari(LAHIR, "P", 7_000), "status": "terdaftar", "kpj": "26000000001"},
    ],
    ids=["nik", "kpj"],
)
def test_somebody_who_came_meanwhile_stops_everything(admin, admin2, lain):
    saldo = unggah(baris(1), baris(2), oleh=admin)
    PesertaFactory(**lain)

    tugas = jalankan(minta(saldo, oleh=admin2))

    assert tugas.status == "gagal"
    assert "Tekan Baca ulang" in tugas.galat
    assert (Peserta.objects.count(), Bantuan.objects.count(), Tagihan.objects.count()) == (1, 0, 0)


def test_person_found_layak_becomes_terdaftar(admin, admin2):
    layak = PesertaFactory(nik=nik_dari(LAHIR, "P", 1), status="layak", nama="Nama Lama")
    saldo = unggah(baris(1), oleh=admin)
    saldo.daftar_baris.update(dipilih=True)

    terapkan(saldo, oleh=admin2)

    layak.refresh_from_db()
    assert (layak.status, layak.kpj, layak.nama) == ("terdaftar", "26000000001", "Nama Lama")
    assert layak.riwayat.get().dari == "layak"
    assert saldo.jumlah["hasil_layak"] == 1
    assert Iuran.objects.hidup().count() == 12


def test_person_who_left_layak_meanwhile_stops_everything(admin, admin2):
    layak = PesertaFactory(nik=nik_dari(LAHIR, "P", 1), status="layak")
    saldo = unggah(baris(1), baris(2), oleh=admin)
    saldo.daftar_baris.update(dipilih=True)
    Peserta.objects.filter(pk=layak.pk).update(status="diajukan")

    with pytest.raises(BentrokError, match="1 orang berubah sejak daftar ini dibaca"):
        terapkan_saldo(saldo.pk, dilihat=pratinjau(saldo).sidik, oleh=admin2, pada=SAAT)

    assert not Bantuan.objects.exists()


def test_full_quota_is_said_but_does_not_refuse(admin, admin2):
    ubah_pagu(kuota=1, pagu=20_000)
    saldo = unggah(baris(1), baris(2), oleh=admin)

    kalimat = pratinjau(saldo).peringatan
    terapkan(saldo, oleh=admin2)

    assert kalimat == [
        "APBD Kota Semarang 2026: 1 orang di atas kuota 1 dan Rp383.200 di atas pagu Rp20.000."
    ]
    assert Peserta.objects.terdaftar().count() == 2
    apbd = SumberDana.objects.with_keuangan().get(kode="APBD", tahun=2026)
    assert (apbd.sisa < 0, apbd.defisit_sejak) == (True, timezone.localdate())
    kata = [p.kalimat for p in peringatan(timezone.localdate())]
    anggaran = [k for k in kata if "lewat jatuh tempo" not in k]
    defisit, kuota = anggaran[:2]
    assert defisit.startswith("1 sumber dana defisit: APBD Kota Semarang 2026 kurang Rp383.200")
    assert kuota.startswith("1 orang melebihi kuota APBD Kota Semarang 2026 pada Januari 2026, ")


@pytest.mark.parametrize("sebelum", [None, date(2026, 2, 3)])
def test_a_deficit_keeps_its_first_day(admin, admin2, sebelum):
    ubah_pagu(kuota=1, pagu=20_000, defisit_sejak=sebelum)

    terapkan(unggah(baris(1), baris(2), oleh=admin), oleh=admin2)

    apbd = SumberDana.objects.get(kode="APBD", tahun=2026)
    assert apbd.defisit_sejak == (sebelum or timezone.localdate())


def test_a_list_that_fits_makes_no_deficit(admin, admin2):
    terapkan(unggah(baris(1), oleh=admin), oleh=admin2)

    assert not SumberDana.objects.exclude(defisit_sejak=None).exists()


def test_result_says_what_came_in_and_what_did_not(admin, admin2):
    saldo = unggah(baris(1), baris(2, kpj=""), baris(3, kpj="123456"), oleh=admin)

    terapkan(saldo, oleh=admin2)

    hasil = {k: saldo.jumlah[k] for k in ("dibaca", "hasil_baru", "hasil_layak", "hasil_dilewati")}
    assert hasil == {"dibaca": 3, "hasil_baru": 1, "hasil_layak": 0, "hasil_dilewati": 2}
    assert saldo.jumlah["per_sumber"] == [
        {
            "nama": "APBD Kota Semarang 2026",
            "orang": 1,
            "bulan": 12,
            "bulan_lunas": 3,
            "rupiah": 201_600,
            "rupiah_lunas": 50_400,
        }
    ]


def test_a_number_corrected_since_the_reading_is_no_longer_that_row(admin, admin2):
    siti = PesertaFactory(nik=nik_dari(LAHIR, "P", 1), tanggal_lahir=LAHIR, status="layak")
    saldo = unggah(baris(1), oleh=admin)
    saldo.daftar_baris.update(dipilih=True)
    dilihat = pratinjau(saldo).sidik
    koreksi_nik(siti, nik_dari(LAHIR, "P", 7_000), alasan="Sesuai KTP asli", oleh=admin2)

    with pytest.raises(BentrokError, match="1 orang berubah sejak daftar ini dibaca"):
        terapkan_saldo(saldo.pk, dilihat=dilihat, oleh=admin2, pada=SAAT)

    siti.refresh_from_db()
    assert (siti.status, siti.kpj) == ("layak", "")


def test_the_family_of_an_older_member_is_told_the_truth(admin, admin2):
    saldo = unggah(
        [*baris(1, bulan_lunas="Januari 2026"), "Maret 2025"],
        [*baris(2, bulan_lunas="Januari 2026"), ""],
        oleh=admin,
        judul=[*JUDUL, "Peserta Sejak"],
    )

    terapkan(saldo, oleh=admin2)

    lama, baru = Peserta.objects.order_by("pk")
    assert Bantuan.objects.get(peserta=lama).peserta_sejak == date(2025, 3, 1)
    for orang, santunan in (
        (lama, "JKM penuh (Rp42.000.000), karena penuh sejak Juni 2025, peserta sejak Maret 2025."),
        (baru, "Hanya biaya pemakaman (Rp10.000.000)"),
    ):
        hasil = pertanggungan(orang, date(2026, 2, 9), JenisKlaim.JKM)
        assert hasil.dijamin
        assert santunan in hasil.santunan
    assert "peserta sejak Maret 2025" in tampilkan(saldo.daftar_baris.order_by("nomor"))[0].bantuan


def test_only_the_first_of_two_decrees_carries_the_membership(admin, admin2):
    sumber("APBD", 2027)
    saldo = unggah(
        [*baris(1, bulan_awal="Juli 2026", bulan_lunas=""), "Maret 2025"],
        oleh=admin,
        judul=[*JUDUL, "Peserta Sejak"],
    )

    terapkan(saldo, oleh=admin2)

    sejak = Bantuan.objects.order_by("bulan_awal").values_list("peserta_sejak", flat=True)
    assert list(sejak) == [date(2025, 3, 1), None]


def test_nobody_is_a_member_only_after_their_first_month(admin, admin2):
    bantuan = terdaftar()

    with pytest.raises(IntegrityError, match="bantuan_sejak_tidak_sesudah_awal"):
        Bantuan.objects.filter(pk=bantuan.pk).update(peserta_sejak=date(2026, 2, 1))
