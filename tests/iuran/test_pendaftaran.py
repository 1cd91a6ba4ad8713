"""Making, exporting, sending and cancelling batches."""

import threading
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from iuran.berkas_bpjs import kelompok_siap
from iuran.berkas_bpjs.actions.batal import batalkan_berkas
from iuran.berkas_bpjs.actions.susun import minta_ekspor
from iuran.models import (
    BarisBerkas,
    BerkasBPJS,
    JenisBerkasBPJS,
    ProfilEkspor,
    SumberDana,
)
from peserta.alur import pindahkan_status
from peserta.models import Peserta, RiwayatStatus, Status
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, TransisiDitolakError
from pijar.models import JejakAkses, Tugas
from tests.factories import BantuanFactory, PesertaFactory
from tests.iuran.susunan import jalankan, susun

KINI = datetime(2026, 2, 3, 10, tzinfo=WIB)
PEDURUNGAN = "33.74.06.1001"


def test_susun_pendaftaran_numbers_the_people_and_moves_them(admin):
    BantuanFactory(peserta__nama="Zaenal", peserta__status="ditetapkan")
    BantuanFactory(peserta__nama="Aminah", peserta__status="ditetapkan")

    berkas_bpjs = susun(admin)

    baris = berkas_bpjs.daftar_baris.select_related("peserta", "bantuan")
    assert [(b.nomor, b.peserta.nama, b.hasil) for b in baris] == [
        (1, "Aminah", "menunggu"),
        (2, "Zaenal", "menunggu"),
    ]
    assert all(b.bantuan.peserta_id == b.peserta_id for b in baris)
    assert set(Peserta.objects.values_list("status", flat=True)) == {"didaftarkan"}
    assert {r.alasan for r in RiwayatStatus.objects.all()} == {"Pendaftaran PK-2026-0001"}
    assert (berkas_bpjs.jumlah_orang, berkas_bpjs.status) == (2, "disusun")
    assert berkas_bpjs.tugas_excel.jenis == "iuran.ekspor_berkas"


def test_susun_pendaftaran_takes_only_its_group(admin):
    cocok = BantuanFactory()
    BantuanFactory(bulan_awal=date(2026, 2, 1), jumlah_bulan=6)
    BantuanFactory(sumber=SumberDana.objects.get(kode="DBHCHT"))
    BantuanFactory(peserta__status="terdaftar")
    BantuanFactory(peserta__status="ditetapkan", status="batal")

    assert [b.bantuan for b in susun(admin).daftar_baris.all()] == [cocok]


@pytest.mark.parametrize(("cabang", "jumlah"), [("pemuda", 1), ("majapahit", 2), ("", 3)])
def test_susun_pendaftaran_by_branch(admin, cabang, jumlah):
    BantuanFactory()
    for _ in range(2):
        BantuanFactory(peserta__kelurahan_id=PEDURUNGAN, peserta__status="ditetapkan")

    assert susun(admin, cabang=cabang).jumlah_orang == jumlah


def test_susun_pendaftaran_leaves_the_part_after_new_year_to_the_first(admin, db):
    awal = BantuanFactory(bulan_awal=date(2026, 7, 1), jumlah_bulan=6)
    sumber = SumberDana.objects.create(
        kode="APBD", nama="APBD", jenis="apbd", tahun=2027, kuota=5, pagu=10**9, keadaan_pagu="dpa"
    )
    BantuanFactory(
        peserta=awal.peserta,
        sumber=sumber,
        bulan_awal=date(2027, 1, 1),
        jumlah_bulan=6,
        sambungan_dari=awal,
    )

    with pytest.raises(AturanDilanggarError, match="Tidak ada orang yang menunggu"):
        susun(admin, sumber=sumber, bulan_awal=date(2027, 1, 1))
    assert susun(admin, bulan_awal=date(2026, 7, 1)).jumlah_orang == 1


def test_susun_pendaftaran_numbers_without_gaps_per_year(admin):
    nomor = [
        susun(admin, 1).nomor,
        susun(admin, 1, pada=date(2027, 1, 5)).nomor,
        susun(admin, 1).nomor,
    ]

    assert nomor == ["PK-2026-0001", "PK-2027-0001", "PK-2026-0002"]


def test_susun_pendaftaran_of_nobody_names_the_group(admin):
    with pytest.raises(AturanDilanggarError) as galat:
        susun(admin, cabang="majapahit")

    assert "APBD Kota Semarang 2026, Semarang Majapahit, mulai Januari 2026" in (
        galat.value.kalimat
    )
    assert BerkasBPJS.objects.count() == 0


def test_susun_pendaftaran_only_of_the_officers_area(admin):
    BantuanFactory()
    admin.wilayah = ["33.74.06"]

    with pytest.raises(AturanDilanggarError):
        susun(admin)


def test_susun_pendaftaran_takes_nobody_whose_line_still_waits(admin):
    bantuan = BantuanFactory()
    lain = susun(admin, 1, bulan_awal=date(2026, 1, 1))
    Peserta.objects.filter(pk=bantuan.peserta_id).update(status="ditetapkan")
    BarisBerkas.objects.filter(peserta=bantuan.peserta).update(berkas_bpjs=lain)

    with pytest.raises(AturanDilanggarError, match="Tidak ada orang yang menunggu"):
        susun(admin)

    assert BerkasBPJS.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_susun_pendaftaran_twice_at_once_one_wins(admin):
    BantuanFactory.create_batch(3)
    mulai, akhir = threading.Barrier(2), []

    def coba():
        try:
            mulai.wait(5)
            susun(admin)
            akhir.append("menang")
        except AturanDilanggarError as galat:
            akhir.append(galat.kalimat)
        finally:
            connection.close()

    utas = [threading.Thread(target=coba) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()

    assert len(akhir) == 2
    assert "menang" in akhir
    assert any("baru saja dimasukkan ke berkas lain" in a for a in akhir)
    assert BarisBerkas.objects.count() == 3
    assert BerkasBPJS.objects.get().nomor == "PK-2026-0001"


def baca(tugas: Tugas) -> list[tuple]:
    return list(load_workbook(tugas.hasil.path).active.values)


def test_ekspor_bpu_writes_text_cells_by_the_profile(admin):
    BantuanFactory(
        peserta__status="ditetapkan",
        peserta__nama="=SUM(A1)",
        peserta__rt="001",
        peserta__hp="081234567890",
        bulan_awal=date(2026, 1, 1),
        jumlah_bulan=6,
    )
    berkas_bpjs = susun(admin)

    tugas = jalankan(berkas_bpjs.tugas_excel)

    orang = Peserta.objects.get()
    kepala, isi = baca(tugas)
    satu = dict(zip(kepala, isi, strict=True))
    assert (tugas.status, tugas.hasil_nama) == ("selesai", "PK-2026-0001.xlsx")
    assert kepala[:4] == ("NIK", "Nama", "Tempat Lahir", "Tanggal Lahir")
    assert (satu["NIK"], satu["Nama"], satu["RT"]) == (orang.nik, "=SUM(A1)", "001")
    assert (satu["Tanggal Lahir"], satu["TMT"]) == ("15-02-1985", "01-01-2026")
    assert (satu["Penghasilan"], satu["Jumlah Bulan"], satu["Program"]) == (
        "1000000",
        "6",
        "JKK+JKM",
    )
    assert (satu["Pekerjaan"], satu["HP"]) == ("tukang becak", "081234567890")
    lembar = load_workbook(tugas.hasil.path).active
    assert {sel.data_type for baris in lembar.iter_rows() for sel in baris} <= {"s", "n"}
    assert all(isinstance(v, str | None) for baris in lembar.values for v in baris)


def test_ekspor_sipp_uses_its_sheet_and_constants(admin):
    BantuanFactory()
    berkas_bpjs = susun(admin, profil=ProfilEkspor.objects.get(kode="sipp_tk_baru"))

    tugas = jalankan(berkas_bpjs.tugas_excel)

    satu = dict(zip(*baca(tugas), strict=True))
    assert load_workbook(tugas.hasil.path).sheetnames == ["data_tk_baru"]
    assert (satu["NO_PEGAWAI"], satu["JENIS_IDENTITAS"], satu["KODE_NEGARA"]) == ("1", "KTP", "ID")
    assert "Kel. " in satu["ALAMAT"]
    assert satu["ALAMAT"].endswith("Kota Semarang")


def test_ekspor_counts_months_after_new_year_too(admin):
    awal = BantuanFactory()
    sumber = SumberDana.objects.create(
        kode="APBD", nama="APBD", jenis="apbd", tahun=2027, kuota=5, pagu=10**9, keadaan_pagu="dpa"
    )
    BantuanFactory(
        peserta=awal.peserta,
        sumber=sumber,
        bulan_awal=date(2027, 1, 1),
        jumlah_bulan=2,
        sambungan_dari=awal,
    )

    satu = dict(zip(*baca(jalankan(susun(admin).tugas_excel)), strict=True))

    assert satu["Jumlah Bulan"] == "14"


def test_ekspor_more_rows_than_a_file_may_hold_makes_a_zip(admin):
    ProfilEkspor.objects.update(baris_paling_banyak=2)

    tugas = jalankan(susun(admin, 5).tugas_excel)

    assert tugas.hasil_nama == "PK-2026-0001.zip"
    with zipfile.ZipFile(tugas.hasil.path) as arsip:
        assert arsip.namelist() == [f"PK-2026-0001-bagian-{n}.xlsx" for n in (1, 2, 3)]
        niks = [
            baris[0]
            for nama in arsip.namelist()
            for baris in list(load_workbook(arsip.open(nama)).active.values)[1:]
        ]
    assert niks == list(
        BarisBerkas.objects.order_by("nomor").values_list("peserta__nik", flat=True)
    )


def test_ekspor_maps_values_to_codes_and_dates_to_the_profiles_form(admin):
    profil = ProfilEkspor.objects.create(
        kode="uji",
        nama="Uji",
        nama_lembar="uji",
        format_tanggal="yyyy/mm/dd",
        kolom=[
            {"judul": "JK", "isi": "jenis_kelamin", "peta": {"P": "2", "L": "1"}},
            {"judul": "LAHIR", "isi": "tanggal_lahir"},
            {"judul": "KOSONG", "isi": "="},
        ],
    )

    tugas = jalankan(susun(admin, 1, profil=profil).tugas_excel)

    assert baca(tugas) == [("JK", "LAHIR", "KOSONG"), ("2", "1985/02/15", None)]


def test_ekspor_with_a_spoiled_profile_fails_with_a_sentence(admin):
    ProfilEkspor.objects.update(kolom=[{"judul": "X", "isi": "gaji"}])

    tugas = jalankan(susun(admin, 1).tugas_excel)

    assert tugas.status == "gagal"
    assert "Isi “gaji” pada kolom X tidak dikenal" in tugas.galat


def test_ekspor_is_logged_without_a_nik(admin):
    tugas = jalankan(susun(admin, 2).tugas_excel)

    jejak = JejakAkses.objects.get()
    assert (jejak.objek, jejak.jumlah, jejak.oleh) == ("berkas PK-2026-0001", 2, admin)
    nik = Peserta.objects.values_list("nik", flat=True)[0]
    assert nik not in Path(tugas.hasil.path).name + tugas.judul + tugas.hasil_nama


def test_minta_ekspor_twice_is_one_job(admin):
    berkas_bpjs = susun(admin, 1)

    assert minta_ekspor(berkas_bpjs, oleh=admin) == berkas_bpjs.tugas_excel
    assert Tugas.objects.count() == 1


def test_batalkan_pendaftaran_lets_people_wait_again(admin):
    berkas_bpjs = susun(admin, 2)
    mati = berkas_bpjs.daftar_baris.first().peserta
    pindahkan_status(mati, Status.BERHENTI, oleh=admin, alasan="meninggal")

    jumlah = batalkan_berkas(berkas_bpjs, alasan="salah bulan", pada=timezone.now(), oleh=admin)

    assert jumlah == 1
    assert sorted(Peserta.objects.values_list("status", flat=True)) == ["berhenti", "ditetapkan"]
    assert {(b.hasil, b.keterangan) for b in berkas_bpjs.daftar_baris.all()} == {
        ("batal", "salah bulan")
    }
    assert RiwayatStatus.objects.last().alasan == "Pendaftaran PK-2026-0001 dibatalkan: salah bulan"
    assert susun(admin).nomor == "PK-2026-0002"
    with pytest.raises(TransisiDitolakError):
        batalkan_berkas(berkas_bpjs, alasan="lagi", pada=timezone.now(), oleh=admin)
    with pytest.raises(AturanDilanggarError, match="dibatalkan"):
        minta_ekspor(berkas_bpjs, oleh=admin)


def test_batalkan_pendaftaran_not_after_an_answer(admin):
    berkas_bpjs = susun(admin, 2)
    baris = berkas_bpjs.daftar_baris.first()
    baris.hasil = "sesuai"
    baris.save()

    with pytest.raises(AturanDilanggarError, match="sudah diterapkan"):
        batalkan_berkas(berkas_bpjs, alasan="salah", pada=timezone.now(), oleh=admin)

    berkas_bpjs.refresh_from_db()
    assert berkas_bpjs.status == "disusun"


def test_kelompok_siap_counts_who_waits(db, admin):
    BantuanFactory.create_batch(2)
    BantuanFactory(peserta__kelurahan_id=PEDURUNGAN, peserta__status="ditetapkan")
    BantuanFactory(peserta=PesertaFactory(status="terdaftar"))

    kelompok = kelompok_siap(admin, JenisBerkasBPJS.PENDAFTARAN)

    assert [(str(k.sumber), k.nama_cabang, k.jumlah) for k in kelompok] == [
        ("APBD Kota Semarang 2026", "Semarang Majapahit", 1),
        ("APBD Kota Semarang 2026", "Semarang Pemuda", 2),
        ("APBD Kota Semarang 2026", "Semua cabang", 3),
    ]
