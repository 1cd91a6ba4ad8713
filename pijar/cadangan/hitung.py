"""What the database holds: rows and contents of each table, and the files that its rows name."""

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import FileField
from django.utils.module_loading import import_string
from psycopg2 import sql

from pijar.cadangan.isi import Jumlah

TABEL = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY 1
"""
JUMLAH = sql.SQL(
    "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t"
)


def daftar_tabel() -> list[str]:
    with connection.cursor() as kursor:
        kursor.execute(TABEL)
        return [nama for (nama,) in kursor]


def hitung_tabel() -> Jumlah:
    """Rows of each table and a sum over their contents: equal in a copy, however it was made."""
    hasil: dict[str, tuple[int, str]] = {}
    for nama in daftar_tabel():
        with connection.cursor() as kursor:
            kursor.execute(JUMLAH.format(sql.Identifier(nama)))
            hasil[nama] = kursor.fetchone()
    return hasil


def nama_berkas() -> set[str]:
    """Every file that a row names: in a column of files, or as the apps say, inside another one."""
    nama = {n for letak in settings.BERKAS_DI_KOLOM_LAIN for n in import_string(letak)()}
    for model in apps.get_models():
        for bidang in model._meta.get_fields():  # noqa: SLF001 - public API
            if isinstance(bidang, FileField):
                isi = model._default_manager.exclude(**{bidang.name: ""})  # noqa: SLF001
                nama |= {n for n in isi.values_list(bidang.name, flat=True) if n}
    return nama
