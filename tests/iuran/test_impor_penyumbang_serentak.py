"""Two admins at once, and a worker that dies in the middle: nothing twice, nothing half."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from iuran.impor_penyumbang.batal import batalkan_penyumbang, minta_batal
from iuran.impor_penyumbang.pratinjau import isi_pratinjau
from iuran.impor_penyumbang.terapkan import terapkan_penyumbang
from iuran.impor_penyumbang.terima import unggah_jawaban_asn
from iuran.models import BarisPenyumbang, ImporPenyumbang, Janji, Penyumbang, RiwayatJanji
from peserta.models import Peserta
from pijar.models import StatusTugas
from pijar.sidik import sidik
from tests.factories import nik_dari
from tests.iuran.jawaban_asn import LAHIR, SAAT, berkas, jawaban, minta, terapkan, unggah
from tests.keamanan.serentak import serentak
from tests.peserta.test_impor_terbunuh import bunuh_saat, kerjakan_lagi

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]
BANYAK = 900


def penerapan(impor, oleh):
    dilihat = sidik(isi_pratinjau(impor))
    return lambda: terapkan_penyumbang(impor.pk, dilihat=dilihat, oleh=oleh, pada=SAAT)


def banyak(n: int, **lain: object) -> list[object]:
    """Answer ``n`` of very many: every donor and worker another."""
    return jawaban(n, nip=f"19840306{2009 + n // 500}031{n % 500:03}", **lain)


def test_overlapping_lists_at_once_come_in_one_after_the_other(admin, admin2):
    satu = unggah(*(jawaban(n) for n in range(30)), oleh=admin)
    dua = unggah(*(jawaban(n) for n in range(50, 20, -1)), oleh=admin2)

    hasil = serentak(penerapan(satu, admin), penerapan(dua, admin2))

    assert sorted(h.masuk for h in hasil) == [21, 30]
    assert sorted(len(h.dilewati) for h in hasil) == [0, 9]
    assert Penyumbang.objects.count() == Janji.objects.count() == Peserta.objects.count() == 51


def test_two_donors_of_one_worker_at_once(admin, admin2):
    nik = nik_dari(LAHIR, "P", 1)
    daftar = [unggah(jawaban(n, nik=nik), oleh=o) for n, o in ((1, admin), (2, admin2))]

    hasil = serentak(penerapan(daftar[0], admin), penerapan(daftar[1], admin2))

    assert sorted(h.masuk for h in hasil) == [0, 1]
    assert (Janji.objects.count(), Peserta.objects.count()) == (1, 1)


def test_one_list_applied_and_undone_twice_at_once(admin, admin2):
    impor = unggah(*(jawaban(n) for n in range(10)), oleh=admin)

    hasil = serentak(penerapan(impor, admin), penerapan(impor, admin2))
    assert sorted(h.masuk for h in hasil) == [0, 10]
    assert Janji.objects.count() == RiwayatJanji.objects.count() == 10

    def undo(oleh):
        return lambda: batalkan_penyumbang(impor.pk, sudah=0, oleh=oleh, pada=SAAT)

    hasil = serentak(undo(admin), undo(admin2))
    assert sum(h is None for h in hasil) == 1
    assert RiwayatJanji.objects.filter(jenis="dibatalkan").count() == 10


def test_same_file_uploaded_at_once_is_one_import(admin, admin2):
    isi = berkas(jawaban(0)).read()

    hasil = serentak(
        *(
            lambda o=o: unggah_jawaban_asn(SimpleUploadedFile("x.xlsx", isi), oleh=o)[0].pk
            for o in (admin, admin2)
        )
    )

    assert len({*hasil}) == ImporPenyumbang.objects.count() == 1


@pytest.fixture(scope="module")
def daftar_panjang():
    return [banyak(n) for n in range(BANYAK)]


def test_killed_while_staging(admin, admin_client, daftar_panjang):
    impor, _ = unggah_jawaban_asn(berkas(*daftar_panjang), oleh=admin)

    bunuh_saat(impor.tugas, 'INSERT INTO "iuran_barispenyumbang"')

    assert not BarisPenyumbang.objects.exists()
    assert kerjakan_lagi(impor.tugas) == StatusTugas.SELESAI
    assert BarisPenyumbang.objects.count() == BANYAK


def test_killed_while_applying_and_while_taking_back(admin, admin_client, daftar_panjang):
    impor = unggah(*daftar_panjang, oleh=admin)
    tugas = minta(impor, oleh=admin)

    bunuh_saat(tugas, "INSERT INTO peserta_peserta")

    assert not [m for m in (Penyumbang, Peserta, Janji) if m.objects.exists()]
    assert kerjakan_lagi(tugas) == StatusTugas.SELESAI
    assert Penyumbang.objects.count() == Janji.objects.aktif().count() == BANYAK

    impor.refresh_from_db()
    tugas = minta_batal(impor, oleh=admin)
    bunuh_saat(tugas, 'INSERT INTO "iuran_riwayatjanji"')

    assert Janji.objects.aktif().count() == BANYAK
    assert kerjakan_lagi(tugas) == StatusTugas.SELESAI
    assert not Janji.objects.aktif().exists()
    assert not Peserta.objects.exclude(status="berhenti").exists()


def test_applied_list_keeps_its_job(admin):
    impor = unggah(jawaban(0), oleh=admin)
    tugas = terapkan(impor, oleh=admin)

    assert impor.tugas == tugas
