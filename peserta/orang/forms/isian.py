"""What the registration page sends along of itself, and what of it is kept while it is typed."""

from collections.abc import Mapping
from uuid import uuid4

from django import forms

from peserta.models import IsianTertunda
from peserta.orang.actions.isian import TandaHalaman
from peserta.orang.forms.data import PesertaForm

BIDANG = [nama for nama in PesertaForm.base_fields if nama not in ("versi", "sudah_dicocokkan")]
BAWAAN = {"sumber_data"}  # chosen before anything is typed
PALING_PANJANG = 300


def ketikan(data: Mapping[str, str]) -> dict[str, str]:
    """The fields of a person that hold something, as typed; nothing where only defaults stand."""
    isi = {n: data.get(n, "").replace("\x00", "").strip()[:PALING_PANJANG] for n in BIDANG}
    isi = {n: nilai for n, nilai in isi.items() if nilai}
    return isi if {*isi} - BAWAAN else {}


def _tersembunyi() -> forms.HiddenInput:
    return forms.HiddenInput(attrs={"autocomplete": "off"})  # Firefox would put back an old one


class TandaIsianForm(forms.Form):
    """Which open page writes (``kunci``), and which draft it was opened from (``dari``)."""

    kunci = forms.UUIDField(widget=_tersembunyi())
    dari = forms.UUIDField(widget=_tersembunyi(), required=False)
    pernah = forms.BooleanField(required=False)

    @property
    def tanda(self) -> TandaHalaman | None:
        """None where the page named no key: a form that was not ours, saved without a draft."""
        return TandaHalaman(**self.cleaned_data) if self.is_valid() else None


def tanda_baru(isian: IsianTertunda | None = None) -> TandaIsianForm:
    """The marks of a page that is being opened."""
    awal = {"kunci": uuid4(), "dari": isian.kunci if isian else None}
    return TandaIsianForm(initial=awal)
