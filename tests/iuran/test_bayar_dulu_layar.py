"""Screens and papers of people who are paid for before their card is there."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.klaim.aturan import pertanggungan
from iuran.models import Bantuan, BerkasBPJS, Iuran, JawabanBPJS, ProfilEkspor, SumberDana
from iuran.perlindungan import tanpa_perlindungan
from iuran.tagihan import dokumen
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.angka import dengan_sebab, orang_keluar, rincian
from iuran.tagihan.jejak import jejak_bulan
from laporan.tahap import perpindahan
from peserta.alur import pindahkan_status
from peserta.models import Peserta, RiwayatStatus, Status
from pijar.bulan import WIB
from tests.factories import BantuanFactory, bayar
from tests.iuran import lindung
from tests.iuran.susunan import (
    HARI,
    KEPALA,
    berkas,
    cek,
    isi,
    jalankan,
    jawab,
    susun,
    susun_bayar_dulu,
)

KINI = datetime(2026, 3, 20, 9, tzinfo=WIB)
FEBRUARI = date(2026, 2, 1)


def alamat(nama, *args):
    return reverse(f"iuran:{nama}", args=[getattr(a, "pk", a) for a in args])


@pytest.fixture
def berkas_bpjs(admin):
    """Two people: the first accepted for payment from February, the second not yet checked."""
    satu = susun_bayar_dulu(admin, 2)
    terapkan_jawaban(cek(satu, admin, "Y"), pada=KINI, oleh=admin)
    satu.refresh_from_db()
    return satu


@pytest.fixture
def orang(berkas_bpjs):
    return berkas_bpjs.daftar_baris.order_by("nomor")[0].peserta


def test_bill_and_list_show_them_without_a_card(berkas_bpjs, admin, tmp_path):
    tagihan = susun_tagihan(berkas_bpjs.sumber, FEBRUARI, oleh=admin)

    excel = dokumen.tulis_daftar(tagihan, tmp_path, lambda n, dari: None)
    sel = [list(b) for b in load_workbook(excel).active.iter_rows(values_only=True)]

    assert rincian(tagihan).tanpa_kpj == 1
    assert any("menyusul" in b for b in sel)
    assert [b[0] for b in sel if "KPJ 1" in str(b[0])] == ["KPJ 1 orang menyusul dari BPJS"]


def test_bill_page_says_that_the_card_is_to_come(berkas_bpjs, admin, admin_client):
    tagihan = susun_tagihan(berkas_bpjs.sumber, FEBRUARI, oleh=admin)

    assert "KPJ menyusul" in admin_client.get(alamat("tagihan_orang", tagihan)).text


def test_persons_page_tells_the_truth_in_each_state(berkas_bpjs, orang, admin_client):
    url = f"{alamat('perlindungan', orang)}?pada=2026-02-20"
    belum = admin_client.get(url).text
    bayar(FEBRUARI, HARI)
    lunas = admin_client.get(url).text

    assert "Menyusul dari BPJS" in belum
    assert "kartu (KPJ) menyusul sesudah iuran pertama dibayar." in belum
    assert "Sebelum itu perlindungannya belum dijanjikan" in belum
    assert "iurannya mulai Februari 2026; kartu (KPJ) menyusul." in lunas


def test_persons_page_names_months_that_bpjs_did_not_accept(berkas_bpjs, orang, admin, request):
    bayar(FEBRUARI, HARI)
    baris = isi(berkas_bpjs)[:1]
    baris[0][3:5] = ["", "GAGAL: DATA TIDAK PADAN"]
    terapkan_jawaban(jawab(berkas_bpjs, KEPALA, *baris, oleh=admin), pada=KINI, oleh=admin)

    html = request.getfixturevalue("admin_client").get(alamat("perlindungan", orang)).text

    assert "Tidak diterima BPJS" in html
    assert "BPJS tidak menerima bulan ini; sudah di SP2D" in html
    assert "BPJS tidak menerimanya" in html
    (satu,) = dengan_sebab(orang_keluar(Iuran.objects.filter(peserta=orang)))
    assert satu.sebab == "BPJS tidak menerima bulan ini"
    tanggung = pertanggungan(orang, date(2026, 2, 20), "jkm")
    assert not tanggung.dijamin
    assert "BPJS tidak menerima Februari 2026 menurut jawabannya" in tanggung.sebab


def test_claim_promises_only_what_was_paid(berkas_bpjs, orang):
    belum = pertanggungan(orang, date(2026, 2, 20), "jkm")
    bayar(FEBRUARI, HARI)
    lunas = pertanggungan(orang, date(2026, 2, 20), "jkm")

    assert (belum.dijamin, belum.santunan) == (False, "")
    assert "Iuran pertamanya belum tercatat dibayar" in belum.sebab
    assert lunas.dijamin


def test_work_lists_hold_them_too(berkas_bpjs, orang, db):
    semua = Peserta.objects.all()
    assert list(tanpa_perlindungan(semua, date(2026, 2, 20))) == [orang]
    assert list(tanpa_perlindungan(semua, date(2026, 2, 20), "belum_aktif")) == [orang]
    bayar(FEBRUARI, HARI)
    assert list(tanpa_perlindungan(semua, date(2026, 2, 20))) == []
    Iuran.objects.filter(bulan__gt=FEBRUARI).update(hidup=False, alasan_mati="uji")
    Bantuan.objects.filter(peserta=orang).update(bulan_akhir=FEBRUARI)

    assert list(lindung.berakhir(date(2026, 2, 20))) == [orang.pk]


def test_trail_of_a_month_tells_acceptance_and_card_apart(berkas_bpjs, orang, admin):
    tahap = {t.nama: t for t in jejak_bulan(orang, FEBRUARI)[0].tahap}

    assert tahap["Diterima untuk dibayar"].bukti == "mulai Februari 2026, sebelum kartunya ada"
    assert tahap["Diterima untuk dibayar"].tanggal == KINI.date()
    assert tahap["Kartu (KPJ)"].tanggal is None


def test_stop_before_the_card_counts_when_there_was_a_month(berkas_bpjs, admin):
    for orang in Peserta.objects.all():
        pindahkan_status(orang, Status.BERHENTI, oleh=admin, alasan="Mengundurkan diri")
    hari = timezone.localdate()

    assert RiwayatStatus.objects.filter(ke="berhenti").count() == 2
    assert perpindahan(hari.replace(day=1), hari)[Status.BERHENTI] == 1


def test_batch_page_shows_order_and_who_may_be_paid(berkas_bpjs, admin_client):
    html = admin_client.get(alamat("berkas_bpjs_detail", berkas_bpjs)).text

    assert "Iuran pertama dibayar dulu, kartu menyusul" in html
    assert "Perlu konfirmasi cabang" in html
    assert "Diterima untuk dibayar mulai Februari 2026; KPJ menyusul." in html
    assert "Ubah urutan kartu" not in html  # a list was applied
    assert "Batalkan pendaftaran" not in html
    assert "Lepaskan 2 orang yang belum dijawab" in html


def test_order_is_changed_on_the_batch_page(admin, admin_client):
    berkas_bpjs = susun(admin, 1)
    url = alamat("berkas_bpjs_urutan", berkas_bpjs)

    kosong = admin_client.post(url, {"ke": "bayar_dulu", "alasan": ""})
    jadi = admin_client.post(url, {"ke": "bayar_dulu", "alasan": "Telepon cabang"}, follow=True)
    lagi = admin_client.post(url, {"ke": "bayar_dulu", "alasan": "Lagi"})

    assert (kosong.status_code, lagi.status_code) == (422, 409)
    assert "Tulis alasannya" in kosong.text
    assert "diubah: Iuran pertama dibayar dulu" in jadi.text
    assert "Telepon cabang" in jadi.text
    assert 'value="Lagi"' in lagi.text


def test_list_is_uploaded_with_its_own_date(admin, admin_client):
    berkas_bpjs = susun_bayar_dulu(admin)
    BerkasBPJS.objects.update(disusun_pada=datetime(2026, 2, 3, 9, tzinfo=WIB))
    url = alamat("jawaban_unggah", berkas_bpjs)
    assert "Tanggal daftar BPJS" in admin_client.get(alamat("berkas_bpjs_detail", berkas_bpjs)).text

    besok = timezone.localdate() + timezone.timedelta(days=1)
    salah = admin_client.post(url, {"berkas": berkas(KEPALA), "tanggal": f"{besok:%d-%m-%Y}"})
    admin_client.post(url, {"berkas": berkas(KEPALA), "tanggal": "16-02-2026"})

    assert salah.status_code == 422
    assert "Tanggal daftar tidak boleh setelah hari ini" in salah.text
    satu = JawabanBPJS.objects.get()
    assert (satu.tanggal, satu.tanggal_oleh) == (HARI, admin)


def test_preview_follows_a_corrected_date(admin, admin_client):
    berkas_bpjs = susun_bayar_dulu(admin)
    BerkasBPJS.objects.update(disusun_pada=datetime(2026, 2, 3, 9, tzinfo=WIB))
    daftar = cek(berkas_bpjs, admin, "Y")
    url = alamat("jawaban_tanggal", berkas_bpjs, daftar)
    html = admin_client.get(alamat("jawaban", berkas_bpjs, daftar)).text
    assert "1 orang</strong> diterima untuk dibayar dengan 11 bulan" in html

    isian = {"tanggal": "02-03-2026", "sebelum": "16-02-2026", "alasan": "Salah baca"}
    jadi = admin_client.post(url, isian, follow=True).text
    lagi = admin_client.post(url, isian)

    assert "diterima untuk dibayar dengan 10 bulan" in jadi
    assert "Salah baca" in jadi
    assert lagi.status_code == 409


def test_press_of_apply_accepts_them(admin, admin_client):
    berkas_bpjs = susun_bayar_dulu(admin)
    daftar = cek(berkas_bpjs, admin, "Y")

    admin_client.post(alamat("jawaban_terapkan", berkas_bpjs, daftar))
    daftar.refresh_from_db()
    jalankan(daftar.tugas)

    html = admin_client.get(alamat("jawaban", berkas_bpjs, daftar)).text
    assert "1 orang diterima untuk dibayar" in html
    assert Iuran.objects.filter(hidup=True).count() == 11


def test_profile_screen_has_the_order_to_be_confirmed(admin_client, db):
    profil = ProfilEkspor.objects.get(kode="bpu_kolektif")
    url = reverse("admin:iuran_profilekspor_change", args=[profil.pk])

    html = admin_client.get(url).text

    assert "Urutan kartu dan iuran pertama (perlu konfirmasi cabang)" in html
    assert "Iuran pertama dibayar dulu, kartu menyusul" in html


def test_new_batch_names_the_order_of_the_profile(admin, admin_client):
    ProfilEkspor.objects.filter(kode="bpu_kolektif").update(urutan="bayar_dulu")
    apbd = BantuanFactory().sumber_id

    kelompok = f"pendaftaran::{apbd}:2026-01"
    html = admin_client.get(f"/iuran/berkas-bpjs/baru/?kelompok={kelompok}").text

    assert "iuran pertama dibayar dulu" in html


def test_source_counts_them_once(berkas_bpjs):
    sumber = SumberDana.objects.filter(pk=berkas_bpjs.sumber_id).with_keuangan().get()

    assert (sumber.hidup, sumber.terikat) == (11 * 16_800, 12 * 16_800)
