"""Forms of cards: the filter of the list, and the hand-over of those that are ticked."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms

from iuran.kartu.angka import KeadaanKartu
from iuran.kartu.aturan import Serah
from iuran.models import PenerimaKartu
from peserta.models import Kelurahan
from pijar.bidang import DaftarPkField
from pijar.models import Pengguna
from pijar.tanggal import TanggalField


class KelurahanField(forms.ModelChoiceField):
    """A kelurahan with its kecamatan, since two names exist twice."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.nama}, {obj.kecamatan.nama}"


class KartuForm(forms.Form):
    """Filters of the cards; an unreadable one counts as none."""

    kelurahan = KelurahanField(
        Kelurahan.objects.none(), required=False, empty_label="Semua kelurahan"
    )
    keadaan = forms.ChoiceField(label="Kartu", required=False, choices=KeadaanKartu)

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna) -> None:
        super().__init__({"keadaan": KeadaanKartu.BELUM, **{k: data[k] for k in data}})
        milik = Kelurahan.objects.for_petugas(petugas).select_related("kecamatan")
        cast(Any, self.fields["kelurahan"]).queryset = milik.order_by("nama", "kode")
        self.is_valid()

    @property
    def di_kelurahan(self) -> Kelurahan | None:
        return self.cleaned_data.get("kelurahan")

    @property
    def pilihan(self) -> str:
        return self.cleaned_data.get("keadaan") or KeadaanKartu.BELUM


class SerahForm(forms.Form):
    """One day and one kind of receiver for every ticked card."""

    orang = DaftarPkField(error_messages={"required": "Centang orang yang kartunya diserahkan."})
    tanggal = TanggalField(
        label="Tanggal diterima",
        error_messages={"required": "Isi tanggal kartunya diterima."},
    )
    penerima = forms.ChoiceField(
        label="Diterima oleh",
        choices=PenerimaKartu,
        initial=PenerimaKartu.DIRI,
        error_messages={"required": "Pilih siapa yang menerima kartunya."},
    )
    nama_penerima = forms.CharField(
        label="Nama penerima",
        max_length=100,
        required=False,
        help_text="Bila bukan orangnya sendiri.",
    )
    hubungan = forms.CharField(
        label="Hubungan", max_length=60, required=False, help_text="Keluarga dan ahli waris."
    )
    catatan = forms.CharField(
        label="Catatan",
        max_length=200,
        required=False,
        help_text="Wajib bila orangnya sudah meninggal atau berhenti.",
    )

    def __init__(self, data: Any = None, *, pada: date) -> None:
        super().__init__(data, auto_id="serah_%s", initial={"tanggal": pada})
        self.pada = pada

    def clean_tanggal(self) -> date:
        tanggal: date = self.cleaned_data["tanggal"]
        if tanggal > self.pada:
            raise forms.ValidationError("Tanggal diterima tidak boleh setelah hari ini.")
        return tanggal

    def clean(self) -> None:
        isi = self.cleaned_data
        penerima = isi.get("penerima")
        if penerima and penerima != PenerimaKartu.DIRI and not isi.get("nama_penerima"):
            self.add_error("nama_penerima", "Tulis nama yang menerima kartunya.")
        keluarga = (PenerimaKartu.KELUARGA, PenerimaKartu.AHLI_WARIS)
        if penerima in keluarga and not isi.get("hubungan"):
            self.add_error("hubungan", "Tulis hubungannya, misalnya istri atau anak.")

    @property
    def serah(self) -> Serah:
        return Serah(**{n: self.cleaned_data[n] for n in Serah._fields})
