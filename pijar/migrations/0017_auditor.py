"""The auditor's role: reads everything, writes nothing, and always ends.

A role is a group, so triggers on both tables hold the end: whoever becomes an auditor has one, at
most 90 days ahead, and keeps one.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KODE, NAMA = "mengaudit", "Membaca semua halaman tanpa mengubah apa pun"
PERAN = "auditor"
HAK = (KODE, "lihat_peserta", "lihat_laporan", "lihat_rencana")

PASANG = """
CREATE FUNCTION public.pijar_auditor_berakhir() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    orang bigint;
    sampai date;
BEGIN
    IF TG_TABLE_NAME = 'pijar_pengguna' THEN orang := NEW.id; ELSE orang := NEW.pengguna_id; END IF;
    PERFORM 1 FROM pijar_pengguna_groups pg JOIN auth_group g ON g.id = pg.group_id
        WHERE pg.pengguna_id = orang AND g.name = 'auditor';
    IF NOT FOUND THEN RETURN NEW; END IF;
    SELECT berlaku_sampai INTO sampai FROM pijar_pengguna WHERE id = orang;
    IF sampai IS NULL OR sampai > (now() AT TIME ZONE 'Asia/Jakarta')::date + 90 THEN
        RAISE EXCEPTION 'pengguna_auditor_berakhir: an auditor ends within 90 days'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pengguna_auditor_berakhir AFTER UPDATE OF berlaku_sampai ON pijar_pengguna
    FOR EACH ROW EXECUTE FUNCTION public.pijar_auditor_berakhir();
CREATE TRIGGER pengguna_auditor_berakhir AFTER INSERT OR UPDATE ON pijar_pengguna_groups
    FOR EACH ROW EXECUTE FUNCTION public.pijar_auditor_berakhir();
"""
LEPAS = """
DROP TRIGGER pengguna_auditor_berakhir ON pijar_pengguna;
DROP TRIGGER pengguna_auditor_berakhir ON pijar_pengguna_groups;
DROP FUNCTION public.pijar_auditor_berakhir();
"""


def beri(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    jenis = apps.get_model("contenttypes", "ContentType").objects.get(
        app_label="pijar", model="pengguna"
    )
    izin = apps.get_model("auth", "Permission").objects
    izin.get_or_create(content_type=jenis, codename=KODE, defaults={"name": NAMA})
    grup, _ = apps.get_model("auth", "Group").objects.get_or_create(name=PERAN)
    grup.permissions.set(izin.filter(content_type=jenis, codename__in=HAK))


def cabut(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name=PERAN).delete()
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="pijar", codename=KODE
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("pijar", "0016_skema_jejak_asal")]
    operations = [migrations.RunPython(beri, cabut), migrations.RunSQL(PASANG, LEPAS)]
