"""The screens of extensions and attestations; they read the clock."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from iuran.models import SumberDana
from peserta.models import Peserta
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.models import JejakAkses, Tugas
from pijar.sidik import sidik
from pijar.unggahan import Bersih
from tests.factories import sumber, terdaftar
from tests.peran import buat, masuk
from tests.segel import segel
from tests.verifikasi.lanjut import nyatakan, setujui, siapkan_juli
from verifikasi.actions import isi_kepala
from verifikasi.models import BarisPerpanjangan, Penetapan, Pernyataan, Perpanjangan
from verifikasi.tasks import putus_perpanjangan, siapkan_perpanjangan, susun_perpanjangan, tetapkan
from verifikasi.vonis import Saringan

BARU = "/verifikasi/perpanjangan/baru/"
PERNYATAAN = "/verifikasi/pernyataan/"
MIROTO = "33.74.01.1001"


def hari_ini() -> date:
    return timezone.localdate()


def bulan_ini() -> date:
    return awal_bulan(hari_ini())


@pytest.fixture
def csr(db) -> SumberDana:
    """A source of the next month's year and its successor; nobody's state of a budget matters."""
    mulai = tambah_bulan(bulan_ini(), 1)
    sumber("CSR", mulai.year + 1)
    return sumber("CSR", mulai.year)


def habis(nama="Siti Aminah", **lain) -> Peserta:
    """Somebody whose cover ends with this month."""
    return terdaftar(bulan_ini(), 1, kode="CSR", nama=nama, **lain).peserta


def siapkan_kini(oleh, csr) -> Perpanjangan:
    awal = tambah_bulan(bulan_ini(), 1)
    return siapkan_juli(oleh, Saringan(bulan=bulan_ini()), hari_ini(), sumber=csr, bulan_awal=awal)


def halaman(perpanjangan, *bagian) -> str:
    return "/".join([f"/verifikasi/perpanjangan/{perpanjangan.pk}", *bagian, ""])


def isian(csr, **lain):
    isi = {
        "bulan": f"{bulan_ini():%Y-%m}",
        "tujuan": csr.pk,
        "bulan_awal": f"{tambah_bulan(bulan_ini(), 1):%Y-%m}",
        "jumlah_bulan": "6",
        "kunci": "6a1c0d3e-0000-4000-8000-000000000001",
        "siapkan": "1",
    }
    return isi | lain


# Preparing


def test_the_board_leads_here_with_a_preview(csr, admin_client):
    habis()
    lama = sumber("CSR", bulan_ini().year)

    kosong = admin_client.get(BARU)
    lihat = admin_client.get(BARU, {"bulan": f"{bulan_ini():%Y-%m}", "sumber": lama.pk})
    siapa = admin_client.get(
        BARU, {"bulan": f"{bulan_ini():%Y-%m}", "sumber": lama.pk, "sebab": "belum"}
    )

    assert "Pilih siapa yang perlindungannya habis" in kosong.text
    assert "Belum ada yang tersimpan" in lihat.text
    assert "Belum ada pernyataan masih bekerja: 1 orang" in lihat.text
    assert "Siapkan 1 orang" in lihat.text
    assert "Siti Aminah</a>" in siapa.text
    assert not Perpanjangan.objects.exists()


@pytest.mark.parametrize(
    ("kueri", "kalimat"),
    [
        ({"bulan": "entah"}, "Tulis bulan dan tahun"),
        ({"bulan": "2026-06", "kecamatan": "x"}, "Pilih"),
        ({"bulan": "2026-06", "sumber": "-1"}, "Pilih"),
        ({"bulan": "2026-06", "orang": "x"}, "Pilihan tidak terbaca"),
    ],
)
def test_a_wrong_address_says_so(admin_client, kueri, kalimat):
    jawaban = admin_client.get(BARU, kueri)

    assert jawaban.status_code in (200, 422)
    assert kalimat in jawaban.text


def test_preparing_and_pressing_twice(csr, admin_client):
    orang = habis()

    jadi = admin_client.post(BARU, isian(csr), follow=True)
    lagi = admin_client.post(BARU, isian(csr), follow=True)

    assert "Perpanjangan disiapkan" in jadi.text
    assert lagi.redirect_chain == jadi.redirect_chain
    assert BarisPerpanjangan.objects.get().peserta == orang


def test_another_tab_is_led_to_what_the_first_prepared(csr, admin_client):
    habis()
    admin_client.post(BARU, isian(csr))
    perpanjangan = Perpanjangan.objects.get()

    lain = isian(csr, kunci="6a1c0d3e-0000-4000-8000-000000000002")
    jawaban = admin_client.post(BARU, lain)

    assert jawaban.status_code == 409
    assert f'href="{halaman(perpanjangan)}">Buka {perpanjangan}</a>' in jawaban.text


def test_several_sources_have_no_payer_by_themselves(csr, admin_client):
    habis()

    html = admin_client.get(BARU, {"bulan": f"{bulan_ini():%Y-%m}"}).text

    assert "Pilih sumber dana yang membayar selanjutnya." in html


def test_people_ticked_in_a_list(csr, admin_client):
    orang, _ = habis(), habis()
    isi = {"orang": [orang.pk], "tujuan": csr.pk}
    isi |= {k: v for k, v in isian(csr).items() if k != "siapkan" and k != "bulan"}

    lihat = admin_client.post(BARU, isi, follow=True)
    jadi = admin_client.post(BARU, isi | {"siapkan": "1"}, follow=True)

    assert f'name="orang" value="{orang.pk}"' in lihat.text
    assert "Untuk orang yang dicentang" in jadi.text
    assert BarisPerpanjangan.objects.get().peserta == orang


@pytest.mark.parametrize(
    ("lain", "status", "kalimat"),
    [
        ({"jumlah_bulan": "5"}, 422, "6 sampai 12 bulan"),
        ({"jumlah_bulan": "13"}, 422, "6 sampai 12 bulan"),
        ({"tujuan": ""}, 422, "Pilih sumber dana"),
        ({"bulan": ""}, 422, "Isi bulan terakhir"),
        ({"pekerjaan": "petani"}, 409, "Tidak ada orang"),
    ],
)
def test_refusals_keep_what_was_typed(csr, admin_client, lain, status, kalimat):
    habis()

    jawaban = admin_client.post(BARU, isian(csr) | lain)

    assert jawaban.status_code == status
    assert kalimat in jawaban.text
    assert f'value="{lain.get("jumlah_bulan", "6")}"' in jawaban.text
    assert not Perpanjangan.objects.exists()


def test_very_many_are_prepared_decided_drafted_and_frozen_by_jobs(
    csr, admin, admin2, verifikator, monkeypatch
):
    for modul in ("perpanjangan", "putus_perpanjangan", "penetapan"):
        monkeypatch.setattr(f"verifikasi.views.{modul}.LEWAT_TUGAS", 0)
    orang = habis()

    masuk(admin).post(BARU, isian(csr))
    jalankan(siapkan_perpanjangan)
    nyatakan(orang, pada=hari_ini())
    perpanjangan = Perpanjangan.objects.get()
    isi = {"tindakan": "setujui", "semua": "1", "alasan": "Pernyataan RT"}
    masuk(verifikator).post(halaman(perpanjangan, "putus"), isi)
    jalankan(putus_perpanjangan)
    kepala = {"nomor": "463/9", "tanggal": f"{hari_ini():%d-%m-%Y}"}
    masuk(admin).post(halaman(perpanjangan, "susun"), kepala)
    jalankan(susun_perpanjangan)
    draf = Penetapan.objects.get()
    ke, kedua = f"/verifikasi/penetapan/{draf.pk}/tetapkan/", masuk(admin2)
    kedua.post(ke, segel(kedua, ke))
    jalankan(tetapkan)

    assert [t.pesan for t in Tugas.objects.order_by("pk")] == [
        "1 orang disiapkan.",
        "1 orang diputus, 0 tetap menunggu.",
        "Draf SK disusun untuk 1 orang, 0 tidak ikut.",
        "1 orang ditetapkan.",
    ]
    assert BarisPerpanjangan.objects.get().keadaan == "selesai"


def jalankan(pekerjaan):
    pekerjaan(Tugas.objects.order_by("pk").last().pk)


# The page of an extension


def test_admin_takes_out_and_back(csr, admin, admin_client):
    habis()
    perpanjangan = siapkan_kini(admin, csr)
    baris = perpanjangan.daftar_baris.get()
    ke = halaman(perpanjangan, "baris")

    kosong = admin_client.post(ke, {"tindakan": "keluarkan", "alasan": "Pindah"})
    tanpa = admin_client.post(ke, {"tindakan": "keluarkan", "baris": baris.pk})
    asing = admin_client.post(ke, {"tindakan": "setujui", "baris": baris.pk, "alasan": "x"})
    keluar = admin_client.post(
        ke, {"tindakan": "keluarkan", "baris": baris.pk, "alasan": "Pindah domisili"}, follow=True
    )
    lihat = admin_client.get(halaman(perpanjangan), {"sisa": "keluar"})
    kembali = admin_client.post(
        ke, {"tindakan": "kembalikan", "baris": baris.pk, "kueri": "sisa=keluar"}, follow=True
    )

    assert (kosong.status_code, tanpa.status_code, asing.status_code) == (422, 422, 422)
    assert "Centang dahulu" in kosong.text
    assert 'value="Pindah"' in kosong.text
    assert "checked" in tanpa.text
    assert "1 orang dikeluarkan" in keluar.text
    assert "Pindah domisili" in lihat.text
    assert kembali.redirect_chain[-1][0].endswith("?sisa=keluar")


def test_verifier_decides_and_another_takes_it_back(csr, admin, verifikator, verifikator_client):
    orang = habis("Budi")
    habis("Wati")
    perpanjangan = siapkan_kini(admin, csr)
    nyatakan(orang, pada=hari_ini())
    ke = halaman(perpanjangan, "putus")
    isi = {"semua": "1", "alasan": "Pernyataan RT"}

    lihat = verifikator_client.get(halaman(perpanjangan)).text
    jadi = verifikator_client.post(ke, isi | {"tindakan": "setujui"}, follow=True).text
    sendiri = verifikator_client.post(ke, isi | {"tindakan": "cabut"})
    lain = masuk(buat("lain", "verifikator"))
    cabut = lain.post(ke, isi | {"tindakan": "cabut"}, follow=True).text
    tolak = lain.post(ke, isi | {"tindakan": "tolak"}, follow=True).text

    assert "1 orang dapat Anda setujui" in lihat
    assert "Susun SK perpanjangan" not in lihat
    assert "1 orang disetujui" in jadi
    assert "Verifikator memutuskannya." not in jadi
    assert "Sudah disetujui verifikator." in jadi
    assert "1 orang tetap menunggu. Wati, Miroto: Belum ada pernyataan" in jadi
    assert sendiri.status_code == 409
    assert "1 putusan dicabut" in cabut
    assert "2 orang tidak disetujui" in tolak


def test_decree_from_the_page_to_the_freezing(csr, admin, admin2, admin_client, admin2_client):
    orang, tua = habis("Budi"), habis("Mbah Karto")
    perpanjangan = siapkan_kini(admin, csr)
    nyatakan(orang, tua, pada=hari_ini())
    setujui(perpanjangan, pada=hari_ini())
    ke = halaman(perpanjangan, "susun")
    kepala = {"nomor": "463/9", "tanggal": f"{hari_ini():%d-%m-%Y}", "perihal": "Perpanjangan"}

    salah, jadi, terpakai = (
        admin_client.post(ke, kepala | lain, follow=True)
        for lain in ({"tanggal": "31-02-2026"}, {}, {})
    )
    draf = Penetapan.objects.get()
    Peserta.objects.filter(pk=tua.pk).update(tanggal_lahir=date(1950, 1, 1))
    alamat = f"/verifikasi/penetapan/{draf.pk}/tetapkan/"
    detail = admin2_client.get(f"/verifikasi/penetapan/{draf.pk}/").text
    langsung = admin2_client.post(alamat, {"tampil": sidik(isi_kepala(draf))})
    lihat = admin2_client.get(alamat).text
    beku = admin2_client.post(alamat, segel(admin2_client, alamat), follow=True).text

    assert (salah.status_code, terpakai.status_code, langsung.status_code) == (422, 422, 409)
    assert 'value="463/9"' in salah.text
    assert "Draf SK disusun untuk 2 orang" in jadi.text
    assert "Periksa, lalu tetapkan" in detail
    assert "Lihat siapa saja" in langsung.text
    assert "Keluarkan 1 orang, lalu tetapkan" in lihat
    assert "Usianya di atas batas pada bulan pertama" in lihat
    assert "1 orang dikeluarkan dari daftar" in beku
    assert "1 orang ditetapkan" in beku
    assert "Penetapan ini sudah ditetapkan" in admin2_client.get(alamat).text


def test_cancelling_needs_a_reason(csr, admin, admin_client):
    habis()
    perpanjangan = siapkan_kini(admin, csr)

    tanpa = admin_client.post(halaman(perpanjangan, "batalkan"), {"alasan": ""})
    jadi = admin_client.post(halaman(perpanjangan, "batalkan"), {"alasan": "Salah"}, follow=True)

    assert tanpa.status_code == 422
    assert "Perpanjangan dibatalkan" in jadi.text
    assert "Dibatalkan: Salah" in admin_client.get(halaman(perpanjangan)).text


def test_looking_again_says_how_many_changed(csr, admin, admin_client):
    orang = habis()
    perpanjangan = siapkan_kini(admin, csr)
    Peserta.objects.filter(pk=orang.pk).update(status_bpjs="pihak_lain")

    hasil = admin_client.post(halaman(perpanjangan, "nilai"), follow=True).text

    assert "Dinilai ulang: 1 orang berubah" in hasil
    assert "tadinya perlu pernyataan" in hasil


def test_who_was_approved_and_died_is_shown_so(csr, admin, admin_client):
    orang, lain = habis("Budi"), habis("Wati")
    perpanjangan = siapkan_kini(admin, csr)
    nyatakan(orang, lain, pada=hari_ini())
    setujui(perpanjangan, pada=hari_ini())
    Peserta.objects.filter(pk=orang.pk).update(status_bpjs="pihak_lain")

    hasil = admin_client.post(halaman(perpanjangan, "nilai"), follow=True).text

    assert "tidak ikut SK: dibayar pihak lain menurut bpjs" in hasil
    assert "Susun SK perpanjangan (1 orang disetujui dan dapat ikut)" in hasil


def test_officers_see_their_own_area_only(csr, admin):
    habis("Budi")
    habis("Zulaikha", kelurahan_id="33.74.02.1001")
    perpanjangan = siapkan_kini(admin, csr)
    utara = masuk(buat("utara", "petugas", wilayah=["33.74.02"]))
    barat = masuk(buat("barat", "petugas", wilayah=["33.74.13"]))

    html = utara.get(halaman(perpanjangan)).text

    assert "Zulaikha" in html
    assert "Budi" not in html
    assert barat.get(halaman(perpanjangan)).status_code == 404


@pytest.mark.parametrize("jumlah", [1, 3])
def test_query_counts_are_constant(csr, admin, admin_client, jumlah, django_assert_num_queries):
    orang = [habis() for _ in range(jumlah)]
    perpanjangan = siapkan_kini(admin, csr)
    nyatakan(*orang, pada=hari_ini())

    with django_assert_num_queries(23):
        html = admin_client.get(halaman(perpanjangan)).text
    with django_assert_num_queries(7):
        admin_client.get("/verifikasi/perpanjangan/")

    assert html.count('name="baris"') == jumlah


# Attestations on a phone


def centang(*orang, **lain):
    isi = {
        "kelurahan": MIROTO,
        "tanggal": f"{hari_ini():%d-%m-%Y}",
        "pihak": "rt",
        "nama": "Pak Slamet",
        "orang": [o.pk for o in orang],
    }
    return isi | lain


def test_petugas_ticks_a_kelurahan(csr, admin, petugas_client):
    budi, _ = habis("Budi", rt="003", rw="02"), habis("Wati")
    siapkan_kini(admin, csr)

    daftar = petugas_client.get(PERNYATAAN).text
    lihat = petugas_client.get(PERNYATAAN, {"kelurahan": MIROTO}).text
    kosong = petugas_client.post(PERNYATAAN, centang())
    salah = petugas_client.post(PERNYATAAN, centang(budi, nama=""))
    jadi = petugas_client.post(PERNYATAAN, centang(budi), follow=True).text
    lagi = petugas_client.post(PERNYATAAN, centang(budi), follow=True).text

    assert "0 dari 2" in daftar
    assert "Budi" in lihat
    assert "RT 003" in lihat
    assert (kosong.status_code, salah.status_code) == (422, 422)
    assert "Tulis nama yang menyatakan" in salah.text
    assert f'value="{budi.pk}" id="orang_{budi.pk}" checked' in salah.text
    assert "1 pernyataan dicatat" in jadi
    assert "1 dari 2 orang sudah dinyatakan" in jadi
    assert "tidak ada yang berubah" in lagi
    assert Pernyataan.objects.get().peserta == budi


def test_petugas_of_another_area_finds_nothing(csr, admin):
    orang = habis()
    siapkan_kini(admin, csr)
    utara = masuk(buat("utara", "petugas", wilayah=["33.74.02"]))

    assert "Tidak ada perpanjangan" in utara.get(PERNYATAAN).text
    assert "Tidak ada perpanjangan" in utara.get(PERNYATAAN, {"kelurahan": MIROTO}).text
    utara.post(PERNYATAAN, centang(orang))
    assert not Pernyataan.objects.exists()


def test_other_answers_stand_on_the_persons_page(csr, admin, admin_client, petugas_client):
    orang = habis()
    perpanjangan = siapkan_kini(admin, csr)
    ke = f"/verifikasi/pernyataan/orang/{orang.pk}/"
    isi = {
        "tanggal": f"{hari_ini():%d-%m-%Y}", "pihak": "kader", "nama": "Bu Tini",
        "bekerja": "ya", "sakit": "ya", "catatan": "",
    }  # fmt: skip

    kurang = petugas_client.post(f"{ke}catat/", isi)
    jadi = petugas_client.post(f"{ke}catat/", isi | {"catatan": "Stroke"}, follow=True).text

    assert kurang.status_code == 422
    assert "Bu Tini" in kurang.text
    assert "Masih bekerja, sedang sakit" in jadi
    assert "Usulkan berhenti di tab Peristiwa" in jadi
    assert "Tarik karena keliru" not in jadi
    assert "Dinyatakan sedang sakit: 1 orang" in admin_client.get(halaman(perpanjangan)).text
    satu = Pernyataan.objects.get()
    tarik = f"/verifikasi/pernyataan/{satu.pk}/tarik/"
    assert admin_client.post(tarik, {"alasan": ""}).status_code == 422
    assert "Ditarik Admin" in admin_client.post(tarik, {"alasan": "Salah"}, follow=True).text


def test_scan_is_kept_clean_and_its_opening_logged(csr, petugas_client, monkeypatch):
    orang = habis()
    monkeypatch.setattr(
        "pijar.unggahan.forms.bersihkan", lambda _: Bersih(b"\xff\xd8\xff", "image/jpeg")
    )
    isi = {
        "tanggal": f"{hari_ini():%d-%m-%Y}", "pihak": "sendiri", "bekerja": "ya", "sakit": "tidak",
        "berkas": SimpleUploadedFile("surat.jpg", b"x"),
    }  # fmt: skip

    petugas_client.post(f"/verifikasi/pernyataan/orang/{orang.pk}/catat/", isi)
    satu = Pernyataan.objects.get()
    jawaban = petugas_client.get(f"/verifikasi/pernyataan/{satu.pk}/pindaian/")

    assert b"".join(jawaban.streaming_content) == b"\xff\xd8\xff"
    assert JejakAkses.objects.filter(objek=f"pernyataan {satu.pk}: pindaian").exists()


@pytest.mark.parametrize("jumlah", [1, 3])
def test_attestation_queries_are_constant(
    csr, admin, petugas_client, jumlah, django_assert_num_queries
):
    for _ in range(jumlah):
        habis()
    siapkan_kini(admin, csr)

    with django_assert_num_queries(12):
        html = petugas_client.get(PERNYATAAN, {"kelurahan": MIROTO}).text

    assert html.count('name="orang"') == jumlah
