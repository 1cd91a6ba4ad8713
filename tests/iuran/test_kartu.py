"""Cards: which wait, what may be recorded, twice, taken back, late at BPJS."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.kartu.actions import batalkan_serah, serahkan
from iuran.kartu.angka import belum_diserahkan, menurut_keadaan, terlambat
from iuran.kartu.aturan import Kartu, Serah, halangan
from iuran.models import BarisBerkas, BerkasBPJS, KirimanBerkas, SerahKartu
from iuran.peristiwa.actions.catat import catat_peristiwa
from laporan import pekerjaan_rumah
from laporan.surat.bahan import Bahan
from laporan.surat.susun.kelurahan import susun_tanda_terima
from peserta.models import JenisPeristiwa, Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import bayar, terdaftar
from tests.iuran.susunan import (
    KEPALA,
    isi,
    jawab,
    kirim_perpanjangan,
    susun,
    susun_bayar_dulu,
)
from tests.iuran.test_berkas_jenis import perpanjangan
from tests.keamanan.serentak import serentak
from tests.peran import buat, masuk

ALAMAT = "/iuran/kartu/"
TERBIT, MARET = date(2026, 2, 20), date(2026, 3, 10)
KINI = datetime(2026, 3, 10, 9, tzinfo=WIB)
SENDIRI = Serah(MARET, "diri")
MIROTO = "33.74.01.1001"


def berkartu(admin, jumlah=1):
    """People whose cards a batch has brought."""
    berkas_bpjs = susun(admin, jumlah)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin, tanggal=TERBIT)
    terapkan_jawaban(jawaban, pada=KINI, oleh=admin)
    return list(Peserta.objects.filter(kpj__startswith="1000000").order_by("pk"))


def serah(orang, oleh, isi=SENDIRI):
    return serahkan(Peserta.objects.all(), [p.pk for p in orang], isi, oleh=oleh)


def mati(orang, tanggal, oleh):
    bukti = {"bukti_jenis": "akta_kematian", "bukti_nomor": "1"}
    catat_peristiwa(orang, JenisPeristiwa.MENINGGAL, tanggal, **bukti, oleh=oleh, pada=MARET)


def keadaan(orang):
    return [
        nama
        for nama in ("belum", "sudah", "lama")
        if menurut_keadaan(Peserta.objects.all(), nama).filter(pk=orang.pk).exists()
    ]


# The rule


@pytest.mark.parametrize(
    ("kartu", "serah", "kata"),
    [
        ({}, {}, ""),
        ({"sejak": MARET}, {}, ""),
        ({"sejak": date(2026, 3, 11)}, {}, "baru terbit menurut daftar BPJS 11 Maret 2026"),
        ({"meninggal": MARET, "berhenti": True}, {}, "Pilih ahli waris"),
        (
            {"meninggal": MARET, "berhenti": True},
            {"penerima": "ahli_waris"},
            "Tulis catatan",
        ),
        (
            {"meninggal": MARET, "berhenti": True},
            {"penerima": "ahli_waris", "catatan": "Untuk klaim"},
            "",
        ),
        (  # handed over while they lived, written down late
            {"meninggal": date(2026, 3, 11), "berhenti": True},
            {"catatan": "Tertulis di buku RT"},
            "",
        ),
        ({}, {"penerima": "ahli_waris"}, "tidak tercatat meninggal"),
        ({}, {"tanggal": date(1900, 3, 10)}, "baru ada sejak 1 Januari 2014"),
        ({}, {"tanggal": date(2013, 12, 31)}, "baru ada sejak 1 Januari 2014"),
        ({}, {"tanggal": date(2014, 1, 1)}, ""),
        ({"berhenti": True}, {}, "Tulis catatan"),
        ({"berhenti": True}, {"catatan": "Pindah ke Demak"}, ""),
    ],
)
def test_what_may_be_recorded(kartu, serah, kata):
    satu = Kartu(1, "Siti", "1", berhenti=False, sejak=None, meninggal=None)._replace(**kartu)

    sebab = halangan(satu, SENDIRI._replace(**serah))

    assert kata in sebab
    assert bool(sebab) == bool(kata)


# What waits


def test_a_card_waits_until_it_is_handed_over_and_again_when_its_number_changes(admin, petugas):
    [orang] = berkartu(admin)
    assert keadaan(orang) == ["belum"]

    assert serah([orang], petugas) == (1, 0)
    assert keadaan(orang) == ["sudah"]

    Peserta.objects.filter(pk=orang.pk).update(kpj="20000000001")
    assert keadaan(orang) == ["belum"]
    assert serah([orang], petugas) == (1, 0)
    assert SerahKartu.objects.berlaku().count() == 2


def test_cards_from_before_this_system_wait_for_nobody(db, petugas):
    lama = terdaftar().peserta

    assert keadaan(lama) == ["lama"]
    assert serah([lama], petugas) == (1, 0)
    assert keadaan(lama) == ["sudah"]


def test_the_answer_to_an_extension_brings_no_card(admin):
    lama = perpanjangan().peserta
    kirim_perpanjangan(admin)
    BarisBerkas.objects.update(hasil="sesuai", dijawab_pada=KINI)

    assert keadaan(lama) == ["lama"]


def test_the_card_of_who_left_is_shown_and_waits_in_no_count(admin):
    [orang] = berkartu(admin)
    mati(orang, date(2026, 3, 1), admin)

    assert keadaan(orang) == ["belum"]
    assert not belum_diserahkan(Peserta.objects.all()).exists()


def test_twice_is_once(admin, petugas):
    satu, dua = berkartu(admin, 2)
    serah([satu], petugas)

    assert serah([satu, dua], admin) == (1, 1)
    assert SerahKartu.objects.get(peserta=satu).oleh == petugas


def test_one_who_cannot_be_recorded_stops_all(admin, petugas):
    satu, dua = berkartu(admin, 2)
    mati(dua, date(2026, 3, 1), admin)

    with pytest.raises(AturanDilanggarError, match=r"Belum ada yang dicatat.*sudah meninggal"):
        serah([satu, dua], petugas)

    assert not SerahKartu.objects.exists()


def test_a_refusal_names_five_and_counts_the_rest(admin, petugas):
    orang = berkartu(admin, 7)

    with pytest.raises(AturanDilanggarError, match=r"Dan 2 orang lain\."):
        serah(orang, petugas, Serah(date(2026, 2, 19), "diri"))


def test_people_without_a_card_are_no_choice(admin, petugas):
    susun(admin, 1)

    with pytest.raises(AturanDilanggarError, match="tidak ada lagi dalam daftar kartu"):
        serah(Peserta.objects.all(), petugas)


# The way back


def test_another_officer_takes_it_back_and_it_waits_again(admin, petugas):
    [orang] = berkartu(admin)
    serah([orang], petugas)
    satu = SerahKartu.objects.get()

    with pytest.raises(AturanDilanggarError, match="Anda catat sendiri"):
        batalkan_serah(satu, alasan="x", oleh=petugas, pada=KINI)
    batalkan_serah(satu, alasan="Tertukar dengan tetangganya", oleh=admin, pada=KINI)

    assert keadaan(orang) == ["belum"]
    with pytest.raises(BentrokError):
        batalkan_serah(satu, alasan="Lagi", oleh=admin, pada=KINI)
    assert serah([orang], petugas) == (1, 0)
    assert SerahKartu.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_record_one_card(admin, petugas):
    [orang] = berkartu(admin)

    hasil = serentak(lambda: serah([orang], petugas), lambda: serah([orang], admin))

    assert sorted(hasil) == [(0, 1), (1, 0)]
    assert SerahKartu.objects.count() == 1


# Constraints


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("serah_kartu_bernomor", {"kpj": ""}),
        ("serah_kartu_penerima_sah", {"penerima": "x", "nama_penerima": "A"}),
        ("serah_kartu_penerima_bernama", {"penerima": "rt", "nama_penerima": " "}),
        ("serah_kartu_hubungan", {"penerima": "keluarga", "nama_penerima": "A"}),
        ("serah_kartu_batal_lengkap", {"alasan_batal": "x"}),
        ("serah_kartu_sekali", {}),
    ],
)
def test_a_hand_over_is_refused(petugas, nama, kolom):
    isian = {"peserta": terdaftar().peserta, "kpj": "1", "tanggal": MARET, "penerima": "diri"}
    SerahKartu.objects.create(**isian, oleh=petugas)

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        SerahKartu.objects.create(**isian | kolom, oleh=petugas)


def test_who_recorded_it_does_not_cancel_it(petugas):
    satu = SerahKartu.objects.create(
        peserta=terdaftar().peserta, kpj="1", tanggal=MARET, penerima="diri", oleh=petugas
    )
    batal = {"dibatalkan_oleh": petugas, "dibatalkan_pada": KINI, "alasan_batal": "x"}

    with pytest.raises(IntegrityError, match="serah_kartu_batal_orang_lain"), transaction.atomic():
        SerahKartu.objects.filter(pk=satu.pk).update(**batal)


@pytest.mark.parametrize("berubah", [{"tanggal": TERBIT}, {"alasan_batal": "y"}])
def test_what_is_recorded_stays(petugas, admin, berubah):
    satu = SerahKartu.objects.create(
        peserta=terdaftar().peserta, kpj="1", tanggal=MARET, penerima="diri", oleh=petugas
    )
    batal = {"dibatalkan_oleh": admin, "dibatalkan_pada": KINI, "alasan_batal": "x"}
    SerahKartu.objects.filter(pk=satu.pk).update(**batal)

    with (
        pytest.raises(DatabaseError, match=r"Cannot update|permission denied"),
        transaction.atomic(),
    ):
        SerahKartu.objects.filter(pk=satu.pk).update(**berubah)
    with (
        pytest.raises(DatabaseError, match=r"Cannot delete|permission denied"),
        transaction.atomic(),
    ):
        satu.delete()


# Late at BPJS


def dikirim(berkas_bpjs, tanggal, admin):
    BerkasBPJS.objects.filter(pk=berkas_bpjs.pk).update(status="dikirim", dikirim_pada=KINI)
    KirimanBerkas.objects.create(
        berkas_bpjs=berkas_bpjs, tanggal=tanggal, nomor_surat="560/1", berkas="x", sha256="1" * 64,
        nama_berkas="x", jumlah_orang=1, oleh=admin, pada=KINI,
    )  # fmt: skip


@pytest.mark.parametrize(("kirim", "orang"), [(24, 1), (25, 0)])
def test_a_card_is_late_after_so_many_days(admin, kirim, orang):
    dikirim(susun(admin, 1), date(2026, 2, kirim), admin)

    assert terlambat(BarisBerkas.objects.all(), MARET).count() == orang


def test_where_payment_comes_first_the_days_count_from_the_payment(admin):
    berkas_bpjs = susun_bayar_dulu(admin, 1)
    dikirim(berkas_bpjs, date(2026, 1, 5), admin)
    baris = BarisBerkas.objects.get()
    BarisBerkas.objects.update(diterima_mulai=date(2026, 1, 1), diterima_pada=KINI)
    semua = BarisBerkas.objects.all()
    assert not terlambat(semua, MARET).exists()  # nobody has paid: BPJS owes no card yet

    from iuran.buku import buat_iuran  # noqa: PLC0415

    Peserta.objects.update(status="didaftarkan")
    buat_iuran([baris.bantuan_id])
    bayar(date(2026, 1, 1), date(2026, 2, 20))

    assert [b.sejak for b in terlambat(semua, MARET)] == [date(2026, 2, 20)]


# Screens


@pytest.mark.parametrize("jumlah", [1, 3])
@pytest.mark.parametrize(("alamat", "banyak"), [(ALAMAT, 15), (f"{ALAMAT}menunggu/", 10)])
def test_query_count_is_constant(
    admin, petugas_client, jumlah, alamat, banyak, django_assert_num_queries
):
    if alamat == ALAMAT:
        berkartu(admin, jumlah)
    else:
        dikirim(susun(admin, jumlah), date(2026, 1, 5), admin)

    with django_assert_num_queries(banyak):
        html = petugas_client.get(alamat).text

    assert html.count('<th scope="row">') == jumlah


def kirim(client, *orang, **lain):
    isian = {"tanggal": "10-03-2026", "penerima": "diri", "kueri": f"kelurahan={MIROTO}"}
    isian |= {"orang": [p.pk for p in orang]}
    return client.post(f"{ALAMAT}serah/", isian | lain, follow=True)


def test_ticked_cards_are_recorded_and_the_filter_stays(admin, petugas_client):
    orang = berkartu(admin, 2)

    jawaban = kirim(petugas_client, *orang)
    lagi = kirim(petugas_client, *orang)

    assert jawaban.request["QUERY_STRING"] == f"kelurahan={MIROTO}"
    assert "2 kartu dicatat diserahkan." in jawaban.text
    assert "2 kartu sudah dicatat sebelumnya." in lagi.text
    assert "Orangnya sendiri" in petugas_client.get(ALAMAT, {"keadaan": "sudah"}).text


@pytest.mark.parametrize(
    ("lain", "status", "pesan"),
    [
        ({"orang": []}, 422, "Centang orang yang kartunya diserahkan."),
        ({"orang": ["x"]}, 422, "Pilihan tidak terbaca"),
        ({"tanggal": ""}, 422, "Isi tanggal kartunya diterima."),
        ({"tanggal": "31-02-2026"}, 422, "tidak ada dalam kalender"),
        ({"tanggal": "01-01-2099"}, 422, "tidak boleh setelah hari ini"),
        ({"tanggal": "19-02-2026"}, 409, "baru terbit menurut daftar BPJS 20 Februari 2026"),
        ({"penerima": ""}, 422, "Pilih siapa yang menerima"),
        ({"penerima": "rt"}, 422, "Tulis nama yang menerima"),
        ({"penerima": "keluarga", "nama_penerima": "Budi"}, 422, "Tulis hubungannya"),
        (
            {"penerima": "ahli_waris", "nama_penerima": "B", "hubungan": "anak"},
            409,
            "tidak tercatat",
        ),
        ({"orang": ["999999999"]}, 409, "tidak ada lagi dalam daftar kartu"),
    ],
)  # fmt: skip
def test_a_mistake_keeps_ticks_and_what_was_typed(admin, petugas_client, lain, status, pesan):
    [orang] = berkartu(admin)

    jawaban = kirim(petugas_client, orang, **{"catatan": "Balai RW 3"} | lain)

    assert jawaban.status_code == status
    assert pesan in jawaban.text
    assert "Balai RW 3" in jawaban.text
    assert ("checked" in jawaban.text) == ("orang" not in lain)
    assert not SerahKartu.objects.exists()


def test_the_page_of_a_hand_over_and_its_cancellation(admin, admin_client, petugas, petugas_client):
    [orang] = berkartu(admin)
    serah([orang], petugas)
    alamat = reverse("iuran:kartu_detail", args=[SerahKartu.objects.get().pk])

    assert "Anda yang mencatat ini" in petugas_client.get(alamat).text
    assert petugas_client.post(alamat, {"alasan": "x"}).status_code == 409
    assert admin_client.post(alamat, {"alasan": ""}).status_code == 422
    html = admin_client.post(alamat, {"alasan": "Tertukar"}, follow=True).text
    assert "Tertukar" in html
    assert admin_client.post(alamat, {"alasan": "x"}).status_code == 409


def test_a_verifikator_reads_and_records_nothing(admin, petugas, verifikator_client):
    [orang] = berkartu(admin)
    serah([orang], petugas)
    satu = SerahKartu.objects.get()

    assert kirim(verifikator_client, orang).status_code == 403
    html = verifikator_client.post(
        reverse("iuran:kartu_detail", args=[satu.pk]), {"alasan": "x"}
    ).text
    assert "Batalkan serah kartu" not in html
    satu.refresh_from_db()
    assert satu.dibatalkan_pada is None


def test_another_area_is_not_there(admin):
    [orang] = berkartu(admin)
    client = masuk(buat("petugas_utara", "petugas", wilayah=["33.74.02"]))

    assert orang.nama not in client.get(ALAMAT).text
    assert kirim(client, orang).status_code == 409
    assert not SerahKartu.objects.exists()


def test_work_that_waits(admin, petugas):
    berkartu(admin, 2)
    dikirim(susun(admin, 1), timezone.localdate().replace(year=2025), admin)
    hari = timezone.localdate()

    tunggu_petugas = {t.label: t.jumlah for t in pekerjaan_rumah.untuk(petugas, pada=hari)}
    tunggu_admin = {t.label: t.jumlah for t in pekerjaan_rumah.untuk(admin, pada=hari)}

    assert tunggu_petugas["Kartu menunggu diserahkan"] == 2
    assert tunggu_admin["Kartu terlambat dari BPJS"] == 1


def test_the_receipt_lists_only_cards_that_wait(admin, petugas):
    satu, dua = berkartu(admin, 2)
    serah([satu], petugas)

    isi_surat = susun_tanda_terima(Bahan(None, MARET, admin, f"{MIROTO} belum"))

    assert [b[2] for b in isi_surat.tabel[0].baris] == [dua.kpj]
    assert "yang belum diserahkan" in isi_surat.pembuka[0]
