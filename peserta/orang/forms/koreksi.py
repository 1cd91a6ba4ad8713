"""Form to correct a NIK, and the warning about a NIK that another person had before."""

from typing import Any

from django import forms

from peserta.bersih.alasan import Temuan, peringatan
from peserta.bersih.nik import angka_lahir, bersihkan_nik
from peserta.models import KoreksiNik, Peserta
from peserta.orang.actions.nomor import NIK_DI_LUAR, catat_luar, tanya_luar
from pijar.models import Pengguna


def pernah_dipakai(nik: str, peserta: Peserta | None, petugas: Pengguna) -> Temuan:
    """Warn if another person than ``peserta`` had this NIK before a correction."""
    bekas = KoreksiNik.objects.pemilik(nik)
    if bekas is None or bekas == peserta:
        return ()
    dikenal = Peserta.objects.for_petugas(petugas).filter(pk=bekas.pk).exists()
    siapa = f"dipakai oleh {bekas.nama}" if dikenal else "tercatat di wilayah lain"
    if not dikenal:
        catat_luar([bekas.pk], "nik", oleh=petugas)
    sebab = f"NIK ini pernah {siapa} sebelum dikoreksi."
    return peringatan("nik_dikoreksi", "nik", "", sebab, "Cocokkan dengan KTP.")


class KoreksiNikForm(forms.Form):
    """The right NIK of a person, and the reason for the correction."""

    nik = forms.CharField(
        label="NIK yang benar",
        max_length=30,
        help_text="16 angka sesuai KTP.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    alasan = forms.CharField(
        label="Alasan koreksi",
        min_length=5,
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "Misalnya: salah ketik, sesuai KTP asli"}),
    )
    sudah_dicocokkan = forms.BooleanField(
        label="Sudah saya cocokkan dengan KTP, NIK-nya memang demikian", required=False
    )

    def __init__(self, data: Any = None, *, peserta: Peserta, petugas: Pengguna) -> None:
        super().__init__(data)
        self.peserta, self.petugas = peserta, petugas

    def clean_nik(self) -> str:
        nik, alasan = bersihkan_nik(self.cleaned_data["nik"])
        if nik is None:
            raise forms.ValidationError([f"{a.sebab} {a.perbaikan}" for a in alasan])
        if tanya_luar("nik", nik, oleh=self.petugas, kecuali=self.peserta.pk):
            raise forms.ValidationError(NIK_DI_LUAR)
        return nik

    def clean(self) -> dict[str, Any]:
        """Ask for confirmation if the NIK states another birth date or sex."""
        isi = super().clean() or {}
        orang, nik = self.peserta, isi.get("nik", "")
        cocok = nik[6:12] == angka_lahir(orang.tanggal_lahir, orang.jenis_kelamin)
        if nik and not cocok and not isi.get("sudah_dicocokkan"):
            self.add_error(
                "sudah_dicocokkan",
                "NIK ini menunjukkan tanggal lahir atau jenis kelamin yang berbeda dari data "
                "orang ini. Cocokkan dengan KTP, lalu centang kotak ini.",
            )
        return isi
