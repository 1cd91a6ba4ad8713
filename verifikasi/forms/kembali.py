"""The forms that draft a decree of lapsed people whom an admin ticked."""

from datetime import date
from typing import Any

from verifikasi.forms.penetapan import TANPA_PERNYATAAN, PenetapanForm, RencanaForm


class KepalaForm(PenetapanForm):
    """The head of the decree, named as such among the fields of the grant."""

    class Meta(PenetapanForm.Meta):
        labels = {"nomor": "Nomor SK", "tanggal": "Tanggal SK"}


class KembaliForm(RencanaForm):
    """The grant with which ticked people come back; who they are stands beside it."""

    kembali = True  # whoever is here comes back
    field_order = [
        *("sumber", "jenis", "kondisi", "catatan", "bulan_awal", "jumlah_bulan", "alasan_singkat"),
        *("jht", "pernyataan"),
    ]

    def __init__(self, data: Any = None, *, tanggal: date | None, bulan: date) -> None:
        super().__init__(data, tanggal=tanggal)
        self.fields["bulan_awal"].initial = bulan
        self.fields["bulan_awal"].help_text = "Paling awal bulan SK ini."
        pernyataan = self.fields["pernyataan"]
        pernyataan.required = True
        pernyataan.error_messages["required"] = TANPA_PERNYATAAN
        pernyataan.help_text = (
            "Masih bekerja dan tidak sakit, dari siapa, tanggal berapa; berlaku untuk semua orang "
            "di atas. Sisa bantuan lamanya berakhir saat ditetapkan."
        )
