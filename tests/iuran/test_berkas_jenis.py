"""Files to BPJS of every kind: who waits, what they tell, what an answer does, and the way back."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from iuran.berkas_bpjs import KelompokSiap, kelompok_siap
from iuran.berkas_bpjs.actions.batal import batalkan_berkas, lepaskan_menunggu
from iuran.berkas_bpjs.actions.keluarkan import ikutkan_lagi, keluarkan_baris
from iuran.berkas_bpjs.actions.kirim import Surat, tandai_dikirim, tarik_kiriman
from iuran.berkas_bpjs.actions.susun import susun_berkas
from iuran.berkas_bpjs.kolom import galat_kolom
from iuran.berkas_bpjs.periksa import Pemeriksaan
from iuran.jawaban.hitungan import pratinjau_terapan
from iuran.jawaban.kalimat import golongkan
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.models import (
    BarisBerkas,
    BerkasBPJS,
    HasilJawaban,
    Iuran,
    JenisBerkasBPJS,
    ProfilEkspor,
)
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from iuran.tagihan.actions.susun import susun_tagihan
from peserta.models import JenisPeristiwa, Peristiwa, UsulanPeristiwa
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses
from tests.factories import BantuanFactory, PenggunaFactory, PesertaFactory, sumber, terdaftar
from tests.iuran.susunan import (
    KEPALA,
    jalankan,
    jawab,
    kirim_jenis,
    susun,
    susun_jenis,
    ubah_data,
)
from tests.sebaris import sebaris

JANUARI, DESEMBER = date(2026, 1, 1), date(2026, 12, 1)
PANJANG, UBAH, HENTI = (
    JenisBerkasBPJS.PERPANJANGAN,
    JenisBerkasBPJS.PERUBAHAN,
    JenisBerkasBPJS.PENGHENTIAN,
)


def perpanjangan(mulai=JANUARI, jumlah=6, **lain):
    """An enrolled person whose extension was decreed."""
    orang = PesertaFactory(status="terdaftar", **lain)
    return BantuanFactory(peserta=orang, bulan_awal=mulai, jumlah_bulan=jumlah)


def henti(orang, admin):
    kini = timezone.localdate()
    return catat_peristiwa(orang, JenisPeristiwa.PINDAH, kini, oleh=admin, pada=kini)


def dijawab(satu, admin, *kata, kpj=""):
    """BPJS's answer with these words, in the order of the lines, read and applied."""
    daftar = satu.daftar_baris.select_related("peserta").order_by("nomor")
    isi = [
        [b.nomor, b.peserta.nik, b.peserta.nama, kpj, k] for b, k in zip(daftar, kata, strict=False)
    ]
    jawaban = jawab(satu, KEPALA, *isi, oleh=admin)
    terapkan_jawaban(jawaban, pada=timezone.now(), oleh=admin)
    satu.refresh_from_db()
    return jawaban


def hidup(bantuan):
    return Iuran.objects.hidup().filter(bantuan=bantuan).count()


def excel(satu):
    with satu.tugas_excel.hasil.open("rb") as isi:
        kepala, *baris = load_workbook(isi).active.iter_rows(values_only=True)
    return [dict(zip(kepala, b, strict=True)) for b in baris]


# Extension


def test_extension_is_payable_once_its_file_is_sent_and_moves_nobody(admin):
    bantuan = perpanjangan()
    satu = susun_jenis(PANJANG, admin)
    assert satu.nomor == "PP-2026-0001"
    assert hidup(bantuan) == 0

    kirim_jenis(satu, admin)

    bantuan.refresh_from_db()
    assert (hidup(bantuan), bantuan.status) == (6, "berjalan")
    assert bantuan.peserta.__class__.objects.get().status == "terdaftar"
    assert BarisBerkas.objects.belum_dikonfirmasi().count() == 1
    assert excel(satu)[0] | {"MULAI BULAN": "01-01-2026", "JUMLAH BULAN": "6"} == excel(satu)[0]
    assert not kelompok_siap(admin, PANJANG)

    dijawab(satu, admin, "BERHASIL DIPERPANJANG")

    assert satu.status == "selesai"
    assert not BarisBerkas.objects.belum_dikonfirmasi().exists()
    assert hidup(bantuan) == 6


def test_extension_with_the_part_after_new_year_goes_as_one_line(admin):
    pertama = perpanjangan(mulai=date(2026, 7, 1))
    lanjutan = BantuanFactory(
        peserta=pertama.peserta,
        sumber=sumber("APBD", 2027),
        bulan_awal=date(2027, 1, 1),
        jumlah_bulan=6,
        sambungan_dari=pertama,
    )
    satu = susun_jenis(PANJANG, admin)
    assert excel(satu)[0]["JUMLAH BULAN"] == "12"

    kirim_jenis(satu, admin)

    assert (satu.jumlah_orang, hidup(pertama), hidup(lanjutan)) == (1, 6, 6)


def test_refused_extension_ends_and_waits_held(admin):
    bantuan = perpanjangan()
    satu = kirim_jenis(susun_jenis(PANJANG, admin), admin)
    jawaban = jawab(
        satu,
        KEPALA,
        [1, bantuan.peserta.nik, bantuan.peserta.nama, "", "GAGAL: NIK TIDAK PADAN"],
        oleh=admin,
    )
    assert pratinjau_terapan(jawaban).mati == 6

    terapkan_jawaban(jawaban, pada=timezone.now(), oleh=admin)

    bantuan.refresh_from_db()
    assert (hidup(bantuan), bantuan.status) == (0, "ditetapkan")
    assert not kelompok_siap(admin, PANJANG)
    ditahan = BarisBerkas.objects.ditahan()
    assert ditahan.count() == 1
    ikutkan_lagi(ditahan, alasan="Sudah dipadankan", pada=timezone.now(), oleh=admin)
    assert [k.jumlah for k in kelompok_siap(admin, PANJANG)] == [1]


def test_refused_extension_names_the_months_in_a_bill(admin):
    bantuan = perpanjangan()
    satu = kirim_jenis(susun_jenis(PANJANG, admin), admin)
    susun_tagihan(bantuan.sumber, JANUARI, oleh=admin)

    dijawab(satu, admin, "DITOLAK")

    bantuan.refresh_from_db()
    assert hidup(bantuan) == 1
    assert (bantuan.gugur_dari, bantuan.gugur_sampai) == (JANUARI, JANUARI)


def test_second_extension_waits_for_the_answer_to_the_first(admin):
    pertama = perpanjangan()
    satu = kirim_jenis(susun_jenis(PANJANG, admin), admin)
    BantuanFactory(peserta=pertama.peserta, bulan_awal=date(2026, 7, 1), jumlah_bulan=6)
    lain = perpanjangan(date(2026, 7, 1))

    kedua = susun_jenis(PANJANG, admin)
    assert [b.peserta for b in kedua.daftar_baris.all()] == [lain.peserta]

    dijawab(satu, admin, "BERHASIL", kpj=pertama.peserta.kpj)
    assert [k.jumlah for k in kelompok_siap(admin, PANJANG)] == [1]


def test_answer_of_an_extension_says_until_when_and_keeps_its_months(admin):
    """ "AKTIF S.D. 30-06-2026" is the extension itself, no older cover that comes before it."""
    bantuan = perpanjangan()
    satu = kirim_jenis(susun_jenis(PANJANG, admin), admin)

    dijawab(satu, admin, "SUDAH DIPERPANJANG, AKTIF S.D. 30-06-2026")

    assert hidup(bantuan) == 6


def test_mark_of_an_extension_is_taken_back_until_a_bill_asks_for_a_month(admin):
    bantuan = perpanjangan()
    satu = kirim_jenis(susun_jenis(PANJANG, admin), admin)
    lain = PenggunaFactory()
    tarik_kiriman(satu, alasan="Belum dikirim", pada=timezone.now(), oleh=lain)
    bantuan.refresh_from_db()
    assert (hidup(bantuan), bantuan.status) == (0, "ditetapkan")
    satu.refresh_from_db()
    kirim_jenis(satu, admin)
    assert hidup(bantuan) == 6
    susun_tagihan(bantuan.sumber, JANUARI, oleh=admin)

    with pytest.raises(AturanDilanggarError, match="1 bulan dari PP-2026-0001 sudah masuk"):
        tarik_kiriman(satu, alasan="Belum dikirim", pada=timezone.now(), oleh=lain)


def test_cancelled_extension_file_takes_its_months_along(admin):
    bantuan = perpanjangan()
    satu = kirim_jenis(susun_jenis(PANJANG, admin), admin)

    batalkan_berkas(satu, alasan="Salah sumber", pada=timezone.now(), oleh=admin)

    assert hidup(bantuan) == 0
    assert [k.jumlah for k in kelompok_siap(admin, PANJANG)] == [1]


def test_person_who_stops_between_file_and_letter_holds_it_up(admin):
    bantuan = perpanjangan()
    perpanjangan()
    satu = susun_jenis(PANJANG, admin)
    henti(bantuan.peserta, admin)

    with pytest.raises(AturanDilanggarError, match="1 orang berubah statusnya"):
        kirim_jenis(satu, admin)
    baris = satu.daftar_baris.tidak_berlaku_lagi()
    keluarkan_baris(satu, [b.pk for b in baris], alasan="Pindah", pada=timezone.now(), oleh=admin)
    satu.refresh_from_db()
    jalankan(satu.tugas_excel)
    satu.refresh_from_db()
    kirim_jenis(satu, admin)
    assert satu.jumlah_orang == 1


def test_answer_with_another_card_is_not_taken(admin):
    bantuan = perpanjangan()
    satu = kirim_jenis(susun_jenis(PANJANG, admin), admin)
    isi = [1, bantuan.peserta.nik, bantuan.peserta.nama, "99999999999", "BERHASIL"]

    jawaban = jawab(satu, KEPALA, isi, oleh=admin)

    (baris,) = jawaban.daftar_baris.all()
    assert baris.hasil == HasilJawaban.GALAT
    assert "KPJ berbeda" in baris.catatan


# Change of data


def test_changes_of_one_person_go_as_one_line_from_oldest_to_newest(admin):
    orang = terdaftar().peserta
    ubah_data(orang, admin, hp=["", "0811"], nama=["Siti", "Siti A."])
    terakhir = ubah_data(orang, admin, hp=["0811", "0812"])

    satu = susun_jenis(UBAH, admin)

    (baris,) = satu.daftar_baris.all()
    assert (satu.nomor, baris.perubahan) == ("PD-2026-0001", terakhir)
    assert baris.isi == {"hp": ["", "0812"], "nama": ["Siti", "Siti A."]}
    assert "0812" in excel(satu)[0]["DATA BARU"]
    assert not kelompok_siap(admin, UBAH)


def test_change_while_an_older_one_is_unanswered_waits_for_its_answer(admin):
    orang = terdaftar().peserta
    ubah_data(orang, admin, hp=["", "0811"])
    satu = kirim_jenis(susun_jenis(UBAH, admin), admin)
    ubah_data(orang, admin, email=["", "a@b.id"])
    assert not kelompok_siap(admin, UBAH)

    dijawab(satu, admin, "DATA SUDAH DIPERBARUI")

    dua = susun_jenis(UBAH, admin)
    assert dua.daftar_baris.get().isi == {"email": ["", "a@b.id"]}


def test_refused_change_is_never_sent_again_unchanged(admin):
    orang = terdaftar().peserta
    ubah_data(orang, admin, hp=["", "0811"], nama=["Siti", "Sitti"])
    satu = kirim_jenis(susun_jenis(UBAH, admin), admin)
    dijawab(satu, admin, "GAGAL: NAMA TIDAK SESUAI DUKCAPIL")
    assert not kelompok_siap(admin, UBAH)

    ubah_data(orang, admin, nama=["Sitti", "Siti Aminah"])

    assert susun_jenis(UBAH, admin).daftar_baris.get().isi == {
        "hp": ["", "0811"],
        "nama": ["Siti", "Siti Aminah"],
    }


def test_change_taken_out_before_sending_waits_for_the_next_file(admin):
    satu_orang, dua_orang = terdaftar().peserta, terdaftar().peserta
    ubah_data(satu_orang, admin, hp=["", "0811"])
    ubah_data(dua_orang, admin, hp=["", "0812"])
    satu = susun_jenis(UBAH, admin)
    baris = satu.daftar_baris.get(peserta=satu_orang)

    keluarkan_baris(satu, [baris.pk], alasan="Belum pasti", pada=timezone.now(), oleh=admin)

    assert [k.jumlah for k in kelompok_siap(admin, UBAH)] == [1]


def test_corrected_nik_is_told_beside_the_one_that_bpjs_knows(admin):
    orang = terdaftar().peserta
    ubah_data(orang, admin, nik=["3374010101900001", orang.nik])

    isi = excel(susun_jenis(UBAH, admin))[0]

    assert (isi["NIK TERCATAT"], isi["NIK"]) == ("3374010101900001", orang.nik)


# Stop


def test_months_of_a_released_extension_are_confirmed_by_nobody(admin):
    lepas, jadi = perpanjangan(nama="A"), perpanjangan(nama="B")
    satu = kirim_jenis(susun_jenis(PANJANG, admin), admin)
    jawaban = [[2, jadi.peserta.nik, "B", jadi.peserta.kpj, "BERHASIL"]]
    terapkan_jawaban(jawab(satu, KEPALA, *jawaban, oleh=admin), pada=timezone.now(), oleh=admin)
    kini = timezone.localdate()
    assert BarisBerkas.objects.belum_dikonfirmasi(kini).count() == 1

    lepaskan_menunggu(satu, alasan="Tidak dijawab", pada=timezone.now(), oleh=admin)

    assert not BarisBerkas.objects.belum_dikonfirmasi(kini)
    assert satu.daftar_baris.get(bantuan=lepas).hasil == "batal"


def test_age_is_looked_at_in_the_february_of_a_leap_year(admin):
    perpanjangan(date(2028, 2, 1), tanggal_lahir=date(1963, 2, 28))
    perpanjangan(date(2028, 2, 1), tanggal_lahir=date(1963, 3, 1))

    (kelompok,) = kelompok_siap(admin, PANJANG)
    profil = ProfilEkspor.objects.get(jenis=PANJANG)
    hasil = Pemeriksaan(kelompok, profil, petugas=admin, pada=JANUARI)
    (usia,) = [t for t in hasil.temuan if t.kode == "usia"]

    assert len(usia.orang) == 1


def test_stop_is_told_and_known_when_bpjs_says_nonaktif(admin):
    bantuan = terdaftar()
    henti(bantuan.peserta, admin)
    satu = susun_jenis(HENTI, admin)
    isi = excel(satu)[0]
    assert (satu.nomor, isi["ALASAN"]) == ("PH-2026-0001", "Pindah keluar kota")

    kirim_jenis(satu, admin)
    dijawab(satu, admin, "SUDAH DINONAKTIFKAN")

    assert satu.daftar_baris.get().hasil == "sesuai"
    assert not kelompok_siap(admin, HENTI)


def test_page_of_a_stop_file_says_stopped_not_enrolled(admin, admin_client):
    henti(terdaftar(nama="Sukirno").peserta, admin)
    satu = kirim_jenis(susun_jenis(HENTI, admin), admin)
    dijawab(satu, admin, "SUDAH DINONAKTIFKAN")

    html = admin_client.get(reverse("iuran:berkas_bpjs_detail", args=[satu.pk])).text

    assert '<span class="cip cip-baik">Dihentikan</span>' in html
    assert ">Terdaftar<" not in html


def halaman_jawaban(client, jawaban, bagian):
    ke = reverse("iuran:jawaban", args=[jawaban.berkas_bpjs_id, jawaban.pk])
    return sebaris(client.get(ke, {"bagian": bagian}).text)


@pytest.mark.parametrize(
    ("jenis", "kata", "berhasil", "ditolak"),
    [
        (HENTI, "dihentikan", "BPJS menghentikan kepesertaan", "Penghentiannya ditahan"),
        (UBAH, "diubah", "BPJS sudah mengubah data", "begitu perubahan datanya diusulkan lagi"),
    ],
)
def test_answer_to_a_stop_or_a_change_speaks_of_no_enrolment(
    admin, admin_client, jenis, kata, berhasil, ditolak
):
    orang = terdaftar().peserta
    henti(orang, admin) if jenis == HENTI else ubah_data(orang, admin, hp=["", "0811"])
    satu = kirim_jenis(susun_jenis(jenis, admin), admin)
    jawaban = jawab(satu, KEPALA, [1, orang.nik, orang.nama, "", "BERHASIL"], oleh=admin)

    sesuai = halaman_jawaban(admin_client, jawaban, "sesuai")
    gagal = halaman_jawaban(admin_client, jawaban, "ditolak")
    lain = halaman_jawaban(admin_client, jawaban, "tidak_diminta")

    assert f"<strong>1 orang</strong> {kata} dan <strong>0 orang</strong> ditolak" in sesuai
    assert berhasil in sesuai
    assert ditolak in gagal
    assert "Bila orangnya milik berkas lain" in lain
    for html in (sesuai, gagal, lain):
        isi_halaman = html[html.index("<main") : html.index("</main")]
        for kata_lain in ("endaftaran", "Terdaftar", "Ditetapkan", "bulan iuran"):
            assert kata_lain not in isi_halaman, kata_lain


def test_file_that_takes_no_answer_is_called_a_file(admin):
    orang = terdaftar().peserta
    henti(orang, admin)
    satu = kirim_jenis(susun_jenis(HENTI, admin), admin)
    dijawab(satu, admin, "SUDAH DINONAKTIFKAN")

    with pytest.raises(AturanDilanggarError, match="Berkas PH-2026-0001 sudah selesai"):
        jawab(satu, KEPALA, [1, orang.nik, orang.nama, "", "BERHASIL LAGI"], oleh=admin)


def test_download_of_a_sent_stop_is_logged_as_a_file(admin, admin_client):
    henti(terdaftar().peserta, admin)
    satu = kirim_jenis(susun_jenis(HENTI, admin), admin)
    kiriman = satu.daftar_kiriman.get()

    admin_client.get(reverse("iuran:berkas_bpjs_kiriman", args=[satu.pk, kiriman.pk])).getvalue()

    assert JejakAkses.objects.get(tindakan="unduh").objek.startswith("berkas ke BPJS PH-2026-0001")


def test_undone_stop_is_not_sent(admin):
    bantuan = terdaftar()
    henti(bantuan.peserta, admin)
    satu = susun_jenis(HENTI, admin)
    peristiwa = Peristiwa.objects.get()
    batalkan_peristiwa(peristiwa, alasan="Keliru orang", oleh=PenggunaFactory())

    with pytest.raises(AturanDilanggarError, match="1 orang berubah statusnya"):
        kirim_jenis(satu, admin)
    assert not kelompok_siap(admin, HENTI)


def test_refused_stop_is_held_until_an_admin_sends_it_again(admin):
    bantuan = terdaftar()
    henti(bantuan.peserta, admin)
    satu = kirim_jenis(susun_jenis(HENTI, admin), admin)
    dijawab(satu, admin, "GAGAL: KPJ TIDAK DITEMUKAN")
    assert not kelompok_siap(admin, HENTI)

    ikutkan_lagi(BarisBerkas.objects.ditahan(), alasan="KPJ benar", pada=timezone.now(), oleh=admin)

    assert [k.jumlah for k in kelompok_siap(admin, HENTI)] == [1]


def test_person_without_a_card_needs_no_stop_file(admin):
    orang = PesertaFactory(status="ditetapkan")
    BantuanFactory(peserta=orang)
    henti(orang, admin)

    assert not kelompok_siap(admin, HENTI)


# Before the number


def test_findings_name_who_is_left_out_and_the_rest_waits(admin):
    perpanjangan(nama="Tua", tanggal_lahir=date(1961, 1, 15))
    usulan = perpanjangan(nama="Usulan").peserta
    UsulanPeristiwa.objects.create(
        peserta=usulan,
        jenis="pindah",
        tanggal=JANUARI,
        oleh=admin,
        bukti_jenis="surat_pindah",
        bukti_nomor="1",
    )
    perpanjangan(nama="Sehat")
    (kelompok,) = kelompok_siap(admin, PANJANG)
    profil = ProfilEkspor.objects.get(jenis=PANJANG)
    hasil = Pemeriksaan(kelompok, profil, petugas=admin, pada=JANUARI)

    assert [(t.kode, [p.nama for p in t.contoh]) for t in hasil.temuan] == [
        ("peristiwa", ["Usulan"]),
        ("usia", ["Tua"]),
    ]
    satu = susun_berkas(
        kelompok, profil=profil, tanpa=hasil.tanpa(hasil.bawaan), pada=JANUARI, oleh=admin
    )
    assert [b.peserta.nama for b in satu.daftar_baris.all()] == ["Sehat"]
    assert kelompok_siap(admin, PANJANG)[0].jumlah == 2


def test_group_that_somebody_took_meanwhile_is_named(admin):
    perpanjangan()
    (kelompok,) = kelompok_siap(admin, PANJANG)
    profil = ProfilEkspor.objects.get(jenis=PANJANG)
    susun_berkas(kelompok, profil=profil, pada=JANUARI, oleh=admin)

    with pytest.raises(AturanDilanggarError, match="Tidak ada orang yang menunggu berkas"):
        susun_berkas(kelompok, profil=profil, pada=JANUARI, oleh=admin)


def test_profile_of_another_kind_is_refused(admin):
    perpanjangan()
    (kelompok,) = kelompok_siap(admin, PANJANG)
    salah = ProfilEkspor.objects.get(jenis=UBAH)

    with pytest.raises(AturanDilanggarError, match="untuk berkas perubahan data, bukan"):
        susun_berkas(kelompok, profil=salah, pada=JANUARI, oleh=admin)


@pytest.mark.parametrize(
    ("isi", "jenis", "kata"),
    [
        ("jumlah_bulan", UBAH, "hanya untuk berkas pendaftaran dan perpanjangan"),
        ("data_lama", PANJANG, "hanya untuk berkas perubahan data"),
        ("alasan_henti", UBAH, "hanya untuk berkas penghentian"),
    ],
)
def test_profile_names_only_what_its_files_can_hold(isi, jenis, kata):
    assert kata in galat_kolom([{"judul": "X", "isi": isi}], jenis)


@pytest.mark.parametrize(
    ("kata", "jenis", "hasil"),
    [
        ("DIPERPANJANG", PANJANG, "sesuai"),
        ("TIDAK DAPAT DIPERPANJANG", PANJANG, "ditolak"),
        ("DATA TERUPDATE", UBAH, "sesuai"),
        ("BELUM DIUBAH", UBAH, "ditolak"),
        ("NON AKTIF KARENA MENINGGAL", HENTI, "sesuai"),
        ("DINONAKTIFKAN, PU AKTIF", HENTI, "sesuai"),
        ("TIDAK DITEMUKAN", HENTI, "ditolak"),
        ("NONAKTIF", PANJANG, None),
    ],
)
def test_words_of_each_kind(kata, jenis, hasil):
    assert golongkan(kata, berkas=jenis).hasil == hasil


# The database's own rules


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("berkas_bpjs_bersumber", {"jenis": "perubahan"}),
        ("berkas_bpjs_bersumber", {"sumber": None}),
    ],
)
def test_file_names_source_and_month_by_its_kind(admin, nama, isi):
    satu = susun(admin, 1)

    with pytest.raises(DatabaseError, match=nama), transaction.atomic():
        BerkasBPJS.objects.filter(pk=satu.pk).update(**isi)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("baris_berkas_sejenis", {"jenis": "perpanjangan"}),
        ("baris_berkas_satu_pokok", {"bantuan": None}),
    ],
)
def test_line_is_of_its_file_and_names_one_matter(admin, nama, isi):
    satu = susun(admin, 1)
    orang = PesertaFactory(status="ditetapkan")
    semula = {"jenis": "pendaftaran", "bantuan": BantuanFactory(peserta=orang)} | isi

    with pytest.raises(DatabaseError, match=nama), transaction.atomic():
        BarisBerkas.objects.create(berkas_bpjs=satu, peserta=orang, nomor=9, **semula)


def test_line_keeps_its_matter(admin):
    satu = susun(admin, 1)

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        satu.daftar_baris.update(bantuan=BantuanFactory())


def test_nobody_waits_in_two_files_of_a_kind_but_in_two_kinds(admin):
    bantuan = perpanjangan()
    ubah_data(bantuan.peserta, admin, hp=["", "0811"])
    susun_jenis(PANJANG, admin)
    susun_jenis(UBAH, admin)
    lain = BantuanFactory(peserta=bantuan.peserta, bulan_awal=DESEMBER, jumlah_bulan=1)

    with pytest.raises(DatabaseError, match="baris_berkas_satu_menunggu"), transaction.atomic():
        BarisBerkas.objects.create(
            berkas_bpjs=BerkasBPJS.objects.get(jenis=PANJANG),
            jenis=PANJANG,
            bantuan=lain,
            peserta=bantuan.peserta,
            nomor=9,
        )


def test_profile_is_for_a_known_kind(db):
    with pytest.raises(DatabaseError, match="profil_jenis_sah"), transaction.atomic():
        ProfilEkspor.objects.update(jenis="lain")


def test_kinds_are_numbered_apart(admin):
    perpanjangan()
    orang = terdaftar().peserta
    ubah_data(orang, admin, hp=["", "0811"])

    assert {susun_jenis(j, admin).nomor for j in (PANJANG, UBAH)} == {
        "PP-2026-0001",
        "PD-2026-0001",
    }
    assert isinstance(kelompok_siap(admin, PANJANG), list)
    with pytest.raises(BentrokError):
        tandai_ganda(admin)


def tandai_ganda(admin):
    satu = BerkasBPJS.objects.get(jenis=PANJANG)
    kirim_jenis(satu, admin)
    BerkasBPJS.objects.filter(pk=satu.pk).update(status="disusun")
    kirim_jenis(satu, admin)


def test_unknown_day_is_refused(admin):
    perpanjangan()
    satu = susun_jenis(PANJANG, admin)
    besok = Surat(timezone.localdate() + timedelta(days=1), "560/1")

    with pytest.raises(AturanDilanggarError, match="Tanggal kirim harus antara"):
        tandai_dikirim(satu, besok, pada=timezone.now(), oleh=admin)
    assert KelompokSiap(PANJANG, "").nama_cabang == "Semua cabang"


# Counted apart until BPJS confirms


def test_extension_is_counted_apart_until_it_is_answered(admin, admin_client):
    bantuan = perpanjangan()
    satu = kirim_jenis(susun_jenis(PANJANG, admin), admin)
    hari = timezone.localdate()
    assert Iuran.objects.filter(bulan=JANUARI).belum_dikonfirmasi(hari).count() == 1
    assert Iuran.objects.belum_dikonfirmasi(hari - timedelta(days=1)).count() == 0
    tagihan = susun_tagihan(bantuan.sumber, JANUARI, oleh=admin)
    layar = admin_client.get(f"/iuran/tagihan/{tagihan.pk}/").text
    assert "diperpanjang dan" in layar
    orang = admin_client.get(f"/iuran/peserta/{bantuan.peserta_id}/").text
    assert "Diberitahukan ke BPJS dengan PP-2026-0001" in " ".join(orang.split())

    dijawab(satu, admin, "BERHASIL")

    assert not Iuran.objects.belum_dikonfirmasi().exists()
    assert (
        "menunggu konfirmasi" not in admin_client.get(f"/iuran/peserta/{bantuan.peserta_id}/").text
    )
