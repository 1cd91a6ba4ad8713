"""Forms of batches and their answers."""

from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model

from iuran.models import ProfilEkspor, SumberDana, UrutanBayar
from peserta.models import Cabang
from pijar.bidang import DaftarPkField
from pijar.bulan import baca_bulan
from pijar.excel.periksa import AKHIRAN
from pijar.forms import AlasanSingkatForm
from pijar.tanggal import TanggalField


class KelompokPendaftaran(NamedTuple):
    """People who go into one batch together; an empty ``cabang`` means every branch."""

    sumber: SumberDana
    cabang: str
    bulan_awal: date


class ProfilField(forms.ModelChoiceField):
    """The export profiles, with their order; one that nobody has confirmed is labelled so."""

    def label_from_instance(self, obj: Model) -> str:
        belum = getattr(obj, "perlu_konfirmasi", False) and "perlu konfirmasi" not in str(obj)
        dulu = getattr(obj, "urutan", "") == UrutanBayar.BAYAR_DULU
        nama = f"{obj}, iuran pertama dibayar dulu" if dulu else str(obj)
        return f"{nama} (perlu konfirmasi)" if belum else nama


class PendaftaranForm(forms.Form):
    """Which group of waiting people becomes a batch, and in which shape its file is written.

    ``kelompok`` is the value of the pressed button: source id, branch and month, divided by colons.
    """

    profil = ProfilField(
        ProfilEkspor.objects.filter(aktif=True),
        label="Bentuk berkas Excel",
        help_text="Bentuk bertanda perlu konfirmasi belum dipastikan ke cabang BPJS.",
        empty_label=None,
        error_messages={"invalid_choice": "Bentuk berkas itu tidak ada lagi. Pilih yang lain."},
    )
    kelompok = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": "Tekan tombol pada kelompok yang akan didaftarkan."},
    )

    def clean_kelompok(self) -> KelompokPendaftaran:
        """The group named by the button."""
        salah = forms.ValidationError("Kelompok itu tidak dikenal. Muat ulang halaman ini.")
        bagian = self.cleaned_data["kelompok"].split(":")
        if len(bagian) != 3 or not bagian[0].isdecimal():
            raise salah
        sumber = SumberDana.objects.filter(pk=bagian[0]).first()
        bulan = baca_bulan(bagian[2])
        if sumber is None or bulan is None or bagian[1] not in ("", *Cabang.values):
            raise salah
        return KelompokPendaftaran(sumber, bagian[1], bulan)


class KirimForm(forms.Form):
    """The letter with which the file went to BPJS."""

    tanggal = TanggalField(
        label="Tanggal kirim",
        help_text="Tanggal suratnya, boleh sebelum hari ini.",
        error_messages={"required": "Isi tanggal kirimnya."},
    )
    nomor_surat = forms.CharField(
        label="Nomor surat pengantar",
        max_length=100,
        error_messages={"required": "Isi nomor surat pengantarnya."},
    )
    sha256 = forms.CharField(required=False, widget=forms.HiddenInput)


class KeluarkanForm(AlasanSingkatForm):
    """People to take out of a batch: those ticked, or all with missing data (``semua``)."""

    baris = DaftarPkField(required=False)
    semua = forms.BooleanField(required=False)

    def clean(self) -> dict[str, object]:
        """Ask for a tick unless all go."""
        isi = super().clean() or {}
        if not isi.get("semua") and not isi.get("baris"):
            self.add_error("baris", "Centang dahulu orangnya.")
        return isi


class UrutanForm(AlasanSingkatForm):
    """The other order of card and first payment, with the reason."""

    ke = forms.TypedChoiceField(
        choices=UrutanBayar.choices,
        coerce=UrutanBayar,
        widget=forms.HiddenInput,
        error_messages={"required": "Pilih urutannya.", "invalid_choice": "Pilih urutannya."},
    )


class TanggalDaftarForm(forms.Form):
    """The day that BPJS's answer bears: without a TMT, months begin with its month."""

    tanggal = TanggalField(
        label="Tanggal daftar BPJS",
        help_text="Tanggal pada surat atau daftarnya. Iuran mulai bulan itu bila tanpa TMT.",
        error_messages={"required": "Isi tanggal pada surat atau daftar BPJS."},
    )

    def __init__(self, *args: object, pada: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's own form
        self.pada = pada

    def clean_tanggal(self) -> date | None:
        """Refuse a day that has not come."""
        tanggal: date | None = self.cleaned_data["tanggal"]
        if tanggal and tanggal > self.pada:
            raise forms.ValidationError("Tanggal daftar tidak boleh setelah hari ini.")
        return tanggal


class BerkasForm(forms.Form):
    """A list that comes in as a file."""

    berkas = forms.FileField(
        label="Berkas jawaban BPJS",
        help_text="Excel, LibreOffice atau CSV yang memuat NIK dan NO KPJ atau KETERANGAN.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(AKHIRAN)}),
        error_messages={
            "required": "Pilih berkasnya dahulu.",
            "empty": "Berkas ini kosong. Pilih berkas lain.",
        },
    )

    def clean_berkas(self) -> UploadedFile:
        """Refuse at once a file that the reader would refuse anyway."""
        berkas: UploadedFile = self.cleaned_data["berkas"]
        akhiran = PurePath(berkas.name or "").suffix.lower()
        if akhiran not in AKHIRAN:
            raise forms.ValidationError(
                f"Berkas berakhiran {akhiran or '(tanpa akhiran)'} tidak dapat dibaca. "
                "Simpan sebagai .xlsx di Excel, lalu unggah lagi."
            )
        if (berkas.size or 0) > settings.BATAS_BERKAS_MB << 20:
            raise forms.ValidationError(
                f"Berkas ini lebih dari {settings.BATAS_BERKAS_MB} MB. Hapus gambar dan lembar "
                "yang tidak perlu, lalu unggah lagi."
            )
        return berkas


class JawabanForm(BerkasForm, TanggalDaftarForm):
    """The file that BPJS sent back, and the day that its letter bears: never guessed."""

    field_order = ["berkas", "tanggal"]
