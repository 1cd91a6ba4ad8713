"""The form by which an officer proposes a change, the admin's decision, one or many."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from django import forms

from iuran.models import BarisDaftarBPJS
from peserta.bersih.alasan import Temuan, peringatan
from peserta.bersih.bidang import BIDANG_DAFTAR, RAHASIA
from peserta.bersih.kpj import baca_kpj, catatan_kpj
from peserta.models import JenisBerkas, Peserta, Status
from peserta.orang import KPJ_DIPAKAI, Foto, perubahan_terbaca, tanya_luar, tertukar_dengan
from peserta.orang.forms.data import PesertaForm
from pijar.bidang import DaftarPkField
from pijar.forms import AlasanSingkatForm
from pijar.models import Pengguna
from pijar.unggahan.forms import LampiranForm

SUMBER = "sumber_data"
DARI_BPJS = ("kpj", "nama", "tanggal_lahir")


class PerubahanForm(PesertaForm):
    """All data of a person, checked as everywhere, each with its old value; reason and paper.

    The NIK of somebody decreed has a form of its own (``Koreksi NIK``).
    """

    kpj = forms.CharField(
        label="KPJ",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    alasan = forms.CharField(
        label="Alasan perubahan",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Misalnya: ditolak BPJS, nama ibu kosong; sesuai KK asli.",
        error_messages={"required": "Tulis alasan perubahannya."},
    )
    bukti_kertas = forms.CharField(
        label="Kertas yang menjadi bukti",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Misalnya: KTP-el terbit 2 Maret 2026. Cukup ini bila fotonya belum ada.",
    )

    def __init__(self, data: Any = None, *, petugas: Pengguna, peserta: Peserta) -> None:
        super().__init__(data, petugas=petugas, peserta=peserta)
        if peserta.kpj:
            self.initial["kpj"] = peserta.kpj
        else:
            del self.fields["kpj"]
        self._tunjukkan_lama(peserta)
        if peserta.status == Status.DITETAPKAN:
            self.fields["nik"].disabled = True
            self.fields["nik"].help_text = "NIK dibetulkan admin lewat Koreksi NIK."

    def isi_dari_bpjs(self, baris: BarisDaftarBPJS | None) -> None:
        """Begin with what BPJS's list says where it differs; the NIK has a form of its own."""
        for kolom in DARI_BPJS if baris else ():
            if kolom in getattr(baris, "beda", ()) and kolom in self.fields:
                self.initial[kolom] = getattr(baris, kolom)

    def _tunjukkan_lama(self, peserta: Peserta) -> None:
        """Say beside each field what is stored; numbers say so already, masked."""
        kolom = {b.kolom_orang: b.kode for b in BIDANG_DAFTAR if b.kode not in RAHASIA}
        kolom |= {SUMBER: SUMBER} | ({"kpj": "kpj"} if peserta.kpj else {})
        nilai = {k: getattr(peserta, k) for k in kolom}
        isi = {k: n.isoformat() if isinstance(n, date) else n for k, n in nilai.items()}
        terbaca = perubahan_terbaca({k: [n, n] for k, n in isi.items()})
        for kode, lama in zip(kolom.values(), terbaca, strict=True):
            isian = self.fields[kode]
            isian.help_text = f"{isian.help_text} Tercatat: {lama.lama}.".strip()

    def clean_kpj(self) -> str:
        kpj, galat = baca_kpj(self.cleaned_data["kpj"])
        if galat or not kpj:
            raise forms.ValidationError(
                galat or "KPJ tidak dikosongkan. Tulis KPJ yang benar, atau biarkan yang tercatat."
            )
        if self.peserta and kpj != self.peserta.kpj:
            if tanya_luar("kpj", kpj, oleh=self.petugas, kecuali=self.peserta.pk):
                raise forms.ValidationError(KPJ_DIPAKAI)
            if catatan := catatan_kpj(kpj):
                self.peringatan.extend(peringatan("kpj_panjang", "kpj", kpj, catatan, ""))
            self.peringatan.extend(self._tertukar(self.peserta, kpj))
        return kpj

    def _tertukar(self, peserta: Peserta, kpj: str) -> Temuan:
        """A warning for the KPJ of another person: right only if the two got each other's card."""
        lain = tertukar_dengan(peserta, kpj, oleh=self.petugas)
        if lain is None:
            return ()
        sebab = f"KPJ ini tercatat milik {lain.nama}, {lain.kelurahan}."
        langkah = (
            "Bila kartunya memang tertukar, usulkan saja: begitu admin menerapkannya, KPJ kedua "
            "orang ditukar."
        )
        return peringatan("kpj_tertukar", "kpj", kpj, sebab, langkah)

    @property
    def data_orang(self) -> dict[str, Any]:
        """Only what the officer touched: cleaning fills other fields, which must not change."""
        disentuh = {b.kolom_orang for b in BIDANG_DAFTAR if b.kode in self.changed_data}
        disentuh |= {SUMBER} & set(self.changed_data)
        data = {k: nilai for k, nilai in super().data_orang.items() if k in disentuh}
        if "kpj" in self.changed_data:
            data["kpj"] = self.cleaned_data["kpj"]
        return data

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        if "kpj" in self.fields:
            helper.layout.append(Fieldset("Kartu", "kpj"))
        helper.layout.append(Fieldset("Usulan", "alasan", "bukti_kertas"))
        return helper


class BuktiForm(LampiranForm):
    """The photo of the paper, which may be left out where the paper is named."""

    jenis_bukti = forms.ChoiceField(
        label="Jenis berkas", choices=JenisBerkas, initial=JenisBerkas.KTP, required=False
    )
    field_order = ("jenis_bukti", "berkas")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].required = False
        self.fields["berkas"].label = "Foto atau PDF buktinya"

    def clean_berkas(self) -> Any:
        return super().clean_berkas() if self.cleaned_data.get("berkas") else None

    @property
    def foto(self) -> Foto | None:
        if self.bersih is None:
            return None
        nama = self.cleaned_data["berkas"].name
        jenis = self.cleaned_data["jenis_bukti"] or JenisBerkas.KTP
        return Foto(jenis, self.bersih, nama, self.sidik)


class TerapkanForm(forms.Form):
    """What the admin was shown, and whether a held person goes into the next batch."""

    dilihat = forms.CharField(required=False, widget=forms.HiddenInput)
    ikutkan = forms.BooleanField(
        label="Ikutkan orang ini pada berkas berikutnya ke BPJS",
        required=False,
        initial=True,
    )


class BiarkanForm(AlasanSingkatForm):
    """Why BPJS is not told of a change that it refused."""


class BanyakForm(forms.Form):
    """The ticked proposals, or all that can be applied together."""

    usulan = DaftarPkField(required=False)
    semua = forms.BooleanField(required=False)
