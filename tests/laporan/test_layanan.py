"""Days per stage against the limits, who waits longest, and material for a fair talk."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from laporan.bahan_bicara import bahan_bicara
from laporan.layanan import batas_berlaku, hitung_layanan, menunggu
from laporan.mutu import hitung_mutu
from laporan.periode import daftar_periode
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from tests.factories import PesertaFactory
from tests.keamanan.serentak import ditolak, serentak
from tests.peran import buat, masuk
from tests.verifikasi.uji import HARI, KINI, ambil, disetujui, kunjungi, penguji
from verifikasi.actions.batas_layanan import catat_batas
from verifikasi.models import BatasLayanan, Pengajuan, TahapLayanan, VersiKriteria

PADA = date(2026, 3, 20)
MARET = next(p for p in daftar_periode(PADA) if p.kode == "2026-03")
KINI_BULAN = daftar_periode(HARI)[0]
T = TahapLayanan


def wib(hari, jam=9):
    return datetime(2026, 3, hari, jam, tzinfo=WIB)


def pindah(peserta, dari, ke, saat):
    """A move of the status at a moment, as the history has it."""
    isi = [peserta.pk, dari, ke, saat]
    with connection.cursor() as kursor:
        kursor.execute(
            "INSERT INTO peserta_riwayatstatus (peserta_id, dari, ke, alasan, pada)"
            " VALUES (%s, %s, %s, 'x', %s)",
            isi,
        )


def angka(petugas, tahap, **lain):
    semua = hitung_layanan(petugas, MARET, PADA, **lain)
    return next(a for a in semua if a.tahap == tahap)


@pytest.fixture
def jalan(db):
    """Somebody went through all stages in March."""
    orang = PesertaFactory(status="terdaftar")
    Peserta.objects.filter(pk=orang.pk).update(dibuat_pada=wib(1))
    for dari, ke, hari in (
        ("draf", "diajukan", 2), ("diajukan", "layak", 4), ("layak", "ditetapkan", 7),
        ("ditetapkan", "didaftarkan", 11), ("didaftarkan", "terdaftar", 16),
    ):  # fmt: skip
        pindah(orang, dari, ke, wib(hari))
    return orang


@pytest.mark.parametrize(
    ("tahap", "hari"), [(T.PENDATAAN, 1), (T.PENETAPAN, 3), (T.PENDAFTARAN, 4), (T.KARTU, 5)]
)
def test_each_stage_has_its_days(jalan, admin, tahap, hari):
    satu = angka(admin, tahap)

    assert (satu.selesai, satu.tengah, satu.p90, satu.lewat) == (1, Decimal(hari), hari, 0)


def test_median_and_ninety_percent(db, admin):
    for hari in range(1, 12):
        orang = PesertaFactory(status="ditetapkan")
        pindah(orang, "diajukan", "layak", wib(1))
        pindah(orang, "layak", "ditetapkan", wib(1) + timedelta(days=hari))

    satu = angka(admin, T.PENETAPAN)

    assert (satu.selesai, satu.tengah, satu.p90) == (11, Decimal(6), Decimal(10))


@pytest.mark.parametrize(("jam", "hari", "lewat"), [(23, 15, 0), (0, 16, 1)])
def test_the_last_day_is_not_late_and_the_next_is(db, admin, jam, hari, lewat):
    orang = PesertaFactory(status="ditetapkan")
    pindah(orang, "diajukan", "layak", wib(1, 23))
    pindah(orang, "layak", "ditetapkan", wib(hari, jam))

    satu = angka(admin, T.PENETAPAN)

    assert (satu.lewat, satu.persen_lewat) == (lewat, 100 * lewat)


def test_the_limit_of_the_stage_s_first_day_counts(db, admin):
    BatasLayanan.objects.create(
        tahap="penetapan", hari=2, berlaku_mulai=date(2026, 3, 5), keterangan="x"
    )
    for mulai in (4, 5):
        orang = PesertaFactory(status="ditetapkan")
        pindah(orang, "diajukan", "layak", wib(mulai))
        pindah(orang, "layak", "ditetapkan", wib(mulai + 3))

    satu = angka(admin, T.PENETAPAN)

    assert (satu.lewat, satu.batas.hari) == (1, 2)


def test_who_came_back_counts_from_the_last_time(db, admin):
    orang = PesertaFactory(status="ditetapkan")
    for dari, ke, hari in (
        ("diajukan", "layak", 1), ("layak", "diajukan", 8), ("diajukan", "layak", 9),
        ("layak", "ditetapkan", 11),
    ):  # fmt: skip
        pindah(orang, dari, ke, wib(hari))

    assert angka(admin, T.PENETAPAN).tengah == 2


def test_decisions_are_those_of_the_page_of_quality(petugas, verifikator, admin):
    kasus = disetujui(petugas, verifikator, pada=wib(9))
    Pengajuan.objects.filter(pk=kasus.pk).update(diajukan_pada=wib(2))

    satu = angka(admin, T.PUTUSAN)

    mutu = hitung_mutu(admin, MARET).total.putusan
    assert (satu.selesai, satu.tengah) == (mutu.diputuskan, mutu.hari) == (1, 7)


def test_only_what_ended_in_the_period_and_the_area(jalan, admin):
    sana = buat("sana", "petugas", wilayah=["33.74.02"])
    april = next(p for p in daftar_periode(date(2026, 4, 2)) if p.kode == "2026-04")

    assert angka(sana, T.KARTU).selesai == 0
    assert angka(admin, T.KARTU, kecamatan="33.74.02").selesai == 0
    assert angka(admin, T.KARTU, kecamatan="33.74.01").selesai == 1
    assert [a.selesai for a in hitung_layanan(admin, april, PADA)] == [0] * 5


# Waiting


def test_who_waits_longest_stands_first(db, admin):
    lama, baru, tanpa = (PesertaFactory(status="layak") for _ in range(3))
    pindah(baru, "diajukan", "layak", wib(10))
    pindah(lama, "diajukan", "layak", wib(1))

    semua = list(menunggu(T.PENETAPAN, admin, PADA))

    assert [(o.pk, o.hari, o.batas) for o in semua] == [
        (lama.pk, 19, 14), (baru.pk, 10, 14), (tanpa.pk, None, None),
    ]  # fmt: skip
    satu = angka(admin, T.PENETAPAN)
    assert (satu.menunggu, satu.menunggu_lewat) == (3, 1)


@pytest.mark.parametrize(
    ("tahap", "status"),
    [(T.PENDATAAN, "draf"), (T.PENDAFTARAN, "ditetapkan"), (T.KARTU, "didaftarkan")],
)
def test_each_stage_has_its_waiting_people(db, admin, tahap, status):
    orang = PesertaFactory(status=status)

    assert [o.pk for o in menunggu(tahap, admin, PADA)] == [orang.pk]


def test_a_case_waits_since_it_was_submitted(petugas, admin):
    orang = PesertaFactory(status="diajukan")
    Pengajuan.objects.create(
        peserta=orang, versi=VersiKriteria.objects.earliest("pk"),
        cuplikan={"nama": "x"}, terlibat=[petugas.pk], diajukan_oleh=petugas,
    )  # fmt: skip
    Pengajuan.objects.update(diajukan_pada=wib(3))

    (satu,) = menunggu(T.PUTUSAN, admin, PADA)

    assert (satu.mulai, satu.hari) == (wib(3), 17)


# Limits


def test_limits_are_shipped_to_be_confirmed(db):
    semua = batas_berlaku(PADA)

    assert set(semua) == set(TahapLayanan.values)
    assert {(b.hari, b.perlu_konfirmasi) for b in semua.values()} == {(14, True)}


def test_of_one_day_the_last_entry_counts(admin):
    for hari in (5, 7):
        catat_batas(
            BatasLayanan(tahap="kartu", hari=hari, berlaku_mulai=PADA, keterangan="x"), oleh=admin
        )

    assert BatasLayanan.objects.pada("kartu", PADA).hari == batas_berlaku(PADA)["kartu"].hari == 7
    assert BatasLayanan.objects.pada("kartu", PADA - timedelta(days=1)).hari == 14


def test_the_same_limit_twice_is_refused(admin):
    def catat():
        catat_batas(
            BatasLayanan(tahap="kartu", hari=9, berlaku_mulai=PADA, keterangan="x"), oleh=admin
        )

    catat()
    with pytest.raises(AturanDilanggarError, match="sudah 9 hari"):
        catat()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_keep_one_limit(admin):
    def catat():
        catat_batas(
            BatasLayanan(tahap="kartu", hari=9, berlaku_mulai=PADA, keterangan="x"), oleh=admin
        )

    assert len(ditolak(serentak(catat, catat))) == 1
    assert BatasLayanan.objects.filter(hari=9).count() == 1


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("batas_layanan_1_365", {"hari": 0}),
        ("batas_layanan_1_365", {"hari": 366}),
        ("batas_layanan_beralasan", {"keterangan": " "}),
        ("batas_layanan_tahap_sah", {"tahap": "x"}),
    ],
)
def test_the_database_refuses(db, nama, isi):
    kolom = {"tahap": "kartu", "hari": 5, "berlaku_mulai": PADA, "keterangan": "x"}

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        BatasLayanan.objects.create(**kolom | isi)


def test_a_limit_never_changes(db):
    with (
        pytest.raises(DatabaseError, match=r"batas_layanan_tetap|permission denied"),
        transaction.atomic(),
    ):
        BatasLayanan.objects.update(hari=3)


# Pages


@pytest.mark.parametrize(("nama", "jumlah"), [("layanan", 17), ("layanan_menunggu", 8)])
def test_queries_do_not_grow(admin_client, django_assert_num_queries, nama, jumlah):
    admin_client.get(reverse("laporan:layanan_batas"))  # the first request writes the session
    for banyak in (1, 3):
        for _ in range(banyak):
            orang = PesertaFactory(status="diajukan")
            pindah(orang, "draf", "diajukan", wib(3))
        with django_assert_num_queries(jumlah):
            admin_client.get(reverse(f"laporan:{nama}"))


def test_the_page_shows_each_stage(jalan, admin_client, sekda_client):
    alamat = f"{reverse('laporan:layanan')}?periode=2026-03"

    teks, sekda = admin_client.get(alamat).text, sekda_client.get(alamat).text

    for tahap in TahapLayanan:
        assert tahap.label in teks
    assert "perlu konfirmasi" in teks
    assert reverse("laporan:layanan_menunggu") not in sekda


def test_waiting_people_are_masked_linked_and_of_the_area(db, admin_client):
    orang = PesertaFactory(status="layak", nama="Budi Menunggu")
    alamat = f"{reverse('laporan:layanan_menunggu')}?tahap=penetapan"

    teks = admin_client.get(alamat).text

    assert "Budi Menunggu" in teks
    assert orang.nik_samar in teks
    assert orang.nik not in teks
    assert reverse("verifikasi:riwayat", args=[orang.pk]) in teks
    sana = masuk(buat("sana", "petugas", wilayah=["33.74.02"]))
    assert "Budi Menunggu" not in sana.get(alamat).text


def test_an_admin_sets_a_limit(admin_client):
    alamat = reverse("laporan:layanan_batas")
    isi = {"tahap": "putusan", "hari": "10", "berlaku_mulai": "01-03-2026", "keterangan": "SOP"}

    salah = admin_client.post(alamat, isi | {"hari": "0"})
    benar = admin_client.post(alamat, isi, follow=True)

    assert salah.status_code == 422
    assert 'value="SOP"' in salah.text
    assert "SOP" in benar.text
    assert admin_client.post(alamat, isi).status_code == 409


# A fair talk


def test_verifiers_stand_by_name_with_sizes_and_intervals(petugas, verifikator, admin):
    zaki = buat("zaki", "verifikator")
    for oleh, jumlah in ((zaki, 1), (verifikator, 3)):
        for n in range(jumlah):
            disetujui(petugas, oleh, pada=KINI if oleh == verifikator and n else None)
    uji = ambil(admin)
    ambil(admin, verifikator=verifikator)  # the same people again: each case counts once
    satu, dua, tiga = uji.daftar_orang.filter(pengajuan__diputuskan_oleh=verifikator)
    oleh = penguji()
    kunjungi(satu, oleh, masih_bekerja=False)
    kunjungi(dua, oleh)
    kunjungi(tiga, oleh, keadaan="meninggal")

    bahan = bahan_bicara(admin, KINI_BULAN)

    satu, dua = bahan.verifikator
    assert [satu.nama, dua.nama] == ["Verifikator", "Zaki"]
    assert (satu.disetujui, satu.sekaligus, satu.diuji) == (3, 2, 3)
    assert (satu.dinilai, satu.gagal, satu.berubah) == (2, 1, 1)
    assert (satu.bagian.persen, satu.bagian.sedikit) == (50.0, True)
    assert (dua.diuji, dua.dinilai, dua.bagian) == (1, 0, None)
    assert [(b.nama, b.disetujui) for b in bahan.cara] == [("Sekaligus", 2), ("Satu per satu", 2)]
    assert satu.putusan.diputuskan == 3


def test_the_talk_is_for_admins_and_warns(
    petugas, verifikator, admin, admin_client, petugas_client
):
    disetujui(petugas, verifikator)
    kunjungi(ambil(admin).daftar_orang.get(), penguji())
    alamat = reverse("laporan:bahan_bicara")

    teks = admin_client.get(alamat).text

    assert "kurang dari 30 dinilai" in teks
    assert "Bukan peringkat" in teks
    assert petugas_client.get(alamat).status_code == 403


def test_the_talk_asks_as_often_for_many(
    petugas, verifikator, admin, admin_client, django_assert_num_queries
):
    admin_client.get(reverse("laporan:layanan_batas"))  # the first request writes the session
    for nama in ("", "satu", "dua"):
        oleh = buat(nama, "verifikator") if nama else verifikator
        disetujui(petugas, oleh)
        with django_assert_num_queries(8):
            admin_client.get(reverse("laporan:bahan_bicara"))
