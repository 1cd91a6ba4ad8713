"""Papers for a kelurahan: cards handed out, who is protected, the leaflet of benefits."""

from datetime import date, datetime, timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.klaim.aturan import BEASISWA, JKK_MENINGGAL, JKM_PENUH, MANFAAT, PEMAKAMAN
from iuran.models import BarisBerkas, BerkasBPJS
from iuran.perlindungan import perlindungan, ringkas_bulan
from laporan.models import Surat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.bahan import Bahan
from laporan.surat.berkas.cetak import cetakan
from laporan.surat.berkas.pdf import buat_pdf
from laporan.surat.susun.kelurahan import susun_daftar, susun_manfaat, susun_tanda_terima
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from pijar.models import Kop
from pijar.rupiah import rupiah
from tests.factories import bayar, terdaftar
from tests.iuran.susunan import susun
from tests.peran import buat, masuk

MIROTO, LAIN = "33.74.01.1001", "33.74.02.1001"
MARET = date(2026, 3, 20)
JANUARI, FEBRUARI = date(2026, 1, 1), date(2026, 2, 1)


@pytest.fixture
def warga(db):
    """Two in Miroto, paid by two sources; one of them owes February. One lives elsewhere."""
    satu = terdaftar(nama="Siti Aminah", alamat="Jl. Baru\nII no. 5", rt="003", rw="04").peserta
    dua = terdaftar(nama="Ani <Kartini>", kode="DBHCHT").peserta
    terdaftar(nama="Zulaikha", kelurahan_id=LAIN)
    for bulan in (JANUARI, FEBRUARI):
        bayar(bulan, bulan + timedelta(days=19))
    bayar(JANUARI, date(2026, 1, 20), kode="DBHCHT")
    return satu, dua


def bahan(admin, kunci=MIROTO, tanggal=MARET):
    return Bahan(None, tanggal, admin, kunci)


def test_list_for_the_lurah(warga, admin):
    isi = susun_daftar(bahan(admin))

    orang, sumber = isi.tabel
    satu, dua = warga
    assert [[b[0], b[1], b[2], b[6], b[7]] for b in orang.baris] == [
        [1, "Ani <Kartini>", dua.nik_samar, "Januari 2026", "Tenggang 1 bulan"],
        [2, "Siti Aminah", satu.nik_samar, "Februari 2026", "Lunas"],
    ]
    assert orang.baris[1][3] == "Jl. Baru II no. 5 RT 003 RW 04"
    assert sumber.jumlah == ["Jumlah", 1, 1, 2]
    assert "2 (dua) orang terlindungi" in isi.pembuka[0]
    assert isi.orang == 2
    assert satu.nik not in str(isi)


def test_list_is_of_its_day(warga, admin):
    Peserta.objects.filter(pk=warga[0].pk).update(nama="Siti Baru")

    with pytest.raises(AturanDilanggarError, match="Tidak ada orang yang terlindungi"):
        susun_daftar(bahan(admin, tanggal=date(2026, 1, 10)))
    assert susun_daftar(bahan(admin, tanggal=date(2026, 1, 25))).orang == 2


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_asks_the_same_for_many(admin, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        terdaftar()
    bayar(JANUARI, date(2026, 1, 20))

    with django_assert_num_queries(11):
        susun_daftar(bahan(admin, tanggal=date(2026, 1, 25)))


@pytest.mark.parametrize("hari", [date(2026, 1, 25), MARET, date(2026, 6, 2), date(2025, 12, 1)])
def test_many_have_the_run_that_one_has(warga, hari):
    hasil = ringkas_bulan([p.pk for p in warga], hari)

    for orang in warga:
        assert hasil[orang.pk].lunas_sampai == perlindungan(orang, hari).lunas_sampai


# Cards


def test_cards_of_the_kelurahan_are_signed_for(warga, admin):
    isi = susun_tanda_terima(bahan(admin))

    assert [b[1:3] for b in isi.tabel[0].baris] == [
        ["Ani <Kartini>", warga[1].kpj], ["Siti Aminah", warga[0].kpj],
    ]  # fmt: skip
    assert [k.judul for k in isi.tabel[0].kolom][-2:] == ["Tanggal diterima", "Tanda tangan"]
    assert "NIK" not in str(isi)


@pytest.fixture
def batch(admin):
    """A batch of two, one of whom has a card since the 1st of March."""
    susun(admin, 2)
    baris = BarisBerkas.objects.first()
    Peserta.objects.filter(pk=baris.peserta_id).update(status="didaftarkan")
    Peserta.objects.filter(pk=baris.peserta_id).update(status="terdaftar", kpj="26133068531")
    BarisBerkas.objects.filter(pk=baris.pk).update(
        hasil="sesuai", dijawab_pada=datetime(2026, 3, 1, 9, tzinfo=WIB)
    )
    return BerkasBPJS.objects.get()


@pytest.mark.parametrize(
    ("pilihan", "orang", "kata"),
    [
        ("{nomor}", 1, "dari pendaftaran"),
        ("2026-03-01", 1, "sejak 1 Maret 2026"),
        ("2026-03-02", 0, ""),
        ("PK-LAIN", 0, ""),
        ("", 3, ""),
    ],
)
def test_cards_of_a_batch_or_since_a_day(warga, batch, admin, pilihan, orang, kata):
    kunci = f"{MIROTO} {pilihan.format(nomor=batch.nomor)}".strip()
    if not orang:
        with pytest.raises(AturanDilanggarError, match="Belum ada kartu"):
            susun_tanda_terima(bahan(admin, kunci))
        return

    isi = susun_tanda_terima(bahan(admin, kunci))

    assert isi.orang == orang
    assert kata in isi.pembuka[0]


def test_who_left_is_counted_not_listed(warga, admin):
    Peserta.objects.filter(pk=warga[0].pk).update(status="berhenti")

    isi = susun_tanda_terima(bahan(admin))

    assert isi.orang == 1
    assert isi.pembuka[1] == "Tidak termasuk 1 (satu) orang yang sudah berhenti."


# Area


@pytest.mark.parametrize("jenis", ["daftar_kelurahan", "tanda_terima"])
def test_another_kelurahan_is_refused(warga, jenis):
    client = masuk(buat("sini", "petugas", wilayah=["33.74.01"]))
    ke = reverse("laporan:surat_baru")
    isi = {"jenis": jenis, "kunci": LAIN, "tanggal": f"{timezone.localdate():%d-%m-%Y}"}

    for jawaban in (client.get(ke, isi), client.post(ke, isi)):
        assert jawaban.status_code == 409
        assert "di luar wilayah Anda" in jawaban.text
        assert "Bulu Lor" not in jawaban.text
    assert client.get(ke, isi | {"kunci": MIROTO}).status_code == 200
    assert not Surat.objects.exists()


def test_officer_sees_the_lists_of_their_area_and_the_leaflet(warga, admin):
    for kode, kunci in (("daftar_kelurahan", MIROTO), ("manfaat", "")):
        buat_surat(kode, Bahan(None, MARET, admin, kunci))
    ke = reverse("laporan:surat")

    sini = masuk(buat("sini", "petugas", wilayah=["33.74.01"])).get(ke).text
    sana = masuk(buat("sana", "petugas", wilayah=["33.74.02"])).get(ke).text

    assert ["Miroto" in html for html in (sini, sana)] == [True, False]
    assert [">Selebaran manfaat<" in html for html in (sini, sana)] == [True, True]


def test_date_ahead_is_refused(warga, admin_client):
    isi = {"jenis": "daftar_kelurahan", "kunci": MIROTO, "tanggal": "31-12-2099"}

    jawaban = admin_client.post(reverse("laporan:surat_baru"), isi)

    assert jawaban.status_code == 422
    assert "tidak boleh setelah hari ini" in jawaban.text
    assert "31-12-2099" in jawaban.text


# The leaflet


def test_leaflet_takes_its_amounts_from_the_rules_of_claims(settings, db):
    teks = str(susun_manfaat(None))

    for jumlah in (JKM_PENUH, PEMAKAMAN, JKK_MENINGGAL, BEASISWA, 12_000_000, 500_000):
        assert rupiah(jumlah) in teks
    assert "2×24 jam" in teks
    assert "sesuai ketentuan BPJS yang berlaku" in teks
    settings.JKM_PENUH_SETELAH_BULAN = 5
    assert "Belum lewat 5 bulan" in str(susun_manfaat(None))


def test_claim_page_and_leaflet_say_one_amount():
    assert MANFAAT["jkm"][0] == (
        "Santunan kematian Rp20.000.000, santunan berkala Rp12.000.000 dan biaya pemakaman "
        "Rp10.000.000: seluruhnya Rp42.000.000."
    )
    assert MANFAAT["jkk"][1] == (
        "Angkutan darat paling banyak Rp5.000.000, laut Rp2.000.000, udara Rp10.000.000."
    )


@pytest.mark.parametrize("kertas", ["a4", "f4"])
def test_leaflet_is_one_page(admin, kertas, tmp_path):
    Kop.objects.create(
        mulai=date(2026, 1, 1),
        pemerintah="Pemerintah Kota Semarang",
        instansi="Dinas Tenaga Kerja",
        kota="Semarang",
        alamat="Jalan Ki Mangunsarkoro Nomor 21\nTelepon (024) 8440335",
        kertas=kertas,
    )
    surat = buat_surat("manfaat", Bahan(None, MARET, admin)).surat
    berkas = tmp_path / "x.pdf"
    berkas.write_bytes(buat_pdf(cetakan(surat)))

    with pikepdf.open(berkas) as pdf:
        assert len(pdf.pages) == 1
