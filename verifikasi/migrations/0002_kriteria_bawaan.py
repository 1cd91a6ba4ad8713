"""The default version of the criteria, marked as awaiting the number of the Keputusan Wali Kota."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# kode, judul, wajib, parameter, dasar hukum, perlu konfirmasi
KRITERIA = [
    ("usia", "Usia paling tinggi 64 tahun 11 bulan", True,
     {"bulan_maks": 779, "tahun_min": 15}, "se-sekda-2025", True),
    ("penduduk", "Warga Kota Semarang", True, {}, "perwal-26-2025", False),
    ("pekerjaan", "Pekerjaan termasuk sasaran program", True, {}, "perwal-26-2025", False),
    ("bukan_penerima_upah", "Bukan penerima upah, ASN, TNI atau Polri", True, {},
     "kepwal-kriteria", True),
    ("masih_bekerja", "Masih bekerja dan tidak sedang sakit", True, {"berlaku_hari": 90},
     "kepwal-kriteria", True),
    ("tidak_ganda", "Tidak dibiayai pembayar lain", True, {}, "pp-44-2015", False),
    ("kesejahteraan", "Tercatat dalam DTSEN", False, {"desil_maks": 5}, "perwal-26-2025", True),
]  # fmt: skip


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    versi = apps.get_model("verifikasi", "VersiKriteria").objects.create(
        judul="Kriteria bawaan (menunggu nomor Keputusan Wali Kota)",
        berlaku_mulai=date(2025, 6, 20),
    )
    kriteria = apps.get_model("verifikasi", "Kriteria")
    kriteria.objects.bulk_create(
        kriteria(
            versi=versi,
            kode=kode,
            judul=judul,
            wajib=wajib,
            parameter=parameter,
            dasar_hukum=dasar,
            perlu_konfirmasi=konfirmasi,
            urutan=urutan,
        )
        for urutan, (kode, judul, wajib, parameter, dasar, konfirmasi) in enumerate(KRITERIA, 1)
    )


def kosongkan(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("verifikasi", "VersiKriteria").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("verifikasi", "0001_skema")]
    operations = [migrations.RunPython(isi, kosongkan)]
