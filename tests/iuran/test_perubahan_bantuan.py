"""Grants end earlier or go over to another source from a month on, by two admins, and come back."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from iuran.berkas_bpjs.siap import pendek_menunggu
from iuran.models import (
    Bantuan,
    BarisBerkas,
    BarisPerubahanBantuan,
    BerkasBPJS,
    Iuran,
    PerubahanBantuan,
    ProfilEkspor,
    SumberDana,
)
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.peristiwa.actions.usulan import usulkan_peristiwa
from iuran.perlindungan import perlindungan
from iuran.perubahan_bantuan import Rencana, kembalikan_perubahan
from iuran.perubahan_bantuan.actions.putus import konfirmasi_perubahan
from iuran.perubahan_bantuan.actions.susun import tolak_perubahan, usulkan_perubahan
from iuran.perubahan_bantuan.akibat import akibat
from iuran.tagihan.actions.susun import susun_tagihan
from peserta.models import JenisPeristiwa, Peserta
from pijar.errors import AturanDilanggarError, BentrokError, KuotaHabisError
from tests.factories import BantuanFactory, PesertaFactory, bayar, sumber, terdaftar, ubah_pagu
from tests.iuran.perubahan import (
    DASAR,
    KINI,
    OKT,
    PADA,
    J,
    jalankan,
    kembalikan,
    konfirmasi,
    pendekkan,
    pindah,
    segel,
    susun,
    usul,
)
from tests.iuran.riwayat.pasti import yang_melanggar
from tests.keamanan.serentak import serentak
from tests.peran import buat
from tests.verifikasi.susunan import susun_draf

SEP, DES = date(2026, 9, 1), date(2026, 12, 1)
BUKTI = {"bukti_jenis": "surat_kematian", "bukti_nomor": "474/1"}


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """Everything happens on 20 September 2026."""
    monkeypatch.setattr(timezone, "now", lambda: KINI)
    monkeypatch.setattr(timezone, "localdate", KINI.date)


def uang(kode="APBD", tahun=2026):
    return SumberDana.objects.with_keuangan().get(kode=kode, tahun=tahun).hidup


def bulan(orang, kode=None):
    """The live months of a person, of one source or of all."""
    baris = Iuran.objects.hidup().filter(peserta=orang)
    baris = baris.filter(sumber__kode=kode) if kode else baris
    return [b.month for b in baris.order_by("bulan").values_list("bulan", flat=True)]


def sebab(perubahan):
    """Why each person stays behind, by id."""
    baris = perubahan.daftar_baris.exclude(sebab="")
    return dict(baris.values_list("peserta", "sebab"))


# Shorten


def test_grant_ends_earlier_and_its_money_is_free(admin, admin2):
    bantuan = terdaftar()
    sebelum = uang()

    satu = jalankan(admin, admin2, pendekkan(), bantuan.peserta)

    bantuan.refresh_from_db()
    assert (bantuan.status, bantuan.bulan_akhir) == ("berjalan", SEP)
    assert bantuan.jumlah_bulan == 12
    assert bulan(bantuan.peserta) == [*range(1, 10)]
    assert uang() == sebelum - 3 * 16_800
    baris = satu.daftar_baris.get()
    assert (baris.bulan, baris.rupiah_lama, baris.rupiah_baru) == (3, 50_400, 0)
    assert (baris.bulan_akhir_lama, baris.bulan_akhir_baru) == (DES, SEP)
    mati = Iuran.objects.filter(hidup=False).first()
    assert mati.alasan_mati == "Pendekkan bantuan sampai September 2026, dasar 900/12"
    assert Peserta.objects.get().status == "terdaftar"
    assert yang_melanggar() == {}


def test_part_after_new_year_falls_too(admin, admin2):
    awal = terdaftar()
    lanjut = BantuanFactory(
        peserta=awal.peserta,
        sumber=sumber("APBD", 2027),
        bulan_awal=date(2027, 1, 1),
        jumlah_bulan=2,
        status="berjalan",
        sambungan_dari=awal,
    )
    for n in (1, 2):
        Iuran.objects.create(
            **{k: getattr(Iuran.objects.first(), k) for k in ("tarif", "jkk", "jkm")},
            peserta=awal.peserta, bantuan=lanjut, sumber=lanjut.sumber, bulan=date(2027, n, 1),
        )  # fmt: skip

    satu = jalankan(admin, admin2, pendekkan(sumber_lama=sumber("APBD")), awal.peserta)

    lanjut.refresh_from_db()
    assert lanjut.status == "batal"
    assert bulan(awal.peserta) == [*range(1, 10)]
    assert satu.daftar_baris.count() == 2

    kembalikan(admin, admin2, satu)

    lanjut.refresh_from_db()
    assert (lanjut.status, lanjut.bulan_akhir) == ("berjalan", date(2027, 2, 1))
    assert bulan(awal.peserta) == [*range(1, 13), 1, 2]
    assert yang_melanggar() == {}


def test_who_was_shortened_waits_for_a_file_to_bpjs(admin, admin2):
    bantuan = terdaftar()
    satu = jalankan(admin, admin2, pendekkan(), bantuan.peserta)

    menunggu = pendek_menunggu(BarisPerubahanBantuan.objects.all())
    assert [(b.peserta_id, b.bulan_akhir_lama, b.bulan_akhir_baru) for b in menunggu] == [
        (bantuan.peserta_id, DES, SEP)
    ]

    kembalikan(admin, admin2, satu)
    assert not pendek_menunggu(BarisPerubahanBantuan.objects.all())


def berkas(jenis, bantuan, oleh, **lain):
    """A file to BPJS with one line about this grant."""
    satu = BerkasBPJS.objects.create(
        nomor=f"BK/{jenis}", jenis=jenis, profil=ProfilEkspor.objects.first(), jumlah_orang=1,
        disusun_oleh=oleh, **lain,
    )  # fmt: skip
    return satu.daftar_baris.create(jenis=jenis, nomor=1, bantuan=bantuan, peserta=bantuan.peserta)


def test_stop_that_was_told_waits_no_more(admin, admin2):
    bantuan = terdaftar()
    jalankan(admin, admin2, pendekkan(), bantuan.peserta)

    baris = berkas("penghentian", bantuan, admin)
    assert not pendek_menunggu(BarisPerubahanBantuan.objects.all())

    BarisBerkas.objects.filter(pk=baris.pk).update(hasil="ditolak", keterangan="NIK")
    assert pendek_menunggu(BarisPerubahanBantuan.objects.all())


def test_extension_without_an_answer_stays_behind(admin):
    bantuan = terdaftar()
    berkas("perpanjangan", bantuan, admin, sumber=bantuan.sumber, bulan_awal=bantuan.bulan_awal)

    satu = susun(admin, pindah(), bantuan.peserta, terdaftar().peserta)

    assert "menunggu jawaban BPJS dalam berkas BK/perpanjangan" in sebab(satu)[bantuan.peserta_id]


# Move


def test_rest_is_paid_by_another_source_without_a_gap(admin, admin2):
    bantuan = terdaftar()
    for n in range(1, 10):
        bayar(date(2026, n, 1), date(2026, n, 10))
    orang, sebelum = bantuan.peserta, uang()
    hari = date(2026, 10, 12)
    dulu = perlindungan(orang, hari)

    satu = jalankan(admin, admin2, pindah(), orang)

    bantuan.refresh_from_db()
    baru = satu.daftar_baris.get().bantuan_baru
    assert (bantuan.status, bantuan.bulan_akhir) == ("berjalan", SEP)
    assert (baru.status, baru.bulan_awal, baru.bulan_akhir) == ("berjalan", OKT, DES)
    assert (baru.sumber.kode, baru.jumlah_bulan, baru.nomor_sk) == ("DBHCHT", 3, bantuan.nomor_sk)
    assert baru.nominal_per_bulan == 16_800
    assert bulan(orang, "APBD") == [*range(1, 10)]
    assert bulan(orang, "DBHCHT") == [10, 11, 12]
    assert (uang(), uang("DBHCHT")) == (sebelum - 50_400, 50_400)
    kini = perlindungan(orang, hari)
    assert (kini.status, kini.tunggakan, kini.berakhir) == (dulu.status, dulu.tunggakan, DES)
    assert kini.jeda == []
    assert yang_melanggar() == {}


def test_moved_months_are_billed_by_the_new_source_only(admin, admin2):
    bantuan = terdaftar()
    jalankan(admin, admin2, pindah(), bantuan.peserta)

    tagihan = susun_tagihan(sumber("DBHCHT"), OKT, oleh=admin)

    assert (tagihan.jumlah_orang, tagihan.total) == (1, 16_800)
    with pytest.raises(AturanDilanggarError, match="Tidak ada iuran"):
        susun_tagihan(sumber("APBD"), OKT, oleh=admin)


def test_grant_that_has_not_begun_goes_over_whole(admin, admin2):
    bantuan = terdaftar(date(2026, 11, 1), 2)
    Bantuan.objects.update(peserta_sejak=date(2024, 1, 1))

    satu = jalankan(admin, admin2, pindah(), bantuan.peserta)

    bantuan.refresh_from_db()
    baru = satu.daftar_baris.get().bantuan_baru
    assert bantuan.status == "batal"
    assert (baru.bulan_awal, baru.jumlah_bulan) == (date(2026, 11, 1), 2)
    assert baru.peserta_sejak == date(2024, 1, 1)
    assert yang_melanggar() == {}


def test_only_the_year_of_the_new_source_goes_over(admin, admin2):
    bantuan = terdaftar()
    berikut = BantuanFactory(
        peserta=bantuan.peserta, sumber=sumber("APBD", 2027), bulan_awal=date(2027, 1, 1),
        jumlah_bulan=1, status="berjalan", sambungan_dari=bantuan,
    )  # fmt: skip

    satu = jalankan(admin, admin2, pindah(), bantuan.peserta)

    assert satu.daftar_baris.get().bantuan == bantuan
    berikut.refresh_from_db()
    assert berikut.status == "berjalan"
    assert berikut.sambungan_dari == bantuan


@pytest.mark.parametrize(
    ("kolom", "kalimat"),
    [({"kuota": 1}, "tinggal 0 dari 1 orang"), ({"pagu": 50_000}, "Pagu DBHCHT .* tinggal")],
)
def test_new_source_needs_room(admin, admin2, kolom, kalimat):
    bantuan = terdaftar()
    terdaftar(OKT, 1, kode="DBHCHT")
    ubah_pagu("DBHCHT", **kolom)

    with pytest.raises(AturanDilanggarError, match=kalimat):
        usul(admin, pindah(), bantuan.peserta)


def test_room_that_was_taken_meanwhile_refuses_the_second_admin(admin, admin2):
    bantuan = terdaftar()
    satu = usul(admin, pindah(), bantuan.peserta)
    terdaftar(OKT, 1, kode="DBHCHT")
    ubah_pagu("DBHCHT", kuota=1)

    with pytest.raises(KuotaHabisError):
        konfirmasi(satu, admin2)

    assert bulan(bantuan.peserta, "APBD") == [*range(1, 13)]


def test_draft_budget_pays_nobody(admin):
    bantuan = terdaftar()
    ubah_pagu("DBHCHT", keadaan_pagu="rancangan")

    with pytest.raises(AturanDilanggarError, match="masih rancangan"):
        usul(admin, pindah(), bantuan.peserta)


# Late, billed, paid


def test_late_is_possible_while_nothing_is_billed(admin, admin2):
    bantuan = terdaftar()

    jalankan(admin, admin2, pindah(date(2026, 7, 1)), bantuan.peserta)

    assert bulan(bantuan.peserta, "DBHCHT") == [*range(7, 13)]


def test_billed_and_paid_months_are_named_with_their_bill_and_the_way(admin):
    ditagih = terdaftar().peserta
    susun_tagihan(sumber("APBD"), OKT, oleh=admin)
    lunas = terdaftar().peserta
    bayar(OKT, PADA)
    bebas = terdaftar().peserta

    satu = susun(admin, pendekkan(), ditagih, lunas, bebas)

    assert sebab(satu) == {
        ditagih.pk: "Oktober 2026 sudah ada dalam TG-2026-10-APBD-1. Keluarkan dahulu dari tagihan "
        "itu, atau mulai dari bulan sesudahnya.",
        lunas.pk: "Oktober 2026 sudah dibayar lewat TG-2026-10-APBD-2. Bulan lunas tetap pada "
        "sumbernya: mulai dari bulan sesudahnya, atau catat peristiwanya supaya menjadi kelebihan "
        "bayar.",
    }
    assert akibat(satu).orang == 1
    assert akibat(satu).tinggal == 2


def test_month_billed_at_the_last_moment_refuses_the_whole(admin, admin2):
    bantuan = terdaftar()
    satu = usul(admin, pendekkan(), bantuan.peserta)
    cap = segel(satu)
    susun_tagihan(sumber("APBD"), OKT, oleh=admin)

    with pytest.raises(BentrokError, match="Isinya berubah"):
        konfirmasi_perubahan(satu, dilihat=cap, oleh=admin2, pada=KINI)

    assert bulan(bantuan.peserta) == [*range(1, 13)]


# Who cannot go along


def test_everybody_who_stays_behind_has_a_reason(admin):
    ikut, mati, henti, usulan, janji, draf, lain = (terdaftar().peserta for _ in range(7))
    tunggu = PesertaFactory(status="didaftarkan")
    catat_peristiwa(mati, JenisPeristiwa.MENINGGAL, PADA, oleh=admin, pada=PADA, **BUKTI)
    catat_peristiwa(henti, JenisPeristiwa.PINDAH, PADA, oleh=admin, pada=PADA)
    usulkan_peristiwa(usulan, JenisPeristiwa.TIDAK_BEKERJA, PADA, oleh=admin, pada=PADA)
    BantuanFactory(
        peserta=janji, nomor_sk="463/9", sumber=sumber("APBD", 2027),
        bulan_awal=date(2027, 1, 1), jumlah_bulan=6,
    )  # fmt: skip
    susun_draf(admin).daftar_baris.create(
        peserta=draf,
        sumber=sumber("APBD", 2027),
        bulan_awal=date(2027, 1, 1),
        jumlah_bulan=6,
        pernyataan="Ketua RT 03",
    )
    usul(admin, pendekkan(), lain)
    tanpa = PesertaFactory(status="terdaftar")
    baru = PesertaFactory(status="layak")

    orang = (ikut, mati, henti, tunggu, usulan, janji, draf, lain, tanpa, baru)
    satu = susun(admin, pendekkan(), *orang)

    alasan = sebab(satu)
    assert ikut.pk not in alasan
    for siapa, kata in (
        (mati, "meninggal"), (henti, "berhenti"), (tunggu, "Kartunya"), (usulan, "diusulkan"),
        (janji, "463/9"), (draf, "draf penetapan"), (lain, "menunggu admin lain"),
        (tanpa, "Tidak ada bantuan berjalan mulai Oktober 2026"), (baru, "Belum terdaftar"),
    ):  # fmt: skip
        assert kata in alasan[siapa.pk], kata


def test_who_dies_meanwhile_is_named_and_taken_out(admin, admin2):
    hidup, mati = terdaftar().peserta, terdaftar().peserta
    satu = usul(admin, pendekkan(), hidup, mati)
    catat_peristiwa(mati, JenisPeristiwa.MENINGGAL, PADA, oleh=admin, pada=PADA, **BUKTI)

    with pytest.raises(AturanDilanggarError, match=r"Tercatat meninggal.*Keluarkan 1 orang"):
        konfirmasi(satu, admin2)
    konfirmasi(satu, admin2, keluarkan=True)

    assert sebab(satu) == {mati.pk: "Tercatat meninggal."}
    assert bulan(hidup) == [*range(1, 10)]
    assert yang_melanggar() == {}


def test_nobody_left_is_refused(admin, admin2):
    orang = terdaftar().peserta
    satu = usul(admin, pendekkan(), orang)
    catat_peristiwa(orang, JenisPeristiwa.PINDAH, PADA, oleh=admin, pada=PADA)

    with pytest.raises(AturanDilanggarError, match="Tidak seorang pun"):
        konfirmasi(satu, admin2, keluarkan=True)


# Two people, twice, at once


def test_proposer_does_not_confirm(admin):
    satu = usul(admin, pendekkan(), terdaftar().peserta)

    with pytest.raises(AturanDilanggarError, match="admin lain"):
        konfirmasi(satu, admin)
    with (
        pytest.raises(IntegrityError, match="perubahan_bantuan_orang_lain"),
        transaction.atomic(),
    ):
        PerubahanBantuan.objects.filter(pk=satu.pk).update(
            status="dikonfirmasi", diputus_oleh=admin, diputus_pada=KINI
        )


def test_confirmed_once(admin, admin2):
    satu = jalankan(admin, admin2, pendekkan(), terdaftar().peserta)

    with pytest.raises(BentrokError, match="sudah berstatus dikonfirmasi"):
        konfirmasi_perubahan(satu, dilihat="", oleh=admin2, pada=KINI)


def test_draft_holds_nobody_and_is_proposed_by_its_author(admin, admin2):
    orang = terdaftar().peserta
    draf = susun(admin, pendekkan(), orang)
    lain = usul(admin2, pindah(), orang)

    with pytest.raises(AturanDilanggarError, match="penyusunnya"):
        usulkan_perubahan(draf, dilihat=segel(draf), oleh=admin2)
    with pytest.raises(BentrokError, match="tidak dapat ikut lagi"):
        usulkan_perubahan(draf, dilihat=segel(draf), oleh=admin)

    tolak_perubahan(lain, alasan="Tidak jadi", oleh=admin2, pada=KINI)
    usulkan_perubahan(draf, dilihat=segel(draf), oleh=admin)


def test_database_holds_one_open_proposal_for_a_grant(admin):
    orang = terdaftar().peserta
    dua = susun(admin, pendekkan(), orang)
    usul(admin, pindah(), orang)

    with (
        pytest.raises(IntegrityError, match="perubahan_bantuan_satu_terbuka"),
        transaction.atomic(),
    ):
        dua.daftar_baris.update(terbuka=True)


@pytest.mark.django_db(transaction=True)
def test_two_admins_propose_for_the_same_person_at_once(admin, admin2):
    orang = terdaftar().peserta
    satu, dua = susun(admin, pendekkan(), orang), susun(admin2, pindah(), orang)
    cap = segel(satu), segel(dua)

    hasil = serentak(
        lambda: usulkan_perubahan(satu, dilihat=cap[0], oleh=admin),
        lambda: usulkan_perubahan(dua, dilihat=cap[1], oleh=admin2),
    )

    assert [isinstance(h, BentrokError) for h in hasil].count(True) == 1
    assert PerubahanBantuan.objects.terbuka().count() == 1


@pytest.mark.django_db(transaction=True)
def test_bill_and_confirmation_at_once_leave_a_whole_ledger(admin, admin2):
    bantuan = terdaftar()
    satu = usul(admin, pindah(), bantuan.peserta)
    cap = segel(satu)

    serentak(
        lambda: konfirmasi_perubahan(satu, dilihat=cap, oleh=admin2, pada=KINI),
        lambda: susun_tagihan(sumber("APBD"), OKT, oleh=admin),
    )

    assert yang_melanggar() == {}
    assert bulan(bantuan.peserta) == [*range(1, 13)]


# Back


def test_move_is_taken_back_by_two_admins(admin, admin2):
    bantuan = terdaftar()
    sebelum = uang()
    satu = jalankan(admin, admin2, pindah(), bantuan.peserta)

    kembali = kembalikan(admin, admin2, satu)

    bantuan.refresh_from_db()
    assert (bantuan.status, bantuan.bulan_akhir) == ("berjalan", DES)
    assert (uang(), uang("DBHCHT")) == (sebelum, 0)
    assert bulan(bantuan.peserta, "APBD") == [*range(1, 13)]
    assert satu.daftar_baris.get().bantuan_baru.status == "batal"
    baris = kembali.daftar_baris.get()
    assert (baris.rupiah_lama, baris.rupiah_baru) == (50_400, 50_400)
    assert yang_melanggar() == {}


def test_move_that_is_billed_is_not_taken_back(admin, admin2):
    satu = jalankan(admin, admin2, pindah(), terdaftar().peserta)
    susun_tagihan(sumber("DBHCHT"), OKT, oleh=admin)

    with pytest.raises(AturanDilanggarError, match="1 orang: Oktober 2026 sudah ada dalam TG-2026"):
        kembalikan(admin, admin2, satu)

    assert not PerubahanBantuan.objects.filter(jenis="kembalikan").exists()


def test_months_given_to_another_grant_meanwhile_do_not_come_back(admin, admin2):
    bantuan = terdaftar()
    satu = jalankan(admin, admin2, pendekkan(), bantuan.peserta)
    BantuanFactory(
        peserta=bantuan.peserta, nomor_sk="463/7", sumber=sumber("CSR"), bulan_awal=OKT,
        jumlah_bulan=1, status="berhenti",
    )  # fmt: skip

    with pytest.raises(AturanDilanggarError, match="Tidak seorang pun"):
        kembalikan(admin, admin2, satu)


def test_back_needs_room_in_the_old_source(admin, admin2):
    satu = jalankan(admin, admin2, pendekkan(), terdaftar().peserta)
    ubah_pagu("APBD", pagu=9 * 16_800)

    with pytest.raises(AturanDilanggarError, match="Pagu APBD"):
        kembalikan(admin, admin2, satu)


def test_moved_again_and_shortened_afterwards(admin, admin2):
    orang = terdaftar().peserta
    jalankan(admin, admin2, pindah(), orang)
    jalankan(admin, admin2, pindah(date(2026, 11, 1), "CSR"), orang)
    jalankan(admin, admin2, pendekkan(DES), orang)

    assert bulan(orang, "DBHCHT") == [10]
    assert bulan(orang, "CSR") == [11]
    assert yang_melanggar() == {}


# What cannot be meant


def test_a_month_that_meets_nobody_leaves_no_draft(admin):
    orang = [terdaftar().peserta for _ in range(2)]
    tanpa = PesertaFactory(status="layak")

    with pytest.raises(AturanDilanggarError) as penolakan:
        susun(admin, pendekkan(date(2031, 1, 1)), *orang, tanpa)

    assert penolakan.value.kalimat == (
        "Tidak seorang pun dapat ikut, jadi tidak ada draf yang disimpan. 2 orang: Tidak ada "
        "bantuan berjalan mulai Januari 2031 yang berubah. 1 orang: Belum terdaftar di BPJS."
    )
    assert not PerubahanBantuan.objects.exists()


def test_the_same_form_twice_finds_its_draft(admin, admin2):
    orang, kunci = terdaftar().peserta, uuid4()
    satu = susun(admin, pendekkan(kunci=kunci), orang)

    assert susun(admin, pendekkan(kunci=kunci), orang) == satu
    assert susun(admin, pendekkan(kunci=uuid4()), orang) != satu
    usulkan_perubahan(satu, dilihat=segel(satu), oleh=admin)
    konfirmasi(satu, admin2)
    rencana = Rencana(J.KEMBALIKAN, satu.mulai, **DASAR, kunci=uuid4())
    kembali = kembalikan_perubahan(satu, rencana, oleh=admin, pada=PADA)
    assert kembalikan_perubahan(satu, rencana, oleh=admin, pada=PADA) == kembali


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_draft(admin):
    orang, rencana = terdaftar().peserta, pendekkan(kunci=uuid4())

    hasil = serentak(*(lambda: susun(admin, rencana, orang),) * 2)

    assert hasil == [PerubahanBantuan.objects.get()] * 2


def test_plan_that_cannot_be_meant_is_refused(admin):
    orang = terdaftar().peserta
    tugu = buat("tugu", "admin", wilayah=["33.74.16"])

    for rencana, kata in (
        (
            pindah(date(2026, 10, 1), "DBHCHT")._replace(sumber=sumber("APBD", 2027)),
            "di luar tahun",
        ),
        (pindah(kode="APBD", sumber_lama=sumber("APBD")), "yang lain"),
        (pendekkan(dasar_tanggal=date(2026, 9, 21)), "belum tiba"),
        (pendekkan(alasan=" "), "Tulis alasan"),
    ):
        with pytest.raises(AturanDilanggarError, match=kata):
            susun(admin, rencana, orang)
    with pytest.raises(AturanDilanggarError, match="satu wilayah"):
        susun(tugu, pendekkan(), orang)
    with pytest.raises(AturanDilanggarError, match="Pilih dahulu"):
        susun(admin, pendekkan())


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_of_the_effect_are_constant(admin, django_assert_num_queries, jumlah):
    satu = susun(admin, pindah(), *(terdaftar().peserta for _ in range(jumlah)))

    with django_assert_num_queries(11):
        akibat(PerubahanBantuan.objects.get(pk=satu.pk))
