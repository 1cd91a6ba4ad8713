"""Criteria by version, cases and their answers, decrees, merges of two people."""

import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("iuran", "0001_skema_buku"),
        ("peserta", "0002_skema_riwayat"),
        ("pijar", "0001_skema"),
    ]

    operations = [
        migrations.CreateModel(
            name="VersiKriteria",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "nomor",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="nomor keputusan"
                    ),
                ),
                ("judul", models.CharField(max_length=200)),
                ("berlaku_mulai", models.DateField(unique=True)),
                ("perlu_konfirmasi", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name": "versi kriteria",
                "verbose_name_plural": "versi kriteria",
                "ordering": ["-berlaku_mulai"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="versikriteria",
            trigger=pgtrigger.compiler.Trigger(
                name="versi_terpakai_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM verifikasi_pengajuan WHERE versi_id = OLD.id) THEN\n        RAISE EXCEPTION 'versi kriteria yang sudah dipakai tidak dapat diubah';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                    hash="58bcb20827a4104d34f0af3e6d2989f4452e4a05",
                    operation="UPDATE",
                    pgid="pgtrigger_versi_terpakai_tetap_6cd7c",
                    table="verifikasi_versikriteria",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Kriteria",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_kriteria",
                        to="verifikasi.versikriteria",
                    ),
                ),
                ("kode", models.CharField(max_length=30)),
                ("judul", models.CharField(max_length=150)),
                (
                    "wajib",
                    models.BooleanField(
                        default=True, verbose_name="menghalangi bila tidak terpenuhi"
                    ),
                ),
                ("parameter", models.JSONField(blank=True, default=dict)),
                ("dasar_hukum", models.CharField(max_length=40)),
                ("perlu_konfirmasi", models.BooleanField(default=False)),
                ("urutan", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name_plural": "kriteria",
                "ordering": ["versi", "urutan"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("versi", "kode"), name="kriteria_sekali_per_versi"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kriteria",
            trigger=pgtrigger.compiler.Trigger(
                name="kriteria_terpakai_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM verifikasi_pengajuan WHERE versi_id = OLD.versi_id) THEN\n        RAISE EXCEPTION 'versi kriteria yang sudah dipakai tidak dapat diubah';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                    hash="6abba77006e4c01f7d31bcbffa566329449298cb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_kriteria_terpakai_tetap_3ce72",
                    table="verifikasi_kriteria",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kriteria",
            trigger=pgtrigger.compiler.Trigger(
                name="kriteria_terpakai_tidak_bertambah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM verifikasi_pengajuan WHERE versi_id = NEW.versi_id) THEN\n        RAISE EXCEPTION 'versi kriteria yang sudah dipakai tidak dapat diubah';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                    hash="047a7474d906a1c6a5518673401d4865622e56eb",
                    operation="INSERT",
                    pgid="pgtrigger_kriteria_terpakai_tidak_bertambah_7b09f",
                    table="verifikasi_kriteria",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Pengajuan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "peserta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_pengajuan",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_pengajuan",
                        to="verifikasi.versikriteria",
                    ),
                ),
                ("cuplikan", models.JSONField(verbose_name="data saat diajukan")),
                (
                    "keterangan_kerja_tanggal",
                    models.DateField(
                        blank=True, null=True, verbose_name="tanggal keterangan bekerja"
                    ),
                ),
                ("keterangan_kerja_oleh", models.CharField(blank=True, default="", max_length=150)),
                (
                    "keterangan_kerja_bukti",
                    models.CharField(blank=True, default="", max_length=200),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("menunggu", "Menunggu keputusan"),
                            ("disetujui", "Disetujui"),
                            ("dikembalikan", "Dikembalikan"),
                            ("ditolak", "Ditolak"),
                            ("ditarik", "Ditarik"),
                        ],
                        default="menunggu",
                        max_length=12,
                    ),
                ),
                ("alasan", models.CharField(blank=True, default="", max_length=500)),
                (
                    "terlibat",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "diajukan_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diajukan_pada", models.DateTimeField(auto_now_add=True)),
                (
                    "diputuskan_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diputuskan_pada", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "pengajuan",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "menunggu")),
                        fields=["diajukan_pada", "id"],
                        name="pengajuan_antrean",
                    ),
                    models.Index(fields=["diputuskan_pada"], name="pengajuan_diputuskan"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "menunggu")),
                        fields=("peserta",),
                        name="pengajuan_satu_menunggu",
                        violation_error_message="Orang ini sudah menunggu keputusan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["menunggu", "disetujui", "dikembalikan", "ditolak", "ditarik"],
                            )
                        ),
                        name="pengajuan_status_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("diputuskan_oleh", None),
                            models.Q(
                                models.Q(
                                    ("diputuskan_oleh", models.F("diajukan_oleh")), _negated=True
                                ),
                                models.Q(
                                    (
                                        "terlibat__contains",
                                        models.Func(
                                            models.F("diputuskan_oleh"),
                                            function="ARRAY",
                                            output_field=django.contrib.postgres.fields.ArrayField(
                                                base_field=models.BigIntegerField(), size=None
                                            ),
                                            template="%(function)s[%(expressions)s]",
                                        ),
                                    ),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="pengajuan_diputuskan_orang_lain",
                        violation_error_message="Pengajuan tidak boleh diputuskan oleh orang yang memasukkan, mengubah atau mengajukannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["menunggu", "ditarik"]),
                            models.Q(
                                ("diputuskan_oleh__isnull", False),
                                ("diputuskan_pada__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pengajuan_putusan_lengkap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["dikembalikan", "ditolak"]), _negated=True),
                            models.Q(("alasan", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="pengajuan_tolak_beralasan",
                        violation_error_message="Tulis alasannya.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pengajuan",
            trigger=pgtrigger.compiler.Trigger(
                name="pengajuan_sekali_diputuskan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{menunggu:disetujui,menunggu:dikembalikan,menunggu:ditolak,menunggu:ditarik}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="8ea7103f5efe4539973a1291390bcabaf4df4bee",
                    operation="UPDATE",
                    pgid="pgtrigger_pengajuan_sekali_diputuskan_f4f54",
                    table="verifikasi_pengajuan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pengajuan",
            trigger=pgtrigger.compiler.Trigger(
                name="pengajuan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."cuplikan" IS DISTINCT FROM (NEW."cuplikan") OR OLD."diajukan_oleh_id" IS DISTINCT FROM (NEW."diajukan_oleh_id") OR OLD."peserta_id" IS DISTINCT FROM (NEW."peserta_id") OR OLD."versi_id" IS DISTINCT FROM (NEW."versi_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="35cc90b59b3a3e2e5946f864a6775347adbec4b8",
                    operation="UPDATE",
                    pgid="pgtrigger_pengajuan_beku_a2e03",
                    table="verifikasi_pengajuan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pengajuan",
            trigger=pgtrigger.compiler.Trigger(
                name="terlibat_hanya_bertambah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (NEW.terlibat @> OLD.terlibat))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="527931a484848df6372b2a98ca9fe6f273188b08",
                    operation="UPDATE",
                    pgid="pgtrigger_terlibat_hanya_bertambah_0a486",
                    table="verifikasi_pengajuan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pengajuan",
            trigger=pgtrigger.compiler.Trigger(
                name="putusan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'menunggu' AND (OLD.diputuskan_oleh_id, OLD.alasan) IS DISTINCT FROM (NEW.diputuskan_oleh_id, NEW.alasan))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="77f1c2aeaa29a27ead300cf27504cf2bf482baad",
                    operation="UPDATE",
                    pgid="pgtrigger_putusan_tetap_f4fce",
                    table="verifikasi_pengajuan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pengajuan",
            trigger=pgtrigger.compiler.Trigger(
                name="bukan_oleh_penyunting",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.diputuskan_oleh_id IS DISTINCT FROM OLD.diputuskan_oleh_id)",
                    func="\n                    IF EXISTS (\n                        SELECT 1 FROM peserta_peserta\n                        WHERE id = NEW.peserta_id AND penyunting @> ARRAY[NEW.diputuskan_oleh_id]\n                    ) THEN\n                        RAISE EXCEPTION 'pengajuan tidak diputuskan oleh penyunting datanya';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="692f3b78b60f8b94b773e2ae92c4d5fd234071f3",
                    operation="UPDATE",
                    pgid="pgtrigger_bukan_oleh_penyunting_77cff",
                    table="verifikasi_pengajuan",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="JawabanKriteria",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pengajuan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_jawaban",
                        to="verifikasi.pengajuan",
                    ),
                ),
                ("kode", models.CharField(max_length=30)),
                (
                    "jawaban",
                    models.CharField(
                        choices=[
                            ("ya", "Ya"),
                            ("tidak", "Tidak"),
                            ("belum_ada_data", "Belum ada data"),
                        ],
                        max_length=15,
                    ),
                ),
                ("penjelasan", models.CharField(blank=True, default="", max_length=300)),
                (
                    "dasar",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="dasar jawaban verifikator",
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
                ("pada", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "jawaban kriteria",
                "verbose_name_plural": "jawaban kriteria",
                "ordering": ["pengajuan", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("pengajuan", "kode"), name="jawaban_sekali"),
                    models.CheckConstraint(
                        condition=models.Q(("jawaban__in", ["ya", "tidak", "belum_ada_data"])),
                        name="jawaban_kriteria_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("oleh", None), models.Q(("dasar", ""), _negated=True), _connector="OR"
                        ),
                        name="jawaban_orang_berdasar",
                        violation_error_message="Tulis dasar jawaban, misalnya surat atau pengecekan.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jawabankriteria",
            trigger=pgtrigger.compiler.Trigger(
                name="jawaban_beku_setelah_putusan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT 1 FROM verifikasi_pengajuan\n                        WHERE id = OLD.pengajuan_id AND status <> 'menunggu'\n                    ) THEN\n                        RAISE EXCEPTION 'jawaban tidak berubah setelah pengajuan diputuskan';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="1b307d4988590a0921aceb9b5cd6a7e08e94e5ec",
                    operation="UPDATE",
                    pgid="pgtrigger_jawaban_beku_setelah_putusan_413a7",
                    table="verifikasi_jawabankriteria",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Penetapan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nomor", models.CharField(max_length=100, unique=True)),
                ("tanggal", models.DateField()),
                ("perihal", models.CharField(blank=True, default="", max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draf", "Draf"),
                            ("ditetapkan", "Ditetapkan"),
                            ("dibatalkan", "Dibatalkan"),
                        ],
                        default="draf",
                        max_length=12,
                    ),
                ),
                (
                    "disusun_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("disusun_pada", models.DateTimeField(auto_now_add=True)),
                (
                    "ditetapkan_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ditetapkan_pada", models.DateTimeField(blank=True, null=True)),
                ("alasan_batal", models.CharField(blank=True, default="", max_length=300)),
                (
                    "tugas_lampiran",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pijar.tugas",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "penetapan",
                "ordering": ["-tanggal", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draf", "ditetapkan", "dibatalkan"])),
                        name="penetapan_status_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ditetapkan_oleh", None),
                            models.Q(("ditetapkan_oleh", models.F("disusun_oleh")), _negated=True),
                            _connector="OR",
                        ),
                        name="penetapan_oleh_orang_lain",
                        violation_error_message="Penetapan dibekukan oleh admin lain daripada penyusunnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "ditetapkan"), _negated=True),
                            ("ditetapkan_oleh__isnull", False),
                            _connector="OR",
                        ),
                        name="penetapan_ada_penetap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "dibatalkan"), _negated=True),
                            models.Q(("alasan_batal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="penetapan_batal_beralasan",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="penetapan_sekali",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{draf:ditetapkan,draf:dibatalkan}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="a0902e4b6bd410f8d4ad15ca838cf056e263e55e",
                    operation="UPDATE",
                    pgid="pgtrigger_penetapan_sekali_a3b1e",
                    table="verifikasi_penetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="penetapan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'draf' AND (OLD.nomor, OLD.tanggal, OLD.perihal) IS DISTINCT FROM (NEW.nomor, NEW.tanggal, NEW.perihal))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7ed6bbfedda11a7e5e49be2831402ee71992dc96",
                    operation="UPDATE",
                    pgid="pgtrigger_penetapan_beku_e4998",
                    table="verifikasi_penetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="penetapan_penyusun_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."disusun_oleh_id" IS DISTINCT FROM (NEW."disusun_oleh_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8366f2e178607c8b2a2bbf8854930955ba8ad52d",
                    operation="UPDATE",
                    pgid="pgtrigger_penetapan_penyusun_tetap_41967",
                    table="verifikasi_penetapan",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="BarisPenetapan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "penetapan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_baris",
                        to="verifikasi.penetapan",
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
                    "sumber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="iuran.sumberdana",
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[("rutin", "Rutin"), ("insidental", "Insidental")],
                        default="rutin",
                        max_length=10,
                    ),
                ),
                (
                    "kondisi",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="iuran.kondisiinsidental",
                    ),
                ),
                ("catatan", models.CharField(blank=True, default="", max_length=200)),
                ("bulan_awal", models.DateField()),
                ("jumlah_bulan", models.PositiveSmallIntegerField()),
                ("hidup", models.BooleanField(default=True)),
                (
                    "bantuan",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="baris_penetapan",
                        to="iuran.bantuan",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris penetapan",
                "verbose_name_plural": "baris penetapan",
                "ordering": ["penetapan", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("bantuan", None), ("hidup", True)),
                        fields=("peserta",),
                        name="baris_penetapan_satu_draf",
                        violation_error_message="Orang ini sudah ada dalam penetapan lain.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("jenis", "rutin"), ("jumlah_bulan__range", (6, 12))),
                            models.Q(("jenis", "insidental"), ("jumlah_bulan__range", (1, 3))),
                            _connector="OR",
                        ),
                        name="baris_penetapan_lama",
                        violation_error_message="Rutin 6 sampai 12 bulan, insidental 1 sampai 3 bulan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("jenis", "rutin"),
                            models.Q(
                                ("kondisi__isnull", False), models.Q(("catatan", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="baris_penetapan_insidental_berkondisi",
                        violation_error_message="Bantuan insidental harus menyebut kondisi dan catatan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bulan_awal__day", 1)),
                        name="baris_penetapan_tanggal_satu",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barispenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_penetapan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bantuan_id" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e4764122864cb36d2ba741314d1dd2b9c2f7afcc",
                    operation="DELETE",
                    pgid="pgtrigger_baris_penetapan_tidak_dihapus_1d024",
                    table="verifikasi_barispenetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barispenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_penetapan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.bantuan_id IS NOT NULL AND (OLD.peserta_id, OLD.sumber_id, OLD.jenis, OLD.bulan_awal, OLD.jumlah_bulan, OLD.bantuan_id) IS DISTINCT FROM (NEW.peserta_id, NEW.sumber_id, NEW.jenis, NEW.bulan_awal, NEW.jumlah_bulan, NEW.bantuan_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4abb0a625cb993001050a04845fbe38bcf71fb30",
                    operation="UPDATE",
                    pgid="pgtrigger_baris_penetapan_beku_a8910",
                    table="verifikasi_barispenetapan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barispenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_hanya_ke_draf",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT 1 FROM verifikasi_penetapan\n                        WHERE id = NEW.penetapan_id AND status <> 'draf'\n                    ) THEN\n                        RAISE EXCEPTION 'penetapan yang bukan draf tidak bertambah orang';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="a5aa45f95bb3cf022cbf93b9e41ecb9f161350d3",
                    operation="INSERT",
                    pgid="pgtrigger_baris_hanya_ke_draf_89a72",
                    table="verifikasi_barispenetapan",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Penggabungan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pasangan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_penggabungan",
                        to="peserta.pasanganmirip",
                    ),
                ),
                (
                    "menang",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "kalah",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "sebelum",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                (
                    "sesudah",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                ("nik_kalah", models.CharField(max_length=16)),
                (
                    "ikut",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("riwayat", models.BigIntegerField(default=0)),
                (
                    "diusulkan_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "digabung_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("digabung_pada", models.DateTimeField(auto_now_add=True)),
                (
                    "dibatalkan_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("dibatalkan_pada", models.DateTimeField(blank=True, null=True)),
                ("alasan_batal", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "verbose_name_plural": "penggabungan",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dibatalkan_pada", None)),
                        fields=("kalah",),
                        name="penggabungan_satu_berlaku",
                        violation_error_message="Orang ini sudah digabung.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("menang", models.F("kalah")), _negated=True),
                        name="penggabungan_dua_orang",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("digabung_oleh", models.F("diusulkan_oleh")), _negated=True
                        ),
                        name="penggabungan_diputuskan_orang_lain",
                        violation_error_message="Usulan tidak boleh diputuskan oleh pengusulnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("alasan_batal", ""),
                                ("dibatalkan_oleh", None),
                                ("dibatalkan_pada", None),
                            ),
                            models.Q(
                                ("dibatalkan_oleh__isnull", False),
                                ("dibatalkan_pada__isnull", False),
                                models.Q(("alasan_batal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="penggabungan_batal_beralasan",
                        violation_error_message="Tulis alasan pembatalan.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penggabungan",
            trigger=pgtrigger.compiler.Trigger(
                name="penggabungan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.dibatalkan_pada IS NOT NULL OR to_jsonb(OLD) - '{dibatalkan_oleh_id,dibatalkan_pada,alasan_batal}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{dibatalkan_oleh_id,dibatalkan_pada,alasan_batal}'::text[])",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="be4904fde25918b31d9ff1c5f7215d8ecbe9be97",
                    operation="UPDATE",
                    pgid="pgtrigger_penggabungan_tetap_456b6",
                    table="verifikasi_penggabungan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="penggabungan",
            trigger=pgtrigger.compiler.Trigger(
                name="penggabungan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="375d4cfdb7d52d8edde8211006d21f308a2e7d40",
                    operation="DELETE",
                    pgid="pgtrigger_penggabungan_tidak_dihapus_1e97b",
                    table="verifikasi_penggabungan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
