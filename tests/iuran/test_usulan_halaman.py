"""Screens of proposed events: propose, list, decide, many at once, and who is about to be 65."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

import iuran.tasks  # noqa: F401 - registers the jobs
from iuran.models import Iuran, Klaim
from iuran.peristiwa.actions.usulan import tolak_usulan, usulkan_peristiwa
from peserta.models import JenisPeristiwa, Peristiwa, Peserta, UsulanPeristiwa
from pijar.bulan import WIB
from pijar.models import Tugas
from tests.factories import PesertaFactory, bayar, terdaftar
from tests.iuran.susunan import jalankan
from tests.segel import segel

PADA = date(2026, 11, 20)
HARI = date(2026, 9, 14)
DAFTAR = "/iuran/peristiwa/"
USIA = "/iuran/berakhir/usia/"
TIMUR = "33.74.03.1001"
ISI = {
    "jenis": "meninggal",
    "tanggal": "2026-09-14",
    "bukti_jenis": "akta_kematian",
    "bukti_nomor": "474.3/12",
}
BUKTI = {"bukti_jenis": "akta_kematian", "bukti_nomor": "474.3/12"}


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """The screens are looked at on 20 November 2026."""
    kini = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)


@pytest.fixture
def terkirim(monkeypatch):
    """Jobs are recorded and not sent."""
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *a, **k: None)


@pytest.fixture
def bantuan(db):
    """Enrolled for 2026, in Semarang Timur."""
    return terdaftar(kelurahan_id=TIMUR)


@pytest.fixture
def usulan(bantuan, petugas):
    return usulkan_peristiwa(
        bantuan.peserta, JenisPeristiwa.MENINGGAL, HARI, **BUKTI, oleh=petugas, pada=PADA
    )


def acara(bantuan) -> str:
    return f"/iuran/peserta/{bantuan.peserta_id}/peristiwa/"


def usia_65(jumlah: int, **lain) -> list[UsulanPeristiwa]:
    """Proposals of the nightly job for people who turned 65 on 14 September."""
    orang = [terdaftar(tanggal_lahir=date(1961, 9, 14), **lain).peserta for _ in range(jumlah)]
    return [UsulanPeristiwa.objects.create(peserta=o, jenis="usia_65", tanggal=HARI) for o in orang]


# --- proposing -----------------------------------------------------------------------------------


def test_an_officer_sees_the_effect_then_proposes(bantuan, petugas_client, admin_client):
    lihat = petugas_client.post(acara(bantuan), ISI, follow=True)

    assert "menjadi <strong>Berhenti</strong>" in lihat.text
    assert "3 bulan tidak dibayar lagi" in lihat.text
    assert "Klaim JKM (kematian) dibuka" in lihat.text
    assert "Kirim usulan: meninggal" in lihat.text
    assert not UsulanPeristiwa.objects.exists()

    jadi = petugas_client.post(acara(bantuan), ISI | {"setuju": "1"}, follow=True)

    assert "Meninggal diusulkan. Admin akan memutuskannya" in jadi.text
    assert "Menunggu" in jadi.text
    assert not Peristiwa.objects.exists()
    assert Iuran.objects.hidup().count() == 12
    assert bantuan.peserta.nama in admin_client.get(DAFTAR).text


def test_effect_comes_in_place_and_a_reload_finds_it(bantuan, petugas_client):
    lihat = petugas_client.post(acara(bantuan), ISI, headers={"HX-Request": "true"})
    lagi = petugas_client.get(lihat.headers["HX-Replace-Url"])

    assert "<html" not in lihat.text
    assert "<html" in lagi.text
    for html in (lihat.text, lagi.text):
        assert "Kirim usulan: meninggal" in html


def test_what_is_missing_is_told_in_place(bantuan, petugas_client):
    jawaban = petugas_client.post(
        acara(bantuan), ISI | {"tanggal": "31-02-2026"}, headers={"HX-Request": "true"}
    )

    assert jawaban.status_code == 422
    assert "<html" not in jawaban.text
    assert "“31-02-2026” tidak ada dalam kalender" in jawaban.text


def test_every_page_of_a_person_leads_to_a_death(bantuan, petugas_client):
    for alamat in (f"/peserta/{bantuan.peserta_id}/", f"/peserta/{bantuan.peserta_id}/berkas/"):
        assert f'href="{acara(bantuan)}?jenis=meninggal"' in petugas_client.get(alamat).text
    bantuan.peserta.__class__.objects.filter(pk=bantuan.peserta_id).update(status="berhenti")

    assert "?jenis=meninggal" not in petugas_client.get(f"/peserta/{bantuan.peserta_id}/").text


def test_the_same_proposal_is_refused_before_its_effect(usulan, bantuan, petugas_client):
    jawaban = petugas_client.post(acara(bantuan), ISI)

    assert jawaban.status_code == 409
    assert "sudah diusulkan Petugas" in jawaban.text


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"bukti_jenis": ""}, "Untuk meninggal, pilih jenis buktinya"),
        ({"bukti_nomor": " "}, "Untuk meninggal, isi nomor dan tanggal buktinya"),
        ({"mulai": "2026-09"}, "Kosongkan untuk meninggal"),
        ({"mulai": "kapan"}, "Tulis bulan dan tahun"),
        ({"jenis": "pindah", "bukti_nomor": ""}, "Untuk pindah keluar kota, isi nomor"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(bantuan, petugas_client, ubah, kalimat):
    jawaban = petugas_client.post(acara(bantuan), ISI | ubah)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text


def test_no_paper_is_needed_for_other_kinds(bantuan, petugas_client):
    isi = {"jenis": "pihak_lain", "tanggal": "2026-09-14", "mulai": "2026-09", "setuju": "1"}

    petugas_client.post(acara(bantuan), isi)

    assert UsulanPeristiwa.objects.get().mulai == date(2026, 9, 1)


def test_the_proposer_sees_what_became_of_it(usulan, bantuan, admin, petugas_client):
    tolak_usulan(usulan, alasan="Masih hidup menurut RT.", oleh=admin)

    html = petugas_client.get(f"/iuran/peserta/{bantuan.peserta_id}/").text

    assert "Ditolak" in html
    assert "Masih hidup menurut RT." in html
    assert "Masih hidup menurut RT." in petugas_client.get(f"{DAFTAR}{usulan.pk}/").text


def test_a_proposer_takes_it_back_by_button(usulan, petugas_client, admin_client):
    tarik = f"{DAFTAR}{usulan.pk}/tarik/"

    assert "Tarik usulan saya" not in admin_client.get(f"{DAFTAR}{usulan.pk}/").text
    assert admin_client.post(tarik).status_code == 409
    assert "Tarik usulan saya" in petugas_client.get(f"{DAFTAR}{usulan.pk}/").text
    assert "Usulan ditarik" in petugas_client.post(tarik, follow=True).text


# --- deciding ------------------------------------------------------------------------------------


def test_the_effect_is_shown_again_and_then_recorded(usulan, bantuan, admin_client):
    lihat = admin_client.get(f"{DAFTAR}{usulan.pk}/")

    assert "3 bulan tidak dibayar lagi" in lihat.text
    assert "474.3/12" in lihat.text
    assert bantuan.peserta.nik not in lihat.text

    isi = segel(admin_client, f"{DAFTAR}{usulan.pk}/")
    jadi = admin_client.post(f"{DAFTAR}{usulan.pk}/terima/", isi, follow=True)

    assert jadi.redirect_chain == [(f"/iuran/peserta/{bantuan.peserta_id}/", 302)]
    assert "Meninggal dicatat" in jadi.text
    assert reverse("iuran:klaim_detail", args=[Klaim.objects.get().pk]) in jadi.text
    assert admin_client.post(f"{DAFTAR}{usulan.pk}/terima/").status_code == 409


def test_refusing_needs_a_reason(usulan, admin_client):
    tolak = f"{DAFTAR}{usulan.pk}/tolak/"

    kosong = admin_client.post(tolak, {"alasan": ""})
    jadi = admin_client.post(tolak, {"alasan": "Orang lain."}, follow=True)

    assert kosong.status_code == 422
    assert "Tulis alasannya" in kosong.text
    assert jadi.redirect_chain == [(DAFTAR, 302)]
    assert "Orang lain." in admin_client.get(f"{DAFTAR}{usulan.pk}/").text


def test_what_stands_in_the_way_is_shown_instead_of_the_button(usulan, bantuan, admin_client):
    Peserta.objects.filter(pk=bantuan.peserta_id).update(tanggal_lahir=date(2026, 10, 1))

    html = admin_client.get(f"{DAFTAR}{usulan.pk}/").text

    assert "Belum dapat dicatat: 14 September 2026 mendahului tanggal lahirnya" in html
    assert "Catat meninggal" not in html


def test_petugas_decides_nothing(usulan, petugas_client):
    for akhir in ("terima", "tolak"):
        assert petugas_client.post(f"{DAFTAR}{usulan.pk}/{akhir}/").status_code == 403
    assert petugas_client.post(f"{DAFTAR}massal/").status_code == 403
    assert "Catat meninggal" not in petugas_client.get(f"{DAFTAR}{usulan.pk}/").text


def test_another_areas_proposal_is_not_there(usulan, petugas, petugas_client):
    petugas.wilayah = ["33.74.01"]
    petugas.save()

    html = petugas_client.get(DAFTAR).text

    assert usulan.peserta.nama not in html
    assert "Tidak ada usulan yang menunggu" in html
    assert petugas_client.get(f"{DAFTAR}{usulan.pk}/").status_code == 404


# --- the list ------------------------------------------------------------------------------------


def test_the_oldest_proposal_stands_first(usulan, admin_client, petugas):
    baru = terdaftar(nama="Wagimin").peserta
    usulkan_peristiwa(baru, JenisPeristiwa.TIDAK_BEKERJA, HARI, oleh=petugas, pada=PADA)

    html = admin_client.get(DAFTAR).text

    assert html.index("Siti Aminah") < html.index("Wagimin")
    assert "2 usulan" in html


@pytest.mark.parametrize(
    ("kueri", "nama"),
    [
        ("", {"Siti Aminah", "Wagimin"}),
        ("jenis=usia_65", {"Wagimin"}),
        ("kecamatan=33.74.03", {"Siti Aminah"}),
        ("status=ditolak", set()),
        ("jenis=x&status=y&kecamatan=z", {"Siti Aminah", "Wagimin"}),
    ],
)
def test_the_list_is_filtered(usulan, admin_client, kueri, nama):
    usia_65(1, nama="Wagimin")

    html = admin_client.get(f"{DAFTAR}?{kueri}").text

    assert {n for n in ("Siti Aminah", "Wagimin") if n in html} == nama


@pytest.mark.parametrize("jumlah", [1, 3])
@pytest.mark.parametrize("kueri", ["", "?jenis=usia_65"])
def test_list_query_count_is_constant(db, admin_client, django_assert_num_queries, jumlah, kueri):
    usia_65(jumlah)

    with django_assert_num_queries(12):
        html = admin_client.get(DAFTAR + kueri).text

    assert html.count('class="samar') == jumlah


@pytest.mark.parametrize("jumlah", [1, 3])
def test_detail_query_count_is_constant(db, admin_client, django_assert_num_queries, jumlah):
    usulan = usia_65(jumlah)[-1]

    with django_assert_num_queries(18):
        admin_client.get(f"{DAFTAR}{usulan.pk}/")


# --- many at once --------------------------------------------------------------------------------


def test_many_are_shown_with_people_months_and_rupiah(admin_client, terkirim, db):
    usulan = usia_65(3)
    bayar(date(2026, 10, 1), PADA)

    isi = {"usulan": [u.pk for u in usulan[:2]]}
    lihat = admin_client.post(f"{DAFTAR}massal/", isi, follow=True)

    assert "Catat usia 65 untuk 2 orang" in lihat.text
    assert "Rp67.200" in lihat.text  # November and December of two
    assert "Sudah masuk tagihan" in lihat.text
    assert not Peristiwa.objects.exists()
    assert not Tugas.objects.exists()


def test_many_are_recorded_by_one_job(admin_client, terkirim, db):
    usulan = usia_65(2)
    usulan[1].peserta.__class__.objects.filter(pk=usulan[1].peserta_id).update(
        tanggal_lahir=date(1971, 1, 1)
    )
    pilihan = {"usulan": ",".join(str(u.pk) for u in usulan)}
    lihat = admin_client.post(f"{DAFTAR}massal/", pilihan, follow=True)

    admin_client.post(f"{DAFTAR}massal/catat/", pilihan | {"dilihat": lihat.context["segel"]})
    tugas = jalankan(Tugas.objects.get())

    assert tugas.status == "selesai"
    assert tugas.pesan == "1 peristiwa dicatat, 1 tidak."
    assert tugas.hasil_nama == "tidak-dicatat.xlsx"
    assert list(Peserta.objects.order_by("pk").values_list("status", flat=True)) == [
        "berhenti",
        "terdaftar",
    ]


def test_all_that_pass_the_filter_are_taken(admin_client, terkirim, db):
    usia_65(2)
    usia_65(1, kelurahan_id=TIMUR)

    isi = {"semua": "1", "kueri": "jenis=usia_65&kecamatan=33.74.03"}
    html = admin_client.post(f"{DAFTAR}massal/", isi, follow=True).text

    assert "untuk 1 orang" in html


def test_only_65_is_recorded_together(usulan, admin_client):
    jawaban = admin_client.post(f"{DAFTAR}massal/", {"usulan": usulan.pk}, follow=True)

    assert "Tidak ada usulan usia 65" in jawaban.text
    assert not Peristiwa.objects.exists()


@pytest.mark.parametrize("isi", [{}, {"usulan": "bukan nomor"}])
def test_nothing_chosen_says_so(db, admin_client, isi):
    assert "di antara pilihan" in admin_client.post(f"{DAFTAR}massal/", isi, follow=True).text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_preview_query_count_is_constant(db, admin_client, django_assert_num_queries, jumlah):
    usia_65(jumlah)

    halaman = admin_client.post(f"{DAFTAR}massal/", {"semua": "1"}).url

    with django_assert_num_queries(10):
        admin_client.get(halaman)


# --- who is about to be 65 -----------------------------------------------------------------------


def test_who_is_about_to_be_65_is_counted_and_named(db, petugas_client):
    PesertaFactory(tanggal_lahir=date(1961, 9, 14), nama="Sudah")
    PesertaFactory(tanggal_lahir=date(1962, 1, 1), nama="Dekat")
    PesertaFactory(tanggal_lahir=date(1962, 4, 1), nama="Jauh", kelurahan_id=TIMUR)
    PesertaFactory(tanggal_lahir=date(1962, 6, 1), nama="Belum")

    html = petugas_client.get(USIA).text

    assert "3 orang" in html
    assert html.index("Sudah 65</span>") > html.index("Sudah</a>")
    assert html.index("Sudah</a>") < html.index("Dekat</a>") < html.index("Jauh</a>")
    assert "Belum</a>" not in html
    assert "September 2026" in html
    assert "14 September 2026" not in html, "a list shows no birthday"


@pytest.mark.parametrize(
    ("kueri", "jumlah"),
    [("jarak=0", 1), ("jarak=3", 2), ("kecamatan=33.74.03", 1), ("jarak=x&kecamatan=y", 3)],
)
def test_who_is_about_to_be_65_is_filtered(db, petugas_client, kueri, jumlah):
    for lahir, tempat in [
        (date(1961, 9, 14), TIMUR),
        (date(1962, 1, 1), "33.74.01.1001"),
        (date(1962, 4, 1), "33.74.01.1001"),
    ]:
        PesertaFactory(tanggal_lahir=lahir, kelurahan_id=tempat)

    assert f"<h2>{jumlah} orang</h2>" in petugas_client.get(f"{USIA}?{kueri}").text


def test_an_officer_is_warned_only_of_the_own_area(db, petugas, petugas_client):
    PesertaFactory(tanggal_lahir=date(1961, 9, 14), nama="Wagimin")
    petugas.wilayah = ["33.74.03"]
    petugas.save()

    html = petugas_client.get(USIA).text

    assert "Wagimin" not in html
    assert "Tidak ada yang akan berusia 65" in html


@pytest.mark.parametrize("jumlah", [1, 3])
def test_65_query_count_is_constant(db, petugas_client, django_assert_num_queries, jumlah):
    PesertaFactory.create_batch(jumlah, tanggal_lahir=date(1961, 9, 14))

    with django_assert_num_queries(14):
        html = petugas_client.get(USIA).text

    assert html.count('class="samar"') == jumlah


def test_the_dashboard_says_what_waits(usulan, admin_client, petugas_client):
    PesertaFactory(tanggal_lahir=date(1961, 9, 14))

    admin, petugas = (
        kata(c.get(reverse("beranda"), {"bagian": "semua"}).text)
        for c in (admin_client, petugas_client)
    )

    assert "1 Usulan peristiwa menunggu putusan" in admin
    assert "Usulan peristiwa menunggu" not in petugas
    assert "1 Sudah atau hampir berusia 65" in petugas


def kata(html: str) -> str:
    """The words of a page."""
    return " ".join(strip_tags(html).split())
