"""Every search of the house: signs alone find nobody, a number in an address finds nobody."""

import re
from html import unescape

import pytest
from django.urls import reverse

from iuran.models import Tagihan
from tests.factories import JanjiFactory, PesertaFactory
from tests.keamanan.dunia import bangun
from tests.peran import buat, masuk

# Address, what its pk is (of Dunia), the box.
KOTAK = [
    ("peserta:daftar", "", "q"),
    ("iuran:penyumbang", "", "q"),
    ("iuran:janji", "", "q"),
    ("iuran:janji_baru", "penyumbang", "q"),
    ("iuran:janji_baru", "penyumbang", "kerja"),
    ("iuran:opd", "", "cari"),
    ("iuran:pembayaran", "", "cari"),
    ("iuran:bukti", "", "cari"),
    ("iuran:tagihan_orang", "tagihan", "cari"),
    ("laporan:surat", "", "cari"),
    ("verifikasi:penetapan_detail", "penetapan", "q"),
    ("verifikasi:perpanjangan_detail", "perpanjangan", "q"),
]
# Everywhere there is somebody to be found without the box; here nobody has paid a slip.
KOSONG = {"iuran:bukti"}
TANDA = ("!!", "-", ".", "…", "٭", "'")


@pytest.fixture
def kota(db):
    dunia = bangun()
    PesertaFactory(status="layak", lokasi_kerja="Pasar-Johar. 'A'")
    JanjiFactory(penyumbang__nama="Bambang-L. 'B'", peserta__nama="Siti-A. 'C'")
    return dunia, masuk(buat("seluruh", "admin"))


def baris(html: str) -> int:
    return html.count('<th scope="row">')


def test_signs_alone_find_nobody_in_every_search(kota):
    dunia, client = kota
    salah = []
    for nama, milik, kotak in KOTAK:
        pk = [getattr(dunia, milik).pk] if milik else []
        alamat = reverse(nama, args=pk)
        semua = baris(client.get(alamat).text)
        if not semua and nama not in KOSONG:
            salah.append(f"{nama}: tanpa baris")
        for tanda in TANDA:
            dasar = baris(client.get(alamat, {kotak: "tidak ada yang bernama begini"}).text)
            if baris(client.get(alamat, {kotak: tanda}).text) != dasar:
                salah.append(f"{nama}?{kotak}={tanda}")

    assert salah == []
    assert Tagihan.objects.exists()


@pytest.mark.parametrize(
    ("nama", "milik", "kotak"),
    [k for k in KOTAK if k[2] == "q"] + [("iuran:tagihan_orang", "tagihan", "cari")],
)
def test_a_box_for_names_takes_no_number(kota, nama, milik, kotak):
    """The browser does not send it; an address that somebody wrote finds nobody."""
    dunia, client = kota
    alamat = reverse(nama, args=[getattr(dunia, milik).pk] if milik else [])

    html = client.get(alamat, {kotak: dunia.peserta.nik}).text

    tanpa = client.get(alamat, {kotak: "tidak ada yang bernama begini"}).text
    assert baris(html) == baris(tanpa)
    if nama != "peserta:daftar":  # its box is sent, not written into the address
        assert 'pattern="[^0-9]*"' in client.get(alamat).text


@pytest.mark.parametrize("nama", ["iuran:opd", "iuran:pembayaran", "iuran:bukti", "laporan:surat"])
def test_a_box_for_papers_takes_no_number_of_a_person(admin_client, nama):
    html = admin_client.get(reverse(nama)).text
    pola = re.compile(unescape(re.search(r'name="cari"[^>]*pattern="([^"]+)"', html)[1]))

    for nomor in ("3374015502850001", "3374 0155 0285 0001", "0812-3456-7890", "00087654321"):
        assert not pola.fullmatch(nomor)
    for kertas in ("33.74/04.0/000123/LS/2026", "900/12", "SMP Negeri 12", "SP2D/2026/11/11"):
        assert pola.fullmatch(kertas)
