"""Forms of the verifier: filters of the queue, answers to one case, approving many."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from peserta.bersih.nama import nama_cari
from peserta.models import Kecamatan
from pijar.bidang import DaftarPkField
from pijar.models import Pengguna
from verifikasi.actions import JawabanOrang
from verifikasi.models import Jawaban, Kriteria, Pengajuan
from verifikasi.models.pengajuan import PengajuanQuerySet
from verifikasi.penilaian import HasilKriteria

HASIL = (
    ("", "Semua"),
    ("terpenuhi", "Semua terpenuhi"),
    (Jawaban.BELUM_ADA_DATA, "Ada yang belum ada data"),
    (Jawaban.TIDAK, "Ada yang tidak"),
)


class SaringAntreanForm(forms.Form):
    """Filters of the queue; an unreadable filter is ignored."""

    q = forms.CharField(label="Nama", required=False, max_length=100)
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), required=False, empty_label="Semua kecamatan"
    )
    hasil = forms.ChoiceField(label="Hasil kriteria", required=False, choices=HASIL)

    def __init__(self, data: Any, *, petugas: Pengguna) -> None:
        super().__init__(data)
        self.petugas = petugas
        self.fields["kecamatan"].queryset = Kecamatan.objects.for_petugas(petugas)  # type: ignore[attr-defined]

    def antrean(self) -> PengajuanQuerySet:
        """The officer's waiting cases that pass the filters."""
        kasus = Pengajuan.objects.for_petugas(self.petugas).menunggu()
        self.is_valid()
        isi = self.cleaned_data
        if isi.get("q"):
            kasus = kasus.filter(peserta__nama_cari__contains=nama_cari(isi["q"]))
        if isi.get("kecamatan"):
            kasus = kasus.filter(peserta__kelurahan__kecamatan=isi["kecamatan"])
        hasil = isi.get("hasil")
        if hasil == "terpenuhi":
            return kasus.semua_terpenuhi()
        return kasus.yang_terjawab(hasil) if hasil else kasus


class JawabanForm(forms.Form):
    """The verifier's answers to the criteria of one case; a criterion may stay unanswered."""

    PILIHAN = ((Jawaban.YA, "Ya"), (Jawaban.TIDAK, "Tidak"))

    def __init__(self, data: Any = None, *, hasil: Sequence[HasilKriteria]) -> None:
        super().__init__(data)
        self.hasil = hasil
        for h in hasil:
            kode = h.kriteria.kode
            self.fields[f"jawaban_{kode}"] = forms.ChoiceField(
                label=f"{h.kriteria.judul}: jawaban",
                choices=self.PILIHAN,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            )
            self.fields[f"dasar_{kode}"] = forms.CharField(
                label=f"{h.kriteria.judul}: dasar jawaban",
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        for h in self.hasil:
            jawaban, dasar = f"jawaban_{h.kriteria.kode}", f"dasar_{h.kriteria.kode}"
            if isi.get(jawaban) and not isi.get(dasar) and dasar not in self.errors:
                self.add_error(dasar, "Tulis dasarnya, misalnya nomor surat atau hasil pengecekan.")
            if isi.get(dasar) and not isi.get(jawaban) and jawaban not in self.errors:
                self.add_error(jawaban, "Pilih Ya atau Tidak.")
        return isi

    def baris(self) -> Iterator[tuple[HasilKriteria, forms.BoundField, forms.BoundField]]:
        """Each criterion with its two fields, as the page shows them."""
        for h in self.hasil:
            yield h, self[f"jawaban_{h.kriteria.kode}"], self[f"dasar_{h.kriteria.kode}"]

    def daftar(self) -> list[JawabanOrang]:
        """The answers that the verifier gave."""
        isi = self.cleaned_data
        return [
            JawabanOrang(h.kriteria.kode, jawaban, isi[f"dasar_{h.kriteria.kode}"])
            for h in self.hasil
            if (jawaban := isi[f"jawaban_{h.kriteria.kode}"])
        ]


class MassalForm(forms.Form):
    """Approve many: which cases, which open criteria are ya, and the one basis for them."""

    kasus = DaftarPkField(required=False)
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
