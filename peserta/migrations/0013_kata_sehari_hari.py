"""Everyday names of the occupations, "sopir" and its kinds among them, beside what admins added."""

import csv
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# No kept figure reads the other names, so their change spoils none (ADR 0025).
TANPA_TANDA = """
    DELETE FROM pijar_ubahan
    WHERE tabel = 'peserta_pekerjaan' AND xid = pg_current_xact_id()::text::bigint
"""
BERKAS = Path(__file__).parent / "data" / "kata_pekerjaan.csv"


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    semua = apps.get_model("peserta", "Pekerjaan").objects
    with BERKAS.open(encoding="utf-8", newline="") as berkas:
        for baris in csv.DictReader(berkas):
            for satu in semua.filter(kode=baris["kode"]):
                kata = baris["ejaan"].split("|")
                satu.ejaan = list(dict.fromkeys([*satu.ejaan, *kata]))
                satu.save(update_fields=["ejaan"])


class Migration(migrations.Migration):
    dependencies = [("peserta", "0012_skema_kata_pekerjaan")]
    operations = [
        migrations.RunPython(isi, migrations.RunPython.noop),
        migrations.RunSQL(TANPA_TANDA, migrations.RunSQL.noop),
    ]
