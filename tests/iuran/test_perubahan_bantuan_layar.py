"""Screens of changed grants: from any list to the second admin, by one request or by a job."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.daftar.views import perubahan as layar_baru
from iuran.models import Bantuan, Iuran, PerubahanBantuan
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.perubahan_bantuan.views import perubahan as layar
from laporan.pekerjaan_rumah import untuk
from peserta.models import JenisPeristiwa, Peserta, UsulanPeristiwa
from pijar.models import Tugas
from tests.factories import bayar, sumber, terdaftar
from tests.iuran.perubahan import KINI, PADA, jalankan, pendekkan, pindah, susun, usul
from tests.iuran.susunan import jalankan as jalankan_tugas
from tests.peran import masuk
from tests.sebaris import sebaris

BARU, DAFTAR = "/iuran/perubahan-bantuan/baru/", "/iuran/perubahan-bantuan/"
ISI = {
    "jenis": "pendekkan", "mulai": "2026-10", "dasar_nomor": "900/12",
    "dasar_tanggal": "18-09-2026", "alasan": "Pagu dipotong",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """Everything happens on 20 September 2026; jobs are recorded and not sent."""
    monkeypatch.setattr(timezone, "now", lambda: KINI)
    monkeypatch.setattr(timezone, "localdate", KINI.date)
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *a, **k: None)


def detail(satu):
    return reverse("iuran:perubahan_bantuan_detail", args=[satu.pk])


def tekan(client, ke, tombol, **lain):
    """Press a button of the page as it is shown now."""
    segel = client.get(ke).context["segel"]
    return client.post(ke, {"dilihat": segel, tombol: "1", **lain}, follow=True)


def test_from_one_person_to_the_second_admin(admin_client, admin2):
    bantuan = terdaftar(nama="Wagiyem")
    orang = bantuan.peserta
    tab = admin_client.get(reverse("iuran:perlindungan", args=[orang.pk])).text
    assert f"{BARU}?orang={orang.pk}" in tab

    formulir = admin_client.get(f"{BARU}?orang={orang.pk}").text
    assert "Ubah bantuan 1 orang" in formulir
    assert "Wagiyem" in formulir
    isi = ISI | {"jenis": "pindah", "sumber": sumber("DBHCHT").pk}
    draf = admin_client.post(f"{BARU}?orang={orang.pk}", isi, follow=True)
    assert "Pindah ke DBHCHT" in draf.text
    assert "Rp50.400" in draf.text
    assert "Tidak perlu diberitahukan, perlu konfirmasi" in draf.text
    assert "Oktober 2026 sampai Desember 2026" in draf.text
    satu = PerubahanBantuan.objects.get()
    assert "Diusulkan. Admin lain" in tekan(admin_client, detail(satu), "usulkan").text
    kedua = masuk(admin2)
    tunggu = {t.label: t.jumlah for t in untuk(admin2, pada=PADA)}
    assert tunggu["Perubahan bantuan menunggu admin lain"] == 1
    assert detail(satu) in kedua.get(f"{DAFTAR}?status=diusulkan").text

    selesai = tekan(kedua, detail(satu), "konfirmasi")

    assert "Dikonfirmasi. Bulan dan uangnya" in selesai.text
    assert Iuran.objects.hidup().filter(sumber__kode="DBHCHT").count() == 3
    tab = kedua.get(reverse("iuran:perlindungan", args=[orang.pk])).text
    assert "Pindah ke DBHCHT" in tab


def test_taken_back_from_its_page(admin_client, admin, admin2):
    satu = jalankan(admin, admin2, pendekkan(), terdaftar().peserta)
    ke = reverse("iuran:perubahan_bantuan_kembalikan", args=[satu.pk])
    assert ke in admin_client.get(detail(satu)).text

    salah = admin_client.post(ke, {"dasar_nomor": "900/13", "alasan": "Keliru"})
    assert salah.status_code == 422
    assert 'value="900/13"' in salah.text
    isi = {k: ISI[k] for k in ("dasar_nomor", "dasar_tanggal", "alasan")}
    draf = admin_client.post(ke, isi, follow=True)
    assert "Kembalikan perubahan" in draf.text
    kembali = PerubahanBantuan.objects.get(jenis="kembalikan")
    assert "Buang draf" in draf.text
    assert "Tarik usulan" not in draf.text
    lagi = admin_client.post(ke, isi)
    assert lagi.status_code == 409
    assert f"perubahan nomor {kembali.pk}" in lagi.text
    tekan(admin_client, detail(kembali), "usulkan")
    tekan(masuk(admin2), detail(kembali), "konfirmasi")

    assert Bantuan.objects.get().bulan_akhir == date(2026, 12, 1)
    assert ke not in admin_client.get(detail(satu)).text


def test_what_bpjs_is_told_of_a_change_that_is_taken_back(admin_client, admin, admin2):
    for rencana, bulan, bpjs in (
        (pendekkan(), "kembali dibiayai sumber dananya", "Hanya bila berkas penghentiannya sudah"),
        (pindah(), "kembali kepada sumber dana semula", "Tidak ada yang perlu diberitahukan"),
    ):
        satu = jalankan(admin, admin2, rencana, terdaftar().peserta)
        ke = reverse("iuran:perubahan_bantuan_kembalikan", args=[satu.pk])

        formulir = sebaris(admin_client.get(ke).text)
        isi = {k: ISI[k] for k in ("dasar_nomor", "dasar_tanggal", "alasan")}
        draf = sebaris(admin_client.post(ke, isi, follow=True).text)

        assert bulan in formulir
        assert bpjs in formulir
        assert bpjs in draf


def test_a_second_click_opens_the_draft_of_the_first(admin_client):
    ke = f"{BARU}?orang={terdaftar().peserta_id}"
    kunci = admin_client.get(ke).context["form"]["kunci"].value()

    tujuan = [admin_client.post(ke, ISI | {"kunci": kunci}).url for _ in range(2)]

    assert tujuan[0] == tujuan[1] == detail(PerubahanBantuan.objects.get())


def test_a_form_that_nobody_can_follow_keeps_what_was_typed(admin_client):
    ke = f"{BARU}?orang={terdaftar().peserta_id}"

    jawaban = admin_client.post(ke, ISI | {"mulai": "2031-01"})

    assert jawaban.status_code == 409
    assert "Tidak ada bantuan berjalan mulai Januari 2031" in jawaban.text
    assert jawaban.text.count("Ada isian yang perlu diperbaiki") == 1
    assert 'value="900/12"' in jawaban.text
    assert not PerubahanBantuan.objects.exists()


def test_ticked_people_and_all_of_the_list_that_ends(admin_client):
    semua = [terdaftar(date(2026, 1, 1), 10).peserta for _ in range(3)]
    for n in range(1, 10):
        bayar(date(2026, n, 1), date(2026, n, 10))
    halaman = admin_client.get("/iuran/berakhir/?kecamatan=&bagian=orang").text
    assert 'name="orang"' in halaman
    assert "dari=berakhir" in halaman

    dua = admin_client.get(BARU, {"orang": [p.pk for p in semua[:2]]}).text
    tiga = admin_client.get(f"{BARU}?dari=berakhir").text

    assert "Ubah bantuan 2 orang" in dua
    assert "Ubah bantuan 3 orang" in tiga


def test_all_of_a_source(admin_client):
    terdaftar()
    terdaftar(kode="DBHCHT")
    apbd = sumber("APBD")
    ke = f"{BARU}?sumber_dana={apbd.pk}"
    assert ke in admin_client.get(reverse("iuran:sumber_detail", args=[apbd.pk])).text

    admin_client.post(ke, ISI | {"jenis": "pindah", "sumber": sumber("CSR").pk})

    satu = PerubahanBantuan.objects.get()
    assert satu.sumber_lama == apbd
    assert satu.daftar_baris.count() == 1


def test_filter_of_the_list_of_people(admin_client):
    terdaftar()
    assert "dari=peserta" in admin_client.get("/peserta/?status=terdaftar").text

    assert "Ubah bantuan 1 orang" in admin_client.get(f"{BARU}?dari=peserta&status=terdaftar").text


@pytest.mark.parametrize("kueri", ["", "?orang=", "?orang=x", "?sumber_dana=999999999", "?dari=zz"])
def test_nobody_chosen_shows_the_way(admin_client, kueri):
    terdaftar()

    assert "Belum ada orang yang dipilih" in admin_client.get(f"{BARU}{kueri}").text
    assert admin_client.post(f"{BARU}{kueri}", ISI).status_code == 409


def test_mistakes_keep_what_was_typed(admin_client):
    ke = f"{BARU}?orang={terdaftar().peserta_id}"

    for lain, kata in (
        ({"mulai": "bulan depan"}, "Tulis bulan dan tahun"),
        ({"dasar_tanggal": "30-09-2026"}, "Tanggalnya tidak boleh setelah hari ini"),
        ({"jenis": "pindah"}, "Pilih sumber dana yang membayar"),
        ({"sumber": sumber("CSR").pk}, "memendekkan tidak memindah"),
        ({"jenis": "pindah", "sumber": sumber("APBD", 2027).pk}, "di luar tahun"),
        ({"alasan": " "}, "Tulis alasannya"),
        ({"sumber": "999"}, "Pilih dari daftar"),
    ):
        jawaban = admin_client.post(ke, ISI | lain)
        assert jawaban.status_code == 422, kata
        assert kata in jawaban.text
        assert 'value="900/12"' in jawaban.text
    assert not PerubahanBantuan.objects.exists()


def test_who_died_meanwhile_is_named_before_the_button(admin, admin2):
    hidup, mati = terdaftar().peserta, terdaftar(nama="Mbah Karto").peserta
    satu = usul(admin, pendekkan(), hidup, mati)
    bukti = {"bukti_jenis": "surat_kematian", "bukti_nomor": "474/1"}
    catat_peristiwa(mati, JenisPeristiwa.MENINGGAL, PADA, oleh=admin, pada=PADA, **bukti)
    kedua = masuk(admin2)

    halaman = kedua.get(detail(satu)).text
    assert "Mbah Karto</a>: Tercatat meninggal." in halaman
    assert "Keluarkan 1 orang, lalu konfirmasi" in halaman
    tekan(kedua, detail(satu), "keluarkan")

    assert Bantuan.objects.get(peserta=hidup).bulan_akhir == date(2026, 9, 1)
    tinggal = kedua.get(f"{detail(satu)}?bagian=tinggal").text
    assert "<strong>1 orang</strong>: Tercatat meninggal." in tinggal


def test_late_month_is_said(admin_client, admin):
    satu = susun(admin, pindah(date(2026, 8, 1)), terdaftar().peserta)

    assert "Mulai Agustus 2026, sebelum bulan ini." in admin_client.get(detail(satu)).text


def test_seal_of_an_older_page_is_refused_with_the_difference(admin, admin2):
    satu = usul(admin, pendekkan(), terdaftar().peserta, terdaftar().peserta)
    kedua = masuk(admin2)
    segel = kedua.get(detail(satu)).context["segel"]
    catat_peristiwa(Peserta.objects.first(), JenisPeristiwa.PINDAH, PADA, oleh=admin, pada=PADA)

    jawaban = kedua.post(detail(satu), {"dilihat": segel, "konfirmasi": "1"})

    assert jawaban.status_code == 409
    assert "tadinya 2 orang" in jawaban.text


def test_dropped_with_a_reason(admin_client, admin):
    satu = usul(admin, pindah(), terdaftar().peserta)

    assert admin_client.post(detail(satu), {"tolak": "1", "alasan": ""}).status_code == 422
    jawaban = admin_client.post(detail(satu), {"tolak": "1", "alasan": "Salah"}, follow=True)

    assert "Tidak jadi" in jawaban.text
    assert not satu.daftar_baris.filter(terbuka=True).exists()


def test_very_many_go_in_jobs(admin_client, admin2, monkeypatch):
    monkeypatch.setattr(layar_baru, "SEKALIGUS", 1)
    monkeypatch.setattr(layar, "SEKALIGUS", 1)
    for _ in range(3):
        terdaftar()
    ke = f"{BARU}?sumber_dana={sumber('APBD').pk}"
    isi = ISI | {"jenis": "pindah", "sumber": sumber("DBHCHT").pk}

    for _ in range(2):
        admin_client.post(ke, isi)
    tugas = jalankan_tugas(Tugas.objects.get())
    assert tugas.galat == ""
    satu = PerubahanBantuan.objects.get()
    assert tugas.tautan == detail(satu)
    tekan(admin_client, detail(satu), "usulkan")
    kedua = masuk(admin2)
    for _ in range(2):
        tekan(kedua, detail(satu), "konfirmasi")
    tugas = jalankan_tugas(Tugas.objects.get(jenis="iuran.konfirmasi_perubahan_bantuan"))

    assert tugas.pesan == "3 orang, 9 orang-bulan berubah; 0 orang tidak ikut."
    satu.refresh_from_db()
    assert (satu.status, satu.diputus_oleh) == ("dikonfirmasi", admin2)


def test_many_protected_people_are_proposed_to_stop(admin_client, admin2):
    orang = [terdaftar().peserta for _ in range(2)]
    for n in range(1, 10):
        bayar(date(2026, n, 1), date(2026, n, 10))
    ke = f"{BARU}?orang={orang[0].pk}&orang={orang[1].pk}"
    isi = {"henti": "1", "jenis": "tidak_bekerja", "tanggal": "20-09-2026", "keterangan": ""}

    salah = admin_client.post(ke, isi)
    assert salah.status_code == 422
    assert "Tulis alasannya untuk admin" in salah.text
    akibat = admin_client.post(ke, isi | {"keterangan": "Menurut RT"}, follow=True)
    assert "Usulkan 2 orang berhenti" in akibat.text
    kirim = isi | {"keterangan": "Menurut RT", "orang": akibat.context["orang"]}
    admin_client.post("/iuran/berakhir/habis/henti/usulkan/", kirim | {"terlindungi": "1"})
    jalankan_tugas(Tugas.objects.get())

    assert UsulanPeristiwa.objects.menunggu().count() == 2


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_of_list_and_page_are_constant(
    admin_client, admin, django_assert_num_queries, jumlah
):
    satu = susun(admin, pindah(), *(terdaftar().peserta for _ in range(jumlah)))
    for _ in range(jumlah - 1):
        susun(admin, pendekkan(), terdaftar().peserta)
    admin_client.get(DAFTAR)

    with django_assert_num_queries(7):
        admin_client.get(DAFTAR)
    with django_assert_num_queries(19):
        admin_client.get(detail(satu))
