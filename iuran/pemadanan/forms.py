"""Forms of checking: what is asked of another office, and the list that comes back."""

from datetime import date
from typing import Any

from django import forms

from iuran.berkas_bpjs.forms import BerkasForm
from iuran.models import (
    MELAPORKAN,
    HasilPadanan,
    JenisPemadanan,
    PermintaanPadanan,
    StatusTagihan,
    Tagihan,
)
from iuran.pemadanan.terima import KepalaDaftar
from pijar.bulan import BulanField
from pijar.excel.periksa import AKHIRAN
from pijar.forms import AlasanBukaForm
from pijar.models import Pengguna
from pijar.tanggal import TanggalField

PERMINTAAN_DITAWARKAN = 20  # the newest; an older one is answered no more
DAPAT_DIPADANKAN = (StatusTagihan.DISUSUN, StatusTagihan.DITERBITKAN)
MELAPORKAN_PILIHAN = [(h.value, h.label) for h in MELAPORKAN]


class UnggahForm(BerkasForm):
    """A list of another office: which, of which day, from whom, asked for with which file."""

    field_order = ["jenis", "tanggal", "pengirim", "permintaan", "berkas"]

    berkas = forms.FileField(
        label="Daftar dari instansi lain",
        help_text="Excel, LibreOffice atau CSV yang memuat NIK dan STATUS, KETERANGAN atau "
        "PERUSAHAAN.",
        widget=forms.FileInput(attrs={"accept": ",".join(AKHIRAN)}),
        error_messages=BerkasForm.base_fields["berkas"].error_messages,
    )
    jenis = forms.ChoiceField(
        label="Daftar apa",
        choices=[("", "Pilih daftarnya"), *JenisPemadanan.choices],
        error_messages={
            "required": "Pilih daftar apa ini.",
            "invalid_choice": "Pilih dari daftar.",
        },
    )
    tanggal = TanggalField(
        label="Tanggal daftar",
        help_text="Tanggal yang tertulis pada surat atau daftarnya, bukan hari mengunggahnya.",
        error_messages={"required": "Isi tanggal yang tertulis pada daftarnya."},
    )
    pengirim = forms.CharField(
        label="Dari",
        max_length=150,
        help_text="Instansi dan nomor suratnya, misalnya Disdukcapil, 470/123.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis dari instansi mana daftar ini."},
    )
    permintaan = forms.ModelChoiceField(
        PermintaanPadanan.objects.none(),
        label="Menjawab daftar untuk dipadankan",
        required=False,
        empty_label="Tidak menjawab daftar kita",
        help_text="Yang diminta tetapi tidak disebut lalu terlihat sebagai tidak dijawab.",
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )

    def __init__(self, *args: Any, petugas: Pengguna, pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pada = pada
        semua = PermintaanPadanan.objects.for_petugas(petugas).select_related("tagihan")
        terbaru = list(semua.values_list("pk", flat=True)[:PERMINTAAN_DITAWARKAN])
        pilihan: Any = self.fields["permintaan"]
        pilihan.queryset = semua.filter(pk__in=terbaru)
        pilihan.label_from_instance = lambda p: p.sebutan

    def clean_tanggal(self) -> date:
        """Refuse a day that has not come."""
        tanggal: date = self.cleaned_data["tanggal"]
        if tanggal > self.pada:
            raise forms.ValidationError("Tanggal daftar tidak boleh setelah hari ini.")
        return tanggal

    @property
    def kepala(self) -> KepalaDaftar:
        return KepalaDaftar(**{n: self.cleaned_data[n] for n in KepalaDaftar._fields})


class MintaForm(AlasanBukaForm):
    """Whom to ask about: the people of a bill, or all with aid in a month; and why."""

    tagihan = forms.ModelChoiceField(
        Tagihan.objects.none(),
        label="Orang dalam tagihan",
        required=False,
        empty_label="Bukan dari tagihan",
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )
    bulan = BulanField(
        label="atau semua yang bantuannya mencakup bulan",
        required=False,
        help_text="Isi salah satu: tagihan, atau bulan.",
    )
    field_order = ("tagihan", "bulan", "sebab", "alasan")

    def __init__(self, *args: Any, petugas: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilihan: Any = self.fields["tagihan"]
        semua = Tagihan.objects.for_petugas(petugas).filter(status__in=DAPAT_DIPADANKAN)
        pilihan.queryset = semua.order_by("-bulan", "nomor")

    def clean(self) -> dict[str, Any]:
        """Exactly one of bill and month."""
        isi = super().clean() or {}
        if not self.errors and bool(isi.get("tagihan")) == bool(isi.get("bulan")):
            self.add_error("bulan", "Pilih satu tagihan, atau isi bulannya; tidak keduanya.")
        return isi


class UsulkanForm(forms.Form):
    """The bin whose events are proposed."""

    hasil = forms.TypedChoiceField(
        choices=MELAPORKAN_PILIHAN,
        coerce=HasilPadanan,
        error_messages={
            "required": "Buka dahulu kelompoknya, lalu tekan tombolnya.",
            "invalid_choice": "Kelompok itu tidak melaporkan peristiwa.",
        },
    )


class TemuanForm(forms.Form):
    """Filters of what lists report: what, and in which bill; an unreadable filter is ignored."""

    hasil = forms.ChoiceField(
        label="Menurut daftar", required=False, choices=[("", "Semua"), *MELAPORKAN_PILIHAN]
    )
    tagihan = forms.ModelChoiceField(
        Tagihan.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, data: Any, *, petugas: Pengguna) -> None:
        super().__init__(data)
        pilihan: Any = self.fields["tagihan"]
        pilihan.queryset = Tagihan.objects.for_petugas(petugas)
        self.is_valid()
