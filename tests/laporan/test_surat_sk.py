"""Papers of a decree: what they say, in figures and words, and when they may say it."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from docx import Document

from iuran.models import SumberDana
from laporan.models import Surat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import beri_nomor
from laporan.surat.bahan import Bahan
from laporan.surat.berkas.cetak import cetakan
from laporan.surat.berkas.docx import buat_docx
from laporan.surat.isi import Isi
from laporan.surat.jenis import JENIS
from peserta.models import Peserta
from pijar.bulan import WIB, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.models import DasarHukum, Penandatangan, Pengguna
from tests.factories import PesertaFactory, ubah_pagu
from tests.laporan import contoh_sk
from tests.laporan.contoh_sk import CONTOH_SK, NAMA
from tests.peran import buat, masuk
from tests.sebaris import sebaris
from tests.verifikasi.lanjut import berakhir_juni, draf_lanjut
from tests.verifikasi.susunan import TANGGAL_SK, ajukan_satu, jadikan_layak, rencana, susun_draf
from tests.verifikasi.test_perubahan_sk import konfirmasi
from verifikasi import actions
from verifikasi.actions import Pilihan
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.perubahan import tolak_keluar, usulkan_keluar
from verifikasi.models import Penetapan, Pengajuan

KINI = datetime(2026, 3, 10, 9, tzinfo=WIB)
DITETAPKAN = datetime(2026, 1, 5, 9, tzinfo=WIB)


def susun(kode: str, objek: object, oleh: Pengguna, tanggal: date = TANGGAL_SK) -> Isi:
    return JENIS[kode].susun(Bahan(objek, tanggal, oleh))


def penandatangan(jabatan: str, jenis: str = "keputusan", **lain: str) -> None:
    Penandatangan.objects.create(
        jenis=jenis, mulai=date(2025, 1, 1), jabatan=jabatan, nama="Contoh", **lain
    )


@pytest.fixture
def draf(admin):
    return contoh_sk.draf(admin)


@pytest.fixture
def sk(admin):
    """Frozen on the day of its date, so that what is mended now came later."""
    frozen = contoh_sk.sk(admin)
    Penetapan.objects.filter(pk=frozen.pk).update(ditetapkan_pada=DITETAPKAN)
    frozen.refresh_from_db()
    return frozen


def test_the_decree_says_who_which_money_and_since_when(draf, admin):
    isi = susun("keputusan", draf, admin)

    assert isi.perihal == (
        "Penetapan Peserta Program Jaminan Sosial Ketenagakerjaan bagi Pekerja Rentan Tahun 2026"
    )
    assert isi.dari == "Wali Kota Semarang"
    assert isi.diktum == [
        "Menetapkan 3 (tiga) orang pekerja rentan sebagai peserta program Jaminan Kecelakaan Kerja "
        "dan Jaminan Kematian yang iurannya dibiayai Pemerintah Kota Semarang, dengan nama dan "
        "masa pembiayaan sebagaimana tercantum dalam Lampiran I yang merupakan bagian tidak "
        "terpisahkan dari Keputusan ini.",
        "Iuran peserta sebagaimana dimaksud dalam Diktum KESATU sebesar Rp50.400 (lima puluh ribu "
        "empat ratus rupiah) sebulan, seluruhnya Rp604.800 (enam ratus empat ribu delapan ratus "
        "rupiah), dibebankan pada sumber dana sebagaimana tercantum dalam Lampiran II:\n"
        "a. APBD Kota Semarang 2026: 3 orang, 36 orang-bulan, Rp604.800.",
        "Pembiayaan iuran sebagaimana dimaksud dalam Diktum KEDUA berakhir sebelum masanya habis "
        "apabila peserta meninggal dunia, pindah ke luar Kota Semarang, mencapai usia 65 (enam "
        "puluh lima) tahun, atau tidak lagi memenuhi kriteria.",
        "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
    ]
    assert isi.menimbang[-1] == (
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu "
        f"menetapkan Keputusan Wali Kota Semarang tentang {isi.perihal}"
    )
    assert (isi.rahasia, isi.orang) == (True, 3)


def test_the_annex_names_people_and_its_sums_add_up(draf, admin):
    daftar, rekap = susun("keputusan", draf, admin).lampiran

    assert [k.judul for k in daftar.kolom] == [
        "No.", "Nama", "NIK", "Alamat", "Kelurahan", "Kecamatan", "Pekerjaan", "Sumber", "Masa",
    ]  # fmt: skip
    assert {b[1] for b in daftar.baris} == set(NAMA)
    assert {b[2] for b in daftar.baris} == set(Peserta.objects.filter(
        status="layak").values_list("nik", flat=True))  # fmt: skip
    tempat = [(b[5], b[4], b[1]) for b in daftar.baris]
    assert tempat == sorted(tempat)
    assert {tuple(b[-2:]) for b in daftar.baris} == {("APBD 2026", "Jan–Des 2026")}
    assert daftar.jumlah[1] == "Jumlah 3 orang"
    assert rekap.baris == [[1, "APBD Kota Semarang 2026", 3, 36, 50_400, 604_800]]
    assert rekap.jumlah == [None, "Jumlah", 3, 36, 50_400, 604_800]


def test_bases_come_highest_first_and_only_with_a_number(draf, admin):
    DasarHukum.objects.filter(kode="perwal-93-2020").update(sampai=date(2025, 6, 19))

    dasar = susun("keputusan", draf, admin).dasar

    assert [d.split(" tentang ")[0] for d in dasar] == [
        "Peraturan Pemerintah Nomor 44 Tahun 2015",
        "Instruksi Presiden Nomor 2 Tahun 2021",
        "Peraturan Menteri Dalam Negeri Nomor 14 Tahun 2025",
        "Peraturan Wali Kota Semarang Nomor 26 Tahun 2025",
    ]
    DasarHukum.objects.filter(kode="kepwal-kriteria").update(nomor="440/1", tahun=2026)
    assert susun("keputusan", draf, admin).dasar[-1].startswith("Keputusan Wali Kota Semarang")


def test_months_after_new_year_stand_with_the_source_that_pays_them(admin, admin2):
    SumberDana.objects.create(
        kode="APBD", nama="APBD", jenis="apbd", tahun=2027, pagu=10**9, kuota=9, keadaan_pagu="apbd"
    )
    PesertaFactory(status="layak")
    draf = susun_draf(admin, bulan_awal=date(2026, 7, 1))
    konsep = susun("keputusan", draf, admin)
    actions.tetapkan(draf, oleh=admin2)
    draf.refresh_from_db()
    jadi = susun("keputusan", draf, admin)

    assert konsep == jadi
    assert jadi.perihal.endswith("Tahun 2026 dan 2027")
    assert jadi.lampiran[0].baris[0][-1] == "Jul 2026–Jun 2027"
    assert jadi.lampiran[1].baris == [
        [1, "APBD Kota Semarang 2026", 1, 6, 16_800, 100_800],
        [2, "APBD 2027 (lanjutan)", None, 6, None, 100_800],
    ]
    assert jadi.lampiran[1].jumlah == [None, "Jumlah", 1, 12, 16_800, 201_600]


def test_an_extension_is_worded_as_one(admin, admin2):
    draf = draf_lanjut([berakhir_juni()], Kepala("463/9", date(2026, 6, 5)), oleh=admin)
    konsep = susun("keputusan", draf, admin, draf.tanggal)
    actions.tetapkan(draf, oleh=admin2)
    draf.refresh_from_db()

    assert susun("keputusan", draf, admin, draf.tanggal) == konsep
    assert konsep.perihal.startswith("Perpanjangan Peserta")
    assert konsep.menimbang[1] == (
        "bahwa masa pembiayaan iuran 1 (satu) orang peserta berakhir, sedangkan yang bersangkutan "
        "masih memenuhi kriteria, sehingga pembiayaannya perlu diperpanjang"
    )
    with pytest.raises(AturanDilanggarError, match="Belum ada pengajuan"):
        susun("berita_acara", draf, admin, draf.tanggal)


def test_an_incidental_grant_names_its_condition(admin):
    draf = contoh_sk.insidental(admin)
    kondisi = draf.daftar_baris.first().kondisi

    isi = susun("keputusan", draf, admin)

    assert isi.perihal.endswith("secara Insidental Tahun 2026")
    assert f"mengalami kondisi tertentu, yaitu {kondisi}" in isi.menimbang[2]
    assert isi.lampiran[0].baris[0][-1] == "Jan–Mar 2026"


@pytest.mark.parametrize(
    ("perihal", "hal"),
    [
        ("Penetapan Nelayan Tambaklorok", "Penetapan Nelayan Tambaklorok"),
        ("Tahap II", "Penetapan Peserta Program Jaminan Sosial Ketenagakerjaan"),
    ],
)
def test_the_office_may_word_the_subject_itself(admin, perihal, hal):
    PesertaFactory(status="layak")
    draf = susun_draf(admin)
    Penetapan.objects.filter(pk=draf.pk).update(perihal=perihal)
    draf.refresh_from_db()

    assert susun("keputusan", draf, admin).perihal.startswith(hal)


def test_a_decree_of_the_head_only_where_a_signatory_says_so(draf, admin):
    penandatangan("Kepala Dinas Tenaga Kerja", jenis="")
    surat = buat_surat("keputusan", Bahan(draf, TANGGAL_SK, admin)).surat
    assert (surat.penandatangan, susun("keputusan", draf, admin).dari) == (
        None,
        "Wali Kota Semarang",
    )

    penandatangan("Sekretaris Daerah", cara="a.n.", atas_nama="Wali Kota Semarang")
    assert susun("keputusan", draf, admin).dari == "Wali Kota Semarang"

    penandatangan("Kepala Dinas Tenaga Kerja Kota Semarang")
    isi = susun("keputusan", draf, admin)
    assert isi.dari == "Kepala Dinas Tenaga Kerja Kota Semarang"
    assert isi.judul_lampiran == "Keputusan Kepala Dinas Tenaga Kerja Kota Semarang"


def test_a_draft_is_a_concept_and_a_frozen_decree_takes_its_own_number(draf, admin, admin2):
    surat = buat_surat("keputusan", Bahan(draf, TANGGAL_SK, admin)).surat
    with pytest.raises(AturanDilanggarError, match="masih konsep"):
        beri_nomor(surat, pada=KINI, oleh=admin)

    actions.tetapkan(draf, oleh=admin2)
    with pytest.raises(AturanDilanggarError, match="Nomornya sudah 463/1/2026"):
        beri_nomor(surat, nomor="463/2/2026", pada=KINI, oleh=admin)

    assert beri_nomor(surat, pada=KINI, oleh=admin) == "463/1/2026"


def test_a_concept_of_older_data_gets_no_number(draf, admin, admin2):
    bahan = Bahan(draf, TANGGAL_SK, admin)
    surat = buat_surat("keputusan", bahan).surat
    baris = draf.daftar_baris.order_by("pk").first()
    actions.hapus_baris(draf, [baris.pk], oleh=admin)
    actions.tetapkan(draf, oleh=admin2)
    draf.refresh_from_db()

    with pytest.raises(AturanDilanggarError, match="Datanya berubah sejak versi 1"):
        beri_nomor(surat, pada=KINI, oleh=admin)

    assert buat_surat("keputusan", bahan._replace(objek=draf)).surat.versi == 2
    surat.refresh_from_db()
    assert beri_nomor(surat, pada=KINI, oleh=admin) == "463/1/2026"


def test_the_decree_keeps_its_own_date(draf, admin, admin_client):
    with pytest.raises(AturanDilanggarError, match="bertanggal 5 Januari 2026"):
        susun("keputusan", draf, admin, date(2026, 1, 6))

    alamat = reverse("laporan:surat_baru") + f"?jenis=keputusan&objek={draf.pk}"
    assert "05-01-2026" in admin_client.get(alamat).text


def test_papers_that_proposed_the_decree_are_cited(draf, admin):
    hari = timezone.localdate()
    surat = buat_surat("berita_acara", Bahan(draf, hari, admin)).surat
    assert susun("keputusan", draf, admin).memperhatikan == []

    beri_nomor(surat, nomor="BA/1", pada=KINI, oleh=admin)

    kalimat = [f"Berita Acara Verifikasi Nomor BA/1 tanggal {tanggal_panjang(hari)}"]
    assert susun("keputusan", draf, admin).memperhatikan == kalimat
    assert kalimat[0] in dict(susun("nota_penetapan", draf, admin).fakta)["Lampiran"]


@pytest.mark.parametrize("kode", ["keputusan", "nota_penetapan"])
def test_who_died_stops_the_papers_of_a_draft(draf, admin, kode):
    orang = draf.daftar_baris.first().peserta
    Peserta.objects.filter(pk=orang.pk).update(status="berhenti")

    with pytest.raises(AturanDilanggarError, match="1 orang dalam draf ini tidak lagi layak"):
        susun(kode, draf, admin)


@pytest.mark.parametrize("kode", ["keputusan", "nota_penetapan", "berita_acara"])
def test_a_draft_that_was_given_up_has_no_papers(draf, admin, kode):
    actions.batalkan(draf, alasan="Keliru", oleh=admin)
    draf.refresh_from_db()

    with pytest.raises(AturanDilanggarError, match="dibatalkan"):
        susun(kode, draf, admin)


def test_an_empty_draft_has_no_decree(admin):
    kosong = actions.susun_penetapan(nomor="1", tanggal=TANGGAL_SK, perihal="", oleh=admin)

    with pytest.raises(AturanDilanggarError, match="Daftarnya masih kosong"):
        susun("keputusan", kosong, admin)


def test_the_decree_says_a_name_as_it_was_decreed(sk, admin):
    orang = sk.daftar_baris.get(peserta__nama="Siti Aminah").peserta
    sebelum = susun("keputusan", sk, admin)
    Peserta.objects.filter(pk=orang.pk).update(
        nama="Siti Aminah Wati", alamat="Jalan Baru", status="berhenti"
    )

    assert susun("keputusan", sk, admin) == sebelum


def test_long_names_and_broken_addresses_stay_on_one_line(admin):
    PesertaFactory(status="layak", nama="A" * 150, alamat="Jl. Satu\nGang  Dua", rt="01", rw="02")

    baris = susun("keputusan", susun_draf(admin), admin).lampiran[0].baris[0]

    assert baris[1] == "A" * 150
    assert baris[3] == "Jl. Satu Gang Dua RT 01 RW 02"


def perubahan_sk(sk, oleh, nama="Budi Santoso"):
    baris = sk.daftar_baris.get(peserta__nama=nama)
    return usulkan_keluar(sk, [baris.pk], alasan="Mengundurkan diri, surat 12.", oleh=oleh)


def test_an_amendment_says_its_difference(sk, admin):
    usulan = perubahan_sk(sk, admin)
    orang = Peserta.objects.get(nama="Zaenal Arifin")
    Peserta.objects.filter(pk=orang.pk).update(nama="Zainal Arifin", hp="08123456789")

    isi = susun("keputusan_perubahan", usulan, admin, date(2026, 2, 2))

    asal = "Keputusan Wali Kota Semarang Nomor 463/1/2026"
    assert isi.perihal.startswith(f"Perubahan atas {asal} tentang Penetapan Peserta")
    assert isi.dasar[-1] == isi.perihal.removeprefix("Perubahan atas ")
    assert isi.menimbang[1] == (
        "bahwa 1 (satu) orang peserta perlu dikeluarkan dari Keputusan tersebut dengan alasan: "
        "Mengundurkan diri, surat 12"
    )
    assert isi.diktum[1] == (
        "Jumlah peserta semula 3 (tiga) orang menjadi 2 (dua) orang, dan jumlah iuran semula "
        "Rp604.800 (enam ratus empat ribu delapan ratus rupiah) menjadi Rp403.200 (empat ratus "
        "tiga ribu dua ratus rupiah), berkurang Rp201.600."
    )
    keluar, perbaikan = isi.lampiran
    assert (keluar.baris[0][1], keluar.baris[0][-1]) == ("Budi Santoso", 201_600)
    assert keluar.jumlah[-1] == 201_600
    assert [b[3:] for b in perbaikan.baris] == [["Nama", "Zaenal Arifin", "Zainal Arifin"]]
    assert isi.orang == 2


def test_a_second_amendment_counts_from_the_first(sk, admin, admin2):
    satu = perubahan_sk(sk, admin)
    konfirmasi(satu, admin2)
    satu.refresh_from_db()
    dua = perubahan_sk(sk, admin, "Siti Aminah")

    diktum = susun("keputusan_perubahan", dua, admin, date(2026, 2, 2)).diktum
    assert "semula 2 (dua) orang menjadi 1 (satu) orang" in diktum[1]
    pertama = susun("keputusan_perubahan", satu, admin, date(2026, 2, 2)).diktum
    assert "semula 3 (tiga) orang menjadi 2 (dua) orang" in pertama[1]


def test_an_amendment_is_numbered_once_it_is_confirmed(sk, admin, admin2):
    usulan = perubahan_sk(sk, admin)
    surat = buat_surat("keputusan_perubahan", Bahan(usulan, date(2026, 2, 2), admin)).surat
    with pytest.raises(AturanDilanggarError, match="masih usulan"):
        beri_nomor(surat, nomor="463/7", pada=KINI, oleh=admin)

    konfirmasi(usulan, admin2)

    assert beri_nomor(surat, nomor="463/7", pada=KINI, oleh=admin) == "463/7"


def test_a_dropped_or_too_early_amendment_has_no_decree(sk, admin):
    usulan = perubahan_sk(sk, admin)
    with pytest.raises(AturanDilanggarError, match="tidak bertanggal sebelum"):
        susun("keputusan_perubahan", usulan, admin, date(2026, 1, 4))

    tolak_keluar(usulan, alasan="Keliru", oleh=admin, pada=KINI)
    usulan.refresh_from_db()
    with pytest.raises(AturanDilanggarError, match="tidak jadi"):
        susun("keputusan_perubahan", usulan, admin, date(2026, 2, 2))


def test_minutes_count_decisions_by_verifier_criterion_and_kelurahan(draf, admin):
    hari = timezone.localdate()

    isi = susun("berita_acara", draf, admin, hari)

    assert dict(isi.fakta) == {
        "Layak": "3 (tiga) orang",
        "Ditetapkan": "3 (tiga) orang",
        "Dikembalikan": "1 (satu) orang",
        "Tidak layak": "0 (nol) orang",
    }
    verifikator, kriteria, kelurahan, tim = isi.tabel
    assert verifikator.baris[0][2:] == [3, 1, 0, 4]
    assert kelurahan.jumlah == ["Jumlah", None, 3, 1, 0, 4]
    assert sum(b[-1] for b in kelurahan.baris) == 4
    usia = next(b for b in kriteria.baris if b[0].startswith("Usia"))
    assert usia[2:] == [4, 0, 0, 0]
    assert [b[1] for b in tim.baris] == ["Pemeriksa"]
    kembali = next(b for b in isi.lampiran[0].baris if b[1] == "Kurang Lengkap")
    assert (kembali[5], kembali[-1]) == ("Dikembalikan", "KTP tidak terbaca")
    nik = set(Peserta.objects.values_list("nik", flat=True))
    assert nik.isdisjoint(b[2] for b in isi.lampiran[0].baris)
    assert not isi.rahasia


def test_minutes_begin_after_the_decree_before(sk, admin):
    verifikator = Pengguna.objects.get(username="pemeriksa")
    Pengajuan.objects.filter(peserta__nama="Kurang Lengkap").update(
        diputuskan_pada=datetime(2026, 1, 4, tzinfo=WIB)
    )
    jadikan_layak(Pengguna.objects.get(username="pendata"), verifikator, nama="Orang Baru")
    dua = susun_draf(admin, "463/2/2026")

    isi = susun("berita_acara", dua, admin, timezone.localdate())

    nama = {b[1] for b in isi.lampiran[0].baris}
    assert "sejak penetapan 463/1/2026 tanggal 5 Januari 2026" in isi.pembuka[0]
    assert "Orang Baru" in nama
    assert "Kurang Lengkap" not in nama


def test_minutes_of_a_day_know_nothing_of_the_next(draf, admin):
    with pytest.raises(AturanDilanggarError, match="Belum ada pengajuan"):
        susun("berita_acara", draf, admin, date(2026, 1, 5))


def test_the_nota_tells_the_room_that_is_left(draf, admin):
    dana = SumberDana.objects.with_keuangan().get(kode="APBD", tahun=2026)

    isi = susun("nota_penetapan", draf, admin)

    assert isi.kepada == ["Kepala Dinas Tenaga Kerja"]
    fakta = dict(isi.fakta)
    assert fakta["Jumlah peserta"] == fakta["Peserta baru"] == "3 (tiga) orang"
    assert fakta["Masa pembiayaan"] == "Januari–Desember 2026"
    biaya, sisa = isi.tabel
    assert biaya.jumlah == [None, "Jumlah", 3, 36, 50_400, 604_800]
    assert sisa.baris == [["APBD Kota Semarang 2026", dana.kuota - 3, dana.sisa - 604_800]]


def test_the_nota_of_a_frozen_decree_tells_no_room(sk, admin):
    assert [t.judul for t in susun("nota_penetapan", sk, admin).tabel] == ["Menurut sumber dana"]


def test_a_draft_beyond_the_ceiling_is_not_proposed(draf, admin):
    ubah_pagu(kuota=2)

    with pytest.raises(AturanDilanggarError, match="kelebihan 1 orang"):
        susun("nota_penetapan", draf, admin)


@pytest.mark.parametrize("kode", ["keputusan", "nota_penetapan", "berita_acara"])
def test_gathering_takes_as_many_queries_for_three_as_for_one(
    kode, petugas, verifikator, admin, django_assert_max_num_queries
):
    hari = timezone.localdate()
    tanggal = hari if kode == "berita_acara" else TANGGAL_SK
    jadikan_layak(petugas, verifikator)
    satu = susun_draf(admin)
    with django_assert_max_num_queries(60) as hitung:
        susun(kode, satu, admin, tanggal)
    actions.hapus_baris(satu, oleh=admin)
    for _ in range(2):
        jadikan_layak(petugas, verifikator)
    actions.tambah_baris(satu, Pilihan(), rencana(), oleh=admin)

    with django_assert_max_num_queries(len(hitung)):
        susun(kode, satu, admin, tanggal)


def test_a_decree_of_one_kecamatan_is_seen_by_its_admin(petugas, verifikator):
    lokal = buat("lokal", "admin", wilayah=["33.74.01"])
    jadikan_layak(petugas, verifikator)
    surat = buat_surat("keputusan", Bahan(susun_draf(lokal), TANGGAL_SK, lokal)).surat

    assert surat.wilayah == "33.74.01.1001"
    assert list(Surat.objects.for_petugas(lokal)) == [surat]


def test_the_pages_lead_to_their_papers(draf, admin, admin2, admin_client):
    halaman = reverse("verifikasi:penetapan_detail", args=[draf.pk])
    for kode in ("berita_acara", "nota_penetapan", "keputusan"):
        assert f"?jenis={kode}&amp;objek={draf.pk}" in admin_client.get(halaman).text

    actions.tetapkan(draf, oleh=admin2)
    draf.refresh_from_db()
    usulan = perubahan_sk(draf, admin)
    alamat = reverse("verifikasi:perubahan", args=[usulan.pk])
    tautan = f"?jenis=keputusan_perubahan&amp;objek={usulan.pk}"
    assert tautan in admin_client.get(alamat).text
    surat = buat_surat("keputusan_perubahan", Bahan(usulan, timezone.localdate(), admin)).surat
    daftar = admin_client.get(alamat).text
    assert reverse("laporan:surat_detail", args=[surat.pk]) in daftar
    tolak_keluar(usulan, alasan="Keliru", oleh=admin, pada=KINI)
    assert tautan not in admin_client.get(alamat).text


def test_only_who_decrees_makes_these_papers(draf, petugas):
    alamat = reverse("laporan:surat_baru") + f"?jenis=keputusan&objek={draf.pk}"

    assert masuk(petugas).get(alamat).status_code == 403


@pytest.mark.parametrize("kode", CONTOH_SK)
def test_every_sample_can_be_made_twice_without_a_second_version(kode, admin):
    bahan = CONTOH_SK[kode](admin)
    assert buat_surat(kode, bahan).baru
    assert not buat_surat(kode, bahan).baru


def test_the_waiting_case_is_in_no_minutes(draf, admin, petugas):
    ajukan_satu(petugas, nama="Masih Menunggu")

    isi = susun("berita_acara", draf, admin, timezone.localdate())

    assert "Masih Menunggu" not in {b[1] for b in isi.lampiran[0].baris}


def test_the_printed_decree_has_its_parts_in_order_and_says_that_it_is_a_concept(
    draf, admin, admin2
):
    surat = buat_surat("keputusan", Bahan(draf, TANGGAL_SK, admin)).surat

    konsep = tercetak(surat)

    bagian = [
        "KONSEP", "Provinsi Jawa Tengah", "Menimbang", "a.", "Mengingat", "Memutuskan:", "KESATU",
        "KEEMPAT", "Ditetapkan di Semarang", "pada tanggal 5 Januari 2026", "Wali Kota Semarang,",
        "Salinan Keputusan ini",
    ]  # fmt: skip
    letak = [konsep.index(b, 0 if b != "Wali Kota Semarang," else konsep.index("pada tanggal"))
             for b in bagian]  # fmt: skip
    assert letak == sorted(letak)
    actions.tetapkan(draf, oleh=admin2)
    beri_nomor(surat, pada=KINI, oleh=admin)
    surat.refresh_from_db()
    assert "KONSEP" not in tercetak(surat)
    assert "Nomor 463/1/2026" in tercetak(surat)


def tercetak(surat: Surat) -> str:
    c = cetakan(surat)
    konteks = {"c": c, "isi": c.isi, "kop": c.kop}
    return sebaris(render_to_string(f"dokumen/surat/{c.isi.bentuk}.html", konteks))


def test_word_says_the_same_as_print(draf, admin):
    surat = buat_surat("keputusan", Bahan(draf, TANGGAL_SK, admin)).surat

    alinea = [p.text for p in Document(BytesIO(buat_docx(cetakan(surat)))).paragraphs]

    isi = cetakan(surat).isi
    assert "KONSEP" in alinea
    assert f"Menimbang\t:\ta.\t{isi.menimbang[0]};" in alinea
    assert f"\t\tb.\t{isi.menimbang[1]};" in alinea
    assert f"KESATU\t:\t{isi.diktum[0]}" in alinea
    assert "Memperhatikan" not in " ".join(alinea)


@pytest.mark.parametrize("kode", CONTOH_SK)
def test_a_paper_without_signatory_leaves_the_place(kode, admin):
    surat = buat_surat(kode, CONTOH_SK[kode](admin)).surat

    assert surat.penandatangan is None
    assert 'class="isian"' in tercetak(surat)
    assert len(buat_docx(cetakan(surat))) > 0
