"""Before a bill: the list of Disdukcapil goes in, a death in it becomes a proposal, by clicks."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from iuran.models import OrangDiminta, PadananOrang
from peserta.models import Peserta, UsulanPeristiwa
from tests.e2e.loket import Loket, baca, kolom
from tests.e2e.tahap import kerjakan_yang_ditekan
from tests.factories import terdaftar
from tests.iuran import padanan
from tests.iuran.susunan import berkas

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]


def minta_daftar(admin: Loket, bulan: str) -> Path:
    """Ask for the list to send, with the reason, and take the file."""
    admin.menu("Pemadanan data")
    admin.ikuti("Daftar untuk dipadankan")
    admin.isi("atau semua yang bantuannya mencakup bulan", bulan)
    admin.pilih("Alasan", "Memadankan dengan data instansi lain")
    admin.tekan("Buat daftarnya")
    kerjakan_yang_ditekan()
    return admin.unduh("untuk-dipadankan")


def unggah_daftar(admin: Loket, path: Path, tanggal: str) -> None:
    """The list as it comes back."""
    admin.menu("Pemadanan data")
    admin.pilih("Daftar apa", "Kependudukan (Disdukcapil)")
    admin.isi("Tanggal daftar*", tanggal)
    admin.isi("Dari*", "Disdukcapil, 470/1")
    admin.page.get_by_label("Menjawab daftar untuk dipadankan").select_option(index=1)
    admin.page.get_by_label("Daftar dari instansi lain").set_input_files(path)
    admin.tekan("Unggah dan periksa")
    kerjakan_yang_ditekan()
    admin.tampak("Pakai daftar ini")


def test_dari_daftar_yang_kembali_sampai_usulan(loket, kantor):
    kini = timezone.localdate()
    a, b, c = (terdaftar(kini.replace(day=1), 1, nama=f"Orang {huruf}").peserta for huruf in "ABC")
    wafat = f"{kini - timedelta(days=9):%d-%m-%Y}"
    admin = loket("admin")

    diminta = minta_daftar(admin, f"{kini:%Y-%m}")
    assert set(kolom(baca(diminta), "NIK")) == {a.nik, b.nik, c.nik}
    isi = berkas(
        ["HASIL PEMADANAN"],
        padanan.KEPALA,
        padanan.sebut(a),
        padanan.sebut(b, "MENINGGAL DUNIA", wafat),
    )
    kembali = kantor.folder / "dukcapil.xlsx"
    kembali.write_bytes(isi.read())
    unggah_daftar(admin, kembali, f"{kini:%d-%m-%Y}")
    admin.berangka(**{"Sesuai": 1, "Meninggal": 1, "Tidak dijawab": 1})
    admin.tekan("Pakai daftar ini")
    kerjakan_yang_ditekan()
    admin.tampak("Daftar dipakai: pemadanan terakhir 2 orang.")
    admin.tekan("Usulkan 1 peristiwa")
    kerjakan_yang_ditekan()

    admin.tampak("1 peristiwa diusulkan")
    admin.tampak("Sudah diusulkan")
    usulan = UsulanPeristiwa.objects.get()
    assert (usulan.peserta, usulan.jenis) == (b, "meninggal")
    assert (PadananOrang.objects.count(), OrangDiminta.objects.count()) == (2, 3)
    assert Peserta.objects.terdaftar().count() == 3
