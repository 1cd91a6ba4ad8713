"""Payment before the card: the order of a batch, whom BPJS accepts, months that it refuses later."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0017_skema_pagu_lewat_perubahan"),
        ("peserta", "0004_riwayat_pada"),
        ("pijar", "0002_peran"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="jawabanbpjs",
            name="jawaban_cek_awal_tidak_diterapkan",
        ),
        migrations.AddField(
            model_name="bantuan",
            name="gugur_dari",
            field=models.DateField(
                blank=True, null=True, verbose_name="tidak diterima BPJS dari bulan"
            ),
        ),
        migrations.AddField(
            model_name="bantuan",
            name="gugur_pada",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="bantuan",
            name="gugur_sampai",
            field=models.DateField(
                blank=True, null=True, verbose_name="tidak diterima BPJS sampai bulan"
            ),
        ),
        migrations.AddField(
            model_name="barisjawaban",
            name="tmt",
            field=models.DateField(null=True, verbose_name="terhitung mulai tanggal"),
        ),
        migrations.AddField(
            model_name="barispendaftaran",
            name="diterima_mulai",
            field=models.DateField(null=True, verbose_name="diterima untuk dibayar mulai"),
        ),
        migrations.AddField(
            model_name="barispendaftaran",
            name="diterima_pada",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="jawabanbpjs",
            name="tanggal",
            field=models.DateField(null=True, verbose_name="tanggal daftar"),
        ),
        migrations.AddField(
            model_name="jawabanbpjs",
            name="tanggal_alasan",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="jawabanbpjs",
            name="tanggal_oleh",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pendaftarankolektif",
            name="urutan",
            field=models.CharField(
                choices=[
                    ("kartu_dulu", "Kartu dulu, lalu iuran pertama dibayar"),
                    ("bayar_dulu", "Iuran pertama dibayar dulu, kartu menyusul"),
                ],
                db_default="kartu_dulu",
                default="kartu_dulu",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="pendaftarankolektif",
            name="urutan_alasan",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="pendaftarankolektif",
            name="urutan_oleh",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pendaftarankolektif",
            name="urutan_pada",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="profilekspor",
            name="urutan",
            field=models.CharField(
                choices=[
                    ("kartu_dulu", "Kartu dulu, lalu iuran pertama dibayar"),
                    ("bayar_dulu", "Iuran pertama dibayar dulu, kartu menyusul"),
                ],
                db_default="kartu_dulu",
                default="kartu_dulu",
                max_length=10,
                verbose_name="urutan kartu dan iuran pertama",
            ),
        ),
        migrations.AddIndex(
            model_name="bantuan",
            index=models.Index(
                condition=models.Q(("gugur_dari__isnull", False)),
                fields=["gugur_dari", "peserta"],
                name="bantuan_gugur",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jawabanbpjs",
            trigger=pgtrigger.compiler.Trigger(
                name="cek_awal_hanya_bayar_dulu",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.jenis = 'cek_awal' AND NEW.status = 'diterapkan')",
                    func="\n    IF NOT EXISTS (\n        SELECT 1 FROM iuran_pendaftarankolektif\n        WHERE id = NEW.pendaftaran_id AND urutan = 'bayar_dulu'\n    ) THEN\n        RAISE EXCEPTION 'cek awal diterapkan hanya bila iuran dibayar dulu'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'cek_awal_hanya_bayar_dulu';\n    END IF;\n    RETURN NEW;\n",
                    hash="8a434e52b99e39082333c487a7790729f19d3b85",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_cek_awal_hanya_bayar_dulu_35dd1",
                    table="iuran_jawabanbpjs",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="bantuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("gugur_dari", None), ("gugur_pada", None), ("gugur_sampai", None)),
                    models.Q(
                        ("gugur_dari__day", 1),
                        ("gugur_dari__lte", models.F("gugur_sampai")),
                        ("gugur_pada__isnull", False),
                        ("gugur_sampai__day", 1),
                    ),
                    _connector="OR",
                ),
                name="bantuan_gugur_lengkap",
                violation_error_message="Bulan yang tidak diterima BPJS ditulis dari dan sampai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barispendaftaran",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("diterima_mulai", None), ("diterima_pada", None)),
                    models.Q(("diterima_mulai__day", 1), ("diterima_pada__isnull", False)),
                    _connector="OR",
                ),
                name="baris_pendaftaran_diterima_lengkap",
                violation_error_message="Penerimaan menyebut bulan pertamanya dan waktunya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jawabanbpjs",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tanggal", None), ("tanggal_oleh", None)),
                    models.Q(("tanggal__isnull", False), ("tanggal_oleh__isnull", False)),
                    _connector="OR",
                ),
                name="jawaban_tanggal_bernama",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendaftarankolektif",
            constraint=models.CheckConstraint(
                condition=models.Q(("urutan__in", ["kartu_dulu", "bayar_dulu"])),
                name="pendaftaran_urutan_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendaftarankolektif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("urutan_alasan", ""), ("urutan_oleh", None), ("urutan_pada", None)),
                    models.Q(
                        ("urutan_oleh__isnull", False),
                        ("urutan_pada__isnull", False),
                        models.Q(("urutan_alasan", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="pendaftaran_urutan_lengkap",
                violation_error_message="Mengubah urutan menyebut siapa, kapan dan alasannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="profilekspor",
            constraint=models.CheckConstraint(
                condition=models.Q(("urutan__in", ["kartu_dulu", "bayar_dulu"])),
                name="profil_urutan_sah",
                violation_error_message="Pilih urutan kartu dan iuran pertama dari daftar.",
            ),
        ),
    ]
