"""The decree's pages: list, draft, lines, rehearsal, freezing, annex, rights."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.models import SumberDana
from peserta.models import Peserta, Status
from pijar.bulan import tanggal_panjang
from pijar.models import Tugas
from pijar.sidik import sidik
from tests.factories import PesertaFactory, ubah_pagu
from tests.keamanan.serentak import serentak
from tests.segel import segel
from tests.verifikasi.susunan import TANGGAL_SK, rencana, susun_draf
from verifikasi import actions
from verifikasi.models import Penetapan

DAFTAR = reverse("verifikasi:penetapan")
BARU = reverse("verifikasi:penetapan_baru")


def alamat(draf, nama="detail"):
    return reverse(f"verifikasi:penetapan_{nama}", args=[draf.pk])


def layak(n=1, **lain):
    return PesertaFactory.create_batch(n, status="layak", **lain)


def isian(**lain):
    isi = {
        "asal": "layak",
        "sumber": SumberDana.objects.get(kode="APBD").pk,
        "jenis": "rutin",
        "bulan_awal": "2026-01",
        "jumlah_bulan": "12",
    }
    return isi | lain


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_query_count_is_constant(admin, admin_client, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        layak()
        susun_draf(admin, f"463/{n}/2026")

    with django_assert_num_queries(10):
        html = admin_client.get(DAFTAR).text

    assert html.count("/2026</a>") == jumlah


def test_empty_list_says_what_to_do(admin_client):
    assert "Belum ada penetapan" in admin_client.get(DAFTAR).text


def test_new_draft(admin, admin_client):
    assert admin_client.get(BARU).status_code == 200

    jawaban = admin_client.post(BARU, {"nomor": "463/1/2026", "tanggal": "2026-03-10"})

    draf = Penetapan.objects.get()
    assert jawaban.url == alamat(draf)
    assert draf.disusun_oleh == admin


def test_number_that_is_taken_is_422(admin, admin_client):
    susun_draf(admin)

    jawaban = admin_client.post(BARU, {"nomor": "463/1/2026", "tanggal": "2026-03-10"})

    assert jawaban.status_code == 422
    assert "sudah dipakai penetapan lain" in jawaban.text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_detail_query_count_is_constant(admin, admin_client, django_assert_num_queries, jumlah):
    layak(jumlah)
    draf = susun_draf(admin)

    with django_assert_num_queries(30):
        html = admin_client.get(alamat(draf)).text

    assert html.count('name="baris"') == jumlah


def test_detail_rehearses(admin, admin2_client):
    layak(2)
    draf = susun_draf(admin)

    html = admin2_client.get(alamat(draf)).text

    assert "Rp403.200" in html
    assert "7.498" in html
    assert "</svg> Tetapkan" in html
    assert "disabled" not in html
    assert not any(p.nik in html for p in Peserta.objects.all())


def test_detail_that_does_not_fit_cannot_be_frozen(admin, admin2_client):
    ubah_pagu(kuota=1)
    layak(2)

    html = admin2_client.get(alamat(susun_draf(admin))).text

    assert "kelebihan 1 orang" in html
    assert "disabled" in html


def test_detail_tells_the_drafter_to_ask_a_colleague(admin, admin_client):
    layak()

    html = admin_client.get(alamat(susun_draf(admin))).text

    assert "Anda penyusunnya" in html
    assert "</svg> Tetapkan" not in html


def test_detail_finds_a_name(admin, admin_client):
    layak(nama="Agus Salim", nama_cari="AGUS SALIM")
    layak()
    draf = susun_draf(admin)

    html = admin_client.get(alamat(draf), {"q": "agus"}).text

    assert "Agus Salim" in html
    assert "Siti Aminah" not in html
    assert "Tidak ada yang cocok" in admin_client.get(alamat(draf), {"q": "zzz"}).text


def test_adding(admin, admin_client):
    draf = susun_draf(admin)
    layak(2)

    jawaban = admin_client.post(alamat(draf, "tambah"), isian(), follow=True)

    assert "2 orang ditambahkan." in jawaban.text
    lagi = admin_client.post(alamat(draf, "tambah"), isian(), follow=True)
    assert "Tidak ada orang yang cocok" in lagi.text


def test_adding_that_is_refused_shows_the_decree_again(admin, admin2_client):
    draf = susun_draf(admin)

    jawaban = admin2_client.post(alamat(draf, "tambah"), isian())

    assert jawaban.status_code == 409
    assert "Hanya penyusunnya yang menambah atau mengeluarkan orang" in jawaban.text
    assert draf.nomor in jawaban.text


def test_the_same_page_sent_twice_adds_at_most_as_many_as_it_says(admin, admin_client):
    layak(20)
    draf = actions.susun_penetapan(nomor="463/1", tanggal=TANGGAL_SK, perihal="", oleh=admin)
    kunci = str(admin_client.get(alamat(draf)).context["tambah"]["kunci"].value())
    isi = isian(paling_banyak="7", kunci=kunci)

    for _ in range(2):
        jawaban = admin_client.post(alamat(draf, "tambah"), isi, follow=True)
        assert "7 orang ditambahkan." in jawaban.text
        assert draf.daftar_baris.count() == 7

    baru = jawaban.context["tambah"]["kunci"].value()
    admin_client.post(alamat(draf, "tambah"), isi | {"kunci": str(baru)})
    assert draf.daftar_baris.count() == 14


def test_a_page_with_a_mistake_keeps_its_key(admin, admin_client):
    layak(3)
    draf = actions.susun_penetapan(nomor="463/1", tanggal=TANGGAL_SK, perihal="", oleh=admin)
    kunci = "6a1c0d3e-0000-4000-8000-000000000001"

    jawaban = admin_client.post(alamat(draf, "tambah"), isian(jumlah_bulan="20", kunci=kunci))

    assert jawaban.status_code == 422
    assert kunci in jawaban.text


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_add_once(admin):
    layak(20)
    draf = actions.susun_penetapan(nomor="463/1", tanggal=TANGGAL_SK, perihal="", oleh=admin)
    pilihan = actions.Pilihan(paling_banyak=7)
    rencana_satu = rencana(kunci=UUID("6a1c0d3e-0000-4000-8000-000000000001"))

    hasil = serentak(*2 * [lambda: actions.tambah_baris(draf, pilihan, rencana_satu, oleh=admin)])

    assert hasil == [7, 7]
    assert draf.daftar_baris.count() == 7


def test_adding_incidental_help(admin, admin_client):
    draf = susun_draf(admin)
    layak()
    bantuan = {"jenis": "insidental", "jumlah_bulan": "3", "kondisi": "bencana", "catatan": "Rob."}

    admin_client.post(alamat(draf, "tambah"), isian(**bantuan))

    assert draf.daftar_baris.get().kondisi_id == "bencana"


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"jumlah_bulan": "5"}, "Rutin 6 sampai 12 bulan"),
        ({"jenis": "insidental", "jumlah_bulan": "4"}, "Rutin 6 sampai 12 bulan"),
        ({"jenis": "insidental", "jumlah_bulan": "3"}, "Pilih kondisi"),
        ({"jenis": "insidental", "jumlah_bulan": "3"}, "Jelaskan kondisinya"),
        ({"bulan_awal": "2027-01"}, "hanya membiayai bulan-bulan 2026"),
        ({"bulan_awal": "kapan"}, "Tulis bulan dan tahun"),
        ({"sumber": ""}, "Sumber dana"),
    ],
)
def test_adding_with_an_error_is_422(admin, admin_client, lain, kalimat):
    draf = susun_draf(admin)

    jawaban = admin_client.post(alamat(draf, "tambah"), isian(**lain))

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text


@pytest.mark.parametrize("cara", ["baris", "semua", "tidak_layak"])
def test_taking_out(admin, admin_client, cara):
    satu, _ = layak(2)
    draf = susun_draf(admin)
    Peserta.objects.filter(pk=satu.pk).update(status=Status.BERHENTI)
    isi = {
        "baris": {"baris": [draf.daftar_baris.get(peserta=satu).pk]},
        "semua": {"semua": "1"},
        "tidak_layak": {"tidak_layak": "1"},
    }

    admin_client.post(alamat(draf, "hapus"), isi[cara])

    assert draf.daftar_baris.count() == (0 if cara == "semua" else 1)
    assert not draf.daftar_baris.filter(peserta=satu).exists()


@pytest.mark.parametrize("isi", [{}, {"baris": "x"}])
def test_taking_out_nobody_explains(admin, admin_client, isi):
    layak()
    draf = susun_draf(admin)

    jawaban = admin_client.post(alamat(draf, "hapus"), isi, follow=True)

    assert "Centang dahulu" in jawaban.text
    assert draf.daftar_baris.count() == 1


def test_freezing(admin, admin2_client):
    layak(2)
    draf = susun_draf(admin)

    isi = segel(admin2_client, alamat(draf, "detail"), "tampil")
    jawaban = admin2_client.post(alamat(draf, "tetapkan"), isi, follow=True)

    assert "2 orang ditetapkan" in jawaban.text
    assert "Jumlah per sumber dana" in jawaban.text
    kedua = admin2_client.post(alamat(draf, "tetapkan"), isi, follow=True)
    assert kedua.status_code == 200


@pytest.mark.parametrize("sebab", ["kuota", "penyusun", "tidak_layak"])
def test_freezing_that_is_refused_is_409(admin, admin_client, admin2_client, sebab):
    layak(2)
    draf = susun_draf(admin)
    if sebab == "kuota":
        ubah_pagu(kuota=1)
    if sebab == "tidak_layak":
        Peserta.objects.update(status=Status.BERHENTI)
    client = admin_client if sebab == "penyusun" else admin2_client

    jawaban = client.post(alamat(draf, "tetapkan"), {"tampil": sidik(actions.isi_kepala(draf))})

    kalimat = {
        "kuota": "kelebihan 1 orang",
        "penyusun": "admin lain",
        "tidak_layak": "tidak lagi layak",
    }
    assert jawaban.status_code == 409
    assert kalimat[sebab] in jawaban.text


def test_a_decree_of_tomorrow_says_so_instead_of_a_button(admin, admin_client, admin2_client):
    besok = timezone.localdate() + timedelta(days=1)
    draf = actions.susun_penetapan(nomor="463/9", tanggal=besok, perihal="", oleh=admin)
    kalimat = f"SK ini bertanggal {tanggal_panjang(besok)}, jadi baru dapat ditetapkan"

    for client in (admin_client, admin2_client):
        html = client.get(alamat(draf, "detail")).text
        assert kalimat in html
        assert alamat(draf, "tetapkan") not in html
    lihat = admin2_client.get(alamat(draf, "tetapkan")).text
    assert kalimat in lihat
    assert 'name="dilihat"' not in lihat
    jawaban = admin2_client.post(alamat(draf, "tetapkan"))
    assert (jawaban.status_code, kalimat in jawaban.text) == (409, True)


def test_cancelling(admin, admin_client):
    draf = susun_draf(admin)

    tanpa = admin_client.post(alamat(draf, "batalkan"), {"alasan": ""})
    dengan = admin_client.post(alamat(draf, "batalkan"), {"alasan": "Salah tahun."}, follow=True)

    assert tanpa.status_code == 422
    assert "Dibatalkan: Salah tahun." in dengan.text


def test_annex_is_a_job(admin, admin_client):
    layak()
    draf = susun_draf(admin)

    jawaban = admin_client.post(alamat(draf, "lampiran"))

    tugas = Tugas.objects.get()
    assert jawaban.url == reverse("tugas:detail", args=[tugas.pk])
    assert "Daftar terakhir" in admin_client.get(alamat(draf)).text


def test_cancelled_and_frozen_decrees_offer_no_change(admin, admin2, admin2_client):
    layak()
    beku = susun_draf(admin)
    actions.tetapkan(beku, oleh=admin2)
    batal = susun_draf(admin, "463/2/2026")
    actions.batalkan(batal, alasan="x", oleh=admin)

    for penetapan in (beku, batal):
        html = admin2_client.get(alamat(penetapan)).text
        assert alamat(penetapan, "tambah") not in html
        assert alamat(penetapan, "tetapkan") not in html


@pytest.mark.parametrize("peran", ["petugas", "verifikator", "sekda"])
@pytest.mark.parametrize(
    "nama", ["", "baru", "detail", "tambah", "hapus", "tetapkan", "batalkan", "lampiran"]
)
def test_decrees_need_the_right(request, admin, peran, nama):
    client = request.getfixturevalue(f"{peran}_client")
    draf = susun_draf(admin)
    tujuan = {"": DAFTAR, "baru": BARU}.get(nama) or alamat(draf, nama)

    jawaban = client.get(tujuan) if nama in ("", "baru", "detail") else client.post(tujuan)

    assert jawaban.status_code == 403
