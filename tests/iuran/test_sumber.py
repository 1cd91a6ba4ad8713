"""The page of sources, its figures, and the lookup tables in /kelola/."""

from datetime import date

import pytest

from iuran.berkas_bpjs.kolom import galat_kolom
from iuran.buku.actions.iuran import buat_iuran
from iuran.buku.kuota import perkiraan_habis
from iuran.buku.views.sumber import bulan_acuan
from iuran.models import Iuran, ProfilEkspor, SumberDana
from tests.factories import BantuanFactory, bayar, ubah_pagu

SUMBER = "/iuran/sumber/"
MARET = date(2026, 3, 1)


def apbd(bulan=MARET):
    return SumberDana.objects.with_keuangan().with_orang(bulan).get(kode="APBD", tahun=2026)


def test_with_keuangan_every_rupiah_once(db):
    ubah_pagu(pagu=100 * 16_800, kuota=5)
    BantuanFactory(jumlah_bulan=6)
    BantuanFactory(jumlah_bulan=3, status="batal")
    lama = [BantuanFactory(), BantuanFactory(jumlah_bulan=2)]
    buat_iuran([b.pk for b in lama])
    Iuran.objects.filter(bantuan=lama[0], bulan__gt=MARET).update(hidup=False, alasan_mati="pindah")
    bayar(date(2026, 1, 1), date(2026, 1, 20))

    s = apbd()

    assert (s.terikat, s.hidup, s.lunas) == (6 * 16_800, 5 * 16_800, 2 * 16_800)
    assert s.sisa == (100 - 6 - 5) * 16_800


def test_with_orang_counts_grants_of_the_month(db):
    BantuanFactory(jumlah_bulan=3)
    BantuanFactory(jumlah_bulan=2)
    BantuanFactory(bulan_awal=MARET, jumlah_bulan=1, status="batal")

    assert (apbd().orang, apbd().kosong) == (1, 7_499)
    assert apbd(date(2026, 2, 1)).orang == 2


def test_source_without_grants_has_zeros(db):
    s = apbd()

    assert (s.terikat, s.hidup, s.lunas, s.orang, s.sisa) == (0, 0, 0, 0, s.pagu)


@pytest.mark.parametrize(
    ("bulan_uang", "habis"),
    [(0, date(2026, 5, 1)), (3, date(2026, 8, 1)), (7, date(2026, 12, 1)), (8, None), (9, None)],
)
def test_perkiraan_habis_if_everybody_stays(db, bulan_uang, habis):
    # Two people are promised until April; May to December are eight more months of both.
    BantuanFactory.create_batch(2, jumlah_bulan=4)
    ubah_pagu(pagu=(8 + 2 * bulan_uang) * 16_800)

    s = apbd()

    assert perkiraan_habis([s], MARET).get(s.pk) == habis


@pytest.mark.parametrize(
    ("tahun", "bulan"),
    [(2025, date(2025, 12, 1)), (2026, date(2026, 3, 1)), (2027, date(2027, 1, 1))],
)
def test_bulan_acuan_is_the_nearest_month(tahun, bulan):
    assert bulan_acuan(tahun, date(2026, 3, 17)) == bulan


@pytest.mark.parametrize("jumlah", [1, 3])
def test_sumber_query_count_is_constant(admin_client, jumlah, django_assert_num_queries):
    SumberDana.objects.all().delete()
    for n in range(jumlah):
        SumberDana.objects.create(
            kode=f"S{n}", nama=f"Dana {n}", jenis="csr", tahun=2026, kuota=5, pagu=10**9
        )

    with django_assert_num_queries(14):
        html = admin_client.get(SUMBER, {"tahun": 2026}).text

    assert html.count("Rp1.000.000.000") == 3 * jumlah


def test_sumber_shows_the_year_asked_for(admin_client, db):
    SumberDana.objects.create(
        kode="APBD",
        nama="APBD",
        jenis="apbd",
        tahun=2027,
        kuota=5,
        pagu=10**9,
        keadaan_pagu="dpa",
        gelombang="murni",
    )

    assert "APBD Kota Semarang 2026" in admin_client.get(SUMBER, {"tahun": 2026}).text
    assert "APBD 2027</a> · murni" in admin_client.get(SUMBER, {"tahun": 2027}).text
    assert "Belum ada sumber dana 2030" in admin_client.get(SUMBER, {"tahun": 2030}).text
    assert admin_client.get(SUMBER, {"tahun": "ngawur"}).status_code == 200


def test_sumber_names_the_month_when_money_ends(admin_client, db):
    BantuanFactory.create_batch(
        2,
        bulan_awal=date(2030, 1, 1),
        jumlah_bulan=4,
        sumber=SumberDana.objects.create(
            kode="X",
            nama="X",
            jenis="apbd",
            tahun=2030,
            kuota=5,
            pagu=8 * 16_800,
            keadaan_pagu="dpa",
        ),
    )

    html = admin_client.get(SUMBER, {"tahun": 2030}).text

    assert "Mei 2030" in html
    assert "bila orang Januari 2030 diteruskan" in html


def kelola(nama, pk=None):
    return f"/kelola/iuran/{nama}/{pk}/change/" if pk else f"/kelola/iuran/{nama}/"


@pytest.mark.parametrize("nama", ["kondisiinsidental", "profilekspor"])
def test_kelola_lists_lookup_tables(admin_client, nama):
    assert admin_client.get(kelola(nama)).status_code == 200
    assert admin_client.get(f"{kelola(nama)}add/").status_code == 200


def test_kelola_deletes_nothing(admin_client, db):
    hapus = "/kelola/iuran/profilekspor/sipp_tk_baru/delete/"

    assert admin_client.post(hapus).status_code == 403


def test_kelola_knows_neither_tariffs_nor_sources(admin_client, db):
    """Both change on pages of their own, by two admins."""
    for nama in ("tarif", "sumberdana", "perubahanpagu"):
        assert admin_client.get(kelola(nama)).status_code == 404


def test_kelola_is_closed_to_staff_without_the_right(petugas, petugas_client):
    petugas.is_staff = True
    petugas.save()

    assert petugas_client.get(kelola("profilekspor")).status_code == 403
    assert petugas_client.get("/kelola/").status_code == 200


def profil(**ubah):
    p = ProfilEkspor.objects.get(kode="sipp_tk_baru")
    return {
        "kode": p.kode,
        "nama": p.nama,
        "jenis": p.jenis,
        "kolom": '[{"judul": "NIK", "isi": "nik"}]',
        "nama_lembar": p.nama_lembar,
        "format_tanggal": p.format_tanggal,
        "baris_paling_banyak": 10_000,
        "urutan": p.urutan,
        **ubah,
    }


def test_kelola_keeps_a_sound_profile(admin_client, db):
    url = kelola("profilekspor", "sipp_tk_baru")

    assert admin_client.post(url, profil()).status_code == 302
    assert ProfilEkspor.objects.get(kode="sipp_tk_baru").kolom == [{"judul": "NIK", "isi": "nik"}]


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"kolom": '[{"judul": "NIK", "isi": "gaji"}]'}, "tidak dikenal"),
        ({"nama_lembar": "a/b"}, "Nama lembar tidak boleh memuat"),
        ({"baris_paling_banyak": 0}, "paling sedikit satu baris"),
    ],
)
def test_kelola_refuses_a_profile_that_would_fail(admin_client, db, ubah, pesan):
    jawaban = admin_client.post(kelola("profilekspor", "sipp_tk_baru"), profil(**ubah))

    assert jawaban.status_code == 200
    assert pesan in jawaban.text


@pytest.mark.parametrize(
    ("kolom", "galat"),
    [
        ([], "daftar yang tidak kosong"),
        ({}, "daftar yang tidak kosong"),
        (["nik"], "Kolom ke-1 harus mempunyai judul dan isi"),
        ([{"isi": "nik"}], "Kolom ke-1 harus mempunyai judul dan isi"),
        ([{"judul": "A", "isi": "gaji"}], "Isi “gaji” pada kolom A tidak dikenal"),
        ([{"judul": "A", "isi": "nik", "peta": ["x"]}], "Peta pada kolom A"),
        ([{"judul": "A", "isi": "nik"}, {"judul": "A", "isi": "="}], "tidak boleh berulang: A"),
        ([{"judul": "A", "isi": "nik"}, {"judul": "B", "isi": "=x"}], ""),
    ],
)
def test_galat_kolom(kolom, galat):
    assert galat in galat_kolom(kolom)
    assert bool(galat) == bool(galat_kolom(kolom))


def test_shipped_profiles_are_sound(db):
    assert {galat_kolom(p.kolom, p.jenis) for p in ProfilEkspor.objects.all()} == {""}
