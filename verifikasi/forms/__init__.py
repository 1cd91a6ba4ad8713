"""Forms of ``verifikasi``, one module per screen."""

from verifikasi.forms.antrean import MassalForm, PilihKasusForm, SaringAntreanForm
from verifikasi.forms.gabung import UsulGabungForm
from verifikasi.forms.kasus import JawabanForm, PutusanForm
from verifikasi.forms.penetapan import PenetapanForm, SaringBarisForm, TambahForm
from verifikasi.forms.pengajuan import KeteranganForm, SasaranForm

__all__ = [
    "JawabanForm",
    "KeteranganForm",
    "MassalForm",
    "PenetapanForm",
    "PilihKasusForm",
    "PutusanForm",
    "SaringAntreanForm",
    "SaringBarisForm",
    "SasaranForm",
    "TambahForm",
    "UsulGabungForm",
]
