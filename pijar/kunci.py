"""The advisory locks of the house: one number for each purpose, and the only SQL that takes them.

PostgreSQL knows such a lock by two numbers: its purpose, from here, and its part (a job, a year).
"""

from enum import IntEnum

from django.db import connection


class Kunci(IntEnum):
    """What a lock is for. A number is never given to another purpose."""

    PEKERJA = 7_402  # part: the job that one worker's session holds
    GILIRAN = 7_405  # part: the person; one worker at a time claims a job of theirs
    TERAPKAN = 7_403  # no part: one import at a time is applied or undone
    LAPORAN = 7_404  # part: the month whose report is being frozen
    NOMOR_BERKAS = 7_410  # part: the year; no two batches get one number, none is left out
    SURAT = 7_411  # part: kind and row of a paper; one version is made at a time
    NOMOR_SURAT = 7_412  # part: the year; no two papers get one number, none is left out
    PADANAN = 7_413  # part: the kind of list; last checks are written by one list at a time
    OPD = 7_440  # no part: one admin at a time names offices
    GERAKAN = 7_441  # part: the month of which BPJS's report comes in
    REKONSILIASI = 7_430  # no part: one list at a time moves the open points, or one settling
    SIMPANAN = 7_450  # part: one kept figure; it is counted by one session at a time
    CADANGAN = 7_460  # no part: one backup is made at a time
    BATAS_LAYANAN = 7_470  # no part: one admin at a time sets a service limit
    AMBANG = 7_471  # part: the person whose accesses are counted, one after the other
    RETENSI = 7_461  # no part: one batch of deletions, or one hold, at a time
    RINGKASAN_JEJAK = 7_462  # no part: one digest of the access log at a time
    SETORAN = 7_431  # no part: one list of the movement at a time counts, or is recorded
    TARIF = (
        7_420  # no part: whoever counts with tariffs shares it, whoever changes one has it alone
    )

    def pegang(self, bagian: int = 0) -> None:
        """Wait for the lock, and keep it until the transaction ends."""
        self._tanya("SELECT pg_advisory_xact_lock(%s, %s)", bagian)

    def coba(self, bagian: int) -> bool:
        """Take the lock for this session if it is free; True when it was."""
        return bool(self._tanya("SELECT pg_try_advisory_lock(%s, %s)", bagian))

    def tunggu(self, bagian: int) -> None:
        """Wait for the lock, and keep it for this session."""
        self._tanya("SELECT pg_advisory_lock(%s, %s)", bagian)

    def coba_bersama(self) -> bool:
        """Take the lock together with others, until the transaction ends; True when possible.

        It is not once somebody has the lock alone or waits for it.
        """
        return bool(self._tanya("SELECT pg_try_advisory_xact_lock_shared(%s, %s)", 0))

    def lepas(self, bagian: int) -> None:
        """Give back what ``coba`` or ``tunggu`` took."""
        self._tanya("SELECT pg_advisory_unlock(%s, %s)", bagian)

    def _tanya(self, sql: str, bagian: int) -> object:
        with connection.cursor() as kursor:
            kursor.execute(sql, [self.value, bagian])
            return kursor.fetchone()[0]
