"""A file to BPJS tells of an enrolment, an extension, a change of data or a stop."""

import django.core.serializers.json
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0027_berkas_bpjs"),
        ("peserta", "0008_skema_perubahan_data"),
        ("pijar", "0004_kop_dan_dasar_hukum"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="barisberkas",
            options={
                ("ordering"): [("berkas_bpjs"), ("nomor")],
                ("verbose_name"): ("baris berkas"),
                ("verbose_name_plural"): ("baris berkas"),
            },
        ),
        migrations.AlterModelOptions(
            name="kirimanberkas",
            options={
                "ordering": ["-pk"],
                "verbose_name": "kiriman berkas",
                "verbose_name_plural": "kiriman berkas",
            },
        ),
        migrations.AlterModelOptions(
            name="berkasbpjs",
            options={
                ("ordering"): [("-pk")],
                ("verbose_name"): ("berkas ke BPJS"),
                ("verbose_name_plural"): ("berkas ke BPJS"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="barisberkas",
            name="baris_berkas_satu_menunggu",
        ),
        migrations.AddField(
            model_name="barisberkas",
            name="isi",
            field=models.JSONField(
                encoder=django.core.serializers.json.DjangoJSONEncoder,
                null=True,
                verbose_name=("yang diberitahukan"),
            ),
        ),
        migrations.AddField(
            model_name="barisberkas",
            name="jenis",
            field=models.CharField(
                choices=[
                    (("pendaftaran"), ("Pendaftaran")),
                    (("perpanjangan"), ("Perpanjangan")),
                    (("perubahan"), ("Perubahan data")),
                    (("penghentian"), ("Penghentian")),
                ],
                db_default=("pendaftaran"),
                default=("pendaftaran"),
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="barisberkas",
            name="peristiwa",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name=("daftar_baris"),
                to=("peserta.peristiwa"),
            ),
        ),
        migrations.AddField(
            model_name="barisberkas",
            name="perubahan",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name=("daftar_baris"),
                to=("peserta.perubahandata"),
            ),
        ),
        migrations.AddField(
            model_name="berkasbpjs",
            name="jenis",
            field=models.CharField(
                choices=[
                    (("pendaftaran"), ("Pendaftaran")),
                    (("perpanjangan"), ("Perpanjangan")),
                    (("perubahan"), ("Perubahan data")),
                    (("penghentian"), ("Penghentian")),
                ],
                db_default=("pendaftaran"),
                default=("pendaftaran"),
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="profilekspor",
            name="jenis",
            field=models.CharField(
                choices=[
                    (("pendaftaran"), ("Pendaftaran")),
                    (("perpanjangan"), ("Perpanjangan")),
                    (("perubahan"), ("Perubahan data")),
                    (("penghentian"), ("Penghentian")),
                ],
                db_default=("pendaftaran"),
                default=("pendaftaran"),
                max_length=12,
                verbose_name=("untuk berkas"),
            ),
        ),
        migrations.AlterField(
            model_name="barisberkas",
            name="bantuan",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name=("daftar_baris"),
                to=("iuran.bantuan"),
            ),
        ),
        migrations.AlterField(
            model_name="barisjawaban",
            name="hasil",
            field=models.CharField(
                choices=[
                    (("sesuai"), ("Sesuai")),
                    (("sudah_peserta"), ("Sudah peserta")),
                    (("berbeda"), ("Berbeda")),
                    (("ditolak"), ("Ditolak")),
                    (("tidak_diminta"), ("Tidak ada dalam berkas ini")),
                    (("galat"), ("Perlu diperiksa")),
                ],
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="barisjawaban",
            name="hasil_dibaca",
            field=models.CharField(
                choices=[
                    (("sesuai"), ("Sesuai")),
                    (("sudah_peserta"), ("Sudah peserta")),
                    (("berbeda"), ("Berbeda")),
                    (("ditolak"), ("Ditolak")),
                    (("tidak_diminta"), ("Tidak ada dalam berkas ini")),
                    (("galat"), ("Perlu diperiksa")),
                ],
                default=("galat"),
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="berkasbpjs",
            name="bulan_awal",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="berkasbpjs",
            name="sumber",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name=("+"),
                to=("iuran.sumberdana"),
            ),
        ),
        migrations.AlterField(
            model_name="koreksijawaban",
            name="dari",
            field=models.CharField(
                choices=[
                    (("sesuai"), ("Sesuai")),
                    (("sudah_peserta"), ("Sudah peserta")),
                    (("berbeda"), ("Berbeda")),
                    (("ditolak"), ("Ditolak")),
                    (("tidak_diminta"), ("Tidak ada dalam berkas ini")),
                    (("galat"), ("Perlu diperiksa")),
                ],
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="koreksijawaban",
            name="ke",
            field=models.CharField(
                choices=[
                    (("sesuai"), ("Sesuai")),
                    (("sudah_peserta"), ("Sudah peserta")),
                    (("berbeda"), ("Berbeda")),
                    (("ditolak"), ("Ditolak")),
                    (("tidak_diminta"), ("Tidak ada dalam berkas ini")),
                    (("galat"), ("Perlu diperiksa")),
                ],
                max_length=15,
            ),
        ),
        migrations.AddIndex(
            model_name="barisberkas",
            index=models.Index(
                condition=models.Q((("hasil"), ("menunggu")), (("jenis"), ("perpanjangan"))),
                fields=[("bantuan")],
                name=("baris_berkas_perpanjangan"),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barisberkas",
            trigger=pgtrigger.compiler.Trigger(
                name=("baris_berkas_sejenis"),
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func=(
                        "\n    IF NEW.jenis <> (SELECT jenis FROM iuran_berkasbpjs WHERE id = "
                        "NEW.berkas_bpjs_id) THEN\n        RAISE EXCEPTION 'baris harus sejenis "
                        "dengan berkasnya'\n            USING ERRCODE = 'check_violation', "
                        "CONSTRAINT = 'baris_berkas_sejenis';\n    END IF;\n    RETURN NEW;\n"
                    ),
                    hash=("e3b86d572b621c1dccf4043d256fea91e3564433"),
                    operation=('INSERT OR UPDATE OF "jenis", "berkas_bpjs_id"'),
                    pgid=("pgtrigger_baris_berkas_sejenis_24a79"),
                    table=("iuran_barisberkas"),
                    when=("BEFORE"),
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barisberkas",
            trigger=pgtrigger.compiler.Trigger(
                name=("baris_berkas_pokok_tetap"),
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition=(
                        'WHEN (OLD."bantuan_id" IS DISTINCT FROM (NEW."bantuan_id") OR '
                        'OLD."berkas_bpjs_id" IS DISTINCT FROM (NEW."berkas_bpjs_id") OR OLD."isi" '
                        'IS DISTINCT FROM (NEW."isi") OR OLD."jenis" IS DISTINCT FROM '
                        '(NEW."jenis") OR OLD."peristiwa_id" IS DISTINCT FROM (NEW."peristiwa_id") '
                        'OR OLD."perubahan_id" IS DISTINCT FROM (NEW."perubahan_id") OR '
                        'OLD."peserta_id" IS DISTINCT FROM (NEW."peserta_id"))'
                    ),
                    func=(
                        "RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', "
                        "TG_TABLE_NAME;"
                    ),
                    hash=("b936e714144de16a25aabe851e93ebf946480942"),
                    operation=("UPDATE"),
                    pgid=("pgtrigger_baris_berkas_pokok_tetap_adc67"),
                    table=("iuran_barisberkas"),
                    when=("BEFORE"),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="barisberkas",
            constraint=models.UniqueConstraint(
                condition=models.Q((("hasil"), ("menunggu"))),
                fields=(("peserta"), ("jenis")),
                name=("baris_berkas_satu_menunggu"),
                violation_error_message=("Orang ini sudah ada dalam berkas lain yang sejenis."),
            ),
        ),
        migrations.AddConstraint(
            model_name="barisberkas",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (("bantuan__isnull"), False),
                        (("isi"), None),
                        (("jenis__in"), [("pendaftaran"), ("perpanjangan")]),
                        (("peristiwa"), None),
                        (("perubahan"), None),
                    ),
                    models.Q(
                        (("bantuan"), None),
                        (("isi__isnull"), False),
                        (("jenis"), ("perubahan")),
                        (("peristiwa"), None),
                        (("perubahan__isnull"), False),
                    ),
                    models.Q(
                        models.Q(
                            models.Q((("bantuan"), None), (("peristiwa__isnull"), False)),
                            models.Q((("bantuan__isnull"), False), (("peristiwa"), None)),
                            _connector=("OR"),
                        ),
                        (("isi"), None),
                        (("jenis"), ("penghentian")),
                        (("perubahan"), None),
                    ),
                    _connector=("OR"),
                ),
                name=("baris_berkas_satu_pokok"),
                violation_error_message=("Baris menyebut satu pokok, sesuai jenis berkasnya."),
            ),
        ),
        migrations.AddConstraint(
            model_name="berkasbpjs",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (("bulan_awal__isnull"), False),
                        (("jenis__in"), (("pendaftaran"), ("perpanjangan"))),
                        (("sumber__isnull"), False),
                    ),
                    models.Q(
                        (("bulan_awal"), None),
                        (("jenis__in"), [("perubahan"), ("penghentian")]),
                        (("sumber"), None),
                    ),
                    _connector=("OR"),
                ),
                name=("berkas_bpjs_bersumber"),
                violation_error_message=("Pendaftaran dan perpanjangan menyebut sumber dan bulan."),
            ),
        ),
        migrations.AddConstraint(
            model_name="profilekspor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        ("jenis__in"),
                        [("pendaftaran"), ("perpanjangan"), ("perubahan"), ("penghentian")],
                    )
                ),
                name=("profil_jenis_sah"),
                violation_error_message=("Pilih untuk berkas apa bentuk ini."),
            ),
        ),
        migrations.AlterConstraint(
            model_name="barisjawaban",
            name="baris_jawaban_menyebut_orang",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (("hasil__in"), [("tidak_diminta"), ("galat")]),
                    (("baris__isnull"), False),
                    _connector=("OR"),
                ),
                name=("baris_jawaban_menyebut_orang"),
                violation_error_message=("Orang ini tidak ada dalam berkas ini."),
            ),
        ),
    ]
