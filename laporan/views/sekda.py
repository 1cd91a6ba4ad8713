"""The parts of the Sekda's first page, in their order; each is made of its figures alone.

Sums only: nobody is named, no NIK. A part shows what is kept (``laporan.simpan``,
``laporan.hari``). Its text is a function of the figures and the day, so a process remembers it:
most readers get it ready, and a figure that differs makes another one.
"""

from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from iuran.gerakan import GERAKAN, BarisGerakan, Gerakan
from laporan import lukis
from laporan.angka import Angka
from laporan.cakupan import Cakupan
from laporan.hari import Keadaan, bacaan
from laporan.jalur import Jalur
from laporan.keluarga import Keluarga
from laporan.pergerakan import Pergerakan
from laporan.posisi import kalimat_posisi
from laporan.risiko import CARA as CARA_RISIKO
from laporan.risiko import Risiko
from laporan.serapan import Serapan
from laporan.simpan import (
    ANGKA,
    CAKUPAN,
    JALUR,
    KELUARGA,
    PERGERAKAN,
    RISIKO,
    SERAPAN,
    WILAYAH,
)
from laporan.wilayah import Wilayah
from pijar.bulan import akhir_bulan, jam_wib
from pijar.simpanan import Simpanan

OPD_TERBANYAK = 8
SAAT = "\ue000"  # stands in a part where the moment of counting goes: that one moves on
Isi = dict[str, object]


class Rincian:
    """Addresses that open a figure as it stood on the page's day."""

    def __init__(self, keadaan: Keadaan) -> None:
        self.keadaan = keadaan
        self.alamat = reverse("laporan:rincian")

    def __call__(self, angka: str, menurut: str = "", *, bulan: date | None = None) -> str:
        hari = self.keadaan.hari
        hari = min(akhir_bulan(bulan), hari) if bulan else hari
        isi = urlencode({k: v for k, v in (("angka", angka), ("menurut", menurut)) if v})
        kueri = self.keadaan._replace(hari=hari).kueri
        return f"{self.alamat}?{isi}{kueri and '&'}{kueri}"


def posisi(k: Keadaan, j: Jalur, risiko: tuple[Risiko, ...]) -> Isi:
    """Where we stand, and what is about to go wrong; risks of a past day as known then."""
    alamat = Rincian(k._replace(dulu=True))
    return {
        "hari": k.hari,
        "kalimat": kalimat_posisi(j),
        "risiko": [(r, alamat(r.angka)) for r in risiko],
        "cara_risiko": CARA_RISIKO,
    }


def arah(k: Keadaan, j: Jalur) -> Isi:
    """The path to the target."""
    alamat = Rincian(k)
    return {
        "jalur": j,
        "titik_jalur": lukis.titik_jalur(j, alamat),
        "alamat_jalur": alamat("terlindungi", "kecamatan"),
    }


def gerak(k: Keadaan, p: Pergerakan) -> Isi:
    """The movement of the month."""
    return {"pergerakan": p, "langkah": lukis.langkah_gerak(p, Rincian(k))}


def uang(k: Keadaan, s: Serapan) -> Isi:
    """The money of the year, the city's and others' apart."""
    alamat = Rincian(k)
    return {
        "serapan": s,
        "alamat_uang": {u: alamat(u, "sumber") for u in ("pagu", "komitmen", "realisasi", "silpa")},
        "tumpukan_uang": lukis.tumpukan_uang(s.sumber_kota, alamat),
        "titik_uang": lukis.titik_uang(s, alamat),
    }


def liputan(k: Keadaan, c: Cakupan) -> Isi:
    """What others published about coverage, and what we add."""
    return {"cakupan": c}


def tempat(k: Keadaan, w: Wilayah) -> Isi:
    """The kecamatan by coverage."""
    return {"wilayah": w, "ubin_wilayah": lukis.ubin_wilayah(w, Rincian(k))}


def asn(k: Keadaan, g: Gerakan) -> Isi:
    """The civil servants' movement: the offices with most donors, and the rest in one row."""
    total = g.total
    urut = sorted(g.berpenyumbang, key=lambda b: (-b.penyumbang, b.nama))
    atas, sisa = urut[:OPD_TERBANYAK], urut[OPD_TERBANYAK:]
    return {
        "gerakan": g,
        "total_asn": total,
        "opd_atas": atas,
        "opd_sisa": _jumlah_sisa(total, atas) if sisa else None,
        "banyak_sisa": len(sisa),
        "opd_putus": [b for b in _melemah(g.baris) if b.tenggang or b.putus][:OPD_TERBANYAK],
    }


def _melemah(baris: tuple[BarisGerakan, ...]) -> list[BarisGerakan]:
    return sorted(baris, key=lambda b: (-b.putus, -b.tenggang, b.nama))


def _jumlah_sisa(total: BarisGerakan, atas: list[BarisGerakan]) -> dict[str, int]:
    """What the rows above leave of the total."""
    kolom = ("penyumbang", "dijanji", "lunas", "tenggang", "putus")
    return {k: getattr(total, k) - sum(getattr(b, k) for b in atas) for k in kolom}


def terbantu(k: Keadaan, keluarga: Keluarga) -> Isi:
    """Claims that BPJS paid."""
    alamat = Rincian(k)
    return {
        "keluarga": keluarga,
        "tahun_klaim": [(b, alamat(f"klaim_dibayar:{b.tahun}")) for b in keluarga.tahun],
        "alamat_klaim": {u: alamat(u) for u in ("klaim_dibayar", "klaim_berjalan")},
    }


def lain(k: Keadaan, a: Angka) -> Isi:
    """The other figures of the month."""
    alamat = reverse("laporan:rincian")
    return {"angka": a, "rincian": alamat, "rincian_hari": k.kueri, "sisa": True}


class Bagian(NamedTuple):
    """A part of the page: its code, what stands there until it comes, its figures in order."""

    kode: str
    kalimat: str
    angka: tuple[Simpanan[Any], ...]
    isi: Callable[..., Isi]
    lebar: bool = False

    @property
    def template(self) -> str:
        return f"laporan/_sekda_{self.kode}.html" if self.isi is not lain else "laporan/_angka.html"


BAGIAN = (
    Bagian("posisi", "Menghitung posisi dan risikonya …", (JALUR, RISIKO), posisi, lebar=True),
    Bagian("arah", "Menghitung jalur ke target …", (JALUR,), arah),
    Bagian("gerak", "Menghitung pergerakan bulan ini …", (PERGERAKAN,), gerak),
    Bagian("uang", "Menjumlahkan uang menurut sumbernya …", (SERAPAN,), uang, lebar=True),
    Bagian("liputan", "Membaca cakupan pekerja …", (CAKUPAN,), liputan, lebar=True),
    Bagian("tempat", "Menghitung cakupan kecamatan …", (WILAYAH,), tempat),
    Bagian("asn", "Menghitung gerakan ASN …", (GERAKAN,), asn),
    Bagian("terbantu", "Menghitung keluarga yang terbantu …", (KELUARGA,), terbantu),
    Bagian("angka", "Menghitung keadaan seluruh kota …", (ANGKA,), lain, lebar=True),
)


def tampil(b: Bagian, keadaan: Keadaan) -> SafeString:
    """The part as it is shown, with the moment of its oldest figure."""
    semua = bacaan(keadaan)
    dibaca = [simpanan.baca(*kunci) for simpanan, *kunci in (semua[a] for a in b.angka)]
    teks = lukis_bagian(b, keadaan, *(d.nilai for d in dibaca))
    saat = jam_wib(min(d.pada for d in dibaca))
    return mark_safe(teks.replace(SAAT, saat))  # noqa: S308 - a template escaped it


@lru_cache(maxsize=256)
def lukis_bagian(b: Bagian, keadaan: Keadaan, *nilai: Hashable) -> str:
    """The part of these figures: made once for them, and of nothing else, so for whoever asks."""
    isi = b.isi(keadaan, *nilai) | {"saat": SAAT}
    return render_to_string(b.template, isi)
