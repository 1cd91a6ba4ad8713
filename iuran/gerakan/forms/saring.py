"""What of the table of offices is shown: the month, the kind of office, the order."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from iuran.gerakan.angka import BarisGerakan
from iuran.models import JenisOPD
from pijar.bulan import BulanField, awal_bulan, nama_bulan

AWAL_GERAKAN = date(2025, 1, 1)
URUT: dict[str, tuple[str, Callable[[BarisGerakan], Any]]] = {
    "nama": ("Nama OPD", lambda b: ()),
    "partisipasi": ("Partisipasi tertinggi", lambda b: -(b.partisipasi or 0)),
    "penyumbang": ("Penyumbang terbanyak", lambda b: -b.penyumbang),
    "dijanji": ("Pekerja terbanyak", lambda b: -b.dijanji),
    "capaian": ("Capaian tertinggi", lambda b: -(b.capaian or 0)),
    "tunggakan": ("Tenggang dan terputus terbanyak", lambda b: -(b.tenggang + b.putus)),
    "rupiah": ("Rupiah terbesar", lambda b: -b.rupiah_tahun),
}


class GerakanForm(forms.Form):
    """The month and the offices; what is invalid in the address falls back to the usual."""

    bulan = BulanField(label="Bulan", required=False)
    jenis = forms.ChoiceField(
        label="Jenis OPD", choices=[("", "Semua jenis"), *JenisOPD.choices], required=False
    )
    urut = forms.ChoiceField(
        label="Urutkan", choices=[(k, kata) for k, (kata, _) in URUT.items()], required=False
    )
    semua = forms.BooleanField(label="Tampilkan juga OPD tanpa penyumbang", required=False)

    def __init__(self, data: Mapping[str, Any], *, pada: date) -> None:
        self.pada = pada
        awal = {"bulan": f"{pada:%Y-%m}", "urut": "nama"}
        super().__init__({**awal, **{k: v for k, v in data.items() if v}})

    def clean_bulan(self) -> date:
        bulan = self.cleaned_data["bulan"] or awal_bulan(self.pada)
        if not AWAL_GERAKAN <= bulan <= self.pada:
            raise ValidationError(
                f"Pilih bulan dari {nama_bulan(AWAL_GERAKAN)} sampai {nama_bulan(self.pada)}."
            )
        return awal_bulan(bulan)

    @property
    def bulan_dipilih(self) -> date:
        """The month that is shown; the running one where none, or a wrong one, was named."""
        return self.cleaned_data.get("bulan") or awal_bulan(self.pada)

    def pilih(self, baris: Iterable[BarisGerakan]) -> list[BarisGerakan]:
        """The offices that the form asks for, in its order."""
        jenis = self.cleaned_data.get("jenis")
        _, kunci = URUT[self.cleaned_data.get("urut") or "nama"]
        milik = [b for b in baris if not jenis or b.jenis == jenis]
        if not self.cleaned_data.get("semua"):
            milik = [b for b in milik if b.penyumbang]
        return sorted(milik, key=lambda b: (kunci(b), b.nama))
