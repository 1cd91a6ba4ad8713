"""The form of the opening balance."""

from django import forms

from iuran.berkas_bpjs.forms import BerkasForm
from pijar.excel.periksa import AKHIRAN


class SaldoAwalForm(BerkasForm):
    """A file with people enrolled before this system."""

    berkas = forms.FileField(
        label="Daftar peserta berjalan",
        help_text="Excel, LibreOffice atau CSV, sebaiknya dengan templatnya.",
        widget=forms.FileInput(attrs={"accept": ",".join(AKHIRAN)}),
        error_messages=BerkasForm.base_fields["berkas"].error_messages,
    )
