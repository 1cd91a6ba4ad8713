"""A proposal that another person confirms, or drops: the steps that all kinds of it share.

Every kind is a table with these columns; its constraints say once more that the proposer does not
confirm and that a decision is written once. The action has locked the row before it asks here.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Protocol

from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.sidik import Baris, Isi, Terlihat, lain, perbedaan, sidik, terbaca


class Usulan(Protocol):
    """A row of such a table."""

    status: Any
    alasan_putusan: Any
    diputus_oleh: Any
    diputus_pada: Any

    @property
    def diusulkan_oleh_id(self) -> int | None: ...
    @property
    def cip(self) -> Any: ...
    def save(self, *, update_fields: Iterable[str]) -> None: ...


def pastikan_menunggu(usulan: Usulan) -> None:
    """Raise BentrokError when somebody has decided already."""
    if usulan.status != "diusulkan":
        raise BentrokError(
            f"Usulan ini sudah diputus: {usulan.cip.label.lower()}. Muat ulang halaman."
        )


def pastikan_orang_lain(usulan: Usulan, oleh: Pengguna) -> None:
    """Raise AturanDilanggarError when the proposer confirms."""
    if usulan.diusulkan_oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Ini Anda usulkan sendiri, jadi admin lain yang mengonfirmasinya."
        )


def pastikan_sama(dilihat: str, isi: Isi, *, tautan: str = "") -> None:
    """Raise BentrokError when the page whose seal is ``dilihat`` did not show ``isi``.

    ``tautan`` leads to the page that shows it, where that is another than the officer came from.
    """
    if beda := perbedaan(dilihat, isi):
        raise BentrokError(
            f"Isinya berubah sejak halaman Anda dibuka. {'; '.join(beda)}. Periksa lagi, lalu "
            "konfirmasi.",
            tautan=tautan,
            label_tautan="Lihat isi terbaru",
        )


def pastikan_baris(terlihat: Terlihat, kini: Baris) -> None:
    """Raise BentrokError when the page did not show one of these rows as it is now.

    For a job that goes through many: rows that it has done before are gone.
    """
    if pks := lain(terlihat, kini):
        nama = kini.sebut(pks[:1]).get(pks[0], "Usulan ini")
        raise BentrokError(f"{nama} berubah sejak Anda mengonfirmasinya. Periksa lagi.")


def tampilan(
    usulan: Usulan, isi: Isi, *, oleh: Pengguna, tanpa: Collection[str] = ()
) -> dict[str, object]:
    """The variables of ``usulan.html``: the contents, sealed whole, shown without some labels."""
    return {
        "usulan": usulan,
        "isi": {label: teks for label, teks in terbaca(isi).items() if label not in tanpa},
        "segel": sidik(isi),
        "sendiri": usulan.diusulkan_oleh_id == oleh.pk,
    }


def putuskan(
    usulan: Usulan,
    status: str,
    *lain: str,
    oleh: Pengguna,
    pada: datetime,
    alasan: str = "",
) -> None:
    """Write who decided, when and why, and the columns ``lain``; the database lets it once."""
    usulan.status, usulan.diputus_oleh, usulan.diputus_pada = status, oleh, pada
    usulan.alasan_putusan = alasan
    usulan.save(update_fields=["status", "diputus_oleh", "diputus_pada", "alasan_putusan", *lain])
