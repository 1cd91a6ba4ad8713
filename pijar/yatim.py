"""Files that no row names: a killed server leaves them, and so does a job that was rolled back."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from pijar.cadangan.hitung import nama_berkas
from pijar.models import PenahananRetensi

log = logging.getLogger(__name__)
UMUR_YATIM = timedelta(days=7)
WAJAR = 200
"""Most files without a row that killed servers explain; more mean a wrong database."""


def berkas_yatim(*, sebelum: datetime) -> list[str]:
    """The files in every folder that were written before ``sebelum`` and that no row names."""
    ada = sorted(_di_disk(Path(settings.MEDIA_ROOT), sebelum))
    dinamai = nama_berkas()
    return [nama for nama in ada if nama not in dinamai]


def hapus_yatim(*, kini: datetime) -> int:
    """Erase those older than ``UMUR_YATIM``; return their number.

    More than ``WAJAR`` stay and are logged, because they could be the only copies: somebody put
    back an old database. All stay while an admin holds back every deletion.
    """
    yatim = berkas_yatim(sebelum=kini - UMUR_YATIM)
    if len(yatim) > WAJAR:
        log.warning("%s berkas tanpa baris dibiarkan: apakah basis datanya benar?", len(yatim))
        return 0
    if PenahananRetensi.objects.berlaku(kini.date()).filter(entri="").exists():
        return 0
    for nama in yatim:
        default_storage.delete(nama)
    return len(yatim)


def _di_disk(akar: Path, sebelum: datetime) -> Iterator[str]:
    for path in akar.rglob("*"):
        if path.is_file() and datetime.fromtimestamp(path.stat().st_mtime, UTC) < sebelum:
            yield path.relative_to(akar).as_posix()
