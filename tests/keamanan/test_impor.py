"""Imports: who applied is known, areas are looked at again, an undo never rewrites a decision."""

import threading

import pytest
from django.db import transaction

from peserta.impor.batal import batalkan_impor
from peserta.impor.terapkan import minta_terapkan, terapkan_impor
from peserta.models import Peserta, Status
from peserta.orang.actions.data import ubah_orang
from pijar.errors import AturanDilanggarError
from tests.factories import PesertaFactory
from tests.keamanan.serentak import serentak
from tests.menunggu import tunggu, yang_tertahan
from tests.pemilik import tanpa_penjaga
from tests.peran import buat, masuk
from tests.peserta.lembar import LAHIR, baris, kerjakan, kode, orang, terapkan, unggah, xlsx

SEMARANG_UTARA = "33.74.02.1001"


def test_who_applied_somebodys_list_is_an_editor_too(petugas, petugas_client, admin):
    """Else an admin who mends and applies a list could later decide it under another role."""
    impor = unggah(petugas_client, xlsx(orang(1)))
    minta_terapkan(impor, oleh=admin)
    impor.refresh_from_db()

    kerjakan(impor.tugas)

    peserta = Peserta.objects.get()
    assert peserta.penyunting == sorted([petugas.pk, admin.pk])
    assert peserta.didata_oleh == admin


def test_changing_by_a_list_adds_both_editors_once(petugas, petugas_client, admin):
    PesertaFactory(
        nik=orang(1)[0], tanggal_lahir=LAHIR, no_kk="", penyunting=[petugas.pk], alamat="Lama"
    )
    impor = unggah(petugas_client, xlsx(orang(1)))
    minta_terapkan(impor, oleh=admin)
    impor.refresh_from_db()

    kerjakan(impor.tugas)

    assert sorted(Peserta.objects.get().penyunting) == sorted([petugas.pk, admin.pk])


def test_area_that_shrank_since_the_review_keeps_rows_out(db):
    petugas = buat("tengah", "petugas", wilayah=["33.74.01", "33.74.02"])
    client = masuk(petugas)
    sana = ["Bandarharjo", "Semarang Utara"]
    impor = unggah(client, xlsx(orang(1), orang(2, kelurahan=sana[0], kecamatan=sana[1])))
    petugas.wilayah = ["33.74.01"]
    petugas.save()

    impor = terapkan(client, impor)

    assert list(Peserta.objects.values_list("kelurahan", flat=True)) == ["33.74.01.1001"]
    assert kode(baris(impor, 3)) == ["luar_wilayah"]
    assert impor.jumlah["hasil_baru"] == 1


def test_undo_does_not_give_a_verified_person_another_name(petugas_client, petugas):
    PesertaFactory(nik=orang(1)[0], tanggal_lahir=LAHIR, nama="Siti Aminh", nama_cari="SITI AMINH")
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1))), centang=True)
    assert Peserta.objects.get().nama == "Siti Aminah"
    Peserta.objects.update(status=Status.DIAJUKAN)
    with tanpa_penjaga():
        Peserta.objects.update(status=Status.LAYAK)

    with pytest.raises(AturanDilanggarError, match="tidak dapat dibatalkan"):
        batalkan_impor(impor, oleh=petugas)

    assert Peserta.objects.get().nama == "Siti Aminah"


@pytest.mark.django_db(transaction=True)
def test_undo_and_apply_at_once_never_wait_for_each_other(petugas, petugas_client):
    """Apply locks by id, undo its newcomers first: without one lock in front, a circle."""
    for n in range(1, 11):
        PesertaFactory(nik=orang(n)[0], tanggal_lahir=LAHIR, alamat="Lama")
    semua = [orang(n) for n in range(1, 21)]
    lama = terapkan(petugas_client, unggah(petugas_client, xlsx(*semua)), centang=True)
    ubah = [orang(n, alamat="Jl. Baru 9") for n in range(1, 21)]
    baru = unggah(petugas_client, xlsx(*ubah))
    tengah = Peserta.objects.order_by("pk")[5]

    dipegang = threading.Event()

    hasil = serentak(
        lambda: tahan(tengah.pk, dipegang),  # both stand in the middle of their work at its end
        lambda: dipegang.wait(60) and terapkan_impor(baru.pk).status,
        lambda: dipegang.wait(60) and batalkan_impor(lama, oleh=petugas),
    )

    assert hasil[1] == "diterapkan"
    assert set(Peserta.objects.values_list("status", flat=True)) <= {"draf", "berhenti"}


def tahan(pk, dipegang):
    """Hold one person until both others wait: one for this person, one for the other."""
    with transaction.atomic():
        Peserta.objects.select_for_update().get(pk=pk)
        dipegang.set()
        tunggu(lambda: yang_tertahan() == 2)


@pytest.mark.django_db(transaction=True)
def test_editing_and_importing_one_person_at_once_loses_nothing(petugas, petugas_client):
    peserta = PesertaFactory(nik=orang(1)[0], tanggal_lahir=LAHIR, alamat="Lama", hp="")
    impor = unggah(petugas_client, xlsx(orang(1)))

    serentak(
        lambda: ubah_orang(peserta, {"hp": "081234567890"}, oleh=petugas),
        lambda: terapkan_impor(impor.pk),
    )

    peserta.refresh_from_db()
    assert peserta.hp == "081234567890"
    assert peserta.alamat == "Jl. Pemuda 1"
