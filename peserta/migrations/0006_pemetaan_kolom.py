"""Columns chosen by an officer: asked for where no header was found, and remembered per source.

Reversing needs every import at ``pemetaan`` to be dropped or read first.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0005_penyunting_hanya_bertambah"),
        ("pijar", "0003_wilayah_berkode"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PemetaanTersimpan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sumber_data",
                    models.CharField(
                        choices=[
                            ("kelurahan", "Kelurahan"),
                            ("komunitas", "Komunitas"),
                            ("asn", "ASN"),
                            ("bpjs", "BPJS Ketenagakerjaan"),
                            ("kota", "Data kota lainnya"),
                            ("saldo_awal", "Saldo awal"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sidik", models.CharField(max_length=64, verbose_name="sidik judul kolom")),
                (
                    "judul",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None
                    ),
                ),
                ("bidang", models.JSONField(verbose_name="kolom ke bidang")),
                ("diubah_pada", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "pemetaan tersimpan",
                "verbose_name_plural": "pemetaan tersimpan",
            },
        ),
        migrations.RemoveConstraint(
            model_name="impor",
            name="impor_status_sah",
        ),
        migrations.AddField(
            model_name="impor",
            name="kolom_diminta",
            field=models.JSONField(default=dict, verbose_name="kolom yang dipilih petugas"),
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
                    ("dibatalkan", "Dibatalkan"),
                    ("gagal", "Tidak terbaca"),
                ],
                default="dibaca",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="impor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["dibaca", "pemetaan", "diperiksa", "diterapkan", "dibatalkan", "gagal"],
                    )
                ),
                name="impor_status_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="impor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "pemetaan"), _negated=True),
                    models.Q(("galat", ""), _negated=True),
                    _connector="OR",
                ),
                name="impor_pemetaan_menyebut_sebab",
            ),
        ),
        migrations.AddField(
            model_name="pemetaantersimpan",
            name="oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="pemetaantersimpan",
            constraint=models.UniqueConstraint(
                fields=("sumber_data", "sidik"), name="pemetaan_tersimpan_sekali"
            ),
        ),
        migrations.AddConstraint(
            model_name="pemetaantersimpan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "sumber_data__in",
                        ["kelurahan", "komunitas", "asn", "bpjs", "kota", "saldo_awal"],
                    )
                ),
                name="pemetaan_tersimpan_sumber_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="pemetaantersimpan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sidik", ""), _negated=True), models.Q(("bidang", {}), _negated=True)
                ),
                name="pemetaan_tersimpan_berisi",
            ),
        ),
    ]
