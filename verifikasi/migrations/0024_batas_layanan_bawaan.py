"""The limits that hold until an admin sets others: fourteen days a stage, to be confirmed."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TAHAP = ("pendataan", "putusan", "penetapan", "pendaftaran", "kartu")


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for tahap in TAHAP:
        apps.get_model("verifikasi", "BatasLayanan").objects.create(
            tahap=tahap,
            hari=14,
            berlaku_mulai=date(2020, 1, 1),
            keterangan="Bawaan aplikasi; lamanya perlu konfirmasi Disnaker",
            perlu_konfirmasi=True,
        )


class Migration(migrations.Migration):
    dependencies = [("verifikasi", "0023_skema_uji_petik")]
    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
