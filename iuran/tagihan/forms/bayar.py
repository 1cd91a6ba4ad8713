"""Forms of payments: the paper and its correction."""

from datetime import date
from functools import partial
from typing import Any

from django import forms

from iuran.models import JenisKoreksi, Pembayaran, SumberDana, Tagihan
from iuran.models.tagihan import TagihanQuerySet
from iuran.tagihan.actions.bayar import salah_bayar, tercatat
from iuran.tagihan.actions.koreksi import Usulan, salah_koreksi
from iuran.tagihan.aturan import Bukti, rapikan_nomor
from pijar.bulan import nama_bulan
from pijar.forms import AlasanSingkatForm
from pijar.rupiah import RupiahField
from pijar.tanggal import TanggalField

ANGKA_PK = 19  # digits that no number of a row has
NomorField = partial(
    forms.CharField,
    max_length=60,
    widget=forms.TextInput(attrs={"autocomplete": "off"}),
    error_messages={"required": "Tulis nomor SP2D atau bukti transfernya."},
)
TanggalBuktiField = partial(
    TanggalField, error_messages={"required": "Isi tanggal yang tertulis pada buktinya."}
)


class PembayaranForm(forms.Form):
    """One SP2D or transfer slip as it is written on paper, and the bills that it pays."""

    tagihan = forms.ModelMultipleChoiceField(
        Tagihan.objects.none(),
        label="Tagihan yang dibayar",
        error_messages={
            "required": "Pilih tagihan yang dibayar.",
            "invalid_choice": "Tagihan itu tidak dikenal. Muat ulang halaman.",
        },
    )
    nomor = NomorField(label="Nomor SP2D atau bukti transfer")
    tanggal = TanggalBuktiField(label="Tanggal pada buktinya")
    nominal = RupiahField(
        label="Nominal",
        help_text="Harus sama dengan jumlah tagihan yang dipilih.",
        error_messages={"required": "Tulis nominal pada buktinya."},
    )
    keterangan = forms.CharField(
        label="Keterangan",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, semua: TagihanQuerySet, pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pada = pada
        self.fields["tagihan"].queryset = semua.select_related("sumber")  # type: ignore[attr-defined]

    @property
    def bukti(self) -> Bukti:
        isi = {n: self.cleaned_data[n] for n in Bukti._fields}
        return Bukti(**isi | {"nomor": rapikan_nomor(isi["nomor"])})

    def clean(self) -> None:
        if self.errors:
            return
        daftar = list(self.cleaned_data["tagihan"])
        if tercatat(daftar, self.bukti):  # the second click of the same paper
            return
        for salah in salah_bayar(daftar, self.bukti, self.pada):
            self.add_error(salah.bidang, salah.kalimat)

    @property
    def terpilih(self) -> TagihanQuerySet:
        """The ticked bills, also of a form with mistakes, the oldest month first."""
        nilai = [str(n) for n in self["tagihan"].value() or []]
        semua: TagihanQuerySet = self.fields["tagihan"].queryset  # type: ignore[attr-defined]
        pk = [int(n) for n in nilai if n.isdecimal() and len(n) < ANGKA_PK]
        return semua.filter(pk__in=pk).order_by("bulan", "sumber", "ke", "nomor")


class SaringTagihanForm(forms.Form):
    """Which of the bills that wait for their payment are listed: of a source, of a month."""

    sumber = forms.ModelChoiceField(
        SumberDana.objects.none(), label="Sumber dana", required=False, empty_label="Semua sumber"
    )
    bulan = forms.TypedChoiceField(label="Bulan", required=False, coerce=date.fromisoformat)

    def __init__(self, *args: Any, terbuka: TagihanQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terbuka = terbuka
        sumber = SumberDana.objects.filter(pk__in=terbuka.order_by().values("sumber"))
        bulan = terbuka.order_by("bulan").values_list("bulan", flat=True).distinct()
        self.fields["sumber"].queryset = sumber  # type: ignore[attr-defined]
        self.fields["bulan"].choices = [  # type: ignore[attr-defined]
            ("", "Semua bulan"),
            *((b.isoformat(), nama_bulan(b)) for b in bulan),
        ]

    @property
    def daftar(self) -> TagihanQuerySet:
        """The bills that fit; all where nothing, or nothing known, was chosen."""
        isi = self.cleaned_data if self.is_valid() else {}
        return self.terbuka.filter(**{n: v for n, v in isi.items() if v})


class KoreksiForm(AlasanSingkatForm):
    """The paper's true number and date, or the wish to cancel, with a reason."""

    field_order = ("jenis", "nomor", "tanggal", "alasan")

    jenis = forms.ChoiceField(
        label="Usulan",
        choices=JenisKoreksi,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih dibetulkan atau dibatalkan."},
    )
    nomor = NomorField(label="Nomor yang benar")
    tanggal = TanggalBuktiField(label="Tanggal yang benar")

    def __init__(self, *args: Any, pembayaran: Pembayaran, pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pembayaran, self.pada = pembayaran, pada
        self.initial = {
            "jenis": JenisKoreksi.BETULKAN,
            "nomor": pembayaran.nomor,
            "tanggal": pembayaran.tanggal,
        }

    @property
    def usulan(self) -> Usulan:
        isi = {n: self.cleaned_data[n] for n in Usulan._fields}
        return Usulan(**isi | {"nomor": rapikan_nomor(isi["nomor"])})

    def clean(self) -> None:
        if self.errors:
            return
        for salah in salah_koreksi(self.pembayaran, self.usulan, self.pada):
            self.add_error(salah.bidang, salah.kalimat)
