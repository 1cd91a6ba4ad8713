"""A shortened grant is told to BPJS in a file of stops; its person stays enrolled."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.berkas_bpjs import kabar_henti, kelompok_siap, orang_siap
from iuran.berkas_bpjs.actions.keluarkan import ikutkan_lagi, keluarkan_baris
from iuran.berkas_bpjs.ekspor import contoh_isi
from iuran.berkas_bpjs.periksa import Pemeriksaan
from iuran.berkas_bpjs.siap import siap
from iuran.berkas_bpjs.views.baru import contoh
from iuran.models import (
    BarisBerkas,
    Iuran,
    JenisBerkasBPJS,
    ProfilEkspor,
)
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from peserta.models import JenisPeristiwa, Peserta, UsulanPeristiwa
from pijar.errors import AturanDilanggarError
from tests.factories import BantuanFactory, sumber, terdaftar
from tests.iuran.perubahan import KINI, OKT, jalankan, kembalikan, konfirmasi, pendekkan, usul
from tests.iuran.susunan import kirim_jenis, susun_jenis
from tests.iuran.test_berkas_jenis import dijawab, excel
from verifikasi.actions.ditahan import usulkan_keluar_ditahan

HENTI = JenisBerkasBPJS.PENGHENTIAN
JANUARI = date(2026, 1, 1)
HABIS, TOLAK = "SUDAH DINONAKTIFKAN", "GAGAL: KPJ TIDAK DITEMUKAN"


@pytest.fixture
def jam(monkeypatch):
    """Everything happens on 20 September 2026; ``jam[0]`` is the time, and it can go on."""
    kini = [KINI]
    monkeypatch.setattr(timezone, "now", lambda: kini[0])
    monkeypatch.setattr(timezone, "localdate", lambda: kini[0].date())
    return kini


@pytest.fixture
def orang(jam, admin, admin2):
    """An enrolled person whose grant was shortened to the end of September."""
    satu = terdaftar(nama="Sukirno").peserta
    jalankan(admin, admin2, pendekkan(), satu)
    jam[0] += timedelta(hours=1)
    return satu


def meninggal(satu, admin):
    kini = timezone.localdate()
    return catat_peristiwa(satu, JenisPeristiwa.MENINGGAL, kini, oleh=admin, pada=kini)


def jumlah(admin):
    """How many wait, by each of the three ways to count them."""
    kelompok = kelompok_siap(admin, HENTI)
    return (
        orang_siap(admin, HENTI).count(),
        sum(k.jumlah for k in kelompok if k.cabang),
        sum(len(siap(k, admin)) for k in kelompok if k.cabang),
    )


def test_it_is_told_with_its_last_day_and_the_person_stays_enrolled(orang, admin):
    assert jumlah(admin) == (1, 1, 1)

    satu = susun_jenis(HENTI, admin)

    isi = excel(satu)[0]
    assert (isi["ALASAN"], isi["TANGGAL KEJADIAN"], isi["BULAN TERAKHIR DIBAYAR"]) == (
        "Bantuan berakhir lebih awal",
        "30-09-2026",
        "01-09-2026",
    )
    assert jumlah(admin) == (0, 0, 0)
    kirim_jenis(satu, admin)
    bulan = Iuran.objects.hidup().count()

    dijawab(satu, admin, HABIS)

    baris = satu.daftar_baris.get()
    assert (baris.hasil, satu.status) == ("sesuai", "selesai")
    orang.refresh_from_db()
    assert (orang.status, Iuran.objects.hidup().count()) == ("terdaftar", bulan)
    assert jumlah(admin) == (0, 0, 0)


def test_last_day_is_never_that_of_the_grant_as_it_was(orang, admin):
    """Also where the clock of the file went behind that of the decision."""
    satu = susun_jenis(HENTI, admin)
    satu.__class__.objects.update(disusun_pada=KINI - timedelta(days=1))

    assert satu.daftar_baris.get().berakhir == date(2026, 9, 30)


def test_grant_without_any_month_left_ends_before_its_first(jam, admin, admin2):
    satu = terdaftar().peserta
    jalankan(admin, admin2, pendekkan(mulai=JANUARI), satu)

    isi = excel(susun_jenis(HENTI, admin))[0]

    assert (isi["TANGGAL KEJADIAN"], isi["BULAN TERAKHIR DIBAYAR"]) == ("31-12-2025", "01-12-2025")


def test_who_has_two_shortened_grants_waits_and_is_told_once(jam, admin, admin2):
    awal = terdaftar()
    lanjut = BantuanFactory(
        peserta=awal.peserta, sumber=sumber("APBD", 2027), bulan_awal=date(2027, 1, 1),
        jumlah_bulan=1, status="berjalan", sambungan_dari=awal,
    )  # fmt: skip
    satu = Iuran.objects.first()
    Iuran.objects.create(
        tarif=satu.tarif, jkk=satu.jkk, jkm=satu.jkm, peserta=awal.peserta, bantuan=lanjut,
        sumber=lanjut.sumber, bulan=lanjut.bulan_awal,
    )  # fmt: skip
    jalankan(admin, admin2, pendekkan(), awal.peserta)
    assert jumlah(admin) == (1, 1, 1)

    berkas = kirim_jenis(susun_jenis(HENTI, admin), admin)
    dijawab(berkas, admin, HABIS)

    assert berkas.daftar_baris.get().bantuan == awal
    assert jumlah(admin) == (0, 0, 0)


def test_stops_and_shortenings_go_in_one_file(orang, admin):
    berhenti = terdaftar(nama="Ahmad").peserta
    meninggal(berhenti, admin)
    assert jumlah(admin) == (2, 2, 2)

    satu = kirim_jenis(susun_jenis(HENTI, admin), admin)
    dijawab(satu, admin, HABIS, HABIS)

    baris = satu.daftar_baris.order_by("nomor").values_list("peserta", "hasil")
    assert list(baris) == [(berhenti.pk, "sesuai"), (orang.pk, "sesuai")]
    status = dict(Peserta.objects.values_list("nama", "status"))
    assert status == {"Ahmad": "berhenti", "Sukirno": "terdaftar"}


def test_answer_warns_of_nobody_who_is_as_the_line_expects(orang, admin):
    satu = kirim_jenis(susun_jenis(HENTI, admin), admin)

    jawaban = dijawab(satu, admin, HABIS)

    assert jawaban.daftar_baris.get().catatan == ""


def test_refused_and_held_it_is_not_told_again_before_an_admin_says_so(orang, admin):
    satu = kirim_jenis(susun_jenis(HENTI, admin), admin)
    dijawab(satu, admin, TOLAK)
    orang.refresh_from_db()
    assert orang.status == "terdaftar"
    assert jumlah(admin) == (0, 0, 0)
    assert BarisBerkas.objects.ditahan().count() == 1

    ikutkan_lagi(BarisBerkas.objects.ditahan(), alasan="KPJ benar", pada=timezone.now(), oleh=admin)

    assert jumlah(admin) == (1, 1, 1)


def test_held_line_is_on_the_page_of_held_people_with_its_matter(orang, admin, admin_client):
    dijawab(kirim_jenis(susun_jenis(HENTI, admin), admin), admin, TOLAK)

    html = admin_client.get(reverse("verifikasi:ditahan")).text

    assert "Bantuan berakhir 30 September 2026" in html


def test_who_is_held_leaves_no_decree_and_is_named(orang, admin):
    dijawab(kirim_jenis(susun_jenis(HENTI, admin), admin), admin, TOLAK)

    with pytest.raises(AturanDilanggarError, match=r"1 orang ditahan .* tidak .* SK: Sukirno \("):
        usulkan_keluar_ditahan(BarisBerkas.objects.ditahan(), alasan="x", oleh=admin)


def test_taken_back_meanwhile_the_line_is_named_and_taken_out(orang, admin, admin2, admin_client):
    lain = terdaftar(nama="Ahmad").peserta
    jalankan(admin, admin2, pendekkan(), lain)
    perubahan = orang.daftar_bantuan.get().daftar_perubahan.get().perubahan
    satu = susun_jenis(HENTI, admin)
    kembalikan(admin, admin2, perubahan)

    with pytest.raises(AturanDilanggarError, match="1 orang berubah statusnya"):
        kirim_jenis(satu, admin)
    html = admin_client.get(reverse("iuran:berkas_bpjs_detail", args=[satu.pk])).text
    assert "Bantuannya berlanjut." in html
    gugur = satu.daftar_baris.tidak_berlaku_lagi().get()
    assert gugur.peserta == orang
    keluarkan_baris(satu, [gugur.pk], alasan="Berlanjut", pada=timezone.now(), oleh=admin)

    assert not BarisBerkas.objects.ditahan().exists()
    assert jumlah(admin) == (0, 0, 0)


def test_shortened_again_it_is_told_again(orang, jam, admin, admin2):
    perubahan = orang.daftar_bantuan.get().daftar_perubahan.get().perubahan
    satu = kirim_jenis(susun_jenis(HENTI, admin), admin)
    dijawab(satu, admin, HABIS)
    jam[0] += timedelta(hours=1)
    kembalikan(admin, admin2, perubahan)
    assert jumlah(admin) == (0, 0, 0)
    jam[0] += timedelta(hours=1)
    konfirmasi(usul(admin, pendekkan(mulai=date(2026, 11, 1)), orang), admin2, pada=jam[0])
    assert jumlah(admin) == (1, 1, 1)

    dua = susun_jenis(HENTI, admin)

    assert excel(dua)[0]["TANGGAL KEJADIAN"] == "31-10-2026"
    assert satu.daftar_baris.get().berakhir == date(2026, 9, 30)


def test_who_gets_another_grant_from_that_month_on_is_not_told(orang, admin):
    satu = susun_jenis(HENTI, admin)
    BantuanFactory(peserta=orang, bulan_awal=OKT, jumlah_bulan=3)
    assert satu.daftar_baris.tidak_berlaku_lagi().count() == 1

    satu.daftar_baris.update(hasil="batal", keterangan="x", dijawab_pada=timezone.now())

    assert jumlah(admin) == (0, 0, 0)


def test_who_dies_meanwhile_is_told_by_the_event(orang, admin):
    terdaftar(nama="Ahmad")
    satu = susun_jenis(HENTI, admin)
    meninggal(orang, admin)
    baris = satu.daftar_baris.tidak_berlaku_lagi().get()
    assert jumlah(admin) == (0, 0, 0)

    baris.__class__.objects.filter(pk=baris.pk).update(hasil="batal", dijawab_pada=timezone.now())

    assert jumlah(admin) == (1, 1, 1)
    dua = susun_jenis(HENTI, admin)
    assert dua.daftar_baris.get().peristiwa is not None


def test_answer_after_a_death_leaves_the_event_to_be_told(orang, admin):
    satu = kirim_jenis(susun_jenis(HENTI, admin), admin)
    meninggal(orang, admin)

    dijawab(satu, admin, HABIS)

    orang.refresh_from_db()
    assert orang.status == "berhenti"
    assert jumlah(admin) == (1, 1, 1)


def test_undone_death_waits_for_the_shortening_again(orang, admin, admin2):
    mati = meninggal(orang, admin)
    assert jumlah(admin) == (1, 1, 1)

    batalkan_peristiwa(mati, alasan="Keliru orang", oleh=admin2)

    kelompok = [k for k in kelompok_siap(admin, HENTI) if k.cabang]
    assert [s.bantuan_id is not None for s in siap(kelompok[0], admin)] == [True]


def test_preflight_names_who_has_an_event_proposed(orang, admin):
    UsulanPeristiwa.objects.create(
        peserta=orang, jenis="pindah", tanggal=JANUARI, oleh=admin, bukti_jenis="surat_pindah",
        bukti_nomor="1",
    )  # fmt: skip
    (kelompok,) = kelompok_siap(admin, HENTI)
    profil = ProfilEkspor.objects.get(jenis=HENTI)

    hasil = Pemeriksaan(kelompok, profil, petugas=admin, pada=JANUARI)

    assert [(t.kode, t.jumlah) for t in hasil.temuan] == [("peristiwa", 1)]
    assert dict(contoh(hasil))["TANGGAL KEJADIAN"] == ["30-09-2026"]


def test_profile_of_another_kind_asks_for_no_end(orang, admin):
    satu = susun_jenis(HENTI, admin)
    baris = satu.daftar_baris.get()
    baris.bantuan = None

    with pytest.raises(AturanDilanggarError, match="hanya untuk penghentian"):
        contoh_isi(satu, [baris])


def test_page_of_the_person_says_how_far_it_is(orang, admin, admin_client):
    alamat = reverse("iuran:perlindungan", args=[orang.pk])
    assert "BPJS belum diberi tahu" in admin_client.get(alamat).text

    kirim_jenis(susun_jenis(HENTI, admin), admin)

    html = " ".join(admin_client.get(alamat).text.split())
    assert "Berakhir 30 September 2026. Diberitahukan ke BPJS dengan PH-2026-0001" in html
    assert kabar_henti(orang).kata == "Menunggu jawaban"
    meninggal(orang, admin)
    assert kabar_henti(Peserta.objects.get()) is None


@pytest.mark.parametrize("banyak", [1, 3])
def test_page_of_the_file_asks_a_constant_number(
    jam, admin, admin2, admin_client, banyak, django_assert_num_queries
):
    semua = [terdaftar().peserta for _ in range(banyak)]
    jalankan(admin, admin2, pendekkan(), *semua)
    satu = susun_jenis(HENTI, admin)
    alamat = reverse("iuran:berkas_bpjs_detail", args=[satu.pk])

    with django_assert_num_queries(19):
        html = admin_client.get(alamat).text

    assert html.count("Bantuan berakhir 30 September 2026") == banyak


def test_list_of_files_counts_them(orang, admin_client):
    html = " ".join(admin_client.get(reverse("iuran:berkas_bpjs")).text.split())

    assert "1 orang</strong> berhenti atau bantuannya dipendekkan" in html
