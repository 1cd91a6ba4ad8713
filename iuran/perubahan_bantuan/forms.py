"""Forms of a change of grants: its paper, and what it asks for."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from iuran.models import JenisPerubahanBantuan, SumberDana
from iuran.perubahan_bantuan.aturan import Rencana, salah_rencana
from pijar.bulan import BulanField
from pijar.tanggal import TanggalField

J = JenisPerubahanBantuan


class DasarForm(forms.Form):
    """The paper by which a change is made, and why; ``kunci`` tells one form from the next."""

    dasar_nomor = forms.CharField(
        label="Nomor surat atau SK dasarnya",
        max_length=120,
        error_messages={"required": "Isi nomor surat atau SK-nya."},
    )
    dasar_tanggal = TanggalField(
        label="Tanggal surat atau SK",
        error_messages={"required": "Isi tanggal surat atau SK-nya."},
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        help_text="Admin yang mengonfirmasi membacanya.",
        error_messages={"required": "Tulis alasannya."},
    )
    kunci = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, pada: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pada = pada

    def clean_dasar_tanggal(self) -> date:
        """Refuse a paper of tomorrow."""
        tanggal: date = self.cleaned_data["dasar_tanggal"]
        if tanggal > self.pada:
            raise forms.ValidationError(
                "Tanggalnya tidak boleh setelah hari ini. Isi tanggal yang tertulis."
            )
        return tanggal


class PerubahanForm(DasarForm):
    """Shorten or move, from which month on; ``sumber_lama`` comes from the list of people."""

    jenis = forms.ChoiceField(
        label="Yang dilakukan",
        choices=[
            (J.PENDEKKAN.value, "Pendekkan: tidak dibiayai lagi mulai bulan di bawah"),
            (J.PINDAH.value, "Pindah: dibayar sumber dana lain mulai bulan di bawah"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Pilih yang dilakukan.",
            "invalid_choice": "Pilih dari daftar.",
        },
    )
    mulai = BulanField(
        label="Mulai bulan",
        help_text="Bulan pertama yang tidak dibiayai lagi, atau yang dibayar sumber baru.",
        error_messages={"required": "Isi bulannya."},
    )
    sumber = forms.ModelChoiceField(
        SumberDana.objects.none(),
        label="Sumber dana baru",
        required=False,
        empty_label="Hanya bila pindah",
        help_text="Dari tahun yang sama dengan bulan di atas.",
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )
    field_order = ("jenis", "mulai", "sumber", "dasar_nomor", "dasar_tanggal", "alasan")

    def __init__(self, *args: Any, sumber_lama: SumberDana | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sumber_lama = sumber_lama
        semua = SumberDana.objects.berpenetapan().filter(aktif=True, tahun__gte=self.pada.year)
        if sumber_lama:
            semua = semua.exclude(pk=sumber_lama.pk)
        self.fields["sumber"].queryset = semua.order_by(  # type: ignore[attr-defined]
            "tahun", "urutan", "pk"
        )

    def clean(self) -> dict[str, Any]:
        """Say what cannot be meant at its own field; a shortening has no new source."""
        isi = super().clean() or {}
        if not self.errors:
            if isi["jenis"] != J.PINDAH and isi.get("sumber"):
                self.add_error("sumber", "Kosongkan: memendekkan tidak memindah sumber dana.")
            for salah in salah_rencana(self.rencana(isi), self.pada):
                self.add_error(salah.bidang, salah.kalimat)
        return isi

    def rencana(self, isi: dict[str, Any]) -> Rencana:
        """What the form asks for."""
        return Rencana(**isi, sumber_lama=self.sumber_lama)
