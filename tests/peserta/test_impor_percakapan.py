"""Import as one conversation: wrong rows first, suggestions to press, the rest goes on, submit."""

import pytest
from django.urls import reverse

from peserta.impor.lanjut import lanjutkan_sisa
from peserta.models import Impor, Peserta, Status, StatusImpor
from pijar.errors import AturanDilanggarError
from tests.peserta.lembar import baris, kerjakan, orang, pilih, terapkan, unggah, xlsx
from verifikasi.models import Pengajuan

KELURAHAN, KECAMATAN, PEKERJAAN, LAHIR, KELAMIN = 7, 8, 9, 4, 5


def halaman(client, impor, **kueri):
    return client.get(reverse("peserta:impor_detail", args=[impor.pk]), kueri).text


def nomor(html):
    """The rows on a page, in its order."""
    return [int(bagian.split('"')[0]) for bagian in html.split('<tr id="baris-')[1:]]


@pytest.fixture
def campuran(petugas_client):
    """Rows 2 and 5 are good, 3 is to look at, 4 and 6 are wrong."""
    return unggah(
        petugas_client,
        xlsx(
            orang(1),
            orang(2, jenis_kelamin="L"),
            orang(3, pekerjaan="tukang ramal"),
            orang(4),
            orang(5, kecamatan="Genuk"),
        ),
    )


def test_wrong_rows_come_first_and_good_ones_are_folded(petugas_client, campuran):
    html = halaman(petugas_client, campuran)

    assert nomor(html) == [4, 6, 3]
    assert "2 baris lain sudah baik" in html
    assert nomor(halaman(petugas_client, campuran, vonis="semua")) == [2, 3, 4, 5, 6]
    assert nomor(halaman(petugas_client, campuran, baris=5)) == [2, 3, 4, 5, 6]


def test_a_list_without_a_fault_is_folded_as_a_whole(petugas_client):
    html = halaman(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2))))

    assert "2 baris baik. Lihat satu per satu" in html
    assert "Masukkan 2 orang" in html


def saran(html, awal):
    """The value of the button whose words begin so."""
    sebelum = html.split(awal)[0]
    return sebelum.rsplit('name="pakai"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def tekan(client, impor, n, awal):
    html = halaman(client, impor, vonis=baris(impor, n).vonis)
    pilih(client, impor, ke="pakai", nomor=n, pakai=saran(html, awal))
    return baris(impor, n)


def test_suggestion_writes_the_place(petugas_client, campuran):
    satu = tekan(petugas_client, campuran, 6, "Pakai Semarang Tengah")

    assert (satu.vonis, satu.mentah[KECAMATAN]) == ("baru", "Semarang Tengah")


@pytest.mark.parametrize(
    ("lain", "awal", "kolom", "jadi"),
    [
        ({"jenis_kelamin": "L"}, "Isi menurut NIK: P", KELAMIN, "P"),
        ({"jenis_kelamin": "2"}, "Isi menurut NIK: P", KELAMIN, "P"),
        ({"tanggal_lahir": "16-02-1985"}, "Isi menurut NIK: 15-02-1985", LAHIR, "15-02-1985"),
        ({"tanggal_lahir": "99-99-1985"}, "Isi menurut NIK: 15-02-1985", LAHIR, "15-02-1985"),
        ({"kelurahan": "Mirato"}, "Pakai Miroto", KELURAHAN, "Miroto"),
        ({"pekerjaan": "tukang becakk"}, "Pakai tukang becak", PEKERJAAN, "tukang becak"),
    ],
)
def test_suggestion_settles_its_row_by_one_press(petugas_client, lain, awal, kolom, jadi):
    impor = unggah(petugas_client, xlsx(orang(1, **lain)))

    satu = tekan(petugas_client, impor, 2, awal)

    assert (satu.vonis, satu.dipilih, satu.mentah[kolom]) == ("baru", True, jadi)


def test_suggestion_does_not_overwrite_what_a_colleague_wrote(petugas_client, campuran):
    nilai = saran(halaman(petugas_client, campuran, vonis="galat"), "Pakai Semarang Tengah")
    pilih(petugas_client, campuran, **{f"sel-6-{KECAMATAN}": "Semarang Utara"})

    pilih(petugas_client, campuran, ke="pakai", nomor=6, pakai=nilai)

    assert baris(campuran, 6).mentah[KECAMATAN] == "Semarang Utara"


@pytest.mark.parametrize("palsu", ["", "x:y:z", "99:a:b", "8:a:b"])
def test_forged_suggestion_changes_nothing(petugas_client, campuran, palsu):
    sebelum = [b.mentah for b in campuran.daftar_baris.order_by("nomor")]

    jawaban = pilih(petugas_client, campuran, ke="pakai", nomor=6, pakai=palsu)

    assert jawaban.status_code in (302, 404, 409)
    assert [b.mentah for b in campuran.daftar_baris.order_by("nomor")] == sebelum


def test_a_row_is_passed_over_and_taken_in_again(petugas_client, campuran):
    pilih(petugas_client, campuran, ke="abaikan", nomor=4)
    campuran.refresh_from_db()

    assert baris(campuran, 4).vonis == "abaikan"
    assert (campuran.jumlah["dibaca"], campuran.jumlah["galat"]) == (4, 1)
    assert "Ikutkan baris ini" in halaman(petugas_client, campuran, vonis="abaikan")
    pilih(petugas_client, campuran, ke="ikutkan", nomor=4)
    campuran.refresh_from_db()
    assert (campuran.jumlah["dibaca"], campuran.jumlah["galat"]) == (5, 2)


# What is left over


def test_the_rest_goes_on_in_an_import_of_its_own(petugas_client, campuran):
    pilih(petugas_client, campuran, ke="abaikan", nomor=6)
    terapkan(petugas_client, campuran)
    assert "Perbaiki 2 baris sisa di sini" in halaman(petugas_client, campuran)

    jawaban = petugas_client.post(reverse("peserta:impor_lanjut", args=[campuran.pk]))
    sisa = Impor.objects.exclude(pk=campuran.pk).get()

    assert jawaban.url == reverse("peserta:impor_detail", args=[sisa.pk])
    assert sisa.status == StatusImpor.DIPERIKSA
    assert [*sisa.daftar_baris.order_by("nomor").values_list("nomor", flat=True)] == [3, 4]
    pilih(petugas_client, sisa, **{f"sel-4-{PEKERJAAN}": "pemulung"})
    sisa = terapkan(petugas_client, sisa)
    assert (sisa.jumlah["hasil_baru"], Peserta.objects.count()) == (1, 3)
    assert f"impor {sisa.pk}" in halaman(petugas_client, campuran)
    assert reverse("peserta:impor_detail", args=[campuran.pk]) in halaman(petugas_client, sisa)


def test_going_on_twice_opens_the_same_import(petugas_client, campuran):
    terapkan(petugas_client, campuran)

    pertama, kedua = lanjutkan_sisa(campuran), lanjutkan_sisa(campuran)

    assert pertama == kedua
    campuran.refresh_from_db()
    assert campuran.jumlah["dipindahkan"] == 3
    assert campuran.jumlah["dibaca"] == 2


def test_nothing_goes_on_before_the_list_is_in_or_when_all_of_it_is(petugas_client, campuran):
    with pytest.raises(AturanDilanggarError, match="Siap diperiksa"):
        lanjutkan_sisa(campuran)
    semua = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(9))))
    with pytest.raises(AturanDilanggarError, match="Tidak ada baris yang tersisa"):
        lanjutkan_sisa(semua)


# Apply and submit


def masukkan_dan_ajukan(client, impor, **isi):
    jawaban = pilih(client, impor, ke="terapkan", ajukan="1", **isi)
    if jawaban.status_code == 302:
        impor.refresh_from_db()
        kerjakan(impor.tugas)
        impor.refresh_from_db()
        if impor.tugas.jenis == "verifikasi.ajukan_impor":
            kerjakan(impor.tugas)
    return jawaban


def test_good_rows_go_in_and_are_submitted_in_one_step(petugas_client):
    impor = unggah(petugas_client, xlsx(*(orang(n) for n in range(1, 31))))

    masukkan_dan_ajukan(petugas_client, impor)

    assert set(Peserta.objects.values_list("status", flat=True)) == {Status.DIAJUKAN}
    html = halaman(petugas_client, impor)
    assert "30 orang diajukan untuk diverifikasi." in html
    assert "Ajukan 30 orang" not in html


def test_attestation_goes_along(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1)))
    isi = {"ket-tanggal": "01-01-2026", "ket-diterangkan_oleh": "Ketua RW 3", "ket-bukti": "12/RW"}

    masukkan_dan_ajukan(petugas_client, impor, **isi)

    kasus = Pengajuan.objects.get()
    assert (kasus.keterangan_kerja_oleh, kasus.keterangan_kerja_bukti) == ("Ketua RW 3", "12/RW")


def test_half_an_attestation_keeps_what_was_typed(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1)))

    jawaban = masukkan_dan_ajukan(petugas_client, impor, **{"ket-bukti": "12/RW"})

    assert jawaban.status_code == 422
    assert 'value="12/RW"' in jawaban.text
    assert "Isi ketiganya" in jawaban.text
    assert not Peserta.objects.exists()


def test_submission_refused_by_a_rule_leaves_the_people_in(petugas_client, monkeypatch):
    def tolak(*_, **__):
        raise AturanDilanggarError("Belum ada kriteria yang berlaku hari ini.")

    monkeypatch.setattr("verifikasi.actions.ajukan", tolak)
    impor = unggah(petugas_client, xlsx(orang(1)))

    masukkan_dan_ajukan(petugas_client, impor)

    assert Peserta.objects.get().status == Status.DRAF
    assert "Belum ada kriteria yang berlaku" in halaman(petugas_client, impor)
