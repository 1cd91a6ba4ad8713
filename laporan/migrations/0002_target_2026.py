"""The city's target of 2026: 8.500 people, 7.500 from APBD and 1.000 from DBHCHT."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    target = apps.get_model("laporan", "Target")
    target.objects.create(tahun=2026, jenis="apbd", orang=7_500)
    target.objects.create(tahun=2026, jenis="dbhcht", orang=1_000)


def kosongkan(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("laporan", "Target").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("laporan", "0001_awal")]
    operations = [migrations.RunPython(isi, kosongkan)]
