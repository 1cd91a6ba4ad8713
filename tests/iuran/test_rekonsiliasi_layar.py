"""Screens of the reconciliation, and what other screens learn from it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from iuran.models import BarisDaftarBPJS, DaftarBPJS, Tagihan, TitikRekonsiliasi
from iuran.rekonsiliasi import peringatan, rekap
from iuran.rekonsiliasi.selesai import selesaikan
from iuran.tagihan.actions.susun import susun_tagihan
from laporan.surat.bahan import Bahan
from laporan.surat.susun.rekonsiliasi import susun_berita_acara, susun_tanya
from pijar.errors import AturanDilanggarError
from pijar.models import JejakAkses, Tugas
from tests.factories import PesertaFactory, bayar, sumber, terdaftar
from tests.iuran.rekon import AGUSTUS, JUDUL, KEPALA, SEPTEMBER, baris, daftar
from tests.iuran.susunan import berkas, jalankan
from tests.segel import segel

SEMUA = reverse("iuran:rekonsiliasi")
BERANDA = "/?bagian=semua"
TITIK = reverse("iuran:rekonsiliasi_titik")
ISIAN = {"bulan": "2026-08", "cabang": "pemuda", "jenis": "aktif", "tanggal": "20-08-2026"}


def alamat(satu: DaftarBPJS, akhir: str = "detail") -> str:
    return reverse(f"iuran:rekonsiliasi_{akhir}", args=[satu.pk])


@pytest.fixture
def selisih(admin):
    """Ada is equal, Hilang unknown to BPJS, Upahan active under an employer, Asing is BPJS's."""
    ada, pu = (terdaftar(nama=n).peserta for n in ("Ada", "Upahan"))
    terdaftar(nama="Hilang Sekali")
    asing = PesertaFactory.build(nama="Asing", kpj="77700011122")
    return daftar(admin, baris(ada), baris(pu, status="AKTIF PU"), baris(asing))


def test_upload_reads_in_a_job_and_shows_the_bins(admin_client):
    orang = terdaftar().peserta
    isi = ISIAN | {"berkas": berkas(*JUDUL, KEPALA, baris(orang))}

    jawaban = admin_client.post(SEMUA, isi)

    satu = DaftarBPJS.objects.get()
    assert jawaban.url == alamat(satu)
    assert "progress" in admin_client.get(alamat(satu)).text
    jalankan(satu.tugas)
    html = admin_client.get(alamat(satu)).text
    assert "1 baris dibaca" in html
    assert "Menunggu diperiksa" in html
    assert "Daftar yang sudah diunggah" in admin_client.get(SEMUA).text


def test_same_file_again_leads_to_its_result(admin_client):
    berkas_satu = [*JUDUL, KEPALA, baris(terdaftar().peserta)]
    admin_client.post(SEMUA, ISIAN | {"berkas": berkas(*berkas_satu)})
    jalankan(Tugas.objects.get())
    isi = Path(DaftarBPJS.objects.get().berkas.path).read_bytes()

    ulang = SimpleUploadedFile("lain.xlsx", isi)
    jawaban = admin_client.post(SEMUA, ISIAN | {"berkas": ulang}, follow=True)

    assert "Berkas yang sama sudah pernah diunggah" in jawaban.text
    assert DaftarBPJS.objects.count() == 1


@pytest.mark.parametrize(
    ("lain", "kata"),
    [
        ({"bulan": ""}, "Isi bulan"),
        ({"tanggal": "01-01-2199"}, "tidak boleh setelah hari ini"),
        ({"cabang": "solo"}, "Pilih dari daftar"),
    ],
)
def test_mistake_keeps_what_was_typed(admin_client, lain, kata):
    isi = ISIAN | {"berkas": berkas(KEPALA)} | lain

    jawaban = admin_client.post(SEMUA, isi)

    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert 'value="posting"' in jawaban.text


def test_address_of_an_alarm_fills_the_form(admin_client):
    html = admin_client.get(f"{SEMUA}?bulan=2026-08&cabang=majapahit&jenis=posting").text

    assert 'value="Agustus 2026"' in html
    assert '<option value="majapahit" selected>' in html


def test_page_shows_sums_of_both_sides_and_the_next_step_of_each_bin(admin_client, selisih):
    langkah = {
        "sama": "Tidak ada yang perlu dikerjakan",
        "tidak_ada": reverse("iuran:kelebihan"),
        "lebih": reverse("peserta:baru"),
        "pembayar_lain": f"{reverse('iuran:perubahan_bantuan_baru')}?dari=rekonsiliasi&amp;daftar=",
        "periksa": "Tidak ada.",
    }

    html = {b: admin_client.get(f"{alamat(selisih)}?bagian={b}").text for b in langkah}

    for b, kata in langkah.items():
        assert kata in html[b]
        assert "Rp50.400" in html[b]  # three of ours, three lines
    for b in ("tidak_ada", "lebih", "pembayar_lain"):
        assert f"jenis=tanya_bpjs&amp;objek={selisih.pk}&amp;kunci={b}" in html[b]
    assert "Hilang Sekali" in admin_client.get(alamat(selisih)).text  # the first bin with work


@pytest.mark.parametrize("jumlah", [1, 3])
def test_query_counts_are_constant(admin, admin_client, django_assert_num_queries, jumlah):
    terdaftar(nama="Ada")
    for _ in range(jumlah):
        satu = daftar(admin, *(baris(terdaftar().peserta, nama="LAIN") for _ in range(jumlah)))
    admin_client.get(SEMUA)

    with django_assert_num_queries(10):
        admin_client.get(f"{alamat(satu)}?bagian=beda")
    with django_assert_num_queries(9):
        admin_client.get(TITIK)
    with django_assert_num_queries(7):
        admin_client.get(SEMUA)


def test_superseded_list_leads_to_the_one_that_counts(admin, admin_client, selisih):
    ada = selisih.daftar_baris.get(bagian="sama").peserta
    baru = daftar(admin, baris(ada), tanggal=date(2026, 8, 25))

    html = admin_client.get(alamat(selisih)).text

    assert "Daftar ini digantikan daftar tanggal 25 Agustus 2026" in html
    assert alamat(baru) in html
    assert "Surat tanya" not in html


def test_stopped_file_says_why_and_offers_another(admin, admin_client):
    satu = daftar(admin, baris(terdaftar().peserta), judul=[["PERIODE JULI 2026"]])

    html = admin_client.get(alamat(satu)).text

    assert "menyebut Juli 2026" in html
    assert f"{SEMUA}?cabang=pemuda&amp;jenis=aktif" in html


def test_list_is_marked_as_looked_at_once(admin_client, admin2_client, selisih):
    assert admin_client.post(alamat(selisih, "periksa")).url == alamat(selisih)
    kedua = admin2_client.post(alamat(selisih, "periksa"))

    assert (kedua.status_code, "selesai diperiksa oleh Admin" in kedua.text) == (409, True)
    assert admin_client.post(alamat(selisih, "baca")).status_code == 409


def test_list_that_came_in_by_mistake_is_dropped_with_a_reason(admin_client, selisih):
    ke = alamat(selisih, "buang")

    kosong = admin_client.post(ke, {"alasan": ""})
    assert (kosong.status_code, "Tulis alasannya" in kosong.text) == (422, True)
    assert admin_client.post(ke, {"alasan": "Berkas kota lain"}).url == alamat(selisih)

    html = admin_client.get(alamat(selisih)).text
    assert "Daftar ini dibuang Admin" in html
    assert "Berkas kota lain" in html
    assert "Unduh Excel" not in html
    assert "Tidak ada selisih" in admin_client.get(TITIK).text
    assert admin_client.post(ke, {"alasan": "x"}).status_code == 409
    assert admin_client.get(ke).url == alamat(selisih)


def test_excel_of_a_bin_equals_the_page_and_is_logged(admin_client, selisih):
    jawaban = admin_client.post(alamat(selisih, "unduh"), {"bagian": "tidak_ada"})
    tugas = jalankan(Tugas.objects.latest("pk"))

    assert jawaban.url == reverse("tugas:detail", args=[tugas.pk])
    isi = list(load_workbook(tugas.hasil.path).active.iter_rows(values_only=True))
    hilang = selisih.daftar_baris.get(bagian="tidak_ada").peserta
    assert isi[-2][1:4] == (hilang.nik, hilang.kpj, "Hilang Sekali")
    assert (isi[-1][3], isi[-1][5]) == ("1 orang", 16_800)
    assert JejakAkses.objects.get(objek=f"rekonsiliasi {selisih.pk}").jumlah == 1
    assert admin_client.post(alamat(selisih, "unduh"), {"bagian": "x"}).url == alamat(selisih)


def test_points_are_settled_ticked_or_all_and_taken_back(admin_client, admin2_client, selisih):
    semua = TitikRekonsiliasi.objects.order_by("pk")
    satu = semua.get(jenis="tidak_ada")
    isi = {"cara": "dijawab", "alasan": "Surel cabang", "titik": satu.pk}
    assert "3 selisih" in admin_client.get(TITIK).text

    assert admin_client.post(TITIK, isi).url == f"{TITIK}?"
    kedua = admin2_client.post(TITIK, isi)
    assert kedua.status_code == 409
    assert "diselesaikan oleh Admin" in kedua.text
    assert "Surel cabang" in kedua.text
    salah = admin_client.post(TITIK, {"cara": "dijawab", "alasan": "Ya"})
    assert (salah.status_code, "Centang dahulu" in salah.text) == (422, True)

    saring = f"{TITIK}?daftar={selisih.pk}&jenis=pembayar_lain"
    admin_client.post(saring, isi | {"titik": "", "semua": "1"})
    assert set(semua.filter(terbuka=False).values_list("jenis", flat=True)) == {
        "tidak_ada",
        "pembayar_lain",
    }
    ke = reverse("iuran:rekonsiliasi_titik_detail", args=[satu.pk])
    assert "Tarik penyelesaian ini" in admin_client.get(ke).text
    assert admin2_client.post(ke, {"tarik": "1", "alasan": ""}).status_code == 422
    assert admin2_client.post(ke, {"tarik": "1", "alasan": "Keliru"}).url == ke
    assert "Keliru" in admin_client.get(ke).text
    assert admin_client.post(ke, isi).url == ke
    assert admin_client.post(ke, isi).status_code == 409
    assert "Surel cabang" in admin_client.get(f"{ke}").text
    assert "2 selisih" in admin_client.get(f"{TITIK}?keadaan=selesai").text


def test_change_of_data_begins_with_what_bpjs_says(admin, admin_client):
    orang = terdaftar(nama="Siti Aminah").peserta
    satu = daftar(admin, baris(orang, nama="SITI AMINAH BINTI ALI", kpj="55500011122"))
    b = satu.daftar_baris.get()

    html = admin_client.get(alamat(satu)).text
    ke = f"{reverse('peserta:perubahan_baru', args=[orang.pk])}?baris_bpjs={b.pk}"

    assert ke in html
    isian = admin_client.get(ke).text
    assert 'value="SITI AMINAH BINTI ALI"' in isian
    assert 'value="55500011122"' in isian
    for lain in ("", "?baris_bpjs=x", f"?baris_bpjs={b.pk + 99}"):
        html = admin_client.get(reverse("peserta:perubahan_baru", args=[orang.pk]) + lain).text
        assert "BINTI ALI" not in html


def test_stop_of_one_begins_with_the_other_payer_and_of_all_with_the_list(admin_client, selisih):
    pu = selisih.daftar_baris.get(bagian="pembayar_lain").peserta

    satu = admin_client.get(f"{reverse('iuran:peristiwa', args=[pu.pk])}?jenis=pihak_lain").text
    banyak = reverse("iuran:perubahan_bantuan_baru")
    semua = admin_client.get(f"{banyak}?dari=rekonsiliasi&daftar={selisih.pk}").text

    assert '<option value="pihak_lain" selected>' in satu
    assert "Upahan" in semua
    assert "Hilang Sekali" not in semua
    assert "Upahan" not in admin_client.get(f"{banyak}?dari=rekonsiliasi&daftar=x").text


def test_minutes_say_what_page_and_list_say(admin, selisih):
    bahan = Bahan(selisih, timezone.localdate(), admin)

    isi = susun_berita_acara(bahan)

    semua = rekap(selisih).semua
    assert isi.tabel[0].jumlah == ["Jumlah", 3, semua.rupiah_kita, 0, 3, 50_400]
    assert isi.tabel[0].baris[0][0] == "Sama"
    assert isi.tabel[1].jumlah == ["Jumlah", 3]
    assert isi.alasan_konsep == "Daftar ini belum ditandai sudah diperiksa."
    with pytest.raises(AturanDilanggarError, match="tidak dapat bertanggal sebelum"):
        susun_berita_acara(bahan._replace(tanggal=date(2026, 8, 1)))


def test_letter_lists_few_and_names_the_excel_for_many(admin, selisih, monkeypatch):
    bahan = Bahan(selisih, timezone.localdate(), admin, "lebih")

    sedikit = susun_tanya(bahan)
    monkeypatch.setattr("laporan.surat.susun.rekonsiliasi.SEBARIS", 0)
    banyak = susun_tanya(bahan)

    assert (sedikit.orang, sedikit.rahasia, len(sedikit.lampiran)) == (1, True, 1)
    assert (banyak.orang, banyak.rahasia, banyak.lampiran) == (0, False, [])
    assert "berkas Excel" in banyak.pembuka[0]
    for kunci, kata in (("sama", "Pilih bagiannya"), ("beda", "kosong")):
        with pytest.raises(AturanDilanggarError, match=kata):
            susun_tanya(bahan._replace(kunci=kunci))


def test_paper_is_not_made_of_a_list_that_was_not_read(admin):
    gagal = daftar(admin)

    with pytest.raises(AturanDilanggarError, match="tidak terbaca"):
        susun_berita_acara(Bahan(gagal, timezone.localdate(), admin))


def test_month_gets_the_proof_that_bpjs_booked_it(admin, admin_client):
    orang = terdaftar().peserta
    bayar(AGUSTUS, date(2026, 8, 12))
    ke = reverse("iuran:jejak_bulan", args=[orang.pk, "2026-08"])

    satu = daftar(admin, baris(orang), jenis="posting", tanggal=date(2026, 8, 30))

    html = admin_client.get(ke).text
    assert "Dibukukan BPJS" in html
    bukti = f"jawaban.xlsx, SHA-256 {satu.sha256}, lembar Sheet baris 4"
    assert f'class="text-break">{bukti}</td>' in html  # the page stays as wide as the screen
    assert "30 Agustus 2026" in html
    daftar(admin, baris(PesertaFactory.build(kpj="1" * 11)), jenis="posting")  # older: no effect
    assert satu.sha256 in admin_client.get(ke).text


def test_active_list_books_nothing(admin, admin_client):
    orang = terdaftar().peserta
    satu = daftar(admin, baris(orang))

    html = admin_client.get(reverse("iuran:jejak_bulan", args=[orang.pk, "2026-08"])).text

    assert satu.sha256 not in html


@pytest.fixture
def konsep(admin, selisih) -> Tagihan:
    return susun_tagihan(sumber("APBD"), SEPTEMBER, oleh=admin)


def test_bill_names_whom_bpjs_does_not_know_before_it_is_issued(
    admin, admin_client, admin2_client, konsep
):
    ke = reverse("iuran:tagihan_terbitkan", args=[konsep.pk])

    html = admin2_client.get(ke).text

    assert "2 orang dalam tagihan ini, Rp33.600" in html
    assert "H••• S•••, U•••" in html
    assert "Hilang Sekali" not in html
    assert f"{TITIK}?tagihan={konsep.pk}" in html
    tampil = admin_client.get(f"{TITIK}?tagihan={konsep.pk}").text
    assert "2 selisih" in tampil
    assert "Asing" not in tampil
    orang = admin2_client.get(f"{reverse('iuran:tagihan_orang', args=[konsep.pk])}?asing=1").text
    assert "Hilang Sekali" in orang
    assert ">Ada<" not in orang
    isi = {"tanggal": "25-09-2026"} | segel(admin2_client, ke)
    jawaban = admin2_client.post(ke, isi)
    assert jawaban.status_code == 302  # a warning, not a bar


def test_settled_points_warn_no_more_before_a_bill(admin, admin2_client, konsep):
    pks = list(TitikRekonsiliasi.objects.values_list("pk", flat=True))
    selesaikan(pks, cara="dijawab", alasan="x", oleh=admin, pada=timezone.now())

    html = admin2_client.get(reverse("iuran:tagihan_terbitkan", args=[konsep.pk])).text

    assert "tidak dikenal" not in html


def kata(pada: date) -> str:
    return " | ".join(f"{p.jumlah} {p.label}" for p in peringatan(pada))


def test_alarms_name_count_day_and_rupiah(admin, selisih):
    semua = kata(date(2026, 9, 1))

    hari = timezone.localdate()
    assert "1 daftar BPJS menunggu diperiksa sejak" in semua
    assert str(hari.year) in semua
    assert "1 dari 3 orang yang kita bayar tidak dikenal BPJS" in semua
    assert "daftar peserta aktif Agustus 2026, Semarang Pemuda" in semua
    assert "3 selisih dengan BPJS belum selesai" in semua
    assert "Rp50.400" in semua


def test_share_of_unknown_under_the_limit_alarms_nobody(admin, selisih, settings):
    settings.TIDAK_DIKENAL_BATAS_PERSEN = 34

    assert "tidak dikenal" not in kata(date(2026, 9, 1))


def test_month_paid_but_not_posted_alarms_only_where_lists_are_kept(admin, settings):
    settings.POSTING_TERLAMBAT_HARI = 30
    orang = terdaftar().peserta
    bayar(AGUSTUS, date(2026, 8, 12))
    bayar(SEPTEMBER, date(2026, 9, 12))
    assert "daftar posting" not in kata(date(2026, 12, 1))  # nobody sends such lists

    daftar(admin, baris(orang), jenis="posting")

    assert "daftar posting" not in kata(date(2026, 10, 11))
    semua = kata(date(2026, 9, 12) + timedelta(days=30))
    assert (
        "1 iuran September 2026 di Semarang Pemuda dibayar 12 September 2026, daftar posting BPJS "
        "belum ada: Rp16.800"
    ) in semua
    assert "Majapahit" not in semua


def test_first_page_shows_the_alarms_to_an_admin_of_the_city_only(admin, admin_client, selisih):
    assert "selisih dengan BPJS belum selesai" in admin_client.get(BERANDA).text

    admin.wilayah = ["33.74.01"]
    admin.save()

    assert "selisih dengan BPJS" not in admin_client.get(BERANDA).text
    assert BarisDaftarBPJS.objects.for_petugas(admin).count() == 0
