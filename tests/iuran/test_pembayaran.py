"""Payments: one paper for several bills, its date and number, its correction by two admins."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from iuran.models import AlokasiPembayaran, Iuran, KoreksiPembayaran, Pembayaran, Tagihan
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.koreksi import (
    Usulan,
    isi_koreksi,
    konfirmasi_koreksi,
    tolak_koreksi,
    usulkan_koreksi,
)
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.aturan import Bukti
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError, TransisiDitolakError
from pijar.sidik import sidik
from tests.factories import bayar, sumber, terdaftar

PADA = date(2026, 11, 28)
KINI = datetime(2026, 11, 28, 10, tzinfo=WIB)
SP2D = Bukti("SP2D/1", date(2026, 11, 27), 16_800)


@pytest.fixture
def tagih(admin, admin2):
    """Issue the bill of a month of a source, dated the day before."""

    def tagih(bulan: int, kode: str = "APBD", tanggal=date(2026, 11, 27)) -> Tagihan:
        t = susun_tagihan(sumber(kode), date(2026, bulan, 1), oleh=admin)
        terbitkan(t, oleh=admin2, pada=KINI, tanggal=tanggal)
        return t

    return tagih


@pytest.fixture
def empat(tagih):
    terdaftar()
    return [tagih(bulan) for bulan in (8, 9, 10, 11)]


@pytest.fixture
def lunas(empat, admin):
    return catat_pembayaran(empat, SP2D._replace(nominal=4 * 16_800), oleh=admin, pada=PADA)


def test_one_sp2d_pays_four_bills_each_whole(lunas, empat):
    alokasi = lunas.daftar_alokasi.values_list("tagihan", "nominal", "berlaku")

    assert set(alokasi) == {(t.pk, 16_800, True) for t in empat}
    assert set(Tagihan.objects.values_list("status", flat=True)) == {"dibayar"}
    assert Iuran.objects.filter(pembayaran=lunas).count() == 4
    assert (lunas.jenis, str(lunas)) == ("sp2d", "SP2D/1")


def test_the_sum_of_several_bills_is_the_papers(empat, admin):
    with pytest.raises(AturanDilanggarError, match=r"jumlah 4 tagihan itu Rp67\.200: kurang"):
        catat_pembayaran(empat, SP2D, oleh=admin, pada=PADA)

    assert not Pembayaran.objects.exists()


@pytest.mark.parametrize(
    ("tanggal", "kalimat"),
    [(26, "mendahului TG-2026-11-APBD-1, yang bertanggal 27 November"), (29, "belum tiba")],
)
def test_the_papers_day_lies_between_the_bills_day_and_today(tagih, admin, tanggal, kalimat):
    terdaftar()
    bukti = SP2D._replace(tanggal=date(2026, 11, tanggal))

    with pytest.raises(AturanDilanggarError, match=kalimat):
        catat_pembayaran([tagih(11)], bukti, oleh=admin, pada=PADA)


def test_sp2d_of_the_27th_pays_a_bill_that_was_typed_on_the_28th(tagih, admin):
    terdaftar()

    assert catat_pembayaran([tagih(11)], SP2D, oleh=admin, pada=PADA).tanggal == SP2D.tanggal


@pytest.mark.parametrize("tanggal", [date(2026, 11, 29), date(2024, 11, 27)])
def test_a_bills_own_day_is_not_after_today_and_of_its_year(tagih, tanggal):
    terdaftar()

    with pytest.raises(AturanDilanggarError, match=r"belum tiba|terlalu awal"):
        tagih(11, tanggal=tanggal)


def test_another_payer_has_a_transfer_slip(tagih, admin):
    terdaftar(kode="CSR")

    assert catat_pembayaran([tagih(11, "CSR")], SP2D, oleh=admin, pada=PADA).jenis == "transfer"


def test_bills_of_two_payers_are_not_paid_by_one_paper(tagih, admin):
    terdaftar()
    terdaftar(kode="CSR")
    daftar = [tagih(11), tagih(11, "CSR")]

    with pytest.raises(TransisiDitolakError, match="berbeda pembayarnya"):
        catat_pembayaran(daftar, SP2D._replace(nominal=33_600), oleh=admin, pada=PADA)


def test_a_used_number_names_every_bill_that_it_pays(lunas, tagih, admin):
    with pytest.raises(AturanDilanggarError) as penolakan:
        catat_pembayaran([tagih(7)], SP2D, oleh=admin, pada=PADA)

    for bulan in ("08", "09", "10", "11"):
        assert f"TG-2026-{bulan}-APBD-1" in penolakan.value.kalimat


def koreksi(lunas, admin, jenis="betulkan", nomor="SP2D/2", tanggal=SP2D.tanggal):
    usulan = Usulan(jenis, nomor, tanggal, "Salah ketik.")
    return usulkan_koreksi(lunas, usulan, oleh=admin, pada=PADA)


def konfirmasi(satu, oleh, dilihat=None):
    dilihat = dilihat or sidik(isi_koreksi(satu))
    return konfirmasi_koreksi(satu, dilihat=dilihat, oleh=oleh, pada=KINI)


def test_a_mistyped_number_is_corrected_by_a_second_admin(lunas, admin, admin2):
    satu = koreksi(lunas, admin)
    lunas.refresh_from_db()
    assert lunas.nomor == "SP2D/1"

    konfirmasi(satu, admin2)

    lunas.refresh_from_db()
    satu.refresh_from_db()
    assert (lunas.nomor, lunas.status, lunas.koreksi) == ("SP2D/2", "berlaku", satu)
    assert (satu.nomor_lama, satu.nomor_baru, satu.alasan) == ("SP2D/1", "SP2D/2", "Salah ketik.")
    assert (satu.diusulkan_oleh, satu.diputus_oleh, satu.diputus_pada) == (admin, admin2, KINI)
    assert Iuran.objects.filter(pembayaran=lunas).count() == 4


def test_a_cancelled_payment_leaves_its_bills_and_months_unpaid(lunas, empat, admin, admin2):
    konfirmasi(koreksi(lunas, admin, "batalkan"), admin2)

    lunas.refresh_from_db()
    assert lunas.status == "dibatalkan"
    assert set(Tagihan.objects.values_list("status", flat=True)) == {"diterbitkan"}
    assert not Iuran.objects.filter(pembayaran__isnull=False).exists()
    assert Iuran.objects.filter(tagihan__in=empat).count() == 4
    assert list(lunas.daftar_alokasi.values_list("berlaku", flat=True)) == [False] * 4
    ulang = catat_pembayaran(empat, SP2D._replace(nominal=4 * 16_800), oleh=admin, pada=PADA)
    assert ulang.pk != lunas.pk  # the number is free again


def test_the_proposer_does_not_confirm(lunas, admin):
    with pytest.raises(AturanDilanggarError, match="admin lain yang mengonfirmasinya"):
        konfirmasi(koreksi(lunas, admin), admin)


def test_a_change_meanwhile_is_refused_with_the_difference(lunas, admin, admin2):
    pertama = koreksi(lunas, admin)
    dilihat = sidik(isi_koreksi(pertama))
    tolak_koreksi(pertama, alasan="Keliru", oleh=admin, pada=KINI)
    kedua = koreksi(lunas, admin, nomor="SP2D/3")

    with pytest.raises(BentrokError, match="Nomor sesudahnya: tadinya SP2D/2, sekarang SP2D/3"):
        konfirmasi(kedua, admin2, dilihat)
    with pytest.raises(BentrokError, match="tidak terbaca"):
        konfirmasi(kedua, admin2, "palsu")

    lunas.refresh_from_db()
    assert lunas.nomor == "SP2D/1"


def test_a_second_proposal_waits_for_the_first(lunas, admin, admin2):
    koreksi(lunas, admin)

    with pytest.raises(BentrokError, match="sudah punya usulan"):
        koreksi(lunas, admin2, "batalkan")


def test_a_proposal_is_decided_once(lunas, admin, admin2):
    satu = koreksi(lunas, admin)
    dilihat = sidik(isi_koreksi(satu))
    konfirmasi(satu, admin2, dilihat)

    with pytest.raises(BentrokError, match="sudah diputus: dikonfirmasi"):
        konfirmasi(satu, admin2, dilihat)


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"nomor": "SP2D/1"}, "sama dengan yang tercatat"),
        ({"tanggal": date(2026, 11, 26)}, "mendahului"),
        ({"tanggal": date(2026, 11, 29)}, "belum tiba"),
        ({"nomor": "SP2D/LAIN"}, "sudah dicatat untuk TG-2026-07-APBD-1"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(lunas, tagih, admin, isian, kalimat):
    catat_pembayaran([tagih(7)], SP2D._replace(nomor="SP2D/LAIN"), oleh=admin, pada=PADA)

    with pytest.raises(AturanDilanggarError, match=kalimat):
        koreksi(lunas, admin, **isian)


def test_what_bpjs_received_is_not_cancelled(lunas, empat, admin):
    Tagihan.objects.filter(pk=empat[0].pk).update(terima_tanggal=PADA, terima_nominal=16_800)

    with pytest.raises(AturanDilanggarError, match="BPJS sudah menerima uang"):
        koreksi(lunas, admin, "batalkan")


# --- what the database refuses


def ditolak(nama: str):
    return pytest.raises((DatabaseError, IntegrityError), match=nama)


def segera():
    with connection.cursor() as kursor:
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "ubah",
    [
        {"nomor": "SP2D/2"},
        {"tanggal": date(2026, 11, 28)},
        {"nominal": 5},
        {"status": "dibatalkan"},
    ],
)
def test_a_payment_changes_in_no_other_way(lunas, ubah):
    with ditolak("pembayaran_"), transaction.atomic():
        Pembayaran.objects.update(**ubah)


def test_a_confirmed_correction_lets_through_only_its_own_change(lunas, admin, admin2):
    satu = koreksi(lunas, admin)
    KoreksiPembayaran.objects.update(status="dikonfirmasi", diputus_oleh=admin2, diputus_pada=KINI)

    for ubah in ({"nomor": "SP2D/9"}, {"nomor": "SP2D/2", "status": "dibatalkan"}):
        with ditolak("pembayaran_lewat_koreksi"), transaction.atomic():
            Pembayaran.objects.update(koreksi=satu, **ubah)
    Pembayaran.objects.update(koreksi=satu, nomor="SP2D/2")
    with ditolak("pembayaran_lewat_koreksi"), transaction.atomic():  # each only once
        Pembayaran.objects.update(koreksi=satu, nomor="SP2D/1")


def test_database_holds_four_eyes_of_a_correction(lunas, admin):
    koreksi(lunas, admin)

    with ditolak("koreksi_bayar_orang_lain"), transaction.atomic():
        KoreksiPembayaran.objects.update(
            status="dikonfirmasi", diputus_oleh=admin, diputus_pada=KINI
        )


@pytest.mark.parametrize("kolom", ["nomor_baru", "alasan", "nomor_lama"])
def test_a_proposal_is_never_edited(lunas, admin, kolom):
    koreksi(lunas, admin)

    with ditolak("Cannot update"), transaction.atomic():
        KoreksiPembayaran.objects.update(**{kolom: "lain"})


def test_an_allocation_is_the_whole_bill(tagih, admin):
    terdaftar()
    tagihan = tagih(11)
    isi = {"nomor": "X", "tanggal": PADA, "nominal": 5, "oleh": admin}

    with ditolak("alokasi_seluruh_tagihan"), transaction.atomic():
        p = Pembayaran.objects.create(**isi)
        AlokasiPembayaran.objects.create(pembayaran=p, tagihan=tagihan, nominal=5)
    with ditolak("pembayaran_teralokasi"), transaction.atomic():
        Pembayaran.objects.create(**isi)
        segera()


def test_a_bill_is_not_paid_without_a_payment(tagih):
    terdaftar()
    tagih(11)

    with ditolak("tagihan_dibayar_teralokasi"), transaction.atomic():
        Tagihan.objects.update(status="dibayar")
        segera()


def test_an_allocation_ends_only_with_its_payment(lunas):
    with ditolak("alokasi_tetap"), transaction.atomic():
        AlokasiPembayaran.objects.update(berlaku=False)
    with ditolak("Cannot delete"), transaction.atomic():
        AlokasiPembayaran.objects.all().delete()


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("pembayaran_positif", {"nominal": 0}),
        ("pembayaran_bernomor", {"nomor": "  "}),
        ("pembayaran_jenis_sah", {"jenis": "tunai"}),
        ("pembayaran_nomor_sekali", {"nomor": "SP2D/LAMA"}),
        ("pembayaran_batal_lewat_koreksi", {"status": "dibatalkan"}),
    ],
)
def test_payment(db, admin, nama, kolom):
    terdaftar(mulai=date(2026, 3, 1), jumlah=1)
    lama = bayar(date(2026, 3, 1), date(2026, 3, 9))
    if "nomor" in kolom and kolom["nomor"].strip():
        kolom = {"nomor": lama.nomor}
    isi = {"nomor": "SP2D/X", "tanggal": PADA, "nominal": 1, "oleh": admin}

    with ditolak(nama), transaction.atomic():
        Pembayaran.objects.create(**isi | kolom)
