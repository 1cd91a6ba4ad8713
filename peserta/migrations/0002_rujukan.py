"""Fill places, their spellings and occupations from peserta/rujukan.

Reversing empties the tables again, as long as nobody lives there.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from peserta import rujukan


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    kecamatan = apps.get_model("peserta", "Kecamatan")
    kelurahan = apps.get_model("peserta", "Kelurahan")
    ejaan = apps.get_model("peserta", "EjaanWilayah")
    pekerjaan = apps.get_model("peserta", "Pekerjaan")
    kecamatan.objects.bulk_create(
        kecamatan(kode=k.kode, nama=k.nama, cabang=k.cabang) for k in rujukan.daftar_kecamatan()
    )
    kelurahan.objects.bulk_create(
        kelurahan(kode=k.kode, nama=k.nama, kecamatan_id=k.kode_kecamatan, kode_pos=k.kode_pos)
        for k in rujukan.daftar_kelurahan()
    )
    ejaan.objects.bulk_create(ejaan(ejaan=e.ejaan, kode=e.kode) for e in rujukan.daftar_ejaan())
    pekerjaan.objects.bulk_create(
        pekerjaan(
            kode=p.kode,
            nama=p.nama,
            kelompok=p.kelompok,
            transport=p.transport,
            ejaan=list(p.ejaan),
        )
        for p in rujukan.daftar_pekerjaan()
    )


def kosongkan(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for model in ("EjaanWilayah", "Kelurahan", "Kecamatan", "Pekerjaan"):
        apps.get_model("peserta", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("peserta", "0001_awal")]
    operations = [migrations.RunPython(isi, kosongkan)]
