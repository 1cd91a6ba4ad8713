"""Screens of checking: rights, the way from the upload to the proposal, the page before a bill."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.models import DaftarPadanan, HasilPadanan, PadananOrang, PermintaanPadanan, Tagihan
from iuran.pemadanan.sisih import sisihkan
from iuran.pemadanan.usulkan import minta_usulkan
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.perlindungan import padanan_orang
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.padanan import padanan_tagihan
from laporan.pekerjaan_rumah import untuk
from peserta.models import JenisPeristiwa, UsulanPeristiwa
from pijar.bulan import WIB
from pijar.models import Tugas
from tests.factories import PesertaFactory, sumber, terdaftar
from tests.iuran.padanan import HARI_INI, KEPALA, KEPALA_PU, SAAT, TANGGAL, J, dipakai, sebut
from tests.iuran.padanan import unggah as unggah_daftar
from tests.iuran.susunan import berkas, jalankan
from tests.segel import segel

pytestmark = pytest.mark.django_db
DAFTAR = "/iuran/pemadanan/"
NOV = date(2026, 11, 1)
ISI = {"jenis": "kependudukan", "tanggal": "05-11-2026", "pengirim": "Disdukcapil, 470/1"}


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """The screens are looked at on 20 November 2026."""
    kini = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)


def alamat(daftar, lanjut="detail", *args) -> str:
    return reverse(f"iuran:pemadanan_{lanjut}", args=[daftar.pk, *args])


@pytest.fixture
def tagihan(admin):
    """A draft with four people, all named by a letter."""
    for huruf in "ABCD":
        terdaftar(nama=f"Orang {huruf}")
    return susun_tagihan(sumber("APBD"), NOV, oleh=admin)


def orang(tagihan):
    semua = tagihan.daftar_iuran.select_related("peserta").order_by("peserta__nama")
    return [i.peserta for i in semua]


def test_from_the_upload_to_the_proposal(admin, admin_client, tagihan):
    a, b, *_ = orang(tagihan)
    isi = berkas(KEPALA, sebut(a), sebut(b, "MENINGGAL", "01-11-2026"))
    jawaban = admin_client.post(DAFTAR, {**ISI, "berkas": isi})
    daftar = DaftarPadanan.objects.get()
    assert jawaban.url == alamat(daftar)
    jalankan(daftar.tugas)
    html = admin_client.get(alamat(daftar)).text
    assert "Pakai daftar ini" in html
    assert "Meninggal: 1" in html
    assert "Usulkan 1 peristiwa" not in html

    admin_client.post(alamat(daftar, "terapkan"))
    daftar.refresh_from_db()
    jalankan(daftar.tugas)
    html = admin_client.get(alamat(daftar)).text
    assert "Usulkan 1 peristiwa" in html
    assert b.nik not in html
    admin_client.post(alamat(daftar, "usulkan"), {"hasil": "meninggal"})
    daftar.refresh_from_db()
    jalankan(daftar.tugas)

    html = admin_client.get(f"{alamat(daftar)}?bagian=meninggal").text
    assert "1 peristiwa diusulkan" in html
    assert "Sudah diusulkan" in html
    assert UsulanPeristiwa.objects.get().peserta == b


def test_one_row_is_proposed_by_its_own_button(admin, admin_client, tagihan):
    daftar = dipakai(sebut(orang(tagihan)[0], "MENINGGAL", "01-11-2026"), oleh=admin)
    satu = daftar.daftar_baris.get()

    jawaban = admin_client.post(alamat(daftar, "baris_usulkan", satu.pk), follow=True)

    assert "Meninggal diusulkan" in jawaban.text
    lagi = admin_client.post(alamat(daftar, "baris_usulkan", satu.pk))
    assert lagi.status_code == 409
    assert "sudah diusulkan" in lagi.text


def test_the_same_file_again_leads_to_its_list(admin_client):
    a = PesertaFactory()
    isi = berkas(KEPALA, sebut(a))
    admin_client.post(DAFTAR, {**ISI, "berkas": isi})
    isi.seek(0)
    jawaban = admin_client.post(DAFTAR, {**ISI, "berkas": isi}, follow=True)

    daftar = DaftarPadanan.objects.get()
    assert jawaban.redirect_chain[0][0] == alamat(daftar)
    assert f"sudah diunggah: {daftar}. Tidak ada yang berubah" in jawaban.text


@pytest.mark.parametrize(
    ("lain", "kata"),
    [
        ({"tanggal": "21-11-2026"}, "tidak boleh setelah hari ini"),
        ({"tanggal": ""}, "Isi tanggal yang tertulis"),
        ({"jenis": ""}, "Pilih daftar apa ini"),
        ({"pengirim": ""}, "Tulis dari instansi mana"),
        ({"berkas": ""}, "Pilih berkasnya dahulu"),
        ({"permintaan": "99"}, "Pilih dari daftar"),
    ],
)
def test_a_wrong_upload_keeps_what_was_typed(admin_client, lain, kata):
    jawaban = admin_client.post(DAFTAR, ISI | {"berkas": berkas(KEPALA)} | lain)

    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert "pengirim" in lain or "Disdukcapil, 470/1" in jawaban.text
    assert not DaftarPadanan.objects.exists()


def test_the_list_to_send_is_asked_for_with_bill_or_month_and_a_reason(admin_client, tagihan):
    halaman = reverse("iuran:pemadanan_minta")
    for isi, kata in (
        ({"tagihan": tagihan.pk, "bulan": "2026-11", "sebab": "padan"}, "tidak keduanya"),
        ({"sebab": "padan"}, "Pilih satu tagihan"),
        ({"tagihan": tagihan.pk}, "Pilih alasannya"),
    ):
        jawaban = admin_client.post(halaman, isi)
        assert jawaban.status_code == 422
        assert kata in jawaban.text
    ditolak = admin_client.post(halaman, {"bulan": "2030-11", "sebab": "padan"})
    assert (ditolak.status_code, PermintaanPadanan.objects.count()) == (409, 0)

    admin_client.post(halaman, {"tagihan": tagihan.pk, "sebab": "padan"})

    permintaan = PermintaanPadanan.objects.get()
    assert (permintaan.jumlah, permintaan.sebutan) == (4, f"{permintaan}, {tagihan.nomor}")
    assert jalankan(permintaan.tugas).status == "selesai"
    assert permintaan.sebutan in admin_client.get(DAFTAR).text


def test_a_list_is_discarded_with_a_reason(admin, admin_client):
    daftar = unggah_daftar(sebut(PesertaFactory()), oleh=admin)

    kosong = admin_client.post(alamat(daftar, "tutup"), {"alasan": ""})
    assert (kosong.status_code, "Tulis alasannya" in kosong.text) == (422, True)
    html = admin_client.post(alamat(daftar, "tutup"), {"alasan": "keliru"}, follow=True).text

    assert "Dibuang" in html
    assert "keliru" in html
    assert "Pakai daftar ini" not in html


def test_a_row_is_set_aside_on_its_page(admin, admin_client, tagihan):
    daftar = dipakai(sebut(orang(tagihan)[0], "MENINGGAL", "01-11-2026"), oleh=admin)
    satu = daftar.daftar_baris.get()
    halaman = alamat(daftar, "baris", satu.pk)

    assert admin_client.post(halaman, {"sisihkan": "1"}).status_code == 422
    html = admin_client.post(halaman, {"sisihkan": "1", "alasan": "hadir"}, follow=True).text
    assert "Disisihkan" in html
    assert "hadir" in admin_client.get(halaman).text
    assert not padanan_tagihan(tagihan, HARI_INI).dilaporkan
    admin_client.post(halaman, {"alasan": "ternyata benar"})
    assert padanan_tagihan(tagihan, HARI_INI).dilaporkan == 1


def test_the_page_before_a_bill_says_who_was_checked_when(admin, admin2_client, tagihan):
    a, b, c, d = orang(tagihan)
    lain = PesertaFactory(status="terdaftar")
    dipakai(sebut(a), sebut(b), sebut(lain), oleh=admin, tanggal=date(2026, 10, 1))
    dipakai(sebut(b, "MENINGGAL", "03-11-2026"), sebut(c, "PINDAH", "01-10-2026"), oleh=admin)
    catat_peristiwa(c, JenisPeristiwa.PINDAH, date(2026, 10, 1), oleh=admin, pada=HARI_INI)
    hasil = padanan_tagihan(tagihan, HARI_INI)
    duk, upah, pembayar = hasil.ringkas

    assert (duk.per_tanggal, duk.lama, duk.belum) == (
        [(TANGGAL, 2), (date(2026, 10, 1), 1)], 1, 1,
    )  # fmt: skip
    assert (upah.belum, pembayar.belum) == (4, 4)
    assert [(b_.peserta, b_.hasil) for b_ in hasil.orang] == [(b, "meninggal")]
    html = admin2_client.get(f"/iuran/tagihan/{tagihan.pk}/terbitkan/").text
    assert "1 orang dilaporkan daftar instansi lain" in html
    assert "5 November 2026: 2 orang" in html
    assert "Keluarkan 1 orang, lalu terbitkan" in html  # who moved, as it was before
    assert f"tagihan={tagihan.pk}" in html
    assert d.nama not in html


def test_the_summary_is_what_each_person_alone_says(admin, tagihan):
    a, b, c, _ = orang(tagihan)
    dipakai(sebut(a), sebut(b, "MENINGGAL", "03-11-2026"), oleh=admin)
    dipakai(
        [b.nik, b.nama, "AKTIF", "PT", ""], [c.nik, c.nama, "TIDAK AKTIF", "", ""],
        oleh=admin, jenis=J.PENERIMA_UPAH, kepala=KEPALA_PU,
    )  # fmt: skip
    hasil = padanan_tagihan(tagihan, HARI_INI)

    for n, r in enumerate(hasil.ringkas):
        satu = [padanan_orang(p)[n][1] for p in orang(tagihan)]
        assert sum(n for _, n in r.per_tanggal) == sum(p is not None for p in satu)
        assert r.belum == sum(p is None for p in satu)
    melapor = [p for o in orang(tagihan) for _, p in padanan_orang(o) if p and p.baris.melaporkan]
    assert hasil.dilaporkan == len(melapor) == 2


def test_whoever_is_reported_can_be_left_out_of_the_draft(admin, admin_client, tagihan):
    a, *_ = orang(tagihan)
    dipakai(sebut(a, "MENINGGAL", "03-11-2026"), oleh=admin)
    halaman = f"/iuran/tagihan/{tagihan.pk}/orang/"

    html = admin_client.get(f"{halaman}?dilaporkan=1").text
    assert html.count('name="iuran"') == 1
    satu = tagihan.daftar_iuran.get(peserta=a)
    admin_client.post(halaman, {"iuran": satu.pk, "alasan": "dilaporkan meninggal"})

    tagihan = Tagihan.objects.get(pk=tagihan.pk)
    assert (tagihan.jumlah_orang, padanan_tagihan(tagihan, HARI_INI).dilaporkan) == (3, 0)


def test_a_bill_without_a_check_may_still_be_issued(admin2_client, tagihan):
    ke = f"/iuran/tagihan/{tagihan.pk}/terbitkan/"
    admin2_client.post(ke, {"tanggal": "20-11-2026"} | segel(admin2_client, ke))
    tagihan.refresh_from_db()

    assert tagihan.status == "diterbitkan"


def test_the_tab_of_a_person_names_every_kind_with_its_day(
    admin, petugas_client, admin_client, tagihan
):
    a, *_ = orang(tagihan)
    dipakai(sebut(a), oleh=admin)
    daftar = dipakai(
        [a.nik, a.nama, "AKTIF", "Yayasan X", "01-10-2026"],
        oleh=admin, jenis=J.PEMBAYAR_LAIN, kepala=KEPALA_PU,
    )  # fmt: skip
    html = petugas_client.get(reverse("iuran:perlindungan", args=[a.pk])).text

    assert html.count("5 November 2026") == 3
    assert "Pembayar lain menurut daftar Pembayar lain tanggal 5 November 2026" in html
    assert "Yayasan X" in html
    assert "Belum pernah" in html
    assert str(daftar) not in html
    assert str(daftar) in admin_client.get(reverse("iuran:perlindungan", args=[a.pk])).text


def test_the_work_list_leads_to_those_nobody_has_acted_on(admin, admin_client, petugas, tagihan):
    a, b, *_ = orang(tagihan)
    lain = PesertaFactory(status="terdaftar", nama="Orang Lain")
    dipakai(
        *([p.nik, p.nama, "AKTIF", "Yayasan", ""] for p in (a, b, lain)),
        oleh=admin, jenis=J.PEMBAYAR_LAIN, kepala=KEPALA_PU,
    )  # fmt: skip
    (satu,) = (t for t in untuk(admin, pada=HARI_INI) if "pembayar lain" in t.label)

    assert satu.label == "orang aktif di pembayar lain menurut daftar 5 November 2026"
    assert satu.jumlah == 3
    assert "3 orang" in admin_client.get(satu.tautan).text
    html = admin_client.get(f"{satu.tautan}&tagihan={tagihan.pk}").text
    assert ("2 orang" in html, lain.nama in html) == (True, False)
    assert not [t for t in untuk(petugas, pada=HARI_INI) if "pembayar lain" in t.label]


@pytest.mark.parametrize("jenis", ["penerima_upah", "pindah"])
def test_another_admin_records_a_whole_bin_in_one_act(
    admin, admin_client, admin2_client, tagihan, jenis
):
    a, b, *_ = orang(tagihan)
    if jenis == "pindah":
        daftar = dipakai(*(sebut(p, "PINDAH", "01-10-2026") for p in (a, b)), oleh=admin)
    else:
        baris = ([p.nik, p.nama, "AKTIF", "PT Maju", "01-10-2026"] for p in (a, b))
        daftar = dipakai(*baris, oleh=admin, jenis=J.PENERIMA_UPAH, kepala=KEPALA_PU)
    jalankan(minta_usulkan(daftar, HasilPadanan(jenis), oleh=admin))
    kirim = {"kueri": f"jenis={jenis}", "semua": "1"}
    massal = reverse("iuran:usulan_massal")

    sendiri = admin_client.post(massal, kirim, follow=True).text
    konfirmasi = admin2_client.post(massal, kirim, follow=True)

    assert "dicatat admin lain" in sendiri
    assert "2 orang" in konfirmasi.text
    isi = kirim | {
        "usulan": konfirmasi.context["usulan"], "dilihat": konfirmasi.context["segel"],
    }  # fmt: skip
    admin2_client.post(reverse("iuran:usulan_massal_catat"), isi)
    assert jalankan(Tugas.objects.latest("pk")).pesan == "2 peristiwa dicatat, 0 tidak."
    assert {p.status for p in orang(tagihan)} == {"berhenti", "terdaftar"}


HALAMAN = {
    "daftar": lambda daftar, _: DAFTAR,
    "detail": lambda daftar, _: f"{alamat(daftar)}?bagian=meninggal",
    "baris": lambda daftar, _: alamat(daftar, "baris", daftar.daftar_baris.first().pk),
    "temuan": lambda daftar, _: reverse("iuran:pemadanan_temuan"),
    "terbit": lambda _, tagihan: f"/iuran/tagihan/{tagihan.pk}/terbitkan/",
}


@pytest.mark.parametrize("jumlah", [1, 3])
@pytest.mark.parametrize(
    ("nama", "banyak"),
    [("daftar", 12), ("detail", 12), ("baris", 11), ("temuan", 10), ("terbit", 18)],
)
def test_query_counts_are_constant(
    admin, admin2_client, django_assert_num_queries, jumlah, nama, banyak
):
    for n in range(jumlah):
        terdaftar(nama=f"Orang {n}")
    tagihan = susun_tagihan(sumber("APBD"), NOV, oleh=admin)
    for hari in range(1, jumlah + 1):
        semua = (sebut(p, "MENINGGAL", "01-11-2026") for p in orang(tagihan))
        daftar = dipakai(*semua, oleh=admin, tanggal=date(2026, 11, hari))
    satu = daftar.daftar_baris.first()
    for n in range(2 * jumlah):
        sisihkan(satu, disisihkan=n % 2 == 0, alasan="x", oleh=admin, pada=SAAT)
    halaman = HALAMAN[nama](daftar, tagihan)

    with django_assert_num_queries(banyak):
        assert admin2_client.get(halaman).status_code == 200

    assert PadananOrang.objects.count() == jumlah
