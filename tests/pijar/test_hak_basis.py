"""The database does not trust the application: what its role may not do, whatever it says."""

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from pijar.hak_basis import BACA, beri_hak, hanya_tambah, sebagai_pemilik
from pijar.lokal.postgres import APP
from pijar.models import JejakAkses
from tests.pemilik import pemilik

TABEL = """
    SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = 'public'
"""
DITOLAK = r"permission denied|must be owner"


def tanya(sql, *isi):
    with connection.cursor() as kursor:
        kursor.execute(sql, isi)
        return kursor.fetchall()


def boleh(peran, tabel, hak):
    return tanya("SELECT has_table_privilege(%s, %s, %s)", peran, tabel, hak)[0][0]


def test_every_test_is_the_application(db):
    assert tanya("SELECT current_user") == [(APP,)]
    assert tanya("SELECT count(*) FROM pg_class WHERE pg_has_role(relowner, 'MEMBER')")[0][0] == 0


@pytest.mark.parametrize(
    "perintah",
    [
        "TRUNCATE pijar_jejakakses",
        "UPDATE pijar_jejakakses SET alasan = 'lain'",
        "DELETE FROM pijar_jejakakses",
        "DELETE FROM peserta_riwayatstatus",
        "UPDATE peserta_pesertaevent SET nama = 'lain'",
        "ALTER TABLE iuran_iuran DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "CREATE TABLE public.lain (a int)",
        "DELETE FROM django_migrations",
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) "
        "RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    ],
)
def test_the_application_is_refused(db, perintah):
    with (
        pytest.raises(DatabaseError, match=DITOLAK),
        transaction.atomic(),
    ):
        tanya(perintah)


def test_no_setting_lets_a_trigger_rest(db, petugas):
    satu = JejakAkses.catat(oleh=petugas, tindakan="ekspor", objek="uji")
    with pemilik() as kursor:  # else the missing right would refuse before the trigger does
        kursor.execute(f"GRANT UPDATE ON pijar_jejakakses TO {APP}")

    pemicu = next(
        t for m, t in pgtrigger.registered("pijar.JejakAkses:jejak_tidak_berubah")
    ).get_pgid(JejakAkses)
    tanya("SELECT set_config('pgtrigger.ignore', %s, true)", f"{{{pemicu}}}")

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        JejakAkses.objects.filter(pk=satu.pk).update(alasan="lain")


def test_the_owner_may_let_one_rest_for_a_repair(db, petugas):
    satu = JejakAkses.catat(oleh=petugas, tindakan="ekspor", objek="uji")

    with pemilik(), pgtrigger.ignore("pijar.JejakAkses:jejak_tidak_berubah"):
        assert JejakAkses.objects.filter(pk=satu.pk).update(alasan="lain") == 1


def test_history_log_and_events_are_only_added_to(db):
    acara = [m._meta.db_table for m in apps.get_models() if hasattr(m, "pgh_obj")]
    assert len(acara) > 10
    riwayat = {"pijar_jejakakses", "peserta_riwayatstatus", "iuran_riwayatklaim"}
    assert {*acara} | riwayat <= {*hanya_tambah()}

    for tabel in hanya_tambah():
        assert boleh(APP, tabel, "INSERT"), tabel
        assert not boleh(APP, tabel, "UPDATE, DELETE"), tabel


def test_each_role_has_its_rights_in_every_table(db):
    for (tabel,) in tanya(TABEL):
        assert boleh(APP, tabel, "SELECT"), tabel
        assert not boleh(APP, tabel, "TRUNCATE, TRIGGER, REFERENCES"), tabel
        assert boleh(BACA, tabel, "SELECT"), tabel
        assert not boleh(BACA, tabel, "INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER"), tabel
        assert boleh(APP, tabel, "INSERT") is (tabel != "django_migrations"), tabel


def test_a_new_table_gets_its_rights_with_the_next_migration(db):
    with pemilik() as kursor:
        kursor.execute("CREATE TABLE public.baru (a int)")
        kursor.execute(f"GRANT TRUNCATE ON public.baru TO {APP}")
        beri_hak()

    assert boleh(APP, "baru", "INSERT")
    assert not boleh(APP, "baru", "TRUNCATE")


def tanya_sebagai_pemilik():
    with sebagai_pemilik():
        assert connection.settings_dict["USER"] == "orang_lain"
        tanya("SELECT 1")


def test_the_owner_is_spoken_to_for_the_block_only(transactional_db):
    asal = dict(connection.settings_dict)
    lain = {"USER": "orang_lain", "PASSWORD": "salah"}
    with override_settings(PEMILIK_BASIS=lain), pytest.raises(DatabaseError):
        tanya_sebagai_pemilik()

    assert connection.settings_dict == asal
    assert tanya("SELECT current_user") == [(APP,)]
