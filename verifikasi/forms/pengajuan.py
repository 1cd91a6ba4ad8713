"""Forms of a submission: the people, and the attestation."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from peserta.models import Impor, Peserta
from peserta.models.peserta import PesertaQuerySet
from pijar.bidang import DaftarPkField
from pijar.models import Pengguna
from pijar.tanggal import TanggalField
from verifikasi.forms.bidang import tanpa_form_tag


class SasaranForm(forms.Form):
    """People to submit or withdraw: ticked people, or an import of this officer."""

    peserta = DaftarPkField(required=False)
    impor = forms.ModelChoiceField(Impor.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, petugas: Pengguna) -> None:
        super().__init__(data)
        self.petugas = petugas
        self.fields["impor"].queryset = Impor.objects.for_petugas(petugas)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if not isi.get("peserta") and not isi.get("impor"):
            raise ValidationError("Centang dahulu orang yang dimaksud.")
        return isi

    def orang(self) -> PesertaQuerySet:
        """The people meant, in the officer's area."""
        daftar = Peserta.objects.for_petugas(self.petugas)
        if impor := self.cleaned_data["impor"]:
            return daftar.filter(impor=impor)
        return daftar.filter(pk__in=self.cleaned_data["peserta"])

    def jumlah_diminta(self) -> int:
        """How many people were meant, here or elsewhere."""
        if self.cleaned_data["impor"]:
            return self.orang().count()
        return len(self.cleaned_data["peserta"])

    def satu_orang(self) -> Peserta | None:
        """The person, when exactly one of the area was meant."""
        daftar = self.orang()[:2]
        return daftar[0] if len(daftar) == 1 else None

    def kode_peserta(self) -> str:
        """The ids in one value, to be carried along by a page."""
        return ",".join(map(str, self.cleaned_data["peserta"]))


class KeteranganForm(forms.Form):
    """The attestation "masih bekerja dan tidak sedang sakit" for everybody in a submission."""

    tanggal = TanggalField(label="Tanggal keterangan", required=False)
    diterangkan_oleh = forms.CharField(
        label="Diterangkan oleh",
        required=False,
        max_length=150,
        help_text="Misalnya Ketua RT 03 RW 02 atau koordinator paguyuban.",
    )
    bukti = forms.CharField(
        required=False,
        max_length=200,
        help_text="Misalnya surat keterangan nomor 12/RT/XI/2026 atau foto saat bekerja.",
    )

    def __init__(self, data: Any = None, *, pada: date) -> None:
        super().__init__(data)
        self.pada = pada
        self.helper = tanpa_form_tag()

    def clean_tanggal(self) -> date | None:
        tanggal: date | None = self.cleaned_data["tanggal"]
        if tanggal and tanggal > self.pada:
            raise ValidationError("Tanggal keterangan tidak boleh setelah hari ini.")
        return tanggal

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        nama = ("tanggal", "diterangkan_oleh", "bukti")
        if any(isi.get(n) for n in nama):
            for n in nama:
                if not isi.get(n) and n not in self.errors:
                    self.add_error(n, "Isi ketiganya, atau kosongkan ketiganya.")
        return isi

    @property
    def keterangan(self) -> dict[str, str]:
        """The attestation as a job carries it."""
        isi = self.cleaned_data
        tanggal = isi["tanggal"].isoformat() if isi["tanggal"] else ""
        return {"tanggal": tanggal, "oleh": isi["diterangkan_oleh"], "bukti": isi["bukti"]}
