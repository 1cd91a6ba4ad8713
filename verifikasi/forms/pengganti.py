"""Forms of free places: which to show, and the decree that fills the ticked ones."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from iuran.models import SumberDana
from peserta.models import Peserta
from pijar.bidang import DaftarPkField
from pijar.bulan import BulanField
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.pengganti import Isian, Pasangan
from verifikasi.forms.kembali import KepalaForm

PALING_BANYAK_DIPILIH = 20  # with more places the waiting list is followed


class SaringTempatForm(forms.Form):
    """Free places that a source pays, from a month on."""

    sumber = forms.ModelChoiceField(
        SumberDana.objects.all(), required=False, empty_label="Semua sumber", label="Dibayar oleh"
    )
    mulai = BulanField(label="Kosong sejak bulan", required=False)

    def bulan(self, bawaan: date) -> date:
        """The asked month, never one that is over."""
        self.is_valid()
        return max(self.cleaned_data.get("mulai") or bawaan, bawaan)


class PilihTempatForm(forms.Form):
    """The ticked places, or all that a source pays; both free from the month of the list on."""

    tempat = DaftarPkField(required=False)
    sumber = forms.ModelChoiceField(SumberDana.objects.all(), required=False)
    semua = forms.BooleanField(required=False)
    mulai = BulanField(required=False)


class PenggantiForm(KepalaForm):
    """The decree that fills places, and for a few places who comes instead of the next in line."""

    alasan = forms.CharField(
        label="Alasan perubahan",
        max_length=300,
        initial="Peserta yang berhenti digantikan dari daftar tunggu",
        error_messages={"required": "Tulis mengapa SK ini dibuat."},
    )
    alasan_pilih = forms.CharField(
        label="Alasan di luar urutan",
        required=False,
        max_length=200,
        help_text="Hanya bila Anda memilih orang lain daripada yang diusulkan daftar tunggu.",
    )
    kunci = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        pasangan: Sequence[Pasangan] = (),
        orang: Sequence[Peserta] = (),
        **lain: Any,
    ) -> None:
        super().__init__(data, **lain)
        self.pasangan = pasangan if len(pasangan) <= PALING_BANYAK_DIPILIH else ()
        pilihan = [(o.pk, f"{n}. {o.nama}, {o.kelurahan.nama}") for n, o in enumerate(orang, 1)]
        for p in self.pasangan:
            self.fields[_nama(p)] = forms.TypedChoiceField(
                label=f"Pengganti {p.tempat.asal.nama}",
                choices=[("", "Pilih penggantinya"), *pilihan],
                coerce=int,
                initial=p.orang.pk if p.orang else None,
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={
                    "required": "Pilih penggantinya.",
                    "invalid_choice": "Pilih dari daftar tunggu.",
                },
            )

    def pilihan(self) -> list[tuple[Pasangan, Any]]:
        """Each pair with its field, for the table; no field when there are too many."""
        return [(p, self[_nama(p)]) for p in self.pasangan]

    def isian(self) -> Isian:
        isi = self.cleaned_data
        kepala = Kepala(isi["nomor"], isi["tanggal"], isi["perihal"])
        dipilih = {p.tempat.bantuan.pk: isi[_nama(p)] for p in self.pasangan}
        return Isian(kepala, dipilih, isi["alasan_pilih"], isi["kunci"])


def _nama(p: Pasangan) -> str:
    return f"orang_{p.tempat.bantuan.pk}"
