"""Admins overrule the reading of an answer: moved rows, existing covers, later answers."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from iuran.berkas_bpjs.actions.batal import batalkan_berkas
from iuran.jawaban import terapkan as aksi
from iuran.jawaban.betulkan import GantiLindung, Pindahan, atur_lindung, pindahkan_baris
from iuran.jawaban.hitungan import pratinjau_terapan, rencana_bulan
from iuran.jawaban.terima import minta_baca, unggah_jawaban
from iuran.models import (
    Bantuan,
    BarisJawaban,
    HasilJawaban,
    Iuran,
    JawabanBPJS,
    KoreksiJawaban,
    SumberDana,
)
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import BantuanFactory, PesertaFactory
from tests.iuran.susunan import KEPALA, berkas, isi, jalankan, jawab, susun
from tests.keamanan.serentak import ditolak, serentak

KINI = datetime(2026, 2, 20, 9, tzinfo=WIB)
NANTI = datetime(2026, 3, 2, 9, tzinfo=WIB)
S = HasilJawaban


def terapkan(jawaban, oleh, pada=KINI):
    return aksi.terapkan_jawaban(jawaban, pada=pada, oleh=oleh)


def pindah(jawaban, oleh, dari, ke, *baris, pada=KINI, alasan="Sudah ditanyakan ke cabang"):
    dipilih = [b.pk for b in baris] or None
    return pindahkan_baris(
        jawaban, Pindahan(S(dari), S(ke), dipilih), alasan=alasan, pada=pada, oleh=oleh
    )


def lindungi(jawaban, oleh, baris, sampai, sebelum=None):
    return atur_lindung(
        jawaban,
        GantiLindung(baris.pk, sebelum, sampai),
        alasan="Menurut surat",
        pada=KINI,
        oleh=oleh,
    )


def tahun_berikut(admin):
    """A batch of one person: December 2026, then January to May 2027 from the next source."""
    awal = BantuanFactory(bulan_awal=date(2026, 12, 1), jumlah_bulan=1)
    sumber = SumberDana.objects.create(
        kode="APBD", nama="APBD", jenis="apbd", tahun=2027, kuota=5, pagu=10**9
    )
    BantuanFactory(
        peserta=awal.peserta,
        sumber=sumber,
        bulan_awal=date(2027, 1, 1),
        jumlah_bulan=5,
        sambungan_dari=awal,
    )
    return susun(admin, bulan_awal=date(2026, 12, 1)), sumber


def test_moved_row_is_applied_and_the_decision_kept(admin):
    berkas_bpjs = susun(admin, 1)
    baris = isi(berkas_bpjs)
    baris[0][4] = "SUDAH TERDAFTAR, TIDAK PERLU DIDAFTARKAN ULANG"
    jawaban = jawab(berkas_bpjs, KEPALA, *baris, oleh=admin)
    (satu,) = jawaban.daftar_baris.all()
    assert (satu.hasil, satu.kpj, satu.kpj_terbaca) == ("galat", "", "10000000001")

    assert pindah(jawaban, admin, "galat", "sudah_peserta", satu) == 1
    hasil = terapkan(jawaban, admin)

    satu.refresh_from_db()
    koreksi = KoreksiJawaban.objects.get()
    assert (satu.hasil, satu.kpj, satu.koreksi) == ("sudah_peserta", "10000000001", koreksi)
    assert (koreksi.dari, koreksi.ke, koreksi.oleh) == ("galat", "sudah_peserta", admin)
    assert koreksi.alasan == "Sudah ditanyakan ke cabang"
    assert hasil == (1, 0, 12)
    assert Peserta.objects.get().kpj == "10000000001"


def test_decisions_are_never_changed_nor_deleted(admin):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    pindah(jawaban, admin, "sesuai", "galat")

    for coba in (
        lambda: KoreksiJawaban.objects.update(alasan="lain"),
        lambda: KoreksiJawaban.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            coba()


def test_move_back_and_forth_loses_no_card(admin):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)

    pindah(jawaban, admin, "sesuai", "ditolak")
    assert jawaban.daftar_baris.get().kpj == ""
    pindah(jawaban, admin, "ditolak", "sesuai")

    assert jawaban.daftar_baris.get().kpj == "10000000001"


def test_all_rows_of_a_bin_move_except_those_of_strangers(admin):
    berkas_bpjs = susun(admin, 2)
    baris = isi(berkas_bpjs)
    for b in baris:
        b[4] = "BERHASIL. EMAIL TIDAK DIISI"
    jawaban = jawab(berkas_bpjs, KEPALA, *baris, [9, "337401", "X", "", "BERHASIL"], oleh=admin)

    assert pindah(jawaban, admin, "galat", "sesuai") == 2
    assert terapkan(jawaban, admin)[:2] == (2, 0)


def test_nobody_outside_the_batch_is_moved_in(admin):
    berkas_bpjs = susun(admin, 1)
    di_luar = PesertaFactory(status="layak")
    asing = [2, di_luar.nik, "X", "10000000999", "BERHASIL"]
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), asing, oleh=admin)
    (luar,) = jawaban.daftar_baris.filter(hasil="tidak_diminta")

    with pytest.raises(AturanDilanggarError, match="tidak ada dalam berkas ini"):
        pindah(jawaban, admin, "tidak_diminta", "sesuai", luar)
    with pytest.raises(IntegrityError, match="baris_jawaban_menyebut_orang"), transaction.atomic():
        BarisJawaban.objects.filter(pk=luar.pk).update(hasil="sesuai")


@pytest.mark.parametrize(
    ("ubah", "nama"),
    [
        ({"kpj": "123"}, "baris_jawaban_kpj_seperti_terbaca"),
        ({"hasil_dibaca": "ditolak"}, "baris_jawaban_tolak_tanpa_kpj"),
        ({"hasil_dibaca": "entah"}, "baris_jawaban_dibaca_sah"),
        ({"hasil": "entah", "kpj": ""}, "baris_jawaban_hasil_sah"),
    ],
)
def test_constraints_of_a_row(admin, ubah, nama):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        jawaban.daftar_baris.update(**ubah)


@pytest.mark.parametrize(
    ("ubah", "nama"),
    [({"alasan": ""}, "koreksi_jawaban_beralasan"), ({"ke": "x"}, "koreksi_jawaban_hasil_sah")],
)
def test_constraints_of_a_decision(admin, ubah, nama):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    dasar = {
        "jawaban": jawaban,
        "nomor": 2,
        "baris": berkas_bpjs.daftar_baris.get(),
        "dari": "galat",
        "ke": "sesuai",
        "alasan": "a",
        "oleh": admin,
        "pada": KINI,
    }

    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        KoreksiJawaban.objects.create(**dasar | ubah)


def test_a_real_refusal_keeps_no_card_and_is_not_overruled_without_one(admin):
    berkas_bpjs = susun(admin, 1)
    baris = isi(berkas_bpjs)
    baris[0][4] = "GAGAL: DATA TIDAK PADAN"
    jawaban = jawab(berkas_bpjs, KEPALA, *baris, oleh=admin)
    (satu,) = jawaban.daftar_baris.all()

    assert satu.kpj_terbaca == ""
    with pytest.raises(AturanDilanggarError, match="tidak memuat KPJ yang boleh dipakai"):
        pindah(jawaban, admin, "ditolak", "sesuai", satu)


def test_moving_a_card_of_somebody_else_is_refused(admin):
    PesertaFactory(status="terdaftar", kpj="10000000001")
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)

    with pytest.raises(AturanDilanggarError, match="sudah dipakai orang lain"):
        pindah(jawaban, admin, "galat", "sesuai")


def test_only_one_row_of_a_person_decides(admin):
    berkas_bpjs = susun(admin, 1)
    (satu,) = isi(berkas_bpjs)
    jawaban = jawab(berkas_bpjs, KEPALA, satu, [*satu[:3], "", "GAGAL: NIK GANDA"], oleh=admin)
    pertama, kedua = jawaban.daftar_baris.all()
    assert (pertama.hasil, kedua.hasil) == ("galat", "galat")

    with pytest.raises(AturanDilanggarError, match="dua baris"):
        pindah(jawaban, admin, "galat", "sesuai")
    pindah(jawaban, admin, "galat", "sesuai", pertama)
    with pytest.raises(AturanDilanggarError, match="dua baris"):
        pindah(jawaban, admin, "galat", "ditolak", kedua)


def test_row_that_somebody_moved_meanwhile_is_not_moved_twice(admin):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    satu = jawaban.daftar_baris.get()
    pindah(jawaban, admin, "sesuai", "galat", satu)

    with pytest.raises(BentrokError, match="baru saja dipindahkan"):
        pindah(jawaban, admin, "sesuai", "ditolak", satu)


@pytest.mark.django_db(transaction=True)
def test_two_admins_move_one_row_at_once_one_wins(admin):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    satu = jawaban.daftar_baris.get()

    hasil = serentak(
        lambda: pindah(jawaban, admin, "sesuai", "galat", satu),
        lambda: pindah(jawaban, admin, "sesuai", "ditolak", satu),
    )

    assert len(ditolak(hasil)) == 1
    assert KoreksiJawaban.objects.count() == 1


def test_clear_difference_is_not_applied_before_its_tick(admin):
    berkas_bpjs = susun(admin, 1)
    baris = isi(berkas_bpjs)
    baris[0][2] = "ORANG LAIN SEKALI"
    jawaban = jawab(berkas_bpjs, KEPALA, *baris, oleh=admin)

    assert jawaban.daftar_baris.get().hasil == "berbeda"
    assert pratinjau_terapan(jawaban)[:4] == (0, 0, 0, 0)
    pindah(jawaban, admin, "berbeda", "sesuai")
    assert terapkan(jawaban, admin) == (1, 0, 12)


def test_months_begin_after_the_existing_cover(admin):
    berkas_bpjs, sumber = tahun_berikut(admin)
    baris = isi(berkas_bpjs)
    baris[0][4] = "SUDAH MENJADI PESERTA BPU AKTIF S.D. 28-02-2027"
    jawaban = jawab(berkas_bpjs, KEPALA, *baris, oleh=admin)
    satu = jawaban.daftar_baris.get()
    (rencana,) = rencana_bulan(jawaban, [satu.pk]).values()
    pratinjau = pratinjau_terapan(jawaban)
    terikat = SumberDana.objects.with_keuangan().get(pk=sumber.pk).terikat

    hasil = terapkan(jawaban, admin)

    assert terikat == 5 * 16_800
    assert rencana == (date(2027, 3, 1), date(2027, 5, 1), 3, 3 * 16_800)
    assert pratinjau[:3] == (1, 3, 3 * 16_800)
    assert hasil == (1, 0, 3)
    assert [i.bulan.month for i in Iuran.objects.order_by("bulan")] == [3, 4, 5]
    assert [(b.bulan_awal, b.status) for b in Bantuan.objects.order_by("pk")] == [
        (date(2026, 12, 1), "batal"),
        (date(2027, 3, 1), "berjalan"),
    ]
    keuangan = SumberDana.objects.with_keuangan().get(pk=sumber.pk)
    assert (keuangan.terikat, keuangan.hidup) == (0, 3 * 16_800)


def test_cover_that_ended_before_the_grant_changes_nothing(admin):
    berkas_bpjs = susun(admin, 1)
    baris = isi(berkas_bpjs)
    baris[0][4] = "SUDAH MENJADI PESERTA AKTIF S.D. 30-11-2025"

    assert terapkan(jawab(berkas_bpjs, KEPALA, *baris, oleh=admin), admin) == (1, 0, 12)
    assert Bantuan.objects.get().bulan_awal == date(2026, 1, 1)


def test_admin_sets_and_corrects_the_end_of_a_cover(admin):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    satu = jawaban.daftar_baris.get()

    lindungi(jawaban, admin, satu, date(2026, 3, 31))
    with pytest.raises(BentrokError, match="baru saja diubah"):
        lindungi(jawaban, admin, satu, date(2026, 6, 30))
    lindungi(jawaban, admin, satu, date(2026, 2, 28), sebelum=date(2026, 3, 31))

    assert [(k.lindung_dari, k.lindung_ke) for k in KoreksiJawaban.objects.all()] == [
        (None, date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 2, 28)),
    ]
    assert terapkan(jawaban, admin).bulan == 10
    bantuan = Bantuan.objects.get()
    assert (bantuan.bulan_awal, bantuan.bulan_akhir) == (date(2026, 3, 1), date(2026, 12, 1))


def test_cover_that_outlives_the_grant_leaves_the_line_waiting(admin):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    satu = jawaban.daftar_baris.get()

    lindungi(jawaban, admin, satu, date(2026, 12, 31))

    satu.refresh_from_db()
    assert (satu.hasil, satu.kpj) == ("galat", "")
    assert "tetapkan lagi mulai Januari 2027" in satu.catatan
    with pytest.raises(AturanDilanggarError, match="tidak ada bulan yang dibayar"):
        pindah(jawaban, admin, "galat", "sesuai", satu)
    assert terapkan(jawaban, admin) == (0, 0, 0)
    assert berkas_bpjs.daftar_baris.get().hasil == "menunggu"


def test_grant_stopped_since_reading_leaves_the_line_waiting(admin):
    berkas_bpjs = susun(admin, 1)
    baris = isi(berkas_bpjs)
    baris[0][4] = "SUDAH MENJADI PESERTA AKTIF S.D. 30-06-2026"
    jawaban = jawab(berkas_bpjs, KEPALA, *baris, oleh=admin)
    Bantuan.objects.update(bulan_akhir=date(2026, 5, 1))

    assert pratinjau_terapan(jawaban).tanpa_bulan == 1
    assert terapkan(jawaban, admin) == (0, 0, 0)
    assert berkas_bpjs.daftar_baris.get().hasil == "menunggu"


def ditolak_lalu_susulan(admin):
    berkas_bpjs = susun(admin, 2)
    baris = isi(berkas_bpjs)
    baris[1][3:] = ["", "GAGAL: NAMA IBU KANDUNG KOSONG"]
    terapkan(jawab(berkas_bpjs, KEPALA, *baris, oleh=admin), admin)
    berkas_bpjs.refresh_from_db()
    assert berkas_bpjs.status == "selesai"
    return berkas_bpjs, jawab(berkas_bpjs, KEPALA, isi(berkas_bpjs)[1], oleh=admin)


def test_later_answer_settles_a_refused_line_with_a_tick(admin):
    berkas_bpjs, susulan = ditolak_lalu_susulan(admin)
    satu = susulan.daftar_baris.get()
    assert (satu.hasil, "menolak orang ini" in satu.catatan) == ("berbeda", True)
    assert pratinjau_terapan(susulan)[:4] == (0, 0, 0, 0)

    pindah(susulan, admin, "berbeda", "sesuai", satu, pada=NANTI)
    assert pratinjau_terapan(susulan)[:2] == (1, 12)
    hasil = terapkan(susulan, admin, NANTI)

    orang = satu.baris.peserta
    orang.refresh_from_db()
    assert hasil == (1, 0, 12)
    assert (orang.status, orang.kpj) == ("terdaftar", "10000000002")
    assert berkas_bpjs.daftar_baris.get(peserta=orang).hasil == "sesuai"


def test_refused_person_in_another_batch_by_now_is_left_there(admin):
    _, susulan = ditolak_lalu_susulan(admin)
    satu = susulan.daftar_baris.get()
    pindah(susulan, admin, "berbeda", "sesuai", satu, pada=NANTI)
    Peserta.objects.filter(pk=satu.baris.peserta_id).update(status="didaftarkan")

    assert pratinjau_terapan(susulan).tidak_ikut == 1
    assert terapkan(susulan, admin, NANTI) == (0, 0, 0)
    assert Peserta.objects.get(pk=satu.baris.peserta_id).kpj == ""


def test_tick_from_before_the_refusal_settles_nothing(admin):
    berkas_bpjs = susun(admin, 1)
    baris = isi(berkas_bpjs)
    baris[0][2] = "ORANG LAIN SEKALI"
    awal = jawab(berkas_bpjs, KEPALA, *baris, oleh=admin)
    pindah(awal, admin, "berbeda", "sesuai")
    tolak = jawab(berkas_bpjs, KEPALA, [1, baris[0][1], "", "", "GAGAL: TIDAK PADAN"], oleh=admin)
    terapkan(tolak, admin, NANTI)

    assert terapkan(awal, admin, NANTI) == (0, 0, 0)
    assert Iuran.objects.count() == 0


def test_cancelled_batch_takes_no_later_answer(admin):
    berkas_bpjs = susun(admin, 1)
    batalkan_berkas(berkas_bpjs, alasan="salah", pada=timezone.now(), oleh=admin)

    with pytest.raises(AturanDilanggarError, match="tidak menunggu jawaban lagi"):
        unggah_jawaban(berkas_bpjs, berkas=berkas(KEPALA), oleh=admin)


def test_file_of_another_batch_is_stopped_with_its_name(admin):
    pertama = susun(admin, 4)
    kedua = susun(admin, 1)

    jawaban = jawab(kedua, KEPALA, *isi(pertama), oleh=admin)

    assert (jawaban.status, jawaban.milik) == ("gagal", pertama)
    assert "4 dari 4 orang dalam berkas ini ada di PK-2026-0001" in jawaban.galat
    with pytest.raises(AturanDilanggarError):
        aksi.minta_terapkan(jawaban, oleh=admin)


def test_file_for_two_batches_is_read_in_both(admin):
    pertama = susun(admin, 2)
    kedua = susun(admin, 1)
    bersama = [*isi(pertama), *isi(kedua)]
    for n, baris in enumerate(bersama, 1):
        baris[3] = f"2000000{n:04}"

    assert jawab(kedua, KEPALA, *bersama, oleh=admin).status == "diperiksa"
    assert jawab(pertama, KEPALA, *bersama, oleh=admin).status == "diperiksa"


def test_waiting_application_survives_baca_ulang(admin):
    berkas_bpjs = susun(admin, 2)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    tugas = aksi.minta_terapkan(jawaban, oleh=admin)

    with pytest.raises(BentrokError, match="sedang diterapkan"):
        minta_baca(jawaban, oleh=admin)
    with pytest.raises(BentrokError, match="sedang diterapkan"):
        pindah(jawaban, admin, "sesuai", "ditolak")

    assert aksi.minta_terapkan(jawaban, oleh=admin) == tugas
    assert jalankan(tugas).pesan == "2 orang terdaftar, 0 ditolak, 24 bulan iuran dibuat."
    assert JawabanBPJS.objects.get().status == "diterapkan"


def test_reading_that_waits_refuses_the_application_and_is_one_job(admin):
    berkas_bpjs = susun(admin, 1)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    tugas = minta_baca(jawaban, oleh=admin)

    assert minta_baca(jawaban, oleh=admin) == tugas
    with pytest.raises(AturanDilanggarError, match="belum selesai dibaca"):
        aksi.minta_terapkan(jawaban, oleh=admin)
    jalankan(tugas)
    assert aksi.minta_terapkan(JawabanBPJS.objects.get(), oleh=admin).jenis.endswith(
        "terapkan_jawaban"
    )


def test_reading_again_keeps_what_admins_decided(admin):
    berkas_bpjs = susun(admin, 2)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)
    pertama, kedua = jawaban.daftar_baris.order_by("pk")
    pindah(jawaban, admin, "sesuai", "ditolak", pertama)
    lindungi(jawaban, admin, kedua, date(2026, 3, 31))
    pindah(jawaban, admin, "ditolak", "sudah_peserta", pertama)

    jalankan(minta_baca(jawaban, oleh=admin))

    pertama, kedua = jawaban.daftar_baris.order_by("pk")
    assert (pertama.hasil, pertama.kpj) == ("sudah_peserta", "10000000001")
    assert kedua.lindung_sampai == date(2026, 3, 31)
    assert (pertama.hasil_dibaca, pertama.koreksi.oleh) == ("sesuai", admin)


def test_reading_again_drops_a_decision_whose_card_was_taken(admin):
    berkas_bpjs = susun(admin, 1)
    baris = isi(berkas_bpjs)
    baris[0][4] = "BERHASIL, KARTU BELUM DICETAK"
    jawaban = jawab(berkas_bpjs, KEPALA, *baris, oleh=admin)
    pindah(jawaban, admin, "galat", "sesuai")
    PesertaFactory(status="terdaftar", kpj="10000000001")

    jalankan(minta_baca(jawaban, oleh=admin))

    assert jawaban.daftar_baris.get().hasil == "galat"
