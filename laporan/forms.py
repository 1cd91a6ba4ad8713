"""Forms of ``laporan``."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Min

from iuran.models import SumberDana
from laporan.hari import Keadaan
from laporan.periode import Periode, daftar_periode
from peserta.models import Kecamatan
from pijar.bulan import BulanField, akhir_bulan, awal_bulan, nama_bulan, tanggal_panjang
from pijar.models import Pengguna
from pijar.tanggal import TanggalField
from verifikasi.models import BatasLayanan, TahapLayanan


class BulanForm(forms.Form):
    """The month to report."""

    bulan = BulanField(label="Bulan")


class KataForm(forms.Form):
    """What the admin who reviews a report writes; the Sekda reads it."""

    catatan = forms.CharField(
        label="Catatan", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    masalah = forms.CharField(
        label="Masalah", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    usulan = forms.CharField(
        label="Keputusan yang diminta",
        max_length=4000,
        required=False,
        help_text="Satu keputusan satu baris.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MutuForm(forms.Form):
    """The period and the kecamatan; an invalid value in the address falls back to the default."""

    periode = forms.ChoiceField(label="Masa", required=False)
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), label="Kecamatan", required=False, empty_label="Semua kecamatan"
    )

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna, pada: date) -> None:
        self.daftar = {p.kode: p for p in daftar_periode(pada)}
        super().__init__({"periode": next(iter(self.daftar)), **{k: data[k] for k in data}})
        periode, kecamatan = (cast(Any, self.fields[n]) for n in ("periode", "kecamatan"))
        periode.choices = [(p.kode, p.label) for p in self.daftar.values()]
        kecamatan.queryset = Kecamatan.objects.for_petugas(petugas)

    @property
    def masa(self) -> Periode:
        """The chosen period; the running month by default."""
        kode = self.cleaned_data.get("periode") or next(iter(self.daftar))
        return self.daftar[kode]

    @property
    def kode_kecamatan(self) -> str:
        kecamatan = self.cleaned_data.get("kecamatan")
        return kecamatan.kode if kecamatan else ""


class TahapForm(forms.Form):
    """The stage and place of which to show who waits; any other word shows the decisions."""

    tahap = forms.ChoiceField(label="Tahap", choices=TahapLayanan.choices)
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), label="Kecamatan", required=False, empty_label="Semua kecamatan"
    )

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna) -> None:
        super().__init__({"tahap": TahapLayanan.PUTUSAN, **{k: data[k] for k in data}})
        cast(Any, self.fields["kecamatan"]).queryset = Kecamatan.objects.for_petugas(petugas)
        self.is_valid()

    @property
    def tahap_dipilih(self) -> TahapLayanan:
        return TahapLayanan(self.cleaned_data.get("tahap") or TahapLayanan.PUTUSAN)

    @property
    def kode_kecamatan(self) -> str:
        kecamatan = self.cleaned_data.get("kecamatan")
        return kecamatan.kode if kecamatan else ""


class BatasForm(forms.ModelForm):
    """A service limit: the stage, its days, from when, why."""

    class Meta:
        model = BatasLayanan
        fields = ["tahap", "hari", "berlaku_mulai", "keterangan", "perlu_konfirmasi"]
        field_classes = {"berlaku_mulai": TanggalField}
        help_texts = {
            "hari": "Hari kalender, 1 sampai 365.",
            "perlu_konfirmasi": "Centang bila lamanya belum diputuskan Disnaker.",
        }
        error_messages = {
            "hari": {"required": "Isi berapa hari.", "invalid": "Isi dengan angka bulat."},
            "berlaku_mulai": {"required": "Isi tanggal mulai berlakunya."},
            "keterangan": {"required": "Tulis dasar atau alasannya."},
        }

    def __init__(self, data: Any = None, *, pada: date) -> None:
        super().__init__(data, initial={"berlaku_mulai": pada})


class HariForm(forms.Form):
    """The day of which a page speaks, and whether as known then or as known now.

    An invalid address is answered with today, the mistake, and what was typed.
    """

    pada = TanggalField(label="Keadaan pada tanggal", required=False)
    tahu = forms.ChoiceField(
        label="Menurut",
        choices=[("kini", "yang diketahui sekarang"), ("dulu", "yang diketahui saat itu")],
        required=False,
    )

    def __init__(self, data: Mapping[str, Any], *, hari_ini: date) -> None:
        self.hari_ini = hari_ini
        super().__init__({"tahu": "kini", **{k: data[k] for k in data}})

    def clean_pada(self) -> date | None:
        pada: date | None = self.cleaned_data["pada"]
        if pada and pada > self.hari_ini:
            raise forms.ValidationError(
                f"{tanggal_panjang(pada)} belum tiba. Pilih hari ini atau sebelumnya."
            )
        return self.sejak_program(pada)

    def sejak_program(self, hari: date | None) -> date | None:
        """The day itself, if the programme's first source of money has its year by then."""
        mulai = SumberDana.objects.aggregate(tahun=Min("tahun"))["tahun"] if hari else None
        if hari and mulai and hari.year < mulai:
            raise forms.ValidationError(
                f"{tanggal_panjang(hari)} sebelum program ada: catatannya dimulai "
                f"{tanggal_panjang(date(mulai, 1, 1))}. Pilih tanggal sejak itu."
            )
        return hari

    @property
    def hari(self) -> date:
        """The day to speak of: today where none, or a wrong one, was named."""
        return self.hari_ini if self.errors else self.cleaned_data["pada"] or self.hari_ini

    @property
    def dulu(self) -> bool:
        return not self.errors and self.cleaned_data["tahu"] == "dulu"

    @property
    def diketahui(self) -> date | None:
        """The day until which we knew; None for now."""
        return self.hari if self.dulu and self.hari < self.hari_ini else None


class KeadaanForm(HariForm):
    """The day of the first page; a month stands for its last day, or for today while it runs."""

    bulan = BulanField(label="Bulan", required=False)

    def clean_bulan(self) -> date | None:
        bulan: date | None = self.cleaned_data["bulan"]
        if bulan and bulan > self.hari_ini:
            raise forms.ValidationError(
                f"{nama_bulan(bulan)} belum tiba. Pilih bulan ini atau sebelumnya."
            )
        return self.sejak_program(bulan and akhir_bulan(bulan)) and bulan

    @property
    def hari(self) -> date:
        bulan = None if self.errors else self.cleaned_data["bulan"]
        return min(akhir_bulan(bulan), self.hari_ini) if bulan else super().hari

    @property
    def keadaan(self) -> Keadaan:
        return Keadaan(self.hari, self.hari_ini, self.dulu)

    @property
    def kueri(self) -> str:
        return self.keadaan.kueri


class RincianForm(HariForm):
    """The day of an opened figure, and the first month of a movement."""

    dari = BulanField(label="Pergerakan sejak", required=False)

    def __init__(self, data: Mapping[str, Any], *, hari_ini: date) -> None:
        bawaan = {"pada": f"{hari_ini:%d-%m-%Y}"}
        super().__init__(bawaan | {k: data[k] for k in data if data[k]}, hari_ini=hari_ini)

    def clean_dari(self) -> date | None:
        dari: date | None = self.cleaned_data["dari"]
        if dari and dari > (self.cleaned_data.get("pada") or self.hari_ini):
            raise forms.ValidationError("Pilih bulan yang tidak sesudah tanggalnya.")
        return self.sejak_program(dari)

    @property
    def bulan(self) -> date:
        return awal_bulan(self.hari)

    @property
    def mulai(self) -> date:
        """The first month of a movement."""
        return self.bulan if self.errors else self.cleaned_data["dari"] or self.bulan
