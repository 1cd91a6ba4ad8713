"""Everyday names of the occupations, "sopir" and its kinds among them, beside what admins added."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from peserta.rujukan import daftar_pekerjaan


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    semua = apps.get_model("peserta", "Pekerjaan").objects
    baku = {p.kode: p.ejaan for p in daftar_pekerjaan()}
    for satu in semua.filter(kode__in=baku):
        satu.ejaan = list(dict.fromkeys([*satu.ejaan, *baku[satu.kode]]))
        satu.save(update_fields=["ejaan"])


class Migration(migrations.Migration):
    dependencies = [("peserta", "0012_skema_kata_pekerjaan")]
    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
