"""The form of a tariff, and the button that confirms."""

from datetime import date, timedelta
from typing import Any

from django import forms

from iuran.models import Pembayar, Sektor, Tarif
from pijar.bulan import BulanField, tambah_bulan
from pijar.models import DasarHukum
from pijar.rupiah import RupiahField, ribuan

TERBESAR = 2_000_000_000  # what the columns hold


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
        label="Dasar hukum",
        choices=DasarHukum.objects.pilihan,
        initial="pp-44-2015",
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
    uang = {k: ribuan(n) for k, n in isi.items() if isinstance(n, int)}
    sampai: date | None = tarif.berlaku_sampai
    return {**isi, **uang, "mulai": tarif.berlaku_mulai, "sampai": sampai and sampai.replace(day=1)}


class KonfirmasiForm(forms.Form):
    """The button that confirms; it carries what its page showed."""

    sidik = forms.CharField(widget=forms.HiddenInput, required=False)
