"""An import that was undone but for some of its people, and which of its rows those are.

The column has a constant default, so old rows are not rewritten; the index holds only marked
rows. Reversing needs no import at ``sebagian``.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0006_pemetaan_kolom"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="impor",
            name="impor_status_sah",
        ),
        migrations.AddField(
            model_name="barisimpor",
            name="tetap",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="tetap ketika impornya dibatalkan"
            ),
        ),
        migrations.AlterField(
            model_name="impor",
            name="status",
            field=models.CharField(
                choices=[
                    ("dibaca", "Sedang dibaca"),
                    ("pemetaan", "Kolom perlu dicocokkan"),
                    ("diperiksa", "Siap diperiksa"),
                    ("diterapkan", "Diterapkan"),
                    ("sebagian", "Dibatalkan sebagian"),
                    ("dibatalkan", "Dibatalkan"),
                    ("gagal", "Tidak terbaca"),
                ],
                default="dibaca",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="barisimpor",
            index=models.Index(
                condition=models.Q(("tetap", True)),
                fields=["impor", "nomor"],
                name="baris_impor_tetap",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisimpor",
            constraint=models.CheckConstraint(
                condition=models.Q(("dipilih", False), ("tetap", True), _negated=True),
                name="baris_tetap_diterapkan",
            ),
        ),
        migrations.AddConstraint(
            model_name="impor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "dibaca",
                            "pemetaan",
                            "diperiksa",
                            "diterapkan",
                            "sebagian",
                            "dibatalkan",
                            "gagal",
                        ],
                    )
                ),
                name="impor_status_sah",
            ),
        ),
    ]
