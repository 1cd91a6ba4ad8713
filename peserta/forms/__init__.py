"""Forms of peserta, one module per noun."""

from peserta.forms.berkas import BerkasForm, HapusBerkasForm
from peserta.forms.isian import TandaIsianForm, ketikan, tanda_baru
from peserta.forms.orang import BukaNikForm, PesertaForm, UnggahForm

__all__ = [
    "BerkasForm",
    "BukaNikForm",
    "HapusBerkasForm",
    "PesertaForm",
    "TandaIsianForm",
    "UnggahForm",
    "ketikan",
    "tanda_baru",
]
