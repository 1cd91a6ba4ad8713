"""Lookup tables of iuran in /kelola/: conditions, export profiles.

Admins switch rows off and never delete them: the ledger refers to them.
"""

from json import JSONEncoder
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest  # noqa: TID251 - the type of the admin's own hooks

from iuran.berkas_bpjs import ISI_KOLOM, galat_kolom
from iuran.models import JenisBerkasBPJS, KondisiInsidental, ProfilEkspor, UrutanBayar

HAK = "pijar.mengelola_iuran"
TANDA_TERLARANG = r"[]:*?/\'"  # Excel refuses them in a sheet's name


class HanyaPengelola(admin.ModelAdmin):
    """Officers who manage contributions may add and change rows; nobody deletes them."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(HAK)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm(HAK)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(HAK)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm(HAK)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(KondisiInsidental)
class KondisiInsidentalAdmin(HanyaPengelola):
    list_display = ("nama", "kode", "aktif")


class Berbaris(JSONEncoder):
    """JSON with line breaks, so that an admin can read it."""

    def __init__(self, **lain: Any) -> None:
        super().__init__(**{**lain, "indent": 1})


class ProfilEksporForm(forms.ModelForm):
    """The form checks the columns before it saves them, so that no export fails on them."""

    kolom = forms.JSONField(
        encoder=Berbaris,
        widget=forms.Textarea(attrs={"rows": 24, "cols": 60}),
        help_text=(
            "Daftar {judul, isi, peta, wajib}. Isi: =teks untuk tulisan tetap, atau salah satu "
            "dari "
            f"{', '.join(sorted(ISI_KOLOM))}. Peta (boleh tidak ada): nilai menjadi kode. "
            "Wajib (true): orang yang kolomnya kosong disebut sebelum dikirim."
        ),
    )

    urutan = forms.ChoiceField(
        label="Urutan kartu dan iuran pertama (perlu konfirmasi cabang)",
        choices=UrutanBayar.choices,
        widget=forms.RadioSelect,
        help_text=(
            "Bila iuran dibayar dulu, daftar cek awal (Y/T) menentukan siapa yang boleh ditagih; "
            "KPJ menyusul. Pendaftaran yang sudah disusun tetap memakai urutan lamanya."
        ),
        error_messages={"required": "Pilih urutannya.", "invalid_choice": "Pilih dari daftar."},
    )

    class Meta:
        model = ProfilEkspor
        fields = (
            "kode",
            "nama",
            "jenis",
            "kolom",
            "nama_lembar",
            "format_tanggal",
            "baris_paling_banyak",
            "urutan",
            "perlu_konfirmasi",
            "aktif",
        )

    def clean_kolom(self) -> object:
        kolom = self.cleaned_data["kolom"]
        if galat := galat_kolom(kolom, self.cleaned_data.get("jenis", JenisBerkasBPJS.PENDAFTARAN)):
            raise ValidationError(galat)
        return kolom

    def clean_nama_lembar(self) -> str:
        nama: str = self.cleaned_data["nama_lembar"]
        if set(nama) & set(TANDA_TERLARANG):
            raise ValidationError(f"Nama lembar tidak boleh memuat {' '.join(TANDA_TERLARANG)}")
        return nama


@admin.register(ProfilEkspor)
class ProfilEksporAdmin(HanyaPengelola):
    form = ProfilEksporForm
    list_display = ("nama", "jenis", "kode", "nama_lembar", "urutan", "perlu_konfirmasi", "aktif")
