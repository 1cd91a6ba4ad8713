"""One person, a list to import, the reason for opening a NIK."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from peserta.alasan import GALAT, PERINGATAN, Alasan
from peserta.forms.koreksi import pernah_dipakai
from peserta.impor.kamus import kamus_terkini
from peserta.models import (
    JenisKelamin,
    Kelurahan,
    Pekerjaan,
    Peserta,
    Status,
    StatusBPJS,
    SumberData,
)
from peserta.periksa import BarisBersih, Mentah, periksa_baris
from pijar.excel.periksa import AKHIRAN
from pijar.forms import AlasanForm
from pijar.models import Pengguna

SUMBER = [pilihan for pilihan in SumberData.choices if pilihan[0] != SumberData.SALDO_AWAL]
IDENTITAS = ("nik", "nama", "tanggal_lahir", "jenis_kelamin")
RAHASIA = ("nik", "no_kk")
KOSONG = [("", "Pilih…")]
NAMA_ORANG = {"autocapitalize": "words", "spellcheck": "false"}
ATRIBUT = dict.fromkeys(("nama", "tempat_lahir", "nama_ibu"), NAMA_ORANG)


def pilihan_kelurahan(petugas: Pengguna) -> list[tuple[str, list[tuple[str, str]]]]:
    """Kelurahan of the officer's area under their kecamatan: one select, no script needed."""
    kelompok: dict[str, list[tuple[str, str]]] = {}
    for k in Kelurahan.objects.for_petugas(petugas).select_related("kecamatan"):
        kelompok.setdefault(k.kecamatan.nama, []).append((k.kode, k.nama))
    return sorted(kelompok.items())


def _angka(label: str, panjang: int, **lain: Any) -> forms.CharField:
    """Digits that stay text, with the number keys of a phone."""
    isian = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.CharField(label=label, max_length=panjang, widget=isian, **lain)


class PesertaForm(forms.Form):
    """One person, checked by the same rules as a row of a list.

    What is doubtful must be confirmed with ``sudah_dicocokkan`` before it is saved.
    """

    nik = _angka("NIK", 30, help_text="16 angka sesuai KTP.")
    nama = forms.CharField(label="Nama lengkap", max_length=150)
    tempat_lahir = forms.CharField(max_length=80, required=False)
    tanggal_lahir = forms.DateField(
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    jenis_kelamin = forms.ChoiceField(choices=KOSONG + JenisKelamin.choices)
    no_kk = _angka("No. KK", 30, required=False)
    nama_ibu = forms.CharField(label="Nama ibu kandung", max_length=150, required=False)
    alamat = forms.CharField(max_length=200, required=False)
    rt = _angka("RT", 6, required=False)
    rw = _angka("RW", 6, required=False)
    kelurahan = forms.ChoiceField()
    hp = forms.CharField(
        label="Nomor HP", max_length=40, required=False, widget=forms.TextInput({"type": "tel"})
    )
    email = forms.CharField(
        max_length=254, required=False, widget=forms.TextInput({"inputmode": "email"})
    )
    pekerjaan = forms.ChoiceField()
    lokasi_kerja = forms.CharField(max_length=150, required=False)
    penghasilan = _angka("Penghasilan sebulan (rupiah)", 20, required=False)
    status_bpjs = forms.ChoiceField(
        label="BPJS Ketenagakerjaan",
        choices=[("", "Belum diketahui"), *StatusBPJS.choices],
        required=False,
    )
    register_kesejahteraan = forms.CharField(
        max_length=20, required=False, help_text="Misalnya DTSEN."
    )
    desil = _angka("Desil", 5, required=False, help_text="1 sampai 10.")
    sumber_data = forms.ChoiceField(choices=SUMBER)
    sudah_dicocokkan = forms.BooleanField(
        label="Sudah saya cocokkan dengan KTP dan KK, datanya memang demikian", required=False
    )
    versi = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, petugas: Pengguna, peserta: Peserta | None = None
    ) -> None:
        super().__init__(data, initial=_isi_awal(peserta) if peserta else None)
        self.petugas, self.peserta = petugas, peserta
        self.peringatan: list[Alasan] = []
        self.bersih = BarisBersih()
        pekerjaan = Pekerjaan.objects.filter(aktif=True).values_list("kode", "nama")
        self._pilih("pekerjaan", [*KOSONG, *pekerjaan])
        self._pilih("kelurahan", [*KOSONG, *pilihan_kelurahan(petugas)])
        for nama, isian in self.fields.items():  # counters share their computers
            isian.widget.attrs.update({"autocomplete": "off", **ATRIBUT.get(nama, {})})
        if peserta:
            self._untuk_ubah(peserta)
        else:
            self.fields["nik"].widget.attrs.update(
                {
                    "hx-post": reverse("peserta:periksa_nik"),
                    "hx-trigger": "change, lengkap",
                    "data-lengkap": "16",
                    "hx-target": "#hasil-nik",
                    "hx-include": "closest form",
                }
            )

    def _pilih(self, nama: str, pilihan: list[Any]) -> None:
        isian = self.fields[nama]
        if isinstance(isian, forms.ChoiceField):
            isian.choices = pilihan

    def _untuk_ubah(self, peserta: Peserta) -> None:
        """Numbers are not shown again: left empty they stay as they are."""
        for nama in RAHASIA:
            self.fields[nama].required = False
            if lama := getattr(peserta, nama):
                samar = f"{lama[:4]}{'•' * 8}{lama[-4:]}"
                self.fields[nama].widget.attrs["placeholder"] = samar
                self.fields[nama].help_text = f"Tercatat {samar}. Isi hanya bila perlu dibetulkan."
        if peserta.status == Status.LAYAK:
            for nama in IDENTITAS:
                self.fields[nama].disabled = True
                self.fields[nama].help_text = "Sudah diverifikasi, tidak diubah di sini."

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout(
            Fieldset(
                "Identitas",
                "nik",
                HTML('<div id="hasil-nik" aria-live="polite"></div>'),
                "nama",
                "tempat_lahir",
                "tanggal_lahir",
                "jenis_kelamin",
                "no_kk",
                "nama_ibu",
            ),
            Fieldset(
                "Tempat tinggal",
                HTML('{% include "peserta/_pilih_kecamatan.html" %}'),
                "kelurahan",
                "alamat",
                Div(Div("rt", css_class="col"), Div("rw", css_class="col"), css_class="row"),
                "hp",
                "email",
            ),
            Fieldset("Pekerjaan", "pekerjaan", "lokasi_kerja", "penghasilan"),
            Fieldset(
                "Lainnya",
                "status_bpjs",
                "register_kesejahteraan",
                "desil",
                "sumber_data",
                "versi",
            ),
        )
        return helper

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        lama = self.peserta
        for nama in RAHASIA if lama else ():
            isi[nama] = isi.get(nama) or getattr(lama, nama)
        mentah: Mentah = {
            kode: nilai for kode, nilai in isi.items() if isinstance(nilai, str) and nilai
        }
        if isi.get("tanggal_lahir"):
            mentah["tanggal_lahir"] = isi["tanggal_lahir"]
        self.bersih = periksa_baris(mentah, kamus_terkini(), timezone.localdate())
        for alasan in self.bersih.alasan:
            self._terapkan(alasan, isi)
        self._periksa_ganda()
        if self.peringatan and not isi.get("sudah_dicocokkan") and not self.errors:
            self.add_error("sudah_dicocokkan", "Cocokkan dahulu, lalu centang kotak ini.")
        return isi

    def _terapkan(self, alasan: Alasan, isi: dict[str, Any]) -> None:
        """A finding of the rules on its field; a value that would be lost is refused."""
        kolom = "kelurahan" if alasan.kolom == "kecamatan" else alasan.kolom
        hilang = bool(isi.get(kolom)) and getattr(self.bersih, kolom, None) in ("", None)
        if alasan.tingkat == GALAT or (alasan.tingkat == PERINGATAN and hilang):
            if kolom not in self.errors:
                self.add_error(
                    kolom if kolom in self.fields else None, f"{alasan.sebab} {alasan.perbaikan}"
                )
        elif alasan.tingkat == PERINGATAN:
            self.peringatan.append(alasan)

    def _periksa_ganda(self) -> None:
        if not self.bersih.nik or self.errors:
            return
        ada = Peserta.objects.for_petugas(self.petugas).cari_nomor(self.bersih.nik)
        lain = (ada.exclude(pk=self.peserta.pk) if self.peserta else ada).first()
        if lain:
            tautan = reverse("peserta:detail", args=[lain.pk])
            kalimat = 'NIK ini sudah didata atas nama <a class="alert-link" href="{}">{}</a>.'
            self.add_error("nik", format_html(kalimat, tautan, lain.nama))
            return
        self.peringatan.extend(pernah_dipakai(self.bersih.nik, self.peserta, self.petugas))

    @property
    def data_orang(self) -> dict[str, Any]:
        """Columns of Peserta, cleaned by the rules."""
        nama = [k for k in self.fields if hasattr(self.bersih, k)]
        data = {k: getattr(self.bersih, k) for k in nama}
        data["kelurahan_id"], data["pekerjaan_id"] = data.pop("kelurahan"), data.pop("pekerjaan")
        return data | {"sumber_data": self.cleaned_data["sumber_data"]}


def _isi_awal(peserta: Peserta) -> dict[str, Any]:
    nama = [n for n in PesertaForm.base_fields if hasattr(peserta, n) and n not in RAHASIA]
    awal = {n: getattr(peserta, n) for n in nama if n not in ("kelurahan", "pekerjaan")}
    awal["kelurahan"], awal["pekerjaan"] = peserta.kelurahan_id, peserta.pekerjaan_id
    return awal | {"versi": peserta.diubah_pada.isoformat()}


class UnggahForm(forms.Form):
    """A list to import, as it is."""

    berkas = forms.FileField(
        label="Berkas daftar",
        help_text="Excel (.xlsx, .xls), LibreOffice (.ods) atau CSV, apa adanya.",
        widget=forms.FileInput(attrs={"accept": ",".join(AKHIRAN)}),
        error_messages={"empty": "Berkas ini kosong. Pilih berkas lain."},
    )
    sumber_data = forms.ChoiceField(label="Sumber data", choices=SUMBER)

    def clean_berkas(self) -> UploadedFile:
        berkas: UploadedFile = self.cleaned_data["berkas"]
        batas = settings.BATAS_BERKAS_MB
        if (berkas.size or 0) > batas * 1024 * 1024:
            ukuran = round((berkas.size or 0) / 1024 / 1024)
            raise forms.ValidationError(
                f"Berkas ini {ukuran} MB, paling besar {batas} MB. "
                "Hapus gambar dan lembar yang tidak perlu, lalu unggah lagi."
            )
        return berkas


class BukaNikForm(AlasanForm):
    """Why a NIK is opened."""

    alasan = forms.CharField(
        label="Alasan membuka NIK",
        min_length=5,
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "Misalnya: mencocokkan dengan KTP"}),
    )
