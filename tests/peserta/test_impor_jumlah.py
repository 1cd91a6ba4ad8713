"""The same count everywhere: the file, the import's sums, the list, the export, the database."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from peserta.impor.sisa import sisa_baris
from peserta.models import Peserta, Vonis
from pijar.models import Tugas
from tests.factories import PesertaFactory
from tests.peran import buat, masuk
from tests.peserta.lembar import kerjakan, orang, pilih, terapkan, unggah, xlsx
from tests.peserta.test_impor_sel import PEKERJAAN, ketik

SALAH = {"pekerjaan": "tukang ramal"}


@pytest.fixture
def petugas_tengah(db):
    return masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))


def ekspor(client, impor):
    """The NIKs of the exported sheet of one import."""
    client.post("/peserta/ekspor/", {"impor": impor.pk, "sebab": "rekap"})
    tugas = kerjakan(Tugas.objects.get(jenis="peserta.ekspor"))
    isi = b"".join(client.get(f"/tugas/{tugas.pk}/unduh/").streaming_content)
    return [b[0].value for b in load_workbook(BytesIO(isi)).active.iter_rows(min_row=5)]


def test_screen_import_export_and_database_have_the_same_count(petugas_tengah):
    PesertaFactory.create_batch(3, jenis_kelamin="L")  # people of no import
    PesertaFactory(nik=orang(1)[0], alamat="Jl. Pemuda 1", tempat_lahir="Semarang")
    baik = [orang(n, no_kk="") for n in range(1, 61)]  # without KK, like many lists
    luar = orang(70, kelurahan="Tugurejo", kecamatan="Tugu")
    salah = [orang(n, **SALAH) for n in (81, 82, 83)]
    impor = unggah(petugas_tengah, xlsx(*baik, *salah, luar, orang(90, jenis_kelamin="L")))
    for nomor in (62, 63):
        ketik(petugas_tengah, impor, nomor, PEKERJAAN, "pemulung")
    pilih(petugas_tengah, impor, tampil=[5, 6], baris=[6])

    impor = terapkan(petugas_tengah, impor)

    jumlah = impor.jumlah
    baris = impor.daftar_baris
    per_vonis = {v.value: baris.filter(vonis=v).count() for v in Vonis}
    assert {v: jumlah[v] for v in per_vonis} == per_vonis
    assert jumlah["dibaca"] == 65 == baris.count() == sum(per_vonis.values())
    hasil = [jumlah[f"hasil_{h}"] for h in ("baru", "ubah", "sama", "dilewati")]
    assert hasil == [60, 0, 1, 4]
    assert sum(hasil) == 65
    assert sisa_baris(impor).count() == jumlah["hasil_dilewati"]
    orangnya = Peserta.objects.filter(impor=impor)
    assert orangnya.count() == jumlah["hasil_baru"]
    layar = petugas_tengah.get("/peserta/", {"impor": impor.pk}).text
    assert "1–50 dari 60" in layar
    assert "Ekspor 60 orang" in layar
    assert sorted(ekspor(petugas_tengah, impor)) == sorted(orangnya.values_list("nik", flat=True))


def test_sums_after_corrections_are_what_a_recount_gives(petugas_client):
    impor = unggah(
        petugas_client,
        xlsx(orang(1), orang(1), orang(2, **SALAH), orang(3, jenis_kelamin="L"), orang(4, nik="1")),
    )
    for nomor, kolom, isi in [
        (2, 0, orang(6)[0]),  # frees its twin
        (4, PEKERJAAN, "pemulung"),
        (6, 0, orang(2)[0]),  # a twin of row 4 now
        (5, 5, "P"),
        (6, 0, orang(4)[0]),  # and free again
    ]:
        assert ketik(petugas_client, impor, nomor, kolom, isi).status_code == 200
        impor.refresh_from_db()
        hitung = {v.value: impor.daftar_baris.filter(vonis=v).count() for v in Vonis}
        assert impor.jumlah == {"dibaca": 5, **hitung}

    assert impor.jumlah["baru"] == 5 == impor.daftar_baris.filter(dipilih=True).count()
