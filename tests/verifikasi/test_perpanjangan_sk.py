"""The decree of an extension: drafted from approved people, looked at once more when frozen."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.models import Bantuan, BarisBerkas, JenisBerkasBPJS
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.peristiwa.actions.usulan import usulkan_peristiwa
from peserta.models import JenisPeristiwa, Peserta, Status
from pijar.errors import AturanDilanggarError, BentrokError, KuotaHabisError
from pijar.sidik import sidik
from tests.factories import BantuanFactory, PesertaFactory, bayar, sumber, terdaftar, ubah_pagu
from tests.iuran.susunan import KEPALA as KEPALA_JAWABAN
from tests.iuran.susunan import jawab, kirim_jenis, susun_jenis
from tests.verifikasi.lanjut import (
    JULI,
    KEPALA,
    PADA,
    baris_dari,
    berakhir_juni,
    draf_lanjut,
    nyatakan,
    setujui,
    siapkan_juli,
)
from verifikasi import actions
from verifikasi.actions.ditahan import usulkan_keluar_ditahan
from verifikasi.actions.gugur_sk import gugur_dari
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.perpanjangan import batalkan_perpanjangan, keluarkan, nilai_ulang
from verifikasi.actions.perubahan import isi_perubahan, konfirmasi_keluar, usulkan_keluar
from verifikasi.actions.sk_perpanjangan import susun_sk
from verifikasi.models import Penetapan, Perpanjangan, Tinjauan


def test_decree_extends_whom_a_verifier_approved(admin, admin2):
    orang, tua = berakhir_juni(), berakhir_juni(tanggal_lahir=date(1961, 10, 1))
    lama = orang.daftar_bantuan.get()
    draf = draf_lanjut([orang, tua], oleh=admin)

    assert [b.jumlah_bulan for b in draf.daftar_baris.order_by("pk")] == [6, 6]
    assert actions.tetapkan(draf, oleh=admin2, pada=PADA) == 2

    baru = draf.daftar_baris.get(peserta=orang).bantuan
    assert (baru.bulan_awal, baru.jumlah_bulan, baru.sambungan_dari) == (JULI, 6, lama)
    assert draf.daftar_baris.get(peserta=tua).bantuan.jumlah_bulan == 3
    assert {*Peserta.objects.values_list("status", flat=True)} == {Status.TERDAFTAR}
    assert (baris_dari(orang).keadaan, baris_dari(orang).keputusan) == ("selesai", "disetujui")


def test_who_waits_for_an_attestation_comes_with_the_next_decree(admin, admin2):
    satu, dua = berakhir_juni(), berakhir_juni()
    nyatakan(satu)
    perpanjangan = siapkan_juli(admin)
    setujui(perpanjangan)
    pertama = susun_sk(perpanjangan, KEPALA, oleh=admin, pada=PADA)
    actions.tetapkan(pertama.penetapan, oleh=admin2, pada=PADA)

    nyatakan(dua)
    setujui(perpanjangan)
    kedua = susun_sk(perpanjangan, Kepala("463/3/2026", PADA), oleh=admin, pada=PADA)

    assert (pertama.orang, kedua.orang, kedua.tinggal) == (1, 1, 0)
    assert kedua.penetapan.daftar_baris.get().peserta == dua


def meninggal(orang, admin):
    bukti = {"bukti_jenis": "surat_kematian", "bukti_nomor": "474/1"}
    catat_peristiwa(orang, JenisPeristiwa.MENINGGAL, PADA, **bukti, oleh=admin, pada=PADA)


def tua(orang, admin):
    Peserta.objects.filter(pk=orang.pk).update(tanggal_lahir=date(1961, 1, 1))


def diusulkan(orang, admin):
    usulkan_peristiwa(orang, JenisPeristiwa.TIDAK_BEKERJA, PADA, oleh=admin, pada=PADA)


def pihak_lain(orang, admin):
    Peserta.objects.filter(pk=orang.pk).update(status_bpjs="pu_aktif")


@pytest.mark.parametrize(
    ("kejadian", "sebab"),
    [
        (meninggal, "meninggal dunia"),
        (tua, "di atas batas"),
        (diusulkan, "peristiwanya diusulkan"),
        (pihak_lain, "penerima upah aktif"),
    ],
)
def test_who_changed_between_draft_and_freezing_stops_it(admin, admin2, kejadian, sebab):
    orang, lain = berakhir_juni(nama="Mbah Karto"), berakhir_juni()
    draf = draf_lanjut([orang, lain], oleh=admin)
    kejadian(orang, admin)

    with pytest.raises(BentrokError, match="Mbah Karto") as galat:
        actions.tetapkan(draf, oleh=admin2, pada=PADA)

    if kejadian is not meninggal:  # the dead are no longer enrolled: an older sentence says so
        assert sebab in galat.value.kalimat
        assert galat.value.tautan == f"/verifikasi/penetapan/{draf.pk}/tetapkan/"
    assert not Bantuan.objects.filter(nomor_sk=draf.nomor).exists()
    dilihat = sidik(actions.isi_tetapkan(draf, gugur_dari(draf, pada=PADA).sebab))
    keluar = actions.bekukan(draf, dilihat=dilihat, oleh=admin2, pada=PADA)
    assert keluar == (1, 0, 1)
    assert draf.daftar_baris.get().peserta == lain
    assert baris_dari(orang).keadaan == "terbuka"
    looks = Tinjauan.objects.filter(penetapan=draf).values_list("peserta", "saat", "lulus")
    assert set(looks) == {(orang.pk, "perpanjangan", False), (lain.pk, "perpanjangan", True)}


@pytest.mark.parametrize(
    ("kejadian", "sebab"),
    [
        (meninggal, "meninggal"),
        (tua, "usia"),
        (diusulkan, "diusulkan"),
        (pihak_lain, "penerima_upah"),
    ],
)
@pytest.mark.parametrize("dalam_draf", [False, True])
def test_who_was_approved_is_looked_at_until_the_decree(admin, kejadian, sebab, dalam_draf):
    orang, lain = berakhir_juni(), berakhir_juni()
    nyatakan(orang, lain)
    perpanjangan = siapkan_juli(admin)
    setujui(perpanjangan)
    if dalam_draf:
        susun_sk(perpanjangan, KEPALA, oleh=admin, pada=PADA)
    kejadian(orang, admin)

    assert nilai_ulang(perpanjangan, pada=PADA) == 1

    satu = baris_dari(orang)
    assert (satu.sebab, satu.keputusan, satu.gugur) == (sebab, "disetujui", True)
    assert not baris_dari(lain).gugur
    assert perpanjangan.daftar_baris.dapat_ikut().count() == 1
    assert nilai_ulang(perpanjangan, pada=PADA) == 0


def test_an_approval_keeps_its_attestation_when_that_is_too_old(admin):
    orang = berakhir_juni()
    nyatakan(orang)
    perpanjangan = siapkan_juli(admin)
    setujui(perpanjangan)
    dasar = baris_dari(orang).pernyataan

    assert nilai_ulang(perpanjangan, pada=PADA + timedelta(days=61)) == 1
    assert (baris_dari(orang).sebab, baris_dari(orang).pernyataan) == ("lewat", dasar)

    nyatakan(orang, pada=PADA + timedelta(days=61))  # a new one: they go along again
    assert (baris_dari(orang).sebab, baris_dari(orang).gugur) == ("ikut", False)


def test_everybody_in_a_draft_is_said_with_the_draft(admin):
    draf = draf_lanjut([berakhir_juni()], oleh=admin)
    nanti = Kepala("463/3/2026", PADA)

    with pytest.raises(AturanDilanggarError, match="sudah ada dalam draf SK 463/2/2026") as galat:
        susun_sk(Perpanjangan.objects.get(), nanti, oleh=admin, pada=PADA)

    assert galat.value.tautan == f"/verifikasi/penetapan/{draf.pk}/"


def test_what_the_page_did_not_show_is_not_confirmed(admin, admin2):
    orang, lain = berakhir_juni(), berakhir_juni()
    draf = draf_lanjut([orang, lain], oleh=admin)
    dilihat = sidik(actions.isi_tetapkan(draf, gugur_dari(draf, pada=PADA).sebab))
    tua(orang, admin)

    with pytest.raises(BentrokError, match="berubah sejak halaman Anda dibuka"):
        actions.bekukan(draf, dilihat=dilihat, oleh=admin2, pada=PADA)

    assert draf.daftar_baris.count() == 2


def test_attestation_that_expires_before_freezing(admin, admin2):
    draf = draf_lanjut([berakhir_juni()], oleh=admin)

    with pytest.raises(BentrokError, match="lewat masa berlakunya"):
        actions.tetapkan(draf, oleh=admin2, pada=PADA + timedelta(days=61))


def test_lapsed_before_freezing(admin, admin2):
    """Nobody paid since January and the first month went by: an extension is too late."""
    draf = draf_lanjut([berakhir_juni()], oleh=admin)
    bayar(date(2026, 1, 1), date(2026, 1, 20))

    with pytest.raises(BentrokError, match="nonaktif"):
        actions.tetapkan(draf, oleh=admin2, pada=PADA)


def test_ceiling_cut_between_look_and_freezing(admin, admin2):
    draf = draf_lanjut([berakhir_juni(), berakhir_juni()], oleh=admin)
    BantuanFactory(bulan_awal=JULI, jumlah_bulan=6)
    ubah_pagu(kuota=2)

    with pytest.raises(KuotaHabisError, match="kelebihan 1 orang"):
        actions.tetapkan(draf, oleh=admin2, pada=PADA)

    ubah_pagu(kuota=5, keadaan_pagu="rancangan")
    with pytest.raises(AturanDilanggarError, match="masih rancangan"):
        actions.tetapkan(draf, oleh=admin2, pada=PADA)


def test_drafter_does_not_freeze(admin):
    draf = draf_lanjut([berakhir_juni()], oleh=admin)

    with pytest.raises(AturanDilanggarError, match="admin lain"):
        actions.tetapkan(draf, oleh=admin, pada=PADA)


def test_number_that_is_taken(admin):
    actions.susun_penetapan(nomor=KEPALA.nomor, tanggal=PADA, perihal="", oleh=admin)

    with pytest.raises(BentrokError, match="sudah dipakai penetapan lain"):
        draf_lanjut([berakhir_juni()], oleh=admin)

    assert Penetapan.objects.count() == 1


def test_first_month_before_the_decrees_own_needs_a_reason(admin):
    orang = berakhir_juni()
    for bulan in range(1, 7):
        bayar(date(2026, bulan, 1), date(2026, bulan, 20))
    telat = Kepala("463/2/2026", date(2026, 8, 3))

    with pytest.raises(AturanDilanggarError, match="isi alasan menutup celah"):
        draf_lanjut([orang], telat, oleh=admin)
    draf = susun_sk(
        Perpanjangan.objects.get(), telat, alasan_celah="Berkas terlambat", oleh=admin,
        pada=telat.tanggal,
    ).penetapan  # fmt: skip

    assert draf.daftar_baris.get().alasan_celah == "Berkas terlambat"


def test_line_that_leaves_the_draft_is_free_for_the_next(admin, admin2):
    orang = berakhir_juni()
    draf = draf_lanjut([orang], oleh=admin)
    perpanjangan = Perpanjangan.objects.get()
    semua = perpanjangan.daftar_baris.all()

    with pytest.raises(BentrokError, match=r"draf SK 463/2/2026"):
        keluarkan(perpanjangan, semua, alasan="x", oleh=admin)
    with pytest.raises(BentrokError, match=r"draf SK 463/2/2026"):
        batalkan_perpanjangan(perpanjangan, alasan="x")
    actions.batalkan(draf, alasan="Salah nomor", oleh=admin)

    assert perpanjangan.daftar_baris.siap_ditetapkan().count() == 1
    lagi = susun_sk(perpanjangan, Kepala("463/4/2026", PADA), oleh=admin, pada=PADA)
    assert actions.tetapkan(lagi.penetapan, oleh=admin2, pada=PADA) == 1


def test_decreed_line_never_changes(admin, admin2):
    draf = draf_lanjut([berakhir_juni()], oleh=admin)
    actions.tetapkan(draf, oleh=admin2, pada=PADA)
    semua = Perpanjangan.objects.get().daftar_baris

    for ubah in ({"keadaan": "terbuka"}, {"jumlah_bulan": 1}, {"dasar": "lain"}):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            semua.update(**ubah)
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        semua.all()._raw_delete("default")


@pytest.mark.parametrize("pernyataan", ["", "Ketua RT"])
def test_database_lets_nobody_enrolled_pass_without_a_new_look(admin, pernyataan):
    orang = terdaftar().peserta
    draf = actions.susun_penetapan(nomor="463/1", tanggal=PADA, perihal="", oleh=admin)
    isi = {"sumber": sumber("APBD"), "bulan_awal": JULI, "jumlah_bulan": 6}

    if pernyataan:
        assert draf.daftar_baris.create(peserta=orang, pernyataan=pernyataan, **isi)
        return
    with pytest.raises(IntegrityError, match="lewat perpanjangan"), transaction.atomic():
        draf.daftar_baris.create(peserta=orang, **isi)


def test_refused_extension_leaves_its_decree_and_the_person_stays_enrolled(admin, admin2):
    orang, terima = berakhir_juni(), berakhir_juni()
    draf = draf_lanjut([orang, terima], oleh=admin)
    actions.tetapkan(draf, oleh=admin2, pada=PADA)
    draf.refresh_from_db()
    baris = draf.daftar_baris.get(peserta=orang)
    satu = kirim_jenis(susun_jenis(JenisBerkasBPJS.PERPANJANGAN, admin), admin)
    with pytest.raises(AturanDilanggarError, match=f"sudah masuk berkas {satu.nomor}"):
        usulkan_keluar(draf, [baris.pk], alasan="Pindah", oleh=admin)
    jawaban = jawab(
        satu,
        KEPALA_JAWABAN,
        [1, orang.nik, orang.nama, "", "GAGAL: NIK TIDAK PADAN"],
        [2, terima.nik, terima.nama, terima.kpj, "BERHASIL"],
        oleh=admin,
    )
    terapkan_jawaban(jawaban, pada=timezone.now(), oleh=admin)
    with pytest.raises(AturanDilanggarError, match="sudah terdaftar di BPJS dengan SK ini"):
        usulkan_keluar(draf, [draf.daftar_baris.get(peserta=terima).pk], alasan="x", oleh=admin)

    [usulan] = usulkan_keluar_ditahan(BarisBerkas.objects.ditahan(), alasan="NIK", oleh=admin)
    dilihat = sidik(isi_perubahan(usulan))
    assert konfirmasi_keluar(usulan, dilihat=dilihat, oleh=admin2, pada=timezone.now()) == 1

    baris.refresh_from_db()
    assert (baris.bantuan.status, baris.dikeluarkan) == ("batal", usulan)
    assert Peserta.objects.get(pk=orang.pk).status == Status.TERDAFTAR
    assert not BarisBerkas.objects.ditahan()


def test_new_and_continuing_people_in_one_city(admin, admin2):
    """A decree of new people is frozen as before."""
    PesertaFactory(status="layak")
    draf = actions.susun_penetapan(nomor="463/1", tanggal=PADA, perihal="", oleh=admin)
    rencana = actions.Rencana(sumber("APBD"), JULI, 6)
    actions.tambah_baris(draf, actions.Pilihan(), rencana, oleh=admin)

    assert actions.tetapkan(draf, oleh=admin2) == 1
    assert Bantuan.objects.get().status == "ditetapkan"


def test_other_payer_meanwhile(admin, admin2):
    orang = berakhir_juni()
    draf = draf_lanjut([orang], oleh=admin)
    BantuanFactory(peserta=orang, bulan_awal=date(2026, 9, 1), jumlah_bulan=1)

    with pytest.raises(BentrokError, match="sudah dibiayai"):
        actions.tetapkan(draf, oleh=admin2, pada=PADA)


def test_freezing_costs_as_many_queries_for_one_as_for_many(
    admin, admin2, django_assert_max_num_queries
):
    draf = draf_lanjut([berakhir_juni() for _ in range(12)], oleh=admin)

    with django_assert_max_num_queries(60):
        actions.tetapkan(draf, oleh=admin2, pada=PADA)
