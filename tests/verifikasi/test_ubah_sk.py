"""Amending decrees: removals, corrections and additions, before and after, two admins."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from iuran.models import Bantuan, SumberDana
from iuran.peristiwa.actions.catat import batalkan_peristiwa
from peserta.models import Peserta
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import PesertaFactory, ubah_pagu
from tests.iuran.susunan import susun
from tests.keamanan.serentak import ditolak, serentak
from tests.peran import buat, masuk
from tests.segel import segel
from tests.verifikasi.ganti import (
    ALASAN,
    HARI,
    KINI,
    baris,
    daftarkan,
    meninggal,
    sk,
    tetapkan,
    ubah,
)
from tests.verifikasi.susunan import rencana
from verifikasi import actions
from verifikasi.actions.perubahan import konfirmasi_keluar, tolak_keluar, usulkan_keluar
from verifikasi.actions.ubah import (
    Koreksi,
    batal_keluar,
    gladi_perubahan,
    keluarkan_lewat,
    koreksi_baris,
)
from verifikasi.banding_sk import Isi, banding, baris_berlaku, baris_keluar, total
from verifikasi.isi_sk import isi_sk
from verifikasi.models import BarisPenetapan, BarisPerubahan, Penetapan, PerubahanPenetapan

SEBULAN = 16_800
APRIL = date(2026, 4, 1)


@pytest.fixture
def asal(admin, admin2):
    return sk(admin, admin2)


def keluar(draf, asal, *nama, oleh=None, alasan="Mengundurkan diri"):
    pks = [baris(asal, n).pk for n in nama]
    return keluarkan_lewat(draf, dict.fromkeys(pks, alasan), oleh=oleh or draf.disusun_oleh)


def nama_berlaku(penetapan):
    return sorted(baris_berlaku(penetapan).values_list("peserta__nama", flat=True))


def koreksi(draf, satu, jumlah=9, awal=APRIL, kode="APBD"):
    sumber = SumberDana.objects.get(kode=kode, tahun=2026)
    isi = Koreksi(sumber, awal, jumlah, "bulan keliru")
    return koreksi_baris(draf, satu, isi, oleh=draf.disusun_oleh)


def test_somebody_leaves_and_another_comes_with_one_decree(asal, admin, admin2):
    baru = PesertaFactory(status="layak", nama="Dewi")
    draf = ubah(asal, admin)
    assert keluar(draf, asal, "Ani") == 1
    assert baris_keluar(draf).get().sejak == date(2026, 1, 1)  # no month of hers was ever paid
    isi = rencana(bulan_awal=APRIL, jumlah_bulan=9)
    assert actions.tambah_baris(draf, actions.Pilihan(), isi, oleh=admin) == 1
    assert Peserta.objects.get(nama="Ani").status == "ditetapkan"

    assert actions.tetapkan(draf, oleh=admin2) == 2

    ani, baru = Peserta.objects.get(nama="Ani"), Peserta.objects.get(pk=baru.pk)
    assert (ani.status, baru.status) == ("layak", "ditetapkan")
    assert baris(asal, "Ani").bantuan.status == "batal"
    assert baris(asal, "Ani").dikeluarkan.melalui == draf
    assert nama_berlaku(asal) == ["Budi", "Citra", "Dewi"]
    assert asal.daftar_baris.count() == 3  # as it was issued
    assert actions.tetapkan(draf, oleh=admin2) == 0
    usulan = PerubahanPenetapan.objects.get(melalui=draf)
    assert (usulan.status, usulan.diusulkan_oleh, usulan.diputus_oleh) == (
        "dikonfirmasi", admin, admin2,
    )  # fmt: skip


def test_before_and_after_stay_the_same_in_draft_and_frozen(asal, admin, admin2):
    PesertaFactory(status="layak", nama="Dewi")
    draf = ubah(asal, admin)
    keluar(draf, asal, "Ani")
    actions.tambah_baris(
        draf, actions.Pilihan(), rencana(bulan_awal=APRIL, jumlah_bulan=9), oleh=admin
    )

    def hasil(satu):
        (b,) = banding(satu)
        return b.semula, b.menjadi, b.selisih

    sebelum = (
        Isi(3, 36, 36 * SEBULAN),
        Isi(3, 33, 33 * SEBULAN),
        Isi(0, -3, -3 * SEBULAN),
    )
    assert hasil(draf) == sebelum
    assert hasil(tetapkan(draf, admin2)) == sebelum
    assert total(banding(tetapkan(draf, admin2))) == sebelum[:2]


def test_the_months_that_were_used_stay(asal, admin, admin2):
    meninggal(baris(asal, "Ani"), admin)
    draf = ubah(asal, admin)
    keluar(draf, asal, "Ani", alasan="Meninggal")

    (b,) = banding(draf)

    assert (b.semula.bulan, b.menjadi) == (36, Isi(2, 27, 27 * SEBULAN))
    assert baris_keluar(draf).get().sejak == APRIL
    draf = tetapkan(draf, admin2)
    assert banding(draf) == [b]
    assert Peserta.objects.get(nama="Ani").status == "berhenti"
    assert baris(asal, "Ani").bantuan.status == "berhenti"


def test_a_line_is_corrected_in_one_decree(asal, admin, admin2):
    draf = ubah(asal, admin)
    lama = baris(asal, "Ani")
    baru = koreksi(draf, lama, jumlah=5)
    assert baru.alasan_singkat == "bulan keliru"
    assert gladi_perubahan(draf).muat
    assert gladi_perubahan(draf).tidak_layak == 0
    lama.refresh_from_db()
    assert lama.bantuan.status == "ditetapkan"  # the rehearsal left nothing

    tetapkan(draf, admin2)

    baru.refresh_from_db()
    assert (baru.bantuan.bulan_awal, baru.bantuan.jumlah_bulan) == (APRIL, 5)
    assert Peserta.objects.get(nama="Ani").status == "ditetapkan"
    assert nama_berlaku(asal) == ["Ani", "Budi", "Citra"]
    assert Bantuan.objects.filter(peserta__nama="Ani", status="ditetapkan").count() == 1


def test_a_corrected_line_whose_person_is_in_a_file_is_called_so(asal, admin, admin2):
    draf = ubah(asal, admin)
    koreksi(draf, baris(asal, "Ani"))
    Peserta.objects.filter(nama="Ani").update(status="didaftarkan")

    hasil = gladi_perubahan(draf)
    assert (hasil.di_berkas, hasil.tidak_layak, hasil.muat) == (1, 0, False)
    html = masuk(admin2).get(reverse("verifikasi:penetapan_detail", args=[draf.pk])).text
    assert "1 orang yang barisnya dikoreksi sudah masuk berkas ke BPJS" in html
    assert "tidak lagi layak" not in html
    with pytest.raises(AturanDilanggarError, match="dikoreksi dalam draf ini sudah masuk berkas"):
        isi_sk(draf)


def test_an_amending_decree_says_who_leaves_and_who_comes_at_its_button(asal, admin, admin2):
    draf = ubah(asal, admin)
    keluar(draf, asal, "Ani")

    html = masuk(admin2).get(reverse("verifikasi:penetapan_tetapkan", args=[draf.pk])).text

    assert "Tetapkan: 1 orang keluar, 0 orang masuk" in html


def test_a_full_source_has_room_for_who_replaces_the_leaving(asal, admin, admin2):
    ubah_pagu(kuota=3, pagu=36 * SEBULAN)
    draf = ubah(asal, admin)
    koreksi(draf, baris(asal, "Ani"))

    assert not actions.gladi(draf).muat
    assert gladi_perubahan(draf).muat
    assert tetapkan(draf, admin2).status == "ditetapkan"


def test_the_corrected_line_taken_out_lets_the_old_one_stay(asal, admin):
    draf = ubah(asal, admin)
    baru = koreksi(draf, baris(asal, "Ani"))
    with pytest.raises(BentrokError, match="Ani sudah dikoreksi dalam draf ini"):
        koreksi(draf, baris(asal, "Ani"), jumlah=6)
    with pytest.raises(AturanDilanggarError, match="memuat Ani di tempat itu"):
        batal_keluar(draf, [baris(asal, "Ani").pk], oleh=admin)

    actions.hapus_baris(draf, [baru.pk], oleh=admin)

    assert not baris_keluar(draf).exists()


def test_corrections_that_cannot_be(asal, admin):
    draf = ubah(asal, admin)
    ani = baris(asal, "Ani")
    with pytest.raises(AturanDilanggarError, match="sama dengan yang tercatat"):
        koreksi(draf, ani, jumlah=12, awal=date(2026, 1, 1))
    with pytest.raises(AturanDilanggarError, match="paling awal Maret 2026"):
        koreksi(draf, ani, awal=date(2026, 2, 1))
    daftarkan(ani)
    ani = baris(asal, "Ani")
    with pytest.raises(AturanDilanggarError, match="sudah terdaftar"):
        koreksi(draf, ani)
    assert not baris_keluar(draf).exists()


def test_an_empty_amendment_is_refused(asal, admin, admin2):
    draf = ubah(asal, admin)

    with pytest.raises(AturanDilanggarError, match="masih kosong"):
        actions.tetapkan(draf, oleh=admin2)


def test_only_a_frozen_decree_is_amended_and_not_before_its_day(asal, admin):
    draf = ubah(asal, admin)
    with pytest.raises(AturanDilanggarError, match="belum ditetapkan"):
        ubah(draf, admin, "463/10")
    with pytest.raises(AturanDilanggarError, match="mengapa"):
        ubah(asal, admin, "463/10", alasan=" ")
    with pytest.raises(BentrokError, match="sudah dipakai"):
        ubah(asal, admin)
    kepala = {"nomor": "463/11", "disusun_oleh": admin, "mengubah": asal}
    with pytest.raises(IntegrityError, match="tidak sebelum"), transaction.atomic():
        Penetapan.objects.create(tanggal=date(2026, 1, 4), **kepala)
    kepala["mengubah"] = draf
    with pytest.raises(IntegrityError, match="mengubah SK"), transaction.atomic():
        Penetapan.objects.create(tanggal=HARI, **kepala)
    with pytest.raises(DatabaseError), transaction.atomic():
        Penetapan.objects.filter(pk=draf.pk).update(mengubah=None)


def test_two_drafts_that_remove_the_same_line(asal, admin, admin2):
    satu, dua = ubah(asal, admin), ubah(asal, admin2, "463/10")
    keluar(satu, asal, "Ani")

    with pytest.raises(BentrokError, match=r"Ani sudah diusulkan keluar lewat .* 463/9/2026") as g:
        keluar(dua, asal, "Ani")

    assert g.value.tautan == reverse("verifikasi:penetapan_detail", args=[satu.pk])
    assert keluar(satu, asal, "Ani") == 0  # twice is once
    usul = usulkan_keluar(asal, [baris(asal, "Budi").pk], alasan="x", oleh=admin)
    with pytest.raises(BentrokError, match="usulan yang menunggu"):
        keluar(dua, asal, "Budi")
    tolak_keluar(usul, alasan="x", oleh=admin, pada=KINI)
    assert keluar(dua, asal, "Budi") == 1


def test_a_decree_amended_twice_and_an_amendment_amended(asal, admin, admin2):
    PesertaFactory(status="layak", nama="Dewi")
    satu = ubah(asal, admin)
    keluar(satu, asal, "Ani")
    isi = rencana(bulan_awal=APRIL, jumlah_bulan=9)
    pilihan = actions.Pilihan(orang=(Peserta.objects.get(nama="Dewi").pk,))
    actions.tambah_baris(satu, pilihan, isi, oleh=admin)
    satu = tetapkan(satu, admin2)

    dua = ubah(asal, admin, "463/10")
    with pytest.raises(AturanDilanggarError, match="Centang"):
        keluar(dua, asal, "Ani")
    keluar(dua, satu, "Dewi")  # came in by the first amendment
    assert banding(dua)[0].semula.orang == 3
    dua = tetapkan(dua, admin2)
    assert nama_berlaku(asal) == ["Budi", "Citra"]
    assert banding(satu)[0].semula.orang == 3
    assert banding(satu)[0].menjadi.orang == 3

    tiga = ubah(satu, admin, "463/11")
    with pytest.raises(AturanDilanggarError, match="Centang"):
        keluar(tiga, asal, "Budi")
    actions.tambah_baris(tiga, pilihan, isi, oleh=admin)
    tetapkan(tiga, admin2)
    assert nama_berlaku(asal) == ["Budi", "Citra", "Dewi"]
    assert nama_berlaku(satu) == ["Dewi"]


def test_who_is_in_a_batch_or_enrolled_is_refused_with_the_way(asal, admin, admin2):
    draf = ubah(asal, admin)
    daftarkan(baris(asal, "Budi"))
    with pytest.raises(AturanDilanggarError, match="Hentikan lewat Peristiwa"):
        keluar(draf, asal, "Budi")
    keluar(draf, asal, "Ani")
    susun(admin)

    with pytest.raises(AturanDilanggarError, match="Keluarkan dahulu dari") as galat:
        actions.tetapkan(draf, oleh=admin2)
    assert galat.value.tautan
    assert not BarisPenetapan.objects.filter(dikeluarkan__isnull=False).exists()


def test_only_the_drafter_names_who_leaves(asal, admin, admin2):
    draf = ubah(asal, admin)
    with pytest.raises(AturanDilanggarError, match="Hanya penyusunnya"):
        keluar(draf, asal, "Ani", oleh=admin2)
    keluar(draf, asal, "Ani")
    with pytest.raises(AturanDilanggarError, match="admin lain"):
        actions.tetapkan(draf, oleh=admin)
    with pytest.raises(AturanDilanggarError, match="alasan"):
        keluar(draf, asal, "Budi", alasan=" ")
    biasa = actions.susun_penetapan(nomor="1", tanggal=HARI, perihal="", oleh=admin)
    with pytest.raises(AturanDilanggarError, match="tidak mengubah SK lain"):
        keluar(biasa, asal, "Ani")
    with pytest.raises(AturanDilanggarError, match="Tetapkan atau batalkan di sana"):
        konfirmasi_keluar(draf.perubahan, dilihat="", oleh=admin2, pada=KINI)


def test_a_draft_given_up_leaves_everything(asal, admin, admin2):
    draf = ubah(asal, admin)
    keluar(draf, asal, "Ani", "Budi")
    assert batal_keluar(draf, [baris(asal, "Budi").pk], oleh=admin) == 1

    actions.batalkan(draf, alasan="Keliru", oleh=admin2)

    assert PerubahanPenetapan.objects.get().status == "ditolak"
    lagi = ubah(asal, admin, "463/10")
    assert keluar(lagi, asal, "Ani") == 1
    with pytest.raises(BentrokError, match="dibatalkan"):
        keluar(draf, asal, "Citra")


def test_who_came_back_meanwhile_is_no_longer_gone(asal, admin, admin2):
    peristiwa = meninggal(baris(asal, "Ani"), admin)
    draf = ubah(asal, admin)
    keluar(draf, asal, "Ani")
    with pytest.raises(BentrokError, match="Batalkan dahulu ia keluar di draf itu") as galat:
        batalkan_peristiwa(peristiwa, alasan="Salah orang", oleh=admin2)
    assert galat.value.tautan == reverse("verifikasi:penetapan_detail", args=[draf.pk])

    batal_keluar(draf, [baris(asal, "Ani").pk], oleh=admin)
    batalkan_peristiwa(peristiwa, alasan="Salah orang", oleh=admin2)
    assert Peserta.objects.get(nama="Ani").status == "terdaftar"


def test_the_database_holds_the_rules(asal, admin, admin2):
    draf = ubah(asal, admin)
    keluar(draf, asal, "Ani")
    satu = BarisPerubahan.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        BarisPerubahan.objects.filter(pk=satu.pk).update(alasan="lain", terbuka=False)
    with pytest.raises(DatabaseError, match="perubahan_sk_melalui"), transaction.atomic():
        PerubahanPenetapan.objects.create(
            penetapan=draf, melalui=draf, alasan="x", diusulkan_oleh=admin
        )
    isi = {"penetapan": draf, "peserta": PesertaFactory(), "sumber": rencana().sumber}
    isi |= {"bulan_awal": APRIL}
    with pytest.raises(IntegrityError, match="baris_penetapan_lama"), transaction.atomic():
        BarisPenetapan.objects.create(**isi, jumlah_bulan=5)
    with pytest.raises(IntegrityError, match="baris_penetapan_lama"), transaction.atomic():
        BarisPenetapan.objects.create(**isi, jumlah_bulan=13, alasan_singkat="x")
    with pytest.raises(IntegrityError, match="belum kosong"), transaction.atomic():
        BarisPenetapan.objects.create(
            **isi, jumlah_bulan=6, menggantikan=baris(asal, "Budi").bantuan
        )
    pendek = BarisPenetapan.objects.create(**isi, jumlah_bulan=5, alasan_singkat="Sisa tahun")
    assert pendek.pk
    BarisPenetapan.objects.filter(pk=pendek.pk).delete()
    tetapkan(draf, admin2)
    with pytest.raises(DatabaseError, match="sudah diputus"), transaction.atomic():
        BarisPerubahan.objects.filter(pk=satu.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_two_admins_freeze_two_amendments_at_once(admin, admin2):
    asal = sk(admin, admin2)
    satu, dua = ubah(asal, admin), ubah(asal, admin2, "463/10")
    keluar(satu, asal, "Ani")
    keluar(dua, asal, "Budi")

    hasil = serentak(
        lambda: actions.tetapkan(satu, oleh=admin2), lambda: actions.tetapkan(dua, oleh=admin)
    )

    assert not ditolak(hasil)
    assert nama_berlaku(asal) == ["Citra"]


@pytest.fixture
def layar(asal, admin):
    """A draft that amends ``asal``, begun on the screen after two wrong tries."""
    client = masuk(admin)
    ke = reverse("verifikasi:penetapan_ubah", args=[asal.pk])
    assert ke in client.get(reverse("verifikasi:penetapan_detail", args=[asal.pk])).text
    isi = {"nomor": "463/9", "tanggal": "10-03-2026", "perihal": "", "alasan": ALASAN}
    salah = client.post(ke, isi | {"alasan": "", "perihal": "Tetap tertulis"})
    assert salah.status_code == 422
    assert "Tetap tertulis" in salah.text
    assert client.post(ke, isi | {"tanggal": "1-1-2026"}).status_code == 409
    assert client.post(ke, isi).status_code == 302
    return Penetapan.objects.get(nomor="463/9")


def test_who_leaves_is_ticked_on_the_screen(layar, asal, admin, admin2):
    satu, dua = masuk(admin), masuk(admin2)
    pilih = reverse("verifikasi:penetapan_keluar", args=[layar.pk])
    pk = baris(asal, "Ani").pk

    kosong = satu.post(pilih, {"baris": pk, "alasan": ""})
    assert kosong.status_code == 422
    assert "checked" in kosong.text
    assert satu.post(pilih, {"alasan": "x"}).status_code == 422
    assert dua.post(pilih, {"baris": pk, "alasan": "x"}).status_code == 409
    assert satu.post(pilih, {"baris": pk, "alasan": "Pindah kerja"}).status_code == 302
    tetap = reverse("verifikasi:penetapan_tetap", args=[layar.pk])
    assert satu.post(tetap, {"baris": pk}).status_code == 302
    assert not baris_keluar(layar).exists()
    assert satu.post(tetap).status_code == 409  # nobody is ticked
    assert satu.get(pilih, {"q": "budi"}).text.count('name="baris"') == 1


def test_a_line_is_corrected_on_the_screen_and_another_admin_freezes(layar, asal, admin, admin2):
    satu, dua = masuk(admin), masuk(admin2)
    keluar(layar, asal, "Ani", alasan="Pindah kerja")
    ke = reverse("verifikasi:penetapan_koreksi", args=[layar.pk, baris(asal, "Budi").pk])
    assert ke in satu.get(reverse("verifikasi:penetapan_keluar", args=[layar.pk])).text
    isi = {"sumber": rencana().sumber.pk, "bulan_awal": "2026-02", "jumlah_bulan": "9"}
    isi |= {"alasan": "salah"}
    assert satu.post(ke, isi).status_code == 409
    assert satu.post(ke, isi | {"jumlah_bulan": "x"}).status_code == 422
    assert satu.post(ke, isi | {"bulan_awal": "2026-04"}).status_code == 302

    html = dua.get(reverse("verifikasi:penetapan_detail", args=[layar.pk])).text
    tanya = "Tetapkan SK perubahan ini: 2 orang keluar, 1 orang masuk?"
    for tulisan in (tanya, "Keluar (2)", "Pindah kerja", "Koreksi: salah", "dikoreksi"):
        assert tulisan in html
    detail = reverse("verifikasi:penetapan_detail", args=[layar.pk])
    tetapkan = reverse("verifikasi:penetapan_tetapkan", args=[layar.pk])
    jawaban = dua.post(tetapkan, segel(dua, detail, "tampil"), follow=True)
    assert "SK perubahan ditetapkan: 2 orang keluar, 1 orang masuk." in jawaban.text
    assert "tidak perlu, belum pernah terdaftar" in jawaban.text
    awal = reverse("verifikasi:penetapan_detail", args=[asal.pk])
    assert "463/9" in satu.get(awal).text
    daftar = satu.get(reverse("verifikasi:penetapan_berlaku", args=[asal.pk])).text
    assert "2 orang sesudah semua SK perubahannya" in daftar


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_pages_ask_a_constant_number(asal, admin, admin2, jumlah, django_assert_num_queries):
    draf = ubah(asal, admin)
    keluar(draf, asal, *("Ani", "Budi", "Citra")[:jumlah])
    client = masuk(admin2)

    with django_assert_num_queries(38):
        client.get(reverse("verifikasi:penetapan_detail", args=[draf.pk]))
    with django_assert_num_queries(8):
        client.get(reverse("verifikasi:penetapan_keluar", args=[draf.pk]))
    with django_assert_num_queries(8):
        client.get(reverse("verifikasi:penetapan_berlaku", args=[asal.pk]))


def test_an_admin_of_another_area_finds_nothing(asal, admin):
    draf = ubah(asal, admin)
    keluar(draf, asal, "Ani")
    lain = masuk(buat("sana", "admin", wilayah=["33.74.02"]))

    for nama in ("detail", "ubah", "keluar", "berlaku"):
        for satu in (asal, draf):
            alamat = reverse(f"verifikasi:penetapan_{nama}", args=[satu.pk])
            assert lain.get(alamat).status_code == 404, nama
