"""What is known of the legal bases by now: dates, and the budget guide of each year.

Permendagri 15/2024 guides the budget of 2025 only; that of 2026 is Permendagri 14/2025, to be
confirmed, that of 2027 has no number here yet.
"""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PERMEN = 40
PEDOMAN = "Pedoman Penyusunan Anggaran Pendapatan dan Belanja Daerah Tahun Anggaran {}"


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    semua = apps.get_model("pijar", "DasarHukum").objects
    semua.filter(kode="perwal-26-2025").update(tanggal=date(2025, 6, 20))
    semua.filter(kode="se-sekda-2025").update(tanggal=date(2025, 2, 18))
    kini = semua.get(kode="permendagri-15-2024")
    kini.tentang, kini.mulai = PEDOMAN.format(2025), date(2025, 1, 1)
    for kode, nomor, tahun, anggaran in (
        ("permendagri-14-2025", "14", 2025, 2026),
        ("pedoman-apbd-2027", "", None, 2027),
    ):
        kini.diganti = semua.create(
            kode=kode,
            tingkat=PERMEN,
            sebutan="Peraturan Menteri Dalam Negeri",
            nomor=nomor,
            tahun=tahun,
            tentang=PEDOMAN.format(anggaran),
            mulai=date(anggaran, 1, 1),
            perlu_konfirmasi=True,
        )
        kini.sampai = date(anggaran - 1, 12, 31)
        kini.save()
        kini = kini.diganti


class Migration(migrations.Migration):
    dependencies = [("pijar", "0008_skema_dasar_hukum_ganti")]
    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
