"""Forms by which an admin overrules the reading of an answer."""

from collections.abc import Iterable

from django import forms

from iuran.berkas_bpjs.forms import TanggalDaftarForm
from iuran.jawaban.betulkan import TUJUAN
from iuran.models import HasilJawaban, JenisJawaban
from pijar.bidang import DaftarPkField
from pijar.forms import AlasanSingkatForm
from pijar.tanggal import TanggalField


class PindahForm(AlasanSingkatForm):
    """Ticked rows of the bin ``dari``, or all of it, to another bin, with a reason."""

    baris = DaftarPkField(required=False)
    semua = forms.BooleanField(required=False)
    dari = forms.TypedChoiceField(
        choices=HasilJawaban.choices, coerce=HasilJawaban, widget=forms.HiddenInput
    )
    ke = forms.TypedChoiceField(
        label="Pindahkan ke",
        coerce=HasilJawaban,
        error_messages={
            "required": "Pilih kelompok tujuannya.",
            "invalid_choice": "Pilih kelompok tujuannya.",
        },
    )
    field_order = ["ke", "alasan"]

    def __init__(self, *args: object, jenis: str, dari: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's own form
        self.fields["ke"].choices = [("", "Pilih kelompok"), *_tujuan(jenis, dari)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Ask for a tick unless all rows go."""
        isi = super().clean() or {}
        if not isi.get("semua") and not isi.get("baris"):
            self.add_error("baris", "Centang dahulu baris yang dipindahkan.")
        return isi


class LepasForm(AlasanSingkatForm):
    """Lines to take out of the batch; a pre-check brings its own reason."""

    baris = DaftarPkField(required=False)
    semua = forms.BooleanField(required=False)

    def __init__(self, *args: object, cek_awal: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's own form
        self.fields["alasan"].required = not cek_awal

    def clean(self) -> dict[str, object]:
        """Ask for a tick unless all go."""
        isi = super().clean() or {}
        if not isi.get("semua") and not isi.get("baris"):
            self.add_error("baris", "Centang dahulu orangnya.")
        return isi


def _tujuan(jenis: str, dari: str) -> Iterable[tuple[str, str]]:
    """Where rows of a bin may go; a pre-check calls its first bin otherwise."""
    for tujuan in TUJUAN:
        if tujuan == dari:
            continue
        awal = jenis == JenisJawaban.CEK_AWAL and tujuan == HasilJawaban.SESUAI
        yield tujuan.value, "Bisa didaftarkan" if awal else tujuan.label


class GantiTanggalForm(TanggalDaftarForm, AlasanSingkatForm):
    """Another day of the list, with the reason."""

    sebelum = TanggalField(required=False, widget=forms.HiddenInput)
    field_order = ["tanggal", "alasan"]


class LindungForm(AlasanSingkatForm):
    """The last day of a cover that somebody else pays, with the reason for the correction."""

    sampai = TanggalField(
        label="Perlindungan lama sampai",
        required=False,
        help_text="Kosongkan bila ternyata tidak ada. Iuran kita mulai bulan sesudahnya.",
    )
    sebelum = TanggalField(required=False, widget=forms.HiddenInput)
    field_order = ["sampai", "alasan"]
