"""The rule that ranks the waiting list until two admins confirm another."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("verifikasi", "AturanUrutan").objects.create(
        berlaku_mulai=date(2020, 1, 1),
        bobot_tunggu=40,
        bobot_desil=30,
        bobot_usia=10,
        bobot_kelurahan=20,
        hari_penuh=365,
        bulan_usia=24,
        dasar_hukum="kepwal-kriteria",
        alasan="Bawaan aplikasi; bobotnya perlu konfirmasi Disnaker",
        status="dikonfirmasi",
    )


class Migration(migrations.Migration):
    dependencies = [("verifikasi", "0014_skema_ganti")]
    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
