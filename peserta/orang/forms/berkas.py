"""Forms to add and to delete a paper of a person."""

from django import forms

from peserta.models import JenisBerkas
from pijar.unggahan.forms import LampiranForm


class BerkasForm(LampiranForm):
    """One photo or scan of a person's paper, and which paper it is."""

    jenis = forms.ChoiceField(label="Jenis berkas", choices=JenisBerkas)
    field_order = ("jenis", "berkas")


class HapusBerkasForm(forms.Form):
    """The reason for deleting a paper."""

    alasan = forms.CharField(
        label="Alasan menghapus",
        min_length=5,
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "Misalnya: foto KTP orang lain"}),
    )
