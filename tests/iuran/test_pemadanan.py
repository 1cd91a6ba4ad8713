"""Lists of other offices: read, put in bins, used, superseded, taken back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from iuran.models import (
    BarisPadanan,
    DaftarPadanan,
    HasilPadanan,
    OrangDiminta,
    PadananOrang,
    SisihPadanan,
)
from iuran.pemadanan.batal import tutup
from iuran.pemadanan.permintaan import minta_daftar
from iuran.pemadanan.sisih import sisihkan
from iuran.pemadanan.tampil import tidak_dijawab
from iuran.pemadanan.terapkan import terapkan_padanan
from iuran.pemadanan.terima import KepalaDaftar, unggah_padanan
from peserta.models import KoreksiNik
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses
from tests.factories import PesertaFactory, sumber, terdaftar
from tests.iuran.padanan import (
    KEPALA,
    KEPALA_PU,
    SAAT,
    TANGGAL,
    J,
    dipakai,
    hasil,
    pakai,
    sebut,
    unggah,
)
from tests.iuran.susunan import berkas, jalankan

pytestmark = pytest.mark.django_db


def orang(**lain):
    return PesertaFactory(status="terdaftar", **lain)


def terakhir(satu, jenis=J.KEPENDUDUKAN):
    p = PadananOrang.objects.filter(peserta=satu, jenis=jenis).first()
    return p and (p.hasil, p.tanggal)


def test_every_row_stands_in_one_bin(admin):
    a, b, c, d, e, f = (orang(nama=f"Orang {huruf}") for huruf in "ABCDEF")
    daftar = unggah(
        sebut(a),
        sebut(b, "MENINGGAL", "03-11-2026"),
        sebut(c, "Pindah keluar", date(2026, 10, 1)),
        sebut(d, nama="Bambang Sutrisno Wibowo"),
        sebut(e, "NIK TIDAK DITEMUKAN"),
        sebut(f, "entah"),
        sebut(a, nik="3374010101800009", nama="Orang Asing"),
        sebut(a, nik="", nama="Tanpa NIK"),
        ["", "", "JUMLAH", "", 8],
        oleh=admin,
    )

    assert hasil(daftar) == [
        "sesuai", "meninggal", "pindah", "berbeda", "tidak_ditemukan", "perlu_diperiksa",
        "tidak_diminta", "perlu_diperiksa",
    ]  # fmt: skip
    jumlah = dict(daftar.jumlah)
    assert jumlah.pop("dibaca") == sum(jumlah.values()) == 8
    assert set(jumlah) <= set(HasilPadanan.values)
    assert daftar.status == "diperiksa"
    assert PadananOrang.objects.count() == 0


def test_a_wage_earner_is_named_with_company_and_day(admin):
    a, b, c = (orang(nama=f"Orang {huruf}") for huruf in "ABC")
    daftar = unggah(
        [a.nik, a.nama, "AKTIF PU", "PT Maju", "01/08/2026"],
        [b.nik, b.nama, "", "PT Mundur", ""],
        [c.nik, c.nama, "TIDAK AKTIF", "", ""],
        oleh=admin, jenis=J.PENERIMA_UPAH, kepala=KEPALA_PU,
    )  # fmt: skip

    assert hasil(daftar) == ["penerima_upah", "penerima_upah", "sesuai"]
    satu = daftar.daftar_baris.get(peserta=a)
    assert (satu.pihak, satu.tanggal) == ("PT Maju", date(2026, 8, 1))


@pytest.mark.parametrize("akhir", range(1, 10))
def test_a_numeric_nik_is_matched_where_it_is_exact(admin, akhir):
    a = orang(nik=f"337401550285012{akhir}")

    assert hasil(unggah(sebut(a, nik=int(a.nik)), oleh=admin)) == ["sesuai"]


def test_a_numeric_nik_that_may_have_lost_a_digit_needs_an_eye(admin):
    a = orang(nik="3374015502850120")
    daftar = unggah(sebut(a, nik=int(a.nik)), oleh=admin)

    assert hasil(daftar) == ["perlu_diperiksa"]
    assert "15 angka" in daftar.daftar_baris.get().catatan


@pytest.mark.parametrize(
    ("baris", "kata"),
    [
        ([["NAMA", "STATUS"], ["Budi", "HIDUP"]], "Tidak ditemukan judul kolom NIK"),
        ([["NIK", "NAMA"], ["3374015502850121", "Budi"]], "Tidak ditemukan judul kolom NIK"),
        ([KEPALA], "tidak ada satu orang pun"),
        ([KEPALA, ["", "TOTAL", "", "", 0]], "tidak ada satu orang pun"),
        ([[]], "Tidak ada isi di lembar mana pun"),
    ],
)
def test_a_file_without_nik_or_people_fails_with_a_sentence(admin, baris, kata):
    isi = berkas(*baris)
    satu, _ = unggah_padanan(isi, KepalaDaftar(J.KEPENDUDUKAN, TANGGAL, "x"), oleh=admin)

    tugas = jalankan(satu.tugas)

    satu.refresh_from_db()
    assert (satu.status, tugas.status) == ("gagal", "gagal")
    assert kata in satu.galat
    assert not satu.daftar_baris.exists()


def test_rows_of_one_person_that_contradict_all_need_an_eye(admin):
    a, b, c = (orang(nama=f"Orang {huruf}") for huruf in "ABC")
    daftar = unggah(
        sebut(a), sebut(a, "MENINGGAL", "01-11-2026"),
        sebut(b), sebut(b, "entah"),
        sebut(c), sebut(c),
        oleh=admin,
    )  # fmt: skip

    periksa = "perlu_diperiksa"
    assert hasil(daftar) == [periksa] * 4 + ["sesuai", periksa]
    assert "isi berbeda" in daftar.daftar_baris.filter(peserta=a).first().catatan
    pakai(daftar, oleh=admin)
    assert [terakhir(p) for p in (a, b)] == [None, None]
    assert terakhir(c) == ("sesuai", TANGGAL)


def test_of_a_list_of_unknown_words_nobody_counts_as_checked(admin):
    kata = ["HIDUP"] * 7 + ["KODE 7"] * 3
    semua = [orang(nama=f"Orang {n}") for n in range(10)]
    daftar = dipakai(*(sebut(p, k) for p, k in zip(semua, kata, strict=True)), oleh=admin)

    assert daftar.jumlah == {"dibaca": 10, "sesuai": 7, "perlu_diperiksa": 3}
    assert PadananOrang.objects.filter(hasil="sesuai").count() == 7
    assert PadananOrang.objects.count() == 7


@pytest.mark.parametrize(
    ("lain", "hasilnya"),
    [
        ({"nama": "SITI AMINAH, SE"}, "sesuai"),
        ({"nama": "S. Aminah"}, "sesuai"),
        ({"nama": "Bambang Wibowo"}, "berbeda"),
        ({"lahir": date(1985, 2, 16)}, "berbeda"),
        ({"lahir": date(1985, 5, 6)}, "sesuai"),  # day and month in the other order
        ({"lahir": ""}, "sesuai"),
        ({"nama": "", "lahir": ""}, "sesuai"),
    ],
)
def test_only_what_clearly_differs_is_different(admin, lain, hasilnya):
    a = orang(
        tanggal_lahir=date(1985, 6, 5)
        if lain.get("lahir") == date(1985, 5, 6)
        else date(1985, 2, 15)
    )

    assert hasil(unggah(sebut(a, **lain), oleh=admin)) == [hasilnya]


def test_a_death_under_another_name_is_no_death(admin):
    a = orang()
    daftar = unggah(sebut(a, "MENINGGAL", "01-11-2026", nama="Bambang Wibowo"), oleh=admin)

    assert hasil(daftar) == ["berbeda"]
    assert "meninggal" in daftar.daftar_baris.get().catatan


@pytest.mark.parametrize(
    ("tanggal", "hasilnya"),
    [
        ("05-11-2026", "meninggal"),
        ("", "meninggal"),
        ("06-11-2026", "perlu_diperiksa"),  # after the list's own day
        ("01-01-1950", "perlu_diperiksa"),
        ("kemarin", "perlu_diperiksa"),
        ("31-02-2026", "perlu_diperiksa"),
    ],
)
def test_a_report_needs_a_possible_day(admin, tanggal, hasilnya):
    assert hasil(unggah(sebut(orang(), "MENINGGAL", tanggal), oleh=admin)) == [hasilnya]


def test_a_former_nik_and_a_merged_person_are_not_matched(admin):
    a, b, c = orang(), orang(), orang()
    KoreksiNik.objects.create(
        peserta=a, nik_lama="3374015502850777", nik_baru=a.nik, alasan="x", oleh=admin
    )
    type(b).objects.filter(pk=b.pk).update(digabung_ke=c)
    daftar = unggah(sebut(a, nik="3374015502850777"), sebut(b), oleh=admin)

    assert hasil(daftar) == ["perlu_diperiksa"] * 2
    catatan = list(daftar.daftar_baris.order_by("nomor").values_list("catatan", flat=True))
    assert "sebelum dikoreksi" in catatan[0]
    assert "sudah digabung" in catatan[1]


def test_the_same_file_twice_changes_nothing(admin, admin2):
    isi = berkas(KEPALA, sebut(orang()))
    kepala = KepalaDaftar(J.KEPENDUDUKAN, TANGGAL, "x")
    satu, baru = unggah_padanan(isi, kepala, oleh=admin)
    dua, lagi = unggah_padanan(isi, kepala._replace(pengirim="y"), oleh=admin2)

    assert (satu, baru, lagi) == (dua, True, False)
    assert DaftarPadanan.objects.count() == 1
    jalankan(satu.tugas)
    tutup(satu, alasan="salah", oleh=admin, pada=SAAT)
    assert unggah_padanan(isi, kepala, oleh=admin)[1]


def test_a_failed_file_that_came_in_again_is_not_read_twice(admin):
    isi = berkas(KEPALA, sebut(orang()))
    kepala = KepalaDaftar(J.KEPENDUDUKAN, TANGGAL, "x")
    satu, _ = unggah_padanan(isi, kepala, oleh=admin)
    DaftarPadanan.objects.filter(pk=satu.pk).update(status="gagal", galat="Server berhenti.")
    dua, _ = unggah_padanan(isi, kepala, oleh=admin)
    jalankan(dua.tugas)

    tugas = jalankan(satu.tugas)

    assert (tugas.status, f"diunggah lagi: {dua}" in tugas.galat) == ("gagal", True)
    assert set(BarisPadanan.objects.values_list("daftar", flat=True)) == {dua.pk}


def test_a_second_delivery_changes_nothing(admin):
    daftar = dipakai(sebut(orang(), "MENINGGAL", "01-11-2026"), oleh=admin)
    sebelum = list(PadananOrang.objects.values())
    baris = list(BarisPadanan.objects.values())

    assert terapkan_padanan(daftar.pk, oleh=admin, pada=SAAT) == 0
    jalankan(daftar.tugas)

    assert list(PadananOrang.objects.values()) == sebelum
    assert list(BarisPadanan.objects.values()) == baris


def test_a_newer_list_counts_person_by_person_and_the_older_stays_readable(admin):
    a, b = orang(nama="Orang A"), orang(nama="Orang B")
    lama = dipakai(sebut(a), sebut(b, "MENINGGAL", "01-10-2026"), oleh=admin)
    baru = dipakai(sebut(a, "PINDAH", "10-11-2026"), oleh=admin, tanggal=date(2026, 11, 15))

    assert terakhir(a) == ("pindah", date(2026, 11, 15))
    assert terakhir(b) == ("meninggal", TANGGAL)
    assert hasil(lama) == ["sesuai", "meninggal"]
    telat = dipakai(sebut(a), oleh=admin, tanggal=date(2026, 11, 1), kepala=[*KEPALA, "X"])
    assert terakhir(a) == ("pindah", date(2026, 11, 15))
    tutup(baru, alasan="salah unggah", oleh=admin, pada=SAAT)
    assert terakhir(a) == ("sesuai", TANGGAL)
    tutup(lama, alasan="salah unggah", oleh=admin, pada=SAAT)
    assert terakhir(a) == ("sesuai", date(2026, 11, 1))
    assert terakhir(b) is None
    assert hasil(telat) == ["sesuai"]


def test_kinds_do_not_supersede_each_other(admin):
    a = orang()
    dipakai(sebut(a), oleh=admin)
    dipakai([a.nik, a.nama, "AKTIF", "PT", ""], oleh=admin, jenis=J.PENERIMA_UPAH, kepala=KEPALA_PU)

    assert terakhir(a)[0] == "sesuai"
    assert terakhir(a, J.PENERIMA_UPAH)[0] == "penerima_upah"


def test_a_list_is_discarded_before_its_use_and_then_no_more_used(admin):
    daftar = unggah(sebut(orang()), oleh=admin)
    tutup(daftar, alasan="daftar bulan lalu", oleh=admin, pada=SAAT)
    daftar.refresh_from_db()

    assert (daftar.status, daftar.alasan_tutup) == ("dibatalkan", "daftar bulan lalu")
    with pytest.raises(AturanDilanggarError, match="berstatus Dibuang"):
        terapkan_padanan(daftar.pk, oleh=admin, pada=SAAT)
    with pytest.raises(AturanDilanggarError, match="berstatus Dibuang"):
        tutup(daftar, alasan="lagi", oleh=admin, pada=SAAT)


def test_a_row_is_set_aside_and_taken_back_with_the_reason(admin):
    daftar = dipakai(sebut(orang(), "MENINGGAL", "01-11-2026"), oleh=admin)
    satu = daftar.daftar_baris.get()
    isi = {"oleh": admin, "pada": SAAT}
    sisihkan(satu, disisihkan=True, alasan="Orangnya hadir di kantor", **isi)

    assert not BarisPadanan.objects.melaporkan().exists()
    assert not PadananOrang.objects.melaporkan().exists()
    with pytest.raises(BentrokError, match="sudah disisihkan"):
        sisihkan(satu, disisihkan=True, alasan="lagi", **isi)
    sisihkan(satu, disisihkan=False, alasan="Ternyata benar", **isi)
    assert BarisPadanan.objects.melaporkan().count() == 1
    assert [s.disisihkan for s in SisihPadanan.objects.all()] == [False, True]
    with pytest.raises(AturanDilanggarError, match="alasannya"):
        sisihkan(satu, disisihkan=True, alasan=" ", **isi)


def test_an_admin_of_one_area_touches_no_list(admin, admin2):
    daftar = unggah(sebut(orang()), oleh=admin)
    admin2.wilayah = ["33.74.01"]

    assert not DaftarPadanan.objects.for_petugas(admin2).exists()
    for kerja in (
        lambda: tutup(daftar, alasan="x", oleh=admin2, pada=SAAT),
        lambda: unggah(sebut(orang()), oleh=admin2),
        lambda: minta_daftar(tagihan=None, bulan=date(2026, 1, 1), alasan="mencoba", oleh=admin2),
        lambda: sisihkan(
            daftar.daftar_baris.get(), disisihkan=True, alasan="x", oleh=admin2, pada=SAAT
        ),
    ):
        with pytest.raises(AturanDilanggarError, match="satu wilayah"):
            kerja()


def test_the_list_to_send_is_frozen_logged_and_says_who_was_not_answered(admin):
    a, b = (terdaftar(nama=f"Orang {huruf}").peserta for huruf in "AB")
    terdaftar(date(2025, 1, 1), 12, nama="Orang Lama")
    permintaan = minta_daftar(
        tagihan=None, bulan=date(2026, 11, 1), alasan="sebelum tagihan", oleh=admin
    )
    tugas = jalankan(permintaan.tugas)
    lain = orang(nama="Orang Lain")
    daftar = unggah(sebut(a), sebut(lain), oleh=admin, permintaan=permintaan)

    assert tugas.status == "selesai", tugas.galat
    assert tugas.hasil_nama.startswith("untuk-dipadankan")
    assert set(OrangDiminta.objects.values_list("peserta", flat=True)) == {a.pk, b.pk}
    jejak = JejakAkses.objects.get()
    assert (jejak.tindakan, jejak.jumlah, jejak.alasan) == ("ekspor", 2, "sebelum tagihan")
    assert "tidak ada dalam daftar yang diminta" in daftar.daftar_baris.get(peserta=lain).catatan
    assert list(tidak_dijawab(daftar)) == [b]


def test_the_list_to_send_needs_a_reason_and_somebody(admin):
    with pytest.raises(AturanDilanggarError, match="Tulis alasannya"):
        minta_daftar(tagihan=None, bulan=date(2026, 11, 1), alasan=" x ", oleh=admin)
    with pytest.raises(AturanDilanggarError, match="Tidak ada orang"):
        minta_daftar(tagihan=None, bulan=date(2026, 11, 1), alasan="mencoba", oleh=admin)
    assert sumber("APBD")


@pytest.mark.parametrize(
    "isi",
    [
        {"status": "gagal", "galat": ""},
        {"status": "ditarik"},
        {"status": "diterapkan", "diterapkan_oleh": None},
        {"jenis": "entah"},
    ],
)
def test_the_database_refuses_a_list_that_cannot_be(admin, isi):
    satu = {"jenis": J.KEPENDUDUKAN, "tanggal": TANGGAL, "pengirim": "x", "oleh": admin}
    with pytest.raises(IntegrityError), transaction.atomic():
        DaftarPadanan.objects.create(berkas="x", nama_berkas="x", sha256="1" * 64, **satu | isi)
