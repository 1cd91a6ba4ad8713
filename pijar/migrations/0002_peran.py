"""Make the four roles as groups and give them their rights.

The rights are written out here: a migration must not change when the table in pijar.hak does.
Reversing removes the groups, not the people.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PETUGAS = ["lihat_peserta", "mendata", "lihat_laporan", "buka_nik", "usul_peristiwa", "usul_gabung"]
VERIFIKATOR = ["lihat_peserta", "memverifikasi", "lihat_laporan", "buka_nik", "putus_gabung"]
ADMIN = [
    "lihat_peserta",
    "mendata",
    "menetapkan",
    "mengelola_iuran",
    "lihat_laporan",
    "mengelola_pengguna",
    "buka_nik",
    "usul_peristiwa",
    "putus_peristiwa",
    "usul_gabung",
]
SEKDA = ["lihat_laporan"]
PERAN = {"petugas": PETUGAS, "verifikator": VERIFIKATOR, "admin": ADMIN, "sekda": SEKDA}
NAMA = {
    "lihat_peserta": "Melihat peserta di wilayahnya",
    "mendata": "Mendata, mengimpor, mengubah dan mengajukan peserta",
    "memverifikasi": "Memutuskan pengajuan",
    "menetapkan": "Menyusun kriteria dan penetapan",
    "mengelola_iuran": "Mengelola pendaftaran, sumber dana, tagihan dan pembayaran",
    "lihat_laporan": "Melihat dasbor dan laporan bulanan",
    "mengelola_pengguna": "Mengelola pengguna dan melihat jejak akses",
    "buka_nik": "Membuka NIK lengkap dengan alasan",
    "usul_peristiwa": "Mengusulkan peristiwa peserta",
    "putus_peristiwa": "Memutuskan peristiwa peserta",
    "usul_gabung": "Mengusulkan penggabungan dua orang",
    "putus_gabung": "Memutuskan penggabungan dua orang",
}


def buat_peran(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    jenis, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="pijar", model="pengguna"
    )
    izin = {
        kode: apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=jenis, codename=kode, defaults={"name": nama}
        )[0]
        for kode, nama in NAMA.items()
    }
    for peran, hak in PERAN.items():
        grup, _ = apps.get_model("auth", "Group").objects.get_or_create(name=peran)
        grup.permissions.set([izin[kode] for kode in hak])


def hapus_peran(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=PERAN).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pijar", "0001_skema"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(buat_peran, hapus_peran)]
