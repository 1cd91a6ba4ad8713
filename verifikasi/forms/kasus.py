"""Forms of one case: the answers to its criteria, and the reason of a decision against it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms

from pijar.forms import AlasanForm
from verifikasi.actions import JawabanOrang
from verifikasi.dasar_siap import DasarSiap, dasar_siap
from verifikasi.models import Jawaban
from verifikasi.penilaian import HasilKriteria

SIAP = "siap"


class BarisJawaban(NamedTuple):
    """One criterion with its two fields, as the page shows it."""

    hasil: HasilKriteria
    jawaban: forms.BoundField
    dasar: forms.BoundField


class JawabanForm(forms.Form):
    """The verifier's answers to the criteria of one case; a criterion may stay unanswered.

    An open one offers ready-made bases: choosing one answers ya and gives its basis.
    """

    PILIHAN = ((Jawaban.YA, "Ya"), (Jawaban.TIDAK, "Tidak"))

    def __init__(self, data: Any = None, *, hasil: Sequence[HasilKriteria], pada: date) -> None:
        super().__init__(data)
        self.hasil = hasil
        self.siap: dict[str, DasarSiap] = {}
        for h in hasil:
            kode = h.kriteria.kode
            siap = dasar_siap(h.kriteria.jenis, pada) if h.terbuka else []
            milik = {f"{SIAP}_{kode}_{n}": d for n, d in enumerate(siap)}
            self.siap |= milik
            self.fields[f"jawaban_{kode}"] = forms.ChoiceField(
                label=f"{h.kriteria.judul}: jawaban",
                choices=[*((n, d.label) for n, d in milik.items()), *self.PILIHAN],
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
            self._pakai_siap(isi, jawaban, dasar)
            if isi.get(jawaban) and not isi.get(dasar) and dasar not in self.errors:
                self.add_error(dasar, "Tulis dasarnya, misalnya nomor surat atau hasil pengecekan.")
            if isi.get(dasar) and not isi.get(jawaban) and jawaban not in self.errors:
                self.add_error(jawaban, "Pilih Ya atau Tidak.")
        return isi

    def _pakai_siap(self, isi: dict[str, Any], jawaban: str, dasar: str) -> None:
        """A ready-made basis answers ya; what is typed beside it is added."""
        if siap := self.siap.get(isi.get(jawaban, "")):
            isi[jawaban] = Jawaban.YA.value
            isi[dasar] = f"{siap.dasar} {isi.get(dasar, '')}".strip()[:300]

    def baris(self) -> Iterator[BarisJawaban]:
        """The criteria in the order of their version."""
        for h in self.hasil:
            kode = h.kriteria.kode
            yield BarisJawaban(h, self[f"jawaban_{kode}"], self[f"dasar_{kode}"])

    def perlu(self) -> list[BarisJawaban]:
        """Those that need a look: open ones first, then what the data refuses, then warnings."""
        perlu = [b for b in self.baris() if b.hasil.jawaban != Jawaban.YA or b.hasil.ditolak_data]
        return sorted(perlu, key=lambda b: (not b.hasil.kriteria.wajib, not b.hasil.terbuka))

    def terpenuhi(self) -> list[BarisJawaban]:
        """The met ones."""
        perlu = {b.hasil.kriteria.kode for b in self.perlu()}
        return [b for b in self.baris() if b.hasil.kriteria.kode not in perlu]

    def galat_terpenuhi(self) -> bool:
        """Whether a mistake stands among the met ones, so that they are not folded."""
        return any(b.jawaban.errors or b.dasar.errors for b in self.terpenuhi())

    def daftar(self) -> list[JawabanOrang]:
        """The answers that the verifier gave."""
        isi = self.cleaned_data
        return [
            JawabanOrang(h.kriteria.kode, jawaban, isi[f"dasar_{h.kriteria.kode}"])
            for h in self.hasil
            if (jawaban := isi[f"jawaban_{h.kriteria.kode}"])
        ]


class PutusanForm(AlasanForm):
    """The reason of a decision against the case; it is sent with the answers of the page."""

    use_required_attribute = False  # the same page approves without a reason

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alasan"].widget.attrs["form"] = "jawaban"
