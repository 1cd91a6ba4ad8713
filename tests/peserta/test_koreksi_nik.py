"""Correcting a NIK: an event on the person, to whom everything stays attached."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from iuran.models import Bantuan, Iuran
from peserta.models import KoreksiNik, PerubahanData, Peserta, Status
from peserta.orang.actions import data as aksi
from pijar.errors import AturanDilanggarError
from tests.factories import PesertaFactory, terdaftar
from tests.pemilik import tanpa_penjaga
from tests.peran import buat, masuk
from tests.peserta.lembar import LAHIR, baris, kode, orang, terapkan, unggah, xlsx
from tests.verifikasi.susunan import PADA, usul_gabung
from verifikasi.actions.gabung import gabungkan

LAMA, BARU = orang(1)[0], orang(2)[0]
UTARA = "33.74.02.1001"


@pytest.fixture
def siti(db):
    return PesertaFactory(nik=LAMA, tanggal_lahir=LAHIR, status=Status.TERDAFTAR)


def koreksi(client, peserta, nik=BARU, **lain):
    isi = {"nik": nik, "alasan": "Salah ketik, sesuai KTP asli", **lain}
    return client.post(reverse("peserta:koreksi_nik", args=[peserta.pk]), isi)


def dikoreksi(peserta, oleh, nik=BARU):
    return aksi.koreksi_nik(peserta, nik, alasan="Sesuai KTP asli", oleh=oleh)


def test_correction_is_an_event_with_both_numbers_masked(admin_client, admin, siti):
    jawaban = koreksi(admin_client, siti)

    assert jawaban.url == reverse("peserta:detail", args=[siti.pk])
    siti.refresh_from_db()
    assert siti.nik == BARU
    satu = KoreksiNik.objects.get()
    assert (satu.peserta, satu.nik_lama, satu.nik_baru, satu.oleh) == (siti, LAMA, BARU, admin)
    html = admin_client.get(jawaban.url).text
    assert "NIK dikoreksi" in html
    assert f"<s>••••••••••••{LAMA[-4:]}</s> → ••••••••••••{BARU[-4:]}" in html
    assert "Salah ketik, sesuai KTP asli" in html
    assert "Data diubah" not in html  # told once
    assert LAMA not in html
    assert BARU not in html


def test_grants_ledger_imports_and_history_stay_attached(admin, petugas_client):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1))))
    asal = Peserta.objects.get()
    bantuan = terdaftar(date(2026, 1, 1), 3, nik=orang(7)[0], tanggal_lahir=LAHIR)
    siti = bantuan.peserta
    with tanpa_penjaga():
        Peserta.objects.filter(pk=asal.pk).update(status=Status.LAYAK)

    dikoreksi(siti, admin, orang(8)[0])
    dikoreksi(asal, admin, orang(9)[0])

    assert Bantuan.objects.get(peserta__nik=orang(8)[0]) == bantuan
    assert Iuran.objects.filter(peserta__nik=orang(8)[0]).count() == 3
    asal.refresh_from_db()
    assert asal.impor == impor
    assert asal.didata_oleh == impor.oleh
    assert admin.pk in asal.penyunting


@pytest.mark.parametrize(
    "status",
    [Status.LAYAK, Status.DITETAPKAN, Status.DIDAFTARKAN, Status.TERDAFTAR, Status.BERHENTI],
)
def test_statuses_beyond_the_form_are_corrected(admin, db, status):
    peserta = PesertaFactory(nik=LAMA, tanggal_lahir=LAHIR, status=status)

    dikoreksi(peserta, admin)

    assert Peserta.objects.get().nik == BARU


@pytest.mark.parametrize(
    ("status", "kalimat"),
    [
        (Status.DIAJUKAN, "mengembalikannya"),
        (Status.DRAF, "Ubah data"),
        (Status.DIKEMBALIKAN, "Ubah data"),
        (Status.TIDAK_LAYAK, "Ubah data"),
    ],
)
def test_other_statuses_are_refused_with_the_way_to_go(admin_client, db, status, kalimat):
    peserta = PesertaFactory(nik=LAMA, tanggal_lahir=LAHIR, status=status)

    jawaban = koreksi(admin_client, peserta)

    assert jawaban.status_code == 409
    assert kalimat in jawaban.text
    assert Peserta.objects.get().nik == LAMA


def test_nik_of_somebody_else_is_refused_with_a_link(admin_client, siti):
    lain = PesertaFactory(nik=BARU, tanggal_lahir=LAHIR, nama="Budi Santoso")

    jawaban = koreksi(admin_client, siti)

    assert jawaban.status_code == 409
    assert "gabungkan" in jawaban.text
    assert reverse("peserta:detail", args=[lain.pk]) in jawaban.text
    assert Peserta.objects.get(pk=siti.pk).nik == LAMA


def test_nik_of_somebody_outside_the_area_tells_nothing(siti):
    admin = buat("tengah", "admin", wilayah=["33.74.01"])
    PesertaFactory(nik=BARU, tanggal_lahir=LAHIR, nama="Rahasia", kelurahan_id=UTARA)

    with pytest.raises(AturanDilanggarError, match="wilayah lain") as galat:
        dikoreksi(siti, admin)

    assert "Rahasia" not in galat.value.kalimat


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"nik": BARU[:-1]}, "kurang 1 angka"),
        ({"nik": f"{BARU[:12]}0000"}, "tidak pernah 0000"),
        ({"alasan": ""}, "tidak boleh kosong"),
        ({"nik": "3374011602850001"}, "Cocokkan dengan KTP, lalu centang"),
    ],
)
def test_form_says_what_is_wrong(admin_client, siti, isi, kalimat):
    jawaban = koreksi(admin_client, siti, **({"nik": BARU} | isi))

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert not KoreksiNik.objects.exists()


def test_nik_with_another_birth_date_needs_a_tick(admin_client, siti):
    jawaban = koreksi(admin_client, siti, nik="3374011602850001", sudah_dicocokkan="on")

    assert jawaban.status_code == 302


def test_same_nik_is_no_correction(admin_client, siti):
    assert koreksi(admin_client, siti, nik=LAMA).status_code == 409


@pytest.mark.parametrize(
    ("status", "bpjs"),
    [(Status.TERDAFTAR, True), (Status.DIDAFTARKAN, True), (Status.LAYAK, False)],
)
def test_bpjs_must_be_told_where_it_has_the_old_number(admin_client, db, status, bpjs):
    peserta = PesertaFactory(nik=LAMA, tanggal_lahir=LAHIR, status=status)
    sebelum = admin_client.get(reverse("peserta:koreksi_nik", args=[peserta.pk])).text

    sesudah = admin_client.get(koreksi(admin_client, peserta).url).text

    assert ("masuk berkas perubahan berikutnya ke BPJS" in sebelum) is bpjs
    assert ("koreksinya masuk berkas perubahan" in sesudah) is bpjs
    satu = PerubahanData.objects.filter(asal="koreksi_nik").first()
    assert ((satu and satu.ke_bpjs) or False) is bpjs
    assert PerubahanData.objects.exists() is (status != Status.LAYAK)


@pytest.mark.parametrize("peran", ["petugas_client", "verifikator_client", "sekda_client"])
def test_only_an_admin_corrects(request, siti, peran):
    client = request.getfixturevalue(peran)

    assert koreksi(client, siti).status_code == 403
    assert Peserta.objects.get().nik == LAMA


def test_person_outside_the_area_does_not_exist(siti):
    client = masuk(buat("utara", "admin", wilayah=["33.74.02"]))

    assert koreksi(client, siti).status_code == 404


def test_changing_the_nik_of_a_draft_is_the_same_event(petugas_client, petugas):
    draf = PesertaFactory(nik=LAMA, tanggal_lahir=LAHIR)

    aksi.ubah_orang(draf, {"nik": BARU, "alamat": "Jl. Baru 1"}, oleh=petugas)

    assert KoreksiNik.objects.get().nik_lama == LAMA
    html = petugas_client.get(reverse("peserta:detail", args=[draf.pk])).text
    assert "NIK dikoreksi" in html
    assert html.count(f"••••••••••••{LAMA[-4:]}") == 1
    assert "Jl. Baru 1" in html


def test_a_list_with_the_old_number_warns_and_makes_no_second_person(petugas_client, admin, siti):
    dikoreksi(siti, admin)
    impor = unggah(petugas_client, xlsx(orang(1), orang(5)))

    satu = baris(impor, 2)
    html = petugas_client.get(f"/peserta/impor/{impor.pk}/").text

    assert (satu.vonis, satu.dipilih, kode(satu)) == ("peringatan", False, ["nik_dikoreksi"])
    assert "NIK ini pernah dipakai oleh Siti Aminah sebelum dikoreksi." in html
    assert reverse("peserta:detail", args=[siti.pk]) in html
    terapkan(petugas_client, impor)
    assert Peserta.objects.count() == 2


def test_old_number_of_somebody_outside_the_area_tells_nothing(admin, db):
    jauh = PesertaFactory(
        nik=LAMA, tanggal_lahir=LAHIR, nama="Rahasia", kelurahan_id=UTARA, status=Status.LAYAK
    )
    dikoreksi(jauh, admin)
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))

    impor = unggah(client, xlsx(orang(1)))

    assert kode(baris(impor, 2)) == ["nik_dikoreksi"]
    html = client.get(f"/peserta/impor/{impor.pk}/").text
    assert "NIK ini pernah tercatat di wilayah lain sebelum dikoreksi." in html
    assert "Rahasia" not in html
    assert f"/peserta/{jauh.pk}/" not in html


def test_number_that_is_somebodys_again_is_just_theirs(petugas_client, admin, siti):
    dikoreksi(siti, admin)
    dikoreksi(siti, admin, LAMA)

    assert kode(baris(unggah(petugas_client, xlsx(orang(1))), 2)) == ["usul"]


def test_registering_the_old_number_must_be_confirmed(petugas_client, admin, siti):
    dikoreksi(siti, admin)
    isi = {
        "nik": LAMA, "nama": "Siti Aminah", "tanggal_lahir": "1985-02-15", "jenis_kelamin": "P",
        "kelurahan": "33.74.01.1001", "pekerjaan": "tukang_becak", "sumber_data": "kelurahan",
    }  # fmt: skip

    jawaban = petugas_client.post(reverse("peserta:baru"), isi)

    assert jawaban.status_code == 422
    assert "pernah dipakai oleh Siti Aminah sebelum dikoreksi" in jawaban.text
    assert Peserta.objects.count() == 1
    petugas_client.post(reverse("peserta:baru"), isi | {"sudah_dicocokkan": "on"})
    assert Peserta.objects.count() == 2


@pytest.mark.parametrize(
    ("salah", "nama"),
    [
        ({"nik_baru": LAMA}, "koreksi_nik_berbeda"),
        ({"nik_baru": "12"}, "koreksi_nik_16_angka"),
        ({"nik_lama": ""}, "koreksi_nik_16_angka"),
        ({"alasan": ""}, "koreksi_nik_beralasan"),
    ],
)
def test_database_refuses(admin, siti, salah, nama):
    isi = {"nik_lama": LAMA, "nik_baru": BARU, "alasan": "Sesuai KTP"}

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        KoreksiNik.objects.create(peserta=siti, oleh=admin, **{**isi, **salah})


def test_a_correction_is_never_changed_or_deleted(admin, siti):
    satu = dikoreksi(siti, admin)

    for kerja in (satu.delete, lambda: KoreksiNik.objects.update(alasan="lain")):
        with (
            pytest.raises(DatabaseError, match=r"Cannot update or delete|permission denied"),
            transaction.atomic(),
        ):
            kerja()


def test_old_number_is_known_when_its_person_was_merged_since(petugas, verifikator, petugas_client):
    siti = PesertaFactory(nik=LAMA, tanggal_lahir=LAHIR)
    tetap = PesertaFactory(nik=orang(7001)[0], tanggal_lahir=LAHIR)
    aksi.ubah_orang(siti, {"nik": BARU}, oleh=petugas)
    siti.refresh_from_db()
    gabungkan(usul_gabung(petugas, tetap, siti), oleh=verifikator, pada=PADA)

    impor = unggah(petugas_client, xlsx(orang(1)))

    satu = baris(impor, 2)
    assert (satu.vonis, satu.dipilih) == ("peringatan", False)
    assert (satu.alasan[-1]["kode"], satu.alasan[-1]["orang"]) == ("nik_dikoreksi", tetap.pk)
