"""Fill places, their spellings and occupations from the files in ``data``, which stay as they are.

Reversing empties the tables again, as long as nobody lives there.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DATA = Path(__file__).parent / "data"


def baca(nama: str) -> Iterator[dict[str, str]]:
    with (DATA / nama).open(encoding="utf-8", newline="") as berkas:
        yield from csv.DictReader(berkas)


def isi_wilayah(apps: Apps) -> None:
    kecamatan = apps.get_model("peserta", "Kecamatan").objects
    kelurahan = apps.get_model("peserta", "Kelurahan").objects
    ejaan = apps.get_model("peserta", "EjaanWilayah").objects
    daftar = list(baca("wilayah.csv"))
    kecamatan.bulk_create(
        kecamatan.model(kode=kode, nama=nama, cabang=cabang)
        for kode, nama, cabang in dict.fromkeys(
            (b["kode_kecamatan"], b["kecamatan"], b["cabang"]) for b in daftar
        )
    )
    kelurahan.bulk_create(
        kelurahan.model(
            kode=b["kode_kelurahan"],
            nama=b["kelurahan"],
            kecamatan_id=b["kode_kecamatan"],
            kode_pos=b["kode_pos"],
        )
        for b in daftar
    )
    ejaan.bulk_create(ejaan.model(**b) for b in baca("ejaan_wilayah.csv"))


def isi_pekerjaan(apps: Apps) -> None:
    pekerjaan = apps.get_model("peserta", "Pekerjaan").objects
    pekerjaan.bulk_create(
        pekerjaan.model(
            kode=b["kode"],
            nama=b["nama"],
            kelompok=b["kelompok"],
            transport=b["transport"] == "ya",
            ejaan=b["ejaan"].split("|") if b["ejaan"] else [],
        )
        for b in baca("pekerjaan.csv")
    )


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    isi_wilayah(apps)
    isi_pekerjaan(apps)


def kosongkan(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for model in ("EjaanWilayah", "Kelurahan", "Kecamatan", "Pekerjaan"):
        apps.get_model("peserta", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("peserta", "0002_skema_riwayat")]
    operations = [migrations.RunPython(isi, kosongkan)]
