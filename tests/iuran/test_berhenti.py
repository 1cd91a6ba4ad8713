"""Life events: what each one stops, when, and how it is undone."""

from datetime import date

import pytest

from iuran.models import Bantuan, Iuran
from iuran.peristiwa.actions.catat import akibat, batalkan_peristiwa, catat_peristiwa
from iuran.tagihan.actions.susun import batalkan_tagihan, susun_tagihan
from peserta.models import JenisPeristiwa, Peristiwa, RiwayatStatus
from peserta.models import JenisPeristiwa as J
from pijar.errors import AturanDilanggarError, BentrokError, KuotaHabisError
from tests.factories import BantuanFactory, PesertaFactory, bayar, sumber, terdaftar, ubah_pagu

PADA = date(2026, 11, 20)
HARI = date(2026, 9, 14)


@pytest.fixture
def bantuan(db):
    """A person enrolled for all of 2026."""
    return terdaftar()


def catat(bantuan, oleh, jenis=J.MENINGGAL, tanggal=HARI, **lain):
    return catat_peristiwa(bantuan.peserta, jenis, tanggal, oleh=oleh, pada=PADA, **lain)


def hidup(bantuan) -> list[int]:
    baris = Iuran.objects.filter(peserta=bantuan.peserta_id, hidup=True)
    return [b.month for b in baris.order_by("bulan").values_list("bulan", flat=True)]


@pytest.mark.parametrize("jenis", [j for j in JenisPeristiwa if j not in (J.KECELAKAAN, J.USIA_65)])
def test_every_end_stops_from_the_month_after(bantuan, admin, jenis):
    peristiwa = catat(bantuan, admin, jenis)

    bantuan.refresh_from_db()
    bantuan.peserta.refresh_from_db()
    assert hidup(bantuan) == list(range(1, 10))
    assert (bantuan.status, bantuan.bulan_akhir) == ("berhenti", date(2026, 9, 1))
    assert (bantuan.peserta.status, peristiwa.status_sebelum) == ("berhenti", "terdaftar")
    assert Iuran.objects.filter(hidup=False).values_list("alasan_mati", flat=True)[0] == (
        f"{jenis.label}, 14 September 2026"
    )


@pytest.mark.parametrize(
    ("tanggal", "terakhir"), [(date(2026, 8, 31), 8), (date(2026, 9, 1), 9), (date(2026, 9, 30), 9)]
)
def test_the_month_of_a_death_stays_paid(bantuan, admin, tanggal, terakhir):
    catat(bantuan, admin, tanggal=tanggal)

    assert hidup(bantuan)[-1] == terakhir


def test_an_accident_stops_nothing(bantuan, admin):
    catat(bantuan, admin, J.KECELAKAAN, keterangan="Jatuh di pasar")

    bantuan.refresh_from_db()
    bantuan.peserta.refresh_from_db()
    assert hidup(bantuan) == list(range(1, 13))
    assert (bantuan.status, bantuan.peserta.status) == ("berjalan", "terdaftar")
    assert Peristiwa.objects.get().keterangan == "Jatuh di pasar"


def test_months_in_a_bill_stay_and_are_reported(bantuan, admin):
    bayar(date(2026, 10, 1), date(2026, 10, 20))
    tagihan = susun_tagihan(sumber("APBD"), date(2026, 11, 1), oleh=admin)

    rencana = akibat(bantuan.peserta, J.MENINGGAL, HARI)
    catat(bantuan, admin)

    assert [b.bulan.month for b in rencana.dihentikan] == [12]
    assert [(b.bulan.month, bool(b.pembayaran)) for b in rencana.tertinggal] == [
        (10, True),
        (11, False),
    ]
    assert hidup(bantuan) == list(range(1, 12))
    assert [b.bulan.month for b in Iuran.objects.melewati_bantuan().order_by("bulan")] == [10, 11]
    assert tagihan.daftar_iuran.count() == 1


def test_cancelling_the_bill_does_not_bring_a_stopped_person_back(bantuan, admin):
    terdaftar()
    tagihan = susun_tagihan(sumber("APBD"), date(2026, 11, 1), oleh=admin)
    catat(bantuan, admin)

    assert batalkan_tagihan(tagihan, alasan="Ada yang meninggal.", oleh=admin) == 1

    assert susun_tagihan(sumber("APBD"), date(2026, 11, 1), oleh=admin).jumlah_orang == 1
    assert hidup(bantuan) == list(range(1, 10))


def test_a_grant_that_never_began_is_void(db, admin):
    belum = BantuanFactory(bulan_awal=date(2026, 12, 1), jumlah_bulan=1)

    catat(belum, admin, J.MENGUNDURKAN_DIRI)

    belum.refresh_from_db()
    belum.peserta.refresh_from_db()
    assert (belum.status, belum.peserta.status) == ("batal", "berhenti")


def test_a_decreed_grant_without_rows_is_void_even_when_its_months_have_begun(db, admin):
    belum = BantuanFactory()

    catat(belum, admin)

    belum.refresh_from_db()
    assert belum.status == "batal"


def test_a_grant_that_ended_before_is_left_alone(admin, db):
    lama = terdaftar(jumlah=6)

    catat(lama, admin)

    lama.refresh_from_db()
    assert (lama.status, lama.bulan_akhir) == ("berjalan", date(2026, 6, 1))


@pytest.mark.parametrize("status", ["tidak_layak", "berhenti"])
def test_an_event_of_who_cannot_stop_moves_nobody(db, admin, status):
    orang = PesertaFactory(status=status)

    catat_peristiwa(orang, J.MENINGGAL, HARI, oleh=admin, pada=PADA)

    orang.refresh_from_db()
    assert orang.status == status
    assert not RiwayatStatus.objects.exists()


@pytest.mark.parametrize(
    "status", ["draf", "diajukan", "dikembalikan", "layak", "ditetapkan", "didaftarkan"]
)
def test_every_status_that_may_stops(db, admin, status):
    orang = PesertaFactory(status=status)

    catat_peristiwa(orang, J.PINDAH, HARI, oleh=admin, pada=PADA)

    riwayat = RiwayatStatus.objects.get()
    assert (riwayat.dari, riwayat.ke) == (status, "berhenti")
    assert riwayat.alasan == "Pindah keluar kota, 14 September 2026"


@pytest.mark.parametrize(
    ("jenis", "tanggal", "kalimat"),
    [
        (J.MENINGGAL, date(2026, 11, 21), "belum tiba"),
        (J.MENINGGAL, date(1980, 1, 1), "mendahului tanggal lahirnya, 15 Februari 1985"),
        (J.USIA_65, HARI, "usianya baru 41 tahun"),
    ],
)
def test_an_impossible_event_is_refused(bantuan, admin, jenis, tanggal, kalimat):
    with pytest.raises(AturanDilanggarError, match=kalimat):
        catat(bantuan, admin, jenis, tanggal)

    assert not Peristiwa.objects.exists()


@pytest.mark.parametrize(
    ("tanggal", "boleh"), [(date(2026, 9, 13), False), (date(2026, 9, 14), True)]
)
def test_age_65_counts_from_the_birthday(db, admin, tanggal, boleh):
    bantuan = terdaftar(tanggal_lahir=date(1961, 9, 14))

    if boleh:
        assert catat(bantuan, admin, J.USIA_65, tanggal)
    else:
        with pytest.raises(AturanDilanggarError):
            catat(bantuan, admin, J.USIA_65, tanggal)


def test_the_same_event_twice_is_refused(bantuan, admin):
    catat(bantuan, admin)

    with pytest.raises(BentrokError, match="sudah dicatat oleh Admin"):
        catat(bantuan, admin)


def test_a_person_dies_once(bantuan, admin):
    catat(bantuan, admin)

    with pytest.raises(BentrokError, match="Kematian orang ini sudah dicatat"):
        catat(bantuan, admin, tanggal=date(2026, 10, 1))

    assert Peristiwa.objects.count() == 1


# --- undoing ----------------------------------------------------------------------------------


def batalkan(peristiwa, oleh):
    return batalkan_peristiwa(peristiwa, alasan="Salah orang", oleh=oleh)


def test_undoing_brings_status_grant_and_months_back(bantuan, admin, admin2):
    peristiwa = catat(bantuan, admin)

    assert batalkan(peristiwa, admin2) == 3

    peristiwa.refresh_from_db()
    bantuan.refresh_from_db()
    bantuan.peserta.refresh_from_db()
    assert hidup(bantuan) == list(range(1, 13))
    assert (bantuan.status, bantuan.bulan_akhir) == ("berjalan", date(2026, 12, 1))
    assert bantuan.peserta.status == "terdaftar"
    assert (peristiwa.dibatalkan_oleh, peristiwa.alasan_batal) == (admin2, "Salah orang")
    assert Iuran.objects.filter(hidup=False).count() == 3
    assert RiwayatStatus.objects.last().alasan == "Meninggal dibatalkan: Salah orang"


def test_undoing_an_accident_only_marks_it(bantuan, admin):
    assert batalkan(catat(bantuan, admin, J.KECELAKAAN), admin) == 0
    assert hidup(bantuan) == list(range(1, 13))


def test_undoing_gives_a_void_grant_back(db, admin):
    belum = BantuanFactory()

    assert batalkan(catat(belum, admin), admin) == 0

    belum.refresh_from_db()
    belum.peserta.refresh_from_db()
    assert (belum.status, belum.bulan_akhir) == ("ditetapkan", date(2026, 12, 1))
    assert belum.peserta.status == "ditetapkan"


def test_whoever_waits_in_no_batch_any_more_waits_for_the_next(db, admin):
    orang = PesertaFactory(status="didaftarkan")

    batalkan(catat_peristiwa(orang, J.PINDAH, HARI, oleh=admin, pada=PADA), admin)

    orang.refresh_from_db()
    assert orang.status == "ditetapkan"


def test_undoing_a_death_before_another_stop_gives_the_months_between_back(bantuan, admin):
    pindah = catat(bantuan, admin, J.PINDAH, date(2026, 3, 5))
    wafat = catat(bantuan, admin, J.MENINGGAL, date(2026, 1, 9))
    assert hidup(bantuan) == [1]

    batalkan(wafat, admin)

    bantuan.refresh_from_db()
    assert hidup(bantuan) == [1, 2, 3]
    assert (bantuan.status, bantuan.bulan_akhir) == ("berhenti", date(2026, 3, 1))
    batalkan(pindah, admin)
    assert hidup(bantuan) == list(range(1, 13))


def test_undoing_twice_is_refused(bantuan, admin):
    peristiwa = catat(bantuan, admin)
    batalkan(peristiwa, admin)

    with pytest.raises(BentrokError, match="sudah dibatalkan"):
        batalkan(peristiwa, admin)


def test_the_later_event_is_undone_first(bantuan, admin):
    pindah = catat(bantuan, admin, J.PINDAH)
    catat(bantuan, admin, J.KECELAKAAN, date(2026, 9, 1))
    wafat = catat(bantuan, admin, J.MENINGGAL, date(2026, 10, 2))

    with pytest.raises(AturanDilanggarError, match="lebih baru: Meninggal, 2 Oktober 2026"):
        batalkan(pindah, admin)
    batalkan(wafat, admin)

    assert batalkan(pindah, admin) == 3


def test_a_place_given_to_somebody_else_is_not_taken_back(bantuan, admin):
    peristiwa = catat(bantuan, admin)
    ubah_pagu(kuota=1)
    terdaftar(mulai=date(2026, 10, 1), jumlah=3)

    with pytest.raises(KuotaHabisError, match="Kuota APBD"):
        batalkan(peristiwa, admin)

    bantuan.peserta.refresh_from_db()
    assert bantuan.peserta.status == "berhenti"
    assert Peristiwa.objects.get().dibatalkan_pada is None


def test_months_that_another_grant_pays_are_not_taken_back(bantuan, admin):
    peristiwa = catat(bantuan, admin)
    BantuanFactory(
        peserta=bantuan.peserta,
        sumber=sumber("DBHCHT"),
        bulan_awal=date(2026, 11, 1),
        jumlah_bulan=2,
    )

    with pytest.raises(BentrokError, match="dibiayai bantuan lain"):
        batalkan(peristiwa, admin)

    assert Bantuan.objects.get(pk=bantuan.pk).status == "berhenti"


def test_who_became_a_new_case_is_not_put_back(bantuan, admin):
    peristiwa = catat(bantuan, admin, J.PINDAH)
    type(bantuan.peserta).objects.filter(pk=bantuan.peserta_id).update(status="draf")

    with pytest.raises(AturanDilanggarError, match="tidak dapat dibatalkan"):
        batalkan(peristiwa, admin)

    assert hidup(bantuan) == list(range(1, 10))
