"""A stop that an admin proposes for many at once is recorded by another admin."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0004_riwayat_pada"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="usulanperistiwa",
            name="usulan_beku",
        ),
        migrations.AddField(
            model_name="usulanperistiwa",
            name="sekaligus",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="diusulkan sekaligus"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="usulanperistiwa",
            trigger=pgtrigger.compiler.Trigger(
                name="usulan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition=(
                        'WHEN (OLD."bukti_jenis" IS DISTINCT FROM (NEW."bukti_jenis") OR '
                        'OLD."bukti_nomor" IS DISTINCT FROM (NEW."bukti_nomor") OR '
                        'OLD."jenis" IS DISTINCT FROM (NEW."jenis") OR '
                        'OLD."keterangan" IS DISTINCT FROM (NEW."keterangan") OR '
                        'OLD."mulai" IS DISTINCT FROM (NEW."mulai") OR '
                        'OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id") OR '
                        'OLD."peserta_id" IS DISTINCT FROM (NEW."peserta_id") OR '
                        'OLD."sekaligus" IS DISTINCT FROM (NEW."sekaligus") OR '
                        'OLD."tanggal" IS DISTINCT FROM (NEW."tanggal"))'
                    ),
                    func=(
                        "RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', "
                        "TG_TABLE_NAME;"
                    ),
                    hash="463397d887a6206c106753fb83701f78d3610b3b",
                    operation="UPDATE",
                    pgid="pgtrigger_usulan_beku_45776",
                    table="peserta_usulanperistiwa",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="usulanperistiwa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sekaligus", False),
                    models.Q(
                        ("oleh__isnull", False),
                        models.Q(
                            models.Q(("status", "dicatat"), _negated=True),
                            models.Q(("diputus_oleh", models.F("oleh")), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="usulan_sekaligus_dua_admin",
                violation_error_message="Usulan untuk banyak orang dicatat admin lain.",
            ),
        ),
    ]
