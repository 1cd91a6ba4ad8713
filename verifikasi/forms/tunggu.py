"""Forms of the waiting list: whom to show, and a proposed rule of its order."""

from datetime import date
from typing import Any

from django import forms

from iuran.models import SumberDana
from peserta.models import Kecamatan, Pekerjaan
from pijar.models import DasarHukum, Pengguna
from pijar.tanggal import TanggalField
from verifikasi.forms.bidang import tanpa_form_tag
from verifikasi.models import AturanUrutan
from verifikasi.tunggu import Saringan


class SaringTungguForm(forms.Form):
    """Whom of the waiting list to show; a choice that does not exist shows everybody."""

    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), required=False, empty_label="Semua kecamatan"
    )
    pekerjaan = forms.ModelChoiceField(
        Pekerjaan.objects.all(), required=False, empty_label="Semua pekerjaan"
    )
    sumber = forms.ModelChoiceField(
        SumberDana.objects.berpenetapan().filter(aktif=True),
        required=False,
        empty_label="Sumber mana pun",
        label="Dapat dibiayai",
    )

    def __init__(self, data: Any = None, *, petugas: Pengguna) -> None:
        super().__init__(data)
        self.fields["kecamatan"].queryset = Kecamatan.objects.for_petugas(petugas)  # type: ignore[attr-defined]

    def saringan(self) -> Saringan:
        self.is_valid()
        isi = self.cleaned_data
        return Saringan(isi.get("sumber"), isi.get("kecamatan"), isi.get("pekerjaan"))


class AturanForm(forms.ModelForm):
    """A proposed rule: four weights, two limits, its day and its basis."""

    dasar_hukum = forms.ChoiceField(label="Dasar hukum", choices=DasarHukum.objects.pilihan)

    class Meta:
        model = AturanUrutan
        fields = [
            *("bobot_tunggu", "bobot_desil", "bobot_usia", "bobot_kelurahan"),
            *("hari_penuh", "bulan_usia", "berlaku_mulai", "dasar_hukum", "alasan"),
        ]
        field_classes = {"berlaku_mulai": TanggalField}
        help_texts = {
            "bobot_tunggu": "Hari sejak dinyatakan layak.",
            "bobot_desil": "Desil 1 mendapat nilai penuh.",
            "bobot_usia": "Makin dekat usia 65 makin tinggi.",
            "bobot_kelurahan": "Makin sedikit warga kelurahannya yang punya tempat makin tinggi.",
        }
        error_messages = {
            "berlaku_mulai": {"required": "Isi tanggal mulai berlakunya."},
            "alasan": {"required": "Tulis dasar atau alasannya."},
        }

    helper = tanpa_form_tag()

    def __init__(self, data: Any = None, *, kini: AturanUrutan, pada: date) -> None:
        isi = {nama: getattr(kini, nama) for nama in self.Meta.fields}
        super().__init__(data, initial={**isi, "berlaku_mulai": pada, "alasan": ""})

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        bobot = [isi.get(n) for n in self.Meta.fields[:4]]
        if None not in bobot and sum(bobot) != 100:  # type: ignore[arg-type]
            self.add_error(
                "bobot_tunggu",
                f"Jumlah keempat bobot {sum(bobot)}, seharusnya 100. Ubah bobotnya.",  # type: ignore[arg-type]
            )
        return isi
