"""A change on its way to BPJS: which file has it, what BPJS said, and the way back (case 23)."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.berkas_bpjs import kelompok_siap
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.models import BerkasBPJS, JenisBerkasBPJS
from iuran.perubahan_data import diketahui_bpjs, ditolak_bpjs, keadaan_di_bpjs
from peserta.models import PerubahanData, Peserta
from peserta.orang import Dasar, usulkan_perubahan
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from pijar.sidik import sidik
from tests.factories import BantuanFactory, sumber, terdaftar
from tests.iuran.susunan import KEPALA, jawab, kirim_jenis, susun, susun_jenis
from tests.peran import masuk
from verifikasi.actions.perubahan_data import (
    akibat_usulan,
    biarkan,
    isi_usulan,
    terapkan_perubahan,
)

UBAH = JenisBerkasBPJS.PERUBAHAN
KINI = datetime(2026, 3, 10, 9, tzinfo=WIB)
BETULKAN = "membetulkan perubahan yang ditolak BPJS"
TOLAK = "GAGAL: NAMA TIDAK SESUAI DUKCAPIL"


@pytest.fixture
def orang(db):
    return terdaftar(nama="Siti Aminah").peserta


def ubah(orang, oleh, admin, mengganti=None, **data):
    """A change that was proposed and applied."""
    orang.refresh_from_db()
    dasar = Dasar("Sesuai KTP", "KTP-el", mengganti=mengganti)
    usulan = usulkan_perubahan(orang, data, dasar, oleh=oleh)
    usulan = PerubahanData.objects.get(pk=usulan.pk)
    cap = sidik(isi_usulan(usulan, akibat_usulan(usulan, usulan.peserta, pada=KINI.date())))
    terapkan_perubahan(usulan, dilihat=cap, ikutkan=False, oleh=admin, pada=KINI)
    return PerubahanData.objects.get(pk=usulan.pk)


def dikirim(admin):
    return kirim_jenis(susun_jenis(UBAH, admin), admin)


def dijawab(berkas, admin, kata):
    baris = berkas.daftar_baris.select_related("peserta").get()
    isi = [baris.nomor, baris.peserta.nik, baris.peserta.nama, "", kata]
    jawaban = jawab(berkas, KEPALA, isi, oleh=admin)
    terapkan_jawaban(jawaban, pada=timezone.now(), oleh=admin)


def keadaan(*daftar):
    semua = keadaan_di_bpjs([PerubahanData.objects.get(pk=u.pk) for u in daftar])
    return [semua[u.pk].keadaan.value for u in daftar]


def layar(client, orang):
    return client.get(reverse("peserta:perubahan", args=[orang.pk])).text


def test_the_way_of_a_change_is_seen_on_the_persons_page(orang, petugas, admin, admin2):
    satu = ubah(orang, petugas, admin, hp="081200000001")
    client = masuk(petugas)
    assert "masuk berkas perubahan berikutnya" in layar(client, orang)

    berkas = dikirim(admin2)
    dua = ubah(orang, petugas, admin, alamat="Jl. Mawar 1")
    assert keadaan(satu, dua) == ["dalam_berkas", "menunggu_jawaban"]
    assert layar(client, orang).count("PD-2026-0001") == 2

    dijawab(berkas, admin2, "DATA SUDAH DIPERBARUI")
    assert keadaan(satu, dua) == ["diterima", "menunggu_berkas"]


def test_a_refused_name_is_mended_and_accepted(orang, petugas, admin, admin2):
    ditolak = ubah(orang, petugas, admin, nama="Siti Aminh", hp="081200000001")
    dijawab(dikirim(admin2), admin2, TOLAK)
    assert keadaan(ditolak) == ["ditolak"]
    html = layar(masuk(petugas), orang)
    assert "NAMA TIDAK SESUAI DUKCAPIL" in html
    assert f"?mengganti={ditolak.pk}" in html
    assert not kelompok_siap(admin, UBAH)
    assert diketahui_bpjs(Peserta.objects.get()).nama == "Siti Aminah"

    betul = ubah(orang, petugas, admin, ditolak, nama="Siti Aminah Putri")
    berkas = dikirim(admin2)
    assert berkas.daftar_baris.get().isi == betul.untuk_bpjs
    dijawab(berkas, admin2, "DATA SUDAH DIPERBARUI")

    assert keadaan(ditolak, betul) == ["diterima", "diterima"]
    tahu = diketahui_bpjs(Peserta.objects.get())
    assert (tahu.nama, tahu.baris.berkas_bpjs) == ("Siti Aminah Putri", berkas)
    assert "Yang diketahui BPJS" in layar(masuk(petugas), orang)


def test_another_change_does_not_send_the_refused_one_again(orang, petugas, admin, admin2):
    ubah(orang, petugas, admin, nama="Siti Aminh")
    dijawab(dikirim(admin2), admin2, TOLAK)

    ubah(orang, petugas, admin, alamat="Jl. Mawar 1")

    assert dikirim(admin2).daftar_baris.get().isi == {"alamat": ["", "Jl. Mawar 1"]}


def test_who_takes_a_refused_name_back_sends_nothing_of_it(orang, petugas, admin, admin2):
    ditolak = ubah(orang, petugas, admin, nama="Siti Aminh")
    dijawab(dikirim(admin2), admin2, TOLAK)
    ubah(orang, petugas, admin, ditolak, nama="Siti Aminah")
    assert keadaan(ditolak) == ["dibetulkan"]
    assert not kelompok_siap(admin, UBAH)

    ubah(orang, petugas, admin, hp="081200000001")

    assert dikirim(admin2).daftar_baris.get().isi == {"hp": ["", "081200000001"]}


def test_an_admin_leaves_a_refused_change_out(orang, petugas, admin, admin2):
    ditolak = ubah(orang, petugas, admin, nama="Siti Aminh")
    with pytest.raises(AturanDilanggarError, match="Hanya perubahan yang ditolak"):
        biarkan(ditolak, alasan="x", oleh=admin, pada=KINI)
    dijawab(dikirim(admin2), admin2, TOLAK)
    client, alamat = masuk(admin), reverse("peserta:perubahan_biarkan", args=[ditolak.pk])
    assert "Perubahan data ditolak BPJS" in client.get("/?bagian=semua").text
    assert "Siti Aminh" in client.get(reverse("peserta:perubahan_daftar") + "?status=ditolak").text

    kosong = client.post(alamat, {"alasan": ""})
    assert kosong.status_code == 422
    assert "Tulis alasannya." in kosong.text
    jawaban = client.post(alamat, {"alasan": "BPJS yang benar, KTP diganti"}, follow=True)

    assert "BPJS yang benar, KTP diganti" in jawaban.text
    assert keadaan(ditolak) == ["dibiarkan"]
    assert not kelompok_siap(admin, UBAH)
    assert client.post(alamat, {"alasan": "lagi"}).status_code == 409
    assert masuk(petugas).post(alamat, {"alasan": "x"}).status_code == 403


def test_the_form_mends_only_what_bpjs_refused(orang, petugas, admin, admin2):
    satu = ubah(orang, petugas, admin, nama="Siti Aminh")
    client, ke = masuk(petugas), reverse("peserta:perubahan_baru", args=[orang.pk])
    assert BETULKAN not in client.get(f"{ke}?mengganti={satu.pk}").text
    dijawab(dikirim(admin2), admin2, TOLAK)

    html = client.get(f"{ke}?mengganti={satu.pk}").text

    assert BETULKAN in html
    assert "Tercatat: Siti Aminh." in html
    for salah in ("abc", "999999999999999999999", "0"):
        assert BETULKAN not in client.get(f"{ke}?mengganti={salah}").text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_page_asks_a_constant_number(orang, petugas, admin, jumlah, django_assert_num_queries):
    for n in range(jumlah):
        ubah(orang, petugas, admin, hp=f"08120000000{n}")
    client = masuk(petugas)

    with django_assert_num_queries(19):
        layar(client, orang)


def daftarkan_lagi(orang):
    """The person stopped, came back and was decreed anew."""
    for status in ("berhenti", "ditetapkan"):
        Peserta.objects.filter(pk=orang.pk).update(status=status)
    BantuanFactory(peserta=orang, bulan_awal=date(2027, 1, 1), sumber=sumber("APBD", 2027))


def test_a_later_enrolment_brought_the_change_to_bpjs(orang, petugas, admin, admin2):
    """Enrolled anew with the new value, nothing waits; a refusal before it is settled as well."""
    menunggu = ubah(orang, petugas, admin, hp="081200000001")
    daftarkan_lagi(orang)
    berkas = susun(admin, sumber=sumber("APBD", 2027), bulan_awal=date(2027, 1, 1))
    BerkasBPJS.objects.filter(pk=berkas.pk).update(dikirim_pada=KINI + timedelta(days=1))
    berkas.daftar_baris.update(hasil="sesuai", dijawab_pada=KINI + timedelta(days=2))
    Peserta.objects.filter(pk=orang.pk).update(status="terdaftar")

    assert not kelompok_siap(admin, UBAH)
    assert keadaan(menunggu) == ["diterima"]
    assert f">{berkas.nomor}<" in layar(masuk(admin2), orang)


def test_refused_change_that_an_enrolment_brought_is_not_refused_any_more(
    orang, petugas, admin, admin2
):
    ditolak = ubah(orang, petugas, admin, nama="Siti Aminh")
    dijawab(dikirim(admin2), admin2, TOLAK)
    assert list(ditolak_bpjs(PerubahanData.objects.all())) == [ditolak]
    daftarkan_lagi(orang)
    berkas = susun(admin, sumber=sumber("APBD", 2027), bulan_awal=date(2027, 1, 1))
    BerkasBPJS.objects.filter(pk=berkas.pk).update(dikirim_pada=KINI + timedelta(days=1))
    berkas.daftar_baris.update(hasil="sesuai", dijawab_pada=KINI + timedelta(days=2))
    Peserta.objects.filter(pk=orang.pk).update(status="terdaftar")

    assert keadaan(ditolak) == ["diterima"]
    assert not ditolak_bpjs(PerubahanData.objects.all())


def test_data_changed_back_before_it_was_told_need_not_go(orang, petugas, admin):
    satu = ubah(orang, petugas, admin, hp="081200000001")
    dua = ubah(orang, petugas, admin, hp="")

    assert keadaan(satu, dua) == ["diubah_kembali", "diubah_kembali"]
    assert "tidak perlu diberi tahu" in layar(masuk(petugas), orang)
