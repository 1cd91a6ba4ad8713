"""The sheet as people see it: hidden rows, merged cells, ditto marks, one value for all rows."""

from io import BytesIO

import pytest
from django.urls import reverse

from peserta.impor.seluruh import dari_judul
from peserta.impor.tebak import tebak_kolom
from peserta.kamus import kamus_terkini
from peserta.models import Impor, Peserta, StatusImpor
from tests.peserta.lembar import (
    JUDUL,
    baris,
    buku,
    kerjakan,
    kode,
    lembar,
    orang,
    pilih,
    terapkan,
    unggah,
    xlsx,
)
from tests.pijar.contoh_excel import buat_ods, buat_xls, sel_ods

KELURAHAN, KECAMATAN, PEKERJAAN = 7, 8, 9


def sebagai_ods(tmp_path, *isi, sembunyi=()):
    semua = ""
    for n, satu in enumerate((JUDUL, *isi), 1):
        tampak = ' table:visibility="filter"' if n in sembunyi else ""
        sel = "".join(map(sel_ods, satu))
        semua += f"<table:table-row{tampak}>{sel}</table:table-row>"
    return buat_ods(tmp_path / "a.ods", semua).read_bytes()


def sebagai_xls(tmp_path, *isi, sembunyi=()):
    sel = [(r, k, str(v)) for r, satu in enumerate((JUDUL, *isi)) for k, v in enumerate(satu)]
    path = buat_xls(tmp_path / "a.xls", sel, sembunyi=[n - 1 for n in sembunyi])
    return path.read_bytes()


def sebagai_xlsx(_, *isi, sembunyi=()):
    return lembar(*isi, sembunyi=sembunyi)


# Hidden rows


@pytest.mark.parametrize(
    ("tulis", "nama"),
    [(sebagai_xlsx, "a.xlsx"), (sebagai_ods, "a.ods"), (sebagai_xls, "a.xls")],
)
def test_hidden_rows_are_not_ticked_and_counted_apart(petugas_client, tmp_path, tulis, nama):
    isi = tulis(tmp_path, orang(1), orang(2), orang(3), sembunyi=[3])

    impor = unggah(petugas_client, isi, nama)

    assert (baris(impor, 3).vonis, baris(impor, 3).dipilih) == ("abaikan", False)
    assert kode(baris(impor, 3)) == ["baris_sembunyi"]
    assert (impor.jumlah["dibaca"], impor.jumlah["baru"], impor.jumlah["abaikan"]) == (2, 2, 1)
    impor = terapkan(petugas_client, impor)
    assert Peserta.objects.count() == 2
    assert impor.jumlah["hasil_dilewati"] == 0


def test_hidden_rows_are_shown_on_demand_and_taken_in(petugas_client):
    impor = unggah(petugas_client, lembar(orang(1), orang(2), orang(3), sembunyi=[3, 4]))
    alamat = reverse("peserta:impor_detail", args=[impor.pk])

    halaman = petugas_client.get(alamat).text
    assert "2 baris tersembunyi" in halaman
    assert 'id="baris-3"' not in halaman
    assert 'id="baris-3"' in petugas_client.get(alamat, {"vonis": "abaikan"}).text
    pilih(petugas_client, impor, ke="ikutkan", nomor=3)
    assert (baris(impor, 3).vonis, baris(impor, 3).dipilih) == ("baru", True)
    pilih(petugas_client, impor, ke="ikutkan_semua")
    impor.refresh_from_db()

    assert (impor.jumlah["dibaca"], impor.jumlah["abaikan"]) == (3, 0)
    assert impor.daftar_baris.filter(dipilih=True).count() == 3


def test_no_visible_row_is_held_against_a_hidden_twin(petugas_client):
    kembar = orang(1, nama="Siti Aminah Kedua")
    impor = unggah(petugas_client, lembar(orang(1), kembar, sembunyi=[3]))

    assert baris(impor, 2).vonis == "baru"
    pilih(petugas_client, impor, ke="ikutkan", nomor=3)
    assert {b.vonis for b in impor.daftar_baris.all()} == {"galat"}
    pilih(petugas_client, impor, ke="abaikan", nomor=3)
    assert [baris(impor, n).vonis for n in (2, 3)] == ["baru", "abaikan"]


def test_hidden_row_cannot_be_ticked_by_a_forged_form(petugas_client):
    impor = unggah(petugas_client, lembar(orang(1), orang(2), sembunyi=[3]))

    pilih(petugas_client, impor, tampil=[3], baris=[3])

    assert not baris(impor, 3).dipilih


def test_rows_hidden_without_people_are_no_rows(petugas_client):
    kosong = [None] * 10
    impor = unggah(petugas_client, lembar(orang(1), kosong, ["Jumlah", 1], sembunyi=[3, 4]))

    assert impor.jumlah["abaikan"] == 0


# Merged cells and ditto marks


def test_merged_value_counts_for_its_rows_with_a_note(petugas_client):
    tanpa = {"kelurahan": None, "kecamatan": None}
    isi = [
        orang(1),
        orang(2, **tanpa),
        orang(3, **tanpa),
        orang(4, kelurahan="Kudu", kecamatan="Genuk"),
    ]
    impor = unggah(petugas_client, lembar(*isi, gabungan=["H2:H4", "I2:I4"]))

    assert {b.vonis for b in impor.daftar_baris.all()} == {"baru"}
    assert kode(baris(impor, 2)) == []
    assert kode(baris(impor, 4)) == ["nilai_gabungan", "nilai_gabungan"]
    assert baris(impor, 4).alasan[0]["sebab"] == "Dari sel gabungan baris 2 sampai 4."
    assert len({b.kelurahan for b in impor.daftar_baris.filter(nomor__lt=5)}) == 1
    assert kode(baris(impor, 5)) == []


@pytest.mark.parametrize("tanda", ["sda", "SDA", "s.d.a.", "idem", '"', "”", "〃", "Idem "])
def test_ditto_mark_counts_as_the_row_above(petugas_client, tanda):
    sama = {"kelurahan": tanda, "kecamatan": tanda, "pekerjaan": tanda}
    impor = unggah(petugas_client, xlsx(orang(1), orang(2, **sama), orang(3, **sama)))

    assert {b.vonis for b in impor.daftar_baris.all()} == {"baru"}
    assert kode(baris(impor, 4)) == ["nilai_di_atas"] * 3
    assert baris(impor, 4).pekerjaan == baris(impor, 2).pekerjaan


def test_name_and_nik_are_never_taken_from_above(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(2, nama="sda"), orang(3, nik="sda")))

    assert [baris(impor, n).vonis for n in (3, 4)] == ["baru", "galat"]
    assert baris(impor, 3).nama == "Sda"


def test_note_stays_when_another_cell_is_corrected(petugas_client):
    isi = [orang(1), orang(2, kelurahan="sda", pekerjaan="tukang ramal")]
    impor = unggah(petugas_client, xlsx(*isi))

    pilih(petugas_client, impor, **{f"sel-3-{PEKERJAAN}": "pemulung"})
    assert (baris(impor, 3).vonis, kode(baris(impor, 3))) == ("baru", ["nilai_di_atas"])
    pilih(petugas_client, impor, **{f"sel-3-{KELURAHAN}": "Sekayu"})
    assert kode(baris(impor, 3)) == []


# One value for the whole list


def tanpa_tempat(n):
    return [*orang(n)[:KELURAHAN], orang(n)[PEKERJAAN]]


JUDUL_TANPA = [*JUDUL[:KELURAHAN], "Pekerjaan"]


@pytest.mark.parametrize(
    ("judul", "isi"),
    [
        (
            "DAFTAR PEKERJA RENTAN KELURAHAN KRAPYAK KECAMATAN SEMARANG BARAT",
            {"kecamatan": "Semarang Barat", "kelurahan": "Krapyak"},
        ),
        ("Data Nelayan Kel. Bandarharjo", {
            "kecamatan": "Semarang Utara", "kelurahan": "Bandarharjo", "pekerjaan": "nelayan",
        }),
        ("KELURAHAN : TLOGOSARI KULON", {
            "kecamatan": "Pedurungan", "kelurahan": "Tlogosari Kulon",
        }),
        ("Rekap kelurahan se-kota", {}),
        ("Nelayan dan pemulung", {}),
    ],
)  # fmt: skip
def test_title_names_what_all_rows_share(db, judul, isi):
    assert dari_judul([[judul, None], [None]], kamus_terkini()) == isi


def test_value_of_the_title_is_offered_and_fills_every_row(petugas_client):
    judul = ["DATA PEKERJA RENTAN KELURAHAN KRAPYAK KECAMATAN SEMARANG BARAT"]
    isi = lembar(tanpa_tempat(1), tanpa_tempat(2), kepala=(judul, [], JUDUL_TANPA))
    impor = unggah(petugas_client, isi)
    alamat = reverse("peserta:impor_kolom", args=[impor.pk])

    assert impor.status == StatusImpor.PEMETAAN
    halaman = petugas_client.get(reverse("peserta:impor_detail", args=[impor.pk])).text
    assert 'value="Krapyak"' in halaman
    data = {"baris": 3, "seluruh-kelurahan": "Krapyak", "seluruh-kecamatan": "Semarang Barat"}
    data |= {f"kolom-{i}": k for i, k in impor.pemetaan["bidang"].items()}
    assert petugas_client.post(alamat, data).status_code == 302
    impor.refresh_from_db()
    kerjakan(impor.tugas)
    impor.refresh_from_db()

    assert impor.status == StatusImpor.DIPERIKSA
    assert {b.vonis for b in impor.daftar_baris.all()} == {"baru"}
    assert len({b.kelurahan for b in impor.daftar_baris.all()} - {""}) == 1
    tambahan = impor.pemetaan["judul"][len(JUDUL_TANPA) :]
    assert {*tambahan} == {
        "Kelurahan seluruh daftar: Krapyak",
        "Kecamatan seluruh daftar: Semarang Barat",
    }
    letak = next(i for i, k in impor.pemetaan["bidang"].items() if k == "kelurahan")
    pilih(petugas_client, impor, **{f"sel-4-{letak}": "Manyaran"})
    assert baris(impor, 4).kelurahan != baris(impor, 5).kelurahan


def test_value_for_all_and_a_column_of_it_exclude_each_other(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1)))
    bidang = {f"kolom-{i}": k for i, k in impor.pemetaan["bidang"].items()}
    alamat = reverse("peserta:impor_kolom", args=[impor.pk])

    jawaban = petugas_client.post(alamat, bidang | {"baris": 1, "seluruh-kelurahan": "Krapyak"})

    assert jawaban.status_code == 422
    assert "Sudah dibaca dari kolom H" in jawaban.text


# Columns by their contents


def test_columns_are_guessed_from_their_contents(db):
    bidang = ["no_kk", "nik", "nama", "jenis_kelamin", "tanggal_lahir", "hp", "alamat"]
    bidang += ["kelurahan", "kecamatan", "pekerjaan", "rt_rw"]

    def satu(n):
        nomor = [1.0, f"33740115028{n:05}", orang(n)[0]]
        diri = ["Siti Aminah", "P", "15-02-1985", f"0812345678{n}"]
        return [*nomor, *diri, "Jl. Pemuda 1", "Miroto", "Semarang Tengah", "tukang becak", "01/02"]

    tebakan = tebak_kolom([satu(n) for n in range(1, 6)], kamus_terkini(), 2026)

    assert tebakan == dict(enumerate(bidang, start=1))


def test_guess_is_offered_and_only_asks_to_be_confirmed(petugas_client):
    asing = [f"A{n}" for n in range(10)]
    impor = unggah(petugas_client, xlsx(orang(1), orang(2), judul=asing))

    halaman = petugas_client.get(reverse("peserta:impor_detail", args=[impor.pk])).text

    assert impor.pemetaan["tebakan"]["0"] == "nik"
    assert '<option value="kelurahan" selected' in halaman
    assert "Ditebak dari isinya" in halaman
    assert "337401" not in str(impor.pemetaan["tebakan"])


# Several lists in one go


def test_ten_files_are_read_in_one_go(petugas_client, settings):
    berkas = []
    for n in range(10):
        isi = BytesIO(xlsx(orang(n)))
        isi.name = f"rt-{n}.xlsx"
        berkas.append(isi)
    data = {"berkas": berkas, "sumber_data": "kelurahan"}

    jawaban = petugas_client.post(reverse("peserta:impor"), data)

    assert jawaban.url == reverse("peserta:impor")
    assert Impor.objects.count() == 10
    lagi = [*berkas, BytesIO(xlsx(orang(11)))]
    for satu in lagi:
        satu.seek(0)
        satu.name = "x.xlsx"
    jawaban = petugas_client.post(reverse("peserta:impor"), data | {"berkas": lagi})
    assert jawaban.status_code == 422
    assert "paling banyak 10" in jawaban.text


def test_ten_sheets_are_read_by_one_button(petugas_client):
    impor = unggah(petugas_client, buku({f"RT {n}": [JUDUL, orang(n)] for n in range(10)}))
    assert len(impor.pemetaan["lembar_lain"]) == 9

    jawaban = petugas_client.post(reverse("peserta:impor_lembar", args=[impor.pk]), {"semua": "1"})

    assert jawaban.url == reverse("peserta:impor")
    assert {i.lembar for i in Impor.objects.all()} == {f"RT {n}" for n in range(10)}
