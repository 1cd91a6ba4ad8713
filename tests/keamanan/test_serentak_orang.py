"""People, their cases and merges, at the same moment (see :mod:`tests.keamanan.serentak`)."""

from datetime import date

import pytest

from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.peristiwa.actions.usia import usulkan_usia_65
from peserta.duplikat.actions import cari_duplikat
from peserta.models import (
    JenisPeristiwa,
    PasanganMirip,
    Peserta,
    RiwayatStatus,
    UsulanPeristiwa,
)
from peserta.orang.actions.data import daftarkan_orang, ubah_orang
from tests.factories import PesertaFactory, nik_dari
from tests.keamanan.serentak import ditolak, menyusul, serentak
from tests.peran import buat
from tests.verifikasi.susunan import (
    KETERANGAN,
    LENGKAP,
    PADA,
    ajukan_satu,
    usul_gabung,
)
from verifikasi import actions
from verifikasi.actions.gabung import gabungkan, nyatakan_berbeda
from verifikasi.actions.gabung_batal import batalkan_penggabungan
from verifikasi.models import Pengajuan, Penggabungan

pytestmark = pytest.mark.django_db(transaction=True)


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
    assert Peserta.objects.count() == 1
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


# Many people in one transaction


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


@pytest.fixture
def silang(petugas):
    """Two people, the one who came first with the later case, as lists from kelurahan give."""
    orang = PesertaFactory.create_batch(2, **LENGKAP)
    for satu in orang[::-1]:
        actions.ajukan([satu.pk], oleh=petugas, pada=PADA, **KETERANGAN)
    return orang


def test_approving_many_and_an_undone_import_take_people_in_one_order(silang, verifikator):
    pks = list(Pengajuan.objects.values_list("pk", flat=True))

    menyusul(
        silang,
        lambda: actions.setujui_banyak(pks, kode=[], dasar="", oleh=verifikator, pada=PADA),
    )

    assert set(Peserta.objects.values_list("status", flat=True)) == {"layak"}


def test_withdrawing_and_an_undone_import_take_people_in_one_order(silang, petugas):
    pks = [p.pk for p in silang]
    Peserta.objects.filter(pk=pks[0]).update(desil=3)  # so that it comes last on the disk

    menyusul(silang, lambda: actions.tarik(pks[::-1], oleh=petugas))

    assert set(Peserta.objects.values_list("status", flat=True)) == {"draf"}


@pytest.mark.parametrize("satu", [True, False])
def test_a_decision_takes_the_person_before_the_case(silang, verifikator, satu):
    kasus = silang[0].daftar_pengajuan.get()

    menyusul(
        [silang[0], kasus],
        lambda: (
            actions.setujui(kasus, oleh=verifikator, pada=PADA)
            if satu
            else actions.setujui_banyak([kasus.pk], kode=[], dasar="", oleh=verifikator, pada=PADA)
        ),
    )

    assert silang[0].riwayat.last().ke == "layak"
