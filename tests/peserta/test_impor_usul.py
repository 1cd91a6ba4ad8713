"""A list that meets people from ditetapkan on proposes changes; an admin decides (case 23)."""

import pytest
from django.urls import reverse

from peserta.impor.terapkan import terapkan_impor
from peserta.models import BarisImpor, PerubahanData, Peserta, Status
from tests.factories import PesertaFactory
from tests.peserta.lembar import LAHIR, baris, batalkan, kode, orang, terapkan, unggah, xlsx

BARU = "Jl. Baru 2"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def ada(n=1, status=Status.TERDAFTAR, **lain):
    """Somebody of whom the list says the same, but for what a test changes."""
    isi = {
        "nik": orang(n)[0], "no_kk": orang(n)[1], "tanggal_lahir": LAHIR, "status": status,
        "tempat_lahir": "Semarang", "alamat": "Jl. Pemuda 1", "kelurahan_id": "33.74.01.1001",
        "nama": "Siti Aminah", "nama_cari": "SITI AMINAH",
    }  # fmt: skip
    return PesertaFactory(**isi | lain)


def pindah(n=1, **lain):
    return orang(n, **{"alamat": BARU} | lain)


@pytest.mark.parametrize("status", [Status.DITETAPKAN, Status.DIDAFTARKAN, Status.TERDAFTAR])
def test_a_new_address_waits_for_a_tick_and_for_an_admin(petugas_client, petugas, status):
    siti = ada(status=status)
    impor = unggah(petugas_client, xlsx(pindah(), orang(7)))
    satu = baris(impor, 2)
    assert (satu.vonis, satu.dipilih, kode(satu)) == ("usul", False, ["usul"])
    assert satu.perubahan == {"alamat": ["Jl. Pemuda 1", BARU]}

    impor = terapkan(petugas_client, impor, centang=True)

    siti.refresh_from_db()
    assert siti.alamat == "Jl. Pemuda 1"
    usulan = PerubahanData.objects.get()
    assert usulan.isi == {"alamat": ["Jl. Pemuda 1", BARU]}
    assert (usulan.asal, usulan.impor, usulan.diusulkan_oleh) == ("impor", impor, petugas)
    assert usulan.alasan == "Menurut daftar daftar.xlsx, baris 2"
    assert (impor.jumlah["hasil_baru"], impor.jumlah["hasil_usul"]) == (1, 1)
    assert impor.jumlah["hasil_dilewati"] == 0


def test_places_and_occupations_are_named_as_the_person_has_them(petugas_client):
    ada()
    isi = pindah(
        alamat="Jl. Pemuda 1", kelurahan="Pandansari", pekerjaan="nelayan", nama="Siti Aminah P"
    )

    terapkan(petugas_client, unggah(petugas_client, xlsx(isi)), centang=True)

    assert PerubahanData.objects.get().isi.keys() == {"kelurahan_id", "pekerjaan_id", "nama"}


def test_the_page_ticks_them_all_and_shows_old_and_new(petugas_client):
    ada(1)
    ada(2)
    impor = unggah(petugas_client, xlsx(pindah(1), pindah(2)))
    alamat = reverse("peserta:impor_detail", args=[impor.pk])
    layar = petugas_client.get(f"{alamat}?vonis=usul").text
    assert "Centang semua usul (2)" in layar
    assert f"Alamat: <s>Jl. Pemuda 1</s> → {BARU}" in layar

    jawaban = petugas_client.post(reverse("peserta:impor_usul_centang", args=[impor.pk]))

    assert jawaban.status_code == 302
    assert BarisImpor.objects.filter(dipilih=True).count() == 2
    petugas_client.post(reverse("peserta:impor_usul_lepas", args=[impor.pk]))
    assert not BarisImpor.objects.filter(dipilih=True).exists()


def test_an_empty_cell_proposes_nothing(petugas_client):
    ada()

    assert baris(unggah(petugas_client, xlsx(orang(1, alamat="", tempat_lahir=""))), 2).vonis == (
        "sama"
    )


def test_the_same_row_twice_makes_one_proposal(petugas_client):
    ada()
    terapkan(petugas_client, unggah(petugas_client, xlsx(pindah())), centang=True)

    lagi = baris(unggah(petugas_client, xlsx(pindah()), "lagi.xlsx"), 2)
    lain = baris(unggah(petugas_client, xlsx(pindah(alamat="Jl. Lain 3")), "lain.xlsx"), 2)

    assert (lagi.vonis, kode(lagi)) == ("sama", ["sudah_diusulkan"])
    assert (lain.vonis, kode(lain)) == ("galat", ["usulan_lain"])
    assert PerubahanData.objects.count() == 1


def test_two_lists_at_once_make_one_proposal(petugas_client, admin_client):
    ada()
    satu = unggah(petugas_client, xlsx(pindah()))
    dua = unggah(admin_client, xlsx(pindah(alamat="Jl. Lain 3")), "dua.xlsx")
    BarisImpor.objects.update(dipilih=True)

    terapkan_impor(satu.pk)
    kalah = terapkan_impor(dua.pk)

    assert PerubahanData.objects.get().impor == satu
    assert kode(baris(dua, 2))[-1] == "usul_keduluan"
    assert (kalah.jumlah["hasil_usul"], kalah.jumlah["hasil_dilewati"]) == (0, 1)


def test_who_died_or_changed_meanwhile_is_not_proposed(petugas_client):
    siti = ada()
    impor = unggah(petugas_client, xlsx(pindah()))
    BarisImpor.objects.update(dipilih=True)
    Peserta.objects.filter(pk=siti.pk).update(status=Status.BERHENTI)

    hasil = terapkan_impor(impor.pk)

    assert not PerubahanData.objects.exists()
    assert kode(baris(impor, 2))[-1] == "berubah_sejak_diperiksa"
    assert hasil.jumlah["hasil_usul"] == 0


def test_another_person_under_the_number_is_told(petugas_client):
    ada(nama="Bambang Sutrisno", nama_cari="BAMBANG SUTRISNO", tanggal_lahir=LAHIR.replace(day=16))

    satu = baris(unggah(petugas_client, xlsx(orang(1))), 2)

    assert (satu.vonis, satu.dipilih, kode(satu)) == ("usul", False, ["usul_nama_lain"])


def test_the_undo_withdraws_what_nobody_decided(petugas_client, petugas):
    siti = ada()
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(pindah())), centang=True)
    Peserta.objects.filter(pk=siti.pk).update(alamat=BARU)  # by somebody else, meanwhile

    batalkan(petugas_client, impor)

    usulan = PerubahanData.objects.get()
    assert (usulan.status, usulan.diputus_oleh) == ("ditolak", petugas)
    assert usulan.alasan_putusan == f"Impor {impor.pk} dibatalkan"
    siti.refresh_from_db()
    assert siti.alamat == BARU
    impor.refresh_from_db()
    assert (impor.status, impor.jumlah["batal"]) == ("dibatalkan", 1)


def test_the_undo_leaves_what_an_admin_applied(petugas_client, admin):
    ada(1)
    ada(2)
    isi = unggah(petugas_client, xlsx(pindah(1), pindah(2)))
    impor = terapkan(petugas_client, isi, centang=True)
    pertama = PerubahanData.objects.order_by("pk").first()
    PerubahanData.objects.filter(pk=pertama.pk).update(
        status="diterapkan", diputus_oleh=admin, diputus_pada=impor.diterapkan_pada
    )

    batalkan(petugas_client, impor, sebagian="1")

    impor.refresh_from_db()
    assert (impor.status, impor.jumlah["batal"], impor.jumlah["tetap"]) == ("sebagian", 1, 1)
    assert "sudah diterapkan admin" in baris(impor, 2).alasan[-1]["sebab"]
