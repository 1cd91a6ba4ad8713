"""Forms of a sample: what to draw from, whom to show, and the visit that is ticked on a phone."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Exists, OuterRef

from peserta.models import Kecamatan, Kelurahan
from pijar.models import Pengguna
from pijar.tanggal import TanggalField
from pijar.unggahan.forms import LampiranForm
from verifikasi.actions.kunjungan import IsiKunjungan
from verifikasi.models import (
    PERTANYAAN,
    CaraPutusan,
    HasilKunjungan,
    KeadaanKunjungan,
    OrangUjiPetik,
    Pengajuan,
)
from verifikasi.undian import Hitungan, Pilihan, hitung_undian

BELUM = "belum"
YA_TIDAK = [("ya", "Ya"), ("tidak", "Tidak")]


class UjiPetikForm(forms.Form):
    """Which approvals to draw from, and how many in a hundred."""

    mulai = TanggalField(
        label="Diputuskan mulai", error_messages={"required": "Isi hari pertamanya."}
    )
    sampai = TanggalField(
        label="Diputuskan sampai", error_messages={"required": "Isi hari terakhirnya."}
    )
    cara = forms.ChoiceField(label="Persetujuan", choices=CaraPutusan.choices)
    verifikator = forms.ModelChoiceField(
        Pengguna.objects.none(), label="Disetujui oleh", required=False, empty_label="Siapa pun"
    )
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), required=False, empty_label="Semua kecamatan di wilayah Anda"
    )
    kelurahan = forms.ModelChoiceField(
        Kelurahan.objects.none(), required=False, empty_label="Semua kelurahannya"
    )
    persen = forms.IntegerField(
        label="Persen yang diambil",
        min_value=1,
        max_value=100,
        help_text="Dari setiap kelurahan dan pekerjaan, paling sedikit satu orang.",
        error_messages={
            "required": "Isi persennya, 1 sampai 100.",
            "invalid": "Isi persennya dengan angka bulat, 1 sampai 100.",
            "min_value": "Persennya paling kecil 1.",
            "max_value": "Persennya paling besar 100.",
        },
    )
    benih = forms.CharField(
        label="Benih undian (boleh kosong)",
        max_length=20,
        required=False,
        help_text="Kosongkan agar dibuatkan. Benih yang sama mengambil orang yang sama.",
    )

    def __init__(self, data: Any = None, *, petugas: Pengguna, pada: date) -> None:
        self.petugas, self.pada = petugas, pada
        awal = pada.replace(day=1)
        super().__init__(data, initial={"mulai": awal, "sampai": pada, "persen": 5})
        pemutus = Pengajuan.objects.filter(diputuskan_oleh=OuterRef("pk"), status="disetujui")
        isi: dict[str, Any] = {
            "verifikator": Pengguna.objects.filter(Exists(pemutus)).order_by("nama"),
            "kecamatan": Kecamatan.objects.for_petugas(petugas),
            "kelurahan": Kelurahan.objects.for_petugas(petugas).select_related("kecamatan"),
        }
        for nama, queryset in isi.items():
            cast(Any, self.fields[nama]).queryset = queryset
        cast(Any, self.fields["kelurahan"]).label_from_instance = _nama_kelurahan

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        mulai, sampai = isi.get("mulai"), isi.get("sampai")
        if sampai and sampai > self.pada:
            self.add_error("sampai", "Hari terakhirnya tidak boleh setelah hari ini.")
        if mulai and sampai and mulai > sampai:
            self.add_error("mulai", "Hari pertamanya tidak boleh setelah hari terakhirnya.")
        kecamatan, kelurahan = isi.get("kecamatan"), isi.get("kelurahan")
        if kecamatan and kelurahan and kelurahan.kecamatan_id != kecamatan.pk:
            self.add_error(
                "kelurahan", f"Kelurahan itu bukan di Kecamatan {kecamatan.nama}. Pilih lagi."
            )
        return isi

    @property
    def pilihan(self) -> Pilihan:
        """What a valid form says; without a place the officer's whole area."""
        isi = self.cleaned_data
        tempat = isi["kelurahan"] or isi["kecamatan"]
        wilayah = (tempat.kode,) if tempat else tuple(self.petugas.wilayah)
        return Pilihan(isi["mulai"], isi["sampai"], isi["cara"], isi["verifikator"], wilayah)

    def hitungan(self) -> Hitungan | None:
        """Counted before anything is drawn; None while something is missing."""
        if not self.is_valid():
            return None
        return hitung_undian(self.pilihan, self.cleaned_data["persen"])


class SaringOrangForm(forms.Form):
    """Whom of a sample to show; a choice that does not exist shows everybody."""

    hasil = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua"), (BELUM, "Belum dikunjungi"), *HasilKunjungan.choices],
    )
    kelurahan = forms.ModelChoiceField(
        Kelurahan.objects.none(), required=False, empty_label="Semua kelurahan"
    )

    def __init__(self, data: Any, *, petugas: Pengguna, uji: int) -> None:
        super().__init__(data)
        orang = OrangUjiPetik.objects.for_petugas(petugas).filter(
            uji=uji, pengajuan__peserta__kelurahan=OuterRef("pk")
        )
        ada = Kelurahan.objects.for_petugas(petugas).filter(Exists(orang))
        bidang = cast(Any, self.fields["kelurahan"])
        bidang.queryset = ada.select_related("kecamatan")
        bidang.label_from_instance = _nama_kelurahan

    def saring(self, orang: Any) -> Any:
        """``orang`` as chosen."""
        self.is_valid()
        hasil, kelurahan = (self.cleaned_data.get(n) for n in ("hasil", "kelurahan"))
        if hasil == BELUM:
            orang = orang.filter(daftar_kunjungan=None)
        elif hasil:
            orang = orang.berhasil(hasil)
        return orang.filter(pengajuan__peserta__kelurahan=kelurahan) if kelurahan else orang


class KunjunganForm(LampiranForm):
    """One visit: the day, what was found, five answers, a note, perhaps a photo."""

    tanggal = TanggalField(
        label="Tanggal kunjungan", error_messages={"required": "Isi tanggal kunjungannya."}
    )
    keadaan = forms.ChoiceField(
        label="Orangnya",
        choices=KeadaanKunjungan.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih apakah orangnya ditemukan."},
    )
    catatan = forms.CharField(
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Apa yang dilihat. Jangan menulis NIK.",
    )
    alasan = forms.CharField(
        label="Alasan koreksi",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis alasan koreksinya."},
    )
    field_order = ["tanggal", "keadaan", *PERTANYAAN, "catatan", "berkas", "alasan"]

    def __init__(self, *args: Any, koreksi: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama, (tanya, _) in PERTANYAAN.items():
            self.fields[nama] = forms.ChoiceField(
                label=tanya, choices=YA_TIDAK, required=False, widget=forms.RadioSelect
            )
        self.order_fields(self.field_order)
        self.fields["berkas"].required = False
        self.fields["berkas"].label = "Foto atau pindaian (bila ada)"
        if not koreksi:
            del self.fields["alasan"]

    def clean_berkas(self) -> Any:
        return super().clean_berkas() if self.cleaned_data.get("berkas") else None

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if isi.get("keadaan") == KeadaanKunjungan.DITEMUKAN:
            for nama in PERTANYAAN:
                if not isi.get(nama):
                    self.add_error(nama, "Jawab Ya atau Tidak.")
        return isi

    @property
    def isi_kunjungan(self) -> IsiKunjungan:
        isi = self.cleaned_data
        jawaban = {n: isi[n] == "ya" if isi[n] else None for n in PERTANYAAN}
        return IsiKunjungan(isi["tanggal"], isi["keadaan"], **jawaban, catatan=isi["catatan"])


def _nama_kelurahan(kelurahan: Kelurahan) -> str:
    """Two names stand in two kecamatan each."""
    return f"{kelurahan.nama} ({kelurahan.kecamatan.nama})"
