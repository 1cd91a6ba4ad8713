"""The rules of a source: whom it may fund."""

from typing import Any

from django import forms

from iuran.buku.syarat import PANJANG_KECAMATAN
from iuran.models import SumberDana, SyaratSumber
from peserta.models import Kecamatan, Kelurahan, Pekerjaan


class SyaratForm(forms.Form):
    """What is ticked narrows; what is empty lets everybody in."""

    kecamatan = forms.ModelMultipleChoiceField(
        Kecamatan.objects.order_by("nama"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Kecamatan",
        help_text="Kosong berarti seluruh kota.",
    )
    kelurahan = forms.ModelMultipleChoiceField(
        Kelurahan.objects.select_related("kecamatan").order_by("kecamatan__nama", "nama"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        label="Kelurahan tertentu",
        help_text="Di samping kecamatan yang dicentang. Tekan Ctrl untuk memilih beberapa.",
    )
    pekerjaan = forms.ModelMultipleChoiceField(
        Pekerjaan.objects.order_by("nama"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        label="Pekerjaan",
        help_text="Kosong berarti semua pekerjaan. Tekan Ctrl untuk memilih beberapa.",
    )
    dtsen = forms.BooleanField(required=False, label="Hanya yang tercatat di DTSEN")
    desil_maks = forms.IntegerField(
        label="Desil paling tinggi",
        required=False,
        min_value=1,
        max_value=10,
        help_text="1 sampai 10; kosong berarti tidak dibatasi. Yang desilnya kosong tidak ikut.",
    )
    alasan = forms.CharField(
        label="Dasar atau alasan",
        max_length=300,
        help_text="Misalnya nomor perjanjian dengan perusahaan. Admin lain membacanya.",
        error_messages={"required": "Tulis dasar atau alasannya."},
    )

    def __init__(self, data: Any = None, *, sumber: SumberDana) -> None:
        kini = sumber.syarat or SyaratSumber()
        awal = {
            "kecamatan": [k for k in kini.wilayah if len(k) == PANJANG_KECAMATAN],
            "kelurahan": [k for k in kini.wilayah if len(k) > PANJANG_KECAMATAN],
            "pekerjaan": kini.pekerjaan,
            "dtsen": kini.dtsen,
            "desil_maks": kini.desil_maks,
        }
        super().__init__(data, initial=awal)
        self.fields["kelurahan"].label_from_instance = (  # type: ignore[attr-defined]
            lambda k: f"{k.kecamatan}: {k.nama}"
        )

    @property
    def isi(self) -> dict[str, Any]:
        """The cleaned columns of the rules."""
        isi = self.cleaned_data
        return {
            "wilayah": sorted(w.kode for w in [*isi["kecamatan"], *isi["kelurahan"]]),
            "pekerjaan": sorted(p.kode for p in isi["pekerjaan"]),
            "dtsen": isi["dtsen"],
            "desil_maks": isi["desil_maks"],
            "alasan": isi["alasan"],
        }
