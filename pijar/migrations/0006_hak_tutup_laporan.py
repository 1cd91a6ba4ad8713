"""Admins close the month: one proposes the report, another closes it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KODE = "tutup_laporan"
NAMA = "Menyusun, menutup, mengoreksi dan menarik laporan bulanan"
PERAN = ("admin",)


def beri(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    jenis = apps.get_model("contenttypes", "ContentType").objects.get(
        app_label="pijar", model="pengguna"
    )
    izin, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=jenis, codename=KODE, defaults={"name": NAMA}
    )
    for grup in apps.get_model("auth", "Group").objects.filter(name__in=PERAN):
        grup.permissions.add(izin)


def cabut(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="pijar", codename=KODE
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("pijar", "0005_hak_rencana")]
    operations = [
        migrations.AlterModelOptions(
            name="pengguna",
            options={
                "verbose_name": "pengguna",
                "verbose_name_plural": "pengguna",
                "permissions": [
                    ("lihat_peserta", "Melihat peserta di wilayahnya"),
                    ("mendata", "Mendata, mengimpor, mengubah dan mengajukan peserta"),
                    ("memverifikasi", "Memutuskan pengajuan"),
                    ("menetapkan", "Menyusun kriteria dan penetapan"),
                    (
                        "mengelola_iuran",
                        "Mengelola pendaftaran, sumber dana, tagihan dan pembayaran",
                    ),
                    ("lihat_laporan", "Melihat dasbor dan laporan bulanan"),
                    (
                        "tutup_laporan",
                        "Menyusun, menutup, mengoreksi dan menarik laporan bulanan",
                    ),
                    ("lihat_rencana", "Melihat rencana tahun"),
                    ("mengelola_pengguna", "Mengelola pengguna dan melihat jejak akses"),
                    ("buka_nik", "Membuka NIK lengkap dengan alasan"),
                    ("usul_peristiwa", "Mengusulkan peristiwa peserta"),
                    ("putus_peristiwa", "Memutuskan peristiwa peserta"),
                    ("usul_gabung", "Mengusulkan penggabungan dua orang"),
                    ("putus_gabung", "Memutuskan penggabungan dua orang"),
                ],
            },
        ),
        migrations.RunPython(beri, cabut),
    ]
