"""What the database itself refuses of settlements and reversals, whoever writes."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from iuran.models import (
    BarisKelebihan,
    Iuran,
    Pembayaran,
    PencabutanKelebihan,
    PenyelesaianKelebihan,
    PindaianKelebihan,
)
from tests.factories import PenggunaFactory, sumber
from tests.iuran.sia import KINI, STS, cabut, lunas, selesai, sia, usul, wafat


@pytest.fixture
def almarhum(db, admin):
    bantuan = lunas(7, 8, 9, 10)
    wafat(bantuan.peserta, admin)
    return bantuan.peserta


@pytest.fixture
def usulan(almarhum, admin):
    return usul(sia(9), admin)


@pytest.fixture
def jadi(almarhum, admin, admin2):
    return selesai(sia(9), admin, admin2)


def isi(admin, **lain):
    return {
        "jenis": "kompensasi",
        "sumber": sumber("APBD"),
        "surat_nomor": "B/1",
        "surat_tanggal": date(2026, 11, 20),
        "nominal": 16_800,
        "diusulkan_oleh": admin,
    } | lain


@pytest.mark.parametrize(
    ("constraint", "kolom"),
    [
        ("penyelesaian_sah", {"jenis": "hadiah"}),
        ("penyelesaian_sah", {"nominal": 0}),
        ("penyelesaian_bersurat", {"surat_nomor": " "}),
        ("penyelesaian_sts_lengkap", {"jenis": "pengembalian"}),
        ("penyelesaian_sts_lengkap", {"sts_nomor": "STS/1"}),
        ("penyelesaian_ditolak_beralasan", {"jenis": "ditolak"}),
        ("penyelesaian_diputus", {"status": "tidak_jadi"}),
    ],
)
def test_a_settlement_is_whole(admin, constraint, kolom):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PenyelesaianKelebihan.objects.create(**isi(admin, **kolom))


def ubah(satu, **kolom):
    return type(satu).objects.filter(pk=satu.pk).update(**kolom)


def test_the_proposer_is_not_the_confirmer(usulan, admin):
    with pytest.raises(IntegrityError, match="penyelesaian_orang_lain"), transaction.atomic():
        ubah(usulan, status="dikonfirmasi", diputus_oleh=admin, diputus_pada=KINI)


def test_nothing_is_confirmed_without_letter_or_with_another_sum(almarhum, admin, admin2):
    satu = PenyelesaianKelebihan.objects.create(**isi(admin))
    BarisKelebihan.objects.create(
        penyelesaian=satu, iuran_id=sia(9)[0], nominal=16_800, sebab="Meninggal"
    )
    putusan = {"status": "dikonfirmasi", "diputus_oleh": admin2, "diputus_pada": KINI}

    with pytest.raises(DatabaseError, match="penyelesaian_lengkap"), transaction.atomic():
        ubah(satu, **putusan)
    lain = usul(sia(10), admin)
    BarisKelebihan.objects.filter(penyelesaian=lain).update(hidup=False)
    with pytest.raises(DatabaseError, match="penyelesaian_lengkap"), transaction.atomic():
        ubah(lain, **putusan)


@pytest.mark.parametrize(
    "kolom",
    [{"nominal": 1}, {"surat_nomor": "B/2"}, {"status": "diusulkan"}, {"alasan_putusan": "x"}],
)
def test_what_was_confirmed_stays(jadi, kolom):
    with pytest.raises(DatabaseError), transaction.atomic():
        ubah(jadi, **kolom)


def test_nobody_takes_a_settlement_back_alone(jadi):
    with pytest.raises(DatabaseError, match="penyelesaian_dicabut_berdua"), transaction.atomic():
        ubah(jadi, status="dicabut")


@pytest.mark.parametrize(
    ("constraint", "kolom"),
    [
        ("pencabutan_status_sah", {"status": "x", "diputus_oleh": 1, "diputus_pada": KINI}),
        ("pencabutan_beralasan", {"alasan": " "}),
        ("pencabutan_diputus", {"status": "ditolak"}),
        ("pencabutan_orang_lain", {"status": "dikonfirmasi", "diputus_pada": KINI}),
    ],
)
def test_a_withdrawal_is_whole(jadi, admin, constraint, kolom):
    if "diputus_pada" in kolom:
        kolom = kolom | {"diputus_oleh": admin}
    dasar = {"penyelesaian": jadi, "alasan": "Keliru", "diusulkan_oleh": admin}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PencabutanKelebihan.objects.create(**dasar | kolom)


def test_one_withdrawal_waits_and_a_decided_one_stays(jadi, admin, admin2):
    dasar = {"penyelesaian": jadi, "alasan": "Keliru", "diusulkan_oleh": admin}
    satu = PencabutanKelebihan.objects.create(**dasar)
    with pytest.raises(IntegrityError, match="pencabutan_satu_terbuka"), transaction.atomic():
        PencabutanKelebihan.objects.create(**dasar)
    ubah(satu, status="ditolak", diputus_oleh=admin2, diputus_pada=KINI)

    with pytest.raises(DatabaseError), transaction.atomic():
        ubah(satu, alasan_putusan="x")


def test_a_month_has_one_living_line(usulan, admin):
    lain = PenyelesaianKelebihan.objects.create(**isi(admin, surat_nomor="B/2"))

    with pytest.raises(IntegrityError, match="kelebihan_sekali"), transaction.atomic():
        BarisKelebihan.objects.create(
            penyelesaian=lain, iuran_id=sia(9)[0], nominal=16_800, sebab="x"
        )


@pytest.mark.parametrize("apa", ["nominal", "belum lunas", "sumber", "dikonfirmasi"])
def test_a_line_is_a_paid_month_of_the_source(almarhum, admin, admin2, apa):
    satu = PenyelesaianKelebihan.objects.create(**isi(admin))
    baris = {"penyelesaian": satu, "iuran_id": sia(9)[0], "nominal": 16_800, "sebab": "x"}
    if apa == "nominal":
        baris["nominal"] = 1
    elif apa == "belum lunas":
        baris["iuran_id"] = Iuran.objects.filter(pembayaran=None)[0].pk
    elif apa == "sumber":
        csr = {"sumber": sumber("CSR"), "surat_nomor": "B/3"}
        baris["penyelesaian"] = PenyelesaianKelebihan.objects.create(**isi(admin, **csr))
    else:
        baris["penyelesaian"] = selesai(sia(10), admin, admin2)

    with pytest.raises(DatabaseError, match="kelebihan_baris_sah"), transaction.atomic():
        BarisKelebihan.objects.create(**baris)


@pytest.mark.parametrize("kolom", [{"nominal": 1}, {"sebab": "x"}])
def test_a_line_only_ends(usulan, kolom):
    satu = usulan.daftar_baris.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        ubah(satu, **kolom)
    ubah(satu, hidup=False)

    with pytest.raises(DatabaseError), transaction.atomic():
        ubah(satu, hidup=True)


@pytest.mark.parametrize(
    "model", [PenyelesaianKelebihan, BarisKelebihan, PindaianKelebihan, PencabutanKelebihan]
)
def test_nothing_is_deleted(jadi, admin, admin2, model):
    cabut(jadi, admin, admin2)

    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete(using="default")


def test_a_payment_asked_back_is_not_cancelled_by_anybody(usulan):
    """The trigger of the payment, whatever an action lets through."""
    satu = Pembayaran.objects.get(daftar_iuran__in=sia(9))
    koreksi = satu.daftar_koreksi.create(
        jenis="batalkan", alasan="x", diusulkan_oleh=PenggunaFactory(),
        nomor_lama=satu.nomor, nomor_baru=satu.nomor,
        tanggal_lama=satu.tanggal, tanggal_baru=satu.tanggal,
    )  # fmt: skip
    ubah(koreksi, status="dikonfirmasi", diputus_oleh=PenggunaFactory(), diputus_pada=KINI)

    with pytest.raises(DatabaseError, match="pembayaran_diminta_kembali"), transaction.atomic():
        ubah(satu, status="dibatalkan", koreksi=koreksi)


# Reversals


def test_a_reversal_is_withdrawn_and_never_deleted(jadi):
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Iuran.objects.pembalik()._raw_delete(using="default")
    with pytest.raises(IntegrityError, match="iuran_dicabut_sah"), transaction.atomic():
        Iuran.objects.orang().update(dicabut_pada=KINI)


def test_a_month_has_one_reversal_that_counts(jadi):
    balik = Iuran.objects.pembalik().first()
    balik.pk = None
    with pytest.raises(IntegrityError, match="iuran_pembalik_sekali"), transaction.atomic():
        balik.save(force_insert=True)

    Iuran.objects.pembalik().update(dicabut_pada=KINI)
    balik.save(force_insert=True)


def test_only_a_paid_month_lives_again(jadi):
    mati = Iuran.objects.orang().filter(hidup=False, pembayaran__isnull=False)
    mati.update(hidup=True, alasan_mati="", mati_pada=None)
    belum = Iuran.objects.hidup().filter(pembayaran=None)
    belum.update(hidup=False, alasan_mati="Uji")

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Iuran.objects.orang().filter(hidup=False).update(hidup=True, alasan_mati="", mati_pada=None)


@pytest.mark.parametrize("kolom", [{"setor_pada": date(2026, 1, 1)}, {"membalik": None}])
def test_a_reversal_keeps_its_month_and_day(jadi, kolom):
    with pytest.raises(DatabaseError), transaction.atomic():
        Iuran.objects.pembalik().update(**kolom)


def test_only_a_reversal_outside_bills_has_an_sts(almarhum, admin, admin2):
    selesai(sia(9), admin, admin2, **STS)
    tagihan = Iuran.objects.get(pk=sia(9)[0]).tagihan_id

    with pytest.raises(IntegrityError, match="iuran_setor_pembalik"), transaction.atomic():
        Iuran.objects.pembalik().update(tagihan=tagihan)


def test_a_dead_month_leaves_an_unpaid_bill(almarhum, admin):
    baris = Iuran.objects.filter(pembayaran=None, hidup=True)[0]
    tagihan = Iuran.objects.get(pk=sia(9)[0]).tagihan_id

    with pytest.raises(IntegrityError, match="iuran_mati_di_tagihan_lunas"), transaction.atomic():
        Iuran.objects.filter(pk=baris.pk).update(hidup=False, alasan_mati="x", tagihan=tagihan)
