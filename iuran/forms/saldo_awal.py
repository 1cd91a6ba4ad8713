"""The form of the opening balance."""

from django import forms

from iuran.forms.pendaftaran import JawabanForm
from pijar.excel.periksa import AKHIRAN


class SaldoAwalForm(JawabanForm):
    """A list of people who were enrolled before this system."""

    berkas = forms.FileField(
        label="Daftar peserta berjalan",
        help_text="Excel, LibreOffice atau CSV, sebaiknya dengan templatnya.",
        widget=forms.FileInput(attrs={"accept": ",".join(AKHIRAN)}),
        error_messages=JawabanForm.base_fields["berkas"].error_messages,
    )
