"""Whom a source may fund: the rule, its two admins, and every place that holds it."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from iuran.buku import beri_bantuan, di_luar, memenuhi, sebab_di_luar
from iuran.buku.actions.syarat import (
    isi_syarat,
    konfirmasi_syarat,
    tidak_lagi_cocok,
    tolak_syarat,
    usulkan_syarat,
)
from iuran.buku.syarat import kata_syarat
from iuran.buku.usulan import UsulanBantuan
from iuran.models import Bantuan, SumberDana, SyaratSumber
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import BantuanFactory, PesertaFactory, beri_syarat, sumber, terdaftar
from tests.iuran.perubahan import KINI, OKT, PADA, pindah, susun
from tests.peran import masuk
from tests.verifikasi.ganti import baris as baris_sk
from tests.verifikasi.ganti import ganti, meninggal, sk
from tests.verifikasi.susunan import rencana, susun_draf
from verifikasi import actions
from verifikasi.actions.kembali import Kepala, susun_kembali

SAAT = datetime(2026, 3, 10, 9, tzinfo=WIB)
ATURAN = [
    {},
    {"wilayah": ["33.74.01"]},
    {"wilayah": ["33.74.02.1001"]},
    {"wilayah": ["33.74.02", "33.74.01.1002"]},
    {"pekerjaan": ["petani", "tukang_becak"]},
    {"dtsen": True},
    {"desil_maks": 4},
    {"wilayah": ["33.74.01"], "pekerjaan": ["petani"], "dtsen": True, "desil_maks": 1},
]
ORANG = [
    {},
    {"kelurahan_id": "33.74.01.1002"},
    {"kelurahan_id": "33.74.02.1001", "pekerjaan_id": "petani"},
    {"register_kesejahteraan": "DTSEN", "desil": 4},
    {"register_kesejahteraan": "DTKS", "desil": 5},
    {"pekerjaan_id": "petani", "register_kesejahteraan": "DTSEN", "desil": 1},
]


@pytest.mark.parametrize("aturan", ATURAN, ids=[str(n) for n in range(len(ATURAN))])
def test_one_person_and_many_get_the_same_answer(db, aturan):
    syarat = beri_syarat(sumber("CSR"), **aturan)
    orang = [PesertaFactory(**isi) for isi in ORANG]
    boleh = {o.pk for o in orang if not sebab_di_luar(syarat, o)}

    assert set(Peserta.objects.filter(memenuhi(syarat)).values_list("pk", flat=True)) == boleh
    assert set(Peserta.objects.exclude(di_luar(syarat)).values_list("pk", flat=True)) == boleh
    for o in orang:
        BantuanFactory(peserta=o, sumber=sumber("CSR"))
    luar = Bantuan.objects.filter(di_luar(syarat, "peserta__"))
    assert set(luar.values_list("peserta", flat=True)) == {o.pk for o in orang} - boleh


@pytest.mark.parametrize(
    ("aturan", "orang", "sebab"),
    [
        ({"wilayah": ["33.74.02"]}, {}, "wilayah"),
        ({"wilayah": ["33.74.01.1002"]}, {}, "wilayah"),
        ({"wilayah": ["33.74.01"]}, {}, ""),
        ({"pekerjaan": ["petani"]}, {}, "pekerjaan"),
        ({"dtsen": True}, {"register_kesejahteraan": "DTKS"}, "dtsen"),
        ({"desil_maks": 4}, {"desil": None}, "tanpa_desil"),
        ({"desil_maks": 4}, {"desil": 4}, ""),
        ({"desil_maks": 4}, {"desil": 5}, "desil"),
    ],
)
def test_each_rule_has_its_reason(aturan, orang, sebab):
    assert sebab_di_luar(SyaratSumber(**aturan), PesertaFactory.build(**orang)) == sebab
    assert sebab_di_luar(None, PesertaFactory.build(**orang)) == ""


def usul(admin, dana=None, **isi):
    bawaan = {"wilayah": [], "pekerjaan": [], "dtsen": False, "desil_maks": 4, "alasan": "PKS 12"}
    return usulkan_syarat(dana or sumber("CSR"), bawaan | isi, oleh=admin)


def segel(usulan):
    kini = SyaratSumber.objects.select_related("sumber__syarat").get(pk=usulan.pk)
    return sidik(isi_syarat(kini, SAAT.date()))


def test_rules_hold_once_another_admin_confirmed(admin, admin2):
    usulan = usul(admin)
    assert sumber("CSR").syarat is None
    with pytest.raises(AturanDilanggarError, match="Anda usulkan sendiri"):
        konfirmasi_syarat(usulan, dilihat=segel(usulan), oleh=admin, pada=SAAT)

    konfirmasi_syarat(usulan, dilihat=segel(usulan), oleh=admin2, pada=SAAT)

    assert sumber("CSR").syarat == usulan
    with pytest.raises(BentrokError, match="sudah diputus"):
        tolak_syarat(usulan, alasan="x", oleh=admin2, pada=SAAT)


def test_a_proposal_is_refused_without_reason_change_or_while_another_waits(admin, admin2):
    with pytest.raises(AturanDilanggarError, match="alasan"):
        usul(admin, alasan=" ")
    with pytest.raises(AturanDilanggarError, match="sama dengan yang berlaku"):
        usul(admin, desil_maks=None)
    usul(admin)
    with pytest.raises(BentrokError, match="menunggu admin lain"):
        usul(admin2, desil_maks=5)


def test_what_changed_since_the_page_is_named(admin, admin2):
    usulan = usul(admin)
    dilihat = segel(usulan)
    BantuanFactory(sumber=sumber("CSR"), peserta=PesertaFactory(desil=9))

    with pytest.raises(BentrokError, match="Isinya berubah"):
        konfirmasi_syarat(usulan, dilihat=dilihat, oleh=admin2, pada=SAAT)


def test_a_dropped_proposal_stays_in_the_history(admin):
    usulan = usul(admin)
    with pytest.raises(AturanDilanggarError, match="alasan"):
        tolak_syarat(usulan, alasan="", oleh=admin, pada=SAAT)

    tolak_syarat(usulan, alasan="Salah ketik", oleh=admin, pada=SAAT)

    usulan.refresh_from_db()
    assert (usulan.status, usulan.alasan_putusan) == ("ditolak", "Salah ketik")
    assert usul(admin, desil_maks=3).pk != usulan.pk


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("syarat_sumber_status_sah", {"status": "x"}),
        ("syarat_sumber_desil_1_10", {"desil_maks": 11}),
        ("syarat_sumber_beralasan", {"alasan": " "}),
        ("syarat_sumber_orang_lain", {"status": "dikonfirmasi"}),
        ("syarat_sumber_satu_usulan", {}),
    ],
)
def test_the_database_refuses(admin, nama, isi):
    usul(admin)

    with pytest.raises(IntegrityError, match=nama):
        SyaratSumber.objects.create(
            **{"sumber": sumber("CSR"), "alasan": "x", "diusulkan_oleh": admin} | isi
        )


def test_the_database_keeps_rules_as_they_were_confirmed(admin):
    berlaku = beri_syarat(sumber("CSR"), desil_maks=4)
    usulan = usul(admin, desil_maks=5)
    lain = beri_syarat(sumber("APBD"), desil_maks=4)

    with pytest.raises(Exception, match="syarat_sumber_diputus_tetap"), transaction.atomic():
        SyaratSumber.objects.filter(pk=berlaku.pk).update(alasan="lain")
    with pytest.raises(Exception, match="syarat_sumber_isi_tetap"), transaction.atomic():
        SyaratSumber.objects.filter(pk=usulan.pk).update(desil_maks=6)
    with pytest.raises(Exception, match="syarat_sumber_tidak_dihapus"), transaction.atomic():
        SyaratSumber.objects.filter(pk=usulan.pk).delete()
    for salah in (usulan, lain, None):
        with pytest.raises(IntegrityError, match="syarat sumber hanya"), transaction.atomic():
            SumberDana.objects.filter(kode="CSR").update(syarat=salah)


def test_who_has_a_grant_keeps_it_and_is_counted(admin, admin2):
    lama = BantuanFactory(sumber=sumber("CSR"), peserta=PesertaFactory(desil=9))
    BantuanFactory(sumber=sumber("CSR"), peserta=PesertaFactory(desil=1))
    BantuanFactory(sumber=sumber("CSR"), peserta=PesertaFactory(desil=9), jumlah_bulan=2)
    usulan = usul(admin)

    assert "1 orang; bantuannya tetap" in isi_syarat(usulan, SAAT.date()).values()
    konfirmasi_syarat(usulan, dilihat=segel(usulan), oleh=admin2, pada=SAAT)

    lama.refresh_from_db()
    assert lama.status == "ditetapkan"
    assert tidak_lagi_cocok(usulan, SAAT.date()) == 1


def test_words_of_the_rule(db):
    syarat = SyaratSumber(wilayah=["33.74.01", "33.74.02.1001"], pekerjaan=["petani"], dtsen=True)

    kata = kata_syarat(syarat)

    assert kata["Wilayah"].startswith("Kecamatan Semarang Tengah, Kelurahan ")
    assert (kata["DTSEN"], kata["Desil"]) == ("Hanya yang tercatat", "Tidak dibatasi")
    assert kata_syarat(None) == kata_syarat(SyaratSumber()) == {"Siapa": "Semua orang yang layak"}


# Every place that holds the rule


def test_a_grant_is_refused_with_name_and_reason(admin):
    beri_syarat(sumber("CSR"), wilayah=["33.74.02"])
    orang = PesertaFactory(status="layak", nama="Budi")
    satu = UsulanBantuan(orang.pk, sumber("CSR"), "rutin", None, date(2026, 3, 1), 6)

    with pytest.raises(AturanDilanggarError, match=r"1 orang tidak memenuhi syarat CSR 2026: Budi"):
        beri_bantuan([satu], nomor_sk="1", oleh=admin)

    assert not Bantuan.objects.exists()


def test_the_successor_has_rules_of_its_own(admin):
    beri_syarat(sumber("CSR", 2027), desil_maks=4)
    orang = PesertaFactory(status="layak", desil=5)

    def beri(jumlah):
        satu = UsulanBantuan(orang.pk, sumber("CSR"), "rutin", None, date(2026, 9, 1), jumlah)
        return beri_bantuan([satu], nomor_sk="1", oleh=admin)

    with pytest.raises(AturanDilanggarError, match="syarat CSR 2027"):
        beri(6)
    assert beri(4)


def layak(**isi):
    return PesertaFactory(status="layak", **isi)


def test_a_decree_leaves_out_who_does_not_fit_and_says_so(admin, admin2):
    layak(nama="Ani", desil=2)
    layak(nama="Budi", desil=8)
    dana = sumber("APBD")
    beri_syarat(dana, desil_maks=4)
    draf = actions.susun_penetapan(nomor="463/1", tanggal=date(2026, 1, 5), perihal="", oleh=admin)
    isi = {
        "asal": "layak", "sumber": dana.pk, "jenis": "rutin", "bulan_awal": "01-2026",
        "jumlah_bulan": "12",
    }  # fmt: skip
    ke = reverse("verifikasi:penetapan_tambah", args=[draf.pk])

    layar = masuk(admin).post(ke, isi, follow=True).text

    assert "1 orang ditambahkan" in layar
    assert "1 orang tidak memenuhi syarat APBD" in layar
    assert "Budi" in layar
    assert [b.peserta.nama for b in draf.daftar_baris.all()] == ["Ani"]


def test_rules_that_came_after_the_draft_stop_it_until_they_are_left_out(admin, admin2):
    layak(nama="Ani", desil=2)
    layak(nama="Budi", desil=8)
    draf = susun_draf(admin)
    beri_syarat(sumber("APBD"), desil_maks=4)
    simulasi = actions.gladi(draf)
    assert (simulasi.di_luar, simulasi.muat) == (1, False)
    assert [d.orang.nama for d in simulasi.contoh] == ["Budi"]
    with pytest.raises(AturanDilanggarError, match=r"Budi \(.*desilnya di atas batas"):
        actions.tetapkan(draf, oleh=admin2)

    ke = reverse("verifikasi:penetapan_detail", args=[draf.pk])
    assert "Keluarkan 1 orang ini" in masuk(admin).get(ke).text
    hapus = reverse("verifikasi:penetapan_hapus", args=[draf.pk])
    masuk(admin).post(hapus, {"di_luar": "1"})

    assert actions.tetapkan(draf, oleh=admin2) == 1


def test_a_draft_over_new_year_asks_the_successor(admin):
    layak(nama="Budi", desil=8)
    sumber("APBD", 2027)
    draf = susun_draf(admin, bulan_awal=date(2026, 9, 1), jumlah_bulan=6)
    beri_syarat(sumber("APBD", 2027), desil_maks=4)

    assert [d.orang.nama for d in actions.gladi(draf).contoh] == ["Budi"]


def test_a_move_leaves_behind_who_does_not_fit(admin, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: KINI)
    cocok, tidak = terdaftar(desil=2).peserta, terdaftar(desil=9).peserta
    beri_syarat(sumber("DBHCHT"), desil_maks=4)

    perubahan = susun(admin, pindah(OKT), cocok, tidak)

    sebab = dict(perubahan.daftar_baris.values_list("peserta", "sebab"))
    assert sebab[cocok.pk] == ""
    assert sebab[tidak.pk] == "Desilnya di atas batas sumber dana ini."
    assert PADA < OKT


def test_a_freed_place_goes_to_the_first_who_fits(admin, admin2):
    asal = sk(admin, admin2)
    ani = baris_sk(asal, "Ani")
    meninggal(ani, admin)
    layak(nama="Dewi", desil=9, tanggal_lahir=date(1970, 1, 1))
    layak(nama="Eko", desil=1)
    beri_syarat(sumber("APBD"), pekerjaan=["tukang_becak"], desil_maks=4)
    dewi = Peserta.objects.get(nama="Dewi")

    with pytest.raises(AturanDilanggarError, match=r"Dewi .*Pilih orang lain untuk tempat itu"):
        ganti([ani.bantuan_id], admin, dipilih={ani.bantuan_id: dewi.pk}, alasan_pilih="x")
    draf = ganti([ani.bantuan_id], admin)

    assert [b.peserta.nama for b in draf.daftar_baris.all()] == ["Eko"]


def test_nobody_fits_a_freed_place(admin, admin2):
    asal = sk(admin, admin2)
    ani = baris_sk(asal, "Ani")
    meninggal(ani, admin)
    layak(nama="Dewi", desil=9)
    beri_syarat(sumber("APBD"), desil_maks=4)

    with pytest.raises(AturanDilanggarError, match="hanya berisi 0 orang"):
        ganti([ani.bantuan_id], admin)


def test_the_waiting_list_of_a_source_shows_who_fits(admin_client):
    layak(nama="Ani", desil=2)
    layak(nama="Budi", desil=8)
    beri_syarat(sumber("APBD"), desil_maks=4)

    layar = admin_client.get("/verifikasi/daftar-tunggu/", {"sumber": sumber("APBD").pk}).text

    assert "Ani" in layar
    assert "Budi" not in layar


def test_a_return_names_who_does_not_fit(admin):
    orang = PesertaFactory(status="terdaftar", nama="Budi", desil=9)
    beri_syarat(sumber("APBD"), desil_maks=4)
    kepala = Kepala("463/3", date(2026, 1, 5), "")

    with pytest.raises(AturanDilanggarError, match="Budi"):
        susun_kembali(kepala, [orang.pk], rencana(pernyataan="masih bekerja"), oleh=admin)


# The pages


def test_the_page_proposes_and_another_admin_confirms(admin_client, admin2_client, db):
    dana = sumber("CSR")
    ke = reverse("iuran:sumber_syarat", args=[dana.pk])
    isi = {"kecamatan": ["33.74.01"], "kelurahan": ["33.74.02.1001"], "alasan": "PKS 12"}

    assert admin_client.post(ke, isi | {"alasan": ""}).status_code == 422
    layar = admin_client.post(ke, isi, follow=True).text
    usulan = SyaratSumber.objects.get()
    assert usulan.wilayah == ["33.74.01", "33.74.02.1001"]
    assert "Ada usulan syarat yang menunggu" in layar
    detail = reverse("iuran:sumber_syarat_detail", args=[usulan.pk])
    assert "admin lain yang mengonfirmasinya" in admin_client.get(detail).text
    dilihat = admin2_client.get(detail).context["segel"]
    layar = admin2_client.post(detail, {"konfirmasi": "1", "dilihat": dilihat}, follow=True).text

    assert "Kecamatan Semarang Tengah" in layar
    assert "bersyarat" in admin_client.get(reverse("iuran:sumber_detail", args=[dana.pk])).text
    sama = admin_client.post(ke, isi)
    assert sama.status_code == 409
    assert "sama dengan yang berlaku" in sama.text


def test_the_first_page_leads_the_other_admin_to_it(admin, admin_client, admin2_client):
    detail = reverse("iuran:sumber_syarat_detail", args=[usul(admin).pk])

    assert detail in admin2_client.get("/?bagian=semua").text
    assert detail not in admin_client.get("/?bagian=semua").text


def test_the_page_drops_a_proposal(admin, admin_client):
    detail = reverse("iuran:sumber_syarat_detail", args=[usul(admin).pk])

    assert admin_client.post(detail, {"tolak": "1"}).status_code == 422
    layar = admin_client.post(detail, {"tolak": "1", "alasan": "Keliru"}, follow=True).text

    assert "Keliru" in layar


@pytest.mark.parametrize("jumlah", [1, 3])
def test_query_counts_are_constant(admin, admin_client, jumlah, django_assert_num_queries):
    for n in range(jumlah):
        tolak_syarat(usul(admin, alasan=f"alasan ke-{n}"), alasan="x", oleh=admin, pada=SAAT)
    ke = reverse("iuran:sumber_syarat", args=[sumber("CSR").pk])

    with django_assert_num_queries(15):
        layar = admin_client.get(ke).text

    assert layar.count("alasan ke-") == jumlah


@pytest.mark.parametrize("jumlah", [1, 3])
def test_a_draft_asks_a_constant_number_of_questions(
    admin, jumlah, django_assert_num_queries, admin2
):
    for n in range(jumlah):
        layak(nama=f"Orang {n}", desil=9)
    draf = susun_draf(admin)
    beri_syarat(sumber("APBD"), desil_maks=4)

    with django_assert_num_queries(12):
        assert actions.gladi(draf).di_luar == jumlah


def test_a_frozen_decree_is_not_asked_again(admin, admin2):
    asal = sk(admin, admin2)
    beri_syarat(sumber("APBD"), desil_maks=4)

    assert actions.gladi(asal).di_luar == 0
