"""Staged rows corrected in place: one cell goes there, its row and the sums come back."""

import re

import pytest
from django.urls import reverse

from peserta.models import Peserta
from tests.peran import buat, masuk
from tests.peserta.lembar import baris, kode, orang, pilih, terapkan, unggah, xlsx

PEKERJAAN = 9


def halaman(client, impor, **saring):
    return client.get(reverse("peserta:impor_detail", args=[impor.pk]), saring).text


def isian(html):
    """Every hidden and text field of a page or a part of one."""
    return dict(re.findall(r'name="([a-z]+-\d+-\d+|jumlah-dipilih)" value="([^"]*)"', html))


def ketik(client, impor, nomor, kolom, tulisan, *, dari=None, saring="", **lain):
    """Leave one cell as the browser does; ``dari`` is the page that was looked at."""
    letak = f"{nomor}-{kolom}"
    tampak = isian(dari or halaman(client, impor))
    if f"asal-{letak}" not in tampak:
        tampak |= isian(client.get(reverse("peserta:impor_baris", args=[impor.pk, nomor])).text)
    isi = {
        f"sel-{letak}": tulisan,
        f"asal-{letak}": tampak[f"asal-{letak}"],
        "jumlah-dipilih": tampak.get("jumlah-dipilih", "0"),
    }
    alamat = reverse("peserta:impor_sel", args=[impor.pk, nomor, kolom]) + saring
    return client.post(alamat, isi | lain, headers={"HX-Request": "true"})


@pytest.fixture
def salah_kerja(petugas_client):
    """A good row, and one whose occupation is unknown."""
    return unggah(petugas_client, xlsx(orang(1), orang(2, pekerjaan="tukang ramal")))


def test_corrected_cell_returns_its_row_and_the_sums_only(petugas_client, salah_kerja):
    jawaban = ketik(petugas_client, salah_kerja, 3, PEKERJAAN, "pemulung")

    assert jawaban.status_code == 200
    assert (baris(salah_kerja, 3).vonis, baris(salah_kerja, 3).pekerjaan) == ("baru", "pemulung")
    assert 'id="baris-3"' in jawaban.text
    assert 'id="baris-2"' not in jawaban.text
    assert '<span class="cip cip-baik">Baru</span>' in jawaban.text
    assert "Masukkan 2 orang" in jawaban.text
    assert "Masih perlu diperbaiki: 0" in jawaban.text
    assert len(jawaban.content) < 5_000
    salah_kerja.refresh_from_db()
    assert salah_kerja.jumlah == {
        "dibaca": 2, "baru": 2, "ubah": 0, "usul": 0, "sama": 0, "peringatan": 0, "galat": 0,
        "abaikan": 0,
    }  # fmt: skip


def test_a_cell_that_is_still_wrong_says_why(petugas_client, salah_kerja):
    jawaban = ketik(petugas_client, salah_kerja, 3, PEKERJAAN, "tukang sihir")

    assert jawaban.status_code == 200
    assert "is-invalid" in jawaban.text
    assert "tukang sihir" in jawaban.text
    assert kode(baris(salah_kerja, 3)) == ["pekerjaan_tidak_dikenal"]


def test_any_cell_of_a_good_row_may_be_corrected(petugas_client, salah_kerja):
    jawaban = ketik(petugas_client, salah_kerja, 2, 2, "Siti Aminati", **{"semua-2": "1"})

    assert baris(salah_kerja, 2).nama == "Siti Aminati"
    assert jawaban.text.count('name="sel-2-') == 10  # the row stays open


@pytest.mark.parametrize(
    ("saring", "tanda"), [("?vonis=galat", True), ("?vonis=baru", False), ("", False)]
)
def test_row_that_leaves_the_filter_stays_and_is_marked(petugas_client, salah_kerja, saring, tanda):
    jawaban = ketik(petugas_client, salah_kerja, 3, PEKERJAAN, "pemulung", saring=saring)

    assert ("sudah betul" in jawaban.text) is tanda


def test_twin_on_the_page_comes_back_too(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(1, nama="Budi"), orang(3)))

    jawaban = ketik(petugas_client, impor, 3, 0, orang(2)[0], tampil=["2", "3", "4"])

    assert [b.vonis for b in impor.daftar_baris.all()] == ["baru", "baru", "baru"]
    assert '<template><tr id="baris-2" hx-swap-oob="true">' in re.sub(r"\s*\n\s*", "", jawaban.text)
    assert 'id="baris-4"' not in jawaban.text
    assert "Masukkan 3 orang" in jawaban.text


def test_twin_on_another_page_is_judged_but_not_sent(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(1, nama="Budi")))

    jawaban = ketik(petugas_client, impor, 3, 0, orang(2)[0], tampil=["3"])

    assert baris(impor, 2).vonis == "baru"
    assert 'id="baris-2"' not in jawaban.text


def test_a_row_left_out_by_hand_stays_out_when_its_twin_is_corrected(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(2, nama="")))
    pilih(petugas_client, impor, tampil=[2], baris=[])

    ketik(petugas_client, impor, 2, 6, "Jl. Baru 5")

    assert (baris(impor, 2).vonis, baris(impor, 2).dipilih) == ("baru", False)


def test_a_ticked_warning_is_looked_at_anew_after_a_change(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1, jenis_kelamin="L"), orang(2)))
    pilih(petugas_client, impor, ke="peringatan_centang")

    ketik(petugas_client, impor, 2, 6, "Jl. Baru 5")

    assert (baris(impor, 2).vonis, baris(impor, 2).dipilih) == ("peringatan", False)


def test_second_window_sees_what_the_first_wrote(petugas_client, salah_kerja):
    lama = halaman(petugas_client, salah_kerja)
    ketik(petugas_client, salah_kerja, 3, PEKERJAAN, "tukang sihir", dari=lama)

    kedua = ketik(petugas_client, salah_kerja, 3, PEKERJAAN, "modin", dari=lama)

    assert kedua.status_code == 409
    assert "baru saja diubah di jendela lain" in kedua.text
    assert "“modin” belum disimpan" in kedua.text
    assert 'value="tukang sihir"' in kedua.text
    assert baris(salah_kerja, 3).mentah[PEKERJAAN] == "tukang sihir"
    ketik(petugas_client, salah_kerja, 3, PEKERJAAN, "modin", dari=kedua.text)
    assert baris(salah_kerja, 3).vonis == "baru"


def test_same_correction_in_two_windows_is_no_conflict(petugas_client, salah_kerja):
    lama = halaman(petugas_client, salah_kerja)
    ketik(petugas_client, salah_kerja, 3, PEKERJAAN, "modin", dari=lama)

    assert ketik(petugas_client, salah_kerja, 3, PEKERJAAN, "modin", dari=lama).status_code == 200


def test_without_script_an_old_page_overwrites_nothing(petugas_client, salah_kerja):
    lama = isian(halaman(petugas_client, salah_kerja))
    ketik(petugas_client, salah_kerja, 3, PEKERJAAN, "tukang sihir")

    jawaban = pilih(petugas_client, salah_kerja, **lama)

    assert jawaban.status_code == 409
    assert "Baris 3 baru saja dibetulkan di jendela lain" in jawaban.text
    assert baris(salah_kerja, 3).mentah[PEKERJAAN] == "tukang sihir"


def test_without_script_ticks_and_untouched_cells_change_no_row(petugas_client, salah_kerja):
    lama = [b.pk for b in salah_kerja.daftar_baris.all()]

    pilih(petugas_client, salah_kerja, **isian(halaman(petugas_client, salah_kerja)), baris=[2])

    assert [b.pk for b in salah_kerja.daftar_baris.all()] == lama  # a checked row is staged anew


def test_a_whole_nik_is_not_shown_in_its_cell(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(1, nama="Budi")))

    html = halaman(petugas_client, impor)

    assert orang(1)[0] not in html
    assert f'placeholder="••••••••••••{orang(1)[0][-4:]}"' in html
    assert orang(1)[0] not in petugas_client.get(f"/peserta/impor/{impor.pk}/baris/2/").text


def test_cell_of_anothers_import_does_not_exist(petugas_client, salah_kerja):
    orang_lain = masuk(buat("lain", "petugas"))
    alamat = reverse("peserta:impor_sel", args=[salah_kerja.pk, 3, PEKERJAAN])

    assert orang_lain.post(alamat, {"sel-3-9": "modin"}).status_code == 404


@pytest.mark.parametrize(("nomor", "kolom"), [(99, PEKERJAAN), (3, 77)])
def test_cell_that_is_not_there_is_refused_with_a_sentence(
    petugas_client, salah_kerja, nomor, kolom
):
    alamat = reverse("peserta:impor_sel", args=[salah_kerja.pk, nomor, kolom])

    jawaban = petugas_client.post(alamat, {}, headers={"HX-Request": "true"})

    assert jawaban.status_code == 409
    assert "Muat ulang halaman" in jawaban.text


def test_applied_import_is_not_corrected_any_more(petugas_client, salah_kerja):
    lama = halaman(petugas_client, salah_kerja)
    terapkan(petugas_client, salah_kerja)

    jawaban = ketik(petugas_client, salah_kerja, 3, PEKERJAAN, "modin", dari=lama)

    assert jawaban.status_code == 409
    assert jawaban.headers["HX-Retarget"] == "#pesan"
    assert Peserta.objects.count() == 1


@pytest.mark.parametrize("jumlah", [1, 3])
def test_one_cell_costs_the_same_in_a_longer_list(
    petugas_client, django_assert_num_queries, jumlah
):
    isi = [orang(n, pekerjaan="tukang ramal") for n in range(jumlah)]
    impor = unggah(petugas_client, xlsx(*isi))
    dari = halaman(petugas_client, impor)

    with django_assert_num_queries(30):
        jawaban = ketik(petugas_client, impor, 2, PEKERJAAN, "modin", dari=dari)

    assert jawaban.status_code == 200


def test_link_to_a_row_opens_the_page_it_is_on(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), *[orang(n) for n in range(2, 60)], orang(1)))
    html = halaman(petugas_client, impor)
    assert f'href="/peserta/impor/{impor.pk}/?baris=61#baris-61"' in html

    kedua = halaman(petugas_client, impor, baris="61")

    assert 'id="baris-61"' in kedua
    assert 'id="baris-2"' not in kedua
    assert halaman(petugas_client, impor, baris="9" * 30).count("<tr id=") == 10
