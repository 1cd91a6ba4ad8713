"""The form's answers from the upload to the promises, and back."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from iuran.impor_penyumbang.pratinjau import isi_pratinjau
from iuran.impor_penyumbang.terapkan import minta_terapkan
from iuran.impor_penyumbang.terima import unggah_jawaban_asn
from iuran.models import (
    Bantuan,
    ImporPenyumbang,
    Iuran,
    Janji,
    PenempatanOPD,
    Penyumbang,
    RiwayatJanji,
    RiwayatPenyumbang,
)
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Tugas
from pijar.sidik import sidik
from tests.factories import (
    JanjiFactory,
    PenyumbangFactory,
    PesertaFactory,
    nik_dari,
    sumber,
    terdaftar,
)
from tests.iuran.jawaban_asn import (
    HARI_INI,
    JUDUL,
    LAHIR,
    SAAT,
    baca,
    baris,
    batalkan,
    berkas,
    centang,
    jawaban,
    kode,
    minta,
    nasib,
    nip,
    saat,
    terapkan,
    unggah,
)
from tests.iuran.susunan import jalankan

pytestmark = pytest.mark.django_db
MEI = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _hari_ini(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: HARI_INI)
    monkeypatch.setattr(timezone, "now", lambda: SAAT)


def orang(**lain):
    """The worker whom the first answer names, already here."""
    isi = {"nik": nik_dari(LAHIR, "P", 0), "kelurahan_id": "33.74.01.1001"}
    return PesertaFactory(**{**isi, **lain})


def asn(**lain):
    """The donor of the first answer, already here and exactly so."""
    isi = {"nip": nip(0), "nama": "Bambang Lestari, S.Kom.", "sejak": date(2026, 1, 5)}
    return PenyumbangFactory(**{**isi, **lain})


def test_answers_become_donors_drafts_and_promises(admin):
    impor = unggah(jawaban(0), jawaban(1, tempo="1 tahun"), oleh=admin)
    assert nasib(impor) == [("baru", "baru", "baru")] * 2

    tugas = terapkan(impor, oleh=admin)

    assert tugas.pesan.startswith("2 penyumbang dan 2 pekerja baru, 2 janji dicatat")
    penyumbang = Penyumbang.objects.get(nip=nip(0))
    assert (penyumbang.opd.nama, penyumbang.hp) == ("Dinas Tenaga Kerja", "081234567890")
    assert penyumbang.sejak == date(2026, 4, 1)
    assert PenempatanOPD.objects.filter(sejak=date(2026, 4, 1)).count() == 2
    assert RiwayatPenyumbang.objects.filter(jenis="dicatat").count() == 2
    orang_baru = Peserta.objects.get(nik=nik_dari(LAHIR, "P", 0))
    assert (orang_baru.status, orang_baru.sumber_data) == ("draf", "asn")
    assert (orang_baru.nama_cari, orang_baru.kelurahan.nama) == ("SITI AMINAH", "Miroto")
    assert orang_baru.penyunting == [admin.pk]
    janji = Janji.objects.get(peserta=orang_baru)
    assert (janji.mulai, janji.sampai, janji.tempo) == (MEI, date(2027, 4, 1), 12)
    assert (janji.penyumbang, janji.status) == (penyumbang, "aktif")
    assert RiwayatJanji.objects.filter(jenis="dibuat").count() == 2
    assert not Iuran.objects.exists()
    satu = baris(impor)
    assert (satu.hasil, satu.penyumbang, satu.peserta) == ("masuk", penyumbang, orang_baru)
    assert satu.janji == janji


def test_same_file_is_the_import_that_is_there(admin, admin2):
    isi = berkas(jawaban(0)).read()
    impor = baca(SimpleUploadedFile("a.xlsx", isi), oleh=admin)

    sama, baru = unggah_jawaban_asn(SimpleUploadedFile("b.xlsx", isi), oleh=admin2)

    assert (sama, baru, ImporPenyumbang.objects.count()) == (impor, False, 1)


def test_same_answers_in_another_file_change_nothing(admin):
    terapkan(unggah(jawaban(0), jawaban(1), oleh=admin), oleh=admin)
    sebelum = [*Janji.objects.values()]

    lagi = unggah(jawaban(1), jawaban(0), oleh=admin)

    assert nasib(lagi) == [("sama", "kenal", "sama")] * 2
    with pytest.raises(AturanDilanggarError, match="Belum ada baris"):
        minta(lagi, oleh=admin)
    assert [*Janji.objects.values()] == sebelum


def test_corrected_answers_are_changes_and_apply_when_ticked(admin):
    terapkan(unggah(jawaban(0), oleh=admin), oleh=admin)
    lagi = unggah(
        jawaban(
            0,
            waktu=saat(9, 10),
            tempo="6 bulan",
            mulai="06/2026",
            opd="Dinkes",
            hp_asn="085700000000",
        ),
        oleh=admin,
    )

    assert nasib(lagi) == [("ubah", "ubah", "diubah")]
    satu = baris(lagi)
    assert not satu.dipilih
    assert satu.perubahan["mulai"] == ["2026-05-01", "2026-06-01"]
    terapkan(lagi, "ubah", oleh=admin)

    janji, penyumbang = Janji.objects.get(), Penyumbang.objects.get()
    assert (janji.mulai, janji.sampai, janji.tempo) == (date(2026, 6, 1), date(2026, 11, 1), 6)
    assert [r.jenis for r in janji.riwayat.order_by("pk")] == ["dibuat", "diubah"]
    assert (penyumbang.opd.nama, penyumbang.hp) == ("Dinas Kesehatan", "085700000000")
    masa = PenempatanOPD.objects.order_by("sejak").values_list("sejak", "opd__nama")
    assert [*masa] == [
        (date(2026, 4, 1), "Dinas Tenaga Kerja"),
        (date(2026, 4, 9), "Dinas Kesehatan"),
    ]


def test_an_older_answer_changes_nothing(admin):
    terapkan(unggah(jawaban(0, waktu=saat(9, 10)), oleh=admin), oleh=admin)

    lagi = unggah(jawaban(0, tempo="3 bulan", opd="Dinkes", hp_asn="0857123123123"), oleh=admin)

    assert nasib(lagi) == [("sama", "kenal", "sama")]


def test_a_later_answer_for_the_next_months_extends(admin):
    terapkan(unggah(jawaban(0, tempo="3 bulan"), oleh=admin), oleh=admin)
    lagi = unggah(
        jawaban(0, waktu=saat(12, 9), tempo="3 bulan", mulai="Agustus 2026"),
        oleh=admin,
    )
    assert nasib(lagi) == [("ubah", "kenal", "diperpanjang")]

    terapkan(lagi, "ubah", oleh=admin)

    janji = Janji.objects.get()
    assert (janji.mulai, janji.sampai) == (MEI, date(2026, 10, 1))
    assert [r.jenis for r in janji.riwayat.order_by("pk")] == ["dibuat", "diperpanjang"]
    sekali_lagi = unggah(
        jawaban(0, waktu=saat(12, 9), tempo="3 bulan", mulai="08/2026"), oleh=admin
    )
    assert nasib(sekali_lagi) == [("sama", "kenal", "sama")]


def test_five_donors_of_one_worker_on_one_day(admin):
    semua = [jawaban(n, nik=nik_dari(LAHIR, "P", 0), waktu=saat(1, 12 - n)) for n in range(5)]
    impor = unggah(*semua, oleh=admin)

    assert [p for _, _, p in nasib(impor)] == ["kembar"] * 4 + ["baru"]
    assert "Lebih dahulu dipilih Bambang Lestari, S.Kom. (baris 6)" in str(baris(impor).alasan)
    terapkan(impor, "peringatan", oleh=admin)
    assert (Penyumbang.objects.count(), Janji.objects.count()) == (5, 1)
    assert Peserta.objects.count() == 1


def test_a_donor_with_two_workers_and_two_donors_after_each_other(admin):
    impor = unggah(
        jawaban(0, tempo="3 bulan"),
        jawaban(0, nik=nik_dari(LAHIR, "P", 7), waktu=saat(2, 8)),
        jawaban(1, nik=nik_dari(LAHIR, "P", 0), mulai="Agustus 2026"),
        oleh=admin,
    )

    terapkan(impor, oleh=admin)

    assert (Penyumbang.objects.count(), Janji.objects.count()) == (2, 3)
    assert Peserta.objects.count() == 2


def test_the_later_of_two_answers_counts(admin):
    impor = unggah(
        jawaban(0, waktu=saat(3, 8), tempo="6 bulan", opd="Dinkes"),
        jawaban(0, waktu=saat(2, 8)),
        oleh=admin,
    )

    assert [(v, p) for v, _, p in nasib(impor)] == [("baru", "baru"), ("sama", "diganti")]
    assert "lebih baru di baris 2" in str(baris(impor, 3).alasan)
    terapkan(impor, oleh=admin)
    assert (Janji.objects.get().tempo, Penyumbang.objects.get().opd.nama) == (6, "Dinas Kesehatan")


@pytest.mark.parametrize(
    ("isi", "pekerja", "alasan"),
    [
        ({"status": "draf"}, "kenal", "sudah_didata"),
        ({"status": "layak"}, "kenal", "sudah_didata"),
        ({"status": "ditetapkan"}, "proses", "dalam_proses"),
        ({"status": "didaftarkan"}, "proses", "dalam_proses"),
        ({"status": "tidak_layak"}, "ditolak", "tidak_layak"),
        ({"status": "berhenti"}, "buka", "berhenti"),
        ({"nama": "Orang Lain", "nama_cari": "ORANG LAIN"}, "kenal", "nama_beda"),
        ({"tanggal_lahir": date(1985, 2, 16)}, "kenal", "lahir_beda"),
    ],
)
def test_a_worker_who_is_here(admin, isi, pekerja, alasan):
    orang(**isi)

    impor = unggah(jawaban(0), oleh=admin)

    assert nasib(impor)[0][2] == pekerja
    assert alasan in kode(impor)


def test_a_worker_on_the_citys_money_is_named_with_the_end(admin):
    bantuan = terdaftar(nik=nik_dari(LAHIR, "P", 0))

    impor = unggah(
        jawaban(0), jawaban(1, nik=bantuan.peserta.nik, mulai="Januari 2027"), oleh=admin
    )

    assert [n[1:] for n in nasib(impor)] == [("baru", "dilindungi"), ("baru", "kenal")]
    assert "s.d. Desember 2026" in str(baris(impor).alasan)
    assert "atau mulai Januari 2027" in str(baris(impor).alasan)
    assert "hanya_penyumbang" in kode(impor)
    terapkan(impor, "peringatan", oleh=admin)
    assert (Penyumbang.objects.count(), Janji.objects.count()) == (2, 1)
    assert Bantuan.objects.get() == bantuan


def test_a_worker_of_another_donor_is_named_with_the_end(admin):
    JanjiFactory(peserta=orang(status="terdaftar", kpj="12345678901"), mulai=date(2026, 3, 1))

    impor = unggah(jawaban(0), oleh=admin)

    assert nasib(impor) == [("peringatan", "baru", "dilindungi")]
    assert "Sudah dijanjikan Bambang Lestari s.d. Februari 2027" in str(baris(impor).alasan)


@pytest.mark.parametrize(
    ("isi", "alasan"),
    [
        ({"tanggal_lahir": "15/02/1950", "nik": nik_dari(date(1950, 2, 15), "P", 0)}, "usia"),
        ({"pekerjaan": "PNS"}, "pekerja_asn"),
        (
            {
                "nama": "Bambang Lestari",
                "tanggal_lahir": "06/03/1984",
                "jenis_kelamin": "L",
                "nik": nik_dari(date(1984, 3, 6), "L", 0),
            },
            "diri_sendiri",
        ),
        ({"nik": "", "nama": ""}, "pekerja_kosong"),
    ],
)
def test_who_cannot_be_a_worker(admin, isi, alasan):
    impor = unggah(jawaban(0, **isi), oleh=admin)

    assert nasib(impor)[0][:2] == ("peringatan", "baru")
    assert alasan in "".join(kode(impor))
    terapkan(impor, "peringatan", oleh=admin)
    assert (Penyumbang.objects.count(), Janji.objects.count()) == (1, 0)
    assert not Peserta.objects.exists()


def test_a_colleague_as_worker_is_a_civil_servant(admin):
    asn(nip="198502152010012001", nama="Siti Aminah, S.E.")

    impor = unggah(jawaban(0), oleh=admin)

    assert kode(impor)[0] == "pekerja_penyumbang"
    assert "sama dengan Siti Aminah, S.E." in str(baris(impor).alasan)


@pytest.mark.parametrize(
    ("isi", "alasan"),
    [
        ({"nip": "19840306200903100"}, "nip_panjang"),
        ({"nip": "1984030620090310001"}, "nip_panjang"),
        ({"nip": 198403062009031000}, "nip_angka"),
        ({"nip": ""}, "nip_kosong"),
        ({"nip": nik_dari(LAHIR, "P", 0), "nik": nip(0)}, "nip_tertukar"),
        ({"opd": "Dinas Tenga Kerja"}, "opd_asing"),
        ({"opd": ""}, "opd_kosong"),
        ({"nama_asn": ""}, "nama_kosong"),
        ({"nik": 3374015502850001}, "nik_angka"),
        ({"tempo": "kapan saja"}, "tempo_asing"),
        ({"tempo": ""}, "tempo_kosong"),
        ({"mulai": "nanti"}, "mulai_tidak_terbaca"),
        ({"mulai": ""}, "mulai_kosong"),
        ({"mulai": "Mei 2028"}, "mulai_jauh"),
        ({"mulai": "Mei 2015"}, "mulai_lama"),
    ],
)
def test_bad_cells_keep_the_row_out(admin, isi, alasan):
    impor = unggah(jawaban(0, **isi), jawaban(1), oleh=admin)

    assert nasib(impor)[0][0] == "galat"
    assert nasib(impor)[1][0] == "baru"
    assert alasan in kode(impor)


@pytest.mark.parametrize(
    ("mulai", "bulan"),
    [
        ("Maret 2026", date(2026, 3, 1)),
        (saat(1, bulan=3), date(2026, 3, 1)),
        (saat(17, 9, bulan=3), date(2026, 3, 1)),
        ("03/2026", date(2026, 3, 1)),
        ("01/03/2026", date(2026, 3, 1)),
        (46_082, date(2026, 3, 1)),
    ],
)
def test_first_months_as_they_are_written(admin, mulai, bulan):
    impor = unggah(jawaban(0, mulai=mulai), oleh=admin)

    assert baris(impor).mulai == bulan
    assert "mulai_lewat" in kode(impor)
    assert nasib(impor) == [("baru", "baru", "baru")]


@pytest.mark.parametrize(
    ("waktu", "terbaca"),
    [
        ("20/03/2026 13:00:05", datetime(2026, 3, 20, 13, 0, 5, tzinfo=WIB)),
        ("3/20/2026 1:00:05 PM", datetime(2026, 3, 20, 13, 0, 5, tzinfo=WIB)),
        ("2026/03/20 12:30:00 AM GMT+7", datetime(2026, 3, 20, 0, 30, tzinfo=WIB)),
        (46_101.5, datetime(2026, 3, 20, 12, tzinfo=WIB)),
        (date(2026, 3, 20), datetime(2026, 3, 20, tzinfo=WIB)),
        ("kemarin", None),
        ("20/03/2036 13:00", None),
        ("20/03/2026 45:00", None),
        ("", None),
    ],
)
def test_times_as_forms_write_them(admin, waktu, terbaca):
    impor = unggah(jawaban(0, waktu=waktu), oleh=admin)

    assert baris(impor).waktu == terbaca
    assert ("waktu_tidak_terbaca" in kode(impor)) == bool(waktu and terbaca is None)


def test_a_known_donor_with_other_data_is_shown_as_a_change(admin):
    asn(nama="Bambang Lestari", hp="")

    impor = unggah(jawaban(0), oleh=admin)

    assert nasib(impor) == [("ubah", "ubah", "baru")]
    assert baris(impor).perubahan == {
        "nama_asn": ["Bambang Lestari", "Bambang Lestari, S.Kom."],
        "hp_asn": ["", "081234567890"],
    }


def test_a_donor_who_left_names_nobody(admin):
    asn(status="pensiun", keluar_pada=date(2026, 3, 1))

    impor = unggah(jawaban(0), oleh=admin)

    assert (nasib(impor)[0][0], kode(impor)) == ("galat", ["asn_keluar"])


def test_one_nip_with_two_names_is_to_be_looked_at(admin):
    lain = jawaban(0, nama_asn="Sri Rahayu", nik=nik_dari(LAHIR, "P", 5))
    lain[0] = saat(1, 7)

    impor = unggah(jawaban(0), lain, oleh=admin)

    assert (nasib(impor)[1][0], kode(impor, 3)) == ("peringatan", ["nip_dua_nama"])


def test_whoever_changed_meanwhile_is_skipped_and_named(admin):
    impor = unggah(jawaban(0), jawaban(1), oleh=admin)
    tugas = minta(impor, oleh=admin)
    orang(status="ditetapkan")

    jalankan(tugas)

    assert tugas.status == "selesai", tugas.galat
    assert "untuk Siti Aminah (baris 2)" in tugas.pesan
    assert (Janji.objects.count(), Penyumbang.objects.count()) == (1, 1)
    assert (baris(impor).hasil, baris(impor).vonis) == ("dilewati", "galat")
    assert kode(impor)[-1] == "berubah"


def test_undo_takes_everything_back_that_nothing_was_built_on(admin):
    asn(opd_id=PenyumbangFactory(nip=nip(9)).opd_id, hp="0811")
    impor = unggah(jawaban(0), jawaban(1), jawaban(2), oleh=admin)
    terapkan(impor, "ubah", oleh=admin)
    orang_baru = Peserta.objects.get(nik=nik_dari(LAHIR, "P", 1))
    Peserta.objects.filter(pk=orang_baru.pk).update(status="diajukan")

    tugas = batalkan(impor, oleh=admin)

    assert tugas.pesan.startswith("3 jawaban dibatalkan, 0 tetap.")
    assert {*Janji.objects.values_list("status", "sebab_akhir")} == {("batal", "keliru")}
    assert RiwayatJanji.objects.filter(jenis="dibatalkan").count() == 3
    status = Peserta.objects.order_by("nik").values_list("status", flat=True)
    assert [*status] == ["berhenti", "diajukan", "berhenti"]
    assert Penyumbang.objects.get(nip=nip(0)).hp == "0811"
    assert Penyumbang.objects.count() == 4
    assert (impor.status, impor.jumlah["pekerja_tetap"]) == ("ditarik", 1)
    assert impor.jumlah["penyumbang_tetap"] == 2


def test_undo_leaves_paid_promises_with_the_reason(admin):
    impor = unggah(jawaban(0), jawaban(1), oleh=admin)
    terapkan(impor, oleh=admin)
    janji = Janji.objects.order_by("pk")[0]
    terdaftar_dengan(janji)

    batalkan(impor, oleh=admin)

    assert impor.status == "sebagian"
    assert [b.hasil for b in impor.daftar_baris.order_by("nomor")] == ["tetap", "dibatalkan"]
    assert kode(impor)[-1] == "tidak_dibatalkan"
    with pytest.raises(AturanDilanggarError, match="Tidak ada lagi yang dapat dibatalkan"):
        batalkan(impor, oleh=admin)


def terdaftar_dengan(janji):
    """A month of this promise that evidence paid."""
    Bantuan.objects.create(
        peserta=janji.peserta,
        sumber=sumber("ASN"),
        janji=janji,
        jenis="rutin",
        nomor_sk=f"ASN-{janji.pk}",
        bulan_awal=janji.mulai,
        jumlah_bulan=1,
        bulan_akhir=janji.mulai,
        nominal_per_bulan=16_800,
        status="berjalan",
    )


def test_a_paid_promise_is_not_corrected_by_an_answer(admin):
    terapkan(unggah(jawaban(0), oleh=admin), oleh=admin)
    terdaftar_dengan(Janji.objects.get())

    lagi = unggah(jawaban(0, waktu=saat(9, 10), tempo="6 bulan"), oleh=admin)

    assert nasib(lagi) == [("galat", "kenal", "ditolak")]
    assert "janji_terkunci" in kode(lagi)


def test_undone_answers_come_in_again(admin):
    impor = unggah(jawaban(0), oleh=admin)
    terapkan(impor, oleh=admin)
    batalkan(impor, oleh=admin)

    lagi = unggah(jawaban(0), oleh=admin)
    assert nasib(lagi) == [("peringatan", "kenal", "buka")]
    terapkan(lagi, "peringatan", oleh=admin)

    assert Peserta.objects.get().status == "draf"
    assert Janji.objects.aktif().count() == 1


def test_undo_gives_a_corrected_promise_its_months_back(admin):
    terapkan(unggah(jawaban(0), oleh=admin), oleh=admin)
    lagi = unggah(jawaban(0, waktu=saat(9, 10), tempo="3 bulan", opd="Dinkes"), oleh=admin)
    terapkan(lagi, "ubah", oleh=admin)

    batalkan(lagi, oleh=admin)

    janji = Janji.objects.get()
    assert (janji.mulai, janji.sampai, janji.tempo) == (MEI, date(2027, 4, 1), 12)
    assert Penyumbang.objects.get().opd.nama == "Dinas Tenaga Kerja"
    assert PenempatanOPD.objects.count() == 1


@pytest.mark.parametrize("kolom", ["NIP", "OPD", "Periode pembayaran", "NIK pekerja rentan"])
def test_a_missing_column_is_named(admin, kolom):
    letak = JUDUL.index(kolom)
    judul = [*JUDUL[:letak], "Entah", *JUDUL[letak + 1 :]]

    impor = unggah(jawaban(0), oleh=admin, judul=judul)

    assert impor.status == "gagal"
    assert kolom.removesuffix(" pekerja rentan") in impor.galat
    assert not impor.daftar_baris.exists()


def test_no_answer_no_import(admin):
    assert unggah(oleh=admin).status == "gagal"
    assert unggah(["Total", 25], oleh=admin).status == "gagal"


def test_total_and_empty_rows_are_skipped_and_csv_is_read(admin):
    impor = unggah(jawaban(0), [None] * 14, ["TOTAL", "1 jawaban"], oleh=admin)
    teks = "\n".join(";".join(map(str, b)) for b in (JUDUL, jawaban(1, waktu="01/04/2026 08:01")))
    csv = berkas(nama="jawaban.csv")
    csv.file.seek(0)
    csv.file.truncate()
    csv.file.write(teks.encode())
    csv.size = len(teks)
    csv.seek(0)

    assert impor.jumlah["dibaca"] == 1
    assert nasib(baca(csv, oleh=admin)) == [("baru", "baru", "baru")]


def test_a_second_delivery_changes_nothing(admin):
    impor = unggah(jawaban(0), oleh=admin)
    tugas = minta(impor, oleh=admin)
    jalankan(tugas)
    jalankan(tugas)

    assert (Janji.objects.count(), RiwayatJanji.objects.count()) == (1, 1)


def test_other_ticks_than_shown_are_refused(admin, admin2):
    impor = unggah(jawaban(0), jawaban(1), oleh=admin)
    dilihat = sidik(isi_pratinjau(impor))
    impor.daftar_baris.filter(nomor=3).update(dipilih=False)

    with pytest.raises(BentrokError, match="Isinya berubah"):
        minta_terapkan(impor, dilihat=dilihat, oleh=admin2)


def test_an_old_job_does_not_apply_what_nobody_confirmed(admin):
    impor = unggah(jawaban(0), jawaban(1), oleh=admin)
    tugas = minta(impor, oleh=admin)
    impor.daftar_baris.filter(nomor=3).update(dipilih=False)

    jalankan(tugas)

    assert tugas.status == "gagal"
    assert "Isinya berubah" in tugas.galat
    assert not Penyumbang.objects.exists()


def test_new_workers_are_compared_with_the_city(admin):
    orang(nik=nik_dari(LAHIR, "P", 0)[:-1] + "9", tanggal_lahir=LAHIR, status="layak")
    terapkan(unggah(jawaban(0), oleh=admin), oleh=admin)

    tugas = jalankan(Tugas.objects.get(jenis="iuran.cari_duplikat_penyumbang"))

    assert tugas.pesan == "1 pasangan perlu diperiksa di Kemungkinan ganda."


def test_ticks(admin):
    impor = unggah(jawaban(0), jawaban(1, pekerjaan="PNS"), oleh=admin)
    centang(impor, "peringatan")

    assert impor.daftar_baris.filter(dipilih=True).count() == 2
