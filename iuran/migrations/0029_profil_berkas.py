"""A shape for each kind of file to BPJS: extension, change of data, stop.

None is public, so each must be confirmed with the branch. Reversing deletes those that no file
uses.
"""

from django.apps.registry import Apps as StateApps
from django.db import migrations

ORANG = (("NO", "nomor"), ("NIK", "nik"), ("NO KPJ", "kpj"), ("NAMA", "nama"))
BENTUK = (
    (
        "bpu_perpanjangan",
        "BPU perpanjangan (perlu konfirmasi cabang)",
        "perpanjangan",
        (
            *ORANG,
            ("TANGGAL LAHIR", "tanggal_lahir"),
            ("MULAI BULAN", "bulan_awal"),
            ("JUMLAH BULAN", "jumlah_bulan"),
            ("PROGRAM", "program"),
        ),
    ),
    (
        "bpu_perubahan",
        "BPU perubahan data (perlu konfirmasi cabang)",
        "perubahan",
        (
            ("NO", "nomor"),
            ("NIK TERCATAT", "nik_lama"),
            *ORANG[1:],
            ("DATA LAMA", "data_lama"),
            ("DATA BARU", "data_baru"),
            ("TEMPAT LAHIR", "tempat_lahir"),
            ("TANGGAL LAHIR", "tanggal_lahir"),
            ("NAMA IBU KANDUNG", "nama_ibu"),
            ("ALAMAT", "alamat_lengkap"),
            ("KODE POS", "kode_pos"),
            ("HP", "hp"),
            ("EMAIL", "email"),
            ("PEKERJAAN", "pekerjaan"),
        ),
    ),
    (
        "bpu_penghentian",
        "BPU penghentian (perlu konfirmasi cabang)",
        "penghentian",
        (
            *ORANG,
            ("ALASAN", "alasan_henti"),
            ("TANGGAL KEJADIAN", "tanggal_henti"),
            ("BULAN TERAKHIR DIBAYAR", "bulan_terakhir"),
        ),
    ),
)


def tambah(apps: StateApps, schema_editor: object) -> None:
    profil = apps.get_model("iuran", "ProfilEkspor")
    for kode, nama, jenis, kolom in BENTUK:
        profil.objects.get_or_create(
            kode=kode,
            defaults={
                "nama": nama,
                "jenis": jenis,
                "kolom": [{"judul": judul, "isi": isi} for judul, isi in kolom],
                "nama_lembar": jenis,
            },
        )


def hapus(apps: StateApps, schema_editor: object) -> None:
    dipakai = apps.get_model("iuran", "BerkasBPJS").objects.values("profil")
    profil = apps.get_model("iuran", "ProfilEkspor").objects.exclude(pk__in=dipakai)
    profil.filter(kode__in=[b[0] for b in BENTUK]).delete()


class Migration(migrations.Migration):
    dependencies = [("iuran", "0028_jenis_berkas")]
    operations = [migrations.RunPython(tambah, hapus)]
