"""Forms of the form's answers: the file, and the office that a spelling means."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms

from iuran.berkas_bpjs.forms import BerkasForm
from iuran.impor_penyumbang.betulkan import OpdAsing
from iuran.models import OPD
from pijar.excel.periksa import AKHIRAN


class JawabanForm(BerkasForm):
    """The file with the answers."""

    berkas = forms.FileField(
        label="Jawaban formulir ASN/PNS Peduli",
        help_text="Excel, LibreOffice atau CSV, seperti diunduh dari formulirnya.",
        widget=forms.FileInput(attrs={"accept": ",".join(AKHIRAN)}),
        error_messages=BerkasForm.base_fields["berkas"].error_messages,
    )


class OpdForm(forms.Form):
    """One choice for each unknown name of an office; an empty one is left for later."""

    def __init__(self, *args: Any, asing: Sequence[OpdAsing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asing = {_nama(a.tulisan): a for a in asing}
        semua = OPD.objects.filter(aktif=True)
        pilihan = [("", "Pilih OPD"), *semua.values_list("pk", "nama")]
        for nama, a in self.asing.items():
            mirip = f" Mungkin {', atau '.join(a.mirip)}." if a.mirip else ""
            self.fields[nama] = forms.TypedChoiceField(
                label=f"“{a.tulisan}”",
                required=False,
                choices=pilihan,
                coerce=int,
                empty_value=None,
                help_text=f"{a.jawaban} jawaban.{mirip}",
                error_messages={"invalid_choice": "Pilih dari daftar."},
            )

    @property
    def pilihan(self) -> dict[str, OPD]:
        """The typed names with the offices that were chosen for them."""
        isi = {n: pk for n, pk in self.cleaned_data.items() if pk}
        opd = OPD.objects.in_bulk(isi.values())
        return {self.asing[n].tulisan: opd[pk] for n, pk in isi.items() if pk in opd}


def _nama(tulisan: str) -> str:
    """The field of a spelling: the same on the page and in what it sends, in whatever order."""
    return f"opd-{sha256(tulisan.encode()).hexdigest()[:12]}"
