"""The form that proposes a merge: the person to keep, and the value of each field."""

from collections.abc import Iterator
from typing import Any

from django import forms

from peserta.duplikat import Banding, bandingkan, bidang_kosong
from peserta.models import PasanganMirip, Peserta, StatusPasangan


class UsulGabungForm(forms.Form):
    """One required choice for the person to keep, and one for each field that differs."""

    def __init__(self, data: Any = None, *, pasangan: PasanganMirip, disarankan: Peserta) -> None:
        super().__init__(data)
        semua = bandingkan(pasangan.kiri, pasangan.kanan)
        self.banding = [b._replace(dipakai=dipakai(pasangan, b)) for b in semua]
        self.pilihan = [(str(p.pk), p.nama) for p in (pasangan.kiri, pasangan.kanan)]
        lain = pasangan.kanan if disarankan == pasangan.kiri else pasangan.kiri
        self.fields["menang"] = self._pilih("Yang dipertahankan", disarankan)
        for b in self.banding:
            if b.beda:
                isi = (
                    lain
                    if bidang_kosong(disarankan, b.bidang) and disarankan.bisa_diubah
                    else disarankan
                )
                self.fields[b.bidang.kode] = self._pilih(b.bidang.judul, isi)

    def _pilih(self, label: str, awal: Peserta) -> forms.ChoiceField:
        isian = forms.RadioSelect(attrs={"class": "form-check-input"})
        kurang = {"required": f"{label}: pilih salah satu."}
        return forms.ChoiceField(
            label=label,
            choices=self.pilihan,
            initial=str(awal.pk),
            widget=isian,
            error_messages=kurang,
        )

    def baris(self) -> Iterator[tuple[Banding, forms.BoundField | None]]:
        """Each field of both people, with its choice where they differ."""
        for b in self.banding:
            yield b, self[b.bidang.kode] if b.beda else None

    @property
    def menang(self) -> int:
        return int(self.cleaned_data["menang"])

    @property
    def ambil(self) -> list[str]:
        """Fields whose value comes from the person that is merged away."""
        tetap = self.cleaned_data["menang"]
        return [k for k, isi in self.cleaned_data.items() if k != "menang" and isi != tetap]


def dipakai(pasangan: PasanganMirip, banding: Banding) -> str:
    """The side whose value a waiting proposal takes: kiri, kanan, or empty."""
    if not (banding.beda and pasangan.usulan and pasangan.status == StatusPasangan.DIUSULKAN):
        return ""
    diambil = banding.bidang.kode in pasangan.usulan["ambil"]
    return "kiri" if (pasangan.usulan["menang"] == pasangan.kiri_id) != diambil else "kanan"
