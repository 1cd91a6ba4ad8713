"""The shipped profiles name the columns without which BPJS refuses a person."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WAJIB = ("tempat_lahir", "nama_ibu", "alamat")
PROFIL = ("bpu_kolektif", "sipp_tk_baru")


def tandai_wajib(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Mark the columns, unless an admin has said otherwise."""
    profil = apps.get_model("iuran", "ProfilEkspor")
    for satu in profil.objects.filter(kode__in=PROFIL):
        for kolom in satu.kolom:
            if kolom.get("isi") in WAJIB:
                kolom.setdefault("wajib", True)
        satu.save(update_fields=["kolom"])


class Migration(migrations.Migration):
    dependencies = [("iuran", "0010_kiriman_dan_ditahan")]

    operations = [migrations.RunPython(tandai_wajib, migrations.RunPython.noop)]
