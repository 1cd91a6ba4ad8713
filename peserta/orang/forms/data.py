"""Forms for the data of one person, and for the reason to open a NIK."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from peserta.bersih.alasan import GALAT, PERINGATAN, Alasan
from peserta.bersih.bidang import BIDANG_DAFTAR, IDENTITAS, RAHASIA
from peserta.bersih.periksa import BarisBersih, Mentah, periksa_baris
from peserta.kamus import kamus_terkini
from peserta.models import (
    CaraKerja,
    JenisKelamin,
    Kelurahan,
    Pekerjaan,
    Peserta,
    Status,
    StatusBPJS,
    SumberData,
)
from peserta.orang.actions.nomor import NIK_DI_LUAR, tanya_luar
from peserta.orang.forms.koreksi import pernah_dipakai
from peserta.orang.linimasa import berubah_sejak
from pijar.models import Pengguna
from pijar.samar import samarkan
from pijar.tanggal import TanggalField, TanggalInput

SUMBER = [pilihan for pilihan in SumberData.choices if pilihan[0] != SumberData.SALDO_AWAL]
KOSONG = [("", "Pilih…")]
NAMA_ORANG = {"autocapitalize": "words", "spellcheck": "false"}
ATRIBUT = dict.fromkeys(("nama", "tempat_lahir", "nama_ibu"), NAMA_ORANG)


def pilihan_kelurahan(petugas: Pengguna) -> list[tuple[str, list[tuple[str, str]]]]:
    """Kelurahan of the officer's area, grouped by kecamatan: one select without script."""
    kelompok: dict[str, list[tuple[str, str]]] = {}
    for k in Kelurahan.objects.for_petugas(petugas).select_related("kecamatan"):
        kelompok.setdefault(k.kecamatan.nama, []).append((k.kode, k.nama))
    return sorted(kelompok.items())


def _angka(label: str, panjang: int, **lain: Any) -> forms.CharField:
    """A text field for digits, for which a phone shows number keys."""
    isian = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.CharField(label=label, max_length=panjang, widget=isian, **lain)


class PesertaForm(forms.Form):
    """One person, checked by the same rules as a row of a list.

    The officer must confirm doubtful data with ``sudah_dicocokkan``.
    """

    nik = _angka("NIK", 30, help_text="16 angka sesuai KTP.")
    nama = forms.CharField(label="Nama lengkap", max_length=150)
    tempat_lahir = forms.CharField(max_length=80, required=False)
    tanggal_lahir = TanggalField(
        widget=TanggalInput({"placeholder": "31-12-1980"}),
        tahun_akhir=lambda: timezone.localdate().year,
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
    cara_kerja = forms.ChoiceField(
        label="Cara kerja",
        choices=[("", "Belum diketahui"), *CaraKerja.choices],
        required=False,
    )
    status_bpjs = forms.ChoiceField(
        label="BPJS Ketenagakerjaan",
        choices=[("", "Belum diketahui"), *StatusBPJS.choices],
        required=False,
    )
    register_kesejahteraan = forms.CharField(
        max_length=20, required=False, help_text="Misalnya DTSEN."
    )
    desil = _angka("Desil", 5, required=False, help_text="1 sampai 10.")
    desil_pada = TanggalField(label="Tanggal cek desil", required=False)
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
        for nama, isian in self.fields.items():  # officers at counters share computers
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

    def tawarkan_kelurahan(self, kode: str | None) -> None:
        """Begin with this kelurahan, if the officer may choose it, and say why."""
        isian = self.fields["kelurahan"]
        dapat = isinstance(isian, forms.ChoiceField) and kode and isian.valid_value(kode)
        if dapat and not self.initial.get("kelurahan"):
            self.initial["kelurahan"] = kode
            isian.help_text = "Seperti orang yang terakhir Anda data; ganti bila lain."

    def _untuk_ubah(self, peserta: Peserta) -> None:
        """Show NIK and KK only masked; an empty field leaves the number as it is."""
        for nama in RAHASIA:
            self.fields[nama].required = False
            if lama := getattr(peserta, nama):
                samar = samarkan(lama)
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
            Fieldset("Pekerjaan", "pekerjaan", "lokasi_kerja", "cara_kerja", "penghasilan"),
            Fieldset(
                "Lainnya",
                "status_bpjs",
                "register_kesejahteraan",
                "desil",
                "desil_pada",
                "sumber_data",
                "versi",
            ),
        )
        return helper

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if self.peserta:
            isi |= {nama: isi.get(nama) or getattr(self.peserta, nama) for nama in RAHASIA}
        self.bersih = periksa_baris(self._mentah(isi), kamus_terkini(), timezone.localdate())
        for alasan in self.bersih.alasan:
            self._terapkan(alasan, isi)
        self._periksa_ganda()
        if self.peringatan and not isi.get("sudah_dicocokkan") and not self.errors:
            self.add_error("sudah_dicocokkan", "Cocokkan dahulu, lalu centang kotak ini.")
        return isi

    def _mentah(self, isi: dict[str, Any]) -> Mentah:
        """The filled fields in the form of a row of a list; a birth as it was written."""
        mentah = _mentah(isi)
        if "tanggal_lahir" in mentah and not self.fields["tanggal_lahir"].disabled:
            mentah["tanggal_lahir"] = self["tanggal_lahir"].data
        return mentah

    def _terapkan(self, alasan: Alasan, isi: dict[str, Any]) -> None:
        """Put a finding on its field; refuse a value that cleaning would lose."""
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
        lama = self.peserta.nik if self.peserta else ""
        if self.bersih.nik != lama and self._di_luar():
            self.add_error("nik", NIK_DI_LUAR)
            return
        self.peringatan.extend(pernah_dipakai(self.bersih.nik, self.peserta, self.petugas))

    def _di_luar(self) -> bool:
        kecuali = self.peserta.pk if self.peserta else 0
        return tanya_luar("nik", self.bersih.nik, oleh=self.petugas, kecuali=kecuali)

    def bandingkan(self, kini: Peserta) -> None:
        """After a refusal: show beside each field what somebody else stored there meanwhile.

        The next press of the button has seen it, so it counts as an answer to what is stored now.
        """
        versi, isi = self.cleaned_data.get("versi"), self.data_orang
        if not versi or versi == kini.diubah_pada:
            return
        self.data = {**dict(self.data.items()), "versi": kini.diubah_pada.isoformat()}
        for kolom, (siapa, tersimpan) in berubah_sejak(kini, versi).items():
            if kolom in isi and isi[kolom] != getattr(kini, kolom):
                self.add_error(
                    kolom.removesuffix("_id"),
                    f"Sementara itu {siapa} menyimpan: {tersimpan}. Di sini masih isian Anda: "
                    "biarkan, atau samakan.",
                )

    @property
    def data_orang(self) -> dict[str, Any]:
        """Cleaned values for the columns of Peserta."""
        data = {b.kolom_orang: getattr(self.bersih, b.kode) for b in BIDANG_DAFTAR}
        return data | {"sumber_data": self.cleaned_data["sumber_data"]}


def _mentah(isi: dict[str, Any]) -> Mentah:
    """The filled fields in the form of a row of a list: texts, and the dates."""
    mentah: Mentah = {
        kode: nilai for kode, nilai in isi.items() if nilai and isinstance(nilai, str)
    }
    for kode in ("tanggal_lahir", "desil_pada"):
        if isi.get(kode):
            mentah[kode] = isi[kode]
    return mentah


def _isi_awal(peserta: Peserta) -> dict[str, Any]:
    terbuka = [b for b in BIDANG_DAFTAR if not b.rahasia]
    awal = {b.kode: getattr(peserta, b.kolom_orang) for b in terbuka}
    return awal | {"sumber_data": peserta.sumber_data, "versi": peserta.diubah_pada.isoformat()}
