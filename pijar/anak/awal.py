"""What every child runs first: ``python -IB awal.py memory seconds program [arguments]``.

It takes away memory, time, core dumps and files before anything else is loaded, then runs
``utama`` of the program. The packages above the program are empty here: what their ``__init__``
loads (Django, Celery, openpyxl) would take a second, and knows the application's secrets.
"""

import os
import resource
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

AKAR = Path(__file__).parents[2]
BATAS_TULIS = 64 << 10  # bytes of any file; so it must not leave compiled programs (-B)


def batasi(memori: int, detik: int) -> None:
    """One second more is for whom the first signal does not stop."""
    for apa, batas, keras in (
        (resource.RLIMIT_AS, memori, memori),
        (resource.RLIMIT_CPU, detik, detik + 1),
        (resource.RLIMIT_FSIZE, BATAS_TULIS, BATAS_TULIS),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(apa, (batas, keras))


def kosongkan_paket(program: str) -> None:
    """Make the packages of ``program`` and of ``pijar.anak`` places to import from, no more."""
    bagian = program.split(".")[:-1]
    for nama in ("pijar.anak", *(".".join(bagian[: n + 1]) for n in range(len(bagian)))):
        paket = ModuleType(nama)
        paket.__path__ = [str(AKAR.joinpath(*nama.split(".")))]
        sys.modules[nama] = paket


def utama(argumen: list[str]) -> None:
    """Run the program; the exit code says whether memory was short or something else broke."""
    memori, detik, program, *sisa = argumen
    batasi(int(memori), int(detik))
    kosongkan_paket(program)
    jawab = import_module("pijar.anak.jawab")
    try:
        import_module(program).utama(sisa)
    except MemoryError:
        os._exit(jawab.KELUAR_MEMORI)
    except BaseException:  # noqa: BLE001 - the parent tells the officer; nobody reads a trace here
        os._exit(jawab.KELUAR_RUSAK)


if __name__ == "__main__":
    utama(sys.argv[1:])
