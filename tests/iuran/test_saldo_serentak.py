"""Two admins at once, and a worker that dies in the middle: nothing twice, nothing half."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from iuran.models import Bantuan, BarisSaldoAwal, Iuran, SaldoAwal, Tagihan
from iuran.saldo_awal.pratinjau import pratinjau
from iuran.saldo_awal.terapkan import HasilSaldo, terapkan_saldo
from iuran.saldo_awal.terima import unggah_saldo
from peserta.impor.terapkan import minta_terapkan as minta_terapkan_impor
from peserta.impor.terapkan import terapkan_impor
from peserta.impor.terima import unggah_impor
from peserta.models import Impor, Peserta, RiwayatStatus
from pijar.models import StatusTugas
from tests.iuran.saldo import SAAT, baris, berkas, minta, unggah
from tests.keamanan.serentak import ditolak, serentak
from tests.peserta import lembar
from tests.peserta.test_impor_terbunuh import bunuh_saat, kerjakan_lagi

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]
BANYAK = 3_000


def penerapan(saldo, oleh):
    dilihat = pratinjau(saldo).sidik
    return lambda: terapkan_saldo(saldo.pk, dilihat=dilihat, oleh=oleh, pada=SAAT)


def test_overlapping_lists_at_once_come_in_one_after_the_other(admin, admin2):
    satu = unggah(*(baris(n) for n in range(30)), oleh=admin)
    dua = unggah(*(baris(n) for n in range(50, 20, -1)), oleh=admin2)

    hasil = serentak(penerapan(satu, admin2), penerapan(dua, admin))

    (kalah,) = ditolak(hasil)
    assert "Tekan Baca ulang" in kalah.kalimat
    assert Peserta.objects.count() == RiwayatStatus.objects.count() == 30
    assert Iuran.objects.count() == 360


def test_one_list_applied_by_two_admins_at_once_comes_in_once(admin, admin2):
    saldo = unggah(*(baris(n) for n in range(20)), oleh=admin)

    hasil = serentak(penerapan(saldo, admin2), penerapan(saldo, admin2))

    assert sorted(hasil) == [HasilSaldo(), HasilSaldo(20, 240, 20 * 12 * 16_800)]
    assert Tagihan.objects.count() == 3


def test_list_and_import_with_the_same_people_do_not_wait_in_a_circle(admin, admin2, petugas):
    saldo = unggah(*(baris(n) for n in range(30)), oleh=admin)
    isi = lembar.xlsx(*(lembar.orang(n) for n in range(29, -1, -1)))
    impor = unggah_impor(_berkas(isi), nama="x.xlsx", sumber_data="kelurahan", oleh=petugas)
    lembar.kerjakan(impor.tugas)
    minta_terapkan_impor(impor, oleh=petugas)

    serentak(penerapan(saldo, admin2), lambda: terapkan_impor(impor.pk))

    status = set(Peserta.objects.values_list("status", flat=True))
    assert status in ({"terdaftar"}, {"draf"})
    assert Peserta.objects.count() == 30
    assert Impor.objects.get().status == "diterapkan"


def _berkas(isi):
    return SimpleUploadedFile("x.xlsx", isi)


def test_same_file_uploaded_at_once_is_one_list(admin, admin2):
    isi = berkas(baris(1)).read()

    hasil = serentak(
        *(lambda o=o: unggah_saldo(_berkas(isi), nama="x.xlsx", oleh=o).pk for o in (admin, admin2))
    )

    assert len(set(hasil)) == SaldoAwal.objects.count() == 1


@pytest.fixture(scope="module")
def daftar_panjang():
    return [baris(n) for n in range(BANYAK)]


def test_killed_while_staging(admin, admin_client, daftar_panjang):
    saldo = unggah_saldo(berkas(*daftar_panjang), nama="x.xlsx", oleh=admin)

    bunuh_saat(saldo.tugas, 'INSERT INTO "iuran_barissaldoawal"')

    assert not BarisSaldoAwal.objects.exists()
    assert kerjakan_lagi(saldo.tugas) == StatusTugas.SELESAI
    assert BarisSaldoAwal.objects.count() == BANYAK


def test_killed_while_applying(admin, admin2, admin2_client, daftar_panjang):
    saldo = unggah(*daftar_panjang, oleh=admin)
    tugas = minta(saldo, oleh=admin2)

    bunuh_saat(tugas, "INSERT INTO iuran_iuran")

    assert not Peserta.objects.exists()
    assert not Bantuan.objects.exists()
    assert kerjakan_lagi(tugas) == StatusTugas.SELESAI
    saldo.refresh_from_db()
    assert saldo.status == "diterapkan"
    assert Peserta.objects.terdaftar().count() == BANYAK
    assert Iuran.objects.count() == BANYAK * 12
