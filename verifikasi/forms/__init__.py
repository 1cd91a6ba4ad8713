"""Forms of ``verifikasi``, by who fills them in."""

from verifikasi.forms.gabung import UsulGabungForm
from verifikasi.forms.kasus import JawabanForm, MassalForm, SaringAntreanForm
from verifikasi.forms.penetapan import PenetapanForm, SaringBarisForm, TambahForm
from verifikasi.forms.pengajuan import KeteranganForm, SasaranForm

__all__ = [
    "JawabanForm",
    "KeteranganForm",
    "MassalForm",
    "PenetapanForm",
    "SaringAntreanForm",
    "SaringBarisForm",
    "SasaranForm",
    "TambahForm",
    "UsulGabungForm",
]
