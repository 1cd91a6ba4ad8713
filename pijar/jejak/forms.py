"""The filters of the access log."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from pijar.models import JejakAkses, JejakAksesQuerySet, Pengguna
from pijar.tanggal import TanggalField

SEHARI = timedelta(days=1)


class SaringJejakForm(forms.Form):
    """Who, what, whom, from when to when, from where; an empty field says nothing."""

    siapa = forms.CharField(label="Nama atau nama pengguna", max_length=60, required=False)
    tindakan = forms.ChoiceField(
        label="Tindakan",
        choices=[("", "Semua tindakan"), *JejakAkses.Tindakan.choices],
        required=False,
    )
    orang = forms.IntegerField(
        label="Nomor peserta (bukan NIK)",
        min_value=1,
        max_value=2**62,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Nomor peserta berisi angka saja."},
    )
    dari = TanggalField(label="Dari tanggal", required=False)
    sampai = TanggalField(label="Sampai tanggal", required=False)
    alamat = forms.GenericIPAddressField(
        label="Alamat", required=False, error_messages={"invalid": "Contoh alamat: 10.20.30.40."}
    )

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        dari, sampai = isi.get("dari"), isi.get("sampai")
        if dari and sampai and sampai < dari:
            self.add_error("sampai", "Sampai tanggal lebih awal daripada dari tanggal.")
        return isi

    def saring(self, semua: JejakAksesQuerySet) -> JejakAksesQuerySet:
        """What the filters leave; nothing while one of them cannot be read."""
        if not self.is_valid():
            return semua.none()
        isi = self.cleaned_data
        if kata := isi["siapa"]:
            siapa = Pengguna.objects.filter(Q(username__iexact=kata) | Q(nama__icontains=kata))
            semua = semua.filter(oleh__in=list(siapa.values_list("pk", flat=True)))
        for kolom in ("tindakan", "alamat"):
            semua = semua.filter(**{kolom: isi[kolom]}) if isi[kolom] else semua
        if isi["orang"]:
            semua = semua.orang(isi["orang"])
        sampai = awal_hari(isi["sampai"] + SEHARI) if isi["sampai"] else None
        return semua.antara(awal_hari(isi["dari"]) if isi["dari"] else None, sampai)

    def terisi(self) -> dict[str, str]:
        """The fields that say something, as an address or a job carries them."""
        return {nama: nilai for nama in self.fields if (nilai := self.data.get(nama, ""))}


def awal_hari(hari: date) -> datetime:
    """The moment at which a day begins in Semarang."""
    return timezone.make_aware(datetime.combine(hari, time.min))
