"""The files of a report's paper, for whoever may read the report."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404

from laporan.models import Surat

UNDUHAN = {"pdf": "PDF", "excel": "Excel"}


def unduhan(surat: Surat | None, halaman: str, alamat: Callable[[str], str]) -> dict[str, Any]:
    """What ``laporan/_unduhan.html`` needs: ``alamat`` gives the address of each kind of file."""
    tugas = {j: getattr(surat, f"tugas_{j}", None) for j in UNDUHAN}
    return {
        "surat": surat,
        "halaman_ini": halaman,
        "daftar_unduhan": [(UNDUHAN[j], alamat(j), t) for j, t in tugas.items() if t],
        "berlangsung": any(t and t.berlangsung for t in tugas.values()),
    }


def kirim(surat: Surat | None, jenis: str) -> FileResponse:
    """A finished file; sums only, so nobody logs it. Any other does not exist."""
    tugas = getattr(surat, f"tugas_{jenis}", None) if jenis in UNDUHAN else None
    if tugas is None or not (tugas.selesai and tugas.hasil):
        raise Http404
    return FileResponse(tugas.hasil.open(), as_attachment=True, filename=tugas.hasil_nama)
