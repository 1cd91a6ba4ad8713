"""The offices that the Sekda's circular of 18 February 2025 addresses, and their usual names.

The circular names them by kind; the names of the dinas are those of the city's organisation and
are to be confirmed by BKPP. Numbers of civil servants are unknown: an admin enters them, dated.
"""

import csv
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DATA = Path(__file__).parent / "data" / "opd.csv"


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    opd = apps.get_model("iuran", "OPD")
    with DATA.open() as berkas:
        daftar = [
            opd(nama=b["nama"], jenis=b["jenis"], ejaan=b["ejaan"].split("|"))
            for b in csv.DictReader(berkas)
        ]
    daftar += [
        opd(nama=f"Kecamatan {k.nama}", jenis="kecamatan", kecamatan=k, ejaan=[_kunci(k.nama)])
        for k in apps.get_model("peserta", "Kecamatan").objects.all()
    ]
    kelurahan = apps.get_model("peserta", "Kelurahan").objects.select_related("kecamatan")
    kembar: dict[str, list[Any]] = {}
    for k in kelurahan:
        kembar.setdefault(k.nama, []).append(k)
    for nama, semua in kembar.items():
        for k in semua:
            lengkap = f"Kelurahan {nama}" + (f" ({k.kecamatan.nama})" if len(semua) > 1 else "")
            daftar.append(opd(nama=lengkap, jenis="kelurahan", kelurahan=k, ejaan=[]))
    opd.objects.bulk_create(daftar)


def _kunci(nama: str) -> str:
    return "".join(c for c in nama.upper() if c.isalnum())


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0040_skema_penyumbang"),
        ("peserta", "0009_skema_vonis_usul"),
    ]

    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
