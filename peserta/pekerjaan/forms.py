"""What an admin says of a word."""

from typing import Any

from django import forms

from peserta.models import ArtiKata, KataPekerjaan, Pekerjaan

LAIN = [
    (ArtiKata.BUKAN_SASARAN.value, "Bukan sasaran program"),
    (ArtiKata.ABAIKAN.value, "Bukan sebutan pekerjaan"),
]


def pilihan_pekerjaan() -> list[Pekerjaan]:
    """The occupations that a word may mean."""
    return list(Pekerjaan.objects.filter(aktif=True))


class ArtiForm(forms.Form):
    """The occupation that a word means, or that it means none."""

    arti = forms.ChoiceField(label="Artinya", error_messages={"required": "Pilih artinya."})
    dilihat = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, kata: KataPekerjaan, pekerjaan: list[Pekerjaan]
    ) -> None:
        super().__init__(data, auto_id=f"kata-{kata.pk}-%s")
        self.initial = {"dilihat": kata.arti, "arti": kata.pekerjaan_id or kata.arti}
        self.pekerjaan = {p.kode: p for p in pekerjaan}
        pilihan = [(p.kode, p.nama) for p in pekerjaan]
        self.fields["arti"].choices = [("", "Pilih …"), ("Pekerjaan", pilihan), ("Lainnya", LAIN)]  # type: ignore[attr-defined]
        self.fields["arti"].widget.attrs |= {
            "aria-label": f"Arti {kata.contoh}", "class": "form-select",
        }  # fmt: skip

    def isi(self) -> tuple[ArtiKata, Pekerjaan | None]:
        """The meaning, and its occupation."""
        pilihan = self.cleaned_data["arti"]
        pekerjaan = self.pekerjaan.get(pilihan)
        return (ArtiKata.PEKERJAAN, pekerjaan) if pekerjaan else (ArtiKata(pilihan), None)
