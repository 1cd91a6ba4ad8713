"""One pair on the screen: what each role sees and may do with it."""

import pytest
from django.urls import reverse

from iuran.models import Iuran
from peserta.models import PasanganMirip, Peserta
from tests.factories import PesertaFactory, terdaftar
from tests.peran import buat, masuk
from tests.segel import segel
from tests.verifikasi.susunan import PADA, pasangkan, usul_gabung
from verifikasi.actions.gabung import gabungkan, nyatakan_berbeda
from verifikasi.models import Penggabungan


@pytest.fixture
def pasangan(db):
    satu = PesertaFactory(nik="3374015502850001")
    dua = PesertaFactory(nik="3374015502850007", hp="081234567890", nama="Siti Amina")
    return pasangkan(satu, dua)


def alamat(pasangan, nama="gabung"):
    return reverse(f"verifikasi:{nama}", args=[pasangan.pk])


def isian(pasangan, **lain):
    """Everything from the left one."""
    isi = dict.fromkeys(("menang", "nik", "nama", "hp"), str(pasangan.kiri_id))
    return isi | lain


@pytest.mark.parametrize("jumlah", [1, 3])
def test_page_has_constant_queries(petugas, verifikator_client, django_assert_num_queries, jumlah):
    satu = terdaftar(jumlah=jumlah).peserta
    dua = PesertaFactory()
    for n in range(jumlah):
        pasangkan(satu, PesertaFactory(hp=f"08123456789{n}"))
    pasangan = usul_gabung(petugas, satu, dua)

    with django_assert_num_queries(24):
        html = verifikator_client.get(alamat(pasangan)).text

    assert f"{jumlah} bulan iuran" in html
    assert Iuran.objects.count() == jumlah


def test_both_stand_side_by_side_with_masked_numbers(pasangan, petugas_client):
    html = petugas_client.get(alamat(pasangan)).text

    assert "<mark>Siti Amina</mark>" in html
    assert "NIK berbeda satu angka, yang ke-16" in html
    assert pasangan.kiri.nik not in html
    assert pasangan.kanan.nik not in html
    assert "Usulkan digabung" in html
    assert "Gabungkan menjadi satu orang" not in html


def test_far_apart_numbers_are_counted(petugas_client):
    satu = PesertaFactory(nik="3374015502850001")

    def tampil(nik):
        return petugas_client.get(alamat(pasangkan(satu, PesertaFactory(nik=nik)))).text

    assert "NIK berbeda pada angka ke-6, 15 dan 16" in tampil("3374025502850012")
    assert "NIK berbeda pada 9 angka" in tampil("3374029999990012")


def test_an_empty_value_is_filled_from_the_other_by_default(pasangan, petugas_client):
    form = petugas_client.get(alamat(pasangan)).context["form"]

    kiri, kanan = str(pasangan.kiri_id), str(pasangan.kanan_id)
    assert {n: f.initial for n, f in form.fields.items()} == {
        "menang": kiri, "nik": kiri, "nama": kiri, "hp": kanan,
    }  # fmt: skip


def test_who_is_enrolled_keeps_his_own_values_by_default(db, petugas_client):
    satu = PesertaFactory(status="terdaftar")
    pasangan = pasangkan(satu, PesertaFactory(hp="081234567890"))

    form = petugas_client.get(alamat(pasangan)).context["form"]

    assert {f.initial for f in form.fields.values()} == {str(satu.pk)}


def test_proposing_then_deciding_merges(pasangan, petugas, petugas_client, verifikator_client):
    isi = isian(pasangan, hp=str(pasangan.kanan_id))

    jawaban = petugas_client.post(alamat(pasangan, "gabung_usul"), isi)

    assert jawaban.url == "/peserta/duplikat/"
    pasangan.refresh_from_db()
    assert (pasangan.status, pasangan.pengusul) == ("diusulkan", petugas)
    assert pasangan.usulan["ambil"] == ["hp"]
    sendiri, lain = (c.get(alamat(pasangan)).text for c in (petugas_client, verifikator_client))
    assert "Tarik usulan" in sendiri
    assert "Gabungkan menjadi satu orang" not in sendiri
    assert lain.count("<strong>dipakai</strong>") == 3
    assert "Gabungkan menjadi satu orang" in lain
    cap = segel(verifikator_client, alamat(pasangan))
    jawaban = verifikator_client.post(alamat(pasangan, "gabung_putus"), cap, follow=True)
    assert "Keduanya kini satu orang: Siti Aminah." in jawaban.text
    assert Peserta.objects.get(pk=pasangan.kanan_id).digabung_ke_id == pasangan.kiri_id


def test_a_proposal_with_a_field_unchosen_is_refused(pasangan, petugas_client):
    isi = isian(pasangan)
    del isi["hp"]

    jawaban = petugas_client.post(alamat(pasangan, "gabung_usul"), isi)

    assert jawaban.status_code == 422
    assert "Nomor HP: pilih salah satu." in jawaban.text
    assert PasanganMirip.objects.get().status == "menunggu"


def test_what_stands_in_the_way_is_shown_before_and_refused_after(db, petugas_client):
    pasangan = pasangkan(PesertaFactory(status="terdaftar"), PesertaFactory(status="didaftarkan"))

    assert "Keduanya sedang dibiayai" in petugas_client.get(alamat(pasangan)).text
    isi = dict.fromkeys(("menang", "nik", "kpj"), str(pasangan.kiri_id))
    jawaban = petugas_client.post(alamat(pasangan, "gabung_usul"), isi)

    assert jawaban.status_code == 409
    assert "Data tidak valid" in jawaban.text


def test_two_people_are_settled_with_a_reason(pasangan, petugas_client):
    kosong = petugas_client.post(alamat(pasangan, "gabung_berbeda"), {"berbeda-alasan": " "})
    petugas_client.post(alamat(pasangan, "gabung_berbeda"), {"berbeda-alasan": "Kembar."})

    assert kosong.status_code == 422
    assert PasanganMirip.objects.get().keterangan == "Kembar."
    html = petugas_client.get(alamat(pasangan)).text
    assert "Dua orang yang berbeda, menurut Petugas" in html
    assert html.split("kepala-halaman")[1].count('method="post"') == 1


def test_a_settled_pair_is_found_and_opened_again(pasangan, petugas, petugas_client):
    nyatakan_berbeda(pasangan, alasan="Kembar.", oleh=petugas)
    ke = alamat(pasangan, "gabung_periksa_lagi")

    daftar = petugas_client.get(reverse("peserta:duplikat"), {"status": "berbeda"}).text
    kosong = petugas_client.post(ke, {"periksa_lagi-alasan": " "})
    petugas_client.post(ke, {"periksa_lagi-alasan": "Ternyata satu orang."})

    assert alamat(pasangan) in daftar
    assert kosong.status_code == 422
    assert PasanganMirip.objects.get().status == "menunggu"
    html = petugas_client.get(alamat(pasangan)).text
    assert "Diperiksa lagi oleh Petugas" in html
    assert "Ternyata satu orang. Sebelumnya dinyatakan berbeda oleh Petugas" in html
    assert "Usulkan digabung" in html


def test_a_proposal_is_sent_back_with_a_reason(pasangan, petugas, verifikator_client):
    usul_gabung(petugas, pasangan.kiri, pasangan.kanan)
    ke = alamat(pasangan, "gabung_kembalikan")

    kosong = verifikator_client.post(ke, {"kembalikan-alasan": ""})
    jawaban = verifikator_client.post(ke, {"kembalikan-alasan": "Salah pilih."}, follow=True)

    assert kosong.status_code == 422
    assert "Usulan dikembalikan Verifikator: Salah pilih." in jawaban.text
    assert "Belum ada usulan." in jawaban.text


def test_a_merge_is_undone_on_its_page(pasangan, petugas, verifikator, verifikator_client):
    usul_gabung(petugas, pasangan.kiri, pasangan.kanan)
    gabungkan(pasangan, oleh=verifikator, pada=PADA)
    html = verifikator_client.get(alamat(pasangan)).text
    ke = alamat(pasangan, "gabung_batal")

    kosong = verifikator_client.post(ke, {"batal-alasan": ""})
    verifikator_client.post(ke, {"batal-alasan": "Keliru."})

    assert "Digabung oleh Verifikator" in html
    assert "(dilebur)" in html
    assert kosong.status_code == 422
    assert Penggabungan.objects.get().alasan_batal == "Keliru."


def test_only_a_decider_undoes(pasangan, petugas, verifikator, petugas_client):
    usul_gabung(petugas, pasangan.kiri, pasangan.kanan)
    gabungkan(pasangan, oleh=verifikator, pada=PADA)

    assert "Batalkan penggabungan" not in petugas_client.get(alamat(pasangan)).text
    assert petugas_client.post(alamat(pasangan, "gabung_batal")).status_code == 403


@pytest.mark.parametrize("wilayah", [["33.74.16"], ["33.74.01"]])
def test_a_pair_not_wholly_in_the_area_does_not_exist(db, wilayah):
    client = masuk(buat("daerah", "verifikator", wilayah=wilayah))
    pasangan = pasangkan(PesertaFactory(), PesertaFactory(kelurahan_id="33.74.16.1001"))

    assert client.get(alamat(pasangan)).status_code == 404
    for nama in (
        "gabung_berbeda",
        "gabung_periksa_lagi",
        "gabung_kembalikan",
        "gabung_putus",
        "gabung_batal",
    ):
        assert client.post(alamat(pasangan, nama), {"berbeda-alasan": "x"}).status_code == 404
    assert PasanganMirip.objects.get().status == "menunggu"
