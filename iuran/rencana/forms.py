"""Forms of a scenario: its name, one line for each source, and the choice of two to compare."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms

from iuran.models import Sektor, SkenarioRencana, Tarif
from iuran.models.rencana import PALING_BANYAK_ORANG
from iuran.rencana.aturan import DasarSumber
from pijar.bulan import BulanField
from pijar.rupiah import RupiahField, ribuan, rupiah


class SkenarioForm(forms.ModelForm):
    """What a scenario is called; ``dilihat`` seals what the form showed of it."""

    dilihat = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = SkenarioRencana
        fields = ("nama", "catatan")
        labels = {"nama": "Nama skenario", "catatan": "Catatan"}
        help_texts = {"nama": "Misalnya: 8.500 orang, pagu dipotong 10 persen."}
        error_messages = {"nama": {"required": "Beri nama skenarionya."}}


class TarifField(forms.ModelChoiceField):
    """A row of the table of tariffs, with its state."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.sebutan} ({obj.cip.label.lower()})"


class BarisForm(forms.Form):
    """What is assumed about one source."""

    orang = forms.IntegerField(
        label="Orang",
        min_value=0,
        max_value=PALING_BANYAK_ORANG,
        error_messages={
            "required": "Isi banyak orangnya; 0 berarti tidak menambah.",
            "max_value": "Paling banyak 2.000.000, lebih dari penduduk kota.",
        },
    )
    bulan_awal = BulanField(
        label="Mulai bulan", error_messages={"required": "Isi bulan pertamanya."}
    )
    jumlah_bulan = forms.IntegerField(
        label="Lama (bulan)",
        min_value=1,
        max_value=12,
        error_messages={"required": "Isi lamanya, 1 sampai 12 bulan."},
    )
    persen_ganti = forms.IntegerField(
        label="Diganti (%)",
        min_value=0,
        max_value=100,
        error_messages={"required": "Isi 0 sampai 100; 100 berarti semua diganti."},
    )
    pagu = RupiahField(label="Pagu andaian", required=False)
    tarif = TarifField(
        Tarif.objects.none(),
        label="Tarif andaian",
        required=False,
        empty_label="Menurut tabel tarif",
        error_messages={"invalid_choice": "Tarif itu tidak dapat dipilih lagi. Pilih yang lain."},
    )

    def __init__(
        self, data: Any = None, *, dasar: DasarSumber, tahun: int, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, prefix=f"s{dasar.pk}", initial=initial)
        self.dasar, self.tahun = dasar, tahun
        self.fields["pagu"].help_text = f"Kosong berarti pagu sebenarnya, {rupiah(dasar.pagu)}."
        semua = Tarif.objects.dipakai().exclude(sektor=Sektor.TRANSPORTASI)
        cast(Any, self.fields["tarif"]).queryset = semua.filter(penghasilan_min=0).order_by(
            "-berlaku_mulai", "-pk"
        )

    @property
    def judul(self) -> str:
        """The source, its real state and what it has now."""
        s = self.dasar
        keadaan = f" · {s.keadaan.label}" if s.kota else ""
        return f"{s.nama}{keadaan} · {ribuan(max(s.orang))} orang sudah ditetapkan"

    def clean_bulan_awal(self) -> date:
        bulan: date = self.cleaned_data["bulan_awal"]
        if bulan.year != self.tahun:
            raise forms.ValidationError(f"Harus bulan dalam tahun {self.tahun}.")
        return bulan


class BandingForm(forms.Form):
    """Two scenarios of one year."""

    kiri = forms.ModelChoiceField(SkenarioRencana.objects.none(), label="Skenario pertama")
    kanan = forms.ModelChoiceField(SkenarioRencana.objects.none(), label="Dibanding dengan")

    def __init__(self, *args: Any, skenario: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama, field in self.fields.items():
            pilihan = cast(Any, field)
            pilihan.queryset = skenario
            pilihan.empty_label = "Pilih skenario"
            pilihan.error_messages["required"] = (
                "Pilih dua skenario." if nama == "kiri" else "Pilih skenario pembandingnya."
            )
            pilihan.error_messages["invalid_choice"] = "Skenario itu tidak ada lagi di tahun ini."

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if isi.get("kiri") and isi.get("kiri") == isi.get("kanan"):
            self.add_error("kanan", "Pilih skenario yang lain daripada yang pertama.")
        return isi


def baris_sah(daftar: Sequence[BarisForm]) -> bool:
    """Whether every line is right; the page shows the mistakes of each."""
    return not any(b.errors for b in daftar)
