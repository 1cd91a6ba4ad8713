"""Hide the numbers of people in the names of answers that are there already.

The names as they were are not kept, so there is nothing to reverse.
"""

import re
from typing import Any

from django.db import migrations

# As for every list that is uploaded (``peserta.actions.impor.NOMOR``) on the day of this change.
NOMOR = re.compile(
    r"(?<![0-9])(?:[0-9]{11}|[0-9]{15,17}|(?:62|0)8[0-9]{8,11}"
    r"|[0-9]{4}(?:[ ._-][0-9]{4}){3}|[0-9]{6}[ ._-][0-9]{6}[ ._-][0-9]{4}"
    r"|08[0-9]{2}(?:[ ._-][0-9]{3,4}){2})(?![0-9])"
)


def samarkan(apps: Any, schema_editor: Any) -> None:
    for jawaban in apps.get_model("iuran", "JawabanBPJS").objects.only("nama_berkas").iterator():
        samar = NOMOR.sub(lambda n: "•" * len(re.sub("[^0-9]", "", n[0])), jawaban.nama_berkas)
        if samar != jawaban.nama_berkas:
            jawaban.nama_berkas = samar
            jawaban.save(update_fields=["nama_berkas"])


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0013_klaim_dibayar_bernominal"),
    ]

    operations = [
        migrations.RunPython(samarkan, migrations.RunPython.noop, elidable=True),
    ]
