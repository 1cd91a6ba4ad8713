"""Months that were frozen before count as closed, each with its hash; no second admin is known."""

import hashlib
import json

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tutup(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The newest version of a month is the closed one, those before it were replaced."""
    lewat = set()
    for laporan in apps.get_model("laporan", "LaporanBulanan").objects.order_by("bulan", "-versi"):
        isi: dict[str, object] = {
            "bulan": laporan.bulan.isoformat(),
            "versi": laporan.versi,
            "angka": laporan.angka,
            "tambahan": {},
            "koreksi": [],
            "catatan": "",
            "masalah": "",
            "usulan": "",
        }
        teks = json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        laporan.sha256 = hashlib.sha256(teks.encode()).hexdigest()
        laporan.status = "diganti" if laporan.bulan in lewat else "ditutup"
        laporan.diketahui = laporan.ditutup_pada = laporan.dibuat_pada
        laporan.warisan = True
        laporan.save(update_fields=["sha256", "status", "diketahui", "ditutup_pada", "warisan"])
        lewat.add(laporan.bulan)


class Migration(migrations.Migration):
    dependencies = [("laporan", "0009_skema_tutup_laporan")]
    operations = [migrations.RunPython(tutup, migrations.RunPython.noop)]
