"""Papers: made, made again, numbered, signed, cancelled; and two officers at once."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from laporan.models import PolaNomor, StatusSurat, Surat, VersiSurat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import batalkan_surat, beri_nomor, simpan_salinan
from laporan.surat.bahan import Bahan
from laporan.surat.nomor import isi_pola, nomor_terdekat, pola_pada
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Kop, Penandatangan
from pijar.unggahan import Bersih
from tests.factories import terdaftar
from tests.keamanan.serentak import serentak
from tests.laporan.contoh_surat import CONTOH, TANGGAL, terbit

KINI = datetime(2026, 11, 4, 9, tzinfo=WIB)
SALINAN = Bersih(b"%PDF-1.7 isi", "application/pdf")
JENIS = "surat_tagihan"


@pytest.fixture
def bahan(admin):
    return CONTOH[JENIS](admin)


@pytest.fixture
def surat(bahan):
    return buat_surat(JENIS, bahan).surat


@pytest.fixture
def pola(db):
    return PolaNomor.objects.create(mulai=date(2026, 1, 1), pola="560/{n}/{tahun}")


def lain(admin, bulan=12):
    """A paper about another bill."""
    return buat_surat(JENIS, Bahan(terbit(date(2026, bulan, 1), admin), TANGGAL, admin)).surat


def tanda_tangan(nama="Dra. Sri", mulai=date(2026, 1, 1), **kolom):
    return Penandatangan.objects.create(
        mulai=mulai, jabatan="Kepala Dinas", nama=nama, nip="1" * 18, **kolom
    )


# Making


def test_made_twice_is_the_same_paper_in_one_version(bahan, surat):
    lagi = buat_surat(JENIS, bahan)

    assert (lagi.surat, lagi.baru) == (surat, False)
    assert VersiSurat.objects.count() == 1
    assert (surat.versi, surat.status) == (1, StatusSurat.KONSEP)


def test_new_version_says_what_changed(bahan, surat):
    bahan.objek.kode_iuran = "240101"

    lagi = buat_surat(JENIS, bahan)

    assert (lagi.surat.pk, lagi.baru, lagi.surat.versi) == (surat.pk, True, 2)
    assert surat.daftar_versi.get(versi=2).perubahan[0] == "Keterangan berubah."


def test_draft_takes_over_another_date_and_the_signatory_that_was_missing(bahan, surat):
    tanda_tangan()

    lagi = buat_surat(JENIS, bahan._replace(tanggal=date(2026, 11, 5))).surat

    assert (lagi.tanggal, lagi.penandatangan.nama) == (date(2026, 11, 5), "Dra. Sri")
    assert surat.daftar_versi.get(versi=2).perubahan == [
        "Tanggal surat: 5 November 2026.",
        "Penandatangan: Dra. Sri, Kepala Dinas.",
    ]


def test_numbered_paper_keeps_its_date(bahan, surat, pola, admin):
    beri_nomor(surat, pada=KINI, oleh=admin)

    assert not buat_surat(JENIS, bahan._replace(tanggal=date(2026, 11, 9))).baru


def test_letter_needs_no_signatory(surat):
    assert surat.penandatangan is None


def test_day_without_letterhead_says_who_fills_it_in(bahan):
    with pytest.raises(AturanDilanggarError, match="Admin mengisinya di Pengaturan surat"):
        buat_surat(JENIS, bahan._replace(tanggal=Kop.objects.first().mulai.replace(year=2019)))


def test_signed_copy_ends_the_versions_but_not_the_look(bahan, surat, pola, admin):
    beri_nomor(surat, pada=KINI, oleh=admin)
    simpan_salinan(surat, SALINAN, pada=KINI, oleh=admin)
    tanda_tangan()

    assert not buat_surat(JENIS, bahan).baru
    bahan.objek.kode_iuran = "240101"
    with pytest.raises(AturanDilanggarError, match=r"560/1/2026 sudah bertanda tangan.*Batalkan"):
        buat_surat(JENIS, bahan)


# Numbers


def test_numbers_run_on_in_the_year_of_the_papers_date(surat, pola, admin):
    terdaftar()
    assert beri_nomor(surat, pada=KINI, oleh=admin) == "560/1/2026"
    assert beri_nomor(lain(admin), pada=KINI, oleh=admin) == "560/2/2026"
    assert nomor_terdekat(pola, date(2027, 1, 4)) == (1, "560/1/2027")


def test_number_is_given_once(surat, pola, admin):
    beri_nomor(surat, pada=KINI, oleh=admin)

    with pytest.raises(BentrokError, match="Muat ulang"):
        beri_nomor(surat, pada=KINI, oleh=admin)


def test_typed_number_in_use_is_refused_and_ours_passes_over_it(surat, pola, admin):
    beri_nomor(surat, nomor=" 560/1/2026 ", pada=KINI, oleh=admin)
    kedua = lain(admin)

    with pytest.raises(BentrokError, match=r"560/1/2026 sudah dipakai surat lain"):
        beri_nomor(kedua, nomor="560/1/2026", pada=KINI, oleh=admin)
    assert beri_nomor(kedua, pada=KINI, oleh=admin) == "560/2/2026"


def test_without_a_pattern_the_number_is_typed(surat, admin):
    with pytest.raises(AturanDilanggarError, match="Ketik nomornya menurut register kota"):
        beri_nomor(surat, pada=KINI, oleh=admin)

    assert beri_nomor(surat, nomor="B/560/XI", pada=KINI, oleh=admin) == "B/560/XI"


def test_pattern_of_a_kind_comes_before_the_general_one_and_each_from_its_day(pola):
    khusus = PolaNomor.objects.create(
        jenis=JENIS, mulai=date(2026, 6, 1), pola="900/{n}/{bulan}/{tahun}"
    )

    assert pola_pada(JENIS, date(2026, 5, 31)) == pola
    assert pola_pada(JENIS, date(2026, 6, 1)) == khusus
    assert isi_pola(khusus.pola, 12, date(2026, 9, 1)) == "900/12/IX/2026"
    with pytest.raises(AturanDilanggarError, match="isian yang tidak dikenal"):
        isi_pola("560/{nomor}/{tahun}", 1, TANGGAL)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_leave_no_gap_and_no_double(admin, admin2):
    PolaNomor.objects.create(mulai=date(2026, 1, 1), pola="560/{n}/{tahun}")
    pertama = buat_surat(JENIS, CONTOH[JENIS](admin)).surat
    kedua = lain(admin)

    hasil = serentak(
        lambda: beri_nomor(pertama, pada=KINI, oleh=admin),
        lambda: beri_nomor(kedua, pada=KINI, oleh=admin2),
    )

    assert sorted(hasil) == ["560/1/2026", "560/2/2026"]


@pytest.mark.django_db(transaction=True)
def test_one_paper_made_by_two_at_once_is_one(admin, admin2):
    bahan = CONTOH[JENIS](admin)

    hasil = serentak(
        *[lambda o=o: buat_surat(JENIS, bahan._replace(oleh=o)) for o in (admin, admin2)]
    )

    assert len({h.surat.pk for h in hasil}) == 1
    assert sorted(h.baru for h in hasil) == [False, True]


# Cancelling


def test_another_officer_cancels_and_the_number_stays(bahan, surat, pola, admin, admin2):
    beri_nomor(surat, pada=KINI, oleh=admin)
    with pytest.raises(AturanDilanggarError, match="rekan lain"):
        batalkan_surat(surat, alasan="Keliru", pada=KINI, oleh=admin)

    batalkan_surat(surat, alasan="Keliru", pada=KINI, oleh=admin2)

    surat.refresh_from_db()
    assert (surat.nomor, surat.status) == ("560/1/2026", StatusSurat.DIBATALKAN)
    baru = buat_surat(JENIS, bahan).surat
    assert baru != surat
    assert beri_nomor(baru, pada=KINI, oleh=admin) == "560/2/2026"


def test_draft_is_cancelled_by_anybody(surat, admin):
    batalkan_surat(surat, alasan="Keliru", pada=KINI, oleh=admin)

    with pytest.raises(BentrokError, match="dibatalkan"):
        batalkan_surat(surat, alasan="Lagi", pada=KINI, oleh=admin)


def test_paper_without_a_number_goes_from_draft_to_its_copy(surat, admin, admin2):
    with pytest.raises(AturanDilanggarError, match="Beri nomor dahulu"):
        simpan_salinan(surat, SALINAN, pada=KINI, oleh=admin)
    Surat.objects.update(bernomor=False)

    with pytest.raises(AturanDilanggarError, match="tidak bernomor"):
        beri_nomor(surat, nomor="1", pada=KINI, oleh=admin)
    simpan_salinan(surat, SALINAN, pada=KINI, oleh=admin)
    with pytest.raises(AturanDilanggarError, match="rekan lain"):
        batalkan_surat(surat, alasan="Keliru", pada=KINI, oleh=admin)
    batalkan_surat(surat, alasan="Keliru", pada=KINI, oleh=admin2)


# The database


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("surat_status_sah", {"status": "hilang"}),
        ("surat_bernomor_lengkap", {"status": "bernomor"}),
        ("surat_salinan_lengkap", {"status": "ditandatangani", "bernomor": False}),
        ("surat_batal_beralasan", {"status": "dibatalkan"}),
        ("surat_tanpa_nomor", {"bernomor": False, "nomor": "1"}),
        ("Invalid transition", {"status": "x:y"}),
    ],
)
def test_database_refuses_half_a_paper(surat, nama, kolom):
    if nama == "Invalid transition":
        Surat.objects.update(
            status="dibatalkan", alasan_batal="x", dibatalkan_oleh=surat.dibuat_oleh,
            dibatalkan_pada=KINI,
        )  # fmt: skip
        kolom = {"status": "konsep"}
    if nama == "surat_status_sah":
        nama = "surat_status_sah|Invalid transition"
    with pytest.raises(DatabaseError, match=nama), transaction.atomic():
        Surat.objects.update(**kolom)


def test_database_gives_no_number_twice(surat, pola, admin):
    beri_nomor(surat, pada=KINI, oleh=admin)
    kedua = lain(admin)
    satu = Surat.objects.filter(pk=kedua.pk)

    with pytest.raises(IntegrityError, match="surat_nomor_sekali"), transaction.atomic():
        satu.update(nomor="560/1/2026")
    with pytest.raises(IntegrityError, match="surat_urut_sekali"), transaction.atomic():
        satu.update(nomor="x", urut=1, register="umum")


def test_database_keeps_four_eyes_numbers_versions_and_papers(surat, pola, admin, admin2):
    beri_nomor(surat, pada=KINI, oleh=admin)
    batal = {"status": "dibatalkan", "alasan_batal": "x", "dibatalkan_pada": KINI}

    for nama, perintah in {
        "surat_batal_empat_mata": lambda: Surat.objects.update(dibatalkan_oleh=admin, **batal),
        "Cannot update": lambda: Surat.objects.update(nomor="560/9/2026"),
        "Cannot update rows": lambda: Surat.objects.update(dinomori_oleh=admin2),
        "Cannot delete": lambda: Surat.objects.all().delete(),
        "permission denied": lambda: VersiSurat.objects.update(sha256="0" * 64),
        "surat_satu_berlaku": lambda: Surat.objects.create(
            jenis=JENIS, objek=surat.objek, judul="x", tanggal=TANGGAL, kop=surat.kop,
            dibuat_oleh=admin,
        ),
    }.items():  # fmt: skip
        with pytest.raises(DatabaseError, match=nama), transaction.atomic():
            perintah()


@pytest.mark.parametrize(
    ("nama", "pola"),
    [("pola_nomor_berurut", "560/{tahun}"), ("pola_nomor_bertahun", "560/{n}")],
)
def test_database_refuses_a_pattern_that_repeats_numbers(db, nama, pola):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        PolaNomor.objects.create(mulai=TANGGAL, pola=pola)
