"""Hidden fields of the registration page, and the fields that a draft keeps."""

from collections.abc import Mapping
from uuid import uuid4

from django import forms

from peserta.daftar import baca_cari, baca_maksud
from peserta.models import IsianTertunda
from peserta.orang.actions.isian import TandaHalaman
from peserta.orang.forms.data import PesertaForm

BIDANG = [nama for nama in PesertaForm.base_fields if nama not in ("versi", "sudah_dicocokkan")]
BAWAAN = {"sumber_data"}  # has a value before the officer types anything
PALING_PANJANG = 300
ANGKA_NIK = 12  # from so many digits on a number is meant to be a NIK


def ketikan(data: Mapping[str, str]) -> dict[str, str]:
    """The fields with a value, as typed; empty if only defaults have one."""
    isi = {n: data.get(n, "").replace("\x00", "").strip()[:PALING_PANJANG] for n in BIDANG}
    isi = {n: nilai for n, nilai in isi.items() if nilai}
    return isi if {*isi} - BAWAAN else {}


def dari_pencarian(tulisan: str) -> dict[str, str]:
    """The fields that a search for somebody who is not there can fill in."""
    cari = baca_cari(tulisan)
    maksud = baca_maksud(cari.kata)
    isi = {"nama": maksud.nama, "hp": cari.hp}
    if not cari.hp and len(cari.nomor) >= ANGKA_NIK:
        isi["nik"] = cari.nomor
    for satu in maksud.sempit:
        isi |= {"pekerjaan": satu.pekerjaan} if satu.pekerjaan else {}
        isi |= {"kelurahan": satu.kelurahan[0]} if len(satu.kelurahan) == 1 else {}
    return {n: nilai for n, nilai in isi.items() if nilai}


def _tersembunyi() -> forms.HiddenInput:
    return forms.HiddenInput(attrs={"autocomplete": "off"})  # or Firefox restores an old value


class TandaIsianForm(forms.Form):
    """Key of the open page (``kunci``), and of the draft it began with (``dari``)."""

    kunci = forms.UUIDField(widget=_tersembunyi())
    dari = forms.UUIDField(widget=_tersembunyi(), required=False)
    pernah = forms.BooleanField(required=False)

    @property
    def tanda(self) -> TandaHalaman | None:
        """The marks of the page; None without a valid key, and then no draft is saved."""
        return TandaHalaman(**self.cleaned_data) if self.is_valid() else None


def tanda_baru(isian: IsianTertunda | None = None) -> TandaIsianForm:
    """The marks of a newly opened page."""
    awal = {"kunci": uuid4(), "dari": isian.kunci if isian else None}
    return TandaIsianForm(initial=awal)
