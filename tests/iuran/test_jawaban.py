"""BPJS's answer from upload to ledger."""

import threading
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from iuran.berkas_bpjs.actions.batal import batalkan_berkas, lepaskan_menunggu
from iuran.jawaban import terapkan as aksi
from iuran.jawaban.hitungan import pratinjau_terapan
from iuran.jawaban.terima import minta_baca, unggah_jawaban
from iuran.models import Bantuan, BarisJawaban, Iuran, JawabanBPJS, SumberDana
from peserta.alur import pindahkan_status
from peserta.models import Peserta, RiwayatStatus, Status
from peserta.orang.actions.data import koreksi_nik
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Tugas
from tests.factories import BantuanFactory, PesertaFactory
from tests.iuran.susunan import KEPALA, berkas, isi, jalankan, jawab, susun

KINI = datetime(2026, 2, 20, 9, tzinfo=WIB)


def terapkan(jawaban, oleh):
    return aksi.terapkan_jawaban(jawaban, pada=KINI, oleh=oleh)


def vonis(jawaban):
    return [(b.nomor, b.hasil) for b in jawaban.daftar_baris.all()]


def test_answer_of_the_usual_shape_settles_everybody_it_names(admin):
    berkas_bpjs = susun(admin, 49)
    baris = isi(berkas_bpjs)
    baris[2][4] = "SUDAH MENJADI PESERTA"
    baris[8][3] += ".0"
    baris[11][3:] = ["26320557980", "GAGAL: DATA TIDAK PADAN"]
    hilang = [baris.pop(7), baris.pop(5)]
    baris.append([50, "3374141301727613", "PAIJO RAHAYU", "12345678901", "BERHASIL"])

    jawaban = jawab(berkas_bpjs, KEPALA, *baris, oleh=admin)
    hitung = {h: jawaban.daftar_baris.filter(hasil=h).count() for _, h in vonis(jawaban)}
    pratinjau = pratinjau_terapan(jawaban)
    hasil = terapkan(jawaban, admin)

    assert hitung == {"sesuai": 45, "sudah_peserta": 1, "ditolak": 1, "tidak_diminta": 1}
    assert [b.nomor for b in jawaban.belum_dijawab()] == sorted(b[0] for b in hilang)
    assert pratinjau[:6] == (46, 46 * 12, 46 * 12 * 16_800, 1, 0, 0)
    assert (pratinjau.awal, pratinjau.akhir) == (date(2026, 1, 1), date(2026, 12, 1))
    assert hasil == (46, 1, 46 * 12)
    assert Iuran.objects.filter(hidup=True, jkk=10_000, jkm=6_800).count() == 46 * 12
    status = list(Peserta.objects.values_list("status", flat=True))
    assert {s: status.count(s) for s in status} == {
        "terdaftar": 46,
        "ditetapkan": 1,
        "didaftarkan": 2,
    }
    assert Peserta.objects.get(nik=baris[6][1]).kpj == "10000000009"  # .0 was dropped
    assert not Peserta.objects.filter(kpj__in=["26320557980", "12345678901"]).exists()


def test_apply_records_line_history_grant_and_batch(admin):
    berkas_bpjs = susun(admin, 2)
    baris = isi(berkas_bpjs)
    baris[1][3:] = ["26320557980", "GAGAL: DATA TIDAK PADAN"]

    terapkan(jawab(berkas_bpjs, KEPALA, *baris, oleh=admin), admin)

    jadi, ditolak = berkas_bpjs.daftar_baris.select_related("peserta", "bantuan").order_by("nomor")
    assert (jadi.hasil, jadi.bantuan.status, jadi.dijawab_pada) == ("sesuai", "berjalan", KINI)
    assert (ditolak.hasil, ditolak.keterangan) == ("ditolak", "GAGAL: DATA TIDAK PADAN")
    assert (ditolak.bantuan.status, ditolak.peserta.status) == ("ditetapkan", "ditetapkan")
    riwayat = {r.peserta_id: (r.ke, r.alasan, r.oleh) for r in RiwayatStatus.objects.order_by("pk")}
    assert riwayat[jadi.peserta_id] == (
        "terdaftar",
        "KPJ diterima dari BPJS, pendaftaran PK-2026-0001",
        admin,
    )
    assert riwayat[ditolak.peserta_id][:2] == (
        "ditetapkan",
        "Ditolak BPJS, pendaftaran PK-2026-0001: GAGAL: DATA TIDAK PADAN",
    )
    berkas_bpjs.refresh_from_db()
    assert (berkas_bpjs.status, berkas_bpjs.dikirim_pada) == ("selesai", KINI)
    assert JawabanBPJS.objects.get().status == "diterapkan"


def test_numbers_in_the_name_of_an_answer_are_hidden(admin):
    berkas_bpjs = berkas(KEPALA, nama="jawaban siti 3374015502850001.xlsx")

    jawaban = unggah_jawaban(susun(admin, 1), berkas=berkas_bpjs, oleh=admin)

    assert jawaban.nama_berkas == "jawaban siti ••••••••••••0001.xlsx"
    assert "3374015502850001" not in jawaban.berkas.name


def test_apply_twice_changes_nothing(admin):
    berkas_bpjs = susun(admin, 2)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    terapkan(jawaban, admin)
    riwayat = RiwayatStatus.objects.count()

    assert terapkan(jawaban, admin) == (0, 0, 0)
    assert (Iuran.objects.count(), RiwayatStatus.objects.count()) == (24, riwayat)


def test_apply_starts_the_part_after_new_year_too(admin):
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
    berkas_bpjs = susun(admin, bulan_awal=date(2026, 7, 1))

    hasil = terapkan(jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin), admin)

    assert hasil.bulan == 12
    assert set(Bantuan.objects.values_list("status", flat=True)) == {"berjalan"}


def test_later_answer_settles_those_left_out(admin):
    berkas_bpjs = susun(admin, 3)
    baris = isi(berkas_bpjs)
    terapkan(jawab(berkas_bpjs, KEPALA, *baris[:2], oleh=admin), admin)
    berkas_bpjs.refresh_from_db()
    assert berkas_bpjs.status == "dikirim"

    susulan = jawab(berkas_bpjs, KEPALA, *baris, oleh=admin)
    hasil = terapkan(susulan, admin)

    assert [b.catatan for b in susulan.daftar_baris.all()][:2] == [
        "Sudah diterapkan dari jawaban sebelumnya."
    ] * 2
    assert hasil == (1, 0, 12)
    berkas_bpjs.refresh_from_db()
    assert berkas_bpjs.status == "selesai"


def test_answer_names_where_a_stranger_belongs(admin):
    lain = susun(admin, 1)
    berkas_bpjs = susun(admin, 1)
    di_luar = PesertaFactory(status="layak")
    baris = [*isi(lain), [2, di_luar.nik, "X", "10000000999", "BERHASIL"], *isi(berkas_bpjs)]
    baris[0][3] = "10000000888"

    jawaban = jawab(berkas_bpjs, KEPALA, *baris, oleh=admin)

    asing, tak_terdaftar, sendiri = jawaban.daftar_baris.all()
    assert asing.catatan == "Orang ini ada di PK-2026-0001 (Menunggu jawaban)."
    assert "(Layak), tetapi tidak dalam berkas ini" in tak_terdaftar.catatan
    assert (asing.hasil, sendiri.hasil) == ("tidak_diminta", "sesuai")


def test_nik_corrected_since_it_was_sent_names_whose_it_was(admin):
    berkas_bpjs = susun(admin, 1)
    lama = isi(berkas_bpjs)
    orang = Peserta.objects.get()
    koreksi_nik(orang, "3374015502859876", alasan="Sesuai KTP asli", oleh=admin)

    jawaban = jawab(berkas_bpjs, KEPALA, *lama, oleh=admin)

    satu = jawaban.daftar_baris.get()
    assert satu.hasil == "tidak_diminta"
    assert satu.catatan.startswith(f"Ini NIK {orang.nama} sebelum dikoreksi. Minta BPJS")


def test_number_nik_that_lost_its_digit_is_not_matched(admin):
    nik = "3374015502850010"
    BantuanFactory(peserta=PesertaFactory(nik=nik, status="ditetapkan"))
    berkas_bpjs = susun(admin)

    jawaban = jawab(berkas_bpjs, KEPALA, [1, int(nik), "SITI", "10000000001", "OK"], oleh=admin)

    (baris,) = jawaban.daftar_baris.all()
    assert (baris.hasil, baris.baris, baris.kpj) == ("galat", None, "")
    assert "sama dengan orang ke-1" in baris.catatan
    assert jawaban.belum_dijawab().count() == 1


def test_card_of_another_person_is_not_taken(admin):
    PesertaFactory(status="terdaftar", kpj="10000000001")
    berkas_bpjs = susun(admin, 1)

    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)

    assert vonis(jawaban) == [(2, "galat")]


def test_different_card_is_never_overwritten(admin):
    BantuanFactory(peserta=PesertaFactory(status="ditetapkan", kpj="55555555555"))
    berkas_bpjs = susun(admin)

    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    terapkan(jawaban, admin)

    assert "KPJ berbeda" in jawaban.daftar_baris.get().catatan
    assert Peserta.objects.get().kpj == "55555555555"
    assert berkas_bpjs.daftar_baris.get().hasil == "menunggu"


def test_apply_stops_when_a_card_changed_since_reading(admin):
    berkas_bpjs = susun(admin, 2)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    Peserta.objects.filter(pk=berkas_bpjs.daftar_baris.first().peserta_id).update(kpj="77777777777")

    with pytest.raises(BentrokError, match="KPJ 1 orang berubah"):
        terapkan(jawaban, admin)

    assert Iuran.objects.count() == 0
    minta_baca(jawaban, oleh=admin)
    jalankan(jawaban.tugas)
    assert [h for _, h in vonis(jawaban)] == ["galat", "sesuai"]


def test_apply_stops_when_a_card_was_taken_since_reading(admin):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    PesertaFactory(status="terdaftar", kpj="10000000001")

    with pytest.raises(BentrokError, match="baru saja dipakai orang lain"):
        terapkan(jawaban, admin)


def test_card_of_somebody_who_died_is_kept_but_not_paid(admin):
    berkas_bpjs = susun(admin, 1)
    orang = berkas_bpjs.daftar_baris.get().peserta
    pindahkan_status(orang, Status.BERHENTI, oleh=admin, alasan="meninggal")

    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    pratinjau = pratinjau_terapan(jawaban)
    terapkan(jawaban, admin)

    orang.refresh_from_db()
    assert (orang.status, orang.kpj) == ("berhenti", "10000000001")
    assert (pratinjau.terdaftar, pratinjau.tidak_ikut) == (0, 1)
    assert Iuran.objects.count() == 0


def test_pre_check_is_shown_but_never_applied(admin):
    berkas_bpjs = susun(admin, 2)
    a, b = isi(berkas_bpjs)
    kepala = ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "STATUS", "KETERANGAN"]

    jawaban = jawab(
        berkas_bpjs,
        ["HASIL PENGECEKAN DATA CALON PESERTA"],
        ["BPJS Ketenagakerjaan Cabang Semarang Pemuda"],
        [],
        kepala,
        [1, a[1], a[2], "15-02-1985", "Y", "BISA DAFTAR"],
        [2, b[1], b[2], "15-02-1985", "T", "NIK TIDAK DITEMUKAN"],
        oleh=admin,
    )

    assert jawaban.jenis == "cek_awal"
    assert vonis(jawaban) == [(5, "sesuai"), (6, "ditolak")]
    assert "Ini daftar cek awal" in jawaban.tugas.pesan
    for coba in (terapkan, lambda j, o: aksi.minta_terapkan(j, oleh=o)):
        with pytest.raises(AturanDilanggarError, match="daftar cek awal"):
            coba(jawaban, admin)
    assert set(Peserta.objects.values_list("status", "kpj")) == {("didaftarkan", "")}


def test_unreadable_file_says_why_on_job_and_answer(admin):
    berkas_bpjs = susun(admin, 1)

    jawaban = jawab(berkas_bpjs, ["NAMA", "ALAMAT"], ["SITI", "Jl. X"], oleh=admin)

    assert jawaban.status == "gagal"
    assert "Tidak ditemukan judul kolom NIK" in jawaban.galat
    assert jawaban.tugas.status == "gagal"
    assert jawaban.tugas.galat == jawaban.galat
    with pytest.raises(AturanDilanggarError, match="belum selesai dibaca"):
        terapkan(jawaban, admin)


def test_same_file_again_is_the_same_answer(admin):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    isi_berkas = Path(jawaban.berkas.path).read_bytes()
    ulang = berkas([])
    ulang.seek(0)
    ulang.truncate()
    ulang.write(isi_berkas)
    ulang.seek(0)

    assert unggah_jawaban(berkas_bpjs, berkas=ulang, oleh=admin) == jawaban
    assert JawabanBPJS.objects.count() == 1


def test_file_is_kept_under_the_batchs_number(admin):
    berkas_bpjs = susun(admin, 1)
    nik = isi(berkas_bpjs)[0][1]

    jawaban = unggah_jawaban(
        berkas_bpjs, berkas=berkas(KEPALA, nama=f"jawaban {nik}.XLSX"), oleh=admin
    )

    assert nik not in jawaban.berkas.name
    assert jawaban.berkas.name.endswith(".xlsx")
    assert "PK-2026-0001" in jawaban.berkas.name


def test_closed_batch_takes_no_answer(admin):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    batalkan_berkas(berkas_bpjs, alasan="salah", pada=timezone.now(), oleh=admin)

    with pytest.raises(AturanDilanggarError, match="sudah dibatalkan"):
        terapkan(jawaban, admin)
    with pytest.raises(AturanDilanggarError, match="tidak menunggu jawaban lagi"):
        unggah_jawaban(berkas_bpjs, berkas=berkas(KEPALA), oleh=admin)


def test_applied_answer_is_not_read_again(admin):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    terapkan(jawaban, admin)

    with pytest.raises(AturanDilanggarError, match="sudah diterapkan"):
        minta_baca(jawaban, oleh=admin)
    jawaban.tugas.status = "antre"
    jawaban.tugas.save()
    assert jalankan(jawaban.tugas).pesan == "Jawaban ini sudah diterapkan."


def test_apply_job_reports_what_it_did(admin):
    berkas_bpjs = susun(admin, 2)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)

    tugas = jalankan(aksi.minta_terapkan(jawaban, oleh=admin))

    assert tugas.pesan == "2 orang terdaftar, 0 ditolak, 24 bulan iuran dibuat."
    assert tugas.tautan == f"/iuran/berkas-bpjs/{berkas_bpjs.pk}/jawaban/{jawaban.pk}/"
    assert Tugas.objects.filter(jenis="iuran.terapkan_jawaban").count() == 1


def test_let_go_of_people_whom_bpjs_left_out(admin):
    berkas_bpjs = susun(admin, 2)
    with pytest.raises(AturanDilanggarError, match="batalkan berkasnya"):
        lepaskan_menunggu(berkas_bpjs, alasan="lama", pada=KINI, oleh=admin)
    terapkan(jawab(berkas_bpjs, KEPALA, isi(berkas_bpjs)[0], oleh=admin), admin)

    assert lepaskan_menunggu(berkas_bpjs, alasan="tak dijawab", pada=KINI, oleh=admin) == 1

    berkas_bpjs.refresh_from_db()
    assert berkas_bpjs.status == "selesai"
    assert Peserta.objects.filter(status="ditetapkan").count() == 1
    assert susun(admin).jumlah_orang == 1
    with pytest.raises(AturanDilanggarError):
        lepaskan_menunggu(berkas_bpjs, alasan="lagi", pada=KINI, oleh=admin)


def test_answer_on_two_sheets_is_read_whole(admin):
    berkas_bpjs = susun(admin, 2)
    a, b = isi(berkas_bpjs)
    buku = berkas(KEPALA, a)
    isi_buku = load_workbook(buku)
    gagal = isi_buku.create_sheet("Gagal")
    gagal.append(["NIK", "KETERANGAN"])
    gagal.append([b[1], "GAGAL: NIK TIDAK DITEMUKAN"])
    rekap = isi_buku.create_sheet("Rekap")
    rekap.append(["Jumlah", 2])
    buku.seek(0)
    isi_buku.save(buku)
    buku.size = buku.tell()
    buku.seek(0)

    jawaban = unggah_jawaban(berkas_bpjs, berkas=buku, oleh=admin)
    tugas = jalankan(jawaban.tugas)

    assert [(r.lembar, r.nomor, r.hasil) for r in jawaban.daftar_baris.all()] == [
        ("Sheet", 2, "sesuai"),
        ("Gagal", 2, "ditolak"),
    ]
    assert tugas.pesan == "2 baris dibaca. Lembar tanpa judul kolom NIK dilewati: Rekap."


@pytest.mark.django_db(transaction=True)
def test_apply_by_two_workers_at_once_is_done_once(admin):
    berkas_bpjs = susun(admin, 3)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    mulai, akhir = threading.Barrier(2), []

    def coba():
        try:
            mulai.wait(5)
            akhir.append(terapkan(jawaban, admin).terdaftar)
        finally:
            connection.close()

    utas = [threading.Thread(target=coba) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()

    assert sorted(akhir) == [0, 3]
    assert Iuran.objects.count() == 36
    assert BarisJawaban.objects.count() == 3
