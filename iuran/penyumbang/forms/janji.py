"""Forms of promises: who is looked for, the new one, and each act on one."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms

from iuran.kartu.forms import KelurahanField
from iuran.models import Janji, Penyumbang, SebabAkhir, TempoBayar
from iuran.penyumbang.aturan import KeadaanJanji
from iuran.penyumbang.forms.penyumbang import SaringForm, kalimat, tidak_di_depan
from iuran.penyumbang.saringan import PilihanJanji, tanpa_tempat
from peserta.bersih.kpj import baca_kpj
from peserta.bersih.nip import bersihkan_nip
from peserta.bersih.teks import ada_isi
from peserta.daftar import NamaField, SebutanField, memuat_nomor
from peserta.models import Kelurahan, Pekerjaan, Peserta
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import BulanField
from pijar.forms import AlasanForm
from pijar.models import Pengguna
from pijar.tanggal import TanggalField

TERBANYAK_DISEBUT = 5
BERAKHIR = [
    s
    for s in SebabAkhir.choices
    if s[0] not in (SebabAkhir.DIALIHKAN, SebabAkhir.DIAMBIL_KOTA, SebabAkhir.KELIRU)
]


def saring_janji_form(data: Mapping[str, Any], petugas: Pengguna) -> SaringForm:
    awal, *lain = PilihanJanji.choices
    return SaringForm(data, petugas=petugas, pilihan=[awal, *KeadaanJanji.choices, *lain])


class CalonForm(forms.Form):
    """Whom to look for: verified people without a place, or anybody by name."""

    q = NamaField(label="Nama", required=False, max_length=100)
    siapa = forms.ChoiceField(
        label="Cari di",
        required=False,
        choices=[
            ("", "Data terverifikasi yang belum punya tempat"),
            ("semua", "Semua orang (tulis namanya)"),
        ],
    )
    kelurahan = KelurahanField(
        Kelurahan.objects.none(),
        label="Kelurahan tempat tinggal",
        required=False,
        empty_label="Semua kelurahan",
    )
    kerja = SebutanField(label="Tempat kerja memuat", max_length=100, required=False)
    pekerjaan = forms.ModelChoiceField(
        Pekerjaan.objects.all(), required=False, empty_label="Semua pekerjaan"
    )

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna) -> None:
        super().__init__(data)
        self.petugas = petugas
        milik = Kelurahan.objects.for_petugas(petugas).select_related("kecamatan")
        cast(Any, self.fields["kelurahan"]).queryset = milik.order_by("nama", "kode")
        self.is_valid()

    def daftar(self, pada: date) -> PesertaQuerySet:
        """The people that pass, waiting longest first; by name when everybody is looked at."""
        isi = self.cleaned_data
        orang = Peserta.objects.for_petugas(self.petugas)
        if isi.get("siapa"):
            orang = orang.order_by("nama", "pk") if isi.get("q") else orang.none()
        else:
            orang = tanpa_tempat(orang, pada)
        syarat = {
            "nama__icontains": isi.get("q"),
            "kelurahan": isi.get("kelurahan"),
            "lokasi_kerja__icontains": isi.get("kerja"),
            "pekerjaan": isi.get("pekerjaan"),
        }
        if "q" in self.errors or not all(ada_isi(isi.get(n) or "x") for n in ("q", "kerja")):
            return orang.none()
        return orang.filter(**{kolom: nilai for kolom, nilai in syarat.items() if nilai})


class JanjiForm(AlasanForm):
    """A new promise: for whom, how often it is paid, from which month."""

    peserta = forms.IntegerField(
        min_value=1,
        widget=forms.HiddenInput,
        error_messages={"required": "Pilih pekerjanya pada daftar di atas."},
    )
    tempo = forms.TypedChoiceField(
        label="Dibayar",
        coerce=int,
        choices=TempoBayar.choices,
        initial=TempoBayar.TAHUNAN,
        help_text="Masa janjinya sama panjang; sesudah itu diperpanjang.",
    )
    mulai = BulanField(
        label="Bulan pertama",
        help_text="Bulan yang sudah lewat terlindungi hanya bila ada bukti bayarnya.",
        error_messages={"required": "Isi bulan pertamanya."},
    )
    field_order = ["peserta", "tempo", "mulai", "alasan"]

    def __init__(self, data: Any = None, *, awal: date) -> None:
        super().__init__(data, initial={"mulai": awal})
        self.fields["alasan"].label = "Menurut"
        self.fields["alasan"].help_text = "Misalnya: formulir ASN Peduli 3 Maret 2026."
        self.fields["alasan"].widget = forms.TextInput(attrs={"autocomplete": "off"})


class AksiForm(AlasanForm):
    """An act on a promise: its reason."""

    def __init__(self, data: Any = None, *, nama: str, janji: Janji, pada: date) -> None:
        super().__init__(data, prefix=nama)
        self.janji, self.pada = janji, pada
        self.fields["alasan"].widget = forms.TextInput(attrs={"autocomplete": "off"})
        self.mulai()

    def mulai(self) -> None:
        """Suggest what is usual."""


class SampaiForm(AksiForm):
    """An act that names a last month; ``usul`` suggests it."""

    sampai = BulanField(
        label="Bulan terakhir", error_messages={"required": "Isi bulan terakhirnya."}
    )
    field_order = ["sampai", "sebab", "alasan"]

    def usul(self, bulan: date) -> None:
        self.fields["sampai"].initial = bulan


class AkhiriForm(SampaiForm):
    """The end of a promise, and why."""

    sebab = forms.TypedChoiceField(
        label="Sebab",
        coerce=SebabAkhir,
        choices=[("", "Pilih sebab"), *BERAKHIR],
        error_messages={"required": "Pilih sebab berakhirnya."},
    )


class TempoForm(AksiForm):
    """How often the donor pays from now on."""

    tempo = forms.TypedChoiceField(label="Dibayar", coerce=int, choices=TempoBayar.choices)
    field_order = ["tempo", "alasan"]

    def mulai(self) -> None:
        self.fields["tempo"].initial = self.janji.tempo


class AlihkanForm(AksiForm):
    """Who takes the worker over, from when, how often he pays."""

    kepada = forms.CharField(
        label="Penyumbang baru",
        max_length=150,
        help_text="NIP atau nama penyumbang yang sudah dicatat.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis NIP atau nama penyumbang barunya."},
    )
    mulai_bulan = BulanField(
        label="Mulai bulan", error_messages={"required": "Isi bulan mulainya."}
    )
    tempo = forms.TypedChoiceField(label="Dibayar", coerce=int, choices=TempoBayar.choices)
    field_order = ["kepada", "mulai_bulan", "tempo", "alasan"]

    def mulai(self) -> None:
        self.fields["tempo"].initial = self.janji.tempo

    def clean_kepada(self) -> Penyumbang:
        """The one donor with this NIP or name."""
        tertulis: str = self.cleaned_data["kepada"]
        if memuat_nomor(tertulis):
            nip, temuan = bersihkan_nip(tertulis)
            if nip is None:
                raise forms.ValidationError(kalimat(temuan))
            ketemu = list(Penyumbang.objects.filter(nip=nip).select_related("opd"))
        else:
            senama = Penyumbang.objects.aktif().filter(nama__icontains=tertulis)
            ada = senama if ada_isi(tertulis) else senama.none()
            ketemu = list(ada.select_related("opd")[: TERBANYAK_DISEBUT + 1])
        if not ketemu:
            raise forms.ValidationError("Penyumbang ini belum dicatat. Catat ia dahulu.")
        if len(ketemu) > 1:
            sebut = "; ".join(f"{p} ({p.opd})" for p in ketemu[:TERBANYAK_DISEBUT])
            raise forms.ValidationError(f"Lebih dari satu orang: {sebut}. Tulis NIP-nya.")
        return ketemu[0]


class KartuForm(forms.Form):
    """The card of the worker and the paper that proves it."""

    kpj = forms.CharField(
        label="KPJ",
        max_length=30,
        help_text="Nomor pada kartu, biasanya 11 angka.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": "Isi nomor kartunya."},
    )
    nomor = forms.CharField(
        label="Nomor bukti",
        max_length=100,
        help_text="Nomor kartu digital, tanda terima BPJS, atau bukti pendaftarannya.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis nomor buktinya."},
    )
    tanggal = TanggalField(
        label="Tanggal bukti", error_messages={"required": "Isi tanggal pada buktinya."}
    )

    def __init__(self, data: Any = None, *, nama: str, janji: Janji, pada: date) -> None:
        super().__init__(data, prefix=nama)
        self.pada = pada

    def clean_kpj(self) -> str:
        kpj, galat = baca_kpj(self.cleaned_data["kpj"])
        if not kpj:
            raise forms.ValidationError(f"{galat or 'KPJ kosong.'} Salin dari kartunya.")
        return kpj

    def clean_tanggal(self) -> date:
        return tidak_di_depan(self.cleaned_data["tanggal"], self.pada)
