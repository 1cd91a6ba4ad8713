"""Lines whose matter is gone: one rule, no hold, no wait; and who is told what to do about them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.berkas_bpjs import kelompok_siap
from iuran.berkas_bpjs.actions.batal import batalkan_berkas, lepaskan_menunggu
from iuran.berkas_bpjs.actions.keluarkan import keluarkan_baris
from iuran.berkas_bpjs.periksa import Pemeriksaan
from iuran.models import Bantuan, BarisBerkas, BerkasBPJS, JenisBerkasBPJS, ProfilEkspor
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from iuran.peristiwa.akibat import akibat
from peserta.models import JenisPeristiwa, Peserta
from tests.factories import PenggunaFactory, PesertaFactory, terdaftar
from tests.iuran.susunan import (
    KEPALA,
    berkas,
    isi,
    kirim_jenis,
    susun,
    susun_jenis,
    ubah_data,
)
from tests.iuran.test_berkas_jenis import JANUARI, dijawab, perpanjangan

PANJANG, UBAH = JenisBerkasBPJS.PERPANJANGAN, JenisBerkasBPJS.PERUBAHAN


def meninggal(orang, admin):
    kini = timezone.localdate()
    return catat_peristiwa(orang, JenisPeristiwa.MENINGGAL, kini, oleh=admin, pada=kini)


def gabung(bantuan, admin):
    Peserta.objects.filter(pk=bantuan.peserta_id).update(digabung_ke=PesertaFactory())


def batalkan(bantuan, admin):
    Bantuan.objects.filter(pk=bantuan.pk).update(status="batal")


# One rule for the list, the page and the letter


@pytest.mark.parametrize(
    ("apa", "kata"),
    [
        (lambda b, admin: meninggal(b.peserta, admin), "Orangnya sudah berhenti."),
        (gabung, "Datanya digabung ke data orang lain."),
        (batalkan, "Bantuannya batal."),
    ],
)
def test_page_names_every_line_whose_matter_is_gone(admin, admin_client, apa, kata):
    bantuan = perpanjangan()
    perpanjangan()
    satu = susun_jenis(PANJANG, admin)
    apa(bantuan, admin)

    html = " ".join(
        admin_client.get(reverse("iuran:berkas_bpjs_detail", args=[satu.pk])).text.split()
    )

    assert html.count(kata) == 1
    assert [b.bantuan for b in satu.daftar_baris.tidak_berlaku_lagi()] == [bantuan]
    assert [b.lewat for b in satu.daftar_baris.with_lewat().order_by("bantuan_id")] == [True, False]


def test_line_that_bpjs_answered_is_never_named(admin):
    bantuan = perpanjangan()
    satu = kirim_jenis(susun_jenis(PANJANG, admin), admin)
    dijawab(satu, admin, "BERHASIL")
    meninggal(bantuan.peserta, admin)

    assert [b.lewat for b in satu.daftar_baris.with_lewat()] == [False]


# Taken out and cancelled


def test_who_died_is_taken_out_without_a_hold(admin):
    mati, hidup = perpanjangan(), perpanjangan()
    perpanjangan()
    satu = susun_jenis(PANJANG, admin)
    peristiwa = meninggal(mati.peserta, admin)
    pks = satu.daftar_baris.filter(bantuan__in=[mati, hidup]).values_list("pk", flat=True)

    keluarkan_baris(satu, list(pks), alasan="Diperiksa", pada=timezone.now(), oleh=admin)

    assert [b.bantuan for b in BarisBerkas.objects.filter(ditahan=True)] == [hidup]
    batalkan_peristiwa(peristiwa, alasan="Keliru orang", oleh=PenggunaFactory())
    assert [k.jumlah for k in kelompok_siap(admin, PANJANG)] == [1]


def test_cancelling_counts_who_waits_again_not_the_dead(admin):
    mati = perpanjangan()
    perpanjangan()
    satu = susun_jenis(PANJANG, admin)
    meninggal(mati.peserta, admin)

    assert batalkan_berkas(satu, alasan="Salah", pada=timezone.now(), oleh=admin) == 1
    assert satu.daftar_baris.filter(hasil="batal").count() == 2


def test_releasing_counts_who_waits_again_not_the_dead(admin):
    jadi, mati, lain = (perpanjangan(nama=n) for n in "ABC")
    satu = kirim_jenis(susun_jenis(PANJANG, admin), admin)
    dijawab(satu, admin, "BERHASIL")
    meninggal(mati.peserta, admin)

    jumlah = lepaskan_menunggu(satu, alasan="Diam", pada=timezone.now(), oleh=admin)

    assert jumlah == 1
    hasil = dict(satu.daftar_baris.values_list("bantuan", "hasil"))
    assert hasil == {jadi.pk: "sesuai", mati.pk: "batal", lain.pk: "batal"}


# What to do about the file when somebody stops


def test_a_death_while_the_file_is_drafted_asks_to_take_the_person_out(admin):
    bantuan = perpanjangan()
    satu = susun_jenis(PANJANG, admin)
    kini = timezone.localdate()

    draf = akibat(bantuan.peserta, JenisPeristiwa.MENINGGAL, kini).terbuka
    kirim_jenis(satu, admin)
    dikirim = akibat(bantuan.peserta, JenisPeristiwa.MENINGGAL, kini).terbuka

    assert draf == (
        "Perpanjangan PP-2026-0001 memuat orang ini dan belum dikirim; keluarkan ia dari berkas "
        "itu.",
    )
    assert dikirim == (
        "Perpanjangan PP-2026-0001 masih menunggu jawaban BPJS untuk orang ini; beri tahu BPJS "
        "bahwa ia berhenti.",
    )


# The answer's own date


@pytest.mark.parametrize(("hari", "status"), [(-1, 422), (0, 302)])
def test_no_answer_is_older_than_its_file(admin, admin_client, hari, status):
    satu = susun(admin, 1)
    disusun = timezone.now() - timedelta(days=5)
    BerkasBPJS.objects.update(disusun_pada=disusun)
    satu.refresh_from_db()
    tanggal = satu.hari_disusun + timedelta(days=hari)
    url = reverse("iuran:jawaban_unggah", args=[satu.pk])

    jawaban = admin_client.post(
        url, {"berkas": berkas(KEPALA, *isi(satu)), "tanggal": f"{tanggal:%d-%m-%Y}"}
    )

    assert jawaban.status_code == status
    if hari < 0:
        assert "BPJS tidak mungkin menjawab sebelum itu" in " ".join(jawaban.text.split())


# Changed back before BPJS was told


def test_data_changed_back_before_it_was_told_is_not_told(admin):
    orang = terdaftar().peserta
    ubah_data(orang, admin, hp=["", "0811"])
    ubah_data(orang, admin, hp=["0811", ""])
    assert not kelompok_siap(admin, UBAH)

    ubah_data(orang, admin, email=["", "a@b.id"])

    assert susun_jenis(UBAH, admin).daftar_baris.get().isi == {"email": ["", "a@b.id"]}


def test_data_changed_back_in_part_tells_the_rest(admin):
    orang = terdaftar().peserta
    ubah_data(orang, admin, hp=["", "0811"], nama=["Siti", "Siti A."])
    ubah_data(orang, admin, hp=["0811", ""])

    assert susun_jenis(UBAH, admin).daftar_baris.get().isi == {"nama": ["Siti", "Siti A."]}


@pytest.mark.parametrize(
    ("kata", "diberitahu"),
    [("DATA SUDAH DIPERBARUI", {"hp": ["0811", ""]}), ("GAGAL: HP SALAH", None)],
)
def test_data_changed_back_while_bpjs_answers_follow_the_answer(admin, kata, diberitahu):
    """Accepted, BPJS has the value between; refused, it still has the first one."""
    orang = terdaftar().peserta
    ubah_data(orang, admin, hp=["", "0811"])
    satu = kirim_jenis(susun_jenis(UBAH, admin), admin)
    ubah_data(orang, admin, hp=["0811", ""])

    dijawab(satu, admin, kata)

    assert bool(kelompok_siap(admin, UBAH)) == bool(diberitahu)
    if diberitahu:
        assert susun_jenis(UBAH, admin).daftar_baris.get().isi == diberitahu


def test_preflight_looks_at_nobody_who_changed_back(admin):
    orang, lain = terdaftar().peserta, terdaftar().peserta
    ubah_data(orang, admin, hp=["", "0811"])
    ubah_data(orang, admin, hp=["0811", ""])
    ubah_data(lain, admin, hp=["", "0812"])
    Peserta.objects.update(alamat="")
    (kelompok,) = kelompok_siap(admin, UBAH)
    profil = ProfilEkspor.objects.filter(jenis=UBAH)[0]
    profil.kolom = [{"judul": "ALAMAT", "isi": "alamat", "wajib": True}]

    hasil = Pemeriksaan(kelompok, profil, petugas=admin, pada=JANUARI)

    assert [(t.kode, t.orang) for t in hasil.temuan] == [("kurang", {lain.pk})]
