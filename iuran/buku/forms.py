"""Forms of the sources and tariffs."""

from datetime import date, timedelta
from typing import Any

from django import forms

from iuran.buku.actions.pagu import penolakan
from iuran.models import (
    JenisSumber,
    KeadaanPagu,
    Pembayar,
    PerubahanPagu,
    Sektor,
    SumberDana,
    Tarif,
)
from pijar.bulan import BulanField, tambah_bulan
from pijar.dasar_hukum import DASAR_HUKUM
from pijar.rupiah import RupiahField

TERBESAR = 2_000_000_000  # what the columns hold


class TahunForm(forms.Form):
    """The year whose sources are shown; an unreadable year falls back to this year."""

    tahun = forms.IntegerField(label="Tahun", min_value=2000, max_value=2199, required=False)


class TarifForm(forms.Form):
    """One tariff row as BPJS's letter or the regulation says it."""

    mulai = BulanField(
        label="Berlaku sejak bulan",
        error_messages={"required": "Isi bulan pertama tarif ini."},
    )
    sampai = BulanField(
        label="Sampai dengan bulan",
        required=False,
        help_text="Kosongkan bila berlaku seterusnya.",
    )
    penghasilan_min = RupiahField(
        label="Penghasilan dari",
        initial=0,
        help_text="Program membayar lapis terendah: 0.",
        error_messages={"required": "Isi batas bawah lapisnya; lapis terendah mulai 0."},
    )
    penghasilan_maks = RupiahField(
        label="Penghasilan sampai", required=False, help_text="Kosongkan bila tanpa batas atas."
    )
    dasar = RupiahField(label="Dasar upah", error_messages={"required": "Isi dasar upahnya."})
    jkk = RupiahField(label="JKK sebulan", error_messages={"required": "Isi iuran JKK."})
    jkm = RupiahField(label="JKM sebulan", error_messages={"required": "Isi iuran JKM."})
    jht = RupiahField(
        label="JHT sebulan",
        help_text="Hanya ditagih bila penetapan memilih JHT.",
        error_messages={"required": "Isi iuran JHT; tulis 0 bila tidak ada."},
    )
    sektor = forms.ChoiceField(label="Untuk pekerjaan", choices=Sektor.choices)
    pembayar = forms.ChoiceField(label="Untuk pembayar", choices=Pembayar.choices)
    dasar_hukum = forms.ChoiceField(
        label="Dasar hukum", choices=[(kode, d.judul) for kode, d in DASAR_HUKUM.items()]
    )
    catatan = forms.CharField(
        label="Surat atau alasan",
        max_length=200,
        help_text="Misalnya nomor surat BPJS. Admin yang mengonfirmasi membacanya.",
        error_messages={"required": "Tulis surat atau alasan tarif ini."},
    )

    def __init__(self, data: Any = None, *, tarif: Tarif | None = None) -> None:
        super().__init__(data, initial=_nilai_awal(tarif) if tarif else None)
        self.tarif = tarif

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        for nama in ("penghasilan_min", "penghasilan_maks", "dasar", "jkk", "jkm", "jht"):
            if (isi.get(nama) or 0) > TERBESAR:
                self.add_error(nama, "Angka ini terlalu besar. Periksa jumlah nolnya.")
        for nama in ("dasar", "jkk", "jkm"):
            if isi.get(nama) == 0:
                self.add_error(nama, "Harus lebih dari nol.")
        self._periksa_urutan(isi)
        if not self.errors:
            self._periksa_rancangan(isi)
        return isi

    def _periksa_rancangan(self, isi: dict[str, Any]) -> None:
        kunci = {nama: isi[nama] for nama in ("penghasilan_min", "sektor", "pembayar")}
        lain = Tarif.objects.rancangan().filter(**kunci)
        if self.tarif:
            lain = lain.exclude(pk=self.tarif.pk)
        if lain.exists():
            self.add_error(
                None,
                "Lapis, pekerjaan dan pembayar ini sudah mempunyai rancangan. Ubah atau tarik "
                "rancangan itu dahulu; letaknya di atas daftar tarif.",
            )

    def _periksa_urutan(self, isi: dict[str, Any]) -> None:
        mulai, sampai = isi.get("mulai"), isi.get("sampai")
        if mulai and sampai and sampai < mulai:
            self.add_error("sampai", "Bulan terakhir tidak boleh sebelum bulan pertama.")
        bawah, atas = isi.get("penghasilan_min"), isi.get("penghasilan_maks")
        if bawah is not None and atas is not None and atas <= bawah:
            self.add_error("penghasilan_maks", "Batas atas harus di atas batas bawah.")

    def kolom(self) -> dict[str, Any]:
        """The cleaned form as columns of :class:`iuran.models.Tarif`."""
        isi = dict(self.cleaned_data)
        sampai = isi.pop("sampai")
        isi["berlaku_mulai"] = isi.pop("mulai")
        isi["berlaku_sampai"] = sampai and tambah_bulan(sampai, 1) - timedelta(days=1)
        isi["perlu_konfirmasi"] = False
        return isi


def _nilai_awal(tarif: Tarif) -> dict[str, Any]:
    kolom = (
        "penghasilan_min",
        "penghasilan_maks",
        "dasar",
        "jkk",
        "jkm",
        "jht",
        "sektor",
        "pembayar",
        "dasar_hukum",
        "catatan",
    )
    isi: dict[str, Any] = {nama: getattr(tarif, nama) for nama in kolom}
    sampai: date | None = tarif.berlaku_sampai
    return {**isi, "mulai": tarif.berlaku_mulai, "sampai": sampai and sampai.replace(day=1)}


class KonfirmasiForm(forms.Form):
    """The button that confirms; it carries what its page showed."""

    sidik = forms.CharField(widget=forms.HiddenInput, required=False)


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
    """The same of a source that exists; it can be switched off."""

    batas_sp2d = forms.DateField(
        label="Hari terakhir SP2D",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Menurut surat BPKAD; sesudahnya yang belum dibayar menjadi utang tahun itu.",
        error_messages={"invalid": "Tanggal ini tidak dikenal."},
    )
    aktif = forms.BooleanField(
        label="Dapat dipilih dalam penetapan baru",
        required=False,
    )

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
    tanggal = forms.DateField(
        label="Tanggal dokumen",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Tanggal ini tidak dikenal."},
    )
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
            awal = {"keadaan": sumber.keadaan_pagu, "pagu": sumber.pagu, "kuota": sumber.kuota}
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
