"""Grants that end earlier or go over to another source: the change and its lines."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0032_skema_serah_kartu"),
        ("peserta", "0007_kata_di_layar"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PerubahanBantuan",
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
                            ("pendekkan", "Pendekkan bantuan"),
                            ("pindah", "Pindah sumber dana"),
                            ("kembalikan", "Kembalikan seperti semula"),
                        ],
                        max_length=12,
                    ),
                ),
                ("mulai", models.DateField(verbose_name="mulai bulan")),
                (
                    "dasar_nomor",
                    models.CharField(max_length=120, verbose_name="nomor surat atau SK"),
                ),
                ("dasar_tanggal", models.DateField(verbose_name="tanggal surat atau SK")),
                ("alasan", models.CharField(max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("disusun", "Draf, belum diusulkan"),
                            ("diusulkan", "Menunggu admin lain"),
                            ("dikonfirmasi", "Dikonfirmasi"),
                            ("ditolak", "Tidak jadi"),
                        ],
                        default="disusun",
                        max_length=12,
                    ),
                ),
                ("diusulkan_pada", models.DateTimeField(auto_now_add=True)),
                ("diputus_pada", models.DateTimeField(blank=True, null=True)),
                ("alasan_putusan", models.CharField(blank=True, default="", max_length=300)),
                (
                    "diputus_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "diusulkan_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "membatalkan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_pengembalian",
                        to="iuran.perubahanbantuan",
                    ),
                ),
                (
                    "sumber",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="iuran.sumberdana",
                    ),
                ),
                (
                    "sumber_lama",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="iuran.sumberdana",
                    ),
                ),
            ],
            options={
                "verbose_name": "perubahan bantuan",
                "verbose_name_plural": "perubahan bantuan",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="BarisPerubahanBantuan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "bulan_akhir_lama",
                    models.DateField(
                        blank=True, null=True, verbose_name="bulan terakhir sebelumnya"
                    ),
                ),
                (
                    "bulan_akhir_baru",
                    models.DateField(
                        blank=True, null=True, verbose_name="bulan terakhir sesudahnya"
                    ),
                ),
                (
                    "bulan",
                    models.PositiveSmallIntegerField(default=0, verbose_name="bulan yang berubah"),
                ),
                ("rupiah_lama", models.PositiveIntegerField(default=0)),
                ("rupiah_baru", models.PositiveIntegerField(default=0)),
                (
                    "sebab",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="sebab tidak ikut"
                    ),
                ),
                ("terbuka", models.BooleanField(default=False)),
                (
                    "bantuan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_perubahan",
                        to="iuran.bantuan",
                    ),
                ),
                (
                    "bantuan_baru",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_asal",
                        to="iuran.bantuan",
                    ),
                ),
                (
                    "peserta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "perubahan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_baris",
                        to="iuran.perubahanbantuan",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris perubahan bantuan",
                "verbose_name_plural": "baris perubahan bantuan",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="perubahanbantuan",
            index=models.Index(fields=["status"], name="perubahan_bantuan_status"),
        ),
        migrations.AddConstraint(
            model_name="perubahanbantuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("jenis__in", ["pendekkan", "pindah", "kembalikan"]),
                    ("mulai__day", 1),
                    ("status__in", ["disusun", "diusulkan", "dikonfirmasi", "ditolak"]),
                ),
                name="perubahan_bantuan_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanbantuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("jenis", "pendekkan"), ("membatalkan", None), ("sumber", None)),
                    models.Q(("jenis", "pindah"), ("membatalkan", None), ("sumber__isnull", False)),
                    models.Q(("jenis", "kembalikan"), ("membatalkan__isnull", False)),
                    _connector="OR",
                ),
                name="perubahan_bantuan_sesuai_jenis",
                violation_error_message="Pindah sumber menyebut sumber dana yang baru.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanbantuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sumber", None),
                    ("sumber_lama", None),
                    models.Q(("sumber", models.F("sumber_lama")), _negated=True),
                    _connector="OR",
                ),
                name="perubahan_bantuan_sumber_lain",
                violation_error_message="Pilih sumber dana yang lain daripada yang sekarang.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanbantuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("alasan__regex", "^\\s*$"), _negated=True),
                    models.Q(("dasar_nomor__regex", "^\\s*$"), _negated=True),
                ),
                name="perubahan_bantuan_beralasan",
                violation_error_message="Tulis alasan dan nomor dasarnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanbantuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "dikonfirmasi"), _negated=True),
                    models.Q(("diputus_oleh", models.F("diusulkan_oleh")), _negated=True),
                    _connector="OR",
                ),
                name="perubahan_bantuan_orang_lain",
                violation_error_message="Perubahan bantuan dikonfirmasi admin lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanbantuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("diputus_oleh", None),
                        ("diputus_pada", None),
                        ("status__in", ["disusun", "diusulkan"]),
                    ),
                    models.Q(
                        ("diputus_oleh__isnull", False),
                        ("diputus_pada__isnull", False),
                        ("status__in", ["dikonfirmasi", "ditolak"]),
                    ),
                    _connector="OR",
                ),
                name="perubahan_bantuan_diputus",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="perubahanbantuan",
            trigger=pgtrigger.compiler.Trigger(
                name="perubahan_bantuan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="fc40821cfbd68f0ae3798e2be73855fbc44e6794",
                    operation="DELETE",
                    pgid="pgtrigger_perubahan_bantuan_tidak_dihapus_de9f3",
                    table="iuran_perubahanbantuan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="perubahanbantuan",
            trigger=pgtrigger.compiler.Trigger(
                name="perubahan_bantuan_status",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{disusun:diusulkan,disusun:ditolak,diusulkan:dikonfirmasi,diusulkan:ditolak}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="c10037c58e95572a8fa7d925456393940193f945",
                    operation="UPDATE",
                    pgid="pgtrigger_perubahan_bantuan_status_ed87f",
                    table="iuran_perubahanbantuan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="perubahanbantuan",
            trigger=pgtrigger.compiler.Trigger(
                name="perubahan_bantuan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."alasan" IS DISTINCT FROM (NEW."alasan") OR OLD."dasar_nomor" IS DISTINCT FROM (NEW."dasar_nomor") OR OLD."dasar_tanggal" IS DISTINCT FROM (NEW."dasar_tanggal") OR OLD."diusulkan_oleh_id" IS DISTINCT FROM (NEW."diusulkan_oleh_id") OR OLD."diusulkan_pada" IS DISTINCT FROM (NEW."diusulkan_pada") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."jenis" IS DISTINCT FROM (NEW."jenis") OR OLD."membatalkan_id" IS DISTINCT FROM (NEW."membatalkan_id") OR OLD."mulai" IS DISTINCT FROM (NEW."mulai") OR OLD."sumber_id" IS DISTINCT FROM (NEW."sumber_id") OR OLD."sumber_lama_id" IS DISTINCT FROM (NEW."sumber_lama_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7fdd4249d5055c8672fe17f67c4ec96312e17045",
                    operation="UPDATE",
                    pgid="pgtrigger_perubahan_bantuan_tetap_9737a",
                    table="iuran_perubahanbantuan",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="barisperubahanbantuan",
            index=models.Index(fields=["perubahan", "id"], name="baris_perubahan_bantuan"),
        ),
        migrations.AddIndex(
            model_name="barisperubahanbantuan",
            index=models.Index(
                condition=models.Q(("sebab", ""), _negated=True),
                fields=["perubahan", "sebab"],
                name="baris_perubahan_bantuan_sebab",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisperubahanbantuan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("terbuka", True)),
                fields=("bantuan",),
                name="perubahan_bantuan_satu_terbuka",
                violation_error_message="Bantuan ini sudah ada dalam usulan perubahan lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisperubahanbantuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bantuan", None), ("sebab", ""), _negated=True),
                    models.Q(
                        ("terbuka", True), models.Q(("sebab", ""), _negated=True), _negated=True
                    ),
                ),
                name="baris_perubahan_bantuan_sah",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barisperubahanbantuan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_perubahan_bantuan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="2d19001f6bc27c8d515c87a4fa19b67038f7db10",
                    operation="DELETE",
                    pgid="pgtrigger_baris_perubahan_bantuan_tidak_dihapus_c280d",
                    table="iuran_barisperubahanbantuan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barisperubahanbantuan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_perubahan_bantuan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bantuan_id" IS DISTINCT FROM (NEW."bantuan_id") OR OLD."bulan_akhir_baru" IS DISTINCT FROM (NEW."bulan_akhir_baru") OR OLD."bulan_akhir_lama" IS DISTINCT FROM (NEW."bulan_akhir_lama") OR OLD."perubahan_id" IS DISTINCT FROM (NEW."perubahan_id") OR OLD."peserta_id" IS DISTINCT FROM (NEW."peserta_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ebdee045a0e1ec179a2fff44391a3be1ed04b567",
                    operation="UPDATE",
                    pgid="pgtrigger_baris_perubahan_bantuan_tetap_a9c72",
                    table="iuran_barisperubahanbantuan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
