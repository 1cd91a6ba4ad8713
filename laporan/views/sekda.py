"""The parts of the Sekda's first page, in their order; each is counted for itself.

Sums only: nobody is named, no NIK. A part is a function of the day and what was known on it; what
is known now is kept (``laporan.simpan``), what was known then is counted.
"""

from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from iuran.gerakan import BarisGerakan, gerakan_bulan
from laporan import lukis
from laporan.dahulu import sebagaimana_diketahui
from laporan.forms import KeadaanForm
from laporan.keluarga import keluarga
from laporan.posisi import kalimat_posisi
from laporan.risiko import CARA as CARA_RISIKO
from laporan.risiko import Risiko, daftar_risiko
from laporan.simpan import CAKUPAN, JALUR, PERGERAKAN, SERAPAN, WILAYAH
from pijar.bulan import akhir_bulan, awal_bulan

OPD_TERBANYAK = 8
Isi = dict[str, object]


class Rincian:
    """Addresses that open a figure as it stood on the page's day."""

    def __init__(self, form: KeadaanForm) -> None:
        self.form = form

    def __call__(self, angka: str, menurut: str = "", *, bulan: date | None = None) -> str:
        hari = min(akhir_bulan(bulan), self.form.hari) if bulan else self.form.hari
        isi = {"angka": angka, "menurut": menurut}
        if hari != self.form.hari_ini:
            isi |= {"pada": hari.isoformat(), "tahu": "dulu" if self.form.dulu else "kini"}
        return f"{reverse('laporan:rincian')}?{urlencode({k: v for k, v in isi.items() if v})}"


def posisi(form: KeadaanForm) -> Isi:
    """Where we stand, and what is about to go wrong; risks of a past day as known then."""
    hari, alamat = form.hari, Rincian(form)
    with sebagaimana_diketahui(form.diketahui):
        j = JALUR.baca(hari.year, hari)
    with sebagaimana_diketahui(hari if hari < form.hari_ini else None):
        risiko = daftar_risiko(hari, hari_ini=form.hari_ini)
    return {
        "kalimat": kalimat_posisi(j.nilai),
        "dihitung": j.pada,
        "risiko": [(r, _alamat_risiko(r, alamat)) for r in risiko],
        "cara_risiko": CARA_RISIKO,
    }


def _alamat_risiko(r: Risiko, alamat: Rincian) -> str:
    return alamat(r.angka, "sumber") if r.angka else ""


def arah(form: KeadaanForm) -> Isi:
    """The path to the target."""
    with sebagaimana_diketahui(form.diketahui):
        j = JALUR.baca(form.hari.year, form.hari).nilai
    alamat = Rincian(form)
    return {
        "jalur": j,
        "titik_jalur": lukis.titik_jalur(j, alamat),
        "alamat_jalur": alamat("terlindungi", "kecamatan"),
    }


def gerak(form: KeadaanForm) -> Isi:
    """The movement of the month."""
    with sebagaimana_diketahui(form.diketahui):
        bulan = awal_bulan(form.hari)
        p = PERGERAKAN.baca(bulan, bulan, form.hari).nilai
    return {"pergerakan": p, "langkah": lukis.langkah_gerak(p, Rincian(form))}


def uang(form: KeadaanForm) -> Isi:
    """The money of the year, the city's and others' apart."""
    alamat = Rincian(form)
    with sebagaimana_diketahui(form.diketahui):
        s = SERAPAN.baca(form.hari.year, form.hari).nilai
    return {
        "serapan": s,
        "alamat_uang": {k: alamat(k, "sumber") for k in ("pagu", "komitmen", "realisasi", "silpa")},
        "tumpukan_uang": lukis.tumpukan_uang(s.sumber_kota, alamat),
        "titik_uang": lukis.titik_uang(s, alamat),
    }


def liputan(form: KeadaanForm) -> Isi:
    """What others published about coverage, and what we add."""
    with sebagaimana_diketahui(form.diketahui):
        return {"cakupan": CAKUPAN.baca(form.hari).nilai}


def tempat(form: KeadaanForm) -> Isi:
    """The kecamatan by coverage."""
    with sebagaimana_diketahui(form.diketahui):
        w = WILAYAH.baca(form.hari).nilai
    return {"wilayah": w, "ubin_wilayah": lukis.ubin_wilayah(w, Rincian(form))}


def asn(form: KeadaanForm) -> Isi:
    """The civil servants' movement: the offices with most donors, and the rest in one row."""
    with sebagaimana_diketahui(form.diketahui):
        g = gerakan_bulan(awal_bulan(form.hari), pada=form.hari)
    urut = sorted(g.berpenyumbang, key=lambda b: (-b.penyumbang, b.nama))
    atas, sisa = urut[:OPD_TERBANYAK], urut[OPD_TERBANYAK:]
    return {
        "gerakan": g,
        "opd_atas": atas,
        "opd_sisa": _jumlah_sisa(g.total, atas) if sisa else None,
        "banyak_sisa": len(sisa),
        "opd_putus": [b for b in _melemah(g.baris) if b.tenggang or b.putus][:OPD_TERBANYAK],
    }


def _melemah(baris: tuple[BarisGerakan, ...]) -> list[BarisGerakan]:
    return sorted(baris, key=lambda b: (-b.putus, -b.tenggang, b.nama))


def _jumlah_sisa(total: BarisGerakan, atas: list[BarisGerakan]) -> dict[str, int]:
    """What the rows above leave of the total."""
    kolom = ("penyumbang", "dijanji", "lunas", "tenggang", "putus")
    return {k: getattr(total, k) - sum(getattr(b, k) for b in atas) for k in kolom}


def terbantu(form: KeadaanForm) -> Isi:
    """Claims that BPJS paid."""
    return {"keluarga": keluarga(pada=form.hari)}
