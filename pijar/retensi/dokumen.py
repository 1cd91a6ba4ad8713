"""The table as a document: ``docs/data-pribadi.md`` is what this module writes."""

from collections.abc import Iterator

from django.apps import apps

from pijar.retensi.entri import Entri
from pijar.retensi.tabel import bukan_pribadi, tabel

KEPALA = """# Data pribadi: apa, untuk apa, berapa lama

Daftar ini ditulis oleh `manage.py retensi --dokumen` dari tabel di kode
(`pijar/retensi/tabel.py` dan modul `retensi` setiap aplikasi). Uji membandingkan keduanya, dan
gagal untuk tabel baru yang belum disebut. Masa simpan yang bertanda *perlu konfirmasi* adalah usul
kami: UU 27/2022 meminta data disimpan hanya selama perlu, tanpa angka, dan jadwal retensi arsip
kota belum kami miliki. Pasal yang disebut pun perlu dikonfirmasi bagian hukum.

"Oleh sistem" berarti oleh pekerjaan setiap malam; halaman *Masa simpan* memperlihatkan apa yang
akan dan sudah dikerjakannya. Berkas dihapus dahulu, barisnya sesudah itu. Riwayat perubahan sebuah
tabel (tabel `…Event`) mengikuti tabelnya; baris daftar yang diunggah tidak mempunyai riwayat. Cara
kerjanya: [ADR 0037](adr/0037-masa-simpan.md).
"""


def dokumen() -> str:
    """The whole document."""
    return "\n".join([KEPALA, *_butir(), *_bukan()]) + "\n"


def _butir() -> Iterator[str]:
    yield "## Data pribadi\n"
    yield "| butir | tabel dan berkas | tujuan | dasar | masa simpan | sesudahnya |"
    yield "|---|---|---|---|---|---|"
    for e in tabel().values():
        isi = (f"**{e.apa}**", _tempat(e), e.tujuan, e.dasar, e.kata_masa, _sesudah(e))
        yield f"| {' | '.join(isi)} |"


def _tempat(e: Entri) -> str:
    folder = dict.fromkeys(b.partition(":")[2] for b in e.berkas)
    nama = [_nama(label) for label in e.model or _disapu(e)]
    return ", ".join([*nama, *(f"folder `{f}`" for f in folder)]) or "bukan tabel"


def _disapu(e: Entri) -> list[str]:
    """The table that the nightly job empties, for an entry that shares it with another one."""
    return [e.sapuan.label] if e.sapuan else []


def _nama(label: str) -> str:
    """What the table is called on screens."""
    return str(apps.get_model(label)._meta.verbose_name_plural)  # noqa: SLF001 - public API


def _sesudah(e: Entri) -> str:
    oleh = ", oleh sistem" if e.sapuan else ""
    return f"{e.akhir.value}{oleh}. {e.catatan}".strip().rstrip(".") + "."


def _bukan() -> Iterator[str]:
    yield "\n## Bukan data pribadi\n"
    yield "| tabel | sebab |"
    yield "|---|---|"
    for label, sebab in bukan_pribadi().items():
        yield f"| {_nama(label)} | {sebab} |"
