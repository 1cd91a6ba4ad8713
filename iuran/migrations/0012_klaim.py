"""Claims that a death or an accident opens, with their history.

Two new tables; reversing removes them.
"""
# ruff: noqa: E501 - the body of the trigger is written by makemigrations

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0009_tagihan_saldo_awal"),
        ("peserta", "0017_usulan_peristiwa"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Klaim",
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
                        choices=[("jkk", "JKK (kecelakaan kerja)"), ("jkm", "JKM (kematian)")],
                        max_length=3,
                    ),
                ),
                ("batas", models.DateField(verbose_name="batas melapor")),
                (
                    "kontak_nama",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="nama ahli waris"
                    ),
                ),
                (
                    "kontak_hubungan",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="hubungan"
                    ),
                ),
                (
                    "kontak_hp",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="nomor HP"
                    ),
                ),
                (
                    "lengkap",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "nomor",
                    models.CharField(
                        blank=True, default="", max_length=60, verbose_name="nomor klaim BPJS"
                    ),
                ),
                (
                    "nominal",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="dibayar BPJS"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("terbuka", "Terbuka"),
                            ("diajukan", "Diajukan ke BPJS"),
                            ("dibayar", "Dibayar BPJS"),
                            ("ditolak", "Ditolak BPJS"),
                            ("ditutup", "Ditutup"),
                            ("batal", "Batal"),
                        ],
                        default="terbuka",
                        max_length=10,
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                (
                    "peristiwa",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="klaim",
                        to="peserta.peristiwa",
                    ),
                ),
                (
                    "peserta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_klaim",
                        to="peserta.peserta",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "klaim",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="RiwayatKlaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dari",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("terbuka", "Terbuka"),
                            ("diajukan", "Diajukan ke BPJS"),
                            ("dibayar", "Dibayar BPJS"),
                            ("ditolak", "Ditolak BPJS"),
                            ("ditutup", "Ditutup"),
                            ("batal", "Batal"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "ke",
                    models.CharField(
                        choices=[
                            ("terbuka", "Terbuka"),
                            ("diajukan", "Diajukan ke BPJS"),
                            ("dibayar", "Dibayar BPJS"),
                            ("ditolak", "Ditolak BPJS"),
                            ("ditutup", "Ditutup"),
                            ("batal", "Batal"),
                        ],
                        max_length=10,
                    ),
                ),
                ("catatan", models.CharField(blank=True, default="", max_length=500)),
                ("pada", models.DateTimeField(auto_now_add=True)),
                (
                    "klaim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="riwayat",
                        to="iuran.klaim",
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "riwayat klaim",
                "verbose_name_plural": "riwayat klaim",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="klaim",
            index=models.Index(
                condition=models.Q(("status__in", ["terbuka", "diajukan"])),
                fields=["batas", "id"],
                name="klaim_berjalan",
            ),
        ),
        migrations.AddConstraint(
            model_name="klaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis__in", ["jkk", "jkm"])), name="klaim_jenis_sah"
            ),
        ),
        migrations.AddConstraint(
            model_name="klaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["terbuka", "diajukan", "dibayar", "ditolak", "ditutup", "batal"],
                    )
                ),
                name="klaim_status_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="klaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("nominal", None),
                    models.Q(("nominal__gt", 0), ("status", "dibayar")),
                    _connector="OR",
                ),
                name="klaim_nominal_saat_dibayar",
                violation_error_message="Nominal hanya ada bila BPJS sudah membayar.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="klaim",
            trigger=pgtrigger.compiler.Trigger(
                name="klaim_status_bergerak_sah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{diajukan:batal,diajukan:dibayar,diajukan:ditolak,diajukan:terbuka,dibayar:diajukan,ditolak:batal,ditolak:diajukan,ditolak:ditutup,ditutup:batal,ditutup:terbuka,terbuka:batal,terbuka:diajukan,terbuka:ditutup}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="f6df36acb5ebe6b5e7bb86151676e7db1d189a49",
                    operation="UPDATE",
                    pgid="pgtrigger_klaim_status_bergerak_sah_5f679",
                    table="iuran_klaim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="klaim",
            trigger=pgtrigger.compiler.Trigger(
                name="klaim_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a42de23a7fc65097e985b7247b53f8ec5c21ba6b",
                    operation="DELETE",
                    pgid="pgtrigger_klaim_tidak_dihapus_7edf7",
                    table="iuran_klaim",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="riwayatklaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ke__in", ["ditolak", "ditutup", "batal"]), _negated=True),
                    models.Q(("catatan", ""), _negated=True),
                    _connector="OR",
                ),
                name="riwayat_klaim_beralasan",
                violation_error_message="Tulis alasannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="riwayatklaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ke__in", ["terbuka", "diajukan", "dibayar", "ditolak", "ditutup", "batal"])
                ),
                name="riwayat_klaim_ke_sah",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riwayatklaim",
            trigger=pgtrigger.compiler.Trigger(
                name="riwayat_klaim_tidak_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b537e2435624b6f2f79f408fc6da5b81863eeca3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_riwayat_klaim_tidak_berubah_ff86e",
                    table="iuran_riwayatklaim",
                    when="BEFORE",
                ),
            ),
        ),
    ]
