"""Extensions: attestations, people looked at again, decisions; nobody enrolled passes without."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0026_skema_tanpa_surat_pdf"),
        ("peserta", "0007_kata_di_layar"),
        ("verifikasi", "0009_skema_keberatan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BarisPerpanjangan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "vonis",
                    models.CharField(
                        choices=[
                            ("ikut", "Ikut"),
                            ("pendek", "Ikut, lebih pendek"),
                            ("pernyataan", "Perlu pernyataan"),
                            ("daftar_ulang", "Perlu diaktifkan kembali"),
                            ("tidak", "Tidak dapat"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sebab", models.CharField(max_length=20)),
                (
                    "vonis_awal",
                    models.CharField(
                        choices=[
                            ("ikut", "Ikut"),
                            ("pendek", "Ikut, lebih pendek"),
                            ("pernyataan", "Perlu pernyataan"),
                            ("daftar_ulang", "Perlu diaktifkan kembali"),
                            ("tidak", "Tidak dapat"),
                        ],
                        max_length=12,
                    ),
                ),
                ("bulan_awal", models.DateField()),
                ("jumlah_bulan", models.PositiveSmallIntegerField()),
                (
                    "keadaan",
                    models.CharField(
                        choices=[
                            ("terbuka", "Terbuka"),
                            ("keluar", "Dikeluarkan"),
                            ("diambil", "Di perpanjangan lain"),
                            ("selesai", "Ditetapkan"),
                            ("batal", "Batal"),
                        ],
                        default="terbuka",
                        max_length=8,
                    ),
                ),
                (
                    "keputusan",
                    models.CharField(
                        choices=[
                            ("menunggu", "Menunggu keputusan"),
                            ("disetujui", "Disetujui"),
                            ("tidak", "Tidak disetujui"),
                        ],
                        default="menunggu",
                        max_length=10,
                    ),
                ),
                (
                    "dasar",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="dasar atau alasan"
                    ),
                ),
                ("diputus_pada", models.DateTimeField(blank=True, null=True)),
                ("alasan_keluar", models.CharField(blank=True, default="", max_length=300)),
                ("alasan_cabut", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "verbose_name": "baris perpanjangan",
                "verbose_name_plural": "baris perpanjangan",
                "ordering": ["perpanjangan", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BarisPerpanjanganEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "keputusan",
                    models.CharField(
                        choices=[
                            ("menunggu", "Menunggu keputusan"),
                            ("disetujui", "Disetujui"),
                            ("tidak", "Tidak disetujui"),
                        ],
                        default="menunggu",
                        max_length=10,
                    ),
                ),
                (
                    "dasar",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="dasar atau alasan"
                    ),
                ),
                ("diputus_pada", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Pernyataan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tanggal", models.DateField(verbose_name="tanggal pernyataan")),
                (
                    "pihak",
                    models.CharField(
                        choices=[
                            ("sendiri", "Orangnya sendiri"),
                            ("rt", "Ketua RT atau RW"),
                            ("lurah", "Lurah"),
                            ("kader", "Kader"),
                        ],
                        max_length=10,
                        verbose_name="dari",
                    ),
                ),
                (
                    "nama",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="nama yang menyatakan"
                    ),
                ),
                ("bekerja", models.BooleanField(verbose_name="masih bekerja")),
                ("sakit", models.BooleanField(verbose_name="sedang sakit")),
                ("catatan", models.CharField(blank=True, default="", max_length=200)),
                ("pindaian", models.FileField(blank=True, default="", upload_to="pernyataan/%Y/")),
                ("pindaian_mime", models.CharField(blank=True, default="", max_length=20)),
                ("dicatat_pada", models.DateTimeField(auto_now_add=True)),
                ("ditarik_pada", models.DateTimeField(blank=True, null=True)),
                ("alasan_tarik", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "verbose_name_plural": "pernyataan",
                "ordering": ["-tanggal", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Perpanjangan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("bulan_awal", models.DateField(verbose_name="bulan pertama")),
                ("jumlah_bulan", models.PositiveSmallIntegerField()),
                ("jht", models.BooleanField(default=False, verbose_name="dengan JHT")),
                (
                    "bulan_terakhir",
                    models.DateField(
                        blank=True, null=True, verbose_name="perlindungan habis akhir bulan"
                    ),
                ),
                (
                    "kunci",
                    models.UUIDField(editable=False, unique=True, verbose_name="kunci isian"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("disusun", "Disusun"), ("dibatalkan", "Dibatalkan")],
                        default="disusun",
                        max_length=10,
                    ),
                ),
                ("alasan_batal", models.CharField(blank=True, default="", max_length=300)),
                ("disusun_pada", models.DateTimeField(auto_now_add=True)),
                ("dinilai_pada", models.DateField(verbose_name="dinilai menurut keadaan")),
            ],
            options={
                "verbose_name_plural": "perpanjangan",
                "ordering": ["-pk"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barispenetapan",
            trigger=pgtrigger.compiler.Trigger(
                name="baris_lanjut_disetujui",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM baru b\n        JOIN peserta_peserta p ON p.id = b.peserta_id AND p.status = 'terdaftar'\n        LEFT JOIN verifikasi_barisperpanjangan l ON l.id = b.perpanjangan_id\n         AND l.peserta_id = b.peserta_id AND l.keadaan = 'terbuka' AND l.keputusan = 'disetujui'\n        WHERE b.pernyataan = '' AND l.id IS NULL\n    ) THEN\n        RAISE EXCEPTION 'baris_lanjut_disetujui: peserta terdaftar masuk SK lewat perpanjangan'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'baris_lanjut_disetujui';\n    END IF;\n    RETURN NULL;\n",
                    hash="f6ee7a50a244f1bbee2791ab1b0749ee59b04e4e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_baris_lanjut_disetujui_0f5be",
                    referencing="REFERENCING NEW TABLE AS baru ",
                    table="verifikasi_barispenetapan",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="barisperpanjangan",
            name="cabut_oleh",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="barisperpanjangan",
            name="diputus_oleh",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="barisperpanjangan",
            name="keluar_oleh",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="barisperpanjangan",
            name="peserta",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_perpanjangan",
                to="peserta.peserta",
            ),
        ),
        migrations.AddField(
            model_name="barispenetapan",
            name="perpanjangan",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_sk",
                to="verifikasi.barisperpanjangan",
            ),
        ),
        migrations.AddConstraint(
            model_name="barispenetapan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("hidup", True), ("perpanjangan__isnull", False)),
                fields=("perpanjangan",),
                name="baris_penetapan_lanjut_sekali",
                violation_error_message="Baris perpanjangan ini sudah masuk SK.",
            ),
        ),
        migrations.AddField(
            model_name="barisperpanjanganevent",
            name="diputus_oleh",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="barisperpanjanganevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="verifikasi.barisperpanjangan",
            ),
        ),
        migrations.AddField(
            model_name="pernyataan",
            name="dicatat_oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pernyataan",
            name="ditarik_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pernyataan",
            name="peserta",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_pernyataan",
                to="peserta.peserta",
            ),
        ),
        migrations.AddField(
            model_name="barisperpanjangan",
            name="pernyataan",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="verifikasi.pernyataan",
            ),
        ),
        migrations.AddField(
            model_name="perpanjangan",
            name="disusun_oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="perpanjangan",
            name="kecamatan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="peserta.kecamatan",
            ),
        ),
        migrations.AddField(
            model_name="perpanjangan",
            name="kelurahan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="peserta.kelurahan",
            ),
        ),
        migrations.AddField(
            model_name="perpanjangan",
            name="pekerjaan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="peserta.pekerjaan",
            ),
        ),
        migrations.AddField(
            model_name="perpanjangan",
            name="sumber",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="iuran.sumberdana"
            ),
        ),
        migrations.AddField(
            model_name="perpanjangan",
            name="sumber_lama",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="iuran.sumberdana",
            ),
        ),
        migrations.AddField(
            model_name="barisperpanjangan",
            name="perpanjangan",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_baris",
                to="verifikasi.perpanjangan",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barisperpanjanganevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="61618da4b208b6db97f98f52942c85489b452912",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bfc2e",
                    table="verifikasi_barisperpanjanganevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="pernyataan",
            index=models.Index(
                condition=models.Q(("ditarik_pada", None)),
                fields=["peserta", "-tanggal", "-id"],
                include=("bekerja", "sakit", "dicatat_oleh"),
                name="pernyataan_terbaru",
            ),
        ),
        migrations.AddConstraint(
            model_name="pernyataan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ditarik_pada", None)),
                fields=("peserta", "tanggal", "bekerja", "sakit"),
                name="pernyataan_sekali",
                violation_error_message="Pernyataan yang sama pada tanggal itu sudah dicatat.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pernyataan",
            constraint=models.CheckConstraint(
                condition=models.Q(("pihak__in", ["sendiri", "rt", "lurah", "kader"])),
                name="pernyataan_pihak_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="pernyataan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pihak", "sendiri"),
                    models.Q(("nama__regex", "^\\s*$"), _negated=True),
                    _connector="OR",
                ),
                name="pernyataan_bernama",
                violation_error_message="Tulis nama yang menyatakan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pernyataan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bekerja", True), ("sakit", False)),
                    models.Q(("catatan__regex", "^\\s*$"), _negated=True),
                    _connector="OR",
                ),
                name="pernyataan_bercatatan",
                violation_error_message="Tulis keterangannya: sejak kapan, atau sakit apa.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pernyataan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("tanggal__lte", django.db.models.functions.datetime.TruncDate("dicatat_pada"))
                ),
                name="pernyataan_tidak_di_depan",
                violation_error_message="Tanggal pernyataan tidak boleh setelah hari ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pernyataan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("alasan_tarik", ""), ("ditarik_oleh", None), ("ditarik_pada", None)),
                    models.Q(
                        ("ditarik_oleh__isnull", False),
                        ("ditarik_pada__isnull", False),
                        models.Q(("alasan_tarik__regex", "^\\s*$"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="pernyataan_tarik_lengkap",
                violation_error_message="Tulis alasannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pernyataan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ditarik_oleh", None),
                    models.Q(("ditarik_oleh", models.F("dicatat_oleh")), _negated=True),
                    _connector="OR",
                ),
                name="pernyataan_ditarik_orang_lain",
                violation_error_message="Pernyataan ditarik orang lain daripada pencatatnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pernyataan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pindaian", ""), ("pindaian_mime", "")),
                    models.Q(
                        models.Q(("pindaian", ""), _negated=True),
                        ("pindaian_mime__in", ["image/jpeg", "application/pdf"]),
                    ),
                    _connector="OR",
                ),
                name="pernyataan_pindaian_sah",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pernyataan",
            trigger=pgtrigger.compiler.Trigger(
                name="pernyataan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d298a6074da266082b80d7cc77be7a7f87f42bdb",
                    operation="DELETE",
                    pgid="pgtrigger_pernyataan_tidak_dihapus_9793d",
                    table="verifikasi_pernyataan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pernyataan",
            trigger=pgtrigger.compiler.Trigger(
                name="pernyataan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.ditarik_pada IS NOT NULL OR to_jsonb(OLD) - '{ditarik_oleh_id,ditarik_pada,alasan_tarik}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{ditarik_oleh_id,ditarik_pada,alasan_tarik}'::text[])",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="278fe2cdbf1bd0251cb7a6bf99b14c7e2f737405",
                    operation="UPDATE",
                    pgid="pgtrigger_pernyataan_tetap_8451e",
                    table="verifikasi_pernyataan",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="perpanjangan",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["disusun", "dibatalkan"])),
                name="perpanjangan_status_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="perpanjangan",
            constraint=models.CheckConstraint(
                condition=models.Q(("jumlah_bulan__range", (6, 12))),
                name="perpanjangan_lama",
                violation_error_message="Perpanjangan 6 sampai 12 bulan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perpanjangan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bulan_awal__day", 1),
                    models.Q(("bulan_terakhir", None), ("bulan_terakhir__day", 1), _connector="OR"),
                ),
                name="perpanjangan_tanggal_satu",
            ),
        ),
        migrations.AddConstraint(
            model_name="perpanjangan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bulan_terakhir", None),
                    ("bulan_awal__gt", models.F("bulan_terakhir")),
                    _connector="OR",
                ),
                name="perpanjangan_sesudah_habis",
                violation_error_message="Bulan pertama harus sesudah bulan terakhir yang dibiayai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perpanjangan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("alasan_batal", ""), ("status", "disusun")),
                    models.Q(
                        ("status", "dibatalkan"),
                        models.Q(("alasan_batal__regex", "^\\s*$"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="perpanjangan_batal_beralasan",
                violation_error_message="Tulis alasan pembatalan.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="perpanjangan",
            trigger=pgtrigger.compiler.Trigger(
                name="perpanjangan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8b35ec52ccdf316f9d496d1766943caf83906744",
                    operation="DELETE",
                    pgid="pgtrigger_perpanjangan_tidak_dihapus_851cc",
                    table="verifikasi_perpanjangan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="perpanjangan",
            trigger=pgtrigger.compiler.Trigger(
                name="perpanjangan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'disusun' AND OLD.status <> NEW.status OR (OLD.sumber_id, OLD.bulan_awal, OLD.jumlah_bulan, OLD.jht, OLD.disusun_oleh_id) IS DISTINCT FROM (NEW.sumber_id, NEW.bulan_awal, NEW.jumlah_bulan, NEW.jht, NEW.disusun_oleh_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1d9b2b815e2537522311455fcc44af89398396c1",
                    operation="UPDATE",
                    pgid="pgtrigger_perpanjangan_tetap_287c0",
                    table="verifikasi_perpanjangan",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="barisperpanjangan",
            index=models.Index(
                condition=models.Q(("keadaan", "terbuka"), ("keputusan", "menunggu")),
                fields=["vonis", "peserta"],
                name="lanjut_menunggu",
            ),
        ),
        migrations.AddIndex(
            model_name="barisperpanjangan",
            index=models.Index(
                fields=["perpanjangan", "keadaan", "vonis", "id"], name="lanjut_per_vonis"
            ),
        ),
        migrations.AddConstraint(
            model_name="barisperpanjangan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("keadaan", "terbuka")),
                fields=("peserta",),
                name="lanjut_satu_terbuka",
                violation_error_message="Orang ini sudah ada dalam perpanjangan lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisperpanjangan",
            constraint=models.UniqueConstraint(
                fields=("perpanjangan", "peserta"), name="lanjut_sekali"
            ),
        ),
        migrations.AddConstraint(
            model_name="barisperpanjangan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("keadaan__in", ["terbuka", "keluar", "diambil", "selesai", "batal"]),
                    ("keputusan__in", ["menunggu", "disetujui", "tidak"]),
                    ("vonis__in", ["ikut", "pendek", "pernyataan", "daftar_ulang", "tidak"]),
                    ("vonis_awal__in", ["ikut", "pendek", "pernyataan", "daftar_ulang", "tidak"]),
                ),
                name="lanjut_pilihan_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisperpanjangan",
            constraint=models.CheckConstraint(
                condition=models.Q(("bulan_awal__day", 1), ("jumlah_bulan__range", (0, 12))),
                name="lanjut_tanggal_satu",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisperpanjangan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("diputus_oleh", None), ("diputus_pada", None), ("keputusan", "menunggu")
                    ),
                    models.Q(
                        models.Q(("keputusan", "menunggu"), _negated=True),
                        ("diputus_oleh__isnull", False),
                        ("diputus_pada__isnull", False),
                        models.Q(("dasar__regex", "^\\s*$"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="lanjut_putusan_lengkap",
                violation_error_message="Tulis dasar atau alasannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisperpanjangan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("keputusan", "disetujui"), _negated=True),
                    ("pernyataan__isnull", False),
                    _connector="OR",
                ),
                name="lanjut_disetujui_dinyatakan",
                violation_error_message="Yang disetujui harus mempunyai pernyataan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisperpanjangan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("keadaan", "keluar"), _negated=True),
                    models.Q(
                        ("keluar_oleh__isnull", False),
                        models.Q(("alasan_keluar__regex", "^\\s*$"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="lanjut_keluar_beralasan",
                violation_error_message="Tulis alasan mengeluarkannya.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barisperpanjangan",
            trigger=pgtrigger.compiler.Trigger(
                name="lanjut_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b1f5465f87a88d379e800582f8f8497d1454191c",
                    operation="DELETE",
                    pgid="pgtrigger_lanjut_tidak_dihapus_1be4f",
                    table="verifikasi_barisperpanjangan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barisperpanjangan",
            trigger=pgtrigger.compiler.Trigger(
                name="lanjut_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.keadaan IN ('selesai', 'batal') OR (OLD.perpanjangan_id, OLD.peserta_id, OLD.vonis_awal) IS DISTINCT FROM (NEW.perpanjangan_id, NEW.peserta_id, NEW.vonis_awal))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="89fef837efc3a0fbd8394138065af24f612fb7ca",
                    operation="UPDATE",
                    pgid="pgtrigger_lanjut_tetap_e07b6",
                    table="verifikasi_barisperpanjangan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barisperpanjangan",
            trigger=pgtrigger.compiler.Trigger(
                name="lanjut_orang_lain",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM baru b\n        JOIN lama l ON l.id = b.id\n        JOIN verifikasi_perpanjangan x ON x.id = b.perpanjangan_id\n        JOIN peserta_peserta p ON p.id = b.peserta_id\n        LEFT JOIN verifikasi_pernyataan n ON n.id = b.pernyataan_id\n        WHERE b.diputus_oleh_id IS NOT NULL\n          AND (b.diputus_oleh_id, b.pernyataan_id)\n            IS DISTINCT FROM (l.diputus_oleh_id, l.pernyataan_id)\n          AND (x.disusun_oleh_id = b.diputus_oleh_id OR n.dicatat_oleh_id = b.diputus_oleh_id\n               OR p.penyunting @> ARRAY[b.diputus_oleh_id])\n    ) THEN\n        RAISE EXCEPTION 'lanjut_orang_lain: perpanjangan diputuskan verifikator lain';\n    END IF;\n    RETURN NULL;\n",
                    hash="e72d943b77e92f46a8e204d58a2f51cdd303c21a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_lanjut_orang_lain_a35c7",
                    referencing="REFERENCING OLD TABLE AS lama  NEW TABLE AS baru ",
                    table="verifikasi_barisperpanjangan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barisperpanjangan",
            trigger=pgtrigger.compiler.Trigger(
                name="diubah_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.keputusan <> 'menunggu' AND NEW.keputusan = 'menunggu')",
                    func='INSERT INTO "verifikasi_barisperpanjanganevent" ("dasar", "diputus_oleh_id", "diputus_pada", "keputusan", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."dasar", OLD."diputus_oleh_id", OLD."diputus_pada", OLD."keputusan", NOW(), \'diubah\', OLD."id"); RETURN NULL;',
                    hash="b6137f4a535a3631b1035bc7b627ed4afb318ea4",
                    operation="UPDATE",
                    pgid="pgtrigger_diubah_update_dca70",
                    table="verifikasi_barisperpanjangan",
                    when="AFTER",
                ),
            ),
        ),
    ]
