"""Forms of claims: filters, the papers and the contact, moving the status."""

from datetime import date
from typing import Any

from django import forms

from iuran.klaim.actions import TANPA_ALASAN, IsiKlaim
from iuran.klaim.aturan import SYARAT
from iuran.models import JenisKlaim, Klaim, StatusKlaim
from iuran.models.klaim import KlaimQuerySet
from peserta.bersih.kontak import bersihkan_hp
from peserta.models import Kecamatan
from pijar.models import Pengguna
from pijar.rupiah import RupiahField

LEWAT = "lewat"
TERTAHAN = "tagihan"


class SaringKlaimForm(forms.Form):
    """Filters of the claims: running ones by default; an unreadable filter is ignored."""

    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[
            ("", "Masih dikerjakan"),
            (LEWAT, "Lewat batas melapor"),
            (TERTAHAN, "Menunggu tagihan dibayar"),
            *StatusKlaim.choices,
        ],
    )
    jenis = forms.ChoiceField(
        label="Jenis klaim", required=False, choices=[("", "Semua"), *JenisKlaim.choices]
    )
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), required=False, empty_label="Semua kecamatan"
    )

    def __init__(self, data: Any, *, petugas: Pengguna) -> None:
        super().__init__(data)
        self.petugas = petugas
        self.fields["kecamatan"].queryset = Kecamatan.objects.for_petugas(petugas)  # type: ignore[attr-defined]
        self.is_valid()

    def daftar(self, pada: date) -> KlaimQuerySet:
        """The officer's claims that pass: running ones by deadline, the others newest first."""
        isi = self.cleaned_data
        daftar = Klaim.objects.for_petugas(self.petugas)
        status = isi.get("status")
        if status == LEWAT:
            daftar = daftar.lewat_batas(pada).order_by("batas", "pk")
        elif status == TERTAHAN:
            daftar = daftar.menunggu_bayar()
        else:
            daftar = daftar.filter(status=status) if status else daftar.berjalan()
        if isi.get("jenis"):
            daftar = daftar.filter(jenis=isi["jenis"])
        if isi.get("kecamatan"):
            daftar = daftar.filter(peserta__kelurahan__kecamatan=isi["kecamatan"])
        return daftar


class KlaimForm(forms.Form):
    """The papers at hand, the family's contact, and a note for the history."""

    lengkap = forms.MultipleChoiceField(
        label="Berkas yang sudah ada",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Berkas itu tidak ada dalam daftar. Muat ulang halaman."},
    )
    kontak_nama = forms.CharField(label="Nama keluarga", max_length=150, required=False)
    kontak_hubungan = forms.CharField(
        label="Hubungan", help_text="Misalnya istri atau anak.", max_length=40, required=False
    )
    kontak_hp = forms.CharField(
        label="Nomor HP",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    catatan = forms.CharField(
        label="Catatan",
        help_text="Masuk ke riwayat klaim di bawah.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, klaim: Klaim) -> None:
        awal = {k: getattr(klaim, k) for k in IsiKlaim._fields}
        super().__init__(data, initial=awal)
        self.fields["lengkap"].choices = [  # type: ignore[attr-defined]
            (s.kode, s.nama) for s in SYARAT[klaim.jenis]
        ]

    def clean_kontak_hp(self) -> str:
        """The number in the register's form: 08 and digits."""
        tertulis: str = self.cleaned_data["kontak_hp"]
        nomor, _ = bersihkan_hp(tertulis)
        if tertulis and not nomor:
            raise forms.ValidationError("Nomor HP tidak terbaca. Isi seperti 081234567890.")
        return nomor

    @property
    def isi(self) -> IsiKlaim:
        return IsiKlaim(**{k: self.cleaned_data[k] for k in IsiKlaim._fields})


class PindahKlaimForm(forms.Form):
    """The next status of a claim, with what it needs."""

    ke = forms.TypedChoiceField(
        label="Status berikutnya",
        coerce=StatusKlaim,
        error_messages={
            "required": "Pilih status berikutnya.",
            "invalid_choice": "Status itu tidak dapat dipilih dari keadaan sekarang.",
        },
    )
    nomor = forms.CharField(label="Nomor klaim BPJS", max_length=60, required=False)
    nominal = RupiahField(
        label="Dibayar BPJS", help_text="Hanya bila sudah dibayar.", required=False
    )
    alasan = forms.CharField(
        label="Alasan",
        help_text="Wajib bila ditolak, ditutup, atau dikembalikan ke status sebelumnya.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, klaim: Klaim) -> None:
        super().__init__(data, initial={"nomor": klaim.nomor})
        self.dari = StatusKlaim(klaim.status)
        self.fields["ke"].choices = [  # type: ignore[attr-defined]
            ("", "Pilih status"),
            *((s.value, s.label) for s in klaim.tujuan),
        ]

    def clean(self) -> dict[str, Any]:
        """Report beside the field each mistake that the action would refuse."""
        isi = super().clean() or {}
        ke = isi.get("ke")
        if ke and (self.dari, ke) not in TANPA_ALASAN and not isi.get("alasan"):
            self.add_error("alasan", "Tulis alasan perubahan status ini.")
        if ke == StatusKlaim.DIBAYAR and not isi.get("nominal") and "nominal" not in self.errors:
            self.add_error("nominal", "Isi jumlah rupiah yang dibayar BPJS.")
        return isi
