"""Forms of extensions: whom and what to prepare, what to do with lines, the decree."""

from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from iuran.buku import penerus_sumber
from iuran.models import SumberDana
from peserta.bersih.nama import nama_cari
from peserta.daftar import NamaField
from peserta.models import Kecamatan, Kelurahan, Pekerjaan
from pijar.bidang import DaftarPkField
from pijar.bulan import BulanField, tambah_bulan
from pijar.models import Pengguna
from verifikasi.actions.kembali import Kepala
from verifikasi.forms.bidang import tanpa_form_tag
from verifikasi.forms.kembali import KepalaForm
from verifikasi.models import (
    BarisPerpanjangan,
    KeadaanBaris,
    Perpanjangan,
)
from verifikasi.sebab import SEBAB
from verifikasi.vonis import RencanaLanjut, Saringan

TERPANJANG = 12
SISA = ("menunggu", "disetujui", "tidak", "keluar", "diambil", "selesai")


class SiapkanForm(forms.Form):
    """Whose cover ends, and what they are to get; ``lengkapi`` fills in what is not asked."""

    bulan = BulanField(
        label="Perlindungan habis akhir bulan",
        required=False,
        help_text="Bulan terakhir yang dibiayai, misalnya Desember 2026.",
    )
    sumber = forms.ModelChoiceField(
        SumberDana.objects.all(),
        label="Sumber yang berakhir",
        required=False,
        empty_label="Semua sumber",
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
    tujuan = forms.ModelChoiceField(
        SumberDana.objects.berpenetapan().filter(aktif=True),
        label="Dibayar selanjutnya oleh",
        empty_label="Pilih sumber dana",
        error_messages={"required": "Pilih sumber dana yang membayar selanjutnya."},
    )
    bulan_awal = BulanField(
        label="Bulan pertama", error_messages={"required": "Isi bulan pertamanya."}
    )
    jumlah_bulan = forms.IntegerField(
        label="Jumlah bulan",
        min_value=6,
        max_value=TERPANJANG,
        initial=TERPANJANG,
        error_messages={
            "required": "Isi jumlah bulannya.",
            "min_value": "Perpanjangan 6 sampai 12 bulan.",
            "max_value": "Perpanjangan 6 sampai 12 bulan.",
        },
        help_text="6–12 bulan. Bulan sejak ulang tahun ke-65 dipotong sendiri.",
    )
    jht = forms.BooleanField(label="Dengan JHT", required=False)
    orang = DaftarPkField(required=False)
    kunci = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, petugas: Pengguna) -> None:
        super().__init__(lengkapi(data) if data else None)
        self.helper = tanpa_form_tag()
        self.fields["kecamatan"].queryset = Kecamatan.objects.for_petugas(petugas)  # type: ignore[attr-defined]
        kelurahan = Kelurahan.objects.for_petugas(petugas)
        if data and (kode := data.get("kecamatan")):
            kelurahan = kelurahan.filter(kecamatan=kode)
        self.fields["kelurahan"].queryset = kelurahan  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if not isi.get("bulan") and not isi.get("orang") and "bulan" not in self.errors:
            self.add_error("bulan", "Isi bulan terakhir yang dibiayai.")
        tujuan, awal = isi.get("tujuan"), isi.get("bulan_awal")
        if tujuan and awal and tujuan.tahun != awal.year:
            self.add_error("tujuan", f"{tujuan} hanya membiayai bulan-bulan {tujuan.tahun}.")
        return isi

    def kueri(self) -> str:
        """What the form says, as an address."""
        isi = self.sebagai_isi()
        isi["orang"] = ",".join(map(str, isi["orang"]))
        return urlencode({k: v for k, v in isi.items() if v})

    def sebagai_isi(self) -> dict[str, Any]:
        """What a valid form says as plain values, for a job or an address."""
        isi = self.cleaned_data
        bulan = {k: f"{isi[k]:%Y-%m}" for k in ("bulan", "bulan_awal") if isi[k]}
        rujukan = ("sumber", "kecamatan", "kelurahan", "pekerjaan", "tujuan")
        lain = {k: str(isi[k].pk) for k in rujukan if isi[k]}
        lain |= {"jumlah_bulan": str(isi["jumlah_bulan"]), "kunci": str(isi["kunci"])}
        return bulan | lain | {"jht": "on" if isi["jht"] else "", "orang": isi["orang"]}

    def saringan(self) -> Saringan:
        isi = self.cleaned_data
        kolom = {k: isi[k] for k in ("bulan", "sumber", "kecamatan", "kelurahan", "pekerjaan")}
        return Saringan(**kolom, orang=tuple(isi["orang"]) or None)

    def rencana(self) -> RencanaLanjut:
        isi = self.cleaned_data
        return RencanaLanjut(isi["tujuan"], isi["bulan_awal"], isi["jumlah_bulan"], isi["jht"])


def lengkapi(data: Any) -> dict[str, Any]:
    """``data`` with what follows from the month and the source that end."""
    isi = dict(data.items())
    isi["orang"] = data.getlist("orang") if hasattr(data, "getlist") else data.get("orang", [])
    isi["kunci"] = isi.get("kunci") or str(uuid4())
    try:
        bulan = BulanField(required=False).clean(isi.get("bulan"))
    except forms.ValidationError:
        return isi
    awal = isi.get("bulan_awal")
    if bulan is None or (awal and "tujuan" in isi):
        return isi
    mulai = tambah_bulan(bulan, 1)
    isi.setdefault("bulan_awal", f"{mulai:%Y-%m}")
    if "tujuan" not in isi and (tujuan := _tujuan(isi.get("sumber"), mulai)):
        isi["tujuan"] = str(tujuan.pk)
    isi.setdefault("jumlah_bulan", str(TERPANJANG))
    return isi


def _tujuan(sumber: Any, mulai: date) -> SumberDana | None:
    """Who pays from ``mulai`` on: the source itself in its year, or its successor.

    None for people of several sources: the admin says who pays for all of them.
    """
    lama = SumberDana.objects.filter(pk=sumber).first() if str(sumber).isdecimal() else None
    if lama is None:
        return None
    if lama.aktif and lama.tahun == mulai.year:
        return lama
    return penerus_sumber([lama]).get(lama.pk)


class SaringLanjutForm(forms.Form):
    """Which lines of an extension to show."""

    sebab = forms.ChoiceField(
        required=False, choices=[("", "Semua sebab"), *((s.kode, s.kalimat) for s in SEBAB)]
    )
    sisa = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua"), *((s, s) for s in SISA)]
    )
    q = NamaField(label="Cari nama", required=False, max_length=100)

    @classmethod
    def dari(cls, kueri: str) -> "SaringLanjutForm":
        """The filter of an address."""
        return cls(dict(parse_qsl(kueri)))

    def kueri(self) -> str:
        """The filter as it stands in an address."""
        self.is_valid()
        return urlencode({k: v for k, v in self.cleaned_data.items() if v})

    def baris(self, semua: QuerySet[BarisPerpanjangan]) -> QuerySet[BarisPerpanjangan]:
        """Those of ``semua``; lines of people taken out only where they are asked for."""
        self.is_valid()
        isi = self.cleaned_data
        sisa, keadaan = isi.get("sisa", ""), {k.value for k in KeadaanBaris}
        if sisa in keadaan:
            semua = semua.filter(keadaan=sisa)
        elif sisa:
            semua = semua.filter(keadaan=KeadaanBaris.TERBUKA, keputusan=sisa)
        else:
            semua = semua.exclude(keadaan__in=[KeadaanBaris.KELUAR, KeadaanBaris.BATAL])
        if sebab := isi.get("sebab"):
            semua = semua.filter(sebab=sebab)
        if "q" in self.errors:
            return semua.none()
        if q := isi.get("q"):
            senama = semua.filter(peserta__nama_cari__contains=nama_cari(q))
            semua = senama if nama_cari(q) else semua.none()
        return semua.order_by("pk")


class TindakanLanjutForm(forms.Form):
    """What to do with the ticked lines, or with all that the page's filter shows."""

    baris = DaftarPkField(required=False)
    kueri = forms.CharField(required=False, widget=forms.HiddenInput)
    semua = forms.BooleanField(required=False)
    tindakan = forms.CharField()
    alasan = forms.CharField(
        label="Dasar atau alasan",
        required=False,
        max_length=300,
        help_text="Misalnya pernyataan ketua RT dan tanggalnya. Disimpan pada setiap orang.",
    )

    def __init__(self, data: Any = None, *, boleh: tuple[str, ...] = ()) -> None:
        super().__init__(data)
        self.boleh = boleh

    def clean_tindakan(self) -> str:
        isi = str(self.cleaned_data["tindakan"])
        if isi not in self.boleh:
            raise forms.ValidationError("Tekan salah satu tombol di bawah daftar.")
        return isi

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if not isi.get("baris") and not isi.get("semua"):
            raise forms.ValidationError("Centang dahulu orangnya.")
        if not isi.get("alasan", "").strip() and isi.get("tindakan") != "kembalikan":
            self.add_error("alasan", "Tulis dasar atau alasannya.")
        return isi

    def dipilih(self, perpanjangan: Perpanjangan, petugas: Pengguna) -> QuerySet[BarisPerpanjangan]:
        """The lines meant, within the officer's area."""
        semua = perpanjangan.daftar_baris.for_petugas(petugas)
        if not self.cleaned_data["semua"]:
            return semua.filter(pk__in=self.cleaned_data["baris"])
        return SaringLanjutForm.dari(self.cleaned_data["kueri"]).baris(semua)


class SusunSKForm(KepalaForm):
    """The head of the decree that extends, and why it is late where it is."""

    alasan_celah = forms.CharField(
        label="Alasan menutup celah",
        required=False,
        max_length=200,
        help_text="Hanya bila bulan pertamanya mendahului bulan SK: tulis mengapa SK terlambat.",
    )

    def kepala(self) -> Kepala:
        return Kepala(**{k: self.cleaned_data[k] for k in Kepala._fields})
