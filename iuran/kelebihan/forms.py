"""Forms of months paid in vain: the filter of the list, and BPJS's letter."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms

from iuran.kelebihan.angka import (
    SEBAB,
    KeadaanKelebihan,
    daftar_kelebihan,
    saring_keadaan,
    saring_sebab,
)
from iuran.kelebihan.aturan import Usulan, rapikan, salah_usulan
from iuran.models import Iuran, JenisPenyelesaian, SumberDana
from iuran.models.buku import IuranQuerySet
from pijar.rupiah import RupiahField
from pijar.tanggal import TanggalField

SARINGAN = ("sumber", "tahun", "sebab", "keadaan")


class KelebihanForm(forms.Form):
    """Filters of the list: source, its year, cause, state."""

    sumber = forms.ModelChoiceField(
        SumberDana.objects.all(), label="Sumber dana", required=False, empty_label="Semua sumber"
    )
    tahun = forms.TypedChoiceField(label="Tahun", required=False, coerce=int)
    sebab = forms.ChoiceField(label="Sebab", required=False, choices=[("", "Semua sebab"), *SEBAB])
    keadaan = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua"), *KeadaanKelebihan.choices]
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        tahun = SumberDana.objects.order_by("-tahun").values_list("tahun", flat=True).distinct()
        cast(Any, self.fields["tahun"]).choices = [
            ("", "Semua tahun"),
            *((t, str(t)) for t in tahun),
        ]

    def saring(self, iuran: IuranQuerySet) -> IuranQuerySet:
        """What was paid in vain among ``iuran`` and fits; a filter that cannot be is none."""
        isi = self.cleaned_data if self.is_valid() else {}
        if sumber := isi.get("sumber"):
            iuran = iuran.filter(sumber=sumber)
        if tahun := isi.get("tahun"):
            iuran = iuran.filter(sumber__tahun=tahun)
        daftar = daftar_kelebihan(iuran)
        if keadaan := isi.get("keadaan"):
            daftar = saring_keadaan(daftar, keadaan)
        if sebab := isi.get("sebab"):
            daftar = saring_sebab(daftar, sebab)
        return daftar

    @property
    def isian(self) -> dict[str, str]:
        """The filter as texts, for addresses and for the export's job."""
        return {n: self.data[n] for n in SARINGAN if self.data.get(n)}


class UsulanForm(forms.Form):
    """BPJS's letter about the chosen months."""

    jenis = forms.ChoiceField(
        label="Menurut surat BPJS",
        choices=JenisPenyelesaian,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih dikompensasikan, dikembalikan, atau ditolak."},
    )
    surat_nomor = forms.CharField(
        label="Nomor surat BPJS",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis nomor surat BPJS."},
    )
    surat_tanggal = TanggalField(
        label="Tanggal surat BPJS", error_messages={"required": "Isi tanggal surat BPJS."}
    )
    nominal = RupiahField(
        label="Nominal menurut surat BPJS",
        help_text="Harus sama dengan jumlah bulan yang dipilih.",
        error_messages={"required": "Tulis nominal pada surat BPJS."},
    )
    sts_nomor = forms.CharField(
        label="Nomor STS",
        max_length=60,
        required=False,
        help_text="Hanya bila uangnya dikembalikan.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sts_tanggal = TanggalField(label="Tanggal STS", required=False)
    keterangan = forms.CharField(
        label="Keterangan",
        max_length=300,
        required=False,
        help_text="Bila ditolak: alasan BPJS.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, daftar: Sequence[Iuran], pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.daftar, self.pada = daftar, pada
        self.fields["jenis"].initial = JenisPenyelesaian.KOMPENSASI

    @property
    def usulan(self) -> Usulan:
        return rapikan(Usulan(**{n: self.cleaned_data[n] for n in Usulan._fields}))

    def clean(self) -> None:
        if self.errors:
            return
        for salah in salah_usulan(self.daftar, self.usulan, self.pada):
            self.add_error(salah.bidang, salah.kalimat)
