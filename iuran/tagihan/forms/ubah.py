"""Forms that change a bill: its codes and papers, and its division."""

import re
from datetime import date
from typing import Any

from django import forms

from iuran.models import StatusTagihan, Tagihan
from iuran.perlindungan import menurut_terima
from iuran.tagihan.actions.bagi import Pilihan
from iuran.tagihan.actions.isian import ISIAN
from iuran.tagihan.actions.terbit import salah_tanggal_tagihan
from pijar.rupiah import RupiahField
from pijar.tanggal import TanggalField

RENTANG = re.compile(r"([0-9]{1,6})(?:\s*(?:-|–|sampai|s\.?d\.?)\s*([0-9]{1,6}))?")
PEMISAH = re.compile(r"[,;\s]+")
PALING_BANYAK = 300_000


class IsianForm(forms.ModelForm):
    """Codes, numbers and dates of a bill's papers; all may stay empty but an issued bill's date."""

    terima_nominal = RupiahField(label=ISIAN["terima_nominal"], required=False)
    dilihat = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Tagihan
        fields = tuple(ISIAN)
        labels = ISIAN
        field_classes = {n: TanggalField for n in ISIAN if n.endswith(("tanggal", "tempo"))}

    def __init__(self, *args: Any, pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pada = pada
        self.status = self.instance.status
        for n in self._tertutup():
            del self.fields[n]
        if "terima_tanggal" in self.fields and menurut_terima():
            terima = self.fields["terima_tanggal"]
            terima.help_text = "Perlindungan dihitung sejak tanggal ini, bukan tanggal SP2D."
        if "tanggal" in self.fields:
            self.fields["tanggal"].required = self.status == StatusTagihan.DITERBITKAN
            self.fields["tanggal"].error_messages["required"] = "Isi tanggal surat tagihannya."

    def _tertutup(self) -> list[str]:
        """Fields that this bill does not have yet, or has no more."""
        lunas = self.status == StatusTagihan.DIBAYAR
        return ["tanggal"] if lunas else ["terima_tanggal", "terima_nominal"]

    def clean_tanggal(self) -> date | None:
        tanggal: date | None = self.cleaned_data["tanggal"]
        if tanggal and (salah := salah_tanggal_tagihan(self.instance, tanggal, self.pada)):
            raise forms.ValidationError(salah)
        return tanggal

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        for n in ("spd", "spp", "spm"):
            if isi.get(f"{n}_tanggal") and not isi.get(f"{n}_nomor"):
                self.add_error(f"{n}_nomor", f"Tulis juga nomor {n.upper()}-nya.")
        for n in ("spd_tanggal", "spp_tanggal", "spm_tanggal", "terima_tanggal"):
            if (tanggal := isi.get(n)) and tanggal > self.pada:
                self.add_error(
                    n, "Tanggal ini tidak boleh setelah hari ini. Isi tanggal pada kertasnya."
                )
        return isi

    @property
    def isi(self) -> dict[str, Any]:
        return {n: v for n, v in self.cleaned_data.items() if n in ISIAN}


class Cara(forms.ChoiceField):
    """How the first part is chosen."""

    KECAMATAN, BARIS, PERTAMA = "kecamatan", "baris", "pertama"
    PILIHAN = (
        (KECAMATAN, "Menurut kecamatan"),
        (BARIS, "Nomor baris pada daftar Excel"),
        (PERTAMA, "Sejumlah baris pertama"),
    )


class BagiForm(forms.Form):
    """The lines of the first part, and the names of both parts."""

    cara = Cara(label="Bagian pertama dipilih", choices=Cara.PILIHAN, widget=forms.RadioSelect)
    kecamatan = forms.MultipleChoiceField(
        label="Kecamatan", required=False, widget=forms.CheckboxSelectMultiple
    )
    baris = forms.CharField(
        label="Nomor baris",
        required=False,
        help_text="Tempel dari daftar Excel, misalnya: 1-500, 612, 700-900.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    pertama = forms.IntegerField(
        label="Berapa baris pertama",
        required=False,
        min_value=1,
        max_value=PALING_BANYAK,
        error_messages={"min_value": "Tulis paling sedikit 1.", "invalid": "Tulis angka saja."},
    )
    nama = forms.CharField(
        label="Nama bagian pertama",
        max_length=100,
        error_messages={"required": "Beri nama, misalnya: Kecamatan Tembalang."},
    )
    nama_sisa = forms.CharField(
        label="Nama bagian sisanya",
        max_length=100,
        initial="Sisanya",
        error_messages={"required": "Beri nama, misalnya: Kecamatan lainnya."},
    )

    def __init__(self, *args: Any, kecamatan: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kecamatan"].choices = kecamatan  # type: ignore[attr-defined]
        self.fields["cara"].initial = Cara.KECAMATAN

    def clean_baris(self) -> list[int]:
        nomor: set[int] = set()
        rapi = re.sub(r"\s*(-|–|sampai|s\.?d\.?)\s*", "-", self.cleaned_data["baris"])
        for kata in filter(None, PEMISAH.split(rapi)):
            cocok = RENTANG.fullmatch(kata)
            awal, akhir = (int(cocok[1]), int(cocok[2] or cocok[1])) if cocok else (1, 0)
            if not 1 <= awal <= akhir <= PALING_BANYAK:
                raise forms.ValidationError(
                    f"“{kata[:20]}” bukan nomor baris. Tulis seperti 1-500, 612."
                )
            nomor.update(range(awal, akhir + 1))
        return sorted(nomor)

    def clean(self) -> None:
        cara = self.cleaned_data.get("cara", "")
        if cara and cara not in self.errors and not self.cleaned_data.get(cara):
            self.add_error(cara, "Isi ini, atau pilih cara lain di atas.")

    @property
    def pilihan(self) -> Pilihan:
        isi = self.cleaned_data
        dipakai = {isi["cara"]: isi[isi["cara"]]}
        return Pilihan(isi["nama"], isi["nama_sisa"], **dipakai)
