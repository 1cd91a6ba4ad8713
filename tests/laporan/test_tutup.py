"""The report of a month: drafted, proposed, closed by another, corrected, withdrawn."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from laporan import tasks
from laporan.actions import bulanan as aksi
from laporan.actions.penarikan import (
    isi_penarikan,
    konfirmasi_tarik,
    tolak_tarik,
    usulkan_tarik,
)
from laporan.angka import dari_json
from laporan.beku import isi_beku, sidik_laporan
from laporan.models import (
    TRANSISI_LAPORAN,
    LaporanBulanan,
    PenarikanLaporan,
    PolaNomor,
    StatusLaporan,
    Surat,
    Target,
)
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Tugas
from pijar.sidik import sidik
from tests.factories import PenggunaFactory
from tests.laporan.test_angka import NOVEMBER, beri, tagih
from tests.laporan.tutup import saat, tutup, tutup_lagi, usulkan

S = StatusLaporan
DESEMBER, SATU_DES = date(2026, 12, 1), date(2026, 12, 1)
OKTOBER = date(2026, 10, 1)
SP2D = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _tanpa_broker(monkeypatch):
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *a, **k: None)


@pytest.fixture
def data(db):
    """One person with a grant from January on."""
    return beri()


@pytest.fixture
def pola(db):
    return PolaNomor.objects.create(mulai=date(2026, 1, 1), pola="560/{n}/{tahun}")


# Drafting


@pytest.mark.parametrize(
    ("bulan", "pada", "kata"),
    [
        (date(2027, 1, 1), SATU_DES, "belum dimulai"),
        (DESEMBER, SATU_DES, "masih berjalan"),
        (NOVEMBER, date(2026, 11, 30), "masih berjalan.*1 Desember 2026"),
        (date(2025, 12, 1), SATU_DES, "mendahului program.*Januari 2026"),
    ],
)
def test_month_that_cannot_be_reported_is_refused(data, admin, bulan, pada, kata):
    with pytest.raises(AturanDilanggarError, match=kata):
        aksi.siapkan_laporan(bulan, pada=pada, oleh=admin)
    assert not LaporanBulanan.objects.exists()


def test_month_without_data_is_refused(db, admin):
    with pytest.raises(AturanDilanggarError, match="Belum ada data untuk November 2026"):
        aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=admin)


def test_month_of_noughts_is_not_proposed(admin, admin2):
    beri(awal=date(2025, 1, 1), bulan=1)
    tagih(date(2025, 1, 1), admin, admin2, sp2d=date(2025, 1, 20))
    kosong = date(2026, 12, 1)
    laporan = aksi.siapkan_laporan(kosong, pada=date(2027, 1, 1), oleh=admin)
    with pytest.raises(AturanDilanggarError, match="Tidak ada data untuk Desember 2026"):
        aksi.usulkan_laporan(laporan, aksi.Kata(), pada=saat(date(2027, 1, 2)), oleh=admin)


def test_draft_made_twice_is_one_and_has_no_figures(data, admin, admin2):
    satu = aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=admin)

    assert aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=admin2) == satu
    assert (satu.status, satu.angka, satu.sha256) == (S.SEMENTARA, None, "")
    assert satu.per_tanggal == date(2026, 11, 30)


def test_schedule_drafts_last_month_once(db):
    lalu = tambah_bulan(awal_bulan(timezone.localdate()), -1)
    beri(awal=lalu.replace(month=1))
    tasks.bulan_lalu.run()
    tasks.bulan_lalu.run()

    laporan = LaporanBulanan.objects.get()
    assert (laporan.bulan, laporan.status, laporan.oleh) == (lalu, S.SEMENTARA, None)


def test_schedule_drafts_what_it_missed_since_the_newest_report(admin, admin2):
    lalu = tambah_bulan(awal_bulan(timezone.localdate()), -1)
    beri(awal=tambah_bulan(lalu, -3), bulan=1)
    tutup(tambah_bulan(lalu, -3), admin, admin2)

    tasks.bulan_lalu.run()
    tasks.bulan_lalu.run()

    baru = LaporanBulanan.objects.filter(oleh=None).order_by("bulan")
    assert [r.bulan for r in baru] == [tambah_bulan(lalu, n) for n in (-2, -1, 0)]


def test_schedule_leaves_a_month_without_data_alone(db):
    tasks.bulan_lalu.run()

    assert not LaporanBulanan.objects.exists()


def test_schedule_leaves_a_closed_month_alone(admin, admin2):
    lalu = tambah_bulan(awal_bulan(timezone.localdate()), -1)
    beri(awal=lalu.replace(month=1))
    tutup(lalu, admin, admin2)

    tasks.bulan_lalu.run()

    assert LaporanBulanan.objects.get().status == S.DITUTUP


def test_officer_of_one_area_closes_nothing(data, petugas):
    with pytest.raises(AturanDilanggarError, match="seluruh kota"):
        aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=PenggunaFactory(wilayah=["33.74.01"]))


# Closing


def test_closed_report_has_hash_moment_and_two_admins(data, admin, admin2):
    kata = aksi.Kata("Catatan", "Masalah", "Perpanjang SK\nTambah pagu")
    laporan = tutup(NOVEMBER, admin, admin2, kata=kata)
    laporan.refresh_from_db()

    assert (laporan.status, laporan.penyusun, laporan.penutup) == (S.DITUTUP, admin, admin2)
    assert (laporan.diketahui, laporan.ditutup_pada) == (saat(SATU_DES), saat(SATU_DES, 10))
    assert laporan.sha256 == sidik_laporan(laporan)
    laporan.masalah = "lain"
    assert laporan.sha256 != sidik_laporan(laporan)


def test_proposer_does_not_close(data, admin):
    laporan = usulkan(NOVEMBER, admin)

    with pytest.raises(AturanDilanggarError, match="Anda usulkan sendiri"):
        tutup_lagi(laporan, admin, SATU_DES)
    laporan.refresh_from_db()
    assert laporan.status == S.DIUSULKAN


def test_closing_twice_says_who_was_first(data, admin, admin2):
    laporan = usulkan(NOVEMBER, admin)
    tutup_lagi(laporan, admin2, SATU_DES)

    with pytest.raises(BentrokError, match=f"ditutup oleh {admin2.nama}"):
        tutup_lagi(laporan, PenggunaFactory(), SATU_DES)


def test_page_that_showed_something_else_does_not_close(data, admin, admin2):
    laporan = usulkan(NOVEMBER, admin)
    lama = sidik(aksi.segel_laporan(laporan))
    aksi.kembalikan_laporan(laporan, alasan="Periksa", pada=saat(SATU_DES), oleh=admin2)
    laporan = usulkan(NOVEMBER, admin, kata=aksi.Kata("Lain"))

    with pytest.raises(BentrokError, match="Isinya berubah"):
        aksi.tutup_laporan(laporan, dilihat=lama, pada=saat(SATU_DES), oleh=admin2)


def test_proposed_figures_stand_and_later_facts_do_not_enter(data, admin, admin2):
    laporan = usulkan(NOVEMBER, admin)
    tagih(NOVEMBER, admin, admin2, sp2d=SP2D)

    tutup_lagi(laporan, admin2, SATU_DES)

    assert dari_json(LaporanBulanan.objects.get().angka).dibayar_orang == 0


def test_returned_proposal_is_counted_anew(data, admin, admin2):
    laporan = usulkan(NOVEMBER, admin)
    aksi.kembalikan_laporan(laporan, alasan="SP2D menyusul", pada=saat(SATU_DES), oleh=admin2)
    laporan.refresh_from_db()
    assert (laporan.status, laporan.angka, laporan.penyusun) == (S.SEMENTARA, None, None)
    tagih(NOVEMBER, admin, admin2, sp2d=SP2D)

    tutup(NOVEMBER, admin, admin2)

    assert dari_json(LaporanBulanan.objects.get().angka).dibayar_orang == 1


def test_closed_month_is_not_drafted_again(data, admin, admin2):
    tutup(NOVEMBER, admin, admin2)

    with pytest.raises(AturanDilanggarError, match=r"sudah ditutup.*ajukan koreksi"):
        aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=admin)


def test_dropped_draft_may_be_drafted_again(data, admin):
    laporan = aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=admin)
    aksi.batalkan_laporan(laporan, alasan="Terlalu cepat", pada=saat(SATU_DES), oleh=admin)

    assert aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=admin).versi == 2


def test_closing_makes_the_paper_with_its_number(data, admin, admin2, pola):
    laporan = tutup(NOVEMBER, admin, admin2)

    surat = Surat.objects.get()
    assert (surat.jenis, surat.objek, surat.nomor) == ("laporan_bulan", laporan.pk, "560/1/2026")
    assert laporan.sha256 in surat.daftar_versi.get().isi["qr"]
    assert {t.jenis for t in Tugas.objects.all()} >= {"laporan.surat_pdf", "laporan.surat_excel"}


def test_without_a_pattern_the_paper_waits_for_its_number(data, admin, admin2):
    tutup(NOVEMBER, admin, admin2)

    assert Surat.objects.get().nomor == ""


# Later facts


def test_later_facts_are_told_once_in_the_next_report(data, admin, admin2):
    tutup(OKTOBER, admin, admin2)
    tagih(OKTOBER, admin, admin2, sp2d=date(2026, 10, 20))

    november = isi_beku(tutup(NOVEMBER, admin, admin2))
    desember = isi_beku(tutup(DESEMBER, admin, admin2))

    koreksi = {(k.bulan, k.beda.nama): (k.beda.lama, k.beda.baru) for k in november.koreksi}
    assert koreksi[OKTOBER, "Iuran dibayar kota (rupiah)"] == (0, 16_800)
    assert {k.bulan for k in november.koreksi} == {OKTOBER}
    assert [k for k in desember.koreksi if k.bulan == OKTOBER] == []
    assert dari_json(LaporanBulanan.objects.get(bulan=OKTOBER).angka).dibayar_rupiah == 0


def test_differences_from_the_report_before_are_told_by_name(data, admin, admin2):
    tagih(OKTOBER, admin, admin2, sp2d=date(2026, 10, 20))
    tutup(OKTOBER, admin, admin2)

    isi = isi_beku(tutup(NOVEMBER, admin, admin2))

    beda = {b.nama: b.selisih for b in isi.dibanding_lalu}
    assert beda["Iuran dibayar kota (orang)"] == -1


def test_open_points_are_listed_and_kept(data, admin, admin2):
    tagih(NOVEMBER, admin, admin2)

    isi = isi_beku(tutup(NOVEMBER, admin, admin2))

    titik = {t.label: (t.jumlah, t.rupiah) for t in isi.titik}
    assert titik["Tagihan diterbitkan, belum dibayar"] == (1, 16_800)
    assert titik["Laporan Oktober 2026 belum ditutup"] == (1, None)


# Correcting, withdrawing


def test_correction_replaces_and_the_old_one_stays(data, admin, admin2, pola):
    lama = tutup(NOVEMBER, admin, admin2)
    sebelum = LaporanBulanan.objects.filter(pk=lama.pk).values().get()
    tagih(NOVEMBER, admin, admin2, sp2d=SP2D)

    baru = aksi.koreksi_laporan(lama, alasan="SP2D tertinggal", oleh=admin)
    aksi.usulkan_laporan(baru, aksi.Kata(), pada=saat(date(2026, 12, 5)), oleh=admin)
    baru.refresh_from_db()
    tutup_lagi(baru, admin2, date(2026, 12, 6))

    sesudah = LaporanBulanan.objects.filter(pk=lama.pk).values().get()
    assert sesudah == sebelum | {"status": S.DIGANTI}
    assert LaporanBulanan.objects.ditutup().get() == baru
    assert (baru.versi, baru.menggantikan) == (2, lama)
    assert [s.status for s in Surat.objects.order_by("pk")] == ["dibatalkan", "bernomor"]


def test_correction_with_equal_figures_is_refused(data, admin, admin2):
    lama = tutup(NOVEMBER, admin, admin2)
    baru = aksi.koreksi_laporan(lama, alasan="Ragu", oleh=admin)

    with pytest.raises(AturanDilanggarError, match="Semua angkanya sama dengan versi 1"):
        aksi.usulkan_laporan(baru, aksi.Kata("x"), pada=saat(SATU_DES), oleh=admin)


def test_two_corrections_at_once_are_one(data, admin, admin2):
    lama = tutup(NOVEMBER, admin, admin2)
    aksi.koreksi_laporan(lama, alasan="Satu", oleh=admin)

    with pytest.raises(AturanDilanggarError, match="sedang disusun"):
        aksi.koreksi_laporan(lama, alasan="Dua", oleh=admin2)


@pytest.mark.parametrize("pengusul", [0, 1])
def test_withdrawn_by_two_admins_whoever_proposes(data, admin, admin2, pola, pengusul):
    laporan = tutup(NOVEMBER, admin, admin2)
    satu, dua = ((admin, admin2), (admin2, admin))[pengusul]
    tarik = usulkan_tarik(laporan, alasan="Salah bulan", pada=saat(SATU_DES), oleh=satu)
    dilihat = sidik(isi_penarikan(tarik))
    with pytest.raises(AturanDilanggarError, match="admin lain"):
        konfirmasi_tarik(tarik, dilihat=dilihat, pada=saat(SATU_DES), oleh=satu)

    konfirmasi_tarik(tarik, dilihat=dilihat, pada=saat(SATU_DES), oleh=dua)

    laporan.refresh_from_db()
    assert laporan.status == S.DITARIK
    assert Surat.objects.get().status == "dibatalkan"
    with pytest.raises(BentrokError, match="sudah diputus"):
        konfirmasi_tarik(tarik, dilihat=dilihat, pada=saat(SATU_DES), oleh=dua)
    assert aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=admin).versi == 2


def test_withdrawal_proposed_twice_is_refused_and_may_be_dropped(data, admin, admin2):
    laporan = tutup(NOVEMBER, admin, admin2)
    tarik = usulkan_tarik(laporan, alasan="Salah", pada=saat(SATU_DES), oleh=admin)
    with pytest.raises(BentrokError, match="sudah diusulkan"):
        usulkan_tarik(laporan, alasan="Salah", pada=saat(SATU_DES), oleh=admin2)

    tolak_tarik(tarik, alasan="Tidak jadi", pada=saat(SATU_DES), oleh=admin)

    assert LaporanBulanan.objects.get().status == S.DITUTUP
    assert usulkan_tarik(laporan, alasan="Lagi", pada=saat(SATU_DES), oleh=admin2).pk != tarik.pk


def test_draft_is_not_withdrawn_nor_a_report_under_correction(data, admin, admin2):
    draf = aksi.siapkan_laporan(OKTOBER, pada=SATU_DES, oleh=admin)
    with pytest.raises(BentrokError, match="tidak dapat ditarik"):
        usulkan_tarik(draf, alasan="x", pada=saat(SATU_DES), oleh=admin)
    laporan = tutup(NOVEMBER, admin, admin2)
    aksi.koreksi_laporan(laporan, alasan="Satu", oleh=admin)
    with pytest.raises(AturanDilanggarError, match="Koreksi laporan ini sedang disusun"):
        usulkan_tarik(laporan, alasan="x", pada=saat(SATU_DES), oleh=admin2)


# Something breaks while it is written


def test_disk_full_while_closing_leaves_the_proposal(data, admin, admin2, monkeypatch):
    laporan = usulkan(NOVEMBER, admin)

    def penuh(*a, **k):
        raise DatabaseError("could not extend file: No space left on device")

    monkeypatch.setattr("laporan.surat.actions.buat.VersiSurat.objects.create", penuh)
    with pytest.raises(DatabaseError), transaction.atomic():
        tutup_lagi(laporan, admin2, SATU_DES)
    monkeypatch.undo()

    laporan.refresh_from_db()
    assert (laporan.status, laporan.penutup, Surat.objects.count()) == (S.DIUSULKAN, None, 0)
    assert tutup_lagi(laporan, admin2, SATU_DES).status == S.DITUTUP


def test_disk_full_while_the_paper_is_written_fails_the_job_not_the_report(
    data, admin, admin2, monkeypatch
):
    laporan = tutup(NOVEMBER, admin, admin2)
    surat = Surat.objects.get()

    def penuh(*a, **k):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as m:
        m.setattr("django.core.files.storage.FileSystemStorage._save", penuh)
        tasks.surat.surat_excel.run(surat.tugas_excel_id)
    tugas = Tugas.objects.get(pk=surat.tugas_excel_id)
    assert (tugas.status, tugas.hasil.name) == ("gagal", "")
    laporan.refresh_from_db()
    assert laporan.status == S.DITUTUP

    tugas.status = "antre"
    tugas.save(update_fields=["status"])
    tasks.surat.surat_excel.run(tugas.pk)
    tugas.refresh_from_db()
    assert tugas.status == "selesai"


def test_killed_while_it_writes_a_proposal_has_written_nothing(data, admin, monkeypatch):
    laporan = aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=admin)

    def mati(*a, **k):
        raise SystemExit(9)

    monkeypatch.setattr("laporan.actions.bulanan._pastikan_berbeda", mati)
    with pytest.raises(SystemExit), transaction.atomic():
        aksi.usulkan_laporan(laporan, aksi.Kata("x"), pada=saat(SATU_DES), oleh=admin)
    monkeypatch.undo()

    laporan.refresh_from_db()
    assert (laporan.status, laporan.angka, laporan.catatan) == (S.SEMENTARA, None, "")
    assert usulkan(NOVEMBER, admin).status == S.DIUSULKAN


# What the database refuses


@pytest.mark.parametrize("dari", list(StatusLaporan))
@pytest.mark.parametrize("ke", list(StatusLaporan))
def test_only_legal_moves_pass_the_trigger(data, admin, admin2, dari, ke):
    laporan = _berstatus(dari, admin, admin2)
    if dari == ke or ke in TRANSISI_LAPORAN[dari]:
        return
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        LaporanBulanan.objects.filter(pk=laporan.pk).update(status=ke)


def _berstatus(status, admin, admin2) -> LaporanBulanan:
    if status in (S.SEMENTARA, S.DIBATALKAN):
        laporan = aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=admin)
    elif status == S.DIUSULKAN:
        laporan = usulkan(NOVEMBER, admin)
    else:
        laporan = tutup(NOVEMBER, admin, admin2)
    LaporanBulanan.objects.filter(pk=laporan.pk).update(status=status)
    laporan.refresh_from_db()
    return laporan


@pytest.mark.parametrize(
    "perintah",
    [
        "SET angka = '{}'",
        "SET catatan = 'x'",
        "SET sha256 = repeat('0', 64)",
        "SET diketahui = now()",
        "SET penutup_id = penyusun_id",
        "SET bulan = '2026-10-01'",
        "SET versi = 9",
    ],
)
def test_closed_report_cannot_be_changed(data, admin, admin2, perintah):
    tutup(NOVEMBER, admin, admin2)

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        connection.cursor().execute(f"UPDATE laporan_laporanbulanan {perintah}")


def test_report_is_not_deleted_and_is_born_a_draft(data, admin, admin2):
    tutup(NOVEMBER, admin, admin2)

    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        connection.cursor().execute("DELETE FROM laporan_laporanbulanan")
    for isi in ({"status": S.DITUTUP}, {"warisan": True}):
        with pytest.raises(DatabaseError, match="Cannot insert"), transaction.atomic():
            LaporanBulanan.objects.create(bulan=OKTOBER, per_tanggal=OKTOBER, **isi)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("laporan_bulan_tanggal_satu", {"bulan": NOVEMBER + timedelta(days=1)}),
        ("laporan_sementara_tanpa_angka", {"bulan": OKTOBER, "angka": {}}),
        ("laporan_satu_terbuka", {"bulan": NOVEMBER, "versi": 2}),
        ("laporan_sekali", {"bulan": NOVEMBER, "versi": 1}),
    ],
)
def test_constraints_of_a_draft(data, admin, nama, isi):
    aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=admin)

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        LaporanBulanan.objects.create(per_tanggal=NOVEMBER, **isi)


def test_correction_needs_a_reason(data, admin, admin2):
    lama = tutup(NOVEMBER, admin, admin2)

    with pytest.raises(IntegrityError, match="laporan_koreksi_beralasan"), transaction.atomic():
        LaporanBulanan.objects.create(
            bulan=NOVEMBER, versi=2, per_tanggal=NOVEMBER, menggantikan=lama, alasan=" "
        )


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("laporan_tutup_dua_admin", {"status": "ditutup"}),
        ("laporan_tutup_dua_admin", {"status": "ditutup", "penutup": "penyusun"}),
        ("laporan_belum_ditutup", {"penutup": "lain"}),
        ("laporan_status_sah", {"status": "entah"}),
    ],
)
def test_constraints_of_a_proposal(data, admin, admin2, nama, kolom):
    laporan = usulkan(NOVEMBER, admin)
    orang = {"penyusun": admin, "lain": admin2}
    kolom = {k: orang.get(v, v) for k, v in kolom.items()}
    if kolom.get("penutup"):
        kolom["ditutup_pada"] = saat(SATU_DES)

    cocok = "Invalid transition" if nama == "laporan_status_sah" else nama
    with pytest.raises(DatabaseError, match=cocok), transaction.atomic():
        LaporanBulanan.objects.filter(pk=laporan.pk).update(**kolom)


def test_proposal_needs_figures_hash_and_its_admin(data, admin):
    laporan = aksi.siapkan_laporan(NOVEMBER, pada=SATU_DES, oleh=admin)

    with pytest.raises(IntegrityError, match="laporan_beku_lengkap"), transaction.atomic():
        LaporanBulanan.objects.filter(pk=laporan.pk).update(status=S.DIUSULKAN, angka={})


def test_one_closed_report_a_month(data, admin, admin2):
    lama = tutup(NOVEMBER, admin, admin2)
    tagih(NOVEMBER, admin, admin2, sp2d=SP2D)
    baru = aksi.koreksi_laporan(lama, alasan="SP2D", oleh=admin)
    aksi.usulkan_laporan(baru, aksi.Kata(), pada=saat(SATU_DES), oleh=admin)

    with pytest.raises(IntegrityError, match="laporan_satu_ditutup"), transaction.atomic():
        LaporanBulanan.objects.filter(pk=baru.pk).update(
            status=S.DITUTUP, penutup=admin2, ditutup_pada=saat(SATU_DES)
        )


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("penarikan_beralasan", {"alasan": "  "}),
        ("penarikan_diputus", {"status": "ditolak"}),
        ("penarikan_status_sah", {"status": "x", "diputus_pada": saat(SATU_DES), "lain": True}),
        ("penarikan_orang_lain", {"status": "dikonfirmasi", "diputus_pada": saat(SATU_DES)}),
    ],
)
def test_constraints_of_a_withdrawal(data, admin, admin2, nama, isi):
    laporan = tutup(NOVEMBER, admin, admin2)
    isi = {"alasan": "x", **isi}
    if "diputus_pada" in isi:
        isi["diputus_oleh"] = admin2 if isi.pop("lain", False) else admin

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        PenarikanLaporan.objects.create(
            laporan=laporan, diusulkan_oleh=admin, diusulkan_pada=saat(SATU_DES), **isi
        )


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("target_positif", {"tahun": 2030, "jenis": "apbd", "orang": 0}),
        ("target_sekali", {"tahun": 2026, "jenis": "apbd", "orang": 5}),
    ],
)
def test_target_constraints(db, nama, isi):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        Target.objects.create(**isi)
