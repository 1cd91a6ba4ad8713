"""What was sent to BPJS is kept; refused people are held until an admin lets them go on."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0009_jawaban_dikoreksi"),
        ("peserta", "0003_rujukan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KirimanPendaftaran",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tanggal", models.DateField(verbose_name="tanggal kirim")),
                ("nomor_surat", models.CharField(max_length=100)),
                ("berkas", models.FileField(upload_to="pendaftaran/%Y/%m/")),
                ("nama_berkas", models.CharField(max_length=150)),
                ("sha256", models.CharField(max_length=64)),
                ("jumlah_orang", models.PositiveIntegerField()),
                ("pada", models.DateTimeField()),
                ("ditarik_pada", models.DateTimeField(null=True)),
                ("alasan_tarik", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "verbose_name": "kiriman pendaftaran",
                "verbose_name_plural": "kiriman pendaftaran",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="barispendaftaran",
            name="alasan_buka",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="barispendaftaran",
            name="dibuka_oleh",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="barispendaftaran",
            name="dibuka_pada",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="barispendaftaran",
            name="ditahan",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="barisjawaban",
            name="baris",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_jawaban",
                to="iuran.barispendaftaran",
            ),
        ),
        migrations.AlterField(
            model_name="barispendaftaran",
            name="bantuan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_baris",
                to="iuran.bantuan",
            ),
        ),
        migrations.AddIndex(
            model_name="barispendaftaran",
            index=models.Index(
                condition=models.Q(("ditahan", True)),
                fields=["bantuan"],
                name="baris_pendaftaran_ditahan",
            ),
        ),
        migrations.RunSQL(
            "UPDATE iuran_barispendaftaran b SET ditahan = true FROM peserta_peserta p"
            " WHERE p.id = b.peserta_id AND p.status = 'ditetapkan' AND b.hasil = 'ditolak'",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="barispendaftaran",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ditahan", False), ("hasil__in", ["ditolak", "batal"]), _connector="OR"
                ),
                name="baris_pendaftaran_ditahan_sah",
                violation_error_message="Hanya yang ditolak atau dikeluarkan dapat ditahan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barispendaftaran",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("alasan_buka", ""), ("dibuka_oleh", None), ("dibuka_pada", None)),
                    models.Q(
                        ("dibuka_oleh__isnull", False),
                        ("dibuka_pada__isnull", False),
                        ("ditahan", False),
                        models.Q(("alasan_buka", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="baris_pendaftaran_buka_lengkap",
                violation_error_message="Yang diikutkan lagi menyebut siapa, kapan dan alasannya.",
            ),
        ),
        migrations.AddField(
            model_name="kirimanpendaftaran",
            name="ditarik_oleh",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="kirimanpendaftaran",
            name="oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="kirimanpendaftaran",
            name="pendaftaran",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_kiriman",
                to="iuran.pendaftarankolektif",
            ),
        ),
        migrations.AddConstraint(
            model_name="kirimanpendaftaran",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ditarik_pada", None)),
                fields=("pendaftaran",),
                name="kiriman_satu_berlaku",
                violation_error_message="Pendaftaran ini sudah ditandai dikirim.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kirimanpendaftaran",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nomor_surat", ""), _negated=True),
                    models.Q(("sha256", ""), _negated=True),
                ),
                name="kiriman_bernomor",
                violation_error_message="Isi nomor surat pengantarnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kirimanpendaftaran",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("alasan_tarik", ""), ("ditarik_oleh", None), ("ditarik_pada", None)),
                    models.Q(
                        ("ditarik_oleh__isnull", False),
                        ("ditarik_pada__isnull", False),
                        models.Q(("alasan_tarik", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="kiriman_tarik_lengkap",
                violation_error_message="Penarikan menyebut siapa, kapan dan alasannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kirimanpendaftaran",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ditarik_oleh", None),
                    models.Q(("ditarik_oleh", models.F("oleh")), _negated=True),
                    _connector="OR",
                ),
                name="kiriman_ditarik_orang_lain",
                violation_error_message="Tanda dikirim ditarik admin lain.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kirimanpendaftaran",
            trigger=pgtrigger.compiler.Trigger(
                name="kiriman_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition=(
                        'WHEN (OLD."berkas" IS DISTINCT FROM (NEW."berkas")'
                        ' OR OLD."jumlah_orang" IS DISTINCT FROM (NEW."jumlah_orang")'
                        ' OR OLD."nama_berkas" IS DISTINCT FROM (NEW."nama_berkas")'
                        ' OR OLD."nomor_surat" IS DISTINCT FROM (NEW."nomor_surat")'
                        ' OR OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id")'
                        ' OR OLD."pada" IS DISTINCT FROM (NEW."pada")'
                        ' OR OLD."pendaftaran_id" IS DISTINCT FROM (NEW."pendaftaran_id")'
                        ' OR OLD."sha256" IS DISTINCT FROM (NEW."sha256")'
                        ' OR OLD."tanggal" IS DISTINCT FROM (NEW."tanggal"))'
                    ),
                    func=(
                        "RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table',"
                        " TG_TABLE_NAME;"
                    ),
                    hash="cffd5576d86370cb6d2e33ed9e285db077cc2c40",
                    operation="UPDATE",
                    pgid="pgtrigger_kiriman_tetap_d122c",
                    table="iuran_kirimanpendaftaran",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kirimanpendaftaran",
            trigger=pgtrigger.compiler.Trigger(
                name="kiriman_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func=(
                        "RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table',"
                        " TG_TABLE_NAME;"
                    ),
                    hash="8bad53459471fb4d2b1d2e715e0bf99dbb1086a7",
                    operation="DELETE",
                    pgid="pgtrigger_kiriman_tidak_dihapus_d9ccf",
                    table="iuran_kirimanpendaftaran",
                    when="BEFORE",
                ),
            ),
        ),
    ]
