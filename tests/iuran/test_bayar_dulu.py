"""The first payment before the card: accepted by a pre-check, billed, paid, then the card."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from iuran.berkas_bpjs.actions.batal import batalkan_berkas, lepaskan_menunggu
from iuran.berkas_bpjs.actions.urutan import ubah_urutan
from iuran.jawaban.hitungan import pratinjau_terapan
from iuran.jawaban.terapkan import minta_terapkan, terapkan_jawaban
from iuran.models import (
    Bantuan,
    Iuran,
    JawabanBPJS,
    ProfilEkspor,
    SumberDana,
)
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from iuran.perlindungan import perlindungan
from peserta.models import JenisPeristiwa, Peserta, RiwayatStatus
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import bayar
from tests.iuran.susunan import (
    CEK,
    HARI,
    KEPALA,
    cek,
    isi,
    jalankan,
    jawab,
    susun,
    susun_bayar_dulu,
)

KINI = datetime(2026, 3, 20, 9, tzinfo=WIB)
FEBRUARI, MARET, APRIL = (date(2026, n, 1) for n in (2, 3, 4))


def terapkan(jawaban, oleh):
    return terapkan_jawaban(jawaban, pada=KINI, oleh=oleh)


def terima(berkas_bpjs, oleh, *status, **lain):
    return terapkan(cek(berkas_bpjs, oleh, *status, **lain), oleh)


def kartu(berkas_bpjs, oleh, ubah=None, **lain):
    """BPJS's answer with cards for everybody; ``ubah`` changes its rows."""
    baris = [[*b, ""] for b in isi(berkas_bpjs)]
    if ubah:
        ubah(baris)
    return jawab(berkas_bpjs, [*KEPALA, "TMT"], *baris, oleh=oleh, **lain)


def bulan(**syarat):
    semua = Iuran.objects.filter(**{"hidup": True, **syarat})
    return [b.month for b in semua.order_by("bulan").values_list("bulan", flat=True)]


def status(pada):
    return perlindungan(Peserta.objects.get(), pada).status


def test_both_orders_reach_the_same_end(admin):
    """Card first, then payment; and payment first, then card: neither deadlocks."""
    for urutan in ("kartu_dulu", "bayar_dulu"):
        ProfilEkspor.objects.filter(kode="bpu_kolektif").update(urutan=urutan)
        berkas_bpjs = susun(admin, 1, bulan_awal=date(2026, 1, 1))
        if urutan == "bayar_dulu":
            terima(berkas_bpjs, admin, "Y", tmt="01-01-2026")
            bayar(date(2026, 1, 1), HARI)
        baris = isi(berkas_bpjs)
        baris[0][3] = "20000000001" if urutan == "kartu_dulu" else "30000000001"
        terapkan(jawab(berkas_bpjs, KEPALA, *baris, oleh=admin), admin)
        if urutan == "kartu_dulu":
            bayar(date(2026, 1, 1), HARI)

        orang = berkas_bpjs.daftar_baris.get().peserta
        berkas_bpjs.refresh_from_db()
        assert (orang.status, berkas_bpjs.status) == ("terdaftar", "selesai")
        assert bulan(peserta=orang) == [*range(1, 13)]
        assert perlindungan(orang, date(2026, 1, 20)).status == "belum_aktif"
        assert perlindungan(orang, date(2026, 2, 20)).status == "lunas"


def test_accepted_people_are_payable_before_their_card(admin):
    berkas_bpjs = susun_bayar_dulu(admin, 3)
    daftar = cek(berkas_bpjs, admin, "Y", "T")

    pratinjau = pratinjau_terapan(daftar)
    hasil = terapkan(daftar, admin)

    assert pratinjau[:6] == (1, 11, 11 * 16_800, 0, 0, 0)
    assert (pratinjau.awal, pratinjau.akhir) == (FEBRUARI, date(2026, 12, 1))
    assert hasil == (1, 0, 11)
    assert bulan() == [*range(2, 13)]  # from the month of the list, not from that of the decree
    pertama, kedua, ketiga = berkas_bpjs.daftar_baris.order_by("nomor")
    assert (pertama.diterima_mulai, pertama.diterima_pada) == (FEBRUARI, KINI)
    assert (kedua.diterima_mulai, ketiga.diterima_mulai) == (None, None)
    assert {p.status for p in Peserta.objects.all()} == {"didaftarkan"}
    assert {p.kpj for p in Peserta.objects.all()} == {""}
    daftar.refresh_from_db()
    berkas_bpjs.refresh_from_db()
    assert (daftar.status, berkas_bpjs.status) == ("diterapkan", "dikirim")
    assert not RiwayatStatus.objects.filter(ke="terdaftar").exists()


def test_second_delivery_and_same_list_again_change_nothing(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    daftar = cek(berkas_bpjs, admin, "Y")
    terapkan(daftar, admin)

    ulang = cek(berkas_bpjs, admin, "Y", tanggal=date(2026, 3, 2))

    assert terapkan(daftar, admin) == (0, 0, 0)
    assert pratinjau_terapan(ulang)[:4] == (0, 0, 0, 0)
    assert "Sudah diterima untuk dibayar mulai Februari 2026." in ulang.daftar_baris.get().catatan
    assert terapkan(ulang, admin) == (0, 0, 0)
    assert bulan() == [*range(2, 13)]


@pytest.mark.parametrize(
    ("tmt", "tanggal", "awal"),
    [
        ("", HARI, 2),
        ("01-03-2026", HARI, 3),
        ("Maret 2026", HARI, 3),
        (date(2026, 3, 15), HARI, 3),
        ("15-01-2026", HARI, 1),
        ("01-11-2025", HARI, 1),  # never before the decree's own month
        ("", date(2026, 1, 31), 1),
    ],
)
def test_first_month_is_the_tmt_else_that_of_the_list(admin, tmt, tanggal, awal):
    berkas_bpjs = susun_bayar_dulu(admin)

    terima(berkas_bpjs, admin, "Y", tmt=tmt, tanggal=tanggal)

    assert bulan()[0] == awal
    assert Bantuan.objects.get().bulan_awal.month == awal


def test_first_month_is_never_before_the_file_was_sent(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    berkas_bpjs.daftar_kiriman.create(
        tanggal=date(2026, 3, 4), nomor_surat="560/1", sha256="x", jumlah_orang=1, oleh=admin,
        pada=KINI,
    )  # fmt: skip

    terima(berkas_bpjs, admin, "Y", tmt="01-02-2026")

    assert bulan()[0] == 3


def test_unreadable_tmt_waits_for_an_admin(admin):
    berkas_bpjs = susun_bayar_dulu(admin)

    satu = cek(berkas_bpjs, admin, "Y", tmt="segera").daftar_baris.get()

    assert satu.hasil == "galat"
    assert "Tanggal mulai “segera” tidak terbaca" in satu.catatan


def test_clearly_other_name_in_a_pre_check_needs_a_tick(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    nik = isi(berkas_bpjs)[0][1]

    daftar = jawab(berkas_bpjs, CEK[:5], [1, nik, "JOKO WIDAGDO", "Y", ""], oleh=admin)

    assert daftar.daftar_baris.get().hasil == "berbeda"
    assert terapkan(daftar, admin) == (0, 0, 0)


def test_cover_is_not_promised_before_the_payment_and_holds_without_the_card(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    terima(berkas_bpjs, admin, "Y")
    assert status(date(2026, 2, 20)) == "belum_aktif"

    bayar(FEBRUARI, HARI)

    assert status(date(2026, 2, 20)) == "lunas"
    assert Peserta.objects.get().kpj == ""


def test_card_writes_no_second_row(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    terima(berkas_bpjs, admin, "Y")
    bayar(FEBRUARI, HARI)

    jawaban = kartu(berkas_bpjs, admin)
    pratinjau = pratinjau_terapan(jawaban)
    hasil = terapkan(jawaban, admin)

    orang = Peserta.objects.get()
    assert (pratinjau.terdaftar, pratinjau.bulan, pratinjau.mati) == (1, 0, 0)
    assert hasil == (1, 0, 0)
    assert (orang.status, orang.kpj) == ("terdaftar", "10000000001")
    assert bulan() == [*range(2, 13)]
    assert Iuran.objects.count() == 11
    berkas_bpjs.refresh_from_db()
    assert berkas_bpjs.status == "selesai"


def test_later_tmt_of_the_card_ends_unbilled_months_and_names_billed_ones(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    terima(berkas_bpjs, admin, "Y")
    bayar(FEBRUARI, HARI)

    jawaban = kartu(berkas_bpjs, admin, lambda b: b[0].__setitem__(5, "01-04-2026"))
    pratinjau = pratinjau_terapan(jawaban)
    hasil = terapkan(jawaban, admin)

    assert (pratinjau.terdaftar, pratinjau.mati, pratinjau.gugur) == (1, 1, 1)
    assert (pratinjau.gugur_orang, pratinjau.gugur_rupiah) == (1, 16_800)
    assert hasil == (1, 0, 0)
    mati = Iuran.objects.get(hidup=False)
    assert (mati.bulan, mati.alasan_mati) == (
        MARET,
        "BPJS menerima mulai April 2026 (jawaban PK-2026-0001)",
    )
    assert [i.bulan for i in Iuran.objects.sudah_keluar()] == [FEBRUARI]
    assert [i.bulan for i in Iuran.objects.all().melewati_bantuan()] == [FEBRUARI]
    bantuan = Bantuan.objects.get()
    assert (bantuan.bulan_awal, bantuan.gugur_dari, bantuan.gugur_sampai) == (
        APRIL,
        FEBRUARI,
        FEBRUARI,
    )
    assert status(date(2026, 2, 20)) == "belum_mulai"
    assert Peserta.objects.get().status == "terdaftar"


def test_refusal_after_payment_names_the_money_and_frees_the_person(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    terima(berkas_bpjs, admin, "Y")
    bayar(FEBRUARI, HARI)

    def tolak(baris):
        baris[0][3:5] = ["", "GAGAL: DATA TIDAK PADAN"]

    jawaban = kartu(berkas_bpjs, admin, tolak)
    pratinjau = pratinjau_terapan(jawaban)
    hasil = terapkan(jawaban, admin)

    assert (pratinjau.ditolak, pratinjau.mati, pratinjau.gugur) == (1, 10, 1)
    assert hasil == (0, 1, 0)
    assert bulan() == [2]
    assert [i.bulan for i in Iuran.objects.sudah_keluar()] == [FEBRUARI]
    baris, bantuan = berkas_bpjs.daftar_baris.get(), Bantuan.objects.get()
    assert (baris.hasil, baris.ditahan, baris.peserta.status) == ("ditolak", True, "ditetapkan")
    assert (bantuan.status, bantuan.bulan_awal) == ("ditetapkan", MARET)
    assert status(date(2026, 2, 20)) == "belum_ada"
    sumber = SumberDana.objects.filter(pk=bantuan.sumber_id).with_keuangan().get()
    assert (sumber.hidup, sumber.terikat) == (16_800, 10 * 16_800)  # nothing counts twice


def test_refused_after_acceptance_goes_into_the_next_batch(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    terima(berkas_bpjs, admin, "Y")
    bayar(FEBRUARI, HARI)
    jawaban = kartu(berkas_bpjs, admin, lambda b: b[0].__setitem__(slice(3, 5), ["", "GAGAL"]))
    terapkan(jawaban, admin)
    berkas_bpjs.daftar_baris.update(ditahan=False)

    kedua = susun(admin, bulan_awal=MARET)
    terima(kedua, admin, "Y", tanggal=date(2026, 5, 4))
    terapkan(kartu(kedua, admin), admin)

    assert Peserta.objects.get().status == "terdaftar"
    assert bulan() == [2, *range(5, 13)]
    assert [i.bulan for i in Iuran.objects.sudah_keluar()] == [FEBRUARI]


def test_second_list_that_turns_y_into_t_takes_the_months_back(admin):
    berkas_bpjs = susun_bayar_dulu(admin, 2)
    terima(berkas_bpjs, admin, "Y", "Y")
    lain = berkas_bpjs.daftar_baris.order_by("nomor")[1].peserta

    daftar = cek(berkas_bpjs, admin, "T", "Y", tanggal=date(2026, 3, 2))
    pratinjau = pratinjau_terapan(daftar)
    hasil = terapkan(daftar, admin)

    assert (pratinjau.terdaftar, pratinjau.ditolak, pratinjau.mati) == (0, 1, 11)
    assert hasil == (0, 1, 0)
    assert bulan() == [*range(2, 13)]
    assert {i.peserta_id for i in Iuran.objects.filter(hidup=True)} == {lain.pk}
    baris = berkas_bpjs.daftar_baris.order_by("nomor")[0]
    assert (baris.hasil, baris.diterima_mulai, baris.bantuan.status) == (
        "menunggu",
        None,
        "ditetapkan",
    )
    assert baris.peserta.status == "didaftarkan"


def test_y_again_brings_billed_months_back(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    terima(berkas_bpjs, admin, "Y")
    bayar(FEBRUARI, HARI)
    terima(berkas_bpjs, admin, "T", tanggal=date(2026, 2, 20))
    assert status(date(2026, 2, 20)) == "belum_ada"

    terima(berkas_bpjs, admin, "Y", tanggal=date(2026, 2, 23))

    assert bulan() == [*range(2, 13)]
    assert Iuran.objects.sudah_keluar().count() == 0
    assert Bantuan.objects.get().gugur_dari is None
    assert status(date(2026, 2, 20)) == "lunas"


def test_batch_answered_over_two_lists(admin):
    berkas_bpjs = susun_bayar_dulu(admin, 2)

    terima(berkas_bpjs, admin, "Y", "")
    terima(berkas_bpjs, admin, "", "Y", tanggal=date(2026, 3, 2))

    mulai = list(
        berkas_bpjs.daftar_baris.order_by("nomor").values_list("diterima_mulai", flat=True)
    )
    assert mulai == [FEBRUARI, MARET]


def test_card_without_a_pre_check_works_too(admin):
    berkas_bpjs = susun_bayar_dulu(admin)

    hasil = terapkan(kartu(berkas_bpjs, admin, tanggal=HARI), admin)

    assert hasil == (1, 0, 11)
    assert Peserta.objects.get().status == "terdaftar"


def test_card_before_the_payment(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    terima(berkas_bpjs, admin, "Y")

    terapkan(kartu(berkas_bpjs, admin), admin)

    assert status(date(2026, 2, 20)) == "belum_aktif"
    bayar(FEBRUARI, HARI)
    assert status(date(2026, 2, 20)) == "lunas"


def test_card_first_with_a_tmt_begins_there(admin):
    berkas_bpjs = susun(admin, 1)

    hasil = terapkan(kartu(berkas_bpjs, admin, lambda b: b[0].__setitem__(5, "01-03-2026")), admin)

    assert hasil == (1, 0, 10)
    assert bulan()[0] == 3


def test_batch_with_accepted_people_is_let_go_not_cancelled(admin):
    berkas_bpjs = susun_bayar_dulu(admin, 2)
    terima(berkas_bpjs, admin, "Y")
    bayar(FEBRUARI, HARI)
    with pytest.raises(AturanDilanggarError, match="Lepaskan orang yang belum dijawab"):
        batalkan_berkas(berkas_bpjs, alasan="salah cabang", pada=timezone.now(), oleh=admin)

    jumlah = lepaskan_menunggu(berkas_bpjs, alasan="salah cabang", pada=KINI, oleh=admin)

    assert jumlah == 2
    assert {p.status for p in Peserta.objects.all()} == {"ditetapkan"}
    assert bulan() == [2]
    assert [i.bulan for i in Iuran.objects.sudah_keluar()] == [FEBRUARI]
    assert "Dilepas dari PK-2026-0001: salah cabang" in set(
        Iuran.objects.filter(hidup=False).values_list("alasan_mati", flat=True)
    )


def test_death_between_payment_and_card(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    terima(berkas_bpjs, admin, "Y")
    bayar(FEBRUARI, HARI)

    catat_peristiwa(
        Peserta.objects.get(), JenisPeristiwa.MENINGGAL, date(2026, 2, 25), oleh=admin,
        pada=date(2026, 3, 1), bukti_jenis="akta_kematian", bukti_nomor="1",
    )  # fmt: skip
    terapkan(kartu(berkas_bpjs, admin), admin)

    orang = Peserta.objects.get()
    assert (orang.status, orang.kpj) == ("berhenti", "10000000001")
    assert bulan() == [2]
    assert status(date(2026, 2, 26)) == "lunas"


@pytest.mark.parametrize(
    ("ubah", "akhir", "hidup"),
    [
        (lambda b: None, "terdaftar", [*range(2, 13)]),
        (lambda b: b[0].__setitem__(slice(3, 5), ["", "GAGAL"]), "ditetapkan", []),
    ],
    ids=["kartu", "ditolak"],
)
def test_event_undone_after_the_answer_came(admin, ubah, akhir, hidup):
    berkas_bpjs = susun_bayar_dulu(admin)
    terima(berkas_bpjs, admin, "Y")
    peristiwa = catat_peristiwa(
        Peserta.objects.get(), JenisPeristiwa.MENGUNDURKAN_DIRI, date(2026, 2, 25), oleh=admin,
        pada=date(2026, 3, 1),
    )  # fmt: skip
    terapkan(kartu(berkas_bpjs, admin, ubah), admin)

    batalkan_peristiwa(peristiwa, alasan="keliru", oleh=admin)

    assert Peserta.objects.get().status == akhir
    assert bulan() == hidup


def test_pre_check_where_the_card_comes_first_is_not_applied(admin):
    berkas_bpjs = susun(admin, 1)
    daftar = cek(berkas_bpjs, admin, "Y")

    for coba in (terapkan, lambda j, o: minta_terapkan(j, oleh=o)):
        with pytest.raises(AturanDilanggarError, match="ubah urutannya"):
            coba(daftar, admin)
    with pytest.raises(IntegrityError, match="cek awal"), transaction.atomic():
        JawabanBPJS.objects.filter(pk=daftar.pk).update(status="diterapkan")


def test_order_of_a_batch_is_changed_with_a_reason_until_something_was_applied(admin):
    berkas_bpjs = susun(admin, 1)
    daftar = cek(berkas_bpjs, admin, "Y")

    ubah_urutan(berkas_bpjs, "bayar_dulu", alasan="Telepon cabang", pada=KINI, oleh=admin)
    with pytest.raises(BentrokError, match="sudah begitu"):
        ubah_urutan(berkas_bpjs, "bayar_dulu", alasan="Telepon cabang", pada=KINI, oleh=admin)
    terapkan(daftar, admin)

    berkas_bpjs.refresh_from_db()
    assert (berkas_bpjs.urutan_alasan, berkas_bpjs.urutan_oleh) == ("Telepon cabang", admin)
    with pytest.raises(AturanDilanggarError, match="sudah diterapkan"):
        ubah_urutan(berkas_bpjs, "kartu_dulu", alasan="x", pada=KINI, oleh=admin)


def test_batch_keeps_the_order_that_its_profile_had(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    ProfilEkspor.objects.update(urutan="kartu_dulu")

    berkas_bpjs.refresh_from_db()

    assert berkas_bpjs.bayar_dulu


def test_job_tells_how_many_were_accepted(admin):
    berkas_bpjs = susun_bayar_dulu(admin)
    daftar = cek(berkas_bpjs, admin, "Y")

    tugas = jalankan(minta_terapkan(daftar, oleh=admin))

    assert tugas.judul == "Menerapkan cek awal BPJS untuk PK-2026-0001"
    assert tugas.pesan == "1 orang diterima untuk dibayar, 0 dicabut, 11 bulan iuran dibuat."
