"""Foreign keys left to the caller: where it is allowed, for how long, and for which tables."""

import re
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from iuran.rekonsiliasi import titik
from peserta.impor import masukkan
from pijar.curah import rujukan_terperiksa
from pijar.models import Ubahan
from tests.factories import PesertaFactory

DITULIS = [
    "peserta_peserta",
    "peserta_barisimpor",
    "iuran_barisdaftarbpjs",
    "iuran_titikrekonsiliasi",
]


def peran():
    return tanya("SHOW session_replication_role")[0][0]


def tanya(sql, *isi):
    with connection.cursor() as kursor:
        kursor.execute(sql, isi)
        return kursor.fetchall()


def test_checks_rest_inside_the_block_only(db):
    with rujukan_terperiksa():
        dalam = peran()

    assert (dalam, peran()) == ("replica", "origin")


def test_checks_are_back_after_a_failed_block(db):
    with pytest.raises(DatabaseError), transaction.atomic(), rujukan_terperiksa():
        tanya("SELECT 1 / 0")

    assert peran() == "origin"


def test_checks_stay_for_a_role_that_may_not_set_them(db):
    with connection.cursor() as kursor:
        kursor.execute("CREATE ROLE tanpa_hak; SET LOCAL ROLE tanpa_hak")

    with rujukan_terperiksa():
        dalam = peran()

    assert dalam == "origin"


def test_rows_written_so_have_no_trigger_that_would_rest(db):
    """A trigger on INSERT would be skipped silently: give the rule to the statements then.

    Words of names are collected by peserta.impor.terapkan; a test of an import says so. The mark
    of a change is written by the block itself.
    """
    pemicu = tanya(
        "SELECT substring(tgname from '^pgtrigger_(.*)_') FROM pg_trigger WHERE NOT tgisinternal "
        "AND tgtype::int & 4 <> 0 AND tgrelid::regclass::text = ANY(%s)",
        DITULIS,
    )

    assert {*pemicu} == {("kata_orang_baru",), ("ubahan_baris",), ("ubahan_dicatat",)}


@pytest.mark.parametrize("modul", [masukkan, titik])
def test_watched_tables_written_so_are_named(db, modul):
    """Else a figure that is kept would not know of the change."""
    blok = re.findall(r"rujukan_terperiksa\(([^)]+)\)", Path(modul.__file__).read_text("utf-8"))
    disebut = {*re.findall(r'"([\w.]+)"', "".join(blok))}
    diamati = {
        nama
        for (nama,) in tanya(
            "SELECT tgrelid::regclass || CASE WHEN tgname ~ 'baris' THEN '.id' ELSE '' END "
            "FROM pg_trigger WHERE tgname ~ 'ubahan_(dicatat|baris)'"
        )
    }

    ditulis = {nama.partition(".")[0] for nama in disebut}
    assert ditulis
    assert disebut == {d for d in diamati if d.partition(".")[0] in ditulis & {*DITULIS}}


def test_a_watched_table_written_so_is_marked(db):
    Ubahan.objects.all().delete()

    with rujukan_terperiksa("peserta_peserta"):
        PesertaFactory()

    (xid,) = tanya("SELECT pg_current_xact_id()::text::bigint")[0]
    assert Ubahan.objects.filter(tabel="peserta_peserta", xid=xid).exists()


def test_every_reference_of_rows_written_so_is_known(db):
    """A new foreign key here must be looked up and locked where its rows are written, then listed.

    Lines of BPJS's list and points refer to the list, which is locked, and to what is never
    deleted: ``test_people_are_never_deleted``, ``test_rows_are_never_deleted``.
    """
    rujukan = tanya(
        "SELECT conrelid::regclass::text || '.' || attname FROM pg_constraint "
        "JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY(conkey) "
        "WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s) ORDER BY 1",
        DITULIS,
    )

    assert [satu for (satu,) in rujukan] == [
        "iuran_barisdaftarbpjs.daftar_id",
        "iuran_barisdaftarbpjs.iuran_id",
        "iuran_barisdaftarbpjs.peserta_id",
        "iuran_titikrekonsiliasi.peserta_id",
        "iuran_titikrekonsiliasi.sejak_id",
        "iuran_titikrekonsiliasi.terakhir_id",
        "peserta_barisimpor.impor_id",
        "peserta_barisimpor.peserta_id",
        "peserta_peserta.didata_oleh_id",
        "peserta_peserta.digabung_ke_id",
        "peserta_peserta.impor_id",
        "peserta_peserta.kelurahan_id",
        "peserta_peserta.pekerjaan_id",
    ]
