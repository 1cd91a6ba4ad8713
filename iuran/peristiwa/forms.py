"""Forms of life events and of their proposals."""

from datetime import date
from typing import Any

from django import forms

from iuran.peristiwa.akibat import BERLAKU_DIPILIH
from iuran.peristiwa.henti import SEBAB_HENTI, SEKALIGUS
from peserta.models import (
    WAJIB_BERBUKTI,
    JenisBukti,
    JenisPeristiwa,
    Kecamatan,
    StatusUsulan,
    UsulanPeristiwa,
)
from peserta.models.usulan import UsulanPeristiwaQuerySet
from pijar.bidang import DaftarPkField
from pijar.bulan import BulanField
from pijar.models import Pengguna
from pijar.tanggal import TanggalField

WAJIB = {
    "bukti_jenis": "pilih jenis buktinya",
    "bukti_nomor": "isi nomor dan tanggal buktinya",
}


class PeristiwaForm(forms.Form):
    """The event, its date and its proof. ``setuju`` is the second button, after the effect."""

    jenis = forms.TypedChoiceField(
        label="Peristiwa",
        choices=[("", "Pilih peristiwa"), *JenisPeristiwa.choices],
        coerce=JenisPeristiwa,
        error_messages={"required": "Pilih peristiwanya.", "invalid_choice": "Pilih dari daftar."},
    )
    tanggal = TanggalField(
        label="Tanggal peristiwa",
        help_text="Iuran berhenti mulai bulan setelah tanggal ini; kecelakaan tidak menghentikan.",
        error_messages={"required": "Isi tanggalnya."},
    )
    mulai = BulanField(
        label="Berhenti mulai bulan",
        help_text="Hanya bila pihak lain atau pemberi kerja mulai membayar pada bulan tertentu.",
        required=False,
    )
    bukti_jenis = forms.ChoiceField(
        label="Jenis bukti",
        choices=[("", "Belum ada bukti tertulis"), *JenisBukti.choices],
        required=False,
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )
    bukti_nomor = forms.CharField(
        label="Nomor dan tanggal bukti",
        help_text="Misalnya 474.3/12, 5 Oktober 2026. Lampirkan fotonya di tab Berkas.",
        max_length=120,
        required=False,
    )
    keterangan = forms.CharField(
        label="Keterangan",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    setuju = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Require proof of a death or a move; allow ``mulai`` only for another payer."""
        isi = super().clean() or {}
        jenis = isi.get("jenis")
        for kolom, sebab in WAJIB.items():
            if jenis in WAJIB_BERBUKTI and not isi.get(kolom) and kolom not in self.errors:
                self.add_error(kolom, f"Untuk {jenis.label.lower()}, {sebab}.")
        if jenis and isi.get("mulai") and jenis not in BERLAKU_DIPILIH:
            self.add_error("mulai", f"Kosongkan untuk {jenis.label.lower()}.")
        return isi


class SaringUsulanForm(forms.Form):
    """Filters of the proposals: waiting ones by default; an unreadable filter is ignored."""

    jenis = forms.ChoiceField(
        label="Peristiwa", required=False, choices=[("", "Semua"), *JenisPeristiwa.choices]
    )
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), required=False, empty_label="Semua kecamatan"
    )
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", StatusUsulan.DIUSULKAN.label), *StatusUsulan.choices[1:]],
    )

    def __init__(self, data: Any, *, petugas: Pengguna) -> None:
        super().__init__(data)
        self.petugas = petugas
        self.fields["kecamatan"].queryset = Kecamatan.objects.for_petugas(petugas)  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def menunggu(self) -> bool:
        return not self.cleaned_data.get("status")

    @property
    def sejenis(self) -> str:
        """The kind of the waiting proposals on the list, where they may go together; else empty."""
        jenis = self.cleaned_data.get("jenis") or ""
        boleh = (JenisPeristiwa.USIA_65, *SEKALIGUS)
        return jenis if self.menunggu and jenis in boleh else ""

    def sekaligus(self) -> UsulanPeristiwaQuerySet:
        """The proposals on the list that this officer may record together: never their own."""
        if not self.sejenis:
            return UsulanPeristiwa.objects.none()
        return (
            self.daftar().dapat_sekaligus(self.sejenis).exclude(sekaligus=True, oleh=self.petugas)
        )

    def daftar(self) -> UsulanPeristiwaQuerySet:
        """The officer's proposals that pass: waiting ones oldest first, others newest first."""
        isi = self.cleaned_data
        daftar = UsulanPeristiwa.objects.for_petugas(self.petugas)
        daftar = daftar.filter(status=isi["status"]) if isi.get("status") else daftar.menunggu()
        if isi.get("jenis"):
            daftar = daftar.filter(jenis=isi["jenis"])
        if isi.get("kecamatan"):
            daftar = daftar.filter(peserta__kelurahan__kecamatan=isi["kecamatan"])
        return daftar


class HentiForm(forms.Form):
    """People to stop: those ticked, or all of a filter; the reason, its day and a note."""

    orang = DaftarPkField(required=False)
    semua = forms.BooleanField(required=False)
    jenis = forms.TypedChoiceField(
        label="Sebab berhenti",
        choices=[("", "Pilih sebabnya"), *((j.value, j.label) for j in SEBAB_HENTI)],
        coerce=JenisPeristiwa,
        error_messages={"required": "Pilih sebabnya.", "invalid_choice": "Pilih dari daftar."},
    )
    tanggal = TanggalField(
        label="Sejak tanggal",
        help_text="Iuran yang belum ditagih berhenti mulai bulan setelah tanggal ini.",
        error_messages={"required": "Isi tanggalnya."},
    )
    keterangan = forms.CharField(
        label="Keterangan",
        max_length=500,
        error_messages={"required": "Tulis alasannya untuk admin yang mencatat."},
    )

    def __init__(self, *args: Any, pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pada = pada

    def clean_tanggal(self) -> date:
        """Refuse a day that has not come."""
        tanggal: date = self.cleaned_data["tanggal"]
        if tanggal > self.pada:
            raise forms.ValidationError("Tanggalnya tidak boleh setelah hari ini.")
        return tanggal

    def clean(self) -> dict[str, Any]:
        """Ask for a tick unless all go."""
        isi = super().clean() or {}
        if not isi.get("semua") and not isi.get("orang"):
            self.add_error(None, "Centang dahulu orangnya, atau pilih semua pada saringan ini.")
        return isi


class MassalUsulanForm(forms.Form):
    """The ticked proposals, carried from the list through the preview."""

    usulan = DaftarPkField(required=False)
