"""The shipped profile names each person's programmes, since a decree may choose JHT.

A column that an admin has changed stays as it is.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TETAP, PER_ORANG = "=JKK+JKM", "program"


def ganti(apps: Apps, dari: str, ke: str) -> None:
    for profil in apps.get_model("iuran", "ProfilEkspor").objects.filter(kode="bpu_kolektif"):
        for kolom in profil.kolom:
            if kolom["judul"] == "Program" and kolom["isi"] == dari:
                kolom["isi"] = ke
        profil.save(update_fields=["kolom"])


def maju(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ganti(apps, TETAP, PER_ORANG)


def mundur(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ganti(apps, PER_ORANG, TETAP)


class Migration(migrations.Migration):
    dependencies = [("iuran", "0006_skema_jht")]
    operations = [migrations.RunPython(maju, mundur)]
