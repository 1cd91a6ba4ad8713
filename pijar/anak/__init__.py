"""Processes of our own that open files from outside: little memory, little time, no secrets.

Whoever must open such a file names a program (a module with ``utama``), its limits, and what to
say when it ends badly. :mod:`pijar.anak.proses` is the parent's side, the other two the child's.
"""

from pijar.anak.proses import Anak, AnakGagalError, AnakMenolakError, Batas, Sebab, jalankan

__all__ = ["Anak", "AnakGagalError", "AnakMenolakError", "Batas", "Sebab", "jalankan"]
