"""Numbers as an attacker would try them: asked one after the other, opened one after the other."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from laporan.pekerjaan_rumah import untuk
from peserta.impor.terima import unggah_impor
from peserta.models import Peserta
from pijar.ambang import BATAS, Batas, catat, tunggu_sampai, yang_banyak
from pijar.errors import TungguError
from pijar.models import JejakAkses
from pijar.models.jejak import TINDAKAN_BERBATAS
from tests.factories import PesertaFactory, nik_dari
from tests.peran import buat, masuk
from tests.peserta.lembar import LAHIR, kode, orang, unggah, xlsx
from tests.peserta.test_orang import BARU, isian

SINI, SANA = "33.74.01", "33.74.16.1001"
T = JejakAkses.Tindakan
PADA = datetime(2026, 12, 1, 8, tzinfo=UTC)
DUA = Batas(2, 3, 1, "kali", "")


@pytest.fixture
def petugas_sini(db):
    return buat("sini", "petugas", wilayah=[SINI])


@pytest.fixture
def client(petugas_sini):
    return masuk(petugas_sini)


def penuh(oleh, tindakan, *, sisa=0):
    for n in range(BATAS[tindakan].sejam - sisa):
        catat(oleh=oleh, tindakan=tindakan, objek=f"contoh {n}", alasan="contoh")


# The rule


@pytest.mark.parametrize(
    ("menit", "sampai"),
    [
        ([], None),
        ([10], None),
        ([10, 50], 10),  # the older of two is 50 minutes old: free in ten
        ([10, 60], None),
        ([100, 200, 300], 24 * 60 - 300),
        ([10, 20, 300], 24 * 60 - 300),
    ],
)
def test_the_next_act_waits_until_the_oldest_leaves_the_window(menit, sampai):
    waktu = [PADA - timedelta(minutes=m) for m in menit]

    hasil = tunggu_sampai(waktu, DUA, PADA)

    assert hasil == (None if sampai is None else PADA + timedelta(minutes=sampai))


def test_every_limit_is_counted_by_the_index():
    assert sorted(BATAS) == sorted(TINDAKAN_BERBATAS)
    assert all(0 < b.sejam < b.sehari and b.kabar <= b.sehari for b in BATAS.values())


def test_one_persons_acts_stop_nobody_else(petugas_sini, verifikator):
    penuh(petugas_sini, T.BUKA_NIK)

    with pytest.raises(TungguError, match="dapat sesudah"):
        catat(oleh=petugas_sini, tindakan=T.BUKA_NIK, objek="contoh", alasan="contoh")
    catat(oleh=verifikator, tindakan=T.BUKA_NIK, objek="contoh", alasan="contoh")

    assert JejakAkses.objects.filter(oleh=petugas_sini).count() == BATAS[T.BUKA_NIK].sejam


def test_counting_takes_one_query(petugas_sini, django_assert_num_queries):
    penuh(petugas_sini, T.BUKA_NIK, sisa=1)

    with django_assert_num_queries(5):  # the savepoint's two, the lock, the count, the row
        catat(oleh=petugas_sini, tindakan=T.BUKA_NIK, objek="contoh", alasan="contoh")


# The oracle


def test_a_number_of_another_area_is_only_known_and_the_answer_is_logged(petugas_sini, client):
    sana = PesertaFactory(nik=nik_dari(LAHIR, "P", 1), nama="Rahasia", kelurahan_id=SANA)

    jawaban = client.post(BARU, isian())

    assert (jawaban.status_code, Peserta.objects.count()) == (422, 1)
    assert "NIK ini sudah tercatat di wilayah lain" in jawaban.text
    for rahasia in ("Rahasia", sana.kelurahan.nama, f"/peserta/{sana.pk}/"):
        assert rahasia not in jawaban.text
    jejak = JejakAkses.objects.get(tindakan=T.NOMOR_LUAR)
    assert (jejak.oleh, jejak.objek) == (petugas_sini, f"NIK peserta {sana.pk} di wilayah lain")
    client.post(BARU, isian(nama="Lain"))
    assert JejakAkses.objects.filter(tindakan=T.NOMOR_LUAR).count() == 1  # it told nothing new


def test_after_so_many_answers_the_next_number_is_told_nothing(client):
    batas = BATAS[T.NOMOR_LUAR].sejam
    nik = [nik_dari(LAHIR, "P", n) for n in range(1, batas + 3)]
    for satu in nik[:-1]:
        PesertaFactory(nik=satu, kelurahan_id=SANA)

    jawaban = [client.post(BARU, isian(nik=satu)) for satu in nik]

    assert {j.status_code for j in jawaban[:-2]} == {422}
    for satu in jawaban[-2:]:  # the last number is nobody's, which is not told either
        assert satu.status_code == 409
        assert "Yang berikutnya dapat sesudah" in satu.text
        assert "NIK ini sudah" not in satu.text
    assert Peserta.objects.count() == batas + 1
    assert JejakAkses.objects.filter(tindakan=T.NOMOR_LUAR).count() == batas


def test_a_list_of_numbers_is_one_answer_and_one_row_with_their_count(petugas_sini, client):
    for n in (1, 2):
        PesertaFactory(nik=orang(n)[0], kelurahan_id=SANA)

    impor = unggah(client, xlsx(orang(1), orang(2), orang(3)))

    assert kode(impor.daftar_baris.get(nomor=2)) == ["nik_wilayah_lain"]
    jejak = JejakAkses.objects.get(tindakan=T.NOMOR_LUAR)
    assert (jejak.oleh, jejak.jumlah) == (petugas_sini, 2)


def test_who_asked_too_often_uploads_no_list_either(petugas_sini):
    penuh(petugas_sini, T.NOMOR_LUAR)

    with pytest.raises(TungguError):
        unggah_impor(None, nama="daftar.xlsx", sumber_data="kelurahan", oleh=petugas_sini)


# Look-ups


@pytest.mark.parametrize("alamat", ["peserta:cari", "verifikasi:cari", "peserta:periksa_nik"])
@pytest.mark.parametrize("ada", [True, False])
def test_every_search_by_a_whole_number_is_logged_without_the_number(db, alamat, ada):
    nik = nik_dari(LAHIR, "P", 1)
    siti = PesertaFactory(nik=nik if ada else nik_dari(LAHIR, "P", 2))
    peran = "verifikator" if alamat == "verifikasi:cari" else "petugas"
    siapa = buat("siapa", peran)

    masuk(siapa).post(reverse(alamat), {"q": nik, "nik": nik})

    jejak = JejakAkses.objects.get()
    temuan = f"peserta {siti.pk}" if ada else "tidak ada"
    assert (jejak.oleh, jejak.tindakan) == (siapa, T.CARI_NOMOR)
    assert (jejak.objek, jejak.alasan) == (f"nomor dicari: {temuan}", "")


def test_words_and_a_few_digits_are_no_look_up(client):
    for tulisan in ("Siti Aminah", "2286", "33740155"):
        client.post(reverse("peserta:cari"), {"q": tulisan})

    assert not JejakAkses.objects.exists()


def test_too_many_look_ups_wait(petugas_sini, client):
    penuh(petugas_sini, T.CARI_NOMOR)

    jawaban = client.post(reverse("peserta:cari"), {"q": nik_dari(LAHIR, "P", 1)})

    assert jawaban.status_code == 409
    assert "Pencarian dengan nama tetap dapat dipakai" in jawaban.text


# Opening and exporting


def test_too_many_openings_wait_and_the_reason_stays(petugas_sini, client):
    siti = PesertaFactory()
    penuh(petugas_sini, T.BUKA_NIK)
    isi = {"sebab": "lainnya", "alasan": "Alasan yang diketik"}

    halaman = reverse("peserta:detail", args=[siti.pk])
    jawaban = client.post(
        reverse("peserta:buka_nik", args=[siti.pk]), isi, HTTP_REFERER=f"http://testserver{halaman}"
    )

    assert jawaban.status_code == 409
    assert "Yang berikutnya dapat sesudah" in jawaban.text
    assert siti.nik not in jawaban.text
    assert "Alasan yang diketik" in jawaban.text


def test_too_many_exports_wait(petugas_sini, client):
    PesertaFactory()
    penuh(petugas_sini, T.EKSPOR)

    jawaban = client.post(reverse("peserta:ekspor"), {"sebab": "rekap"})

    assert jawaban.status_code == 409
    assert "menu Proses" in jawaban.text


# Told to an admin


def test_an_admin_of_the_city_sees_who_opened_many(petugas_sini, admin, admin_client):
    hari = timezone.localdate()
    penuh(petugas_sini, T.NOMOR_LUAR, sisa=1)
    assert not [t for t in untuk(admin, pada=hari) if "wilayah lain" in t.label]

    catat(oleh=petugas_sini, tindakan=T.NOMOR_LUAR, objek="NIK peserta 7 di wilayah lain")

    (tunggu,) = [t for t in untuk(admin, pada=hari) if "wilayah lain" in t.label]
    assert (tunggu.jumlah, petugas_sini.nama in tunggu.label) == (10, True)
    assert tunggu.kata_tempo == "hari ini"  # so it stands among what is due, not last
    assert "NIK peserta 7 di wilayah lain" in admin_client.get(tunggu.tautan).text
    for lain in (petugas_sini, buat("admin_sini", "admin", wilayah=[SINI])):
        assert not [t for t in untuk(lain, pada=hari) if "wilayah lain" in t.label]


def test_a_list_with_many_foreign_people_is_told_too(petugas_sini, admin):
    JejakAkses.catat(oleh=petugas_sini, tindakan=T.NOMOR_LUAR, objek="NIK 500 peserta", jumlah=500)

    (banyak,) = yang_banyak(timezone.now() - timedelta(hours=1), kecuali=admin)

    assert (banyak.akun, banyak.jumlah) == (petugas_sini.username, 500)


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_alarm_takes_one_query(admin, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        penuh(buat(f"p{n}", "petugas"), T.NOMOR_LUAR)

    with django_assert_num_queries(1):
        assert len(yang_banyak(timezone.now() - timedelta(hours=1), kecuali=admin)) == jumlah
