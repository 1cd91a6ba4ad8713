"""Forms of files to BPJS and their answers."""

from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model

from iuran.berkas_bpjs.periksa import TEMUAN
from iuran.berkas_bpjs.siap import KelompokSiap
from iuran.models import BERBANTUAN, JenisBerkasBPJS, ProfilEkspor, SumberDana, UrutanBayar
from peserta.models import Cabang
from pijar.bidang import DaftarPkField
from pijar.bulan import baca_bulan, tanggal_panjang
from pijar.excel.periksa import AKHIRAN
from pijar.forms import AlasanSingkatForm
from pijar.tanggal import TanggalField


class ProfilField(forms.ModelChoiceField):
    """The export profiles, with their order; one that nobody has confirmed is labelled so."""

    def label_from_instance(self, obj: Model) -> str:
        belum = getattr(obj, "perlu_konfirmasi", False) and "perlu konfirmasi" not in str(obj)
        dulu = getattr(obj, "urutan", "") == UrutanBayar.BAYAR_DULU
        nama = f"{obj}, iuran pertama dibayar dulu" if dulu else str(obj)
        return f"{nama} (perlu konfirmasi)" if belum else nama


class BerkasBaruForm(forms.Form):
    """The shape of a new file, and the findings whose people are left out of it."""

    profil = ProfilField(
        ProfilEkspor.objects.none(),
        label="Bentuk berkas Excel",
        help_text="Bentuk bertanda perlu konfirmasi belum dipastikan ke cabang BPJS.",
        empty_label=None,
        error_messages={
            "required": "Pilih bentuk berkasnya.",
            "invalid_choice": "Bentuk berkas itu tidak ada lagi. Pilih yang lain.",
        },
    )
    tanpa = forms.MultipleChoiceField(
        required=False,
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Temuan itu tidak ada lagi. Muat ulang halaman."},
    )

    def __init__(self, *args: Any, kelompok: KelompokSiap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        semua = ProfilEkspor.objects.filter(aktif=True, jenis=kelompok.jenis)
        self.fields["profil"].queryset = semua  # type: ignore[attr-defined]
        self.fields["tanpa"].choices = [(kode, kode) for kode in TEMUAN]  # type: ignore[attr-defined]


def bentuk_untuk(kelompok: KelompokSiap, kode: str) -> ProfilEkspor | None:
    """The chosen shape for this kind of file, or the first; None when no shape is in use."""
    semua = ProfilEkspor.objects.filter(aktif=True, jenis=kelompok.jenis)
    return semua.filter(pk=kode).first() or semua.first()


def baca_kelompok(kunci: str) -> KelompokSiap | None:
    """The group that an address names; None for an unknown one."""
    jenis, _, sisa = kunci.partition(":")
    cabang, *rinci = sisa.split(":")
    if jenis not in JenisBerkasBPJS.values or cabang not in ("", *Cabang.values):
        return None
    kelompok = KelompokSiap(JenisBerkasBPJS(jenis), cabang)
    if kelompok.jenis not in BERBANTUAN:
        return None if rinci else kelompok
    if len(rinci) != 2 or not rinci[0].isdecimal():
        return None
    sumber, bulan = SumberDana.objects.filter(pk=rinci[0]).first(), baca_bulan(rinci[1])
    return kelompok._replace(sumber=sumber, bulan_awal=bulan) if sumber and bulan else None


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
        help_text="Tanggal yang tertulis pada surat atau daftar dari BPJS, bukan hari "
        "mengunggahnya. Iuran mulai bulan itu bila tanpa TMT.",
        error_messages={"required": "Isi tanggal pada surat atau daftar BPJS."},
    )

    def __init__(self, *args: object, sejak: date, pada: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's own form
        self.sejak, self.pada = sejak, pada

    def clean_tanggal(self) -> date | None:
        """Refuse a day that has not come, and one before ``sejak``, when the file was made."""
        tanggal: date | None = self.cleaned_data["tanggal"]
        if tanggal and tanggal > self.pada:
            raise forms.ValidationError("Tanggal daftar tidak boleh setelah hari ini.")
        if tanggal and tanggal < self.sejak:
            raise forms.ValidationError(
                f"Berkas ini baru disusun {tanggal_panjang(self.sejak)}, jadi BPJS tidak mungkin "
                "menjawab sebelum itu. Isi tanggal yang tertulis pada jawabannya."
            )
        return tanggal


def periksa_berkas(berkas: UploadedFile) -> UploadedFile:
    """Refuse at once a file that the reader would refuse anyway."""
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

    def clean_berkas(self) -> Any:
        return periksa_berkas(self.cleaned_data["berkas"])


class JawabanForm(BerkasForm, TanggalDaftarForm):
    """The file that BPJS sent back, and the day that its letter bears: never guessed."""

    field_order = ["berkas", "tanggal"]
