"""A freed place is offered, filled once, and its chain can be read."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from iuran.models import Bantuan, SumberDana
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from peserta.models import JenisPeristiwa, Peserta
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import BantuanFactory, PesertaFactory, terdaftar
from tests.factories import sumber as sumber_dana
from tests.keamanan.serentak import ditolak, serentak
from tests.peran import buat, masuk
from tests.verifikasi.ganti import (
    HARI,
    baris,
    ganti,
    meninggal,
    sk,
    tetapkan,
)
from tests.verifikasi.susunan import susun_draf
from tests.verifikasi.test_perubahan_sk import konfirmasi
from verifikasi import actions
from verifikasi.actions.perubahan import usulkan_keluar
from verifikasi.actions.ubah import batal_keluar
from verifikasi.banding_sk import banding, baris_berlaku, baris_keluar
from verifikasi.models import BarisPenetapan, Penetapan
from verifikasi.rantai import rantai
from verifikasi.tempat import rinci, ringkas, tempat_kosong

SEBULAN = 16_800
MARET, APRIL = date(2026, 3, 1), date(2026, 4, 1)
DAFTAR, ISI = reverse("verifikasi:tempat_kosong"), reverse("verifikasi:tempat_isi")


@pytest.fixture
def asal(admin, admin2):
    return sk(admin, admin2)


@pytest.fixture
def tempat(asal, admin):
    """The place of Ani, who died in March."""
    meninggal(baris(asal, "Ani"), admin)
    return baris(asal, "Ani").bantuan


def kosong(admin, mulai=MARET):
    return rinci(tempat_kosong(admin, mulai))


def calon(*nama):
    return [PesertaFactory(status="layak", nama=n, nama_cari=n.upper()) for n in nama]


def test_a_death_frees_the_rest_of_the_months(tempat, admin):
    (t,) = kosong(admin)

    assert (t.asal.nama, t.mulai, t.sampai, t.bulan) == ("Ani", APRIL, date(2026, 12, 1), 9)
    assert (t.rupiah, t.sumber.kode) == (9 * SEBULAN, "APBD")
    assert t.sebab == "Meninggal, 4 Maret 2026"
    assert t.penetapan == Penetapan.objects.get()
    (r,) = ringkas(tempat_kosong(admin, MARET))
    assert (r.sumber, r.orang, r.bulan, r.rupiah) == (t.sumber, 1, 9, 9 * SEBULAN)
    (nanti,) = kosong(admin, date(2026, 12, 1))
    assert nanti.bulan == 1
    assert kosong(admin, date(2027, 1, 1)) == []


def test_other_ways_to_free_a_place(asal, admin, admin2):
    """Resigned while waiting; taken out of the decree; from before this system; over New Year."""
    orang = baris(asal, "Budi").peserta
    jenis = JenisPeristiwa.MENGUNDURKAN_DIRI
    catat_peristiwa(orang, jenis, HARI, oleh=admin, pada=HARI)
    citra = baris(asal, "Citra")
    konfirmasi(usulkan_keluar(asal, [citra.pk], alasan="Ganda", oleh=admin), admin2)
    lama = terdaftar(nama="Saldo Awal")
    catat_peristiwa(lama.peserta, JenisPeristiwa.PINDAH, HARI, oleh=admin, pada=HARI)

    hasil = {t.asal.nama: t for t in kosong(admin)}

    assert hasil["Budi"].mulai == MARET
    assert hasil["Budi"].bulan == 10
    assert hasil["Citra"].sebab == "Dikeluarkan dari SK: Ganda"
    assert (hasil["Saldo Awal"].penetapan, hasil["Saldo Awal"].mulai) == (None, APRIL)
    assert len(hasil) == 3


def test_a_place_over_new_year_is_offered_once(admin, admin2):
    SumberDana.objects.create(
        kode="APBD", nama="APBD", jenis="apbd", tahun=2027, pagu=10**9, kuota=9, keadaan_pagu="apbd"
    )
    PesertaFactory(status="layak", nama="Ani")
    draf = susun_draf(admin, bulan_awal=date(2026, 7, 1))
    actions.tetapkan(draf, oleh=admin2)
    orang = Peserta.objects.get()
    catat_peristiwa(orang, JenisPeristiwa.MENINGGAL, HARI, oleh=admin, pada=HARI)

    (t,) = kosong(admin)
    assert (t.mulai, t.bulan, t.rupiah) == (date(2026, 7, 1), 12, 12 * SEBULAN)
    (nanti,) = kosong(admin, date(2027, 2, 1))
    assert (nanti.mulai, nanti.bulan, nanti.sumber.tahun) == (date(2027, 2, 1), 5, 2027)
    (r,) = ringkas(tempat_kosong(admin, date(2027, 2, 1)))
    assert (r.sumber, r.bulan, r.rupiah) == (nanti.sumber, 5, nanti.rupiah)


def test_nothing_is_free_of_who_stays_or_had_an_incidental_grant(asal, admin):
    kondisi = BantuanFactory(jenis="insidental", kondisi_id="bencana", jumlah_bulan=3)
    Bantuan.objects.filter(pk=kondisi.pk).update(status="batal")

    assert kosong(admin) == []


def test_one_move_drafts_who_goes_and_who_comes(tempat, asal, admin, admin2):
    calon("Dewi", "Eka")

    draf = ganti([tempat.pk], admin)

    assert draf.mengubah == asal
    (pergi,) = baris_keluar(draf)
    assert (pergi.baris.peserta.nama, pergi.alasan) == ("Ani", "Meninggal, 4 Maret 2026")
    assert pergi.sejak == APRIL
    masuk_ = draf.daftar_baris.get()
    assert (masuk_.peserta.nama, masuk_.bulan_awal, masuk_.jumlah_bulan) == ("Dewi", APRIL, 9)
    assert masuk_.menggantikan == tempat
    assert kosong(admin) == []
    (b,) = banding(draf)
    assert (b.semula.orang, b.menjadi.orang, b.selisih.rupiah) == (3, 3, 0)

    draf = tetapkan(draf, admin2)

    assert Peserta.objects.get(nama="Dewi").status == "ditetapkan"
    assert sorted(baris_berlaku(asal).values_list("peserta__nama", flat=True)) == [
        "Budi", "Citra", "Dewi",
    ]  # fmt: skip
    assert kosong(admin) == []


def test_the_chain_of_a_place(tempat, asal, admin, admin2):
    calon("Dewi")
    satu = tetapkan(ganti([tempat.pk], admin), admin2)
    dewi = baris(satu, "Dewi")
    meninggal(dewi, admin, date(2026, 3, 9))  # before her first month: nothing is left but all
    calon("Eka")
    dua = ganti([t.bantuan.pk for t in kosong(admin)], admin, "463/10")

    for mata in (tempat, dewi.bantuan):
        nama = [(m.peserta.nama, m.bantuan and m.bantuan.status) for m in rantai(mata)]
        assert nama == [("Ani", "berhenti"), ("Dewi", "batal"), ("Eka", None)]
    dua = tetapkan(dua, admin2)
    akhir = rantai(baris(dua, "Eka").bantuan)
    assert [m.peserta.nama for m in akhir] == ["Ani", "Dewi", "Eka"]
    assert dua.mengubah == satu
    html = masuk(admin).get(reverse("verifikasi:tempat", args=[tempat.pk])).text
    assert html.index("Ani") < html.index("Dewi") < html.index("Eka")
    riwayat = reverse("verifikasi:riwayat", args=[dewi.peserta_id])
    ke = reverse("verifikasi:tempat", args=[dewi.bantuan_id])
    assert ke in masuk(admin).get(riwayat).text


def test_a_short_replacement_carries_its_reason(tempat, admin):
    calon("Dewi")

    draf = ganti([tempat.pk], admin, tanggal=date(2026, 9, 3))

    satu = draf.daftar_baris.get()
    assert (satu.bulan_awal, satu.jumlah_bulan) == (date(2026, 9, 1), 4)
    assert satu.alasan_singkat == "Menggantikan peserta 463/1/2026"


def test_places_of_several_decrees_make_a_decree_of_its_own(tempat, asal, admin, admin2):
    lama = terdaftar(nama="Saldo Awal")
    catat_peristiwa(lama.peserta, JenisPeristiwa.PINDAH, HARI, oleh=admin, pada=HARI)
    calon("Dewi", "Eka")

    draf = ganti([tempat.pk, lama.pk], admin)

    assert draf.mengubah is None
    assert draf.daftar_baris.count() == 2
    assert tetapkan(draf, admin2).status == "ditetapkan"
    assert not baris(asal, "Ani").dikeluarkan_id


def test_another_than_the_next_needs_a_reason(tempat, asal, admin):
    dewi, eka = calon("Dewi", "Eka")
    with pytest.raises(AturanDilanggarError, match="di luar urutan"):
        ganti([tempat.pk], admin, dipilih={tempat.pk: eka.pk})
    bukan = PesertaFactory(status="draf", nama="Fajar")
    with pytest.raises(BentrokError, match="Fajar tidak dapat dipilih"):
        ganti([tempat.pk], admin, dipilih={tempat.pk: bukan.pk}, alasan_pilih="x")

    draf = ganti([tempat.pk], admin, dipilih={tempat.pk: eka.pk}, alasan_pilih="Satu RT")

    satu = draf.daftar_baris.get()
    assert (satu.peserta, satu.alasan_pilih) == (eka, "Satu RT")
    assert dewi.pk


def test_nobody_comes_to_two_places_and_the_list_may_be_short(tempat, asal, admin):
    meninggal(baris(asal, "Budi"), admin)
    dua = [tempat.pk, baris(asal, "Budi").bantuan_id]
    (dewi,) = calon("Dewi")
    with pytest.raises(AturanDilanggarError, match="hanya berisi 1 orang"):
        ganti(dua, admin)
    calon("Eka")
    with pytest.raises(AturanDilanggarError, match="Dewi dipilih untuk dua tempat"):
        ganti(dua, admin, dipilih=dict.fromkeys(dua, dewi.pk))
    assert not Penetapan.objects.filter(status="draf").exists()


def test_a_place_is_filled_once(tempat, asal, admin, admin2):
    calon("Dewi", "Eka")
    draf = ganti([tempat.pk], admin)
    with pytest.raises(BentrokError, match=r"1 tempat tidak lagi kosong .*Ani"):
        ganti([tempat.pk], admin2, "463/10")
    lain = actions.susun_penetapan(nomor="463/11", tanggal=HARI, perihal="", oleh=admin)
    with pytest.raises(IntegrityError, match="baris_penetapan_tempat_sekali"), transaction.atomic():
        BarisPenetapan.objects.create(
            penetapan=lain, peserta=Peserta.objects.get(nama="Eka"), sumber=tempat.sumber,
            bulan_awal=APRIL, jumlah_bulan=9, menggantikan=tempat,
        )  # fmt: skip

    actions.hapus_baris(draf, oleh=admin)
    assert [t.asal.nama for t in kosong(admin)] == ["Ani"]
    actions.batalkan(draf, alasan="Keliru", oleh=admin)
    assert ganti([tempat.pk], admin2, "463/12").daftar_baris.count() == 1


def test_who_comes_back_finds_the_place_filled(asal, admin, admin2):
    peristiwa = meninggal(baris(asal, "Ani"), admin)
    tempat = baris(asal, "Ani").bantuan
    calon("Dewi")
    draf = ganti([tempat.pk], admin)
    with pytest.raises(BentrokError, match="sudah diisi Dewi dengan draf 463/8/2026"):
        batalkan_peristiwa(peristiwa, alasan="Salah orang", oleh=admin2)
    with pytest.raises(DatabaseError, match="sudah diisi orang lain"), transaction.atomic():
        Bantuan.objects.filter(pk=tempat.pk).update(status="berjalan")
    draf = tetapkan(draf, admin2)
    with pytest.raises(BentrokError, match="Ajukan orang ini lagi") as galat:
        batalkan_peristiwa(peristiwa, alasan="Salah orang", oleh=admin2)
    assert galat.value.tautan == reverse("verifikasi:penetapan_detail", args=[draf.pk])


def test_the_draft_undone_lets_them_come_back(asal, admin, admin2):
    peristiwa = meninggal(baris(asal, "Ani"), admin)
    calon("Dewi")
    draf = ganti([baris(asal, "Ani").bantuan_id], admin)
    actions.hapus_baris(draf, oleh=admin)
    batal_keluar(draf, [baris(asal, "Ani").pk], oleh=admin)

    batalkan_peristiwa(peristiwa, alasan="Salah orang", oleh=admin2)

    assert baris(asal, "Ani").bantuan.status == "berjalan"
    with pytest.raises(AturanDilanggarError, match="masih kosong"):
        actions.tetapkan(draf, oleh=admin2)


def test_who_comes_died_meanwhile(tempat, admin, admin2):
    (dewi,) = calon("Dewi")
    draf = ganti([tempat.pk], admin)
    Peserta.objects.filter(pk=dewi.pk).update(status="berhenti")

    with pytest.raises(BentrokError, match="tidak lagi layak: Dewi"):
        actions.tetapkan(draf, oleh=admin2)


@pytest.mark.django_db(transaction=True)
def test_two_admins_fill_the_same_place_at_once(admin, admin2):
    asal = sk(admin, admin2)
    meninggal(baris(asal, "Ani"), admin)
    tempat = baris(asal, "Ani").bantuan_id
    calon("Dewi", "Eka")

    hasil = serentak(
        lambda: ganti([tempat], admin), lambda: ganti([tempat], admin2, nomor="463/10")
    )

    assert len(ditolak(hasil)) == 1
    assert BarisPenetapan.objects.filter(menggantikan=tempat).count() == 1


def test_the_way_on_the_screen(tempat, asal, admin, admin2):
    _, eka = calon("Dewi", "Eka")
    client = masuk(admin)
    kunci = str(uuid4())
    isi = {"tempat": tempat.pk, "nomor": "463/8", "tanggal": "10-03-2026", "perihal": ""}
    isi |= {"alasan": "Diganti", "susun": "1", "kunci": kunci, f"orang_{tempat.pk}": eka.pk}

    tanpa = client.post(ISI, isi)
    assert tanpa.status_code == 409
    assert "Tulis alasannya" in tanpa.text
    assert f'value="{eka.pk}" selected' in tanpa.text
    assert "Satu draf SK perubahan atas 463/1/2026" in tanpa.text
    assert client.post(ISI, isi | {"nomor": ""}).status_code == 422
    asing = client.post(ISI, isi | {f"orang_{tempat.pk}": "999999"})
    assert asing.status_code == 422
    jawaban = client.post(ISI, isi | {"alasan_pilih": "Satu RT"}, follow=True)
    assert "1 tempat diisi lagi" in jawaban.text
    assert "menggantikan Ani" in jawaban.text
    assert "di luar urutan: Satu RT" in jawaban.text
    assert "menunggu berkas penghentian" in jawaban.text
    draf = Penetapan.objects.get(nomor="463/8")
    lagi = client.post(ISI, isi | {"alasan_pilih": "Satu RT"})
    assert Penetapan.objects.filter(status="draf").count() == 1
    assert lagi.url == reverse("verifikasi:penetapan_detail", args=[draf.pk])


def test_a_short_list_chooses_nobody_by_itself(tempat, asal, admin):
    """Two places and one waiting person: the second choice is empty, and says so when sent."""
    meninggal(baris(asal, "Budi"), admin)
    dua = [tempat.pk, baris(asal, "Budi").bantuan_id]
    (dewi,) = calon("Dewi")
    client = masuk(admin)

    layar = client.post(ISI, {"tempat": dua}).text
    assert layar.count(f'value="{dewi.pk}" selected') == 1
    assert layar.count('value="" selected') == 1
    isi = {"nomor": "463/8", "tanggal": "10-03-2026", "alasan": "Diganti", "susun": "1"}
    isi |= {"tempat": dua, f"orang_{dua[0]}": dewi.pk, f"orang_{dua[1]}": ""}
    jawaban = client.post(ISI, isi)
    assert jawaban.status_code == 422
    assert "Pilih penggantinya." in jawaban.text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_pages_ask_a_constant_number(asal, admin, jumlah, django_assert_num_queries, settings):
    for nama in ("Ani", "Budi", "Citra")[:jumlah]:
        meninggal(baris(asal, nama), admin)
    calon("Dewi", "Eka", "Fajar")
    pks = [baris(asal, n).bantuan_id for n in ("Ani", "Budi", "Citra")[:jumlah]]
    client = masuk(admin)
    isi = {"tempat": pks, "tanggal": "10-03-2026", "susun": "1"}

    with django_assert_num_queries(18):  # two of them keep what was typed
        client.post(ISI, isi)
    with django_assert_num_queries(5):
        rinci(tempat_kosong(admin, MARET))


def test_an_admin_of_another_area_sees_no_place(tempat, admin):
    sana = buat("sana", "admin", wilayah=["33.74.02"])

    assert kosong(sana) == []
    with pytest.raises(BentrokError, match="tidak lagi kosong"):
        ganti([tempat.pk], sana)
    alamat = reverse("verifikasi:tempat", args=[tempat.pk])
    assert masuk(sana).get(alamat).status_code == 404


def test_the_list_of_free_places_on_the_screen(admin, admin_client):
    """The page reads the clock: somebody of this very year moves away."""
    hari = timezone.localdate()
    lama = terdaftar(date(hari.year, 1, 1), nama="Ani")
    catat_peristiwa(
        lama.peserta, JenisPeristiwa.PINDAH, date(hari.year, 1, 5), oleh=admin, pada=hari
    )

    html = admin_client.get(DAFTAR).text

    assert "Pindah keluar kota" in html
    assert f"{(13 - hari.month)} bulan" in html
    assert lama.peserta.nik not in html
    sumber = sumber_dana("DBHCHT", hari.year)
    assert "Tidak ada tempat kosong" in admin_client.get(DAFTAR, {"sumber": sumber.pk}).text
    ke = f"{ISI}?semua=1&amp;sumber={lama.sumber_id}&amp;mulai={hari.year}-12"
    assert ke in admin_client.get(DAFTAR, {"mulai": f"{hari.year}-12"}).text
    nanti = admin_client.get(ISI, {"tempat": lama.pk, "mulai": f"{hari.year}-12"}).text
    assert f"Desember {hari.year} – Desember {hari.year}" in nanti
    semua = admin_client.get(ISI, {"semua": "1", "sumber": lama.sumber_id}).text
    assert "Isi 1 tempat kosong" in semua
    assert "daftar tunggu terlalu pendek" in semua
    assert admin_client.get(ISI).url == DAFTAR
    assert admin_client.get(ISI, {"tempat": "x"}).url == DAFTAR
