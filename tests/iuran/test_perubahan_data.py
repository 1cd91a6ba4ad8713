"""What a change of data does to months, money and BPJS: shown before, true after."""

from datetime import date, datetime

import pytest

from iuran.models import Bantuan, Iuran
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.tagihan.actions.susun import susun_tagihan
from peserta.models import JenisPeristiwa, PerubahanData, Peserta
from peserta.orang import Dasar, Foto, usulkan_perubahan
from peserta.orang.linimasa import linimasa
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from pijar.unggahan import Bersih
from tests.factories import BantuanFactory, PesertaFactory, keringanan_berlaku, sumber, terdaftar
from tests.iuran.susunan import susun
from tests.keamanan.serentak import serentak
from tests.peran import buat
from verifikasi.actions.perubahan_data import akibat_usulan, isi_usulan, terapkan_perubahan

KINI = datetime(2026, 3, 10, 9, tzinfo=WIB)
PADA = KINI.date()
LAHIR_65 = date(1961, 6, 20)  # 65 on 20 June 2026: paid until June
NELAYAN = "nelayan"
PEDURUNGAN = "33.74.06.1001"


@pytest.fixture
def bantuan(db):
    """Somebody enrolled, with twelve months of 2026."""
    return terdaftar(date(2026, 1, 1), 12)


def usulkan(orang, oleh, **data):
    return usulkan_perubahan(orang, data, Dasar("Sesuai KTP", "KTP-el 2026"), oleh=oleh)


def isi_kini(usulan):
    satu = PerubahanData.objects.get(pk=usulan.pk)
    return isi_usulan(satu, akibat_usulan(satu, satu.peserta, pada=PADA))


def terapkan(usulan, oleh):
    cap = sidik(isi_kini(usulan))
    terapkan_perubahan(usulan, dilihat=cap, ikutkan=True, oleh=oleh, pada=KINI)
    usulan.refresh_from_db()
    usulan.peserta.refresh_from_db()
    return usulan


def bulan(orang, **syarat):
    hidup = Iuran.objects.hidup().filter(peserta=orang, **syarat).order_by("bulan")
    return [b.month for b in hidup.values_list("bulan", flat=True)]


def test_a_phone_of_somebody_enrolled_goes_to_bpjs(bantuan, petugas, admin):
    """Case 23: the sentence that sent the officer in a circle."""
    usulan = usulkan(bantuan.peserta, petugas, hp="081200000001")
    assert isi_kini(usulan)["BPJS"] == "disampaikan lewat berkas perubahan berikutnya"

    terapkan(usulan, admin)

    assert usulan.peserta.hp == "081200000001"
    assert usulan.peserta.status == "terdaftar"
    assert PerubahanData.objects.ke_bpjs().get() == usulan
    assert bulan(usulan.peserta) == [*range(1, 13)]


def test_what_no_file_has_is_changed_here_alone(bantuan, petugas, admin):
    usulan = usulkan(bantuan.peserta, petugas, penghasilan=900_000)
    assert isi_kini(usulan)["BPJS"] == "tidak perlu diberi tahu"

    assert not terapkan(usulan, admin).ke_bpjs


def test_months_after_65_fall_and_billed_ones_are_named(bantuan, petugas, admin, tagihan_agustus):
    usulan = usulkan(bantuan.peserta, petugas, tanggal_lahir=LAHIR_65)
    akibat = isi_kini(usulan)["Bulan sesudah usia 65"]
    assert "Juli 2026, September 2026–Desember 2026 (5 bulan) tidak dibayar lagi" in akibat
    assert f"Agustus 2026 (1 bulan) sudah ditagih ({tagihan_agustus.nomor}) dan tetap" in akibat

    terapkan(usulan, admin)

    assert bulan(usulan.peserta) == [1, 2, 3, 4, 5, 6, 8]
    mati = Iuran.objects.filter(peserta=usulan.peserta, hidup=False)
    assert {i.alasan_mati for i in mati} == {"tanggal lahir dibetulkan: 20 Juni 1961"}
    bantuan.refresh_from_db()
    assert bantuan.bulan_akhir == date(2026, 8, 1)
    assert usulan.ke_bpjs


@pytest.fixture
def tagihan_agustus(bantuan, admin):
    return susun_tagihan(sumber("APBD"), date(2026, 8, 1), oleh=admin)


def test_a_birthday_that_is_far_changes_no_month(bantuan, petugas, admin):
    usulan = usulkan(bantuan.peserta, petugas, tanggal_lahir=date(1985, 2, 14))
    assert "Bulan sesudah usia 65" not in isi_kini(usulan)

    terapkan(usulan, admin)

    assert bulan(usulan.peserta) == [*range(1, 13)]
    bantuan.refresh_from_db()
    assert (bantuan.status, bantuan.bulan_akhir) == ("berjalan", date(2026, 12, 1))


def test_an_occupation_of_another_sector_counts_open_months_anew(petugas, admin):
    keringanan_berlaku()
    bantuan = terdaftar(date(2026, 1, 1), 12, kode="CSR", pekerjaan_id=NELAYAN)
    susun_tagihan(sumber("CSR"), date(2026, 1, 1), oleh=admin)
    usulan = usulkan(bantuan.peserta, petugas, pekerjaan_id="tukang_becak")
    tarif = isi_kini(usulan)["Tarif"]
    assert "Februari 2026–Desember 2026 (11 bulan) dihitung ulang, Rp16.800 menjadi" in tarif
    assert "berkurang" in tarif

    terapkan(usulan, admin)

    nominal = dict(Iuran.objects.hidup().values_list("bulan", "nominal"))
    assert nominal[date(2026, 1, 1)] == 16_800
    assert nominal[date(2026, 2, 1)] == nominal[date(2026, 12, 1)] < 16_800
    mati = Iuran.objects.filter(hidup=False)
    assert {i.alasan_mati for i in mati} == {"pekerjaan dibetulkan: tukang becak"}
    assert len(mati) == 11


def test_an_occupation_of_the_same_sector_changes_no_rupiah(bantuan, petugas, admin):
    usulan = usulkan(bantuan.peserta, petugas, pekerjaan_id="sopir_angkot")
    assert "Tarif" not in isi_kini(usulan)

    terapkan(usulan, admin)

    assert not Iuran.objects.filter(hidup=False).exists()


def test_a_kelurahan_of_another_branch_is_said(bantuan, petugas):
    cabang = isi_kini(usulkan(bantuan.peserta, petugas, kelurahan_id=PEDURUNGAN))["Cabang BPJS"]

    assert cabang == "Semarang Pemuda menjadi Semarang Majapahit"


def test_who_is_in_a_file_not_sent_makes_it_again(petugas, admin, admin2):
    pendaftaran = susun(admin, 1)
    orang = pendaftaran.daftar_baris.get().peserta
    usulan = usulkan(orang, petugas, nama="Siti Aminah Putri")
    assert isi_kini(usulan)["BPJS"] == (
        f"{pendaftaran.nomor} belum dikirim: buat lagi Excel-nya sebelum dikirim"
    )

    terapkan(usulan, admin2)

    orang.refresh_from_db()
    assert (orang.nama, orang.status) == ("Siti Aminah Putri", "didaftarkan")
    assert not usulan.ke_bpjs


def test_who_is_in_a_file_that_was_sent_is_told_after_the_card(petugas, admin, admin2):
    pendaftaran = susun(admin, 1)
    pendaftaran.dikirim_pada = KINI
    pendaftaran.status = "dikirim"
    pendaftaran.save()
    orang = pendaftaran.daftar_baris.get().peserta
    usulan = usulkan(orang, petugas, alamat="Jl. Mawar 1")
    assert "sesudah kartunya terbit" in isi_kini(usulan)["BPJS"]

    terapkan(usulan, admin2)

    assert usulan.ke_bpjs
    assert not PerubahanData.objects.ke_bpjs().exists()
    Peserta.objects.update(kpj="10000000001")
    Peserta.objects.update(status="terdaftar")
    assert PerubahanData.objects.ke_bpjs().get() == usulan


def test_a_promise_after_65_is_shortened(petugas, admin, admin2):
    orang = susun(admin, 1).daftar_baris.get().peserta

    terapkan(usulkan(orang, petugas, tanggal_lahir=LAHIR_65), admin2)

    assert Bantuan.objects.get().bulan_akhir == date(2026, 6, 1)


def test_the_claim_of_somebody_who_died_is_named(bantuan, petugas, admin):
    catat_peristiwa(
        bantuan.peserta, JenisPeristiwa.MENINGGAL, date(2026, 3, 2), bukti_jenis="akta_kematian",
        bukti_nomor="1", oleh=admin, pada=PADA,
    )  # fmt: skip
    usulan = usulkan(bantuan.peserta, petugas, nama="Siti Aminah Putri")
    isi = isi_kini(usulan)
    assert "JKM (kematian), 2 Maret 2026 (terbuka)" in isi["Klaim"]
    assert "berhenti" in isi["BPJS"]

    terapkan(usulan, admin)

    assert usulan.peserta.nama == "Siti Aminah Putri"
    assert usulan.ke_bpjs
    assert not PerubahanData.objects.ke_bpjs().exists()


def test_who_left_long_ago_is_not_told_to_bpjs(petugas, admin):
    orang = PesertaFactory(status="berhenti", kpj="10000000009")

    assert not terapkan(usulkan(orang, petugas, hp="081200000001"), admin).ke_bpjs


def test_a_kpj_is_corrected_with_proof_and_remembered(bantuan, petugas, admin):
    lama = bantuan.peserta.kpj
    with pytest.raises(AturanDilanggarError, match="dengan bukti"):
        usulkan_perubahan(bantuan.peserta, {"kpj": "26133068531"}, Dasar("x"), oleh=petugas)

    usulan = terapkan(usulkan(bantuan.peserta, petugas, kpj="26133068531"), admin)

    assert usulan.peserta.kpj == "26133068531"
    assert usulan.isi == {"kpj": [lama, "26133068531"]}
    assert usulan.ke_bpjs


def test_a_kpj_of_somebody_else_is_refused_by_name(bantuan, petugas, admin):
    lain = PesertaFactory(status="layak", kpj="26133068539", nama="Budi Santoso")
    with pytest.raises(BentrokError, match="KPJ ini milik Budi Santoso") as galat:
        usulkan(bantuan.peserta, petugas, kpj=lain.kpj)
    assert str(lain.pk) in galat.value.tautan

    usulan = usulkan(bantuan.peserta, petugas, kpj="26133068531")
    Peserta.objects.filter(pk=lain.pk).update(kpj="26133068531")
    with pytest.raises(BentrokError, match="KPJ ini milik Budi Santoso"):
        terapkan(usulan, admin)


def test_two_people_with_each_others_card_exchange_their_numbers(bantuan, petugas, admin, admin2):
    satu, lain = bantuan.peserta, PesertaFactory(status="terdaftar", nama="Budi Santoso")
    milik_satu, milik_lain = satu.kpj, lain.kpj

    usulan = terapkan(usulkan(satu, petugas, kpj=milik_lain), admin)

    lain.refresh_from_db()
    assert (usulan.peserta.kpj, lain.kpj) == (milik_lain, milik_satu)
    jejak = lain.daftar_perubahan.get()
    assert jejak.isi == {"kpj": [milik_lain, milik_satu]}
    assert (jejak.status, jejak.diusulkan_oleh, jejak.diputus_oleh) == (
        "diterapkan", petugas, admin
    )  # fmt: skip
    assert f"perubahan data nomor {usulan.pk}" in jejak.alasan
    assert usulan.ke_bpjs
    assert jejak.ke_bpjs
    assert {petugas.pk, admin.pk} <= {*lain.penyunting}
    (satu_baris,) = (k for k in linimasa(lain) if k.judul == "Data diubah")
    assert [(p.lama, p.baru) for p in satu_baris.perubahan] == [(milik_lain, milik_satu)]


def test_an_exchange_of_cards_is_taken_back_by_another_one(bantuan, petugas, admin):
    satu, lain = bantuan.peserta, PesertaFactory(status="terdaftar")
    semula = satu.kpj, lain.kpj
    terapkan(usulkan(satu, petugas, kpj=lain.kpj), admin)
    lain.refresh_from_db()

    terapkan(usulkan(lain, petugas, kpj=semula[1]), admin)

    satu.refresh_from_db()
    lain.refresh_from_db()
    assert (satu.kpj, lain.kpj) == semula


def test_a_card_of_another_area_is_not_exchanged(bantuan, petugas, admin):
    lain = PesertaFactory(status="terdaftar", kelurahan_id="33.74.02.1001", nama="Budi Santoso")
    usulan = usulkan(bantuan.peserta, petugas, kpj=lain.kpj)
    setempat = buat("setempat", "admin", wilayah=["33.74.01"])

    with pytest.raises(BentrokError, match="KPJ ini milik orang lain"):
        usulkan(PesertaFactory(status="terdaftar"), setempat, kpj=lain.kpj)
    with pytest.raises(BentrokError, match="KPJ ini milik orang lain"):
        terapkan(usulan, setempat)

    lain.refresh_from_db()
    assert lain.kpj == usulan.isi["kpj"][1]


@pytest.mark.django_db(transaction=True)
def test_both_sides_of_an_exchange_at_once_exchange_once(petugas, admin, admin2):
    satu, lain = (PesertaFactory(status="terdaftar") for _ in range(2))
    semula = satu.kpj, lain.kpj
    dua_usulan = usulkan(satu, petugas, kpj=lain.kpj), usulkan(lain, petugas, kpj=satu.kpj)

    hasil = serentak(
        lambda: terapkan(dua_usulan[0], admin), lambda: terapkan(dua_usulan[1], admin2)
    )

    assert [isinstance(h, BentrokError) for h in hasil].count(True) == 1
    satu.refresh_from_db()
    lain.refresh_from_db()
    assert (satu.kpj, lain.kpj) == semula[::-1]


def test_a_nik_of_somebody_enrolled_is_proposed_too(bantuan, petugas, admin):
    lama, baru = bantuan.peserta.nik, "3374025502850099"

    usulan = terapkan(usulkan(bantuan.peserta, petugas, nik=baru), admin)

    assert usulan.peserta.nik == baru
    koreksi = usulan.peserta.daftar_koreksi_nik.get()
    assert (koreksi.nik_lama, koreksi.nik_baru) == (lama, baru)
    assert usulan.ke_bpjs


def test_a_refused_change_is_mended_never_repeated(bantuan, petugas, admin, admin2):
    orang = bantuan.peserta
    ditolak = terapkan(usulkan(orang, petugas, nama="Siti Aminh", hp="081200000001"), admin)
    dasar = Dasar("Salah ketik", "KTP-el", mengganti=ditolak)
    orang.refresh_from_db()
    with pytest.raises(AturanDilanggarError, match="yang sama tidak dikirim lagi"):
        usulkan_perubahan(orang, {"nama": "Siti Aminh"}, dasar, oleh=petugas)

    betul = usulkan_perubahan(orang, {"nama": "Siti Aminah Putri"}, dasar, oleh=petugas)
    terapkan(betul, admin2)

    assert PerubahanData.objects.ke_bpjs().get() == betul
    assert betul.untuk_bpjs == {
        "nama": ["Siti Aminah", "Siti Aminah Putri"], "hp": ["", "081200000001"],
    }  # fmt: skip


def test_who_takes_a_refused_change_back_has_nothing_to_tell(bantuan, petugas, admin, admin2):
    ditolak = terapkan(usulkan(bantuan.peserta, petugas, nama="Siti Aminh"), admin)
    orang = ditolak.peserta

    dasar = Dasar("BPJS benar", "KTP-el", mengganti=ditolak)
    balik = usulkan_perubahan(orang, {"nama": "Siti Aminah"}, dasar, oleh=petugas)
    terapkan(balik, admin2)

    assert balik.untuk_bpjs == {}
    assert not PerubahanData.objects.ke_bpjs().exists()


def test_a_photo_is_proof_and_stays_a_paper_of_the_person(bantuan, petugas, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    foto = Foto("ktp", Bersih(b"\xff\xd8\xff", "image/jpeg"), "ktp.jpg", "1" * 64)

    usulan = usulkan_perubahan(
        bantuan.peserta, {"nama": "Siti"}, Dasar("Sesuai KTP", foto=foto), oleh=petugas
    )

    assert usulan.bukti.peserta == bantuan.peserta
    assert isi_kini(usulan)["Bukti"] == "KTP"


def test_grants_of_others_stay(bantuan, petugas, admin):
    lain = BantuanFactory()
    terapkan(usulkan(bantuan.peserta, petugas, tanggal_lahir=LAHIR_65), admin)

    lain.refresh_from_db()
    assert lain.bulan_akhir == date(2026, 12, 1)
