"""BPJS's list beside ledger and bill: read, matched by number, put in bins that are complete."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from iuran.models import BarisDaftarBPJS, DaftarBPJS, Iuran, TitikRekonsiliasi
from iuran.rekonsiliasi import rekap
from iuran.rekonsiliasi.terima import DaftarMasuk, baca_ulang, unggah_daftar
from peserta.models import KoreksiNik, Peserta
from pijar.errors import AturanDilanggarError
from pijar.models import Tugas
from tests.factories import PesertaFactory, bayar, terdaftar
from tests.iuran.rekon import (
    AGUSTUS,
    KELURAHAN_MAJAPAHIT,
    KEPALA,
    SEPTEMBER,
    bagian,
    baris,
    daftar,
    terbuka,
    unggah,
)
from tests.iuran.susunan import jalankan


def orang(**lain: object) -> Peserta:
    return terdaftar(**lain).peserta


def cocok(satu: DaftarBPJS) -> None:
    """Σ bins is Σ of both sides, and both sides are what ledger and file say."""
    isi = rekap(satu)
    for letak in range(len(isi.semua)):
        assert sum(n[letak] for _, n in isi.bagian) == isi.semua[letak]
    semua = satu.daftar_baris
    kita = Iuran.objects.hidup().filter(
        bulan=satu.bulan, peserta__kelurahan__kecamatan__cabang=satu.cabang
    )
    assert isi.semua.baris == semua.filter(nomor__isnull=False).count()
    assert isi.semua.orang == kita.count() == semua.filter(iuran__isnull=False).count()
    assert isi.semua.rupiah_kita == sum(kita.values_list("nominal", flat=True))


def test_equal_line_is_sama_whatever_title_rows_and_total_rows_stand_around(admin):
    a, b = orang(), orang()

    satu = daftar(
        admin,
        baris(a),
        baris(b, kpj=f"{b.kpj}.0"),
        ["", "JUMLAH", "", "", 33_600, ""],
        ["", "", "Semarang, 20 Agustus 2026", "", "", ""],
        judul=[["DAFTAR PESERTA AKTIF"], ["PERIODE AGUSTUS 2026"], ["CABANG SEMARANG PEMUDA"], []],
    )

    assert satu.status == "diperiksa"
    assert [b for _, b, _ in bagian(satu)] == ["sama", "sama"]
    assert rekap(satu).semua == (2, 33_600, 2, 33_600, 0, 0)
    cocok(satu)
    assert terbuka() == []


def test_numeric_nik_is_safe_unless_its_last_digit_is_nought(admin):
    a, b = orang(nik="3374024502850011"), orang(nik="3374024502850020")

    satu = daftar(
        admin, baris(a, nik=int(a.nik), kpj=""), baris(b, nik=int(b.nik)), baris(b, nik=int(b.nik))
    )

    assert [(k, s) for _, k, s in bagian(satu)] == [
        ("sama", ""),
        ("periksa", "dua_kali"),  # found by its KPJ
        ("periksa", "dua_kali"),
    ]
    cocok(satu)


@pytest.mark.parametrize(
    ("lain", "beda"),
    [
        ({"nama": "SITI AMINAH "}, []),
        ({"nama": "SITI AMINAH BINTI ALI"}, ["nama"]),
        ({"kpj": "77700011122"}, ["kpj"]),
        ({"iuran": 10_000}, ["nominal"]),
        ({"nik": "3374024502859999"}, ["nik"]),  # the KPJ is ours, the NIK contradicts
        ({"nik": "", "iuran": "Rp16.800"}, []),
        ({"kpj": ""}, []),
    ],
)
def test_what_differs_is_named(admin, lain, beda):
    satu = daftar(admin, baris(orang(), **lain))

    b = satu.daftar_baris.get()
    assert (b.beda, b.bagian) == (beda, "beda" if beda else "sama")
    cocok(satu)


def test_birth_date_programme_and_unbilled_month_differ(admin):
    a, b = orang(), orang()
    kepala = ["NIK", "NAMA", "TGL LAHIR", "PROGRAM", "BULAN"]

    satu = daftar(
        admin,
        [a.nik, a.nama, "15-02-1985", "JKK, JKM", "Agustus 2026"],
        [b.nik, b.nama, "16-02-1985", "JKK+JKM+JHT", "08-2026"],
        kepala=kepala,
        jenis="posting",
    )

    beda = [b.beda for b in satu.daftar_baris.order_by("urut")]
    assert beda == [["tagihan"], ["tanggal_lahir", "program", "tagihan"]]


def test_a_name_alone_never_matches(admin):
    a = orang(nama="Bambang Sutejo", nama_cari="BAMBANG SUTEJO")

    satu = daftar(admin, baris(a, nik="3374024502858888", kpj="88800011122"))

    assert [(k, s) for _, k, s in bagian(satu)] == [("lebih", "tidak_dikenal"), ("tidak_ada", "")]
    cocok(satu)


def test_every_other_bin_and_cause(admin):
    tanpa, lain, pu, mati = (orang(nama=n) for n in ("Tanpa", "Lain", "Upahan", "Mati"))
    kembar, asing = orang(nama="Kembar"), PesertaFactory(nama="Asing")
    sana = orang(nama="Sana", kelurahan_id=KELURAHAN_MAJAPAHIT)

    satu = daftar(
        admin,
        baris(asing, kpj="11100011122"),
        baris(sana),
        baris(pu, status="AKTIF PU DI PERUSAHAAN LAIN"),
        baris(asing, nik="3374024502857777", kpj="22200011122", status="PENERIMA UPAH"),
        baris(mati, status="NON AKTIF"),
        baris(asing, nik="", kpj="tidak ada", status="AKTIF"),
        baris(kembar),
        baris(kembar),
        baris(lain, kpj=kembar.kpj, status="AKTIF"),
    )

    assert [(k, s) for _, k, s in bagian(satu)] == [
        ("lebih", "tanpa_iuran"),
        ("periksa", "cabang_lain"),
        ("pembayar_lain", ""),
        ("pembayar_lain", ""),
        ("tidak_ada", "nonaktif"),
        ("periksa", "tanpa_nomor"),
        ("periksa", "dua_kali"),
        ("periksa", "dua_kali"),
        ("periksa", "dua_orang"),
        ("tidak_ada", ""),
    ]
    assert satu.daftar_baris.get(nomor=None).peserta == tanpa
    cocok(satu)
    assert ("pembayar_lain", "ASING") not in terbuka()  # we do not pay for them either
    assert ("pembayar_lain", "Upahan") in terbuka()


def test_two_people_of_one_kpj_need_an_eye(admin):
    a, b = orang(kpj="77700011122"), orang()

    satu = daftar(
        admin,
        baris(a),
        baris(a, nik="3374024502857777"),
        baris(b, kpj="66600011122"),
        baris(a, nik="3374024502856666", kpj="66600011122"),
    )

    assert [s for _, _, s in bagian(satu)] == ["dua_kali", "dua_kali", "kpj_kembar", "kpj_kembar"]
    cocok(satu)


def test_a_line_of_another_month_needs_an_eye_and_ours_has_no_line(admin):
    a, b = orang(), orang()

    satu = daftar(
        admin,
        [a.nik, a.nama, "Agustus 2026"],
        [b.nik, b.nama, "202607"],
        kepala=["NIK", "NAMA", "PERIODE"],
    )

    assert [(k, s) for _, k, s in bagian(satu)] == [
        ("sama", ""),
        ("periksa", "bulan_lain"),
        ("tidak_ada", ""),
    ]
    cocok(satu)


def test_old_nik_and_merged_person_are_the_person(admin):
    a, lama = orang(), PesertaFactory(status="draf")
    b = orang()
    KoreksiNik.objects.create(
        peserta=a, nik_lama="3374024502851234", nik_baru=a.nik, alasan="Salah ketik", oleh=admin
    )
    Peserta.objects.filter(pk=lama.pk).update(digabung_ke=b)

    satu = daftar(admin, baris(a, nik="3374024502851234", kpj=""), baris(b, nik=lama.nik, kpj=""))

    assert [x.beda for x in satu.daftar_baris.order_by("urut")] == [["nik"], ["nik"]]
    assert [x.peserta for x in satu.daftar_baris.order_by("urut")] == [a, b]


def test_three_ways_ledger_bill_and_bpjs(admin):
    a, b = orang(), orang()
    bayar(AGUSTUS, date(2026, 8, 12))

    satu = daftar(admin, baris(a), jenis="posting")

    isi = rekap(satu)
    assert isi.semua == (1, 16_800, 2, 33_600, 2, 33_600)
    assert satu.daftar_baris.get(bagian="tidak_ada").peserta == b
    assert satu.daftar_baris.get(bagian="sama").nominal_tagih == 16_800


@pytest.mark.parametrize(
    ("lain", "kata"),
    [
        ({"bulan": SEPTEMBER}, "2 dari 2 baris dalam berkas ini menyebut bulan Agustus 2026"),
        ({"cabang": "majapahit"}, "milik cabang Semarang Pemuda, bukan Semarang Majapahit"),
    ],
)
def test_file_of_another_month_or_branch_is_stopped_and_says_so(admin, lain, kata):
    a, b = orang(), orang()
    isi = [[a.nik, a.nama, "Agustus 2026"], [b.nik, b.nama, "Agustus 2026"]]

    satu = daftar(admin, *isi, kepala=["NIK", "NAMA", "PERIODE"], **lain)

    assert satu.status == "gagal"
    assert kata in satu.galat
    assert not satu.daftar_baris.exists()
    assert not satu.berlaku


def test_title_that_names_another_month_or_branch_stops_a_file_without_such_columns(admin):
    asing = PesertaFactory.build(kpj="11100011122")

    bulan = daftar(admin, baris(orang()), judul=[["POSTING IURAN JULI 2026"]])
    cabang = daftar(admin, baris(asing), judul=[["CABANG SEMARANG MAJAPAHIT"]])

    assert "Judul berkas ini menyebut Juli 2026, bukan Agustus 2026" in bulan.galat
    assert "menyebut cabang Semarang Majapahit, bukan Semarang Pemuda" in cabang.galat


@pytest.mark.parametrize(
    ("kepala", "kata"),
    [(["NOMOR", "ALAMAT"], "Tidak ditemukan judul kolom"), (KEPALA, "tidak ada satu orang pun")],
)
def test_file_that_is_no_list_says_what_to_do(admin, kepala, kata):
    satu = daftar(admin, kepala=kepala)

    assert satu.status == "gagal"
    assert kata in satu.galat


def test_same_file_twice_changes_nothing(admin):
    a = orang()
    isi = baris(a)
    satu = daftar(admin, isi)
    isi_berkas = Path(satu.berkas.path).read_bytes()  # a workbook made anew bears another second
    lagi = SimpleUploadedFile("lain.xlsx", isi_berkas)
    masuk = DaftarMasuk(satu.bulan, satu.cabang, satu.jenis, satu.tanggal)

    assert unggah_daftar(masuk, berkas=[lagi], oleh=admin) == satu
    assert DaftarBPJS.objects.count() == Tugas.objects.count() == 1


def test_newer_list_supersedes_and_the_older_stays_readable(admin):
    a = orang()
    lama = daftar(admin)
    lama = daftar(admin, baris(PesertaFactory.build(kpj="11100011122")))
    assert terbuka() == [("lebih", "Siti Aminah"), ("tidak_ada", "Siti Aminah")]

    baru = daftar(admin, baris(a), tanggal=date(2026, 8, 25))
    terlambat = daftar(admin, baris(a, nama="LAIN"), tanggal=date(2026, 8, 22))
    lama.refresh_from_db()
    baru.refresh_from_db()

    assert (lama.berlaku, baru.berlaku, terlambat.berlaku) == (False, True, False)
    assert lama.digantikan
    assert terlambat.digantikan
    assert lama.daftar_baris.count() == 2
    assert terbuka() == []
    assert "terjawab oleh daftar agustus 2026 tanggal 25 agustus 2026" in (
        TitikRekonsiliasi.objects.first().daftar_selesai.get().alasan.lower()
    )


def test_second_delivery_changes_nothing_and_reading_again_reads_it_whole(admin):
    a = orang()
    satu = daftar(admin, baris(a, nama="LAIN"))
    pks = list(satu.daftar_baris.values_list("pk", flat=True))

    jalankan(satu.tugas)
    assert list(satu.daftar_baris.values_list("pk", flat=True)) == pks

    Peserta.objects.filter(pk=a.pk).update(nama="Lain")
    jalankan(baca_ulang(satu.pk, oleh=admin))
    satu.refresh_from_db()
    assert [k for _, k, _ in bagian(satu)] == ["sama"]
    assert (satu.berlaku, terbuka()) == (True, [])


def test_30_percent_unknown(admin):
    semua = [orang(nama=f"Orang {n}") for n in range(10)]

    satu = daftar(admin, *(baris(o) for o in semua[:7]))

    isi = rekap(satu)
    assert isi.dari("tidak_ada").orang == 3
    assert isi.dari("tidak_ada").rupiah_kita == 3 * 16_800
    assert len(terbuka()) == 3
    cocok(satu)


def test_a_month_of_ours_stands_in_one_line_of_a_list(admin):
    satu = daftar(admin, baris(orang()))
    b = satu.daftar_baris.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        BarisDaftarBPJS.objects.create(
            daftar=satu, urut=9, bagian="periksa", nomor=9, iuran=b.iuran, peserta=b.peserta
        )


def test_admin_of_one_area_uploads_nothing(admin):
    admin.wilayah = ["33.74.01"]

    with pytest.raises(AturanDilanggarError, match="seluruh cabang"):
        unggah(admin, baris(orang()))
