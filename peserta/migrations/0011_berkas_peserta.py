"""Papers of a person. A new table only; reversing leaves the files on disk."""
# ruff: noqa: E501 - the body of the trigger is written by makemigrations

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0010_isian_tertunda"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BerkasPeserta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("ktp", "KTP"),
                            ("kk", "Kartu keluarga"),
                            ("keterangan_kerja", "Surat keterangan bekerja"),
                            ("foto", "Foto orangnya"),
                            ("lainnya", "Lainnya"),
                        ],
                        max_length=20,
                        verbose_name="jenis berkas",
                    ),
                ),
                ("isi", models.FileField(blank=True, default="", upload_to="peserta/%Y/%m/")),
                (
                    "nama",
                    models.CharField(max_length=150, verbose_name="nama asli, nomornya disamarkan"),
                ),
                ("mime", models.CharField(max_length=20)),
                ("ukuran", models.PositiveIntegerField(verbose_name="ukuran (byte)")),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="sidik berkas yang diunggah"),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("dihapus_pada", models.DateTimeField(blank=True, null=True)),
                ("alasan_hapus", models.CharField(blank=True, default="", max_length=300)),
                (
                    "dihapus_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "peserta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_berkas",
                        to="peserta.peserta",
                    ),
                ),
            ],
            options={
                "verbose_name": "berkas peserta",
                "verbose_name_plural": "berkas peserta",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            models.Q(("dihapus_pada", None), _negated=True),
                            models.Q(("isi", ""), _negated=True),
                        ),
                        fields=["dihapus_pada"],
                        name="berkas_menunggu_dihapus",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dihapus_pada", None)),
                        fields=("peserta", "jenis", "sha256"),
                        name="berkas_sekali_per_jenis",
                        violation_error_message="Berkas yang sama sudah diunggah.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("jenis__in", ["ktp", "kk", "keterangan_kerja", "foto", "lainnya"])
                        ),
                        name="berkas_jenis_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mime__in", ["image/jpeg", "application/pdf"])),
                        name="berkas_mime_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("alasan_hapus", ""), ("dihapus_oleh", None), ("dihapus_pada", None)
                            ),
                            models.Q(
                                models.Q(("dihapus_pada", None), _negated=True),
                                models.Q(("dihapus_oleh", None), _negated=True),
                                models.Q(("alasan_hapus", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="berkas_hapus_beralasan",
                        violation_error_message="Tulis alasan menghapus berkas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dihapus_pada", None), _negated=True),
                            models.Q(("isi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="berkas_ada_berisi",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="berkaspeserta",
            trigger=pgtrigger.compiler.Trigger(
                name="berkas_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="864c62b11c92265e2392a3fe5f805d3a4a14be6f",
                    operation="DELETE",
                    pgid="pgtrigger_berkas_tidak_dihapus_fd8b3",
                    table="peserta_berkaspeserta",
                    when="BEFORE",
                ),
            ),
        ),
    ]
