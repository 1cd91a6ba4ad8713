"""What BPJS really has, in a browser: from the branch's file to the minutes and a settled point."""

from pathlib import Path

import pytest

from iuran.models import DaftarBPJS, TitikRekonsiliasi
from laporan.models import VersiSurat
from peserta.models import Peserta
from pijar.excel import tulis_besar
from tests.e2e.loket import Loket
from tests.e2e.tahap import Kantor, kerjakan_yang_ditekan
from tests.iuran.rekon import KEPALA

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]


def daftar_cabang(folder: Path, orang: list[Peserta]) -> Path:
    """The list as it came: the first person as we know them, the second with another name."""
    isi = [[str(n), p.nik, p.nama, p.kpj, "16800", "AKTIF"] for n, p in enumerate(orang[:2], 1)]
    isi[1][2] = "ORANG LAIN"
    path = folder / "aktif cabang.xlsx"
    tulis_besar(path, "Daftar", KEPALA, isi, ["DAFTAR PESERTA AKTIF", ""])
    return path


def unggah(admin: Loket, kantor: Kantor, orang: list[Peserta]) -> None:
    admin.menu("Rekonsiliasi BPJS")
    admin.isi("Bulan iuran*", f"{kantor.bulan:%Y-%m}")
    admin.pilih("Cabang BPJS*", orang[0].kelurahan.kecamatan.get_cabang_display())
    admin.pilih("Isi daftar*", "Daftar peserta aktif")
    admin.isi("Tanggal daftar*", f"{kantor.hari_ini:%d-%m-%Y}")
    berkas = daftar_cabang(kantor.folder, orang)
    admin.page.get_by_label("Daftar dari BPJS*").set_input_files(berkas)
    admin.tekan("Unggah dan bandingkan")
    kerjakan_yang_ditekan()
    admin.tampak("2 baris dibaca.")


def selesaikan_yang_hilang(admin: Loket, hilang: Peserta) -> None:
    admin.tampak("Beda nama")
    admin.ikuti("Kita bayar, BPJS tidak punya")
    admin.tampak("Tidak ada barisnya dalam daftar BPJS")
    admin.tampak(hilang.nama)
    admin.page.get_by_role("link", name="Selesaikan", exact=True).click()
    admin.pilih("Diselesaikan dengan*", "BPJS sudah membetulkan")
    admin.isi("Alasan*", "Cabang menambahkannya, surel hari ini")
    admin.tekan("Selesaikan")
    admin.tampak("Selisih diselesaikan.")


def buat_berita_acara(admin: Loket) -> Path:
    admin.menu("Rekonsiliasi BPJS")
    admin.page.get_by_role("table").get_by_role("link").first.click()
    admin.tekan("Tandai sudah diperiksa")
    admin.tampak("angkanya tetap")
    admin.ikuti("Buat berita acara")
    admin.tekan("Buat surat")
    kerjakan_yang_ditekan()
    return admin.unduh("PDF")


def test_dari_berkas_cabang_sampai_berita_acara(loket, kantor):
    kantor.sampai("terdaftar")
    orang = list(Peserta.objects.terdaftar().order_by("pk"))
    Peserta.objects.update(kelurahan=orang[0].kelurahan)  # all of one branch
    admin = loket("admin")

    unggah(admin, kantor, orang)
    selesaikan_yang_hilang(admin, orang[2])
    surat = buat_berita_acara(admin)

    assert surat.read_bytes().startswith(b"%PDF-")
    tabel = VersiSurat.objects.get().isi["tabel"]
    assert tabel[0]["jumlah"][1:] == [3, 50_400, 0, 2, 33_600]
    assert tabel[1]["jumlah"] == ["Jumlah", 1]
    assert DaftarBPJS.objects.get().diperiksa_oleh.username == "admin"
    assert TitikRekonsiliasi.objects.get(terbuka=False).peserta == orang[2]
