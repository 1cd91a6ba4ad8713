"""Filters of the lists of people who lose cover or near 65, and the date of one person's cover."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import QueryDict  # noqa: TID251 - how a list says which people it shows
from django.utils.functional import cached_property

from iuran.daftar.papan import papan
from iuran.daftar.saringan import DaftarFilter, Kotak, kotak
from iuran.models import BagianDaftar, Bantuan, DaftarBPJS, StatusBantuan, SumberDana
from iuran.peristiwa import PERINGATAN_USIA
from iuran.perlindungan import DALAM_HARI, Saring, SebabHabis, bulan_dalam, bulan_papan
from peserta.models import Kecamatan, Kelurahan, Pekerjaan, Peserta
from peserta.models.peserta import PesertaQuerySet
from pijar.bidang import DaftarPkField
from pijar.bulan import awal_bulan, nama_bulan
from pijar.models import Pengguna
from pijar.tanggal import TanggalField

TEMPAT = {
    "kecamatan": "kelurahan__kecamatan",
    "kelurahan": "kelurahan",
    "pekerjaan": "pekerjaan",
}
"""The filters by the person's own data, with the column of each."""


class BerakhirForm(forms.Form):
    """Filters of people who lose cover: when, from which source, where, of which occupation."""

    bulan = forms.ChoiceField(label="Bulan terakhir", required=False)
    hari = forms.TypedChoiceField(
        label="Habis dalam",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Kapan saja"), *((n, f"{n} hari") for n in DALAM_HARI)],
    )
    sumber = forms.TypedChoiceField(
        label="Sumber dana", required=False, coerce=int, empty_value=None
    )
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), required=False, empty_label="Semua kecamatan"
    )
    kelurahan = forms.ModelChoiceField(
        Kelurahan.objects.none(), required=False, empty_label="Semua kelurahan"
    )
    pekerjaan = forms.ModelChoiceField(
        Pekerjaan.objects.all(), required=False, empty_label="Semua pekerjaan"
    )
    jeda = forms.ChoiceField(
        label="Sesudahnya", required=False, choices=[("", "Semua"), ("1", "Jeda, lalu lanjut")]
    )

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna, pada: date) -> None:
        super().__init__(data)
        self.pada, self.petugas = pada, petugas
        bulan, sumber, kecamatan, kelurahan = (
            cast(Any, self.fields[n]) for n in ("bulan", "sumber", "kecamatan", "kelurahan")
        )
        semua = bulan_papan(pada)
        bulan.choices = [("", "Semua bulan"), *((f"{b:%Y-%m}", nama_bulan(b)) for b in semua)]
        dana = SumberDana.objects.filter(tahun__in={b.year for b in semua})
        sumber.choices = [("", "Semua sumber"), *((str(s.pk), str(s)) for s in dana)]
        kecamatan.queryset = Kecamatan.objects.for_petugas(petugas)
        kelurahan.queryset = Kelurahan.objects.for_petugas(petugas)
        self.is_valid()

    @property
    def semua_kotak(self) -> list[Kotak]:
        return [kotak(self[nama]) for nama in self.fields]

    @property
    def bulan_terpilih(self) -> date | None:
        """The one last month that is asked for."""
        isi = self.cleaned_data.get("bulan")
        return date.fromisoformat(f"{isi}-01") if isi else None

    @property
    def sumber_terpilih(self) -> int | None:
        """The id of the one source that is asked for."""
        sumber: int | None = self.cleaned_data.get("sumber")
        return sumber

    @property
    def saring(self) -> Saring:
        """The ends that the list shows."""
        hari = self.cleaned_data.get("hari")
        semua = bulan_dalam(hari, self.pada) if hari else bulan_papan(self.pada)
        satu = self.bulan_terpilih
        bulan = semua if satu is None else tuple(b for b in semua if b == satu)
        return Saring(bulan, self.sumber_terpilih, bool(self.cleaned_data.get("jeda")))

    def alamat_perpanjangan(self, bulan: date, sumber: int) -> str:
        """What the preparation of an extension of a source asks for, of this filter and month."""
        isi = {"bulan": f"{bulan:%Y-%m}", "sumber": sumber}
        isi |= {n: satu.pk for n in TEMPAT if (satu := self.cleaned_data.get(n))}
        return urlencode({n: nilai for n, nilai in isi.items() if nilai})

    @property
    def syarat(self) -> Q:
        """The condition on the person."""
        isi = {kolom: self.cleaned_data.get(n) for n, kolom in TEMPAT.items()}
        return Q(**{k: nilai for k, nilai in isi.items() if nilai})


class OrangForm(forms.Form):
    """The filter of people by kecamatan that both lists below have."""

    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), required=False, empty_label="Semua kecamatan"
    )

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna) -> None:
        super().__init__(data)
        cast(Any, self.fields["kecamatan"]).queryset = Kecamatan.objects.for_petugas(petugas)
        self.is_valid()

    @property
    def syarat(self) -> Q:
        """The condition on the person."""
        kecamatan = self.cleaned_data.get("kecamatan")
        return Q(kelurahan__kecamatan=kecamatan) if kecamatan else Q()


class UsiaForm(OrangForm):
    """Filters of people near 65: how near, and their kecamatan."""

    JARAK = (("", "Enam bulan ke depan"), ("0", "Sudah 65 tahun"), ("3", "Tiga bulan ke depan"))

    jarak = forms.ChoiceField(label="Seberapa dekat", required=False, choices=JARAK)

    @property
    def bulan(self) -> int:
        """Months ahead."""
        return int(self.cleaned_data.get("jarak") or PERINGATAN_USIA[-1])


class HabisForm(OrangForm):
    """Filters of people without protection: their state and their kecamatan."""

    keadaan = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua"), *SebabHabis.choices]
    )

    @property
    def pilihan(self) -> str:
        """The chosen state, empty for all."""
        return self.cleaned_data.get("keadaan") or ""


class PadaForm(forms.Form):
    """The date of the cover to show; today when the date is missing or unreadable."""

    pada = TanggalField(label="Keadaan pada tanggal", required=False)

    def tanggal(self, kini: date) -> date:
        return (self.cleaned_data.get("pada") if self.is_valid() else None) or kini


class Pilihan:
    """People chosen in some list, told by an address: ticked ones, a source's, or all of a filter.

    ``orang``: ticked ids. ``sumber_dana``: whom a source pays. ``dari``: the list whose filters
    stand beside it, *berakhir* or *peserta*; *rekonsiliasi*: whom BPJS's list ``daftar`` calls
    active under another payer.
    """

    def __init__(self, kueri: QueryDict, *, petugas: Pengguna, pada: date) -> None:
        self.kueri, self.petugas, self.pada = kueri, petugas, pada

    @cached_property
    def sumber(self) -> SumberDana | None:
        """The source whose people these are, where it is that list."""
        pk = self.kueri.get("sumber_dana", "")
        if not pk.isdecimal() or "dari" in self.kueri:
            return None
        return SumberDana.objects.for_petugas(self.petugas).filter(pk=int(pk[:18])).first()

    @cached_property
    def pks(self) -> list[int]:
        """The ids of the people, each once."""
        milik = Peserta.objects.for_petugas(self.petugas)
        if self.sumber:
            jalan = Bantuan.objects.filter(
                sumber=self.sumber,
                status=StatusBantuan.BERJALAN,
                bulan_akhir__gte=awal_bulan(self.pada),
            )
            orang = milik.filter(pk__in=jalan.values("peserta"))
        elif self.kueri.get("dari") == "berakhir":
            orang = self._berakhir(milik)
        elif self.kueri.get("dari") == "peserta":
            orang = DaftarFilter(self.kueri, petugas=self.petugas, pada=self.pada).hasil
        elif self.kueri.get("dari") == "rekonsiliasi":
            orang = self._pembayar_lain(milik)
        else:
            orang = milik.filter(pk__in=self._dicentang())
        return list(orang.order_by("pk").values_list("pk", flat=True))

    def _dicentang(self) -> list[int]:
        isian = DaftarPkField(required=False)
        try:
            return cast(list[int], isian.clean(self.kueri.getlist("orang")))
        except forms.ValidationError:
            return []

    def _pembayar_lain(self, milik: PesertaQuerySet) -> PesertaQuerySet:
        pk = self.kueri.get("daftar", "")
        semua = DaftarBPJS.objects.for_petugas(self.petugas)
        daftar = semua.filter(pk=int(pk[:18]) if pk.isdecimal() else 0)
        baris = daftar.filter(
            daftar_baris__bagian=BagianDaftar.PEMBAYAR_LAIN, daftar_baris__iuran__isnull=False
        )
        return milik.filter(pk__in=baris.values("daftar_baris__peserta"))

    def _berakhir(self, milik: PesertaQuerySet) -> PesertaQuerySet:
        form = BerakhirForm(self.kueri, petugas=self.petugas, pada=self.pada)
        orang = milik.filter(form.syarat)
        return papan(self.pada, orang).ujung.saring(orang, form.saring)

    @property
    def kembali(self) -> str:
        """The name of the list's address."""
        dari = {"peserta": "peserta:daftar", "rekonsiliasi": "iuran:rekonsiliasi"}
        asal = dari.get(self.kueri.get("dari", ""), "iuran:berakhir")
        return "iuran:sumber" if self.sumber else asal
