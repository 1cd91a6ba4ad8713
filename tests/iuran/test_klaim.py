"""Claims: what opens them, how far they may go, what they say of the cover on that day."""

from datetime import date
from itertools import product

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from iuran.klaim.actions import IsiKlaim, batalkan_klaim, catat_klaim, pindahkan_klaim
from iuran.klaim.aturan import DASAR, MANFAAT, SYARAT, pertanggungan
from iuran.models import TRANSISI_KLAIM, JenisKlaim, Klaim, RiwayatKlaim, StatusKlaim
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from iuran.peristiwa.akibat import akibat
from peserta.models import JenisPeristiwa as J
from peserta.models import Peristiwa
from pijar.errors import AturanDilanggarError, BentrokError, TransisiDitolakError
from pijar.models import DasarHukum
from tests.factories import PesertaFactory, bayar, terdaftar
from tests.keamanan.serentak import ditolak, serentak
from tests.verifikasi.susunan import usul_gabung
from verifikasi.actions.gabung import gabungkan

PADA = date(2026, 11, 20)
HARI = date(2026, 9, 14)
S = StatusKlaim


@pytest.fixture
def bantuan(db):
    """A person enrolled for all of 2026."""
    return terdaftar()


def buka(bantuan, oleh, jenis=J.MENINGGAL, tanggal=HARI) -> Klaim:
    catat_peristiwa(bantuan.peserta, jenis, tanggal, oleh=oleh, pada=PADA)
    return Klaim.objects.get()


def isi(*lengkap, nama="", hp="") -> IsiKlaim:
    return IsiKlaim([*lengkap], kontak_nama=nama, kontak_hubungan="", kontak_hp=hp)


@pytest.mark.parametrize(
    ("jenis", "klaim", "batas"),
    [
        (J.MENINGGAL, JenisKlaim.JKM, date(2026, 10, 14)),
        (J.KECELAKAAN, JenisKlaim.JKK, date(2026, 9, 16)),
    ],
)
def test_death_and_accident_open_a_claim(bantuan, admin, jenis, klaim, batas):
    rencana = akibat(bantuan.peserta, jenis, HARI)
    dibuka = buka(bantuan, admin, jenis)

    assert (rencana.klaim, rencana.batas) == (klaim, batas)
    assert (dibuka.jenis, dibuka.batas, dibuka.status) == (klaim, batas, "terbuka")
    assert (dibuka.peristiwa.jenis, dibuka.peserta) == (jenis, bantuan.peserta)
    assert [(r.dari, r.ke, r.oleh) for r in dibuka.riwayat.all()] == [("", "terbuka", admin)]


@pytest.mark.parametrize("jenis", [j for j in J if j not in (J.MENINGGAL, J.KECELAKAAN, J.USIA_65)])
def test_no_other_event_opens_one(bantuan, admin, jenis):
    catat_peristiwa(bantuan.peserta, jenis, HARI, oleh=admin, pada=PADA)

    assert not Klaim.objects.exists()


@pytest.mark.parametrize(
    ("status", "ada"), [("draf", False), ("layak", False), ("didaftarkan", True)]
)
def test_who_was_never_with_bpjs_has_none(db, admin, status, ada):
    orang = PesertaFactory(status=status)

    catat_peristiwa(orang, J.MENINGGAL, HARI, oleh=admin, pada=PADA)

    assert Klaim.objects.exists() == ada


def test_the_days_to_report_are_a_setting(bantuan, admin, settings):
    settings.KLAIM_BATAS_HARI = {"jkk": 2, "jkm": 7}

    assert buka(bantuan, admin).batas == date(2026, 9, 21)


def test_every_kind_has_papers_benefits_and_a_law(db):
    assert {*SYARAT} == {*MANFAAT} == {*JenisKlaim}
    assert DasarHukum.objects.filter(kode=DASAR).exists()


# --- the work ------------------------------------------------------------------------------------


def test_papers_and_contact_are_kept_and_the_history_says_who(bantuan, admin, petugas):
    klaim = buka(bantuan, admin)

    catat_klaim(klaim, isi("kk", "kartu", nama="Sri", hp="081234567890"), oleh=petugas)
    catat_klaim(klaim, isi("kk", nama="Sri", hp="081234567890"), catatan="Anak.", oleh=admin)

    klaim.refresh_from_db()
    assert (klaim.lengkap, klaim.kontak_nama) == (["kk"], "Sri")
    assert [(r.catatan, r.oleh) for r in klaim.riwayat.all()[:2]] == [
        ("Tidak jadi ada: Kartu peserta (KPJ). Anak.", admin),
        ("Diterima: Kartu peserta (KPJ); Kartu keluarga. Kontak keluarga diubah.", petugas),
    ]


def test_saving_without_a_change_leaves_no_trace(bantuan, admin):
    klaim = buka(bantuan, admin)

    catat_klaim(klaim, isi(), oleh=admin)

    assert klaim.riwayat.count() == 1


def test_a_closed_claim_is_not_worked_on(bantuan, admin):
    klaim = buka(bantuan, admin)
    pindahkan_klaim(klaim, S.DITUTUP, alasan="Keluarga tidak mengajukan.", oleh=admin)

    with pytest.raises(BentrokError, match="sudah ditutup"):
        catat_klaim(klaim, isi("kk"), oleh=admin)


def siapkan(bantuan, admin, dari) -> Klaim:
    """A claim that has come to ``dari`` by legal moves."""
    klaim = buka(bantuan, admin)
    jalan = {
        S.TERBUKA: [], S.DIAJUKAN: [S.DIAJUKAN], S.DIBAYAR: [S.DIAJUKAN, S.DIBAYAR],
        S.DITOLAK: [S.DIAJUKAN, S.DITOLAK], S.DITUTUP: [S.DITUTUP],
    }  # fmt: skip
    for ke in jalan.get(dari, []):
        pindahkan_klaim(klaim, ke, alasan="x", nominal=42_000_000, oleh=admin)
    if dari == S.BATAL:
        batalkan_klaim(klaim.peristiwa, alasan="Keliru", oleh=admin)
        klaim.refresh_from_db()
    return klaim


@pytest.mark.parametrize(("dari", "ke"), [*product(S, S)])
def test_only_legal_moves_happen(bantuan, admin, dari, ke):
    klaim = siapkan(bantuan, admin, dari)
    jejak = RiwayatKlaim.objects.count()

    if ke in TRANSISI_KLAIM[dari]:
        pindahkan_klaim(klaim, ke, alasan="x", nominal=1, oleh=admin)
    else:
        with pytest.raises(TransisiDitolakError, match="tidak dapat berubah"):
            pindahkan_klaim(klaim, ke, alasan="x", nominal=1, oleh=admin)

    pindah = ke in TRANSISI_KLAIM[dari]
    klaim.refresh_from_db()
    assert klaim.status == (ke if pindah else dari)
    assert RiwayatKlaim.objects.count() == jejak + pindah


@pytest.mark.parametrize(
    ("dari", "ke", "isian", "kalimat"),
    [
        (S.DIAJUKAN, S.DITOLAK, {}, "Tulis alasan"),
        (S.TERBUKA, S.DITUTUP, {"alasan": "  "}, "Tulis alasan"),
        (S.DIAJUKAN, S.TERBUKA, {}, "Tulis alasan"),
        (S.DIBAYAR, S.DIAJUKAN, {}, "Tulis alasan"),
        (S.DIAJUKAN, S.DIBAYAR, {}, "Isi jumlah rupiah"),
        (S.DIAJUKAN, S.DIBAYAR, {"nominal": 0}, "Isi jumlah rupiah"),
    ],
)
def test_a_move_says_what_it_must(bantuan, admin, dari, ke, isian, kalimat):
    klaim = siapkan(bantuan, admin, dari)

    with pytest.raises(AturanDilanggarError, match=kalimat):
        pindahkan_klaim(klaim, ke, **isian, oleh=admin)


def test_what_bpjs_paid_is_kept_until_it_is_taken_back(bantuan, admin):
    klaim = buka(bantuan, admin)
    pindahkan_klaim(klaim, S.DIAJUKAN, nomor="JKM-1", oleh=admin)
    pindahkan_klaim(klaim, S.DIBAYAR, nominal=42_000_000, oleh=admin)
    klaim.refresh_from_db()
    assert (klaim.nomor, klaim.nominal) == ("JKM-1", 42_000_000)

    pindahkan_klaim(klaim, S.DIAJUKAN, alasan="Salah baca.", oleh=admin)

    klaim.refresh_from_db()
    assert (klaim.nomor, klaim.nominal) == ("JKM-1", None)


@pytest.mark.django_db(transaction=True)
def test_moved_two_ways_at_once_goes_one_way(admin, admin2):
    klaim = buka(terdaftar(), admin)
    sama = Klaim.objects.get()

    hasil = serentak(
        lambda: pindahkan_klaim(klaim, S.DIAJUKAN, oleh=admin),
        lambda: pindahkan_klaim(sama, S.DITUTUP, alasan="Tidak diajukan.", oleh=admin2),
    )

    assert len(ditolak(hasil)) == 1
    assert RiwayatKlaim.objects.count() == 2


# --- undoing the event ---------------------------------------------------------------------------


@pytest.mark.parametrize("jenis", [J.MENINGGAL, J.KECELAKAAN])
def test_undoing_the_event_voids_its_claim(bantuan, admin, admin2, jenis):
    klaim = buka(bantuan, admin, jenis)

    batalkan_peristiwa(klaim.peristiwa, alasan="Salah orang", oleh=admin2)

    klaim.refresh_from_db()
    assert klaim.status == "batal"
    assert klaim.riwayat.first().catatan == "Peristiwanya dibatalkan: Salah orang"
    assert klaim.riwayat.first().oleh == admin2


def test_a_paid_claim_keeps_its_event(bantuan, admin):
    klaim = siapkan(bantuan, admin, S.DIBAYAR)

    with pytest.raises(AturanDilanggarError, match="BPJS sudah membayar"):
        batalkan_peristiwa(klaim.peristiwa, alasan="Salah orang", oleh=admin)

    assert Peristiwa.objects.get().dibatalkan_pada is None


def test_an_event_recorded_anew_has_its_own_claim(bantuan, admin):
    pertama = buka(bantuan, admin)
    batalkan_peristiwa(pertama.peristiwa, alasan="Salah tanggal", oleh=admin)

    catat_peristiwa(bantuan.peserta, J.MENINGGAL, date(2026, 9, 13), oleh=admin, pada=PADA)

    assert sorted(Klaim.objects.values_list("status", flat=True)) == ["batal", "terbuka"]


# --- the cover on that day -----------------------------------------------------------------------


def lunas(bulan: int) -> None:
    for n in range(1, bulan + 1):
        bayar(date(2026, n, 1), date(2026, n, 20))


@pytest.mark.parametrize(
    ("tanggal", "isi_kalimat"),
    [
        (date(2026, 3, 31), "Hanya biaya pemakaman (Rp10.000.000)"),
        (date(2026, 4, 1), "JKM penuh (Rp42.000.000), karena penuh sejak April 2026"),
    ],
)
def test_a_death_is_paid_in_full_after_three_paid_months(bantuan, tanggal, isi_kalimat):
    lunas(5)

    hasil = pertanggungan(bantuan.peserta, tanggal, JenisKlaim.JKM)

    assert hasil.dijamin
    assert isi_kalimat in hasil.santunan
    assert hasil.lunas[-1] == date(2026, 3, 1)


def test_an_accident_waits_only_for_the_first_payment(bantuan):
    belum = pertanggungan(bantuan.peserta, date(2026, 1, 5), JenisKlaim.JKK)
    assert (belum.dijamin, belum.santunan) == (False, "")
    assert "Iuran pertamanya belum tercatat" in belum.sebab
    bayar(date(2026, 1, 1), date(2026, 1, 5))

    hasil = pertanggungan(bantuan.peserta, date(2026, 1, 5), JenisKlaim.JKK)

    assert (hasil.dijamin, hasil.santunan) == (True, "")


@pytest.mark.parametrize(
    ("mulai", "jumlah", "tanggal", "sebab"),
    [
        (date(2026, 1, 1), 12, date(2026, 4, 1), "Tiga bulan berturut-turut"),
        (date(2026, 6, 1), 6, date(2026, 5, 31), "baru mulai Juni 2026"),
        (date(2026, 1, 1), 2, date(2026, 3, 1), "adalah Februari 2026"),
    ],
)
def test_who_was_not_covered_is_told_why(db, mulai, jumlah, tanggal, sebab):
    bantuan = terdaftar(mulai, jumlah)
    type(bantuan).objects.update(peserta_sejak=date(2025, 6, 1))

    hasil = pertanggungan(bantuan.peserta, tanggal, JenisKlaim.JKM)

    assert not hasil.dijamin
    assert sebab in hasil.sebab
    assert hasil.santunan == ""


def test_a_gap_and_an_empty_ledger_are_told_too(db):
    bantuan = terdaftar(date(2026, 1, 1), 5)
    lunas(5)
    bantuan.daftar_iuran.filter(bulan=date(2026, 3, 1)).update(hidup=False, alasan_mati="Batal")

    jeda = pertanggungan(bantuan.peserta, date(2026, 3, 9), JenisKlaim.JKM)
    kosong = pertanggungan(PesertaFactory(), date(2026, 3, 9), JenisKlaim.JKM)

    assert "Bulan Maret 2026 tidak ditanggung" in jeda.sebab
    assert "Belum pernah ada bulan" in kosong.sebab


# --- what the database holds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aturan", "ubah"),
    [
        ("klaim_jenis_sah", {"jenis": "jht"}),
        ("klaim_nominal_saat_dibayar", {"nominal": 42_000_000}),
        ("klaim_nominal_saat_dibayar", {"nominal": 0, "status": "dibayar"}),
        ("klaim_nominal_saat_dibayar", {"status": "dibayar"}),
        ("klaim_status_sah", {"status": "lupa"}),
    ],
)
def test_a_claim_that_must_not_be_is_refused(bantuan, admin, aturan, ubah):
    peristiwa = Peristiwa.objects.create(peserta=bantuan.peserta, jenis="meninggal", tanggal=HARI)
    awal = {"peserta": bantuan.peserta, "peristiwa": peristiwa, "jenis": "jkm", "batas": HARI}

    with pytest.raises(IntegrityError, match=aturan), transaction.atomic():
        Klaim.objects.create(**awal | ubah)


@pytest.mark.parametrize("ke", ["ditolak", "ditutup", "batal"])
def test_an_end_has_a_reason(bantuan, admin, ke):
    klaim = buka(bantuan, admin)

    with pytest.raises(IntegrityError, match="riwayat_klaim_beralasan"), transaction.atomic():
        RiwayatKlaim.objects.create(klaim=klaim, dari="terbuka", ke=ke)


def test_history_names_a_known_status(bantuan, admin):
    klaim = buka(bantuan, admin)

    with pytest.raises(IntegrityError, match="riwayat_klaim_ke_sah"), transaction.atomic():
        RiwayatKlaim.objects.create(klaim=klaim, ke="lupa")


def test_claims_and_their_history_stay(bantuan, admin):
    klaim = buka(bantuan, admin)

    for kerja in (klaim.delete, klaim.riwayat.get().delete, klaim.riwayat.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            kerja()
    with (
        pytest.raises(DatabaseError, match=r"Cannot update|permission denied"),
        transaction.atomic(),
    ):
        klaim.riwayat.update(catatan="lain")
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Klaim.objects.update(status="dibayar")


def test_rows_say_what_they_are(bantuan, admin):
    klaim = buka(bantuan, admin)

    assert str(klaim) == "JKM (kematian), Terbuka"
    assert str(klaim.riwayat.get()) == "baru → terbuka"


@pytest.mark.parametrize(("hari", "jumlah"), [(13, 0), (14, 0), (15, 1)])
def test_a_claim_is_late_the_day_after_its_limit(bantuan, admin, hari, jumlah):
    klaim = buka(bantuan, admin)
    pada = date(2026, 10, hari)

    assert Klaim.objects.lewat_batas(pada).count() == jumlah
    assert klaim.terlambat(pada) == bool(jumlah)

    pindahkan_klaim(klaim, S.DIAJUKAN, oleh=admin)

    assert not Klaim.objects.lewat_batas(pada).exists()


def test_months_paid_under_data_merged_since_open_a_claim_and_count(petugas, verifikator, admin):
    lama = terdaftar(date(2026, 1, 1), 4).peserta
    lunas(4)
    catat_peristiwa(lama, J.DATA_TIDAK_VALID, date(2026, 4, 2), oleh=admin, pada=PADA)
    lama.refresh_from_db()
    tetap = PesertaFactory()
    gabungkan(usul_gabung(petugas, tetap, lama, pada=PADA), oleh=verifikator, pada=PADA)

    catat_peristiwa(tetap, J.MENINGGAL, date(2026, 4, 20), oleh=admin, pada=PADA)

    klaim = Klaim.objects.get()
    hasil = pertanggungan(klaim.peserta, date(2026, 4, 20), klaim.jenis)
    assert (klaim.peserta, hasil.dijamin) == (tetap, True)
    assert "JKM penuh" in hasil.santunan
    assert [b.month for b in hasil.lunas] == [1, 2, 3, 4]
