"""Ceilings and quotas: never below what is bound, by two admins, with their paper and history."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from iuran.buku import UsulanBantuan, beri_bantuan
from iuran.buku.actions.iuran import buat_iuran
from iuran.buku.actions.pagu import buat_sumber, isi_tampil, sahkan_pagu, tolak_pagu, usulkan_pagu
from iuran.buku.aturan import boleh_menjadi
from iuran.buku.penerus import penerus_sumber
from iuran.models import PerubahanPagu, SumberDana
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError, KuotaHabisError
from pijar.sidik import sidik
from tests.factories import BantuanFactory, PesertaFactory, sumber, terdaftar, ubah_pagu
from tests.keamanan.serentak import ditolak, serentak

KINI = datetime(2026, 11, 28, 9, tzinfo=WIB)
JANUARI = date(2026, 1, 1)


@pytest.fixture
def apbd(db):
    return sumber("APBD")


def isi(dana, **lain):
    return {
        "keadaan": dana.keadaan_pagu,
        "pagu": dana.pagu,
        "kuota": dana.kuota,
        "nomor": "900/12/2026",
        "tanggal": date(2026, 11, 20),
        "alasan": "Pergeseran anggaran",
        "defisit": False,
    } | lain


def usulkan(dana, oleh, **lain):
    return usulkan_pagu(dana, isi(dana, **lain), oleh=oleh, pada=KINI)


def cap(usulan):
    return sidik(isi_tampil(PerubahanPagu.objects.select_related("sumber").get(pk=usulan.pk)))


def sahkan(usulan, oleh):
    sahkan_pagu(usulan, sidik=cap(usulan), oleh=oleh, pada=KINI)


def beri(dana, oleh, awal=JANUARI, jumlah=12):
    usulan = UsulanBantuan(PesertaFactory().pk, dana, "rutin", None, awal, jumlah)
    return beri_bantuan([usulan], nomor_sk="463/1", oleh=oleh)


def test_a_confirmed_change_says_from_what_to_what(apbd, admin, admin2):
    lama = apbd.pagu
    usulan = usulkan(apbd, admin, keadaan="pergeseran", pagu=lama + 1_000_000, kuota=7_600)
    apbd.refresh_from_db()
    assert apbd.pagu == lama

    sahkan(usulan, admin2)

    apbd.refresh_from_db()
    usulan.refresh_from_db()
    assert (apbd.pagu, apbd.kuota, apbd.keadaan_pagu) == (lama + 1_000_000, 7_600, "pergeseran")
    assert (usulan.pagu_lama, usulan.kuota_lama, usulan.keadaan_lama) == (lama, 7_500, "dpa")
    assert (usulan.status, usulan.diputus_oleh) == ("disahkan", admin2)


def test_a_ceiling_below_what_is_bound_is_refused_with_the_figure(apbd, admin):
    BantuanFactory()
    buat_iuran([BantuanFactory().pk])

    with pytest.raises(AturanDilanggarError, match=r"terikat Rp403\.200, jadi kurang Rp3\.200"):
        usulkan(apbd, admin, pagu=400_000)


@pytest.mark.parametrize(("pagu", "boleh"), [(201_599, False), (201_600, True), (201_601, True)])
def test_a_ceiling_at_the_border(apbd, admin, pagu, boleh):
    BantuanFactory()

    if boleh:
        assert usulkan(apbd, admin, pagu=pagu).pk
    else:
        with pytest.raises(AturanDilanggarError, match="terikat"):
            usulkan(apbd, admin, pagu=pagu)


def test_what_was_bound_after_the_proposal_counts_when_it_is_confirmed(apbd, admin, admin2):
    usulan = usulkan(apbd, admin, pagu=20_000)
    lihat = cap(usulan)
    BantuanFactory()

    with pytest.raises(BentrokError, match=r"Terikat: tadinya Rp0, sekarang Rp201\.600"):
        sahkan_pagu(usulan, sidik=lihat, oleh=admin2, pada=KINI)
    with pytest.raises(AturanDilanggarError, match="terikat"):
        sahkan(usulan, admin2)


def test_a_quota_below_the_people_is_refused_with_the_month(apbd, admin):
    BantuanFactory.create_batch(2, bulan_awal=date(2026, 3, 1), jumlah_bulan=6)

    with pytest.raises(AturanDilanggarError, match="Maret 2026 sudah ada 2 orang"):
        usulkan(apbd, admin, kuota=1)


def test_the_database_refuses_both(apbd):
    BantuanFactory.create_batch(2)

    for kolom, nama in (({"pagu": 1}, "sumber_pagu_cukup"), ({"kuota": 1}, "sumber_kuota_cukup")):
        with pytest.raises(IntegrityError) as galat, transaction.atomic():
            SumberDana.objects.filter(pk=apbd.pk).update(**kolom)
        assert galat.value.__cause__.diag.constraint_name == nama


def test_a_cut_by_the_council_is_a_deficit_that_blocks_until_it_is_resolved(apbd, admin, admin2):
    BantuanFactory()
    sahkan(usulkan(apbd, admin, pagu=100_000, keadaan="dppa", defisit=True), admin2)

    kini = SumberDana.objects.with_keuangan().get(pk=apbd.pk)
    assert (kini.defisit, kini.defisit_sejak) == (101_600, date(2026, 11, 28))
    with pytest.raises(KuotaHabisError, match=r"defisit Rp101\.600"):
        beri(apbd, admin)

    apbd.refresh_from_db()
    sahkan(usulkan(apbd, admin, pagu=10**9), admin2)
    apbd.refresh_from_db()
    assert apbd.defisit_sejak is None
    assert beri(apbd, admin)


def test_a_deficit_lasts_until_the_ceiling_suffices(apbd, admin, admin2):
    """Another change of a source in deficit keeps it, with its first day, whatever it is called."""
    BantuanFactory()
    sahkan(usulkan(apbd, admin, pagu=100_000, keadaan="dppa", defisit=True), admin2)
    apbd.refresh_from_db()
    besok = KINI + timedelta(days=1)

    for pagu, sejak in ((100_000, KINI.date()), (201_599, KINI.date()), (201_600, None)):
        usulan = usulkan(apbd, admin, pagu=pagu, kuota=7_000 + pagu % 7)
        sahkan_pagu(usulan, sidik=cap(usulan), oleh=admin2, pada=besok)
        apbd.refresh_from_db()
        assert apbd.defisit_sejak == sejak


def test_a_deficit_that_is_only_partly_filled_stays_one_since_its_first_day(apbd, admin, admin2):
    BantuanFactory()
    sahkan(usulkan(apbd, admin, pagu=100_000, keadaan="dppa", defisit=True), admin2)
    apbd.refresh_from_db()
    usulan = usulkan(apbd, admin, pagu=150_000)
    nanti = datetime(2026, 12, 3, 9, tzinfo=WIB)
    sahkan_pagu(usulan, sidik=cap(usulan), oleh=admin2, pada=nanti)

    kini = SumberDana.objects.with_keuangan().get(pk=apbd.pk)

    assert (kini.defisit, kini.defisit_sejak) == (51_600, date(2026, 11, 28))


@pytest.mark.parametrize(
    "kolom",
    [{"pagu": 10**10}, {"kuota": 9_999}, {"keadaan_pagu": "dppa"}, {"pagu": 10**10, "kuota": 1}],
)
def test_nothing_changes_in_sql_without_a_confirmed_change(apbd, kolom):
    with pytest.raises(IntegrityError, match="perubahan pagu"), transaction.atomic():
        SumberDana.objects.filter(pk=apbd.pk).update(**kolom)


def test_a_confirmed_change_counts_once_and_for_its_own_figures(apbd, admin, admin2):
    lama = apbd.pagu
    usulan = usulkan(apbd, admin, pagu=lama + 1)
    with pytest.raises(IntegrityError), transaction.atomic():  # not confirmed
        SumberDana.objects.filter(pk=apbd.pk).update(pagu=lama + 1, perubahan=usulan)
    sahkan(usulan, admin2)
    apbd.refresh_from_db()
    assert (apbd.pagu, apbd.perubahan) == (lama + 1, usulan)

    for kolom in ({"pagu": lama}, {"pagu": lama + 2}, {"pagu": lama, "perubahan": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SumberDana.objects.filter(pk=apbd.pk).update(**kolom)
    kembali = usulkan(apbd, admin, pagu=lama)
    sahkan(kembali, admin2)
    with pytest.raises(IntegrityError), transaction.atomic():  # the first change again
        SumberDana.objects.filter(pk=apbd.pk).update(pagu=lama + 1, perubahan=usulan)


def test_a_cut_that_was_not_called_a_deficit_makes_none(apbd, admin, admin2):
    usulan = usulkan(apbd, admin, pagu=apbd.pagu + 1)
    PerubahanPagu.objects.filter(pk=usulan.pk).update(
        status="disahkan", diputus_oleh=admin2, diputus_pada=KINI
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        SumberDana.objects.filter(pk=apbd.pk).update(
            pagu=usulan.pagu, perubahan=usulan, defisit_sejak=KINI.date()
        )


def test_the_proposer_does_not_confirm(apbd, admin):
    usulan = usulkan(apbd, admin)

    with pytest.raises(AturanDilanggarError, match="admin lain"):
        sahkan(usulan, admin)
    with pytest.raises(IntegrityError, match="perubahan_pagu_admin_lain"), transaction.atomic():
        PerubahanPagu.objects.filter(pk=usulan.pk).update(status="disahkan", diputus_oleh=admin)


def test_one_proposal_at_a_time_and_none_twice(apbd, admin, admin2):
    usulan = usulkan(apbd, admin)
    with pytest.raises(BentrokError, match="menunggu"):
        usulkan(apbd, admin2)

    tolak_pagu(usulan, alasan="Salah nomor", oleh=admin, pada=KINI)

    with pytest.raises(BentrokError, match="sudah diputuskan: tidak jadi"):
        sahkan(usulan, admin2)
    assert usulkan(apbd, admin2).menunggu


def test_the_history_never_changes(apbd, admin, admin2):
    usulan = usulkan(apbd, admin)
    sahkan(usulan, admin2)

    with pytest.raises(DatabaseError), transaction.atomic():
        PerubahanPagu.objects.filter(pk=usulan.pk).update(pagu=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        PerubahanPagu.objects.filter(pk=usulan.pk).delete()


@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("perubahan_pagu_keadaan_sah", {"keadaan": "dibahas"}),
        ("perubahan_pagu_status_sah", {"status": "hilang"}),
        ("perubahan_pagu_positif", {"pagu": 0}),
        ("perubahan_pagu_berdokumen", {"nomor": " "}),
        ("perubahan_pagu_beralasan", {"alasan": ""}),
        ("perubahan_pagu_tolak_beralasan", {"status": "ditolak"}),
    ],
)
def test_perubahan_pagu_constraints(apbd, admin, nama, kolom):
    usulan = usulkan(apbd, admin)

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        PerubahanPagu.objects.filter(pk=usulan.pk).update(**kolom)


@pytest.mark.parametrize(
    ("dari", "ke", "boleh"),
    [
        ("rancangan", "rancangan", True),
        ("rancangan", "apbd", True),
        ("rancangan", "dpa", False),
        ("apbd", "dpa", True),
        ("apbd", "rancangan", False),
        ("apbd", "dppa", False),
        ("dpa", "dpa", True),
        ("dpa", "pergeseran", True),
        ("dpa", "apbd", False),
        ("pergeseran", "dppa", True),
        ("dppa", "pergeseran", True),
        ("dppa", "dpa", False),
    ],
)
def test_boleh_menjadi(dari, ke, boleh):
    assert boleh_menjadi(dari, ke) == boleh


@pytest.mark.parametrize(
    ("keadaan", "boleh"),
    [("rancangan", False), ("apbd", True), ("dpa", True), ("pergeseran", True), ("dppa", True)],
)
def test_freezing_needs_a_budget_that_is_passed(apbd, admin, settings, keadaan, boleh):
    ubah_pagu(keadaan_pagu=keadaan)

    if boleh:
        assert beri(apbd, admin)
        return
    with pytest.raises(AturanDilanggarError, match="masih rancangan"):
        beri(apbd, admin)
    settings.TETAPKAN_PERLU_APBD = False
    assert beri(apbd, admin)


def test_money_that_is_not_the_citys_needs_no_budget(db, admin):
    csr = sumber("CSR")
    ubah_pagu("CSR", keadaan_pagu="rancangan")

    assert beri(csr, admin)


@pytest.mark.parametrize(
    ("keadaan", "boleh"), [("rancangan", False), ("apbd", False), ("dpa", True)]
)
def test_a_bill_is_issued_once_the_dpa_is_there(apbd, admin, admin2, settings, keadaan, boleh):
    terdaftar()
    tagihan = susun_tagihan(apbd, JANUARI, oleh=admin)
    ubah_pagu(keadaan_pagu=keadaan)
    tagihan.sumber.refresh_from_db()

    if not boleh:
        with pytest.raises(AturanDilanggarError, match="belum mempunyai DPA"):
            terbitkan(tagihan, oleh=admin2, pada=KINI)
        settings.TAGIHAN_PERLU_DPA = False
    terbitkan(tagihan, oleh=admin2, pada=KINI)
    assert tagihan.status == "diterbitkan"


def test_a_new_source_pays_nothing_before_its_ceiling_is_confirmed(db, admin, admin2):
    dana = buat_sumber(
        {"kode": "CSR", "nama": "Bank Jateng", "jenis": "csr", "tahun": 2026},
        {
            "keadaan": "rancangan",
            "pagu": 10**9,
            "kuota": 100,
            "nomor": "",
            "tanggal": None,
            "alasan": "Perjanjian baru",
        },
        oleh=admin,
        pada=KINI,
    )
    with pytest.raises(AturanDilanggarError, match="tidak aktif"):
        beri(dana, admin)

    sahkan(dana.daftar_perubahan.get(), admin2)

    dana.refresh_from_db()
    assert beri(dana, admin)


def test_penerus(db):
    apbd_27, dbhcht_27 = sumber("APBD", 2027), sumber("DBHCHT", 2027)
    gelombang = SumberDana.objects.create(
        kode="APBD-P", nama="APBD", jenis="apbd", tahun=2026, gelombang="Perubahan", pagu=1, kuota=1
    )
    khusus = SumberDana.objects.create(
        kode="APBD-K", nama="APBD", jenis="apbd", tahun=2027, gelombang="khusus", pagu=1, kuota=1
    )
    semua = [sumber("APBD"), sumber("DBHCHT"), sumber("CSR"), gelombang]

    assert penerus_sumber(semua) == {
        semua[0].pk: apbd_27,
        semua[1].pk: dbhcht_27,
        gelombang.pk: apbd_27,
    }
    gelombang.penerus = khusus
    assert penerus_sumber([gelombang]) == {gelombang.pk: khusus}


def test_dbhcht_never_goes_on_in_the_apbd(db):
    sumber("APBD", 2027)

    assert penerus_sumber([sumber("DBHCHT")]) == {}
    with pytest.raises(IntegrityError, match="sejenis"), transaction.atomic():
        SumberDana.objects.filter(kode="DBHCHT").update(penerus=sumber("APBD", 2027))


def test_a_grant_goes_on_in_the_successor_that_an_admin_chose(apbd, admin):
    khusus = SumberDana.objects.create(
        kode="APBD-K",
        nama="APBD",
        jenis="apbd",
        tahun=2027,
        pagu=10**9,
        kuota=9,
        keadaan_pagu="apbd",
    )
    SumberDana.objects.filter(pk=apbd.pk).update(penerus=khusus)
    apbd.refresh_from_db()

    [pertama] = beri(apbd, admin, date(2026, 7, 1))

    assert pertama.sambungan.sumber == khusus


@pytest.mark.django_db(transaction=True)
def test_a_cut_and_a_grant_at_once_never_break_the_ceiling(admin, admin2):
    apbd = sumber("APBD")
    usulan = usulkan(apbd, admin, pagu=200_000)
    lihat = cap(usulan)
    orang = UsulanBantuan(PesertaFactory().pk, apbd, "rutin", None, JANUARI, 12)

    hasil = serentak(
        lambda: sahkan_pagu(usulan, sidik=lihat, oleh=admin2, pada=KINI),
        lambda: beri_bantuan([orang], nomor_sk="463/1", oleh=admin),
    )

    assert len(ditolak(hasil)) == 1
    assert SumberDana.objects.with_keuangan().get(pk=apbd.pk).sisa >= 0
