"""The registration page: its hidden fields, what a draft keeps, its photos, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile

from peserta.daftar import baca_cari, baca_maksud
from peserta.models import IsianTertunda, JenisBerkas, TandaHalaman
from peserta.orang.actions.perubahan import Foto
from peserta.orang.forms.data import PesertaForm
from peserta.orang.forms.keterangan import BIDANG_KETERANGAN
from pijar.samar import samarkan
from pijar.unggahan.forms import LampiranForm

BIDANG = [
    *(nama for nama in PesertaForm.base_fields if nama not in ("versi", "sudah_dicocokkan")),
    *BIDANG_KETERANGAN,
]
BAWAAN = {"sumber_data", "kelurahan"}  # may have a value before the officer types anything
TEMPAT = (JenisBerkas.KTP, JenisBerkas.KK, JenisBerkas.KETERANGAN_KERJA)
"""The papers that have a place of their own on the page."""
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


@dataclass(frozen=True)
class Tempat:
    """The place of one paper: the photo that waits there, and why another was not taken."""

    jenis: JenisBerkas
    ada: dict[str, Any] | None = None
    galat: str = ""

    @property
    def nama(self) -> str:
        """The name of its field."""
        return f"foto_{self.jenis.value}"


def semua_tempat(isian: IsianTertunda | None, galat: Mapping[str, str]) -> list[Tempat]:
    """The places of a draft, with the refusals of what was just sent, by kind of paper."""
    foto = isian.foto if isian else {}
    return [Tempat(jenis, foto.get(jenis), galat.get(jenis, "")) for jenis in TEMPAT]


def baca_foto(jenis: JenisBerkas, berkas: UploadedFile) -> tuple[Foto | None, str]:
    """The photo, cleaned; else why it is refused."""
    form = LampiranForm({}, {"berkas": berkas})
    if form.is_valid() and form.bersih:
        return Foto(jenis, form.bersih, berkas.name or "", form.sidik), ""
    return None, " ".join(str(satu) for satu in form.errors.get("berkas", ()))


@dataclass(frozen=True)
class Periksa:
    """The check before a form is sent: what it says of the person, what is missing or doubtful.

    ``keterangan``: whether an attestation goes along.
    """

    form: PesertaForm
    tempat: list[Tempat]
    keterangan: bool

    @property
    def belum_diisi(self) -> list[str]:
        return [str(b.label) for b in self.form if b.errors and not b.data]

    @property
    def salah(self) -> list[tuple[str, str]]:
        """Fields that need another look, each with its sentence."""
        isian = [b for b in self.form if b.errors and b.data and b.name != "sudah_dicocokkan"]
        return [(str(b.label), str(b.errors[0])) for b in isian]

    @property
    def nik(self) -> str:
        return samarkan(self.form.bersih.nik)

    @property
    def ada(self) -> list[str]:
        """The papers that go along."""
        return [t.jenis.label for t in self.tempat if t.ada]

    @property
    def belum_ada(self) -> list[str]:
        return [t.jenis.label for t in self.tempat if not t.ada]
