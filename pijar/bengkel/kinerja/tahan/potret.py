"""What the database and the folders hold, so that a killed run can be compared with a quiet one."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import FileField

from pijar.kesehatan import periksa
from pijar.models import StatusTugas, Tugas

# Not what a job does: sessions, kept figures, sign-ins, forms, and the context of a history row.
TAK_DIHITUNG = (
    "django_", "axes_", "pijar_simpanan", "pijar_ubahan", "pijar_ketikan", "pijar_tugas",
    "pghistory_",
)  # fmt: skip
ANGKA = "('smallint', 'integer', 'bigint', 'numeric')"
KATA = "('status', 'vonis', 'hasil', 'bagian', 'keadaan', 'keputusan', 'nasib', 'tindakan')"
KOLOM = f"""
    SELECT table_name, column_name, data_type IN {ANGKA}
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND (
        data_type = 'boolean' OR column_name IN {KATA}
        OR data_type IN {ANGKA} AND column_name !~ '(^|_)(id|ids|pgh_id)$'
    )
    ORDER BY 1, 2
"""  # noqa: S608 - words of this file
Potret = dict[str, Any]


def potret() -> Potret:
    """Rows, sums and states of each table."""
    per_tabel: dict[str, list[str]] = {n: [] for n in connection.introspection.table_names()}
    with connection.cursor() as kursor:
        kursor.execute(KOLOM)
        for tabel, kolom, angka in kursor.fetchall():
            hitung = f"sum({kolom})" if angka else f"count(*) FILTER (WHERE {kolom}::text = 't')"
            if not angka and kolom in KATA:
                hitung = f"md5(string_agg({kolom}::text, ',' ORDER BY {kolom}))"
            per_tabel.setdefault(tabel, []).append(f"'{kolom}', {hitung}")
        hasil: Potret = {}
        for tabel, isi in per_tabel.items():
            if not tabel.startswith(TAK_DIHITUNG):
                daftar = ", ".join(["'baris', count(*)", *isi])
                kursor.execute(f"SELECT jsonb_build_object({daftar})::text FROM {tabel}")  # noqa: S608
                hasil[tabel] = kursor.fetchone()[0]
    return hasil


def tugas_sejak(pk: int) -> Counter[tuple[object, ...]]:
    """How each job ended and what it tells; retries do not count."""
    kolom = ("jenis", "status", "pesan", "galat", "kemajuan", "dari", "hasil_nama")
    return Counter(Tugas.objects.filter(pk__gt=pk).values_list(*kolom))


def berkas_hilang() -> list[str]:
    """Columns of files whose file is not there."""
    hilang = []
    for model in apps.get_models():
        for kolom in (k for k in model._meta.fields if isinstance(k, FileField)):  # noqa: SLF001
            nama = model._default_manager.exclude(**{kolom.name: ""}).exclude(  # noqa: SLF001
                **{kolom.name: None}
            )
            hilang += [
                f"{model.__name__}.{kolom.name}"
                for satu in nama.values_list(kolom.name, flat=True)
                if not default_storage.exists(satu)
            ]
    return hilang


def masalah(kini: datetime) -> set[str]:
    """What ``manage.py periksa`` finds of rows and files."""
    return {f"{t.judul}: {k}" for t in periksa(kini) for k in t.masalah}


def beda(dulu: Potret, kini: Potret) -> list[str]:
    """The tables that are not alike, and how."""
    return [
        f"{tabel}: {dulu.get(tabel)} menjadi {kini.get(tabel)}"
        for tabel in sorted({*dulu, *kini})
        if dulu.get(tabel) != kini.get(tabel)
    ]


__all__ = ["StatusTugas", "beda", "berkas_hilang", "masalah", "potret", "tugas_sejak"]
