"""Proposed life events: nothing changes until an admin records one, and each is decided once."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from iuran.models import Bantuan, Iuran
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from iuran.peristiwa.actions.usulan import (
    DAFTAR,
    baris_usulan,
    halangan,
    tarik_usulan,
    terima_banyak,
    terima_usulan,
    tolak_usulan,
    usulkan_peristiwa,
)
from iuran.peristiwa.akibat import akibat
from iuran.peristiwa.tasks import terima_usulan as kerjakan_usulan
from peserta.models import JenisPeristiwa as J
from peserta.models import Peristiwa, RiwayatStatus, UsulanPeristiwa
from peserta.orang.linimasa import linimasa
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from pijar.tugas import Pelaksana
from pijar.tugas import buat as buat_tugas
from tests.factories import PesertaFactory, terdaftar
from tests.iuran.susunan import susun
from tests.keamanan.serentak import ditolak, serentak
from tests.verifikasi.susunan import ajukan_satu, susun_draf, usul_gabung
from verifikasi.actions.gabung import gabungkan

PADA = date(2026, 11, 20)
HARI = date(2026, 9, 14)
BUKTI = {"bukti_jenis": "akta_kematian", "bukti_nomor": "474.3/12"}


@pytest.fixture
def bantuan(db):
    """A person enrolled for all of 2026."""
    return terdaftar()


def usulkan(bantuan, oleh, jenis=J.MENINGGAL, tanggal=HARI, **lain):
    isi = BUKTI | lain
    return usulkan_peristiwa(bantuan.peserta, jenis, tanggal, **isi, oleh=oleh, pada=PADA)


def hidup(bantuan) -> int:
    return Iuran.objects.filter(peserta=bantuan.peserta_id, hidup=True).count()


def test_a_proposal_is_no_event_and_changes_nothing(bantuan, petugas):
    usulkan(bantuan, petugas)

    bantuan.refresh_from_db()
    bantuan.peserta.refresh_from_db()
    assert hidup(bantuan) == 12
    assert (bantuan.status, bantuan.peserta.status) == ("berjalan", "terdaftar")
    assert not Peristiwa.objects.exists()
    assert [k for k in linimasa(bantuan.peserta) if k.jenis == "peristiwa"] == []


def test_recording_it_does_what_the_event_does(bantuan, petugas, admin):
    usulan = usulkan(bantuan, petugas, keterangan="Kata ketua RT")

    peristiwa = terima_usulan(usulan, oleh=admin, pada=PADA)

    usulan.refresh_from_db()
    bantuan.peserta.refresh_from_db()
    assert hidup(bantuan) == 9
    assert bantuan.peserta.status == "berhenti"
    assert (usulan.status, usulan.peristiwa, usulan.diputus_oleh) == ("dicatat", peristiwa, admin)
    assert (peristiwa.bukti_nomor, peristiwa.keterangan) == ("474.3/12", "Kata ketua RT")


def test_the_effect_is_counted_when_it_is_recorded(bantuan, petugas, admin):
    usulan = usulkan(bantuan, petugas)
    baris = Iuran.objects.filter(bulan__gte=date(2026, 12, 1))
    baris.update(hidup=False, alasan_mati="Penetapan diubah")

    peristiwa = terima_usulan(usulan, oleh=admin, pada=PADA)

    assert peristiwa.akibat["bulan"] == 2


def test_refusing_says_why_and_changes_nothing(bantuan, petugas, admin):
    usulan = usulkan(bantuan, petugas)

    tolak_usulan(usulan, alasan="Orang lain yang meninggal.", oleh=admin)

    usulan.refresh_from_db()
    assert (usulan.status, usulan.alasan) == ("ditolak", "Orang lain yang meninggal.")
    assert hidup(bantuan) == 12
    assert usulkan(bantuan, petugas).pk != usulan.pk


def test_only_the_proposer_takes_it_back(bantuan, petugas, admin):
    usulan = usulkan(bantuan, petugas)

    with pytest.raises(AturanDilanggarError, match="oleh yang mengusulkan"):
        tarik_usulan(usulan, oleh=admin)
    tarik_usulan(usulan, oleh=petugas)

    usulan.refresh_from_db()
    assert usulan.status == "ditarik"


def test_the_same_event_is_proposed_once(bantuan, petugas, admin):
    usulkan(bantuan, petugas)

    with pytest.raises(BentrokError, match="14 September 2026 sudah diusulkan Petugas"):
        usulkan(bantuan, admin, tanggal=date(2026, 9, 15))

    assert UsulanPeristiwa.objects.count() == 1


def test_what_is_recorded_is_not_proposed(bantuan, petugas, admin):
    catat_peristiwa(bantuan.peserta, J.MENINGGAL, HARI, oleh=admin, pada=PADA)

    with pytest.raises(BentrokError, match="Kematian orang ini sudah dicatat"):
        usulkan(bantuan, petugas, tanggal=date(2026, 9, 20))


def test_an_impossible_event_is_not_proposed(bantuan, petugas):
    with pytest.raises(AturanDilanggarError, match="belum tiba"):
        usulkan(bantuan, petugas, tanggal=date(2026, 11, 21))


@pytest.mark.parametrize(
    ("jenis", "mulai", "kalimat"),
    [
        (J.MENINGGAL, date(2026, 9, 1), "Untuk meninggal iuran selalu berhenti"),
        (J.PIHAK_LAIN, date(2026, 8, 1), "Pilih September 2026 sampai September 2027"),
        (J.PIHAK_LAIN, date(2027, 10, 1), "terlalu jauh"),
    ],
)
def test_a_chosen_month_is_held_to_its_rule(bantuan, petugas, jenis, mulai, kalimat):
    with pytest.raises(AturanDilanggarError, match=kalimat):
        usulkan(bantuan, petugas, jenis, mulai=mulai)


@pytest.mark.parametrize(
    ("mulai", "sisa"), [(date(2026, 9, 1), 8), (None, 9), (date(2026, 12, 1), 11)]
)
def test_another_payer_begins_in_the_chosen_month(bantuan, petugas, admin, mulai, sisa):
    usulan = usulkan(bantuan, petugas, J.PIHAK_LAIN, mulai=mulai)

    peristiwa = terima_usulan(usulan, oleh=admin, pada=PADA)

    assert hidup(bantuan) == sisa
    assert batalkan_peristiwa(peristiwa, alasan="Keliru", oleh=admin) == 12 - sisa


@pytest.mark.parametrize("putus", ["terima", "tolak", "tarik"])
def test_nothing_is_decided_twice(bantuan, petugas, admin, putus):
    usulan = usulkan(bantuan, petugas)
    tolak_usulan(usulan, alasan="Keliru.", oleh=admin)
    kerja = {
        "terima": lambda: terima_usulan(usulan, oleh=admin, pada=PADA),
        "tolak": lambda: tolak_usulan(usulan, alasan="Lagi.", oleh=admin),
        "tarik": lambda: tarik_usulan(usulan, oleh=petugas),
    }

    with pytest.raises(BentrokError, match="sudah ditolak oleh Admin"):
        kerja[putus]()

    assert not Peristiwa.objects.exists()


def test_recording_directly_settles_the_proposal(bantuan, petugas, admin):
    usulan = usulkan(bantuan, petugas)

    peristiwa = catat_peristiwa(
        bantuan.peserta, J.MENINGGAL, date(2026, 9, 13), oleh=admin, pada=PADA
    )

    usulan.refresh_from_db()
    assert (usulan.status, usulan.peristiwa) == ("dicatat", peristiwa)


def test_another_accident_leaves_the_proposed_one_waiting(bantuan, petugas, admin):
    usulan = usulkan(bantuan, petugas, J.KECELAKAAN)

    catat_peristiwa(bantuan.peserta, J.KECELAKAAN, date(2026, 8, 1), oleh=admin, pada=PADA)

    usulan.refresh_from_db()
    assert usulan.menunggu


def test_what_stands_in_the_way_is_said(bantuan, petugas, admin):
    usulan = usulkan(bantuan, petugas, J.PINDAH)
    assert halangan(usulan, pada=PADA) == ""

    usulan.tanggal = date(2027, 1, 1)

    assert "belum tiba" in halangan(usulan, pada=PADA)


def test_many_are_recorded_each_for_itself(petugas, admin, db):
    tua = [terdaftar(tanggal_lahir=date(1961, 9, 14)).peserta for _ in range(2)]
    muda = PesertaFactory(status="layak", nama="Wagimin")
    luar = terdaftar(tanggal_lahir=date(1961, 9, 14), kelurahan_id="33.74.16.1001").peserta
    for orang in (*tua, muda, luar):
        UsulanPeristiwa.objects.create(peserta=orang, jenis="usia_65", tanggal=HARI)
    pks = list(UsulanPeristiwa.objects.values_list("pk", flat=True))
    admin.wilayah = ["33.74.01"]
    langkah = []

    dilihat = sidik({DAFTAR: baris_usulan(pks)})
    hasil = terima_banyak(
        pks, dilihat=dilihat, oleh=admin, pada=PADA, maju=lambda n, dari: langkah.append((n, dari))
    )
    lagi = terima_banyak(pks, dilihat=dilihat, oleh=admin, pada=PADA, maju=lambda n, dari: None)

    assert hasil.dicatat == 2
    assert [(nama, "usianya baru 41" in sebab) for nama, _, sebab in hasil.tinggal] == [
        ("Wagimin", True)
    ]
    assert langkah == [(1, 3), (2, 3), (3, 3)]
    assert (lagi.dicatat, len(lagi.tinggal)) == (0, 1)
    assert UsulanPeristiwa.objects.get(peserta=luar).menunggu


def test_a_second_run_after_a_kill_tells_what_both_did(petugas, admin, monkeypatch):
    tua = [terdaftar(tanggal_lahir=date(1961, 9, 14)).peserta for _ in range(2)]
    for orang in (*tua, PesertaFactory(status="layak", nama="Wagimin")):
        UsulanPeristiwa.objects.create(peserta=orang, jenis="usia_65", tanggal=HARI)
    pks = list(UsulanPeristiwa.objects.order_by("pk").values_list("pk", flat=True))
    isi = {"pks": pks, "dilihat": sidik({DAFTAR: baris_usulan(pks)})}
    tugas = buat_tugas("iuran.terima_usulan", judul="x", oleh=admin, parameter=isi)

    def mati(*_):
        raise SystemExit

    with monkeypatch.context() as sekali:
        sekali.setattr(Pelaksana, "maju", mati)
        with pytest.raises(SystemExit):
            kerjakan_usulan(tugas.pk)
    assert UsulanPeristiwa.objects.filter(status="dicatat").count() == 1
    kerjakan_usulan(tugas.pk)

    tugas.refresh_from_db()
    assert tugas.pesan == "2 peristiwa dicatat, 1 tidak."


# --- what the effect names -----------------------------------------------------------------------


def test_the_effect_names_a_case_that_waits(petugas):
    kasus = ajukan_satu(petugas)

    (kalimat,) = akibat(kasus.peserta, J.PINDAH, HARI).terbuka

    assert "belum diputus" in kalimat


def test_the_effect_names_a_draft_decree(admin):
    orang = PesertaFactory(status="layak")
    draf = susun_draf(admin, bulan_awal=date(2026, 4, 1), jumlah_bulan=9)

    (kalimat,) = akibat(orang, J.PINDAH, HARI).terbuka

    assert draf.nomor in kalimat


def test_the_effect_names_a_batch_that_waits(admin):
    berkas_bpjs = susun(admin, 1)
    orang = berkas_bpjs.daftar_baris.get().peserta

    (kalimat,) = akibat(orang, J.PINDAH, HARI).terbuka

    assert f"Pendaftaran {berkas_bpjs.nomor} memuat orang ini dan belum dikirim" in kalimat


# --- two at once ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_recorded_or_refused_never_both(petugas, admin, admin2):
    bantuan = terdaftar()
    usulan = usulkan(bantuan, petugas)

    hasil = serentak(
        lambda: terima_usulan(usulan, oleh=admin, pada=PADA),
        lambda: tolak_usulan(usulan, alasan="Keliru.", oleh=admin2),
    )

    assert len(ditolak(hasil)) == 1
    usulan.refresh_from_db()
    assert (usulan.status == "dicatat") == Peristiwa.objects.exists()
    assert hidup(bantuan) == (9 if usulan.status == "dicatat" else 12)


@pytest.mark.django_db(transaction=True)
def test_recorded_twice_at_once_is_one_event(petugas, admin, admin2):
    usulan = usulkan(terdaftar(), petugas)

    hasil = serentak(
        *[lambda o=o: terima_usulan(usulan, oleh=o, pada=PADA) for o in (admin, admin2)]
    )

    assert len(ditolak(hasil)) == 1
    assert Peristiwa.objects.count() == RiwayatStatus.objects.count() == 1
    assert Bantuan.objects.get().status == "berhenti"


@pytest.mark.django_db(transaction=True)
def test_proposed_twice_at_once_waits_once(petugas, admin):
    bantuan = terdaftar()

    hasil = serentak(*[lambda o=o: usulkan(bantuan, o) for o in (petugas, admin)])

    assert len(ditolak(hasil)) == 1
    assert UsulanPeristiwa.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_proposed_while_it_is_recorded_never_waits_beside_it(petugas, admin):
    bantuan = terdaftar()

    serentak(
        lambda: usulkan(bantuan, petugas),
        lambda: catat_peristiwa(bantuan.peserta, J.MENINGGAL, HARI, oleh=admin, pada=PADA),
    )

    assert Peristiwa.objects.count() == 1
    assert not UsulanPeristiwa.objects.menunggu().exists()


# --- what the database holds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aturan", "isi"),
    [
        ("usulan_jenis_sah", {"jenis": "menikah"}),
        ("usulan_status_sah", {"status": "lupa", "diputus_pada": "2026-11-20T00:00Z"}),
        ("usulan_bukti_sah", {"bukti_jenis": "lisan"}),
        ("usulan_berbukti", {"jenis": "meninggal"}),
        ("usulan_berbukti", {"jenis": "pindah", "bukti_jenis": "surat_pindah"}),
        ("usulan_mulai_tanggal_satu", {"mulai": date(2026, 9, 2)}),
        ("usulan_diputus_bila_selesai", {"diputus_pada": "2026-11-20T00:00Z"}),
        ("usulan_diputus_bila_selesai", {"status": "ditarik"}),
        ("usulan_dicatat_berperistiwa", {"status": "dicatat", "diputus_pada": "2026-11-20T00:00Z"}),
        ("usulan_ditolak_beralasan", {"status": "ditolak", "diputus_pada": "2026-11-20T00:00Z"}),
    ],
)
def test_a_proposal_that_must_not_be_is_refused(db, aturan, isi):
    awal = {"peserta": PesertaFactory(), "jenis": "usia_65", "tanggal": HARI}

    with pytest.raises(IntegrityError, match=aturan), transaction.atomic():
        UsulanPeristiwa.objects.create(**awal | isi)


def test_two_open_proposals_of_one_kind_are_refused(bantuan):
    isi = {"peserta": bantuan.peserta, "jenis": "usia_65", "tanggal": HARI}
    UsulanPeristiwa.objects.create(**isi)

    with pytest.raises(IntegrityError, match="usulan_satu_terbuka"), transaction.atomic():
        UsulanPeristiwa.objects.create(**isi)


@pytest.mark.parametrize(
    ("aturan", "isi"),
    [
        ("Invalid transition", {"status": "diusulkan", "diputus_pada": None}),
        ("Cannot update", {"tanggal": PADA}),
        ("Cannot update", {"bukti_nomor": "lain"}),
        ("Cannot update", {"peserta": None}),
        ("Cannot update", {"alasan": "lain"}),
        ("Cannot update", {"diputus_oleh": None}),
        ("Cannot update", {"diputus_pada": "2026-11-21T00:00Z"}),
    ],
)
def test_a_decided_proposal_stays_as_it_is(bantuan, petugas, aturan, isi):
    usulan = usulkan(bantuan, petugas)
    tarik_usulan(usulan, oleh=petugas)

    with pytest.raises(DatabaseError, match=aturan), transaction.atomic():
        UsulanPeristiwa.objects.filter(pk=usulan.pk).update(**isi)


def test_a_recorded_proposal_keeps_its_event(bantuan, petugas, admin):
    usulan = usulkan(bantuan, petugas)
    terima_usulan(usulan, oleh=admin, pada=PADA)
    lain = Peristiwa.objects.create(peserta=PesertaFactory(), jenis="usia_65", tanggal=HARI)

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        UsulanPeristiwa.objects.filter(pk=usulan.pk).update(peristiwa=lain)


def test_a_proposal_is_not_deleted(bantuan, petugas):
    usulan = usulkan(bantuan, petugas)

    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        usulan.delete()


def test_an_event_names_a_known_proof(db):
    with pytest.raises(IntegrityError, match="peristiwa_bukti_sah"), transaction.atomic():
        Peristiwa.objects.create(
            peserta=PesertaFactory(), jenis="pindah", tanggal=HARI, bukti_jenis="lisan"
        )


def test_a_proposal_says_what_it_is():
    usulan = UsulanPeristiwa(jenis="usia_65", tanggal=HARI, dibuat_pada=timezone.now())

    assert str(usulan) == "Mencapai usia 65 tahun 2026-09-14 (Menunggu)"


def test_nothing_is_proposed_of_who_was_merged_away_meanwhile(petugas, verifikator):
    lebur, tetap = PesertaFactory(), PesertaFactory()
    gabungkan(usul_gabung(petugas, tetap, lebur), oleh=verifikator, pada=PADA)

    with pytest.raises(BentrokError, match="sudah digabung"):
        usulkan_peristiwa(lebur, J.MENINGGAL, HARI, **BUKTI, oleh=petugas, pada=PADA)

    assert not UsulanPeristiwa.objects.exists()
