"""Forms of a source: its name, and its ceiling and quota."""

from datetime import date
from typing import Any

from django import forms

from iuran.buku.actions.pagu import isi_sumber, menunggu_pagu_pertama, penolakan
from iuran.models import JenisSumber, KeadaanPagu, PerubahanPagu, SumberDana
from pijar.rupiah import RupiahField, ribuan
from pijar.sidik import sidik
from pijar.tanggal import TanggalField

TERBESAR = 2_000_000_000  # what the column of the quota holds


class TahunForm(forms.Form):
    """The year whose sources are shown; an unreadable year falls back to this year."""

    tahun = forms.IntegerField(label="Tahun", min_value=2000, max_value=2199, required=False)


class SumberForm(forms.Form):
    """What a source is called, in which order it stands, and who pays on after December."""

    nama = forms.CharField(
        label="Nama", max_length=100, error_messages={"required": "Tulis nama sumber dananya."}
    )
    gelombang = forms.CharField(
        label="Gelombang",
        max_length=40,
        required=False,
        help_text="Misalnya APBD Perubahan. Kosongkan untuk sumber utama.",
    )
    urutan = forms.IntegerField(
        label="Urutan",
        min_value=1,
        max_value=99,
        initial=1,
        help_text="Sumber dengan urutan kecil ditampilkan lebih dahulu.",
        error_messages={"required": "Isi urutannya; 1 untuk yang pertama."},
    )
    penerus = forms.ModelChoiceField(
        SumberDana.objects.all(),
        required=False,
        empty_label="Menurut aturan: kode yang sama, atau APBD utama",
        label="Penerus tahun berikutnya",
        help_text="Membayar bulan-bulan sesudah Desember bila bantuan melewati tahun.",
    )

    def __init__(self, data: Any = None, *, sumber: SumberDana | None = None) -> None:
        kolom = ("nama", "gelombang", "urutan", "penerus", "aktif", "batas_sp2d")
        super().__init__(data, initial={k: getattr(sumber, k) for k in kolom} if sumber else None)
        self.sumber = sumber
        if sumber:
            self.fields["penerus"].queryset = SumberDana.objects.filter(  # type: ignore[attr-defined]
                tahun=sumber.tahun + 1, jenis=sumber.jenis
            )


class UbahSumberForm(SumberForm):
    """The same of a source that exists; it can be switched off.

    ``dilihat`` seals what the form showed, so that nobody overwrites another admin's change.
    """

    field_order = ("nama", "gelombang", "urutan", "penerus", "batas_sp2d", "dasar", "aktif")

    batas_sp2d = TanggalField(
        label="Hari terakhir SP2D",
        required=False,
        help_text=(
            "Menurut surat BPKAD; sesudahnya yang belum dibayar menjadi utang tahun itu. "
            "Kosong berarti 31 Desember."
        ),
    )
    dasar = forms.CharField(
        label="Dasar hari terakhir SP2D",
        max_length=200,
        required=False,
        help_text="Nomor surat BPKAD. Wajib bila tanggalnya diubah.",
    )
    aktif = forms.BooleanField(
        label="Dapat dipilih dalam penetapan baru",
        required=False,
    )
    dilihat = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, sumber: SumberDana) -> None:
        super().__init__(data, sumber=sumber)
        self.initial["dilihat"] = sidik(isi_sumber(sumber))
        if not sumber.dibayar_kota:
            del self.fields["batas_sp2d"], self.fields["dasar"]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        berubah = (
            "batas_sp2d" in isi and self.sumber and isi["batas_sp2d"] != self.sumber.batas_sp2d
        )
        if berubah and not isi.get("dasar", "").strip():
            self.add_error("dasar", "Tulis dasarnya, misalnya nomor surat BPKAD.")
        return isi

    @property
    def kolom(self) -> dict[str, Any]:
        """The cleaned columns of the source."""
        lain = ("dasar", "dilihat")
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nama not in lain}

    def clean_aktif(self) -> bool:
        aktif: bool = self.cleaned_data["aktif"]
        if aktif and self.sumber and not self.sumber.aktif and menunggu_pagu_pertama(self.sumber):
            raise forms.ValidationError("Menunggu admin lain mengonfirmasi pagunya.")
        return aktif

    def clean_batas_sp2d(self) -> date | None:
        batas: date | None = self.cleaned_data["batas_sp2d"]
        if batas and self.sumber and batas.year != self.sumber.tahun:
            raise forms.ValidationError(f"Harus tanggal dalam tahun {self.sumber.tahun}.")
        return batas


class SumberBaruForm(SumberForm):
    """A source that begins: its code, kind and year never change afterwards."""

    kode = forms.RegexField(
        r"^[A-Z0-9-]+$",
        label="Kode",
        max_length=20,
        help_text="Huruf besar, angka, tanda hubung; menjadi bagian nomor tagihan.",
        error_messages={
            "required": "Isi kodenya, misalnya APBD-P.",
            "invalid": "Kode hanya memuat huruf besar, angka dan tanda hubung, misalnya APBD-P.",
        },
    )
    jenis = forms.ChoiceField(label="Jenis", choices=JenisSumber.choices)
    tahun = forms.IntegerField(
        label="Tahun",
        min_value=2000,
        max_value=2199,
        error_messages={"required": "Isi tahun anggarannya."},
    )
    field_order = ("kode", "nama", "jenis", "tahun", "gelombang", "urutan")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        del self.fields["penerus"]  # its choices follow from kind and year

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        kode, tahun = isi.get("kode"), isi.get("tahun")
        if kode and tahun and SumberDana.objects.filter(kode=kode, tahun=tahun).exists():
            self.add_error("kode", f"Kode ini sudah dipakai sumber dana lain tahun {tahun}.")
        return isi


class PaguForm(forms.Form):
    """A ceiling and quota as the paper of the budget says them."""

    keadaan = forms.ChoiceField(label="Keadaan anggaran", choices=KeadaanPagu.choices)
    pagu = RupiahField(label="Pagu", error_messages={"required": "Isi pagunya."})
    kuota = forms.IntegerField(
        label="Kuota (orang)",
        min_value=1,
        max_value=TERBESAR,
        error_messages={"required": "Isi kuotanya."},
    )
    nomor = forms.CharField(
        label="Nomor dokumen",
        max_length=100,
        required=False,
        help_text="Nomor Perda APBD, DPA, pergeseran atau DPPA. Boleh kosong untuk rancangan.",
    )
    tanggal = TanggalField(label="Tanggal dokumen", required=False)
    alasan = forms.CharField(
        label="Alasan",
        max_length=200,
        help_text="Admin yang mengonfirmasi membacanya.",
        error_messages={"required": "Tulis alasan perubahan ini."},
    )
    defisit = forms.BooleanField(
        label="Catat sebagai defisit: dewan memotong pagu atau kuota di bawah yang sudah terikat",
        required=False,
        help_text="Sumber ini lalu tidak menerima penetapan baru sampai defisitnya selesai.",
    )

    def __init__(self, data: Any = None, *, sumber: SumberDana | None = None) -> None:
        awal = None
        if sumber:
            awal = {
                "keadaan": sumber.keadaan_pagu,
                "pagu": ribuan(sumber.pagu),
                "kuota": sumber.kuota,
            }
        super().__init__(data, initial=awal)
        self.sumber = sumber
        if sumber is None:
            del self.fields["defisit"]
            self.fields["keadaan"].choices = [  # type: ignore[attr-defined]
                (k.value, k.label) for k in (KeadaanPagu.RANCANGAN, KeadaanPagu.APBD)
            ]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if isi.get("keadaan") != KeadaanPagu.RANCANGAN:
            for nama in ("nomor", "tanggal"):
                if not isi.get(nama) and nama not in self.errors:
                    self.add_error(nama, f"Isi {nama} dokumennya; hanya rancangan yang tanpa itu.")
        if isi.get("pagu") == 0:
            self.add_error("pagu", "Pagu harus lebih dari nol.")
        if self.sumber and not self.errors:
            usulan = PerubahanPagu(sumber=self.sumber, **isi)
            if kalimat := penolakan(usulan):
                self.add_error(None, kalimat)
        return isi
