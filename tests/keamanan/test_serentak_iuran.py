"""Decrees, batches and bills at the same moment (see :mod:`tests.keamanan.serentak`)."""

from datetime import date, datetime

import pytest
from django.db.models import Sum
from django.utils import timezone

from iuran.berkas_bpjs.actions import batal as batch
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.models import (
    Bantuan,
    BarisBerkas,
    BerkasBPJS,
    Iuran,
    Pembayaran,
    Tagihan,
)
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.susun import batalkan_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.aturan import Bukti
from peserta.models import (
    JenisPeristiwa,
    Peserta,
    Status,
)
from pijar.bulan import WIB
from tests.factories import BantuanFactory, PesertaFactory, sumber, terdaftar, ubah_pagu
from tests.iuran.susunan import KEPALA, jawab, susun
from tests.keamanan.serentak import ditolak, serentak
from tests.verifikasi.susunan import (
    PADA,
    TANGGAL_SK,
    rencana,
    susun_draf,
)
from verifikasi import actions
from verifikasi.actions import Pilihan
from verifikasi.models import BarisPenetapan, Penetapan

pytestmark = pytest.mark.django_db(transaction=True)
MARET = date(2026, 3, 1)
TERBIT = datetime(2026, 3, 2, 9, tzinfo=WIB)


# Decrees


def test_two_drafts_want_the_same_people_each_gets_them_once(admin, admin2):
    PesertaFactory.create_batch(20, status="layak")
    draf = [
        actions.susun_penetapan(nomor=f"463/{n}", tanggal=TANGGAL_SK, perihal="", oleh=o)
        for n, o in enumerate((admin, admin2))
    ]

    hasil = serentak(
        *[
            lambda d=d, o=o: actions.tambah_baris(d, Pilihan(), rencana(), oleh=o)
            for d, o in zip(draf, (admin, admin2), strict=True)
        ]
    )

    assert sum(hasil) == 20
    assert BarisPenetapan.objects.values("peserta").distinct().count() == 20


@pytest.mark.parametrize("lain", ["batalkan", "hapus", "tambah"])
def test_freezing_while_the_draft_changes_is_all_or_nothing(admin, admin2, lain):
    PesertaFactory.create_batch(5, status="layak")
    draf = susun_draf(admin)
    PesertaFactory(status="layak")
    ubah = {
        "batalkan": lambda: actions.batalkan(draf, alasan="Salah.", oleh=admin),
        "hapus": lambda: actions.hapus_baris(draf, oleh=admin),
        "tambah": lambda: actions.tambah_baris(draf, Pilihan(), rencana(), oleh=admin),
    }

    serentak(lambda: actions.tetapkan(draf, oleh=admin2), ubah[lain])

    beku = Penetapan.objects.get().status == "ditetapkan"
    orang = draf.daftar_baris.count() if beku else 0
    assert Bantuan.objects.count() == orang
    assert draf.daftar_baris.filter(bantuan__isnull=not beku).count() == (
        orang if beku else draf.daftar_baris.count()
    )
    assert Peserta.objects.filter(status="ditetapkan").count() == orang


def test_undone_event_and_decree_share_the_last_place(admin, admin2):
    ubah_pagu(kuota=1)
    lama = terdaftar(date(2026, 1, 1), 12)
    peristiwa = catat_peristiwa(
        lama.peserta, JenisPeristiwa.PINDAH, date(2026, 2, 3), oleh=admin, pada=PADA
    )
    PesertaFactory(status="layak")
    draf = susun_draf(admin, bulan_awal=date(2026, 4, 1), jumlah_bulan=9)

    hasil = serentak(
        lambda: batalkan_peristiwa(peristiwa, alasan="Keliru.", oleh=admin),
        lambda: actions.tetapkan(draf, oleh=admin2),
    )

    assert len(ditolak(hasil)) == 1
    april = Bantuan.objects.exclude(status="batal").filter(
        bulan_awal__lte="2026-04-01", bulan_akhir__gte="2026-04-01"
    )
    assert april.count() == 1


# Batches and answers


def test_death_while_a_batch_is_made(admin):
    bantuan = [BantuanFactory() for _ in range(5)]
    mati = bantuan[2].peserta

    serentak(
        lambda: susun(admin),
        lambda: catat_peristiwa(
            mati, JenisPeristiwa.MENINGGAL, date(2026, 3, 1), oleh=admin, pada=PADA
        ),
    )

    mati.refresh_from_db()
    assert mati.status == Status.BERHENTI
    for kumpulan in BerkasBPJS.objects.all():
        assert kumpulan.jumlah_orang == kumpulan.daftar_baris.count()
    assert Peserta.objects.filter(status="didaftarkan").count() in {0, 4}


def jawaban_semua(berkas_bpjs, oleh):
    baris = [
        [n, b.peserta.nik, b.peserta.nama, f"{90_000_000_000 + n}", "BERHASIL"]
        for n, b in enumerate(berkas_bpjs.daftar_baris.select_related("peserta"), 1)
    ]
    return jawab(berkas_bpjs, KEPALA, *baris, oleh=oleh)


def test_batch_is_cancelled_or_answered_never_both(admin):
    berkas_bpjs = susun(admin, 3)
    jawaban = jawaban_semua(berkas_bpjs, admin)

    hasil = serentak(
        lambda: batch.batalkan_berkas(
            berkas_bpjs, alasan="Salah.", pada=timezone.now(), oleh=admin
        ),
        lambda: terapkan_jawaban(jawaban, pada=TERBIT, oleh=admin),
    )

    assert len(ditolak(hasil)) == 1
    status = set(Peserta.objects.values_list("status", flat=True))
    assert status in ({"terdaftar"}, {"ditetapkan"})
    assert Iuran.objects.exists() == (status == {"terdaftar"})
    hasil_baris = set(BarisBerkas.objects.values_list("hasil", flat=True))
    assert hasil_baris == ({"sesuai"} if status == {"terdaftar"} else {"batal"})


def test_death_while_the_answer_is_applied(admin):
    berkas_bpjs = susun(admin, 4)
    jawaban = jawaban_semua(berkas_bpjs, admin)
    mati = berkas_bpjs.daftar_baris.first().peserta

    serentak(
        lambda: terapkan_jawaban(jawaban, pada=TERBIT, oleh=admin),
        lambda: catat_peristiwa(
            mati, JenisPeristiwa.MENINGGAL, date(2026, 2, 10), oleh=admin, pada=PADA
        ),
    )

    mati.refresh_from_db()
    assert mati.status == Status.BERHENTI
    assert not Iuran.objects.hidup().filter(peserta=mati, bulan__gt="2026-02-01").exists()
    assert Peserta.objects.filter(status="terdaftar").count() == 3


# Bills


def isi_cocok(tagihan):
    isi = tagihan.daftar_iuran.aggregate(n=Sum("nominal"))["n"] or 0
    return (tagihan.daftar_iuran.count(), isi) == (tagihan.jumlah_orang, tagihan.total)


def test_stop_while_the_bill_is_drafted(admin):
    bantuan = [terdaftar(date(2026, 1, 1), 12) for _ in range(20)]
    keluar = bantuan[7].peserta

    serentak(
        lambda: susun_tagihan(sumber("APBD"), MARET, oleh=admin),
        lambda: catat_peristiwa(
            keluar, JenisPeristiwa.PINDAH, date(2026, 2, 10), oleh=admin, pada=PADA
        ),
    )

    tagihan = Tagihan.objects.get()
    assert isi_cocok(tagihan)
    assert tagihan.jumlah_orang in {19, 20}
    assert not Iuran.objects.filter(tagihan__isnull=False, hidup=False).exists()


def test_bills_of_all_sources_and_a_decree_at_once(admin, admin2):
    for kode in ("APBD", "DBHCHT"):
        for _ in range(10):
            terdaftar(date(2026, 1, 1), 12, kode=kode)
    PesertaFactory.create_batch(5, status="layak")
    draf = susun_draf(admin, bulan_awal=MARET, jumlah_bulan=6)

    hasil = serentak(
        lambda: susun_tagihan(sumber("APBD"), MARET, oleh=admin),
        lambda: susun_tagihan(sumber("DBHCHT"), MARET, oleh=admin2),
        lambda: susun_tagihan(sumber("APBD"), MARET, oleh=admin2),
        lambda: actions.tetapkan(draf, oleh=admin2),
    )

    assert len(ditolak(hasil)) == 1
    assert [t.jumlah_orang for t in Tagihan.objects.all()] == [10, 10]
    assert all(isi_cocok(t) for t in Tagihan.objects.all())


def test_bill_is_cancelled_whether_or_not_it_was_just_issued(admin, admin2):
    terdaftar()
    tagihan = susun_tagihan(sumber("APBD"), MARET, oleh=admin)

    serentak(
        lambda: terbitkan(Tagihan.objects.get(), oleh=admin2, pada=TERBIT),
        lambda: batalkan_tagihan(Tagihan.objects.get(), alasan="Salah.", oleh=admin),
    )

    tagihan.refresh_from_db()
    assert tagihan.status == "dibatalkan"
    assert not tagihan.daftar_iuran.exists()


def test_bill_is_paid_or_cancelled_never_both(admin, admin2):
    for _ in range(10):
        terdaftar()
    tagihan = susun_tagihan(sumber("APBD"), MARET, oleh=admin)
    terbitkan(tagihan, oleh=admin2, pada=TERBIT)

    hasil = serentak(
        lambda: catat_pembayaran(
            [tagihan], Bukti("SP2D/1", PADA, tagihan.total), oleh=admin, pada=PADA
        ),
        lambda: batalkan_tagihan(Tagihan.objects.get(), alasan="Salah.", oleh=admin2),
    )

    assert len(ditolak(hasil)) == 1
    lunas = Iuran.objects.filter(pembayaran__isnull=False).count()
    dibayar = Tagihan.objects.get().status == "dibayar"
    assert (Pembayaran.objects.count(), lunas) == ((1, 10) if dibayar else (0, 0))


def test_one_sp2d_number_for_two_bills_at_once_pays_one(admin, admin2):
    tagihan = []
    for kode in ("APBD", "DBHCHT"):
        terdaftar(kode=kode)
        tagihan.append(susun_tagihan(sumber(kode), MARET, oleh=admin))
        terbitkan(tagihan[-1], oleh=admin2, pada=TERBIT)

    hasil = serentak(
        *[
            lambda t=t: catat_pembayaran([t], Bukti("SP2D/1", PADA, t.total), oleh=admin, pada=PADA)
            for t in tagihan
        ]
    )

    assert len(ditolak(hasil)) == 1
    assert sorted(Tagihan.objects.values_list("status", flat=True)) == ["dibayar", "diterbitkan"]
