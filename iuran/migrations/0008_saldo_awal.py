"""The opening balance: lists of people enrolled before this system, and their rows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0007_tagihan_dijaga"),
        ("peserta", "0005_penyunting_hanya_bertambah"),
        ("pijar", "0003_wilayah_berkode"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BarisSaldoAwal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nomor", models.PositiveIntegerField(verbose_name="nomor baris dalam berkas")),
                (
                    "vonis",
                    models.CharField(
                        choices=[
                            ("baru", "Baru"),
                            ("ubah", "Ubah"),
                            ("sama", "Sama"),
                            ("peringatan", "Peringatan"),
                            ("galat", "Galat"),
                        ],
                        max_length=10,
                    ),
                ),
                ("alasan", models.JSONField(default=list)),
                ("dipilih", models.BooleanField(default=False)),
                ("nik", models.CharField(blank=True, default="", max_length=16)),
                ("nama", models.CharField(blank=True, default="", max_length=150)),
                ("orang", models.JSONField(default=dict, verbose_name="data orang lainnya")),
                ("pekerjaan", models.CharField(blank=True, default="", max_length=30)),
                ("kpj", models.CharField(blank=True, default="", max_length=20)),
                ("nomor_sk", models.CharField(blank=True, default="", max_length=100)),
                (
                    "jenis",
                    models.CharField(
                        choices=[("rutin", "Rutin"), ("insidental", "Insidental")],
                        default="rutin",
                        max_length=10,
                    ),
                ),
                ("bulan_awal", models.DateField(null=True)),
                ("jumlah_bulan", models.PositiveSmallIntegerField(null=True)),
                ("bulan_lunas", models.DateField(null=True, verbose_name="dibayar sampai dengan")),
            ],
            options={
                "verbose_name": "baris saldo awal",
                "verbose_name_plural": "baris saldo awal",
                "ordering": ["saldo", "nomor"],
            },
        ),
        migrations.CreateModel(
            name="SaldoAwal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("berkas", models.FileField(upload_to="saldo-awal/%Y/%m/")),
                ("nama_berkas", models.CharField(max_length=150)),
                ("sha256", models.CharField(max_length=64)),
                ("lembar", models.CharField(blank=True, default="", max_length=100)),
                ("pemetaan", models.JSONField(default=dict, verbose_name="kolom berkas ke bidang")),
                ("jumlah", models.JSONField(default=dict, verbose_name="jumlah baris per hasil")),
                ("galat", models.TextField(blank=True, default="")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("dibaca", "Sedang dibaca"),
                            ("diperiksa", "Siap diperiksa"),
                            ("diterapkan", "Diterapkan"),
                            ("dibatalkan", "Dibuang"),
                            ("gagal", "Tidak terbaca"),
                        ],
                        default="dibaca",
                        max_length=10,
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("diterapkan_pada", models.DateTimeField(null=True)),
                ("dibatalkan_pada", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "saldo awal",
                "verbose_name_plural": "saldo awal",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="barissaldoawal",
            name="kondisi",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="iuran.kondisiinsidental",
            ),
        ),
        migrations.AddField(
            model_name="barissaldoawal",
            name="peserta",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="peserta.peserta",
            ),
        ),
        migrations.AddField(
            model_name="barissaldoawal",
            name="sumber",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="iuran.sumberdana",
            ),
        ),
        migrations.AddField(
            model_name="barissaldoawal",
            name="sumber_lanjut",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="iuran.sumberdana",
            ),
        ),
        migrations.AddField(
            model_name="saldoawal",
            name="diterapkan_oleh",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="saldoawal",
            name="oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="saldoawal",
            name="tugas",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pijar.tugas",
            ),
        ),
        migrations.AddField(
            model_name="barissaldoawal",
            name="saldo",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daftar_baris",
                to="iuran.saldoawal",
            ),
        ),
        migrations.AddConstraint(
            model_name="saldoawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["dibaca", "diperiksa", "diterapkan", "dibatalkan", "gagal"])
                ),
                name="saldo_status_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="saldoawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "gagal"), _negated=True),
                    models.Q(("galat", ""), _negated=True),
                    _connector="OR",
                ),
                name="saldo_gagal_menyebut_sebab",
            ),
        ),
        migrations.AddConstraint(
            model_name="saldoawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("diterapkan_oleh", None),
                    models.Q(("diterapkan_oleh", models.F("oleh")), _negated=True),
                    _connector="OR",
                ),
                name="saldo_diterapkan_orang_lain",
                violation_error_message="Saldo awal diterapkan admin lain daripada pengunggahnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="saldoawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "diterapkan"), _negated=True),
                    models.Q(
                        ("diterapkan_oleh__isnull", False), ("diterapkan_pada__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="saldo_diterapkan_ada_penerap",
            ),
        ),
        migrations.AddConstraint(
            model_name="saldoawal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["dibaca", "diperiksa"])),
                fields=("sha256",),
                name="saldo_berkas_sekali_menunggu",
                violation_error_message="Berkas ini sudah diunggah dan masih menunggu.",
            ),
        ),
        migrations.AddIndex(
            model_name="barissaldoawal",
            index=models.Index(fields=["saldo", "vonis", "nomor"], name="baris_saldo_vonis"),
        ),
        migrations.AddConstraint(
            model_name="barissaldoawal",
            constraint=models.UniqueConstraint(
                fields=("saldo", "nomor"), name="baris_saldo_sekali"
            ),
        ),
        migrations.AddConstraint(
            model_name="barissaldoawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("vonis__in", ["baru", "ubah", "sama", "peringatan", "galat"])),
                name="baris_saldo_vonis_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="barissaldoawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dipilih", False), ("vonis__in", ["baru", "peringatan"]), _connector="OR"
                ),
                name="baris_saldo_dipilih_bila_boleh",
                violation_error_message="Baris galat atau sama tidak dapat dipilih.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barissaldoawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dipilih", False),
                    models.Q(
                        models.Q(
                            models.Q(("nik", ""), _negated=True),
                            models.Q(("kpj", ""), _negated=True),
                            models.Q(("nomor_sk", ""), _negated=True),
                            models.Q(("pekerjaan", ""), _negated=True),
                        ),
                        ("bulan_awal__isnull", False),
                        ("jumlah_bulan__isnull", False),
                        ("sumber__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="baris_saldo_dipilih_bila_lengkap",
            ),
        ),
    ]
