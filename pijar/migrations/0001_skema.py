"""Extensions of PostgreSQL, accounts, the trail of accesses and background jobs."""

import django.contrib.postgres.fields
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        django.contrib.postgres.operations.BtreeGistExtension(),
        django.contrib.postgres.operations.BtreeGinExtension(),
        django.contrib.postgres.operations.UnaccentExtension(),
        migrations.CreateModel(
            name="Pengguna",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(max_length=60, unique=True, verbose_name="nama pengguna"),
                ),
                ("nama", models.CharField(max_length=120)),
                (
                    "nip",
                    models.CharField(blank=True, default="", max_length=18, verbose_name="NIP"),
                ),
                (
                    "wilayah",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=13),
                        blank=True,
                        default=list,
                        help_text="Kode kecamatan atau kelurahan, dipisah koma. Kosong berarti seluruh kota.",
                        size=None,
                    ),
                ),
                ("berlaku_sampai", models.DateField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
                (
                    "is_staff",
                    models.BooleanField(default=False, verbose_name="boleh membuka /kelola/"),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "pengguna",
                "verbose_name_plural": "pengguna",
                "permissions": [
                    ("lihat_peserta", "Melihat peserta di wilayahnya"),
                    ("mendata", "Mendata, mengimpor, mengubah dan mengajukan peserta"),
                    ("memverifikasi", "Memutuskan pengajuan"),
                    ("menetapkan", "Menyusun kriteria dan penetapan"),
                    (
                        "mengelola_iuran",
                        "Mengelola pendaftaran, sumber dana, tagihan dan pembayaran",
                    ),
                    ("lihat_laporan", "Melihat dasbor dan laporan bulanan"),
                    ("mengelola_pengguna", "Mengelola pengguna dan melihat jejak akses"),
                    ("buka_nik", "Membuka NIK lengkap dengan alasan"),
                    ("usul_peristiwa", "Mengusulkan peristiwa peserta"),
                    ("putus_peristiwa", "Memutuskan peristiwa peserta"),
                    ("usul_gabung", "Mengusulkan penggabungan dua orang"),
                    ("putus_gabung", "Memutuskan penggabungan dua orang"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nip", ""), ("nip__regex", "^[0-9]{18}$"), _connector="OR"
                        ),
                        name="pengguna_nip_18_angka",
                        violation_error_message="NIP harus terdiri atas 18 angka.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wilayah", []),
                            django.db.models.lookups.Regex(
                                models.Func(
                                    models.F("wilayah"),
                                    models.Value(","),
                                    function="array_to_string",
                                    output_field=models.TextField(),
                                ),
                                models.Value(
                                    "^[0-9]{2}[.][0-9]{2}[.][0-9]{2}([.][0-9]{4})?(,[0-9]{2}[.][0-9]{2}[.][0-9]{2}([.][0-9]{4})?)*$"
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="pengguna_wilayah_berkode",
                        violation_error_message="Wilayah berisi kode kecamatan atau kelurahan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JejakAkses",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "tindakan",
                    models.CharField(
                        choices=[
                            ("buka_nik", "Membuka NIK"),
                            ("ekspor", "Mengekspor data"),
                            ("unduh", "Mengunduh berkas"),
                        ],
                        max_length=10,
                    ),
                ),
                ("objek", models.CharField(max_length=200, verbose_name="yang dibuka, tanpa NIK")),
                ("alasan", models.CharField(blank=True, default="", max_length=300)),
                ("jumlah", models.PositiveIntegerField(default=1, verbose_name="jumlah orang")),
                ("pada", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "jejak akses",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tindakan", "buka_nik"), _negated=True),
                            models.Q(("alasan", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="jejak_buka_nik_beralasan",
                        violation_error_message="Tulis alasan membuka NIK.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tindakan__in", ["buka_nik", "ekspor", "unduh"])),
                        name="jejak_tindakan_sah",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jejakakses",
            trigger=pgtrigger.compiler.Trigger(
                name="jejak_tidak_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="68733e449642968a4c95c55ca07d0960ae9f0447",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_jejak_tidak_berubah_ef59d",
                    table="pijar_jejakakses",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Tugas",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("jenis", models.CharField(max_length=80, verbose_name="nama pekerjaan Celery")),
                ("judul", models.CharField(max_length=200)),
                ("parameter", models.JSONField(default=dict)),
                (
                    "oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kunci", models.CharField(blank=True, default="", max_length=120)),
                ("kemajuan", models.PositiveIntegerField(default=0)),
                ("dari", models.PositiveIntegerField(default=0)),
                ("hasil", models.FileField(blank=True, default="", upload_to="tugas/%Y/%m/")),
                ("hasil_nama", models.CharField(blank=True, default="", max_length=150)),
                ("pesan", models.TextField(blank=True, default="")),
                ("galat", models.TextField(blank=True, default="")),
                ("tautan", models.CharField(blank=True, default="", max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("antre", "Menunggu giliran"),
                            ("berjalan", "Sedang berjalan"),
                            ("selesai", "Selesai"),
                            ("gagal", "Gagal"),
                        ],
                        default="antre",
                        max_length=10,
                    ),
                ),
                ("percobaan", models.PositiveSmallIntegerField(default=0)),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("dikirim_pada", models.DateTimeField(null=True)),
                ("mulai_pada", models.DateTimeField(null=True)),
                ("detak_pada", models.DateTimeField(null=True)),
                ("selesai_pada", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name_plural": "tugas",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["oleh", "-id"], name="tugas_per_orang"),
                    models.Index(
                        condition=models.Q(("status__in", ["antre", "berjalan"])),
                        fields=["status", "dibuat_pada"],
                        name="tugas_hidup",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["antre", "berjalan", "selesai", "gagal"])
                        ),
                        name="tugas_status_sah",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status__in", ["antre", "berjalan"]),
                            models.Q(("kunci", ""), _negated=True),
                        ),
                        fields=("kunci",),
                        name="tugas_satu_per_kunci",
                        violation_error_message="Pekerjaan yang sama sedang berjalan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "gagal"), _negated=True),
                            models.Q(("galat", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tugas_gagal_menyebut_sebab",
                    ),
                ],
            },
        ),
    ]
