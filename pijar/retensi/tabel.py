"""The one table of what is kept of people: each app adds its part in its module ``retensi``.

An app's ``retensi.ENTRI`` names what is personal, ``retensi.BUKAN_PRIBADI`` the tables that are
not, with the reason. A test finds a table that stands in neither, so a new one fails until it is
thought about.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from pijar.retensi.entri import Entri


def _bagian() -> Iterator[ModuleType]:
    """The part of each app, from the kernel up."""
    yield import_module("pijar.retensi.kernel")
    for app in reversed([*apps.get_app_configs()]):
        if app.name != "pijar" and app.module and module_has_submodule(app.module, "retensi"):
            yield import_module(f"{app.name}.retensi")


@cache
def tabel() -> dict[str, Entri]:
    """Every entry by its code."""
    semua = [e for bagian in _bagian() for e in bagian.ENTRI]
    per_kode = {e.kode: e for e in semua}
    if len(per_kode) < len(semua):
        raise ValueError("two entries of the table of retention have one code")
    return per_kode


@cache
def bukan_pribadi() -> dict[str, str]:
    """Tables that say nothing of a person, each with the reason."""
    return {label: sebab for bagian in _bagian() for label, sebab in bagian.BUKAN_PRIBADI.items()}
