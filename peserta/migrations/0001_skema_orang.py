"""Places, occupations, uploaded lists and their rows, people and their field history."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("pijar", "0001_skema"),
    ]

    operations = [
        migrations.CreateModel(
            name="Kecamatan",
            fields=[
                ("kode", models.CharField(max_length=8, primary_key=True, serialize=False)),
                ("nama", models.CharField(max_length=60)),
                (
                    "cabang",
                    models.CharField(
                        choices=[
                            ("pemuda", "Semarang Pemuda"),
                            ("majapahit", "Semarang Majapahit"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "kecamatan",
                "ordering": ["nama"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cabang__in", ["pemuda", "majapahit"])),
                        name="kecamatan_cabang_sah",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Kelurahan",
            fields=[
                ("kode", models.CharField(max_length=13, primary_key=True, serialize=False)),
                (
                    "kecamatan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_kelurahan",
                        to="peserta.kecamatan",
                    ),
                ),
                ("nama", models.CharField(max_length=60)),
                ("kode_pos", models.CharField(blank=True, default="", max_length=5)),
            ],
            options={
                "verbose_name_plural": "kelurahan",
                "ordering": ["nama", "kode"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kode__startswith", models.F("kecamatan_id"))),
                        name="kelurahan_di_kecamatannya",
                    ),
                    models.UniqueConstraint(
                        fields=("kecamatan", "nama"), name="kelurahan_nama_per_kecamatan"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EjaanWilayah",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ejaan", models.CharField(max_length=60)),
                ("kode", models.CharField(max_length=13)),
            ],
            options={
                "verbose_name": "ejaan wilayah",
                "verbose_name_plural": "ejaan wilayah",
                "constraints": [
                    models.UniqueConstraint(fields=("ejaan", "kode"), name="ejaan_wilayah_sekali")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pekerjaan",
            fields=[
                ("kode", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("nama", models.CharField(max_length=60, unique=True)),
                (
                    "kelompok",
                    models.CharField(
                        choices=[
                            ("transportasi", "Transportasi"),
                            ("perdagangan", "Perdagangan"),
                            ("jasa", "Jasa"),
                            ("pertanian", "Pertanian dan perikanan"),
                            ("keagamaan", "Keagamaan dan sosial"),
                            ("lainnya", "Lainnya"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "transport",
                    models.BooleanField(default=False, verbose_name="sektor transportasi"),
                ),
                (
                    "ejaan",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("aktif", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name_plural": "pekerjaan",
                "ordering": ["nama"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kelompok__in",
                                [
                                    "transportasi",
                                    "perdagangan",
                                    "jasa",
                                    "pertanian",
                                    "keagamaan",
                                    "lainnya",
                                ],
                            )
                        ),
                        name="pekerjaan_kelompok_sah",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Impor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("berkas", models.FileField(upload_to="impor/%Y/%m/")),
                ("nama_berkas", models.CharField(max_length=150)),
                ("sha256", models.CharField(max_length=64)),
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
                        default="kelurahan",
                        max_length=12,
                    ),
                ),
                ("lembar", models.CharField(blank=True, default="", max_length=100)),
                ("baris_judul", models.PositiveIntegerField(null=True)),
                (
                    "kolom_diminta",
                    models.JSONField(default=dict, verbose_name="kolom yang dipilih petugas"),
                ),
                ("pemetaan", models.JSONField(default=dict, verbose_name="kolom berkas ke bidang")),
                ("jumlah", models.JSONField(default=dict, verbose_name="jumlah baris per hasil")),
                ("galat", models.TextField(blank=True, default="")),
                (
                    "status",
                    models.CharField(
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pijar.tugas",
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("diterapkan_pada", models.DateTimeField(null=True)),
                ("dibatalkan_pada", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name_plural": "impor",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["oleh", "-id"], name="impor_per_orang"),
                    models.Index(fields=["sha256"], name="impor_sha"),
                ],
                "constraints": [
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "gagal"), _negated=True),
                            models.Q(("galat", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="impor_gagal_menyebut_sebab",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "pemetaan"), _negated=True),
                            models.Q(("galat", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="impor_pemetaan_menyebut_sebab",
                    ),
                ],
            },
        ),
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
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diubah_pada", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "pemetaan tersimpan",
                "verbose_name_plural": "pemetaan tersimpan",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sumber_data", "sidik"), name="pemetaan_tersimpan_sekali"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sumber_data__in",
                                ["kelurahan", "komunitas", "asn", "bpjs", "kota", "saldo_awal"],
                            )
                        ),
                        name="pemetaan_tersimpan_sumber_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sidik", ""), _negated=True),
                            models.Q(("bidang", {}), _negated=True),
                        ),
                        name="pemetaan_tersimpan_berisi",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Peserta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nik", models.CharField(max_length=16, verbose_name="NIK")),
                (
                    "no_kk",
                    models.CharField(blank=True, default="", max_length=16, verbose_name="No. KK"),
                ),
                (
                    "kpj",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="KPJ"),
                ),
                ("nama", models.CharField(max_length=150, verbose_name="nama lengkap")),
                ("nama_cari", models.CharField(editable=False, max_length=150)),
                ("tempat_lahir", models.CharField(blank=True, default="", max_length=80)),
                ("tanggal_lahir", models.DateField()),
                (
                    "jenis_kelamin",
                    models.CharField(
                        choices=[("L", "Laki-laki"), ("P", "Perempuan")], max_length=1
                    ),
                ),
                (
                    "nama_ibu",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="nama ibu kandung"
                    ),
                ),
                ("alamat", models.CharField(blank=True, default="", max_length=200)),
                ("rt", models.CharField(blank=True, default="", max_length=3, verbose_name="RT")),
                ("rw", models.CharField(blank=True, default="", max_length=3, verbose_name="RW")),
                (
                    "kelurahan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.kelurahan",
                    ),
                ),
                (
                    "hp",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="nomor HP"
                    ),
                ),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                (
                    "pekerjaan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.pekerjaan",
                    ),
                ),
                ("lokasi_kerja", models.CharField(blank=True, default="", max_length=150)),
                (
                    "penghasilan",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="penghasilan sebulan (rupiah)"
                    ),
                ),
                (
                    "status_bpjs",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("belum", "Belum terdaftar"),
                            ("pu_aktif", "Penerima upah aktif"),
                            ("bpu_mandiri", "Membayar sendiri"),
                            ("pihak_lain", "Dibayar pihak lain"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="status BPJS",
                    ),
                ),
                ("register_kesejahteraan", models.CharField(blank=True, default="", max_length=20)),
                ("desil", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                        default="kelurahan",
                        max_length=12,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draf", "Draf"),
                            ("diajukan", "Diajukan"),
                            ("dikembalikan", "Dikembalikan"),
                            ("layak", "Layak"),
                            ("tidak_layak", "Tidak layak"),
                            ("ditetapkan", "Ditetapkan"),
                            ("didaftarkan", "Didaftarkan"),
                            ("terdaftar", "Terdaftar"),
                            ("berhenti", "Berhenti"),
                        ],
                        default="draf",
                        max_length=12,
                    ),
                ),
                (
                    "digabung_ke",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "impor",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.impor",
                    ),
                ),
                (
                    "didata_oleh",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "penyunting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, editable=False, size=None
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("diubah_pada", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name_plural": "peserta",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("digabung_ke", None)),
                        fields=["status", "id"],
                        name="peserta_status_baru",
                    ),
                    models.Index(
                        condition=models.Q(("digabung_ke", None)),
                        fields=["kelurahan", "status"],
                        name="peserta_wilayah_status",
                    ),
                    models.Index(
                        condition=models.Q(("digabung_ke", None)),
                        fields=["tanggal_lahir"],
                        name="peserta_lahir",
                    ),
                    models.Index(
                        condition=models.Q(("digabung_ke", None)),
                        fields=["pekerjaan"],
                        name="peserta_per_pekerjaan",
                    ),
                    models.Index(fields=["nama"], name="peserta_urut_nama"),
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["impor"], name="peserta_per_impor", pages_per_range=16
                    ),
                    models.Index(
                        condition=models.Q(("digabung_ke", None), _negated=True),
                        fields=["digabung_ke"],
                        name="peserta_digabung",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.Func(
                                models.F("nama_cari"),
                                models.Value(" "),
                                function="string_to_array",
                                output_field=django.contrib.postgres.fields.ArrayField(
                                    base_field=models.TextField(), size=None
                                ),
                            ),
                            name="array_ops",
                        ),
                        django.contrib.postgres.indexes.OpClass("nik", name="gin_trgm_ops"),
                        models.F("hp"),
                        models.F("no_kk"),
                        name="peserta_dicari",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("digabung_ke", None)),
                        fields=("nik",),
                        name="peserta_nik_satu_orang",
                        violation_error_message="NIK ini sudah terdaftar atas orang lain.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("digabung_ke", None), models.Q(("kpj", ""), _negated=True)
                        ),
                        fields=("kpj",),
                        name="peserta_kpj_satu_orang",
                        violation_error_message="KPJ ini sudah dipakai orang lain.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("nik"), 16
                            ),
                            models.Q(("nik__regex", "[^0-9]"), _negated=True),
                        ),
                        name="peserta_nik_16_angka",
                        violation_error_message="NIK harus terdiri atas 16 angka.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("no_kk", ""),
                            models.Q(
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("no_kk"), 16
                                ),
                                models.Q(("no_kk__regex", "[^0-9]"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="peserta_kk_16_angka",
                        violation_error_message="Nomor KK harus terdiri atas 16 angka.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kpj", ""), ("kpj__regex", "^[0-9]{6,20}$"), _connector="OR"
                        ),
                        name="peserta_kpj_angka",
                        violation_error_message="KPJ hanya terdiri atas angka.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nama__regex", "^\\s*$"), _negated=True),
                        name="peserta_nama_terisi",
                        violation_error_message="Nama harus diisi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("jenis_kelamin__in", ["L", "P"])),
                        name="peserta_jenis_kelamin_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draf",
                                    "diajukan",
                                    "dikembalikan",
                                    "layak",
                                    "tidak_layak",
                                    "ditetapkan",
                                    "didaftarkan",
                                    "terdaftar",
                                    "berhenti",
                                ],
                            )
                        ),
                        name="peserta_status_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status_bpjs", ""),
                            ("status_bpjs__in", ["belum", "pu_aktif", "bpu_mandiri", "pihak_lain"]),
                            _connector="OR",
                        ),
                        name="peserta_status_bpjs_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sumber_data__in",
                                ["kelurahan", "komunitas", "asn", "bpjs", "kota", "saldo_awal"],
                            )
                        ),
                        name="peserta_sumber_data_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desil", None), ("desil__range", (1, 10)), _connector="OR"
                        ),
                        name="peserta_desil_1_10",
                        violation_error_message="Desil harus antara 1 dan 10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "terdaftar"), _negated=True),
                            models.Q(("kpj", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="peserta_terdaftar_punya_kpj",
                        violation_error_message="Peserta terdaftar harus mempunyai KPJ.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("digabung_ke", None),
                            models.Q(("digabung_ke", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="peserta_tidak_digabung_ke_diri",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="kata_orang_baru",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO peserta_katanama (kata)\nSELECT kata FROM (SELECT DISTINCT unnest(string_to_array(nama_cari, ' ')) AS kata FROM baru) AS semua\nWHERE NOT EXISTS (SELECT FROM peserta_katanama k WHERE k.kata = semua.kata); RETURN NULL;",
                    hash="f0bc2d37451d3a98e03b14a64563323ba8d3c14b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_kata_orang_baru_c898a",
                    referencing="REFERENCING NEW TABLE AS baru ",
                    table="peserta_peserta",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="kata_nama_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."nama_cari" IS DISTINCT FROM (NEW."nama_cari"))',
                    func="INSERT INTO peserta_katanama (kata)\nSELECT kata FROM (SELECT DISTINCT unnest(string_to_array(NEW.nama_cari, ' ')) AS kata ) AS semua\nWHERE NOT EXISTS (SELECT FROM peserta_katanama k WHERE k.kata = semua.kata); RETURN NULL;",
                    hash="fb3ab084eff04585ae4ce78b3dc27c365dce7db5",
                    operation='UPDATE OF "nama_cari"',
                    pgid="pgtrigger_kata_nama_berubah_799ab",
                    table="peserta_peserta",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="status_sah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{berhenti:diajukan,berhenti:didaftarkan,berhenti:dikembalikan,berhenti:ditetapkan,berhenti:draf,berhenti:layak,berhenti:terdaftar,diajukan:berhenti,diajukan:dikembalikan,diajukan:draf,diajukan:layak,diajukan:tidak_layak,didaftarkan:berhenti,didaftarkan:ditetapkan,didaftarkan:terdaftar,dikembalikan:berhenti,dikembalikan:diajukan,ditetapkan:berhenti,ditetapkan:didaftarkan,ditetapkan:layak,draf:berhenti,draf:diajukan,layak:berhenti,layak:diajukan,layak:ditetapkan,layak:terdaftar,terdaftar:berhenti,tidak_layak:draf}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="72eae040231ce46c198adca89eea3d73b82f878c",
                    operation="UPDATE",
                    pgid="pgtrigger_status_sah_d8515",
                    table="peserta_peserta",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="pendata_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."didata_oleh_id" IS DISTINCT FROM (NEW."didata_oleh_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="479da0b5054203d7be53812fa5bf37811979d216",
                    operation="UPDATE",
                    pgid="pgtrigger_pendata_tetap_18b54",
                    table="peserta_peserta",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="838785f0c553744d5523706a3d6f69162ed9c4ad",
                    operation="DELETE",
                    pgid="pgtrigger_tidak_dihapus_72b50",
                    table="peserta_peserta",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="penyunting_hanya_bertambah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (NEW.penyunting @> OLD.penyunting))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f989ef1d9d8bf8e023fab5d4b74016308a1fc7eb",
                    operation="UPDATE",
                    pgid="pgtrigger_penyunting_hanya_bertambah_8a30b",
                    table="peserta_peserta",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="digabung_tidak_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.digabung_ke_id IS NOT NULL AND NEW.digabung_ke_id IS NOT NULL AND to_jsonb(OLD) - 'digabung_ke_id' IS DISTINCT FROM to_jsonb(NEW) - 'digabung_ke_id')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e6ce908871bed6e90267510cc303052ac40a5730",
                    operation="UPDATE",
                    pgid="pgtrigger_digabung_tidak_berubah_e7415",
                    table="peserta_peserta",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peserta",
            trigger=pgtrigger.compiler.Trigger(
                name="diubah_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "peserta_pesertaevent" ("alamat", "desil", "dibuat_pada", "digabung_ke_id", "email", "hp", "id", "impor_id", "jenis_kelamin", "kelurahan_id", "kpj", "lokasi_kerja", "nama", "nama_ibu", "nik", "no_kk", "pekerjaan_id", "penghasilan", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_kesejahteraan", "rt", "rw", "status_bpjs", "sumber_data", "tanggal_lahir", "tempat_lahir") SELECT old_values."alamat", old_values."desil", old_values."dibuat_pada", old_values."digabung_ke_id", old_values."email", old_values."hp", old_values."id", old_values."impor_id", old_values."jenis_kelamin", old_values."kelurahan_id", old_values."kpj", old_values."lokasi_kerja", old_values."nama", old_values."nama_ibu", old_values."nik", old_values."no_kk", old_values."pekerjaan_id", old_values."penghasilan", _pgh_attached_context.value, NOW(), \'diubah\', old_values."id", old_values."register_kesejahteraan", old_values."rt", old_values."rw", old_values."status_bpjs", old_values."sumber_data", old_values."tanggal_lahir", old_values."tempat_lahir" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."alamat" IS DISTINCT FROM (new_values."alamat") OR old_values."desil" IS DISTINCT FROM (new_values."desil") OR old_values."dibuat_pada" IS DISTINCT FROM (new_values."dibuat_pada") OR old_values."digabung_ke_id" IS DISTINCT FROM (new_values."digabung_ke_id") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."hp" IS DISTINCT FROM (new_values."hp") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."impor_id" IS DISTINCT FROM (new_values."impor_id") OR old_values."jenis_kelamin" IS DISTINCT FROM (new_values."jenis_kelamin") OR old_values."kelurahan_id" IS DISTINCT FROM (new_values."kelurahan_id") OR old_values."kpj" IS DISTINCT FROM (new_values."kpj") OR old_values."lokasi_kerja" IS DISTINCT FROM (new_values."lokasi_kerja") OR old_values."nama" IS DISTINCT FROM (new_values."nama") OR old_values."nama_ibu" IS DISTINCT FROM (new_values."nama_ibu") OR old_values."nik" IS DISTINCT FROM (new_values."nik") OR old_values."no_kk" IS DISTINCT FROM (new_values."no_kk") OR old_values."pekerjaan_id" IS DISTINCT FROM (new_values."pekerjaan_id") OR old_values."penghasilan" IS DISTINCT FROM (new_values."penghasilan") OR old_values."register_kesejahteraan" IS DISTINCT FROM (new_values."register_kesejahteraan") OR old_values."rt" IS DISTINCT FROM (new_values."rt") OR old_values."rw" IS DISTINCT FROM (new_values."rw") OR old_values."status_bpjs" IS DISTINCT FROM (new_values."status_bpjs") OR old_values."sumber_data" IS DISTINCT FROM (new_values."sumber_data") OR old_values."tanggal_lahir" IS DISTINCT FROM (new_values."tanggal_lahir") OR old_values."tempat_lahir" IS DISTINCT FROM (new_values."tempat_lahir")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="189809caf63428f176b0ad717b4bc28e04e3784d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_diubah_update_b3545",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="peserta_peserta",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PesertaEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("nik", models.CharField(max_length=16, verbose_name="NIK")),
                (
                    "no_kk",
                    models.CharField(blank=True, default="", max_length=16, verbose_name="No. KK"),
                ),
                (
                    "kpj",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="KPJ"),
                ),
                ("nama", models.CharField(max_length=150, verbose_name="nama lengkap")),
                ("tempat_lahir", models.CharField(blank=True, default="", max_length=80)),
                ("tanggal_lahir", models.DateField()),
                (
                    "jenis_kelamin",
                    models.CharField(
                        choices=[("L", "Laki-laki"), ("P", "Perempuan")], max_length=1
                    ),
                ),
                (
                    "nama_ibu",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="nama ibu kandung"
                    ),
                ),
                ("alamat", models.CharField(blank=True, default="", max_length=200)),
                ("rt", models.CharField(blank=True, default="", max_length=3, verbose_name="RT")),
                ("rw", models.CharField(blank=True, default="", max_length=3, verbose_name="RW")),
                (
                    "kelurahan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="peserta.kelurahan",
                    ),
                ),
                (
                    "hp",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="nomor HP"
                    ),
                ),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                (
                    "pekerjaan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="peserta.pekerjaan",
                    ),
                ),
                ("lokasi_kerja", models.CharField(blank=True, default="", max_length=150)),
                (
                    "penghasilan",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="penghasilan sebulan (rupiah)"
                    ),
                ),
                (
                    "status_bpjs",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("belum", "Belum terdaftar"),
                            ("pu_aktif", "Penerima upah aktif"),
                            ("bpu_mandiri", "Membayar sendiri"),
                            ("pihak_lain", "Dibayar pihak lain"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="status BPJS",
                    ),
                ),
                ("register_kesejahteraan", models.CharField(blank=True, default="", max_length=20)),
                ("desil", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                        default="kelurahan",
                        max_length=12,
                    ),
                ),
                (
                    "digabung_ke",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "impor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="peserta.impor",
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pesertaevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ca0f28f0c96907d8bf2655112af5828c64d798dc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_957d7",
                    table="peserta_pesertaevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="KataNama",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kata", models.CharField(max_length=150)),
            ],
            options={
                "verbose_name_plural": "kata nama",
                "indexes": [
                    models.Index(fields=["kata"], name="kata_nama"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("kata", name="gin_trgm_ops"),
                        name="kata_nama_mirip",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BarisImpor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "impor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_baris",
                        to="peserta.impor",
                    ),
                ),
                ("nomor", models.PositiveIntegerField(verbose_name="nomor baris dalam berkas")),
                ("mentah", models.JSONField()),
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
                (
                    "kode_awal",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, null=True, size=None
                    ),
                ),
                ("perubahan", models.JSONField(default=dict)),
                ("dipilih", models.BooleanField(default=False)),
                (
                    "tetap",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="tetap ketika impornya dibatalkan",
                    ),
                ),
                (
                    "peserta",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
                ("nik", models.CharField(blank=True, default="", max_length=16)),
                (
                    "no_kk",
                    models.CharField(blank=True, default="", max_length=16, verbose_name="No. KK"),
                ),
                ("nama", models.CharField(blank=True, default="", max_length=150)),
                ("nama_cari", models.CharField(blank=True, default="", max_length=150)),
                ("tempat_lahir", models.CharField(blank=True, default="", max_length=80)),
                ("tanggal_lahir", models.DateField(null=True)),
                ("jenis_kelamin", models.CharField(blank=True, default="", max_length=1)),
                (
                    "nama_ibu",
                    models.CharField(
                        blank=True, default="", max_length=150, verbose_name="nama ibu kandung"
                    ),
                ),
                ("alamat", models.CharField(blank=True, default="", max_length=200)),
                ("rt", models.CharField(blank=True, default="", max_length=3, verbose_name="RT")),
                ("rw", models.CharField(blank=True, default="", max_length=3, verbose_name="RW")),
                ("kelurahan", models.CharField(blank=True, default="", max_length=13)),
                (
                    "hp",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="nomor HP"
                    ),
                ),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("pekerjaan", models.CharField(blank=True, default="", max_length=30)),
                ("lokasi_kerja", models.CharField(blank=True, default="", max_length=150)),
                (
                    "penghasilan",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="penghasilan sebulan (rupiah)"
                    ),
                ),
                ("status_bpjs", models.CharField(blank=True, default="", max_length=12)),
                ("register_kesejahteraan", models.CharField(blank=True, default="", max_length=20)),
                ("desil", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "baris impor",
                "verbose_name_plural": "baris impor",
                "ordering": ["impor", "nomor"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("vonis", "baru"), _negated=True),
                        fields=["impor", "vonis", "nomor"],
                        name="baris_impor_vonis",
                    ),
                    models.Index(
                        condition=models.Q(("tetap", True)),
                        fields=["impor", "nomor"],
                        name="baris_impor_tetap",
                    ),
                    models.Index(
                        condition=models.Q(("peserta", None), _negated=True),
                        fields=["peserta"],
                        name="baris_impor_peserta",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("impor", "nomor"), name="baris_impor_sekali"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vonis__in", ["baru", "ubah", "sama", "peringatan", "galat"])
                        ),
                        name="baris_impor_vonis_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dipilih", True), ("vonis", "galat"), _negated=True),
                        name="baris_galat_tidak_dipilih",
                        violation_error_message="Baris dengan galat tidak dapat dipilih.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dipilih", False), ("tetap", True), _negated=True),
                        name="baris_tetap_diterapkan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IsianTertunda",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kunci", models.UUIDField()),
                ("isi", models.JSONField(default=dict)),
                (
                    "peserta",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("diubah_pada", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "isian tertunda",
                "verbose_name_plural": "isian tertunda",
                "indexes": [
                    models.Index(fields=["oleh", "-diubah_pada", "-id"], name="isian_per_orang"),
                    models.Index(fields=["diubah_pada"], name="isian_lama"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("oleh", "kunci"), name="isian_satu_per_halaman"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("peserta", None), ("isi", {}), _connector="OR"),
                        name="isian_selesai_tanpa_isi",
                        violation_error_message="Isian yang sudah disimpan harus kosong.",
                    ),
                ],
            },
        ),
        # This trigger joins old and new rows. PostgreSQL keeps its plan for the connection: made for
        # one person it compares each row with each other, and 98.000 people never come to an end.
        migrations.RunSQL(
            sql="ALTER FUNCTION pgtrigger_diubah_update_b3545() SET enable_nestloop = off",
            reverse_sql="ALTER FUNCTION pgtrigger_diubah_update_b3545() RESET ALL",
        ),
    ]
