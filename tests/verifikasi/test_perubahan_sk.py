"""People leave a frozen decree: one admin proposes, another confirms, the decree stays."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from iuran.berkas_bpjs import keluarkan_baris
from iuran.models import Bantuan, BarisBerkas, SumberDana
from peserta.models import Peserta, RiwayatStatus
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import PesertaFactory
from tests.iuran.susunan import susun
from tests.keamanan.serentak import ditolak, serentak
from tests.peran import masuk
from tests.verifikasi.susunan import TANGGAL_SK, rencana, susun_draf
from verifikasi import actions
from verifikasi.actions import Pilihan
from verifikasi.actions.perubahan import (
    isi_perubahan,
    konfirmasi_keluar,
    tolak_keluar,
    usulkan_keluar,
)
from verifikasi.models import BarisPenetapan, BarisPerubahan, PerubahanPenetapan

KINI = datetime(2026, 3, 10, 9, tzinfo=WIB)
ALASAN = "Mengundurkan diri, surat 12/2026"


@pytest.fixture
def sk(admin, admin2):
    """A frozen decree of three people."""
    PesertaFactory.create_batch(3, status="layak")
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=admin2)
    draf.refresh_from_db()
    return draf


def baris(sk, n=1):
    return list(sk.daftar_baris.order_by("pk").values_list("pk", flat=True)[:n])


def usulkan(sk, oleh, n=1, alasan=ALASAN):
    return usulkan_keluar(sk, baris(sk, n), alasan=alasan, oleh=oleh)


def konfirmasi(perubahan, oleh):
    satu = PerubahanPenetapan.objects.select_related("penetapan").get(pk=perubahan.pk)
    cap = sidik(isi_perubahan(satu))
    return konfirmasi_keluar(perubahan, dilihat=cap, oleh=oleh, pada=KINI)


def sisa():
    return SumberDana.objects.with_keuangan().get(kode="APBD", tahun=2026).sisa


def test_several_people_leave_and_are_layak_again(sk, admin, admin2):
    sebelum = sisa()
    usulan = usulkan(sk, admin, 2)
    assert Peserta.objects.filter(status="ditetapkan").count() == 3

    assert konfirmasi(usulan, admin2) == 2

    keluar = sk.daftar_baris.filter(dikeluarkan=usulan)
    assert keluar.count() == 2
    assert {b.peserta.status for b in keluar} == {"layak"}
    assert {b.bantuan.status for b in keluar} == {"batal"}
    assert sisa() == sebelum + 2 * 12 * 16_800
    jejak = RiwayatStatus.objects.filter(ke="layak").first()
    assert (jejak.oleh, jejak.alasan) == (admin2, f"Dikeluarkan dari 463/1/2026: {ALASAN}")
    usulan.refresh_from_db()
    assert (usulan.status, usulan.diusulkan_oleh, usulan.diputus_oleh) == (
        "dikonfirmasi", admin, admin2,
    )  # fmt: skip


def test_the_months_after_new_year_leave_too(admin, admin2):
    SumberDana.objects.create(
        kode="APBD", nama="APBD", jenis="apbd", tahun=2027, pagu=10**9, kuota=9, keadaan_pagu="apbd"
    )
    PesertaFactory(status="layak")
    draf = susun_draf(admin, bulan_awal=date(2026, 7, 1))
    actions.tetapkan(draf, oleh=admin2)
    draf.refresh_from_db()

    usulan = usulkan(draf, admin)
    assert isi_perubahan(usulan)["Pagu yang bebas"] == (
        "Rp100.800 APBD Kota Semarang 2026; Rp100.800 APBD 2027"
    )
    konfirmasi(usulan, admin2)

    assert [b.status for b in Bantuan.objects.all()] == ["batal", "batal"]


def test_who_left_can_be_decreed_again(sk, admin, admin2):
    konfirmasi(usulkan(sk, admin), admin2)

    lagi = actions.susun_penetapan(nomor="463/2", tanggal=TANGGAL_SK, perihal="", oleh=admin)
    assert actions.tambah_baris(lagi, Pilihan(), rencana(), oleh=admin) == 1
    assert actions.tetapkan(lagi, oleh=admin2) == 1


def test_the_proposer_does_not_confirm(sk, admin, admin2):
    usulan = usulkan(sk, admin)

    with pytest.raises(AturanDilanggarError, match="admin lain"):
        konfirmasi(usulan, admin)
    with pytest.raises(IntegrityError, match="perubahan_sk_orang_lain"), transaction.atomic():
        PerubahanPenetapan.objects.update(
            status="dikonfirmasi", diputus_oleh=admin, diputus_pada=KINI
        )


def test_a_reason_and_people_are_needed(sk, admin):
    with pytest.raises(AturanDilanggarError, match="alasan"):
        usulkan(sk, admin, alasan="  ")
    with pytest.raises(AturanDilanggarError, match="Centang"):
        usulkan_keluar(sk, [], alasan=ALASAN, oleh=admin)
    with pytest.raises(AturanDilanggarError, match="Centang"):
        usulkan_keluar(sk, [*baris(sk), 10**9], alasan=ALASAN, oleh=admin)


def test_a_draft_is_changed_directly(admin):
    PesertaFactory(status="layak")
    draf = susun_draf(admin)

    with pytest.raises(AturanDilanggarError, match="langsung dari drafnya"):
        usulkan(draf, admin)


def test_who_is_in_a_batch_leaves_it_first(sk, admin, admin2):
    berkas_bpjs = susun(admin)
    with pytest.raises(AturanDilanggarError, match=f"berkas {berkas_bpjs.nomor}") as galat:
        usulkan(sk, admin)
    assert galat.value.tautan == reverse("iuran:berkas_bpjs_detail", args=[berkas_bpjs.pk])

    orang = sk.daftar_baris.order_by("pk").first().peserta_id
    pilih = berkas_bpjs.daftar_baris.filter(peserta=orang).values_list("pk", flat=True)
    keluarkan_baris(berkas_bpjs, list(pilih), alasan="Keliru", pada=KINI, oleh=admin)

    assert konfirmasi(usulkan(sk, admin), admin2) == 1
    assert not BarisBerkas.objects.ditahan().exists()


def test_who_went_into_a_batch_meanwhile_stops_the_confirmation(sk, admin, admin2):
    usulan = usulkan(sk, admin, 2)
    susun(admin)

    with pytest.raises(AturanDilanggarError, match="Keluarkan dahulu dari"):
        konfirmasi(usulan, admin2)
    assert not BarisPenetapan.objects.filter(dikeluarkan__isnull=False).exists()


def test_who_is_enrolled_is_stopped_by_an_event(sk, admin):
    Peserta.objects.filter(status="ditetapkan").update(status="didaftarkan")
    pk = sk.daftar_baris.order_by("pk").first().peserta_id
    Peserta.objects.filter(pk=pk).update(status="terdaftar", kpj="10000000001")
    Bantuan.objects.filter(peserta=pk).update(status="berjalan")

    with pytest.raises(AturanDilanggarError, match="Hentikan lewat Peristiwa"):
        usulkan(sk, admin)


def test_who_died_meanwhile_is_named(sk, admin, admin2):
    usulan = usulkan(sk, admin)
    Peserta.objects.filter(pk=sk.daftar_baris.order_by("pk").first().peserta_id).update(
        status="berhenti"
    )

    with pytest.raises(BentrokError, match="tidak lagi ditetapkan"):
        konfirmasi(usulan, admin2)
    tolak_keluar(usulan, alasan="Sudah meninggal", oleh=admin2, pada=KINI)


def test_what_changed_since_the_page_is_told(sk, admin, admin2):
    usulan = usulkan(sk, admin)
    lihat = sidik(isi_perubahan(usulan))
    Peserta.objects.filter(pk=sk.daftar_baris.order_by("pk").first().peserta_id).update(nama="Lain")

    with pytest.raises(BentrokError, match="Nama: tadinya Siti Aminah"):
        konfirmasi_keluar(usulan, dilihat=lihat, oleh=admin2, pada=KINI)


def test_one_proposal_a_person_and_none_twice(sk, admin, admin2):
    usulan = usulkan(sk, admin)
    with pytest.raises(BentrokError, match="sudah diusulkan"):
        usulkan(sk, admin2, 2)
    tolak_keluar(usulan, alasan="Tidak jadi", oleh=admin, pada=KINI)

    lagi = usulkan(sk, admin2, 2)
    konfirmasi(lagi, admin)
    with pytest.raises(BentrokError, match="sudah diputus"):
        konfirmasi(lagi, admin)
    with pytest.raises(BentrokError, match="tidak lagi ditetapkan"):
        usulkan(sk, admin2)


def test_the_database_lets_a_line_leave_only_by_an_amendment(sk, admin, admin2):
    usulan = usulkan(sk, admin)
    pertama, kedua = baris(sk, 2)
    for pk in (pertama, kedua):  # not confirmed; not named
        with pytest.raises(DatabaseError, match="perubahan SK"), transaction.atomic():
            BarisPenetapan.objects.filter(pk=pk).update(dikeluarkan=usulan)
    konfirmasi(usulan, admin2)

    with pytest.raises(DatabaseError, match="perubahan SK"), transaction.atomic():
        BarisPenetapan.objects.filter(pk=kedua).update(dikeluarkan=usulan)
    with pytest.raises(DatabaseError, match="perubahan SK"), transaction.atomic():
        BarisPenetapan.objects.filter(pk=pertama).update(dikeluarkan=None)


@pytest.mark.parametrize("ubah", [{"alasan": "lain"}, {"status": "ditolak"}])
def test_a_decided_amendment_never_changes(sk, admin, admin2, ubah):
    usulan = usulkan(sk, admin)
    konfirmasi(usulan, admin2)

    with pytest.raises(DatabaseError), transaction.atomic():
        PerubahanPenetapan.objects.update(**ubah)
    with pytest.raises(DatabaseError), transaction.atomic():
        PerubahanPenetapan.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        BarisPerubahan.objects.update(terbuka=True)


def test_a_line_of_another_decree_is_refused_by_the_database(sk, admin, admin2):
    PesertaFactory(status="layak")
    lain = susun_draf(admin, nomor="463/9")
    actions.tetapkan(lain, oleh=admin2)
    usulan = usulkan(sk, admin)

    with pytest.raises(DatabaseError, match="milik SK itu"), transaction.atomic():
        BarisPerubahan.objects.create(perubahan=usulan, baris=lain.daftar_baris.get())


@pytest.mark.django_db(transaction=True)
def test_two_admins_confirm_at_once(admin, admin2, petugas):
    PesertaFactory(status="layak")
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=admin2)
    draf.refresh_from_db()
    usulan = usulkan(draf, petugas)

    hasil = serentak(lambda: konfirmasi(usulan, admin), lambda: konfirmasi(usulan, admin2))

    assert len(ditolak(hasil)) == 1
    assert Bantuan.objects.get().status == "batal"


@pytest.mark.django_db(transaction=True)
def test_a_batch_and_an_amendment_at_once(admin, admin2):
    PesertaFactory(status="layak")
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=admin2)
    draf.refresh_from_db()
    usulan = usulkan(draf, admin)

    hasil = serentak(lambda: konfirmasi(usulan, admin2), lambda: susun(admin))

    assert len(ditolak(hasil)) == 1
    orang, bantuan = Peserta.objects.get(), Bantuan.objects.get()
    assert (orang.status, bantuan.status) in {("layak", "batal"), ("didaftarkan", "ditetapkan")}


def test_the_way_on_the_screen(sk, admin, admin2):
    satu, dua = masuk(admin), masuk(admin2)
    halaman = reverse("verifikasi:penetapan_detail", args=[sk.pk])
    ke = reverse("verifikasi:penetapan_keluarkan", args=[sk.pk])
    pks = baris(sk, 2)
    assert "Usulkan keluarkan yang dicentang" in satu.get(halaman).text
    assert "Keluarkan 2 orang" in satu.get(ke, {"baris": pks}).text
    assert satu.get(ke).status_code == 302

    kosong = satu.post(ke, {"baris": pks, "alasan": ""})
    assert kosong.status_code == 422
    assert "Tulis alasan mereka dikeluarkan." in kosong.text

    jawaban = satu.post(ke, {"baris": pks, "alasan": ALASAN}, follow=True)
    alamat = jawaban.redirect_chain[-1][0]
    assert "jadi admin lain yang mengonfirmasinya" in jawaban.text
    assert "Perubahan SK menunggu admin lain" in dua.get("/?bagian=semua").text
    assert "Perubahan SK menunggu admin lain" not in satu.get("/?bagian=semua").text
    layar = " ".join(dua.get(halaman).text.split())
    assert "2 orang dari SK ini" in layar
    assert layar.count("diusulkan keluar, menunggu admin lain") == 2
    assert layar.count('name="baris"') == 1

    lihat = dua.get(alamat).context["segel"]
    jawaban = dua.post(alamat, {"konfirmasi": "1", "dilihat": lihat}, follow=True)
    assert "2 orang dikeluarkan dari SK." in jawaban.text
    assert f"dikeluarkan dari SK: {ALASAN}" in jawaban.text
    assert "2 orang sudah dikeluarkan dari SK ini." in " ".join(jawaban.text.split())
    assert dua.post(alamat, {"tolak": "1", "alasan": "x"}).status_code == 409


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_page_of_an_amendment_asks_a_constant_number(
    sk, admin, admin2, jumlah, django_assert_num_queries
):
    usulan = usulkan(sk, admin, jumlah)
    client = masuk(admin2)

    with django_assert_num_queries(15):
        client.get(reverse("verifikasi:perubahan", args=[usulan.pk]))
