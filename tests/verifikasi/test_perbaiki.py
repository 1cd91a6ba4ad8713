"""A returned case: its reason stands on top everywhere, and one page mends and sends it again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from peserta.models import BerkasPeserta, Peserta, Status
from tests.peran import buat, masuk
from tests.pijar import bukti
from tests.verifikasi.susunan import KETERANGAN, ajukan_hari_ini
from verifikasi import actions
from verifikasi.models import Pengajuan

ALASAN = "Foto KTP tidak terbaca."
HARI = timezone.localdate()


def dikembalikan(petugas, **peserta):
    kasus = ajukan_hari_ini(petugas, **peserta)
    rekan = buat(f"pemutus{kasus.pk}", "verifikator")
    actions.kembalikan(kasus, alasan=ALASAN, oleh=rekan, pada=HARI)
    return Peserta.objects.get(pk=kasus.peserta_id)


def alamat(orang, nama="verifikasi:perbaiki"):
    return reverse(nama, args=[orang.pk])


def isian(client, orang, **lain):
    """The form as the page shows it, with ``lain`` typed into it."""
    form = client.get(alamat(orang)).context["form"]
    isi = {nama: form[nama].value() for nama in form.fields}
    isi["tanggal_lahir"] = f"{orang.tanggal_lahir:%d-%m-%Y}"
    return {nama: nilai for nama, nilai in (isi | lain).items() if nilai not in (None, "", False)}


HALAMAN = ("peserta:detail", "peserta:berkas", "peserta:ubah", "verifikasi:riwayat",
           "iuran:perlindungan", "verifikasi:perbaiki")  # fmt: skip


@pytest.mark.parametrize("nama", HALAMAN)
def test_reason_stands_on_top_wherever_the_person_appears(petugas, petugas_client, nama):
    orang = dikembalikan(petugas)

    html = petugas_client.get(alamat(orang, nama)).text

    assert f"<strong>Dikembalikan: {ALASAN}</strong>" in html
    assert html.index("</h1>") < html.index(ALASAN) < html.index('class="card')


def test_list_shows_the_reason_and_the_way(petugas, petugas_client, verifikator_client):
    orang = dikembalikan(petugas)
    daftar = reverse("peserta:daftar")

    html = petugas_client.get(daftar).text
    assert ALASAN in html
    assert f'href="{alamat(orang)}"' in html
    html = verifikator_client.get(daftar).text
    assert ALASAN in html
    assert alamat(orang) not in html


def test_list_shows_the_last_reason(petugas, petugas_client, verifikator):
    orang = dikembalikan(petugas)
    actions.ajukan([orang.pk], oleh=petugas, pada=HARI)
    actions.kembalikan(Pengajuan.objects.first(), alasan="KK-nya.", oleh=verifikator, pada=HARI)

    html = petugas_client.get(reverse("peserta:daftar")).text

    assert "KK-nya." in html
    assert ALASAN not in html


@pytest.mark.parametrize("jumlah", [1, 3])
def test_reasons_of_a_list_cost_one_query(
    petugas, petugas_client, django_assert_num_queries, jumlah
):
    for _ in range(jumlah):
        dikembalikan(petugas)
    daftar = reverse("peserta:daftar")
    petugas_client.get(daftar)

    with django_assert_num_queries(15):
        assert petugas_client.get(daftar).text.count(ALASAN) == jumlah


def test_reason_is_gone_once_sent_again(petugas, petugas_client):
    orang = dikembalikan(petugas)
    actions.ajukan([orang.pk], oleh=petugas, pada=HARI)

    assert "Dikembalikan:" not in petugas_client.get(alamat(orang, "peserta:detail")).text


def test_one_page_mends_and_sends_again(petugas, petugas_client):
    orang = dikembalikan(petugas)
    berkas = SimpleUploadedFile("ktp.jpg", bukti.jpeg())
    isi = isian(petugas_client, orang, nama="Siti Aminah Rahayu", jenis="ktp", berkas=berkas)

    jawaban = petugas_client.post(alamat(orang), isi)

    assert jawaban.status_code == 302, jawaban.content.decode()
    orang.refresh_from_db()
    assert (orang.status, orang.nama) == (Status.DIAJUKAN, "Siti Aminah Rahayu")
    assert BerkasPeserta.objects.get().jenis == "ktp"
    kasus = Pengajuan.objects.menunggu().get()
    assert kasus.nama == "Siti Aminah Rahayu"
    assert [b["jenis"] for b in kasus.berkas] == ["ktp"]


def test_attestation_of_the_returned_case_is_kept(petugas, petugas_client):
    orang = dikembalikan(petugas)
    assert "Tetap dipakai bila tidak diganti" in petugas_client.get(alamat(orang)).text

    petugas_client.post(alamat(orang), isian(petugas_client, orang))

    kasus = Pengajuan.objects.menunggu().get()
    assert kasus.keterangan_kerja_tanggal == HARI
    assert kasus.keterangan_kerja_oleh == KETERANGAN["keterangan_kerja_oleh"]
    assert kasus.keterangan_kerja_bukti == KETERANGAN["keterangan_kerja_bukti"]
    assert kasus.daftar_jawaban.get(kode="masih_bekerja").jawaban == "ya"


def test_attestation_is_kept_from_the_list_too_but_a_new_one_wins(petugas):
    satu, dua = dikembalikan(petugas), dikembalikan(petugas, nik="3374014502850077")
    actions.ajukan([satu.pk], oleh=petugas, pada=HARI)
    actions.ajukan(
        [dua.pk], oleh=petugas, pada=HARI,
        **KETERANGAN | {"keterangan_kerja_oleh": "Lurah"},
    )  # fmt: skip

    siapa = dict(Pengajuan.objects.menunggu().values_list("peserta", "keterangan_kerja_oleh"))

    assert siapa == {satu.pk: "Ketua RT 03", dua.pk: "Lurah"}


def test_new_attestation_replaces_the_old(petugas, petugas_client):
    orang = dikembalikan(petugas)
    isi = isian(
        petugas_client, orang, tanggal=f"{HARI:%d-%m-%Y}", diterangkan_oleh="Lurah", bukti="470/1"
    )

    petugas_client.post(alamat(orang), isi)

    assert Pengajuan.objects.menunggu().get().keterangan_kerja_oleh == "Lurah"


def test_saving_alone_does_not_send(petugas, petugas_client):
    orang = dikembalikan(petugas)

    petugas_client.post(alamat(orang), isian(petugas_client, orang, hp="081234567890", simpan="1"))

    orang.refresh_from_db()
    assert (orang.status, orang.hp) == (Status.DIKEMBALIKAN, "081234567890")


@pytest.mark.parametrize(
    ("salah", "kalimat"),
    [
        ({"nama": "1"}, "nama"),
        ({"bukti": "Foto"}, "Isi ketiganya"),
        ({"berkas": SimpleUploadedFile("a.jpg", b"bukan gambar"), "jenis": "ktp"}, "berkas"),
    ],
)
def test_mistake_keeps_everything_that_was_typed(petugas, petugas_client, salah, kalimat):
    orang = dikembalikan(petugas)

    jawaban = petugas_client.post(
        alamat(orang), isian(petugas_client, orang, alamat="Jl. Melati 4") | salah
    )

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert 'value="Jl. Melati 4"' in jawaban.text
    assert not BerkasPeserta.objects.exists()


def test_change_by_somebody_else_meanwhile_is_told_and_nothing_is_sent(petugas, petugas_client):
    orang = dikembalikan(petugas)
    isi = isian(petugas_client, orang)
    orang.hp = "081234567890"
    orang.save()

    jawaban = petugas_client.post(alamat(orang), isi)

    assert jawaban.status_code == 409
    assert "baru saja diubah orang lain" in jawaban.text
    assert not Pengajuan.objects.menunggu().exists()


def test_second_press_is_told(petugas, petugas_client):
    orang = dikembalikan(petugas)
    isi = isian(petugas_client, orang)
    petugas_client.post(alamat(orang), isi)

    jawaban = petugas_client.post(alamat(orang), isi)

    assert jawaban.status_code == 409
    assert "sekarang berstatus Diajukan" in jawaban.text
    assert Pengajuan.objects.menunggu().count() == 1


def test_page_of_somebody_who_was_not_returned_says_so(petugas, petugas_client):
    kasus = ajukan_hari_ini(petugas)

    jawaban = petugas_client.get(alamat(kasus.peserta))

    assert jawaban.status_code == 409
    assert "tidak ada pengembalian" in jawaban.text


@pytest.mark.parametrize("peran", ["verifikator", "sekda"])
def test_mending_is_for_who_enters_data(request, petugas, peran):
    orang = dikembalikan(petugas)

    assert request.getfixturevalue(f"{peran}_client").get(alamat(orang)).status_code == 403


def test_person_of_another_area_is_not_found(petugas):
    orang = dikembalikan(petugas)
    client = masuk(buat("p2", "petugas", wilayah=["33.74.02"]))

    assert client.get(alamat(orang)).status_code == 404
