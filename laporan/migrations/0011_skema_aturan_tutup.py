"""What a report must never be, once the old ones have their place."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("laporan", "0010_laporan_lama_ditutup"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="laporanbulanan",
            trigger=pgtrigger.compiler.Trigger(
                name="laporan_alur",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{sementara:dibatalkan,sementara:diusulkan,diusulkan:ditutup,diusulkan:sementara,ditutup:diganti,ditutup:ditarik}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="0fcb7aab1fcfd15c5b7a651703919d8be09017fb",
                    operation="UPDATE",
                    pgid="pgtrigger_laporan_alur_eeb4f",
                    table="laporan_laporanbulanan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="laporanbulanan",
            trigger=pgtrigger.compiler.Trigger(
                name="laporan_lahir_sementara",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.status <> 'sementara' OR NEW.warisan)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;",
                    hash="569442c9fd38a83af7639183e57121fc46d73a36",
                    operation="INSERT",
                    pgid="pgtrigger_laporan_lahir_sementara_c727b",
                    table="laporan_laporanbulanan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="laporanbulanan",
            trigger=pgtrigger.compiler.Trigger(
                name="laporan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."alasan" IS DISTINCT FROM (NEW."alasan") OR OLD."bulan" IS DISTINCT FROM (NEW."bulan") OR OLD."menggantikan_id" IS DISTINCT FROM (NEW."menggantikan_id") OR OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id") OR OLD."per_tanggal" IS DISTINCT FROM (NEW."per_tanggal") OR OLD."versi" IS DISTINCT FROM (NEW."versi") OR OLD."warisan" IS DISTINCT FROM (NEW."warisan"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2443bf8a01675498783488210f705752acb80cc8",
                    operation="UPDATE",
                    pgid="pgtrigger_laporan_tetap_7e7f7",
                    table="laporan_laporanbulanan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="laporanbulanan",
            trigger=pgtrigger.compiler.Trigger(
                name="angka_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'sementara' AND NEW.status <> 'sementara' AND (OLD.angka, OLD.tambahan, OLD.koreksi, OLD.sha256, OLD.diketahui, OLD.catatan, OLD.masalah, OLD.usulan, OLD.penyusun_id, OLD.diusulkan_pada) IS DISTINCT FROM (NEW.angka, NEW.tambahan, NEW.koreksi, NEW.sha256, NEW.diketahui, NEW.catatan, NEW.masalah, NEW.usulan, NEW.penyusun_id, NEW.diusulkan_pada))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c71b877b5d825f76553f6891a24560d2d7da7153",
                    operation="UPDATE",
                    pgid="pgtrigger_angka_beku_81233",
                    table="laporan_laporanbulanan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="laporanbulanan",
            trigger=pgtrigger.compiler.Trigger(
                name="laporan_penutup_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.ditutup_pada IS NOT NULL AND (OLD.penutup_id, OLD.ditutup_pada) IS DISTINCT FROM (NEW.penutup_id, NEW.ditutup_pada))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ff641b3da3bbccabe67183054d49567dec1526c5",
                    operation="UPDATE",
                    pgid="pgtrigger_laporan_penutup_tetap_5f740",
                    table="laporan_laporanbulanan",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="laporanbulanan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["sementara", "diusulkan", "ditutup", "diganti", "ditarik", "dibatalkan"],
                    )
                ),
                name="laporan_status_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporanbulanan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["sementara", "diusulkan"])),
                fields=("bulan",),
                name="laporan_satu_terbuka",
                violation_error_message="Laporan bulan ini sedang disusun. Buka yang ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporanbulanan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "ditutup")),
                fields=("bulan",),
                name="laporan_satu_ditutup",
                violation_error_message="Bulan ini sudah ditutup.",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporanbulanan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["sementara", "dibatalkan"]), _negated=True),
                    models.Q(
                        ("angka", None),
                        ("diketahui", None),
                        ("penutup", None),
                        ("penyusun", None),
                        ("sha256", ""),
                    ),
                    _connector="OR",
                ),
                name="laporan_sementara_tanpa_angka",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporanbulanan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["sementara", "dibatalkan"]),
                    models.Q(
                        ("angka__isnull", False),
                        ("diketahui__isnull", False),
                        ("sha256__regex", "^[0-9a-f]{64}$"),
                        models.Q(
                            ("warisan", True),
                            models.Q(
                                ("diusulkan_pada__isnull", False), ("penyusun__isnull", False)
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="laporan_beku_lengkap",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporanbulanan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["ditutup", "diganti", "ditarik"]), _negated=True),
                    models.Q(("penutup", None), ("warisan", True)),
                    models.Q(
                        ("ditutup_pada__isnull", False),
                        ("penutup__isnull", False),
                        models.Q(("penutup", models.F("penyusun")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="laporan_tutup_dua_admin",
                violation_error_message="Laporan ditutup admin lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporanbulanan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status__in", ["sementara", "diusulkan", "dibatalkan"]), _negated=True
                    ),
                    models.Q(("ditutup_pada", None), ("penutup", None)),
                    _connector="OR",
                ),
                name="laporan_belum_ditutup",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporanbulanan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("menggantikan", None),
                    models.Q(("alasan__regex", "^\\s*$"), _negated=True),
                    _connector="OR",
                ),
                name="laporan_koreksi_beralasan",
                violation_error_message="Tulis alasan koreksinya.",
            ),
        ),
    ]
