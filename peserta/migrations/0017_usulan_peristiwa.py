"""Life events that are proposed and wait for an admin.

A new table; reversing removes it.
"""
# ruff: noqa: E501 - the body of the trigger is written by makemigrations

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0016_bukti_peristiwa"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="UsulanPeristiwa",
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
                            ("meninggal", "Meninggal"),
                            ("kecelakaan", "Kecelakaan kerja"),
                            ("pindah", "Pindah keluar kota"),
                            ("penerima_upah", "Menjadi penerima upah/ASN/TNI/Polri"),
                            ("usia_65", "Mencapai usia 65 tahun"),
                            ("pihak_lain", "Dibayar pihak lain"),
                            ("tidak_bekerja", "Tidak lagi bekerja"),
                            ("data_tidak_valid", "Data tidak valid"),
                            ("mengundurkan_diri", "Mengundurkan diri"),
                            ("masa_berakhir", "Masa bantuan berakhir"),
                            ("tidak_memenuhi", "Tidak lagi memenuhi kriteria"),
                        ],
                        max_length=20,
                    ),
                ),
                ("tanggal", models.DateField()),
                ("mulai", models.DateField(blank=True, null=True)),
                ("keterangan", models.CharField(blank=True, default="", max_length=500)),
                (
                    "bukti_jenis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("akta_kematian", "Akta kematian"),
                            ("surat_kematian", "Surat kematian dari rumah sakit atau kelurahan"),
                            ("surat_pindah", "Surat keterangan pindah"),
                            ("laporan_kecelakaan", "Laporan atau kronologi kecelakaan"),
                            ("keterangan_dokter", "Keterangan dokter atau rumah sakit"),
                            ("surat_kerja", "Surat pengangkatan atau keterangan kerja"),
                            ("bukti_pihak_lain", "Bukti dibayar pihak lain"),
                            ("surat_pernyataan", "Surat pernyataan"),
                            ("ktp_kk", "KTP atau kartu keluarga"),
                            ("lainnya", "Lainnya"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("bukti_nomor", models.CharField(blank=True, default="", max_length=120)),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("diusulkan", "Menunggu"),
                            ("dicatat", "Dicatat"),
                            ("ditolak", "Ditolak"),
                            ("ditarik", "Ditarik"),
                        ],
                        default="diusulkan",
                        max_length=10,
                    ),
                ),
                (
                    "alasan",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="alasan putusan"
                    ),
                ),
                ("diputus_pada", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "usulan peristiwa",
                "verbose_name_plural": "usulan peristiwa",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="usulanperistiwa",
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
            model_name="usulanperistiwa",
            name="oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="usulanperistiwa",
            name="peristiwa",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="usulan",
                to="peserta.peristiwa",
            ),
        ),
        migrations.AddField(
            model_name="usulanperistiwa",
            name="peserta",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_usulan",
                to="peserta.peserta",
            ),
        ),
        migrations.AddIndex(
            model_name="usulanperistiwa",
            index=models.Index(
                condition=models.Q(("status", "diusulkan")), fields=["id"], name="usulan_menunggu"
            ),
        ),
        migrations.AddConstraint(
            model_name="usulanperistiwa",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "diusulkan")),
                fields=("peserta", "jenis"),
                name="usulan_satu_terbuka",
                violation_error_message="Peristiwa ini sudah diusulkan dan menunggu putusan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulanperistiwa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "jenis__in",
                        [
                            "meninggal",
                            "kecelakaan",
                            "pindah",
                            "penerima_upah",
                            "usia_65",
                            "pihak_lain",
                            "tidak_bekerja",
                            "data_tidak_valid",
                            "mengundurkan_diri",
                            "masa_berakhir",
                            "tidak_memenuhi",
                        ],
                    )
                ),
                name="usulan_jenis_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulanperistiwa",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["diusulkan", "dicatat", "ditolak", "ditarik"])),
                name="usulan_status_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulanperistiwa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "bukti_jenis__in",
                        [
                            "",
                            "akta_kematian",
                            "surat_kematian",
                            "surat_pindah",
                            "laporan_kecelakaan",
                            "keterangan_dokter",
                            "surat_kerja",
                            "bukti_pihak_lain",
                            "surat_pernyataan",
                            "ktp_kk",
                            "lainnya",
                        ],
                    )
                ),
                name="usulan_bukti_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulanperistiwa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("jenis__in", ["meninggal", "pindah"]), _negated=True),
                    models.Q(
                        models.Q(("bukti_jenis", ""), _negated=True),
                        models.Q(("bukti_nomor", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="usulan_berbukti",
                violation_error_message="Sebutkan jenis dan nomor buktinya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulanperistiwa",
            constraint=models.CheckConstraint(
                condition=models.Q(("mulai", None), ("mulai__day", 1), _connector="OR"),
                name="usulan_mulai_tanggal_satu",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulanperistiwa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("diputus_pada", None), ("status", "diusulkan")),
                    models.Q(
                        models.Q(("status", "diusulkan"), _negated=True),
                        ("diputus_pada__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="usulan_diputus_bila_selesai",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulanperistiwa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("peristiwa__isnull", False), ("status", "dicatat")),
                    models.Q(models.Q(("status", "dicatat"), _negated=True), ("peristiwa", None)),
                    _connector="OR",
                ),
                name="usulan_dicatat_berperistiwa",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulanperistiwa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "ditolak"), _negated=True),
                    models.Q(
                        models.Q(("alasan", ""), _negated=True), ("diputus_oleh__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="usulan_ditolak_beralasan",
                violation_error_message="Tulis alasan penolakannya.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="usulanperistiwa",
            trigger=pgtrigger.compiler.Trigger(
                name="usulan_diputus_sekali",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{diusulkan:dicatat,diusulkan:ditolak,diusulkan:ditarik}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="a63e13fd214212ea9debcf095fd0ebd7e2b06139",
                    operation="UPDATE",
                    pgid="pgtrigger_usulan_diputus_sekali_0e268",
                    table="peserta_usulanperistiwa",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="usulanperistiwa",
            trigger=pgtrigger.compiler.Trigger(
                name="usulan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bukti_jenis" IS DISTINCT FROM (NEW."bukti_jenis") OR OLD."bukti_nomor" IS DISTINCT FROM (NEW."bukti_nomor") OR OLD."jenis" IS DISTINCT FROM (NEW."jenis") OR OLD."keterangan" IS DISTINCT FROM (NEW."keterangan") OR OLD."mulai" IS DISTINCT FROM (NEW."mulai") OR OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id") OR OLD."tanggal" IS DISTINCT FROM (NEW."tanggal"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="98c8318725798506c002b34c81d2b9ea730481a2",
                    operation="UPDATE",
                    pgid="pgtrigger_usulan_beku_45776",
                    table="peserta_usulanperistiwa",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="usulanperistiwa",
            trigger=pgtrigger.compiler.Trigger(
                name="usulan_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="bdf3b436b277653b2f84e47ef8278d8d369f56e1",
                    operation="DELETE",
                    pgid="pgtrigger_usulan_tidak_dihapus_45e32",
                    table="peserta_usulanperistiwa",
                    when="BEFORE",
                ),
            ),
        ),
    ]
