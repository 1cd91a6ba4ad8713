"""Let the role admin keep the targets in /kelola/."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

HAK = {f"{apa}_target": f"Can {apa} target" for apa in ("add", "change", "view")}


def beri(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    jenis, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="laporan", model="target"
    )
    izin = apps.get_model("auth", "Permission").objects
    admin = apps.get_model("auth", "Group").objects.get(name="admin")
    for kode, nama in HAK.items():
        satu, _ = izin.get_or_create(content_type=jenis, codename=kode, defaults={"name": nama})
        admin.permissions.add(satu)


class Migration(migrations.Migration):
    dependencies = [("laporan", "0002_target_2026"), ("pijar", "0002_peran")]
    operations = [migrations.RunPython(beri, migrations.RunPython.noop)]
