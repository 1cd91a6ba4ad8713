"""Nothing typed is lost: what was sent and not saved comes back in its form.

A form that arrives after its session ended, that a rule refuses, or in which something is missing
is kept for its sender (:class:`pijar.models.Ketikan`). Its page shows it again, under an address
that answers a GET: reload, Back, and a phone that dropped the tab work. :func:`pratinjau` does the
same for a page that only asks once more, :func:`beri_lihat` for what was revealed.
"""

from pijar.ketikan.pratinjau import pratinjau
from pijar.ketikan.sebentar import beri_lihat, bibit_lihat, boleh_lihat
from pijar.ketikan.simpanan import ISIAN, ambil_titipan, simpan, titip

__all__ = [
    "ISIAN",
    "ambil_titipan",
    "beri_lihat",
    "bibit_lihat",
    "boleh_lihat",
    "pratinjau",
    "simpan",
    "titip",
]
