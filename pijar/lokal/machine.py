"""Libraries and programs of the operating system that pip cannot bring, and how to get them."""

import ctypes
import shutil
import sys
from collections.abc import Sequence
from functools import cache

APT_PANGO = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
APT_CHROMIUM = "apt-get install -y chromium-headless-shell"
PANGO = {
    "linux": (
        "libgobject-2.0.so.0",
        "libpango-1.0.so.0",
        "libharfbuzz.so.0",
        "libharfbuzz-subset.so.0",
        "libfontconfig.so.1",
        "libpangoft2-1.0.so.0",
    ),
    "darwin": ("libgobject-2.0.dylib", "libpango-1.0.dylib", "libharfbuzz-subset.dylib"),
}
# The shell draws pages without a window and takes a third less time for it.
CHROMIUM = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


def loads(libraries: Sequence[str]) -> bool:
    try:
        for library in libraries:
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


@cache
def without_pango() -> str:
    """Empty when PDF documents can be made; otherwise the sentence that says how to get there."""
    if loads(PANGO.get(sys.platform, ())):
        return ""
    return f"Pango tidak terpasang, PDF tidak dapat dibuat. Pasang dengan: {APT_PANGO}"


@cache
def chromium() -> str:
    """Path of the machine's own Chromium, empty without one."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), "")


@cache
def without_chromium() -> str:
    if chromium():
        return ""
    return f"Chromium tidak terpasang, uji peramban dilewati. Pasang dengan: {APT_CHROMIUM}"
