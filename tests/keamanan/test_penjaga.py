"""The database does not trust the application: as its role, by plain SQL, past every action."""

from contextlib import nullcontext

import pytest
from django.db import DatabaseError, connection, transaction

from iuran.models import Tagihan
from iuran.tagihan.actions.keluar import keluarkan
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import keluarkan_lalu_terbitkan, terbitkan
from iuran.tagihan.angka import isi_terbit
from peserta.models import Peserta, Status
from pijar.errors import AturanDilanggarError
from pijar.sidik import sidik
from tests.factories import PesertaFactory, sumber, terdaftar
from tests.iuran.test_tagihan_keluar import DES, KINI, PADA, meninggal
from tests.keamanan.dunia import bangun
from tests.peran import buat
from tests.verifikasi.susunan import PADA as HARI
from tests.verifikasi.susunan import ajukan_satu, susun_draf
from verifikasi import actions

pytestmark = pytest.mark.django_db


def ditolak(nama, perintah, *isi):
    """The database refuses this statement of the application's role."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT current_user")
        assert kursor.fetchone() == ("pijar_app",)
        with pytest.raises(DatabaseError, match=nama), transaction.atomic():
            kursor.execute(perintah, isi)


# Nobody is layak without a decision


def test_nobody_is_layak_whose_case_waits(petugas):
    ajukan_satu(petugas)
    ditolak("layak hanya menurut putusan", "UPDATE peserta_peserta SET status = 'layak'")


def test_an_approval_of_before_is_no_decision_of_today(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.setujui(kasus, oleh=verifikator, pada=HARI)
    orang = Peserta.objects.get()
    assert orang.status == "layak"
    with connection.cursor() as kursor:
        kursor.execute("UPDATE peserta_peserta SET status = 'diajukan'")
        kursor.execute(
            "INSERT INTO verifikasi_pengajuan (peserta_id, versi_id, cuplikan, status, alasan,"
            " terlibat, diajukan_oleh_id, diajukan_pada, keterangan_kerja_oleh,"
            " keterangan_kerja_bukti) SELECT peserta_id, versi_id, cuplikan, 'menunggu', '',"
            " terlibat, diajukan_oleh_id, now(), '', '' FROM verifikasi_pengajuan"
        )
    ditolak("layak hanya menurut putusan", "UPDATE peserta_peserta SET status = 'layak'")


@pytest.mark.parametrize("status", [*Status.values])
def test_nobody_is_born_further_on_than_draf(status):
    """But for an opening balance, whose rows two people confirmed."""
    orang = PesertaFactory.build(status=status)
    boleh = status == "draf"

    hasil = nullcontext() if boleh else pytest.raises(DatabaseError, match="orang baru berstatus")
    with hasil, transaction.atomic():
        orang.save()

    assert Peserta.objects.exists() == boleh


# Cases


SALIN = """
    INSERT INTO verifikasi_pengajuan (peserta_id, versi_id, cuplikan, status, alasan, terlibat,
        diajukan_oleh_id, diajukan_pada, keterangan_kerja_oleh, keterangan_kerja_bukti,
        diputuskan_oleh_id, diputuskan_pada)
    SELECT %s, versi_id, cuplikan, %s, 'x', terlibat, diajukan_oleh_id, now(), '', '', %s, now()
    FROM verifikasi_pengajuan
"""


@pytest.mark.parametrize("status", ["disetujui", "ditolak", "dikembalikan", "menunggu"])
def test_no_case_is_born_decided(petugas, verifikator, status):
    ajukan_satu(petugas)
    ditolak("Cannot insert", SALIN, PesertaFactory().pk, status, verifikator.pk)


@pytest.mark.parametrize("putusan", ["", "tolak"])
def test_no_case_is_deleted(petugas, verifikator, putusan):
    kasus = ajukan_satu(petugas)
    if putusan:
        actions.tolak(kasus, alasan="x", oleh=verifikator, pada=HARI)
    ditolak("Cannot delete|permission denied", "DELETE FROM verifikasi_pengajuan")


def test_no_decision_is_signed_again(petugas, verifikator):
    actions.tolak(ajukan_satu(petugas), alasan="x", oleh=verifikator, pada=HARI)
    lain = buat("lain", "verifikator")
    ubah = "UPDATE verifikasi_pengajuan SET diputuskan_oleh_id = %s"
    ditolak("Cannot update", ubah, lain.pk)


# Decrees


def test_no_decree_is_born_issued(admin, admin2):
    ditolak(
        "Cannot insert",
        "INSERT INTO verifikasi_penetapan (nomor, tanggal, perihal, status, alasan_batal,"
        " disusun_oleh_id, disusun_pada, ditetapkan_oleh_id, ditetapkan_pada)"
        " VALUES ('463/7', '2026-01-05', '', 'ditetapkan', '', %s, now(), %s, now())",
        admin.pk,
        admin2.pk,
    )


def test_a_decree_is_neither_deleted_nor_signed_again(admin, admin2):
    PesertaFactory(status="layak")
    draf = susun_draf(admin)
    ditolak("Cannot delete|permission denied", "DELETE FROM verifikasi_penetapan")
    actions.tetapkan(draf, oleh=admin2)
    lain = buat("lain", "admin")
    baru = "UPDATE verifikasi_penetapan SET ditetapkan_oleh_id = %s"
    ditolak("Cannot update", baru, lain.pk)


# Bills


@pytest.fixture
def draf(admin):
    for _ in range(3):
        terdaftar()
    return susun_tagihan(sumber("APBD"), DES, oleh=admin)


def test_who_chose_whom_to_take_out_does_not_issue(draf, admin, admin2):
    baris = [draf.daftar_iuran.first().pk]
    with pytest.raises(AturanDilanggarError, match="Hanya penyusunnya"):
        keluarkan(draf, baris, alasan="x", oleh=admin2)
    with connection.cursor() as kursor:
        kursor.execute(
            "INSERT INTO iuran_perubahantagihan (tagihan_id, isi, oleh_id, pada)"
            """ VALUES (%s, '{"Dikeluarkan": ["", "1 orang"]}', %s, now())""",
            [draf.pk, admin2.pk],
        )
    with pytest.raises(DatabaseError, match="yang mengeluarkan orang"), transaction.atomic():
        terbitkan(draf, oleh=admin2, pada=KINI)
    assert Tagihan.objects.get().status == "disusun"


def test_whom_the_rules_take_out_the_issuer_takes_out(draf, admin, admin2):
    meninggal(draf, admin)
    cap = sidik(isi_terbit(draf))
    assert keluarkan_lalu_terbitkan(draf, dilihat=cap, tanggal=PADA, oleh=admin2, pada=KINI) == 1
    baru = "UPDATE iuran_tagihan SET diterbitkan_oleh_id = %s"
    ditolak("Cannot update", baru, buat("lain", "admin").pk)


# Files


@pytest.mark.parametrize(
    "tabel",
    [
        "peserta_impor", "peserta_berkaspeserta", "iuran_saldoawal", "iuran_daftarbpjs",
        "iuran_daftarsetoran", "iuran_imporpenyumbang", "iuran_jawabanbpjs", "iuran_daftarpadanan",
    ],
)  # fmt: skip
def test_the_uploader_of_a_file_stays(tabel):
    bangun()
    lain = buat("lain", "admin")
    ditolak("Cannot update|permission denied", f"UPDATE {tabel} SET oleh_id = %s", lain.pk)  # noqa: S608
