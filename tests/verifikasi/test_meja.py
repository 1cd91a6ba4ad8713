"""The desk: who holds a case, ready-made bases, the full NIK once, who stands near in the data."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pijar.bulan import tanggal_panjang
from pijar.errors import BentrokError
from pijar.models import JejakAkses
from tests.factories import BantuanFactory, PesertaFactory
from tests.peran import buat, masuk
from tests.verifikasi.susunan import ajukan_hari_ini, pasangkan
from verifikasi import actions
from verifikasi.beda import tampilan_data
from verifikasi.dasar_siap import dasar_siap
from verifikasi.models import JenisKriteria, Pegangan, Pengajuan
from verifikasi.tetangga import tetangga

HARI = timezone.localdate()


def alamat(kasus, nama="kasus"):
    return reverse(f"verifikasi:{nama}", args=[kasus.pk])


@pytest.fixture
def rekan(db):
    return buat("rekan", "verifikator")


def lewat(menit):
    """Let so many minutes pass since each case was opened."""
    semua = list(Pegangan.objects.all())
    for p in semua:
        p.pada -= timedelta(minutes=menit)
    Pegangan.objects.bulk_update(semua, ["pada"])


# Who holds a case.
def test_opened_case_is_not_decided_by_another(petugas, verifikator, verifikator_client, rekan):
    kasus = ajukan_hari_ini(petugas)
    verifikator_client.get(alamat(kasus))
    lain = masuk(rekan)

    html = lain.get(alamat(kasus)).text
    assert "sedang diperiksa Verifikator sejak" in html
    assert alamat(kasus, "setujui") not in html
    for nama in ("jawab", "setujui", "kembalikan", "tolak"):
        isian = {f"{nama}-alasan": "x", "jawaban_usia": "ya", "dasar_usia": "KTP"}
        jawaban = lain.post(alamat(kasus, nama), isian)
        assert jawaban.status_code == 409
        assert "sedang diperiksa Verifikator sejak" in jawaban.text
    assert Pegangan.objects.get().oleh == verifikator
    assert Pengajuan.objects.get().status == "menunggu"


@pytest.mark.parametrize(("menit", "boleh"), [(29, False), (30, True)])
def test_hold_lapses_after_half_an_hour(petugas, verifikator_client, rekan, menit, boleh):
    kasus = ajukan_hari_ini(petugas)
    verifikator_client.get(alamat(kasus))
    lewat(menit)

    html = masuk(rekan).get(alamat(kasus)).text

    assert (alamat(kasus, "setujui") in html) == boleh
    assert (Pegangan.objects.get().oleh == rekan) == boleh


def test_opening_again_holds_longer(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    verifikator_client.get(alamat(kasus))
    lewat(20)

    verifikator_client.get(alamat(kasus))

    assert timezone.now() - Pegangan.objects.get().pada < timedelta(minutes=5)


def test_skipped_case_is_free_for_others(petugas, verifikator_client, rekan):
    pertama, kedua = ajukan_hari_ini(petugas), ajukan_hari_ini(petugas)
    verifikator_client.get(alamat(pertama))

    jawaban = verifikator_client.post(alamat(pertama, "lewati"), {"kueri": "hasil=terpenuhi"})

    assert jawaban.url == f"{alamat(kedua)}?hasil=terpenuhi"
    actions.setujui(pertama, oleh=rekan, pada=HARI)


def test_skipping_does_not_free_what_another_holds(petugas, verifikator_client, rekan):
    kasus = ajukan_hari_ini(petugas)
    masuk(rekan).get(alamat(kasus))

    verifikator_client.post(alamat(kasus, "lewati"))

    assert Pegangan.objects.get().oleh == rekan


def test_next_case_is_one_that_nobody_holds(petugas, verifikator_client, rekan):
    pertama, dipegang, bebas = (ajukan_hari_ini(petugas) for _ in range(3))
    masuk(rekan).get(alamat(dipegang))

    assert verifikator_client.post(alamat(pertama, "setujui")).url == alamat(bebas)


def test_involved_officer_holds_nothing(petugas, verifikator, verifikator_client):
    kasus = ajukan_hari_ini(petugas, penyunting=[verifikator.pk])

    verifikator_client.get(alamat(kasus))

    assert not Pegangan.objects.exists()


def test_held_case_is_not_withdrawn(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    verifikator_client.get(alamat(kasus))

    assert actions.tarik([kasus.peserta_id], oleh=petugas) == 0
    lewat(30)
    assert actions.tarik([kasus.peserta_id], oleh=petugas) == 1


def test_held_case_is_left_out_of_a_mass_approval(petugas, verifikator, rekan):
    kasus = ajukan_hari_ini(petugas)
    actions.pegang(kasus, oleh=rekan)

    hasil = actions.setujui_banyak([kasus.pk], kode=[], dasar="", oleh=verifikator, pada=HARI)

    assert hasil.disetujui == 0
    assert "sedang diperiksa Rekan" in hasil.tinggal[0].sebab


def test_only_who_holds_decides_when_two_open_at_once(petugas, verifikator, rekan):
    kasus = ajukan_hari_ini(petugas)

    assert actions.pegang(kasus, oleh=verifikator) == ""
    assert "Verifikator" in actions.pegang(kasus, oleh=rekan)
    with pytest.raises(BentrokError):
        actions.setujui(kasus, oleh=rekan, pada=HARI)


# Ready-made bases.
def test_every_kind_that_stays_open_has_a_basis():
    tanpa = {j for j in JenisKriteria if not dasar_siap(j, HARI)}

    assert tanpa == set()


def test_ready_made_basis_answers_in_one_tap(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, status_bpjs="")
    html = verifikator_client.get(alamat(kasus)).text
    assert "Dicek di SIPP hari ini" in html

    verifikator_client.post(
        alamat(kasus, "setujui"), {"jawaban_bukan_penerima_upah": "siap_bukan_penerima_upah_0"}
    )

    jawaban = kasus.daftar_jawaban.get(kode="bukan_penerima_upah")
    assert (jawaban.jawaban, jawaban.dasar) == ("ya", f"Dicek di SIPP, {tanggal_panjang(HARI)}.")
    assert Pengajuan.objects.get().status == "disetujui"


def test_words_beside_a_ready_made_basis_are_kept(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, status_bpjs="")
    isian = {
        "jawaban_bukan_penerima_upah": "siap_bukan_penerima_upah_0",
        "dasar_bukan_penerima_upah": "Tidak ada kartu.",
    }

    verifikator_client.post(alamat(kasus, "jawab"), isian)

    dasar = kasus.daftar_jawaban.get(kode="bukan_penerima_upah").dasar
    assert dasar.endswith(f"{tanggal_panjang(HARI)}. Tidak ada kartu.")


def test_met_criterion_offers_no_ready_made_basis(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas)

    html = verifikator_client.get(alamat(kasus)).text

    assert "Dicek di SIPP" not in html
    assert "7 kriteria terpenuhi" in html


def test_open_questions_stand_first_and_met_ones_are_folded(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False, status_bpjs="pu_aktif", desil=9)

    html = verifikator_client.get(alamat(kasus)).text

    letak = [html.index(f"</span> {judul}") for judul in (
        "Masih bekerja", "Bukan penerima upah", "Tercatat dalam DTSEN", "Usia paling tinggi",
    )]  # fmt: skip
    assert letak == sorted(letak)
    assert letak[2] < html.index("kriteria terpenuhi</summary>") < letak[3]


def test_refusal_keeps_the_answers_that_were_chosen(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False)
    isian = {
        "jawaban_masih_bekerja": "tidak",
        "dasar_masih_bekerja": "Ditelepon: sakit sejak Januari",
        "tolak-alasan": "Sakit.",
    }

    verifikator_client.post(alamat(kasus, "tolak"), isian)

    jawaban = kasus.daftar_jawaban.get(kode="masih_bekerja")
    assert (jawaban.jawaban, jawaban.dasar) == ("tidak", "Ditelepon: sakit sejak Januari")


@pytest.mark.parametrize(
    ("nama", "isian", "status"),
    [
        ("setujui", {"dasar_usia": "Akta lahir"}, 409),
        ("tolak", {"dasar_usia": "Akta lahir", "tolak-alasan": ""}, 422),
    ],
)
def test_refused_page_keeps_what_was_typed(petugas, verifikator_client, nama, isian, status):
    kasus = ajukan_hari_ini(petugas, dengan_keterangan=False)

    jawaban = verifikator_client.post(alamat(kasus, nama), isian | {"jawaban_usia": "ya"})

    assert jawaban.status_code == status
    assert 'value="Akta lahir"' in jawaban.text
    assert (
        'name="jawaban_usia" value="ya" class="form-check-input" id="id_jawaban_usia_0" checked'
        in jawaban.text
    )


# The full NIK.
def test_nik_is_shown_for_a_minute_and_logged_once_with_the_case(
    petugas, verifikator, verifikator_client, monkeypatch
):
    kasus = ajukan_hari_ini(petugas)
    nik = kasus.cuplikan["nik"]
    assert nik not in verifikator_client.get(alamat(kasus)).text

    jawaban = verifikator_client.post(alamat(kasus, "kasus_nik"), {"kueri": "q=siti"})

    assert jawaban.url == f"{alamat(kasus)}?q=siti"
    for _ in range(2):  # also when the page is loaded again
        assert nik in verifikator_client.get(jawaban.url).text
    monkeypatch.setattr("pijar.ketikan.sebentar.MASA", 0)
    verifikator_client.post(alamat(kasus, "kasus_nik"))
    assert nik not in verifikator_client.get(jawaban.url).text
    jejak = JejakAkses.objects.filter(tindakan="buka_nik").first()
    assert JejakAkses.objects.filter(tindakan="buka_nik").count() == 2
    assert (jejak.oleh, jejak.tindakan, jejak.alasan) == (
        verifikator, "buka_nik", f"Memeriksa pengajuan {kasus.pk}",
    )  # fmt: skip


def test_nik_is_not_shown_on_another_page(petugas, verifikator_client):
    kasus, lain = ajukan_hari_ini(petugas), ajukan_hari_ini(petugas)
    verifikator_client.post(alamat(kasus, "kasus_nik"))

    html = verifikator_client.get(alamat(lain)).text

    assert lain.cuplikan["nik"] not in html
    assert kasus.cuplikan["nik"] not in html


def test_nik_comes_alone_to_htmx_so_that_typing_stays(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    htmx = {"HX-Request": "true"}

    html = verifikator_client.post(alamat(kasus, "kasus_nik"), headers=htmx, follow=True).text

    assert html.lstrip().startswith('<div id="nik">')
    assert kasus.cuplikan["nik"] in html


# The data, and who stands near.
def test_page_shows_what_a_verifier_compares(petugas, verifikator_client):
    kasus = ajukan_hari_ini(
        petugas, tempat_lahir="Demak", nama_ibu="Sumarni", alamat="Jl. Melati 4", rt="03",
        rw="05", penghasilan=1_500_000,
    )  # fmt: skip

    html = verifikator_client.get(alamat(kasus)).text

    for isi in ("Demak, ", "Perempuan", "Sumarni", "Jl. Melati 4, RT 03, RW 05", "Rp1.500.000"):
        assert isi in html
    assert "Tidak ada yang tercatat" in html


def test_page_names_another_payer(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas)
    bantuan = BantuanFactory(
        peserta=kasus.peserta, bulan_awal=HARI.replace(month=1, day=1), jumlah_bulan=12
    )

    html = verifikator_client.get(alamat(kasus)).text

    assert f"{bantuan.sumber.nama} {bantuan.sumber.tahun}, sampai" in html


def test_old_case_shows_todays_data_where_none_was_frozen(petugas):
    kasus = ajukan_hari_ini(petugas, nama_ibu="Sumarni")
    isi = {k: v for k, v in kasus.cuplikan.items() if k != "nama_ibu"}

    assert tampilan_data(isi, kasus.peserta)["nama_ibu"] == "Sumarni"


def test_neighbours_are_named_with_their_reasons(petugas, verifikator):
    rumah = {"alamat": "JL MELATI 4", "rt": "03", "rw": "05"}
    orang = PesertaFactory(no_kk="3374010101010001", **rumah)
    sekk = PesertaFactory(nama="Ayu", no_kk="3374010101010001", **rumah)
    serumah = PesertaFactory(nama="Budi", no_kk="3374010101010002", **rumah)
    mirip = PesertaFactory(nama="Citra")
    PesertaFactory(nama="Jauh", alamat="JL MELATI 4", rt="04", rw="05")
    pasangkan(orang, mirip)

    semua = tetangga(orang, verifikator)

    assert [(t.pk, t.sebab) for t in semua] == [
        (mirip.pk, ("mungkin orang yang sama",)),
        (sekk.pk, ("KK sama", "alamat sama")),
        (serumah.pk, ("alamat sama",)),
    ]


def test_neighbours_of_another_area_are_not_told(petugas):
    kk = "3374010101010001"
    orang = PesertaFactory(no_kk=kk)
    PesertaFactory(no_kk=kk, kelurahan_id="33.74.02.1001")
    pasangkan(orang, PesertaFactory(kelurahan_id="33.74.02.1001"))

    assert tetangga(orang, buat("v2", "verifikator", wilayah=["33.74.01"])) == []


def test_neighbours_are_masked_on_the_page(petugas, verifikator_client):
    kk = "3374010101010001"
    kasus = ajukan_hari_ini(petugas, no_kk=kk)
    lain = PesertaFactory(nama="Ayu Lestari", no_kk=kk)

    html = verifikator_client.get(alamat(kasus)).text

    assert "Ayu Lestari" in html
    assert lain.nik not in html
    assert kk not in html


@pytest.mark.parametrize("jumlah", [1, 3])
def test_neighbours_cost_one_query(verifikator, django_assert_num_queries, jumlah):
    kk = "3374010101010001"
    orang = PesertaFactory(no_kk=kk, alamat="JL MELATI 4", rt="01", rw="01")
    PesertaFactory.create_batch(jumlah, no_kk=kk)

    with django_assert_num_queries(1):
        assert len(tetangga(orang, verifikator)) == jumlah


def test_person_without_card_and_address_has_only_pairs(verifikator):
    orang = PesertaFactory(no_kk="", alamat="")
    PesertaFactory(no_kk="", alamat="")

    assert tetangga(orang, verifikator) == []
