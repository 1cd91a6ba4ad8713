"""Open points: carried from list to list, settled with a reason, taken back, answered by a list."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from iuran.models import PenyelesaianTitik, TitikRekonsiliasi
from iuran.rekonsiliasi import rekap, titik_pada
from iuran.rekonsiliasi.selesai import (
    buang_daftar,
    selesaikan,
    tandai_diperiksa,
    tarik_penyelesaian,
)
from iuran.rekonsiliasi.terima import baca_ulang
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import terdaftar
from tests.iuran.rekon import SEPTEMBER, baris, daftar, terbuka
from tests.iuran.susunan import jalankan

KINI = datetime(2026, 9, 25, 9, tzinfo=WIB)


def sudah(titik: TitikRekonsiliasi, oleh: object, **lain: object) -> int:
    isi = {"cara": "dijawab", "alasan": "Dijawab cabang lewat surel", "pada": timezone.now()}
    return selesaikan([titik.pk], oleh=oleh, **(isi | lain))


@pytest.fixture
def hilang(admin):
    """Somebody of ours whom the list of August does not name, beside one whom it does."""
    ada = terdaftar(nama="Ada").peserta
    terdaftar(nama="Hilang")
    daftar(admin, baris(ada))
    return TitikRekonsiliasi.objects.get()


def isi_september(admin, ada: str = "Ada", **lain: object):
    orang = terdaftar(nama="Baru", mulai=SEPTEMBER, jumlah=1).peserta
    kata = {"bulan": SEPTEMBER, "tanggal": date(2026, 9, 20)}
    return daftar(admin, baris(orang), **(kata | lain))


def test_point_is_carried_since_the_list_that_first_showed_it(admin, hilang):
    satu = isi_september(admin)

    titik = TitikRekonsiliasi.objects.get(nama="Hilang")
    assert titik == hilang
    assert (titik.sejak, titik.terakhir, titik.rupiah) == (hilang.sejak, satu, 16_800)
    assert terbuka() == [("tidak_ada", "Ada"), ("tidak_ada", "Hilang")]


def test_list_that_no_longer_shows_a_point_answers_it(admin, hilang):
    satu = isi_september(admin)
    jawab = daftar(
        admin,
        baris(hilang.peserta),
        bulan=SEPTEMBER,
        tanggal=date(2026, 9, 22),
    )

    assert ("tidak_ada", "Hilang") not in terbuka()
    selesai = hilang.daftar_selesai.get()
    assert (selesai.cara, selesai.daftar, selesai.oleh) == ("daftar", jawab, None)
    assert satu != jawab
    with pytest.raises(AturanDilanggarError, match="ditutup oleh daftar BPJS"):
        tarik_penyelesaian(hilang.pk, alasan="x", oleh=admin, pada=timezone.now())


def test_list_of_the_other_kind_or_branch_answers_nothing(admin, hilang):
    daftar(admin, baris(hilang.peserta), jenis="posting")
    daftar(admin, baris(hilang.peserta, kpj="1" * 11, nik=""), cabang="majapahit")

    hilang.refresh_from_db()
    assert hilang.terbuka


def test_late_list_of_an_earlier_month_moves_the_beginning_only(admin, hilang):
    juli = daftar(admin, bulan=date(2026, 7, 1), tanggal=date(2026, 7, 30)) or None
    assert juli.status == "gagal"
    juli = daftar(
        admin,
        baris(terdaftar(nama="Juli").peserta),
        bulan=date(2026, 7, 1),
        tanggal=date(2026, 7, 30),
    )

    titik = TitikRekonsiliasi.objects.get(pk=hilang.pk)
    assert (titik.sejak, titik.terakhir, titik.terbuka) == (juli, hilang.terakhir, True)


def test_settled_point_stays_settled_for_its_month_and_opens_anew_in_the_next(admin, hilang):
    sudah(hilang, admin)
    daftar(admin, baris(terdaftar(nama="Lain").peserta), tanggal=date(2026, 8, 29))
    assert not TitikRekonsiliasi.objects.terbuka().filter(nama="Hilang").exists()

    satu = isi_september(admin)

    lagi = TitikRekonsiliasi.objects.terbuka().get(nama="Hilang")
    assert (lagi != hilang, lagi.sejak) == (True, satu)
    with pytest.raises(AturanDilanggarError, match="sudah terbuka lagi dari daftar"):
        tarik_penyelesaian(hilang.pk, alasan="x", oleh=admin, pada=timezone.now())


def test_second_admin_who_settles_the_same_point_gets_a_sentence(admin, admin2, hilang):
    sudah(hilang, admin)

    with pytest.raises(BentrokError, match="baru saja diselesaikan oleh Admin"):
        sudah(hilang, admin2, alasan="Lain")

    assert hilang.daftar_selesai.get().oleh == admin


def test_settling_many_is_all_or_none(admin, hilang):
    terdaftar(nama="Kedua")
    isi_september(admin)
    titik = list(TitikRekonsiliasi.objects.terbuka())
    sudah(titik[0], admin)

    with pytest.raises(BentrokError):
        selesaikan([t.pk for t in titik], cara="wajar", alasan="x", oleh=admin, pada=timezone.now())

    assert PenyelesaianTitik.objects.count() == 1


@pytest.mark.parametrize(("cara", "alasan"), [("dijawab", "  "), ("daftar", "x")])
def test_settling_needs_a_reason_and_a_way_of_people(admin, hilang, cara, alasan):
    with pytest.raises(AturanDilanggarError, match="alasan"):
        sudah(hilang, admin, cara=cara, alasan=alasan)


def test_settling_nothing_or_what_is_gone_says_so(admin):
    with pytest.raises(AturanDilanggarError, match="Centang"):
        selesaikan([], cara="wajar", alasan="x", oleh=admin, pada=KINI)
    with pytest.raises(BentrokError, match="tidak ada lagi"):
        selesaikan([99], cara="wajar", alasan="x", oleh=admin, pada=KINI)


def test_settling_is_taken_back_with_a_reason_and_stays_in_the_history(admin, admin2, hilang):
    sudah(hilang, admin)
    with pytest.raises(AturanDilanggarError, match="alasan"):
        tarik_penyelesaian(hilang.pk, alasan=" ", oleh=admin2, pada=timezone.now())

    tarik_penyelesaian(hilang.pk, alasan="Salah orang", oleh=admin2, pada=timezone.now())

    hilang.refresh_from_db()
    lama = hilang.daftar_selesai.get()
    assert hilang.terbuka
    assert (lama.alasan_tarik, lama.ditarik_oleh) == ("Salah orang", admin2)
    with pytest.raises(BentrokError, match="sudah terbuka lagi"):
        tarik_penyelesaian(hilang.pk, alasan="x", oleh=admin, pada=timezone.now())
    assert sudah(hilang, admin) == 1


def test_figures_of_a_closed_day_stay_whatever_is_settled_or_taken_back_later(admin, hilang):
    kini, hari = timezone.now(), timezone.localdate()
    TitikRekonsiliasi.objects.filter(pk=hilang.pk)  # opened today
    satu = hilang.sejak

    besok, lusa = hari + timedelta(days=1), hari + timedelta(days=2)
    sudah(hilang, admin, pada=kini + timedelta(days=1))
    assert (titik_pada(satu, hari), titik_pada(satu, besok)) == ({"tidak_ada": 1}, {})
    tarik_penyelesaian(hilang.pk, alasan="x", oleh=admin, pada=kini + timedelta(days=2))

    assert titik_pada(satu, hari) == {"tidak_ada": 1}
    assert titik_pada(satu, besok) == {}
    assert titik_pada(satu, lusa) == {"tidak_ada": 1}
    assert titik_pada(satu, hari - timedelta(days=1)) == {}
    assert rekap(satu).dari("tidak_ada").orang == 1


def test_reading_again_opens_what_the_first_reading_had_answered(admin, hilang):
    satu = daftar(admin, baris(hilang.peserta), tanggal=date(2026, 8, 25))
    assert ("tidak_ada", "Hilang") not in terbuka()
    hilang.peserta.__class__.objects.filter(pk=hilang.peserta_id).update(nik="3374024502850001")
    b = satu.daftar_baris.get(nomor__isnull=False)
    type(hilang.peserta).objects.filter(pk=hilang.peserta_id).update(kpj="55500011122")
    assert b.bagian == "sama"

    jalankan(baca_ulang(satu.pk, oleh=admin))

    hilang.refresh_from_db()
    assert hilang.terbuka
    assert "dibaca ulang" in hilang.daftar_selesai.get().alasan_tarik


def test_looked_at_list_is_not_read_again_and_the_second_admin_gets_a_sentence(
    admin, admin2, hilang
):
    tandai_diperiksa(hilang.sejak_id, oleh=admin, pada=KINI)

    for kerja in (
        lambda: tandai_diperiksa(hilang.sejak_id, oleh=admin2, pada=KINI),
        lambda: baca_ulang(hilang.sejak_id, oleh=admin2),
    ):
        with pytest.raises(BentrokError, match="selesai diperiksa oleh Admin"):
            kerja()


def test_dropped_list_undoes_what_it_did_and_the_one_before_counts_again(admin, hilang):
    lama = hilang.sejak
    jawab = daftar(admin, baris(hilang.peserta), tanggal=date(2026, 8, 25))
    assert terbuka() == [("tidak_ada", "Ada")]

    buang_daftar(jawab.pk, alasan="Berkas kota lain", oleh=admin, pada=timezone.now())

    lama.refresh_from_db()
    jawab.refresh_from_db()
    assert (jawab.status, jawab.berlaku, lama.berlaku) == ("dibuang", False, True)
    assert terbuka() == [("tidak_ada", "Hilang")]
    assert jawab.daftar_baris.exists()
    ada = TitikRekonsiliasi.objects.get(nama="Ada")
    assert ada.daftar_selesai.get().alasan == "Daftarnya dibuang: Berkas kota lain"
    with pytest.raises(AturanDilanggarError, match="ditutup oleh daftar BPJS"):
        tarik_penyelesaian(ada.pk, alasan="x", oleh=admin, pada=timezone.now())


def test_dropped_list_leaves_a_carried_point_with_the_list_before_it(admin, hilang):
    lama, satu = hilang.sejak, isi_september(admin)
    buang_daftar(satu.pk, alasan="Salah bulan", oleh=admin, pada=timezone.now())

    hilang.refresh_from_db()
    assert (hilang.sejak, hilang.terakhir, hilang.terbuka) == (lama, lama, True)
    assert terbuka() == [("tidak_ada", "Hilang")]

    lagi = isi_september(admin)
    buang_daftar(lama.pk, alasan="Salah cabang", oleh=admin, pada=timezone.now())
    hilang.refresh_from_db()
    assert (hilang.sejak, hilang.terakhir, hilang.terbuka) == (lagi, lagi, True)


def test_superseded_list_is_dropped_without_a_trace_in_the_points(admin, hilang):
    lama = hilang.sejak
    daftar(admin, baris(terdaftar(nama="Lain").peserta), tanggal=date(2026, 8, 25))
    sebelum = terbuka()

    buang_daftar(lama.pk, alasan="Ganda", oleh=admin, pada=timezone.now())

    assert terbuka() == sebelum


def test_dropping_needs_a_reason_a_read_list_and_happens_once(admin, admin2, hilang):
    lama, gagal = hilang.sejak, daftar(admin)
    for pk, alasan, kata in ((lama.pk, " ", "Tulis alasan"), (gagal.pk, "x", "belum terbaca")):
        with pytest.raises(AturanDilanggarError, match=kata):
            buang_daftar(pk, alasan=alasan, oleh=admin, pada=KINI)
    tandai_diperiksa(lama.pk, oleh=admin, pada=KINI)

    buang_daftar(lama.pk, alasan="x", oleh=admin, pada=KINI)

    with pytest.raises(BentrokError, match="sudah dibuang"):
        buang_daftar(lama.pk, alasan="x", oleh=admin2, pada=KINI)


def test_unread_list_is_not_marked_as_looked_at(admin):
    gagal = daftar(admin)

    with pytest.raises(AturanDilanggarError, match="tidak terbaca"):
        tandai_diperiksa(gagal.pk, oleh=admin, pada=KINI)


def test_database_holds_one_settlement_and_its_history(admin, hilang):
    sudah(hilang, admin)
    isi = {"titik": hilang, "cara": "wajar", "alasan": "x", "oleh": admin, "pada": KINI}

    with pytest.raises(IntegrityError, match="penyelesaian_titik_sekali"), transaction.atomic():
        PenyelesaianTitik.objects.create(**isi)
    for rusak in ({"alasan": " "}, {"oleh": None}, {"cara": "daftar"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PenyelesaianTitik.objects.create(**(isi | rusak))
    for perintah in (
        lambda: PenyelesaianTitik.objects.update(alasan="lain"),
        lambda: PenyelesaianTitik.objects.all().delete(),
        lambda: TitikRekonsiliasi.objects.update(kunci="x"),
    ):
        with pytest.raises(Exception, match="trigger"), transaction.atomic():
            perintah()
