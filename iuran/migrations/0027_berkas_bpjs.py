"""Every file to BPJS is a BerkasBPJS: the enrolment batch is one kind of it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0026_skema_tanpa_surat_pdf"),
        ("peserta", "0007_kata_di_layar"),
        ("pijar", "0004_kop_dan_dasar_hukum"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="jawabanbpjs", name="cek_awal_hanya_bayar_dulu"
        ),
        pgtrigger.migrations.RemoveTrigger(model_name="kirimanpendaftaran", name="kiriman_tetap"),
        pgtrigger.migrations.RemoveTrigger(
            model_name="kirimanpendaftaran", name="kiriman_tidak_dihapus"
        ),
        migrations.RenameModel("PendaftaranKolektif", "BerkasBPJS"),
        migrations.RenameModel("BarisPendaftaran", "BarisBerkas"),
        migrations.RenameModel("KirimanPendaftaran", "KirimanBerkas"),
        migrations.RenameField("BarisBerkas", "pendaftaran", "berkas_bpjs"),
        migrations.RenameField("KirimanBerkas", "pendaftaran", "berkas_bpjs"),
        migrations.RenameField("JawabanBPJS", "pendaftaran", "berkas_bpjs"),
        migrations.AlterModelOptions(
            name="barisberkas",
            options={
                "ordering": ["berkas_bpjs", "nomor"],
                "verbose_name_plural": "baris pendaftaran",
            },
        ),
        migrations.RemoveConstraint(
            model_name="barisberkas",
            name="baris_pendaftaran_bernomor",
        ),
        migrations.RemoveConstraint(
            model_name="barisberkas",
            name="baris_pendaftaran_satu_menunggu",
        ),
        migrations.RemoveConstraint(
            model_name="barisberkas",
            name="baris_pendaftaran_hasil_sah",
        ),
        migrations.RemoveConstraint(
            model_name="barisberkas",
            name="baris_pendaftaran_tolak_beralasan",
        ),
        migrations.RemoveConstraint(
            model_name="barisberkas",
            name="baris_pendaftaran_ditahan_sah",
        ),
        migrations.RemoveConstraint(
            model_name="barisberkas",
            name="baris_pendaftaran_buka_lengkap",
        ),
        migrations.RemoveConstraint(
            model_name="barisberkas",
            name="baris_pendaftaran_diterima_lengkap",
        ),
        migrations.RemoveConstraint(
            model_name="berkasbpjs",
            name="pendaftaran_status_sah",
        ),
        migrations.RemoveConstraint(
            model_name="berkasbpjs",
            name="pendaftaran_bulan_tanggal_satu",
        ),
        migrations.RemoveConstraint(
            model_name="berkasbpjs",
            name="pendaftaran_batal_beralasan",
        ),
        migrations.RemoveConstraint(
            model_name="berkasbpjs",
            name="pendaftaran_urutan_sah",
        ),
        migrations.RemoveConstraint(
            model_name="berkasbpjs",
            name="pendaftaran_urutan_lengkap",
        ),
        migrations.RemoveConstraint(
            model_name="kirimanberkas",
            name="kiriman_satu_berlaku",
        ),
        migrations.RenameIndex(
            model_name="barisberkas",
            new_name="baris_berkas_ditahan",
            old_name="baris_pendaftaran_ditahan",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jawabanbpjs",
            trigger=pgtrigger.compiler.Trigger(
                name="cek_awal_hanya_bayar_dulu",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.jenis = 'cek_awal' AND NEW.status = 'diterapkan')",
                    func=(
                        "\n    IF NOT EXISTS (\n        SELECT 1 FROM iuran_berkasbpjs\n   "
                        "     WHERE id = NEW.berkas_bpjs_id AND urutan = 'bayar_dulu'\n    "
                        ") THEN\n        RAISE EXCEPTION 'cek awal diterapkan hanya bila "
                        "iuran dibayar dulu'\n            USING ERRCODE = "
                        "'check_violation', CONSTRAINT = 'cek_awal_hanya_bayar_dulu';\n    "
                        "END IF;\n    RETURN NEW;\n"
                    ),
                    hash="4ae2137196a9eb3dbe919b9d1a14f6f9c5a83eae",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_cek_awal_hanya_bayar_dulu_35dd1",
                    table="iuran_jawabanbpjs",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kirimanberkas",
            trigger=pgtrigger.compiler.Trigger(
                name="kiriman_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition=(
                        'WHEN (OLD."berkas" IS DISTINCT FROM (NEW."berkas") OR '
                        'OLD."berkas_bpjs_id" IS DISTINCT FROM (NEW."berkas_bpjs_id") OR '
                        'OLD."jumlah_orang" IS DISTINCT FROM (NEW."jumlah_orang") OR '
                        'OLD."nama_berkas" IS DISTINCT FROM (NEW."nama_berkas") OR '
                        'OLD."nomor_surat" IS DISTINCT FROM (NEW."nomor_surat") OR '
                        'OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id") OR OLD."pada" IS '
                        'DISTINCT FROM (NEW."pada") OR OLD."sha256" IS DISTINCT FROM '
                        '(NEW."sha256") OR OLD."tanggal" IS DISTINCT FROM (NEW."tanggal"))'
                    ),
                    func=(
                        "RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', "
                        "TG_TABLE_NAME;"
                    ),
                    hash="b4d31bdc4452d8053d0c080d37ebe23cc4b0f83e",
                    operation="UPDATE",
                    pgid="pgtrigger_kiriman_tetap_903bd",
                    table="iuran_kirimanberkas",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kirimanberkas",
            trigger=pgtrigger.compiler.Trigger(
                name="kiriman_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func=(
                        "RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', "
                        "TG_TABLE_NAME;"
                    ),
                    hash="d9800d74e263b089dd91245c95c75700e90fd8d3",
                    operation="DELETE",
                    pgid="pgtrigger_kiriman_tidak_dihapus_59c14",
                    table="iuran_kirimanberkas",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="barisberkas",
            constraint=models.UniqueConstraint(
                fields=("berkas_bpjs", "nomor"), name="baris_berkas_bernomor"
            ),
        ),
        migrations.AddConstraint(
            model_name="barisberkas",
            constraint=models.UniqueConstraint(
                condition=models.Q(("hasil", "menunggu")),
                fields=("peserta",),
                name="baris_berkas_satu_menunggu",
                violation_error_message="Orang ini sudah ada dalam pendaftaran lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisberkas",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hasil__in", ["menunggu", "sesuai", "sudah_peserta", "ditolak", "batal"])
                ),
                name="baris_berkas_hasil_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisberkas",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hasil", "ditolak"), _negated=True),
                    models.Q(("keterangan", ""), _negated=True),
                    _connector="OR",
                ),
                name="baris_berkas_tolak_beralasan",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisberkas",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("diterima_mulai", None), ("diterima_pada", None)),
                    models.Q(("diterima_mulai__day", 1), ("diterima_pada__isnull", False)),
                    _connector="OR",
                ),
                name="baris_berkas_diterima_lengkap",
                violation_error_message="Penerimaan menyebut bulan pertamanya dan waktunya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisberkas",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ditahan", False), ("hasil__in", ["ditolak", "batal"]), _connector="OR"
                ),
                name="baris_berkas_ditahan_sah",
                violation_error_message="Hanya yang ditolak atau dikeluarkan dapat ditahan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisberkas",
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
                name="baris_berkas_buka_lengkap",
                violation_error_message="Yang diikutkan lagi menyebut siapa, kapan dan alasannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="berkasbpjs",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (("status__in"), [("disusun"), ("dikirim"), ("selesai"), ("dibatalkan")])
                ),
                name="berkas_bpjs_status_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="berkasbpjs",
            constraint=models.CheckConstraint(
                condition=models.Q(("bulan_awal__day", 1)), name="berkas_bpjs_bulan_tanggal_satu"
            ),
        ),
        migrations.AddConstraint(
            model_name="berkasbpjs",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "dibatalkan"), _negated=True),
                    models.Q(("alasan_batal", ""), _negated=True),
                    _connector="OR",
                ),
                name="berkas_bpjs_batal_beralasan",
            ),
        ),
        migrations.AddConstraint(
            model_name="berkasbpjs",
            constraint=models.CheckConstraint(
                condition=models.Q(("urutan__in", ["kartu_dulu", "bayar_dulu"])),
                name="berkas_bpjs_urutan_sah",
            ),
        ),
        migrations.AddConstraint(
            model_name="berkasbpjs",
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
                name="berkas_bpjs_urutan_lengkap",
                violation_error_message="Mengubah urutan menyebut siapa, kapan dan alasannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kirimanberkas",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ditarik_pada", None)),
                fields=("berkas_bpjs",),
                name="kiriman_satu_berlaku",
                violation_error_message="Pendaftaran ini sudah ditandai dikirim.",
            ),
        ),
    ]
