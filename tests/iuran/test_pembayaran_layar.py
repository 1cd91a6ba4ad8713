"""Screens of payments: several bills, mistakes beside their field, corrections, scans."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from iuran.models import KoreksiPembayaran, Pembayaran, Tagihan
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.aturan import Bukti
from peserta.models import JenisPeristiwa
from pijar import http
from pijar.bulan import WIB
from tests.factories import bayar, sumber, terdaftar

DAFTAR, BARU = "/iuran/pembayaran/", "/iuran/pembayaran/baru/"
KINI = datetime(2026, 11, 20, 10, tzinfo=WIB)


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: KINI)
    monkeypatch.setattr(timezone, "localdate", KINI.date)


@pytest.fixture
def terbit(db, admin, admin2):
    """Two issued bills of one person."""
    terdaftar(nama="Sri Lestari")
    daftar = [susun_tagihan(sumber("APBD"), date(2026, b, 1), oleh=admin) for b in (10, 11)]
    for t in daftar:
        terbitkan(t, oleh=admin2, pada=KINI)
    return daftar


@pytest.fixture
def lunas(db):
    terdaftar(nama="Sri Lestari")
    return bayar(date(2026, 11, 1), date(2026, 11, 10))


@pytest.mark.parametrize("path", [DAFTAR, BARU])
@pytest.mark.parametrize("peran", ["petugas", "verifikator", "sekda"])
def test_only_admins_see_payments(request, peran, path):
    assert request.getfixturevalue(f"{peran}_client").get(path).status_code == 403


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_query_count_is_constant(admin_client, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        terdaftar()
        bayar(date(2026, n + 1, 1), date(2026, n + 1, 20))

    with django_assert_num_queries(12):
        html = admin_client.get(DAFTAR).text

    assert html.count("<tr>") == jumlah + 1


def test_list_finds_a_number(lunas, admin_client):
    assert lunas.nomor in admin_client.get(f"{DAFTAR}?cari={lunas.nomor}").text
    assert "Nomor itu tidak ditemukan" in admin_client.get(f"{DAFTAR}?cari=xyz").text


def test_one_paper_pays_two_bills(terbit, admin_client):
    html = admin_client.get(f"{BARU}?tagihan={terbit[1].pk}").text
    assert html.count(" checked") == 1
    isi = {
        "tagihan": [t.pk for t in terbit],
        "nomor": "SP2D/9",
        "tanggal": "2026-11-20",
        "nominal": "33.600",
    }

    jawaban = admin_client.post(BARU, isi, follow=True)
    lagi = admin_client.post(BARU, isi, follow=True)

    assert "TG-2026-10-APBD-1, TG-2026-11-APBD-1 lunas dengan SP2D/9" in jawaban.text
    assert lagi.redirect_chain == jawaban.redirect_chain
    assert Pembayaran.objects.count() == 1


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"nominal": "33.601"}, "lebih Rp1"),
        ({"tanggal": "2026-11-21"}, "belum tiba"),
        ({"tanggal": "31-02-2026"}, "tidak ada dalam kalender"),
        ({"tagihan": []}, "Pilih tagihan yang dibayar"),
        ({"nomor": " "}, "Tulis nomor SP2D"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_the_rest_stays(terbit, admin_client, isian, kalimat):
    isi = {
        "tagihan": [t.pk for t in terbit],
        "nomor": "SP2D/9",
        "tanggal": "2026-11-20",
        "nominal": "33.600",
        "keterangan": "Kas daerah",
    }

    jawaban = admin_client.post(BARU, isi | isian)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert 'value="Kas daerah"' in jawaban.text
    assert all(f'value="{i}"' in jawaban.text for i in isian.values() if str(i).strip(" []"))
    assert Tagihan.objects.filter(status="diterbitkan").count() == 2


def bagian(jumlah: int, admin, admin2) -> list[Tagihan]:
    """So many issued parts of the bill of one month."""
    for _ in range(jumlah):
        terdaftar()
    induk = susun_tagihan(sumber("APBD"), date(2026, 10, 1), oleh=admin)
    sisa = induk
    for n in range(jumlah - 1):
        _, sisa = bagi_tagihan(
            sisa, Pilihan(f"RW {n}", "Sisanya", pertama=1), oleh=admin, pada=KINI
        )
    daftar = list(induk.daftar_bagian.hidup().order_by("nomor"))
    for t in daftar:
        terbitkan(t, oleh=admin2, pada=KINI)
    return daftar


@pytest.mark.parametrize("jumlah", [1, 3])
def test_form_has_a_constant_query_count(
    db, admin, admin2, admin_client, django_assert_num_queries, jumlah
):
    daftar = bagian(2 * jumlah, admin, admin2)
    isi = {"tampilkan": "1", "tagihan": [t.pk for t in daftar[:jumlah]]}

    halaman = admin_client.post(BARU, isi).url
    with django_assert_num_queries(11):
        html = admin_client.get(halaman).text

    assert f"Dipilih: {jumlah} tagihan" in html
    assert html.count('name="tagihan"') == 2 * jumlah


def test_many_bills_have_pages_and_ticks_outlive_them(db, admin, admin2, admin_client, monkeypatch):
    daftar = bagian(5, admin, admin2)
    monkeypatch.setattr(http.halaman, "__defaults__", (2,))
    isi = {"nomor": "SP2D/9", "tanggal": "besok", "nominal": "x", "tagihan": daftar[0].pk}

    pertama = admin_client.post(BARU, isi | {"tampilkan": "1"}, follow=True)
    kedua = admin_client.post(
        BARU, isi | {"tagihan": [daftar[0].pk, daftar[1].pk], "tampilkan": "2"}, follow=True
    )

    assert pertama.status_code == kedua.status_code == 200
    assert "1–2 dari 4" in pertama.text
    assert "Dipilih: 2 tagihan, Rp33.600" in kedua.text
    assert "3–3 dari 3" in kedua.text
    assert kedua.text.count(" checked") == 2
    assert all(f'value="{i}"' in kedua.text for i in ("SP2D/9", "besok", "x"))
    assert "perlu diperbaiki" not in kedua.text
    assert not Pembayaran.objects.exists()


def test_form_lists_the_bills_of_a_month_or_source(terbit, admin, admin2, admin_client):
    terdaftar(kode="DBHCHT")
    lain = susun_tagihan(sumber("DBHCHT"), date(2026, 11, 1), oleh=admin)
    terbitkan(lain, oleh=admin2, pada=KINI)

    def tampil(**saring):
        isi = {f"saring-{n}": v for n, v in saring.items()} | {"tampilkan": "1"}
        html = admin_client.post(BARU, isi, follow=True).text
        return [t.nomor for t in (*terbit, lain) if t.nomor in html]

    assert tampil(bulan="2026-10-01") == [terbit[0].nomor]
    assert tampil(sumber=lain.sumber_id) == [lain.nomor]
    assert tampil(sumber=lain.sumber_id, bulan="2026-10-01") == []
    assert len(tampil(bulan="x")) == 3


def test_a_bill_paid_meanwhile_stays_in_sight_with_the_sentence(terbit, admin, admin_client):
    bukti = Bukti("SP2D/8", KINI.date(), 16_800)
    catat_pembayaran([terbit[0]], bukti, oleh=admin, pada=KINI.date())
    isi = {"nomor": "SP2D/9", "tanggal": "20-11-2026", "nominal": "33.600"}

    jawaban = admin_client.post(BARU, isi | {"tagihan": [t.pk for t in terbit]})

    assert jawaban.status_code == 422
    assert f"{terbit[0].nomor} sudah dibayar" in jawaban.text
    assert "Dipilih: 2 tagihan, Rp33.600" in jawaban.text


def test_a_bill_cancelled_meanwhile_cannot_be_paid(terbit, admin_client):
    Tagihan.objects.filter(pk=terbit[0].pk).update(status="dibatalkan", alasan_batal="Salah")
    isi = {"nomor": "SP2D/9", "tanggal": "20-11-2026", "nominal": "33.600"}

    jawaban = admin_client.post(BARU, isi | {"tagihan": [t.pk for t in terbit]})

    assert jawaban.status_code == 422
    assert "Tagihan itu tidak dikenal" in jawaban.text
    assert "Dipilih: 1 tagihan, Rp16.800" in jawaban.text


def test_one_paper_pays_many_bills_and_the_message_counts_them(db, admin, admin2, admin_client):
    daftar = bagian(6, admin, admin2)
    isi = {"nomor": "SP2D/9", "tanggal": "20-11-2026", "nominal": "100.800"}

    jawaban = admin_client.post(BARU, isi | {"tagihan": [t.pk for t in daftar]}, follow=True)

    assert "6 tagihan lunas dengan SP2D/9, Rp100.800" in jawaban.text


def test_a_mistyped_number_goes_through_two_admins(lunas, admin_client, admin2_client):
    alamat = f"{DAFTAR}{lunas.pk}/koreksi/"
    isi = {
        "jenis": "betulkan",
        "nomor": "SP2D/BENAR",
        "tanggal": "2026-11-11",
        "alasan": "Salah ketik",
    }

    admin_client.post(alamat, isi)
    satu = KoreksiPembayaran.objects.get()
    sendiri = admin_client.get(f"{alamat}{satu.pk}/")
    html = admin2_client.get(f"{alamat}{satu.pk}/")
    dilihat = html.context["segel"]
    admin2_client.post(f"{alamat}{satu.pk}/", {"konfirmasi": "1", "dilihat": dilihat})

    lunas.refresh_from_db()
    assert "admin lain yang mengonfirmasinya" in sendiri.text
    assert "Salah ketik" in html.text
    assert (lunas.nomor, lunas.tanggal) == ("SP2D/BENAR", date(2026, 11, 11))
    assert "Salah ketik" in admin_client.get(f"{DAFTAR}{lunas.pk}/").text


def test_a_wrong_proposal_keeps_what_was_typed(lunas, admin_client):
    isi = {"jenis": "betulkan", "nomor": "Y", "tanggal": "2027-01-01", "alasan": "Salah"}

    jawaban = admin_client.post(f"{DAFTAR}{lunas.pk}/koreksi/", isi)

    assert jawaban.status_code == 422
    assert "belum tiba" in jawaban.text
    assert 'value="Y"' in jawaban.text


def test_a_proposal_is_withdrawn(lunas, admin_client):
    alamat = f"{DAFTAR}{lunas.pk}/koreksi/"
    admin_client.post(
        alamat, {"jenis": "batalkan", "nomor": "x", "tanggal": "2026-11-10", "alasan": "Ganda"}
    )
    satu = KoreksiPembayaran.objects.get()
    assert "batalkan pembayaran, diusulkan Admin" in admin_client.get(DAFTAR).text
    assert admin_client.post(f"{alamat}{satu.pk}/", {"tolak": "1"}).status_code == 422

    admin_client.post(f"{alamat}{satu.pk}/", {"tolak": "1", "alasan": "Tidak jadi"})

    lunas.refresh_from_db()
    satu.refresh_from_db()
    assert (lunas.status, satu.status, satu.alasan_putusan) == ("berlaku", "ditolak", "Tidak jadi")


def foto() -> SimpleUploadedFile:
    isi = BytesIO()
    Image.new("RGB", (40, 30), "white").save(isi, "JPEG")
    return SimpleUploadedFile("SP2D.jpg", isi.getvalue())


def test_a_scan_is_cleaned_kept_and_shown(lunas, admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    alamat = f"{DAFTAR}{lunas.pk}/"

    admin_client.post(alamat, {"berkas": foto()})
    admin_client.post(alamat, {"berkas": foto()})

    satu = lunas.daftar_pindaian.get()
    jawaban = admin_client.get(f"{alamat}pindaian/{satu.pk}/")
    assert jawaban["Content-Type"] == "image/jpeg"
    assert "sandbox" in jawaban["Content-Security-Policy"]
    b"".join(jawaban.streaming_content)
    rusak = admin_client.post(alamat, {"berkas": SimpleUploadedFile("a.txt", b"halo")})
    assert rusak.status_code == 422


def test_who_left_is_named_masked_and_taken_out_in_one_click(
    db, admin, admin_client, admin2_client
):
    for nama in ("Sri Lestari", "Budi"):
        terdaftar(nama=nama)
    desember = susun_tagihan(sumber("APBD"), date(2026, 12, 1), oleh=admin)
    sri = desember.daftar_iuran.get(peserta__nama="Sri Lestari").peserta
    catat_peristiwa(sri, JenisPeristiwa.MENINGGAL, date(2026, 11, 10), oleh=admin, pada=KINI.date())
    alamat = f"/iuran/tagihan/{desember.pk}/terbitkan/"

    html = admin2_client.get(alamat)
    admin2_client.post(
        alamat, {"tanggal": "2026-11-20", "keluarkan": "1", "dilihat": html.context["segel"]}
    )

    desember.refresh_from_db()
    assert "Keluarkan 1 orang, lalu terbitkan" in html.text
    assert "Meninggal, 10 November 2026" in html.text
    assert sri.nik not in html.text
    assert (desember.status, desember.jumlah_orang) == ("diterbitkan", 1)


@pytest.mark.parametrize("jumlah", [1, 3])
@pytest.mark.parametrize(("lanjut", "kueri"), [("orang", 12), ("terbitkan", 21)])
def test_lists_of_people_have_a_constant_query_count(
    admin, admin2_client, django_assert_num_queries, jumlah, lanjut, kueri
):
    for _ in range(jumlah):
        terdaftar()
    tagihan = susun_tagihan(sumber("APBD"), date(2026, 12, 1), oleh=admin)
    for i in tagihan.daftar_iuran.all():
        catat_peristiwa(
            i.peserta, JenisPeristiwa.PINDAH, date(2026, 11, 10), oleh=admin, pada=KINI.date()
        )

    with django_assert_num_queries(kueri):
        html = admin2_client.get(f"/iuran/tagihan/{tagihan.pk}/{lanjut}/").text

    assert html.count("Siti Aminah") >= jumlah


def test_one_person_leaves_a_draft_by_the_list(db, admin, admin_client):
    for _ in range(2):
        terdaftar()
    tagihan = susun_tagihan(sumber("APBD"), date(2026, 11, 1), oleh=admin)
    isi = {"iuran": tagihan.daftar_iuran.first().pk, "alasan": "Salah orang"}

    jawaban = admin_client.post(f"/iuran/tagihan/{tagihan.pk}/orang/", isi, follow=True)

    assert "1 orang dikeluarkan; tagihan turun Rp16.800" in jawaban.text


def test_codes_and_papers_are_edited_with_a_trail(terbit, admin_client):
    alamat = f"/iuran/tagihan/{terbit[0].pk}/"
    dilihat = admin_client.get(f"{alamat}isian/").context["segel"]
    isi = {"tanggal": "2026-11-20", "kode_iuran": "24001", "dilihat": dilihat}

    salah = admin_client.post(
        f"{alamat}isian/", isi | {"spm_tanggal": "20 Nov 2026", "spp_tanggal": "besok"}
    )
    benar = admin_client.post(f"{alamat}isian/", isi, follow=True)

    assert salah.status_code == 422
    assert "Tulis juga nomor SPM-nya" in salah.text
    assert "misalnya 31-12-2026" in salah.text
    assert 'value="besok"' in salah.text
    assert "Kode iuran BPJS tersimpan" in benar.text
    assert "24001" in benar.text


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"cara": "baris", "baris": "1-x"}, "bukan nomor baris"),
        ({"cara": "pertama"}, "Isi ini, atau pilih cara lain"),
    ],
)
def test_a_division_that_cannot_be_read_comes_back(terbit, admin_client, isian, kalimat):
    isi = {"nama": "Pertama", "nama_sisa": "Sisanya"} | isian

    jawaban = admin_client.post(f"/iuran/tagihan/{terbit[0].pk}/bagi/", isi)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert 'value="Pertama"' in jawaban.text


def test_a_bill_is_divided_and_put_together(db, admin, admin_client):
    for _ in range(3):
        terdaftar()
    tagihan = susun_tagihan(sumber("APBD"), date(2026, 11, 1), oleh=admin)
    alamat = f"/iuran/tagihan/{tagihan.pk}/"
    isi = {"cara": "baris", "baris": "1, 3", "nama": "Tembalang", "nama_sisa": "Sisanya"}

    dibagi = admin_client.post(f"{alamat}bagi/", isi, follow=True)
    utuh = admin_client.post(f"{alamat}gabung/", follow=True)

    assert "dibagi menjadi TG-2026-11-APBD-1/A (2 orang, Rp33.600)" in dibagi.text
    assert "belum diisi" in dibagi.text
    assert "utuh lagi dengan 3 orang" in utuh.text
