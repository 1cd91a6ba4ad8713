"""Reference data comes from migrations; a transactional test must leave exactly that behind.

Django would empty every table and announce a fresh migration, and all data migrations would have
to run again: most of a second for each such test. Here only rows that differ are put back.
"""

from io import StringIO

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2.errors import LockNotAvailable

from tests.menunggu import tunggu
from tests.pemilik import pemilik

# No trigger fires: the rows come back as they were, without history and without being checked.
# Only a superuser may say so.
DIAM = "SET LOCAL session_replication_role = replica"
SENDIRI = "LOCK TABLE {tabel} IN EXCLUSIVE MODE NOWAIT"
BUANG = "DELETE FROM {tabel}"
BERISI = "SELECT %s WHERE EXISTS (SELECT FROM {tabel})"
BERUBAH = """
SELECT %s WHERE %s <>
    (SELECT coalesce(md5(string_agg(r::text, '\n' ORDER BY r::text)), '') FROM {tabel} r)
"""
SIDIK = "SELECT coalesce(md5(string_agg(r::text, '\n' ORDER BY r::text)), '') FROM {tabel} r"


class Rujukan:
    """What stood in each table when the last migration had run."""

    def __init__(self) -> None:
        self.isi: dict[str, str] = {}
        with connection.cursor() as kursor:
            self.kosong = self._yang_kosong(kursor)
            for tabel in self._semua() - self.kosong:
                tulisan = StringIO()
                kursor.copy_expert(f"COPY {_nama(tabel)} TO STDOUT", tulisan)
                self.isi[tabel] = tulisan.getvalue()
            self.tanya, self.sidik = self._pertanyaan(kursor)
        self.kunci = SENDIRI.format(tabel=", ".join(map(_nama, sorted(self._semua()))))

    def kembalikan(self) -> None:
        """Empty what a test filled, and write anew what it changed.

        A request may still be under way. It is waited for with no lock in hand, so that no two
        wait for each other.
        """
        tunggu(self._coba)

    def _coba(self) -> bool:
        """Put everything back if nobody else is writing; says whether that was so."""
        try:
            with transaction.atomic(), pemilik() as kursor:
                kursor.execute(self.kunci)
                self._tulis(kursor)
        except OperationalError as galat:
            if isinstance(galat.__cause__, LockNotAvailable):
                return False
            raise
        return True

    def _tulis(self, kursor: CursorWrapper) -> None:
        kursor.execute(self.tanya, self.sidik)
        berubah = [tabel for (tabel,) in kursor.fetchall()]
        if not berubah:
            return
        kursor.execute(DIAM)
        kursor.execute("; ".join(BUANG.format(tabel=_nama(tabel)) for tabel in berubah))
        for tabel in self.isi.keys() & set(berubah):
            kursor.copy_expert(f"COPY {_nama(tabel)} FROM STDIN", StringIO(self.isi[tabel]))

    @staticmethod
    def _semua() -> set[str]:
        """Every table that Django's own emptying would take."""
        return set(
            connection.introspection.django_table_names(only_existing=True, include_views=False)
        )

    def _yang_kosong(self, kursor: CursorWrapper) -> set[str]:
        semua = sorted(self._semua())
        kursor.execute(" UNION ALL ".join(BERISI.format(tabel=_nama(t)) for t in semua), semua)
        return set(semua) - {tabel for (tabel,) in kursor.fetchall()}

    def _pertanyaan(self, kursor: CursorWrapper) -> tuple[str, list[str]]:
        """One query that names the tables which are not as they were, and its parameters."""
        kosong = sorted(self.kosong)
        bagian = [BERISI.format(tabel=_nama(tabel)) for tabel in kosong]
        sidik: list[str] = []
        for tabel in self.isi:
            kursor.execute(SIDIK.format(tabel=_nama(tabel)))
            sidik += [tabel, kursor.fetchone()[0]]
            bagian.append(BERUBAH.format(tabel=_nama(tabel)))
        return " UNION ALL ".join(bagian), [*kosong, *sidik]


def _nama(tabel: str) -> str:
    return connection.ops.quote_name(tabel)
