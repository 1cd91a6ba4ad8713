"""What goes to BPJS and comes back: export profiles, batches, answers, claims."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0001_skema_buku"),
        ("peserta", "0002_skema_riwayat"),
        ("pijar", "0001_skema"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProfilEkspor",
            fields=[
                ("kode", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("nama", models.CharField(max_length=100)),
                ("kolom", models.JSONField()),
                ("nama_lembar", models.CharField(max_length=31)),
                ("format_tanggal", models.CharField(default="dd-mm-yyyy", max_length=20)),
                ("baris_paling_banyak", models.PositiveIntegerField(default=10000)),
                ("perlu_konfirmasi", models.BooleanField(default=True)),
                ("aktif", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name": "profil ekspor",
                "verbose_name_plural": "profil ekspor",
                "ordering": ["nama"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("baris_paling_banyak__gt", 0)),
                        name="profil_berkas_berisi",
                        violation_error_message="Satu berkas memuat paling sedikit satu baris.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PendaftaranKolektif",
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
                        related_name="+",
                        to="iuran.sumberdana",
                    ),
                ),
                (
                    "cabang",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pemuda", "Semarang Pemuda"),
                            ("majapahit", "Semarang Majapahit"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("bulan_awal", models.DateField()),
                (
                    "profil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="iuran.profilekspor",
                    ),
                ),
                ("jumlah_orang", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("disusun", "Disusun"),
                            ("dikirim", "Dikirim ke BPJS"),
                            ("selesai", "Selesai"),
                            ("dibatalkan", "Dibatalkan"),
                        ],
                        default="disusun",
                        max_length=10,
                    ),
                ),
                ("alasan_batal", models.CharField(blank=True, default="", max_length=300)),
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
                    "disusun_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("disusun_pada", models.DateTimeField(auto_now_add=True)),
                ("dikirim_pada", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "pendaftaran kolektif",
                "verbose_name_plural": "pendaftaran kolektif",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["disusun", "dikirim", "selesai", "dibatalkan"])
                        ),
                        name="pendaftaran_status_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bulan_awal__day", 1)),
                        name="pendaftaran_bulan_tanggal_satu",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "dibatalkan"), _negated=True),
                            models.Q(("alasan_batal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="pendaftaran_batal_beralasan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BarisPendaftaran",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pendaftaran",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_baris",
                        to="iuran.pendaftarankolektif",
                    ),
                ),
                ("nomor", models.PositiveIntegerField()),
                (
                    "bantuan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "hasil",
                    models.CharField(
                        choices=[
                            ("menunggu", "Menunggu jawaban"),
                            ("sesuai", "Terdaftar"),
                            ("sudah_peserta", "Sudah peserta"),
                            ("ditolak", "Ditolak BPJS"),
                            ("batal", "Batal"),
                        ],
                        default="menunggu",
                        max_length=15,
                    ),
                ),
                ("keterangan", models.CharField(blank=True, default="", max_length=300)),
                ("dijawab_pada", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name_plural": "baris pendaftaran",
                "ordering": ["pendaftaran", "nomor"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pendaftaran", "nomor"), name="baris_pendaftaran_bernomor"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("hasil", "menunggu")),
                        fields=("peserta",),
                        name="baris_pendaftaran_satu_menunggu",
                        violation_error_message="Orang ini sudah ada dalam pendaftaran lain.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "hasil__in",
                                ["menunggu", "sesuai", "sudah_peserta", "ditolak", "batal"],
                            )
                        ),
                        name="baris_pendaftaran_hasil_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hasil", "ditolak"), _negated=True),
                            models.Q(("keterangan", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="baris_pendaftaran_tolak_beralasan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JawabanBPJS",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pendaftaran",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_jawaban",
                        to="iuran.pendaftarankolektif",
                    ),
                ),
                ("berkas", models.FileField(upload_to="jawaban/%Y/%m/")),
                ("nama_berkas", models.CharField(max_length=150)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "jenis",
                    models.CharField(
                        choices=[("hasil", "Hasil pendaftaran"), ("cek_awal", "Cek awal (Y/T)")],
                        default="hasil",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("dibaca", "Sedang dibaca"),
                            ("diperiksa", "Siap diperiksa"),
                            ("diterapkan", "Diterapkan"),
                            ("gagal", "Tidak terbaca"),
                        ],
                        default="dibaca",
                        max_length=10,
                    ),
                ),
                ("galat", models.TextField(blank=True, default="")),
                (
                    "tugas",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pijar.tugas",
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
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("diterapkan_pada", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "jawaban BPJS",
                "verbose_name_plural": "jawaban BPJS",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["dibaca", "diperiksa", "diterapkan", "gagal"])
                        ),
                        name="jawaban_status_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("jenis__in", ["hasil", "cek_awal"])),
                        name="jawaban_jenis_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("jenis", "cek_awal"), ("status", "diterapkan"), _negated=True
                        ),
                        name="jawaban_cek_awal_tidak_diterapkan",
                        violation_error_message="Cek awal tidak mengubah data.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "gagal"), _negated=True),
                            models.Q(("galat", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="jawaban_gagal_menyebut_sebab",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BarisJawaban",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "jawaban",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_baris",
                        to="iuran.jawabanbpjs",
                    ),
                ),
                ("lembar", models.CharField(blank=True, default="", max_length=100)),
                ("nomor", models.PositiveIntegerField(verbose_name="nomor baris dalam lembar")),
                ("nik", models.CharField(blank=True, default="", max_length=30)),
                ("nama", models.CharField(blank=True, default="", max_length=150)),
                ("kpj", models.CharField(blank=True, default="", max_length=20)),
                ("keterangan", models.CharField(blank=True, default="", max_length=300)),
                (
                    "hasil",
                    models.CharField(
                        choices=[
                            ("sesuai", "Sesuai"),
                            ("sudah_peserta", "Sudah peserta"),
                            ("ditolak", "Ditolak"),
                            ("tidak_diminta", "Tidak kita minta"),
                            ("galat", "Tidak terbaca"),
                        ],
                        max_length=15,
                    ),
                ),
                ("catatan", models.CharField(blank=True, default="", max_length=300)),
                (
                    "baris",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="iuran.barispendaftaran",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "baris jawaban",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("jawaban", "lembar", "nomor"), name="baris_jawaban_sekali"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("hasil__in", ["sesuai", "sudah_peserta", "ditolak"])),
                        fields=("jawaban", "baris"),
                        name="baris_jawaban_satu_per_orang",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "hasil__in",
                                ["sesuai", "sudah_peserta", "ditolak", "tidak_diminta", "galat"],
                            )
                        ),
                        name="baris_jawaban_hasil_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kpj", ""), ("hasil__in", ["sesuai", "sudah_peserta"]), _connector="OR"
                        ),
                        name="baris_jawaban_gagal_tanpa_kpj",
                        violation_error_message="KPJ pada baris gagal tidak disimpan.",
                    ),
                ],
            },
        ),
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
                    "peserta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_klaim",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "peristiwa",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="klaim",
                        to="peserta.peristiwa",
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
            ],
            options={
                "verbose_name_plural": "klaim",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["terbuka", "diajukan"])),
                        fields=["batas", "id"],
                        name="klaim_berjalan",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("jenis__in", ["jkk", "jkm"])), name="klaim_jenis_sah"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["terbuka", "diajukan", "dibayar", "ditolak", "ditutup", "batal"],
                            )
                        ),
                        name="klaim_status_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("nominal", None), models.Q(("status", "dibayar"), _negated=True)
                            ),
                            models.Q(
                                ("nominal__gt", 0),
                                ("nominal__isnull", False),
                                ("status", "dibayar"),
                            ),
                            _connector="OR",
                        ),
                        name="klaim_nominal_saat_dibayar",
                        violation_error_message="Nominal ada tepat bila BPJS sudah membayar.",
                    ),
                ],
            },
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
                    "klaim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="riwayat",
                        to="iuran.klaim",
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
                (
                    "oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("pada", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "riwayat klaim",
                "verbose_name_plural": "riwayat klaim",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ke__in", ["ditolak", "ditutup", "batal"]), _negated=True),
                            models.Q(("catatan", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="riwayat_klaim_beralasan",
                        violation_error_message="Tulis alasannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ke__in",
                                ["terbuka", "diajukan", "dibayar", "ditolak", "ditutup", "batal"],
                            )
                        ),
                        name="riwayat_klaim_ke_sah",
                    ),
                ],
            },
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
