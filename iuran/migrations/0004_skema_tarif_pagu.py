"""Tariffs are drafted, confirmed and closed; ceilings have a state, a history and a floor."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0003_rujukan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PerubahanPagu",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "keadaan_lama",
                    models.CharField(
                        choices=[
                            ("rancangan", "Rancangan"),
                            ("apbd", "APBD disahkan"),
                            ("dpa", "DPA"),
                            ("pergeseran", "Pergeseran"),
                            ("dppa", "DPPA"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "keadaan",
                    models.CharField(
                        choices=[
                            ("rancangan", "Rancangan"),
                            ("apbd", "APBD disahkan"),
                            ("dpa", "DPA"),
                            ("pergeseran", "Pergeseran"),
                            ("dppa", "DPPA"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "pagu_lama",
                    models.PositiveBigIntegerField(verbose_name="pagu sebelumnya (rupiah)"),
                ),
                ("pagu", models.PositiveBigIntegerField(verbose_name="pagu (rupiah)")),
                (
                    "kuota_lama",
                    models.PositiveIntegerField(verbose_name="kuota sebelumnya (orang)"),
                ),
                ("kuota", models.PositiveIntegerField(verbose_name="kuota (orang)")),
                (
                    "nomor",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="nomor dokumen"
                    ),
                ),
                (
                    "tanggal",
                    models.DateField(blank=True, null=True, verbose_name="tanggal dokumen"),
                ),
                ("alasan", models.CharField(max_length=200)),
                ("defisit", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("diusulkan", "Menunggu admin lain"),
                            ("disahkan", "Dikonfirmasi"),
                            ("ditolak", "Tidak jadi"),
                        ],
                        default="diusulkan",
                        max_length=10,
                    ),
                ),
                ("diusulkan_pada", models.DateTimeField()),
                ("diputus_pada", models.DateTimeField(blank=True, null=True)),
                ("alasan_tolak", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "verbose_name_plural": "perubahan pagu",
                "ordering": ["-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="tarif",
            name="tarif_sekali",
        ),
        migrations.AddField(
            model_name="sumberdana",
            name="batas_sp2d",
            field=models.DateField(blank=True, null=True, verbose_name="hari terakhir SP2D"),
        ),
        migrations.AddField(
            model_name="sumberdana",
            name="defisit_sejak",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="sumberdana",
            name="keadaan_pagu",
            field=models.CharField(
                choices=[
                    ("rancangan", "Rancangan"),
                    ("apbd", "APBD disahkan"),
                    ("dpa", "DPA"),
                    ("pergeseran", "Pergeseran"),
                    ("dppa", "DPPA"),
                ],
                default="rancangan",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="sumberdana",
            name="penerus",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pendahulu",
                to="iuran.sumberdana",
            ),
        ),
        migrations.AddField(
            model_name="tarif",
            name="alasan_tarik",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="tarif",
            name="catatan",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="tarif",
            name="digantikan_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="menggantikan",
                to="iuran.tarif",
            ),
        ),
        migrations.AddField(
            model_name="tarif",
            name="dikonfirmasi_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tarif",
            name="dikonfirmasi_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="tarif",
            name="disusun_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tarif",
            name="disusun_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="tarif",
            name="ditarik_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="tarif",
            name="aktif",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="tarif",
            name="penghasilan_maks",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="penghasilan sampai"
            ),
        ),
        migrations.AlterField(
            model_name="tarif",
            name="penghasilan_min",
            field=models.PositiveIntegerField(verbose_name="penghasilan dari"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sumberdana",
            trigger=pgtrigger.compiler.Trigger(
                name="sumber_pagu_cukup",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."defisit_sejak" IS DISTINCT FROM (NEW."defisit_sejak") OR OLD."kuota" IS DISTINCT FROM (NEW."kuota") OR OLD."pagu" IS DISTINCT FROM (NEW."pagu"))',
                    declare="DECLARE terikat bigint; orang bigint;",
                    func="\n    IF NEW.defisit_sejak IS NOT NULL THEN\n        RETURN NEW;\n    END IF;\n    SELECT coalesce(sum(nominal), 0) INTO terikat\n    FROM iuran_iuran WHERE sumber_id = NEW.id AND hidup;\n    SELECT terikat + coalesce(sum(nominal_per_bulan::bigint\n        * (extract(month FROM bulan_akhir) - extract(month FROM bulan_awal) + 1)), 0) INTO terikat\n    FROM iuran_bantuan WHERE sumber_id = NEW.id AND status = 'ditetapkan';\n    IF NEW.pagu < OLD.pagu AND NEW.pagu < terikat THEN\n        RAISE EXCEPTION 'pagu di bawah yang terikat: %', terikat\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'sumber_pagu_cukup';\n    END IF;\n    SELECT coalesce(max(n), 0) INTO orang FROM (\n        SELECT count(*) AS n FROM iuran_bantuan b\n        CROSS JOIN LATERAL generate_series(b.bulan_awal, b.bulan_akhir, interval '1 month') m(bulan)\n        WHERE b.sumber_id = NEW.id AND b.status <> 'batal' GROUP BY m.bulan\n    ) per_bulan;\n    IF NEW.kuota < OLD.kuota AND NEW.kuota < orang THEN\n        RAISE EXCEPTION 'kuota di bawah orang yang dibiayai: %', orang\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'sumber_kuota_cukup';\n    END IF;\n    RETURN NEW;\n",
                    hash="2e11ad39c93eb778ca4e8e3d2a3c4c63a1e6d16c",
                    operation="UPDATE",
                    pgid="pgtrigger_sumber_pagu_cukup_89a1f",
                    table="iuran_sumberdana",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sumberdana",
            trigger=pgtrigger.compiler.Trigger(
                name="sumber_penerus_tahun_berikut",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.penerus_id IS NOT NULL)",
                    func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM iuran_sumberdana s\n                        WHERE s.id = NEW.penerus_id AND s.tahun = NEW.tahun + 1\n                          AND (s.jenis = NEW.jenis)\n                    ) THEN\n                        RAISE EXCEPTION 'penerus harus sumber sejenis dari tahun berikutnya'\n                            USING ERRCODE = 'check_violation',\n                                  CONSTRAINT = 'sumber_penerus_tahun_berikut';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="6ca2baa56aadaf10eebe908e776e75134d551754",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_sumber_penerus_tahun_berikut_0b28b",
                    table="iuran_sumberdana",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tarif",
            trigger=pgtrigger.compiler.Trigger(
                name="tarif_dikonfirmasi_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.aktif OR OLD.digantikan_oleh_id IS NOT NULL) AND (OLD.penghasilan_min, OLD.penghasilan_maks, OLD.dasar, OLD.jkk, OLD.jkm, OLD.jht, OLD.sektor, OLD.pembayar, OLD.berlaku_mulai, OLD.dasar_hukum, OLD.catatan, OLD.disusun_oleh_id, OLD.dikonfirmasi_oleh_id) IS DISTINCT FROM (NEW.penghasilan_min, NEW.penghasilan_maks, NEW.dasar, NEW.jkk, NEW.jkm, NEW.jht, NEW.sektor, NEW.pembayar, NEW.berlaku_mulai, NEW.dasar_hukum, NEW.catatan, NEW.disusun_oleh_id, NEW.dikonfirmasi_oleh_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ae270207ccd388ed8432c1426d03c62ed859c3eb",
                    operation="UPDATE",
                    pgid="pgtrigger_tarif_dikonfirmasi_tetap_767de",
                    table="iuran_tarif",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tarif",
            trigger=pgtrigger.compiler.Trigger(
                name="tarif_ditutup_tarif_baru",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.aktif OR OLD.digantikan_oleh_id IS NOT NULL) AND (OLD.aktif, OLD.berlaku_sampai) IS DISTINCT FROM (NEW.aktif, NEW.berlaku_sampai) AND (NEW.digantikan_oleh_id IS NOT DISTINCT FROM OLD.digantikan_oleh_id OR (NEW.aktif AND NOT OLD.aktif) OR coalesce(NEW.berlaku_sampai, 'infinity') > coalesce(OLD.berlaku_sampai, 'infinity')))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f3b2a8dd08b73e3b5b1002ea6fec66c34d421f33",
                    operation="UPDATE",
                    pgid="pgtrigger_tarif_ditutup_tarif_baru_59f51",
                    table="iuran_tarif",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tarif",
            trigger=pgtrigger.compiler.Trigger(
                name="tarif_berlaku_setelah_dikonfirmasi",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT OLD.aktif AND NEW.aktif AND NEW.dikonfirmasi_oleh_id IS NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c9b919f635c93381d03e831cc420a7bed32fc270",
                    operation="UPDATE",
                    pgid="pgtrigger_tarif_berlaku_setelah_dikonfirmasi_fb371",
                    table="iuran_tarif",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tarif",
            trigger=pgtrigger.compiler.Trigger(
                name="tarif_baru_rancangan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.aktif AND NEW.dikonfirmasi_oleh_id IS NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;",
                    hash="159a96ac0586c0ab0a960cca9ae9b25d5490cdc5",
                    operation="INSERT",
                    pgid="pgtrigger_tarif_baru_rancangan_2ef7c",
                    table="iuran_tarif",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tarif",
            trigger=pgtrigger.compiler.Trigger(
                name="tarif_dikonfirmasi_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.aktif OR OLD.digantikan_oleh_id IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="46878f18c15364ae042ee3c8cb4e3fcf35497fa6",
                    operation="DELETE",
                    pgid="pgtrigger_tarif_dikonfirmasi_tidak_dihapus_00573",
                    table="iuran_tarif",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sumberdana",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("keadaan_pagu__in", ["rancangan", "apbd", "dpa", "pergeseran", "dppa"])
                ),
                name="sumber_keadaan_pagu_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="sumberdana",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("penerus", None),
                    models.Q(("penerus", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="sumber_penerus_lain",
            ),
        ),
        migrations.AddConstraint(
            model_name="sumberdana",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("batas_sp2d", None), ("batas_sp2d__year", models.F("tahun")), _connector="OR"
                ),
                name="sumber_batas_sp2d_tahunnya",
                violation_error_message="Hari terakhir SP2D harus dalam tahun anggarannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tarif",
            constraint=models.CheckConstraint(
                condition=models.Q(("berlaku_mulai__day", 1)),
                name="tarif_mulai_awal_bulan",
                violation_error_message="Tarif berlaku sejak tanggal 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tarif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dikonfirmasi_oleh", None),
                    models.Q(
                        ("disusun_oleh__isnull", False),
                        models.Q(("dikonfirmasi_oleh", models.F("disusun_oleh")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="tarif_dikonfirmasi_admin_lain",
                violation_error_message="Tarif dikonfirmasi admin lain daripada penyusunnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tarif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("alasan_tarik", ""),
                    models.Q(("aktif", False), ("digantikan_oleh", None)),
                    _connector="OR",
                ),
                name="tarif_ditarik_tidak_berlaku",
            ),
        ),
        migrations.AddConstraint(
            model_name="tarif",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("aktif", False), ("alasan_tarik", ""), ("digantikan_oleh", None)
                ),
                fields=("penghasilan_min", "sektor", "pembayar"),
                name="tarif_satu_rancangan",
                violation_error_message="Tarif ini sudah mempunyai rancangan. Ubah rancangan itu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tarif",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("aktif", True)),
                expressions=[
                    ("penghasilan_min", "="),
                    ("sektor", "="),
                    ("pembayar", "="),
                    (
                        models.Func(
                            models.F("berlaku_mulai"),
                            models.F("berlaku_sampai"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="tarif_satu_pada_satu_waktu",
                violation_error_message="Ada tarif lain yang berlaku pada bulan yang sama.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="tarif",
            name="tarif_masa_sah",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("berlaku_sampai", None),
                    ("berlaku_sampai__gte", models.F("berlaku_mulai")),
                    _connector="OR",
                ),
                name="tarif_masa_sah",
                violation_error_message="Bulan terakhir tidak boleh sebelum bulan pertama.",
            ),
        ),
        migrations.AddField(
            model_name="perubahanpagu",
            name="diputus_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="perubahanpagu",
            name="diusulkan_oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="perubahanpagu",
            name="sumber",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_perubahan",
                to="iuran.sumberdana",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanpagu",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("keadaan__in", ["rancangan", "apbd", "dpa", "pergeseran", "dppa"]),
                    ("keadaan_lama__in", ["rancangan", "apbd", "dpa", "pergeseran", "dppa"]),
                ),
                name="perubahan_pagu_keadaan_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanpagu",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["diusulkan", "disahkan", "ditolak"])),
                name="perubahan_pagu_status_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanpagu",
            constraint=models.CheckConstraint(
                condition=models.Q(("kuota__gt", 0), ("pagu__gt", 0)),
                name="perubahan_pagu_positif",
                violation_error_message="Pagu dan kuota harus lebih dari nol.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanpagu",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("keadaan", "rancangan"),
                    models.Q(
                        models.Q(("nomor__regex", "^\\s*$"), _negated=True),
                        ("tanggal__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="perubahan_pagu_berdokumen",
                violation_error_message="Isi nomor dan tanggal dokumennya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanpagu",
            constraint=models.CheckConstraint(
                condition=models.Q(("alasan__regex", "^\\s*$"), _negated=True),
                name="perubahan_pagu_beralasan",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanpagu",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "disahkan"), _negated=True),
                    models.Q(
                        ("diputus_oleh__isnull", False),
                        models.Q(("diputus_oleh", models.F("diusulkan_oleh")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="perubahan_pagu_admin_lain",
                violation_error_message="Perubahan pagu dikonfirmasi admin lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanpagu",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "ditolak"), _negated=True),
                    models.Q(("alasan_tolak", ""), _negated=True),
                    _connector="OR",
                ),
                name="perubahan_pagu_tolak_beralasan",
            ),
        ),
        migrations.AddConstraint(
            model_name="perubahanpagu",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "diusulkan")),
                fields=("sumber",),
                name="perubahan_pagu_satu_usulan",
                violation_error_message="Sumber ini sudah mempunyai usulan yang menunggu.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="perubahanpagu",
            trigger=pgtrigger.compiler.Trigger(
                name="perubahan_pagu_diputus_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'diusulkan')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2d6a22840612017e319d0a738591c7728fb7ba25",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_perubahan_pagu_diputus_tetap_92ccf",
                    table="iuran_perubahanpagu",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="perubahanpagu",
            trigger=pgtrigger.compiler.Trigger(
                name="perubahan_pagu_pengusul_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."diusulkan_oleh_id" IS DISTINCT FROM (NEW."diusulkan_oleh_id") OR OLD."sumber_id" IS DISTINCT FROM (NEW."sumber_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d5b633589caf25705b971c347a59931646f572cf",
                    operation="UPDATE",
                    pgid="pgtrigger_perubahan_pagu_pengusul_tetap_00c1b",
                    table="iuran_perubahanpagu",
                    when="BEFORE",
                ),
            ),
        ),
    ]
