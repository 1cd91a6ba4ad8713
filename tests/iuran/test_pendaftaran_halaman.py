"""Screens of batches and answers."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.berkas_bpjs.actions.kirim import Surat, tandai_dikirim
from iuran.models import (
    BarisJawaban,
    BerkasBPJS,
    ProfilEkspor,
    SumberDana,
)
from iuran.peristiwa.actions.catat import catat_peristiwa
from peserta.models import JenisPeristiwa, Peserta
from pijar.models import JejakAkses
from tests.factories import BantuanFactory, PenggunaFactory, PesertaFactory
from tests.iuran.susunan import KEPALA, berkas, isi, jalankan, jawab, susun

DAFTAR, BARU = "/iuran/berkas-bpjs/", "/iuran/berkas-bpjs/baru/"
DITAHAN = "/verifikasi/ditahan/"
PEDURUNGAN = "33.74.06.1001"


def alamat(nama, *args):
    return reverse(f"iuran:{nama}", args=[getattr(a, "pk", a) for a in args])


@pytest.fixture
def jawaban(admin):
    berkas_bpjs = susun(admin, 2)
    return jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)


def semua_alamat(jawaban):
    p = jawaban.berkas_bpjs
    return [
        ("get", DAFTAR),
        ("get", BARU),
        ("post", BARU),
        ("get", alamat("berkas_bpjs_detail", p)),
        ("post", alamat("berkas_bpjs_ekspor", p)),
        ("post", alamat("berkas_bpjs_kirim", p)),
        ("post", alamat("berkas_bpjs_batal", p)),
        ("post", alamat("berkas_bpjs_lepas", p)),
        ("post", alamat("jawaban_unggah", p)),
        ("get", alamat("jawaban", p, jawaban)),
        ("post", alamat("jawaban_terapkan", p, jawaban)),
        ("post", alamat("jawaban_baca_ulang", p, jawaban)),
        ("post", alamat("jawaban_pindah", p, jawaban)),
        ("get", alamat("jawaban_baris", p, jawaban, jawaban.daftar_baris.first())),
        ("post", alamat("jawaban_keluarkan", p, jawaban)),
        ("post", alamat("jawaban_tanggal", p, jawaban)),
        ("post", alamat("berkas_bpjs_urutan", p)),
        ("post", alamat("berkas_bpjs_keluarkan", p)),
        ("post", alamat("berkas_bpjs_tarik", p)),
        ("get", alamat("berkas_bpjs_kiriman", p, 1)),
        ("get", alamat("berkas_bpjs_zip", p)),
        ("get", alamat("berkas_bpjs_lama")),
        ("get", alamat("berkas_bpjs_lama_detail", p)),
        ("get", "/iuran/sumber/"),
    ]


def test_addresses_that_officers_bookmarked_lead_on(admin, admin_client):
    berkas_bpjs = susun(admin, 1)

    for lama, baru in (
        ("/iuran/pendaftaran/", DAFTAR),
        (f"/iuran/pendaftaran/{berkas_bpjs.pk}/", alamat("berkas_bpjs_detail", berkas_bpjs)),
    ):
        jawaban = admin_client.get(lama)
        assert (jawaban.status_code, jawaban.url) == (301, baru)
    assert admin_client.get(f"/iuran/pendaftaran/{berkas_bpjs.pk + 1}/").status_code == 404


@pytest.mark.parametrize("peran", ["petugas", "verifikator", "sekda"])
def test_screens_are_for_who_manages_contributions(peran, jawaban, request):
    client = request.getfixturevalue(f"{peran}_client")

    status = {getattr(client, cara)(url).status_code for cara, url in semua_alamat(jawaban)}

    assert status == {403}


def test_screens_that_write_do_not_answer_a_link(admin_client, jawaban):
    tulis = [url for cara, url in semua_alamat(jawaban) if cara == "post" and url != BARU]

    assert all(url.startswith(admin_client.get(url).url) for url in tulis)


@pytest.mark.parametrize("jumlah", [1, 3])
def test_daftar_query_count_is_constant(admin, admin_client, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        susun(admin, 1)
    BantuanFactory()

    with django_assert_num_queries(18):
        html = admin_client.get(DAFTAR).text

    assert html.count("PK-2026-") == jumlah
    assert "<strong>1 orang</strong> sudah ditetapkan" in html


@pytest.mark.parametrize("jumlah", [1, 3])
def test_detail_query_count_is_constant(admin, admin_client, jumlah, django_assert_num_queries):
    berkas_bpjs = susun(admin, jumlah)

    with django_assert_num_queries(18):
        html = admin_client.get(alamat("berkas_bpjs_detail", berkas_bpjs)).text

    assert html.count(">Siti Aminah<") == jumlah


@pytest.mark.parametrize("jumlah", [1, 3])
def test_jawaban_query_count_is_constant(admin, admin_client, jumlah, django_assert_num_queries):
    berkas_bpjs = susun(admin, jumlah)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)

    with django_assert_num_queries(18):
        html = admin_client.get(alamat("jawaban", berkas_bpjs, jawaban)).text

    assert html.count("1000000") == jumlah


def test_pages_never_show_a_whole_nik(admin_client, jawaban):
    p = jawaban.berkas_bpjs
    html = admin_client.get(alamat("berkas_bpjs_detail", p)).text
    html += admin_client.get(alamat("jawaban", p, jawaban)).text

    for orang in Peserta.objects.all():
        assert orang.nik not in html
        assert orang.nik_samar in html


def test_another_areas_people_are_absent(admin, admin_client):
    BantuanFactory(
        peserta__kelurahan_id=PEDURUNGAN, peserta__nama="Wagiyem", peserta__status="ditetapkan"
    )
    BantuanFactory()
    berkas_bpjs = susun(admin)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    BantuanFactory()
    admin.wilayah = ["33.74.06"]
    admin.save()

    # Its file and its answer name people elsewhere, so the whole batch is out of reach.
    assert admin_client.get(alamat("berkas_bpjs_detail", berkas_bpjs)).status_code == 404
    assert admin_client.get(alamat("jawaban", berkas_bpjs, jawaban)).status_code == 404
    assert "Tidak ada yang menunggu" in admin_client.get(BARU).text


def test_a_batch_of_ones_own_area_is_open(admin, admin_client):
    BantuanFactory(
        peserta__kelurahan_id=PEDURUNGAN, peserta__nama="Wagiyem", peserta__status="ditetapkan"
    )
    berkas_bpjs = susun(admin)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    admin.wilayah = ["33.74.06"]
    admin.save()

    assert "Wagiyem" in admin_client.get(alamat("berkas_bpjs_detail", berkas_bpjs)).text
    assert "Wagiyem" in admin_client.get(alamat("jawaban", berkas_bpjs, jawaban)).text


def test_baru_offers_each_group_and_both_branches_together(admin_client, db):
    BantuanFactory.create_batch(2)
    BantuanFactory(peserta__kelurahan_id=PEDURUNGAN, peserta__status="ditetapkan")
    BantuanFactory(bulan_awal=date(2026, 2, 1), jumlah_bulan=6)

    ((_, _, kelompok),) = admin_client.get(BARU).context["daftar"]

    assert [(k.nama_cabang, k.bulan_awal.month, k.jumlah) for k in kelompok] == [
        ("Semarang Majapahit", 1, 1),
        ("Semarang Pemuda", 1, 2),
        ("Semua cabang", 1, 3),
        ("Semarang Pemuda", 2, 1),
    ]


def test_one_click_makes_the_batch(admin_client, db):
    BantuanFactory.create_batch(2)
    kunci = admin_client.get(BARU).context["daftar"][0][2][0].kunci
    data = {"kelompok": kunci, "profil": "bpu_kolektif"}
    assert "2 orang menunggu berkas ini" in admin_client.get(f"{BARU}?kelompok={kunci}").text

    jawaban = admin_client.post(BARU, data, follow=True)

    berkas_bpjs = BerkasBPJS.objects.get()
    assert jawaban.redirect_chain == [(alamat("berkas_bpjs_detail", berkas_bpjs), 302)]
    assert "PK-2026-" in jawaban.text
    assert "berisi 2 orang" in jawaban.text
    kedua = admin_client.post(BARU, data)
    assert kedua.status_code == 409
    assert "baru saja dimasukkan ke berkas lain" in kedua.text


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"kelompok": ""}, "Pilih kelompoknya"),
        ({"kelompok": "ngawur"}, "Kelompok itu tidak dikenal"),
        ({"kelompok": "pendaftaran::99999:2026-01"}, "Kelompok itu tidak dikenal"),
        ({"kelompok": "pendaftaran:solo:{}:2026-01"}, "Kelompok itu tidak dikenal"),
        ({"kelompok": "pendaftaran::{}:kapan"}, "Kelompok itu tidak dikenal"),
        ({"profil": "tidak_ada"}, "Bentuk berkas itu tidak ada lagi"),
    ],
)
def test_baru_refuses_what_the_page_did_not_offer(admin_client, db, ubah, pesan):
    BantuanFactory()
    sumber = SumberDana.objects.get(kode="APBD").pk
    data = {"kelompok": f"pendaftaran::{sumber}:2026-01", "profil": "bpu_kolektif"} | ubah
    data["kelompok"] = data["kelompok"].format(sumber)

    jawaban = admin_client.post(BARU, data)

    assert jawaban.status_code == 422
    assert pesan in jawaban.text
    assert BerkasBPJS.objects.count() == 0


def test_detail_offers_the_file_only_when_it_is_complete(admin, admin_client):
    berkas_bpjs = susun(admin, 1)
    url = alamat("berkas_bpjs_detail", berkas_bpjs)

    sebelum = admin_client.get(url).text
    jalankan(berkas_bpjs.tugas_excel)
    sesudah = admin_client.get(url).text

    assert "Unduh PK-2026-0001.xlsx" not in sebelum
    assert "Tandai sudah dikirim" not in sebelum
    assert "Unduh PK-2026-0001.xlsx" in sesudah
    assert "Tandai sudah dikirim" in sesudah


def test_detail_filters_by_result(admin, admin_client):
    berkas_bpjs = susun(admin, 2)
    baris = berkas_bpjs.daftar_baris.first()
    baris.hasil, baris.keterangan = "ditolak", "GAGAL: DATA TIDAK PADAN"
    baris.save()
    url = alamat("berkas_bpjs_detail", berkas_bpjs)

    assert admin_client.get(f"{url}?hasil=ditolak").text.count(">Siti Aminah<") == 1
    assert admin_client.get(f"{url}?hasil=ngawur").text.count(">Siti Aminah<") == 2
    assert "Tidak ada orang dengan hasil ini" in admin_client.get(f"{url}?hasil=batal").text


def test_send_export_again_and_cancel(admin, admin_client):
    berkas_bpjs = susun(admin, 2)
    jalankan(berkas_bpjs.tugas_excel)

    admin_client.post(alamat("berkas_bpjs_ekspor", berkas_bpjs))
    berkas_bpjs.refresh_from_db()
    ulang = jalankan(berkas_bpjs.tugas_excel)
    surat = {"tanggal": timezone.localdate().isoformat(), "nomor_surat": "560/12/2026"}
    tanpa = admin_client.post(alamat("berkas_bpjs_kirim", berkas_bpjs), surat | {"nomor_surat": ""})
    dini = admin_client.post(
        alamat("berkas_bpjs_kirim", berkas_bpjs), surat | {"tanggal": "2026-01-01"}
    )
    kirim = admin_client.post(alamat("berkas_bpjs_kirim", berkas_bpjs), surat, follow=True).text
    kosong = admin_client.post(alamat("berkas_bpjs_batal", berkas_bpjs), {"alasan": " "})
    batal = admin_client.post(
        alamat("berkas_bpjs_batal", berkas_bpjs), {"alasan": "salah bulan"}, follow=True
    ).text

    assert ulang.status == "selesai"
    assert (tanpa.status_code, dini.status_code) == (422, 409)
    assert "Isi nomor surat pengantarnya" in tanpa.text
    assert "Tanggal kirim harus antara" in dini.text
    assert "560/12/2026" in dini.text
    assert "ditandai sudah dikirim" in kirim
    assert "Unduh berkas yang dikirim (2 orang)" in kirim
    assert "Admin lain dapat menarik" in kirim
    assert "Buat ulang Excel" not in kirim
    assert kosong.status_code == 422
    assert "Tulis alasannya" in kosong.text
    assert "2 orang menunggu lagi" in batal
    assert "Dibatalkan: salah bulan" in batal


def test_let_go_needs_a_reason(admin, admin_client):
    berkas_bpjs = susun(admin, 2)
    jawaban = jawab(berkas_bpjs, KEPALA, isi(berkas_bpjs)[0], oleh=admin)
    admin_client.post(alamat("jawaban_terapkan", berkas_bpjs, jawaban))
    jawaban.refresh_from_db()
    jalankan(jawaban.tugas)

    halaman = admin_client.get(alamat("berkas_bpjs_detail", berkas_bpjs)).text
    kosong = admin_client.post(alamat("berkas_bpjs_lepas", berkas_bpjs))
    lepas = admin_client.post(
        alamat("berkas_bpjs_lepas", berkas_bpjs), {"alasan": "tak dijawab"}, follow=True
    ).text

    assert "Lepaskan 1 orang yang belum dijawab" in halaman
    assert "Batalkan pendaftaran" not in halaman
    assert kosong.status_code == 422
    assert "1 orang menunggu berkas berikutnya" in lepas


def test_date_of_an_answer_is_never_guessed(admin, admin_client):
    """Papers come late: today would be the wrong day, and nobody would notice."""
    halaman = admin_client.get(alamat("berkas_bpjs_detail", susun(admin, 1)))

    assert halaman.context["jawaban_form"]["tanggal"].value() is None


def test_upload_leads_to_the_answer_and_the_same_file_to_the_same(admin, admin_client):
    berkas_bpjs = susun(admin, 1)
    url = alamat("jawaban_unggah", berkas_bpjs)
    buku, hari = berkas(KEPALA, *isi(berkas_bpjs)), timezone.localdate()

    tanpa = admin_client.post(url, {"berkas": buku})
    buku.seek(0)
    pertama = admin_client.post(url, {"berkas": buku, "tanggal": f"{hari:%d-%m-%Y}"}, follow=True)
    jawaban = pertama.context["jawaban"]
    assert (tanpa.status_code, jawaban.tanggal) == (422, hari)
    assert "Isi tanggal pada surat atau daftar BPJS" in tanpa.text
    assert "Sedang dibaca" in pertama.text
    jalankan(jawaban.tugas)
    buku.seek(0)
    kedua = admin_client.post(url, {"berkas": buku, "tanggal": f"{hari:%d-%m-%Y}"}, follow=True)

    assert kedua.context["jawaban"] == jawaban
    assert "sudah pernah diunggah" in kedua.text


@pytest.mark.parametrize(
    ("data", "pesan"),
    [
        ({}, "Pilih berkasnya dahulu"),
        ({"berkas": berkas(KEPALA, nama="jawaban.pdf")}, "Berkas berakhiran .pdf"),
        ({"berkas": berkas(KEPALA, nama="jawaban")}, "(tanpa akhiran)"),
    ],
)
def test_upload_refuses_at_once_what_is_no_sheet(admin, admin_client, data, pesan):
    berkas_bpjs = susun(admin, 1)

    jawaban = admin_client.post(alamat("jawaban_unggah", berkas_bpjs), data)

    assert jawaban.status_code == 422
    assert pesan in jawaban.text


def test_upload_refuses_a_file_that_is_too_big(admin, admin_client, settings):
    settings.BATAS_BERKAS_MB = 0
    berkas_bpjs = susun(admin, 1)

    jawaban = admin_client.post(alamat("jawaban_unggah", berkas_bpjs), {"berkas": berkas(KEPALA)})

    assert jawaban.status_code == 422
    assert "lebih dari 0 MB" in jawaban.text


def test_answer_shows_every_bin_with_its_next_step(admin, admin_client):
    berkas_bpjs = susun(admin, 6)
    a, b, c, d, e, _ = isi(berkas_bpjs)
    b[4] = "SUDAH MENJADI PESERTA"
    c[4] = "GAGAL: NIK TIDAK DITEMUKAN"
    d[4] = "MENUNGGU PROSES"
    e[2] = "ORANG LAIN SEKALI"
    asing = [9, "3374141301727613", "PAIJO", "12345678901", "BERHASIL"]
    jawaban = jawab(berkas_bpjs, KEPALA, a, b, c, d, e, asing, oleh=admin)
    url = alamat("jawaban", berkas_bpjs, jawaban)

    def bagian(kode):
        return " ".join(admin_client.get(f"{url}?bagian={kode}").text.split())

    jumlah = {kode: n for kode, _, n in admin_client.get(url).context["daftar_bagian"]}
    assert set(jumlah.values()) == {1}
    assert "dengan 24 bulan iuran, Januari 2026–Desember 2026 (Rp403.200)" in bagian("sesuai")
    assert "Januari 2026–Desember 2026" in bagian("sesuai")
    assert "12 bulan, Rp201.600" in bagian("sesuai")
    assert "dimulai sesudah perlindungan lamanya berakhir" in bagian("sudah_peserta")
    assert "Nama berbeda: di jawaban ORANG LAIN SEKALI" in bagian("berbeda")
    assert "Catat peristiwa" in bagian("ditolak")
    assert "Cocokkan NIK, nama dan tanggal lahir" in bagian("ditolak")
    assert "Tetap menunggu" in bagian("tidak_ada")
    assert "••••••••••••7613" in bagian("tidak_diminta")
    assert "“MENUNGGU PROSES” tidak dikenal" in bagian("galat")
    assert admin_client.get(f"{url}?bagian=ngawur").context["bagian"] == "sesuai"


def test_applied_answer_offers_no_second_application(admin_client, jawaban):
    url = alamat("jawaban", jawaban.berkas_bpjs, jawaban)

    admin_client.post(alamat("jawaban_terapkan", jawaban.berkas_bpjs, jawaban))
    jawaban.refresh_from_db()
    jalankan(jawaban.tugas)
    html = admin_client.get(url).text

    assert "2 orang terdaftar, 0 ditolak, 24 bulan iuran dibuat." in html
    assert alamat("jawaban_terapkan", jawaban.berkas_bpjs, jawaban) not in html
    lagi = admin_client.post(alamat("jawaban_terapkan", jawaban.berkas_bpjs, jawaban))
    assert lagi.status_code == 409


def test_pre_check_page_has_no_apply_button(admin, admin_client):
    berkas_bpjs = susun(admin, 2)
    a, b = isi(berkas_bpjs)
    kepala = ["NO", "NIK", "NAMA", "STATUS", "KETERANGAN"]
    jawaban = jawab(
        berkas_bpjs,
        kepala,
        [1, a[1], a[2], "Y", "BISA DAFTAR"],
        [2, b[1], b[2], "T", "SUDAH TERDAFTAR AKTIF PU"],
        oleh=admin,
    )

    html = admin_client.get(alamat("jawaban", berkas_bpjs, jawaban)).text

    assert "Cek awal BPJS" in html
    assert "Bisa didaftarkan" in html
    assert "jawaban_terapkan" not in html
    assert "Catat cek awal" not in html


def test_unreadable_answer_offers_another_upload(admin, admin_client):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, ["NAMA"], ["SITI"], oleh=admin)

    html = admin_client.get(alamat("jawaban", berkas_bpjs, jawaban)).text

    assert "Tidak ditemukan judul kolom NIK" in html
    assert "Unggah berkas lain" in html


def test_read_again_after_data_changed(admin_client, jawaban):
    admin_client.post(alamat("jawaban_baca_ulang", jawaban.berkas_bpjs, jawaban))

    jawaban.refresh_from_db()
    assert jawaban.status == "dibaca"
    assert "Sedang dibaca" in admin_client.get(alamat("jawaban", jawaban.berkas_bpjs, jawaban)).text
    jalankan(jawaban.tugas)
    assert BarisJawaban.objects.filter(jawaban=jawaban).count() == 2


def test_answer_of_another_batch_is_not_found(admin, admin_client, jawaban):
    lain = susun(admin, 1)

    assert admin_client.get(alamat("jawaban", lain, jawaban)).status_code == 404


def test_empty_pages_say_what_to_do(admin_client, db):
    assert "Belum ada berkas" in admin_client.get(DAFTAR).text
    assert "Tidak ada yang menunggu" in admin_client.get(BARU).text


def test_only_active_profiles_are_offered(admin_client, db):
    BantuanFactory(peserta=PesertaFactory(status="ditetapkan"))
    ProfilEkspor.objects.filter(kode="sipp_tk_baru").update(aktif=False)

    kunci = admin_client.get(BARU).context["daftar"][0][2][0].kunci
    html = admin_client.get(f"{BARU}?kelompok={kunci}").text

    assert "BPU kolektif" in html
    assert "SIPP" not in html


def test_row_is_moved_on_the_page_with_a_reason(admin, admin_client):
    berkas_bpjs = susun(admin, 2)
    a, b = isi(berkas_bpjs)
    a[4] = b[4] = "BERHASIL, KARTU BELUM DICETAK"
    jawaban = jawab(berkas_bpjs, KEPALA, a, b, oleh=admin)
    baris = jawaban.daftar_baris.first()
    url = f"{alamat('jawaban_pindah', berkas_bpjs, jawaban)}?bagian=galat"
    data = {"dari": "galat", "ke": "sesuai", "alasan": "Menurut telepon cabang", "baris": baris.pk}

    halaman = admin_client.get(f"{alamat('jawaban', berkas_bpjs, jawaban)}?bagian=galat").text
    kosong = admin_client.post(url, data | {"alasan": ""})
    tanpa_centang = admin_client.post(url, data | {"baris": []})
    pindah = admin_client.post(url, data, follow=True)
    lagi = admin_client.post(url, data)
    sesuai = admin_client.get(f"{alamat('jawaban', berkas_bpjs, jawaban)}?bagian=sesuai").text

    assert "10000000001" in halaman
    assert "Pindahkan semua (2)" in halaman
    assert (kosong.status_code, tanpa_centang.status_code, lagi.status_code) == (422, 422, 409)
    assert "Tulis alasannya" in kosong.text
    assert "Centang dahulu baris" in tanpa_centang.text
    assert "Menurut telepon cabang" in tanpa_centang.text
    assert "Dipindahkan ke Sesuai." in pindah.text
    assert "baru saja dipindahkan" in lagi.text
    assert "Dipindahkan dari Perlu diperiksa ke Sesuai" in sesuai
    admin_client.post(url, data | {"semua": "1", "baris": []})
    assert jawaban.daftar_baris.filter(hasil="sesuai").count() == 2


def test_end_of_an_existing_cover_is_set_on_a_page_of_its_own(admin, admin_client):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    url = alamat("jawaban_baris", berkas_bpjs, jawaban, jawaban.daftar_baris.get())
    data = {"sampai": "2026-03-31", "sebelum": "", "alasan": "Surat cabang 12"}

    salah = admin_client.post(url, data | {"sampai": "31-02"})
    admin_client.post(url, data)
    basi = admin_client.post(url, data)
    halaman = admin_client.get(url).text
    tabel = admin_client.get(alamat("jawaban", berkas_bpjs, jawaban)).text

    assert (salah.status_code, basi.status_code) == (422, 409)
    assert "misalnya 31-12-2026" in salah.text
    assert "Surat cabang 12" in basi.text
    assert "Perlindungan lama diisi sampai 31 Maret 2026" in halaman
    assert "April 2026–Desember 2026" in tabel
    assert "9 bulan, Rp151.200" in tabel


def test_buttons_fit_the_state_of_the_answer(admin, admin_client, jawaban):
    p = jawaban.berkas_bpjs
    url = alamat("jawaban", p, jawaban)
    admin_client.post(alamat("jawaban_terapkan", p, jawaban))

    sibuk = admin_client.get(url).text
    baca = admin_client.post(alamat("jawaban_baca_ulang", p, jawaban))
    jawaban.refresh_from_db()
    jalankan(jawaban.tugas)

    assert alamat("jawaban_terapkan", p, jawaban) not in sibuk
    assert alamat("jawaban_baca_ulang", p, jawaban) not in sibuk
    assert "tombolnya muncul lagi setelah selesai" in sibuk
    assert baca.status_code == 409
    assert "sedang diterapkan" in baca.text
    assert Peserta.objects.filter(status="terdaftar").count() == 2


def test_file_of_another_batch_leads_there(admin, admin_client):
    pertama = susun(admin, 3)
    kedua = susun(admin, 1)
    jawaban = jawab(kedua, KEPALA, *isi(pertama), oleh=admin)

    html = admin_client.get(alamat("jawaban", kedua, jawaban)).text

    assert f"Buka {pertama.nomor}" in html
    assert alamat("berkas_bpjs_detail", pertama) in html


def test_sent_file_is_downloaded_and_the_mark_taken_back(admin, admin_client):
    berkas_bpjs = susun(admin, 1)
    jalankan(berkas_bpjs.tugas_excel)
    berkas_bpjs.refresh_from_db()
    surat = Surat(timezone.localdate(), "560/9/2026")
    kiriman = tandai_dikirim(berkas_bpjs, surat, pada=timezone.now(), oleh=PenggunaFactory())

    unduh = admin_client.get(alamat("berkas_bpjs_kiriman", berkas_bpjs, kiriman))
    isi_unduh = b"".join(unduh.streaming_content)
    kosong = admin_client.post(alamat("berkas_bpjs_tarik", berkas_bpjs), {"alasan": ""})
    tarik = admin_client.post(
        alamat("berkas_bpjs_tarik", berkas_bpjs), {"alasan": "Belum dikirim"}, follow=True
    )
    lagi = admin_client.post(alamat("berkas_bpjs_tarik", berkas_bpjs), {"alasan": "Lagi"})

    assert isi_unduh[:2] == b"PK"
    assert JejakAkses.objects.filter(tindakan="unduh").count() == 1
    assert (kosong.status_code, lagi.status_code) == (422, 409)
    assert "Tanda sudah dikirim PK-2026-0001 ditarik." in tarik.text
    assert "Belum dikirim" in tarik.text


def test_incomplete_people_are_named_and_taken_out_in_one_click(admin, admin_client):
    lengkap = {"nama_ibu": "Sri", "tempat_lahir": "Semarang", "alamat": "Jl. A 1"}
    BantuanFactory(peserta=PesertaFactory(status="ditetapkan", nama="Utuh", **lengkap))
    berkas_bpjs = susun(admin, 2)
    jalankan(berkas_bpjs.tugas_excel)
    url = alamat("berkas_bpjs_detail", berkas_bpjs)
    keluar = f"{alamat('berkas_bpjs_keluarkan', berkas_bpjs)}?hasil=kurang"

    halaman = " ".join(admin_client.get(f"{url}?hasil=kurang").text.split())
    tanpa = admin_client.post(keluar, {"alasan": "Data kurang"})
    semua = admin_client.post(keluar, {"alasan": "Data kurang", "semua": "1"}, follow=True).text
    ditahan = admin_client.get(DITAHAN).text

    assert "Data 2 orang belum lengkap" in halaman
    assert "Belum ada: Tempat Lahir, Nama Ibu Kandung, Alamat" in halaman
    assert "Utuh" not in halaman
    assert tanpa.status_code == 422
    assert "Centang dahulu orangnya" in tanpa.text
    assert "Data kurang" in tanpa.text
    assert "ditahan sampai diikutkan lagi" in semua
    assert ditahan.count("Data kurang") == 2
    assert "<strong>2 orang</strong> ditolak BPJS atau dikeluarkan" in admin_client.get(DAFTAR).text


def test_people_who_left_are_named_and_taken_out_in_one_click(admin, admin_client):
    berkas_bpjs = susun(admin, 2)
    jalankan(berkas_bpjs.tugas_excel)
    pergi = berkas_bpjs.daftar_baris.first().peserta
    catat_peristiwa(
        pergi, JenisPeristiwa.PINDAH, date(2026, 2, 4), oleh=admin, pada=date(2026, 2, 5)
    )
    url = alamat("berkas_bpjs_detail", berkas_bpjs)

    kirim = admin_client.post(
        alamat("berkas_bpjs_kirim", berkas_bpjs), {"tanggal": "05-02-2026", "nomor_surat": "560/1"}
    )
    lihat = " ".join(admin_client.get(f"{url}?hasil=berhenti").text.split())
    keluar = admin_client.post(
        f"{alamat('berkas_bpjs_keluarkan', berkas_bpjs)}?hasil=berhenti",
        {"alasan": "Pindah", "semua": "1"},
        follow=True,
    )

    assert kirim.status_code == 409
    assert "1 orang berubah statusnya sejak berkas ini disusun" in kirim.text
    assert 'value="560/1"' in kirim.text
    assert "Keluarkan 1 orang yang tidak berlaku lagi" in lihat
    assert "Orangnya sudah berhenti" in lihat
    assert "Dikeluarkan" in keluar.text
    assert not berkas_bpjs.daftar_baris.tidak_berlaku_lagi().exists()


def test_pre_check_takes_people_out_one_and_all(admin, admin_client):
    berkas_bpjs = susun(admin, 3)
    a, b, c = isi(berkas_bpjs)
    jawaban = jawab(
        berkas_bpjs,
        ["NO", "NIK", "NAMA", "STATUS", "KETERANGAN"],
        [1, a[1], a[2], "Y", "BISA DAFTAR"],
        [2, b[1], b[2], "T", "SUDAH TERDAFTAR AKTIF PU"],
        [3, c[1], c[2], "T", "NIK TIDAK DITEMUKAN"],
        oleh=admin,
    )
    url = f"{alamat('jawaban_keluarkan', berkas_bpjs, jawaban)}?bagian=ditolak"
    halaman = admin_client.get(f"{alamat('jawaban', berkas_bpjs, jawaban)}?bagian=ditolak").text

    tanpa = admin_client.post(url, {})
    admin_client.post(url, {"baris": berkas_bpjs.daftar_baris.get(nomor=2).pk})
    admin_client.post(url, {"semua": "1"})
    lagi = admin_client.post(url, {"semua": "1"})

    assert "Keluarkan semua (2)" in " ".join(halaman.split())
    assert (tanpa.status_code, lagi.status_code) == (422, 409)
    assert [b.keterangan for b in berkas_bpjs.daftar_baris.filter(hasil="batal")] == [
        "Cek awal BPJS: SUDAH TERDAFTAR AKTIF PU",
        "Cek awal BPJS: NIK TIDAK DITEMUKAN",
    ]


def test_people_left_out_of_an_applied_answer_are_let_go(admin, admin_client):
    berkas_bpjs = susun(admin, 3)
    jawaban = jawab(berkas_bpjs, KEPALA, isi(berkas_bpjs)[0], oleh=admin)
    url = f"{alamat('jawaban_keluarkan', berkas_bpjs, jawaban)}?bagian=tidak_ada"
    dini = admin_client.post(url, {"semua": "1", "alasan": "Tidak dijawab"})
    admin_client.post(alamat("jawaban_terapkan", berkas_bpjs, jawaban))
    jawaban.refresh_from_db()
    jalankan(jawaban.tugas)

    halaman = admin_client.get(f"{alamat('jawaban', berkas_bpjs, jawaban)}?bagian=tidak_ada").text
    satu = berkas_bpjs.daftar_baris.menunggu().first()
    admin_client.post(url, {"baris": satu.pk, "alasan": "Tidak dijawab"})
    admin_client.post(url, {"semua": "1", "alasan": "Tidak dijawab"})

    assert dini.status_code == 409
    assert "Lepaskan semua (2)" in " ".join(halaman.split())
    berkas_bpjs.refresh_from_db()
    assert berkas_bpjs.status == "selesai"
