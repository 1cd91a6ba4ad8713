"""Forms of the reconciliation: the file, the filter of open points, and how they are settled."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from iuran.berkas_bpjs.forms import BerkasForm, periksa_berkas
from iuran.models import (
    SENDIRI,
    BagianDaftar,
    CaraSelesai,
    DaftarBPJS,
    JenisDaftar,
    Tagihan,
    TitikRekonsiliasi,
)
from iuran.models.titik import JENIS_TITIK, TitikQuerySet
from iuran.rekonsiliasi.terima import DaftarMasuk
from peserta.models import Cabang
from pijar.bidang import DaftarPkField
from pijar.bulan import BulanField
from pijar.excel.periksa import AKHIRAN
from pijar.forms import AlasanSingkatForm
from pijar.models import Pengguna
from pijar.tanggal import TanggalField
from pijar.unggahan.forms import BeberapaBerkasField, BeberapaBerkasInput

SELESAI = "selesai"


class DaftarForm(BerkasForm):
    """The file that a branch sent, and what it is about."""

    bulan = BulanField(
        label="Bulan iuran",
        error_messages={"required": "Isi bulan yang dimaksud daftar ini."},
    )
    cabang = forms.ChoiceField(
        label="Cabang BPJS",
        choices=[("", "Pilih cabang"), *Cabang.choices],
        error_messages={"required": "Pilih cabangnya.", "invalid_choice": "Pilih dari daftar."},
    )
    jenis = forms.ChoiceField(
        label="Isi daftar",
        choices=[("", "Pilih isi daftar"), *JenisDaftar.choices],
        error_messages={"required": "Pilih isi daftarnya.", "invalid_choice": "Pilih dari daftar."},
    )
    tanggal = TanggalField(
        label="Tanggal daftar",
        help_text="Tanggal yang tertulis pada daftar atau suratnya, bukan hari mengunggahnya.",
        error_messages={"required": "Isi tanggal pada daftar atau surat BPJS."},
    )
    berkas = BeberapaBerkasField(
        label="Daftar dari BPJS",
        help_text="Excel, LibreOffice atau CSV yang memuat NIK atau NO KPJ, apa adanya. Daftar "
        "yang terbagi dalam beberapa berkas: pilih semuanya sekaligus.",
        widget=BeberapaBerkasInput(attrs={"accept": ",".join(AKHIRAN)}),
        error_messages=BerkasForm.base_fields["berkas"].error_messages,
    )
    field_order = ["bulan", "cabang", "jenis", "tanggal", "berkas"]

    def __init__(self, *args: Any, pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pada = pada

    def clean_berkas(self) -> list[UploadedFile]:
        return [periksa_berkas(b) for b in self.cleaned_data["berkas"]]

    def clean_tanggal(self) -> date:
        """Refuse a day that has not come."""
        tanggal: date = self.cleaned_data["tanggal"]
        if tanggal > self.pada:
            raise forms.ValidationError("Tanggal daftar tidak boleh setelah hari ini.")
        return tanggal

    @property
    def isi(self) -> DaftarMasuk:
        """What the officer says of the file."""
        return DaftarMasuk(*(self.cleaned_data[k] for k in DaftarMasuk._fields))


class TitikForm(forms.Form):
    """Filter of points: kind, branch, open or settled, one list, one bill."""

    jenis = forms.ChoiceField(
        label="Selisih",
        required=False,
        choices=[("", "Semua selisih"), *((j, BagianDaftar(j).label) for j in JENIS_TITIK)],
    )
    cabang = forms.ChoiceField(
        label="Cabang", required=False, choices=[("", "Semua cabang"), *Cabang.choices]
    )
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Belum selesai"), (SELESAI, "Sudah selesai"), ("semua", "Semua")],
    )
    daftar = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    tagihan = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna) -> None:
        super().__init__(data)
        self.petugas = petugas
        self.is_valid()

    @property
    def daftar_bpjs(self) -> DaftarBPJS | None:
        """The one list that is asked for."""
        pk = self.cleaned_data.get("daftar")
        return DaftarBPJS.objects.for_petugas(self.petugas).filter(pk=pk).first() if pk else None

    @property
    def satu_tagihan(self) -> Tagihan | None:
        """The one bill whose people are asked for."""
        pk = self.cleaned_data.get("tagihan")
        return Tagihan.objects.for_petugas(self.petugas).filter(pk=pk).first() if pk else None

    def saring(self) -> TitikQuerySet:
        """The points that the filter lets through."""
        titik = TitikRekonsiliasi.objects.for_petugas(self.petugas)
        isi = {k: n for k in ("jenis", "cabang") if (n := self.cleaned_data.get(k))}
        if self.cleaned_data.get("keadaan") != "semua":
            isi["terbuka"] = self.cleaned_data.get("keadaan") != SELESAI
        if pk := self.cleaned_data.get("daftar"):
            isi["terakhir"] = pk
        if tagihan := self.satu_tagihan:
            titik = titik.dalam_tagihan(tagihan)
        return titik.filter(**isi)


class SelesaiForm(AlasanSingkatForm):
    """How points were settled: ticked ones, or all of the filter."""

    titik = DaftarPkField(required=False)
    semua = forms.BooleanField(required=False)
    cara = forms.TypedChoiceField(
        label="Diselesaikan dengan",
        choices=[
            ("", "Pilih penyelesaiannya"),
            *((c.value, c.label) for c in CaraSelesai if c not in SENDIRI),
        ],
        coerce=CaraSelesai,
        error_messages={
            "required": "Pilih penyelesaiannya.",
            "invalid_choice": "Pilih dari daftar.",
        },
    )
    field_order = ["cara", "alasan"]

    def clean(self) -> dict[str, object]:
        """Ask for a tick unless all go."""
        isi = super().clean() or {}
        if not isi.get("semua") and not isi.get("titik"):
            self.add_error("titik", "Centang dahulu selisih yang diselesaikan.")
        return isi
