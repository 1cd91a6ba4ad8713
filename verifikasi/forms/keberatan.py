"""Forms of objections."""

from typing import Any

from django import forms

from pijar.tanggal import TanggalField
from pijar.unggahan.forms import LampiranForm
from verifikasi.actions.keberatan import IsiKeberatan
from verifikasi.models import CaraKeberatan, PihakKeberatan, StatusKeberatan


class KeberatanForm(LampiranForm):
    """An objection as it came; the scan of the letter may be left out."""

    diterima = TanggalField(
        label="Diterima tanggal", error_messages={"required": "Isi tanggal diterimanya."}
    )
    dari = forms.ChoiceField(label="Dari", choices=PihakKeberatan.choices)
    nama = forms.CharField(
        label="Nama yang menyampaikan",
        max_length=150,
        error_messages={"required": "Tulis nama yang menyampaikannya."},
    )
    cara = forms.ChoiceField(label="Disampaikan dengan", choices=CaraKeberatan.choices)
    isi = forms.CharField(
        label="Isi keberatan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Tulis seperti yang disampaikan. Jangan menulis NIK.",
        error_messages={"required": "Tulis apa keberatannya."},
    )

    field_order = ["diterima", "dari", "nama", "cara", "isi", "berkas"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].required = False
        self.fields["berkas"].label = "Foto atau PDF suratnya (bila ada)"

    def clean_berkas(self) -> Any:
        return super().clean_berkas() if self.cleaned_data.get("berkas") else None

    @property
    def isi_keberatan(self) -> IsiKeberatan:
        return IsiKeberatan(**{k: self.cleaned_data[k] for k in IsiKeberatan._fields})


class JawabKeberatanForm(forms.Form):
    """The answer, and whether the objection is granted."""

    jawaban = forms.CharField(
        label="Jawaban kepada yang menyampaikan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Sebutkan apa yang diperiksa lagi dan hasilnya, dengan kata sehari-hari.",
        error_messages={"required": "Tulis jawabannya, dengan alasannya."},
    )
    putusan = forms.ChoiceField(
        choices=[(s.value, s.label) for s in (StatusKeberatan.DIKABULKAN, StatusKeberatan.DITOLAK)],
        widget=forms.HiddenInput,
        error_messages={"required": "Tekan Kabulkan atau Tidak dikabulkan."},
    )
