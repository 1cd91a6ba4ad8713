"""The pages of a year's plan: by targets, by a scenario, two side by side."""

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from iuran.models import BarisRencana, SkenarioRencana, SumberDana
from iuran.rencana import views
from pijar.sidik import sidik
from tests.factories import BantuanFactory, sumber, ubah_pagu
from tests.iuran.test_rencana import buat_baris, buat_skenario
from tests.keamanan.dunia import potret
from tests.peran import buat, masuk

ALAMAT = "/iuran/rencana/"
TAHUN = 2026


def isian(**lain):
    """What the form of a new scenario sends for every source of the year."""
    isi = {"nama": "Semua 12 bulan", "catatan": ""}
    for s in SumberDana.objects.filter(tahun=TAHUN):
        baris = {"orang": "10", "bulan_awal": f"{TAHUN}-12", "jumlah_bulan": "1"}
        isi |= {f"s{s.pk}-{k}": v for k, v in (baris | {"persen_ganti": "100"}).items()}
    return isi | lain


def apbd():
    return SumberDana.objects.get(kode="APBD", tahun=TAHUN)


@pytest.mark.parametrize("jumlah", [2, 3])  # one scenario has nothing to compare with
def test_query_count_is_constant(admin, admin_client, jumlah, django_assert_num_queries):
    for n in range(jumlah):
        BantuanFactory()
        sumber(("CSR", "ASN", "DBHCHT")[n])
        buat_skenario(admin, nama=f"S{n}")

    with django_assert_num_queries(23):
        html = admin_client.get(ALAMAT, {"tahun": TAHUN}).text

    assert len(re.findall(rf'href="{ALAMAT}[0-9]+/"', html)) == jumlah


def test_the_plan_of_a_year_without_sources_says_what_to_do(admin_client):
    html = admin_client.get(ALAMAT, {"tahun": 2031}).text

    assert "Belum ada sumber dana 2031" in html
    assert admin_client.get(f"{ALAMAT}baru/", {"tahun": 2031}).status_code == 404


@pytest.mark.parametrize("tahun", ["", "abc", "99999999999999999999", "1999"])
def test_an_unreadable_year_falls_back(admin_client, tahun):
    assert admin_client.get(ALAMAT, {"tahun": tahun}).status_code == 200


@pytest.mark.parametrize(("bulan", "tahun"), [(9, 2026), (10, 2027)])
def test_from_october_on_the_next_year_is_planned(rf, monkeypatch, bulan, tahun):
    monkeypatch.setattr(views.timezone, "localdate", lambda: date(2026, bulan, 1))

    assert views.tahun_diminta(rf.get(ALAMAT)) == tahun


def test_a_scenario_is_saved_shown_and_nothing_else_changes(admin, admin_client):
    sebelum = potret()

    jawaban = admin_client.post(f"{ALAMAT}baru/?tahun={TAHUN}", isian(), follow=True)

    skenario = SkenarioRencana.objects.get()
    assert jawaban.request["PATH_INFO"] == f"{ALAMAT}{skenario.pk}/"
    assert "Skenario disimpan" in jawaban.text
    assert "Data berubah" not in jawaban.text
    assert skenario.oleh == admin
    assert skenario.daftar_baris.count() == SumberDana.objects.filter(tahun=TAHUN).count()
    assert {t for t, isi in potret().items() if isi != sebelum[t]} == {
        "iuran_skenariorencana",
        "iuran_barisrencana",
    }


def test_a_scenario_tells_which_real_figures_changed(admin_client):
    admin_client.post(f"{ALAMAT}baru/?tahun={TAHUN}", isian())
    lama = apbd().pagu
    ubah_pagu(pagu=lama + 1)

    html = admin_client.get(f"{ALAMAT}{SkenarioRencana.objects.get().pk}/").text

    assert "Data berubah sejak skenario ini disimpan" in html
    assert f"tadinya Rp{lama:,}".replace(",", ".") in html


@pytest.mark.parametrize(
    ("ganti", "pesan"),
    [
        ({"nama": ""}, "Beri nama skenarionya."),
        ({"orang": ""}, "Isi banyak orangnya"),
        ({"orang": "-1"}, "lebih besar"),
        ({"orang": "99999999999999999999"}, "Paling banyak 2.000.000"),
        ({"orang": "banyak"}, "bilangan"),
        ({"bulan_awal": "2027-01"}, f"Harus bulan dalam tahun {TAHUN}."),
        ({"bulan_awal": "13/2026"}, "Tulis bulan dan tahun"),
        ({"jumlah_bulan": "13"}, "12"),
        ({"persen_ganti": "101"}, "100"),
        ({"pagu": "satu miliar"}, "Tulis rupiah tanpa sen"),
        ({"pagu": "9999999999999999999"}, "Tulis rupiah tanpa sen"),
        ({"tarif": "999999"}, "Tarif itu tidak dapat dipilih lagi"),
    ],
)
def test_a_mistake_keeps_what_was_typed(admin_client, ganti, pesan):
    pk = apbd().pk
    kirim = {k if k == "nama" else f"s{pk}-{k}": v for k, v in ganti.items()}

    jawaban = admin_client.post(
        f"{ALAMAT}baru/?tahun={TAHUN}", isian(**{"catatan": "Rapat 3 Maret"} | kirim)
    )

    assert jawaban.status_code == 422
    assert pesan in jawaban.text
    assert "Rapat 3 Maret" in jawaban.text
    assert not SkenarioRencana.objects.exists()


def test_all_mistakes_stand_in_one_box_each_with_its_source(admin_client):
    sumber("CSR")
    salah = {f"s{s.pk}-orang": "-1" for s in SumberDana.objects.filter(tahun=TAHUN)}

    html = admin_client.post(f"{ALAMAT}baru/?tahun={TAHUN}", isian(nama="", **salah)).text

    assert html.count("Ada isian yang perlu diperbaiki") == 1
    assert "Beri nama skenarionya." in html
    for s in SumberDana.objects.filter(tahun=TAHUN):
        assert re.search(rf"{re.escape(str(s))}[^<]*, Orang: ", html), s


def test_a_ceiling_of_zero_is_kept(admin_client):
    admin_client.post(f"{ALAMAT}baru/?tahun={TAHUN}", isian(**{f"s{apbd().pk}-pagu": "0"}))

    skenario = SkenarioRencana.objects.get()
    assert skenario.daftar_baris.get(sumber=apbd()).pagu == 0
    assert 'value="0"' in admin_client.get(f"{ALAMAT}{skenario.pk}/ubah/").text


def test_the_same_name_twice_is_one_scenario(admin_client):
    admin_client.post(f"{ALAMAT}baru/?tahun={TAHUN}", isian())

    jawaban = admin_client.post(f"{ALAMAT}baru/?tahun={TAHUN}", isian())

    assert jawaban.status_code == 409
    assert "sudah mempunyai skenario bernama" in jawaban.text
    assert SkenarioRencana.objects.count() == 1


def test_the_owner_changes_it_and_another_admin_copies_it(admin, admin_client, admin2_client):
    admin_client.post(f"{ALAMAT}baru/?tahun={TAHUN}", isian())
    skenario = SkenarioRencana.objects.get()
    alamat = f"{ALAMAT}{skenario.pk}/ubah/"
    dilihat = admin_client.get(alamat).context["form"]["dilihat"].value()
    baru = isian(dilihat=dilihat, **{f"s{apbd().pk}-orang": "77", f"s{apbd().pk}-pagu": "16.800"})

    asing = admin2_client.post(alamat, baru)
    assert asing.status_code == 409
    assert "Skenario ini milik Admin" in asing.text
    assert admin_client.post(alamat, baru).status_code == 302
    assert BarisRencana.objects.get(sumber=apbd()).orang == 77
    salin = admin2_client.get(f"{ALAMAT}baru/", {"dari": skenario.pk})
    assert "Semua 12 bulan (salinan)" in salin.text
    assert 'value="77"' in salin.text


def test_of_two_tabs_the_second_is_told(admin_client):
    admin_client.post(f"{ALAMAT}baru/?tahun={TAHUN}", isian())
    alamat = f"{ALAMAT}{SkenarioRencana.objects.get().pk}/ubah/"
    dilihat = admin_client.get(alamat).context["form"]["dilihat"].value()
    admin_client.post(alamat, isian(dilihat=dilihat, nama="Tab pertama"))

    dari = {"referer": f"http://testserver{alamat}"}
    jawaban = admin_client.post(alamat, isian(dilihat=dilihat, nama="Tab kedua"), headers=dari)

    assert jawaban.status_code == 409
    assert "Nama: tadinya Semua 12 bulan, sekarang Tab pertama" in jawaban.text
    assert 'value="Tab kedua"' in jawaban.text
    assert SkenarioRencana.objects.get().nama == "Tab pertama"


def test_archive_and_back(admin, admin_client, admin2_client):
    satu = buat_skenario(admin, nama="Lawas")
    alamat = f"{ALAMAT}{satu.pk}/arsip/"

    assert admin2_client.post(alamat, {"arsip": "1"}).status_code == 409
    for _ in range(2):  # a second time changes nothing
        admin_client.post(alamat, {"arsip": "1"})
    assert "Lawas" not in admin_client.get(ALAMAT, {"tahun": TAHUN}).text
    assert "Lawas" in admin_client.get(ALAMAT, {"tahun": TAHUN, "arsip": "1"}).text
    buat_skenario(admin, nama="Lawas")
    assert admin_client.post(alamat, {"arsip": "0"}).status_code == 409  # the name is taken
    SkenarioRencana.objects.exclude(pk=satu.pk).update(nama="Baru")
    admin_client.post(alamat, {"arsip": "0"})
    assert "Lawas" in admin_client.get(ALAMAT, {"tahun": TAHUN}).text


def test_two_scenarios_side_by_side(admin, admin_client):
    kiri, kanan = buat_skenario(admin, nama="A"), buat_skenario(admin, nama="B")
    for skenario, orang in ((kiri, 10), (kanan, 25)):
        buat_baris(admin, skenario=skenario, orang=orang, bulan_awal=date(TAHUN, 12, 1))
    alamat = f"{ALAMAT}banding/"

    html = admin_client.get(alamat, {"tahun": TAHUN, "kiri": kiri.pk, "kanan": kanan.pk})
    sama = admin_client.get(alamat, {"tahun": TAHUN, "kiri": kiri.pk, "kanan": kiri.pk})
    kosong = admin_client.get(alamat, {"tahun": TAHUN})
    tahun_lain = admin_client.get(alamat, {"tahun": 2027, "kiri": kiri.pk, "kanan": kanan.pk})

    assert "Keperluan" in html.text
    assert "gulir" not in html.text  # cards on a phone, each figure with its scenario
    for b in ("A", "B", "Selisih"):
        assert f'data-label="{b}"' in html.text
    assert sama.status_code == 422
    assert "Pilih skenario yang lain" in sama.text
    assert "Pilih dua skenario." in kosong.text
    assert "tidak ada lagi di tahun ini" in tahun_lain.text


@pytest.mark.parametrize("dari", ["skenario", "tahun"])
def test_excel_holds_the_figures_of_the_page(admin, admin_client, dari):
    satu = buat_baris(admin, orang=10, bulan_awal=date(TAHUN, 1, 1)).skenario
    alamat = f"{ALAMAT}{satu.pk}/unduh/" if dari == "skenario" else f"{ALAMAT}unduh/?tahun={TAHUN}"

    jawaban = admin_client.get(alamat)

    nama = "rencana-2026-dasar" if dari == "skenario" else "rencana-2026"
    assert re.search(rf'filename="{nama}-20[0-9]{{6}}\.xlsx"', jawaban["Content-Disposition"])
    buku = load_workbook(BytesIO(jawaban.getvalue()))
    assert buku.sheetnames == ["Sumber", "Bulan"]
    sel = [[c.value for c in baris] for baris in buku["Sumber"].iter_rows()]
    assert any("APBD Kota Semarang 2026" in str(b[0]) for b in sel)


def test_the_sekda_reads_and_others_do_not(admin, sekda_client, petugas_client, verifikator_client):
    satu = buat_skenario(admin)
    alamat = f"{ALAMAT}{satu.pk}/"

    html = sekda_client.get(alamat).text

    for tombol in ("Ubah", "Salin", "Arsipkan"):
        assert f"> {tombol}</a>" not in html
        assert f"{tombol}\n" not in html
    assert sekda_client.post(f"{alamat}arsip/", {"arsip": "1"}).status_code == 403
    assert sekda_client.get(f"{ALAMAT}baru/").status_code == 403
    for client in (petugas_client, verifikator_client):
        assert client.get(ALAMAT).status_code == 403


def test_an_admin_of_one_area_sees_no_plan(admin):
    satu = buat_skenario(admin)
    client = masuk(buat("admin_kecamatan", "admin", wilayah=["33.74.01"]))

    assert client.get(f"{ALAMAT}{satu.pk}/").status_code == 404
    assert "Belum ada sumber dana" in client.get(ALAMAT, {"tahun": TAHUN}).text


def test_a_foreign_seal_is_refused(admin, admin_client):
    satu = buat_skenario(admin)

    jawaban = admin_client.post(f"{ALAMAT}{satu.pk}/ubah/", isian(dilihat=sidik({"a": "b"})))

    assert jawaban.status_code == 409
