"""Backups: database and files of one moment, that only the holder of the key can open (ADR 0038).

A folder holds for each backup one dump and one list, which is written last: what has no list is
not a backup. Files are kept once under the hash of their contents, however many backups name them.
"""
