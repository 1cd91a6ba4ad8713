"""What happens to a person: statuses, corrections, life events, papers, possible duplicates."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("peserta", "0001_skema_orang"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("pijar", "0001_skema"),
    ]

    operations = [
        migrations.CreateModel(
            name="RiwayatStatus",
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
                        related_name="riwayat",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "dari",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draf", "Draf"),
                            ("diajukan", "Diajukan"),
                            ("dikembalikan", "Dikembalikan"),
                            ("layak", "Layak"),
                            ("tidak_layak", "Tidak layak"),
                            ("ditetapkan", "Ditetapkan"),
                            ("didaftarkan", "Didaftarkan"),
                            ("terdaftar", "Terdaftar"),
                            ("berhenti", "Berhenti"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "ke",
                    models.CharField(
                        choices=[
                            ("draf", "Draf"),
                            ("diajukan", "Diajukan"),
                            ("dikembalikan", "Dikembalikan"),
                            ("layak", "Layak"),
                            ("tidak_layak", "Tidak layak"),
                            ("ditetapkan", "Ditetapkan"),
                            ("didaftarkan", "Didaftarkan"),
                            ("terdaftar", "Terdaftar"),
                            ("berhenti", "Berhenti"),
                        ],
                        max_length=12,
                    ),
                ),
                ("alasan", models.CharField(blank=True, default="", max_length=500)),
                (
                    "oleh",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("pada", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "riwayat status",
                "verbose_name_plural": "riwayat status",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ke__in", ["dikembalikan", "tidak_layak", "berhenti"]),
                                _negated=True,
                            ),
                            models.Q(("alasan", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="riwayat_beralasan",
                        violation_error_message="Tulis alasannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ke__in",
                                [
                                    "draf",
                                    "diajukan",
                                    "dikembalikan",
                                    "layak",
                                    "tidak_layak",
                                    "ditetapkan",
                                    "didaftarkan",
                                    "terdaftar",
                                    "berhenti",
                                ],
                            )
                        ),
                        name="riwayat_ke_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dari", ""), _negated=True),
                            ("ke", "terdaftar"),
                            _connector="OR",
                        ),
                        name="riwayat_berasal",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riwayatstatus",
            trigger=pgtrigger.compiler.Trigger(
                name="riwayat_tidak_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b904239223ed2a700dbd1122ba00c317c389b81e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_riwayat_tidak_berubah_38e20",
                    table="peserta_riwayatstatus",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="KoreksiNik",
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
                        related_name="daftar_koreksi_nik",
                        to="peserta.peserta",
                    ),
                ),
                ("nik_lama", models.CharField(max_length=16)),
                ("nik_baru", models.CharField(max_length=16)),
                ("alasan", models.CharField(max_length=300)),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("pada", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "koreksi NIK",
                "verbose_name_plural": "koreksi NIK",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["nik_lama"], name="koreksi_nik_lama")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nik_lama", models.F("nik_baru")), _negated=True),
                        name="koreksi_nik_berbeda",
                        violation_error_message="NIK baru sama dengan NIK yang tercatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nik_baru__regex", "^[0-9]{16}$"), ("nik_lama__regex", "^[0-9]{16}$")
                        ),
                        name="koreksi_nik_16_angka",
                        violation_error_message="NIK harus terdiri atas 16 angka.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alasan", ""), _negated=True),
                        name="koreksi_nik_beralasan",
                        violation_error_message="Tulis alasannya.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="koreksinik",
            trigger=pgtrigger.compiler.Trigger(
                name="koreksi_nik_tidak_berubah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="aefc739aa6eea0c13fb27703afbd909a3f97b565",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_koreksi_nik_tidak_berubah_1ccfa",
                    table="peserta_koreksinik",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Peristiwa",
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
                        related_name="daftar_peristiwa",
                        to="peserta.peserta",
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
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="jenis bukti",
                    ),
                ),
                (
                    "bukti_nomor",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=120,
                        verbose_name="nomor dan tanggal bukti",
                    ),
                ),
                (
                    "status_sebelum",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draf", "Draf"),
                            ("diajukan", "Diajukan"),
                            ("dikembalikan", "Dikembalikan"),
                            ("layak", "Layak"),
                            ("tidak_layak", "Tidak layak"),
                            ("ditetapkan", "Ditetapkan"),
                            ("didaftarkan", "Didaftarkan"),
                            ("terdaftar", "Terdaftar"),
                            ("berhenti", "Berhenti"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("akibat", models.JSONField(blank=True, null=True)),
                (
                    "oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(auto_now_add=True)),
                ("dibatalkan_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "dibatalkan_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("alasan_batal", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "verbose_name_plural": "peristiwa",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
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
                        name="peristiwa_jenis_sah",
                    ),
                    models.CheckConstraint(
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
                        name="peristiwa_bukti_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dibatalkan_pada", None),
                            models.Q(("alasan_batal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="peristiwa_batal_beralasan",
                        violation_error_message="Tulis alasan pembatalan.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dibatalkan_pada", None), ("jenis", "meninggal")),
                        fields=("peserta",),
                        name="peristiwa_meninggal_sekali",
                        violation_error_message="Kematian orang ini sudah dicatat.",
                    ),
                ],
            },
        ),
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
                    "peserta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_usulan",
                        to="peserta.peserta",
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
                (
                    "diputus_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diputus_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "peristiwa",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usulan",
                        to="peserta.peristiwa",
                    ),
                ),
            ],
            options={
                "verbose_name": "usulan peristiwa",
                "verbose_name_plural": "usulan peristiwa",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "diusulkan")),
                        fields=["id"],
                        name="usulan_menunggu",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "diusulkan")),
                        fields=("peserta", "jenis"),
                        name="usulan_satu_terbuka",
                        violation_error_message="Peristiwa ini sudah diusulkan dan menunggu putusan.",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["diusulkan", "dicatat", "ditolak", "ditarik"])
                        ),
                        name="usulan_status_sah",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("mulai", None), ("mulai__day", 1), _connector="OR"),
                        name="usulan_mulai_tanggal_satu",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("peristiwa__isnull", False), ("status", "dicatat")),
                            models.Q(
                                models.Q(("status", "dicatat"), _negated=True), ("peristiwa", None)
                            ),
                            _connector="OR",
                        ),
                        name="usulan_dicatat_berperistiwa",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "ditolak"), _negated=True),
                            models.Q(
                                models.Q(("alasan", ""), _negated=True),
                                ("diputus_oleh__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="usulan_ditolak_beralasan",
                        violation_error_message="Tulis alasan penolakannya.",
                    ),
                ],
            },
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
                    condition='WHEN (OLD."bukti_jenis" IS DISTINCT FROM (NEW."bukti_jenis") OR OLD."bukti_nomor" IS DISTINCT FROM (NEW."bukti_nomor") OR OLD."jenis" IS DISTINCT FROM (NEW."jenis") OR OLD."keterangan" IS DISTINCT FROM (NEW."keterangan") OR OLD."mulai" IS DISTINCT FROM (NEW."mulai") OR OLD."oleh_id" IS DISTINCT FROM (NEW."oleh_id") OR OLD."peserta_id" IS DISTINCT FROM (NEW."peserta_id") OR OLD."tanggal" IS DISTINCT FROM (NEW."tanggal"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3ea1fea30338506f03889c8f87dd94200a421cbd",
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
                name="usulan_putusan_beku",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'diusulkan' AND (OLD.alasan, OLD.diputus_oleh_id, OLD.diputus_pada, OLD.peristiwa_id) IS DISTINCT FROM (NEW.alasan, NEW.diputus_oleh_id, NEW.diputus_pada, NEW.peristiwa_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="cd99ccebd789cdb34a4d72d89389f6f73cda081e",
                    operation="UPDATE",
                    pgid="pgtrigger_usulan_putusan_beku_8e77a",
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
        migrations.CreateModel(
            name="BerkasPeserta",
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
                        related_name="daftar_berkas",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("ktp", "KTP"),
                            ("kk", "Kartu keluarga"),
                            ("keterangan_kerja", "Surat keterangan bekerja"),
                            ("foto", "Foto orangnya"),
                            ("lainnya", "Lainnya"),
                        ],
                        max_length=20,
                        verbose_name="jenis berkas",
                    ),
                ),
                ("isi", models.FileField(blank=True, default="", upload_to="peserta/%Y/%m/")),
                (
                    "nama",
                    models.CharField(max_length=150, verbose_name="nama asli, nomornya disamarkan"),
                ),
                ("mime", models.CharField(max_length=20)),
                ("ukuran", models.PositiveIntegerField(verbose_name="ukuran (byte)")),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="sidik berkas yang diunggah"),
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
                ("dihapus_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "dihapus_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("alasan_hapus", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "verbose_name": "berkas peserta",
                "verbose_name_plural": "berkas peserta",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            models.Q(("dihapus_pada", None), _negated=True),
                            models.Q(("isi", ""), _negated=True),
                        ),
                        fields=["dihapus_pada"],
                        name="berkas_menunggu_dihapus",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dihapus_pada", None)),
                        fields=("peserta", "jenis", "sha256"),
                        name="berkas_sekali_per_jenis",
                        violation_error_message="Berkas yang sama sudah diunggah.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("jenis__in", ["ktp", "kk", "keterangan_kerja", "foto", "lainnya"])
                        ),
                        name="berkas_jenis_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mime__in", ["image/jpeg", "application/pdf"])),
                        name="berkas_mime_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("alasan_hapus", ""), ("dihapus_oleh", None), ("dihapus_pada", None)
                            ),
                            models.Q(
                                models.Q(("dihapus_pada", None), _negated=True),
                                models.Q(("dihapus_oleh", None), _negated=True),
                                models.Q(("alasan_hapus", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="berkas_hapus_beralasan",
                        violation_error_message="Tulis alasan menghapus berkas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dihapus_pada", None), _negated=True),
                            models.Q(("isi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="berkas_ada_berisi",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="berkaspeserta",
            trigger=pgtrigger.compiler.Trigger(
                name="berkas_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="864c62b11c92265e2392a3fe5f805d3a4a14be6f",
                    operation="DELETE",
                    pgid="pgtrigger_berkas_tidak_dihapus_fd8b3",
                    table="peserta_berkaspeserta",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PasanganMirip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kiri",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "kanan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="peserta.peserta",
                    ),
                ),
                ("skor", models.PositiveSmallIntegerField(verbose_name="kemiripan, 0 sampai 100")),
                ("alasan", models.JSONField(default=dict)),
                ("usulan", models.JSONField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("menunggu", "Menunggu"),
                            ("diusulkan", "Diusulkan digabung"),
                            ("digabung", "Digabung"),
                            ("berbeda", "Orang berbeda"),
                        ],
                        default="menunggu",
                        max_length=10,
                    ),
                ),
                ("keterangan", models.CharField(blank=True, default="", max_length=500)),
                (
                    "pengusul",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diusulkan_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "pemutus",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diputuskan_pada", models.DateTimeField(blank=True, null=True)),
                ("ditemukan_pada", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "pasangan mirip",
                "verbose_name_plural": "pasangan mirip",
                "ordering": ["-skor", "pk"],
                "indexes": [
                    models.Index(fields=["status", "-skor", "id"], name="pasangan_mirip_antrean")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kiri", "kanan"), name="pasangan_mirip_sekali"),
                    models.CheckConstraint(
                        condition=models.Q(("kiri__lt", models.F("kanan"))),
                        name="pasangan_mirip_berurutan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("skor__range", (0, 100))),
                        name="pasangan_mirip_skor_0_100",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["menunggu", "diusulkan", "digabung", "berbeda"])
                        ),
                        name="pasangan_mirip_status_sah",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["diusulkan", "digabung"]), _negated=True),
                            models.Q(
                                ("diusulkan_pada__isnull", False),
                                ("pengusul__isnull", False),
                                ("usulan__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pasangan_mirip_usulan_lengkap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["digabung", "berbeda"]), _negated=True),
                            models.Q(
                                ("diputuskan_pada__isnull", False), ("pemutus__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="pasangan_mirip_putusan_lengkap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "berbeda"), _negated=True),
                            models.Q(("keterangan", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="pasangan_mirip_berbeda_beralasan",
                        violation_error_message="Tulis alasannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pemutus", None),
                            ("pengusul", None),
                            models.Q(("pemutus", models.F("pengusul")), _negated=True),
                            _connector="OR",
                        ),
                        name="pasangan_mirip_diputuskan_orang_lain",
                        violation_error_message="Usulan tidak boleh diputuskan oleh pengusulnya.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmirip",
            trigger=pgtrigger.compiler.Trigger(
                name="pasangan_status_sah",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{menunggu:diusulkan,menunggu:berbeda,diusulkan:menunggu,diusulkan:digabung,diusulkan:berbeda,digabung:menunggu,berbeda:menunggu}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="ae3c5f119692c95e05d3a6d4ad1673fd7002a05a",
                    operation="UPDATE",
                    pgid="pgtrigger_pasangan_status_sah_4c5bc",
                    table="peserta_pasanganmirip",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmirip",
            trigger=pgtrigger.compiler.Trigger(
                name="pengusul_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'menunggu' AND NEW.status <> 'menunggu' AND OLD.pengusul_id IS DISTINCT FROM NEW.pengusul_id)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="cd80ab845f955a20a5b6dbcac99648b44cf8693f",
                    operation="UPDATE",
                    pgid="pgtrigger_pengusul_tetap_3b440",
                    table="peserta_pasanganmirip",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmirip",
            trigger=pgtrigger.compiler.Trigger(
                name="pasangan_tetap",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."kanan_id" IS DISTINCT FROM (NEW."kanan_id") OR OLD."kiri_id" IS DISTINCT FROM (NEW."kiri_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6e9d2f80e4938b46e574c19a133b0ef499230f2e",
                    operation="UPDATE",
                    pgid="pgtrigger_pasangan_tetap_f4d5f",
                    table="peserta_pasanganmirip",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmirip",
            trigger=pgtrigger.compiler.Trigger(
                name="pasangan_diputus_tidak_dihapus",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'menunggu')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4326c8c08f19475604e975f471587aa672bc8b50",
                    operation="DELETE",
                    pgid="pgtrigger_pasangan_diputus_tidak_dihapus_be0e3",
                    table="peserta_pasanganmirip",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmirip",
            trigger=pgtrigger.compiler.Trigger(
                name="diputus_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    func='INSERT INTO "peserta_pasanganmiripevent" ("alasan", "diputuskan_pada", "ditemukan_pada", "diusulkan_pada", "id", "kanan_id", "keterangan", "kiri_id", "pemutus_id", "pengusul_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skor", "status", "usulan") VALUES (OLD."alasan", OLD."diputuskan_pada", OLD."ditemukan_pada", OLD."diusulkan_pada", OLD."id", OLD."kanan_id", OLD."keterangan", OLD."kiri_id", OLD."pemutus_id", OLD."pengusul_id", _pgh_attach_context(), NOW(), \'diputus\', OLD."id", OLD."skor", OLD."status", OLD."usulan"); RETURN NULL;',
                    hash="cf127ce711d92ddac6636092c6dd92152f8dcec4",
                    operation="UPDATE",
                    pgid="pgtrigger_diputus_update_8f2c6",
                    table="peserta_pasanganmirip",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PasanganMiripEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="peserta.pasanganmirip",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "kiri",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="peserta.peserta",
                    ),
                ),
                (
                    "kanan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="peserta.peserta",
                    ),
                ),
                ("skor", models.PositiveSmallIntegerField(verbose_name="kemiripan, 0 sampai 100")),
                ("alasan", models.JSONField(default=dict)),
                ("usulan", models.JSONField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("menunggu", "Menunggu"),
                            ("diusulkan", "Diusulkan digabung"),
                            ("digabung", "Digabung"),
                            ("berbeda", "Orang berbeda"),
                        ],
                        default="menunggu",
                        max_length=10,
                    ),
                ),
                ("keterangan", models.CharField(blank=True, default="", max_length=500)),
                (
                    "pengusul",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diusulkan_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "pemutus",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diputuskan_pada", models.DateTimeField(blank=True, null=True)),
                ("ditemukan_pada", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pasanganmiripevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="760094d46794f683169f1aa97efb1acd757bd740",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2c7d2",
                    table="peserta_pasanganmiripevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
