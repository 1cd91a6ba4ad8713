"""The form of a donor's slip: the paper, and the months of each worker that it pays."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField

from iuran.buku import harga_bulan
from iuran.models import KanalBayar
from iuran.setoran.actions.slip import IsiSlip, Pindai, bulan_slip, salah_slip
from iuran.setoran.aturan import PALING_BANYAK, FaktaJanji, Pilihan
from iuran.setoran.keadaan import tercatat
from iuran.tagihan import rapikan_nomor
from pijar.bulan import BulanField
from pijar.errors import AturanDilanggarError
from pijar.rupiah import RupiahField
from pijar.tanggal import TanggalField
from pijar.unggahan.forms import LampiranForm


class BarisSlip(NamedTuple):
    """One promise in the form: its facts, whether it is ticked, and its two fields."""

    fakta: FaktaJanji
    dicentang: bool
    mulai: BoundField
    lama: BoundField


class SlipForm(LampiranForm):
    """A slip of one donor; first month and number of months are proposed for every promise."""

    nomor = forms.CharField(
        label="Nomor bukti bayar",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis nomor yang tertulis pada buktinya."},
    )
    tanggal = TanggalField(
        label="Tanggal pada buktinya",
        error_messages={"required": "Isi tanggal yang tertulis pada buktinya."},
    )
    kanal = forms.TypedChoiceField(
        label="Dibayar lewat",
        choices=[("", "Pilih kanalnya"), *KanalBayar.choices],
        coerce=KanalBayar,
        error_messages={"required": "Pilih kanalnya.", "invalid_choice": "Pilih dari daftar."},
    )
    nominal = RupiahField(
        label="Jumlah pada buktinya",
        help_text="Harus sama dengan harga bulan yang dicentang.",
        error_messages={"required": "Tulis jumlah pada buktinya."},
    )
    janji = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": "Centang pekerja yang dibayar dengan bukti ini.",
            "invalid_choice": "Janji itu tidak dikenal. Muat ulang halaman.",
        },
    )
    field_order = ["nomor", "tanggal", "kanal", "nominal", "berkas"]

    def __init__(
        self,
        *args: Any,
        penyumbang_id: int,
        fakta: Sequence[FaktaJanji],
        pada: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.penyumbang_id, self.fakta, self.pada = penyumbang_id, fakta, pada
        self.fields["berkas"].required = False
        self.fields["berkas"].label = "Foto atau PDF buktinya (boleh menyusul)"
        bisa = [f for f in fakta if not f.halangan]
        self.fields["janji"].choices = [(f.pk, f.nama) for f in bisa]  # type: ignore[attr-defined]
        self.initial.setdefault("janji", [f.pk for f in bisa if f.status == "aktif"])
        for f in bisa:
            self._beri_isian(f)

    def _beri_isian(self, f: FaktaJanji) -> None:
        self.fields[f"mulai_{f.pk}"] = BulanField(
            label=f"Bulan pertama {f.nama}", required=False, initial=f.berikut
        )
        self.fields[f"lama_{f.pk}"] = forms.IntegerField(
            label=f"Jumlah bulan {f.nama}",
            required=False,
            initial=f.tempo,
            min_value=1,
            max_value=PALING_BANYAK,
            error_messages={
                "invalid": f"Tulis 1 sampai {PALING_BANYAK} bulan.",
                "min_value": f"Tulis 1 sampai {PALING_BANYAK} bulan.",
                "max_value": f"Satu bukti paling banyak {PALING_BANYAK} bulan seorang.",
            },
        )

    def clean_berkas(self) -> Any:
        return super().clean_berkas() if self.cleaned_data.get("berkas") else None

    def clean(self) -> dict[str, Any]:
        """Whatever the rules say against the paper, at its field."""
        isi = super().clean() or self.cleaned_data
        for pk in self.cleaned_data.get("janji", ()):
            for kolom, kata in (("mulai", "Isi bulan pertamanya."), ("lama", "Isi jumlahnya.")):
                nama = f"{kolom}_{pk}"
                if nama not in self.errors and not self.cleaned_data.get(nama):
                    self.add_error(nama, kata)
        if self.errors or tercatat(self.penyumbang_id, *self._kertas()):
            return isi
        try:
            for salah in salah_slip(self.fakta, self.isi, self.pada):
                self.add_error(salah.bidang, salah.kalimat)
        except AturanDilanggarError as penolakan:
            self.add_error(None, penolakan.kalimat)
        return isi

    def _kertas(self) -> tuple[str, date, int]:
        isi = self.cleaned_data
        return rapikan_nomor(isi["nomor"]), isi["tanggal"], isi["nominal"]

    @property
    def isi(self) -> IsiSlip:
        """The slip of a form without mistakes in its fields."""
        nomor, tanggal, nominal = self._kertas()
        kanal = self.cleaned_data["kanal"]
        return IsiSlip(self.penyumbang_id, nomor, tanggal, kanal, nominal, self.pilihan)

    @property
    def pindai(self) -> Pindai | None:
        berkas = self.cleaned_data.get("berkas")
        if self.bersih is None or berkas is None:
            return None
        return Pindai(self.bersih, berkas.name or "bukti", self.sidik)

    @property
    def pilihan(self) -> list[Pilihan]:
        """The months of every ticked promise, also of a form that has mistakes elsewhere."""
        hasil = []
        for b in self.baris:
            mulai, lama = _baca(b.mulai), _baca(b.lama)
            if b.dicentang and isinstance(mulai, date) and isinstance(lama, int):
                hasil.append(Pilihan(b.fakta.pk, mulai, lama))
        return hasil

    @property
    def baris(self) -> list[BarisSlip]:
        """Every promise that can be paid, as the form shows it."""
        dicentang = {str(pk) for pk in self["janji"].value() or ()}
        return [
            BarisSlip(f, str(f.pk) in dicentang, self[f"mulai_{f.pk}"], self[f"lama_{f.pk}"])
            for f in self.fakta
            if not f.halangan
        ]

    @property
    def terhalang(self) -> list[FaktaJanji]:
        """Promises of which nothing can be paid yet."""
        return [f for f in self.fakta if f.halangan]

    def harga(self) -> int | None:
        """What the ticked months cost by tariff, in rupiah; None where a month has no tariff."""
        try:
            return harga_bulan(bulan_slip(self.fakta, self.pilihan))
        except AturanDilanggarError:
            return None


def _baca(isian: BoundField) -> Any:
    """The value in the field, read; None where it cannot be."""
    try:
        return isian.field.clean(isian.value())
    except forms.ValidationError:
        return None
