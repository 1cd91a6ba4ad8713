"""The hand-over of cards."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0031_skema_rencana"),
        ("peserta", "0007_kata_di_layar"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SerahKartu",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kpj", models.CharField(max_length=20, verbose_name="nomor KPJ")),
                ("tanggal", models.DateField(verbose_name="tanggal diterima")),
                (
                    "penerima",
                    models.CharField(
                        choices=[
                            ("diri", "Orangnya sendiri"),
                            ("keluarga", "Keluarga"),
                            ("rt", "Ketua RT/RW atau kader"),
                            ("ahli_waris", "Ahli waris"),
                        ],
                        max_length=10,
                    ),
                ),
                ("nama_penerima", models.CharField(blank=True, default="", max_length=100)),
                ("hubungan", models.CharField(blank=True, default="", max_length=60)),
                ("catatan", models.CharField(blank=True, default="", max_length=200)),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("dibatalkan_pada", models.DateTimeField(blank=True, null=True)),
                ("alasan_batal", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "verbose_name": "serah kartu",
                "verbose_name_plural": "serah kartu",
                "ordering": ["-tanggal", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="serahkartu",
            name="dibatalkan_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="serahkartu",
            name="oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="serahkartu",
            name="peserta",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="daftar_serah_kartu",
                to="peserta.peserta",
            ),
        ),
        migrations.AddConstraint(
            model_name="serahkartu",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dibatalkan_pada", None)),
                fields=("peserta", "kpj"),
                name="serah_kartu_sekali",
                violation_error_message="Kartu ini sudah dicatat diserahkan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="serahkartu",
            constraint=models.CheckConstraint(
                condition=models.Q(("kpj", ""), _negated=True), name="serah_kartu_bernomor"
            ),
        ),
        migrations.AddConstraint(
            model_name="serahkartu",
            constraint=models.CheckConstraint(
                condition=models.Q(("penerima__in", ["diri", "keluarga", "rt", "ahli_waris"])),
                name="serah_kartu_penerima_sah",
                violation_error_message="Pilih siapa yang menerima kartunya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="serahkartu",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("penerima", "diri"),
                    models.Q(("nama_penerima__regex", "^\\s*$"), _negated=True),
                    _connector="OR",
                ),
                name="serah_kartu_penerima_bernama",
                violation_error_message="Tulis nama yang menerima kartunya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="serahkartu",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("penerima__in", ["keluarga", "ahli_waris"]), _negated=True),
                    models.Q(("hubungan__regex", "^\\s*$"), _negated=True),
                    _connector="OR",
                ),
                name="serah_kartu_hubungan",
                violation_error_message="Tulis hubungannya dengan pemilik kartu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="serahkartu",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("alasan_batal", ""), ("dibatalkan_oleh", None), ("dibatalkan_pada", None)
                    ),
                    models.Q(
                        ("dibatalkan_oleh__isnull", False),
                        ("dibatalkan_pada__isnull", False),
                        models.Q(("alasan_batal__regex", "^\\s*$"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="serah_kartu_batal_lengkap",
                violation_error_message="Tulis alasan pembatalannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="serahkartu",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dibatalkan_oleh", None),
                    models.Q(("dibatalkan_oleh", models.F("oleh")), _negated=True),
                    _connector="OR",
                ),
                name="serah_kartu_batal_orang_lain",
                violation_error_message="Serah kartu dibatalkan petugas lain daripada pencatatnya.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="serahkartu",
            trigger=pgtrigger.compiler.Trigger(
                name="serah_kartu_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."catatan" IS DISTINCT FROM (NEW."catatan") OR OLD."hubungan" IS DISTINCT FROM (NEW."hubungan") OR OLD."kpj" IS DISTINCT FROM (NEW."kpj") OR OLD."nama_penerima" IS DISTINCT FROM (NEW."nama_penerima") OR OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id") OR OLD."penerima" IS DISTINCT FROM (NEW."penerima") OR OLD."peserta_id" IS DISTINCT FROM (NEW."peserta_id") OR OLD."tanggal" IS DISTINCT FROM (NEW."tanggal"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3f04c3e23598ecd34ee40b98dace7b7c2fdb494d",
                    operation="UPDATE",
                    pgid="pgtrigger_serah_kartu_tetap_2cbc7",
                    table="iuran_serahkartu",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="serahkartu",
            trigger=pgtrigger.compiler.Trigger(
                name="serah_kartu_batal_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.dibatalkan_pada IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e75ac9d5df51514e6a498d0853ae4856f91c5f22",
                    operation="UPDATE",
                    pgid="pgtrigger_serah_kartu_batal_tetap_50625",
                    table="iuran_serahkartu",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="serahkartu",
            trigger=pgtrigger.compiler.Trigger(
                name="serah_kartu_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f1141f0a313f29d5980e8a64384cf6a96f622d6a",
                    operation="DELETE",
                    pgid="pgtrigger_serah_kartu_tidak_dihapus_f0d4c",
                    table="iuran_serahkartu",
                    when="BEFORE",
                ),
            ),
        ),
    ]
