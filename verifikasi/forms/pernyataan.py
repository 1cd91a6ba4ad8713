"""Forms of attestations: many ticked on a phone, and one with its answers and scan."""

from datetime import date
from typing import Any

from django import forms

from pijar.bidang import DaftarPkField
from pijar.tanggal import TanggalField
from pijar.unggahan.forms import LampiranForm
from verifikasi.actions.pernyataan import IsiPernyataan, halangan_pernyataan
from verifikasi.forms.bidang import tanpa_form_tag
from verifikasi.models import PihakPernyataan

YA_TIDAK = (("ya", "Ya"), ("tidak", "Tidak"))


class SiapaForm(forms.Form):
    """When it was said, and by whom."""

    tanggal = TanggalField(
        label="Tanggal pernyataan",
        error_messages={"required": "Isi tanggal pernyataannya."},
    )
    pihak = forms.ChoiceField(
        label="Yang menyatakan",
        choices=PihakPernyataan.choices,
        error_messages={"required": "Pilih siapa yang menyatakan."},
    )
    nama = forms.CharField(
        label="Namanya",
        required=False,
        max_length=150,
        help_text="Tidak perlu bila orangnya sendiri.",
    )

    def __init__(self, *args: Any, pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pada = pada
        self.fields["tanggal"].initial = pada

    def isi(self) -> IsiPernyataan:
        """What the fields say; without answers it is: working, not ill."""
        return IsiPernyataan(**{k: self.cleaned_data[k] for k in ("tanggal", "pihak", "nama")})

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or {}
        if not self.errors:
            salah = halangan_pernyataan(self.isi(), self.pada)
            for bidang, kalimat in salah.items():
                self.add_error(bidang, kalimat)
        return bersih


class CentangForm(SiapaForm):
    """The ticked people of one kelurahan, who all work and are not ill."""

    orang = DaftarPkField(
        error_messages={"required": "Centang dahulu orang yang masih bekerja dan tidak sakit."}
    )
    helper = tanpa_form_tag()


class PernyataanForm(SiapaForm, LampiranForm):
    """One attestation with both answers; the scan may be left out."""

    bekerja = forms.ChoiceField(
        label="Masih bekerja?",
        choices=YA_TIDAK,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih Ya atau Tidak."},
    )
    sakit = forms.ChoiceField(
        label="Sedang sakit?",
        choices=YA_TIDAK,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih Ya atau Tidak."},
    )
    catatan = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=200,
        help_text="Wajib bila tidak bekerja atau sakit: sejak kapan, sakit apa.",
    )
    field_order = ["tanggal", "pihak", "nama", "bekerja", "sakit", "catatan", "berkas"]
    helper = tanpa_form_tag()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].required = False
        self.fields["berkas"].label = "Foto atau PDF suratnya (bila ada)"

    def clean_berkas(self) -> Any:
        return super().clean_berkas() if self.cleaned_data.get("berkas") else None

    def isi(self) -> IsiPernyataan:
        isi = self.cleaned_data
        return (
            super()
            .isi()
            ._replace(
                bekerja=isi["bekerja"] == "ya",
                sakit=isi["sakit"] == "ya",
                catatan=isi["catatan"],
            )
        )
