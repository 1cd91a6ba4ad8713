"""Filters of the lists of people who lose cover or near 65, and the date of one person's cover."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.http import QueryDict  # noqa: TID251 - how a list says which people it shows
from django.utils.functional import cached_property

from iuran.daftar.saringan import DaftarFilter
from iuran.models import Bantuan, StatusBantuan, SumberDana
from iuran.peristiwa import PERINGATAN_USIA
from iuran.perlindungan import BULAN_DILIHAT, SebabHabis, bulan_terakhir
from peserta.models import Kecamatan, Peserta
from pijar.bidang import DaftarPkField
from pijar.bulan import awal_bulan, nama_bulan, rentang_bulan, tambah_bulan
from pijar.models import Pengguna
from pijar.tanggal import TanggalField

TERJAUH = 6
PILIHAN = ("akhir", "sumber", "kecamatan")


class BerakhirForm(forms.Form):
    """Filters of people who lose cover: months ahead, last month, source, kecamatan."""

    bulan = forms.TypedChoiceField(
        label="Lihat ke depan",
        choices=[(n, f"{n} bulan") for n in range(1, TERJAUH + 1)],
        coerce=int,
        required=False,
    )
    akhir = forms.TypedChoiceField(
        label="Bulan terakhir", required=False, coerce=date.fromisoformat
    )
    sumber = forms.ModelChoiceField(
        SumberDana.objects.all(), label="Sumber dana", required=False, empty_label="Semua sumber"
    )
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.all(), label="Kecamatan", required=False, empty_label="Semua kecamatan"
    )

    def __init__(self, data: Mapping[str, Any], *, petugas: Pengguna, pada: date) -> None:
        super().__init__({"bulan": BULAN_DILIHAT, **{k: data[k] for k in data}})
        awal = awal_bulan(pada)
        akhir, sumber, kecamatan = (cast(Any, self.fields[n]) for n in PILIHAN)
        akhir.choices = [
            ("", "Semua bulan"),
            *((b.isoformat(), nama_bulan(b)) for b in rentang_bulan(awal, TERJAUH)),
        ]
        tahun = {awal.year, tambah_bulan(awal, TERJAUH - 1).year}
        sumber.queryset = SumberDana.objects.filter(tahun__in=tahun)
        kecamatan.queryset = Kecamatan.objects.for_petugas(petugas)

    @property
    def ke_depan(self) -> int:
        """Months ahead; ``BULAN_DILIHAT`` by default."""
        return self.cleaned_data.get("bulan") or BULAN_DILIHAT

    @property
    def syarat(self) -> Q:
        """The condition on the last ledger row of each person."""
        isi = self.cleaned_data
        syarat = Q()
        if akhir := isi.get("akhir"):
            syarat &= Q(bulan=akhir)
        if sumber := isi.get("sumber"):
            syarat &= Q(sumber=sumber)
        if kecamatan := isi.get("kecamatan"):
            syarat &= Q(peserta__kelurahan__kecamatan=kecamatan)
        return syarat


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
    stand beside it, *berakhir* or *peserta*.
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
            orang = milik.filter(pk__in=self._berakhir())
        elif self.kueri.get("dari") == "peserta":
            orang = DaftarFilter(self.kueri, petugas=self.petugas, pada=self.pada).hasil
        else:
            orang = milik.filter(pk__in=self._dicentang())
        return list(orang.order_by("pk").values_list("pk", flat=True))

    def _dicentang(self) -> list[int]:
        isian = DaftarPkField(required=False)
        try:
            return cast(list[int], isian.clean(self.kueri.getlist("orang")))
        except forms.ValidationError:
            return []

    def _berakhir(self) -> list[int]:
        form = BerakhirForm(self.kueri, petugas=self.petugas, pada=self.pada)
        form.is_valid()
        semua = bulan_terakhir(self.pada, form.ke_depan)
        baris = (b.for_petugas(self.petugas).filter(form.syarat) for b in semua)
        return [pk for b in baris for pk in b.order_by().values_list("peserta", flat=True)]

    @property
    def kembali(self) -> str:
        """The name of the list's address."""
        dari = "peserta:daftar" if self.kueri.get("dari") == "peserta" else "iuran:berakhir"
        return "iuran:sumber" if self.sumber else dari
