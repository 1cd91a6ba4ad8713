"""Pengaktifan kembali: a lapsed person comes back by a decree, and stays terdaftar meanwhile."""

from datetime import date, datetime

import pytest

from iuran.models import Bantuan, Iuran
from iuran.peristiwa.actions.usulan import usulkan_peristiwa
from iuran.tagihan.actions.susun import susun_tagihan
from peserta.models import JenisPeristiwa, Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import bayar, sumber, terdaftar
from tests.iuran.susunan import kirim_perpanjangan
from tests.peran import masuk
from tests.verifikasi.susunan import rencana
from verifikasi import actions
from verifikasi.actions import Pilihan
from verifikasi.actions.kembali import Kepala, susun_kembali
from verifikasi.calon import halangan_kembali
from verifikasi.models import Penetapan

JAN, JUNI, JULI = (date(2026, n, 1) for n in (1, 6, 7))
SK = date(2026, 6, 15)
PERNYATAAN = "Ketua RT 03, 10 Juni 2026: masih bekerja, sehat"


@pytest.fixture
def nonaktif(db):
    """Paid for January only, with a grant until December: lapsed since May."""
    bantuan = terdaftar()
    bayar(JAN, date(2026, 1, 20))
    Bantuan.objects.update(dibuat_pada=datetime(2025, 12, 9, 9, tzinfo=WIB))
    return bantuan


def susun(oleh, *, pernyataan=PERNYATAAN, **lain):
    draf = actions.susun_penetapan(nomor="463/7/2026", tanggal=SK, perihal="", oleh=oleh)
    isi = {"bulan_awal": JULI, "jumlah_bulan": 6, "pernyataan": pernyataan} | lain
    jumlah = actions.tambah_baris(draf, Pilihan(kembali=True), rencana(**isi), oleh=oleh)
    return draf, jumlah


def test_lapsed_people_come_back_by_a_decree(nonaktif, admin, admin2):
    draf, jumlah = susun(admin)

    actions.tetapkan(draf, oleh=admin2)
    kirim_perpanjangan(admin)

    nonaktif.refresh_from_db()
    baru = draf.daftar_baris.get().bantuan
    assert jumlah == 1
    assert Peserta.objects.get().status == "terdaftar"
    assert (nonaktif.status, nonaktif.bulan_akhir) == ("berhenti", JUNI)
    assert (baru.status, baru.bulan_awal) == ("berjalan", JULI)
    mati = Iuran.objects.filter(hidup=False)
    assert {i.alasan_mati for i in mati} == {"Pengaktifan kembali menurut 463/7/2026"}
    assert [i.bulan.month for i in mati.order_by("bulan")] == [7, 8, 9, 10, 11, 12]
    assert Iuran.objects.filter(bantuan=baru, hidup=True).count() == 6


def test_months_of_the_return_are_billable_and_the_old_ones_are_not(nonaktif, admin, admin2):
    draf, _ = susun(admin)
    actions.tetapkan(draf, oleh=admin2)
    kirim_perpanjangan(admin)
    baru = draf.daftar_baris.get().bantuan
    Bantuan.objects.filter(pk=baru.pk).update(dibuat_pada=datetime(2026, 6, 20, 9, tzinfo=WIB))

    tagihan = susun_tagihan(sumber("APBD"), JULI, oleh=admin)

    assert [i.bantuan_id for i in tagihan.daftar_iuran.all()] == [baru.pk]
    with pytest.raises(AturanDilanggarError, match="nonaktif"):
        susun_tagihan(sumber("APBD"), JUNI, oleh=admin)


def test_who_is_protected_is_not_offered(db, admin):
    terdaftar()
    for bulan in range(1, 6):
        bayar(date(2026, bulan, 1), date(2026, bulan, 20))

    assert susun(admin)[1] == 0


def test_whose_grant_ended_long_ago_comes_back_too(db, admin, admin2):
    lama = terdaftar(jumlah=2)
    bayar(JAN, date(2026, 1, 20))

    draf, jumlah = susun(admin)
    actions.tetapkan(draf, oleh=admin2)
    kirim_perpanjangan(admin)

    assert jumlah == 1
    assert Iuran.objects.filter(hidup=True).exclude(bantuan=lama).count() == 6


def test_attestation_is_needed(nonaktif, admin):
    with pytest.raises(AturanDilanggarError, match="Tulis pernyataan barunya"):
        susun(admin, pernyataan=" ")


def test_payment_meanwhile_stops_the_freezing(nonaktif, admin, admin2):
    draf, _ = susun(admin)
    for bulan in range(2, 6):
        bayar(date(2026, bulan, 1), date(2026, bulan, 20))

    with pytest.raises(BentrokError, match="1 orang tidak lagi terputus"):
        actions.tetapkan(draf, oleh=admin2)

    nonaktif.refresh_from_db()
    assert nonaktif.status == "berjalan"


def test_billed_month_stops_the_freezing(nonaktif, admin, admin2):
    draf, _ = susun(admin)
    bayar(JULI, SK)

    with pytest.raises(BentrokError, match="bulannya sudah ditagih"):
        actions.tetapkan(draf, oleh=admin2)


def test_screen_asks_for_the_attestation(nonaktif, admin, admin_client):
    draf = actions.susun_penetapan(nomor="463/8/2026", tanggal=SK, perihal="", oleh=admin)
    url = f"/verifikasi/penetapan/{draf.pk}/tambah/"
    isi = {
        "asal": "kembali",
        "sumber": sumber("APBD").pk,
        "jenis": "rutin",
        "bulan_awal": "07-2026",
        "jumlah_bulan": "6",
    }

    kosong = admin_client.post(url, isi)
    jadi = admin_client.post(url, isi | {"pernyataan": PERNYATAAN}, follow=True)

    assert kosong.status_code == 422
    assert "Tulis pernyataannya" in kosong.text
    assert "1 orang ditambahkan" in jadi.text


# Ticked on the list of who is not protected

KEMBALI = "/verifikasi/kembali/"
KEPALA = Kepala("463/9/2026", SK)


def nonaktif_lain():
    """One more lapsed person beside the fixture's."""
    lain = terdaftar()
    bayar(JAN, date(2026, 1, 20))
    Bantuan.objects.update(dibuat_pada=datetime(2025, 12, 9, 9, tzinfo=WIB))
    return lain.peserta_id


def kembalikan(*orang, oleh, **lain):
    isi = {"bulan_awal": JULI, "jumlah_bulan": 6, "pernyataan": PERNYATAAN} | lain
    return susun_kembali(KEPALA, orang, rencana(**isi), oleh=oleh)


def test_the_draft_has_exactly_the_ticked_people(nonaktif, admin, admin2):
    nonaktif_lain()

    draf = kembalikan(nonaktif.peserta_id, oleh=admin)

    assert [b.peserta_id for b in draf.daftar_baris.all()] == [nonaktif.peserta_id]
    assert actions.tetapkan(draf, oleh=admin2) == 1


def test_one_who_cannot_come_back_stops_the_draft(nonaktif, admin):
    lunas = terdaftar(kode="DBHCHT").peserta_id
    for bulan in range(1, 6):
        bayar(date(2026, bulan, 1), date(2026, bulan, 20), kode="DBHCHT")

    with pytest.raises(BentrokError, match="1 orang tidak dapat ikut"):
        kembalikan(nonaktif.peserta_id, lunas, oleh=admin)

    assert not Penetapan.objects.exists()


def test_each_obstacle_is_named(nonaktif, admin):
    def halangan(bulan=JULI):
        semua = halangan_kembali(Peserta.objects.all(), bulan_awal=bulan, pada=SK)
        return {o.pk: kalimat for o, kalimat in semua}

    pk = nonaktif.peserta_id
    assert halangan() == {pk: ""}

    kembalikan(pk, oleh=admin)
    assert halangan()[pk] == "sudah ada dalam draf penetapan lain"
    actions.batalkan(Penetapan.objects.get(), alasan="Uji", oleh=admin)
    assert halangan()[pk] == ""

    Peserta.objects.update(tanggal_lahir=date(1961, 7, 2))
    assert halangan()[pk] == "berusia 65 tahun pada bulan pertama itu"
    Peserta.objects.update(tanggal_lahir=date(1985, 2, 15))

    bayar(JULI, SK)
    assert halangan()[pk] == "iurannya sejak Juli 2026 sudah ditagih"
    for bulan in (2, 3, 4, 5):
        bayar(date(2026, bulan, 1), date(2026, bulan, 20))
    assert halangan(date(2026, 8, 1))[pk].startswith("belum nonaktif")

    orang = Peserta.objects.get()
    usulkan_peristiwa(orang, JenisPeristiwa.TIDAK_BEKERJA, SK, oleh=admin, pada=SK)
    assert halangan()[pk].startswith("sudah diusulkan berhenti")


def isian(**lain):
    return {
        "susun": "1",
        "nomor": "463/9/2026",
        "tanggal": "15-06-2026",
        "sumber": sumber("APBD").pk,
        "jenis": "rutin",
        "bulan_awal": "07-2026",
        "jumlah_bulan": "6",
        "pernyataan": PERNYATAAN,
        "kunci": "6a1c0d3e-0000-4000-8000-000000000001",
    } | lain


def test_screen_drafts_from_ticks(nonaktif, admin_client):
    pk = nonaktif.peserta_id

    daftar = admin_client.get("/iuran/berakhir/habis/").text
    kosong = admin_client.post(KEMBALI, follow=True)
    halaman = admin_client.post(KEMBALI, {"orang": pk}, follow=True).text
    salah = admin_client.post(KEMBALI, isian(orang=pk, pernyataan=""))
    jadi = admin_client.post(KEMBALI, isian(orang=pk), follow=True)
    lagi = admin_client.post(KEMBALI, isian(orang=pk), follow=True)

    assert f'formaction="{KEMBALI}"' in daftar
    assert "Centang dahulu orang yang diaktifkan kembali" in kosong.text
    assert "Aktifkan kembali 1 orang" in halaman
    assert (salah.status_code, 'value="463/9/2026"' in salah.text) == (422, True)
    assert "Tulis pernyataannya" in salah.text
    assert "Draf dibuat untuk 1 orang" in jadi.text
    assert lagi.redirect_chain == jadi.redirect_chain
    assert Penetapan.objects.get().daftar_baris.get().pernyataan == PERNYATAAN


def test_screen_names_who_stays_behind_and_keeps_what_was_typed(nonaktif, admin_client):
    lunas = terdaftar(kode="DBHCHT").peserta
    Peserta.objects.filter(pk=lunas.pk).update(nama="Yang Lunas")
    for bulan in range(1, 13):
        bayar(date(2026, bulan, 1), date(2026, bulan, 20), kode="DBHCHT")

    jawaban = admin_client.post(KEMBALI, isian(orang=[nonaktif.peserta_id, lunas.pk]))

    assert jawaban.status_code == 409
    assert 'value="463/9/2026"' in jawaban.text
    assert f'name="orang" value="{lunas.pk}"' not in jawaban.text
    assert "Yang Lunas</a>: iurannya sejak Juli 2026 sudah ditagih" in jawaban.text


def test_people_of_another_area_do_not_come(nonaktif, admin):
    admin.wilayah = ["33.74.06"]
    admin.save()

    jawaban = masuk(admin).post(KEMBALI, isian(orang=nonaktif.peserta_id), follow=True)

    assert "Centang dahulu" in jawaban.text
    assert not Penetapan.objects.exists()


@pytest.mark.parametrize("jumlah", [1, 3])
def test_query_count_is_constant(db, admin_client, jumlah, django_assert_num_queries):
    orang = [terdaftar().peserta_id for _ in range(jumlah)]
    bayar(JAN, date(2026, 1, 20))
    Bantuan.objects.update(dibuat_pada=datetime(2025, 12, 9, 9, tzinfo=WIB))

    halaman = admin_client.post(KEMBALI, {"orang": orang}).url
    with django_assert_num_queries(14):
        html = admin_client.get(halaman).text

    assert html.count('name="orang"') == jumlah
