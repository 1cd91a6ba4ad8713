"""The city's target of 2026: 8.500 people, 7.500 from APBD and 1.000 from DBHCHT.

The role admin may keep the targets in /kelola/. Reversing takes both away again.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

HAK = {f"{apa}_target": f"Can {apa} target" for apa in ("add", "change", "view")}


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    target = apps.get_model("laporan", "Target")
    target.objects.create(tahun=2026, jenis="apbd", orang=7_500)
    target.objects.create(tahun=2026, jenis="dbhcht", orang=1_000)


def kosongkan(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("laporan", "Target").objects.all().delete()


def beri_hak(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    jenis, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="laporan", model="target"
    )
    izin = apps.get_model("auth", "Permission").objects
    admin = apps.get_model("auth", "Group").objects.get(name="admin")
    for kode, nama in HAK.items():
        satu, _ = izin.get_or_create(content_type=jenis, codename=kode, defaults={"name": nama})
        admin.permissions.add(satu)


def cabut_hak(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    izin = apps.get_model("auth", "Permission").objects
    admin = apps.get_model("auth", "Group").objects.get(name="admin")
    admin.permissions.remove(*izin.filter(content_type__app_label="laporan", codename__in=HAK))


class Migration(migrations.Migration):
    dependencies = [("laporan", "0001_skema"), ("pijar", "0002_peran")]
    operations = [
        migrations.RunPython(isi, kosongkan),
        migrations.RunPython(beri_hak, cabut_hak),
    ]
