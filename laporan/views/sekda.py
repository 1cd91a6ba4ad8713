"""The parts of the Sekda's first page, in their order; each is counted for itself.

Sums only: nobody is named, no NIK. A part is a function of the day and what was known on it, and
shows what is kept (``laporan.simpan``, ``laporan.hari``).
"""

from datetime import date
from typing import TypeVar

from django.urls import reverse
from django.utils.http import urlencode

from iuran.gerakan import GERAKAN, BarisGerakan
from laporan import lukis
from laporan.forms import KeadaanForm
from laporan.hari import DULU
from laporan.posisi import kalimat_posisi
from laporan.risiko import CARA as CARA_RISIKO
from laporan.simpan import (
    CAKUPAN,
    JALUR,
    KELUARGA,
    PERGERAKAN,
    RISIKO,
    SERAPAN,
    WILAYAH,
)
from pijar.bulan import akhir_bulan, awal_bulan
from pijar.simpanan import Butir, Disimpan, Simpanan

T = TypeVar("T")

OPD_TERBANYAK = 8
Isi = dict[str, object]


class Rincian:
    """Addresses that open a figure as it stood on the page's day; ``dulu``: as known then."""

    def __init__(self, form: KeadaanForm, *, dulu: bool = False) -> None:
        self.form = form
        self.dulu = dulu or form.dulu
        self.alamat = reverse("laporan:rincian")

    def __call__(self, angka: str, menurut: str = "", *, bulan: date | None = None) -> str:
        hari = min(akhir_bulan(bulan), self.form.hari) if bulan else self.form.hari
        isi = {"angka": angka, "menurut": menurut}
        if hari != self.form.hari_ini:
            isi |= {"pada": hari.isoformat(), "tahu": "dulu" if self.dulu else "kini"}
        return f"{self.alamat}?{urlencode({k: v for k, v in isi.items() if v})}"


def baca(form: KeadaanForm, simpanan: Simpanan[T], *kunci: Butir) -> Disimpan[T]:
    """A figure as the page asks for it: as known now, or at the end of its day."""
    if form.diketahui is None:
        return simpanan.baca(*kunci)
    return DULU[simpanan].baca(form.diketahui, *kunci)


def posisi(form: KeadaanForm) -> Isi:
    """Where we stand, and what is about to go wrong; risks of a past day as known then."""
    hari, alamat = form.hari, Rincian(form, dulu=True)
    j = baca(form, JALUR, hari.year, hari)
    if hari < form.hari_ini:
        risiko = DULU[RISIKO].baca(hari, hari, form.hari_ini)
    else:
        risiko = RISIKO.baca(hari, form.hari_ini)
    return {
        "kalimat": kalimat_posisi(j.nilai),
        "risiko": [(r, alamat(r.angka)) for r in risiko.nilai],
        "cara_risiko": CARA_RISIKO,
        "saat_posisi": min(j.pada, risiko.pada),
    }


def arah(form: KeadaanForm) -> Isi:
    """The path to the target."""
    j = baca(form, JALUR, form.hari.year, form.hari)
    alamat = Rincian(form)
    return {
        "jalur": j.nilai,
        "titik_jalur": lukis.titik_jalur(j.nilai, alamat),
        "alamat_jalur": alamat("terlindungi", "kecamatan"),
        "saat_arah": j.pada,
    }


def gerak(form: KeadaanForm) -> Isi:
    """The movement of the month."""
    bulan = awal_bulan(form.hari)
    p = baca(form, PERGERAKAN, bulan, bulan, form.hari)
    langkah = lukis.langkah_gerak(p.nilai, Rincian(form))
    return {"pergerakan": p.nilai, "langkah": langkah, "saat_gerak": p.pada}


def uang(form: KeadaanForm) -> Isi:
    """The money of the year, the city's and others' apart."""
    alamat = Rincian(form)
    s = baca(form, SERAPAN, form.hari.year, form.hari)
    return {
        "serapan": s.nilai,
        "alamat_uang": {k: alamat(k, "sumber") for k in ("pagu", "komitmen", "realisasi", "silpa")},
        "tumpukan_uang": lukis.tumpukan_uang(s.nilai.sumber_kota, alamat),
        "titik_uang": lukis.titik_uang(s.nilai, alamat),
        "saat_uang": s.pada,
    }


def liputan(form: KeadaanForm) -> Isi:
    """What others published about coverage, and what we add."""
    c = baca(form, CAKUPAN, form.hari)
    return {"cakupan": c.nilai, "saat_liputan": c.pada}


def tempat(form: KeadaanForm) -> Isi:
    """The kecamatan by coverage."""
    w = baca(form, WILAYAH, form.hari)
    ubin = lukis.ubin_wilayah(w.nilai, Rincian(form))
    return {"wilayah": w.nilai, "ubin_wilayah": ubin, "saat_tempat": w.pada}


def asn(form: KeadaanForm) -> Isi:
    """The civil servants' movement: the offices with most donors, and the rest in one row."""
    disimpan = baca(form, GERAKAN, awal_bulan(form.hari), form.hari)
    g, total = disimpan.nilai, disimpan.nilai.total
    urut = sorted(g.berpenyumbang, key=lambda b: (-b.penyumbang, b.nama))
    atas, sisa = urut[:OPD_TERBANYAK], urut[OPD_TERBANYAK:]
    return {
        "gerakan": g,
        "total_asn": total,
        "opd_atas": atas,
        "opd_sisa": _jumlah_sisa(total, atas) if sisa else None,
        "banyak_sisa": len(sisa),
        "opd_putus": [b for b in _melemah(g.baris) if b.tenggang or b.putus][:OPD_TERBANYAK],
        "saat_asn": disimpan.pada,
    }


def _melemah(baris: tuple[BarisGerakan, ...]) -> list[BarisGerakan]:
    return sorted(baris, key=lambda b: (-b.putus, -b.tenggang, b.nama))


def _jumlah_sisa(total: BarisGerakan, atas: list[BarisGerakan]) -> dict[str, int]:
    """What the rows above leave of the total."""
    kolom = ("penyumbang", "dijanji", "lunas", "tenggang", "putus")
    return {k: getattr(total, k) - sum(getattr(b, k) for b in atas) for k in kolom}


def terbantu(form: KeadaanForm) -> Isi:
    """Claims that BPJS paid."""
    disimpan, alamat = baca(form, KELUARGA, form.hari), Rincian(form)
    return {
        "keluarga": disimpan.nilai,
        "tahun_klaim": [(b, alamat(f"klaim_dibayar:{b.tahun}")) for b in disimpan.nilai.tahun],
        "alamat_klaim": {k: alamat(k) for k in ("klaim_dibayar", "klaim_berjalan")},
        "saat_terbantu": disimpan.pada,
    }
