"""Two people at the same moment, each with a connection of his own: one wins, nobody deadlocks.

The common pairs stand beside their actions; here are those that cross two actions, and lists in
opposite order. Refusals are sentences, never database errors.
"""

import threading
from datetime import date, datetime

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from iuran.actions import pendaftaran as batch
from iuran.actions.berhenti import batalkan_peristiwa, catat_peristiwa
from iuran.actions.tagihan import batalkan_tagihan, catat_sp2d, susun_tagihan, terbitkan
from iuran.actions.terapan import terapkan_jawaban
from iuran.actions.usia import usulkan_usia_65
from iuran.models import (
    Bantuan,
    BarisPendaftaran,
    Iuran,
    Pembayaran,
    PendaftaranKolektif,
    SumberDana,
    Tagihan,
)
from laporan.actions import bekukan_bulan
from laporan.models import LaporanBulanan
from peserta.actions import daftarkan_orang, ubah_orang
from peserta.actions.duplikat import cari_duplikat
from peserta.models import (
    JenisPeristiwa,
    PasanganMirip,
    Peserta,
    RiwayatStatus,
    Status,
    UsulanPeristiwa,
)
from pijar import tugas as tugas_latar
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from pijar.models import Tugas
from tests.factories import BantuanFactory, PesertaFactory, nik_dari, sumber, terdaftar
from tests.iuran.susunan import KEPALA, jawab, susun
from tests.peran import buat
from tests.verifikasi.susunan import (
    KETERANGAN,
    LENGKAP,
    PADA,
    ajukan_satu,
    rencana,
    susun_draf,
    usul_gabung,
)
from verifikasi import actions
from verifikasi.actions import Pilihan
from verifikasi.actions.gabung import gabungkan, nyatakan_berbeda
from verifikasi.actions.gabung_batal import batalkan_penggabungan
from verifikasi.models import BarisPenetapan, Penetapan, Pengajuan, Penggabungan

pytestmark = pytest.mark.django_db(transaction=True)
MARET = date(2026, 3, 1)
TERBIT = datetime(2026, 3, 2, 9, tzinfo=WIB)


def serentak(*kerja):
    """Run all at once; a refusal is a result, any other exception fails the test."""
    mulai = threading.Barrier(len(kerja))
    hasil: list[object] = [None] * len(kerja)
    rusak: list[Exception] = []

    def jalan(n, satu):
        try:
            mulai.wait(timeout=30)
            hasil[n] = satu()
        except AturanDilanggarError as galat:
            hasil[n] = galat
        except Exception as galat:  # noqa: BLE001 - shown by the test
            rusak.append(galat)
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan, args=[n, k]) for n, k in enumerate(kerja)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(timeout=60)
    assert not any(u.is_alive() for u in utas)
    assert rusak == []
    return hasil


def ditolak(hasil):
    return [h for h in hasil if isinstance(h, AturanDilanggarError)]


# People and cases


def test_same_nik_registered_at_once_is_one_person(petugas):
    rekan = buat("rekan", "petugas")
    data = {
        "nik": nik_dari(date(1985, 2, 15), "P", 7),
        "nama": "Zulaikha",
        "tanggal_lahir": date(1985, 2, 15),
        "jenis_kelamin": "P",
        "kelurahan_id": "33.74.01.1001",
        "pekerjaan_id": "tukang_becak",
    }

    hasil = serentak(*[lambda o=o: daftarkan_orang(data, oleh=o) for o in (petugas, rekan)])

    (kalah,) = ditolak(hasil)
    assert Peserta.objects.count() == RiwayatStatus.objects.count() == 1
    assert "Zulaikha" not in kalah.kalimat
    assert data["nik"] not in kalah.kalimat


def test_lists_in_opposite_order_are_submitted_without_waiting_in_a_circle(petugas):
    rekan = buat("rekan", "petugas")
    pks = [p.pk for p in PesertaFactory.create_batch(30, **LENGKAP)]

    hasil = serentak(
        lambda: actions.ajukan(pks, oleh=petugas, pada=PADA).diajukan,
        lambda: actions.ajukan(pks[::-1], oleh=rekan, pada=PADA).diajukan,
    )

    assert sum(hasil) == 30
    assert Pengajuan.objects.count() == 30


def test_approving_many_in_opposite_order_decides_each_once(petugas, verifikator):
    rekan = buat("rekan", "verifikator")
    orang = PesertaFactory.create_batch(30, **LENGKAP)
    actions.ajukan([p.pk for p in orang], oleh=petugas, pada=PADA, **KETERANGAN)
    pks = list(Pengajuan.objects.values_list("pk", flat=True))

    hasil = serentak(
        *[
            lambda o=o, p=p: actions.setujui_banyak(p, kode=[], dasar="", oleh=o, pada=PADA)
            for o, p in ((verifikator, pks), (rekan, pks[::-1]))
        ]
    )

    assert sum(h.disetujui for h in hasil) == 30
    assert RiwayatStatus.objects.filter(ke="layak").count() == 30
    assert set(Peserta.objects.values_list("status", flat=True)) == {"layak"}


def test_withdrawing_and_approving_at_once_one_wins(petugas, verifikator):
    kasus = ajukan_satu(petugas)

    serentak(
        lambda: actions.tarik([kasus.peserta_id], oleh=petugas),
        lambda: actions.setujui(kasus, oleh=verifikator, pada=PADA),
    )

    kasus.refresh_from_db()
    assert (kasus.status, kasus.peserta.status) in {("ditarik", "draf"), ("disetujui", "layak")}
    assert RiwayatStatus.objects.filter(dari="diajukan").count() == 1


# Two people who are one


def test_two_verifiers_merge_once(petugas, verifikator):
    rekan = buat("rekan", "verifikator")
    pasangan = usul_gabung(petugas, PesertaFactory(), PesertaFactory())

    hasil = serentak(
        *[lambda o=o: gabungkan(pasangan, oleh=o, pada=PADA) for o in (verifikator, rekan)]
    )

    assert len(ditolak(hasil)) == 1
    assert Penggabungan.objects.count() == 1
    assert Peserta.objects.filter(digabung_ke__isnull=False).count() == 1


def test_a_merge_and_two_people_said_at_once_one_wins(petugas, admin, verifikator):
    pasangan = usul_gabung(petugas, PesertaFactory(), PesertaFactory())

    hasil = serentak(
        lambda: gabungkan(pasangan, oleh=verifikator, pada=PADA),
        lambda: nyatakan_berbeda(pasangan, alasan="Kembar.", oleh=admin),
    )

    assert len(ditolak(hasil)) == 1
    pasangan.refresh_from_db()
    assert (pasangan.status == "digabung") == Penggabungan.objects.exists()


@pytest.mark.parametrize("lain", ["ubah", "ajukan", "wafat"])
def test_whoever_is_merged_away_does_not_change_at_the_same_moment(petugas, verifikator, lain):
    satu, dua = PesertaFactory(**LENGKAP), PesertaFactory(**LENGKAP)
    pasangan = usul_gabung(petugas, satu, dua)
    ubah = {
        "ubah": lambda: ubah_orang(dua, {"nama": "Siti Amina"}, oleh=petugas),
        "ajukan": lambda: actions.ajukan([dua.pk], oleh=petugas, pada=PADA).diajukan,
        "wafat": lambda: catat_peristiwa(
            dua, JenisPeristiwa.MENINGGAL, date(2026, 3, 1), oleh=petugas, pada=PADA
        ),
    }

    serentak(lambda: gabungkan(pasangan, oleh=verifikator, pada=PADA), ubah[lain])

    dua.refresh_from_db()
    berubah = (dua.nama, dua.status) != ("Siti Aminah", "draf")
    assert berubah != (dua.digabung_ke_id == satu.pk)


def test_a_pair_is_found_once_by_two_searches(petugas):
    pks = [p.pk for p in PesertaFactory.create_batch(12)]

    serentak(lambda: cari_duplikat(pks), lambda: cari_duplikat(pks[::-1]))

    assert PasanganMirip.objects.count() == 12 * 11 // 2


# Decrees


def test_two_drafts_want_the_same_people_each_gets_them_once(admin, admin2):
    PesertaFactory.create_batch(20, status="layak")
    draf = [
        actions.susun_penetapan(nomor=f"463/{n}", tanggal=PADA, perihal="", oleh=o)
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
    SumberDana.objects.filter(kode="APBD").update(kuota=1)
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
    for kumpulan in PendaftaranKolektif.objects.all():
        assert kumpulan.jumlah_orang == kumpulan.daftar_baris.count()
    assert Peserta.objects.filter(status="didaftarkan").count() in {0, 4}


def jawaban_semua(pendaftaran, oleh):
    baris = [
        [n, b.peserta.nik, b.peserta.nama, f"{90_000_000_000 + n}", "BERHASIL"]
        for n, b in enumerate(pendaftaran.daftar_baris.select_related("peserta"), 1)
    ]
    return jawab(pendaftaran, KEPALA, *baris, oleh=oleh)


def test_batch_is_cancelled_or_answered_never_both(admin):
    pendaftaran = susun(admin, 3)
    jawaban = jawaban_semua(pendaftaran, admin)

    hasil = serentak(
        lambda: batch.batalkan_pendaftaran(pendaftaran, alasan="Salah.", oleh=admin),
        lambda: terapkan_jawaban(jawaban, pada=TERBIT, oleh=admin),
    )

    assert len(ditolak(hasil)) == 1
    status = set(Peserta.objects.values_list("status", flat=True))
    assert status in ({"terdaftar"}, {"ditetapkan"})
    assert Iuran.objects.exists() == (status == {"terdaftar"})
    hasil_baris = set(BarisPendaftaran.objects.values_list("hasil", flat=True))
    assert hasil_baris == ({"sesuai"} if status == {"terdaftar"} else {"batal"})


def test_death_while_the_answer_is_applied(admin):
    pendaftaran = susun(admin, 4)
    jawaban = jawaban_semua(pendaftaran, admin)
    mati = pendaftaran.daftar_baris.first().peserta

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
        lambda: catat_sp2d(tagihan, "SP2D/1", PADA, tagihan.total, oleh=admin, pada=PADA),
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
            lambda t=t: catat_sp2d(t, "SP2D/1", PADA, t.total, oleh=admin, pada=PADA)
            for t in tagihan
        ]
    )

    assert len(ditolak(hasil)) == 1
    assert sorted(Tagihan.objects.values_list("status", flat=True)) == ["dibayar", "diterbitkan"]


# Reports and jobs


def test_report_made_at_once_by_three_is_one(admin, admin2, sekda):
    hasil = serentak(
        *[lambda o=o: bekukan_bulan(MARET, pada=PADA, oleh=o) for o in (admin, admin2, sekda)]
    )

    assert len({laporan.pk for laporan in hasil}) == 1
    assert LaporanBulanan.objects.count() == 1
    assert Tugas.objects.filter(jenis__startswith="laporan.").count() == 2


def test_job_ordered_at_once_by_many_is_one(petugas):
    def buat_tugas():
        return tugas_latar.buat("uji", judul="x", oleh=petugas, parameter={}, kunci="sama").pk

    hasil = serentak(*[buat_tugas] * 6)

    assert len({*hasil}) == 1
    assert Tugas.objects.count() == 1


# Many people in one transaction


def menyusul(kunci, kerja):
    """Hold the person ``kunci[0]``, let ``kerja`` run until it waits, then take the others too."""
    selesai, galat = threading.Event(), []

    def jalan():
        try:
            kerja()
        except Exception as salah:  # noqa: BLE001 - shown by the test
            galat.append(salah)
        finally:
            selesai.set()
            connection.close()

    utas = threading.Thread(target=jalan)
    with transaction.atomic():
        Peserta.objects.select_for_update().get(pk=kunci[0].pk)
        utas.start()
        while not selesai.wait(0.05) and not ada_yang_menunggu():
            pass
        for satu in kunci[1:]:
            type(satu).objects.select_for_update().get(pk=satu.pk)
    utas.join(timeout=60)
    assert selesai.is_set()
    assert galat == []


def ada_yang_menunggu():
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            " AND datname = current_database())"
        )
        return kursor.fetchone()[0]


def test_the_night_and_an_import_take_people_in_one_order():
    muda = PesertaFactory(tanggal_lahir=date(1960, 5, 1), status="layak")
    tua = PesertaFactory(tanggal_lahir=date(1950, 5, 1), status="layak")

    menyusul([muda, tua], lambda: usulkan_usia_65(pada=PADA))

    assert UsulanPeristiwa.objects.count() == 2


def test_the_night_and_a_decision_take_the_person_before_the_proposal():
    orang = PesertaFactory(tanggal_lahir=date(1950, 5, 1), status="layak")
    usulkan_usia_65(pada=PADA)
    Peserta.objects.filter(pk=orang.pk).update(tanggal_lahir=date(1951, 5, 1))

    menyusul([orang, UsulanPeristiwa.objects.get()], lambda: usulkan_usia_65(pada=PADA))

    assert UsulanPeristiwa.objects.filter(status="diusulkan").count() == 1


@pytest.mark.parametrize("batal", [False, True])
def test_a_merge_and_an_import_take_people_in_one_order(petugas, verifikator, batal):
    dulu = PesertaFactory()
    menang, kalah = PesertaFactory(), PesertaFactory()
    Peserta.objects.filter(pk=dulu.pk).update(digabung_ke=kalah)
    pasangan = usul_gabung(petugas, menang, kalah)

    def kerja():
        gabungkan(pasangan, oleh=verifikator, pada=PADA)

    if batal:
        kerja()
        menyusul(
            [dulu, menang],
            lambda: batalkan_penggabungan(pasangan, alasan="Keliru", oleh=verifikator),
        )
    else:
        menyusul([dulu, menang], kerja)

    dulu.refresh_from_db()
    assert dulu.digabung_ke == (kalah if batal else menang)
