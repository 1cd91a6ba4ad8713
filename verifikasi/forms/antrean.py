"""Forms of the queue: its filters and order, and approving many of its cases."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from peserta.daftar import baca_cari, memuat_nomor
from peserta.models import Kecamatan, Peserta
from peserta.orang.forms.data import pilihan_kelurahan
from pijar.bidang import DaftarPkField
from pijar.bulan import WIB
from pijar.models import Pengguna
from pijar.tanggal import TanggalField
from verifikasi.models import Jawaban, Kriteria, Pengajuan
from verifikasi.models.pengajuan import TERLAMA, PengajuanQuerySet

HASIL = (
    ("", "Semua"),
    ("terpenuhi", "Semua terpenuhi"),
    (Jawaban.BELUM_ADA_DATA, "Ada yang belum ada data"),
    (Jawaban.TIDAK, "Ada yang tidak"),
)
URUTAN = (
    ("", "Paling lama menunggu"),
    ("terbaru", "Baru diajukan"),
    ("nama", "Nama A–Z"),
    ("kelurahan", "Kelurahan"),
    ("pengaju", "Pengaju"),
)
KOLOM_URUT = {
    "terbaru": ("-diajukan_pada", "-pk"),
    "nama": ("peserta__nama", "pk"),
    "kelurahan": ("peserta__kelurahan__nama", *TERLAMA),
    "pengaju": ("diajukan_oleh__nama", *TERLAMA),
}
LANJUTAN = ("kelurahan", "pengaju", "dari", "sampai")


class SaringAntreanForm(forms.Form):
    """Filters and order of the queue; an unreadable filter is ignored.

    The box takes a name, or a number where ``tersimpan``: a number stands in no address, so it
    comes from the session only. Without a letter or a digit in it nobody is found.
    """

    q = forms.CharField(label="Nama, NIK, KPJ, atau HP", required=False, max_length=100)
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), required=False, empty_label="Semua kecamatan"
    )
    hasil = forms.ChoiceField(label="Hasil kriteria", required=False, choices=HASIL)
    kelurahan = forms.CharField(required=False, max_length=13, widget=forms.Select)
    pengaju = forms.ModelChoiceField(
        Pengguna.objects.none(), required=False, empty_label="Semua pengaju"
    )
    dari = TanggalField(label="Diajukan dari", required=False)
    sampai = TanggalField(label="Diajukan sampai", required=False)
    urut = forms.ChoiceField(label="Urutan", required=False, choices=URUTAN)

    def __init__(self, data: Any, *, petugas: Pengguna, tersimpan: bool = False) -> None:
        super().__init__(data)
        self.petugas, self.tersimpan = petugas, tersimpan
        self._isi_pilihan("kecamatan", Kecamatan.objects.for_petugas(petugas))
        menunggu = Pengajuan.objects.for_petugas(petugas).menunggu().order_by()
        pengaju = Pengguna.objects.filter(pk__in=menunggu.values("diajukan_oleh"))
        self._isi_pilihan("pengaju", pengaju.order_by("nama"))

    def _isi_pilihan(self, nama: str, pilihan: Any) -> None:
        self.fields[nama].queryset = pilihan  # type: ignore[attr-defined]

    def tawarkan_kelurahan(self) -> None:
        """Offer the kelurahan of the area, for the page; the filter works without."""
        isian: Any = self.fields["kelurahan"].widget
        isian.choices = [("", "Semua kelurahan"), *pilihan_kelurahan(self.petugas)]

    def clean_q(self) -> str:
        isi: str = self.cleaned_data["q"]
        if memuat_nomor(isi) and not self.tersimpan:
            raise ValidationError("Nomor hanya dicari lewat kotak cari, bukan lewat alamat.")
        return isi

    @property
    def nilai(self) -> dict[str, Any]:
        """The readable filters that were chosen."""
        self.is_valid()
        return {nama: isi for nama, isi in self.cleaned_data.items() if isi}

    @property
    def lanjutan(self) -> bool:
        """Whether one of the filters is chosen that the page folds."""
        return any(nama in self.nilai or nama in self.errors for nama in LANJUTAN)

    @property
    def kolom_urut(self) -> tuple[str, ...]:
        """The columns of the chosen order."""
        return KOLOM_URUT.get(self.nilai.get("urut", ""), TERLAMA)

    def antrean(self) -> PengajuanQuerySet:
        """The officer's waiting cases that pass the filters, in the chosen order."""
        isi = self.nilai
        kasus = self._tentang(Pengajuan.objects.for_petugas(self.petugas).menunggu())
        syarat = {
            "peserta__kelurahan__kecamatan": isi.get("kecamatan"),
            "peserta__kelurahan": isi.get("kelurahan"),
            "diajukan_oleh": isi.get("pengaju"),
            "diajukan_pada__gte": _pukul_nol(isi.get("dari")),
            "diajukan_pada__lt": _pukul_nol(isi.get("sampai"), 1),
        }
        kasus = kasus.filter(**{nama: nilai for nama, nilai in syarat.items() if nilai})
        return self._berhasil(kasus, isi.get("hasil", "")).order_by(*self.kolom_urut)

    def _tentang(self, kasus: PengajuanQuerySet) -> PengajuanQuerySet:
        """The cases of whom the box names; without anything in it, all."""
        tulisan = self.data.get("q", "").strip()
        if not tulisan:
            return kasus
        cari = baca_cari(self.cleaned_data.get("q", ""))
        if cari.nomor:
            orang = Peserta.objects.for_petugas(self.petugas).cari_nomor(cari.nomor, cari.hp)
            kasus = kasus.filter(peserta__in=orang.order_by())
        elif not cari.nama:
            return kasus.none()
        return kasus.filter(peserta__nama_cari__contains=cari.nama)

    def _berhasil(self, kasus: PengajuanQuerySet, hasil: str) -> PengajuanQuerySet:
        if hasil == "terpenuhi":
            return kasus.semua_terpenuhi()
        return kasus.yang_terjawab(hasil) if hasil else kasus


def _pukul_nol(hari: date | None, tambah: int = 0) -> datetime | None:
    """The moment at which the day begins, or ``tambah`` days later."""
    return datetime.combine(hari + timedelta(days=tambah), time(), WIB) if hari else None


class PilihKasusForm(forms.Form):
    """The cases that were ticked in the queue."""

    kasus = DaftarPkField(required=False)


class MassalForm(forms.Form):
    """Approve many: which open criteria are ya, and the one basis for them."""

    kode = forms.MultipleChoiceField(required=False, label="Dijawab Ya")
    dasar = forms.CharField(
        label="Dasar jawaban",
        required=False,
        max_length=300,
        help_text="Misalnya surat keterangan lurah nomor 470/12/XI/2026. Berlaku untuk semua.",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        wajib = Kriteria.objects.filter(wajib=True).values_list("kode", "judul")
        self.fields["kode"].choices = list(wajib.order_by("kode").distinct("kode"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if isi.get("kode") and not isi.get("dasar"):
            self.add_error("dasar", "Tulis dasarnya, misalnya nomor surat atau hasil pengecekan.")
        return isi
