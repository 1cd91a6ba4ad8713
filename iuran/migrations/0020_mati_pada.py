"""Give rows that died before this release a day of death: nobody knows the true one.

That of their birth, so that no figure of a past day counts them.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("iuran", "0019_skema_dua_jam")]

    operations = [
        migrations.RunSQL(
            "UPDATE iuran_iuran SET mati_pada = dibuat_pada WHERE NOT hidup AND mati_pada IS NULL",
            migrations.RunSQL.noop,
        )
    ]
