"""Forms of donors: filter, the new one, corrections, another office, leaving and coming back."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms

from iuran.models import OPD, Penyumbang, StatusPenyumbang
from iuran.penyumbang.actions.penyumbang import IsiPenyumbang
from iuran.penyumbang.saringan import PilihanPenyumbang
from peserta.bersih.alasan import GALAT, Temuan
from peserta.bersih.kontak import bersihkan_hp
from peserta.bersih.nama import bersihkan_nama
from peserta.bersih.nip import bersihkan_nip
from peserta.daftar import NamaField
from pijar.forms import AlasanForm
from pijar.models import Pengguna
from pijar.tanggal import TanggalField

KOSONGKAN = "-"
_TANPA_ISI = {"autocomplete": "off"}


class SaringForm(forms.Form):
    """What both lists can be narrowed by; an unreadable filter is ignored."""

    q = NamaField(label="Nama", required=False, max_length=100)
    opd = forms.ModelChoiceField(
        OPD.objects.none(), label="OPD", required=False, empty_label="Semua OPD"
    )
    keadaan = forms.ChoiceField(label="Keadaan", required=False)

    def __init__(
        self, data: Mapping[str, Any], *, petugas: Pengguna, pilihan: list[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        opd = OPD.objects.all()
        if petugas.wilayah:
            milik = Penyumbang.objects.for_petugas(petugas).order_by().values("opd")
            opd = opd.filter(pk__in=milik)
        cast(Any, self.fields["opd"]).queryset = opd
        cast(Any, self.fields["keadaan"]).choices = pilihan
        self.is_valid()

    @property
    def isi(self) -> dict[str, Any]:
        """What was chosen; a refused name is looked for as it was typed, and finds nobody."""
        ditolak = {"q": self.data.get("q")} if "q" in self.errors else {}
        return getattr(self, "cleaned_data", {}) | ditolak


def saring_penyumbang_form(data: Mapping[str, Any], petugas: Pengguna) -> SaringForm:
    return SaringForm(data, petugas=petugas, pilihan=list(PilihanPenyumbang.choices))


class OrangForm(forms.Form):
    """NIP, name, phone and first day, as the register writes them."""

    nip = forms.CharField(
        label="NIP",
        max_length=40,
        widget=forms.TextInput(attrs={**_TANPA_ISI, "inputmode": "numeric"}),
        error_messages={"required": "Isi NIP penyumbang."},
    )
    nama = forms.CharField(
        label="Nama lengkap",
        max_length=150,
        widget=forms.TextInput(attrs=_TANPA_ISI),
        error_messages={"required": "Isi nama penyumbang."},
    )
    hp = forms.CharField(
        label="Nomor HP",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={**_TANPA_ISI, "inputmode": "tel"}),
    )
    sejak = TanggalField(
        label="Ikut sejak",
        help_text="Tanggal formulirnya, boleh hari yang sudah lewat.",
        error_messages={"required": "Isi tanggal ia ikut."},
    )

    def __init__(self, data: Any = None, *, pada: date, **lain: Any) -> None:
        super().__init__(data, **lain)
        self.pada = pada

    def clean_nip(self) -> str:
        tertulis: str = self.cleaned_data["nip"]
        if not tertulis:
            return ""
        nip, temuan = bersihkan_nip(tertulis)
        if nip is None:
            raise forms.ValidationError(kalimat(temuan))
        return nip

    def clean_nama(self) -> str:
        nama, temuan = bersihkan_nama(self.cleaned_data["nama"])
        if any(t.tingkat == GALAT for t in temuan):
            raise forms.ValidationError(kalimat(temuan))
        return nama

    def clean_hp(self) -> str:
        tertulis: str = self.cleaned_data["hp"]
        if tertulis in ("", KOSONGKAN):
            return tertulis
        nomor, _ = bersihkan_hp(tertulis)
        if not nomor:
            raise forms.ValidationError("Nomor HP tidak terbaca. Isi seperti 081234567890.")
        return nomor

    def clean_sejak(self) -> date:
        return tidak_di_depan(self.cleaned_data["sejak"], self.pada)


class PenyumbangForm(OrangForm):
    """A new donor."""

    opd = forms.ModelChoiceField(
        OPD.objects.filter(aktif=True),
        label="OPD",
        empty_label="Pilih OPD",
        error_messages={"required": "Pilih OPD tempat ia bekerja."},
    )
    field_order = ["nip", "nama", "opd", "hp", "sejak"]

    @property
    def isi(self) -> IsiPenyumbang:
        data = self.cleaned_data
        hp = "" if data["hp"] == KOSONGKAN else data["hp"]
        return IsiPenyumbang(data["nip"], data["nama"], data["opd"].pk, hp, data["sejak"])


class UbahForm(OrangForm):
    """A correction; NIP and phone are not shown, so they are typed only where they change."""

    def __init__(self, data: Any = None, *, penyumbang: Penyumbang, pada: date) -> None:
        awal = {"nama": penyumbang.nama, "sejak": penyumbang.sejak}
        super().__init__(data, pada=pada, initial=awal, prefix="ubah")
        self.penyumbang = penyumbang
        self.fields["nip"].required = False
        self.fields["nip"].help_text = f"Tercatat {penyumbang.nip_samar}. Isi hanya bila keliru."
        self.fields["hp"].help_text = (
            f"Tercatat {penyumbang.hp_samar}. Isi hanya bila berubah; tulis - untuk menghapusnya."
            if penyumbang.hp
            else "Belum tercatat."
        )

    @property
    def isi(self) -> IsiPenyumbang:
        data, lama = self.cleaned_data, self.penyumbang
        hp = "" if data["hp"] == KOSONGKAN else data["hp"] or lama.hp
        return IsiPenyumbang(data["nip"] or lama.nip, data["nama"], lama.opd_id, hp, data["sejak"])


class PindahForm(forms.Form):
    """Another office, and since when he works there."""

    opd = forms.ModelChoiceField(
        OPD.objects.filter(aktif=True),
        label="OPD",
        empty_label="Pilih OPD",
        error_messages={"required": "Pilih OPD tempat ia bekerja."},
    )
    sejak = TanggalField(
        label="Bekerja di sana sejak",
        help_text="Boleh hari yang sudah lewat: angka bulan-bulan sesudahnya ikut pindah. Tanggal "
        "yang sudah tercatat berarti membetulkan OPD tanggal itu.",
        error_messages={"required": "Isi sejak kapan ia bekerja di sana."},
    )

    def __init__(self, data: Any = None, *, pada: date) -> None:
        super().__init__(data, prefix="pindah")
        self.pada = pada

    def clean_sejak(self) -> date:
        return tidak_di_depan(self.cleaned_data["sejak"], self.pada)


class KeluarForm(AlasanForm):
    """Why and when a donor left."""

    status = forms.TypedChoiceField(
        label="Sebab",
        coerce=StatusPenyumbang,
        choices=[
            ("", "Pilih sebab"),
            *(s for s in StatusPenyumbang.choices if s[0] != StatusPenyumbang.AKTIF),
        ],
        error_messages={"required": "Pilih sebab keluarnya."},
    )
    tanggal = TanggalField(
        label="Sejak tanggal", error_messages={"required": "Isi sejak kapan ia keluar."}
    )
    field_order = ["status", "tanggal", "alasan"]

    def __init__(self, data: Any = None, *, pada: date) -> None:
        super().__init__(data, prefix="keluar")
        self.pada = pada
        self.fields["alasan"].label = "Keterangan"

    def clean_tanggal(self) -> date:
        return tidak_di_depan(self.cleaned_data["tanggal"], self.pada)


class KembaliForm(AlasanForm):
    """Why a donor who left counts again."""

    def __init__(self, data: Any = None, *, pada: date) -> None:
        super().__init__(data, prefix="kembali")


def kalimat(temuan: Temuan) -> str:
    """Findings of a cell as one text."""
    return " ".join(f"{t.sebab} {t.perbaikan}".strip() for t in temuan)


def tidak_di_depan(tanggal: date, pada: date) -> date:
    """The day itself; raises ValidationError for one that has not come."""
    if tanggal > pada:
        raise forms.ValidationError("Tanggal ini tidak boleh setelah hari ini. Periksa tahunnya.")
    return tanggal
