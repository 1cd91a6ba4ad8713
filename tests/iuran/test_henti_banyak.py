"""Stop many people without protection: one admin proposes, another records, who cannot is named."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

import iuran.tasks
from iuran.models import Bantuan, Iuran
from iuran.peristiwa import RencanaHenti, pratinjau_henti
from iuran.peristiwa.actions.catat import batalkan_peristiwa
from iuran.peristiwa.actions.henti import usulkan_henti
from iuran.peristiwa.actions.usulan import (
    DAFTAR,
    baris_usulan,
    terima_banyak,
    terima_usulan,
    usulkan_peristiwa,
)
from iuran.perlindungan import tanpa_perlindungan
from peserta.models import JenisPeristiwa as J
from peserta.models import Peristiwa, Peserta, UsulanPeristiwa
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from pijar.models import Tugas
from pijar.sidik import sidik
from tests.factories import BantuanFactory, PesertaFactory, bayar, iuran, terdaftar
from tests.iuran.susunan import jalankan
from tests.keamanan.serentak import serentak
from tests.peran import buat, masuk
from tests.verifikasi.susunan import susun_draf

PADA = date(2026, 11, 20)
JAN = date(2026, 1, 1)
TUGU = "33.74.16.1001"
HABIS, HENTI = "/iuran/berakhir/habis/", "/iuran/berakhir/habis/henti/"
USULKAN, MASSAL = "/iuran/berakhir/habis/henti/usulkan/", "/iuran/peristiwa/massal/"
RENCANA = RencanaHenti(J.MASA_BERAKHIR, date(2026, 11, 20), "Tidak diperpanjang")


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """Everything happens on 20 November 2026; jobs are recorded and not sent."""
    kini = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)
    monkeypatch.setattr("pijar.pengirim.app.send_task", lambda *a, **k: None)


def habis(n=1, **lain):
    """People whose grant ended in May, the first month of which was paid."""
    with transaction.atomic():
        orang = [terdaftar(kode="ASN", jumlah=5, **lain).peserta for _ in range(n)]
        bayar(JAN, date(2026, 1, 20), kode="ASN")
    return orang


def usulkan(oleh, *orang, rencana=RENCANA):
    pks = [p.pk for p in orang]
    return usulkan_henti(pks, rencana, oleh=oleh, pada=PADA, maju=lambda n, dari: None)


def pratinjau(*orang, rencana=RENCANA):
    tanpa = tanpa_perlindungan(Peserta.objects.all(), PADA).values_list("pk", flat=True)
    return pratinjau_henti(orang, tanpa, rencana, pada=PADA)


def test_two_admins_stop_many(admin, admin2):
    orang = habis(3)

    hasil = usulkan(admin, *orang)
    assert (hasil.dicatat, hasil.tinggal) == (3, [])
    assert {p.status for p in Peserta.objects.all()} == {"terdaftar"}
    pks = list(UsulanPeristiwa.objects.values_list("pk", flat=True))
    dilihat = sidik({DAFTAR: baris_usulan(pks)})
    sendiri = terima_banyak(pks, dilihat=dilihat, oleh=admin, pada=PADA, maju=lambda n, dari: None)
    lain = terima_banyak(pks, dilihat=dilihat, oleh=admin2, pada=PADA, maju=lambda n, dari: None)

    assert sendiri.dicatat == 0
    assert "harus dicatat admin lain" in sendiri.tinggal[0][2]
    assert (lain.dicatat, lain.tinggal) == (3, [])
    assert {p.status for p in Peserta.objects.all()} == {"berhenti"}
    assert {e.jenis for e in Peristiwa.objects.all()} == {"masa_berakhir"}


def test_database_holds_the_second_admin(admin):
    usulkan(admin, *habis())
    usulan = UsulanPeristiwa.objects.get()
    peristiwa = Peristiwa.objects.create(
        peserta=usulan.peserta, jenis="masa_berakhir", tanggal=PADA
    )

    with pytest.raises(IntegrityError, match="usulan_sekaligus_dua_admin"), transaction.atomic():
        UsulanPeristiwa.objects.update(
            status="dicatat", diputus_oleh=admin, diputus_pada=timezone.now(), peristiwa=peristiwa
        )


def test_stop_is_undone_as_any_event(admin, admin2):
    (orang,) = habis()
    usulkan(admin, orang)
    peristiwa = terima_usulan(UsulanPeristiwa.objects.get(), oleh=admin2, pada=PADA)

    batalkan_peristiwa(peristiwa, alasan="Keliru", oleh=admin)

    orang.refresh_from_db()
    assert orang.status == "terdaftar"


def test_twice_is_once(admin, admin2):
    orang = habis(2)
    usulkan(admin, *orang)

    lagi = usulkan(admin2, *orang)

    assert lagi.dicatat == 0
    assert "sudah diusulkan dan menunggu putusan" in lagi.tinggal[0][2]
    assert UsulanPeristiwa.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_admins_propose_the_same_people_at_once(admin, admin2):
    orang = habis(5)

    hasil = serentak(lambda: usulkan(admin, *orang), lambda: usulkan(admin2, *orang[::-1]))

    assert sorted(h.dicatat for h in hasil) == [0, 5]
    assert UsulanPeristiwa.objects.count() == 5


def test_who_cannot_go_along_is_named_with_the_reason(admin):
    (ikut,) = habis()
    lindung = terdaftar(nama="Lindung").peserta
    for bulan in range(1, 12):
        bayar(date(2026, bulan, 1), date(2026, bulan, 20))
    menunggu, selang, janji, mati = habis(4, kelurahan_id=TUGU)
    usulkan_peristiwa(menunggu, J.TIDAK_BEKERJA, PADA, oleh=admin, pada=PADA)
    berikut = BantuanFactory(
        peserta=selang, status="berjalan", bulan_awal=date(2026, 12, 1), jumlah_bulan=1
    )
    iuran(berikut, date(2026, 12, 1))
    BantuanFactory(peserta=janji, nomor_sk="463/9", bulan_awal=date(2026, 12, 1), jumlah_bulan=1)
    Peserta.objects.filter(pk=mati.pk).update(status="berhenti")
    mati.refresh_from_db()

    hasil = pratinjau(ikut, lindung, menunggu, selang, janji, mati)

    assert list(hasil.ikut) == [ikut.pk]
    sebab = {t.peserta.pk: t.sebab for t in hasil.tertinggal}
    assert sebab == {
        lindung.pk: "Terlindungi hari ini, jadi tidak dihentikan dari sini.",
        menunggu.pk: "Tidak lagi bekerja sudah diusulkan dan menunggu putusan.",
        selang.pk: "Masih akan dibiayai mulai Desember 2026. Hentikan di halaman orang ini.",
        janji.pk: "Bantuan baru menurut 463/9 belum berjalan. Hentikan di halaman orang ini.",
        mati.pk: "Statusnya Berhenti, jadi tidak dihentikan dari sini.",
    }
    assert {n for _, n, _ in hasil.per_sebab} == {1}


def test_draft_decree_keeps_somebody_out(admin, admin2):
    (orang,) = habis()
    draf = susun_draf(admin)
    draf.daftar_baris.create(
        peserta=orang,
        sumber=Bantuan.objects.first().sumber,
        bulan_awal=date(2026, 12, 1),
        jumlah_bulan=6,
        pernyataan="Ketua RT 03",
    )

    hasil = usulkan(admin2, orang)

    assert hasil.dicatat == 0
    assert draf.nomor in hasil.tinggal[0][2]


def test_lapsed_people_lose_their_unbilled_months(admin, admin2):
    bantuan = terdaftar(kode="CSR")
    bayar(JAN, date(2026, 1, 20), kode="CSR")

    hasil = pratinjau(bantuan.peserta)
    usulkan(admin, bantuan.peserta)
    terima_usulan(UsulanPeristiwa.objects.get(), oleh=admin2, pada=PADA)

    assert (hasil.bulan, hasil.nominal, hasil.ditagih) == (1, 16_800, 0)
    assert Iuran.objects.filter(hidup=False).count() == 1
    bantuan.refresh_from_db()
    assert (bantuan.status, bantuan.bulan_akhir) == ("berhenti", date(2026, 11, 1))


def test_nothing_is_half_written(admin, monkeypatch):
    orang = habis(2)

    def gagal(self, *a, **k):
        raise AturanDilanggarError("penuh")

    monkeypatch.setattr(type(UsulanPeristiwa.objects), "bulk_create", gagal)
    with pytest.raises(AturanDilanggarError):
        usulkan(admin, *orang)

    assert not UsulanPeristiwa.objects.exists()


def test_only_in_the_area_of_the_admin(db):
    orang = habis(1) + habis(1, kelurahan_id=TUGU)

    hasil = usulkan(buat("tugu", "admin", wilayah=["33.74.16"]), *orang)

    assert hasil.dicatat == 1
    assert UsulanPeristiwa.objects.get().peserta == orang[1]


# Screens


def isian(*orang, **lain):
    return {
        "orang": [p.pk for p in orang],
        "jenis": "masa_berakhir",
        "tanggal": "20-11-2026",
        "keterangan": "Tidak diperpanjang",
        **lain,
    }


def test_from_the_list_to_the_second_admin(admin_client, admin2):
    orang = habis(2)
    halaman = admin_client.get(HABIS).text
    assert "Hentikan banyak orang sekaligus" in halaman

    akibat = admin_client.post(HENTI, isian(semua="1"), follow=True)
    assert akibat.status_code == 200
    assert "Usulkan 2 orang berhenti" in akibat.text
    assert not UsulanPeristiwa.objects.exists()
    for _ in range(2):
        admin_client.post(USULKAN, isian(*orang))
    assert Tugas.objects.count() == 1
    tugas = jalankan(Tugas.objects.get())

    assert tugas.pesan.startswith("2 orang diusulkan berhenti, 0 tidak.")
    assert "Sudah diusulkan berhenti" in admin_client.get(HABIS).text
    sendiri = admin_client.post(MASSAL, {"kueri": "jenis=masa_berakhir", "semua": "1"}, follow=True)
    assert "dicatat admin lain" in sendiri.text
    kedua = masuk(admin2)
    konfirmasi = kedua.post(MASSAL, {"kueri": "jenis=masa_berakhir", "semua": "1"}, follow=True)
    assert "Catat masa bantuan berakhir untuk 2 orang" in konfirmasi.text
    kirim = {
        "kueri": "jenis=masa_berakhir",
        "usulan": konfirmasi.context["usulan"],
        "dilihat": konfirmasi.context["segel"],
    }
    kedua.post(f"{MASSAL}catat/", kirim)
    jalankan(Tugas.objects.get(jenis="iuran.terima_usulan"))
    assert {p.status for p in Peserta.objects.all()} == {"berhenti"}


def test_seal_refuses_what_changed_meanwhile(admin, admin2):
    orang = habis(2)
    usulkan(admin, *orang)
    kedua = masuk(admin2)
    konfirmasi = kedua.post(MASSAL, {"kueri": "jenis=masa_berakhir", "semua": "1"}, follow=True)
    terima_usulan(UsulanPeristiwa.objects.first(), oleh=admin2, pada=PADA)

    lagi = kedua.post(
        f"{MASSAL}catat/",
        {
            "kueri": "jenis=masa_berakhir",
            "usulan": konfirmasi.context["usulan"],
            "dilihat": konfirmasi.context["segel"],
        },
    )

    assert lagi.status_code == 409
    assert "Berubah sejak halaman dibuka" in lagi.text
    assert not Tugas.objects.exists()


def test_mistakes_keep_what_was_typed(admin_client, db):
    (orang,) = habis()

    kosong = admin_client.post(HENTI, isian())
    besok = admin_client.post(HENTI, isian(orang, tanggal="21-11-2026", keterangan="Pindah kerja"))

    assert (kosong.status_code, besok.status_code) == (422, 422)
    assert "Centang dahulu orangnya" in kosong.text
    assert "Tanggalnya tidak boleh setelah hari ini" in besok.text
    assert 'value="Pindah kerja"' in besok.text
    assert "checked" in besok.text


def test_page_names_who_stays_behind(admin_client, admin):
    ikut, menunggu = habis(2)
    usulkan_peristiwa(menunggu, J.TIDAK_BEKERJA, PADA, oleh=admin, pada=PADA)

    html = admin_client.post(HENTI, isian(ikut, menunggu), follow=True).text

    assert "Usulkan 1 orang berhenti" in html
    assert f'href="{reverse("iuran:perlindungan", args=[ikut.pk])}"' in html
    assert "Tidak lagi bekerja sudah diusulkan" in html


@pytest.mark.parametrize("peran", ["petugas", "verifikator", "sekda"])
def test_only_admins_stop_many(peran, request, db):
    client = request.getfixturevalue(f"{peran}_client")

    assert {client.post(url, isian()).status_code for url in (HENTI, USULKAN)} == {403}


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_of_list_and_preview_are_constant(admin_client, django_assert_num_queries, jumlah):
    orang = habis(jumlah)
    PesertaFactory()
    admin_client.get(HABIS)

    with django_assert_num_queries(18):
        admin_client.get(HABIS)
    akibat = admin_client.post(HENTI, isian(*orang)).url
    with django_assert_num_queries(16):
        admin_client.get(akibat)
