"""What civil servants pay, in a browser: a slip, then BPJS's list of the month."""

from pathlib import Path

import pytest

from iuran.models import Iuran, Janji
from pijar.bulan import nama_bulan, tambah_bulan
from pijar.excel import tulis_besar
from pijar.rupiah import rupiah
from tests.e2e.loket import Loket
from tests.e2e.tahap import Kantor, kerjakan_yang_ditekan
from tests.factories import JanjiFactory, PenyumbangFactory, sumber
from tests.iuran.setoran import KEPALA, baris

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]


def catat_bukti(admin: Loket, kantor: Kantor, janji: Janji) -> None:
    """Two of three months: the wrong amount is told, nothing typed is lost."""
    admin.menu("Penyumbang")
    admin.ikuti(janji.penyumbang.nama)
    admin.ikuti("Catat bukti bayar")
    admin.isi(f"Jumlah bulan {janji.peserta.nama}", "2")
    admin.tekan("Hitung lagi")
    admin.tampak("Rp33.600")
    admin.isi("Nomor bukti bayar*", "BR/1")
    admin.isi("Tanggal pada buktinya*", f"{kantor.hari_ini:%d-%m-%Y}")
    admin.pilih("Dibayar lewat*", "Kantor Pos")
    admin.isi("Jumlah pada buktinya*", "33.000")
    admin.tekan("Simpan bukti bayar")
    admin.tampak("kurang Rp600")
    admin.isi("Jumlah pada buktinya*", "33.600")
    admin.tekan("Simpan bukti bayar")
    admin.tampak(nama_bulan(tambah_bulan(janji.mulai, 1)))
    admin.tampak("2 dari 3 bulan")


def catat_daftar(admin: Loket, kantor: Kantor, semua: list[Janji]) -> None:
    berkas = kantor.folder / "setoran.xlsx"
    isi = [[str(s) for s in baris(j)] for j in semua]
    tulis_besar(berkas, "Daftar", KEPALA, isi, ["SETORAN ASN PEDULI", ""])
    admin.menu("Penyumbang")
    admin.ikuti("Daftar setoran")
    admin.isi("Bulan iuran*", f"{kantor.bulan:%Y-%m}")
    admin.isi("Tanggal daftar*", f"{kantor.hari_ini:%d-%m-%Y}")
    admin.page.get_by_label("Daftar dari BPJS*").set_input_files(Path(berkas))
    admin.tekan("Unggah dan cocokkan")
    kerjakan_yang_ditekan()
    admin.tampak("3 baris dibaca.")
    admin.ikuti("Berbeda")
    admin.tekan("Perpanjang janjinya")
    admin.tekan("Catat 2 bulan lunas")
    kerjakan_yang_ditekan()
    admin.tampak("2 bulan baru lunas")


def test_dari_bukti_bayar_sampai_daftar_setoran(loket, kantor):
    bulan = kantor.bulan
    for tahun in {bulan.year, tambah_bulan(bulan, 12).year}:
        sumber("ASN", tahun)
    asn = PenyumbangFactory(nama="Wahyu Hidayat")
    berslip = JanjiFactory(penyumbang=asn, mulai=bulan, tempo=3, peserta__nama="Siti Bukti")
    baru = JanjiFactory(mulai=bulan, tempo=3, peserta__nama="Tono Daftar")
    akhir = JanjiFactory(mulai=tambah_bulan(bulan, -3), tempo=3, peserta__nama="Habis Masa")
    admin = loket("admin")

    catat_bukti(admin, kantor, berslip)
    catat_daftar(admin, kantor, [berslip, baru, akhir])

    lunas = Iuran.objects.lunas().filter(bulan=bulan)
    assert sorted(i.peserta.nama for i in lunas) == ["Habis Masa", "Siti Bukti", "Tono Daftar"]
    assert {i.dikonfirmasi_pada for i in lunas} == {kantor.hari_ini}
    akhir.refresh_from_db()
    assert akhir.sampai == bulan
    assert rupiah(sum(i.nominal for i in lunas)) == "Rp50.400"
