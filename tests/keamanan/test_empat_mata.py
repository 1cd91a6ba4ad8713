"""Four eyes, by the action and by the database: no update, single or bulk, gets around them."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from iuran.models import Tagihan
from iuran.tagihan.actions.susun import susun_tagihan
from peserta.models import Peserta
from pijar.errors import AturanDilanggarError
from tests.factories import PesertaFactory, sumber, terdaftar
from tests.peran import buat, masuk
from tests.verifikasi.susunan import PADA, TANGGAL_SK, ajukan_satu, rencana, susun_draf
from verifikasi import actions
from verifikasi.actions import Pilihan
from verifikasi.models import BarisPenetapan, Penetapan, Pengajuan

KINI = {"diputuskan_pada": timezone.now()}


def ditolak(nama, perintah):
    """The database itself says no, with the guard of this name."""
    with pytest.raises(DatabaseError, match=nama), transaction.atomic():
        perintah()


# Cases


@pytest.fixture
def dua_peran(db):
    """An officer who became a verifier: everything he touched before stays not his to decide."""
    return buat("dua", "petugas")


def jadi_verifikator(orang):
    orang.groups.set(buat("contoh", "verifikator").groups.all())
    return type(orang).objects.get(pk=orang.pk)


@pytest.mark.parametrize("cara", ["mengajukan", "memasukkan", "mengubah"])
@pytest.mark.parametrize("putusan", ["setujui", "kembalikan", "tolak"])
def test_who_touched_a_person_does_not_decide(petugas, dua_peran, cara, putusan):
    sunting = {"memasukkan": [dua_peran.pk], "mengubah": [dua_peran.pk]}.get(cara, [])
    kasus = ajukan_satu(dua_peran if cara == "mengajukan" else petugas, penyunting=sunting)
    verifikator = jadi_verifikator(dua_peran)
    isi = {"kembalikan-alasan": "x", "tolak-alasan": "x"}

    jawaban = masuk(verifikator).post(reverse(f"verifikasi:{putusan}", args=[kasus.pk]), isi)

    assert jawaban.status_code == 409
    assert Pengajuan.objects.get().status == "menunggu"


@pytest.mark.parametrize("cara", ["mengajukan", "menyunting", "menyunting kemudian"])
def test_database_refuses_a_decision_by_who_touched_the_person(petugas, dua_peran, cara):
    sunting = [dua_peran.pk] if cara == "menyunting" else []
    ajukan_satu(dua_peran if cara == "mengajukan" else petugas, penyunting=sunting)
    if cara == "menyunting kemudian":
        Peserta.objects.update(penyunting=[dua_peran.pk])

    ditolak(
        "pengajuan_diputuskan_orang_lain|penyunting datanya",
        lambda: Pengajuan.objects.update(status="disetujui", diputuskan_oleh=dua_peran, **KINI),
    )


def test_database_forgets_nobody_involved(petugas, dua_peran):
    kasus = ajukan_satu(petugas, penyunting=[dua_peran.pk])

    ditolak("Cannot update", lambda: Peserta.objects.update(penyunting=[]))
    ditolak("Cannot update", lambda: Pengajuan.objects.update(terlibat=[]))
    ditolak("Cannot update", lambda: Pengajuan.objects.update(diajukan_oleh=buat("x", "petugas")))
    kasus.terlibat = [petugas.pk]
    ditolak("Cannot update", lambda: Pengajuan.objects.bulk_update([kasus], ["terlibat"]))


def test_decision_keeps_its_author_and_reason(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.tolak(kasus, alasan="Sudah meninggal.", oleh=verifikator, pada=PADA)
    lain = buat("lain", "verifikator")

    ditolak("Cannot update", lambda: Pengajuan.objects.update(diputuskan_oleh=lain))
    ditolak("Cannot update", lambda: Pengajuan.objects.update(alasan="Lain."))


# Decrees


def test_only_the_drafter_chooses_the_people(admin, admin2):
    """Else an admin could fill a colleague's empty draft and freeze his own choice."""
    PesertaFactory(status="layak")
    draf = actions.susun_penetapan(nomor="463/1/2026", tanggal=TANGGAL_SK, perihal="", oleh=admin)

    with pytest.raises(AturanDilanggarError, match="Hanya penyusunnya"):
        actions.tambah_baris(draf, Pilihan(), rencana(), oleh=admin2)

    assert actions.tambah_baris(draf, Pilihan(), rencana(), oleh=admin) == 1
    assert actions.tetapkan(draf, oleh=admin2) == 1


def test_page_offers_adding_to_the_drafter_only(admin, admin_client, admin2_client):
    draf = actions.susun_penetapan(nomor="463/1/2026", tanggal=TANGGAL_SK, perihal="", oleh=admin)
    ke = reverse("verifikasi:penetapan_detail", args=[draf.pk])
    tambah = reverse("verifikasi:penetapan_tambah", args=[draf.pk])

    assert tambah in admin_client.get(ke).text
    assert tambah not in admin2_client.get(ke).text


def test_database_keeps_the_drafter_of_a_decree(admin, admin2):
    susun_draf(admin)

    ditolak("Cannot update", lambda: Penetapan.objects.update(disusun_oleh=admin2))


@pytest.mark.parametrize("keadaan", ["ditetapkan", "dibatalkan"])
def test_database_adds_nobody_to_a_decree_that_is_no_draft(admin, admin2, keadaan):
    PesertaFactory(status="layak")
    draf = susun_draf(admin)
    if keadaan == "ditetapkan":
        actions.tetapkan(draf, oleh=admin2)
    else:
        actions.batalkan(draf, alasan="Salah.", oleh=admin)
    baris = BarisPenetapan(
        penetapan=draf,
        peserta=PesertaFactory(status="layak"),
        sumber=rencana().sumber,
        bulan_awal=rencana().bulan_awal,
        jumlah_bulan=12,
    )

    ditolak("tidak bertambah orang", lambda: BarisPenetapan.objects.bulk_create([baris]))


# Bills


@pytest.fixture
def tagihan(admin):
    terdaftar()
    return susun_tagihan(sumber("APBD"), date(2026, 11, 1), oleh=admin)


def test_bill_is_issued_by_somebody_else(tagihan, admin_client):
    isi = {"tanggal": "2026-11-01"}
    jawaban = admin_client.post(reverse("iuran:tagihan_terbitkan", args=[tagihan.pk]), isi)

    assert jawaban.status_code == 409
    assert Tagihan.objects.get().status == "disusun"


def test_database_refuses_the_bills_own_drafter(tagihan, admin, admin2):
    ditolak(
        "tagihan_diterbitkan_orang_lain",
        lambda: Tagihan.objects.update(
            status="diterbitkan",
            tanggal=timezone.localdate(),
            diterbitkan_oleh=admin,
            diterbitkan_pada=timezone.now(),
        ),
    )
    ditolak("Cannot update", lambda: Tagihan.objects.update(disusun_oleh=admin2))
