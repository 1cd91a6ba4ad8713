"""The ledger: tariffs, sources, grants, opening balances, bills, payments, contributions."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("peserta", "0002_skema_riwayat"),
        ("pijar", "0001_skema"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tarif",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("penghasilan_min", models.PositiveIntegerField()),
                ("penghasilan_maks", models.PositiveIntegerField(blank=True, null=True)),
                ("dasar", models.PositiveIntegerField(verbose_name="dasar upah")),
                ("jkk", models.PositiveIntegerField(verbose_name="JKK")),
                ("jkm", models.PositiveIntegerField(verbose_name="JKM")),
                ("jht", models.PositiveIntegerField(verbose_name="JHT")),
                (
                    "sektor",
                    models.CharField(
                        choices=[
                            ("semua", "Semua pekerjaan"),
                            ("transportasi", "Transportasi"),
                            ("bukan_transportasi", "Selain transportasi"),
                        ],
                        default="semua",
                        max_length=20,
                    ),
                ),
                (
                    "pembayar",
                    models.CharField(
                        choices=[
                            ("semua", "Semua pembayar"),
                            ("selain_apbn_apbd", "Selain APBN dan APBD; DBHCHT dianggap APBD"),
                            ("dbhcht_ikut", "Selain APBN dan APBD; DBHCHT ikut mendapat"),
                        ],
                        default="semua",
                        max_length=16,
                    ),
                ),
                ("berlaku_mulai", models.DateField()),
                ("berlaku_sampai", models.DateField(blank=True, null=True)),
                ("dasar_hukum", models.CharField(max_length=40)),
                ("perlu_konfirmasi", models.BooleanField(default=False)),
                ("aktif", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name_plural": "tarif",
                "ordering": ["berlaku_mulai", "penghasilan_min", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("jkk__gt", 0), ("jkm__gt", 0)), name="tarif_positif"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("berlaku_sampai", None),
                            ("berlaku_sampai__gte", models.F("berlaku_mulai")),
                            _connector="OR",
                        ),
                        name="tarif_masa_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sektor__in", ["semua", "transportasi", "bukan_transportasi"])
                        ),
                        name="tarif_sektor_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pembayar__in", ["semua", "selain_apbn_apbd", "dbhcht_ikut"])
                        ),
                        name="tarif_pembayar_sah",
                    ),
                    models.UniqueConstraint(
                        fields=("penghasilan_min", "sektor", "pembayar", "berlaku_mulai"),
                        name="tarif_sekali",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SumberDana",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.CharField(max_length=20)),
                ("nama", models.CharField(max_length=100)),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("apbd", "APBD"),
                            ("dbhcht", "DBHCHT"),
                            ("asn", "ASN/PNS Peduli"),
                            ("csr", "Perusahaan dan lainnya"),
                        ],
                        max_length=8,
                    ),
                ),
                ("tahun", models.PositiveSmallIntegerField()),
                ("gelombang", models.CharField(blank=True, default="", max_length=40)),
                ("pagu", models.PositiveBigIntegerField(verbose_name="pagu (rupiah)")),
                ("kuota", models.PositiveIntegerField(verbose_name="kuota (orang)")),
                ("urutan", models.PositiveSmallIntegerField(default=1)),
                ("aktif", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name": "sumber dana",
                "verbose_name_plural": "sumber dana",
                "ordering": ["-tahun", "urutan", "kode"],
                "constraints": [
                    models.UniqueConstraint(fields=("kode", "tahun"), name="sumber_kode_per_tahun"),
                    models.CheckConstraint(
                        condition=models.Q(("jenis__in", ["apbd", "dbhcht", "asn", "csr"])),
                        name="sumber_jenis_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kuota__gt", 0), ("pagu__gt", 0)),
                        name="sumber_kuota_positif",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KondisiInsidental",
            fields=[
                ("kode", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("nama", models.CharField(max_length=100)),
                ("aktif", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name_plural": "kondisi insidental",
                "ordering": ["nama"],
            },
        ),
        migrations.CreateModel(
            name="Bantuan",
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
                        related_name="daftar_bantuan",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "sumber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_bantuan",
                        to="iuran.sumberdana",
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[("rutin", "Rutin"), ("insidental", "Insidental")], max_length=10
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
                ("nomor_sk", models.CharField(max_length=100, verbose_name="nomor penetapan")),
                ("bulan_awal", models.DateField()),
                ("jumlah_bulan", models.PositiveSmallIntegerField()),
                ("bulan_akhir", models.DateField()),
                (
                    "nominal_per_bulan",
                    models.PositiveIntegerField(verbose_name="rupiah per bulan saat ditetapkan"),
                ),
                (
                    "sambungan_dari",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sambungan",
                        to="iuran.bantuan",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ditetapkan", "Ditetapkan"),
                            ("berjalan", "Berjalan"),
                            ("berhenti", "Dihentikan"),
                            ("batal", "Batal"),
                        ],
                        default="ditetapkan",
                        max_length=10,
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "bantuan",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["sumber", "status"], name="bantuan_sumber"),
                    models.Index(fields=["status", "bulan_akhir"], name="bantuan_berakhir"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("jenis", "rutin"), ("jumlah_bulan__range", (1, 12))),
                            models.Q(("jenis", "insidental"), ("jumlah_bulan__range", (1, 3))),
                            _connector="OR",
                        ),
                        name="bantuan_lama_sesuai_jenis",
                        violation_error_message="Rutin paling lama 12 bulan, insidental 1 sampai 3 bulan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("jenis", "rutin"), ("kondisi__isnull", False), _connector="OR"
                        ),
                        name="bantuan_insidental_berkondisi",
                        violation_error_message="Bantuan insidental harus menyebut kondisinya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bulan_akhir__day", 1), ("bulan_awal__day", 1)),
                        name="bantuan_bulan_tanggal_satu",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "batal"),
                            models.Q(
                                ("bulan_akhir__gte", models.F("bulan_awal")),
                                (
                                    "bulan_akhir__year",
                                    django.db.models.functions.datetime.ExtractYear("bulan_awal"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="bantuan_dalam_satu_tahun",
                        violation_error_message="Bantuan tidak boleh melewati tahun sumber dananya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["ditetapkan", "berjalan", "berhenti", "batal"])
                        ),
                        name="bantuan_status_sah",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("status", "batal"), _negated=True),
                        expressions=[
                            ("peserta", "="),
                            (
                                models.Func(
                                    models.F("bulan_awal"),
                                    models.F("bulan_akhir"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="bantuan_satu_pembayar_sebulan",
                        violation_error_message="Orang ini sudah dibiayai pada bulan yang sama.",
                    ),
                ],
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
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tugas",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pijar.tugas",
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                (
                    "diterapkan_oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diterapkan_pada", models.DateTimeField(null=True)),
                ("dibatalkan_pada", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "saldo awal",
                "verbose_name_plural": "saldo awal",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["dibaca", "diperiksa", "diterapkan", "dibatalkan", "gagal"],
                            )
                        ),
                        name="saldo_status_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "gagal"), _negated=True),
                            models.Q(("galat", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="saldo_gagal_menyebut_sebab",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("diterapkan_oleh", None),
                            models.Q(("diterapkan_oleh", models.F("oleh")), _negated=True),
                            _connector="OR",
                        ),
                        name="saldo_diterapkan_orang_lain",
                        violation_error_message="Saldo awal diterapkan admin lain daripada pengunggahnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "diterapkan"), _negated=True),
                            models.Q(
                                ("diterapkan_oleh__isnull", False),
                                ("diterapkan_pada__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="saldo_diterapkan_ada_penerap",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["dibaca", "diperiksa"])),
                        fields=("sha256",),
                        name="saldo_berkas_sekali_menunggu",
                        violation_error_message="Berkas ini sudah diunggah dan masih menunggu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BarisSaldoAwal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "saldo",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_baris",
                        to="iuran.saldoawal",
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
                (
                    "peserta",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
                ("nik", models.CharField(blank=True, default="", max_length=16)),
                ("nama", models.CharField(blank=True, default="", max_length=150)),
                ("orang", models.JSONField(default=dict, verbose_name="data orang lainnya")),
                ("pekerjaan", models.CharField(blank=True, default="", max_length=30)),
                ("kpj", models.CharField(blank=True, default="", max_length=20)),
                ("nomor_sk", models.CharField(blank=True, default="", max_length=100)),
                (
                    "sumber",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="iuran.sumberdana",
                    ),
                ),
                (
                    "sumber_lanjut",
                    models.ForeignKey(
                        null=True,
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="iuran.kondisiinsidental",
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
                "indexes": [
                    models.Index(fields=["saldo", "vonis", "nomor"], name="baris_saldo_vonis")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("saldo", "nomor"), name="baris_saldo_sekali"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vonis__in", ["baru", "ubah", "sama", "peringatan", "galat"])
                        ),
                        name="baris_saldo_vonis_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dipilih", False),
                            ("vonis__in", ["baru", "peringatan"]),
                            _connector="OR",
                        ),
                        name="baris_saldo_dipilih_bila_boleh",
                        violation_error_message="Baris galat atau sama tidak dapat dipilih.",
                    ),
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Tagihan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nomor", models.CharField(max_length=40, unique=True)),
                (
                    "sumber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_tagihan",
                        to="iuran.sumberdana",
                    ),
                ),
                ("bulan", models.DateField()),
                ("ke", models.PositiveSmallIntegerField(default=1)),
                ("jumlah_orang", models.PositiveIntegerField()),
                ("total", models.PositiveBigIntegerField(verbose_name="total (rupiah)")),
                (
                    "saldo_awal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_tagihan",
                        to="iuran.saldoawal",
                    ),
                ),
                (
                    "kode_iuran",
                    models.CharField(
                        blank=True, default="", max_length=50, verbose_name="kode iuran BPJS"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("disusun", "Disusun"),
                            ("diterbitkan", "Diterbitkan"),
                            ("dibayar", "Dibayar"),
                            ("dibatalkan", "Dibatalkan"),
                        ],
                        default="disusun",
                        max_length=12,
                    ),
                ),
                ("alasan_batal", models.CharField(blank=True, default="", max_length=300)),
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
                    "diterbitkan_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diterbitkan_pada", models.DateTimeField(blank=True, null=True)),
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
                (
                    "tugas_excel",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pijar.tugas",
                    ),
                ),
                (
                    "tugas_pdf",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pijar.tugas",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tagihan",
                "ordering": ["-bulan", "sumber", "ke"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "dibatalkan"), _negated=True),
                        fields=("sumber", "bulan", "ke"),
                        name="tagihan_sekali_sebulan",
                        violation_error_message="Tagihan bulan ini untuk sumber ini sudah disusun.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bulan__day", 1)), name="tagihan_bulan_tanggal_satu"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("jumlah_orang__gt", 0), ("total__gt", 0)),
                        name="tagihan_tidak_kosong",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["disusun", "diterbitkan", "dibayar", "dibatalkan"])
                        ),
                        name="tagihan_status_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("diterbitkan_oleh", None),
                            models.Q(("diterbitkan_oleh", models.F("disusun_oleh")), _negated=True),
                            _connector="OR",
                        ),
                        name="tagihan_diterbitkan_orang_lain",
                        violation_error_message="Tagihan diterbitkan oleh admin lain daripada penyusunnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["diterbitkan", "dibayar"]), _negated=True),
                            ("diterbitkan_oleh__isnull", False),
                            _connector="OR",
                        ),
                        name="tagihan_terbit_ada_penerbit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "dibatalkan"), _negated=True),
                            models.Q(("alasan_batal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tagihan_batal_beralasan",
                        violation_error_message="Tulis alasan pembatalan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("saldo_awal", None), ("status", "dibayar"), _connector="OR"
                        ),
                        name="tagihan_saldo_awal_lunas",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagihan",
            trigger=pgtrigger.compiler.Trigger(
                name="tagihan_status_sah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{disusun:dibatalkan,disusun:diterbitkan,diterbitkan:dibatalkan,diterbitkan:dibayar}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="5dad2fbcc6bb674ef81f63809d8f40a6f093b8ed",
                    operation="UPDATE",
                    pgid="pgtrigger_tagihan_status_sah_0ca8c",
                    table="iuran_tagihan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagihan",
            trigger=pgtrigger.compiler.Trigger(
                name="tagihan_jumlah_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bulan" IS DISTINCT FROM (NEW."bulan") OR OLD."disusun_oleh_id" IS DISTINCT FROM (NEW."disusun_oleh_id") OR OLD."jumlah_orang" IS DISTINCT FROM (NEW."jumlah_orang") OR OLD."ke" IS DISTINCT FROM (NEW."ke") OR OLD."nomor" IS DISTINCT FROM (NEW."nomor") OR OLD."saldo_awal_id" IS DISTINCT FROM (NEW."saldo_awal_id") OR OLD."sumber_id" IS DISTINCT FROM (NEW."sumber_id") OR OLD."total" IS DISTINCT FROM (NEW."total"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="40bab9e4b26a0efda6d98fd17472d8e543d4e081",
                    operation="UPDATE",
                    pgid="pgtrigger_tagihan_jumlah_tetap_ea081",
                    table="iuran_tagihan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagihan",
            trigger=pgtrigger.compiler.Trigger(
                name="tagihan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3f2955a9282e5df71ac891f1a01de9ef54231265",
                    operation="DELETE",
                    pgid="pgtrigger_tagihan_tidak_dihapus_cdd65",
                    table="iuran_tagihan",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Pembayaran",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tagihan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pembayaran",
                        to="iuran.tagihan",
                    ),
                ),
                (
                    "nomor_sp2d",
                    models.CharField(max_length=60, unique=True, verbose_name="nomor SP2D"),
                ),
                ("tanggal", models.DateField()),
                ("nominal", models.PositiveBigIntegerField(verbose_name="nominal (rupiah)")),
                ("keterangan", models.CharField(blank=True, default="", max_length=200)),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "pembayaran",
                "ordering": ["-tanggal"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nominal__gt", 0)), name="pembayaran_positif"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nomor_sp2d__regex", "^\\s*$"), _negated=True),
                        name="pembayaran_bernomor",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pembayaran",
            trigger=pgtrigger.compiler.Trigger(
                name="pembayaran_tidak_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d38edee7b961a20bd55701cc1006f57fb4facbfe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_pembayaran_tidak_berubah_83139",
                    table="iuran_pembayaran",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Iuran",
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
                        related_name="daftar_iuran",
                        to="peserta.peserta",
                    ),
                ),
                ("bulan", models.DateField()),
                (
                    "bantuan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_iuran",
                        to="iuran.bantuan",
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
                    "tarif",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="iuran.tarif",
                    ),
                ),
                ("jkk", models.IntegerField(verbose_name="JKK")),
                ("jkm", models.IntegerField(verbose_name="JKM")),
                ("jht", models.IntegerField(default=0, verbose_name="JHT")),
                (
                    "nominal",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("jkk"), "+", models.F("jkm")
                            ),
                            "+",
                            models.F("jht"),
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[("iuran", "Iuran"), ("pembalik", "Pembalik")],
                        default="iuran",
                        max_length=8,
                    ),
                ),
                (
                    "membalik",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pembalik",
                        to="iuran.iuran",
                    ),
                ),
                ("hidup", models.BooleanField(default=True)),
                ("alasan_mati", models.CharField(blank=True, default="", max_length=200)),
                (
                    "tagihan",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_iuran",
                        to="iuran.tagihan",
                    ),
                ),
                (
                    "pembayaran",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_iuran",
                        to="iuran.pembayaran",
                    ),
                ),
                (
                    "dikonfirmasi_pada",
                    models.DateField(blank=True, null=True, verbose_name="dikonfirmasi BPJS"),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "iuran",
                "ordering": ["peserta", "bulan"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("hidup", True)),
                        fields=["bulan", "peserta"],
                        include=("sumber", "pembayaran"),
                        name="iuran_bulan_peserta",
                    ),
                    models.Index(
                        condition=models.Q(("hidup", True), ("tagihan", None)),
                        fields=["bulan", "sumber"],
                        include=("nominal",),
                        name="iuran_belum_ditagih",
                    ),
                    models.Index(
                        condition=models.Q(("tagihan__isnull", False)),
                        fields=["tagihan"],
                        name="iuran_per_tagihan",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("hidup", True)),
                        fields=("peserta", "bulan"),
                        name="iuran_satu_sebulan",
                        violation_error_message="Bulan ini sudah dibiayai untuk orang yang sama.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bulan__day", 1)), name="iuran_bulan_tanggal_satu"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("jenis", "iuran"),
                                ("jht__gte", 0),
                                ("jkk__gt", 0),
                                ("jkm__gt", 0),
                                ("membalik", None),
                            ),
                            models.Q(
                                ("jenis", "pembalik"),
                                ("jht__lte", 0),
                                ("jkk__lt", 0),
                                ("jkm__lt", 0),
                                ("membalik__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="iuran_tanda_nominal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("alasan_mati", ""), ("hidup", True)),
                            models.Q(
                                ("hidup", False), models.Q(("alasan_mati", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="iuran_mati_beralasan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("jenis", "iuran"), ("hidup", False), _connector="OR"),
                        name="iuran_pembalik_mati",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pembayaran", None), ("tagihan__isnull", False), _connector="OR"
                        ),
                        name="iuran_lunas_lewat_tagihan",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="iuran",
            trigger=pgtrigger.compiler.Trigger(
                name="nominal_tidak_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bantuan_id" IS DISTINCT FROM (NEW."bantuan_id") OR OLD."bulan" IS DISTINCT FROM (NEW."bulan") OR OLD."jenis" IS DISTINCT FROM (NEW."jenis") OR OLD."jht" IS DISTINCT FROM (NEW."jht") OR OLD."jkk" IS DISTINCT FROM (NEW."jkk") OR OLD."jkm" IS DISTINCT FROM (NEW."jkm") OR OLD."peserta_id" IS DISTINCT FROM (NEW."peserta_id") OR OLD."sumber_id" IS DISTINCT FROM (NEW."sumber_id") OR OLD."tarif_id" IS DISTINCT FROM (NEW."tarif_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b3b04137ab1bebd46c0eacba20ff5ef917b734be",
                    operation="UPDATE",
                    pgid="pgtrigger_nominal_tidak_berubah_7048b",
                    table="iuran_iuran",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="iuran",
            trigger=pgtrigger.compiler.Trigger(
                name="iuran_lunas_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.pembayaran_id IS NOT NULL AND (NEW.pembayaran_id, NEW.tagihan_id) IS DISTINCT FROM (OLD.pembayaran_id, OLD.tagihan_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6919522ea01eef114fdc91d45877ad8b04d114c1",
                    operation="UPDATE",
                    pgid="pgtrigger_iuran_lunas_tetap_b92a8",
                    table="iuran_iuran",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="iuran",
            trigger=pgtrigger.compiler.Trigger(
                name="iuran_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="28cbeff310fbfd75689f7c0c66eb4a728317ca7d",
                    operation="DELETE",
                    pgid="pgtrigger_iuran_tidak_dihapus_1a29c",
                    table="iuran_iuran",
                    when="BEFORE",
                ),
            ),
        ),
    ]
