"""What an account is, beside its password: as a form says it, a proposal keeps it, a page shows it.

The kernel knows no app: the kecamatan and kelurahan come from where ``DAFTAR_WILAYAH`` points.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, Self

from django.conf import settings
from django.utils.module_loading import import_string

from pijar.bulan import tanggal_panjang
from pijar.hak import PERAN_BERKUASA, Peran
from pijar.models import Pengguna

PANJANG_KECAMATAN = len("33.74.01")
Kelompok = tuple[tuple[str, str], tuple[tuple[str, str], ...]]


def daftar_wilayah() -> list[Kelompok]:
    """Every kecamatan with its kelurahan, each by code and name."""
    baca: Callable[[], list[Kelompok]] = import_string(settings.DAFTAR_WILAYAH)
    return baca()


def nama_wilayah(kode: list[str]) -> str:
    """The names of an area's codes; the whole city has none."""
    if not kode:
        return "Seluruh kota"
    nama: dict[str, str] = {}
    for kecamatan, kelurahan in daftar_wilayah():
        nama |= {kecamatan[0]: f"Kecamatan {kecamatan[1]}"}
        nama |= {k: f"{n} ({kecamatan[1]})" for k, n in kelurahan}
    return ", ".join(nama.get(k, k) for k in kode)


class IsiAkun(NamedTuple):
    """The columns of an account that an admin decides."""

    username: str
    nama: str
    nip: str
    peran: str
    wilayah: list[str]
    berlaku_sampai: date | None
    aktif: bool = True

    @classmethod
    def dari(cls, pengguna: Pengguna) -> Self:
        return cls(
            pengguna.username,
            pengguna.nama,
            pengguna.nip,
            pengguna.peran,
            list(pengguna.wilayah),
            pengguna.berlaku_sampai,
            pengguna.is_active,
        )

    @classmethod
    def dari_json(cls, isi: dict[str, Any]) -> Self:
        sampai = isi["berlaku_sampai"]
        return cls(**isi | {"berlaku_sampai": date.fromisoformat(sampai) if sampai else None})

    def json(self) -> dict[str, Any]:
        sampai = self.berlaku_sampai
        return self._asdict() | {"berlaku_sampai": sampai.isoformat() if sampai else None}

    @property
    def berkuasa(self) -> bool:
        return self.peran in PERAN_BERKUASA

    def tampil(self) -> dict[str, str]:
        """Every column in words, by its label."""
        return {
            "nama pengguna": self.username,
            "nama": self.nama,
            "NIP": self.nip or "–",
            "peran": Peran(self.peran).label if self.peran in Peran.values else "Tanpa peran",
            "wilayah": nama_wilayah(self.wilayah),
            "berlaku sampai": tanggal_panjang(self.berlaku_sampai)
            if self.berlaku_sampai
            else "tanpa batas",
            "keadaan": "aktif" if self.aktif else "nonaktif",
        }


def beda(lama: IsiAkun, baru: IsiAkun) -> dict[str, str]:
    """The columns that differ, as "before → after", by their label."""
    dulu, nanti = lama.tampil(), baru.tampil()
    return {k: f"{dulu[k]} → {nanti[k]}" for k in dulu if dulu[k] != nanti[k]}
